"""What cannot be done within its bounds costs one question and not the process that asks."""

import ctypes
import os
from collections.abc import Callable, Iterator

import pytest

from grader.base.helper import BeyondBoundsError, ask, close_helpers

HERE = f"{__name__}:answers"


def answers(about: str) -> Callable[..., object]:
    """Return what a helper of these tests does."""

    def answer(what: str) -> object:
        if what == "loops":
            while True:
                pass
        if what == "crashes":
            ctypes.string_at(0)
        if what == "leaves":
            os._exit(0)
        if what == "grows":
            return b"x" * 4_000_000_000
        if what == "sinks":
            return answer(what)
        if what == "raises":
            raise LookupError("of its own choice")
        print("this is no answer")
        return f"{about} {what} {hash('a')} {os.getpid()}"

    return answer


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_helpers()


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("loops", "takes more than 1 s of computing"),
        ("crashes", "makes Python itself crash"),
        ("leaves", "ends Python itself"),
        ("grows", "takes more memory than there is for it"),
        ("sinks", "is nested too deeply for Python"),
        ("raises", "makes the grader stop with LookupError"),
    ],
)
def test_each_fault_has_a_reason_and_the_next_question_an_answer(what: str, why: str) -> None:
    """Whatever ends the work is named, and the helper after it answers as the one before."""
    before = ask(HERE, "key", "ada", 9, "is")
    with pytest.raises(BeyondBoundsError, match=f"^{why}$"):
        ask(HERE, "key", "ada", 1, what)
    after = ask(HERE, "key", "ada", 9, "is")
    assert before.split()[:3] == after.split()[:3]  # also the hashes
    assert before.split()[3] != after.split()[3]


def test_one_process_answers_many_questions() -> None:
    """A helper lives on as long as the questions are about the same thing."""
    first, second = ask(HERE, 1, "ada", 9, "is"), ask(HERE, 1, "ada", 9, "is")
    other = ask(HERE, 2, "bob", 9, "is")
    assert first == second
    assert other.split()[0] == "bob"


def test_an_answer_that_nobody_waited_for_is_not_given_to_the_next_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After Ctrl-C in the middle of a question, the next one gets its own answer."""
    from grader.base import helper

    received = helper._received

    def interrupted(pipe: object) -> object:
        monkeypatch.setattr(helper, "_received", received)
        raise KeyboardInterrupt

    ask(HERE, "key", "ada", 9, "is")
    monkeypatch.setattr(helper, "_received", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ask(HERE, "key", "ada", 9, "first")
    assert " second " in ask(HERE, "key", "ada", 9, "second")
