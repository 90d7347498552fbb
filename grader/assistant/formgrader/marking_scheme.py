"""Shows the marking scheme beside each written answer, in the formgrader and nowhere else.

The scheme is the master's model answer. It is added to the page when the page is made, so no file
that a student might get ever contains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from traitlets import Unicode

from grader.base import notebooks

_SOLUTION = re.compile(r"^### BEGIN SOLUTION\n(.*?)^### END SOLUTION", re.DOTALL | re.MULTILINE)
# Two columns where there is room: the cell before the scheme is the answer.
_STYLE = """\
<style>
.marking-scheme { border-left: 4px solid #8a6d3b; background: #fcf8e3; padding: 0.6em 1em; }
@media (min-width: 992px) {
  #notebook-container .cell:has(+ .cell .marking-scheme) { float: left; clear: both; width: 57%; }
  #notebook-container .cell:has(.marking-scheme) { float: right; width: 41%; }
  #notebook-container .cell:has(.marking-scheme) + .cell { clear: both; }
}
</style>
"""


class MarkingScheme(Preprocessor):
    """Adds a cell with the scheme after each answer that a person marks."""

    masters = Unicode(help="The folder with the masters of all assignments.").tag(config=True)

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook with the schemes, if it is made for the formgrader's page."""
        if "submission_id" in resources:  # which a page for a student has not
            name = f"{resources['notebook_id']}.ipynb"
            schemes = marking_schemes(Path(self.masters) / resources["assignment_id"] / name)
            notebook.cells = list(_beside(notebook.cells, schemes))
        return notebook, resources


def marking_schemes(master: Path) -> dict[str, str]:
    """Return the model answers of a master's written exercises, by the name of the cell."""
    if not master.is_file():
        return {}
    found = {}
    for cell in notebooks.read(master).cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") and about.get("solution"):
            parts = _SOLUTION.findall(cell.source) or [cell.source]
            found[about["grade_id"]] = "\n\n".join(part.strip() for part in parts)
    return found


def _beside(cells: list[Any], schemes: dict[str, str]) -> Iterator[Any]:
    for cell in cells:
        yield cell
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in schemes:
            source = f'{_STYLE}<div class="marking-scheme">\n\n{schemes[name]}\n\n</div>'
            page_cell = {"cell_type": "markdown", "id": f"{name}-scheme", "source": source}
            yield type(cell)({**page_cell, "metadata": type(cell)()})
