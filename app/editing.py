"""Edits of zones, patrol areas, verdicts, registers and the plan's own facts: one method, one gesture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from app.reading import PlanReading
from layers import workflow
from layers.kinds import ZoneStatus

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    import shapely

    from layers.patrol.area_checks import CheckRules
    from layers.plan.store import PlanStore
    from layers.zones.model import Parameters, ZoneResult

_T = TypeVar("_T")


class Editing(PlanReading):
    """What every edit needs; :class:`~app.document.Document` says how it reaches the store."""

    @property
    def store(self) -> PlanStore:
        """The open plan's store."""
        raise NotImplementedError

    def on_writer(self, step: Callable[[], _T]) -> _T:
        """Run a step on the writer thread and wait for it."""
        raise NotImplementedError

    def _edit(self, code: str, step: Callable[[PlanStore], _T], **facts: Any) -> _T:
        """Run a step as one gesture, told of by a code and its facts."""
        raise NotImplementedError

    def _wanted(self, store: PlanStore | None) -> PlanStore:
        """Return the open plan's store; that of a job only while its plan is open."""
        raise NotImplementedError


class PlanEditing(Editing):
    """The half of :class:`~app.document.Document` that changes everything but layers."""

    def _numbered_area(self) -> str:
        """Return what a patrol area without a name is called, with ``{number}`` in it."""
        raise NotImplementedError

    def set_zone_status(self, uid: str, status: ZoneStatus) -> None:
        """Set where the counties are with a zone."""
        row = self.zones().loc[lambda zones: zones["uid"] == uid].iloc[0]
        self._edit("zone_status", lambda store: store.set_zone_status(uid, status), zone=self.zone_name(row))

    def add_patrol_area(self, polygon: shapely.Polygon, name: str | None = None) -> str:
        """Add a joint-patrol area; it gets the next free name when it has none."""
        _check_outline(polygon)
        title = name or self.next_patrol_name()
        return self._edit("patrol_area_added", lambda store: store.add_patrol_area(title, polygon), name=title)

    def set_patrol_geometry(self, uid: str, polygon: shapely.Polygon) -> None:
        """Change the outline of a patrol area."""
        _check_outline(polygon)
        self._update_patrol("patrol_area_reshaped", uid, geometry=polygon)

    def rename_patrol_area(self, uid: str, name: str) -> None:
        """Rename a patrol area."""
        self._update_patrol("patrol_area_renamed", uid, name=name)

    def set_patrol_note(self, uid: str, note: str) -> None:
        """Write a remark on a patrol area."""
        self._update_patrol("patrol_area_noted", uid, note=note)

    def remove_patrol_area(self, uid: str) -> None:
        """Remove a patrol area."""
        name = self.patrol_name(uid)
        self._edit("patrol_area_removed", lambda store: store.remove_patrol_area(uid), name=name)

    def remove_patrol_areas(self, uids: Sequence[str]) -> None:
        """Remove patrol areas: one gesture, however many."""
        if len(uids) == 1:
            self.remove_patrol_area(uids[0])
        elif uids:
            titles = [self.patrol_name(uid) for uid in uids]
            remove = lambda store: [store.remove_patrol_area(uid) for uid in uids]  # noqa: E731
            self._edit("patrol_areas_removed", remove, titles=titles)

    def import_patrol_areas(self, areas: gpd.GeoDataFrame, *, into: PlanStore | None = None) -> list[str]:
        """Add polygons of a file as patrol areas; a job names the plan it read them for."""
        unnamed = self._numbered_area()
        return self.on_writer(lambda: workflow.add_patrol_areas(self._wanted(into), areas, unnamed=unnamed))

    def judge_slivers(self, verdicts: gpd.GeoDataFrame, *, instead_of: Sequence[str] = ()) -> None:
        """Record verdicts on gaps and overlaps, columns ``VERDICT_COLUMNS``: one gesture, however many.

        ``instead_of``: uids of verdicts on the same strips as they were before a line was drawn anew.
        """
        pairs = list(dict.fromkeys("|".join(counties) for counties in verdicts["counties"]))
        where = "–".join(map(self.short_county_name, pairs[0].split("|"))) if len(pairs) == 1 else ""
        code = "sliver_judged" if len(verdicts) == 1 else "slivers_judged_pair" if where else "slivers_judged"

        def put(store: PlanStore) -> None:
            if instead_of:
                store.remove_border_verdicts(instead_of)
            store.put_border_verdicts(verdicts)

        self._edit(code, put, count=len(verdicts), counties=where)

    def unjudge_slivers(self, uids: Sequence[str]) -> None:
        """Take verdicts back."""
        self._edit("slivers_unjudged", lambda store: store.remove_border_verdicts(uids), count=len(uids))

    def remove_blocks(self) -> None:
        """Take the blocks away."""
        self._edit("blocks_removed", lambda store: store.remove_blocks())

    def set_agreements(self, agreements: pd.DataFrame) -> None:
        """Replace the agreement register, columns ``AGREEMENT_COLUMNS``."""
        count = len(agreements)
        self._edit("agreements_changed", lambda store: store.put_agreements(agreements), count=count)

    def set_contacts(self, contacts: pd.DataFrame) -> None:
        """Replace the contacts of the counties."""
        self._edit("contacts_changed", lambda store: store.put_contacts(contacts), count=len(contacts))

    def set_parameters(self, parameters: Parameters) -> None:
        """Change the numbers of the analysis."""
        if parameters != self.parameters():
            self._edit("parameters_set", lambda store: store.set_parameters(parameters))

    def set_check_rules(self, code: str, rules: CheckRules, **facts: Any) -> None:
        """Change the limits of the checks of patrol areas, or what the plan lets stand; ``code`` says which it was."""
        if rules != self.check_rules():
            self._edit(code, lambda store: store.set_check_rules(rules.as_dict()), **facts)

    def set_title(self, title: str) -> None:
        """Rename the plan."""
        self._edit_info(title=title)

    def set_reference_date(self, day: date) -> None:
        """Set the reference date that documents, expiry and staleness use."""
        self._edit_info(reference_date=day)

    def set_facts(self, title: str, reference_date: date) -> None:
        """Change title and reference date in one gesture."""
        info = self.info()
        if (title, reference_date) != (info.title, info.reference_date):
            self._edit_info(title=title, reference_date=reference_date)

    def store_result(
        self, result: ZoneResult, *, input_stamp: str | None = None, into: PlanStore | None = None
    ) -> None:
        """Store an analysis with the stamp of what it read; a job names the plan it analysed."""
        self.on_writer(lambda: workflow.save_analysis(self._wanted(into), result, input_stamp=input_stamp))

    def _update_patrol(self, code: str, uid: str, **fields: Any) -> None:
        name = fields.get("name", self.patrol_name(uid))
        self._edit(code, lambda store: store.update_patrol_area(uid, **fields), name=name)

    def next_patrol_name(self) -> str:
        """Return the next free name for a patrol area."""
        taken = set(self.patrol_areas()["name"])
        number = len(taken) + 1
        while (name := self._numbered_area().format(number=number)) in taken:
            number += 1
        return name

    def _edit_info(self, **fields: Any) -> None:
        self.on_writer(lambda: self.store.set_info(**fields))


def _check_outline(polygon: shapely.Polygon) -> None:
    if polygon is None or polygon.is_empty:
        raise ValueError("a patrol area needs an outline")
