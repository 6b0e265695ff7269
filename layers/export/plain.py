"""A document as plain text: for a message, a fax, a screen without an office program."""

from __future__ import annotations

import unicodedata

from layers.export.cells import without_control
from layers.export.document import Align, AnnexDocument, Heading, PageBreak, Paragraph, Picture, Table, Tone

#: Columns of a line of text; a Chinese character takes two.
_WIDTH = 88


def write(annex: AnnexDocument) -> str:
    """Return a document as text, UTF-8, lines of at most 88 columns where words allow."""
    lines: list[str] = []
    for block in annex.blocks:
        if isinstance(block, Heading):
            lines += ["", block.text, "=" * _columns(block.text)]
        elif isinstance(block, Paragraph):
            mark = "! " if block.tone is Tone.WARNING else ""
            lines += [*_wrapped(mark + block.text, _WIDTH), ""]
        elif isinstance(block, Table):
            lines += [*_table(block), ""]
        elif isinstance(block, Picture):
            lines += [block.missing, ""]
        elif isinstance(block, PageBreak):
            lines.append("")
    lines += ["-" * _WIDTH, *_wrapped(annex.footer, _WIDTH)]
    return "\n".join(without_control(line).rstrip() for line in lines) + "\n"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text at spaces and between Chinese characters."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and _columns(line + piece.rstrip()) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for letter in text:
        is_wide = unicodedata.east_asian_width(letter) in "WF"
        if pieces and not is_wide and not pieces[-1].endswith(" ") and _columns(pieces[-1][-1]) == 1:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _table(table: Table) -> list[str]:
    """Lay a table out in columns as wide as their weights say."""
    total = sum(column.weight for column in table.columns)
    room = _WIDTH - 2 * (len(table.columns) - 1)
    widths = [max(int(room * column.weight / total), 6) for column in table.columns]
    rows = [tuple(column.heading for column in table.columns)] if table.has_headings else []
    lines: list[str] = []
    for number, row in enumerate([*rows, *table.rows]):
        cells = [_wrapped(text, width) for text, width in zip(row, widths, strict=True)]
        for k in range(max(len(cell) for cell in cells)):
            texts = [cell[k] if k < len(cell) else "" for cell in cells]
            aligned = [
                _aligned(text, width, column.align)
                for text, width, column in zip(texts, widths, table.columns, strict=True)
            ]
            lines.append("  ".join(aligned))
        if number == 0 and table.has_headings:
            lines.append("  ".join("-" * width for width in widths))
    return lines


def _aligned(text: str, width: int, align: Align) -> str:
    spare = max(width - _columns(text), 0)
    if align is Align.RIGHT:
        return " " * spare + text
    return " " * (spare // 2) + text + " " * (spare - spare // 2) if align is Align.CENTRE else text + " " * spare
