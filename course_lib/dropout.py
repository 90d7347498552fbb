r"""Dropout: in training, switch units off at random, so that none can rely on another."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.checks import FloatArray, as_array, as_number, as_rng, own
from course_lib.layers import Layer, not_yet


class Dropout(Layer):
    r"""Zero each entry with probability ``p`` in training, with the semantics of torch.nn.Dropout.

    .. math:: a = \frac{m \odot x}{1 - p}, \qquad m \sim \text{Bernoulli}(1 - p)

    Dividing by 1 − p in training keeps the mean of ``a`` equal to ``x``, so that nothing has to
    be rescaled afterwards: with ``training=False`` the layer returns ``x`` unchanged.

    Parameters
    ----------
    p : the probability of *dropping* an entry, in [0, 1]. ``p=0`` keeps all, ``p=1`` drops all.
    rng : draws a new mask, one entry per example and unit, at every training forward.

    Attributes
    ----------
    mask : booleans, True where the last forward kept the entry; None if that was not training.

    Notes
    -----
    The slide says "each epoch"; masks are drawn more often, for every batch.

    References
    ----------
    Slides "Dropout" and "Dropout Example"; Srivastava et al., Dropout, JMLR 2014.

    Examples
    --------
    >>> layer = Dropout(0.5, rng=np.random.default_rng(0))
    >>> layer.forward([[1.0, 1.0, 1.0, 1.0]], training=True)
    array([[2., 0., 0., 0.]])
    >>> layer.backward([[1.0, 1.0, 1.0, 1.0]])
    array([[2., 0., 0., 0.]])
    >>> layer.forward([[1.0, 1.0, 1.0, 1.0]])
    array([[1., 1., 1., 1.]])
    """

    def __init__(self, p: float = 0.5, *, rng: np.random.Generator) -> None:
        hint = "p is the probability of dropping a unit, as in torch.nn.Dropout."
        self.p = as_number(p, who="Dropout", name="p", low=0, high=1, hint=hint)
        self.rng = as_rng(rng, who="Dropout")
        self.mask: NDArray[np.bool_] | None = None
        self._shape: tuple[int, ...] | None = None

    def forward(self, x: ArrayLike, *, training: bool = False) -> FloatArray:
        """Return ``x`` with entries dropped if ``training``, else ``x``."""
        return own(self.apply(as_array(x, who="Dropout.forward", name="x"), training))

    def apply(self, x: FloatArray, training: bool) -> FloatArray:
        """Draw the mask and use it, for ``x`` that is checked."""
        self._shape = x.shape
        self.mask = self.rng.random(x.shape) >= self.p if training else None
        return self._apply(x)

    def backward(self, upstream: ArrayLike) -> FloatArray:
        """Return dL/dx: the same entries are dropped and scaled as in the last forward."""
        if self._shape is None:
            raise not_yet("Dropout.backward", "forward")
        u = as_array(upstream, who="Dropout.backward", name="upstream", shape=self._shape)
        return own(self.pull_back(u))

    def pull_back(self, upstream: FloatArray) -> FloatArray:
        """Drop and scale ``upstream`` as the last forward did, for what is checked."""
        return self._apply(upstream)

    def _apply(self, x: FloatArray) -> FloatArray:
        if self.mask is None:
            return x
        if self.p == 1:  # nothing is kept, and 1 / (1 - p) does not exist
            return np.zeros_like(x)
        return x * self.mask / (1.0 - self.p)

    def __repr__(self) -> str:
        return f"Dropout({self.p:g})"
