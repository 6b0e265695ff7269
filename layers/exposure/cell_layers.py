"""The rasters of a plan that say what can be hurt: where people live, and which land is farmed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from layers.exposure.rasters import CellValue
from layers.kinds import Role, Shape
from layers.sources.landcover import Classification, classifications, recognise

if TYPE_CHECKING:
    from layers.plan.model import LayerRecord
    from layers.plan.store import PlanStore
    from layers.zones.model import LayerInput, ZoneInputs

#: Words in a title or file name that say what a cell of a population raster holds; the title is asked first.
_MEANS: tuple[tuple[CellValue, re.Pattern[str]], ...] = (
    (
        CellValue.DENSITY,
        re.compile(r"密度|density|popdens|ppkm|per_?km|人每平方|人/km|(?<![a-z])pd(?![a-z])", re.IGNORECASE),
    ),
    (CellValue.COUNT, re.compile(r"人数|count|(?<![a-z])ppp(?![a-z])", re.IGNORECASE)),
)


@dataclass(frozen=True)
class CellLayer:
    """A raster as an analysis reads it.

    ``value`` is for population; ``shares`` (class → share that is farmland) and ``void`` are for land cover.
    ``speaks_for`` is None for every county; ``crs`` is what the file was read as.
    """

    uid: str
    role: Role
    title: str
    path: Path
    speaks_for: frozenset[str] | None = None
    crs: str = ""
    value: CellValue = CellValue.COUNT
    shares: Mapping[float, float] = field(default_factory=dict)
    void: frozenset[float] = frozenset()

    def speaks(self, county: str) -> bool:
        """Whether it says anything about a county."""
        return self.speaks_for is None or county in self.speaks_for


def cell_value(*names: str) -> CellValue:
    """Return what the cells of a population raster hold, by the first name that says so; counts when none does.

    ``WorldPop`` and ``LandScan`` publish counts; densities have a word for it in their names.
    """
    for name in names:
        for value, words in _MEANS:
            if words.search(name):
                return value
    return CellValue.COUNT


def with_exposure_layers(store: PlanStore, inputs: ZoneInputs) -> ZoneInputs:
    """Return inputs that also hold what exposure is measured with beside the analysed vector layers.

    That is population and land-cover rasters whose file is there, the topmost first, and the farmland of land-cover
    polygons (GB/T 21010 01) as a farmland layer.  It touches disks: call it from a job.
    """
    from layers.plan.rasters import AT_ONCE_BYTES, resolve_all

    records = store.layers()
    wanted = [record for record in records if record.role in (Role.POPULATION, Role.LAND_COVER)]
    if not wanted:
        return inputs
    states = resolve_all(store, hash_up_to=AT_ONCE_BYTES)
    cells: list[CellLayer] = []
    farmland: list[LayerInput] = []
    for record in wanted:
        if record.shape is Shape.RASTER:
            state = states.get(record.uid)
            if state is not None and state.path is not None:
                layer = _cells(record, Path(state.path), records)
                if layer is not None:
                    cells.append(layer)
        elif record.role is Role.LAND_COVER and record.shape is Shape.POLYGON:
            layer_input = _farmland_of(store, record)
            if layer_input is not None:
                farmland.append(layer_input)
    return replace(inputs, layers=(*inputs.layers, *farmland), cells=tuple(cells))


def _cells(record: LayerRecord, path: Path, records: list[LayerRecord]) -> CellLayer | None:
    from layers.raster_look import classification_of

    # A raster that was ticked for no county speaks where it has cells.
    speaks_for = record.speaks_for or None
    made = CellLayer(record.uid, record.role, record.title, path, speaks_for, record.source.crs_used)
    if record.role is Role.POPULATION:
        return replace(made, value=cell_value(record.title, path.name, Path(record.source.path).name))
    code = classification_of(record, path, records)
    known = classifications().get(code) if code is not None else None
    if known is None:
        return None  # without its list of classes a number says nothing about fields, nor does a table of one's own
    return replace(made, shares=_farmland_shares(known), void=frozenset(float(value) for value in known.void))


def _farmland_shares(known: Classification) -> dict[float, float]:
    return {float(value): one.farmland for value, one in known.classes.items() if one.farmland > 0.0}


def _farmland_of(store: PlanStore, record: LayerRecord) -> LayerInput | None:
    from layers.errors import LianfangError
    from layers.sources.fields import texts
    from layers.sources.land_forest import class_column
    from layers.sources.landcover import Evidence, chosen
    from layers.zones.model import LayerInput

    frame = store.frame(record.uid)
    try:
        values = texts(frame[class_column(frame)])
    except LianfangError:
        return None
    present = frozenset(value for value in values.unique() if value)
    code = chosen(recognise(Evidence(present, (record.title, Path(record.source.path).name))))
    if code is None:
        return None
    known = classifications()[code]
    farmed = {value for value in present if (key := known.key(value)) and known.classes[key].farmland >= 1.0}
    found = frame[values.isin(farmed).to_numpy()]
    return LayerInput(f"{record.uid}-farmland", Role.FARMLAND, found, record.speaks_for, record.title)
