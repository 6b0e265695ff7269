"""The web page opens with no network, says what it must, and takes nothing from data as markup."""

import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

from layers.export import web
from layers.export.job import ContextLayer

from .conftest import RIVER, make_job, make_report


class Page(HTMLParser):
    """Collects tags with their attributes, and the text outside scripts and styles."""

    def __init__(self, content):
        super().__init__()
        self.tags, self.words, self.inside = [], [], []
        self.scripts, self.styles = [], []
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.inside.pop()

    def handle_data(self, data):
        target = {"script": self.scripts, "style": self.styles}.get(self.inside[-1] if self.inside else "", self.words)
        target.append(data)


@pytest.fixture(scope="module")
def content():
    return web.page(make_job())


@pytest.fixture(scope="module")
def shown(content):
    return Page(content)


def test_nothing_is_fetched(content, shown):
    for tag, attributes in shown.tags:
        assert tag not in ("link", "iframe", "img", "object", "embed")
        for name in ("src", "href", "data", "srcset", "poster", "action"):
            assert name not in attributes, (tag, attributes)
    for address in re.findall(r"url\(([^)]*)\)", "".join(shown.styles)):
        assert address.startswith(("data:", "#")), address
    assert "@import" not in "".join(shown.styles)


def test_no_address_is_left_but_the_name_of_svg(content):
    text = content.decode()
    assert set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'`)<]*", text)) <= {
        "http://www.w3.org/2000/svg",
        "//www.w3.org/2000/svg",
    }
    for name in ("jquery", "bootstrap", "fontawesome", "glyphicon", "cdn.", "sourceMappingURL", "openstreetmap"):
        assert name not in text.lower().replace("https", "")


def test_leaflet_is_inside_with_its_notice(shown):
    script = "".join(shown.scripts)
    assert "Leaflet 1.9" in script
    assert "Agafonkin" in script
    assert "L.geoJson" in script


def test_it_says_what_it_must(shown):
    text = " ".join(shown.words)
    for sentence in (
        "本图联防区域不作为行政区域界线依据", "界线示意，不作划界依据", "示例数据", "未经审核 不得公开", "2026年3月1日",
        "CGCS2000", "图例", "S1 致灾因子跨界", "待邻县资料", "物资仓库", "丰宁满族自治县 村庄居民点",
    ):  # fmt: skip
        assert sentence in text


def test_language_and_title(content):
    assert '<html lang="zh-CN">' in content.decode()
    assert "<title>喇叭沟门联防区</title>" in content.decode()
    assert '<html lang="en">' in web.page(make_job("en")).decode()


def test_layers_are_there(content):
    text = content.decode()
    for name in ("县域", "河流", "共同责任区", "联防区", "界址点", "村庄", "仓库"):
        assert f'"{name}"' in text or name.encode("unicode_escape").decode() in text
    assert "L.control.layers" in text


def test_the_same_job_gives_the_same_bytes(content):
    assert web.page(make_job()) == content


def test_names_from_data_are_text():
    nasty = '<img src=x onerror=alert(1)>`${alert(2)}</script>"'
    report = make_report(name=nasty)
    context = (ContextLayer("river", nasty, RIVER.assign(name=nasty)),)
    page = Page(web.page(make_job(report=report, context=context, plan_title=nasty, note=nasty)))
    assert not any(tag == "img" for tag, _ in page.tags)
    assert [tag for tag, _ in page.tags].count("script") == [tag for tag, _ in Page(web.page(make_job())).tags].count(
        "script"
    )
    script = "".join(page.scripts)
    assert "<img src=x" not in script
    assert "\\u003cimg" not in script


def test_an_area_without_anything_around_it_still_opens():
    report = make_report(zones=make_report().zones.iloc[:0], villages=make_report().villages.iloc[:0], unknown=())
    assert b"L.map" in web.page(make_job(report=report, context=()))


def test_many_points_get_no_name_each():
    from .test_docx import ring

    assert b"name-points" in web.page(make_job()).split(b"</style>")[-1]
    assert b'"name name-points"' not in web.page(make_job(area=ring(200)))


def test_zones_have_cards_and_names_can_be_searched_for(shown):
    tags = [(tag, attributes) for tag, attributes in shown.tags if "data-card" in attributes]
    assert [attributes["data-card"] for _, attributes in tags] == ["0", "1"]
    text = " ".join(shown.words)
    assert "怀柔–丰宁 07" in text and "在图上显示" in text and "牵头" in text and "打印" in text
    assert any(attributes.get("id") == "search" for _, attributes in shown.tags)


def test_it_fits_a_phone_and_paper(content, shown):
    assert any(tag == "meta" and attributes.get("name") == "viewport" for tag, attributes in shown.tags)
    styles = "".join(shown.styles)
    assert "@media print" in styles and "@media (max-width: 700px)" in styles


def test_nasty_names_are_text_on_cards_too():
    report = make_report()
    zones = report.zones.copy()
    zones["edited"] = [{"name": {"value": "<script>alert(1)</script>"}}, {}]
    page = Page(web.page(make_job(report=make_report(zones=zones))))
    plain = Page(web.page(make_job()))
    assert [tag for tag, _ in page.tags].count("script") == [tag for tag, _ in plain.tags].count("script")
    assert "<script>alert(1)</script>" in " ".join(page.words), "shown as it was written"


def in_browser(tmp_path, content: bytes) -> str:
    """Return what the page is in a browser for which every address resolves to nothing."""
    path = tmp_path / "page.html"
    path.write_bytes(content)
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=3000",
        f"--user-data-dir={tmp_path}",
    ]
    shut = ["--host-resolver-rules=MAP * ~NOTFOUND", "--dump-dom", path.as_uri()]
    try:
        done = subprocess.run(["chromium", *options, *shut], capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("the browser did not start in time")
    return done.stdout.decode()


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no browser is installed")
def test_a_browser_draws_it_from_the_file_alone_and_search_and_cards_work(tmp_path, content):
    act = """<script>
      var field = document.getElementById("search");
      field.value = "孙栅子"; field.dispatchEvent(new Event("input"));
      document.body.dataset.hits = document.querySelectorAll("#hits button").length;
      document.querySelector("#hits button").click();
      document.body.dataset.popup = document.querySelector(".leaflet-popup-content").innerText;
      field.value = "没有这个"; field.dispatchEvent(new Event("input"));
      document.body.dataset.none = document.getElementById("hits").innerText;
      document.querySelector("[data-card='0']").click();
      setTimeout(function () {
        document.body.dataset.card = document.querySelector(".leaflet-popup-content").innerText;
      }, 1000);
    </script></html>"""
    dom = in_browser(tmp_path, content.replace(b"</html>", act.encode()))
    assert dom.count("leaflet-interactive") > 8
    assert "leaflet-control-layers-overlays" in dom
    assert 'class="leaflet-tooltip name name-points' in dom
    body = re.search(r"<body[^>]*>", dom)[0]
    assert 'data-hits="1"' in body and 'data-none="没有找到"' in body
    assert "孙栅子村" in re.search(r'data-popup="([^"]*)"', body)[1]
    assert "怀柔–丰宁 07" in re.search(r'data-card="([^"]*)"', body)[1]
