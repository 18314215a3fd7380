from pathlib import Path

import pytest

from pipeline.publish.retention import STAGING
from pipeline.publish.verify import locate, verify


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def sound(data: Path) -> bool:
    """The published snapshot verifies, and no run has left anything behind."""
    staging = data / STAGING
    return verify(locate(data)) == [] and not (staging.is_dir() and list(staging.iterdir()))
