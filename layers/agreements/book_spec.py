"""What a table of the register is made of: kinds of entries, columns, and books of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Book(StrEnum):
    """A table of the register; the plan keeps it as ``lf_`` and this value."""

    AGREEMENT = "agreement"
    BODY = "body"
    CONTACT = "contact"
    MEETING = "meeting"
    DRILL = "drill"
    DUTY = "duty"
    YEAR = "year"
    AID = "aid"
    LOAN = "loan"

    @property
    def table(self) -> str:
        """The name of its table in a plan."""
        return f"lf_{self.value}"


class Entry(StrEnum):
    """What is entered in a column, and how it is kept."""

    TEXT = "text"  # str; nothing entered is ""
    LONG = "long"  # str of several lines
    YEAR = "year"  # int, or None: not known
    NUMBER = "number"  # float not below 0, or None: not known
    DAY = "day"  # ISO date, or ""
    CHOICE = "choice"  # a value of a closed list, or ""
    CHOICES = "choices"  # list of values of a closed list
    PARTIES = "parties"  # list of dict: code, name, level, kind
    BORDERS = "borders"  # list of "110116|130826"
    COUNTY = "county"  # six-digit code, or ""
    ZONE = "zone"  # uid of a zone, or ""
    ZONES = "zones"  # list of uids of zones
    FILES = "files"  # list of paths, relative to the plan
    REFERENCE = "reference"  # uid of a row of another book, or ""
    REFERENCES = "references"  # list of such uids
    LINES = "lines"  # list of dict with the entries of ``parts``


#: Entries kept as lists.
LISTS = frozenset(
    {
        *(Entry.CHOICES, Entry.PARTIES, Entry.BORDERS, Entry.ZONES),
        *(Entry.FILES, Entry.REFERENCES, Entry.LINES),
    }
)


@dataclass(frozen=True)
class Field:
    """One column of a book."""

    name: str
    entry: Entry = Entry.TEXT
    choices: type[StrEnum] | None = None
    group: str = ""  # of the words of the choices
    refers: Book | None = None
    parts: tuple[Field, ...] = ()  # of one line
    kept: tuple[str, ...] = ()  # what a line carries that nobody types; said only where there is something to say
    first: str = ""  # what a new row says
    is_needed: bool = False  # a row without it cannot stand


@dataclass(frozen=True)
class BookSpec:
    """One book: its columns in the order in which they are asked, and those that make a row what it is."""

    book: Book
    fields: tuple[Field, ...]
    title: str  # the column that names a row
    identity: tuple[str, ...]  # columns the uid of a row is made of
    listed: tuple[str, ...]  # columns a list shows first
    kept: tuple[str, ...] = field(default=())  # columns that nobody types

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the book, ``uid`` first."""
        return ("uid", *(one.name for one in self.fields), *self.kept)


#: Entries that are None when nothing is entered.
NULLABLE = frozenset({Entry.YEAR, Entry.NUMBER})


def choice(name: str, kinds: type[StrEnum], group: str = "", first: str = "") -> Field:
    """Return a column that holds one of a closed list."""
    return Field(name, Entry.CHOICE, kinds, group or name, first=first)
