"""Tables of an exercise's script, evaluation, reinforcement and log."""

from __future__ import annotations

import math

from layers.exercise.evaluation import ITEMS, Evaluation, clock
from layers.exercise.material import Material
from layers.exercise.model import Inject
from layers.exercise.telling import expected, sentence
from layers.export.document import Align, Block, Column, Paragraph, Table, Tone
from layers.export.words import Words


def clock_of(given: Material, minute: float) -> str:
    """Return a minute of the exercise as time of day."""
    return clock(given.exercise, minute)


def county_names(codes: tuple[str, ...], given: Material) -> str:
    """Return counties by name in a row."""
    return "、".join(given.names.get(code, code) for code in codes)


def script_table(given: Material, lines: tuple[Inject, ...], words: Words) -> Table:
    """Return lines of the script as a table."""
    columns = (
        Column(words["exercise_kit.minute"], 0.6, Align.RIGHT),
        Column(words["exercise_kit.clock"], 0.7, Align.CENTRE),
        Column(words["exercise_kit.event"], 2.4),
        Column(words["exercise_kit.expected"], 2.2),
        Column(words["exercise_kit.to"], 0.9),
        Column(words["exercise_kit.due"], 0.7, Align.CENTRE),
        Column(words["exercise_kit.origin"], 0.6, Align.CENTRE),
    )
    rows = tuple(
        (
            f"{one.minute:.0f}",
            clock_of(given, one.minute),
            sentence(one, given.exercise, given.names, words),
            expected(one, given.exercise, given.names, words),
            county_names(one.to, given),
            clock_of(given, one.due_min),
            words[f"exercise_kit.{origin(one)}"],
        )
        for one in lines
    )
    return Table(columns, rows, key="script", is_small=True)


def origin(inject: Inject) -> str:
    """Return which word says where an inject comes from: ``from_hand`` or ``from_physics``."""
    return "from_hand" if inject.is_edited or inject.code == "hand" else "from_physics"


def physics_note(given: Material, words: Words) -> list[Block]:
    """Return how the script followed from what runs, or why it does not."""
    run = given.situation.run if given.situation is not None else None
    if run is None:
        return [Paragraph(given.problem or words["exercise_kit.runs_none"], Tone.WARNING)]
    return [
        Paragraph(words.text("exercise_kit.physics_note", margin=f"{run.margin_min:.0f}"), Tone.NOTE),
        Paragraph(words["exercise_kit.runs_limits"], Tone.NOTE),
    ]


def timeline(given: Material, words: Words) -> Table:
    """Return what happens when, without what the players are to find out."""
    columns = (Column(words["exercise_kit.clock"], 0.8, Align.CENTRE), Column(words["exercise_kit.event"], 4.0))
    shown = [one for one in given.script if one.code not in ("tell_county", "warn_place")]
    rows = tuple((clock_of(given, one.minute), sentence(one, given.exercise, given.names, words)) for one in shown)
    return Table(columns, rows, key="timeline")


def share_text(share: float, words: Words) -> str:
    """Return a share in percent; "not logged" where there is none."""
    return words["exercise.open"] if math.isnan(share) else f"{share:.0%}"


def share_table(found: Evaluation, words: Words) -> Table:
    """Return the three shares."""
    columns = (
        Column(words["exercise_kit.share"], 2.0),
        Column(words["exercise_kit.value"], 1.0, Align.RIGHT),
        Column(words["exercise_kit.logged"], 1.0, Align.RIGHT),
    )
    notices = f"{found.notices - found.notices_open} / {found.notices}"
    arrivals = f"{found.arrivals - found.arrivals_open} / {found.arrivals}"
    rows = tuple(
        (words[f"exercise_kit.{name}"], share_text(getattr(found, name), words), logged)
        for name, logged in (("notice_share", notices), ("arrival_share", arrivals), ("items_share", notices))
    )
    return Table(columns, rows, key="shares")


def items_text(inject: Inject, words: Words) -> str:
    """Return which of the six items a notice told."""
    return f"{len(set(inject.items) & set(ITEMS))}/{len(ITEMS)}"


def task_table(given: Material, found: Evaluation, words: Words) -> Table:
    """Return task by task what was due and done."""
    columns = (
        Column(words["exercise_kit.task"], 3.0),
        Column(words["exercise_kit.due_at"], 0.8, Align.CENTRE),
        Column(words["exercise_kit.done_at"], 0.8, Align.CENTRE),
        Column(words["exercise_kit.late"], 0.7, Align.RIGHT),
        Column(words["exercise_kit.items"], 0.8, Align.CENTRE),
        Column(words["exercise_kit.outcome"], 0.8, Align.CENTRE),
    )
    rows = tuple(
        (
            sentence(one.inject, given.exercise, given.names, words),
            clock_of(given, one.due_min),
            clock_of(given, one.done_min),
            "" if math.isnan(one.late_min) else f"{one.late_min:+.0f}",
            "" if one.is_arrival else items_text(one.inject, words) if one.inject.items else "",
            words[f"exercise_outcome.{one.outcome.value}"],
        )
        for one in found.tasks
    )
    return Table(columns, rows, key="tasks", is_small=True)


def reinforcement(given: Material, words: Words) -> list[Block]:
    """Return who is modelled when, beside when they were there."""
    if not given.reinforcements:
        return [Paragraph(words["exercise_kit.reinforcement_none"])]
    columns = (
        Column(words["exercise_kit.team"], 2.0),
        Column(words["exercise_kit.site_county"], 1.2),
        Column(words["exercise_kit.strength"], 0.6, Align.RIGHT),
        Column(words["exercise_kit.modelled"], 0.7, Align.RIGHT),
        Column(words["exercise_kit.parts"], 1.4, Align.CENTRE),
        Column(words["exercise_kit.measured"], 0.8, Align.RIGHT),
        Column(words["exercise_kit.difference"], 0.7, Align.RIGHT),
    )
    actual = {one.inject: one.minute for one in given.exercise.log if one.inject}
    rows = []
    for one in given.reinforcements:
        done = actual.get(one.uid, math.nan)
        rows.append(
            (
                one.name,
                given.names.get(one.county, one.county),
                "" if math.isnan(one.strength) else f"{one.strength:.0f}",
                f"{one.minutes:.0f}",
                f"{one.turnout_min:.0f}＋{one.road_min:.0f}＋{one.foot_min:.0f}",
                "" if math.isnan(done) else f"{done:.0f}",
                "" if math.isnan(done) else f"{done - one.minutes:+.0f}",
            )
        )
    return [Table(columns, tuple(rows), key="reinforcement", is_small=True)]


def log_table(given: Material, words: Words) -> list[Block]:
    """Return the decisions logged."""
    teams = {one.uid for one in given.reinforcements}
    lines = [one for one in given.exercise.log if one.inject not in teams]
    if not lines:
        return [Paragraph(words["exercise_kit.decisions_none"])]
    columns = (
        Column(words["exercise_kit.clock"], 0.8, Align.CENTRE),
        Column(words["exercise_kit.by"], 1.0),
        Column(words["exercise_kit.decision"], 3.4),
    )
    rows = tuple((clock_of(given, one.minute), given.names.get(one.by, one.by), one.text) for one in lines)
    return [Table(columns, rows, key="log")]


def form(questions: list[str], words: Words) -> Table:
    """Return questions with room for answers."""
    columns = (Column(words["column.item"], 1.0), Column(words["column.value"], 3.0))
    return Table(columns, tuple((one, "\n\n") for one in questions), key="review", has_headings=False)


def empty_log(words: Words) -> Table:
    """Return an empty log of decisions."""
    columns = (
        Column(words["exercise_kit.clock"], 0.8),
        Column(words["exercise_kit.by"], 1.0),
        Column(words["exercise_kit.decision"], 3.0),
        Column(words["exercise_kit.outcome"], 1.0),
    )
    return Table(columns, tuple(("\n", "", "", "") for _ in range(16)), key="empty_log")
