"""What the window's tests share: a small plan on a county line, and settings of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget
from shapely import box

from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord

if TYPE_CHECKING:
    from app.application import Application

WEST, EAST = "110116", "130826"


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANFANG_CONFIG", str(tmp_path_factory.mktemp("config")))


@pytest.fixture(autouse=True)
def _no_loop_within_a_gesture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the writer on the spot, however busy the machine is.

    QTest hands its events over outside of every event loop: a loop within would let Qt destroy, too early, what a
    gesture replaces (a form rebuilt by its own Enter key).  In the program every gesture is inside the main loop.
    """
    monkeypatch.setattr("app.patience.AT_ONCE_S", 20.0)


@pytest.fixture(autouse=True)
def _chinese(qapp) -> Iterator[None]:
    from app import i18n, theme

    i18n.install(qapp, "zh_CN")
    theme.apply(qapp, "light")
    yield


def counties() -> gpd.GeoDataFrame:
    """Two square counties that share the meridian 116.5."""
    return gpd.GeoDataFrame(
        {"uid": ["c1", "c2"], "code": [WEST, EAST], "name": ["怀柔区", "丰宁满族自治县"]},
        geometry=[box(116.4, 40.6, 116.5, 40.7), box(116.5, 40.6, 116.6, 40.7)],
        crs=4490,
    )


def forest() -> gpd.GeoDataFrame:
    """One wood of about 3.8 km² across the line, and a small one far from it on each side."""
    return gpd.GeoDataFrame(
        {
            "uid": ["f1", "f2", "f3"],
            "name": ["云蒙山林", "西林", "东林"],
            "species": ["油松"] * 3,
            "stock_m3": [1000.0] * 3,
        },
        geometry=[
            box(116.49, 40.64, 116.51, 40.66),
            box(116.402, 40.61, 116.406, 40.614),
            box(116.594, 40.61, 116.598, 40.614),
        ],
        crs=4490,
    )


def settlements() -> gpd.GeoDataFrame:
    """A village on each side, near the wood."""
    return gpd.GeoDataFrame(
        {"uid": ["s1", "s2"], "name": ["西村", "东村"], "people": [120.0, 80.0], "kind": ["", ""]},
        geometry=gpd.points_from_xy([116.488, 116.512], [40.65, 40.65]),
        crs=4490,
    )


def record(title: str, role: Role, shape: Shape) -> LayerRecord:
    """Return a record as reading a file gives it; both counties are spoken for."""
    return LayerRecord(
        "",
        title,
        role,
        shape,
        Origin.READ,
        "",
        speaks_for=frozenset({WEST, EAST}) if role is not Role.COUNTY else frozenset(),
    )


def fill(store) -> None:
    """Give a plan its three layers in one gesture."""
    with store.change("layers_added", titles=["县界", "森林", "村庄"]):
        store.add_layer(record("县界", Role.COUNTY, Shape.POLYGON), counties())
        store.add_layer(record("森林", Role.FOREST, Shape.POLYGON), forest())
        store.add_layer(record("村庄", Role.SETTLEMENT, Shape.POINT), settlements())


@pytest.fixture
def document(qapp, tmp_path: Path):
    """An open plan with counties, a forest and two villages."""
    from app.document import Document

    made = Document()
    made.create(tmp_path / "测试.lianfang.gpkg", title="测试", reference_date=date(2026, 5, 1))
    made.on_writer(lambda: fill(made.store))
    yield made
    made.shut_down()
    made.deleteLater()


@pytest.fixture
def flashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Parts that were shown before they had their place: each is a window for a moment, and takes the keys away."""
    found: list[str] = []

    def told(showing):
        def shown(widget: QWidget, *args: bool) -> None:
            is_window = widget.windowType() is not Qt.WindowType.Widget or isinstance(widget, QMainWindow)
            if args != (False,) and widget.parent() is None and not is_window:
                found.append(f"{type(widget).__name__} {widget.accessibleName()}")
            showing(widget, *args)

        return shown

    monkeypatch.setattr(QWidget, "setVisible", told(QWidget.setVisible))
    monkeypatch.setattr(QWidget, "show", told(QWidget.show))
    return found


@pytest.fixture
def program(qapp, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flashed: list[str]) -> Iterator[Application]:
    """The window; a message it did not expect fails the test, and so does a part of it that flashed as a window."""
    from app.application import Application

    monkeypatch.setattr("layers.plan.store._untitled_folder", lambda: tmp_path / "untitled")
    errors: list[str] = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: errors.append(message.sentence))
    monkeypatch.setattr("app.dialogs.ask.ask_keep", lambda _parent: "discard")
    made = Application(qapp)
    made.window.resize(1366, 768)
    made.window.show()
    yield made
    made.window.map.shut_down()
    made.jobs.shut_down()
    made.document.shut_down()
    # What listens to the document holds the window, and Python's collector does not see through Qt's connections:
    # all of them must go, or each test leaves 20 MB behind.
    for one in (made.window, made.document, made.jobs, made.settings, made):
        one.deleteLater()
    assert errors == []
    assert flashed == []


@pytest.fixture(scope="session")
def analysed_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small plan that has been analysed: to be copied, never to be opened where it lies."""
    from layers import workflow
    from layers.plan import PlanStore

    path = tmp_path_factory.mktemp("analysed") / "测试.lianfang.gpkg"
    with PlanStore.create(path, title="测试规划", reference_date=date(2026, 5, 1)) as store:
        fill(store)
        workflow.analyse(store)
    return path


@pytest.fixture
def planned(program: Application, analysed_plan: Path, tmp_path: Path, qtbot) -> Application:
    """The window with a small plan that has been analysed; as after a start, all that was done can be undone."""
    path = tmp_path / analysed_plan.name
    shutil.copyfile(analysed_plan, path)
    program.document.open(path)
    qtbot.waitUntil(lambda: shows_zones(program))
    assert program.document.analysis_state() == "fresh"
    return program


def drawn(canvas) -> bool:
    """Whether the map of a window shows, sharply, the plan as it is now: a click meets what it is meant for.

    A sharp picture alone may still be one of the plan before the last change.
    """
    return canvas.window().map.is_up_to_date


def shows_zones(program: Application) -> bool:
    zones = program.window.map.canvas.scene.layer("zones")
    return zones is not None and bool(zones.parts)


def layer(program: Application, role: Role):
    return next(record for record in program.document.layers() if record.role is role)
