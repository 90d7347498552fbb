"""Before training: split the rows, learn the scale from the training rows only, encode classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.check_entries import (
    as_labels,
    constant_columns,
    require,
    sums_to_one,
)
from course_lib.checks import FloatArray, as_array, as_count, as_rng, as_rows, message

Pair = tuple[NDArray[Any], NDArray[Any]]


class Split(NamedTuple):
    """Three pairs (X, y): one to fit, one to choose with, one to look at once."""

    train: Pair
    validation: Pair
    test: Pair


def train_validation_test_split(
    X: ArrayLike,
    y: ArrayLike,
    *,
    fractions: Sequence[float] = (0.6, 0.2, 0.2),
    rng: np.random.Generator,
    stratify: bool = False,
) -> Split:
    """Split rows at random into a training, a validation and a test part.

    Parameters
    ----------
    X : features, shape (n, d) or longer, rows first; numbers or names, they are only dealt.
    y : targets, n rows.
    fractions : share of the three parts, each above 0, together 1.
    rng : decides which row goes where.
    stratify : keep each class's share in every part (to within one row per class);
        y must then have shape (n,).

    Returns
    -------
    ``Split(train, validation, test)``, each a pair (X, y). No row is lost or doubled.

    Raises
    ------
    ValueError : unequal numbers of rows, fractions that do not sum to 1, or an empty part.

    Examples
    --------
    >>> X, y = np.arange(20.0).reshape(10, 2), np.arange(10.0)
    >>> train, validation, test = train_validation_test_split(X, y, rng=np.random.default_rng(0))
    >>> [len(part[1]) for part in (train, validation, test)]
    [6, 2, 2]
    """
    who = "train_validation_test_split"
    rng = as_rng(rng, who=who)
    X = as_rows(X, who=who, name="X")
    y = as_rows(y, who=who, name="y", like=X)
    shares = as_array(fractions, who=who, name="fractions", shape=(3,))
    if (shares <= 0).any() or not sums_to_one(fractions, shares):
        got = tuple(shares.tolist())
        raise ValueError(message(who, "fractions", "be three numbers above 0 with sum 1", got))
    members = [np.arange(len(y))]
    if stratify:
        members = [np.flatnonzero(y == label) for label in np.unique(as_labels(y, who=who))]
    parts = _deal(members, shares, rng)
    if min(map(len, parts)) == 0:
        sizes = tuple(map(len, parts))
        raise ValueError(message(who, "X", "have rows enough for three parts", f"sizes {sizes}"))
    return Split(*((X[rows], y[rows]) for rows in parts))


def _deal(
    members: list[NDArray[Any]], shares: FloatArray, rng: np.random.Generator
) -> list[NDArray[Any]]:
    """Shuffle each group of rows and cut it by the shares; mix the groups inside a part."""
    cuts = np.cumsum(shares)[:2]
    dealt = [
        np.split(rng.permutation(rows), np.rint(cuts * len(rows)).astype(int)) for rows in members
    ]
    return [rng.permutation(np.concatenate(part)) for part in zip(*dealt, strict=True)]


class Standardizer:
    """Shift and scale columns to mean 0 and standard deviation 1 *of the training rows*.

    z = (x - mean) / sd, with sd over n (not n - 1). A column that is constant up to rounding is
    only shifted (LeCun et al., "Efficient BackProp", 1998, section 4.3).

    Parameters
    ----------
    X : the training features, shape (n, d). Learning the scale from validation or test rows
        as well would let them leak into the training.

    Examples
    --------
    >>> scale = Standardizer([[1.0, 5.0], [3.0, 5.0]])
    >>> scale([[4.0, 6.0]])
    array([[2., 1.]])
    """

    def __init__(self, X: ArrayLike) -> None:
        rows = as_array(X, who="Standardizer", name="X", shape=("n", "d"))
        if len(rows) == 0:
            raise ValueError(message("Standardizer", "X", "have at least one row", rows.shape))
        constant = constant_columns(rows)  # their computed sd is a rounding error, not a scale
        self.mean: FloatArray = np.where(constant, rows[0], rows.mean(axis=0))  # (d,)
        self.scale: FloatArray = np.where(constant, 1.0, rows.std(axis=0))  # (d,)
        for learnt in (self.mean, self.scale):
            learnt.flags.writeable = False  # later rows depend on them

    def __call__(self, X: ArrayLike) -> FloatArray:
        """Return X in units of the training standard deviations."""
        rows = as_array(X, who="Standardizer", name="X", shape=("n", len(self.mean)))
        return (rows - self.mean) / self.scale


def standardize(train: ArrayLike, *others: ArrayLike) -> tuple[FloatArray, ...]:
    """Return the training features and the others, all scaled by the training part.

    Examples
    --------
    >>> X_train, X_test = standardize([[0.0], [2.0]], [[5.0]])
    >>> X_train.ravel(), X_test.ravel()
    (array([-1.,  1.]), array([4.]))
    """
    scale = Standardizer(train)
    return tuple(scale(part) for part in (train, *others))


def one_hot(labels: ArrayLike, n_classes: int | None = None) -> FloatArray:
    """Return a row of zeros with a single 1 at the label, shape (n, n_classes).

    Parameters
    ----------
    labels : class numbers 0, 1, ..., shape (n,).
    n_classes : number of columns; None takes the largest label plus one. Name it whenever a
        part of the data might lack the last class.

    Raises
    ------
    ValueError : a label is negative, fractional or too large.

    Examples
    --------
    >>> one_hot([0, 2, 1])
    array([[1., 0., 0.],
           [0., 0., 1.],
           [0., 1., 0.]])
    """
    codes = as_labels(labels, who="one_hot")
    if n_classes is None and len(codes) == 0:
        raise ValueError(message("one_hot", "n_classes", "be given when there are no labels", None))
    columns = codes.max() + 1 if n_classes is None else n_classes
    columns = as_count(columns, who="one_hot", name="n_classes")
    require((codes >= 0) & (codes < columns), codes, who="one_hot", name="labels",
            must=f"be in 0 to {columns - 1}")  # fmt: skip
    return np.eye(columns)[codes]  # (n, k)
