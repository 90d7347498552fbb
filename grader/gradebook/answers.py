"""The text that was graded in each exercise, and whether a person's mark still belongs to it.

A mark belongs to the text that it was given for. White space, a repair, another place in the
notebook and what other cells say make no other text.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import re
import tokenize
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.base.records import SubmissionResult

_LONGEST = 20_000  # characters that are kept to be shown
_REPAIRED = re.compile(r"YOUR ANSWER HERE|\*\(this stands [a-z ]+\)\*")


@dataclass(frozen=True)
class Answer:
    """A text as it is shown, and what is equal for texts that a person need not read twice.

    ``points`` are the grader's for it, None if it gave none.
    """

    text: str
    digest: str
    points: float | None = None


def answers(result: SubmissionResult) -> dict[str, Answer]:
    """Return what was graded, by exercise; nothing for a notebook that is not there."""
    points = {item.exercise: item.points for part in result.notebooks for item in part.exercises}
    return {
        name: Answer(cell["source"][:_LONGEST], _digest(cell), points[name])
        for part in result.notebooks
        for cell in (part.autograded or {}).get("cells", ())
        if (name := _name(cell)) in points
    }


def _name(cell: Mapping[str, Any]) -> str:
    about = cell["metadata"].get("nbgrader", {})
    return str(about.get("grade_id", "")) if about.get("solution") or about.get("task") else ""


def _digest(cell: Mapping[str, Any]) -> str:
    text = cell["source"]
    plain = _code(text) if cell["cell_type"] == "code" else _words(_REPAIRED.sub(" ", text))
    pictures = json.dumps(cell.get("attachments", {}), sort_keys=True)
    return hashlib.sha256(f"{plain}\0{pictures}".encode(errors="surrogatepass")).hexdigest()


def _words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _code(source: str) -> str:
    """Return what code does and says in comments; of what is no Python, its words."""
    try:
        return f"{ast.dump(ast.parse(source))}\0{_words(' '.join(_comments(source)))}"
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        return _words(source)


def _comments(source: str) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string.lstrip("#")
