"""Pieces done by workers of dask.distributed: on this machine, or on a cluster whose scheduler is named.

The only file that knows dask, and it is imported late: without the extra ``national`` everything else works.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from layers.errors import NoWorkers, SchedulerMissing, SchedulerUnreachable, WorkerDiffers, WorkerLost
from layers.national.model import Job, Record, Work
from layers.national.version import fingerprint
from layers.parallel import THREADS

LOCAL = "local"
#: How often a piece is tried again after its worker was lost.
RETRIES = 5
#: Seconds to wait for a scheduler, and for its first worker.
_ANSWER_S, _WORKER_S = 20, 60
#: One thread each where a library would start its own: pieces are what is shared out.
_ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "GDAL_NUM_THREADS"), "1")


class Distributed:
    """An executor for :func:`layers.national.running.run`."""

    def __init__(self, client: Any, limit: str = "") -> None:
        self.client = client
        self.limit = limit

    @property
    def workers(self) -> int:
        """How many workers there are now."""
        return len(self.client.scheduler_info(n_workers=-1)["workers"])

    def run(self, jobs: Sequence[Job], work: Work, done: Callable[[Job, Record], None]) -> None:
        """Do all jobs; what is under way is called off when one fails or ``done`` raises.

        Raises
        ------
        WorkerLost
            A piece outlived as many workers as it was tried on.
        """
        from distributed import KilledWorker, as_completed

        asked = {}
        for at, job in enumerate(jobs):
            key = f"{job.piece.uid}-{job.key[:12]}"
            asked[self.client.submit(work, job, pure=False, retries=RETRIES, key=key, priority=-at)] = job
        try:
            for future in as_completed(list(asked)):
                try:
                    record = future.result()
                except KilledWorker as error:
                    piece = asked[future].piece.uid
                    raise WorkerLost(piece=piece, times=RETRIES + 1, limit=self.limit) from error
                done(asked[future], record)
        finally:
            self.client.cancel(list(asked), force=True)


@contextmanager
def cluster(address: str, *, workers: int | None = None, memory: str = "auto") -> Iterator[Distributed]:
    """Open a connection to workers, and close what was opened for it.

    Parameters
    ----------
    address : str
        ``local`` starts workers on this machine, which listen on the loopback only; else that of a scheduler,
        ``tcp://host:8786`` or ``tls://host:8786``.
    workers : int, optional
        Of this machine; one for each core when None.
    memory : str
        What each of them may hold, e.g. ``"2GB"``; an equal share of the machine's when ``"auto"``.

    Raises
    ------
    SchedulerMissing
        dask.distributed is not installed.
    SchedulerUnreachable, NoWorkers
    WorkerDiffers
        A worker runs another version of the program.
    """
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise SchedulerMissing() from error
    settings = {"distributed.scheduler.allowed-failures": RETRIES, "distributed.admin.tick.limit": "60s"}
    with dask.config.set(settings):
        if address == LOCAL:
            with _local(workers or os.cpu_count() or 1, memory) as here, Client(here) as client:
                yield Distributed(client, memory)
            return
        try:
            client = Client(address, timeout=_ANSWER_S)
        except (OSError, ValueError, TimeoutError) as error:
            raise SchedulerUnreachable(value=address) from error
        with client:
            try:
                client.wait_for_workers(1, timeout=_WORKER_S)
            except TimeoutError as error:
                raise NoWorkers(value=address) from error
            require_same(client)
            yield Distributed(client, memory)


def require_same(client: Any) -> None:
    """Refuse workers whose program would give other numbers.

    Raises
    ------
    WorkerDiffers
    """
    for worker, found in client.run(fingerprint, on_error="return").items():
        if found != fingerprint():
            value = found[:12] if isinstance(found, str) else type(found).__name__
            raise WorkerDiffers(host=worker, value=value, wanted=fingerprint()[:12])


@contextmanager
def _local(workers: int, memory: str) -> Iterator[Any]:
    from distributed import LocalCluster

    threads = max(1, (os.cpu_count() or 1) // workers)
    here = LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        memory_limit=memory,
        silence_logs=50,  # a lost worker is told by the pieces that come again
        env={**_ALONE, THREADS: str(threads)},
    )
    try:
        yield here
    finally:
        here.close()
