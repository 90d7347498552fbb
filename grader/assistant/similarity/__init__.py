"""``grader similarity``: which pairs are more alike than their class is.

It accuses nobody. It says where two students' answers agree in what few others wrote, and how
often chance does that in this class, if that can be said; a person reads the two and decides.

    reading       files -> each student's own cells, exercise by exercise; nothing is run
    given         what everybody was given: the release, placeholders, the library
    fragments     a cell -> its pieces without names, order and layout (``shapes``)
    wording       a cell -> its statements with their names, and its comments
    scoring       pieces -> for each pair and exercise, what is shared and how surprising that is
    chance        all exercises -> how many such pairs a class of honest students has
    proof         what is equal to the letter, so long that it needs no chance
    library       answers that are a function of the library with other names
    comparison    all pairs in order: proof first, then the least likely
    marks, page   the pairs at the top, side by side

No library is used; what is published was looked at again. MOSS and Dolos pick fingerprints of
k-grams by winnowing, JPlag tiles token sequences greedily. All give a pair a share, and leave open
how large one must be: a threshold by hand, for one kind of exercise. None weighs what few write,
beyond leaving out what many have, and rewritten or reordered statements break their sequences.
Dolos and JPlag need Node or Java. copydetect (0.5.0: winnowing), pycode_similar (1.4) and csim
(4.1.0), which compare syntax trees, go pair by pair, 45,000 pairs of six files for a class of 300.
The pieces of a syntax tree, their holders and what chance makes of them are few lines of NumPy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.assistant.similarity.comparison import Pair, compare
from grader.assistant.similarity.page import page
from grader.assistant.similarity.reading import Watch, read_class
from grader.base.course import Course
from grader.base.files import write_whole

_FEWEST_PAIRS, _MOST_PAIRS = 5, 40


@dataclass(frozen=True)
class Similarity:
    """The page, the pairs on it, and the files that could not be read.

    ``borrowed`` counts the answers that are a function of the library, and ``more`` the pairs with
    proof that the page leaves out.
    """

    path: Path
    pairs: list[Pair]
    works: int
    unread: list[str]
    borrowed: int
    more: int

    def first(self, most: int) -> list[Pair]:
        """Return the first pairs of the page, as fairly chosen as those."""
        return foremost(self.pairs, most)

    @property
    def verdict(self) -> str:
        """What the ranking says, in a few sentences."""
        said = []
        if proved := sum(bool(pair.proof) for pair in self.pairs) + self.more:
            said.append(f"Equal to the letter: {proved}.")
        if rest := sum(pair.stands_out and not pair.proof for pair in self.pairs):
            said.append(f"Beyond what chance makes: {rest}.")
        if said:
            said.append("Read the two answers before you conclude.")
        elif self.pairs and all(pair.expected is None for pair in self.pairs):
            said.append("Too few students, or too little text: nobody can say what chance does.")
        else:
            said.append("No pair stands out: chance makes such pairs in a class like this one.")
        if self.borrowed:
            said.append(f"Answers that are a function of the library: {self.borrowed}.")
        return " ".join(said)


def foremost(pairs: Sequence[Pair], most: int) -> list[Pair]:
    """Return the first pairs; neither those with proof nor the others take all the room.

    Ten who hand in one file are 45 pairs with proof, and say less than two who share thirty steps.
    """
    proved = [pair for pair in pairs if pair.proof]
    others = [pair for pair in pairs if not pair.proof]
    room = max(most - len(others), most // 2)
    return [*proved[:room], *others[: most - len(proved[:room])]]


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
    alike = [pair for number, pair in enumerate(found.pairs)
             if number < _FEWEST_PAIRS or pair.stands_out]  # fmt: skip
    shown = foremost(alike, _MOST_PAIRS)
    more = sum(bool(p.proof) for p in alike) - sum(bool(p.proof) for p in shown)
    path = course.work / "reports" / f"{assignment}-similarity.html"
    write_whole(path, page(assignment, read, found, shown, more))
    taken = sum(len(item.works) for item in found.borrowed)
    return Similarity(path, shown, len(read.works), read.unread, taken, more)
