"""The real data sets that ship with the course, read in milliseconds and without a network.

Origin, licence, checksum and every change made to each file: ``course_lib/data/SOURCES.md``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.datasets.record import Dataset

Arrays = dict[str, NDArray[Any]]
FOLDER = Path(__file__).parents[1] / "data"


def _read(name: str) -> Arrays:
    with np.load(FOLDER / f"{name}.npz", allow_pickle=False) as stored:
        return dict(stored)


def _texts(array: NDArray[Any]) -> tuple[str, ...]:
    return tuple(str(text) for text in array)


def load_houses() -> Dataset:
    """Return house sales in Ames, Iowa, 2006 to 2010: features that say the same thing twice.

    2,930 sales and 22 numeric features; the target is the price in US dollars. The group
    "size" holds the strongly correlated ones: the living area is the sum of two floors, the
    garage is counted in cars and in square feet. Plain least squares splits such weights
    arbitrarily; that is the case for ridge.

    Notes
    -----
    All sales are kept, also the five above 4,000 square feet that the author of the data
    advises to leave out, three of which sold for far less than their size suggests.

    References
    ----------
    D. De Cock, "Ames, Iowa: Alternative to the Boston Housing Data", Journal of Statistics
    Education 19(3), 2011.

    Examples
    --------
    >>> houses = load_houses()
    >>> houses.X.shape, float(np.median(houses.y))
    ((2930, 22), 160000.0)
    """
    stored = _read("houses")
    names = _texts(stored["names"])
    correlated = ("first_floor_area", "second_floor_area", "living_area", "basement_area",
                  "rooms", "bedrooms", "garage_cars", "garage_area")  # fmt: skip
    return Dataset(
        name="houses",
        X=stored["X"].astype(np.float64),
        y=stored["y"].astype(np.float64),
        feature_names=names,
        target_name="sale price in US dollars",
        description="One row is the sale of a house in Ames, Iowa, 2006 to 2010. "
        "Areas are in square feet (the lot too), condition runs from 1 to 10.",
        groups={"size": tuple(names.index(name) for name in correlated)},
    )


def load_churn() -> Dataset:
    """Return customers of a telephone company: 111 columns, of which 40 mean nothing.

    5,000 customers, y = 1 for the 707 who left. 71 columns describe the customer: 17 about
    the contract and its use, 3 and 51 indicator columns for area code and state. **40 columns
    were added for this course and carry no information**: 17 are the real ones in shuffled
    order ("shuffled_..."), 23 are Gaussian noise ("noise_..."). Lasso should drop them; the
    groups "use", "area", "state" and "added" tell which is which.

    Notes
    -----
    The original is itself artificial: its authors call it "based on claims similar to real
    world". Each charge is its minutes times a price, so four pairs of columns are collinear.

    References
    ----------
    MLC++ churn data, as `mlc_churn` in the R package modeldata.

    Examples
    --------
    >>> churn = load_churn()
    >>> churn.X.shape, len(churn.groups["added"]), int(churn.y.sum())
    ((5000, 111), 40, 707)
    """
    stored = _read("churn")
    blocks = {
        "use": (stored["hundredths"] / 100.0, _texts(stored["names"])),
        "area": _indicators(stored["area"], "area", _texts(stored["area_names"])),
        "state": _indicators(stored["state"], "state", _texts(stored["state_names"])),
        "added": (stored["added_hundredths"] / 100.0, _texts(stored["added_names"])),
    }
    X, names, groups = _side_by_side(blocks)
    return Dataset(
        name="churn",
        X=X,
        y=stored["y"].astype(np.int64),
        feature_names=names,
        target_name="left the company",
        description="One row is a customer of a telephone company (artificial data, modelled on "
        "real ones). The 40 columns of the group 'added' are noise made for this course.",
        class_names=("stayed", "left"),
        groups=groups,
    )


def load_credit() -> Dataset:
    """Return 1,000 German consumer credits with the cost of each wrong decision.

    y = 1 is a good borrower, y = 0 a risky one (300 of them). 51 columns: 8 numbers and 9
    attributes as one indicator column per category; the groups name the attributes. Approving
    a risky borrower costs 5, refusing a good one costs 1: ``cost[true, decided]`` with
    "decided 1" meaning approved.

    Notes
    -----
    The risky are oversampled: 30 % here, far more than in the bank's books, so a probability
    learnt here is not the bank's. Categories carry the corrected meanings of Groemping (2019);
    in the usual copies they are wrong ("no checking account" is really "200 DM or more").
    Left out: sex with marital status, foreign worker, and other instalment plans, because the
    copy used has them shuffled, reversed and partly wrong; the first two should not decide
    about a credit anyway. Columns named "_class" are ordered codes 1 to 4, not amounts:
    instalment_class 1 is 35 % of the income or more, 4 is below 20 %.

    References
    ----------
    H. Hofmann, Statlog (German Credit Data), 1994, with its cost matrix. U. Groemping, "South
    German Credit Data: Correcting a Widely Used Data Set", Beuth University, Report 4/2019.

    Examples
    --------
    >>> credit = load_credit()
    >>> credit.X.shape, int((credit.y == 0).sum())
    ((1000, 51), 300)
    >>> credit.cost
    array([[0., 5.],
           [1., 0.]])
    """
    stored = _read("credit")
    levels = np.split(stored["levels"], np.cumsum(stored["level_counts"])[:-1])
    blocks = {"numbers": (stored["numbers"].astype(np.float64), _texts(stored["names"]))}
    for attribute, codes, meanings in zip(
        _texts(stored["attributes"]), stored["codes"].T, levels, strict=True
    ):
        blocks[attribute] = _indicators(codes, attribute, _texts(meanings))
    X, names, groups = _side_by_side(blocks)
    return Dataset(
        name="credit",
        X=X,
        y=stored["y"].astype(np.int64),
        feature_names=names,
        target_name="good borrower",
        description="One row is a consumer credit of a German bank, 1973 to 1975, amounts in DM. "
        "The risky 30 % are oversampled.",
        class_names=("risky", "good"),
        groups=groups,
        cost=np.array([[0.0, 5.0], [1.0, 0.0]]),
    )


def load_digits() -> Dataset:
    """Return 1,797 handwritten digits as images of 8 by 8 pixels, one image per row of X.

    Pixels are divided by 16 and lie in [0, 1]; ``X.reshape(-1, 8, 8)`` gives the images.

    References
    ----------
    E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, 1998 (test part).

    Examples
    --------
    >>> digits = load_digits()
    >>> digits.X.shape, float(digits.X.max()), digits.y[:4]
    ((1797, 64), 1.0, array([0, 1, 2, 3]))
    """
    stored = _read("digits")
    return Dataset(
        name="digits",
        X=stored["X"] / 16.0,
        y=stored["y"].astype(np.int64),
        feature_names=tuple(f"pixel_{row}_{column}" for row in range(8) for column in range(8)),
        target_name="digit",
        description="One row is a scanned digit, averaged down to 8 by 8 pixels; 0 is paper, "
        "1 is ink. The 13 writers are not named, so a random split puts a writer on both sides.",
        class_names=tuple("0123456789"),
    )


def load_diabetes(*, scaled: bool = True) -> Dataset:
    """Return 442 diabetes patients, the data on which least angle regression was presented.

    Ten features, target: progression of the disease after one year. With ``scaled`` each
    column has mean 0 and sum of squares 1, as in the paper and in scikit-learn:
    ``(x - mean) / (sd * sqrt(n))``. Otherwise the columns are as measured.

    References
    ----------
    B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, "Least Angle Regression", Annals of
    Statistics 32, 407-499, 2004.

    Examples
    --------
    >>> diabetes = load_diabetes()
    >>> diabetes.feature_names[:4], round(float((diabetes.X[:, 2] ** 2).sum()), 12)
    (('age', 'sex', 'bmi', 'bp'), 1.0)
    """
    stored = _read("diabetes")
    X = stored["X"].astype(np.float64)
    if scaled:
        X = X - X.mean(axis=0)
        X = X / np.sqrt((X**2).sum(axis=0))
    return Dataset(
        name="diabetes",
        X=X,
        y=stored["y"].astype(np.float64),
        feature_names=_texts(stored["names"]),
        target_name="disease progression after one year",
        description="One row is a patient: age, sex, body mass index, mean blood pressure and "
        "six blood serum measurements s1 to s6 (s3 is HDL, s5 a log of triglycerides, s6 sugar).",
    )


def _indicators(
    codes: NDArray[Any], attribute: str, meanings: tuple[str, ...]
) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Return one 0/1 column per category, all of them, so that each row has exactly one 1."""
    return np.eye(len(meanings))[codes], tuple(f"{attribute}: {text}" for text in meanings)


def _side_by_side(
    blocks: dict[str, tuple[NDArray[Any], tuple[str, ...]]],
) -> tuple[NDArray[Any], tuple[str, ...], dict[str, tuple[int, ...]]]:
    groups, first = {}, 0
    for name, (_, columns) in blocks.items():
        groups[name] = tuple(range(first, first + len(columns)))
        first += len(columns)
    names = tuple(column for _, columns in blocks.values() for column in columns)
    return np.hstack([values for values, _ in blocks.values()]), names, groups
