"""What is known about one feature, as label and text: for the identify card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from PySide6.QtCore import QCoreApplication

from app import record_words, words
from app.ages import local_moment
from app.findings import FIELDS
from app.i18n import mark
from layers.geodesy import HA_PER_M2, geodesic_area_m2, geodesic_length_m
from layers.recording import FORMS

if TYPE_CHECKING:
    from app.document import Document

Facts = list[tuple[str, str]]

#: Frames of derived and drawn layers, by their identity on the map: the document's method of that name.
_DERIVED = ("zones", "straddling", "reaches", "border_roads", "borders", "patrol_areas")
#: Where the method has another name.
_READ_AS = {"border_roads": "roads"}
_YES, _NO = mark("Attributes", "yes"), mark("Attributes", "no")


def tr(text: str) -> str:
    """Return a text of this module in the language in force."""
    return QCoreApplication.translate("Attributes", text)


def title(document: Document, layer: str, uid: str) -> str:
    """Return the name of a feature; a zone, a line and a nameless thing are named by what they are."""
    row = _row(document, layer, uid)
    if row is None:
        return ""
    if layer == "zones":
        return document.zone_name(row)
    if layer == "borders":
        return _pair(document, row)
    return str(getattr(row, "name", "") or "")


def layer_title(document: Document, layer: str) -> str:
    """Return the name of a layer, read or derived."""
    if layer in _DERIVED:
        return words.derived(layer)
    return words.layer_title(document.layer(layer))


def facts(document: Document, layer: str, uid: str) -> Facts:
    """Return everything known about a feature; unknown is a dash, never zero."""
    row = _row(document, layer, uid)
    if row is None:
        return []
    recorded = None if layer in _DERIVED else _recorded(document, layer, row)
    if recorded is not None:
        return recorded
    own = {
        "zones": _zone,
        "straddling": _patch,
        "reaches": _reach,
        "border_roads": _road,
        "borders": _border,
        "patrol_areas": _patrol,
    }.get(layer, _read)
    return own(document, row)


def _row(document: Document, layer: str, uid: str) -> Any | None:
    frame = getattr(document, _READ_AS.get(layer, layer))() if layer in _DERIVED else document.frame(layer)
    found = frame.loc[frame["uid"].astype(str) == uid]
    return next(iter(found.itertuples(index=False)), None) if len(found) else None


def _zone(document: Document, row: Any) -> Facts:
    short = document.short_county_name
    return [
        (tr("Class"), f"{words.zone_class_short(row.zone_class)} · {words.zone_class(row.zone_class)}"),
        (tr("Rank"), words.number(row.rank)),
        (tr("Status"), words.status(row.status)),
        (tr("Hazard"), words.hazard(row.hazard)),
        (tr("Lead"), short(row.lead) if row.lead else words.UNKNOWN_SIGN),
        (tr("Support"), words.joined([short(code) for code in row.supports]) or words.UNKNOWN_SIGN),
        (tr("Area"), words.hectares(row.area_ha)),
        (tr("People"), words.at_least(row.people, row.people_unknown_places)),
        (tr("Villages"), words.number(row.villages)),
    ]


def _patch(document: Document, row: Any) -> Facts:
    shares = [
        f"{document.short_county_name(code) if code else tr('outside')} {words.hectares(area)}"
        for code, area in row.areas_ha.items()
    ]
    return [(tr("Area"), words.hectares(row.area_ha)), (tr("Shares"), words.joined(shares))]


def _reach(document: Document, row: Any) -> Facts:
    found = [(tr("Course"), words.reach(row.reach_type)), (tr("Line"), words.level(row.level))]
    return [*found, (tr("Length"), words.kilometres(row.length_m))] if row.length_m else found


def _road(document: Document, row: Any) -> Facts:
    from app.panels.roads import kind_text
    from layers.hazards.road_marks import HAZMAT, hazard_of

    hazard, _known = hazard_of(row, document.road_marks())
    found = [
        (tr("Course"), kind_text(row.kind)),
        (tr("Counties"), words.joined([document.short_county_name(code) for code in row.counties])),
        (tr("Line"), words.level(row.level)),
    ]
    if row.road_class:
        found.insert(0, (tr("Kind of road"), str(row.road_class)))
    if row.kind == "following":
        found.append((tr("Length"), words.kilometres(row.length_m)))
    if hazard:
        found.append((tr("Carries"), tr("dangerous goods") if hazard == HAZMAT else hazard))
        if row.zone_class:
            found.append((tr("Class"), words.zone_class_short(row.zone_class)))
    return found


def _border(document: Document, row: Any) -> Facts:
    return [(tr("Line"), words.level(row.level)), (tr("Length"), words.fine_length(row.length_m))]


def _pair(document: Document, row: Any) -> str:
    return "–".join(
        document.short_county_name(str(code)) for code in (row.left, row.right) if code and not pd.isna(code)
    )


def _patrol(_document: Document, row: Any) -> Facts:
    found = _size(row.geometry)
    return [*found, (tr("Note"), str(row.note))] if row.note else found


def _read(_document: Document, row: Any) -> Facts:
    found = []
    for column in row._fields:
        if column not in {"uid", "geometry"}:
            label = QCoreApplication.translate("Fields", FIELDS[column]) if column in FIELDS else column
            found.append((label, _text(getattr(row, column))))
    return [*found, *_size(row.geometry)]


def _recorded(document: Document, layer: str, row: Any) -> Facts | None:
    """Return what is known about a record, in the words of its form; None for what a file holds."""
    record = document.record_row(layer, str(row.uid))
    if record is None:
        return None
    form = FORMS[record.kind]
    asked = [(record_words.field(one.word), _text(record.values[one.name])) for one in form.fields]
    fixed = [(record_words.field(name), _text(record.values[name])) for name in form.fixed if name == "closed"]
    counties = words.joined([document.short_county_name(code) for code in record.county.split("|") if code])
    told = [
        (record_words.field("county"), counties or words.UNKNOWN_SIGN),
        (record_words.field("recorded_at"), local_moment(record.recorded_at)),
    ]
    return [*asked, *fixed, *told, *_size(record.shape)]


def _size(shape: Any) -> Facts:
    """Return length or area on the ellipsoid; a point has neither."""
    if shape.geom_type.endswith("Polygon"):
        area_ha = geodesic_area_m2(shape) * HA_PER_M2
        return [(tr("Area"), f"{words.hectares(area_ha)} ({words.mu(area_ha)})")]
    if shape.geom_type.endswith(("LineString", "LinearRing")):
        return [(tr("Length"), words.fine_length(geodesic_length_m(shape)))]
    return []


def _text(value: Any) -> str:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return words.UNKNOWN_SIGN
    if isinstance(value, bool):
        return QCoreApplication.translate("Attributes", _YES if value else _NO)
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value) or words.UNKNOWN_SIGN
