"""``inspect``: what a file is, what is in it, and everything that is wrong with it, at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from layers.errors import MissingCrs, NoGeometry, RasterTooLarge, SourceError, UnreadableSource
from layers.kinds import Role, Shape
from layers.progress import Progress, part, silent
from layers.sources import offsets, placing, preparing, rasters, recent
from layers.sources.beside_plan import far_from_counties
from layers.sources.checksums import sha256_of
from layers.sources.choosing import choices_by_role
from layers.sources.container import Member, Opened, open_source
from layers.sources.datum import CrsVerdict
from layers.sources.mending import Geometries
from layers.sources.model import Inspection, LayerSummary, Problem, ReadChoice
from layers.sources.preparing import Prepared
from layers.sources.sniff import unreadable

if TYPE_CHECKING:
    import geopandas as gpd

_SAMPLES = 5


def inspect(
    path: str | Path,
    *,
    crs: str | None = None,
    encoding: str | None = None,
    layer: str | None = None,
    counties: gpd.GeoDataFrame | None = None,
    progress: Progress = silent,
) -> Inspection:
    """Look at a file, folder or archive without changing it.

    Parameters
    ----------
    path : path
    crs, encoding : str, optional
        As in :class:`ReadChoice`, when the planner has already said.
    layer : str, optional
        Look only at the file of a folder or archive that has this layer.
    counties : GeoDataFrame, optional
        Columns ``code``, ``geometry`` (EPSG:4490): the plan's counties, on which layers are tried.

    Returns
    -------
    Inspection
        Layers with proposed roles, and problems.  Bad content is a problem, never an exception.

    Raises
    ------
    UnreadableSource
        The path does not exist or may not be read.
    """
    where = Path(path)
    choice = ReadChoice(crs=crs, encoding=encoding)
    try:
        with open_source(where, encoding) as opened:
            return _inspect(opened, choice, counties, progress, layer)
    except UnreadableSource:
        raise
    except SourceError as error:
        return Inspection(str(path), "unknown", (), (Problem.from_error(error),))
    except OSError as error:
        found = unreadable(where, error)
        if found is None:
            raise
        raise found from error


def _inspect(
    opened: Opened,
    choice: ReadChoice,
    counties: gpd.GeoDataFrame | None,
    progress: Progress,
    only: str | None = None,
) -> Inspection:
    problems = list(opened.problems)
    summaries: list[LayerSummary] = []
    if any(problem.code in ("is_plan", "is_package") for problem in problems):
        return Inspection(str(opened.path), opened.format, (), tuple(problems))
    skipped: list[str] = []
    for number, member in enumerate(opened.members):
        if only is not None and len(opened.members) > 1 and not _has_layer(member, only):
            continue
        report = part(progress, number / len(opened.members), (number + 1) / len(opened.members))
        report(0.0, "inspecting")
        try:
            if member.format in rasters.FORMATS:
                summaries.append(_raster(opened, member, choice))
            else:
                found, wrong = _vector(opened, member, choice, counties, report)
                summaries.extend(found)
                if is_incidental(opened, member, bool(found), wrong):
                    skipped.append(member.path.name)
                else:
                    problems.extend(_told(opened.named(error), beside_layers=bool(found)) for error in wrong)
        except SourceError as error:
            if is_incidental(opened, member, False, [error]):
                skipped.append(member.path.name)
            else:
                problems.append(Problem.from_error(opened.named(error)))
    if skipped:
        problems.append(Problem("files_skipped", "info", {"count": len(skipped), "names": skipped[:5]}))
    return Inspection(str(opened.path), opened.format, tuple(summaries), tuple(problems))


def _has_layer(member: Member, name: str) -> bool:
    """Return True when a layer's name, as :func:`preparing.layer_names` makes it, is one of a member's."""
    return name.split("|")[0] == member.stem or name.startswith(f"{member.stem}/")


def _told(error: SourceError, *, beside_layers: bool) -> Problem:
    """Return a layer's error as a finding: an empty layer or a plain table beside real layers is no fault."""
    problem = Problem.from_error(error)
    if not beside_layers or not isinstance(error, NoGeometry):
        return problem
    is_table = error.facts.get("reason_code") in ("no_coordinate_columns", "no_rows")
    return Problem(problem.code, "info" if is_table else "warning", problem.facts)


def is_incidental(opened: Opened, member: Member, has_layers: bool, errors: list[SourceError]) -> bool:
    """Return True for a table without coordinates among other files: a list of contents, not a layer."""
    only_tables = member.format in ("csv", "dbf", "xlsx") and all(isinstance(error, NoGeometry) for error in errors)
    return bool(errors) and only_tables and not has_layers and len(opened.members) > 1


def hints_of(opened: Opened, member: Member) -> tuple[str, ...]:
    """Return the names around a layer that speak for its role: its file, then the folder or archive."""
    return (member.stem,) if len(opened.members) == 1 else (member.stem, opened.path.stem)


def _vector(
    opened: Opened, member: Member, choice: ReadChoice, counties: gpd.GeoDataFrame | None, progress: Progress
) -> tuple[list[LayerSummary], list[SourceError]]:
    with recent.kept(member, choice.encoding) as keep:
        raws = preparing.raw_layers(member, choice, part(progress, 0.0, 0.3), draws=True)

        def draw(shapes: Geometries, verdict: CrsVerdict) -> preparing.Drawn:
            sketch = placing.sketch_of(shapes, verdict)
            return sketch, placing.close_up(shapes, sketch, counties)

        summaries: list[LayerSummary] = []
        errors: list[SourceError] = []
        names = preparing.layer_names(opened, member, raws)
        for number, (raw, name) in enumerate(zip(raws, names, strict=True)):
            report = part(progress, 0.3 + 0.7 * number / len(raws), 0.3 + 0.7 * (number + 1) / len(raws))
            hints = hints_of(opened, member)
            try:
                prepared = preparing.prepare(
                    raw, name, member.files[0], choice, hints=hints, draw=draw, progress=report
                )
            except SourceError as error:
                errors.append(error)
                continue
            summaries.extend(_summary(one, opened, counties) for one in prepared)
        checksum = keep(raws)
    if opened.format == "zip" and recent.keeper is not None:  # of which the member is a scratch copy
        checksum = sha256_of(opened.files)
    return [replace(one, sha256=checksum) for one in summaries], errors


def _summary(one: Prepared, opened: Opened, counties: gpd.GeoDataFrame | None) -> LayerSummary:
    problems = list(one.problems)
    sketch: placing.Sketch | None = None
    close: placing.Sketch | None = None
    landings: tuple[placing.Landing, ...] = ()
    place: tuple[offsets.Offset, str] | None = None
    if one.drawn is not None:
        codes = frozenset(str(code) for code in one.frame["code"] if code) if "code" in one.frame else frozenset()
        sketch, close = replace(one.drawn[0], codes=codes), one.drawn[1]
        close = close and replace(close, codes=codes)
        if isinstance(one.verdict.error, MissingCrs):
            landings = placing.landings(sketch, one.verdict.error.facts.get("candidates", ()), counties)
    if one.verdict.error is None:
        place = offsets.against_counties(one.frame, one.role, one.shape, counties)
        problems += offsets.noticed(place, one.verdict.shift)
        problems += noticed_townships(one.frame, one.role, counties)
        problems += far_from_counties(one.frame, one.role, one.shape, counties)
    if one.verdict.error is not None:
        problems.insert(0, Problem.from_error(opened.named(one.verdict.error)))
    names = [name for name in one.frame["name"].tolist() if name]
    return LayerSummary(
        name=one.name,
        shape=one.shape,
        features=len(one.frame),
        crs=one.verdict.words,
        epsg=one.verdict.epsg,
        bounds=one.bounds,
        fields=one.fields,
        sample_names=tuple(dict.fromkeys(names))[:_SAMPLES],
        encoding=one.encoding,
        proposed_role=one.role,
        role_reasons=one.reasons,
        problems=tuple(problems),
        sketch=sketch,
        close_up=close,
        text=one.court,
        lies_right=place is not None and place[0].agrees,
        landings=landings,
        fields_as={} if one.rows is None else choices_by_role(one.rows, one.shape),
        rows=one.rows,
        mending=one.mending,
    )


def noticed_townships(frame: gpd.GeoDataFrame, role: Role, counties: gpd.GeoDataFrame | None) -> list[Problem]:
    """Return the finding about townships whose code names another county than the one they lie in."""
    from layers.exposure import misplaced_townships

    if role is not Role.TOWNSHIP or counties is None or len(counties) == 0:
        return []
    names = misplaced_townships(frame, counties)
    return [Problem("townships_elsewhere", "warning", {"count": len(names), "names": names[:5]})] if names else []


def _raster(opened: Opened, member: Member, choice: ReadChoice) -> LayerSummary:
    info, verdict, problems = rasters.read_header(member, choice.crs)
    if verdict.error is not None:
        problems.insert(0, Problem.from_error(opened.named(verdict.error)))
    try:
        rasters.require_size(info)
    except RasterTooLarge as error:
        problems.insert(0, Problem.from_error(opened.named(error)))
    role, reasons = rasters.role_of(member, (member.stem, *hints_of(opened, member)), info)
    return LayerSummary(
        name=member.stem,
        shape=Shape.RASTER,
        features=info.bands,
        crs=verdict.words,
        epsg=verdict.epsg,
        bounds=info.bounds,
        fields=(),
        sample_names=(),
        encoding="",
        proposed_role=role,
        role_reasons=reasons,
        problems=tuple(problems),
    )
