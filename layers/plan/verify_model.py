"""What a thorough check of a plan returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  # something is lost or contradicts itself: the plan is not sound
    WARNING = "warning"  # worth knowing before the plan is handed on; nothing in it is lost
    INFO = "info"


@dataclass(frozen=True)
class PlanFinding:
    """One thing that was found: a code of :data:`CODES` and the facts for its sentence."""

    code: str
    severity: Severity
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class FindingKind:
    """How much findings of a code weigh, and the names of their facts, separated by blanks."""

    severity: Severity
    facts: str


#: Code of a finding → its kind.
CODES: Mapping[str, FindingKind] = {
    # the file
    "file_damaged": FindingKind(Severity.ERROR, "reason reason_code"),  # as in PlanDamaged
    "foreign_objects": FindingKind(Severity.ERROR, "objects"),
    "integrity": FindingKind(Severity.ERROR, "reason"),
    "older_format": FindingKind(Severity.INFO, "found known"),
    "newer_format": FindingKind(Severity.INFO, "found known"),
    # rows and shapes; uid is that of the first row
    "column_missing": FindingKind(Severity.ERROR, "table columns"),
    "rows_unreadable": FindingKind(Severity.ERROR, "table reason"),
    "uid_missing": FindingKind(Severity.ERROR, "table count"),
    "uid_repeated": FindingKind(Severity.ERROR, "table count"),
    "json_damaged": FindingKind(Severity.ERROR, "table column count uid"),
    "shape_damaged": FindingKind(Severity.ERROR, "table count uid"),
    "shape_missing": FindingKind(Severity.ERROR, "table count uid"),
    "signed_differs": FindingKind(Severity.ERROR, "title number"),
    "shape_not_finite": FindingKind(Severity.ERROR, "table count uid"),
    "shape_outside": FindingKind(Severity.ERROR, "table count uid"),
    "feature_outside": FindingKind(Severity.WARNING, "table count uid"),  # a read layer keeps what its file said
    "shape_of_other_type": FindingKind(
        Severity.WARNING, "table count uid"
    ),  # another program wrote it; all is read all the same
    "shape_of_other_crs": FindingKind(Severity.ERROR, "table count uid"),
    # what belongs together
    "layers_unreadable": FindingKind(Severity.ERROR, "reason"),
    "layer_without_table": FindingKind(Severity.ERROR, "title table"),
    "layer_not_registered": FindingKind(Severity.ERROR, "title table"),
    "layer_count_differs": FindingKind(Severity.ERROR, "title stored found"),
    "layer_content_differs": FindingKind(Severity.ERROR, "title"),
    "layer_without_checksum": FindingKind(Severity.INFO, "title"),
    "registered_without_table": FindingKind(Severity.ERROR, "table"),
    "table_unused": FindingKind(Severity.INFO, "table"),  # waits for the next closing
    "table_of_others": FindingKind(Severity.INFO, "table"),
    "part_without_zone": FindingKind(Severity.ERROR, "count zone"),
    "parts_do_not_sum": FindingKind(Severity.ERROR, "zone column whole sum"),
    "analysis_incomplete": FindingKind(Severity.WARNING, "zones"),  # salvaged: to be derived again
    # the history
    "history_without_way_back": FindingKind(Severity.ERROR, "change"),
    "history_without_time": FindingKind(Severity.ERROR, "change at"),
    "history_broken": FindingKind(Severity.ERROR, "change direction reason"),
    "history_leads_elsewhere": FindingKind(Severity.ERROR, "direction"),
    "history_without_table": FindingKind(Severity.ERROR, "change table"),
    "history_not_walked": FindingKind(Severity.WARNING, ""),  # the findings above it say why
    # beside the plan
    "raster_missing": FindingKind(Severity.WARNING, "title path"),
    "raster_changed": FindingKind(Severity.WARNING, "title path"),
    "raster_moved": FindingKind(Severity.INFO, "title path found"),
}


@dataclass(frozen=True)
class Verification:
    """The outcome of :func:`layers.plan.verify.verify`.

    ``content_hash`` is ``""`` where the rows cannot be read.  ``counts`` has ``layers``, ``features``,
    ``zones``, ``patrol_areas``, ``agreements``, ``contacts``, ``changes`` (rows of the history) and
    ``steps`` (changes walked back and forth).
    """

    path: Path
    format_version: int
    content_hash: str
    findings: tuple[PlanFinding, ...]
    counts: Mapping[str, int]

    @property
    def is_sound(self) -> bool:
        """Whether there is no error among the findings."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, for JSON."""
        return {**asdict(self), "path": str(self.path), "is_sound": self.is_sound}


#: Reports a finding: code and facts.
Report = Callable[..., None]


class Findings:
    """Collects findings; each carries the weight of its code."""

    def __init__(self) -> None:
        self.found: list[PlanFinding] = []

    def __call__(self, code: str, **facts: Any) -> None:
        """Note a finding."""
        kind = CODES[code]
        self.found.append(PlanFinding(code, kind.severity, {name: facts.pop(name) for name in kind.facts.split()}))
        assert not facts, f"{code} has no {', '.join(facts)}"

    def has(self, *codes: str) -> bool:
        """Whether anything of these codes was found."""
        return any(finding.code in codes for finding in self.found)
