"""How help gets there.  For now the straight line from each depot, stated as such: ``geodesic``."""

from layers.access.depots import DEPOT_ANSWER_COLUMNS, DEPOT_COLUMNS, METHOD, depots, nearest_depots, silent_counties

__all__ = ["DEPOT_ANSWER_COLUMNS", "DEPOT_COLUMNS", "METHOD", "depots", "nearest_depots", "silent_counties"]
