"""Ids: lower-case hex, from what they identify, so that every run and machine makes the same."""

from functools import lru_cache
from hashlib import blake2b

SEPARATOR = "\x1f"


def make_id(*parts: object) -> str:
    """16 hex digits of the BLAKE2b hash of the parts, written as text."""
    return digest(SEPARATOR.join(map(str, parts)))


def digest(joined: str) -> str:
    """`make_id` of parts that are joined by the separator already."""
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@lru_cache(maxsize=1 << 16)
def entity_id(kind: str, name: str) -> str:
    """The id of the entity with this canonical name."""
    return make_id("entity", kind, name)
