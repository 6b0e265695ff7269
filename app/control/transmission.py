"""What counties send each other: card, job, and arrows on the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app import fire_words, i18n
from app.control.books import ask_book
from app.control.carrying import carry_card
from app.control.flow_map import FlowMap
from app.control.late import forget, is_made, is_shown, put_away
from app.control.writing import start_writing
from app.document import Change
from app.jobs import Job
from app.messages import error_message
from app.tasks.fire import FireTask, Sent, run_matrix
from app.tasks.fire_books import write_sent
from layers.errors import LianfangError

if TYPE_CHECKING:
    from app.cards.transmission import TransmissionCard
    from app.window import MainWindow


class TransmissionControl(QObject):
    """The matrix is looked at, not stored."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = FireTask(window.document, window.jobs, window.fire_lands, self)
        self.task.ready.connect(self._show)
        self.task.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))
        window.document.closed.connect(lambda *_unused: put_away(self))
        window.document.changed.connect(self._on_changed)

    def attach(self) -> None:
        """Follow a new map."""
        forget(self, "card", "arrows")

    @cached_property
    def card(self) -> TransmissionCard:
        """The card over the map."""
        from app.cards.transmission import TransmissionCard

        card = TransmissionCard(self._window.map)
        card.wanted.connect(self._run)
        card.closed.connect(self._clear)
        card.book_asked.connect(self._save)
        card.keep_rose_asked.connect(self._keep_rose)
        card.scenarios_asked.connect(self._window.comparing.scenarios)
        card.fields.take_more(self._window.actions_["fire_parameters"])
        self._window.redoing.add(Sent, card)
        return card

    @cached_property
    def arrows(self) -> FlowMap:
        """The arrows over the map."""
        return FlowMap(self._window, self.card)

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with its weather and rose, and runs in it."""

        def reopen() -> None:
            self.card.show_settings(self._window.document.fire_choices())
            self.card.open_card()

        return carry_card(self._window, self, reopen, self._run)

    def transmission(self, _checked: bool = True) -> None:
        """Show the card and run the fires in the weather it has."""
        self.card.show_settings(self._window.document.fire_choices())
        self.card.open_card()
        if (extent := self._window.map.canvas.scene.extent) is not None:  # arrows are between counties
            self.card.show_whole(extent)
        self._run()

    def _run(self) -> None:
        settings, is_rose = self.card.settings, self.card.is_rose
        if is_rose and sum(settings.rose) <= 0:
            self.card.show_message(self.tr("A wind rose needs at least one wind that blows."))
            return
        self.card.show_message(self.tr("Running fires…"))
        self.task.run(partial(run_matrix, settings=settings, is_rose=is_rose), settings)

    def _on_changed(self, change: Change) -> None:
        if change.touches("parameter") and is_made(self):
            self.card.show_settings(self._window.document.fire_choices())

    def _keep_rose(self) -> None:
        document = self._window.document
        settings = replace(document.fire_choices(), rose=self.card.rose.shares)
        try:
            document.set_fire_choices("fire_rose_set", settings)
        except LianfangError as error:
            self._window.show_error(error)

    def _save(self) -> None:
        """Ask where to, and write the workbook in the background."""
        sent = self.card.sent
        if sent is None:
            return
        path = ask_book(self._window, self.tr("{plan} transmission").format(plan=self._window.document.info().title))
        if path is None:
            return
        weathers = [fire_words.weather(one) for one, _ in sent.sending.winds]
        names = self._window.document.county_names()
        job = Job(write_sent, sent, names, weathers, path, i18n.current(), title=self.tr("Writing files"))
        start_writing(self._window, job)

    def _show(self, sent: Sent) -> None:
        if not is_shown(self):
            return
        epsg = self._window.map.canvas.scene.metric_epsg
        self.arrows.show_counties(sent.land.counties.geometry.to_crs(epsg=epsg).to_numpy())
        self.card.show_sent(sent, self._names())

    def _names(self) -> dict[str, str]:
        document = self._window.document
        return {code: document.short_county_name(code) for code in document.county_names()}

    def _clear(self, *_unused: Any) -> None:
        self.task.stop()
        self.arrows.clear()
