"""The student's package: what is released, ``course_lib`` and how to start, in one zip.

The notebooks lie beside ``course_lib`` and their exercises, so that they import both without an
installation.  The same release gives the same bytes.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from grader.base.course import Course
from grader.base.digest import files_in
from grader.base.errors import GraderError
from grader.base.files import drafted

LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}
BEGINNING_OF_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

README = """\
# {title}

You need Python 3.11 or newer. In a terminal, in this folder, install what the notebooks need:

```sh
python3 -m venv .venv && .venv/bin/pip install -r requirements.txt
```

Then open the first notebook, `{first}`:

```sh
.venv/bin/jupyter lab
```

On Windows, write `.venv\\Scripts\\` instead of `.venv/bin/`, and `py` instead of `python3`.

An exercise is a cell with `# YOUR CODE HERE`. Replace that line, run the cell, then run the test
cell below it: it names the mistake it sees. The last cell of a notebook shows where you stand.

To hand in, save, and upload the notebooks under their own names. Hidden tests with other inputs
run when your work is graded.
"""


def write_student_zip(course: Course, assignment: str) -> Path:
    """Write ``grader/work/<assignment>-student.zip`` from the release and return its path.

    Raises
    ------
    GraderError : nothing was released yet.
    """
    folder = course.release(assignment)
    released = sorted(folder.glob("*.ipynb"))
    if not released:
        raise GraderError(
            f"{assignment} is not released yet", hint=f"Run `grader release {assignment}` first."
        )
    texts = {
        "README.md": README.format(title=course.week(assignment).title, first=released[0].name),
        "requirements.txt": "".join(f"{line}\n" for line in requirements()),
    }
    files = {name: text.encode() for name, text in texts.items()}
    files |= dict(_below(folder))
    files |= {f"course_lib/{name}": data for name, data in _below(_library_root())}
    target = course.work / f"{assignment}-student.zip"
    with drafted(target) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{assignment}/{name}", BEGINNING_OF_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return target


def requirements() -> list[str]:
    """Return what a student installs, as ``pyproject.toml`` says it, without the extras.

    The file itself comes first: what an editable installation knows of it is as old as its last
    ``pip install``.
    """
    source = _library_root().parent / "pyproject.toml"
    if source.is_file():
        return sorted(tomllib.loads(source.read_text(encoding="utf-8"))["project"]["dependencies"])
    (distribution,) = importlib.metadata.packages_distributions()["course_lib"]
    declared = importlib.metadata.requires(distribution) or []
    return sorted(line for line in declared if "extra ==" not in line)


def _library_root() -> Path:
    """Return the folder of ``course_lib``, which is found but not imported."""
    spec = importlib.util.find_spec("course_lib")
    if spec is None or not spec.submodule_search_locations:
        raise GraderError("course_lib is not installed", hint="Run `pip install -e .` first.")
    return Path(next(iter(spec.submodule_search_locations)))


def _below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every file below a folder."""
    for path in files_in(folder):
        if not LEFT_OUT & set(path.parts):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
