"""What each plot draws when it is opened, and after its controls were moved, stays what it was.

``first_pictures.json`` has a checksum for each pair of axes: limits, labels, texts, and the points
of every line, area and image to three digits.  What the numbers must be is tested elsewhere; here
a line that is missing, hidden or elsewhere is noticed.  After a change that is meant, ``python
tests/course_lib/widgets/test_first_pictures.py`` writes the file anew, and its diff says which
plots changed.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from course_lib import widgets

STORED = Path(__file__).with_name("first_pictures.json")


def short(values: Any) -> list[str]:
    """Return numbers to three digits, so that neither dust nor the order of sums shows."""
    flat = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan).ravel()
    scale = float(np.nanmax(np.abs(flat), initial=0)) or 1.0
    return [f"{round(v / scale, 3) + 0.0:.3f}" for v in flat] + [f"{scale:.3g}"]


def described(artist: Any) -> list[Any]:
    """Return what is drawn by one artist, and whether it is visible."""
    found: list[Any] = [type(artist).__name__, artist.get_visible()]
    if isinstance(artist, Line2D):
        found += [short(artist.get_xdata()), short(artist.get_ydata()), artist.get_linestyle()]
        found += [artist.get_marker(), artist.get_drawstyle()]
    elif isinstance(artist, Text):
        found += [artist.get_text(), short(artist.get_position())]
    elif isinstance(artist, AxesImage):
        values = np.asarray(artist.get_array(), dtype=float)
        found += [values.shape, short(artist.get_extent()), short(values.mean(axis=0))]
    elif isinstance(artist, Collection):
        found += [short(artist.get_offsets()), [len(p.vertices) for p in artist.get_paths()]]
    elif isinstance(artist, Patch):
        corners = artist.get_patch_transform().transform(artist.get_path().vertices[:8])
        found += [short(corners), artist.get_fill()]
    return found


def checksum(axes: Axes) -> str:
    """Return the checksum of one pair of axes."""
    found = [axes.get_title(), axes.get_xlabel(), axes.get_ylabel(), axes.get_visible()]
    found += [short(axes.get_xlim()), short(axes.get_ylim()), axes.get_xscale(), axes.get_yscale()]
    found += [short(axes.get_xticks()), short(axes.get_yticks())]
    legend = axes.get_legend()
    found += [[text.get_text() for text in legend.get_texts()]] if legend else []
    found += [described(artist) for artist in axes.get_children()]
    return f"{zlib.crc32(json.dumps(found, default=str).encode()):08x}"


def pictures(name: str) -> list[str]:
    """Return the checksums when a plot was opened, and when each slider and list was moved."""
    plot = getattr(widgets, name)()
    try:
        figure = plot.stage.figure
        found = [checksum(axes) for axes in figure.axes]
        for control in plot.controls:
            if getattr(control, "options", None) and len(control.options) > 1:
                choices = [o[1] if isinstance(o, tuple) else o for o in control.options]
                control.value = next(o for o in reversed(choices) if o != control.value)
            elif hasattr(control, "max") and control.max is not None and hasattr(control, "step"):
                control.value = control.max
            else:
                continue
            found.append(control.description + " " + " ".join(map(checksum, figure.axes)))
        return found
    finally:
        plot.close()


@pytest.mark.parametrize("name", list(widgets.__all__))
def test_a_plot_draws_what_it_drew(name: str) -> None:
    """The picture at the start and the one after each control are those of the file."""
    assert pictures(name) == json.loads(STORED.read_text(encoding="utf-8"))[name]


if __name__ == "__main__":
    lines = {name: pictures(name) for name in widgets.__all__}
    STORED.write_text(json.dumps(lines, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines)} plots\n")
