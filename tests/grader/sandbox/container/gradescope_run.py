"""Plays Gradescope's harness: builds the zip, unpacks it, grades one kind of submission."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from grader.base.course import Course
from grader.instructor.gradescope import write_gradescope_zip

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


def main() -> None:
    """Build, unpack, grade, print the results."""
    kind, accepted = sys.argv[1], sys.argv[2] == "accepted"
    here = Path.cwd()
    place = Path("/tmp/autograder")
    (place / "submission").mkdir(parents=True)
    (place / "submission_metadata.json").write_text("{}")

    Elsewhere.work.mkdir()
    archive = write_gradescope_zip(Elsewhere(here), "week4", unconfined=accepted)
    zipfile.ZipFile(archive).extractall(place / "source")

    for number, master in enumerate(sorted((here / "solutions/week4").glob("*.ipynb"))):
        notebook = json.loads(master.read_text())
        released = here / "notebooks/week4" / master.name
        if kind == "wrong":
            notebook = json.loads(released.read_text())
        if kind == "hostile":
            notebook = json.loads(released.read_text())
            for cell in notebook["cells"]:
                about = cell["metadata"].get("nbgrader", {})
                if cell["cell_type"] == "code" and about.get("solution"):
                    cell["source"] = HOSTILE
        text = json.dumps(notebook)
        name = f"copy ({number}).ipynb" if kind == "renamed" else master.name
        (place / "submission" / name).write_text(
            text[: len(text) // 9] if kind == "broken" else text
        )

    command = (
        "import sys; from pathlib import Path; from grader.instructor.gradescope import main; "
    )
    command += f"sys.exit(main({['week4', *(['--unsafe-no-sandbox'] if accepted else [])]!r}, "
    command += f"Path({str(place)!r})))"
    environment = {**os.environ, "PYTHONPATH": str(place / "source")}
    done = subprocess.run([sys.executable, "-c", command], cwd=place, env=environment, check=False)
    print((place / "results/results.json").read_text())
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
