"""Augmentation keeps shapes, follows its generator, and moves pixels where SciPy moves them."""

from functools import partial

import numpy as np
import pytest
import scipy.ndimage
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.svm import SVC

from course_lib import augmentation
from course_lib.augmentation import AUGMENTATIONS, augment, rotate
from course_lib.datasets import load_digits, make_signals

IMAGES = arrays(float, st.tuples(st.integers(1, 4), st.integers(2, 9), st.integers(2, 9)),
                elements=st.floats(-2, 2, width=32))  # fmt: skip
SIGNALS = arrays(float, st.tuples(st.integers(1, 5), st.integers(2, 30)),
                 elements=st.floats(-2, 2, width=32))  # fmt: skip


def rng(seed=0):
    return np.random.default_rng(seed)


def digits(n=30):
    return load_digits().X[:n].reshape(-1, 8, 8)


def example(change):
    return digits() if "images" in change.kinds else make_signals(30, noise=0, rng=rng()).X


@pytest.mark.parametrize("change", AUGMENTATIONS.values(), ids=AUGMENTATIONS)
def test_shape_is_kept_and_the_input_untouched(change):
    """Every change returns a new float array of the same shape and leaves its argument alone."""
    x = example(change)
    before = x.copy()
    changed = change.apply(x, **{change.strength: change.gentle}, rng=rng())
    assert changed.shape == x.shape
    assert changed.dtype == np.float64
    assert not np.shares_memory(changed, x)
    assert (changed != before).any()
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("change", AUGMENTATIONS.values(), ids=AUGMENTATIONS)
def test_strength_zero_is_the_identity(change):
    """At strength 0 nothing changes."""
    x = example(change)
    np.testing.assert_allclose(change.apply(x, **{change.strength: 0}, rng=rng()), x, atol=1e-14)


@pytest.mark.parametrize("change", AUGMENTATIONS.values(), ids=AUGMENTATIONS)
def test_the_generator_decides(change):
    """Equal generators give equal results; one generator used twice gives two results."""
    apply = partial(change.apply, example(change), **{change.strength: change.gentle})
    one = rng(3)
    first, second = apply(rng=one), apply(rng=one)
    np.testing.assert_array_equal(first, apply(rng=rng(3)))
    assert (first != second).any()


@pytest.mark.parametrize("change", AUGMENTATIONS.values(), ids=AUGMENTATIONS)
def test_items_draw_separately(change):
    """Equal items of a batch do not all get the same change."""
    x = np.repeat(example(change)[:1], 20, axis=0)
    changed = change.apply(x, **{change.strength: change.gentle}, rng=rng())
    assert len(np.unique(changed.reshape(20, -1).round(9), axis=0)) > 1


@pytest.mark.parametrize("change", AUGMENTATIONS.values(), ids=AUGMENTATIONS)
def test_bad_arguments_are_refused(change):
    """A negative strength, a seed, NaN and a flat image are refused by the function's name."""
    x, name = example(change), change.apply.__name__
    with pytest.raises((TypeError, ValueError), match=rf"^{name}: {change.strength} must be"):
        change.apply(x, **{change.strength: -1}, rng=rng())
    with pytest.raises(TypeError, match=rf"^{name}: rng must be a numpy.random.Generator"):
        change.apply(x, **{change.strength: change.gentle}, rng=7)
    with pytest.raises(ValueError, match=rf"^{name}: x must be finite"):
        change.apply(np.full_like(x, np.nan), **{change.strength: change.gentle}, rng=rng())
    if change.kinds == ("images",):
        with pytest.raises(ValueError, match=r"Use X\.reshape\(-1, 8, 8\) for the digits\?"):
            change.apply(x.reshape(len(x), -1), **{change.strength: change.gentle}, rng=rng())


@given(IMAGES, st.sampled_from([-180, -90, 0, 90, 180, 270, 360]))
def test_right_angles_are_rot90(x, degrees):
    """A turn by a right angle is np.rot90 of a square image, counter-clockwise."""
    side = min(x.shape[1:])
    x = x[:, :side, :side]
    np.testing.assert_allclose(
        rotate(x, degrees), np.rot90(x, degrees // 90, axes=(1, 2)), atol=1e-12
    )


@given(IMAGES, st.floats(-180, 180), st.sampled_from([0.0, -0.5]))
def test_rotation_equals_scipy(x, degrees, fill):
    """Every angle agrees with scipy.ndimage.rotate (order 1, filled beyond the border)."""
    expected = scipy.ndimage.rotate(
        x, degrees, axes=(2, 1), reshape=False, order=1, mode="grid-constant", cval=fill
    )
    np.testing.assert_allclose(rotate(x, degrees, fill=fill), expected, atol=1e-10)


def test_each_image_gets_its_own_angle():
    """A vector of angles turns each image by its own."""
    x = digits(3)
    expected = [rotate(x[i : i + 1], angle)[0] for i, angle in enumerate((10, -20, 30))]
    np.testing.assert_allclose(rotate(x, [10, -20, 30]), expected)


@given(IMAGES, st.integers(0, 2**32))
def test_rotated_pixels_stay_in_range(x, seed):
    """Bilinear interpolation makes no value outside the image's own range and the fill."""
    turned = augmentation.rotate_images(x, max_degrees=180, rng=rng(seed))
    assert turned.min() >= min(x.min(), 0) - 1e-12
    assert turned.max() <= max(x.max(), 0) + 1e-12


@given(IMAGES, st.integers(0, 2**32), st.sampled_from([0.0, 7.0]))
def test_shifted_images_are_scipy_shifts(x, seed, fill):
    """Each image is scipy.ndimage.shift of itself by some whole steps within the limit."""
    limit = min(x.shape[1:]) - 1
    moved = augmentation.shift_images(x, max_shift=limit, fill=fill, rng=rng(seed))
    steps = range(-limit, limit + 1)
    for old, new in zip(x, moved, strict=True):
        candidates = (scipy.ndimage.shift(old, (r, c), order=0, cval=fill)
                      for r in steps for c in steps)  # fmt: skip
        assert any(np.array_equal(new, candidate) for candidate in candidates)


def test_shift_moves_the_centre_of_mass_by_whole_pixels():
    """A blob away from the border keeps its mass; its centre moves by each step equally often."""
    blob = np.zeros((4000, 9, 9))
    blob[:, 3:6, 4] = [1.0, 2.0, 1.0]
    moved = augmentation.shift_images(blob, max_shift=2, rng=rng())
    np.testing.assert_array_equal(moved.sum(axis=(1, 2)), 4.0)
    centres = np.array([scipy.ndimage.center_of_mass(image) for image in moved]) - 4
    np.testing.assert_allclose(centres, centres.round(), atol=1e-12)
    for axis in range(2):
        counts = np.bincount(centres[:, axis].round().astype(int) + 2, minlength=5)
        assert abs(counts - 800).max() < 5 * np.sqrt(4000 * 0.2 * 0.8)
    assert abs(np.corrcoef(centres.T)[0, 1]) < 5 / np.sqrt(4000)  # the two steps are independent


@given(SIGNALS, st.integers(0, 2**32))
def test_shifted_signals_are_scipy_shifts(x, seed):
    """Each signal is scipy.ndimage.shift of itself by a whole step within the limit."""
    limit = x.shape[1] - 1
    moved = augmentation.shift_signals(x, max_shift=limit, rng=rng(seed))
    for old, new in zip(x, moved, strict=True):
        candidates = (scipy.ndimage.shift(old, s, order=0) for s in range(-limit, limit + 1))
        assert any(np.array_equal(new, candidate) for candidate in candidates)


def test_noise_has_the_stated_spread():
    """The added noise has mean 0 and standard deviation sd, independent between features."""
    noise = augmentation.add_noise(np.zeros((20_000, 2)), sd=0.3, rng=rng())
    np.testing.assert_allclose(noise.mean(axis=0), 0, atol=5 * 0.3 / np.sqrt(20_000))
    np.testing.assert_allclose(np.cov(noise.T), 0.09 * np.eye(2), atol=5 * 0.09 * 1.5 / 141)


@given(SIGNALS, st.floats(0, 1), st.integers(0, 2**32))
def test_scaling_multiplies_by_one_factor(x, spread, seed):
    """All samples of a signal share one factor, and it is within the spread."""
    scaled = augmentation.scale_signals(x, spread=spread, rng=rng(seed))
    factor = augmentation.scale_signals(np.ones_like(x), spread=spread, rng=rng(seed))[:, :1]
    assert (abs(factor - 1) <= spread + 1e-12).all()
    np.testing.assert_allclose(scaled, factor * x)


@pytest.mark.parametrize(
    ("mirror", "x"),
    [(augmentation.flip_images, np.arange(48.0).reshape(4, 3, 4)),
     (augmentation.reverse_signals, np.arange(12.0).reshape(3, 4))],
)  # fmt: skip
def test_mirrors_turn_the_last_axis(mirror, x):
    """p = 1 mirrors all, and a share of about p is mirrored otherwise."""
    np.testing.assert_array_equal(mirror(x, p=1, rng=rng()), np.flip(x, axis=-1))
    many = np.repeat(x[:1], 4000, axis=0)
    share = (mirror(many, p=0.3, rng=rng()) != many).reshape(4000, -1).any(axis=1).mean()
    assert share == pytest.approx(0.3, abs=5 * np.sqrt(0.21 / 4000))


@given(IMAGES, st.integers(0, 9), st.integers(0, 2**32))
def test_cut_out_paints_one_square(x, size, seed):
    """Exactly size * size pixels become the fill, they form one square, the rest is untouched."""
    size = min(size, *x.shape[1:])
    cut = augmentation.cut_out(x, size=size, fill=9.0, rng=rng(seed))
    for old, new in zip(x, cut, strict=True):
        painted = np.argwhere(new == 9.0)
        assert len(painted) == size * size
        if size:
            assert (np.ptp(painted, axis=0) == size - 1).all()
        np.testing.assert_array_equal(new[new != 9.0], old[new != 9.0])


def test_too_strong_changes_are_refused():
    """A shift by the whole image and a square larger than it are refused."""
    with pytest.raises(ValueError, match=r"max_shift must be below 8, got 8\. Nothing would be"):
        augmentation.shift_images(digits(), max_shift=8, rng=rng())
    with pytest.raises(ValueError, match="size must be at most 8, got 9"):
        augmentation.cut_out(digits(), size=9, rng=rng())


@given(st.integers(0, 3), st.integers(0, 2**32))
def test_augment_keeps_originals_first_and_labels_beside(copies, seed):
    """The first n rows are the originals; each later block belongs to the same labels."""
    X, y = np.arange(10.0).reshape(5, 2) * 100, np.array([0, 1, 2, 1, 0])
    many, labels = augment(
        X, y, transforms=[partial(augmentation.add_noise, sd=1.0)], copies=copies, rng=rng(seed)
    )
    assert many.shape == (5 * (copies + 1), 2)
    np.testing.assert_array_equal(many[:5], X)
    np.testing.assert_array_equal(labels.reshape(-1, 5), np.tile(y, (copies + 1, 1)))
    assert abs(many.reshape(-1, 5, 2) - X).max() < 20  # no row has changed its place


def test_augment_applies_transforms_in_order_and_draws_anew():
    """Transforms run one after the other, and each copy gets its own draws."""
    calls = []

    def first(x, rng):
        calls.append("first")
        return x + rng.random()

    def second(x, rng):
        calls.append("second")
        return x * 2

    many, _ = augment(np.ones((1, 1)), [0], transforms=[first, second], copies=2, rng=rng())
    assert calls == ["first", "second"] * 2
    assert 2 <= many[1, 0] <= 4
    assert many[1, 0] != many[2, 0]


def test_every_copy_is_made_from_the_original():
    """The third copy has been changed once, not three times."""
    X = np.arange(4.0).reshape(2, 2)
    many, _ = augment(X, [0, 1], transforms=[lambda x, rng: x + 1], copies=3, rng=rng())
    np.testing.assert_array_equal(many, np.concatenate([X, X + 1, X + 1, X + 1]))


def test_augment_refuses_what_breaks_the_pairing():
    """Targets of another length and a transform that changes the shape are refused."""
    with pytest.raises(ValueError, match=r"augment: y must have as many rows as X, shape \(3, 2\)"):
        augment(np.zeros((3, 2)), [0, 1], transforms=[], rng=rng())
    with pytest.raises(ValueError, match=r"keep the shape \(3, 2\), got \(2, 2\)"):
        augment(np.zeros((3, 2)), [0, 1, 1], transforms=[lambda x, rng: x[1:]], rng=rng())


def test_changes_said_to_keep_the_label_of_digits_do():
    """A support vector machine reads kept changes as well as clean digits, within 6 points.

    It is trained on clean and changed copies, so that it must tell the classes apart after the
    change, and judged on the other half of the file.
    """
    data = load_digits()
    images = data.X.reshape(-1, 8, 8)
    for change in AUGMENTATIONS.values():
        if "images" in change.kinds and change.keeps_label:
            apply = partial(change.apply, **{change.strength: change.gentle})
            X, y = augment(images[:900], data.y[:900], transforms=[apply], copies=2, rng=rng())
            witness = SVC(C=10).fit(X.reshape(-1, 64), y)
            clean = witness.score(data.X[900:], data.y[900:])
            changed = witness.score(apply(images[900:], rng=rng(1)).reshape(-1, 64), data.y[900:])
            assert clean > 0.93, change.name
            assert changed > clean - 0.06, change.name


def test_mirrored_digits_are_read_as_others():
    """A machine that reads over 95 % of clean digits reads under 60 % of mirrored ones."""
    data = load_digits()
    witness = SVC(C=10).fit(data.X[:900], data.y[:900])
    flipped = augmentation.flip_images(data.X[900:].reshape(-1, 8, 8), p=1, rng=rng())
    assert witness.score(data.X[900:], data.y[900:]) > 0.95
    assert witness.score(flipped.reshape(-1, 64), data.y[900:]) < 0.6
    assert not AUGMENTATIONS["horizontal flip"].keeps_label


def test_vertical_shifts_cut_ink_off_the_digits():
    """Every bundled digit touches the top and the bottom edge, as the facts on shifts say."""
    images = load_digits().X.reshape(-1, 8, 8)
    assert (images[:, [0, -1]].max(axis=2) > 0).all()


def test_reversal_swaps_the_two_ramps():
    """Read backwards, ramps get each other's label from a witness; shifts and scales keep it."""
    train, test = (make_signals(1200, noise=0.05, rng=rng(seed)) for seed in (1, 2))
    witness = SVC(C=10).fit(train.X, train.y)
    up, down = (train.class_names.index(name) for name in ("ramp up", "ramp down"))
    ramps = test.X[test.y == up]
    assert (witness.predict(ramps) == up).mean() > 0.95
    reversed_ramps = augmentation.reverse_signals(ramps, p=1, rng=rng())
    assert (witness.predict(reversed_ramps) == down).mean() > 0.95
    for change in ("signal shift", "signal scale"):
        fact = AUGMENTATIONS[change]
        changed = fact.apply(ramps, **{fact.strength: fact.gentle}, rng=rng())
        assert (witness.predict(changed) == up).mean() > 0.9, change
