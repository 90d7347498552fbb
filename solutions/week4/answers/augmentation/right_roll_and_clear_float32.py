# score: 3 of 3


def augment_signals(X, y, copies, max_shift, rng):
    parts = [np.float32(X)]
    for _ in range(copies):
        part = np.float32(X).copy()
        for row, step in zip(part, rng.integers(-max_shift, max_shift, size=len(X), endpoint=True)):
            row[:] = np.roll(row, step)
            if step > 0:
                row[:step] = 0
            elif step < 0:
                row[step:] = 0
        parts.append(part)
    return np.concatenate(parts), np.concatenate([y for _ in parts])
