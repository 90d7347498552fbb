"""nbformat and nbgrader are imported without what nothing here uses, and work as they are."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assistant.autograde import autograde
from grader.base.course import Course

PAGES = "nbgrader.server_extensions.formgrader"

IMPORTED = f"""
import sys
from grader.base.packages import without_extras
with without_extras():
    import nbformat, nbgrader
print("rfc3987_syntax" in sys.modules, "{PAGES}" in sys.modules, "{PAGES}.handlers" in sys.modules)
"""


def run(program: str) -> list[str]:
    """Run a program in an interpreter that has imported nothing, and return what it prints."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_they_are_not_there_and_nothing_stands_in_their_place() -> None:
    """After the import neither the grammars nor the pages are there, nor what stood for them."""
    assert run(IMPORTED) == ["False False False"]


def test_an_iri_is_validated_as_without_it() -> None:
    """jsonschema's checks of the format ``iri`` are those of an import that is left alone."""
    checks = """
from jsonschema import FormatChecker
for text in ("http://exämple.org/ä?ö#ü", "no iri", "http://a b", "urn:a", "//x/y", "", 3):
    print([FormatChecker().conforms(text, name) for name in ("iri", "iri-reference", "uri")])
print(sorted(FormatChecker.checkers))
"""
    assert run(IMPORTED + checks)[1:] == run(checks)


def test_the_pages_load_as_without_it() -> None:
    """Whoever asks nbgrader for its pages afterwards, as JupyterLab does, gets the real ones."""
    loads = f"""
import nbgrader

class Log:
    def info(self, *args):
        print("info", *args)
    warning = debug = error = info

class Web:
    settings = dict(base_url="/")
    def add_handlers(self, host, found):
        print(host, [handler[0] for handler in found])

class Server:
    log, web_app, config, parent = Log(), Web(), None, None

for load in (nbgrader.load_formgrader, nbgrader.load_assignments):
    try:
        load(Server())
    except Exception as error:
        print(type(error).__name__)  # as this is no server
import {PAGES} as pages
print(pages.load_jupyter_server_extension.__module__, pages.__file__)
"""
    found = run(IMPORTED + loads)[1:]
    assert found == run(loads)
    assert any("formgrader" in line for line in found)


def test_another_name_is_the_real_module_s() -> None:
    """A later release that asks the module for something else gets it from the real module."""
    other = """
import sys
from grader.base.packages import without_extras
with without_extras():
    from rfc3987_syntax import is_valid_syntax, make_syntax_validator
print(make_syntax_validator.__module__, is_valid_syntax("iri", "http://exämple.org"))
print(type(sys.modules["rfc3987_syntax"].__file__).__name__)
"""
    assert run(other) == ["rfc3987_syntax.syntax_helpers True", "str"]


@pytest.mark.usefixtures("warm")
def test_with_nothing_to_grade_little_is_imported(
    course: Course, hand_in: Callable[..., Path]
) -> None:
    """A second run, and an export, need neither nbgrader nor what grades; so they start at once."""
    hand_in("ada")
    autograde(course, "week1")
    heavy = {"IPython", "alembic", "matplotlib", "nbconvert", "nbformat", "nbgrader", "numpy"}
    for command in ("autograde", "export"):
        program = f"""
import sys
from grader.cli import app
app(["{command}", "week1", "--course", {str(course.root)!r}], standalone_mode=False)
print({heavy} & set(sys.modules) or "none of them")
"""
        assert run(program)[-1] == "none of them", command
