"""Data of the course: real sets that ship with it, small worlds that are drawn, and splitting.

``load_*`` reads a bundled file, ``make_*`` draws from a ``numpy.random.Generator``; both return
a :class:`Dataset`. Nothing is downloaded. Where each file comes from is told in
``course_lib/data/SOURCES.md``.
"""

from course_lib.datasets.bundled import (
    load_churn,
    load_credit,
    load_diabetes,
    load_digits,
    load_houses,
)
from course_lib.datasets.generated import (
    make_circles,
    make_curve,
    make_moons,
    make_signals,
    make_spiral,
    make_symmetry,
    make_xor,
    true_curve,
)
from course_lib.datasets.preparation import (
    Split,
    Standardizer,
    one_hot,
    standardize,
    train_validation_test_split,
)
from course_lib.datasets.record import Dataset

__all__ = [
    "Dataset",
    "Split",
    "Standardizer",
    "load_churn",
    "load_credit",
    "load_diabetes",
    "load_digits",
    "load_houses",
    "make_circles",
    "make_curve",
    "make_moons",
    "make_signals",
    "make_spiral",
    "make_symmetry",
    "make_xor",
    "one_hot",
    "standardize",
    "train_validation_test_split",
    "true_curve",
]
