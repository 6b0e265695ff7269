"""Words for what is recorded by hand: kinds, fields, and what is said before a record is kept."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app import words
from app.i18n import mark
from layers.kinds import RecordKind, Shape
from layers.recording import FORMS, Finding, FindingCode

KINDS: Mapping[RecordKind, str] = {
    RecordKind.DEPOT: mark("Records", "Depot"),
    RecordKind.TEAM: mark("Records", "Team"),
    RecordKind.VILLAGE: mark("Records", "Village"),
    RecordKind.MARKER: mark("Records", "Boundary marker"),
    RecordKind.CHECKPOINT: mark("Records", "Checkpoint"),
    RecordKind.LOOKOUT: mark("Records", "Lookout"),
    RecordKind.HAZARD_SOURCE: mark("Records", "Hazard source"),
    RecordKind.CLOSED_ROAD: mark("Records", "Closed road"),
    RecordKind.PATROL_ROUTE: mark("Records", "Patrol route"),
    RecordKind.FIREBREAK: mark("Records", "Firebreak"),
    RecordKind.ROAD: mark("Records", "Road"),
    RecordKind.RIVER: mark("Records", "River"),
    RecordKind.FOREST: mark("Records", "Forest"),
    RecordKind.HAZARD_AREA: mark("Records", "Area of a hazard source"),
    RecordKind.HAZARD_LINE: mark("Records", "Dangerous road"),
    RecordKind.NOTE: mark("Records", "Note at a point"),
    RecordKind.NOTE_LINE: mark("Records", "Note along a line"),
}

#: Icon of each kind.
ICONS: Mapping[RecordKind, str] = {
    RecordKind.DEPOT: "warehouse",
    RecordKind.TEAM: "users",
    RecordKind.VILLAGE: "house",
    RecordKind.MARKER: "milestone",
    RecordKind.CHECKPOINT: "shield-check",
    RecordKind.LOOKOUT: "tower-control",
    RecordKind.HAZARD_SOURCE: "triangle-alert",
    RecordKind.CLOSED_ROAD: "construction",
    RecordKind.PATROL_ROUTE: "footprints",
    RecordKind.FIREBREAK: "flame",
    RecordKind.ROAD: "spline",
    RecordKind.RIVER: "waves",
    RecordKind.FOREST: "trees",
    RecordKind.HAZARD_AREA: "pentagon",
    RecordKind.HAZARD_LINE: "route",
    RecordKind.NOTE: "flag",
    RecordKind.NOTE_LINE: "line-squiggle",
}

FIELD_WORDS: Mapping[str, str] = {
    "name": mark("Records", "Name"),
    "marker_number": mark("Records", "Number"),
    "text": mark("Records", "Text"),
    "kind": mark("Records", "Kind"),
    "hazard_kind": mark("Records", "Hazard"),
    "level": mark("Records", "Level"),
    "hazard_level": mark("Records", "Danger"),
    "items": mark("Records", "Supplies"),
    "contact": mark("Records", "Contact"),
    "phone": mark("Records", "Telephone"),
    "note": mark("Records", "Note"),
    "strength": mark("Records", "People"),
    "turnout_min": mark("Records", "Turnout (min)"),
    "people": mark("Records", "People"),
    "households": mark("Records", "Households"),
    "counties": mark("Records", "Counties"),
    "height_m": mark("Records", "Height (m)"),
    "reason": mark("Records", "Reason"),
    "closed_from": mark("Records", "Closed from"),
    "closed_to": mark("Records", "Closed until"),
    "team": mark("Records", "Team"),
    "width_m": mark("Records", "Width (m)"),
    "directed": mark("Records", "Drawn downstream"),
    "species": mark("Records", "Species"),
    "stock_m3": mark("Records", "Stock (m³)"),
    "closed": mark("Records", "Closed"),
    "county": mark("Records", "County"),
    "recorded_at": mark("Records", "Recorded (UTC)"),
}

SENTENCES: Mapping[FindingCode, str] = {
    FindingCode.NO_PLACE: mark("Records", "It has no place yet: click on the map, or type coordinates."),
    FindingCode.NO_NAME: mark("Records", "It has no name yet."),
    FindingCode.DATES_TURNED: mark("Records", "It would be closed until {end}, before it begins on {begin}."),
    FindingCode.OUTSIDE: mark("Records", "It lies outside every county of the plan."),
    FindingCode.SAME_PLACE: mark("Records", "{name} is there already, {distance} away."),
    FindingCode.SAME_NAME: mark("Records", "There is one called {name} already."),
}
_UNNAMED = mark("Records", "One without a name")

#: What to do on the map, by the shape of the kind.
HINTS: Mapping[Shape, str] = {
    Shape.POINT: mark("Records", "{kind}: click where it is"),
    Shape.LINE: mark("Records", "{kind}: click along it; right-click or Enter ends the line"),
    Shape.POLYGON: mark("Records", "{kind}: click around it; right-click or Enter closes it"),
}


def tr(text: str) -> str:
    """Return a text of this module in the language in force."""
    return QCoreApplication.translate("Records", text)


def kind(value: RecordKind | str) -> str:
    """Return the name of a kind."""
    return tr(KINDS[RecordKind(value)])


def field(word: str) -> str:
    """Return the name of a field."""
    return tr(FIELD_WORDS[word])


def hint(value: RecordKind) -> str:
    """Return what to do on the map."""
    return tr(HINTS[FORMS[value].shape]).format(kind=kind(value))


def sentence(finding: Finding) -> str:
    """Return what was noticed."""
    facts = dict(finding.facts)
    if "name" in facts:
        facts["name"] = facts["name"] or tr(_UNNAMED)
    if "distance_m" in facts:
        facts["distance"] = words.fine_length(facts["distance_m"])
    return tr(SENTENCES[finding.code]).format(**facts)


def layer_title(value: RecordKind) -> str:
    """Return what the layer of a kind is called in a plan."""
    return QCoreApplication.translate("Records", "Recorded: {kind}").format(kind=kind(value))


def titled(value: RecordKind | str, name: str) -> str:
    """Return kind and name of one record."""
    return f"{kind(value)} {name}".strip()
