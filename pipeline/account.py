"""The account of the inputs: each is read, rejected or ignored; what is rejected is kept."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.engine.plan import Inventory, Plan
from pipeline.publish import quarantine
from pipeline.read import Rejected


def keep_rejected(data: Path, rejected: list[Rejected]) -> None:
    """Keep the bytes of what was rejected, with the reason."""
    for refused in rejected:
        with refused.open() as raw:
            quarantine.keep(data, raw, refused.source, refused.check)


def release_read(data: Path, inventory: Inventory, rejected: list[Rejected]) -> None:
    """Let go of what was quarantined and could be read now; what left the seeds folder stays."""
    refused = {r.source for r in rejected}
    present = {file.source for file, _ in inventory.files}
    for entry in quarantine.entries(data):
        for source in entry.reasons:
            file = source if source in present else source.rpartition("#")[0]
            if source not in refused and file in present:
                quarantine.release(data, entry, source)


def fates(
    inventory: Inventory, plan: Plan, documents: dict[str, int]
) -> Iterator[dict[str, object]]:
    """What became of every file: read, rejected or ignored."""
    for file, digest in inventory.files:
        found = documents.get(file.source, 0)
        yield {
            "source": file.source,
            "sha256": digest,
            "size": file.size,
            "fate": "read" if found else "rejected",
            "documents": found,
        }
    for refused in inventory.rejected:
        yield {
            "source": refused.source,
            "sha256": refused.sha256,
            "fate": "rejected",
            "reason": refused.check,
        }
    for ignored in [*inventory.ignored, *plan.ignored]:
        yield {"source": ignored.source, "fate": "ignored", "reason": ignored.reason}


def why_unusable(rejected: list[Rejected]) -> str:
    """What to tell where no input became a document."""
    if not rejected:
        return "there is no file in the seeds folder: put pages there and run again"
    first = rejected[0]
    return f"none of the inputs could be read; the first: {first.source}: {first.message}"
