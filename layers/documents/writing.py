"""Writes an agreement: one DOCX with its annexes, each annex alone, and the PDF that is set from the same DOCX."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from layers.documents.fields import Filled, Sources, compose, numeral
from layers.documents.joining import joined
from layers.documents.kinds import Annex, Choices
from layers.documents.library import Library
from layers.documents.office import filled as filled_in
from layers.export.files import safe_stem, write_bytes
from layers.export.words import Words
from layers.progress import Progress, silent

#: Sets a DOCX as PDF: content, name for errors → PDF; needs what draws text, so it comes from outside.
Typeset = Callable[[bytes, str], bytes]

FORMATS = ("docx", "pdf")


@dataclass(frozen=True)
class Paper:
    """A document filled in memory: its parts by file stem, the whole first."""

    parts: Mapping[str, bytes] = field(repr=False)
    filled: Filled

    @property
    def title(self) -> str:
        """Return the title."""
        return str(self.filled.fields["title"])


def make(choices: Choices, sources: Sources, library: Library, progress: Progress = silent) -> Paper:
    """Return a document and its annexes, filled.

    Parameters
    ----------
    choices : Choices
    sources : Sources
    library : Library

    Raises
    ------
    TemplateBroken, TemplateFieldUnknown
        A template cannot be filled; the error names it.
    """
    words, on = sources.words, sources.on
    filled = compose(choices, sources)
    steps = 2 + len(choices.annexes)
    progress(0.0, "docx")
    whole = [filled_in(library.template(choices.kind.value), filled.fields, on)] if choices.with_text else []
    annexes: dict[str, bytes] = {}
    for one in Annex:
        if one not in choices.annexes:
            continue
        progress((1 + len(annexes)) / steps, "docx")
        content = filled_in(library.template(f"annex_{one.value}"), filled.fields, on)
        annexes[annex_name(one, words)] = content
        whole.append(content)
    progress((steps - 1) / steps, "docx")
    return Paper({filled.fields["title"]: joined(whole, on), **annexes} if whole else {}, filled)


def annex_name(annex: Annex, words: Words) -> str:
    """Return what an annex that is written alone is called."""
    place = list(Annex).index(annex) + 1
    stem = words.text("paper.file_annex", number=numeral(place, words), name=words[f"annex.{annex.value}"])
    return f"{place:02d}_{stem}"


def files_of(
    folder: Path, stem: str, annexes: Collection[Annex], formats: Iterable[str], words: Words, *, alone: bool
) -> list[Path]:
    """Return the files that :func:`write` makes of a document with these annexes, the whole first."""
    targets = [folder / stem]
    if alone:
        targets += [folder / stem / safe_stem(annex_name(one, words)) for one in Annex if one in annexes]
    return [target.with_name(f"{target.name}.{code}") for target in targets for code in formats]


def write(
    paper: Paper,
    folder: Path,
    formats: tuple[str, ...] = FORMATS,
    *,
    typeset: Typeset | None = None,
    alone: bool = True,
    stem: str = "",
    progress: Progress = silent,
) -> list[Path]:
    """Write a document; each annex alone goes into a folder named after it.

    Parameters
    ----------
    paper : Paper
    folder : Path
    formats : some of :data:`FORMATS`
    typeset : callable, optional
        Without it there is no PDF.
    alone : bool
        Write each annex alone too.
    stem : str
        Of the file names; the title when empty.

    Returns
    -------
    list of Path
        The whole first.

    Raises
    ------
    ExportError
        A file cannot be written, or a template holds what the PDF cannot show.
    """
    stem = stem or safe_stem(paper.title)
    written = []
    chosen = list(paper.parts.items())[: None if alone else 1]
    for place, (name, content) in enumerate(chosen):
        progress(place / len(chosen), "writing")
        target = folder / f"{stem}" if place == 0 else folder / stem / safe_stem(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        for code in formats:
            if code == "docx":
                made = content
            elif typeset is not None:
                made = typeset(content, name)
            else:
                continue
            path = target.with_name(f"{target.name}.{code}")
            write_bytes(path, made)
            written.append(path)
    progress(1.0, "writing")
    return written
