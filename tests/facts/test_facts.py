"""What documents say of themselves, on pages written for the test."""

import datetime as dt

import pytest

from pipeline.normalise.facts import document_date, document_facts
from pipeline.normalise.listings import find_listings
from pipeline.normalise.names import find_names
from pipeline.parse import lay_out, restore
from pipeline.records import Facts, Page


def facts(text: str, title: str | None = None) -> Facts:
    document = lay_out(restore(Page(source="page.txt", text=text, title=title)))
    listings, _ = find_listings(document.text, document.outline)
    written, basis = document_date(document.text, document.outline, listings)
    names = find_names(document.text, document.outline)
    return document_facts(document, listings, names, written, basis)


REPORT = """2023年江西省政府工作报告
——2023年1月12日在江西省第十四届人民代表大会第一次会议上
江西省省长 王立明
各位代表：
现在，我代表省人民政府向大会报告工作，请予审议。
一、过去一年工作回顾
全省经济总体平稳，粮食丰收，就业稳定，社会大局和谐。
二、2023年重点工作
（一）扩大有效投资。推动重大项目建设，加快补齐基础设施短板。
"""

NOTICE = """工业和信息化部办公厅关于开展工业节能诊断服务工作的通知
工信厅节函〔2019〕101号
各省、自治区、直辖市工业和信息化主管部门：
为落实党中央、国务院决策部署，推动工业节能，现就开展诊断服务工作通知如下：
一、总体要求
坚持企业自愿，免费服务，注重实效，逐步推开诊断工作。
工业和信息化部办公厅
2019年5月5日
"""

MEETING = """近日，在烟台市工业和信息化工作会议上，\
烟台市工信局局长李晓红在报告中强调，全市要加快新旧动能转换。
2021年是“十四五”开局之年，也是全市工业转型的关键一年。要重点抓好以下几项工作：
推动项目建设。加快化工园区建设，早日投产见效。
"""

NEWS = """江阴开工十个重点项目
发布时间：2012-03-28
市长王立明表示，这些项目将带动当地就业。
"""


def test_government_report() -> None:
    found = facts(REPORT)
    assert found.issuer == "江西省人民政府"
    assert found.speaker == "王立明"
    assert found.title == "2023年江西省政府工作报告"
    assert found.published and found.published.start == dt.date(2023, 1, 12)
    assert found.published_basis == "inferred"


def test_ministry_notice() -> None:
    found = facts(NOTICE)
    assert found.issuer == "工业和信息化部办公厅"
    assert found.published and found.published.start == dt.date(2019, 5, 5)
    assert found.published_basis == "stated"


def test_report_to_a_meeting() -> None:
    found = facts(MEETING)
    assert (found.issuer, found.speaker) == ("烟台市工业和信息化局", "李晓红")
    assert found.published and found.published.precision == "year"
    assert found.published.start == dt.date(2021, 1, 1)
    assert found.published_basis == "inferred"


def test_news_has_no_issuer() -> None:
    found = facts(NEWS)
    assert found.issuer is None
    assert found.published and found.published.start == dt.date(2012, 3, 28)
    assert found.observed_on_or_after == dt.date(2012, 3, 28)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("今年是“十五五”开局之年，要起好步。", 2026),
        ("今年是“十四五”规划收官之年，要收好尾。", 2025),
        ("2018年是贯彻落实新理念的攻坚年，要抓紧。", 2018),
        ("他说，2019年是全市交通的“提升年”，要抓好五项工作。", 2019),
        ("2019年是“一带一路”倡议的延伸。", None),
        ("2012年5月8日，三个园区开工建设，可带动就业。", 2012),
        ("建设三个园区，带动就业。", None),
    ],
)
def test_year_of_the_text(text: str, year: int | None) -> None:
    found = facts(text).published
    assert (found.start.year if found and found.start else None) == year


def test_title_of_a_page_without_one() -> None:
    assert facts("全市要加快建设三个园区，带动就业。", title="关于园区").title == "关于园区"


BODY = "为推动产业发展，现通知如下。\n一、重点任务\n加快项目建设。推进重大项目建设，扩大投资。\n"


@pytest.mark.parametrize(
    ("head", "issuer", "speaker"),
    [
        ("工业和信息化部 财政部关于印发《工作方案》的通知", "工业和信息化部", None),
        ("工业和信息化部等八部门关于加快转型升级的指导意见", "工业和信息化部", None),
        ("国务院办公厅关于印发规划的通知", "国务院办公厅", None),
        ("北京市人民政府办公厅关于印发方案的通知", "北京市人民政府办公厅", None),
        ("国家发展改革委关于同意建设枢纽的复函", "国家发展和改革委员会", None),
        ("关于印发规划的通知\n甘政发〔2021〕18号", "甘肃省人民政府", None),
        (
            "政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n国务院总理 王立明",
            "国务院",
            "王立明",
        ),
        (
            "政府工作报告\n——2023年1月15日在安徽省第十四届人民代表大会第一次会议上",
            "安徽省人民政府",
            None,
        ),
        ("内蒙古自治区2025年政府工作报告\n自治区主席 李晓红", "内蒙古自治区人民政府", "李晓红"),
    ],
)
def test_issuers(head: str, issuer: str, speaker: str | None) -> None:
    found = facts(f"{head}\n{BODY}")
    assert (found.issuer, found.speaker) == (issuer, speaker)


@pytest.mark.parametrize(
    ("officer", "issuer"),
    [
        ("烟台市发展改革委主任李晓红", "烟台市发展和改革委员会"),
        ("市长李晓红", "烟台市人民政府"),
        ("烟台市委副书记、市长李晓红", "烟台市人民政府"),
        ("企业代表李晓红", None),
    ],
)
def test_the_officer_whose_words_lead_to_the_jobs_speaks_for_the_body(
    officer: str, issuer: str | None
) -> None:
    news = f"""烟台市召开项目调度会
发布时间：2021-05-19
5月18日，烟台市召开项目调度会。{officer}出席会议并强调，要抓好以下两项工作：
一是加快项目前期。推动风电场核准。
二是强化要素保障。
"""
    assert facts(news).issuer == issuer


def test_the_officer_whose_turn_at_a_press_conference_holds_the_jobs() -> None:
    page = f"""烟台市举行新闻发布会
发布人：烟台市商务局党组书记、局长 李晓红
主持人：大家好！
李晓红：各位记者好。{"去年，全市消费平稳。" * 40}今年，我们将办好两件大事：
一是扩大消费。举办促销活动。
二是稳住外贸。支持企业参展。
"""
    assert facts(page).issuer == "烟台市商务局"


@pytest.mark.parametrize(
    "title",
    ["烟台市商务局办公室2021年工作要点", "烟台市商务局办公室2021年度重点工作安排"],
)
def test_a_body_heads_the_title_of_its_plan(title: str) -> None:
    found = facts(f"{title}\n一、扩大外贸。支持企业参展。\n")
    assert found.issuer == "烟台市商务局办公室"
    assert found.published and found.published.start == dt.date(2021, 1, 1)


def test_a_promise_for_a_year_is_made_in_it() -> None:
    found = facts("青山乡重点工作\n2021年，我们将抓好以下工作：\n一是修路。推进公路建设。\n")
    assert found.published and found.published.rule == "year_of_promise"
    assert facts("青山乡重点工作\n到2026年，我们将全面建成公路网。\n").published is None


def test_a_report_and_plan_is_of_the_year_that_it_plans() -> None:
    found = facts("烟台市水利局2023年工作总结和2024年工作计划\n一、加快建设。推进水库建设。\n")
    assert found.published and found.published.start == dt.date(2024, 1, 1)
