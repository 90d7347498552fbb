"""Splitting loses nothing, scaling looks at the training rows only, labels become rows."""

import numpy as np
import pytest
import sklearn.preprocessing
from hypothesis import given
from hypothesis import strategies as st

from course_lib.datasets import (
    Standardizer,
    one_hot,
    standardize,
    train_validation_test_split,
)
from course_lib.linear_models import Ridge

FRACTIONS = st.tuples(*[st.floats(0.2, 0.5)] * 3).map(lambda f: tuple(v / sum(f) for v in f))


@given(st.integers(12, 80), FRACTIONS, st.integers(0, 2**32), st.booleans())
def test_split_is_a_partition(n, fractions, seed, stratify):
    """Every row is in exactly one part, with its own target, and the sizes follow the fractions."""
    X, y = np.arange(2 * n).reshape(n, 2), np.arange(n)
    labels = y % 2 if stratify else y
    split = train_validation_test_split(
        X, labels, fractions=fractions, rng=np.random.default_rng(seed), stratify=stratify
    )
    rows = np.concatenate([part_X[:, 0] // 2 for part_X, _ in split])
    assert sorted(rows) == list(range(n))
    for (part_X, part_y), fraction in zip(split, fractions, strict=True):
        np.testing.assert_array_equal(part_y, labels[part_X[:, 0] // 2])
        assert abs(len(part_y) - fraction * n) <= (2 if stratify else 1)


def test_stratified_split_keeps_rare_classes():
    """With 10 % of one class, each part gets 10 % of it."""
    y = np.repeat([0, 1], [180, 20])
    split = train_validation_test_split(
        np.zeros((200, 1)), y, rng=np.random.default_rng(0), stratify=True
    )
    assert [int(part_y.sum()) for _, part_y in split] == [12, 4, 4]


def test_split_follows_its_generator():
    """Equal seeds split alike, another seed otherwise, and rows do come in a new order."""
    X = np.arange(50.0).reshape(-1, 1)
    first, again, other = (
        train_validation_test_split(X, X[:, 0], rng=np.random.default_rng(s)).train[1]
        for s in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    assert (np.diff(first) < 0).any()


def test_split_accepts_targets_of_any_width():
    """Targets of shape (n, k) stay in that shape."""
    split = train_validation_test_split(
        np.zeros((10, 2)), np.ones((10, 3)), rng=np.random.default_rng(0)
    )
    assert [part_y.shape for _, part_y in split] == [(6, 3), (2, 3), (2, 3)]


@pytest.mark.parametrize(
    ("X", "y", "options", "text"),
    [
        (np.zeros((4, 1)), np.zeros(5), {}, r"y must have as many rows as X, shape \(4, 1\)"),
        (np.zeros((9, 1)), np.zeros(9), {"fractions": (0.6, 0.2, 0.3)}, "fractions must be three"),
        (np.zeros((9, 1)), np.zeros(9), {"fractions": (0.8, 0.2)}, "fractions must have shape"),
        (np.zeros((9, 1)), np.zeros(9), {"fractions": (1.2, -0.1, -0.1)}, "fractions must be"),
        (np.zeros((2, 1)), np.zeros(2), {}, "X must have rows enough for three parts"),
        (np.zeros((9, 1)), np.full(9, 0.5), {"stratify": True}, "labels must be whole numbers"),
        (np.zeros((9, 1)), np.zeros((9, 1)), {"stratify": True}, r"labels must have shape \(n,\)"),
    ],
)  # fmt: skip
def test_bad_splits_are_refused(X, y, options, text):
    """What cannot be split is refused with the argument's name and the reason."""
    with pytest.raises(ValueError, match=text):
        train_validation_test_split(X, y, rng=np.random.default_rng(0), **options)


def test_split_refuses_a_seed():
    """A number instead of a generator is refused, with the call that makes one."""
    with pytest.raises(TypeError, match=r"np\.random\.default_rng\(3\)"):
        train_validation_test_split(np.zeros((9, 1)), np.zeros(9), rng=3)


def test_standardizer_equals_scikit_learn():
    """Mean, scale and result equal scikit-learn's StandardScaler, constant column included."""
    rng = np.random.default_rng(0)
    train = np.column_stack([rng.normal(5, 3, 40), np.full(40, 0.1), rng.exponential(size=40)])
    other = rng.normal(size=(7, 3))
    reference = sklearn.preprocessing.StandardScaler().fit(train)
    X_train, X_other = standardize(train, other)
    np.testing.assert_allclose(X_train, reference.transform(train), atol=1e-12)
    np.testing.assert_allclose(X_other, reference.transform(other), atol=1e-12)


def test_standardizer_ignores_what_it_was_not_fitted_on():
    """The training rows come out the same whatever the test rows hold."""
    train = np.random.default_rng(0).normal(size=(9, 2))
    quiet, _ = standardize(train, np.zeros((3, 2)))
    loud, _ = standardize(train, np.full((3, 2), 1e6))
    np.testing.assert_array_equal(quiet, loud)


def test_standardizer_refuses_bad_features():
    """No rows, another number of columns, and NaN are refused."""
    with pytest.raises(ValueError, match="X must have at least one row"):
        Standardizer(np.zeros((0, 2)))
    with pytest.raises(ValueError, match=r"X must have shape \(n, 2\), got \(3, 5\)"):
        Standardizer(np.eye(2))(np.zeros((3, 5)))
    with pytest.raises(ValueError, match="X must be finite, got nan"):
        Standardizer([[np.nan]])


@given(st.lists(st.integers(0, 6), min_size=1, max_size=20))
def test_one_hot_is_inverted_by_argmax(labels):
    """Each row has a single 1, and argmax gives the label back."""
    rows = one_hot(labels, 7)
    assert rows.shape == (len(labels), 7)
    assert (rows.sum(axis=1) == 1).all()
    assert rows.argmax(axis=1).tolist() == labels


@pytest.mark.parametrize(
    ("labels", "classes", "text"),
    [
        ([0, 3], 3, "labels must be in 0 to 2, got 3"),
        ([-1, 0], 3, "labels must be in 0 to 2, got -1"),
        ([0.5], 3, "labels must be whole numbers, got 0.5"),
        ([[0], [1]], 3, r"labels must have shape \(n,\), got \(2, 1\)"),
        ([], None, "n_classes must be given"),
        ([0], 0, "n_classes must be a whole number of at least 1"),
    ],
)
def test_one_hot_refuses_what_is_no_label(labels, classes, text):
    """Negative, fractional, too large or nested labels are refused."""
    with pytest.raises(ValueError, match=text):
        one_hot(labels, classes)


@pytest.mark.parametrize("value", [0.3, 1e9 / 7, -1e-12, 0.0])
@pytest.mark.parametrize("n", [4, 1000])
def test_a_column_that_differs_by_rounding_is_constant(value, n):
    """Computed in two ways, one number is still one number: the column is only shifted."""
    column = np.full((n, 1), value)
    column[1] = value / 3 * 3
    column[2] = np.nextafter(value, 1)
    scale = Standardizer(column)
    assert scale.scale.tolist() == [1.0]
    assert np.abs(scale(column)).max() <= 1e-12 * abs(value) + 1e-300
    assert scale([[value + 1e-4]]).item() == pytest.approx(1e-4, rel=1e-2)


def test_constant_is_the_same_for_a_scale_and_for_a_linear_model():
    """A column is constant for the Standardizer exactly when a linear model gives it weight 0."""
    rng = np.random.default_rng(0)
    y = rng.normal(size=50)
    for spread in (0.0, 1e-17, 1e-16, 1e-13, 1e-9, 1.0):
        column = 0.3 + spread * rng.normal(size=(50, 1))
        constant = Standardizer(column).scale.item() == 1.0 and spread < 0.5
        assert (Ridge(0.0).fit(column, y).coef_.item() == 0) == constant


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_fractions_may_be_rounded_in_their_own_dtype(dtype):
    """0.7, 0.2 and 0.1 sum to 1 in every dtype."""
    parts = train_validation_test_split(
        np.zeros((10, 2)), np.zeros(10), fractions=np.array([0.7, 0.2, 0.1], dtype),
        rng=np.random.default_rng(0),
    )  # fmt: skip
    assert [len(part[1]) for part in parts] == [7, 2, 1]
