"""What a cell of the register's workbook says, both ways: values to text, and what people type to values.

Words of every language of the program are understood, and codes too, so that a sheet filled in by the neighbour reads
the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from layers.agreements.book_spec import LISTS, Entry, Field
from layers.agreements.books import normal_party
from layers.agreements.parties import level_of
from layers.agreements.vocabulary import PartyKind, PartyLevel
from layers.sources.gazetteer import division_name, division_prefix

if TYPE_CHECKING:
    from layers.export.words import Words

#: Signs that part the items of a list.
_ITEMS = re.compile(r"[；;\n]+")
_SHORT_ITEMS = re.compile(r"[；;、,，\n]+")
_PARTY = re.compile(r"^(?P<code>\d{2,12})?\s*(?P<name>[^()（）]*?)\s*(?:[(（](?P<kind>[^()（）]*)[)）])?$")
_DAY = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$")
_NUMBER = re.compile(r"(\d{1,15}|\d{1,3}([,，]\d{3}){1,4})(\.\d+)?")
_COMMAS = re.compile(r"[,，]")
_DASHES = re.compile(r"\s*[–—－\-|~～]+\s*")
_PARTS = re.compile(r"\s*[|｜]\s*")


class Unreadable(Exception):
    """A cell that cannot be taken; ``code`` and ``facts`` say why."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Names:
    """What names in cells mean.

    Attributes
    ----------
    counties : mapping of str to str
        Code → full name, those of the plan; others come from the gazetteer.
    references : mapping of str to str
        uid → name of rows that others refer to.
    zones : mapping of str to str
        uid → name of zones.
    """

    counties: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)

    def county(self, code: str) -> str:
        """Return the name of a county, its code when it has none."""
        return self.counties.get(code) or division_name(code) or code

    def code_of(self, text: str) -> str:
        """Return the code of a county by name or code; "" when it cannot be told, or several have the name."""
        text = text.strip()
        if text.isdigit():
            return division_prefix(text) if level_of(text) is PartyLevel.COUNTY else ""
        from layers.sources.gazetteer import find, short_name

        here = [code for code, name in self.counties.items() if text in (name, short_name(name))]
        if len(here) == 1:
            return here[0]
        found = find(text)
        exact = found.loc[found["match"] == "exact", "code"].tolist()
        return str(exact[0]) if len(exact) == 1 else ""


@dataclass(frozen=True)
class Terms:
    """The words of closed lists: ``shown`` in one language, understood in several."""

    words: Words
    understood: Sequence[Words] = ()

    def show(self, group: str, code: str) -> str:
        """Return the word for a code."""
        return self.words.code(group, code) if code else ""

    def read(self, group: str, text: str, codes: Iterable[str]) -> str:
        """Return the code for a word, in any language, or a code itself.

        Raises
        ------
        Unreadable
            No such word.
        """
        wanted = text.strip().casefold()
        for code in codes:
            known = {code.casefold(), *(one.code(group, code).casefold() for one in (self.words, *self.understood))}
            if wanted in known:
                return code
        listed = self.words.join([self.show(group, code) for code in codes])
        raise Unreadable("value_unknown", value=text, known=listed)


def cell_text(one: Field, value: Any, terms: Terms, names: Names) -> str | int | float:
    """Return what a cell of a workbook says for a value."""
    if one.entry in LISTS:
        return _list_text(one, value, terms, names)
    if one.entry is Entry.YEAR:
        return "" if value is None or value != value else int(value)  # nan is not itself
    if one.entry is Entry.NUMBER:
        if value is None or value != value:
            return ""
        return int(value) if float(value).is_integer() else float(value)
    if one.entry is Entry.CHOICE:
        return terms.show(one.group, str(value))
    if one.entry is Entry.COUNTY:
        return f"{value} {names.county(value)}".strip() if value else ""
    if one.entry is Entry.ZONE:
        return names.zones.get(value, str(value))
    if one.entry is Entry.REFERENCE:
        return names.references.get(value, str(value))
    return str(value)


def read_cell(one: Field, cell: Any, terms: Terms, names: Names) -> Any:
    """Return the value that a cell says.

    Raises
    ------
    Unreadable
        It cannot be taken for a value of this column.
    """
    text = _plain(cell)
    if one.entry in LISTS:
        return _read_list(one, text, terms, names)
    if one.entry is Entry.YEAR:
        return _year(text)
    if one.entry is Entry.NUMBER:
        return _number(text)
    if one.entry is Entry.DAY:
        return _day(cell, text)
    if not text:
        return one.first if one.entry is Entry.CHOICE else ""
    if one.entry is Entry.CHOICE and one.choices is not None:
        return terms.read(one.group, text, [kind.value for kind in one.choices])
    if one.entry is Entry.COUNTY:
        return _county(text, names)
    if one.entry is Entry.ZONE:
        return _named(text, names.zones)
    if one.entry is Entry.REFERENCE:
        return _named(text, names.references)
    return text


def party_text(one: Mapping[str, Any], terms: Terms) -> str:
    """Return a party as it stands in a cell: code, name, and what it is unless a government."""
    kind = "" if one["kind"] == PartyKind.GOVERNMENT else f"（{terms.show('party_kind', str(one['kind']))}）"
    return f"{one['code']} {one['name']}".strip() + kind


def read_party(text: str, terms: Terms, names: Names) -> dict[str, str]:
    """Return a party from text such as ``110116 怀柔区`` or ``北京市蓝天救援队（非政府组织）``.

    Raises
    ------
    Unreadable
        Nothing is named.
    """
    match = _PARTY.match(text.strip())
    if match is None or not (match["code"] or match["name"]):
        raise Unreadable("party_unreadable", value=text)
    kind, name = PartyKind.GOVERNMENT.value, str(match["name"])
    if match["kind"]:
        try:
            kind = terms.read("party_kind", match["kind"], [one.value for one in PartyKind])
        except Unreadable:  # brackets that belong to the name
            name = text.strip().removeprefix(match["code"] or "").strip()
    code = match["code"] or ""
    if not code and kind == PartyKind.GOVERNMENT:
        code = _superior(name) or names.code_of(name)
    return normal_party({"code": code, "name": name, "kind": kind})


def _superior(name: str) -> str:
    """Return the code of a province of this name, "" when there is none: its county codes begin with it."""
    from layers.sources.gazetteer import provinces, short_name

    found = [code for code, full in provinces() if name in (full, short_name(full), full[:2])]
    return found[0] if len(found) == 1 else ""


def _list_text(one: Field, value: Sequence[Any], terms: Terms, names: Names) -> str:
    if one.entry is Entry.LINES:
        return "\n".join(
            " | ".join(str(cell_text(part, line.get(part.name, ""), terms, names)) for part in one.parts)
            for line in value
        )
    show: Mapping[Entry, Callable[[Any], str]] = {
        Entry.CHOICES: lambda item: terms.show(one.group, item),
        Entry.PARTIES: lambda item: party_text(item, terms),
        Entry.BORDERS: lambda item: "–".join(names.county(code) for code in item.split("|")),
        Entry.ZONES: lambda item: names.zones.get(item, item),
        Entry.REFERENCES: lambda item: names.references.get(item, item),
    }
    return "；".join(show.get(one.entry, str)(item) for item in value)


def _read_list(one: Field, text: str, terms: Terms, names: Names) -> list[Any]:
    if one.entry is Entry.LINES:
        return [_read_line(one, line, terms, names) for line in text.splitlines() if line.strip()]
    splitter = _SHORT_ITEMS if one.entry is Entry.CHOICES else _ITEMS
    items = [item.strip() for item in splitter.split(text) if item.strip()]
    if one.entry is Entry.CHOICES and one.choices is not None:
        codes = [kind.value for kind in one.choices]
        return list(dict.fromkeys(terms.read(one.group, item, codes) for item in items))
    if one.entry is Entry.PARTIES:
        return [read_party(item, terms, names) for item in items]
    if one.entry is Entry.BORDERS:
        return [_border(item, names) for item in items]
    if one.entry is Entry.ZONES:
        return [_named(item, names.zones) for item in items]
    if one.entry is Entry.REFERENCES:
        return [_named(item, names.references) for item in items]
    return items


def _read_line(one: Field, line: str, terms: Terms, names: Names) -> dict[str, Any]:
    cells = _PARTS.split(line.strip())
    if len(cells) > len(one.parts):
        raise Unreadable("line_too_long", value=line, count=len(one.parts))
    cells += [""] * (len(one.parts) - len(cells))
    return {part.name: read_cell(part, cell, terms, names) for part, cell in zip(one.parts, cells, strict=True)}


def _border(text: str, names: Names) -> str:
    sides = [side for side in _DASHES.split(text) if side]
    if len(sides) != 2:
        raise Unreadable("border_unreadable", value=text)
    return "|".join(sorted(_county(side, names) for side in sides))


def _county(text: str, names: Names) -> str:
    code = names.code_of(text) or names.code_of(text.split()[0])
    if not code:
        raise Unreadable("county_unknown", value=text)
    return code


def _named(text: str, known: Mapping[str, str]) -> str:
    if text in known:
        return text
    found = [uid for uid, name in known.items() if name == text]
    if len(found) != 1:
        raise Unreadable("reference_unknown" if not found else "reference_ambiguous", value=text)
    return found[0]


def _plain(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _year(text: str) -> int | None:
    if not text:
        return None
    digits = text.removesuffix("年")
    if not (digits.isdigit() and 1900 <= int(digits) <= 2200):
        raise Unreadable("year_unreadable", value=text)
    return int(digits)


def _number(text: str) -> float | None:
    """Return a number not below 0; commas between thousands are as common as none."""
    if not text:
        return None
    if _NUMBER.fullmatch(text) is None:
        raise Unreadable("number_unreadable", value=text)
    return float(_COMMAS.sub("", text))


def _day(cell: Any, text: str) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if not text:
        return ""
    match = _DAY.match(text.split(" ")[0] if re.match(r"^\d{4}-\d\d-\d\d \d\d:", text) else text)
    try:
        if match is None:
            raise ValueError(text)
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        raise Unreadable("date_unreadable", value=text) from None
