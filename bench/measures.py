#!/usr/bin/env python3
"""How well are rows ordered and predicted? The same measures as `caulbart evaluate`, for scores from anywhere.

Equal scores have no order among themselves: each measure is its mean over all orders of the equals.

    python3 bench/measures.py        compares them with slow ones and with scikit-learn's, on drawn rows

    pip install numpy scikit-learn
"""

import sys

import numpy as np

NEAREST = 1e-6


def auc(score, label):
    """Mann-Whitney, equals half; None unless both outcomes are there."""
    found, _ = grouped_auc(np.zeros(len(score), dtype=np.int64), score, label)
    return None if np.isnan(found).all() else float(found[0])


def grouped_auc(group, score, label):
    """AUC of each group (NaN with one outcome), and its rows, by rising group."""
    order = np.lexsort((score, group))
    group, score, label = group[order], score[order], label[order].astype(float)
    starts, sizes, inside = runs(group)
    equal_starts, equal_sizes, _ = runs(group, score)
    # Rank within the group from 1, equals at their mean.
    first = equal_starts - np.repeat(starts, sizes)[equal_starts]
    rank = np.repeat(first + (equal_sizes + 1) / 2, equal_sizes)
    positives = np.bincount(inside, label)
    negatives = sizes - positives
    above = np.bincount(inside, rank * label) - positives * (positives + 1) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(positives * negatives > 0, above / (positives * negatives), np.nan), sizes


def runs(*keys):
    """Starts and sizes of the runs of equal keys in sorted rows, and the number of each row's run."""
    count = len(keys[0])
    new = np.zeros(count, dtype=bool)
    new[:1] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    starts = np.flatnonzero(new)
    return starts, np.diff(np.append(starts, count)), np.cumsum(new) - 1


def grouped_ndcg(group, score, label, depth):
    """nDCG of each group, NaN without a positive; binary gains, 1 / log2(1 + rank)."""
    order = np.lexsort((-score, group))
    group, score, label = group[order], score[order], label[order].astype(float)
    starts, sizes, inside = runs(group)
    most = int(sizes.max()) if len(sizes) else 0
    discount = np.where(np.arange(1, most + 1) <= depth, 1 / np.log2(np.arange(1, most + 1) + 1), 0)
    summed = np.concatenate([[0], np.cumsum(discount)])
    equal_starts, equal_sizes, _ = runs(group, score)
    first = equal_starts - np.repeat(starts, sizes)[equal_starts]
    gain = np.repeat((summed[first + equal_sizes] - summed[first]) / equal_sizes, equal_sizes)
    positives = np.bincount(inside, label)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(positives > 0, np.bincount(inside, gain * label) / summed[positives.astype(int)], np.nan)


def measure(impression, reader, label, score, probability=None):
    """All of one method's figures. `score` orders; `probability` may be None, pooled AUC is then of the score."""
    within, _ = grouped_auc(impression, score, label)
    both = ~np.isnan(within)
    of_reader, rows = grouped_auc(reader, score, label)
    readers = ~np.isnan(of_reader)
    figures = {
        "impressions": int(both.sum()),
        "examples": len(label),
        "auc": float(within[both].mean()) if both.any() else None,
        "ndcg10": float(grouped_ndcg(impression, score, label, 10)[both].mean()) if both.any() else None,
        "pooled_auc": auc(score if probability is None else probability, label),
        "reader_auc": float(np.average(of_reader[readers], weights=rows[readers])) if readers.any() else None,
        "log_loss": None,
    }
    if probability is not None and len(label):
        sure = np.clip(probability, NEAREST, 1 - NEAREST)
        figures["log_loss"] = float(-np.mean(np.where(label > 0, np.log(sure), np.log(1 - sure))))
    return figures


def check():
    """Against pairs counted one by one, and scikit-learn's nDCG, which means over equals too."""
    from sklearn.metrics import log_loss, ndcg_score, roc_auc_score

    chance = np.random.default_rng(3)
    impression = np.sort(chance.integers(0, 60, 900))
    reader = chance.integers(0, 25, 900)
    label = (chance.random(900) < 0.2).astype(float)
    score = chance.integers(0, 6, 900) / 6 + 0.05
    found = measure(impression, reader, label, score, score)
    areas, gains = [], []
    for number in np.unique(impression):
        rows = impression == number
        positive, negative = score[rows & (label > 0)], score[rows & (label == 0)]
        if len(positive) and len(negative):
            pairs = [(a > b) + (a == b) / 2 for a in positive for b in negative]
            areas.append(np.mean(pairs))
            gains.append(ndcg_score([label[rows]], [score[rows]], k=10))
    areas_and_rows = [
        (roc_auc_score(label[hers], score[hers]), hers.sum())
        for hers in (reader == number for number in np.unique(reader))
        if len(set(label[hers])) == 2
    ]
    expected = {
        "auc": np.mean(areas),
        "ndcg10": np.mean(gains),
        "pooled_auc": roc_auc_score(label, score),
        "reader_auc": sum(area * rows for area, rows in areas_and_rows) / sum(rows for _, rows in areas_and_rows),
        "log_loss": log_loss(label, np.clip(score, NEAREST, 1 - NEAREST)),
    }
    apart = {name: value for name, value in expected.items() if abs(found[name] - value) > 1e-9}
    wrong = [f"{name}: {found[name]} for {value}" for name, value in apart.items()]
    alone = measure(np.array([1, 1]), np.array([1, 1]), np.zeros(2), np.array([1.0, 2.0]), np.array([0.1, 0.2]))
    if alone["auc"] is not None or alone["pooled_auc"] is not None:
        wrong.append(f"one outcome alone has figures: {alone}")
    print("\n".join(wrong) or "measures agree with slow ones and scikit-learn's")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(check())
