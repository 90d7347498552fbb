"""A student's function: what it is called, and what it prints and raises while a plot opens."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from typing import Any, TypeVar

from course_lib.widgets.plot import explained

Found = TypeVar("Found")
LONGEST = 300  # characters that are kept of what the function prints


def name_of(function: object) -> str:
    """Return what to call the student's function in a sentence; a lambda has no name.

    Examples
    --------
    >>> name_of(abs), name_of(lambda z: z)
    ('abs', 'your function')
    """
    name = getattr(function, "__name__", None) or getattr(function, "name", None)
    return name if isinstance(name, str) and name.isidentifier() else "your function"


def code_of(function: object) -> str:
    """Return the student's function as it stands in code that opens the plot again.

    Examples
    --------
    >>> code_of(abs), code_of(lambda z: z), code_of(None)
    ('abs', 'your_function', '')
    """
    return "" if function is None else name_of(function).replace(" ", "_")


def label_of(function: object) -> str:
    """Return the name as a list shows it, beside the functions of the course.

    Examples
    --------
    >>> label_of(abs), label_of(lambda z: z)
    ('abs (yours)', 'your function')
    """
    name = name_of(function)
    return name if name == "your function" else f"{name} (yours)"


def attempt(function: Any, work: Callable[[Any], Found]) -> tuple[Found | None, str]:
    """Return what ``work`` makes of the function, or None and one line that says what went wrong.

    A table asks the function thousands of times: of all that it prints the beginning is shown.

    Examples
    --------
    >>> attempt(abs, lambda function: function(-2))
    (2, '')
    >>> attempt(abs, lambda function: 1 / 0)
    (None, 'ZeroDivisionError: division by zero')
    >>> attempt(None, lambda function: 2)
    (None, '')
    """
    if function is None:
        return None, ""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            return work(function), ""
    except (Exception, KeyboardInterrupt) as error:  # the student's function may raise anything
        return None, explained(error)
    finally:
        text = printed.getvalue()
        if text:
            print(text[:LONGEST] + (" …" if len(text) > LONGEST else ""))
