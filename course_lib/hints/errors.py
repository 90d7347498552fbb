"""What a check raises when an answer is not right: a reason for the student and a hint."""

from __future__ import annotations

from typing import Any


class HintError(AssertionError):
    """A check failed; ``reason`` says what is wrong and ``hint`` where to look.

    Examples
    --------
    >>> str(HintError("dW is transposed.", "dW has the shape of W."))
    'dW is transposed. dW has the shape of W.'
    """

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(f"{reason} {hint}".strip())
        self.reason = reason
        self.hint = hint
        self.evidence: Any = None  # what a case noted of the result that was wrong
        self.mistake = ""  # the known mistake that it names, in the words of the exercise's file
        self.vague = False  # it says only that something is wrong


class NotDoneError(HintError):
    """The stub is still there: the answer is ``None`` or ``...``.

    A function without ``return`` gives None as well; ``called`` adds that to the hint.
    """

    def __init__(self, name: str, *, called: bool = False) -> None:
        hint = "Replace the stub in the exercise cell."
        more = " If you did: does it end with return? print hands nothing back." if called else ""
        super().__init__(f"{name} is not done yet.", hint + more)


class DelegationError(HintError):
    """The student's function called a library for the very thing that is asked."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The exercise asks for your own implementation, and your code calls {name}.",
            "Write the formula itself. You may use NumPy and your earlier exercises.",
        )


def require(condition: object, reason: str, hint: str = "") -> None:
    """Lose the part with this reason unless ``condition`` is true.

    Examples
    --------
    >>> require(1 < 2, "one is not smaller than two")
    >>> require(2 < 1, "the loss went up.", "Is the step along minus the gradient?")
    Traceback (most recent call last):
        ...
    course_lib.hints.errors.HintError: the loss went up. Is the step along minus the gradient?
    """
    if not condition:
        raise HintError(reason, hint)
