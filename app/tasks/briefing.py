"""Writing a briefing: one job from an open plan to a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from layers.briefing.choice import Choice
from layers.export.files import write_bytes
from layers.export.job import Stamp
from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: Endings of the files a briefing can be, with what they are.
FORMATS = (".pptx", ".pdf")


@dataclass(frozen=True)
class BriefingRequest:
    """What to write, in which language, where; the ending of ``path`` says which kind of file.

    ``dpi`` is that of the maps in their places.
    """

    choice: Choice
    path: Path
    language: str
    stamp: Stamp = field(default_factory=Stamp)
    dpi: float = 180.0


def write_briefing(store: PlanStore, request: BriefingRequest, *, progress: Progress = silent) -> Path:
    """Write a briefing whole or not at all.

    Raises
    ------
    BriefingError
        Nothing is what was asked for, or the plan has no analysis.
    ExportError
        The file cannot be written.
    Cancelled
        From ``progress``; the old file is as it was.

    Needs a QGuiApplication with the packaged font registered.
    """
    from app.sheets.briefing import SLIDE_LARGER, draw_maps, pdf
    from app.sheets.words import load_words
    from layers.briefing import PAPER, SLIDE, compose, gather, lay_out
    from layers.briefing.slides import write_slides
    from layers.briefing.wording import file_title, footer, statements

    words = load_words(request.language)
    is_slides = request.path.suffix.lower() == ".pptx"
    with store.reader() as reader:
        briefing = gather(reader, request.choice, progress=part(progress, 0.0, 0.15))
        sheets = compose(briefing, words, request.stamp)
        pages = lay_out(
            sheets,
            SLIDE if is_slides else PAPER,
            footer(briefing, words),
            words["briefing.page"],
            words["briefing.continued"],
        )
        maps = draw_maps(
            pages,
            briefing,
            reader,
            words,
            statements(briefing, words),
            larger=SLIDE_LARGER if is_slides else 1.0,
            dpi=request.dpi,
            progress=part(progress, 0.15, 0.85),
        )
    title = file_title(briefing, words)
    work = part(progress, 0.85, 0.99)
    if is_slides:
        content = write_slides(pages, maps, title=title, language=request.language, on=briefing.on, progress=work)
    else:
        seed = f"{title}\n{briefing.content_hash}\n{request.choice}"
        content = pdf(pages, maps, title=title, on=briefing.on, seed=seed, progress=work)
    write_bytes(request.path, content)
    progress(1.0, "briefing_written")
    return request.path
