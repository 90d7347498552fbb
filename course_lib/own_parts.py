"""Does a layer or a loss of your own have all that training needs? What is missing is said.

How to write one, with an example of each, is told in ``course_lib/OWN_PARTS.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike

from course_lib.chain import penalised
from course_lib.checks import FloatArray, as_array, as_rng, short
from course_lib.gradient_check import check_layer, gradient_check
from course_lib.layers import Layer
from course_lib.losses import Loss


def missing_in_layer(layer: Layer, x: ArrayLike, *, rng: np.random.Generator) -> list[str]:
    """Return what the layer still lacks, one sentence each; an empty list means it is ready.

    Parameters
    ----------
    layer : a new object of your class, not used in a network yet.
    x : some rows that it can take, shape (n, n_in), n at least 2, away from kinks.
    rng : draws the numbers with which the gradients are compared.

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
    rng = as_rng(rng, who="missing_in_layer")
    needs = "forward", "backward", "parameters", "gradients"
    return _first(
        lambda: _methods(layer, needs, f"Inherit from Layer: class {type(layer).__name__}(Layer)."),
        lambda: _passes(layer, x, rng),
        lambda: _parameters(layer, x),
        lambda: _gradients(layer, x, rng),
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
    ['gradient: at index (1, 0) it is 2, finite differences of value give 4.']
    """
    p = as_array(prediction, who="missing_in_loss", name="prediction")
    y = as_array(target, who="missing_in_loss", name="target")
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
    upstream = rng.normal(size=output.shape)
    sent = upstream.copy()
    dx = layer.backward(sent)
    if np.shape(dx) != x.shape:
        yield f"backward: it must return dL/dx of shape {x.shape}, got {np.shape(dx)}."
    for name, array, before in (("forward", given, x), ("backward", sent, upstream)):
        if not np.array_equal(array, before):
            yield f"{name}: it changes its argument. Work on a copy."
    if not np.array_equal(layer.forward(x, training=False), output):
        yield "forward: with training=False it gives another output each time."
    if len(layer.forward(x[:1], training=True)) != 1:
        yield "forward: it must take any number of rows, also one."


def _parameters(layer: Layer, x: FloatArray) -> Iterator[str]:
    """Ask whether an optimizer can change the parameters in place, and a penalty find its own."""
    parameters, again = layer.parameters(), layer.parameters()
    if [id(p) for p in parameters] != [id(p) for p in again]:
        yield "parameters: it must return the arrays themselves, not copies."
        return
    for i, p in enumerate(parameters):
        if not (isinstance(p, np.ndarray) and p.dtype == np.float64 and p.flags.writeable):
            yield f"parameters: [{i}] must be a float64 array that can be changed, got {short(p)}."
            return
        kept, before = p.copy(), layer.forward(x)
        p += 1.0
        if np.array_equal(layer.forward(x), before):
            yield f"parameters: forward does not use [{i}]. Is it another array than the layer's?"
        p[...] = kept
    known = {id(p) for p in parameters}
    if any(id(w) not in known for w in penalised(layer)):
        yield "penalised: it must return arrays of parameters(), the very same."


def _gradients(layer: Layer, x: FloatArray, rng: np.random.Generator) -> Iterator[str]:
    """Ask whether all gradients are there, and right."""
    layer.backward(np.ones_like(layer.forward(x)))
    shapes = [np.shape(p) for p in layer.parameters()], [np.shape(g) for g in layer.gradients()]
    if shapes[0] != shapes[1]:
        yield f"gradients: their shapes must be those of parameters, {shapes[0]}, got {shapes[1]}."
        return
    for i, report in enumerate(check_layer(layer, x, rng=rng)):
        name = f"gradients: [{i - 1}]" if i else "backward: dL/dx"
        if report.wrong:
            yield (
                f"{name} at index {report.index} is {report.analytic:.6g}, "
                f"finite differences give {report.numeric:.6g}."
            )


def _loss(loss: Loss, p: FloatArray, y: FloatArray) -> Iterator[str]:
    """Ask whether value is one number, and gradient its slope."""
    sent = p.copy(), y.copy()
    value = loss.value(*sent)
    if not isinstance(value, (float, np.floating)):
        yield f"value: it must return one float, got {short(value)}. Is np.mean missing?"
        return
    gradient = np.asarray(loss.gradient(*sent))
    if not (np.array_equal(sent[0], p) and np.array_equal(sent[1], y)):
        yield "value or gradient changes its arguments. Work on copies."
        return
    if gradient.shape != p.shape:
        yield f"gradient: its shape must be the prediction's, {p.shape}, got {gradient.shape}."
        return
    report = gradient_check(lambda q: loss.value(q, y), gradient, p, tolerance=1e-5)
    if report.wrong:
        yield (
            f"gradient: at index {report.index} it is {report.analytic:.6g}, "
            f"finite differences of value give {report.numeric:.6g}."
        )
