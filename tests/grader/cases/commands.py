"""Runs the commands that an assistant types, on a course of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def tried(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a course, whatever it says."""
    command = [sys.executable, "-m", "grader", *words, "--course", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def grader(root: Path, *words: str) -> str:
    """Run a command on a course that must not fail, and return what it prints."""
    done = tried(root, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join((done.stdout + done.stderr).split())
