"""Classifications of land cover, which of them a file uses, and the crosswalk from classes to forest and fuel.

The classifications are data, ``resources/landcover/*.toml``.  A crosswalk says of each class whether it becomes forest
and which fuel it is, with 王正非's Ks; every cell of it may be changed, and what was used is kept with the layer.

Ks is the factor of the fuel in R = R0·Kw·Ks·Kφ (王正非 1983): published values, see :data:`FUELS`.  Which class has
which fuel, and which classes count as forest, is in no publication: it is our proposal.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

#: Where a Ks comes from: the published table, two public programs that add to it, or nowhere.
LITERATURE, PROGRAMS, OWN = "literature", "programs", "own"


@dataclass(frozen=True)
class Fuel:
    """A fuel type; ``ks`` has no unit, 0 does not burn; ``basis`` is one of the three above."""

    code: str
    zh: str
    en: str
    ks: float
    basis: str


#: Fuel types of 王正非's model; 各种林地 are stands of 红松, 华山松, 云南松 and the like.
FUELS: Mapping[str, Fuel] = {
    fuel.code: fuel
    for fuel in (
        Fuel("needle_litter", "平铺松针", "Flat needle litter", 0.8, LITERATURE),
        Fuel("woodland", "各种林地", "Woodland", 1.0, LITERATURE),
        Fuel("leaf_litter", "枯枝落叶", "Dead branches and leaves", 1.2, LITERATURE),
        Fuel("tall_grass", "茅草杂草", "Cogon and weeds", 1.6, LITERATURE),
        Fuel("sedge_birch", "莎草矮桦", "Sedge and dwarf birch", 1.8, LITERATURE),
        Fuel("pasture", "牧场草原", "Pasture and steppe", 2.0, LITERATURE),
        Fuel("conifer_forest", "针叶林", "Conifer forest", 0.4, PROGRAMS),
        Fuel("secondary_forest", "次生林", "Secondary forest", 0.7, PROGRAMS),
        Fuel("none", "不可燃", "Does not burn", 0.0, OWN),
    )
}
#: The code of a table that belongs to no classification we know.
OWN_CLASSES = "own"
#: Least share of colours or names that must agree to count.
_AGREE = 0.8


@dataclass(frozen=True)
class LandClass:
    """One class of a classification.

    ``farmland`` is the share of it that is arable land (耕地), 0–1: below 1 for mosaics, where it is the middle of what
    the publisher says, our proposal.
    """

    value: str
    zh: str
    en: str
    forest: bool
    fuel: str
    color: str = ""
    farmland: float = 0.0


@dataclass(frozen=True)
class Classification:
    """A published list of classes; ``void`` values mean that nothing is known there."""

    code: str
    zh: str
    en: str
    source: str
    hints: str
    void: frozenset[str]
    classes: Mapping[str, LandClass]
    colors_zh: str = ""  # where the colours of the classes come from
    colors_en: str = ""

    def key(self, value: object) -> str | None:
        """Return a value as this list writes it, e.g. ``301`` and ``0301K`` as ``0301``; None when it is not in it."""
        text = str(value).strip()
        for form in (text, text.zfill(4), text[:4], re.sub(r"\.0+$", "", text)):
            if form in self.classes:
                return form
        return None


@dataclass(frozen=True)
class CrosswalkRow:
    """What a class becomes; a changed ``ks`` need not be that of the fuel."""

    value: str
    name: str
    forest: bool
    fuel: str
    ks: float

    @property
    def basis(self) -> str:
        """Where Ks comes from: the fuel's own source, or the planner."""
        fuel = FUELS.get(self.fuel)
        return fuel.basis if fuel is not None and fuel.ks == self.ks else OWN


@dataclass(frozen=True)
class Crosswalk:
    """What every class becomes; ``classification`` is a code of :func:`classifications` or ``own``."""

    classification: str
    rows: tuple[CrosswalkRow, ...]

    @property
    def forest(self) -> dict[str, CrosswalkRow]:
        """Value → row of the classes that become forest, in the order of the rows."""
        return {row.value: row for row in self.rows if row.forest}

    def with_row(self, row: CrosswalkRow) -> Crosswalk:
        """Return a crosswalk with one row replaced, or added at the end."""
        if all(one.value != row.value for one in self.rows):
            return replace(self, rows=(*self.rows, row))
        return replace(self, rows=tuple(row if one.value == row.value else one for one in self.rows))

    def over(self, other: Crosswalk) -> Crosswalk:
        """Return ``other`` with the rows of this one where values are the same: what was changed earlier is kept."""
        mine = {row.value: row for row in self.rows}
        return replace(other, rows=tuple(mine.get(row.value, row) for row in other.rows))

    def as_data(self) -> dict[str, Any]:
        """Return plain data, for the plan and for settings."""
        rows = [[row.value, row.name, row.forest, row.fuel, row.ks] for row in self.rows]
        return {"classification": self.classification, "rows": rows}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Crosswalk:
        """Return the crosswalk that :meth:`as_data` wrote.

        Raises
        ------
        ValueError
            It is not one.
        """
        try:
            rows = tuple(
                CrosswalkRow(str(value), str(name), bool(forest), str(fuel), float(ks))
                for value, name, forest, fuel, ks in data["rows"]
            )
            return cls(str(data["classification"]), rows)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise ValueError("not a crosswalk") from error


@lru_cache(maxsize=1)
def classifications() -> Mapping[str, Classification]:
    """Return the classifications we know, by code."""
    found = {}
    for entry in sorted((files("resources") / "landcover").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            code = entry.name.removesuffix(".toml")
            found[code] = _classification(code, tomllib.loads(entry.read_text(encoding="utf-8")))
    return found


def _classification(code: str, data: Mapping[str, Any]) -> Classification:
    classes = {row["value"]: LandClass(**row) for row in data["rows"]}
    return Classification(
        code,
        data["zh"],
        data["en"],
        data["source"],
        data["hints"],
        frozenset(data["void"]),
        classes,
        data["colors_zh"],
        data["colors_en"],
    )


def propose_crosswalk(code: str, values: Iterable[str], *, chinese: bool = True) -> Crosswalk:
    """Return the proposed crosswalk for the values of a file.

    Parameters
    ----------
    code : str
        A classification, or ``own`` for none: then every class waits for the planner, and none is forest.
    values : iterable of str
        As the file has them; values that the classification does not have come last and are not forest.
    chinese : bool
        Names of the classes in Chinese, else in English.
    """
    known = classifications().get(code)
    rows: dict[str, CrosswalkRow] = {}
    strange: list[CrosswalkRow] = []
    for value in values:
        key = None if known is None else known.key(value)
        if known is None or key is None:
            if known is None or value not in known.void:
                strange.append(CrosswalkRow(value, value, False, "none", 0.0))
            continue
        rows[value] = _proposed(value, known.classes[key], chinese)
    return Crosswalk(code, (*sorted(rows.values(), key=_by_value), *sorted(strange, key=_by_value)))


def _proposed(value: str, one: LandClass, chinese: bool) -> CrosswalkRow:
    return CrosswalkRow(value, one.zh if chinese else one.en, one.forest, one.fuel, FUELS[one.fuel].ks)


def _by_value(row: CrosswalkRow) -> tuple[int, float, str]:
    try:
        return (0, float(row.value), row.value)
    except ValueError:
        return (1, 0.0, row.value)


# --- which classification a file uses --------------------------------------------------------------------


@dataclass(frozen=True)
class Evidence:
    """What a file says of its classes."""

    values: frozenset[str]
    names: tuple[str, ...] = ()  # of file, layer, and what its metadata say
    colors: Mapping[str, str] = field(default_factory=dict)  # value → #rrggbb
    categories: Mapping[str, str] = field(default_factory=dict)  # value → name of the class


@dataclass(frozen=True)
class Match:
    """A classification that fits; reasons are ``"name"``, ``"colors"``, ``"categories"``, ``"values"``."""

    code: str
    points: float
    reasons: tuple[str, ...]


def recognise(evidence: Evidence) -> tuple[Match, ...]:
    """Return the classifications whose classes a file may have, the likeliest first.

    Values alone seldom tell: 1 to 9 fit several lists.  A list without all values of the file is left out, unless
    names, colours or categories speak for it.
    """
    found = []
    for one in classifications().values():
        seen = [value for value in evidence.values if value not in one.void]
        known = [value for value in seen if one.key(value) is not None]
        if not known:
            continue
        reasons, points = [], 0.0
        if any(re.search(one.hints, name, re.IGNORECASE) for name in evidence.names):
            reasons.append("name")
            points += 4.0
        if _share(known, evidence.colors, lambda value, one=one: one.classes[one.key(value)].color) >= _AGREE:
            reasons.append("colors")
            points += 3.0
        if _named_alike(known, evidence.categories, one) >= _AGREE:
            reasons.append("categories")
            points += 3.0
        if len(known) == len(seen):
            reasons.append("values")
            points += 1.0
        elif not reasons or len(known) < _AGREE * len(seen):
            continue
        found.append(Match(one.code, points, tuple(reasons)))
    return tuple(sorted(found, key=lambda match: (-match.points, match.code)))


def chosen(matches: Sequence[Match]) -> str | None:
    """Return the one classification that is meant, or None when it must be asked."""
    if not matches:
        return None
    if len(matches) == 1 or matches[0].points >= matches[1].points + 2.0:
        return matches[0].code
    return None


def _share(values: Sequence[str], stated: Mapping[str, str], ours: Any) -> float:
    """Return the share of the values with a stated and an own colour at which the two are the same."""
    both = [(stated[value].lower(), ours(value)) for value in values if value in stated and ours(value)]
    return sum(a == b for a, b in both) / len(both) if len(both) >= 2 else 0.0


def _named_alike(values: Sequence[str], stated: Mapping[str, str], one: Classification) -> float:
    both = [(_plain(stated[value]), one.classes[str(one.key(value))]) for value in values if stated.get(value)]
    alike = sum(name in (_plain(ours.zh), _plain(ours.en)) for name, ours in both)
    return alike / len(both) if len(both) >= 2 else 0.0


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+|s\b", "", text.lower())
