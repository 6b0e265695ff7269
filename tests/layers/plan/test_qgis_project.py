from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import apsw
import geopandas as gpd
import pytest
import shapely

from layers.kinds import Role, Shape
from layers.plan import PlanStore
from layers.styling.model import LabelChoice, LayerStyle, Mode, Row, write_style
from layers.styling.model import Look as Changes
from layers.styling.presets import with_breaks
from tests.layers.plan.builders import county_frame, county_record, make_plan, make_result

_QGIS_PYTHON = Path("/usr/bin/python3")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_plan(tmp_path, "规划 甲.lianfang.gpkg") as store:
        with store.change("layers_added"):
            store.add_layer(county_record(), county_frame())
            store.add_layer(
                county_record(title="林<班>&", role=Role.FOREST, visible=False, opacity=0.5), county_frame()
            )
            store.add_layer(county_record(title="表", role=Role.POPULATION, shape=Shape.TABLE), county_frame()[["uid"]])
        with store.change("zones_derived"):
            store.save_result(make_result(), {"zone_names": {"z1": "怀柔–丰宁 01"}})
        with store.change("drawn"):
            store.add_patrol_area("一号", shapely.box(116.9, 40.4, 117.1, 40.6))
    return store.path


def project(path: Path) -> ET.Element:
    db = apsw.Connection(str(path))
    ((name, metadata, content),) = db.execute("SELECT name, metadata, content FROM qgis_projects").fetchall()
    assert name == "lianfang"
    assert "last_modified_time" in json.loads(metadata)
    archive = zipfile.ZipFile(io.BytesIO(bytes.fromhex(content)))
    return ET.fromstring(archive.read("lianfang.qgs"))


def test_project_lists_layers_in_drawing_order(path: Path) -> None:
    root = project(path)
    assert root.findtext("title") == "怀柔–丰宁 2026"
    names = [node.get("name") for node in root.iter("layer-tree-layer")]
    assert names == [
        "联防区",
        "共同责任区",
        "跨界林斑",
        "河段",
        "河段",
        "跨界与沿界道路",
        "跨界与沿界道路",
        "县界分段",
        "联防单元",
        "界线缝隙与重叠",
        "界线缝隙与重叠认定",
        "林<班>&",
        "县界",
    ]
    ids = [node.get("id") for node in root.iter("layer-tree-layer")]
    assert ids == [node.findtext("id") for node in root.iter("maplayer")]
    assert len(set(ids)) == len(ids)


def test_sources_are_relative_and_follow_the_file_name(path: Path, tmp_path: Path) -> None:
    sources = [node.findtext("datasource") for node in project(path).iter("maplayer")]
    assert all(str(source).startswith("./规划 甲.lianfang.gpkg|layername=") for source in sources)
    with PlanStore.open(path) as store:
        copy = store.save_copy(tmp_path / "b.lianfang.gpkg")
    assert all(
        str(node.findtext("datasource")).startswith("./b.lianfang.gpkg|") for node in project(copy).iter("maplayer")
    )


def test_visibility_opacity_and_zone_classes(path: Path) -> None:
    root = project(path)
    checked = {node.get("name"): node.get("checked") for node in root.iter("layer-tree-layer")}
    assert checked["林<班>&"] == "Qt::Unchecked" and checked["县界"] == "Qt::Checked"
    layers = {node.findtext("layername"): node for node in root.iter("maplayer")}
    assert layers["林<班>&"].findtext("layerOpacity") == "0.5"
    categories = [node.get("value") for node in layers["共同责任区"].iter("category")]
    assert categories == ["S1", "S2", "S3", "pending", "L"]


def test_an_unchanged_plan_keeps_its_bytes(path: Path) -> None:
    before = path.read_bytes()
    PlanStore.open(path).close()
    after = path.read_bytes()
    # SQLite counts openings in its header; the pages are the same.
    assert before[100:] == after[100:]


needs_qgis = pytest.mark.skipif(
    not _QGIS_PYTHON.exists()
    or subprocess.run([_QGIS_PYTHON, "-c", "import qgis.core"], capture_output=True, check=False).returncode != 0,
    reason="QGIS with its Python bindings is not installed",
)


def in_qgis(path: Path, tmp_path: Path, asked: str) -> dict[str, Any]:
    """What QGIS answers about the project in a copy of a plan; ``asked`` is the dictionary in Python, of ``layers``."""
    script = f"""
import json, sys
from qgis.core import QgsApplication, QgsProject, QgsRenderContext
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
done = project.read("geopackage:" + sys.argv[1] + "?projectName=lianfang")
layers = [node.layer() for node in project.layerTreeRoot().findLayers()]

def drawn(layer):
    renderer, context, found = layer.renderer().clone(), QgsRenderContext(), {{}}
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        symbol = renderer.symbolForFeature(feature, context)
        found[feature["uid"]] = symbol.color().name() if symbol else ""
    renderer.stopRender(context)
    return found

print(json.dumps({asked}))
application.exitQgis()
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "QT_PLUGIN_PATH", "LD_LIBRARY_PATH"):
        environment.pop(name, None)
    copy = tmp_path / "qgis" / path.name
    copy.parent.mkdir()
    shutil.copyfile(path, copy)
    done = subprocess.run(
        [_QGIS_PYTHON, "-c", script, str(copy)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=120,
    )
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


@needs_qgis
def test_qgis_itself_opens_it(path: Path, tmp_path: Path) -> None:
    found = in_qgis(
        path,
        tmp_path,
        """{
    "read": done, "crs": project.crs().authid(),
    "layers": [[l.name(), l.isValid(), l.featureCount(), l.crs().authid(), l.renderer().type()] for l in layers],
}""",
    )
    assert found["read"] and found["crs"] == "EPSG:4490"
    layers = {(name, count): (valid, crs, renderer) for name, valid, count, crs, renderer in found["layers"]}
    assert all(valid and crs == "EPSG:4490" for valid, crs, _ in layers.values()), found
    assert layers[("共同责任区", 1)][2] == "categorizedSymbol"
    assert ("县界", 2) in layers and ("联防区", 1) in layers and ("河段", 1) in layers


def test_looks_chosen_in_the_plan_are_those_in_qgis(path: Path) -> None:
    with PlanStore.open(path) as store, store.change("looks"):
        store.set_look("zones", visible=False, opacity=0.4)
        store.set_look("patrol_areas", style={"color": "#882255"})
        store.set_look("borders", style={"color": "no colour"})
        forest = next(record for record in store.layers() if record.role is Role.FOREST)
        store.update_layer(forest.uid, style={"color": "#4477AA"})
    root = project(path)
    shown = {node.get("name"): node.get("checked") for node in root.iter("layer-tree-layer")}
    assert shown["共同责任区"] == "Qt::Unchecked" and shown["联防区"] == "Qt::Checked"
    layers = {node.findtext("layername"): node for node in root.iter("maplayer")}
    assert layers["共同责任区"].findtext("layerOpacity") == "0.4"
    options = {
        title: {option.get("name"): option.get("value") for option in node.iter("Option")}
        for title, node in layers.items()
    }
    assert options["联防区"]["outline_color"].startswith("136,34,85,"), "the colour of the line"
    assert options["联防区"]["style"] == "b_diagonal", "its pattern stays"
    assert options["县界分段"]["line_color"] != options["联防区"]["outline_color"]
    assert options["林<班>&"]["color"] == "68,119,170,102", "areas take it pale"


@needs_qgis
def test_qgis_draws_kinds_and_classes_as_the_plan_has_them(tmp_path: Path) -> None:
    woods = gpd.GeoDataFrame(
        {
            "uid": ["a", "b", "c", "d", "e"],
            "name": [""] * 5,
            "species": ["油松", "白桦", "灌木", None, "油松"],
            "stock_m3": [0.0, 10.0, 10.5, None, 400.0],
        },
        geometry=[shapely.box(116.0 + i / 10, 40.0, 116.05 + i / 10, 40.1) for i in range(5)],
        crs=4490,
    )
    danger = woods.assign(hazard_class=[1.0, 4.0, 3.0, None, 2.0]).drop(columns=["species", "stock_m3"])
    by_kind = LayerStyle(
        Mode.CATEGORIES,
        column="species",
        rows=(Row("油松", "松林", Changes("#117733", 1.0, "")), Row("白桦", "", Changes("#88B04B"), shown=False)),
    )
    by_number = with_breaks(LayerStyle(Mode.CLASSES, column="stock_m3", ramp="teal"), (10.0, 100.0))
    with make_plan(tmp_path, "外观.lianfang.gpkg") as store, store.change("layers_added"):
        for title, role, frame, style in (
            ("树种", Role.FOREST, woods, by_kind),
            ("蓄积", Role.FOREST, woods, by_number),
            ("危险", Role.HAZARD_MAP, danger, LayerStyle()),
        ):
            store.add_layer(county_record(title=title, role=role, style=write_style(style)), frame)
    found = in_qgis(
        store.path,
        tmp_path,
        """{
    "drawn": {l.name(): drawn(l) for l in layers if l.name() in ("树种", "蓄积", "危险")},
    "types": {l.name(): l.renderer().type() for l in layers},
    "legend": {l.name(): [item.label() for item in l.renderer().legendSymbolItems()] for l in layers},
}""",
    )
    assert found["types"]["树种"] == "categorizedSymbol" and found["types"]["蓄积"] == "graduatedSymbol"
    grey = "#868d95"
    assert found["drawn"]["树种"] == {"a": "#117733", "b": "", "c": grey, "d": grey, "e": "#117733"}
    low, middle, high = (row.look.color.lower() for row in by_number.rows)
    assert found["drawn"]["蓄积"] == {"a": low, "b": low, "c": middle, "d": "", "e": high}, "unknown is not zero"
    assert found["drawn"]["危险"] == {"a": "#2f6fde", "b": "#d7263d", "c": "#f08000", "d": grey, "e": "#f5c400"}
    assert found["legend"]["蓄积"] == ["≤ 10", "10 – 100", "> 100"]
    assert found["legend"]["树种"][0] == "松林"


def test_widths_dashes_and_labels_chosen_are_those_in_qgis(path: Path) -> None:
    look = Changes(width_px=4.0, dash="dash_dot", pattern="dots", opacity=0.5)
    style = LayerStyle(look=look, labels=LabelChoice("code", 16.0))
    with PlanStore.open(path) as store, store.change("looks"):
        forest = next(record for record in store.layers() if record.role is Role.FOREST)
        store.update_layer(forest.uid, style=write_style(style))
        county = next(record for record in store.layers() if record.role is Role.COUNTY)
        store.update_layer(county.uid, style={"labels": {"shown": False}})
    layers = {node.findtext("layername"): node for node in project(path).iter("maplayer")}
    node = layers["林<班>&"]
    options = {option.get("name"): option.get("value") for option in node.iter("Option")}
    assert options["outline_style"] == "dash dot" and options["style"] == "dense6"
    assert float(options["outline_width"]) == pytest.approx(4 * 25.4 / 96, abs=0.001)
    assert options["color"].endswith(",128")
    text = next(node.iter("text-style"))
    assert (text.get("fieldName"), text.get("fontSize")) == ("code", "12")
    assert layers[county.title].get("labelsEnabled") == "0"
