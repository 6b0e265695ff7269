"""check, analyse and export as a user runs them: exit codes, words in both languages, sources untouched."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from app.cli import run
from layers.plan import PlanStore

pytestmark = pytest.mark.filterwarnings("ignore:'crs' was not provided")

EAST, WEST = shapely.box(116.1, 40.0, 116.2, 40.1), shapely.box(116.0, 40.0, 116.1, 40.1)


def write_files(folder: Path) -> dict[str, Path]:
    """Two counties, one forest across their line, one village on the eastern side; no CRS on the forest."""
    paths = {name: folder / f"{name}.{kind}" for name, kind in (("counties", "geojson"), ("forest", "shp"))}
    counties = {"code": ["110116", "130824"], "name": ["怀柔区", "滦平县"]}
    gpd.GeoDataFrame(counties, geometry=[WEST, EAST], crs=4490).to_file(paths["counties"])
    forest = gpd.GeoDataFrame({"name": ["林"]}, geometry=[shapely.box(116.07, 40.03, 116.13, 40.07)])
    forest.to_file(paths["forest"], encoding="utf-8")
    paths["villages"] = folder / "villages.csv"
    paths["villages"].write_text("名称,人口,经度,纬度\n东村,120,116.11,40.05\n北村,,116.12,40.05\n", encoding="utf-8")
    return paths


@pytest.fixture
def files(tmp_path):
    return write_files(tmp_path)


@pytest.fixture(scope="module")
def analysed(tmp_path_factory):
    """The plan that ``analyse`` makes of the files, and what it prints."""
    folder = tmp_path_factory.mktemp("analysed")
    path = folder / "plan.lianfang.gpkg"
    words = ["--plan", path, "--crs", "EPSG:4490", "--role", "villages.csv=settlement", "--json"]
    with redirect_stdout(io.StringIO()) as out:
        assert run(["analyse", *map(str, (*write_files(folder).values(), *words))]) == 0
    return path, json.loads(out.getvalue())


@pytest.fixture
def plan(analysed, tmp_path):
    path, said = analysed
    return shutil.copyfile(path, tmp_path / path.name), said


def call(capsys, *arguments):
    capsys.readouterr()
    code = run([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return int(code), told.out, told.err


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("words", [("open", "a.gpkg"), ("a.gpkg",), ("--lang", "en", "a.gpkg")])
def test_a_plan_opens_with_and_without_the_word(monkeypatch, words):
    opened: list[Path] = []
    monkeypatch.setattr("app.application.start", lambda files, is_probe: opened.extend(map(Path, files)) or 0)
    assert run(words) == 0
    assert opened == [Path("a.gpkg")]


def test_check_says_what_a_file_is_and_what_it_lacks(files, capsys):
    code, out, _ = call(capsys, "check", files["counties"])
    assert (code, "县级行政区" in out, "CGCS2000" in out or "2000" in out) == (0, True, True)
    code, out, _ = call(capsys, "check", files["forest"], "--lang", "en")
    assert code == 4
    assert "--crs" in out
    assert "does not say which coordinate system" in out


@pytest.mark.parametrize(("language", "words"), [("zh_CN", "空文件"), ("en", "is empty")])
def test_check_goes_on_after_a_bad_file(files, tmp_path, capsys, language, words):
    bad = tmp_path / "bad.shp"
    bad.touch()
    code, out, _ = call(capsys, "check", bad, tmp_path / "none.kml", files["counties"], "--lang", language)
    assert code == 4
    assert words in out
    assert "none.kml" in out
    assert "counties" in out
    assert "unknown" not in out


def test_check_prints_json(files, capsys):
    _, out, _ = call(capsys, "check", *files.values(), "--json")
    assert [Path(item["path"]).name for item in json.loads(out)] == [path.name for path in files.values()]


@pytest.mark.parametrize(
    ("language", "fits", "misfit"), [("zh_CN", "互相吻合", "缝隙 1 处"), ("en", "they fit", "1 gaps")]
)
def test_check_says_whether_county_lines_fit(files, tmp_path, capsys, language, fits, misfit):
    assert fits in call(capsys, "check", files["counties"], "--lang", language)[1]
    # The eastern county's own line lies 30 m further east over 5.5 km.
    east = shapely.Polygon(
        [(116.1, 40), (116.10035, 40.02), (116.10035, 40.07), (116.1, 40.1), (116.2, 40.1), (116.2, 40)]
    )
    counties = {"code": ["110116", "130824"], "name": ["怀柔区", "滦平县"]}
    path = tmp_path / "own.geojson"
    gpd.GeoDataFrame(counties, geometry=[WEST, east], crs=4490).to_file(path)
    assert misfit in call(capsys, "check", path, "--lang", language)[1]
    (told,) = json.loads(call(capsys, "check", path, "--json")[1])
    assert told["county_lines"]["gap"]["count"] == 1 and told["county_lines"]["overlap"]["count"] == 0
    assert told["county_lines"]["gap"]["area_m2"] == pytest.approx(29.9 * 8_328, rel=0.02)


def test_the_list_of_gaps_and_overlaps_is_written_and_the_plan_only_read(files, plan, tmp_path, capsys):
    path, _ = plan
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    for ending in ("csv", "xlsx", "gpkg"):
        code, out, _ = call(capsys, "slivers", path, "--out", tmp_path / f"list.{ending}", "--lang", "en")
        assert (code, "0 gaps, 0 overlaps" in out) == (0, True)
        assert (tmp_path / f"list.{ending}").exists()
    code, _, err = call(capsys, "slivers", path, "--out", tmp_path / "list.doc")
    assert code == 2 and ".xlsx" in err and not (tmp_path / "list.doc").exists()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_the_list_of_roads_is_written_once_the_plan_is_analysed_and_the_plan_only_read(plan, tmp_path, capsys):
    path, _ = plan
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    code, out, _ = call(capsys, "roads", path, "--out", tmp_path / "roads.csv", "--lang", "en")
    assert (code, "0 crossings, 0 stretches along a line" in out) == (0, True)
    assert (tmp_path / "roads.csv").read_text(encoding="utf-8-sig").startswith("No.,Road,")
    code, _, err = call(capsys, "roads", path, "--out", tmp_path / "roads.doc")
    assert code == 2 and ".xlsx" in err and not (tmp_path / "roads.doc").exists()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_blocks_are_written_and_the_plan_only_read(plan, tmp_path, capsys):
    path, _ = plan
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    for ending in ("gpkg", "geojson"):
        out = tmp_path / f"blocks.{ending}"
        code, said, _ = call(capsys, "blocks", path, "--out", out, "--band", "1", "--least", "5", "--lang", "en")
        assert code == 0 and str(out) in said and "blocks" in said
        assert {one["counties"] for one in gpd.read_file(out).to_dict("records")} == {"110116", "130824"}
    code, _, err = call(capsys, "blocks", path, "--out", tmp_path / "blocks.doc")
    assert code == 2 and ".gpkg" in err
    code, _, err = call(capsys, "blocks", path, "--out", tmp_path / "b.gpkg", "--lines", "roads,fences", "--lang", "en")
    assert code == 2 and "fences" in err and not (tmp_path / "b.gpkg").exists()
    with pytest.raises(SystemExit):
        call(capsys, "blocks", path, "--out", tmp_path / "b.gpkg", "--band", "-3", "--lang", "en")
    assert "-3 is no number above zero" in capsys.readouterr().err
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_missing_crs_is_asked_for_and_no_plan_is_left_behind(files, tmp_path, capsys):
    plan = tmp_path / "new.lianfang.gpkg"
    code, _, err = call(capsys, "analyse", files["counties"], files["forest"], "--plan", plan)
    assert code == 4
    assert "forest.shp" in err
    assert "坐标系" in err
    assert "。" in err
    assert ". " not in err.replace("forest.shp ", "")
    assert not plan.exists()


def test_unknown_people_stay_unknown_in_json(plan):
    _, told = plan
    [zone] = [zone for zone in told["zones"] if zone["zone_class"] != "L"]
    assert zone["counties"] == ["110116", "130824"]
    assert zone["people"] == 120
    assert zone["people_unknown_places"] == 1
    assert sum(part["area_ha"] for part in zone["parts"]) == pytest.approx(zone["area_ha"], abs=1e-6)
    assert all(part["depot_own_km"] is None for part in zone["parts"]), "no depot layer: unknown, not zero"


def test_sources_are_never_written_to(files, tmp_path, capsys):
    before = digest(tmp_path)
    call(capsys, "check", *files.values())
    call(capsys, "analyse", *files.values(), "--plan", tmp_path / "p.lianfang.gpkg", "--crs", "forest.shp=EPSG:4490")
    after = digest(tmp_path)
    assert {name: after[name] for name in before} == before


def test_export_takes_areas_from_a_file_and_names_the_unnamed(plan, tmp_path, capsys):
    path, _ = plan
    areas = tmp_path / "areas.kml"
    boxes = [shapely.box(116.05, 40.02, 116.15, 40.08), shapely.box(116.05, 40.02, 116.1, 40.08)]
    gpd.GeoDataFrame({"Name": ["联防一片", ""]}, geometry=boxes, crs=4326).to_file(areas, driver="KML")
    out = tmp_path / "out"
    words = ["--formats", "csv,geojson", "--out", out, "--purpose", "签约", "--review-number", "冀S(2026)001"]
    code, told, _ = call(capsys, "export", path, "--areas-from", areas, *words)
    assert code == 0
    names = sorted(item.name for item in out.iterdir())
    assert len(names) == 4
    assert not any(name.startswith("_") for name in names)
    assert all(str(out / name) in told for name in names)
    product = json.loads((out / "联防一片_联防区附件.geojson").read_text(encoding="utf-8"))
    assert product["statement"][0] == "本图联防区域不作为行政区域界线依据"
    first = product["features"][0]["properties"]
    assert (first["purpose"], first["review_number"]) == ("签约", "冀S(2026)001")
    by_number, _, _ = call(capsys, "export", path, "--area", "1", "--formats", "csv", "--out", tmp_path / "one")
    assert by_number == 0
    assert [item.name for item in (tmp_path / "one").iterdir()] == ["联防一片_联防区附件.csv"]


def test_exporting_reads_a_plan_that_is_open_elsewhere_and_leaves_its_bytes(plan, tmp_path, capsys):
    path, _ = plan
    with PlanStore.open(path) as store, store.change("patrol_area_added"):
        store.add_patrol_area("一片", shapely.box(116.05, 40.02, 116.15, 40.08))
    before = digest(tmp_path)[path.name]
    code, _, _ = call(capsys, "export", path, "--formats", "csv", "--out", tmp_path / "a")
    assert (code, digest(tmp_path)[path.name]) == (0, before)
    with PlanStore.open(path):
        code, _, err = call(capsys, "export", path, "--formats", "csv", "--out", tmp_path / "b")
    assert code == 0, err


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (["--area", "9", "--out", "o"], 2, "9"),
        (["--formats", "doc", "--out", "o"], 2, "docx"),
        (["--out", "o", "--areas-from", "none.kml"], 4, "none.kml"),
    ],
)
def test_export_refuses_with_a_sentence(plan, tmp_path, monkeypatch, capsys, words, exit_code, said):
    monkeypatch.chdir(tmp_path)
    code, _, err = call(capsys, "export", plan[0], *words)
    assert code == exit_code
    assert said in err
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(("language", "words"), [("zh_CN", "不是联防规划"), ("en", "is not a Lianfang plan")])
def test_what_is_no_plan_is_not_opened(files, capsys, tmp_path, language, words):
    code, _, err = call(capsys, "export", files["counties"], "--out", tmp_path / "o", "--lang", language)
    assert code == 5
    assert words in err


def test_an_analysis_without_counties_says_what_is_missing(files, tmp_path, capsys):
    code, _, err = call(capsys, "analyse", files["villages"], "--crs", "EPSG:4490", "--plan", tmp_path / "p.gpkg")
    assert code == 1
    assert "县级行政区" in err


@pytest.mark.parametrize("words", [["--lang", "en", "export", "--help"], ["export", "--help", "--lang", "en"]])
def test_help_speaks_the_language_wherever_it_is_asked_for(capsys, words):
    with pytest.raises(SystemExit) as left:
        run(words)
    assert left.value.code == 0
    out = capsys.readouterr().out
    assert "Write the annex" in out
    assert "Example:" in out


def test_chinese_help_has_no_english_headings(capsys):
    with pytest.raises(SystemExit):
        run(["analyse", "--help"])
    out = capsys.readouterr().out
    assert "选项" in out
    assert "positional arguments" not in out
    assert "show this" not in out


@pytest.mark.parametrize(("language", "words"), [("zh_CN", "待邻县资料"), ("en", "waiting for the neighbour")])
def test_a_class_left_open_is_told_in_words(files, tmp_path, capsys, language, words):
    """Forest ends just west of the line; the eastern county gave no villages, so who is affected there is unknown."""
    west, villages = tmp_path / "west.gpkg", tmp_path / "villages_west.csv"
    gpd.GeoDataFrame({"name": ["林"]}, geometry=[shapely.box(116.07, 40.03, 116.0999, 40.07)], crs=4490).to_file(west)
    villages.write_text("名称,人口,经度,纬度\n西村,120,116.03,40.05\n", encoding="utf-8")
    options = ["--crs", "EPSG:4490", "--role", "west.gpkg=forest", "--role", "villages_west.csv=settlement"]
    plan = tmp_path / "p.lianfang.gpkg"
    code, out, _ = call(
        capsys, "analyse", files["counties"], west, villages, "--plan", plan, *options, "--lang", language
    )
    assert code == 0
    zone = out.splitlines()[1]
    assert words in zone
    assert "pending" not in zone


def test_export_says_what_an_agreement_should_not_carry(plan, tmp_path, capsys):
    areas = tmp_path / "areas.geojson"
    crossed = shapely.Polygon([(116.05, 40.02), (116.15, 40.08), (116.15, 40.02), (116.05, 40.08)])
    shapes = [crossed, shapely.box(100, 30, 100.1, 30.1)]
    gpd.GeoDataFrame({"name": ["自交", "界外"]}, geometry=shapes, crs=4490).to_file(areas)
    words = ["--areas-from", areas, "--formats", "csv", "--out", tmp_path / "o"]
    code, _, err = call(capsys, "export", plan[0], *words)
    assert code == 0
    told = [line for line in err.splitlines() if line.startswith("!")]
    assert any("界外" in line for line in told)
    assert "自相交，已修复" in err


def test_a_shifted_file_is_converted_when_its_option_says_so(files, tmp_path, capsys):
    villages = files["villages"]
    villages.write_text("名称,人口,经度,纬度\n东村,120,116.41024449916938,39.91640428150164\n", encoding="utf-8")
    plan = tmp_path / "p.lianfang.gpkg"
    said = ["--crs", "villages.csv=高德", "--crs", "forest.shp=EPSG:4490"]
    code, _, _ = call(capsys, "analyse", *files.values(), "--plan", plan, *said, "--role", "villages.csv=settlement")
    assert code == 0
    with PlanStore.open(plan) as store:
        record = next(one for one in store.layers() if one.title == "villages")
        assert record.source.crs_used == "GCJ-02"
        assert record.bounds[:2] == pytest.approx((116.404, 39.915), abs=1e-8)


def test_an_own_fit_is_taken_with_its_equal_signs(files):
    from app.headless.options import choices_of

    fit = "fit:EPSG:4548,dx=12.0,dy=34.0,rotation=0.0,scale=0.0"
    forest, villages = files["forest"], files["villages"]
    choices = choices_of([forest, villages], [f"{forest.name}={fit}", f"{villages.name}=gcj02"], [])
    assert (choices[forest].crs, choices[villages].crs) == (fit, "gcj02")
    with pytest.raises(ValueError, match=r"nothing\.shp"):
        choices_of([forest], ["nothing.shp=EPSG:4490"], [])


def test_check_prints_the_columns_and_what_to_look_at(tmp_path, capsys):
    path = tmp_path / "村庄.geojson"
    people = {"村名": ["甲", "乙"], "常住人口": [100, 200], "户籍人口": [130, 260]}
    gpd.GeoDataFrame(people, geometry=shapely.points([[116.1, 40], [116.2, 40]]), crs=4326).to_file(path)
    code, out, _ = call(capsys, "check", path, "--lang", "en")
    assert code == 0
    assert "columns: name ← 村名；people ← 常住人口" in out
    assert "? people: 户籍人口 fits as well as 常住人口 and differs; say which with --field" in out
    _, out, _ = call(capsys, "check", path, "--json")
    (layer,) = json.loads(out)[0]["layers"]
    assert list(layer["fields_as"]) == ["settlement"]
    assert layer["fields_as"]["settlement"][1]["rival"] == "户籍人口" and layer["rows"] is None


def test_a_column_is_named_for_one_file(files, tmp_path, capsys):
    files["villages"].write_text("名称,人口,户籍,经度,纬度\n东村,120,99,116.11,40.05\n", encoding="utf-8")
    plan = tmp_path / "p.lianfang.gpkg"
    words = [*files.values(), "--plan", plan, "--crs", "EPSG:4490", "--role", "villages.csv=settlement"]
    code, _, _ = call(capsys, "analyse", *words, "--field", "villages.csv=people:户籍")
    assert code == 0
    with PlanStore.open(plan) as store:
        record = next(one for one in store.layers() if one.title == "villages")
        assert store.frame(record.uid)["people"].tolist() == [99]
        told = [note for note in record.source.notes if note["code"] == "field_given"]
        assert [(note["field"], note["canonical"]) for note in told] == [("户籍", "people")]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("villages.csv=people:RK", "RK: no such column in villages.csv; it has 名称, 人口, 经度, 纬度"),
        ("villages.csv=humans:人口", "villages.csv=humans:人口: write FILE=FIELD:COLUMN"),
        ("other.csv=people:人口", "other.csv: not among the files given"),
    ],
)
def test_a_column_that_is_not_there_is_refused_with_a_sentence(files, tmp_path, capsys, option, said):
    plan = tmp_path / "p.lianfang.gpkg"
    code, _, err = call(capsys, "analyse", files["villages"], "--plan", plan, "--field", option, "--lang", "en")
    assert code == 2 and said in err and not plan.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["slivers", "a"], "缺少必需的参数：--out"),
        (["analyse", "a", "--plan", "p", "--crs"], "参数 --crs：需要一个值"),
        (["check", "a", "--bogus"], "不认识的参数：--bogus"),
        (["--lang", "en", "slivers", "a"], "error: the following arguments are required: --out"),
    ],
)
def test_wrong_arguments_are_told_in_the_language_of_the_program(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(words)
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert said in told and ("usage" in told) == ("en" in words)


@pytest.mark.parametrize("option", ["--role={0}=forest --role={0}=county", "--encoding={0}=BIG5 --encoding={0}=GBK"])
def test_options_that_contradict_each_other_are_refused(files, tmp_path, capsys, option):
    words = option.format(files["villages"]).split()
    code, _, err = call(capsys, "analyse", files["villages"], *words, "--plan", tmp_path / "p.gpkg")
    assert code == 2 and "给出了两个不同的值" in err and not (tmp_path / "p.gpkg").exists()


def test_what_is_said_of_one_file_goes_before_what_is_said_of_all(tmp_path):
    from app.headless.analysing import choices_of

    one, other, same_name = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "数据" / "a.csv"
    for options in (["a.csv=BIG5", "GBK"], ["GBK", "a.csv=BIG5"]):
        found = choices_of([one, other], [], [], encodings=options)
        assert (found[one].encoding, found[other].encoding) == ("BIG5", "GBK")
    with pytest.raises(ValueError, match=r"a\.csv"):
        choices_of([one, same_name], [], ["a.csv=county"])  # which of the two?
    assert choices_of([one, same_name], [], [f"{same_name}=county"])[same_name].role is not None


def test_a_missing_coordinate_system_is_answered_on_the_command_line(files, tmp_path, capsys):
    code, _, err = call(capsys, "analyse", files["villages"], "--plan", tmp_path / "p.gpkg")
    assert code == 4 and "--crs EPSG:" in err


def test_a_fire_is_entered_and_the_plan_only_read(plan, tmp_path, capsys):
    path, _ = plan
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    raster = tmp_path / "arrival.tif"
    words = ["fire", path, "--at", "116°04′30″E 40°03′00″N", "--rate", "2", "--cell", "100", "--hours", "48"]
    code, out, _ = call(capsys, *words, "--out", raster, "--json")
    told = json.loads(out)
    assert code == 0 and raster.exists()
    assert told["probabilities"] == {"110116": pytest.approx(1.0)}
    (other,) = told["counties"]
    # 0.025° of longitude at 40.05° are 2,133 m; the cell's middle, then woodland at 2 m/min
    assert (other["code"], other["minutes"]) == ("130824", pytest.approx(2_133 / 2, abs=60))
    assert [place["name"] for place in told["places"]] == ["东村", "北村"]
    code, out, err = call(capsys, *words, "--lang", "en")
    assert code == 0 and "tell them before that" in out and "people unknown" in out and "no terrain" in err
    assert "beyond the 0.1 to 15" not in err
    for same in ("40.05 116.075", "N40°03′00″ E116°04′30″", "X 4435490.79 Y 39421067.73"):
        words[words.index("--at") + 1] = same
        again = json.loads(call(capsys, *words, "--json")[1])
        assert (again["lon"], again["lat"]) == (pytest.approx(116.075, abs=1e-5), pytest.approx(40.05, abs=1e-5))
    code, out, err = call(capsys, *words, "--lang", "en", "--wind", "15")
    assert code == 0 and "head runs 29 m/min, beyond the 0.1 to 15 of surface fires" in err
    for wrong in (
        ["--at", "nowhere"],
        ["--at", "40.05 176.075"],
        ["--out", "a.doc"],
        ["--temperature", "30"],
        ["--wind", "-1"],
        ["--wind-from", "nan"],
    ):
        assert call(capsys, *words, *wrong)[0] == 2
    for option in ("--hours", "--cell", "--fix", "--line"):
        for value in ("-1", "0", "nan"):
            with pytest.raises(SystemExit) as end:
                call(capsys, *words, option, value)
            assert end.value.code == 2
    code, _, err = call(capsys, *words, "--cell", "1", "--lang", "en")
    assert code == 1 and "too large" in err and "--cell" in err
    assert call(capsys, *words, "--rate", "0")[0] == 1
    assert call(capsys, *words, "--at", "100.0, 30.0")[0] == 1
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_spill_is_entered_and_the_plan_only_read(files, tmp_path, capsys):
    river = tmp_path / "rivers.geojson"
    line = {"name": ["白河"], "流向": ["顺"]}
    gpd.GeoDataFrame(line, geometry=[shapely.LineString([(116.02, 40.05), (116.18, 40.05)])], crs=4490).to_file(river)
    path = tmp_path / "plan.lianfang.gpkg"
    layers = [files["counties"], files["villages"], river]
    roles = ["--role", "villages.csv=settlement", "--role", "rivers.geojson=river"]
    assert call(capsys, "analyse", *layers, "--plan", path, "--crs", "EPSG:4490", *roles, "--json")[0] == 0
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    words = ["spill", path, "--at", "116.05 40.051", "--found-at", "2012-12-31T07:40", "--substance", "苯胺"]
    code, out, _ = call(capsys, *words, "--json")
    told = json.loads(out)
    assert code == 0 and told["direction"] == "attribute" and told["river"] == "白河"
    # 0.05° of longitude at 40.05° are 4,266 m, at 1 m/s 71.1 min; the leading edge is there after 0.89 of that.
    other = told["counties"][1]
    assert (other["code"], other["peak_min"]) == ("130824", pytest.approx(71.1, abs=0.2))
    assert other["lead_min"] == pytest.approx(0.89 * 71.1, abs=0.2)
    assert [place["name"] for place in told["places"]] == ["东村", "北村"]
    for ending in ("docx", "pdf", "txt"):
        notice = tmp_path / f"notice.{ending}"
        assert call(capsys, *words, "--out", notice)[0] == 0 and notice.stat().st_size > 1000
    assert "滦平县" in (tmp_path / "notice.txt").read_text(encoding="utf-8")
    code, out, _ = call(capsys, *words, "--upstream", "--lang", "en")
    assert code == 0 and "does not reach another county" in out
    for wrong in (["--at", "nowhere"], ["--out", "a.doc"], ["--upstream", "--out", "a.txt"], ["--found-at", "noon"]):
        assert call(capsys, *words, *wrong)[0] == 2
    code, _, err = call(capsys, *words, "--at", "116.05 40.09", "--lang", "en")
    assert code == 1 and "No river is near enough" in err
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_lists_about_rivers_are_written(files, tmp_path, capsys, language):
    river = tmp_path / "rivers.geojson"
    lines = [
        shapely.LineString([(116.02, 40.05), (116.18, 40.05)]),
        shapely.LineString([(116.05, 40.09), (116.05, 40.05)]),
    ]
    gpd.GeoDataFrame({"name": ["白河", ""]}, geometry=lines, crs=4490).to_file(river)
    path, book, layers = tmp_path / "plan.lianfang.gpkg", tmp_path / "rivers.xlsx", tmp_path / "rivers.gpkg"
    words = [files["counties"], river, "--plan", path, "--role", "rivers.geojson=river", "--json"]
    assert call(capsys, "analyse", *words)[0] == 0
    code, out, _ = call(capsys, "rivers", path, "--out", book, "--exposed", "--lang", language)
    assert code == 0 and "{" not in out
    from openpyxl import load_workbook

    sheets = load_workbook(book)
    rows = [row for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    cells = [str(value) for row in rows for value in row if value is not None]
    assert len(sheets.sheetnames) == 9
    assert not [text for text in cells if text.startswith("river_") or "{" in text]
    unknown = {"zh_CN": "流向不明", "en": "direction not known"}[language]
    assert cells.count(unknown) == 2
    assert call(capsys, "rivers", path, "--out", layers)[0] == 0
    assert len(gpd.read_file(layers, layer="problems")) == 2
    assert call(capsys, "rivers", path, "--out", tmp_path / "rivers.doc")[0] == 2


def test_the_transmission_matrix_is_a_workbook(plan, tmp_path, capsys):
    from openpyxl import load_workbook

    path, _ = plan
    book = tmp_path / "matrix.xlsx"
    words = ["transmission", path, "--rate", "2", "--cell", "100", "--step", "500", "--out", book, "--lang", "en"]
    code, out, _ = call(capsys, *words, "--hours", "6", "24", "--rose", "N:3,SW:1", "--wind", "3")
    assert code == 0 and "24 h:" in out
    sheets = load_workbook(book)
    rows = list(sheets["Area, hm² 24 h"].values)
    assert rows[0][1:3] == ("怀柔区", "滦平县")
    assert rows[1][1] > rows[1][2] > 0 and rows[2][2] > rows[2][1] > 0
    assert next(iter(sheets["Villages 24 h"].values))[1:3] == ("怀柔区", "滦平县")
    with PlanStore.open(path) as store, store.change("parameters_changed"):
        store.set_parameters(replace(store.parameters(), spread_model="constant"))
    code, _, err = call(capsys, *words, "--hours", "24", "--wind", "20")
    assert code == 0 and "beyond" not in err, "at one constant rate of 2 m/min nothing runs away"
    steady = list(load_workbook(book)["Area, hm² 24 h"].values)
    code, _, err = call(capsys, *words, "--hours", "24", "--wind", "9")
    assert code == 0 and list(load_workbook(book)["Area, hm² 24 h"].values) == steady, "the plan's model, not another"
    for wrong in (["--out", "a.csv"], ["--rose", "up:1"], ["--rose", "N:-1"], ["--step", "50"]):
        assert call(capsys, *words, *wrong)[0] == 2
