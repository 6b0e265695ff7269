"""Where each layer comes from, as documents say it: file, date, CRS as found, what was done, checksum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layers.export.cells import records, text_of
from layers.export.job import ExportJob
from layers.export.words import Words


@dataclass(frozen=True)
class SourceLine:
    """One layer's source in the words of a document.

    Attributes
    ----------
    crs : str
        What the file said, or that it said nothing; of a layer without a file what it is in.
    done : tuple of str
        What was done to it; of a source read as it is that nothing was changed.
    """

    title: str
    role: str
    file: str
    date: str
    crs: str
    done: tuple[str, ...]
    credit: str
    sha256: str

    def as_text(self, words: Words) -> str:
        """Return the whole line, for places without columns."""
        checksum = f"SHA-256 {self.sha256}" if self.sha256 else ""
        crs = words["column.crs"] + words["punctuation.colon"] + self.crs
        done = words["column.done"] + words["punctuation.colon"] + words["punctuation.reasons"].join(self.done)
        parts = (self.title, self.file, self.date, crs, done if self.done else "", self.credit, checksum)
        return " · ".join(part for part in parts if part)


def source_lines(job: ExportJob) -> list[SourceLine]:
    """Return every source of a job's report, in the plan's order of layers."""
    return [_line(source, job.words) for source in records(job.report.sources)]


def _line(source: Mapping[str, Any], words: Words) -> SourceLine:
    unknown = words["punctuation.unknown"]
    file = text_of(source, "path").replace("\\", "/").rsplit("/", 1)[-1]
    notes = source.get("notes")
    done = _done(notes if isinstance(notes, list | tuple) else (), words)
    if not done and file:
        done = (words["done.none"],)
    return SourceLine(
        title=text_of(source, "title"),
        role=words.code("role", text_of(source, "role")),
        file=file,
        date=text_of(source, "date") or unknown,
        crs=text_of(source, "crs_found") or (words["source.unsaid"] if file else text_of(source, "crs") or unknown),
        done=done,
        credit=text_of(source, "credit"),
        sha256=text_of(source, "sha256"),
    )


def _done(notes: Sequence[Mapping[str, Any]], words: Words) -> tuple[str, ...]:
    """Return the deeds among a source's notes, in the templates' order; what was only noticed is none."""
    deeds = words.group("done")
    order = {code: place for place, code in enumerate(deeds)}
    told = []
    for note in sorted(notes, key=lambda one: order.get(str(one.get("code", "")), len(order))):
        code = str(note.get("code", ""))
        if code == "crs_given" and not note.get("found"):
            code = "crs_given_unsaid"
        if code not in deeds:
            continue
        facts = {
            name: words.join([str(item) for item in value]) if isinstance(value, list | tuple) else value
            for name, value in note.items()
        }
        told.append(words.text(f"done.{code}", **facts))
    return tuple(dict.fromkeys(told))
