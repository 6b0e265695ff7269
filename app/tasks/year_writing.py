"""Writes the calendar, the annual plan and the evaluation of a year; needs no Qt but for PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    from layers.export.job import Stamp
    from layers.plan.store import PlanStore
    from layers.year.model import Entry

#: What can be written of a year.
FORMATS = ("ics", "xlsx", "docx", "pdf")


@dataclass(frozen=True)
class YearRequest:
    """What is to be written; ``entries`` None is all of the year, ``pair`` "" all borders."""

    year: int
    asks_for_files: ClassVar[bool] = True  # a job with it is one that writes
    folder: Path
    language: str
    stamp: Stamp
    formats: tuple[str, ...] = FORMATS
    entries: Sequence[Entry] | None = None
    pair: str = ""
    templates: Path | None = None


def files_of(request: YearRequest, plan: str) -> list[Path]:
    """Return the files that :func:`write_year` writes of a plan of that title where it can draw."""
    papers = {"ics": ("calendar",), **dict.fromkeys(("xlsx", "docx", "pdf"), ("plan", "evaluation"))}
    return [_target(request, plan, paper, code) for code in request.formats for paper in papers[code]]


def _target(request: YearRequest, plan: str, paper: str, suffix: str) -> Path:
    from app.sheets.words import load_words
    from layers.export.files import safe_stem

    name = load_words(request.language).text(f"year_paper.file_{paper}", plan=plan, year=request.year)
    return request.folder / f"{safe_stem(name)}.{suffix}"


def write_year(store: PlanStore, request: YearRequest, *, can_draw: bool, progress: Progress = silent) -> list[Path]:
    """Write the calendar, the annual plan and the evaluation of a year; returns what was written.

    Raises
    ------
    ExportError, TemplateBroken, TemplateFieldUnknown
        A file cannot be written, or an office's template cannot be filled.
    """
    from app.sheets.words import load_words
    from layers.documents.library import Library
    from layers.documents.year_papers import YearPaper, YearPaperPlan, write_paper
    from layers.export.files import write_bytes
    from layers.export.year_book import evaluation_sheets, plan_sheets, write_sheets
    from layers.export.year_calendar import write_calendar
    from layers.year import calendar, to_confirm
    from layers.year_workflow import evaluation_of, material_of

    words = load_words(request.language)
    material = material_of(store, progress=part(progress, 0.0, 0.4))
    year = calendar(material, request.year)
    lines, evaluation = to_confirm(material, request.year, request.pair), evaluation_of(store, material, request.year)
    chosen = year.entries if request.entries is None else tuple(request.entries)
    entries = [one for one in chosen if not request.pair or request.pair in one.pairs]
    request.folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []

    def target(paper: str, suffix: str) -> Path:
        return _target(request, material.title, paper, suffix)

    if "ics" in request.formats:
        path = target("calendar", "ics")
        written.append(write_calendar(path, year, material, words, entries=entries))
    if "xlsx" in request.formats:
        sheets = plan_sheets(year, lines, material, words, entries=entries)
        written.append(write_sheets(target("plan", "xlsx"), sheets))
        written.append(write_sheets(target("evaluation", "xlsx"), evaluation_sheets(evaluation, material, words)))
    given = YearPaperPlan(
        year, material, lines, evaluation, request.stamp, is_sample=store.info().is_sample, pair=request.pair
    )
    library = Library(request.language, request.templates)
    for place, (paper, stem) in enumerate(((YearPaper.PLAN, "plan"), (YearPaper.EVALUATION, "evaluation"))):
        if not {"docx", "pdf"} & set(request.formats):
            break
        progress(0.5 + 0.25 * place, "writing")
        content = write_paper(paper, given, words, library)
        if "docx" in request.formats:
            path = target(stem, "docx")
            write_bytes(path, content)
            written.append(path)
        if "pdf" in request.formats and can_draw:
            from app.sheets.agreement import typeset

            path = target(stem, "pdf")
            write_bytes(path, typeset(content, material.on, request.language, path.name))
            written.append(path)
    progress(1.0, "writing")
    return written
