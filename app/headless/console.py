"""What the headless commands share: exit codes, words, progress on standard error, a Qt without a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from app.qtcore import graphics_problem, tr
from layers.errors import SourceError
from layers.kinds import Role, Shape
from layers.progress import Progress

if TYPE_CHECKING:
    from layers.sources.readings import Reading


class Exit(IntEnum):
    """What the exit codes mean; ``--help`` lists them."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NO_GRAPHICS = 3
    BAD_INPUT = 4
    PLAN = 5
    CANCELLED = 130


_application: Any = None
_language = "zh_CN"


def start_qt(language: str) -> str:
    """Start Qt without a window, with the program's words; return why it cannot draw, or ``""``.

    Where graphics cannot load, words still come from QtCore if that loads.
    """
    global _application, _language
    _language = language
    if not os.environ.get("QT_QPA_PLATFORM"):  # set but empty is what a script writes that means "none"
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    problem = graphics_problem()
    try:
        from PySide6.QtCore import QCoreApplication

        if _application is None:
            _application = QCoreApplication.instance() or (QCoreApplication([]) if problem else _gui_application())
        from app import i18n

        i18n.install(_application, language)
    except ImportError as error:
        return problem or str(error)
    return problem


def _gui_application() -> Any:
    from PySide6.QtWidgets import QApplication

    return QApplication(["lianfang"])


def error_text(error: Exception) -> str:
    """Word an error as the desktop does; in plain English where Qt does not load."""
    try:
        from app.messages import error_message
    except ImportError:
        return str(error)
    return error_message(error).sentence


def finding_text(code: str, facts: Mapping[str, Any]) -> str:
    """Word a finding about a source file; the code and its facts where Qt does not load."""
    try:
        from app.messages import finding_text as worded
    except ImportError:
        return _plain_finding(code, facts)
    return worded({"code": code, **facts})


def reading_reasons(reading: Reading) -> list[str]:
    """Word what speaks for and against a reading of a text; nothing where Qt does not load."""
    try:
        from app.reading_words import reasons
    except ImportError:
        return []
    return reasons(reading)


def _plain_finding(code: str, facts: Mapping[str, Any]) -> str:
    """Return the English sentence of a finding that is an error; of any other its code and facts."""
    for kind in SourceError.__subclasses__():
        if kind.code == code:
            return kind(**facts).describe()
    return f"{code} " + ", ".join(f"{name}={value}" for name, value in facts.items())


def role_word(role: Role) -> str:
    """Word a role; as documents word it where Qt does not load."""
    try:
        from app import words
    except ImportError:
        from app.sheets.words import load_words

        return load_words(_language).code("role", role.value)
    return words.role(role)


def field_word(canonical: str) -> str:
    """Word one of the program's own columns; its code where Qt does not load."""
    try:
        from PySide6.QtCore import QCoreApplication

        from app import findings
    except ImportError:
        return canonical
    return QCoreApplication.translate("Fields", findings.FIELDS[canonical])


def shape_word(shape: Shape) -> str:
    """Word what features are made of; the code where Qt does not load."""
    try:
        from app import words
    except ImportError:
        return shape.value
    return words.shape(shape)


def console_progress(title: str) -> Progress:
    """Return a progress that keeps one line on a terminal, and is silent where nobody watches."""
    if not sys.stderr.isatty():
        return lambda fraction, step: None

    def report(fraction: float, step: str) -> None:
        bar = "█" * round(20 * fraction)
        end = "\n" if fraction >= 1.0 else ""
        print(f"\r{title} {bar:<20} {fraction:4.0%}", end=end, file=sys.stderr, flush=True)

    return report


def say(text: str) -> None:
    """Print a line on standard output at once."""
    print(text, flush=True)


def warn(text: str) -> None:
    """Print a line on standard error at once."""
    print(text, file=sys.stderr, flush=True)


def say_graphics_missing(problem: str) -> None:
    """Say what was left out without graphics, and the line that installs what Qt needs."""
    from app.qtcore import APT_LINE

    warn(tr("No pictures, no PDF: Qt cannot draw here ({reason}).").format(reason=problem))
    warn(tr("On Debian, Ubuntu, UOS or Kylin this line installs what is missing:"))
    warn(APT_LINE)
