"""The page is one file: it loads nothing from outside, and no name in a plan becomes markup."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import leps

EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)> & \"quoted\""


class Page(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self._in_script = True
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data


@pytest.fixture(scope="module")
def evil_result(plan: leps.Plan) -> leps.Allocation:
    def named(table: str) -> list[dict[str, object]]:
        return [{**row, "name": f"{row['name']} {EVIL}"} for row in plan.table(table).to_pylist()]

    tables = {table: named(table) for table in ("territories", "funds", "measures", "service_levels")}
    return leps.allocate(plan.replace(header={"title": EVIL}, **tables), progress=False)


@pytest.fixture(scope="module")
def page(evil_result: leps.Allocation, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "page.html"
    evil_result.report(path)
    return path.read_text(encoding="utf-8")


def test_the_page_says_what_rests_on_assumptions_and_that_nothing_proves_it_unique(page: str) -> None:
    assert "Of the money used, " in page
    assert "Of what is required, " in page
    assert "unique: not proved" in page


def test_nothing_is_loaded_from_outside(page: str) -> None:
    parsed = Page()
    parsed.feed(page)
    assert not [tag for tag, _ in parsed.tags if tag in {"link", "iframe", "object", "embed", "base", "img"}]
    for tag, attributes in parsed.tags:
        for name in ("src", "href", "action", "srcset", "data"):
            assert name not in attributes, (tag, attributes)
    head = page[: page.index("<body")]
    assert "@import" not in head
    assert "url(" not in head


def test_the_page_forbids_every_load_by_policy(page: str) -> None:
    policy = next(a["content"] for t, a in tags_of(page) if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for sources in rules.values():
        assert not re.search(r"https?:|\*|//", sources)


def test_plotly_is_inlined_exactly_once(page: str) -> None:
    parsed = Page()
    parsed.feed(page)
    assert len([script for script in parsed.scripts if len(script) > 1_000_000]) == 1
    assert page.count('id="picture-') == 3


def test_a_planted_script_stays_text(page: str, evil_result: leps.Allocation) -> None:
    parsed = Page()
    parsed.feed(page)
    assert not [attributes for _, attributes in parsed.tags if "onerror" in attributes]
    assert not [script for script in parsed.scripts if script.lstrip().startswith("alert")]
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page
    assert "<script>alert" not in evil_result._repr_html_()
    assert "<script>alert" not in evil_result.plan._repr_html_()
    assert "<script>alert" not in evil_result.plan.funds._repr_html_()


def test_plotly_labels_carry_no_markup_of_the_plan(evil_result: leps.Allocation) -> None:
    for figure in (evil_result.plot.levels(), evil_result.plot.mappafondo(), evil_result.plot.funds()):
        assert "<script" not in str(figure.to_plotly_json())
        assert "<img" not in str(figure.to_plotly_json())


def test_the_page_is_written_whole_and_never_over_another(result: leps.Allocation, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    result.report(path)
    first = path.read_bytes()
    with pytest.raises(leps.FileError):
        result.report(path)
    result.report(path, force=True)
    assert path.read_bytes() == first  # the same result, the same bytes
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(leps.FileError):
        result.report(tmp_path / "nowhere" / "page.html")


def tags_of(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parsed = Page()
    parsed.feed(page)
    return parsed.tags
