"""Benchmarks of the whole job, as ratios in one run: `make bench BULK=pages.jsonl.gz`.

BULK is a JSON Lines file of pages (`text`), gzipped; without one, pages are made from the seed.
Every time is wall clock; start-up (imports, starting workers) is measured and given apart.
"""

import argparse
import gzip
import itertools
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import opencc

from pipeline.run import run
from pipeline.settings import Settings

SEEDS = Path(__file__).parents[1] / "seeds"
MADE_BYTES = 20_000_000
DEFAULT = Settings()
# The floor's date pattern: one alternation, as a quick script would have it.
DATE = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{4}\.\d{1,2}\.\d{1,2}|[今去明前后]年|[上下本]月|[零〇一二三四五六七八九十]{2,4}年"
    r"|十[一二三四]五|[上中下]旬|[今昨明]天|近日|年底|年初"
)


def timed(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def floor(bulk: Path, scratch: Path) -> None:
    """The least such a job can do: decode, simplify, match dates, write the texts."""
    import pyarrow as pa  # only here, for the job chooses Arrow's allocator before it is loaded
    import pyarrow.parquet as pq

    convert = opencc.OpenCC("t2s").convert
    with gzip.open(bulk, "rt", encoding="utf-8") as lines:
        sources = [json.loads(line)["text"] for line in lines]
    texts = [convert(source) for source in sources]
    for text in texts:
        DATE.findall(text)
    table = pa.table({"source_text": sources, "text": texts})
    pq.write_table(table, scratch / "floor.parquet", compression="zstd")


def whole(seeds: Path, data: Path, workers: int, settings: Settings = DEFAULT) -> float:
    """Seconds of a run from scratch to the published snapshot."""
    shutil.rmtree(data, ignore_errors=True)
    return timed(lambda: run(seeds, data, settings, workers, None))


def start_up(workers: int, scratch: Path) -> float:
    """Seconds of a run of a page for each worker, so that all of them start."""
    seeds = scratch / f"pages{workers}"
    seeds.mkdir(exist_ok=True)
    for number in range(workers):
        shutil.copy(next(SEEDS.glob("*.txt")), seeds / f"{number}.txt")
    return whole(seeds, scratch / "started", workers, Settings(shard_files=1))


def made(target: Path) -> Path:
    """Pages made from the seed, no two alike."""
    source = next(SEEDS.glob("*.txt")).read_text("utf-8")
    with gzip.open(target, "wt", encoding="utf-8") as file:
        written = 0
        for number in itertools.count():
            line = json.dumps({"text": f"第{number}期\n{source}"}, ensure_ascii=False)
            written += len(line.encode())
            if written > MADE_BYTES:
                return target
            file.write(line + "\n")
    raise AssertionError


def copies(bulk: Path, folder: Path, count: int) -> None:
    """The bulk file `count` times, with a changed character in every record."""
    with gzip.open(bulk, "rt", encoding="utf-8") as lines:
        records = [json.loads(line)["text"] for line in lines]
    for number in range(count):
        with gzip.open(folder / f"copy{number}.jsonl.gz", "wt", encoding="utf-8") as file:
            for text in records:
                mark = chr(ord("甲") + number)
                file.write(json.dumps({"text": mark + text[1:]}, ensure_ascii=False) + "\n")


def peak_megabytes(seeds: Path, data: Path) -> float:
    """Peak memory of the largest process of a run of the command."""
    code = (
        "import resource,subprocess,sys;"
        "subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-m", "pipeline", "run", "--seeds", str(seeds), "--data", str(data)]
    told = subprocess.run(
        [sys.executable, "-c", code, *command, "--workers", "0"],
        check=True,
        capture_output=True,
        text=True,
    )
    return int(told.stdout) / 1024


def jionlp_seconds(texts: list[str]) -> float | None:
    """Seconds of JioNLP's time extraction on the texts, None where it is not installed."""
    try:
        import jionlp
    except ImportError:
        return None
    jionlp.ner.extract_time("2024年3月1日")

    def extract() -> None:
        for text in texts:
            jionlp.ner.extract_time(text)

    return timed(extract)


def figures(bulk: Path, scratch: Path, rounds: int) -> Iterator[tuple[str, str, str]]:
    """Each figure as name, value, target."""
    seeds = scratch / "seeds"
    seeds.mkdir()
    shutil.copy(bulk, seeds / "bulk.jsonl.gz")
    tiny = scratch / "tiny"
    tiny.mkdir()
    shutil.copy(next(SEEDS.glob("*.txt")), tiny)

    with gzip.open(bulk, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    yield "documents", f"{len(texts)}", ""
    yield "characters", f"{sum(map(len, texts))}", ""

    first = whole(tiny, scratch / "warm", 0)
    yield "start-up, first page", f"{first:.2f} s", ""
    floors, wholes, others = [], [], []
    for _ in range(rounds):  # in turn, as a shared machine is faster at one time than at another
        floors.append(timed(lambda: floor(bulk, scratch)))
        wholes.append(whole(seeds, scratch / "data", 0))
        others.append(jionlp_seconds(texts))
    at_floor, at_whole = statistics.median(floors), statistics.median(wholes)
    yield "floor", f"{at_floor:.2f} s", ""
    yield "whole job, one process", f"{at_whole:.2f} s", ""
    yield "whole job / floor", f"{at_whole / at_floor:.1f}", "at most 8"
    if measured := [seconds for seconds in others if seconds is not None]:
        at_other = statistics.median(measured)
        yield "JioNLP extract_time", f"{at_other:.0f} s", ""
        yield "JioNLP / whole job", f"{at_other / at_whole:.1f}", "at least 5"
    else:
        yield "JioNLP", "not installed", "at least 5"

    apart: dict[int, list[float]] = {1: [], 2: []}
    taken: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(2 * rounds - 1):  # starts, which are taken off, take unequal times
        for workers in apart:
            apart[workers].append(start_up(workers, scratch))
            taken[workers].append(whole(seeds, scratch / f"data{workers}", workers))
    parallel = {}
    for workers, starts in apart.items():
        start = statistics.median(starts)
        parallel[workers] = statistics.median(taken[workers]) - start
        yield f"{workers} workers, start-up {start:.2f} s", f"{parallel[workers]:.2f} s", ""
    yield "one worker / two", f"{parallel[1] / parallel[2]:.2f}", "at least 1.8"

    again = timed(lambda: run(seeds, scratch / "data", Settings(), 0, None))
    yield "rerun, nothing new / whole job", f"{again / at_whole:.1%}", "at most 3 %"
    shutil.copy(next(SEEDS.glob("*.txt")), seeds)
    more = timed(lambda: run(seeds, scratch / "data", Settings(), 0, None))
    yield "rerun, one more file / whole job", f"{more / at_whole:.1%}", "at most 10 %"

    one, five = scratch / "one", scratch / "five"
    for folder, count in ((one, 1), (five, 5)):
        folder.mkdir()
        copies(bulk, folder, count)
    peaks = [peak_megabytes(folder, scratch / f"{folder.name}-data") for folder in (one, five)]
    yield "peak memory, once and five times", f"{peaks[0]:.0f} and {peaks[1]:.0f} MB", ""
    yield "five times / once", f"{peaks[1] / peaks[0]:.2f}", "at most 1.15"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bulk", type=Path, default=os.environ.get("BULK") or None)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        bulk = given.bulk or made(scratch / "made.jsonl.gz")
        print("| figure | value | target |\n| --- | --- | --- |", flush=True)
        for name, value, target in figures(bulk, scratch, given.rounds):
            print(f"| {name} | {value} | {target} |", flush=True)


if __name__ == "__main__":
    main()
