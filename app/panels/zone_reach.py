"""How far the hazard of a zone reaches, in words, and whom it reaches in which county by when, as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout

from app import reasons as spoken
from app import words
from app.widgets.basics import label


def how_far(reasons: Sequence[Mapping[str, Any]]) -> str:
    """Word the reach of a zone from its reasons: in which weather fires ran, or the distance."""
    for reason in reasons:
        if reason["code"] == "reach_is_spread":
            return _tr(
                "Fire of {hours} h by spread: wind {wind} m/s from {bearing}°, R0 {rate} m/min, cells of {cell}"
            ).format(
                hours=words.number(reason["hours"], 1),
                wind=words.number(reason["wind_ms"], 1),
                bearing=words.number(reason["wind_from_deg"]),
                rate=words.number(reason["rate_m_min"], 2),
                cell=words.kilometres(reason["cell_m"]),
            )
        if reason["code"] == "reach_is_distance":
            text = _tr("Within {reach} of the hazard; a distance, not spread")
            return text.format(reach=words.kilometres(reason["reach_m"]))
        if reason["code"] == "hazard_reach":
            return spoken.sentences([reason], {})[0]
    return words.UNKNOWN_SIGN


def reach_table(
    links: Sequence[Mapping[str, Any]], county: Callable[[str], str], *, is_fire: bool = True
) -> QGridLayout | None:
    """Return whom a hazard reaches from which county in which, by when; None for a zone whose reach has no time.

    Parameters
    ----------
    links : sequence of mapping
        ``links`` of a zone (``layers.zones.model.LINK_KEYS``).
    county : callable
        Short name of a code.
    is_fire : bool
        Whether what burns is counted too.
    """
    if not links:
        return None
    # Across the line first, the soonest first: that is what the zone is about.
    ordered = sorted(links, key=lambda link: (link["from"] == link["to"], link["first_min"], link["from"], link["to"]))
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(2)
    right = Qt.AlignmentFlag.AlignRight
    heading = label(_tr("Whom fire reaches by when") if is_fire else _tr("Whom it reaches by when"), "heading")
    heading.setToolTip(
        _tr("People, and villages in brackets: something burns in their cell or beside it")
        if is_fire
        else _tr("People, and villages in brackets, at the earliest: distance by speed, no obstacle holds it up")
    )
    minutes = ordered[0]["minutes"]
    grid.addWidget(heading, 0, 0, 1, len(minutes))
    for place, time_min in enumerate(minutes):
        grid.addWidget(label(_hours(time_min), "small"), 1, place, right)
        grid.setColumnStretch(place, 1)
    for at, link in enumerate(ordered):
        row = 2 + 2 * at
        grid.addWidget(label(_title(link, county), "muted", wrap=True, selectable=True), row, 0, 1, len(minutes))
        for place, time_min in enumerate(minutes):
            figure = label(_figure(link, place), selectable=True)
            figure.setToolTip(_details(link, place, time_min, is_fire=is_fire))
            grid.addWidget(figure, row + 1, place, right)
    return grid


def _title(link: Mapping[str, Any], county: Callable[[str], str]) -> str:
    if link["from"] == link["to"]:
        return _tr("within {county}").format(county=county(link["to"]))
    text = _tr("{origin} → {county}, there after {minutes} min")
    return text.format(origin=county(link["from"]), county=county(link["to"]), minutes=words.number(link["first_min"]))


def _figure(link: Mapping[str, Any], place: int) -> str:
    """People and villages; what nobody has said is no zero."""
    if link["people"] is None:
        return _tr("unknown")
    people = words.at_least(link["people"][place], link["unknown"][place])
    return f"{people} ({words.number(link['villages'][place])})"


def _details(link: Mapping[str, Any], place: int, time_min: float, *, is_fire: bool) -> str:
    area = None if link["area_ha"] is None else link["area_ha"][place]
    text = _tr("After {time}: {places} places reached")
    if is_fire:
        text = _tr("After {time}: {area} burnt, {places} places reached")
    said = {"time": _hours(time_min), "area": words.hectares(area), "places": words.number(link["places"][place])}
    lines = [text.format_map(said)]
    if link["people"] is None:
        lines.append(_tr("Nobody has said where people live there"))
    elif link["unknown"][place]:
        lines.append(_tr("{count} of them without a figure").format(count=words.number(link["unknown"][place])))
    return "\n".join(lines)


def _hours(time_min: float) -> str:
    if time_min < 60.0:
        return f"{words.number(time_min)} min"
    hours = time_min / 60.0
    return f"{words.number(hours, 0 if abs(hours - round(hours)) < 1e-6 else 1)} h"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ZoneReach", text)
