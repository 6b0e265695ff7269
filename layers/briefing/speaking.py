"""How facts of a briefing are said: numbers with what is unknown, counties, minutes, agreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from layers.agreements.vocabulary import BorderState
from layers.briefing.model import AgreementFacts, AreaFacts, CoverFacts, FlowFacts, TaskFacts
from layers.briefing.sheet import Col, Grid, Lines
from layers.export.cells import date_text
from layers.export.document import Align
from layers.export.printed_version import PrintedVersion
from layers.export.words import Words
from layers.inventory.privacy import masked
from layers.kinds import Hazard
from layers.sources.gazetteer import short_name

RIGHT, LEFT, CENTRE = Align.RIGHT, Align.LEFT, Align.CENTRE
#: An area is printed in whole hundredths of hm²; each is 0.15 亩, so both columns add up as they stand.
_UNITS = 100
#: So many of superiors' agreements are named; the rest is counted.
_NAMED = 3


@dataclass(frozen=True)
class Speaker:
    """Words of a language and the counties' names."""

    words: Words
    county_names: Mapping[str, str]
    with_phones: bool = False

    def county_name(self, code: str) -> str:
        """Return a county's name; its code when it is not known."""
        return self.county_names.get(code, code)

    def short(self, code: str) -> str:
        """Return a county's short name."""
        return short_name(self.county_name(code))

    def shorts(self, codes: Sequence[str]) -> str:
        """Return short names in a row."""
        return self.words.join([self.short(code) for code in codes])

    def pair(self, codes: Sequence[str]) -> str:
        """Return two counties as a border is called."""
        return self.words["punctuation.pair"].join(self.short(code) for code in codes)

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence of ``[briefing_text]``."""
        return self.words.text(f"briefing_text.{key}", **facts)

    def told(self, key: str, **facts: object) -> str:
        """Return a text of ``[briefing]``."""
        return self.words.text(f"briefing.{key}", **facts)

    def free(self, text: str) -> str:
        """Return what somebody typed on one line, without telephone numbers unless they were asked for."""
        one_line = " ".join(text.split())
        return one_line if self.with_phones else masked(one_line)

    def col(self, key: str, weight: float = 1.0, align: Align = Align.LEFT) -> Col:
        """Return a column."""
        return Col(self.words[f"briefing_column.{key}"], weight, align)

    @property
    def none(self) -> str:
        """The sign for what is not known."""
        return self.words["briefing.none"]

    # -- numbers ------------------------------------------------------------------------------

    def count(self, value: float | None, *, partial: bool = False) -> str:
        """Return a whole number with its thousands apart; ``partial``: there are more of which nobody tells."""
        if value is None:
            return self.none
        if partial and value <= 0:
            return self.none  # "at least 0" says nothing
        text = thousands(round(value))
        return self.told("at_least", value=text) if partial else text

    def hectares(self, value: float | None, *, partial: bool = False) -> str:
        """Return hm² with two decimals."""
        if value is None:
            return self.none
        text = decimals(units(value))
        return self.told("at_least", value=text) if partial else text

    def minutes(self, value: float) -> str:
        """Return minutes as a committee says them."""
        if value < 1.0:
            return self.told("minutes_under")
        if value >= 120.0:
            return self.told("hours", value=f"{value / 60.0:.1f}".removesuffix(".0"))
        return self.told("minutes", value=f"{value:.0f}")

    def day(self, text: str) -> str:
        """Return an ISO day the way the language writes it; what cannot be read as it is."""
        try:
            return date_text(date.fromisoformat(text), self.words)
        except ValueError:
            return text

    # -- what zones and borders share ---------------------------------------------------------------

    def flows(self, flows: Sequence[FlowFacts], *, with_zones: bool = False) -> Grid:
        """Return what crosses, by direction, and by hazard where there are several."""
        burnt = any(one.hazard == Hazard.FOREST for one in flows)
        several = len({one.hazard for one in flows}) > 1
        columns = [
            self.col("direction", 1.5),
            *([self.col("hazard", 1.2)] if several else []),
            self.col("to_line", 1.1, RIGHT),
            self.col("first_village", 1.2, RIGHT),
            *([self.col("burnt_ha", 1.1, RIGHT)] if burnt else []),
            self.col("reached_people", 1.0, RIGHT),
            self.col("reached_villages", 0.9, RIGHT),
            *([self.col("zones", 0.8, RIGHT)] if with_zones else []),
        ]
        rows = []
        for one in flows:
            row = [f"{self.short(one.origin)} → {self.short(one.target)}"]
            if several:
                row.append(self.words.code("hazard", one.hazard))
            row += [self.minutes(one.first_min), self._village(one)]
            if burnt:
                row.append(self.hectares(one.burnt_ha))
            row += [self.count(one.people, partial=one.people_partial), self.count(one.villages)]
            if with_zones:
                row.append(str(one.zones))
            rows.append(tuple(row))
        return Grid(tuple(columns), tuple(rows))

    def _village(self, flow: FlowFacts) -> str:
        if flow.village_min is not None:
            return "≤ " + self.minutes(flow.village_min)
        if not flow.knows_villages:
            return self.none
        return self.say("no_village", hours=self.minutes(flow.last_min))

    def flow_dashes(self, flows: Sequence[FlowFacts]) -> list[str]:
        """Return why figures of flows are not known, by the county that is reached."""
        codes = sorted({one.target for one in flows if not one.knows_villages or one.people is None})
        silent = sorted({one.target for one in flows if one.people_partial and one.people == 0} - set(codes))
        told = [self.say("villages_dash", county=self.shorts(codes))] if codes else []
        if silent:
            told.append(self.say("people_dash", county=self.shorts(silent)))
        if any(one.hazard == Hazard.FOREST and one.burnt_ha is None for one in flows):
            told.append(self.say("burnt_dash"))
        elif any(one.hazard != Hazard.FOREST for one in flows) and any(one.hazard == Hazard.FOREST for one in flows):
            told.append(self.say("burnt_other"))
        return told

    def agreements(self, cover: CoverFacts) -> list[str]:
        """Return each agreement of the counties themselves with state, term and version."""
        found = []
        for one in cover.agreements:
            if not one.is_superior:
                text = self.say("cover_line", name=self.free(one.name), term=self.term(one))
                if one.version is not None:
                    text += self.words["punctuation.list"] + self.version(one.version)
                found.append(text)
        return found

    def superior(self, cover: CoverFacts) -> str:
        """Return the superiors' agreements in a row; "" when there are none."""
        names = [self.free(one.name) for one in cover.agreements if one.is_superior]
        if not names:
            return ""
        told = self.words.join(names[:_NAMED])
        if len(names) > _NAMED:
            told += self.say("and_others")
        return self.say("cover_superior", count=len(names), names=told)

    def term(self, one: AgreementFacts) -> str:
        """Return state and term of an agreement."""
        state = self.words.code("border_state", one.state)
        term = self._term(one)
        if one.state == BorderState.UNDATED or not term:
            return state
        return state + self.words["punctuation.list"] + term

    def _term(self, one: AgreementFacts) -> str:
        if not one.end:
            return ""
        if not one.start:
            return self.say("term_until", end=self.day(one.end))
        return self.say("term", start=self.day(one.start), end=self.day(one.end))

    def version(self, one: PrintedVersion) -> str:
        """Return which version of a thing holds, with its code."""
        state = self.words.code("version_state", one.state)
        return self.say("version", number=one.number, state=state, code=one.short)

    def areas(self, areas: Sequence[AreaFacts], whole: float) -> Lines:
        """Return the joint-patrol areas over a zone of ``whole`` hm², or a line of ``whole`` km."""
        if not areas:
            return Lines((self.say("areas_none"),))
        told = []
        for one in areas:
            amount = one.inside_ha if one.inside_ha is not None else one.inside_km or 0.0
            share = f"{min(100.0 * amount / whole, 100.0):.0f}" if whole > 0 else self.none
            name = self.free(one.name)
            if one.inside_ha is not None:
                text = self.say("area_line_ha", name=name, ha=self.hectares(one.inside_ha), share=share)
            else:
                text = self.say("area_line_km", name=name, km=f"{amount:.1f}", share=share)
            told.append(
                text if one.version is None else text + self.words["punctuation.list"] + self.version(one.version)
            )
        return Lines(tuple(told), is_marked=True)

    def tasks(self, tasks: Sequence[TaskFacts]) -> Lines:
        """Return what is open."""
        if not tasks:
            return Lines((self.say("tasks_none"),))
        return Lines(tuple(self._task(one) for one in tasks), is_marked=True)

    def _task(self, one: TaskFacts) -> str:
        if one.kind == "comment":
            who = " ".join(filter(None, [self.county_name(one.owner), self.free(one.source)])) or self.say("who_none")
            return self.say("comment", who=who, text=self.free(one.text))
        due = self.day(one.due)
        when = self.say("overdue" if one.is_overdue else "due", date=due) if one.due else self.say("due_none")
        return self.say("decision", text=self.free(one.text), owner=one.owner or self.say("owner_none"), due=when)

    def missing(self, missing: Sequence[tuple[str, str]]) -> Lines:
        """Return what is not known, county by county."""
        if not missing:
            return Lines((self.say("unknown_none"),))
        by_county: dict[str, list[str]] = {}
        for county, role in missing:
            by_county.setdefault(county, []).append(self.words.code("role", role))
        lines = [
            self.say("unknown_line", county=self.county_name(county), roles=self.words.join(roles))
            for county, roles in by_county.items()
        ]
        return Lines(tuple(lines), is_marked=True)


def units(value_ha: float) -> int:
    """Return hm² in whole hundredths."""
    return round(value_ha * _UNITS)


def decimals(hundredths: int) -> str:
    """Return hundredths as a number with two decimals, thousands apart."""
    whole, rest = divmod(abs(hundredths), _UNITS)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{thousands(whole)}.{rest:02d}"


def thousands(value: int) -> str:
    """Return a whole number, from five digits on with gaps where no line ends: ``1202``, ``12 020``."""
    return f"{value:,}".replace(",", "\u00a0") if abs(value) >= 10_000 else str(value)
