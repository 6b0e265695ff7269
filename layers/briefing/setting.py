"""Setting a section into a column: paragraphs as lines, tables with the widths their texts need."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from layers.briefing.measure import PT_MM, clipped, widest_token_mm, width_mm, wrapped
from layers.briefing.sheet import Col, Grid, Lines, Section
from layers.export.document import Align

#: Height of a line in sizes of its type.
LEADING = 1.32
#: Inside a cell, mm; between sections, below a heading, below a block.
PAD_X, PAD_Y = 1.3, 0.55
_SECTION_MM, _HEAD_MM, _BLOCK_MM = 2.6, 0.7, 0.9
_MARK = "· "
#: What is longer in a cell would be a row taller than a page.
_MOST_CELL = 600


class Color(StrEnum):
    """What a colour is for; slides take it from their theme."""

    INK = "ink"
    MUTED = "muted"
    ACCENT = "accent"
    RULE = "rule"
    SHADE = "shade"


@dataclass(frozen=True)
class Para:
    """A paragraph: what it says, and the lines it takes at most."""

    text: str
    lines: tuple[str, ...]
    size_pt: float
    bold: bool = False
    color: Color = Color.INK
    before_mm: float = 0.0

    @property
    def line_mm(self) -> float:
        """Height of a line."""
        return self.size_pt * PT_MM * LEADING

    @property
    def height(self) -> float:
        """Height of all lines, with the room before them."""
        return self.before_mm + len(self.lines) * self.line_mm


@dataclass(frozen=True)
class TextItem:
    """Paragraphs in a box."""

    x: float
    y: float
    width: float
    height: float
    paras: tuple[Para, ...]
    is_right: bool = False


@dataclass(frozen=True)
class TableItem:
    """A table; the first of ``rows`` is the head, ``lines`` the same texts as they break."""

    x: float
    y: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[tuple[tuple[str, ...], ...], ...]
    aligns: tuple[Align, ...]
    size_pt: float
    has_total: bool

    @property
    def width(self) -> float:
        """Width of all columns."""
        return math.fsum(self.widths)

    @property
    def height(self) -> float:
        """Height of all rows."""
        return math.fsum(self.heights)


@dataclass(frozen=True)
class PictureItem:
    """A place for a picture."""

    key: str
    x: float
    y: float
    width: float
    height: float
    alt: str


@dataclass(frozen=True)
class RuleItem:
    """A line."""

    x1: float
    y1: float
    x2: float
    y2: float
    color: Color
    width_mm: float


@dataclass(frozen=True)
class SetSection:
    """A section with its corner at 0, 0."""

    height: float
    items: tuple[TextItem | TableItem, ...]

    def at(self, x: float, y: float) -> list[TextItem | TableItem]:
        """Return what it is made of, moved to its place."""
        return [replace(one, x=one.x + x, y=one.y + y) for one in self.items]


@dataclass
class Column:
    """Room that is being filled from above."""

    x: float
    y: float
    width: float
    bottom: float
    used: bool = field(default=False)

    def takes(self, height: float) -> bool:
        """Tell whether there is room."""
        return self.y + (_SECTION_MM if self.used else 0.0) + height <= self.bottom + 1e-6


def first_fit(
    sections: Sequence[Section], columns: Sequence[Column], size_pt: float
) -> tuple[list[TextItem | TableItem], list[Section]]:
    """Put each section into the first column with room; return what was placed, and what found none."""
    placed: list[TextItem | TableItem] = []
    rest: list[Section] = []
    for section in sections:
        for column in columns:
            one = set_section(section, column.width, size_pt)
            if column.takes(one.height):
                column.y += _SECTION_MM if column.used else 0.0
                placed += one.at(column.x, column.y)
                column.y, column.used = column.y + one.height, True
                break
        else:
            rest.append(section)
    return placed, rest


def set_section(section: Section, width: float, size_pt: float) -> SetSection:
    """Return a section as text boxes and tables; paragraphs that follow each other share a box."""
    items: list[TextItem | TableItem] = []
    paras: list[Para] = []
    y = 0.0

    def flush() -> None:
        nonlocal y
        if paras:
            height = math.fsum(one.height for one in paras)
            items.append(TextItem(0.0, y, width, height, tuple(paras)))
            y += height + _BLOCK_MM
            paras.clear()

    if section.heading:
        paras.append(_para(section.heading, width, size_pt + 0.5, bold=True, color=Color.ACCENT))
    for block in section.blocks:
        if isinstance(block, Grid):
            flush()
            made = _table(block, width, size_pt - 0.5, y)
            items.append(made)
            y += made.height + _BLOCK_MM
        else:
            paras += _lines(block, width, size_pt, is_first=not paras)
    flush()
    return SetSection(max(y - _BLOCK_MM, 0.0), tuple(items))


def split_section(section: Section, width: float, size_pt: float, most_mm: float) -> tuple[Section, list[Section]]:
    """Divide a section that is taller than ``most_mm``: what fits, and what remains, between rows and paragraphs."""
    fitting = Section(section.heading, ())
    for at, block in enumerate(section.blocks):
        whole = replace(fitting, blocks=(*fitting.blocks, block))
        if set_section(whole, width, size_pt).height <= most_mm:
            fitting = whole
            continue
        parts = block.rows if isinstance(block, Grid) else block.texts
        count = _most(fitting, block, len(parts), width, size_pt, most_mm)
        if count == 0 and not fitting.blocks:
            if isinstance(block, Lines):
                block = _torn(section.heading, block, width, size_pt, most_mm)
            count = 1
        head, tail = _halves(block, count)
        kept = (*fitting.blocks, head) if count else fitting.blocks
        rest = Section(section.heading, (tail, *section.blocks[at + 1 :]))
        return replace(fitting, blocks=kept), [rest]
    return fitting, []


def _torn(heading: str, block: Lines, width: float, size_pt: float, most_mm: float) -> Lines:
    """Divide the first paragraph where it is taller than a page."""
    text = block.texts[0]

    def height(count: int) -> float:
        return set_section(Section(heading, (replace(block, texts=(text[:count],)),)), width, size_pt).height

    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if height(middle) <= most_mm else (low, middle - 1)
    return replace(block, texts=(text[:low], text[low:], *block.texts[1:]) if low < len(text) else block.texts)


def _most(fitting: Section, block: Grid | Lines, count: int, width: float, size_pt: float, most_mm: float) -> int:
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        tried = replace(fitting, blocks=(*fitting.blocks, _halves(block, middle)[0]))
        low, high = (middle, high) if set_section(tried, width, size_pt).height <= most_mm else (low, middle - 1)
    return low


def _halves(block: Grid | Lines, count: int) -> tuple[Grid | Lines, Grid | Lines]:
    if isinstance(block, Grid):
        # The sum stands below the last rows.
        return replace(block, rows=block.rows[:count], has_total=False), replace(block, rows=block.rows[count:])
    return replace(block, texts=block.texts[:count]), replace(block, texts=block.texts[count:])


def _para(text: str, width: float, size_pt: float, *, bold: bool = False, color: Color = Color.INK) -> Para:
    return Para(text, wrapped(text, width, size_pt, bold=bold), size_pt, bold, color)


def _lines(block: Lines, width: float, size_pt: float, *, is_first: bool) -> list[Para]:
    pt = size_pt - 1.5 if block.is_muted else size_pt
    color = Color.MUTED if block.is_muted else Color.INK
    texts = [_MARK + text if block.is_marked else text for text in block.texts]
    made = [_para(text, width, pt, color=color) for text in texts]
    return [replace(one, before_mm=0.0 if is_first and at == 0 else _HEAD_MM) for at, one in enumerate(made)]


def _table(grid: Grid, width: float, size_pt: float, y: float) -> TableItem:
    heads = tuple(column.title for column in grid.columns)
    rows = (heads, *(tuple(clipped(cell, _MOST_CELL) for cell in row) for row in grid.rows))
    last = len(rows) - 1
    widths = _widths(grid.columns, rows, width, size_pt)
    lines = tuple(
        tuple(
            wrapped(text, wide - 2 * PAD_X, size_pt, bold=at == 0 or (grid.has_total and at == last))
            for text, wide in zip(row, widths, strict=True)
        )
        for at, row in enumerate(rows)
    )
    step = size_pt * PT_MM * LEADING
    heights = tuple(max(len(cell) for cell in row) * step + 2 * PAD_Y for row in lines)
    aligns = tuple(column.align for column in grid.columns)
    return TableItem(0.0, y, widths, heights, rows, lines, aligns, size_pt, grid.has_total)


def _widths(columns: Sequence[Col], rows: Sequence[Sequence[str]], width: float, size_pt: float) -> tuple[float, ...]:
    """Return the widths: what texts need on one line where there is room for all, else wide texts share what is left.

    No column is so narrow that a word would be cut, as far as that can be.
    """
    needs, least = [], []
    for at, _column in enumerate(columns):
        cells = [row[at] for row in rows]
        needs.append(max(width_mm(cell, size_pt, bold=True) for cell in cells) + 2 * PAD_X + 0.3)
        least.append(max(widest_token_mm(cell, size_pt, bold=True) for cell in cells) + 2 * PAD_X + 0.3)
    total = math.fsum(needs)
    if total <= width:
        spare = (width - total) / math.fsum(column.weight for column in columns)
        return tuple(need + spare * column.weight for need, column in zip(needs, columns, strict=True))
    fixed: dict[int, float] = {}
    while True:
        free = [at for at in range(len(columns)) if at not in fixed]
        room = width - math.fsum(fixed.values())
        weights = math.fsum(columns[at].weight for at in free)
        share = {at: room * columns[at].weight / weights for at in free}
        # One that needs less than its share keeps to what it needs; one whose words would be cut gets their width.
        settled = {at: needs[at] for at in free if needs[at] <= share[at]}
        if not settled:
            settled = {at: least[at] for at in free if share[at] < least[at] < room}
        if not settled or len(settled) == len(free):
            wide = {**fixed, **share}
            break
        fixed |= settled
    scale = width / math.fsum(wide.values())
    return tuple(wide[at] * scale for at in range(len(columns)))
