"""Two copies of a GeoPackage brought together by ``pygeodiff``, which knows rows by their ``fid``."""

from __future__ import annotations

import shutil

from tests.benchmarks import file_names as names
from tests.benchmarks.measured import Calls, Setting


def geodiff(setting: Setting) -> Calls:
    """Find the differences of both from what they once were, and rebase mine on theirs; nobody decides anything."""
    import pygeodiff

    tool = pygeodiff.GeoDiff()
    ancestor, mine, theirs = (str(setting.folder / name) for name in (names.ANCESTOR, names.MINE, names.THEIRS))
    found = str(setting.folder / "changes.diff")
    merged, conflicts = str(setting.folder / "merged.gpkg"), str(setting.folder / "conflicts.json")

    def compare() -> str:
        tool.create_changeset(ancestor, theirs, found)
        count = tool.changes_count(found)
        tool.create_changeset(ancestor, mine, found)
        return f"{count + tool.changes_count(found):,} changes"

    def both() -> str:
        told = compare()
        shutil.copyfile(mine, merged)
        tool.rebase(ancestor, theirs, merged, conflicts)
        return told

    return {"compare": compare, "all": both}
