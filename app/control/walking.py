"""The guided walk through the sample: which step is on, what ends it, where it was left.

It begins in a sample of its own, opened the way the sample always is; any other plan that is opened ends it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QKeySequence

from app.action_table import SPECS
from app.cards.base import MapCard
from app.reads import Change

if TYPE_CHECKING:
    from app.walk.card import WalkCard
    from app.walk.spotlight import Spotlight
    from app.walk.steps import Step
    from app.window import MainWindow

#: How long a step that was done stays, so that one sees that it was.
_STAYS_MS = 900
_KEPT = "walk_step"


class WalkControl(QObject):
    """Leads through the steps."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._at = -1
        self._is_waiting = False  # for the sample
        self._is_done = False  # what the step asks for has happened
        self._card: WalkCard | None = None
        self._ring: Spotlight | None = None
        self._heard: list[tuple[object, Callable[..., None]]] = []
        self._next_timer = QTimer(self)
        self._next_timer.setSingleShot(True)
        self._next_timer.setInterval(_STAYS_MS)
        self._next_timer.timeout.connect(self.walk_next)
        window.opener.opened.connect(self._on_sample)
        window.jobs.ended.connect(self._on_job_ended)
        window.document.closed.connect(self._pause)
        window.document.changed.connect(self._on_changed)
        window.analysis.finished.connect(lambda *_result: self._hear("analysed"))
        window.installEventFilter(self)

    def attach(self) -> None:
        """Go on in a window that was made anew."""
        if self.is_on:
            QTimer.singleShot(0, self, self._rebuild)

    # -- state --------------------------------------------------------------------------------

    @property
    def is_on(self) -> bool:
        """Whether a step is shown."""
        return self._at >= 0

    @property
    def step(self) -> Step:
        """The step that is shown."""
        from app.walk.steps import STEPS

        return STEPS[self._at]

    @property
    def card(self) -> WalkCard | None:
        """The card, while there is one."""
        return self._card

    @property
    def ring(self) -> Spotlight | None:
        """The ring, while there is one."""
        return self._ring

    # -- actions ------------------------------------------------------------------------------

    def walk(self) -> None:
        """Begin, go on where it was left, or bring the step forward again."""
        window = self._window
        if self.is_on:
            self._show_step()
            return
        document = window.document
        if document.is_open and document.is_untitled and document.info().is_sample:
            self._begin()
            return
        self._is_waiting = True
        window.plans.open_sample()
        if not window.opener.is_running:  # the planner thought better of it
            self._is_waiting = False

    def walk_next(self) -> None:
        """Show the step after; after the last one the walk is over."""
        from app.walk.steps import STEPS

        if not self.is_on:
            return
        if self._at + 1 >= len(STEPS):
            self._keep("")
            self._stop()
            return
        self._go(self._at + 1)

    def walk_back(self) -> None:
        """Show the step before."""
        if self._at > 0:
            self._go(self._at - 1)

    def walk_do(self) -> None:
        """Do what the step asks for, or say why it cannot be done now."""
        if not self.is_on or self.step.do is None or self._is_done:
            return
        self.step.show(self._window)  # what it needs may have been let go of meanwhile
        self._window.refresh_actions()
        why = self._why_not(self.step)
        if why:
            self._say(why)
            return
        self.step.do(self._window)
        QTimer.singleShot(0, self, self._point)

    def walk_end(self) -> None:
        """End the walk; it can be taken up where it was left."""
        if not self.is_on:
            return
        self._pause()
        self._window.toast.say(
            self.tr("The walk can be taken up again: {action} in the Help menu.").format(
                action=self._window.actions_["walk"].text().rstrip("…")
            )
        )

    def _restart(self) -> None:
        self._go(0)

    # -- steps --------------------------------------------------------------------------------

    def _on_sample(self) -> None:
        if self._is_waiting:
            self._is_waiting = False
            QTimer.singleShot(0, self, self._begin)

    def _on_job_ended(self, *_job: object) -> None:
        QTimer.singleShot(0, self, self._stop_waiting)  # the opener hears of its job after this

    def _stop_waiting(self) -> None:
        if not self._window.opener.is_running:
            self._is_waiting = False

    def _begin(self) -> None:
        from app.walk.steps import STEPS

        if not self._window.document.is_open or self.is_on:
            return
        kept = self._window.settings.window_state(_KEPT)
        key = bytes(kept.data()).decode() if kept is not None else ""
        at = next((place for place, step in enumerate(STEPS) if step.key == key), 0)
        self._go(at)
        card = self._card
        if card is not None:
            if at > 0:
                card.restart.show()
                self._place()
            card.next_button.setFocus()

    def _go(self, at: int) -> None:
        """Leave the step that is on and show another."""
        self._next_timer.stop()
        if self.is_on:
            self.step.leave(self._window)
        self._at, self._is_done = at, False
        self._keep(self.step.key)
        self._listen()
        self.step.show(self._window)
        self._show_step()
        self._window.refresh_actions()

    def _show_step(self) -> None:
        from app.walk.steps import STEPS

        card = self._made()
        step = self.step
        do_text = _said(step.do_text) if step.do is not None else ""
        card.show_step(_said(step.title), with_keys(_said(step.text)), self._at, len(STEPS), do_text)
        card.show()
        self._point()
        QTimer.singleShot(0, self, self._point)  # panels that were just shown have their size by then

    def _point(self) -> None:
        if not self.is_on or self._ring is None:
            return
        self._ring.point_at(self.step.about(self._window))

    def _place(self) -> None:
        """Put the card beside the ring, and clear of the cards that lie over the map."""
        card, ring, window = self._card, self._ring, self._window
        if card is None or ring is None or not self.is_on:
            return
        others = [
            QRect(one.mapTo(window, QPoint(0, 0)), one.size())
            for one in window.map.findChildren(MapCard)
            if one.isVisible()
        ]
        room = window.rect()
        if window.status.isVisible():
            room.setBottom(window.status.geometry().top() - 1)
        card.place(ring.rect_about, room, others)
        card.raise_()

    def _say(self, text: str, *, is_done: bool = False) -> None:
        if self._card is not None:
            self._card.say(text, is_done=is_done)
            self._place()

    def _why_not(self, step: Step) -> str:
        """Return why the program cannot do it now."""
        for news in step.ends:
            kind, _colon, key = news.partition(":")
            if kind == "action" and not self._window.actions_[key].isEnabled():
                return self._window.actions_.reason(key)
        if step.key == "draw" and not self._window.actions_["copy_zone"].isEnabled():
            return self._window.actions_.reason("copy_zone")
        if step.key == "analyse" and not self._window.actions_["analyse"].isEnabled():
            return self._window.actions_.reason("analyse")
        return ""

    # -- what happens -------------------------------------------------------------------------

    def _listen(self) -> None:
        """Hear what can end this step, and nothing else."""
        self._deafen()
        window = self._window
        for news in self.step.ends:
            kind, _colon, key = news.partition(":")
            if kind == "action":
                self._connect(window.actions_[key].triggered, partial(self._on_news, news))
            elif kind == "zone":
                self._connect(window.zones.zone_chosen, self._on_zone)

    def _connect(self, signal: object, slot: Callable[..., None]) -> None:
        signal.connect(slot)  # type: ignore[attr-defined]
        self._heard.append((signal, slot))

    def _deafen(self) -> None:
        for signal, slot in self._heard:
            try:
                signal.disconnect(slot)  # type: ignore[attr-defined]
            except (RuntimeError, TypeError):  # its sender went with the old window
                continue
        self._heard.clear()

    def _on_news(self, news: str, *_facts: object) -> None:
        self._hear(news)

    def _on_zone(self, uid: str) -> None:
        if uid:
            self._hear("zone")

    def _on_changed(self, change: Change) -> None:
        if self.is_on and change.direction == "do":
            for news in self.step.ends:
                kind, _colon, table = news.partition(":")
                if kind == "changed" and change.touches(table):
                    self._hear(news)

    def _hear(self, news: str) -> None:
        if not self.is_on or self._is_done or news not in self.step.ends:
            return
        self._is_done = True
        self._say(self.tr("Done"), is_done=True)
        self._next_timer.start()

    # -- coming and going ---------------------------------------------------------------------

    def _made(self) -> WalkCard:
        if self._card is None or self._ring is None:
            from app.walk.card import WalkCard
            from app.walk.spotlight import Spotlight

            window = self._window
            self._ring = Spotlight(window, self._place)
            keys = (key_of("walk_next"), key_of("walk_back"), key_of("walk_do"))
            card = self._card = WalkCard(window, keys)
            card.next_asked.connect(self.walk_next)
            card.back_asked.connect(self.walk_back)
            card.do_asked.connect(self.walk_do)
            card.end_asked.connect(self.walk_end)
            card.restart_asked.connect(self._restart)
        return self._card

    def _pause(self) -> None:
        """Show nothing any more; where it was is kept."""
        if self.is_on:
            self.step.leave(self._window)
            self._stop()

    def _stop(self) -> None:
        self._next_timer.stop()
        self._deafen()
        self._at = -1
        if self._ring is not None and self._card is not None:
            self._ring.let_go()
            self._ring.deleteLater()
            self._card.hide()
            self._card.deleteLater()
        self._ring = self._card = None
        self._window.refresh_actions()

    def _rebuild(self) -> None:
        """Make card and ring anew, in the language and colours in force."""
        at = self._at
        if at < 0:
            return
        self._stop()
        self._at = at
        self._listen()
        self.step.show(self._window)
        self._show_step()
        self._window.refresh_actions()

    def _keep(self, key: str) -> None:
        self._window.settings.set_window_state(_KEPT, QByteArray(key.encode()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the card in place when the window is resized."""
        if self.is_on and watched is self._window and event.type() is QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._point)
        return False


def _said(text: str) -> str:
    return QCoreApplication.translate("Walk", text) if text else ""


def key_of(action: str) -> str:
    """Return the key of an action as it is written here."""
    return QKeySequence(SPECS[action].shortcuts[0]).toString(QKeySequence.SequenceFormat.NativeText)


def with_keys(text: str) -> str:
    """Return a text with the keys of the actions that it names in braces."""
    return re.sub(r"\{([a-z_0-9]+)\}", lambda found: key_of(found.group(1)), text)
