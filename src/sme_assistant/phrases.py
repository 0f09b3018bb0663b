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
    ROSTER_SOURCE = "{form} {title}，{rows} 行"
    ROW_LISTED = "{first}（{others}）"
    ROWS_FOUND = "（名单第 {rows}）"
    ROWS_NAMED = "{rows} 行"
    ROWS_NEXT = " 行；第 "
    ROWS_MORE = "，另有 {count} 处"
    BOTH_FIGURES = "填写的是 {typed}，按名单算是 {counted}（{source}）。"


class Spoken(StrEnum):
    """How values are said aloud, and what is read aloud around them."""

    YES = "是"
    NO = "不是"
    MINUS = "负"
    HUNDRED = "百"
    PERCENT = "百分之{number}"
    SQUARE_METRES = "平方米"
    YEAR = "年"
    YUAN = "元"
    WAN_YUAN = "万元"
    EXTENSION = "{number} 转 {extension}"
    NONE_CHOSEN = "一项都不选"
    TEXT = "“{text}”"
    LONG_TEXT = "“{start}”开头的一段，一共{count}个字"
    NOT_ANSWERED = "还没有定"
    ABOUT = "大约{value}"

    READ_BACK_LATER = "跟您核对一下：“{label}”先放着，我给您记进待办，对吗？"
    READ_BACK_UNKNOWN = (
        "跟您核对一下：“{label}”您这边暂时不清楚，我给您记进待办，对吗？"
    )


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
    FILE_OUTSIDE = (
        "文件“{name}”在答案文件所在的文件夹外面。"
        "请把它复制到答案文件旁边，再写它现在的名字。"
    )
    FILE_NOT_FOUND = "没有找到文件“{name}”。请核对路径后重试。"
    FILE_UNREADABLE = "读不了“{name}”。请确认它是一个文件，并且有权限读取。"
    ROSTERS_SHAPE = "rosters 应写成“名单: 文件”或“名单: 若干行”，请参照 examples/。"
    ROSTER_SHAPE = "名单的每一行应写成“列: 值”，请用这些列：{columns}。"
    ROSTER_UNKNOWN = "没有名为“{name}”的名单。请用其中之一：{kinds}。"
    ROSTER_UNKNOWN_COLUMN = "没有名为“{name}”的列。请用这些列：{columns}。"
    ROSTER_BAD_CELL = "“{value}”不能用。{message}"
    ROSTER_ODD_CELL = "{where}：{message}"
    ROSTER_LINE = "第{number}行"
    ROSTER_TOO_MANY_CELLS = (
        "这一行有 {count} 项，应为 {columns} 项（{labels}）。"
        "请用逗号隔开各项；一项里面请不要用逗号。"
    )
    EVIDENCE_SHAPE = (
        "evidence 应写成“材料编号: 文件”，例如 9(3): 营业执照.pdf，请修改。"
    )
    ACCEPTED_UNKNOWN = (
        "“{name}”不是待补事项的编号。请用 assemble 列出的编号，例如 gap:total_assets。"
    )
    EVIDENCE_UNKNOWN = "没有编号为“{name}”的材料。请用 9(1) 到 9(11)。"


class Open(StrEnum):
    """What keeps a package a draft, and what becomes of it."""

    GAP = "没有填写：{label}"
    CONFLICT = "前后矛盾：{message}"
    UNMET = "{clause}没有达到：{statement}"
    UNKNOWN = "{clause}还不能判断：{statement}"
    MATERIAL = "{clause}{title}没有备齐：还缺{lacking}{files}"
    FILES = "（已附 {count} 个文件）"

    CARD = "下面各项没有补齐，生成的材料都标“草稿”。确实就这样报送的，逐项接受："
    CARD_ACCEPTED = "没有补齐的各项都已接受，生成的是正式稿。要撤回就输入“/不接受 1”。"
    CARD_NONE = "都补齐了，生成的是正式稿。"
    LINE = "　{number}. [{state}] {words}"
    LINE_ID = "　[{state}] {words}\n　　编号 {id}"
    STATE_OPEN = "待补"
    STATE_ACCEPTED = "已接受"
    HOW = "输入“/接受 1”（可以写几个序号，用顿号隔开）。内容一变，接受就不再算数。"
    HOW_CLI = (
        "确实就这样报送的，用 --accept 加编号逐项接受；答案文件里写在 accepted: 下面。"
    )
    HOW_FIRM = (
        "填写的数和名单对不上的，不能就这样报送：请采用名单上的数，或者先改好名单。"
    )
    NO_SUCH = "没有“{word}”这一项。请写列出的序号或编号；输入“/接受”看全部。"
    ACCEPTED = "已记下：接受　{words}"
    REOPENED = "已撤回接受：{words}"
    LAPSED = "“{id}”这一项已经补齐或者变了，原来的接受不再算数。"
    APPLICANT = "申请单位"
    BY = "（{who}，{day}）"


class Verify(StrEnum):
    """What verifying a package says."""

    AGREES = "没有改动，各处一致：{folder}\n共核对 {files} 个文件。"
    DIFFERS = "发现 {count} 处不同：{folder}"
    LINE = "　{file}：{text}"
    PLACED = "{place}，{text}"
    OLD = "这份材料包是较早的版本生成的，没有可以逐项核对的数据，只核对了文件本身。"
    MORE = "还有 {count} 处，这里不再列出。"

    GONE = "这个文件没有了"
    MOVED = "改了名字或位置，现在是“{now}”，内容没有变"
    ALTERED = "证明材料被换过或改动过，和生成时的不是同一个文件"
    VOLUME_ALTERED = "合订本被换过或改动过，和生成时的不是同一个文件"
    VOLUME_STALE = "别的文件改过，合订本还是原来的，两边不一致；改好后请重新生成"
    RESAVED = "重新保存过，文字没有变"
    CHANGED = "原来是“{was}”，现在是“{now}”"
    FIGURE = "“{label}”原来是“{was}”，现在是“{now}”"
    ADDED = "多了一段：“{now}”"
    ADDED_ROW = "多了一行：“{now}”"
    REMOVED = "少了一段：“{was}”"
    REMOVED_ROW = "少了一行：“{was}”"
    NEW = "是后来加进来的文件，清单里没有"
    UNREADABLE = "打不开，读不出里面的内容"
    DRAFT_MARK = "页眉或页脚原来是“{was}”，现在是“{now}”"
    NO_FIGURES = "核对数据缺失或被改动过，只能核对文件本身，不能逐项核对文字和数字"
    FORMULA = "变成了公式“{now}”"
    DISAGREES = "“{label}”各处不一致：{readings}"
    READING = "{file}（{place}）写“{value}”"
    SHEET_DIFFERS = "和 {other} 的名单不一致，这一行那边没有：“{now}”"
    TOTAL = "名单有 {rows} 行，但“{label}”写的是“{value}”（{file}，{place}）"

    IN_PARAGRAPH = "第 {paragraph} 段"
    IN_ROW = "表 {table} 第 {row} 行"
    IN_CELL = "表 {table} 第 {row} 行第 {cell} 格"
    IN_MARGIN = "页眉或页脚"
    IN_SHEET = "第 {row} 行“{label}”"
    IN_SHEET_ROW = "第 {row} 行"
    IN_LIST = "名单第 {row} 个"
    IN_LINES = "表格上下的文字"

    NO_PACKAGE = (
        "“{path}”不是申报材料包：里面没有 {manifest}。"
        "请写材料包的文件夹，或者它的 .zip 文件。"
    )
    NOT_THERE = "没有找到“{path}”。请写材料包的文件夹，或者它的 .zip 文件。"
    BAD_ZIP = "“{path}”不是完好的 .zip 文件，没有核对。请重新取一份再试。"
    BAD_MANIFEST = (
        "“{path}”里的 {manifest} 已经损坏（{what}），没有核对。"
        "请用没有改过的 {manifest}，或者重新生成材料包。"
    )
    TOO_NEW = (
        "“{path}”是更新版本的程序生成的（格式 {theirs}，本程序只认到格式 {ours}），"
        "没有核对。请升级 sme-assistant 后再试。"
    )
    UNREADABLE_PACKAGE = "读不了“{path}”（{what}），没有核对。请检查文件和权限后重试。"
    WHAT_SIZE = "太大"
    WHAT_JSON = "不是 JSON"
    WHAT_SHAPE = "内容不合格式"
    WHAT_PATH = "文件名“{name}”指到了材料包外面"
    WHAT_MANY = "文件太多"


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
    NONE = "无"
    ANSWER_MULTI = "可以选几项，用顿号隔开，例如“1、3”；一项也没有就输入“无”。"
    ANSWER_LONG_TEXT = "可以写几行；写完后空一行（直接按回车）结束。"
    ANSWER_DEFAULT = "直接按回车，就用今天：{value}。"
    ANSWER_NOTICE = "看完请按回车继续。"
    ANSWER_ROSTER = (
        "请输入表格文件的路径（.xlsx、.xls、.ods、.csv 都行，收下前会先给您看），"
        "或者一行写一个，各项用逗号隔开：{labels}。写完后空一行结束。"
    )
    EXAMPLE = "例如：{example}"
    FIND = "在哪里找：{find}"
    PRESENT = "现在填的是：{value}。直接按回车就不改。"
    FILES_ATTACHED = "已附文件：{names}"
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
    NOTHING_ASKED = "刚才那一段是说明，不用回答，所以“{text}”没有记下。"
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
    PHONE_UNKNOWN = "对方不清楚时可以说：{wording}"
    PHONE_READ_BACK = "记下以后复述：{wording}"

    ASSEMBLED = "材料包已生成：{folder}\n压缩包：{archive}"
    BOUND = "合订本：{volume}，共 {pages} 页"
    BOUND_PARTLY = (
        "合订本里有几处要处理。装不进去的文件，原处有一页说明；"
        "只有纸质件的，名称写在隔页上："
    )
    BINDING = "正在生成材料包和合订本，要等几秒到几分钟，请不要关闭窗口……"
    ASSEMBLED_ALONE = "已单独生成：{folder}\n压缩包：{archive}"
    ASSEMBLED_ALONE_DRAFT = "其中有没填的地方（【待补：……】），所以标了“草稿”。"
    ASSEMBLED_OWN = "用了自备的模板：{names}。"
    ASSEMBLED_REFUSED = "自备模板有问题，改用随程序带的：{faults}"
    ALONE_ASK = "请写上要单独生成的文件，例如“/单独生成 服务评价意见”。可以选：{titles}"
    ALONE_NOT_FOUND = "没有叫“{word}”的文件。可以选：{titles}"
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

    EVIDENCE_READY = "已有"
    EVIDENCE_PENDING = "待补"
    EVIDENCE_NOT_APPLICABLE = "不适用"
    DOCUMENT_COMPLETE = "程序生成"
    DOCUMENT_WANTING = "程序生成，名单还没有填"
    ECHO_FILES = "已记下：{title}　附上 {count} 个文件"

    NO_SUCH_COMMAND = (
        "没有“{text}”这个命令，也没有当作回答收下。输入“帮助”可以看有哪些命令；"
        "如果这就是回答，请去掉开头的“/”再输入。"
    )
    ONLY_ON_THE_SCREEN = "这个操作要在全屏界面里做：在终端里输入 sme-assistant 打开它。"
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
　/名单　　　　有哪几份名单；/名单 3 打开一份；/核对 名单里哪些要改
　/导出名单　　把名单存成表格；/空白表 存一份空白的来填
　条文 6(3)　　看条文原文
　/小结　　　　电话后的小结，可以直接发给对方；/回访 12月3日 带合同 记下哪天再联系
　？要多少人　　问条文：“？”后面写上要问的话
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
    CASES_FOUND = "含有“{word}”的申报记录："
    CASES_MORE = (
        "　还有更多，这里只列前 {count} 份。"
        "输入名字、申报单位、区县或电话里的几个字可以查找。"
    )
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
    BAD_CELL = "　{where}：{message}"
    BAD_CELLS_MORE = "　还有 {count} 处，这里不再列出。"
    FILE_NOTHING = "名单没有改动。"
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

    ABOUT = "中小企业公共服务示范平台申报助手。不带命令就开始或继续填写。"
    ABOUT_OPEN = "继续填写一份申报记录"
    ABOUT_CASES = "列出申报记录"
    ABOUT_CHECK = "核对是否符合认定条件"
    ABOUT_ASSEMBLE = "生成申报材料包"
    ABOUT_VERIFY = "核对生成过的材料包：改了什么，哪里不再一致"
    ABOUT_ROSTER = "名单：空白表、导入、导出"
    ABOUT_ROSTER_TEMPLATE = "存一份空白的名单表"
    ABOUT_ROSTER_IMPORT = "导入一份名单"
    ABOUT_ROSTER_EXPORT = "导出一份名单"
    ABOUT_EVIDENCE = "证明材料：附文件、登记纸质或待补、核对文件"
    ABOUT_EVIDENCE_LIST = "列出每一样证明材料和附上的文件"
    ABOUT_EVIDENCE_ATTACH = "附上文件或整个文件夹"
    ABOUT_EVIDENCE_MARK = "登记：已有纸质、待补、不适用"
    ABOUT_EVIDENCE_REMOVE = "取下一样材料的全部文件"
    ABOUT_EVIDENCE_CHECK = "核对附上的文件：还在不在，改没改过，清不清楚"
    ABOUT_EXPORT = "把一份申报记录存成一个文件，交给别人接着填"
    ABOUT_IMPORT = "打开别人交来的申报记录；本机已有的，逐项合并"
    ABOUT_OVERVIEW = "一天的概览：各状态多少份，哪些条文最常达不到"
    ABOUT_RESTORE = "从回收站取回一份申报记录"
    ABOUT_PURGE = "永久删除一份申报记录"
    ABOUT_LINT = "检查对话文件和模板"
    ABOUT_TEMPLATE = "检查 Word 模板，用示例看模板印出来的样子"
    ABOUT_TEMPLATE_CHECK = "检查 Word 模板里的标记"
    ABOUT_TEMPLATE_PREVIEW = "用示例填一份模板"
    TEMPLATE_FAULTY = "{path}：{text}"
    TEMPLATE_NOTE = "　提示　{path}：{text}"
    TEMPLATE_CLEAN = "检查了 {count} 个模板，没有错误，有 {notes} 处提示。"
    TEMPLATE_BAD = "检查了 {count} 个模板，发现 {faults} 处错误。"
    TEMPLATE_GAPS = "没有填的事实都会印成“【待补：……】”，这里不再逐个列出。"
    TEMPLATE_UNKNOWN = "没有名为“{name}”的模板。可以选：{known}"
    TEMPLATE_PREVIEWED = "已用示例“{example}”填好：{path}"
    FILE_IS_THERE = "“{path}”已经有了，没有改动它。请换一个文件名，或者先移走它。"
    FILE_UNWRITABLE = "“{path}”写不进去（{what}）。请检查文件夹和权限后重试。"
    NO_TEMPLATE_PATH = "没有找到“{path}”。请写 .docx 文件，或者模板所在的文件夹。"
    ABOUT_TRACE = "条文、问题、事实、判断、材料、文件的对照"
    ABOUT_ASK = "问条文：直接回答，并引用原文"
    ABOUT_GRAPH = "问题树的 Mermaid 图"
    PLAIN_OPTION = "逐行对话，不用全屏界面"
    REQUIRED = "（必填）"
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
    NO_FOLDER = "“{name}”要写一个已有的文件夹。"
    BAD_USAGE = "命令写得不对。"
    ONE_OF = "“{name}”请写其中之一：{choices}。"
    WANTS_VALUE = "“{name}”后面要写一个值。"
    WANTS_NO_VALUE = "“{name}”后面不用写值。"
    WANTS_COMMAND = "后面还要写一个命令：{names}。"
    TOO_MANY = "多写了“{words}”；名字里有空格的，请用引号括起来。"
    SEE_HELP = "请用 {command} --help 查看用法。"
    VERSION = "显示版本"
    FIND_OPTION = "只列名字、申报单位、区县或电话里有这些字的"
    FIND_NONE = "没有找到含有“{text}”的申报记录。可以只输入其中几个字，或者拼音首字母。"
    FIND_MORE = "　还有更多，这里只列前 {count} 份。请多输入几个字。"
    NO_CASES = "还没有申报记录。输入 sme-assistant 就可以开始一份。"
    RESTORED = "已从回收站取回“{name}”。"
    NOT_IN_TRASH = "“{name}”不在回收站里，不用取回。"
    LINT_CLEAN = "没有发现问题：{facts} 个事实，{questions} 个问题，{criteria} 项判断。"
    LINT_FAULTS = "发现 {count} 处问题。"


class Ask(StrEnum):
    """A question about the regulation."""

    EDITION = "依据 {edition}。"
    READING = "这是本程序的理解，不是主管部门的解释，请向区县主管部门核实：{ask}"
    ONLY_THE_WORDS = "没有现成的回答，最接近的条文如下，请对照原文。"
    QUOTE = "原文：{words}"
    SHORT = "，还差 {gap}"
    ALSO = "另见：{clauses}"
    RELATED = "您还可以问："
    RELATED_ONE = "　{question}"
    MEANING = "对“{case}”来说："
    MEANING_HERE = "对贵单位来说："
    MEANING_NONE = "这份申报里没有和它有关的判断。"
    FORM = "{form}《{title}》，要填的栏目：{boxes}。"
    MATERIAL = "材料“{title}”：{state}（{clause}）"
    MATERIAL_GENERATED = "由本程序生成"
    MATERIAL_READY = "已备齐"
    MATERIAL_PARTIAL = "备了一部分"
    MATERIAL_MISSING = "还没有"
    MATERIAL_NOT_NEEDED = "不需要"
    WHY = "{score}　“{phrasing}”（{clauses}）"
    STOP = "。"
    CUT = "。……"
    NEEDED = "满 {needed} 分才回答"
    LEANING = "；问法偏向{side} {amount}"
    INSIDE, OUTSIDE = "条文内", "条文外"
    STRANGE = "；没有对上的字：{signs}"
    FACT = "{label}：{value}"
    NO_CLAUSE = "条文没有规定"
    EMPTY = '请写上要问的话，例如：sme-assistant ask "公司开了一年半能报不"'
    EMPTY_HERE = "请写上要问的话，例如：/问 公司开了一年半能报不"
    CASE_OPTION = "同时说明对这份申报记录意味着什么"
    WHY_OPTION = "列出是哪些词找到的、各占多少分"


class Quick(StrEnum):
    """What is said where somebody asks quickly, without a case."""

    SOURCE = "速查"
    ABOUT = "速查：把听到的几样写在一起，马上看能不能报"
    EMPTY_HERE = (
        "请把听到的写在一起，例如：/速查 万州 12人 10个大专。"
        "要一问一答，请在命令行用 sme-assistant quick。"
    )
    CASE_OPTION = "把听到的存成一份申报记录，用这个名字"
    ELIGIBLE = "能报：听到的各条都达到要求。"
    INELIGIBLE = "还不能报：有条件没有达到。"
    INCOMPLETE = "还要问：听到的都达到要求，还有 {count} 样没有问到。"
    TOO_LITTLE = "还要问：听到的还不够判断，还有 {count} 样要问。"
    MARK_MET = "√ "
    MARK_UNMET = "× "
    MET = "达到要求"
    UNMET = "没有达到"
    EITHER_WAY = "{title}：“{said}”不论具体是哪一天，都{status}（{clause}）"
    HEARD = "听到的："
    TAKEN = "　“{said}”→ {shown}"
    NOTICE = "　　（{text}）"
    TAKEN_FOR = "{label}：{value}"
    BETWEEN = "{} 到 {} 之间"
    UNCLEAR = "没有听准的，请再问一句："
    UNCLEAR_ONE = "　“{said}”：{message}"
    CHOICE = "　　· {text}"
    MISSED = "没有听懂：{words}"
    OR_ELSE = "、"
    OR = "，还是"
    AND = "”和“"
    WHICH = "是{labels}？"
    IS_IT = "说的是{labels}吗？"
    NEGATED = "前面有“没有”“不”一类的话，没有当真，请问清楚。"
    YEAR = "年"
    YEAR_OR_YEARS = "是哪一年，还是多少年？"
    TOLD_TWICE = "“{label}”说了两次，不一样，请问清楚是哪一个。"
    NEXT = "接下来问："
    NEXT_MORE = "　另有 {count} 样，先问上面几样。"
    ITEM = "　· {text}"
    EDITION = "依据{edition}。速查只看听到的这几样，正式结论以填完整份申报为准。"
    WALK = "一共 {count} 个问题。不清楚的直接按回车；输入“退出”离开。"
    WALK_ASK = "{number}/{count} {question}"
    CASE_MADE = (
        "已存成“{name}”，带着 {count} 个答案。接着填：sme-assistant open {typed}"
    )
    TITLE = "速查：能不能报"
    RULE = "把听到的写在一起，例如：万州 12人 10个大专"
    RULE_ASKING = "{number}/{count} {question}"
    SAVE = "存成一份申报"
    SAVE_DETAIL = (
        "把听准的答案存成一份新的申报，接着往下填。"
        "按回车起个名字，或者输入“/新建 名字”。"
    )
    ASK_NAME = "这份申报叫什么名字？直接按回车就用“{name}”"
    SAVED = "已存成“{name}”，带着 {count} 个答案；在项目列表里可以接着填。"
    NOTHING_TO_SAVE = "还没有听准的答案，先写上听到的情况。"


class Crash(StrEnum):
    """What is said, and kept, when the program itself fails."""

    SORRY = (
        "程序出了意外，很抱歉。已经确认的答案都在记录里，没有丢。请重新打开，接着填。"
    )
    CASEBOOK = "申报记录在这个文件里：{path}"
    REPORT = "如果再出这样的事，请把这份报告交给维护人员（里面没有您填的内容）：{path}"
    NO_REPORT = "如果再出这样的事，请把这一行告诉维护人员：{where}"
    HEAD = "sme-assistant 意外报告。这里没有任何填写的内容，只有出错的位置。"


class Label(StrEnum):
    """What the commands are called on key bars and in the command palette."""

    WHY = "为什么问"
    HELP = "帮助"
    BACK = "上一题"
    JUMP = "跳到"
    ASK = "问"
    QUICK = "速查"
    RESUME = "继续"
    PROGRESS = "进度"
    TO_DO = "待补清单"
    UNKNOWN = "不清楚"
    LATER = "以后再补"
    UNDO = "撤销"
    REDO = "重做"
    BOARD = "自评"
    MATERIALS = "材料"
    CLAUSE = "条文"
    PHONE = "电话问法"
    ASSEMBLE = "生成材料包"
    BIND = "做成一份 PDF"
    ALONE = "单独生成"
    ACCEPT = "接受待补"
    REOPEN = "撤回接受"
    EVIDENCE = "证明材料"
    ATTACH = "附上"
    DETACH = "取下"
    MARK = "登记"
    SAID = "有效期至"
    LISTS = "名单"
    FINDINGS = "核对名单"
    EXPORT_LIST = "导出名单"
    BLANK_FORM = "空白表"
    EXPORT_CASE = "导出项目"
    IMPORT_CASE = "导入项目"
    SUMMARY = "小结"
    FOLLOW_UP = "回访"
    QUIT = "退出"
    HOME = "项目列表"
    NEW = "新建"
    RENAME = "改名"
    COPY = "复制"
    ARCHIVE = "归档"
    DELETE = "删除"
    TRASH = "回收站"
    PREVIEW = "导出"
    TABLE = "表格"
    FILES = "选文件"
    DONE = "写好了"
    FOLDER = "打开文件夹"
    SETTINGS = "设置"
    THEME = "换主题"
    PALETTE = "全部命令"
    OVERVIEW = "今日概览"
    PLAIN = "逐行对话"
    HELPDESK = "热线模式"
    STAFF = "坐席"
    CALL = "通话"
    CALL_START = "开始通话"
    CALL_PAUSE = "暂停通话"
    CALL_RESUME = "继续通话"
    HAND_OVER = "转交通话"
    CALL_END = "结束通话"
    CALL_SWITCH = "换通话"
    CORRECT = "改成"


class About(StrEnum):
    """What the commands do, in the command palette and on the help page."""

    WHY = "这个问题为什么问、依据哪一条、怎么填"
    HELP = "怎么用、有哪些按键和命令"
    BACK = "回到上一个问题，改一改再往下走"
    QUICK = "速查能不能报；速查 万州 12人 10个大专，不用先建申报"
    ASK = "问条文，例如：/问 公司开了一年半能报不；“？”后面写上要问的话也行"
    JUMP = "去有这个词的问题，例如：跳到 服务人员；题号也行：跳到 18"
    RESUME = "回到还没有答的地方"
    PROGRESS = "每一节答了多少，选一题直接过去"
    TO_DO = "当时不清楚、说好以后再补的问题"
    UNKNOWN = "暂时不知道，放进待补清单"
    LATER = "先跳过，放进待补清单"
    UNDO = "取消上一步"
    REDO = "把取消的那一步再做回来"
    BOARD = "每一条条件现在怎样、差多少、怎样补；自评 6(3) 直接看那一条"
    MATERIALS = "十一项申报材料现在怎样、还缺什么"
    CLAUSE = "看原文、按词查找；条文 6(3) 直接看那一条"
    PHONE = "这个问题在电话里怎么说"
    BIND = "生成材料包，并把全部材料连同证明材料做成一份 PDF，统一编页码"
    ALONE = "只生成一份文件，先打印发出去；单独生成 服务评价意见"
    ACCEPT = "看还有哪些没补齐；接受 1 表示这一项就这样报送"
    REOPEN = "撤回接受；不接受 1"
    EVIDENCE = "每一样证明材料附了哪些文件、有没有要注意的"
    ATTACH = "附上文件或文件夹；附上 9(3) 路径"
    DETACH = "取下一样材料的文件；取下 9(3)"
    MARK = "登记材料；已有纸质 9(3)、待补 9(3) 说明、不适用 9(4) 说明"
    SAID = "写明文件的有效期或年度；有效期至 日期、所属年度 2025"
    LISTS = "有哪几份名单、各有几行；名单 3、名单 公益服务 打开一份"
    FINDINGS = "名单里有哪些地方要改、在哪几行；核对 附件3 只看一份"
    EXPORT_LIST = "把名单存成表格；导出名单 文件.csv 可以指定文件，已有的文件不会被盖掉"
    BLANK_FORM = "存一份空白的名单表，离线填好再导入"
    SUMMARY = "电话后的小结：记下了什么、还差什么、要准备什么"
    FOLLOW_UP = "记下哪天回访，例如：/回访 12月3日 带租赁合同"
    ASSEMBLE = "生成申报材料包；生成 文件夹 可以指定放在哪里"
    EXPORT_CASE = "把这份申报存成一个加密的文件，交给别人在另一台电脑上接着填"
    IMPORT_CASE = "打开别人交来的申报文件；导入项目 文件"
    QUIT = "保存并离开"
    HOME = "回到项目列表，答过的都已保存"
    NEW = "开始一份新的申报；新建 名字 直接起名"
    RENAME = "给申报换个名字；改名 新名字"
    COPY = "照这一份另存一份；复制 新名字"
    ARCHIVE = "办完的收起来；再用一次就取出来"
    DELETE = "放进回收站，可以撤销"
    TRASH = "看回收站里的申报，选中可以取回"
    PREVIEW = "先看每份文件写了什么、还缺什么，再生成"
    TABLE = "打开名单的表格"
    FILES = "给这一项材料选文件"
    DONE = "交出写好的文字，或选好的文件"
    FOLDER = "打开材料包所在的文件夹"
    SETTINGS = "主题、疏密、记录放在哪里"
    THEME = "浅色、深色、高对比，轮着换"
    PALETTE = "列出全部命令，可以用拼音首字母查"
    OVERVIEW = "各状态多少份、今天填了多少、哪些条文最常达不到；没有单位和姓名"
    PLAIN = "离开全屏，一行一行地接着谈"
    HELPDESK = "接电话的人用：给出要念的话，记下谁说的、谁记的；再输入一次就离开"
    STAFF = "换一位坐席；坐席 王五"
    CALL = "这次通话从什么时候起、谁接的、暂停过几次"
    CALL_START = "来电了；开始通话 张女士 023-12345678，称呼和电话可以不写"
    CALL_PAUSE = "请对方稍等，或者先挂断、以后再谈"
    CALL_RESUME = "接着谈没有结束的通话"
    HAND_OVER = "把通话转给另一位坐席；转交 李梅"
    CALL_END = "这次谈完了"
    CALL_SWITCH = "换到另一份记录的通话；这边先暂停，输入了一半的也留着"
    CORRECT = "核对时对方说不对，改刚答的那一项；改成 50"


class Tui(StrEnum):
    """What only the full screen says."""

    PROMPT = "› "
    KEY = " {key} {label} "
    NOT_HERE = "“{label}”在这一页用不上。"
    NO_SUCH_COMMAND = "没有“{text}”这个命令。按 F12 可以看全部命令。"
    MORE_BELOW = "下面还有 {count} 行，按 PgDn 往下看"
    TOO_SMALL = (
        "窗口太小了（现在 {width}×{height}），看不全。\n\n"
        "请把窗口放大到 80×24 以上，会自动继续；\n"
        "或者按回车，改用一行一行的对话。\n\n"
        "已经答的都保存好了。"
    )
    LOADING = "正在准备，请稍候……"

    HOME_AND_CALLS = " · "
    HOME_TITLE = "中小企业公共服务示范平台申报助手"
    HOME_PLACEHOLDER = "按回车继续选中的申报；输入几个字可以查找"
    HOME_PLACEHOLDER_EMPTY = "按回车开始第一份申报"
    HOME_MORE = "还有更多：按回车再列 {more} 份"
    HOME_MORE_DETAIL = (
        "这里先列出最近修改的。输入名字、申报单位、区县、电话里的几个字，或者拼音首字母，"
        "会在全部申报里查找。"
    )
    HOME_ROW = "{done}/{total} {outcome}"
    HOME_PROGRESS = "已答 {done}/{total}　待补 {deferred}"
    HOME_ARCHIVED = "已归档"
    HOME_DELETED = "回收站"
    HOME_APPLICANT = "申报单位　{name}"
    HOME_NO_APPLICANT = "申报单位　（还没有填）"
    HOME_CREATED = "开始于　　{day}"
    HOME_LAST = "最后修改　{day}"
    HOME_VERDICT = "目前结论　{outcome}"
    HOME_ANSWERED = "进度　　　{progress}"
    HOME_TRASH_EMPTY = "回收站是空的。"
    HOME_TRASH_HINT = "按回车取回选中的这一份；按 Esc 回到项目列表"
    HOME_FAILED = "读不了这一份：{message}"
    GREETING = (
        "欢迎。我会一个问题一个问题地陪您走完申报：先看够不够条件，再备齐十一项材料，"
        "最后生成可以打印盖章的整套文件。\n"
        "一共大约 {questions} 个问题，{minutes} 分钟左右；"
        "可以随时停下，下次接着来，不清楚的先放着。\n"
        "您填的内容只存在这台电脑上，不会上传。"
    )
    RENAMED = "已改名为“{new}”。按 Ctrl+Z 可以撤销。"
    COPIED = "已另存为“{new}”。"
    ARCHIVED = "已归档“{name}”，收在列表最后。按 Ctrl+Z 可以撤销。"
    UNARCHIVED = "已取出“{name}”。"
    DELETED = "已把“{name}”放进回收站。按 Ctrl+Z 可以撤销。"
    RESTORED = "已取回“{name}”。"
    UNDONE = "已撤销：{what}"
    REDONE = "已重做：{what}"
    NOTHING_UNDONE = "这一页没有可以撤销的。"
    NOTHING_REDONE = "这一页没有可以重做的。"
    ASK_NEW = "给这份申报起个名字，以后凭它找回；直接按回车就用“{name}”"
    ASK_RENAME = "给“{name}”换个名字"
    ASK_COPY = "照“{name}”另存一份，叫什么名字？直接按回车就用“{new}”"
    COPY_NAME = "{name}-副本"
    ASK_KEYS = "回车 确定　Esc 不改了"
    NO_CASE_CHOSEN = "还没有申报记录。请先输入“/新建”。"

    STATUS_SECTION = "{title} {done}/{total}"
    STATUS = "{case}　{section}　已答 {done}/{total}　{standing}"
    STANDING_SHORT = "符合 {met}　不足 {unmet}　待定 {unknown}"
    ALL_ASKED = "都问完了"
    ENTRY = "请回答；输入 ? 看为什么问，输入 / 加命令"
    ENTRY_NOTICE = "看完按回车继续"
    ENTRY_CHOICE = "↑↓ 选，回车确定；也可以输入序号或名称"
    ENTRY_FIND = "输入几个字查找，↑↓ 选，回车确定"
    ENTRY_MULTI = "↑↓ 选，空格勾上或去掉，回车确定；也可以输入序号，例如 1、3"
    ENTRY_ROSTER = "按回车打开表格；也可以输入表格文件的路径，或粘贴几行"
    ENTERED_EARLY = "这些是上一步还没完时输入的，没有当作答案；是这一题的答案就再按回车"
    ENTRY_DONE = "按回车看导出；或输入命令"
    ENTRY_ASKED = "↑↓ 选，回车确定；都不是就重新输入"
    ENTRY_FILES = "↑↓ 选，回车确定；要附上文件请按 F5"
    EDITOR_KEYS = "F9 写好了　Tab 换到命令行　Esc 先放着"
    EDITOR_COUNT = "{count} 字"
    EDITOR_PROMPTS = "可以边想边写"
    MEANING = "理解为 {value}"
    MEANING_ASKS = "这样写有几种意思，按回车后请您选"
    HISTORY = "以上是以前答过的"
    NO_CHOICE = "还没有选。请用 ↑↓ 选一项，或者输入序号。"
    NO_TICKS = "还没有勾选。请用空格勾选；一项也没有就输入“无”。"
    OUTLINE_TITLE = "进度"
    BOARD_TITLE = "条件"
    DONE = "√"
    DEFERRED = "…"
    OPEN = "·"
    HERE = "▶"

    LIST_EMPTY = "没有符合“{word}”的内容。"
    FILTER = "输入几个字可以查找；↑↓ 选，回车确定"
    PROGRESS_TITLE = "进度"
    PROGRESS_HINT = "↑↓ 选一题，回车过去；输入几个字查找；输入“/待补”只看待补的"
    TODO_TITLE = "待补清单"
    TODO_HINT = "↑↓ 选一题，回车去补"
    QUESTION_ROW = "{mark} {number}　{label}"
    ANSWERED = "现在填的是：{value}"
    BOARD_SCREEN = "自评"
    BOARD_HINT = "↑↓ 选一条；回车展开每个数；输入“/跳到”去那个问题"
    BAR = "{bar} {have}　{sign} {need}"
    BAR_UNKNOWN = "（要先定下适用的标准）"
    LIST_JUMP = "按回车去：问 {number}　{label}"
    MATERIALS_TITLE = "材料清单"
    MATERIALS_HINT = "↑↓ 选一项；回车去核对它的问题"
    COLON = "："
    MATERIAL_EVIDENCE = "{mark} {title}（{state}）"
    MATERIAL_FILES = "　　已附 {count} 个文件"
    CLAUSES_TITLE = "条文"
    CLAUSES_HINT = "输入词语查找；↑↓ 翻看；回车列出这一条的问题"
    CLAUSE_QUESTIONS = "和这一条有关的问题"
    CLAUSE_NO_QUESTIONS = "没有和这一条直接有关的问题。"
    CLAUSE_ROW_QUESTION = "　→ 问 {number}　{label}"
    CLAUSE_ROW_OFF = "　→ {label}（现在用不上）"
    PREVIEW_TITLE = "预览与导出"
    PREVIEW_HINT = "↑↓ 选一份看内容；回车生成整套材料；/单独生成 只要这一份"
    PREVIEW_SUMMARY = "整套材料"
    PREVIEW_DRAFT = "现在生成的会标“草稿”：还有没补齐的地方。"
    PREVIEW_FINAL = "现在生成的是正式稿。"
    PREVIEW_REMARKS = "生成之前再看一眼："
    PREVIEW_OPEN = "没有补齐的："
    PREVIEW_OPEN_HOW = "确实就这样报送的，在左边选中那一项按回车，或者输入“/接受 1”。"
    PREVIEW_ACCEPT = "按回车：这一项就这样报送（接受）。内容一变，接受就不再算数。"
    PREVIEW_REOPEN = "按回车：撤回接受。"
    PREVIEW_WHICH = "请先选中一项没有补齐的，或者写上序号，例如“/接受 1”。"
    PREVIEW_ALONE_ASK = "请先选中一份文件，或者写上名字，例如“/单独生成 服务评价意见”。"
    PREVIEW_COPIES = "×{count}"
    PREVIEW_OUT = "放在：{folder}"
    PREVIEW_BUSY = "正在读这份文件……"
    PREVIEW_MAKING = "正在生成 {done}/{total}：{what}"
    PREVIEW_CANCEL = "正在生成；按 Esc 取消"
    PREVIEW_MADE = "想看这些文件，请输入“/打开文件夹”。"
    PREVIEW_FOLDER_FAILED = "打不开文件夹，请自己打开：{folder}"
    PREVIEW_NO_FOLDER = "还没有生成材料包。按回车生成。"
    PREVIEW_WAIT = "正在生成，请等它做完，或者先按 Esc 取消。"
    PREVIEW_OPENED = "已请系统打开：{folder}"
    HELP_TITLE = "帮助"
    HELP_KEYS = "按键"
    HELP_ALL = "{key:<7}{label}"
    HELP_COMMANDS = "命令（输入时前面加“/”，也可以用“／”或“、”）"
    HELP_ENTER = "回车　确定或继续　　↑↓　选择　　PgUp PgDn　翻看　　Esc　返回"
    HELP_DIGITS = "数字　直接选那一项　　空格　勾上或去掉　　Tab　换到下一栏"
    PALETTE_HINT = "输入几个字，或拼音首字母（例如 cl 是材料）；↑↓ 选，回车确定"
    PALETTE_QUESTION = "跳到 问 {number}　{label}"
    PALETTE_CLAUSE = "条文　{clause}"
    SETTINGS_TITLE = "设置"
    SETTINGS_HINT = "↑↓ 选一项，回车更改；改了马上保存"
    SETTINGS_SAVED = "已保存。"
    SETTINGS_THEME = "主题　　　{value}"
    SETTINGS_DENSITY = "疏密　　　{value}"
    SETTINGS_CASEBOOK = "记录文件　{value}"
    SETTINGS_OUT = "材料包放在　{value}"
    SETTINGS_KEYS = "按键　　　在文件里改：{path}"
    SETTINGS_ABOUT_THEME = "浅色、深色、高对比。按回车换下一种，马上看到。"
    SETTINGS_ABOUT_DENSITY = "疏松：卡片之间留空行。紧凑：一屏多看几行。"
    SETTINGS_ABOUT_CASEBOOK = (
        "申报记录存在这个文件里。按回车输入另一个位置，下次打开时生效；"
        "原来的文件不会移动，也不会删除。"
    )
    SETTINGS_TEMPLATES = "自备模板　　{value}"
    SETTINGS_TEMPLATES_NONE = "没有"
    SETTINGS_ASK_TEMPLATES = "自备的 Word 模板放在哪个文件夹里？直接按回车就不改"
    SETTINGS_ABOUT_TEMPLATES = (
        "这个文件夹里和随程序带的模板同名的 .docx，生成时代替随程序带的，一份一份地算。"
        "有错的不用，生成后会说明。先用 sme-assistant template check 检查。"
    )
    SETTINGS_MODE = "打开时　　{value}"
    MODE_APPLICANT = "自己填"
    MODE_HELPDESK = "热线模式"
    SETTINGS_ABOUT_MODE = (
        "自己填：一个人对着屏幕填。热线模式：接电话的人用，显示要念的话，记下通话。"
        "下次打开时生效；现在就换，请输入“/热线”。"
    )
    SETTINGS_STAFF = "坐席名单　{value}"
    SETTINGS_STAFF_NONE = "还没有"
    SETTINGS_ASK_STAFF = "接电话的人有哪几位？用顿号隔开，例如：王五、李梅"
    SETTINGS_ABOUT_STAFF = (
        "接电话的人。进热线模式时从这里选，每项答案都记下是谁记录的。没有账号和密码。"
    )
    SETTINGS_ABOUT_OUT = "生成的材料包放进这个文件夹。按回车输入另一个位置。"
    SETTINGS_ABOUT_KEYS = (
        '在设置文件里加一节 [keys]，例如 back = "f2"。可以改的有：\n{names}'
    )
    SETTINGS_ASK_CASEBOOK = "记录放在哪个文件里？直接按回车就不改"
    SETTINGS_ASK_OUT = "材料包放在哪个文件夹里？直接按回车就不改"
    THEME_LIGHT = "浅色"
    THEME_DARK = "深色"
    THEME_HIGH_CONTRAST = "高对比"
    DENSITY_STANDARD = "疏松"
    DENSITY_COMPACT = "紧凑"

    LIST_READING = "正在读取 {percent}%　按 Esc 停下"
    SEEN = "知道了"
    SEEN_KEYS = "回车返回；翻页键看全文"
    LIST_WRITING = "正在写入 {percent}%　按 Esc 停下"
    LISTS_TITLE = "名单"
    LISTS_HINT = "回车打开一份；输入几个字查找；/核对 看哪些地方要改"
    LISTS_ROW = "{title}　{state}"
    LISTS_COLUMNS = "各栏：{labels}"
    LISTS_GIVES = "由它算出：{labels}"
    CASE_OPENING = "正在打开“{name}”，名单很长，请稍候……"
    LIST_WORKING = "正在处理名单，请稍候……"
    LIST_BUSY = "名单正在处理，请等它做完，或者按 Esc 停下。"
    OFFER_KEYS = "↑↓ 或数字选择，回车确定；翻页键看全文；Esc 不收"
    ROSTER_TITLE = "{title}　{count} {unit}"
    ROSTER_HINT = (
        "回车改；/新建 加；Delete 删；第9行、找 词 去那行；粘贴或输入文件；/导出名单"
    )
    ROSTER_SOUGHT = r"第?\s*(?P<number>[0-9]{1,9})\s*行|找\s+(?P<word>[^\n\t]{1,40})"
    ROSTER_NO_ROW = "没有第 {number} 行，名单共 {count} {unit}。"
    ROSTER_NOT_FOUND = "名单里没有“{word}”。"
    ROSTER_NEW = "（加一行）"
    ROSTER_NOW = "{told}　→　名单现在有 {count} {unit}"
    ROSTER_DELETED = "已删去这一行。按 Ctrl+Z 可以撤销。"
    ROSTER_NUMBER = "序号"
    ROW_TITLE = "{title}：第 {number} 行"
    ROW_HINT = "Tab 下一栏　F9 写好了　Esc 不改了"
    ROW_TOO_MANY = (
        "粘贴的有 {lines} 行，从这一栏往下只有 {fields} 栏，没有放进来。"
        "要粘贴整张表，请按 Esc 回到表格再粘贴。"
    )
    ROW_BAD = "{label}：{message}"
    FILES_TITLE = "给“{title}”选文件"
    FILES_HINT = "回车进文件夹，或把文件勾上、去掉；F9 选好了；也可以粘贴路径"
    FILES_UP = "↑ 上一层文件夹"
    FILES_FOLDER = "{name}/"
    FILES_CHOSEN = "已选 {count} 个"
    FILES_WHOLE = "整个“{name}”文件夹"
    FILES_MARKS = "没有文件时，可以输入：/已有纸质　/待补　/不适用，后面可以加说明"
    FILES_MANY = (
        "这个文件夹里的文件太多，只列出 {most} 个。没有列出的，请直接输入它的路径。"
    )
    FILES_UNREADABLE = "这个文件夹打不开：{folder}"
    FILES_NONE_ASKED = "这个问题不用附文件。"


class Figures(StrEnum):
    """A typed figure beside what its list comes to, and which of them holds."""

    ASK = (
        "{label}有两个数：填写的是 {typed}（{typed_source}），"
        "按名单算是 {counted}（{source}）。采用哪一个？"
    )
    TAKE = "采用名单上的 {counted}"
    KEEP = "保留填写的 {typed}"
    KEEP_FOR_NOW = "名单还要改，先不动填写的 {typed}"
    HOW = "请输入序号；直接按回车先放着。定下来之前，材料包只能是草稿。"
    TAKEN = "{label}采用名单上的数：{counted}（{source}）。名单改了，它会跟着变。"
    KEPT_FOR_NOW = "好的。请改好名单后再看；两个数对上之前，材料包只能是草稿。"
    PUT_OFF = "先放着。输入 /自评 可以随时看到这一处。"
    FROM_ROSTER = "按名单算是 {counted}（{source}），不填就用它。"


class Lists(StrEnum):
    """Sentences about list files, coming in and going out."""

    NOT_FOUND = "没有找到文件“{path}”。请核对路径；可以把文件拖进窗口得到路径。"
    UNREADABLE = "读不了文件“{name}”。请确认它是一个文件，并且有权限读取。"
    NO_FILE = "“{name}”不是一个文件（是文件夹、管道或设备）。请换成表格文件后重试。"
    TOO_LARGE = "“{name}”太大（超过 60 MB），请拆分后重试。"
    GROWS = "“{name}”正在被别的程序改写。请等它存好、关闭后再试一次。"
    EMPTY = "“{name}”是空的。请核对后重试。"
    LOCKED = "“{name}”有密码，程序打不开。请在 Excel 里取消密码、另存后重试。"
    NO_TABLE = "“{name}”不是能读的表格。请另存为 .xlsx 或 .csv 后重试。"
    WEB_PAGE = "“{name}”其实是网页格式。请用 Excel 打开，另存为 .xlsx 后重试。"
    BROKEN = "“{name}”不是完好的表格文件。请用 Excel 打开后另存再试。"
    BOMB = (
        "“{name}”展开后太大（超过 300 MB 或一千多万个格子），不像一份名单。"
        "请只保留名单那张工作表，另存后重试。"
    )
    ENTITIES = "“{name}”里有实体声明，正常的表格没有。请用 Excel 打开后另存再试。"
    TOO_WIDE = (
        "“{name}”用到了第 702 列（ZZ）以后的格子，不像一份名单。"
        "请删去右边多余的列，另存后重试。"
    )
    SLOW = "“{name}”读了 {seconds} 秒还没读完，已停下。请拆分后重试。"
    ENDLESS = "“{name}”的第一行超过一百万个字，不像一份名单。请核对后重试。"
    BROKEN_LINE = "“{name}”第 {line} 行读不了，多半是少了一个引号。请改好后重试。"
    ENCODING = "“{name}”的文字编码认不出。请用“CSV UTF-8”格式另存后重试。"
    NO_SHEET = "“{name}”里没有名为“{sheet}”的工作表。请核对后重试。"
    NO_HEADER = "“{name}”里没有找到表头。请在第一行写上列名：{labels}。"
    NO_COLUMN = "“{name}”{sheet}第 {row} 行的表头里没有这几列：{labels}。请补上后重试。"
    WHICH_SHEET = (
        "“{name}”里有几张工作表都像这份名单：{sheets}。"
        "请指明用哪一张：命令行加 --sheet，对话里在路径后面加“#{first}”。"
    )
    WORD_TABLE = "表格{number}"
    STOPPED = "已停下，名单没有改动。请在需要时再来一次。"
    CANNOT_WRITE = "写不了“{path}”：{cause}。名单没有改动，请换一个位置后重试。"
    OTHER_SHEETS = "用的是工作表“{sheet}”；“{others}”也像这份名单，没有读。"
    UNUSED = "这几列不是这份名单的栏目，没有收：{labels}。"
    NUMBER_HEADINGS = "序号 编号 号 行号 no num 需要改的地方"
    LINKS = "“{name}”里有指向别的文件的链接。只读了显示的值，没有打开那些文件。"
    FORM_FORMAT = "空白表要存成 .xlsx。请把“{name}”改一个名字后重试。"
    NO_FORMAT = "“{name}”的结尾不是 .xlsx、.csv 或 .tsv。请改一个名字后重试。"
    PASTED = "粘贴的内容"
    TO_CORRECT = "需要改的地方"
    FORM_SHEET = "填写说明"
    FORM_RULES = (
        "1. 在第一张表里填写，一行填{row}；第一行是列名，请不要改动。\n"
        "2. 浅橙色的列必须填；浅蓝色的列可以空着。\n"
        "3. 有下拉箭头的格子请从列表里选。\n"
        "4. 电话按文本填写，不要写成公式。\n"
        "5. 填好后存盘，再导入；导入前可以先预览，读不懂的格子会一个个指出来。"
    )
    FORM_HEADINGS = "列名，要求，填什么，例子"
    FORM_NEEDED = "必填"
    FORM_OPTIONAL = "可空"
    FORM_TEXT = "文字"
    FORM_COUNT = "整数，单位：{unit}"
    FORM_OPEN = "{choices}；也可以照实填写别的名称"
    FORM_EXAMPLE = "例如：{example}"
    FORM_CHOOSE = "请从下拉列表里选择。"
    FORM_WHOLE = "请填写整数。"

    READ = "“{name}”{sheet}：可以收下 {rows} 行"
    READ_NONE = "“{name}”{sheet}：没有可以收下的行"
    REJECTED = "有 {rows} 行先不收，{cells} 处要改："
    NEW_LIST = "名单原来是空的，收下后共 {total} {unit}。"
    COUNTS = (
        "与现有名单比：新增 {added} 行，改动 {changed} 行，"
        "不变 {unchanged} 行；收下后共 {total} {unit}。"
    )
    NO_CHANGE = "这 {unchanged} 行现有名单里都有，一字不差，没有什么要改。"
    LEFT = "现有名单里有 {left} 行文件里没有，原样留着。"
    REMOVED = "现有名单里有 {removed} 行文件里没有，会被去掉。"
    CHANGE = "　改动　{key}：{cells}"
    CHANGED_CELL = "{label} {before} → {after}"
    BLANK = "（空）"
    CHANGES_MORE = "　还有 {count} 行改动，这里不再列出。"
    REPEATED = "文件里不止一行的有：{keys}{more}。都收下了，没有合并，请看是不是重复。"
    REPEATED_MORE = "等 {count} 个"
    CORRECTION = (
        "要改的行另存在：{path}。标了颜色的格子改好后，可以直接再导入这个文件。"
    )
    CORRECTION_SUFFIX = "待改"
    AGGREGATE = "　{label}　{value}"
    AGGREGATES = "按名单算出："
    DRY_RUN = "以上只是预览，名单没有改动。"
    TAKEN = "已收下：{title}　现在共 {total} {unit}"
    AS_IT_WAS = "名单没有改动：{title}　现在共 {total} {unit}"
    NOTHING = "一行也没有收下，名单没有改动。"
    NEW_CASE = "没有名为“{name}”的申报记录，已新建。"
    WOULD_BE_NEW = "还没有名为“{name}”的申报记录，正式导入时会新建。"
    NO_LIST = "没有名为“{name}”的名单。请用其中之一：{kinds}。"
    EMPTY_LIST = "“{title}”还是空的，导出的表只有列名。"
    EXPORTED = "已导出 {count} {unit}：{path}"
    TEMPLATE_MADE = "空白表已存为：{path}。填好后用 sme-assistant roster import 导入。"
    FORM_NAME = "空白表-{title}.xlsx"
    FORM_MADE = "空白表已存为：{path}。填好后，在这里输入它的路径就可以导入。"
    NO_SUCH = "没有名为“{name}”的名单，或者有几份都像。请写上其中一份：{titles}。"
    WHICH = "请写上是哪一份名单，例如“/导出名单 服务人员名单”。有这些：{titles}。"
    CARD = "名单一共 {count} 份"
    CARD_LINE = "　{number}. {title}（{cite}）　{state}"
    CARD_GIVES = "　　由它算出：{labels}"
    CARD_MORE = "等 {count} 项"
    CARD_HOW = "输入“/名单 序号”打开一份；“/核对”看名单里有哪些地方要改。"
    STATE_ROWS = "{count} {unit}"
    STATE_NONE = "还没有"
    STATE_OFFERED = "还没有；没有也可以"
    STATE_PARKED = "现在的回答用不到它"
    STATE_FOUND = "{count} 处要核对"
    OPENED = "{title}　{state}"
    OPENED_HOW = "空一行，或者输入“返回”，就回到原来的问题。"
    OFFERED = "不填也行，给出这份就由它算：/名单 {title}"
    MAY_BE_GIVEN = "可以给{title}，由它算：/名单 {title}"
    IS_GIVEN = "{title}　{count} {unit}：/名单 {title}"
    FOUND_HEAD = "核对名单：{counts}"
    FOUND_KIND = "{kind} {count} 处"
    FOUND_BLOCKS = "必须改"
    FOUND_WARNS = "请核对"
    FOUND_NOTES = "提示"
    FOUND_LINE = "　{number}. {text}"
    FOUND_FIGURES = "（填写 {typed}，名单 {counted}）"
    FOUND_ALL = "怎样改、还有哪几行，输入“/核对”看。"
    FOUND_NOTHING = "名单里没有发现要核对的地方。"
    FOUND_ROWS = "　　{rows}"
    FOUND_ROW = "第 {number} 行 {name}"
    FOUND_TOGETHER = "，还有 {count} 行"
    FOUND_MORE = "　　还有 {count} 处，这里不再列出；先改上面的，再看一次。"
    NUMBERED = "{number} {title}"
    STEP = "{what} {percent}%（按 Ctrl+C 停下）"
    STEP_READING = "正在读取"
    STEP_WRITING = "正在写入"
    READING = "正在读取 {percent}%（按 Ctrl+C 停下）"
    WRITING = "正在写入 {percent}%（按 Ctrl+C 停下）"
    ASK = "请输入序号；名单现在还没有改动。"
    TAKE = "收下（更新名单）"
    TAKE_NEW = "收下"
    TAKE_ALL = "收下，并去掉文件里没有的 {left} 行"
    TAKE_NOT = "不收"
    NOT_TAKEN = "好的，没有收，名单没有改动。"

    FORMULA = (
        "这是一个还没有算出结果的公式。请用 Excel 打开、存盘一次，或直接填写结果。"
    )
    FOOT = "“{text}”当作表尾，没有收进名单。如果它是一行名单，请把这一行填全。"
    ROUNDED = (
        "这个号码被 Excel 缩写了，后面几位已经看不到。请把整列设为文本，重新填写。"
    )
    NUMBER = "“{text}”看不出是哪一种。请填写名称：{labels}。"
    NO_TICK = "看不出这一格有没有打勾。请在{labels}里选一格填“√”，其余空着。"
    TWO_TICKS = "这一行打了不止一个勾。请在{labels}里只留一个“√”。"
    TICK_MISSING = "这一行还没有打勾。请在{labels}里选一格填“√”。"


class AskTui(StrEnum):
    """The screen that answers questions about the regulation."""

    TITLE = "问条文"
    RULE = "写上要问的话，按回车；↑↓ 选一个相关的问题；Esc 返回"
    NOTHING = "例如：公司开了一年半能报不；评价意见要几份；材料交到哪里"


class Calls(StrEnum):
    """The help desk: words to say aloud, and a call as it goes."""

    SOMEBODY = "来电人"
    SAY = "【请念】{wording}"
    SAY_NUMBERED = "问 {number}/{total}【请念】{wording}"
    READ_BACK = "【核对】{wording}"
    IF_UNKNOWN = "【对方不知道时】{wording}"
    IF_UNKNOWN_ELSE = "没关系，这一项先放着，您查到了再告诉我。"
    PUT_OFF = "（记为待补：输入“不清楚”）"
    FIND = "【到哪里找】{find}"

    RUNNING = "通话中"
    HELD = "暂停着"
    ENDED = "没有通话"
    MINUTES = "{count} 分钟"
    LESS = "不到 1 分钟"
    LINE_HELD = "{state}　已谈 {talked}　来电 {caller}　坐席 {staff}"
    LINE = "{state} {talked}　来电 {caller}　坐席 {staff}"
    LINE_NONE = "没有通话　坐席 {staff}　来电请输入“/开始通话 称呼 电话”"
    OTHERS = "　另有：{others}"
    OTHER = "{case}（{state}）"

    DESK_ON = (
        "热线模式，坐席 {staff}。来电时输入“/开始通话 称呼 电话”，称呼和电话可以不写。"
    )
    DESK_OFF = "已离开热线模式；没有结束的通话都暂停着。"
    NOT_ON = "这是热线模式的命令。请先输入“/热线 您的姓名”打开它。"
    WHO = "请写上坐席的姓名，例如“/坐席 王五”{known}。"
    KNOWN = "；名单上有：{names}"
    SITS = "现在的坐席是 {staff}。"
    FOUND_HELD = (
        "有一个没有结束的通话：{caller}（{since} 起）。接着谈请输入“/继续通话”。"
    )
    FOUND_CUT_OFF = (
        "上次和{caller}的通话没有结束程序就关了（{since} 起），说过的都在。"
        "通话先算暂停；接着谈请输入“/继续通话”，不谈了请输入“/结束通话”。"
    )
    STARTED = "通话开始：{caller}，坐席 {staff}。下面记的都算{caller}说的。"
    JOINED = "接着和{caller}没有结束的通话，没有另开。"
    ALREADY = "正在和{caller}通话，没有另开。"
    REFUSED = (
        "这份记录和{caller}的通话还没有结束（{since} 开始，现在{state}），没有另开。"
        "接着谈请输入“/继续通话”；是别人来电，请先输入“/结束通话”。"
    )
    PAUSED = "通话已暂停：{caller}，已谈 {talked}。接着谈请输入“/继续通话”。"
    RESUMED = "通话继续：{caller}，坐席 {staff}。"
    HANDED_OVER = "{caller}的通话已转给 {staff}，以后记下的由 {staff} 记录。"
    ENDED_NOW = (
        "通话结束：{caller}，谈了 {talked}，记下 {count} 项。"
        "输入“/小结”得到这次的小结。"
    )
    NO_CALL = "现在没有通话。来电时请输入“/开始通话 称呼 电话”。"
    NOT_RUNNING = "通话已经暂停着。"
    NOT_HELD = "正在通话，不用继续。"
    ABOVE_A_CALL = "　｜　{case}　来电 {caller}"
    HELD_BACK = (
        "通话暂停着，这一句没有记下。接着谈请先输入“/继续通话”；"
        "不谈了请先输入“/结束通话”，再记您自己填的。"
    )
    BUSY = "那边正在和{caller}通话（{since} 起），请等它结束，或者请对方转交。"
    CORRECT_NONE = "还没有答过的问题可以改。"
    NO_OTHER = "没有别的通话可以换。"
    CARD = "和{caller}的通话{phone}："
    CARD_PHONE = "（{phone}）"
    CARD_STEP = "　{at}　{event}　坐席 {staff}"
    EVENT_START = "开始"
    EVENT_PAUSE = "暂停"
    EVENT_RESUME = "继续"
    EVENT_HAND_OVER = "转交"
    EVENT_END = "结束"
    SAID_ON = "{who}在电话里说，{staff} 记录"
    BY_STAFF = "{who} 填写"
    PAST = "{echo}　（{source}）"

    HELP = """热线模式还有这些命令（前面要加“/”）：
　/开始通话 称呼 电话　来电了，称呼和电话可以不写
　/暂停、/继续通话　　请对方稍等，再接着谈
　/改成 50　　　　　　核对时对方说不对，改刚答的那一项
　/转交 姓名　　　　　把通话转给另一位坐席
　/结束通话　　　　　　这次谈完了
　/通话　　　　　　　　这次通话的经过
　/速查 万州 12人　　　另一位来电人能不能报，不动这一份
　/坐席 姓名　　　　　换一位坐席；/热线 离开热线模式"""

    HOME = "热线模式　坐席 {staff}{calls}"
    HOME_QUICK = "没有符合“{text}”的申报；按回车就当成听到的话速查"
    HOME_QUICK_DETAIL = (
        "速查：不建申报，马上看能不能报。把听到的写在一起，例如：万州 12人 10个大专；"
        "什么都不写，输入“/速查”就一样一样地问。"
    )
    HOME_QUICK_PLAIN = "不建申报也能看能不能报：输入“/速查 万州 12人 10个大专”。"
    STILL_OPEN = "这一份的通话还没有结束。请先打开它，输入“/结束通话”，再删除。"
    NO_CASE = "通话记在一份申报里：先打开一份（新的用“/新建”），再输入“/开始通话”。"
    HOME_CALL = "［通话没有结束］{caller}"
    HOME_CALLS = "　没有结束的通话 {count} 个"
    STAFF_TITLE = "谁在接电话？"
    STAFF_RULE = "↑↓ 选一位，回车确定；不在名单上就直接输入姓名"
    STAFF_NONE = "请输入您的姓名，按回车。会记进设置，下次直接选。"
    STAFF_ASK = "谁在接电话？请输入{numbers}姓名："
    STAFF_NUMBERS = "序号或"
    STAFF_ROW = "　{number}. {name}"
    STAFF_LONG = "姓名太长了，请在 {most} 个字以内。"
    HELPDESK_OPTION = "热线模式：念给来电人听的话，通话记录"
    STAFF_METAVAR = "姓名"
    STAFF_OPTION = "坐席的姓名（随之进入热线模式）"


class Overviews(StrEnum):
    """A day in figures."""

    TITLE = "{day} 概览"
    STATES = "申报记录共 {cases} 份："
    NO_CASES = "还没有申报记录。"
    STATE_UNTOUCHED = "刚建，还没有填"
    STATE_DRAFT = "草稿（没有答完）"
    STATE_INELIGIBLE = "不符合"
    STATE_ELIGIBLE = "符合，材料没有齐"
    STATE_READY = "符合，材料齐了"
    STATE_ARCHIVED = "已归档"
    STATE_DELETED = "在回收站"
    STATE_UNREADABLE = "要用新版程序才能读"
    CASES = "{count} 份"
    DAY_HEAD = "这一天："
    BEGUN = "　新建 {begun} 份，动过 {touched} 份"
    ANSWERS = "　填写 {answers} 项，其中电话里 {by_phone} 项"
    CALLS = "　电话 {calls} 通"
    CLAUSES = "最常达不到的条文（在填的 {judged} 份里）："
    NO_FAILING = "在填的 {judged} 份里，没有达不到的条文。"
    CLAUSE = "{clause} {title}"
    FAILS = "{count}/{cases} 份 {percent}"
    COUNTING = "正在统计 {done}/{total} 份"
    NO_NAMES = "这里只有数目，没有单位、姓名和电话。"

    DAY = "日期"
    NO_DAY = "“{text}”不是日期。请写成 {example} 这样，或者不写，看今天的。"
    FUTURE = "{day} 还没有到。请写今天或以前的日期。"
    DAY_OPTION = "看哪一天的，例如 2026-03-02、昨天；不写就是今天"
    CSV_OPTION = "另存为表格（CSV，Excel 能直接打开）"
    SAVED = "表格已存为：{path}"

    HEADINGS = "日期，类别，条文，项目，数量，总数"
    KIND_STATE = "申报记录"
    KIND_DAY = "当天"
    KIND_CLAUSE = "达不到的条文"
    ITEM_BEGUN = "新建（份）"
    ITEM_TOUCHED = "动过（份）"
    ITEM_ANSWERS = "填写（项）"
    ITEM_BY_PHONE = "其中电话里（项）"
    ITEM_CALLS = "电话（通）"

    SCREEN = "今日概览"
    RULE = "↑↓ 选一行看图；看别的日子，例如“/今日概览 昨天”；Esc 返回"
    ROW_STATES = "申报记录　{cases} 份"
    ROW_DAY = "这一天　　电话 {calls} 通，填写 {answers} 项"
    ROW_CLAUSES = "达不到的条文　{count} 条"
    CLAUSE_DETAIL = "不符合 {unmet} 份　待定 {unknown} 份　符合 {met} 份"
    SAVE_HOW = "要存成表格，请在终端里输入：sme-assistant overview --csv 概览.csv"


class Purge(StrEnum):
    """Removing a case for good, and finding those that may go."""

    ABOUT = "“{name}”和它的全部答案、名单、草稿、通话记录将永久删除，不能恢复。"
    WITH_PACKAGES = (
        "它生成过的材料包（里面有证明材料的复印件）也一起删去，您改过的文件也在内；"
        "还要用的请先复制出来，或者加 --keep-packages 留着："
    )
    WITHOUT_PACKAGES = "它生成过的材料包留着不删："
    WITH_EVIDENCE = (
        "随导入的文件一起来的证明材料也一起删去（这台电脑上可能只有这一份，"
        "要留的请先复制出来）："
    )
    SHARED = "下面的证明材料另一份记录也在用，留着不删，那一份删去时再删："
    PATH = "　{path}"
    ASK = "确定请输入“删除”："
    WORD = "删除"
    NOT = "没有删除。"
    DONE = "已删除“{name}”：它的答案、名单、草稿和通话记录都已从记录文件里抹去。"
    PACKAGES_GONE = "已删去它的材料包："
    EVIDENCE_GONE = "已删去随它来的证明材料："
    LEFT = "下面这些还在原处，用不着的请自己删去："
    COPIES = "下面这些备份里可能还有它的内容，用不着的请自己删去："
    OUT_OF_REACH = """程序够不到的，请自己处理：
　· 移走或改了名的材料包、另存的名单和导出文件，发出去的、打印出来的
　· 您自己附上的证明材料原件：程序只记了放在哪里，没有动它们
　· 系统备份、网盘同步、回收站；固态硬盘删去的内容可能还能恢复，请用整盘加密"""
    KEEP_OPTION = "留着它生成过的材料包"
    STALE_OPTION = "只列很久没有动过的；可以写天数，不写就按设置（{days} 天）"
    STALE_HEAD = "超过 {days} 天没有动过的有 {count} 份，用不着的可以删除："
    STALE_LINE = "　{name}　{count} 天没有动过{where}"
    STALE_ARCHIVED = "（已归档）"
    STALE_DELETED = "（在回收站）"
    STALE_HOW = "要删除一份，请输入：sme-assistant purge 名字。程序不会自己删。"
    STALE_NONE = "没有超过 {days} 天没有动过的申报记录。"
    STALE_HINT = (
        "有 {count} 份超过 {days} 天没有动过，用不着的可以删除："
        "用 sme-assistant cases --stale 查看。"
    )
    STALE_WORD = "久未动"
    STALE_ON_SCREEN = "按回车继续；输入几个字查找；{count} 份久未动，输入“久未动”列出"
    NO_DAYS = "“{text}”不是天数。请写一个整数，例如 365。"
    DAYS_SETTING = (
        "设置文件“{path}”里 {name} 应写成天数（0 到 36500 的整数），0 表示不提醒。"
    )


class Preference(StrEnum):
    """What is said about the settings file."""

    UNREADABLE = "设置文件“{path}”读不懂，这次用默认设置；文件没有改动。"
    BAD_VALUE = "设置文件“{path}”里 {name} 是“{value}”，应为其中之一：{allowed}。"
    NO_TEXT = "设置文件“{path}”里 {name} 应写成引号里的文字。"
    NO_LIST = '设置文件“{path}”里 {name} 应写成方括号里的几个名字，例如 ["王五"]。'
    UNKNOWN = "设置文件“{path}”里没有 {name} 这一项设置，请删去。"
    BAD_KEY = "设置文件“{path}”的 [keys] 里没有 {name} 这个命令，请核对。"


class Start(StrEnum):
    """What is said before the full screen, or in place of it."""

    TOO_SMALL = (
        "窗口只有 {width}×{height}，放不下全屏界面（80×24 以上最好），改用逐行对话。"
    )


class Proof(StrEnum):
    """What is said about the applicant's own files."""

    ABSENT = "“{name}”找不到。请检查文件名和位置。"
    FORBIDDEN = "“{name}”没有读取的权限。请检查文件的权限，或复制一份再选。"
    UNREADABLE = "“{name}”读不出来。请检查这个文件，或复制到电脑上再选。"
    FOLDER = "“{name}”是文件夹，不是文件。"
    SPECIAL = "“{name}”不是普通文件，不能附上。"
    EMPTY = "“{name}”是空的，里面什么都没有。请换一份。"
    LARGE = "“{name}”超过 {limit} MB。请压缩，或分成几个文件再选。"
    GROWING = "“{name}”还在写入，没有附上。请等它保存完，再选一次。"
    KIND = (
        "“{name}”按内容看，不是 PDF、JPEG、PNG、TIFF、Word（docx）"
        "或 Excel（xlsx）文件。请转成其中一种再选，推荐 PDF。"
    )
    OLD_OFFICE = (
        "“{name}”是旧格式的 Office 文件。请用 Word 或 Excel 打开，"
        "另存为 docx、xlsx 或 PDF 再选。"
    )
    DAMAGED = "“{name}”已损坏或不完整，打不开。请重新扫描、下载或导出一份。"
    LOCKED = "“{name}”设了密码。请取消密码，另存一份再选。"
    BOMB = (
        "“{name}”展开后大得不正常（占用内存或时间超出限度），没有打开。"
        "请核对来源，重新扫描或导出一份。"
    )
    LATE = "“{name}”还没有看：前面的文件用去的时间太多了。请分几次选。"
    NOTHING_ATTACHED = "什么都没有附上；原来附的文件不变。"
    FOLDER_LARGE = (
        "文件夹“{name}”里的文件超过 {most} 个，或层数超过 {depth} 层。"
        "请只选要交的文件，或分几个文件夹。"
    )
    FOLDER_EMPTY = "文件夹“{name}”里没有可以附上的文件。"
    FOLDER_UNREADABLE = "文件夹“{name}”打不开。请检查权限。"
    LINK_OUT = "“{name}”是指向文件夹外面的链接，没有附上。请把文件本身放进来。"
    SKIPPED = "没有附上 {count} 个别的文件：{names}"
    GONE = "“{name}”不在原来的位置了。请找回来，或重新附上。"
    MOVED = "“{name}”不在原来的位置了，像是移到了 {now}。请从新的位置重新附上。"
    CHANGED = "“{name}”附上以后改动过。请打开核对，没有问题就重新附上。"
    NOW_UNREADABLE = "“{name}”现在读不出来。请检查文件和权限，或重新附上。"
    NOT_ASSEMBLED = "没有生成申报材料。把上面的文件处理好后再生成。"
    COARSE = (
        "“{name}”只有 {dpi} DPI，低于 {least} DPI，打印出来可能看不清。建议重新扫描。"
    )
    BLANK = "“{name}”看上去是空白页。请打开核对。"
    BLANK_PAGES = "“{name}”第 {pages} 页看上去是空白的。请打开核对。"
    ENDED = (
        "“{name}”：{title}到 {until} 为止，申报日期是 {day}，已经过期。"
        "请附上续签的或新的。"
    )
    WRONG_YEAR = "“{name}”：{title}写的是“{period}”，应当包含 {year} 年。请核对年度。"
    VALID_UNTIL = "有效期至"
    OF_YEAR = "所属年度"
    NO_DATE = "“{text}”不是日期。有效期请写成 2026年12月31日 或 2026-12-31。"
    NO_YEAR = "“{text}”里没有年份。所属年度请写成 2025 或 2025年1月至12月。"
    NO_SUCH_ITEM = "没有“{word}”这一项证明材料。可以用编号（9(3)）或这些名字：{listed}"
    WHICH_ITEM = "“{word}”有几样证明材料，请写其中一样：{listed}"
    STATE_FILES = "已附文件"
    STATE_PAPER = "已有纸质"
    STATE_LATER = "待补"
    STATE_NOT_APPLICABLE = "不适用"
    STATE_OPEN = "未说明"
    PAGES = "{count} 页"
    BYTES = "{count} 字节"
    UNTIL = "有效期至 {day}"
    PERIOD = "所属年度 {period}"
    ITEM = "{clause}　{title}　［{state}］{note}　{id}"
    NOTE = "（{note}）"
    FILE = "{name}{about}"
    ATTACHED = "已附上 {count} 个文件：{title}"
    REMOVED = "已取下 {count} 个文件：{title}"
    NOTHING_REMOVED = "“{title}”没有附文件。"
    MARKED = "已记下：{title}　{state}{note}"
    NOT_NEEDED = "按现在的回答，“{title}”用不上；附的文件先留着，不放进材料包。"
    CHECK_NONE = "还没有附文件。"
    CHECK_GOOD = "附上的 {count} 个文件都在，没有改动，没有要提醒的。"
    CHECK_BAD = (
        "附上的 {count} 个文件里，{changed} 个找不到或改动过，另有 {doubts} 条提醒。"
    )
    ATTACH_HOW = "请写“/附上 材料 文件”，例如：/附上 9(3) D:\\执照.pdf"
    DETACH_HOW = "请写“/取下 材料”，例如：/取下 9(3)"
    MARK_HOW = "请写“/已有纸质 材料 说明”“/待补 材料 说明”或“/不适用 材料 说明”。"
    SAID_HOW = "请写“/有效期至 2026年12月31日”或“/所属年度 2025”，再按 F9 选好。"
    SAID_NO_FILES = "“{title}”还没有附文件，先附上再写有效期和年度。"
    SAID_TAKEN = "已记下：{title}的文件　{said}"
    NO_ITEM_HERE = "这个问题没有对应的证明材料，请写明是哪一样，例如 9(3)。"
    LOOKING = "正在看 {count} 个文件……"
    TO_LOOK = "（按 F9 后看页数和清晰度）"
    SCREEN_STATE = "现在：{state}{note}"
    NOT_ASKED_YET = "（前面的问题答了以后才知道用不用得上）"


class Handover(StrEnum):
    """What is said about a case in one file, going out and coming in."""

    FILE_NAME = "申报项目-{uid}-{day}.sme"
    EXPORTED = "已存成“{path}”：{entries} 条记录，{files} 个证明材料文件。"
    EXPORTED_SEALED = (
        "文件已加密，没有口令谁也打不开，我们也不能。请把口令另外告诉对方，"
        "不要和文件一起发。"
    )
    EXPORTED_OPEN = (
        "文件没有加密：拿到它的人都能看里面的电话、姓名，也查不出有没有被人改过。"
        "请当面交给对方。"
    )
    EXPORTED_HOW = (
        "对方在自己的电脑上输入“/导入项目 文件”，"
        "或者用 sme-assistant import 加文件名打开。"
    )
    EXPORTED_NO_FILES = (
        "证明材料只带了目录（{count} 个文件），没有带文件本身；"
        "要带上，请重新导出时选“带上”（命令里加 --with-evidence）。"
    )
    LEFT_OUT = "没有带上：{words}"
    UNREGISTERED = "“{name}”是较早版本附上的，没有登记内容。请重新附上后再导出。"
    WRITING = "正在存成文件"
    READING = "正在核对文件"
    UNPACKING = "正在取出证明材料"

    ASK_NEW = "请设一个口令（屏幕上不显示）："
    ASK_AGAIN = "请再输入一遍："
    ASK = "请输入这份文件的口令（屏幕上不显示）："
    ASKED_DIFFER = "两遍不一样，请重新设。"
    ASKED_EMPTY = "口令是空的，请重新设；不想加密就加 --no-encryption。"
    WEAK = "这个口令容易被猜到。最好用四个以上不相干的词，例如“青山 搪瓷 路灯 七点半”。"
    LACKS_WORD = (
        "没有口令，没有存成文件。请在终端里运行，或者用 --passphrase-file 指定一个"
        "只写了口令的文件；不想加密就加 --no-encryption。"
    )
    LACKS_WORD_IN = (
        "这个文件是加密的，要有口令才能打开。请在终端里运行，"
        "或者用 --passphrase-file 指定一个只写了口令的文件。"
    )
    WORD_FILE = (
        "口令文件“{path}”读不了（{what}）。请写一个 UTF-8 的文本文件，第一行是口令。"
    )
    WORD_TEXT = "里面不是文字，或者是空的"
    NEEDLESS = "这个文件没有加密，用不着口令。"

    NO_FILE = "没有找到文件“{path}”。请核对路径；可以把文件拖进窗口得到路径。"
    NO_PATH = "这个路径不能用"
    UNREADABLE = "读不了“{path}”（{what}）。请检查后重试。"
    UNWRITABLE = "“{path}”写不进去（{what}），没有留下文件。请检查位置和空间后重试。"
    IS_THERE = "“{path}”已经有了，没有改动它。请换一个文件名，或者先移走它。"
    FILE_CHANGED = "“{name}”在存的时候变了，没有存成文件。请等它保存好再试。"
    TOO_LARGE = "这个文件太大（超过 8 GB），不像是本程序存的。没有导入任何内容。"
    NOT_OURS = (
        "这个文件不是本程序导出的申报项目。请核对是不是选错了文件；没有导入任何内容。"
    )
    ODD_HEADER = (
        "这个文件的开头被改动过或者不完整，读不出来。请让对方重新导出、重新发送；"
        "没有导入任何内容。"
    )
    COSTLY = (
        "这个文件要求的加密计算量大得不合情理，不是本程序写的，没有打开。"
        "请让对方重新导出。"
    )
    NO_MEMORY = "电脑的内存不够，打不开这个文件。请关掉别的程序后重试。"
    NOT_OPENED = (
        "打不开：口令不对，或者文件被改动、损坏了（两种情况分不出来）。"
        "请核对口令（大小写、空格都算）；口令确实没错的，请让对方重新导出、重新发送。"
        "没有导入任何内容。"
    )
    DAMAGED = "这个文件被改动过，或者没有传完整。请让对方重新发送；没有导入任何内容。"
    MALFORMED = (
        "文件里的内容不是本程序写的样子，不能用。请让对方重新导出；没有导入任何内容。"
    )
    UNSAFE_NAME = (
        "文件里有一个证明材料的名字会指到别的文件夹去，不安全，没有导入任何内容。"
        "请向给您文件的人核实。"
    )
    NEWER = (
        "这个文件是更新版本的程序写的（格式 {theirs}，本程序只认到格式 {ours}）。"
        "请升级 sme-assistant 后再导入；没有导入任何内容。"
    )
    NEWER_WORDS = (
        "这个文件里有本程序还不认识的内容，应是更新版本的程序写的。"
        "请升级 sme-assistant 后再导入；没有导入任何内容。"
    )
    NEWER_DIALOGUE = (
        "这份申报是用更新版本的对话填写的（第 {theirs} 版，本程序只到第 {ours} 版）。"
        "请升级 sme-assistant 后再导入；没有导入任何内容。"
    )
    NO_PROGRAMME = (
        "这份申报报的是“{programme}”，本程序没有这一种。"
        "请升级 sme-assistant 后再导入；没有导入任何内容。"
    )
    OTHER_PROGRAMME = (
        "“{name}”报的不是同一种项目，不能合并。请用 --as 换一个名称；没有改动任何内容。"
    )
    OTHER_EDITION = (
        "注意：这份申报是按“{theirs}”填写的，本程序是“{ours}”，结论可能不同，"
        "请导入后再核对一遍。"
    )
    OTHER_NAME = (
        "这份申报记录本机已有，名为“{name}”。请去掉 --as，就并入那一份；"
        "要另存一份，请先并入，再在项目列表里复制。没有改动任何内容。"
    )
    NAME_TAKEN = (
        "本机已有名为“{name}”的另一份申报记录，不知道是不是同一份。"
        "要另存一份，请用 --as 换一个名称；要并入那一份，请写 --as {name}。"
        "没有改动任何内容。"
    )
    CHANGED_MEANWHILE = "“{name}”刚才在别处又填了内容，没有合并。请再导入一次。"

    NEW = "已导入为“{name}”：{entries} 条记录。"
    SAME = "“{name}”里已经有文件里的全部内容，没有改动。"
    FORWARD = "“{name}”接上了对方后来填的 {entries} 条记录，没有不一致。"
    MERGED = (
        "已并入“{name}”：对方的 {entries} 条记录都收进来了，{taken} 项答案采用对方的，"
        "{kept} 项保留本机的。不合适可以撤销。"
    )
    MERGED_STEP = "并入“{source}”里的记录"
    FILES_HERE = "取出 {count} 个证明材料文件，放在“{folder}”。"
    FILES_LACKING = (
        "有 {count} 个证明材料文件没有随文件带来。拿到后请放到“{folder}”，"
        "或者在材料页重新附上。"
    )
    ASIDE = "没有合并，两边都没有改动。"

    DIFFERENT = "有 {count} 项两边不一致，请逐项选择："
    NUMBER = "{number}/{count}　{label}"
    MINE = "　1. 本机　{words}{by}"
    THEIRS = "　2. 对方　{words}{by}"
    BY = "（{parts}）"
    WHICH = "用哪一个？输入 1 或 2；全部用本机的输入 11，全部用对方的输入 22："
    WHICH_AGAIN = "请输入 1、2、11 或 22；直接离开就不合并。"
    AUTOMATIC = "只有一边填了、或者一边是接着另一边改的，有 {count} 项，采用后来的："
    AUTOMATIC_LINE = "　{label}：{words}"
    NOTHING = "（没有填）"
    ROWS = "{count} {unit}"
    ROWS_DIFFER = "{count} {unit}，其中 {only} {unit}对面没有"
    FILES = "{count} 个文件：{names}"
    NONE_ATTACHED = "没有附文件"
    SEEN = "看过了"
    DRAFT = "正在写的“{label}”"
    LATER = "以后再补"
    UNKNOWN = "不清楚"
    ACCEPTED = "接受：{words}"
    POINT = "待补事项"
    SELF = "申报单位"
    PHONE = "电话"
    FILE = "文件"
    HELP_TAKE = "两边不一致时：theirs 用对方的，mine 用本机的，ask 逐项问"
    UNDECIDED = (
        "有 {count} 项两边不一致，没有合并。请用 --take theirs 或 --take mine，"
        "或者在终端里逐项选择。"
    )


class HandoverTui(StrEnum):
    """What only the screens of handing over say."""

    EXPORT_TITLE = "导出项目　{name}"
    EXPORT_TEXT = (
        "把这份申报存成一个加密的文件：答过的每一项、是谁什么时候答的、写到一半的文字、"
        "证明材料的目录都在里面。对方在自己的电脑上输入“/导入项目 文件”，接着填。"
    )
    EXPORT_TO = "存到　{path}"
    ASK_FILES = "附上的 {count} 个证明材料文件也带上吗？输入 1 不带（回车），2 带上"
    ASK_NEW = "请设一个口令，输入的字不显示；按 Esc 不导出"
    ASK_AGAIN = "请把口令再输入一遍"
    EMPTY = "口令是空的，请重新设。"
    LEAVE = "按回车返回"
    IMPORT_TITLE = "导入项目"
    IMPORT_TEXT = (
        "打开别人交来的申报文件（.sme）。本机没有的，存成新的一份；本机已有的，"
        "先看两边哪里不一致，选好再合并，两边的记录都留着。"
    )
    ASK_PATH = "输入文件的路径，可以把文件拖进窗口；按 Esc 不导入"
    ASK_OF = "请输入“{name}”的口令，输入的字不显示"
    ASK_NAME = "本机已有另一份“{name}”。另存请输入新的名称；直接按回车就并入那一份"
    OPEN = "按回车打开这一份；按 Esc 返回"
    MERGE_TITLE = "合并　{name}　{count} 项两边不一致，{theirs} 项用对方的"
    MERGE_RULE = "空格或回车换一边，22 全用对方的，11 全用本机的；F9 合并，Esc 不合并"
    SIDE_MINE = "本机"
    SIDE_THEIRS = "对方"
    CHOSEN = "● "
    NOT_CHOSEN = "○ "
    WORKING = "正在处理，请稍候……"


class CallBack(StrEnum):
    """Who is to be called back, and when."""

    LABEL = "回访日期"
    EXAMPLE = "12月3日"
    WEEKDAYS = "一二三四五六日"
    DAY = "{month}月{day}日（周{weekday}）"
    DAY_OF_YEAR = "{year}年{month}月{day}日（周{weekday}）"
    FINISHED_WORDS = "(?:完成|做完|已做|已回访|好了)"

    NO_DAY = (
        "“{text}”开头没有看到日子。"
        "请先写哪天、再写什么事，例如：/回访 12月3日 带租赁合同。"
    )
    PAST = "{day}已经过去了。请写今天或以后的日子。"
    NO_DAY_OPTION = "“{text}”不是能认的日子。请这样写：12月3日、明天、下周一。"
    LOOKING = "现在只能查看，不能安排回访。请等对方退出后再安排。"

    KEPT = "已记下：{day}回访{what}"
    WHAT = "，{what}"
    DONE = "已记下：第 {number} 号回访做完了（{case}{what}）"
    LINE = "　{number}. {told}"
    OVERDUE = "，已过 {days} 天"
    TODAY = "，就是今天"
    CARD = "这份记录要做的回访："
    CARD_NONE = "这份记录还没有安排回访。要安排就输入“/回访 12月3日 带租赁合同”。"
    HOW = "做完了输入“/回访 完成 编号”；再安排一次，照样写日子和事情。"
    HEAD = "到{day}要回访 {count} 次："
    HOW_CLI = "做完了用 sme-assistant followups done 编号 记下来。"
    NONE_DUE = "到{day}没有要做的回访。"
    HOME = "要回访 {count} 次{late}：{names}"
    HOME_DUE = "［要回访］"
    WORD = "要回访"
    HOME_LIST = "今天和过期的回访；打开一份，做完了输入“/回访 完成”；Esc 看全部"
    HOME_NONE = "今天没有要做的回访，也没有过期的。"
    HOME_OVERDUE = "（过期 {count} 次）"
    HOME_MORE = "等"

    ABOUT = "要回访谁：今天的和过期没做的"
    ABOUT_DONE = "记下一次回访做完了"
    DAY_OPTION = "到哪一天为止（不写就是今天）"


class Recap(StrEnum):
    """The summary after a call."""

    TITLE = "申报小结"
    DAY = "{year}年{month}月{day}日"
    HEAD = "【申报小结】{day}"
    FOR = "{applicant}：{programme}"
    NO_APPLICANT = "（单位名称还没有填）"
    ELIGIBLE = "目前看：就已填的内容，符合认定条件。"
    INELIGIBLE = "目前看：还差一些条件，差在下面。"
    INCOMPLETE = "目前看：还有内容没有填，不能下结论。"
    OUTCOME_NONE = "目前看：还没有开始填。"

    ESTABLISHED_CALL = "这次电话里记下的"
    ESTABLISHED = "已经记下的"
    HANGS_ON = "还差的条件"
    MEND = "怎样补上"
    MEND_ONE_OF = "怎样补上（任选一种）"
    TO_FIND = "还要查清的"
    TO_BRING = "还要准备的材料"
    NEXT = "下一步"
    SECTION = "{number}、{title}"
    NUMBERS = "一二三四五六"
    ITEM = "{number}. {text}"
    MORE = "还有 {count} 项，没有列出。"
    NONE_ESTABLISHED = "还没有记下什么。"

    FACT = "{label}：{value}"
    SAID_YES = "答“是”的：{labels}"
    SAID_NO = "答“否”的：{labels}"
    READY = "材料已有：{titles}"
    WRITTEN = "文字已写：{labels}"
    WRITTEN_LENGTH = "{label}（{count} 字）"
    ROWS = "{title}：{count} {unit}"
    WITH_CLAUSE = "{label}（{clause}）"
    WHERE = "{what}：{where}"
    FIND = "{what}，可查{find}"
    MINIMUM = "{title}，不少于 {minimum} 份"
    CALL_BACK = "{day}我们再联系您{what}。"
    SIGN_OFF = "按{edition}办法对照，以区县主管部门的答复为准。"
    JOINED = "；"

    FILE = "申报小结 {day}"
    COPIED = "已复制，可以直接粘贴到微信或短信里发出。粘贴不出来，就输入“/小结 文件”。"
    COPIED_CLI = (
        "已复制，可以直接粘贴。粘贴不出来，就加 --text --out 文件.txt 写进文件。"
    )
    WRITTEN_TEXT = "已写进文件：{path}"
    NOT_COPIED = "这个终端不能复制，已写进文件：{path}"
    MADE = "已写成一页 Word 文件：{path}"
    PERSONAL_NOTE = "姓名、电话没有写进去；要写进去，就输入“/小结 含个人信息”。"
    WORD_WORDS = "word 文档"
    FILE_WORDS = "文件 文本"
    PERSONAL_WORDS = "含个人信息 全部"
    UNKNOWN_WORDS = (
        "“{words}”没有看懂。请写“/小结”“/小结 word”“/小结 文件”或“/小结 含个人信息”。"
    )
    CANNOT_WRITE = "写不了“{path}”。请换一个可以写的地方后重试。"
    NO_SUCH_TIME = (
        "“{text}”不是能认的时间。请写日子，例如：12月3日、今天、2026-12-03 14:30。"
    )
    NO_CALL = "“{case}”还没有通话记录。请去掉 --last-call，或用 --since 写一个日子。"

    ABOUT = "电话后的小结：记下了什么、还差什么、要准备什么"
    SINCE_OPTION = "只列这个时间以后记下的"
    LAST_CALL_OPTION = "只列最近一次通话里记下的"
    OUT_OPTION = "写成一页 Word 文件（.docx）；配 --text 时写成文本"
    TEXT_OPTION = "只输出文本，不复制"
    PERSONAL_OPTION = "连姓名、电话一起写"
