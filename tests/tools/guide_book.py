"""Print the user guide as a PDF for computers without Markdown: ``python -m tests.tools.guide_book FOLDER``.

One book for each language, A4, in the packaged font, the three guides one after the other.  What is beside the program
on a stick must be readable by a double click.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from tests.tools.screenshots import ROOT, SIZE

GUIDE = ROOT / "docs" / "guide"
STORIES = ("planner", "committee", "exercise")
NAMES = {"zh_CN": "联防使用手册.pdf", "en": "lianfang-guide.pdf"}
_MARGIN_MM = 18.0
_DPI = 150
#: Sizes of pictures are told to Qt in pixels of a screen.
_SCREEN_DPI = 96
_POINTS = 10.5
_LINE_PERCENT = 135.0


def book(language: str, target: Path) -> Path:
    """Write the book of a language; needs a QGuiApplication."""
    from app.fonts import packaged_family

    writer = QPdfWriter(str(target))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
    writer.setResolution(_DPI)
    writer.setTitle(NAMES[language].removesuffix(".pdf"))
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(QFont(packaged_family(), round(_POINTS)))
    document.setBaseUrl(QUrl.fromLocalFile(f"{GUIDE / language}/"))
    document.setMarkdown(
        "\n\n".join(plain((GUIDE / language / f"{story}.md").read_text(encoding="utf-8")) for story in STORIES),
        QTextDocument.MarkdownFeature.MarkdownDialectGitHub,
    )
    paint = writer.pageLayout().paintRectPixels(_DPI)
    document.setPageSize(QSizeF(paint.width(), paint.height()))
    document.setDocumentMargin(0)
    _set_out(document, paint.width())
    _keep_headings(document)
    document.print_(writer)
    return target


def plain(markdown: str) -> str:
    """Return a page without links, which a printed book cannot follow; pictures stay."""
    return re.sub(r"(?<!!)\[([^\]]+)\]\([^)]*\)", r"\1", markdown)


def _set_out(document: QTextDocument, wide: float) -> None:
    """Give lines room, begin each guide on a page of its own, fit pictures and tables to the page."""
    block = document.begin()
    cursor = QTextCursor(document)
    while block.isValid():
        cursor.setPosition(block.position())
        has_picture = False
        pieces = block.begin()
        while not pieces.atEnd():
            fragment = pieces.fragment()
            form = fragment.charFormat()
            if form.isImageFormat():
                has_picture = True
                _fit(document, fragment, form.toImageFormat(), wide)
            pieces += 1
        style = QTextBlockFormat()
        if not has_picture:
            style.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if block.blockFormat().headingLevel() == 1 and block.blockNumber():
            style.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        cursor.mergeBlockFormat(style)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            form = frame.format()
            form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            form.setCellPadding(6)
            frame.setFormat(form)


def _keep_headings(document: QTextDocument) -> None:
    """Move a heading that would stand alone at the foot of a page to the next one."""
    layout, high = document.documentLayout(), document.pageSize().height()
    block = document.begin()
    while block.isValid():
        following = block.next()
        if block.blockFormat().headingLevel() > 1 and following.isValid():
            place, below = layout.blockBoundingRect(block), layout.blockBoundingRect(following)
            if int(place.top() // high) != int((below.bottom() - 1.0) // high):
                style = QTextBlockFormat()
                style.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).mergeBlockFormat(style)
        block = following


def _fit(document: QTextDocument, fragment: QTextFragment, form: QTextImageFormat, wide: float) -> None:
    size = QImage(document.baseUrl().resolved(QUrl(form.name())).toLocalFile()).size()
    if size.isEmpty():
        raise FileNotFoundError(form.name())
    # Small dialogs stay as small beside the window as they are on the screen.
    width = wide * _SCREEN_DPI / _DPI * min(size.width() / SIZE[0], 1.0)
    form.setWidth(width)
    form.setHeight(width * size.height() / size.width())
    cursor = QTextCursor(document)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(form)


def write(folder: Path) -> tuple[Path, ...]:
    """Write the book of every language into a folder, which may not be there yet; starts Qt when nobody has."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(book(language, folder / name) for language, name in NAMES.items())


def main() -> None:
    """Write the books into a folder."""
    for path in write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path.cwd()):
        print(path)


if __name__ == "__main__":
    main()
