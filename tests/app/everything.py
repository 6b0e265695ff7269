"""Every window, panel, card and dialog of the program, made once by doing every action in turn.

For tests that look at all of them: names for screen readers, room for letters twice as large, keys.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import geopandas as gpd
import pandas as pd
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from shapely import box

from app.action_table import SPECS
from app.application import Application
from app.cards.base import MapCard
from app.widgets.fitting import fit

#: What would end the program or leave the plan; what folds or hides what is looked at; what another one shows too.
LEFT_OUT = frozenset(
    {
        *("quit", "close_plan", "open_sample", "switch_language", "full_screen", "map_only", "meeting_mode"),
        *(
            "walk",
            "walk_back",
            "toggle_layers",
            "toggle_zones",
            "hide_all_layers",
            "undo",
            "redo",
            "walk_end",
            "walk_do",
            "walk_next",
        ),
        *("merge_zones", "drop_zones", "merge", "split_area", "proposal_accept_red", "proposal_accept_blue"),
        *("snapping", "following", "together", "fill_holes", "clip", "river_parameters", "fire_parameters"),
        *("flood_standards", "analyse", "context_help"),
    }
)
#: Dialogs and cards that stand on what the small plan does not have, and the tests that have them in hand.
NOT_MADE = {
    "CrashDialog": "an error nobody foresaw: test_crashing.py",
    "DepotCard": "a depot on the map: test_inventory.py",
    "LandCoverDialog": "a raster of land cover: test_landcover.py",
    "OwnFitDialog": "a layer in an own datum: test_place_choice.py",
    "PdfPageDialog": "a PDF: test_scans.py",
    "PrintPreview": "a printer: test_plates.py",
    "SalvageDialog": "a damaged plan: test_rescue.py",
    "UnpackDialog": "a packed plan: test_packing.py",
    "StandardsCard": "rivers: test_rivers.py",
    # bases
    "RowsCard": "",
    "MatrixCard": "",
    "ShapeCard": "",
    "SideBySide": "",
    "MapCard": "",
}


def kinds() -> set[str]:
    """Return the names of all dialogs and cards there are."""
    found = set()
    for room in ("app.cards", "app.dialogs", "app.help", "app.control", "app.widgets"):
        package = importlib.import_module(room)
        for one in pkgutil.walk_packages(package.__path__, f"{room}."):
            module = importlib.import_module(one.name)
            found |= {
                name
                for name, kind in vars(module).items()
                if inspect.isclass(kind) and kind.__module__ == one.name and issubclass(kind, QDialog | MapCard)
            }
    return found


@contextmanager
def answering_nothing() -> Iterator[None]:
    """Let every dialog that would wait for an answer stand open without one."""

    def stand(dialog: QDialog) -> int:
        if not isinstance(dialog, QFileDialog):
            fit(dialog)
            dialog.setModal(False)
            dialog.deleteLater = lambda: None  # type: ignore[method-assign]
            dialog.show()
        return 0

    nothing: dict[str, Any] = {
        "getOpenFileName": ("", ""),
        "getOpenFileNames": ([], ""),
        "getSaveFileName": ("", ""),
        "getExistingDirectory": "",
    }
    with ExitStack() as stack:
        stack.enter_context(patch.object(QDialog, "exec", stand))
        stack.enter_context(patch("app.dialogs.ask.show_message", lambda *_: None))
        for name, answer in nothing.items():
            stack.enter_context(patch.object(QFileDialog, name, lambda *_a, answer=answer, **_k: answer))
        yield


def make_everything(program: Application, folder: Path, qtbot: Any, look: Callable[[QWidget], None]) -> None:
    """Do every action that can be done on a small plan, and open what only other news open; windows stay open.

    ``look`` is given each card over the map and each page at the side while it is seen.
    """
    looked_at: set[QWidget] = set()

    def show_new() -> None:
        cards = [one for one in window.map.findChildren(MapCard) if one.isVisible()]
        sides = [side.stack.currentWidget() for side in (window.left, window.right) if not side.is_collapsed]
        below = [window.table_split.widget(at) for at in range(1, window.table_split.count())]
        for one in (*cards, *sides, *(one for one in below if one.isVisible())):
            if one not in looked_at:
                looked_at.add(one)
                look(one)
                if one in below:  # the map and the sides have their room back
                    one.hide()

    window, document = program.window, program.document
    uid = document.add_patrol_area(box(116.49, 40.65, 116.51, 40.66))
    with answering_nothing():
        for key in SPECS:
            if key in LEFT_OUT:
                continue
            action = window.actions_[key]
            if not action.isEnabled():
                zone = window.zones.table.visible_rows()[0].uid
                window.zones.choose(zone)
                window.hands.choose_zone(zone)
                window.refresh_actions()
            if not action.isEnabled():
                window.patrol.choose(uid)
                window.hands.choose_area(uid)
                window.refresh_actions()
            if action.isEnabled():
                action.trigger()
                QApplication.processEvents()  # what waits for a job must hear of it before the next
                if window.yearly.asking is not None:  # each takes the place of the one before
                    window.yearly.asking = None
                show_new()
        for dialog in _by_hand(program, folder):
            fit(dialog)
            dialog.show()
        look(window.bar)
        look(window.status)
        for side in (window.left, window.right):
            for key in side._keys:
                side.show_page(key)
                show_new()
        window.pointing.show_menu(QPointF(50, 50), *window.map.canvas.view.center)
        window.layers.tree.setCurrentItem(window.layers.tree.topLevelItem(window.layers.tree.topLevelItemCount() - 1))
        qtbot.waitUntil(lambda: not program.jobs.active)
        QApplication.processEvents()


def _by_hand(program: Application, folder: Path) -> list[QDialog]:
    from app.control.versions import BeginForm
    from app.dialogs.alternative import AlternativeDialog
    from app.dialogs.backups import EarlierVersionsDialog
    from app.dialogs.counties import SpeaksForDialog
    from app.dialogs.importing import ImportDialog
    from app.dialogs.inventory_import import InventoryImportDialog
    from app.dialogs.layer_columns import LayerColumnsDialog
    from app.dialogs.mending_window import MendingWindow
    from app.dialogs.new_year import NewYear
    from app.dialogs.notice import NoticeDialog
    from app.dialogs.papers import PapersDialog
    from app.dialogs.register_import import RegisterImport
    from app.dialogs.spill_notice import SpillNoticeDialog
    from app.dialogs.version_act import ActDialog
    from app.dialogs.version_text import VersionTextDialog
    from app.dialogs.year_settings import YearSettingsDialog
    from app.tasks.agreement import read_plan
    from app.tasks.importing import _look
    from layers.export.register import RegisterReading
    from layers.kinds import Role
    from layers.versions import Act
    from layers.year_workflow import material_of

    window, document = program.window, program.document
    names = document.county_names()
    forest = next(one for one in document.layers() if one.role is Role.FOREST)
    table, odd = folder / "名录.csv", folder / "林.geojson"
    pd.DataFrame({"经度": [116.5], "纬度": [40.6], "名称": ["甲"]}).to_csv(table, index=False)
    gpd.GeoDataFrame({"a": [1.0]}, geometry=[box(116.4, 40.6, 116.5, 40.7)], crs=4490).to_file(odd)

    def begin_form() -> BeginForm:
        form = BeginForm(window)
        form.ask("?")
        return form

    made: list[Callable[[], QDialog]] = [
        lambda: EarlierVersionsDialog(list, window, forget=lambda _version: None, is_keeping=False),
        lambda: SpeaksForDialog(forest, names, window),
        lambda: ImportDialog(_look([table, odd], lambda *_: None), settings=program.settings, parent=window),
        lambda: InventoryImportDialog(window, "物资.xlsx", names),
        lambda: LayerColumnsDialog(forest.title, document.frame(forest.uid), forest.role, {}, window),
        lambda: MendingWindow(forest, program.jobs, window),
        lambda: NewYear(material_of(document.store), window),
        lambda: NoticeDialog(60.0, program.settings, window),
        lambda: PapersDialog(document, program.jobs, program.settings, read_plan(document.store), window),
        lambda: RegisterImport(RegisterReading({}, (), {}), window),
        lambda: SpillNoticeDialog(60.0, window),
        *(lambda act=act: ActDialog(act, "甲", list(names.items()), program.settings, window) for act in Act),
        lambda: YearSettingsDialog(document.year_settings(), names, window),
        begin_form,
        lambda: VersionTextDialog("甲", [("u", "云蒙山联防区")], ["u"], ["第一条 甲"], window),
    ]
    alternatives = document.alternatives(document.patrol_areas()["uid"].iloc[0])
    if alternatives:
        made.append(lambda: AlternativeDialog(document, alternatives[0], window))
    return [one() for one in made]


def everything() -> list[QWidget]:
    """Return all widgets there are, those of pop-ups and menus of Qt's own left out."""
    return [one for one in QApplication.allWidgets() if not one.objectName().startswith("qt_")]


def room_of(widget: QWidget) -> str:
    """Return where a widget stands, by the classes of the program around it."""
    path: list[str] = []
    one: QWidget | None = widget
    while one is not None:
        if type(one).__module__.startswith("app."):
            path.append(type(one).__name__)
        one = one.parentWidget()
    return "/".join(reversed(path[:3]))


__all__ = ["NOT_MADE", "everything", "kinds", "make_everything", "room_of"]
