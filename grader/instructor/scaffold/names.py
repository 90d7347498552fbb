"""What may be a name, and what a short name of a notebook means."""

from __future__ import annotations

import builtins
import keyword
import re

from grader.base.course import Course, did_you_mean
from grader.base.errors import GraderError

_LONGEST = 48  # the id of a notebook's cell has at most 64 characters, and gets a suffix


def require_name(name: str, what: str) -> None:
    """Raise unless a name can be that of a Python function and of its file.

    Raises
    ------
    GraderError : it cannot.

    Examples
    --------
    >>> require_name("ridge_fit", "an exercise")
    >>> require_name("lambda", "an exercise")
    Traceback (most recent call last):
        ...
    grader.base.errors.GraderError: 'lambda' cannot be the name of an exercise: it is a word of \
Python. Choose another one.
    """
    fault = _fault(name)
    if fault:
        hint = "Choose another one." if fault.startswith("it is a") else "For example: ridge_fit."
        raise GraderError(f"{name!r} cannot be the name of {what}: {fault}", hint=hint)


def _fault(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        return "it must begin with a letter, and have letters, digits and _ only"
    if keyword.iskeyword(name):
        return "it is a word of Python"
    if hasattr(builtins, name):
        return "it is a function of Python's own"
    if name.startswith("test_") or name.endswith("_test"):
        return "it must not begin with test_ or end with _test, as the test cells do"
    if len(name) > _LONGEST:
        return f"it must have at most {_LONGEST} characters, got {len(name)}"
    return ""


def require_week_name(name: str) -> None:
    """Raise unless a name can be that of a week's folder.

    Raises
    ------
    GraderError : it cannot.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name) or len(name) > _LONGEST:
        raise GraderError(
            f"{name!r} cannot be the name of a week: it must begin with a letter, and have "
            f"letters, digits, _ and - only, {_LONGEST} at most",
            hint="For example: week5.",
        )


def notebook_named(course: Course, week: str, short: str) -> str:
    """Return the full name of a notebook of a week; ``04`` stands for ``04_penalties``.

    Raises
    ------
    GraderError : the week is unknown, no notebook or several are meant.
    """
    known = [path.stem for path in course.masters(week)]
    asked = short.removesuffix(".ipynb")
    for found in (
        [name for name in known if name == asked],
        [name for name in known if asked and name.startswith(f"{asked}_")],
        [name for name in known if asked and name.startswith(asked)],
        known if not asked and len(known) == 1 else [],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise GraderError(
                f"--notebook {short} may be {' or '.join(found)}", hint="Give more of its name."
            )
    if not asked:
        raise GraderError(
            f"{week} has {len(known)} notebooks and none is named",
            hint=f"Add --notebook, one of {', '.join(known)}.",
        )
    hint = did_you_mean(asked, known, "Run grader new notebook")
    raise GraderError(f"{week} has no notebook {short}", hint=hint)
