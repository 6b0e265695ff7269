"""Versions and signatures: the window, what is written down, amendments on the map and on paper, papers checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QWidget

from app import i18n, register_words
from app.canvas.redline import RedlineLayer
from app.control.carrying import carry_window, together
from app.control.writing import ask_target, start_writing
from app.dialogs.paper_check import PaperCheckDialog
from app.dialogs.version_act import ActDialog
from app.dialogs.version_text import VersionTextDialog
from app.dialogs.versions import VersionsWindow
from app.help.asking import give_modal
from app.jobs import Job
from app.messages import error_message
from app.tasks.version_view import VersionTask, VersionView
from layers.errors import LianfangError
from layers.versions.model import Act, Thing, ThingKind
from layers.versions.paper_code import PaperCode

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.plan.store import PlanStore
    from layers.versions.redline import Redline

_OPEN_TOOLS = 0.35  # of its size is left around an amendment on the map


class BeginForm(QInputDialog):
    """Asks why something is amended, and stays with what was typed when that cannot be written."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.write: Callable[[], str] | None = None
        self._asked = ""

    def ask(self, question: str) -> None:
        """Ask this."""
        self._asked = question
        self.setLabelText(question)

    def accept(self) -> None:
        """Write it down."""
        if self.write is not None and (problem := self.write()):
            self.setLabelText("\n\n".join((problem, self._asked)))
            return
        super().accept()


class VersionControl(QObject):
    """The actions, and one gesture for everything that is written down."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._versions: VersionsWindow | None = None
        self._check: PaperCheckDialog | None = None
        #: The form in hand, for tests and for the next time the window is built.
        self.form: ActDialog | VersionTextDialog | None = None
        self._view = VersionView()
        self._redline: Redline | None = None
        self._over: RedlineLayer | None = None
        self.task = VersionTask(window.document, window.jobs, self)
        self.task.ready.connect(self._take)
        self.task.failed.connect(window.show_error)

    def attach(self) -> None:
        """The window was built anew: what stood beside it closes."""
        if self.form is not None:
            self.form.close()
        for one in (self._versions, self._check):
            if one is not None:
                one.close()
                one.deleteLater()
        self._versions = self._check = self.form = None
        self._over = None

    def carry_over(self) -> Callable[[], None] | None:
        """Versions, and the hash that is half typed, come back."""
        windows = (
            carry_window(self._versions, self._made_versions, self.open_versions),
            carry_window(self._check, lambda: self.check, self.check_paper),
        )
        return together(windows)

    def _made_versions(self) -> VersionsWindow:
        self.versions.show_view(self._view)
        return self.versions

    # -- actions ------------------------------------------------------------------------------

    @property
    def versions(self) -> VersionsWindow:
        """The window, made when it is first wanted."""
        if self._versions is None:
            made = VersionsWindow(self._window.document, self._window)
            made.act_asked.connect(self._ask_act)
            made.begin_asked.connect(self._ask_begin)
            made.text_asked.connect(self._ask_text)
            made.compare_asked.connect(self._compare)
            made.map_asked.connect(self._show_on_map)
            made.redline_export_asked.connect(self._export_redline)
            made.ledger_export_asked.connect(self._export_ledger)
            made.check_asked.connect(self.check_paper)
            made.thing_zoomed.connect(self._zoom)
            made.left.connect(self._leave)
            self._versions = made
        return self._versions

    @property
    def check(self) -> PaperCheckDialog:
        """The check of papers, made when it is first wanted."""
        if self._check is None:
            made = PaperCheckDialog(self._window)
            made.asked.connect(self._check_codes)
            made.file_asked.connect(self._check_file)
            self._window.document.closed.connect(made.close)
            self._check = made
        return self._check

    def open_versions(self, _checked: bool = True) -> None:
        """Show the window beside the map."""
        self.task.is_wanted = True
        self.task.refresh()
        window = self.versions
        window.show()
        window.raise_()
        window.activateWindow()

    def check_paper(self, _checked: bool = True) -> None:
        """Ask which hash."""
        self.check.show()
        self.check.raise_()
        self.check.activateWindow()
        self.check.input.setFocus()

    # -- the view -----------------------------------------------------------------------------

    def _take(self, view: VersionView) -> None:
        self._view = view
        if self._versions is not None:
            self._versions.show_view(view)

    def _leave(self) -> None:
        self.task.is_wanted = False
        self._clear_map()

    def _zoom(self, thing: Thing) -> None:
        if thing.kind is ThingKind.PATROL_AREA:
            self._window.map.zoom_to_feature("patrol_areas", thing.uid)

    # -- writing down -----------------------------------------------------------------------------

    def _ask_act(self, thing: Thing, act: Act) -> None:
        form = ActDialog(act, thing.title, self._view.parties_of(thing), self._window.settings, self.versions)
        form.write = lambda: self._keep_act(thing, act, form)
        self._show_form(form)

    def _keep_act(self, thing: Thing, act: Act, form: ActDialog) -> str:
        document, people, on, note = self._window.document, form.people, form.on, form.note.text().strip()
        steps: dict[Act, Callable[[], None]] = {
            Act.NEGOTIATED: lambda: document.negotiate(thing, people[0], on, note),
            Act.AGREED: lambda: document.agree(thing, people[0], on, note),
            Act.DECLINED: lambda: document.agree(thing, people[0], on, note, declines=True),
            Act.SIGNED: lambda: document.sign(thing, people, on, note),
            Act.WITHDRAWN: lambda: document.withdraw(thing, people[0], on, note),
        }
        return self._do(steps[act])

    def _ask_begin(self, thing: Thing) -> None:
        form = BeginForm(self.versions)
        form.setWindowTitle(self.tr("Begin an amendment"))
        form.ask(self.tr("Why is {what} amended?").format(what=thing.title))
        form.setOkButtonText(self.tr("Begin"))
        form.setCancelButtonText(self.tr("Cancel"))
        form.write = lambda: self._do(lambda: self._window.document.begin_version(thing, form.textValue().strip()))
        self._show_form(form)

    def _ask_text(self, thing: Thing) -> None:
        document = self._window.document
        areas = document.patrol_areas()
        version = self._view.version_in_hand(thing)
        form = VersionTextDialog(
            thing.title,
            [(str(row["uid"]), str(row["name"])) for row in areas[["uid", "name"]].to_dict("records")],
            version.annex if version else (),
            version.clauses if version else (),
            self.versions,
        )
        form.write = lambda: self._do(lambda: document.describe_version(thing, form.annex, form.clauses))
        form.file_asked.connect(lambda path: self._read_text(form, path))
        self._show_form(form)

    def _read_text(self, form: VersionTextDialog, path: Path) -> None:
        """Read the text of an agreement apart: a stranger wrote it, and the window must not wait for it."""
        job = Job(_paragraphs, path, title=self.tr("Reading the text of an agreement"))
        for signal, take in ((job.finished, form.show_text), (job.failed, form.show_error)):
            signal.connect(lambda found, take=take: take(found) if self.form is form else None)
        job.cancelled.connect(lambda: form.read_button.setEnabled(True) if self.form is form else None)
        self._window.jobs.start(job)

    def _show_form(self, form: Any) -> None:
        """Show a form over the window; the map and the list stay in sight."""
        self.form = form
        form.finished.connect(lambda _result: self._drop(form))
        form.setModal(True)
        give_modal(form)
        form.show()

    def _drop(self, form: Any) -> None:
        form.deleteLater()
        if self.form is form:
            self.form = None

    def _do(self, step: Callable[[], None]) -> str:
        """Do a step for a form; returns why it could not be done, which the form says: the window lies beneath it."""
        try:
            step()
        except LianfangError as error:
            self._window.keeping.takes(error)
            return error_message(error).sentence
        return ""

    # -- amendments -----------------------------------------------------------------------------------

    def _compare(self, thing: Thing, before: int, after: int) -> None:
        store = self._window.document.store
        job = Job(partial(_compared, store, thing, before, after), title=self.tr("Comparing versions"))
        job.finished.connect(partial(self._show_redline, (thing.key, before, after)))
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)

    def _show_redline(self, asked: tuple[tuple[str, str], int, int], found: Redline) -> None:
        window = self._versions
        if window is None or window.chosen is None or (window.chosen.thing.key, *window.compared) != asked:
            return
        self._redline = found
        window.show_redline(found)
        if self._over is not None:
            self._show_on_map()

    def _show_on_map(self) -> None:
        from app.sheets.redline_plate import redline_layer

        found, canvas = self._redline, self._window.map.canvas
        if found is None:
            return
        over = redline_layer(found, canvas.scene.metric_epsg, register_words.words())
        if over.extent is None:
            self._clear_map()
            return
        self._over = over
        canvas.lay_over(over)
        canvas.zoom_to(over.extent, margin=_OPEN_TOOLS, animated=True)

    def _clear_map(self) -> None:
        canvas = self._window.map.canvas
        if self._over is not None and canvas.over is self._over:
            canvas.lay_over(None)
        self._over = None

    # -- files ------------------------------------------------------------------------------------------

    def _export_redline(self, thing: Thing, before: int, after: int) -> None:
        from app.tasks.versions import write_redline

        stem = self.tr("{what} version {after}").format(what=thing.title, after=after)
        kinds = {self.tr("Word (*.docx)"): ".docx", "PDF (*.pdf)": ".pdf", self.tr("Text (*.txt)"): ".txt"}
        path = self._ask_target(self.tr("Save the amendment"), stem, kinds)
        if path is not None:
            self._write(partial(write_redline, self._window.document.store, thing, before, after, path, i18n.current()))

    def _export_ledger(self) -> None:
        from app.tasks.versions import write_consents

        stem = self.tr("{plan} who agreed").format(plan=self._window.document.info().title)
        kinds = {
            self.tr("Workbook (*.xlsx)"): ".xlsx",
            self.tr("Word (*.docx)"): ".docx",
            "PDF (*.pdf)": ".pdf",
            self.tr("Text (*.txt)"): ".txt",
        }
        path = self._ask_target(self.tr("Save who agreed"), stem, kinds)
        if path is not None:
            self._write(partial(write_consents, self._window.document.store, path, i18n.current()))

    def _ask_target(self, title: str, stem: str, kinds: dict[str, str]) -> Path | None:
        from app.control.plans import file_name

        first = next(iter(kinds.values()))
        return ask_target(self.versions, title, self._window.plans.folder() / f"{file_name(stem)}{first}", kinds)

    def _write(self, step: Callable[..., Path]) -> None:
        job = Job(_with_progress, step, title=self.tr("Writing files"))
        start_writing(self._window, job, opens_folder=False)

    # -- papers -------------------------------------------------------------------------------------------

    def _check_codes(self, codes: Sequence[PaperCode]) -> None:
        self._run_check(partial(_checked, self._window.document.store, list(codes), None))

    def _check_file(self, path: Path) -> None:
        self._run_check(partial(_checked, self._window.document.store, [], path))

    def _run_check(self, step: Callable[..., Any]) -> None:
        job = Job(_with_progress, step, title=self.tr("Checking a paper"))
        job.finished.connect(self.check.show_answers)
        job.failed.connect(self.check.show_error)
        job.cancelled.connect(lambda: self.check.show_answers([]))
        self._window.jobs.start(job)


def _paragraphs(path: Path, progress: Any) -> list[str]:
    from layers.sources import child

    found: list[str] = child.shared().ask("paper_paragraphs", path, progress=progress)
    return found


def _with_progress(step: Callable[..., Any], progress: Any) -> Any:
    return step(progress=progress)


def _compared(store: PlanStore, thing: Thing, before: int, after: int, progress: Any) -> Redline:
    from layers.version_workflow import compared

    progress(0.1, "report")
    with store.reader() as reader:
        return compared(reader, thing, before, after)


def _checked(store: PlanStore, codes: list[PaperCode], path: Path | None, progress: Any) -> Any:
    from layers.versions.checking import check
    from layers.versions.paper_file import codes_of

    if path is not None:  # nobody knows the file yet: a PDF that ends its reader ends no window
        from layers.sources import child

        codes = codes_of(path, text=child.shared().ask("paper_text", path, progress=progress))
    with store.reader() as reader:
        return check(reader, codes, progress=progress)
