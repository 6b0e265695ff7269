"""One HTML page with a map of the area that opens without a network.

folium writes the map; Leaflet's own script, style sheet and pictures are put into the page from the
package that ships them.  folium's other links (jQuery, Bootstrap, icon fonts) are left out: nothing
here needs them.  Every text from data is escaped before it reaches the page.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import geopandas as gpd
import shapely

from layers.crs import STORAGE_CRS
from layers.export.cells import date_text, is_unknown, number_text
from layers.export.frames import area_frame, points_frame, zones_frame
from layers.export.job import ExportJob
from layers.export.sources import source_lines
from layers.progress import Progress, silent

#: How far around the area the surroundings are drawn, in shares of its longer side.
_AROUND = 1.1
#: Surroundings are simplified to this, degrees (about 20 m).
_TOLERANCE_DEG = 0.0002
_DECIMALS = 6

_Style = Mapping[str, Any]
_STYLES: dict[str, _Style] = {
    "land": {"color": "#8A7F70", "weight": 1.4, "dashArray": "8 3 1 3", "fillColor": "#F7F6F2", "fillOpacity": 1.0},
    "forest": {"color": "#9DBB8C", "weight": 0.5, "fillColor": "#CFE3C4", "fillOpacity": 0.8},
    "river": {"color": "#5B93B8", "weight": 1.6, "fillOpacity": 0.0},
    "zone_S1": {"color": "#D55E00", "weight": 2, "fillColor": "#D55E00", "fillOpacity": 0.28},
    "zone_S2": {"color": "#0072B2", "weight": 2, "fillColor": "#0072B2", "fillOpacity": 0.28},
    "zone_S3": {"color": "#B1508F", "weight": 2, "fillColor": "#B1508F", "fillOpacity": 0.28},
    "zone_L": {"color": "#8A8F91", "weight": 1, "fillColor": "#8A8F91", "fillOpacity": 0.12},
    "zone_pending": {"color": "#6B7173", "weight": 2, "dashArray": "6 4", "fillColor": "#6B7173", "fillOpacity": 0.2},
    "outline": {"color": "#00796B", "weight": 3, "fill": False, "interactive": False},
    "area": {"color": "#00796B", "weight": 3, "fillColor": "#00796B", "fillOpacity": 0.12},
}
_MARKS: dict[str, _Style] = {
    "points": {"radius": 4, "color": "#00796B", "weight": 2, "fillColor": "#FFFFFF", "fillOpacity": 1.0},
    "names": {"radius": 0, "opacity": 0, "fillOpacity": 0, "interactive": False},
    "villages": {"radius": 4, "color": "#FFFFFF", "weight": 1, "fillColor": "#4A4A4A", "fillOpacity": 1.0},
    "depot": {"radius": 6, "color": "#FFFFFF", "weight": 1.5, "fillColor": "#B1508F", "fillOpacity": 1.0},
}

#: The field whose text stands beside each feature, and the most features that get one.
_NAMED = {"names": "name", "points": "point", "villages": "name", "depot": "name"}
_MOST_NAMES = 60
#: Layers that only help to read the others: no switch, no popup, no legend.
_SILENT = frozenset({"names", "outline"})
#: Texts are escaped before they come here.
_NAME_EACH = """function (feature, layer) {{
    layer.bindTooltip(feature.properties.{field},
        {{permanent: true, direction: "{direction}", className: "name name-{kind}"}});
}}"""


def page(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return the page as UTF-8 HTML; the same job gives the same bytes."""
    import folium

    west, south, east, north = job.area.bounds
    world = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        tiles=None,
        control_scale=True,
        attribution_control=False,
        zoom_start=11,
    )
    world.default_js, world.default_css = [], []
    for step, (title, kind, frame) in enumerate(_layers(job)):
        progress(step / 10, f"html_{kind}")
        if len(frame):
            _add(world, job, title, kind, frame)
    world.fit_bounds([[south, west], [north, east]], padding=(30, 30))
    switch = folium.LayerControl(collapsed=False)
    switch.add_to(world)
    root: Any = world.get_root()
    root.title = html.escape(job.words.text("web.title", area=job.area_name))
    _name_in_order(root)
    content = _with_leaflet(root.render())
    content = content.replace("<html>", f'<html lang="{"zh-CN" if job.words.language == "zh_CN" else "en"}">', 1)
    content = content.replace("<body>", f'<body>{_head(job)}<main>{_side(job)}<div class="world">', 1)
    content = content.replace("</body>", f"</div></main>{_foot(job)}</body>", 1)
    # Behind folium's own script, which stands behind the body.
    start = f"<script>{_resource('page.js')}\nlianfangPage({world.get_name()}, {switch.get_name()});</script>\n</html>"
    content = start.join(content.rsplit("</html>", 1))
    progress(1.0, "html_done")
    return content.encode()


def _layers(job: ExportJob) -> Iterable[tuple[str, str, gpd.GeoDataFrame]]:
    """Return title, kind and frame of each layer, lowest first."""
    words = job.words
    yield words["web.land"], "land", _surroundings(job, job.counties[["name", "geometry"]], whole=True)
    yield words["web.land"], "names", _county_names(job)
    for kind, title in (("forest", "web.forests"), ("river", "web.rivers")):
        for layer in job.context:
            if layer.role == kind:
                yield layer.title or words[title], kind, _surroundings(job, layer.frame)
    fields = ["name", "area_ha", "area_mu", "counties", "reference_date", "geometry"]
    yield words["gis.area"], "area", area_frame(job)[fields]
    zones = zones_frame(job)
    yield words["gis.zones"], "zones", zones.drop(columns=["uid", "statement"])
    # The area lies below its zones, so that each can be clicked; its line is drawn once more above them.
    yield words["gis.area"], "outline", area_frame(job)[["geometry"]]
    points = points_frame(job)
    yield words["gis.points"], "points", points[["point", "lon_dms", "lat_dms", "x_north_m", "y_east_m", "geometry"]]
    yield words["web.villages"], "villages", _villages(job)
    for layer in job.context:
        if layer.role == "depot":
            yield layer.title or words["web.depots"], "depot", _surroundings(job, layer.frame)


def _county_names(job: ExportJob) -> gpd.GeoDataFrame:
    """Return a point for each county's name, in the part of it that is first seen."""
    west, south, east, north = job.area.bounds
    margin = max(east - west, north - south) * 0.3
    seen = shapely.box(west - 1.6 * margin, south - margin, east + 1.6 * margin, north + margin)
    parts = shapely.intersection(shapely.make_valid(job.counties.geometry.values), seen)
    shown = ~shapely.is_empty(parts) & (shapely.area(parts) > 0.01 * seen.area)
    names = [str(name) for name in job.counties["name"][shown]]
    return gpd.GeoDataFrame({"name": names}, geometry=list(shapely.point_on_surface(parts[shown])), crs=STORAGE_CRS)


def _villages(job: ExportJob) -> gpd.GeoDataFrame:
    villages = job.report.villages
    unknown = job.words["punctuation.unknown"]
    return gpd.GeoDataFrame(
        {
            "name": [str(name) for name in villages["name"]],
            "county": [job.county_name(str(code)) for code in villages["county"]],
            "people": [number_text(people, 0, unknown) for people in villages["people"]],
        },
        geometry=list(villages.geometry),
        crs=STORAGE_CRS,
    )


def _surroundings(job: ExportJob, frame: gpd.GeoDataFrame, *, whole: bool = False) -> gpd.GeoDataFrame:
    """Return what lies around the area, simplified, with the fields worth a popup; ``whole`` does not cut at a box."""
    west, south, east, north = job.area.bounds
    margin = max(east - west, north - south) * _AROUND
    # Screens are wider than high.
    box = (west - 1.6 * margin, south - margin, east + 1.6 * margin, north + margin)
    near = frame[shapely.intersects(frame.geometry.values, shapely.box(*box))]
    shapes = shapely.make_valid(near.geometry.values)
    if len(shapes) and shapely.get_dimensions(shapes).max() > 0:
        shapes = shapely.simplify(shapes if whole else shapely.intersection(shapes, shapely.box(*box)), _TOLERANCE_DEG)
    fields = [name for name in ("name", "kind", "county") if name in near.columns]
    values = {name: near[name].tolist() for name in fields}
    if "county" in values:
        values["county"] = [job.county_name(str(code)) for code in values["county"]]
    around = gpd.GeoDataFrame(values, geometry=list(shapes), crs=STORAGE_CRS)
    return around[~around.geometry.is_empty].reset_index(drop=True)


def _add(world: Any, job: ExportJob, title: str, kind: str, frame: gpd.GeoDataFrame) -> None:
    import folium
    from folium.utilities import JsCode

    fields = [str(name) for name in frame.columns if name != "geometry"]
    shown = frame.copy()
    shown.geometry = shapely.set_precision(frame.geometry.values, 10.0**-_DECIMALS, mode="pointwise")
    for name in fields:
        shown[name] = [_shown(job, value) for value in frame[name]]
    kept = [name for name in fields if name != "class_code" and any(shown[name])]
    is_mark = kind in _MARKS
    popup = None
    if kept and kind not in _SILENT:
        aliases = [html.escape(job.words.code("field", name)) for name in kept]
        popup = folium.GeoJsonPopup(fields=kept, aliases=aliases, localize=False, max_width=360)
    if kind == "zones":
        shown["style"] = [f"zone_{code}" for code in frame["class_code"]]
        shown["card"] = range(len(shown))
    else:
        shown["style"] = kind
    named = _NAMED.get(kind)
    each = None
    if named in kept and len(shown) <= _MOST_NAMES:
        each = JsCode(_NAME_EACH.format(field=named, direction="center" if kind == "names" else "right", kind=kind))
    folium.GeoJson(
        shown[[*kept, *(name for name in ("card",) if name in shown), "style", "geometry"]].to_geo_dict(),
        name=html.escape(title),
        popup=popup,
        on_each_feature=each,
        marker=folium.CircleMarker(**_MARKS[kind]) if is_mark else None,
        control=kind not in _SILENT,
        style_function=None if is_mark else (lambda feature: dict(_STYLES[feature["properties"]["style"]])),
        smooth_factor=0,
    ).add_to(world)


def _shown(job: ExportJob, value: object) -> str:
    if is_unknown(value):
        return ""
    text = f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return html.escape(text)


def _name_in_order(root: Any) -> None:
    """Give every element a name by its place: folium names them at random."""
    queue, count = [root], 0
    while queue:
        element = queue.pop(0)
        element._id = f"{count:04d}"
        count += 1
        queue.extend(element._children.values())
        # Header, body and script are elements of their own.
        queue.extend(part for part in (getattr(element, name, None) for name in ("header", "html", "script")) if part)


@lru_cache(maxsize=1)
def _leaflet() -> tuple[str, str]:
    """Return Leaflet's style sheet with its pictures inside, and its script."""
    package = files("js_lib_leaflet") / "static" / "js_lib_leaflet"

    def picture(match: re.Match[str]) -> str:
        content = (package / match[1]).read_bytes()
        return f"url(data:image/png;base64,{base64.b64encode(content).decode()})"

    style = (package / "leaflet.css").read_text(encoding="utf-8")
    style = re.sub(r"url\(\"?(images/[\w-]+\.png)\"?\)", picture, style)
    # Addresses in comments open nothing, but a page for a sealed network should not name any.
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    script = (package / "leaflet.js").read_text(encoding="utf-8")
    script = re.sub(r"//# sourceMappingURL=\S+", "", script)
    script = script.replace("https://leafletjs.com", "leafletjs.com")
    return style, script


def _with_leaflet(content: str) -> str:
    style, script = _leaflet()
    head = f"<style>{style}</style>\n<style>{_resource('page.css')}</style>\n<script>{script}</script>\n</head>"
    return content.replace("</head>", head, 1)


@lru_cache(maxsize=4)
def _resource(name: str) -> str:
    return (files("resources") / "templates" / name).read_text(encoding="utf-8")


def _head(job: ExportJob) -> str:
    words, stamp = job.words, job.declared
    facts = [
        (words["stamp.purpose"], stamp.purpose),
        (words["stamp.classification"], stamp.classification),
        (words["stamp.review_number"], stamp.review_number),
        (words["stamp.reference_date"], date_text(job.reference_date, words)),
    ]
    items = "".join(f"<span><b>{html.escape(key)}</b> {html.escape(text)}</span>" for key, text in facts)
    title = html.escape(words.text("web.title", area=job.area_name))
    lines = html.escape(words["punctuation.sentence_gap"].join(job.legal_lines()))
    return f'<header><h1>{title}</h1><p class="legal">{lines}</p><p class="stamp">{items}</p></header>'


def _side(job: ExportJob) -> str:
    """Return what stands beside the map: search, a card for each zone, legend."""
    words = job.words
    search, none = html.escape(words["web.search"]), html.escape(words["web.search_none"])
    find = (
        f'<div class="search"><input id="search" type="search" placeholder="{search}" aria-label="{search}">'
        f'<button id="print" type="button">{html.escape(words["web.print"])}</button></div>'
        f'<ul class="hits" id="hits" data-none="{none}"></ul>'
    )
    return f'<section class="side">{find}{_cards(job)}{_legend(job)}</section>'


#: What a card says of a zone, in order.
_ON_CARD = ("class", "hazard", "lead", "supports", "inside_ha", "status", "reasons")


def _cards(job: ExportJob) -> str:
    words = job.words
    zones = zones_frame(job)
    if not len(zones):
        return ""
    cards = []
    for place, row in enumerate(zones.drop(columns="geometry").to_dict("records")):
        facts = "".join(
            f"<dt>{html.escape(words.code('field', name))}</dt><dd>{_shown(job, row[name])}</dd>"
            for name in _ON_CARD
            if _shown(job, row[name])
        )
        tone = _STYLES[f"zone_{row['class_code']}"]["color"]
        button = f'<button type="button" data-card="{place}">{html.escape(words["web.show"])}</button>'
        title = html.escape(str(row["title"]))
        cards.append(
            f'<details class="card" style="--tone:{tone}"><summary>{title}</summary><dl>{facts}</dl>{button}</details>'
        )
    return f"<h2>{html.escape(words['gis.zones'])}</h2>{''.join(cards)}"


def _legend(job: ExportJob) -> str:
    words = job.words
    titles = {
        "area": words["gis.area"], "land": words["web.land"], "forest": words["web.forests"],
        "river": words["web.rivers"], "points": words["gis.points"], "villages": words["web.villages"],
        "depot": words["web.depots"],
    }  # fmt: skip
    present = [kind for _, kind, frame in _layers(job) if len(frame) and kind not in _SILENT]
    classes = [f"zone_{code}" for code in dict.fromkeys(job.report.zones["zone_class"])]
    entries = []
    for kind in dict.fromkeys(reversed(present)):
        if kind == "zones":
            entries += [(name, words.code("zone_class", name.removeprefix("zone_"))) for name in sorted(classes)]
        else:
            entries.append((kind, titles[kind]))
    swatches = "".join(f"<li>{_swatch(kind)}{html.escape(text)}</li>" for kind, text in entries)
    heading = html.escape(words["web.legend"])
    return f'<details class="legend" open><summary>{heading}</summary><ul>{swatches}</ul></details>'


def _foot(job: ExportJob) -> str:
    words = job.words
    notes = [words["gis.crs_note"], words["text.method_area"], words["text.method_distance"], words["web.offline"]]
    notes.append(words["web.leaflet"])
    notes += job.proof_sentences()
    if job.is_sample:
        notes.insert(0, words["legal.sample_note"])
    missing = [f"{job.county_name(item['county'])} {words.code('role', item['role'])}" for item in job.report.unknown]
    if missing:
        notes.insert(0, words["gis.unknown"] + words["punctuation.colon"] + words.join(missing))
    told = " ".join(f"<span>{html.escape(note)}</span>" for note in notes)
    return f"<footer>{told}{_sources(job)}</footer>"


def _sources(job: ExportJob) -> str:
    """Return the list of sources, folded up until it is asked for."""
    lines = [html.escape(line.as_text(job.words)) for line in source_lines(job)]
    if not lines:
        return ""
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<details><summary>{html.escape(job.words['column.sources'])}</summary><ul>{items}</ul></details>"


def _swatch(kind: str) -> str:
    """Return a small drawing of a layer's style for the legend."""
    style = {**_STYLES, **_MARKS}[kind]
    paint = f'fill="{style.get("fillColor", "none")}" fill-opacity="{style["fillOpacity"]}" stroke="{style["color"]}"'
    paint += f' stroke-width="{style["weight"]}"'
    if kind in _MARKS:
        stroke = paint.replace('stroke="#FFFFFF"', 'stroke="#999999"')
        shape = f'<circle cx="11" cy="7" r="{style["radius"]}" {stroke}/>'
    elif kind == "river":
        shape = (
            f'<path d="M1 10 Q8 2 12 7 T21 5" fill="none" stroke="{style["color"]}" stroke-width="{style["weight"]}"/>'
        )
    else:
        dash = f' stroke-dasharray="{style["dashArray"]}"' if "dashArray" in style else ""
        shape = f'<rect x="2" y="2" width="18" height="10" {paint}{dash}/>'
    return f'<svg width="22" height="14" aria-hidden="true">{shape}</svg>'
