"""The text of questions is read without loss, and broken markup is refused."""

import pytest

from grader.base.errors import GraderError
from grader.exam.markup import blocks, plain


def test_each_kind_of_block_and_span() -> None:
    """A paragraph with every span, a formula and a listing come out as such, in order."""
    text = "Let $x$ be `y` or **z**.\n\n$$x^2$$\n\n```python\na = 1\n\nb = 2\n```\n\nEnd."
    found = blocks(text)
    assert [block.kind for block in found] == ["paragraph", "formula", "listing", "paragraph"]
    assert [span.kind for span in found[0].spans] == [
        "text", "math", "text", "code", "text", "strong", "text",
    ]  # fmt: skip
    assert found[2].spans[0].text == "a = 1\n\nb = 2"


@pytest.mark.parametrize("text", ["costs 5$", "a `b", "very **bold"])
def test_a_sign_without_partner_is_refused(text: str) -> None:
    """A lone dollar, backtick or pair of stars would be printed raw: it is an error."""
    with pytest.raises(GraderError, match="no partner"):
        blocks(text)


def test_plain_text_keeps_the_words() -> None:
    """The plain form has the words, the code and the formulas in one line."""
    assert plain("If $x \\le 2$, `f(x)` is **small**.") == "If x ≤ 2, f(x) is small."
