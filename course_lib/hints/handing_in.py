"""What would hurt when a notebook is graded, said while its reader can still mend it.

The saved file is compared with what the kernel has run.  Where the file cannot be found, nothing
is said: this is a help and no test.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import datetime
import importlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

# Every machine that grades has these, and what they bring along.
_THERE = frozenset({
    "IPython", "anywidget", "course_lib", "exercises", "ipywidgets", "matplotlib", "mpl_toolkits",
    "nbformat", "numpy", "traitlets",
})  # fmt: skip
_LONG = 60.0  # seconds
_BINDING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_seconds: dict[str, float] = {}  # of the last run of a cell, by its source, in this kernel
_started: list[float] = []  # when the running cell began


def watch() -> None:
    """Measure from now on how long cells take, if this is a notebook's kernel."""
    shell = _shell()
    if shell is not None:
        shell.events.register("pre_run_cell", lambda info: _started.append(time.monotonic()))
        shell.events.register("post_run_cell", _ended)


def _ended(result: Any) -> None:
    if _started and (source := getattr(result.info, "raw_cell", "")):
        _seconds[source.strip()] = time.monotonic() - _started.pop()
    _started.clear()


def remarks(exercises: Sequence[str]) -> tuple[str, ...]:
    """Return what to mend in the notebook of this kernel; nothing outside of a notebook."""
    with contextlib.suppress(Exception):  # a help must not be what fails
        shell = _shell()
        if shell is not None and (notebook := _notebook(shell)):
            ran = [source for source in shell.user_ns.get("In", ()) if source]
            return tuple(dict.fromkeys(found(notebook["cells"], exercises, ran, _seconds)))
    return ()


def found(
    cells: Sequence[Mapping[str, Any]],
    exercises: Sequence[str],
    ran: Sequence[str],
    seconds: Mapping[str, float],
) -> Iterator[str]:
    """Yield the remarks on a saved notebook.

    Parameters
    ----------
    cells : as they are in the file.
    ran : the sources that the kernel has run, in order.
    seconds : how long the last run of a source took.

    Examples
    --------
    >>> list(found([], ["maxout"], [], {}))
    ['The cell of maxout is missing. Copy it back from the notebook that you got.']
    """
    codes = [cell for cell in cells if cell.get("cell_type") == "code"]
    own = [cell for cell in codes if not _is_given(cell)]
    yield from _missing(cells, exercises)
    yield from _twice(own, exercises)
    yield from _from_demos(codes, own)
    yield from _absent(own)
    yield from _slow(own, seconds)
    yield from _unsaved(own, exercises, ran)


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return ("".join(source) if isinstance(source, list) else str(source)).strip()


def _about(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    return dict(cell.get("metadata", {}).get("nbgrader", {}))


def _is_demo(cell: Mapping[str, Any]) -> bool:
    return "demo" in cell.get("metadata", {}).get("tags", ())


def _is_given(cell: Mapping[str, Any]) -> bool:
    """Return whether a cell is the course's: a demo, a test, the set-up."""
    about = _about(cell)
    return _is_demo(cell) or bool(about and not about.get("solution"))


def _body(cell: Mapping[str, Any]) -> list[ast.stmt]:
    """Return the statements of a cell, without its magics."""
    lines = (line for line in _source(cell).split("\n") if line.lstrip()[:1] not in ("%", "!"))
    with contextlib.suppress(SyntaxError, ValueError):
        return ast.parse("\n".join(lines)).body
    return []


def _bound(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield the names that statements bind for all cells."""
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, _BINDING):
            yield node.name
        elif isinstance(node, ast.alias):
            yield node.asname or node.name.partition(".")[0]
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def _read(body: Sequence[ast.stmt]) -> set[str]:
    """Return the names that statements read and do not bind themselves."""
    names: set[str] = set()
    for node in body:
        inside = list(ast.walk(node))
        own = {n.arg for n in inside if isinstance(n, ast.arg)}
        own |= {n.id for n in inside if isinstance(n, ast.Name) and not _is_load(n)}
        names |= {n.id for n in inside if isinstance(n, ast.Name) and _is_load(n)} - own
    return names


def _is_load(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _missing(cells: Sequence[Mapping[str, Any]], exercises: Sequence[str]) -> Iterator[str]:
    kinds = {_about(cell).get("grade_id"): cell.get("cell_type") for cell in cells}
    for name in exercises:
        if name not in kinds:
            yield f"The cell of {name} is missing. Copy it back from the notebook that you got."
        elif kinds[name] != "code":
            yield f"The cell of {name} is no code cell any more. Click it, press Esc, then Y."


def _twice(own: Sequence[Mapping[str, Any]], exercises: Sequence[str]) -> Iterator[str]:
    asked = {
        name
        for cell in own
        if _about(cell).get("grade_id") in exercises
        for name in _bound(_body(cell))
    }
    bound = [set(_bound(_body(cell))) & asked for cell in own]
    for name in sorted(asked):
        if sum(name in names for names in bound) > 1:
            yield f"{name} is defined in two cells, and only one of them counts. Delete the other."


def _from_demos(
    codes: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    elsewhere = {name for c in codes if not _is_demo(c) for name in _bound(_body(c))}
    given = {name for c in codes if _is_demo(c) for name in _bound(_body(c))} - elsewhere
    for name in sorted(
        given & {n for cell in own for n in _read(_body(cell))} - set(dir(builtins))
    ):
        yield f"Only a folded demo cell gives {name}. Define it in a cell of your own."


def _absent(own: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for node in (node for cell in own for node in _body(cell)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        for package in {name.partition(".")[0] for name in names}:
            if package not in _THERE | sys.stdlib_module_names:
                yield f"{package} may be missing where it is graded. The exercises need NumPy only."


def _slow(own: Sequence[Mapping[str, Any]], seconds: Mapping[str, float]) -> Iterator[str]:
    for cell in own:
        took = max(seconds.get(_source(cell), 0.0), _recorded(cell.get("metadata", {})))
        if took > _LONG:
            first = _source(cell).split("\n")[0][:40]
            yield f"The cell “{first}” took {took:.0f} s. When it is graded, it is stopped before."


def _recorded(metadata: Mapping[str, Any]) -> float:
    """Return the seconds that JupyterLab or Colab has noted for a cell, 0 if it has not."""
    with contextlib.suppress(Exception):
        return float(metadata["executionInfo"]["elapsed"]) / 1000
    with contextlib.suppress(Exception):
        times = metadata["execution"]
        texts = times["iopub.execute_input"], times["shell.execute_reply"]
        start, end = (datetime.datetime.fromisoformat(t.replace("Z", "+00:00")) for t in texts)
        return (end - start).total_seconds()
    return 0.0


def _unsaved(
    own: Sequence[Mapping[str, Any]], exercises: Sequence[str], ran: Sequence[str]
) -> Iterator[str]:
    done = {source.strip() for source in ran}
    for cell in own:
        name, source = _about(cell).get("grade_id"), _source(cell)
        if name not in exercises or source in done:
            continue
        names = set(_bound(_body(cell)))
        versions = (set(_bound(_body({"source": other}))) for other in done)
        if any(names & version for version in versions):
            yield f"What you ran of {name} is not what is saved. Run its cell, and save."
        else:
            yield f"The cell of {name} was not run since the kernel started."


def _shell() -> Any:
    """Return the shell of a notebook's kernel, or None."""
    if "IPython" not in sys.modules or "COURSE_SANDBOX" in os.environ:
        return None
    shell = sys.modules["IPython"].get_ipython()
    return shell if hasattr(shell, "kernel") else None


def _notebook(shell: Any) -> Any:
    """Return the notebook as it is saved, or in Colab as it is shown; None if it is not found."""
    if "google.colab" in sys.modules:
        message: Any = importlib.import_module("google.colab._message")
        return message.blocking_request("get_ipynb", timeout_sec=5)["ipynb"]
    places = (shell.user_ns.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME"))
    for place in (Path(place) for place in places if place):
        for path in (place, Path(place.name)):
            if path.suffix == ".ipynb" and path.is_file():
                return json.loads(path.read_text(encoding="utf-8"))
    return None


watch()
