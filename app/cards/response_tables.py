"""The tables of the card about who gets there first."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app import words
from app.cards.response_rows import CountyRow
from app.i18n import mark
from app.widgets.table import Column, RowTable, number_column

Name = Callable[[str], str]
County = Callable[[int], str]


def arrivals(name: Name) -> RowTable:
    """Return the table of who arrives at a place; ``name`` words a county code."""
    road = mark("Response", "Minutes on the road, with the way to it")
    back = mark("Response", "Minutes back: down a slope is not up it")
    return RowTable(
        [
            *_who_comes(name),
            _number("road_min", mark("Response", "Road"), road, 40),
            _number("foot_min", mark("Response", "Foot"), mark("Response", "Minutes on foot"), 40),
            _number("back_min", mark("Response", "Back"), back, 40),
        ],
        _tr(mark("Response", "Who arrives")),
        key=lambda one: one.who,
    )


def reinforcements(name: Name) -> RowTable:
    """Return the table of who is at a line; ``name`` words a county code."""
    road = mark("Response", "Minutes on the road, with the way to it")
    return RowTable(
        [
            *_who_comes(name),
            _number("strength", mark("Response", "Strength"), mark("Response", "People of the team"), 40),
            _number("road_min", mark("Response", "Road"), road, 40),
            _number("foot_min", mark("Response", "Foot"), mark("Response", "Minutes on foot"), 40),
        ],
        _tr(mark("Response", "Reinforcements")),
        key=lambda one: one.who,
    )


def _who_comes(name: Name) -> list[Column]:
    alarm = mark("Response", "From the alarm to arrival, turn-out included")
    return [
        _number("minutes", mark("Response", "min"), alarm, 44),
        _named(mark("Response", "Who")),
        Column(_tr(mark("Response", "County")), lambda one: name(one.county), width_px=58),
    ]


def counties(county: County) -> RowTable:
    """Return the table of coverage; ``county`` words a row of the counties."""
    own, together = (
        mark("Response", "Share that its own are at in time"),
        mark("Response", "Share that somebody of any county is at in time"),
    )
    return RowTable(
        [
            Column(_tr(mark("Response", "County")), lambda one: county(one.county), stretch=True),
            _number("whole", mark("Response", "In all"), "", 80),
            _share("own", mark("Response", "Own"), own),
            _share("joint", mark("Response", "Together"), together),
        ],
        _tr(mark("Response", "Coverage by county")),
        key=lambda one: one.county,
    )


def losses(name: Name) -> RowTable:
    """Return the table of what the loss of each costs."""
    waits = mark("Response", "Mean minutes those people wait longer for the next")
    lost = mark("Response", "People nobody reaches within the minutes of the slider then")
    return RowTable(
        [
            _named(mark("Response", "Without")),
            Column(_tr(mark("Response", "County")), lambda one: name(one.county), width_px=64),
            _number(
                "first_for", mark("Response", "First for"), mark("Response", "People it is the first to reach"), 76
            ),
            _number("later_min", mark("Response", "Later"), waits, 52),
            _number("lost", mark("Response", "Lost"), lost, 64),
        ],
        _tr(mark("Response", "Loss of one")),
        key=lambda one: one.who,
    )


def helps(county: County) -> RowTable:
    """Return the table of who helps whom."""
    return RowTable(
        [
            Column(_tr(mark("Response", "Helps")), lambda one: county(one.helper), stretch=True),
            Column(_tr(mark("Response", "Whom")), lambda one: county(one.helped), width_px=90),
            _number("saved", mark("Response", "Saved"), mark("Response", "Minutes saved × what is weighed"), 84),
            _number(
                "mean_min",
                mark("Response", "Each"),
                mark("Response", "Minutes saved for each unit of the county that is helped"),
                52,
                1,
            ),
        ],
        _tr(mark("Response", "Minutes saved")),
        key=lambda one: (one.helper, one.helped),
    )


def _named(title: str) -> Column:
    return Column(_tr(title), lambda one: one.name, tip=lambda one: one.name, stretch=True)


def _number(name: str, title: str, tip: str, width_px: int, decimals: int = 0) -> Column:
    said = _tr(tip) if tip else ""
    return number_column(name, _tr(title), said, width_px, lambda value: words.number(value, decimals))


def _share(name: str, title: str, tip: str) -> Column:
    def share(one: CountyRow) -> float:
        return float(getattr(one, name) / one.whole) if one.whole > 0.0 else math.nan

    return Column(
        _tr(title),
        share,
        text=lambda one: words.percent(share(one)),
        is_number=True,
        width_px=72,
        title_tip=_tr(tip),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Response", text)
