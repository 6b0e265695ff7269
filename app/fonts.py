"""Fonts: the packaged Chinese font for everything printed, the system's own for the window when it has one."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

#: System families that read well on screen, best first.  DroidSansFallback is left out: it has no Latin letters.
_SYSTEM_CHINESE = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "HarmonyOS Sans SC",
    "MiSans",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
_PACKAGE = "paperang_p2_fonts_cjk"
_FILE = "fonts/wqy-microhei.ttc"


@lru_cache(maxsize=1)
def packaged_family() -> str:
    """Register the packaged Chinese font once and return its family name.

    Needs a QGuiApplication.  Documents and golden pictures always use it, so that the same plan gives the same
    page on every machine.
    """
    if QGuiApplication.instance() is None:
        raise RuntimeError("fonts need a QGuiApplication; create it first")
    file = resources.files(_PACKAGE).joinpath(_FILE)
    # From a file the system maps what is needed of five megabytes; a package in an archive has none.
    if isinstance(file, Path) and file.is_file():
        font = QFontDatabase.addApplicationFont(str(file))
    else:
        font = QFontDatabase.addApplicationFontFromData(file.read_bytes())
    families = QFontDatabase.applicationFontFamilies(font)
    if not families:
        raise RuntimeError(f"{_PACKAGE}/{_FILE} could not be registered as a font; reinstall the package {_PACKAGE}")
    # The collection also holds a monospaced face; the proportional one is named first.
    return next((name for name in families if "Mono" not in name), families[0])


@lru_cache(maxsize=1)
def window_family() -> str:
    """Return the family for the window: a good system Chinese font, else the packaged one."""
    installed = set(QFontDatabase.families())
    for family in _SYSTEM_CHINESE:
        if family in installed:
            return family
    return packaged_family()


def sized(family: str, pixels: float, *, bold: bool = False, spacing_px: float = 0.0) -> QFont:
    """Return a font by its size in device pixels, without hinting so that it scales evenly on paper and screen."""
    font = QFont(family)
    font.setPixelSize(max(1, round(pixels)))
    font.setBold(bold)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    if spacing_px:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing_px)
    return font
