"""What was saved of a damaged plan, in words: for the window and for where Qt cannot load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.counting import Translate, counted

if TYPE_CHECKING:
    from layers.plan.salvage_report import RowCount, SalvageReport


def mark(context: str, text: str) -> str:
    """Return a text as it is, marked for translation; ``app.i18n`` has the same for modules that need Qt."""
    return text


#: Tables as planners call them; those that hold no work are left out.
_TABLES: Mapping[str, str] = {
    "lf_plan": mark("Salvage", "Title and date"),
    "lf_layer": mark("Salvage", "List of layers"),
    "lf_patrol_area": mark("Salvage", "Joint-patrol areas"),
    "lf_alternative": mark("Salvage", "Alternatives of patrol areas"),
    "lf_agreement": mark("Salvage", "Agreements"),
    "lf_contact": mark("Salvage", "Contacts"),
    "lf_body": mark("Salvage", "Joint bodies"),
    "lf_meeting": mark("Salvage", "Meetings and joint activities"),
    "lf_drill": mark("Salvage", "Drills"),
    "lf_version": mark("Salvage", "Versions"),
    "lf_consent": mark("Salvage", "Agreements to versions and signatures"),
    "lf_comment": mark("Salvage", "Comments"),
    "lf_minute": mark("Salvage", "Minutes of meetings"),
    "lf_minute_picture": mark("Salvage", "Maps in the minutes"),
    "lf_duty": mark("Salvage", "Responsibility list"),
    "lf_aid": mark("Salvage", "Help given"),
    "lf_loan": mark("Salvage", "Loans and compensation"),
    "lf_account": mark("Salvage", "Kept accounts"),
    "lf_year": mark("Salvage", "Calendar"),
    "lf_year_tick": mark("Salvage", "Confirmations of the year"),
    "lf_parameter": mark("Salvage", "Parameters"),
    "lf_look": mark("Salvage", "Styles of derived layers"),
    "lf_zone": mark("Salvage", "Zones"),
    "lf_zone_part": mark("Salvage", "Parts of zones by county"),
    "lf_zone_aside": mark("Salvage", "Zones set aside"),
    "lf_straddling": mark("Salvage", "Patches across the line"),
    "lf_reach": mark("Salvage", "River reaches"),
    "lf_border_road": mark("Salvage", "Roads at the line"),
    "lf_border": mark("Salvage", "Border segments"),
    "lf_border_issue": mark("Salvage", "Gaps and overlaps of county lines"),
    "lf_border_verdict": mark("Salvage", "Verdicts on gaps and overlaps of county lines"),
    "lf_stock": mark("Salvage", "Inventory"),
    "lf_stock_item": mark("Salvage", "Items of the inventory"),
    "lf_stock_need": mark("Salvage", "Needs of the inventory"),
    "lf_hazard_check": mark("Salvage", "Hazard sources' inspections"),
    "lf_block": mark("Salvage", "Blocks"),
    "lf_block_run": mark("Salvage", "Record of the blocks"),
    "lf_scene": mark("Salvage", "Scenes"),
    "lf_taken": mark("Salvage", "Plans taken in"),
    "lf_exercise": mark("Salvage", "Exercises"),
    "lf_exercise_site": mark("Salvage", "Sites of exercises"),
    "lf_exercise_inject": mark("Salvage", "Scripts of exercises"),
    "lf_plate": mark("Salvage", "Map plates"),
    "lf_result": mark("Salvage", "Record of the analysis"),
    "lf_change": mark("Salvage", "Changes in the history"),
}

_PROBLEMS: Mapping[str, str] = {
    "medium": mark("Salvage", "The disk could not read {count} bytes of the file; copy what you need from it soon."),
    "header": mark("Salvage", "The beginning of the file was damaged."),
    "pages": mark("Salvage", "%n place(s) in the file could not be read."),
    "table_list": mark(
        "Salvage", "The file's list of its tables was damaged; tables were recognised by their content."
    ),
    "freelist": mark(
        "Salvage",
        "The file's list of deleted parts was damaged: rows that were found outside their tables may be older states.",
    ),
    "log_whole": mark("Salvage", "The log of the last changes was damaged; all that could be proved of it was used."),
    "log_begin": mark("Salvage", "The log of the last changes was damaged; what lies before the damage was used."),
    "log_left_out": mark(
        "Salvage", "The log of the last changes was damaged and was left out: the newest changes may be missing."
    ),
    "foreign_objects": mark("Salvage", "%n thing(s) that another program had added were left out."),
    "plan_facts": mark("Salvage", "Title or reference date could not be read; please check them."),
    "parameters": mark("Salvage", "The parameters could not be read; those of a new plan are set."),
    "analysis_again": mark("Salvage", "Please analyse again: what the zones were made from is not all there."),
    "text": mark("Salvage", "%n row(s) have characters that could not be read; they are shown as \ufffd."),
    "twice": mark("Salvage", "%n row(s) were found twice; one of each was kept."),
    "unreadable_table": mark("Salvage", "{table}: what was found makes no sense and was left out."),
}

_HISTORY: Mapping[str, str] = {
    "kept": mark("Salvage", "The history is kept; changes can be undone."),
    "listed": mark("Salvage", "The history is kept as a list; earlier changes can no longer be undone."),
    "lost": mark("Salvage", "The history is lost."),
    "none": mark("Salvage", "The plan had no history."),
}

_STATES: Mapping[str, str] = {
    "whole": "",
    "partly": mark("Salvage", "no longer counts as complete for any county; read its file again"),
    "doubtful": mark("Salvage", "features may be older states; check them"),
    "altered": mark("Salvage", "its features are not those that were added; check them"),
    "rebuilt": mark("Salvage", "its role and counties are lost; set them again"),
    "lost": mark("Salvage", "add it again from its file"),
}


#: What rows are told apart by, in the file.
_KEY = re.compile("[0-9a-f]{16,}")


@dataclass(frozen=True)
class Line:
    """One line of the list: what, how many, and what to know about it."""

    what: str
    saved: int
    lost: int | None
    doubtful: int
    note: str
    is_whole: bool


def lines(report: SalvageReport, translate: Translate) -> list[Line]:
    """Return the list of what was saved: what is not whole first, then layers, then the rest."""
    found = []
    for layer in report.layers:
        what = translate("Salvage", mark("Salvage", "Layer “{title}”")).format(title=layer.title)
        state = layer.state
        if state == "partly" and layer.rows.lost == 0:
            state = "doubtful"
        note = translate("Salvage", _STATES[state]) if _STATES[state] else ""
        found.append(_line(what, layer.rows, note, is_whole=layer.state == "whole"))
    by_table = {table.table: table for table in report.tables}
    for name, words in _TABLES.items():
        table = by_table.get(name)
        if table is None or (table.rows.is_whole and not table.rows.saved):
            continue
        note = _names(table.lost_names, table.doubtful_names, translate)
        found.append(_line(translate("Salvage", words), table.rows, note, is_whole=table.rows.is_whole))
    return sorted(found, key=lambda line: line.is_whole)


def _line(what: str, rows: RowCount, note: str, *, is_whole: bool) -> Line:
    return Line(what, rows.saved, rows.lost, rows.doubtful, note, is_whole)


def _names(lost: tuple[str, ...], doubtful: tuple[str, ...], translate: Translate) -> str:
    parts = []
    if lost:
        said = mark("Salvage", "lost: {names}")
        parts.append(translate("Salvage", said).format(names=_few(lost, translate)))
    if doubtful:
        said = mark("Salvage", "to be checked: {names}")
        parts.append(translate("Salvage", said).format(names=_few(doubtful, translate)))
    return translate("Salvage", mark("Salvage", "; ")).join(parts)


def _few(names: tuple[str, ...], translate: Translate, limit: int = 8) -> str:
    """Return the first names; those of which only the key is left are counted, for nobody knows them by it."""
    known = [name for name in names if not _KEY.fullmatch(name)]
    text = known[:limit]
    if len(known) < len(names):
        unnamed = translate("Salvage", mark("Salvage", "{count} whose name is lost too"))
        text.append(unnamed.format(count=len(names) - len(known)))
    more = f" … ({len(names)})" if len(known) > limit else ""
    return translate("Salvage", mark("Salvage", ", ")).join(text) + more


def number(value: int | None, translate: Translate) -> str:
    """Return a count, or that it is not known."""
    return translate("Salvage", mark("Salvage", "unknown")) if value is None else str(value)


def verdict(report: SalvageReport, translate: Translate) -> str:
    """Return the outcome in a sentence."""
    if report.is_complete:
        return translate("Salvage", mark("Salvage", "Everything was saved."))
    return translate("Salvage", mark("Salvage", "Not everything could be saved."))


def sentences(report: SalvageReport, translate: Translate) -> list[str]:
    """Return what was wrong with the file, and what became of the history."""
    found = []
    for problem in report.problems:
        code = f"log_{problem['used']}" if problem["code"] == "log_damaged" else str(problem["code"])
        facts: dict[str, Any] = dict(problem)
        if "table" in facts:
            facts["table"] = translate("Salvage", _TABLES.get(str(facts["table"]), str(facts["table"])))
        found.append(counted(translate, "Salvage", _PROBLEMS[code], facts))
    return [*found, translate("Salvage", _HISTORY[report.history])]


def as_text(report: SalvageReport, translate: Translate) -> str:
    """Return the whole list as plain text, for a file or the clipboard."""

    def say(text: str, **facts: Any) -> str:
        return translate("Salvage", text).format_map(facts)

    text = [
        report.title,
        say(mark("Salvage", "Damaged plan: {path}"), path=report.path),
        say(mark("Salvage", "New plan: {path}"), path=report.out),
        "",
        verdict(report, translate),
        *sentences(report, translate),
        "",
    ]
    for line in lines(report, translate):
        counts = say(
            mark("Salvage", "{saved} saved, {lost} lost, {doubtful} to be checked"),
            saved=line.saved,
            lost=number(line.lost, translate),
            doubtful=line.doubtful,
        )
        mark_ = "·" if line.is_whole else "!"
        text.append(f"{mark_} {line.what}: {counts}" + (f" ({line.note})" if line.note else ""))
    return "\n".join(text) + "\n"
