"""Makes headline.ttf and plain.ttf from the variable fonts named in README.md.

Usage: make.py FOLDER-OF-NEWSREADER FOLDER-OF-LIBRE-FRANKLIN (as unpacked from npm); needs fonttools and brotli.
"""
import io, sys, unicodedata
from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

WANTED = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), 0x1E9E, *range(0x2010, 0x2028), *range(0x2030, 0x203B), 0x2044,
          0x20AC, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212]
# Their carons stand beside the letter like an apostrophe: no kerning of the bare letter fits them.
OWN_RIGHT_SIDE = "ďľťĽ"


def part(path, axes, skip):
    font = instancer.instantiateVariableFont(TTFont(path), axes)
    options = subset.Options(layout_features=["kern", "liga", "mark", "ccmp"], hinting=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for code in WANTED if code in font.getBestCmap() and code not in skip])
    subsetter.subset(font)
    for table in ("STAT", "gasp", "DSIG", "avar"):
        if table in font:
            del font[table]
    return font


def kern_as_bare_letters(font):
    """The files split Latin from Latin Extended, and so the pairs between them: what is accented kerns as its bare letter."""
    cmap = font.getBestCmap()
    bare = {}
    for code, glyph in cmap.items():
        letter = unicodedata.normalize("NFD", chr(code))[0]
        if code > 0xFF and letter != chr(code) and ord(letter) in cmap:
            bare[glyph] = (cmap[ord(letter)], chr(code) not in OWN_RIGHT_SIDE)
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for pairs in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable):
            if type(pairs).__name__ != "PairPos":
                continue
            first = pairs.Coverage.glyphs
            if pairs.Format == 1:
                for one in pairs.PairSet:
                    known = {record.SecondGlyph: record for record in one.PairValueRecord}
                    for glyph, (letter, _) in bare.items():
                        if letter in known and glyph not in known:
                            record = type(known[letter])()
                            record.__dict__.update(known[letter].__dict__)
                            record.SecondGlyph = glyph
                            one.PairValueRecord.append(record)
                    one.PairValueRecord.sort(key=lambda record: font.getGlyphID(record.SecondGlyph))
                    one.PairValueCount = len(one.PairValueRecord)
                added = [(glyph, letter) for glyph, (letter, right) in bare.items() if right and letter in first and glyph not in first]
                sets = dict(zip(first, pairs.PairSet)) | {glyph: pairs.PairSet[first.index(letter)] for glyph, letter in added}
                pairs.Coverage.glyphs = sorted(sets, key=font.getGlyphID)
                pairs.PairSet = [sets[glyph] for glyph in pairs.Coverage.glyphs]
                pairs.PairSetCount = len(pairs.PairSet)
            else:
                for glyph, (letter, right) in bare.items():
                    if right and letter in first and glyph not in first:
                        first.append(glyph)
                        pairs.ClassDef1.classDefs[glyph] = pairs.ClassDef1.classDefs.get(letter, 0)
                    if letter in pairs.ClassDef2.classDefs:
                        pairs.ClassDef2.classDefs.setdefault(glyph, pairs.ClassDef2.classDefs[letter])
                first.sort(key=font.getGlyphID)


def made(latin, extended, axes, family, name):
    base = part(latin, axes, set())
    more = part(extended, axes, set(base.getBestCmap()))
    for table in ("GPOS", "GSUB", "GDEF"):
        if table in more:
            del more[table]
    files = []
    for font in (base, more):
        file = io.BytesIO()
        font.flavor = None
        font.save(file)
        file.seek(0)
        files.append(file)
    whole = merge.Merger().merge(files)
    kern_as_bare_letters(whole)
    names = whole["name"]
    for number, text in ((1, family), (3, f"{family} for pictures"), (4, family), (6, family.replace(" ", ""))):
        names.setName(text, number, 3, 1, 0x409)
    whole.recalcTimestamp = False
    original = TTFont(latin)["head"]
    whole["head"].created, whole["head"].modified = original.created, original.modified
    whole["post"].formatType = 3
    whole.save(name)
    print(name, len(whole.getBestCmap()), "code points; without", "".join(chr(c) for c in WANTED if c not in whole.getBestCmap()))


serif, sans = (f"{folder}/files" for folder in sys.argv[1:3])
made(f"{serif}/newsreader-latin-opsz-normal.woff2", f"{serif}/newsreader-latin-ext-opsz-normal.woff2",
     {"opsz": 36, "wght": 600}, "Newsreader 36pt SemiBold", "headline.ttf")
made(f"{sans}/libre-franklin-latin-wght-normal.woff2", f"{sans}/libre-franklin-latin-ext-wght-normal.woff2",
     {"wght": 600}, "Libre Franklin SemiBold", "plain.ttf")
