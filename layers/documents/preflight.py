"""What the law asks before a map or an agreement leaves: each finding with its article and a way to settle it.

Map Management Regulations (地图管理条例, State Council decree 664) art. 8, 13, 15, 22; Regulations on Administrative
Boundaries (行政区域界线管理条例, decree 353) art. 12, 14, 18; the list of state secrets in surveying and mapping
(自然资源部、国家保密局, 2020): contours or elevation points of 20 m or finer at 1:5000 to 1:100 000, and unbroken
topographic maps larger than 1:5000 over 25 km².
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from layers.documents.law import FOREST_REGULATION_FROM
from layers.documents.layer_facts import OLD_YEARS, contours, drill_titles, old_titles
from layers.export.assembly import PlanMaterial
from layers.export.job import ExportJob, Stamp
from layers.export.words import Words
from layers.kinds import Role
from layers.year.days import years_after

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: 行政区域界线管理条例 art. 12: a joint inspection every five years.
INSPECTION_YEARS = 5
#: Above this, unbroken large-scale topographic maps are secret.
LARGE_KM2 = 25.0
#: Contours this fine or finer at 1:5000 to 1:100 000 are secret.
FINE_M = 20.0
_PUBLIC = ("公开", "public", "出版", "publish")


@dataclass(frozen=True)
class Finding:
    """One finding; ``severity`` is ``error`` (must not leave so), ``warning`` or ``note``."""

    code: str
    severity: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def text(self, words: Words) -> str:
        """Return what was found."""
        return words.text(f"preflight.{self.code}", **self.facts)

    def article(self, words: Words) -> str:
        """Return the law it rests on."""
        return words[f"preflight_law.{self.code}"]

    def way(self, words: Words) -> str:
        """Return how to settle it."""
        return words[f"preflight_way.{self.code}"]

    def as_row(self, words: Words, answers: Mapping[str, str]) -> dict[str, str]:
        """Return the row of the printed list, with the planner's answer."""
        return {
            "finding": self.text(words),
            "article": self.article(words),
            "way": self.way(words),
            "answer": answers.get(self.code) or words["preflight_text.unanswered"],
        }


@dataclass(frozen=True)
class PlanFacts:
    """What the checks need to know of a plan beside the areas.

    ``state`` is that of the analysis: ``none``, ``stale`` or ``fresh``; ``inspected`` holds the last joint inspection
    of each boundary marker, None where nobody knows.
    """

    on: date
    is_sample: bool
    state: str
    terrain: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    inspected: tuple[tuple[str, date | None], ...] = ()
    pending: int = 0
    drills: tuple[str, ...] = ()
    contours: tuple[tuple[str, float | None], ...] = ()
    old: tuple[str, ...] = ()

    @classmethod
    def of(cls, store: PlanStore, material: PlanMaterial) -> PlanFacts:
        """Read a plan."""
        layers = store.layers()
        facts = store.result_facts()
        zones = material.zones
        return cls(
            on=material.reference_date,
            is_sample=material.is_sample,
            state="none" if not facts else "stale" if store.analysis_is_stale() else "fresh",
            terrain=tuple(one.title for one in layers if one.role is Role.TERRAIN),
            bases=tuple(one.title for one in layers if one.role is Role.BASEMAP),
            undated=tuple(one.title for one in layers if one.source is not None and not one.source.file_date),
            inspected=tuple(_inspections(store)),
            pending=int((zones["zone_class"] == "pending").sum()) if len(zones) else 0,
            drills=drill_titles(layers),
            contours=contours(store),
            old=old_titles(layers, material.reference_date),
        )


def _inspections(store: PlanStore) -> list[tuple[str, date | None]]:
    found: list[tuple[str, date | None]] = []
    for layer in store.layers():
        if layer.role is not Role.BOUNDARY_MARKER:
            continue
        frame = store.frame(layer.uid)
        if "inspected" in frame.columns:
            days = pd.to_datetime(frame["inspected"], errors="coerce")
        else:
            days = pd.Series(pd.NaT, index=frame.index)
        names = frame["name"].fillna("").astype(str) if "name" in frame.columns else frame.index.astype(str)
        found += [
            (name, None if pd.isna(day) else pd.Timestamp(day).date()) for name, day in zip(names, days, strict=True)
        ]
    return found


def find(
    plan: PlanFacts,
    jobs: Sequence[ExportJob],
    words: Words,
    stamp: Stamp,
    *,
    phones: int = 0,
    with_phones: bool = False,
    stale_stock: int = 0,
    agreement: Mapping[str, Any] | None = None,
) -> tuple[Finding, ...]:
    """Return what to know before a document leaves, the gravest first.

    Parameters
    ----------
    plan : PlanFacts
    jobs : export jobs of the areas in the document
    stamp : Stamp
        As declared; empty texts are findings.
    phones : int
        Telephone numbers in the annexes.
    stale_stock : int
        Rows of the stock list that were never checked, or too long ago.
    agreement : mapping, optional
        The row of the register that is written.
    """
    found = [
        *_declared(stamp, words),
        *_lines(plan, jobs),
        *_secret(plan, jobs, words),
        *_state(plan),
        *_data(plan, jobs, words),
        *_inspection(plan, words),
        *_register(plan.on, agreement or {}),
    ]
    if stale_stock:
        found.append(Finding("stock_stale", "warning", {"count": str(stale_stock)}))
    if phones:
        found.append(Finding("phones_shown" if with_phones else "phones", "note", {"count": str(phones)}))
    order = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted(found, key=lambda one: order[one.severity]))


def _declared(stamp: Stamp, words: Words) -> list[Finding]:
    filled = stamp.filled(words)
    found = []
    if not stamp.purpose.strip():
        found.append(Finding("purpose", "warning", {"value": filled.purpose}))
    if not stamp.classification.strip():
        found.append(Finding("classification", "warning", {"value": filled.classification}))
    if not stamp.is_reviewed:
        is_public = any(word in stamp.purpose.lower() for word in _PUBLIC) and "不公开" not in stamp.purpose
        code, severity = ("public_unreviewed", "error") if is_public else ("review", "note")
        found.append(Finding(code, severity, {"value": filled.purpose}))
    return found


def _lines(plan: PlanFacts, jobs: Sequence[ExportJob]) -> list[Finding]:
    found = []
    if not jobs or not all(job.lines_verified for job in jobs):
        found.append(Finding("lines", "note"))
    if plan.is_sample:
        found.append(Finding("sample", "warning"))
    return found


def _secret(plan: PlanFacts, jobs: Sequence[ExportJob], words: Words) -> list[Finding]:
    found = []
    if plan.terrain:
        found.append(Finding("terrain", "warning", {"layers": words.join(plan.terrain)}))
    for title, interval in plan.contours:
        if interval is None:
            found.append(Finding("contours_unknown", "warning", {"layer": title}))
        elif interval <= FINE_M:
            found.append(Finding("contours", "warning", {"layer": title, "interval": f"{interval:g}"}))
    for job in jobs:
        km2 = job.figures.total_m2 / 1e6
        if km2 > LARGE_KM2 and plan.bases:
            facts = {"area": job.report.name, "km2": f"{km2:.1f}", "layers": words.join(plan.bases)}
            found.append(Finding("large_scale", "warning", facts))
    return found


def _state(plan: PlanFacts) -> list[Finding]:
    found = []
    if plan.state in ("none", "stale"):
        found.append(Finding(plan.state, "warning"))
    if plan.pending:
        found.append(Finding("pending", "warning", {"count": str(plan.pending)}))
    return found


def _data(plan: PlanFacts, jobs: Sequence[ExportJob], words: Words) -> list[Finding]:
    found = []
    if plan.undated:
        found.append(Finding("undated", "note", {"layers": words.join(plan.undated)}))
    if plan.old:
        found.append(Finding("old", "warning", {"layers": words.join(plan.old), "years": str(OLD_YEARS)}))
    if plan.drills:
        found.append(Finding("drill", "note", {"layers": words.join(plan.drills)}))
    for job in jobs:
        missing: dict[str, list[str]] = {}
        for item in job.report.unknown:
            missing.setdefault(str(item["county"]), []).append(words.code("role", item["role"]))
        inside = [share.county for share in job.report.shares]
        silent = [code for code in inside if code in missing]
        if silent and len(silent) < len(inside):
            there = [job.county_name(code) for code in inside if code not in missing]
            roles = dict.fromkeys(role for code in silent for role in missing[code])
            facts = {
                "counties": words.join(there),
                "missing": words.join([job.county_name(code) for code in silent]),
                "roles": words.join(list(roles)),
            }
            found.append(Finding("one_county", "warning", facts))
        if job.coordinates.crossed_deg:
            facts = {
                "area": job.report.name,
                "edges": words.join([f"{edge:.1f}°E" for edge in job.coordinates.crossed_deg]),
                "meridian": str(job.coordinates.central_meridian_deg),
            }
            found.append(Finding("zone_edge", "note", facts))
    return found


def _inspection(plan: PlanFacts, words: Words) -> list[Finding]:
    found = []
    overdue = [(name, day) for name, day in plan.inspected if day is not None and _is_overdue(day, plan.on)]
    if overdue:
        names = [name for name, _ in overdue[:5]] + (["…"] if len(overdue) > 5 else [])
        latest = max(day for _, day in overdue)
        found.append(Finding("inspection", "warning", {"markers": words.join(names), "day": latest.isoformat()}))
    unknown = sum(day is None for _, day in plan.inspected)
    if unknown:
        found.append(Finding("inspection_unknown", "note", {"count": str(unknown)}))
    return found


def _is_overdue(day: date, on: date) -> bool:
    """Tell whether the day five years on, the last on which the next inspection is in time, has passed."""
    return on > years_after(day, INSPECTION_YEARS)


def _register(on: date, agreement: Mapping[str, Any]) -> list[Finding]:
    found = []
    if agreement:
        name, end = str(agreement.get("name") or ""), str(agreement.get("end") or "")
        if not end:
            found.append(Finding("term_unknown", "warning", {"agreement": name}))
        elif end < on.isoformat():
            found.append(Finding("expired", "warning", {"agreement": name, "end": end}))
    if on < FOREST_REGULATION_FROM:
        found.append(Finding("law_before", "warning", {"day": on.isoformat()}))
    return found


def blanks(missing: Sequence[str], words: Words) -> Finding | None:
    """Return the finding about blanks that are left, None without any."""
    if not missing:
        return None
    return Finding("blanks", "note", {"count": str(len(missing)), "names": words.join(list(missing))})
