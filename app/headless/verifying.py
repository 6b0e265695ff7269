"""``verify PLAN``: a thorough check that never writes; ``verify PAPER PLAN``: does the plan say what a paper says?"""

from __future__ import annotations

import argparse
import json
import re
from typing import TYPE_CHECKING

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.headless.plan_words import MARKS, finding_sentence
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.plan.verify import Verification

#: A content hash, or at least its first 16 digits, as documents print it.
_HASH = re.compile(r"[0-9a-f]{16,64}")


def run(arguments: argparse.Namespace) -> int:
    """Check the plan; exit 5 when it is not sound or does not say what the given hash says."""
    from layers.plan.verify import verify
    from layers.plates.code import PlateCode

    if arguments.paper:
        from app.headless.papers import check_paper

        return check_paper(arguments)
    plate = PlateCode.parse(arguments.hash)
    expected = plate.content_hash if plate is not None else arguments.hash.strip().lower()
    if expected and not _HASH.fullmatch(expected):
        warn(tr("{value}: not a content hash; give 16 to 64 digits of it").format(value=arguments.hash))
        return Exit.USAGE
    start_qt(arguments.lang)
    found = verify(arguments.plan, progress=console_progress(tr("Checking")))
    is_same = bool(found.content_hash) and found.content_hash.startswith(expected)
    if arguments.json:
        facts = found.as_dict() | ({"hash_expected": expected, "hash_matches": is_same} if expected else {})
        say(json.dumps(facts, ensure_ascii=False, indent=2, default=str))
    else:
        _describe(found)
        if expected:
            _compare(found, expected, is_same=is_same)
        if plate is not None:
            told = tr("  The code is of plate {plate}, sheet {number} of {count}, 1:{scale}.")
            say(told.format(plate=plate.plate, number=plate.number, count=plate.count, scale=plate.scale))
    return Exit.OK if found.is_sound and (is_same or not expected) else Exit.PLAN


def _describe(found: Verification) -> None:
    errors = sum(finding.severity == "error" for finding in found.findings)
    if found.is_sound:
        say(tr("{path}: sound.").format(path=found.path))
    else:
        say(tr("{path}: not sound, {count} faults.").format(path=found.path, count=errors))
    for severity in MARKS:
        for finding in found.findings:
            if finding.severity == severity:
                say(f"  {MARKS[severity]} {finding_sentence(finding)}")
    if found.counts:
        say(
            tr(
                "  {layers} layers with {features} features, {zones} zones, {patrol_areas} joint-patrol areas, "
                "{agreements} agreements, {contacts} contacts"
            ).format_map(found.counts)
        )
        say(tr("  {changes} changes in the history, {steps} walked back and forth").format_map(found.counts))
    if found.content_hash:
        say(tr("  content hash {hash}").format(hash=found.content_hash))
    if not found.is_sound:
        say(tr("  → what can be saved: lianfang salvage {path} --out …").format(path=found.path))


def _compare(found: Verification, expected: str, *, is_same: bool) -> None:
    if is_same:
        say(tr("  It says what the given hash stands for."))
    elif found.content_hash:
        say(tr("  ✗ It does not say what the given hash {hash} stands for.").format(hash=expected))
    else:
        say(tr("  ✗ It cannot be compared with the given hash: its rows cannot be read."))
