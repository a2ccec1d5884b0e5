"""Rewrite the list of tables in the datapackage.json of a plan from its CSV headers.

    python describe.py FOLDER [FOLDER ...]

Everything else in datapackage.json (title, horizon, stages, ...) is kept as it is. Column types and keys are those of
the plan format; an unknown column stops the script, except ``x_...`` columns, which are text.
"""

import csv
import json
import sys
from pathlib import Path

# Table order, and the columns that make its key (a Frictionless primary key only where none of them may be empty).
KEYS = {
    "territories": ["territory"],
    "indicators": ["indicator"],
    "indicator_values": ["indicator", "territory", "year"],
    "beneficiary_groups": ["group"],
    "service_levels": ["level"],
    "level_targets": ["level", "territory", "year"],
    "service_supply": ["level", "territory", "year"],
    "measures": ["measure"],
    "measure_costs": None,
    "deliveries": ["measure", "level"],
    "measure_limits": None,
    "links": None,
    "funds": ["fund"],
    "annuities": None,
    "eligibility": None,
    "co_financing": None,
    "reserves": ["fund", "reserve"],
    "territory_quotas": None,
    "associations": ["association", "measure", "territory"],
    "records": None,
    "current_plan": None,
}
MANDATORY = {
    "territories": "territory name kind", "indicators": "indicator", "indicator_values": "indicator territory year value",
    "beneficiary_groups": "group name indicator", "service_levels": "level name unit priority weight hard",
    "level_targets": "level territory year required_units", "service_supply": "level territory year units",
    "measures": "measure", "measure_costs": "measure category amount_eur per", "deliveries": "measure level units_per_unit",
    "measure_limits": "measure counted kind", "links": "kind measure other_kind other",
    "funds": "fund tier recurrent carry_over", "annuities": "fund year territory amount_eur status spend_from spend_to",
    "eligibility": "fund measure category", "co_financing": "fund max_share",
    "reserves": "fund reserve kind subset_kind subset share per_recipient per_year", "territory_quotas": "fund territory",
    "associations": "association measure territory share", "records": "territory fund measure as_of",
    "current_plan": "fund year recipient territory measure period category amount_eur",
}
REFERENCES = {"indicator": "indicators", "territory": "territories", "level": "service_levels", "measure": "measures", "fund": "funds"}
OTHER_REFERENCES = {("beneficiary_groups", "indicator"): ("indicators", "indicator"), ("service_levels", "group"): ("beneficiary_groups", "group"),
                    ("measure_limits", "per_indicator"): ("indicators", "indicator"), ("territories", "parent"): ("", "territory"),
                    ("measures", "parent"): ("", "measure"), ("measures", "serve_by"): ("indicators", "indicator")}
TYPES = {
    "integer": "year from_year to_year priority preference delay_months annuity",
    "boolean": "hard whole recurrent carry_over strict per_recipient per_year",
    "date": "valid_from valid_to start_from start_to from to spend_from spend_to decree_date as_of start",
    "number": "amount_eur gross_eur bound_eur unit_cost_eur max_eur min_eur assigned_eur programmed_eur committed_eur paid_eur reported_eur",
    "string": "territory name kind parent eu_category groups indicator unit role projection value group level ratio required_units "
              "territory_group weight measured resolution legal_source units paid_by measure life_months owner serve_by distinct_group "
              "category per profile units_per_unit persons_per_unit min_units max_units per_indicator per_amount rounding at_least counted "
              "other_kind other fund family tier missing_annuity pooling round_share status act repair_weight max_share base reserve "
              "subset_kind subset share association recipient project period source basis note",
}
TYPE_OF = {name: kind for kind, names in TYPES.items() for name in names.split()}


def describe(table, header, tables):
    fields = []
    for name in header:
        if name not in TYPE_OF and not name.startswith("x_"):
            raise SystemExit(f"{table}.csv: unknown column {name}")
        field = {"name": name, "type": TYPE_OF.get(name, "string")}
        if name in MANDATORY[table].split():
            field["constraints"] = {"required": True}
        fields.append(field)
    schema = {"fields": fields}
    if KEYS[table]:
        schema["primaryKey"] = KEYS[table]
    references = []
    for name in header:
        home, field = OTHER_REFERENCES.get((table, name), (REFERENCES.get(name, table), name))
        if (name in REFERENCES or (table, name) in OTHER_REFERENCES) and home != table and (home == "" or home in tables):
            references.append({"fields": name, "reference": {"resource": home, "fields": field}})
    if references:
        schema["foreignKeys"] = references
    return {"name": table, "path": f"{table}.csv", "profile": "tabular-data-resource", "encoding": "utf-8", "schema": schema}


def render(value, indent=0):
    """JSON with what fits into a line on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= 130 or not isinstance(value, (dict, list)):
        return line
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        parts = [f"{pad}{json.dumps(key, ensure_ascii=False)}: {render(part, indent + 1)}" for key, part in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + render(part, indent + 1) for part in value) + "\n" + " " * indent + "]"


def main(folder):
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    tables = {}
    for file in folder.glob("*.csv"):
        with open(file, encoding="utf-8", newline="") as text:
            tables[file.stem] = next(csv.reader(text))
    unknown = sorted(set(tables) - set(KEYS))
    if unknown:
        raise SystemExit(f"{folder}: unknown tables {unknown}")
    package["resources"] = [describe(table, tables[table], tables) for table in KEYS if table in tables]
    path.write_text(render(package) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        main(Path(argument))
