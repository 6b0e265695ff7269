"""The main window: toolbar, panels around the map, status bar.  It connects; rules live elsewhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QWidget,
)

from app import i18n, messages, words
from app.actions import MENUS, Actions, State, translate
from app.dialogs.ask import run
from app.document import Change, Document
from app.jobs import Jobs
from app.mapside import MapSide
from app.panels.findings import FindingsPanel
from app.panels.layers import LayersPanel
from app.panels.patrol import PatrolPanel
from app.panels.registers import AgreementsPanel, StraddlingPanel
from app.panels.start import StartPage
from app.panels.zones import ZonesPanel
from app.settings import Settings
from app.tasks.analysis import AnalysisTask
from app.tasks.exporting import ExportTask
from app.tasks.importing import ImportTask, Looked
from app.tasks.numbers import NumbersTask
from app.tasks.opening import OpenTask
from app.widgets.basics import tool_button
from app.widgets.sidebar import RAIL_PX, Sidebar
from app.widgets.statusbar import StatusBar
from app.widgets.toast import Toast

#: The map's share of the window that the first layout aims for.
_MAP_SHARE = 0.6
PLAN_SUFFIX = ".lianfang.gpkg"


class MainWindow(QMainWindow):
    """One window, one plan."""

    def __init__(self, document: Document, jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        self.document, self.jobs, self.settings = document, jobs, settings
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 600)
        self.analysis = AnalysisTask(document, jobs, self)
        self.importer = ImportTask(document, jobs, self)
        self.exporter = ExportTask(document, jobs, self)
        self.numbers = NumbersTask(document, jobs, self)
        self.opener = OpenTask(document, jobs, self)
        self._areas_wanted = False
        self._analyse_next = False
        self._connect_tasks()
        document.opened.connect(self._on_opened)
        document.closed.connect(self._on_closed)
        document.changed.connect(self._on_changed)
        document.saved.connect(self._on_saved)
        document.analysis_state_changed.connect(lambda _state: self.refresh_actions())
        document.edit_failed.connect(self.show_error)
        document.undo_stack.indexChanged.connect(lambda _index: self.refresh_actions())
        jobs.started.connect(lambda _job: self.refresh_actions())
        jobs.ended.connect(lambda _job: self.refresh_actions())
        self._build()
        self._restore_geometry()

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        """Make every widget in the language and theme in force; called again when either changes."""
        self.actions_ = Actions(self)
        self.actions_.connect_to(self)
        self.addActions([action for _key, action in self.actions_])
        self.pages = QStackedWidget()
        self.start = StartPage(self.actions_, self.settings)
        self.start.files_dropped.connect(self.receive)
        self.start.plan_chosen.connect(self.open_path)
        self.pages.addWidget(self.start)
        self._build_panels()
        self.pages.addWidget(self.split)
        self.setCentralWidget(self.pages)
        self.bar = self._toolbar()
        self.addToolBar(self.bar)
        self.status = StatusBar(self.settings, self.jobs)
        self.status.scale_asked.connect(self.map.set_scale)
        self.status.warnings_asked.connect(lambda: self.left.show_page("findings"))
        self.setStatusBar(self.status)
        self.map.cursor_moved.connect(self.status.set_position)
        self.map.scale_changed.connect(self.status.set_scale)
        self.toast = Toast(self.map)
        self.actions_["snapping"].setChecked(True)
        self.actions_["select"].setChecked(True)
        self._show_page()

    def _build_panels(self) -> None:
        self.map = MapSide(self.document, self.jobs)
        self.layers = LayersPanel(self.document, self.actions_)
        self.findings = FindingsPanel(self.document)
        self.zones = ZonesPanel(self.document, self.actions_)
        self.patrol = PatrolPanel(self.document, self.actions_)
        self.straddling = StraddlingPanel(self.document, self.actions_)
        self.agreements = AgreementsPanel(self.document)
        self.left = Sidebar(self.tr("Layers and findings"), Qt.Edge.LeftEdge)
        self.left.add_page("layers", self.tr("Layers"), "layers", self.layers)
        self.left.add_page("findings", self.tr("Findings"), "triangle-alert", self.findings)
        self.right = Sidebar(self.tr("Zones, patrol areas and registers"), Qt.Edge.RightEdge)
        self.right.add_page("zones", self.tr("Zones"), "shield", self.zones)
        self.right.add_page("patrol", self.tr("Patrol"), "waypoints", self.patrol)
        self.right.add_page("straddling", self.tr("Patches"), "trees", self.straddling)
        self.right.add_page("agreements", self.tr("Agreements"), "handshake", self.agreements)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        for side in (self.left, self.map, self.right):
            self.split.addWidget(side)
        self.split.setStretchFactor(1, 1)
        self._connect_panels()

    def _connect_panels(self) -> None:
        self.layers.layer_zoomed.connect(self.map.zoom_to_layer)
        self.layers.derived_shown.connect(lambda _uid, _shown: self._on_derived())
        self.zones.zone_chosen.connect(self._choose_zone)
        self.zones.zone_zoomed.connect(lambda uid: self.map.zoom_to_feature("zones", uid))
        self.patrol.area_chosen.connect(self._choose_area)
        self.patrol.area_zoomed.connect(lambda uid: self.map.zoom_to_feature("patrol_areas", uid))
        self.patrol.edit_asked.connect(lambda _uid: self.actions_["edit_vertices"].trigger())
        self.patrol.export_asked.connect(lambda _uid: self.export())
        self.patrol.numbers_wanted.connect(self._show_numbers)
        self.straddling.patch_chosen.connect(self._choose_patch)
        self.findings.layer_chosen.connect(self._choose_finding)
        self.findings.place_chosen.connect(self.map.zoom_to_shape)
        self.findings.count_changed.connect(lambda count: self.status.set_warnings(count))
        self.map.feature_clicked.connect(self._on_clicked)
        self.map.scene_changed.connect(lambda scene: self.layers.set_swatches(self.map.swatches(scene)))
        self.map.drawing_progressed.connect(self._on_drawing)
        self.map.polygon_drawn.connect(self._on_drawn)
        self.map.polygon_edited.connect(self.document.set_patrol_geometry)
        self.map.refused.connect(self._on_refused)
        self.map.failed.connect(self.show_error)
        for side in (self.left, self.right):
            side.toggled.connect(lambda _collapsed: self._share_width())

    def _connect_tasks(self) -> None:
        self.importer.looked.connect(self._on_looked)
        self.importer.added.connect(self._on_added)
        self.analysis.finished.connect(self._on_analysed)
        self.numbers.ready.connect(self._show_numbers)
        self.exporter.finished.connect(self._on_exported)
        for task in (self.importer, self.analysis, self.exporter, self.opener):
            task.failed.connect(self.show_error)

    def _toolbar(self) -> QToolBar:
        bar = QToolBar(self.tr("Tools"))
        bar.setObjectName("main")
        bar.setMovable(False)
        bar.setIconSize(QSize(20, 20))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.menu_button = self._menu_button()
        bar.addWidget(self.menu_button)
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for key in ("add_layers", None, "select", "pan", "draw_patrol", "edit_vertices", "snapping", None):
            if key is None:
                bar.addSeparator()
                continue
            self._tool(bar, key, beside if key in {"add_layers", "select", "pan", "draw_patrol"} else None)
        for key in ("undo", "redo", None, "zoom_full"):
            bar.addSeparator() if key is None else self._tool(bar, key)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        self._tool(bar, "search", beside)
        self._tool(bar, "parameters")
        self._tool(bar, "export", beside)
        analyse = self._tool(bar, "analyse", beside)
        analyse.setProperty("kind", "primary")
        return bar

    def _tool(self, bar: QToolBar, key: str, style: Qt.ToolButtonStyle | None = None) -> QToolButton:
        made = tool_button(self.actions_[key], size_px=20)
        made.setProperty("kind", "tool")
        made.setToolButtonStyle(style or Qt.ToolButtonStyle.ToolButtonIconOnly)
        made.setAccessibleName(self.actions_[key].text().rstrip("…"))
        made.setMinimumHeight(30)
        bar.addWidget(made)
        return made

    def _menu_button(self) -> QToolButton:
        made = tool_button(icon="menu", name=self.tr("Menu (F10)"), size_px=20)
        made.setShortcut("F10")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        for title, keys in MENUS:
            sub = menu.addMenu(translate(title))
            sub.setToolTipsVisible(True)
            for key in keys:
                sub.addSeparator() if key is None else sub.addAction(self.actions_[key])
        made.setMenu(menu)
        return made

    def rebuild(self) -> None:
        """Show everything in the language and theme now in force, where it was."""
        kept = (self.zones.chosen, self.patrol.chosen, self.map.view_state(), self.right.current, self.split.sizes())
        hidden = self.layers.derived_hidden
        for action in self.actions():
            self.removeAction(action)
        old = (self.centralWidget(), self.bar, self.statusBar(), self.actions_)
        self.map.shut_down()
        self.removeToolBar(self.bar)
        self._build()
        for widget in old:
            widget.deleteLater()
        self.layers.set_derived_hidden(hidden)
        self.map.hide_derived(hidden)
        self.document.retranslate_history()
        zone, area, view, page, sizes = kept
        self.right.show_page(page)
        self.split.setSizes(sizes)
        if self.document.is_open:
            self.map.restore_view(view)
            self.map.renew()
            self.zones.choose(zone)
            self.patrol.choose(area)
            self._on_saved(self.document.store.saved_at)
            self._show_facts()
            self._show_numbers()

    # -- state --------------------------------------------------------------------------------

    def _state(self) -> State:
        document = self.document
        if not document.is_open:
            return State()
        layers, areas = document.layers(), document.patrol_areas()
        return State(
            has_plan=True,
            is_read_only=document.is_read_only,
            is_busy=self.opener.is_running,
            is_analysing=self.analysis.is_running,
            has_layers=bool(layers),
            has_counties=document.has_counties(),
            has_zones=len(document.zones()) > 0,
            has_areas=len(areas) > 0,
            has_selected_area=bool(self.patrol.chosen),
            has_selection=bool(self.zones.chosen or self.patrol.chosen),
            can_undo=document.undo_stack.canUndo(),
            can_redo=document.undo_stack.canRedo(),
        )

    def refresh_actions(self) -> None:
        """Switch actions on and off for what can be done now."""
        stack = self.document.undo_stack
        self.actions_.refresh(self._state(), undo_text=stack.undoText(), redo_text=stack.redoText())

    def _show_page(self) -> None:
        is_open = self.document.is_open
        self.pages.setCurrentIndex(1 if is_open else 0)
        self.bar.setVisible(is_open)
        self.status.setVisible(is_open or bool(self.jobs.active))
        self.refresh_actions()

    def _show_facts(self) -> None:
        if not self.document.is_open:
            self.setWindowTitle(self.tr("Lianfang"))
            return
        info = self.document.info()
        self.setWindowTitle(self.tr("{plan} — Lianfang").format(plan=info.title))
        self.status.set_crs(info.metric_epsg)
        count = self.zones.count
        self.right.set_title("zones", self.tr("Zones {count}").format(count=count) if count else self.tr("Zones"))
        areas = len(self.document.patrol_areas())
        self.right.set_title("patrol", self.tr("Patrol {count}").format(count=areas) if areas else self.tr("Patrol"))
        self.status.set_warnings(self.findings.count)

    def _on_opened(self) -> None:
        if not self.document.is_untitled:
            self.settings.add_recent(self.document.path)
        self._show_page()
        self._share_width()
        state = self.document.view_state()
        self.layers.set_derived_hidden(set(state.get("hidden", [])))
        self.map.hide_derived(self.layers.derived_hidden)
        self.map.restore_view(state)
        self._show_facts()
        if self.document.is_read_only:
            self.toast.say(self.tr("This plan is open for reading only."), self.tr("Save a copy…"), self.save_copy)

    def _on_closed(self) -> None:
        self.start.refresh()
        self._use_tool("select")
        self._show_page()
        self._show_facts()

    def _on_changed(self, change: Change) -> None:
        self._show_facts()
        self.refresh_actions()
        if change.direction == "do" and change.code in {"layer_removed", "patrol_area_removed"}:
            text = self.document.undo_stack.undoText()
            self.toast.say(self.tr("Done: {what}").format(what=text), self.tr("Undo"), self.undo)

    def _on_saved(self, when: datetime | None) -> None:
        if when is None:
            self.status.set_saved("", "")
            return
        local = when.astimezone()
        place = (
            self.tr("Untitled: kept safe, choose Save to give it a place")
            if self.document.is_untitled
            else str(self.document.path)
        )
        self.status.set_saved(
            self.tr("Saved {time}").format(time=local.strftime("%H:%M:%S")), f"{local:%Y-%m-%d %H:%M:%S}\n{place}"
        )

    # -- plan ---------------------------------------------------------------------------------

    def new_plan(self) -> None:
        """Ask for title, date and counties, and begin a plan."""
        from app.dialogs.new_plan import NewPlanDialog

        dialog = NewPlanDialog(self)
        if not run(dialog) or not self._may_leave():
            return
        facts = dialog.facts
        try:
            facts.path.parent.mkdir(parents=True, exist_ok=True)
            self.document.create(facts.path, title=facts.title, reference_date=facts.reference_date)
        except Exception as error:
            self.show_error(error)
            return
        if facts.counties:
            self.importer.add_counties(facts.counties, self.tr("Counties"))

    def open_plan(self) -> None:
        """Ask for a plan and open it."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Open a plan"),
            str(self._folder()),
            self.tr("Lianfang plans (*{suffix})").format(suffix=PLAN_SUFFIX),
        )
        if path:
            self.open_path(Path(path))

    def open_path(self, path: Path) -> None:
        """Open a plan; when that fails the open one stays."""
        if not self._may_leave():
            return
        try:
            self.document.open(path)
        except Exception as error:
            self.show_error(error)

    def open_sample(self) -> None:
        """Build the sample plan and open it."""
        if self._may_leave():
            self.opener.open_sample()
            self.status.setVisible(True)

    def close_plan(self) -> None:
        """Close the plan and show the start page."""
        if self._may_leave():
            self._remember_view()
            self.document.close()

    def save(self) -> None:
        """Give an untitled plan a place; any other is saved already."""
        if not self.document.is_untitled:
            self.toast.say(self.tr("Every change is saved already: {path}").format(path=self.document.path.name))
            return
        path = self._ask_path(self.tr("Save the plan"))
        if path is not None:
            self._try(lambda: self.document.save_as(path))
            self.settings.add_recent(path)
            self._show_facts()

    def save_copy(self) -> None:
        """Write a clean copy elsewhere."""
        path = self._ask_path(self.tr("Save a copy"))
        if path is not None and self._try(lambda: self.document.save_copy(path)):
            self.toast.say(self.tr("A copy was saved: {path}").format(path=path.name))

    def plan_facts(self) -> None:
        """Change title and reference date."""
        from app.dialogs.new_plan import FactsDialog

        info = self.document.info()
        dialog = FactsDialog(info.title, info.reference_date, self)
        if run(dialog):
            self.document.set_facts(dialog.title, dialog.reference_date)

    def quit(self) -> None:
        """Close the window."""
        self.close()

    def _may_leave(self) -> bool:
        """Ask only about an untitled plan that holds work; anything else is in its file."""
        if not self.document.is_untitled or self.document.undo_stack.count() == 0 or self.document.info().is_sample:
            return True
        from app.dialogs.ask import ask_keep

        answer = ask_keep(self)
        if answer == "keep":
            self.save()
            return not self.document.is_untitled
        if answer == "discard":
            self.document.discard_untitled()
        return answer == "discard"

    def _ask_path(self, title: str) -> Path | None:
        name = _file_name(self.document.info().title) + PLAN_SUFFIX
        chosen, _ = QFileDialog.getSaveFileName(
            self, title, str(self._folder() / name), self.tr("Lianfang plans (*{suffix})").format(suffix=PLAN_SUFFIX)
        )
        if not chosen:
            return None
        return Path(chosen if chosen.endswith(PLAN_SUFFIX) else chosen.removesuffix(".gpkg") + PLAN_SUFFIX)

    def _folder(self) -> Path:
        from platformdirs import user_documents_path

        if self.document.is_open and not self.document.is_untitled:
            return self.document.path.parent
        recent = self.settings.recent_plans()
        return recent[0].parent if recent else user_documents_path()

    def _try(self, act: Any) -> bool:
        try:
            act()
        except Exception as error:
            self.show_error(error)
            return False
        return True

    # -- layers -------------------------------------------------------------------------------

    def add_layers(self) -> None:
        """Ask for map files and look at them."""
        from layers.sources import supported_extensions

        patterns = " ".join(f"*{extension}" for extension in supported_extensions())
        paths, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Add layers"),
            str(self._folder()),
            self.tr("Map files ({patterns})").format(patterns=patterns),
        )
        if paths:
            self.receive([Path(path) for path in paths])

    def add_counties(self) -> None:
        """Ask for counties of the built-in list and add them."""
        from app.dialogs.counties import CountiesDialog

        dialog = CountiesDialog(self)
        if run(dialog) and dialog.chosen:
            self._analyse_next = True
            self.importer.add_counties(dialog.chosen, self.tr("Counties"))

    def import_areas(self) -> None:
        """Ask for a polygon file and read its shapes as patrol areas."""
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import patrol areas"), str(self._folder()))
        if path:
            self._areas_wanted = True
            self.importer.look([Path(path)])

    def receive(self, paths: list[Path]) -> None:
        """Take dropped or chosen files: a plan is opened, anything else is looked at."""
        plans = [path for path in paths if path.name.endswith(PLAN_SUFFIX)]
        if plans:
            self.open_path(plans[0])
            return
        self._areas_wanted = False
        self.status.setVisible(True)
        self.importer.look(paths)

    def _on_looked(self, looked: list[Looked]) -> None:
        plan = next((one.path for one in looked if one.inspection is not None and one.inspection.is_plan), None)
        if plan is not None:
            self.open_path(plan)
            return
        from app.dialogs.importing import ImportDialog

        dialog = ImportDialog(looked, areas_only=self._areas_wanted, parent=self)
        if not run(dialog) or not dialog.wanted:
            self._show_page()
            return
        if not self.document.is_open:
            from datetime import date

            self.document.create(None, title=self.tr("Untitled plan"), reference_date=date.today())
        if self._areas_wanted:
            for want in dialog.wanted:
                self.importer.read_areas(want.path, want.choice)
            return
        self._analyse_next = True
        self.importer.read(dialog.wanted)

    def _on_added(self, records: list[Any]) -> None:
        titles = words.joined([record.title for record in records[:3]])
        text = self.tr("%n layer(s) added: {titles}", "", len(records)).format(titles=titles)
        self.toast.say(text, self.tr("Undo"), self.undo)
        QTimer.singleShot(0, self.map.zoom_full)
        if self._analyse_next and self._can_analyse():
            self.analyse()
        self._analyse_next = False

    def _can_analyse(self) -> bool:
        from layers.kinds import Role

        roles = {record.role for record in self.document.layers()}
        return Role.COUNTY in roles and bool(roles & {Role.FOREST, Role.RIVER})

    def _on_derived(self) -> None:
        self.map.hide_derived(self.layers.derived_hidden)
        self._remember_view()

    # -- analysis -----------------------------------------------------------------------------

    def analyse(self) -> None:
        """Derive zones in the background."""
        self.analysis.start()
        self.refresh_actions()

    def parameters(self) -> None:
        """Change the numbers of the analysis; a change derives again."""
        from app.dialogs.parameters import ParametersDialog

        dialog = ParametersDialog(self.document.parameters(), self)
        if run(dialog) and dialog.parameters != self.document.parameters():
            self.document.set_parameters(dialog.parameters)
            if self.document.has_counties():
                self.analyse()

    def _on_analysed(self, result: Any) -> None:
        shown = int((result.zones["zone_class"] != "L").sum())
        text = self.tr("%n shared-responsibility zone(s)", "", shown)
        self.toast.say(text)
        self.right.show_page("zones")

    # -- choosing -----------------------------------------------------------------------------

    def _choose_zone(self, uid: str) -> None:
        self.map.select("zones", uid)
        if uid:
            self.map.zoom_to_feature("zones", uid)
        self.refresh_actions()

    def _choose_area(self, uid: str) -> None:
        self.map.select("patrol_areas", uid)
        self.refresh_actions()

    def _choose_patch(self, uid: str) -> None:
        self.map.select("straddling", uid)
        if uid:
            self.map.zoom_to_feature("straddling", uid)

    def _choose_finding(self, uid: str) -> None:
        self.left.show_page("layers")
        self.layers.choose(uid)

    def _on_clicked(self, layer: str, uid: str) -> None:
        """A click on the map chooses the same thing in the lists."""
        if layer == "zones":
            self.right.show_page("zones")
            self.zones.choose(uid)
        elif layer == "patrol_areas":
            self.right.show_page("patrol")
            self.patrol.choose(uid)
        elif layer == "straddling":
            self.right.show_page("straddling")
            self.straddling.table.select_keys({uid})
        elif not layer:
            self.zones.choose("")
            self.patrol.choose("")
        self.map.select(layer, uid)
        self.refresh_actions()

    # -- tools --------------------------------------------------------------------------------

    def select(self, _checked: bool = True) -> None:
        """Use the select tool."""
        self._use_tool("select")

    def pan(self, _checked: bool = True) -> None:
        """Use the pan tool."""
        self._use_tool("pan")

    def draw_patrol(self, _checked: bool = True) -> None:
        """Draw a patrol area."""
        self._use_tool("draw_patrol")
        self.right.show_page("patrol")
        self.patrol.live.show_numbers(None)

    def edit_vertices(self, _checked: bool = True) -> None:
        """Move, insert and delete vertices of the chosen area."""
        self._use_tool("edit_vertices")

    def snapping(self, on: bool) -> None:
        """Switch snapping."""
        self.map.set_snapping(on)

    def _use_tool(self, key: str) -> None:
        self.actions_[key].setChecked(True)
        self.patrol.live.stop()
        self.map.use_tool(key, self.patrol.chosen)

    def _on_drawing(self, polygon: Any) -> None:
        self.patrol.live.show_numbers(self.numbers.figures(polygon) if polygon is not None else None)

    def _on_drawn(self, polygon: Any) -> None:
        uid = self.document.add_patrol_area(polygon)
        self._use_tool("select")
        self.right.show_page("patrol")
        self.patrol.choose(uid)
        self._choose_area(uid)

    def _on_refused(self, code: str) -> None:
        texts = {
            "too_few_corners": self.tr("An area needs at least three corners."),
            "self_crossing": self.tr("The sides cross. Move or remove a corner."),
        }
        self.toast.say(texts.get(code, code))

    def _show_numbers(self) -> None:
        self.patrol.set_numbers(self.numbers.all_figures())

    # -- export -------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask what to write for which area, and write it in the background."""
        from app.dialogs.exporting import ExportDialog

        dialog = ExportDialog(self.document, self.settings, self.patrol.chosen, self)
        if run(dialog):
            self.exporter.start(dialog.request)

    def _on_exported(self, outcome: Any) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        text = self.tr("%n file(s) written to {folder}", "", len(outcome.paths)).format(folder=outcome.folder.name)
        url = QUrl.fromLocalFile(str(outcome.folder))
        self.toast.say(text, self.tr("Open folder"), lambda: QDesktopServices.openUrl(url))

    # -- edit and view ------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last gesture back: in the sketch while drawing, else in the plan."""
        if not self.map.undo_in_tool():
            self.document.undo_stack.undo()

    def redo(self) -> None:
        """Do the next gesture again."""
        if not self.map.redo_in_tool():
            self.document.undo_stack.redo()

    def zoom_in(self) -> None:
        """Magnify."""
        self.map.zoom_by(1.6)

    def zoom_out(self) -> None:
        """Show more."""
        self.map.zoom_by(1 / 1.6)

    def zoom_full(self) -> None:
        """Show the whole plan."""
        self.map.zoom_full()

    def zoom_selection(self) -> None:
        """Show what is chosen."""
        if self.right.current == "patrol" and self.patrol.chosen:
            self.map.zoom_to_feature("patrol_areas", self.patrol.chosen)
        elif self.zones.chosen:
            self.map.zoom_to_feature("zones", self.zones.chosen)
        elif self.patrol.chosen:
            self.map.zoom_to_feature("patrol_areas", self.patrol.chosen)

    def toggle_layers(self) -> None:
        """Fold or unfold the left side."""
        self.left.set_collapsed(not self.left.is_collapsed)

    def toggle_zones(self) -> None:
        """Fold or unfold the right side."""
        self.right.set_collapsed(not self.right.is_collapsed)

    def map_only(self, on: bool) -> None:
        """Leave nothing but the map, or bring the panels back."""
        for widget in (self.left, self.right):
            widget.setVisible(not on)

    def full_screen(self, on: bool) -> None:
        """Fill the screen."""
        self.setWindowState(
            self.windowState() ^ Qt.WindowState.WindowFullScreen if on != self.isFullScreen() else self.windowState()
        )

    def _share_width(self) -> None:
        """Give the map its share; folded sides give theirs to it."""
        if self.width() < 200:
            return
        sides = max(
            420.0, min(680.0, self.width() - _MAP_SHARE * self.width() * self.height() / max(self.height() - 66, 1))
        )
        left = RAIL_PX if self.left.is_collapsed else round(sides * 0.4)
        right = RAIL_PX if self.right.is_collapsed else round(sides * 0.6)
        self.split.setSizes([left, self.width() - left - right, right])

    # -- program ------------------------------------------------------------------------------

    def preferences(self) -> None:
        """Change language, theme and coordinates."""
        from app.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self.settings, self)
        if run(dialog):
            for key, value in dialog.values.items():
                self.settings.set(key, value)

    def switch_language(self) -> None:
        """Switch between Chinese and English."""
        self.settings.set("language", "en" if i18n.current() == "zh_CN" else "zh_CN")

    def shortcuts(self) -> None:
        """Show the keyboard shortcuts."""
        from app.dialogs.help import ShortcutsDialog

        run(ShortcutsDialog(self))

    def about(self) -> None:
        """Show what this is and whose work it stands on."""
        from app.dialogs.help import AboutDialog

        run(AboutDialog(self))

    def search(self) -> None:
        """Find commands, layers, counties, zones and places."""
        from app.dialogs.search import SearchPopup

        SearchPopup(self).open_centred()

    def go_to(self, layer: str, uid: str) -> None:
        """Choose a feature wherever it is listed, and show it."""
        self._on_clicked(layer, uid)
        self.map.zoom_to_feature(layer, uid)

    def show_error(self, error: BaseException) -> None:
        """Say what is wrong, why, and the way out."""
        from app.dialogs.ask import show_message
        from app.settings import log_dir

        show_message(self, messages.error_message(error, log=str(log_dir())))
        self._show_page()

    # -- events -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            # Let the drop end first: the other program waits for it.
            QTimer.singleShot(0, self, lambda: self.receive(paths))

    def changeEvent(self, event: QEvent) -> None:
        """Hear a new language."""
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width when the size is known."""
        super().showEvent(event)
        self._share_width()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave; the plan is saved already."""
        if not self._may_leave():
            event.ignore()
            return
        self._remember_view()
        self.settings.set_window_state("geometry", self.saveGeometry())
        self.jobs.cancel_all()
        self.map.shut_down()
        self.document.close()
        super().closeEvent(event)
        QApplication.quit()

    def _remember_view(self) -> None:
        if self.document.is_open and not self.document.is_read_only:
            self.document.set_view_state({**self.map.view_state(), "hidden": sorted(self.layers.derived_hidden)})

    def _restore_geometry(self) -> None:
        stored = self.settings.window_state("geometry")
        if stored is None or not self.restoreGeometry(stored):
            self.resize(1366, 768)


def _file_name(title: str) -> str:
    """Return a title as a file name that every system takes."""
    return "".join("_" if character in '\\/:*?"<>|\n\t' else character for character in title).strip(" .") or "plan"
