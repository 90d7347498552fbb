"""The guide is read in ten minutes, and its question works as it is printed."""

import re
import textwrap
from pathlib import Path

from stress import hold

from grader.exam.bank import Entry
from grader.exam.blueprint import parse
from grader.exam.draw import draw_exam

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "solutions" / "GUIDE.md").read_text(encoding="utf-8")


def test_the_question_of_the_guide_is_a_good_one() -> None:
    """Copied from the page: 300 variants of each level agree with the oracle printed below it."""
    blocks = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    code, oracle = [block for block in blocks if "def penalty_slope(" in block]
    scope: dict[str, object] = {}
    exec(code, scope)
    function = scope["penalty_slope"]
    facts = function.exam_facts  # type: ignore[attr-defined]
    entry = Entry(id="penalty_slope", topic="penalties", function=function, **facts)  # type: ignore[arg-type]
    exec(oracle, scope)
    hold(entry, scope["penalty_slope"])  # type: ignore[arg-type]


def test_the_guide_is_read_in_ten_minutes() -> None:
    """At 200 words a minute, a slow reader's pace for technical prose, code included."""
    assert len(GUIDE.split()) <= 2000


def test_the_readme_tells_the_truth() -> None:
    """Its blueprint is met without a note."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (plan,) = re.findall(r"```toml\n(\s*title = .*?)```", readme, re.DOTALL)
    assert draw_exam(parse(textwrap.dedent(plan)), 7).notes == ()
