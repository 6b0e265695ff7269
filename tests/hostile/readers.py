"""Every reader of small files that people hand in, given sound files that were changed here and there."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from layers.errors import LianfangError
from tests.hostile.fuzzing import MOST_S, Figures

#: What changes in the texts of a file.
TOKENS: tuple[bytes, ...] = (
    *(b"", b"0", b"-1", b"1e999", b"nan", b"inf", b"9" * 400, b"A" * 70_000, b"\xff\xfe", b"\x00", b"\n", b",", b'"'),
    *(b"A1:XFD1048576", b"A1048576", b"XFD1", b"s", b"n", b"e", b"d", b"b", b"str", b"inlineStr", b"999999999"),
    *(
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"<a>" * 300,
        b"]]>",
        b"&b;",
        b"../../../x",
        b"1900-02-29",
        b"=1+1",
        "省".encode(),
    ),
)


def workbook(rows: list[list[Any]], title: str = "Sheet1") -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A4:A5")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def seeds() -> Mapping[str, tuple[bytes, ...]]:
    """Sound files by reader."""
    from docx import Document

    document = Document()
    document.add_paragraph("LF1:V:" + "ab" * 32)
    document.add_table(1, 2).cell(0, 0).text = "甲县"
    stream = io.BytesIO()
    document.save(stream)
    stock = [
        ["物资名称", "数量", "单位", "存放单位", "所属县", "检查日期"],
        ["灭火水枪", "12", "支", "甲站", "甲县", "2024-5-6"],
    ]
    stock += [
        ["风力灭火机", "约20台", "", "甲站", "甲县", "45000"],
        ["铁锹", "x", "把", "乙站", "甲县", ""],
        ["", "1", "", "", "", ""],
    ]
    grades = "项目,等级,数值,单位\n雨量,红,100,mm\n雨量,橙,50,mm\n".encode()
    receptors = "# 来源：某研究\n源地,受体,贡献率\n甲县,乙县,12\n乙县,甲县,30\n".encode()
    distances = [f"{size}_{name}" for size in ("small", "large") for name in ("isolation_m", "day_km", "night_km")]
    heads = ",".join(["un", "name_zh", "name_en", *distances, "basis"])
    actions = f"# note\n{heads}\n1005,氨,Ammonia,30,0.1,0.2,150,0.8,2,x\n".encode()
    classes = b"value,name,forest,fuel,ks\n1,a,0,none,\n"
    body = [["协议名称", "年度"], ["甲乙联防", "2024"]]
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    pdf += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    return {
        "inventory": (workbook(stock, "物资"),),
        "register": (workbook(body, "协议"), workbook(body, "agreement")),
        "plain": (workbook(stock), grades, receptors),
        "grades": (grades, workbook([["项目", "等级", "数值", "单位"], ["雨量", "红", 100, "mm"]])),
        "receptors": (receptors, workbook([["# 来源：x"], ["", "甲县", "乙县"], ["甲县", 1, 2], ["乙县", 3, 4]])),
        "actions": (actions,),
        "classes": (classes,),
        "paper": (stream.getvalue(), pdf, ("LF1:V:" + "ab" * 32).encode()),
        "clauses": (stream.getvalue(),),
    }


def readers() -> Mapping[str, Callable[[Path], Any]]:
    """The readers by name."""
    from app.headless.landcover import read_table
    from app.sheets.words import load_words
    from layers.agreements.books import Book
    from layers.agreements.celltext import Names, Terms
    from layers.export.register import read_register
    from layers.hazards.grades import read_grades, side_by_side
    from layers.hazards.protective_actions import read_table as read_actions
    from layers.inventory.catalogue import Catalogue, shipped
    from layers.inventory.gathering import Surroundings
    from layers.inventory.reading import read_inventory
    from layers.sources.plain_table import read_plain_table
    from layers.spread.receptors import read_receptors
    from layers.versions.paper_file import codes_of, paragraphs_of

    terms, names = Terms(load_words("zh_CN"), (load_words("en"),)), {"110101": "甲县", "110102": "乙县"}
    catalogue = Catalogue(shipped())
    assert Book.AGREEMENT

    def grades(path: Path) -> None:
        found = read_grades(path)
        side_by_side(found, found)

    return {
        "inventory": lambda path: read_inventory(path, catalogue, Surroundings(names, (), (), {}), county="110101"),
        "register": lambda path: read_register(path, terms, Names(names), {}),
        "plain": read_plain_table,
        "grades": grades,
        "receptors": lambda path: read_receptors(path, names).as_dict(),
        "actions": read_actions,
        "classes": read_table,
        "paper": codes_of,
        "clauses": paragraphs_of,
    }


def changed(raw: bytes, choice: random.Random) -> bytes:
    """Change a file: bytes, or words of the XML in an archive."""
    if raw[:2] == b"PK" and choice.random() < 0.85:
        return _packed_again(raw, choice)
    data = bytearray(raw)
    for _ in range(choice.randint(1, 4)):
        at = choice.randrange(len(data) + 1)
        match choice.randrange(4):
            case 0:
                data[at : at + 1] = bytes([choice.randrange(256)])
            case 1:
                data[at : at + choice.randrange(20)] = choice.choice(TOKENS)
            case 2:
                del data[at : at + choice.randrange(40)]
            case _:
                data[at:at] = data[at : at + choice.randrange(200)] * choice.choice((1, 2, 50))
    return bytes(data)


def _packed_again(raw: bytes, choice: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(stream, "w") as out:
        names = archive.namelist()
        hit = set(choice.sample(names, min(2, len(names)))) | {
            one for one in names if "sheet1" in one or "document" in one
        }
        lost = choice.choice(names) if choice.random() < 0.1 else ""
        for name in names:
            part = archive.read(name)
            if name in hit and choice.random() < 0.7:
                part = _other_words(part, choice)
            if name != lost:
                out.writestr(name, part)
    return stream.getvalue()


def _other_words(part: bytes, choice: random.Random) -> bytes:
    import re

    found = list(re.finditer(rb'"[^"]*"|>[^<]+<|<\w[\w:]*|</[\w:]+>', part))
    for one in sorted(choice.sample(found, min(len(found), choice.randint(1, 3))), key=lambda at: -at.start()):
        old = one.group()
        token = choice.choice(TOKENS)
        new = old[:1] + token + old[-1:] if old[:1] in b'">' else choice.choice((b"", old * 2, b"<c", old[:1] + b"x"))
        part = part[: one.start()] + new + part[one.end() :]
    return part


def files(folder: Path, cases: int, seed: int) -> Figures:
    """Give each reader so many changed files, whatever their names say."""
    import resource

    figures = Figures()
    given, read = seeds(), readers()
    for reader in read:  # what is loaded once is not the file's
        for raw in given[reader]:
            _try(read[reader], folder / "warm.xlsx", raw, figures, "warm")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(cases):
        choice = random.Random(f"{seed}-{number}")
        reader = choice.choice(list(read))
        raw = changed(choice.choice(given[reader]), choice)
        endings = (".xlsx", ".csv", ".docx", ".pdf", ".txt")
        path = folder / f"资料{choice.choice(endings) if choice.random() < 0.2 else _ending(raw)}"
        _try(read[reader], path, raw, figures, f"case {number}: {reader}")
        if left := list(folder.iterdir()):
            figures.failures.append(f"case {number}: {reader}: left behind {left}")
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    if grown_mb > 500:
        figures.failures.append(f"memory grew by {grown_mb:.0f} MB")
    return figures


def _ending(raw: bytes) -> str:
    return ".xlsx" if raw[:2] == b"PK" else ".csv"


def _try(read: Callable[[Path], Any], path: Path, raw: bytes, figures: Figures, told: str) -> None:
    path.write_bytes(raw)
    figures.cases += 1
    began = time.monotonic()
    try:
        read(path)
        figures.taken += 1
    except LianfangError as error:
        figures.refused[type(error).__name__] += 1
    except Exception as error:
        if told.split(": ")[-1] in ("actions", "classes") and isinstance(error, ValueError | OSError):
            figures.refused[type(error).__name__] += 1  # their callers say it
        else:
            import traceback

            frames = [one for one in traceback.extract_tb(error.__traceback__) if "/layers/" in one.filename]
            at = f"{frames[-1].filename.rsplit('/layers/', 1)[-1]}:{frames[-1].lineno}" if frames else "?"
            figures.failures.append(f"{told}: {type(error).__name__} at {at}: {str(error)[:100]}")
    took = time.monotonic() - began
    figures.longest_s = max(figures.longest_s, took)
    if took > MOST_S:
        figures.failures.append(f"{told}: {took:.0f} s")
    path.unlink()
