"""What a patrol area should not carry into an agreement: in words, and where to look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app import words
from app.counting import counted
from app.i18n import mark

if TYPE_CHECKING:
    import shapely

    from app.document import Document
    from layers.patrol.area_checks import Fix
    from layers.patrol.checks import Finding

#: code of :data:`layers.patrol.checks.FINDING_CODES` → words.
SENTENCES: Mapping[str, str] = {
    "empty": mark("AreaFindings", "It has no area."),
    "self_crossing": mark("AreaFindings", "Its outline crosses itself."),
    "no_county": mark("AreaFindings", "It lies in none of the plan's counties."),
    "one_county": mark("AreaFindings", "It lies in {county} alone; a joint area needs at least two counties."),
    "outside_counties": mark("AreaFindings", "{area} of it lie in none of the plan's counties."),
    "overlap": mark("AreaFindings", "{area} of it lie in {other} too."),
    "gap": mark("AreaFindings", "A strip of {area}, {width} m wide, lies between it and {other}."),
    "no_zone": mark("AreaFindings", "It lies outside every shared-responsibility zone."),
    "outside_zone": mark("AreaFindings", "{area} of it ({share}) lie outside the shared-responsibility zones."),
    "too_large": mark("AreaFindings", "It has {area}; more than {limit} is much for one area."),
    "hole": mark("AreaFindings", "It has %n hole(s); nobody patrols there."),
    "sliver": mark(
        "AreaFindings",
        "A strip of {area}, {width} m wide, lies in {county}: was the outline meant to follow the county line?",
    ),
}


def sentence(finding: Finding, document: Document) -> str:
    """Return a finding in words."""
    facts = finding.facts
    said = {
        "county": document.short_county_name(str(facts.get("county", ""))),
        "area": words.hectares(facts.get("area_ha")),
        "width": words.number(facts.get("width_m"), 0),
        "count": facts.get("count", 0),
        "other": document.patrol_name(str(facts["other"])) if "other" in facts else "",
        "share": words.percent(facts.get("share")),
        "limit": words.hectares(facts.get("limit_ha")),
    }
    return counted(QCoreApplication.translate, "AreaFindings", SENTENCES[finding.code], said)


#: code of :data:`layers.patrol.area_checks.FIX_CODES` → what pressing it does.
FIXES: Mapping[str, str] = {
    "cut_overlap": mark("AreaFindings", "Cut {area} off {name}"),
    "give_gap": mark("AreaFindings", "Give the {area} to {name}"),
    "fill_holes": mark("AreaFindings", "Fill %n hole(s): {area} more"),
    "cut_sliver": mark("AreaFindings", "Cut the strip off: {area} less"),
    "clip_counties": mark("AreaFindings", "Clip to the counties: {area} less"),
    "clip_zones": mark("AreaFindings", "Clip to the zones: {area} less"),
    "keep_larger": mark("AreaFindings", "Keep the larger part, drop {area}"),
    "make_all": mark("AreaFindings", "Make {count} areas of its parts"),
}


def fix_sentence(fix: Fix, document: Document) -> str:
    """Return what a fix does, with its figure."""
    facts = fix.facts
    said = {
        "area": words.hectares(facts.get("area_ha")),
        "name": document.patrol_name(str(facts["uid"])),
        "count": facts.get("count", 0),
    }
    return counted(QCoreApplication.translate, "AreaFindings", FIXES[fix.code], said)


def fix_figures(fix: Fix, document: Document) -> str:
    """Return what an area has before and after a fix."""
    facts = fix.facts
    text = QCoreApplication.translate("AreaFindings", "{name}: {before} → {after}")
    before, after = (words.hectares(facts.get(key)) for key in ("before_ha", "after_ha"))
    return text.format(name=document.patrol_name(str(facts["uid"])), before=before, after=after)


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
