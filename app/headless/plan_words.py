"""Sentences for what a thorough check finds in a plan; they must do where Qt cannot load."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.qtcore import tr, translate

if TYPE_CHECKING:
    from layers.plan.verify_model import PlanFinding

#: How a finding is marked in a list, by its weight.
MARKS = {"error": "✗", "warning": "!", "info": "·"}


def finding_sentence(finding: PlanFinding) -> str:
    """Return the sentence of a finding with its facts filled in."""
    facts = {
        name: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in finding.facts.items()
    }
    if finding.code == "file_damaged":
        facts["reason"] = _reason(facts)
    if finding.code == "history_broken":
        return _history_broken(facts)
    return _sentences()[finding.code].format_map(facts)


def _reason(facts: Mapping[str, Any]) -> str:
    """Return why a file is damaged, in the language where there are words for it."""
    try:
        from app.findings import REASONS
    except ImportError:  # Qt does not load
        return str(facts["reason"])
    source = REASONS.get(str(facts["reason_code"]))
    return translate("Reasons", source) if source else str(facts["reason"])


def _history_broken(facts: Mapping[str, Any]) -> str:
    if facts["direction"] == "undo":
        return tr("change {change} cannot be undone: {reason}").format_map(facts)
    return tr("change {change} cannot be done again: {reason}").format_map(facts)


def _sentences() -> dict[str, str]:
    return {
        "file_damaged": tr("the file is damaged: {reason}"),
        "foreign_objects": tr("another program put code into it that runs on writing: {objects}"),
        "integrity": tr("the database contradicts itself: {reason}"),
        "older_format": tr("it has the older format {found}; opening it for work makes a copy in format {known}"),
        "newer_format": tr("it has the newer format {found}; this program knows {known} and only reads it"),
        "column_missing": tr("table {table} lacks columns: {columns}"),
        "rows_unreadable": tr("rows of table {table} cannot be read: {reason}"),
        "uid_missing": tr("table {table}: {count} rows without an id; another program added them"),
        "uid_repeated": tr("table {table}: {count} rows repeat the id of another; another program copied them"),
        "json_damaged": tr("table {table}, column {column}: {count} values cannot be read, the first in row {uid}"),
        "shape_damaged": tr("table {table}: {count} shapes cannot be read, the first in row {uid}"),
        "signed_differs": tr(
            "{title}: it is no longer as it was signed in version {number}, or its record is not whole"
        ),
        "shape_missing": tr("table {table}: {count} rows without a shape, the first is {uid}"),
        "shape_not_finite": tr(
            "table {table}: {count} shapes with coordinates that are no numbers, the first is {uid}"
        ),
        "shape_outside": tr(
            "table {table}: {count} shapes outside the earth's longitudes and latitudes, the first is {uid}"
        ),
        "feature_outside": tr(
            "table {table}: {count} shapes outside the earth's longitudes and latitudes, the first is {uid}"
        ),
        "shape_of_other_type": tr(
            "table {table}: {count} shapes of another type than the table states, the first is {uid}"
        ),
        "shape_of_other_crs": tr(
            "table {table}: {count} shapes marked with another coordinate system, the first is {uid}"
        ),
        "layers_unreadable": tr("the list of layers cannot be read: {reason}"),
        "layer_without_table": tr("layer “{title}”: its features (table {table}) are gone"),
        "layer_not_registered": tr("layer “{title}”: its table {table} is not listed for other programs"),
        "layer_count_differs": tr("layer “{title}”: {found} features, but {stored} were added"),
        "layer_content_differs": tr(
            "layer “{title}”: its features are not those that were added; another program changed them"
        ),
        "layer_without_checksum": tr("layer “{title}”: added before checksums of features were kept"),
        "registered_without_table": tr("table {table} is listed for other programs, but is not there"),
        "table_unused": tr("table {table}: no longer used; it goes when the plan is next closed"),
        "table_of_others": tr("table {table}: another program put it there"),
        "part_without_zone": tr("parts of {count} zones that do not exist, the first is {zone}"),
        "parts_do_not_sum": tr("zone {zone}, {column}: the whole is {whole}, its parts sum to {sum}"),
        "analysis_incomplete": tr("the analysis lost rows when the plan was salvaged; derive the {zones} zones again"),
        "history_without_way_back": tr("change {change} has lost what it takes to undo or redo it"),
        "history_without_time": tr("change {change} does not say when it was made ({at})"),
        "history_leads_elsewhere": tr("walking the history back and forth does not end at the present state"),
        "history_without_table": tr("change {change} needs the features in table {table}, which are gone"),
        "history_not_walked": tr("the history could not be walked back and forth"),
        "raster_missing": tr("raster “{title}” is not where the plan expects it: {path}"),
        "raster_changed": tr("raster “{title}” is not the file that was added: {path}"),
        "raster_moved": tr("raster “{title}” lies elsewhere: {found}"),
    }
