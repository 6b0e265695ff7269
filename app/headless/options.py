"""What ``--crs``, ``--role``, ``--field`` and ``--encoding`` say about the files given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.qtcore import tr
from layers.kinds import Role

if TYPE_CHECKING:
    from layers.sources import ReadChoice


def choices_of(
    files: Sequence[Path],
    crs: Sequence[str],
    roles: Sequence[str],
    fields: Sequence[str] = (),
    encodings: Sequence[str] = (),
) -> dict[Path, ReadChoice]:
    """Return how each file is to be read.

    Raises
    ------
    ValueError
        An option names a file that is not given, or a role, a column or an encoding that does not exist; worded for
        the user.
    """
    from layers.sources import ReadChoice

    by_name = _by_name(files)
    crs_of = _systems(crs, by_name, files)
    role_of = _roles(roles, by_name)
    encoding_of = _encodings(encodings, by_name, files)
    fields_of = _fields(fields, by_name, encoding_of)
    return {
        path: ReadChoice(
            crs=crs_of.get(path), role=role_of.get(path), fields=fields_of.get(path), encoding=encoding_of.get(path)
        )
        for path in files
    }


def _systems(options: Sequence[str], by_name: Mapping[str, Path], files: Sequence[Path]) -> dict[Path, str]:
    """Return what ``--crs FILE=SYSTEM`` says; a system alone is for every file that states none."""
    found: dict[Path, str] = {}
    for option in options:
        name, value = _file_and_crs(option, by_name)
        if name:
            _settle(found, _named(by_name, name), value, "--crs")
        else:
            found.update({path: value for path in files if path not in found and _states_no_crs(path)})
    return found


def _roles(options: Sequence[str], by_name: Mapping[str, Path]) -> dict[Path, Role]:
    """Return what ``--role FILE=ROLE`` says."""
    found: dict[Path, Role] = {}
    for option in options:
        name, _, value = option.rpartition("=")
        if value not in set(Role):
            known = ", ".join(role.value for role in Role)
            raise ValueError(tr("{value}: no such role; use one of {known}").format(value=value, known=known))
        _settle(found, _named(by_name, name), Role(value), "--role")
    return found


def _encodings(options: Sequence[str], by_name: Mapping[str, Path], files: Sequence[Path]) -> dict[Path, str]:
    """Return what ``--encoding FILE=ENCODING`` says; an encoding alone is for every file."""
    from layers.sources.encoding import is_encoding

    found: dict[Path, str] = {}
    for_all: dict[Path, str] = {}
    for option in options:
        name, _, value = option.rpartition("=")
        if not is_encoding(value):
            raise ValueError(tr("{value}: no such encoding; use UTF-8, GBK, GB18030 or BIG5").format(value=value))
        for path in [_named(by_name, name)] if name else dict.fromkeys(files):
            _settle(found if name else for_all, path, value, "--encoding")
    return {**for_all, **found}


def _fields(
    options: Sequence[str], by_name: Mapping[str, Path], encoding_of: Mapping[Path, str]
) -> dict[Path, dict[str, str | None]]:
    """Return what ``--field FILE=code:XZQDM`` says; nothing after the colon is no column."""
    from layers.sources.aliases import ALIASES

    found: dict[Path, dict[str, str | None]] = {}
    for option in options:
        name = _leading_file(option, by_name)
        path = _named(by_name, option.partition("=")[0] if name is None else name)
        canonical, colon, column = ("" if name is None else option[len(name) + 1 :]).partition(":")
        if not colon or canonical not in ALIASES:
            known = ", ".join(ALIASES)
            text = tr("{value}: write FILE=FIELD:COLUMN with one of the fields {known}")
            raise ValueError(text.format(value=option, known=known))
        columns = _columns(path, encoding_of.get(path))
        if column and column not in columns:
            text = tr("{column}: no such column in {name}; it has {columns}")
            raise ValueError(text.format(column=column, name=name, columns=", ".join(columns) or "—"))
        _settle(found.setdefault(path, {}), canonical, column or None, "--field")
    return found


def _file_and_crs(option: str, by_name: Mapping[str, Path]) -> tuple[str, str]:
    """Return the file an option names, "" for all, and its CRS; an own fit has equal signs of its own."""
    from layers.sources.albers import AS_CGCS2000
    from layers.sources.own_fit import parse_fit

    name = _leading_file(option, by_name)
    if name is not None:
        return name, option[len(name) + 1 :]
    if parse_fit(option) is not None or option.startswith(("+proj=", AS_CGCS2000)):
        return "", option
    unknown, _, value = option.rpartition("=")
    return unknown, value


def _leading_file(option: str, by_name: Mapping[str, Path]) -> str | None:
    """Return the longest name of a file given that stands before an equal sign; the name may hold such signs."""
    return max((name for name in by_name if option.startswith(f"{name}=")), key=len, default=None)


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


def _named(by_name: Mapping[str, Path], name: str) -> Path:
    if name not in by_name:
        raise ValueError(tr("{name}: not among the files given").format(name=name or '""'))
    return by_name[name]


def _states_no_crs(path: Path) -> bool:
    from layers.sources import child

    return any(layer.needs_crs for layer in child.shared().inspect(path).layers)


def _columns(path: Path, encoding: str | None) -> list[str]:
    from layers.sources import child

    found = child.shared().inspect(path, encoding=encoding)
    return list(dict.fromkeys(field for layer in found.layers for field in layer.fields))
