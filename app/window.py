"""The main window: toolbar, panels around the map, status bar.  It connects; rules live elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import i18n, messages, theme, thumbnails, unforeseen
from app.action_table import State
from app.actions import Actions
from app.control.access import AccessControl
from app.control.backups import BackupControl
from app.control.carrying import Carrying
from app.control.checking import CheckControl
from app.control.crashing import CrashControl
from app.control.hands import HandControl
from app.control.helping import HelpControl
from app.control.keeping import KeepControl
from app.control.looking import LookControl
from app.control.plans import PlanControl
from app.control.shaping import ShapeControl
from app.control.snapping import SnapControl
from app.control.table import BY_ACTION, OwnsControls
from app.control.walking import WalkControl
from app.control.work import WorkControl
from app.dialogs.ask import run
from app.document import Change, Document
from app.jobs import Jobs
from app.mapside import MapSide
from app.panels.findings import FindingsPanel
from app.panels.history import HistoryPanel
from app.panels.layers import LayersPanel
from app.panels.patrol import PatrolPanel
from app.panels.records import RecordsPanel
from app.panels.registers import AgreementsPanel, StraddlingPanel
from app.panels.roads import AcrossPanel, RoadsPanel
from app.panels.start import StartPage
from app.panels.zones import ZonesPanel
from app.settings import Settings
from app.tasks.analysis import AnalysisTask
from app.tasks.backing_up import BackupTask
from app.tasks.checking import CheckTask
from app.tasks.exporting import ExportTask
from app.tasks.importing import ImportTask
from app.tasks.jumping import JumpTask
from app.tasks.measuring import MeasureTask
from app.tasks.numbers import NumbersTask
from app.tasks.opening import OpenTask
from app.tasks.parties import PartiesTask
from app.tasks.sketching import SketchTask
from app.toolbar import Toolbar
from app.undo_offer import UndoOffer
from app.widgets.notice import NoticeBar
from app.widgets.side_room import SideRoom
from app.widgets.sidebar import RAIL_PX, Sidebar
from app.widgets.statusbar import StatusBar
from app.widgets.toast import Toast
from layers.styling.colors import Sight

if TYPE_CHECKING:
    from app.meeting.control import MeetingControl
    from app.tasks.fire import FireLands
    from app.tasks.rivers import RiverLands

#: Changes after which the window says what was done, with a way back at hand.
_OFFERS_UNDO = frozenset(
    {
        *("layer_removed", "patrol_area_removed", "patrol_areas_removed", "recorded_removed"),
        *("recorded_removed_several", "zones_dropped", "zones_merged"),
        *("stock_removed", "stock_removed_several", "need_removed", "need_removed_several"),
        *("exercise_removed", "exercise_site_removed"),
        *("stock_removed", "stock_removed_several", "need_removed", "need_removed_several", "comment_removed"),
        *("alternative_removed", "alternative_accepted", "minute_removed"),
    }
)
#: The window is painted first.
_WAKE_AFTER_MS = 50
#: The map's share of the window that the first layout aims for.
_MAP_SHARE = 0.6
#: And the least of the window's width, for which the right side gives up some of its own.
_LEAST_MAP_SHARE = 0.55
#: The window on half of a small laptop's pixels: 1366 × 768 at 200 %.
_LEAST_PX = (560, 320)
#: Narrower than this, both sides fold to icons by themselves.
_NARROW_PX = 860
#: Who borrows the sides' room in a narrow window.
_NARROW_WINDOW = "narrow window"


class MainWindow(OwnsControls, QMainWindow):
    """One window, one plan."""

    def __init__(self, document: Document, jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        self.document, self.jobs, self.settings = document, jobs, settings
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST_PX)
        self.in_meeting = False  # the window hangs on a wall, without its chrome
        self._meeting: MeetingControl | None = None
        self._is_awake = self._was_shown = False
        self.analysis = AnalysisTask(document, jobs, self)
        self.importer = ImportTask(document, jobs, self)
        self.exporter = ExportTask(document, jobs, self)
        self.numbers = NumbersTask(document, jobs, self)
        self.measuring = MeasureTask(document, jobs, self.numbers, self)
        self.checks = CheckTask(document, jobs, self.numbers, self.measuring, self)
        self.parties = PartiesTask(document, jobs, self)
        self.opener = OpenTask(document, jobs, self)
        self.jumper = JumpTask(document, jobs, self)
        self.sketches = SketchTask(document, self)
        self.backups = BackupTask(document, jobs, settings, self._sharp_picture, self)
        self.plans, self.work, self.hands = PlanControl(self), WorkControl(self), HandControl(self)
        self.versions = BackupControl(self)
        self.keeping, self.crashes = KeepControl(self), CrashControl(self)
        self.carrying = Carrying(self)
        self.looking, self.shaping, self.snaps = LookControl(self), ShapeControl(self), SnapControl(self)
        self.checking, self.access = CheckControl(self), AccessControl(self)
        self.helping, self.walking = HelpControl(self), WalkControl(self)
        self.numbers.ready.connect(self.hands.show_numbers)
        self.measuring.measured.connect(self.hands.show_areas)
        self.measuring.hand_measured.connect(self.hands.show_hand)
        self.sketches.restored.connect(self.hands.say_sketch_back)
        self.sketches.outdated.connect(self.hands.say_sketch_outdated)
        self.sketches.emptied.connect(self.hands.take_back_offer)
        for task in (self.importer, self.analysis, self.exporter, self.opener, self.jumper):
            task.failed.connect(self.show_error)
        document.opening.connect(self.wake)
        document.opened.connect(self._on_opened)
        document.closing.connect(self._on_closing)
        document.closed.connect(self._on_closed)
        document.changed.connect(self._on_changed)
        document.analysis_state_changed.connect(self.refresh_actions)
        document.edit_failed.connect(self.show_error)
        document.undo_stack.indexChanged.connect(self.refresh_actions)
        jobs.started.connect(self.refresh_actions)
        jobs.ended.connect(self.refresh_actions)
        self._build()
        self._restore_geometry()

    # -- controls -----------------------------------------------------------------------------

    def wake(self) -> None:
        """Make every control that has to hear of a plan."""
        while self.wake_one():
            pass
        if not self._is_awake:
            self._is_awake = True
            # What they say switches actions, and what they still show has to be in sight to be put away.
            self.document.changed.connect(self.refresh_actions)
            self.document.closed.connect(self._leave_plan)

    def _wake_slowly(self) -> None:
        """Make a control, and the next one when the window has had its turn."""
        if self.wake_one():
            QTimer.singleShot(0, self, self._wake_slowly)

    @property
    def action_owners(self) -> tuple[QObject, ...]:
        """Who does what actions say, of those that are always there."""
        drawing = (self.hands, self.looking, self.shaping, self.snaps)
        return (self, self.plans, self.work, *drawing, self.versions, self.access, self.helping, self.walking)

    def _doer(self, action: str) -> Callable[..., object]:
        """Return what does an action; a control that can wait is not made for that."""
        if action in BY_ACTION:
            return self.later(BY_ACTION[action], action)
        does: Callable[..., object] = next(getattr(one, action) for one in self.action_owners if hasattr(one, action))
        return does

    @cached_property
    def fire_lands(self) -> FireLands:
        """What fire finds on the ground, read once."""
        from app.tasks.fire import FireLands

        return FireLands(self.document, self)

    @cached_property
    def river_lands(self) -> RiverLands:
        """What water finds on the ground, read once."""
        from app.tasks.rivers import RiverLands

        return RiverLands(self.document, self)

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        """Make every widget in the language and theme in force; called again when either changes."""
        self.actions_ = Actions(self)
        self.actions_.connect_to(self._doer)
        self.addActions([action for _key, action in self.actions_])
        self.pages = QStackedWidget()
        self.start = StartPage(self.actions_, self.settings)
        self.start.files_dropped.connect(self.work.receive)
        self.start.plan_chosen.connect(self.plans.open_path)
        self.start.versions_asked.connect(self.versions.earlier_versions)
        self.pages.addWidget(self.start)
        self._build_panels()
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.notice = NoticeBar()
        column.addWidget(self.notice)
        column.addWidget(self.table_split, 1)
        self.pages.addWidget(work)
        self.setCentralWidget(self.pages)
        self.bar = Toolbar(self.actions_)
        self.addToolBar(self.bar)
        self.bar.fit(self.width())
        self.status = StatusBar(self.settings, self.jobs)
        self.status.scale_asked.connect(self.map.set_scale)
        self.status.warnings_asked.connect(lambda: self.left.show_page("findings"))
        self.setStatusBar(self.status)
        self.map.cursor_moved.connect(self.status.set_position)
        self.map.scale_changed.connect(self.status.set_scale)
        self.toast = Toast(self.map)
        self.undo_offer = UndoOffer(self.toast, self.document)
        self.actions_["snapping"].setChecked(True)
        self.actions_["select"].setChecked(True)
        self.show_current_page()
        self.keeping.attach(self.notice)
        self.checking.attach()
        self.helping.attach()
        self.walking.attach()
        self.access.attach()
        self.carrying.attach()

    def _build_panels(self) -> None:
        self.map = MapSide(self.document, self.jobs)
        self.layers = LayersPanel(self.document, self.actions_)
        self.findings = FindingsPanel(self.document)
        self.zones = ZonesPanel(self.document, self.actions_)
        self.patrol = PatrolPanel(self.document, self.actions_)
        self.history = HistoryPanel(self.document, self.actions_)
        self.left = Sidebar(self.tr("Layers and findings"), Qt.Edge.LeftEdge)
        self.left.add_page("layers", self.tr("Layers"), "layers", self.layers)
        self.left.add_page("findings", self.tr("Findings"), "triangle-alert", self.findings)
        self.left.add_page("history", self.tr("History"), "clock", self.history)
        self.right = Sidebar(self.tr("Zones, patrol areas and registers"), Qt.Edge.RightEdge)
        self.right.add_page("zones", self.tr("Zones"), "shield", self.zones)
        self.right.add_page("patrol", self.tr("Patrol"), "waypoints", self.patrol)
        self.right.add_page("records", self.tr("Records"), "map-pin", self.later("recording", "make_panel"))
        self.right.add_page("straddling", self.tr("Across"), "route", self._make_across)
        self.right.add_page("agreements", self.tr("Agreements"), "handshake", self.later("register", "make_panel"))
        self.right.add_page("slivers", self.tr("Lines"), "scissors", self.later("slivers", "make_panel"))
        self.right.add_page("exchange", self.tr("Exchange"), "arrow-left-right", self.later("exchange", "make_panel"))
        self.right.add_page("comments", self.tr("Comments"), "message-square", self.later("commenting", "make_panel"))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        for side in (self.left, self.map, self.right):
            self.split.addWidget(side)
        self.split.setStretchFactor(1, 1)
        self.room = SideRoom(self.split, (self.left, self.right))
        self.table_split = QSplitter(Qt.Orientation.Vertical)
        self.table_split.setChildrenCollapsible(False)
        self.table_split.addWidget(self.split)
        self.table_split.setStretchFactor(0, 1)
        self._connect_panels()

    def _connect_panels(self) -> None:
        self.layers.layer_zoomed.connect(self.map.zoom_to_layer)
        self.layers.mending_asked.connect(self.later("mending", "show_report"))
        self.layers.card.forest_asked.connect(self.later("land_cover", "make_from"))
        self.layers.card.points_asked.connect(self.later("scans", "edit_points"))
        self.history.jump_asked.connect(self.jumper.go_to)
        self.history.refused.connect(lambda why: self.toast.say(why))
        self.zones.zone_chosen.connect(self.hands.choose_zone)
        self.zones.hazard_shown.connect(self.map.show_hazard)
        self.zones.zone_zoomed.connect(lambda uid: self.map.zoom_to_feature("zones", uid))
        self.patrol.area_chosen.connect(self.hands.choose_area)
        self.patrol.area_zoomed.connect(lambda uid: self.map.zoom_to_feature("patrol_areas", uid))
        self.patrol.edit_asked.connect(lambda _uid: self.actions_["edit_vertices"].trigger())
        self.patrol.export_asked.connect(lambda _uid: self.work.export())
        self.patrol.numbers_wanted.connect(self.hands.show_numbers)
        self.patrol.place_asked.connect(self.map.zoom_to_shape)
        self.findings.layer_chosen.connect(self.hands.choose_finding)
        self.findings.place_chosen.connect(self.map.zoom_to_shape)
        self.findings.slivers_asked.connect(self.later("slivers", "show_slivers"))
        self.findings.count_changed.connect(lambda count: self.status.set_warnings(count))
        self.map.feature_clicked.connect(self.hands.choose_clicked)
        self.map.feature_added.connect(self.hands.choose_added)
        self.map.scene_changed.connect(lambda scene: self.layers.set_swatches(self.map.swatches(scene)))
        self.map.screen_changed.connect(lambda: self.layers.set_swatches(self.map.swatches(self.map.canvas.scene)))
        self.map.drawing_progressed.connect(self.hands.show_drawing)
        self.map.polygon_drawn.connect(self.hands.add_drawn)
        self.map.polygon_edited.connect(self.hands.keep_edited)
        self.map.polygons_edited.connect(self.hands.keep_together)
        self.map.refused.connect(self.hands.say_refused)
        self.map.failed.connect(self.show_error)
        self.map.canvas.layer_failed.connect(self.later("rasters", "say_left_out"))
        for side in (self.left, self.right):
            side.toggled.connect(lambda _collapsed: self._share_width())
        self.sketches.attach(self.map, self.hands.take_up)
        for control in (self.looking, self.shaping, self.snaps):
            control.attach()
        self.attach_controls()

    def _make_across(self) -> AcrossPanel:
        patches = StraddlingPanel(self.document, self.actions_)
        patches.patch_chosen.connect(self.hands.choose_patch)
        roads = RoadsPanel(self.document, self.actions_)
        roads.road_chosen.connect(self.zone_hands.choose_road)
        roads.marked.connect(self.zone_hands.mark_road)
        roads.export_asked.connect(self.zone_hands.export_roads)
        across = AcrossPanel(patches, roads, self.river_lists.make_panel())
        across.choice.currentIndexChanged.connect(lambda _place: self.river_lists.on_choice())
        return across

    # Pages of the right side that are made when they are first wanted.

    @property
    def across(self) -> AcrossPanel:
        """What lies across the lines."""
        page = self.right.page("straddling")
        assert isinstance(page, AcrossPanel)
        return page

    @property
    def straddling(self) -> StraddlingPanel:
        """Forest patches that a county line cuts."""
        return self.across.patches

    @property
    def roads(self) -> RoadsPanel:
        """Roads at the lines."""
        return self.across.roads

    @property
    def agreements(self) -> AgreementsPanel:
        """The list of agreements."""
        return self.register.pages.register

    @property
    def records(self) -> RecordsPanel:
        """What is recorded by hand."""
        page = self.right.page("records")
        assert isinstance(page, RecordsPanel)
        return page

    def rebuild(self) -> None:
        """Show everything in the language and theme now in force, where it was and with what was typed."""
        self.carrying.leave()
        meets_about = self.leave_meeting()
        kept = (self.zones.chosen, self.patrol.chosen, self.map.view_state(), self._pages_shown(), self.split.sizes())
        folded = self.room.folded_by_hand()
        self.sketches.leave()
        for action in self.actions():
            self.removeAction(action)
        old = (self.centralWidget(), self.bar, self.statusBar(), self.actions_)
        self.map.shut_down()
        self.removeToolBar(self.bar)
        self._build()
        for widget in old:
            widget.deleteLater()
        self.document.retranslate_history()
        zone, area, view, pages, sizes = kept
        for side, page in zip((self.left, self.right), pages, strict=True):
            side.show_page(page)
        for side, was_folded in zip((self.left, self.right), folded, strict=True):
            side.set_collapsed(was_folded)
        self.split.setSizes(sizes)
        self._fold_sides(self._is_narrow(self.width()))
        if self.document.is_open:
            self.map.restore_view(view)
            self.map.renew()
            self.zones.choose(zone)
            self.patrol.choose(area)
            self.show_facts()
            self.hands.show_numbers()
            self.parties.refresh()
        if meets_about is not None:
            self.meeting.enter(meets_about)
        self.carrying.come_back()

    def _pages_shown(self) -> tuple[str, str]:
        return self.left.current, self.right.current

    # -- state --------------------------------------------------------------------------------

    def _state(self) -> State:
        document = self.document
        if not document.is_open:
            return State()
        layers, areas = document.layers(), document.patrol_areas()
        return State(
            has_plan=True,
            is_read_only=document.is_read_only,
            is_busy=self.opener.is_running or self.jumper.is_running,
            is_analysing=self.analysis.is_running,
            has_layers=bool(layers),
            has_counties=document.has_counties(),
            has_land_cover=any(layer.is_land_cover for layer in layers),
            has_zones=len(document.zones()) > 0,
            has_blocks=document.block_state().count > 0,
            has_scenes=bool(document.scenes()),
            has_exercises=document.has_exercises(),
            has_minutes=bool(document.minutes()),
            has_meeting=bool(document.running_meeting()),
            has_areas=len(areas) > 0,
            areas=len(areas),
            has_selected_area=bool(self.patrol.chosen),
            selected_areas=len(self.patrol.chosen_areas),
            has_selected_zone=bool(self.zones.chosen),
            selected_zones=len(self.zones.chosen_zones),
            has_selection=bool(self.zones.chosen or self.patrol.chosen or self.map.chosen),
            has_proposals=self.proposing.is_shown,
            has_exchange=self.exchange.session is not None,
            is_walking=self.walking.is_on,
            can_undo=document.undo_stack.canUndo(),
            can_redo=document.undo_stack.canRedo(),
        )

    def refresh_actions(self, *_news: object) -> None:
        """Switch actions on and off for what can be done now."""
        stack = self.document.undo_stack
        self.actions_.refresh(self._state(), undo_text=stack.undoText(), redo_text=stack.redoText())

    def show_current_page(self) -> None:
        """Show the start page, or the plan."""
        is_open = self.document.is_open
        self.pages.setCurrentIndex(1 if is_open else 0)
        self.bar.setVisible(is_open and not self.in_meeting)
        self.status.setVisible((is_open or bool(self.jobs.active)) and not self.in_meeting)
        self.status.show_readouts(is_open)
        self.refresh_actions()

    def show_facts(self) -> None:
        """Show title, CRS and counts."""
        if not self.document.is_open:
            self.setWindowTitle(self.tr("Lianfang"))
            self.status.set_crs(0)
            return
        info = self.document.info()
        self.setWindowTitle(self.tr("{plan} — Lianfang").format(plan=self.versions.named(info.title)))
        self.status.set_crs(info.metric_epsg)
        count = self.zones.count
        self.right.set_title("zones", self.tr("Zones {count}").format(count=count) if count else self.tr("Zones"))
        areas = len(self.document.patrol_areas())
        self.right.set_title("patrol", self.tr("Patrol {count}").format(count=areas) if areas else self.tr("Patrol"))
        self.status.set_warnings(self.findings.count)

    def _on_opened(self) -> None:
        if not self.document.is_pristine:  # an untitled plan is listed too, so that a crash cannot hide it
            self.settings.add_recent(self.document.path)
        self.show_current_page()
        self._share_width()
        state = self.document.view_state()
        self.map.restore_view(state)
        self.show_facts()

    def _on_closing(self) -> None:
        self.leave_meeting()
        self.remember_view()
        self.keep_picture()

    def _on_closed(self) -> None:
        self.start.refresh()
        self.toast.hide()
        self.hands.use_tool("select")

    def _leave_plan(self) -> None:
        self.show_current_page()
        self.show_facts()

    def _on_changed(self, change: Change) -> None:
        self.hands.let_go_of_what_is_gone()
        if change.touches("patrol_area", "parameter", "layer"):
            self.checking.refresh()
        self.show_facts()
        self.refresh_actions()
        if change.direction == "do" and change.code in _OFFERS_UNDO:
            text = self.document.undo_stack.undoText()
            self.undo_offer.say(self.tr("Done: {what}").format(what=text))

    # -- view ------------------------------------------------------------------------

    def toggle_layers(self) -> None:
        """Fold or unfold the left side."""
        self.left.fold_by_hand(collapsed=not self.left.is_collapsed)

    def toggle_zones(self) -> None:
        """Fold or unfold the right side."""
        self.right.fold_by_hand(collapsed=not self.right.is_collapsed)

    def show_history(self) -> None:
        """Show the history and walk along it with the keyboard; again leads back to the layers."""
        if self.left.current == "history" and not self.left.is_collapsed and self.history.list.hasFocus():
            self.left.show_page("layers")
            self.layers.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.left.show_page("history")
        self.history.take_focus()

    def show_records(self) -> None:
        """List what is recorded by hand."""
        self.right.show_page("records")

    def map_only(self, on: bool) -> None:
        """Leave nothing but the map, or bring the panels back."""
        if self.in_meeting:  # there are none
            self.actions_["map_only"].setChecked(not on)
            return
        for widget in (self.left, self.right):
            widget.setVisible(not on)

    def full_screen(self, on: bool) -> None:
        """Fill the screen."""
        if on != self.isFullScreen():
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # -- meeting ------------------------------------------------------------------------------

    @property
    def meeting(self) -> MeetingControl:
        """The meeting: made when it is first wanted, for most days have none."""
        if self._meeting is None:
            from app.meeting.control import MeetingControl

            self._meeting = MeetingControl(self)
        return self._meeting

    def meeting_mode(self, _on: bool = True) -> None:
        """Hang the plan on the wall, or take it down."""
        self.meeting.toggle()

    def leave_meeting(self) -> str | None:
        """End a meeting; return the key of what was talked about, None when there was no meeting."""
        if self._meeting is None or not self._meeting.is_on:
            return None
        item = self._meeting.current_item()
        self._meeting.leave()
        return "" if item is None else item.key

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the sides fold to icons, and unfold when there is room again."""
        super().resizeEvent(event)
        is_narrow, was_narrow = (self._is_narrow(size.width()) for size in (self.size(), event.oldSize()))
        if not self.in_meeting and (is_narrow != was_narrow or not event.oldSize().isValid()):
            self._fold_sides(is_narrow)
        if hasattr(self, "bar"):
            self.bar.fit(self.width())  # before it is laid out: nothing flashes behind an arrow of Qt's

    @staticmethod
    def _is_narrow(width_px: int) -> bool:
        return width_px < theme.px(_NARROW_PX)

    def _fold_sides(self, is_narrow: bool) -> None:
        if not hasattr(self, "left"):
            return
        if is_narrow:
            self.room.borrow(_NARROW_WINDOW)
        else:
            self.room.give_back(_NARROW_WINDOW)

    def give_room(self, width_px: int, card: QWidget) -> None:
        """Fold the sides until the map is wide enough for a card, as long as it is open."""
        if not self.in_meeting and self.left.isVisible():
            self.room.borrow(card, until_px=width_px)

    def take_room_back(self, card: QWidget) -> None:
        """Unfold what a card had folded that is closed."""
        self.room.give_back_soon(card)

    def _share_width(self) -> None:
        """Give the map its share; folded sides give theirs to it."""
        if self.width() < 200:
            return
        room = self.width() - _MAP_SHARE * self.width() * self.height() / max(self.height() - 66, 1)
        sides = max(theme.px(420), min(theme.px(680), room))
        left = theme.px(RAIL_PX) if self.left.is_collapsed else round(sides * 0.4)
        right = theme.px(RAIL_PX) if self.right.is_collapsed else round(sides * 0.6)
        wanted = self.right.wanted_px()  # eight tabs, and tables with names
        if not self.right.is_collapsed and self.width() - left - wanted > _LEAST_MAP_SHARE * self.width():
            right = max(right, wanted)
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

    def show_error(self, error: BaseException) -> None:
        """Say what is wrong, why, and the way out."""
        from app.dialogs.ask import show_message
        from app.logs import log_dir

        if unforeseen.is_unforeseen(error) and unforeseen.is_heard():
            unforeseen.tell(error, "a task")
            self.show_current_page()
            return
        if self.keeping.takes(error) or self.rescue.takes(error):
            return
        show_message(self, messages.error_message(error, log=str(log_dir())))
        self.show_current_page()

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
            QTimer.singleShot(0, self, lambda: self.work.receive(paths))

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width when the size is known."""
        super().showEvent(event)
        self._share_width()
        if not self._was_shown:
            self._was_shown = True
            QTimer.singleShot(_WAKE_AFTER_MS, self, self._wake_slowly)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave; the plan is saved already."""
        if not self.plans.may_leave():
            event.ignore()
            return
        self.leave_meeting()
        self.settings.set_window_state("geometry", self.saveGeometry())
        self.jobs.cancel_all()
        self.hide()  # what is still to be tidied in the file is nobody's to wait for
        self.document.close(awake=False)
        self.map.shut_down()
        super().closeEvent(event)
        QApplication.quit()

    def remember_view(self) -> None:
        """Keep where the map is with the plan."""
        if self.document.is_open and not self.document.is_read_only and not self.in_meeting:
            self.document.set_view_state(self.map.view_state())

    def keep_picture(self) -> None:
        """Keep a picture of the map for the list of recent plans."""
        if self.document.is_open and not self.document.is_pristine:
            thumbnails.store(self.document.path, self._picture())

    def _picture(self) -> QPixmap:
        """Return the map as it is on the screen; a null picture while it has nothing or is a preview."""
        canvas = self.map.canvas
        return canvas.grab() if canvas.scene.layers and canvas.sight is Sight.FULL else QPixmap()

    def _sharp_picture(self) -> QPixmap:
        """Return the map when it is drawn completely; else a null picture."""
        return self._picture() if self.map.canvas.is_settled else QPixmap()

    def _restore_geometry(self) -> None:
        stored = self.settings.window_state("geometry")
        if stored is None or not self.restoreGeometry(stored):
            self.resize(1366, 768)
