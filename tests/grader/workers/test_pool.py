"""The pool: every item gets a result, whatever happens to the workers."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.workers import pool

THREADS = pool.Workers(2, ThreadPoolExecutor)


def double(item: int) -> int:
    """Return twice the item; 13 fails, and 7 takes its process along."""
    if item == 13:
        raise ValueError("unlucky")
    if item == 7:
        os._exit(1)
    return 2 * item


def test_every_item_comes_back_once() -> None:
    """Each item is yielded with its own result."""
    assert dict(pool.each(double, range(6), workers=pool.here(2))) == {
        item: 2 * item for item in range(6)
    }


def test_an_exception_is_a_result() -> None:
    """A task that raises costs its own item and no other."""
    results = dict(pool.each(double, [12, 13, 14], workers=pool.here(2)))
    assert (results[12], results[14]) == (24, 28)
    assert isinstance(results[13], ValueError)


def test_a_dead_worker_costs_only_the_item_that_killed_it() -> None:
    """After a death, what was under way is done again, alone, and only the killer fails."""
    results = dict(pool.each(double, range(1, 13), workers=pool.here(2)))
    assert "died" in str(results.pop(7))
    assert results == {item: 2 * item for item in range(1, 13) if item != 7}


def test_few_items_are_under_way_at_a_time() -> None:
    """Items are taken from the list as results are taken, so memory stays flat."""
    started: list[int] = []
    loaded: list[int] = []
    lock = threading.Lock()

    def task(item: int) -> int:
        with lock:
            started.append(item)
        return item

    def load(item: int) -> int:
        loaded.append(item)
        return item

    results = pool.each(task, range(1000), workers=THREADS, load=load)
    next(results)
    assert len(started) <= len(loaded) <= 8
    results.close()


def test_what_cannot_be_loaded_costs_only_itself() -> None:
    """A file that cannot be read is the result of its item; the others are worked on."""

    def load(item: int) -> int:
        if item == 1:
            raise PermissionError("not yours")
        return item

    results = dict(pool.each(str, range(3), workers=THREADS, load=load))
    assert isinstance(results.pop(1), PermissionError)
    assert results == {0: "0", 2: "2"}


def test_stopping_does_not_wait_for_the_rest() -> None:
    """Ctrl-C while results are read ends the iteration at once."""
    release = threading.Event()

    def task(item: int) -> int:
        if item:
            release.wait(20)
        return item

    results = pool.each(task, range(9), workers=THREADS)
    assert next(results) == (0, 0)
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt)
    release.set()
