"""Words of an exchange: tables, fields, what became of a row, what is odd about a plan.  They must do without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.counting import Translate, counted
from app.numbers import number
from app.qtcore import translate as from_catalogue
from layers.exchange.model import (
    ANALYSIS,
    FEATURES,
    GEOMETRY,
    ORDER,
    PLAN,
    Block,
    Change,
    Choice,
    Difference,
    FieldChange,
    Finding,
    MatchedBy,
    State,
    ValueKind,
)
from layers.exchange.shapes import ShapeChange, is_areal
from layers.plan.schema import SPECS, Table


def mark(context: str, text: str) -> str:
    """Return a text as it is, marked for translation."""
    return text


def worded(text: str) -> str:
    """Translate a text of the exchange: through Qt, or by the catalogue itself where Qt cannot load."""
    return _translator()("Exchange", text)


def _translator() -> Translate:
    try:
        from PySide6.QtCore import QCoreApplication
    except ImportError:
        return from_catalogue
    return QCoreApplication.translate


_TABLES: Mapping[str, str] = {
    PLAN: mark("Exchange", "The plan"),
    ANALYSIS: mark("Exchange", "Analysis"),
    ORDER: mark("Exchange", "Order of the county layers"),
    Table.PARAMETER: mark("Exchange", "Parameters and settings"),
    Table.LAYER: mark("Exchange", "Layers"),
    Table.ZONE: mark("Exchange", "Zones"),
    Table.ZONE_ASIDE: mark("Exchange", "Zones set aside"),
    Table.PATROL_AREA: mark("Exchange", "Patrol areas"),
    Table.ALTERNATIVE: mark("Exchange", "Alternatives of patrol areas"),
    Table.BORDER_VERDICT: mark("Exchange", "Verdicts on gaps and overlaps"),
    Table.AGREEMENT: mark("Exchange", "Agreements"),
    Table.CONTACT: mark("Exchange", "Contacts"),
    Table.BODY: mark("Exchange", "Joint bodies"),
    Table.MEETING: mark("Exchange", "Meetings and activities"),
    Table.DRILL: mark("Exchange", "Drills"),
    Table.DUTY: mark("Exchange", "Responsibilities"),
    Table.STOCK: mark("Exchange", "Inventory"),
    Table.STOCK_ITEM: mark("Exchange", "Items of the inventory"),
    Table.STOCK_NEED: mark("Exchange", "Needs"),
    Table.HAZARD_CHECK: mark("Exchange", "Inspections of hazard sources"),
    "lf_version": mark("Exchange", "Versions"),
    "lf_consent": mark("Exchange", "Who agreed"),
    "lf_comment": mark("Exchange", "Comments"),
    "lf_minute": mark("Exchange", "Minutes of meetings"),
    "lf_minute_picture": mark("Exchange", "Maps in the minutes"),
    "lf_aid": mark("Exchange", "Mutual aid"),
    "lf_loan": mark("Exchange", "Loans"),
    "lf_account": mark("Exchange", "Accounts"),
    "lf_year": mark("Exchange", "The year"),
    "lf_year_tick": mark("Exchange", "Done in the year"),
}

_FIELDS: Mapping[str, str] = {
    "row": mark("Exchange", "The whole row"),
    GEOMETRY: mark("Exchange", "Outline"),
    "name": mark("Exchange", "Name"),
    "title": mark("Exchange", "Title"),
    "note": mark("Exchange", "Note"),
    "remark": mark("Exchange", "Remark"),
    "number": mark("Exchange", "Number"),
    "reference_date": mark("Exchange", "Reference date"),
    "lead": mark("Exchange", "Lead"),
    "supports": mark("Exchange", "Support"),
    "status": mark("Exchange", "State"),
    "state": mark("Exchange", "State"),
    "states": mark("Exchange", "States so far"),
    "zone_class": mark("Exchange", "Class"),
    "responsibility": mark("Exchange", "Shares of responsibility"),
    "rotation": mark("Exchange", "Lead by turns"),
    "rank": mark("Exchange", "Rank"),
    "agreements": mark("Exchange", "Agreements"),
    "edited": mark("Exchange", "Written by hand"),
    "speaks_for": mark("Exchange", "Counties it speaks for"),
    "verified_none": mark("Exchange", "Counties confirmed to have none"),
    "role": mark("Exchange", "Role"),
    "source": mark("Exchange", "Source"),
    "file_date": mark("Exchange", "Date"),
    "features": mark("Exchange", "Features"),
    "raster": mark("Exchange", "Raster file"),
    "results": mark("Exchange", "Results"),
    "layers": mark("Exchange", "Order"),
    "value": mark("Exchange", "Value"),
    "limits": mark("Exchange", "Limits in words"),
    "answers": mark("Exchange", "Answers before export"),
    "accepted": mark("Exchange", "Findings let stand"),
    "year": mark("Exchange", "Year"),
    "form": mark("Exchange", "Form"),
    "content": mark("Exchange", "Content"),
    "type": mark("Exchange", "Type"),
    "standing": mark("Exchange", "Temporary or standing"),
    "departments": mark("Exchange", "Departments"),
    "hazards": mark("Exchange", "Fields"),
    "phases": mark("Exchange", "Phases"),
    "parties": mark("Exchange", "Parties"),
    "borders": mark("Exchange", "Borders named"),
    "zones": mark("Exchange", "Zones"),
    "start": mark("Exchange", "In force from"),
    "end": mark("Exchange", "Ends"),
    "files": mark("Exchange", "Files"),
    "means": mark("Exchange", "Means"),
    "county": mark("Exchange", "County"),
    "body": mark("Exchange", "Body"),
    "duty": mark("Exchange", "Duty"),
    "phone": mark("Exchange", "Phone"),
    "backup": mark("Exchange", "Deputy"),
    "callsign": mark("Exchange", "Call sign"),
    "kind": mark("Exchange", "Kind"),
    "parent": mark("Exchange", "Belongs to"),
    "office": mark("Exchange", "Office"),
    "roster": mark("Exchange", "Duty roster"),
    "date": mark("Exchange", "Date"),
    "place": mark("Exchange", "Place"),
    "host": mark("Exchange", "Host"),
    "decisions": mark("Exchange", "Decisions"),
    "attendees": mark("Exchange", "Attendees"),
    "lessons": mark("Exchange", "Lessons"),
    "scope": mark("Exchange", "Scope"),
    "zone": mark("Exchange", "Zone"),
    "phase": mark("Exchange", "Phase"),
    "task": mark("Exchange", "Task"),
    "time_limit": mark("Exchange", "Time limit"),
    "basis": mark("Exchange", "Basis"),
    "evidence": mark("Exchange", "Evidence"),
    "item": mark("Exchange", "Item"),
    "quantity": mark("Exchange", "Quantity"),
    "unit": mark("Exchange", "Unit"),
    "holder": mark("Exchange", "Held by"),
    "mobilise_min": mark("Exchange", "Mobilise (min)"),
    "contact": mark("Exchange", "Contact"),
    "channel": mark("Exchange", "Channel"),
    "checked": mark("Exchange", "Last checked"),
    "owner": mark("Exchange", "Owner"),
    "verdict": mark("Exchange", "Verdict"),
    "village": mark("Exchange", "Village"),
    "capacity": mark("Exchange", "Capacity"),
}

_PARAMETERS: Mapping[str, str] = {
    "papers": mark("Exchange", "For documents: limits in words, answers"),
    "area_checks": mark("Exchange", "Checks of patrol areas"),
    "rivers": mark("Exchange", "Settings of rivers"),
    "fire": mark("Exchange", "Settings of fires"),
    "hazard_lists": mark("Exchange", "Lists about hazards"),
    "inventory": mark("Exchange", "Settings of the inventory"),
    "road_marks": mark("Exchange", "Dangerous goods on roads"),
    "weights": mark("Exchange", "Weights of the rank"),
}

_CHANGES: Mapping[Change, str] = {
    Change.ADDED: mark("Exchange", "added by them"),
    Change.REMOVED: mark("Exchange", "removed by them"),
    Change.CHANGED: mark("Exchange", "changed by them"),
    Change.REMOVED_OURS: mark("Exchange", "removed by us, changed by them"),
    Change.REMOVED_THEIRS: mark("Exchange", "removed by them, changed by us"),
}
_BOTH = mark("Exchange", "changed by both")

#: Signs that tell the same without words or colour.
SIGNS: Mapping[Change, str] = {
    Change.ADDED: "+",
    Change.REMOVED: "−",
    Change.CHANGED: "~",
    Change.REMOVED_OURS: "!",
    Change.REMOVED_THEIRS: "!",
}

_CHOICES: Mapping[Choice, str] = {
    Choice.OURS: mark("Exchange", "Ours"),
    Choice.THEIRS: mark("Exchange", "Theirs"),
    Choice.UNION: mark("Exchange", "Together"),
    Choice.INTERSECTION: mark("Exchange", "Common"),
    Choice.DRAWN: mark("Exchange", "Drawn"),
    Choice.PARTS: mark("Exchange", "Parts"),
    Choice.BOTH: mark("Exchange", "Both lists"),
    Choice.LATER: mark("Exchange", "Later"),
}

_MATCHED: Mapping[MatchedBy, str] = {
    MatchedBy.UID: "",
    MatchedBy.CODE: mark("Exchange", "found by its code"),
    MatchedBy.NAME: mark("Exchange", "found by its name"),
    MatchedBy.OVERLAP: mark("Exchange", "found by where it lies"),
    MatchedBy.CONTENT: mark("Exchange", "found by what it says"),
}

_FINDINGS: Mapping[str, str] = {
    "nothing_in_common": mark(
        "Exchange",
        "This plan was not made from ours: %n row(s) were matched by code, name or where they lie, and every "
        "difference is asked. What has no match was added.",
    ),
    "rows_without_uid": mark(
        "Exchange",
        "{table}: %n row(s) came without an id, or with one that was taken; another program wrote them. They were "
        "matched by name or where they lie, or count as new.",
    ),
    "layer_edited": mark(
        "Exchange", "Layer “{title}”: another program changed its features; they are compared one by one."
    ),
    "extra_columns": mark("Exchange", "{table}: columns of another program are not taken in: {columns}."),
    "extra_tables": mark("Exchange", "Tables of another program are not taken in: {tables}."),
}


def table_title(table: str, *states: State) -> str:
    """Return what a table is called; features by their layer's title."""
    if table.startswith(FEATURES):
        uid = table.removeprefix(FEATURES)
        for state in states:
            layers = state.table(Table.LAYER)
            if uid in layers.rows:
                return str(layers.value(uid, "title"))
        return worded("Features")
    if table in _TABLES:
        return worded(_TABLES[table])
    return SPECS[Table(table)].title if table in set(SPECS) else table


def column_title(name: str) -> str:
    """Return what a column is called."""
    return worded(_FIELDS[name]) if name in _FIELDS else name


def field_title(one: FieldChange) -> str:
    """Return what a field is called; a key inside an object after its column."""
    names = [part for part in one.name.split("/") if part != "value" or one.name == "value"]
    return " / ".join(worded(_FIELDS[name]) if name in _FIELDS else name for name in names)


def choice_title(choice: Choice) -> str:
    """Return what a choice is called."""
    return worded(_CHOICES[choice])


def mixed_title() -> str:
    """Return what is said where fields of one row hold from different sides."""
    return worded("Field by field")


def change_text(one: Difference) -> str:
    """Return what became of a row."""
    both = one.change is Change.CHANGED and one.is_conflict
    return worded(_BOTH if both else _CHANGES[one.change])


def sign(one: Difference) -> str:
    """Return the sign of a row: ! for what has to be decided."""
    return "!" if one.is_conflict else SIGNS[one.change]


def matched_text(one: Difference) -> str:
    """Return how a row was found to be one of ours; "" by its uid."""
    return worded(_MATCHED[one.matched_by]) if _MATCHED[one.matched_by] else ""


def row_title(one: Difference) -> str:
    """Return what a row is called."""
    if one.table == PLAN:
        return worded("Facts of the plan")
    if one.table == ANALYSIS:
        return worded("Results of the analysis")
    if one.table == ORDER:
        return worded("Which county layer lies above")
    if one.table == Table.PARAMETER:
        return worded(_PARAMETERS[one.uid]) if one.uid in _PARAMETERS else one.uid
    return one.title or one.uid[:12]


def finding_text(finding: Finding, *states: State) -> str:
    """Return the sentence of a finding."""
    facts = {
        name: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in finding.facts.items()
    }
    if "table" in facts:
        facts["table"] = table_title(str(facts["table"]), *states)
    return counted(_translator(), "Exchange", _FINDINGS[finding.code], facts)


def value_text(kind: ValueKind, value: Any) -> str:
    """Return a value in a few words."""
    if value is None or value == "":
        return worded("(nothing)")
    if kind is ValueKind.GEOMETRY:
        return worded("(a shape)")
    if isinstance(value, Block):
        rows = sum(len(table.rows) for table in value.tables.values())
        return worded("{count} rows").format(count=rows)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return worded("yes") if value else worded("no")
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return worded(", ").join(_plain(item) for item in value) if value else worded("(nothing)")
    if isinstance(value, dict):
        return (
            "; ".join(f"{column_title(key)}: {_plain(item)}" for key, item in value.items())
            if value
            else worded("(nothing)")
        )
    return str(value)


def shape_text(change: ShapeChange, one: FieldChange) -> str:
    """Return what a shape gains and loses: hm² and 亩 of areas, metres of lines and points."""
    if is_areal(one.ours) or is_areal(one.theirs):
        return worded("+{added} hm² ({added_mu} mu), −{removed} hm² ({removed_mu} mu)").format(
            added=number(change.added_ha, 2),
            added_mu=number(change.added_mu, 1),
            removed=number(change.removed_ha, 2),
            removed_mu=number(change.removed_mu, 1),
        )
    if change.moved_m:
        return worded("moved by {distance} m").format(distance=number(change.moved_m, 1))
    return worded("{length} m").format(length=("+" if change.length_m >= 0 else "") + number(change.length_m, 1))
