"""Which questions somebody gets: the costliest losses first, from easy to hard, never too many."""

from hypothesis import given
from hypothesis import strategies as st

from grader.exam.mending.links import Links
from grader.exam.mending.losses import EMPTY, LOST, MISSING, MISTAKE, Loss
from grader.exam.mending.plan import CAUSES, ahead, mend

TRAINED = {f"e{i}": Links(((("sign",), (f"s{i}:2",)),), (f"q{i}", "shared")) for i in range(9)}
LOSSES = st.lists(
    st.builds(
        Loss,
        exercise=st.sampled_from([*TRAINED, "unknown"]),
        points=st.sampled_from([0.25, 1.0, 4.0]),
        kind=st.sampled_from([MISTAKE, LOST, EMPTY, MISSING]),
        told=st.sampled_from(["", "w: the sign is lost.", "odd"]),
    ),
    max_size=40,
)


@given(LOSSES, st.integers(1, 12))
def test_a_sheet_is_short_has_no_question_twice_and_says_why(losses: list[Loss], most: int) -> None:
    """However much was lost, and whatever for."""
    steps = mend(losses, TRAINED, most)
    places = [(step.question, step.level) for step in steps]
    assert len(places) == len({*places}) <= most
    assert all(step.why.endswith((".", "”")) for step in steps)
    assert all(step.level >= 2 for step in steps if step.question.startswith("s") and
               step.question != "shared")  # fmt: skip
    for exercise in TRAINED:
        said = [(step.level, step.why.startswith("For")) for step in steps
                if f"{exercise} " in step.why or f"{exercise}." in step.why]  # fmt: skip
        assert said == sorted(said) or sum(not again for _, again in said) > 1
    assert bool(steps) == any(loss.exercise in TRAINED for loss in losses)


def test_one_mistake_is_trained_at_three_levels() -> None:
    """Its own question, then the exercise's, then its own again, harder."""
    (loss,) = [Loss("e1", 2.0, MISTAKE, "e1: the sign is lost.")]
    steps = mend([loss], TRAINED)
    assert [(step.question, step.level) for step in steps] == [("s1", 2), ("q1", 2), ("shared", 3)]
    assert steps[0].why == "In e1 you lost 2 points: “the sign is lost.”"


def test_everything_wrong_is_the_costliest_five_and_then_harder() -> None:
    """Thirty losses make a sheet of eight questions."""
    losses = [Loss(f"e{i % 9}", 30.0 - i, LOST) for i in range(30)]
    steps = mend(losses, TRAINED)
    assert [step.question for step in steps if step.level == 1] == [f"q{i}" for i in range(CAUSES)]
    assert (len(steps), max(step.level for step in steps)) == (8, 2)


def test_the_line_says_what_happened() -> None:
    """To one student, and to a class without a name."""
    lines = {
        kind: mend([Loss("e1", 1.0, kind, students=3)], TRAINED)[0].why
        for kind in (LOST, EMPTY, MISSING)
    }
    assert lines == {
        LOST: "In e1 you lost 1 point.",
        EMPTY: "You left e1 empty.",
        MISSING: "You did not hand in e1.",
    }
    told = Loss("e1", 4.5, MISTAKE, "w: odd.", students=3)
    assert mend([told], TRAINED, of=12)[0].why == "In e1 3 of 12 lost 4.5 points: “w: odd.”"


def test_whoever_lost_nothing_goes_further() -> None:
    """Five hard questions on what was reached; a mixture where nothing is known."""
    hard = ahead(list(TRAINED), TRAINED, 1, graded=True)
    assert {step.level for step in hard} == {3}
    assert len({step.question for step in hard}) == len(hard) == 5
    mixed = ahead(list(TRAINED), TRAINED, 1, graded=False)
    assert [step.level for step in mixed] == [1, 1, 2, 2, 3]
