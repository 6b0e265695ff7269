"""Codes and facts from ``layers`` → title, reason and remedy in the planner's language.

Every error, every finding about a source, every reason of a zone and every step of long work has its words here
or in one of the tables this module gathers; changes have theirs in :mod:`app.change_words`.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from app import findings, i18n, reading_words, words
from app.counting import counted
from app.error_words import ERRORS
from layers.errors import LianfangError
from layers.kinds import Role


@dataclass(frozen=True)
class Message:
    """What happened, why, and the way out."""

    title: str
    reason: str
    remedy: str

    @property
    def sentence(self) -> str:
        """Title, reason and remedy in a row."""
        stop = "。" if i18n.current() == "zh_CN" else ". "
        parts = [part.rstrip(".。 ") for part in (self.title, self.reason, self.remedy) if part]
        return (stop.join(parts) + stop).strip()

    @property
    def text(self) -> str:
        """Reason and remedy as one paragraph."""
        return " ".join(part for part in (self.reason, self.remedy) if part)


#: What the system says about files, where no error of our own stands between.
_FILE_ERRORS: Mapping[type[OSError], str] = {
    FileExistsError: "file_exists",
    FileNotFoundError: "file_missing",
    PermissionError: "file_not_permitted",
}


class Facts(dict[str, Any]):
    """Facts for a sentence: a missing one leaves a gap, not an exception."""

    def __missing__(self, key: str) -> str:
        return ""


def error_message(error: BaseException, *, log: str = "") -> Message:
    """Return what to show for an error; an unforeseen one is named by its type and points to the log."""
    if isinstance(error, LianfangError):
        code = error.code if error.code in ERRORS else "error"
        variant = f"{code}.{error.facts.get('reason_code', '')}"
        code = variant if variant in ERRORS else code
        facts = {"detail": error.describe(), "log": log, **error.facts}
    elif isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        code, facts = "disk_full", {"log": log}
    elif isinstance(error, OSError) and isinstance(error, tuple(_FILE_ERRORS)):
        code = next(code for kind, code in _FILE_ERRORS.items() if isinstance(error, kind))
        facts = {"path": str(error.filename or (error.args[-1] if error.args else "")), "log": log}
    elif type(error).__module__ == "apsw":  # reading an open plan, whose drive may be gone
        from layers.plan import failures

        reason_code = failures.reason_code(error) or "sqlite"
        code, facts = "plan_lost_while_reading", {"reason": str(error), "reason_code": reason_code}
    else:
        code, facts = "error", {"detail": f"{type(error).__name__}: {error}", "log": log}
    return _message(ERRORS[code], facts)


def _message(sentences: tuple[str, str, str], facts: Mapping[str, Any]) -> Message:
    known = Facts(facts)
    if "path" in known:
        known["name"] = Path(str(known["path"])).name
        known.setdefault("folder", str(Path(str(known["path"])).parent))
    if isinstance(known.get("who"), Mapping):
        known.update(_holder(known["who"]))
    reason_code = str(known.get("reason_code", ""))
    if reason_code in findings.REASONS:
        known["reason"] = QCoreApplication.translate("Reasons", findings.REASONS[reason_code])
    if "faults" in known:
        known["reason"] = findings.faults_text(known["faults"])
    if "needed_bytes" in known:
        for fact in ("needed", "free"):
            known[fact] = words.number(known[f"{fact}_bytes"] / 1e6)
        known["reason"] = str(known["reason"]).format_map(known)
    if "missing" in known:
        known["missing"] = role_list(known["missing"])
    title, reason, remedy = (
        counted(QCoreApplication.translate, "Messages", sentence, known).strip() if sentence else ""
        for sentence in sentences
    )
    reason = "" if reason in {".", "。"} else reason[:1].upper() + reason[1:]
    return Message(title, reason, remedy)


def _holder(who: Mapping[str, Any]) -> dict[str, str]:
    """Return who has a plan open, as words: user, computer and since when by the clock here."""
    unknown = QCoreApplication.translate("Messages", "somebody")
    try:
        since = datetime.fromisoformat(str(who.get("since", ""))).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        since = "?"
    return {"user": str(who.get("user") or unknown), "host": str(who.get("host") or "?"), "since": since}


def role_list(roles: Any) -> str:
    """Return roles (one value or several) as words."""
    values = [roles] if isinstance(roles, str) else list(roles)
    return words.joined([words.role(value) if value in set(Role) else str(value) for value in values])


#: How findings begin whose ``found``, ``used`` and ``crs`` are coordinate systems.
_ABOUT_CRS = ("crs_", "own_fit", "datum_taken", "zone_number", "source_missing_crs", "source_unusable_crs")


def finding_text(note: Mapping[str, Any]) -> str:
    """Return what was noticed in a source: a code of ``PROBLEM_CODES`` with its facts, as one sentence or two."""
    code = str(note.get("code", ""))
    facts = {
        name: words.joined([str(item) for item in value]) if isinstance(value, list | tuple) else value
        for name, value in note.items()
    }
    if facts.get("canonical") in findings.FIELDS:
        facts["canonical"] = QCoreApplication.translate("Fields", findings.FIELDS[str(facts["canonical"])])
    factor = facts.get("factor")
    if isinstance(factor, float):
        facts["factor"] = words.number(factor) if factor >= 1 else f"{factor:g}"
    findings.word_place(facts)
    if code.startswith(_ABOUT_CRS):
        from app.crs_words import crs_told  # projections are heavy, and few messages speak of them

        facts |= {name: crs_told(str(facts[name])) for name in ("found", "used", "crs") if facts.get(name)}
    for name in ("used", "encoding", "declared"):
        if code.startswith(("encoding", "text_")) and name in facts:
            facts[name] = reading_words.short_name(str(facts[name]))
    findings.word_classes(facts)
    if code in findings.FINDINGS:
        return counted(QCoreApplication.translate, "Findings", findings.FINDINGS[code], Facts(facts))
    variant = f"{code}.{facts.get('reason_code', '')}"
    if code in ERRORS:
        message = _message(ERRORS[variant if variant in ERRORS else code], facts)
        return message.sentence
    return code


def step_text(code: str) -> str:
    """Return what long work is doing, or an empty text for a step without words."""
    for key in (code, code.split("_")[0]):
        if key in findings.STEPS:
            return QCoreApplication.translate("Steps", findings.STEPS[key])
    return ""
