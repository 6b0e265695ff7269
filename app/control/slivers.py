"""Whose sliver is it: the list of gaps and overlaps, the two lines on the map, verdicts, and the list as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app import i18n
from app.control.writing import ask_target, start_writing
from app.jobs import Job
from app.panels.slivers import SliversPanel
from app.sliver_rows import CHANGED, SliverRow
from app.tasks.slivers import SliverTask
from app.widgets.sliver_card import Choice
from layers.crs import STORAGE_CRS
from layers.errors import LianfangError

if TYPE_CHECKING:
    import geopandas as gpd

    from app.window import MainWindow
    from layers.borders.verdicts import Verdict


class SliverControl(QObject):
    """The action, the panel's wishes and what follows from them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._panel: SliversPanel | None = None
        self._takes_first = False
        self.task = SliverTask(window.document, window.jobs, self)
        self.task.ready.connect(self._on_ready)
        self.task.started.connect(lambda: self.panel.show_waiting())
        self.task.failed.connect(window.show_error)

    @property
    def panel(self) -> SliversPanel:
        """The panel of the window as it is built now."""
        self._window.right.page("slivers")
        assert self._panel is not None
        return self._panel

    def make_panel(self) -> SliversPanel:
        """Make the panel; the window does so again in another language or theme."""
        window = self._window
        panel = SliversPanel(window.document, window.actions_, window.settings)
        panel.wanted.connect(self.task.want)
        panel.row_chosen.connect(self._show_row)
        panel.judged.connect(self._judge)
        panel.taken_back.connect(self._take_back)
        panel.export_asked.connect(self.export_list)
        window.right.page_changed.connect(self._on_page)
        self._panel = panel
        panel.set_found(self.task.result)
        return panel

    def show_slivers(self) -> None:
        """Bring the list forward, with the first undecided sliver in hand as soon as it is there."""
        self._takes_first = True
        self._window.right.show_page("slivers")
        self._look()
        if not self.task.is_running:
            self._take_first()
        self.panel.table.setFocus()

    # -- showing ------------------------------------------------------------------------------

    def _on_page(self, page: str) -> None:
        if page == "slivers":
            self._look()
        else:
            self._window.map.compare_lines(None)

    def _look(self) -> None:
        document = self._window.document
        if document.is_open and document.has_counties():
            self.panel.want()

    def _on_ready(self, result: Any) -> None:
        self.panel.set_found(result)
        self._take_first()

    def _take_first(self) -> None:
        if self._takes_first and self._window.right.current == "slivers":
            self.panel.choose_first_undecided()
        self._takes_first = False

    def _show_row(self, row: SliverRow | None) -> None:
        """Go to a sliver and show both lines there."""
        window, result = self._window, self.task.result
        if row is None or result is None:
            window.map.compare_lines(None)
            return
        from layers.borders.versions import lines_of

        lines = lines_of(result.versions, row.counties)
        named = {self.tr("{county}'s line").format(county=window.document.short_county_name(code)): line
                 for code, line in lines.items()}  # fmt: skip
        window.map.compare_lines(row.geometry, named)
        window.map.zoom_to_shape(row.geometry)

    # -- judging ------------------------------------------------------------------------------

    def _judge(self, rows: Sequence[SliverRow], choice: Choice) -> None:
        from layers.borders.verdicts import verdict_rows

        decided = [(row, verdict) for row in rows if (verdict := _verdict(row, choice)) is not None]
        left = len(rows) - len(decided)
        if decided:
            found = _frame([row for row, _ in decided])
            now = datetime.now(UTC).isoformat(timespec="seconds")
            verdicts = verdict_rows(
                found,
                [verdict for _, verdict in decided],
                judged_by=choice.judged_by,
                judged_at=now,
                note=choice.note,
                meeting=choice.meeting,
            )
            outdated = [row.verdict_uid for row, _ in decided if row.state == CHANGED and row.verdict_uid != row.uid]
            try:
                self._window.document.judge_slivers(verdicts, instead_of=outdated)
            except LianfangError as error:
                self._window.show_error(error)
                return
        if left:
            self._window.toast.say(
                self.tr("%n gap(s) between more than two counties were left: judge them one by one.", "", left)
            )

    def _take_back(self, rows: Sequence[SliverRow]) -> None:
        try:
            self._window.document.unjudge_slivers([row.verdict_uid for row in rows])
        except LianfangError as error:
            self._window.show_error(error)

    # -- the list as a file ---------------------------------------------------------------------

    def export_list(self) -> None:
        """Ask where to, and write the list in the background."""
        from app.control.plans import file_name

        window = self._window
        stem = self.tr("{plan} gaps and overlaps").format(plan=file_name(window.document.info().title))
        filters = {
            self.tr("Workbook (*.xlsx)"): ".xlsx",
            self.tr("Table (*.csv)"): ".csv",
            self.tr("Map layer, GeoPackage (*.gpkg)"): ".gpkg",
        }
        path = ask_target(window, self.tr("Save the list"), window.plans.folder() / f"{stem}.xlsx", filters)
        if path is None:
            return
        names = {code: window.document.county_name(code) for row in self.panel.rows() for code in row.counties}
        listed = [row for row in self.panel.rows() if row.is_found]
        job = Job(
            _write,
            path,
            listed,
            window.document.border_verdicts(),
            names,
            i18n.current(),
            title=self.tr("Writing files"),
        )
        start_writing(window, job)


def _verdict(row: SliverRow, choice: Choice) -> Verdict | None:
    """Return the verdict on a row; None where the choice does not say who gets the strip."""
    from layers.borders.verdicts import Verdict, by_holder, by_line

    if choice.place is None:
        return Verdict()
    code = row.counties[choice.place]
    if choice.by_holder:
        return by_holder(row.counties, code, row.kind)
    if len(row.counties) > 2:
        return None
    return by_line(row.kind, row.counties, code)


def _frame(rows: Sequence[SliverRow]) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pandas as pd

    values = {name: [getattr(row, name) for row in rows] for name in ("uid", "kind", "area_m2", "width_m", "length_m")}
    counties = pd.Series([list(row.counties) for row in rows], dtype=object)
    return gpd.GeoDataFrame(
        {**values, "counties": counties, "pair": ["|".join(row.counties) for row in rows],
         "is_open": [row.is_open for row in rows]},
        geometry=[row.geometry for row in rows],
        crs=STORAGE_CRS,
    )  # fmt: skip


def _write(
    path: Path, rows: Sequence[SliverRow], verdicts: Any, names: dict[str, str], language: str, progress: Any
) -> Path:
    from app.sheets.words import load_words
    from layers.export.slivers import write_slivers

    progress(0.1, "export")
    return write_slivers(path, _frame(rows), verdicts, names, load_words(language), progress=progress)
