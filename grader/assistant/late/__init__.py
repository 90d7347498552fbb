"""The late rule: how many points a late submission loses when grades leave the course.

The rule stands in the week's ``week.toml``; what is the same in all weeks may stand in
``solutions/course.toml`` in the same words::

    [late]
    timezone = "Europe/Berlin"           # the zone of all times; else that of this machine
    grace_days = 1                       # days that cost nothing
    points_per_day = 5
    cap = 20                             # never more than this
    due = 2026-11-20T23:59:00
    due_for = { ada = 2026-11-27T23:59:00 }        # a later deadline for one student
    handed_in = { bob = 2026-11-22T08:30:00 }      # where the LMS tells no time

What counts, exactly:

- In time is what is handed in up to the second of the deadline, that second included.
- The days begin at the deadline plus the days of grace, and a day that has begun counts as a whole.
- A day lasts until the same time on the clock of the next day, also when the clocks change.
- The deduction is never more than ``cap``, and the points that are left are never below 0.
- The time of the version that is graded counts, not that of an earlier one.
- The gradebook keeps the points as they are; only what is exported is less.

When something was handed in is taken from the first of these that is there: ``handed_in``; the
LMS's word that it was in time; the time in a name that the LMS wrote; a ``timestamp.txt`` (plain
folders only: in an LMS the student could have written it); the times in the archive. The zip of an
LMS may have the time of the download in it (Canvas's, and Moodle's since 4.0), so its times are
used only with ``archive_times = true``. What the
LMS calls late without a time loses nothing; the column ``late`` says so.
"""

from grader.assistant.late.lateness import Lateness, lateness, of_class
from grader.assistant.late.rule import Rule, load_rule, settings

__all__ = ["Lateness", "Rule", "lateness", "load_rule", "of_class", "settings"]
