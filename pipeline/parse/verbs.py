"""The governing verb of a directive: what a sentence undertakes, orders or urges.

A directive opens with its verb, adverbs before it (积极推动…建设), or after what sets the scene:
a time (“十三五”期间,), a subject with a modal (各地要…), a prepositional lead (通过…, 以…为…,
在…中).  A lead may fill a clause of its own; then the verb of the next clause governs.
"""

import re
from collections.abc import Iterable

from pipeline.reference import entries, words

_MAX_CLAUSES = 6  # the main verb stands early; what follows are further directives
_CLAUSE = re.compile(r"[^,，。;；:：!！?？]{1,200}")


def _any(found: Iterable[str]) -> str:
    return "|".join(map(re.escape, found))


_STRICT = words("action_verbs", noun="strict")
_FREE = _any(word for word in words("action_verbs") if word not in _STRICT)
_PURE = _any((*words("action_verbs", noun=""), *words("action_verbs", noun="title")))
_NOUN = _any(words("action_verbs", noun="yes"))
_HEAD = _any(words("head_nouns", modified="yes"))
# A verb that is also a noun is none before an abstract head noun (发展目标), in a row of nouns
# (发展和安全), or at the end (产业发展); some are verbs only after an adverb (严格监管).
_VERB = rf"(?!(?:{_NOUN})(?:{_HEAD}|(?:和(?![美谐平睦])|[与及、])(?!{_PURE})|$))(?:{_FREE})"
# With 了 or 过 a verb reports, before 的 it modifies: it directs nothing.
_OPEN = r"(?!了|的|过[^剩度程渡高快多往于硬冬紧])"
_ADVERB = (
    rf"(?:(?:{_any(words('adverbs'))}|举全.{{1,6}}?之力|以更.{{1,8}}?的(?:力度|举措|标准|作为))地?)"
)
_TIME = (
    r"“?十[一二三四五六七八九]?五”?(?:期间|时期)|[到至]?(?:20\d\d|今|明|当|每)年(?:内|底前?|末)?"
    r"|[上下]半年|下一步|下一阶段|近期|当前|目前|同时|此外|其中|另外|特别是|尤其是|重点是|关键是"
    # A date by which: 于6月30日前, 三季度末, 4月底前, 年内.
    r"|[于在到至]?(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬|[初中底末])?|[一二三四]季度末?"
    r"|年[初中底末内])之?[前内]?"
)
_OPENING = re.compile(rf"(?:{_TIME}|请(?![示求假教愿])|[“‘\"'(（\s])*")
_DIRECTIVE = re.compile(
    rf"(?:{_ADVERB}{{0,6}}(?P<verb>{_VERB})|{_ADVERB}{{1,6}}(?P<strict>{_any(_STRICT)}))"
    rf"{_OPEN}"
)
_URGED = re.compile(rf"(?![应须必将可不也还都又再仍]){_ADVERB}{{1,6}}(?P<verb>{_VERB}){_OPEN}")
_LEADS = {row["word"]: row for row in entries("clause_leads")}
_LEAD_WORD = _any(words("clause_leads"))
# 主要, 重要, 需要 are words of their own, not the modal 要.
_SUBJECT = re.compile(
    r"(?:.{1,25}?(?:(?<![主重需次首纲摘只还])要|应当?|必须|须|需要?|将|可以?|拟|力争|继续)"
    rf"(?={_ADVERB}{{0,6}}(?:{_PURE}|{_LEAD_WORD}))"
    r"|(?:各[^对的在]{0,20}?|我们|我[省市县区部厅局委国]|全[省市县区国].{0,4}?)"
    rf"(?={_ADVERB}{{0,6}}(?:{_PURE})))"
)
_LEAD = re.compile(rf"{_ADVERB}{{0,3}}?(?P<lead>{_LEAD_WORD})")
# 把 and 将 put their object before a verb of placing or turning into.
_PLACING = re.compile(
    rf"(?P<verb>{_any(word for word in words('action_verbs') if word[-1] in '在为入成到')})"
)
_INNER = re.compile(rf"{_ADVERB}{{0,2}}(?P<verb>{_PURE}){_OPEN}")
# Three-syllable directives of a verb and its object, by themselves (稳增长、促转型) or as what is
# said of a topic (老旧小区抓改造); no compound that begins alike (提升, 增长率).
_SLOGAN = re.compile(
    r"(?<![加增做建富督敦催平安新激下预消国环确社医担狠紧优实前弥修奖])(?P<verb>抓(?![紧好住实牢手取捕])|促(?![进成使销发])|补(?=[短弱链缺])"
    r"|强(?![化大度制力国省市县区军企势劲调烈壮])|提(?![升高供出取案交名前振纯炼示货请问])"
    r"|稳(?![定步健固妥住控中])|保(?![护障证持险税温健修洁安留管密])|扩(?![大建容张展散产面充])"
    r"|增(?![长加强进值量速资产收设补添幅])|降(?![低水雨温解落幅级])"
    r"|防(?![范控治止护汛洪灾火疫水御腐线])|惠(?![及农州])|见(?=[成实]效|行动)|求(?=突破|实效)|上(?=台阶|水平|档次))[一-龥]{2}(?=$|、)"
)
_MAX_COUPLET = 40
_MAX_TOPIC = 18


def governing_verb(sentence: str) -> str | None:
    """The verb that governs a directive, without its adverbs; None where the sentence has none."""
    fallback: str | None = None
    clauses = _CLAUSE.findall(sentence)
    for count, clause in enumerate(clauses):
        if count == _MAX_CLAUSES:
            break
        clause = clause[_OPENING.match(clause).end() :]  # type: ignore[union-attr]
        if not clause:
            continue
        verb, is_lead = _clause_verb(clause)
        if verb:
            return verb
        if not is_lead:
            # Of a headline in two clauses the second may direct alone (党建引领,全力打造铁军).
            second = len(clauses) == 2 and count == 0 and len(sentence) <= _MAX_COUPLET
            return _verb(_URGED.match(clauses[1])) if second else fallback
        # 聚焦, 立足 and the like govern when no clause after them does.
        if fallback is None and (match := _DIRECTIVE.match(clause)):
            fallback = _verb(match)
    return fallback


def _clause_verb(clause: str) -> tuple[str | None, bool]:
    """The clause's own governing verb, and whether the clause is only a lead to the next."""
    lead, match = _LEAD.match(clause), _DIRECTIVE.match(clause)
    # 对接 is a verb though it begins like 对.
    if lead and not (match and match.end() > lead.end() and _starts(match) == lead.start("lead")):
        return _after_lead(lead["lead"], clause[lead.end() :]), True
    if match:
        return _verb(match), False
    if subject := _SUBJECT.match(clause):
        verb, _ = _clause_verb(clause[subject.end() :])
        return verb, False
    slogan = _SLOGAN.match(clause)
    if slogan is None and 3 < len(clause) <= _MAX_TOPIC:
        slogan = _SLOGAN.match(clause, len(clause) - 3)
    return _verb(slogan), False


def _after_lead(lead: str, rest: str) -> str | None:
    """The verb that governs in the lead's own clause (对企业给予支持); None for a mere lead."""
    kind = _LEADS[lead]["kind"]
    if kind == "placing":
        return _verb(_PLACING.search(rest))
    if kind == "object" or (kind == "for" and not _DIRECTIVE.match(rest)):
        return _verb(_INNER.search(rest))
    if kind == "closed":
        closer = re.search(_LEADS[lead]["closes"], rest)
        # Without one, 在 names a mere place: 在邻省设立分公司.
        return _verb(_DIRECTIVE.match(rest, closer.end()) if closer else _INNER.search(rest, 2))
    return None


def _starts(match: re.Match[str]) -> int:
    return match.start(match.lastgroup or 0)


def _verb(match: re.Match[str] | None) -> str | None:
    """The verb of a match: its one named group."""
    return match[match.lastgroup] if match and match.lastgroup else None
