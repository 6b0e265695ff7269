"""The papers of an exercise: plan, script, observers' handbook, evaluation, tabletop kit; every page marked 演练."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from layers.exercise.evaluation import evaluate
from layers.exercise.material import Material
from layers.exercise.model import SiteKind
from layers.exercise.paper_sections import (
    check_section,
    fact_section,
    fact_table,
    light_section,
    map_section,
    party_section,
    party_table,
    phase_section,
    phase_table,
    picture,
    ring_section,
    run_section,
    safety_section,
    signature_section,
    site_section,
    source_section,
)
from layers.exercise.paper_tables import (
    clock_of,
    county_names,
    empty_log,
    form,
    log_table,
    physics_note,
    reinforcement,
    script_table,
    share_table,
    task_table,
    timeline,
)
from layers.exercise.telling import ddm, dms, sentence, title_text
from layers.export.document import AnnexDocument, Block, Column, Heading, PageBreak, Paragraph, Table, Tone
from layers.export.words import Words

Compose = Callable[[Material, Words], AnnexDocument]


def plan(given: Material, words: Words) -> AnnexDocument:
    """Return the exercise plan (演练工作方案): all but the minute-by-minute script."""
    sections = (
        fact_section,
        party_section,
        phase_section,
        site_section,
        check_section,
        ring_section,
        light_section,
        map_section,
        run_section,
        safety_section,
        source_section,
        signature_section,
    )
    return _document("plan", given, words, [block for section in sections for block in section(given, words)])


def script(given: Material, words: Words) -> AnnexDocument:
    """Return the script (演练脚本, MSEL)."""
    blocks = [
        Paragraph(words["exercise_kit.script_note"], Tone.NOTE),
        script_table(given, given.script, words),
        *physics_note(given, words),
    ]
    return _document("script", given, words, blocks)


def handbook(given: Material, words: Words) -> AnnexDocument:
    """Return the observers' handbook (观摩手册): what to see, where to stand, the timeline; no phone numbers."""
    blocks: list[Block] = [Heading(words["exercise_kit.observers_intro"])]
    blocks += fact_table(given, words, ("when", "where", "type", "hazard", "host"))
    blocks += phase_table(given, words)
    blocks.append(Heading(words["exercise_kit.observers_where"]))
    posts = [one for one in given.sites if one.kind is SiteKind.OBSERVERS]
    if posts:
        rows = tuple((one.name, dms(one), ddm(one)) for one in posts)
        columns = (
            Column(words["exercise_kit.site_name"], 1.0),
            Column(words["exercise_kit.site_dms"], 1.6),
            Column(words["exercise_kit.site_ddm"], 1.6),
        )
        blocks += [Paragraph(words["exercise_kit.observers_where_text"]), Table(columns, rows, key="observers")]
    else:
        blocks.append(Paragraph(words["exercise_kit.observers_none"], Tone.WARNING))
    blocks.append(Heading(words["exercise_kit.observers_timeline"]))
    blocks.append(timeline(given, words))
    blocks.append(Heading(words["exercise_kit.observers_sites"]))
    blocks.append(picture(words))
    return _document("handbook", given, words, blocks)


def evaluation(given: Material, words: Words) -> AnnexDocument:
    """Return evaluation sheet, reinforcement table, log and after-action form (评估表, 总结表)."""
    found = evaluate(given.script)
    blocks: list[Block] = [Heading(words["exercise_kit.evaluation"]), share_table(found, words)]
    blocks += [
        Heading(words["exercise_kit.tasks"]),
        task_table(given, found, words),
        Paragraph(words["exercise_kit.tolerance"], Tone.NOTE),
        Heading(words["exercise_kit.reinforcement"]),
        *reinforcement(given, words),
        Heading(words["exercise_kit.decisions"]),
        *log_table(given, words),
        Heading(words["exercise_kit.review"]),
        form(words["exercise_kit.review_rows"].splitlines(), words),
        Paragraph(words["exercise_kit.sign"]),
    ]
    return _document("evaluation", given, words, blocks)


def tabletop(given: Material, words: Words) -> AnnexDocument:
    """Return the tabletop kit (桌面推演包): roles, cards to be cut out in time, an empty decision log, the base map."""
    blocks: list[Block] = [Heading(words["exercise_kit.roles"])]
    blocks += [Paragraph(line) for line in words["exercise_kit.role_lines"].splitlines()]
    blocks.append(party_table(given, words))
    blocks += [Heading(words["exercise_kit.base_map"]), picture(words), PageBreak()]
    blocks.append(Heading(words["exercise_kit.cards"]))
    for at, one in enumerate(given.script, start=1):
        rows = (
            (words.text("exercise_kit.card", number=at), f"{clock_of(given, one.minute)}（{one.minute:.0f} min）"),
            (words["exercise_kit.event"], sentence(one, given.exercise, given.names, words)),
            (words["exercise_kit.to"], county_names(one.to, given) or words["exercise_kit.ring_none"]),
            ("", words["exercise_kit.questions"]),
        )
        columns = (Column(words["exercise_kit.card"], 1.0), Column(words["exercise_kit.event"], 4.0))
        blocks.append(Table(columns, rows, key=f"card{at}", has_headings=False))
    blocks += [PageBreak(), Heading(words["exercise_kit.log"]), empty_log(words)]
    return _document("tabletop", given, words, blocks)


#: Kind of paper → how it is composed; the key is in words (``exercise_kit.<key>_title``) and in file names.
PAPERS: Mapping[str, Compose] = {
    "plan": plan,
    "script": script,
    "handbook": handbook,
    "evaluation": evaluation,
    "tabletop": tabletop,
}


def _document(kind: str, given: Material, words: Words, blocks: list[Block]) -> AnnexDocument:
    title = title_text(given.exercise, words)
    head: list[Block] = [
        Paragraph(title, Tone.TITLE),
        Paragraph(words[f"exercise_kit.{kind}_title"], Tone.SUBTITLE),
        Paragraph(words["exercise.drill_only"], Tone.LEGAL),
    ]
    said = [words["exercise.not_annex"]]
    if given.is_sample:
        said.append(words["legal.sample"])
    return AnnexDocument(
        title=f"{title} {words[f'exercise_kit.{kind}_title']}",
        subject=given.plan_title,
        header=words.text("exercise_kit.header", title=title),
        footer=words["punctuation.sentence_gap"].join(said),
        page_text=words["document.page"],
        author=given.names.get(given.exercise.host, ""),
        language=words.language,
        reference_date=given.reference_date,
        blocks=(*head, *blocks),
        watermark=words["exercise_kit.watermark"],
    )
