"""Marks and comments for the gradebook."""

from grader.base.records import ExerciseResult, LostPoints, NotebookResult, SubmissionResult
from grader.gradebook.marks import comment, marks


def test_the_comment_says_what_was_lost() -> None:
    """The text beside the answer has points, part, reason and hint."""
    lost = (LostPoints("dW", 2, "It is transposed.", "Compare shapes."),)
    item = ExerciseResult("a", "a_test", "n", 1, 3, "failed", lost)
    assert comment(item) == "-2 dW: It is transposed. Compare shapes."
    lost = (LostPoints("dW", 2, "dW is transposed."), LostPoints("", 1, "No answer."))
    item = ExerciseResult("a", "a_test", "n", 0, 3, "failed", lost)
    assert comment(item) == "-2 dW is transposed.\n-1 No answer."


def test_points_and_comments_go_where_nbgrader_looks() -> None:
    """Points to the cell that carries them; the comment also to the cell with the answer."""
    failed = ExerciseResult("a", "a_test", "n", 1, 3, "failed", (LostPoints("", 2, "Wrong."),))
    essay = ExerciseResult("b", "b", "n", None, 2, "manual")
    broken = ExerciseResult("c", "c_test", "n", None, 2, "not graded", (), "no file")
    result = SubmissionResult((NotebookResult("n", "n.ipynb", (failed, essay, broken)),))
    found = {cell: (mark.score, mark.comment) for (_, cell), mark in marks(result).items()}
    assert found == {
        "a_test": (1, "-2 Wrong."),
        "a": (None, "-2 Wrong."),
        "b": (None, ""),
        "c_test": (None, "Not graded: no file"),
        "c": (None, "Not graded: no file"),
    }
