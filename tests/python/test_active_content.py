"""Whatever stands in a plan's texts, ids and header: nobody's browser or spreadsheet ever executes it."""

import csv
import json
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import leps

#: By turns in every text of the plan. Ids get them too.
PAYLOADS = (
    "<script>evil()</script>",
    "</script><script>evil()</script>",
    "<img src=x onerror=evil()>",
    '" onmouseover="evil()',
    "' onfocus='evil()' autofocus='",
    "<a href=\"javascript:evil()\">evil</a>",
    "<svg/onload=evil()>",
    "<iframe src=//evil.example>",
    "<!--evil",
    "]]><evil>",
    "</style><style>@import '//evil.example'</style>",
    "</title><evil>",
    "=HYPERLINK(\"http://evil.example\",\"evil\")",
    "+evil",
    "-evil",
    "@evil",
    "%{customdata[0]}evil",
    "$title ${body} evil",
    "\uff1devil",
    "\u00ad\U0001f600\u0301evil",
    "&lt;evil&gt;",
)
#: Tables whose first column names a thing.
NAMED = ("territories", "indicators", "beneficiary_groups", "service_levels", "measures", "funds")
#: Cells of a spreadsheet that begin so are executed, in any width.
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")

#: What leps itself writes into labels.
OWN_MARKUP = re.compile(r"</?(b|br|span)( style='[^']*')?>|<extra></extra>")


class Evil:
    """Texts that are evil by turns, each with the word that stood there."""

    def __init__(self) -> None:
        self._count = 0

    def text(self, word: object) -> str:
        self._count += 1
        return f"{PAYLOADS[self._count % len(PAYLOADS)]} {word}"

    def plan_of(self, plan: leps.Plan) -> leps.Plan:
        """The plan with something evil in every id and text of it."""
        tables = {name: plan.table(name).to_pylist() for name in plan.tables if len(plan.table(name))}
        ids = {row[column]: self.text(row[column]) for table in NAMED for row in tables[table] for column in list(row)[:1]}
        evil = {table: [self._row(row, ids) for row in rows] for table, rows in tables.items()}
        header = {"title": self.text("title"), "sources": [{"title": text, "path": text} for text in PAYLOADS]}
        return leps.Plan.from_frames({**plan.header, **header}, **evil)

    def _row(self, row: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
        known = {column: ids.get(value, value) if isinstance(value, str) else value for column, value in row.items()}
        texts = [column for column in ("name", "unit", "legal_source", "source", "note", "act") if column in row]
        return known | {column: self.text(row.get(column) or row.get("year", column)) for column in [*texts, "x_own"]}


class Page(HTMLParser):
    """What a browser would act on: elements and the names of their attributes, and the texts of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.values: list[str] = []
        self.code: list[str] = []
        self.comments: list[str] = []
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag, tuple(sorted(name for name, _ in attrs))] += 1
        self.values += [value for _, value in attrs if value]
        self._inside = tag if tag in ("script", "style") else ""
        if self._inside:
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.code[-1] += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def views(result: leps.Allocation, other: leps.Allocation) -> dict[str, str]:
    """All HTML that leps makes of a plan, a result, a comparison and a sweep."""
    plan, found = result.plan, leps.compare(result, other)
    swept = leps.sweep(plan, {name: plan for name in PAYLOADS}, progress=False, workers=2)
    pages = {"plan": plan, "result": result, "comparison": found, "sweep": swept, "verification": leps.verify(plan, result)}
    pages |= {f"plan.{name}": getattr(plan, name) for name in plan.tables}
    pages |= {f"result.{name}": getattr(result, name) for name in result.tables}
    pages |= {f"comparison.{name}": getattr(found, name) for name in found.tables}
    pages |= {f"sweep.{name}": getattr(swept, name) for name in ("scenarios", "stages", "coverage", "funds")}
    pages |= {"diff": plan.diff(other.plan), "quantiles": swept.quantiles()}
    return {name: view._repr_html_() for name, view in pages.items() if hasattr(view, "_repr_html_")}


@pytest.fixture(scope="module")
def evil(plan: leps.Plan) -> leps.Allocation:
    return leps.allocate(Evil().plan_of(plan), progress=False)


@pytest.fixture(scope="module")
def less(evil: leps.Allocation) -> leps.Allocation:
    """Another answer, in which levels are lost."""
    plan = evil.plan
    for row in plan.funds:
        plan = plan.scale_fund(row["fund"], "1/3")
    return leps.allocate(plan, progress=False)


@pytest.fixture(scope="module")
def page(evil: leps.Allocation, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "page.html"
    evil.report(path)
    return path.read_text("utf-8")


def expect_tame(name: str, html: str) -> None:
    """No element, attribute, load or code of the page comes from the data: all that is evil is text."""
    found = Page(html)
    tags = {tag for tag, _ in found.elements}
    assert not tags & {"a", "img", "svg", "iframe", "evil", "object", "embed", "link", "base", "form", "input"}, name
    attributes = {attribute for _, attributes in found.elements for attribute in attributes}
    assert not [attribute for attribute in attributes if attribute.startswith("on") or attribute in ("src", "href", "srcset", "action")], name
    assert not [value for value in found.values if "evil" in value], name
    assert not found.comments, name
    for code in found.code:
        assert not [payload for payload in PAYLOADS if "<" in payload and payload in code], name


def test_every_view_shows_evil_texts_as_texts(evil: leps.Allocation, less: leps.Allocation) -> None:
    shown = views(evil, less)
    assert len(shown) > 30
    for name, html in shown.items():
        expect_tame(name, html)
    assert sum("evil" in html for html in shown.values()) > 20


def test_the_page_shows_evil_texts_as_texts(page: str) -> None:
    expect_tame("page", page)
    assert Page(page).elements["script", ()] + Page(page).elements["script", ("type",)] == page.count("<script")


def test_no_label_of_a_picture_is_markup(evil: leps.Allocation, less: leps.Allocation) -> None:
    found = leps.compare(evil, less)
    figures = [evil.plot.levels(), evil.plot.mappafondo(), evil.plot.funds(), found.plot.waterfall(), found.plot.before_after()]
    for figure in figures:
        seen = [text for text in texts_of(json.loads(figure.to_json())) if "evil" in text]
        assert seen
        for text in seen:  # a label of Plotly is markup: <b> and <a href> mean something in it
            assert "<" not in OWN_MARKUP.sub("", text), text


def texts_of(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, each in value.items() for text in [key, *texts_of(each)]]
    if isinstance(value, list):
        return [text for each in value for text in texts_of(each)]
    return []


def test_no_text_cell_of_a_package_is_a_formula(evil: leps.Allocation, tmp_path: Path) -> None:
    evil.write(tmp_path / "result")
    evil.plan.write(tmp_path / "plan")
    assert leps.read_plan(tmp_path / "plan") == evil.plan  # the apostrophes are gone again
    assert leps.read_allocation(tmp_path / "result", evil.plan) == evil
    texts = 0
    for file in [*(tmp_path / "result").glob("*.csv"), *(tmp_path / "plan").glob("*.csv")]:
        with file.open(newline="", encoding="utf-8") as lines:
            for row in csv.reader(lines):
                for cell in row:
                    texts += "evil" in cell
                    if cell.startswith(FORMULA):
                        (float.fromhex if "0x" in cell else float)(cell)  # a number below zero is one
    assert texts > 100


def test_a_browser_runs_and_loads_nothing_of_the_data(page: str, evil: leps.Allocation, less: leps.Allocation, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no Chromium")
    notebook = "".join(views(evil, less).values())
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, content in (("page", page), ("notebook", f"<!DOCTYPE html><meta charset=utf-8><body>{notebook}")):
            path = tmp_path / f"{name}.html"
            path.write_text(content, "utf-8")
            tab = browser.new_page()
            calls: list[str] = []
            requests: list[str] = []
            tab.expose_function("evil", lambda calls=calls: calls.append("evil"))
            tab.on("request", lambda request, requests=requests: requests.append(request.url))
            tab.goto(path.as_uri())
            tab.mouse.move(400, 300)
            for target in tab.locator("td, text").all()[:200]:
                target.dispatch_event("mouseover")
            tab.wait_for_timeout(500)
            assert calls == []
            assert requests == [path.as_uri()]
            assert tab.locator("evil, iframe, img, a[href], [onerror], [onload], [onmouseover], [onfocus]").count() == 0
        browser.close()
