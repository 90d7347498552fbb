"""A student's function that is asked while a plot opens: what it prints and raises stays small."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from typing import TypeVar

from course_lib.widgets.plot import explained

Found = TypeVar("Found")
LONGEST = 300  # characters that are kept of what the function prints


def attempt(work: Callable[[], Found]) -> tuple[Found | None, str]:
    """Return what ``work`` returns, or None and one line that says what went wrong.

    A table asks the function thousands of times: of all that it prints the beginning is shown.

    Examples
    --------
    >>> attempt(lambda: 2)
    (2, '')
    >>> attempt(lambda: 1 / 0)
    (None, 'ZeroDivisionError: division by zero')
    """
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            return work(), ""
    except (Exception, KeyboardInterrupt) as error:  # the student's function may raise anything
        return None, explained(error)
    finally:
        text = printed.getvalue()
        if text:
            print(text[:LONGEST] + (" …" if len(text) > LONGEST else ""))
