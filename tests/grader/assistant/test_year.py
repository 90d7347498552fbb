"""A year with few students: at each step all outputs agree with plain arithmetic."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.base.course import Course
from tests.benchmarks import postgres_server
from tests.benchmarks.a_year import year

pytestmark = [pytest.mark.usefixtures("warm"), pytest.mark.slow]


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Course]:
    """Return a course without anything, with its gradebook in a file or on a server."""
    if request.param == "SQLite":
        yield Course(tmp_path)
        return
    address = request.getfixturevalue("postgres")
    with postgres_server.database(address) as db:
        yield Course(tmp_path, db)


def test_a_year_of_one_class(empty: Course) -> None:
    """Four assignments, joins and leaves, two regrades, marks before and after, eight students:
    table, exports, feedback, report, worklist and the end of autograde say one thing."""
    played = year(empty, 8)
    assert [len(model) for model in played.model.values()] == [8, 8, 7, 7]
