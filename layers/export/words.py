"""Words of documents: a flat mapping of dotted keys to texts with named blanks.

The texts live in ``resources/templates/<language>/*.toml``; whoever calls an export loads them and
passes them in.  A code without words is printed as it is, so that nothing is silently left out;
tests check that every code of the program has words in every language.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from typing import Any


class _Blanks(dict[str, Any]):
    """Facts for a text; a fact that is missing stays visible as ``{name}``."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def filled(text: str, facts: Mapping[str, Any]) -> str:
    """Return a text with its blanks filled in; a fact that is missing stays visible as ``{name}``."""
    return string.Formatter().vformat(text, (), _Blanks(facts))


class Words(Mapping[str, str]):
    """Texts of one language by dotted key, e.g. ``heading.coordinates``.

    Parameters
    ----------
    tables : mapping
        Nested tables as read from a template; flattened here.
    language : str
        ``"zh_CN"`` or ``"en"``.
    """

    def __init__(self, tables: Mapping[str, Any], language: str) -> None:
        self.language = language
        self._texts = dict(_flattened(tables))

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def text(self, key: str, **facts: Any) -> str:
        """Return a text with its blanks filled in."""
        return filled(self._texts[key], facts)

    def code(self, group: str, code: object, **facts: Any) -> str:
        """Return the words for a code of a closed list; the code itself when it has none."""
        key = f"{group}.{code}"
        if key in self._texts:
            return self.text(key, **facts)
        return self._hazard(str(code)) if group == "hazard" else str(code)

    def _hazard(self, code: str) -> str:
        """Return the name a hazard gives itself; the code when the program has no such hazard."""
        from layers.hazards.registry import REGISTRY

        return REGISTRY[code].name(self.language) if code in REGISTRY else code

    def group(self, name: str) -> dict[str, str]:
        """Return the texts below a prefix, e.g. all of ``phase``."""
        prefix = name + "."
        return {key[len(prefix) :]: text for key, text in self._texts.items() if key.startswith(prefix)}

    def join(self, items: list[str] | tuple[str, ...]) -> str:
        """Return names in a row, separated as the language does it."""
        return self._texts["punctuation.list"].join(items)


def _flattened(tables: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tables.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
