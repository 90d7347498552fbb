"""Removes a folder that a student's processes had, however deep and oddly it was filled."""

from __future__ import annotations

import itertools
import os
from contextlib import suppress


def remove(folder: str) -> None:
    """Remove a folder with all that is in it; nobody may write to it any more.

    What lies in a subfolder is moved to the top first, so that no depth and no length of a path
    is too much.  Links are removed and not followed.
    """
    names = (f"{folder}/{number}.moved" for number in itertools.count())
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        with suppress(OSError):
            for entry in list(os.scandir(current)):
                path = entry.path
                if not entry.is_dir(follow_symlinks=False):
                    os.unlink(path)
                    continue
                os.chmod(path, 0o700)
                if current != folder:
                    path = next(name for name in names if not os.path.lexists(name))
                    os.rename(entry.path, path)
                waiting.append(path)
            if current != folder:
                os.rmdir(current)
    with suppress(OSError):
        os.rmdir(folder)
