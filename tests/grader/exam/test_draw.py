"""From blueprint and seed to an exam: reproducible, without repetition, honest about limits."""

from itertools import combinations

import pytest

from grader.base.errors import GraderError
from grader.exam.blueprint import parse, read
from grader.exam.draw import LETTERS, draw_exam, student_seed, versions
from grader.exam.question import Choice, Derivation


def test_the_same_seed_gives_the_same_exam() -> None:
    """Questions and numbers depend on the seed, and on nothing else."""
    plan = read()
    assert draw_exam(plan, 7) == draw_exam(plan, 7)
    assert draw_exam(plan, 7).questions != draw_exam(plan, 8).questions


def test_no_question_comes_twice() -> None:
    """Two picks that fit the same questions share them out."""
    plan = parse("[[pick]]\ntopic = 'neuron'\ncount = 2\n[[pick]]\ntopic = 'neuron'")
    for seed in range(20):
        names = [question.id for question in draw_exam(plan, seed).questions]
        assert len(set(names)) == 3


def test_a_narrow_pick_gets_its_question_even_if_a_wide_one_comes_first() -> None:
    """Picks are matched, not served in order."""
    plan = parse("[[pick]]\ntopic = 'neuron'\ncount = 2\n[[pick]]\nquestion = 'weight_gradient'")
    for seed in range(20):
        assert draw_exam(plan, seed).questions[2].id == "weight_gradient"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[pick]]\ntopic = 'neuron'\ncount = 9", "asks for 9 questions, 6 too many.*has 3"),
        ("[[pick]]\nquestion = 'mse_value'\n[[pick]]\nquestion = 'mse_value'", "other picks need"),
        ("[[pick]]\ntopic = 'shapes'\nkind = 'derivation'", "has 0 that fit"),
        ("[[pick]]\ntopic = 'neuron'\ncount = 100000000", "asks for 100000000 questions"),
        ("[[pick]]\ncount = 9223372036854775808", "asks for 9223372036854775808 questions"),
    ],
)
def test_more_than_the_bank_has_is_refused(text: str, message: str) -> None:
    """The message says how many are missing and how many there are."""
    with pytest.raises(GraderError, match=message):
        draw_exam(parse(text), 1)


def test_points_and_minutes_that_cannot_be_met_are_said() -> None:
    """The exam is drawn all the same, with a note for each wish that is not met."""
    plan = parse("points = 50\nminutes = 1\n[[pick]]\ntopic = 'neuron'\ncount = 2")
    notes = draw_exam(plan, 1).notes
    assert len(notes) == 2
    assert "50 points were asked for" in notes[0]
    assert "1 minutes were asked for" in notes[1]


def test_points_of_a_pick_replace_those_of_the_bank() -> None:
    """The marks of a derivation are shared out anew, so that they still add up."""
    plan = parse("[[pick]]\nquestion = 'derive_gradient'\nlevel = 2\npoints = 10")
    (question,) = draw_exam(plan, 1).questions
    assert question.points == 10
    assert isinstance(question.answer, Derivation)
    assert sum(mark.points for mark in question.answer.marks) == 10


@pytest.mark.parametrize("seed", range(20))
def test_no_line_of_a_derivation_is_worth_nothing(seed: int) -> None:
    """With as few points as are allowed, every line to mark keeps at least one."""
    plan = parse("[[pick]]\nkind = 'derivation'\ncount = 3\npoints = 3")
    for question in draw_exam(plan, seed).questions:
        marks = [mark.points for mark in question.answer.marks]
        assert min(marks) >= 1
        assert sum(marks) == 3


def test_a_derivation_is_not_drawn_for_fewer_points_than_it_has_lines() -> None:
    """Where any question fits, one point never goes to a derivation."""
    plan = parse("[[pick]]\ncount = 60\npoints = 1")
    kinds = {question.kind for question in draw_exam(plan, 3).questions}
    assert "derivation" not in kinds
    assert len(kinds) > 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[[pick]]\nquestion = 'weight_gradient'", 1),  # a number: nothing can change places
        ("[[pick]]\nquestion = 'output_activation'\nlevel = 1", 24),  # 4! orders of the options
        ("[[pick]]\ntopic = 'neuron'\nkind = 'numeric'\ncount = 2", 2),
    ],
)
def test_no_two_versions_are_alike(text: str, count: int) -> None:
    """As many versions as there are orders, each another one, and no more."""
    made = versions(draw_exam(parse(text), 1), 26)
    assert len(made) == count
    assert all(a.questions != b.questions for a, b in combinations(made, 2))
    assert [version.label for version in made] == list(LETTERS[:count])


def test_versions_are_the_same_questions_in_another_order() -> None:
    """Each version has the same questions and numbers; order and options differ."""
    exam = draw_exam(read(), 7)
    made = versions(exam, 4)
    assert [version.label for version in made] == list("ABCD")
    by_id = [{q.id: q for q in version.questions} for version in made]
    for other in by_id[1:]:
        for name, question in by_id[0].items():
            assert other[name].prompt == question.prompt
            if isinstance(question.answer, Choice):
                assert set(other[name].answer.options) == set(question.answer.options)
    orders = {tuple(q.id for q in version.questions) for version in made}
    assert len(orders) == 4


def test_the_number_of_versions_has_limits() -> None:
    """There are letters for 26 versions."""
    with pytest.raises(GraderError, match="between 1 and 26"):
        versions(draw_exam(read(), 1), 27)


def test_students_have_seeds_of_their_own() -> None:
    """The seed of a sheet depends on the class's seed and on the id."""
    seeds = {student_seed(1, "ada"), student_seed(1, "bob"), student_seed(2, "ada")}
    assert len(seeds) == 3
