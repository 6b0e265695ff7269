"""Grids: cost distances and sums of cells by zone."""

from __future__ import annotations

import numpy as np
import rasterio

from tests.benchmarks import file_names as names
from tests.benchmarks.measured import Calls, Setting

_TASK = "minutes from 100 depots to every cell"


def _grid(setting: Setting) -> tuple[np.ndarray, np.ndarray, float]:
    """Return minutes per metre, rows and columns of the depots, and the width of a cell in metres."""
    import pyogrio

    points = pyogrio.read_dataframe(setting.folder / names.DEPOTS).geometry
    with rasterio.open(setting.folder / names.FRICTION) as source:
        cells = np.array([source.index(point.x, point.y) for point in points])
        return source.read(1).astype(float), cells, float(source.res[0])


def _told(minutes: np.ndarray) -> str:
    return f"mean {np.mean(minutes):.1f} min"


def geometric(setting: Setting) -> Calls:
    """``skimage.graph.MCP_Geometric``: 8 directions."""
    from skimage.graph import MCP_Geometric

    friction, depots, cell_m = _grid(setting)

    def spread() -> str:
        minutes, _ = MCP_Geometric(friction * cell_m).find_costs(depots.tolist())
        return _told(minutes)

    return {_TASK: spread}


def marching(setting: Setting) -> Calls:
    """``skfmm.travel_time``: a front that marches, no directions."""
    import skfmm

    friction, depots, cell_m = _grid(setting)

    def spread() -> str:
        front = np.ones(friction.shape)
        front[depots[:, 0], depots[:, 1]] = -1.0
        return _told(np.asarray(skfmm.travel_time(front, 1.0 / friction, dx=cell_m)))

    return {_TASK: spread}


def graph(setting: Setting) -> Calls:
    """SciPy: all moves to 8 neighbours as edges, and Dijkstra over them."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import dijkstra

    friction, depots, cell_m = _grid(setting)

    def spread() -> str:
        cells = np.arange(friction.size).reshape(friction.shape)
        tails, heads, minutes = [], [], []
        for a, b, far in (
            (np.s_[:, :-1], np.s_[:, 1:], 1.0),
            (np.s_[:-1, :], np.s_[1:, :], 1.0),
            (np.s_[:-1, :-1], np.s_[1:, 1:], 2.0**0.5),
            (np.s_[1:, :-1], np.s_[:-1, 1:], 2.0**0.5),
        ):
            tails.append(cells[a].ravel())
            heads.append(cells[b].ravel())
            minutes.append((friction[a] + friction[b]).ravel() * 0.5 * far * cell_m)
        edges = (np.concatenate(minutes), (np.concatenate(tails), np.concatenate(heads)))
        moves = coo_matrix(edges, shape=(friction.size, friction.size)).tocsr()
        starts = depots[:, 0] * friction.shape[1] + depots[:, 1]
        return _told(dijkstra(moves, directed=False, indices=starts, min_only=True))

    return {_TASK: spread}


def by_coverage(setting: Setting) -> Calls:
    """``exactextract``: sums weighted by the share of a cell inside, on the plane of degrees."""
    import pyogrio
    from exactextract import exact_extract

    discs = pyogrio.read_dataframe(setting.folder / names.DISCS)
    path = str(setting.folder / names.PEOPLE)

    def sums() -> str:
        table = exact_extract(path, discs, ["sum"], output="pandas")
        return f"{table['sum'].sum():,.0f} people"

    return {"people in 400 zones": sums}


def by_middles(setting: Setting) -> Calls:
    """``rasterstats``: cells whose middle is inside."""
    import pyogrio
    from rasterstats import zonal_stats

    discs = pyogrio.read_dataframe(setting.folder / names.DISCS)
    path = str(setting.folder / names.PEOPLE)

    def sums() -> str:
        return f"{sum(one['sum'] or 0 for one in zonal_stats(discs, path, stats=['sum'])):,.0f} people"

    return {"people in 400 zones": sums}


def grass(setting: Setting) -> Calls:
    """GRASS ``r.cost -k``: 16 directions, in a project that lies ready; the raster is read in before."""
    import subprocess

    from tests.benchmarks.measured import run_command

    project = setting.folder / "grass"
    mapset = str(project / "PERMANENT")

    def ask(*command: str) -> list[str]:
        return ["grass", mapset, "--exec", *command]

    if not project.exists():
        for command in (
            ["grass", "-e", "-c", str(setting.folder / names.FRICTION), str(project)],
            ask("r.in.gdal", f"input={setting.folder / names.FRICTION}", "output=friction"),
            ask("g.region", "raster=friction", "-p"),
            ask("r.mapcalc", "expression=cost = friction * nsres()"),
            ask("v.in.ogr", f"input={setting.folder / names.DEPOTS}", "output=depots", "--overwrite"),
        ):
            subprocess.run(command, check=True, capture_output=True)

    def spread() -> str:
        run_command(ask("r.cost", "-k", "input=cost", "output=minutes", "start_points=depots", "--overwrite"))
        return ""

    return {_TASK: spread}
