"""What every function owes, tried from an exercise's declaration alone.

A promise is tried only with results that are right on ordinary inputs: what a wrong formula does
with one row or with whole numbers says nothing more.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.comparison import compare
from course_lib.hints.errors import HintError, NotDoneError
from course_lib.hints.promise import PANEL, Promise
from course_lib.hints.randomness import equal
from course_lib.hints.wording import shown

Call = Callable[..., Any]
_STOPS = (ArithmeticError, LookupError, NameError, TypeError, ValueError, AttributeError)
_CUTS = "An array of whole numbers cuts fractions off: zeros_like takes its type from x."
_KEPT = "arguments unchanged"


class ChanceError(HintError):
    """A promise is broken by a function that is random on ordinary inputs."""


class ChangedError(HintError):
    """An argument is another one after the call; wrong values may follow from it."""


@dataclass(frozen=True)
class Trial:
    """Inputs that a promise speaks of: how the sentence begins, the case, what to do about it."""

    what: str
    case: Case
    arguments: tuple[Any, ...]
    hint: str = ""
    twin: tuple[Any, ...] = ()  # arguments that must give the same, where chance decides
    example: int = 0  # its place, from 1, among the inputs that the exercise's file names


def keep_promises(call: Call, promise: Promise) -> None:
    """Pass if the student's function keeps what the exercise's file promises.

    Raises
    ------
    HintError : the first promise that is broken, with what was called and what came.
    """
    base = promise.drawn(PANEL[0])
    got = _called(call, base.arguments, "")
    if got is None or got is ...:
        raise NotDoneError(promise.name, called=True)
    examples = [promise.example(name) for name in promise.examples]
    looked = _looked(call, promise, [base, *examples])
    sound = [name for name in base.right if base.fits(got, name, rtol=promise.rtol)]
    if base.right and not sound:
        base.compare(got, rtol=promise.rtol)  # its promises are tried once the values are right
    if "same each time" not in promise.without:
        second = looked or [_called(call, base.arguments, "called a second time")]
        _require_same(got, second[0], base)
    kind = HintError if base.right else ChanceError
    for trial in _trials(promise, base, examples):
        known = bool(looked and trial.example)
        came = looked[trial.example] if known else _called(call, trial.arguments, trial.what)
        if trial.twin and not trial.case.right:
            _as_its_twin(call, trial, came, promise.rtol)
        for name in (name for name in trial.case.right if name in sound or not base.right):
            _as_promised(call, trial, came, name, promise.rtol, kind)


def _looked(call: Call, promise: Promise, cases: Sequence[Case]) -> list[Any]:
    """Return what came of some inputs, none if they may change; lose the part if they did."""
    looked = []
    said = ["", *(f"for {name}" for name in promise.examples)]
    for what, case in zip(said, cases, strict=True) if _KEPT not in promise.without else ():
        came, error = _worded(what, partial(_look, call, promise, case))
        if error:
            raise error
        looked.append(came)
    return looked


def _require_same(got: Any, again: Any, base: Case) -> None:
    """Lose the part unless a second call gave the same as the first."""
    if equal(got, again):
        return
    drawn = any(isinstance(value, np.random.Generator) for value in base.inputs)
    raise HintError(
        "a second call with equal arguments gives another result.",
        "Draw every random number from the Generator that is passed in."
        if drawn
        else "Does something outside the function remember the first call?",
    )


def _called(call: Call, arguments: Sequence[Any], what: str) -> Any:
    """Return the result; an error is told with the words that say what was tried."""
    return _worded(what, partial(call, *arguments))


def _worded(what: str, tried: Call) -> Any:
    """Return what was tried; an error of it is told with the words that say what that was."""
    try:
        return tried()
    except (HintError, AssertionError):
        raise
    except _STOPS as error:
        line = getattr(error, "student_line", "")
        if not what or type(error).__name__ in ("DelegationError", "TimeLimit", "Crash"):
            raise
        where = f", {line}" if line else ""
        raise HintError(f"{what} it stops with {type(error).__name__}: {error}{where}.") from None


def _as_promised(
    call: Call, trial: Trial, came: Any, name: str, rtol: float, kind: type[HintError]
) -> None:
    try:
        trial.case.compare(came, name, rtol=rtol)
    except HintError as error:
        if trial.hint == _CUTS and (error.vague or error.mistake):  # the same with floats is right
            _as_its_twin(call, trial, came, rtol)
        own = error.hint if error.mistake or not trial.hint else ""
        told = kind(f"{trial.what}: {error.reason}", f"{own} {trial.hint}".strip())
        told.evidence = error.evidence and replace(error.evidence, where=f"{trial.what}: ")
        told.mistake, told.vague = error.mistake, error.vague
        raise told from None


def _as_its_twin(call: Call, trial: Trial, came: Any, rtol: float) -> None:
    """Lose the part if equal numbers, and the same coins, give another result."""
    other = call(*copy.deepcopy(trial.twin))
    pairs = zip(came, other, strict=False) if isinstance(came, tuple) else [(came, other)]
    for one, two in pairs:
        try:
            compare(one, two, name="it", rtol=rtol)
        except HintError:
            raise HintError(
                f"{trial.what} another result comes than with floats.", trial.hint
            ) from None


def changed(call: Call, promise: Promise, case: Case) -> HintError | None:
    """Return what to say if an array or a list that was passed is another one after the call."""
    return None if _KEPT in promise.without else _look(call, promise, case)[1]


def _look(call: Call, promise: Promise, case: Case) -> tuple[Any, HintError | None]:
    """Return the result, and what to say of an argument that is another one after the call."""
    before = case.arguments
    came, after = _with_arguments(call, case.arguments)
    for name, old, new in zip(promise.arguments, before, after, strict=False):
        if isinstance(old, np.random.Generator) or equal(old, new) or _put_back(old, new):
            continue
        said = f"{name} was changed by the call"
        if isinstance(old, np.ndarray) and np.shape(new) == old.shape:
            place = tuple(int(i) for i in np.argwhere(np.asarray(new) != old)[0])
            index = ", ".join(map(str, place))
            now = np.asarray(new)[place]
            said += f": {name}[{index}] was {old[place]:.3g} and is {now:.3g} after it"
        hint = "Work on a copy; += and out= write into the argument."
        return came, ChangedError(f"{said}.", hint)
    return came, None


def _put_back(old: Any, new: Any) -> bool:
    """Return whether an array is the old one but for rounding, as w + h - h is."""
    return (
        isinstance(old, np.ndarray)
        and old.dtype.kind == "f"
        and old.shape == np.shape(new)
        and bool(np.allclose(new, old, rtol=1e-12, atol=1e-12, equal_nan=True))
    )


def _with_arguments(call: Call, arguments: tuple[Any, ...]) -> tuple[Any, Sequence[Any]]:
    """Return the result, and the arguments as they are after the call."""
    looking = getattr(call, "looking", None)
    if looking is not None:  # the grader's stand-in: what it passes on is a copy
        came, after, _ = looking(*arguments)
        return came, after
    return call(*arguments), arguments


def _trials(promise: Promise, base: Case, examples: Sequence[Case]) -> Iterator[Trial]:
    """Yield what the declaration speaks of, ordinary things first."""
    if promise.defaults and "defaults" not in promise.without:
        few = base.arguments[: len(base.arguments) - promise.defaults]
        names = " and ".join(promise.arguments[-promise.defaults :])
        keep = "Keep the default of the stub."
        yield Trial(f"without {names}", replace(promise(*few), hint=keep), few, keep)
    if "stored otherwise" not in promise.without:
        other = tuple(map(_stored_otherwise, base.arguments))
        yield Trial("with a slice of a larger array", base, other)
    for name in promise.sizes:
        if f"one {name}" not in promise.without:
            yield _of(promise.drawn(PANEL[1], **{name: 1}), f"with {name} = 1")
        if name in promise.empty:
            yield _of(promise.drawn(PANEL[1], **{name: 0}), f"with {name} = 0")
    for name in promise.whole:
        yield _converted(promise, base, name, _whole, f"with whole numbers in {name}")
    for name in promise.lists:
        yield _converted(promise, base, name, _listed, f"with a list as {name}")
    for i, name in enumerate(promise.examples):
        yield replace(_of(examples[i], f"for {name}"), example=i + 1)


def _of(case: Case, what: str) -> Trial:
    small = [
        f"{name} = {shown(value)}" for name, value in case.named().items() if np.size(value) < 4
    ]
    return Trial(
        what, case, case.arguments, f"It was called with {', '.join(small)}." if small else ""
    )


def _converted(
    promise: Promise, base: Case, name: str, convert: Callable[[Any], Any], what: str
) -> Trial:
    place = promise.arguments.index(name)
    arguments = [*base.arguments]
    arguments[place] = convert(arguments[place])
    floats = [*base.arguments]
    floats[place] = np.asarray(arguments[place], dtype=np.float64)
    hint, case = _CUTS if convert is _whole else "", promise(*arguments)
    return Trial(what, replace(case, hint=hint or case.hint), tuple(arguments), hint, tuple(floats))


def _whole(value: Any) -> Any:
    """Return the nearest whole numbers, with 1 or -1 for what is near 0."""
    array = np.asarray(value, dtype=np.float64)
    away = np.where(array < 0, -1, 1) * np.maximum(1, np.rint(np.abs(array)))
    rounded = np.where(array == 0, 0, away).astype(np.int64)
    return rounded if isinstance(value, np.ndarray) else rounded.tolist()


def _listed(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else list(value)


def _stored_otherwise(value: Any) -> Any:
    """Return an equal array that is every second entry of a larger one."""
    if not isinstance(value, np.ndarray) or not value.ndim:
        return value
    return np.repeat(value, 2, axis=-1)[..., ::2]
