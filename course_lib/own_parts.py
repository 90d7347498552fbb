"""Does a layer or a loss of your own have all that training needs? What is missing is said.

How to write one, with an example of each, is told in ``course_lib/OWN_PARTS.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy, deepcopy

import numpy as np
from numpy.typing import ArrayLike

from course_lib.chain import penalised
from course_lib.checks import FloatArray, as_array, as_rng, message, short
from course_lib.gradient_check import Differentiable, GradientReport, check_layer, gradient_check
from course_lib.layers import Layer
from course_lib.losses import Loss


def missing_in_layer(layer: Layer, x: ArrayLike, *, rng: np.random.Generator) -> list[str]:
    """Return what the layer still lacks, one sentence each; an empty list means it is ready.

    Parameters
    ----------
    layer : a new object of your class, not used in a network yet.
    x : some rows that it can take, shape (n, n_in), n at least 2, away from kinks.
    rng : draws the numbers with which the gradients are compared.

    Raises
    ------
    ValueError : ``x`` has fewer than two rows, or is not made of finite numbers.

    Examples
    --------
    >>> from course_lib.layers import Dense
    >>> rng = np.random.default_rng(0)
    >>> missing_in_layer(Dense(3, 2, rng=rng), rng.normal(size=(4, 3)), rng=rng)
    []
    >>> class Half:
    ...     def forward(self, x, *, training=False):
    ...         return x / 2
    >>> missing_in_layer(Half(), np.ones((4, 3)), rng=rng)[0]
    'It has no method backward. Inherit from Layer: class Half(Layer).'
    """
    x = as_array(x, who="missing_in_layer", name="x", shape=("n", "d"))
    if len(x) < 2:
        must, got = "have at least two rows", len(x)
        raise ValueError(message("missing_in_layer", "x", must, got, "One row hides mistakes."))
    rng = as_rng(rng, who="missing_in_layer")
    needs = "forward", "backward", "parameters", "gradients"
    return _first(
        lambda: _methods(layer, needs, f"Inherit from Layer: class {type(layer).__name__}(Layer)."),
        lambda: _passes(layer, x, rng),
        lambda: _parameters(layer, x, rng),
        lambda: _forgotten(layer, x, rng),
        lambda: _gradients(layer, x, rng),
        lambda: _gradients_in_training(layer, x, rng),
    )


def missing_in_loss(loss: Loss, prediction: ArrayLike, target: ArrayLike) -> list[str]:
    """Return what the loss still lacks, one sentence each; an empty list means it is ready.

    Parameters
    ----------
    loss : your object, with ``value`` and ``gradient``.
    prediction, target : a few of both that are legal for it, away from kinks.

    Examples
    --------
    >>> from course_lib.losses import CustomLoss, mse
    >>> missing_in_loss(mse, [[0.5], [2.0]], [[1.0], [0.0]])
    []
    >>> class Sum:
    ...     def value(self, p, y):
    ...         return float(((p - y) ** 2).sum())
    ...     def gradient(self, p, y):
    ...         return p - y
    >>> missing_in_loss(Sum(), [[0.5], [2.0]], [[1.0], [0.0]])
    ['value: the same rows twice must give the same value, 4.25, got 8.5. Is it a sum?']
    """
    p = as_array(prediction, who="missing_in_loss", name="prediction")
    y = as_array(target, who="missing_in_loss", name="target")
    if not p.ndim or not y.ndim:
        must, got = "have rows", "a single number"
        raise ValueError(message("missing_in_loss", "prediction and target", must, got))
    return _first(
        lambda: _methods(loss, ("value", "gradient"), "CustomLoss(value, gradient) has both."),
        lambda: _loss(loss, p, y),
    )


def _first(*questions: Callable[[], Iterator[str]]) -> list[str]:
    """Return what the first question with an answer finds; the later ones build on it."""
    for question in questions:
        try:
            found = list(question())
        except Exception as error:  # whatever the reader's own code raises is the answer
            return [f"It raises {type(error).__name__}: {error}"]
        if found:
            return found
    return []


def _methods(part: object, names: tuple[str, ...], hint: str) -> Iterator[str]:
    if isinstance(part, type):
        yield f"It is a class, not an object. Did you forget the brackets, {part.__name__}(...)?"
        return
    for name in names:
        if not callable(getattr(part, name, None)):
            yield f"It has no method {name}. {hint}"


def _passes(layer: Layer, x: FloatArray, rng: np.random.Generator) -> Iterator[str]:
    """Ask whether forward and backward have the right shapes, and leave alone what they get."""
    given = x.copy()
    output = layer.forward(given, training=False)
    if not (isinstance(output, np.ndarray) and output.dtype == np.float64 and output.ndim > 1):
        yield f"forward: it must return a float64 array of shape (n, n_out), got {short(output)}."
        return
    if len(output) != len(x):
        yield f"forward: it must return a row for each of the {len(x)} rows, got {len(output)}."
        return
    output = output.copy()  # a layer may write into one array of its own each time
    upstream = rng.normal(size=output.shape)
    sent = upstream.copy()
    dx = layer.backward(sent)
    if _shape(dx) != str(x.shape):
        yield f"backward: it must return dL/dx, an array of shape {x.shape}, got {_shape(dx)}."
    for name, array, before in (("forward", given, x), ("backward", sent, upstream)):
        if not np.array_equal(array, before):
            yield f"{name}: it changes its argument. Work on a copy."
    yield from _rows(layer, x, output)


def _rows(layer: Layer, x: FloatArray, output: FloatArray) -> Iterator[str]:
    """Ask whether each row has its own output, the same each time."""
    if not np.array_equal(layer.forward(x.copy(), training=False), output):
        yield "forward: with training=False it gives another output each time."
    elif not np.allclose(layer.forward(x[:1].copy(), training=False), output[:1]):
        yield "forward: with training=False the output of a row depends on the other rows."
    if len(layer.forward(x[:1].copy(), training=True)) != 1:
        yield "forward: it must take any number of rows, also one."
    given = x.copy()
    layer.forward(given, training=True)
    if not np.array_equal(given, x):
        yield "forward: with training=True it changes its argument. Work on a copy."


def _shape(value: object) -> str:
    """Return the shape of an array; what is none is shown itself."""
    return str(value.shape) if isinstance(value, np.ndarray) else short(value)


def _parameters(layer: Layer, x: FloatArray, rng: np.random.Generator) -> Iterator[str]:
    """Ask whether an optimizer can change the parameters in place, and a penalty find its own."""
    parameters, again = layer.parameters(), layer.parameters()
    if not isinstance(parameters, (list, tuple)):
        yield f"parameters: it must return a list of arrays, got {short(parameters)}."
        return
    for i, p in enumerate(parameters):
        name = f"parameters()[{i}]"
        if not (isinstance(p, np.ndarray) and p.dtype == np.float64 and p.flags.writeable):
            yield f"{name} must be a float64 array that can be changed, got {short(p)}."
            return
        if p is not again[i]:
            yield f"{name} must be the array itself, the same each time, not a copy or a new view."
            return
        kept, before = p.copy(), layer.forward(x).copy()
        p += rng.uniform(0.5, 1.5, size=p.shape)
        if np.array_equal(layer.forward(x), before):
            hint = "Is it another array than the layer's?" if x.any() else "Is it because x is 0?"
            yield f"{name} is not used by forward. {hint}"
        p[...] = kept
    known = {id(p) for p in parameters}
    if any(id(w) not in known for w in penalised(layer)):
        yield "penalised: it must return arrays of parameters(), the very same."


def _forgotten(layer: Layer, x: FloatArray, rng: np.random.Generator) -> Iterator[str]:
    """Ask whether a layer that only inherits ``parameters`` has an array that should learn."""
    if getattr(type(layer), "parameters", None) is not Layer.parameters:
        return
    before = layer.forward(x).copy()
    for name, array in list(vars(layer).items()):
        if isinstance(array, np.ndarray) and array.dtype == np.float64:
            other = copy(layer)  # what the layer remembers of x is not touched
            setattr(other, name, array + rng.uniform(0.5, 1.5, size=array.shape))
            if not np.array_equal(other.forward(x), before):
                yield (
                    f"parameters: forward uses {name}, but it will not learn. Return it in "
                    "parameters, and its gradient in gradients. If it is fixed, return [] in both."
                )


def _gradients(
    layer: Differentiable, x: FloatArray, rng: np.random.Generator, when: str = ""
) -> Iterator[str]:
    """Ask whether all gradients are there, and right."""
    layer.backward(np.ones_like(layer.forward(x)))
    gradients = layer.gradients()
    if not isinstance(gradients, (list, tuple)):
        yield f"gradients: it must return a list of arrays, got {short(gradients)}."
        return
    shapes = [", ".join(map(_shape, arrays)) for arrays in (layer.parameters(), gradients)]
    if shapes[0] != shapes[1]:
        must = f"their shapes must be those of parameters, [{shapes[0]}]"
        yield f"gradients: {must}, got [{shapes[1]}]."
        return
    for i, report in enumerate(check_layer(layer, x, rng=rng)):
        name = f"gradients()[{i - 1}]" if i else "backward: dL/dx"
        size = layer.parameters()[i - 1].size if i else x.size
        yield from _judge(report, size, f"{name}{when}", "finite differences")


class _Learning:
    """The layer as ``train`` uses it; each forward starts anew, with the same random numbers."""

    def __init__(self, layer: Layer) -> None:
        self._start = self._now = deepcopy(layer)  # others may draw from the layer's generator

    def forward(self, x: ArrayLike, /) -> FloatArray:
        self._now = deepcopy(self._start)
        return self._now.forward(x, training=True)

    def backward(self, upstream: ArrayLike, /) -> FloatArray:
        return self._now.backward(upstream)

    def parameters(self) -> list[FloatArray]:
        return self._start.parameters()

    def gradients(self) -> list[FloatArray]:
        return self._now.gradients()


def _gradients_in_training(layer: Layer, x: FloatArray, rng: np.random.Generator) -> Iterator[str]:
    try:
        learning = _Learning(layer)
    except TypeError:  # it holds something that cannot be copied, as np.random
        return
    # Random numbers from a generator that it does not hold itself cannot be drawn again.
    if np.array_equal(learning.forward(x).copy(), learning.forward(x)):
        yield from _gradients(learning, x, rng, " with training=True")


def _judge(report: GradientReport, size: int, name: str, by: str) -> Iterator[str]:
    if report.wrong:
        numbers = f"{report.analytic:.6g}, {by} give {report.numeric:.6g}"
        yield f"{name} at index {report.index} is {numbers}."
    elif len(report.kinks) == size:
        yield f"{name} could not be compared: every entry is at a kink. Try other numbers."


def _loss(loss: Loss, p: FloatArray, y: FloatArray) -> Iterator[str]:
    """Ask whether value is one number, and gradient its slope."""
    sent = p.copy(), y.copy()
    value = loss.value(*sent)
    if not isinstance(value, (float, np.floating)):
        yield f"value: it must return one float, got {short(value)}. Is np.mean missing?"
        return
    changed = not _same(sent, (p, y))
    sent = p.copy(), y.copy()
    gradient = loss.gradient(*sent)
    for name, so in (("value", changed), ("gradient", not _same(sent, (p, y)))):
        if so:
            yield f"{name}: it changes its arguments. Work on copies."
            return
    if _shape(gradient) != str(p.shape):
        must = f"it must be an array of the prediction's shape, {p.shape}"
        yield f"gradient: {must}, got {_shape(gradient)}."
        return
    twice = loss.value(np.concatenate([p, p]), np.concatenate([y, y]))
    if not np.isclose(twice, value, rtol=1e-6, atol=1e-12, equal_nan=True):
        hint = " Is it a sum?" if np.isclose(twice, 2 * value) else ""
        must = f"the same rows twice must give the same value, {value:.6g}"
        yield f"value: {must}, got {twice:.6g}.{hint}"
        return
    report = gradient_check(
        lambda q: loss.value(q, y), gradient, p, tolerance=1e-5, who="missing_in_loss", name="value"
    )
    yield from _judge(report, p.size, "gradient", "finite differences of value")


def _same(arrays: tuple[FloatArray, ...], before: tuple[FloatArray, ...]) -> bool:
    return all(map(np.array_equal, arrays, before))
