"""Words for the rank of a zone: its parts, what each is measured by, and how firm the rank is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app import words
from app.counting import counted
from app.i18n import mark

if TYPE_CHECKING:
    import pandas as pd

#: Names of the parts of a zone's score.
SCORE_PARTS: Mapping[str, str] = {
    "transmission": mark("Words", "Transmission"),
    "hazard": mark("Words", "Hazard"),
    "people": mark("Words", "People"),
    "crossing": mark("Words", "Crossing"),
    "response": mark("Words", "Response"),
    "agreement": mark("Words", "Agreement"),
}
#: What each part is measured by, and when it is full.
MEASURES: Mapping[str, str] = {
    "transmission": mark(
        "Rank", "Land across the line that burns in the time when the zone's forest burns; full at 10,000 hm²"
    ),
    "hazard": mark("Rank", "Forest or river in the band along the line; full at 5,000 hm² or 20 km"),
    "people": mark("Rank", "People in the zone; full at 10,000"),
    "crossing": mark("Rank", "How evenly hazard or people are shared across the line; full at one half"),
    "response": mark(
        "Rank",
        "Until the first own depot is at the side that waits longest; full at 120 min. "
        "Where no way is known the straight line; full at 30 km",
    ),
    "agreement": mark("Rank", "What an agreement leaves open: nothing where one covers the zone, all where none does"),
}
_UNITS: Mapping[str, str] = {
    "ha": mark("Rank", "{value} hm²"),
    "m": mark("Rank", "{value} m"),
    "km": mark("Rank", "{value} km"),
    "min": mark("Rank", "{value} min"),
    "people": mark("Rank", "{value} people"),
    "count": mark("Rank", "%n agreement(s)"),
    "share": mark("Rank", "share {value}"),
}
_DECIMALS = {"ha": 1, "km": 1, "share": 2}


def part_name(code: str) -> str:
    """Return the name of a part of the score."""
    return words.translate(SCORE_PARTS.get(code, code))


def measure(code: str) -> str:
    """Return what a part is measured by."""
    return _translate(MEASURES[code]) if code in MEASURES else part_name(code)


def raw_text(part: Mapping[str, Any]) -> str:
    """Return the figure a part stands for with its unit; one that is not known says so."""
    raw = part.get("raw")
    if raw is None:
        return _translate(mark("Rank", "unknown, so it weighs nothing here"))
    unit = str(part.get("unit", ""))
    value = words.number(float(raw), _DECIMALS.get(unit, 0))
    if unit not in _UNITS:
        return value
    return counted(QCoreApplication.translate, "Rank", _UNITS[unit], {"value": value, "count": round(float(raw))})


def share_text(part: Mapping[str, Any]) -> str:
    """Return what a part gives of what it could give; one that is not known gives nothing and says so."""
    if part.get("raw") is None:
        return _translate(mark("Rank", "unknown"))
    weight = float(part["weight"])
    return f"{words.number(float(part['value']) * weight, 2)} / {words.number(weight, 2)}"


def firmness(zone: Any) -> Mapping[str, Any]:
    """Return how firm the rank of a zone is; {} where it was derived before that was worked out."""
    stored = getattr(zone, "stability", None) or {}
    return stored.get("weights") or {}


def rank_range(zone: Any) -> str:
    """Return the best and the worst rank, e.g. ``2–5``."""
    firm = firmness(zone)
    if not firm:
        return words.UNKNOWN_SIGN
    low, high = int(firm["low"]), int(firm["high"])
    return str(low) if low == high else f"{low}–{high}"


def rank_swing(zone: Any) -> float | None:
    """Return how many ranks the zone moves at most, up or down; None where that is not known."""
    firm = firmness(zone)
    rank = int(zone.rank)
    return float(max(rank - int(firm["low"]), int(firm["high"]) - rank)) if firm else None


def swing_text(zone: Any) -> str:
    """Return how many ranks the zone moves, e.g. ``±3``."""
    swing = rank_swing(zone)
    return words.UNKNOWN_SIGN if swing is None else f"±{swing:.0f}"


def with_ranks(zones: list[Any], ranks: pd.DataFrame) -> list[Any]:
    """Return rows of zones with rank, score, parts and firmness of :func:`layers.zones.reranking.reranked`."""
    fresh = {row.uid: row for row in ranks.itertuples(index=False)}
    return [
        zone._replace(**{name: getattr(fresh[zone.uid], name) for name in ranks.columns}) if zone.uid in fresh else zone
        for zone in zones
    ]


def range_sentence(zone: Any) -> str:
    """Return how firm a rank is in one sentence."""
    firm = firmness(zone)
    if not firm:
        return _translate(mark("Rank", "How firm this rank is was not worked out; derive the zones again."))
    swing = words.percent(float(firm["swing"]))
    if int(firm["low"]) == int(firm["high"]):
        text = _translate(mark("Rank", "Rank {rank}, whichever way weights move by ±{swing}"))
    else:
        text = _translate(mark("Rank", "Rank {rank} ({range} when weights move by ±{swing})"))
    return text.format(rank=int(zone.rank), range=rank_range(zone), swing=swing)


def range_details(zone: Any) -> str:
    """Return the range, in how many of the combinations the zone keeps its rank, and stays among the first."""
    firm = firmness(zone)
    if not firm:
        return range_sentence(zone)
    text = _translate(
        mark(
            "Rank",
            "{count} combinations of weights: it keeps its rank in {keeps}, is among the first {top} in {share}.",
        )
    )
    details = text.format(
        count=int(firm["combinations"]),
        keeps=words.percent(float(firm["keeps"])),
        top=int(firm["top"]),
        share=words.percent(float(firm["in_top"])),
    )
    return f"{range_sentence(zone)}\n{details}"


def _translate(text: str) -> str:
    return QCoreApplication.translate("Rank", text)
