"""Compares what `assay export` wrote with the recorded runs: readBack.py RUNS.jsonl FILE.npz FILE.csv [FILE.arrays.csv]

Reads the runs by json alone, and asks of every value in them whether the arrays and the tables have it.
"""

import csv
import json
import math
import sys

import numpy as np

csv.field_size_limit(1 << 30)
SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def leaves(value, name="", index=()):
    """(field, index, value) of everything in a record."""
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from leaves(entry, f"{name}.{key}" if name else key, index)
    elif isinstance(value, list):
        for i, entry in enumerate(value):
            yield from leaves(entry, name, (*index, i))
    else:
        yield ("records." + name if name in ("run", "record", "seed") else name), index, SPECIAL.get(value, value)


def same(found, value):
    """Bit for bit, for numbers; null is NaN or nothing."""
    if value is None:
        return found == "" or math.isnan(float(found))
    if isinstance(value, str):
        return str(found) == value
    if isinstance(found, str) and isinstance(value, bool):
        return found == str(value).lower()
    number = float(found)
    return (math.isnan(number) and math.isnan(value)) or (
        number == value and math.copysign(1, number) == math.copysign(1, value)
    )


runs, npz, table, *arrays = sys.argv[1:]
archive = np.load(npz)  # refuses pickles
stored = {name: archive[name] for name in archive.files}
rows = list(csv.DictReader(open(table, newline="", encoding="utf-8")))
entries = {}
for path in arrays:
    for line in csv.DictReader(open(path, newline="", encoding="utf-8")):
        index = tuple(int(line[key]) for key in line if key.startswith("index") and line[key] != "")
        entries[int(line["run"]), int(line["record"]), line["field"], index] = line["value"]
places = {
    name: {tuple(int(i) for i in at if i >= 0): e for e, at in enumerate(stored[f"{name}.at"])}
    for name in stored
    if f"{name}.at" in stored
}

count = 0
row = 0
for run, line in enumerate(open(runs, encoding="utf-8")):
    result = json.loads(line)
    for number, record in enumerate(result["records"]):
        assert int(rows[row]["run"]) == run and int(rows[row]["record"]) == number
        assert int(rows[row]["seed"]) == result["seed"] == stored["seed"][row]
        for field, index, value in [*leaves(result["settings"], "settings"), *leaves(record)]:
            data = stored[field]
            at = places[field][row, *index] if field in places else (row, *index)
            assert same(data[at], value), (field, index, data[at], value)
            cell = rows[row][field] if field in rows[row] else entries.pop((run, number, field, index))
            assert same(cell, value), (field, index, cell, value)
            count += 1
        row += 1
assert row == len(rows) and not entries, f"{len(rows)} rows for {row} records, {len(entries)} entries too many"
print(f"{count} values")
