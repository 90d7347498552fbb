"""Rules that turn gradients into updates of the parameters: SGD with momentum, and Adam.

An optimizer changes the parameter arrays in place and remembers, for each of them, what it needs
for the next step.  So one optimizer belongs to one model.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from course_lib.checks import FloatArray, as_array, as_number, is_checked, message, short


class Optimizer(Protocol):
    """What training asks of an optimizer."""

    def step(self, parameters: Sequence[FloatArray], gradients: Sequence[FloatArray]) -> None:
        """Change the parameters in place, against their gradients."""

    def effective_step(self, index: int) -> float | FloatArray:
        """Return how far parameter ``index`` moves per step, in the end, for a slope of 1."""


class SGD:
    """Gradient descent with momentum:  v <- momentum * v - learning_rate * g,  w <- w + v.

    Parameters
    ----------
    learning_rate : alpha on the slide, greater than 0.
    momentum : the share of the last update that is kept, in [0, 1); 0 is the slide's plain rule.

    Raises
    ------
    TypeError, ValueError : a setting outside its interval.

    Notes
    -----
    Under a constant gradient momentum makes the steps 1 / (1 - momentum) times longer in the end,
    so a larger momentum usually wants a smaller learning rate.

    References
    ----------
    Slide "Recap: Gradient Descent"; Rumelhart, Hinton & Williams (1986), equation 9.

    Examples
    --------
    >>> w = np.array([1.0])
    >>> sgd = SGD(learning_rate=0.1, momentum=0.9)
    >>> for _ in range(2):
    ...     sgd.step([w], [2 * w])  # the gradient of w^2
    >>> w.round(4).tolist()
    [0.46]
    """

    def __init__(self, learning_rate: float, momentum: float = 0.0) -> None:
        self.learning_rate = _learning_rate(learning_rate, who="SGD")
        self.momentum = _share(momentum, who="SGD", name="momentum")
        self._velocities: list[FloatArray] = []

    def step(self, parameters: Sequence[FloatArray], gradients: Sequence[FloatArray]) -> None:
        """Change each parameter in place.

        Parameters
        ----------
        parameters, gradients : arrays in the same order and of the same shapes at every call.

        Raises
        ------
        TypeError : a parameter cannot be changed in place: a list, or an array of whole numbers.
        ValueError : numbers or shapes differ, or a gradient has a NaN or an infinity.
        """
        gradients = _checked(parameters, gradients, self._velocities, who="SGD.step")
        if self.momentum == 0:
            for parameter, gradient in zip(parameters, gradients, strict=True):
                parameter -= self.learning_rate * gradient
            return
        if not self._velocities:
            self._velocities = [np.zeros_like(parameter) for parameter in parameters]
        for parameter, gradient, v in zip(parameters, gradients, self._velocities, strict=True):
            v *= self.momentum
            v -= self.learning_rate * gradient
            parameter += v

    def reset(self) -> None:
        """Forget the steps before, as after a training that failed."""
        self._velocities = []

    def effective_step(self, index: int) -> float:
        """Return learning_rate / (1 - momentum), the same for every parameter."""
        return self.learning_rate / (1 - self.momentum)


class Adam:
    """Steps scaled by running averages of the gradient and of its square.

    m <- beta1 * m + (1 - beta1) * g,    v <- beta2 * v + (1 - beta2) * g^2,
    w <- w - learning_rate * m_hat / (sqrt(v_hat) + epsilon),
    where m_hat = m / (1 - beta1^t) and v_hat = v / (1 - beta2^t) correct for the start at zero.

    Parameters
    ----------
    learning_rate : about the length of a step for each weight, greater than 0.
    beta1, beta2 : the shares of the old averages that are kept, in [0, 1).
    epsilon : keeps the division finite where all gradients were zero, greater than 0.

    Raises
    ------
    TypeError, ValueError : a setting outside its interval.

    References
    ----------
    Kingma & Ba (2015), "Adam: a method for stochastic optimization", algorithm 1.

    Examples
    --------
    The first step has the length of the learning rate, whatever the size of the gradient.

    >>> w = np.array([1.0, 1.0])
    >>> Adam(learning_rate=0.1).step([w], [np.array([1e-3, 1e3])])
    >>> w.round(4).tolist()
    [0.9, 0.9]
    """

    def __init__(
        self,
        learning_rate: float = 0.001,
        *,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        self.learning_rate = _learning_rate(learning_rate, who="Adam")
        self.beta1 = _share(beta1, who="Adam", name="beta1")
        self.beta2 = _share(beta2, who="Adam", name="beta2")
        self.epsilon = as_number(epsilon, who="Adam", name="epsilon", low=0, low_open=True)
        self.reset()

    def reset(self) -> None:
        """Forget the steps before, as after a training that failed."""
        self._steps = 0
        self._means: list[FloatArray] = []
        self._squares: list[FloatArray] = []

    def step(self, parameters: Sequence[FloatArray], gradients: Sequence[FloatArray]) -> None:
        """Change each parameter in place; arguments and errors are those of :meth:`SGD.step`."""
        gradients = _checked(parameters, gradients, self._means, who="Adam.step")
        if not self._means:
            self._means = [np.zeros_like(parameter) for parameter in parameters]
            self._squares = [np.zeros_like(parameter) for parameter in parameters]
        self._steps += 1
        correction = 1 - self.beta1**self._steps
        for i, (parameter, gradient) in enumerate(zip(parameters, gradients, strict=True)):
            self._means[i] += (1 - self.beta1) * (gradient - self._means[i])
            self._squares[i] += (1 - self.beta2) * (gradient**2 - self._squares[i])
            parameter -= self.effective_step(i) * self._means[i] / correction

    def effective_step(self, index: int) -> FloatArray:
        """Return learning_rate / (sqrt(v_hat) + epsilon) for each entry of parameter ``index``."""
        corrected = self._squares[index] / (1 - self.beta2**self._steps)
        return self.learning_rate / (np.sqrt(corrected) + self.epsilon)


def _learning_rate(value: float, *, who: str) -> float:
    return as_number(
        value, who=who, name="learning_rate", low=0, low_open=True, high=np.inf, high_open=True
    )


def _share(value: float, *, who: str, name: str) -> float:
    return as_number(value, who=who, name=name, low=0, high=1, high_open=True)


def _checked(
    parameters: Sequence[FloatArray],
    gradients: Sequence[FloatArray],
    state: Sequence[FloatArray],
    *,
    who: str,
) -> Sequence[FloatArray]:
    """Refuse what would broadcast in silence, move another model, or turn the weights into NaN."""
    if state and [p.shape for p in parameters] != [s.shape for s in state]:
        must = f"have the shapes of the steps before, {[s.shape for s in state]}"
        hint = "An optimizer remembers its model: make a new one for a new model."
        raise ValueError(message(who, "parameters", must, [p.shape for p in parameters], hint))
    if is_checked():
        return gradients
    for name, arrays in (("parameters", parameters), ("gradients", gradients)):
        if not isinstance(arrays, Sequence):
            hint = "Put brackets around a single array."
            raise TypeError(message(who, name, "be a list of arrays", short(arrays), hint))
    if len(parameters) != len(gradients):
        must = f"as many arrays as there are parameters, {len(parameters)}"
        raise ValueError(message(who, "gradients", must, len(gradients)))
    for i, parameter in enumerate(parameters):
        if not (isinstance(parameter, np.ndarray) and parameter.dtype.kind == "f"):
            got = getattr(parameter, "dtype", type(parameter).__name__)
            must = "an array of floats, which is changed in place"
            raise TypeError(message(who, f"parameters[{i}]", must, got, "Use np.zeros(...)?"))
    return [
        as_array(gradient, who=who, name=f"gradients[{i}]", shape=parameter.shape)
        for i, (parameter, gradient) in enumerate(zip(parameters, gradients, strict=True))
    ]
