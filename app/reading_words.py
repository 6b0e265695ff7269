"""Words for encodings, and for what speaks for and against a reading of a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app import words
from app.counting import counted
from app.i18n import mark
from layers.sources.misread import MISREADINGS, split

if TYPE_CHECKING:
    from layers.sources.readings import Evidence, Reading

_NAMES: Mapping[str, str] = {
    "UTF-8": mark("Readings", "Unicode UTF-8"),
    "UTF-16": mark("Readings", "Unicode UTF-16"),
    "GBK": mark("Readings", "Simplified Chinese GBK"),
    "GB2312": mark("Readings", "Simplified Chinese GB 2312"),
    "GB18030": mark("Readings", "Chinese GB 18030"),
    "BIG5": mark("Readings", "Traditional Chinese Big5"),
    "CP950": mark("Readings", "Traditional Chinese Big5"),
    "BIG5-HKSCS": mark("Readings", "Traditional Chinese Big5-HK"),
    "ISO-8859-1": mark("Readings", "Western ISO 8859-1"),
}
_MISREAD = mark("Readings", "{right}, once misread as {wrong}")

#: Codes of ``layers.sources.readings.EVIDENCE_CODES`` → one short line.
EVIDENCE: Mapping[str, str] = {
    "said": mark("Readings", "The file says so ({word})"),
    "not_said": mark("Readings", "The file says {word}"),
    "valid_utf8": mark("Readings", "Well-formed UTF-8 throughout"),
    "names_known": mark("Readings", "{count} of {of} county names are known"),
    "words": mark("Readings", "Usual words: {words}"),
    "common": mark("Readings", "{percent} % common characters"),
    "odd": mark("Readings", "%n character(s) not found in names"),
    "rare": mark("Readings", "{percent} % rare characters"),
    "misread": mark("Readings", "Read wrongly once and saved so; this undoes it"),
    "cut": mark("Readings", "{count} cut off at their end"),
    "unread": mark("Readings", "{count} cannot be read"),
    "western": mark("Readings", "Only where all else fails"),
}
_EXAMPLES = mark("Readings", "{text}: {examples}")
#: What is said first about a reading: damage, then what names show, then what characters show.
_ORDER = (
    *("unread", "misread", "names_known", "odd", "rare", "words", "said", "not_said"),
    *("valid_utf8", "common", "cut", "western"),
)


def encoding_name(code: str) -> str:
    """Return an encoding in plain words: 简体中文 GBK."""
    if code in MISREADINGS:
        _, wrong, right = split(code)
        return _tr(_MISREAD).format(right=short_name(right), wrong=short_name(wrong))
    known = _NAMES.get(code.upper())
    return code if known is None else _tr(known)


def short_name(code: str) -> str:
    """Return an encoding as findings name it."""
    if code in MISREADINGS:
        return encoding_name(code)
    return "Big5" if code.upper() == "BIG5" else code


def evidence_text(one: Evidence) -> str:
    """Return one reason in a few words."""
    facts = dict(one.facts)
    facts["words"] = words.joined(list(facts.get("words", ())))
    facts["wrong"], facts["right"] = (short_name(str(facts.get(name, ""))) for name in ("wrong", "right"))
    text = counted(QCoreApplication.translate, "Readings", EVIDENCE[one.code], facts)
    # Characters for private use have no shape: their number says what is there.
    examples = "".join(one if one.isprintable() else f" U+{ord(one):04X} " for one in facts.get("examples", ())).strip()
    return _tr(_EXAMPLES).format(text=text, examples=examples) if examples else text


def reasons(reading: Reading) -> list[str]:
    """Return what speaks for and against a reading, the most telling first."""
    found = sorted(reading.evidence, key=lambda one: _ORDER.index(one.code))
    return [evidence_text(one) for one in found]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Readings", text)
