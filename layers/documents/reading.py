"""A filled Word document read back into blocks, so that its PDF is set from it and from nothing else.

Headings, paragraphs with their size, weight and alignment, lists, tables, pictures, page breaks, header and footer
are kept; what a template may not use is in :data:`CONSTRUCTS`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as WD_ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml.ns import qn
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from layers.errors import TemplateConstruct
from layers.export.document import (
    Align,
    AnnexDocument,
    Block,
    Column,
    Heading,
    Look,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)

#: What the PDF cannot show: code → tags that give it away.  The codes have words in ``[construct]``.
CONSTRUCTS: dict[str, tuple[str, ...]] = {
    "text_box": ("w:txbxContent", "w:pict"),
    "floating_picture": ("wp:anchor",),
    "note": ("w:footnoteReference", "w:endnoteReference"),
    "change": ("w:ins", "w:del", "w:moveFrom", "w:moveTo"),
    "formula": ("m:oMath",),
    "object": ("w:object",),
    "merged_cells": ("w:gridSpan", "w:vMerge"),
    "content_control": ("w:sdt",),
}
_SPACES = {"wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
           "m": "http://schemas.openxmlformats.org/officeDocument/2006/math"}  # fmt: skip
_ALIGN = {WD_ALIGN.CENTER: Align.CENTRE, WD_ALIGN.RIGHT: Align.RIGHT}
_USUAL_PT = 10.5
_EMU_PER_MM = 36_000.0
#: Pictures wider than a portrait page's text get a landscape page of their own.
_PORTRAIT_MM = 172.0
_SMALL_PT = 9.0


@dataclass(frozen=True)
class ReadDocument:
    """A document as blocks, and its pictures by slot."""

    document: AnnexDocument
    pictures: dict[str, bytes] = field(repr=False)


def constructs(content: bytes) -> tuple[str, ...]:
    """Return the codes of what a document holds that the PDF cannot show, in the order of :data:`CONSTRUCTS`."""
    body = Document(io.BytesIO(content)).element.body
    found = [code for code, tags in CONSTRUCTS.items() if any(_has(body, tag) for tag in tags)]
    if any(True for table in body.iter(qn("w:tbl")) if any(one.tag == qn("w:tc") for one in table.iterancestors())):
        found.append("nested_table")
    if any(int(one.get(qn("w:num"), "1")) > 1 for one in body.iter(qn("w:cols"))):
        found.append("columns")
    return tuple(found)


def _has(body: Any, tag: str) -> bool:
    space, name = tag.split(":")
    full = f"{{{_SPACES[space]}}}{name}" if space in _SPACES else qn(tag)
    return next(body.iter(full), None) is not None


def read(content: bytes, on: date, *, language: str, name: str = "") -> ReadDocument:
    """Return a filled document as blocks.

    Parameters
    ----------
    content : bytes
        A DOCX.
    on : date
        The reference date of the PDF.
    language : {"zh_CN", "en"}
    name : str
        What errors call it.

    Raises
    ------
    TemplateConstruct
        It holds one of :data:`CONSTRUCTS`, nested tables or columns.
    """
    bad = constructs(content)
    if bad:
        raise TemplateConstruct(path=name, constructs=", ".join(bad), codes=bad)
    return _Reader(Document(io.BytesIO(content))).run(on, language)


class _Reader:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.pictures: dict[str, bytes] = {}
        self.lists = _Lists(document)

    def run(self, on: date, language: str) -> ReadDocument:
        properties = self.document.core_properties
        header, footer, pages = self._frame()
        blocks = tuple(self._blocks())
        document = AnnexDocument(
            title=properties.title or "",
            subject=properties.subject or "",
            header=header,
            footer=footer,
            page_text=pages,
            author=properties.author or "",
            language=language,
            reference_date=on,
            blocks=blocks,
        )
        return ReadDocument(document, self.pictures)

    def _frame(self) -> tuple[str, str, str]:
        """Return header, footer and how pages are counted, of the first section."""
        section = self.document.sections[0]
        header = " ".join(one.text for one in section.header.paragraphs if one.text.strip())
        footers, pages = [], ""
        for one in section.footer.paragraphs:
            text = _field_text(one._p)
            if "{page}" in text or "{pages}" in text:
                pages = text
            elif text.strip():
                footers.append(text)
        return header, " ".join(footers), pages or "{page} / {pages}"

    def _blocks(self) -> Iterator[Block]:
        for element in self.document.element.body:
            if element.tag == qn("w:p"):
                yield from self._paragraph(DocxParagraph(element, self.document))
            elif element.tag == qn("w:tbl"):
                yield self._table(DocxTable(element, self.document))

    def _paragraph(self, one: DocxParagraph) -> Iterator[Block]:
        if one.paragraph_format.page_break_before:
            yield PageBreak()
        text = self.lists.mark(one._p) + _text(one._p)
        for part, piece in enumerate(text.split("\f")):
            if part:
                yield PageBreak()
            if piece.strip():
                level = _level(one)
                look = _look(one)
                yield Heading(piece, min(level, 2), look) if level else Paragraph(piece, look=look)
        yield from self._images(one)
        if one._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            yield PageBreak()

    def _images(self, one: DocxParagraph) -> Iterator[Block]:
        for drawing in one._p.iter(qn("wp:inline")):
            blip = next(drawing.iter(qn("a:blip")), None)
            related = blip.get(qn("r:embed")) if blip is not None else None
            if related is None or one.part.rels[related].reltype != REL.IMAGE:
                continue
            slot = f"picture_{len(self.pictures) + 1}"
            self.pictures[slot] = one.part.related_parts[related].blob
            size = drawing.find(qn("wp:extent"))
            width, height = (int(size.get(name)) / _EMU_PER_MM for name in ("cx", "cy"))
            caption = drawing.find(qn("wp:docPr")).get("descr") or slot
            if width > _PORTRAIT_MM:
                yield Picture(slot, caption, caption)
            else:
                yield Picture(slot, caption, caption, landscape=False, height_mm=height)

    def _table(self, table: DocxTable) -> Table:
        rows = [[self._cell(cell) for cell in row._tr.tc_lst] for row in table.rows]
        width = max(len(row) for row in rows)
        rows = [row + [""] * (width - len(row)) for row in rows]
        weights = [float(one.get(qn("w:w"), "1")) or 1.0 for one in table._tbl.tblGrid.gridCol_lst]
        weights += [1.0] * (width - len(weights))
        first = table.rows[0]._tr
        has_headings = first.trPr is not None and first.trPr.find(qn("w:tblHeader")) is not None
        shown = table.rows[min(1, len(rows) - 1)]._tr.tc_lst
        aligns = [_align(DocxParagraph(cell.p_lst[0], table)) for cell in shown]  # type: ignore[arg-type]
        aligns += [Align.LEFT] * (width - len(aligns))
        size = _size_pt(DocxParagraph(shown[0].p_lst[0], table))  # type: ignore[arg-type]
        headings = rows[0] if has_headings else [""] * width
        return Table(
            columns=tuple(Column(*one) for one in zip(headings, weights, aligns, strict=False)),
            rows=tuple(tuple(row) for row in (rows[1:] if has_headings else rows)),
            is_small=size <= _SMALL_PT,
            has_headings=has_headings,
        )

    def _cell(self, cell: Any) -> str:
        return "\n".join(self.lists.mark(one) + _text(one) for one in cell.p_lst).strip()


class _Lists:
    """Counts list items: bullets and numbers that Word writes by itself."""

    def __init__(self, document: Any) -> None:
        found = [rel.target_part for rel in document.part.rels.values() if rel.reltype == REL.NUMBERING]
        self.root = found[0].element if found else None
        self.styles = document.styles.element
        self.counts: dict[tuple[str, str], int] = {}

    def mark(self, paragraph: Any) -> str:
        """Return what stands before a paragraph: ``• ``, ``3. `` or nothing."""
        properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is None or self.root is None:
            return ""
        number = properties.find(qn("w:numId"))
        level = properties.find(qn("w:ilvl"))
        which = number.get(qn("w:val")) if number is not None else "0"
        depth = level.get(qn("w:val")) if level is not None else "0"
        shape = self._shape(which, depth)
        if shape is None:
            return ""
        kind, text = shape
        if kind == "bullet":
            return "• "
        self.counts[which, depth] = self.counts.get((which, depth), 0) + 1
        for other in [key for key in self.counts if key[0] == which and key[1] > depth]:
            del self.counts[other]
        shown = str(self.counts[which, depth])
        return text.replace(f"%{int(depth) + 1}", shown) + " "

    def _shape(self, number: str, depth: str) -> tuple[str, str] | None:
        assert self.root is not None
        num = next((one for one in self.root.findall(qn("w:num")) if one.get(qn("w:numId")) == number), None)
        if num is None:
            return None
        which = num.find(qn("w:abstractNumId")).get(qn("w:val"))
        for one in self.root.findall(qn("w:abstractNum")):
            if one.get(qn("w:abstractNumId")) == which:
                for level in one.findall(qn("w:lvl")):
                    if level.get(qn("w:ilvl")) == depth:
                        kind = level.find(qn("w:numFmt")).get(qn("w:val"))
                        return kind, level.find(qn("w:lvlText")).get(qn("w:val"))
        return None


def _text(paragraph: Any) -> str:
    """Return a paragraph's text; a line feed for a line break, a form feed for a page break."""
    parts: list[str] = []
    for one in paragraph.iter():
        if one.tag == qn("w:t"):
            parts.append(one.text or "")
        elif one.tag in (qn("w:tab"), qn("w:ptab")) and one.getparent().tag == qn("w:r"):
            parts.append("\u3000")
        elif one.tag == qn("w:br"):
            parts.append("\f" if one.get(qn("w:type")) == "page" else "\n")
        elif one.tag == qn("w:noBreakHyphen"):
            parts.append("-")
    return "".join(parts)


def _field_text(paragraph: Any) -> str:
    """Return a footer's text with ``{page}`` and ``{pages}`` for Word's page fields, simple or in runs."""
    parts: list[str] = []
    in_result = False
    for one in paragraph.iter():
        if one.tag == qn("w:fldSimple"):
            parts.append(_page_mark(one.get(qn("w:instr"))))
        elif one.tag == qn("w:instrText"):
            parts.append(_page_mark(one.text))
        elif one.tag == qn("w:fldChar"):
            in_result = one.get(qn("w:fldCharType")) in ("begin", "separate")
        elif one.tag == qn("w:t") and not in_result and one.getparent().getparent().tag != qn("w:fldSimple"):
            parts.append(one.text or "")
    return "".join(parts)


def _page_mark(instruction: str | None) -> str:
    word = (instruction or "").split()[:1]
    return {"PAGE": "{page}", "NUMPAGES": "{pages}", "SECTIONPAGES": "{pages}"}.get(word[0] if word else "", "")


def _level(one: DocxParagraph) -> int:
    """Return the level of a heading, 0 for running text."""
    style: Any = one.style
    while style is not None:
        outline = style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None:
            return int(outline.get(qn("w:val"))) + 1
        style = style.base_style
    return 0


def _look(one: DocxParagraph) -> Look:
    spacing = one.paragraph_format
    return Look(
        size_pt=_size_pt(one),
        bold=_is_bold(one),
        align=_align(one),
        indent=_indent(one),
        after_mm=_mm(_inherited(one, "space_after"), 0.8),
        before_mm=_mm(_inherited(one, "space_before") if spacing is not None else None, 0.0),
    )


def _inherited(one: DocxParagraph, name: str) -> Any:
    value = getattr(one.paragraph_format, name)
    style: Any = one.style
    while value is None and style is not None:
        value = getattr(style.paragraph_format, name)
        style = style.base_style
    return value


def _mm(length: Any, usual: float) -> float:
    return usual if length is None else float(length) / _EMU_PER_MM


def _of_font(one: DocxParagraph, name: str) -> Any:
    run = next((run for run in one.runs if run.text.strip()), None)
    value = getattr(run.font, name) if run is not None else None
    style: Any = one.style
    while value is None and style is not None:
        value = getattr(style.font, name)
        style = style.base_style
    return value


def _size_pt(one: DocxParagraph) -> float:
    size = _of_font(one, "size")
    return float(size.pt) if size is not None else _USUAL_PT


def _is_bold(one: DocxParagraph) -> bool:
    return bool(_of_font(one, "bold"))


def _align(one: DocxParagraph) -> Align:
    return _ALIGN.get(_inherited(one, "alignment"), Align.LEFT)


def _indent(one: DocxParagraph) -> float:
    """Return the indent of the first line in characters."""
    length = _inherited(one, "first_line_indent")
    return max(0.0, round(float(length.pt) / _size_pt(one))) if length is not None else 0.0
