"""Plays Gradescope's harness: unpacks the zip, runs ``setup.sh`` and ``run_autograder``.

There is no network in the container. So what ``setup.sh`` fetches is taken from this machine: the
scripts in ``offline`` stand in for apt-get, pip and uv, and write down what they were asked for.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from grader.base.course import Course
from grader.instructor.gradescope import write_gradescope_zip

PLACE = Path("/autograder")
HERE = Path.cwd()
HOSTILE = (
    "import json, os\n"
    "for path in ('/tmp/autograder/results', '/autograder/results'):\n"
    "    try:\n"
    "        os.makedirs(path, exist_ok=True)\n"
    "        open(path + '/results.json', 'w').write(json.dumps({'score': 999}))\n"
    "    except OSError:\n        pass\n"
    "os._exit(0)\n"
)


class Elsewhere(Course):
    """The course, whose own folder is read-only here."""

    work = Path("/tmp/made")


def hand_in(kind: str) -> None:
    """Put a submission of this kind where Gradescope puts it."""
    (PLACE / "submission").mkdir()
    (PLACE / "submission_metadata.json").write_text("{}")
    for number, master in enumerate(sorted((HERE / "solutions/week4").glob("*.ipynb"))):
        notebook = json.loads(master.read_text())
        released = HERE / "notebooks/week4" / master.name
        if kind in ("wrong", "hostile"):
            notebook = json.loads(released.read_text())
        for cell in notebook["cells"] if kind == "hostile" else []:
            about = cell["metadata"].get("nbgrader", {})
            if cell["cell_type"] == "code" and about.get("solution"):
                cell["source"] = HOSTILE
        text = json.dumps(notebook)
        name = f"copy ({number}).ipynb" if kind == "renamed" else master.name
        if kind != "one missing" or number:
            broken = kind == "broken" or (kind == "one broken" and not number)
            (PLACE / "submission" / name).write_text(text[: len(text) // 9] if broken else text)


def unpack(accepted: bool) -> None:
    """Build the zip and unpack it as the harness does, with the rights that stand in it."""
    Elsewhere.work.mkdir()
    archive = zipfile.ZipFile(write_gradescope_zip(Elsewhere(HERE), "week4", unconfined=accepted))
    archive.extractall(PLACE / "source")
    for name in ("setup.sh", "run_autograder"):
        (PLACE / "source" / name).chmod(archive.getinfo(name).external_attr >> 16)
    shutil.copy(PLACE / "source/run_autograder", PLACE)


def main() -> None:
    """Set up, grade, print the results, what staff read, and what would have been installed."""
    unpack(accepted=sys.argv[2] == "accepted")
    offline, said = HERE / "tests/grader/sandbox/container/offline", Path("/tmp/installed")
    environment = {
        **os.environ,
        "PATH": f"{offline}:{os.environ['PATH']}",
        "INSTALLED": str(said),
        "PYTHON": sys.executable,
        "PYTHONPATH": str(PLACE / "source"),  # where the editable installation would lead
    }
    subprocess.run([PLACE / "source/setup.sh"], check=True, env=environment)
    hand_in(sys.argv[1])
    done = subprocess.run(
        [PLACE / "run_autograder"], cwd=PLACE, env=environment, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    results = json.loads((PLACE / "results/results.json").read_text())
    print(json.dumps({"code": done.returncode, "results": results, "staff": done.stdout,
                      "errors": done.stderr, "installed": said.read_text()}))  # fmt: skip


if __name__ == "__main__":
    main()
