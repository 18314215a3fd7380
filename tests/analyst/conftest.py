"""Published snapshots to look at: the seed, and three documents that follow one project."""

import shutil
from pathlib import Path

import pytest

from pipeline.publish.open import Snapshot, open_snapshot
from pipeline.run import run
from pipeline.settings import Settings

SEED = Path(__file__).parents[2] / "seeds" / "000_7057a50cc066646d.txt"
PAGES = {
    "2016.txt": (
        "大连市2016年重点工作安排\n发布时间:2016-03-15\n一、加快重点项目建设\n"
        "大连海岳石化产业园三期项目力争2017年底前建成投产。\n二、扩大有效投资\n要加强要素保障。\n"
    ),
    "2018.txt": (
        "大连市2018年重点工作安排\n发布时间:2018-04-02\n一、抓好在建项目\n"
        "推动海岳石化产业园三期等项目2019年底前建成投产。\n二、扩大对外开放\n要优化营商环境。\n"
    ),
    "2020.txt": (
        "大連市2020年重點工作總結\n發布時間:2020-05-06\n海岳石化產業園三期項目已於4月建成投產。\n"
    ),
}


def publish(seeds: Path, data: Path) -> Snapshot:
    run(seeds, data, Settings(), 0, None)
    return open_snapshot(data)


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The seed's snapshot; only to be read."""
    folder = tmp_path_factory.mktemp("seed")
    (folder / "seeds").mkdir()
    shutil.copy(SEED, folder / "seeds")
    return publish(folder / "seeds", folder / "data")


@pytest.fixture(scope="session")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of two snapshots: the pages of 2016 and 2018, then that of 2020 too."""
    folder = tmp_path_factory.mktemp("followed")
    (folder / "seeds").mkdir()
    for count in (2, 3):
        for name in list(PAGES)[:count]:
            (folder / "seeds" / name).write_text(PAGES[name], "utf-8")
        publish(folder / "seeds", folder / "data")
    return folder / "data"
