"""The minutes on paper: who met, item by item what was decided and said, areas, tasks, signatures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from layers.agreements.vocabulary import AttendeePart, DecisionState
from layers.export.cells import date_text
from layers.export.document import Align, AnnexDocument, Block, Column, Heading, Paragraph, Picture, Table, Tone
from layers.export.notices import clock_text
from layers.export.words import Words
from layers.geodesy import MU_PER_HA
from layers.minutes.model import ACCEPTING, FRAME, LISTED, About, AboutKind, Minute, MinuteKind, standing
from layers.plan.version import program_version
from layers.versions.paper_code import CodeKind, short_form

if TYPE_CHECKING:
    from layers.minutes_workflow import Said
    from layers.patrol.model import AreaShare

#: Height of a picture in the text: half a page, so that words and map stand together.
PICTURE_HEIGHT_MM = 105.0


@dataclass(frozen=True)
class MinutesPaper:
    """What minutes are written from.

    Attributes
    ----------
    row : mapping
        The meeting in the register.
    said : sequence of Said
        Its entries by time, from :func:`layers.minutes_workflow.told`.
    names : mapping of str to str
        County code → short name.
    on : date
        The plan's reference date: what the file says it was made on.
    shares : mapping of str to sequence of AreaShare
        Uid of an entry that has a shape → its area by county, what lies in none last under "".
    scales : mapping of str to float
        Uid of an entry that has a picture → denominator of its scale (nan: not known).
    zone : tzinfo or None
        For times of day; None is that of this computer.
    """

    row: Mapping[str, Any]
    said: Sequence[Said]
    names: Mapping[str, str]
    plan_title: str
    on: date
    shares: Mapping[str, Sequence[AreaShare]] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    is_sample: bool = False
    zone: tzinfo | None = None

    @property
    def is_draft(self) -> bool:
        """Whether the meeting is not closed."""
        frame = [one.minute.kind for one in self.said if one.minute.kind in FRAME]
        return not frame or frame[-1] is not MinuteKind.CLOSED

    @property
    def day(self) -> date:
        """The day of the meeting: that of the register, else that of its first entry, else the reference date."""
        try:
            return date.fromisoformat(str(self.row["date"]))
        except ValueError:
            return self.local(self.said[0].minute).date() if self.said else self.on

    def local(self, one: Minute) -> datetime:
        """Return when an entry was made, in local time."""
        return datetime.fromisoformat(one.at).astimezone(self.zone)


def title_of(row: Mapping[str, Any], words: Words) -> str:
    """Return what the minutes of a meeting are called."""
    title = str(row["title"] or words["minutes.untitled"])
    return words.text("minutes.title", title=title.removesuffix(words["minutes.suffix"]))


def pictures(given: MinutesPaper) -> list[Minute]:
    """Return the decisions, whose maps stand in the paper, in the order of the paper."""
    return [one.minute for item in items(given) for one in item if one.minute.kind is MinuteKind.DECISION]


def items(given: MinutesPaper) -> list[list[Said]]:
    """Return what was said about one thing together, in the order in which things came up."""
    found: dict[tuple[str, str], list[Said]] = {}
    for one in given.said:
        if one.minute.kind not in FRAME:
            about = one.minute.about
            found.setdefault((about.kind.value, about.key), []).append(one)
    return list(found.values())


def document(given: MinutesPaper, words: Words) -> AnnexDocument:
    """Return the minutes, ready for any writer; slots of pictures are uids of entries."""
    title = title_of(given.row, words)
    blocks: list[Block] = [Paragraph(title, Tone.TITLE)]
    if given.is_draft:
        blocks.append(Paragraph(words["minutes.draft_note"], Tone.WARNING))
    blocks.append(_facts(given, words))
    number = _Numbers(words)
    figures = {one.uid: place for place, one in enumerate(pictures(given), start=1)}
    for item in items(given):
        blocks.append(
            Heading(words.text("minutes.item", number=number.next(), title=about_text(item[0], given, words)))
        )
        blocks += _item(item, figures, given, words)
    if not items(given):
        blocks.append(Paragraph(words["minutes.nothing"]))
    for heading, table, note in (
        ("minutes.areas", _areas(given, words), words["minutes.areas_note"]),
        ("minutes.tasks", _tasks(given, words), ""),
        ("minutes.signatures", _signatures(given, words), ""),
    ):
        if table is not None:
            blocks += [Heading(words.text("minutes.item", number=number.next(), title=words[heading])), table]
            blocks += [Paragraph(note, Tone.NOTE)] if note else []
    legal = [words["minutes.legal"], *([words["minutes.sample"]] if given.is_sample else [])]
    blocks.append(Paragraph(words["punctuation.sentence_gap"].join(legal), Tone.LEGAL))
    return AnnexDocument(
        title=title,
        subject=words["minutes.subject"],
        header=title,
        footer=program_version(),
        page_text=words["minutes.page"],
        author="",
        language=words.language,
        reference_date=given.on,
        blocks=tuple(blocks),
        watermark=words["minutes.draft"] if given.is_draft else "",
    )


def about_text(one: Said, given: MinutesPaper, words: Words) -> str:
    """Return what an entry is about."""
    return about_title(one.minute.about, given.names, words)


def about_title(about: About, names: Mapping[str, str], words: Words) -> str:
    """Return what something is called, with its kind; a border by its counties."""
    if about.kind is AboutKind.NOTHING:
        return words["minutes.about_other"]
    title = about.title
    if about.kind is AboutKind.BORDER:
        title = words["punctuation.pair"].join(names.get(code, code) for code in about.key.split("|"))
    return words.text(f"minutes.about_{about.kind.value}", title=title or about.key[:8])


def code_text(one: Minute, words: Words) -> str:
    """Return version and short hash of a shape; "" where there is neither."""
    number, sha256 = one.facts.get("number"), str(one.facts.get("sha256") or "")
    parts = [words.text("minutes.version", number=number)] if number else []
    parts += [short_form(CodeKind.VERSION, sha256)] if len(sha256) == 64 else []
    return " ".join(parts)


# --- sections ---------------------------------------------------------------------------------------------


class _Numbers:
    """Numbers of headings: 一、二、 in Chinese."""

    def __init__(self, words: Words) -> None:
        self._words, self._number = words, 0

    def next(self) -> str:
        from layers.documents.fields import numeral

        self._number += 1
        return numeral(self._number, self._words) if self._number < 100 else str(self._number)


def _facts(given: MinutesPaper, words: Words) -> Table:
    from layers.sources.gazetteer import short_name

    row = given.row
    people = {part: _people(row, part, words) for part in AttendeePart}
    blank = words["minutes.blank"]
    # 丰宁县 and 丰宁满族自治县 are one county.
    units = {short_name(str(one["unit"])) for one in row["attendees"] if one["part"] == AttendeePart.PRESENT}
    parties = [str(one["name"]) for one in row["parties"]]
    nameless = words.join([name for name in parties if short_name(name) not in units])
    present = "\n".join(filter(None, (people[AttendeePart.PRESENT], nameless)))
    told = (
        ("when", _when(given, words)),
        ("place", row["place"] or blank),
        ("chair", people[AttendeePart.CHAIR] or blank),
        ("present", present or blank),
        ("guest", people[AttendeePart.GUEST]),
        ("recorder", people[AttendeePart.RECORDER] or blank),
        ("host", row["host"]),
        ("plan", given.plan_title),
    )
    rows = tuple((words[f"minutes.{name}"], str(value)) for name, value in told if value)
    return Table((Column("", 1.0), Column("", 5.0)), rows, key="facts", has_headings=False)


def _people(row: Mapping[str, Any], part: AttendeePart, words: Words) -> str:
    """Return who takes a part, a line for each unit."""
    by_unit: dict[str, list[str]] = {}
    for one in row["attendees"]:
        if one["part"] == part:
            name, role = str(one["name"]), str(one["role"])
            text = words.text("minutes.person", name=name, role=role) if name and role else name or role
            by_unit.setdefault(str(one["unit"]), []).extend([text] if text else [])
    lines = []
    for unit, people in by_unit.items():
        told = words.join(people)
        lines.append(words.text("minutes.unit_people", unit=unit, people=told) if unit and told else unit or told)
    return "\n".join(lines)


def _when(given: MinutesPaper, words: Words) -> str:
    frame = [one.minute for one in given.said if one.minute.kind in FRAME]
    day = date_text(given.day, words)
    if not frame:
        return day
    begin = _clock(frame[0], given, words)
    if given.is_draft:
        return words.text("minutes.span_open", date=day, begin=begin)
    return words.text("minutes.span", date=day, begin=begin, end=_clock(frame[-1], given, words))


def _item(item: Sequence[Said], figures: Mapping[str, int], given: MinutesPaper, words: Words) -> Iterator[Block]:
    """Yield what was decided first, then who said what by county, tasks, what became of shapes, and the maps."""
    of_kind = {kind: [one for one in item if one.minute.kind is kind] for kind in MinuteKind}
    for one in of_kind[MinuteKind.DECISION]:
        yield Paragraph(_listed_text(one, given, words))
    spoken = [one for one in item if one.minute.kind in (MinuteKind.REMARK, MinuteKind.OBJECTION)]
    order = list(dict.fromkeys(one.minute.county for one in spoken))
    for one in sorted(spoken, key=lambda one: order.index(one.minute.county)):
        who = who_text(one.minute, given.names, words)
        key = f"minutes.{one.minute.kind.value}"
        yield Paragraph(words.text(key, who=who, text=one.text, clock=_clock(one.minute, given, words)))
    for one in of_kind[MinuteKind.TASK]:
        yield Paragraph(_listed_text(one, given, words))
    for one in of_kind[MinuteKind.SHAPE]:
        code = code_text(one.minute, words)
        yield Paragraph(
            words.text(
                "minutes.shape",
                act=words.code("minute_act", one.minute.act.value),
                clock=_clock(one.minute, given, words),
                code=words.text("minutes.shape_code", code=code) if code else "",
            )
        )
    for one in of_kind[MinuteKind.DECISION]:
        caption = _caption(one, figures[one.minute.uid], given, words)
        yield Picture(one.minute.uid, caption, words["minutes.picture_missing"], height_mm=PICTURE_HEIGHT_MM)
        yield Paragraph(caption, Tone.NOTE)


def who_text(one: Minute, names: Mapping[str, str], words: Words) -> str:
    """Return who spoke: county, and the person where somebody wanted it written down."""
    county = names.get(one.county, one.county)
    if county and one.speaker:
        return words.text("minutes.who_speaker", county=county, speaker=one.speaker)
    return county or one.speaker or words["minutes.who_nobody"]


def _listed_text(one: Said, given: MinutesPaper, words: Words) -> str:
    is_task = one.minute.kind is MinuteKind.TASK
    key = "minutes.task" if is_task else "minutes.decision_owned" if one.owner or one.due else "minutes.decision"
    return words.text(
        key,
        text=one.text,
        clock=_clock(one.minute, given, words),
        owner=one.owner or words["minutes.blank"],
        due=_due(one.due, words) or words["minutes.blank"],
    )


def _caption(one: Said, number: int, given: MinutesPaper, words: Words) -> str:
    scale = given.scales.get(one.minute.uid, math.nan)
    facts = {"number": number, "title": about_text(one, given, words), "clock": _clock(one.minute, given, words)}
    if math.isnan(scale):
        return words.text("minutes.picture_caption_plain", **facts)
    return words.text("minutes.picture_caption", scale=f"{_rounded(scale):,}".replace(",", " "), **facts)


def _rounded(scale: float) -> int:
    """Return a scale with two digits that count: the map was no plate."""
    step: int = 10 ** max(math.floor(math.log10(max(scale, 1.0))) - 1, 0)
    return round(scale / step) * step


def _areas(given: MinutesPaper, words: Words) -> Table | None:
    """Return the areas decided on, each as it was when it was last spoken of, whole and by county."""
    settled = standing(one.minute for one in given.said)
    last: dict[str, Minute] = {}
    for one in given.said:
        minute = one.minute
        is_area = minute.about.kind is AboutKind.PATROL_AREA and settled.get(minute.about.key) == "decided"
        if is_area and minute.geometry is not None:
            last[minute.about.key] = minute
    if not last:
        return None
    columns = (
        Column(words["minutes.area_name"], 1.5),
        Column(words["minutes.area_state"], 0.9, Align.CENTRE),
        Column(words["minutes.area_county"], 1.2),
        Column(words["minutes.area_ha"], 0.9, Align.RIGHT),
        Column(words["minutes.area_mu"], 1.0, Align.RIGHT),
        Column(words["minutes.area_code"], 2.2, Align.CENTRE),
    )
    rows = tuple(row for minute in last.values() for row in _area_rows(minute, given, words))
    return Table(columns, rows, key="areas", is_small=True)


def _area_rows(minute: Minute, given: MinutesPaper, words: Words) -> Iterator[tuple[str, ...]]:
    acts = [
        one.minute.act
        for one in given.said
        if one.minute.about.key == minute.about.key and one.minute.kind is MinuteKind.SHAPE
        if one.minute.act in ACCEPTING
    ]
    state = words.code("minute_act", acts[-1].value) if acts else words["minutes.decided"]
    shares = given.shares.get(minute.uid)
    if shares is None:
        unknown = words["minutes.area_unknown"]
        yield (minute.about.title, state, unknown, "", "", code_text(minute, words))
        return
    total = math.fsum(one.area_ha for one in shares)
    yield (minute.about.title, state, words["minutes.area_total"], *_amounts(total), code_text(minute, words))
    for share in shares:
        name = given.names.get(share.county, share.name) if share.county else words["minutes.area_outside"]
        yield ("", "", name, *_amounts(share.area_ha), "")


def _amounts(area_ha: float) -> tuple[str, str]:
    return f"{area_ha:,.2f}", f"{area_ha * MU_PER_HA:,.1f}"


def _tasks(given: MinutesPaper, words: Words) -> Table | None:
    """Return what is to be done: tasks, and decisions that name who does them or by when."""
    listed = [one for one in given.said if one.minute.kind in LISTED]
    listed = [one for one in listed if one.minute.kind is MinuteKind.TASK or one.owner or one.due]
    if not listed:
        return None
    columns = (
        Column(words["minutes.task_number"], 0.6, Align.CENTRE),
        Column(words["minutes.task_text"], 3.4),
        Column(words["minutes.task_owner"], 1.6),
        Column(words["minutes.task_due"], 1.4, Align.CENTRE),
        Column(words["minutes.task_state"], 0.9, Align.CENTRE),
    )
    rows = tuple(
        (
            str(number),
            one.text,
            one.owner or words["minutes.blank"],
            _due(one.due, words) or words["minutes.blank"],
            words.code("decision_state", one.state or DecisionState.OPEN.value),
        )
        for number, one in enumerate(listed, start=1)
    )
    return Table(columns, rows, key="tasks")


def _signatures(given: MinutesPaper, words: Words) -> Table:
    columns = (
        Column(words["minutes.sign_unit"], 2.4),
        Column(words["minutes.sign_name"], 2.6),
        Column(words["minutes.sign_date"], 1.6),
    )
    units = [str(one["name"]) or str(one["code"]) for one in given.row["parties"]]
    rows = tuple((unit, "\n", "") for unit in [*units, words["minutes.sign_chair"], words["minutes.sign_recorder"]])
    return Table(columns, rows, key="signatures")


def _due(day: str, words: Words) -> str:
    try:
        return date_text(date.fromisoformat(day), words) if day else ""
    except ValueError:
        return day


def _clock(one: Minute, given: MinutesPaper, words: Words) -> str:
    return clock_text(given.local(one), given.day, words, "minutes.day_clock")
