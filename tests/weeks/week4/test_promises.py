"""Promises of the exercises' declarations: what they draw, and which mistakes they tell apart."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
from collections.abc import Iterator
from typing import Any

import exercises
import numpy as np
import pytest

from course_lib import hints
from course_lib.hints.cases import Case
from course_lib.hints.diagnosis import diagnose
from course_lib.hints.family import AnyOf, Known
from course_lib.hints.promise import Promise

SEEDS = 20  # tests/benchmarks/confusion.py takes 200


def promises() -> Iterator[tuple[str, Promise]]:
    """Yield the promises of a week by the names of their functions."""
    for module in pkgutil.iter_modules(exercises.__path__):
        if not module.name.startswith("_"):
            found = vars(importlib.import_module(f"exercises.{module.name}"))
            for name, thing in found.items():
                if isinstance(thing, Promise):
                    yield name, thing


PROMISES = dict(promises())


def value_of(case: Case, result: str, text: str) -> Any:
    """Return what a mistake gives, None where it cannot be made; "" is the right value."""
    if not text:
        return case.right.get(result)
    wrong = case.mistakes.get(result, {}).get(text)
    if isinstance(wrong, AnyOf):
        return None  # many values: see below
    value = wrong() if callable(wrong) else wrong
    if value is None or isinstance(value, str):
        return value
    array = np.asarray(value, dtype=np.float64)
    return None if np.isnan(array).any() else array


def confused(panel: list[Case], rtol: float) -> list[str]:
    """Return which mistakes of a panel are right, or give the same as another one, everywhere."""
    found = []
    for result in panel[0].right:
        texts = ["", *panel[0].mistakes.get(result, {})]
        values = [{text: value_of(case, result, text) for text in texts} for case in panel]
        for one, two in itertools.combinations(texts, 2):
            if not any(differ(each[one], each[two], rtol) for each in values):
                found.append(f"{result}: {one or 'right'} / {two}")
    return found


def differ(a: Any, b: Any, rtol: float) -> bool:
    """Return whether two values differ; one that cannot be made differs from all others."""
    if a is None or b is None or isinstance(a, str) or isinstance(b, str):
        return a is None or b is None or a != b
    a = np.asarray(a, dtype=np.float64)
    if a.shape != b.shape:
        return True
    scale = float(np.abs(a).max(initial=0.0)) or 1.0
    return bool(np.abs(a - b).max(initial=0.0) > rtol * scale)


@pytest.mark.parametrize("name", PROMISES)
def test_no_two_mistakes_are_confused_on_a_panel(name: str) -> None:
    """With the panel of each seed and the examples all mistakes differ from right and others."""
    promise = PROMISES[name]
    examples = [promise.example(name) for name in promise.examples]
    for seed in range(SEEDS):
        assert confused([*promise.panel(1000 + 10 * seed), *examples], promise.rtol) == []


@pytest.mark.parametrize("name", PROMISES)
def test_right_values_are_right_and_every_input_can_be_drawn(name: str) -> None:
    """Each case accepts its own right values: the panel, the examples, and sizes of 1."""
    promise = PROMISES[name]
    cases = [*promise.panel(), *map(promise.example, promise.examples)]
    sizes = [size for size in promise.sizes if f"one {size}" not in promise.without]
    cases += [promise.drawn(1, **{size: 1}) for size in sizes]
    for case in cases:
        values = tuple(case.right.values())
        assert list(case.named()) == list(promise.arguments[: len(case.inputs)])
        if values:
            case.compare(values[0] if len(values) == 1 else values, rtol=promise.rtol)


@pytest.mark.parametrize("name", PROMISES)
def test_every_named_mistake_is_diagnosed_by_its_own_words(name: str) -> None:
    """An answer that makes one known mistake in one result is told just that."""
    promise = PROMISES[name]
    panel = promise.panel()
    for result, texts in panel[0].mistakes.items():
        for text in texts:
            if any(value_of(case, result, text) is None for case in panel):
                continue
            if not any(
                differ(case.right[result], value_of(case, result, text), promise.rtol)
                for case in panel
            ):
                continue  # only an example shows it, and the part of the test that asks for it
            causes = diagnose(_making(promise, result, text), promise)
            said = [cause.text for cause in causes]
            own = any(
                cause.reason.startswith(f"{result} has the value of") for cause in causes
            )  # it equals another result, and is told so
            assert said[:1] == [text] or own, (result, text, causes)


def _making(promise: Promise, result: str, text: str) -> Any:
    """Return an answer that makes this mistake and is right in all other results."""

    def answer(*inputs: Any) -> Any:
        case = promise(*inputs)
        wrong = value_of(case, result, text)
        values = {**case.right, result: case.right[result] if wrong is None else wrong}
        return next(iter(values.values())) if len(values) == 1 else tuple(values.values())

    return answer


def families() -> Iterator[tuple[str, str, str]]:
    """Yield promise, result and text of the mistakes that have many values."""
    for name, promise in PROMISES.items():
        for result, texts in promise.panel()[0].mistakes.items():
            for text, wrong in texts.items():
                if isinstance(wrong, AnyOf) and not isinstance(wrong, Known):
                    yield name, result, text


@pytest.mark.parametrize(("name", "result", "text"), [*families()])
@pytest.mark.parametrize("member", [0, 2])
def test_a_mistake_of_many_values_is_no_other_one(
    name: str, result: str, text: str, member: int
) -> None:
    """The first values, far from where they lead, are told by the words of their mistake."""
    promise = PROMISES[name]

    def answer(*inputs: Any) -> Any:
        case = promise(*inputs)
        wrong: Any = case.mistakes[result][text]
        values = wrong.values
        return tuple({**case.right, result: values[min(member, len(values) - 1)]}.values())

    assert [cause.text for cause in diagnose(answer, promise)][:1] == [text]


def test_a_promise_must_name_what_there_is() -> None:
    """Arguments, sizes and duties that do not exist are refused with those that do."""

    def case_of(x: Any) -> Case:
        return Case("f", (x,), {"f": x})

    def draw(rng: np.random.Generator, n: int = 2) -> tuple[Any, ...]:
        return (rng.normal(size=n),)

    wrong: list[tuple[dict[str, Any], str]] = [
        ({"whole": ("y",)}, "argument must be one of"),
        ({"empty": ("m",)}, "size must be one of"),
        ({"without": {"one m": "why"}}, "duty must be one of"),
        ({"without": {"one n": ""}}, "say why"),
    ]
    for options, said in wrong:
        with pytest.raises(ValueError, match=said):
            hints.promise(draw=draw, **options)(case_of)
