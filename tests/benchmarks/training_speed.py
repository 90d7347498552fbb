"""How fast `train` is, beside a bare NumPy loop, scikit-learn's MLPClassifier and PyTorch.

Run it:  python tests/benchmarks/training_speed.py [rounds]

Two networks are trained by all: 2-64-64-1 with a sigmoid on 1,000 points for 200 epochs, and
64-128-10 with a softmax on the digits for 30.  ReLU inside, SGD without momentum, batches of 32,
one thread.  PyTorch is run eagerly, as in its tutorial, where it is installed: it is not among the
course's packages.  They take turns, so that a busy machine disturbs all alike; what counts is the
processor's time, and the ratios are medians over the rounds.  The targets are at most 1.15 times
the bare loop, and at least 3 times faster than scikit-learn.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"  # before NumPy is imported: such small products gain nothing by two

import numpy as np  # noqa: E402
from sklearn.exceptions import ConvergenceWarning  # noqa: E402
from sklearn.neural_network import MLPClassifier  # noqa: E402

from course_lib.datasets import load_digits  # noqa: E402
from course_lib.losses import LOSSES  # noqa: E402
from course_lib.mlp import MLP  # noqa: E402
from course_lib.optimizers import SGD  # noqa: E402
from course_lib.training import train  # noqa: E402

BATCH, RATE = 32, 0.1


@dataclass(frozen=True)
class Task:
    """A network with its data; ``y`` has a column, or a one-hot row for each example."""

    sizes: list[int]
    epochs: int
    X: np.ndarray
    y: np.ndarray

    @property
    def many(self) -> bool:
        return self.sizes[-1] > 1

    def accuracy(self, scores: np.ndarray, half: float = 0.5) -> float:
        if self.many:
            return float(np.mean(scores.argmax(axis=1) == self.y.argmax(axis=1)))
        return float(np.mean((scores > half) == self.y))


def tasks() -> list[Task]:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(1000, 2))
    digits = load_digits()
    return [
        Task([2, 64, 64, 1], 200, X, (X[:, :1] * X[:, 1:] > 0).astype(float)),
        Task([64, 128, 10], 30, digits.X, digits.targets),
    ]


def model_of(task: Task) -> MLP:
    rng = np.random.default_rng(1)
    output = "softmax" if task.many else "sigmoid"
    return MLP.of(task.sizes, hidden="relu", output=output, rng=rng)


def course(task: Task) -> float:
    model = model_of(task)
    loss = LOSSES["cross_entropy" if task.many else "binary_cross_entropy"]
    train(
        model, task.X, task.y, loss=loss, optimizer=SGD(RATE), epochs=task.epochs,
        batch_size=BATCH, rng=np.random.default_rng(2),
    )  # fmt: skip
    return task.accuracy(model.predict(task.X))


def bare(task: Task) -> float:
    """Train as one would by hand, with nothing checked and nothing recorded."""
    return bare_digits(task) if task.many else bare_points(task)


def bare_points(task: Task) -> float:
    X, y, rng = task.X, task.y, np.random.default_rng(2)
    W1, b1, W2, b2, W3, b3 = model_of(task).parameters()
    for _ in range(task.epochs):
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
    scores = np.maximum(np.maximum(X @ W1 + b1, 0) @ W2 + b2, 0) @ W3 + b3
    return task.accuracy(scores, half=0.0)


def bare_digits(task: Task) -> float:
    X, y, rng = task.X, task.y, np.random.default_rng(2)
    W1, b1, W2, b2 = model_of(task).parameters()
    for _ in range(task.epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), BATCH):
            rows = order[first : first + BATCH]
            x, t = X[rows], y[rows]
            z1 = x @ W1 + b1
            a1 = np.maximum(z1, 0)
            z2 = a1 @ W2 + b2
            e = np.exp(z2 - z2.max(axis=1, keepdims=True))
            a2 = e / e.sum(axis=1, keepdims=True)
            d2 = (a2 - t) / len(t)
            d1 = (d2 @ W2.T) * (z1 > 0)
            W2 -= RATE * (a1.T @ d2)
            b2 -= RATE * d2.sum(axis=0)
            W1 -= RATE * (x.T @ d1)
            b1 -= RATE * d1.sum(axis=0)
    return task.accuracy(np.maximum(X @ W1 + b1, 0) @ W2 + b2)


def sklearn_mlp(task: Task) -> float:
    labels = task.y.argmax(axis=1) if task.many else task.y[:, 0]
    model = MLPClassifier(
        tuple(task.sizes[1:-1]), activation="relu", solver="sgd", alpha=0, batch_size=BATCH,
        momentum=0, nesterovs_momentum=False, learning_rate_init=RATE, max_iter=task.epochs,
        tol=0, n_iter_no_change=task.epochs + 1, random_state=1,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # these epochs are all it gets
        model.fit(task.X, labels)
    if model.n_iter_ != task.epochs:
        raise RuntimeError(f"scikit-learn stopped after {model.n_iter_} epochs, not {task.epochs}")
    return float(model.score(task.X, labels))


def torch_eager(task: Task) -> float:
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(1)
    layers: list[torch.nn.Module] = []
    for n_in, n_out in zip(task.sizes[:-2], task.sizes[1:-1], strict=True):
        layers += [torch.nn.Linear(n_in, n_out), torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers, torch.nn.Linear(*task.sizes[-2:])).double()
    loss = torch.nn.CrossEntropyLoss() if task.many else torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    X, y = torch.tensor(task.X), torch.tensor(task.y)
    for _ in range(task.epochs):
        order = torch.randperm(len(X))
        for first in range(0, len(X), BATCH):
            rows = order[first : first + BATCH]
            optimizer.zero_grad()
            loss(model(X[rows]), y[rows]).backward()
            optimizer.step()
    return task.accuracy(model(X).detach().numpy(), half=0.0)


def measure(task: Task, rounds: int) -> None:
    runs: dict[str, Callable[[Task], float]] = {
        "course_lib train": course, "bare NumPy loop": bare, "MLPClassifier": sklearn_mlp,
    }  # fmt: skip
    if importlib.util.find_spec("torch"):
        runs["PyTorch, eager"] = torch_eager
    times: dict[str, list[float]] = {name: [] for name in runs}
    scores = {}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.process_time()
            scores[name] = run(task)
            times[name].append(time.process_time() - start)
    ours = times["course_lib train"]
    steps = task.epochs * -(-len(task.X) // BATCH)
    print(f"{'-'.join(map(str, task.sizes))}: {task.epochs} epochs, {steps:,} steps")
    print(f"{'':18} seconds   a step   accuracy   times course_lib")
    for name, taken in times.items():
        ratio = statistics.median(a / b for a, b in zip(taken, ours, strict=True))
        middle = statistics.median(taken)
        print(
            f"{name:18} {middle:7.3f} {1e6 * middle / steps:5.0f} us   {scores[name]:8.3f}"
            f"   {ratio:16.2f}"
        )
    slower = statistics.median(a / b for a, b in zip(ours, times["bare NumPy loop"], strict=True))
    print(f"{slower:.2f} times the bare loop (target at most 1.15)\n")


if __name__ == "__main__":
    for each in tasks():
        measure(each, int(sys.argv[1]) if len(sys.argv) > 1 else 7)
