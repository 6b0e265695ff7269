"""Lists about hazards beside the map: warning grades of two counties, past events by side, steps in class."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import geopandas as gpd
import shapely
from PySide6.QtWidgets import QFileDialog

from app import i18n, theme, words
from app.canvas.marks import Dot, Marks, Stretch
from app.cards.rows import RowsCard
from app.control.beside import BesideControl
from app.control.books import ask_book
from app.control.carrying import carry_card
from app.control.late import forget, is_shown
from app.control.writing import start_writing
from app.jobs import Job
from app.messages import error_message
from app.tasks.hazards import HazardTask, past_events, read_grade_list, steps_in_class, write_rows
from layers.errors import LianfangError
from layers.hazards.grades import Compared, Grade, side_by_side
from layers.kinds import Role

if TYPE_CHECKING:
    from app.cards.hazard_lists import EventsCard, GradesCard, StepsCard
    from app.window import MainWindow

#: What a place of an event far from every line is drawn in.
_MOST_DOTS = 5_000


_Card = TypeVar("_Card", bound=RowsCard)


class ListControl(BesideControl):
    """A card with a list that work over the plan fills."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.task = HazardTask(window.document, window.jobs, self)
        self.task.ready.connect(self.take)
        self.task.failed.connect(self.say)

    def take(self, result: Any) -> None:
        """Show what was found."""
        raise NotImplementedError

    def say(self, error: Exception) -> None:
        """Say why there is nothing."""
        self.card.show_message(error_message(error).sentence)

    @cached_property
    def card(self) -> RowsCard:
        """The card with the list."""
        raise NotImplementedError

    def attach(self) -> None:
        """Follow a new map."""
        forget(self)
        self.marks = None

    def wired(self, card: _Card) -> _Card:
        """Listen to a card that was just made."""
        card.row_chosen.connect(self._go_to)
        card.book_asked.connect(self._save)
        card.closed.connect(self._clear)
        return card

    def _go_to(self, row: Any) -> None:
        raise NotImplementedError

    def _save(self) -> None:
        raise NotImplementedError

    def write(self, title: str, kind: str, rows: Any, *args: Any) -> None:
        """Ask where to, and write the list as a workbook in the background."""
        window = self._window
        path = ask_book(window, title.format(plan=window.document.info().title))
        if path is not None:
            names = window.document.county_names()
            work = (path, kind, rows, names, i18n.current(), *args)
            start_writing(window, Job(write_rows, *work, title=self.tr("Writing files")))

    def _clear(self, *_unused: Any) -> None:
        self.task.stop()
        self.lay(None)


class GradesControl(ListControl):
    """The lists of counties are kept with the plan."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._pair = ("", "")
        self._rows: Sequence[Compared] = ()

    @cached_property
    def card(self) -> GradesCard:
        """The card over the map."""
        from app.cards.hazard_lists import GradesCard

        card = self.wired(GradesCard(self._window.map))
        card.pair_chosen.connect(self._choose_pair)
        card.list_asked.connect(self._ask_list)
        return card

    def warning_grades(self, _checked: bool = True) -> None:
        """Show the card with the two counties that were shown last, or two that have lists."""
        document = self._window.document
        names = self.names()
        kept = document.hazard_lists().grades
        if not set(self._pair) <= set(names) or not self._pair[0]:
            codes = list(dict.fromkeys([*(code for code in kept if code in names), *names]))
            self._pair = (codes[0], codes[1] if len(codes) > 1 else codes[0])
        self.card.show_counties(names, self._pair, is_read_only=document.is_read_only)
        self.card.open_card()
        self._show()

    def _choose_pair(self, first: str, second: str) -> None:
        self._pair = (first, second)
        self._show()

    def _show(self) -> None:
        grades = self._window.document.hazard_lists().grades
        missing = [self.names().get(code, code) for code in dict.fromkeys(self._pair) if code not in grades]
        if self._pair[0] == self._pair[1]:
            self.card.show_message(self.tr("Choose two different counties."))
        elif missing:
            text = self.tr("No list of {counties} yet: read it with the button beside the county.")
            self.card.show_message(text.format(counties=words.joined(missing)))
        else:
            self._rows = side_by_side(grades[self._pair[0]], grades[self._pair[1]])
            self.card.show_compared(self._rows)

    def _ask_list(self, county: str) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Grades of {county}").format(county=self.names().get(county, county)),
            str(self._window.plans.folder()),
            self.tr("Tables (*.csv *.xlsx)"),
        )
        if chosen:
            self.card.show_message(self.tr("Reading…"))
            self.task.run(partial(read_grade_list, path=Path(chosen), county=county))

    def take(self, result: tuple[str, tuple[Grade, ...]]) -> None:
        """Keep a list that was read."""
        county, rows = result
        document = self._window.document
        lists = document.hazard_lists()
        try:
            document.set_hazard_lists(
                "grades_read",
                replace(lists, grades={**lists.grades, county: rows}),
                name=document.short_county_name(county),
            )
        except LianfangError as error:
            self._window.show_error(error)
        self._show()

    def _go_to(self, _row: Compared) -> None:
        """Show the line between the two counties."""
        borders = self._window.document.borders()
        pair = "|".join(sorted(self._pair))
        lines = borders[borders["pair"] == pair] if len(borders) else borders
        if len(lines):
            self.choose(self.metric(shapely.union_all(lines.geometry.to_numpy())))

    def _save(self) -> None:
        names = [self.names().get(code, code) for code in self._pair]
        self.write(self.tr("{plan} warning grades"), "grades", list(self._rows), *names)


class EventsControl(ListControl):
    """On which side of the line past events were: looked at, not stored."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._found: gpd.GeoDataFrame | None = None

    @cached_property
    def card(self) -> EventsCard:
        """The card over the map."""
        from app.cards.hazard_lists import EventsCard

        card = self.wired(EventsCard(self._window.map))
        card.wanted.connect(self._run)
        return card

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with its numbers."""
        return carry_card(self._window, self, lambda: self.card.open_card(), self._run)

    def past_events(self, _checked: bool = True) -> None:
        """Show the card and work it out."""
        self.card.open_card()
        self._run()

    def _run(self) -> None:
        self.card.show_message(self.tr("Working it out…"))
        self.task.run(partial(past_events, line_m=self.card.line_m.value(), fix_m=self.card.fix_m.value()))

    def take(self, result: gpd.GeoDataFrame) -> None:
        """Show them in the list and on the map."""
        if not is_shown(self):
            return
        self._found = result
        self.card.show_events(result.to_dict("records"), self.names())
        t = theme.tokens()
        points = self.metric(result.geometry.to_numpy(dtype=object)[:_MOST_DOTS]) if len(result) else []
        self.lay(
            Marks(
                dots=[
                    Dot(point.x, point.y, t.danger if unclear else t.success, float(sigma))
                    for point, unclear, sigma in zip(points, result["is_unclear"], result["precision_m"], strict=False)
                ]
            )
        )

        self.show_all()

    def _go_to(self, row: Mapping[str, Any]) -> None:
        self.choose(self.metric(row["geometry"]))

    def _save(self) -> None:
        self.write(self.tr("{plan} past events"), "sides", self._found, self.card.line_m.value())


class StepsControl(ListControl):
    """Where hazard maps differ along county lines: looked at, not stored."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._found: gpd.GeoDataFrame | None = None

    @cached_property
    def card(self) -> StepsCard:
        """The card over the map."""
        from app.cards.hazard_lists import StepsCard

        return self.wired(StepsCard(self._window.map))

    def class_steps(self, _checked: bool = True) -> None:
        """Show the card and look along the lines."""
        self.card.open_card()
        self.card.show_message(self.tr("Looking along the lines…"))
        self.task.run(steps_in_class)

    def take(self, result: gpd.GeoDataFrame) -> None:
        """Show them in the list and on the map."""
        from app.cards.hazard_lists import step_color

        if not is_shown(self):
            return
        self._found = result
        has_map = any(layer.role is Role.HAZARD_MAP for layer in self._window.document.layers())
        rows = result.to_dict("records")
        self.card.show_steps(rows, self.names(), has_map=has_map)
        lines = self.metric(result.geometry.to_numpy(dtype=object)) if len(result) else []
        self.lay(Marks(lines=[Stretch(line, step_color(row)) for line, row in zip(lines, rows, strict=True)][::-1]))
        self.show_all()

    def _go_to(self, row: Mapping[str, Any]) -> None:
        self.choose(self.metric(row["geometry"]))

    def _save(self) -> None:
        self.write(self.tr("{plan} hazard classes"), "class_steps", self._found)
