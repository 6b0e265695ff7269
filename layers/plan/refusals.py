"""Why a plan is opened for reading only: what every change of it then raises."""

from __future__ import annotations

from pathlib import Path

from layers.errors import PlanNotSaved, PlanReadOnly
from layers.plan import files, place
from layers.plan.lock import PlanLock
from layers.plan.schema import FORMAT_VERSION


def try_to_lock(path: Path) -> tuple[PlanLock | None, PlanReadOnly | None]:
    """Return the lock, or why there is none; neither where there is no file."""
    if not path.is_file():
        return None, None
    if not files.can_write(path):
        return None, PlanReadOnly(path=str(path), reason="the file is write-protected", reason_code="file", who=None)
    if place.name_excess_bytes(path) > 0:
        reason = "its name is too long for the files that lie beside an open plan"
        return None, PlanReadOnly(path=str(path), reason=reason, reason_code="name_too_long", who=None)
    try:
        return PlanLock.acquire(path), None
    except PlanReadOnly as error:
        return None, error
    except PlanNotSaved as error:  # no room even for the lock
        return None, PlanReadOnly(**error.facts, who=None)


def made_by_newer(path: Path, version: int) -> PlanReadOnly:
    """Return the refusal of a plan whose format is newer than this program."""
    reason = f"a newer version made it (format {version}, this program knows {FORMAT_VERSION})"
    return PlanReadOnly(
        path=str(path), reason=reason, reason_code="newer", who=None, found=version, known=FORMAT_VERSION
    )


def asked_for_reading(path: Path) -> PlanReadOnly:
    """Return the refusal of a plan that was opened only to be looked at."""
    return PlanReadOnly(path=str(path), reason="it was opened for reading", reason_code="opened", who=None)
