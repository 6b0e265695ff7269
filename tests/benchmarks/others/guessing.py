"""What encoding a few bytes are in, by ``charset-normalizer``, told the three it may be."""

from __future__ import annotations

import json

from tests.benchmarks import file_names as names
from tests.benchmarks.measured import Calls, Figure, Setting


def charset_normalizer(setting: Setting) -> Calls:
    """Share of files read right, by encoding and number of names."""
    from charset_normalizer import from_bytes

    groups = json.loads((setting.folder / names.ENCODED).read_text("utf-8"))

    def judge() -> dict[str, Figure]:
        found = {}
        for task, values in groups.items():
            encoding = task.split()[0]
            right = 0
            for group in values:
                given = [bytes.fromhex(value) for value in group]
                best = from_bytes(b"\n".join(given), cp_isolation=["utf_8", "gb18030", "big5"]).best()
                guess = "" if best is None else best.encoding
                right += [one.decode(guess or "ascii", "ignore") for one in given] == [
                    one.decode(encoding, "ignore") for one in given
                ]
            found[f"{task}: right unasked"] = Figure(100.0 * right / len(values), "%")
        return found

    return {"": judge}
