"""Where templates come from: those the program carries, and those of an office, which win by name.

An office's folder has ``<language>/<name>.docx``; a template that is not there is the program's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from layers.documents.kinds import Annex, DocumentKind
from layers.documents.template import Template
from layers.errors import TemplateBroken

LANGUAGES = ("zh_CN", "en")


#: Pictures of a letterhead and all, an office's template is far smaller.
_MOST_BYTES = 64 << 20
#: Templates of the year; their facts are those of :mod:`layers.documents.year_papers`.
YEAR_NAMES = ("year_plan", "year_evaluation")


def names() -> Iterator[str]:
    """Yield the name of every template of agreements and annexes."""
    yield from (kind.value for kind in DocumentKind)
    yield from (f"annex_{one.value}" for one in Annex)


@dataclass(frozen=True)
class Library:
    """The templates of a language; ``folder`` is an office's own."""

    language: str
    folder: Path | None = None

    def template(self, name: str) -> Template:
        """Return a template.

        Raises
        ------
        TemplateBroken
            The office's file cannot be read.
        """
        if self.folder is not None:
            path = self.folder / self.language / f"{name}.docx"
            if path.exists():
                try:
                    if path.stat().st_size > _MOST_BYTES:
                        raise TemplateBroken(path=str(path), reason=f"more than {_MOST_BYTES >> 20} MB")
                    return Template(str(path), path.read_bytes(), path)
                except OSError as error:
                    raise TemplateBroken(path=str(path), reason=error.strerror or str(error)) from error
        entry = files("resources") / "templates" / self.language / "docx" / f"{name}.docx"
        return Template(f"{name}.docx", entry.read_bytes())


def copy_out(folder: Path) -> list[Path]:
    """Write the program's templates into an office's folder; files that are there stay as they are.

    Returns
    -------
    list of Path
        What was written.
    """
    written = []
    for language in LANGUAGES:
        for name in (*names(), *YEAR_NAMES):
            path = folder / language / f"{name}.docx"
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(Library(language).template(name).content)
                written.append(path)
    return written
