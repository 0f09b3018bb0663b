"""Short Chinese words that the package is made with; sentences are in ``messages``.

Whatever speaks of the law stands in the dialogue files and the Word templates.
"""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """Words with named slots; the name is the stable code."""

    GAP = "【待补：{label}】"
    NOT_APPLICABLE = "/"
    NONE = "无"
    TICK = "√"
    ABOUT = "约{value}"
    DENIED = "“{label}”一项自评为“否”"
    DRAFT = "草稿"
    DRAFT_MARK = "草稿：请勿报送，原因见待补清单"
    DAY = "{year}年{month}月{day}日"

    MET = "符合"
    UNMET = "不符合"
    UNKNOWN = "待补"
    JUDGED = "由评审判断"
    ELIGIBLE = "各项条件均已达到"
    INELIGIBLE = "有条件未达到"
    INCOMPLETE = "还不能判断"

    GENERATED = "已生成"
    READY = "已备齐"
    PARTIAL = "部分备齐"
    MISSING = "待备"
    NOT_NEEDED = "不需要"
    FILES = "已附 {count} 个文件"

    BLOCK = "必须改"
    WARN = "请核对"
    NOTE = "请留意"

    NOT_YET = "还没有答"
    LATER = "以后再补"
    UNSURE = "不清楚"

    REASON_GAPS = "还有 {count} 项没有填写"
    REASON_CONFLICTS = "有 {count} 处必须改的矛盾"
    REASON_MATERIALS = "有 {count} 项材料没有备齐"
    REASON_UNMET = "有条件未达到"
    REASON_UNKNOWN = "有条件还不能判断"
    SEPARATOR = "；"
    ENOUGH = "要写的内容已经写全，可以打印、签字、盖章"
    ENOUGH_ACCEPTED = "没有补齐的都已由申请单位逐项确认，可以打印、签字、盖章"
    ACCEPTED = "有 {count} 项确认保留：{points}"
    ACCEPTED_BY = "{who}于 {day} 确认："
    ACCEPTED_POINT = "{number}. {words}"
    APPLICANT = "申请单位"
    KEPT = "（申请单位已确认保留）"

    BY_SELF = "本人填写"
    BY_PHONE = "电话"
    TYPED_BY = "（{staff} 记录）"
    BY_FILE = "文件"
    BY_DEFAULT = "未填写，按当天计"
    FIGURE = "{label}：{value}"
    PAGE_OPEN = ""
    CHART = "图：{bars}"
    BAR = "{label} {value}"
    STEP = "{label}：{before} → {after}"
    CASE = "申报材料包"
    ALONE = "单独文件"
    MANIFEST = "文件清单（{file}）"
    VOLUME = "合订本"
    INDEX = "证据索引"
    INDEX_NUMBER = "序号"
    INDEX_CLAUSE = "条文"
    INDEX_TITLE = "材料"
    INDEX_FILE = "文件"
    INDEX_PAGES = "页数"
    INDEX_BYTES = "字节"
    INDEX_VALID = "有效期至"
    INDEX_PERIOD = "所属年度"
    INDEX_NOTE = "说明"
    INDEX_AND = "；"
    INDEX_HASH = "SHA-256 校验值"
    BOOKMARK = "{clause}　{title}"
    ON_PAGE = "{clause}（第 {page} 页）"
    CONVERTING = "转成 PDF：{title}"
    FIRST_OF = "（一共 {count} 份，名单上每行一份；下面是第 1 份）"

    IN_HEADER = "页眉或页脚"
    IN_PARAGRAPH = "第 {paragraph} 段"
    IN_CELL = "表 {table} 第 {row} 行第 {cell} 格"
