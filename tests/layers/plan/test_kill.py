"""kill -9 in the middle of a session: every confirmed gesture is there afterwards, and nothing half done.

The long form, 500 rounds: ``python -m tests.hostile kill``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ROUNDS = 12


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_every_confirmed_gesture_survives() -> None:
    """In a program of its own: what else this test run has loaded and started is not forked with it."""
    command = [sys.executable, "-m", "tests.layers.plan.faults.killing", "--rounds", str(ROUNDS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode in (0, 1), done.stderr
    figures = json.loads(done.stdout)
    assert figures["failures"] == [], done.stderr
    assert figures["rounds"] == ROUNDS
    # The kills did fall into sessions, at different gestures, and left logs to replay.
    assert figures["killed_before_the_end"] > ROUNDS // 2
    assert len(figures["killed_during"]) >= 4
    assert figures["log_to_replay"] > ROUNDS // 3
    assert figures["copies_whole"] and figures["exports_whole"]


def test_a_killed_plan_in_a_read_only_place_is_read_from_a_scratch_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    import apsw
    import shapely

    from layers.plan import PlanStore, files
    from tests.layers.plan.builders import REFERENCE

    with PlanStore.create(tmp_path / "a.gpkg", title="x", reference_date=REFERENCE) as store:
        with store.change("patrol_area_added"):
            store.add_patrol_area("一号", shapely.box(116, 40, 117, 41))
        folder = tmp_path / "usb"
        folder.mkdir()
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{store.path}{suffix}", folder / f"a.gpkg{suffix}")
    real = files._connect

    def refuse(path: Path, options: str) -> apsw.Connection:
        if path.parent == folder and "immutable" not in options:
            raise apsw.CantOpenError("unable to open database file")
        return real(path, options)

    monkeypatch.setattr(files, "_connect", refuse)
    with PlanStore.open(folder / "a.gpkg", read_only=True) as copy:
        assert list(copy.patrol_areas()["name"]) == ["一号"]  # it was only in the log
    assert sorted(entry.name for entry in folder.iterdir()) == ["a.gpkg", "a.gpkg-wal"]
