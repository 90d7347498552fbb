"""The right option of a question does not give itself away by its looks."""

from __future__ import annotations

from statistics import mean

import pytest
from balance import LOOKS, of_week
from masters import WEEKS, Week

WITH_QUESTIONS = [week for week in WEEKS if week.questions.is_dir()]
SLACK = 0.05


@pytest.mark.parametrize("week", WITH_QUESTIONS, ids=lambda week: week.folder.name)
def test_the_right_option_does_not_stand_out(week: Week) -> None:
    """In 300 draws a level it is longest, first or alone with a number at most by chance + 5 %."""
    found = of_week(week)
    over = {
        f"{name}: {look} {shares.right[look]:.0%}"
        for name, shares in found.items()
        for look in LOOKS
        if shares.right[look] > shares.chance + SLACK
    }
    assert over == set()
    for look in LOOKS if found else ():
        together = mean(shares.right[look] for shares in found.values())
        assert together <= mean(shares.chance for shares in found.values()) + SLACK
