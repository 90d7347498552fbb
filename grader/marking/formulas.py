"""Formulas of the formgrader's pages as MathML: its MathJax comes from the net, or not at all.

A formula that is not known stays as it was typed, for MathJax if it comes.
"""

from __future__ import annotations

import re
from typing import Any

from nbconvert.preprocessors import Preprocessor

from grader.marking.typeset import formula

NAME = f"{__name__}.Formulas"
_PARTS = re.compile(
    r"(?P<code>^```.*?^```|`[^`\n]*`)|\$\$(?P<block>[^$]+)\$\$|(?<!\\)\$(?P<line>[^$\n]+)\$",
    re.DOTALL | re.MULTILINE,
)
_MARKUP = str.maketrans({sign: f"&#{ord(sign)};" for sign in "*_`[]\\~"})


class Formulas(Preprocessor):
    """Typesets the formulas of the Markdown cells of a page."""

    def preprocess_cell(self, cell: Any, resources: Any, _index: int) -> tuple[Any, Any]:
        """Return the cell with MathML in place of the formulas that are known."""
        if cell.cell_type == "markdown":
            cell.source = with_mathml(cell.source)
        return cell, resources


def with_mathml(text: str) -> str:
    """Return Markdown with its formulas as MathML; code stays as it is.

    Examples
    --------
    >>> with_mathml("`$x$` is $x$, and $\\\\unknown$ is not.")
    '`$x$` is <math aria-label="x"><mrow><mi>x</mi></mrow></math>, and $\\\\unknown$ is not.'
    """
    return _PARTS.sub(_converted, text)


def _converted(part: re.Match[str]) -> str:
    latex = part["block"] or part["line"]
    if not latex:
        return part[0]
    found = formula(" ".join(latex.split()), part["block"] is not None)
    return found.translate(_MARKUP) if found.startswith("<math") else part[0]
