"""Nothing personal reaches a log or a report: who, where, which plan."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from app import crash_reports, discreet, logs

HOME = str(Path.home())
PERSONAL = {
    "a mobile": ("call 13800138000 now", "13800138000"),
    "a mobile with blanks": ("call 138 0013 8000", "0013"),
    "a mobile with the country": ("call +86-138-0013-8000", "0013"),
    "a telephone": ("call 010-69641234", "69641234"),
    "a telephone in brackets": ("call (010) 6964 1234", "6964"),
    "an identity card": ("id 11022719900101123X", "1102271990"),
    "a mail": ("write zhang.san@huairou.gov.cn", "zhang.san"),
    "degrees": ("at 116.51234, 40.65432", "116.51"),
    "degrees south": ("at -33.865143", "33.86"),
    "degrees and minutes": ("at 116°45′22.3″E 40°45′05.4″N", "45′"),
    "metres of a zone": ("x=39456789.12", "456789"),
    "metres": ("y=456789.12", "456789"),
    "a geometry": ("not valid: POLYGON ((116.5 40.6, 116.6 40.6, 116.5 40.7, 116.5 40.6)) there", "116.6"),
    "a point": ("POINT Z (116.5 40.6 12)", "116.5"),
    "a name in Chinese": ("no row for 张三 of 云蒙山林场", "张三"),
    "the title of a plan": ("plan 怀柔–丰宁 2026 联防规划 is gone", "规划"),
    "a quoted name": ("no key 'Zhang San' here", "Zhang"),
    "a quoted telephone": ("could not convert string to float: '13800138000'", "0138"),
    "the home": (f"cannot read {HOME}/plans/a.gpkg", HOME),
    "a file": (f"cannot read {HOME}/plans/zhangsan plan.lianfang.gpkg: gone", "zhangsan"),
    "a file with blanks, quoted": (f"no such file: '{HOME}/My Plans/zhang san.shp'", "zhang"),
    "somebody's home": ("cannot read /home/zhangsan/a.shp", "zhangsan"),
    "a stick": ("cannot read /media/usb/Zhang San/roads.shp now", "Zhang"),
    "Windows": (r"cannot read C:\Users\zhangsan\Desktop\roads.shp", "zhangsan"),
    "a share": (r"cannot read \\server\zhangsan\roads.shp", "zhangsan"),
    "an address of a file": (f"open file://{HOME}/zhangsan.html", "zhangsan"),
    "a tilde": ("cannot read ~/zhangsan/roads.shp", "zhangsan"),
}


@pytest.mark.parametrize("what", PERSONAL)
def test_what_is_personal_goes(what: str) -> None:
    text, secret = PERSONAL[what]
    said = discreet.discreet(text)
    assert secret not in said, said
    assert "‹" in said
    assert discreet.discreet(said) == said, "what is discreet stays as it is"


@pytest.mark.parametrize(
    "text",
    [
        "'NoneType' object has no attribute 'uid'",
        "the interpreter's lock is held, the reader's too",
        "took 0.123456 s for 12345 features, 3.5 MB",
        "2026-11-30 10:05:48,123 INFO app.jobs: done",
        "object at 0x7f3a4c5d6e70",
        "EPSG:4490 and EPSG:4548",
        "area 3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "KeyError: 'layer_role'",
        "File <string>, line 3",
        "/usr/lib/x86_64-linux-gnu/libc.so.6",
        "1/2 of the work",
    ],
)
def test_what_helps_stays(text: str) -> None:
    assert discreet.discreet(text) == text


def test_paths_of_the_program_begin_in_its_folder_and_the_ending_of_others_stays() -> None:
    assert discreet.short_path(discreet.__file__) == "app/discreet.py"
    assert discreet.short_path(logging.__file__) == "python/logging/__init__.py"
    assert discreet.short_path(pytest.__file__) == "site-packages/pytest/__init__.py"
    one, again, other = (discreet.short_path(f"{HOME}/{name}.lianfang.gpkg") for name in "aab")
    assert one == again != other and one.startswith("~/…/‹") and one.endswith(".lianfang.gpkg")
    assert discreet.short_path(HOME) == "~"


def test_the_names_of_user_and_computer_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discreet, "_people", lambda: (("lisi", "‹user›"), ("pc-0815", "‹computer›")))
    assert discreet.discreet("held by lisi on pc-0815; lisitan stays") == "held by ‹user› on ‹computer›; lisitan stays"


def fail(name: str) -> None:
    raise ValueError(f"no contact {name!r}, 13800138000, {HOME}/plans/x.gpkg")


def caught(name: str = "Zhang San") -> Exception:
    try:
        try:
            fail(name)
        except ValueError as error:
            raise KeyError("uid") from error
    except KeyError as error:
        return error


def test_a_traceback_tells_where_and_no_values() -> None:
    said = discreet.discreet_traceback(caught())
    assert "tests/app/test_discreet.py" in said and "in fail" in said and "which led to" in said
    assert "ValueError: no contact '‹text›', ‹number›, ~/…/‹" in said and "KeyError: 'uid'" in said
    assert "13800138000," not in said.replace("raise ValueError(f", "").split("ValueError: ")[1]
    assert HOME not in said.replace("{HOME}", "")


@pytest.fixture
def log_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A log of its own, as the program begins it."""
    monkeypatch.setenv("LIANFANG_CONFIG", str(tmp_path))
    logs.start()
    return tmp_path / logs.DESKTOP


def test_the_log_holds_nothing_personal(log_file: Path) -> None:
    assert not log_file.exists(), "nothing to say, no file"
    log = logging.getLogger("app.somewhere")
    log.info("contact %s, %s at %s", "张三", "13800138000", f"{HOME}/plans/怀柔.gpkg")
    log.error("failed", exc_info=logs.exception_info(caught()))
    log.debug("not by default")
    logging.getLogger("somebody.else").info("news of a library")
    said = log_file.read_text(encoding="utf-8")
    assert "contact ‹name›, ‹number› at ~/…/‹" in said and "KeyError: 'uid'" in said
    assert "not by default" not in said and "news of a library" not in said
    for secret in ("张三", "13800138000,", HOME + "/plans/怀"):
        assert secret not in said.replace('raise ValueError(f"no contact {name!r}, 13800138000,', "")
    assert logs.last_lines(1) == [said.splitlines()[-1]]


def test_a_message_that_does_not_fit_its_values_is_written_all_the_same() -> None:
    record = logging.LogRecord("app.x", logging.INFO, "", 1, "%d of %s", ("no number",), None)
    assert "app.x: %d of %s [TypeError]" in logs.DiscreetFormatter().format(record)


def test_more_is_written_when_asked_for(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("LIANFANG_LOG", "debug")
    file = request.getfixturevalue("log_file")
    logging.getLogger("layers.x").debug("in detail")
    logging.getLogger("numba").debug("never")
    assert "in detail" in file.read_text(encoding="utf-8") and "never" not in file.read_text(encoding="utf-8")


def test_the_log_takes_turns_and_stays_small(log_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = next(one for one in logging.getLogger().handlers if isinstance(one, logs.DiscreetHandler))
    handler.maxBytes = 2000
    for number in range(200):
        logging.getLogger("app.x").info("line %d", number)
    files = sorted(log_file.parent.glob("lianfang.log*"))
    assert len(files) == 1 + logs.KEPT and all(one.stat().st_size <= 2000 for one in files)
    # Another program holds the file: it cannot be renamed, and stays small all the same.
    monkeypatch.setattr(handler, "rotate", lambda *_: (_ for _ in ()).throw(PermissionError()))
    for number in range(200):
        logging.getLogger("app.x").info("later %d", number)
    assert log_file.stat().st_size <= 2000 and "later 199" in log_file.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_takes_nothing_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LIANFANG_CONFIG", str(tmp_path / "file" / "under"))
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    logs.start(logs.COMMANDS)
    try:
        logging.getLogger("app.x").error("heard by nobody")
        assert crash_reports.write("a report") is None and logs.last_lines() == []
    finally:
        root.handlers[:] = before
