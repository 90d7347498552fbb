"""Plots as HTML: the module and a description, for one output of a cell or for a whole page.

Nothing is asked of any server: style, module and numbers stand in the text itself. So a plot
lives in a notebook, in an exported page and in a file that is opened from the disk.
"""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

FRONT = Path(__file__).with_name("front")
CORE = (
    "numbers", "elements", "paint", "axes", "marks", "handles", "controls", "steps", "tables",
    "code", "kernel", "surroundings", "plot", "activations", "network",
)  # fmt: skip
DTYPES = {"f4": "<f4", "f8": "<f8", "i4": "<i4", "u2": "<u2", "u1": "u1"}

WITHOUT_LIFE = (
    "The picture is drawn by a script, which did not run here. In Jupyter, run this cell, or trust "
    "the notebook (in JupyterLab: View ▸ Activate Command Palette ▸ Trust Notebook)."
)


@cache
def _read(name: str) -> str:
    return (FRONT / name).read_text(encoding="utf-8")


def front_of(name: str) -> str:
    """Return the name of the plot's own file; "plain" if all its numbers come from the kernel."""
    return name if (FRONT / f"{name}.js").exists() else "plain"


def module(fronts: Sequence[str]) -> str:
    """Return the JavaScript for plots with these files, those of each in a block of its own.

    Files of a plot begin with its name. The one with only the name comes last.
    """
    own = [sorted(FRONT.glob(f"{name}*.js"), reverse=True) for name in dict.fromkeys(fronts)]
    blocks = ["{\n" + "".join(_read(part.name) for part in parts) + "}\n" for parts in own]
    return "".join([*(_read(f"{name}.js") for name in CORE), *blocks, _read("start.js")])


def packed(values: Any, kind: str = "f8") -> dict[str, Any]:
    """Return an array as JSON carries it: its kind (f4, f8, i4, u2 or u1), shape and bytes.

    Examples
    --------
    >>> packed([1.0, 2.0], "f4")
    {'kind': 'f4', 'shape': [2], 'data': 'AACAPwAAAEA='}
    """
    array = np.asarray(values, dtype=DTYPES[kind])
    data = base64.b64encode(array.tobytes()).decode()
    return {"kind": kind, "shape": list(array.shape), "data": data}


def host(description: dict[str, Any], words: str) -> str:
    """Return the element of one plot: what is read without a script, and the description."""
    # "</" would end the element; JSON may write it as "<\/".
    text = json.dumps(description, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return (
        f'<div class="course-plot"><p><b>{html.escape(words)}</b></p><p>{WITHOUT_LIFE}</p>'
        f'<script type="application/json">{text}</script></div>'
    )


def output(description: dict[str, Any], words: str, front: str) -> str:
    """Return one plot with all it needs, for the output of a cell."""
    style = f"<style>{_read('style.css')}</style>"
    script = f'<script type="module">\n{module([front])}</script>'
    return f"{style}{host(description, words)}{script}"


def web_page(title: str, sections: Sequence[tuple[str, str, dict[str, Any], str, str]]) -> str:
    """Return a page of plots: (heading, anchor, description, words, front) for each."""
    links = "".join(
        f'<li><a href="#{anchor}">{html.escape(heading)}</a></li>'
        for heading, anchor, *_ in sections
    )
    bodies = "".join(
        f'<section><h2 id="{anchor}">{html.escape(heading)}</h2>'
        f"{host(description, words)}</section>"
        for heading, anchor, description, words, _ in sections
    )
    script = module([front for *_, front in sections])
    return (
        '<!doctype html><html lang="en" data-course-page><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title>"
        f"<style>{_read('page.css')}{_read('style.css')}</style></head><body><main>"
        f"<h1>{html.escape(title)}</h1><nav aria-label='Plots'><ul>{links}</ul></nav>"
        f"{bodies}</main>"
        f'<script type="module">\n{script}</script></body></html>\n'
    )
