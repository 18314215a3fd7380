"""Speeches and press conferences: where the speaker ends, and another takes the word."""

import re

# How a speech takes its leave: 我的介绍就到这里, 我先讲这些, 以上就是…, 谢谢大家, 让我们….
FAREWELL = (
    r"(?:今天的?)?[^,，。:：]{0,10}(?:就?先?[一-龥]{0,2}[到至](?:这里|此(?=[结,，。!！]|\Z))"
    r"|就?先?[讲介汇说绍报]{1,2}这些)|以上(?:就?是我|情况)|(?:下面|接下来)(?:进入|请记者)|[^,，。:：]{0,10}完毕|谢谢|再次感谢|让我们(?![的倍深感看更备意认有])"
)
_FAREWELL = re.compile(FAREWELL)
_PERORATION = re.compile(r"[。!！,，]让我们(?![的倍深感看更备意认有])")
# The words of a chair or of those who ask: 主持人:, 青山日报记者:, 问:.
_TURN = re.compile(
    r"(?:主持人|[一-龥]{0,14}记者|[一-龥]{0,8}网友|[一-龥]{2,12}(?:日报|晚报|电视台|电台|网)|提问|问|答)[^\s:：,，。]{0,6}[:：]"
)
# How news ends: 会议还研究了…, 某某参加会议.
_REPORTED = re.compile(r"会议[还并]?(?:听取|审议|研究|讨论|传达|学习|通过|观看)[一-龥]{0,4}了")
_ATTENDED = re.compile(
    r"(?![^。]{0,60}[要须应请将])[^。]{2,60}(?:参加|出席|列席)了?"
    r"(?:会议|大会|座谈|座谈会|活动|调研|上述活动)?。?\Z"
)
_MIN_TURN = 7  # characters: 记者:张三 is a byline
_MAX_NAME = 22
_MAX_FAREWELL = 50


def ends_speech(text: str, start: int, end: int) -> bool:
    """Does a paragraph take leave, or give the word to another? What follows heads no job."""
    if end - start <= _MAX_FAREWELL and (
        _FAREWELL.match(text, start, end)
        or _REPORTED.match(text, start, end)
        or (text[end - 2] in "议会谈动研" and _ATTENDED.match(text, start, end))
    ):
        return True
    if end - start >= _MIN_TURN and text.find(":", start, start + _MAX_NAME) >= 0:
        return _TURN.match(text, start, end) is not None
    return text.find("让我们", start, end) >= 0 and bool(_PERORATION.search(text, start, end))
