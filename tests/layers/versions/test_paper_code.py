"""What paper shows of a hash, and what comes back when people type it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import PaperCodeUnreadable
from layers.versions.paper_code import ALPHABET, CodeKind, PaperCode, found_in, qr_text, read, short_form

HASH = hashlib.sha256(b"lianfang").hexdigest()
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)


def reason(typed: str) -> str:
    with pytest.raises(PaperCodeUnreadable) as caught:
        read(typed)
    return str(caught.value.facts["reason_code"])


def test_a_worked_code() -> None:
    # 60 zero bits: only the kind's own digit (V = 27) is left to be balanced by the two check digits.
    code = short_form(CodeKind.VERSION, "0" * 64)
    assert code.startswith("V-0000-0000-0000-") and read(code) == PaperCode(CodeKind.VERSION, "0" * 15)
    assert short_form(CodeKind.PLAN, "0" * 64)[-2:] != code[-2:], "the kind is part of what is checked"


@given(hashes)
def test_every_form_comes_back(sha256: str) -> None:
    for kind in CodeKind:
        short = short_form(kind, sha256)
        for typed in (short, short.lower(), short.replace("-", ""), short.replace("-", " "), f"  {short}\n", short[2:]):
            code = read(typed)
            assert code.fits(sha256) and code.prefix == sha256[:15]
        assert read(qr_text(kind, sha256)) == PaperCode(kind, sha256)
    assert read(sha256) == PaperCode(None, sha256) and read(sha256[:12].upper()) == PaperCode(None, sha256[:12])


@given(hashes, st.data())
def test_two_wrong_digits_are_always_found(sha256: str, data: st.DataObject) -> None:
    signs = list(short_form(CodeKind.VERSION, sha256)[2:].replace("-", ""))
    places = data.draw(st.lists(st.integers(0, 13), min_size=1, max_size=2, unique=True))
    for place in places:
        signs[place] = data.draw(st.sampled_from([one for one in ALPHABET if one != signs[place]]))
    assert reason("V" + "".join(signs)) == "check"


@given(hashes, st.integers(0, 12))
def test_neighbours_that_changed_places_are_found(sha256: str, place: int) -> None:
    signs = list(short_form(CodeKind.PLAN, sha256)[2:].replace("-", ""))
    if signs[place] != signs[place + 1]:
        signs[place], signs[place + 1] = signs[place + 1], signs[place]
        assert reason("P" + "".join(signs)) == "check"


def test_letters_that_look_like_digits() -> None:
    short = short_form(CodeKind.VERSION, "0" * 60 + "1111")
    assert read(short.replace("0", "O")) == read(short)
    full_width = "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else "－" for sign in short)
    assert read(full_width) == read(short)
    assert read("LF1：V：" + HASH.upper()) == PaperCode(CodeKind.VERSION, HASH)


def test_what_a_plate_holds_is_a_plan() -> None:
    assert read(f"LIANFANG-PLATE:1:{HASH.upper()}:0123456789AB:1-1:50000") == PaperCode(CodeKind.PLAN, HASH)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *(("", "empty"), ("   ", "empty"), ("V-7K3M", "length"), ("abc", "length"), (HASH + "0", "length")),
        *(("ü" * 14, "letters"), ("V-UUUU-UUUU-UUUU-UU", "letters"), ("zz" + HASH, "letters")),
    ],
)
def test_what_is_no_hash_says_why(typed: str, expected: str) -> None:
    assert reason(typed) == expected


def test_codes_in_a_document_come_before_checksums_of_sources() -> None:
    other = hashlib.sha256(b"source").hexdigest()
    text = f"来源 {other}\n核对本纸件：{short_form(CodeKind.VERSION, HASH)}。LF1:V:{HASH}\nLF1:P:{other}"
    assert [(code.kind, code.fits(HASH), code.fits(other)) for code in found_in(text)] == [
        (CodeKind.VERSION, True, False),
        (CodeKind.PLAN, False, True),
    ]
    assert [code.prefix for code in found_in(f"a {HASH} b")] == [HASH]
    assert [code.prefix for code in found_in(f"{HASH[:30]}\r\n{HASH[30:]}")] == [HASH]
    assert found_in("nothing, V-1234-ABCD, 123") == []
