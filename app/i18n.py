"""Languages: Chinese by default, English complete, switchable while the program runs.

Source strings are short plain English.  ``zh_CN.qm`` translates all of them; ``en.qm`` holds only
plural forms.  Qt's own catalogue comes with PySide6 and keeps standard buttons in the language.
"""

from __future__ import annotations

from importlib.resources import as_file, files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES = ("zh_CN", "en")


def mark(context: str, text: str) -> str:
    """Return a text as it is, marked for translation: the catalogue's tool finds it here."""
    return text


_installed: list[QTranslator] = []
_language = "en"


def current() -> str:
    """Return the language in force."""
    return _language


def install(application: QCoreApplication, language: str) -> None:
    """Put a language in force; every window gets a LanguageChange event."""
    global _language
    if language not in LANGUAGES:
        raise ValueError(f"no catalogue for {language!r}")
    if _installed and language == _language:
        return
    for translator in _installed:
        application.removeTranslator(translator)
    _installed.clear()
    _language = language
    QLocale.setDefault(QLocale(language))
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _load(application, f"{qt_folder}/qtbase_{language}.qm")
    with as_file(files("resources") / "translations" / f"{language}.qm") as own:
        _load(application, str(own))


def _load(application: QCoreApplication, path: str) -> None:
    translator = QTranslator()
    if translator.load(path):
        application.installTranslator(translator)
        _installed.append(translator)
