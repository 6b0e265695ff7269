"""The list of gaps and overlaps as rows: each sliver with the verdict on it, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.i18n import mark

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

    from app.document import Document

UNDECIDED, LINE, DISPUTED, CHANGED = "undecided", "line", "disputed", "changed"

_KINDS = {"gap": mark("Slivers", "Gap"), "overlap": mark("Slivers", "Overlap")}


@dataclass(frozen=True)
class SliverRow:
    """One gap or overlap, and what was decided about it."""

    uid: str
    kind: str
    counties: tuple[str, ...]
    area_m2: float
    width_m: float
    length_m: float
    is_open: bool
    geometry: shapely.Geometry
    state: str = UNDECIDED
    verdict_uid: str = ""
    lines: tuple[str, ...] = ()
    holder: str = ""
    judged_by: str = ""
    judged_at: str = ""
    note: str = ""
    meeting: str = ""
    is_found: bool = True  # False: known from its verdict only, by now smaller than asked for or gone

    @property
    def is_open_question(self) -> bool:
        """Whether it waits for a verdict."""
        return self.state in (UNDECIDED, CHANGED)


def rows_of(found: gpd.GeoDataFrame, verdicts: gpd.GeoDataFrame) -> list[SliverRow]:
    """Return every sliver with its verdict, and verdicts whose sliver is not among them."""
    from layers.borders.verdicts import listed

    return [
        SliverRow(
            row.uid, row.kind, tuple(row.counties), float(row.area_m2), float(row.width_m), float(row.length_m),
            bool(row.is_open), row.geometry, row.state, row.verdict_uid, tuple(row.lines), row.holder, row.judged_by,
            row.judged_at, row.note, row.meeting, bool(row.is_found),
        )
        for row in listed(found, verdicts).itertuples(index=False)
    ]  # fmt: skip


def kind_text(row: SliverRow) -> str:
    """Return gap or overlap in words."""
    return QCoreApplication.translate("Slivers", _KINDS[row.kind])


def kind_sign(row: SliverRow) -> str:
    """Return gap or overlap as briefly as a narrow column needs it."""
    signs = {"gap": mark("Slivers", "G"), "overlap": mark("Slivers", "O")}
    return QCoreApplication.translate("Slivers", signs[row.kind])


def counties_text(counties: Iterable[str], document: Document) -> str:
    """Return the counties along a sliver, e.g. 怀柔–丰宁."""
    return "–".join(document.short_county_name(code) for code in counties)


def verdict_text(row: SliverRow, document: Document) -> str:
    """Return the verdict in a few words."""

    def say(text: str) -> str:
        return QCoreApplication.translate("Slivers", text)

    if row.state == UNDECIDED:
        return say("Undecided")
    if row.state == CHANGED:
        return say("Drawn anew since")
    if row.state == DISPUTED:
        return say("Disputed")
    if len(row.lines) == 1:
        return say("{county}'s line").format(county=document.short_county_name(row.lines[0]))
    return say("To {county}").format(county=document.short_county_name(row.holder))


def when_text(row: SliverRow) -> str:
    """Return who judged and when, in local time; an empty text while nobody has."""
    if not row.judged_at:
        return ""
    try:
        at = datetime.fromisoformat(row.judged_at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        at = row.judged_at
    return f"{row.judged_by} {at}".strip()


def long_text(row: SliverRow, document: Document) -> str:
    """Return all that is known of a sliver, for a tooltip."""

    def say(text: str) -> str:
        return QCoreApplication.translate("Slivers", text)

    lines = [f"{kind_text(row)}  {counties_text(row.counties, document)}", verdict_text(row, document)]
    if row.is_open:
        lines.insert(1, say("Open at an end: the lines run apart to the edge of the counties loaded"))
    if row.state == LINE and row.holder:
        lines.append(say("Counted for {county}").format(county=document.short_county_name(row.holder)))
    if row.state == CHANGED:
        lines.append(say("A line was drawn anew since the verdict; please judge again"))
    if not row.is_found:
        lines.append(say("No longer among the gaps and overlaps of this size"))
    lines += [text for text in (when_text(row), row.meeting, row.note) if text]
    return "\n".join(lines)
