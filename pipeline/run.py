"""The order of the work on one screen: take stock, work on every shard, publish.

What needs pandas is imported where it is used: a run that finds nothing new is over before.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline import __version__
from pipeline.account import fates, keep_rejected, release_read, why_unusable
from pipeline.engine.plan import Inventory, Plan, shards, take_stock
from pipeline.engine.progress import Progress
from pipeline.engine.store import Kind, Store, rules_version
from pipeline.publish import manifest
from pipeline.publish.lock import exclusive
from pipeline.publish.retention import STAGING, latest
from pipeline.publish.signals import immediate
from pipeline.read import Rejected
from pipeline.settings import Settings

WORK = ".work"
RESULTS: tuple[Kind, ...] = ("parse", "normalise", "rejected", "validate")


class NoUsableInput(Exception):
    """Nothing under the seeds folder could be read (exit code 65)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `published` is False where there was nothing new."""

    run: str
    snapshot: Path
    rows: dict[str, int]
    published: bool
    rejected: tuple[Rejected, ...] = ()


def run(
    seeds: Path, data: Path, settings: Settings, workers: int | None, scheduler: str | None
) -> Outcome:
    """All stages: the seeds folder to a published snapshot, if there is anything new."""
    with exclusive(data), immediate():
        inventory = take_stock(seeds)
        return _standing(data, inventory, settings) or _run(
            data, inventory, settings, workers, scheduler
        )


def _run(
    data: Path,
    inventory: Inventory,
    settings: Settings,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Outcome:
    store, plan = Store(data / WORK), Plan()
    todo = shards(inventory, store, settings, plan)
    with Progress(sum(file.size for file, _ in inventory.files), store) as progress:
        if scheduler:
            from pipeline.engine.cluster import work_on_cluster

            work_on_cluster(todo, store, settings, scheduler, progress.done)
        else:
            from pipeline.engine.local import work_all

            work_all(todo, store, settings, workers, progress.done)
    return _publish(data, store, inventory, plan, settings)


def replay(seeds: Path, data: Path, settings: Settings, workers: int | None) -> Outcome:
    """Try what was rejected again, after a fix of the inputs, the settings or the machine."""
    with exclusive(data), immediate():
        store = Store(data / WORK)
        for key in store.keys("rejected"):
            if not store.finished(key) or store.get_objects("rejected", key):
                for kind in RESULTS:
                    store.forget(kind, key)
        for key in store.keys("plan"):
            store.forget("plan", key)
        return _run(data, take_stock(seeds), settings, workers)


def parse(seeds: Path, data: Path, settings: Settings) -> int:
    """The first stage alone; what it finds is what the later ones alone go on from."""
    from pipeline.engine.stages import parse_shard

    with exclusive(data), immediate():
        store, plan = Store(data / WORK), Plan()
        inventory = take_stock(seeds)
        for shard in shards(inventory, store, settings, plan):
            if not shard.done:
                store.put_objects("parse", shard.key, parse_shard(shard, settings))
        store.put_objects("plan", "current", (inventory, plan))
        return len(plan.keys)


def normalise(data: Path, settings: Settings) -> int:
    """The second stage alone, on what `parse` handed over."""
    from pipeline.engine.stages import normalise_parsed

    def step(key: str, store: Store) -> None:
        made = normalise_parsed(store.get_objects("parse", key), settings)
        store.put_objects("normalise", key, made)

    with exclusive(data), immediate():
        return _each(data, step)


def validate(data: Path) -> int:
    """The third stage alone, on what `normalise` handed over."""
    from pipeline.engine.stages import finish

    def step(key: str, store: Store) -> None:
        finish(key, store.get_objects("normalise", key), store)

    with exclusive(data), immediate():
        return _each(data, step)


def publish(data: Path, settings: Settings) -> Outcome:
    """The last stage alone, on what `validate` handed over."""
    with exclusive(data), immediate():
        store = Store(data / WORK)
        inventory, plan = _current(store)
        return _standing(data, inventory, settings) or _publish(
            data, store, inventory, plan, settings
        )


def _each(data: Path, step: Callable[[str, Store], object]) -> int:
    store = Store(data / WORK)
    _, plan = _current(store)
    for key in plan.keys:
        if not store.has("validate", key):
            step(key, store)
    return len(plan.keys)


def _current(store: Store) -> tuple[Inventory, Plan]:
    if not store.has("plan", "current"):
        raise NoUsableInput("nothing is parsed yet: run `python -m pipeline parse` first")
    return store.get_objects("plan", "current")  # type: ignore[no-any-return]


def _standing(data: Path, inventory: Inventory, settings: Settings) -> Outcome | None:
    """The published snapshot, if it is what these inputs, settings and rules give."""
    path = latest(data)
    if path is None:
        return None
    try:
        told = manifest.read(path)
    except (OSError, manifest.Damaged):
        return None
    if told["fingerprint"] != inventory.fingerprint(settings):
        return None
    return Outcome(told["run"], path, told["tables"], published=False)


def _publish(
    data: Path, store: Store, inventory: Inventory, plan: Plan, settings: Settings
) -> Outcome:
    from pipeline.analyst import extras
    from pipeline.engine.assemble import assemble
    from pipeline.engine.resolve import resolve
    from pipeline.engine.stages import rejection_row
    from pipeline.publish import disk, gate, snapshot

    unread = [*inventory.rejected, *plan.rejected]
    rejected = [*unread, *(r for key in plan.keys for r in store.get_objects("rejected", key))]
    keep_rejected(data, rejected)
    if not plan.keys:
        raise NoUsableInput(why_unusable(rejected))
    scratch = disk.directory(data / STAGING)
    resolved = resolve([store.path("validate", key) for key in plan.keys], scratch)
    if not resolved.documents:
        raise NoUsableInput(why_unusable(rejected))
    content = {
        "version": __version__,
        "rules": rules_version(),
        "fingerprint": inventory.fingerprint(settings),
        "settings": asdict(settings),
        "inputs": list(fates(inventory, plan, resolved.documents)),
    }

    def write(target: Path) -> None:
        rows = [rejection_row(r) for r in unread]
        assemble(target, store, plan.keys, resolved, rows, settings.max_file_bytes)
        extras.write(target)

    def check(new: Path, previous: Path | None) -> list[str]:
        return gate.check(new, previous, settings.gate)

    done = snapshot.publish(data, write, content, settings.retention, check)
    release_read(data, inventory, rejected)
    for kind in RESULTS:
        store.keep_only(kind, set(plan.keys))
    return Outcome(done.run, done.path, done.manifest["tables"], True, tuple(rejected))
