"""What the plots compute, against scikit-learn, finite differences and hand computation."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.activations import sigmoid, tanh
from course_lib.widgets.maths import arena, credit, curves, masks, neuron


def test_the_slope_by_differences_is_right_far_away_too() -> None:
    """At z = 1e12, where a fixed step would vanish in rounding, the identity has slope 1."""
    z = np.array([-1e12, -3.0, 0.0, 2.0, 1e12])
    slope = curves.own_curve(lambda z: z).slope(z)
    np.testing.assert_allclose(slope, 1, rtol=1e-6)


def test_an_own_function_that_overwrites_its_argument_or_returns_nan() -> None:
    """The plot's grid is safe from writing, and NaN is refused by the function's name."""

    def careless(z: np.ndarray) -> np.ndarray:
        z[z < 0] = 0
        return z

    z = np.array([-1.0, 2.0])
    assert curves.own_curve(careless).value(z).tolist() == [0.0, 2.0]
    assert z.tolist() == [-1.0, 2.0]
    with pytest.raises(ValueError, match=r"_bad.*NaN|_bad.*finite"):
        curves.own_curve(_bad).value(z)
    with pytest.raises(TypeError, match="callable"):
        curves.own_curve(3)  # type: ignore[arg-type]


def _bad(z: np.ndarray) -> np.ndarray:
    return z * np.nan


def test_the_matrix_form_contains_the_one_neuron_and_equals_finite_differences() -> None:
    """dW of the matrix form is the difference quotient of the mean loss over all entries."""
    lesson = neuron.Lesson()
    form = neuron.matrix_form(lesson, sigmoid, "mse")
    X, W, b = form.values["X"], form.values["W"], form.values["b"]
    Y = np.tile([1.0, 0.0], (3, 1))

    def loss(matrix: np.ndarray) -> float:
        return float(np.mean((1 / (1 + np.exp(-(X @ matrix + b))) - Y) ** 2))

    for i in range(2):
        for j in range(2):
            shift = np.zeros((2, 2))
            shift[i, j] = 1e-6
            slope = (loss(W + shift) - loss(W - shift)) / 2e-6
            assert form.gradients["W"][i, j] == pytest.approx(slope, rel=1e-5)
    assert form.values["Z"][0, 0] == pytest.approx(lesson.step(sigmoid, neuron.LOSSES["mse"]).z)


def test_the_lesson_goes_forward_backward_update_in_this_order() -> None:
    """Backward before the loss and update before the gradients are refused; then the loss falls."""
    lesson, loss = neuron.Lesson(), neuron.LOSSES["mse"]
    with pytest.raises(ValueError, match="press Forward"):
        lesson.backward()
    for _ in range(3):
        lesson.forward()
    with pytest.raises(ValueError, match="press Backward"):
        lesson.update(lesson.step(tanh, loss), 0.1)
    for _ in range(4):
        lesson.backward()
    before = lesson.step(tanh, loss)
    lesson.update(before, 0.1)
    assert lesson.shown == 0
    assert lesson.step(tanh, loss).L < before.L


def test_likely_mistakes_are_named() -> None:
    """Sign, a instead of its derivative, and the missing 2 are told apart."""
    step = neuron.Lesson().step(sigmoid, neuron.LOSSES["mse"])
    assert "sign" in neuron.likely_mistake("∂L/∂a", -step.dL_da, step)
    assert "itself" in neuron.likely_mistake("∂a/∂z", step.a, step)
    assert "factor 2" in neuron.likely_mistake("∂L/∂a", step.dL_da / 2, step)
    assert neuron.likely_mistake("∂L/∂a", 77.0, step) == ""


def test_the_spread_of_the_passes_is_that_of_theory() -> None:
    """Mean and standard deviation of 20 000 passes fit the formulas to 2 %."""
    passes = masks.Passes(0.5)
    sums = []
    for _ in range(50):
        passes.run(masks.KEPT)
        sums += passes.sums
    assert np.mean(sums) == pytest.approx(passes.clean, rel=0.01)
    assert np.std(sums) == pytest.approx(passes.expected_sd, rel=0.02)
    assert passes.verdict() == ""


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda x, p, rng: x * (np.random.default_rng(1).random(x.shape) >= p) / (1 - p), "seed"),
        (lambda x, p, rng: x * (rng.random(x.shape) < p) / p, "probability of dropping"),
        (lambda x, p, rng: x * (rng.random(x.shape) >= p), "not by 1"),
    ],
)
def test_wrong_dropouts_are_told_apart(wrong: masks.Function, words: str) -> None:
    """A frozen mask, keep-probability and missing scaling each get their own sentence."""
    passes = masks.Passes(0.3, wrong)
    passes.run(200)
    assert words in passes.verdict()


def test_stopping_rules_fare_as_their_definitions_say() -> None:
    """On a V-shaped curve patience 3 stops three epochs after the best one, at no loss."""
    epochs = np.arange(arena.EPOCHS)
    curve = arena.Curves(np.full(arena.EPOCHS, 0.5), np.abs(epochs - 50) / 100 + 0.1)
    rule = arena.library_rules(3, 5, 3)["patience 3"]
    assert arena.stopping_epoch(rule, curve) == 54  # best is the 51st epoch, three more
    assert arena.excess(curve, 54) == 0
    assert arena.stopping_epoch(rule, curve) == 54  # the second run starts afresh


def test_more_patience_costs_epochs_and_buys_error_on_the_unseen_runs() -> None:
    """Prechelt's trade-off holds on the arena's curves."""
    scores = [
        arena.score(arena.library_rules(n, 5, 3)[f"patience {n}"], arena.unseen())
        for n in (2, 8, 32)
    ]
    spent, lost = zip(*scores, strict=True)
    assert spent[0] < spent[1] < spent[2]
    assert lost[0] > lost[1] > lost[2]


def test_an_own_rule_may_be_a_function_an_object_or_a_class() -> None:
    """All three forms of the same rule stop at the same epoch; anything else is refused."""
    from course_lib.early_stopping import Patience

    class Mine(Patience):
        def __init__(self) -> None:
            super().__init__(4)

    run = arena.draw_curves(np.random.default_rng(3))
    forms = [Mine, Mine(), arena.library_rules(4, 5, 3)["patience 4"]]
    assert len({arena.stopping_epoch(arena.own_rule(form), run) for form in forms}) == 1
    with pytest.raises(TypeError, match="should_stop"):
        arena.own_rule(4)


def test_the_credit_fit_minimises_the_slides_loss() -> None:
    """No small change of the weights lowers loss plus ridge."""
    from course_lib.losses import CreditRisk

    train, _ = credit.borrowers()
    w = credit.fit_credit_risk(train, 4.0)

    def cost(v: np.ndarray) -> float:
        return CreditRisk(4.0).value(train.X @ v, train.y) + 0.3 * float(v[:-1] @ v[:-1])

    rng = np.random.default_rng(0)
    for _ in range(20):
        assert cost(w + 1e-3 * rng.normal(size=w.size)) > cost(w)


def test_the_cost_curve_is_the_confusion_matrix_times_the_costs() -> None:
    """At each threshold: 5 for every approved risky, 2 for every refused good borrower."""
    _, new = credit.borrowers()
    score = new.X @ credit.credit_risk(2.0)[0]
    curve = credit.cost_curve(new, score, 5.0, 2.0)
    for k in (0, 40, 60, 90):
        table = credit.confusion(new, score, float(credit.GRID[k]))
        assert table.sum() == new.y.size
        assert curve[k] * new.y.size == pytest.approx(5 * table[1, 0] + 2 * table[0, 1])
