"""Where the stages hand over: one folder per kind, one entry per shard, named by its content.

An entry appears whole or not at all, so a stopped run goes on where it stood.
"""

import hashlib
import os
import pickle
import shutil
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import zstandard

from pipeline import __version__

if TYPE_CHECKING:
    import pyarrow as pa

# plan: the shards of a file; rejected: what never became a document, for the quarantine.
Kind = Literal["plan", "parse", "normalise", "rejected", "validate"]
# What reading an entry raises that is not there, or that a power cut has torn.
TORN = (OSError, EOFError, pickle.UnpicklingError, zstandard.ZstdError)

_RULES = {".py", ".csv", ".txt", ".json", ".sql"}


@cache
def rules_version() -> str:
    """A digest of the package's own files: results of other rules are not taken over."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(root.rglob("*")):
        if path.suffix in _RULES and "__pycache__" not in path.parts:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


class Store:
    """The hand-over folder of one data folder: `root/KIND/KEY`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, kind: Kind, key: str) -> Path:
        return self.root / kind / key

    def has(self, kind: Kind, key: str) -> bool:
        return self.path(kind, key).exists()

    def put_objects(self, kind: Kind, key: str, value: Any) -> None:
        """Python objects of this package, for the stages before there are tables."""
        packed = zstandard.compress(pickle.dumps(value, protocol=5), 1)
        target = self.path(kind, key)
        temporary = _beside(target)
        temporary.write_bytes(packed)
        temporary.replace(target)

    def get_objects(self, kind: Kind, key: str) -> Any:
        """What was put; one of `TORN` where it is not there or not whole."""
        return pickle.loads(zstandard.decompress(self.path(kind, key).read_bytes()))

    def finished(self, key: str) -> bool:
        """Whether a shard's tables are all there; what a power cut has torn is deleted.

        Nothing here is synced to the disk: it can be made again.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        if not self.has("validate", key):
            return False
        try:
            self.get_objects("rejected", key)
            for path in self.path("validate", key).iterdir():
                pq.read_metadata(path)
        except (*TORN, pa.ArrowException):
            self.forget("validate", key)
            return False
        return True

    def put_tables(self, kind: Kind, key: str, tables: dict[str, "pa.Table"]) -> None:
        import pyarrow.parquet as pq

        target = self.path(kind, key)
        temporary = _beside(target)
        temporary.mkdir()
        for name, table in tables.items():  # packing would cost more than it saves
            path = temporary / f"{name}.parquet"
            pq.write_table(table, path, compression="none", use_dictionary=False)
        if target.exists():  # another worker was first, with the same content
            shutil.rmtree(temporary)
        else:
            temporary.rename(target)

    def get_table(self, kind: Kind, key: str, name: str) -> "pa.Table":
        import pyarrow.parquet as pq

        return pq.ParquetFile(self.path(kind, key) / f"{name}.parquet").read()

    def forget(self, kind: Kind, key: str) -> None:
        """Delete an entry, if there is one."""
        path = self.path(kind, key)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def keys(self, kind: Kind) -> list[str]:
        folder = self.root / kind
        return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []

    def keep_only(self, kind: Kind, keys: Collection[str]) -> None:
        """Delete the entries of a kind that are not named, and what a dead run left half done."""
        for key in self.keys(kind):
            if key not in keys:
                self.forget(kind, key)


def _beside(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    if temporary.is_dir():
        shutil.rmtree(temporary)
    return temporary
