"""A document without a format: headings, paragraphs, tables and places for pictures.

:mod:`layers.export.docx` writes it as DOCX and ``app.sheets.pdf`` as PDF, so both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Align(StrEnum):
    """How a column's texts stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Tone(StrEnum):
    """What a paragraph is for."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BODY = "body"
    NOTE = "note"  # small, below a table
    LEGAL = "legal"  # the line that no product may be without
    WARNING = "warning"


@dataclass(frozen=True)
class Look:
    """How a document that was read set a text; without one the writer's own type for its tone is taken."""

    size_pt: float
    bold: bool = False
    align: Align = Align.LEFT
    indent: float = 0.0  # of the first line, in characters
    after_mm: float = 1.5
    before_mm: float = 0.0


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int = 1
    look: Look | None = None


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = Tone.BODY
    look: Look | None = None


@dataclass(frozen=True)
class Column:
    """One column: its heading, its share of the width and how its texts stand."""

    heading: str
    weight: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Table:
    """Rows of texts.  Every row has one text per column; the heading row repeats on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    key: str = ""  # what it is, for readers of the document model
    has_total: bool = False  # the last row is a sum
    is_small: bool = False  # many figures: smaller type, tighter rows
    has_headings: bool = True

    def __post_init__(self) -> None:
        width = len(self.columns)
        if any(len(row) != width for row in self.rows):
            raise ValueError(f"every row of table {self.key!r} needs {width} texts")


@dataclass(frozen=True)
class Picture:
    """A place for a picture that comes from outside.

    A landscape picture gets a page of its own; one with a height stands in the text, as wide as that.
    """

    slot: str
    caption: str
    missing: str  # said in its place when there is no picture
    landscape: bool = True
    height_mm: float = 0.0  # with it, ``landscape`` is not heard


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Table | Picture | PageBreak


@dataclass(frozen=True)
class AnnexDocument:
    """The annex of one joint-patrol area, ready for any writer.

    ``page_text`` has the blanks ``{page}`` and ``{pages}``.  ``language`` is ``zh_CN`` or ``en``.
    """

    title: str
    subject: str
    header: str
    footer: str
    page_text: str
    author: str
    language: str
    reference_date: date
    blocks: tuple[Block, ...] = field(default_factory=tuple)
    watermark: str = ""  # stands large and pale across every page

    def table(self, key: str) -> Table:
        """Return the table of a key; KeyError when the document has none."""
        for block in self.blocks:
            if isinstance(block, Table) and block.key == key:
                return block
        raise KeyError(key)

    def texts(self) -> list[str]:
        """Return every text of the document in reading order."""
        found: list[str] = []
        for block in self.blocks:
            if isinstance(block, Heading | Paragraph):
                found.append(block.text)
            elif isinstance(block, Table):
                if block.has_headings:
                    found.extend(column.heading for column in block.columns)
                found.extend(text for row in block.rows for text in row)
            elif isinstance(block, Picture):
                found.append(block.caption)
        return [text for text in found if text]
