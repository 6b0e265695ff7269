"""From what a forest layer says of its stands to a fuel and its Ks.

A layer made from land cover carries ``fuel_ks`` itself.  Where only species are known, they are read by the words
below; which species is which fuel is in no publication: it is our proposal, shown and editable.  Ks: see
:data:`layers.sources.landcover.FUELS`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from layers.sources.landcover import FUELS

#: Fuel of stands about which nothing is known.
UNKNOWN_STAND = "woodland"
#: Words in the name of a species or stand, the first that is found counts.
SPECIES: tuple[tuple[str, str], ...] = (
    ("灌|荆条|绣线菊|胡枝子|shrub", "sedge_birch"),
    ("草|grass|meadow", "tall_grass"),
    ("松|柏|杉|针叶|pine|spruce|fir|larch|cypress|conifer", "needle_litter"),
    ("杨|桦|栎|柞|榆|椴|槐|阔叶|poplar|birch|oak|broadlea", "leaf_litter"),
)


def fuel_of(species: object) -> str:
    """Return the fuel's code for a species' name; :data:`UNKNOWN_STAND` where no word is known."""
    text = str(species).lower() if isinstance(species, str) else ""
    return next((fuel for words, fuel in SPECIES if re.search(words, text)), UNKNOWN_STAND)


def ks_of_stands(frame: gpd.GeoDataFrame, ks: Mapping[str, float] | None = None) -> NDArray[np.float64]:
    """Return Ks of each feature of a forest layer; shape (n,).

    Parameters
    ----------
    frame : GeoDataFrame
        ``fuel_ks`` counts first, then ``fuel`` (a code of ``FUELS``), then ``species``.
    ks : dict of str to float, optional
        Changed factors by fuel code; they also replace a ``fuel_ks`` whose ``fuel`` they name.
    """
    table = {code: fuel.ks for code, fuel in FUELS.items()} | dict(ks or {})
    fuels = _texts(frame, "fuel")
    species = _texts(frame, "species")
    named = [code if code in table else fuel_of(one) for code, one in zip(fuels, species, strict=True)]
    found = np.array([table[code] for code in named], dtype=float)
    if "fuel_ks" in frame.columns:
        given = np.asarray(frame["fuel_ks"], dtype=float)
        is_changed = np.array([code in (ks or {}) for code in fuels], dtype=bool)
        found = np.where(np.isfinite(given) & ~is_changed, given, found)
    return found


def _texts(frame: gpd.GeoDataFrame, column: str) -> list[str]:
    if column not in frame.columns:
        return [""] * len(frame)
    return [value if isinstance(value, str) else "" for value in frame[column]]
