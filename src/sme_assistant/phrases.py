"""Chinese words and parts of sentences that the engine puts together.

Whole sentences for people are in ``messages``; whatever speaks of the law is in the
dialogue files.
"""

from __future__ import annotations

from enum import StrEnum


class Phrase(StrEnum):
    """Words with named slots; the name is the stable code."""

    NOT_ANSWERED = "（未填）"
    NOT_GIVEN = "（未提供）"
    ABOUT = "约 {value}"
    SOME = "一些"
    WITH_CLAUSE = "{said}（{clause}）"
    SETTLED_EARLY = "（“{labels}”怎么填都不影响这个结果）"

    NOT_KNOWN = "还不能判断"
    HOLDS = "成立"
    HOLDS_NOT = "不成立"
    DIVIDED_BY_ZERO = "分母为 0，无法计算"
    TERM_NOT = "没有（{parts}）"
    TERM_GROUP = "{parts}所属区域"
    TERM_ANSWERED = "{parts}已填"
    TERM_DEPENDS = "视情况而定（{parts}）"
    TERM_AND = " 且 "
    TERM_OR = " 或 "
    ROWS_OF = "{title}行数"


class Line(StrEnum):
    """Sentences about files and lists that people give us."""

    ANSWERS_FILE_PROBLEMS = (
        "答案文件有 {count} 处读不懂，请按下列位置修改后重试：\n{lines}"
    )
    ANSWERS_FILE_SHAPE = "答案文件应由“事实编号: 值”组成，请参照 examples/ 中的例子。"
    ANSWERS_VALUE_SHAPE = "“{label}”应是一个值。请把值写在冒号后面的同一行。"
    ANSWERS_COMPUTED = "“{label}”由程序算出，不用填写。请删去这一行。"
    ANSWERS_UNKNOWN = "没有名为“{name}”的事实{near}。请核对编号，或删去这一行。"
    DID_YOU_MEAN = "，是否想写“{name}”"
    FILE_TOO_LARGE = "“{name}”太大，不像是答案文件。请核对后重试。"
    FILE_NOT_UTF8 = "“{name}”不是 UTF-8 编码。请另存为 UTF-8 后重试。"
    FILE_NOT_FOUND = "没有找到文件“{name}”。请核对路径后重试。"
    FILE_UNREADABLE = "读不了“{name}”。请确认它是一个文件，并且有权限读取。"
    ROSTERS_SHAPE = "rosters 应写成“名单: 文件”或“名单: 若干行”，请参照 examples/。"
    ROSTER_SHAPE = "名单的每一行应写成“列: 值”，请用这些列：{columns}。"
    ROSTER_UNKNOWN = "没有名为“{name}”的名单。请用其中之一：{kinds}。"
    ROSTER_UNKNOWN_COLUMN = "没有名为“{name}”的列。请用这些列：{columns}。"
    ROSTER_BAD_CELL = "“{value}”不能用。{message}"
    ROSTER_WITHOUT_HEADER = "“{file}”里没有找到表头。请在第一行写上列名：{labels}。"
    ROSTER_LINE = "第{number}行"
    ROSTER_TOO_MANY_CELLS = (
        "这一行有 {count} 项，应为 {columns} 项（{labels}）。"
        "请用逗号隔开各项；一项里面请不要用逗号。"
    )
    EVIDENCE_SHAPE = "evidence 应写成“材料编号: 文件”，例如 9(3): 营业执照.pdf，请修改。"
    EVIDENCE_UNKNOWN = "没有编号为“{name}”的材料。请用 9(1) 到 9(11)。"
