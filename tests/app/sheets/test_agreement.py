"""The PDF of an agreement is set from its filled DOCX: the same words, digits and pages."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from app.sheets.agreement import typeset
from layers.documents.kinds import Choices, DocumentKind
from layers.documents.library import Library
from layers.documents.reading import read
from layers.documents.writing import make, write
from layers.export.document import Table
from tests.layers.documents.conftest import ON, make_sources
from tests.layers.documents.test_writing import png


def letters(text: str) -> str:
    """What is left without spaces and breaks; hyphens that the PDF reader puts in stay out."""
    return re.sub(r"[\s\ufffe\u00ad]+", "", text)


@pytest.fixture(scope="module")
def made(qapp):
    uid = make_sources().jobs[0].report.uid
    paper = make(Choices(DocumentKind.FOREST), make_sources(plates={uid: png()}), Library("zh_CN"))
    whole = paper.parts[paper.title]
    return paper, whole, typeset(whole, ON, "zh_CN", "forest.docx")


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [document[k].get_textpage().get_text_range() for k in range(len(document))]


def test_every_word_and_digit_of_the_docx_is_in_the_pdf(made) -> None:
    _, whole, content = made
    said = letters("".join(pages(content)))
    document = read(whole, ON, language="zh_CN").document
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                assert all(letters(word) in said for cell in row for word in re.findall(r"[\w.°′″]+", cell))
    for name in ("第十八条", "【30】", "________", "附件九"):
        assert name in said
    coordinates = next(one for one in document.blocks if isinstance(one, Table) and one.columns[0].heading == "点号")
    assert all(row[4] in said and row[5] in said for row in coordinates.rows)


def test_pages_are_numbered_and_the_map_lies_across(made) -> None:
    _, _, content = made
    found = pages(content)
    for number, text in enumerate(found, start=1):
        assert f"第{number}页" in letters(text) and f"共{len(found)}页" in letters(text)
    document = pypdfium2.PdfDocument(content)
    turned = [k for k in range(len(document)) if document[k].get_width() > document[k].get_height()]
    assert len(turned) == 1 and any(one.type == 3 for one in document[turned[0]].get_objects())  # an image


def test_the_same_docx_gives_the_same_pdf(made) -> None:
    _, whole, content = made
    assert typeset(whole, ON, "zh_CN") == content


def test_a_village_covenant_is_one_page(qapp) -> None:
    for language in ("zh_CN", "en"):
        sources = make_sources(language)
        paper = make(Choices(DocumentKind.VILLAGE, annexes=()), sources, Library(language))
        assert len(pages(typeset(paper.parts[paper.title], ON, language))) == 1


def test_both_formats_are_written(made, tmp_path) -> None:
    paper, _, _ = made
    paths = write(paper, tmp_path, typeset=lambda content, name: typeset(content, ON, "zh_CN", name), alone=False)
    assert [path.suffix for path in paths] == [".docx", ".pdf"]
