"""Which encoding a document's bytes are in, and its text.

The ladder: byte-order mark, UTF-8 beyond doubt, what is declared, UTF-8, GB18030, a detector.
The text is always ``data.decode(encoding, "replace").lstrip("\\ufeff")``.
"""

import codecs
import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.read.records import Unreadable
from pipeline.records import Problem

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Pages call by the older name what is the larger set.
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252"}
EAST_ASIAN = {"gb18030", "big5hkscs", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949"}
MULTIBYTE = EAST_ASIAN | {"utf-8"}
SINGLE_BYTE = re.compile(r"cp125\d|iso8859-\d{1,2}|koi8-[ru]")
# The most characters lost, as a share of those that are not ASCII, before a document is refused.
MAX_LOST = 0.05
SAMPLE = 1 << 16
STRIDE = 1 << 12

HIGH_BYTES = bytes(range(0x80, 0x100))
WIDE_LEADS = bytes(range(0xE0, 0xF5))  # begin a UTF-8 character of three or four bytes
WIDE = re.compile("[\u0800-\U0010ffff]")  # what they begin
CONTINUATIONS = bytes(range(0x80, 0xC0))
CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\f\x0b\x1a\x1b")) + b"\x7f"
HIGH_RUN = re.compile(rb"[\x80-\xff]+")
# Four ideographs in UTF-8: not once in 15 MB of GBK text.
UTF8_RUN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}")


class Decoded(NamedTuple):
    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode_bytes(data: bytes, declared: Iterable[str | None] = ()) -> Decoded:
    """Text and encoding of `data`; `Unreadable` (binary, mixed_encoding, undecodable) if none fits.

    `declared` are the labels the document or its carrier gives, most trusted first. Bytes that
    do not fit the encoding become U+FFFD and are told in `problems`.
    """
    marked = next((name for bom, name in BOMS if data.startswith(bom)), None)
    if marked is None and _count(data, CONTROLS) * 50 > len(data):
        raise Unreadable("binary", "control bytes of a binary file, not text")
    if marked is None and (text := _utf8(data)) is not None:
        return Decoded(text, "utf-8")
    encoding = marked or _choose(data, [n for n in map(python_name, declared) if n])
    try:
        return Decoded(data.decode(encoding).lstrip("\ufeff"), encoding)
    except UnicodeDecodeError:
        lost = _lost(data, encoding)
    message = f"{lost} characters could not be decoded from {encoding}"
    problem = Problem("bytes_lost", message, stage="read", observed=str(lost))
    return Decoded(data.decode(encoding, "replace").lstrip("\ufeff"), encoding, (problem,))


def python_name(label: str | None) -> str | None:
    """Python's name of the encoding called `label`; None where pages in it are not believed."""
    try:
        name = codecs.lookup((label or "").strip().lower().removeprefix("x-")).name
    except (LookupError, ValueError):
        return None
    name = SUPERSETS.get(name, name)
    return name if name in MULTIBYTE or SINGLE_BYTE.fullmatch(name) else None


def _utf8(data: bytes) -> str | None:
    """The text of bytes that are UTF-8 beyond doubt: without a flaw, ASCII or with ideographs."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if data.isascii() or WIDE.search(text) else None


def _choose(data: bytes, declared: list[str]) -> str:
    """The encoding of bytes that are not UTF-8 beyond doubt."""
    if _is_damaged_utf8(data):
        return "utf-8"
    if mixed := len(UTF8_RUN.findall(data)):
        message = f"UTF-8 and another encoding in one document ({mixed} passages in UTF-8)"
        raise Unreadable("mixed_encoding", message)
    for name in declared:
        if name in MULTIBYTE and _fits(data, name):
            return name
    high = _count(data, HIGH_BYTES)
    if _fits(data, "utf-8") and (high * 2 < len(data) or not _fits(data, "gb2312")):
        return "utf-8"
    if high * 6 < len(data) and _stand_alone(data):
        for name in (*declared, _detect(data)):
            if _fits(data, name):
                return name
    if _fits(data, "gb18030"):
        guess = _detect(data) if _is_odd_chinese(data) else ""
        return guess if guess in EAST_ASIAN else "gb18030"
    # A single-byte encoding fits anything and so proves nothing.
    rivals = [n for n in ("utf-8", "gb18030", *declared, _detect(data)) if n in MULTIBYTE]
    best = min(rivals, key=lambda name: _lost(data, name))
    if (lost := _lost(data, best)) > max(1, MAX_LOST * high):
        raise Unreadable("undecodable", f"no encoding fits, {best} loses {lost} characters")
    return best


def _is_damaged_utf8(data: bytes) -> bool:
    """Is this UTF-8 with ideographs, but for a few bytes or a character cut at an end?

    That is no accident, whatever a page claims.
    """
    wide = _count(data, WIDE_LEADS)
    if not wide:
        return False
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    lost = -data.count(b"\xef\xbf\xbd")  # a U+FFFD of its own
    for at in range(0, len(data), STRIDE):
        lost += decoder.decode(data[at : at + STRIDE]).count("\ufffd")
        if lost > MAX_LOST * wide:
            return _is_cut_utf8(data)
    return True


def _detect(data: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    return python_name(detect_encoding(data[:SAMPLE])) or "utf-8"


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _lost(data: bytes, encoding: str) -> int:
    """How many U+FFFD decoding puts in that the document does not have itself."""
    own = data.decode(encoding, "ignore").count("\ufffd")
    return data.decode(encoding, "replace").count("\ufffd") - own


def _is_cut_utf8(data: bytes) -> bool:
    """Is all of it UTF-8 but for characters cut in the middle at its ends?"""
    body = data[:3].lstrip(CONTINUATIONS) + data[3:]
    try:
        codecs.utf_8_decode(body, "strict", False)
    except UnicodeDecodeError:
        return False
    return True


def _stand_alone(data: bytes) -> bool:
    """Do most bytes above 0x7F stand alone, like accented letters among ASCII?"""
    runs = HIGH_RUN.findall(data[:SAMPLE])
    return 2 * sum(len(run) == 1 for run in runs) > len(runs)


def _is_odd_chinese(data: bytes) -> bool:
    """Read as GB18030, are half of the characters outside the common set of GB2312?"""
    text = data[:STRIDE].decode("gb18030", "ignore")
    common = len(text.encode("gb2312", "ignore").decode("gb2312"))
    return _foreign(text) > 2 * (common - (len(text) - _foreign(text)))


def _foreign(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _count(data: bytes, wanted: bytes) -> int:
    return len(data) - len(data.translate(None, wanted))
