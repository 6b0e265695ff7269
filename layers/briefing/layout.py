"""Where everything lies on the pages of a briefing, in millimetres from the upper left corner.

The same for slides and paper, on two sizes of page.  An item's page has its text on the left, its map on the right
with the rest of the text below it.  Type is made smaller and the map lower until all is there; what still finds no
room goes on, on a further page, never beyond the edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from layers.briefing.measure import PT_MM, clipped, width_mm, wrapped
from layers.briefing.setting import (
    LEADING,
    PAD_X,
    PAD_Y,
    Color,
    Column,
    Para,
    PictureItem,
    RuleItem,
    TableItem,
    TextItem,
    first_fit,
    set_section,
    split_section,
)
from layers.briefing.sheet import Section, Sheet, SheetKind

__all__ = ["LEADING", "PAD_X", "PAD_Y", "PAPER", "SLIDE", "Color", "Page", "PageSize", "lay_out"]

Item = TextItem | TableItem | PictureItem | RuleItem


@dataclass(frozen=True)
class PageSize:
    """A page and the sizes of type on it, points."""

    width: float
    height: float
    margin: float
    title_pt: float
    subtitle_pt: float
    body_pt: float
    least_pt: float
    foot_pt: float
    gap: float = 6.0  # between columns

    @property
    def body_width(self) -> float:
        """Width between the margins."""
        return self.width - 2.0 * self.margin


#: A slide of 16:9, and A4 lying.
SLIDE = PageSize(338.667, 190.5, 10.0, 22.0, 12.0, 11.5, 9.0, 9.0, 7.0)
PAPER = PageSize(297.0, 210.0, 11.0, 17.0, 10.0, 9.5, 8.0, 7.5)

#: How much of the body's width the text takes, and how high the map may be, in the order in which it is tried.
_TEXT_SHARE = 0.545
_MAP_SHARES = (0.66, 0.58, 0.5)
_STEP_PT = 0.5
#: Names that somebody typed are cut to so many characters in heads and feet: the rest of a page depends on them.
_MOST_TITLE, _MOST_SUBTITLE, _MOST_FOOT = 110, 200, 180


class PageKind(StrEnum):
    """What a laid-out page is."""

    COVER = "cover"
    TABLE = "table"
    ITEM = "item"
    CONTINUED = "continued"


@dataclass(frozen=True)
class Page:
    """A page ready to be written or painted.

    ``title`` is the first of the items too; slides take it for their outline.  ``sheet`` is the place of its sheet.
    """

    kind: PageKind
    title: TextItem
    items: tuple[Item, ...]
    foot: tuple[TextItem, ...]
    notes: tuple[str, ...]
    sheet: int


def lay_out(sheets: Sequence[Sheet], size: PageSize, foot: str, page_text: str, continued: str) -> tuple[Page, ...]:
    """Return the pages.

    Parameters
    ----------
    sheets : sequence of Sheet
    size : PageSize
        ``SLIDE`` or ``PAPER``.
    foot : str
        What stands at the foot of every page.
    page_text : str
        With ``{page}`` and ``{pages}``.
    continued : str
        With ``{title}``: the title of a page that goes on.
    """
    pages: list[Page] = []
    for place, sheet in enumerate(sheets):
        if sheet.kind is SheetKind.COVER:
            pages.append(_cover(sheet, size, place))
        elif sheet.kind is SheetKind.TABLE:
            pages += _further(sheet.sections, sheet, size, place, continued, columns=1, kind=PageKind.TABLE)
        else:
            pages += _item(sheet, size, place, continued)
    return tuple(
        replace(page, foot=_foot(size, foot, page_text.format(page=number, pages=len(pages))))
        for number, page in enumerate(pages, start=1)
    )


# -- heads and feet ---------------------------------------------------------------------------------------


def _head(title: str, subtitle: str, size: PageSize) -> tuple[TextItem, list[Item], float]:
    """Return the title, what belongs to the head, and where the body begins."""
    title, subtitle = clipped(title, _MOST_TITLE), clipped(subtitle, _MOST_SUBTITLE)
    title_pt = _shrunk(title, size.title_pt, size.body_width, bold=True, least=size.body_pt)
    lines = wrapped(title, size.body_width, title_pt, bold=True)
    para = Para(title, lines, title_pt, True, Color.ACCENT)
    y = size.margin * 0.8
    head = TextItem(size.margin, y, size.body_width, para.height, (para,))
    y = head.y + head.height + 0.6
    items: list[Item] = []
    if subtitle:
        sub_pt = _shrunk(subtitle, size.subtitle_pt, size.body_width, bold=False, least=size.least_pt)
        sub = Para(subtitle, wrapped(subtitle, size.body_width, sub_pt), sub_pt, False, Color.MUTED)
        items.append(TextItem(size.margin, y, size.body_width, sub.height, (sub,)))
        y += sub.height + 0.6
    y += 0.8
    items.append(RuleItem(size.margin, y, size.margin + size.body_width, y, Color.ACCENT, 0.5))
    return head, items, y + 2.2


def _shrunk(text: str, size_pt: float, most_mm: float, *, bold: bool, least: float) -> float:
    """Return a size at which a text takes one line, down to the least."""
    wide = width_mm(text, size_pt, bold=bold)
    return size_pt if wide <= most_mm else max(size_pt * most_mm / wide * 0.995, least)


def _foot_top(size: PageSize) -> float:
    return size.height - size.margin * 0.55 - size.foot_pt * PT_MM * LEADING


def _body_bottom(size: PageSize) -> float:
    return _foot_top(size) - 2.5


def _foot(size: PageSize, text: str, number: str) -> tuple[TextItem, ...]:
    room = width_mm(number, size.foot_pt) * 1.25 + 2.0
    rest = size.body_width - room - 4.0
    text = clipped(text, _MOST_FOOT)
    pt = _shrunk(text, size.foot_pt, rest, bold=False, least=1.0)
    y, line = _foot_top(size), size.foot_pt * PT_MM * LEADING
    told = Para(text, (text,), pt, False, Color.MUTED)
    counted = Para(number, (number,), size.foot_pt, False, Color.MUTED)
    right = size.margin + size.body_width - room
    return (
        TextItem(size.margin, y, rest, line, (told,)),
        TextItem(right, y, room, line, (counted,), is_right=True),
    )


# -- pages -----------------------------------------------------------------------------------------------


def _cover(sheet: Sheet, size: PageSize, place: int) -> Page:
    left, width = size.margin * 2.4, size.width - size.margin * 4.8
    text = clipped(sheet.title, _MOST_TITLE)
    title_pt = _shrunk(text, size.title_pt * 1.7, width, bold=True, least=size.title_pt)
    title = Para(text, wrapped(text, width, title_pt, bold=True), title_pt, True, Color.ACCENT)
    y = size.height * 0.2
    head = TextItem(left, y, width, title.height, (title,))
    y += title.height + 2.0
    sub_pt = _shrunk(sheet.subtitle, size.subtitle_pt * 1.4, width, bold=False, least=size.subtitle_pt)
    sub = Para(sheet.subtitle, wrapped(sheet.subtitle, width, sub_pt), sub_pt, False, Color.INK)
    items: list[Item] = [TextItem(left, y, width, sub.height, (sub,))]
    y += sub.height + 3.0
    items.append(RuleItem(left, y, left + width, y, Color.ACCENT, 0.7))
    y += 5.0
    bottom = _body_bottom(size)
    for pt in _sizes(size.body_pt + 2.0, size.least_pt - 3.0):
        blocks = [set_section(section, width, pt) for section in sheet.sections]
        if y + sum(one.height for one in blocks) + 4.0 * (len(blocks) - 1) <= bottom:
            break
    for one in blocks:
        items += one.at(left, y)
        y += one.height + 4.0
    return Page(PageKind.COVER, head, tuple(items), (), sheet.notes, place)


def _item(sheet: Sheet, size: PageSize, place: int, continued: str) -> list[Page]:
    head, items, top = _head(sheet.title, sheet.subtitle, size)
    bottom = _body_bottom(size)
    text_width = (size.body_width - size.gap) * _TEXT_SHARE
    map_width = size.body_width - size.gap - text_width
    map_left = size.margin + text_width + size.gap

    def tried(pt: float, share: float) -> tuple[list[Item], list[Section], float]:
        height = (bottom - top) * share
        columns = [
            Column(size.margin, top, text_width, bottom),
            Column(map_left, top + height + 2.5, map_width, bottom),
        ]
        placed, rest = first_fit(sheet.sections, columns, pt)
        return list(placed), rest, height

    for pt, share in _tries(size):
        placed, rest, height = tried(pt, share)
        if not rest:
            break
    else:  # one page is not enough: no smaller than it need be
        placed, rest, height = tried(size.body_pt - 1.0, _MAP_SHARES[1])
    picture = PictureItem(sheet.key, map_left, top, map_width, height, sheet.alt)
    first = Page(PageKind.ITEM, head, (*items, *placed, picture), (), sheet.notes, place)
    if not rest:
        return [first]
    return [first, *_further(rest, sheet, size, place, continued, columns=2, kind=PageKind.CONTINUED)]


def _tries(size: PageSize) -> Iterator[tuple[float, float]]:
    """Yield sizes of type with heights of the map: smaller type and a lower map in turn, what hurts least first."""
    tries = [
        (steps + 1.3 * place, pt, share)
        for steps, pt in enumerate(_sizes(size.body_pt, size.least_pt))
        for place, share in enumerate(_MAP_SHARES)
    ]
    for _loss, pt, share in sorted(tries, key=lambda one: one[0]):
        yield pt, share


def _sizes(most: float, least: float) -> Iterator[float]:
    pt = most
    while pt >= least - 1e-9:
        yield pt
        pt -= _STEP_PT


def _further(
    sections: Sequence[Section],
    sheet: Sheet,
    size: PageSize,
    place: int,
    continued: str,
    *,
    columns: int,
    kind: PageKind,
) -> list[Page]:
    """Return pages of text alone; what is taller than a page is divided between rows and paragraphs."""
    pages: list[Page] = []
    rest = list(sections)
    pt = size.body_pt - 0.5
    width = (size.body_width - size.gap * (columns - 1)) / columns
    while rest:
        goes_on = bool(pages) or kind is PageKind.CONTINUED
        title = continued.format(title=sheet.title) if goes_on else sheet.title
        head, items, top = _head(title, "" if goes_on else sheet.subtitle, size)
        bottom = _body_bottom(size)
        rooms = [Column(size.margin + at * (width + size.gap), top, width, bottom) for at in range(columns)]
        placed, left = first_fit(rest, rooms, pt)
        if left == rest:  # the first alone is taller than a column
            fitting, remains = split_section(rest[0], width, pt, bottom - top)
            more, left = first_fit([fitting], rooms, pt)
            placed, left = more, [*left, *remains, *rest[1:]]
        notes = () if goes_on else sheet.notes
        pages.append(Page(kind, head, (*items, *placed), (), notes, place))
        rest = left
    return pages
