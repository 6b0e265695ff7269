"""Where data lie and what prepared inputs are called; nothing heavy is imported, so that any Python may ask."""

from pathlib import Path

#: The public data pack beside the repository.
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

COUNTIES = "counties.gpkg"  # EPSG:4490
COUNTIES_METRIC = "counties_metric.gpkg"  # EPSG:4547
COUNTIES_DIRTY = "counties_dirty.gpkg"  # EPSG:4490
FORESTS = "forests.gpkg"  # EPSG:4490
FORESTS_METRIC = "forests_metric.gpkg"  # EPSG:4547
MANY_GPKG, MANY_SHP = "many.gpkg", "many.shp"
FRICTION, DEPOTS = "minutes_per_metre.tif", "depots.gpkg"
PEOPLE, DISCS = "people.tif", "discs.gpkg"
LINES = "lines.gpkg"
OUTLINE = "outline.gpkg"
POLYGONS = "polygons.gpkg"
FAULTY = "faulty.gpkg"
PLAN = "plan.lianfang.gpkg"
ANCESTOR, MINE, THEIRS = "ancestor.gpkg", "mine.gpkg", "theirs.gpkg"
JOB = "job.json"
ENCODED = "encoded.json"
