"""Plain data of an exchange: rows of two plans and their ancestor, what differs, and what was decided.

A *row* is a tuple of values as SQLite holds them, in the order of :attr:`Rows.columns`.  Rows are known by their
``uid``, never by their number.  All of it is frozen; see ``docs/exchange.md`` for what the words mean to a committee.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

import shapely

#: Tables that are no tables of the file: facts of the plan, the analysis as a whole, the order of the layers.
PLAN, ANALYSIS, ORDER = "plan", "analysis", "order"
#: Features of a layer are in the table of this beginning and the layer's uid.
FEATURES = "layer:"
#: Name of the field that holds a row's shape.
GEOMETRY = "geometry"


class ValueKind(StrEnum):
    """How a value is compared and shown."""

    PLAIN = "plain"
    JSON = "json"
    GEOMETRY = "geometry"
    BLOCK = "block"  # many rows as one thing: they only make sense together


class Change(StrEnum):
    """What became of a row, seen from the common ancestor."""

    ADDED = "added"  # theirs only
    REMOVED = "removed"  # by them; ours is as it was
    CHANGED = "changed"  # there on both sides
    REMOVED_OURS = "removed_ours"  # we removed it, they changed it
    REMOVED_THEIRS = "removed_theirs"  # they removed it, we changed it


class Who(StrEnum):
    """Whose change of a field it is."""

    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"  # differently: somebody has to decide


class Choice(StrEnum):
    """What is to hold."""

    OURS = "ours"
    THEIRS = "theirs"
    UNION = "union"  # of shapes
    INTERSECTION = "intersection"  # of shapes
    DRAWN = "drawn"  # a shape drawn now
    PARTS = "parts"  # ours, and of what differs in shape those parts that are accepted
    BOTH = "both"  # of lists: what either has
    LATER = "later"  # nothing yet: it is asked again next time


class MatchedBy(StrEnum):
    """How a row of theirs was found to be one of ours."""

    UID = "uid"
    CODE = "code"
    NAME = "name"
    OVERLAP = "overlap"
    CONTENT = "content"


@dataclass(frozen=True)
class Column:
    """One column that is compared."""

    name: str
    kind: ValueKind = ValueKind.PLAIN
    decimals: int = 9


@dataclass(frozen=True)
class Block:
    """Rows of several tables that stand and fall together; equal when they say the same."""

    digest: str
    tables: Mapping[str, Rows] = field(compare=False, default_factory=dict)


@dataclass(frozen=True)
class Rows:
    """A table in one state: uid → values in the order of ``columns``."""

    table: str
    columns: tuple[Column, ...]
    rows: Mapping[str, tuple[Any, ...]]

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Name of a column → its place in the rows."""
        return {column.name: place for place, column in enumerate(self.columns)}

    def value(self, uid: str, column: str) -> Any:
        """Return one value as it is stored; None where there is no such column."""
        place = self.place.get(column)
        return None if place is None else self.rows[uid][place]


@dataclass(frozen=True)
class Finding:
    """Something about the other plan that a person should know: a code and its facts, worded by ``app``."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """What a plan says at one moment, by table."""

    tables: Mapping[str, Rows]
    findings: tuple[Finding, ...] = ()

    def table(self, name: str) -> Rows:
        """Return a table; an empty one when there is none."""
        return self.tables.get(name) or Rows(name, (), {})


@dataclass(frozen=True)
class FieldChange:
    """A field, or columns that only make sense together, which is not the same on both sides.

    ``base``, ``ours`` and ``theirs`` are what is shown: parsed JSON, a shapely geometry (EPSG:4490), a
    :class:`Block`, or the value itself.  Of several columns they are those of the first.
    """

    name: str  # unique in its row, e.g. "name", "value/limits/a1"
    columns: tuple[str, ...]
    who: Who
    kind: ValueKind = ValueKind.PLAIN
    base: Any = None
    ours: Any = None
    theirs: Any = None
    path: tuple[str, ...] = ()  # inside a JSON object

    @property
    def is_conflict(self) -> bool:
        """Whether somebody has to decide."""
        return self.who is Who.BOTH

    @property
    def is_shape(self) -> bool:
        """Whether it is a shape that may be united, cut or drawn."""
        return self.kind is ValueKind.GEOMETRY and len(self.columns) == 1


@dataclass(frozen=True)
class Difference:
    """One row that is not the same on both sides because of something they did."""

    table: str
    uid: str
    change: Change
    fields: tuple[FieldChange, ...] = ()  # of CHANGED: all that differ; OURS are listed for information
    title: str = ""
    base: tuple[Any, ...] | None = None
    ours: tuple[Any, ...] | None = None
    theirs: tuple[Any, ...] | None = None
    matched_by: MatchedBy = MatchedBy.UID
    their_uid: str = ""  # where it is another one

    @property
    def key(self) -> tuple[str, str]:
        """Return table and uid."""
        return (self.table, self.uid)

    @property
    def is_conflict(self) -> bool:
        """Whether somebody has to decide."""
        if self.change in (Change.REMOVED_OURS, Change.REMOVED_THEIRS):
            return True
        return any(one.is_conflict for one in self.fields)

    @property
    def open_fields(self) -> tuple[FieldChange, ...]:
        """Fields in which taking theirs would change ours."""
        return tuple(one for one in self.fields if one.who is not Who.OURS)

    @property
    def shape(self) -> FieldChange | None:
        """The change of its shape, if there is one."""
        return next((one for one in self.fields if one.kind is ValueKind.GEOMETRY), None)


@dataclass(frozen=True)
class Comparison:
    """Two plans compared, with their ancestor where there is one.

    ``agreed`` counts rows by table that both changed alike; ``ours_only`` those that only we changed.
    """

    base: State | None
    ours: State
    theirs: State
    differences: tuple[Difference, ...]
    agreed: Mapping[str, int] = field(default_factory=dict)
    ours_only: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    renamed: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (table, their uid) → our uid

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """Those that somebody has to decide."""
        return tuple(one for one in self.differences if one.is_conflict)

    def find(self, table: str, uid: str) -> Difference:
        """Return one difference; ``KeyError`` when there is none."""
        for one in self.differences:
            if one.key == (table, uid):
                return one
        raise KeyError((table, uid))


@dataclass(frozen=True)
class Decision:
    """What is to hold for one difference.

    Attributes
    ----------
    choice : for the row, and every field without a choice of its own; None: not decided
    fields : field name → choice
    drawn : the shape for :attr:`Choice.DRAWN`, EPSG:4490
    parts : numbers of the accepted parts (:func:`layers.exchange.shapes.shape_parts`) for :attr:`Choice.PARTS`
    """

    choice: Choice | None = None
    fields: Mapping[str, Choice] = field(default_factory=dict)
    drawn: shapely.Geometry | None = None
    parts: frozenset[int] = frozenset()

    def of(self, one: FieldChange) -> Choice | None:
        """Return the choice for a field."""
        return self.fields.get(one.name, self.choice)


#: Decisions by table and uid.
Decisions = Mapping[tuple[str, str], Decision]


@dataclass(frozen=True)
class TableWrites:
    """What becomes of a table: uid → column → stored value (a new row has every column), and uids to remove."""

    put: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Merged:
    """What a take-in will write."""

    tables: Mapping[str, TableWrites]
    analysis: Block | None = None  # theirs instead of ours
    order: Sequence[str] | None = None  # uids of the layers, topmost first
    renumbered: Mapping[str, int] = field(default_factory=dict)  # patrol area → number it got
    accepted: int = 0
    declined: int = 0
    later: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not self.tables and self.analysis is None and self.order is None
