"""The Chinese sentences about what a person typed, by stable names.

The name of a member is the code that tests and logs use; its value is what people
read. The named ``{slots}`` are filled with ``Message.X.format(slot=…)``. Every
sentence says what is wrong and what to do, contains 请 and ends with 。 or ？.

Slots: ``label`` what the fact is called · ``typed`` what was typed, cut and made
printable · ``example`` a good answer · ``unit``, ``given`` measure words · ``least``,
``most`` bounds · ``limit``, ``count`` lengths · ``shown`` a value with its unit ·
``offers`` readings or options to choose from · ``part`` a piece of what was typed.
"""

from __future__ import annotations

from enum import StrEnum


class Message(StrEnum):
    """Sentences that values put to people, with named slots."""

    # Any kind
    ANSWER_MISSING = "“{label}”还没有填写。请填写，例如：{example}。"
    ANSWER_TOO_LONG = (
        "“{label}”填写了 {count} 个字，最多可填 {limit} 个字。"
        "请缩短后重新填写，例如：{example}。"
    )
    OFFERS = "您的意思如果在这里面，请直接选用：{offers}；如果都不是，请重新填写。"

    # Numbers of every kind
    NOT_A_NUMBER = (
        "没有看懂“{typed}”，“{label}”要填一个数。"
        "请用数字或汉字数目填写，例如：{example}。"
    )
    FOREIGN_DIGITS = (
        "“{typed}”里有系统不用的数字符号。"
        "请用 0 到 9 或汉字数目重新填写，例如：{example}。"
    )
    UNIT_DOES_NOT_FIT = (
        "没有看懂“{typed}”里数字后面的部分，“{label}”以{unit}计。"
        "请换成{unit}重新填写，例如：{example}。"
    )
    TOO_MANY_DIGITS = (
        "“{typed}”的位数太多，“{label}”的整数部分最多 15 位、小数部分最多 6 位。"
        "请核对后重新填写，例如：{example}。"
    )
    NEGATIVE = "“{label}”不会小于零。请核对后填写零或正数，例如：{example}。"
    BELOW_MINIMUM = (
        "“{label}”填写为 {shown}，最小是 {least}。请核对后重新填写，例如：{example}。"
    )
    ABOVE_MAXIMUM = (
        "“{label}”填写为 {shown}，最大是 {most}。请核对后重新填写，例如：{example}。"
    )
    APPROXIMATE = (
        "“{typed}”是大概的数，“{label}”要填确切的数。请查实后填写，例如：{example}。"
    )
    VAGUE = (
        "从“{typed}”看不出是哪个数，“{label}”要填确切的数。"
        "请查实后填写，例如：{example}。"
    )
    RANGE = (
        "“{typed}”是一个范围，“{label}”要填一个确切的数。"
        "请查实后填写，例如：{example}。"
    )
    SEPARATOR_UNCLEAR = (
        "“{typed}”里的分隔符号有不同的读法。"
        "请不加分隔符号、小数点用“.”重新填写，例如：{example}。"
    )
    NOTHING_OR_ZERO = (
        "“{typed}”可以是零，也可以是没有数据。"
        "“{label}”如果是零，请填 0；否则请填写实际的数，例如：{example}。"
    )
    UNLIKELY = "“{label}”填写为 {shown}，与通常的情况相差很大。请核对是否属实。"
    UNLIKELY_UNIT = (
        "“{label}”填写为 {shown}，与通常的情况相差很大。"
        "本题以{unit}为单位，请核对单位是否写错。"
    )

    # Counts
    NOT_WHOLE = (
        "“{typed}”不是整数，“{label}”按{unit}计数，只能是整数。"
        "请核对后重新填写，例如：{example}。"
    )
    COUNTED_TIMES = (
        "“{label}”按{unit}计，同一{unit}无论多少次只算一次；您填写的是{given}。"
        "请填写去除重复后的数，例如：{example}。"
    )
    UNIT_OTHER = (
        "“{label}”按{unit}计，您填写的是{given}。请核对后填写，例如：{example}。"
    )

    # Amounts, percents, areas
    FOREIGN_CURRENCY = (
        "“{typed}”不是人民币，“{label}”以人民币万元计。"
        "请折算成人民币后填写，例如：{example}。"
    )
    YUAN_OR_WAN = "“{typed}”没有写明是元还是万元。请写明单位重新填写，例如：{example}。"
    PERCENT_OR_SHARE = (
        "“{typed}”可以是比例，也可以是百分之几。请带百分号重新填写，例如：{example}。"
    )
    PERCENT_OUT_OF_RANGE = (
        "“{label}”填写为 {shown}，百分比应在 0% 到 100% 之间。"
        "请核对后重新填写，例如：{example}。"
    )
    AREA_IN_SQUARE_METRES = (
        "“{label}”以平方米计，亩、公顷等换算后不是整数的要以实测为准。"
        "请按平方米填写，例如：{example}。"
    )

    # Dates
    DATE_UNREADABLE = (
        "没有看懂“{typed}”，“{label}”要填年月日。请重新填写，例如：{example}。"
    )
    DATE_IMPOSSIBLE = (
        "日历上没有“{typed}”这一天。请核对“{label}”的年月日，例如：{example}。"
    )
    DATE_OUT_OF_RANGE = (
        "“{typed}”不在 1900 年到 2100 年之间。"
        "请核对“{label}”的年份后重新填写，例如：{example}。"
    )
    DATE_OTHER_CALENDAR = (
        "“{typed}”不是公历日期。请换成公历的年月日填写，例如：{example}。"
    )
    DATE_WITHOUT_DAY = (
        "“{typed}”没有写到日，“{label}”要填到年月日。请补全后填写，例如：{example}。"
    )
    DATE_WITHOUT_YEAR = (
        "“{typed}”没有写年份，“{label}”要填到年月日。请补全后填写，例如：{example}。"
    )
    DATE_WHICH_WEEK = (
        "“{typed}”没有说是哪一周。请说清这周还是下周，或者写年月日，例如：{example}。"
    )
    DATE_SHORT_YEAR = (
        "“{typed}”里的年份不是四位数。请把年份写全后填写，例如：{example}。"
    )
    DATE_ORDER_UNCLEAR = (
        "“{typed}”的年、月、日次序有不同的读法。请按年月日的次序填写，例如：{example}。"
    )
    DATE_APPROXIMATE = (
        "“{typed}”是大概的时间，“{label}”要填确切的日期。"
        "请查实后填写，例如：{example}。"
    )

    # Yes and no, choices
    YESNO_UNREADABLE = "没有看懂“{typed}”，“{label}”只需回答是或否。请填写“是”或“否”。"
    YESNO_UNCERTAIN = (
        "从“{typed}”看不出是肯定还是否定。请为“{label}”明确填写“是”或“否”。"
    )
    CHOICE_UNKNOWN = (
        "“{label}”的选项里没有“{typed}”。请填写选项的名称或列出的序号，例如：{offers}。"
    )
    CHOICE_NUMBER_UNKNOWN = (
        "“{label}”只有 {count} 个选项，没有序号“{typed}”。"
        "请填写 1 到 {count} 之间的序号，或选项的名称，例如：{example}。"
    )
    CHOICE_UNCERTAIN = (
        "“{label}”的选项里没有完全相同的“{typed}”。"
        "请填写选项的名称或列出的序号，例如：{example}。"
    )
    CHOICE_SEVERAL = (
        "“{typed}”对应“{label}”的不止一个选项。"
        "请填写选项的全称或序号，例如：{example}。"
    )
    MULTI_UNKNOWN = (
        "“{label}”的选项里没有“{part}”。"
        "请填写选项的名称或列出的序号，几项之间用顿号隔开，例如：{example}。"
    )
    EXCLUSIVE_WITH_OTHERS = (
        "“{part}”不能和其他选项一起选。请只保留“{part}”，或者去掉它再选其他各项。"
    )

    # Texts and telephones
    ONE_LINE = "“{label}”只能填一行。请去掉换行和制表符后重新填写，例如：{example}。"
    CHARACTERS_UNREADABLE = (
        "“{label}”里有无法显示或保存的字符（可能是复制时带来的乱码）。"
        "请删去后重新填写，例如：{example}。"
    )
    PHONE_UNREADABLE = (
        "“{typed}”不是可用的电话号码。"
        "请填写 11 位手机号码，或带区号的固定电话，例如：{example}。"
    )
    PHONE_WITHOUT_AREA_CODE = (
        "“{typed}”没有区号。请在固定电话前面加上区号，例如：{example}。"
    )
    PHONE_MOBILE_LENGTH = (
        "手机号码应为 11 位，“{typed}”有 {count} 位。"
        "请核对后重新填写，例如：{example}。"
    )
    PHONE_SEVERAL = "“{typed}”里不止一个号码。请只填一个号码，例如：{example}。"

    # The package: slots ``template`` a file's name · ``place`` where in it · ``mark``
    # what stands between the braces · ``document``, ``figure`` what was read back
    OWN_TEMPLATES_MISSING = (
        "没有这个自备模板文件夹，用的是随程序带的模板。请检查设置里的 templates。"
    )
    TEMPLATE_FOR_NOTHING = (
        "没有文件用这个模板{nearest}。请改成随程序带的模板的文件名，或移出这个文件夹。"
    )
    TEMPLATE_MISSING = "缺少这个 Word 模板。请从安装包中恢复这个文件。"
    TEMPLATE_UNREADABLE = "这个文件不是能打开的 .docx。请用 Word 另存为 .docx 格式。"
    TEMPLATE_BROKEN = (
        "Word 模板“{template}”不能使用（{what}）。"
        "请用 sme-assistant lint 检查模板，改正后重试。"
    )
    TEMPLATE_ASKS = (
        "Word 模板“{template}”里的“{mark}”没有可填的内容。"
        "请用 sme-assistant lint 检查模板，改正后重试。"
    )
    TEMPLATE_FAULTS = (
        "Word 模板有 {count} 处错误，没有生成申报材料。"
        "请按下列位置修改后重试：{faults}。"
    )
    TEMPLATE_MARK_UNKNOWN = (
        "{place}：没有名为“{mark}”的标记{nearest}。请改成对话文件里有的名字。"
    )
    TEMPLATE_TAG_BROKEN = (
        "{place}：“{tag}”不是能用的标记。"
        "请写成双花括号加名字，或者 if、elif、else、endif 条件。"
    )
    TEMPLATE_TAG_UNCLOSED = (
        "{place}：if 和 endif 没有成对，或者不在同一层。请检查条件的开头和结尾。"
    )
    TEMPLATE_FULL_WIDTH = "{place}：花括号或百分号是全角的。请改成英文半角的符号。"
    TEMPLATE_LIST_OUTSIDE = (
        "{place}：名单的标记“{mark}”只能写在表格的行里。请把它移到要重复的那一行。"
    )
    TEMPLATE_NOT_ALONE = "{place}：“{mark}”要单独占一段。请把同一段里的其他文字移开。"
    TEMPLATE_NO_DRAFT_MARK = (
        "{place}：没有草稿标记。请在页眉里加上双花括号的 draft_mark。"
    )
    TEMPLATE_MARK_HIDDEN = (
        "“{mark}”在内容控件里，程序看不见。请去掉内容控件，把标记直接写在段落里。"
    )
    TEMPLATE_TORN = (
        "“{text}”这一段里的标记被格式拆开了，填不出来。"
        "请把整个标记删掉，用一种格式一口气重新输入。"
    )
    TEMPLATE_TWO_LOOKS = (
        "“{mark}”前后是两种格式，填出来的字用开头那一种。请选中整个标记，设成一种格式。"
    )
    TEMPLATE_COLUMN_EMPTY = (
        "{place}：“{mark}”是名单里选填的一列，没有填的印“/”，请留意。"
    )
    TEMPLATE_FACT_OPTIONAL = "{place}：“{mark}”是选填的，没有填的印“/”，请留意。"
    TEMPLATE_FACT_CONDITIONAL = (
        "{place}：“{mark}”有的申报用不上，那时印“/”。不想印出来的，请加上 if 条件。"
    )
    EVIDENCE_UNREADABLE = (
        "第 {item} 项材料的文件“{file}”找不到或不能读取，没有生成申报材料。"
        "请检查这个文件后重试。"
    )
    EVIDENCE_UNPLACED = (
        "没有编号为“{item}”的材料，它的文件没有地方放。"
        "请按第九条的编号填写，例如 9(3)。"
    )
    BIND_NO_OFFICE = (
        "没有找到 LibreOffice，这次没有做合订本，材料包的其他文件都已写好。"
        "请先安装 LibreOffice，再重新生成。它是免费的：Windows 和 macOS 到 "
        "https://zh-cn.libreoffice.org 下载；Debian、Ubuntu 用 sudo apt install "
        "libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk。"
        "装在别处的，请把 soffice 的位置写进环境变量 SME_ASSISTANT_SOFFICE。"
    )
    BIND_NO_FONTS = (
        "这台机器没有中文字体，做出来的合订本会是一个个方框，所以没有做，"
        "材料包的其他文件都已写好。请先装一种中文字体，再重新生成；"
        "Debian、Ubuntu 用 sudo apt install fonts-noto-cjk。"
    )
    BIND_OFFICE_FAILS = (
        "LibreOffice（{program}）打不开，这次没有做合订本，材料包的其他文件都已写好。"
        "请先确认能从命令行打开它，再重新生成。"
    )
    BIND_FAILED = (
        "LibreOffice 没有把“{file}”转成 PDF，这次没有做合订本，"
        "材料包的其他文件都已写好。请重新生成一次；仍不行的，"
        "请用 Word 或 WPS 打开文件夹里的各份文件，分别存成 PDF 后合并。"
    )
    BIND_NOTHING = (
        "要生成的文件都不装进合订本，这次没有做合订本。"
        "请不写 --only，或者写要报送的文件，再重新生成。"
    )
    BIND_UNSETTLED = (
        "合订本的页码每排一次都有变动，这次没有做合订本，材料包的其他文件都已写好。"
        "请把改过的 Word 模板换回原来的再试。"
    )
    BIND_LOCKED = (
        "“{file}”设了打开密码，没能装进合订本。"
        "请用密码打开它，另存或打印成不带密码的 PDF，换上后重新生成。"
    )
    BIND_DAMAGED = (
        "“{file}”已损坏或没有传完整，没能装进合订本。"
        "请重新下载或重新扫描，能打开后换上，再重新生成。"
    )
    BIND_PARTLY = (
        "“{file}”有损坏的地方，能读出的各页已装进合订本。"
        "请逐页核对；有缺页或空白的，请换一份完好的文件后重新生成。"
    )
    BIND_PICTURE = (
        "图片“{file}”打不开：已损坏、没有传完整或者尺寸过大，没能装进合订本。"
        "请重新拍照或扫描，换上后重新生成。"
    )
    BIND_HEIC = (
        "“{file}”是苹果手机的 HEIC 照片，没能装进合订本。"
        "请在手机上另存或导出为 JPEG（设置、相机、格式里选“兼容性最佳”），"
        "换上后重新生成。"
    )
    BIND_PAPER = (
        "这几项的证明材料没有附电子件，合订本里只在隔页上写了名称：{places}。"
        "装订时请把纸质件插在各项之后，再在插入的纸上接着编页码；"
        "要让页码连续，请先附上扫描件，再重新生成。"
    )
    BIND_EMPTY = (
        "“{file}”是空的，里面什么也没有，没能装进合订本。请换上完好的文件，再重新生成。"
    )
    BIND_OFFICE = (
        "LibreOffice 打不开“{file}”，没能装进合订本。"
        "请用 Word、WPS 或 Excel 打开它，存成 PDF，换上后重新生成。"
    )
    BIND_UNKNOWN = (
        "“{file}”不是 PDF、图片或办公文件，没能装进合订本。"
        "请用原来的软件打开它，另存或打印成 PDF（OFD 用版式阅读器导出 PDF），"
        "换上后重新生成。"
    )
    NO_SUCH_DOCUMENT = (
        "没有叫“{names}”的文件，或者这份申报用不上它。请写下面的编号：{known}。"
    )
    PACKAGE_UNWRITABLE = (
        "申报材料没有写成（{what}），没有留下不完整的文件，以前生成的也没有改动。"
        "请检查“{folder}”所在的磁盘空间和权限，或换一个文件夹，再重试。"
    )
    READ_BACK_DIFFERS = (
        "写好的“{document}”读回来与填写的内容不一致（{figure}），没有生成申报材料。"
        "请检查对应的 Word 模板后重试；仍不行的，请把这条提示告知维护人员。"
    )
