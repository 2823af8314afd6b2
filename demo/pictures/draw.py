#!/usr/bin/env python3
"""Draws the pictures of the demo edition. Needs Pillow and numpy.

    python3 demo/pictures/draw.py [--to FOLDER] [NAME…]

Without names it draws all of them. The same program draws the same picture every time.
"""

import argparse
import importlib
import io
import pathlib

LARGEST = 85_000


def scenes():
    """Every public function of the scene files, by its name with hyphens."""
    found = {}
    for module in ("sea", "land", "town", "inside", "play", "screens"):
        for name, scene in vars(importlib.import_module(module)).items():
            if callable(scene) and getattr(scene, "__module__", "") == module and not name.startswith("_"):
                found[name.replace("_", "-")] = scene
    return found


def jpeg(picture):
    """As good as fits: quality 84, less where the picture would be too large."""
    for quality in range(84, 60, -2):
        kept = io.BytesIO()
        picture.save(kept, "JPEG", quality=quality, optimize=True, progressive=True)
        if kept.tell() <= LARGEST:
            break
    return kept.getvalue(), quality


def main():
    here = pathlib.Path(__file__).parent
    asked = argparse.ArgumentParser(description="Draws the pictures of the demo edition.")
    asked.add_argument("names", nargs="*")
    asked.add_argument("--to", type=pathlib.Path, default=here)
    asked = asked.parse_args()
    known = scenes()
    for name in asked.names or known:
        if name not in known:
            raise SystemExit(f"There is no picture called {name}. There are: {', '.join(sorted(known))}.")
        kept, quality = jpeg(known[name]())
        (asked.to / f"{name}.jpg").write_bytes(kept)
        print(f"{name}.jpg: {len(kept)} bytes at quality {quality}", flush=True)


if __name__ == "__main__":
    main()
