"""Cells of students: plain Python is run as IPython runs it, and the rest by IPython itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Runs a cell in a fresh shell, once in our way and once with `run_cell` of IPython alone.
PROGRAM = """
import contextlib, io, sys
from grader.sandbox import shell as module
with contextlib.redirect_stdout(io.StringIO()):
    shell = module.prepare()
    module.settle()
if sys.argv[2] == "ipython":
    module._plain = lambda shell, source: None
cells = ["value = 7", sys.argv[1], "value; value"]
for cell in cells:
    done = module.run_cell(shell, cell, output=500, pictures=False)
    error = done["error"] and (done["error"]["name"], done["error"]["line"])
    print(done["stdout"], done["outputs"], error)
"""

CELLS = {
    "last value": "value + 1",
    "no value": "value = 8",
    "none": "None",
    "values before the last": "1\n2\n3",
    "a block last": "for i in range(2):\n    i",
    "underscore": "_ = 5\n_",
    "output": "print(value); display(value)",
    "error": "1 / 0",
    "error in a function": "def f():\n    return undefined\n\nf()",
    "syntax error": "def f(:",
    "return outside a function": "return 3",
    "exit": "raise SystemExit(3)",
    "magic": "%precision 2\n0.123",
    "shell command": "!ls",
    "magic without its sign": "ls",
    "a name that is also a magic": "who = 3\nwho",
    "all values": (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.ast_node_interactivity = 'all'"
    ),
    "help": "value?",
    "await": "import asyncio\nawait asyncio.sleep(0, 5)",
    "future": "from __future__ import annotations\ndef f(x: Later): pass\nf.__annotations__",
    "own transformer": (
        "import ast\n"
        "class Twice(ast.NodeTransformer):\n"
        "    def visit_Constant(self, node):\n"
        "        return ast.Constant(2 * node.value)\n"
        "get_ipython().ast_transformers.append(Twice())\n"
    ),
    "absent package": "import no_such_thing as nst, math\nnst.plot(math.pi)",
    "absent package in a try": "try:\n    import nst\nexcept ImportError:\n    print('none')",
    "namespaces": "globals() is locals(), __name__, get_ipython().user_ns['value']",
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_a_plain_cell_does_what_ipython_does(cell: str) -> None:
    """Output, value, error and state afterwards are those of IPython's own run_cell."""

    def run(how: str) -> str:
        command = [sys.executable, "-c", PROGRAM, cell, how]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert run("ours") == run("ipython")
