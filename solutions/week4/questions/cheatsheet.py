"""What the cheat sheet says about week 4: the facts of ``course_lib``, and rules around them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from course_lib.activations import ACTIVATIONS, IDENTITY, MAXOUT, Facts
from course_lib.losses import LOSSES
from grader.exam.wording import number
from grader.exam.writers.sheet import Plot, Section, Table

from .cheatsheet_regularization import regularization


def sections() -> tuple[Section, ...]:
    """Return the sections in the order of the lecture."""
    return (
        *(_shapes(), _neuron(), _activations(), _layers(), _updates(), _losses(), _custom()),
        *regularization(),
        *(_outputs(), _example(), _mistakes(), _numbers()),
    )


def _shapes() -> Section:
    return Section("Shapes", (
        Table(("Array", "Shape", ""), (
            ("$X$, one example per row", "`(n, d)`", "batch of $n$"),
            ("$W$, $b$", "`(n_in, n_out)`, `(n_out,)`", "a layer"),
            ("$Z = X W + b$, $A = g(Z)$", "`(n, n_out)`", "forward"),
            ("$y$, $p$", "`(n, k)`", "targets, predictions"),
        ), "1.25fr 1.35fr 0.9fr"),
        "A gradient has the shape of what it differentiates. A layer from $m$ to $k$ units has "
        r"$m k + k$ parameters; an MLP adds this up over its layers.",
        "**MLP** = feedforward = fully connected = dense = vanilla network: every neuron is linked "
        "to all of the next layer.",
    ), "shapes", extra=True)  # fmt: skip


def _neuron() -> Section:
    return Section("One neuron", (
        r"$z = w^\top x + b$, $\; a = \phi(z)$, $\; L = \ell(a, y)$",
        r"$$\frac{\partial L}{\partial w_i} = \frac{\partial L}{\partial a} \cdot "
        r"\frac{\partial a}{\partial z} \cdot \frac{\partial z}{\partial w_i} = "
        r"\frac{\partial \ell}{\partial a} \cdot \phi'(z) \cdot x_i, \quad "
        r"\frac{\partial L}{\partial b} = \frac{\partial \ell}{\partial a} \cdot \phi'(z)$$",
        r"$\ell = (a - y)^2$: $\frac{\partial \ell}{\partial a} = 2(a - y)$. Sigmoid with binary "
        r"cross-entropy, softmax with cross-entropy: $\frac{\partial L}{\partial z} = a - y$.",
        "By hand: (1) $z$ and $a$, (2) error, (3) times slope at $z$, (4) times input. A factor is "
        "zero if the input is 0, the ReLU is off, or $a = y$.",
    ), "neuron")  # fmt: skip


def _plot(function: Callable[[np.ndarray], np.ndarray]) -> Plot:
    z = np.linspace(-3, 3, 61)
    return Plot(tuple(z.tolist()), tuple(np.asarray(function(z)).tolist()))


def _activations() -> Section:
    facts: list[Facts] = [*ACTIVATIONS.values(), MAXOUT, IDENTITY]
    rows = tuple(
        (_plot(f.one_input().value), f"**{f.title}** ${f.formula}$",
         f"${f.derivative_formula}$", str(f.output_range), f"{f.typical_use}. {_limits(f)}")
        for f in facts
    )  # fmt: skip
    return Section("Activation functions", (
        Table(("", "Function", "Derivative", "Range", "Use, saturation, kink"), rows,
              "3.4em 1.35fr 1.5fr auto 2.8fr"),
        r"The gradient at the input of an activation: $dZ = dA \odot g'(Z)$; softmax, row by row: "
        r"$dz = s \odot (u - \sum_j u_j s_j)$. Adding a constant to all scores changes no softmax.",
    ), "activations", wide=True)  # fmt: skip


def _limits(fact: Facts) -> str:
    saturates = "" if fact.saturates == "no" else f"Saturates {fact.saturates}. "
    kink = "" if fact.kink.startswith("none") else f"Kink {fact.kink}. "
    return f"{saturates.replace('Saturates no:', 'Does not saturate:')}{kink}".strip()


def _layers() -> Section:
    return Section("Backpropagation through layers", (
        r"$$\frac{\partial L}{\partial w_{ij}^{(l)}} = \frac{\partial L}{\partial y_j^{(l)}} \cdot "
        r"\frac{\partial y_j^{(l)}}{\partial a_j^{(l)}} \cdot "
        r"\frac{\partial a_j^{(l)}}{\partial w_{ij}^{(l)}}$$",
        "The slide's $a$ is the pre-activation, $y$ the output; $i$: previous layer, $j$: next "
        "layer. With $dZ$ the gradient at $Z = X W + b$:",
        r"$$dW = X^\top dZ, \quad db = \sum_{\text{rows}} dZ, \quad dX = dZ \, W^\top$$",
        "Flow: **forward** (keep $X$, $Z$), **loss**, **backward** (last layer first; gradients of "
        "paths that split are added), **update** all weights.",
    ), "backpropagation")  # fmt: skip


def _updates() -> Section:
    return Section("Update rules", (
        Table(("Rule", "Step"), (
            ("Gradient descent", r"$w := w - \alpha \, g$, $\; b := b - \alpha \, g_b$"),
            ("Momentum", r"$v := \mu v - \alpha \, g$, $\; w := w + v$"),
            ("Adam", r"$w := w - \alpha \frac{\hat m}{\sqrt{\hat v} + \epsilon}$, running means of "
             "$g$ and $g^2$"),
            ("With L2", r"$w := (1 - 2 \alpha \lambda) w - \alpha \, g$"),
            ("With L1", r"gradient step, then soft threshold by $\alpha \lambda$"),
        ), "1fr 2.6fr"),
    ), "updates", extra=True)  # fmt: skip


_LOSS_TITLES = {"mse": "MSE", "binary_cross_entropy": "Binary cross-entropy",
                "cross_entropy": "Cross-entropy", "hinge": "Hinge",
                "credit_risk": "Credit risk"}  # fmt: skip


def _losses() -> Section:
    rows = tuple(
        (f"**{_LOSS_TITLES[name]}**", f"${loss.formula}$", f"${loss.gradient_formula}$",
         loss.typical_use)
        for name, loss in LOSSES.items()
    )  # fmt: skip
    return Section("Losses, means over the batch (hinge: labels -1 and 1)", (
        Table(("Loss", "Value", "Gradient at the prediction", "Use"), rows,
              "0.95fr 2.1fr 1.5fr 1.6fr"),
    ), "losses", wide=True)  # fmt: skip


def _custom() -> Section:
    return Section("Custom losses and decisions", (
        r"$\text{Loss} = \text{MSE} + \text{Penalty(risky borrower)}$: a risky borrower ($y = 0$) "
        r"costs $(1 + \lambda) p^2$. Best constant score with a share $\pi$ of risky ones: "
        r"$p = \frac{1 - \pi}{1 + \lambda \pi}$, no longer a probability.",
        r"Approve while $P(\text{default}) < t = \frac{c_{\text{refuse}}}{c_{\text{default}} + "
        r"c_{\text{refuse}}}$: a ratio to the **sum** of the costs (5 to 1 gives 1/6).",
    ), "custom", extra=True)  # fmt: skip


def _outputs() -> Section:
    partners = {loss.partner: loss.name.replace("_", " ") for loss in LOSSES.values()}
    return Section("Output layer and loss", (
        Table(("Task", "Output", "Loss"), (
            ("a number", "identity", "mse"),
            ("one of two classes", "sigmoid, 1 unit", partners["sigmoid"]),
            ("one of $k$ classes", "softmax, $k$ units", partners["softmax"]),
            ("unequal costs", "as the task", "custom: add a penalty"),
        ), "1.1fr 1fr 1.2fr"),
        r"Check a gradient: $\frac{L(w + h) - L(w - h)}{2 h}$ with $h = 10^{-5}$.",
    ), "outputs", extra=True)  # fmt: skip


def _example() -> Section:
    x, w, b, y, rate = 2.0, 0.5, 1.0, 3.0, 0.1
    z = w * x + b
    a = float(ACTIVATIONS["relu"]([z])[0])
    error = 2 * (a - y)
    slope_at_z = float(ACTIVATIONS["relu"].vjp([z], [1.0])[0])
    gradient = error * slope_at_z * x
    return Section("Example: a ReLU neuron", (
        f"$x = {x:g}$, $w = {w:g}$, $b = {b:g}$, $y = {y:g}$, $L = (a - y)^2$. Forward: "
        f"$z = {z:g}$, $a = {a:g}$, $L = {(a - y) ** 2:g}$. Backward: error ${error:g}$, slope "
        rf"${slope_at_z:g}$, so $\frac{{\partial L}}{{\partial w}} = {error:g} \cdot "
        rf"{slope_at_z:g} \cdot {x:g} = {gradient:g}$ and $\frac{{\partial L}}{{\partial b}} = "
        rf"{error * slope_at_z:g}$. Step with $\alpha = {rate:g}$: $w = {w - rate * gradient:g}$, "
        f"$b = {b - rate * error * slope_at_z:g}$.",
    ), "example", extra=True)  # fmt: skip


def _mistakes() -> Section:
    lines = (
        r"$\phi'$ taken at $a$ instead of $z$, or left out",
        "factor 2 of the square, or $1/n$ of the mean, forgotten",
        "$dW$ transposed; $db$ not summed over the rows",
        "gradient added: $w := w + \\alpha g$ climbs",
        "activation applied to a linear output",
        r"threshold $\lambda$ instead of $\lambda / 2$; weight crosses zero",
        r"L2 as $\frac{\lambda}{2}$ and $\lambda$ mixed up",
        "dividing by $p$ instead of $1 - p$; dropout in evaluation",
        "threshold as ratio of costs, not over their sum",
        "best weights kept without a copy; test set used to stop",
        "augmenting before the split, or the validation set",
    )
    return Section("Typical mistakes", ("; ".join(lines) + ".",), "mistakes", extra=True)


def _numbers() -> Section:
    sigmoid, tanh = ACTIVATIONS["sigmoid"], ACTIVATIONS["tanh"]
    values = [
        *((f"e^{{-{k}}}", math.exp(-k)) for k in (0.5, 1, 2)),
        *((rf"\ln {k}", math.log(k)) for k in (2, 3, 10)),
        *((rf"\sigma({k})", float(sigmoid([k])[0])) for k in (1, 2)),
        *((rf"\tanh({k})", float(tanh([k])[0])) for k in (0.5, 1)),
    ]
    text = ", ".join(f"${name} = {number(round(value, 3))}$" for name, value in values)
    symmetry = r"$\sigma(0) = \frac{1}{2}$, $\sigma(-z) = 1 - \sigma(z)$"
    return Section("Numbers", (f"{text}; {symmetry}.",), "numbers", extra=True)
