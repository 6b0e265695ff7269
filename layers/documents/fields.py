"""The facts that fill a template, and which of them are still blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from layers.documents import rows
from layers.documents.kinds import PROPOSED, Annex, Choices, hazards_of
from layers.documents.law import law_fields
from layers.documents.template import PictureFact
from layers.export.annex import closing_text, coordinate_notes
from layers.export.annex_tables import lead_texts, zone_title
from layers.export.cells import date_text, records
from layers.export.coordinates import printed_row
from layers.export.figures import hectares_text, mu_text
from layers.export.job import ExportJob, Stamp
from layers.export.printed_version import PrintedVersion
from layers.export.words import Words
from layers.sources.gazetteer import division_name, short_name

#: A landscape page's plate, as :data:`layers.export.docx.PLATE_MM`.
_PLATE_WIDTH_MM = 276.0
#: Where recorded patrol routes stand among the points.
ROUTES = "patrol_route"


@dataclass(frozen=True)
class Party:
    """One party as the document names it."""

    code: str
    name: str


@dataclass(frozen=True)
class Sources:
    """What a document is filled from.

    Attributes
    ----------
    jobs : one export job for each joint-patrol area of the document
    parties : two or more
    agreement : a row of the register, {} for a new agreement
    limits : area uid → 四至 as the planner left it, or drafted
    plates : area uid → PNG of the map
    points : role → rows of the plan's layers with the county of each (:func:`layers.documents.gather.points`)
    contacts : rows of the contacts of the parties
    stock, bodies : rows of the parties in the stock list, and of what they belong to
        (:class:`layers.export.registers.Registers`)
    duties : zone uid → its rows of the responsibility list
    findings : sentences of the preflight: finding, article, way, answer
    """

    words: Words
    on: date
    stamp: Stamp
    parties: tuple[Party, ...]
    jobs: tuple[ExportJob, ...] = ()
    agreement: Mapping[str, Any] = field(default_factory=dict)
    limits: Mapping[str, str] = field(default_factory=dict)
    plates: Mapping[str, bytes] = field(default_factory=dict)
    points: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    contacts: Sequence[Mapping[str, Any]] = ()
    stock: Sequence[Mapping[str, Any]] = ()
    bodies: Sequence[Mapping[str, Any]] = ()
    duties: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    findings: Sequence[Mapping[str, str]] = ()
    is_sample: bool = False
    plan_title: str = ""
    version: PrintedVersion | None = None  # of the agreement

    def proof_sentences(self) -> list[str]:
        """Return where the figures come from, and which version of agreement and areas the paper shows."""
        if not self.jobs:
            return []
        versions = [self.version, *(job.version for job in self.jobs)]
        told = self.jobs[0].provenance.sentences(self.words)
        return [*told, *(text for one in versions if one is not None for text in one.sentences(self.words))]


@dataclass(frozen=True)
class Filled:
    """Fields for the templates and what is missing among them, as (code, facts)."""

    fields: Mapping[str, Any]
    missing: tuple[tuple[str, Mapping[str, str]], ...]

    def missing_texts(self, words: Words) -> list[str]:
        """Return what is missing in words, each once."""
        return list(dict.fromkeys(words.text(f"missing.{code}", **facts) for code, facts in self.missing))


def title_of(choices: Choices, agreement: Mapping[str, Any], parties: Sequence[Party], words: Words) -> str:
    """Return what a document is called: as chosen, as registered, else after its parties and its kind."""
    named = agreement.get("name")
    if title := choices.title or (named.strip() if isinstance(named, str) else ""):
        return title
    counties = words["punctuation.pair"].join(short_name(party.name) for party in parties)
    kind = words[f"paper_title.{choices.kind.value}" if choices.with_text else "paper.annexes"]
    return words.text("paper.own_title", counties=counties, title=kind)


def compose(choices: Choices, sources: Sources) -> Filled:
    """Return the facts for a document and its annexes.

    Parameters
    ----------
    choices : Choices
    sources : Sources

    Returns
    -------
    Filled
        Names of fields are those of ``docs/documents.md``; a fact nobody knows is ``________`` and listed as missing.
    """
    return _Composer(choices, sources).run()


class _Composer:
    def __init__(self, choices: Choices, sources: Sources) -> None:
        self.choices, self.sources, self.words = choices, sources, sources.words
        self.blank = sources.words["paper.blank"]
        self.missing: list[tuple[str, Mapping[str, str]]] = []

    def run(self) -> Filled:
        words, choices, sources = self.words, self.choices, self.sources
        kind = choices.kind.value
        names = [party.name for party in sources.parties]
        stamp = sources.stamp.filled(words)
        legal = words["punctuation.sentence_gap"].join(self._legal_lines())
        title = title_of(choices, sources.agreement, sources.parties, words)
        shown = (self.blank, choices.with_phones)
        fields: dict[str, Any] = {
            "blank": self.blank,
            "title": title,
            "number": choices.number or self._known("number"),
            "paper_word": words[f"paper_word.{kind}"],
            "subject": words[f"paper_subject.{kind}"],
            "season": words[f"paper_season.{kind}"],
            "plan": sources.plan_title,
            "date": date_text(sources.on, words),
            "purpose": stamp.purpose,
            "classification": stamp.classification,
            "review": stamp.review_number,
            "maker": stamp.maker,
            "legal": legal,
            "header": words.text("paper.header", title=title, classification=stamp.classification),
            "parties": self._parties(),
            "parties_text": words.join(names),
            "parties_rotation": words.join(names),
            "copies": str(len(names)),
            "superior": self._superior(),
            "authority": self._known("designating_authority"),
            "start": self._day("start"),
            "end": self._day("end"),
            "term": self._term(),
            "n": {name: words.text("paper.proposed", value=value) for name, value in PROPOSED.items()},
            "clause": self._numbers(choices.written, _every_clause()),
            "annex": self._annexes(),
            "annex_list": self._annex_list(),
            "law": law_fields(sources.on, words),
            "areas": self._areas(),
            "zones": self._zones(),
            "rivers": self._rivers(),
            "no_map": "" if sources.plates else words["paper.no_map"],
            "duties": rows.duties(sources.jobs, sources.duties),
            "teams": self._listed("teams", rows.teams(self._points("team"), sources.stock, *shown, words)),
            "depots": rows.depots(self._points("depot"), sources.stock, *shown, words),
            "stock": self._listed("stock", rows.stock(sources.stock, *shown)),
            "contacts": self._listed("contacts", rows.contacts(sources.contacts, *shown)),
            "phones_note": "" if choices.with_phones else words["paper.phones_left_out"],
            "checkpoints": self._listed("checkpoints", rows.checkpoints(self._points("checkpoint"), *shown)),
            "routes": rows.routes(self._points(ROUTES), self.blank),
            "chairs": rows.chairs(sources.bodies, names, sources.on, self.blank, words),
            "roster": self._roster(),
            "drill": rows.drill(words),
            "sources": rows.sources(sources.jobs),
            "accuracy": list(words.group("paper_accuracy").values()),
            "provenance": sources.proof_sentences(),
            "findings": list(sources.findings),
        }  # fmt: skip
        fields["limits_short"] = fields["areas"][0]["limits"] if fields["areas"] else words["paper.limits_blank"]
        fields["phones_short"] = words.join([f"{name} {self.blank}" for name in names])
        if Annex.MAP in choices.annexes and sources.jobs and not sources.plates:
            self._miss("map")
        return Filled(fields, tuple(self.missing))

    # -- single facts ------------------------------------------------------------------------------

    def _miss(self, code: str, **facts: str) -> str:
        self.missing.append((code, facts))
        return self.blank

    def _text(self, column: str) -> str:
        value = self.sources.agreement.get(column)
        return str(value).strip() if isinstance(value, str) else ""

    def _known(self, column: str) -> str:
        return self._text(column) or self._miss(column)

    def _day(self, column: str) -> str:
        text = self._text(column)
        return date_text(date.fromisoformat(text), self.words) if text else self._miss(column)

    def _term(self) -> str:
        start, end = self._text("start"), self._text("end")
        if start and end:
            first, last = date.fromisoformat(start), date.fromisoformat(end)
            days = (last - first).days + 1
            years = round(days / 365.25)
            if years and abs(days / 365.25 - years) < 0.01:
                return self.words.text("paper.from_to", years=years)
            if days > 0:  # what was agreed on is told as it is: a proposal beside its own days would be a lie
                whole = relativedelta(last + timedelta(days=1), first)
                if not whole.days:
                    return self.words.text("paper.from_to_months", months=12 * whole.years + whole.months)
                return self.words.text("paper.from_to_days", days=days)
        return self.words.text("paper.from_to", years=self.words.text("paper.proposed", value=PROPOSED["term_years"]))

    def _legal_lines(self) -> tuple[str, ...]:
        if self.sources.jobs:
            return self.sources.jobs[0].legal_lines()
        lines = [self.words["legal.line"]]
        return (*lines, self.words["legal.sample"]) if self.sources.is_sample else tuple(lines)

    def _superior(self) -> str:
        """Return the lowest division that lies above every party, in words."""
        codes = [party.code for party in self.sources.parties]
        for digits in (9, 6, 4, 2):
            heads = {code[:digits] for code in codes}
            if len(heads) == 1 and all(len(code) > digits for code in codes):
                name = division_name(heads.pop())
                if name:
                    return self.words.text("paper.superior", name=name)
        return self.words["paper.superior_none"]

    def _parties(self) -> list[dict[str, str]]:
        found = []
        for number, party in enumerate(self.sources.parties):
            label = party_label(number, self.words)
            found.append(
                {
                    "label": label,
                    "name": party.name,
                    "code": party.code or self._miss("party_code", party=party.name),
                    "representative": self._miss("representative", party=party.name),
                    "address": self._miss("address", party=party.name),
                    "phone": self._miss("phone", party=party.name),
                }
            )
        return found

    # -- clauses and annexes -----------------------------------------------------------------------

    def _numbers(self, chosen: Sequence[str], every: Sequence[str]) -> dict[str, str]:
        """Return code → number in words; "" for what is not chosen, so that templates can ask."""
        numbers = {code: numeral(place, self.words) for place, code in enumerate(chosen, start=1)}
        return {code: numbers.get(code, "") for code in every}

    def _annexes(self) -> dict[str, str]:
        wanted = set(self.choices.annexes)
        return {
            one.value: numeral(place, self.words) if one in wanted else "" for place, one in enumerate(Annex, start=1)
        }

    def _annex_list(self) -> list[dict[str, str]]:
        numbers = self._annexes()
        return [
            {"number": numbers[one.value], "name": self.words[f"annex.{one.value}"]}
            for one in Annex
            if numbers[one.value]
        ]

    # -- what comes from the map -------------------------------------------------------------------

    def _areas(self) -> list[dict[str, Any]]:
        if not self.sources.jobs:
            self._miss("areas")
        return [self._area(job) for job in self.sources.jobs]

    def _area(self, job: ExportJob) -> dict[str, Any]:
        words, uid = self.words, job.report.uid
        limits = self.sources.limits.get(uid, "").strip()
        if not limits or self.blank in limits:
            self._miss("limits", area=job.report.name)
        plate = self.sources.plates.get(uid)
        return {
            "name": job.report.name,
            "limits": limits or words["paper.limits_blank"],
            "hectares": hectares_text(job.figures.total_m2),
            "mu": mu_text(job.figures.total_m2),
            "square_metres": str(job.figures.total_m2),
            "points": str(job.coordinates.corner_count),
            "perimeter_km": f"{job.coordinates.perimeter_m / 1000:.3f}",
            "counties": words.join([share.name for share in job.report.shares]),
            "note": job.note,
            "map": PictureFact(plate, _PLATE_WIDTH_MM) if plate else "",
            "map_caption": words.text("paper.map_caption", area=job.report.name) if plate else "",
            "notes": [text for text, _tone in coordinate_notes(job)],
            "closing": closing_text(job),
            "rows": [
                dict(zip(rows.COORDINATE_FIELDS, printed_row(point, words["text.hole"]), strict=True))
                for point in job.coordinates.points
            ],
            "shares": [
                {"county": part.name or words["text.outside"], "code": part.county,
                 "hectares": hectares_text(part.m2), "mu": mu_text(part.m2), "share": part.share_text}
                for part in job.figures.parts
            ],
        }  # fmt: skip

    def _zones(self) -> list[dict[str, str]]:
        """Return the zones the kind speaks about, each once, with a sentence on who leads and who supports."""
        wanted = hazards_of(self.choices.kind)
        found: dict[str, dict[str, str]] = {}
        for job in self.sources.jobs:
            for zone in records(job.report.zones):
                if wanted is None or str(zone["hazard"]) in wanted:
                    found.setdefault(str(zone["uid"]), self._zone(job, zone))
        if not found:
            self._miss("zones")
        return list(found.values())

    def _zone(self, job: ExportJob, zone: dict[str, Any]) -> dict[str, str]:
        name = zone_title(job, zone)
        lead, supports = lead_texts(job, zone, zone["counties"])
        counties = self.words.join([job.county_name(code) for code in zone["counties"]])
        if zone["rotation"]:
            key = "paper.zone_rotation"
        elif not zone["lead"]:
            key = "paper.zone_pending"
        else:
            key = "paper.zone_one" if supports else "paper.zone_alone"
        sentence = self.words.text(key, zone=name, lead=lead, supports=supports, counties=counties)
        return {"name": name, "lead": lead, "supports": supports, "counties": counties, "sentence": sentence}

    def _rivers(self) -> str:
        names: dict[str, None] = {}
        for job in self.sources.jobs:
            for zone in records(job.report.zones):
                if zone["hazard"] == "river":
                    names.update(dict.fromkeys(str(name) for name in zone["names"] if name))
        if names:
            return self.words.join(list(names))
        return self._miss("rivers") if "river" in (hazards_of(self.choices.kind) or ()) else self.blank

    def _points(self, role: str) -> Sequence[Mapping[str, Any]]:
        return self.sources.points.get(role, ())

    def _roster(self) -> list[dict[str, str]]:
        """Return who is on duty; what stands in for a roster that is not there leaves the time blank."""
        found = rows.roster(
            self.sources.bodies,
            self.sources.contacts,
            self.sources.on,
            self.blank,
            self.words,
            self.choices.with_phones,
        )
        if not any(row["period"] != self.blank for row in found):
            self._miss("roster")
        return found

    def _listed(self, code: str, found: list[dict[str, str]]) -> list[dict[str, str]]:
        if not found:
            self._miss(code)
        return found


def _every_clause() -> tuple[str, ...]:
    from layers.documents.kinds import CLAUSES

    return tuple(dict.fromkeys(code for codes in CLAUSES.values() for code in codes))


def party_label(number: int, words: Words) -> str:
    """Return how the n-th party is called: 甲方, 乙方 …; beyond the letters its number."""
    letters = words["paper.letters"]
    letter = letters[number] if number < len(letters) else str(number + 1)
    return words.text("paper.party", letter=letter)


_NUMERALS = "一二三四五六七八九"


def numeral(number: int, words: Words) -> str:
    """Return 1 … 99 as the language writes clauses: 一, 十二, 二十; digits in English."""
    if words["paper.numbering"] != "chinese":
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")
