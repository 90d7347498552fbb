"""Every mistake that an exercise names leads to questions that train it, and students see none."""

import pytest
from masters import ROOT, WEEKS

from grader.base.trains import NAME
from grader.base.week import Week
from grader.exam.mending.links import faults, links
from grader.masters.exercise import exercises


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.folder.name)
def test_every_mistake_leads_to_a_question(week: Week) -> None:
    """What `grader check` asks of a week that has questions."""
    if week.questions.is_dir():
        found = {item.name: faults(week, item) for item in exercises(week.masters)}
        assert {name: wrong for name, wrong in found.items() if wrong} == {}
        asked = tuple(exercises(week.masters))
        without = [name for name, own in links(week, asked).items() if not own.rest]
        assert without == []  # written answers, too: by the statements that are taught above them


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.folder.name)
def test_the_release_has_none_of_the_links(week: Week) -> None:
    """The names of exam questions stay with the instructor."""
    released = ROOT / "notebooks" / week.folder.name
    texts = [path.read_text(encoding="utf-8") for path in released.rglob("*.py")]
    assert texts
    assert not any(NAME in text for text in texts)
