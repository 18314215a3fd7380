"""Every row of the word tables does what its example says."""

import re

import pytest

from pipeline.normalise.letterhead import issuer_of_number
from pipeline.normalise.names import find_names
from pipeline.normalise.names.boundary import is_brand, opens
from pipeline.normalise.names.divisions import gazetteer
from pipeline.normalise.names.policies import kind_of
from pipeline.records import Name, Outline
from pipeline.reference import entries

Row = dict[str, str]


def named(text: str, kind: str) -> dict[str, Name]:
    return {text[slice(*n.span)]: n for n in find_names(text, Outline(())) if n.kind == kind}


def by(column: str) -> object:
    return lambda row: row[column]


def forms(row: Row) -> list[str]:
    return [row["name"], *filter(None, row["short_names"].split(";"))]


def test_divisions_have_codes_and_parents() -> None:
    rows = entries("places")
    present = {row["code"] for row in rows if not row["until"]}
    assert len(rows) > 3500
    for row in rows:
        assert re.fullmatch(r"\d{6}", row["code"])
        assert row["guard"] in ("", "short", "full")
        if not row["code"].endswith("0000"):
            assert row["parent_code"] in present or row["until"]
        assert row["code"][:2] == (row["parent_code"] or row["code"])[:2]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("110000", "北京市"),
        ("210200", "大连市"),
        ("210212", "旅顺口区"),
        ("420100", "武汉市"),
        ("429004", "仙桃市"),
        ("540200", "日喀则市"),
        ("620922", "瓜州县"),
        ("650402", "高昌区"),
    ],
)
def test_well_known_codes(code: str, name: str) -> None:
    assert (code, name) in {(row["code"], row["name"]) for row in entries("places")}


@pytest.mark.parametrize("row", entries("zones"), ids=by("name"))
def test_zones(row: Row) -> None:
    found = named(row["example"], "place").values()
    assert row["name"] in {name.name for name in found} | set(forms(row))
    assert any(form in row["example"] for form in forms(row))


@pytest.mark.parametrize("row", entries("countries"), ids=by("name"))
def test_countries(row: Row) -> None:
    assert named(row["example"], "place")[row["name"]].name == row["name"]


@pytest.mark.parametrize("row", entries("place_traps"), ids=by("word"))
def test_place_traps(row: Row) -> None:
    at = row["example"].index(row["word"])
    trap = (at, at + len(row["word"]))
    assert all(
        name.span[1] <= trap[0] or trap[1] <= name.span[0]
        for name in named(row["example"], "place").values()
    )


@pytest.mark.parametrize("row", entries("zone_endings"), ids=by("word"))
def test_zone_endings(row: Row) -> None:
    zone = next(s for s in named(row["example"], "place") if row["word"] in s)
    assert zone


@pytest.mark.parametrize("row", entries("organisations"), ids=by("name"))
def test_central_bodies(row: Row) -> None:
    assert row["name"] in {n.name for n in named(row["example"], "organisation").values()}


@pytest.mark.parametrize("row", entries("bodies"), ids=by("short"))
def test_local_bodies(row: Row) -> None:
    if row["short"] in ("委员会", "党委"):
        return  # bodies of their own only with what stands before them
    example = f"大连市{row['short']}"
    names = [n.name for n in named(f"{example}召开会议", "organisation").values()]
    assert len(names) == 1
    assert row["short"] in row["example"]


@pytest.mark.parametrize("row", entries("companies"), ids=by("name"))
def test_companies(row: Row) -> None:
    names = {n.name for n in named(f"大连的{row['example']}", "organisation").values()}
    assert row["name"] in names
    assert re.fullmatch(r"[A-T]\d{2}", row["industry"])


@pytest.mark.parametrize("row", entries("company_families"), ids=by("word"))
def test_company_families(row: Row) -> None:
    (found,) = (n for n in named(row["example"], "organisation").values() if row["word"] in n.name)
    assert found.rule in ("company_family", "company_trade")


@pytest.mark.parametrize("row", entries("institution_words"), ids=by("word"))
def test_institution_words(row: Row) -> None:
    rules = {n.rule for n in named(row["example"], "organisation").values()}
    kinds = {"institution", "association", "press", "company_of_place", "company_group"}
    assert rules & kinds


@pytest.mark.parametrize("row", entries("trades"), ids=by("word"))
def test_trades(row: Row) -> None:
    example = f"推进崇翰{row['word']}二期建设"
    assert named(example, "organisation")[f"崇翰{row['word']}"]
    assert row["word"] in row["example"]


@pytest.mark.parametrize("row", entries("trade_traps"), ids=by("word"))
def test_trade_traps(row: Row) -> None:
    assert named(row["example"], "organisation") == {}


def test_ordinary_words_are_no_brands() -> None:
    assert not any(is_brand(row["word"]) for row in entries("ordinary_words"))


@pytest.mark.parametrize("row", entries("name_openers"), ids=by("word"))
def test_openers(row: Row) -> None:
    assert opens(row["example"], len(row["word"]))


@pytest.mark.parametrize("table", ["titles", "surnames", "person_sequels"])
def test_persons(table: str) -> None:
    for row in entries(table):
        (found,) = named(row["example"], "person")
        assert found.endswith(("立明", "晓宁")), row


@pytest.mark.parametrize("row", entries("policy_kinds"), ids=by("kind"))
def test_policy_kinds(row: Row) -> None:
    assert kind_of(row["example"])
    assert row["example"] in named(f"印发《{row['example']}》", "policy")


@pytest.mark.parametrize("row", entries("programme_acts"), ids=by("word"))
def test_programme_acts(row: Row) -> None:
    assert len(named(row["example"], "programme")) == 1


@pytest.mark.parametrize("row", entries("document_numbers"), ids=by("prefix"))
def test_document_numbers(row: Row) -> None:
    assert issuer_of_number(f"关于工作的通知\n{row['example']}\n各单位：") == row["issuer"]


def test_every_name_of_the_tables_is_found() -> None:
    known = {text for row in entries("places") for text in [row["name"]]}
    found = {t for t in known for s, e, _ in gazetteer.find(t) if (s, e) == (0, len(t))}
    assert found == known
