"""Characters and their GBK bytes."""

from functools import lru_cache


@lru_cache(maxsize=1 << 15)
def encode(char: str) -> bytes:
    """The one or two bytes of a character, none where GBK lacks it."""
    try:
        encoded = char.encode("gb18030")  # knows GBK's private area as well
    except UnicodeEncodeError:
        return b""
    return encoded if len(encoded) <= 2 else b""


@lru_cache(maxsize=1 << 15)
def decode(pair: bytes) -> str:
    """The character of two GBK bytes, empty where they are none."""
    try:
        char = pair.decode("gbk")
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 else ""
