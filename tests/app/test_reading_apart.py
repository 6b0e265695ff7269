"""A file that hangs, crashes or eats memory: the window goes on, says which file it was, and reads the next one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer

from app.tasks.importing import Looked
from layers.sources import child
from layers.sources.child import Limits, Reader
from tests.app.conftest import forest
from tests.layers.sources.child_faults import COMMAND

if TYPE_CHECKING:
    from app.application import Application

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """The program's reader, which fails by the name of the file."""
    made = Reader(COMMAND, lambda _path: Limits(400 << 20, 30.0))
    monkeypatch.setattr(child, "shared", lambda: made)
    yield made
    made.close()


def named(folder: Path, fault: str) -> Path:
    path = folder / f"{fault}.geojson"
    path.write_text('{"type": "Point", "coordinates": [116.5, 40.5]}', encoding="utf-8")
    return path


class Pulse:
    """The longest time the window did not turn."""

    def __init__(self) -> None:
        self.longest_s, self._at = 0.0, time.monotonic()
        self._timer = QTimer(interval=10, timeout=self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest_s, self._at = max(self.longest_s, now - self._at), now


def look(program: Application, qtbot, path: Path) -> list[Looked]:
    found: list[list[Looked]] = []
    importer = program.window.importer
    importer.looked.disconnect(program.window.work._on_looked)  # the dialog is not what is tested here
    importer.looked.connect(found.append)
    try:
        importer.look([path])
        qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    finally:
        importer.looked.disconnect(found.append)
        importer.looked.connect(program.window.work._on_looked)
    return found[0]


def test_the_cancel_button_ends_a_library_that_never_returns(
    program: Application, qtbot, tmp_path: Path, faulty: Reader
) -> None:
    program.document.create(tmp_path / "p.lianfang.gpkg", title="测试", reference_date=date(2026, 5, 1))
    path = tmp_path / "林.gpkg"
    forest().to_file(path)
    assert look(program, qtbot, path)[0].inspection is not None  # warm
    pid = faulty.pid
    program.window.importer.look([named(tmp_path, "hang")])
    qtbot.waitUntil(program.window.status.cancel.isVisible)
    qtbot.wait(400)
    pulse = Pulse()
    (job,) = [job for job in program.jobs.active if job.title]
    began = time.monotonic()
    with qtbot.waitSignal(job.cancelled, timeout=3000):
        qtbot.mouseClick(program.window.status.cancel, Qt.MouseButton.LeftButton)
    assert time.monotonic() - began < 0.5
    assert pulse.longest_s < 0.3
    assert pid is not None and faulty.pid != pid
    assert look(program, qtbot, path)[0].inspection is not None


@pytest.mark.skipif(sys.platform != "linux", reason="signals and memory as Linux tells them")
@pytest.mark.parametrize(
    ("fault", "said"), [("crash", "SIGSEGV"), ("hog", "400 MB"), ("leave", "7"), ("fault", "ZeroDivisionError")]
)
def test_the_planner_is_told_which_file_it_was(
    program: Application, qtbot, tmp_path: Path, faulty: Reader, fault: str, said: str
) -> None:
    from app.messages import error_message

    (looked,) = look(program, qtbot, named(tmp_path, fault))
    assert looked.error is not None
    sentence = error_message(looked.error).sentence
    assert f"{fault}.geojson" in sentence and said in sentence and "。" in sentence
    good = tmp_path / "林.gpkg"
    forest().to_file(good)
    assert look(program, qtbot, good)[0].error is None


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the interpreter")
@pytest.mark.parametrize("command", ["check", "analyse"])
def test_the_command_line_survives_it_too(tmp_path: Path, command: str) -> None:
    script = (
        "import sys\n"
        "from layers.sources.child import process\n"
        "from tests.layers.sources.child_faults import COMMAND\n"
        "process.command = lambda: COMMAND\n"
        "from app.cli import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    path = named(tmp_path, "crash")
    plan = ["--plan", str(tmp_path / "p.lianfang.gpkg")] if command == "analyse" else []
    arguments = [command, str(path), *plan, "--lang", "en"]
    environment = {**os.environ, "LIANFANG_CONFIG": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, cwd=ROOT, env=environment
    )
    assert done.returncode == 4
    said = done.stdout + done.stderr
    assert "crash.geojson" in said and "SIGSEGV" in said and "export it again" in said
    assert "Traceback" not in said and "Fatal" not in said
    assert not (tmp_path / "p.lianfang.gpkg").exists()


def test_the_program_ends_its_reader(qapp, tmp_path: Path) -> None:
    reader = child.shared()
    reader.warm()
    pid = reader.pid
    child.end_shared()
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert child.shared() is not reader
    child.end_shared()


def test_the_word_that_makes_a_program_a_reader_is_the_same_on_both_sides() -> None:
    import main

    assert main.READER == child.ENTRY
