"""Which version of an area or agreement a paper shows, and how to tell later whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.export.words import Words
from layers.versions.paper_code import CodeKind, qr_text, short_form

if TYPE_CHECKING:
    from layers.version_workflow import Status


@dataclass(frozen=True)
class PrintedVersion:
    """Which version of an area or agreement a paper shows.

    Attributes
    ----------
    number : int
        1 for what has no version yet.
    state : str
        A ``VersionState`` value.
    sha256 : str
        Content hash of what is printed.
    has_changed : bool
        It differs from what was negotiated under that number.
    """

    kind: str
    title: str
    number: int
    state: str
    sha256: str
    has_changed: bool = False

    @classmethod
    def of(cls, status: Status) -> PrintedVersion:
        """Return what paper says of a thing as it stands."""
        version = status.version
        state = "draft" if version is None or status.has_changed else version.state.value
        return cls(
            status.thing.kind.value,
            status.thing.title,
            version.number if version else 1,
            state,
            status.sha256,
            status.has_changed,
        )

    @property
    def short(self) -> str:
        """The short form of its hash."""
        return short_form(CodeKind.VERSION, self.sha256)

    @property
    def code(self) -> str:
        """The text of its QR code."""
        return qr_text(CodeKind.VERSION, self.sha256)

    def sentences(self, words: Words) -> list[str]:
        """Return what a document says of its version."""
        told = [
            words.text(
                "version.printed",
                kind=words.code("version_kind", self.kind),
                title=self.title,
                number=self.number,
                state=words.code("version_state", self.state),
                sha256=self.sha256,
            )
        ]
        if self.has_changed:
            told.append(words.text("version.changed", number=self.number))
        told.append(words.text("version.printed_short", short=self.short, code=self.code))
        return told
