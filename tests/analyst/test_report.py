"""The report, as it is written and as a browser shows it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from pipeline.analyst.report import render, write
from pipeline.analyst.report.gather import DOCUMENTS, gather
from pipeline.cli import cli
from pipeline.publish.open import Snapshot
from tests.analyst.browser import DESKTOP, LOW_CONTRAST, PHONE, UNNAMED, chromium, resize
from tests.analyst.conftest import publish

HOSTILE = "</script><img src=x onerror=document.title='owned'>"


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Some hundred small pages, one of them hostile and one of 40,000 characters."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "seeds").mkdir()
    pages = [_page(number) for number in range(298)]
    pages += [_page(298) + f"入驻:2026-02-22 {HOSTILE}\n加快“青石{HOSTILE}港”码头建设。\n"]
    pages += ["".join(_page(number) for number in range(400))]
    lines = (json.dumps({"text": page}, ensure_ascii=False) for page in pages)
    (folder / "seeds" / "pages.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return publish(folder / "seeds", folder / "data")


def _page(number: int) -> str:
    return (
        f"某市第{number}号简报\n发布时间:2024-03-{number % 28 + 1:02}\n"
        f"2024年，全市将加快推进青石港第{number}码头项目建设，力争年底前建成投产。\n"
        f"要重点抓好三项工作:\n一、扩大有效投资\n要加快项目建设{number}。\n入驻:2024-02-30\n"
    )


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as driven:
        driven.get("about:blank")
        yield driven


def show(driven: Chrome, snapshot: Snapshot, size: tuple[int, int], dark: bool = False) -> None:
    resize(driven, size, dark)
    driven.get(write(snapshot, snapshot.path.parents[1]).as_uri())


def run_js(driven: Chrome, script: str) -> Any:
    return driven.execute_script(script)  # type: ignore[no-untyped-call]


def test_the_same_snapshot_gives_the_same_report(seed: Snapshot) -> None:
    assert render(seed) == render(seed)


def test_the_command_writes_it_beside_the_snapshots(seed: Snapshot, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(seed.path.parents[1], data, symlinks=True)
    ran = CliRunner().invoke(cli, ["report", "--data", str(data)])
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.output.splitlines()[-1])
    assert Path(told["report"]) == data / "reports" / f"{seed.run}.html"
    assert (data / "reports" / f"{seed.run}.html").read_text("utf-8") == render(seed)


def test_what_a_page_holds_stays_text(corpus: Snapshot) -> None:
    page = render(corpus)
    assert HOSTILE not in page
    assert "<img" not in page
    assert page.count("</script>") == 3


def test_a_corpus_is_sampled_with_the_worst_first(corpus: Snapshot) -> None:
    told = gather(corpus)
    assert told["sampled"]
    assert len(told["documents"]) == DOCUMENTS
    problems = [document["problems"] for document in told["documents"]]
    assert problems[0] == max(problems)
    assert "This is a sample." in render(corpus)


def test_an_empty_page_has_a_report(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("天气晴。\n", "utf-8")
    assert "None." in render(publish(tmp_path / "seeds", tmp_path / "data"))


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("which", ["seed", "corpus"])
def test_it_is_readable_and_asks_for_nothing(
    which: str, dark: bool, size: tuple[int, int], browser: Chrome, request: Any
) -> None:
    browser.get_log("browser")  # type: ignore[no-untyped-call]
    browser.get_log("performance")  # type: ignore[no-untyped-call]
    show(browser, request.getfixturevalue(which), size, dark)
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]
    told = [json.loads(e["message"])["message"] for e in browser.get_log("performance")]  # type: ignore[no-untyped-call]
    asked = [m["params"]["request"]["url"] for m in told if m["method"].endswith("WillBeSent")]
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    assert browser.title.startswith("Report of")
    run_js(browser, "for (const d of document.querySelectorAll('details')) d.open = true")
    assert run_js(browser, LOW_CONTRAST) == []
    assert run_js(browser, UNNAMED) == []
    width = run_js(browser, "return document.documentElement.scrollWidth")
    assert width <= size[0]
    opened = "return performance.getEntriesByType('navigation')[0].domComplete"
    assert run_js(browser, opened) < 3000


@pytest.mark.browser
def test_warnings_and_listings_stand_first(seed: Snapshot, browser: Chrome) -> None:
    show(browser, seed, DESKTOP)
    for words in ("announces 10 key jobs, 6 are found", "2026-02-23", "(repeated)"):
        (found, *_) = browser.find_elements(By.XPATH, f"//main//td[contains(., '{words}')]")
        assert found.location["y"] + found.size["height"] < DESKTOP[1]


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pointing_at_words_shows_their_row(
    size: tuple[int, int], seed: Snapshot, browser: Chrome
) -> None:
    show(browser, seed, size)
    panel = browser.find_element(By.ID, "panel")
    assert not panel.is_displayed()
    mark = browser.find_element(By.XPATH, "//a[contains(@class, 'project')][text()='聚酯園']")
    run_js(browser, "document.querySelector('h1').scrollIntoView()")
    ActionChains(browser).scroll_to_element(mark).move_to_element(mark).perform()
    assert "恒力石化产业园聚酯园" in panel.text
    assert "rule\nframe: named by the frame around it" in panel.text
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    assert not panel.is_displayed()
    mark.send_keys(Keys.ENTER)
    assert "恒力石化产业园聚酯园" in panel.text
    ActionChains(browser).send_keys(Keys.TAB).perform()
    assert "恒力石化产业园聚酯园" not in panel.text
    assert panel.is_displayed()


@pytest.mark.browser
def test_the_projects_are_filtered_and_sorted(seed: Snapshot, browser: Chrome) -> None:
    show(browser, seed, DESKTOP)
    rows = seed.table("projects").to_pylist()

    def names() -> list[str]:
        seen = (
            "[...document.querySelectorAll('#projects-table tbody tr')].filter(r => r.offsetHeight)"
        )
        told: list[str] = run_js(browser, f"return {seen}.map(r => r.cells[0].textContent)")
        return told

    status = Select(browser.find_element(By.CSS_SELECTOR, "[data-filter=status]"))
    status.select_by_value("planned")
    assert sorted(names()) == sorted(r["name"] for r in rows if r["status"] == "planned")
    status.select_by_value("")
    words = browser.find_element(By.CSS_SELECTOR, "[data-filter=text]")
    words.send_keys("聚酯")
    assert names() == ["恒力石化产业园聚酯园"]
    assert browser.find_element(By.ID, "projects-count").text == f"1 of {len(rows)} shown"
    words.clear()
    words.send_keys(" ", Keys.BACKSPACE)
    head = browser.find_element(By.XPATH, "//th[button='kind']")
    for order, kinds in (("ascending", "base"), ("descending", "zone")):
        head.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
        assert head.get_attribute("aria-sort") == order
        first = names()[0]
        assert next(r["kind"] for r in rows if r["name"] == first) == kinds


@pytest.mark.browser
def test_a_hostile_text_is_shown_as_it_is(corpus: Snapshot, browser: Chrome) -> None:
    show(browser, corpus, DESKTOP)
    assert browser.title.startswith("Report of")
    assert browser.find_elements(By.TAG_NAME, "img") == []
