"""`python -m tests.analyst.picture`: the picture of the report that the README shows."""

import tempfile
from pathlib import Path

from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By

from pipeline.analyst.report import write
from tests.analyst.browser import chromium, resize
from tests.analyst.conftest import SEED, publish

PICTURE = Path(__file__).parents[2] / "data" / "report.png"


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch, chromium(Path(scratch) / "profile") as driven:
        snapshot = publish(SEED.parent, Path(scratch) / "data")
        resize(driven, (1280, 860))
        driven.get(write(snapshot, Path(scratch) / "data").as_uri())
        mark = driven.find_element(By.XPATH, "//a[contains(@class, 'project')][text()='聚酯園']")
        middle = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})"
        driven.execute_script(middle, mark)  # type: ignore[no-untyped-call]
        ActionChains(driven).move_to_element(mark).perform()
        driven.get_screenshot_as_file(str(PICTURE))  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
