"""A case of an exercise: what goes in, what must come out, and what known mistakes give.

Test cells stay a few lines, and a student who reads them finds no formula to copy.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.hints.comparison import Mistakes, agrees, compare, unpack
from course_lib.hints.errors import HintError, NotDoneError
from course_lib.hints.family import value_of

_MANY = 4  # entries, in which nothing agrees by accident
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One set of inputs of an exercise with several results.

    Parameters
    ----------
    exercise : the student's function, by name.
    inputs : its arguments.
    right : the right results by name, in the order in which they are returned.
    mistakes : for each result, what known mistakes give.
    n : the number of examples, for factors of n.
    hint : shown when no mistake was recognised.
    arguments_of : the names of the inputs; a promise sets them.

    Examples
    --------
    >>> case = Case("minmax", ([3, 1],), {"low": 1, "high": 3},
    ...             {"low": {"this is the largest": 3}})
    >>> case.compare((1, 3))
    >>> case.compare((3, 1), "low")
    Traceback (most recent call last):
        ...
    course_lib.hints.errors.HintError: low: this is the largest.
    """

    exercise: str
    inputs: tuple[Any, ...]
    right: Mapping[str, Any]
    mistakes: Mapping[str, Mistakes] = field(default_factory=dict)
    n: int | None = None
    hint: str = ""
    arguments_of: tuple[str, ...] = ()

    @property
    def arguments(self) -> tuple[Any, ...]:
        """Fresh copies of the inputs: an answer that changes them disturbs no other part."""
        return copy.deepcopy(self.inputs)

    def named(self) -> dict[str, Any]:
        """Return the inputs by their names, if a promise has made this case."""
        return dict(zip(self.arguments_of, self.inputs, strict=False))

    def results(self, got: object) -> dict[str, Any]:
        """Return what came back by the names of the results.

        Raises
        ------
        HintError : it is not as many values.
        """
        if not self.right:
            return {}  # nothing is known of them
        if len(self.right) == 1:
            self._require_one(got)
        several = [got] if len(self.right) == 1 else unpack(got, *self.right, name=self.exercise)
        return dict(zip(self.right, several, strict=True))

    def fits(self, got: object, name: str, *, rtol: float = 1e-5) -> bool:
        """Return whether the named result is right."""
        try:
            return agrees(self.results(got)[name], self.right[name], rtol=rtol)
        except HintError:
            return False

    def compare(self, got: object, *names: str, rtol: float = 1e-5) -> None:
        """Compare the named results, or all of them, with what the student's function returned.

        Raises
        ------
        HintError : a result is wrong; it carries this case and what came as its ``evidence``.
        """
        for name in names or tuple(self.right):
            try:
                self._compare(got, name, rtol=rtol)
            except HintError as error:
                error.evidence = Evidence(self, name, got, rtol)
                raise

    def _compare(self, got: object, name: str, *, rtol: float) -> None:
        if got is None or got is ...:
            raise NotDoneError(self.exercise, called=True)
        answers = self.results(got)
        begun = any(value is not None and value is not ... for value in answers.values())
        if begun and answers[name] is None and self.right[name] is not None:
            raise HintError(f"{name} is None.", "Is it set on every path?")
        self._require_own_place(answers, name, rtol)
        mistakes = self.mistakes.get(name)
        compare(
            answers[name], self.right[name],
            name=name, mistakes=mistakes, n=self.n, rtol=rtol, hint=self.hint,
        )  # fmt: skip

    def _require_one(self, got: object) -> None:
        """Lose the part if several values came where one array is asked."""
        (right,) = self.right.values()
        if isinstance(got, tuple) and np.ndim(right) and len(got) != len(right):
            said = f"{self.exercise} must return one array, got {len(got)} values."
            raise HintError(said, "Return it alone.")

    def _require_own_place(self, answers: Mapping[str, Any], name: str, rtol: float) -> None:
        """Say so when the result ``name`` is a right one that belongs to another place.

        A single number may fit another place by chance, so it must be an exchange that is no
        other mistake.
        """
        answer = answers[name]
        if agrees(answer, self.right[name], rtol=rtol):
            return
        for other, expected in self.right.items():
            if not agrees(answer, expected, rtol=rtol):
                continue
            exchanged = agrees(answers[other], self.right[name], rtol=rtol)
            if np.size(expected) == 1 and (not exchanged or self._is_named(answer, name, rtol)):
                continue
            hint = f"The order is {', '.join(self.right)}."
            if agrees(answers[other], expected, rtol=rtol):
                hint = "Both came out equal. Is it one array under two names?"
            raise HintError(f"{name} has the value of {other}.", hint)

    def _is_named(self, answer: object, name: str, rtol: float) -> bool:
        """Return whether a known mistake gives this answer."""
        wrong = self.mistakes.get(name, {}).values()
        return any(agrees(answer, value_of(w, answer), rtol=rtol) for w in wrong)


@dataclass(frozen=True)
class Evidence:
    """A result that was wrong: of which case, its name, what came, and how near it had to be.

    ``where`` begins the sentence if the inputs were special.
    """

    case: Case
    name: str
    got: object
    rtol: float
    where: str = ""

    def explained(self, text: str) -> bool:
        """Return whether the mistake of this text gives just what came back."""
        return self._gives(text) is True

    def refuted(self, text: str) -> bool:
        """Return whether the mistake of this text would give something else here."""
        return self._gives(text) is False

    def telling(self, text: str) -> bool:
        """Return whether what came and the mistake agree in too many entries for an accident."""
        wrong = self.case.mistakes.get(self.name, {}).get(text)
        right = np.asarray(self.case.right[self.name])
        value = np.asarray(value_of(wrong, self.case.results(self.got)[self.name]))
        apart = value.shape == right.shape and ~np.isclose(value, right, rtol=self.rtol)
        return bool(np.sum(apart) >= _MANY and np.any(value))

    def _gives(self, text: str) -> bool | None:
        """Return whether the mistake gives what came; None if it cannot be made here."""
        wrong = self.case.mistakes.get(self.name, {}).get(text)
        if wrong is None:
            return None
        try:
            came = self.case.results(self.got)[self.name]
        except HintError:
            return False
        value = value_of(wrong, came)
        array = np.asarray(value)
        if array.dtype.kind == "f" and np.isnan(array).any():
            return None
        return agrees(came, value, rtol=self.rtol)
