"""What may be written into logs and crash reports: nothing that tells who, where or which plan.

A log may go by mail to somebody who looks after the program.  Whatever is not of the program itself is taken out
before it is written, by what it looks like:

- paths: those of the program begin in its folder; of all others only ``~`` or ``…``, a short mark and the ending stay,
  the same mark for the same file as long as the program runs;
- numbers of seven digits and more (telephones, identity cards, metres in a zone), e-mail addresses;
- coordinates: degrees with three decimals or more, with minutes, geometries as text;
- Chinese: what the program itself writes into its log is English, so Chinese is a name, a title or a place;
- quoted text that is no plain identifier, and the names of the user and of the computer.

What cannot be told by its looks stays: a name in Latin letters that nobody quoted.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import platform
import re
import secrets
import sys
import traceback
from functools import cache
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parents[1])
_SALT = secrets.token_bytes(16)
#: Folders of the system, in which nobody keeps work.
_SYSTEM = ("/usr/", "/lib", "/proc/", "/sys/", "/dev/", "/etc/")

_WKT = re.compile(
    r"\b((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION|LINEARRING)\b(?: ?Z?M?) ?\([^A-Za-z\n]*\)", re.I
)
_BEGIN = r"(?:file:/{0,2})?(?:~[/\\]|/(?=[^/\s])|[A-Za-z]:[/\\]|\\\\(?=\w))"
_QUOTED_PATH = re.compile(rf"(?P<q>['\"“])(?P<path>{_BEGIN}[^'\"”\n]*)(?=['\"”\n]|$)")
# Up to an ending such as .gpkg, blanks included; without one up to the next blank.
_BARE_PATH = re.compile(
    rf"(?<![\w/~.<%…])(?P<path>{_BEGIN}(?:[^\n'\":<>|]*?\.[A-Za-z]\w{{0,7}}(?![\w/\\])|[^\s'\":<>|]*))"
)
_QUOTED = re.compile(r"(?<!\w)(?P<q>['\"])(?P<text>(?:(?!(?P=q))[^\n])*)(?P=q)(?!\w)")
_IDENTIFIER = re.compile(
    r"[a-z_][a-z0-9_.]{0,40}|Q[A-Z][A-Za-z]+|NoneType|[A-Z]\w*(?:Error|Warning|Array|Frame|Series)|EPSG:\d+|\W{1,3}"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DEGREES = re.compile(
    r"\d{1,3} ?[°度] ?\d{1,2}(?:[.,]\d+)? ?[′'’分](?: ?\d{1,2}(?:[.,]\d+)? ?(?:[″\"”秒]|''))? ?[NSEW北南东西]?"
)
_DECIMAL = re.compile(r"(?<![\w.])-?\d{1,3}\.\d{3,}(?![\w.])")
_METRES = re.compile(r"(?<![\w.])\d{6,8}\.\d+(?![\w.])")
_DIGITS = re.compile(r"(?<![\w.\-])\+?\(?\d(?:\d|[ \-()](?=[\d( ])){6,}[Xx]?(?!\w)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2})?")
_CHINESE = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][\u3000-\u303f\u3400-\u9fff\uf900-\uffef·\U00020000-\U0003ffff]*"
)


def discreet(text: str) -> str:
    """Return a text without what is nobody's business; what is discreet already comes back as it is."""
    text = _WKT.sub(lambda found: f"{found[1]} ‹geometry›", text)
    text = _QUOTED_PATH.sub(lambda found: f"{found['q']}{short_path(found['path'])}", text)
    text = _BARE_PATH.sub(lambda found: short_path(found["path"]), text)
    text = _QUOTED.sub(_unquoted, text)
    text = _MAIL.sub("‹address›", text)
    text = _DEGREES.sub("‹coordinate›", text)
    text = _METRES.sub("‹coordinate›", text)
    text = _DECIMAL.sub(_decimal, text)
    text = _DIGITS.sub(lambda found: found[0] if _DATE.fullmatch(found[0].strip()) else "‹number›", text)
    text = _CHINESE.sub("‹name›", text)
    for name, mark in _people():
        text = re.sub(rf"(?<![\w]){re.escape(name)}(?![\w])", mark, text)
    return text


def discreet_traceback(error: BaseException) -> str:
    """Return the traceback of an error: frames with the program's own lines, messages made discreet, no values."""
    told = traceback.TracebackException.from_exception(error, capture_locals=False, compact=True)
    lines: list[str] = []
    _tell(told, lines, set())
    return "\n".join(lines)


def _tell(told: traceback.TracebackException, lines: list[str], seen: set[int]) -> None:
    if id(told) in seen:
        return
    seen.add(id(told))
    before = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    if before is not None:
        _tell(before, lines, seen)
        lines += ["", "which led to" if told.__cause__ else "and while that was handled", ""]
    for frame in told.stack:
        lines.append(f"  {short_path(frame.filename)}:{frame.lineno} in {frame.name}")
        if frame.line:
            lines.append(f"    {_CHINESE.sub('…', frame.line)}")
    lines += [discreet(line.rstrip("\n")) for line in told.format_exception_only()]
    for inner in told.exceptions or ():
        lines.append("  one of:")
        _tell(inner, lines, seen)


def short_path(path: str) -> str:
    """Return a path from the program's folder on; of any other no name but its ending."""
    plain = re.sub(r"^file:/{0,2}(?=/|[A-Za-z]:)", "", path).replace("\\", "/")
    for folder, begin in _own_folders():
        if plain.startswith(folder):
            return begin + plain[len(folder) :]
    if "/site-packages/" in plain:
        return "site-packages/" + plain.rsplit("/site-packages/", 1)[1]
    if plain.startswith(_SYSTEM) or plain.startswith("<") or "/" not in plain:
        return plain
    if plain.startswith(("~/…/‹", "…/‹")):
        return plain
    home = Path.home().as_posix()
    is_at_home = plain == home or plain.startswith((home + "/", "~/", "/home/", "/Users/", "C:/Users/"))
    if plain.rstrip("/") in (home, "~"):
        return "~"
    mark = hashlib.blake2s(plain.encode(errors="replace"), digest_size=3, key=_SALT).hexdigest()
    return f"{'~/' if is_at_home else ''}…/‹{mark}›{_ending(plain.rsplit('/', 1)[1])}"


def _ending(name: str) -> str:
    found = re.search(r"(\.lianfang)?\.[A-Za-z][A-Za-z0-9]{0,7}$", name)
    return found[0] if found and found.start() else ""


@cache
def _own_folders() -> tuple[tuple[str, str], ...]:
    pairs = [(_ROOT + os.sep, ""), (str(getattr(sys, "_MEIPASS", _ROOT)) + os.sep, "")]
    for prefix in (sys.prefix, sys.base_prefix):
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        pairs += [(f"{prefix}/lib/{version}/site-packages/", "site-packages/"), (f"{prefix}/lib/{version}/", "python/")]
    pairs.sort(key=lambda pair: -len(pair[0]))  # an environment may lie in the program's own folder
    return tuple((folder.replace("\\", "/"), begin) for folder, begin in pairs)


@cache
def _people() -> tuple[tuple[str, str], ...]:
    found = []
    for ask, mark in ((getpass.getuser, "‹user›"), (platform.node, "‹computer›")):
        try:
            name = ask()
        except (OSError, KeyError, ImportError):
            continue
        if len(name) > 2 and name not in {"root", "user", "localhost", "lianfang"}:
            found.append((name, mark))
    return tuple(found)


def _unquoted(found: re.Match[str]) -> str:
    text = found["text"]
    if not text or _IDENTIFIER.fullmatch(text) or "‹" in text or "/" in text or short_path(text) != text:
        return found[0]
    return f"{found['q']}‹text›{found['q']}"


def _decimal(found: re.Match[str]) -> str:
    value = abs(float(found[0]))
    return "‹coordinate›" if 3.0 <= value <= 180.0 else found[0]
