"""``--cluster``: grades on a ``dask.distributed`` cluster.

Its workers need this package installed, in the same version, and may be killed and replaced: the
scheduler gives what was under way to another one.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from typing import Any

from grader.base.errors import GraderError
from grader.sandbox.doctor import require_confinement
from grader.workers.pool import Workers, here

_SECONDS = 10


class Cluster(Executor):
    """The cluster behind a client, as an executor that the pool can use."""

    def __init__(self, client: Any, isolate: bool) -> None:
        self.isolate = isolate
        # pure=False: dask must not take two students' equal files for one task.
        self._executor: Executor = client.get_executor(pure=False)

    def submit(self, task: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a task to the scheduler."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sending large graph")  # it is one file
            if self.isolate:
                return self._executor.submit(_confined, task, *args, **kwargs)
            return self._executor.submit(task, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of what is under way; the cluster goes on without this client."""
        self._executor.shutdown(wait=wait)


def _confined(task: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Run a task on a worker that has shown before its first one that it can confine a process."""
    _show_confinement()
    return task(*args, **kwargs)


@cache
def _show_confinement() -> None:

    try:
        require_confinement()
    except GraderError as error:
        from distributed import get_worker

        worker: Any = get_worker()
        reason = f"The worker {worker.address}: {error.message}"
        raise GraderError(reason, hint=error.hint) from None


def workers_at(address: str, jobs: int | None, *, isolate: bool) -> AbstractContextManager[Workers]:
    """Return the workers of the cluster at ``address``, or those of this machine if that is ""."""
    return connected(address, isolate=isolate) if address else nullcontext(here(jobs))


@contextmanager
def connected(address: str, *, isolate: bool = True) -> Iterator[Workers]:
    """Return workers for every thread of the cluster whose scheduler is at ``address``.

    With ``isolate``, a worker that cannot confine student code runs none, and the run ends with
    its reason.

    Raises
    ------
    GraderError : ``distributed`` is not installed, no scheduler answers, or it has no worker.
    """
    try:
        from distributed import Client
    except ImportError:
        raise GraderError(
            "--cluster needs the package distributed",
            hint="Install it with: pip install -e .[cluster]",
        ) from None
    # It would print tracebacks when a connection breaks; what that means is said once.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        client: Any = Client(address, timeout=_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]  # dask has no annotations
    except (OSError, ValueError) as error:
        raise GraderError(
            f"--cluster: no scheduler answers at {address}",
            hint="Give the address that `dask scheduler` prints, such as tcp://10.0.0.5:8786.",
        ) from error
    with client:
        count = sum(client.nthreads().values())
        if not count:
            raise GraderError(
                f"The cluster at {address} has no worker",
                hint=f"Start some with: dask worker {address}",
            )
        yield Workers(count, lambda jobs: Cluster(client, isolate))
