"""``--cluster``: grades on a ``dask.distributed`` cluster.

Its workers need this package installed, in the same version, and may be killed and replaced: the
scheduler gives what was under way to another one.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any

from grader.base.errors import GraderError
from grader.workers.pool import Workers

_SECONDS = 10


class Cluster(Executor):
    """The cluster behind a client, as an executor that the pool can use."""

    def __init__(self, client: Any) -> None:
        # pure=False: dask must not take two students' equal files for one task.
        self._executor: Executor = client.get_executor(pure=False)

    def submit(self, task: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a task to the scheduler."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sending large graph")  # it is one file
            return self._executor.submit(task, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of what is under way; the cluster goes on without this client."""
        self._executor.shutdown(wait=wait)


@contextmanager
def connected(address: str) -> Iterator[Workers]:
    """Return workers for every thread of the cluster whose scheduler is at ``address``.

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
        yield Workers(count, lambda jobs: Cluster(client))
