"""Loading of document words from the packaged templates.  Needs no Qt: the command line uses it too."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from layers.export.words import Words

LANGUAGES = ("zh_CN", "en")


@lru_cache(maxsize=4)
def load_words(language: str) -> Words:
    """Return the document words of a language; an unknown language gets English.

    Every ``*.toml`` file of the language's template folder adds its tables.
    """
    language = language if language in LANGUAGES else "en"
    tables: dict[str, Any] = {}
    folder = files("resources") / "templates" / language
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            tables.update(tomllib.loads(entry.read_text(encoding="utf-8")))
    return Words(tables, language)
