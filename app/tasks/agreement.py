"""Writes agreements, annexes and files of areas: facts by ``layers.documents``, maps and PDF by ``app.sheets``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from layers.errors import LianfangError
from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    from layers.documents.fields import Filled
    from layers.documents.gather import PaperPlan
    from layers.documents.kinds import Choices
    from layers.documents.preflight import Finding
    from layers.export.job import ExportJob, Stamp
    from layers.plan.store import PlanStore


@dataclass(frozen=True)
class AgreementRequest:
    """What was asked for.

    Attributes
    ----------
    choices : Choices
        Without text and annexes only ``files`` are written.
    formats : tuple of str
        Of the agreement and its annexes.
    files : tuple of str
        Codes of :data:`layers.export.FORMATS`, written for each area.
    each : bool
        Write every agreement of the register; ``choices`` say the rest.
    is_suited : bool
        Each of them in the kind that suits it, else in that of ``choices``.
    limits, answers : mapping, optional
        What stands in the window: they go before what the plan keeps.
    """

    choices: Choices
    stamp: Stamp
    folder: Path
    language: str
    formats: tuple[str, ...] = ("docx", "pdf")
    alone: bool = True
    files: tuple[str, ...] = ()
    each: bool = False
    is_suited: bool = True
    templates: Path | None = None
    limits: Mapping[str, str] | None = None
    answers: Mapping[str, str] | None = None

    @property
    def has_document(self) -> bool:
        """Whether an agreement or annexes are written, and not only files of areas."""
        return self.each or self.choices.with_text or bool(self.choices.annexes)


@dataclass(frozen=True)
class AgreementOutcome:
    """What was written, what is still blank, what to know about it, and what could not be written and why."""

    paths: tuple[Path, ...]
    folder: Path
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    failures: tuple[tuple[str, LianfangError], ...] = ()


@dataclass(frozen=True)
class Preview:
    """What a document would lack."""

    title: str
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    limits: Mapping[str, str]  # by area, as kept or drafted
    areas: Mapping[str, str]  # uid → name


def files_request(
    areas: tuple[str, ...], files: tuple[str, ...], folder: Path, language: str, stamp: Stamp | None = None
) -> AgreementRequest:
    """Return a request for files of areas and nothing else."""
    from layers.documents.kinds import Choices, DocumentKind
    from layers.export.job import Stamp

    choices = Choices(DocumentKind.FOREST, areas=areas, annexes=(), with_text=False)
    return AgreementRequest(choices, stamp or Stamp(), folder, language, formats=(), alone=False, files=files)


def read_plan(store: PlanStore, *, progress: Progress = silent) -> PaperPlan:
    """Read what documents need, from a reader of the plan."""
    from layers.documents.gather import PaperPlan

    progress(0.0, "report")
    with store.reader() as reader:
        return PaperPlan.of(reader)


def preview(plan: PaperPlan, request: AgreementRequest, *, progress: Progress = silent) -> Preview:
    """Return what a document would lack, without writing it; of every agreement, what any of them would."""
    from app.sheets.words import load_words

    words = load_words(request.language)
    used = _with_words_of(plan, request)
    found: list[Preview] = []
    wanted = list(_single(used, request))
    for place, one in enumerate(wanted):
        progress(place / len(wanted), "report")
        try:
            found.append(_preview(used, one))
        except LianfangError:
            if not request.each:
                raise
    return Preview(
        title=found[0].title if len(wanted) == 1 else words.text("paper.every", count=len(wanted)),
        missing=found[0].missing if len(wanted) == 1 else (),
        findings=tuple({(one.code, *one.facts.values()): one for seen in found for one in seen.findings}.values()),
        limits={uid: text for seen in found for uid, text in seen.limits.items()},
        areas={uid: name for seen in found for uid, name in seen.areas.items()},
    )


def _preview(plan: PaperPlan, request: AgreementRequest) -> Preview:
    from app.sheets.words import load_words
    from layers.documents.fields import compose

    words = load_words(request.language)
    jobs = plan.jobs(request.choices, words, request.stamp)
    sources = plan.sources(request.choices, words, request.stamp, jobs=jobs)
    # The map is drawn when it is written: it is not missing.
    filled = compose(request.choices, replace(sources, plates={job.report.uid: b"" for job in jobs}))
    findings = plan.findings(request.choices, words, request.stamp, jobs)
    is_document = request.has_document
    return Preview(
        title=str(filled.fields["title"]) if is_document else words.join([job.report.name for job in jobs]),
        missing=tuple(filled.missing_texts(words)) if is_document else (),
        findings=_all_findings(findings, filled, request) if is_document else findings,
        limits=sources.limits,
        areas={job.report.uid: job.report.name for job in jobs},
    )


def write_agreement(
    store: PlanStore, request: AgreementRequest, *, can_draw: bool = True, progress: Progress = silent
) -> AgreementOutcome:
    """Write agreements with their annexes, and files of the areas.

    Parameters
    ----------
    store : PlanStore
    request : AgreementRequest
    can_draw : bool
        There is a QGuiApplication; without one there is no map in the DOCX, which says so, and no PDF.

    Returns
    -------
    AgreementOutcome
        One of many that cannot be written is among the failures; a single one raises.

    Raises
    ------
    ExportError
        A file or a template cannot be used, or the parties cannot be told.
    KeyError
        The plan has no such area or agreement.
    """
    from layers.documents.gather import PaperPlan

    request.folder.mkdir(parents=True, exist_ok=True)
    outcomes: list[AgreementOutcome] = []
    failures: list[tuple[str, LianfangError]] = []
    taken: set[str] = set()
    with store.reader() as reader:
        progress(0.0, "report")
        plan = _with_words_of(PaperPlan.of(reader), request)
        wanted = list(_single(plan, request))
        for place, one in enumerate(wanted):
            step = part(progress, 0.05 + 0.95 * place / len(wanted), 0.05 + 0.95 * (place + 1) / len(wanted))
            try:
                outcomes.append(_write(plan, reader, one, can_draw, taken, step))
            except LianfangError as error:
                if not request.each:
                    raise
                failures.append((str(plan.agreement(one.choices.agreement).get("name") or ""), error))
    return AgreementOutcome(
        paths=tuple(path for one in outcomes for path in one.paths),
        folder=request.folder,
        missing=tuple(dict.fromkeys(text for one in outcomes for text in one.missing)),
        findings=tuple({(one.code, *one.facts.values()): one for seen in outcomes for one in seen.findings}.values()),
        failures=tuple(failures),
    )


def files_of(plan: PaperPlan, request: AgreementRequest) -> list[Path]:
    """Return the files that :func:`write_agreement` writes where it can draw, without making any report."""
    from app.sheets.words import load_words
    from layers.documents.fields import title_of
    from layers.documents.writing import files_of as paper_files
    from layers.export.formats import file_name_of

    words, taken, found = load_words(request.language), set[str](), list[Path]()
    rows = {str(row["uid"]): row for row in plan.material.areas[["uid", "name", "number"]].to_dict("records")}
    for one in _single(plan, request):
        choices, agreement = one.choices, plan.agreement(one.choices.agreement)
        try:
            parties, areas = plan.parties(choices), plan.areas_of(choices) if one.files else []
        except LianfangError:
            continue  # it cannot be written, and whoever writes says so
        if one.has_document:
            stem = _free_stem(title_of(choices, agreement, parties, words), str(agreement.get("year") or ""), taken)
            found += paper_files(one.folder, stem, choices.annexes, one.formats, words, alone=one.alone)
        for row in (rows[uid] for uid in areas if uid in rows):
            tag = plan.material.file_tag(row)
            found += [one.folder / file_name_of(str(row["name"]), tag, words, code) for code in one.files]
    return found


def _single(plan: PaperPlan, request: AgreementRequest) -> Iterator[AgreementRequest]:
    """Yield the request itself, or one for every agreement of the register; files of areas come with the first."""
    from layers.documents.kinds import DocumentKind, kind_for

    if not request.each:
        yield request
        return
    for place, uid in enumerate(plan.agreements["uid"]):
        kind = kind_for(plan.agreement(str(uid))) if request.is_suited else request.choices.kind
        choices = replace(
            request.choices,
            kind=kind,
            agreement=str(uid),
            parties=(),
            clauses=None if request.is_suited else request.choices.clauses,
            title="",
            number="",
            with_text=True,
            annexes=() if kind is DocumentKind.VILLAGE else request.choices.annexes,
        )
        yield replace(request, choices=choices, each=False, files=request.files if place == 0 else ())


def _write(
    plan: PaperPlan,
    reader: PlanStore,
    request: AgreementRequest,
    can_draw: bool,
    taken: set[str],
    progress: Progress,
) -> AgreementOutcome:
    from app.sheets.words import load_words

    words = load_words(request.language)
    jobs = plan.jobs(request.choices, words, request.stamp)
    share = 0.0 if not request.has_document else 0.6 if request.files else 1.0
    outcome = AgreementOutcome((), request.folder)
    if request.has_document:
        outcome = _write_document(plan, reader, request, jobs, can_draw, taken, part(progress, 0.0, share))
    return replace(outcome, paths=(*outcome.paths, *_write_files(reader, request, jobs, part(progress, share, 1.0))))


def _write_document(
    plan: PaperPlan,
    reader: PlanStore,
    request: AgreementRequest,
    jobs: tuple[ExportJob, ...],
    can_draw: bool,
    taken: set[str],
    progress: Progress,
) -> AgreementOutcome:
    from app.sheets.words import load_words
    from layers.documents.kinds import Annex
    from layers.documents.library import Library
    from layers.documents.writing import make, write

    words = load_words(request.language)
    drawn: Mapping[str, bytes] = {}
    typeset = None
    if can_draw:
        from app.sheets.agreement import plates
        from app.sheets.agreement import typeset as set_pdf

        if Annex.MAP in request.choices.annexes:
            drawn = plates(jobs, reader, progress=part(progress, 0.0, 0.4))

        def typeset(content: bytes, name: str) -> bytes:
            return set_pdf(content, plan.material.reference_date, request.language, name)

    sources = plan.sources(request.choices, words, request.stamp, jobs=jobs, plates=drawn)
    paper = make(request.choices, sources, Library(request.language, request.templates), part(progress, 0.4, 0.6))
    paths = write(
        paper,
        request.folder,
        request.formats,
        typeset=typeset,
        alone=request.alone,
        stem=_free_stem(paper.title, str(sources.agreement.get("year") or ""), taken),
        progress=part(progress, 0.6, 1.0),
    )
    findings = _all_findings(plan.findings(request.choices, words, request.stamp, jobs), paper.filled, request)
    return AgreementOutcome(tuple(paths), request.folder, tuple(paper.filled.missing_texts(words)), findings)


def _write_files(
    reader: PlanStore, request: AgreementRequest, jobs: tuple[ExportJob, ...], progress: Progress
) -> Iterator[Path]:
    if not request.files:
        return
    from app.sheets import draw
    from layers.export import export_area

    for place, job in enumerate(jobs):
        step = part(progress, place / len(jobs), (place + 1) / len(jobs))
        step(0.0, "drawing")
        pictures = draw(job, reader, request.files)
        yield from export_area(job, request.files, request.folder, pictures, progress=part(step, 0.5, 1.0))


def _free_stem(title: str, year: str, taken: set[str]) -> str:
    """Return a file stem that no other document of this run has: the title, with the year, with a number."""
    from layers.export.files import safe_stem

    numbered = (f"{title} {year} {number}".replace("  ", " ") for number in range(2, 10_000))
    stem = next(
        stem for text in (title, f"{title} {year}", *numbered) if (stem := safe_stem(text)).casefold() not in taken
    )
    taken.add(stem.casefold())
    return stem


def _with_words_of(plan: PaperPlan, request: AgreementRequest) -> PaperPlan:
    return replace(
        plan,
        limits={**plan.limits, **(request.limits or {})},
        answers={**plan.answers, **(request.answers or {})},
    )


def _all_findings(found: tuple[Finding, ...], filled: Filled, request: AgreementRequest) -> tuple[Finding, ...]:
    from app.sheets.words import load_words
    from layers.documents.preflight import blanks

    words = load_words(request.language)
    left = blanks(filled.missing_texts(words), words)
    return (*found, left) if left else found
