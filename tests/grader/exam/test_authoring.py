"""The authoring guide is one page, and its example works as it is printed."""

import re
import textwrap
from importlib import resources
from pathlib import Path

import numpy as np

from grader.exam import bank
from grader.exam.bank import Entry
from grader.exam.blueprint import parse
from grader.exam.draw import draw_exam
from grader.exam.question import Numeric


def _guide() -> str:
    return resources.files("grader.exam").joinpath("AUTHORING.md").read_text(encoding="utf-8")


def test_the_example_of_the_guide_is_a_good_question() -> None:
    """Copied from the page and drawn at every level: valid, and right by finite differences."""
    (code,) = re.findall(r"```python\n(.*?)```", _guide(), re.DOTALL)
    scope: dict[str, object] = {}
    exec(code, scope)
    function = scope["penalty_slope"]
    facts = function.exam_facts  # type: ignore[attr-defined]
    entry = Entry(id="penalty_slope", topic="penalties", function=function, **facts)  # type: ignore[arg-type]
    for level in (1, 2, 3):
        seen = set()
        for seed in range(300):
            question = entry.draw(np.random.default_rng(seed), level)
            w, lam, h = question.given["w"], question.given["lam"], 1e-4
            slope = (lam * (w + h) ** 2 - lam * (w - h) ** 2) / (2 * h)
            assert isinstance(question.answer, Numeric)
            assert abs(question.answer.value - slope) < 1e-6
            seen.add(question.prompt)
        assert len(seen) >= entry.variants


def test_the_guide_fits_on_one_page() -> None:
    """At about 55 lines of 95 characters a page, prose and example together."""
    lines = sum(max(1, -(-len(line) // 95)) for line in _guide().splitlines())
    assert lines <= 75


def test_the_readme_tells_the_truth() -> None:
    """Its blueprint is met without a note, and its count of questions is right."""
    readme = (Path(__file__).resolve().parents[3] / "README.md").read_text(encoding="utf-8")
    (plan,) = re.findall(r"```toml\n(\s*title = .*?)```", readme, re.DOTALL)
    assert draw_exam(parse(textwrap.dedent(plan)), 7).notes == ()
    (count,) = re.findall(r"names (\d+) questions", readme)
    assert int(count) == len(bank.load())
