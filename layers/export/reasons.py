"""A zone's reasons, from codes and facts to sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from layers.export.cells import is_unknown, plain_number
from layers.export.words import Words, filled

#: Decimals by the unit at the end of a fact's name.
_PERCENT = ("share", "tolerance")
_DECIMALS = {"m": 0, "km": 1, "ha": 2, "m2": 0, "min": 0, "m_min": 2, "score": 2}


class Speaker(Protocol):
    """What a sentence needs: the words and the counties' names.  An export job is one."""

    @property
    def words(self) -> Words:
        """Return the words of the language."""
        ...

    @property
    def county_names(self) -> Mapping[str, str]:
        """Return county code → name."""
        ...

    def county_name(self, code: str) -> str:
        """Return a county's name; its code when it is not known."""
        ...


def reason_sentences(job: Speaker, zone: Mapping[str, Any]) -> list[str]:
    """Return the reasons of a zone in words, in their order; shares in percent, codes as names."""
    return [reason_sentence(job, reason) for reason in zone.get("reasons") or []]


def reason_sentence(job: Speaker, reason: Mapping[str, Any]) -> str:
    """Return one reason ``{"code": …, **facts}`` in words.

    Where the reason counts places and there is none, the sentence of ``[reason_no_places]`` says it without a zero:
    people are unknown because a layer is missing.
    """
    if reason["code"] == "hazard_reach":
        return _own_sentence(job, str(reason["hazard"]), reason["facts"])
    facts = {name: fact_text(job, name, value) for name, value in reason.items() if name != "code"}
    code = str(reason["code"])
    is_bare = reason.get("places") == 0 and code in job.words.group("reason_no_places")
    return job.words.code("reason_no_places" if is_bare else "reason", code, **facts)


def _own_sentence(job: Speaker, hazard: str, facts: Mapping[str, Any]) -> str:
    """Return how a hazard says that its reach was found: ``facts["how"]`` names the sentence, the rest fills it."""
    from layers.hazards.registry import REGISTRY

    language = job.words.language
    kind = REGISTRY.get(hazard)
    sentence = "" if kind is None else kind.sentence(language, str(facts.get("how", "reach")))
    if kind is None or not sentence:
        return job.words.code("hazard", hazard)
    spoken = {name: kind.choice(language, name, value) or fact_text(job, name, value) for name, value in facts.items()}
    return filled(sentence, spoken)


def fact_text(job: Speaker, name: str, value: Any) -> str:
    """Return a fact as printed: by the unit in its name, a county code as its name, a list in a row."""
    words = job.words
    if isinstance(value, list | tuple):
        return words.join([fact_text(job, name, item) for item in value])
    if is_unknown(value):
        return words["punctuation.unknown"]
    if isinstance(value, bool):
        return words["punctuation.yes" if value else "punctuation.no"]
    if isinstance(value, int | float):
        unit = "m_min" if name.endswith("_m_min") else name.rsplit("_", 1)[-1]
        if unit in _PERCENT:
            return f"{100 * value:.1f} %"
        return f"{value:.{_DECIMALS[unit]}f}" if unit in _DECIMALS else plain_number(round(float(value), 2))
    text = str(value)
    if text in job.county_names:
        return job.county_name(text)
    return words.code(name, text)
