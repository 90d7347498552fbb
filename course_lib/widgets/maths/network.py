"""The network of the playground: every setting may change while it trains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from course_lib.activations import Elementwise
from course_lib.checks import FloatArray
from course_lib.dropout import Dropout
from course_lib.initializers import initializer_for
from course_lib.layers import ActivationLayer, Dense, Layer
from course_lib.losses import LOSSES
from course_lib.mlp import MLP
from course_lib.optimizers import SGD
from course_lib.regularizers import L1, L2

BATCH = 20
LOSS = LOSSES["binary_cross_entropy"]
MOST_LAYERS, MOST_UNITS = 3, 8
LOWEST_RATE, HIGHEST_RATE = -3.0, 0.5  # powers of ten
MOST_L1, MOST_L2, MOST_DROPOUT = 0.02, 0.05, 0.8
HEAVIEST = 1e6  # no useful weight is as large; above it training has diverged


@dataclass
class Settings:
    """What the reader may change at any time. The cost is mean loss + l1 Σ|w| + l2 Σ w²."""

    learning_rate: float = 0.1
    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0


@dataclass
class Network:
    """A classifier of points in the plane with one sigmoid output.

    Without hidden layers it is logistic regression.

    Examples
    --------
    >>> from course_lib.activations import tanh
    >>> network = Network([4, 3], tanh)
    >>> [w.shape for w in network.weights()]
    [(2, 4), (4, 3), (3, 1)]
    """

    hidden: Sequence[int]
    activation: Elementwise
    seed: int = 0
    settings: Settings = field(default_factory=Settings)
    steps: int = 0

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)
        start = initializer_for(self.activation.name)
        sizes = [2, *self.hidden, 1]
        self.dense = [Dense(i, o, rng=self.rng, initializer=start) for i, o in pairwise(sizes)]
        self._connect()

    def _connect(self) -> None:
        """Put the layers in a row; the dense layers keep their weights."""
        layers: list[Layer] = []
        self.drops = []
        for dense in self.dense[:-1]:
            drop = Dropout(self.settings.dropout, rng=self.rng)
            self.drops.append(drop)
            layers += [dense, ActivationLayer(self.activation), drop]
        self.model = MLP([*layers, self.dense[-1], ActivationLayer("sigmoid")])

    def change(self, hidden: Sequence[int], activation: Elementwise) -> None:
        """Change the shape and the activation; weights that fit into the new shape are kept.

        Hidden layers are matched from the first on, the output layer stays the output layer.
        """
        old = self.dense
        fresh = Network(hidden, activation, self.seed + 1, self.settings)
        matched = [*zip(fresh.dense[:-1], old[:-1], strict=False), (fresh.dense[-1], old[-1])]
        for new, kept in matched:
            rows, columns = np.minimum(new.W.shape, kept.W.shape)
            new.W[:rows, :columns] = kept.W[:rows, :columns]
            new.b[:columns] = kept.b[:columns]
        self.hidden, self.activation, self.dense = list(hidden), activation, fresh.dense
        self._connect()

    def weights(self) -> list[FloatArray]:
        """Return the weight matrices, first layer first: the arrays themselves."""
        return [dense.W for dense in self.dense]

    def biases(self) -> list[FloatArray]:
        """Return the biases, first layer first: the arrays themselves."""
        return [dense.b for dense in self.dense]

    def entry(self, layer: int, i: int, j: int) -> FloatArray:
        """Return a view of one weight, or of the bias of unit j if ``i`` is negative."""
        dense = self.dense[layer]
        return dense.b[j : j + 1] if i < 0 else dense.W[i, j : j + 1]

    def train(self, X: FloatArray, y: FloatArray, steps: int) -> None:
        """Take gradient steps on random batches.

        Raises
        ------
        ValueError : training has diverged; the weights are those of before the call.
        """
        for drop in self.drops:
            drop.p = self.settings.dropout
        before = [p.copy() for p in self.model.parameters()]
        try:
            # What overflows shows as weights that are not sane, which is said in plain words.
            with np.errstate(over="ignore", invalid="ignore"):
                for _ in range(steps):
                    self._step(X, y)
        except ValueError:  # a layer refuses NaN; the student's activation may raise its own
            if self._is_sane():
                raise
        if not self._is_sane():
            for parameter, kept in zip(self.model.parameters(), before, strict=True):
                parameter[:] = kept
            raise ValueError(
                f"Training has diverged: the weights ran away from finite values after step "
                f"{self.steps:,}. Lower the learning rate; if the loss stays high, press Reset."
            )
        self.steps += steps

    def _is_sane(self) -> bool:
        return all(float(np.abs(p).max()) < HEAVIEST for p in self.model.parameters())

    def _step(self, X: FloatArray, y: FloatArray) -> None:
        rows = self.rng.integers(len(X), size=min(BATCH, len(X)))
        self.model.forward(X[rows], training=True)
        self.model.backward_from(LOSS, y[rows])
        optimizer = SGD(self.settings.learning_rate)
        optimizer.step(self.model.parameters(), self.model.gradients())
        self._shrink()

    def _shrink(self) -> None:
        step, settings = self.settings.learning_rate, self.settings
        for W in self.weights():
            if settings.l1:
                W[:] = L1(settings.l1).prox(W, step)
            if settings.l2:
                W[:] = L2(settings.l2).prox(W, step)

    def probability(self, X: FloatArray) -> FloatArray:
        """Return the probability of class 1, shape (n,), without dropout."""
        return self.model.predict(X)[:, 0]

    def unit_maps(self, X: FloatArray) -> list[FloatArray]:
        """Return what each hidden unit says of each point: one (n, units) array per layer."""
        maps, a = [], X
        for dense in self.dense[:-1]:
            a = self.activation(a @ dense.W + dense.b)
            maps.append(a)
        return maps

    def penalty(self) -> float:
        """Return l1 Σ|w| + l2 Σ w², which training adds to the loss."""
        both = (L1(self.settings.l1), L2(self.settings.l2))
        return sum(one.penalty(W) for one in both for W in self.weights())

    def loss(self, X: FloatArray, y: FloatArray) -> float:
        """Return the mean cross-entropy, without the penalty; NaN without points."""
        return LOSS.value(self.model.predict(X), y) if len(X) else float("nan")

    def accuracy(self, X: FloatArray, y: FloatArray) -> float:
        """Return the share of points on the right side."""
        return float(np.mean((self.probability(X) > 0.5) == (y[:, 0] > 0.5)))
