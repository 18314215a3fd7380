"""The outline on pages written for the test, one for each habit of laying out a text."""

from pipeline.parse.outline import outline


def headings(text: str) -> list[tuple[int, str, bool]]:
    """(tier, headline, is it a job) of every heading."""
    return [
        (block.level, text[block.start : block.end], not block.section)
        for block in outline(text).blocks
        if block.kind == "heading"
    ]


def test_report_turns_from_retrospect_to_prospect() -> None:
    text = """青山市政府工作报告
各位代表:
现在,我代表市人民政府向大会报告工作,请予审议。
一、2024年工作回顾
一年来,全市上下团结拼搏。
(一)实体经济稳步回升。新增企业三百家。
二、2025年重点工作
今年要抓好以下工作:
(一)加快建设现代产业体系。
壮大主导产业。推进汽车零部件产业园扩建,引进上下游企业二十家。
(二)深化改革开放。完善招商机制。
各位代表!让我们携手奋进。"""
    assert headings(text) == [
        (1, "2024年工作回顾", False),
        (2, "实体经济稳步回升", False),
        (1, "2025年重点工作", False),
        (2, "加快建设现代产业体系", True),
        (3, "壮大主导产业", True),
        (2, "深化改革开放", True),
    ]
