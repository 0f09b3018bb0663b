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
    DEFAULT = "默认"
    WITH_CLAUSE = "{said}（{clause}）"
    SETTLED_EARLY = "（“{labels}”怎么填都不影响这个结果）"

    NOT_KNOWN = "还不能判断"
    HOLDS = "成立"
    HOLDS_NOT = "不成立"
    DIVIDED_BY_ZERO = "分母为 0，无法计算"
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
    EVIDENCE_SHAPE = (
        "evidence 应写成“材料编号: 文件”，例如 9(3): 营业执照.pdf，请修改。"
    )
    EVIDENCE_UNKNOWN = "没有编号为“{name}”的材料。请用 9(1) 到 9(11)。"


class Talk(StrEnum):
    """What the assistant says around the questions; both faces say the same."""

    GLYPH_MET = "[符合]"
    GLYPH_UNMET = "[不足]"
    GLYPH_UNKNOWN = "[待定]"
    GLYPH_NOT_APPLICABLE = "[不适用]"
    GLYPH_JUDGEMENT = "[由评审判断]"

    SECTION = "—— {title} ——"
    NUMBERED = "问 {number}/{total}　{wording}"
    OPTIONAL = "（选填，没有就输入“跳过”）"
    CHOICE = "　{number}. {label}"
    ANSWER_YESNO = "请回答“是”或“否”。"
    ANSWER_CHOICE = "请输入序号或名称。"
    ANSWER_CHOICE_LONG = "请直接输入名称，简称也可以。"
    ANSWER_MULTI = "可以选几项，用顿号隔开，例如“1、3”；一项也没有就输入“无”。"
    ANSWER_LONG_TEXT = "可以写几行；写完后空一行（直接按回车）结束。"
    ANSWER_DEFAULT = "直接按回车，就用今天：{value}。"
    ANSWER_NOTICE = "看完请按回车继续。"
    ANSWER_ROSTER = (
        "请输入表格文件的路径（.xlsx 或 .csv，第一行是列名），"
        "或者一行写一个，各项用逗号隔开：{labels}。写完后空一行结束。"
    )
    EXAMPLE = "例如：{example}"
    FIND = "在哪里找：{find}"
    PRESENT = "现在填的是：{value}。直接按回车就不改。"
    PRESENT_ROWS = (
        "现在有 {count} {unit}。直接按回车就不改；重新输入会全部替换；"
        "要接着加，请在第一行前面写“+”。"
    )
    CONTINUE = "… "
    PROMPT_HINT = "可以边想边写：{prompts}"

    ECHO = "已记下：{label}　{value}"
    ECHO_TYPED = "已记下：{label}　{typed} → {value}"
    ECHO_ROWS = "已记下：{title}　共 {count} {unit}"
    DEFERRED_UNKNOWN = "好的，先记为“不清楚”，放进待补清单。"
    DEFERRED_LATER = "好的，放进待补清单，以后再补。"
    PASSED_OVER = "好的，这一项可以不填。"
    NOTICE = "说明“{start}”"
    CLEARED = "清空“{label}”"
    DEFERRAL = "把“{label}”放进待补清单"
    UNDONE = "已撤销：{what}"
    REDONE = "已重做：{what}"
    NOTHING_TO_UNDO = "前面没有可以撤销的操作。"
    NOTHING_TO_REDO = "没有可以重做的操作。"
    NOTHING_BEFORE = "已经是第一个问题了。"
    PARKED = (
        "这样一来，下面几项暂时用不上，已经放在一边（不会丢，改回来就恢复）：{labels}"
    )
    RESTORED = "下面几项又用得上了，已恢复：{labels}"
    STANDING = (
        "目前：符合 {met} 项，不足 {unmet} 项，待定 {unknown} 项（共 {total} 项条件）"
    )
    SETTLED_INELIGIBLE = (
        "就已填的内容看，条件不够：后面怎么答都不会改变这个结果。"
        "可以输入“自评”看差在哪里、怎样补。材料仍可以继续准备。"
    )
    SETTLED_ELIGIBLE = (
        "就已填的内容看，认定条件都达到了。接着把申请表和材料补齐就可以。"
    )
    REMEDY = "怎么办：{remedy}"
    REMEDY_BELOW = "　　　怎么办：{remedy}"
    CONFLICT = "请核对：{message}"
    CONFLICT_NOTE = "提示：{message}"

    WHY = "为什么问：{text}（{clause}）"
    CLAUSE_TEXT = "{clause}原文：{text}"
    READING = "口径说明：{reading}\n　理由：{because}\n　可以这样问区县：{ask}"
    EVIDENCE_AT_HAND = "请准备：{titles}"
    PHONE_WORDING = "电话里可以这样问：{wording}"

    ASSEMBLED = "材料包已生成：{folder}\n压缩包：{archive}"
    ASSEMBLED_DRAFT = "还有没补齐的地方，所以每一份上都标了“草稿”。详见其中的待办清单。"
    WORD_ELIGIBLE = "已达标"
    WORD_INELIGIBLE = "未达标"
    WORD_INCOMPLETE = "未答完"
    OUTCOME_ELIGIBLE = "结论：就已填的内容看，符合认定条件。"
    OUTCOME_INELIGIBLE = "结论：就已填的内容看，还不符合认定条件。"
    OUTCOME_INCOMPLETE = "结论：还不能判断，有些内容没有填。"
    INDENT = "　"
    TERM = "· {label}：{value}"
    TERM_SOURCE = "（来源：{source}）"
    TYPED_ON = "{day} 填写“{typed}”"
    CLAUSE_HEAD = "{glyph} {clause}　{title}"
    CLAUSE_PART = "　　· {said}"
    STILL_MISSING = "还会影响结论的：{labels}"
    STILL_MISSING_MANY = "还会影响结论、又没有填的有 {count} 项，输入“继续”接着答。"
    ADVICE = "只要做到下面任意一组，条件就够了（每一组都已代入核对过）："
    ADVICE_SET = "　第{number}组：{changes}"
    CHANGE = "{label} 从 {before} 到 {after}"
    CHANGE_NEW = "{label} 为 {after}"
    CHANGE_OPTIONS = "{label}增加“{added}”"

    PROGRESS = "{title}　已答 {done}/{total}{deferred}"
    PROGRESS_DEFERRED = "，待补 {count}"
    PROGRESS_TOTAL = (
        "合计：已答 {done}/{total}，待补 {deferred}，大约还要 {minutes} 分钟。"
    )
    JUMP_SEVERAL = "和“{word}”有关的有 {count} 个问题，例如“跳到 {number}”去第一个："
    JUMP_ONE = "　问 {number}　{label}"
    JUMP_MORE = "　还有 {count} 个，请说得再具体些。"
    TODO_EMPTY = "没有标记以后再补的问题。"
    TODO_OPEN_COUNT = "还没问到的有 {count} 个问题，输入“继续”接着答。"
    TODO_HEAD = "待补清单（要补哪一题，输入“跳到”加题号，例如“跳到 {number}”）："
    TODO_ITEM = "　问 {number}　{wording}（{why}）"
    TODO_UNKNOWN = "当时不清楚"
    TODO_LATER = "以后再补"

    MATERIAL = "{state}　{clause} {title}{wanting}"
    MATERIAL_WANTING = "：还缺 {items}"
    STATE_GENERATED = "[程序生成]"
    STATE_READY = "[已齐]"
    STATE_PARTIAL = "[部分]"
    STATE_MISSING = "[未备]"
    STATE_NOT_NEEDED = "[不需要]"

    NO_SUCH_COMMAND = (
        "没有“{text}”这个命令，也没有当作回答收下。输入“帮助”可以看有哪些命令；"
        "如果这就是回答，请去掉开头的“/”再输入。"
    )
    ONLY_ON_THE_SCREEN = (
        "这个操作要在全屏界面里做：在终端里输入 sme-assistant 打开它。"
    )
    ALL_ASKED = (
        "问题都问完了。可以输入“自评”看结论、“待补”看还缺什么、"
        "“生成”得到申报材料包，或者“退出”。"
    )
    HELP = """可以随时输入这些命令（前面加“/”也可以）：
　?　　　　　这个问题为什么问、怎么填
　不清楚　　　暂时不知道，放进待补清单
　以后再补　　先跳过，放进待补清单
　返回　　　　回到上一个问题
　跳到 词　　　去有这个词的问题，例如：跳到 服务人员；题号也行：跳到 18
　继续　　　　回到还没答的地方
　撤销、重做　取消上一步，或再做回来
　自评　　　　每一条条件现在怎样、差多少、怎样补
　自评 6(3)　　这一条由哪些数得出，数从哪里来
　进度、待补　答了多少；还有哪些要补
　材料　　　　十一项申报材料现在怎样
　条文 6(3)　　看条文原文
　电话　　　　这个问题在电话里怎么说
　生成　　　　生成申报材料包
　退出　　　　保存并离开"""
    EDITION = "所依据的文本：{edition}"


class Plain(StrEnum):
    """What only the line-by-line conversation says."""

    PROMPT = "> "
    CASES_HEAD = "已有的申报记录："
    CASE_LINE = "　{number}. {name}　已答 {done}/{total}　{outcome}　最后修改 {touched}"
    CASES_ASK = "请输入序号或名字继续；输入“新建”开始一份新的；输入“退出”离开。"
    NO_SUCH_NUMBER = "没有这一项。请输入上面的序号或名字、“新建”或“退出”。"
    NEW_CASE = "请给这份申报起个名字，以后凭它找回（直接按回车就用“{name}”）："
    CASE_NAME = "申报-{day}"
    CREATED = (
        "好的，已新建“{name}”。随时输入“退出”，下次接着来；输入“帮助”看可用的命令。"
    )
    WELCOME_BACK = "欢迎回来。“{name}”已答 {done}/{total}，接着上次的地方。"
    GOODBYE = "已保存在“{name}”里。下次输入：sme-assistant open {typed}"
    CONFIRM_ASK = "请输入序号；都不是就直接重新回答。"
    CONFIRM_ONE = "是这个意思请输入序号 1；不是就直接重新回答。"
    BAD_LINE = "这一行没有收下，其余的照收。请把这一行改好，接着输入。"
    BAD_FILE = "“{file}”里有 {count} 处要改："
    BAD_CELL = "　{where}：{message}"
    BAD_CELLS_MORE = "　还有 {count} 处，这里不再列出。"
    BAD_FILE_NOTHING = "名单没有改动。请改好文件，再输入一次它的路径。"
    ROSTER_EMPTY = (
        "名单还是空的。请输入文件路径，或一行写一个；手头没有就输入“以后再补”。"
    )
    JUMP_ASK = "请写上要去的问题，例如“跳到 服务人员”，或者题号，例如“跳到 18”。"
    JUMP_NOT_FOUND = "没有找到“{word}”。请输入问题里的词，例如“跳到 服务人员”。"
    JUMP_OFF_PATH = "“{label}”现在用不上（要先选对应的功能），暂时不能跳过去。"
    CLAUSE_ASK = "请写上条文，例如“条文 6(3)”或“条文 附件1”。"
    CLAUSE_NOT_JUDGED = (
        "“{word}”不是判断条件的条文。请写成“自评 6(3)”或“自评 7(4)”这样。"
    )
    CLAUSE_NOT_FOUND = "没有“{word}”这一条。请写成“6(3)”或“第六条（三）”这样。"


class Cli(StrEnum):
    """What only the command line says."""

    USAGE = "用法："
    USAGE_OPTIONS = "[选项]"
    USAGE_COMMAND = "[命令]"
    OPTIONS = "选项"
    COMMANDS = "命令"
    HELP_OPTION = "显示这一页"
    NO_SUCH_OPTION = "没有“{name}”这个选项。"
    NO_SUCH_COMMAND = "没有“{name}”这个命令。"
    DID_YOU_MEAN = "是否想用：{names}。"
    MISSING = "缺少“{name}”。"
    BAD_PARAMETER = "“{name}”的值不能用。"
    BAD_USAGE = "命令写得不对。"
    SEE_HELP = "请用 {command} --help 查看用法。"
    VERSION = "显示版本"
    NO_CASES = "还没有申报记录。输入 sme-assistant 就可以开始一份。"
    PURGE_ASK = "“{name}”和它的全部答案将永久删除，不能恢复。确定请输入“删除”："
    PURGE_NOT = "没有删除。"
    PURGED = "已删除“{name}”。"
    PURGE_COPIES = "下面这些备份里可能还有它的内容，请自行处理：\n{paths}"
    LINT_CLEAN = "没有发现问题：{facts} 个事实，{questions} 个问题，{criteria} 项判断。"
    LINT_FAULTS = "发现 {count} 处问题。"
    CRASHED = (
        "程序出了意外，很抱歉。已经确认的答案都在记录里，没有丢。"
        "请重新打开试试；如果还不行，请把这一行告诉维护人员：{where}"
    )
