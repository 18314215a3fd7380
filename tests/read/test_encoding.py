"""Encodings: the ladder and what it promises for damaged and mixed input."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.encoding import decode_bytes, python_name
from pipeline.read.records import Unreadable

SIMPLE = "今年前三季度，云浦市重点抓好十项工作，推动产业转型升级。企业发展的关键在于创新。\n"
TRADITIONAL = "今年前三季度，雲浦市重點抓好十項工作，推動產業轉型升級。企業發展的關鍵在於創新。\n"


def read(data: bytes, *declared: str) -> tuple[str, str]:
    decoded = decode_bytes(data, declared)
    assert decoded.text == data.decode(decoded.encoding, "replace").lstrip("\ufeff")
    return decoded.text, decoded.encoding


@pytest.mark.parametrize("text", [SIMPLE, TRADITIONAL, SIMPLE * 50, "产业", "產業", "上海中国联通"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_undeclared(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == (text, encoding)


def test_short_gbk_is_neither_korean_nor_utf8() -> None:
    for text in ("联通", "中文", "工业", "北京", "一号", "大连市"):
        assert read(text.encode("gbk"))[0] == text


@pytest.mark.parametrize(
    "text", ["café au lait, naïve", "Müller über München", "El Niño in España"]
)
def test_accents_are_not_taken_for_chinese(text: str) -> None:
    assert read(text.encode("utf-8")) == (text, "utf-8")
    assert read(text.encode("cp1252"), "iso-8859-1") == (text, "cp1252")


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        ("\ufeff".encode("gb18030"), "gb18030"),
    ],
)
def test_byte_order_mark_goes_first_and_is_dropped(bom: bytes, encoding: str) -> None:
    assert read(bom + SIMPLE.encode(encoding), "big5")[0] == SIMPLE
    assert "\ufeff" in read(codecs.BOM_UTF8 + "第2\ufeff0项".encode())[0], "only the first one goes"


def test_declared_big5_and_undeclared_big5() -> None:
    data = TRADITIONAL.encode("big5")
    assert read(data, "big5") == (TRADITIONAL, "big5hkscs")
    assert read(data * 3)[0] == TRADITIONAL * 3


@pytest.mark.parametrize(
    "label", ["gb2312", "big5", "iso-8859-1", "utf-16", "no-such", "rot13", ""]
)
def test_false_declaration_on_utf8(label: str) -> None:
    assert read(SIMPLE.encode(), label) == (SIMPLE, "utf-8")


@pytest.mark.parametrize(
    "label", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "unicode_escape"]
)
def test_false_declaration_on_gbk(label: str) -> None:
    assert read(TRADITIONAL.encode("gbk"), label) == (TRADITIONAL, "gb18030")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_bad_byte_in_a_hundred_thousand(encoding: str) -> None:
    data = (SIMPLE * 1000).encode(encoding)
    broken = data[:60_000] + b"\xff" + data[60_000:]
    decoded = decode_bytes(broken)
    assert decoded.encoding == encoding
    assert 1 <= decoded.text.count("\ufffd") <= 3
    (problem,) = decoded.problems
    assert (problem.check, problem.severity) == ("bytes_lost", "warning")
    assert problem.observed == str(decoded.text.count("\ufffd"))


def test_own_replacement_characters_are_no_loss() -> None:
    assert decode_bytes("问题\ufffd很多".encode()).problems == ()


def test_ascii_with_a_gbk_tail() -> None:
    text = "plain words only. " * 5000 + "最后一句是中文。"
    assert read(text.encode("gbk")) == (text, "gb18030")


@pytest.mark.parametrize("size", [7, 8, 16, 17, 400, 1000])
def test_cut_in_the_middle_of_a_character(size: int) -> None:
    for start, end in ((0, size), (1, size), (2, 400)):
        text, encoding = read((SIMPLE * 10).encode()[start:end])
        assert encoding == "utf-8"
        assert len(text.replace("\ufffd", "")) >= (end - start) // 3 - 1
    text, encoding = read((SIMPLE * 10).encode("gbk")[:401])
    assert (encoding, text[:40]) == ("gb18030", SIMPLE[:40])


@pytest.mark.parametrize("turn", [1, -1])
def test_gbk_and_utf8_in_one_document(turn: int) -> None:
    halves = [SIMPLE.encode("gbk") * 9, TRADITIONAL.encode() * 3][::turn]
    with pytest.raises(Unreadable) as refused:
        decode_bytes(b"".join(halves))
    assert refused.value.check == "mixed_encoding"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0",
        bytes(range(256)) * 4,
        b"\0",
        b"MZ\x90\0\3\0\0\0\4\0\0\0",
    ],
)
def test_binary(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        decode_bytes(data)
    assert refused.value.check == "binary"


def test_nothing_fits() -> None:
    with pytest.raises(Unreadable) as refused:
        decode_bytes(b"\x81\x20\xff\xa0\x20\xfe\xfe" * 50)
    assert refused.value.check == "undecodable"


def test_a_stray_nul_stays() -> None:
    assert "\0" in read((SIMPLE + "\0" + SIMPLE).encode())[0]


def test_only_text_encodings_are_believed() -> None:
    labels = [
        "GB2312",
        "x-gbk",
        "UTF8",
        "unicode_escape",
        "base64",
        "idna",
        "undefined",
        "\0",
        None,
    ]
    assert [python_name(label) for label in labels] == ["gb18030"] * 2 + ["utf-8"] + [None] * 6


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["gbk", "utf-8", "big5", "latin-1", "x", None]))
def test_any_bytes_give_a_text_or_a_reason(data: bytes, declared: str | None) -> None:
    try:
        decoded = decode_bytes(data, (declared,))
    except Unreadable as refused:
        assert refused.check in {"binary", "mixed_encoding", "undecodable"}
    else:
        assert decoded.text == data.decode(decoded.encoding, "replace").lstrip("\ufeff")
        decoded.text.encode()


@settings(deadline=None)
@given(st.text(max_size=200))
def test_utf8_comes_back(text: str) -> None:
    decoded = decode_bytes(codecs.BOM_UTF8 + text.encode())
    assert decoded.text == text.lstrip("\ufeff")
