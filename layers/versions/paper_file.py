"""Hashes in a document that the program wrote: a PDF, a DOCX, or plain text."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from layers.errors import PaperCodeUnreadable, UnreadableSource
from layers.sources.office import look_over
from layers.versions.paper_code import PaperCode, found_in

#: A document of ours is far smaller; a stranger's file is not read into memory whole.
_MOST_BYTES = 200 << 20
_MOST_PAGES, _MOST_SIGNS, _MOST_S = 2_000, 20_000_000, 10.0
_MOST_TEXT_BYTES = 20 << 20
#: The longest agreements have some thirty pages; what is read is laid out in a field of the window.
_MOST_PARAGRAPHS, _MOST_LETTERS = 5_000, 200_000
ENDINGS = (".pdf", ".docx", ".txt")


def codes_of(path: Path, *, text: str | None = None) -> list[PaperCode]:
    """Return the hashes in a document, in reading order.

    Parameters
    ----------
    path : Path
    text : str, optional
        What :func:`text_of` said, where it was read already.

    Raises
    ------
    UnreadableSource
        The file is not there, is too large, or is none of PDF, DOCX and text.
    PaperCodeUnreadable
        It holds no hash (``reason_code`` ``none``).
    """
    codes = found_in(text_of(path) if text is None else text)
    if not codes:
        raise PaperCodeUnreadable(value=path.name, reason_code="none")
    return codes


def text_of(path: Path) -> str:
    """Return the text of a PDF, a DOCX or a plain text in reading order.

    Raises
    ------
    UnreadableSource
        As :func:`codes_of`.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UnreadableSource(path=str(path), reason=f"more than {_MOST_BYTES >> 20} MB")
        head = path.open("rb").read(4)
        return _pdf(path) if head == b"%PDF" else _docx(path) if head == b"PK\x03\x04" else _plain(path)
    except OSError as error:
        raise UnreadableSource(path=str(path), reason=error.strerror or str(error)) from error


def paragraphs_of(path: Path) -> list[str]:
    """Return the paragraphs of a text that was negotiated, a DOCX or plain text; tables and headers are left out.

    Raises
    ------
    UnreadableSource
        The file is not there, is too large, or is neither.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UnreadableSource(path=str(path), reason=f"more than {_MOST_BYTES >> 20} MB")
        head = path.open("rb").read(4)
        if head == b"%PDF":
            raise UnreadableSource(path=str(path), reason="a PDF; its paragraphs cannot be told apart")
        is_docx = head == b"PK\x03\x04"
        found = [one.text for one in _opened(path).paragraphs] if is_docx else _plain(path).splitlines()
    except OSError as error:
        raise UnreadableSource(path=str(path), reason=error.strerror or str(error)) from error
    kept = [text.strip() for text in found if text.strip()]
    if len(kept) > _MOST_PARAGRAPHS or sum(map(len, kept)) > _MOST_LETTERS:
        raise UnreadableSource(path=str(path), reason="far more text than any agreement")
    return kept


def _pdf(path: Path) -> str:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UnreadableSource(path=str(path), reason=str(error)) from error
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableSource(path=str(path), reason=f"{len(document):,} pages, more than {_MOST_PAGES:,}")
        texts, size, until = [], 0, time.monotonic() + _MOST_S
        for page in document:
            text_page = page.get_textpage()
            size += text_page.count_chars()
            if size > _MOST_SIGNS or time.monotonic() > until:
                raise UnreadableSource(path=str(path), reason="far more text than any document of ours")
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return "\n".join(texts)
    except pdfium.PdfiumError as error:
        raise UnreadableSource(path=str(path), reason=str(error)) from error
    finally:
        document.close()


def _docx(path: Path) -> str:
    """Return the text of a DOCX in reading order, cells of tables, headers and footers included."""
    from docx.oxml.ns import qn

    document = _opened(path)
    parts = [document.element.body]
    try:
        for section in document.sections:
            parts += [section.header._element, section.footer._element]
    except Exception as error:  # a header that is named and not there
        raise UnreadableSource(path=str(path), reason=f"not a DOCX: {error}") from error
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for part in parts
        for paragraph in part.iter(qn("w:p"))
    )


def _opened(path: Path) -> Any:
    from docx import Document

    try:
        look_over(path)
        document = Document(str(path))
        if document.element.body is None:
            raise ValueError("it has no body")
        return document
    except OSError:
        raise
    except Exception as error:  # a damaged document makes the parser fail in any way it likes
        raise UnreadableSource(path=str(path), reason=f"not a DOCX: {error}") from error


def _plain(path: Path) -> str:
    if path.stat().st_size > _MOST_TEXT_BYTES:
        raise UnreadableSource(path=str(path), reason=f"more than {_MOST_TEXT_BYTES >> 20} MB of text")
    raw = path.read_bytes()
    if b"\x00" in raw[:4096]:
        raise UnreadableSource(path=str(path), reason="no PDF, DOCX or text")
    return raw.decode("utf-8", "replace")
