"""The printed guide: all three stories, with their pictures, on pages of A4."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from tests.docs.markdown import text_of
from tests.tools import guide_book
from tests.tools.guide_pictures import PICTURES


def test_the_book_has_every_heading_and_picture(qapp, tmp_path: Path) -> None:
    assert set(guide_book.STORIES) == set(PICTURES)
    pdf = pypdfium2.PdfDocument(guide_book.book("zh_CN", tmp_path / "book.pdf"))
    texts, pictures = [], 0
    for page in pdf:
        texts.append("".join(page.get_textpage().get_text_range().split()))
        # What begins on the next page is in this one's list too, below its foot.
        images = [one for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        pictures += sum(one.get_bounds()[1] > 0 for one in images)
        assert [round(side) for side in page.get_size()] == [595, 842]
    assert pictures == sum(map(len, PICTURES.values()))
    for story in guide_book.STORIES:
        for line in text_of(guide_book.GUIDE / "zh_CN" / f"{story}.md").splitlines():
            if line.startswith("#"):
                heading = "".join(line.lstrip("# ").split())
                (at,) = (place for place, text in enumerate(texts) if heading in text)
                assert not texts[at].endswith(heading), f"{line} stands alone at the foot of page {at + 1}"


def test_links_become_words_and_pictures_stay() -> None:
    assert guide_book.plain("see [this](a.md#b) ![that](c.png)") == "see this ![that](c.png)"
