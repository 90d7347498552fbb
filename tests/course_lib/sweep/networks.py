"""Calls of activations, losses, layers, networks and gradient checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.activations import (
    ACTIVATIONS,
    IDENTITY,
    elu_with,
    leaky_relu_with,
    relu,
    sigmoid,
    softmax,
)
from course_lib.backprop import backprop, one_neuron
from course_lib.dropout import Dropout
from course_lib.gradient_check import check_layer, gradient_check, numeric_gradient
from course_lib.initializers import glorot, he, uniform, zeros
from course_lib.layers import ActivationLayer, Dense, Maxout
from course_lib.losses import LOSSES, CreditRisk, CustomLoss
from course_lib.mlp import MLP
from tests.course_lib.sweep.arguments import (
    ANY,
    LIMITS,
    RNG,
    ROWS,
    X_FREE,
    P,
    X,
    Z,
    add,
    array,
    count,
    network,
    number,
    rng,
    thing,
)
from tests.course_lib.sweep.kinds import Argument


def _activations() -> None:
    for name, activation in {**ACTIVATIONS, "identity": IDENTITY}.items():
        add(f"{name}.__call__", activation, z=Z)
        upstream = array(np.ones((2, 3)) / 4)
        add(f"{name}.vjp", activation.vjp, z=array(Z.value, may=LIMITS), upstream=upstream)
        if activation is not softmax:
            add(f"{name}.derivative", activation.derivative, z=Z)
    add("softmax.jacobian", softmax.jacobian, z=array([0.5, 1.0, -1.0], free=ROWS, may=LIMITS))
    add("leaky_relu_with", lambda slope: leaky_relu_with(slope)([-1.0]), slope=number(0.25))
    add("elu_with", lambda alpha: elu_with(alpha)([-1.0]), alpha=number(0.5))


def _losses() -> None:
    targets = {
        "mse": P,
        "binary_cross_entropy": P,
        "hinge": array([[1, -1], [-1, 1]]),
        "credit_risk": array([[0, 1], [1, 0]]),
    }
    mine = CustomLoss(lambda p, y: float(np.mean((p - y) ** 2)), lambda p, y: 2 * (p - y) / p.size)
    derived = CustomLoss(lambda p, y: float(np.mean((p - y) ** 4)))
    for name, loss in {**LOSSES, "custom": mine, "derived": derived}.items():
        target = targets.get(name, array([[0, 1], [1, 0]], may=("an axis less",)))  # labels
        add(f"{name}.value", loss.value, prediction=P, target=target)
        add(f"{name}.gradient", loss.gradient, prediction=P, target=target)
        add(
            f"{name}.gradient_at_output",
            loss.gradient_at_output,
            activation=thing(IDENTITY),
            z=array(P.value, may=LIMITS),
            a=P,
            target=target,
        )
    labels = array([0, 1])
    add(
        "cross_entropy.value of labels",
        LOSSES["cross_entropy"].value,
        prediction=array(P.value, free=(1,)),
        target=labels,
    )
    add("CreditRisk", lambda w: CreditRisk(w).value([0.5], [0.0]), w=number(2.0))
    add(
        "CustomLoss",
        lambda value, gradient: CustomLoss(value, gradient).gradient([0.5], [1.0]),
        value=thing(lambda p, y: float(p.sum()), kind="function"),
        gradient=thing(lambda p, y: np.ones_like(p), "None", kind="function"),
    )


def _both_ways(layer: Callable[[], Any]) -> Callable[..., Any]:
    def call(x: Any, upstream: Any) -> Any:
        used = layer()
        output = used.forward(x, training=True)
        return output, used.backward(upstream), used.gradients()

    return call


def _layers() -> None:
    for name, layer, width in (
        ("Dense", lambda: Dense(2, 3, rng=rng()), 3),
        ("Maxout", lambda: Maxout(2, 3, rng=rng()), 3),
        ("ActivationLayer", lambda: ActivationLayer("tanh"), 2),
        ("Dropout", lambda: Dropout(0.5, rng=rng()), 2),
        ("MLP", lambda: network(), 1),
    ):
        add(
            f"{name}.forward",
            lambda x, _l=layer: _l().forward(x),
            x=X_FREE if name in ("Dense", "Maxout", "MLP") else array(X.value, free=ANY),
        )
        add(f"{name}.backward", _both_ways(layer), x=X, upstream=array(np.ones((4, width)) / 4))
    add("MLP.predict", lambda X: network().predict(X), X=X_FREE)
    sizes = {"n_in": count(2), "n_out": count(3), "rng": RNG}
    start = thing("he", kind="choice", skip=("a class", "a function", "a lambda"))
    add("Dense", lambda **a: Dense(**a).forward(X.value), **sizes, initializer=start)
    add("Maxout", lambda **a: Maxout(**a).forward(X.value), **sizes, pieces=count(2))
    add("Dropout", lambda p, rng: Dropout(p, rng=rng).forward(X.value), p=number(0.5), rng=RNG)
    add(
        "ActivationLayer",
        lambda g: ActivationLayer(g).forward(X.value),
        g=thing("relu", kind="choice"),
    )
    add("MLP", lambda layers: MLP(layers).predict(X.value), layers=thing([Dense(2, 1, rng=rng())]))
    add(
        "MLP.of",
        lambda **a: MLP.of(**a).predict(X.value),
        sizes=thing([2, 3, 1]),
        hidden=thing("relu", kind="choice"),
        output=thing("identity", kind="choice"),
        dropout=number(0.5),
        rng=RNG,
    )
    for function in (he, glorot, zeros):
        add(
            function.__name__,
            function,
            n_in=count(2),
            n_out=count(3),
            rng=RNG if function is not zeros else Argument("fixed", None),
        )
    add("uniform", lambda limit: uniform(limit)(2, 3, rng()), limit=number(0.5))


def _backprop() -> None:
    neuron = {
        "x": array([1.0, 0.5]),
        "w": array([0.5, -1.0]),
        "b": number(0.25),
        "y": number(1.0),
        "activation": thing(sigmoid),
        "loss": thing(LOSSES["mse"]),
    }
    add("one_neuron", one_neuron, **neuron)
    step = one_neuron([1.0, 0.5], [0.5, -1.0], 0.25, 1.0, activation=relu, loss=LOSSES["mse"])
    add(
        "NeuronStep.updated",
        step.updated,
        w=array([0.5, -1.0]),
        b=number(0.25),
        learning_rate=number(0.5),
    )
    column = array([[1.0], [0.5], [-0.75], [2.0]])
    add(
        "backprop",
        lambda model, X, y, loss: backprop(model or network(), X, y, loss),
        model=Argument("fixed", None),
        X=X,
        y=column,
        loss=thing(LOSSES["mse"]),
    )
    add(
        "backprop: model",
        lambda model: backprop(model, X.value, column.value, LOSSES["mse"]),
        model=thing(network()),
    )
    add("MLP.backward_from", _backward_from, loss=thing(LOSSES["mse"]), target=column)
    square = thing(lambda x: float((x**2).sum()), kind="function")
    add(
        "gradient_check",
        lambda **a: gradient_check(**a).passed,
        function=square,
        gradient=array([1.0, 2.0], skip=("a class",)),
        x=array([0.5, 1.0]),
        tolerance=number(0.5),
        at_most=count(2, "None"),
    )
    add("numeric_gradient", numeric_gradient, function=square, x=array([[0.5, 1.0]], free=ANY))
    add(
        "check_layer",
        lambda layer, x, rng: len(check_layer(layer, x, rng=rng)),
        layer=thing(Dense(2, 3, rng=rng())),
        x=X_FREE,
        rng=RNG,
    )


def _backward_from(loss: Any, target: Any) -> Any:
    model = network()
    model.forward(X.value)
    return model.backward_from(loss, target), model.gradients()


_activations()
_losses()
_layers()
_backprop()
