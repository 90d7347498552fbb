r"""The multilayer perceptron: layers in a row, each fully connected to the next.

Also called feedforward, fully connected, dense or vanilla network. Forward goes through the
layers in order, backward through them in reverse; that is all of backpropagation.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from course_lib.activations import ACTIVATIONS, IDENTITY, MAXOUT
from course_lib.chain import Way, penalised, refuse_twice, sizes_of, ways
from course_lib.checks import (
    FloatArray,
    as_array,
    as_count,
    as_number,
    as_rng,
    choose,
    message,
    require_methods,
    short,
)
from course_lib.dropout import Dropout
from course_lib.initializers import initializer_for
from course_lib.layers import ActivationLayer, Dense, Layer, Maxout, not_yet
from course_lib.losses import Loss


class MLP(Layer):
    """A network of layers.

    Parameters
    ----------
    layers : at least one :class:`~course_lib.layers.Layer`, in the order of the forward pass.

    Raises
    ------
    TypeError : one of them is not a layer.
    ValueError : there is none, one has not as many inputs as the one before has outputs, or one
        layer stands at two places: it remembers one forward pass, and there would be two.

    References
    ----------
    Slides "Multilayer Perceptron (MLP)" and "MLP is also referred as".

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> model = MLP([Dense(2, 3, rng=rng), ActivationLayer("tanh"), Dense(3, 1, rng=rng)])
    >>> model.predict([[0.0, 0.0], [1.0, 1.0]]).shape
    (2, 1)
    >>> [p.shape for p in model.parameters()]
    [(2, 3), (3,), (3, 1), (1,)]
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        if not isinstance(layers, Sequence):
            hint = "Put brackets around a single layer."
            raise TypeError(message("MLP", "layers", "a list of layers", short(layers), hint))
        self.layers = list(layers)
        self._sizes = sizes_of(self.layers)
        self._prepare()
        self._output: FloatArray | None = None

    @classmethod
    def of(
        cls,
        sizes: Sequence[int],
        *,
        hidden: str = "relu",
        output: str = "identity",
        dropout: float = 0.0,
        rng: np.random.Generator,
    ) -> MLP:
        """Return the network with these layer sizes, input and output included.

        Parameters
        ----------
        sizes : for example ``[2, 64, 64, 1]``.
        hidden : an activation of the lecture, "maxout" (two pieces) included; "identity" shows
            that layers without a bend between them are one linear layer.
        output : "identity", "sigmoid", "softmax", or another activation.
        dropout : the probability of dropping each hidden unit.
        rng : draws the weights (He for the ReLU family, Glorot otherwise) and dropout's masks.

        Examples
        --------
        >>> MLP.of([2, 8, 3], hidden="tanh", output="softmax", rng=np.random.default_rng(0))
        MLP(Dense(2, 8), tanh, Dense(8, 3), softmax)
        """
        if not isinstance(sizes, (Sequence, np.ndarray)) or len(sizes) < 2:
            hint = "For example [2, 64, 1]."
            must = "have an input and an output"
            raise ValueError(message("MLP.of", "sizes", must, short(sizes), hint))
        sizes = [as_count(size, who="MLP.of", name="sizes") for size in sizes]
        choose(
            hidden,
            {**ACTIVATIONS, "maxout": MAXOUT, "identity": IDENTITY},
            who="MLP.of",
            name="hidden",
        )
        choose(output, {"identity": IDENTITY, **ACTIVATIONS}, who="MLP.of", name="output")
        as_number(dropout, who="MLP.of", name="dropout", low=0, high=1)
        rng = as_rng(rng, who="MLP.of")
        layers: list[Layer] = []
        for n_in, n_out in pairwise(sizes[:-1]):
            layers += _hidden(n_in, n_out, hidden, rng)
            if dropout:
                layers.append(Dropout(dropout, rng=rng))
        layers.append(Dense(*sizes[-2:], rng=rng, initializer=initializer_for(output)))
        if output != "identity":
            layers.append(ActivationLayer(output))
        return cls(layers)

    def forward(self, X: ArrayLike, *, training: bool = False) -> FloatArray:
        """Return the output for ``X`` of shape (n, d), shape (n, k). ``training`` is for dropout.

        What is returned is yours: changing it does not disturb ``backward``.

        Raises
        ------
        ValueError : ``X`` has another shape than the first layer expects, or NaN; or a layer that
            was added to ``layers`` stands there twice.
        """
        a = as_array(X, who="MLP.forward", name="X", shape=("n", self._sizes[0])).copy()
        self._prepare()
        return self.apply(a, training).copy()

    def apply(self, x: FloatArray, training: bool) -> FloatArray:
        """Go through the layers, for ``x`` that is checked."""
        for way in self._ways:
            x = way.go(x, training)
        self._output = x
        return x

    def _prepare(self) -> None:
        """Look at the layers, which may have been changed since the last time."""
        refuse_twice(self.layers)
        self._ways = [ways(layer) for layer in self.layers]

    def backward(self, upstream: ArrayLike) -> FloatArray:
        """Return dL/dX, given ``upstream`` = dL/d(output); every layer keeps its gradients.

        Raises
        ------
        RuntimeError : there was no forward.
        ValueError : ``upstream`` has not the shape of the output.
        """
        if self._output is None:
            raise not_yet("MLP.backward", "forward")
        upstream = as_array(upstream, who="MLP.backward", name="upstream", shape=self._output.shape)
        return self.pull_back(upstream)

    def pull_back(self, upstream: FloatArray) -> FloatArray:
        """Go back through the layers, for ``upstream`` that is checked."""
        return _backward(self._ways, upstream)

    def backward_from(self, loss: Loss, target: ArrayLike) -> FloatArray:
        """Return dL/dX for the loss of the last forward's output against ``target``.

        The same as ``backward(loss.gradient(output, target))``, except that the output
        activation and the loss are differentiated together, which stays right where a
        probability is exactly 0 or 1. Training uses this one.
        """
        if self._output is None:
            raise not_yet("MLP.backward_from", "forward")
        require_methods(loss, "value", "gradient", who="MLP.backward_from", name="loss")
        return _backward(*self._from(loss, target))

    def collect(self, upstream: FloatArray) -> None:
        """Go back for the gradients only, without dL/dX, which nobody asks for in training."""
        _collect(self._ways, upstream)

    def collect_from(self, loss: Loss, target: ArrayLike) -> None:
        """Go back from the loss, as training does; ``already_checked()`` skips the checks."""
        _collect(*self._from(loss, target))

    def _from(self, loss: Loss, target: ArrayLike) -> tuple[list[Way], FloatArray]:
        """Return the layers that the gradient still has to pass, and the gradient there."""
        assert self._output is not None
        last = self.layers[-1]
        together = hasattr(loss, "gradient_at_output")  # an object of one's own may lack it
        plain = getattr(type(last), "backward", None) is ActivationLayer.backward
        if together and plain and isinstance(last, ActivationLayer) and last.z is not None:
            upstream = loss.gradient_at_output(last.activation, last.z, self._output, target)
            return self._ways[:-1], upstream
        return self._ways, loss.gradient(self._output, target)

    def predict(self, X: ArrayLike) -> FloatArray:
        """Return the output for ``X``, shape (n, k), without dropout: values or probabilities."""
        return self.forward(X, training=False)

    def parameters(self) -> list[FloatArray]:
        """Return all weights and biases, first layer first: the arrays themselves."""
        return [p for layer in self.layers for p in layer.parameters()]

    def gradients(self) -> list[FloatArray]:
        """Return the gradients of the last backward, in the order of ``parameters()``."""
        return [g for layer in self.layers for g in layer.gradients()]

    def penalised(self) -> list[FloatArray]:
        """Return the weights of all layers, without the biases: what L1 and L2 apply to."""
        return [w for layer in self.layers for w in penalised(layer)]

    def __repr__(self) -> str:
        return f"MLP({', '.join(map(repr, self.layers))})"


def _backward(ways: Sequence[Way], upstream: FloatArray) -> FloatArray:
    for way in reversed(ways):
        upstream = way.back(upstream)
    return upstream


def _collect(ways: Sequence[Way], upstream: FloatArray) -> None:
    for first in ways[:1]:
        first.collect(_backward(ways[1:], upstream))


def _hidden(n_in: int, n_out: int, activation: str, rng: np.random.Generator) -> list[Layer]:
    if activation == "maxout":
        return [Maxout(n_in, n_out, rng=rng)]
    dense = Dense(n_in, n_out, rng=rng, initializer=initializer_for(activation))
    return [dense, ActivationLayer(activation)]
