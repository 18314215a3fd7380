"""Ids: lower-case hex, from what they identify, so that every run and machine makes the same."""

import hashlib
from functools import lru_cache

SEPARATOR = "\x1f"


def make_id(*parts: object) -> str:
    """16 hex digits of the BLAKE2b hash of the parts, written as text."""
    return digest(*map(str, parts))


def digest(*parts: str) -> str:
    """`make_id` of what is text already."""
    joined = SEPARATOR.join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=8).hexdigest()


@lru_cache(maxsize=1 << 16)
def entity_id(kind: str, name: str) -> str:
    """The id of the entity with this canonical name."""
    return make_id("entity", kind, name)
