"""The catalogue: items by code and by any of their names, and units that can be added up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from layers.inventory.model import Item, StockKind

#: Codes of items that a plan adds begin with this.
OWN = "own."
_QUALIFIERS = re.compile(r"[（(\[【].*?[）)\]】]|[\s·,，、;；:：_\-]+")


class Catalogue:
    """Items to choose from: those that ship and those of the plan; the plan's word counts where a code is in both."""

    def __init__(self, own: Iterable[Item] = ()) -> None:
        by_code = {item.code: item for item in shipped()}
        by_code.update((item.code, item) for item in own)
        self.items: tuple[Item, ...] = tuple(by_code.values())
        self._by_code: Mapping[str, Item] = by_code
        self._by_name: dict[str, Item] = {}
        for names in (lambda one: (one.name, one.name_en), lambda one: one.synonyms):
            for item in self.items:
                for name in names(item):
                    self._by_name.setdefault(_key(name), item)
        self._by_name.pop("", None)

    def get(self, code: str) -> Item | None:
        """Return the item of a code."""
        return self._by_code.get(code)

    def named(self, text: str) -> Item | None:
        """Return the item that goes by a name, models and blanks apart; None when none does.

        A name that only ends in one of an item's names is that item too: ``6MF-28风力灭火机``.
        """
        key = _key(text)
        if not key:
            return None
        if key in self._by_name:
            return self._by_name[key]
        ends = [name for name in self._by_name if len(name) >= 2 and key.endswith(name)]
        return self._by_name[max(ends, key=len)] if ends else None

    def name_of(self, code: str, language: str = "zh_CN") -> str:
        """Return what an item is called; the code itself for one that is not here."""
        item = self.get(code)
        if item is None:
            return code
        return item.name_en if language == "en" and item.name_en else item.name


def in_unit(quantity: float, unit: str, wanted: str) -> float | None:
    """Return a quantity in another unit; None when the two measure different things.

    A unit that is not stated is taken for the wanted one.
    """
    own, other = unit.strip(), wanted.strip()
    if not own or own == other:
        return quantity
    units = _units()
    base, factor = units.get(own, (own, 1.0))
    other_base, other_factor = units.get(other, (other, 1.0))
    return quantity * factor / other_factor if base == other_base else None


@cache
def shipped() -> tuple[Item, ...]:
    """Return the items that ship with the program."""
    return tuple(
        Item(
            one["code"],
            StockKind(one["kind"]),
            one["name"],
            one["unit"],
            tuple(one["capabilities"]),
            tuple(one["synonyms"]),
            one["name_en"],
        )
        for one in _table()["item"]
    )


@cache
def _units() -> Mapping[str, tuple[str, float]]:
    return {name: (str(base), float(factor)) for name, (base, factor) in _table()["unit"].items()}


@cache
def _table() -> dict[str, Any]:
    text = (files("resources") / "inventory" / "catalogue.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _key(text: str) -> str:
    """Return a name without brackets, blanks and marks, in lower case."""
    return _QUALIFIERS.sub("", text).casefold()
