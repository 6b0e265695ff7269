"""Links of all pages: to files, headings and pictures that are there; nothing is asked of a network."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs.markdown import ROOT, anchors, links, pages, slug_of

INDEX = ROOT / "docs" / "README.md"


def dead(page: Path) -> list[str]:
    """Return what a page names and is not there."""
    found = []
    for link in links(page):
        address = urlsplit(link.target)
        if address.scheme or address.netloc:
            if address.scheme not in ("https", "http", "mailto") or (address.scheme != "mailto" and not address.netloc):
                found.append(link.target)
            continue
        target = page if not address.path else (page.parent / unquote(address.path)).resolve()
        is_there = target.exists() and target.is_relative_to(ROOT)
        if is_there and address.fragment and target.suffix == ".md":
            is_there = unquote(address.fragment) in anchors(target)
        if not is_there:
            found.append(link.target)
    return found


@pytest.mark.parametrize("page", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert dead(page) == []


def test_a_dead_link_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.docs.test_links.ROOT", tmp_path)
    (tmp_path / "there.md").write_text("# One: two, *three* – 四（五）\n\n## `code` again\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "# Page\n[a](there.md) [b](there.md#one-two-three--四五) [c](#page) [d](there.md#code-again)\n"
        "[e](gone.md) [f](there.md#gone) ![g](gone.png) [h](ftp://x) [i](../outside.md) `[j](gone.md)`\n"
        "```\n[k](gone.md)\n```\n[![l](gone2.png)](there.md)\n",
        encoding="utf-8",
    )
    assert dead(page) == ["gone.md", "there.md#gone", "gone.png", "ftp://x", "../outside.md", "gone2.png"]
    assert slug_of("What [links](x) are") == "what-links-are"


def test_every_page_of_docs_is_two_clicks_from_the_index() -> None:
    """A newcomer at docs/README.md, which the README at the root names, finds everything."""

    def onward(page: Path) -> set[Path]:
        targets = (urlsplit(one.target) for one in links(page) if not one.is_picture)
        found = {(page.parent / unquote(one.path)).resolve() for one in targets if not one.scheme and one.path}
        return {one for one in found if one.suffix == ".md"}

    first = onward(INDEX)
    second = first | {far for near in first if near.exists() for far in onward(near)}
    of_docs = {one for one in pages() if one.is_relative_to(ROOT / "docs")} - {INDEX}
    assert sorted(str(one.relative_to(ROOT)) for one in of_docs - second) == []
    assert INDEX in onward(ROOT / "README.md")


def test_pictures_of_docs_are_all_shown() -> None:
    shown = {
        (page.parent / unquote(urlsplit(one.target).path)).resolve()
        for page in pages()
        for one in links(page)
        if one.is_picture
    }
    there = {one for one in (ROOT / "docs").rglob("*") if re.fullmatch(r"\.(png|svg)", one.suffix)}
    assert sorted(str(one.relative_to(ROOT)) for one in there - shown) == []
