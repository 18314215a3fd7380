"""The input divided into shards: what is worked on, cached and redone as one.

Files come in the order of their paths. Plain files share a shard with their neighbours, and a
shard ends where a path's own hash says so: a file more or less changes its shard and no other.
A container's records are cut into shards of their own. The order of the shards is the order of
the documents, so the published tables need no sorting.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from pipeline.engine.store import TORN, Store, rules_version
from pipeline.ids import make_id
from pipeline.read import File, Ignored, Raw, Rejected, digest, discover, refusal, unpack
from pipeline.settings import Settings

CONTAINERS = frozenset({"jsonl", "parquet", "warc", "wet"})


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents that are worked on together; `key` names their content and the rules.

    A shard that is known to be done has no `raws`; `killers` are sources of documents that
    killed the process that worked on them.
    """

    key: str
    raws: tuple[Raw, ...] = ()
    done: bool = False
    killers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything under the seeds folder, in the order of the paths."""

    files: tuple[tuple[File, str], ...]  # with the SHA-256 of each
    ignored: tuple[Ignored, ...]
    rejected: tuple[Rejected, ...]

    def fingerprint(self, settings: Settings) -> str:
        """Changes with any input, setting or rule, and with nothing else."""
        seen = [(f.source, digest) for f, digest in self.files]
        left_out = [*self.ignored, *((r.source, r.check, r.sha256) for r in self.rejected)]
        return make_id(rules_version(), _reading(settings), seen, left_out)


def take_stock(root: Path) -> Inventory:
    """Find and hash every file."""
    files, ignored, rejected = [], [], []
    for found in discover(root):
        if isinstance(found, Ignored):
            ignored.append(found)
            continue
        try:
            sha256 = digest(found.path) if found.path else None
        except OSError as error:
            rejected.append(Rejected(found.source, *refusal(error)))
            continue
        if isinstance(found, Rejected):
            rejected.append(replace(found, sha256=sha256))
        else:
            files.append((found, sha256 or ""))
    return Inventory(tuple(files), tuple(ignored), tuple(rejected))


@dataclass(slots=True)
class Plan:
    """The shards of an inventory, in order, filled as `shards` goes through it."""

    keys: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


def shards(inventory: Inventory, store: Store, settings: Settings, plan: Plan) -> Iterator[Shard]:
    """Every shard in order, read as it is asked for; `plan` notes what came."""
    plain: list[tuple[File, str]] = []
    for file, sha256 in inventory.files:
        container = file.format in CONTAINERS
        if plain and (container or _ends_shard(plain[-1][0].source, settings.shard_files)):
            yield from _noted(_plain_shard(plain, settings, plan), plan)
            plain = []
        if container:
            yield from _noted(_container_shards(file, sha256, store, settings, plan), plan)
        else:
            plain.append((file, sha256))
    if plain:
        yield from _noted(_plain_shard(plain, settings, plan), plan)


def _noted(found: Iterator[Shard], plan: Plan) -> Iterator[Shard]:
    for shard in found:
        plan.keys.append(shard.key)
        yield shard


def _plain_shard(files: list[tuple[File, str]], settings: Settings, plan: Plan) -> Iterator[Shard]:
    raws = [raw for file, sha256 in files for raw in _raws(file, sha256, settings, plan)]
    if raws:
        yield Shard(_key(raws, settings), tuple(raws))


def _container_shards(
    file: File, sha256: str, store: Store, settings: Settings, plan: Plan
) -> Iterator[Shard]:
    """A container's shards; not read again when all of them are done."""
    key = make_id("plan", rules_version(), _reading(settings), file.source, sha256)
    with suppress(*TORN):
        known: Plan = store.get_objects("plan", key)
        if all(store.finished(shard) for shard in known.keys):
            plan.rejected += known.rejected
            plan.ignored += known.ignored
            yield from (Shard(shard, done=True) for shard in known.keys)
            return
    made = Plan()
    gathered: list[Raw] = []
    size = 0
    for raw in _raws(file, sha256, settings, made):
        gathered.append(raw)
        size += len(raw.payload)
        if size >= settings.shard_bytes:
            made.keys.append(_key(gathered, settings))
            yield Shard(made.keys[-1], tuple(gathered))
            gathered, size = [], 0
    if gathered:
        made.keys.append(_key(gathered, settings))
        yield Shard(made.keys[-1], tuple(gathered))
    store.put_objects("plan", key, made)
    plan.rejected += made.rejected
    plan.ignored += made.ignored


def _raws(file: File, sha256: str, settings: Settings, plan: Plan) -> Iterator[Raw]:
    for found in unpack(file, settings.budgets, settings.fields):
        if isinstance(found, Rejected):
            # What is refused without bytes of its own is the file.
            plan.rejected.append(replace(found, sha256=found.sha256 or sha256))
        elif isinstance(found, Ignored):
            plan.ignored.append(found)
        else:
            yield found


def _key(raws: list[Raw], settings: Settings) -> str:
    content = [
        (raw.source, raw.sha256, raw.url, raw.title, raw.fetched, raw.declared) for raw in raws
    ]
    return make_id("shard", rules_version(), _reading(settings), content)


def _ends_shard(source: str, mean_files: int) -> bool:
    return int(make_id("cut", source), 16) % mean_files == 0


def _reading(settings: Settings) -> list[object]:
    """The settings that what is read, and so a shard's result, depends on."""
    return [asdict(settings.budgets), asdict(settings.fields)]
