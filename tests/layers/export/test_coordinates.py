import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.crs import STORAGE_CRS, gk_epsg, transform
from layers.export.coordinates import (
    coordinate_table,
    crossed_zone_edges,
    format_azimuth,
    format_dms,
    parse_table,
    printed_row,
)
from layers.geodesy import cgcs2000, geodesic_area_m2


def plane_polygon(corners, holes=(), meridian=117.0):
    """A polygon given by X north, Y east (with prefix) in a 3° zone, as EPSG:4490."""
    rings = [[(east, north) for north, east in ring] for ring in (corners, *holes)]
    return transform(shapely.Polygon(rings[0], rings[1:]), f"EPSG:{gk_epsg(meridian, prefixed=True)}", STORAGE_CRS)


SQUARE = [(4_500_000, 39_500_000), (4_500_000, 39_501_000), (4_499_000, 39_501_000), (4_499_000, 39_500_000)]
HOLE = [(4_499_600, 39_500_400), (4_499_600, 39_500_600), (4_499_400, 39_500_600), (4_499_400, 39_500_400)]


def lonlat_polygons():
    """Random star-shaped polygons in China, a few kilometres wide."""

    def build(lon, lat, radii, turn):
        angles = np.linspace(0, 2 * np.pi, len(radii), endpoint=False) + turn
        r = np.asarray(radii)
        return shapely.Polygon(np.column_stack([lon + r * np.cos(angles), lat + 0.8 * r * np.sin(angles)]))

    return st.builds(
        build,
        st.floats(75.0, 134.0),
        st.floats(20.0, 52.0),
        st.lists(st.floats(0.01, 0.06), min_size=3, max_size=40),
        st.floats(0, 6.28),
    )


class TestDms:
    @pytest.mark.parametrize(
        ("degrees", "text"),
        [
            (0.0, "0°00′00.00″"),
            (40.5, "40°30′00.00″"),
            (116.99999999, "117°00′00.00″"),
            (40 + 59 / 60 + 59.994 / 3600, "40°59′59.99″"),
            (40 + 59 / 60 + 59.9951 / 3600, "41°00′00.00″"),
            (-0.5, "-0°30′00.00″"),
            (-1e-12, "0°00′00.00″"),
        ],
    )
    def test_carry(self, degrees, text):
        assert format_dms(degrees) == text

    def test_hemispheres(self):
        assert format_dms(116.25, axis="lon") == "116°15′00.00″E"
        assert format_dms(-33.25, axis="lat") == "33°15′00.00″S"

    @given(st.floats(-180, 180))
    def test_never_sixty_and_reads_back(self, degrees):
        text = format_dms(degrees)
        sign = -1 if text.startswith("-") else 1
        d, rest = text.lstrip("-").split("°")
        m, rest = rest.split("′")
        s = float(rest.rstrip("″"))
        assert int(m) < 60
        assert s < 60
        assert sign * (int(d) + int(m) / 60 + s / 3600) == pytest.approx(degrees, abs=0.0051 / 3600)

    @given(st.floats(0, 360, exclude_max=True))
    def test_azimuth_stays_below_a_full_turn(self, azimuth):
        degree, minute, second = (
            int(part) for part in format_azimuth(azimuth).replace("″", "").replace("′", "°").split("°")
        )
        assert 0 <= degree < 360
        assert minute < 60
        assert second < 60


class TestSquare:
    table = coordinate_table(plane_polygon(SQUARE))

    def test_points_run_clockwise_from_the_north_west(self):
        rows = [printed_row(point) for point in self.table.points]
        assert [(row[0], row[4], row[5]) for row in rows] == [
            ("J1", "4500000.00", "39500000.00"),
            ("J2", "4500000.00", "39501000.00"),
            ("J3", "4499000.00", "39501000.00"),
            ("J4", "4499000.00", "39500000.00"),
            ("J1", "4500000.00", "39500000.00"),
        ]
        assert self.table.corner_count == 4

    def test_zone_and_meridian_are_named(self):
        assert (self.table.zone, self.table.central_meridian_deg, self.table.epsg) == (39, 117, 4527)

    def test_sides_and_azimuths_are_geodesic(self):
        # On the central meridian the scale is 1 north–south; the first side runs due east there.
        first, second, _, last = self.table.points[:4]
        assert first.side_m == pytest.approx(1000.0, abs=0.02)
        assert last.side_m == pytest.approx(1000.0, abs=1e-3)
        assert last.azimuth_deg == pytest.approx(0.0, abs=1e-6) or last.azimuth_deg == pytest.approx(360.0, abs=1e-6)
        assert second.azimuth_deg == pytest.approx(180.0, abs=0.01)
        azimuth, _, side = cgcs2000().inv(
            first.longitude_deg, first.latitude_deg, second.longitude_deg, second.latitude_deg
        )
        assert (first.side_m, first.azimuth_deg) == (pytest.approx(side), pytest.approx(azimuth))

    def test_area_in_three_units(self):
        assert self.table.area_m2 == pytest.approx(1_000_000, rel=1e-5)
        assert self.table.area_ha == pytest.approx(100, rel=1e-5)
        assert self.table.area_mu == pytest.approx(1500, rel=1e-5)

    def test_closes(self):
        assert self.table.check.passes
        assert self.table.crossed_deg == ()
        assert self.table.choices == ()

    def test_start_and_direction_of_drawing_do_not_matter(self):
        for turn in range(4):
            corners = SQUARE[turn:] + SQUARE[:turn]
            for order in (corners, corners[::-1]):
                rows = [printed_row(point) for point in coordinate_table(plane_polygon(order)).points]
                assert rows == [printed_row(point) for point in self.table.points]

    def test_a_given_area_is_printed_and_a_wrong_one_fails_the_check(self):
        assert coordinate_table(plane_polygon(SQUARE), area_m2=1_000_000.0).area_m2 == 1_000_000.0
        assert not coordinate_table(plane_polygon(SQUARE), area_m2=1_001_000.0).check.passes


class TestRings:
    def test_a_hole_is_a_further_ring_and_goes_round_the_other_way(self):
        table = coordinate_table(plane_polygon(SQUARE, [HOLE]))
        rows = [printed_row(point, "孔") for point in table.points]
        assert [row[0] for row in rows] == ["J1", "J2", "J3", "J4", "J1", "J5", "J6", "J7", "J8", "J5"]
        assert [row[1] for row in rows] == ["1"] * 5 + ["2 (孔)"] * 5
        # Anticlockwise from the hole's own north-west corner: first south.
        assert (rows[5][4], rows[5][5]) == ("4499600.00", "39500400.00")
        assert (rows[6][4], rows[6][5]) == ("4499400.00", "39500400.00")
        assert parse_table(rows).equals_exact(parse_table(rows), 0)
        assert len(parse_table(rows).interiors) == 1

    def test_parts_are_ordered_from_the_north_west(self):
        south_east = [(x - 5000, y + 5000) for x, y in SQUARE]
        first, second = plane_polygon(SQUARE, [HOLE]), plane_polygon(south_east)
        for parts in ([first, second], [second, first]):
            table = coordinate_table(shapely.MultiPolygon(parts))
            assert table.rings == 3
            again = parse_table([printed_row(point) for point in table.points])
            assert isinstance(again, shapely.MultiPolygon)
            assert [len(part.interiors) for part in again.geoms] == [1, 0]
            assert table.points[0].x_north_m == pytest.approx(4_500_000)

    def test_repeated_points_are_listed_once(self):
        doubled = plane_polygon([SQUARE[0], SQUARE[1], SQUARE[1], *SQUARE[2:]])
        assert coordinate_table(doubled).corner_count == 4

    def test_tie_goes_to_the_more_northern_point(self):
        # Both points have the same X − Y.
        triangle = [(4_500_000, 39_500_000), (4_501_000, 39_501_000), (4_499_000, 39_502_000)]
        assert coordinate_table(plane_polygon(triangle)).points[0].x_north_m == pytest.approx(4_501_000)


class TestRoundTrip:
    @given(lonlat_polygons())
    def test_printed_columns_give_the_polygon_back_to_a_centimetre(self, polygon):
        if not polygon.is_valid:
            return
        table = coordinate_table(polygon)
        again = parse_table([printed_row(point, "孔") for point in table.points])
        drawn = shapely.get_coordinates(polygon.exterior)[:-1]
        read = shapely.get_coordinates(again.exterior)[:-1]
        for lon, lat in drawn:
            _, _, metres = cgcs2000().inv(np.full(len(read), lon), np.full(len(read), lat), read[:, 0], read[:, 1])
            assert metres.min() < 0.01
        assert table.check.passes
        assert len(read) == table.corner_count
        assert table.area_m2 == pytest.approx(geodesic_area_m2(polygon), rel=1e-5)

    @settings(deadline=None)
    @given(lonlat_polygons())
    def test_clockwise_from_its_north_west_most_vertex(self, polygon):
        if not polygon.is_valid:
            return
        points = coordinate_table(polygon).points
        assert not shapely.LinearRing([(p.y_east_m, p.x_north_m) for p in points]).is_ccw
        assert points[0].x_north_m - points[0].y_east_m >= max(p.x_north_m - p.y_east_m for p in points) - 0.002

    def test_sides_sum_to_the_perimeter(self):
        table = coordinate_table(plane_polygon(SQUARE, [HOLE]))
        assert table.perimeter_m == pytest.approx(4 * 1000 + 4 * 200, rel=1e-4)

    @pytest.mark.parametrize(
        ("rows", "message"),
        [
            ([], "no boundary points"),
            ([("点号", "圈号", "经度", "纬度", "X", "Y")], "no boundary points"),
            (
                [("J1", "1", "", "", "4500000.00", "39500000.00"), ("J2", "1", "", "", "4500000.00", "39500001.00")],
                "three points",
            ),
            ([(f"J{i}", "1 (hole)", "", "", f"{4500000 + i * i}", f"{39500000 + i}") for i in range(4)], "outer ring"),
            (
                [(f"J{i}", "1", "", "", f"{4500000 + i * i}", f"{(38 + i % 2) * 1e6 + 5e5 + i}") for i in range(4)],
                "zone number",
            ),
            ([(f"J{i}", "1", "", "", f"{4500000 + i * i}", f"{500000 + i}") for i in range(4)], "zone number"),
        ],
    )
    def test_bad_tables_are_refused_with_a_reason(self, rows, message):
        with pytest.raises(ValueError, match=message):
            parse_table(rows)

    def test_an_empty_area_is_refused(self):
        with pytest.raises(ValueError, match="polygon"):
            coordinate_table(shapely.Polygon())


class TestZoneEdges:
    across = shapely.box(115.45, 40.2, 115.6, 40.3)

    def test_crossing_is_found_and_each_zone_has_its_ppm(self):
        table = coordinate_table(self.across)
        assert table.crossed_deg == (115.5,)
        assert [(c.central_meridian_deg, c.width_deg, c.epsg) for c in table.choices] == [
            (114, 3, 4547),
            (117, 3, 4548),
            (117, 6, 4509),
        ]
        # Nearly 1.5° from either meridian, plane area is some 400 ppm too large: (k² − 1), k = 1 + y²/2R².
        expected = ((1.5 * 111_320 * np.cos(np.radians(40.25))) / 6_378_000) ** 2 * 1e6
        for choice in table.choices:
            assert choice.area_ppm == pytest.approx(expected, rel=0.1)
        assert [c.is_used for c in table.choices] == [False, True, False]
        assert table.central_meridian_deg == 117

    def test_touching_is_not_crossing(self):
        assert crossed_zone_edges(shapely.box(115.5, 40, 115.6, 40.1)) == ()
        assert crossed_zone_edges(shapely.box(115.4, 40, 118.6, 40.1)) == (115.5, 118.5)
