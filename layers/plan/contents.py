"""What a plan says: every read, and nothing that writes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import apsw
import geopandas as gpd
import pandas as pd

from layers.crs import metric_epsg
from layers.flat import FlatShapes
from layers.kinds import ANALYSED, Origin, Role
from layers.plan import content_hash, frames, plates, rasters, records, scenes
from layers.plan.frames import to_json
from layers.plan.model import LayerLook, LayerRecord, PlanInfo
from layers.plan.schema import GEOMETRY_COLUMN, SPECS, Table, quoted
from layers.zones.model import Parameters


class PlanContents:
    """The reading half of :class:`layers.plan.store.PlanStore`.

    Parameters
    ----------
    db : apsw.Connection
    """

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def info(self) -> PlanInfo:
        """Return the plan's own facts; the metric CRS follows from the county layers' extent."""
        row: Any = self._db.execute(
            f"SELECT uid, title, reference_date, format_version, is_sample, created_at, program FROM {Table.PLAN}"
        ).fetchone()
        uid, title, reference, version, is_sample, created_at, program = row
        boxes = [layer.bounds for layer in self.layers() if layer.role is Role.COUNTY and layer.bounds is not None]
        epsg = metric_epsg(_union(boxes)) if boxes else 0
        return PlanInfo(
            uid, title, date.fromisoformat(reference), version, bool(is_sample), epsg, created_at or "", program or ""
        )

    def layers(self) -> list[LayerRecord]:
        """Return the layers, the topmost (position 0) first."""
        return records.read_all(self._db)

    def layer(self, uid: str) -> LayerRecord:
        """Return one layer; ``KeyError`` when there is none."""
        return records.read_one(self._db, uid)

    def frame(self, layer_uid: str) -> gpd.GeoDataFrame:
        """Return the features of a read layer as they were added, EPSG:4490 (a plain frame for a table without shapes).

        Raises
        ------
        KeyError
            There is no such layer, or it is a raster outside the plan.
        """
        record = self.layer(layer_uid)
        if not record.table:
            raise KeyError(f"layer {layer_uid} has no features in the plan")
        columns = records.columns_of(self._db, layer_uid)
        return frames.read_layer(self._db, record.table, columns)

    def flat(self, layer_uid: str) -> tuple[pd.DataFrame, FlatShapes]:
        """Return the columns of a read layer and its features as arrays: a quarter of the memory of :meth:`frame`.

        Raises
        ------
        KeyError
            There is no such layer, or it has no shapes in the plan.
        """
        record = self.layer(layer_uid)
        columns = records.columns_of(self._db, layer_uid) if record.table else []
        if not any(column.sql == GEOMETRY_COLUMN for column in columns):
            raise KeyError(f"layer {layer_uid} has no shapes in the plan")
        return frames.read_flat(self._db, record.table, columns)

    def columns(self, layer_uid: str) -> pd.DataFrame:
        """Return the columns of a read layer without its features.

        Raises
        ------
        KeyError
            There is no such layer.
        """
        table = self.layer(layer_uid).table
        return frames.read_columns(self._db, table, records.columns_of(self._db, layer_uid))

    def features_sha256(self, layer_uid: str) -> str:
        """Return the checksum of a layer's features, also where none was kept yet; "" for rasters.

        Raises
        ------
        KeyError
            There is no such layer.
        """
        record = self.layer(layer_uid)
        if record.content_sha256 or not record.table:
            return record.content_sha256
        return content_hash.features_sha256(self._db, record.table, records.columns_of(self._db, layer_uid))

    def plates(self) -> list[plates.StoredPlate]:
        """Return the map plates that were set up, in their order."""
        return plates.read(self._db)

    def scenes(self) -> list[scenes.NamedScene]:
        """Return the named scenes in their order."""
        return scenes.read(self._db)

    def zones(self) -> gpd.GeoDataFrame:
        """Return the zones by rank, columns ``ZONE_COLUMNS``."""
        return self._read_spatial(Table.ZONE, "rank, fid")

    def parts(self) -> gpd.GeoDataFrame:
        """Return the zones' parts by county, columns ``PART_COLUMNS``."""
        return self._read_spatial(Table.ZONE_PART)

    def zones_aside(self) -> gpd.GeoDataFrame:
        """Return the zones that are aside, columns ``ASIDE_COLUMNS``; see :mod:`layers.zones.carrying`."""
        return self._read_spatial(Table.ZONE_ASIDE)

    def roads(self) -> gpd.GeoDataFrame:
        """Return roads that cross or follow a line between counties, columns ``ROAD_COLUMNS``."""
        return self._read_spatial(Table.BORDER_ROAD)

    def road_marks(self) -> dict[str, dict[str, Any]]:
        """Return road uid → whether a planner said that it carries a hazard: ``{"carries", "at", "by"}``."""
        return dict(records.read_parameters(self._db).get(records.ROAD_MARKS, {}))

    def straddling(self) -> gpd.GeoDataFrame:
        """Return forest patches cut by a county line, columns ``STRADDLING_COLUMNS``."""
        return self._read_spatial(Table.STRADDLING)

    def reaches(self) -> gpd.GeoDataFrame:
        """Return rivers against the lines, columns ``REACH_COLUMNS``."""
        return self._read_spatial(Table.REACH)

    def borders(self) -> gpd.GeoDataFrame:
        """Return the border segments, columns ``SEGMENT_COLUMNS``."""
        return self._read_spatial(Table.BORDER)

    def border_issues(self) -> gpd.GeoDataFrame:
        """Return gaps and overlaps between the counties' lines, columns ``ISSUE_COLUMNS``."""
        return self._read_spatial(Table.BORDER_ISSUE)

    def border_verdicts(self) -> gpd.GeoDataFrame:
        """Return what was decided about gaps and overlaps of county lines, columns ``VERDICT_COLUMNS``."""
        return self._read_spatial(Table.BORDER_VERDICT)

    def patrol_areas(self) -> gpd.GeoDataFrame:
        """Return the drawn joint-patrol areas by number, columns ``PATROL_COLUMNS``."""
        return self._read_spatial(Table.PATROL_AREA, "number, fid")

    def blocks(self) -> gpd.GeoDataFrame:
        """Return the blocks that were made last, by number, columns ``BLOCK_COLUMNS``."""
        return self._read_spatial(Table.BLOCK, "number, fid")

    def block_facts(self) -> tuple[dict[str, Any], str]:
        """Return what the blocks were made from and the stamp of it; ``({}, "")`` when there are none."""
        return records.read_block_run(self._db)

    def agreements(self) -> pd.DataFrame:
        """Return the agreement register, columns ``AGREEMENT_COLUMNS``."""
        return frames.read_table(self._db, Table.AGREEMENT)

    def contacts(self) -> pd.DataFrame:
        """Return the contacts: uid, county, body, name, duty, phone, backup, callsign."""
        return frames.read_table(self._db, Table.CONTACT)

    def book(self, table: Table | str) -> pd.DataFrame:
        """Return a table of the register, columns of its form in :mod:`layers.agreements.books`."""
        return frames.read_table(self._db, Table(table))

    def inventory(self, table: Table) -> pd.DataFrame:
        """Return a register of the inventory, columns ``layers.inventory.model.columns_of``."""
        return frames.read_table(self._db, table)

    def exercises(self) -> pd.DataFrame:
        """Return the exercises, as :func:`layers.exercise.rows.exercises_of` takes them."""
        return frames.read_table(self._db, Table.EXERCISE)

    def exercise_sites(self) -> gpd.GeoDataFrame:
        """Return the sites of all exercises, as :func:`layers.exercise.rows.sites_of` takes them."""
        return self._read_spatial(Table.EXERCISE_SITE)

    def exercise_injects(self) -> pd.DataFrame:
        """Return the scripts of all exercises, as :func:`layers.exercise.rows.injects_of` takes them."""
        return frames.read_table(self._db, Table.EXERCISE_INJECT)

    def inventory_settings(self) -> dict[str, Any]:
        """Return what the inventory is judged by, as ``layers.inventory.model.InventorySettings`` takes it."""
        found = records.read_parameters(self._db).get(records.INVENTORY, {})
        return dict(found) if isinstance(found, Mapping) else {}

    def year_settings(self) -> dict[str, Any]:
        """Return the seasons and numbers of the calendar, as ``layers.year.settings.YearSettings`` takes them."""
        found = records.read_parameters(self._db).get(records.YEAR, {})
        return dict(found) if isinstance(found, Mapping) else {}

    def fire_choices(self) -> Mapping[str, Any]:
        """Return what fires need beside the parameters, as ``layers.spread.choices.FireChoices`` takes it."""
        found = records.read_parameters(self._db).get(records.FIRE, {})
        return dict(found) if isinstance(found, Mapping) else {}

    def parameters(self) -> Parameters:
        """Return the analysis parameters the plan would be analysed with now."""
        return Parameters.from_dict(records.read_parameters(self._db))

    def check_rules(self) -> dict[str, Any]:
        """Return the rules of the checks of patrol areas, as ``layers.patrol.area_checks.CheckRules`` takes them."""
        return dict(records.read_parameters(self._db).get(records.CHECK_RULES, {}))

    def river_settings(self) -> dict[str, Any]:
        """Return what rivers are worked out with, as ``layers.rivers.settings.RiverSettings`` takes it."""
        return dict(records.read_parameters(self._db).get(records.RIVERS, {}))

    def patrol_rules(self) -> dict[str, Any]:
        """Return what was agreed on for patrols, as ``layers.routes.rules.PatrolRules`` takes it."""
        return dict(records.read_parameters(self._db).get(records.PATROLS, {}))

    def hazard_lists(self) -> dict[str, Any]:
        """Return what is kept about hazards, as ``layers.hazards.lists.HazardLists`` takes it."""
        return dict(records.read_parameters(self._db).get(records.HAZARDS, {}))

    def register_settings(self) -> dict[str, Any]:
        """Return what the register is judged by, as ``layers.agreements.settings.RegisterSettings`` takes it."""
        found = records.read_parameters(self._db).get(records.REGISTER, {})
        return dict(found) if isinstance(found, Mapping) else {}

    def paper_facts(self) -> dict[str, Any]:
        """Return what documents need beside the map: ``limits`` (area uid → 四至), ``answers`` (finding → answer)."""
        return dict(records.read_parameters(self._db).get(records.PAPERS, {}))

    def result_facts(self) -> dict[str, Any]:
        """Return what the stored analysis was made from; {} when the plan was never analysed."""
        return records.read_result(self._db)[0]

    def analysis_is_stale(self) -> bool:
        """Return whether layers, their counties, parameters or agreements changed since the stored analysis."""
        facts, stamp = records.read_result(self._db)
        return bool(facts) and stamp != self.input_stamp()

    def looks(self) -> dict[str, LayerLook]:
        """Return derived layer (``zones``, ``borders`` …) → how it is shown; one that is missing has the defaults."""
        return records.read_looks(self._db)

    def sketch_state(self) -> dict[str, Any]:
        """Return the sketch that was in hand when the plan was last written; {} when there was none."""
        return records.read_sketch(self._db)

    def raster_homes(self) -> tuple[str, ...]:
        """Return the folders that stored raster paths may start from beside the plan's own: see ``rasters.resolve``."""
        return records.read_homes(self._db)

    def view_state(self) -> dict[str, Any]:
        """Return where the map was left."""
        return records.read_view(self._db)

    def _read_spatial(self, table: Table, order: str = "fid") -> gpd.GeoDataFrame:
        frame = frames.read_table(self._db, table, order=order)
        assert isinstance(frame, gpd.GeoDataFrame)
        return frame

    def input_stamp(self, parameters: Parameters | None = None) -> str:
        """Return the SHA-256 over all that an analysis depends on.

        Parameters
        ----------
        parameters : Parameters, optional
            Those it was made with, when they are not the plan's own.

        Notes
        -----
        The features of a layer that was read never change under its table name, so its registration stands for
        them; of what is recorded by hand the checksum does, as far as an analysis reads it.
        """
        from layers.rivers.settings import RiverSettings

        every = sorted(self.layers(), key=lambda layer: layer.uid)
        apart = [
            layer
            for layer in every
            if (layer.origin is Origin.RECORDED and layer.role not in ANALYSED) or rasters.is_only_seen(layer)
        ]
        layers = [
            [
                layer.uid,
                layer.role,
                layer.table,
                sorted(layer.speaks_for),
                sorted(layer.verified_none),
                layer.raster_sha256,
                # Where two county layers carry the same code, the upper one is used.
                layer.position - sum(note.position < layer.position for note in apart)
                if layer.role is Role.COUNTY
                else 0,
                *([layer.content_sha256] if layer.origin is Origin.RECORDED else []),
            ]
            for layer in every
            if layer not in apart
        ]
        # What an agreement provides for came later and decides nothing here: older analyses stay what they were.
        spec = SPECS[Table.AGREEMENT]
        columns = ", ".join(quoted(name) for name in frames.frame_columns(spec) if name not in spec.empty)
        agreements = self._db.execute(f"SELECT {columns} FROM {Table.AGREEMENT} ORDER BY uid").fetchall()
        said: list[Any] = [layers, (parameters or self.parameters()).as_dict(), agreements]
        # A strip's shape stands under its uid; a disputed one is analysed as it was read.
        verdicts = self._db.execute(
            f"SELECT uid, holder FROM {Table.BORDER_VERDICT} WHERE verdict = 'line' ORDER BY uid"
        ).fetchall()
        if verdicts:
            said.append(verdicts)
        # Which way rivers run: what persons said, and what a drop must exceed for the terrain to say it.
        kept = self.river_settings()
        rivers, usual = RiverSettings.from_dict(kept), RiverSettings()
        if rivers.verdicts or rivers.dem_noise_m != usual.dem_noise_m:
            said.append({"verdicts": kept.get("verdicts", []), "dem_noise_m": rivers.dem_noise_m})
        text = to_json(said)
        return hashlib.sha256(text.encode()).hexdigest()


def _union(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    xmin, ymin, xmax, ymax = zip(*boxes, strict=True)
    return min(xmin), min(ymin), max(xmax), max(ymax)
