"""What a salvage saved and what it did not, as plain data; ``app`` has the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class RowCount:
    """Rows of one table, or features of one layer.

    ``saved`` and ``doubtful`` are in the new plan; doubtful rows may be an older state of themselves, or
    have characters that could not be read.  ``lost`` rows are not; None when nothing says how many there were.
    """

    saved: int = 0
    lost: int | None = 0
    doubtful: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every row is there, beyond doubt."""
        return self.lost == 0 and self.doubtful == 0


@dataclass(frozen=True)
class TableReport:
    """One table of the program; names are those the rows call themselves by, else their uids."""

    table: str
    rows: RowCount
    lost_names: tuple[str, ...] = ()
    doubtful_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class LayerReport:
    """One read layer.

    ``state`` is ``"whole"``, ``"partly"`` (features are missing or doubtful), ``"altered"`` (all are there, but
    not what their checksum says), ``"rebuilt"`` (features without their registration) or ``"lost"``.
    """

    uid: str
    title: str
    state: str
    rows: RowCount = RowCount()


@dataclass(frozen=True)
class SalvageReport:
    """The outcome of a salvage.

    ``how`` is ``"sql"`` when the file's structure is sound, ``"pages"`` when its pages were read one by one.
    ``history`` is ``"kept"``, ``"listed"`` (what was done is listed and cannot be undone), ``"lost"`` or ``"none"``.
    ``problems`` lists what was wrong: ``{"code": …, …}``, codes in :data:`PROBLEM_CODES`.
    """

    path: Path
    out: Path
    title: str
    how: str
    tables: tuple[TableReport, ...]
    layers: tuple[LayerReport, ...]
    history: str
    changes: int
    problems: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def is_complete(self) -> bool:
        """Whether everything the plan held is in the new one, beyond doubt."""
        return (
            all(table.rows.is_whole for table in self.tables)
            and all(layer.state == "whole" for layer in self.layers)
            and self.history in ("kept", "none")
        )

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        values = asdict(self)
        values.update(path=str(self.path), out=str(self.out), is_complete=self.is_complete)
        values["problems"] = [dict(problem) for problem in self.problems]
        return values


#: What can be wrong with a damaged plan.
PROBLEM_CODES = frozenset(
    {
        "medium",  # the disk did not give some of it: count of bytes
        "header",  # the first page does not say that this is a database
        "pages",  # pages of tables cannot be read: count
        "table_list",  # the list of tables is damaged
        "freelist",  # deleted and live pages cannot be told apart: what was found beyond the tables is doubtful
        "log_damaged",  # the log of the last changes is damaged: used (whole, begin, left_out)
        "foreign_objects",  # what another program added is left out: count
        "plan_facts",  # title and date are lost: others were put in
        "parameters",  # the parameters cannot be read: those of a new plan hold
        "analysis_again",  # the analysis has to be made again
        "text",  # characters that cannot be read: count
        "twice",  # rows that were there twice, the second left out: count
        "unreadable_table",  # a table does not read back: table
    }
)
