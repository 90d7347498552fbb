"""A blueprint is read strictly: what it does not say clearly is refused in one line."""

from pathlib import Path

import pytest

from grader.base.errors import GraderError
from grader.exam.blueprint import candidates, parse, read


def test_the_blueprint_of_the_package_is_met_exactly() -> None:
    """The default exam has the points and minutes it asks for, without a note."""
    from grader.exam.draw import draw_exam

    plan = read()
    for seed in range(5):
        exam = draw_exam(plan, seed)
        assert exam.notes == ()
        assert exam.points == plan.points
        assert exam.minutes <= plan.minutes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = 'x'", "no question is asked for"),
        ("pick = []", "no question is asked for"),
        ("[[pick]]\ntopic = 'nueron'", "Did you mean neuron"),
        ("[[pick]]\nquestion = 'weight_gradien'", "Did you mean weight_gradient"),
        ("[[pick]]\nlevel = 4", "level must be 1, 2 or 3, got 4"),
        ("[[pick]]\ncount = 0", "count must not be 0"),
        ("[[pick]]\ncount = -1", "count must not be -1"),
        ("[[pick]]\ncount = 'two'", "count must be a whole number"),
        ("[[pick]]\nkind = 'essay'", "kind must be one of"),
        ("[[pick]]\nlevels = 2", "levels is not known"),
        ("wek = 'week4'\n[[pick]]", "Did you mean week"),
        ("week = 'week9'\n[[pick]]", "week must be one of week4"),
        ("paper = 'a5'\n[[pick]]", "paper must be one of a4, us-letter"),
        ("pick = [3]", "must be a table"),
        ("[[pick]]\nquestion = 'derive_gradient'\npoints = 1", "points must be more than 1"),
        ("this is not toml", "blueprint"),
    ],
)
def test_a_bad_blueprint_is_refused_in_one_line(text: str, message: str) -> None:
    """The message names the pick and the word that is wrong."""
    with pytest.raises(GraderError, match=message) as caught:
        parse(text)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file and a binary file are each named."""
    with pytest.raises(GraderError, match=r"gone\.toml"):
        read(tmp_path / "gone.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GraderError, match="not a text file"):
        read(tmp_path / "binary.toml")


def test_filters_are_joined() -> None:
    """Topic, level and kind each narrow what fits."""
    plan = parse("[[pick]]\ntopic = 'neuron'\nlevel = 2\nkind = 'numeric'")
    found = candidates(plan.picks[0], plan.bank)
    assert {name for name, _ in found} == {"neuron_output", "weight_gradient", "weight_update"}
    assert {level for _, level in found} == {2}
