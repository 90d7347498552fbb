"""What an exercise promises: its inputs, its right values, its known mistakes, said once.

An exercise's file declares a function of the student with the function that makes its case::

    @promise(draw=_layer)
    def dense_backward(upstream, X, W) -> Case:
        ...

The signature is the one the student was given, with the same defaults. ``draw`` makes inputs in
general position. From these two the engine tries what every function owes (``contract``) and
finds out which mistake explains everything that came back (``diagnosis``).
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from course_lib.hints.cases import Case

Inputs = tuple[Any, ...]
PANEL = (101, 102, 103)
"""Seeds of the inputs on which an answer is probed once it has lost points."""
DUTIES = ("arguments unchanged", "same each time", "defaults", "stored otherwise")
"""What every function owes, beside the sizes, the kinds of numbers and the examples."""


class Promise:
    """A function of an exercise, with what it owes; :func:`promise` makes it.

    Calling it returns the case of these inputs.

    Examples
    --------
    >>> @promise(draw=lambda rng, n=4: (rng.normal(size=n),))
    ... def total(x):
    ...     return Case("total", (x,), {"total": sum(x.tolist())},
    ...                 {"total": {"this is the mean": x.mean()}})
    >>> total(np.array([1.0, 2.0])).right
    {'total': 3.0}
    >>> total.drawn(7, n=1).inputs[0].shape, total.sizes
    ((1,), {'n': 4})
    """

    def __init__(
        self,
        case_of: Callable[..., Case],
        draw: Callable[..., Inputs],
        *,
        examples: Mapping[str, Inputs] | None = None,
        whole: Sequence[str] = (),
        lists: Sequence[str] = (),
        empty: Sequence[str] = (),
        without: Mapping[str, str] | None = None,
        follows: Mapping[str, Sequence[str]] | None = None,
        allow: Sequence[str] = (),
        forbid: Sequence[str] = (),
        rtol: float = 1e-5,
    ) -> None:
        # Not above: what keeps right values is not there where answers are graded.
        from course_lib.hints.memo import computed_once

        functools.update_wrapper(self, case_of)
        self.name = case_of.__name__
        self._case_of = computed_once(case_of)
        self._draw = draw
        self.examples = dict(examples or {})
        self.whole, self.lists, self.empty = tuple(whole), tuple(lists), tuple(empty)
        self.without = dict(without or {})
        self.follows = {name: tuple(of) for name, of in (follows or {}).items()}
        self.allow, self.forbid, self.rtol = tuple(allow), tuple(forbid), rtol
        parameters = inspect.signature(case_of).parameters
        self.arguments = tuple(parameters)
        self.defaults = sum(p.default is not p.empty for p in parameters.values())
        self._drawn_with = inspect.signature(draw).parameters
        self.sizes = {name: p.default for name, p in self._drawn_with.items()
                      if type(p.default) is int}  # fmt: skip
        self._check()

    def _check(self) -> None:
        sizes = [f"one {name}" for name in self.sizes]
        known = {
            "argument": (set(self.arguments), {*self.whole, *self.lists}),
            "size": (set(self.sizes), set(self.empty)),
            "duty": ({*DUTIES, *sizes}, set(self.without)),
        }
        for what, (allowed, said) in known.items():
            if odd := sorted(said - allowed):
                raise ValueError(
                    f"promise {self.name}: each {what} must be one of {sorted(allowed)}, "
                    f"got {odd[0]!r}"
                )
        if bare := [duty for duty, reason in self.without.items() if not reason]:
            raise ValueError(f"promise {self.name}: say why {bare[0]!r} is not owed")

    @functools.cached_property
    def axes(self) -> dict[str, list[tuple[int, int]]]:
        """Return for each size the arguments, by their places, and the axes that have it."""
        found: dict[str, list[tuple[int, int]]] = {}
        usual = self.draw(PANEL[0])
        for size, value in self.sizes.items():
            found[size] = []
            for i, (a, b) in enumerate(
                zip(usual, self.draw(PANEL[0], **{size: value + 1}), strict=True)
            ):
                if isinstance(a, np.ndarray) and np.ndim(a) == np.ndim(b):
                    longer = np.flatnonzero(np.not_equal(np.shape(a), np.shape(b)))
                    found[size] += [(i, int(axis)) for axis in longer]
        return found

    def lengths(self, inputs: Inputs) -> dict[str, int]:
        """Return the sizes that inputs have."""
        return {
            size: np.shape(inputs[places[0][0]])[places[0][1]] if places else self.sizes[size]
            for size, places in self.axes.items()
        }

    def __call__(self, *args: Any, **kwargs: Any) -> Case:
        """Return the case of these inputs."""
        return replace(self._case_of(*args, **kwargs), arguments_of=self.arguments)

    def draw(self, seed: int, **sizes: Any) -> Inputs:
        """Return the inputs that belong to a seed, in the order of the signature."""
        return self._draw(np.random.default_rng(seed), **sizes)

    def drawn(self, seed: int, **sizes: Any) -> Case:
        """Return the case of drawn inputs; sizes that are not given are the usual ones."""
        return self(*self.draw(seed, **sizes))

    def example(self, name: str) -> Case:
        """Return the case of inputs that the exercise's file names.

        Raises
        ------
        ValueError : it names none such.
        """
        if name not in self.examples:
            raise ValueError(
                f"promise {self.name}: example must be one of {list(self.examples)}, got {name!r}"
            )
        return self(*self.examples[name])

    def panel(self, first: int = PANEL[0], like: Case | None = None, **sizes: Any) -> list[Case]:
        """Return cases in general position, on which any two known mistakes differ.

        Texts and truth values, which choose a branch, are those of the case that they are ``like``.
        """
        chosen = {name: value for name, value in (like.named() if like else {}).items()
                  if isinstance(value, (str, bool))}  # fmt: skip
        sizes |= {name: value for name, value in chosen.items() if name in self._drawn_with}
        return [
            self(
                *(
                    chosen.get(name, value)
                    for name, value in zip(self.arguments, inputs, strict=False)
                )
            )
            for inputs in (self.draw(first + i, **sizes) for i in range(len(PANEL)))
        ]


def promise(
    draw: Callable[..., Inputs], **options: Any
) -> Callable[[Callable[..., Case]], Promise]:
    """Declare the function that is decorated as what an exercise promises.

    Parameters
    ----------
    draw : ``draw(rng, n=6, d=4)`` returns inputs in general position, as a tuple in the order of
        the signature: no two entries equal, no sum zero, nothing symmetric. Each keyword that is
        a whole number is a size; the contract also tries 1 for it.
    examples : inputs by name that only some mistakes notice (a tie, a huge number, a constant
        column); the contract tries them.
    whole : arguments that may also be whole numbers.
    lists : arguments that may also be lists.
    empty : sizes that may also be 0.
    without : duties that it does not owe, each with the reason: ``"one n"``, or one of ``DUTIES``.
    follows : results that are computed from others, ``{"cost": ("mean", "variance")}``. While one
        of those is wrong, nothing is said of them.
    allow : functions of the library that an answer may call, by dotted name. All others are
        closed to it.
    forbid : functions outside the library that would be a ready solution.
    rtol : the tolerance of all comparisons, as in ``numpy.isclose``.

    Raises
    ------
    ValueError : an option names an argument, a size or a duty that there is not.
    """
    return lambda case_of: Promise(case_of, draw, **options)
