"""``grader similarity``: which pairs are more alike than their class is.

It accuses nobody. It says where two students' answers agree in what few others wrote, and how
often chance does that in this class; a person reads the two and decides.

    reading       files -> each student's own cells, exercise by exercise; nothing is run
    fragments     a cell -> its pieces without names, order and layout (``shapes``)
    wording       a cell -> its statements with their names, and its comments
    scoring       pieces -> for each pair and exercise, what is shared and how surprising that is
    comparison    all pairs in order, judged by the class's own distribution (``chance``)
    marks, page   the pairs at the top, side by side

No library is used. copydetect (0.5.0, of 2024: winnowing of Pygments tokens) compares files pair
by pair, 45,000 pairs of six files for a class of 300; it knows neither rarity nor exercises, so
that what everyone writes counts as much as what two write, and a token sequence does not survive
statements in another order. pycode_similar (1.4, of 2020) compares syntax trees with difflib, and
csim (4.1.0, of 2026) by the edit distance of trees, pair by pair too; csim needs NumPy 1.26.
The pieces of a syntax tree and their number of holders are few lines with ``ast`` and NumPy.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.assistant.similarity.chance import FEWEST
from grader.assistant.similarity.comparison import Pair, compare
from grader.assistant.similarity.page import page
from grader.assistant.similarity.reading import Watch, read_class
from grader.base.course import Course
from grader.base.files import write_whole

_FEWEST_PAIRS, _MOST_PAIRS = 5, 40


@dataclass(frozen=True)
class Similarity:
    """The page, the pairs on it, and the files that could not be read."""

    path: Path
    pairs: list[Pair]
    works: int
    unread: list[str]

    @property
    def told(self) -> bool:
        """Whether the class is large enough to say what chance does."""
        return self.works >= FEWEST

    @property
    def verdict(self) -> str:
        """What the ranking says, in a sentence."""
        if not self.told:
            return f"With fewer than {FEWEST}, nobody can say what chance does."
        count = sum(pair.expected < BEYOND for pair in self.pairs)
        if not count:
            return "No pair stands out: chance makes such pairs in a class like this one."
        return f"Beyond what chance makes: {count}. Read the two answers before you conclude."

    def likelihood(self, pair: Pair) -> str:
        """How often chance makes a pair as alike as this one."""
        return in_words(pair.expected) if self.told else ""


def similarity(
    course: Course, assignment: str, *, watch: Watch = lambda done, total: None
) -> Similarity:
    """Compare the submissions of an assignment and write the page.

    Raises
    ------
    GraderError : the assignment is unknown, or there are not two submissions.
    """
    read = read_class(course, assignment, watch)
    found = compare(read, _MOST_PAIRS)
    shown = [
        pair
        for number, pair in enumerate(found.pairs)
        if number < _FEWEST_PAIRS or pair.expected < BEYOND
    ]
    path = course.work / "reports" / f"{assignment}-similarity.html"
    write_whole(path, page(assignment, read, found, shown))
    return Similarity(path, shown, len(read.works), read.unread)
