"""How many examples a second does Vowpal Wabbit learn online, of those that `caulbart bench learn --export` wrote?

    caulbart bench learn --examples 100000 --export /tmp/examples.txt
    python3 bench/online.py /tmp/examples.txt

Two figures: with reading the text (what its command line does), and learning alone from examples that were parsed
before. Nothing is compared where the package is missing; the script says so.
"""

import sys
import time


def main(path):
    try:
        import vowpalwabbit
    except ImportError:
        print("vowpalwabbit is not installed here: nothing to compare with (pip install vowpalwabbit)")
        return
    lines = []
    with open(path) as rows:
        for row in rows:
            label, *readings = row.split()
            features = " ".join(f"{place}:{reading}" for place, reading in enumerate(readings))
            lines.append(f"{label} | {features}")
    learner = vowpalwabbit.Workspace("--loss_function logistic --quiet")
    started = time.perf_counter()
    for line in lines:
        learner.learn(line)
    with_reading = time.perf_counter() - started
    learner = vowpalwabbit.Workspace("--loss_function logistic --quiet")
    examples = [learner.example(line) for line in lines]
    started = time.perf_counter()
    for example in examples:
        learner.learn(example)
    alone = time.perf_counter() - started
    print(f"Vowpal Wabbit {vowpalwabbit.__version__}, {len(lines)} examples, one thread:")
    print(f"  with reading the text: {len(lines) / with_reading:,.0f} a second")
    print(f"  learning alone:        {len(lines) / alone:,.0f} a second")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
