"""One file that was handed in, and what its path says of it."""

from __future__ import annotations

from dataclasses import dataclass

from grader.assistant.collect.archive import Entry
from grader.lms import Label, split_attempt


@dataclass(frozen=True, kw_only=True)
class HandedIn(Label):
    """One file that came out of the archive, with what the system wrote on it."""

    entry: Entry

    @property
    def base(self) -> str:
        """The file's own name without the number of the attempt, for telling new from old."""
        return split_attempt(self.file[-1])[0].casefold()

    @property
    def claim(self) -> str:
        """What is equal for all files that the system gave to one person."""
        return self.lms_id or self.owner or (f"{self.who}_" if self.loose else self.who)
