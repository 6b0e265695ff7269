"""What can be recorded, as data: role, shape and fields of each kind.

Fields have the names that :mod:`layers.sources.aliases` gives to the columns of files of the same role, so that an
analysis and an export do not see whether a depot was read or recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from layers.kinds import RecordKind, Role, Shape


class FieldKind(StrEnum):
    """What is typed into a field, and how it is kept."""

    TEXT = "text"  # str; nothing typed is ""
    NUMBER = "number"  # float; nothing typed is nan: unknown, never zero
    DATE = "date"  # ISO 8601 text; nothing typed is ""
    YES = "yes"  # nullable bool; not ticked is unknown


@dataclass(frozen=True)
class FormField:
    """One field: the column it is kept in, what is typed, and under which code ``app`` has its words."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    label: str = ""  # the name, unless this kind calls it otherwise

    @property
    def word(self) -> str:
        """The code of its words."""
        return self.label or self.name


@dataclass(frozen=True)
class Form:
    """One kind: what it is to the plan, and what is asked.

    ``fixed`` are columns that nobody types.  ``title`` names the layer of the kind in the plan, in the language of
    agreements; ``color`` is the layer's own where that of its role would say something else.
    """

    kind: RecordKind
    role: Role
    shape: Shape
    title: str
    fields: tuple[FormField, ...]
    needs_name: bool = True
    fixed: Mapping[str, FieldKind] = field(default_factory=dict)
    color: str = ""

    @property
    def columns(self) -> dict[str, FieldKind]:
        """Return every column that is typed or fixed → how it is kept."""
        return {**{one.name: one.kind for one in self.fields}, **self.fixed}


_NUMBER, _DATE, _YES = FieldKind.NUMBER, FieldKind.DATE, FieldKind.YES
_NAME, _NOTE = FormField("name"), FormField("note")
_WHO = (FormField("contact"), FormField("phone"))
_HAZARD = (_NAME, FormField("kind", label="hazard_kind"), FormField("level", label="hazard_level"), *_WHO, _NOTE)

#: Every kind, in the order in which they are offered.
FORMS: Mapping[RecordKind, Form] = {
    form.kind: form
    for form in (
        Form(
            RecordKind.DEPOT,
            Role.DEPOT,
            Shape.POINT,
            "手工登记：仓库",
            (_NAME, FormField("kind"), FormField("level"), FormField("items"), *_WHO, _NOTE),
        ),
        Form(
            RecordKind.TEAM,
            Role.TEAM,
            Shape.POINT,
            "手工登记：队伍",
            (_NAME, FormField("strength", _NUMBER), FormField("turnout_min", _NUMBER), *_WHO, _NOTE),
        ),
        Form(
            RecordKind.VILLAGE,
            Role.SETTLEMENT,
            Shape.POINT,
            "手工登记：村庄",
            (_NAME, FormField("people", _NUMBER), FormField("households", _NUMBER), FormField("kind"), *_WHO, _NOTE),
        ),
        Form(
            RecordKind.MARKER,
            Role.BOUNDARY_MARKER,
            Shape.POINT,
            "手工登记：界桩",
            (FormField("name", label="marker_number"), FormField("kind"), FormField("counties"), _NOTE),
        ),
        Form(RecordKind.CHECKPOINT, Role.CHECKPOINT, Shape.POINT, "手工登记：检查站", (_NAME, *_WHO, _NOTE)),
        Form(
            RecordKind.LOOKOUT,
            Role.LOOKOUT,
            Shape.POINT,
            "手工登记：瞭望塔",
            (_NAME, FormField("height_m", _NUMBER), *_WHO, _NOTE),
        ),
        Form(RecordKind.HAZARD_SOURCE, Role.HAZARD_SOURCE, Shape.POINT, "手工登记：危险源", _HAZARD),
        # A closed stretch is still a road: it divides forest as before; what asks for a way must look at ``closed``.
        Form(
            RecordKind.CLOSED_ROAD,
            Role.ROAD,
            Shape.LINE,
            "手工登记：封闭道路",
            (
                _NAME,
                FormField("reason"),
                FormField("closed_from", _DATE),
                FormField("closed_to", _DATE),
                _NOTE,
            ),
            fixed={"closed": _YES},
            color="#D7263D",
        ),
        Form(
            RecordKind.PATROL_ROUTE,
            Role.OTHER,
            Shape.LINE,
            "手工登记：巡护路线",
            (_NAME, FormField("team"), _NOTE),
            color="#00796B",
        ),
        Form(
            RecordKind.FIREBREAK,
            Role.FIREBREAK,
            Shape.LINE,
            "手工登记：防火隔离带",
            (_NAME, FormField("width_m", _NUMBER), _NOTE),
            needs_name=False,
        ),
        Form(
            RecordKind.ROAD,
            Role.ROAD,
            Shape.LINE,
            "手工登记：道路",
            (_NAME, FormField("kind"), _NOTE),
            needs_name=False,
        ),
        Form(
            RecordKind.RIVER,
            Role.RIVER,
            Shape.LINE,
            "手工登记：河流",
            (_NAME, FormField("width_m", _NUMBER), FormField("directed", _YES), _NOTE),
            needs_name=False,
            fixed={"order": _NUMBER},
        ),
        Form(
            RecordKind.FOREST,
            Role.FOREST,
            Shape.POLYGON,
            "手工登记：森林",
            (_NAME, FormField("species"), FormField("stock_m3", _NUMBER), _NOTE),
            needs_name=False,
        ),
        Form(RecordKind.HAZARD_AREA, Role.HAZARD_SOURCE, Shape.POLYGON, "手工登记：危险源范围", _HAZARD),
        Form(RecordKind.HAZARD_LINE, Role.HAZARD_SOURCE, Shape.LINE, "手工登记：危险路段", _HAZARD, color="#9F1239"),
        Form(RecordKind.NOTE, Role.OTHER, Shape.POINT, "手工登记：标注点", (FormField("name", label="text"), _NOTE)),
        Form(
            RecordKind.NOTE_LINE,
            Role.OTHER,
            Shape.LINE,
            "手工登记：标注线",
            (FormField("name", label="text"), _NOTE),
            needs_name=False,
        ),
    )
}

#: Codes of the words of all fields.
FIELDS = tuple(dict.fromkeys(one.word for form in FORMS.values() for one in form.fields))
