"""From an open plan to the facts of a briefing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from layers.agreements.gaps import GAP_HAZARDS, GapReport, PairGap
from layers.agreements.vocabulary import AgreementHazard
from layers.briefing.choice import By, Choice, border_pairs, chosen_zones, zones_of
from layers.briefing.flows import crossing, together
from layers.briefing.material import Material
from layers.briefing.model import BorderFacts, Briefing, ContactFacts, SourceFacts, ZoneFacts
from layers.briefing.zone_pages import zone_facts, zone_line
from layers.errors import BriefingError
from layers.export.cells import records, text_of
from layers.export.drills import is_drill
from layers.inventory.privacy import masked
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

Row = Mapping[str, Any]


def gather(store: PlanStore, choice: Choice, *, progress: Progress = silent) -> Briefing:
    """Return what a briefing says, from the stored analysis and the register; nothing is analysed anew.

    Parameters
    ----------
    store : PlanStore
        A reader of the plan.
    choice : Choice
    progress : Progress

    Raises
    ------
    BriefingError
        ``no_zones``: the plan has no analysis; ``nothing_chosen``: no zone or border is what was asked for.
    Cancelled
        From ``progress``.
    """
    from layers.export.provenance import Provenance, analysis_parameters

    progress(0.0, "briefing_read")
    material = Material.of(store)
    if len(material.borders) == 0 or (choice.by is By.ZONE and len(material.zones) == 0):
        raise BriefingError(reason_code="no_zones")
    progress(0.3, "briefing_read")
    rows = {str(row["uid"]): row for row in records(material.zones)}
    parts: dict[str, list[Row]] = {}
    for part in records(material.parts):
        parts.setdefault(str(part["zone_uid"]), []).append(part)
    zones: tuple[ZoneFacts, ...] = ()
    borders: tuple[BorderFacts, ...] = ()
    if choice.by is By.ZONE:
        uids = chosen_zones(material.zones, choice)
        of = len(zones_of(material.zones, Choice()))
        shapes = dict(zip(material.zones["uid"].astype(str), material.zones.geometry, strict=True))
        zones = tuple(zone_facts(material, rows[uid], parts.get(uid, []), shapes[uid]) for uid in uids)
    else:
        report = material.gaps(choice.hazard or AgreementHazard.FOREST.value)
        pairs = border_pairs([one.pair for one in report.pairs], choice)
        of = len(report.pairs)
        borders = tuple(_border(material, report, pair, rows, choice) for pair in pairs)
    if not zones and not borders:
        raise BriefingError(reason_code="nothing_chosen")
    progress(0.6, "briefing_read")
    info, facts = store.info(), store.result_facts()
    told = Provenance.of(store)
    layers = store.layers()
    progress(1.0, "briefing_read")
    return Briefing(
        title=info.title,
        on=info.reference_date,
        choice=choice,
        counties=material.counties,
        zones=zones,
        borders=borders,
        of=of,
        content_hash=told.content_hash,
        is_stale=told.is_stale,
        is_sample=info.is_sample or any(layer.is_sample for layer in layers),
        analysed_by=told.analysed_by,
        analysed_at=str(facts.get("analysed_at") or ""),
        metric_epsg=told.metric_epsg,
        parameters=analysis_parameters(store),
        sources=tuple(
            SourceFacts(one.title, one.role.value, one.source.file_date[:10], one.source.credit)
            for one in layers
            if choice.with_drills or not is_drill(one.title)
        ),
    )


def _border(material: Material, report: GapReport, pair: str, rows: Mapping[str, Row], choice: Choice) -> BorderFacts:
    place, gap = _place(report.pairs, pair)
    counties = (gap.counties[0], gap.counties[1])
    on_it = [rows[str(uid)] for uid in zones_of(material.zones, Choice(border=pair, hazard=choice.hazard))["uid"]]
    flows = [flow for row in on_it for flow in crossing(str(row["hazard"]), row["links"] or ())]
    line = _line_of(material, pair)
    areas = material.areas_over(line)
    targets = {str(row["uid"]) for row in on_it} | {one.uid for one in areas}
    shapes = material.zones.geometry[material.zones["uid"].isin(targets)].to_numpy()
    missing = [
        (str(one["county"]), str(one["role"]))
        for row in on_it
        for one in row["unknown"] or ()
        if str(one["county"]) in counties
    ]
    hazards = dict.fromkeys([report.hazard, *(one.value for one in GAP_HAZARDS)])
    return BorderFacts(
        pair=pair,
        counties=counties,
        length_m=gap.length_m,
        forest_ha=gap.forest_ha,
        hazard=report.hazard,
        grade=gap.grade,
        place=place,
        priority=gap.priority,
        reasons=gap.reasons,
        covers=tuple(material.cover(counties, hazard) for hazard in hazards),
        drill=gap.drill,
        zones=tuple(zone_line(material, row) for row in on_it),
        flows=together(flows, counties),
        areas=areas,
        tasks=material.tasks_of({pair}, targets, shapely.union_all(shapes) if len(shapes) else None),
        contacts=tuple(_contacts(material, counties, with_phones=choice.with_phones)),
        missing=tuple(dict.fromkeys(missing)),
    )


def _place(pairs: Sequence[PairGap], pair: str) -> tuple[int, PairGap]:
    return next((place, one) for place, one in enumerate(pairs, start=1) if one.pair == pair)


def _line_of(material: Material, pair: str) -> shapely.Geometry:
    rows = material.borders[material.borders["pair"].astype(str) == pair]
    return shapely.union_all(np.asarray(rows.geometry.array, dtype=object))


def _contacts(material: Material, counties: Sequence[str], *, with_phones: bool) -> list[ContactFacts]:
    """Return whom to call in both counties; numbers only when they were asked for, also those hidden in names."""

    def told(row: Row, name: str) -> str:
        text = text_of(row, name)
        return text if with_phones else masked(text)

    return [
        ContactFacts(
            str(row["county"]),
            told(row, "body"),
            told(row, "name"),
            told(row, "duty"),
            text_of(row, "phone") if with_phones else "",
            text_of(row, "backup") if with_phones else "",
            told(row, "callsign"),
        )
        for county in counties
        for row in records(material.contacts)
        if str(row["county"]) == county
    ]
