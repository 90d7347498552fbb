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
from pathlib import Path

import ipywidgets
import pytest

from course_lib import widgets

# pytest's importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from drawn import checksum

PLAYS = ("Play", "Pause")  # how many frames there are depends on the machine
STORED = Path(__file__).with_name("first_pictures.json")


def pictures(name: str) -> list[str]:
    """Return the checksums when a plot was opened, and after each control was moved."""
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
            elif isinstance(control, ipywidgets.Button) and control.description not in PLAYS:
                control.click()
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
