"""A page of a briefing before it is laid out: sections of sentences and tables, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from layers.export.document import Align


class SheetKind(StrEnum):
    """What a page is."""

    COVER = "cover"
    TABLE = "table"
    ITEM = "item"


@dataclass(frozen=True)
class Col:
    """A column of a table; ``weight`` is its share of the width."""

    title: str
    weight: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Grid:
    """A table; with ``has_total`` the last row is the sum of those above."""

    columns: tuple[Col, ...]
    rows: tuple[tuple[str, ...], ...]
    has_total: bool = False


@dataclass(frozen=True)
class Lines:
    """Sentences, each a paragraph of its own."""

    texts: tuple[str, ...]
    is_muted: bool = False
    is_marked: bool = False  # with a mark before each, as a list


Block = Grid | Lines


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Sheet:
    """One page, or more where it does not fit.

    Attributes
    ----------
    key : str
        What its picture is called; "" without one.
    alt : str
        What the picture shows, for those who cannot see it.
    sections : tuple of Section
        The most important first.
    notes : tuple of str
        For the speaker: reasons, sources, parameters.
    """

    kind: SheetKind
    title: str
    subtitle: str = ""
    key: str = ""
    alt: str = ""
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()
