#!/usr/bin/env python3
"""Do our off-policy estimates agree with those of the Open Bandit Pipeline (obp)?

    cargo run --release -p timeline --example estimate > rows.jsonl
    python3 bench/obp_check.py rows.jsonl

Reads generated rows and our estimates of them, computes the same with obp, and prints both side by side. Leaves with
status 1 when a value or a standard error differs by more than 1e-6.

    pip install numpy scipy scikit-learn pandas seaborn matplotlib tqdm pyyaml
    pip install --no-deps obp

obp pins older versions of what it needs, hence --no-deps. It also imports PyTorch, which the estimators compared here
(those for NumPy arrays) never call, so an empty stand-in takes its place when it is absent.

obp 0.4 has no limit for weights; a limited weight min(w, limit) is given to it as the propensity that leads to it,
max(propensity, policy / limit). Standard errors are computed here from obp's rewards per round: their standard
deviation over the root of their number. For the self-normalised estimates obp has no standard error; its bootstrap interval is
printed beside ours instead, and must agree within a tenth of the interval's width.
"""

import argparse
import json
import sys
import types
import warnings

import numpy as np

TOLERANCE = 1e-6


def import_estimators():
    """obp's estimators, with a stand-in for PyTorch when it is not installed."""
    try:
        import torch  # noqa: F401
    except ImportError:

        class Absent(types.ModuleType):
            def __getattr__(self, name):
                if name.startswith("__"):
                    raise AttributeError(name)
                # A class, because obp names types of torch in annotations and inherits from some.
                return sys.modules.get(f"{self.__name__}.{name}") or type(name, (), {})

        for module in ("torch", "torch.nn", "torch.nn.functional", "torch.optim", "torch.utils", "torch.utils.data"):
            sys.modules[module] = Absent(module)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from obp.ope import estimators
    return estimators


def read(path):
    rows, ours = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            (ours if "clip" in row else rows).append(row)
    if not rows or not ours:
        sys.exit(f"{path} holds no rows, or no estimates: write it with `--example estimate`")
    return rows, ours


def theirs(estimators, rows, clip):
    """name -> (value, standard error or None, bootstrap interval)"""
    n = len(rows)
    reward = np.array([row["reward"] for row in rows], dtype=float)
    action = np.array([row["action"] for row in rows])
    propensity = np.array([row["propensity"] for row in rows])
    policy = np.array([row["policy"] for row in rows])[:, :, None]
    predicted = np.array([row["predicted"] for row in rows])[:, :, None]
    if clip is not None:
        propensity = np.maximum(propensity, policy[np.arange(n), action, 0] / clip)
    given = {"reward": reward, "action": action, "pscore": propensity, "action_dist": policy}
    given["position"] = np.zeros(n, dtype=int)
    modelled = {**given, "estimated_rewards_by_reg_model": predicted}
    found = {}
    for name, estimator, log in [
        ("ips", estimators.InverseProbabilityWeighting(), given),
        ("snips", estimators.SelfNormalizedInverseProbabilityWeighting(), given),
        ("dr", estimators.DoublyRobust(), modelled),
        ("sndr", estimators.SelfNormalizedDoublyRobust(), modelled),
    ]:
        rounds = estimator._estimate_round_rewards(**log)
        error = float(np.std(rounds, ddof=1) / np.sqrt(n)) if name in ("ips", "dr") else None
        interval = bootstrap(estimator, log, n)
        found[name] = (float(estimator.estimate_policy_value(**log)), error, interval)
    return found


def bootstrap(estimator, log, n, rounds=300):
    """The whole estimate of resampled rows, 95 %."""
    chance = np.random.default_rng(1)
    values = []
    for _ in range(rounds):
        drawn = chance.integers(0, n, n)
        values.append(estimator.estimate_policy_value(**{name: column[drawn] for name, column in log.items()}))
    return np.percentile(values, [2.5, 97.5])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rows", help="what `--example estimate` printed")
    rows, ours = read(parser.parse_args().rows)
    estimators = import_estimators()
    wrong = 0
    print(f"{len(rows)} rows")
    print(
        "limit  estimate       ours        obp   difference   error, ours        obp"
        "   95 % interval, ours       bootstrap"
    )
    for mine in ours:
        for name, (value, error, interval) in theirs(estimators, rows, mine["clip"]).items():
            our = mine[name]
            difference = abs(our["value"] - value)
            fine = difference <= TOLERANCE
            if error is not None:
                fine &= abs(our["standard_error"] - error) <= TOLERANCE
            width = our["high"] - our["low"]
            fine &= max(abs(our["low"] - interval[0]), abs(our["high"] - interval[1])) <= 0.1 * width
            wrong += not fine
            shown = "        -" if error is None else f"{error:.7f}"
            print(
                f"{mine['clip'] or 'none':>5}  {name:8} {our['value']:.8f} {value:.8f}   {difference:10.1e}"
                f"     {our['standard_error']:.7f}  {shown:>9}      {our['low']:.4f} to {our['high']:.4f}"
                f"  {interval[0]:.4f} to {interval[1]:.4f}{'' if fine else '   DIFFERS'}"
            )
    print("all agree" if wrong == 0 else f"{wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
