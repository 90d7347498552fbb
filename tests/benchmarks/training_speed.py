"""How fast `train` is, beside a bare NumPy loop and scikit-learn's MLPClassifier.

Run it:  python tests/benchmarks/training_speed.py [rounds]

All three train the same network, 2-64-64-1 with ReLU and a sigmoid, by SGD without momentum on
the same 1,000 points, in batches of 32 for 200 epochs.  They take turns, so that a busy machine
disturbs all alike; the ratios are medians over the rounds.  The target is at most 1.3 times the
bare loop, and at least 3 times faster than scikit-learn.
"""

from __future__ import annotations

import statistics
import sys
import time
import warnings
from collections.abc import Callable

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from course_lib.losses import LOSSES
from course_lib.mlp import MLP
from course_lib.optimizers import SGD
from course_lib.training import train

SIZES = [2, 64, 64, 1]
EPOCHS, BATCH, RATE = 200, 32, 0.1


def points() -> tuple[np.ndarray, np.ndarray]:
    """Return 1,000 points in four quadrants, with the class of XOR."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(1000, 2))
    return X, (X[:, :1] * X[:, 1:] > 0).astype(float)


def course(X: np.ndarray, y: np.ndarray) -> float:
    rng = np.random.default_rng(1)
    model = MLP.of(SIZES, hidden="relu", output="sigmoid", rng=rng)
    train(
        model, X, y, loss=LOSSES["binary_cross_entropy"], optimizer=SGD(RATE),
        epochs=EPOCHS, batch_size=BATCH, rng=rng,
    )  # fmt: skip
    return float(np.mean((model.predict(X) > 0.5) == y))


def bare(X: np.ndarray, y: np.ndarray) -> float:
    """Train as one would by hand, with nothing checked and nothing recorded."""
    rng = np.random.default_rng(1)
    start = MLP.of(SIZES, hidden="relu", output="sigmoid", rng=rng).parameters()
    W1, b1, W2, b2, W3, b3 = (p.copy() for p in start)
    for _ in range(EPOCHS):
        order = rng.permutation(len(X))
        for first in range(0, len(X), BATCH):
            rows = order[first : first + BATCH]
            x, t = X[rows], y[rows]
            z1 = x @ W1 + b1
            a1 = np.maximum(z1, 0)
            z2 = a1 @ W2 + b2
            a2 = np.maximum(z2, 0)
            a3 = 1 / (1 + np.exp(-(a2 @ W3 + b3)))
            d3 = (a3 - t) / len(t)
            d2 = (d3 @ W3.T) * (z2 > 0)
            d1 = (d2 @ W2.T) * (z1 > 0)
            W3 -= RATE * (a2.T @ d3)
            b3 -= RATE * d3.sum(axis=0)
            W2 -= RATE * (a1.T @ d2)
            b2 -= RATE * d2.sum(axis=0)
            W1 -= RATE * (x.T @ d1)
            b1 -= RATE * d1.sum(axis=0)
    out = np.maximum(np.maximum(X @ W1 + b1, 0) @ W2 + b2, 0) @ W3 + b3
    return float(np.mean((out > 0) == y))


def sklearn_mlp(X: np.ndarray, y: np.ndarray) -> float:
    model = MLPClassifier(
        (64, 64), activation="relu", solver="sgd", alpha=0, batch_size=BATCH, momentum=0,
        nesterovs_momentum=False, learning_rate_init=RATE, max_iter=EPOCHS, tol=0,
        n_iter_no_change=EPOCHS + 1, random_state=1,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # 200 epochs are all it gets
        model.fit(X, y[:, 0])
    if model.n_iter_ != EPOCHS:
        raise RuntimeError(f"scikit-learn stopped after {model.n_iter_} epochs, not {EPOCHS}")
    return float(model.score(X, y[:, 0]))


def seconds(run: Callable[[np.ndarray, np.ndarray], float]) -> tuple[float, float]:
    X, y = points()
    start = time.perf_counter()
    accuracy = run(X, y)
    return time.perf_counter() - start, accuracy


def main(rounds: int) -> None:
    runs = {"course_lib train": course, "bare NumPy loop": bare, "MLPClassifier": sklearn_mlp}
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            taken, accuracy = seconds(run)
            times[name].append(taken)
            print(f"{name:18} {taken:6.3f} s   accuracy {accuracy:.3f}")
    ours = times["course_lib train"]
    to_bare = statistics.median(a / b for a, b in zip(ours, times["bare NumPy loop"], strict=True))
    to_sk = statistics.median(b / a for a, b in zip(ours, times["MLPClassifier"], strict=True))
    print(f"median of {rounds} rounds: {to_bare:.2f} times the bare loop (target at most 1.3),")
    print(f"{to_sk:.2f} times faster than scikit-learn (target at least 3)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
