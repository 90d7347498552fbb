"""The one shape in which every data set of the course arrives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.checks import FloatArray, message, short


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Features, target and what a reader must know about them.

    Parameters
    ----------
    name : a short name, "houses".
    X : features, shape (n, d), float64.
    y : target, shape (n,): float64 for a quantity, whole numbers 0, 1, ... for classes.
    feature_names : d names, in the order of the columns.
    target_name : what y is, with its unit.
    description : a few sentences: what a row is, where it comes from, what to be careful about.
    class_names : the meaning of 0, 1, ...; empty when y is a quantity.
    groups : columns that belong together, as name -> column numbers.
    cost : cost of each decision, shape (k, k), ``cost[true class, decided class]``, or None.

    Examples
    --------
    Unpacks into X and y where nothing else is needed:

    >>> tiny = Dataset("tiny", np.zeros((3, 2)), np.array([0, 1, 1]), ("a", "b"), "label", "")
    >>> X, y = tiny
    >>> tiny
    Dataset(tiny: X (3, 2), y (3,) = label)
    >>> tiny.targets.shape
    (3, 1)
    """

    name: str
    X: FloatArray
    y: NDArray[Any]
    feature_names: tuple[str, ...]
    target_name: str
    description: str
    class_names: tuple[str, ...] = ()
    groups: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    cost: FloatArray | None = None

    def __iter__(self) -> Iterator[NDArray[Any]]:
        return iter((self.X, self.y))

    def __repr__(self) -> str:
        return f"Dataset({self.name}: X {self.X.shape}, y {self.y.shape} = {self.target_name})"

    @property
    def targets(self) -> FloatArray:
        """The target as a network wants it, shape (n, k).

        One column for a quantity and for two classes, a one-hot row for more classes.
        """
        if len(self.class_names) > 2:
            rows: FloatArray = np.eye(len(self.class_names))[self.y]  # (n, k)
            return rows
        return self.y.reshape(-1, 1).astype(np.float64)  # (n, 1)

    def columns(self, *names: str) -> FloatArray:
        """Return the named columns, shape (n, number of names); a group's name gives its columns.

        Raises
        ------
        ValueError : a name is neither a feature nor a group.

        Examples
        --------
        >>> tiny = Dataset("tiny", np.eye(2), np.zeros(2), ("a", "b"), "label", "")
        >>> tiny.columns("b")
        array([[0.],
               [1.]])
        """
        wanted: list[int] = []
        for name in names:
            if not isinstance(name, str):
                raise TypeError(message("Dataset.columns", "name", "be a text", short(name)))
            if name in self.groups:
                wanted.extend(self.groups[name])
            elif name in self.feature_names:
                wanted.append(self.feature_names.index(name))
            else:
                known = ", ".join((*self.groups, *self.feature_names)[:12])
                raise ValueError(
                    message("Dataset.columns", "name", "be a feature or a group", repr(name),
                            f"Known are {known} ...")
                )  # fmt: skip
        return self.X[:, wanted]
