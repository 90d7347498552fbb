"""One record more in the table of activations: every reader of the table knows it."""

from __future__ import annotations

import base64
import importlib
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from scipy.special import expit

from course_lib import plots, widgets
from course_lib.activation_kinds import INF, Elementwise, Facts, Range, Softmax, WithWeights
from course_lib.activations import ACTIVATIONS, MAXOUT, sigmoid, softmax
from course_lib.initializers import INITIALIZERS, initializer_for
from course_lib.mlp import MLP
from course_lib.widgets.maths.sampling import PLACES
from grader.exam import bank
from grader.exam.question import Question
from grader.exam.writers import cheatsheet as writer

cheatsheet: Any = importlib.import_module(f"{bank.package(bank.choose()).__name__}.cheatsheet")

SWISH: dict[str, Any] = {
    "name": "swish",
    "title": "Swish",
    "formula": r"\frac{z}{1 + e^{-z}}",
    "derivative_formula": r"a + \frac{1 - a}{1 + e^{-z}}",
    "output_range": Range(-0.2785, INF, "[-0.28, ∞)"),
    "typical_use": "Hidden layers of deep networks",
    "zero_centred": True,
    "saturates": "on the left, at 0",
    "source": "Ramachandran et al. (2017)",
    "kink": "none",
    "cost": "one exponential per entry",
    "looks": "it dips below 0 and then rises",
    "slope_looks": "it rises from 0 to a little above 1",
    "start": "he",
    "g": lambda z: z * expit(z),
    "g_prime": lambda z, a: a + expit(z) * (1 - a),
}


@pytest.fixture
def swish(monkeypatch: pytest.MonkeyPatch) -> Elementwise:
    """The table with one record more."""
    activation = Elementwise(**SWISH)
    monkeypatch.setitem(ACTIVATIONS, "swish", activation)
    return activation


def _draws(name: str, level: int, count: int = 60) -> list[Question]:
    entry = bank.find(name)
    return [entry.draw(np.random.default_rng(seed), level) for seed in range(count)]


@pytest.mark.parametrize("missing", list(SWISH))
def test_a_kind_that_lacks_a_fact_cannot_be_built(missing: str) -> None:
    """Each fact is required, and the error names the one that is missing."""
    with pytest.raises(TypeError, match=f"'{missing}'"):
        Elementwise(**{key: value for key, value in SWISH.items() if key != missing})


@pytest.mark.parametrize("built", [sigmoid, softmax, MAXOUT], ids=lambda f: f.name)
def test_an_empty_fact_is_no_fact(built: Facts) -> None:
    """A text with nothing in it is refused in every kind, by the name of the fact."""
    texts = [f.name for f in fields(built) if isinstance(getattr(built, f.name), str)]
    assert len(texts) >= 10
    for name in texts:
        with pytest.raises(ValueError, match=rf": {name} must be a text, got ''"):
            replace(built, **{name: ""})


def test_a_new_kind_must_say_what_pictures_show() -> None:
    """A kind without its function of one number cannot be built, whatever facts it has."""
    facts = {key: value for key, value in SWISH.items() if not key.startswith("g")}
    with pytest.raises(TypeError, match="one_input"):
        type("Odd", (Facts,), {})(**facts)
    with pytest.raises(TypeError, match="'example'"):
        WithWeights(**facts)
    assert Softmax(**facts).one_input().value(np.zeros(1)) == pytest.approx(1 / 3)


def test_networks_and_their_start_know_it(swish: Elementwise) -> None:
    """A network of it is built by name, starts as its record says, and learns."""
    rng = np.random.default_rng(0)
    model = MLP.of([2, 400, 1], hidden="swish", output="swish", rng=rng)
    assert "swish" in repr(model)
    assert initializer_for("swish") is INITIALIZERS["he"]
    assert model.parameters()[0].std() == pytest.approx(1.0, rel=0.1)  # He: sqrt(2 / 2)


def test_pictures_and_plots_know_it(swish: Elementwise) -> None:
    """The figure, the explorer, the stepper and the playground offer it."""
    assert plots.activation(swish).axes[0].get_title() == "Swish"
    at = int(np.abs(PLACES - 1.0).argmin())
    for name in ("activation_explorer", "backprop_stepper", "network_playground"):
        plot: Any = getattr(widgets, name)()
        lists = [c.get("options", []) for c in plot.description["controls"]]
        assert ("swish", "Swish") in [pair for options in lists for pair in options], name
        table = base64.b64decode(plot.description["arrays"]["swish_values"]["data"])
        value = np.frombuffer(table, dtype="<f4")[at]
        assert value == pytest.approx(0.731059, abs=1e-6)  # 1 / (1 + 1/e)


def test_the_cheat_sheet_has_its_row(swish: Elementwise) -> None:
    """The cheat sheet prints its formula, derivative, range and use, with its curve."""
    section = cheatsheet._activations()
    (row,) = [row for row in section.items[0].rows if "Swish" in str(row[1])]
    assert swish.formula in row[1]
    assert swish.derivative_formula in row[2]
    assert row[3] == "[-0.28, ∞)"
    for fact in (swish.typical_use, swish.saturates):
        assert fact in row[4]
    assert min(row[0].y) == pytest.approx(-0.2785, abs=1e-3)
    assert writer.cheatsheet().startswith(b"%PDF")


def test_the_key_of_the_range_question_names_it(swish: Elementwise) -> None:
    """Which functions go below zero: each key of level 3 lists it, and each option is right."""
    offered = 0
    for question in _draws("activation_range", 3):
        assert "swish go below zero" in question.solution[0]
        for option in question.answer.options:
            if option.text == "Swish":
                offered += 1
                assert option.correct
                assert option.because == "Its range is [-0.28, ∞)."
    assert offered > 10


def test_every_question_about_all_activations_asks_for_it(swish: Elementwise) -> None:
    """Ranges, statements, clues and plots are drawn of it, with reasons for every option."""
    for name in ("activation_range", "activation_statements", "name_activation", "read_activation"):
        keys = []
        for question in _draws(name, 3) + _draws(name, 2):
            options = getattr(question.answer, "options", ())
            assert all(option.because for option in options)
            right = [option.text for option in options if option.correct]
            keys.append(" ".join([*right, *getattr(question.answer, "accepted", ())]))
        assert any("Swish" in key for key in keys), name


def test_statements_about_it_are_true(swish: Elementwise) -> None:
    """What is said of it agrees with its values and slopes, found by SciPy and differences."""
    z = np.linspace(-40, 40, 80_001)
    slope = np.gradient(z * expit(z), z)
    truth = {
        "never larger than 1/4": slope.max() <= 0.25,
        "slope at 0 is 1": abs(slope[40_000] - 1) < 1e-3,
        "read as probabilities": False,
        "no longer learns": bool((slope[:39_000] == 0).all()),
        "slope is exactly 1": bool(np.allclose(slope[40_010:], 1)),
        "no upper bound": True,
        "bounded from above": False,
        "never negative": False,
        "smooth at 0": True,
        "returns 0": False,
        "needs an exponential": True,
        "largest where its output is near 1": False,
    }
    seen = set()
    for question in _draws("activation_statements", 3, 200):
        for option in question.answer.options:
            if option.text.startswith("Swish: "):
                (words,) = [words for words in truth if words in option.text]
                assert option.correct == truth[words], option.text
                seen.add(words)
    assert seen == set(truth)


def test_every_question_of_the_bank_can_still_be_drawn(swish: Elementwise) -> None:
    """No question of any topic fails, or is refused by the bank's own checks."""
    for entry in bank.load().values():
        for level in (1, 2, 3):
            entry.draw(bank.variant_rng(3, entry.id, level), level)
