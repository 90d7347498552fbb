"""Which change keeps which label, and how changed copies join the training examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.augmentation.images import cut_out, flip_images, rotate_images, shift_images
from course_lib.augmentation.signals import (
    add_noise,
    reverse_signals,
    scale_signals,
    shift_signals,
)
from course_lib.checks import (
    FloatArray,
    as_array,
    as_count,
    as_function,
    as_rng,
    as_rows,
    message,
    short,
)


@dataclass(frozen=True)
class Augmentation:
    """What the course says about one change, written once.

    name and kinds of data ("points", "signals", "images"); ``apply`` is the function,
    ``strength`` its argument and ``gentle`` a sensible value for the course's data;
    ``keeps_label`` tells whether the label stays right *on the course's data* (moons, signals,
    digits), ``why`` explains it.
    """

    name: str
    kinds: tuple[str, ...]
    apply: Callable[..., FloatArray]
    strength: str
    gentle: float
    keeps_label: bool
    why: str


AUGMENTATIONS: dict[str, Augmentation] = {
    a.name: a
    for a in (
        Augmentation("noise", ("points", "signals", "images"), add_noise, "sd", 0.1, True,
                     "Kept while the noise is small against the distance between the classes."),
        Augmentation("signal shift", ("signals",), shift_signals, "max_shift", 4, True,
                     "Kept: the classes differ in shape, not in place."),
        Augmentation("signal scale", ("signals",), scale_signals, "spread", 0.2, True,
                     "Kept: the classes differ in shape, not in height."),
        Augmentation("signal reversal", ("signals",), reverse_signals, "p", 0.5, False,
                     "Lost: read backwards, 'ramp up' is 'ramp down'."),
        Augmentation("image shift", ("images",), shift_images, "max_shift", 1, True,
                     "Kept for one pixel, but of little help: the 8 by 8 digits touch top and "
                     "bottom, so a vertical shift cuts off ink that new digits still have."),
        Augmentation("rotation", ("images",), rotate_images, "max_degrees", 15, True,
                     "Kept for small angles; at 180 degrees a 6 is a 9."),
        Augmentation("horizontal flip", ("images",), flip_images, "p", 0.5, False,
                     "Lost for digits: a mirrored 2 is not a 2. Kept for photographs of cats."),
        Augmentation("cut-out", ("images",), cut_out, "size", 2, True,
                     "Kept while the square is small: without its loop a 9 is a 1."),
    )
}  # fmt: skip


def augment(
    X: ArrayLike,
    y: ArrayLike,
    *,
    transforms: Sequence[Callable[..., FloatArray]],
    copies: int = 1,
    rng: np.random.Generator,
) -> tuple[FloatArray, NDArray[Any]]:
    """Return the examples and, after them, ``copies`` changed versions of each.

    Parameters
    ----------
    X : training examples in the shape the transforms want, n rows.
    y : their targets, n rows; they are repeated unchanged.
    transforms : functions ``f(X, rng=rng)``, applied one after the other. Fix a strength with
        ``functools.partial(shift_images, max_shift=1)``.
    copies : how many changed versions of each example, 0 or more.
    rng : source of all draws.

    Returns
    -------
    X of n * (copies + 1) rows and y of as many, the n originals first. A training run over
    twice the rows makes twice the updates per epoch: compare at equal updates.

    Raises
    ------
    ValueError : unequal numbers of rows, or a transform that changes the shape.

    References
    ----------
    Slide "Regularization in Neural Networks".

    Examples
    --------
    >>> from functools import partial
    >>> from course_lib.augmentation import add_noise
    >>> jitter = partial(add_noise, sd=0.1)
    >>> X, y = augment(np.zeros((3, 2)), [0, 1, 1], transforms=[jitter], copies=2,
    ...                rng=np.random.default_rng(0))
    >>> X.shape, y
    ((9, 2), array([0, 1, 1, 0, 1, 1, 0, 1, 1]))
    """
    X = as_array(X, who="augment", name="X")
    labels = as_rows(y, who="augment", name="y", like=as_rows(X, who="augment", name="X"))
    copies = as_count(copies, who="augment", name="copies", low=0)
    rng = as_rng(rng, who="augment")
    if not isinstance(transforms, Sequence):
        hint = "Put brackets around a single function."
        got = short(transforms)
        raise TypeError(message("augment", "transforms", "be a list of functions", got, hint))
    for i, change in enumerate(transforms):
        as_function(change, who="augment", name=f"transforms[{i}]", of="(X, rng=rng)")
    versions = [X]
    for _ in range(copies):
        changed = X
        for transform in transforms:
            changed = as_array(transform(changed.copy(), rng=rng), who="augment", name="transforms")
            if changed.shape != X.shape:
                wanted = f"functions that keep the shape {X.shape}"
                raise ValueError(message("augment", "transforms", wanted, changed.shape))
        versions.append(changed)
    return np.concatenate(versions), np.concatenate([labels] * (copies + 1))
