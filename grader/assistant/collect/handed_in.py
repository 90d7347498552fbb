"""One file that was handed in, and what its path says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.assistant.collect.archive import Entry
from grader.lms import Label

_NUMBER = re.compile(r"-\d{1,3}(?=\.)")


@dataclass(frozen=True, kw_only=True)
class HandedIn(Label):
    """One file that came out of the archive, with what the system wrote on it."""

    entry: Entry

    @property
    def base(self) -> str:
        """The file's own name without the number that a system puts before a newer state's suffix.

        A browser's ``(1)`` is another copy, and not a newer one. Canvas takes the first dot for
        that of the suffix, and once took the last one.
        """
        return _NUMBER.sub("", self.file[-1], count=1).casefold()

    @property
    def time(self) -> tuple[int, str]:
        """What is equal for all files of one hand-in, as far as the system says, and grows."""
        return self.number, self.when

    @property
    def claim(self) -> str:
        """What is equal for all files that the system gave to one person."""
        return self.lms_id or self.owner or (f"{self.who}_" if self.loose else self.who)
