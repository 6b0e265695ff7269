"""A hand-made plan: two square counties of 10 km side by side, a wood with a clearing, a river, zones, an area."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dataclasses import replace
from datetime import date

import geopandas as gpd
import pytest
import shapely
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from layers.borders.model import SEGMENT_COLUMNS
from layers.crs import transform
from layers.kinds import Origin, Role, Shape
from layers.patrol.model import PATROL_COLUMNS
from layers.plan.model import LayerRecord, PlanInfo
from layers.zones.model import PART_COLUMNS, REACH_COLUMNS, STRADDLING_COLUMNS, ZONE_COLUMNS

EPSG = 4548
#: South-west corner of the western county, metres.
X0, Y0 = 490_000.0, 4_480_000.0
KM = 1000.0


def stored(geometry):
    return transform(geometry, f"EPSG:{EPSG}", "EPSG:4490")


def box(x1, y1, x2, y2):
    """A box in kilometres from the south-west corner, in metres."""
    return shapely.box(X0 + x1 * KM, Y0 + y1 * KM, X0 + x2 * KM, Y0 + y2 * KM)


def at(x_km, y_km):
    return X0 + x_km * KM, Y0 + y_km * KM


def move(canvas, position, keys=None):
    """Move the mouse as it is held now, or with other keys.

    Sent straight to the map: the cursor of Qt's own tests loses its way on a fine screen.
    """
    at_px = QPointF(position)
    held = QApplication.mouseButtons()
    keys = QApplication.keyboardModifiers() if keys is None else keys
    event = QMouseEvent(QEvent.Type.MouseMove, at_px, canvas.mapToGlobal(at_px), Qt.MouseButton.NoButton, held, keys)
    QApplication.sendEvent(canvas, event)


def shown_color(canvas, position):
    """The colour on screen at a logical pixel."""
    image = canvas.grab().toImage()
    k = image.devicePixelRatio()
    return image.pixelColor(round(position.x() * k), round(position.y() * k)).name().upper()


def device_px(canvas):
    """Metres in which a place may be off after a drag: nothing on whole pixels, else half a device pixel."""
    dpr = canvas.view.dpr
    return 1e-6 if dpr == round(dpr) else 0.51 * canvas.view.metres_per_device_px


def frame(columns, rows):
    geometry = [stored(row.pop("geometry")) for row in rows]
    data = {name: [row.get(name) for row in rows] for name in columns if name != "geometry"}
    return gpd.GeoDataFrame(data, geometry=gpd.GeoSeries(geometry, crs=4490))


def zone(number, zone_class, rank, geometry):
    return {
        "uid": f"z{number}",
        "number": number,
        "zone_class": zone_class,
        "rank": rank,
        "counties": ["110101", "110102"],
        "geometry": geometry,
    }


class HandMadePlan:
    """Answers the reads of a plan store from frames in memory."""

    def __init__(self):
        self.frames = {
            "counties": frame(
                ("uid", "code", "name"),
                [
                    {"uid": "w", "code": "110101", "name": "西山县", "geometry": box(0, 0, 10, 10)},
                    {"uid": "e", "code": "110102", "name": "东河县", "geometry": box(10, 0, 20, 10)},
                ],
            ),
            "wood": frame(
                ("uid", "name"),
                [{"uid": "f1", "name": "北林", "geometry": box(1, 6, 9, 9.5).difference(box(4, 7, 6, 8.5))}],
            ),
            "river": frame(
                ("uid", "name", "order", "width_m"),
                [
                    {
                        "uid": "r1",
                        "name": "南河",
                        "order": 3.0,
                        "width_m": 50.0,
                        "geometry": shapely.LineString([at(0.5, 1), at(19.5, 1)]),
                    }
                ],
            ),
            "depots": frame(
                ("uid", "name", "kind"),
                [{"uid": "d1", "name": "西库", "kind": "", "geometry": shapely.Point(*at(2, 3))}],
            ),
        }
        self.records = [
            record("depots", Role.DEPOT, Shape.POINT, 0),
            record("river", Role.RIVER, Shape.LINE, 1),
            record("wood", Role.FOREST, Shape.POLYGON, 2),
            record("counties", Role.COUNTY, Shape.POLYGON, 3),
        ]
        self.zone_rows = [
            zone(1, "S1", 1, box(8, 3, 12, 5)),
            zone(2, "pending", 2, box(13, 3, 15, 5)),
            zone(3, "L", 3, box(16, 3, 18, 5)),
        ]
        self.patrol = frame(
            PATROL_COLUMNS,
            [{"uid": "p1", "number": 1, "name": "一号联防区", "note": "", "geometry": box(12, 6, 16, 9)}],
        )
        self._zones = frame(ZONE_COLUMNS, [dict(row) for row in self.zone_rows])
        self._empty = {name: frame(columns, []) for name, columns in self._columns().items()}
        self.border_rows = self._empty["borders"]
        self.part_rows = self._empty["parts"]

    @staticmethod
    def _columns():
        return {
            "parts": PART_COLUMNS,
            "borders": SEGMENT_COLUMNS,
            "straddling": STRADDLING_COLUMNS,
            "reaches": REACH_COLUMNS,
        }

    def info(self):
        return PlanInfo("plan", "手工规划", date(2026, 1, 1), 1, is_sample=True, metric_epsg=EPSG)

    def layers(self):
        return list(self.records)

    def frame(self, layer_uid):
        return self.frames[layer_uid]

    def zones(self):
        return self._zones

    def parts(self):
        return self.part_rows

    def borders(self):
        return self.border_rows

    def straddling(self):
        return self._empty["straddling"]

    def reaches(self):
        return self._empty["reaches"]

    def patrol_areas(self):
        return self.patrol

    def change_record(self, uid, **changes):
        self.records = [replace(one, **changes) if one.uid == uid else one for one in self.records]


def record(uid, role, shape, position):
    return LayerRecord(uid, uid, role, shape, Origin.READ, uid, position=position, is_sample=True)


@pytest.fixture
def plan():
    return HandMadePlan()


@pytest.fixture
def scene(plan, qapp):
    from app.canvas import build_scene

    return build_scene(plan)


@pytest.fixture
def family(qapp):
    from app.fonts import packaged_family

    return packaged_family()


@pytest.fixture
def canvas(qtbot, scene, family):
    """A shown map with its first sharp picture: 800 × 600, 40 m to the pixel, all of the plan in sight."""
    from app.canvas import MapCanvas, View

    widget = MapCanvas(font_family=family)
    qtbot.addWidget(widget, before_close_func=lambda w: w.close_worker())
    widget.resize(800, 600)
    widget.show()
    qtbot.waitExposed(widget)
    with qtbot.waitSignal(widget.settled, timeout=10_000):
        widget.set_scene(scene)
    widget.set_view(View(at(10, 5), 40.0, (800.0, 600.0)))
    qtbot.waitUntil(lambda: widget.is_settled, timeout=10_000)
    return widget
