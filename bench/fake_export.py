#!/usr/bin/env python3
"""Writes a drawn export in the form of `caulbart evaluate --export-signals`, to try `peers.py` without a log.

    python3 bench/fake_export.py fake.bin --impressions 3000

The form: one JSON line, then little-endian blocks: rows × signals as 32-bit floats row by row, then each column as
64-bit floats in the order of the header. Labels follow two of the signals and their product, so trees must win over
lines; the column of Caulbart's value is the true chance, so that nobody may stand above it by much.
"""

import argparse
import json

import numpy as np

SIGNALS = ["likeness", "rate_1h", "age", "noise", "missing"]
GROUPS = ["interest", "popularity", "freshness", "format", "habit"]
COLUMNS = ["time_ms", "impression", "reader", "counted", "label", "caulbart_value", "caulbart_probability"]
DAY = 86_400_000


def write(path, impressions, seed=5, slate=8, days=5, warmup_days=2):
    chance = np.random.default_rng(seed)
    rows = impressions * slate
    impression = np.repeat(np.arange(impressions), slate)
    time = np.repeat(np.sort(chance.integers(0, days * DAY, impressions)), slate) + 1_700_000_000_000 // DAY * DAY
    reader = np.repeat(chance.integers(0, max(impressions // 10, 1), impressions), slate)
    signals = chance.random((rows, len(SIGNALS))).astype("<f4")
    signals[:, 4][chance.random(rows) < 0.3] = np.nan
    likeness, rate = signals[:, 0] - 0.5, signals[:, 1] - 0.5
    probability = 1 / (1 + np.exp(2.0 - 3 * likeness - 3 * rate - 12 * likeness * rate))
    label = chance.random(rows) < probability
    counted = time >= time[0] // DAY * DAY + warmup_days * DAY
    header = {"signals": SIGNALS, "groups": GROUPS, "rows": rows, "label": "opened", "columns": COLUMNS}
    with open(path, "wb") as file:
        file.write(json.dumps(header).encode() + b"\n")
        file.write(signals.tobytes())
        for column in (time, impression, reader, counted, label, probability * 7, probability):
            file.write(np.asarray(column, dtype="<f8").tobytes())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--impressions", type=int, default=3000)
    given = parser.parse_args()
    write(given.file, given.impressions)
