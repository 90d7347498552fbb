"""From the text of questions to Typst source, and from Typst source to PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources

from grader.base.errors import GraderError
from grader.exam import markup
from grader.exam.extras import extra
from grader.exam.maths.plain import to_plain
from grader.exam.maths.typst import to_typst
from grader.exam.writers.fonts import folders_for

_UNBROKEN = 34  # a formula of so many signs is not broken at the end of a line
# The last five would go on with the code of a formula before them, as in #box($x$)(y).
_SPECIAL = re.compile(r"[\\#$*_`@<>~=+/'\"\[\]().;-]")


def content(text: str) -> str:
    """Return a text of the bank as Typst markup.

    Examples
    --------
    >>> content("if $x > 0$ use `X.T`")
    'if #box($x \\\\> 0$) use #raw("X.T")'
    """
    pieces = []
    for block in markup.blocks(text):
        if block.kind == "formula":
            pieces.append(f"$ {to_typst(block.spans[0].text)} $")
        elif block.kind == "listing":
            pieces.append(f"#listing({string(block.spans[0].text)})")
        else:
            pieces.append("".join(map(_span, block.spans)))
    return "\n\n".join(pieces)


def _span(span: markup.Span) -> str:
    if span.kind == "math":
        formula = f"${to_typst(span.text)}$"
        return f"#box({formula})" if len(to_plain(span.text)) <= _UNBROKEN else formula
    if span.kind == "code":
        return f"#raw({string(span.text)})"
    escaped = escape(span.text)
    return f"#strong[{escaped}]" if span.kind == "strong" else escaped


def escape(text: str) -> str:
    """Return plain text as Typst markup that prints it."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def string(text: str) -> str:
    """Return a text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def template(name: str) -> bytes:
    """Return a template that lies beside this file."""
    return resources.files("grader.exam.writers").joinpath(name).read_bytes()


def to_pdf(source: str, files: Mapping[str, bytes] | None = None) -> bytes:
    """Return the PDF of a Typst document; the same source gives the same bytes.

    Raises
    ------
    GraderError : Typst refuses the source; its own message is passed on.  Or no font has a letter.
    """
    typst, fonts = extra("typst"), folders_for(source)
    project = {"main.typ": source.encode("utf-8"), **(files or {})}
    try:
        pdf = typst.compile(
            project, format="pdf", font_paths=fonts, ignore_system_fonts=True, timestamp=0
        )
    except typst.TypstError as error:
        raise GraderError(f"Typst cannot set this page: {error}") from None
    return bytes(pdf)
