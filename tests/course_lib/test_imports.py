"""What importing the library costs and loads, each in a fresh interpreter."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import course_lib

ROOT = Path(course_lib.__file__).parent
# plots imports matplotlib when a figure is drawn, widgets is the one importer of ipywidgets.
NUMPY_ONLY = sorted(m.name for m in pkgutil.iter_modules([str(ROOT)]) if m.name != "widgets")


def loaded_by(statement: str) -> set[str]:
    """Return the names of all modules that are loaded after the statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_the_package_alone_loads_no_module_of_its_own() -> None:
    """``import course_lib`` loads its docstring, and not even NumPy."""
    loaded = loaded_by("import course_lib")
    assert "course_lib" in loaded
    assert "numpy" not in loaded
    assert not [name for name in loaded if name.startswith("course_lib.")]


def test_the_library_loads_only_numpy() -> None:
    """All modules but the widgets together load no matplotlib, ipywidgets, SciPy, scikit-learn."""
    loaded = loaded_by("\n".join(f"import course_lib.{name}" for name in NUMPY_ONLY))
    assert {f"course_lib.{name}" for name in NUMPY_ONLY} <= loaded
    heavy = {"matplotlib", "ipywidgets", "IPython", "scipy", "sklearn", "pandas", "nbgrader"}
    assert not loaded & heavy
    assert not [name for name in loaded if name.split(".")[0] == "grader"]


@pytest.mark.parametrize("name", NUMPY_ONLY)
def test_each_module_can_be_imported_first(name: str) -> None:
    """No import cycle: every module can be the first one to be imported."""
    assert f"course_lib.{name}" in loaded_by(f"import course_lib.{name}")


def test_an_old_python_is_said_to_be_one() -> None:
    """On Python 3.10 the first import of a notebook says in a sentence what is needed."""
    code = "import sys; sys.version_info = (3, 10, 4, 'final', 0)\nimport course_lib"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    last = run.stderr.splitlines()[-1]
    assert "needs Python 3.11 or newer, and this kernel has 3.10" in last
    # An old Python can read as far as that sentence.
    ast.parse((ROOT / "__init__.py").read_text(encoding="utf-8"), feature_version=(3, 7))
