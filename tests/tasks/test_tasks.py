"""Tasks on pages written for the test."""

import datetime as dt

from pipeline.normalise.tasks import find_tasks
from pipeline.parse.outline import outline
from pipeline.records import DateMention, Name, Task

PAGE = """青山市召开工业会议
重点抓好三项工作
会议要求,要抓好以下几项工作:
把稳投资放在首位。在落实各项政策中,一手抓项目,一手抓服务:通过招商引资,积极推动青山港建设;加快二期工程进度。
培育新兴产业。“十四五”期间,实施《青山产业意见》和“育龙计划”,引进企业。(市工业局负责)"""


def read(
    text: str, dates: tuple[DateMention, ...] = (), names: tuple[Name, ...] = ()
) -> list[Task]:
    return find_tasks(text, outline(text), dates, names)


def words(text: str, tasks: list[Task]) -> list[str]:
    return [text[task.span[0] : task.span[1]] for task in tasks]


def test_headings_and_measures() -> None:
    tasks = read(PAGE)
    assert words(PAGE, tasks) == [
        "把稳投资放在首位",
        "在落实各项政策中,一手抓项目,一手抓服务",
        "通过招商引资,积极推动青山港建设",
        "加快二期工程进度",
        "培育新兴产业",
        "“十四五”期间,实施《青山产业意见》和“育龙计划”,引进企业",
    ]
    assert [task.kind[0] for task in tasks] == ["h", "m", "m", "m", "h", "m"]
    assert [task.level for task in tasks] == [1, 2, 2, 2, 1, 2]
    assert [task.parent for task in tasks] == [None, 0, 0, 0, None, 4]
    assert [task.position for task in tasks] == [1, 1, 2, 3, 2, 1]
    assert [task.action for task in tasks] == ["放在", "抓", "推动", "加快", "培育", "实施"]


def test_plan_period_and_policies() -> None:
    at, cited, plan = (PAGE.index(part) for part in ("“十四五”", "青山产业意见", "育龙计划"))
    period = DateMention(
        dt.date(2021, 1, 1),
        dt.date(2025, 12, 31),
        "five_year_plan",
        "plan_period",
        (at, at + 7),
        "r",
    )
    names = (
        Name("policy", "青山产业意见", (cited, cited + 6), "title"),
        Name("policy", "育龙计划", (plan, plan + 4), "plan"),
        Name("place", "青山市", (0, 3), "place"),
    )
    *others, last = read(PAGE, (period,), names)
    assert (last.period_label, last.period_start, last.period_end) == (
        "十四五",
        dt.date(2021, 1, 1),
        dt.date(2025, 12, 31),
    )
    assert last.policies == ("青山产业意见", "育龙计划")
    assert not any(task.period_label or task.policies for task in others)


def test_stops_inside_quotes_and_titles_end_no_measure() -> None:
    text = "一、推进服务创新\n打造“办事不求人;马上办。”品牌,落实《意见;附件》;比例为3:1的要优化。"
    tasks = read(f"青山市方案\n{text}")
    assert words(f"青山市方案\n{text}", tasks)[1:] == [
        "打造“办事不求人;马上办。”品牌,落实《意见;附件》",
        "比例为3:1的要优化",
    ]


def test_what_is_no_measure() -> None:
    text = """青山市工作方案
一、推进园区建设
近年来,园区面貌一新。
新建厂房十栋。项目已开工。责任单位:市建设局。(市财政局配合)
牵头单位:市建设局。感谢各界的支持!本方案自2025年1月1日起施行。
二、背景材料
各地要高度重视。"""
    assert words(text, read(text)) == ["推进园区建设", "新建厂房十栋"]


def test_a_section_without_headings_holds_its_orders_in_plain_sentences() -> None:
    text = """青山市绿色工厂申报通知
一、申报范围
加强管理的企业。
二、申报程序
(一)企业自评。企业于4月15日前提交材料。
(二)县区初审。各县区于4月26日前完成初审。
三、工作要求
各单位要高度重视,严格把关;对弄虚作假的企业,三年内不再受理其申报。共三项要求。"""
    tasks = read(text)
    assert words(text, tasks) == [
        "企业自评",
        "企业于4月15日前提交材料",
        "县区初审",
        "各县区于4月26日前完成初审",
        "各单位要高度重视,严格把关",
        "对弄虚作假的企业,三年内不再受理其申报",
    ]
    assert [task.level for task in tasks] == [1, 2, 1, 2, 1, 1]


def test_sections_are_passed_over() -> None:
    text = """青山市政府工作报告
一、2024年工作回顾
(一)推进改革。完成十项任务。
二、2025年重点任务
(一)推进开放。建设口岸。
三、加强自身建设
(一)坚持依法行政。"""
    tasks = read(text)
    assert [(task.level, task.parent) for task in tasks if task.kind == "heading"] == [
        (1, None),
        (1, None),
        (2, 2),
    ]


def test_a_wrapped_headline_has_its_verb() -> None:
    text = "青山市工作方案\n一、在巩固成果中,\n推进产业升级\n(一)建设园区。"
    assert read(text)[0].action == "推进"
