"""Nothing leaves the machine: what GDAL is told before it opens anything.

A GeoTIFF can name another data set as its overviews, in its own tags or in the ``.aux.xml`` beside it, and GDAL
opens that one with whatever driver fits: an address in a file that somebody sent would be asked as soon as the map
is drawn.  So the process itself is told; a setting around single calls would be forgotten at the next one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

#: Raster drivers that fetch from the network; never loaded.
_UNLOADED = "HTTP,WMS,WMTS,WCS,PLMOSAIC,EEDA,EEDAI,DAAS,STACTA,STACIT,OGCAPI"

#: Setting of GDAL → value.
SETTINGS: Mapping[str, str] = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",  # the discard port: nobody answers
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_SKIP": _UNLOADED,
}


def seal() -> None:
    """Keep GDAL, in every library that brings its own, from asking the network."""
    os.environ.update(SETTINGS)
