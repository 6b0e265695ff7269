"""What somebody types to find rows: a text that any column may hold, or conditions such as ``people > 500``.

    油松                             any column holds it
    人口 > 500 and 名称 contains 沟    columns by their heading or key, joined by and/or/not and brackets
    树种 = 油松 or 蓄积 is unknown      ``=  !=  <  <=  >  >=  contains  is unknown  is known``

Chinese words (且 或 非 包含 未知 已知) and full-width signs are read as well.  An unknown value neither meets a
condition nor its opposite (Kleene's logic): who asks for ``not people > 500`` gets places known to be small.
"""

from __future__ import annotations

import difflib
import math
import operator
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.attributes.columns import Kind, TableColumn
from layers.errors import BadCondition
from layers.grouping import ungrouped

Mask = NDArray[np.bool_]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|“[^”]*”|`[^`]*`)
    | (?P<sign><=|>=|!=|<>|==|≤|≥|≠|[=<>()~])
    | (?P<word>[^\s"'“”`<>=!()~≤≥≠]+)
    | (?P<odd>.)
    )""",
    re.VERBOSE,
)
_SIGNS = {"==": "=", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">=", "~": "contains"}
_COMPARE: Mapping[str, Callable[..., Mask]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_WORDS = {"and": "and", "且": "and", "并且": "and", "or": "or", "或": "or", "或者": "or", "not": "not", "非": "not"}
_WORDS |= {"contains": "contains", "包含": "contains", "含": "contains", "is": "is", "为": "is", "是": "is"}
_UNKNOWN = {"unknown", "未知", "空", "null", "—"}
_KNOWN = {"known", "已知"}
_YES = {"yes": 1.0, "true": 1.0, "是": 1.0, "1": 1.0, "no": 0.0, "false": 0.0, "否": 0.0, "0": 0.0}
#: Full-width signs that stay meaningful; NFKC would also turn “” into plain quotes only in part.
_NARROW = str.maketrans("（）＜＞＝！～", "()<>=!~")


@dataclass(frozen=True)
class _Token:
    kind: str  # "sign", "word" or "quoted"
    text: str
    at: int


@dataclass(frozen=True)
class _Truth:
    """Rows for which something is so, and rows for which it is not; the others are unknown."""

    yes: Mask
    no: Mask


def is_condition(text: str) -> bool:
    """Return whether a text is meant as conditions and not as a text to look for."""
    tokens = _tokens(text)
    has_sign = any(token.kind == "sign" and token.text not in "()" for token in tokens)
    words = [_WORDS.get(token.text.casefold(), "") for token in tokens if token.kind == "word"]
    return (
        has_sign or "contains" in words[1:] or ("is" in words[1:] and tokens[-1].text.casefold() in _UNKNOWN | _KNOWN)
    )


def matching(text: str, columns: Sequence[TableColumn], headings: Mapping[str, str]) -> Mask:
    """Return for each row whether it is found by a text.

    Parameters
    ----------
    text : str
        A text that any column may hold, or conditions; blank finds every row.
    columns : sequence of TableColumn
        All of one length.
    headings : mapping
        Key of a column → what its heading says; conditions may use either.

    Raises
    ------
    BadCondition
        The conditions cannot be read: ``facts['reason']`` is ``no_column``, ``no_value``, ``not_a_number``,
        ``not_a_date``, ``not_yes_no``, ``no_order``, ``bracket``, ``no_sign`` or ``left_over``, ``facts['part']`` the
        piece meant, ``facts['near']`` a heading like it.
    """
    count = len(columns[0]) if columns else 0
    if not text.strip():
        return np.ones(count, np.bool_)
    if is_condition(text):
        return _Reader(_tokens(text), columns, headings).read().yes
    return _holding(text.strip().strip('"“”'), columns)


def _holding(text: str, columns: Sequence[TableColumn]) -> Mask:
    """Any column holds the text; a number is met by its digits, from the first on."""
    wanted = text.casefold()
    found = np.zeros(len(columns[0]) if columns else 0, np.bool_)
    digits = ungrouped(wanted).replace(",", "")
    for column in columns:
        if column.kind is Kind.TEXT:
            found |= np.fromiter((wanted in value for value in column.folded), np.bool_, len(column))
        elif column.kind is Kind.NUMBER and re.fullmatch(r"-?\d+(\.\d*)?", digits):
            found |= _begins(column.values, digits)
        elif column.kind is Kind.DATE and re.fullmatch(r"\d{4}(-\d\d?){0,2}", digits):
            found |= np.char.startswith(np.datetime_as_string(column.values, unit="D"), digits)
    return found


def _begins(values: NDArray[Any], digits: str) -> Mask:
    """Return which numbers begin with these digits, without writing any of them out: 12 is met by 12.5 and 120."""
    is_negative = digits.startswith("-")
    whole, point, fraction = digits.lstrip("-").partition(".")
    size = np.abs(values.astype(np.float64))
    signed: Mask = values < 0 if is_negative else values >= 0
    scaled = float(whole + fraction)
    found = np.zeros(len(values), np.bool_)
    with np.errstate(invalid="ignore"):
        # A tolerance of the last bits: 0.3 is stored a little below.
        steps = [10.0 ** len(fraction)] if point else [10.0**-k for k in range(16)]
        for step in steps:
            found |= np.floor(size * step * (1.0 + 1e-12) + 1e-12) == scaled
    return found & signed


def _tokens(text: str) -> list[_Token]:
    text = text.translate(_NARROW)
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind is None or not match[0].strip():
            continue
        piece = match[kind]
        if kind == "odd":
            kind = "sign" if piece == "!" else "word"
        if kind == "quoted":
            piece = re.sub(r"\\(.)", r"\1", piece[1:-1])
        found.append(_Token(kind, piece, match.start(kind if kind in match.groupdict() else 0)))
    return found


class _Reader:
    """Reads ``or`` of ``and`` of ``not`` of comparisons."""

    def __init__(self, tokens: list[_Token], columns: Sequence[TableColumn], headings: Mapping[str, str]) -> None:
        self._tokens, self._place = tokens, 0
        self._columns = {_plain(column.key): column for column in columns}
        self._columns |= {_plain(headings[column.key]): column for column in columns if column.key in headings}
        self._columns |= {_bare(headings[one.key]): one for one in columns if one.key in headings} | self._columns
        self._shown = [headings.get(column.key, column.key) for column in columns]

    def read(self) -> _Truth:
        found = self._any()
        if self._place < len(self._tokens):
            raise self._bad("bracket" if self._next().text == ")" else "left_over", self._next().text)
        return found

    def _any(self) -> _Truth:
        found = self._all()
        while self._take("or"):
            other = self._all()
            found = _Truth(found.yes | other.yes, found.no & other.no)
        return found

    def _all(self) -> _Truth:
        found = self._one()
        while self._take("and"):
            other = self._one()
            found = _Truth(found.yes & other.yes, found.no | other.no)
        return found

    def _one(self) -> _Truth:
        if self._take("not"):
            found = self._one()
            return _Truth(found.no, found.yes)
        if self._place < len(self._tokens) and self._is_sign("("):
            self._place += 1
            found = self._any()
            if self._place >= len(self._tokens) or not self._is_sign(")"):
                raise self._bad("bracket", "(")
            self._place += 1
            return found
        return self._comparison()

    def _comparison(self) -> _Truth:
        column = self._column()
        if self._place >= len(self._tokens):
            raise self._bad("no_sign", column.key)
        token = self._tokens[self._place]
        how = _SIGNS.get(token.text, token.text) if token.kind == "sign" else _WORDS.get(token.text.casefold(), "")
        if how not in {*_COMPARE, "contains", "is"}:
            raise self._bad("no_sign", token.text)
        self._place += 1
        value, is_quoted = self._value(token.text)
        if how == "is" or (how in {"=", "!="} and not is_quoted):
            word = value.casefold()
            if word in _UNKNOWN | _KNOWN and not (how == "is" and is_quoted):
                wants_known = (word in _KNOWN) != (how == "!=")
                yes = column.is_known if wants_known else ~column.is_known
                return _Truth(yes, ~yes)
            how = "=" if how == "is" else how
        yes = (_contains(column, value) if how == "contains" else _compared(column, how, value)) & column.is_known
        return _Truth(yes, ~yes & column.is_known)

    def _column(self) -> TableColumn:
        """A heading may be of several words: the longest run that names a column is taken."""
        start = self._place
        if start >= len(self._tokens):
            raise self._bad("no_column", "")
        end = start
        while end < len(self._tokens) and self._tokens[end].kind != "sign" and end - start < 8:
            end += 1
        if end == start and self._tokens[start].text != "(":
            raise self._bad("no_column", self._tokens[start].text)
        for until in range(end, start, -1):
            name = _plain("".join(token.text for token in self._tokens[start:until]))
            if name in self._columns:
                self._place = until
                return self._columns[name]
        ends = {"and", "or", "not", "contains", "is"}
        until = next((k for k in range(start + 1, end) if self._joins(k, ends)), max(end, start + 1))
        name = " ".join(token.text for token in self._tokens[start:until])
        near = difflib.get_close_matches(name, self._shown, 1, 0.4)
        inside = [one for one in self._shown if _plain(name) and _plain(name) in _plain(one)]
        raise BadCondition(reason="no_column", part=name, near=(inside or near or [""])[0])

    def _value(self, after: str) -> tuple[str, bool]:
        """A value may be of several words, until one that joins, a bracket or the end."""
        start = self._place
        if start < len(self._tokens) and self._tokens[start].kind == "quoted":
            self._place += 1
            return self._tokens[start].text, True
        while self._place < len(self._tokens) and not (self._joins(self._place) or self._is_sign("(", ")")):
            if self._tokens[self._place].kind == "sign":
                raise self._bad("left_over", self._tokens[self._place].text)
            self._place += 1
        if self._place == start:
            raise self._bad("no_value", after)
        return " ".join(token.text for token in self._tokens[start : self._place]), False

    def _joins(self, place: int, words: Collection[str] = ("and", "or", "not")) -> bool:
        token = self._tokens[place]
        return token.kind == "word" and _WORDS.get(token.text.casefold()) in words

    def _take(self, word: str) -> bool:
        found = self._place < len(self._tokens) and self._joins(self._place, (word,))
        self._place += found
        return found

    def _is_sign(self, *signs: str) -> bool:
        token = self._tokens[self._place]
        return token.kind == "sign" and token.text in signs

    def _next(self) -> _Token:
        return self._tokens[self._place]

    def _bad(self, reason: str, part: str) -> BadCondition:
        return BadCondition(reason=reason, part=part, near="")


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


def _bare(heading: str) -> str:
    """A heading without its unit: ``stock (m³)`` is meant by ``stock``."""
    return re.sub(r"\(.*\)$", "", _plain(heading))


def _contains(column: TableColumn, value: str) -> Mask:
    if column.kind is Kind.TEXT:
        wanted = value.casefold()
        return np.fromiter((wanted in one for one in column.folded), np.bool_, len(column))
    return _holding(value, [column])


def _compared(column: TableColumn, how: str, value: str) -> Mask:
    compare = _COMPARE[how]
    if column.kind is Kind.TEXT:
        wanted = value.casefold()
        if how in {"=", "!="}:
            return np.fromiter(((one == wanted) == (how == "=") for one in column.folded), np.bool_, len(column))
        return _text_order(column, compare, wanted)
    with np.errstate(invalid="ignore"):
        if column.kind is Kind.DATE:
            return compare(column.values.astype("datetime64[D]"), np.datetime64(_date(value), "D"))
        if column.kind is Kind.YES_NO:
            if how not in {"=", "!="}:
                raise BadCondition(reason="no_order", part=how, near="")
            if value.casefold() not in _YES:
                raise BadCondition(reason="not_yes_no", part=value, near="")
            return compare(column.values, _YES[value.casefold()])
        return compare(column.values, _number(value))


def _text_order(column: TableColumn, compare: Callable[..., Mask], wanted: str) -> Mask:
    """Numbers that are stored as text compare as numbers, other texts cannot be more or less."""
    limit = _number(wanted)
    numbers = pd.to_numeric(pd.Series(column.values, dtype=object), errors="coerce").to_numpy(dtype=np.float64)
    return compare(numbers, limit)


def _number(value: str) -> float | int:
    plain = unicodedata.normalize("NFKC", value).replace(",", "").replace(" ", "")
    times = 1.0
    if plain.endswith("万"):
        plain, times = plain[:-1], 10_000.0
    try:
        whole = int(plain)
        return whole if times == 1.0 else whole * int(times)
    except ValueError:
        pass
    try:
        number = float(plain) * times
    except ValueError:
        raise BadCondition(reason="not_a_number", part=value, near="") from None
    if math.isnan(number):
        raise BadCondition(reason="not_a_number", part=value, near="")
    return number


def _date(value: str) -> str:
    parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", unicodedata.normalize("NFKC", value).strip())
    if parts is None:
        raise BadCondition(reason="not_a_date", part=value, near="")
    year, month, day = (int(part) for part in parts.groups())
    try:
        return pd.Timestamp(year, month, day).date().isoformat()
    except ValueError:
        raise BadCondition(reason="not_a_date", part=value, near="") from None
