#!/usr/bin/env python3
"""Reads a running server's feeds with a parser of others, and its maps and head with the standard library's.

    pip install feedparser
    bench/feeds_check.py http://127.0.0.1:8080 [/section/town /tag/bridges …]

Prints what was read from each, and ends with 1 where anything is not as it should be.
"""

import json
import sys
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree

import feedparser

faults = 0


def get(address, headers=None):
    request = urllib.request.Request(address, headers=headers or {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, b""


def wants(said, fits):
    global faults
    if not fits:
        faults += 1
        print("  NOT:", said)


def check(address):
    status, headers, body = get(address)
    print(address, status, headers.get("Content-Type"), len(body), "bytes")
    wants("there", status == 200)
    for name, condition in [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")]:
        wants(f"304 by {condition}", get(address, {condition: headers.get(name, "")})[0] == 304)
    if address.endswith(".json"):
        feed = json.loads(body)
        wants("version 1.1", feed["version"].endswith("/1.1"))
        for item in feed["items"]:
            print("  ", item["date_published"], item["title"], "|", len(item["content_html"]))
            wants("absolute", item["url"].startswith("http"))
        return [item["id"] for item in feed["items"]]
    ElementTree.fromstring(body)
    feed = feedparser.parse(body, response_headers=dict(headers.items()))
    wants(f"well-formed: {feed.get('bozo_exception')}", not feed.bozo)
    wants("a link to itself", any(link.get("rel") == "self" and link["href"] == address for link in feed.feed.links))
    for entry in feed.entries:
        content = entry.content[0].value if entry.get("content") else ""
        names = [author.get("name") for author in entry.get("authors", [])]
        print("  ", entry.get("published"), entry.title, "|", names, [tag.term for tag in entry.get("tags", [])], len(content))
        wants("a time", entry.get("published_parsed"))
        wants("the whole text", content)
        wants("absolute", entry.link.startswith("http"))
        for media in entry.get("media_content", []):
            print("     ", media.get("type"), media.get("width"), "×", media.get("height"), entry.get("media_credit"))
            wants("a picture", get(media["url"])[0] == 200)
    return [entry.id for entry in feed.entries]


def main():
    base, paths = sys.argv[1].rstrip("/"), [""] + sys.argv[2:]
    for path in paths:
        found = [check(f"{base}{path}/feed.{end}") for end in ("xml", "atom", "json")]
        wants("the same in all three", found[0] == found[1] == found[2])
    for path in ("/sitemap.xml", "/sitemap/news.xml"):
        status, _, body = get(base + path)
        print(base + path, status, len(ElementTree.fromstring(body)), "places")
    print("faults:", faults)
    sys.exit(1 if faults else 0)


main()
