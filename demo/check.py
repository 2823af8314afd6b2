#!/usr/bin/env python3
"""Is the demo edition whole? Prints its counts; exit status 1 and a sentence for everything that is wrong.

    python3 demo/check.py
"""

import collections
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

DEMO = pathlib.Path(__file__).parent
wrong = []


def words(markup):
    return len(re.sub(r"<[^>]*>", " ", markup).split())


items, used, ids = [], set(), set()
for path in sorted(DEMO.glob("*.json")):
    text = path.read_text(encoding="utf-8")
    for item in json.loads(text)["items"]:
        name, extra = item["id"], item["_caulbart"]
        items.append((path.stem, item))
        if name in ids:
            wrong.append(f"{name} is there twice")
        ids.add(name)
        if name != f"demo:{path.stem}/{item['url'].rsplit('/', 1)[1]}":
            wrong.append(f"{name} does not fit its address {item['url']}")
        if not re.fullmatch(r"(<p>[^<>]+</p>\n?)+", item["content_html"]):
            wrong.append(f"{name} has more than paragraphs")
        if not 150 <= words(item["content_html"]) <= 450:
            wrong.append(f"{name} has {words(item['content_html'])} words")
        if not 0.3 <= extra["hours_ago"] <= 200:
            wrong.append(f"{name} is {extra['hours_ago']} hours old")
        for key in ("title", "summary", "authors", "language", "tags"):
            if not item.get(key):
                wrong.append(f"{name} has no {key}")
        if "image" in item:
            picture = item["image"].removeprefix("demo:")
            used.add(picture)
            if not (DEMO / "pictures" / picture).is_file():
                wrong.append(f"{name} wants the picture {picture}, which is not there")
            if not all(extra.get("picture", {}).get(key) for key in ("alt", "caption", "credit")):
                wrong.append(f"{name} lacks alt, caption or credit")
    for host in re.findall(r"https?://([^/\"\s]+)", text):
        if host != "jsonfeed.org" and not host.endswith(".example"):
            wrong.append(f"{path.name} names the host {host}")

written = {}
manifest = json.loads((DEMO / "newsroom" / "caulbart.json").read_text(encoding="utf-8"))
media = {medium["address"]: medium for medium in manifest["media"]}
for address, medium in media.items():
    used.add(address.removeprefix("media/"))
    if not (DEMO / "pictures" / address.removeprefix("media/")).is_file():
        wrong.append(f"the newsroom wants the picture {address}, which is not there")
    if not all(medium[key] for key in ("alt", "caption", "credit", "focus")):
        wrong.append(f"{address} lacks alt, caption, credit or focus")
for path in sorted((DEMO / "newsroom" / "articles").glob("*.md")):
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    front = {key: json.loads(value) for key, value in (line.split(": ", 1) for line in front.splitlines())}
    written[path.stem] = front["hours_ago"]
    for key in ("title", "key", "kicker", "description", "slug", "place", "lang", "tags"):
        if not front.get(key):
            wrong.append(f"{path.name} has no {key}")
    if front["image"] not in media:
        wrong.append(f"{path.name} wants the picture {front['image']}, of which nothing is told")
    for list_, known in (("authors", "login"), ("categories", "key")):
        known = {each[known] for each in manifest["authors" if list_ == "authors" else "sections"]}
        wrong += [f"{path.name} names {name}, who is unknown" for name in front[list_] if name not in known]
    if not 0.3 <= front["hours_ago"] <= 72:
        wrong.append(f"{path.name} is {front['hours_ago']} hours old")
    if not 250 <= words(body) <= 900:
        wrong.append(f"{path.name} has {words(body)} words")

drawn = {path.name: path.stat().st_size for path in (DEMO / "pictures").glob("*.jpg")}
wrong += [f"{name} is drawn and never used" for name in sorted(drawn.keys() - used)]
wrong += [f"{name} has {size} bytes" for name, size in drawn.items() if size > 120_000]
if sum(drawn.values()) > 2_800_000:
    wrong.append(f"the pictures have {sum(drawn.values())} bytes together")

# Outermost boxes of an MP4 (ISO/IEC 14496-12), and seconds by its movie header.
def boxes(data):
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8].decode("latin-1"), data[at + 8 : at + size]
        at += max(size, 8)


filmed, told_of = {}, json.loads((DEMO / "clips" / "words.json").read_text(encoding="utf-8"))
channels = {channel["slug"] for channel in told_of["channels"]}
for clip in told_of["clips"]:
    name = clip["name"]
    for key in ("language", "title", "summary", "text", "tags", "alt", "focus"):
        if not clip.get(key):
            wrong.append(f"the clip {name} has no {key}")
    if clip["channel"] not in channels:
        wrong.append(f"the clip {name} is in the channel {clip['channel']}, of which nothing is told")
    if not 0.3 <= clip["hours_ago"] <= 72:
        wrong.append(f"the clip {name} is {clip['hours_ago']} hours old")
    for end in (".mp4", ".jpg", ".strip.jpg", ".vtt"):
        path = DEMO / "clips" / (name + end)
        if path.is_file():
            filmed[path.name] = path.stat().st_size
        else:
            wrong.append(f"the clip {name} has no {path.name}")
    film = list(boxes((DEMO / "clips" / f"{name}.mp4").read_bytes()))
    names = [kind for kind, _ in film]
    if names[0] != "ftyp" or names.index("moov") > names.index("mdat"):
        wrong.append(f"{name}.mp4 does not begin with its index: {names}")
    header = dict(boxes(dict(film)["moov"]))["mvhd"]
    scale, length = (int.from_bytes(header[at : at + 4], "big") for at in (12, 16))
    if abs(length / scale * 1000 - clip["duration_ms"]) > 150 or not 8_000 <= clip["duration_ms"] <= 25_000:
        wrong.append(f"{name}.mp4 lasts {length / scale} seconds, and {clip['duration_ms']} ms are told")
    last = re.findall(r"--> (\d\d):(\d\d\.\d{3})", (DEMO / "clips" / f"{name}.vtt").read_text(encoding="utf-8"))
    if len(last) < 3 or int(last[-1][0]) * 60_000 + float(last[-1][1]) * 1000 > clip["duration_ms"]:
        wrong.append(f"the captions of {name} are few, or longer than it")
there = {path.name for end in ("mp4", "jpg", "vtt") for path in (DEMO / "clips").glob(f"*.{end}")}
wrong += [f"clips/{name} is there and never used" for name in sorted(there - filmed.keys())]
wrong += [f"clips/{name} has {size} bytes" for name, size in filmed.items() if size > 300_000]
if sum(size for name, size in filmed.items() if name.endswith(".mp4")) > 1_500_000:
    wrong.append("the clips have more than 1.5 MB together")

lists = {}
for path in sorted((DEMO / "starter").glob("*.opml")):
    outlines = [o for o in xml.parse(path).iter("outline") if o.get("xmlUrl")]
    lists[path.stem] = len(outlines)
    addresses = [o.get("xmlUrl") for o in outlines]
    for outline in outlines:
        if not all(outline.get(key) for key in ("text", "title", "xmlUrl", "htmlUrl", "language")):
            wrong.append(f"{path.name}: {outline.get('xmlUrl')} lacks an attribute")
        if not outline.get("xmlUrl").startswith("https://"):
            wrong.append(f"{path.name}: {outline.get('xmlUrl')} is not https")
    if len(addresses) != len(set(addresses)):
        wrong.append(f"{path.name} has an address twice")

events = collections.defaultdict(lambda: collections.defaultdict(list))
for source, item in items:
    events[item["_caulbart"]["event"]][item["language"]].append(source)
lengths = [words(item["content_html"]) for _, item in items]
print(len(items), "items:", dict(collections.Counter(item["language"] for _, item in items)))
print("sources:", dict(collections.Counter(source for source, _ in items)))
print("words:", sum(lengths), "from", min(lengths), "to", max(lengths))
print("within 48 hours:", sum(item["_caulbart"]["hours_ago"] <= 48 for _, item in items))
for event, languages in sorted(events.items()):
    print(f"  {event}:", "; ".join(f"{language} {', '.join(names)}" for language, names in sorted(languages.items())))
print("written here:", ", ".join(sorted(written, key=written.get, reverse=True)))
print(len(drawn), "pictures,", sum(drawn.values()), "bytes, largest", max(drawn.values(), default=0))
print(len(told_of["clips"]), "clips,", sum(filmed.values()), "bytes with all that is beside them, largest", max(filmed.values(), default=0))
print("starter lists:", lists)
for sentence in wrong:
    print("WRONG:", sentence)
sys.exit(1 if wrong else 0)
