"""Changes of a picture that keep its label."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course_lib.hints.errors import HintError, NotDoneError, require


def require_choice(answers: object, change: str, *, keeps: bool, ask: str) -> None:
    """Lose the part unless the dictionary says rightly whether ``change`` keeps the label.

    Parameters
    ----------
    answers : the student's dictionary, change -> True or False.
    ask : a question that leads to the answer, shown when it is wrong.

    Examples
    --------
    >>> require_choice({"cat_mirrored": True}, "cat_mirrored", keeps=True, ask="")
    >>> require_choice({"cat_mirrored": False}, "cat_mirrored", keeps=True, ask="Is it a dog now?")
    Traceback (most recent call last):
        ...
    course_lib.hints.errors.HintError: cat_mirrored is not right. Is it a dog now? \
True: the label stays.
    """
    if answers is None or answers is ...:
        raise NotDoneError("keeps_label")
    if not isinstance(answers, Mapping):
        raise HintError("keeps_label must be a dictionary: change -> True or False.")
    if change not in answers:
        raise HintError(f"keeps_label has no entry {change!r}.")
    answer = answers[change]
    if answer is None or answer is ...:
        raise NotDoneError(change)
    if not isinstance(answer, (bool, np.bool_, int, np.integer)) or answer not in (0, 1):
        hint = "Without quotation marks." if isinstance(answer, str) else ""
        raise HintError(f"{change} must be True or False.", hint)
    require(bool(answer) is keeps, f"{change} is not right.", f"{ask} True: the label stays.")
