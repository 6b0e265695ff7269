"""The encoding court on every county name of the country: right unasked, asked, wrong unasked; and a library beside it.

Each file is a group of names in one encoding, without any declaration.  Traditional names are those of the program's
own table.  A reading counts as right when every value of the file is, cut ones as far as they go.
"""

from __future__ import annotations

import random
import time
from collections import Counter

NAME = "encoding"
SIZES = (1, 3, 10, 50)
ENCODINGS = ("UTF-8", "GBK", "BIG5")
WIDTH = 10  # bytes, at which every second group is cut


def run() -> dict[str, dict[str, int]]:
    """Print and return the counts for each encoding and number of names."""
    from layers.sources import gazetteer, hanzi
    from layers.sources.readings import decode, hear
    from tests.benchmarks.timing import load

    names = list(gazetteer.division_names())
    random.Random(2026).shuffle(names)
    out: dict[str, dict[str, int]] = {}
    print(f"{len(names)} names of divisions, every second file cut at {WIDTH} bytes; {load()}")
    for encoding in ENCODINGS:
        written = [name.translate(hanzi._TO_TRADITIONAL) if encoding == "BIG5" else name for name in names]
        written = [name for name in written if name.encode(encoding, "ignore").decode(encoding) == name]
        for size in SIZES:
            counts: Counter[str] = Counter()
            begun = time.perf_counter()
            groups = [written[at : at + size] for at in range(0, len(written), size)]
            for number, group in enumerate(groups):
                values = [name.encode(encoding)[: WIDTH if number % 2 else 99] for name in group]
                right = [decode(value, encoding) for value in values]
                court = hear(values)
                assert court is not None
                is_right = [decode(value, court.best.encoding) for value in values] == right
                counts["right" if court.is_conclusive and is_right else "asked"] += is_right or not court.is_conclusive
                counts["wrong"] += court.is_conclusive and not is_right
                counts["not offered"] += not any(
                    [decode(value, one.encoding) for value in values] == right for one in court.readings
                )
                counts["library"] += _library(values) == right
            took = 1e3 * (time.perf_counter() - begun) / len(groups)
            out[f"{encoding} {size}"] = dict(counts)
            shares = "  ".join(
                f"{what} {100 * counts[what] / len(groups):6.2f} %"
                for what in ("right", "asked", "wrong", "not offered")
            )
            told = f"charset-normalizer right {100 * counts['library'] / len(groups):5.1f} %"
            print(f"{encoding:6}{size:3} names × {len(groups):4}: {shares}  | {told}  ({took:.1f} ms)")
    return out


def _library(values: list[bytes]) -> list[tuple[str, bool] | None] | None:
    """Return what charset-normalizer makes of the values, told the three encodings it may be."""
    from charset_normalizer import from_bytes

    from layers.sources.readings import decode

    best = from_bytes(b"\n".join(values), cp_isolation=["utf_8", "gb18030", "big5"]).best()
    return None if best is None else [decode(value, best.encoding) for value in values]


if __name__ == "__main__":
    run()
