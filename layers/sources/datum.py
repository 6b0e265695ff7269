"""Which coordinate system a layer is in, and whether it can be turned into CGCS2000.

Storage is CGCS2000.  WGS 84 agrees with it within a metre and is treated as identical.  Xi'an 1980 and Beijing 1954
need parameters that are not public: such data are refused until the planner brings a fit of their own.
Other datums are told by their ellipsoid: those on GRS 80 or WGS 84 pass.  What else a file names (Clarke 1866, a bare
ellipsoid, a local grid, rubbish) is named and asked about; with :data:`AS_CGCS2000` its owner confirms that the
longitudes and latitudes are CGCS2000 whatever the datum says.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from layers.crs import STORAGE_CRS
from layers.errors import MissingCrs, SourceError, UnusableCrs
from layers.sources.albers import AS_CGCS2000, albers_candidates
from layers.sources.china_offset import Shift, shift_named
from layers.sources.model import Bounds, Problem
from layers.sources.own_fit import OwnFit, parse_fit
from layers.sources.sniff import REASONS

if TYPE_CHECKING:
    import pyproj

_A_M = 6378137.0
_RF = 298.257222101
#: Datums whose parameters to CGCS2000 are not public, by what their names contain.
_SECRET = re.compile(r"xi.?an.?_?(19)?80|beijing.?_?(19)?54|pulkovo|1954.*beijing|新北京54|西安", re.IGNORECASE)
#: Their ellipsoids, for systems that do not name the datum: Krassowsky 1940 and IAG 1975.
_SECRET_ELLIPSOIDS = ((6378245.0, 298.3), (6378140.0, 298.257))
#: Names that programs write where nothing is known; ArcGIS assumes NAD 27 for degrees without a ``.prj``.
_PLACEHOLDER = re.compile(r"undefined|assumed.?geographic", re.IGNORECASE)
_NAMELESS = re.compile(r"(unknown|unnamed|unspecified|未知|none)?", re.IGNORECASE)
#: Faults of what a file states after which the planner is asked instead of sent away.
_ASKED = frozenset({"other_datum", "ellipsoid_only", "not_understood", "local"})
#: Those of them after which the file's own projection still serves.
_DATUM_ONLY = frozenset({"other_datum", "ellipsoid_only"})
#: Equal-area and conformal cones: sheets of the whole country, drawn on Krassowsky's ellipsoid for habit's sake.
_CONIC = re.compile(r"albers|conic", re.IGNORECASE)
_NAMED_ZONE = re.compile(
    r"(?:CGCS|China)_?2000\w*?(?:3\w*?Zone_?(?P<zone>\d{2})|_(?:CM_)?(?P<meridian>\d{2,3})E)", re.IGNORECASE
)
#: Box around China with its seas, degrees.
CHINA: Bounds = (73.0, 3.0, 136.0, 54.5)
#: The same in Web Mercator, metres.
_MERCATOR_CHINA: Bounds = (8.12e6, 0.33e6, 15.15e6, 7.27e6)


@dataclass(frozen=True)
class CrsVerdict:
    """What a layer's coordinate system is, in words and for PROJ.

    ``error`` is what ``read`` raises; with an error ``crs`` may be None.  ``shift`` is to be taken out of the
    coordinates once they are longitude and latitude.
    """

    crs: pyproj.CRS | None
    words: str | None
    epsg: int | None
    problems: tuple[Problem, ...] = ()
    error: SourceError | None = None
    shift: Shift | None = None
    fit: OwnFit | None = None  # to be applied before anything else

    @property
    def is_identity(self) -> bool:
        """True when coordinates are already longitude and latitude on CGCS2000 or WGS 84, in degrees."""
        crs = self.crs
        if crs is None or not crs.is_geographic:
            return False
        prime = crs.prime_meridian
        return math.isclose(crs.axis_info[0].unit_conversion_factor, math.pi / 180, rel_tol=1e-9) and (
            prime is None or prime.longitude == 0
        )


def decide(
    found: str | None, *, path: str, layer: str, bounds: Bounds | None, chosen: str | None = None, by_format: str = ""
) -> CrsVerdict:
    """Return the verdict on a layer's CRS.

    Parameters
    ----------
    found : str or None
        WKT or authority code the file carries.
    path, layer : str
        Named in errors.
    bounds : tuple or None
        Extent of the coordinates, to see whether they can be what the file says.
    chosen : str, optional
        What the planner said, wins over the file: anything PROJ understands, the name of a shifted system of web
        maps (:func:`layers.sources.china_offset.shift_named`), which is taken out of what the file states, or
        :data:`AS_CGCS2000`, alone or with ``:`` and a system, for degrees to be taken as CGCS2000.
    by_format : str
        Format code when the format itself fixes the CRS (GeoJSON by RFC 7946, KML) and the file said nothing.
    """
    problems: list[Problem] = []
    shift = shift_named(chosen)
    if shift is not None:
        return _shifted(shift, found, path, layer, bounds)
    fit = parse_fit(chosen)
    if fit is not None:
        return _fitted(fit, found, path, layer, bounds)
    if chosen is not None and chosen.startswith(AS_CGCS2000):
        return _taken_as_cgcs2000(chosen.removeprefix(AS_CGCS2000).lstrip(":") or found, found, path, layer, bounds)
    if chosen:
        problems.append(Problem("crs_given", "info", {"found": words_of(found) or "", "used": chosen}))
        verdict = _judge(chosen, path, layer)
    elif found is None:
        return _missing(path, layer, bounds, "undeclared")
    else:
        verdict = _judge(found, path, layer)
        if isinstance(verdict.error, MissingCrs):
            return _missing(path, layer, bounds, "undeclared")
        if (reason_code := _reason(verdict)) in _ASKED:
            crs = verdict.crs if reason_code in _DATUM_ONLY else None
            return _missing(path, layer, bounds, reason_code, words=verdict.words, crs=crs)
        if by_format:
            problems.append(Problem("crs_by_format", "info", {"format": by_format, "crs": verdict.words or ""}))
    if verdict.error is not None:
        return CrsVerdict(verdict.crs, verdict.words, verdict.epsg, (*problems, *verdict.problems), verdict.error)
    if verdict.is_identity and bounds is not None and not _are_degrees(bounds):
        return _missing(path, layer, bounds, "not_degrees", words=verdict.words)
    if not chosen and verdict.crs is not None and verdict.crs.is_projected and bounds is not None:
        return _with_the_zone_of_the_numbers(verdict, path, layer, bounds, problems)
    return CrsVerdict(verdict.crs, verdict.words, verdict.epsg, (*problems, *verdict.problems))


def judged(text: str) -> CrsVerdict:
    """Return the verdict on a CRS alone, as if a file had stated it or a planner had chosen it."""
    if text.startswith(f"{AS_CGCS2000}:"):
        return _taken_as_cgcs2000(text.removeprefix(f"{AS_CGCS2000}:"), None, "", "", None)
    return _judge(text, "", "")


def axes_are_swapped(bounds: Bounds | None) -> bool:
    """Return True when the first coordinate can only be north and the second only east.

    In China the two never meet: latitudes end at 54.5° and longitudes begin at 73°; northings lie between 1.8 and
    6.2 million metres, eastings are below one million or have the zone number, 13–45, before them.
    """
    if bounds is None or not all(math.isfinite(value) for value in bounds):
        return False
    x0, y0, x1, y1 = bounds
    if CHINA[1] <= x0 <= x1 <= CHINA[3] and CHINA[0] <= y0 <= y1 <= CHINA[2]:
        return True
    return _is_northing(x0, x1) and (_prefix(y0, y1) is not None or 1e5 <= y0 <= y1 < 1e6)


def is_understood(text: str) -> bool:
    """Return True when PROJ knows what a text means."""
    return _parse(text) is not None


def words_of(text: str | None) -> str | None:
    """Return a CRS in human words: its name and EPSG code; the text itself when it is not understood."""
    if text is None:
        return None
    crs = _parse(text)
    return text[:80] if crs is None else _words(crs)


def candidates(bounds: Bounds | None) -> tuple[str, ...]:
    """Return CRSs that the numbers allow, for the question to the planner.

    Degrees allow CGCS2000 longitude/latitude.  An easting with the zone number before it names its zone, 25–45 of
    3° and 13–23 of 6°; eastings of 13 million are also Web Mercator's, around 117–126°.  One without leaves the
    central meridians of the whole country, which only a place to land on can tell
    (:func:`layers.sources.placing.landings`); a 6° zone without its number equals the 3° zone of its meridian.
    Last come the Albers systems of :mod:`layers.sources.albers` that put all of it into China.
    Numbers never tell the datum.
    """
    if bounds is None or not all(math.isfinite(value) for value in bounds):
        return ()
    if _are_degrees(bounds):
        return (STORAGE_CRS,)
    x0, y0, x1, y1 = bounds
    found: list[str] = []
    zone = _prefix(x0, x1)
    if zone is not None and _is_northing(y0, y1):
        found.append(f"EPSG:{4513 + zone - 25}" if zone >= 25 else f"EPSG:{4491 + zone - 13}")
    west, south, east, north = _MERCATOR_CHINA
    if west <= x0 <= x1 <= east and south <= y0 <= y1 <= north:
        found.append("EPSG:3857")
    if 0 < x0 <= x1 < 1e6 and _is_northing(y0, y1):
        found += [f"EPSG:{4534 + k}" for k in range(21)]
    return (*found, *albers_candidates(bounds, CHINA))


def _prefix(low: float, high: float) -> int | None:
    """Return the zone number before eastings that all have the same one, and lie within 400 km of its meridian."""
    zone = int(low // 1e6)
    if zone != int(high // 1e6) or not (13 <= zone <= 23 or 25 <= zone <= 45):
        return None
    return zone if low - zone * 1e6 >= 1e5 and high - zone * 1e6 <= 9e5 else None


def _is_northing(low: float, high: float) -> bool:
    return 1.8e6 <= low <= high <= 6.2e6


def _fitted(fit: OwnFit, found: str | None, path: str, layer: str, bounds: Bounds | None) -> CrsVerdict:
    """Return the verdict on data brought to CGCS2000 by the planner's own fit; they must be plane coordinates."""
    if bounds is not None and _are_degrees(bounds):
        return _unusable(None, words_of(found) or "", "fit_needs_metres", path, layer)
    facts = {"found": words_of(found) or "", "used": str(fit)}
    target = _judge(f"EPSG:{fit.epsg}", path, layer)
    return CrsVerdict(target.crs, str(fit), None, (Problem("own_fit", "warning", facts),), None, fit=fit)


def _shifted(shift: Shift, found: str | None, path: str, layer: str, bounds: Bounds | None) -> CrsVerdict:
    """Return the verdict on data in a shifted system: coordinates in what the file states, without it in degrees."""
    given = Problem("crs_given", "info", {"found": words_of(found) or "", "used": shift.value})
    stated = None if found is None else _judge(found, path, layer)
    if stated is not None and stated.crs is not None and _reason(stated) in _DATUM_ONLY:
        stated = CrsVerdict(_without_datum(stated.crs), stated.words, None)
    if stated is None or stated.error is not None or bounds is None or _are_degrees(bounds):
        stated = _judge(STORAGE_CRS, path, layer)
    verdict = CrsVerdict(stated.crs, shift.value, None, (given,), None, shift)
    if verdict.is_identity and bounds is not None and not _are_degrees(bounds):
        return _missing(path, layer, bounds, "not_degrees", words=shift.value)
    return verdict


def _with_the_zone_of_the_numbers(
    verdict: CrsVerdict, path: str, layer: str, bounds: Bounds, problems: list[Problem]
) -> CrsVerdict:
    """Return a stated Gauss–Krüger system with or without the zone number, as the eastings have it.

    The commonest odd ``.prj``: central meridian 117° and eastings that begin with 39, or the other way round.  Where
    the zone of the numbers is not that of the stated meridian, the planner is asked.
    """
    import pyproj

    kept = CrsVerdict(verdict.crs, verdict.words, verdict.epsg, (*problems, *verdict.problems))
    parts = verdict.crs.to_json_dict() if verdict.crs is not None else {}
    conversion = parts.get("conversion", {})
    if "transverse mercator" not in str(conversion.get("method", {}).get("name", "")).lower():
        return kept
    values = {one["name"]: one for one in conversion["parameters"]}
    easting, meridian = values["False easting"], values["Longitude of natural origin"]
    stated, number = int(easting["value"] // 1e6), _prefix(bounds[0], bounds[2]) or 0
    if stated == number or (number == 0 and not 0 < bounds[0] <= bounds[2] < 1e6):
        return kept
    own = 3 * number if number >= 25 else 6 * number - 3
    if number and (stated or not math.isclose(meridian["value"], own)):
        return _missing(path, layer, bounds, "zone_conflict", words=verdict.words)
    easting["value"] += (number - stated) * 1e6
    parts.pop("id", None)
    parts["name"] = f"{parts['name']} ({'+' if number else '-'}{number or stated})"
    facts = {"found": verdict.words or "", "zone": number or stated}
    told = Problem("zone_number_added" if number else "zone_number_absent", "warning", facts)
    crs = pyproj.CRS.from_json_dict(parts)
    return CrsVerdict(crs, verdict.words, None, (*problems, *verdict.problems, told))


def _reason(verdict: CrsVerdict) -> str:
    return "" if verdict.error is None else str(verdict.error.facts.get("reason_code", ""))


def _system_named(text: str | None) -> str | None:
    """Return the CGCS2000 3° zone that a text cut off or made by hand still names, ``CGCS2000_3_Degree_GK_Zone_39``."""
    found = _NAMED_ZONE.search(text or "")
    if found is None:
        return None
    if found["zone"]:
        number = int(found["zone"])
        return f"EPSG:{4513 + number - 25}" if 25 <= number <= 45 else None
    meridian = int(found["meridian"])
    return f"EPSG:{4534 + meridian // 3 - 25}" if meridian % 3 == 0 and 75 <= meridian <= 135 else None


def _taken_as_cgcs2000(text: str | None, found: str | None, path: str, layer: str, bounds: Bounds | None) -> CrsVerdict:
    """Return the verdict where the owner confirms that the degrees behind a projection are those of CGCS2000."""
    if text is None:
        return _missing(path, layer, bounds, "undeclared")
    verdict = _judge(text, path, layer)
    if verdict.crs is None or _reason(verdict) not in ("", *_DATUM_ONLY):
        return verdict
    facts = {"found": words_of(found) or "", "used": verdict.words or ""}
    taken = CrsVerdict(_without_datum(verdict.crs), verdict.words, None, (Problem("datum_taken", "warning", facts),))
    if taken.is_identity and bounds is not None and not _are_degrees(bounds):
        return _missing(path, layer, bounds, "not_degrees", words=verdict.words)
    return taken


def _without_datum(crs: pyproj.CRS) -> pyproj.CRS:
    """Return a CRS with the same projection and ellipsoid on a datum of no name, which PROJ never shifts."""
    import pyproj

    parts = crs.to_json_dict()
    base = parts.get("base_crs", parts)
    ellipsoid = (base.get("datum") or base.get("datum_ensemble"))["ellipsoid"]
    base.pop("datum_ensemble", None)
    base["datum"] = {"type": "GeodeticReferenceFrame", "name": "unnamed", "ellipsoid": ellipsoid}
    for part in (parts, base):
        part.pop("id", None)
    return pyproj.CRS.from_json_dict(parts)


def _missing(
    path: str,
    layer: str,
    bounds: Bounds | None,
    reason_code: str,
    *,
    words: str | None = None,
    crs: pyproj.CRS | None = None,
) -> CrsVerdict:
    """Return the verdict that asks; ``crs`` is a projection that serves once its datum is confirmed."""
    offered = candidates(bounds)
    meant = _system_named(words) if reason_code == "not_understood" else None
    if meant in offered:
        offered = (meant,)  # what is left of the text says which of them
    if crs is not None:  # the cone is known: the same one on another ellipsoid would only be 70 m off
        offered = (AS_CGCS2000, *(code for code in offered if code.startswith("EPSG:")))
    hint = ", ".join(offered[:1] if len(offered) < 3 else (*offered[:1], "…", offered[-1])) or "EPSG code or WKT"
    error = MissingCrs(
        path=path,
        layer=layer,
        hint=hint,
        candidates=list(offered),
        found=words or "",
        reason=REASONS[reason_code],
        reason_code=reason_code,
    )
    return CrsVerdict(None if crs is None else _without_datum(crs), words, None, (), error)


def _judge(text: str, path: str, layer: str) -> CrsVerdict:
    crs = _parse(text)
    if crs is None:
        return _unusable(None, text[:80], "not_understood", path, layer)
    words = _words(crs)
    if crs.is_bound:
        crs = crs.source_crs or crs
    if crs.is_compound:
        crs = next((part for part in crs.sub_crs_list if part.is_geographic or part.is_projected), crs)
    ellipsoid = crs.ellipsoid
    is_placed = (crs.is_geographic or crs.is_projected) and ellipsoid is not None
    if _PLACEHOLDER.search(crs.name) or (not is_placed and _NAMELESS.fullmatch(crs.name)):
        return _missing(path, layer, None, "undeclared")
    if not is_placed or ellipsoid is None:
        return _unusable(crs, words, "local", path, layer)
    shape = (ellipsoid.semi_major_metre, ellipsoid.inverse_flattening)
    if _SECRET.search(f"{crs.datum.name if crs.datum else ''} {crs.name}"):
        return _unusable(crs, words, "secret_parameters", path, layer)
    if any(abs(shape[0] - a) < 0.5 and abs(shape[1] - rf) < 1e-3 for a, rf in _SECRET_ELLIPSOIDS):
        # A cone on Krassowsky's ellipsoid tells the projection; in Gauss–Krüger the ellipsoid tells the datum.
        operation = crs.coordinate_operation
        is_conic = crs.is_projected and operation is not None and _CONIC.search(operation.method_name)
        return _unusable(crs, words, "ellipsoid_only" if is_conic else "secret_parameters", path, layer)
    if abs(shape[0] - _A_M) > 0.5 or abs(shape[1] - _RF) > 1e-4:
        return _unusable(crs, words, "other_datum", path, layer)
    epsg = _epsg(crs)
    if crs.is_projected or epsg not in (4490, 4479, 4480):
        same = crs.is_geographic
        note = Problem("crs_identical" if same else "crs_reprojected", "info", {"found": words})
        return CrsVerdict(_flat(crs), words, epsg, (note,))
    return CrsVerdict(_flat(crs), words, epsg)


def _unusable(crs: pyproj.CRS | None, words: str, reason_code: str, path: str, layer: str) -> CrsVerdict:
    error = UnusableCrs(path=path, layer=layer, found=words, reason=REASONS[reason_code], reason_code=reason_code)
    return CrsVerdict(crs, words, None, (), error)


def _parse(text: str) -> pyproj.CRS | None:
    import pyproj

    try:
        return pyproj.CRS.from_user_input(int(text) if text.strip().isdigit() else text)
    except (pyproj.exceptions.CRSError, ValueError):
        return None


def _epsg(crs: pyproj.CRS) -> int | None:
    """Return the EPSG code of a CRS; the search among thousands of definitions takes 50 ms and is made once."""
    coded = re.fullmatch(r"EPSG:(\d+)", crs.srs, re.IGNORECASE)
    return int(coded[1]) if coded is not None else _searched_epsg(crs.srs)


@lru_cache(maxsize=256)
def _searched_epsg(text: str) -> int | None:
    import pyproj

    # The text as it was given: ESRI's names are lost once PROJ has written it anew.
    return pyproj.CRS.from_user_input(text).to_epsg(min_confidence=70)


def _flat(crs: pyproj.CRS) -> pyproj.CRS:
    return crs.to_2d() if len(crs.axis_info) > 2 else crs


def _words(crs: pyproj.CRS) -> str:
    epsg = _epsg(crs)
    name = crs.name if not _NAMELESS.fullmatch(crs.name) else _described(crs)
    return f"{name} (EPSG:{epsg})" if epsg else name


def _described(crs: pyproj.CRS) -> str:
    """Return a nameless CRS by its projection, central meridian and ellipsoid."""
    operation = crs.coordinate_operation if crs.is_projected else None
    if operation is None:
        return "unnamed CRS" if crs.ellipsoid is None else f"unnamed CRS ({crs.ellipsoid.name})"
    parameters = {one.name.lower(): one.value for one in operation.params}
    told = [operation.method_name]
    told += [f"{value:g}°E" for name, value in parameters.items() if "longitude of" in name][:1]
    told += [f"{value:g}°N" for name, value in parameters.items() if "standard parallel" in name]
    return ", ".join([*told, crs.ellipsoid.name] if crs.ellipsoid is not None else told)


def _are_degrees(bounds: Bounds) -> bool:
    xmin, ymin, xmax, ymax = bounds
    return -180.001 <= xmin <= xmax <= 180.001 and -90.001 <= ymin <= ymax <= 90.001
