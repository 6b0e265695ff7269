"""The pages of help as text: read, filled with keys and names of actions, searched.

A page is Markdown.  Beside links to pages (``page:zones``) and to actions (``run:analyse``) it may hold
``{key:analyse}`` (its key), ``{do:analyse}`` (its name as a link that does it, with its key) and ``{keys}`` (all keys).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from PySide6.QtGui import QKeySequence

from app import i18n, key_sheet
from app.action_table import SPECS
from app.actions import translate
from app.help.topics import PAGES

_FILLED = re.compile(r"\{(key|do):([a-z_0-9]+)\}")
_LINK = re.compile(r"\[([^\]]*)\]\((page|run):([a-z_0-9]+)\)")
#: What is said about a page that holds a text: this many signs around it.
_AROUND = 16


@dataclass(frozen=True)
class Page:
    """One page as it is shown."""

    key: str
    title: str
    markdown: str
    plain: str  # what is searched and copied


@dataclass(frozen=True)
class Hit:
    """A page that holds what was looked for, with the words around it."""

    page: Page
    around: str


def raw(key: str, language: str) -> str:
    """Return a page as it is written; raises :class:`FileNotFoundError` when there is none."""
    return (files("resources") / "help" / language / f"{key}.md").read_text(encoding="utf-8")


def page(key: str) -> Page:
    """Return a page in the language in force."""
    return _page(key, i18n.current())


@lru_cache(maxsize=256)
def _page(key: str, language: str) -> Page:
    text = _FILLED.sub(_fill, raw(key, language))
    if "{keys}" in text:
        text = text.replace("{keys}", _all_keys())
    title = text.lstrip().splitlines()[0].lstrip("# ").strip()
    return Page(key, title, text, _plain(text))


def _fill(found: re.Match[str]) -> str:
    what, action = found.groups()
    keys = SPECS[action].shortcuts
    written = _escaped(QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)) if keys else ""
    if what == "key":
        return f"**{written}**" if written else f"*{name_of(action)}*"
    link = f"[{_escaped(name_of(action))}](run:{action})"
    if not written:
        return link
    return f"{link}（{written}）" if i18n.current() == "zh_CN" else f"{link} ({written})"


def name_of(action: str) -> str:
    """Return what an action is called in menus."""
    return translate(SPECS[action].text).rstrip("…")


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)


def _all_keys() -> str:
    parts = []
    for heading, rows in key_sheet.sheet():
        lines = [f"## {heading}", ""]
        lines += [f"- {_escaped(row.text)}: **{_escaped(row.keys)}**" for row in rows if row.keys]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _plain(markdown: str) -> str:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"^\s*(#+|[-*]|\d+\.)\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[|:\- ]+$", "", text, flags=re.MULTILINE).replace(" | ", "  ").replace("|", "")
    text = re.sub(r"\*+([^*\n]+?)\*+", r"\1", text).replace("`", "")
    return re.sub(r"\\(.)", r"\1", re.sub(r"\n{3,}", "\n\n", text)).strip()


def links(markdown: str) -> Iterator[tuple[str, str]]:
    """Return kind and target of all links and placeholders of a page as it is written."""
    for _text, kind, target in _LINK.findall(markdown):
        yield kind, target
    for _what, action in _FILLED.findall(markdown):
        yield "run", action


def find(text: str) -> list[Hit]:
    """Return the pages that hold all words of a text, those with them in the title first.

    A word is found inside others, so Chinese needs no spaces.
    """
    words = text.casefold().split()
    if not words:
        return []
    found = []
    for place, key in enumerate(PAGES):
        one = page(key)
        title, body = one.title.casefold(), one.plain.casefold()
        if not all(word in body or word in title for word in words):
            continue
        weight = (not all(word in title for word in words), -sum(body.count(word) for word in words), place)
        found.append((weight, Hit(one, _around(one.plain, words))))
    return [hit for _weight, hit in sorted(found, key=lambda pair: pair[0])]


def _around(plain: str, words: list[str]) -> str:
    body = plain.split("\n", 1)[-1]
    line = " ".join(body.split())
    at = next((at for at in (line.casefold().find(word) for word in words) if at >= 0), 0)
    first, last = max(at - _AROUND, 0), at + 3 * _AROUND
    while 0 < first < at and line[first - 1].isascii() and line[first - 1].isalnum():  # no half words
        first += 1
    return f"{'…' if first else ''}{line[first:last].strip()}{'…' if last < len(line) else ''}"
