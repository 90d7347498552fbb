"""Generated data follow their definition and only the generator they are given."""

from functools import partial

import numpy as np
import pytest

from course_lib import datasets

MAKERS = {
    "moons": datasets.make_moons,
    "circles": datasets.make_circles,
    "xor": partial(datasets.make_xor, noise=0.1),
    "spiral": datasets.make_spiral,
    "curve": datasets.make_curve,
    "signals": datasets.make_signals,
}


@pytest.mark.parametrize("name", MAKERS)
def test_same_generator_state_gives_same_data(name):
    """Equal seeds give equal data, another seed gives other data."""
    first, again, other = (MAKERS[name](24, rng=np.random.default_rng(s)) for s in (5, 5, 6))
    np.testing.assert_array_equal(first.X, again.X)
    np.testing.assert_array_equal(first.y, again.y)
    assert (first.X != other.X).any()


@pytest.mark.parametrize("name", MAKERS)
def test_bad_arguments_are_refused(name):
    """A seed instead of a generator, too few points and negative noise are refused by name."""
    make = MAKERS[name]
    with pytest.raises(TypeError, match=rf"make_{name}: rng must be a numpy.random.Generator"):
        make(24, rng=0)
    with pytest.raises(ValueError, match=rf"make_{name}: n\w* must be a whole number of at least"):
        make(1, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=rf"make_{name}: noise must be in"):
        make(24, noise=-1.0, rng=np.random.default_rng(0))


def test_moons_without_noise_lie_on_two_half_circles():
    """Class 0 is the upper half circle about the origin, class 1 the lower about (1, 1/2)."""
    X, y = datasets.make_moons(101, noise=0, rng=np.random.default_rng(1))
    assert np.bincount(y).tolist() == [51, 50]
    upper, lower = X[y == 0], X[y == 1] - [1, 0.5]
    np.testing.assert_allclose(np.hypot(*upper.T), 1)
    np.testing.assert_allclose(np.hypot(*lower.T), 1)
    assert upper[:, 1].min() >= 0 >= lower[:, 1].max()


def test_circles_refuse_a_factor_of_one():
    """With factor 1 the two rings would be one."""
    with pytest.raises(ValueError, match=r"make_circles: factor must be in \[0, 1\), got 1"):
        datasets.make_circles(10, factor=1, rng=np.random.default_rng(0))


def test_xor_cannot_be_learnt_by_a_line_but_by_the_product():
    """No single coordinate tells the class, the sign of x1 * x2 tells it in every case."""
    X, y = datasets.make_xor(4000, rng=np.random.default_rng(2))
    for column in X.T:
        assert np.mean((column > 0) == y) == pytest.approx(0.5, abs=0.04)  # 5 standard errors
    assert ((np.sign(X[:, 0]) != np.sign(X[:, 1])) == y).all()


def test_spiral_has_the_case_study_geometry():
    """Radii run from 0 to 1 in each arm; without noise the end of arm j points to 4(j+1) rad."""
    X, y = datasets.make_spiral(50, classes=4, noise=0, rng=np.random.default_rng(0))
    assert np.bincount(y).tolist() == [50] * 4
    np.testing.assert_allclose(np.hypot(*X.T), np.tile(np.linspace(0, 1, 50), 4), atol=1e-12)
    ends = X[49::50]
    angle = np.arctan2(ends[:, 0], ends[:, 1])
    np.testing.assert_allclose(np.exp(1j * angle), np.exp(4j * np.arange(1, 5)))


def test_symmetry_is_the_task_of_1986():
    """64 different patterns of six bits, the eight mirror-symmetric ones marked."""
    X, y = datasets.make_symmetry()
    texts = ["".join(str(int(bit)) for bit in row) for row in X]
    assert len(set(texts)) == 64
    assert {t for t, label in zip(texts, y, strict=True) if label} == {
        "000000", "001100", "010010", "011110", "100001", "101101", "110011", "111111",
    }  # fmt: skip


def test_curve_noise_has_the_stated_size():
    """The residuals about the true curve have mean 0 and the stated standard deviation."""
    X, y = datasets.make_curve(20_000, noise=0.3, rng=np.random.default_rng(3))
    residual = y - datasets.true_curve(X[:, 0])
    assert residual.mean() == pytest.approx(0, abs=5 * 0.3 / np.sqrt(20_000))
    assert residual.std() == pytest.approx(0.3, rel=0.03)
    assert (np.diff(X[:, 0]) >= 0).all()


def test_signals_stand_inside_their_window():
    """Without noise the six shapes start and end at zero, balanced over the classes."""
    signals = datasets.make_signals(600, noise=0, rng=np.random.default_rng(4))
    assert np.bincount(signals.y).tolist() == [100] * 6
    assert (signals.X[:, [0, -1]] == 0).all()
    assert np.abs(signals.X).max() <= 1.3
    heights = signals.X[signals.y == signals.class_names.index("box")].max(axis=1)
    assert heights.min() >= 0.7
    assert np.ptp(heights) > 0.3


def test_a_reversed_ramp_is_the_other_ramp():
    """Read backwards, a ramp up falls: each ends where the other starts."""
    signals = datasets.make_signals(600, noise=0, rng=np.random.default_rng(5))
    up = signals.X[signals.y == signals.class_names.index("ramp up")]
    down = signals.X[signals.y == signals.class_names.index("ramp down")]
    middle = np.arange(40)
    # centre of mass, relative to the middle of the nonzero samples
    for rows, sign in ((up, 1), (down, -1), (up[:, ::-1], -1), (down[:, ::-1], 1)):
        for row in rows:
            support = np.flatnonzero(row)
            skew = (row @ middle) / row.sum() - support.mean()
            assert sign * skew > 1
