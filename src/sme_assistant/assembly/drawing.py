"""Charts as Word draws them: a chart part, and the small workbook it was made from.

The workbook lets office staff choose "edit data" in Word. Both are written from the
same figures; ``drawn`` reads them again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from string import ascii_uppercase
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from sme_assistant.assembly.archives import zip_parts
from sme_assistant.assembly.charts import Chart
from sme_assistant.assembly.drawn import CHARTS as _C
from sme_assistant.assembly.drawn import SHEETS as _S

Element = Any
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDE, _HIGH = 5_220_000, 2_520_000  # 14.5 by 7 cm, in the unit of drawings
_GREYS = ("BFBFBF", "404040", "7F7F7F", "D9D9D9")
"""Fills that stay apart in black and white print."""
_SHEET = "Sheet1"


def draw(chart: Chart, document: Any, place: int) -> Element:
    """Add a chart to a Word document and return the run that shows it.

    Args:
        chart: What it shows.
        document: The part of the document's body.
        place: Its number among the charts of the document, from 1.
    """
    package = document.package
    book = Part(
        PackURI(f"/word/embeddings/chart{place}.xlsx"),
        _BOOK_TYPE, _workbook(chart), package,
    )  # fmt: skip
    part = Part(PackURI(f"/word/charts/chart{place}.xml"), _CHART_TYPE, b"", package)
    data = part.relate_to(book, RT.PACKAGE)
    part._blob = _chart_xml(chart, data).encode()  # noqa: SLF001 (it has no setter)
    shown = document.relate_to(part, RT.CHART)
    return parse_xml(
        f'<w:r xmlns:w="{_W}"><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0"'
        f' distB="0" distL="0" distR="0"><wp:extent cx="{_WIDE}" cy="{_HIGH}"/>'
        f'<wp:docPr id="{place}" name="chart{place}" descr={quoteattr(chart.words)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_A}"><a:graphicData'
        f' uri="{_C}"><c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{shown}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


# --- the chart ---------------------------------------------------------------


def _chart_xml(chart: Chart, data: str) -> str:
    series = "".join(
        _series(chart, index, name) for index, name in enumerate(chart.series)
    )
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        if len(chart.series) > 1
        else ""
    )
    return (
        f'{_XML}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}">'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        '<c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>'
        f'<c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        '<c:gapWidth val="80"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_category_axis()}{_value_axis()}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{_outline('none')}{_font()}"
        f'<c:externalData r:id="{data}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    )


def _series(chart: Chart, index: int, name: str) -> str:
    column, last = ascii_uppercase[index + 1], len(chart.groups) + 1
    labels = _points(label for label, _ in chart.groups)
    figures = _points(values[index] for _, values in chart.groups)
    fill = (
        f'<a:solidFill><a:srgbClr val="{_GREYS[index % len(_GREYS)]}"/></a:solidFill>'
    )
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx><c:strRef><c:f>{_SHEET}!${column}$1</c:f><c:strCache>"
        f"{_points([name])}</c:strCache></c:strRef></c:tx>"
        f'<c:spPr>{fill}<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/>'
        "</a:solidFill></a:ln></c:spPr>"
        '<c:invertIfNegative val="0"/><c:dLbls><c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${last}</c:f><c:strCache>{labels}"
        "</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{_SHEET}!${column}$2:${column}${last}</c:f>"
        f"<c:numCache><c:formatCode>General</c:formatCode>{figures}</c:numCache>"
        "</c:numRef></c:val></c:ser>"
    )


def _points(values: Iterator[str] | list[str]) -> str:
    points = [
        f'<c:pt idx="{index}"><c:v>{escape(value)}</c:v></c:pt>'
        for index, value in enumerate(values)
    ]
    return f'<c:ptCount val="{len(points)}"/>{"".join(points)}'


def _category_axis() -> str:
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/>'
        '</c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{_outline("000000")}<c:crossAx val="2"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _value_axis() -> str:
    """The figures stand on the bars; an axis would say them again."""
    return (
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        '</c:scaling><c:delete val="1"/><c:axPos val="l"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="1"/>'
        '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _outline(colour: str) -> str:
    if colour == "none":
        return "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    return f'<c:spPr><a:ln w="6350">{fill}</a:ln></c:spPr>'


def _font() -> str:
    return (
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1050">'
        '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        '<a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/></a:defRPr>'
        '</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


# --- its workbook ------------------------------------------------------------


def _workbook(chart: Chart) -> bytes:
    head = _row(1, ["", *chart.series], figures=False)
    body = (
        _row(index, [label, *figures], figures=True)
        for index, (label, figures) in enumerate(chart.groups, 2)
    )
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": (
            f'{_XML}<Types xmlns="{package}/content-types"><Default'
            ' Extension="rels" ContentType="application/vnd.openxmlformats-package'
            '.relationships+xml"/><Default Extension="xml"'
            ' ContentType="application/xml"/><Override PartName="/xl/workbook.xml"'
            f' ContentType="{office}.sheet.main+xml"/><Override'
            ' PartName="/xl/worksheets/sheet1.xml"'
            f' ContentType="{office}.worksheet+xml"/></Types>'
        ).encode(),
        "_rels/.rels": _relation(package, "officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'{_XML}<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets><sheet'
            f' name="{_SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": _relation(
            package, "worksheet", "worksheets/sheet1.xml"
        ),
        "xl/worksheets/sheet1.xml": (
            f'{_XML}<worksheet xmlns="{_S}"><sheetData>{head}{"".join(body)}'
            "</sheetData></worksheet>"
        ).encode(),
    }
    target = io.BytesIO()
    zip_parts({name: (raw,) for name, raw in parts.items()}, target)
    return target.getvalue()


def _relation(package: str, kind: str, target: str) -> bytes:
    return (
        f'{_XML}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
        f' Type="{_R}/{kind}" Target="{target}"/></Relationships>'
    ).encode()


def _row(index: int, values: list[str], *, figures: bool) -> str:
    cells = []
    for letter, value in zip(ascii_uppercase, values, strict=False):
        at = f"{letter}{index}"
        if figures and letter != "A":
            cells.append(f'<c r="{at}"><v>{value}</v></c>')
        elif value:
            text = f'<t xml:space="preserve">{escape(value)}</t>'
            cells.append(f'<c r="{at}" t="inlineStr"><is>{text}</is></c>')
    return f'<row r="{index}">{"".join(cells)}</row>'
