"""Shows the marking scheme beside each written answer, in the formgrader and nowhere else.

The scheme is the master's model answer. It is added to the page when the page is made, so no file
that a student might get ever contains it. Where a mark was given to another text, that text stands
above the scheme; what does not hold of the student's grades stands at the top.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from traitlets import Unicode

from grader.assistant.formgrader.first import waiting_in
from grader.base import notebooks
from grader.base.course import Course
from grader.gradebook.results import Row, table
from grader.gradebook.store import load
from grader.masters.rubric import scheme

# Two columns where there is room: the cell before the scheme is the answer.
_STYLE = """\
<style>
.doubt { border-left: 4px solid #b3261e; background: #fdecea; padding: 0.6em 1em; }
.marking-scheme pre { white-space: pre-wrap; }
.marking-scheme { border-left: 4px solid #8a6d3b; background: #fcf8e3; padding: 0.6em 1em; }
@media (min-width: 992px) {
  #notebook-container .cell:has(+ .cell .marking-scheme) { float: left; clear: both; width: 57%; }
  #notebook-container .cell:has(.marking-scheme) { float: right; width: 41%; }
  #notebook-container .cell:has(.marking-scheme) + .cell { clear: both; }
}
</style>
"""


# The page opens at the first answer that waits, below the bar, also when pictures come late.
_BEGIN = """\
<script>
addEventListener("load", () => setTimeout(() => {
  const cell = document.getElementById("%s").closest(".cell");
  cell.style.scrollMarginTop = "70px";
  cell.scrollIntoView();
}));
</script>
"""


class MarkingScheme(Preprocessor):
    """Adds a cell with the scheme after each answer that a person marks."""

    course = Unicode(help="The folder of the course.").tag(config=True)
    db = Unicode(help="The gradebook on a server, if there is one.").tag(config=True)

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook with the schemes, if it is made for the formgrader's page."""
        if "submission_id" in resources:  # which a page for a student has not
            course, assignment = Course(Path(self.course), self.db), resources["assignment_id"]
            master = course.solutions(assignment) / f"{resources['notebook_id']}.ipynb"
            beside = marking_schemes(master)
            if student := resources.get("student"):
                row = table(course, assignment, student)[1][0]
                for name, text in earlier_texts(course, assignment, row).items():
                    beside[name] = f"{text}\n\n{beside.get(name, '')}"
                notebook.cells[:0] = [_cell(notebook, "doubts", text) for text in _warning(row)]
                waiting = waiting_in(row, resources["notebook_id"])
                notebook.cells += [_cell(notebook, "begin", _BEGIN % name) for name in waiting[:1]]
            notebook.cells = list(_beside(notebook, beside))
        return notebook, resources


def earlier_texts(course: Course, assignment: str, row: Row) -> dict[str, str]:
    """Return of each mark that waits for a second look the text it was given to, as HTML."""
    stored = load(course, assignment, row.student)
    marked = stored.marked if stored else {}
    return {
        name: f"**{said}, which was:**\n\n<pre>{_shown(marked[name].text)}</pre>\n\n"
              "Enter the points again, the same or others."
        for name, said in row.doubts.second_look.items() if name in marked
    }  # fmt: skip


def _shown(text: str) -> str:
    """Return a text that is only shown, as one line of HTML."""
    safe = html.escape(text).replace("$", "&#36;").replace("\\", "&#92;")
    return "&#10;".join(safe.splitlines()) or "(not known)"


def _warning(row: Row) -> Iterator[str]:
    for line, command in zip(row.doubts.lines, row.doubts.settle, strict=True):
        said = "".join(f"\\{sign}" if sign in "_*<&[`" else sign for sign in line)
        yield f'{_STYLE}<div class="doubt">\n\n{said}. `{command}`\n\n</div>'


def marking_schemes(master: Path) -> dict[str, str]:
    """Return the model answers of a master's written exercises, by the name of the cell."""
    if not master.is_file():
        return {}
    found = {}
    for cell in notebooks.read(master).cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") and about.get("solution"):
            found[about["grade_id"]] = scheme(cell.source)
    return found


def _beside(notebook: Any, schemes: Mapping[str, str]) -> Iterator[Any]:
    for cell in notebook.cells:
        yield cell
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in schemes:
            source = f'{_STYLE}<div class="marking-scheme">\n\n{schemes[name]}\n\n</div>'
            yield _cell(notebook, f"{name}-scheme", source)


def _cell(notebook: Any, name: str, source: str) -> Any:
    """Return a cell of the page, of the kind that the notebook is made of."""
    kind = type(notebook)
    return kind(cell_type="markdown", id=name, source=source, metadata=kind())
