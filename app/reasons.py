"""A zone's reasons in the language of the window: the same sentences that documents print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import i18n, words


@dataclass(frozen=True)
class _Speaker:
    """What a sentence needs: the words, and the names of the counties."""

    words: Any  # layers.export.words.Words
    county_names: Mapping[str, str]

    def county_name(self, code: str) -> str:
        return self.county_names.get(code, code)


def sentences(reasons: Sequence[Mapping[str, Any]], county_names: Mapping[str, str]) -> list[str]:
    """Return the reasons of a zone in words, in their order."""
    from app.sheets.words import load_words
    from layers.export.reasons import reason_sentence

    speaker = _Speaker(load_words(i18n.current()), county_names)
    return [_sentence(reason_sentence(speaker, reason)) for reason in reasons]  # type: ignore[arg-type]


def _sentence(text: str) -> str:
    """A template may stand inside a document's sentence; by itself it begins with a capital."""
    return words.unbroken(words.grouped(text[:1].upper() + text[1:]))
