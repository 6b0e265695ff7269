"""The encoding court on every county name of the country: right unasked, asked, wrong unasked; and a library beside it.

Each file is a group of names in one encoding, without any declaration, every second one cut at ten bytes.  Traditional
names are those of the program's own table.  A reading counts as right when every value of the file is, cut ones as far
as they go.  The library never asks; it is right or wrong.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter

import geopandas as gpd
import numpy as np
import pyogrio

from layers.sources import gazetteer, hanzi, inspect
from layers.sources.readings import decode, hear
from tests.benchmarks import file_names as names
from tests.benchmarks.comparison import Comparison, other, ours
from tests.benchmarks.measured import Calls, Figure, Setting

NAME = "encoding"
_SIZES = (1, 3, 10, 50)
_ENCODINGS = ("UTF-8", "GBK", "BIG5")
_WIDTH = 10  # bytes, at which every second group is cut
_TABLE = "gbk.shp"


def _groups(setting: Setting) -> dict[str, list[list[bytes]]]:
    """Return files as lists of values, by encoding and number of names."""
    every = list(gazetteer.division_names())
    random.Random(2026).shuffle(every)
    every = every[: setting.size(len(every), 100)]
    found = {}
    for encoding in _ENCODINGS:
        written = [name.translate(hanzi._TO_TRADITIONAL) if encoding == "BIG5" else name for name in every]
        written = [name for name in written if name.encode(encoding, "ignore").decode(encoding) == name]
        for size in _SIZES:
            groups = [written[at : at + size] for at in range(0, len(written), size)]
            found[f"{encoding} × {size}"] = [
                [name.encode(encoding)[: _WIDTH if number % 2 else 99] for name in group]
                for number, group in enumerate(groups)
            ]
    return found


def prepare(setting: Setting) -> None:
    groups = {task: [[value.hex() for value in group] for group in some] for task, some in _groups(setting).items()}
    (setting.folder / names.ENCODED).write_text(json.dumps(groups), "utf-8")
    count = setting.size(100_000, 1_000)
    texts = np.array(list(gazetteer.division_names()), dtype=object)
    random_rows = np.random.default_rng(1).integers(len(texts), size=(3, count))
    table = gpd.GeoDataFrame(
        {f"名称{column}": texts[rows] for column, rows in enumerate(random_rows)},
        geometry=gpd.points_from_xy(*np.random.default_rng(2).uniform(110, 120, (2, count))),
        crs=4490,
    )
    pyogrio.write_dataframe(table, setting.folder / _TABLE, encoding="GBK")
    (setting.folder / _TABLE).with_suffix(".cpg").unlink(missing_ok=True)


def court(setting: Setting) -> Calls:
    every = _groups(setting)

    def judge() -> dict[str, Figure]:
        found = {}
        for task, groups in every.items():
            encoding = task.split()[0]
            counts: Counter[str] = Counter()
            spent = 0.0
            for values in groups:
                right = [decode(value, encoding) for value in values]
                began = time.perf_counter()
                judged = hear(values)
                spent += time.perf_counter() - began
                assert judged is not None
                is_right = [decode(value, judged.best.encoding) for value in values] == right
                counts["right unasked"] += judged.is_conclusive and is_right
                counts["asked"] += not judged.is_conclusive
                counts["wrong unasked"] += judged.is_conclusive and not is_right
                counts["not offered"] += not any(
                    [decode(value, one.encoding) for value in values] == right for one in judged.readings
                )
            for name in ("right unasked", "asked", "wrong unasked", "not offered"):
                found[f"{task}: {name}"] = Figure(100.0 * counts[name] / len(groups), "%")
            found[f"{task}: time to judge a file"] = Figure(spent / len(groups))
        return found

    return {"": judge}


def look(setting: Setting) -> Calls:
    path = setting.folder / _TABLE
    return {"look at a shapefile of 100,000 rows in GBK": lambda: inspect(path).layers[0].encoding}


def bare_read(setting: Setting) -> Calls:
    path = setting.folder / _TABLE
    return {"bare read of it, told the encoding": lambda: len(pyogrio.read_dataframe(path, encoding="GBK"))}


COMPARISONS = (
    Comparison(
        (ours("court", court), other("charset-normalizer", "guessing:charset_normalizer", "charset_normalizer")),
        prepare,
        runs=1,
    ),
    Comparison((ours("look", look), ours("pyogrio", bare_read))),
)
