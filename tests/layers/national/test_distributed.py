"""Workers of dask.distributed: the same result, whoever is lost on the way."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from layers.errors import SchedulerMissing, SchedulerUnreachable, SharedFolderUnseen
from layers.kinds import ReachMethod
from layers.national import running
from layers.national.assembling import digests
from layers.national.distributed import LOCAL, Distributed, cluster, require_same
from layers.zones import derive
from layers.zones.model import Parameters
from tests.layers.national import land

pytest.importorskip("distributed", reason="the extra national is not installed")

SMALL = running.Sizes(block_counties=2)
PARAMETERS = Parameters(forest_reach=ReachMethod.DISTANCE.value)


def listening(pid: int) -> set[str]:
    """Return the addresses a process of this machine listens on for TCP, as hexadecimal text."""
    held = {name[8:-1] for name in map(_link, Path(f"/proc/{pid}/fd").iterdir()) if name.startswith("socket:")}
    rows = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and row[9] in held}


def _link(path: Path) -> str:
    try:
        return str(path.readlink())
    except OSError:
        return ""


def test_a_lost_worker_does_not_show(tmp_path: Path) -> None:
    given = land.inputs(300)
    killed: list[int] = []
    with cluster(LOCAL, workers=2, memory="2GB") as workers:
        assert workers.workers == 2
        require_same(workers.client)
        pids = list(workers.client.run(os.getpid).values())

        def lose_one(fraction: float, step: str) -> None:
            if step == "national_outline" and not killed:
                killed.append(pids[0])
                os.kill(pids[0], signal.SIGKILL)

        report = running.Report()
        result = running.run(
            given, PARAMETERS, tmp_path / "shared", sizes=SMALL, executor=workers, progress=lose_one, report=report
        )
        assert killed
        assert digests(result) == digests(derive(given, PARAMETERS))
        if sys.platform == "linux":
            for pid in {os.getpid(), *workers.client.run(os.getpid).values()}:
                assert listening(pid) <= {"0100007F"}  # the loopback, nothing else
        again = running.Report()
        running.run(given, PARAMETERS, tmp_path / "shared", sizes=SMALL, executor=workers, report=again)
        assert again.resumed == len(again.records) == len(report.records)
        for folder in (tmp_path / "shared").iterdir():
            (folder / "run.json").rename(folder / "gone.json")
        job = running.Job(again.run, running.Piece(running.Step.CUT, 0, "forest", 0), "k", "f")
        with pytest.raises(SharedFolderUnseen, match="does not see"):  # the error comes back with its facts
            workers.run([job], running.steps.do, lambda job, record: None)


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.national.distributed._ANSWER_S", 1)
    with pytest.raises(SchedulerUnreachable, match=r"127\.0\.0\.1:9"), cluster("tcp://127.0.0.1:9"):
        pass


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SchedulerMissing, match=r"lianfang\[national\]"), cluster(LOCAL):
        pass


def test_a_worker_of_another_version_is_refused() -> None:
    from layers.errors import WorkerDiffers

    class Other:
        def run(self, *_: object, **__: object) -> dict[str, str]:
            return {"tcp://10.0.0.7:1234": "another"}

    with pytest.raises(WorkerDiffers, match=r"tcp://10\.0\.0\.7:1234"):
        require_same(Other())
    assert Distributed(object(), "2GB").limit == "2GB"
