"""The output layer of a task: is this activation with this loss a right choice?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course_lib.hints.comparison import choices, unpack
from course_lib.hints.errors import HintError, NotDoneError

LOSSES = ("mse", "binary_cross_entropy", "cross_entropy")

Range = tuple[float, float]

_ACTIVATIONS = ("identity", "sigmoid", "tanh", "relu", "softmax")

_PAIR = "Write two names: (activation, loss)."


@dataclass(frozen=True)
class Task:
    """What has to be predicted, said in a way from which the choice follows.

    Parameters
    ----------
    name : the key of the task in the student's dictionary.
    low, high : where the targets lie, without the ends. For classes 0 and 1.
    outputs : how many output units the network has.
    classes : the targets are classes, not quantities.
    one_of : exactly one of the classes is true, and each has an output unit of its own.

    Examples
    --------
    >>> inf = float("inf")
    >>> ranges = {"identity": (-inf, inf), "relu": (0.0, inf)}
    >>> Task("height", low=-inf, high=inf).check({"height": ("identity", "mse")}, ranges)
    >>> Task("height", low=-inf, high=inf).check({"height": ("relu", "mse")}, ranges)
    Traceback (most recent call last):
        ...
    course_lib.hints.errors.HintError: height: relu gives values in (0.0, inf) only. \
Can the target lie outside?
    """

    name: str
    low: float = 0.0
    high: float = 1.0
    outputs: int = 1
    classes: bool = False
    one_of: bool = False

    def check(self, answers: object, ranges: Mapping[str, Range]) -> None:
        """Pass if the dictionary's entry for this task is a right (activation, loss).

        ``ranges`` gives the output range of each activation that may be chosen.
        """
        if answers is None or answers is ...:
            raise NotDoneError("output_layers")
        if not isinstance(answers, Mapping):
            raise HintError("output_layers must be a dictionary: task -> (activation, loss).")
        if self.name not in answers:
            raise HintError(f"output_layers has no entry {self.name!r}.")
        pair = unpack(answers[self.name], "activation", "loss", name=self.name, hint=_PAIR)
        activation = _name(pair[0], tuple(ranges), f"the activation of {self.name}")
        self._check_activation(activation, ranges[activation])
        self._check_loss(_name(pair[1], LOSSES, f"the loss of {self.name}"))

    def _check_activation(self, activation: str, reach: Range) -> None:
        if activation == "softmax" and not self.one_of:
            if self.outputs == 1:
                raise self._wrong("softmax over a single output is always 1.")
            raise self._wrong("softmax makes the outputs sum to 1.", "Can several be true at once?")
        low, high = reach
        if low > self.low or high < self.high:
            raise self._wrong(
                f"{activation} gives values in {reach} only.", "Can the target lie outside?"
            )
        if low < self.low or high > self.high:
            kind = "a probability" if self.classes else "the target"
            raise self._wrong(f"{activation} can give values that {kind} cannot have.")
        if self.one_of and activation != "softmax":
            raise self._wrong(
                f"{activation} treats each output alone, and they need not sum to 1.",
                "Exactly one class is true.",
            )

    def _check_loss(self, loss: str) -> None:
        if not self.classes and loss != "mse":
            raise self._wrong(f"{loss} is for probabilities.", "Here the target is a quantity.")
        if self.classes and loss == "mse":
            raise self._wrong(
                "mse learns slowly where a probability is confident and wrong.",
                "The slope of the activation is nearly 0 there. Which loss cancels it?",
            )
        if self.classes and (loss == "cross_entropy") != self.one_of:
            why = (
                "binary_cross_entropy treats each output as a question of its own."
                if self.one_of
                else "cross_entropy needs one output per class, of which exactly one is true."
            )
            raise self._wrong(why)

    def _wrong(self, reason: str, hint: str = "") -> HintError:
        return HintError(f"{self.name}: {reason}", hint)


def _name(got: object, allowed: tuple[str, ...], what: str) -> str:
    word = got.strip().lower() if isinstance(got, str) else got
    if isinstance(word, str) and word in (*LOSSES, *_ACTIVATIONS) and word not in allowed:
        raise HintError(f"{what} is {word}, which is none.", "The order is (activation, loss).")
    if isinstance(word, str) and word not in allowed:
        raise HintError(
            f"{what} must be one of {', '.join(allowed)}.",
            "Is a name misspelt, or not in quotation marks?",
        )
    named = choices(word, allowed, name=what)
    if len(named) != 1:
        raise HintError(f"{what} must be one name.", "Which one would you build?")
    return named.pop()


TRAINS = {
    "mse | loss": ["which_loss", "output_activation"],
    "gives values | can give": ["activation_range", "output_activation"],
    "": ["output_activation", "activation_layer", "which_loss"],
}
