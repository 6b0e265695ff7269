"""The encoding court: the same bytes read in every encoding they may be in, side by side, the best first.

Each reading is weighed by Bayes' rule: how likely its text is as the text of a Chinese map
(:mod:`layers.sources.hanzi`), times how common the encoding is, times what the file says of itself.  A verdict is
*conclusive* when the best reading is a thousand times likelier than the next one that gives other words, its
characters are mostly common ones, and nothing was misread before.  Otherwise the planner is asked, once.

Text cut inside a character by the width of its field is no objection: the half character falls away.
"""

from __future__ import annotations

import codecs
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from layers.sources import hanzi, misread

#: Families of encodings of which the first that reads everything stands for all.
_FAMILIES = (("UTF-8",), ("GBK", "GB18030"), ("BIG5", "CP950", "BIG5-HKSCS"))
WESTERN = "ISO-8859-1"
#: Logarithms of how common each is in files of mainland counties, beside UTF-8 and GBK.
_RARITY = {"GB18030": -2.0, "BIG5": -4.0, "CP950": -5.0, "BIG5-HKSCS": -6.0, WESTERN: -8.0}
_MISREAD = -6.0
#: Logarithms of what a file's own word weighs, of what a cut character costs, and of a value that cannot be read, of
#: which each byte is worth less than the likeliest characters.
_SAID = {"cpg": 4.0, "header": 4.0, "language_byte": 3.0}
_CUT, _UNREAD, _NOISE = -4.0, -20.0, -6.0
#: A reading that fails in more than this share of the values is none.
_MOST_UNREAD = 0.5
#: The margin that makes a verdict conclusive (e⁷ ≈ 1 100 : 1) and what the text must bring of it without the file's own
#: word, the least share of common characters, and the most values that may be damaged.
_SURE, _SURE_ALONE, _COMMON, _DAMAGED = 7.0, 4.0, 0.6, 0.01
#: So many sequences of several bytes that are all valid UTF-8 are no accident, whatever the language.
_UTF8_SEQUENCES = 8
#: Distinct values that are weighed, and shown.
_MOST_WEIGHED, _SHOWN, _SHOWN_FIELDS = 2_000, 6, 4
#: Values that are tried first, and the share of failures that spares the others.
_PROBED, _HOPELESS = 200, 0.8

#: Every code of :class:`Evidence` → the names of its facts.
EVIDENCE_CODES: dict[str, tuple[str, ...]] = {
    "said": ("by", "word"),
    "not_said": ("by", "word"),
    "valid_utf8": (),
    "names_known": ("count", "of"),
    "words": ("words",),
    "common": ("percent",),
    "odd": ("count", "examples"),
    "rare": ("percent", "examples"),
    "misread": ("wrong", "right"),
    "cut": ("count",),
    "unread": ("count",),
    "western": (),
}


@dataclass(frozen=True)
class Evidence:
    """One reason for or against a reading: a code of :data:`EVIDENCE_CODES` with its facts."""

    code: str
    speaks_for: bool
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A file's text in one encoding.  ``names`` and ``fields`` are the same values in every reading."""

    encoding: str  # what ReadChoice.encoding takes
    names: tuple[str, ...]
    fields: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    score: float  # natural logarithm of how likely it is, less a constant
    cut: int = 0  # values whose last character is cut off
    unread: int = 0  # values with bytes that are no character
    lost: int = 0  # values that were lost before, and their remains
    lost_examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Court:
    """All readings of a text, the best first."""

    readings: tuple[Reading, ...]
    is_conclusive: bool
    fingerprint: str  # SHA-256 of the text that is not ASCII, by which a choice is remembered

    @property
    def best(self) -> Reading:
        """Return the reading that is taken unless the planner says otherwise."""
        return self.readings[0]

    def reading(self, encoding: str) -> Reading | None:
        """Return the reading of an encoding, whatever its spelling; None when it is not among them."""
        return next((one for one in self.readings if is_same(one.encoding, encoding)), None)


@dataclass(frozen=True)
class Said:
    """What a file says its text is in."""

    encoding: str  # Python's name
    by: str  # a key of _SAID
    word: str  # as it is written there


@dataclass(frozen=True)
class _Read:
    """One reading at work: text and whether it is cut, None where it cannot be read, in the order of the values."""

    encoding: str
    texts: tuple[tuple[str, bool] | None, ...]
    score: float = 0.0


def decode(value: bytes, encoding: str) -> tuple[str, bool] | None:
    """Return a value's text, and whether half a character at its end fell away; None when it is not in the encoding.

    Raises
    ------
    LookupError
        There is no such encoding.
    """
    outer, wrong, right = misread.split(encoding)
    try:
        found = value.decode(outer), False
    except UnicodeDecodeError:
        try:
            found = codecs.getincrementaldecoder(outer)().decode(value, final=False), True
        except UnicodeDecodeError:
            return None
    if not wrong:
        return found
    undone = misread.undo(found[0], wrong, right)
    return None if undone is None else (undone.text, undone.cut or found[1])


def decode_anyway(value: bytes, encoding: str) -> str:
    """Return a value's text with the replacement character for every byte that is no character in the encoding."""
    found = decode(value, encoding)
    if found is not None:
        return found[0]
    outer, _, _ = misread.split(encoding)
    return value.decode(outer, errors="replace")


def is_same(one: str, other: str) -> bool:
    """Return True for two spellings of one encoding."""
    return _key(one) == _key(other)


def is_family(one: str, other: str) -> bool:
    """Return True for encodings of which one extends the other, such as GB 2312, GBK and GB 18030."""
    return _family(one) == _family(other)


def hear(
    values: Sequence[bytes],
    fields: Sequence[bytes] = (),
    *,
    said: Said | None = None,
    only: Sequence[str] | None = None,
    also: str | None = None,
) -> Court | None:
    """Weigh the readings of a text; None when all of it is ASCII.

    Parameters
    ----------
    values, fields : sequence of bytes
        The values of text fields, as often as they occur, and the names of fields.  ASCII is passed over.
    said : Said, optional
        What the file itself says.
    only : sequence of str, optional
        The encodings that are possible at all, where a byte order mark says so.
    also : str, optional
        An encoding to list in any case: the planner's choice.

    Raises
    ------
    LookupError
        There is no such encoding as the one said or listed.
    """
    times = Counter(value for value in (*fields, *values) if not value.isascii())
    if not times:
        return None
    weighed = list(times)[:_MOST_WEIGHED]
    read = [one for one in _candidates(list(times), said, only) if one is not None]
    if also is not None and not any(is_same(also, one.encoding) for one in read):
        read.append(_Read(also, tuple(decode(value, also) for value in times)))
    read = [replace(one, score=_score(one, said, weighed)) for one in read]
    read = _without_twins(sorted(read, key=lambda one: -one.score), also or (said.encoding if said else ""))
    names = [name for name in dict.fromkeys(fields) if not name.isascii()]
    shown = _telling(read[0], len(names))
    order = list(times)
    readings = tuple(_reading(one, order, shown, names[:_SHOWN_FIELDS], times, said) for one in read)
    fingerprint = hashlib.sha256(b"\0".join(times)).hexdigest()
    return Court(readings, _is_conclusive(read, readings, times, said), fingerprint)


def _candidates(values: list[bytes], said: Said | None, only: Sequence[str] | None) -> list[_Read | None]:
    families = list(_FAMILIES) if only is None else [(name,) for name in only]
    if said is not None and only is None and not any(is_same(said.encoding, one) for f in families for one in f):
        families.append((said.encoding,))
    found: list[_Read | None] = [_of_family(values, family, said) for family in families]
    plain = found[0] if families[0] == ("UTF-8",) else None
    if plain is not None:
        found += [one for name in misread.MISREADINGS if (one := _undone(values, name)) is not None]
    if only is None:
        found.append(_Read(WESTERN, tuple((value.decode("latin-1"), False) for value in values)))
    return found


def _is_hopeless(values: list[bytes], name: str) -> bool:
    """Return True when hardly any of the first values can be read: the rest need not be tried."""
    first = values[:_PROBED]
    return sum(decode(value, name) is None for value in first) > _HOPELESS * len(first)


def _of_family(values: list[bytes], family: Sequence[str], said: Said | None) -> _Read | None:
    """Return the reading of the first encoding that reads everything, else of the one that reads most."""
    best: _Read | None = None
    names = [name for name in family if said is not None and is_same(name, said.encoding)]
    for name in (*names, *family):
        if _is_hopeless(values, name):
            continue
        texts = tuple(decode(value, name) for value in values)
        if None not in texts:
            return _Read(name, texts)
        if best is None or texts.count(None) < best.texts.count(None):
            best = _Read(name, texts)
    return best if best is not None and best.texts.count(None) <= _MOST_UNREAD * len(values) else None


def _undone(values: list[bytes], name: str) -> _Read | None:
    """Return a reading that undoes a misreading, where it makes Chinese of most values."""
    if _is_hopeless(values, name):
        return None
    texts = tuple(decode(value, name) for value in values)
    good = [one for one in texts if one is not None]
    if not good or texts.count(None) > _MOST_UNREAD * len(values):
        return None
    counted = hanzi.count(text for text, _ in good[:_MOST_WEIGHED])
    return _Read(name, texts) if counted.common > 0.5 * counted.total > 0 else None


def _score(one: _Read, said: Said | None, values: list[bytes]) -> float:
    texts = one.texts[: len(values)]
    good = [text for text in texts if text is not None]
    unread = [len(value) for value, text in zip(values, texts, strict=True) if text is None]
    score = _MISREAD if ">" in one.encoding else _RARITY.get(one.encoding, 0.0)
    score += hanzi.likelihood(good) + _CUT * sum(cut for _, cut in good)
    score += _UNREAD * len(unread) + _NOISE * sum(unread)
    return score + _bonus(one, said)


def _bonus(one: _Read, said: Said | None) -> float:
    return _SAID[said.by] if said is not None and is_family(said.encoding, one.encoding) else 0.0


def _without_twins(read: list[_Read], named: str) -> list[_Read]:
    """Keep one of readings that give the same text: the one that is named, else the likelier."""
    kept: dict[tuple[tuple[str, bool] | None, ...], _Read] = {}
    for one in read:
        twin = kept.get(one.texts)
        if twin is None or (named and is_same(one.encoding, named)):
            kept[one.texts] = one if twin is None else replace(one, score=twin.score)
    return list(kept.values())


def _is_conclusive(
    read: list[_Read], readings: tuple[Reading, ...], times: Mapping[bytes, int], said: Said | None
) -> bool:
    best, first = read[0], readings[0]
    if ">" in best.encoding or best.encoding == WESTERN:
        return False
    for other in read[1:]:
        margin = best.score - other.score
        if margin < _SURE or margin - _bonus(best, said) + _bonus(other, said) < _SURE_ALONE:
            return False
    if first.unread > _DAMAGED * sum(times.values()):
        return False
    if best.encoding == "UTF-8" and _sequences(list(times)) >= _UTF8_SEQUENCES:
        return True
    counted = hanzi.count(text[0] for text in best.texts[:_MOST_WEIGHED] if text is not None)
    return counted.common + counted.signs >= _COMMON * counted.total


def _sequences(values: list[bytes]) -> int:
    """Return how many characters of several bytes UTF-8 text has."""
    return sum(byte >= 0xC0 for value in values for byte in value)


def _telling(best: _Read, fields: int) -> list[int]:
    """Return the positions of the values to show: known names first, then typical ones, short ones before long."""

    def rank(position: int) -> tuple[bool, bool, int, int]:
        text = best.texts[position]
        words = "" if text is None else text[0]
        return (not hanzi.is_known(words), not hanzi.has_word(words), abs(len(words) - 4), position)

    positions = list(range(fields, len(best.texts))) or list(range(len(best.texts)))
    return sorted(sorted(positions[:_MOST_WEIGHED], key=rank)[:_SHOWN])


def _reading(
    one: _Read,
    values: list[bytes],
    shown: list[int],
    fields: list[bytes],
    times: Mapping[bytes, int],
    said: Said | None,
) -> Reading:
    good = [text for text in one.texts[:_MOST_WEIGHED] if text is not None]
    pairs = list(zip(values, one.texts, strict=True))
    cut = sum(times[value] for value, text in pairs if text is not None and text[1])
    unread = sum(times[value] for value, text in pairs if text is None)
    lost = [(value, text[0]) for value, text in pairs if text is not None and misread.is_lost(text[0])]
    return Reading(
        one.encoding,
        tuple(decode_anyway(values[position], one.encoding) for position in shown),
        tuple(decode_anyway(name, one.encoding) for name in fields),
        tuple(_evidence(one, good, cut, unread, said, values)),
        round(one.score, 1),
        cut,
        unread,
        sum(times[value] for value, _ in lost),
        tuple(text for _, text in lost[:3]),
    )


def _evidence(
    one: _Read, good: list[tuple[str, bool]], cut: int, unread: int, said: Said | None, values: list[bytes]
) -> list[Evidence]:
    found: list[Evidence] = []
    texts = [text for text, _ in good]
    if ">" in one.encoding:
        _, wrong, right = misread.split(one.encoding)
        found.append(Evidence("misread", True, {"wrong": wrong, "right": right}))
    if unread:
        found.append(Evidence("unread", False, {"count": unread}))
    like_divisions = [text for text in texts if hanzi.is_like_division(text)]
    known = sum(hanzi.is_known(text, cut=is_cut) for text, is_cut in good)
    if known:
        found.append(Evidence("names_known", True, {"count": known, "of": max(known, len(like_divisions))}))
    words = hanzi.words_in(texts)
    if words:
        found.append(Evidence("words", True, {"words": words}))
    if one.encoding == "UTF-8" and not unread and _sequences(values) >= _UTF8_SEQUENCES:
        found.append(Evidence("valid_utf8", True))
    if said is not None:
        agrees = is_family(said.encoding, one.encoding)
        found.append(Evidence("said" if agrees else "not_said", agrees, {"by": said.by, "word": said.word}))
    if one.encoding == WESTERN:
        return [*found, Evidence("western", False)]
    counted = hanzi.count(texts)
    if counted.odd:
        found.append(Evidence("odd", False, {"count": counted.odd, "examples": hanzi.examples(texts, "odd")}))
    if counted.hanzi:
        percent = round(100 * counted.common / counted.hanzi)
        if percent >= 100 * _COMMON:
            found.append(Evidence("common", True, {"percent": percent}))
        else:
            found.append(Evidence("rare", False, {"percent": 100 - percent, "examples": hanzi.examples(texts, "rare")}))
    if cut:
        found.append(Evidence("cut", False, {"count": cut}))
    return found


def _key(encoding: str) -> str:
    outer, wrong, right = misread.split(encoding)
    if wrong:
        return f"{_key(wrong)}>{_key(right)}"
    try:
        name = codecs.lookup(outer).name
    except LookupError:
        return outer.lower()
    return "utf-8" if name == "utf-8-sig" else name


def _family(encoding: str) -> int | str:
    """Return which family an encoding belongs to; its own name when to none."""
    if is_same(encoding, "GB2312"):
        return 1
    for number, names in enumerate(_FAMILIES):
        if any(is_same(encoding, one) for one in names):
            return number
    return _key(encoding)
