"""Data augmentation: more training examples by changes after which the label is still right.

Every random change takes a batch, one item per row, draws separately for each item from
``rng`` and returns a new array of the same shape. Strength 0 gives the input back. Whether a
change keeps the label is a fact about the data, not about the change: see
:data:`AUGMENTATIONS`. Augment the training part only, after splitting.
"""

from course_lib.augmentation.images import (
    cut_out,
    flip_images,
    rotate,
    rotate_images,
    shift_images,
)
from course_lib.augmentation.recipes import AUGMENTATIONS, Augmentation, augment
from course_lib.augmentation.signals import (
    add_noise,
    reverse_signals,
    scale_signals,
    shift_signals,
)

__all__ = [
    "AUGMENTATIONS",
    "Augmentation",
    "add_noise",
    "augment",
    "cut_out",
    "flip_images",
    "reverse_signals",
    "rotate",
    "rotate_images",
    "scale_signals",
    "shift_images",
    "shift_signals",
]
