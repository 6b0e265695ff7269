"""Start the desktop: application, fonts, language, look, log, crash handler, one window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app import crash_reports, i18n, icons, logs, memory, theme, unforeseen
from app.collector import Collector, spare_what_is_there
from app.document import Document
from app.fonts import window_family
from app.jobs import Jobs
from app.settings import Settings
from app.widgets.spoken import Spoken
from layers.sources import child

#: The reader of files starts when the window is on the screen: its imports take a processor for half a second.
_WARM_AFTER_MS = 700


class Application(QObject):
    """Everything that lives as long as the program: document, jobs, settings and the window."""

    def __init__(self, qt: QApplication) -> None:
        from app.window import MainWindow

        super().__init__()
        self.qt = qt
        self.settings = Settings()
        qt.setApplicationName("lianfang")
        qt.setDesktopFileName("lianfang")
        qt.setFont(QFont(window_family()))
        qt.setWindowIcon(app_icon())
        i18n.install(qt, self.settings.get("language"))
        self._text_size: QObject | None = None
        self._waits_for: QWidget | None = None
        self._dress()
        self.jobs = Jobs()
        self.document = Document()
        self.window = MainWindow(self.document, self.jobs, self.settings)
        self.spoken = Spoken(qt, self)
        self.settings.changed.connect(self._on_setting)
        qt.styleHints().colorSchemeChanged.connect(self._on_scheme)

    def _on_setting(self, key: str) -> None:
        """Put a changed preference in force on the spot."""
        if key == "language":
            i18n.install(self.qt, self.settings.get("language"))
        if key == "theme" and theme.resolve(self.settings.get("theme")) == theme.tokens():
            return
        if key in {"theme", "text"}:
            self._dress()
        if key in {"language", "theme", "text"}:
            self._rebuild()

    def _rebuild(self) -> None:
        """Make the window anew; a dialog that waits for an answer is answered first, for it would go with the window.

        The system may change its colours, and the theme with them, at any time.
        """
        asking = self.qt.activeModalWidget()
        if asking is None:
            self._waits_for = None
            self.window.rebuild()
        elif self._waits_for is not asking:
            self._waits_for = asking
            asking.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear that a dialog was answered."""
        if watched is self._waits_for and event.type() == QEvent.Type.Hide:
            watched.removeEventFilter(self)
            self._waits_for = None
            QTimer.singleShot(0, self, self._rebuild)  # whoever asked reads the answer first
        return False

    def _dress(self) -> None:
        """Put on the look, with letters as large as they are wanted."""
        scale = int(self.settings.get("text")) / 100.0
        theme.apply(self.qt, self.settings.get("theme"), scale)
        if scale != 1.0 and self._text_size is None:
            from app.widgets.text_size import TextSize

            self._text_size = TextSize(self)
            self.qt.installEventFilter(self._text_size)
        elif scale == 1.0 and self._text_size is not None:
            self.qt.removeEventFilter(self._text_size)
            self._text_size = None

    def _on_scheme(self, _scheme: object) -> None:
        self._on_setting("theme")

    def shut_down(self) -> None:
        """Stop the threads and close the plan."""
        self.jobs.shut_down()
        child.end_shared()
        self.document.shut_down()


def start(arguments: Sequence[str] = (), *, is_probe: bool = False) -> int:
    """Run the desktop; arguments are a plan to open or files to read.  Returns the exit code.

    A probe prints ``window`` once the first one is painted, and ends: what a start costs is measured so.
    """
    logs.start()
    put_back = unforeseen.install()  # also for what goes wrong before there is a window
    memory.keep_tidy()
    qt = QApplication.instance() or QApplication(["lianfang"])
    assert isinstance(qt, QApplication)
    collector = Collector(qt)
    import_module("app.window")
    spare_what_is_there()  # modules; the window itself is made anew in another language
    program = Application(qt)
    running = crash_reports.Running()
    _note_plan(program, running)
    end_telling = install_crash_handler(program)
    program.window.show()
    if is_probe:
        qt.processEvents()
        print("window", flush=True)
    QTimer.singleShot(_WARM_AFTER_MS, lambda: threading.Thread(target=child.shared().warm, daemon=True).start())
    paths = [Path(argument) for argument in arguments]
    if paths:
        program.window.work.receive(paths)
    if is_probe:  # not before: what is received may turn the loop, and a quit without a loop is lost
        QTimer.singleShot(0, qt.quit)
    QTimer.singleShot(0, program.window, program.window.crashes.tell_fallen)
    code = qt.exec()
    program.shut_down()
    collector.stop()
    end_telling()
    put_back()
    running.end()
    return code


def _note_plan(program: Application, running: crash_reports.Running) -> None:
    """Keep with the mark of this run which plan is open: should it fall over, the next one offers it."""
    document = program.document
    noted: list[Path | None] = [None]

    def note() -> None:
        path = document.path if document.is_open else None
        if path != noted[0]:
            noted[0] = path
            running.set_plan(path)

    document.saved.connect(lambda _when: note())
    document.closed.connect(note)


def app_icon() -> QIcon:
    """Return the program's icon: a shield on the accent."""
    from PySide6.QtGui import QColor, QPainter

    result = QIcon()
    for side in (16, 32, 64, 128):
        image = QPixmap(side, side)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(theme.LIGHT.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(0, 0, side, side, side * 0.22, side * 0.22)
        inset = round(side * 0.18)
        painter.drawPixmap(inset, inset, icons.pixmap("waypoints", "#FFFFFF", side - 2 * inset, stroke=2.0))
        painter.end()
        result.addPixmap(image)
    return result


def install_crash_handler(program: Application) -> Callable[[], None]:
    """Have whatever nobody foresaw told in the window; return what ends that."""
    put_back = unforeseen.install()
    unforeseen.listen(program.window.crashes.tell)

    def end() -> None:
        unforeseen.listen(None)
        put_back()

    return end
