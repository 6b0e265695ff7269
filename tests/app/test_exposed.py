"""What the zone card says is exposed: by county, with its range, and where it comes from."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import rasterio
from PySide6.QtWidgets import QLabel
from rasterio.transform import Affine

from app import i18n, words
from app.widgets.exposure_table import ExposureTable
from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord
from tests.app.conftest import EAST, WEST


def texts(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


@pytest.fixture
def card(planned):
    """The card of the zone about the wood on the line."""
    planned.window.zones.table.selectRow(0)
    return planned.window.zones.card


def test_the_card_has_people_and_villages_of_both_counties(planned, card) -> None:
    table = card.findChild(ExposureTable)
    said = texts(table)
    assert said[:4] == ["影响谁", "怀柔", "丰宁", "合计"]
    at = said.index("人口")
    assert said[at + 1 : at + 4] == ["120", "80", "200"]
    at = said.index("村庄")
    assert said[at + 1 : at + 4] == ["1", "1", "2"]
    assert "房屋" not in said, "no layer tells of buildings"
    assert any("无资料，不详" in text and "建筑" in text for text in said)


def test_a_population_raster_counts_instead_and_says_so(planned, qtbot, tmp_path) -> None:
    """Cells of 0.01° with 10 people each: the zone's parts hold what they cover, the card names the raster."""
    path = tmp_path / "人口_ppp.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=40, height=30, count=1, dtype="float32", crs="EPSG:4326",
        transform=Affine(0.01, 0.0, 116.3, 0.0, -0.01, 40.8),
    ) as target:  # fmt: skip
        target.write(np.full((30, 40), 10.0, dtype=np.float32), 1)
    document = planned.document

    def put() -> None:
        store = document.store
        made = LayerRecord("", "格网人口", Role.POPULATION, Shape.RASTER, Origin.READ, "", raster_path=path.name)
        with store.change("layers_added", titles=["人口"]):
            store.add_layer(made, None)

    with qtbot.waitSignal(planned.window.analysis.finished, timeout=30_000):
        document.on_writer(put)
        planned.window.actions_["analyse"].trigger()
    qtbot.waitUntil(lambda: document.analysis_state() == "fresh", timeout=20_000)
    zone = next(row for row in document.zones().itertuples() if set(row.exposures) == {WEST, EAST})
    planned.window.zones.choose(zone.uid)
    said = texts(planned.window.zones.card.findChild(ExposureTable))
    west, east = (zone.exposures[code]["people"] for code in (WEST, EAST))
    assert west > 20 and west != 120
    at = said.index("人口")
    assert said[at + 1].startswith(f"{west:.0f}\n")
    assert said[at + 3] == f"{west + east:.0f}"
    assert any("人口取自栅格“格网人口”" in text for text in said)


def test_a_figure_that_may_move_has_its_range(planned, qtbot) -> None:
    """With lines good to 1.2 km both villages may lie on either side: 0–200 people each."""
    document = planned.document
    parameters = replace(document.parameters(), line_precision_m=1200.0)
    with qtbot.waitSignal(planned.window.analysis.finished, timeout=30_000):
        document.set_parameters(parameters)
        planned.window.actions_["analyse"].trigger()
    qtbot.waitUntil(lambda: document.analysis_state() == "fresh", timeout=20_000)
    zone = next(row for row in document.zones().itertuples() if set(row.exposures) == {WEST, EAST})
    assert (zone.exposures[WEST]["people_low"], zone.exposures[WEST]["people_high"]) == (0, 200)
    planned.window.zones.choose(zone.uid)
    said = texts(planned.window.zones.card.findChild(ExposureTable))
    assert "120\n0–200" in said
    assert any("± 1.2 km" in text or "±1.2 km" in text for text in said)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_four_columns_fit_beside_the_map(qapp, planned, language: str) -> None:
    """Of a zone with three counties every column is seen: units stand once, in the title of their row."""
    i18n.install(qapp, language)
    (zone, *_) = planned.document.zones().itertuples(index=False)
    entry = {**zone.exposures[WEST], "people": 12345.0, "people_low": None, "people_high": None}
    codes = (WEST, EAST, "130824")
    three = zone._replace(exposures=dict.fromkeys(codes, entry), counties=list(codes), area_ha=5261.7)
    parts = [SimpleNamespace(county=code, area_ha=1753.9) for code in codes]
    table = ExposureTable(planned.document, three, parts)
    assert table.minimumSizeHint().width() <= 300
    said = texts(table)
    area = said.index("面积\nhm²" if language == "zh_CN" else "Area\nhm²")
    assert said[area + 1 : area + 5] == [*[words.number(1753.9, 1)] * 3, words.number(5261.7, 1)]
    table.deleteLater()


def test_sides_of_a_higher_line_are_told_without_a_wrong_plural(qapp, planned) -> None:
    i18n.install(qapp, "en")
    (zone, *_) = planned.document.zones().itertuples(index=False)
    entry = {**zone.exposures[WEST], "people": 1.0, "villages": 1.0}
    codes = (WEST, EAST, "130824")
    three = zone._replace(exposures=dict.fromkeys(codes, entry), counties=list(codes), level="province")
    parts = [SimpleNamespace(county=code, area_ha=1753.9) for code in codes]
    told = {}
    for language in ("en", "zh_CN"):
        i18n.install(qapp, language)
        table = ExposureTable(planned.document, three, parts)
        told[language] = next(text for text in texts(table) if "villages" in text or "；" in text)
        table.deleteLater()
    assert "people 1, villages 1; " in told["en"] and "1 villages" not in told["en"]
    assert "；" in told["zh_CN"] and "; " not in told["zh_CN"]
