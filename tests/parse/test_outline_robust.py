"""The outline holds its promises on any text, in linear time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalise.listings import find_listings
from pipeline.normalise.tasks import find_tasks
from pipeline.parse.outline import outline

MARKS = "一、|(一)|1.|1.1 |一是|二是|——|①|第一章 |第二条 |附件:|各位代表!|成文日期:|入驻:"
WORDS = (
    "推进建设|工作回顾|重点任务|总体要求|发展|要抓好以下三项工作:|2024-02-30|2024-03-05|3月5日|下载"
)
SIGNS = "。|;|:|,|\n|\n\n| |\u3000|(|)|《|》|“|”|\x00|\ud800|9|年|a"
PIECES = st.sampled_from([*MARKS.split("|"), *WORDS.split("|"), *SIGNS.split("|")])
SHORT = "一|(|(a|“|《|1|1.|2024-|:|。|\n| | \n|一是|推进|大力|在|把|和|、|各|要|年|第|推进了,"


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_blocks_and_tasks_are_well_formed(text: str) -> None:
    read = outline(text)
    end = 0
    for index, block in enumerate(read.blocks):
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip(" \n\u3000")
        end = block.end
        if block.parent is not None:
            assert read.blocks[block.parent].kind == "heading"
            assert block.parent < index
    tasks = find_tasks(text, read, [], [])
    for index, task in enumerate(tasks):
        assert 0 <= task.span[0] < task.span[1] <= len(text)
        if task.parent is None:
            assert task.level == 1
        else:
            assert task.parent < index
            assert task.level == tasks[task.parent].level + 1
    places = [(task.parent, task.position) for task in tasks]
    assert len(set(places)) == len(places)
    for listing in find_listings(text, read)[0]:
        assert 0 <= listing.span[0] < listing.span[1] <= len(text)


def seconds(text: str) -> float:
    begin = time.process_time()
    read = outline(text)
    find_tasks(text, read, [], [])
    find_listings(text, read)
    return time.process_time() - begin


@pytest.mark.parametrize("unit", SHORT.split("|"))
def test_a_million_characters(unit: str) -> None:
    assert seconds(unit * (1_000_000 // len(unit))) < 1.5


LINES = ["a", "一、", "附件:", "入驻:2024-03-05", "工作", "(一)推进建设;", "甲\n正文。\n乙\n丙"]


@pytest.mark.parametrize("line", LINES)
def test_time_grows_with_the_lines(line: str) -> None:
    few, many = (seconds(f"{line}\n" * count) for count in (1_000, 10_000))
    assert many < 20 * few + 0.5
