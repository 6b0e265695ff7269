from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import apsw
import pytest
import shapely

from layers.kinds import Role, Shape
from layers.plan import PlanStore
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
        "县界分段",
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


@pytest.mark.skipif(
    not _QGIS_PYTHON.exists()
    or subprocess.run([_QGIS_PYTHON, "-c", "import qgis.core"], capture_output=True, check=False).returncode != 0,
    reason="QGIS with its Python bindings is not installed",
)
def test_qgis_itself_opens_it(path: Path, tmp_path: Path) -> None:
    script = """
import json, sys
from qgis.core import QgsApplication, QgsProject, QgsWkbTypes
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
done = project.read("geopackage:" + sys.argv[1] + "?projectName=lianfang")
layers = [node.layer() for node in project.layerTreeRoot().findLayers()]
print(json.dumps({
    "read": done, "crs": project.crs().authid(),
    "layers": [[l.name(), l.isValid(), l.featureCount(), l.crs().authid(), l.renderer().type()] for l in layers],
}))
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
    found = json.loads(done.stdout.strip().splitlines()[-1])
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
