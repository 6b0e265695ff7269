"""Markdown as the tests need it: headings as a git host anchors them, links, pictures, words in bold and in code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Pages of the program's own help have links of their own, which ``tests/app/test_help.py`` follows.
_ELSEWHERE = ("resources/help", "demo")

_FENCE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)(.+?)\1")
_LINK = re.compile(
    r"!?\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_ANCHOR = re.compile(r"<a\s+(?:id|name)=\"([^\"]+)\"")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


@dataclass(frozen=True)
class Link:
    """Where a link leads, and whether it is a picture."""

    target: str
    is_picture: bool


def pages() -> list[Path]:
    """Return every page of the repository, but those of the program's help and what hides."""
    found = []
    for path in sorted(ROOT.rglob("*.md")):
        inside = path.relative_to(ROOT)
        is_hidden = any(part.startswith(".") or part == "node_modules" for part in inside.parts)
        if not is_hidden and not inside.as_posix().startswith(_ELSEWHERE):
            found.append(path)
    return found


@lru_cache(maxsize=256)
def text_of(path: Path) -> str:
    """Return a page without its blocks of code."""
    return _FENCE.sub("", path.read_text(encoding="utf-8"))


def links(path: Path) -> Iterator[Link]:
    """Return the links and pictures of a page, what stands in code left out."""
    plain = _CODE.sub("", text_of(path))
    # A picture may be the text of a link, so both are looked for from every bracket on.
    for found in _LINK.finditer(plain):
        yield Link(found["target"], found[0].startswith("!"))
        for inner in _LINK.finditer(found["text"]):
            yield Link(inner["target"], inner[0].startswith("!"))


@lru_cache(maxsize=256)
def anchors(path: Path) -> frozenset[str]:
    """Return what a link may name after # in a page: its headings as a git host writes them."""
    seen: Counter[str] = Counter()
    found = set(_ANCHOR.findall(text_of(path)))
    for heading in _HEADING.findall(text_of(path)):
        slug = slug_of(heading)
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return frozenset(found)


def slug_of(heading: str) -> str:
    """Return the anchor of a heading: small letters, digits of any script, - and _; blanks become -."""
    plain = _LINK.sub(lambda found: found["text"], heading).replace("`", "")
    return "".join(one for one in plain.lower() if one.isalnum() or one in "-_ ").replace(" ", "-")


def bold(path: Path) -> list[str]:
    """Return what a page sets in bold."""
    return _BOLD.findall(_CODE.sub("`", text_of(path)))


def code(path: Path) -> list[str]:
    """Return what a page sets in code within a line."""
    return [found[1] for found in _CODE.findall(text_of(path))]
