"""Zones by hand: form, outline, merging, setting aside, exchanged roles; and the roads at the line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app import i18n
from app.cards.swap import SwapCard
from app.control.writing import ask_target, start_writing
from app.dialogs.ask import run
from app.jobs import Job
from app.reads import Change
from layers import zone_workflow
from layers.errors import LianfangError
from layers.zones.model import Parameters

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.plan.store import PlanStore
    from layers.zones.outlines import Outline


class ZoneControl(QObject):
    """The actions on the zones chosen, and what follows from them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._counting: Job | None = None
        self.card: SwapCard
        window.document.planner_name = window.settings.judging("name")
        window.document.changed.connect(self._refresh_card)
        window.document.closed.connect(self._stop)

    def attach(self) -> None:
        """Make the card of a new map and listen to its tool and to the panels."""
        window = self._window
        self.card = SwapCard(window.map, window.document)
        self.card.adopted.connect(self._adopt)
        window.map.zone_tool.edited.connect(self._reshape)
        window.map.zone_tool.target_changed.connect(self._on_target)
        window.zones.conflicts.zoomed.connect(window.map.zoom_to_shape)

    # -- the zone chosen ------------------------------------------------------------------------

    def edit_zone(self) -> None:
        """Change name, class, lead and supports in a form."""
        from app.dialogs.zone_edit import ZoneEditDialog

        zone = self._zone()
        if zone is None:
            return
        dialog = ZoneEditDialog(self._document, self._window.settings, zone, self._window)
        if run(dialog):
            name = dialog.by.text().strip()
            self._window.settings.set_judging("name", name)
            self._document.planner_name = name
            if dialog.values and self._are_there([zone.uid]):
                self._try(lambda: self._document.edit_zone(zone.uid, dialog.values))

    def edit_zone_outline(self, _checked: bool = True) -> None:
        """Move, insert and delete the corners of the zone chosen."""
        uid = self._window.zones.chosen
        self._window.hands.use_tool("edit_zone_outline")
        self._window.map.zone_tool.edit(uid)
        if uid:
            self._window.map.zoom_to_feature("zones", uid)

    def take_up(self, uid: str) -> None:
        """Have the outline in hand again whose corner was in hand when the program ended."""
        self._window.right.show_page("zones")
        self._window.zones.choose(uid)
        self.edit_zone_outline()

    def merge_zones(self) -> None:
        """Make one zone of those chosen, counted in a job."""
        uids = self._window.zones.chosen_zones
        self._count(_counted_together, uids, uids, lambda outline: self._document.merge_zones(uids, outline))

    def drop_zones(self) -> None:
        """Set the zones chosen aside: they are none."""
        uids = self._window.zones.chosen_zones
        self._try(lambda: self._document.drop_zones(uids))

    def swap_roles(self) -> None:
        """Show what the zone would be with origin and affected exchanged."""
        zone = self._zone()
        if zone is not None:
            self.card.show_zone(zone, self._used())
            self.card.open_card()

    def zone_conflicts(self) -> None:
        """Show where edits and the analysis differ, and what was set aside."""
        self._window.right.show_page("zones")
        self._window.zones.show_conflicts()

    def _zone(self) -> Any | None:
        return self._window.zones.zone(self._window.zones.chosen)

    def _used(self) -> Parameters:
        facts = self._document.result_facts().get("parameters")
        return Parameters.from_dict(facts) if facts else self._document.parameters()

    def _adopt(self, uid: str, values: dict[str, Any]) -> None:
        self._try(lambda: self._document.edit_zone(uid, values))

    def _refresh_card(self, _change: Change | None = None) -> None:
        if self.card.isVisible():
            zone = self._zone()
            if zone is None:
                self.card.close_card()
            else:
                self.card.show_zone(zone, self._used())

    # -- outlines -------------------------------------------------------------------------------

    def _on_target(self, uid: str) -> None:
        """A click on another zone takes that one in hand: its card is shown."""
        if uid and uid != self._window.zones.chosen:
            self._window.zones.choose(uid)
            self._window.map.select("zones", uid)

    def _reshape(self, uid: str, outline: Any) -> None:
        self._count(_counted, (uid, outline), [uid], lambda counted: self._document.set_zone_outline(uid, counted))

    def _are_there(self, uids: list[str]) -> bool:
        """Whether zones are still in the plan; an analysis that ended meanwhile may have derived them away."""
        if set(uids) <= set(self._document.zones()["uid"].astype(str)):
            return True
        self._window.toast.say(self.tr("The zones were derived anew meanwhile, and this one is no longer among them."))
        return False

    def _count(self, work: Any, given: Any, uids: list[str], then: Any) -> None:
        """Count what lies inside an outline in a job; the last one asked for is the one that is kept."""
        self._stop()
        job = Job(work, self._document.store, given, title=self.tr("Counting what lies inside"))

        def finished(outline: Any) -> None:
            if self._counting is job:
                self._counting = None
                if self._are_there(uids):
                    self._try(lambda: then(outline))

        def failed(error: Exception) -> None:
            if self._counting is job:  # else another is counted by now
                self._counting = None
                self._window.map.zone_tool.take_back()
                if self._are_there(uids):
                    self._window.show_error(error)

        job.finished.connect(finished)
        job.failed.connect(failed)
        self._counting = job
        self._window.jobs.start(job)

    def _stop(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None

    def _try(self, step: Any) -> None:
        try:
            step()
        except LianfangError as error:
            self._window.show_error(error)

    # -- roads ----------------------------------------------------------------------------------

    def border_roads(self) -> None:
        """Bring the list of roads forward."""
        self._window.across.show_list("roads")
        self._window.right.show_page("straddling")

    def choose_road(self, uid: str) -> None:
        """Light up the road chosen in the list, and go there."""
        self._window.map.select("border_roads", uid)
        row = self._window.roads.row(uid)
        if row is not None:
            self._window.map.zoom_to_shape(row.geometry)

    def mark_road(self, uid: str, carries: bool | None) -> None:
        """Say whether a road carries dangerous goods."""
        row = self._window.roads.row(uid)
        if row is not None:
            name = str(row.name) or self.tr("a road without a name")
            self._try(lambda: self._document.mark_road(str(row.road_uid), carries, name=name))

    def export_roads(self) -> None:
        """Ask where to, and write the list of roads in the background."""
        from app.control.plans import file_name

        window, document = self._window, self._document
        stem = self.tr("{plan} roads at the line").format(plan=file_name(document.info().title))
        filters = {
            self.tr("Workbook (*.xlsx)"): ".xlsx",
            self.tr("Table (*.csv)"): ".csv",
            self.tr("Map layer, GeoPackage (*.gpkg)"): ".gpkg",
        }
        path = ask_target(window, self.tr("Save the list"), window.plans.folder() / f"{stem}.xlsx", filters)
        if path is None:
            return
        marks, names = document.road_marks(), document.county_names()
        job = Job(_write_roads, path, document.roads(), marks, names, i18n.current(), title=self.tr("Writing files"))
        start_writing(window, job)


def _counted(store: PlanStore, given: tuple[str, Any], progress: Any) -> Outline:
    progress(0.1, "reading")
    with store.reader() as reader:
        return zone_workflow.counted(reader, *given)


def _counted_together(store: PlanStore, uids: list[str], progress: Any) -> Outline:
    progress(0.1, "reading")
    with store.reader() as reader:
        return zone_workflow.counted(reader, uids[0], zone_workflow.union_of(reader, uids))


def _write_roads(path: Path, roads: Any, marks: Any, names: Any, language: str, progress: Any) -> Path:
    from app.sheets.words import load_words
    from layers.export.roads import write_roads

    progress(0.2, "writing")
    return write_roads(path, roads, marks, names, load_words(language))
