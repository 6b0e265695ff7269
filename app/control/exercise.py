"""Exercises in the window: the panel below the map, sites on it, the clock, the kit."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QSplitter

from app import i18n
from app.control.exercise_map import ExerciseOnMap
from app.dialogs.ask import ask_overwrite_set
from app.document import Change
from app.exercise_edits import EXERCISE_TABLES
from app.jobs import Job
from app.panels.exercise import ExercisePanel
from app.tasks.exercise import Suggested, suggest, write
from app.widgets.typed import Typed
from layers.crs import STORAGE_CRS, transform
from layers.errors import LianfangError
from layers.exercise.injects import injects, renewed
from layers.exercise.model import Exercise, Inject, Logged, Physics, Site, SiteKind, new_uid, numbered
from layers.exercise.programme import new_exercise
from layers.exercise.telling import site_kind, title_text

if TYPE_CHECKING:
    from app.window import MainWindow

_HEIGHT_SHARE = 0.44


class ExerciseControl(ExerciseOnMap):
    """One exercise is shown at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.task.ready.connect(self._on_ready)
        self.task.settled.connect(self._say_state)
        self.task.failed.connect(window.show_error)
        self._waiting = SiteKind.IGNITION  # what a click places
        self._split: QSplitter
        window.document.changed.connect(self._on_changed)
        window.document.opened.connect(self._on_opened)
        window.document.closed.connect(self._on_closed)

    # -- building -----------------------------------------------------------------------------

    def _make_panel(self) -> ExercisePanel:
        panel = ExercisePanel(self.words)
        panel.setVisible(False)
        self._split.addWidget(panel)
        panel.chosen.connect(self.choose)
        panel.new_asked.connect(self.new_exercise)
        panel.remove_asked.connect(self._remove)
        panel.closed.connect(self.close)
        panel.step_changed.connect(self._on_step)
        panel.setup.kept.connect(self._keep)
        panel.sites.place_asked.connect(self.place)
        panel.sites.suggest_asked.connect(self._suggest)
        panel.sites.site_chosen.connect(self._show_site)
        panel.sites.site_changed.connect(lambda site: self._put_sites([site], "exercise_site_changed"))
        panel.sites.removed.connect(self._remove_sites)
        panel.script.work_out_asked.connect(self.exercise_script)
        panel.script.line_kept.connect(self._keep_line)
        panel.script.lines_removed.connect(self._remove_lines)
        panel.script.place_asked.connect(lambda lon, lat: self._window.map.show_point(lon, lat))
        panel.play.minute_changed.connect(self._on_minute)
        panel.play.done.connect(self._on_done)
        panel.play.undone.connect(lambda uid: self._on_done(uid, math.nan, ()))
        panel.play.logged.connect(self._on_logged)
        panel.evaluation.measured.connect(self._on_measured)
        panel.evaluation.export_asked.connect(self._export)
        panel.evaluation.register_asked.connect(self._register)
        return panel

    def attach(self) -> None:
        """Listen to a new map, and take a place below it; the panel is made when it is first wanted, or was open."""
        was_open = self.is_open
        self._split, self._panel = self._window.table_split, None
        self._arrivals, self._arrivals_of, self._suggested = None, None, None
        if was_open:
            self.panel.setVisible(True)
        tool = self._window.map.exercise_tool
        tool.placed.connect(self._on_placed)
        tool.taken.connect(self._on_taken)
        tool.dragged.connect(self._on_dragged)
        tool.moved.connect(self._on_moved)
        self._window.map.cursor_moved.connect(self._on_cursor)
        if self.is_open:
            self._refresh()

    def carry_over(self) -> Callable[[], None] | None:
        """What is typed into the exercise and not kept comes back, also into one that was closed meanwhile."""
        if self._panel is None:
            return None
        typed, was_open = Typed(self._panel), self.is_open

        def back() -> None:
            self.panel.setVisible(True)
            self._refresh()
            typed.put_into(self.panel)
            if not was_open:
                self.close()

        return back

    # -- actions ------------------------------------------------------------------------------

    def exercise(self, _checked: bool = True) -> None:
        """Show the exercise below the map; again hides it."""
        if self.is_open:
            self.close()
        else:
            self.open()

    def new_exercise(self, _checked: bool = True) -> None:
        """Begin an exercise on the border that is looked at, else on the first one."""
        document = self._window.document
        codes = self._border()
        if len(codes) < 2:
            self._window.toast.say(self.tr("An exercise needs two counties that touch."))
            return
        names = document.county_names()
        pair = self.words["punctuation.pair"].join(document.short_county_name(code) for code in codes)
        title = self.tr("{border} exercise").format(border=pair)
        taken = {one.title for one in document.exercises()}
        at = 2
        while title in taken:
            title = self.tr("{border} exercise {number}").format(border=pair, number=at)
            at += 1
        made = new_exercise(title, codes, names, Physics.FIRE, i18n.current())
        made = replace(made, day=document.info().reference_date.isoformat())
        uid = self._try(lambda: document.put_exercise(made, code="exercise_added"))
        if uid:
            self.open()
            self.choose(uid)
            self.panel.show_step("setup")

    def place_exercise_site(self, _checked: bool = True) -> None:
        """Be ready to place the kind of site chosen."""
        self.open()
        self.panel.show_step("sites")
        self.place(self.panel.sites.chosen_kind)

    def suggest_exercise_sites(self, _checked: bool = True) -> None:
        """Colour where the kind of site chosen could be."""
        self.open()
        self.panel.show_step("sites")
        self._suggest(self.panel.sites.chosen_kind)

    def exercise_script(self, _checked: bool = True) -> None:
        """Work the script out from what runs."""
        self.open()
        self.panel.show_step("script")
        material, exercise = self.task.material, self._current()
        if exercise is None:
            return
        if material is None or self.task.is_working:
            self._window.toast.say(self.tr("The exercise is still being worked out; try again in a moment."))
            return
        document = self._window.document
        found = material.situation
        run, ground = (None, None) if found is None else (found.run, found.ground)
        made = injects(exercise, document.exercise_sites(exercise.uid), run, ground)
        script = renewed(document.exercise_script(exercise.uid), made)
        self._try(lambda: document.set_exercise_script(exercise.uid, script))

    def play_exercise(self, _checked: bool = True) -> None:
        """Play or pause."""
        self.open()
        self.panel.show_step("play")
        self.panel.play.toggle()

    def export_exercise(self, _checked: bool = True) -> None:
        """Ask where the kit goes."""
        self.open()
        self.panel.show_step("evaluation")
        self.panel.evaluation.export()

    # -- opening and choosing -----------------------------------------------------------------

    def open(self) -> None:
        """Show the panel, with room for it."""
        if not self.is_open:
            self.panel.setVisible(True)
            split = self._window.table_split
            height = split.height()
            mine = max(220, round(height * _HEIGHT_SHARE))
            others = [split.widget(at) for at in range(split.count())]
            split.setSizes([mine if one is self.panel else 0 if one.isHidden() else height - mine for one in others])
        self._refresh()

    def close(self) -> None:
        """Hide the panel and all it shows on the map."""
        if self._panel is not None:
            self._panel.play.pause()
            self._panel.setVisible(False)
        self.task.show("")
        self._lay(None)
        self._show_suitable(None)
        if self._window.map.canvas.tool.key == "place_exercise_site":
            self._window.hands.use_tool("select")

    def choose(self, uid: str) -> None:
        """Show another exercise, and bring its sites into sight."""
        self._uid = uid
        self._show_suitable(None)
        self._refresh()
        self._show_all()

    def _border(self) -> tuple[str, ...]:
        """Return the pair of counties whose shared line is nearest to the middle of the map."""
        import shapely

        window = self._window
        borders = window.document.borders()
        shared = borders[borders["right"].notna() & (borders["right"] != "")] if len(borders) else borders
        if len(shared):
            center = shapely.Point(*window.map.canvas.view.center)
            lines = transform(shared.geometry.to_numpy(), STORAGE_CRS, f"EPSG:{window.map.canvas.scene.metric_epsg}")
            row = shared.iloc[int(shapely.distance(lines, center).argmin())]
            return str(row["left"]), str(row["right"])
        shapes = window.document.county_shapes()
        codes = list(shapes)
        for at, one in enumerate(codes):
            for other in codes[at + 1 :]:
                if shapely.intersects(shapes[one], shapes[other]):
                    return one, other
        return ()

    # -- showing ------------------------------------------------------------------------------

    def _refresh(self) -> None:
        document = self._window.document
        if not document.is_open or not self.is_open:
            return
        panel = self.panel
        exercise = self._current()
        self._uid = exercise.uid if exercise is not None else ""
        panel.show_exercises(document.exercises(), self._uid, is_read_only=document.is_read_only)
        self.task.show(self._uid)
        if exercise is None:
            self._lay(None)
            return
        only = document.is_read_only
        names = {code: document.short_county_name(code) for code in document.county_names()}
        sites, script = document.exercise_sites(exercise.uid), document.exercise_script(exercise.uid)
        material = self._material()
        checks = {} if material is None else material.checks
        panel.setup.show_exercise(exercise, document.county_names(), is_read_only=only)
        panel.sites.show_sites(sites, checks, exercise.physics, names, is_read_only=only)
        panel.sites.show_rings(self._ring_texts(sites, self._rings(exercise, sites)))
        panel.script.show_script(exercise, script, names, self._script_note(), is_read_only=only)
        panel.play.show_exercise(exercise, script, names, is_read_only=only)
        teams = () if material is None else material.reinforcements
        panel.evaluation.show_evaluation(exercise, script, teams, names, is_read_only=only)
        self._say_state()
        self._draw()

    def _script_note(self) -> str:
        material = self._material()
        if material is None:
            return self.tr("Working it out…")
        if material.problem:
            return material.problem
        run = material.situation.run if material.situation is not None else None
        if run is None:
            return self.tr("There is no start yet.")
        line = next((one for one in run.comings if one.what == "county"), None)
        if line is None:
            return self.tr("What runs does not leave its county in this time.")
        text = self.tr("It crosses the line after {minutes:.0f} min.")
        return text.format(minutes=line.minutes)

    def _say_state(self) -> None:
        if not self._window.document.is_open or not self.is_open:
            return
        material = self._material()
        text = "" if material is not None and not self.task.is_working else self.tr("Working it out…")
        light = material.light if material is not None else None
        if not text and light is not None and light.sun.rise is not None and light.sun.sets is not None:
            told = (
                self.tr("Sunrise {rise}, sunset {sets}")
                if light.is_day
                else self.tr("Not all in daylight: {rise}–{sets}")
            )
            text = told.format(rise=f"{light.sun.rise:%H:%M}", sets=f"{light.sun.sets:%H:%M}")
        self.panel.say(text)

    # -- on the map ---------------------------------------------------------------------------

    def place(self, kind: SiteKind) -> None:
        """Wait for a click that says where a site of a kind is."""
        self._waiting = kind
        self._window.hands.use_tool("place_exercise_site")

    def _on_placed(self, x: float, y: float) -> None:
        exercise, document = self._current(), self._window.document
        if exercise is None or not self.is_open:
            return
        self._waiting = self.panel.sites.chosen_kind if self.panel.step == "sites" else self._waiting
        self._add_site(self._waiting, *self._lonlat(x, y), exercise)
        if self._waiting is SiteKind.IGNITION and len(document.exercise_sites(exercise.uid)) == 1:
            self.panel.sites.kind.setCurrentIndex(1)  # the start is there: its command post is next

    def _add_site(self, kind: SiteKind, lon: float, lat: float, exercise: Exercise) -> None:
        document = self._window.document
        sites = document.exercise_sites(exercise.uid)
        title = site_kind(kind, exercise.physics, self.words)
        number = numbered(sites, kind)
        name = f"{title} {number}" if number > 1 or kind is SiteKind.IGNITION else title
        county = self._county_at(lon, lat)
        site = Site(new_uid(), exercise.uid, kind, name, lon, lat, county)
        if self._put_sites([site], "exercise_site_added"):
            self.panel.sites.choose(site.uid)
            self._draw()

    def _county_at(self, lon: float, lat: float) -> str:
        import shapely

        for code, shape in self._window.document.county_shapes().items():
            if shapely.intersects_xy(shape, lon, lat):
                return str(code)
        return ""

    def _site(self, uid: str) -> Site | None:
        return next((one for one in self._window.document.exercise_sites(self._uid) if one.uid == uid), None)

    def _on_taken(self, uid: str) -> None:
        self.panel.show_step("sites")
        self.panel.sites.choose(uid)
        self._draw()

    def _on_dragged(self, uid: str, x: float, y: float) -> None:
        site = self._site(uid)
        if site is not None:
            lon, lat = self._lonlat(x, y)
            self._draw(replace(site, lon=lon, lat=lat))

    def _on_moved(self, uid: str, x: float, y: float) -> None:
        site = self._site(uid)
        if site is not None:
            lon, lat = self._lonlat(x, y)
            moved = replace(site, lon=lon, lat=lat, county=self._county_at(lon, lat))
            self._put_sites([moved], "exercise_site_moved")

    def _show_site(self, uid: str) -> None:
        site = self._site(uid)
        self._draw()
        if site is not None:
            x, y = self._xy(site.lon, site.lat)
            left, top = self._window.map.canvas.view.to_px(x, y)
            width, height = self._window.map.canvas.view.size_px
            if not (0 <= left <= width and 0 <= top <= height):
                self._window.map.canvas.center_on(x, y, animated=True)

    # -- suggesting ---------------------------------------------------------------------------

    def _suggest(self, kind: SiteKind) -> None:
        material = self._material()
        if material is None or self.task.is_working:
            self._window.toast.say(self.tr("The exercise is still being worked out; try again in a moment."))
            return
        job = Job(suggest, material, kind, title=self.tr("Looking for places"))
        job.finished.connect(partial(self._on_suggested, material.exercise.uid, kind))
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)

    def _on_suggested(self, uid: str, kind: SiteKind, found: Suggested | None) -> None:
        exercise = self._current()
        if exercise is None or exercise.uid != uid or not self.is_open:
            return
        if found is None or not found.places:
            self._window.toast.say(self.tr("Nothing is known about the land there: nothing can be suggested."))
            return
        self._show_suitable(found)
        best = found.places[0][0]
        self._add_site(kind, best.lon, best.lat, exercise)
        self._show_all()
        placed = self.tr("{name} placed where most rules hold; move over the map for the reasons.")
        self._window.toast.say(placed.format(name=site_kind(kind, exercise.physics, self.words)))

    # -- edits --------------------------------------------------------------------------------

    def _try(self, edit: Callable[[], Any]) -> Any:
        """Do an edit; when the plan cannot be written say so, and what was typed stays where it is."""
        try:
            return edit()
        except LianfangError as error:
            self._window.show_error(error)
            return None

    def _keep(self, exercise: Exercise) -> None:
        document = self._window.document
        if self._current() == exercise or self._try(lambda: document.put_exercise(exercise)):
            self.panel.show_step("sites")

    def _remove(self) -> None:
        exercise = self._current()
        if exercise is not None:
            self._show_suitable(None)
            self._try(lambda: self._window.document.remove_exercise(exercise.uid))

    def _put_sites(self, sites: list[Site], code: str) -> Any:
        return self._try(lambda: self._window.document.put_exercise_sites(sites, code=code))

    def _remove_sites(self, uids: list[str]) -> None:
        site = self._site(uids[0])
        name = site.name if site is not None else ""
        self._try(lambda: self._window.document.remove_exercise_sites(uids, name=name))

    def _keep_line(self, line: Inject) -> None:
        code = "exercise_line_changed" if line.uid else "exercise_line_added"
        kept = replace(line, exercise=self._uid, phase=min(line.phase, 2))
        self._try(lambda: self._window.document.put_exercise_inject(kept, code=code))

    def _remove_lines(self, uids: list[str]) -> None:
        document = self._window.document
        script = [one for one in document.exercise_script(self._uid) if one.uid not in set(uids)]
        self._try(lambda: document.set_exercise_script(self._uid, script, code="exercise_line_removed"))

    def _on_done(self, uid: str, minute: float, items: tuple[str, ...]) -> None:
        document = self._window.document
        line = next((one for one in document.exercise_script(self._uid) if one.uid == uid), None)
        if line is not None:
            kept = replace(line, told_min=minute, items=items)
            self._try(lambda: document.put_exercise_inject(kept, code="exercise_line_logged"))

    def _on_logged(self, entry: Logged) -> None:
        exercise = self._current()
        if exercise is not None:
            kept = replace(exercise, log=tuple(sorted((*exercise.log, entry), key=lambda one: one.minute)))
            self._try(lambda: self._window.document.put_exercise(kept, code="exercise_logged"))

    def _on_measured(self, uid: str, minute: float) -> None:
        exercise = self._current()
        if exercise is None:
            return
        others = tuple(one for one in exercise.log if one.inject != uid)
        added = () if math.isnan(minute) else (Logged(minute, "", "", uid),)
        kept = replace(exercise, log=(*others, *added))
        self._try(lambda: self._window.document.put_exercise(kept, code="exercise_logged"))

    def _register(self) -> None:
        """It was held: enter it in the register of drills."""
        from layers.agreements.books import Book
        from layers.exercise.registering import drill_rows

        document, exercise = self._window.document, self._current()
        if exercise is None or not exercise.day:
            return
        rows, uid = drill_rows(document.book(Book.DRILL), exercise, document.county_names())

        def register() -> bool:
            document.register_exercise(exercise, rows, uid)
            return True

        if self._try(register):
            self._window.toast.say(self.tr("{name} is in the register of drills").format(name=exercise.title))

    # -- the kit ------------------------------------------------------------------------------

    def _export(self, formats: tuple[str, ...]) -> None:
        from app.tasks.exercise_kit import files_of

        window, exercise = self._window, self._current()
        if exercise is None or not formats:
            return
        chosen = QFileDialog.getExistingDirectory(
            window, self.tr("Folder for the kit of the exercise"), str(window.plans.folder())
        )
        if chosen and ask_overwrite_set(window, files_of(exercise, Path(chosen), i18n.current(), formats)):
            self.write_kit(Path(chosen), formats)

    def write_kit(self, folder: Path, formats: tuple[str, ...]) -> Job | None:
        """Write the kit of the exercise shown into a folder, in the background."""
        window, exercise = self._window, self._current()
        if exercise is None:
            return None
        work = (window.document.store, exercise.uid, folder, i18n.current(), formats)
        job = Job(write, *work, title=self.tr("Writing files"))
        job.writes = True

        def say(written: list[Path]) -> None:
            text = self.tr("{count} files of {name} written").format(
                count=len(written), name=title_text(exercise, self.words)
            )
            url = QUrl.fromLocalFile(str(folder))
            window.toast.say(text, self.tr("Open folder"), lambda: QDesktopServices.openUrl(url))

        job.finished.connect(say)
        job.failed.connect(window.show_error)
        window.jobs.start(job)
        return job

    # -- news ---------------------------------------------------------------------------------

    def _on_ready(self) -> None:
        self._refresh()

    def _on_changed(self, change: Change) -> None:
        if change.touches(*EXERCISE_TABLES, "layer", "plan") and not change.is_look:
            self._refresh()

    def _on_step(self, step: str) -> None:
        if step != "play":
            self.panel.play.pause()
        if step != "sites":
            self._show_suitable(None)
        if self.is_open:
            self._draw()

    def _on_minute(self, _minute: float) -> None:
        if self.is_open and self.panel.step == "play":
            self._draw()

    def _on_opened(self) -> None:
        self._uid = ""
        self._refresh()

    def _on_closed(self) -> None:
        self._uid = ""
        self.close()
