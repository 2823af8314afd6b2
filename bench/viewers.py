#!/usr/bin/env python3
"""How long do viewers wait for the first byte of the next part of a clip?

    viewers.py URL [--viewers 500] [--seconds 20]

Each viewer keeps one connection and asks once a second, at a time of its own, for the next 256 KiB of the file at URL, which is
what a clip of 720 lines takes. Printed: answers, median, 99th percentile and longest wait for the first byte, in milliseconds,
and how much came altogether. Client and server share this machine's processors."""
import argparse
import asyncio
import random
import time
import urllib.parse

PART = 256 * 1024


async def viewer(place, path, size, until, waits, taken):
    reader, writer = await asyncio.open_connection(place.hostname, place.port, limit=2 * PART)
    await asyncio.sleep(random.random())
    at = random.randrange(size)
    while time.monotonic() < until:
        at = 0 if at + PART > size else at
        asked = f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nRange: bytes={at}-{at + PART - 1}\r\n\r\n"
        began = time.perf_counter()
        writer.write(asked.encode())
        first = await reader.readexactly(1)
        waits.append(1000 * (time.perf_counter() - began))
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode().lower()
        if " 206 " not in head.split("\r\n")[0]:
            raise SystemExit(f"not a part: {head}")
        length = int(head.split("content-length: ")[1].split("\r\n")[0])
        await reader.readexactly(length)
        taken[0] += length
        at += length
        await asyncio.sleep(max(0.0, 1.0 - (time.perf_counter() - began)))
    writer.close()


async def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("url")
    ask.add_argument("--viewers", type=int, default=500)
    ask.add_argument("--seconds", type=float, default=20)
    args = ask.parse_args()
    place = urllib.parse.urlsplit(args.url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(f"HEAD {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n\r\n".encode())
    head = (await reader.read()).decode().lower()
    writer.close()
    size = int(head.split("content-length: ")[1].split("\r\n")[0])
    waits, taken, until = [], [0], time.monotonic() + args.seconds
    await asyncio.gather(*(viewer(place, place.path, size, until, waits, taken) for _ in range(args.viewers)))
    waits.sort()
    of = lambda share: waits[min(len(waits) - 1, int(share * len(waits)))]
    print(f"{args.viewers} viewers, {len(waits)} parts: median {of(0.5):.1f} ms, p99 {of(0.99):.1f} ms, longest {waits[-1]:.1f} ms; "
          f"{taken[0] / args.seconds / 1e6:.0f} MB/s")


asyncio.run(main())
