"""No file makes us ask a server, whatever it names."""

from __future__ import annotations

import html
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest

SIDE = 512
#: Ways to name an address as the overviews of a raster; ``{at}`` is the address.
PLACES = (
    "/vsicurl/http://{at}/x.tif",
    "/vsicurl_streaming/http://{at}/x.tif",
    "http://{at}/x.tif",
    "WMS:http://{at}/wms?",
    "WCS:http://{at}/wcs?",
    "WMTS:http://{at}/wmts",
)


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address, and what was asked for there."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_arguments: object) -> None:
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{made.server_port}", asked
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("where", ["beside", "inside"])
def test_a_raster_that_names_an_address_as_its_overviews(
    tmp_path: Path, server: tuple[str, list[str]], place: str, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import rasterio
    from rasterio.transform import from_origin

    import layers  # noqa: F401 (importing it seals the process)

    monkeypatch.setenv("NO_PROXY", "*")  # as an office may have set it: it overrides the proxy that answers nothing
    address, asked = server
    named, path = place.format(at=address), tmp_path / "dem.tif"
    shape = {"width": SIDE, "height": SIDE, "count": 1, "dtype": "float32"}
    with rasterio.open(
        path, "w", driver="GTiff", crs="EPSG:4490", transform=from_origin(116, 41, 0.001, 0.001), **shape
    ) as made:
        made.write(np.ones((1, SIDE, SIDE), "float32"))
        if where == "inside":
            made.update_tags(ns="OVERVIEWS", OVERVIEW_FILE=named)
    if where == "beside":
        item = f'<Metadata domain="OVERVIEWS"><MDI key="OVERVIEW_FILE">{html.escape(named)}</MDI></Metadata>'
        Path(f"{path}.aux.xml").write_text(f"<PAMDataset>{item}</PAMDataset>", encoding="utf-8")
    with rasterio.open(path, driver="GTiff") as source:
        assert source.read(1, out_shape=(16, 16)).mean() == 1.0
        assert source.overviews(1) == []
    assert asked == []
