"""What a patrol area should not carry into an agreement: in words, and where to look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app import words
from app.i18n import mark

if TYPE_CHECKING:
    import shapely

    from app.document import Document
    from layers.patrol.checks import Finding

#: code of :data:`layers.patrol.checks.FINDING_CODES` → words.
SENTENCES: Mapping[str, str] = {
    "empty": mark("AreaFindings", "It has no area."),
    "self_crossing": mark("AreaFindings", "Its outline crosses itself."),
    "no_county": mark("AreaFindings", "It lies in none of the plan's counties."),
    "one_county": mark("AreaFindings", "It lies in {county} alone; a joint area needs at least two counties."),
    "outside_counties": mark("AreaFindings", "{area} of it lie in none of the plan's counties."),
    "hole": mark("AreaFindings", "It has {count} hole(s); nobody patrols there."),
    "sliver": mark(
        "AreaFindings",
        "A strip of {area}, {width} m wide, lies in {county}: was the outline meant to follow the county line?",
    ),
}


def sentence(finding: Finding, document: Document) -> str:
    """Return a finding in words."""
    facts = finding.facts
    return QCoreApplication.translate("AreaFindings", SENTENCES[finding.code]).format(
        county=document.short_county_name(str(facts.get("county", ""))),
        area=words.hectares(facts.get("area_ha")),
        width=words.number(facts.get("width_m"), 0),
        count=facts.get("count", ""),
    )


def place(finding: Finding, area: shapely.Polygon, document: Document) -> shapely.Geometry:
    """Return where a finding is, EPSG:4490: the crossing, the holes, the strip; else the whole area."""
    import shapely

    facts = finding.facts
    if finding.code == "self_crossing" and facts.get("lon") is not None:
        return shapely.Point(facts["lon"], facts["lat"])
    if finding.code == "hole":
        rings = [ring for part in shapely.get_parts(area) for ring in part.interiors]
        return shapely.union_all(rings)
    if finding.code == "sliver" and area.is_valid:
        counties = document.county_shapes()
        pieces = shapely.get_parts(shapely.intersection(area, counties[facts["county"]]))
        if len(pieces):
            return min(pieces, key=lambda piece: piece.area / max(piece.length, 1e-12))
    return area
