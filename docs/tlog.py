"""Is this the list that was signed? RFC 6962's trees; C2SP's keys, notes, proofs and tiles.
Nothing here is Caulbart's own; verify.py judges what the entries say. A fault is a ValueError."""
import base64, hashlib, http.client, io, itertools, pathlib, re, urllib.request
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

def need(holds, why):
    if not holds: raise ValueError(why)

# Trees (RFC 6962, 2.1).
def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def leaf(entry): return sha(b"\0", entry)
def hashes(raw): return [raw[at:at + 32] for at in range(0, len(raw), 32)]
def tree(leaves):
    """All levels, from the leaves to the root; an odd one out moves up as it is."""
    levels = [list(leaves) or [sha()]]
    while len(low := levels[-1]) > 1:
        pairs = (low[i:i + 2] for i in range(0, len(low), 2))
        levels.append([sha(b"\1", *pair) if len(pair) == 2 else pair[0] for pair in pairs])
    return levels
def root_of(leaves): return tree(leaves)[-1][0]
def sorted_root(raw, count):
    """The root over so many hashes, in hexadecimal digits, if they are sorted and none is twice."""
    need(hashes(raw) == sorted(set(hashes(raw))) and len(raw) == 32 * count, "a list is malformed")
    return root_of(map(leaf, hashes(raw))).hex()
def is_included(hashed, index, size, proof, root):
    """Does the proof lead from the leaf with this index to the root of so many?"""
    rest = list(proof)
    if not 0 <= index < size or any(len(each) != 32 for each in [hashed, root, *rest]):
        return False
    while size > 1:
        if index ^ 1 < size:  # it has a neighbour
            pair = [rest.pop(0) if rest else b"", hashed]
            hashed = sha(b"\1", *(pair if index % 2 else reversed(pair)))
        index, size = index // 2, (size + 1) // 2
    return not rest and hashed == root

# Keys and notes (signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof).
def unbase64(text):
    raw = base64.b64decode(text, validate=True)
    need(base64.b64encode(raw).decode() == text, "base64 is not strict")
    return raw
def verifier(vkey):
    """Name, kind, number and key; kind 1 signs notes, kind 4 cosigns them and says when."""
    name, number, key = (vkey.split("+", 2) + ["", ""])[:3]
    raw = unbase64(key)
    right = sha(name.encode(), b"\n", raw)[:4]
    need(re.fullmatch(r"[^\s\0-\x1f]+", name) and len(raw) == 33 and raw[0] in (1, 4)
         and number == right.hex(), f"this is no key: {vkey}")
    return name, raw[0], right, Ed25519PublicKey.from_public_bytes(raw[1:])
def vkey(text): return verifier(text) and text
NOTE = re.compile("((.+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n(?:.+\n)*)\n((?:— .+ .+\n)+)")
def head(note, vkeys):
    """Origin, size and root of a checkpoint, and which of these keys signed it."""
    form, signed = NOTE.fullmatch(note), set()
    need(form and not re.search(r"[\0-\t\v-\x1f]", note), "this is no checkpoint")
    body, origin, size, root, marks = form.groups()
    for vkey in vkeys:
        name, kind, number, public = verifier(vkey)
        for raw in map(unbase64, re.findall(f"^— {re.escape(name)} (.+)$", marks, re.M)):
            if raw[:4] != number: continue
            when, signature = (raw[4:12], raw[12:]) if kind == 4 else (b"", raw[4:])
            stamp = f"cosignature/v1\ntime {int.from_bytes(when, 'big')}\n" if kind == 4 else ""
            try: public.verify(signature, (stamp + body).encode())
            except InvalidSignature: raise ValueError(f"the signature of {name} is wrong") from None
            signed.add(vkey)
    return origin, int(size), unbase64(root), signed
def beginning(note, vkeys, origin, leaves):
    """Size and signers of a head that these entries began with; no signers if they did not."""
    name, size, root, signed = head(note, vkeys)
    is_it = name == origin and size <= len(leaves) and root == root_of(leaves[:size])
    return size, signed if is_it else set()
def receipt(args, parse):
    """What a tlog-proof says of an entry that can be parsed, and which keys signed its head."""
    form = re.fullmatch(r"c2sp\.org/tlog-proof@v1\n(?:extra \S*\n)?index (0|[1-9][0-9]{0,15})\n"
                        r"((?:\S+\n)*)\n(.+)", args.proof.read_text("utf-8"), re.S)
    need(form, "this is no tlog-proof")
    origin, size, root, signed = head(form[3], [args.key, *args.witness])
    need(args.key in signed, "the key did not sign the checkpoint")
    entry, path = args.entry.read_bytes(), [unbase64(line) for line in form[2].split()]
    need(is_included(leaf(entry), int(form[1]), size, path, root), "the log has no such entry")
    return f"{origin}: entry {form[1]} of {size}, a well-formed {parse(entry)['kind']}", signed

# Files (tlog-tiles).
def reader(place):
    """What reads a file of the log: in a folder, below a URL, below /ledger of a site."""
    if "://" not in place: place = pathlib.Path(place).resolve().as_uri()
    elif place.rstrip("/").count("/") == 2: place = place.rstrip("/") + "/ledger"
    def get(path):
        try:
            with urllib.request.urlopen(f"{place.rstrip('/')}/{path}", timeout=60) as answer:
                return answer.read(2**26)
        except (OSError, http.client.HTTPException) as why:
            raise ValueError(f"{path} cannot be read: {why}") from None
    return get
def tiles(get, level, total):
    """The files of a level that holds so many hashes, or of all entries."""
    for n in range((total + 255) // 256):
        *first, last = [part.zfill(3) for part in f"{n:,}".split(",")]
        width = f".p/{total % 256}" if n == total // 256 else ""
        yield get(f"tile/{level}/{''.join(f'x{part}/' for part in first)}{last}{width}")
def entries_of(get, size):
    """All entries, out of their bundles."""
    for n, bundle in enumerate(tiles(get, "entries", size)):
        file, end = io.BytesIO(bundle), min(256 * n + 256, size)
        for _ in range(256 * n, end): yield file.read(int.from_bytes(file.read(2), "big"))
        need(not file.read(), f"entry {end - 1}: bytes stand behind it in its bundle")
def whole(get, size, root):
    """All entries and their hashes, if the tiles have these hashes and they give this root."""
    entries = list(entries_of(get, size))
    levels = tree(map(leaf, entries))
    for level in range(0, len(levels), 8):
        there = hashes(b"".join(tiles(get, level // 8, size >> level)))
        pairs = itertools.zip_longest(there, levels[level][:size >> level])
        for i, (one, other) in enumerate(pairs):
            need(one == other, f"entry {i << level}: a tile of level {level // 8} has another hash")
    need(levels[-1][0] == root, "the entries do not give the root of the checkpoint")
    return entries, levels[0]
