"""``read``: a file becomes layers in EPSG:4490, or one error that names the fault and the way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from layers.errors import NoGeometry, SourceChanged, SourceError, UnsupportedFormat
from layers.kinds import Role, Shape
from layers.plan.model import SourceInfo
from layers.progress import Progress, part, silent
from layers.sources import offsets, preparing, rasters, recent
from layers.sources.beside_plan import far_from_counties
from layers.sources.checksums import state_of
from layers.sources.container import Member, Opened, open_source
from layers.sources.inspecting import hints_of, is_incidental, noticed_townships
from layers.sources.model import Problem, ReadChoice, ReadLayer
from layers.sources.preparing import Prepared
from layers.sources.sniff import refuse, unreadable
from layers.sources.speaking import propose_speaks_for, speaks_for_box

if TYPE_CHECKING:
    import geopandas as gpd


def read(
    path: str | Path,
    choice: ReadChoice | None = None,
    *,
    counties: gpd.GeoDataFrame | None = None,
    progress: Progress = silent,
) -> list[ReadLayer]:
    """Read the layers of a file, folder or archive.

    Parameters
    ----------
    path : path
    choice : ReadChoice, optional
        What the planner decided; without it every proposal is taken.
    counties : GeoDataFrame, optional
        Columns ``code``, ``geometry`` (EPSG:4490): the plan's counties, for the proposal which of them each
        layer speaks for.  Without them a county layer speaks for its own counties and any other for none.

    Returns
    -------
    list of ReadLayer
        One per layer and shape; frames have the columns of :mod:`layers.sources.fields`.

    Raises
    ------
    SourceError
        A subclass that names the fault; :class:`MissingCrs` when the CRS must be chosen first.
    """
    where, choice = Path(path), choice or ReadChoice()
    try:
        with open_source(where, choice.encoding) as opened:
            for problem in opened.problems:
                if problem.code in ("is_plan", "is_package"):
                    raise refuse(UnsupportedFormat, where, problem.code)
            return _read(opened, choice, counties, progress)
    except OSError as error:
        found = unreadable(where, error)
        if found is None:
            raise
        raise found from error


def _read(opened: Opened, choice: ReadChoice, counties: gpd.GeoDataFrame | None, progress: Progress) -> list[ReadLayer]:
    layers: list[ReadLayer] = []
    first: SourceError | None = None
    for number, member in enumerate(opened.members):
        report = part(progress, number / len(opened.members), (number + 1) / len(opened.members))
        try:
            layers.extend(_member(opened, member, choice, counties, report))
        except SourceError as error:
            if choice.layer is not None or is_incidental(opened, member, False, [error]):
                first = first or error
                continue
            raise
    if not layers:
        raise first or refuse(NoGeometry, opened.path, "no_such_layer", layer=choice.layer)
    progress(1.0, "done")
    return layers


def _member(
    opened: Opened, member: Member, choice: ReadChoice, counties: gpd.GeoDataFrame | None, progress: Progress
) -> list[ReadLayer]:
    if member.format in rasters.FORMATS:
        if choice.layer not in (None, member.stem):
            return []
        return [_raster(opened, member, choice, counties)]
    before = state_of(_files(opened, member))
    with recent.checksum_beside(_files(opened, member)) as digest:
        layers = _vector(opened, member, digest, choice, counties, progress)
    if state_of(_files(opened, member)) != before:  # half of one content, half of another
        raise SourceChanged(path=str(opened.path))
    return layers


def _vector(
    opened: Opened,
    member: Member,
    digest: Callable[[], str],
    choice: ReadChoice,
    counties: gpd.GeoDataFrame | None,
    progress: Progress,
) -> list[ReadLayer]:
    raws = preparing.raw_layers(member, choice, part(progress, 0.0, 0.4))
    names = preparing.layer_names(opened, member, raws)
    chosen = [(raw, name) for raw, name in zip(raws, names, strict=True) if _is_chosen(name, choice)]
    if not chosen:
        return []
    progress(0.4, "mending")
    layers: list[ReadLayer] = []
    first: SourceError | None = None
    for number, (raw, name) in enumerate(chosen):
        report = part(progress, 0.4 + 0.6 * number / len(chosen), 0.4 + 0.6 * (number + 1) / len(chosen))
        try:
            prepared = preparing.prepare(
                raw, name, member.files[0], choice, hints=hints_of(opened, member), progress=report
            )
        except NoGeometry as error:
            first = first or error  # an attribute table beside real layers is no fault
            continue
        raw.wkb = raw.decoded = raw.moved = None  # done with
        raw.known.forget()
        layers.extend(_layer(one, opened, member, digest(), choice, counties) for one in prepared)
    if not layers and first is not None:
        raise first
    return layers


def _is_chosen(name: str, choice: ReadChoice) -> bool:
    return choice.layer is None or choice.layer == name or choice.layer.rsplit("|", 1)[0] == name


def _layer(
    one: Prepared,
    opened: Opened,
    member: Member,
    digest: str,
    choice: ReadChoice,
    counties: gpd.GeoDataFrame | None,
) -> ReadLayer:
    if one.verdict.error is not None:
        raise one.verdict.error
    frame = one.frame if one.frame.crs is not None else one.frame.set_crs("EPSG:4490")
    lies = offsets.noticed(offsets.against_counties(frame, one.role, one.shape, counties), one.verdict.shift)
    lies += noticed_townships(frame, one.role, counties)
    lies += far_from_counties(frame, one.role, one.shape, counties)
    source = _source(opened, member, digest, [*one.problems, *lies])
    source = replace(
        source,
        crs_found=_found_words(one),
        crs_used=_used(one, choice),
        encoding=one.encoding,
        mending=one.mending.as_stored(),
    )
    if one.shape is Shape.TABLE:
        speaks = frozenset(code for code in frame.get("code", []) if code)
    elif counties is not None:
        speaks = propose_speaks_for(frame, counties)
    else:
        speaks = frozenset(code for code in frame["code"] if code) if one.role is Role.COUNTY else frozenset()
    return ReadLayer(choice.title or one.name, one.role, one.shape, frame, None, source, speaks, one.mending)


def _found_words(one: Prepared) -> str:
    given = next((problem for problem in one.problems if problem.code in ("crs_given", "own_fit", "datum_taken")), None)
    return str(given.facts["found"]) if given else one.verdict.words or ""


def _used(one: Prepared, choice: ReadChoice) -> str:
    """Return what coordinates were read as; WGS 84 in degrees is CGCS2000 within a metre."""
    if one.shape is Shape.TABLE:
        return ""
    if one.verdict.shift is not None:
        return one.verdict.shift.value
    if one.verdict.fit is not None:
        return str(one.verdict.fit)
    if one.verdict.is_identity:
        return "EPSG:4490"
    return f"EPSG:{one.verdict.epsg}" if one.verdict.epsg else choice.crs or one.verdict.words or ""


def _raster(opened: Opened, member: Member, choice: ReadChoice, counties: gpd.GeoDataFrame | None) -> ReadLayer:
    info, verdict, problems = rasters.read_header(member, choice.crs)
    rasters.require_size(info)
    if verdict.error is not None:
        raise verdict.error
    digest = rasters.checksum(info)
    info = replace(info, sha256=digest)
    names = (member.stem, *hints_of(opened, member))
    role = choice.role or rasters.role_of(member, names, info)[0]
    source = replace(
        _source(opened, member, digest, problems),
        crs_found=info.crs,
        crs_used="EPSG:4490" if verdict.is_identity else f"EPSG:{info.epsg}" if info.epsg else info.crs,
        credit=rasters.credit_of(member),
    )
    speaks = speaks_for_box(info.bounds_lonlat, counties) if counties is not None else frozenset()
    return ReadLayer(choice.title or member.stem, role, Shape.RASTER, None, info, source, speaks)


def _source(opened: Opened, member: Member, digest: str, problems: list[Problem]) -> SourceInfo:
    is_whole = opened.format == "zip" or member.format == "photos"
    newest = max((file.stat().st_mtime for file in _files(opened, member)), default=0.0)
    return SourceInfo(
        path=str((opened.path if is_whole else member.files[0]).absolute()),
        sha256=digest,
        file_date=datetime.fromtimestamp(newest).date().isoformat(),
        notes=tuple(problem.as_note() for problem in problems),
    )


def _files(opened: Opened, member: Member) -> tuple[Path, ...]:
    return opened.files if opened.format == "zip" else member.files
