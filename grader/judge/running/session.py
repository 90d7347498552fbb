"""The judge's side of a student's processes: cells, snapshots, calls, and the clock.

Cells run in one process.  Where a test cell stands, that process forks a *snapshot*, which waits
with the state of that moment; the test's calls go there.  Where no test can notice another (see
``sharing``), they go to the process that ran the cells, and a test that ends it is tried again in
a process of its own.

So a crash in a test costs that test, an endless loop costs a part of it, and a cell that ends the
process is left out while the others are run again in a fresh one.  What takes too long is ended
with all that it has started, and so are the processes beside it: sixty busy children would take
the time of the tests that follow.  All times are read outside the student's reach.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from grader.judge.running.questions import Account, LostError, Questions, TimeUpError
from grader.sandbox.limits import MEGABYTE, Limits, in_steps
from grader.sandbox.wire.channel import Channel, ChannelError, ClosedError, LateError

_RESTARTS = 200
_REBUILDS = 8


@dataclass
class Snapshot:
    """The process that serves one test cell, and what each part of it has used.

    As long as it has none of its own, and ``shares``, it is the process that ran the cells.
    """

    events: int
    shares: bool = False
    channel: Channel | None = None
    pid: int = 0
    used: float = 0.0
    accounts: dict[object, Account] = field(default_factory=dict)
    rebuilds: int = 0
    peak_memory: int = 0


@dataclass
class Session:
    """All student processes of one notebook.

    Parameters
    ----------
    new_process : starts a fresh confined process and returns the socket to it.
    end_processes : ends all that were started, with everything in them.
    usage : reads what they have used: CPU seconds, and idle seconds.
    """

    new_process: Callable[[], socket.socket]
    end_processes: Callable[[], None]
    usage: Callable[[], tuple[float, float]]
    limits: Limits
    files: dict[str, bytes]
    events: list[tuple[str, Any]] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    main: Channel | None = None
    starts: int = 0
    anew: bool = False  # all processes were ended, and the snapshots are not taken again yet
    forbidden: set[str] = field(default_factory=set)  # what answers to the tests must not call

    def __post_init__(self) -> None:
        """Begin with all of the notebook's time left."""
        self.questions = Questions(self.limits, self.usage)

    def run(self, source: str, *, pictures: bool) -> dict[str, Any]:
        """Run a cell; if it ends or blocks the process, go on in a fresh one without it.

        Raises
        ------
        LostError : the cell was too slow or ended the process.
        """
        channel, account = self._main(), self._account(self.limits.cell_seconds)
        try:
            reply = self.questions.ask(channel, account, "run", source, pictures)
        except LateError:
            self._begin_anew()
            raise TimeUpError(self.questions.why(account)) from None
        except ChannelError as error:
            self.main = None
            plain = isinstance(error, ClosedError)
            raise LostError(_ended(error), is_plain=plain) from None
        self.events.append(("run", source))
        return reply if isinstance(reply, dict) else {}

    def repeat_instead(self, source: str) -> None:
        """Repeat this instead of the cell that was run last, if it has to be run again."""
        self.events[-1:] = [("run", source)] if source else []

    def snapshot(self, *, own: bool = True) -> int:
        """Keep the state of now for a test; return the number of the snapshot.

        Without ``own`` nothing is kept: the cells that follow change nothing of it.
        """
        number = len(self.snapshots)
        self.snapshots.append(Snapshot(len(self.events), not own))
        if not own:
            return number
        try:
            self._take(self._main(), number)
        except LostError:
            self.main = None  # the first call builds it again
        self.events.append(("fork", number))
        return number

    def again(self, number: int) -> int:
        """Return a snapshot of the same moment in a process that starts from the beginning.

        All processes are ended before, so that nothing it can meet has seen a hidden test.
        """
        self._begin_anew()
        self.anew = False
        self.snapshots.append(Snapshot(self.snapshots[number].events))
        return len(self.snapshots) - 1

    def ask(self, number: int, part: object, action: str, *arguments: object) -> Any:
        """Ask a snapshot for a call or a look at names, for a part of its test.

        Raises
        ------
        LostError : the part's time is used up, or the process ended.
        """
        snapshot = self.snapshots[number]
        account = snapshot.accounts.setdefault(part, self._account(self.limits.part_seconds))
        if account.is_empty():
            raise TimeUpError(f"this part {account}")
        alone = snapshot.rebuilds > 0
        try:
            return self._ask_snapshot(snapshot, account, action, *arguments)
        except ClosedError as error:
            if alone:
                raise LostError(_ended(error)) from None
        # It shared a namespace with the processes of other tests, and one of those may have ended
        # it.  What ends in a namespace of its own, has ended itself.
        try:
            return self._ask_snapshot(snapshot, account, action, *arguments)
        except ClosedError as error:
            raise LostError(_ended(error)) from None

    def _account(self, seconds: float) -> Account:
        return Account(seconds, self.limits.idle_seconds)

    def _ask_snapshot(
        self, snapshot: Snapshot, account: Account, action: str, *arguments: object
    ) -> Any:
        channel = self._channel(snapshot)
        started = time.monotonic()
        try:
            return self.questions.ask(channel, account, action, *arguments)
        except LateError:
            self._drop(snapshot)  # says what memory it used
            self._begin_anew()
            snapshot.rebuilds = max(0, snapshot.rebuilds - 1)  # each part may be late once
            raise TimeUpError(self.questions.why(account)) from None
        except ClosedError:
            self._drop(snapshot)
            raise
        except ChannelError as error:
            shared = snapshot.shares
            self._drop(snapshot)
            if shared:
                raise ClosedError("another test's answer may be to blame") from None
            raise LostError(_ended(error)) from None
        finally:
            snapshot.used += time.monotonic() - started

    def _channel(self, snapshot: Snapshot) -> Channel:
        if self.anew:
            with suppress(LostError):  # all snapshots at once, since the cells may be slow
                self._main()
        if snapshot.channel is not None:
            return snapshot.channel
        return self._main() if snapshot.shares else self._rebuild(snapshot)

    def _begin_anew(self) -> None:
        """End all processes; each is started again when it is needed."""
        for snapshot in self.snapshots:
            if snapshot.channel is not None:
                snapshot.channel.close()
                snapshot.channel, snapshot.pid = None, 0
                snapshot.rebuilds = max(0, snapshot.rebuilds - 1)  # it is not to blame
        if self.main is not None:
            self.main.close()
            self.main = None
        self.anew = True
        self.end_processes()

    def finish(self, number: int) -> None:
        """End a snapshot and note how much memory it used."""
        if self.snapshots[number].channel is not None:
            self._drop(self.snapshots[number])

    def _main(self) -> Channel:
        """Return the process that runs the cells; a new one repeats what ran before."""
        if self.main is None:
            self.anew = False
            self.main = self._repeat(self.events, snapshots=True)
        return self.main

    def _repeat(self, events: list[tuple[str, Any]], *, snapshots: bool) -> Channel:
        """Start a process and bring it to the state after ``events``."""
        while self.starts < _RESTARTS:
            self.starts += 1
            size = int(self.limits.message_mb * MEGABYTE)
            channel = Channel(self.new_process(), max_bytes=size, generators="send")
            doing: tuple[str, Any] = ("files", self.files)
            try:
                if self.files:
                    self.questions.ask(channel, self.questions.grace(), "files", self.files)
                for doing in events:
                    if doing[0] == "run":
                        account = self._account(self.limits.cell_seconds)
                        self.questions.ask(channel, account, "run", doing[1], False)
                    elif snapshots:
                        self._take(channel, doing[1])
                return channel
            except (ChannelError, LostError) as error:
                if isinstance(error, TimeUpError):
                    raise
                if doing[0] == "files":
                    raise LostError(f"could not be started again: {error}") from None
                events.remove(doing)  # it ran before and does not now: leave it out
        raise LostError("the process ended too often")

    def _take(self, channel: Channel, number: int) -> None:
        """Fork a snapshot off the process behind ``channel``."""
        snapshot = self.snapshots[number]
        snapshot.channel, snapshot.pid = self.questions.fork(channel)

    def _rebuild(self, snapshot: Snapshot) -> Channel:
        """Return a fresh process in the state of a snapshot that has died."""
        if snapshot.rebuilds >= _REBUILDS:
            raise LostError(f"the process ended {_REBUILDS + 1} times")
        snapshot.rebuilds += 1
        events = self.events[: snapshot.events]
        snapshot.channel, snapshot.pid = self._repeat(events, snapshots=False), 0
        return snapshot.channel

    def _drop(self, snapshot: Snapshot) -> None:
        """Kill a snapshot, through the process that forked it; that one is killed if it fails."""
        if snapshot.channel is not None:
            snapshot.channel.close()
            snapshot.channel = None
        elif snapshot.shares and self.main is not None:
            self.main.close()
            self.main = None
        snapshot.shares = False
        if self.main is None or not snapshot.pid:
            return
        try:
            reply = self.questions.ask(self.main, self.questions.grace(), "kill", snapshot.pid)
            if isinstance(reply, tuple) and len(reply) == 2 and isinstance(reply[1], int):
                most = int(2 * self.limits.memory_mb * MEGABYTE)  # the process says it itself
                said = in_steps(min(max(reply[1], 0), most))
                snapshot.peak_memory = max(snapshot.peak_memory, said)
        except (ChannelError, LostError):
            self.main.close()
            self.main = None
        snapshot.pid = 0


def _ended(error: ChannelError) -> str:
    return "ended the process" if isinstance(error, ClosedError) else f"{error}"
