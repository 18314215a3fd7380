"""The outline on pages written for the test, one for each habit of laying out a text."""

from pipeline.parse.outline import outline


def headings(text: str) -> list[tuple[int, str, bool]]:
    """(tier, headline, is it a job) of every heading."""
    return [
        (block.level, "".join(text[block.start : block.end].split()), not block.section)
        for block in outline(text).blocks
        if block.kind == "heading"
    ]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in outline(text).blocks]


def test_report_turns_from_retrospect_to_prospect() -> None:
    text = """2026年青山省人民政府工作报告
——2026年1月20日在青山省第十四届人民代表大会第四次会议上
青山省省长 王小明
各位代表:
现在,我代表省人民政府向大会报告工作,请予审议。
一、2025年主要工作
过去一年,各项工作取得新进展。
(一)推进产业升级。新增规上企业二百家。
1.制造业提质增效。技改投资增长一成。
各位代表!成绩来之不易。
二、“十五五”时期主要目标任务
——经济实力显著增强。地区生产总值年均增长5%。
三、2026年政府工作安排
围绕上述目标,重点抓好两个方面工作。
(一)着力扩大内需,增强经济发展动力
1.大力提振消费。开展以旧换新。
2.积极扩大投资。加快临江机场二期建设。
(二)着力构建现代化产业体系。
一是改造提升传统产业。推进钢铁企业整合。二是培育壮大新兴产业。打造示范区。
各位代表!让我们携手奋进。"""
    assert headings(text) == [
        (1, "2025年主要工作", False),
        (2, "推进产业升级", False),
        (3, "制造业提质增效", False),
        (1, "“十五五”时期主要目标任务", False),
        (2, "经济实力显著增强", False),
        (1, "2026年政府工作安排", False),
        (2, "着力扩大内需,增强经济发展动力", True),
        (3, "大力提振消费", True),
        (3, "积极扩大投资", True),
        (2, "着力构建现代化产业体系", True),
        (3, "改造提升传统产业", True),
        (3, "培育壮大新兴产业", True),
    ]
    read = outline(text)
    assert read.declared_task_count == 2
    assert [k for k, _ in kinds(text)][:4] == ["title", "title", "byline", "byline"]
    stances = {text[b.start : b.end]: b.stance for b in read.blocks}
    assert stances["新增规上企业二百家。"] == "report"
    assert stances["开展以旧换新。"] == "plan"


def test_opening_headlines_under_a_numbered_heading() -> None:
    text = """一、2025年重点工作
(一)更大力度扩大开放。
坚持合作共赢,推进更高水平的对外开放,更好融入国内统一大市场。
重构开放通道。推进多式联运,支持青山建设物流枢纽。
优化开放政策,创新开放服务。完善通关机制。落实便利措施。
青山正以开放姿态拥抱世界,我们愿与各方共享机遇。"""
    assert headings(text)[2:] == [(3, "重构开放通道", True), (3, "优化开放政策,创新开放服务", True)]


def test_announced_list_without_numbers() -> None:
    text = """青山市召开工业大会
市长要求,今年要突出抓好以下五项重点工作:
把稳投资放在首位。全力推进百亿级项目落地。
加快技术改造
支持企业实施智能化改造,建设数字车间五十个,推广工业互联网平台,加大奖补力度。
会议强调,各地要抓好落实。"""
    assert headings(text) == [(1, "把稳投资放在首位", True), (1, "加快技术改造", True)]
    assert outline(text).declared_task_count == 5


def test_notice_with_conditions_attachments_and_signature() -> None:
    text = """青山省工业厅关于开展数字化转型试点的通知
青工函〔2025〕12号
各市工业局,各有关单位:
现就有关事项通知如下:
一、总体要求
到2027年,建成一批试点城市。
二、重点任务
(一)摸清转型需求。组织开展调查,建立清单。
(二)培育优质服务商
三、申报条件
(一)具有独立法人资格。
四、其他事项
请于6月30日前报送材料。
附件:1.申报书
2.推进情况汇总表
青山省工业厅
2025年5月6日"""
    assert [title for _, title, job in headings(text) if job] == ["摸清转型需求", "培育优质服务商"]
    assert [text_ for kind, text_ in kinds(text) if kind == "byline"] == [
        "青工函〔2025〕12号",
        "各市工业局,各有关单位:",
        "附件:1.申报书",
        "2.推进情况汇总表",
        "青山省工业厅",
        "2025年5月6日",
    ]


def test_chapters_and_decimal_numbers() -> None:
    text = """青山市“十五五”服务业发展规划
第一章 发展基础
第一节 主要成就
第二章 构建优质服务业体系
第一节 推动生产性服务业发展
1.1 做强现代物流。建设物流枢纽。
1.2 做优科技服务。培育技术转移机构。
第二节 生活性服务业提升行动"""
    assert headings(text)[2:] == [
        (1, "构建优质服务业体系", True),
        (2, "推动生产性服务业发展", True),
        (3, "做强现代物流", True),
        (3, "做优科技服务", True),
        (2, "生活性服务业提升行动", True),
    ]


def test_headings_without_numbers() -> None:
    body = "推进农村公路提档升级,实施农村供水保障工程,完善农村物流体系,建设一批冷链设施和村级网点。"
    text = f"青山市乡村建设三年行动方案\n重点任务\n提升村庄规划水平\n{body}\n改善基础设施\n{body}"
    assert headings(text) == [
        (1, "重点任务", False),
        (2, "提升村庄规划水平", True),
        (2, "改善基础设施", True),
    ]


def test_items_inside_a_paragraph() -> None:
    text = """关于某提案答复的函
一、关于加大支持力度
专项资金已设立。
下一步,我们将重点做好以下工作:一是加快制定规划,明确发展路径;二是支持企业攻关。
相关指标如下。纲要明确了主要指标:一是围绕经济发展,提出6项指标;二是围绕民生,提出3项指标。"""
    assert headings(text) == [
        (1, "关于加大支持力度", False),
        (2, "加快制定规划,明确发展路径", True),
        (2, "支持企业攻关", True),
    ]


def test_headings_and_titles_that_wrap() -> None:
    text = """　　青山市人民政府关于推进绿色建筑发展的实
施意见
　　为深入推进绿色建筑高质量发展，根据国家有关
规定，结合我市实际，现提出如下意见，请认真贯彻
执行。
　　一、提高新建建筑节能标准，推动超低能耗建筑
规模化发展
　　政府投资的公益性建筑全面执行绿色建筑二星级
以上标准，鼓励房地产开发项目建设高星级绿色建筑
，推广装配式建造方式，促进绿色建材应用，完善激
励政策。"""
    assert kinds(text)[0] == ("title", "青山市人民政府关于推进绿色建筑发展的实\n施意见")
    assert headings(text) == [(1, "提高新建建筑节能标准，推动超低能耗建筑规模化发展", True)]


def test_page_chrome_is_set_apart() -> None:
    text = (
        "下载\n打印\n【字号:\n加大\n】\n青山要闻\n分享到:微信 微博\n上一篇\n扫一扫在手机打开当前页"
    )
    assert [kind for kind, _ in kinds(text)] == ["chrome"] * 5 + ["title"] + ["chrome"] * 3


def test_news_has_no_jobs() -> None:
    text = """青山新区招商再传捷报
2025-03-02 10:20 来源:青山日报
十个项目集中签约,总投资120亿元。这批项目呈现以下特点:
一是推进速度快。十个项目年内开工。
二是带动能力强。预计新增就业三千人。
打通12条接头路
青山与六省接壤,目前已打通五条,预计年底前再打通三条,届时路网将更加完善,群众出行更加方便。
1、2025年度青山供应商评选
2、2025年度青山品牌评选"""
    assert not any(job for _, _, job in headings(text))


def test_articles_of_a_regulation_are_no_jobs() -> None:
    text = """青山市节水条例
第一条 为了加强节水,制定本条例。
第二条 主管部门履行下列职责:
(一)编制节水规划;
(二)推广节水技术。
(三)组织宣传教育;"""
    assert not any(job for _, _, job in headings(text))


def test_the_same_text_twice() -> None:
    page = "关于促进民营经济发展的若干措施\n一、放宽市场准入\n(一)清理壁垒。落实清单。\n"
    once = [(1, "放宽市场准入", True), (2, "清理壁垒", True)]
    assert headings(page) == once
    assert headings(page + page) == once + once


def test_a_database_record_around_the_text() -> None:
    text = "农业意见\n, '国务院', null, '2019-01-21 15:21', ' \n一、加强领导\n索引号:\n14/2018"
    assert [kind for kind, _ in kinds(text)] == ["title", "chrome", "heading", "byline", "byline"]


def test_a_lone_short_sentence_is_no_headline() -> None:
    text = "青山市工作方案\n一、完善标准体系\n组织调查。各地要填报。\n二、推进试点示范\n选树典型。"
    assert headings(text) == [(1, "完善标准体系", True), (1, "推进试点示范", True)]


def test_the_way_to_the_page_is_no_title() -> None:
    for way in (
        "首页 > 政务公开 > 通知公告",
        "您当前的位置：首页 >> 青山概况",
        "网站首页｜青山展会｜会员中心",
        "首页--青山要闻",
    ):
        assert kinds(f"{way}\n青山市供水管理通知\n") == [
            ("chrome", way),
            ("title", "青山市供水管理通知"),
        ]
