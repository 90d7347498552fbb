"""Where no kernel runs: a still picture stands in the place of the plot."""

from __future__ import annotations

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter


def test_an_exported_page_shows_the_still_picture() -> None:
    """The HTML holds the PNG and no widget that would need a kernel or the network."""
    cell = nbformat.v4.new_code_cell(
        "from course_lib import widgets\nwidgets.lambda_dial()", id="dial"
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(notebook, kernel_name="python3", store_widget_state=False).execute()
    live, still = (output["data"] for output in notebook.cells[0].outputs)
    assert "weights are exactly 0" in live["text/plain"]
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert f"data:image/png;base64,{still['image/png'][:200]}" in page.replace("\n", "")
    assert "weights are exactly 0" in page
    assert "application/vnd.jupyter.widget-view+json" not in page
