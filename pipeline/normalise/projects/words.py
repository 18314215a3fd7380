"""A noun phrase cut into known words, places, bodies, numbers and what is left: the proper part."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.normalise.projects.lexicon import PHASE, heads, words

# place, org, unknown, number, quote, phase, head, self, or a group of project_words.csv.
TokenKind = str
_SHAPES = re.compile(
    rf"(?P<phase>{PHASE})"
    r"|(?P<quote>“[^”]{1,24}”|‘[^’]{1,24}’)"
    r"|(?P<number>[A-Za-z0-9][A-Za-z0-9.,×/#+-]{0,20}[万亿]?"
    r"(?:平方米|平方公里|立方米|千瓦时?|兆瓦时?|吉瓦|公里|千伏|吨级?|万吨|片|套|台|辆|件|条|米|亩|代|座|升|瓶|头|只)?"
    r"|[十百千]{1,2}[万亿](?:平方米|立方米|千瓦|吨|套|台|辆|件|只)(?!级))"
)
_UNKNOWN, _WORD, _NAMED = 10, 2, 1


# A brand of two characters and a trade in 业 that no list holds: 鼎丰|铸业, 卓尔|磁业.
_TRADE = re.compile("[\u4e00-\u9fff]{2}(?P<trade>[\u4e00-\u9fff]业)")
# A town or county that no list holds, with more behind it: 龙潭镇|黑山羊.
_TOWN = re.compile(
    "[\u4e00-\u9fff]{1,3}(?:(?<![城乡村集古小重名环绕过])镇|(?<![下城老家回返])乡(?![村镇土情])|县(?![城域级]))(?=..)"
)


class Token(NamedTuple):
    kind: TokenKind
    start: int
    end: int


@cache
def _vocabulary() -> tuple[dict[str, TokenKind], dict[str, list[int]]]:
    """The kind of each word, and the lengths of the words that begin with a character."""
    table: dict[str, TokenKind] = {w: g for w, g in words().items() if len(w) > 1}
    table.update(dict.fromkeys(heads(), "head"))
    lengths: dict[str, list[int]] = {}
    for first, length in sorted({(word[0], len(word)) for word in table}):
        lengths.setdefault(first, []).append(length)
    return table, lengths


def tokens(phrase: str, named: Sequence[tuple[int, int, TokenKind]]) -> list[Token]:
    """The phrase as tokens, the fewest unknown characters first, then the fewest tokens.

    `named` are spans of places and bodies inside the phrase. Neighbouring unknown characters
    make one token.
    """
    table, lengths = _vocabulary()
    size = len(phrase)
    spans = {m.start(): [(m.end(), m.lastgroup or "")] for m in _SHAPES.finditer(phrase)}
    if size > 1 and phrase[0] in "省市县区州" and not any(a == 0 for a, _, _ in named):
        spans[0] = [(1, "self")]  # 省产业技术研究院
    if phrase.startswith(("自治区", "自治州")) and size > 3:
        spans[0] = [(3, "self")]
    for start, end, kind in named:
        spans.setdefault(start, []).append((end, kind))
    best: list[tuple[int, int, TokenKind]] = [(0, 0, "unknown")] * (size + 1)
    for i in range(size - 1, -1, -1):
        least, cut, what = best[i + 1][0] + _UNKNOWN, i + 1, "unknown"
        for end, kind in spans.get(i, ()):
            if (cost := best[end][0] + _NAMED) < least:
                least, cut, what = cost, end, kind
        for length in lengths.get(phrase[i], ()):
            end = i + length
            if end > size:
                break
            whole = length > 1 or end == size  # 园 ends a name, in 园艺 it does not
            cost = best[end][0] + _WORD
            if whole and cost < least and (known := table.get(phrase[i:end])):
                least, cut, what = cost, end, known
        best[i] = least, cut, what
    out: list[Token] = []
    i = 0
    while i < size:
        _, end, kind = best[i]
        if kind == "unknown" and out and out[-1].kind == "unknown":
            out[-1] = Token("unknown", out[-1].start, end)
        else:
            out.append(Token(kind, i, end))
        i = end
    out = [part for t in out for part in (_trade(phrase, t) if t.kind == "unknown" else (t,))]
    return [
        Token("quality", t.start, t.end)  # 颠覆性, 百亿级: a suffix that makes a class
        if t.kind == "unknown" and t.end - t.start >= 3 and phrase[t.end - 1] in "性级类型式"
        else t
        for t in out
    ]


def _trade(phrase: str, token: Token) -> tuple[Token, ...]:
    """An unknown token, cut behind a town that opens it, or at a trade in 业 behind a brand."""
    town = _TOWN.match(phrase, token.start)
    if town and town.end() <= token.end:
        parts = Token("place", token.start, town.end()), Token("unknown", town.end(), token.end)
        return parts if town.end() < token.end else parts[:1]
    found = _TRADE.match(phrase, token.start, token.end)
    if not found:
        return (token,)
    start, end = found.span("trade")
    rest = (Token("unknown", end, token.end),) if end < token.end else ()
    return (Token("unknown", token.start, start), Token("firm", start, end), *rest)
