"""Words without a window: translation through QtCore, which loads where QtGui's system libraries are missing.

Headless commands use this, so that they speak the planner's language on a server without
graphics; where even QtCore cannot load, the English source text is what is printed.
"""

from __future__ import annotations

#: One line that installs what Qt and Chinese text need on Debian and its relatives (UOS, Kylin, Ubuntu).
APT_LINE = (
    "apt-get install -y libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 "
    "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xinerama0 "
    "libxcb-image0 libxcb-render-util0 python3-venv"
)


def tr(text: str) -> str:
    """Translate a text of the command line (context ``cli``)."""
    try:
        from PySide6.QtCore import QCoreApplication
    except ImportError:
        return text
    return QCoreApplication.translate("cli", text)


def graphics_problem() -> str:
    """Return why Qt cannot draw here, or an empty text when it can."""
    try:
        from PySide6 import QtGui, QtSvg, QtWidgets  # noqa: F401
    except ImportError as error:
        return str(error)
    return ""
