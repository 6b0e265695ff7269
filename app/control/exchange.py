"""Exchange with another county: handing over, the two drafts over the map, deciding, taking in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.ages import local_day
from app.canvas.drafts import Drafts, Shown
from app.control.packing import PACKAGE_SUFFIX, is_named_package
from app.dialogs.ask import ask_overwrite, run
from app.reads import Change
from app.tasks.exchange import ExchangeTask, Session

if TYPE_CHECKING:
    from app.exchange_rows import Deciding, ExchangeRow
    from app.panels.exchange import ExchangePanel
    from app.window import MainWindow
    from layers.exchange.taking import TakenIn

_KEY = "exchange"
#: How long each draft is seen while they blink.
_BLINK_MS = 700
#: A plan that is edited meanwhile is compared again after this pause.
_SOON_MS = 400


class ExchangeControl(QObject):
    """One other plan at a time lies beside ours."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._panel: ExchangePanel | None = None
        self._drafts: Drafts | None = None
        self._drawing: tuple[str, str] | None = None
        self.session: Session | None = None
        self._blinking = QTimer(self, interval=_BLINK_MS)
        self._blinking.timeout.connect(self._blink)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._compare_again)
        self.task = ExchangeTask(window.document, window.jobs, self)
        self.task.compared.connect(self._on_compared)
        self.task.taken.connect(self._on_taken)
        self.task.handed.connect(self._on_handed)
        self.task.failed.connect(window.show_error)
        window.document.changed.connect(self._on_changed)
        window.document.opened.connect(self._show_journal)
        window.document.closed.connect(self.leave)

    @property
    def panel(self) -> ExchangePanel:
        """The panel of the window as it is built now."""
        self._window.right.page("exchange")
        assert self._panel is not None
        return self._panel

    def make_panel(self) -> ExchangePanel:
        """Make the panel; the window does so again in another language or theme."""
        from app.panels.exchange import ExchangePanel

        kept = None if self._panel is None else self._panel.deciding
        panel = ExchangePanel(self._window.actions_)
        panel.row_chosen.connect(self._on_row)
        panel.draw_asked.connect(self._draw)
        panel.place_asked.connect(lambda shape: self._window.map.zoom_to_shape(shape))
        panel.finish_asked.connect(self.exchange_finish)
        panel.leave_asked.connect(self.leave)
        self._panel = panel
        if self.session is not None and kept is not None:
            self._fill(self.session, kept)
        elif self._window.document.is_open:
            self._show_journal()
        return panel

    def attach(self) -> None:
        """Listen to the tool of a new map, and draw the drafts there."""
        tool = self._window.map.agreed_tool
        tool.finished.connect(self._on_drawn)
        tool.refused.connect(self._window.map.refused.emit)
        self._lay(self._drafts)
        if self.session is not None:  # what is decided goes over into the new panel
            self._window.right.page("exchange")

    # -- out ----------------------------------------------------------------------------------

    def hand_over(self) -> None:
        """Ask who hands it over and where to, and pack it."""
        from app.control.plans import PLAN_SUFFIX, file_name
        from app.dialogs.hand_over import HandOverDialog

        window = self._window
        title = window.document.info().title
        dialog = HandOverDialog(title, window.document.county_names(), window.settings, window)
        if not run(dialog):
            return
        given = dialog.given()
        plan = window.document.path
        stem = file_name(title) if window.document.is_untitled else plan.name.removesuffix(PLAN_SUFFIX)
        chosen, _ = QFileDialog.getSaveFileName(
            window,
            self.tr("Hand the plan over"),
            str(window.plans.folder() / (stem + PACKAGE_SUFFIX)),
            self.tr("Packed plans (*{suffix})").format(suffix=PACKAGE_SUFFIX),
        )
        if not chosen:
            return
        path = Path(chosen)
        if not is_named_package(path):
            path = path.with_name(path.name + PACKAGE_SUFFIX)
            if os.path.lexists(path) and not ask_overwrite(window, path):
                return
        self.task.hand_over(path, given)

    def _on_handed(self, packed: Any, _handover: Any) -> None:
        url = QUrl.fromLocalFile(str(packed.path.parent))
        text = self.tr("Handed over: {name}").format(name=packed.path.name)
        if packed.left_out:
            text += self.tr(". Rasters that are not in it, because their files were not found: {count}").format(
                count=len(packed.left_out)
            )
        self._window.toast.say(text, self.tr("Open folder"), lambda: QDesktopServices.openUrl(url))
        self._show_journal()

    # -- in -----------------------------------------------------------------------------------

    def take_in(self) -> None:
        """Ask for a package or a plan and compare it with ours."""
        window = self._window
        chosen, _ = QFileDialog.getOpenFileName(
            window,
            self.tr("Take in from another county"),
            str(window.plans.folder()),
            self.tr("Packed plans and plans (*{package} *.lianfang.gpkg);;All files (*)").format(
                package=PACKAGE_SUFFIX
            ),
        )
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Compare a package or a plan with ours; what was looked at before is put away."""
        self.leave()
        self.task.compare(path)

    def show_exchange(self) -> None:
        """Bring the page of the exchange forward."""
        self._window.right.show_page("exchange")
        (self.panel.table if self.panel.is_working else self.panel.empty).setFocus()

    def _on_compared(self, session: Session) -> None:
        from app.exchange_rows import Deciding
        from layers.exchange.resolving import decide_all

        before, kept = self.session, self.panel.deciding
        decided = decide_all(session.found.comparison)
        if before is None:
            deciding = Deciding(dict(decided))
        else:
            deciding = kept
            deciding.kept_for({row.key: row for row in session.rows}, {row.key: row for row in before.rows})
            deciding.decisions = {**decided, **deciding.decisions}
        self.session = session
        self._fill(session, deciding)
        self._window.refresh_actions()
        if before is None:
            self.show_exchange()
            if not session.rows:
                self._say_nothing_to_do(session)

    def _say_nothing_to_do(self, session: Session) -> None:
        text = self.tr("The plans do not differ in anything they changed.")
        if session.found.our_hash == session.found.their_hash:
            text = self.tr("Both plans say the same.")
        self._window.toast.say(text)

    def _fill(self, session: Session, deciding: Deciding) -> None:
        from app import exchange_words

        comparison = session.found.comparison
        states = (comparison.ours, comparison.theirs)
        odd = "\n".join(exchange_words.finding_text(one, *states) for one in comparison.findings)
        text = self.tr(
            "%n difference(s), {both} changed by both; {agreed} changed alike by both, {ours} only by us",
            "",
            len(session.rows),
        )
        summary = text.format(
            both=len(comparison.conflicts),
            agreed=sum(comparison.agreed.values()),
            ours=sum(comparison.ours_only.values()),
        )
        ours, theirs = self._names(session)
        session.drafts.names = {"ours": ours, "theirs": theirs, "agreed": self.tr("both")}
        self._drafts = session.drafts
        self._lay(self._drafts)
        self.panel.show_rows(session.rows, deciding, states, self._title(session), summary, odd)

    def _names(self, session: Session) -> tuple[str, str]:
        given = session.handover
        them = "" if given is None else given.county_name or given.person
        theirs = self.tr("{county}, theirs").format(county=them) if them else self.tr("theirs")
        return self.tr("ours"), theirs

    def _title(self, session: Session) -> str:
        given = session.handover
        if given is None:
            return session.path.name
        who = " ".join(filter(None, (given.county_name or given.county, given.person)))
        return f"{who or session.path.name} · {local_day(given.at)}"

    # -- on the map -----------------------------------------------------------------------------

    def _lay(self, drafts: Drafts | None) -> None:
        self._window.map.canvas.lay_beneath(_KEY, drafts)

    def _on_row(self, row: ExchangeRow | None) -> None:
        if self._drafts is None:
            return
        self._drafts.chosen = None if row is None else row.key
        self._window.map.canvas.update()
        if row is not None and row.place is not None:
            self._window.map.zoom_to_shape(row.place)

    def exchange_blink(self, on: bool) -> None:
        """Show the two drafts in turn, or both again."""
        if on and self._drafts is not None:
            self._show(Shown.THEIRS)
            self._blinking.start()
        else:
            self._blinking.stop()
            self._show(Shown.BOTH)

    def _blink(self) -> None:
        if self._drafts is not None:
            self._show(Shown.OURS if self._drafts.shown is Shown.THEIRS else Shown.THEIRS)

    def exchange_swap(self) -> None:
        """Ours alone, then theirs alone, then both."""
        if self._drafts is None:
            return
        self._stop_blinking()
        after = {Shown.BOTH: Shown.OURS, Shown.OURS: Shown.THEIRS, Shown.THEIRS: Shown.BOTH}
        self._show(after[self._drafts.shown])

    def _stop_blinking(self) -> None:
        self._blinking.stop()
        self._window.actions_["exchange_blink"].setChecked(False)

    def _show(self, shown: Shown) -> None:
        if self._drafts is not None:
            self._drafts.shown = shown
            self._window.map.canvas.update()

    @property
    def shown(self) -> Shown:
        """Whose draft is on the map."""
        return Shown.BOTH if self._drafts is None else self._drafts.shown

    # -- drawing what is agreed -------------------------------------------------------------------

    def exchange_draw(self) -> None:
        """Draw the outline on which both agree."""
        row = self.panel.row
        change = None if row is None else row.difference.shape
        if row is None or change is None or not change.is_shape:
            self._window.toast.say(self.tr("Choose a difference in shape first."))
            return
        self._draw(row)

    def _draw(self, row: ExchangeRow) -> None:
        self._drawing = row.key
        self._stop_blinking()
        self._show(Shown.BOTH)
        self._window.hands.use_tool("agree_outline")

    def _on_drawn(self, shape: Any) -> None:
        key, self._drawing = self._drawing, None
        self._window.hands.use_tool("select")
        if key is not None and self.session is not None:
            self.panel.set_drawn(key, shape)
            self.panel.table.setFocus()

    # -- deciding and writing -----------------------------------------------------------------------

    def exchange_rest(self) -> None:
        """Accept whatever only they changed."""
        self.panel.accept_rest()

    def exchange_finish(self) -> None:
        """Write what was decided."""
        if self.session is None:
            return
        if self.panel.undecided:
            self.show_exchange()
            self._window.toast.say(self.tr("%n difference(s) are not decided yet.", "", len(self.panel.undecided)))
            return
        person = self._window.settings.judging("name")
        self.task.take_in(self.session, self.panel.deciding.decisions, person)

    def _on_taken(self, done: TakenIn) -> None:
        self.leave()
        merged = done.merged
        if not done.change_id:
            self._window.toast.say(self.tr("Nothing to take in: the plan knows all of it."))
            return
        text = self.tr("Taken in: {accepted}; declined: {declined}; left for later: {later}").format(
            accepted=merged.accepted, declined=merged.declined, later=merged.later
        )
        if merged.renumbered:
            text += self.tr("; areas that got a free number: {count}").format(count=len(merged.renumbered))
        if done.missing_rasters:
            text += self.tr("; rasters without their file: {count}").format(count=len(done.missing_rasters))
        self._window.undo_offer.say(text)

    def leave(self) -> None:
        """Put the other plan away; nothing is taken in."""
        session, self.session = self.session, None
        self.task.stop()  # one that is compared again must not come back
        self._soon.stop()
        self._stop_blinking()
        if self._drawing is not None:
            self._drawing = None
            self._window.hands.use_tool("select")
        self._drafts = None
        self._lay(None)
        if session is not None:
            session.close()
        self._show_journal()
        self._window.refresh_actions()

    def _on_changed(self, change: Change) -> None:
        if self.session is not None and change.code != "taken_in":
            self._soon.start()
        elif self.session is None and change.touches("taken"):
            self._show_journal()

    def _compare_again(self) -> None:
        if self.session is not None:
            self.task.compare(self.session.path, self.session)

    def _show_journal(self) -> None:
        from layers.exchange.handing import handovers

        if self.session is not None or not self._window.right.is_made("exchange"):
            return
        document = self._window.document
        every = document.on_writer(lambda: handovers(document.store)) if document.is_open else ()
        self.panel.show_idle(every)
