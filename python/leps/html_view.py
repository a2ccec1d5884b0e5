"""Plans and results in a notebook, and the fragments of the page. Everything that comes from data is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from leps import style
from leps.summary import Level, Money, Summary
from leps.words import STATUSES, assumptions_of, stages_of

if TYPE_CHECKING:
    from leps.allocation import Allocation
    from leps.plan import Plan

__all__ = ["STYLE", "allocation_html", "plan_html"]

#: Colours follow the notebook's theme: text inherits, rules are a part of the text's own colour. The class stands twice so
#: that a notebook's own style of tables does not win.
STYLE = f"""<style>
.leps {{ font-family: {style.FONT}; font-size: 13px; line-height: 1.45; max-width: 1080px; }}
.leps.leps h4 {{ font-size: 13px; font-weight: 600; margin: 20px 0 6px; }}
.leps.leps .leps-title {{ font-size: 16px; font-weight: 600; margin: 4px 0 2px; }}
.leps.leps .leps-note {{ opacity: .68; margin: 2px 0 6px; font-size: 12px; }}
.leps.leps .leps-lead {{ margin: 6px 0 10px; font-size: 14px; max-width: 76ch; }}
.leps.leps .leps-scroll {{ overflow-x: auto; }}
.leps.leps table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; width: auto; margin: 0; font-size: 12.5px; }}
.leps.leps th, .leps.leps td {{ padding: 3px 16px 3px 0; text-align: left; background: none; border: 0; vertical-align: baseline;
  border-bottom: 1px solid color-mix(in srgb, currentColor 11%, transparent); white-space: nowrap; }}
.leps.leps th {{ font-weight: 500; opacity: .68; border-bottom-color: color-mix(in srgb, currentColor 32%, transparent); }}
.leps.leps tr {{ background: none !important; }}
.leps.leps .n {{ text-align: right; }}
.leps.leps .w {{ white-space: normal; min-width: 250px; }}
.leps.leps .total td {{ font-weight: 600; border-bottom: 0; }}
.leps.leps .bar {{ display: inline-flex; width: 150px; height: 9px; border-radius: 2px; overflow: hidden; vertical-align: 0;
  background: color-mix(in srgb, currentColor 9%, transparent); }}
.leps.leps .bar i {{ display: block; height: 100%; }}
.leps.leps .ok {{ color: color-mix(in srgb, {style.REACHED} 72%, currentColor); font-weight: 600; }}
.leps.leps .bad {{ color: color-mix(in srgb, {style.MISSING} 72%, currentColor); font-weight: 600; }}
.leps.leps .warn {{ color: color-mix(in srgb, {style.LAPSES} 82%, currentColor); }}
.leps.leps .dim {{ opacity: .62; }}
</style>"""

PLAN_TABLES = (
    ("territories", "territories"),
    ("service_levels", "levels"),
    ("measures", "measures"),
    ("funds", "funds"),
    ("annuities", "annuities"),
    ("eligibility", "eligibility rows"),
    ("reserves", "reserves"),
    ("co_financing", "co-financing rules"),
    ("records", "commitments"),
)


def plan_html(plan: Plan) -> str:
    """Return what a notebook shows of a plan: the horizon, its size, its money by fund."""
    horizon = plan.header["horizon"]
    counts = " · ".join(f"{count:,} {label}" for table, label in PLAN_TABLES if (count := len(plan.table(table))))
    names = {row["fund"]: row for row in plan.funds}
    totals: dict[str, dict[int, Any]] = {}
    years = sorted({row["year"] for row in plan.annuities})
    for row in plan.annuities:
        by_year = totals.setdefault(row["fund"], {})
        by_year[row["year"]] = by_year.get(row["year"], 0) + row["amount_eur"]
    body = [
        [_text(names[fund]["name"] or fund), _text(names[fund]["tier"]),
         *(_number(style.euros(by_year[year]) if year in by_year else "–") for year in years),
         _number(style.euros(sum(by_year.values())))]
        for fund, by_year in totals.items()
    ]  # fmt: skip
    grand = [sum(by_year.get(year, 0) for by_year in totals.values()) for year in years]
    body.append([_text("All funds"), _text(""), *(_number(style.euros(value)) for value in [*grand, sum(grand)])])
    warnings = f"<p class='leps-note'>{len(plan.warnings)} warnings: see <code>plan.warnings</code></p>" if plan.warnings else ""
    return _box(
        f"<div class='leps-title'>{html.escape(plan.title)}</div>"
        f"<p class='leps-note'>{horizon['from']} to {horizon['to']} by {horizon.get('period', 'year')} · {counts}</p>"
        f"<h4>What may be planned, euro</h4>"
        f"{table(['Fund', 'tier', *(f'>{year}' for year in years), '>all years'], body, total=True)}{warnings}"
        f"<p class='leps-note'>plan {plan.hash[:16]}… · tables: {', '.join(f'<code>{name}</code>' for name in plan.tables)}</p>"
    )


def allocation_html(result: Allocation) -> str:
    """Return what a notebook shows of a result: levels, money, worst zones, the proof."""
    summary = Summary(result)
    parts = [f"<div class='leps-title'>{html.escape(result.plan.title)}</div>", status_line(result)]
    if result.reasons:
        parts += ["<h4>Why</h4>", reasons_table(result)]
    if summary.coverage:
        parts += [
            f"<p class='leps-lead'>{headline(summary)}</p>",
            f"<h4>Levels before and after, {_period(summary)}</h4>", levels_table(summary),
            "<h4>Money by fund, euro</h4>", funds_table(summary),
            "<h4>Zones most behind</h4>", zones_table(summary, 8),
            "<h4>What is proved</h4>", stages_table(result), assumptions_note(result),
        ]  # fmt: skip
    parts.append(findings_note(result))
    return _box("".join(parts))


def status_line(result: Allocation) -> str:
    """Return the outcome in one line: status, engine, certificate, whether it is proved to be the only one."""
    mark = "ok" if result.status == "allocated" else "bad"
    pieces = [f"<span class='{mark}'>{html.escape(STATUSES.get(result.status, result.status))}</span>", html.escape(result.engine)]
    if result.status == "allocated":
        check = result.certified()
        pieces.append("<span class='ok'>certificate checked</span>" if check else
                      f"<span class='bad'>certificate does not hold: {html.escape(check.problems[0])}</span>")  # fmt: skip
        pieces.append(f"unique: {html.escape(result.unique)}")
    if not result.reproducible:
        pieces.append("<span class='warn'>not reproducible</span>")
    return f"<p class='leps-note'>{' · '.join(pieces)}</p>"


def headline(summary: Summary) -> str:
    """Return the result in two sentences."""
    levels = summary.levels()
    due = sum(level.zones for level in levels)
    before, after = sum(level.reached_before for level in levels), sum(level.reached_after for level in levels)
    money = summary.money
    text = (
        f"In {_period(summary)} the zones owe {due} levels, counted zone by zone: what exists reaches {before} of them, this "
        f"plan <b>{after}</b>. Of {style.short_euros(money.amount)} that may be planned, "
        f"<b>{style.short_euros(money.used)}</b> ({style.percent(money.share_used)}) are used"
    )
    if money.lapses and summary.first_lapse:
        day, first = summary.first_lapse
        text += f"; {style.short_euros(money.lapses)} would lapse, the first {style.short_euros(first)} on {day}"
    return text + "."


def levels_table(summary: Summary) -> str:
    """Return the levels: covered before and after, zones that reach them."""
    body = [
        [_text(level.name, "w"), _number(str(level.priority)), _number(f"{style.quantity(level.required)}"),
         _text(level.unit, "dim"), _number(style.percent(level.share_before)), f"<td>{_level_bar(level)}</td>",
         _number(style.percent(level.share_after)),
         _number(f"{level.reached_before} → <b>{level.reached_after}</b> of {level.zones}", escape=False)]
        for level in summary.levels()
    ]  # fmt: skip
    head = ["Level", ">class", ">due", "unit", ">covered before", "", ">after", ">zones reached"]
    return table(head, body)


def funds_table(summary: Summary) -> str:
    """Return the money of each fund over all years: used, left, lapsing."""
    rows = [(fund.name, fund.total) for fund in summary.funds]
    body = [_money_row(name, money) for name, money in [*rows, ("All funds", summary.money)]]
    head = ["Fund", ">to plan", ">used", "", ">", ">left for later", ">lapses", ">nobody could use"]
    return table(head, body, total=True)


def zones_table(summary: Summary, count: int) -> str:
    """Return the zones most behind, with the levels that they miss most."""
    zones = summary.zones(count)
    classes = sorted(zones[0].index) if zones else []
    body = []
    for zone in zones:
        worst = ", ".join(
            f"{html.escape(summary.name('service_levels', level))}&nbsp;<span class='dim'>{html.escape(style.percent(gap))}</span>"
            for level, gap in zone.largest
        )
        body.append([_text(zone.name), *(_number(style.percent(zone.index[c], digits=1)) for c in classes),
                     f"<td class='w'>{worst or 'everything is reached'}</td>"])  # fmt: skip
    return table(["Zone", *(f">gap, class {c}" for c in classes), f"still missing in {_period(summary)}"], body)


def stages_table(result: Allocation) -> str:
    """Return the objectives in order, each with its proved bound and the gap in parts."""
    body = [
        [_number(str(i)), _text(stage.title), _number(stage.value), _number(stage.bound), _number(stage.gap), _text(stage.parts, "dim")]
        for i, stage in enumerate(stages_of(result), start=1)
    ]
    return table([">", "Objective, in order", ">value", ">proved: not better than", ">gap", "of which"], body)


def assumptions_note(result: Allocation) -> str:
    """Return what share of money and requirement rests on assumptions."""
    words = assumptions_of(result)
    return f"<p class='leps-note'>{html.escape(words)}</p>" if words else ""


def reasons_table(result: Allocation) -> str:
    """Return why there is no allocation."""
    body = [
        [_text(reason.rule or reason.code), _text(reason.subject), _text(reason.found), _text(reason.limit), _text(reason.message, "w")]
        for reason in result.reasons[:30]
    ]
    return table(["Rule", "subject", "found", "limit", "what it means"], body)


def findings_note(result: Allocation) -> str:
    """Return how many findings the result carries, and the first of them."""
    issues = result.issues
    if not issues:
        return ""
    first = html.escape(str(issues[0]))
    return f"<p class='leps-note'>{style.counted(len(issues), 'finding')}, see <code>result.findings</code>: {first}</p>"


def table(head: Iterable[str], body: Iterable[list[str]], *, total: bool = False) -> str:
    """Return a table from ready cells. A column head that begins with '>' is a number's; the last row may be a total."""
    cells = "".join(f"<th class='{'n' if name.startswith('>') else ''}'>{html.escape(name.lstrip('>'))}</th>" for name in head)
    rows = list(body)
    lines = [f"<tr class='{'total' if total and i == len(rows) - 1 else ''}'>{''.join(row)}</tr>" for i, row in enumerate(rows)]
    return f"<div class='leps-scroll'><table><thead><tr>{cells}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"


def bar(parts: Iterable[tuple[Fraction, str]]) -> str:
    """Return a bar of coloured parts of one whole."""
    widths = "".join(f"<i style='width:{float(share) * 100:.2f}%;background:{color}'></i>" for share, color in parts if share > 0)
    return f"<span class='bar'>{widths}</span>"


def _level_bar(level: Level) -> str:
    before, after = level.share_before or Fraction(0), level.share_after or Fraction(0)
    return bar([(before, style.BEFORE), (after - before, style.REACHED)])


def _money_row(name: str, money: Money) -> list[str]:
    whole = Fraction(money.amount)
    parts = [(Fraction(value) / whole, color) for value, color in
             ((money.used, style.REACHED), (money.kept, style.KEPT), (money.lapses, style.LAPSES))] if whole else []  # fmt: skip
    lapses = f"<span class='warn'>{style.euros(money.lapses)}</span>" if money.lapses else "–"
    return [
        _text(name, "w"), _number(style.euros(money.amount)), _number(style.euros(money.used)), f"<td>{bar(parts)}</td>",
        _number(style.percent(money.share_used)), _number(style.euros(money.kept) if money.kept else "–"),
        _number(lapses, escape=False), _number(style.euros(money.unusable) if money.unusable else "–"),
    ]  # fmt: skip


def _period(summary: Summary) -> str:
    from leps.plots import period_words

    return period_words(summary.periods[-1] if summary.periods else None)


def _text(value: str, kind: str = "") -> str:
    return f"<td class='{kind}'>{html.escape(value)}</td>"


def _number(value: str, *, escape: bool = True) -> str:
    return f"<td class='n'>{html.escape(value) if escape else value}</td>"


def _box(content: str) -> str:
    return f"<div class='leps'>{STYLE}{content}</div>"
