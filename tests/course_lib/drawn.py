"""What is drawn in a figure, as a checksum that says when anything a reader sees has changed."""

from __future__ import annotations

import json
import zlib
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text


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
        found += [to_hex(artist.get_color())]
    elif isinstance(artist, Text):
        found += [artist.get_text(), short(artist.get_position()), to_hex(artist.get_color())]
        found += [short(artist.xy)] if isinstance(artist, Annotation) else []
    elif isinstance(artist, AxesImage):
        values = np.asarray(artist.get_array(), dtype=float)
        found += [values.shape, short(artist.get_extent()), short(values.mean(axis=0))]
    elif isinstance(artist, Collection):
        found += [short(artist.get_offsets()), [len(p.vertices) for p in artist.get_paths()]]
    elif isinstance(artist, Patch):
        corners = artist.get_patch_transform().transform(artist.get_path().vertices[:8])
        found += [short(corners), artist.get_fill(), to_hex(artist.get_facecolor())]
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
