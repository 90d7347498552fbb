r"""Layers: each knows how to go forward, and how to send a gradient backward.

``forward(x)`` remembers what ``backward`` needs, in copies that the caller cannot change.
``backward(upstream)`` receives dL/d(output), stores the gradients of the layer's own parameters
and returns dL/d(input). A gradient has the shape of what it differentiates.

``forward`` and ``backward`` check what they are given and then call ``apply`` and ``pull_back``,
which only compute. A network checks once and calls these two, see :func:`course_lib.chain.ways`.
A layer of your own needs neither of the two: see ``course_lib/OWN_PARTS.md``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_lib.activations import ACTIVATIONS, IDENTITY, Activation
from course_lib.checks import FloatArray, as_array, as_count, as_rng, choose, message, own
from course_lib.initializers import INITIALIZERS, Initializer, glorot, he


class Layer:
    """What every layer has. A layer without parameters inherits the two empty lists."""

    def forward(self, x: ArrayLike, *, training: bool = False) -> FloatArray:
        """Return the output for ``x``, shape (n, n_in); only dropout looks at ``training``."""
        raise NotImplementedError

    def backward(self, upstream: ArrayLike) -> FloatArray:
        """Return dL/dx for the last forward, given ``upstream`` = dL/d(output)."""
        raise NotImplementedError

    def parameters(self) -> list[FloatArray]:
        """Return the parameters themselves, not copies: an optimizer changes them in place."""
        return []

    def gradients(self) -> list[FloatArray]:
        """Return dL/d(parameter) of the last backward, in the order of ``parameters()``."""
        return []

    def penalised(self) -> list[FloatArray]:
        """Return what L1 and L2 apply to: the matrices that are not called b or bias."""
        named = getattr(self, "__dict__", {}).items()
        biases = [id(p) for name, p in named if name == "b" or "bias" in name]
        return [p for p in self.parameters() if p.ndim > 1 and id(p) not in biases]

    def __repr__(self) -> str:
        sizes = [str(getattr(self, n)) for n in ("n_in", "n_out") if hasattr(self, n)]
        return f"{type(self).__name__}({', '.join(sizes)})"


def not_yet(who: str, call: str) -> RuntimeError:
    """Return the error for a call that comes too early."""
    return RuntimeError(f"{who}: call {call} first; it has nothing to work with yet.")


class Dense(Layer):
    """A fully connected layer, z = x W + b (slide "Back Propagation: generally").

    Parameters
    ----------
    n_in, n_out : numbers of inputs and outputs.
    rng : draws the starting weights.
    initializer : "glorot", "he", "zeros", or a function ``(n_in, n_out, rng) -> W``.

    Attributes
    ----------
    W, b : shapes (n_in, n_out) and (n_out,).
    dW, db : their gradients after ``backward``, of the same shapes.

    Notes
    -----
    The code writes ``x.dot(W)`` for x @ W: the same product, and on the small matrices of one
    batch NumPy computes it faster, the outer product of a single unit more than four times.

    Examples
    --------
    >>> layer = Dense(2, 1, rng=np.random.default_rng(0))
    >>> layer.W[:] = [[2.0], [3.0]]
    >>> layer.forward([[1.0, 10.0]])
    array([[32.]])
    >>> layer.backward([[1.0]])
    array([[2., 3.]])
    >>> layer.dW
    array([[ 1.],
           [10.]])
    """

    def __init__(
        self,
        n_in: int,
        n_out: int,
        *,
        rng: np.random.Generator,
        initializer: str | Initializer = glorot,
    ) -> None:
        self.n_in = as_count(n_in, who="Dense", name="n_in")
        self.n_out = as_count(n_out, who="Dense", name="n_out")
        if not callable(initializer):
            initializer = choose(initializer, INITIALIZERS, who="Dense", name="initializer")
        W = initializer(n_in, n_out, as_rng(rng, who="Dense"))
        name = "W from the initializer"
        self.W = as_array(W, who="Dense", name=name, shape=(n_in, n_out)).copy()
        self.b = np.zeros(n_out)
        self.dW: FloatArray | None = None
        self.db: FloatArray | None = None
        self._x: FloatArray | None = None

    def forward(self, x: ArrayLike, *, training: bool = False) -> FloatArray:
        """Return z = x W + b, shape (n, n_out), for ``x`` of shape (n, n_in)."""
        x = as_array(x, who="Dense.forward", name="x", shape=("n", self.n_in))
        return self.apply(own(x), training)

    def apply(self, x: FloatArray, training: bool) -> FloatArray:
        """Compute z, for ``x`` that is checked."""
        self._x = x
        # x.dot(W) is x @ W, and faster on small batches
        z: FloatArray = x.dot(self.W)  # (n, n_in) -> (n, n_out)
        z += self.b
        return z

    def backward(self, upstream: ArrayLike) -> FloatArray:
        """Store dW = xᵀ u and db = Σ u, and return dx = u Wᵀ, where u is ``upstream``.

        Raises
        ------
        RuntimeError : there was no forward.
        ValueError : ``upstream`` has not the shape that forward returned.
        """
        if self._x is None:
            raise not_yet("Dense.backward", "forward")
        shape = (len(self._x), self.n_out)
        u = as_array(upstream, who="Dense.backward", name="upstream", shape=shape)
        return self.pull_back(u)

    def pull_back(self, upstream: FloatArray) -> FloatArray:
        """Compute dW, db and dx, for ``upstream`` that is checked."""
        self.collect(upstream)
        dx: FloatArray = upstream.dot(self.W.T)  # (n, n_in)
        return dx

    def collect(self, upstream: FloatArray) -> None:
        """Compute dW and db only: in training nobody asks the first layer for dx."""
        assert self._x is not None
        self.dW = self._x.T.dot(upstream)  # (n_in, n) @ (n, n_out)
        self.db = np.add.reduce(upstream)  # the sum over the batch, (n_out,)

    def parameters(self) -> list[FloatArray]:
        """Return [W, b], the arrays themselves."""
        return [self.W, self.b]

    def gradients(self) -> list[FloatArray]:
        """Return [dW, db] of the last backward; the next backward makes new arrays."""
        if self.dW is None or self.db is None:
            raise not_yet("Dense.gradients", "backward")
        return [self.dW, self.db]

    def penalised(self) -> list[FloatArray]:
        """Return [W]."""
        return [self.W]


class Maxout(Layer):
    """A maxout layer: each output is the largest of ``pieces`` linear functions of x.

    Parameters
    ----------
    n_in, n_out, rng : as for :class:`Dense`.
    pieces : how many linear functions compete; the slide has 2.

    Attributes
    ----------
    W, b : shapes (pieces, n_in, n_out) and (pieces, n_out); gradients dW, db alike.

    Notes
    -----
    Where two pieces tie, the first of them gets the gradient.

    References
    ----------
    Slide "Maxout"; Goodfellow et al., Maxout Networks, ICML 2013.

    Examples
    --------
    >>> layer = Maxout(1, 1, pieces=2, rng=np.random.default_rng(0))
    >>> layer.W[:] = [[[1.0]], [[-1.0]]]
    >>> layer.forward([[-3.0], [2.0]])  # max(x, -x) = |x|
    array([[3.],
           [2.]])
    """

    def __init__(self, n_in: int, n_out: int, *, pieces: int = 2, rng: np.random.Generator) -> None:
        self.n_in = as_count(n_in, who="Maxout", name="n_in")
        self.n_out = as_count(n_out, who="Maxout", name="n_out")
        self.pieces = as_count(pieces, who="Maxout", name="pieces", low=2)
        as_rng(rng, who="Maxout")
        self.W = np.stack([he(n_in, n_out, rng) for _ in range(pieces)])
        self.b = np.zeros((pieces, n_out))
        self.dW: FloatArray | None = None
        self.db: FloatArray | None = None
        self._x: FloatArray | None = None
        self._won: FloatArray | None = None

    def forward(self, x: ArrayLike, *, training: bool = False) -> FloatArray:
        """Return the largest piece for each example and output, shape (n, n_out)."""
        x = as_array(x, who="Maxout.forward", name="x", shape=("n", self.n_in))
        return self.apply(own(x), training)

    def apply(self, x: FloatArray, training: bool) -> FloatArray:
        """Compute the largest piece, for ``x`` that is checked."""
        self._x = x
        z = x @ self.W + self.b[:, None, :]  # (pieces, n, n_out)
        winner = z.argmax(axis=0)  # (n, n_out); the first one of a tie
        self._won = (winner == np.arange(self.pieces)[:, None, None]).astype(np.float64)
        return z.max(axis=0)  # type: ignore[no-any-return] # NumPy's stub says Any

    def backward(self, upstream: ArrayLike) -> FloatArray:
        """Give ``upstream`` to the winning pieces; store dW and db, return dx."""
        if self._x is None or self._won is None:
            raise not_yet("Maxout.backward", "forward")
        shape = (len(self._x), self.n_out)
        u = as_array(upstream, who="Maxout.backward", name="upstream", shape=shape)
        return self.pull_back(u)

    def pull_back(self, upstream: FloatArray) -> FloatArray:
        """Compute dW, db and dx, for ``upstream`` that is checked."""
        assert self._x is not None
        assert self._won is not None
        u = upstream * self._won  # (n, n_out) -> (pieces, n, n_out)
        self.dW = self._x.T @ u  # (n_in, n) @ (pieces, n, n_out)
        self.db = u.sum(axis=1)  # (pieces, n_out)
        return (u @ self.W.transpose(0, 2, 1)).sum(axis=0)  # type: ignore[no-any-return] # NumPy

    def parameters(self) -> list[FloatArray]:
        """Return [W, b], the arrays themselves."""
        return [self.W, self.b]

    def gradients(self) -> list[FloatArray]:
        """Return [dW, db] of the last backward."""
        if self.dW is None or self.db is None:
            raise not_yet("Maxout.gradients", "backward")
        return [self.dW, self.db]

    def penalised(self) -> list[FloatArray]:
        """Return [W]; the biases of the pieces, shape (pieces, n_out), are none."""
        return [self.W]


class ActivationLayer(Layer):
    """An activation as a layer, a = g(z) (slide "Activation Functions").

    Parameters
    ----------
    activation : one of ``ACTIVATIONS``, its name, or "identity".

    Examples
    --------
    >>> layer = ActivationLayer("relu")
    >>> layer.forward([[-1.0, 2.0]])
    array([[0., 2.]])
    >>> layer.backward([[5.0, 5.0]])
    array([[0., 5.]])
    """

    def __init__(self, activation: str | Activation) -> None:
        if isinstance(activation, str):
            table = {**ACTIVATIONS, "identity": IDENTITY}
            activation = choose(activation, table, who="ActivationLayer", name="activation")
        if not isinstance(activation, Activation):
            must, hint = "be an activation or its name", "For example 'relu'."
            raise TypeError(message("ActivationLayer", "activation", must, repr(activation), hint))
        self.activation = activation
        self.z: FloatArray | None = None
        self.a: FloatArray | None = None

    def forward(self, x: ArrayLike, *, training: bool = False) -> FloatArray:
        """Return g(x), of the shape of ``x``; afterwards ``z`` and ``a`` hold input and output."""
        x = as_array(x, who="ActivationLayer.forward", name="x")
        return own(self.apply(own(x), training))

    def apply(self, x: FloatArray, training: bool) -> FloatArray:
        """Compute g(x), for ``x`` that is checked."""
        self.z = x
        self.a = self.activation.g(x)
        return self.a

    def backward(self, upstream: ArrayLike) -> FloatArray:
        """Return dL/dz for the last forward."""
        if self.z is None or self.a is None:
            raise not_yet("ActivationLayer.backward", "forward")
        u = as_array(upstream, who="ActivationLayer.backward", name="upstream", shape=self.z.shape)
        return self.pull_back(u)

    def pull_back(self, upstream: FloatArray) -> FloatArray:
        """Compute dL/dz, for ``upstream`` that is checked."""
        assert self.z is not None and self.a is not None  # noqa: PT018 - for the type checker
        return self.activation.pull_back(upstream, self.z, self.a)

    def __repr__(self) -> str:
        return self.activation.name
