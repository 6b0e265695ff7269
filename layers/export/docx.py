"""The annex as a Word document (A4, Chinese fonts by the East Asian slot, reproducible bytes)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from layers.export.cells import without_control
from layers.export.document import Align, AnnexDocument, Heading, PageBreak, Paragraph, Picture, Table, Tone
from layers.export.files import zipped

_PAGE_MM = (210.0, 297.0)
_MARGIN_MM = 20.0
#: A picture in the text is as wide as this, if its height allows.
TEXT_WIDTH_MM = _PAGE_MM[0] - 2 * _MARGIN_MM
_PROPERTY_LENGTH = 255  # what OPC core properties hold
_FOOT_MM = 25.0  # the footer has two lines
_PLATE_MARGIN_MM = 10.0
_CELL_PT, _SMALL_CELL_PT = 10.0, 8.5
_CELL_PADDING_MM = 4.2
#: Width of a Latin letter or figure in heights of the type, on the safe side.
_LATIN_EM = 0.56
_WORD = re.compile(r"[!-~\u00b0\u00b2\u2032\u2033]+")
#: What margins, heading, header and footer leave for the plate on its own landscape page: width, height.
PLATE_MM = (277.0, 164.0)

#: Latin and East Asian faces.  SimSun and SimHei come with Windows and WPS; others substitute them.
_BODY_FONTS = ("Times New Roman", "宋体")
_HEADING_FONTS = ("Arial", "黑体")
_INK = RGBColor(0x1F, 0x29, 0x2B)
_ACCENT = RGBColor(0x00, 0x5F, 0x56)
_WARNING = RGBColor(0xA6, 0x2B, 0x00)

_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
#: Paragraph style by tone: name, size, bold, alignment, space after, colour, indent of the first line in characters.
_STYLES: Mapping[Tone, tuple[str, float, bool, WD_ALIGN_PARAGRAPH, float, RGBColor, float]] = {
    Tone.TITLE: ("Annex Title", 20, True, WD_ALIGN_PARAGRAPH.CENTER, 4, _INK, 0),
    Tone.SUBTITLE: ("Annex Subtitle", 12, False, WD_ALIGN_PARAGRAPH.CENTER, 8, _INK, 0),
    Tone.BODY: ("Annex Body", 11, False, WD_ALIGN_PARAGRAPH.JUSTIFY, 4, _INK, 2),
    Tone.NOTE: ("Annex Note", 9, False, WD_ALIGN_PARAGRAPH.LEFT, 4, RGBColor(0x55, 0x5F, 0x61), 0),
    Tone.LEGAL: ("Annex Legal", 11, True, WD_ALIGN_PARAGRAPH.CENTER, 8, _ACCENT, 0),
    Tone.WARNING: ("Annex Warning", 11, True, WD_ALIGN_PARAGRAPH.LEFT, 4, _WARNING, 0),
}


def write(annex: AnnexDocument, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """Return the annex as a DOCX file.

    Parameters
    ----------
    annex : AnnexDocument
    pictures : mapping of slot to PNG bytes, optional
        A slot without a picture says so in its place.

    Returns
    -------
    bytes
        The same for the same arguments: dates are the reference date.
    """
    document = Document()
    _set_up(document, annex)
    for block in annex.blocks:
        if isinstance(block, Heading):
            document.add_heading(without_control(block.text), level=block.level)
        elif isinstance(block, Paragraph):
            _add_text(document.add_paragraph(style=_STYLES[block.tone][0]), block.text)
        elif isinstance(block, Table):
            _add_table(document, block)
        elif isinstance(block, Picture):
            _add_picture(document, block, (pictures or {}).get(block.slot))
        elif isinstance(block, PageBreak):
            document.add_page_break()  # type: ignore[no-untyped-call]
    buffer = io.BytesIO()
    document.save(buffer)
    return _reproducible(buffer.getvalue(), annex)


def _reproducible(content: bytes, annex: AnnexDocument) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # The default template carries a picture of an empty page.
        return zipped({name: archive.read(name) for name in archive.namelist()}, annex.reference_date)


def _set_up(document: Any, annex: AnnexDocument) -> None:
    properties = document.core_properties
    moment = datetime.combine(annex.reference_date, time(), tzinfo=UTC)
    for name, text in (("title", annex.title), ("subject", annex.subject), ("author", annex.author)):
        setattr(properties, name, without_control(text)[:_PROPERTY_LENGTH])
    properties.last_modified_by, properties.comments, properties.keywords = properties.author, "", ""
    properties.created = properties.modified = moment
    properties.language = annex.language.replace("_", "-")
    properties.revision = 1
    _set_styles(document, is_chinese=annex.language.startswith("zh"))
    _portrait(document.sections[0])
    _header_and_footer(document.sections[0], annex)


def _set_styles(document: Any, *, is_chinese: bool) -> None:
    styles = document.styles
    normal = styles["Normal"]
    _set_fonts(normal, _BODY_FONTS)
    normal.font.size = Pt(11)
    for level, size in ((1, 14.0), (2, 12.0)):
        heading = styles[f"Heading {level}"]
        _set_fonts(heading, _HEADING_FONTS)
        heading.font.size, heading.font.bold, heading.font.color.rgb = Pt(size), True, _INK
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(14), Pt(6)
        heading.paragraph_format.keep_with_next = True
    for tone, (name, size, bold, alignment, after, colour, indent) in _STYLES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _set_fonts(style, _HEADING_FONTS if tone in (Tone.TITLE, Tone.LEGAL, Tone.WARNING) else _BODY_FONTS)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, colour
        style.paragraph_format.alignment = alignment
        style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(after), 1.25
        style.paragraph_format.first_line_indent = Pt(indent * size if is_chinese else 0)
    for name, size in (("Annex Cell", _CELL_PT), ("Annex Small Cell", _SMALL_CELL_PT)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size = Pt(size)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1.5)


def _set_fonts(style: Any, fonts: tuple[str, str]) -> None:
    latin, chinese = fonts
    style.font.name = latin
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    # The template's headings take theme fonts, which would win over the names given here.
    for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{slot}"), None)
    faces.set(qn("w:hAnsi"), latin)
    faces.set(qn("w:cs"), latin)
    faces.set(qn("w:eastAsia"), chinese)


def _add_text(paragraph: Any, text: str, *, bold: bool = False) -> None:
    run = paragraph.add_run(without_control(text))
    if bold:
        run.bold = True
    # Quotation marks and dashes exist in both scripts: the hint gives them to the Chinese face.
    if any(ord(letter) > 0x2E7F for letter in text):
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def _portrait(section: Any) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(_PAGE_MM[0]), Mm(_PAGE_MM[1])
    section.left_margin = section.right_margin = section.top_margin = Mm(_MARGIN_MM)
    section.bottom_margin = Mm(_FOOT_MM)
    section.header_distance, section.footer_distance = Mm(9), Mm(10)


def _landscape(section: Any) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE_MM[1]), Mm(_PAGE_MM[0])
    section.left_margin = section.right_margin = Mm(_PLATE_MARGIN_MM)
    section.top_margin, section.bottom_margin = Mm(14), Mm(17)
    section.header_distance = section.footer_distance = Mm(6)


def _header_and_footer(section: Any, annex: AnnexDocument) -> None:
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    header.style.font.size = Pt(9)
    _add_text(header, annex.header)
    if annex.watermark:
        _add_watermark(header, annex.watermark)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.style.font.size = Pt(9)
    _add_text(footer, annex.footer)
    numbers = section.footer.add_paragraph(style=footer.style)
    numbers.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, rest = annex.page_text.split("{page}")
    between, after = rest.split("{pages}")
    _add_text(numbers, before)
    _add_field(numbers, "PAGE")
    _add_text(numbers, between)
    _add_field(numbers, "NUMPAGES")
    _add_text(numbers, after)


#: Word's own way of a watermark: a text shape that stands behind the page and belongs to the header.
_WATERMARK = """<w:pict {namespaces}>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="LianfangWatermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" style="position:absolute;
margin-left:0;margin-top:0;width:{width}pt;height:120pt;rotation:315;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;
mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#c8c8c8" stroked="f">
<v:fill opacity=".4"/><v:textpath style="font-family:&quot;SimHei&quot;;font-size:1pt" string=""/></v:shape></w:pict>"""


def _add_watermark(paragraph: Any, text: str) -> None:
    from docx.oxml import parse_xml

    names = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }
    spelled = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    em = sum(1.0 if ord(letter) > 0x2E7F else 0.62 for letter in text)
    width = min(round(120 * em), 430)
    picture = parse_xml(_WATERMARK.format(namespaces=spelled, width=width).replace("\n", " "))
    path = picture.find(".//v:shape/v:textpath", names)
    path.set("string", without_control(text))
    paragraph.add_run()._element.append(picture)


def _add_field(paragraph: Any, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)


def _add_picture(document: Any, block: Picture, content: bytes | None) -> None:
    if content is None:
        _add_text(document.add_paragraph(style=_STYLES[Tone.NOTE][0]), block.missing)
        return
    turned = block.landscape and not block.height_mm
    if turned:
        # The heading before the picture goes with it onto the landscape page.
        heading = _taken_heading(document)
        _landscape(document.add_section(WD_SECTION.NEW_PAGE))
        if heading is not None:
            document.element.body.insert(len(document.element.body) - 1, heading)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.add_run().add_picture(io.BytesIO(content))
    width = PLATE_MM[0] if turned else TEXT_WIDTH_MM
    shape.width, shape.height = _fitted(shape.width / shape.height, width, block.height_mm or PLATE_MM[1])
    shape._inline.docPr.set("descr", block.caption)
    shape._inline.docPr.set("name", block.caption)
    if turned:
        _portrait(document.add_section(WD_SECTION.NEW_PAGE))


def _taken_heading(document: Any) -> Any:
    """Take the last block off the document when it is a heading."""
    last = document.paragraphs[-1] if document.paragraphs else None
    body = document.element.body
    if last is None or not last.style.name.startswith("Heading") or body[-2] is not last._p:
        return None
    body.remove(last._p)
    return last._p


def _fitted(ratio: float, width_mm: float, height_mm: float) -> tuple[Any, Any]:
    width = min(width_mm, height_mm * ratio)
    return Mm(width), Mm(width / ratio)


def _add_table(document: Any, block: Table) -> None:
    rows = ([tuple(column.heading for column in block.columns)] if block.has_headings else []) + list(block.rows)
    table = document.add_table(rows=len(rows), cols=len(block.columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = _column_widths(block)
    _soft_borders(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    style = document.styles["Annex Small Cell" if block.is_small else "Annex Cell"]
    last = len(rows) - 1
    for index, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        is_heading = block.has_headings and index == 0
        _mark_row(row, is_heading=is_heading)
        for place, (cell, text) in enumerate(zip(row._tr.tc_lst, texts, strict=True)):
            cell.width = widths[place]
            is_label = not block.has_headings and place == 0
            is_bold = is_heading or is_label or (block.has_total and index == last)
            if is_heading or is_label:
                _shade(cell)
            _fill_cell(cell, text, style, _ALIGN[Align.CENTRE if is_heading else block.columns[place].align], is_bold)
    # Tables that touch would become one; the empty line also keeps a note off the frame.
    gap = document.add_paragraph()
    gap.paragraph_format.space_after, gap.paragraph_format.line_spacing = Pt(0), Pt(4)


def _column_widths(block: Table) -> list[Any]:
    """Return widths by weight, but no column narrower than its longest word (estimated: no font is at hand)."""
    usable = _PAGE_MM[0] - 2 * _MARGIN_MM
    total = sum(column.weight for column in block.columns)
    wanted = [usable * column.weight / total for column in block.columns]
    size_mm = (_SMALL_CELL_PT if block.is_small else _CELL_PT) * 25.4 / 72.0
    texts = [[column.heading, *(row[i] for row in block.rows)] for i, column in enumerate(block.columns)]
    longest = [max((len(word) for text in column for word in _WORD.findall(text)), default=0) for column in texts]
    least = [letters * _LATIN_EM * size_mm + _CELL_PADDING_MM for letters in longest]
    lacking = sum(max(low - width, 0.0) for low, width in zip(least, wanted, strict=True))
    spare = sum(max(width - low, 0.0) for low, width in zip(least, wanted, strict=True))
    if 0.0 < lacking <= spare:
        wanted = [
            low if width < low else width - (width - low) * lacking / spare
            for low, width in zip(least, wanted, strict=True)
        ]
    return [Mm(width) for width in wanted]


def _fill_cell(cell: Any, text: str, style: Any, alignment: WD_ALIGN_PARAGRAPH, bold: bool) -> None:
    from docx.text.paragraph import Paragraph as DocxParagraph

    paragraph = DocxParagraph(cell.p_lst[0], None)  # type: ignore[arg-type]
    paragraph._p.style = style.style_id
    paragraph._p.alignment = alignment
    _add_text(paragraph, text, bold=bold)
    properties = cell.get_or_add_tcPr()
    middle = OxmlElement("w:vAlign")
    middle.set(qn("w:val"), "center")
    properties.append(middle)


def _mark_row(row: Any, *, is_heading: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: Any) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E8F1EF")):
        shading.set(qn(f"w:{name}"), value)
    cell.get_or_add_tcPr().append(shading)


def _soft_borders(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "7C8B8A")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # The schema orders these, and Word takes a file apart that does not: borders stand before the layout.
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)
