"""The import direction, the purity of the core, and the lightness of the package."""

import ast
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline"

# Lowest first: a unit may import itself and what stands in a line above its own. The package
# itself holds only the version and, lazily, the names of the Python API.
LAYERS = (
    {""},
    {"records", "ids", "reference"},
    {"text", "read", "tables", "publish"},
    {"parse", "settings"},
    {"normalise"},
    {"rows"},
    {"core", "validate"},
    {"engine", "analyst"},
    {"account"},
    {"run"},
    {"cli_exits"},
    {"cli_analyst"},
    {"cli"},
    {"__main__"},
)
LEVEL = {unit: level for level, units in enumerate(LAYERS) for unit in units}

CORE = {"records", "ids", "reference", "text", "parse", "normalise", "rows", "core"}
IMPURE = {
    *("os", "pathlib", "shutil", "tempfile", "time", "random", "secrets", "uuid"),
    *("subprocess", "socket", "threading", "multiprocessing", "logging", "sys"),
    *("pandas", "pandera", "pyarrow", "duckdb", "click", "tqdm"),
}
# Installed data that its own package gives only at the price of loading all of its tables.
EXCUSED = {("text.readings", "pathlib")}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Each module's name below the package and its syntax tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        yield name, ast.parse(path.read_text("utf-8"))


def imported(tree: ast.Module) -> set[str]:
    """The modules that a module imports anywhere in it, `from a import b` as `a` and `a.b`."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found.add(str(node.module))
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def unit(module: str) -> str:
    """The module's place in the layers: what follows `pipeline.`, up to the next dot."""
    first = module.removeprefix("pipeline").lstrip(".").split(".")[0]
    return first if first in LEVEL else ""


def test_every_module_has_a_layer() -> None:
    units = {name.split(".")[0] for name, _ in modules()}
    assert units == set(LEVEL), "a new module: place it in LAYERS"


def test_imports_run_downward() -> None:
    upward = {
        f"{name} imports {target}"
        for name, tree in modules()
        for target in imported(tree)
        if target.split(".")[0] == "pipeline"
        and unit(target) != unit(name)
        and LEVEL[unit(target)] >= LEVEL[unit(name)]
    }
    assert not upward


def test_the_core_is_pure() -> None:
    found = {
        (name, target.split(".")[0])
        for name, tree in modules()
        for target in imported(tree)
        if name.split(".")[0] in CORE and target.split(".")[0] in IMPURE
    }
    assert found == EXCUSED


def last_words(statements: str) -> str:
    """The last line that a fresh Python prints."""
    ran = subprocess.run(
        [sys.executable, "-c", statements],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    return ran.stdout.splitlines()[-1]


def loaded(statement: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded after running this statement."""
    report = "import sys; print(*{m.partition('.')[0] for m in sys.modules})"
    return set(last_words(f"{statement}\n{report}").split())


HEAVY = {"pandas", "pandera", "pyarrow", "duckdb", "numpy", "dask", "opencc"}


def test_importing_the_package_is_light() -> None:
    assert not loaded("import pipeline") & (HEAVY | {"click"})


def test_extracting_a_document_makes_no_tables() -> None:
    assert not loaded("import pipeline; pipeline.extract('')") & (HEAVY - {"opencc"})


@pytest.mark.parametrize("entry", ["pipeline.cli", "pipeline.run"])
def test_arrow_takes_the_allocator_that_needs_least(entry: str) -> None:
    told = "import pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    assert last_words(f"import {entry}; {told}") == "system"


def test_help_answers_at_once() -> None:
    asked = "from pipeline.cli import cli; cli(['--help'], standalone_mode=False)"
    assert not loaded(asked) & HEAVY
    assert min(seconds_to_help() for _ in range(3)) < 1.5


def seconds_to_help() -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pipeline", "run", "--help"],
        check=True,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start
