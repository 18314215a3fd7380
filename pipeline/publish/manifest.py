"""The manifest of a snapshot: what it was made of and what it holds, byte for byte.

It vouches for itself too: it is written in one canonical form and carries the sha256 of that
form without the digest, so that a change of any byte shows, be it a blank.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NAME = "manifest.json"
DIGEST = "manifest_sha256"

Content = dict[str, Any]


class Damaged(ValueError):
    """The manifest is not what was written."""


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one form in which `content` is written: keys sorted, one line for each at the top, a
    lone surrogate as its escape."""

    def text(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    lines = [f"{text(key)}: {text(content[key])}" for key in sorted(content)]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8", "backslashreplace")


def fingerprint(content: Mapping[str, Any]) -> str:
    """sha256 in hex of what decides a run's tables (version, settings, inputs)."""
    return hashlib.sha256(canonical(content)).hexdigest()


def sealed(content: Mapping[str, Any]) -> bytes:
    """The bytes of the manifest file."""
    return canonical({**content, DIGEST: fingerprint(content)})


def parse(raw: bytes) -> Content:
    """The content of a manifest file. Raises `Damaged` if a byte of it is not as written."""
    try:
        content: Content = json.loads(raw)
        del content[DIGEST]
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"not a manifest: {error}") from None
    if raw != sealed(content):
        raise Damaged("it differs from its own digest")
    return content


def read(snapshot: Path) -> Content:
    """The manifest of a snapshot. Raises `Damaged`, or OSError where it cannot be read."""
    return parse((snapshot / NAME).read_bytes())


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
