"""Other spellings of date words, folded one character to one so that offsets stay."""

import re

_TRADITIONAL = (
    "號週禮內後個兩從來開間這現聽節國慶學紀歷曆農閏臘陰陽幾過當時"
    "雙勞動婦兒師聖誕萬歲餘復啓啟氣種處暑驚蟄穀滿尋嘉隆寧順統緒熙貞觀業"
)
_SIMPLIFIED = (
    "号周礼内后个两从来开间这现听节国庆学纪历历农闰腊阴阳几过当时"
    "双劳动妇儿师圣诞万岁余复启启气种处暑惊蛰谷满寻嘉隆宁顺统绪熙贞观业"
)
_WIDE = "０１２３４５６７８９－～／．"
_NARROW = "0123456789-~/."
_OTHER = "○◯Ｏ　\xa0\t"
_PLAIN = "〇〇〇   "

_TABLE = dict(zip(_TRADITIONAL + _WIDE + _OTHER, _SIMPLIFIED + _NARROW + _PLAIN, strict=True))
_FOLDABLE = re.compile("[" + _TRADITIONAL + _WIDE + _OTHER + "]")


def fold(text: str) -> str:
    """The text with Simplified date words and half-width digits; the same length."""
    # str.translate looks at every character; most texts hold few of these.
    return _FOLDABLE.sub(lambda m: _TABLE[m[0]], text)
