"""Habits of drafting: what is a task on a page of each kind, and what only looks like one."""

import pytest

from pipeline.normalise.tasks import find_tasks
from pipeline.parse.outline import outline


def tree(text: str) -> list[str]:
    """The tasks in order, indented by level; measures behind a dash."""
    return [
        f"{' ' * (task.level - 1)}{'- ' if task.kind == 'measure' else ''}{text[slice(*task.span)]}"
        for task in find_tasks(text, outline(text), (), ())
    ]


def test_a_press_conference_announces_its_jobs_and_ends_with_them() -> None:
    page = """青山市举行“住有所居”新闻发布会
主持人:各位记者,大家上午好。
周海平:去年,全市改造小区40个。今年,我们将集中力量办好两件大事:
一是加快老旧小区改造。改造小区60个;加装电梯80台。
二是扩大保障房供给。筹集房源3000套。
我就先介绍这些,谢谢大家!
青山日报记者:请问何时可以申请?
周海平:市民可以从5月起提出申请。"""
    assert tree(page) == [
        "加快老旧小区改造",
        " - 改造小区60个",
        " - 加装电梯80台",
        "扩大保障房供给",
        " - 筹集房源3000套",
    ]
    assert outline(page).declared_task_count == 2


@pytest.mark.parametrize(
    "last",
    [
        "同志们,使命光荣。让我们携手奋进!",
        "以上就是我通报的内容。谢谢!",
        "今天的发布会到此结束。",
        "会议还听取了有关情况汇报。",
        "市领导周海平、李明参加会议。",
        "记者:请问项目什么时候完工?",
        "问:何时完工?",
        "下面进入提问环节。",
        "以上情况,向大家作个通报。",
        "青山市建设局办公室 2024年3月1日印发",
        "二〇二四年三月一日印",
        "共印80份",
        "本办法由市建设局负责解释。",
        "〔市建设局牵头,各县区配合〕",
        "专栏1 重点工程",
    ],
)
def test_what_follows_the_last_job_and_is_none(last: str) -> None:
    page = f"青山市工作要点\n一、推进园区建设。新建厂房十栋。\n二、优化服务。简化手续。\n{last}"
    assert tree(page) == ["推进园区建设", " - 新建厂房十栋", "优化服务", " - 简化手续"]


@pytest.mark.parametrize(
    "last",
    [
        "各单位主要负责人要参加会议",
        "市档案局2024年3月1日印发的标准要认真执行",
        "对2022年以来已享受补助的企业,不再重复安排",
        "对已落户的企业,优先提供贷款",
        "到2026年底建成厂房20栋",
    ],
)
def test_what_looks_like_an_ending_but_is_a_measure(last: str) -> None:
    page = f"青山市工作要点\n一、推进园区建设。新建厂房十栋。\n二、优化服务。简化手续。\n{last}。"
    assert tree(page)[-1] == f" - {last}"


def test_topics_with_what_is_to_be_done_about_them() -> None:
    page = """青山市交通局2024年工作要点
一、完善路网
(一)国省干线抓改造。改造国道30公里。
(二)农村公路补短板。新建公路20公里。
(三)运输服务提质量。更新公交车50辆。"""
    assert tree(page) == [
        "完善路网",
        " 国省干线抓改造",
        "  - 改造国道30公里",
        " 农村公路补短板",
        "  - 新建公路20公里",
        " 运输服务提质量",
        "  - 更新公交车50辆",
    ]


def test_a_list_announced_in_a_sentence_without_numbers() -> None:
    page = """青山市召开农村工作会议
会议明确,今年农村工作要抓好六件大事。
稳住粮食生产。确保面积稳定在60万亩。
建设和美乡村。打造示范村10个。
市领导周海平参加会议。"""
    assert tree(page) == [
        "稳住粮食生产",
        " - 确保面积稳定在60万亩",
        "建设和美乡村",
        " - 打造示范村10个",
    ]


def test_paragraphs_of_a_plan_that_open_with_slogans() -> None:
    page = """青山县工信局2025年工作思路
2025年,全县工业经济将突出“两个抓”。
抓龙头、强支撑。一是实施链主培育计划。二是推动青山水泥技改。
抓创新、促转型。引导企业上云。"""
    assert tree(page) == [
        "抓龙头、强支撑",
        " 实施链主培育计划",
        " 推动青山水泥技改",
        "抓创新、促转型",
        " - 引导企业上云",
    ]


def test_articles_of_measures_are_jobs_and_of_a_regulation_none() -> None:
    articles = "第一条 支持企业落户。给予奖励。\n第二条 支持人才引育。落实人才公寓。"
    assert tree(f"青山市低空经济若干政策\n{articles}") == tree(f"青山市若干措施\n{articles}")
    assert tree(f"青山市促进低空经济若干措施\n{articles}") == [
        "支持企业落户",
        " - 给予奖励",
        "支持人才引育",
        " - 落实人才公寓",
    ]
    rules = f"第一章 规划建设\n{articles}"
    assert tree(f"青山市低空经济管理办法\n{rules}") == []
    assert tree(f"关于印发《青山市低空经济管理办法(试行)》的通知\n{rules}") == []


def test_a_table_of_contents_is_read_once() -> None:
    body = "一、推进产业升级\n(一)改造传统产业。\n二、加强保障\n(一)健全机制。"
    contents = "一、推进产业升级\t1\n(一)改造传统产业\t2\n二、加强保障……3\n(一)健全机制 4"
    title = "青山市产业发展规划"
    assert tree(f"目  录\n{contents}\n{title}\n{body}") == tree(f"{title}\n{body}")
    assert len(tree(f"{title}\n{body}")) == 4


def test_addressees_have_no_value_on_the_next_line() -> None:
    page = """关于排查隐患的通知
各有关单位:
一、排查重点
1.建筑工地;
二、工作要求
1.各单位要立即行动;
2.请于5月底前报送总结。"""
    assert tree(page) == ["各单位要立即行动", "请于5月底前报送总结"]


def test_topics_under_a_job_name_jobs_where_the_text_directs() -> None:
    page = """青山市2025年重点工作安排
(一)坚持产业强市,加快构建产业体系。
1.传统产业焕新。推动纺织企业技改20家。
2.未来产业布局。建设氢能产业园。
(二)坚持城市更新,提升城市品质。
1.城市功能完善。建成文化中心。"""
    assert tree(page) == [
        "坚持产业强市,加快构建产业体系",
        " 传统产业焕新",
        "  - 推动纺织企业技改20家",
        " 未来产业布局",
        "  - 建设氢能产业园",
        "坚持城市更新,提升城市品质",
        " 城市功能完善",
        "  - 建成文化中心",
    ]
    goals = "青山市规划\n一、主要目标\n(一)经济实力增强。推动总量翻番。\n(二)活力提升。"
    assert tree(goals) == []


def test_effects_are_objects_and_no_section_of_results() -> None:
    page = """青山市要点
一、特色产业上台阶
新建茶园。
二、乡村建设见成效
打造示范村6个。
三、河湖管护强责任"""
    assert tree(page) == [
        "特色产业上台阶",
        " - 新建茶园",
        "乡村建设见成效",
        " - 打造示范村6个",
        "河湖管护强责任",
    ]
    assert tree("青山市总结\n一、工作成效\n(一)推进改革。完成改制。\n二、特色产业提质增效") == []


def test_an_appeal_urges() -> None:
    page = """致市民的一封信
我们发出如下倡议:
一、争做分类的宣传者。学习知识。
二、争做分类的践行者。"""
    assert tree(page) == ["争做分类的宣传者", " - 学习知识", "争做分类的践行者"]


@pytest.mark.parametrize(
    "page",
    [
        "水泥价格上涨\n价格上涨主要有两大原因:\n一是成本上升。煤价上涨。\n二是需求回暖。工程开工。",
        "粮食丰收\n主要做法有三条:一是推广良种,覆盖率达98%。二是强化服务,派出技术员。",
        "青山要闻\n这是一项重要工作:\n一是面广。\n二是量大。",
        "目录\n一、总体要求\n二、基本情况",
    ],
)
def test_no_jobs(page: str) -> None:
    assert tree(page) == []
