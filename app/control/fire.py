"""Enter a fire on the map: tool, card, job, and the picture of where it gets to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app import i18n
from app.canvas.arrivals import Arrivals
from app.control.carrying import carry_card
from app.control.entered_places import clicked, typed
from app.control.late import forget, is_made, is_shown, put_away
from app.control.plans import file_name
from app.control.writing import ask_target, start_writing
from app.dialogs.ask import run
from app.document import Change
from app.fonts import packaged_family
from app.jobs import Job
from app.messages import error_message
from app.sheets.words import load_words
from app.tasks.fire import FireTask, Ran, Wish, run_fire
from layers.crs import STORAGE_CRS, transformer

if TYPE_CHECKING:
    from app.cards.fire import FireCard
    from app.window import MainWindow


class FireControl(QObject):
    """One fire at a time; it is looked at, not stored."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = FireTask(window.document, window.jobs, window.fire_lands, self)
        self._at: tuple[float, float] | None = None  # degrees
        self._arrivals: Arrivals | None = None
        self.task.ready.connect(self._show)
        self.task.failed.connect(lambda error: self.card.show_failed(error_message(error).sentence))
        window.document.closed.connect(self._close)
        window.document.changed.connect(self._on_changed)

    def attach(self) -> None:
        """Listen to the tool of a new map."""
        forget(self)
        self._window.map.fire_tool.placed.connect(self._place)
        self._at, self._arrivals = None, None

    @cached_property
    def card(self) -> FireCard:
        """The card over the map."""
        from app.cards.fire import FireCard

        card = FireCard(self._window.map)
        card.wanted.connect(self._run)
        card.time_changed.connect(self._show_until)
        card.closed.connect(self._clear)
        card.place_typed.connect(self._type)
        card.notice_asked.connect(self.fire_notice)
        card.fields.take_more(self._window.actions_["fire_parameters"])
        self._window.redoing.add(Ran, card)
        return card

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with its weather, and the fire is run again where it was."""
        at = self._at

        def run() -> None:
            if at is not None:
                self._at = at
                self.card.show_place(self.card.where.text())
                self._run()

        return carry_card(self._window, self, self._open, run, tool="enter_fire")

    def enter_fire(self, _checked: bool = True) -> None:
        """Ask for the place of a fire."""
        self._window.hands.use_tool("enter_fire")
        self._open()

    def _open(self) -> None:
        self.card.fields.show_settings(self._window.document.fire_choices())
        self.card.open_card()

    def _place(self, x: float, y: float) -> None:
        self._at, said = clicked(self._window, x, y)
        self.card.show_place(said)
        self._run()

    def _type(self, text: str) -> None:
        place = typed(self._window, text)
        if isinstance(place, str):
            self.card.show_failed(place)
            return
        x, y = place
        # Some kilometres around it, more to the east, where the card lies.
        self._window.map.canvas.zoom_to((x - 8_000.0, y - 8_000.0, x + 24_000.0, y + 8_000.0))
        self._place(x, y)

    def _run(self) -> None:
        if self._at is None:
            return
        self.card.show_running()
        settings = self.card.fields.settings
        self.task.run(partial(run_fire, wish=Wish(*self._at, settings)), settings)

    def _show(self, ran: Ran) -> None:
        if not is_shown(self):
            return
        window = self._window
        grid = ran.land.landscape.grid
        epsg = window.map.canvas.scene.metric_epsg
        start = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(ran.wish.lon, ran.wish.lat)
        self.card.show_ran(ran, window.document.county_names())
        if grid.epsg != epsg:  # the map has gone on to another zone meanwhile
            return
        self._arrivals = Arrivals(ran.raster, start, self.tr("Minutes since the start"))
        window.map.canvas.lay_over(self._arrivals)

    def _show_until(self, minutes: float) -> None:
        if self._arrivals is not None:
            self._arrivals.show_until(minutes)
            self._window.map.canvas.lay_over(self._arrivals)

    def _on_changed(self, change: Change) -> None:
        if change.touches("parameter") and is_made(self):
            self.card.fields.show_settings(self._window.document.fire_choices())

    # -- the notice -----------------------------------------------------------------------------

    def fire_notice(self, _checked: bool = True) -> None:
        """Ask for what only the reporter knows, then where to, and write the notice in the background."""
        from app.dialogs.notice import NoticeDialog
        from app.tasks.notice import write_notice

        window, ran = self._window, self.card.ran if is_made(self) else None
        if ran is None:
            self.enter_fire()
            return
        dialog = NoticeDialog(ran.wish.settings.notify_margin_min, window.settings, window)
        if not run(dialog):
            return
        facts, margin = dialog.facts, dialog.margin_min
        stem = load_words(i18n.current()).text("notice.file_name", number=file_name(facts.number))
        filters = {self.tr("Word document (*.docx)"): ".docx", self.tr("PDF (*.pdf)"): ".pdf"}
        path = ask_target(window, self.tr("Save the notice"), window.plans.folder() / f"{stem}.docx", filters)
        if path is None:
            return
        packaged_family()  # fonts are registered in the main thread
        settings = replace(ran.wish.settings, notify_margin_min=margin)
        work = (window.document.store, ran.land, ran.incident, settings, facts, path, i18n.current())
        job = Job(write_notice, *work, title=self.tr("Writing the notice"))
        start_writing(window, job, opens_folder=False)

    def _clear(self) -> None:
        self.task.stop()
        if self._window.map.canvas.over is self._arrivals:
            self._window.map.canvas.lay_over(None)
        self._arrivals = None
        if self._window.map.canvas.tool.key == "enter_fire":
            self._window.hands.use_tool("select")

    def _close(self, *_unused: Any) -> None:
        self._at = None
        put_away(self)
