#!/usr/bin/env python3
"""How do other learners fare with the same signals, in the same order of time, with the same delay of feedback?

    python3 bench/peers.py export.bin
    python3 bench/peers.py --caulbart target/release/caulbart --log FOLDER --warmup-until 2023-05-20T00:00:00Z

Reads what `caulbart evaluate FOLDER --export-signals export.bin` wrote (or has it written), replays it, and prints one
table over the counted part. An example becomes usable 60 seconds after its time. The methods:

- LightGBM, lambdarank and binary, and CatBoost, binary: "once" is fitted on the part before the counted one; "daily" is
  fitted anew at each midnight UTC on everything known then. Fixed settings, 2 threads. Where slates mostly hold one
  item, lambdarank orders within a reader instead of within an impression.
- Vowpal Wabbit, logistic, online: predicts each impression, then learns each example as soon as it is usable.
- River, logistic regression on standardised signals, online in the same way. Being slow, it is given at most
  `--river-rows` rows: every k-th impression, said in the table, with its figures over those alone.

Caulbart's own row is computed here from the value and the probability in the export. A method without a probability has
no log loss, and its pooled AUC is that of its score. Seconds are fitting and predicting together, and examples a second
are all rows that a method saw over those seconds; Caulbart's are those of the whole command, signals included.

    pip install numpy scikit-learn lightgbm catboost vowpalwabbit river
    (and python3 bench/measures.py, python3 bench/fake_export.py FILE, to try it without a log)

A package that is missing costs its rows in the table, nothing else.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import deque

os.environ.setdefault("OMP_NUM_THREADS", "2")
# On a machine with other work, threads that spin while they wait make LightGBM twenty times slower.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import numpy as np  # noqa: E402

# Running it leaves nothing behind in the project.
sys.dont_write_bytecode = True

from measures import measure  # noqa: E402

COLUMNS = ["time_ms", "impression", "reader", "counted", "label", "caulbart_value", "caulbart_probability"]
DELAY = 60_000
DAY = 86_400_000
THREADS = 2
TREES = {"n_estimators": 200, "learning_rate": 0.05, "num_leaves": 31, "min_child_samples": 50}


class Export:
    """The rows of an export in order of time, those of one impression together."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.header = json.loads(file.readline())
            rows, names = self.header["rows"], self.header["signals"]
            signals = np.fromfile(file, dtype="<f4", count=rows * len(names))
            columns = {name: np.fromfile(file, dtype="<f8", count=rows) for name in self.header["columns"]}
        sizes = [len(signals) // max(len(names), 1), *(len(column) for column in columns.values())]
        if any(size != rows for size in sizes):
            sys.exit(f"{path} is broken off: it announces {rows} rows and does not hold them all")
        order = np.lexsort((columns["impression"], columns["time_ms"]))
        self.signals = signals.reshape(rows, len(names))[order]
        self.time, self.impression, self.reader, counted, label, self.value, self.probability = (
            columns[name][order] for name in COLUMNS
        )
        self.counted, self.label = counted > 0, (label > 0).astype(np.float64)
        if not self.counted.any():
            sys.exit(f"{path} has no counted rows: choose an earlier --warmup-until")
        self.start = self.time[self.counted][0]

    def known_at(self, moment):
        """How many rows, from the first, are usable at this moment."""
        return int(np.searchsorted(self.time, moment - DELAY, side="right"))

    def slates(self, first=0):
        """(from, to) of each impression from this row on."""
        starts = np.flatnonzero(np.diff(self.impression[first:], prepend=np.nan) != 0) + first
        return list(zip(starts, np.append(starts[1:], len(self.label))))


def groups_of(export, end):
    """Rows 0..end sorted into groups for lambdarank, and the groups' sizes."""
    keys = export.impression[:end]
    if len(keys) < 2 * len(np.unique(keys)):
        keys = export.reader[:end]
    order = np.argsort(keys, kind="stable")
    return order, np.unique(keys, return_counts=True)[1]


def lightgbm_binary(export, end):
    import lightgbm

    model = lightgbm.LGBMClassifier(**TREES, num_threads=THREADS, verbose=-1, random_state=1)
    model.fit(export.signals[:end], export.label[:end])
    return lambda rows: model.predict_proba(rows)[:, 1]


def lightgbm_lambdarank(export, end):
    import lightgbm

    order, sizes = groups_of(export, end)
    model = lightgbm.LGBMRanker(**TREES, num_threads=THREADS, verbose=-1, random_state=1)
    model.fit(export.signals[:end][order], export.label[:end][order], group=sizes)
    return model.predict


def catboost_binary(export, end):
    import catboost

    model = catboost.CatBoostClassifier(
        iterations=200, learning_rate=0.1, depth=6, thread_count=THREADS, verbose=False, random_seed=1,
        allow_writing_files=False,
    )
    model.fit(export.signals[:end], export.label[:end])
    return lambda rows: model.predict_proba(rows)[:, 1]


def in_batches(export, fit, daily):
    """Scores of the counted rows; 0 before the first fit, for lack of anything known."""
    first = int(np.flatnonzero(export.counted)[0])
    scores, seen = np.zeros(len(export.label)), 0
    bounds = [export.start]
    if daily:
        bounds += list(np.arange(export.start // DAY + 1, export.time[-1] // DAY + 1) * DAY)
    begins = [max(first, int(np.searchsorted(export.time, bound, side="left"))) for bound in bounds]
    for bound, begin, end in zip(bounds, begins, [*begins[1:], len(scores)]):
        known = export.known_at(bound)
        if begin == end or known == 0 or len(np.unique(export.label[:known])) < 2:
            continue
        scores[begin:end] = fit(export, known)(export.signals[begin:end])
        seen += known + end - begin
    if seen == 0:
        raise ValueError("there is nothing before the counted part to fit on")
    return scores, seen


def online(export, predict, learn, every=1):
    """Scores of every k-th impression, each predicted with what was usable at its time."""
    scores, waiting, seen = np.full(len(export.label), np.nan), deque(), 0
    for begin, end in export.slates()[::every]:
        now = export.time[begin]
        while waiting and export.time[waiting[0]] + DELAY <= now:
            learn(waiting.popleft())
        if export.counted[begin]:
            for row in range(begin, end):
                scores[row] = predict(row)
        waiting.extend(range(begin, end))
        seen += end - begin
    return scores, seen


def vowpal_wabbit(export):
    from vowpalwabbit import Workspace

    # Hashed names of signals; its own normalisation per signal (Ross, Mineiro and Langford 2013).
    workspace = Workspace("--loss_function logistic --link logistic -b 18 --quiet")
    names = [f"s{number}" for number in range(export.signals.shape[1])]

    def features(row):
        values = export.signals[row].tolist()
        return "|s " + " ".join(f"{name}:{value:.6g}" for name, value in zip(names, values) if value and value == value)

    def learn(row):
        workspace.learn(f"{1 if export.label[row] else -1} {features(row)}")

    found = online(export, lambda row: workspace.predict(features(row)), learn)
    workspace.finish()
    return found


def river_logistic(export, every):
    from river import compose, linear_model, optim, preprocessing

    model = compose.Pipeline(
        preprocessing.StandardScaler(), linear_model.LogisticRegression(optimizer=optim.AdaGrad(0.05))
    )
    names = list(range(export.signals.shape[1]))

    def features(row):
        return {name: value if value == value else 0.0 for name, value in zip(names, export.signals[row].tolist())}

    def predict(row):
        return model.predict_proba_one(features(row)).get(True, 0.5)

    return online(export, predict, lambda row: model.learn_one(features(row), bool(export.label[row])), every)


def methods(export, river_rows):
    """(name, package, runs and gives scores and rows seen, whether scores are probabilities)"""
    for name, package, fit, is_probability in [
        ("LightGBM lambdarank", "lightgbm", lightgbm_lambdarank, False),
        ("LightGBM binary", "lightgbm", lightgbm_binary, True),
        ("CatBoost binary", "catboost", catboost_binary, True),
    ]:
        for daily in (False, True):
            run = lambda fit=fit, daily=daily: in_batches(export, fit, daily)  # noqa: E731
            yield f"{name}, {'daily' if daily else 'once'}", package, run, is_probability
    yield "Vowpal Wabbit, online", "vowpalwabbit", lambda: vowpal_wabbit(export), True
    every = max(1, -(-len(export.label) // river_rows))
    part = "" if every == 1 else f", 1 impression in {every}"
    yield f"River logistic, online{part}", "river", lambda: river_logistic(export, every), True


def figures_of(export, scores, probability=None):
    rows = export.counted & ~np.isnan(scores)
    given = None if probability is None else probability[rows]
    return measure(export.impression[rows], export.reader[rows], export.label[rows], scores[rows], given)


def run_caulbart(given, path):
    command = [given.caulbart, "evaluate", *given.log, "--export-signals", path, "--json"]
    for option in ("warmup_until", "label"):
        if getattr(given, option):
            command += [f"--{option.replace('_', '-')}", getattr(given, option)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"`{' '.join(command)}` ended with status {done.returncode}")
    return json.loads(done.stdout)


def show(name, found):
    def cell(key, form, width):
        return "–".rjust(width) if found.get(key) is None else format(found[key], form).rjust(width)

    measures = [cell(key, ".4f", 10) for key in ("auc", "ndcg10", "pooled_auc", "reader_auc", "log_loss")]
    print(f"{name:36}", *measures, cell("seconds", ".1f", 8), cell("examples_per_second", ",.0f", 11), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("export", nargs="?", help="what --export-signals wrote")
    parser.add_argument("--caulbart", help="the program, to have the export written")
    parser.add_argument("--log", nargs="+", default=[], help="folders of one log, for --caulbart")
    parser.add_argument("--warmup-until", help="for --caulbart")
    parser.add_argument("--label", help="for --caulbart")
    parser.add_argument("--river-rows", type=int, default=300_000)
    parser.add_argument("--only", default="", help="methods whose names hold this")
    parser.add_argument("--json", help="a file for the figures")
    given = parser.parse_args()
    if bool(given.export) == bool(given.caulbart) or bool(given.caulbart) != bool(given.log):
        parser.error("name either an export, or --caulbart and --log")
    with tempfile.TemporaryDirectory() as folder:
        path = given.export or os.path.join(folder, "export.bin")
        itself = run_caulbart(given, path) if given.caulbart else {}
        export = Export(path)
    rows = len(export.label)
    print(f"{rows:,} rows, {int(export.counted.sum()):,} counted, {export.signals.shape[1]} signals, "
          f"label {export.header['label']}, positive {export.label[export.counted].mean():.4f}")
    print(f"{'method':36}", *(head.rjust(10) for head in ("AUC", "nDCG@10", "pooled", "reader", "log loss")),
          "seconds".rjust(8), "examples/s".rjust(11))
    table = {"Caulbart": figures_of(export, export.value, export.probability)}
    for key in ("seconds", "examples_per_second"):
        table["Caulbart"][key] = itself.get(key)
    show("Caulbart", table["Caulbart"])
    for name, package, run, is_probability in methods(export, given.river_rows):
        if given.only.lower() not in name.lower():
            continue
        try:
            importlib.import_module(package)
            start = time.perf_counter()
            scores, seen = run()
        except (ImportError, ValueError) as error:
            print(f"{name:36} left out: {error}")
            continue
        seconds = time.perf_counter() - start
        table[name] = figures_of(export, scores, scores if is_probability else None)
        table[name] |= {"seconds": seconds, "examples_per_second": seen / seconds}
        show(name, table[name])
    if given.json:
        with open(given.json, "w", encoding="utf-8") as file:
            json.dump(table, file, indent=1)


if __name__ == "__main__":
    main()
