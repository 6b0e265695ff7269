"""Where every line of a document goes: wrapped, in columns, on pages.  All lengths are millimetres.

Laying out comes before painting, so that the page count is known when the first footer is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from app.fonts import sized
from layers.export.document import (
    Align,
    AnnexDocument,
    Block,
    Heading,
    Look,
    PageBreak,
    Paragraph,
    Picture,
    Table,
    Tone,
)

A4_MM = (210.0, 297.0)
PAPERS_MM = {"A4": A4_MM, "A3": (297.0, 420.0)}
MARGIN_MM = 20.0
HEAD_MM = 18.0  # body begins below the header
FOOT_MM = 22.0  # and ends above the footer
PLATE_MARGIN_MM = 10.0

#: 600 units to the inch: rounding of fonts to whole units does not show.
UNITS_PER_MM = 600.0 / 25.4
_PT_MM = 25.4 / 72.0

INK, ACCENT, MUTED, WARNING = "#1F292B", "#005F56", "#556062", "#A62B00"
RULE, SHADE = "#7C8B8A", "#E8F1EF"

#: Inside a cell, left and right, above and below.
_PAD, _PAD_Y = 1.2, 0.8
#: What must not be broken: Latin words, figures, coordinates.
_WORD = re.compile(r"[!-~\u00b0\u00b2\u2032\u2033]+")


@dataclass(frozen=True)
class Type:
    """A way to set text."""

    size_pt: float
    bold: bool = False
    color: str = INK
    leading: float = 1.45
    after_mm: float = 1.5
    before_mm: float = 0.0
    indent: float = 0.0  # of the first line, in characters
    align: Align = Align.LEFT

    @property
    def line_mm(self) -> float:
        """Height of a line."""
        return self.size_pt * _PT_MM * self.leading

    @property
    def ascent_mm(self) -> float:
        """From the top of a line to its baseline."""
        return self.size_pt * _PT_MM * (0.88 + (self.leading - 1.0) / 2.0)


TONES: dict[Tone, Type] = {
    Tone.TITLE: Type(20, True, after_mm=3, align=Align.CENTRE),
    Tone.SUBTITLE: Type(12, color=MUTED, after_mm=4, align=Align.CENTRE),
    Tone.BODY: Type(10.5, after_mm=1.5, leading=1.55, indent=2),
    Tone.NOTE: Type(8.5, color=MUTED, after_mm=1.5),
    Tone.LEGAL: Type(10.5, True, ACCENT, after_mm=3, align=Align.CENTRE),
    Tone.WARNING: Type(10, True, WARNING, after_mm=2),
}
HEADINGS = {1: Type(14, True, before_mm=5, after_mm=2.5), 2: Type(12, True, before_mm=3, after_mm=2)}
CELL, SMALL_CELL = Type(9.5, leading=1.3), Type(8, leading=1.25)


def as_read(look: Look) -> Type:
    """Return the type of a text in a document that was read."""
    return Type(
        look.size_pt,
        look.bold,
        leading=1.5,
        after_mm=look.after_mm,
        before_mm=look.before_mm,
        indent=look.indent,
        align=look.align,
    )


@dataclass(frozen=True)
class Line:
    """A line of text; ``y`` is its baseline."""

    x: float
    y: float
    text: str
    type: Type


@dataclass(frozen=True)
class Box:
    """A rectangle, filled, outlined or both."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    line: str = ""


@dataclass(frozen=True)
class Slot:
    """A place for a picture."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass
class Page:
    """One page and what is on it."""

    width: float
    height: float
    items: list[Line | Box | Slot] = field(default_factory=list)

    @property
    def is_landscape(self) -> bool:
        """Return whether it is wider than high."""
        return self.width > self.height


@lru_cache(maxsize=64)
def font_of(family: str, size_pt: float, bold: bool) -> QFont:
    """Return a font sized in layout units."""
    font = sized(family, size_pt * _PT_MM * UNITS_PER_MM, bold=bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=64)
def _metrics(family: str, size_pt: float, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(font_of(family, size_pt, bold))


def width_of(text: str, kind: Type, family: str) -> float:
    """Return the width of a line in mm."""
    return _metrics(family, kind.size_pt, kind.bold).horizontalAdvance(text) / UNITS_PER_MM


def wrapped(text: str, width_mm: float, kind: Type, family: str) -> list[str]:
    """Return a text as lines no wider than given; breaks follow the rules of Chinese and Latin script."""
    lines: list[str] = []
    for piece in text.split("\n"):
        indented = "\u3000" * int(kind.indent) + piece if kind.indent and piece else piece
        if width_of(indented, kind, family) <= width_mm:
            lines.append(indented)
        else:
            lines.extend(_broken(indented, width_mm, kind, family))
    return lines


def _broken(text: str, width_mm: float, kind: Type, family: str) -> list[str]:
    layout = QTextLayout(text, font_of(family, kind.size_pt, kind.bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width_mm * UNITS_PER_MM)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return lines


def paged(annex: AnnexDocument, family: str, slots: frozenset[str], plate_paper: str = "A4") -> list[Page]:
    """Return the pages of a document; ``slots`` names the pictures there are, their pages may be A3."""
    return _Pager(family, slots, plate_paper).run(annex)


class _Pager:
    """Fills pages from the top."""

    def __init__(self, family: str, slots: frozenset[str], plate_paper: str) -> None:
        self.family, self.slots = family, slots
        self.plate_paper = PAPERS_MM[plate_paper]
        self.indents = True
        self.pages: list[Page] = []
        self.y = 0.0
        self.new_page()

    def run(self, annex: AnnexDocument) -> list[Page]:
        blocks = annex.blocks
        # Two characters' indent is Chinese typesetting.
        self.indents = annex.language.startswith("zh")
        skip = False
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            if skip:
                skip = False
                continue
            has_page = isinstance(following, Picture) and following.slot in self.slots and not following.height_mm
            if isinstance(block, Heading) and isinstance(following, Picture) and has_page:
                self.picture(following, block.text, block.look)
                skip = True
            else:
                self.block(block, following)
        if not self.page.items:
            self.pages.pop()
        return self.pages

    # -- pages ---------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def bottom(self) -> float:
        return self.page.height - FOOT_MM

    @property
    def room(self) -> float:
        return self.bottom - self.y

    @property
    def width(self) -> float:
        return self.page.width - 2 * MARGIN_MM

    def new_page(self) -> None:
        if not self.pages or self.page.items:
            self.pages.append(Page(*A4_MM))
        self.y = HEAD_MM

    # -- blocks --------------------------------------------------------------------------------------

    def block(self, block: Block, following: Block | None) -> None:
        if isinstance(block, Heading):
            self.heading(block, following)
        elif isinstance(block, Paragraph):
            kind = TONES[block.tone]
            if block.look is not None:
                kind = as_read(block.look)
            elif not self.indents:
                kind = replace(kind, indent=0.0)
            self.text(block.text, kind)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Picture):
            if block.slot in self.slots and block.height_mm:
                self.inset(block)
            elif block.slot in self.slots:
                self.picture(block, "")
            else:
                self.text(block.missing, TONES[Tone.NOTE])
        elif isinstance(block, PageBreak):
            self.new_page()

    def heading(self, block: Heading, following: Block | None) -> None:
        kind = as_read(block.look) if block.look is not None else HEADINGS[block.level]
        # A heading stays with what it heads: two lines of text, or a table's headings and first rows.
        below = 28.0 if isinstance(following, Table) else 14.0
        if isinstance(following, Picture) and following.slot in self.slots:
            below = following.height_mm
        needed = kind.before_mm + kind.line_mm + kind.after_mm + below
        if needed > self.room:
            self.new_page()
        self.text(block.text, kind)

    def text(self, text: str, kind: Type) -> None:
        if self.y > HEAD_MM:
            self.y += kind.before_mm
        for line in wrapped(text, self.width, kind, self.family):
            if kind.line_mm > self.room:
                self.new_page()
            self.line(line, MARGIN_MM, self.width, kind)
            self.y += kind.line_mm
        self.y += kind.after_mm

    def line(self, text: str, x: float, width: float, kind: Type, align: Align | None = None) -> None:
        if not text:
            return
        align = align or kind.align
        slack = width - width_of(text, kind, self.family)
        shift = {Align.LEFT: 0.0, Align.CENTRE: slack / 2, Align.RIGHT: slack}[align]
        self.page.items.append(Line(x + shift, self.y + kind.ascent_mm, text, kind))

    def picture(self, block: Picture, heading: str, look: Look | None = None) -> None:
        """Give a picture a page of its own, its heading above it."""
        short, long = self.plate_paper
        if not self.page.items:
            self.pages.pop()
        self.pages.append(Page(long, short) if block.landscape else Page(short, long))
        top = PLATE_MARGIN_MM
        if heading:
            kind = as_read(look) if look is not None else HEADINGS[1]
            self.y = PLATE_MARGIN_MM - 2.0
            self.line(heading, PLATE_MARGIN_MM, self.page.width - 2 * PLATE_MARGIN_MM, kind)
            top = self.y + kind.line_mm + 1.0
        height = self.page.height - top - PLATE_MARGIN_MM - 4.0
        self.page.items.append(Slot(block.slot, PLATE_MARGIN_MM, top, self.page.width - 2 * PLATE_MARGIN_MM, height))
        self.pages.append(Page(*A4_MM))
        self.y = HEAD_MM

    def inset(self, block: Picture) -> None:
        """Put a picture into the text."""
        if block.height_mm > self.room:
            self.new_page()
        self.page.items.append(Slot(block.slot, MARGIN_MM, self.y, self.width, block.height_mm))
        self.y += block.height_mm + 3.0

    # -- tables --------------------------------------------------------------------------------------

    def table(self, table: Table) -> None:
        kind = SMALL_CELL if table.is_small else CELL
        strong = Type(kind.size_pt, True, kind.color, kind.leading)
        widths = self.column_widths(table, strong)
        headings = [column.heading for column in table.columns]
        aligns = [column.align for column in table.columns]
        centred = [Align.CENTRE] * len(widths)

        def put_headings() -> None:
            if table.has_headings:
                self.row(self.cells(headings, widths, strong), widths, centred, strong, fill=SHADE)

        put_headings()
        last = len(table.rows) - 1
        for number, texts in enumerate(table.rows):
            is_total = table.has_total and number == last
            used = strong if is_total else kind
            rest = self.cells(texts, widths, used)
            while rest:
                if self.row_height(rest, used) > self.room and self.room < 40.0:
                    self.new_page()
                    put_headings()
                fitting, rest = self.split(rest, used)
                first_fill = "" if table.has_headings else SHADE
                self.row(fitting, widths, aligns, used, first_fill=first_fill)
                if rest:
                    self.new_page()
                    put_headings()
        self.y += 2.0

    def column_widths(self, table: Table, kind: Type) -> list[float]:
        """Return widths by weight, but no column narrower than its longest word."""
        texts = [[column.heading, *(row[i] for row in table.rows)] for i, column in enumerate(table.columns)]
        least = [max(self.longest_word(text, kind) for text in column) + 2 * _PAD + 0.2 for column in texts]
        total = sum(column.weight for column in table.columns)
        widths = [self.width * column.weight / total for column in table.columns]
        lacking = sum(max(low - width, 0.0) for low, width in zip(least, widths, strict=True))
        spare = sum(max(width - low, 0.0) for low, width in zip(least, widths, strict=True))
        if lacking == 0.0 or spare < lacking:
            return widths
        return [
            low if width < low else width - (width - low) * lacking / spare
            for low, width in zip(least, widths, strict=True)
        ]

    def longest_word(self, text: str, kind: Type) -> float:
        return max((width_of(word, kind, self.family) for word in _WORD.findall(text)), default=0.0)

    def cells(self, texts: Sequence[str], widths: Sequence[float], kind: Type) -> list[list[str]]:
        return [wrapped(text, width - 2 * _PAD, kind, self.family) for text, width in zip(texts, widths, strict=True)]

    def row_height(self, cells: Sequence[Sequence[str]], kind: Type) -> float:
        return max(max(len(lines) for lines in cells), 1) * kind.line_mm + 2 * _PAD_Y

    def split(self, cells: list[list[str]], kind: Type) -> tuple[list[list[str]], list[list[str]]]:
        """Return what fits on the page and what is left; a row higher than the rest of a page is cut between lines."""
        fits = max(int((self.room - 2 * _PAD_Y) / kind.line_mm), 1)
        if max(len(lines) for lines in cells) <= fits:
            return cells, []
        return [lines[:fits] for lines in cells], [lines[fits:] for lines in cells]

    def row(
        self,
        cells: Sequence[Sequence[str]],
        widths: Sequence[float],
        aligns: Sequence[Align],
        kind: Type,
        *,
        fill: str = "",
        first_fill: str = "",
    ) -> None:
        height = self.row_height(cells, kind)
        top, x = self.y, MARGIN_MM
        for place, (lines, width, align) in enumerate(zip(cells, widths, aligns, strict=True)):
            shade = fill or (first_fill if place == 0 else "")
            self.page.items.append(Box(x, top, width, height, shade, RULE))
            self.y = top + (height - len(lines) * kind.line_mm) / 2.0
            for line in lines:
                self.line(line, x + _PAD, width - 2 * _PAD, kind, align)
                self.y += kind.line_mm
            x += width
        self.y = top + height
