"""What the planner is told when a plan cannot be written, is gone, is older or newer, or the clock is wrong."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import apsw
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog
from shapely import box

from app import i18n, messages
from app.application import Application
from app.error_words import ERRORS
from layers.errors import PlanNotSaved
from layers.plan import FORMAT_VERSION, PlanStore
from tests.app.conftest import fill
from tests.app.test_sketch import CORNERS_PX, agree, draw, drawn_up, fail, lon_lat, ready  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
AREA = box(116.45, 40.62, 116.48, 40.65)
REFERENCE = date(2026, 5, 1)
linux = pytest.mark.skipif(sys.platform != "linux", reason="an open file cannot be moved elsewhere")
as_root = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs root to mount or change user")


def told(text: str, **facts: object) -> str:
    return QCoreApplication.translate("KeepControl", text).format(**facts)


def notice(program: Application) -> str:
    return program.window.notice.text


def ways(program: Application) -> list[str]:
    return [one.text() for one in program.window.notice.buttons]


def press(program: Application, text: str) -> None:
    next(one for one in program.window.notice.buttons if one.text() == told(text)).click()


def plan(path: Path, *areas: str) -> Path:
    with PlanStore.create(path, title="甲", reference_date=REFERENCE) as store:
        fill(store)
        for name in areas:
            with store.change("patrol_area_added", name=name):
                store.add_patrol_area(name, AREA)
    return path


@pytest.fixture
def choose(monkeypatch) -> Callable[[Path], None]:
    """Answer the file dialog."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    return answer


# -- two programs -----------------------------------------------------------------------------------


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A plan that another program works on, and how that one closes it."""
    path = plan(tmp_path / "共用.lianfang.gpkg", "一号")
    code = "import sys; from layers.plan import PlanStore; s = PlanStore.open(sys.argv[1]); print('x', flush=True);"
    code += " sys.stdin.read(); s.close()"
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stdout.readline() == "x\n"
    yield path, lambda: child.communicate()
    child.kill()
    child.wait()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_second_window_says_who_and_offers_to_write_when_the_first_is_closed(
    program: Application, held, qtbot, language: str
) -> None:
    import getpass
    import socket

    path, close = held
    program.settings.set("language", language)
    program.document.open(path)
    assert program.document.is_read_only and not program.window.toast.isVisible()
    assert getpass.getuser() in notice(program) and socket.gethostname() in notice(program)
    assert f"{datetime.now():%Y-%m-%d}" in notice(program) and path.name in notice(program)
    assert ways(program) == [told("Go on in a copy…"), told("Try again")]
    assert program.window.status.saved.text() == told("Read-only")
    assert program.window.status.saved.toolTip() == notice(program)
    press(program, "Try again")
    assert program.document.is_read_only, "still held"
    close()
    program.window.keeping.look()
    qtbot.waitUntil(lambda: ways(program) == [told("Open for writing")])
    assert program.document.is_read_only, "offered, not forced"
    press(program, "Open for writing")
    assert not program.document.is_read_only and notice(program) == ""
    program.document.add_patrol_area(AREA, "二号")
    program.settings.set("language", "zh_CN")


def test_a_plan_that_is_held_can_be_gone_on_with_in_a_copy(program: Application, held, tmp_path, choose) -> None:
    path, _close = held
    program.document.open(path)
    choose(tmp_path / "我的.lianfang.gpkg")
    press(program, "Go on in a copy…")
    assert not program.document.is_read_only and program.document.path.name == "我的.lianfang.gpkg"
    assert notice(program) == "" and program.window.actions_["draw_patrol"].isEnabled()
    program.document.add_patrol_area(AREA, "二号")
    with PlanStore.open(path, read_only=True) as other:
        assert list(other.patrol_areas()["name"]) == ["一号"]


# -- older and newer --------------------------------------------------------------------------------


def test_an_older_plan_is_upgraded_and_says_where_the_original_is(program: Application, tmp_path: Path) -> None:
    source = ROOT / "tests" / "layers" / "plan" / "data" / "format1.lianfang.gpkg.gz"
    path = tmp_path / "老规划.lianfang.gpkg"
    path.write_bytes(gzip.decompress(source.read_bytes()))
    program.document.open(path)
    original = program.document.store.original
    assert original is not None and original.name in notice(program) and original.exists()
    assert not program.document.is_read_only
    press(program, "Understood")
    assert notice(program) == ""


def test_a_newer_plan_names_the_formats(program: Application, tmp_path: Path) -> None:
    path = plan(tmp_path / "新.lianfang.gpkg")
    db = apsw.Connection(str(path))
    db.execute("UPDATE lf_plan SET format_version = 9")
    db.close()
    program.document.open(path)
    assert program.document.is_read_only and "9" in notice(program) and str(FORMAT_VERSION) in notice(program)
    assert ways(program) == []


# -- write-protected --------------------------------------------------------------------------------

WINDOW = """
    import json, os, sys
    from pathlib import Path
    from datetime import date
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication
    import app.application, app.dialogs.ask, layers.plan.store, layers.plan.qgis_project, layers.workflow
    import app.tasks.mapping, app.canvas.building, layers.patrol.live, layers.patrol.checks, encodings.idna, socket, pwd
    qt = QApplication(["lianfang"])
    program = app.application.Application(qt)
    app.dialogs.ask.show_message = lambda _parent, message: print("message:", message.sentence)
    program.window.show()
    warm = Path(os.environ["LIANFANG_CONFIG"]) / "warm.lianfang.gpkg"  # all modules, before the user changes:
    if not warm.exists():  # Python may live in root's home
        program.document.create(warm, title="x", reference_date=date(2026, 5, 1))
    program.document.close()
    program.document.open(warm)
    loop = QEventLoop()
    QTimer.singleShot(400, loop.quit)
    loop.exec()
    program.document.close()
    if sys.argv[2]:
        os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[2]))
    program.document.open(Path(sys.argv[1]))
    window = program.window
    print(json.dumps({
        "read_only": program.document.is_read_only, "notice": window.notice.text, "areas":
        len(program.document.patrol_areas()), "ways": len(window.notice.buttons), "status": window.status.saved.text(),
        "draw": window.actions_["draw_patrol"].isEnabled(), "code": program.document.store.refusal.facts["reason_code"],
    }), flush=True)
    os._exit(0)
"""


def seen_by(path: Path, uid: str, config: Path) -> dict:
    """What the window shows of a plan, in a process of its own and under another user."""
    config.mkdir(exist_ok=True)
    config.chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WINDOW), str(path), uid],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LIANFANG_CONFIG": str(config)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        pytest.fail(f"{done.stdout}\n{done.stderr}")
    assert "message:" not in done.stdout
    return json.loads(lines[0])


@as_root
def test_a_write_protected_file_or_folder_opens_with_a_sentence(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="lianfang-test-") as name:  # pytest's own folders are closed to others
        _look_as_nobody(Path(name), tmp_path)


def _look_as_nobody(folder: Path, tmp_path: Path) -> None:
    folder.chmod(0o755)
    path = plan(folder / "只读.lianfang.gpkg", "一号")
    path.chmod(0o444)
    seen = seen_by(path, "65534", tmp_path / "config")
    assert seen["read_only"] and seen["areas"] == 1 and seen["ways"] == 2 and not seen["draw"]
    assert seen["code"] == "file" and path.name in seen["notice"]
    path.chmod(0o666)
    seen = seen_by(path, "65534", tmp_path / "config")
    assert seen["code"] == "folder" and str(folder) in seen["notice"]


@as_root
def test_a_read_only_mount_opens_with_a_sentence(tmp_path: Path) -> None:
    stick, mounted = tmp_path / "stick", tmp_path / "mounted"
    stick.mkdir(), mounted.mkdir()
    plan(stick / "只读.lianfang.gpkg", "一号")
    if subprocess.run(
        ["mount", "-o", "bind,ro", str(stick), str(mounted)], capture_output=True, check=False
    ).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        seen = seen_by(mounted / "只读.lianfang.gpkg", "", tmp_path / "config")
    finally:
        subprocess.run(["umount", "-l", str(mounted)], check=True)
    assert seen["read_only"] and seen["areas"] == 1 and seen["ways"] == 2
    assert seen["code"] in {"file", "folder"}


# -- full disk --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_full_disk_loses_no_sketch_and_says_so(drawn_up: Application, qtbot, monkeypatch, language: str) -> None:  # noqa: F811
    window = drawn_up.window
    drawn_up.settings.set("language", language)
    ready(drawn_up, qtbot)
    draw(drawn_up, qtbot, *CORNERS_PX)
    before = lon_lat(drawn_up)
    with monkeypatch.context() as full:
        fail(drawn_up, full)
        qtbot.keyClick(window.map.canvas, Qt.Key.Key_Return)
        agree(lon_lat(drawn_up), before)
        assert (
            notice(drawn_up)
            == messages.error_message(
                PlanNotSaved(path=str(drawn_up.document.path), reason="", reason_code="disk_full")
            ).sentence
        )
        assert window.notice.property("kind") == "alert" and ways(drawn_up) == [told("Go on in a copy…")]
        assert window.status.saved.text() == told("Not saved") and window.status.saved.property("kind") == "danger"
        assert window.toast.isVisible() and window.toast.text == told(
            "What you drew is still in hand. Finish it again when the plan can be written."
        )
        drawn_up.document.undo_stack.undo()
        assert drawn_up.document.layers(), "undo did not happen either"
        qtbot.wait(50)
    qtbot.keyClick(window.map.canvas, Qt.Key.Key_Return)
    assert len(drawn_up.document.patrol_areas()) == 1
    assert notice(drawn_up) == "" and window.status.saved.property("kind") == ""
    drawn_up.settings.set("language", "zh_CN")


def test_a_sketch_that_cannot_be_written_is_told_and_written_later(drawn_up, qtbot, monkeypatch) -> None:  # noqa: F811
    from app.tasks import sketching

    monkeypatch.setattr(sketching, "RETRY_AFTER_MS", 100)
    with monkeypatch.context() as full:
        fail(drawn_up, full)
        draw(drawn_up, qtbot, *CORNERS_PX)
        qtbot.waitUntil(lambda: drawn_up.window.status.saved.text() == told("Not saved"))
        title = ERRORS["plan_not_saved.disk_full"][0]
        why = QCoreApplication.translate("Messages", title)
        text = told("{why}. What you are drawing is not on the disk yet; it stays in hand.", why=why)
        assert notice(drawn_up) == text
    with qtbot.waitSignal(drawn_up.document.sketch_kept, timeout=2000):
        pass
    assert notice(drawn_up) == ""
    shown = drawn_up.window.status.saved.text()
    assert shown.startswith(told("Sketch kept {time}", time="").rstrip()) and shown[-8:].count(":") == 2


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A real drive of 2 MB."""
    folder = tmp_path / "真U盘"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


@as_root
def test_a_drive_that_is_really_full_loses_nothing(drawn_up: Application, qtbot, stick: Path) -> None:  # noqa: F811
    document = drawn_up.document
    document.save_as(stick / "满.lianfang.gpkg")
    document.add_patrol_area(AREA, "一号")
    draw(drawn_up, qtbot, *CORNERS_PX)
    before = lon_lat(drawn_up)
    ballast = stick / "别的文件"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    qtbot.keyClick(drawn_up.window.map.canvas, Qt.Key.Key_Return)
    for number in range(8):  # what room the log still has does not last
        if notice(drawn_up):
            break
        document.rename_patrol_area(document.patrol_areas()["uid"].iloc[0], "名" * 3000 + str(number))
    title = QCoreApplication.translate("Messages", ERRORS["plan_not_saved.disk_full"][0])
    assert notice(drawn_up).startswith(title) and drawn_up.window.status.saved.text() == told("Not saved")
    confirmed = sorted(document.patrol_areas()["name"])
    agree(lon_lat(drawn_up), before)
    ballast.unlink()
    qtbot.keyClick(drawn_up.window.map.canvas, Qt.Key.Key_Return)
    assert notice(drawn_up) == "" and len(document.patrol_areas()) == len(confirmed) + 1
    path = document.path
    document.close()
    with PlanStore.open(path) as found:
        assert len(found.patrol_areas()) == len(confirmed) + 1


@as_root
def test_a_drive_that_is_really_taken_out_is_noticed(
    drawn_up: Application,  # noqa: F811
    qtbot,
    stick: Path,
    tmp_path: Path,
    choose,
) -> None:
    document = drawn_up.document
    document.save_as(stick / "盘上.lianfang.gpkg")
    document.add_patrol_area(AREA, "一号")
    subprocess.run(["umount", "-l", str(stick)], check=True)
    drawn_up.window.keeping.look()
    qtbot.waitUntil(lambda: "盘上.lianfang.gpkg" in notice(drawn_up))
    choose(tmp_path / "救出.lianfang.gpkg")
    press(drawn_up, "Go on in a copy…")
    assert notice(drawn_up) == "" and list(document.patrol_areas()["name"]) == ["一号"]
    assert list(stick.iterdir()) == [], "nothing is written into the empty folder"


# -- gone from its place ----------------------------------------------------------------------------


@linux
@pytest.mark.parametrize("how", ["deleted", "renamed", "unplugged", "replaced"])
def test_a_plan_gone_from_its_place_goes_on_in_a_copy(
    drawn_up: Application,  # noqa: F811
    qtbot,
    tmp_path: Path,
    choose,
    how: str,
) -> None:
    document, window = drawn_up.document, drawn_up.window
    stick = tmp_path / "U盘"
    stick.mkdir()
    document.save_as(stick / "盘上.lianfang.gpkg")
    document.add_patrol_area(AREA, "一号")
    path = document.path
    if how == "deleted":
        path.unlink()
    elif how == "renamed":
        path.rename(stick / "改名.lianfang.gpkg")
    elif how == "unplugged":
        stick.rename(tmp_path / "拔出")
    else:
        plan(tmp_path / "别的.lianfang.gpkg").replace(path)
    draw(drawn_up, qtbot, *CORNERS_PX)
    before = lon_lat(drawn_up)
    qtbot.keyClick(window.map.canvas, Qt.Key.Key_Return)
    assert len(document.patrol_areas()) == 1, "nothing is written where nobody finds it"
    agree(lon_lat(drawn_up), before)
    assert "盘上.lianfang.gpkg" in notice(drawn_up) and window.status.saved.text() == told("Not saved")
    saved = f"{document.store.saved_at.astimezone():%H:%M:%S}"
    assert (saved in notice(drawn_up)) is (how != "replaced"), "what is on the stick; nothing of a file of others"
    assert ways(drawn_up) == [told("Go on in a copy…"), told("Try again")]
    choose(tmp_path / "救出.lianfang.gpkg")
    press(drawn_up, "Go on in a copy…")
    assert notice(drawn_up) == "" and document.path.name == "救出.lianfang.gpkg"
    qtbot.keyClick(window.map.canvas, Qt.Key.Key_Return)
    assert len(document.patrol_areas()) == 2
    document.close()
    with PlanStore.open(tmp_path / "救出.lianfang.gpkg") as found:
        assert len(found.patrol_areas()) == 2 and found.sketch_state() == {}


@linux
def test_late_word_of_a_file_that_was_left_is_not_shown(drawn_up: Application, qtbot, tmp_path: Path, choose) -> None:  # noqa: F811
    """What still ran on the lost file ends after the copy was closed: the fixture fails on any message."""
    document, window = drawn_up.document, drawn_up.window
    path = document.path
    path.rename(tmp_path / "改名.lianfang.gpkg")
    window.keeping.look()
    qtbot.waitUntil(lambda: ways(drawn_up) == [told("Go on in a copy…"), told("Try again")])
    with pytest.raises(PlanNotSaved) as late:
        document.store.require_place()
    choose(tmp_path / "救出.lianfang.gpkg")
    press(drawn_up, "Go on in a copy…")
    document.close()
    window.map.failed.emit(late.value)
    other = PlanNotSaved(path=str(tmp_path / "别的.lianfang.gpkg"), reason_code="moved_away", reason="")
    assert not window.keeping.takes(other), "of a file that was never left, one must hear"


@linux
def test_a_stick_plugged_in_again_is_gone_on_with(drawn_up: Application, qtbot, tmp_path: Path) -> None:  # noqa: F811
    document, window = drawn_up.document, drawn_up.window
    stick = tmp_path / "U盘"
    stick.mkdir()
    document.save_as(stick / "盘上.lianfang.gpkg")
    document.add_patrol_area(AREA, "一号")
    draw(drawn_up, qtbot, CORNERS_PX[0])
    qtbot.wait(400)
    shutil.copytree(stick, tmp_path / "拔出")  # what is on it, as other inodes: another mount
    shutil.rmtree(stick)
    for place in CORNERS_PX[1:]:
        qtbot.mouseClick(window.map.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, _point(place))
    before = lon_lat(drawn_up)
    window.keeping.look()
    qtbot.waitUntil(lambda: notice(drawn_up) != "")
    press(drawn_up, "Try again")
    assert document.is_open and lon_lat(drawn_up) == before, "not there yet: nothing is lost meanwhile"
    (tmp_path / "拔出").rename(stick)
    with qtbot.waitSignal(window.map.scene_changed, timeout=10_000):
        press(drawn_up, "Try again")
    assert not document.is_read_only and notice(drawn_up) == ""
    assert list(document.patrol_areas()["name"]) == ["一号"]
    agree(lon_lat(drawn_up), before)
    qtbot.keyClick(window.map.canvas, Qt.Key.Key_Return)
    assert len(document.patrol_areas()) == 2


def _point(place: tuple[int, int]):
    from PySide6.QtCore import QPoint

    return QPoint(*place)


@linux
def test_a_file_put_back_is_noticed(drawn_up: Application, qtbot, tmp_path: Path) -> None:  # noqa: F811
    document = drawn_up.document
    away = tmp_path / "别处.gpkg"
    document.path.rename(away)
    drawn_up.window.keeping.look()
    qtbot.waitUntil(lambda: notice(drawn_up) != "")
    away.rename(document.path)
    drawn_up.window.keeping.look()
    qtbot.waitUntil(lambda: notice(drawn_up) == "")
    document.add_patrol_area(AREA)
    assert len(document.patrol_areas()) == 1


# -- the clock --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("behind", "count"), [(timedelta(minutes=37), 37), (timedelta(hours=5), 5), (timedelta(9), 9)])
def test_a_clock_set_back_is_told(program: Application, tmp_path: Path, behind: timedelta, count: int) -> None:
    path = plan(tmp_path / "钟.lianfang.gpkg", "一号")
    db = apsw.Connection(str(path))
    later = (datetime.now(UTC) + behind).isoformat(timespec="milliseconds")
    db.execute("UPDATE lf_change SET at = ? WHERE fid = 1", (later,))
    db.close()
    program.document.open(path)
    assert str(count) in notice(program) and later[:4] in notice(program)
    program.document.add_patrol_area(AREA, "二号")
    shown = program.window.status.saved.text()[-8:]
    now = datetime.now()
    assert abs(datetime.combine(now.date(), datetime.strptime(shown, "%H:%M:%S").time()) - now) < timedelta(seconds=60)
    press(program, "Understood")
    assert notice(program) == ""
    program.document.undo_stack.undo()
    assert list(program.document.patrol_areas()["name"]) == ["一号"], "the order is that of the changes"


def test_what_was_saved_on_another_day_says_which(program: Application, tmp_path: Path) -> None:
    path = plan(tmp_path / "旧.lianfang.gpkg", "一号")
    db = apsw.Connection(str(path))
    db.execute("UPDATE lf_change SET at = '2026-03-04T05:06:07.000+00:00'")
    db.close()
    local = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC).astimezone()
    program.document.open(path)
    assert f"{local:%Y-%m-%d %H:%M}" in program.window.status.saved.text()


def test_a_clock_set_back_during_work_is_noticed(drawn_up: Application, monkeypatch) -> None:  # noqa: F811
    from layers.plan import history

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) - timedelta(minutes=50)

    monkeypatch.setattr(history, "datetime", Earlier)
    drawn_up.document.add_patrol_area(AREA)
    assert "50" in notice(drawn_up)


# -- names ------------------------------------------------------------------------------------------


def test_a_name_too_long_is_refused_with_a_sentence(
    drawn_up: Application,  # noqa: F811
    qtbot,
    tmp_path: Path,
    choose,
    monkeypatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: said.append(message.sentence))
    path = tmp_path / ("规" * 90 + ".lianfang.gpkg")
    choose(path)
    drawn_up.window.plans.save_copy()
    qtbot.waitUntil(lambda: bool(said))
    (sentence,) = said
    assert "247" in sentence and "13" in sentence and "37" in sentence, "limit, characters, bytes"
    assert drawn_up.document.is_open and not path.with_name(path.name[:20]).exists()


# -- gone for good ----------------------------------------------------------------------------------


@linux
@pytest.mark.parametrize("has_version", [False, True])
def test_a_plan_that_cannot_be_read_any_more_is_written_from_memory(
    drawn_up: Application,  # noqa: F811
    qtbot,
    tmp_path: Path,
    choose,
    monkeypatch,
    has_version: bool,
) -> None:
    from app.settings import backups_dir
    from layers.plan import backups

    document, window = drawn_up.document, drawn_up.window
    said: list[messages.Message] = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: said.append(message))
    document.add_patrol_area(AREA, "一号")
    if has_version:
        document.on_writer(lambda: backups.make(document.store, backups_dir(), reason="worked"))
    document.add_patrol_area(AREA, "二号")
    draw(drawn_up, qtbot, *CORNERS_PX)
    before = lon_lat(drawn_up)
    for record in document.layers():
        if record.title != "森林":
            document.frame(record.uid)  # as panels ask for it

    def dead(*_args: object, **_more: object) -> None:
        raise apsw.IOError("disk I/O error")

    for name in ("write_copy", "frame"):
        monkeypatch.setattr(document.store, name, dead)
    document.path.rename(tmp_path / "拔出.gpkg")
    window.keeping.look()
    qtbot.waitUntil(lambda: notice(drawn_up) != "")
    choose(tmp_path / "救出.lianfang.gpkg")
    with qtbot.waitSignal(window.map.scene_changed, timeout=10_000):
        press(drawn_up, "Go on in a copy…")
    (message,) = said
    assert "救出.lianfang.gpkg" in message.title
    assert ("森林" in message.reason) is not has_version
    assert sorted(document.patrol_areas()["name"]) == ["一号", "二号"] and not document.is_read_only
    assert document.path.name == "救出.lianfang.gpkg" and notice(drawn_up) == ""
    agree(lon_lat(drawn_up), before)
    assert len(document.layers()) == (3 if has_version else 2)


@linux
def test_a_plan_250_chinese_characters_deep_is_worked_on_and_exported(
    program: Application, qtbot, tmp_path: Path, choose
) -> None:
    from app.tasks.agreement import files_request
    from layers.export import FORMATS
    from tests.layers.plan.test_place import deep

    path = deep(tmp_path, 250)
    document = program.document
    document.create(path, title="深处", reference_date=REFERENCE)
    document.on_writer(lambda: fill(document.store))
    ready(program, qtbot)
    draw(program, qtbot, *CORNERS_PX)
    qtbot.keyClick(program.window.map.canvas, Qt.Key.Key_Return)
    (uid,) = document.patrol_areas()["uid"]
    request = files_request((uid,), tuple(FORMATS), path.parent / "导出 文件", "zh_CN")
    with qtbot.waitSignal(program.window.exporter.finished, timeout=60_000) as done:
        program.window.exporter.start(request)
    assert len(done.args[0].paths) >= len(FORMATS) and all(one.stat().st_size for one in done.args[0].paths)
    choose(path.with_name("副本 一.lianfang.gpkg"))
    with qtbot.waitSignal(program.window.plans.saver.copied, timeout=10_000):
        program.window.plans.save_copy()
    document.close()
    document.open(path)
    assert not document.is_read_only and len(document.patrol_areas()) == 1
    document.open(path.with_name("副本 一.lianfang.gpkg"))
    assert len(document.patrol_areas()) == 1


def test_every_reason_of_a_plan_gone_from_its_place_has_words_and_ways_out() -> None:
    from app.control import keeping
    from layers.plan.place import REASONS

    assert set(REASONS) == keeping._GONE
    assert all(f"plan_not_saved.{code}" in ERRORS for code in REASONS)
