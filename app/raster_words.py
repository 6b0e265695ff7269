"""What a raster says at a point, in words: a value with its unit, the name of a class, or that there is none."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app import i18n, words
from app.findings import WINDS
from layers.kinds import Role
from layers.raster_look import RasterAnswer


def tr(text: str) -> str:
    """Return a text in the language in force."""
    return QCoreApplication.translate("RasterWords", text)


def answer(found: RasterAnswer) -> str:
    """Return what a raster says in a few words; no data is said and never zero."""
    if found.problem:
        return tr("cannot be read")
    if found.cell.value is None:
        return tr("no data here")
    value = found.cell.value
    if found.role is Role.TERRAIN:
        return f"{words.number(value, 0 if value.is_integer() else 1)} m"
    if found.land_class is not None:
        name = found.land_class.zh if i18n.current() == "zh_CN" else found.land_class.en
        return f"{name} ({found.land_class.value})"
    if len(found.cell.bands) >= 3:  # a picture has a colour
        return "#" + "".join(f"{min(max(int(band or 0), 0), 255):02x}" for band in found.cell.bands[:3])
    if found.role is Role.HAZARD_MAP:
        return tr("class {value}").format(value=f"{value:g}")
    return f"{value:.10g}"


def facts(found: RasterAnswer) -> list[tuple[str, str]]:
    """Return what more is to be said: slope and aspect of terrain, the size of a cell, why it cannot be read."""
    cell = found.cell
    if found.problem:
        return [(tr("Reason"), found.problem)]
    told = []
    if cell.slope_deg is not None:
        told.append((tr("Slope"), f"{cell.slope_deg:.1f}°"))
        told.append((tr("Faces"), _wind(cell.aspect_deg)))
    if cell.cell_m is not None:
        width, height = cell.cell_m
        told.append((tr("Cell"), f"{words.number(width)} × {words.number(height)} m"))
    return told


def _wind(aspect_deg: float | None) -> str:
    if aspect_deg is None:
        return tr("level")
    wind = QCoreApplication.translate("Winds", WINDS[round(aspect_deg / 22.5) % 16])
    return f"{wind} ({aspect_deg:.0f}°)"
