"""Packages that are damaged, or made to do harm: each is refused in words, and nothing appears on the disk."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.errors import NotAPackage, PackageDamaged, PackageFromFuture, PlanError
from layers.kinds import Shape
from layers.plan import package, package_manifest, package_reading
from layers.plan.package_names import fault_of, folded, safe
from tests.layers.plan.builders import add_counties, county_record, make_plan

Entries = dict[str, bytes]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Entries:
    """The entries of a package that unpacks."""
    folder = tmp_path_factory.mktemp("sound")
    with make_plan(folder, "规划.lianfang.gpkg") as store:
        add_counties(store)
    made = package.pack(store.path, folder / "p")
    with zipfile.ZipFile(made.path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: Path, entries: Entries) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def with_manifest(entries: Entries, change: Callable[[dict[str, Any]], object]) -> Entries:
    value = json.loads(entries["manifest.json"])
    change(value)
    return {**entries, "manifest.json": json.dumps(value).encode()}


def listed(entries: Entries, name: str, content: bytes, what: str = "raster") -> Entries:
    """Add a file that the list knows, so that nothing but its name is wrong."""
    fact = {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), "what": what}
    return {**with_manifest(entries, lambda value: value["files"].append(fact)), name: content}


def refused(path: Path, kind: type[PlanError] = PackageDamaged) -> PlanError:
    """Unpack a bad package; it must be refused by name, leaving no trace."""
    folder = path.parent / "out" / "deep"
    before = sorted(path.parent.rglob("*"))
    with pytest.raises(kind) as caught:
        package.unpack(path, folder)
    assert type(caught.value) is kind
    assert caught.value.facts["path"] == str(path)
    assert str(path) in str(caught.value)
    assert sorted(path.parent.rglob("*")) == before
    return caught.value


def codes(error: PlanError) -> set[tuple[str, str]]:
    return {(fault["code"], fault["name"]) for fault in error.facts["faults"]}


def test_the_sound_one_is_sound(sound: Entries, tmp_path: Path) -> None:
    plan = package.unpack(write(tmp_path / "p.zip", sound), tmp_path / "out")
    assert plan.is_relative_to(tmp_path / "out") and plan.is_file()


# --- what is no package ---------------------------------------------------------------------------------


def test_other_files_are_told_apart(sound: Entries, tmp_path: Path) -> None:
    cases = {
        "missing": tmp_path / "none.联防包",
        "not_zip": tmp_path / "text.联防包",
        "no_manifest": write(tmp_path / "zip.联防包", {"a.txt": b"a"}),
        "other_archive": write(tmp_path / "ext.联防包", {"manifest.json": b'{"manifest_version": 3}'}),
    }
    cases["not_zip"].write_text("这不是包")
    for code, path in cases.items():
        assert refused(path, NotAPackage).facts["reason_code"] == code
        assert not package.is_package(path)
    assert package.is_package(write(tmp_path / "other name.dat", sound))
    (tmp_path / "empty.联防包").touch()
    assert refused(tmp_path / "empty.联防包", NotAPackage).facts["reason_code"] == "not_zip"
    assert not package.is_package(tmp_path)


def test_a_cut_package_is_damaged_wherever_it_is_cut(sound: Entries, tmp_path: Path) -> None:
    whole = write(tmp_path / "whole", sound).read_bytes()
    (tmp_path / "whole").unlink()
    for size in (40, 200, len(whole) // 2, len(whole) - 30, len(whole) - 1):
        path = tmp_path / "cut.联防包"
        path.write_bytes(whole[:size])
        assert codes(refused(path)) == {("zip_broken", "")}


def test_one_flipped_bit_is_found(sound: Entries, tmp_path: Path) -> None:
    whole = write(tmp_path / "p.联防包", sound).read_bytes()
    with zipfile.ZipFile(tmp_path / "p.联防包") as archive:
        info = archive.getinfo("规划.lianfang.gpkg")
        offset = info.header_offset + 200 + info.compress_size // 2
    (tmp_path / "p.联防包").write_bytes(whole[:offset] + bytes([whole[offset] ^ 16]) + whole[offset + 1 :])
    assert codes(refused(tmp_path / "p.联防包")) == {("crc", "规划.lianfang.gpkg")}


@given(position=st.floats(0, 1), value=st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_no_byte_makes_it_fall_over(bytes_of_sound: bytes, folder: Path, position: float, value: int) -> None:
    """Any byte changed: it unpacks to what it was, or is refused; never another exception, never a trace."""
    raw = bytearray(bytes_of_sound)
    raw[int(position * (len(raw) - 1))] ^= value
    path = folder / "p.联防包"
    path.write_bytes(raw)
    try:
        plan = package.unpack(path, folder / "out")
    except PlanError:
        assert sorted(entry.name for entry in folder.iterdir()) == ["p.联防包"]
    else:
        for entry in (plan, plan.parent):
            entry.unlink() if entry.is_file() else entry.rmdir()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("flipped")


@pytest.fixture(scope="module")
def bytes_of_sound(sound: Entries, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    small = {**sound, "规划.lianfang.gpkg": sound["规划.lianfang.gpkg"]}
    return write(tmp_path_factory.mktemp("raw") / "p", small).read_bytes()


# --- names -----------------------------------------------------------------------------------------------

OUTSIDE = ("../evil", "rasters/../../evil", "/etc/evil", "\\\\server\\share\\evil", "C:\\evil", "c:evil", "..\\evil")
UNSAFE = (
    *("rasters/a\\b.tif", "rasters/", "rasters//a", "./a", "rasters/a.", "rasters/a ", "rasters/a:stream"),
    *(
        "rasters/NUL",
        "rasters/con.tif",
        "rasters/COM1.txt",
        "rasters/lpt¹",
        "rasters/a\nb",
        "rasters/a\x7fb",
        "rasters/a|b",
    ),
    *("rasters/fit\u202egpj.exe", "rasters/" + "a" * 256, "/".join("abcdefghi") + "/x", "rasters/aux .tif"),
)


@pytest.mark.parametrize("name", OUTSIDE)
def test_names_that_lead_outside(sound: Entries, tmp_path: Path, name: str) -> None:
    assert fault_of(name) == "name_outside"
    assert ("name_outside", name) in codes(refused(write(tmp_path / "p", listed(sound, name, b"evil"))))
    # also when the list does not know it
    assert ("name_outside", name) in codes(refused(write(tmp_path / "p", {**sound, name: b"evil"})))


@pytest.mark.parametrize("name", UNSAFE)
def test_names_that_are_something_else_on_some_system(sound: Entries, tmp_path: Path, name: str) -> None:
    if name == "rasters/":  # a folder of its own, as other programs write them
        package.unpack(write(tmp_path / "p", {**sound, name: b""}), tmp_path / "out")
        return
    assert fault_of(name) == "name_unsafe"
    assert ("name_unsafe", name) in codes(refused(write(tmp_path / "p", listed(sound, name, b"evil"))))


def test_a_nul_does_not_hide_the_rest_of_a_name(sound: Entries, tmp_path: Path) -> None:
    path = write(tmp_path / "p", {**sound, "rasters/a.tif_evil": b"evil"})
    path.write_bytes(path.read_bytes().replace(b"rasters/a.tif_evil", b"rasters/a.tif\0evil"))
    assert ("name_unsafe", "rasters/a.tif\0evil") in codes(refused(path))


@pytest.mark.parametrize("twice", ["规划.lianfang.GPKG", "Manifest.JSON", "manifest.json/x"])
def test_the_same_name_twice(sound: Entries, tmp_path: Path, twice: str) -> None:
    assert ("name_twice", twice) in codes(refused(write(tmp_path / "p", {**sound, twice: b"other"})))


def test_the_very_same_name_twice(sound: Entries, tmp_path: Path) -> None:
    path = write(tmp_path / "p", sound)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("规划.lianfang.gpkg", b"other")
    assert ("name_twice", "规划.lianfang.gpkg") in codes(refused(path))


def test_names_in_two_unicode_forms_are_one(sound: Entries, tmp_path: Path) -> None:
    entries = listed(listed(sound, "rasters/é.tif", b"1"), "rasters/e\u0301.tif", b"2")
    assert ("name_twice", "rasters/e\u0301.tif") in codes(refused(write(tmp_path / "p", entries)))


@given(st.text(max_size=300))
def test_a_safe_name_is_safe_whatever_it_was(name: str) -> None:
    made = safe(name)
    assert fault_of(made) == ""
    assert "/" not in made
    assert len(made.encode()) <= 255
    assert safe(made) == made
    plan = safe(name, suffix=".lianfang.gpkg")
    assert fault_of(plan) == ""
    assert plan.endswith(".lianfang.gpkg")
    assert folded(made) == folded(folded(made))


# --- entries ------------------------------------------------------------------------------------------------


def test_a_link_is_refused(sound: Entries, tmp_path: Path) -> None:
    path = write(tmp_path / "p", sound)
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("rasters/link.tif")
        info.external_attr, info.create_system = 0o120777 << 16, 3
        archive.writestr(info, "/etc/passwd")
    assert codes(refused(path)) == {("link", "rasters/link.tif")}


def test_a_password_is_told(sound: Entries, tmp_path: Path) -> None:
    path = write(tmp_path / "p", sound)
    raw = bytearray(path.read_bytes())
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 8] |= 1
        at = raw.find(b"PK\x01\x02", at + 4)
    path.write_bytes(raw)
    assert {code for code, _ in codes(refused(path))} >= {"encrypted"}


def test_another_compression_is_told(sound: Entries, tmp_path: Path) -> None:
    path = tmp_path / "p"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in sound.items():
            method = zipfile.ZIP_LZMA if name.endswith("gpkg") else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, method)
    assert codes(refused(path)) == {("method", "规划.lianfang.gpkg")}


def test_a_bomb_is_not_unpacked(sound: Entries, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(package_reading, "MOST_UNQUESTIONED_BYTES", 1 << 20)
    path = write(tmp_path / "p", listed(sound, "rasters/zeros.tif", bytes(64 << 20)))
    assert codes(refused(path)) == {("bomb", "")}


def patched(path: Path, name: str, *, size: int) -> Path:
    """Let the directory state another size of an entry, in both headers."""
    raw = bytearray(path.read_bytes())
    encoded = name.encode()
    local, central = raw.find(encoded) - 30, raw.rfind(encoded) - 46
    struct.pack_into("<I", raw, local + 22, size)
    struct.pack_into("<I", raw, central + 24, size)
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("size", [10, 400_000])
def test_an_entry_that_is_not_as_large_as_it_says(sound: Entries, tmp_path: Path, size: int) -> None:
    entries = listed(sound, "rasters/a.tif", bytes(100_000))
    stated = with_manifest(entries, lambda value: value["files"][-1].update(bytes=size))
    path = patched(write(tmp_path / "p", stated), "rasters/a.tif", size=size)
    [(code, name)] = codes(refused(path))
    assert (code in {"size", "crc"}, name) == (True, "rasters/a.tif")


def test_overlapping_entries_are_a_bomb(sound: Entries, tmp_path: Path) -> None:
    path = write(tmp_path / "p", listed(sound, "rasters/a.tif", bytes(1000)))
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"rasters/a.tif") - 46
    struct.pack_into("<I", raw, at + 20, len(raw))  # its data would reach over everything
    path.write_bytes(raw)
    assert ("bomb", "") in codes(refused(path))


def test_too_many_entries(sound: Entries, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(package_reading, "MOST_FILES", 20)
    many = {f"x{number}": b"" for number in range(30)}
    assert ("too_many", "") in codes(refused(write(tmp_path / "p", {**sound, **many})))


# --- the list ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"format": NaN}', b"[]", b"null"])
def test_a_list_that_is_not_json(sound: Entries, tmp_path: Path, raw: bytes) -> None:
    path = write(tmp_path / "p", {**sound, "manifest.json": raw})
    assert codes(refused(path)) == {("manifest_broken", "")}


def test_a_list_that_is_too_long(sound: Entries, tmp_path: Path) -> None:
    huge = sound["manifest.json"] + b" " * (package_manifest.MOST_BYTES + 1)
    assert codes(refused(write(tmp_path / "p", {**sound, "manifest.json": huge}))) == {("manifest_too_big", "")}


WRONG: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda value: value.pop("plan"), "plan"),
    (lambda value: value.update(plan=[]), "plan"),
    (lambda value: value.update(files={}), "files"),
    (lambda value: value.update(files=[1]), "files[0]"),
    (lambda value: value.update(rasters="x"), "rasters"),
    (lambda value: value.update(rasters=[{"layer": 1, "title": "a", "file": "x"}]), "rasters[0].layer"),
    (lambda value: value.update(format_version=None), "format_version"),
    (lambda value: value["files"][0].update(bytes=-1), "files[0].bytes"),
    (lambda value: value["files"][0].update(bytes="7"), "files[0].bytes"),
    (lambda value: value["files"][0].update(bytes=True), "files[0].bytes"),
    (lambda value: value["files"][0].update(sha256="x"), "files[0].sha256"),
    (lambda value: value["files"][0].update(name=None), "files[0].name"),
    (lambda value: value["files"][0].update(what="raster"), "plan.file"),
    (lambda value: value["plan"].update(file="other.lianfang.gpkg"), "plan.file"),
    (lambda value: value["plan"].update(title=3), "plan.title"),
    (lambda value: value.pop("made_at"), "made_at"),
]


@pytest.mark.parametrize(("change", "field"), WRONG, ids=[field + str(i) for i, (_, field) in enumerate(WRONG)])
def test_wrong_values_are_named(sound: Entries, tmp_path: Path, change: Callable[..., object], field: str) -> None:
    path = write(tmp_path / "p", with_manifest(sound, change))
    assert ("manifest_field", field) in codes(refused(path))
    with pytest.raises(PackageDamaged):
        package.inspect_package(path)


def test_entries_nobody_knows_are_left_alone(sound: Entries, tmp_path: Path) -> None:
    entries = listed(sound, "ancestor.lianfang.gpkg", b"for a later version", what="ancestor")
    entries = with_manifest(entries, lambda value: value.update(kind="exchange", parties=["110116"]))
    path = write(tmp_path / "p", {**entries, "notes.txt": b"by hand"})
    manifest = package.inspect_package(path)
    assert (manifest.kind, dict(manifest.extra)) == ("exchange", {"parties": ["110116"]})
    plan = package.unpack(path, tmp_path / "out")
    assert [entry.name for entry in plan.parent.iterdir()] == ["规划.lianfang.gpkg"]


def test_a_newer_package_that_can_be_read_is_read(sound: Entries, tmp_path: Path) -> None:
    newer = with_manifest(sound, lambda value: value.update(format_version=7))
    package.unpack(write(tmp_path / "p", newer), tmp_path / "out")
    unreadable = with_manifest(sound, lambda value: value.update(format_version=7, readable_by=5, files=None))
    error = refused(write(tmp_path / "q", unreadable), PackageFromFuture)
    assert (error.facts["found"], error.facts["known"]) == (7, package_manifest.FORMAT_VERSION)


def test_an_archive_packed_again_by_an_old_tool_is_read(sound: Entries, tmp_path: Path) -> None:
    """Folders as entries, Chinese names in GBK without the flag, another order."""
    path = write(tmp_path / "p", {name.replace("规划", "gbk!"): sound[name] for name in sorted(sound, reverse=True)})
    path.write_bytes(path.read_bytes().replace(b"gbk!", "规划".encode("gbk")))
    assert package.unpack(path, tmp_path / "out").name == "规划.lianfang.gpkg"


# --- what the list says and what there is -----------------------------------------------------------------------


def test_everything_wrong_is_told_at_once(sound: Entries, tmp_path: Path) -> None:
    entries = sound
    for name in ("gone", "long", "evil", "../out"):
        entries = listed(entries, f"rasters/{name}.tif", name.encode())
    entries["rasters/long.tif"] += b"er"
    del entries["rasters/gone.tif"]
    entries = with_manifest(entries, lambda value: value.pop("made_at"))
    error = refused(write(tmp_path / "p", entries))
    assert codes(error) == {
        ("missing", "rasters/gone.tif"),
        ("size", "rasters/long.tif"),
        ("name_outside", "rasters/../out.tif"),
        ("manifest_field", "made_at"),
    }
    assert all(word in str(error) for word in ("gone.tif", "long.tif", "out.tif", "made_at"))


def test_every_file_that_differs_is_named(sound: Entries, tmp_path: Path) -> None:
    entries = listed(listed(listed(sound, "rasters/a.tif", b"a"), "rasters/b.tif", b"b"), "rasters/c.tif", b"c")
    entries.update({"rasters/a.tif": b"x", "rasters/c.tif": b"y"})
    path = write(tmp_path / "p", entries)
    assert codes(refused(path)) == {("checksum", "rasters/a.tif"), ("checksum", "rasters/c.tif")}


def with_plan(entries: Entries, content: bytes) -> Entries:
    name = "规划.lianfang.gpkg"
    fact = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return {**with_manifest(entries, lambda value: value["files"][0].update(fact)), name: content}


def edited(entries: Entries, folder: Path, *statements: str) -> Entries:
    plan = folder / "edited.gpkg"
    plan.write_bytes(entries["规划.lianfang.gpkg"])
    db = apsw.Connection(str(plan))
    for statement in statements:
        db.execute(statement)
    db.close()
    content = plan.read_bytes()
    plan.unlink()
    return with_plan(entries, content)


def test_a_plan_that_is_none(sound: Entries, tmp_path: Path) -> None:
    plan = sound["规划.lianfang.gpkg"]
    for content in (b"", b"SQLite format 3\0" + b"?" * 500, plan[: len(plan) // 2]):
        error = refused(write(tmp_path / "p", with_plan(sound, content)))
        assert codes(error) == {("plan", "规划.lianfang.gpkg")}


def test_a_plan_with_code_in_it(sound: Entries, tmp_path: Path) -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON lf_change BEGIN DELETE FROM lf_zone; END"
    error = refused(write(tmp_path / "p", edited(sound, tmp_path, trigger)))
    assert codes(error) == {("plan", "规划.lianfang.gpkg")}
    assert "trigger t" in str(error)


def test_a_plan_from_the_future(sound: Entries, tmp_path: Path) -> None:
    entries = edited(sound, tmp_path, "UPDATE lf_plan SET format_version = 99, readable_by = 99")
    assert refused(write(tmp_path / "p", entries), PackageFromFuture).facts["found"] == 99


@pytest.mark.parametrize(
    "where", ["/etc/passwd", "../../secret.tif", "\\\\\\\\server\\\\share\\\\a.tif", "elsewhere/a.tif"]
)
def test_a_plan_that_looks_for_rasters_elsewhere(sound: Entries, tmp_path: Path, where: str) -> None:
    entries = edited(sound, tmp_path, f"UPDATE lf_layer SET shape = 'raster', raster_path = '{where}'")
    assert {code for code, _ in codes(refused(write(tmp_path / "p", entries)))} == {"raster_outside"}


def test_side_files_of_the_plan_are_not_taken_along(sound: Entries, tmp_path: Path) -> None:
    entries = edited(sound, tmp_path, "PRAGMA journal_mode = WAL")
    entries["规划.lianfang.gpkg-wal"] = b"7\x7f\x06\x82 a log to be replayed into the plan"
    plan = package.unpack(write(tmp_path / "p", entries), tmp_path / "out")
    assert [entry.name for entry in plan.parent.iterdir()] == ["规划.lianfang.gpkg"]


def test_packing_a_strangers_plan_carries_no_other_files_away(tmp_path: Path) -> None:
    """A plan may call any file a raster; packed and sent back, the package must not hold it."""
    secret = tmp_path / "home" / "key"
    secret.parent.mkdir()
    secret.write_text("secret")
    (secret.parent / "key.prj").write_text("more")
    (tmp_path / "plans").mkdir()
    with make_plan(tmp_path / "plans") as store, store.change("layers_added"):
        for name in (str(secret), "../home/key", "/proc/self/environ"):
            store.add_layer(county_record(title=name, shape=Shape.RASTER, raster_path=name), None)
    made = package.pack(tmp_path / "plans" / "plan.lianfang.gpkg", tmp_path / "p")
    assert len(made.left_out) == 3
    assert [file.what for file in made.manifest.files] == ["plan"]
