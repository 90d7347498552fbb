"""The training loop: shuffle, forward, backward, update; epoch after epoch.

What is minimised is the mean loss over the data plus the penalty on the weights:

    loss.value(model(X), y)  +  regularizer.penalty(all weights)

The penalty is added to a *mean*.  The linear models add it to a sum of squares, so a lambda of
theirs is lambda / n here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike

from course_lib.checks import as_count, message, require_methods
from course_lib.early_stopping import Criterion
from course_lib.epochs import (
    Data,
    DivergenceError,
    EpochLosses,
    Model,
    Snapshot,
    training_epochs,
)
from course_lib.losses import Loss
from course_lib.optimizers import Optimizer
from course_lib.regularizers import Regularizer

__all__ = ["EpochLosses", "History", "train", "training_epochs"]


@dataclass
class History:
    """What happened in training; epochs are counted from 0, like the entries of the lists.

    Attributes
    ----------
    train_loss : for each epoch the loss, without the penalty, of the predictions made in it.  A
        batch is predicted before it is learnt, with dropout on; so this is a little behind.
    validation_loss : for each epoch the loss on the validation data at its end, dropout off;
        empty without validation data.
    stopped_epoch : the epoch after which early stopping ended the training, None if it did not.
    best_epoch : the epoch of the lowest validation loss, the first of equals; None without
        validation data.
    """

    train_loss: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    stopped_epoch: int | None = None
    best_epoch: int | None = None

    def record(self, losses: EpochLosses) -> bool:
        """Add one epoch, and return whether it is the best so far."""
        best_train = min(self.train_loss, default=np.inf)
        self.train_loss.append(losses.train)
        if losses.validation is None:
            return losses.train < best_train
        is_best = losses.validation < min(self.validation_loss, default=np.inf)
        self.validation_loss.append(losses.validation)
        if is_best:
            self.best_epoch = len(self.validation_loss) - 1
        return is_best


def train(
    model: Model,
    X: ArrayLike,
    y: ArrayLike,
    *,
    loss: Loss,
    optimizer: Optimizer,
    epochs: int,
    batch_size: int,
    regularizer: Regularizer | None = None,
    validation: Data | None = None,
    early_stopping: Criterion | None = None,
    rng: np.random.Generator,
) -> History:
    """Train the model in place, and return the losses of each epoch.

    Parameters
    ----------
    model : an MLP, or anything with forward, backward, parameters and gradients.
    X : (n, d).
    y : (n, k) for k outputs.  A y of shape (n,) is read as (n, 1) if the model has one output;
        otherwise it goes to the loss as it is, class numbers for cross-entropy.
    loss, optimizer : from ``course_lib.losses`` and ``course_lib.optimizers``.
    epochs : how often each row is seen, at least 1.
    batch_size : rows per update; the last batch of an epoch may be smaller.
    regularizer : penalty on the weights of all layers, not on the biases.
    validation : (X, y) that are never learnt; their loss is recorded for each epoch.
    early_stopping : a rule of ``course_lib.early_stopping``; it needs validation data.  At the
        end, stopped or not, the model gets back the parameters of the best epoch.
    rng : shuffles the rows anew in each epoch.

    Raises
    ------
    TypeError, ValueError : an argument that does not fit, or a training that diverges, with the
        epoch and the remedy.

    Notes
    -----
    However training ends early, by divergence, by an error or because you interrupt the cell: the
    model then has the weights of its best epoch, or those of the start if no epoch was completed;
    the error says which. The optimizer forgets its steps. Best is the lowest validation loss.
    Without validation data it is the epoch before that of the lowest training loss, which is
    measured while the weights change.

    A penalty with a kink, L1, is not followed along its subgradient: after each step its ``prox``
    moves the weights, and unneeded weights become exactly zero.

    References
    ----------
    Slides "Step-by-Step Flow", "The Challenge in Neural Networks" and "Regularization in Neural
    Networks".

    Examples
    --------
    >>> from course_lib.layers import Dense
    >>> from course_lib.losses import LOSSES
    >>> from course_lib.optimizers import SGD
    >>> rng = np.random.default_rng(0)
    >>> X = rng.normal(size=(100, 1))
    >>> line = Dense(1, 1, rng=rng)
    >>> history = train(line, X, 3 * X[:, 0] + 1, loss=LOSSES["mse"], optimizer=SGD(0.1),
    ...                 epochs=20, batch_size=10, rng=rng)
    >>> line.W.round(3).tolist(), line.b.round(3).tolist()
    ([[3.0]], [1.0])
    """
    as_count(epochs, who="train", name="epochs")
    if early_stopping is not None:
        _check_early_stopping(early_stopping, validation)
        early_stopping.reset()
    run = training_epochs(
        model, X, y, loss=loss, optimizer=optimizer, batch_size=batch_size,
        regularizer=regularizer, validation=validation, rng=rng,
    )  # fmt: skip
    history, best, before = History(), *(Snapshot(model, "the start") for _ in range(2))
    try:
        for epoch, losses in enumerate(islice(run, epochs)):
            if history.record(losses):
                # A training loss is measured on the way from the weights of the epoch before.
                best.keep_also(before if validation is None else Snapshot(model, _moment(epoch)))
            before.keep(_moment(epoch))
            if early_stopping is None:
                continue
            if early_stopping.should_stop(history.train_loss[-1], history.validation_loss[-1]):
                history.stopped_epoch = epoch
                break
        if early_stopping is not None:
            best.restore()
    except BaseException as error:  # the interrupt of a notebook's cell is no Exception
        _go_back(error, best, optimizer)
        raise
    return history


def _moment(epoch: int) -> str:
    """Return how an error calls the weights at the end of an epoch."""
    return f"epoch {epoch}, the best"


def _go_back(error: BaseException, best: Snapshot, optimizer: Optimizer) -> None:
    """After a failure, give the model its best weights, and say so in the error."""
    which = best.restore()
    forget = getattr(optimizer, "reset", None)
    if callable(forget):
        forget()
    text = f"The model has the weights of {which}."
    if isinstance(error, DivergenceError):
        error.args = (f"{error} {text}",)
    else:
        error.add_note(f"train: {text}")


def _check_early_stopping(rule: Criterion, validation: Data | None) -> None:
    hint = "For example Patience(10)."
    require_methods(rule, "should_stop", "reset", who="train", name="early_stopping", hint=hint)
    if validation is None:
        hint = "Early stopping watches data that the model does not learn."
        raise ValueError(message("train", "validation", "be given as (X, y)", None, hint))
