"""Read yes or no.

The question behind may be a good or a bad thing to have (不良信用记录), so words that
judge (没问题, 挺好) are not taken for either.
"""

from __future__ import annotations

import re

from sme_assistant.messages import Message
from sme_assistant.values.kinds import Spec
from sme_assistant.values.normalise import fold
from sme_assistant.values.outcomes import Reading, Understood
from sme_assistant.values.wording import ask, refuse

_YES_WORDS = """
    是 是是 有 有有 是有 确有 真有 已有 有过 拥有 具有 具备 符合 达到 满足 属实
    已签 已签订 已签约 签了 签订 签约 签订了
    对 对对 对头 没错 确实 当然 肯定 嗯 嗯嗯 恩 要得
    1 y yes yeah yep ok t true √ ✓ ✔ ☑
"""
_NO_WORDS = """
    否 不 没 无 未 冇 没有 没有没有 没得 莫得 不是 不是不是 不对
    没有过 没过 从未 从没 从没有 从来没有 尚无 尚未 还没 还没有 并无 并没有 未有
    未签 未签订 未签约 没签 没签订 没签约 尚未签订 还没签
    暂无 暂未 暂时没有 不具备 不符合 不满足 未达到 没达到
    2 n no nope f false × ✗ ✘ ✕
"""
_YES = frozenset(_YES_WORDS.split())
_NO = frozenset(_NO_WORDS.split())
_LEAD_IN = re.compile(
    r"^(?:我们?|本(?:机构|单位|平台|公司)|目前|现在|已经|都|确实|当然|肯定|的确|真的)+"
)
_ENDINGS = "的了啊呢哦噢呀哈嘛咯喔呗滴哒啦~!.。,，、！… "
_SEPARATORS = re.compile(r"[,\s、;。.]+")
_UNCERTAIN = re.compile(
    r"吧|吗|\?|可能|也许|应该|或许|大概|大致|好像|似乎|差不多|部分|有些|有一些|有点|不一定|基本"
    r"|算是|不确定|不好说|说不准|不全|还是|一半|马马虎虎|maybe|是否|有没有|是不是|/"
)


def read_yesno(spec: Spec, typed: str) -> Reading:
    """Read an answer to a question that the screen numbers 1 是, 2 否."""
    text = fold(typed).casefold()
    if not text:
        return refuse(spec, typed, Message.ANSWER_MISSING)
    said = {_verdict(part) for part in _SEPARATORS.split(text) if part}
    if said in ({True}, {False}):
        return Understood(said.pop() is True)
    if said == {True, False} or _UNCERTAIN.search(text):
        return ask(spec, typed, Message.YESNO_UNCERTAIN, (True, False))
    return refuse(spec, typed, Message.YESNO_UNREADABLE)


def _verdict(text: str) -> bool | None:
    word = text.rstrip(_ENDINGS).strip("\"'()") or text
    for form in (word, _LEAD_IN.sub("", word)):
        if form in _YES:
            return True
        if form in _NO:
            return False
    return None
