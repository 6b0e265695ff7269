"""Each pair of the glossary is how the program itself says it, in one of its texts."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.markdown import ROOT
from tests.tools.translations import CHINESE, read_catalogue

GLOSSARY = ROOT / "docs" / "glossary.md"
_ROW = re.compile(
    r"^\| (?P<chinese>[^|]+) \| (?P<english>[^|]+) \| (?P<meaning>[^|]+) \| (?P<source>[^|]*) ?\|$", re.MULTILINE
)


def rows(path: Path = GLOSSARY) -> list[dict[str, str]]:
    found = [one.groupdict() for one in _ROW.finditer(path.read_text(encoding="utf-8"))]
    return [one for one in found if one["chinese"].strip("- ") and one["chinese"] != "中文"]


def unsaid(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return pairs that no text of the catalogue has on both sides."""
    said = [(text.casefold(), form) for (_context, text), forms in read_catalogue(CHINESE).items() for form in forms]
    return [
        (chinese, english)
        for chinese, english in pairs
        if not any(chinese in form and re.search(rf"\b{re.escape(english.casefold())}", text) for text, form in said)
    ]


def test_the_program_says_it_so() -> None:
    pairs = [(one["chinese"].strip(), one["english"].strip()) for one in rows()]
    assert len(pairs) > 50 and len(set(pairs)) == len(pairs)
    assert unsaid(pairs) == []


def test_a_word_that_nobody_says_is_seen() -> None:
    assert unsaid([("联防区", "patrol area"), ("联防区", "shared zone"), ("巡防区", "patrol area")]) == [
        ("联防区", "shared zone"),
        ("巡防区", "patrol area"),
    ]


def test_every_meaning_is_told_in_both_languages() -> None:
    for one in rows():
        assert re.search(r"[一-鿿]", one["meaning"]) and re.search(r"[A-Za-z]{3}", one["meaning"]), one["chinese"]
