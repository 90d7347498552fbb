"""Runs one task for many items at once, and survives the death of a worker.

Any ``concurrent.futures.Executor`` will do: processes on this machine, or a cluster's
(:mod:`grader.workers.cluster`).
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass
from typing import Any, TypeVar

from grader.base.errors import GraderError

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Workers:
    """Where tasks run: ``count`` at a time, on executors that ``make`` gives for a number."""

    count: int
    make: Callable[[int], Executor]


def here(jobs: int | None = None) -> Workers:
    """Return workers on this machine, one for each processor unless ``jobs`` says otherwise."""
    return Workers(jobs or os.cpu_count() or 1, lambda count: processes(count))


def processes(jobs: int) -> Executor:
    """Return a pool of processes that share nothing with this one, not even open files."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["grader.workers.task"])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Let a worker end without a traceback on Ctrl-C, and not outlive a parent that was killed.

    What it has imported stays, so the collector need not look at it again for every notebook.
    """
    gc.freeze()
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def each(
    task: Callable[[Any], Result],
    items: Iterable[Item],
    *,
    workers: Workers,
    load: Callable[[Item], Any] = lambda item: item,
) -> Generator[tuple[Item, Result | Exception], None, None]:
    """Yield every item with its result, or with the exception it ended in, as they are done.

    Only a few items are loaded at a time, so memory does not grow with their number. When a
    worker dies, everything under way is tried once more, one at a time, so that only the item
    that kills workers fails.

    Parameters
    ----------
    load : makes of an item what the task gets, at the moment when there is room for it.
    """
    waiting = deque(items)
    deaths: Counter[Item] = Counter()
    while waiting:
        alone = bool(deaths) and deaths[waiting[0]] > 0
        count = 1 if alone else workers.count
        executor = workers.make(count)
        run = _Run(executor, task, load, deque([waiting.popleft()]) if alone else waiting)
        try:
            yield from run.until_a_death(1 if alone else 2 * count)
        except BaseException:
            _abandon(executor)
            raise
        executor.shutdown(wait=True)
        for item in run.lost:
            deaths[item] += 1
            if deaths[item] == 2:
                yield item, RuntimeError("the process that graded it died")
        waiting.extendleft(item for item in run.lost if deaths[item] == 1)


class _Run:
    """Work on one executor; when a worker has died, ``lost`` has what was under way."""

    def __init__(
        self,
        executor: Executor,
        task: Callable[[Any], Any],
        load: Callable[[Any], Any],
        waiting: deque[Any],
    ) -> None:
        self.executor, self.task, self.load, self.waiting = executor, task, load, waiting
        self.running: dict[Future[Any], Any] = {}
        self.lost: list[Any] = []

    def until_a_death(self, at_once: int) -> Iterator[tuple[Any, Any]]:
        """Yield results until all are done, or a worker died."""
        while (self.waiting and not self.lost) or self.running:
            while self.waiting and not self.lost and len(self.running) < at_once:
                item = self.waiting.popleft()
                error = self._start(item)
                if error is not None:
                    yield item, error
            for future in wait(self.running, return_when=FIRST_COMPLETED).done:
                item = self.running.pop(future)
                outcome = _outcome(future)
                if isinstance(outcome, BrokenExecutor):
                    self.lost.append(item)
                else:
                    yield item, outcome

    def _start(self, item: Any) -> Exception | None:
        """Hand an item to a worker; return why it could not be loaded, if it could not."""
        try:
            self.running[self.executor.submit(self.task, self.load(item))] = item
        except BrokenExecutor:
            self.lost.append(item)
        except OSError as error:
            return error
        return None


def _outcome(future: Future[Any]) -> Any:
    """Return a future's result or exception; Ctrl-C in a worker is raised here too."""
    try:
        return future.result()
    except CancelledError:
        hint = "Start it again and run the same command: it goes on where it was."
        raise GraderError("The cluster is gone", hint=hint) from None
    except Exception as error:
        return error


def _abandon(executor: Executor) -> None:
    """Stop without waiting for what is under way."""
    executor.shutdown(wait=False, cancel_futures=True)
    for child in multiprocessing.active_children():
        child.terminate()
