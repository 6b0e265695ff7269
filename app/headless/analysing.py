"""``analyse LAYERS… --plan P``: read layers into a plan and derive its zones."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.headless import landcover
from app.headless.console import Exit, console_progress, finding_text, role_word, say, start_qt, warn
from app.qtcore import tr
from layers import workflow
from layers.errors import LianfangError
from layers.kinds import Role, Shape, ZoneClass
from layers.zones.model import shared_zones

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.sources import ReadChoice
    from layers.zones.model import ZoneResult


#: Zones printed on the console; all of them are in the plan and in ``--json``.
MOST_LISTED = 20


def run(arguments: argparse.Namespace) -> int:
    """Add the files to the plan, derive the zones and list them."""
    from layers.sources import child

    if arguments.layers:
        child.shared().warm(keep=False)  # beside Qt and the plan, which take as long
    try:
        covers = landcover.wishes_of(arguments.landcover)
        files = landcover.with_files(arguments.layers, covers)
        given = choices_of(files, arguments.crs, arguments.role, arguments.field, arguments.encoding)
        choices = landcover.with_role(given, covers)
    except ValueError as error:
        warn(str(error))
        return Exit.USAGE
    start_qt(arguments.lang)
    is_new = not arguments.plan.exists()
    with closing(open_or_create(arguments.plan, arguments.date)) as store:
        try:
            add_files(store, landcover.not_there(store, files, covers), choices)
            landcover.make_forest(store, covers, chinese=arguments.lang != "en")
        except LianfangError:
            if is_new:  # a mistyped name must not leave an empty plan behind
                store.close()
                arguments.plan.unlink(missing_ok=True)
            raise
        result = analyse(store)
        if arguments.json:
            say(json.dumps(as_data(store, result), ensure_ascii=False, indent=2, allow_nan=False))
        else:
            list_zones(store, result)
            say(tr("{path}: the plan, saved.").format(path=arguments.plan))
    return Exit.OK


def open_or_create(path: Path, reference_date: date | None) -> PlanStore:
    """Open a plan, or make it where there is none."""
    from layers.plan.store import PlanStore

    if path.exists():
        store = PlanStore.open(path)
        if reference_date is not None and reference_date != store.info().reference_date:
            store.set_info(reference_date=reference_date)
        return store
    title = path.name.removesuffix(".gpkg").removesuffix(".lianfang")
    return PlanStore.create(path, title=title, reference_date=reference_date or date.today())


def choices_of(
    files: Sequence[Path],
    crs: Sequence[str],
    roles: Sequence[str],
    fields: Sequence[str] = (),
    encodings: Sequence[str] = (),
) -> dict[Path, ReadChoice]:
    """Return what ``--crs``, ``--role``, ``--field`` and ``--encoding`` say about each file.

    Raises
    ------
    ValueError
        An option names a file that is not given, or a role, a column or an encoding that does not exist; worded for
        the user.
    """
    from layers.sources import ReadChoice
    from layers.sources.encoding import is_encoding

    by_name = _by_name(files)
    crs_of: dict[Path, str] = {}
    role_of: dict[Path, Role] = {}
    for option in crs:
        name, value = _file_and_crs(option, by_name)
        if not name:
            crs_of.update({path: value for path in files if path not in crs_of and _states_no_crs(path)})
        else:
            _settle(crs_of, _named(by_name, name), value, "--crs")
    for option in roles:
        name, _, value = option.rpartition("=")
        if value not in set(Role):
            known = ", ".join(role.value for role in Role)
            raise ValueError(tr("{value}: no such role; use one of {known}").format(value=value, known=known))
        _settle(role_of, _named(by_name, name), Role(value), "--role")
    encoding_of: dict[Path, str] = {}
    for_all: dict[Path, str] = {}
    for option in encodings:
        name, _, value = option.rpartition("=")
        if not is_encoding(value):
            raise ValueError(tr("{value}: no such encoding; use UTF-8, GBK, GB18030 or BIG5").format(value=value))
        for path in [_named(by_name, name)] if name else dict.fromkeys(files):
            _settle(encoding_of if name else for_all, path, value, "--encoding")
    encoding_of = {**for_all, **encoding_of}
    fields_of = fields_given(fields, by_name, encoding_of)
    return {
        path: ReadChoice(
            crs=crs_of.get(path), role=role_of.get(path), fields=fields_of.get(path), encoding=encoding_of.get(path)
        )
        for path in files
    }


def _by_name(files: Sequence[Path]) -> dict[str, Path]:
    """Return files by their paths, and by their names where only one has it."""
    names = [path.name for path in dict.fromkeys(files)]
    short = {path.name: path for path in files if names.count(path.name) == 1}
    return {**short, **{str(path): path for path in files}}


def _settle(found: dict[Any, Any], about: Any, value: Any, option: str) -> None:
    """Keep what an option says about a file or a field; saying two things about it is refused."""
    if found.setdefault(about, value) != value:
        text = tr("{name}: {option} says two things about it: {first} and {second}")
        raise ValueError(text.format(name=about, option=option, first=found[about], second=value))


def fields_given(
    options: Sequence[str], by_name: Mapping[str, Path], encoding_of: Mapping[Path, str]
) -> dict[Path, dict[str, str | None]]:
    """Return what ``--field FILE=code:XZQDM`` says about each file; nothing after the colon is no column.

    Raises
    ------
    ValueError
        As :func:`choices_of`.
    """
    from layers.sources.aliases import ALIASES

    found: dict[Path, dict[str, str | None]] = {}
    for option in options:
        name = next((one for one in sorted(by_name, key=len, reverse=True) if option.startswith(f"{one}=")), None)
        if name is None:
            _named(dict(by_name), option.partition("=")[0])
        assert name is not None
        canonical, colon, column = option[len(name) + 1 :].partition(":")
        if not colon or canonical not in ALIASES:
            known = ", ".join(ALIASES)
            text = tr("{value}: write FILE=FIELD:COLUMN with one of the fields {known}")
            raise ValueError(text.format(value=option, known=known))
        columns = _columns(by_name[name], encoding_of.get(by_name[name]))
        if column and column not in columns:
            text = tr("{column}: no such column in {name}; it has {columns}")
            raise ValueError(text.format(column=column, name=name, columns=", ".join(columns) or "—"))
        _settle(found.setdefault(by_name[name], {}), canonical, column or None, "--field")
    return found


def _columns(path: Path, encoding: str | None) -> list[str]:
    from layers.sources import child

    found = child.shared().inspect(path, encoding=encoding)
    return list(dict.fromkeys(field for layer in found.layers for field in layer.fields))


def _file_and_crs(option: str, by_name: Mapping[str, Path]) -> tuple[str, str]:
    """Return the file an option names, "" for all, and its CRS; an own fit has equal signs of its own."""
    from layers.sources.albers import AS_CGCS2000
    from layers.sources.own_fit import parse_fit

    for name in sorted(by_name, key=len, reverse=True):
        if option.startswith(f"{name}="):
            return name, option[len(name) + 1 :]
    if parse_fit(option) is not None or option.startswith(("+proj=", AS_CGCS2000)):
        return "", option
    name, _, value = option.rpartition("=")
    return name, value


def _states_no_crs(path: Path) -> bool:
    from layers.sources import child

    return any(layer.needs_crs for layer in child.shared().inspect(path).layers)


def _named(by_name: dict[str, Path], name: str) -> Path:
    if name not in by_name:
        raise ValueError(tr("{name}: not among the files given").format(name=name or '""'))
    return by_name[name]


def add_files(store: PlanStore, files: Sequence[Path], choices: dict[Path, ReadChoice]) -> None:
    """Read files into the plan as one gesture and say what each became."""
    if not files:
        return
    from layers.sources import child

    layers = workflow.read_files(
        files,
        choices,
        counties=workflow.counties_frame(store),
        progress=console_progress(tr("Reading")),
        read=child.shared().read,
    )
    for record in workflow.add_layers(store, layers):
        text = tr("{title}: as {role}") if record.shape is Shape.RASTER else tr("{title}: {count} features as {role}")
        warn(text.format(title=record.title, count=record.feature_count, role=role_word(record.role)))
        for note in record.source.notes:
            if note.get("severity") == "warning":
                warn("    ! " + finding_text(str(note["code"]), note))


def analyse(store: PlanStore) -> ZoneResult:
    """Derive the zones with progress on the console."""
    return workflow.analyse(store, progress=console_progress(tr("Deriving zones")))


def list_zones(store: PlanStore, result: ZoneResult) -> None:
    """Print the zones by rank, local ones only counted."""
    names = workflow.zone_names(store, result.zones)
    zones = result.zones.sort_values("rank")
    shared = shared_zones(zones)
    say(
        tr("{zones} shared-responsibility zones on {borders} borders ({local} more stay in one county):").format(
            zones=len(shared), borders=shared["border"].nunique(), local=len(zones) - len(shared)
        )
    )
    for zone in shared.head(MOST_LISTED).itertuples():
        # The one class without a letter comes last: Chinese words would push the columns about.
        wait = "  " + tr("(waiting for the neighbour's data)") if zone.zone_class == ZoneClass.PENDING else ""
        letter = "–" if wait else zone.zone_class
        say(f"  {zone.rank:>3}  {letter:<4}{zone.area_ha:>10.1f} hm²  {names[zone.uid]}{wait}")
    if len(shared) > MOST_LISTED:
        say(tr("  … and {count} more; --json lists all.").format(count=len(shared) - MOST_LISTED))
    apart = workflow.parties_apart(store)
    if apart:
        say(tr("Parties of agreements that do not touch; the agreements hold all the same:"))
    for agreement, pairs in apart:
        say(f"  {agreement}  " + "、".join("–".join(pair) for pair in pairs))


def as_data(store: PlanStore, result: ZoneResult) -> dict[str, Any]:
    """Return an analysis as plain data: zones with their parts, unknown numbers as null."""
    names = workflow.zone_names(store, result.zones)
    parts = result.parts.drop(columns="geometry")
    zones = []
    for row in result.zones.sort_values("rank").drop(columns="geometry").to_dict("records"):
        mine = parts[parts["zone_uid"] == row["uid"]].drop(columns="zone_uid").to_dict("records")
        zones.append(_plain({"name": names[row["uid"]], **row, "parts": mine}))
    info = store.info()
    return {
        "plan": info.title,
        "reference_date": info.reference_date.isoformat(),
        "parameters": result.parameters.as_dict(),
        "zones": zones,
    }


def _plain(value: Any) -> Any:
    """Return a value without NaN and numpy types, ready for JSON."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value != value:
        return None
    return value
