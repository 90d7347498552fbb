"""nbgrader's generation of the release: what it leaves behind in this process."""

import os
import sys
from pathlib import Path

from grader.masters.generate import programs_found


def test_the_path_is_as_before_also_after_an_error() -> None:
    """The folder of this Python's programs is on the PATH inside, and the PATH is whole again."""
    before = os.environ["PATH"]
    inside = []
    try:
        with programs_found():
            inside = os.environ["PATH"].split(os.pathsep)
            raise RuntimeError
    except RuntimeError:
        pass
    assert inside[0] == str(Path(sys.executable).parent)
    assert os.environ["PATH"] == before
