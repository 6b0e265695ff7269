"""Pages of PDFs: counted, looked at, drawn at a resolution; what cannot be read is refused by name."""

from __future__ import annotations

import importlib.util
import zlib
from pathlib import Path

import numpy as np
import pytest
import rasterio

from layers.errors import NotGeographic, RasterTooLarge, TruncatedSource, UnsupportedFormat
from layers.sources import child, pdf_pages, pictures

pytestmark = pytest.mark.skipif(importlib.util.find_spec("pypdfium2") is None, reason="pypdfium2 is not installed")


def pdf(path: Path, pages: list[tuple[float, float, str]], *, scan: tuple[int, int] | None = None) -> Path:
    """Write a PDF by hand: pages of points with what is drawn on them, and perhaps a grey picture ``/Im``."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    image = 3 + 2 * len(pages)
    resources = f"/Resources << /XObject << /Im {image} 0 R >> >>" if scan else ""
    for number, (width, height, content) in enumerate(pages):
        here = 4 + 2 * number
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {here} 0 R {resources} >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    body = b"%PDF-1.4\n"
    places = []
    raw = [text.encode("latin-1") for text in objects]
    if scan:
        data = zlib.compress(bytes(scan[0] * scan[1]))
        head = f"<< /Type /XObject /Subtype /Image /Width {scan[0]} /Height {scan[1]} /ColorSpace /DeviceGray"
        head += f" /BitsPerComponent 8 /Filter /FlateDecode /Length {len(data)} >>\nstream\n"
        raw.append(head.encode() + data + b"\nendstream")
    for number, text in enumerate(raw, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + text + b"\nendobj\n"
    start = len(body)
    body += f"xref\n0 {len(raw) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    body += f"trailer\n<< /Size {len(raw) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(body)
    return path


#: A4 across, red in its lower left quarter; and a square inch, black.
TWO = [(842.0, 595.0, "1 0 0 rg 0 0 421 297.5 re f"), (72.0, 72.0, "0 g 0 0 72 72 re f")]


def test_a_page_is_looked_at(tmp_path):
    path = pdf(tmp_path / "图.pdf", TWO)
    assert pdf_pages.is_pdf(path)
    first = pdf_pages.look(path)
    assert (first.number, first.pages, first.scan_dpi) == (1, 2, 0)
    assert (first.width_pt, first.height_pt) == (842.0, 595.0) and first.pixels(72) == (842, 595)
    rows, columns, _ = first.preview.shape
    assert max(rows, columns) == 900
    assert first.preview[rows - 10, 10].tolist() == [255, 0, 0], "lower left"
    assert first.preview[10, columns - 10].tolist() == [255, 255, 255]
    assert pdf_pages.look(path, 2).preview.max() == 0
    assert pdf_pages.look(path, 99).number == 2, "beyond the last it is the last"


@pytest.mark.parametrize("dpi", [100, 300])
def test_a_page_is_drawn_in_strips_that_meet(tmp_path, monkeypatch, dpi):
    monkeypatch.setattr(pdf_pages, "_STRIP_PIXELS", 256 * 1000)  # several strips
    path, target = pdf(tmp_path / "a.pdf", TWO), tmp_path / "a.tif"
    steps = []
    size = pdf_pages.draw(path, 1, dpi, target, progress=lambda share, _step: steps.append(share))
    assert size == (round(842 / 72 * dpi), round(595 / 72 * dpi)) and len(steps) > 3
    with rasterio.open(target) as made:
        pixels = made.read()
        assert made.tags()["TIFFTAG_XRESOLUTION"] == str(dpi)
    assert pixels.shape == (3, size[1], size[0])
    red = (pixels[0] == 255) & (pixels[1] == 0) & (pixels[2] == 0)
    white = (pixels == 255).all(axis=0)
    assert (red | white).mean() > 0.995, "only the rim of the red is anything else"
    assert red.mean() == pytest.approx(0.25, abs=0.003)
    assert red[-5:, : size[0] // 2 - 2].all() and not red[: size[1] // 2 - 2].any()
    info = pictures.look(target)
    assert (info.width, info.height, info.has_place) == (*size, False), "it can be placed like any picture"


def test_the_resolution_of_a_scan_is_offered(tmp_path):
    # 1170 × 827 pixels over 842 × 595 points: 100 dots to the inch; 333 over the same: none of the usual.
    whole = [(842.0, 595.0, "q 842 0 0 595 0 0 cm /Im Do Q")]
    assert pdf_pages.look(pdf(tmp_path / "a.pdf", whole, scan=(1170, 827))).scan_dpi == 100
    turned = [(595.0, 842.0, "q 0 842 -595 0 595 0 cm /Im Do Q")]
    page = pdf_pages.look(pdf(tmp_path / "b.pdf", turned, scan=(3894, 2752)))
    assert page.scan_dpi == 333 and 333 in page.resolutions and page.resolutions == tuple(sorted(page.resolutions))
    small = [(842.0, 595.0, "q 100 0 0 100 0 0 cm /Im Do Q")]
    assert pdf_pages.look(pdf(tmp_path / "c.pdf", small, scan=(1170, 827))).scan_dpi == 0, "a logo is no scan"


def test_huge_pages_offer_what_can_be_had_and_refuse_the_rest(tmp_path):
    path = pdf(tmp_path / "a.pdf", [(14_400.0, 14_400.0, "")])  # 200 inches, the most a PDF may have
    page = pdf_pages.look(path)
    assert page.resolutions == (100,) and np.prod(page.pixels(100)) <= pictures.MOST_PIXELS
    with pytest.raises(RasterTooLarge):
        pdf_pages.draw(path, 1, 600, tmp_path / "a.tif")
    assert not (tmp_path / "a.tif").exists()


def test_what_is_no_pdf_or_damaged_or_locked_is_refused_by_name(tmp_path):
    def reason(path):
        with pytest.raises((NotGeographic, TruncatedSource, UnsupportedFormat)) as refused:
            pdf_pages.look(path)
        return refused.value.facts["reason_code"]

    (tmp_path / "a.pdf").write_bytes(b"hello")
    assert reason(tmp_path / "a.pdf") == "no_picture" and not pdf_pages.is_pdf(tmp_path / "gone.pdf")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    assert reason(tmp_path / "b.pdf") == "pdf_broken"
    whole = pdf(tmp_path / "c.pdf", TWO).read_bytes()
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >>"
    locked = whole.replace(b"/Root 1 0 R >>", b"/Root 1 0 R /ID [<00> <00>] /Encrypt " + lock + b" >>")
    (tmp_path / "d.pdf").write_bytes(locked)
    assert reason(tmp_path / "d.pdf") == "pdf_locked"
    assert reason(pdf(tmp_path / "e.pdf", [])) == "pdf_broken", "right after a locked one"


def test_the_readers_process_does_it(tmp_path):
    path, target = pdf(tmp_path / "图.pdf", TWO), tmp_path / "出.tif"
    page = child.shared().ask("look_at_pdf", path, number=2)
    assert page == pdf_pages.PdfPage(2, 2, 72.0, 72.0, 0, page.preview) or page.number == 2
    assert isinstance(page.preview, np.ndarray) and page.preview.max() == 0
    assert child.shared().ask("draw_pdf_page", path, number=1, dpi=150, target=target) == (1754, 1240)
    assert pictures.look(target).width == 1754
