"""Stored answers are read strictly: a wrong header is an error and not a skipped answer."""

import pytest

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.instructor.answers import stored_answers


def test_header_and_code_are_read(course: Course) -> None:
    """Exercise, name, score, mistake, hint and the code without header."""
    answers = {answer.name: answer for answer in stored_answers(course, "week1")}
    sign = answers["wrong_sign"]
    assert (sign.exercise, sign.score, sign.hints) == ("double", 1, ("sign",))
    assert sign.mistake == "the sign is lost"
    assert sign.body == "def double(x):\n    return abs(2 * x)"
    assert answers["right_add"].is_right


@pytest.mark.parametrize(
    ("name", "code", "problem"),
    [
        ("cube/right_a.py", "# score: 1 of 1\n", "no exercise 'cube'"),
        ("double/right_a.py", "x = 1\n", "the first line must be `# score: N of 4`"),
        ("double/right_a.py", "# score: 3 of 3\n", "the first line must be `# score: N of 4`"),
        ("double/right_a.py", "# score: 3 of 4\n", "a right answer has full marks"),
        ("double/wrong_a.py", "# score: 3 of 4\n", "a wrong one fewer and one"),
        ("double/a.py", "# score: 4 of 4\n", "must begin with right_ or wrong_"),
    ],
)
def test_a_wrong_header_is_refused(course: Course, name: str, code: str, problem: str) -> None:
    """Each mistake in a stored answer names the file."""
    path = course.root / "solutions" / "week1" / "answers" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(code)
    with pytest.raises(GraderError, match=problem) as caught:
        stored_answers(course, "week1")
    assert name in str(caught.value)
