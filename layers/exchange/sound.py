"""Whether all that a take-in could copy from a stranger's plan can be read: what cannot would spoil ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from layers.errors import LianfangError, PlanDamaged
from layers.exchange.settings import require_settings
from layers.kinds import Shape
from layers.plan import frames, records
from layers.plan.schema import SPECS, Table
from layers.plan.store import PlanStore

#: Tables that have readers of their own.
_OTHERWISE_READ = (Table.PLAN, Table.LAYER, Table.PARAMETER, Table.LOOK, Table.RESULT, Table.SKETCH, Table.VIEW)


def require_sound(theirs: PlanStore, ours: PlanStore) -> None:
    """Read every row of a plan as the program does; features only of layers whose content we do not have.

    Raises
    ------
    PlanDamaged
        Something makes no sense; the error names the table.
    PlanNotRead
        The disk fails.
    """
    for name, read in _readings(theirs, ours):
        try:
            read()
        except LianfangError:
            raise
        except Exception as error:  # rows of a stranger make any reader fail in any way
            reason = f"{name}: {str(error)[:200] or type(error).__name__}"
            raise PlanDamaged(path=str(theirs.path), reason=reason, reason_code="sqlite") from error


def _readings(theirs: PlanStore, ours: PlanStore) -> Iterator[tuple[str, Callable[[], Any]]]:
    yield Table.PLAN, theirs.info
    yield Table.LAYER, theirs.layers
    yield Table.PARAMETER, theirs.parameters
    yield Table.LOOK, theirs.looks
    yield Table.RESULT, lambda: records.read_result(theirs._db)
    yield f"{Table.PARAMETER}, settings", lambda: require_settings(theirs)
    for table in SPECS:
        if table not in _OTHERWISE_READ:
            yield table, lambda table=table: frames.read_table(theirs._db, table)  # type: ignore[misc]
    for name in ("versions", "consents", "comments", "plates", "scenes", "road_marks"):
        yield name, getattr(theirs, name)
    known = {layer.content_sha256 for layer in ours.layers()}
    for layer in theirs.layers():
        if not layer.uid:
            raise PlanDamaged(path=str(theirs.path), reason=f"{Table.LAYER}: a layer without uid", reason_code="sqlite")
        if layer.shape is not Shape.RASTER and layer.content_sha256 not in known:
            yield layer.title, lambda uid=layer.uid: theirs.frame(uid)  # type: ignore[misc]
