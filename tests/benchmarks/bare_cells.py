"""The cells of a class, run one notebook after the other in one warm Python process.

That is the least that any grader has to spend: nothing is shut in, nothing is restarted.
"""

from __future__ import annotations

import contextlib
import io
import os
import time
import warnings
from typing import Any

from grader.base import notebooks
from grader.base.course import Course


def cells_of(course: Course, *, every: bool) -> list[list[str]]:
    """Return the code of each submission's cells, with the tests of the masters in their places."""
    from IPython.core.inputtransformer2 import TransformerManager

    python = TransformerManager().transform_cell
    masters = {
        cell.id: cell.source
        for path in course.masters("week4")
        for cell in notebooks.read(path).cells
    }
    found = []
    for student in course.students("week4"):
        for path in sorted(course.submitted("week4", student).glob("*.ipynb")):
            found.append([
                python(masters[c.id] if c.metadata.get("nbgrader", {}).get("grade") else c.source)
                for c in notebooks.read(path).cells
                if c.cell_type == "code" and (every or "demo" not in c.metadata.get("tags", []))
            ])  # fmt: skip
    return found


def run_bare(submissions: list[list[str]]) -> tuple[float, float]:
    """Run the cells in this process; return wall and CPU seconds without the first notebook."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    from IPython.core.interactiveshell import InteractiveShell

    get_ipython = InteractiveShell.instance
    wall = cpu = 0.0
    warnings.simplefilter("ignore")
    for number, cells in enumerate([submissions[0], *submissions]):
        namespace: dict[str, Any] = {
            "__name__": "__main__", "get_ipython": get_ipython, "display": lambda *a, **k: None
        }  # fmt: skip
        started, used = time.monotonic(), time.process_time()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            for source in cells:
                with contextlib.suppress(Exception):
                    exec(source, namespace)
            plt.close("all")
        if number:
            wall += time.monotonic() - started
            cpu += time.process_time() - used
    return wall, cpu


def bare(course: Course, *, every: bool) -> tuple[float, float]:
    """Run the cells in a fresh process that has imported everything."""
    submissions = cells_of(course, every=every)
    receive, send = os.pipe()
    if os.fork() == 0:
        os.environ["COURSE_SANDBOX"] = "1"
        os.write(send, repr(run_bare(submissions)).encode())
        os._exit(0)
    os.close(send)
    with os.fdopen(receive) as pipe:
        wall, cpu = (float(part) for part in pipe.read().strip("()").split(","))
    os.wait()
    return wall, cpu
