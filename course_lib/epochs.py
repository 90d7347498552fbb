"""Epochs of training, one at a time: shuffle, forward, backward, update.

:func:`course_lib.training.train` runs them in a row; a live plot asks for the next one when it
has drawn the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from course_lib.chain import penalised, ways
from course_lib.checks import (
    FloatArray,
    already_checked,
    as_array,
    as_count,
    as_rng,
    message,
    require_methods,
    short,
)
from course_lib.layers import Layer
from course_lib.losses import CustomLoss, Loss
from course_lib.mlp import MLP
from course_lib.optimizers import Optimizer
from course_lib.regularizers import L1, Regularizer

Data = tuple[ArrayLike, ArrayLike]
Model = MLP | Layer


class EpochLosses(NamedTuple):
    """The losses of one epoch, as in :class:`course_lib.training.History`."""

    train: float
    validation: float | None


def training_epochs(
    model: Model,
    X: ArrayLike,
    y: ArrayLike,
    *,
    loss: Loss,
    optimizer: Optimizer,
    batch_size: int,
    regularizer: Regularizer | None = None,
    validation: Data | None = None,
    rng: np.random.Generator,
) -> Iterator[EpochLosses]:
    """Return an endless iterator that trains for one epoch each time it is asked for the next.

    For live plots, which stop and go as the reader pleases.
    Arguments and errors are those of :func:`course_lib.training.train`.

    Examples
    --------
    >>> from course_lib.layers import Dense
    >>> from course_lib.losses import LOSSES
    >>> from course_lib.optimizers import SGD
    >>> rng = np.random.default_rng(0)
    >>> epochs = training_epochs(Dense(1, 1, rng=rng), [[0.0], [1.0]], [1.0, 2.0],
    ...                          loss=LOSSES["mse"], optimizer=SGD(0.1), batch_size=2, rng=rng)
    >>> first, second = next(epochs), next(epochs)
    >>> second.train < first.train
    True
    """
    _check_parts(model, loss, optimizer, regularizer)
    size = as_count(batch_size, who="train", name="batch_size")
    trainer = _Trainer(model, loss, optimizer, regularizer)
    rows = _checked_data(model, loss, X, y)
    held_out = None
    if validation is not None:
        if not isinstance(validation, (tuple, list)) or len(validation) != 2:
            got = type(validation).__name__
            raise ValueError(message("train", "validation", "be a pair (X, y)", got))
        held_out = _checked_data(model, loss, *validation, which="validation ")
    as_rng(rng, who="train")

    def run() -> Iterator[EpochLosses]:
        for epoch in count():
            before = Snapshot(model, f"before epoch {epoch}")
            try:
                losses = EpochLosses(
                    trainer.epoch(*rows, size, rng),
                    trainer.evaluate(*held_out) if held_out else None,
                )
                trainer.require_finite(losses, epoch)
            except BaseException:  # an interrupt too: half an epoch is no epoch
                before.restore()
                raise
            yield losses

    return run()


class DivergenceError(ValueError):
    """Training has left the finite numbers."""


class Snapshot:
    """The parameters of a model as they were at a moment, to go back to."""

    def __init__(self, model: Model, moment: str) -> None:
        self._arrays = model.parameters()
        self.keep(moment)

    def keep(self, moment: str) -> None:
        """Take the parameters of now instead; ``moment`` is how an error calls them."""
        self._kept = [array.copy() for array in self._arrays], moment

    def keep_also(self, other: Snapshot) -> None:
        """Take what another snapshot of the model has kept."""
        self._kept = other._kept

    def restore(self) -> str:
        """Write the kept parameters into the model, and return their moment."""
        values, moment = self._kept
        for array, value in zip(self._arrays, values, strict=True):
            array[...] = value
        return moment


class _Trainer:
    """One model with its loss, optimizer and penalty, and what is done with them over and over."""

    def __init__(
        self, model: Model, loss: Loss, optimizer: Optimizer, regularizer: Regularizer | None
    ) -> None:
        self.model, self.loss, self.optimizer = model, loss, optimizer
        self.parameters = model.parameters()
        pairs = zip(self.parameters, model.parameters(), strict=True)
        if any(p is not again and not np.may_share_memory(p, again) for p, again in pairs):
            hint = "Return [self.W], for example, not a copy of it."
            must = "return the arrays themselves"
            raise ValueError(message("train", "parameters() of the model", must, "copies", hint))
        penalised_ones = {id(weights) for weights in penalised(model)}
        self.weights = [i for i, p in enumerate(self.parameters) if id(p) in penalised_ones]
        if len(self.weights) < len(penalised_ones):
            must, got = "return arrays of parameters(), the very same", "others"
            raise ValueError(message("train", "penalised() of the model", must, got))
        self.smooth: Regularizer | None = regularizer
        self.kinked: L1 | None = None
        if regularizer is not None and hasattr(regularizer, "parts"):
            self.smooth, self.kinked = regularizer.parts()
        self.forward, back, self.backward = ways(model)
        # The output activation and the loss are differentiated together where both know how.
        plain = back != model.backward
        self.backward_from = getattr(model, "collect_from" if plain else "backward_from", None)

    def epoch(self, X: FloatArray, y: FloatArray, size: int, rng: np.random.Generator) -> float:
        """Update with every batch once, in random order, and return the loss of what it saw."""
        order = rng.permutation(len(X))
        y = y.take(order, axis=0)
        seen = []
        with already_checked(), np.errstate(all="ignore"):  # a NaN is reported after the epoch
            for start in range(0, len(X), size):
                rows = slice(start, start + size)
                # a copy: a layer of one's own may write into the same array each time
                seen.append(self.update(X.take(order[rows], axis=0), y[rows]).copy())
            return self.loss.value(np.concatenate(seen), y)

    def update(self, X: FloatArray, y: FloatArray) -> FloatArray:
        """Go forward, backward and one step down; return the predictions before the step."""
        output = self.forward(X, True)  # (batch, k)
        if self.backward_from:
            self.backward_from(self.loss, y)
        else:
            self.backward(self.loss.gradient(output, y))
        gradients = list(self.model.gradients())
        if self.smooth is not None:
            for i in self.weights:
                gradients[i] += self.smooth.gradient(self.parameters[i])
        self.optimizer.step(self.parameters, gradients)
        if self.kinked is not None:
            for i in self.weights:
                W = self.parameters[i]
                W[...] = self.kinked.prox(W, self.optimizer.effective_step(i))
        return output

    def evaluate(self, X: FloatArray, y: FloatArray) -> float:
        with already_checked(), np.errstate(all="ignore"):
            return self.loss.value(self.forward(X, False), y)

    def require_finite(self, losses: EpochLosses, epoch: int) -> None:
        held_out = 0.0 if losses.validation is None else losses.validation
        numbers = [np.asarray(losses.train), np.asarray(held_out), *self.parameters]
        if not all(np.isfinite(number).all() for number in numbers):
            must = f"finite; training diverged in epoch {epoch} (the first is 0)"
            hint = "Use a smaller learning rate, or put the features on one scale."
            raise DivergenceError(message("train", "loss", must, losses, hint))


def _check_parts(
    model: Model, loss: Loss, optimizer: Optimizer, regularizer: Regularizer | None
) -> None:
    """Refuse what train cannot use, before the first step."""
    needs = "forward", "backward", "parameters", "gradients"
    require_methods(model, *needs, who="train", name="model")
    hint = 'For example LOSSES["mse"].'
    require_methods(loss, "value", "gradient", who="train", name="loss", hint=hint)
    hint = "For example SGD(learning_rate=0.1)."
    require_methods(optimizer, "step", who="train", name="optimizer", hint=hint)
    if regularizer is not None:
        hint = "For example L2(0.01)."
        require_methods(regularizer, "gradient", who="train", name="regularizer", hint=hint)
        for W in penalised(model)[:1]:
            name = "regularizer.gradient(W)"
            as_array(regularizer.gradient(W.copy()), who="train", name=name, shape=W.shape)
        if hasattr(regularizer, "parts") and regularizer.parts()[1] is not None:
            hint = "L1 needs it."
            require_methods(optimizer, "effective_step", who="train", name="optimizer", hint=hint)


def _checked_data(
    model: Model, loss: Loss, X: ArrayLike, y: ArrayLike, which: str = ""
) -> tuple[FloatArray, FloatArray]:
    """Return X and y as arrays that the model and the loss accept; the loop checks no more."""
    X = as_array(X, who="train", name=f"{which}X", shape=("n", "d"))
    y = as_array(y, who="train", name=f"{which}y")
    if not len(X) or y.ndim == 0 or len(y) != len(X):
        must = f"have one row for each of the {len(X)} rows of X, at least one"
        raise ValueError(message("train", f"{which}y", must, f"shape {y.shape}"))
    try:  # two rows tell what the model returns; all targets are checked against that
        output = np.repeat(model.forward(X[:2])[:1], len(X), axis=0)  # (n, k)
    except (TypeError, ValueError):
        output = model.forward(X)  # so that the error shows the shape of X
    if y.ndim == 1 and output.shape == (len(y), 1):
        y = y[:, None]  # (n,) -> (n, 1)
    value = loss.value(output, y)  # refuses targets that do not fit, once and for all batches
    _check_loss(loss, value, output[:2], y[:2])
    return X, y


def _check_loss(loss: Loss, value: object, output: FloatArray, y: FloatArray) -> None:
    """Refuse a loss of one's own that does not return one number and a gradient per entry."""
    if np.size(value) != 1 or np.asarray(value).dtype.kind not in "buif":  # type: ignore[arg-type]
        must, hint = "return one number", "Is np.mean missing?"
        raise ValueError(message("train", "value of the loss", must, short(value), hint))
    if not isinstance(loss, CustomLoss):  # which compares the gradient at its first batch
        with np.errstate(all="ignore"):
            gradient = loss.gradient(output.copy(), y.copy())
        if np.shape(gradient) != output.shape:
            got = np.shape(gradient) or short(gradient)
            must, hint = f"have the prediction's shape, {output.shape}", "One entry for each."
            raise ValueError(message("train", "gradient of the loss", must, got, hint))
