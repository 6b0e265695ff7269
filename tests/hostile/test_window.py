"""The window: what is dropped on it and pasted into it, and what it kept of itself in a damaged file."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.cards.look import _clipped
from app.cards.vertices import VertexCard
from app.control import scans
from app.meeting.agenda import Arrangement
from app.panels.start import StartPage
from app.settings import MOST_BYTES, RECENT_LIMIT, Settings
from layers.patrol.corner_table import MOST_LINES, parse_places
from layers.styling.model import read_style, write_style
from tests.hostile import changing, seeds, working

# --- settings -------------------------------------------------------------------------------------------


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIANFANG_CONFIG", str(tmp_path))
    return tmp_path / "preferences.ini"


DAMAGED = {
    "noise": random.Random(1).randbytes(5_000),
    "cut off": b"[General]\nrecent=/a/b.lian",
    "lists of numbers": b"[General]\nrecent=@Variant(\\0\\0\\0\\t\\0\\0\\0\\x1\\0\\0\\0\\x2\\0\\0\\0\\x5)\n",
    "a map": rb"[General]"
    b"\n"
    rb"recent=@Variant(\0\0\0\b\0\0\0\x1\0\0\0\x2\0x\0\0\0\x2\0\0\0\x5)",
    "bytes": b"[General]\nrecent=@ByteArray(\\x1\\xff)\nfinds=@ByteArray(abc)\nlanguage=@ByteArray(en)\n",
    "states without end": b"[General]\nrecent=" + b"/a, " * 50_000 + b"\n[meetings]\np=" + b"[" * 100_000 + b"\n",
    "no text": b"\xff\xfe[\0G\0]\0" + b"\0" * 500,
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_damaged_settings_are_none(config: Path, kind: str) -> None:
    config.write_bytes(DAMAGED[kind])
    working.settings(config)
    kept = Settings()
    assert kept.get("language") in ("zh_CN", "en")
    assert len(kept.recent_plans()) <= RECENT_LIMIT
    assert all(isinstance(one, Path) for one in kept.recent_plans())
    assert all(isinstance(one, str) for one in kept.recent_finds())


def test_settings_of_the_size_of_a_film_are_set_aside(config: Path) -> None:
    config.write_bytes(b"[General]\ntheme=dark\nx=" + b"y" * MOST_BYTES)
    assert Settings().get("theme") == "light"
    assert not config.exists() and config.with_name("preferences.ini.damaged").stat().st_size > MOST_BYTES


ODD = ("[" * 100_000, '{"order": 5}', '{"left_out": {"a": 1}, "kind": []}', "null", '{"kind": {}}')


@pytest.mark.parametrize("text", ODD)
def test_an_arrangement_that_makes_no_sense_is_none(text: str) -> None:
    assert Arrangement.of_text(text).kind == "zones"


# --- the clipboard ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "116.5,40.5\n" * (MOST_LINES + 1),
        "1" * 5_000_000,
        "116.5\t40.5\n=HYPERLINK(1)\t2\n",
        "116.5\t40.5\nnan\tinf\n",
        "116.5\t40.5\n" + "9" * 400 + "\t" + "9" * 400,
        "116.5\t40.5\n" + "a" * 70_000,
    ],
)
def test_what_is_no_table_of_corners_is_refused_at_once(qapp: QApplication, qtbot, text: str) -> None:  # type: ignore[no-untyped-def]
    host = QWidget()
    qtbot.addWidget(host)
    card = VertexCard(host)
    said: list[str] = []
    taken: list[object] = []
    card.refused.connect(said.append)
    card.pasted.connect(lambda *found: taken.append(found))
    QGuiApplication.clipboard().setText(text)
    began = time.process_time()
    card.paste()
    assert time.process_time() - began < 5.0
    assert len(said) == 1 and len(said[0]) <= 80
    assert taken == []
    QGuiApplication.clipboard().clear()


def test_wide_digits_and_running_numbers_are_taken() -> None:
    text = "点号\t经度\t纬度\n１\t１１６．５\t４０．５\n2\t116.6\t40.5\n"
    assert parse_places(text) == [(116.5, 40.5), (116.6, 40.5)]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "x" * 2_000_000, "null", '{"lianfang_look": 1, "shape": 5, "style": {}}']
)
def test_what_is_no_look_is_not_pasted(text: str) -> None:
    assert _clipped(text) is None


def test_a_look_of_numbers_without_end() -> None:
    style = {"opacity": 10**400, "width": "x", "breaks": [10**400, None, 1], "rows": [{"value": "a", "size": 1e999}]}
    assert isinstance(write_style(read_style({"mode": "classes", "labels": {"size": -(10**400)}, **style})), dict)


# --- what is dropped ---------------------------------------------------------------------------------------


class _Actions(dict[str, QAction]):
    """Actions that do nothing."""

    def __missing__(self, key: str) -> QAction:
        return self.setdefault(key, QAction(key))


def dropped(widget: QWidget, *urls: str) -> bool:
    """Drop addresses on a widget; return whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl(one) for one in urls])
    where, buttons, keys = QPointF(5, 5), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    widget.dragEnterEvent(enter)
    event = QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, keys)
    event.ignore()
    widget.dropEvent(event)
    return event.isAccepted()


@pytest.mark.parametrize(
    "urls",
    [
        ("http://127.0.0.1:9/x.kml",),
        ("https://127.0.0.1:9/a.gpkg", "ftp://127.0.0.1:9/b"),
        ("javascript:alert(1)",),
        ("data:text/plain,x",),
        ("",),
    ],
)
def test_addresses_are_never_fetched(qapp: QApplication, qtbot, urls: tuple[str, ...], config: Path) -> None:  # type: ignore[no-untyped-def]
    page = StartPage(_Actions(), Settings())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    seen: list[list[Path]] = []
    page.files_dropped.connect(seen.append)
    assert not dropped(page, *urls)
    assert seen == []


def test_local_files_among_them_are_taken(qapp: QApplication, qtbot, config: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = StartPage(_Actions(), Settings())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    seen: list[list[Path]] = []
    page.files_dropped.connect(seen.append)
    assert dropped(page, "http://127.0.0.1:9/x", QUrl.fromLocalFile(str(tmp_path / "林 #1%.shp")).toString())
    assert seen == [[tmp_path / "林 #1%.shp"]]


class _Nothing:
    """A document that is open."""

    is_open, is_read_only = True, False


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("what", ["pipe", "folder", "loop", "gone", "unreadable"])
def test_odd_things_that_are_named_like_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """A pipe would hold the window until its other end comes; what cannot be read is left to those who say so."""
    path = tmp_path / "图.png"
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    elif what == "loop":
        path.symlink_to(path)
    elif what == "unreadable":
        path.write_bytes(b"\x89PNG\r\n\x1a\n")

        def refuse(self: Path, *_arguments: object, **_named: object) -> None:
            raise PermissionError(13, "Permission denied", str(self))

        monkeypatch.setattr(Path, "open", refuse)
    control = scans.ScanControl.__new__(scans.ScanControl)
    control._document = _Nothing()  # type: ignore[assignment]
    assert control.takes([path]) is False


# --- the same, at random ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["preferences", "corners", "styles", "field_memory"])
def test_what_is_kept_and_pasted_changed_at_random(tmp_path: Path, name: str) -> None:
    work = {
        "preferences": working.settings,
        "corners": working.corners,
        "styles": working.look,
        "field_memory": working.field_memory,
    }[name]
    given = getattr(seeds, name)()
    path = tmp_path / "x"
    for number in range(40):
        choice = random.Random(number)
        path.write_bytes(changing.changed(choice.choice(given)[1], choice))
        work(path)
