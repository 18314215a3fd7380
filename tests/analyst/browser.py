"""Debian's Chromium, headless: nothing it does by itself goes to any network."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

DESKTOP, PHONE = (1280, 900), (390, 844)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@contextmanager
def chromium(folder: Path) -> Iterator[Chrome]:
    """A browser with a new profile in `folder`; skips the test where there is none, and fails it
    under REQUIRE_BROWSER."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        said = "no Chromium here: apt-get install chromium chromium-driver"
        pytest.fail(said) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(said)
    options = ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driven = Chrome(options=options, service=Service(driver))
    try:
        yield driven
    finally:
        driven.quit()


def resize(driven: Chrome, size: tuple[int, int], dark: bool = False) -> None:
    """The viewport's size and the colour scheme the page is told of."""
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    driven.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    scheme: Any = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driven.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


# Text whose contrast with what lies behind it is below 4.5, as WCAG 2.2 AA wants it.
LOW_CONTRAST = """
const channel = (v) => (v /= 255, v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
const behind = (e) => {
  for (; e; e = e.parentElement) {
    const c = parts(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] === 1) return c;
  }
  return [255, 255, 255];
};
const low = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const e = walk.currentNode.parentElement;
  if (!walk.currentNode.data.trim() || !e.checkVisibility() || e.closest("script,style")) continue;
  const style = getComputedStyle(e);
  const ink = parts(e.closest("svg") ? style.fill : style.color);
  const [a, b] = [light(ink), light(behind(e))].sort((x, y) => y - x);
  if ((a + 0.05) / (b + 0.05) < 4.5) low.push([e.className, walk.currentNode.data.trim(), ink]);
}
return low;
"""

# Controls and pictures without a name, ids given twice, headings that skip a level.
UNNAMED = """
const bad = [];
for (const e of document.querySelectorAll("a, button, select, input, [role=img], aside, nav"))
  if (!(e.textContent.trim() && !e.matches("select, aside, nav")) && !e.getAttribute("aria-label")
      && !(e.labels && e.labels.length)) bad.push(e.outerHTML.slice(0, 80));
const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
bad.push(...ids.filter((id, at) => ids.indexOf(id) !== at));
let level = 0;
for (const e of document.querySelectorAll("main h1, h2, h3")) {
  const own = Number(e.tagName[1]);
  if (level && own > level + 1) bad.push(e.textContent);
  level = own;
}
for (const e of document.querySelectorAll("table"))
  if (![...e.querySelectorAll("th")].every((th) => th.scope)) bad.push("th without scope");
return bad;
"""
