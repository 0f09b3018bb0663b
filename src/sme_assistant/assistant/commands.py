"""The commands a person can type instead of an answer; all faces take the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sme_assistant.values import Spec

YES = frozenset({"是", "是的", "对", "对的", "确认", "y", "yes"})
NO = frozenset({"否", "不", "不要", "不收", "取消", "算了", "n", "no"})


class Command(StrEnum):
    """What a typed command asks for."""

    WHY = "why"
    HELP = "help"
    BACK = "back"
    JUMP = "jump"
    RESUME = "resume"
    PROGRESS = "progress"
    TO_DO = "to_do"
    UNKNOWN = "unknown"
    LATER = "later"
    UNDO = "undo"
    REDO = "redo"
    BOARD = "board"
    MATERIALS = "materials"
    CLAUSE = "clause"
    ASK = "ask"
    QUICK = "quick"
    PHONE = "phone"
    ASSEMBLE = "assemble"
    BIND = "bind"
    ALONE = "alone"
    ACCEPT = "accept"
    REOPEN = "reopen"
    EVIDENCE = "evidence"
    ATTACH = "attach"
    DETACH = "detach"
    MARK = "mark"
    SAID = "said"
    LISTS = "lists"
    FINDINGS = "findings"
    EXPORT_LIST = "export_list"
    BLANK_FORM = "blank_form"
    SUMMARY = "summary"
    FOLLOW_UP = "follow_up"
    QUIT = "quit"

    # Of the full screen only.
    HOME = "home"
    NEW = "new"
    RENAME = "rename"
    COPY = "copy"
    ARCHIVE = "archive"
    DELETE = "delete"
    TRASH = "trash"
    PREVIEW = "preview"
    TABLE = "table"
    FILES = "files"
    DONE = "done"
    FOLDER = "folder"
    SETTINGS = "settings"
    THEME = "theme"
    PALETTE = "palette"
    EXPORT_CASE = "export_case"
    IMPORT_CASE = "import_case"
    OVERVIEW = "overview"
    PLAIN = "plain"

    # Of a help desk.
    HELPDESK = "helpdesk"
    STAFF = "staff"
    CALL = "call"
    CALL_START = "call_start"
    CALL_PAUSE = "call_pause"
    CALL_RESUME = "call_resume"
    HAND_OVER = "hand_over"
    CALL_END = "call_end"
    CORRECT = "correct"
    CALL_SWITCH = "call_switch"


ON_THE_PHONE: frozenset[Command] = frozenset(
    {
        Command.STAFF,
        Command.CALL,
        Command.CALL_START,
        Command.CALL_PAUSE,
        Command.CALL_RESUME,
        Command.HAND_OVER,
        Command.CALL_END,
        Command.CORRECT,
        Command.CALL_SWITCH,
    }
)
"""Commands that mean something at a help desk only."""

_WORDS: dict[str, Command] = {
    "?": Command.WHY,
    "为什么": Command.WHY,
    "帮助": Command.HELP,
    "返回": Command.BACK,
    "上一题": Command.BACK,
    "继续": Command.RESUME,
    "进度": Command.PROGRESS,
    "待补": Command.TO_DO,
    "不清楚": Command.UNKNOWN,
    "不知道": Command.UNKNOWN,
    "不晓得": Command.UNKNOWN,
    "以后再补": Command.LATER,
    "跳过": Command.LATER,
    "跳到": Command.JUMP,
    "撤销": Command.UNDO,
    "重做": Command.REDO,
    "自评": Command.BOARD,
    "材料": Command.MATERIALS,
    "电话": Command.PHONE,
    "生成": Command.ASSEMBLE,
    "退出": Command.QUIT,
}
_PREFIXED_WORDS: dict[str, Command] = {
    "速查": Command.QUICK,
    "合订本": Command.BIND,
    "单独生成": Command.ALONE,
    "接受": Command.ACCEPT,
    "不接受": Command.REOPEN,
    "证明材料": Command.EVIDENCE,
    "附上": Command.ATTACH,
    "取下": Command.DETACH,
    "登记": Command.MARK,
    "有效期至": Command.SAID,
    "名单": Command.LISTS,
    "核对": Command.FINDINGS,
    "导出名单": Command.EXPORT_LIST,
    "空白表": Command.BLANK_FORM,
    "小结": Command.SUMMARY,
    "回访": Command.FOLLOW_UP,
    "首页": Command.HOME,
    "项目列表": Command.HOME,
    "新建": Command.NEW,
    "复制": Command.COPY,
    "归档": Command.ARCHIVE,
    "删除": Command.DELETE,
    "回收站": Command.TRASH,
    "预览": Command.PREVIEW,
    "导出": Command.PREVIEW,
    "表格": Command.TABLE,
    "选文件": Command.FILES,
    "写好了": Command.DONE,
    "选好了": Command.DONE,
    "打开文件夹": Command.FOLDER,
    "设置": Command.SETTINGS,
    "换主题": Command.THEME,
    "面板": Command.PALETTE,
    "导出项目": Command.EXPORT_CASE,
    "导入项目": Command.IMPORT_CASE,
    "今日概览": Command.OVERVIEW,
    "概览": Command.OVERVIEW,
    "逐行": Command.PLAIN,
    "热线": Command.HELPDESK,
    "热线模式": Command.HELPDESK,
    "坐席": Command.STAFF,
    "通话": Command.CALL,
    "开始通话": Command.CALL_START,
    "来电": Command.CALL_START,
    "暂停": Command.CALL_PAUSE,
    "暂停通话": Command.CALL_PAUSE,
    "继续通话": Command.CALL_RESUME,
    "转交": Command.HAND_OVER,
    "结束通话": Command.CALL_END,
    "挂断": Command.CALL_END,
    "换通话": Command.CALL_SWITCH,
    "改成": Command.CORRECT,
    "不对": Command.CORRECT,
}
"""Words that are a command only after a prefix: by themselves they may be an answer."""
_ONLY_BEFORE_ARGUMENTS = {
    "条文": Command.CLAUSE,
    "问": Command.ASK,
    "改名": Command.RENAME,
}
_CLAUSE = r"\s*(?P<argument>(?:第|附件|\d|[一二三四五六七八九十]).*)|\s+(?P<word>.+)"
_WITH_ARGUMENT: tuple[tuple[re.Pattern[str], Command], ...] = (
    (re.compile(r"跳到\s*(?P<argument>.{1,40})"), Command.JUMP),
    (re.compile(r"条文(?:" + _CLAUSE + ")?"), Command.CLAUSE),
    (re.compile(r"自评(?:" + _CLAUSE + ")"), Command.BOARD),
    (re.compile(r"生成\s+(?P<argument>.+)"), Command.ASSEMBLE),
    (re.compile(r"\?+\s*(?P<argument>[^?\s].*)", re.DOTALL), Command.ASK),
)
_PREFIXED_WITH_ARGUMENT: tuple[tuple[re.Pattern[str], Command], ...] = (
    (re.compile(r"速查\s*(?P<argument>.+)", re.DOTALL), Command.QUICK),
    (re.compile(r"合订本\s+(?P<argument>.+)"), Command.BIND),
    (re.compile(r"单独生成\s+(?P<argument>.+)"), Command.ALONE),
    (re.compile(r"接受\s*(?P<argument>.+)"), Command.ACCEPT),
    (re.compile(r"不接受\s*(?P<argument>.+)"), Command.REOPEN),
    (re.compile(r"附上\s+(?P<argument>.+)"), Command.ATTACH),
    (re.compile(r"取下\s+(?P<argument>.+)"), Command.DETACH),
    (re.compile(r"(?:登记\s+)?(?P<argument>已有纸质.*|不适用.*)"), Command.MARK),
    (re.compile(r"(?:登记\s+)?(?P<argument>待补\s+.+)"), Command.MARK),
    (re.compile(r"(?P<argument>(?:有效期至|所属年度)\s*.+)"), Command.SAID),
    (re.compile(r"名单\s*(?P<argument>.+)"), Command.LISTS),
    (re.compile(r"核对\s+(?P<argument>.+)"), Command.FINDINGS),
    (re.compile(r"导出名单\s+(?P<argument>.+)"), Command.EXPORT_LIST),
    (re.compile(r"空白表\s+(?P<argument>.+)"), Command.BLANK_FORM),
    (re.compile(r"小结\s*(?P<argument>.+)"), Command.SUMMARY),
    (re.compile(r"回访\s*(?P<argument>.+)"), Command.FOLLOW_UP),
    (re.compile(r"新建\s+(?P<argument>.+)"), Command.NEW),
    (re.compile(r"改名(?:\s+(?P<argument>.+))?"), Command.RENAME),
    (re.compile(r"问\s*(?P<argument>.*)", re.DOTALL), Command.ASK),
    (re.compile(r"复制\s+(?P<argument>.+)"), Command.COPY),
    (re.compile(r"导出项目\s+(?P<argument>.+)"), Command.EXPORT_CASE),
    (re.compile(r"导入项目\s+(?P<argument>.+)"), Command.IMPORT_CASE),
    (re.compile(r"(?:热线|热线模式)\s+(?P<argument>.+)"), Command.HELPDESK),
    (re.compile(r"坐席\s+(?P<argument>.+)"), Command.STAFF),
    (re.compile(r"(?:开始通话|来电)\s+(?P<argument>.+)"), Command.CALL_START),
    (re.compile(r"转交\s+(?P<argument>.+)"), Command.HAND_OVER),
    (re.compile(r"(?:改成|不对)\s*(?P<argument>.+)", re.DOTALL), Command.CORRECT),
    (re.compile(r"(?:今日)?概览\s+(?P<argument>.+)"), Command.OVERVIEW),
)
"""What may follow a command word; anything else there is an answer: 生成式培训."""
_PREFIX = re.compile(r"^[/／、]\s*")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command and what follows it."""

    command: Command
    argument: str = ""


def command_in(text: str, spec: Spec | None = None) -> Typed | None:
    """Return the command a line is, or None if the line is an answer.

    A prefix ``/``, ``／`` or ``、`` is allowed and never needed, but for words that are
    an option of the question at hand: those are its answer (待补); and for the commands
    whose words are too common. Words that take an argument count as
    commands only when the line begins with them.

    Args:
        text: The line.
        spec: The fact the question at hand asks, if it asks one.
    """
    if spec is not None and _names_an_option(text.strip(), spec):
        return None
    line = text.strip().replace("？", "?")
    bare = _PREFIX.sub("", line)
    words, patterns = _WORDS, _WITH_ARGUMENT
    if bare != line:
        words = {**_WORDS, **_PREFIXED_WORDS}
        patterns = (*_WITH_ARGUMENT, *_PREFIXED_WITH_ARGUMENT)
    if bare in words:
        return Typed(words[bare])
    for pattern, command in patterns:
        if found := pattern.fullmatch(bare):
            return Typed(command, next(filter(None, found.groups()), "").strip())
    return None


def words_of(command: Command) -> tuple[str, ...]:
    """Return the words a command is typed by, the usual one first."""
    words = {**_WORDS, **_PREFIXED_WORDS, **_ONLY_BEFORE_ARGUMENTS}
    return tuple(word for word, meant in words.items() if meant is command)


def is_mistyped(text: str) -> bool:
    """Whether a line looks like a command that there is none of: ``/返会``.

    What has a second slash or a dot is a path: lists and files are named by it.
    """
    line = text.strip()
    return bool(_PREFIX.match(line)) and not re.search(r"[./\\／]|^$", line[1:])


def _names_an_option(word: str, spec: Spec) -> bool:
    return any(word in {option.label, *option.aliases} for option in spec.options)
