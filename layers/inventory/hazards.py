"""Hazard sources near the line: who owns them, what the last inspection found, whether it is put right, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from layers.inventory.gathering import Source
from layers.inventory.model import HazardCheck, InventorySettings, Rectification, iso_date

#: What can be late, in the order it is told.
LATE = ("rectification", "joint", "inspection")


@dataclass(frozen=True)
class HazardRow:
    """A hazard source with what is known of it.

    Attributes
    ----------
    check : HazardCheck
        What was recorded, filled up by what the layer says.
    late : tuple of str
        Of :data:`LATE`: a rectification whose day has passed and is not done; a joint inspection whose day has passed;
        an inspection that is stale or never was.
    """

    source: Source
    check: HazardCheck
    late: tuple[str, ...]

    @property
    def uid(self) -> str:
        """The uid of the feature."""
        return self.source.uid

    @property
    def is_overdue(self) -> bool:
        """Whether a day that was set has passed."""
        return "rectification" in self.late or "joint" in self.late


def listed(
    sources: Iterable[Source], checks: Iterable[HazardCheck], settings: InventorySettings, on: date
) -> list[HazardRow]:
    """Return the hazard sources within ``settings.within_m`` of a shared line, the nearest first."""
    known = {one.uid: one for one in checks}
    found = []
    for source in sources:
        if source.distance_m is None or source.distance_m > settings.within_m:
            continue
        check = merged(source, known.get(source.uid))
        found.append(HazardRow(source, check, late(check, on, settings.stale_days)))
    return sorted(found, key=lambda row: (row.source.distance_m or 0.0, row.uid))


def merged(source: Source, check: HazardCheck | None) -> HazardCheck:
    """Return what was recorded of a source; what was not is as its layer says."""
    own = check or HazardCheck(uid=source.uid, layer_uid=source.layer_uid)
    said: Mapping[str, str] = {
        "hazard_type": source.kind,
        "inspected": source.inspected,
        "contact": source.contact,
        "phone": source.phone,
    }
    missing = {name: text for name, text in said.items() if text and not getattr(own, name)}
    return replace(own, layer_uid=source.layer_uid, **missing)  # type: ignore[arg-type]


def late(check: HazardCheck, on: date, stale_days: int) -> tuple[str, ...]:
    """Return what is late on a day: a day that has been set and is before it."""
    due, joint, inspected = (iso_date(day) for day in (check.due, check.next_joint, check.inspected))
    found = {
        "rectification": due is not None and due < on and check.rectification != Rectification.DONE,
        "joint": joint is not None and joint < on,
        "inspection": inspected is None or (on - inspected).days > stale_days,
    }
    return tuple(name for name in LATE if found[name])
