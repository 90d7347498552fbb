# score: 0 of 3
# mistake: lets course_lib shift
# hint: your own implementation

from course_lib.augmentation import shift_signals


def augment_signals(X, y, copies, max_shift, rng):
    new = [shift_signals(X, max_shift=max_shift, rng=rng) for _ in range(copies)]
    return np.concatenate([X, *new]), np.tile(y, copies + 1)
