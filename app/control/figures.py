"""Figures worked out again: of one zone on its card, of all of them as a list over the map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject

from app import i18n
from app.control.late import forget, is_shown, put_away
from app.document import Change
from app.figure_words import FigureWords
from app.jobs import Job
from app.messages import error_message
from app.sheets.words import load_words
from layers.progress import Progress
from layers.zones.figures import Figure, ZoneCheck

if TYPE_CHECKING:
    from app.cards.figures import FiguresCard
    from app.window import MainWindow
    from layers.plan.store import PlanStore

#: Changes of these make what came out a matter of the past.
_RESTS_ON = ("layer", "zone", "zone_part", "parameter", "agreement", "plan", "result", "border_verdict")


class FigureControl(QObject):
    """Everything runs in jobs on a frozen reader; the plan is never written."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._known: dict[str, dict[str, tuple[Figure, ...]]] = {}
        self._jobs: dict[tuple[str, tuple[str, ...]], Job] = {}
        self._all: Job | None = None
        self._turn = 0  # of the plan's state: what was begun before it changed is not shown
        window.document.changed.connect(self._on_changed)
        window.document.closed.connect(self._on_closed)

    def attach(self) -> None:
        """Listen to the card of zones."""
        forget(self)
        self._window.zones.card.figures = self

    @cached_property
    def card(self) -> FiguresCard:
        """The list over the map."""
        from app.cards.figures import FiguresCard

        card = FiguresCard(self._window.map)
        card.wanted.connect(self._check_all)
        card.zone_chosen.connect(self._choose)
        card.closed.connect(self._stop_all)
        return card

    # -- one zone -----------------------------------------------------------------------------

    def words(self) -> FigureWords:
        """Return the words of the language in force."""
        document = self._window.document
        return FigureWords(
            lambda text: QCoreApplication.translate("Figures", text),
            load_words(i18n.current()),
            document.short_county_name,
        )

    def known(self, uid: str) -> dict[str, tuple[Figure, ...]]:
        """Return what came out for a zone since the plan last changed, by group."""
        return self._known.get(uid, {})

    def running(self, uid: str) -> set[str]:
        """Return the groups of a zone that are worked out now."""
        return {group for of_zone, groups in self._jobs if of_zone == uid for group in groups}

    def check(self, uid: str, groups: tuple[str, ...]) -> None:
        """Work some groups of a zone's figures out again."""
        key = (uid, groups)
        if not self._window.document.is_open or key in self._jobs:
            return
        job = Job(_check, self._window.document.store, [uid], groups, title=self.tr("Working figures out"))
        turn = self._turn
        job.finished.connect(lambda found: self._take(turn, uid, groups, found))
        job.failed.connect(lambda error: self._window.show_error(error))
        job.ended.connect(lambda: self._on_ended(key))
        self._jobs[key] = job
        self._window.jobs.start(job)
        self._show(uid)

    def _take(self, turn: int, uid: str, groups: tuple[str, ...], found: list[ZoneCheck]) -> None:
        if turn == self._turn and found:
            mine = self._known.setdefault(uid, {})
            mine.update({group: found[0].of_group(group) for group in groups})

    def _on_ended(self, key: tuple[str, tuple[str, ...]]) -> None:
        self._jobs.pop(key, None)
        self._show(key[0])

    def _show(self, uid: str) -> None:
        checks = self._window.zones.card.figure_checks
        if checks is None or self._window.zones.card.shown != uid:
            return
        running = self.running(uid)
        for group, figures in {**dict.fromkeys(checks.links, ()), **self.known(uid)}.items():
            checks.show_group(group, figures, is_running=group in running)

    # -- all zones ----------------------------------------------------------------------------

    def verify_figures(self, _checked: bool = True) -> None:
        """Show the card and work the figures of all zones out."""
        self.card.open_card()
        self._check_all(False)

    def _check_all(self, is_again: bool) -> None:
        self._stop_all()
        work = _compare if is_again else _check_every
        title = self.tr("Deriving the zones again to compare") if is_again else self.tr("Working figures out")
        job = Job(work, self._window.document.store, title=title)
        job.progressed.connect(lambda fraction, _step: self.card.show_progress(fraction))
        job.finished.connect(lambda found: self._show_all(job, found))
        job.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))
        job.ended.connect(lambda: self._on_all_ended(job))
        self._all = job
        self.card.show_running(title + "…")
        self._window.jobs.start(job)

    def _show_all(self, job: Job, found: Sequence[ZoneCheck]) -> None:
        document = self._window.document
        if job is not self._all or not document.is_open or not is_shown(self):
            return
        names = {zone.uid: document.zone_name(zone) for zone in document.zones().itertuples(index=False)}
        self.card.show_found(found, names, self.words())

    def _on_all_ended(self, job: Job) -> None:
        if job is self._all:
            self._all = None

    def _stop_all(self, *_unused: Any) -> None:
        if self._all is not None:
            job, self._all = self._all, None
            job.cancel()

    def _choose(self, uid: str) -> None:
        self._window.right.show_page("zones")
        self._window.zones.choose(uid)
        self._window.hands.choose_zone(uid)

    # -- the plan changes -----------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_RESTS_ON) and not change.is_look and not change.is_only("zone_status"):
            self._forget()
            if is_shown(self):
                self.card.show_message(self.tr("The plan has changed since; work the figures out again."))

    def _on_closed(self, *_unused: Any) -> None:
        self._forget()
        put_away(self)

    def _forget(self) -> None:
        self._turn += 1
        self._known.clear()
        self._stop_all()
        for job in self._jobs.values():
            job.cancel()
        self._show(self._window.zones.card.shown)


def _check(store: PlanStore, uids: list[str], groups: tuple[str, ...], *, progress: Progress) -> list[ZoneCheck]:
    from layers.figure_workflow import check_figures

    with store.reader() as reader:
        return check_figures(reader, uids=uids, groups=groups, progress=progress)


def _check_every(store: PlanStore, *, progress: Progress) -> list[ZoneCheck]:
    from layers.figure_workflow import check_figures

    with store.reader() as reader:
        return check_figures(reader, progress=progress)


def _compare(store: PlanStore, *, progress: Progress) -> list[ZoneCheck]:
    from layers.figure_workflow import compare_figures

    with store.reader() as reader:
        return compare_figures(reader, progress=progress)
