"""What two pieces of code must share whatever was changed, and what they must not share."""

import pytest

from grader.assistant.similarity.fragments import Known, code_fragments, text_fragments
from grader.assistant.similarity.wording import wording

KNOWN = Known.of(["import numpy as np\ndef given(x): ..."])
ORIGINAL = '''
def distance(a, b):
    """Return how far they are."""
    gap = a - b
    scale = np.sqrt(3 * a + 1.0)
    total = 0
    for item in gap:
        total += item ** 2
    return np.sum(scale) * total
'''
CHANGED = {
    "renamed": """
def distance(left, right):
    d = left - right
    s = np.sqrt(3 * left + 1.0)
    t = 0
    for i in d:
        t += i ** 2
    return np.sum(s) * t
""",
    "reordered": """
def distance(a, b):
    total = 0
    scale = np.sqrt(1 + a * 3)
    gap = a - b
    for item in gap:
        total = item ** 2 + total
    return total * np.sum(scale)
""",
    "reformatted": """
def distance( a,b ):
  # another comment
  gap=(a
       - b); scale=np.sqrt( (3*a)+1. )
  total=0
  for item in gap: total+=item**2
  return (np.sum(scale)*total)
""",
    "other spelling": """
import numpy
def distance(a: float, b: float) -> float:
    gap, scale = a - b, numpy.sqrt(3 * a + 1.0)
    total = 0
    for item in gap:
        total += item * item
    return scale.sum() * total
""",
    "temporaries": """
def distance(a, b):
    gap = a - b
    inner = 3 * a
    scale = np.sqrt(inner + 1.0)
    total = 0
    for item in gap:
        square = item ** 2
        total += square
    size = np.sum(scale)
    answer = size * total
    return answer
""",
}


def keys(source: str) -> set[int]:
    """Return what a cell consists of."""
    return {item.key for item in code_fragments(source, KNOWN)}


@pytest.mark.parametrize("change", CHANGED)
def test_a_disguise_changes_nothing(change: str) -> None:
    """Names, order, layout, comments, docstrings and spelling are no part of a fragment."""
    assert keys(CHANGED[change]) == keys(ORIGINAL)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("y = a - b", "y = b - 2"),
        ("y = a - a", "y = a - b"),
        ("y = np.exp(a)", "y = np.log(a)"),
        ("y = a > b", "y = a >= b"),
        ("y = a[0]", "y = a[1]"),
        ("y = given(a)", "y = other(a)"),
    ],
)
def test_another_meaning_is_another_fragment(one: str, other: str) -> None:
    """Operators, constants, released functions, and which variable stands where, count."""
    assert not keys(one) & keys(other)


def test_a_comprehension_shares_the_parts_of_its_loop() -> None:
    """The loop, the condition and the expression are found again."""
    loop = "out = []\nfor i in range(n - 1):\n    if i % 3 == 0:\n        out.append(w[i] * 7)"
    short = "out = [w[k] * 7 for k in range(n - 1) if k % 3 == 0]"
    assert len(keys(loop) & keys(short)) >= 6


def test_code_that_is_no_python_shares_its_good_lines() -> None:
    """A cell that does not parse is compared line by line."""
    broken = ORIGINAL.replace("total = 0", "total = = 0").replace("a", "z")
    assert len(keys(broken) & keys(ORIGINAL)) >= 6


def test_fragments_know_their_lines() -> None:
    """The marks of the page stand on the lines of the code."""
    found = code_fragments("a = 1\n\nif x > 2:\n    y = np.exp(\n        a)", KNOWN)
    assert {(item.first, item.last) for item in found} == {(1, 1), (3, 3), (4, 5)}


@pytest.mark.parametrize(
    "hostile",
    [
        "x = " + "(" * 150 + "1" + ")" * 150,
        "x = " + "1 + " * 20_000 + "1",
        "x = " + "a." * 5_000 + "b",
        "x = a" + ".b()" * 5_000,
        "x = 0x" + "f" * 20_000,
        "x = y\n" * 3_000,
        "for a in b:\n" * 200,
    ],
    ids=["brackets", "sum", "attributes", "calls", "digits", "flow", "loops"],
)
def test_code_made_to_be_deep_or_long_is_harmless(hostile: str) -> None:
    """No cell costs an error, nor pieces out of proportion to its length."""
    assert len(code_fragments(hostile, KNOWN)) < 30_000
    assert len(wording(hostile)) < 30_000


def test_written_answers_are_compared_by_their_words() -> None:
    """Layout and capitals do not count; two words in a row do, so that a synonym hides little."""
    one = text_fragments("Equal units stay *equal*, because they get\nthe same signal.")
    two = text_fragments("I say: equal units stay equal because THEY get noise.")
    shared = {item.key for item in one} & {item.key for item in two}
    assert len(shared) == 6
    assert [(item.first, item.last) for item in one][-4:] == [(1, 1), (1, 2), (2, 2), (2, 2)]
