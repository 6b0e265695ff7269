"""What views ask of the open plan; every answer is cached until a change makes it wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from app.reads import READS
from layers import workflow
from layers.agreements.books import Book
from layers.agreements.settings import RegisterSettings
from layers.kinds import Role
from layers.plan.model import LayerLook, LayerRecord, PlanInfo

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    import shapely

    from layers.block_workflow import BlockState
    from layers.hazards.lists import HazardLists
    from layers.patrol.area_checks import CheckRules
    from layers.plan.store import PlanStore
    from layers.spread.choices import FireChoices
    from layers.zones.model import Parameters

_T = TypeVar("_T")
_BOOK_READS = {Book.AGREEMENT: "agreements", Book.CONTACT: "contacts"}


class PlanReading:
    """The reading half of :class:`~app.document.Document`, which says how a read reaches the store."""

    _zone_names: tuple[gpd.GeoDataFrame, dict[str, str], dict[str, str]] | None = None
    _area_names: tuple[gpd.GeoDataFrame, dict[str, str]] | None = None

    def _read(self, key: Any, read: Callable[[PlanStore], _T]) -> _T:
        raise NotImplementedError

    def _get(self, key: str) -> Any:
        return self._read(key, READS[key])

    def info(self) -> PlanInfo:
        """Return the plan's own facts."""
        return self._get("info")

    def layers(self) -> list[LayerRecord]:
        """Return the layers, top first."""
        return self._get("layers")

    def looks(self) -> Mapping[str, LayerLook]:
        """Return derived layer → how it is shown; one that is missing has the defaults."""
        return self._get("looks")

    def look(self, layer: str) -> LayerLook:
        """Return how a derived layer is shown."""
        return self.looks().get(layer, LayerLook())

    def layer(self, uid: str) -> LayerRecord:
        """Return one layer."""
        for record in self.layers():
            if record.uid == uid:
                return record
        raise KeyError(uid)

    def frame(self, uid: str) -> gpd.GeoDataFrame:
        """Return the features of a layer."""
        return self._read(("frame", uid), lambda store: store.frame(uid))

    def zones(self) -> gpd.GeoDataFrame:
        """Return the shared-responsibility zones."""
        return self._get("zones")

    def parts(self) -> gpd.GeoDataFrame:
        """Return the zones' parts by county."""
        return self._get("parts")

    def zone_shape(self, uid: str) -> shapely.Geometry | None:
        """Return the outline of a zone as it is stored, EPSG:4490; None when there is none."""
        zones = self.zones()
        found = zones.geometry[zones["uid"] == uid]
        return found.iloc[0] if len(found) else None

    def zones_aside(self) -> gpd.GeoDataFrame:
        """Return the zones that hands set aside, and edited ones that are not derived any more."""
        return self._get("zones_aside")

    def roads(self) -> gpd.GeoDataFrame:
        """Return the roads that cross or follow a line between counties."""
        return self._get("roads")

    def road_marks(self) -> Mapping[str, Mapping[str, Any]]:
        """Return road uid → whether a planner said that it carries dangerous goods."""
        return self._get("road_marks")

    def straddling(self) -> gpd.GeoDataFrame:
        """Return the forest patches cut by a county line."""
        return self._get("straddling")

    def reaches(self) -> gpd.GeoDataFrame:
        """Return the rivers against the county lines."""
        return self._get("reaches")

    def borders(self) -> gpd.GeoDataFrame:
        """Return the border segments."""
        return self._get("borders")

    def border_issues(self) -> gpd.GeoDataFrame:
        """Return gaps and overlaps between the counties' own lines."""
        return self._get("border_issues")

    def border_verdicts(self) -> gpd.GeoDataFrame:
        """Return what was decided about gaps and overlaps of county lines."""
        return self._get("border_verdicts")

    def patrol_areas(self) -> gpd.GeoDataFrame:
        """Return the joint-patrol areas."""
        return self._get("patrol_areas")

    def patrol_name(self, uid: str) -> str:
        """Return the name of a patrol area."""
        areas = self.patrol_areas()
        if self._area_names is None or self._area_names[0] is not areas:  # hundreds of findings ask with every change
            self._area_names = areas, dict(zip(areas["uid"], map(str, areas["name"]), strict=True))
        return self._area_names[1][uid]

    def patrol_shape(self, uid: str) -> shapely.Geometry | None:
        """Return a patrol area as it is stored, EPSG:4490; None when there is none."""
        areas = self.patrol_areas()
        found = areas.geometry[areas["uid"] == uid]
        return found.iloc[0] if len(found) else None

    def block_state(self) -> BlockState:
        """Return how many blocks there are, of what making, and whether they are out of date."""
        return self._get("block_state")

    def agreements(self) -> pd.DataFrame:
        """Return the agreement register."""
        return self._get("agreements")

    def book(self, book: Book) -> pd.DataFrame:
        """Return a table of the register."""
        return self._get(_BOOK_READS.get(book, f"book_{book.value}"))

    def accounts(self) -> pd.DataFrame:
        """Return the accounts that were kept: uid, pair, date, said, note."""
        return self._get("accounts")

    def register_settings(self) -> RegisterSettings:
        """Return what the register is judged by."""
        return RegisterSettings.of(self._get("register_settings"))

    def other_books(self) -> dict[str, pd.DataFrame]:
        """Return table → rows of the register beside agreements and contacts."""
        books = {book.table: self.book(book) for book in Book if book not in _BOOK_READS}
        return {**books, "lf_account": self.accounts()}

    def contacts(self) -> pd.DataFrame:
        """Return the contacts."""
        return self._get("contacts")

    def parameters(self) -> Parameters:
        """Return the parameters of the analysis."""
        return self._get("parameters")

    def check_rules(self) -> CheckRules:
        """Return the limits of the checks of patrol areas, and what the plan lets stand."""
        from layers.patrol.area_checks import CheckRules

        return CheckRules.from_dict(self.stored_check_rules())

    def stored_river_settings(self) -> Mapping[str, Any]:
        """Return what rivers are worked out with as the plan stores it; {} for what is usual."""
        return self._get("river_settings")

    def stored_patrol_rules(self) -> Mapping[str, Any]:
        """Return what was agreed on for patrols as the plan stores it; {} for what is usual."""
        return self._get("patrol_rules")

    def paper_facts(self) -> Mapping[str, Any]:
        """Return what documents need beside the map: limits in words by area, answers to the checks before export."""
        return self._get("paper_facts")

    def fire_choices(self) -> FireChoices:
        """Return what fires run with in this plan."""
        from layers.spread.choices import FireChoices

        return FireChoices.of(self.parameters(), self._get("fire_choices"))

    def hazard_lists(self) -> HazardLists:
        """Return what is kept about hazards: tables that were read, grades of counties, sets of numbers."""
        from layers.hazards.lists import HazardLists

        return HazardLists.from_dict(self._get("hazard_lists"))

    def stored_check_rules(self) -> Mapping[str, Any]:
        """Return the same as the plan stores it; {} for what is usual."""
        return self._get("check_rules")

    def result_facts(self) -> Mapping[str, Any]:
        """Return what the last analysis used."""
        return self._get("result_facts")

    def county_names(self) -> dict[str, str]:
        """Return county code → name."""
        return self._get("county_names")

    def county_name(self, code: str) -> str:
        """Return the name of a county, or its code when it is not loaded."""
        return self.county_names().get(code, code)

    def townships_inside(self, shape: shapely.Geometry) -> pd.DataFrame | None:
        """Return the townships a shape touches with their shares, None when the plan has no townships."""
        from layers.exposure import townships_inside

        townships = self._get("townships")
        return None if townships is None else townships_inside(shape, townships)

    def short_county_name(self, code: str) -> str:
        """Return the short name of a county, e.g. 怀柔."""
        names: dict[str, str] = self._get("short_names")
        return names.get(code, code)

    def zone_names(self) -> Mapping[str, str]:
        """Return zone uid → name, made once for each state of zones and counties."""
        zones, counties = self.zones(), self.county_names()
        kept = self._zone_names
        if kept is None or kept[0] is not zones or kept[1] is not counties:
            rows = zip(zones["uid"], zones["counties"], zones["number"], zones["edited"], strict=True)
            names = {
                uid: workflow.zone_name(codes, int(number), counties, edited) for uid, codes, number, edited in rows
            }
            kept = self._zone_names = (zones, counties, names)
        return kept[2]

    def zone_name(self, zone: Any) -> str:
        """Return the name of a zone row, e.g. 怀柔–丰宁 07."""
        return workflow.zone_name(zone.counties, int(zone.number), self.county_names(), zone.edited)

    def derived_zone_name(self, zone: Any) -> str:
        """Return the name a zone row has without a hand's say."""
        return workflow.derived_zone_name(zone.counties, int(zone.number), self.county_names())

    def aside_names(self) -> dict[str, str]:
        """Return zone uid → name of the zones that are aside."""
        aside, counties = self.zones_aside(), self.county_names()
        return {
            str(uid): workflow.zone_name(zone["counties"], int(zone["number"]), counties, zone.get("edited"))
            for uid, zone in zip(aside["uid"], aside["zone"], strict=True)
        }

    def county_shapes(self) -> dict[str, shapely.Geometry]:
        """Return county code → outline, EPSG:4490; of two layers with the same code the upper one counts."""
        found: dict[str, shapely.Geometry] = {}
        for record in self.layers():
            if record.role is Role.COUNTY:
                frame = self.frame(record.uid)
                for code, shape in zip(frame["code"].astype(str), frame.geometry, strict=True):
                    found.setdefault(code, shape)
        return found

    def has_counties(self) -> bool:
        """Whether there is a county layer to analyse."""
        return any(record.role is Role.COUNTY for record in self.layers())
