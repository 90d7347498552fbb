# score: 0 of 3
# mistake: lets course_lib augment
# hint: your own implementation

from functools import partial

from course_lib.augmentation import augment, shift_signals


def augment_signals(X, y, copies, max_shift, rng):
    return augment(
        X, y, transforms=[partial(shift_signals, max_shift=max_shift)], copies=copies, rng=rng
    )
