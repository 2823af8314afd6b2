"""Pictures of a game and of music in the open air."""

import math

import numpy as np

from figures import gull, street
from paint import Paper, cloudy, mix


def floodlights():
    p = Paper(1280, 800, 51)
    p.ramp(0, 430, [(0, "#101a33"), (0.6, "#22355a"), (1, "#3d5273")])
    p.clouds(0, 330, "#3c5074", 1, cover=0.15, strength=0.8, under="#172444")
    street(p, -20, 1300, 424, 44, 8, "#1e2d50", 0.72, 0.22, narrow=50, glass="#18233d")
    # The wooden stand.
    p.shape([(330, 330), (950, 330), (980, 436), (300, 436)], "#1a2340", "#263355")
    for row in range(5):
        y = 352 + row * 17
        for k in range(60):
            x = 330 - row * 6 + k * (620 + row * 12) / 60 + p.chance.uniform(-3, 3)
            p.oval(x, y, 4.4, 5.4, mix(["#b8452f", "#d6a445", "#e3d6bd", "#405f86", "#5a7a5f"][int(p.chance.integers(5))], "#1a2340", 0.30))
    p.shape([(300, 322), (640, 282), (980, 322), (990, 340), (290, 340)], "#8f3a34", "#5e2529", grain=0.08)
    for x in range(320, 970, 65):
        p.line([(x, 336), (x, 440)], "#c9b48a", 3.4)
    for k, x in enumerate(range(330, 960, 70)):
        p.shape([(x, 284 - abs(640 - x) * -0.10 - 6), (x, 262 + abs(640 - x) * 0.11), (x + 32, 268 + abs(640 - x) * 0.11), (x, 274 + abs(640 - x) * 0.11)], ["#d6a445", "#b8452f"][k % 2])
    p.ramp(436, 800, [(0, "#3f7a4a"), (0.4, "#357048"), (1, "#1d4a38")], 0.06)
    for k in range(12):
        a, b = (k - 6) / 6, (k - 5) / 6
        if k % 2:
            p.shape([(640 + a * 620, 446), (640 + b * 620, 446), (640 + b * 1120, 800), (640 + a * 1120, 800)], "#6fa860", alpha=0.22)
    p.box(-5, 432, 1285, 450, "#d9d0b8", "#a89f8c")
    for k in range(16):
        x = k * 84
        p.box(x + 3, 434, x + 78, 449, ["#b8452f", "#2f6277", "#d6a445", "#e9e2d0", "#5a7a5f"][k % 5], alpha=0.85)
    white = "#e9f0e2"
    p.line([(40, 462), (1240, 462)], white, 3, 0.9)
    p.line([(640, 462), (640, 800)], white, 4, 0.9)
    p.arc(640, 612, 190, 72, 0, 360, white, 4, 0.9)
    p.oval(640, 612, 6, 3, white)
    for x, r in ((340, 120), (900, 150), (660, 90), (1090, 80), (170, 90)):
        y = 600 + (x * 7) % 150
        p.oval(x, y, r, r * 0.16, "#a9c3cf", "#5f8a8f", alpha=0.55, blur=3)
        for k in range(5):
            p.arc(x + p.chance.uniform(-r, r) * 0.7, y + p.chance.uniform(-5, 5), 14, 4, 0, 360, "#e3eef0", 1.2, 0.6)
    def player(x, feet, tall, shirt, run, shorts="#f1eee2"):
        p.oval(x + tall * 0.1, feet + 2, tall * 0.34, tall * 0.06, "#0d2a24", alpha=0.5, blur=3)
        p.line([(x, feet - tall * 0.46), (x + run * tall * 0.20, feet - tall * 0.24), (x + run * tall * 0.06, feet)], "#c98f6c", tall * 0.075)
        p.line([(x, feet - tall * 0.46), (x - run * tall * 0.14, feet - tall * 0.26), (x - run * tall * 0.32, feet - tall * 0.16)], "#b37f5f", tall * 0.075)
        p.line([(x + run * tall * 0.15, feet - tall * 0.16), (x + run * tall * 0.06, feet)], shirt, tall * 0.075)
        p.shape([(x - tall * 0.12, feet - tall * 0.52), (x + tall * 0.12, feet - tall * 0.52), (x + tall * 0.16, feet - tall * 0.36), (x - tall * 0.15, feet - tall * 0.36)], shorts)
        p.shape([(x - tall * 0.11 + run * tall * 0.05, feet - tall * 0.84), (x + tall * 0.11 + run * tall * 0.05, feet - tall * 0.84), (x + tall * 0.12, feet - tall * 0.48), (x - tall * 0.12, feet - tall * 0.48)], mix(shirt, "#ffffff", 0.1), shirt)
        for side, dx, dy in ((1, 0.22, 0.14), (-1, -0.24, 0.10)):
            p.line([(x + side * tall * 0.10 + run * tall * 0.05, feet - tall * 0.80), (x + dx * run * tall, feet - tall * (0.80 - dy) + tall * 0.02)], shirt, tall * 0.06)
        p.oval(x + run * tall * 0.07, feet - tall * 0.92, tall * 0.07, tall * 0.085, "#d9a27e")
        p.oval(x + run * tall * 0.06, feet - tall * 0.96, tall * 0.075, tall * 0.055, "#2a1d1c")
    for x, feet, tall, shirt, run in ((230, 540, 70, "#2f5f9c", 1), (470, 520, 64, "#c8442f", 1), (820, 530, 66, "#2f5f9c", -1), (1080, 560, 76, "#c8442f", -1),
                                      (560, 670, 118, "#c8442f", 1), (745, 656, 112, "#2f5f9c", -1), (330, 730, 138, "#2f5f9c", 1), (1010, 726, 134, "#c8442f", -1)):
        player(x, feet, tall, shirt, run)
    p.oval(650, 660, 11, 11, "#fbf8ec", "#b9bdb6")
    p.oval(652, 672, 13, 3, "#0d2a24", alpha=0.5, blur=2)
    for x, base, high in ((90, 440, 330), (1190, 440, 330), (255, 430, 250), (1030, 430, 250)):
        p.shape([(x - 9, base), (x - 4, base - high), (x + 4, base - high), (x + 9, base)], "#5d6b80", "#2b3752")
        for k in range(9):
            y = base - high * k / 9
            p.line([(x - 8 + k * 0.5, y), (x + 8 - k * 0.5, y - high / 9)], "#8a97a8", 1.2, 0.6)
        p.box(x - 36, base - high - 34, x + 36, base - high + 8, "#2b3752")
        for row in range(2):
            for k in range(4):
                p.oval(x - 26 + k * 17.5, base - high - 23 + row * 20, 7, 7, "#fffdf0")
        p.glow(x, base - high - 14, 300, "#f3f6ff", 0.85, power=2.6)
        inward = 1 if x < 640 else -1
        p.shape([(x - 30, base - high), (x + 30, base - high), (x + inward * 520 + 170, 800), (x + inward * 240 - 170, 800)], "#eef4ff", alpha=0.06, blur=18, grain=0)
    for _ in range(620):
        x, y = p.chance.uniform(-60, 1280), p.chance.uniform(-30, 800)
        long = p.chance.uniform(10, 30)
        p.line([(x, y), (x + long * 0.34, y + long)], "#e6eefb", 1.0, p.chance.uniform(0.10, 0.42))
    return p.finished(0.0, edge=0.25)


def pitch_above():
    p = Paper(1280, 800, 52)
    p.ramp(0, 800, [(0, "#a9a276"), (1, "#96906a")], 0.03)
    field = cloudy(p.h, p.w, 130, 3, 5)[:, :, None]
    p.px += field * np.array([0.03, 0.035, 0.01], np.float32)
    # Saltmarsh creeks, a path, the car park and the stand around it.
    for seed, y in ((3, 70), (8, 742)):
        chance = np.random.default_rng(seed)
        xs = np.linspace(-20, 1300, 40)
        bend = [(float(x), y + 26 * math.sin(x * 0.013 + seed) + chance.uniform(-4, 4)) for x in xs]
        p.line(bend, "#7a7a52", 34, 0.6, 5)
        p.line(bend, "#5d8a94", 22)
        p.line([(x, yy - 4) for x, yy in bend], "#a9cbd0", 5, 0.5)
    left, right, top, low = 150, 1130, 130, 670
    p.shadow([(left - 30, top - 10), (right + 50, top - 10), (right + 50, low + 44), (left - 30, low + 44)], 0.25, 14, "#3a3a22")
    p.box(left - 36, top - 34, right + 36, low + 34, "#6f8f4e", "#5f8145", grain=0.05)
    stripes = 14
    for k in range(stripes):
        x0, x1 = left + (right - left) * k / stripes, left + (right - left) * (k + 1) / stripes
        p.box(x0, top - 20, x1 + 0.5, low + 20, "#8fb35c" if k % 2 else "#739c4c", "#86ab58" if k % 2 else "#6b9447", grain=0.06)
    # Water stands in the middle third and on the left wing, not along the touchlines.
    wet = cloudy(p.h, p.w, 120, 14, 4, 1.6)
    down, across = np.mgrid[0 : p.h, 0 : p.w].astype(np.float32) / 2
    centre = np.exp(-(((across - 640) / 260) ** 2 + ((down - 400) / 130) ** 2))
    inside = (across > left) & (across < right) & (down > top) & (down < low)
    damp = np.clip(wet * 0.55 + centre * 1.25 - 0.62, 0, 0.35) / 0.35 * inside
    pool = np.clip(wet * 0.75 + centre * 1.25 - 1.0, 0, 0.10) / 0.10 * inside
    for mask, colour, strength in ((damp, "#41683c", 0.55), (pool, "#8fb4bd", 0.85)):
        p.px += (np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)], np.float32) - p.px) * (mask * strength)[:, :, None].astype(np.float32)
    white = "#f6f6ea"
    middle = (top + low) / 2
    p.line([(left, top), (right, top), (right, low), (left, low), (left, top)], white, 4)
    p.line([(640, top), (640, low)], white, 4)
    p.arc(640, middle, 86, 86, 0, 360, white, 4)
    p.oval(640, middle, 5, 5, white)
    for side, x in ((1, left), (-1, right)):
        p.line([(x, middle - 170), (x + side * 154, middle - 170), (x + side * 154, middle + 170), (x, middle + 170)], white, 4)
        p.line([(x, middle - 78), (x + side * 52, middle - 78), (x + side * 52, middle + 78), (x, middle + 78)], white, 4)
        p.oval(x + side * 104, middle, 4, 4, white)
        p.arc(x + side * 104, middle, 86, 86, *((-54, 54) if side > 0 else (126, 234)), white, 4)
        p.box(min(x, x - side * 20), middle - 36, max(x, x - side * 20), middle + 36, "#e9eadf", alpha=0.6)
        for k in range(7):
            p.line([(x, middle - 36 + k * 12), (x - side * 20, middle - 36 + k * 12)], white, 1, 0.7)
    for x, y, a in ((left, top, 0), (right, top, 90), (right, low, 180), (left, low, 270)):
        p.arc(x, y, 16, 16, a, a + 90, white, 3)
        p.line([(x, y), (x + 12, y + 10)], "#2a3a22", 3, 0.35, 2)
        p.shape([(x, y), (x + 15, y - 7), (x + 2, y - 15)], "#c8442f")
    # Players and their long evening shadows.
    def mark(x, y, colour):
        p.line([(x, y), (x + 38, y + 22)], "#1d3a22", 9, 0.40, 2.5)
        p.oval(x, y, 10, 8, colour, mix(colour, "#1d1b2b", 0.3))
        p.oval(x - 1, y - 1, 5.5, 5.5, "#3a2a24")
    for x, y in ((250, 230), (300, 560), (420, 330), (480, 600), (560, 200), (700, 590), (820, 210), (900, 580), (420, 470)):
        mark(x, y, "#c8442f")
    for x, y in ((360, 250), (520, 520), (610, 330), (740, 250), (760, 480), (880, 330), (960, 480), (1000, 250), (660, 440), (830, 400)):
        mark(x, y, "#2f5f9c")
    mark(172, middle, "#e2c23f")
    mark(1106, middle, "#e2c23f")
    mark(560, 420, "#22242e")
    p.line([(872, 214), (884, 221)], "#1d3a22", 6, 0.4, 2)
    p.oval(868, 210, 6, 6, "#ffffff")
    # Stand along the lower side, with its roof and shadow.
    p.shadow([(380, 706), (900, 706), (930, 776), (400, 776)], 0.5, 8, "#2a2a1a")
    p.shape([(370, 700), (892, 700), (892, 768), (370, 768)], "#a8483c", "#8f3a34", grain=0.08)
    p.line([(370, 733), (892, 733)], "#6a2528", 4)
    for x in range(384, 890, 18):
        p.line([(x, 702), (x, 767)], "#7d302c", 1.3, 0.6)
    for k in range(60):
        x = 180 + k * 15.4
        if p.chance.random() < 0.7:
            p.oval(x, top - 52 + p.chance.uniform(-5, 5), 4.5, 4.5, ["#b8452f", "#405f86", "#d6a445", "#e9e2d0", "#3a3a44"][int(p.chance.integers(5))])
    for x, y, r in ((60, 190, 40), (46, 300, 34), (70, 560, 42), (1220, 200, 38), (1232, 420, 44), (1214, 600, 36)):
        p.line([(x, y), (x + r * 1.6, y + r)], "#2a3a22", r * 1.4, 0.35, 8)
        for _ in range(60):
            a, far = p.chance.uniform(0, 2 * math.pi), math.sqrt(p.chance.random())
            p.oval(x + math.cos(a) * far * r, y + math.sin(a) * far * r, r * 0.16, r * 0.16, mix("#3f6138", "#9cb862", np.clip(0.5 - 0.4 * (math.cos(a) + math.sin(a)) * far + p.chance.uniform(-0.2, 0.2), 0, 1)))
    for x, y, s in ((1010, 110, 22), (1060, 140, 16)):
        gull(p, x, y, s, "#ffffff")
    return p.finished(0.01, edge=0.16)


def brass_band():
    p = Paper(1280, 800, 53)
    p.ramp(0, 560, [(0, "#5a4a7a"), (0.35, "#b8697c"), (0.65, "#ee9a63"), (0.9, "#f9c878"), (1, "#fbdc98")])
    p.clouds(10, 400, "#ffd3a0", 4, cover=-0.03, strength=0.75, stretch=5, under="#9c5c7a")
    p.glow(640, 520, 620, "#ffe9a8", 0.7)
    p.oval(640, 520, 92, 92, "#fff3c8")
    p.ridge(556, 12, 5, "#b5707a", "#c98a7c", 420, 570)
    p.water(560, 690, "#8a4a63", "#f3b878", 0.85, 0.6, 6, glint=0.6, glint_colour="#fff0c0")
    dark = "#251a33"
    p.shape([(-5, 652), (1285, 640), (1285, 805), (-5, 805)], "#33243f", "#17101f", grain=0.14)
    for k in range(24):
        x = k * 56
        p.line([(x, 656 - k * 0.5), (x + 10, 800)], "#120c1a", 2, 0.5)
    for y in (700, 752):
        p.line([(0, y + 4), (1280, y - 6)], "#120c1a", 2, 0.5)
    gold = "#e8a24a"
    def player(x, tall, horn, face=1):
        feet = 664 + (x % 5)
        def at(a, b):
            return x + a * tall * face, feet - b * tall
        p.line([at(-0.05, 0.46), at(-0.07, 0)], dark, tall * 0.085)
        p.line([at(0.05, 0.46), at(0.08, 0)], dark, tall * 0.085)
        for a in (-0.07, 0.08):
            p.oval(*at(a + 0.025, 0.008), tall * 0.055, tall * 0.02, dark)
        p.shape([at(-0.125, 0.83), at(0.11, 0.83), at(0.095, 0.62), at(0.125, 0.40), at(-0.125, 0.40), at(-0.095, 0.62)], dark)
        p.oval(*at(-0.007, 0.81), tall * 0.125, tall * 0.05, dark)
        p.oval(*at(0.02, 0.925), tall * 0.068, tall * 0.082, dark)
        p.box(*at(-0.02, 0.87), *at(0.05, 0.82), dark)
        p.shape([at(-0.06, 0.965), at(0.10, 0.965), at(0.085, 1.02), at(-0.055, 1.02)], dark)
        p.line([at(0.04, 0.965), at(0.13, 0.955)], dark, tall * 0.018)
        def glint(points, wide):
            p.line([at(*q) for q in points], dark, wide * tall)
            p.line([at(a, b + wide * 0.28) for a, b in points], gold, max(1.4, wide * tall * 0.22), 0.9)
        if horn == "trombone":
            glint([(0.09, 0.885), (0.62, 0.80), (0.64, 0.77), (0.12, 0.84)], 0.020)
            p.shape([at(0.30, 0.865), at(0.46, 0.91), at(0.46, 0.77), at(0.30, 0.83)], dark)
            p.line([at(0.46, 0.91), at(0.46, 0.77)], gold, 3)
            p.line([at(-0.08, 0.78), at(0.10, 0.66), at(0.20, 0.84)], dark, tall * 0.06)
            p.line([at(0.08, 0.78), at(0.34, 0.68), at(0.44, 0.82)], dark, tall * 0.055)
        elif horn == "tuba":
            p.shape([at(-0.02, 0.74), at(0.20, 0.74), at(0.24, 0.46), at(0.10, 0.38), at(-0.02, 0.46)], dark)
            p.shape([at(0.04, 0.72), at(0.16, 0.72), at(0.34, 1.12), at(-0.04, 1.18)], dark)
            p.oval(*at(0.15, 1.15), tall * 0.20, tall * 0.045, dark)
            p.arc(*at(0.15, 1.15), tall * 0.20, tall * 0.045, 0, 360, gold, 3)
            p.arc(*at(0.10, 0.56), tall * 0.10, tall * 0.13, 0, 360, gold, 3, 0.9)
            p.arc(*at(0.10, 0.56), tall * 0.055, tall * 0.085, 0, 360, gold, 2, 0.7)
            p.line([at(-0.1, 0.78), at(0.0, 0.60), at(0.14, 0.60)], dark, tall * 0.07)
        elif horn == "cornet":
            glint([(0.08, 0.885), (0.30, 0.87)], 0.022)
            p.shape([at(0.28, 0.885), at(0.40, 0.93), at(0.40, 0.81), at(0.28, 0.86)], dark)
            p.line([at(0.40, 0.93), at(0.40, 0.81)], gold, 3)
            p.arc(*at(0.20, 0.85), tall * 0.05, tall * 0.035, 0, 360, gold, 2.4, 0.9)
            for k in range(3):
                p.line([at(0.17 + k * 0.025, 0.85), at(0.17 + k * 0.025, 0.91)], dark, tall * 0.014)
            p.line([at(-0.08, 0.78), at(0.06, 0.64), at(0.20, 0.84)], dark, tall * 0.06)
        elif horn == "horn":
            p.arc(*at(0.12, 0.66), tall * 0.11, tall * 0.11, 0, 360, dark, tall * 0.045)
            p.arc(*at(0.12, 0.66), tall * 0.11, tall * 0.11, 0, 360, gold, 2.4, 0.9)
            p.shape([at(0.05, 0.60), at(0.13, 0.55), at(0.04, 0.36), at(-0.16, 0.44)], dark)
            p.line([at(0.04, 0.36), at(-0.16, 0.44)], gold, 3)
            glint([(0.08, 0.88), (0.14, 0.77)], 0.018)
            p.line([at(-0.1, 0.78), at(-0.12, 0.58), at(0.02, 0.50)], dark, tall * 0.06)
        elif horn == "drum":
            p.oval(*at(0.20, 0.52), tall * 0.10, tall * 0.21, dark)
            p.oval(*at(0.30, 0.52), tall * 0.10, tall * 0.21, mix(dark, gold, 0.25))
            p.arc(*at(0.30, 0.52), tall * 0.10, tall * 0.21, 0, 360, gold, 3)
            p.line([at(0.06, 0.78), at(0.24, 0.76), at(0.40, 0.64)], dark, tall * 0.055)
            p.oval(*at(0.42, 0.63), tall * 0.035, tall * 0.035, dark)
        elif horn == "stick":
            p.line([at(0.08, 0.79), at(0.26, 0.86), at(0.36, 1.0)], dark, tall * 0.055)
            p.line([at(-0.1, 0.79), at(-0.2, 0.62), at(-0.04, 0.56)], dark, tall * 0.055)
            p.line([at(0.36, 1.0), at(0.46, 1.13)], "#fbe9bd", 3)
        p.line([at(0.10, 0.80), at(0.088, 0.62), at(0.116, 0.42)], gold, 2.2, 0.65)
    band = ((110, 330, "drum", 1), (285, 344, "tuba", 1), (465, 322, "horn", 1), (600, 314, "cornet", 1), (770, 328, "trombone", 1))
    for x, tall, horn, face in (*band, (1180, 350, "stick", -1)):
        player(x, tall, horn, face)
    p.line([(1066, 660), (1066, 500)], dark, 5)
    p.shape([(1021, 478), (1107, 470), (1113, 520), (1027, 528)], dark)
    for x, y, s in ((300, 180, 24), (360, 215, 16), (980, 150, 20), (1040, 190, 13)):
        gull(p, x, y, s, "#4a3557", 0.9)
    return p.finished(0.02, edge=0.22)
