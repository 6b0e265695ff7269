"""Things recorded by hand: depots, teams, villages, boundary markers, routes, closed roads and more, without a file.

What each kind is and asks for is in :mod:`forms`, coordinates as they are typed in :mod:`places`, what is said about
a record before it is kept in :mod:`checks`, and the layers they make up in a plan in :mod:`inventory`.
"""

from layers.recording.checks import Finding, FindingCode, check_record, counties_at
from layers.recording.forms import FIELDS, FORMS, FieldKind, Form, FormField
from layers.recording.inventory import (
    Recorded,
    change_record,
    is_recorded,
    kind_of,
    put_record,
    recorded_layers,
    remove_records,
)
from layers.recording.places import coordinates_text, parse_shape
from layers.recording.typed import shown_value, typed_value

__all__ = [
    "FIELDS",
    "FORMS",
    "FieldKind",
    "Finding",
    "FindingCode",
    "Form",
    "FormField",
    "Recorded",
    "change_record",
    "check_record",
    "coordinates_text",
    "counties_at",
    "is_recorded",
    "kind_of",
    "parse_shape",
    "put_record",
    "recorded_layers",
    "remove_records",
    "shown_value",
    "typed_value",
]
