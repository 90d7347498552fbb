"""Small worlds drawn from a random generator: their truth is known, so a model can be judged."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.checks import FloatArray, as_array, as_count, as_number, as_rng
from course_lib.datasets.record import Dataset

SIGNAL_LENGTH = 40
SIGNAL_SHAPES = ("bump", "two bumps", "ramp up", "ramp down", "wave", "box")


def make_moons(n: int = 200, *, noise: float = 0.1, rng: np.random.Generator) -> Dataset:
    """Return two interleaved half circles in the plane, n points, classes 0 and 1.

    Examples
    --------
    >>> X, y = make_moons(100, rng=np.random.default_rng(0))
    >>> X.shape, int(y.sum())
    ((100, 2), 50)
    """
    n, noise, rng = _checked("make_moons", n, noise, rng)
    y = _two_classes(n)
    angle = np.pi * rng.random(n)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    X = np.where(y[:, None] == 0, upper, [1.0, 0.5] - upper)  # (n, 2)
    return _plane("moons", X + noise * rng.standard_normal(X.shape), y, "two half circles")


def make_circles(
    n: int = 200, *, noise: float = 0.05, factor: float = 0.5, rng: np.random.Generator
) -> Dataset:
    """Return a ring of radius 1 (class 0) around one of radius ``factor`` (class 1).

    Examples
    --------
    >>> X, y = make_circles(50, noise=0, rng=np.random.default_rng(0))
    >>> bool(np.allclose(np.hypot(*X.T), np.where(y == 0, 1.0, 0.5)))
    True
    """
    n, noise, rng = _checked("make_circles", n, noise, rng)
    factor = as_number(factor, who="make_circles", name="factor", low=0, high=1, high_open=True)
    y = _two_classes(n)
    angle = 2 * np.pi * rng.random(n)
    radius = np.where(y == 0, 1.0, factor)
    X = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return _plane("circles", X + noise * rng.standard_normal(X.shape), y, "a ring in a ring")


def make_xor(n: int = 200, *, noise: float = 0.0, rng: np.random.Generator) -> Dataset:
    """Return points of the square [-1, 1]^2; class 1 where the two signs differ.

    The noise moves a point after its class was decided, so it blurs the border.

    Examples
    --------
    >>> X, y = make_xor(50, rng=np.random.default_rng(0))
    >>> bool(((X[:, 0] * X[:, 1] < 0) == (y == 1)).all())
    True
    """
    n, noise, rng = _checked("make_xor", n, noise, rng)
    X = rng.uniform(-1, 1, size=(n, 2))
    y = (X[:, 0] * X[:, 1] < 0).astype(np.int64)
    return _plane("xor", X + noise * rng.standard_normal(X.shape), y, "exclusive or of two signs")


def make_spiral(
    n_per_class: int = 100, *, classes: int = 3, noise: float = 0.2, rng: np.random.Generator
) -> Dataset:
    """Return interleaved spiral arms, one per class, each 4 radians long.

    Arm j: radius r from 0 to 1, angle from 4j to 4(j + 1) plus ``noise`` times a normal draw,
    point (r sin(angle), r cos(angle)). With 3 arms, 100 points and noise 0.2 this is the toy
    problem of the CS231n case study.

    Examples
    --------
    >>> X, y = make_spiral(rng=np.random.default_rng(0))
    >>> X.shape, np.bincount(y)
    ((300, 2), array([100, 100, 100]))
    """
    n_per_class, noise, rng = _checked("make_spiral", n_per_class, noise, rng)
    classes = as_count(classes, who="make_spiral", name="classes", low=2)
    radius = np.linspace(0, 1, n_per_class)
    arms = []
    for arm in range(classes):
        angle = np.linspace(4 * arm, 4 * (arm + 1), n_per_class)
        angle = angle + noise * rng.standard_normal(n_per_class)
        arms.append(np.column_stack([radius * np.sin(angle), radius * np.cos(angle)]))
    y = np.repeat(np.arange(classes), n_per_class)
    return _plane("spiral", np.vstack(arms), y, f"{classes} spiral arms", classes)


def make_symmetry() -> Dataset:
    """Return the symmetry task of 1986: all 64 patterns of six bits, y = 1 for mirror images.

    Nothing is random here. Eight patterns are symmetric, so always answering "no" is right
    in 56 cases of 64.

    References
    ----------
    D. Rumelhart, G. Hinton, R. Williams, Nature 323, 533-536, 1986, figure 1.

    Examples
    --------
    >>> X, y = make_symmetry()
    >>> X[y == 1][:3].astype(int).tolist()
    [[0, 0, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0], [0, 1, 0, 0, 1, 0]]
    """
    patterns = (np.arange(64)[:, None] >> np.arange(5, -1, -1)) & 1  # (64, 6)
    return Dataset(
        name="symmetry",
        X=patterns.astype(np.float64),
        y=(patterns == patterns[:, ::-1]).all(axis=1).astype(np.int64),
        feature_names=tuple(f"bit_{position}" for position in range(1, 7)),
        target_name="symmetric about the middle",
        description="All 64 patterns of six bits; eight read the same from both sides.",
        class_names=("asymmetric", "symmetric"),
    )


def true_curve(x: ArrayLike) -> FloatArray:
    """Return the function behind :func:`make_curve`: sin(2 pi x) + x / 2.

    Examples
    --------
    >>> true_curve([0.0, 0.25])
    array([0.   , 1.125])
    """
    x = as_array(x, who="true_curve", name="x")
    return np.sin(2 * np.pi * x) + x / 2


def make_curve(n: int = 30, *, noise: float = 0.3, rng: np.random.Generator) -> Dataset:
    """Return noisy points on a smooth curve, for under- and overfitting.

    x is uniform on [0, 1] and sorted, y = true_curve(x) + noise times a normal draw. No model
    can have an expected squared error below noise^2 on new points.

    Examples
    --------
    >>> X, y = make_curve(30, noise=0, rng=np.random.default_rng(0))
    >>> bool(np.allclose(y, true_curve(X[:, 0])))
    True
    """
    n, noise, rng = _checked("make_curve", n, noise, rng)
    x = np.sort(rng.random(n))
    return Dataset(
        name="curve",
        X=x.reshape(-1, 1),
        y=true_curve(x) + noise * rng.standard_normal(n),
        feature_names=("x",),
        target_name="y",
        description="y = sin(2 pi x) + x / 2 + noise, x uniform on [0, 1].",
    )


def make_signals(n: int = 600, *, noise: float = 0.15, rng: np.random.Generator) -> Dataset:
    """Return 1-D signals of 40 samples in six classes, for augmentation.

    A signal is one of six shapes, 20 to 28 samples wide, at a random place, with height
    between 0.7 and 1.3, plus noise. Place, width and height say nothing about the class, so a
    shift or a scaling keeps the label; reading it backwards turns "ramp up" into "ramp down".

    Examples
    --------
    >>> signals = make_signals(12, rng=np.random.default_rng(0))
    >>> signals.X.shape, signals.class_names[2]
    ((12, 40), 'ramp up')
    """
    n, noise, rng = _checked("make_signals", n, noise, rng)
    y = rng.permutation(np.arange(n) % len(SIGNAL_SHAPES))
    width = rng.integers(20, 29, size=n)
    start = rng.integers(1, SIGNAL_LENGTH - width)  # a zero is left on both sides
    u = (np.arange(SIGNAL_LENGTH) - start[:, None]) / (width[:, None] - 1)  # (n, 40)
    height = rng.uniform(0.7, 1.3, size=(n, 1))
    X = height * _shapes(np.clip(u, 0, 1))[y, np.arange(n)] * ((u >= 0) & (u <= 1))
    return Dataset(
        name="signals",
        X=X + noise * rng.standard_normal(X.shape),
        y=y,
        feature_names=tuple(f"t_{t}" for t in range(SIGNAL_LENGTH)),
        target_name="shape",
        description="Six shapes at random places, widths and heights, plus noise.",
        class_names=SIGNAL_SHAPES,
    )


def _shapes(u: FloatArray) -> FloatArray:
    """Return every shape of SIGNAL_SHAPES at the places u in [0, 1], shape (6, n, 40)."""
    return np.stack([
        np.sin(np.pi * u),
        np.sin(2 * np.pi * u) ** 2,
        u,
        1 - u,
        np.sin(2 * np.pi * u),
        np.ones_like(u),
    ])  # fmt: skip


def _two_classes(n: int) -> NDArray[np.int64]:
    return np.arange(n, dtype=np.int64) % 2


def _checked(
    who: str, n: int, noise: float, rng: np.random.Generator
) -> tuple[int, float, np.random.Generator]:
    name = "n_per_class" if who == "make_spiral" else "n"
    n = as_count(n, who=who, name=name, low=2)
    return n, as_number(noise, who=who, name="noise", low=0), as_rng(rng, who=who)


def _plane(name: str, X: FloatArray, y: NDArray[Any], what: str, classes: int = 2) -> Dataset:
    return Dataset(
        name=name,
        X=X,
        y=y,
        feature_names=("x1", "x2"),
        target_name="class",
        description=f"Points in the plane: {what}, with noise.",
        class_names=tuple(str(label) for label in range(classes)),
    )
