"""Promises that all six masters keep alike; what a notebook says is tested in its own file."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest


@dataclass(frozen=True)
class Plan:
    """What a notebook asks: the points of each autograded exercise and of each written answer."""

    exercises: dict[str, float]
    written: dict[str, float] = field(default_factory=dict)

    @property
    def points(self) -> float:
        """All points of the notebook."""
        return sum(self.exercises.values()) + sum(self.written.values())


PLANS = {
    "01_activations": Plan(
        {"stable_sigmoid": 3, "leaky_relu_and_elu": 4, "maxout": 4, "output_layer": 3}
    ),
    "02_backprop": Plan(
        {
            "neuron_locals": 2, "neuron_gradient": 2, "dense_backward": 5, "two_layer_backward": 4,
            "momentum_step": 2, "numeric_gradient": 2, "planted_bug": 3, "train_symmetry": 3,
        },
        {"why_zero": 2},
    ),
    "03_custom_losses": Plan(
        {"stable_cross_entropy": 4, "credit_loss": 4, "best_threshold": 4}, {"twice_counted": 2}
    ),
    "04_l1_l2_regularization": Plan(
        {
            "penalized_cost": 5, "ridge_fit": 4, "soft_threshold": 2, "lasso_fit": 5,
            "elastic_net_step": 2, "choose_lambda": 3, "network_step": 2,
        },
        {"which_penalty": 2},
    ),
    "05_dropout": Plan(
        {"dropout_forward": 4, "dropout_backward": 2, "find_the_lie": 3, "expected_noise": 3}
    ),
    "06_early_stopping": Plan(
        {"patience": 4, "prechelt_gl": 2, "keeps_label": 1, "augmentation": 3}
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=PLANS)
def notebook(request: pytest.FixtureRequest, master: Callable[[str], Any]) -> Any:
    """Each master in turn."""
    return master(request.param)


def test_its_exercises_and_points_are_the_planned_ones(notebook: Any) -> None:
    """What is autograded, what a person marks, and what the title says agree."""
    plan = PLANS[notebook.name]
    assert notebook.exercises() == plan.exercises
    marks = [c.metadata.get("nbgrader", {}) for c in notebook.cells if c.cell_type == "markdown"]
    assert {m["grade_id"]: m["points"] for m in marks if m.get("grade")} == plan.written
    by_hand = f", of which {sum(plan.written.values())} are for a written answer"
    assert f"**Points:** {plan.points}{by_hand if plan.written else '.'}" in notebook.text()


def test_the_master_gets_every_point_without_the_demonstrations(notebook: Any) -> None:
    """No test depends on a demo cell: without them each exercise has full marks."""
    values = notebook.run(notebook.graded(), {"__name__": "__main__"})
    planned = PLANS[notebook.name].exercises
    scores = {cell: value for cell, value in values.items() if cell.endswith("_test")}
    assert {name: float(scores[f"{name}_test"]) for name in planned} == planned


def test_what_grading_runs_is_cheap(notebook: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A solved notebook without its demonstrations needs less than a second of CPU."""
    seconds = notebook.cpu_seconds()
    with capsys.disabled():
        print(f"\n{notebook.name}: {seconds:.2f} s of CPU when graded")
    assert seconds < 1.0


@pytest.mark.parametrize("exercise", [name for plan in PLANS.values() for name in plan.exercises])
def test_stored_answers_are_plenty(master: Callable[[str], Any], exercise: str) -> None:
    """At least 3 right and 8 wrong answers of each exercise wait for ``grader check``."""
    home = next(name for name, plan in PLANS.items() if exercise in plan.exercises)
    assert len(master(home).answers(exercise, "right")) >= 3
    assert len(master(home).answers(exercise, "wrong")) >= 8


def test_a_visible_test_shows_no_solution(notebook: Any) -> None:
    """A test cell calls and compares; it contains no product, power or sum to copy."""
    cells = [c for c in notebook.code if c.metadata.get("nbgrader", {}).get("grade")]
    for cell in cells:
        visible = cell.source.partition("### BEGIN HIDDEN TESTS")[0]
        for node in ast.walk(ast.parse(visible)):
            assert not isinstance(node, ast.BinOp), f"{cell.id}: {ast.unparse(node)}"
