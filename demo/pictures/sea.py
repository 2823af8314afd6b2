"""Pictures with water in them."""

import math

import numpy as np

from figures import fishing_boat, gull, house, lamp, person, street, tower
from paint import Paper, mix


def harbour_dawn():
    p = Paper(1280, 800, 11)
    p.ramp(0, 470, [(0, "#5f7fa3"), (0.35, "#a9b4c4"), (0.62, "#f0c9a6"), (0.85, "#f8b98a"), (1, "#f3a37e")])
    p.clouds(20, 330, "#fbe3cf", 1, cover=-0.05, strength=0.75, stretch=4.5, under="#a58da3")
    p.glow(880, 408, 520, "#ffd9a0", 0.75, 0.8)
    p.oval(880, 402, 40, 40, "#fff1cf")
    p.ridge(430, 26, 3, "#b98f97", "#d6a596", 420, 480)
    p.ridge(452, 14, 5, "#97788c", "#b98b8c", 240, 480)
    tower(p, 318, 470, 44, 190, "#8d7a80", "#514a60", "#e3ab93", 0.25)
    street(p, -20, 560, 472, 78, 4, "#e9ae92", 0.30, 0.12, narrow=58)
    street(p, 1010, 1300, 472, 60, 9, "#e9ae92", 0.38, 0.08, narrow=50)
    p.box(-5, 466, 1285, 480, "#6a5866", "#574a5c")
    fishing_boat(p, 700, 486, 70, "#5a6d80", dark=0.25, night="#6b5568")
    p.water(478, 800, "#20405a", "#c98f84", 0.86, 0.42, 9, glint=0.55, glint_colour="#ffe2b8")
    p.glow(880, 500, 240, "#ffd9a0", 0.35, 0.4)
    for x, y, size, hull, face in ((250, 620, 150, "#2d6277", 1), (985, 690, 190, "#a8483c", -1), (640, 560, 86, "#3a4f63", 1)):
        p.shadow([(x - size, y - 4), (x + size, y - 4), (x + size * 0.8, y + size * 0.34), (x - size * 0.8, y + size * 0.34)], 0.4, size * 0.06)
        fishing_boat(p, x, y, size, hull, dark=0.16, night="#3a2c45", face=face)
        for k in range(7):
            yy = y + size * (0.10 + 0.07 * k)
            p.line([(x - size * (0.8 - k * 0.07), yy), (x + size * (0.75 - k * 0.08), yy + 1)], mix(hull, "#20304a", 0.45), 2.2, 0.33)
    for x, y, s in ((420, 170, 26), (500, 215, 19), (560, 150, 15), (760, 250, 14), (1120, 190, 22), (1060, 245, 12), (330, 260, 12)):
        gull(p, x, y, s, "#fdf3e6", bend=0.06)
    return p.finished(0.015)


def bridge_fog():
    p = Paper(1280, 800, 12)
    p.ramp(0, 800, [(0, "#b9c6cc"), (0.45, "#dcdedb"), (0.6, "#e9e4d8"), (1, "#9fb2b8")])
    p.glow(930, 250, 520, "#fff1d6", 0.55)
    p.oval(930, 232, 34, 34, "#fffaf0", alpha=0.85, blur=2)
    p.ridge(420, 34, 4, "#b7c3c4", "#d3d6d1", 360, 520, alpha=0.8)
    for x, high in ((1010, 150), (1120, 110)):
        tower(p, x, 480, 34, high, "#a9b3b4", "#8e9ba0", "#dcdcd4", 0.55)
    street(p, 850, 1290, 482, 52, 6, "#d8dad4", 0.72, 0.0, narrow=46)
    p.mist(350, 520, "#e6e5de", 0.8, 1)
    # Seven arches, each nearer one larger and darker.
    edge, deck = -150.0, []
    spans = [330, 268, 216, 172, 136, 108, 86]
    for number, span in enumerate(spans):
        far = number / 6
        stone = mix("#59636b", "#cfd2cd", 0.05 + far * 0.74)
        top, next_top = 330 + number * 14, 330 + (number + 1) * 14
        foot = 596 - number * 4
        a, b = edge, edge + span
        pier = span * 0.12
        middle, half = (a + b) / 2, span / 2 - pier
        arch = [(middle + half * math.cos(t), foot - 18 - math.sin(t) * (foot - top) * 0.70) for t in np.linspace(0, math.pi, 40)]
        arch = [(arch[0][0], foot)] + arch[1:-1] + [(arch[-1][0], foot)]
        # In narrow strips, so that the stone pales evenly into the fog from one end to the other.
        for x in np.arange(a, b, 3.0):
            t = (x - a) / span
            pale = mix("#5d676f", "#cfd2cd", 0.05 + (number + t) / 7 * 0.80)
            off = (x + 1.5 - middle) / half
            low = foot if abs(off) >= 1 else foot - 18 - math.sqrt(1 - off * off) * (foot - top) * 0.70
            deck_y = top + (next_top - top) * t
            p.box(x, deck_y + 2, x + 3.5, low, pale, grain=0.07)
            p.box(x, deck_y - 17 + number, x + 3.5, deck_y + 4, mix(pale, "#ffffff", 0.16), grain=0.05)
        p.line(arch, mix(stone, "#222d36", 0.4), max(1.5, 5 - number * 0.6))
        for k in range(1, 14):
            t = k / 14
            ax, ay = arch[int(t * 39)]
            cx, cy = (a + b) / 2, foot
            p.line([(ax, ay), (ax + (ax - cx) * 0.09, ay + (ay - cy) * 0.10)], mix(stone, "#222d36", 0.35), 1.1, 0.55)
        p.shape([(a - pier * 0.8, foot - 34 + number * 3), (a + pier * 0.8, foot - 34 + number * 3), (a + pier * 1.15, foot + 5), (a - pier * 1.15, foot + 5)], mix(stone, "#222d36", 0.14), grain=0.07)
        deck.append((a, b, top, next_top, far))
        edge = b
    for number, (a, b, top, next_top, far) in enumerate(deck):
        for t in ((0.35, 0.85) if number < 3 else (0.5,)):
            x, y = a + (b - a) * t, top + (next_top - top) * t - 14
            lamp(p, x, y, 92 - number * 11, mix("#3a444c", "#cfd2cd", far * 0.7), "#ffe9bb", True, 70 - number * 6, 0.5)
    for x, tall in ((210, 62), (232, 58), (470, 44), (640, 32)):
        y = 330 + 14 * (x + 150) / 190 - 12
        person(p, x, y, tall, "#56606a", "#444e57", "#8b8078", "#4c4f55")
    p.water(590, 800, "#7c979f", "#dadcd6", 0.7, 0.3, 8, squeeze=0.95, glint=0.2)
    p.mist(480, 660, "#ebe8df", 0.72, 2, 0.6)
    p.mist(560, 700, "#dfe2df", 0.4, 3, 0.7)
    for x, y, s in ((640, 150, 17), (700, 185, 12), (560, 205, 11)):
        gull(p, x, y, s, "#8d999e", 0.8)
    return p.finished(0.0, edge=0.2)


def flood_gauge():
    p = Paper(1200, 800, 13)
    p.ramp(0, 460, [(0, "#6d7f90"), (0.55, "#a9b1b3"), (1, "#d8cdb8")])
    p.clouds(-40, 380, "#c9ced0", 2, cover=0.15, strength=0.85, under="#7a8792")
    p.glow(260, 330, 420, "#ffe2b5", 0.4)
    street(p, -20, 1230, 470, 150, 21, "#c3c3bd", 0.16, 0.10, narrow=112)
    p.box(-5, 452, 1205, 476, "#5d5450", "#4c463f")
    p.water(470, 800, "#5c4d3c", "#8b7a62", 0.5, 0.12, 12, glint=0.22, glint_colour="#e9dcc2")
    for k in range(60):
        x, y = p.chance.uniform(0, 1200), 490 + 300 * p.chance.random() ** 1.2
        long = 20 + (y - 470) * 0.35
        p.line([(x, y), (x + long * 0.5, y - 2), (x + long, y + 1)], "#d7c7a8", 1.4, 0.35)
    # Railings that lead under the water, and the gauge.
    for k in range(6):
        x = 70 + k * 88
        p.line([(x, 480 + k * 4), (x, 540 + k * 7)], "#2e3338", 4)
    for off in (0, 22):
        p.line([(40, 488 + off * 0.9), (540, 518 + off * 1.2)], "#2e3338", 3.4)
    p.shadow([(742, 120), (838, 120), (838, 640), (742, 640)], 0.35, 12)
    p.box(716, 96, 744, 700, "#5b4a3b", "#3d3229", grain=0.10)
    p.box(740, 84, 832, 706, "#f4efe2", "#d8d0bd", grain=0.03)
    for step in range(31):
        y = 104 + step * 19.4
        if step % 5 == 0:
            p.box(740, y - 3, 800, y + 3, "#252b33")
        elif step % 2:
            p.box(740, y - 6, 772, y + 6, "#252b33")
        else:
            p.box(740, y - 1.5, 764, y + 1.5, "#252b33")
    for step in (0, 5, 10, 15, 20, 25):
        y = 104 + step * 19.4
        # A figure made of bars, readable as a mark and not as any one digit.
        p.box(808, y - 12, 813, y + 12, "#a8382f")
        if step % 10 == 0:
            p.box(817, y - 12, 822, y + 12, "#a8382f")
    p.box(744, 516, 832, 640, "#7a674d", "#6a583f", alpha=0.30, blur=5)
    # The flood closes over the foot of the board.
    p.box(700, 646, 850, 712, "#77664f", "#6d5c46", alpha=0.97, grain=0.06)
    p.box(736, 646, 836, 712, "#d8d0bd", "#77664f", alpha=0.28, blur=3)
    p.box(716, 646, 738, 700, "#3d3229", "#6d5c46", alpha=0.35, blur=3)
    p.box(640, 690, 910, 730, "#6d5c46", alpha=0.5, blur=9, grain=0.06)
    p.line([(676, 640), (718, 634), (786, 638), (842, 633), (884, 641)], "#e3d4b6", 3, 0.8)
    p.line([(650, 660), (740, 651), (870, 656), (930, 664)], "#d8c8a8", 2, 0.5)
    for dx in range(0, 120, 8):
        p.line([(734 + dx, 646 + (dx * 7) % 50), (752 + dx, 646 + (dx * 7) % 50)], "#e8e2d2", 2, 0.35)
    for x, y, s in ((420, 150, 20), (480, 120, 14), (960, 170, 18), (1010, 210, 12)):
        gull(p, x, y, s, "#f4f1ea")
    return p.finished(0.0)


def sandbags():
    p = Paper(1280, 800, 14)
    p.ramp(0, 560, [(0, "#0f1a33"), (0.6, "#24375a"), (1, "#3a4c6b")])
    p.clouds(0, 300, "#33466a", 1, cover=0.05, strength=0.8, under="#16213d")
    street(p, -20, 1300, 520, 210, 33, "#1c2a4a", 0.62, 0.42, narrow=128, glass="#18233d")
    p.box(-5, 516, 1285, 640, "#2b3551", "#1c2540", grain=0.06)
    p.water(560, 800, "#0c1630", "#24345a", 0.62, 0.34, 7, glint=0.12, glint_colour="#ffd98a")
    for x in (210, 690, 1120):
        lamp(p, x, 575, 250, "#0d1424", "#ffe2a0", True, 220, 0.55)
        p.glow(x, 610, 190, "#ffcf85", 0.35, 0.35)
    for row, (y, count, start) in enumerate(((668, 17, -20), (634, 16, 18), (602, 11, 150))):
        for k in range(count):
            x = start + k * 80 + p.chance.uniform(-6, 6)
            warm = 0.55 - min(abs(x - s) for s in (210, 690, 1120)) / 500
            p.oval(x + 40, y + 17, 46, 21, mix("#5d5a58", "#e3bb7c", max(0, warm)), mix("#2a2c3c", "#6b5440", max(0, warm)), grain=0.08)
            p.line([(x + 6, y + 12), (x + 14, y + 22)], "#1d2030", 3, 0.6)
    coats = ["#c98436", "#b8452f", "#d6a445", "#40618a", "#c98436", "#5a7a5f", "#b8452f"]
    for k, x in enumerate((160, 320, 470, 620, 790, 940, 1090)):
        tall = 205 + (k * 37) % 26
        warm = max(0.25, 1 - min(abs(x - s) for s in (210, 690, 1120)) / 330)
        coat = mix("#121a30", coats[k], 0.35 + 0.55 * warm)
        person(p, x, 630, tall, coat, "#10172a", mix("#3a3040", "#d9a27e", warm), "#171522", 0.05 if k % 2 else -0.03, (0.30, 0.14) if k < 6 else (-0.28, 0.16))
        if k < 6:
            p.oval(x + 80, 630 - tall * 0.6, 36, 20, mix("#4c4a50", "#d9b078", warm), "#3c3236", grain=0.07)
    p.box(-5, 612, 1285, 640, "#141c33", alpha=0.25, blur=8)
    for x in range(0, 1280, 76):
        warm = max(0, 0.6 - min(abs(x - s) for s in (210, 690, 1120)) / 420)
        p.oval(x + 40, 646, 45, 20, mix("#54525a", "#e0b778", warm), mix("#262838", "#664f3c", warm), grain=0.08)
    return p.finished(0.01, edge=0.3)


def _lighthouse(p):
    """On its rock, of a picture of 800 × 1200."""
    rock = [(230, 960), (262, 880), (318, 860), (345, 815), (440, 800), (560, 806), (600, 850), (668, 872), (700, 970)]
    p.shape(rock, "#4a4b50", "#23282f", grain=0.16)
    p.shape([(345, 815), (440, 800), (470, 806), (420, 870), (330, 900)], "#6c6b6a", "#45464b", grain=0.16)
    left, right, top, base = (418, 388), (492, 524), 330, 812
    def side(t):
        return left[0] + (left[1] - left[0]) * t, right[0] + (right[1] - right[0]) * t
    for band in range(6):
        t0, t1 = band / 6, (band + 1) / 6
        (a0, b0), (a1, b1) = side(t0), side(t1)
        y0, y1 = top + (base - top) * t0, top + (base - top) * t1
        colour = "#b8402f" if band % 2 == 0 else "#f1e9da"
        p.shape([(a0, y0), (b0, y0), (b1, y1 + 1), (a1, y1 + 1)], colour, mix(colour, "#2a2438", 0.06), grain=0.05)
        p.shape([(b0 - (b0 - a0) * 0.38, y0), (b0, y0), (b1, y1), (b1 - (b1 - a1) * 0.38, y1)], "#241f35", alpha=0.32)
        p.shape([(a0, y0), (a0 + (b0 - a0) * 0.16, y0), (a1 + (b1 - a1) * 0.16, y1), (a1, y1)], "#fff3dc", alpha=0.20)
    for y in (430, 590, 745):
        p.box(446, y, 462, y + 28, "#20242d")
    p.box(400, 318, 510, 334, "#2b2f38")
    for x in range(402, 512, 12):
        p.line([(x, 318), (x, 292)], "#2b2f38", 2)
    p.line([(400, 292), (510, 292)], "#2b2f38", 3)
    p.box(426, 268, 484, 318, "#fff0bf", "#ffd98a")
    for x in (426, 445, 465, 484):
        p.line([(x, 268), (x, 318)], "#2b2f38", 3)
    p.shape([(416, 270), (455, 222), (494, 270)], "#8f3226", "#5e221d")
    p.line([(455, 222), (455, 196)], "#2b2f38", 3)


def lighthouse_storm():
    p = Paper(800, 1200, 15)
    p.ramp(0, 800, [(0, "#2b3a4c"), (0.5, "#5d7180"), (0.85, "#a3aca6"), (1, "#b5b9ac")])
    p.clouds(-80, 760, "#8b9aa3", 1, cover=0.2, strength=0.9, scale=150, under="#2c3a4b", stretch=2.2)
    p.shape([(438, 300), (-60, 180), (-60, 420)], "#ffe9b5", alpha=0.34, grain=0, blur=14)
    p.shape([(470, 300), (880, 230), (880, 400)], "#ffe9b5", alpha=0.26, grain=0, blur=14)
    p.box(-5, 770, 805, 1205, "#6d8688", "#2a4450")
    for k in range(7):
        y = 775 + k * 14
        p.ridge(y + 8, 9 + k * 2, 40 + k, mix("#8ea3a1", "#4b6870", k / 7), mix("#6f898b", "#37545f", k / 7), 120, 1200)
    _lighthouse(p)
    p.glow(455, 294, 300, "#ffe3a0", 0.75)
    # The great wave, then nearer ones, each with torn foam.
    def wave(y, rise, seed, top_colour, low_colour, foam, scale):
        crest = p.ridge(y, rise, seed, top_colour, low_colour, scale, 1205, rough=0.55)
        for (x, yy) in crest[::2]:
            if p.chance.random() < foam:
                size = p.chance.uniform(2, 9) * rise / 40
                p.oval(x, yy + p.chance.uniform(-2, 10), size * 1.9, size * 0.8, "#eef0ea", alpha=p.chance.uniform(0.35, 0.9))
        for _ in range(26):
            x, yy = crest[p.chance.integers(len(crest))]
            down = p.chance.uniform(12, 90)
            p.line([(x, yy + down), (x + 30, yy + down + 9), (x + 70, yy + down + 2)], "#dfe7e4", 2.2, 0.28)
    wave(945, 34, 61, "#6d898c", "#3a5762", 0.35, 210)
    for _ in range(420):
        angle = p.chance.normal(-1.5, 0.42)
        far = abs(p.chance.normal(0, 92))
        x, y = 300 + math.cos(angle) * far * 1.2, 935 + math.sin(angle) * far * 1.5
        size = p.chance.uniform(1, 7) * max(0.25, 1 - far / 260)
        p.oval(x, y, size, size, "#f6f6f0", alpha=p.chance.uniform(0.3, 0.9))
    p.glow(300, 890, 130, "#ffffff", 0.30)
    wave(1035, 46, 62, "#557780", "#27434f", 0.40, 260)
    wave(1130, 40, 63, "#3f616b", "#142c3a", 0.35, 300)
    for x, y, s in ((180, 560, 26), (250, 610, 17), (640, 520, 22)):
        gull(p, x, y, s, "#eef0ea", bend=0.14)
    return p.finished(0.0, edge=0.3)


def _holm_ferry(p, x, y):
    """A ferry of the Holm Line, 610 wide, afloat at (x, y)."""
    hull = [(x - 290, y - 66), (x + 318, y - 74), (x + 276, y + 8), (x - 262, y + 8)]
    p.shape(hull, "#274b63", "#17303f")
    p.shape([(x - 266, y - 8), (x + 285, y - 10), (x + 276, y + 8), (x - 262, y + 8)], "#a5413a")
    p.shape([(x - 290, y - 78), (x + 322, y - 86), (x + 318, y - 72), (x - 290, y - 64)], "#f6f2e6")
    p.shape([(x - 232, y - 138), (x + 176, y - 138), (x + 190, y - 78), (x - 238, y - 74)], "#f9f5ea", "#d9d8cf")
    for k in range(11):
        wx = x - 214 + k * 34
        p.box(wx, y - 120, wx + 22, y - 100, "#2f4d60")
    p.shape([(x - 150, y - 188), (x + 74, y - 188), (x + 92, y - 138), (x - 156, y - 138)], "#fbf8ef", "#dcdcd4")
    for k in range(6):
        p.box(x - 134 + k * 33, y - 176, x - 112 + k * 33, y - 158, "#2f4d60")
    p.shape([(x + 8, y - 226), (x + 82, y - 226), (x + 96, y - 188), (x + 2, y - 188)], "#ffffff", "#e1e1d9")
    p.shape([(x + 14, y - 218), (x + 80, y - 218), (x + 88, y - 202), (x + 10, y - 202)], "#2f4d60")
    p.shape([(x - 96, y - 250), (x - 46, y - 250), (x - 40, y - 188), (x - 104, y - 188)], "#d39a3c", "#b07a2c")
    p.box(x - 97, y - 250, x - 45, y - 238, "#25303b")
    p.line([(x + 45, y - 226), (x + 45, y - 290)], "#39454f", 3)
    p.shape([(x + 45, y - 288), (x + 88, y - 280), (x + 45, y - 270)], "#b8402f")
    for k in range(28):
        p.line([(x - 285 + k * 21.5, y - 78 - k * 0.3), (x - 285 + k * 21.5, y - 96 - k * 0.3)], "#f2f0e6", 1.4)
    p.line([(x - 285, y - 96), (x + 310, y - 104)], "#f2f0e6", 2)
    for k, px in enumerate((-205, -180, 206, 232, 258, 120)):
        person(p, x + px, y - 80, 36, ["#b8452f", "#405f86", "#d6a445", "#5a7a5f", "#7d5577", "#c07a4a"][k])


def ferry():
    p = Paper(1280, 800, 16)
    p.ramp(0, 380, [(0, "#7fb0c8"), (0.6, "#b9d6da"), (1, "#e8e6d3")])
    p.clouds(10, 300, "#ffffff", 3, cover=-0.02, strength=0.85, under="#b5c7d0", stretch=2.6)
    p.ridge(352, 20, 6, "#8fb0b4", "#a9c1bd", 420, 400)
    p.ridge(372, 26, 8, "#6f9484", "#8aa890", 300, 400, tilt=-30)
    for x, y in ((1010, 340), (1046, 338), (1080, 341), (960, 346)):
        house(p, x, y + 8, 22, 18, "#f1ead9", "#a4553f", p.chance, "#dfe6df", 0.15, 0, 0, door=False)
    p.shape([(1140, 345), (1150, 280), (1162, 280), (1172, 345)], "#f4efe4", "#cfd3cb")
    p.oval(1156, 276, 9, 8, "#b8402f")
    p.water(380, 800, "#1f6670", "#a5c8c2", 0.45, 0.15, 10, glint=0.45, glint_colour="#f4fbf2")
    for k in range(80):
        y = 400 + 390 * p.chance.random() ** 1.4
        x, long = p.chance.uniform(-40, 1280), 10 + (y - 380) * 0.22
        p.line([(x, y), (x + long, y - 1.5), (x + long * 2, y)], "#e6f4ee", 1 + (y - 380) / 260, 0.30)
    x, y = 520, 560
    p.shadow([(x - 270, y - 8), (x + 280, y - 8), (x + 230, y + 52), (x - 240, y + 52)], 0.45, 12, "#0d3b48")
    _holm_ferry(p, x, y)
    for k in range(12):
        p.oval(x - 90 - k * 26, y - 268 - k * 6 + p.chance.uniform(-4, 4), 16 + k * 3, 9 + k * 2, "#dfe3e2", alpha=0.20 - k * 0.012, blur=5)
    for k in range(90):
        a = p.chance.random()
        p.oval(x + 290 - a * 640 + p.chance.uniform(-20, 20), y + 8 + p.chance.uniform(-4, 18) * (0.4 + a), 4 + 16 * a * p.chance.random(), 2 + 3 * p.chance.random(), "#f4faf5", alpha=0.55)
    p.shape([(x - 262, y + 6), (-20, y + 46), (-20, y + 86), (x - 240, y + 18)], "#e9f4ee", alpha=0.35, blur=5)
    for gx, gy, gs in ((330, 250, 30), (270, 330, 20), (200, 240, 22), (420, 180, 17), (740, 215, 15), (140, 330, 14)):
        gull(p, gx, gy, gs, "#ffffff")
    return p.finished(0.0)


def ferry_pier():
    p = Paper(1280, 800, 17)
    p.ramp(0, 430, [(0, "#40406d"), (0.4, "#7d6590"), (0.72, "#d08a8f"), (0.92, "#f2b48c"), (1, "#f6c795")])
    p.clouds(40, 360, "#f0a99a", 4, cover=-0.08, strength=0.7, stretch=6, under="#6d5a89")
    p.stars(60, 0, 190, bright=0.6)
    p.ridge(420, 16, 3, "#6d5a7c", "#8c6c83", 500, 440)
    p.ridge(426, 8, 9, "#574a6c", "#6b567a", 240, 440, tilt=14)
    p.glow(330, 424, 420, "#ffcf9a", 0.5, 0.5)
    p.water(430, 800, "#2c2b56", "#e7a58f", 0.85, 0.55, 6, glint=0.3, glint_colour="#ffdcb4")
    # The pier runs from the lower right to a point on the left.
    far_left, far_right, near_left, near_right = (470, 470), (520, 470), (640, 810), (1180, 810)
    def across(t):
        t = t ** 1.9
        return [(a + (b - a) * t, c + (d - c) * t) for (a, c), (b, d) in ((far_left, near_left), (far_right, near_right))]
    p.shadow([(470, 480), (520, 480), (1120, 830), (560, 830)], 0.5, 14, "#1b1a3c")
    for k in range(12):
        t = k / 11
        (lx, ly), (rx, ry) = across(t)
        wide = 2 + 13 * t ** 1.9
        for sx, sy in ((lx, ly), (rx, ry)):
            p.box(sx - wide / 2, sy, sx + wide / 2, sy + 26 + 130 * t ** 1.9, "#2d2645", "#1c1a38")
    for k in range(46):
        a, b = across(k / 46), across((k + 0.86) / 46)
        tone = mix("#7a5f74", "#a07a72", p.chance.random())
        p.shape([a[0], a[1], b[1], b[0]], mix(tone, "#2c2546", 0.28), grain=0.08)
    for k in range(0, 12, 2):
        t = (k + 0.5) / 11
        (lx, ly), (rx, ry) = across(t)
        tall = 16 + 86 * t ** 1.9
        for sx, sy in ((lx, ly), (rx, ry)):
            p.line([(sx, sy), (sx, sy - tall)], "#2a2342", 2 + 7 * t ** 1.9)
    for side in (0, 1):
        rope = []
        for k in range(0, 11):
            t = (k + 0.5) / 11
            sx, sy = across(min(t, 1))[side]
            sag = (10 * t ** 1.9) * (1 if k % 2 else 0)
            rope.append((sx, sy - (14 + 78 * t ** 1.9) + sag))
        p.line(rope, "#3a3052", 2.2)
    lamp(p, 470, 474, 120, "#2a2342", "#ffe6ae", True, 150, 0.8)
    p.glow(470, 500, 70, "#ffdf9f", 0.5, 0.5)
    p.box(426, 446, 444, 472, "#3a3052")
    for x, y, s in ((760, 200, 20), (830, 236, 14), (250, 250, 13)):
        gull(p, x, y, s, "#463d63", 0.9)
    return p.finished(0.01, edge=0.22)


def ropewalk_fire():
    p = Paper(1280, 800, 18)
    p.ramp(0, 480, [(0, "#0c1226"), (0.6, "#1d2038"), (1, "#4a2a33")])
    p.stars(120, 0, 260, bright=0.7)
    fire_x = 980
    for k in range(150):
        t = p.chance.random() ** 0.8
        x, y = fire_x - t * 460 + p.chance.normal(0, 30 + 60 * t), 390 - t * 380 + p.chance.normal(0, 22)
        size = 26 + 92 * t
        p.oval(x, y, size, size * 0.72, mix("#d0592c", "#2a2436", min(1, t * 1.5 + 0.1)), mix("#7d3426", "#1c1a2c", min(1, t * 1.4)), alpha=0.20, blur=9)
    p.glow(fire_x, 400, 520, "#ff7a2c", 0.62)
    p.ridge(452, 8, 2, "#1a1a2e", "#14142a", 300, 490)
    street(p, -30, 420, 470, 52, 5, "#14162a", 0.78, 0.16, narrow=48, glass="#0d1022")
    # The long hall.
    p.shape([(250, 474), (250, 402), (272, 372), (1000, 372), (1018, 402), (1018, 474)], "#171526", "#0e0d1c")
    p.line([(272, 372), (1000, 372)], "#8a4a34", 2.4, 0.8)
    for x in range(282, 1000, 44):
        heat = max(0, (x - 640) / 380)
        p.box(x, 420, x + 15, 452, mix("#2a2538", "#ff9a3c", heat * 0.75))
    for k in range(120):
        t = p.chance.random()
        x = fire_x + p.chance.normal(34, 46)
        tall = (110 + 90 * p.chance.random()) * max(0.25, 1 - abs(x - fire_x - 34) / 120)
        w = p.chance.uniform(7, 20)
        y = 470 - 30 * p.chance.random()
        lean = p.chance.normal(-10, 14)
        flame = [(x - w, y), (x - w * 0.9, y - tall * 0.35), (x + lean, y - tall), (x + w * 0.8, y - tall * 0.3), (x + w, y)]
        p.shape(flame, mix("#ff6a1c", "#ffb13c", t), "#ffe08a", alpha=0.42, blur=1.6, grain=0)
    p.glow(fire_x + 34, 430, 170, "#ffe9a8", 0.8)
    for a, b in (((948, 474), (962, 376)), ((1012, 474), (1000, 372)), ((1062, 474), (1050, 398)), ((962, 376), (1050, 398)), ((948, 430), (1062, 440))):
        p.line([a, b], "#140d14", 6)
    for _ in range(130):
        x, y = fire_x - p.chance.random() * 330 + 60, 380 - p.chance.random() ** 0.7 * 340
        p.oval(x + (y - 380) * 0.2, y, 1.5, 1.5, "#ffc36b", alpha=p.chance.uniform(0.3, 1))
    p.box(-5, 470, 1285, 492, "#15131f", "#0e0d18")
    for k, x in enumerate((620, 700, 742, 850, 884, 1120)):
        person(p, x, 478, 58, "#0e0c16", "#0e0c16", "#2a1a18", "#0e0c16", 0.05, (0.35, -0.06) if x < 950 else (-0.35, -0.06))
    for x, y in ((642, 428), (872, 428)):
        for k in range(26):
            t = k / 25
            p.oval(x + t * (960 - x), y - math.sin(t * 2.6) * 58, 2.5 + 4 * t, 2.5 + 3 * t, "#c9d3e6", alpha=0.35 * (1 - t * 0.5), blur=1)
    p.shape([(470, 476), (470, 440), (500, 428), (566, 428), (566, 476)], "#3a1418", "#22101a")
    p.oval(490, 478, 12, 12, "#0a0a12")
    p.oval(548, 478, 12, 12, "#0a0a12")
    p.glow(492, 424, 60, "#5aa0ff", 0.8)
    p.water(490, 800, "#080b1a", "#2a1a28", 0.9, 0.5, 11, glint=0.2, glint_colour="#ffb561")
    return p.finished(0.01, edge=0.25)


def wreck():
    p = Paper(1200, 800, 19)
    p.ramp(0, 400, [(0, "#9fb6c4"), (0.6, "#d3dad6"), (1, "#efe3cd")])
    p.clouds(0, 330, "#f6f1e6", 2, cover=0.08, strength=0.85, stretch=4, under="#aebbc2")
    p.ridge(392, 12, 7, "#a3b1b0", "#b9c1ba", 420, 420)
    p.box(-5, 396, 1205, 440, "#8fa9ac", "#b4c2bb")
    for k in range(16):
        y = 402 + k * 2.6
        x = p.chance.uniform(-100, 900)
        p.line([(x, y), (x + 300, y)], "#eef3ec", 1.4, 0.6)
    p.ramp(436, 800, [(0, "#cdbf9f"), (0.5, "#c2ab84"), (1, "#8f7656")], 0.06)
    for k in range(9):
        y = 448 + k * k * 4.2
        x = p.chance.uniform(-80, 700)
        wide = 240 + k * 60
        pool = [(x + wide * t, y + math.sin(t * 9 + k) * (2 + k)) for t in np.linspace(0, 1, 30)]
        pool += [(x + wide * t, y + 8 + k * 3 + math.sin(t * 7) * (2 + k)) for t in np.linspace(1, 0, 30)]
        p.shape(pool, "#dfe3d9", "#b9c6c4", alpha=0.75, blur=1)
    for k in range(150):
        y = 450 + 340 * p.chance.random()
        x, long = p.chance.uniform(-30, 1200), 12 + (y - 440) * 0.25
        p.line([(x, y), (x + long * 0.5, y + 1.5), (x + long, y)], "#7d6648", 1.4, 0.22)
    # Ribs in two rows along a keel that recedes.
    ribs = 15
    def spine(t):
        return 905 - 690 * t ** 1.1, 500 + 150 * t ** 1.25
    for row in (1, 0):
        for k in range(ribs):
            t = (k + 0.5) / ribs
            x, y = spine(t)
            size = 52 + 150 * t
            full = math.sin(math.pi * min(1, 0.16 + t * 0.86)) ** 0.5
            broken = 0.55 + 0.45 * ((k * 7 + row * 3) % 5) / 4
            side = 1 if row == 0 else -1
            oak = mix("#3c332d", "#b3a68f", (0.45 if row else 0.06) + 0.25 * (1 - t))
            points = []
            for u in np.linspace(0, broken, 14):
                out = side * (0.62 * math.sin(u * 1.7) - 0.20 * max(0, u - 0.62) ** 1.2) * full
                points.append((x + size * out * 0.80 + side * 2, y - size * u * 1.02 + (26 * t if row == 0 else -14 * t)))
            thick = size * 0.075
            outline = [(a - thick, b) for a, b in points] + [(a + thick * 0.8, b - 2) for a, b in reversed(points)]
            foot = points[0]
            p.shadow([(foot[0] - 8, foot[1] - 2), (foot[0] + size * 0.9, foot[1] + 10), (foot[0] + size * 0.9, foot[1] + 17), (foot[0] - 8, foot[1] + 7)], 0.34, 4, "#4b3a2b")
            p.shape(outline, mix(oak, "#ffffff", 0.10), oak, grain=0.14)
            p.line([(a - thick * 0.6, b) for a, b in points], mix(oak, "#fff0d8", 0.35), max(1, thick * 0.30), 0.6)
            p.oval(foot[0], foot[1] + 4, thick * 2.6, thick * 0.9, "#6d573f", alpha=0.45, blur=2)
        if row == 1:
            p.shape([spine(0), (spine(0)[0] + 8, spine(0)[1] - 4), (spine(1)[0] + 30, spine(1)[1] + 16), (spine(1)[0] - 40, spine(1)[1] + 20), (spine(1)[0] - 30, spine(1)[1] + 2)], "#4f4236", "#3a3028", grain=0.14)
    for x, feet, tall, coat in ((1010, 505, 64, "#b8452f"), (1036, 508, 58, "#3f5f7d"), (1056, 506, 40, "#d6a445")):
        p.shadow([(x - 4, feet - 2), (x + tall, feet + 4), (x + tall, feet + 8), (x - 4, feet + 3)], 0.25, 3)
        person(p, x, feet, tall, coat)
    for x, y, s in ((260, 190, 24), (330, 150, 15), (700, 210, 15), (760, 180, 11)):
        gull(p, x, y, s, "#ffffff")
    return p.finished(0.01)
