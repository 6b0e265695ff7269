"""Slides of 16:9 with editable text, native tables and a picture of the map; python-pptx writes the package.

Fonts and colours come from the theme, so that an office restyles everything at one place.  Text is set with exact line
spacing, so its height is that of the layout whatever font a program puts in place of Microsoft YaHei.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from layers.briefing.layout import SLIDE, Page, PageKind
from layers.briefing.setting import LEADING, PAD_X, PAD_Y, Color, Para, PictureItem, RuleItem, TableItem, TextItem
from layers.export.cells import without_control
from layers.export.document import Align
from layers.export.files import zipped
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

#: The theme: ink, paper, deep teal, pale teal, then accents that stay calm on a projector.
_SCHEME = {
    "dk1": "1F292B",
    "lt1": "FFFFFF",
    "dk2": "005F56",
    "lt2": "E8F1EF",
    "accent1": "00796B",
    "accent2": "556062",
    "accent3": "7C8B8A",
    "accent4": "B7791F",
    "accent5": "2F6690",
    "accent6": "A62B00",
    "hlink": "005F56",
    "folHlink": "556062",
}
_THEME_OF = {
    Color.INK: "TEXT_1",
    Color.MUTED: "ACCENT_2",
    Color.ACCENT: "TEXT_2",
    Color.RULE: "ACCENT_3",
    Color.SHADE: "BACKGROUND_2",
}
#: On Windows since Vista; other systems put their own Chinese font in its place.
_LATIN, _CHINESE = "Microsoft YaHei", "微软雅黑"
#: What other systems choose their own font by: without serifs, Chinese.
_LOOKS_LIKE = 'panose="020B0503020204020204" pitchFamily="34" charset="-122"'
#: A table without a look of its own: what is drawn is said cell by cell.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_TITLE_ONLY = 5
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def write_slides(
    pages: Sequence[Page],
    pictures: Mapping[str, bytes],
    *,
    title: str,
    language: str,
    on: date,
    progress: Progress = silent,
) -> bytes:
    """Return a PPTX.

    Parameters
    ----------
    pages : sequence of Page
        Laid out for ``SLIDE``.
    pictures : mapping of str to bytes
        PNG or JPEG by the key of their place; a place without one stays empty, with a frame.
    title : str
        In the file's properties.
    language : {"zh_CN", "en"}
    on : date
        The reference date, the only date in the file: the same pages give the same bytes.

    Raises
    ------
    Cancelled
        From ``progress``.
    """
    from pptx import Presentation as Open  # late: a quarter of a second

    progress(0.0, "briefing_slides")
    deck = Open()
    _prepare(deck)
    layout = deck.slide_layouts[0]
    for place, page in enumerate(pages):
        progress(place / len(pages), "briefing_slides")
        slide = deck.slides.add_slide(layout)
        _fill(slide, page, pictures, language)
    told = deck.core_properties
    told.title, told.author, told.last_modified_by = without_control(title), "Lianfang 联防", "Lianfang 联防"
    told.created = told.modified = datetime(on.year, on.month, on.day)
    told.language = language.replace("_", "-")
    buffer = io.BytesIO()
    deck.save(buffer)
    progress(1.0, "briefing_slides")
    return _finished(buffer.getvalue(), on)


# -- the deck ------------------------------------------------------------------------------------------


def _prepare(deck: Presentation) -> None:
    """Make the empty deck of the library one of 16:9 with one layout and our theme."""
    from pptx.util import Mm

    before = deck.slide_width or 1
    deck.slide_width, deck.slide_height = Mm(SLIDE.width), Mm(SLIDE.height)
    keep = deck.slide_layouts[_TITLE_ONLY]
    for layout in list(deck.slide_layouts):
        if layout is not keep:
            deck.slide_layouts.remove(layout)
    factor = deck.slide_width / before
    for holder in (deck.slide_master, keep):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type is not None and shape.placeholder_format.idx >= 10:
                shape._element.getparent().remove(shape._element)  # our feet are texts with facts
                continue
            if shape._element.spPr.find(f"{{{_A}}}xfrm") is not None:
                shape.left, shape.width = round(shape.left * factor), round(shape.width * factor)
                # The library's slides are as high as ours.
    _retheme(deck.slide_master.part)


def _retheme(master: Any) -> None:
    """Put our colours and fonts into the theme of the master."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    theme = master.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode("utf-8")
    for name, value in _SCHEME.items():
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>', text, flags=re.S
        )
    for place in ("majorFont", "minorFont"):
        fonts = (
            f'<a:{place}><a:latin typeface="{_LATIN}" {_LOOKS_LIKE}/><a:ea typeface="{_LATIN}" {_LOOKS_LIKE}/>'
            '<a:cs typeface=""/>'
            f'<a:font script="Hans" typeface="{_CHINESE}"/></a:{place}>'
        )
        text = re.sub(rf"<a:{place}>.*?</a:{place}>", fonts, text, flags=re.S)
    text = text.replace('name="Office Theme"', 'name="Lianfang"', 1)
    theme._blob = text.encode("utf-8")


def _finished(content: bytes, on: date) -> bytes:
    """Return the package without the library's thumbnail, every member dated with the reference date."""
    members = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.startswith("docProps/thumbnail"):
                members[name] = archive.read(name)
    found = members["_rels/.rels"].decode("utf-8")
    members["_rels/.rels"] = re.sub(r"<Relationship [^>]*thumbnail[^>]*/>", "", found).encode("utf-8")
    return zipped(members, on)


# -- a slide -------------------------------------------------------------------------------------------


def _fill(slide: Slide, page: Page, pictures: Mapping[str, bytes], language: str) -> None:
    title = slide.shapes.title
    assert title is not None
    _place_text(title, page.title, language)
    for item in page.items:
        if isinstance(item, TextItem):
            _add_text(slide, item, language)
        elif isinstance(item, TableItem):
            _add_table(slide, item, language)
        elif isinstance(item, PictureItem):
            _add_picture(slide, item, pictures.get(item.key, b""))
        elif isinstance(item, RuleItem):
            _add_rule(slide, item)
    for item in page.foot:
        _add_text(slide, item, language)
    if page.notes and page.kind is not PageKind.CONTINUED:
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        frame.text = without_control("\n".join(page.notes))


def _add_text(slide: Slide, item: TextItem, language: str) -> None:
    from pptx.util import Mm

    made = slide.shapes.add_textbox(Mm(item.x), Mm(item.y), Mm(item.width), Mm(item.height))
    _place_text(made, item, language)


def _place_text(shape: Any, item: TextItem, language: str) -> None:
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
    from pptx.util import Mm

    shape.left, shape.top, shape.width, shape.height = Mm(item.x), Mm(item.y), Mm(item.width), Mm(item.height)
    frame = shape.text_frame
    # What stands at the right is one line: a font that is wider than was thought makes it longer, not higher.
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = not item.is_right, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, para in enumerate(item.paras):
        made = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        _set(made, para, language, Align.RIGHT if item.is_right else Align.LEFT)


def _set(made: Any, para: Para, language: str, align: Align) -> None:
    _paragraph(made, para.text, para.size_pt, para.bold, para.color, language, align)
    if para.before_mm:
        from pptx.util import Mm

        made.space_before = Mm(para.before_mm)


def _paragraph(made: Any, text: str, size_pt: float, bold: bool, color: Color, language: str, align: Align) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    made.alignment = {Align.LEFT: PP_ALIGN.LEFT, Align.RIGHT: PP_ALIGN.RIGHT, Align.CENTRE: PP_ALIGN.CENTER}[align]
    made.line_spacing = Pt(size_pt * LEADING)
    made.space_before = made.space_after = Pt(0)
    run = made.add_run()
    run.text = without_control(text)
    run.font.size, run.font.bold = Pt(round(size_pt, 1)), bold
    run.font.color.theme_color = getattr(MSO_THEME_COLOR, _THEME_OF[color])
    run._r.get_or_add_rPr().set("lang", language.replace("_", "-"))
    if language.startswith("zh"):
        run._r.get_or_add_rPr().set("altLang", "en-US")


def _add_table(slide: Slide, item: TableItem, language: str) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Mm

    made = slide.shapes.add_table(
        len(item.rows), len(item.widths), Mm(item.x), Mm(item.y), Mm(item.width), Mm(item.height)
    )
    table = made.table
    look: Any = table._tbl.tblPr
    look.find(f"{{{_A}}}tableStyleId").text = _NO_STYLE
    table.horz_banding, table.first_row, table.last_row = False, True, item.has_total
    for at, width in enumerate(item.widths):
        table.columns[at].width = Mm(width)
    last = len(item.rows) - 1
    for row, (texts, height) in enumerate(zip(item.rows, item.heights, strict=True)):
        table.rows[row].height = Mm(height)
        bold = row == 0 or (item.has_total and row == last)
        for at, text in enumerate(texts):
            cell = table.cell(row, at)
            cell.margin_left = cell.margin_right = Mm(PAD_X)
            cell.margin_top = cell.margin_bottom = Mm(PAD_Y)
            cell.vertical_anchor = MSO_ANCHOR.TOP
            color = Color.ACCENT if row == 0 else Color.INK
            paragraph = cell.text_frame.paragraphs[0]
            _paragraph(paragraph, text, item.size_pt, bold, color, language, item.aligns[at])
            _dress(cell, is_head=row == 0, is_above_total=item.has_total and row == last - 1)


def _dress(cell: Any, *, is_head: bool, is_above_total: bool) -> None:
    """Shade the head, draw a hairline below each row, a stronger one above the sum."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.oxml.xmlchemy import OxmlElement

    properties = cell._tc.get_or_add_tcPr()
    line = OxmlElement("a:lnB")
    line.set("w", "9525" if is_head or is_above_total else "4763")
    fill = OxmlElement("a:solidFill")
    color = OxmlElement("a:schemeClr")
    color.set("val", "accent3" if not is_head else "tx2")
    fill.append(color)
    line.append(fill)
    properties.append(line)
    if is_head:
        cell.fill.solid()
        cell.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_2


def _add_picture(slide: Slide, item: PictureItem, content: bytes) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Mm

    place = Mm(item.x), Mm(item.y), Mm(item.width), Mm(item.height)
    if content:
        made: Any = slide.shapes.add_picture(io.BytesIO(content), *place)
    else:
        made = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place)
        made.fill.background()
        made.line.color.theme_color = MSO_THEME_COLOR.ACCENT_3
    properties = made._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", without_control(item.alt))
    properties.set("name", without_control(item.alt))


def _add_rule(slide: Slide, item: RuleItem) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.shapes import MSO_CONNECTOR
    from pptx.util import Mm

    made = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Mm(item.x1), Mm(item.y1), Mm(item.x2), Mm(item.y2))
    style = made._element.find(f"{{{_P}}}style")
    if style is not None:
        made._element.remove(style)  # it would give the line a shadow
    made.line.width = Mm(item.width_mm)
    made.line.color.theme_color = getattr(MSO_THEME_COLOR, _THEME_OF[item.color])
