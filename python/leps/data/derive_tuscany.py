"""Derive the zone tables of the Tuscany plan from regional figures.

    python derive_tuscany.py [FOLDER]

Reads the small constant tables in ``sources/`` (facts carried over, each row with its source) and writes into
FOLDER (default: ``tuscany/`` beside this script) the tables that follow from them: ``territories``,
``indicator_values``, ``service_supply``, ``level_targets`` and ``annuities``. The other tables of the plan
(funds, measures, rules) are written by hand. The same input gives the same bytes; a test compares them with the
tables shipped.

Money is counted in whole cents and shares in fractions; nothing here is a float.
"""

import csv
import sys
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
REGION = "TOS"
PLAN_YEARS = (2024, 2025, 2026, 2027)

# Planning figures by the editor, basis "assumption" in the tables that use them.
URBAN_FROM = 120_000  # residents: a zone this large counts as urban
NOT_SELF_SUFFICIENT = {"urban": 18, "inner_area": 21, "island": 21, "": 20}  # % of the residents of 70 and over
RESIDENTS_PER_WORKER = {"metropolitan": 6100, "urban": 6800, "inner_area": 6600, "island": 6600, "": 6400}
EMERGENCY_FROM = 200_000  # residents: a zone this large has an emergency service already
PNRR_END = "2026-06-30"
REGIONAL_MONEY = {"PN_FESR": 60_000_000, "PN_FSE": 200_000_000, "REG": 150_000_000}  # cents a year
UNIT_12 = 71_500_000  # cents of one project of PNRR 1.2 for 12 persons
ZONES_112 = ("TOS-01", "TOS-10", "TOS-13", "TOS-15", "TOS-16", "TOS-18", "TOS-20", "TOS-21")
ZONES_132 = ("TOS-05", "TOS-06", "TOS-10", "TOS-11", "TOS-12", "TOS-13", "TOS-14", "TOS-17", "TOS-18", "TOS-19", "TOS-20",
             "TOS-21", "TOS-23", "TOS-28")
SPLIT_13 = "27 Housing First + 14 stations cost 34.43 M, nearest to the 34.5 M of 41 projects in Toscana (openpolis)"
WHOLE_PROJECTS = (  # fund, cents of one project, zones that have one (or how many of the largest), why
    ("PNRR_112", 246_000_000, ZONES_112,
     "one project of 2,460,000 (call 1/2022); 8 in Toscana (slides of Federsanità-ANCI Toscana), which zones: by the editor"),
    ("PNRR_113", 33_000_000, 13,
     "one project of 330,000 (call 1/2022); 13 in Toscana (slides of Federsanità-ANCI Toscana), the largest zones: by the editor"),
    ("PNRR_131", 71_000_000, 27, f"one project of 710,000 (call 1/2022); {SPLIT_13}; all zones but the smallest: by the editor"),
    ("PNRR_132", 109_000_000, ZONES_132, f"one project of 1,090,000 (call 1/2022); {SPLIT_13}; which zones: by the editor"),
)


def read(name):
    with open(HERE / "sources" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder, name, header, rows):
    with open(folder / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def euros(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def cents(text):
    return int(Fraction(text) * 100)


def round_to(value, step):
    """Nearest multiple of ``step``, halves up."""
    return int(Fraction(value) / step + Fraction(1, 2)) * step


def share_out(total, weights):
    """Largest remainder: the floors of the exact shares, then one cent each to the largest fractions, ties in order."""
    whole = sum(weights.values())
    exact = {key: Fraction(total * weight, whole) for key, weight in weights.items()}
    parts = {key: value.numerator // value.denominator for key, value in exact.items()}
    order = sorted(weights, key=lambda key: (parts[key] - exact[key], key))
    for key in order[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


class Zone:
    def __init__(self, row):
        self.id, self.name = row["zone"], row["name"]
        self.municipalities, self.source = int(row["municipalities"]), row["source"]
        self.residents = int(row["population"])
        groups = [group for group in row["editor_groups"].split(";") if group]
        if self.residents >= URBAN_FROM:
            groups.append("urban")
        self.groups = groups

    def by_group(self, table):
        for group in self.groups:
            if group in table:
                return table[group]
        return table[""]

    def indicators(self):
        over_70 = 742412 * self.residents // 3687745
        percent = self.by_group(NOT_SELF_SUFFICIENT)
        if "metropolitan" in self.groups:
            homeless, why = 1200, "by the editor"
        elif "urban" in self.groups:
            homeless, why = round_to(Fraction(self.residents, 1000), 10), "1 per 1,000 residents, to the nearest 10: by the editor"
        else:
            homeless = max(20, round_to(Fraction(self.residents, 2000), 10))
            why = "1 per 2,000 residents, to the nearest 10, at least 20: by the editor"
        return (
            ("POP", self.residents, "ISTAT 1 January 2019, taken for 2024", "estimate"),
            ("POP70", over_70, "floor(742412 x POP / 3687745)", "estimate"),
            ("NONAUT", over_70 * percent // 100, f"{percent} % of POP70, rounded down: by the editor", "assumption"),
            ("GRAVIS", self.residents // 1000, "floor(POP / 1000): by the editor", "assumption"),
            ("DISAB", round_to(Fraction(self.residents, 500), 10), "POP / 500, to the nearest 10: by the editor", "assumption"),
            ("FAM_RISK", round_to(Fraction(self.residents, 950), 10), "POP / 950, to the nearest 10: by the editor", "assumption"),
            ("ADI_HH", round_to(Fraction(self.residents, 150), 10), "POP / 150, to the nearest 10: by the editor", "assumption"),
            ("HOMELESS", homeless, why, "assumption"),
        )


def territories(zones, municipalities):
    yield (REGION, "Toscana", "region", "", "more_developed", "", "2021-01-01",
           "category of region 2021-27: poninclusione.lavoro.gov.it PN 2021-27", "law")
    for zone in zones:
        yield (zone.id, zone.name, "zone", REGION, "", ";".join(zone.groups), "2021-01-01",
               f"{zone.municipalities} municipalities; {zone.source}; groups and dates by the editor", "record")
    for row in municipalities:
        yield (row["municipality"], row["name"], "municipality", row["zone"], "", "", "2021-01-01",
               "ISTAT list of municipalities", "record")


def indicator_values(zones, municipalities):
    for zone in zones:
        for indicator, value, source, basis in zone.indicators():
            yield indicator, zone.id, 2024, value, source, basis
    for row in municipalities:
        yield "POP", row["municipality"], 2024, row["population"], "ISTAT 1 January 2019, taken for 2024", "estimate"


def pippi_families(projects):
    """Families a year of the running P.I.P.P.I. projects: planned beneficiaries over three yearly cycles, to 2025."""
    return {row["zones"]: (int(row["beneficiaries_planned"]) // 3, row["cup"], row["beneficiaries_planned"])
            for row in projects if row["line"] == "1.1.1"}


def service_supply(zones, projects):
    running = "what runs already; its payers keep the bound part of the funds"
    families = pippi_families(projects)
    for zone in zones:
        value = {name: number for name, number, _, _ in zone.indicators()}
        per_worker = zone.by_group(RESIDENTS_PER_WORKER)
        half_posts = 2 * zone.residents // per_worker
        small = "inner_area" in zone.groups or "island" in zone.groups
        steady = (
            ("SSP_5000", f"{half_posts // 2}.5" if half_posts % 2 else half_posts // 2, "40000.00",
             f"1 per {per_worker:,} residents, rounded down to half a post"),
            ("PIS", int(zone.residents >= EMERGENCY_FROM), "60000.00" if small else "90000.00",
             "zones of 200,000 residents and more have one"),
            ("DISCH", zone.residents // 12000, "2640.00", "1 per 12,000 residents, rounded down"),
            ("PVI", zone.residents // 15000, "9600.00", "1 per 15,000 residents, rounded down"),
            ("DOM_NA", value["NONAUT"] * 7 // 100, "3168.00" if "inner_area" in zone.groups else "2880.00",
             "7 in 100 of NONAUT, rounded down"),
            ("ADI_SVC", value["ADI_HH"] * 3 // 5, "1200.00", "3 households in 5, rounded down"),
            ("GRAVE", 600 if "metropolitan" in zone.groups else value["HOMELESS"] // 10, "",
             "600 in the metropolitan city, else 1 person in 10, rounded down"),
        )
        for level, units, unit_cost, rule in steady:
            for year in (2026, 2027) if level == "GRAVE" else (2025, 2026, 2027):
                yield level, zone.id, year, units, unit_cost, "outside", f"{rule}: by the editor; {running}", "assumption"
        for year in (2025, 2026, 2027):
            if zone.id in families:
                count, cup, planned = families[zone.id]
                yield ("PIPPI", zone.id, year, count if year == 2025 else 0, "", "outside",
                       f"PNRR 1.1.1, CUP {cup} (ReGiS): {planned} families in 3 yearly cycles, taken as {count} a year to 2025",
                       "estimate")
            else:
                yield "PIPPI", zone.id, year, 0, "", "outside", "no project of PNRR 1.1.1 found in ReGiS", "estimate"


def level_targets(zones):
    for zone in zones:
        for year in (2025, 2026, 2027):
            if zone.residents < 60_000:
                yield ("PIPPI", zone.id, year, 10, "the smallest group that can be run is one module of 10 families: by the editor",
                       "assumption")
            if zone.id == "TOS-27":
                yield ("DISCH", zone.id, year, 0, "not due here: the hospital and its discharge team belong to another zone: by the editor",
                       "assumption")


def project_money(zones, projects):
    """PNRR money: one annuity of 2024 per zone that has a project, to be spent by 30 June 2026."""
    tail = ("", "", "assigned", "2024-01-01", PNRR_END, "Avviso 1/2022", "2022-05-09", 1)
    largest = sorted(zones, key=lambda zone: -zone.residents)
    for fund, unit, having, why in WHOLE_PROJECTS:
        named = having if isinstance(having, tuple) else sorted(zone.id for zone in largest[:having])
        for zone in named:
            yield (fund, 2024, zone, euros(unit), *tail, why, "assumption")
    amounts, reasons = {}, {}
    for row in projects:
        if row["line"] != "1.2":
            continue
        amount = cents(row["financing_eur"]) if row["financing_eur"] else UNIT_12 * int(row["beneficiaries_planned"]) // 12
        said = row["cup"] + ("" if row["financing_eur"] else f" (amount not published: 715,000 x {row['beneficiaries_planned']}/12)")
        places = row["zones"].split(";")
        shares = {places[0]: 1} if len(places) == 1 else {"TOS-17": 3, "TOS-25": 1}
        for zone, part in share_out(amount, shares).items():
            amounts[zone] = amounts.get(zone, 0) + part
            reasons.setdefault(zone, []).append(said + ("" if len(places) == 1 else f", {shares[zone]}/4 of it by the editor"))
    for zone in zones:
        if zone.id in amounts:
            yield ("PNRR_12", 2024, zone.id, euros(amounts[zone.id]), *tail, "ReGiS projects: " + "; ".join(reasons[zone.id]), "estimate")
        else:
            yield ("PNRR_12", 2024, zone.id, "0.00", "", "", "none", "2024-01-01", PNRR_END, "Avviso 1/2022", "2022-05-09", "",
                   "no project of 1.2 found in ReGiS", "record")


def window(fund, year):
    """Money of the year only (REG, FSC), of three years (FESR works), else of two."""
    years = {"REG": 1, "FSC": 1, "PN_FESR": 3}.get(fund, 2)
    return f"{year}-01-01", f"{year + years - 1}-12-31"


def regional_money():
    for fund, amount in REGIONAL_MONEY.items():
        for year in PLAN_YEARS:
            yield (fund, year, REGION, euros(amount), "", "", "assigned" if year < 2026 else "expected", *window(fund, year),
                   "", "", 1, "new money of the Region for its zones, a round figure by the editor", "assumption")


def zone_money(zones, municipalities, funds):
    """The Region's amount of a fund and year, shared by residents; what already pays running services is bound."""
    residents = {zone.id: zone.residents for zone in zones}
    everybody = sum(residents.values())
    for row in funds:
        bound_share = Fraction(row["bound_share"])
        parts = share_out(cents(row["amount_eur"]), residents)
        for zone in zones:
            recipients = {place["municipality"]: int(place["population"]) for place in municipalities if place["zone"] == zone.id}
            if row["fund"] != "FSC" or not recipients:
                recipients = {zone.id: zone.residents}
            for recipient, gross in share_out(parts[zone.id], recipients).items():
                free = int(gross * (1 - bound_share))
                among = "" if recipient == zone.id else f", shared among its {len(recipients)} municipalities by residents"
                why = (f"{row['source']}; Toscana {row['amount_eur']} x {residents[zone.id]}/{everybody}, largest remainder over the "
                       f"28 zones{among}; bound = {row['bound_share']} pays what runs already (by the editor)")
                yield (row["fund"], row["year"], recipient, euros(free), euros(gross), euros(gross - free), row["status"],
                       *window(row["fund"], int(row["year"])), row["act"], row["decree_date"], 1, why, row["basis"])


def derive(folder):
    zones = [Zone(row) for row in read("tuscany_zones.csv")]
    municipalities, projects, funds = read("tuscany_municipalities.csv"), read("tuscany_projects.csv"), read("tuscany_funds.csv")
    write(folder, "territories.csv",
          ("territory", "name", "kind", "parent", "eu_category", "groups", "valid_from", "source", "basis"),
          territories(zones, municipalities))
    write(folder, "indicator_values.csv", ("indicator", "territory", "year", "value", "source", "basis"),
          indicator_values(zones, municipalities))
    write(folder, "service_supply.csv",
          ("level", "territory", "year", "units", "unit_cost_eur", "paid_by", "source", "basis"), service_supply(zones, projects))
    write(folder, "level_targets.csv", ("level", "territory", "year", "required_units", "source", "basis"), level_targets(zones))
    write(folder, "annuities.csv",
          ("fund", "year", "territory", "amount_eur", "gross_eur", "bound_eur", "status", "spend_from", "spend_to", "act",
           "decree_date", "repair_weight", "source", "basis"),
          (*project_money(zones, projects), *regional_money(), *zone_money(zones, municipalities, funds)))


if __name__ == "__main__":
    derive(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "tuscany")
