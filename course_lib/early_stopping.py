"""When to stop training: patience, and the three criteria of Prechelt (1998).

All four are used alike: after each epoch, ``should_stop(train_loss, validation_loss)`` says
whether to stop, and ``best_epoch`` is the epoch whose parameters are worth keeping.

Epochs are counted from 0, as the entries of a list are: ``validation_loss[best_epoch]`` is the
lowest validation loss so far, the first one if several are equal.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np

from course_lib.checks import as_array, as_count, as_number, message


def generalization_loss(validation_loss: Sequence[float]) -> float:
    """Return GL of Prechelt (1998): by how many per cent the last loss exceeds the lowest.

    GL(t) = 100 * (E_va(t) / min of E_va(1..t) - 1)

    Parameters
    ----------
    validation_loss : the losses of all epochs until now, none of them negative.

    Returns
    -------
    0 while the loss falls; infinity if the lowest loss was exactly 0 and the last is not.

    Examples
    --------
    >>> generalization_loss([4.0, 2.0, 2.5])
    25.0
    """
    losses = _losses(validation_loss, who="generalization_loss", name="validation_loss")
    return 100 * _excess(losses[-1], min(losses))


def training_progress(strip: Sequence[float]) -> float:
    """Return P_k of Prechelt (1998): how far the mean training loss of a strip is above its lowest.

    P_k(t) = 1000 * (mean of E_tr over the strip / min of E_tr over the strip - 1)

    Parameters
    ----------
    strip : the training losses of the last k epochs, none of them negative.

    Returns
    -------
    0 if training stands still; infinity if the lowest loss is exactly 0 and another is not.

    Examples
    --------
    >>> training_progress([3.0, 2.0, 1.0])
    1000.0
    """
    losses = _losses(strip, who="training_progress", name="strip")
    return 1000 * _excess(math.fsum(losses) / len(losses), min(losses))


def _losses(values: Sequence[float], *, who: str, name: str) -> list[float]:
    losses = as_array(values, who=who, name=name, shape=("epochs",))
    if not losses.size or (losses < 0).any():
        must = "be losses of at least one epoch, none of them negative"
        raise ValueError(message(who, name, must, losses.tolist()[:5]))
    return [float(loss) for loss in losses]


def _excess(value: float, lowest: float) -> float:
    if lowest == 0:
        return 0.0 if value == 0 else math.inf
    return max(0.0, value / lowest - 1)  # a mean may round to just below its lowest term


class Criterion:
    """Keeps the losses and the best epoch; a subclass adds its rule, ``_stops``."""

    _low = 0.0  # two of the rules compare ratios of losses, which mean nothing below 0

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget all epochs, so that the next training starts afresh."""
        self.train_loss: list[float] = []
        self.validation_loss: list[float] = []
        self.best_epoch: int | None = None

    def should_stop(self, train_loss: float, validation_loss: float) -> bool:
        """Take the two losses of the epoch that has just ended, and say whether to stop.

        Raises
        ------
        TypeError : a loss is not a number.
        ValueError : a loss is NaN or infinite, or negative where the rule compares ratios.
        """
        train_loss = self._checked(train_loss, "train_loss")
        validation_loss = self._checked(validation_loss, "validation_loss")
        if self.best_epoch is None or validation_loss < self.validation_loss[self.best_epoch]:
            self.best_epoch = len(self.validation_loss)
        self.train_loss.append(train_loss)
        self.validation_loss.append(validation_loss)
        return self._stops()

    def _checked(self, loss: float, name: str) -> float:
        who = f"{type(self).__name__}.should_stop"
        return as_number(loss, who=who, name=name, low=self._low, high=np.inf, high_open=True)

    def _stops(self) -> bool:
        raise NotImplementedError


class Patience(Criterion):
    """Stop after ``patience`` epochs in a row that bring no improvement.

    An epoch improves if its validation loss is strictly less than the reference minus
    ``min_delta``; then it becomes the new reference.  An equal loss is no improvement.

    Parameters
    ----------
    patience : how many epochs without improvement are enough, at least 1.
    min_delta : how much lower a loss must be to count, at least 0.

    Raises
    ------
    TypeError, ValueError : a setting outside its range.

    Notes
    -----
    ``min_delta`` decides when to stop and nothing else: ``best_epoch`` is the epoch of the lowest
    loss even if it was lower by less than ``min_delta``.

    References
    ----------
    Slide "Early Stopping".

    Examples
    --------
    >>> patience = Patience(2)
    >>> [patience.should_stop(0.0, loss) for loss in [3.0, 2.0, 2.5, 2.0]]
    [False, False, False, True]
    >>> patience.best_epoch
    1
    """

    _low = -np.inf

    def __init__(self, patience: int, min_delta: float = 0.0) -> None:
        self.patience = as_count(patience, who="Patience", name="patience")
        self.min_delta = as_number(
            min_delta, who="Patience", name="min_delta", low=0, high=np.inf, high_open=True
        )
        super().__init__()

    def reset(self) -> None:
        """Forget all epochs, so that the next training starts afresh."""
        super().reset()
        self._reference = math.inf
        self._waited = 0

    def _stops(self) -> bool:
        newest = self.validation_loss[-1]
        if newest < self._reference - self.min_delta:
            self._reference = newest
            self._waited = 0
        else:
            self._waited += 1
        return self._waited >= self.patience


class GL(Criterion):
    """Stop at the first epoch whose generalization loss exceeds alpha.

    GL(t) > alpha, with :func:`generalization_loss` in per cent.

    Parameters
    ----------
    alpha : the per cent above the lowest validation loss that are too many, at least 0.

    Raises
    ------
    TypeError, ValueError : alpha is not a number of at least 0.

    References
    ----------
    Prechelt (1998), "Automatic early stopping using cross validation", first class.

    Examples
    --------
    >>> gl = GL(alpha=5)
    >>> [gl.should_stop(0.0, loss) for loss in [2.0, 1.0, 1.04, 1.06]]
    [False, False, False, True]
    """

    def __init__(self, alpha: float) -> None:
        self.alpha = as_number(alpha, who="GL", name="alpha", low=0, high=np.inf, high_open=True)
        super().__init__()

    def _stops(self) -> bool:
        return generalization_loss(self.validation_loss) > self.alpha


class PQ(Criterion):
    """Stop when the generalization loss is large compared with the progress of training.

    GL(t) > alpha * P_k(t), tested at the end of each strip of k epochs only.

    Parameters
    ----------
    alpha : the quotient GL / P_k that is too large, greater than 0.
    k : the length of a strip in epochs, at least 1; Prechelt uses 5.

    Raises
    ------
    TypeError, ValueError : a setting outside its range.

    Notes
    -----
    Written as a product, the rule also has a meaning when training stands still, P_k = 0: it
    stops if the validation loss is above its lowest.  With k = 1 the progress is always 0.

    References
    ----------
    Prechelt (1998), second class; :func:`generalization_loss`, :func:`training_progress`.

    Examples
    --------
    >>> pq = PQ(alpha=0.5, k=2)
    >>> train, validation = [4.0, 2.0, 1.9, 1.9], [2.0, 1.0, 1.2, 1.1]
    >>> [pq.should_stop(*losses) for losses in zip(train, validation)]
    [False, False, False, True]
    """

    def __init__(self, alpha: float, k: int = 5) -> None:
        self.alpha = as_number(
            alpha, who="PQ", name="alpha", low=0, low_open=True, high=np.inf, high_open=True
        )
        self.k = as_count(k, who="PQ", name="k")
        super().__init__()

    def _stops(self) -> bool:
        if len(self.train_loss) % self.k:
            return False
        progress = training_progress(self.train_loss[-self.k :])
        return generalization_loss(self.validation_loss) > self.alpha * progress


class UP(Criterion):
    """Stop when the validation loss has gone up in s successive strips of k epochs.

    At the end of a strip, at epoch t, its last validation loss is compared with that of the strip
    before: E_va(t) > E_va(t - k) counts one up; a loss that is equal or lower starts again from 0.

    Parameters
    ----------
    s : how many strips in a row must go up, at least 1.
    k : the length of a strip in epochs, at least 1; Prechelt uses 5.

    Raises
    ------
    TypeError, ValueError : a setting outside its range.

    Notes
    -----
    The first strip has no strip before it, so the earliest stop is after (s + 1) * k epochs.

    References
    ----------
    Prechelt (1998), third class.

    Examples
    --------
    >>> up = UP(s=1, k=2)
    >>> [up.should_stop(0.0, loss) for loss in [9.0, 2.0, 9.0, 1.0, 9.0, 3.0]]
    [False, False, False, False, False, True]
    """

    _low = -np.inf

    def __init__(self, s: int, k: int = 5) -> None:
        self.s = as_count(s, who="UP", name="s")
        self.k = as_count(k, who="UP", name="k")
        super().__init__()

    def _stops(self) -> bool:
        if len(self.validation_loss) % self.k:
            return False
        ends = self.validation_loss[self.k - 1 :: self.k][-self.s - 1 :]
        return len(ends) == self.s + 1 and all(
            later > earlier for earlier, later in itertools.pairwise(ends)
        )
