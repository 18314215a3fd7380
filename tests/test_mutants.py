"""Pages cut, spliced and salted with what hurts: no crash, no hang, spans hold, nothing lost."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.run import run
from pipeline.settings import Settings

PAGES = [
    path.read_text("utf-8")
    for folder in (Path(__file__).parent / "gold" / "pages", Path(__file__).parents[1] / "seeds")
    for path in sorted(folder.glob("*.txt"))
]
HOSTILE = (
    *("\0", "\ud800", "\udfff", "\ufeff", "\u202e", "\ufdfa", "\x1b[31m", "\r\n", "\u2028"),
    *("(" * 200, "《" * 50, "“十", "(yè)" * 50, "?yàn)", "<script>alert(1)</script>"),
    *("１３月４５日", "2024年2月30日", "0年", "99999年", "9" * 500, "②月③日", "٣月"),
    *(
        "一、" * 30,
        "（一）" * 30,
        "第一，",
        "项目" * 80,
        "等项目",
        "二期" * 60,
        "、" * 100,
        "。" * 100,
    ),
    *("投资亿元", "约" * 30 + "亿元", "入驻:", "举办:2026-13-40 至 2026-00-00"),
    *("'); DROP TABLE tasks;--", "=cmd|' /C calc'!A0", "，" * 60 + "建设"),
)
SPANNED = ("tasks", "projects", "listings", "dates", "mentions")
SLOWEST = 10.0  # seconds a page may take on a busy machine


def mutants(count: int, seed: int) -> Iterator[str]:
    """Pages, each changed in one to eight places."""
    dice = random.Random(seed)
    for _ in range(count):
        text = dice.choice(PAGES)
        start = dice.randrange(len(text))
        text = text[start : start + dice.randrange(50, 1500)]
        for _ in range(dice.randrange(1, 9)):
            at = dice.randrange(len(text) + 1)
            kind = dice.randrange(5)
            if kind == 0:
                text = text[:at] + dice.choice(HOSTILE) + text[at:]
            elif kind == 1:
                text = text[:at] + text[at + dice.randrange(1, 40) :]
            elif kind == 2:
                other = dice.choice(PAGES)
                begin = dice.randrange(len(other))
                text = text[:at] + other[begin : begin + dice.randrange(1, 200)] + text[at:]
            elif kind == 3:
                piece = text[at : at + dice.randrange(1, 20)]
                text = text[:at] + piece * dice.randrange(1, 30) + text[at:]
            else:
                text = text[:at] + chr(dice.randrange(0x110000)) + text[at:]
        yield text


def check_core(count: int, seed: int) -> None:
    for text in mutants(count, seed):
        start = time.perf_counter()
        records = extract(text)
        assert time.perf_counter() - start < SLOWEST, text
        task_ids = {row["task_id"] for row in records["tasks"]}
        named = {row["entity_id"] for row in records["entities"]}
        for table in SPANNED:
            for row in records[table]:
                assert row["span_start"] < row["span_end"] <= len(text), text
                assert text[row["span_start"] : row["span_end"]] == row["source_text"], text
        assert {r["parent_task_id"] for r in records["tasks"]} - {None} <= task_ids, text
        assert {r["entity_id"] for r in records["mentions"]} <= named, text
        (document,) = records["documents"]
        assert document["project_count"] == len(records["projects"])
        assert document["listing_count"] == len(records["listings"])


def check_job(count: int, seed: int, folder: Path) -> None:
    seeds = folder / "seeds"
    seeds.mkdir()
    lines = [json.dumps({"text": text}) for text in mutants(count, seed)]
    (seeds / "mutants.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    outcome = run(seeds, folder / "data", Settings(), 0, None)
    refused = [r for r in outcome.rejected if r.stage != "read"]
    assert not refused, refused[:3]
    assert outcome.rows["documents"] + len(outcome.rejected) == count


def test_the_core_survives_mutants() -> None:
    check_core(200, seed=1)


def test_the_whole_job_survives_mutants(tmp_path: Path) -> None:
    check_job(60, 2, tmp_path)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(20))
def test_the_core_survives_twenty_thousand_mutants(part: int) -> None:
    check_core(1000, seed=100 + part)


@pytest.mark.torture
def test_the_whole_job_survives_five_hundred_mutants(tmp_path: Path) -> None:
    check_job(500, 3, tmp_path)
