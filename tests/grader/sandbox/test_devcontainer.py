"""The container for macOS, Windows and JupyterHubs; what it is built from, not the building."""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[3] / ".devcontainer"
CONTAINERFILE = (FOLDER / "Containerfile").read_text(encoding="utf-8")


def test_nothing_of_the_course_is_in_the_image() -> None:
    """Students may get it: it copies the list of packages, and no master and no test."""
    copied = re.findall(r"^(?:COPY|ADD) (.*)$", CONTAINERFILE, re.M)
    assert copied == ["pyproject.toml /tmp/pyproject.toml"]


def test_the_image_has_a_student_s_packages() -> None:
    """The step that lists them prints what the installed package asks for without extras."""
    (step,) = re.findall(r'python3 -c "(.*?)" >', CONTAINERFILE)
    step = step.replace("/tmp/pyproject.toml", str(FOLDER.parent / "pyproject.toml"))
    printed = subprocess.check_output([sys.executable, "-c", step], text=True).split()
    required = importlib.metadata.requires("week4-course") or []
    plain = [line for line in required if "extra ==" not in line]
    assert [re.split(r"[<>=]", line)[0] for line in printed] == [
        re.split(r"[<>=]", line)[0] for line in plain
    ]


def test_an_editor_installs_the_course_and_asks_the_doctor() -> None:
    """The settings name the container file, and the last step tells whether grading works."""
    settings = json.loads((FOLDER / "devcontainer.json").read_text(encoding="utf-8"))
    assert (FOLDER / settings["build"]["dockerfile"]).exists()
    *_, install, doctor = settings["postCreateCommand"].split(" && ")
    assert install.endswith("-r requirements.txt")
    assert doctor == ".venv/bin/grader doctor"
