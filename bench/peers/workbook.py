"""Records of runs as a table of SQLite, or as a line of JSON for each run."""

import json
import sqlite3
from pathlib import Path
from time import perf_counter

from serve import serve


def records_of(run, count):
    """As recordsOf of bench/workbook/experiment.ts."""
    return [
        {"step": i, "loss": (run * count + i) * 7919 % 2001 / 1000 - 1, "accuracy": (run + i) % 200 / 200}
        for i in range(count)
    ]


def settings_of(run):
    return {"index": run // 10, "rate": 0.1}


def database(path):
    """Each run in one transaction, which a kill of the process does not undo: as safe as ours."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("pragma journal_mode = wal")
    base.execute("pragma synchronous = normal")
    base.execute("create table if not exists run (id integer primary key, settings text, seed integer)")
    base.execute("create table if not exists record (run integer, step integer, loss real, accuracy real)")
    return base


def place(folder, form, runs):
    return Path(folder) / f"{form}-{runs}"


def append(form, folder, runs, records):
    path = place(folder, form, runs)
    for old in Path(folder).glob(f"{path.name}*"):
        old.unlink()
    start = perf_counter()
    if form == "SQLite":
        base = database(path)
        for run in range(runs):
            base.execute("begin")
            base.execute("insert into run values (?, ?, ?)", (run, json.dumps(settings_of(run)), run % 10))
            rows = ((run, r["step"], r["loss"], r["accuracy"]) for r in records_of(run, records))
            base.executemany("insert into record values (?, ?, ?, ?)", rows)
            base.execute("commit")
        base.close()
    else:
        with open(path, "a") as file:
            for run in range(runs):
                known = {"id": run, "settings": settings_of(run), "seed": run % 10}
                file.write(json.dumps({**known, "records": records_of(run, records)}) + "\n")
                file.flush()
    return {"seconds": perf_counter() - start}


def read(form, folder, runs, records):
    """All records as dictionaries, and the sum of one field."""
    path = place(folder, form, runs)
    start = perf_counter()
    if form == "SQLite":
        base = database(path)
        names = ("step", "loss", "accuracy")
        found = [dict(zip(names, row)) for row in base.execute("select step, loss, accuracy from record order by rowid")]
        base.close()
    else:
        with open(path) as file:
            found = [record for text in file for record in json.loads(text)["records"]]
    total = sum(record["accuracy"] for record in found)
    return {"seconds": perf_counter() - start, "sum": total}


serve(append, read)
