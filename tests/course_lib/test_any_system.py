"""The library works where Unix is not: on Windows, and in a folder with any name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import course_lib

# Takes from course_lib, and from nobody else, what only Unix has, and then uses all of it.
PROGRAM = """
import builtins, doctest, importlib, os, pkgutil, signal, sys, warnings
import anywidget, ipywidgets, IPython, matplotlib.pyplot

ONLY_UNIX = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
real = builtins.__import__

def as_on_windows(name, globals=None, locals=None, fromlist=(), level=0):
    mine = (globals or {}).get("__name__", "").split(".")[0] == "course_lib"
    if mine and name.split(".")[0] in ONLY_UNIX:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return real(name, globals, locals, fromlist, level)

builtins.__import__ = as_on_windows
for module, names in {
    signal: "SIGALRM SIGHUP SIGKILL SIGUSR1 alarm setitimer pthread_kill pthread_sigmask",
    os: "fork geteuid getuid killpg mkfifo nice sched_getaffinity setsid uname",
}.items():
    for name in names.split():
        delattr(module, name)
# There a text file without a named encoding is not UTF-8.
warnings.filterwarnings("error", category=EncodingWarning, module="course_lib")

import course_lib
found = [m.name for m in pkgutil.walk_packages(course_lib.__path__, "course_lib.")]
failed = examples = 0
for name in found:
    result = doctest.testmod(importlib.import_module(name))
    failed, examples = failed + result.failed, examples + result.attempted
from course_lib import widgets
shown = [getattr(widgets, name)() for name in widgets.__all__]
print(len(found), examples, failed, *(type(plot).__name__ for plot in shown))
print(course_lib.__file__)
"""


@pytest.mark.slow
def test_nothing_needs_what_only_unix_has(tmp_path: Path) -> None:
    """Every module is imported, its examples run and each plot is opened without Unix's modules.

    The library lies in a folder with a space and an umlaut, and the system's encoding is not UTF-8.
    """
    folder = tmp_path / "Übung 4 von Zoë"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(course_lib.__file__).parent, folder / "course_lib", ignore=ignored)
    done = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-c", PROGRAM],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "0", "LC_ALL": "en_US.ISO-8859-1", "MPLBACKEND": "agg"},
        capture_output=True,
        text=True,
        errors="replace",
    )
    assert done.returncode == 0, done.stderr + done.stdout
    *_, counts, where = done.stdout.splitlines()
    modules, examples, failed, *plots = counts.split()
    assert (int(modules) > 60, int(examples) > 200, failed) == (True, True, "0"), done.stdout
    assert len(plots) == 10
    assert "course_lib" in where
    assert str(tmp_path) in where
