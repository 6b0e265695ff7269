"""Writes the agreement's templates from their texts: ``python -m tests.tools.agreement_templates``.

The DOCX files in ``resources/templates/<language>/docx`` are what the program fills; an office edits copies of them.
The texts lie beside this module, so that a change of wording can be read as a change of text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as WD_ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from layers.documents.kinds import CLAUSES, Annex, DocumentKind
from layers.documents.library import names
from layers.documents.template import repeatable
from tests.tools.agreement_wording import WORDING, Wording

HERE = Path(__file__).parent / "agreement_texts"
TARGET = Path(__file__).parents[2] / "resources" / "templates"
LANGUAGES = ("zh_CN", "en")
#: Templates carry no other date.
DAY = date(2026, 1, 1)
_FONTS = {"body": ("Times New Roman", "宋体"), "heading": ("Arial", "黑体")}


_LAWS = {
    DocumentKind.PEACEFUL_BORDER: ("boundary", "emergency"),
    DocumentKind.RELIEF: ("emergency", "supplies"),
    DocumentKind.BASIN: ("emergency", "water"),
    DocumentKind.VILLAGE: (),
}
_CENTRED = frozenset({"point", "ring", "longitude", "latitude", "code", "phase", "number", "period", "date", "checked"})
_RIGHT = frozenset(
    {
        "x_north",
        "y_east",
        "side_m",
        "azimuth",
        "hectares",
        "mu",
        "share",
        "strength",
        "turnout_min",
        "quantity",
        "mobilise_min",
    }
)
_SMALL = frozenset({"coordinates", "duties", "sources", "findings", "depots", "stock", "contacts"})


def texts(language: str) -> dict[tuple[str, str], tuple[str, list[str]]]:
    """Return (clause, kind) → title and paragraphs; kind is "" for the common text."""
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    lines: list[str] = []
    for line in (HERE / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        head = re.fullmatch(r"\[(\w*)(?:@(\w+))?\] (.+)", line)
        if head:
            lines = []
            found[head[1], head[2] or ""] = (head[3], lines)
        elif line.strip() and not line.startswith("#"):
            lines.append(line)
    return found


class Builder:
    """One template in the making."""

    def __init__(self, language: str, *, landscape: bool = False, small_type: bool = False) -> None:
        self.words = WORDING[language]
        self.is_chinese = language == "zh_CN"
        self.document = Document()
        self.size = 10.0 if small_type else 11.0
        self._styles()
        self._page(landscape)
        self._frame()

    def _styles(self) -> None:
        styles = self.document.styles
        self._style(styles["Normal"], "body", 11.0)
        for name, size in (("Heading 1", 16.0), ("Heading 2", 12.0)):
            style = styles[name]
            self._style(style, "heading", size, bold=True)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10), Pt(4)
        styles["Heading 1"].paragraph_format.alignment = WD_ALIGN.CENTER
        for name, face, size, align in (
            ("Lianfang Title", "heading", 20.0, WD_ALIGN.CENTER),
            ("Lianfang Body", "body", self.size, WD_ALIGN.JUSTIFY),
            ("Lianfang Plain", "body", self.size, WD_ALIGN.LEFT),
            ("Lianfang Note", "body", 9.0, WD_ALIGN.LEFT),
            ("Lianfang Cell", "body", 10.0, WD_ALIGN.LEFT),
            ("Lianfang Small Cell", "body", 8.5, WD_ALIGN.LEFT),
        ):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            self._style(style, face, size, bold=name.endswith("Title"))
            style.paragraph_format.alignment = align
            style.paragraph_format.space_after = Pt(1.5 if name.endswith("Cell") else 4)
            style.paragraph_format.space_before = Pt(1.5 if name.endswith("Cell") else 0)
            style.paragraph_format.line_spacing = 1.0 if name.endswith("Cell") else 1.3
        if self.is_chinese:
            styles["Lianfang Body"].paragraph_format.first_line_indent = Pt(2 * self.size)

    def _style(self, style: Any, face: str, size: float, *, bold: bool = False) -> None:
        latin, chinese = _FONTS[face]
        style.font.name, style.font.size, style.font.bold = latin, Pt(size), bold
        style.font.color.rgb = None
        faces = style.element.get_or_add_rPr().get_or_add_rFonts()
        for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            faces.attrib.pop(qn(f"w:{slot}"), None)
        for slot, name in (("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
            faces.set(qn(f"w:{slot}"), name)
        color = style.element.get_or_add_rPr().find(qn("w:color"))
        if color is not None:
            color.getparent().remove(color)

    def _page(self, landscape: bool) -> None:
        section = self.document.sections[0]
        width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.left_margin = section.right_margin = Mm(10 if landscape else 20)
        section.top_margin, section.bottom_margin = Mm(14 if landscape else 22), Mm(15 if landscape else 22)
        section.header_distance, section.footer_distance = Mm(6 if landscape else 9), Mm(6 if landscape else 9)

    def _frame(self) -> None:
        section = self.document.sections[0]
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN.CENTER
        self._run(header, "{{ header }}", 9.0)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN.CENTER
        self._run(footer, "{{ legal }}", 9.0)
        numbers = section.footer.add_paragraph()
        numbers.alignment = WD_ALIGN.CENTER
        before, between, after = self.words.page
        for text, name in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            self._run(numbers, text, 9.0)
            if name:
                self._field(numbers, name)

    def _field(self, paragraph: Any, name: str) -> None:
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), name)
        run = OxmlElement("w:r")
        shown = OxmlElement("w:t")
        shown.text = "1"
        run.append(shown)
        simple.append(run)
        paragraph._p.append(simple)

    def _run(self, paragraph: Any, text: str, size: float | None = None, *, bold: bool = False) -> None:
        run = paragraph.add_run(text)
        if size:
            run.font.size = Pt(size)
        if bold:
            run.bold = True
        if self.is_chinese:
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")

    def text(self, text: str, style: str = "Lianfang Body") -> None:
        """Add a paragraph; a mark on a line of its own stands alone."""
        paragraph = self.document.add_paragraph(style="Lianfang Plain" if text.startswith("{%p") else style)
        self._run(paragraph, text)

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading."""
        self._run(self.document.add_paragraph(style=f"Heading {level}"), text)

    def table(self, key: str, rows: str, *, every: str = "row") -> None:
        """Add a table whose one row repeats for each of the rows of a field."""
        columns = self.words.tables[key]
        style = "Lianfang Small Cell" if key in _SMALL else "Lianfang Cell"
        self._table([title for _, title, _ in columns], [weight for _, _, weight in columns], style)
        table = self.document.tables[-1]
        self._marks(table, f"{{%tr for {every} in {rows} %}}", style)
        cells = self._row(table).cells
        for cell, (name, _, _) in zip(cells, columns, strict=True):
            align = WD_ALIGN.CENTER if name in _CENTRED else WD_ALIGN.RIGHT if name in _RIGHT else WD_ALIGN.LEFT
            self._cell(cell, f"{{{{ {every}.{name} }}}}", style, align)
        self._marks(table, "{%tr endfor %}", style)
        self._after()

    def _table(self, headings: list[str], weights: list[float], style: str) -> None:
        section = self.document.sections[-1]
        room = (section.page_width - section.left_margin - section.right_margin) / sum(weights)
        table = self.document.add_table(rows=1, cols=len(headings), style="Table Grid")
        table.autofit = False
        for cell, text in zip(table.rows[0].cells, headings, strict=True):
            self._cell(cell, text, style, WD_ALIGN.CENTER, bold=True)
            shade = OxmlElement("w:shd")
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E8F1EF")):
                shade.set(qn(f"w:{name}"), value)
            cell._tc.get_or_add_tcPr().append(shade)
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        properties.append(OxmlElement("w:tblHeader"))
        for column, weight in zip(table.columns, weights, strict=True):
            column.width = int(room * weight)

    def _marks(self, table: Any, text: str, style: str) -> None:
        row = self._row(table)
        self._cell(row.cells[0], text, style, WD_ALIGN.LEFT)

    def _row(self, table: Any) -> Any:
        """Add a row that stays on one page."""
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        return row

    def _cell(self, cell: Any, text: str, style: str, align: Any, *, bold: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.style = self.document.styles[style]
        paragraph.alignment = align
        self._run(paragraph, text, bold=bold)

    def _after(self) -> None:
        gap = self.document.add_paragraph(style="Lianfang Note")
        gap.paragraph_format.space_after = Pt(2)

    def bytes(self) -> bytes:
        """Return the file."""
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = "{{ title }}", "{{ maker }}", ""
        buffer = io.BytesIO()
        self.document.save(buffer)
        return repeatable(buffer.getvalue(), DAY)


def agreement(kind: DocumentKind, language: str) -> bytes:
    """Return the template of a kind."""
    is_village = kind is DocumentKind.VILLAGE
    builder = Builder(language, small_type=is_village)
    words, clauses = builder.words, texts(language)
    builder.text("{{ title }}", "Lianfang Title")
    if is_village:
        _, lines = clauses["", kind.value]
        builder.text("{{ parties_text }}", "Lianfang Plain")
        for line in lines:
            builder.text(line, "Lianfang Plain")
        _signatures(builder)
        return builder.bytes()
    builder.text(words.number, "Lianfang Plain")
    _parties(builder)
    builder.text(words.basis)
    for law in _LAWS.get(kind, ("forest", "emergency")):
        builder.text(f"{{{{ law.{law} }}}}", "Lianfang Note")
    heading = words.plan_heading if kind is DocumentKind.JOINT_RESPONSE else words.heading
    for code in CLAUSES[kind]:
        title, lines = clauses.get((code, kind.value)) or clauses[code, ""]
        builder.text(f"{{%p if clause.{code} %}}")
        builder.heading(heading.format(number=f"{{{{ clause.{code} }}}}", title=title), 2)
        for line in lines:
            builder.text(line)
        builder.text("{%p endif %}")
    builder.text("{%p if annex_list %}")
    builder.heading(words.annexes, 2)
    builder.text("{%p for one in annex_list %}")
    builder.text(words.annex_line, "Lianfang Plain")
    builder.text("{%p endfor %}")
    builder.text("{%p endif %}")
    builder.heading(words.sign, 2)
    _signatures(builder)
    builder.text(words.place, "Lianfang Plain")
    return builder.bytes()


def _parties(builder: Builder) -> None:
    names = ("label", "name", "code", "representative", "address", "phone")
    builder._table(list(builder.words.parties), [0.8, 2.0, 1.3, 1.5, 1.6, 1.3], "Lianfang Cell")
    table = builder.document.tables[-1]
    builder._marks(table, "{%tr for party in parties %}", "Lianfang Cell")
    for cell, name in zip(builder._row(table).cells, names, strict=True):
        builder._cell(cell, f"{{{{ party.{name} }}}}", "Lianfang Cell", WD_ALIGN.LEFT)
    builder._marks(table, "{%tr endfor %}", "Lianfang Cell")
    builder._after()


def _signatures(builder: Builder) -> None:
    builder._table(list(builder.words.sign_columns), [2.4, 2.4, 1.2], "Lianfang Cell")
    table = builder.document.tables[-1]
    builder._marks(table, "{%tr for party in parties %}", "Lianfang Cell")
    cells = builder._row(table).cells
    builder._cell(cells[0], "{{ party.label }}　{{ party.name }}", "Lianfang Cell", WD_ALIGN.LEFT)
    builder._cell(cells[1], "{{ blank }}", "Lianfang Cell", WD_ALIGN.LEFT)
    builder._cell(cells[2], "{{ blank }}", "Lianfang Cell", WD_ALIGN.LEFT)
    builder._marks(table, "{%tr endfor %}", "Lianfang Cell")
    builder._after()


def annex(which: Annex, language: str) -> bytes:
    """Return the template of an annex."""
    builder = Builder(language, landscape=which is Annex.MAP)
    words = builder.words
    title = _annex_titles(language)[which.value]
    number = f"{{{{ annex.{which.value} }}}}"
    builder.heading(words.annex_heading.format(number=number, title=title))
    for kind, *arguments in _annex_parts(which, words):
        getattr(builder, kind)(*arguments)
    return builder.bytes()


def _annex_titles(language: str) -> dict[str, str]:
    from app.sheets.words import load_words

    return load_words(language).group("annex")


def _annex_parts(which: Annex, words: Wording) -> Iterator[tuple[Any, ...]]:
    says, plain, note = words.says, "Lianfang Plain", "Lianfang Note"
    if which is Annex.MAP:
        yield "text", "{%p for one in areas %}"
        yield "text", "{{ one.map }}", plain
        yield "text", "{%p endfor %}"
        yield "text", "{{ no_map }}", plain
    elif which is Annex.COORDINATES:
        yield "text", "{%p for one in areas %}"
        yield "heading", "{{ one.name }}", 2
        yield "text", "{%p for text in one.notes %}"
        yield "text", "{{ text }}", note
        yield "text", "{%p endfor %}"
        yield "table", "coordinates", "one.rows"
        yield "text", "{{ one.closing }}", note
        yield "heading", says["shares"], 2
        yield "table", "shares", "one.shares"
        yield "text", "{%p endfor %}"
    elif which is Annex.FORCES:
        yield "heading", says["teams"], 2
        yield "table", "teams", "teams"
        yield "text", "{%p if not teams %}"
        yield "text", says["no_rows"], note
        yield "text", "{%p endif %}"
        yield "heading", says["depots"], 2
        yield "table", "depots", "depots"
        yield "heading", says["stock"], 2
        yield "table", "stock", "stock"
        yield "text", "{%p if not stock %}"
        yield "text", says["no_rows"], note
        yield "text", "{%p endif %}"
        yield "text", "{{ phones_note }}", note
    elif which is Annex.PATROL:
        yield "heading", says["checkpoints"], 2
        yield "table", "checkpoints", "checkpoints"
        yield "heading", says["routes"], 2
        yield "table", "routes", "routes"
    elif which is Annex.ROSTER:
        yield "text", says["duty"], plain
        yield "heading", says["chairs"], 2
        yield "table", "chairs", "chairs"
        yield "heading", says["roster"], 2
        yield "table", "roster", "roster"
        yield "text", "{{ phones_note }}", note
    elif which is Annex.SOURCES:
        yield "text", says["date"], plain
        yield "heading", says["sources"], 2
        yield "table", "sources", "sources"
        yield "heading", says["accuracy"], 2
        yield "text", "{%p for text in accuracy %}"
        yield "text", "{{ text }}", plain
        yield "text", "{%p endfor %}"
        yield "heading", says["findings"], 2
        yield "table", "findings", "findings"
        yield "heading", says["provenance"], 2
        yield "text", "{%p for text in provenance %}"
        yield "text", "{{ text }}", note
        yield "text", "{%p endfor %}"
    else:
        key = which.value
        before = {"duties": "duties", "drill": "drill"}.get(key)
        if before:
            yield "text", says[before], plain
        yield "table", key, key
        if which is Annex.CONTACTS:
            yield "text", "{{ phones_note }}", note


def made(name: str, language: str) -> bytes:
    """Return a template by its name."""
    if name.startswith("annex_"):
        return annex(Annex(name.removeprefix("annex_")), language)
    return agreement(DocumentKind(name), language)


def every() -> Iterator[tuple[Path, bytes]]:
    """Yield path and content of each template."""
    for language in LANGUAGES:
        for name in names():
            yield TARGET / language / "docx" / f"{name}.docx", made(name, language)


def main() -> None:
    """Write the templates that differ from what is there."""
    for path, content in every():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
            print(path)


if __name__ == "__main__":
    main()
