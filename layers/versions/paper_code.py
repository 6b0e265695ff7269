"""What paper shows of a hash: a text for QR codes, and a short form that tells when it was mistyped.

The text is ``LF1:V:`` (a version) or ``LF1:P:`` (a plan) and the hash, 64 hex digits or the first 12 and more.

The short form is ``V-7K3M-9QXA-2B4C-VR``: the kind, the first 60 bits of the hash as twelve digits of base 32
(Crockford's alphabet: no I, L, O, U; I and L are read as 1, O as 0), and two check digits.  They are those of a
Reed-Solomon code over GF(32) (Reed and Solomon 1960, J. SIAM 8:300-304; field polynomial x⁵ + x² + 1) with zeros at 1
and α, so its distance is 3: one or two mistyped digits, two digits that changed places among them, are always found,
and others but for one in 1,024.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import xor

from layers.errors import PaperCodeUnreadable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {digit: value for value, digit in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0}
_DIGITS, _CHECKS, _BITS = 12, 2, 60
#: Fewer hex digits than this are too easily those of another hash.
LEAST_HEX = 12

_HEX_RUN = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{64}(?![0-9a-zA-Z])")
_TEXT = re.compile(r"LF1\s*:\s*(?:([VP])\s*:\s*)?([0-9A-F]{12,64})(?![0-9A-Z])", re.IGNORECASE)
#: The QR code of a map plate: the plan's hash, then which plate it is.
_PLATE = re.compile(r"LIANFANG-PLATE:\d+:([0-9A-F]{64})(?![0-9A-F])", re.IGNORECASE)
_SHORT = re.compile(r"(?<![0-9A-Z-])([VP])-((?:[0-9A-Z]{4}-){3}[0-9A-Z]{2})(?![0-9A-Z-])", re.IGNORECASE)


class CodeKind(StrEnum):
    """What a hash is of."""

    VERSION = "V"
    PLAN = "P"


@dataclass(frozen=True)
class PaperCode:
    """A hash as paper shows it: its kind, None when paper does not say, and its first hex digits."""

    kind: CodeKind | None
    prefix: str  # lower case, 12 to 64 digits; 15 of the short form

    def fits(self, sha256: str) -> bool:
        """Return whether it is this hash that paper shows."""
        return bool(sha256) and sha256.startswith(self.prefix)


def qr_text(kind: CodeKind, sha256: str) -> str:
    """Return the text of a QR code: ``LF1:V:`` or ``LF1:P:`` and the hash."""
    return f"LF1:{kind.value}:{sha256}"


def short_form(kind: CodeKind, sha256: str) -> str:
    """Return the short form of a hash, for typing: ``V-7K3M-9QXA-2B4C-VR``."""
    number = int(sha256[: _BITS // 4], 16)
    digits = [(number >> (5 * place)) & 31 for place in reversed(range(_DIGITS))]
    shown = "".join(ALPHABET[value] for value in (*digits, *_check_digits(digits, kind)))
    return f"{kind.value}-{shown[:4]}-{shown[4:8]}-{shown[8:12]}-{shown[12:]}"


def read(typed: str) -> PaperCode:
    """Return what was typed from paper, or came out of a QR code, in any of the forms.

    Full-width letters, spaces, dashes of any length and small letters are as good as the right ones.

    Raises
    ------
    PaperCodeUnreadable
        ``facts['reason_code']``: ``empty``, ``letters`` (a sign no hash has), ``length`` (too short or too long),
        ``check`` (mistyped: the check digits do not fit).
    """
    text = unicodedata.normalize("NFKC", typed).strip().strip("\ufeff").upper()
    if not text:
        raise PaperCodeUnreadable(value=typed, reason_code="empty")
    whole = re.sub(r"[\s\u2010-\u2015\u2212_\-·.,;'\"]+", "", text)
    is_text = whole.startswith("LF1:")
    whole = whole.removeprefix("LF1:")
    kind: CodeKind | None = None
    if plate := _PLATE.match(text):
        return PaperCode(CodeKind.PLAN, plate[1].lower())
    # V and P are digits too: fourteen signs are a short form whose letter was not typed.
    if whole[:1] in ("V", "P") and (is_text or len(whole) != _DIGITS + _CHECKS):
        kind, whole = CodeKind(whole[0]), whole[1:].removeprefix(":")
    if strange := sorted({sign for sign in whole if sign not in _VALUE}):
        raise PaperCodeUnreadable(value=typed, reason_code="letters", letters="".join(strange))
    is_hex = set(whole) <= set("0123456789ABCDEFILO")
    if not is_text and len(whole) == _DIGITS + _CHECKS and (kind or not is_hex):
        return PaperCode(kind, _from_short(kind, whole, typed)) if kind else _without_kind(whole, typed)
    if not is_hex and len(whole) > _DIGITS + _CHECKS:
        strange = sorted(set(whole) - set("0123456789ABCDEFILO"))
        raise PaperCodeUnreadable(value=typed, reason_code="letters", letters="".join(strange))
    if not is_hex or not LEAST_HEX <= len(whole) <= 64:
        raise PaperCodeUnreadable(value=typed, reason_code="length", count=len(whole), letters="")
    return PaperCode(kind, whole.translate(str.maketrans("ILO", "110")).lower())


def found_in(text: str) -> list[PaperCode]:
    """Return every hash in the text of a document that the program wrote, each once, in reading order.

    QR texts and short forms say what they are of.  A bare run of 64 hex digits does not: a document also lists the
    checksums of its sources, so it counts only where nothing else is found.
    """
    flat = unicodedata.normalize("NFKC", text)
    found: dict[tuple[CodeKind | None, str], PaperCode] = {}
    places: list[tuple[int, PaperCode]] = []
    for match in _TEXT.finditer(flat):
        kind = CodeKind(match[1].upper()) if match[1] else None
        places.append((match.start(), PaperCode(kind, match[2].lower())))
    for match in _PLATE.finditer(flat):
        places.append((match.start(), PaperCode(CodeKind.PLAN, match[1].lower())))
    for match in _SHORT.finditer(flat):
        try:
            places.append((match.start(), read(match[0])))
        except PaperCodeUnreadable:  # a word that looks like one
            continue
    if not places:
        joined = re.sub(r"(?<=[0-9a-f])-?[\r\n]+(?=[0-9a-f])", "", flat.lower())  # broken at the end of a line
        for one in (flat.lower(), joined):
            places += [(match.start(), PaperCode(None, match[0])) for match in _HEX_RUN.finditer(one)]
    for _, code in sorted(places, key=lambda one: one[0]):
        found.setdefault((code.kind, code.prefix[: _BITS // 4]), code)
    return list(found.values())


def _without_kind(whole: str, typed: str) -> PaperCode:
    """Read a short form whose first letter was not typed: the check digits tell which kind it is."""
    for kind in CodeKind:
        try:
            return PaperCode(kind, _from_short(kind, whole, typed))
        except PaperCodeUnreadable:
            continue
    raise PaperCodeUnreadable(value=typed, reason_code="check")


def _from_short(kind: CodeKind, shown: str, typed: str) -> str:
    if strange := sorted({sign for sign in shown if sign not in _VALUE}):
        raise PaperCodeUnreadable(value=typed, reason_code="letters", letters="".join(strange))
    values = [_VALUE[sign] for sign in shown]
    if _check_digits(values[:_DIGITS], kind) != values[_DIGITS:]:
        raise PaperCodeUnreadable(value=typed, reason_code="check")
    number = reduce(lambda sum_, value: sum_ << 5 | value, values[:_DIGITS], 0)
    return f"{number:0{_BITS // 4}x}"


# --- the field of 32 elements ---------------------------------------------------------------------------


def _doubled(value: int) -> int:
    """Multiply by α in GF(2)[x] / (x⁵ + x² + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 32 else value


def _powers() -> tuple[list[int], dict[int, int]]:
    powers = [1]
    while len(powers) < 31:
        powers.append(_doubled(powers[-1]))
    return powers, {power: exponent for exponent, power in enumerate(powers)}


_POWER, _LOG = _powers()


def _times(a: int, b: int) -> int:
    return 0 if a == 0 or b == 0 else _POWER[(_LOG[a] + _LOG[b]) % 31]


def _check_digits(digits: list[int], kind: CodeKind) -> list[int]:
    """Return the two digits that make Σ vᵢ = 0 and Σ αⁱ vᵢ = 0; the kind is a digit before the others."""
    values = [_VALUE[kind.value], *digits]
    plain = reduce(xor, values, 0)
    weighted = reduce(xor, (_times(_POWER[place + 2], value) for place, value in enumerate(reversed(values))), 0)
    # a α + b = weighted and a + b = plain  ⇒  a (α + 1) = weighted + plain
    inverse = _POWER[(31 - _LOG[_POWER[1] ^ 1]) % 31]
    first = _times(weighted ^ plain, inverse)
    return [first, plain ^ first]
