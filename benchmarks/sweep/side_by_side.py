"""A sweep by leps, by HiGHS alone and by each peer, in turn, on the same numbers; their optima compared; the table."""

import array
import json
import math
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PEERS = ("linopy", "pyomo", "cvxpy", "mathopt")

# Two answers agree if they differ by less than this part of the greater one; costs are near 1, so that less than `nothing` is none.
AGREEMENT = 1e-6
NOTHING = 1e-6


def _measure(command, seconds=None):
    """The JSON line of a program; None if it took more than `seconds`."""
    command = [str(part) for part in command]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        print(f"{' '.join(command)}: left out after {seconds} s", file=sys.stderr)
        return None
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit {done.returncode}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def _numbers(file):
    numbers = array.array("d")
    numbers.frombytes(file.read_bytes())
    return numbers


def _optima(folder, side):
    """Optima in the unit of the arrays."""
    numbers = _numbers(folder / f"optima.{side}.f64")
    if side != "leps":
        return numbers
    model = json.loads((folder / "sweep.json").read_text())
    return [(value - model["offset"]) / model["unit"] for value in numbers]


def _mismatches(folder, side):
    """Scenarios in which a side does not agree with HiGHS alone."""
    pairs = zip(_optima(folder, side), _optima(folder, "highs"))
    return [(number, own, raw) for number, (own, raw) in enumerate(pairs)
            if not math.isclose(own, raw, rel_tol=AGREEMENT, abs_tol=AGREEMENT * NOTHING)]


def sweep(options, plan, scenarios, record):
    """Runs every side `options.runs` times; returns the mismatches as texts."""
    programs = options.build / "benchmarks"
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write = [programs / "benchmark_sweep_arrays", plan, scenarios, options.seed, folder]
        subprocess.run([str(part) for part in write], check=True)
        model = json.loads((folder / "sweep.json").read_text())
        size = {key: model[key] for key in ("columns", "rows", "nonzeros")}
        size["changed"] = (folder / "place.i32").stat().st_size // 4
        sides = {
            "highs": [programs / "benchmark_sweep_raw", folder],
            "leps": [programs / "benchmark_sweep", plan, scenarios, options.seed, "relaxed", 1, 1, folder / "optima.leps.f64"],
        }
        if options.peers:
            sides |= {peer: [options.peers, HERE.parent / "peers" / f"{peer}_sweep.py", folder, options.peer_seconds] for peer in PEERS}
        for number in range(options.runs):
            for side, command in sides.items():
                line = _measure(command, 2 * options.peer_seconds if side in PEERS else None)
                if line is None:
                    continue
                wrong_here = _mismatches(folder, side)
                record(line, plan=pathlib.Path(plan).name, run=number, mismatches=len(wrong_here), **size)
                wrong += [f"{plan}, scenario {i}: {side} {own!r}, HiGHS alone {raw!r}" for i, own, raw in wrong_here]
    return wrong


def _quickest(lines, plan, side):
    """The run with the least time a scenario: other jobs only ever add."""
    runs = [line for line in lines if line.get("benchmark") == "sweep" and line["plan"] == plan and line["side"] == side]
    return min(runs, key=lambda line: line["seconds"] / line["scenarios"], default=None)


def _per_scenario(line, *keys):
    """Milliseconds of all keys together."""
    return 1000 * sum(line[key] for key in keys) / line["scenarios"]


def table(lines):
    """Three tables: all sides, the parts of leps, its targets."""
    sides = ["| plan | columns, rows, changed bounds | scenarios | side | set-up, ms | engine, ms | in all, ms | not the engine | in all, of the engine alone | memory middle, end |",
             "|---|---|---|---|---|---|---|---|---|---|"]
    parts = ["| plan | change the plan | compile | hand over, run, read | of it engine | proof of the bound | exact cents | verify |", "|---|---|---|---|---|---|---|---|"]
    targets = ["| plan | what | leps | target | |", "|---|---|---|---|---|"]
    met = {True: "met", False: "missed"}
    for plan in dict.fromkeys(line["plan"] for line in lines if line.get("benchmark") == "sweep"):
        best = {side: _quickest(lines, plan, side) for side in ("highs", "leps", *PEERS)}
        best = {side: line for side, line in best.items() if line is not None}
        alone = _per_scenario(best["highs"], "engine_seconds")
        whole = {side: _per_scenario(line, "seconds") for side, line in best.items()}
        for side, line in best.items():
            setup, engine = _per_scenario(line, "setup_seconds"), _per_scenario(line, "engine_seconds")
            middle, end = (line[key] / 1024 if line[key] else math.nan for key in ("middle_kilobytes", "end_kilobytes"))
            sides.append(f"| {plan} | {line['columns']}, {line['rows']}, {line['changed']} | {line['scenarios']} | {side} | {setup:.3f} | {engine:.3f} | {whole[side]:.3f} "
                         f"| {100 * (1 - engine / whole[side]):.0f} % | {whole[side] / alone:.2f}x | {middle:.1f}, {end:.1f} MiB |")
        leps = best["leps"]
        keys = ("edit_seconds", "compile_seconds", "session_seconds", "engine_seconds", "bounds_seconds", "round_seconds", "verify_seconds")
        parts.append(f"| {plan} | " + " | ".join(f"{_per_scenario(leps, key):.3f} ms" for key in keys) + " |")
        # Peers stop at an optimum in floating point: the same of leps is what it does until then.
        optimum = whole["leps"] - _per_scenario(leps, "bounds_seconds", "round_seconds", "verify_seconds")
        setup = _per_scenario(leps, "setup_seconds")
        share = 100 * (1 - leps["engine_seconds"] / leps["seconds"])
        growth = (leps["end_kilobytes"] - leps["middle_kilobytes"]) / 1024
        rivals = [side for side in PEERS if side in best]

        def ahead(own):
            return ", ".join(f"{side} {whole[side] / own:.2f}x" for side in rivals), met[all(whole[side] > own for side in rivals)]

        targets += [
            f"| {plan} | set-up of a scenario | {setup:.3f} ms, {leps['changed']} changed bounds | <= 1 ms + changed cells | {met[setup <= 1.0]} at 1 ms |",
            f"| {plan} | share that is not the engine | {share:.0f} % | <= 10 % | {met[share <= 10.0]} |",
            f"| {plan} | growth of memory over the second half | {growth:.1f} MiB | flat | {met[growth < 1.0]} |",
            f"| {plan} | in all, of the engine's time of HiGHS alone | {whole['leps'] / alone:.2f}x | <= 1.10x | {met[whole['leps'] <= 1.1 * alone]} |",
            f"| {plan} | the same up to the optimum | {optimum / alone:.2f}x | | |",
        ]
        if rivals:
            (text, verdict), (text_optimum, verdict_optimum) = ahead(whole["leps"]), ahead(optimum)
            targets += [f"| {plan} | time of peers, of that of leps | {text} | > 1x each | {verdict} |",
                        f"| {plan} | the same up to the optimum | {text_optimum} | > 1x each | {verdict_optimum} |"]
    return "\n\n".join("\n".join(rows) for rows in (sides, parts, targets)) + "\n"
