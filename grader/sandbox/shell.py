"""The notebook features that student code uses, made small and quiet.

Cells run in IPython itself, so ``%time``, ``display`` and ``_`` work as in the notebook.  What
would reach out of the process (``!ls``, ``%pip``) says that it is not run and does nothing.
Output is kept up to a limit; of rich output only plain text and PNG pictures are kept.
"""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import sys
import traceback
import warnings
from types import CodeType
from typing import Any, cast

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from grader.sandbox.absent import LACKS, replace_absent
from grader.sandbox.captured import OUTPUTS, PICTURES_PER_CELL, Capped
from grader.sandbox.skipping import go_on, is_lack

_SKIPPED = "[not run while grading: {}]"
_INERT_MAGICS = (
    "matplotlib", "pip", "conda", "system", "sx", "sc", "autoreload", "load_ext", "store",
)  # fmt: skip
_INERT_CELL_MAGICS = ("bash", "sh", "script", "system", "!", "html", "javascript", "js")
_RUNNING_MAGICS = frozenset({"%%capture", "%%prun", "%%time"})  # what they hold is run


class _Hook(DisplayHook):
    def __call__(self, result: object = None) -> None:
        shell = cast(Any, self.shell)
        if result is not None and not cast(Any, self).quiet():
            data, _ = shell.display_formatter.format(result, include=_KEPT)
            OUTPUTS.add(data)
            shell.user_ns["_"] = result


class _Publisher(DisplayPublisher):
    def publish(self, data: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        OUTPUTS.add(data)


_KEPT = {"text/plain", "image/png"}


class Shell(InteractiveShell):
    """IPython without history, terminal, or anything that leaves the process."""

    displayhook_class = _Hook
    display_pub_class = _Publisher

    def system(self, cmd: str) -> None:
        """Say that ``!command`` is not run."""
        print(_SKIPPED.format(f"!{cmd}"))

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Return nothing for ``files = !ls``."""
        return [] if split else ""

    shown: BaseException | None = None  # an error inside ``%%capture``, which says nothing of it

    def _showtraceback(self, kind: Any, error: Any, text: Any) -> None:
        """Errors are reported by :func:`run_cell`."""
        self.shown = error

    def showsyntaxerror(self, *arguments: Any, **options: Any) -> None:
        """Errors are reported by :func:`run_cell`."""

    def init_sys_modules(self) -> None:
        """Let functions of the notebook find their module, as in a kernel."""
        sys.modules["__main__"] = self.user_module


class _Imports(ast.NodeTransformer):
    """Does for a cell with magics what ``_plain`` does for any other."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell

    def visit(self, node: ast.AST) -> ast.AST:
        """Replace imports of absent packages."""
        return replace_absent(cast(ast.Module, node), self.shell.user_ns)


def prepare() -> Shell:
    """Make the shell, in the template, so that no student has to wait for it."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Plain"
    shell: Any = Shell.instance(config=config)  # IPython's annotations are incomplete
    shell.db = {}  # what %cd and %bookmark keep, in the reader's home where nobody may write
    shell.display_formatter.active_types = sorted(_KEPT)
    for name in _INERT_MAGICS:
        shell.register_magic_function(lambda line: None, "line", name)
    for name in _INERT_CELL_MAGICS:
        shell.register_magic_function(
            lambda line, cell, name=name: print(_SKIPPED.format(f"%%{name}")), "cell", name
        )
    shell.ast_transformers.append(_Imports(shell))
    warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")
    _open_no_windows()
    _warm_up(shell)
    return cast(Shell, shell)


def _open_no_windows() -> None:
    """Draw on paper only; a cell that asks for windows, as many do, gets no error for it."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.switch_backend("agg")
        pyplot.switch_backend = lambda *args, **kwargs: None  # type: ignore[attr-defined]  # a module
        pyplot.matplotlib.use = lambda *args, **kwargs: None


def settle() -> None:
    """Put into place for good, in the template of all students, what IPython sets for each cell."""
    cast(Any, Shell.instance()).builtin_trap.__enter__()


def _warm_up(shell: Any) -> None:
    """Do once what IPython and matplotlib otherwise load at a student's first cell and figure."""
    for source in ("1", "%time 1"):
        run_cell(shell, source, output=100, pictures=False)
    shell.reset(new_session=True)
    OUTPUTS.items.clear()
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.plot([0, 1], label="warm")
        pyplot.title("warm $x$")
        pyplot.legend()
        pyplot.savefig(io.BytesIO(), dpi=60)
        pyplot.close("all")


def run_cell(shell: Any, source: str, *, output: int, pictures: bool) -> dict[str, Any]:
    """Run one cell and return its outputs and error as plain data."""
    OUTPUTS.items.clear()
    OUTPUTS.limit = output
    LACKS.begin()
    out, err = Capped(output), Capped(output)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        error = _run(shell, source)
        _collect_figures(pictures)
    return {
        "stdout": out.text(),
        "stderr": err.text(),
        "outputs": list(OUTPUTS.items),
        "error": describe(error) if error is not None else None,
        "lost": LACKS.names,
        "skipped": LACKS.notes,
    }


def _run(shell: Any, source: str) -> BaseException | None:
    """Run a cell; return the error that ended it.

    Most cells are plain Python.  IPython prepares for much that does not happen while grading,
    and in a forked process each page of memory that it touches for that is copied first.
    """
    prepared = len(shell.ast_transformers) > 1 or shell.events.callbacks["pre_run_cell"]
    prepared = prepared or shell.ast_node_interactivity != "last_expr"  # many show all values
    prepared = prepared or shell.find_line_magic(source.strip())  # ``ls`` alone, without a %
    cell = None if prepared else _plain(shell, source)
    if cell is None:
        body, error = _by_ipython(shell, source)
    else:
        body, error = cell[0], _execute(shell, cell[1])
    return go_on(body, error, lambda rest: _executed(shell, rest, source), shell.user_ns)


def _by_ipython(shell: Any, source: str) -> tuple[list[ast.stmt], BaseException | None]:
    """Run a cell in IPython; return its statements, if they could matter, and its error."""
    shell.shown = None
    result = shell.run_cell(source, store_history=False)
    error: BaseException | None = result.error_before_exec or result.error_in_exec or shell.shown
    if error is None or not is_lack(error):
        return [], error
    magic, _, below = source.lstrip().partition("\n")
    inside = magic.startswith("%%") and (
        isinstance(error, UsageError) or magic.split()[0] in _RUNNING_MAGICS
    )
    body = _translated(shell, below if inside else source)
    return body, _executed(shell, body, source) if inside and body else error


def _translated(shell: Any, source: str) -> list[ast.stmt]:
    """Return the statements of a cell with magics, none if it is no Python."""
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        tree = shell.compile.ast_parse(shell.transform_cell(source))
        return replace_absent(tree, shell.user_ns).body
    return []


def _plain(shell: Any, source: str) -> tuple[list[ast.stmt], list[CodeType]] | None:
    """Return a cell that is Python without magics and await, or None."""
    try:
        body = replace_absent(shell.compile.ast_parse(source), shell.user_ns).body
        return body, _compiled(shell, body, source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _compiled(shell: Any, body: list[ast.stmt], source: str) -> list[CodeType]:
    """Return what to run for statements; the value of a last expression is shown."""
    name = shell.compile.cache(source, raw_code=source)
    shown = body[-1:] if body and isinstance(body[-1], ast.Expr) else []
    rest = body[: len(body) - len(shown)]
    steps = [shell.compile(ast.Module(rest, []), name, "exec")] if rest else []
    return steps + [shell.compile(ast.Interactive([last]), name, "single") for last in shown]


def _execute(shell: Any, steps: list[CodeType]) -> BaseException | None:
    sys.displayhook = shell.displayhook
    try:
        for step in steps:
            exec(step, shell.user_global_ns, shell.user_ns)
    except BaseException as error:  # also SystemExit, which ends no notebook
        return error
    return None


def _executed(shell: Any, body: list[ast.stmt], source: str) -> BaseException | None:
    """Compile and run statements; return the error that ended them."""
    try:
        return _execute(shell, _compiled(shell, body, source))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return error


def _collect_figures(pictures: bool) -> None:
    """Keep pictures of the open figures, as ``%matplotlib inline`` does, and close them."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or not pyplot.get_fignums():
        return
    try:
        for number in pyplot.get_fignums()[: PICTURES_PER_CELL if pictures else 0]:
            buffer = io.BytesIO()
            pyplot.figure(number).savefig(buffer, format="png", dpi=60)
            OUTPUTS.add({"image/png": buffer.getvalue()})
    except Exception as error:  # a figure that cannot be drawn costs its picture only
        print(f"[figure not shown: {type(error).__name__}]", file=sys.stderr)
    pyplot.close("all")


def describe(error: BaseException) -> dict[str, Any]:
    """Return an exception as plain data: its builtin types, its message, where it was raised."""
    try:
        text = str(error)
    except Exception:
        text = ""
    kinds = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
    return {
        "name": type(error).__name__,
        "kinds": kinds,
        "message": text[:2000],
        "line": _student_line(error),
    }


def _student_line(error: BaseException) -> str:
    """Return ``line 3: `z = W @ x` `` for the innermost line that stands in the notebook."""
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: `{(error.text or '').strip()[:200]}`"
    found = ""
    for frame, number in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if "ipykernel_" in file or file.startswith("<ipython-input"):
            source = linecache.getline(file, number).strip()[:200]
            found = f"line {number}" + (f": `{source}`" if source else "")
    return found
