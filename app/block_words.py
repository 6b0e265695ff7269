"""Blocks in words: one under the cursor, and the sum of those chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app import fire_words, words

if TYPE_CHECKING:
    import geopandas as gpd

    from app.document import Document
    from layers.spread.block_times import BlockTime


def describe(frame: gpd.GeoDataFrame, row: int, document: Document) -> str:
    """Return a few lines on one block: number, area, shares, who and what is in it, how far the line is."""
    block = frame.iloc[row]
    head = QCoreApplication.translate("Blocks", "Block {number} · {area}")
    lines = [head.format(number=block["number"], area=words.hectares(block["area_ha"]))]
    lines += share_lines(block["areas_ha"], document, alone_without_area=True)
    lines.append(exposure(frame.iloc[[row]]))
    border = str(block["border"])
    if border:
        pair = "–".join(document.short_county_name(code) for code in border.split("|"))
        if block["distance_m"] == 0.0:
            lines.append(QCoreApplication.translate("Blocks", "On the line {counties}").format(counties=pair))
        else:
            text = QCoreApplication.translate("Blocks", "{distance} from the line {counties}")
            lines.append(text.format(distance=words.kilometres(block["distance_m"]), counties=pair))
    return "\n".join(lines)


def share_lines(areas_ha: dict[str, float], document: Document, *, alone_without_area: bool = False) -> list[str]:
    """Return each county's part of an area, the largest first: name, hm² and per cent."""
    total = sum(areas_ha.values())
    if alone_without_area and len(areas_ha) == 1:
        text = QCoreApplication.translate("Blocks", "{county} 100 %")
        return [text.format(county=document.short_county_name(code)) for code in areas_ha]
    return [
        f"{document.short_county_name(code)} {words.hectares(hectares)} ({words.percent(hectares / total)})"
        for code, hectares in sorted(areas_ha.items(), key=lambda item: (-item[1], item[0]))
    ]


def areas_of(frame: gpd.GeoDataFrame, rows: Sequence[int]) -> dict[str, float]:
    """Return county → hm² of several blocks together."""
    sums: dict[str, float] = {}
    for areas in frame["areas_ha"].iloc[list(rows)]:
        for code, hectares in areas.items():
            sums[code] = sums.get(code, 0.0) + float(hectares)
    return sums


def exposure(blocks: gpd.GeoDataFrame) -> str:
    """Return villages, people and forest of blocks; what is unknown somewhere is a lower bound or a dash."""
    people, forest = blocks["people"], blocks["forest_ha"]
    is_partial = bool(people.isna().any()) or int(blocks["people_unknown_places"].sum()) > 0
    text = QCoreApplication.translate("Blocks", "Villages {villages} · people {people} · forest {forest}")
    return text.format(
        villages=words.at_least(float(blocks["villages"].sum()), people.isna().any()),
        people=words.at_least(_sum(people), is_partial),
        forest=_at_least_area(forest),
    )


def to_border(found: BlockTime, limit_min: float) -> str:
    """Return how soon a fire in a block, or in several, is another county's."""
    text = QCoreApplication.translate("Blocks", "To another county: first {first}, median {median}")
    first, median = (border_minutes(found, value, limit_min) for value in (found.first_min, found.median_min))
    if found.cells == 0:
        text = QCoreApplication.translate("Blocks", "To another county: {first}")
    return text.format(first=first, median=median)


def border_minutes(found: BlockTime, value: float, limit_min: float) -> str:
    """Return a time to the line: unknown is not that nothing burns, and neither is beyond the limit."""
    if found.is_unknown:
        return QCoreApplication.translate("Blocks", "unknown")
    if found.cells == 0:
        return QCoreApplication.translate("Blocks", "nothing burns")
    return fire_words.minutes(value, limit_min)


def _sum(values: Any) -> float:
    return float("nan") if values.isna().all() else float(values.sum())


def _at_least_area(values: Any) -> str:
    if values.isna().all():
        return words.UNKNOWN_SIGN
    text = words.hectares(float(values.sum()))
    return f"≥ {text}" if values.isna().any() else text
