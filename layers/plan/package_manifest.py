"""The manifest of a package: what it holds, in JSON, readable without unpacking.

``docs/plan-format.md``, section *Package*, describes it for readers.  Entries this program does not know are
left alone: a newer program may add some without making its packages unreadable here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from layers.plan.files import SUFFIX as PLAN_SUFFIX
from layers.plan.package_names import fault_of, folded

NAME = "manifest.json"
FORMAT = "lianfang-package"
FORMAT_VERSION = 1
#: The oldest format version whose programs can unpack a package made now.
READABLE_BY = 1
#: What the package is for; later kinds carry more.
KIND = "plan"
RASTER_FOLDER = "rasters/"
MOST_BYTES = 4 << 20

PLAN, RASTER, RASTER_SIDE = "plan", "raster", "raster_side"
_WANTED = frozenset({PLAN, RASTER, RASTER_SIDE})

#: Why a package is refused: code → English phrase.  ``{name}`` is the entry, or the field of the manifest.
FAULTS: Mapping[str, str] = {
    "zip_broken": "the archive is damaged, or was not copied to its end",
    "zip_unreadable": "it cannot be read: {detail}",
    "no_manifest": "it has no list of contents",
    "manifest_too_big": "its list of contents is too large",
    "manifest_broken": "its list of contents cannot be read",
    "manifest_field": "its list of contents is wrong at {name}",
    "name_outside": "the name {name} leads out of the folder",
    "name_unsafe": "the name {name} is not allowed",
    "name_twice": "the name {name} is there twice",
    "link": "{name} is a link, not a file",
    "encrypted": "{name} is protected by a password",
    "method": "{name} is compressed in a way that is not read",
    "too_many": "it holds too many files",
    "bomb": "it would unpack to far more than it can hold",
    "missing": "{name} is missing",
    "size": "{name} does not have the size the list says",
    "checksum": "{name} is not the file the list says: its checksum differs",
    "crc": "{name} is damaged",
    "plan": "the plan {name} in it is damaged: {detail}",
    "raster_outside": "the plan in it looks for the raster {name} outside the package",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a package."""

    code: str  # of FAULTS
    name: str = ""
    detail: str = ""

    @property
    def text(self) -> str:
        """The English phrase."""
        return FAULTS[self.code].format(name=_shown(self.name), detail=self.detail)


def _shown(name: str) -> str:
    """Return a name as it can be shown: no control characters, not endless."""
    text = "".join(character if character.isprintable() else "�" for character in name)
    return text if len(text) <= 80 else f"{text[:60]}…{text[-15:]}"


@dataclass(frozen=True)
class PackedFile:
    """One file of a package."""

    name: str
    bytes: int
    sha256: str
    what: str  # plan, raster, raster_side; others come from newer programs


@dataclass(frozen=True)
class PackedRaster:
    """A raster layer of the plan and its file in the package."""

    layer: str  # uid
    title: str
    file: str  # "" when it was left out
    left_out: str = ""  # "", missing, unreadable
    is_changed: bool = False  # not the file that was added to the plan


@dataclass(frozen=True)
class Manifest:
    """What a package says about itself."""

    plan_file: str
    plan_uid: str
    title: str
    reference_date: str  # ISO 8601
    plan_format_version: int
    content_hash: str
    program: str
    made_at: str  # UTC, ISO 8601
    files: tuple[PackedFile, ...] = ()
    rasters: tuple[PackedRaster, ...] = ()
    kind: str = KIND
    format_version: int = FORMAT_VERSION
    readable_by: int = READABLE_BY
    extra: Mapping[str, Any] = field(default_factory=dict)  # what a newer program added

    @property
    def wanted(self) -> tuple[PackedFile, ...]:
        """The files that are unpacked; kinds this program does not know are left in the package."""
        return tuple(file for file in self.files if file.what in _WANTED)

    @property
    def total_bytes(self) -> int:
        """Bytes on the disk after unpacking."""
        return sum(file.bytes for file in self.wanted)

    def as_json(self) -> bytes:
        """Return the manifest as it is written, UTF-8."""
        plan = {
            "file": self.plan_file,
            "uid": self.plan_uid,
            "title": self.title,
            "reference_date": self.reference_date,
            "format_version": self.plan_format_version,
            "content_hash": self.content_hash,
        }
        value = {
            "format": FORMAT,
            "format_version": self.format_version,
            "readable_by": self.readable_by,
            "kind": self.kind,
            "made_at": self.made_at,
            "program": self.program,
            "plan": plan,
            "files": [asdict(one) for one in self.files],
            "rasters": [_raster_json(one) for one in self.rasters],
            **self.extra,
        }
        return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _raster_json(raster: PackedRaster) -> dict[str, Any]:
    return {
        "layer": raster.layer,
        "title": raster.title,
        "file": raster.file or None,
        "left_out": raster.left_out or None,
        "changed": raster.is_changed,
    }


def is_manifest(raw: bytes) -> bool:
    """Return whether a text is the manifest of a package, sound or not."""
    return re.search(rb'"format"\s*:\s*"%s"' % FORMAT.encode(), raw[:4096]) is not None


# --- reading ----------------------------------------------------------------------------------------


def parse(raw: bytes) -> tuple[dict[str, Any], list[Fault]]:
    """Return the JSON object of a manifest, or {} and why not."""
    try:
        value = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return {}, [Fault("manifest_broken")]
    if not isinstance(value, dict):
        return {}, [Fault("manifest_broken")]
    return value, []


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def versions(value: Mapping[str, Any]) -> tuple[int, int]:
    """Return format version and the oldest version that can read it; (0, 0) when they are not stated."""
    found, readable = value.get("format_version"), value.get("readable_by")
    if not _is_count(found):
        return 0, 0
    return int(found or 0), int(readable or 0) if _is_count(readable) else int(found or 0)


def read(value: Mapping[str, Any]) -> tuple[Manifest, list[Fault]]:
    """Return a manifest and everything that is wrong with it; with faults it must not be used."""
    reader = _Reader(value)
    plan = reader.object("plan")
    found, readable = versions(value)
    manifest = Manifest(
        plan_file=reader.text(plan, "file", "plan.file"),
        plan_uid=reader.text(plan, "uid", "plan.uid"),
        title=reader.text(plan, "title", "plan.title"),
        reference_date=reader.text(plan, "reference_date", "plan.reference_date"),
        plan_format_version=reader.count(plan, "format_version", "plan.format_version"),
        content_hash=reader.text(plan, "content_hash", "plan.content_hash"),
        program=reader.text(value, "program"),
        made_at=reader.text(value, "made_at"),
        files=tuple(reader.files()),
        rasters=tuple(reader.rasters()),
        kind=reader.text(value, "kind"),
        format_version=found,
        readable_by=readable,
        extra={key: value[key] for key in value if key not in _KNOWN},
    )
    if found < 1:
        reader.faults.append(Fault("manifest_field", "format_version"))
    return manifest, [*reader.faults, *_disagreements(manifest)]


_KNOWN = frozenset(
    ("format", "format_version", "readable_by", "kind", "made_at", "program", "plan", "files", "rasters")
)


class _Reader:
    """Takes values of the right type out of a manifest and notes where they are not."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        self._value = value
        self.faults: list[Fault] = []

    def object(self, key: str) -> Mapping[str, Any]:
        value = self._value.get(key)
        if isinstance(value, dict):
            return value
        self.faults.append(Fault("manifest_field", key))
        return {}

    def text(self, place: Mapping[str, Any], key: str, shown: str = "") -> str:
        value = place.get(key)
        if isinstance(value, str):
            return value
        self.faults.append(Fault("manifest_field", shown or key))
        return ""

    def count(self, place: Mapping[str, Any], key: str, shown: str) -> int:
        value = place.get(key)
        if _is_count(value):
            return int(value)  # type: ignore[arg-type]
        self.faults.append(Fault("manifest_field", shown))
        return 0

    def files(self) -> Iterator[PackedFile]:
        for place, item in self._items("files"):
            name, sha256 = self.text(item, "name", f"{place}.name"), self.text(item, "sha256", f"{place}.sha256")
            if re.fullmatch("[0-9a-f]{64}", sha256) is None and isinstance(item.get("sha256"), str):
                self.faults.append(Fault("manifest_field", f"{place}.sha256"))
            size = self.count(item, "bytes", f"{place}.bytes")
            yield PackedFile(name, size, sha256, self.text(item, "what", f"{place}.what"))

    def rasters(self) -> Iterator[PackedRaster]:
        for place, item in self._items("rasters"):
            left_out, file = item.get("left_out") or "", item.get("file") or ""
            if not isinstance(left_out, str) or not isinstance(file, str) or bool(left_out) == bool(file):
                self.faults.append(Fault("manifest_field", f"{place}.file"))
                left_out, file = "missing", ""
            title = self.text(item, "title", f"{place}.title")
            layer = self.text(item, "layer", f"{place}.layer")
            yield PackedRaster(layer, title, file, left_out, item.get("changed") is True)

    def _items(self, key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        value = self._value.get(key)
        if not isinstance(value, list):
            self.faults.append(Fault("manifest_field", key))
            return
        for position, item in enumerate(value):
            place = f"{key}[{position}]"
            if isinstance(item, dict):
                yield place, item
            else:
                self.faults.append(Fault("manifest_field", place))


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 62


def _disagreements(manifest: Manifest) -> list[Fault]:
    """Return what does not fit together in a manifest whose values have the right types."""
    wanted = manifest.wanted
    faults = [Fault(code, file.name) for file in wanted if (code := fault_of(file.name))]
    faults += [Fault("name_twice", name) for name in repeated(file.name for file in wanted)]
    plans = [file.name for file in wanted if file.what == PLAN]
    is_plain = "/" not in manifest.plan_file and manifest.plan_file.endswith(PLAN_SUFFIX)
    if plans != [manifest.plan_file] or not is_plain:
        faults.append(Fault("manifest_field", "plan.file"))
    outside = [file.name for file in wanted if file.what != PLAN and not file.name.startswith(RASTER_FOLDER)]
    listed = {file.name for file in wanted if file.what == RASTER}
    unlisted = [raster.file for raster in manifest.rasters if raster.file and raster.file not in listed]
    return faults + [Fault("manifest_field", name) for name in [*outside, *unlisted]]


def repeated(names: Iterable[str]) -> list[str]:
    """Return the names that occur again, also when only case or Unicode form differs, or as a folder of another."""
    seen: dict[str, bool] = {}  # folded name → whether it is a file
    found: list[str] = []
    for name in names:
        key = folded(name.removesuffix("/"))
        parents = [key[:place] for place, character in enumerate(key) if character == "/"]
        is_file = not name.endswith("/")
        if (key in seen and (is_file or seen[key])) or any(seen.get(parent) for parent in parents):
            found.append(name)
        seen[key] = is_file or seen.get(key, False)
        for parent in parents:
            seen.setdefault(parent, False)
    return found
