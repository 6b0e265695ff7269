"""From an open plan to :class:`~layers.export.job.ExportJob`: everything a product needs, gathered once per plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.agreements.parties import is_above, is_within
from layers.borders.verdicts import disputed_stretches, listed
from layers.export.drills import is_drill
from layers.export.files import safe_stem
from layers.export.job import ContextLayer, ExportJob, Stamp
from layers.export.printed_version import PrintedVersion
from layers.export.provenance import Provenance, analysis_parameters
from layers.export.registers import Registers
from layers.export.words import Words
from layers.exposure.cell_layers import with_exposure_layers
from layers.geodesy import geodesic_lengths_m
from layers.kinds import Role
from layers.patrol import PatrolArea, report
from layers.plan.model import LayerRecord
from layers.version_workflow import statuses
from layers.workflow import build_inputs, county_slivers, townships_frame
from layers.zones.model import Parameters, ZoneInputs

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: Roles drawn around the area on the web page, lowest first.
_CONTEXT = (Role.FOREST, Role.RIVER, Role.DEPOT)


@dataclass(frozen=True)
class PlanMaterial:
    """What every product of a plan draws on, read once; safe to hand to a worker thread."""

    title: str
    reference_date: date
    is_sample: bool
    inputs: ZoneInputs
    zones: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame
    parameters: Parameters
    contacts: pd.DataFrame
    layers: tuple[LayerRecord, ...]
    borders: frozenset[str] = frozenset()
    townships: gpd.GeoDataFrame | None = None
    provenance: Provenance = field(default_factory=Provenance)
    slivers: gpd.GeoDataFrame | None = None
    disputed: gpd.GeoDataFrame | None = None
    registers: Registers = field(default_factory=Registers)
    versions: Mapping[str, PrintedVersion] = field(default_factory=dict)  # by uid of area

    @classmethod
    def of(cls, store: PlanStore) -> PlanMaterial:
        """Read a plan.

        Raises
        ------
        AnalysisError
            The plan has no county layer.
        """
        info = store.info()
        layers = tuple(store.layers())
        return cls(
            title=info.title,
            reference_date=info.reference_date,
            is_sample=info.is_sample or any(layer.is_sample for layer in layers),
            inputs=with_exposure_layers(store, build_inputs(store)),
            zones=store.zones(),
            areas=store.patrol_areas(),
            parameters=analysis_parameters(store),
            contacts=store.contacts(),
            layers=layers,
            borders=frozenset(store.borders()["pair"].astype(str)),
            townships=townships_frame(store),
            provenance=Provenance.of(store),
            slivers=_slivers(store),
            disputed=disputed_stretches(store.borders(), store.border_verdicts()),
            registers=Registers.of(store),
            versions={one.thing.uid: PrintedVersion.of(one) for one in statuses(store) if one.sha256},
        )

    def job(
        self,
        area_uid: str,
        words: Words,
        stamp: Stamp,
        *,
        reference_date: date | None = None,
        with_phones: bool = False,
    ) -> ExportJob:
        """Return the export job of one joint-patrol area.

        Parameters
        ----------
        area_uid : str
            The area's ``uid``.
        reference_date : date, optional
            Replaces the plan's 基准日.
        with_phones : bool
            See :class:`~layers.export.job.ExportJob`.

        Raises
        ------
        KeyError
            The plan has no such area.
        """
        rows = self.areas[self.areas["uid"] == area_uid]
        if rows.empty:
            raise KeyError(area_uid)
        row = rows.iloc[0]
        on = reference_date or self.reference_date
        area = PatrolArea(uid=area_uid, name=str(row["name"]), polygon=row.geometry)
        told = report(
            area,
            self.inputs,
            self.zones,
            parameters=self.parameters,
            on=on,
            layers=self.layers,
            borders=self.borders,
            townships=self.townships,
        )
        return ExportJob(
            report=told,
            area=row.geometry,
            counties=self.inputs.counties,
            words=words,
            reference_date=on,
            plan_title=self.title,
            note=str(row["note"] or ""),
            stamp=stamp,
            parameters=self.parameters,
            contacts=self._contacts_of(tuple(share.county for share in told.shares)),
            is_sample=self.is_sample,
            context=tuple(self._context()),
            provenance=self.provenance,
            file_tag=self.file_tag(row),
            slivers=None if self.slivers is None else self.slivers[self.slivers.intersects(row.geometry)],
            disputed_m=self._disputed_m(row.geometry),
            with_phones=with_phones,
            stock=self._stock_of(tuple(share.county for share in told.shares), words),
            version=self.versions.get(area_uid),
        )

    def _stock_of(self, counties: tuple[str, ...], words: Words) -> tuple[Mapping[str, Any], ...]:
        codes, names = self.inputs.counties["code"].astype(str), self.inputs.counties["name"].astype(str)
        return tuple(self.registers.stock_of(counties, dict(zip(codes, names, strict=True)), words))

    def _disputed_m(self, area: shapely.Geometry) -> float:
        if self.disputed is None or len(self.disputed) == 0:
            return 0.0
        inside = shapely.intersection(np.asarray(self.disputed.geometry.array, dtype=object), area)
        return float(geodesic_lengths_m(inside[shapely.length(inside) > 0]).sum())

    def file_tag(self, row: Mapping[str, Any] | pd.Series) -> str:
        """Return the area's number where a file system would take its name for another area's."""
        stems = [safe_stem(str(name)).casefold() for name in self.areas["name"]]
        return f"{int(row['number']):02d}" if stems.count(safe_stem(str(row["name"])).casefold()) > 1 else ""

    def _contacts_of(self, counties: tuple[str, ...]) -> pd.DataFrame:
        """Return the contacts of the counties an area lies in, and of the authorities above them."""
        if self.contacts.empty:
            return self.contacts
        concerned = [
            any(is_within(county, code) or is_above(county, code) for county in counties)
            for code in self.contacts["county"].astype(str)
        ]
        return self.contacts[concerned].reset_index(drop=True)

    def _context(self) -> Iterator[ContextLayer]:
        samples = {layer.uid: layer.is_sample for layer in self.layers}
        for role in _CONTEXT:
            for layer in self.inputs.of_role(role):
                if is_drill(layer.title):
                    continue
                yield ContextLayer(role.value, layer.title, layer.frame, samples.get(layer.uid, False))


#: Counties this far from the areas, in degrees, cannot share a line inside them.
_AROUND_DEG = 0.05


def _slivers(store: PlanStore) -> gpd.GeoDataFrame | None:
    """Return the gaps and overlaps about the plan's areas with the verdicts on them; None without areas."""
    areas = store.patrol_areas()
    if len(areas) == 0:
        return None
    xmin, ymin, xmax, ymax = areas.total_bounds
    near = (xmin - _AROUND_DEG, ymin - _AROUND_DEG, xmax + _AROUND_DEG, ymax + _AROUND_DEG)
    return listed(county_slivers(store, near=near), store.border_verdicts())
