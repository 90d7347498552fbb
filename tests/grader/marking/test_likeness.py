"""Like answers, agreement and pace: against figures that come from elsewhere."""

from __future__ import annotations

import pytest
from sklearn.metrics import cohen_kappa_score

from grader.marking.agreement import kappa
from grader.marking.groups import likeness
from grader.marking.material import Answer

LONG = "The outputs of the hidden layer are zero and so nothing arrives at the first weights"


def answers(**texts: str) -> dict[str, Answer]:
    """Return answers by student."""
    return {name: Answer(name, text) for name, text in texts.items()}


def test_groups_are_empty_equal_near_and_single() -> None:
    """Case and white space make no other answer, a word makes a near one, a sign another."""
    texts = {"a": LONG, "b": LONG.upper(), "c": f"{LONG} at all.", "d": "", "e": " \n"}
    found = likeness(answers(**texts, f="$W = 0$", g="$V > 1$"), "", "").groups
    assert [(group.kind, set(group.students)) for group in found] == [
        ("empty", {"d", "e"}),
        ("near", {"a", "b", "c"}),
        ("single", {"f"}),
        ("single", {"g"}),
    ]


def test_what_is_like_the_scheme_or_another_is_told() -> None:
    """Copied words are found; what the question itself says is nobody's; short ones are chance."""
    found = likeness(answers(a=f"So: {LONG}.", b="Zero.", c=f"{LONG}, I think."), LONG, "")
    assert set(found.scheme) == {"a", "c"}
    assert found.alike["a"].student == "c"
    assert "b" not in found.alike
    assert likeness(answers(a=LONG), LONG, LONG).scheme == {}


@pytest.mark.parametrize(
    "pairs",
    [
        [(True, True), (True, False), (False, False), (False, True), (True, True)],
        [(True, True)] * 9 + [(False, True)] * 4 + [(False, False)] * 3,
        [(True, False), (False, True)],
    ],
)
def test_kappa_is_scikit_learns(pairs: list[tuple[bool, bool]]) -> None:
    """For yes and no of two markers."""
    first, second = zip(*pairs, strict=True)
    assert kappa(pairs) == pytest.approx(cohen_kappa_score(first, second))


def test_kappa_of_who_always_agree_on_one_thing_is_none() -> None:
    """Chance explains it all; and there is none of nothing."""
    assert kappa([(True, True)] * 5) is None
    assert kappa([]) is None
