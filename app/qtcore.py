"""Words and graphics checks for headless commands, which must work where Qt cannot load.

The window translates through Qt; the command line reads the same catalogue by itself, because on
a bare server even QtCore lacks a system library.
"""

from __future__ import annotations

from importlib.resources import files
from xml.etree import ElementTree

#: One line that installs what Qt and Chinese text need on Debian and its relatives (UOS, Kylin, Ubuntu).
APT_LINE = (
    "apt-get install -y python3-venv libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 "
    "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xinerama0 "
    "libxcb-image0 libxcb-render-util0 libxcb-randr0 libxcb-sync1 libxcb-xfixes0"
)

_catalogue: dict[tuple[str, str], list[str]] = {}


def install_catalogue(language: str) -> None:
    """Load ``resources/translations/<language>.ts``; that of English has the plurals only."""
    _catalogue.clear()
    source = files("resources") / "translations" / f"{language}.ts"
    if not source.is_file():
        return
    root = ElementTree.fromstring(source.read_text(encoding="utf-8"))
    for context in root.iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None:
                continue
            forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
            if any(form.strip() for form in forms):
                _catalogue[name, message.findtext("source", "")] = forms


def translate(context: str, text: str, _comment: str = "", count: int = -1) -> str:
    """Return the catalogue's translation of a source text, or the text itself; ``count`` chooses the plural."""
    forms = _catalogue.get((context, text), [text])
    said = forms[0 if count == 1 else -1]
    return said.replace("%n", str(count)) if count >= 0 else said


def tr(text: str, count: int = -1) -> str:
    """Translate a text of the command line (context ``cli``)."""
    return translate("cli", text, "", count)


def graphics_problem() -> str:
    """Return why Qt cannot draw here, or an empty text when it can."""
    try:
        from PySide6 import QtGui, QtSvg, QtWidgets  # noqa: F401
    except ImportError as error:
        return str(error)
    return ""
