"""What the charts of a Word file say, read from their parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from lxml import etree

from sme_assistant.assembly.charts import Chart

Element = Any
CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CHART, PACKAGE = "/chart", "/package"
"""How the kinds of relation end that a chart and its workbook have."""
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHEET = "xl/worksheets/sheet1.xml"


def chart_of(paragraph: Element) -> str | None:
    """Return the relation of the chart that a paragraph shows, if it shows one."""
    shown = next(paragraph.iter(f"{{{CHARTS}}}chart"), None)
    return None if shown is None else str(shown.get(_ID))


def read_chart(chart: bytes, books: Iterable[bytes]) -> str:
    """Return what a chart says; nothing if its workbook says anything else."""
    root = _tree(chart)
    series = list(root.iter(f"{{{CHARTS}}}ser"))
    names = tuple(_cached(one, "tx")[0] for one in series)
    labels = _cached(series[0], "cat") if series else []
    columns = [_cached(one, "val") for one in series]
    groups = tuple(zip(labels, zip(*columns, strict=True), strict=True))
    found = Chart("", names, groups)
    return found.words if all(_agrees(book, found) for book in books) else ""


def _cached(series: Element, what: str) -> list[str]:
    (place,) = series.iterchildren(f"{{{CHARTS}}}{what}")
    return [value.text or "" for value in place.iter(f"{{{CHARTS}}}v")]


def _agrees(book: bytes, chart: Chart) -> bool:
    """Whether a chart's workbook holds what the chart shows."""
    try:
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            sheet = _tree(archive.read(_SHEET))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return False
    rows = [
        [cell.xpath("string()") for cell in row]
        for row in sheet.iter(f"{{{SHEETS}}}row")
    ]
    wanted = [list(chart.series)]
    wanted += [[label, *figures] for label, figures in chart.groups]
    return rows == wanted


def _tree(xml: bytes) -> Element:
    welcome = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(xml, welcome)
