"""Whatever a person can change is one row of the history, and undone and redone, also after closing the plan."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import box

from app import change_words, i18n
from app.document import Document
from layers import block_workflow, workflow, zone_workflow
from layers.agreements import CONTACT_COLUMNS, normalised
from layers.agreements.books import Book, normal
from layers.agreements.settings import RegisterSettings
from layers.borders.verdicts import Verdict, verdict_rows
from layers.exercise.model import Exercise, Inject, Logged, Site, SiteKind
from layers.georeference import ControlPoint, Placement, Transformation
from layers.hazards.grades import Grade
from layers.hazards.lists import KeptTable, ScenarioSet
from layers.inventory.model import HazardCheck, InventorySettings, Item, Need, StockKind, StockRow
from layers.inventory.reading import InventoryFile
from layers.kinds import Origin, RecordKind, Role, Shape, ZoneStatus
from layers.patrol.area_checks import Accepted
from layers.patrol.block_model import BlockParameters
from layers.plan.content_hash import content_hash
from layers.plan.model import LayerRecord, SourceInfo
from layers.plan.schema import TRACKED_TABLES
from layers.plates.model import PlateSpec
from layers.recording import recorded_layers
from layers.sources import ReadLayer, gazetteer
from layers.spread.choices import Scenario
from layers.spread.receptors import ReceptorTable
from layers.styling.model import LayerStyle, Look, Mode
from layers.version_workflow import Person
from layers.versions import Thing, ThingKind
from layers.year import Rolled, Tick, YearSettings
from tests.app.conftest import EAST, WEST, fill, forest

SQUARE = box(116.49, 40.63, 116.51, 40.65)
WIDER = box(116.48, 40.62, 116.52, 40.66)
LEFT, RIGHT = box(116.49, 40.63, 116.50, 40.65), box(116.50, 40.63, 116.51, 40.65)
PLACEMENT = Placement(100, 80, (ControlPoint(1, 2, 116.4, 40.7),), Transformation.SIMILARITY)
PLACE = ((116.5, 40.65), (20_000.0, 11_000.0))
NEXT = box(116.49, 40.65, 116.51, 40.67)
EXERCISE = Exercise(uid="e1", title="老演练", counties=(WEST, EAST))
SITE = Site("si1", "e1", SiteKind.IGNITION, "起火点", 116.5, 40.65, WEST)
LINE = Inject("l1", "e1", 3.0, "tell_home", due_min=5.0)


@dataclass(frozen=True)
class Edit:
    """One thing a person can do: how, the code of its row, what it says, whether the plan then says something else."""

    act: Callable[[Document], Any]
    code: str
    text: str  # in English
    changes_content: bool = True


def uid_of(document: Document, role: Role) -> str:
    return next(record.uid for record in document.layers() if record.role is role)


def area_of(document: Document, place: int = 0) -> str:
    return str(document.patrol_areas()["uid"].iloc[place])


def alternative_of(document: Document) -> str:
    return document.alternatives(area_of(document))[0].uid


def scene_of(document: Document) -> str:
    return document.scenes()[0].uid


def zone_of(document: Document) -> str:
    return str(document.zones()["uid"].iloc[0])


def reshape_zone(document: Document) -> None:
    uid = zone_of(document)
    outline = document.on_writer(lambda: zone_workflow.counted(document.store, uid, WIDER))
    document.set_zone_outline(uid, outline)


def a_picture(title: str) -> LayerRecord:
    placement = Placement(100, 80, (ControlPoint(0, 0, 116.4, 40.7), ControlPoint(100, 80, 116.6, 40.6)))
    return LayerRecord(
        "",
        title,
        Role.BASEMAP,
        Shape.RASTER,
        Origin.READ,
        "",
        raster_path="老地图.png",
        placement=placement.as_stored(),
    )


def read_layer(title: str) -> ReadLayer:
    source = SourceInfo(path=f"/来自林业局/{title}.geojson", sha256="0" * 64, crs_used="EPSG:4490")
    return ReadLayer(title, Role.FOREST, Shape.POLYGON, forest(), None, source, frozenset({WEST}))


def built_in_counties() -> ReadLayer:
    """Return what adding counties of the built-in list adds."""
    source = SourceInfo(crs_used="EPSG:4490", credit=gazetteer.CREDIT)
    frame = gazetteer.polygons(["110118"])
    return ReadLayer("内置县界", Role.COUNTY, Shape.POLYGON, frame, None, source, frozenset({"110118"}))


def areas_of_a_file() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"name": ["东段", "西段"], "note": ["", ""]}, geometry=[SQUARE, WIDER], crs=4490)


def an_agreement() -> pd.DataFrame:
    parties = [{"code": WEST, "name": "怀柔区"}, {"code": EAST, "name": "丰宁满族自治县"}]
    return normalised(pd.DataFrame([{"name": "森林防火联防协议", "year": 2024, "parties": parties}]))


def an_entry() -> dict[str, Any]:
    return {"uid": "own", "date": "2026-06-01", "kind": "meeting", "title": "会议"}


def a_body() -> pd.DataFrame:
    return normal(Book.BODY, [{"name": "分会", "kind": "branch"}])


def an_aid() -> dict[str, object]:
    return {"date": "2026-03-01", "event": "增援", "giver": WEST, "receiver": EAST, "people": 20.0}


def an_account(uid: str) -> dict[str, object]:
    return {"uid": uid, "pair": f"{WEST}|{EAST}", "date": "2026-03-01", "said": {"rules": {}}, "note": ""}


def a_contact() -> pd.DataFrame:
    row = {**dict.fromkeys(CONTACT_COLUMNS, ""), "uid": "k1", "county": WEST, "body": "区应急局", "name": "值班室"}
    return pd.DataFrame([row])[list(CONTACT_COLUMNS)]


def verdicts(*uids: str, third: str = EAST) -> gpd.GeoDataFrame:
    """Return verdicts on strips of the small plan's line; those after the first lie between other counties."""
    strips = [shapely.box(116.5, 40.61 + 0.01 * k, 116.501, 40.615 + 0.01 * k) for k in range(len(uids))]
    counties = [[WEST, EAST], *[[WEST, third]] * (len(uids) - 1)]
    kinds, pairs = ["gap"] * len(uids), ["|".join(group) for group in counties]
    found = gpd.GeoDataFrame(
        {"uid": list(uids), "kind": kinds, "counties": pd.Series(counties, dtype=object), "pair": pairs,
         "area_m2": 100.0, "width_m": 2.0, "length_m": 50.0, "is_open": False},
        geometry=strips,
        crs=4490,
    )  # fmt: skip
    return verdict_rows(found, [Verdict((WEST,), EAST)] * len(uids), judged_by="王工", judged_at="2026-05-01T08:00:00Z")


def an_inventory(*uids: str) -> InventoryFile:
    """What a workbook held: rows of these uids, or a new one."""
    rows = tuple(StockRow(uid, item="pump.fire", quantity=1.0, county=WEST) for uid in uids or ("",))
    return InventoryFile(rows, frozenset(), (Item("own.x", StockKind.VEHICLE, "雪地车", "辆"),), (), 0, ("表",))


def other_parameters(document: Document) -> None:
    parameters = document.parameters()
    document.set_parameters(replace(parameters, forest_band_m=parameters.forest_band_m * 2))


def reorder(document: Document) -> None:
    document.set_layer_order([record.uid for record in reversed(document.layers())])


def derive_again(document: Document) -> None:
    """Derive with other counties spoken for, so that the zones differ."""
    with document.store.reader() as reader:
        inputs, parameters = workflow.build_inputs(reader), reader.parameters()
    from layers.zones import derive

    document.store_result(derive(inputs, replace(parameters, forest_band_m=3000.0)))


def make_blocks(document: Document, band_m: float) -> None:
    """Make blocks of the county line alone, one on each side of it."""
    parameters = BlockParameters(roads=False, rivers=False, ridges=False, firebreaks=False, band_m=band_m)
    document.on_writer(lambda: block_workflow.save(document.store, block_workflow.make(document.store, parameters)))


def thing_of(document: Document) -> Thing:
    return Thing(ThingKind.PATROL_AREA, area_of(document), "老联防区")


WHO = Person("王五", WEST, "怀柔区", "副区长")

LOOK = False
EDITS: dict[str, Edit] = {
    "version begun": Edit(
        lambda d: d.begin_version(thing_of(d), "重签"), "version_begun", "Begin version 1 of 老联防区"
    ),
    "version negotiated": Edit(
        lambda d: d.negotiate(thing_of(d), WHO, "2026-05-01", ""),
        "version_negotiated",
        "老联防区: version 1 negotiated",
    ),
    "version agreed": Edit(
        lambda d: d.agree(thing_of(d), WHO, "2026-05-01", ""), "version_agreed", "老联防区: a party agrees"
    ),
    "version declined": Edit(
        lambda d: d.agree(thing_of(d), WHO, "2026-05-01", "", declines=True),
        "version_declined",
        "老联防区: a party declines",
    ),
    "version described": Edit(
        lambda d: d.describe_version(thing_of(d), [], ["第一条"]), "version_described", "Text and annex of 老联防区"
    ),
    "meeting begun": Edit(
        lambda d: d.begin_meeting({"uid": "m1", "title": "春季会议", "kind": "meeting"}),
        "minutes_begun",
        "Begin the meeting 春季会议",
    ),
    "comment added": Edit(
        lambda d: d.add_comment("此处无隔离带", "王五", WEST, shapely.Point(116.5, 40.65)),
        "comment_added",
        "Comment “此处无隔离带”",
        LOOK,
    ),
    "alternative added": Edit(
        lambda d: d.add_alternative(area_of(d), WIDER, county=WEST),
        "alternative_added",
        "Alternative B of 老联防区",
        LOOK,
    ),
    "alternative reshaped": Edit(
        lambda d: d.reshape_alternative(alternative_of(d), WIDER),
        "alternative_reshaped",
        "Reshape alternative A of 老联防区",
        LOOK,
    ),
    "alternative described": Edit(
        lambda d: d.describe_alternative(alternative_of(d), label="甲", county="joint", note="沿防火路"),
        "alternative_described",
        "Describe alternative 甲 of 老联防区",
        LOOK,
    ),
    "alternative removed": Edit(
        lambda d: d.remove_alternative(alternative_of(d)),
        "alternative_removed",
        "Remove alternative A of 老联防区",
        LOOK,
    ),
    "alternative accepted": Edit(
        lambda d: d.accept_alternative(alternative_of(d)),
        "alternative_accepted",
        "Accept alternative A of 老联防区",
    ),
    "layers added": Edit(lambda d: d.add_read_layers([read_layer("新林班")]), "layers_added", "Add 新林班"),
    "counties of the list added": Edit(
        lambda d: d.add_read_layers([built_in_counties()]), "layers_added", "Add 内置县界"
    ),
    "layer removed": Edit(lambda d: d.remove_layer(uid_of(d, Role.FOREST)), "layer_removed", "Remove 森林"),
    "layer hidden": Edit(
        lambda d: d.set_layer_visible(uid_of(d, Role.FOREST), False), "layer_hidden", "Hide 森林", LOOK
    ),
    "layer shown": Edit(
        lambda d: d.set_layer_visible(uid_of(d, Role.SETTLEMENT), True), "layer_shown", "Show 村庄", LOOK
    ),
    "layer opacity": Edit(
        lambda d: d.set_layer_opacity(uid_of(d, Role.FOREST), 0.4), "layer_opacity", "森林: opacity", LOOK
    ),
    "layer colour": Edit(
        lambda d: d.set_layer_color(uid_of(d, Role.FOREST), "#4477AA"),
        "layer_color",
        "森林: colour",
        LOOK,
    ),
    "layer look": Edit(
        lambda d: d.set_layer_style(uid_of(d, Role.FOREST), LayerStyle(Mode.CATEGORIES, column="name")),
        "layer_look",
        "森林: look",
        LOOK,
    ),
    "derived layer look": Edit(
        lambda d: d.set_derived_look("borders", style=LayerStyle(look=Look(width_px=3.0))),
        "layer_look",
        "County lines: look",
        LOOK,
    ),
    "layers ordered": Edit(reorder, "layers_ordered", "Reorder the layers", LOOK),
    "scene kept": Edit(
        lambda d: d.add_scene("会议", *PLACE, derived=("zones",)), "scene_added", "Keep the scene 会议", LOOK
    ),
    "scene brought up to date": Edit(
        lambda d: d.update_scene(scene_of(d), *PLACE, derived=("zones",)),
        "scene_updated",
        "Scene 全貌: as seen now",
        LOOK,
    ),
    "scene renamed": Edit(
        lambda d: d.rename_scene(scene_of(d), "开场"), "scene_renamed", "Rename the scene to 开场", LOOK
    ),
    "scene removed": Edit(lambda d: d.remove_scene(scene_of(d)), "scene_removed", "Remove the scene 全貌", LOOK),
    "scenes ordered": Edit(
        lambda d: d.set_scene_order([one.uid for one in reversed(d.scenes())]),
        "scenes_ordered",
        "Reorder the scenes",
        LOOK,
    ),
    "plate kept": Edit(lambda d: d.keep_plate(PlateSpec(name="会议")), "plate_kept", "Keep the map plate 会议", LOOK),
    "plate removed": Edit(
        lambda d: d.remove_plate(d.plates()[0].uid), "plate_removed", "Remove the map plate 大图", LOOK
    ),
    "scene shown": Edit(lambda d: d.show_scene(scene_of(d)), "scene_shown", "Scene: 全貌", LOOK),
    "picture placed": Edit(
        lambda d: d.place_picture(uid_of(d, Role.BASEMAP), PLACEMENT),
        "picture_placed",
        "Place 老地图 by control points",
    ),
    "picture added": Edit(lambda d: d.add_picture(a_picture("另一张")), "layers_added", "Add 另一张"),
    "layer renamed": Edit(
        lambda d: d.set_layer_title(uid_of(d, Role.FOREST), "林地"), "layer_renamed", "Rename to 林地"
    ),
    "layer role": Edit(lambda d: d.set_layer_role(uid_of(d, Role.FOREST), Role.LAND_COVER), "layer_role", "森林: role"),
    "layer columns": Edit(
        lambda d: d.set_layer_fields(uid_of(d, Role.FOREST), {"species": None}), "layer_columns", "森林: columns"
    ),
    "counties of a layer": Edit(
        lambda d: d.set_layer_speaks_for(uid_of(d, Role.FOREST), frozenset({WEST}), frozenset({EAST})),
        "layer_speaks_for",
        "森林: counties",
    ),
    "derived layer hidden": Edit(
        lambda d: d.set_derived_look("zones", visible=False), "layer_hidden", "Hide Shared zones", LOOK
    ),
    "derived layer shown": Edit(
        lambda d: d.set_derived_look("reaches", visible=True), "layer_shown", "Show Rivers on the line", LOOK
    ),
    "derived layer opacity": Edit(
        lambda d: d.set_derived_look("zones", opacity=0.5),
        "layer_opacity",
        "Shared zones: opacity",
        LOOK,
    ),
    "derived layer colour": Edit(
        lambda d: d.set_derived_look("patrol_areas", color="#882255"),
        "layer_color",
        "Patrol areas: colour",
        LOOK,
    ),
    "layers hidden": Edit(
        lambda d: d.set_layers_visible([uid_of(d, Role.FOREST), uid_of(d, Role.COUNTY), "zones"], False),
        "layers_hidden",
        "Hide 3 layers",
        LOOK,
    ),
    "layers shown": Edit(
        lambda d: d.set_layers_visible([uid_of(d, Role.SETTLEMENT), "reaches"], True),
        "layers_shown",
        "Show 2 layers",
        LOOK,
    ),
    "blocks made": Edit(lambda d: make_blocks(d, 3000.0), "blocks_made", "Make 2 blocks", LOOK),
    "blocks removed": Edit(lambda d: d.remove_blocks(), "blocks_removed", "Remove the blocks", LOOK),
    "blocks joined": Edit(
        lambda d: d.reshape_patrol_areas("blocks_joined", {}, added=[("两块", WIDER)]),
        "blocks_joined",
        "Join blocks into 两块",
    ),
    "patrol area drawn": Edit(lambda d: d.add_patrol_area(WIDER, "云蒙山"), "patrol_area_added", "Draw 云蒙山"),
    "patrol area reshaped": Edit(
        lambda d: d.set_patrol_geometry(area_of(d), WIDER), "patrol_area_reshaped", "Reshape 老联防区"
    ),
    "patrol area renamed": Edit(
        lambda d: d.rename_patrol_area(area_of(d), "云蒙山"), "patrol_area_renamed", "Rename to 云蒙山"
    ),
    "patrol area noted": Edit(
        lambda d: d.set_patrol_note(area_of(d), "逢集加派"), "patrol_area_noted", "老联防区: note"
    ),
    "patrol area removed": Edit(lambda d: d.remove_patrol_area(area_of(d)), "patrol_area_removed", "Remove 老联防区"),
    "patrol area split": Edit(
        lambda d: d.reshape_patrol_areas("patrol_areas_split", {area_of(d): LEFT}, added=[("东半", RIGHT)]),
        "patrol_areas_split",
        "Split 老联防区",
    ),
    "patrol areas merged": Edit(
        lambda d: d.reshape_patrol_areas("patrol_areas_merged", {area_of(d): WIDER}, removed=[area_of(d, 1)]),
        "patrol_areas_merged",
        "Merge into 老联防区",
    ),
    **{
        code: Edit(
            lambda d, code=code: d.reshape_patrol_areas(code, {area_of(d): WIDER, area_of(d, 1): LEFT}), code, text
        )
        for code, text in {
            "patrol_areas_holed": "Cut a hole into 老联防区, 邻区",
            "patrol_areas_filled": "Fill the holes of 老联防区, 邻区",
            "patrol_areas_buffered": "Widen or narrow 老联防区, 邻区",
            "patrol_areas_clipped": "Clip 老联防区, 邻区 to counties",
            "patrol_areas_subtracted": "Subtract from 老联防区, 邻区",
            "patrol_areas_simplified": "Simplify 老联防区, 邻区",
            "patrol_areas_smoothed": "Smooth 老联防区, 邻区",
            "patrol_areas_moved": "Move 老联防区, 邻区",
            "patrol_areas_transformed": "Turn or scale 老联防区, 邻区",
            "patrol_areas_typed": "Type coordinates of 老联防区, 邻区",
            "patrol_areas_joined": "Reshape 老联防区, 邻区 together",
            "patrol_areas_mended": "Mend 老联防区, 邻区",
            "blocks_added": "Add blocks to 老联防区, 邻区",
            "blocks_taken": "Take blocks from 老联防区, 邻区",
        }.items()
    },
    "limit of size": Edit(
        lambda d: d.set_check_rules("area_limit_set", replace(d.check_rules(), largest_ha=5000.0)),
        "area_limit_set",
        "Change the largest size of a patrol area",
    ),
    "finding let stand": Edit(
        lambda d: d.set_check_rules(
            "area_finding_accepted",
            replace(d.check_rules(), accepted=(Accepted("hole|x||", "两县同意"),)),
            name="老联防区",
        ),
        "area_finding_accepted",
        "Let a finding about 老联防区 stand",
    ),
    "findings told again": Edit(
        lambda d: d.set_check_rules("area_findings_restored", replace(d.check_rules(), largest_ha=6000.0)),
        "area_findings_restored",
        "Tell ignored findings again",
    ),
    "fire parameters": Edit(
        lambda d: d.set_fire_choices("fire_choices_set", replace(d.fire_choices(), fix_m=80.0, step_m=1000.0)),
        "fire_choices_set",
        "Change what fires run with",
    ),
    "wind rose": Edit(
        lambda d: d.set_fire_choices("fire_rose_set", replace(d.fire_choices(), rose=(2.0, *(1.0,) * 7))),
        "fire_rose_set",
        "Change the wind rose",
    ),
    "fire scenarios": Edit(
        lambda d: d.set_fire_choices(
            "fire_scenarios_set", replace(d.fire_choices(), scenarios=(Scenario("红", "red", 2.0, wind_ms=8.0),))
        ),
        "fire_scenarios_set",
        "Change the fire scenarios",
    ),
    "receptors": Edit(
        lambda d: d.set_hazard_lists(
            "receptors_added", replace(d.hazard_lists(), receptors=(a_table(),)), name="PM2.5"
        ),
        "receptors_added",
        "Add the table PM2.5",
    ),
    "grades": Edit(
        lambda d: d.set_hazard_lists(
            "grades_read", replace(d.hazard_lists(), grades={"110116": (Grade("暴雨", "红", "100 mm"),)}), name="怀柔"
        ),
        "grades_read",
        "Read the grades of 怀柔",
    ),
    "sets of hazards": Edit(
        lambda d: d.set_hazard_lists(
            "hazard_sets_set",
            replace(d.hazard_lists(), sets=(ScenarioSet("北风", 0.5, {"plume": {"wind_from_deg": 0.0}}),)),
        ),
        "hazard_sets_set",
        "Change the sets of numbers of hazards",
    ),
    "zone copied": Edit(
        lambda d: d.reshape_patrol_areas("zone_copied", {}, added=[("怀柔–丰宁 01", WIDER)]),
        "zone_copied",
        "Copy a zone into 怀柔–丰宁 01",
    ),
    "patrol areas imported": Edit(
        lambda d: d.import_patrol_areas(areas_of_a_file()), "patrol_areas_imported", "Import patrol areas"
    ),
    "zone status": Edit(
        lambda d: d.set_zone_status(zone_of(d), ZoneStatus.ASSESSED),
        "zone_status",
        "Change the status of 怀柔–丰宁 01",
    ),
    "zone edited": Edit(
        lambda d: d.edit_zone(zone_of(d), {"zone_class": "S3", "lead": WEST}),
        "zone_edited",
        "Edit 怀柔–丰宁 01 by hand",
    ),
    "zone reshaped": Edit(reshape_zone, "zone_reshaped", "Draw the outline of 怀柔–丰宁 01"),
    "zone dropped": Edit(lambda d: d.drop_zones([zone_of(d)]), "zones_dropped", "Not a zone: 怀柔–丰宁 01"),
    "road marked": Edit(lambda d: d.mark_road("r1", True, name="G111"), "road_marked", "Dangerous goods on G111"),
    "plan renamed": Edit(lambda d: d.set_title("新名"), "plan_info_changed", "Change the plan's facts"),
    "reference date": Edit(
        lambda d: d.set_reference_date(date(2026, 9, 1)), "plan_info_changed", "Change the plan's facts"
    ),
    "title and date": Edit(
        lambda d: d.set_facts("新名", date(2026, 9, 1)), "plan_info_changed", "Change the plan's facts"
    ),
    "parameters": Edit(other_parameters, "parameters_set", "Change the parameters"),
    "analysis": Edit(derive_again, "analysed", "Derive the zones"),
    "a gap judged": Edit(
        lambda d: d.judge_slivers(verdicts("v1")), "sliver_judged", "Judge a gap or overlap of 怀柔–丰宁"
    ),
    "gaps of a pair judged": Edit(
        lambda d: d.judge_slivers(verdicts("v1", "v2")),
        "slivers_judged_pair",
        "Judge 2 gaps and overlaps of 怀柔–丰宁",
    ),
    "gaps judged": Edit(
        lambda d: d.judge_slivers(verdicts("v1", "v2", third="130827")), "slivers_judged", "Judge 2 gaps and overlaps"
    ),
    "a gap judged anew": Edit(
        lambda d: d.judge_slivers(verdicts("v1"), instead_of=["v0"]),
        "sliver_judged",
        "Judge a gap or overlap of 怀柔–丰宁",
    ),
    "verdict taken back": Edit(
        lambda d: d.unjudge_slivers(["v0"]), "slivers_unjudged", "Take back 1 verdict on gaps and overlaps"
    ),
    "agreements": Edit(
        lambda d: d.set_agreements(an_agreement()), "agreements_changed", "Change the agreement register"
    ),
    "register row added": Edit(
        lambda d: d.set_book("register_row_added", Book.BODY, a_body(), name="分会"), "register_row_added", "Enter 分会"
    ),
    "register row changed": Edit(
        lambda d: d.set_book("register_row_changed", Book.BODY, a_body(), name="分会"),
        "register_row_changed",
        "Change 分会",
    ),
    "register rows removed": Edit(
        lambda d: d.set_book("register_rows_removed", Book.BODY, a_body(), name="分会"),
        "register_rows_removed",
        "Remove 分会 from the register",
    ),
    "a row of the register": Edit(
        lambda d: d.put_rows("register_row_added", Book.AID, [an_aid()], name="增援"),
        "register_row_added",
        "Enter 增援",
    ),
    "a row of the register taken out": Edit(
        lambda d: d.remove_rows("register_rows_removed", Book.BODY, [d.book(Book.BODY)["uid"][0]], name="会"),
        "register_rows_removed",
        "Remove 会 from the register",
    ),
    "account kept": Edit(
        lambda d: d.keep_account(an_account("a2"), name="怀柔–丰宁"), "account_kept", "Keep the account of 怀柔–丰宁"
    ),
    "account removed": Edit(
        lambda d: d.remove_accounts(["a1"], name="怀柔–丰宁"),
        "account_removed",
        "Remove the kept account of 怀柔–丰宁",
    ),
    "register settings": Edit(
        lambda d: d.set_register_settings(RegisterSettings(first_share=0.3)),
        "register_settings_set",
        "Change what the register is judged by",
    ),
    "year moved": Edit(
        lambda d: d.put_year_rows("year_moved", {Book.YEAR: [an_entry()]}, name="会议", day="2026-06-01"),
        "year_moved",
        "Move 会议 to 2026-06-01",
    ),
    "year confirmed": Edit(
        lambda d: d.set_year_ticks(
            "year_confirmed", [Tick(2026, "contact:c", "甲", "乙", "2026-05-01")], count=1, year=2026, by="乙"
        ),
        "year_confirmed",
        "乙 confirms 1 line for 2026",
    ),
    "year settings": Edit(
        lambda d: d.set_year_settings(YearSettings(drills=3)),
        "year_settings_set",
        "Change seasons and numbers of the calendar",
    ),
    "year rolled": Edit(
        lambda d: d.roll_year(
            Rolled(2027, {Book.YEAR: normal(Book.YEAR, [an_entry()])}, "明年", date(2027, 1, 1), 1, 0, 0)
        ),
        "year_rolled",
        "Carry the plan on into 2027",
    ),
    "duty decided": Edit(
        lambda d: d.set_book("duty_decided", Book.BODY, a_body(), name="通报"), "duty_decided", "Decide on 通报"
    ),
    "duties filled": Edit(
        lambda d: d.set_book("duties_filled", Book.BODY, a_body()),
        "duties_filled",
        "Fill the responsibility list from the zones",
    ),
    "register imported": Edit(
        lambda d: d.set_books({Book.BODY: a_body()}, count=1), "register_imported", "Read 1 rows into the register"
    ),
    "contacts": Edit(lambda d: d.set_contacts(a_contact()), "contacts_changed", "Change the contacts"),
    "exercise begun": Edit(
        lambda d: d.put_exercise(Exercise(title="新演练"), code="exercise_added"),
        "exercise_added",
        "New exercise 新演练",
    ),
    "exercise changed": Edit(
        lambda d: d.put_exercise(replace(EXERCISE, day="2026-10-15")), "exercise_changed", "Exercise 老演练"
    ),
    "exercise logged": Edit(
        lambda d: d.put_exercise(replace(EXERCISE, log=(Logged(5.0, "会商", WEST),)), code="exercise_logged"),
        "exercise_logged",
        "Exercise 老演练: log",
    ),
    "exercise registered": Edit(
        lambda d: d.register_exercise(EXERCISE, normal(Book.DRILL, [{"date": "2026-10-15", "name": "演练"}]), "dr1"),
        "exercise_registered",
        "Enter 老演练 in the register of drills",
    ),
    "exercise removed": Edit(lambda d: d.remove_exercise("e1"), "exercise_removed", "Remove the exercise 老演练"),
    "exercise site placed": Edit(
        lambda d: d.put_exercise_sites([replace(SITE, uid="")], code="exercise_site_added"),
        "exercise_site_added",
        "Exercise: place 起火点",
    ),
    "exercise site changed": Edit(
        lambda d: d.put_exercise_sites([replace(SITE, step="1")], code="exercise_site_changed"),
        "exercise_site_changed",
        "Exercise: change 起火点",
    ),
    "exercise site moved": Edit(
        lambda d: d.put_exercise_sites([replace(SITE, lon=116.51)], code="exercise_site_moved"),
        "exercise_site_moved",
        "Exercise: move 起火点",
    ),
    "exercise site removed": Edit(
        lambda d: d.remove_exercise_sites(["si1"], name="起火点"), "exercise_site_removed", "Exercise: remove 起火点"
    ),
    "script from physics": Edit(
        lambda d: d.set_exercise_script("e1", [LINE, replace(LINE, uid="l2", minute=9.0)]),
        "exercise_script",
        "Exercise: script from physics",
    ),
    "line added": Edit(
        lambda d: d.put_exercise_inject(replace(LINE, uid=""), code="exercise_line_added"),
        "exercise_line_added",
        "Exercise: add a line to the script",
    ),
    "line changed": Edit(
        lambda d: d.put_exercise_inject(replace(LINE, text="改"), code="exercise_line_changed"),
        "exercise_line_changed",
        "Exercise: change the script",
    ),
    "line removed": Edit(
        lambda d: d.set_exercise_script("e1", [], code="exercise_line_removed"),
        "exercise_line_removed",
        "Exercise: remove lines of the script",
    ),
    "task logged": Edit(
        lambda d: d.put_exercise_inject(replace(LINE, told_min=4.0), code="exercise_line_logged"),
        "exercise_line_logged",
        "Exercise: log a task",
    ),
    "stock added": Edit(
        lambda d: d.put_stock(StockRow(item="tent"), name="帐篷"), "stock_added", "Inventory: add 帐篷"
    ),
    "stock changed": Edit(
        lambda d: d.put_stock(StockRow("st1", item="tent", quantity=2.0), name="帐篷"),
        "stock_changed",
        "Inventory: change 帐篷",
    ),
    "stock removed": Edit(lambda d: d.remove_stock(["st1"], name="水泵"), "stock_removed", "Inventory: remove 水泵"),
    "stock removed, several": Edit(
        lambda d: d.remove_stock(["st1", "st2"], name="水泵"), "stock_removed_several", "Inventory: remove 2 rows"
    ),
    "stock imported": Edit(
        lambda d: d.import_stock(an_inventory(), file="清单.xlsx"),
        "stock_imported",
        "Inventory: import 1 rows from 清单.xlsx",
    ),
    "need added": Edit(
        lambda d: d.put_need(Need(item="tent", county="110116"), name="帐篷"), "need_added", "Need for 帐篷"
    ),
    "need changed": Edit(
        lambda d: d.put_need(Need("ne1", "tent", "110116", 9.0), name="帐篷"),
        "need_changed",
        "Change the need for 帐篷",
    ),
    "need removed": Edit(lambda d: d.remove_needs(["ne1"], name="帐篷"), "need_removed", "Remove the need for 帐篷"),
    "needs removed": Edit(
        lambda d: d.remove_needs(["ne1", "ne2"], name="帐篷"), "need_removed_several", "Remove 2 needs"
    ),
    "hazard source inspected": Edit(
        lambda d: d.put_hazard_check(HazardCheck("x", result="好"), name="油库"), "hazard_checked", "Inspection of 油库"
    ),
    "inventory settings": Edit(
        lambda d: d.set_inventory_settings(InventorySettings(30)),
        "inventory_settings_set",
        "Change what the inventory is judged by",
    ),
    "patrol areas removed": Edit(
        lambda d: d.remove_patrol_areas([area_of(d), area_of(d, 1)]), "patrol_areas_removed", "Remove 老联防区, 邻区"
    ),
    "first of a kind recorded": Edit(
        lambda d: d.record_feature(RecordKind.TEAM, shapely.Point(116.45, 40.65), {"name": "一队"}),
        "recorded_added",
        "Record Team 一队",
    ),
    "recorded": Edit(
        lambda d: d.record_feature(RecordKind.DEPOT, shapely.Point(116.46, 40.65), {"name": "新库"}),
        "recorded_added",
        "Record Depot 新库",
    ),
    "record changed": Edit(
        lambda d: d.change_recorded(*key_of(d), values={"phone": "123"}), "recorded_changed", "Change Depot 老库"
    ),
    "record moved": Edit(
        lambda d: d.change_recorded(*key_of(d), shape=shapely.Point(116.55, 40.66)),
        "recorded_moved",
        "Move Depot 老库",
    ),
    "record removed": Edit(lambda d: d.remove_recorded([key_of(d)]), "recorded_removed", "Remove Depot 老库"),
    "records removed": Edit(
        lambda d: d.remove_recorded([key_of(d), key_of(d, 1)]), "recorded_removed_several", "Remove 2 records"
    ),
}


def a_table() -> KeptTable:
    cells = np.array([[1.0, np.nan, 0.0], [2.0, 3.0, 0.0], [0.0, 0.0, np.nan]])
    made = ReceptorTable.of(("110116", "130826"), cells, "amount", "一篇论文", "µg/m³", "PM2.5", ("怀柔", "丰宁"))
    return KeptTable("PM2.5", made)


#: Codes whose gestures have their own tests: not edits of this door.
ELSEWHERE = {
    *("version_signed", "version_withdrawn"),  # stay on record: layers/plan/test_freezing.py
    *("comment_replied", "comment_open", "comment_answered", "comment_settled", "comment_removed"),  # test_comments.py
    *("minutes_closed", "minutes_reopened", "minute_recorded", "minute_corrected"),  # layers/minutes/test_workflow.py
    *("minute_removed", "minute_done", "minute_open", "minute_dropped"),  # test_minutes_window.py
    "plan_created",  # a plan begins without a row; kept for plans that have one
    "sample_added",  # below
    "raster_relinked",  # tests of rasters
    *("forest_made", "forest_made_again"),  # tests of land cover (layers/test_forest_cover.py, app/test_landcover.py)
    "rebuilt_from_memory",  # tests of plans that were lost from under the window
    # what needs an edit before it: layers/test_zone_workflow.py, app/test_zone_hands.py
    *("river_settings_set", "river_judged"),  # app/test_rivers.py
    "patrol_rules_set",  # app/test_patrols_window.py
    *("limits_set", "answers_set"),  # app/test_agreement.py
    "weights_set",  # app/test_weights.py
    *("year_done", "year_dropped", "year_restored", "year_held", "year_unconfirmed"),  # app/test_year_window.py
    "receptors_removed",  # app/test_hazard_lists.py
    "taken_in",  # app/test_exchange.py, layers/exchange
    *("zone_reverted", "zone_restored", "zones_merged", "zone_conflict_kept", "zone_conflict_taken"),
}


@pytest.fixture(scope="module")
def full_plan(qapp, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small plan, analysed, with a patrol area and things hidden: to be copied."""
    document = Document()
    path = tmp_path_factory.mktemp("full") / "测试.lianfang.gpkg"
    document.create(path, title="测试", reference_date=date(2026, 5, 1))
    document.on_writer(lambda: fill(document.store))
    _fill_up(document)
    document.shut_down()
    document.deleteLater()
    return path


@pytest.fixture
def full(full_plan: Path, tmp_path: Path) -> Iterator[Document]:
    document = Document()
    document.open(shutil.copyfile(full_plan, tmp_path / full_plan.name))
    yield document
    document.shut_down()
    document.deleteLater()


def _fill_up(document: Document) -> None:
    for name, lon in (("老库", 116.45), ("邻库", 116.55), ("远库", 116.41)):
        document.record_feature(RecordKind.DEPOT, shapely.Point(lon, 40.65), {"name": name})
    document.judge_slivers(verdicts("v0"))
    document.import_stock(an_inventory("st1", "st2"), file="旧.xlsx")
    document.put_exercise(EXERCISE, code="exercise_added")
    document.put_exercise_sites([SITE], code="exercise_site_added")
    document.set_exercise_script("e1", [LINE])
    document.put_rows("register_row_added", Book.BODY, [{"name": "会", "kind": "committee"}], name="会")
    document.keep_account(an_account("a1"), name="怀柔–丰宁")
    for uid in ("ne1", "ne2"):
        document.put_need(Need(uid, "tent", WEST, 5.0), name="帐篷")
    document.add_picture(a_picture("老地图"))
    document.on_writer(lambda: workflow.analyse(document.store))
    document.add_patrol_area(SQUARE, "老联防区")
    document.add_patrol_area(NEXT, "邻区")
    document.add_alternative(area_of(document), LEFT)
    for name in ("全貌", "界线"):
        document.add_scene(name, *PLACE, derived=("zones", "reaches"))
    make_blocks(document, 2000.0)
    document.keep_plate(PlateSpec(name="大图"))
    document.set_layer_visible(uid_of(document, Role.SETTLEMENT), False)
    document.set_derived_look("reaches", visible=False)


def rows_of(document: Document) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that undo has to bring back, column by column."""

    def rows() -> dict[str, list[tuple[Any, ...]]]:
        recorded = [record.table for record in recorded_layers(document.store.layers()).values()]
        read = document.store._db.execute
        return {table: list(read(f"SELECT * FROM {table} ORDER BY 1")) for table in [*TRACKED_TABLES, *recorded]}

    return document.on_writer(rows)


def key_of(document: Document, place: int = 0) -> tuple[str, str]:
    """Return layer and uid of a recorded depot."""
    return document.records_of(RecordKind.DEPOT)[place].key


def hash_of(document: Document) -> str:
    return document.on_writer(lambda: content_hash(document.store))


def frames_of(document: Document) -> list[int]:
    return [len(document.frame(record.uid)) for record in document.layers() if record.table]


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_is_one_row_and_comes_and_goes(full: Document, edit: Edit) -> None:
    before, hashed, count = rows_of(full), hash_of(full), full.undo_stack.count()
    heard: list[str] = []
    full.changed.connect(lambda change: heard.append(change.code))
    edit.act(full)
    after, hashed_after = rows_of(full), hash_of(full)
    assert heard == [edit.code] and full.undo_stack.count() == count + 1
    assert full.past.records[-1].code == edit.code
    assert after != before and (hashed_after != hashed) is edit.changes_content

    full.undo_stack.undo()
    assert rows_of(full) == before and hash_of(full) == hashed and all(frames_of(full))
    full.undo_stack.redo()
    assert rows_of(full) == after and hash_of(full) == hashed_after and all(frames_of(full))

    path = full.path
    full.close()
    full.open(path)
    kept = rows_of(full)
    full.undo_stack.undo()
    assert _without_bounds(rows_of(full)) == _without_bounds(before) and hash_of(full) == hashed
    full.close()
    full.open(path)
    full.undo_stack.redo()
    assert _without_bounds(rows_of(full)) == _without_bounds(kept) and hash_of(full) == hashed_after
    assert all(frames_of(full))


def _without_bounds(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Leave out what closing refreshes for other programs: extents and dates of tables."""
    return {**rows, "gpkg_contents": [row[:3] for row in rows["gpkg_contents"]]}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_says_what_it_did(qapp, full: Document, edit: Edit) -> None:
    edit.act(full)
    record = full.past.records[-1]
    i18n.install(qapp, "en")
    assert change_words.change_text(record.code, record.facts) == edit.text
    i18n.install(qapp, "zh_CN")
    text = change_words.change_text(record.code, record.facts)
    assert text and "{" not in text and text.strip() == text


def test_doing_the_same_again_is_no_gesture(full: Document) -> None:
    forest_uid, count = uid_of(full, Role.FOREST), full.undo_stack.count()
    record = full.layer(forest_uid)
    full.set_layer_visible(forest_uid, record.visible)
    full.set_layer_opacity(forest_uid, record.opacity)
    full.set_layer_color(forest_uid, "")
    full.set_layer_title(forest_uid, record.title)
    full.set_layer_role(forest_uid, record.role)
    full.set_layer_fields(forest_uid, {})
    full.set_layer_order([one.uid for one in full.layers()])
    full.set_derived_look("zones", visible=True)
    full.set_derived_look("zones", color="")
    full.set_facts(full.info().title, full.info().reference_date)
    full.set_parameters(full.parameters())
    full.set_agreements(full.agreements())
    full.set_contacts(full.contacts())
    full.rename_scene(scene_of(full), full.scenes()[0].name)
    full.set_scene_order([one.uid for one in full.scenes()])
    assert full.undo_stack.count() == count


def test_every_kind_of_change_is_tried_here() -> None:
    tried = {edit.code for edit in EDITS.values()}
    assert set(change_words.CHANGES) == tried | ELSEWHERE


def test_every_gesture_in_the_source_has_words() -> None:
    """Codes are literals: whatever begins a change anywhere is found here."""
    root = Path(__file__).resolve().parents[2]
    found = set()
    for path in [*(root / "layers").rglob("*.py"), *(root / "app").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and getattr(node.func, "attr", "") in {"change", "_edit"}:
                first = node.args[0]
                if isinstance(first, ast.Constant) and first.value:
                    found.add(first.value)
    assert {"layers_added", "analysed", "layer_removed"} <= found
    assert found <= set(change_words.CHANGES)


def test_the_sample_is_one_row_and_can_be_undone(qapp, tmp_path: Path) -> None:
    from layers.sample import TITLE, add_sample

    document = Document()
    document.create(tmp_path / "示例.lianfang.gpkg", title=TITLE, reference_date=date(2026, 5, 1))
    before = rows_of(document)
    document.on_writer(lambda: add_sample(document.store))
    assert [record.code for record in document.past.records] == ["sample_added"]
    after = rows_of(document)
    document.undo_stack.undo()
    assert rows_of(document) == before and document.layers() == []
    document.undo_stack.redo()
    assert rows_of(document) == after and document.layers()
    document.shut_down()


# -- jumps -----------------------------------------------------------------------------------------


def test_a_jump_moves_plan_stack_and_views_together(full: Document) -> None:
    states = [(full.past.position, rows_of(full))]
    for name in ("layer role", "patrol area reshaped", "derived layer opacity", "parameters", "agreements"):
        EDITS[name].act(full)
        states.append((full.past.position, rows_of(full)))
    heard = []
    full.changed.connect(lambda change: heard.append((change.direction, full.undo_stack.index())))
    start = full.undo_stack.index()
    for target, direction, steps in ((0, "undo", 5), (3, "redo", 3), (1, "undo", 2), (5, "redo", 4)):
        heard.clear()
        full.go_to(states[target][0])
        assert rows_of(full) == states[target][1]
        assert heard == [(direction, start - 5 + target)], f"once, after {steps} steps, the stack in step"
        assert full.past.position == states[target][0]
        assert all(frames_of(full)), "features of a recast layer are read again"
        assert [record.uid for record in full.layers()] == [
            record.uid for record in full.on_writer(lambda: full.store.layers())
        ]
    full.undo_stack.undo()
    assert rows_of(full) == states[4][1], "the stack goes on from where the jump led"
    path = full.path
    full.go_to(0)
    assert full.undo_stack.index() == 0 and full.layers() == []
    full.close()
    full.open(path)
    assert full.undo_stack.index() == 0 and full.undo_stack.count() == start
    full.go_to(states[5][0])
    assert _without_bounds(rows_of(full)) == _without_bounds(states[5][1])


def test_a_jump_that_fails_leaves_plan_and_stack(full: Document) -> None:
    EDITS["layer renamed"].act(full)
    here, index = rows_of(full), full.undo_stack.index()
    first = full.past.records[0].id
    full.on_writer(lambda: full.store._db.execute("UPDATE lf_patrol_area SET name = '外来' WHERE number = 1"))
    from layers.errors import PlanDamaged

    with pytest.raises(PlanDamaged):
        full.go_to(first)
    full.on_writer(lambda: full.store._db.execute("UPDATE lf_patrol_area SET name = '老联防区' WHERE number = 1"))
    assert rows_of(full) == here and full.undo_stack.index() == index and full.past.position > first
    full.go_to(first)
    assert full.undo_stack.index() == 1


def test_only_what_a_change_touches_is_read_again(full: Document) -> None:
    """A hidden layer leaves an analysis fresh, and a jump over looks alone as well."""
    assert full.analysis_state() == "fresh"
    here = full.past.position
    for name in ("layer hidden", "layer colour", "derived layer opacity", "layer renamed"):
        EDITS[name].act(full)
    changes = []
    full.changed.connect(changes.append)
    full.go_to(here)
    assert [change.is_look for change in changes] == [True] and full.analysis_state() == "fresh"
    EDITS["parameters"].act(full)
    assert full.analysis_state() == "stale"
    full.go_to(here)
    assert full.analysis_state() == "fresh" and not changes[-1].is_look
