"""Work on the plan: layers in, zones derived, annexes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app import i18n, parameter_words, words
from app.control.packing import is_named_package
from app.control.plans import PLAN_SUFFIX
from app.dialogs.ask import run
from app.jobs import Job
from app.sheets.words import load_words
from app.tasks.agreement import read_plan
from app.tasks.importing import Looked
from layers.kinds import Role

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.plan.store import PlanStore


class WorkControl(QObject):
    """The actions that start long work, and what happens when it is done."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        # Queued: the dialog that follows must not keep the ended job in the status bar.
        window.importer.looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)
        window.importer.added.connect(self._on_added)
        window.analysis.finished.connect(self._on_analysed)
        window.exporter.finished.connect(self._on_exported)
        self._areas_wanted = False
        self._is_plan_chosen = False  # what is looked at is for the plan that came with it
        self._analyse_next = False

    def add_layers(self) -> None:
        """Ask for map files and look at them."""
        from layers.sources import supported_extensions

        patterns = " ".join(f"*{extension}" for extension in supported_extensions())
        paths, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Add layers"),
            str(self._window.plans.folder()),
            self.tr("Map files ({patterns})").format(patterns=patterns),
        )
        if paths:
            self.receive([Path(path) for path in paths])

    def add_counties(self) -> None:
        """Ask for counties of the built-in list and add them."""
        from app.dialogs.counties import CountiesDialog

        dialog = CountiesDialog(self._window)
        if run(dialog) and dialog.chosen:
            self._analyse_next = True
            self._window.importer.add_counties(dialog.chosen, self.tr("Counties"))

    def import_areas(self) -> None:
        """Ask for a polygon file and read its shapes as patrol areas."""
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Import patrol areas"), str(self._window.plans.folder())
        )
        if path:
            self._areas_wanted = True
            self._window.importer.look([Path(path)])

    def receive(self, paths: list[Path]) -> None:
        """Take dropped or chosen files: a plan is opened, anything else is looked at, then for that plan."""
        plans = [path for path in paths if path.name.endswith(PLAN_SUFFIX)]
        packages = [path for path in paths if is_named_package(path)]
        if plans or packages:
            opened = (plans or packages)[0]
            self._open_with(opened, [path for path in paths if path != opened], is_package=not plans)
            return
        if not self._window.scans.takes(paths):
            self.look_at(paths)

    def look_at(self, paths: list[Path]) -> None:
        """Look at map files, to add them as layers."""
        self._areas_wanted = self._is_plan_chosen = False
        self._window.status.setVisible(True)
        self._window.importer.look(paths)

    def add_to(self, plan: Path, others: list[Path]) -> None:
        """Look at files that came with a plan, if it could be opened; the planner then chooses among their layers."""
        document = self._window.document
        if not document.is_open or document.path.absolute() != plan.absolute():
            return
        also = [path for path in others if path.name.endswith(PLAN_SUFFIX) or is_named_package(path)]
        self._tell_not_opened(also)
        rest = [path for path in others if path not in also]
        if rest:
            self.receive(rest)
            self._is_plan_chosen = True

    def _open_with(self, path: Path, others: list[Path], *, is_package: bool) -> None:
        if is_package:
            self._window.packing.open_package(path, others)
            return
        self._window.plans.open_path(path)
        self.add_to(path, others)

    def _tell_not_opened(self, plans: list[Path]) -> None:
        if plans:
            names = words.joined([path.name for path in plans])
            self._window.toast.say(self.tr("One plan is open at a time. Not opened: {names}").format(names=names))

    def _on_looked(self, looked: list[Looked]) -> None:
        is_chosen, self._is_plan_chosen = self._is_plan_chosen, False
        found = [(one.path, one.inspection) for one in looked if one.inspection is not None]
        plans = [path for path, inspection in found if inspection.is_plan]
        packages = [path for path, inspection in found if inspection.is_package]
        opened = None if is_chosen else next(iter([*plans, *packages]), None)
        if plans or packages:
            self._tell_not_opened([path for path in (*plans, *packages) if path != opened])
            looked = [one for one in looked if one.path not in plans and one.path not in packages]
        if opened is not None:
            self._open_with(opened, [one.path for one in looked], is_package=opened in packages)
            return
        if not looked:
            return
        from app.dialogs.importing import ImportDialog

        document = self._window.document
        near_epsg = document.info().metric_epsg if document.is_open else 0
        dialog = ImportDialog(
            looked,
            areas_only=self._areas_wanted,
            near_epsg=near_epsg,
            settings=self._window.settings,
            look_again=self._window.importer.look_again,
            parent=self._window,
        )
        if not run(dialog) or not dialog.wanted:
            self._window.show_current_page()
            return
        if not self._window.document.is_open:
            self._window.document.create(None, title=self.tr("Untitled plan"), reference_date=date.today())
        if self._areas_wanted:
            for want in dialog.wanted:
                self._window.importer.read_areas(want.path, want.choice)
            return
        self._analyse_next = True
        self._window.importer.read(dialog.wanted)

    def _on_added(self, records: list[Any]) -> None:
        titles = words.joined([record.title for record in records[:3]])
        text = self.tr("%n layer(s) added: {titles}", "", len(records)).format(titles=titles)
        self._window.undo_offer.say(text)
        self._window.map.zoom_full_soon()
        if self._analyse_next and self._can_analyse():
            self.analyse()
        self._analyse_next = False

    def _can_analyse(self) -> bool:
        roles = {record.role for record in self._window.document.layers()}
        return Role.COUNTY in roles and bool(roles & {Role.FOREST, Role.RIVER, Role.HAZARD_SOURCE, Role.HAZARD_MAP})

    def analyse(self) -> None:
        """Derive zones in the background."""
        self._window.analysis.start()
        self._window.refresh_actions()

    def parameters(self) -> None:
        """Change the numbers of the analysis; a change derives again."""
        self._ask_parameters("")

    def fire_parameters(self) -> None:
        """The same, beginning with the weather of fires."""
        self._ask_parameters(parameter_words.WEATHER)

    def hazard_kinds(self) -> None:
        """The same, beginning with the hazards that give zones."""
        self._ask_parameters(parameter_words.HAZARDS)

    def river_parameters(self) -> None:
        """The same, beginning with the speed of the water."""
        from app.dialogs.river_pages import WATER

        self._ask_parameters(WATER)

    def _ask_parameters(self, group: str) -> None:
        from app.dialogs.parameters import ParametersDialog
        from layers.rivers.settings import RiverSettings

        document = self._window.document
        before, fires = document.parameters(), document.fire_choices()
        rivers = RiverSettings.from_dict(document.stored_river_settings())
        dialog = ParametersDialog(before, self._window, fires=fires, rivers=rivers, group=group)
        if not run(dialog):
            return
        wanted = dialog.parameters
        document.set_everything_worked_with(wanted, dialog.fires, dialog.rivers)
        if wanted == before:
            if dialog.rivers.dem_noise_m != rivers.dem_noise_m and document.has_counties():
                self.analyse()  # which way rivers run is part of the zones' reaches
            return
        if replace(wanted, weights=before.weights) == before:
            return  # ranks follow from what is stored
        if document.has_counties():
            self.analyse()

    def _on_analysed(self, result: Any) -> None:
        shown = int((result.zones["zone_class"] != "L").sum())
        text = self.tr("%n shared-responsibility zone(s)", "", shown)
        self._window.toast.say(text)
        self._window.right.show_page("zones")

    def export(self) -> None:
        """Ask which files of which area to write; agreements and annexes are in the same window."""
        self._gather(with_text=False)

    def write_agreement(self) -> None:
        """Ask which agreement to write; files are in the same window."""
        self._gather(with_text=True)

    def _gather(self, *, with_text: bool) -> None:
        """Read what documents need, then ask what to write."""
        store = self._window.document.store
        job = Job(read_plan, store, title=self.tr("Gathering for the documents"))
        job.finished.connect(lambda plan: self._ask_papers(plan, store, with_text), Qt.ConnectionType.QueuedConnection)
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)

    def _ask_papers(self, plan: Any, store: PlanStore, with_text: bool) -> None:
        from app.dialogs.papers import PapersDialog

        window = self._window
        if not window.document.is_open or window.document.store is not store:
            return
        area = "" if with_text else window.patrol.chosen
        dialog = PapersDialog(
            window.document, window.jobs, window.settings, plan, window, with_text=with_text, area=area
        )
        # The dialog is closed first, then the other is asked for.
        dialog.briefing_asked.connect(window.briefing.write_briefing, Qt.ConnectionType.QueuedConnection)
        if not run(dialog):
            return
        dialog.remember()
        if not window.document.is_read_only:
            for uid, text in dialog.review.written_limits.items():
                window.document.set_limits(uid, text)
            window.document.set_answers(dialog.review.answers)
        window.exporter.start(dialog.request)

    def _on_exported(self, outcome: Any) -> None:
        text = self.tr("%n file(s) written to {folder}", "", len(outcome.paths)).format(folder=outcome.folder.name)
        if outcome.failures:
            names = load_words(i18n.current()).join([name for name, _error in outcome.failures])
            text += self.tr("; not written, for want of two parties or for other reasons: {names}").format(names=names)
        url = QUrl.fromLocalFile(str(outcome.folder))
        self._window.toast.say(text, self.tr("Open folder"), lambda: QDesktopServices.openUrl(url))
