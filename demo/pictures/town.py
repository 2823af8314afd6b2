"""Pictures of the town and its neighbours."""

import numpy as np

from figures import FACADES, bicycle, crown, fishing_boat, gull, lamp, person, street, tower
from paint import Paper, mix


def snow_roofs():
    p = Paper(1280, 800, 31)
    p.ramp(0, 460, [(0, "#3d5685"), (0.5, "#8193b4"), (0.85, "#d3b6b5"), (1, "#e9c6ae")])
    p.stars(50, 0, 170, bright=0.6)
    p.ridge(330, 60, 4, "#8c9dbd", "#b9bccb", 330, 460)
    p.ridge(390, 44, 9, "#b9c4d8", "#cfd0d9", 260, 470)
    chance = np.random.default_rng(8)
    def cottage(x, base, wide, lit, far):
        high, peak = wide * 0.42, wide * 0.62
        wall = mix(mix(["#8a6f66", "#9c7f6c", "#77707c", "#a58c78"][chance.integers(4)], "#3c4a73", 0.35), "#a9b1c8", far)
        eaves = base - high
        p.shape([(x, eaves), (x + wide * 0.38, eaves - peak * 0.72), (x + wide * 0.76, eaves), (x + wide * 0.76, base), (x, base)], mix(wall, "#ffffff", 0.05), mix(wall, "#1d2547", 0.15))
        side = [(x + wide * 0.38, eaves - peak * 0.80), (x + wide * 1.22, eaves - peak * 0.80), (x + wide * 1.62, eaves + 6), (x + wide * 0.74, eaves + 6)]
        p.shape([(x + wide * 0.76, eaves), (x + wide * 1.54, eaves), (x + wide * 1.54, base), (x + wide * 0.76, base)], mix(wall, "#1d2547", 0.28), mix(wall, "#1d2547", 0.40))
        snow = mix("#f3f5fb", "#bcc7df", far * 0.6)
        p.box(x + wide * 0.98, eaves - peak * 1.12, x + wide * 1.10, eaves - peak * 0.6, mix(wall, "#3a2530", 0.45))
        p.oval(x + wide * 1.04, eaves - peak * 1.13, wide * 0.085, wide * 0.04, snow)
        for k in range(9):
            p.oval(x + wide * 1.04 + k * k * wide * 0.012, eaves - peak * 1.2 - k * wide * 0.11, wide * (0.05 + 0.018 * k), wide * (0.05 + 0.014 * k), "#e6e2ea", alpha=0.26 - k * 0.022, blur=3)
        p.shape(side, snow, mix(snow, "#a4b4d6", 0.55), grain=0.04)
        p.shape([(x - wide * 0.07, eaves + 8), (x + wide * 0.38, eaves - peak * 0.82), (x + wide * 0.44, eaves - peak * 0.80), (x + wide * 0.83, eaves + 7), (x + wide * 0.74, eaves + 5), (x + wide * 0.38, eaves - peak * 0.66), (x + 2, eaves + 9)], snow)
        p.line([side[3], side[2]], mix("#6f7fa6", "#bcc7df", far), 2.2, 0.6)
        pane = wide * 0.10
        for wx, wy in ((0.20, 0.55), (0.56, 0.55), (0.38, -0.30), (0.95, 0.5), (1.18, 0.5), (1.40, 0.5)):
            bright = chance.random() < lit
            a, b = x + wide * wx, eaves + high * wy
            p.box(a - pane / 2, b - pane * 0.62, a + pane / 2, b + pane * 0.62, "#ffd488" if bright else mix("#26304f", "#a9b1c8", far))
            p.line([(a, b - pane * 0.62), (a, b + pane * 0.62)], mix(wall, "#1d2547", 0.2), 1)
            p.line([(a - pane * 0.55, b + pane * 0.68), (a + pane * 0.55, b + pane * 0.68)], snow, 2)
            if bright:
                p.glow(a, b, pane * 3.2, "#ffb765", 0.32)
    rows = [(470, 84, 0.45, 0.42, 9), (552, 118, 0.22, 0.5, 7), (660, 165, 0.05, 0.6, 6)]
    for number, (base, wide, far, lit, count) in enumerate(rows):
        if number == 1:
            tower(p, 520, 556, 56, 190, "#9a8f98", "#e9edf6", "#a9b1c8", 0.18, True)
        for k in range(count):
            x = -60 + k * 1400 / count + chance.uniform(-16, 16)
            cottage(x, base + chance.uniform(-9, 9), wide * chance.uniform(0.85, 1.05), lit, far)
        p.ridge(base + 12, 7, 20 + number, mix("#eef1f8", "#c3cde2", far), mix("#c7d2e8", "#b9c4da", far), 240, base + 110 if number < 2 else 800)
        for _ in range(5 - number):
            tx, ty, s = chance.uniform(0, 1280), base + 16, wide * 0.5
            for tier in range(4):
                w = s * (0.2 + 0.14 * tier)
                y = ty - s * 1.7 + tier * s * 0.42
                p.shape([(tx, y - s * 0.35), (tx + w, y + s * 0.2), (tx - w, y + s * 0.2)], mix("#3b5569", "#a9b1c8", far))
                p.shape([(tx, y - s * 0.35), (tx + w * 0.2, y + s * 0.02), (tx - w * 0.8, y + s * 0.16)], "#eaf0f8", alpha=0.85)
    p.line([(560, 800), (610, 740), (700, 700), (690, 672)], "#a9b8d6", 22, 0.6, 4)
    person(p, 640, 742, 74, "#a8483c", skirt=True)
    person(p, 672, 740, 46, "#d6a445")
    for _ in range(330):
        s = chance.uniform(0.8, 2.6)
        p.oval(chance.uniform(0, 1280), chance.uniform(0, 800), s, s, "#ffffff", alpha=chance.uniform(0.25, 0.8))
    return p.finished(0.0)


def market():
    p = Paper(1280, 800, 32)
    p.ramp(0, 420, [(0, "#8fbdd2"), (0.7, "#dbe6df"), (1, "#f4ead2")])
    p.clouds(0, 240, "#ffffff", 3, cover=0, strength=0.7, under="#c3d2d9")
    tower(p, 640, 470, 96, 300, "#d9c8ab", "#6f8079", "#f0ead8", 0.18)
    p.shape([(690, 470), (690, 330), (760, 270), (1000, 270), (1030, 330), (1030, 470)], "#8a8f86", "#d3c4a8")
    p.box(690, 336, 1030, 470, "#d8c9ad", "#c6b494")
    for x in range(715, 1020, 52):
        p.shape([(x, 450), (x, 380), (x + 6, 364), (x + 13, 356), (x + 20, 364), (x + 26, 380), (x + 26, 450)], "#5d6f78")
    street(p, -30, 560, 476, 118, 12, "#f0ead8", 0.12, 0, narrow=88)
    street(p, 1034, 1300, 476, 126, 15, "#f0ead8", 0.12, 0, narrow=92)
    p.ramp(470, 800, [(0, "#d9c7a4"), (0.5, "#c9b18a"), (1, "#a98f6b")], 0.05)
    for k in range(210):
        y = 480 + 320 * p.chance.random() ** 1.2
        x, s = p.chance.uniform(0, 1280), 5 + (y - 470) * 0.06
        p.arc(x, y, s, s * 0.45, 190, 350, "#8d7453", 1.3, 0.45)
    for x, y, r in ((70, 380, 84), (1210, 372, 92)):
        p.box(x - 8, y + 30, x + 8, 520, "#5c4a3f")
        crown(p, x, y, r, "#577a4a", "#b7cf75", p.chance, 150, 0.9, 0.7)
    coats = ["#b8452f", "#405f86", "#d6a445", "#5a7a5f", "#7d5577", "#c07a4a", "#2f6277", "#8c3f4f"]
    def stall(x, base, wide, colour, goods, far):
        high = wide * 0.62
        p.shadow([(x - wide * 0.45, base - 3), (x + wide * 0.7, base - 3), (x + wide * 0.8, base + 14), (x - wide * 0.4, base + 14)], 0.35, 7, "#4b3a2b")
        for side in (-0.45, 0.45):
            p.line([(x + side * wide, base), (x + side * wide, base - high)], "#5b4636", wide * 0.022)
        p.box(x - wide * 0.44, base - high * 0.86, x + wide * 0.44, base - high * 0.40, "#4b4038", "#6a5a4a", alpha=0.55)
        person(p, x - wide * 0.16, base - 4, high * 0.98, coats[int(p.chance.integers(8))], arm=(0.2, 0.1))
        p.box(x - wide * 0.47, base - high * 0.42, x + wide * 0.47, base, "#b98d5d", "#8a6540", grain=0.09)
        for k in range(1, 6):
            p.line([(x - wide * 0.47, base - high * 0.42 + k * high * 0.07), (x + wide * 0.47, base - high * 0.42 + k * high * 0.07)], "#6d4d31", 1.2, 0.5)
        for k in range(5):
            bx = x - wide * 0.45 + k * wide * 0.18
            p.shape([(bx, base - high * 0.38), (bx + wide * 0.165, base - high * 0.38), (bx + wide * 0.155, base - high * 0.28), (bx + wide * 0.01, base - high * 0.28)], "#7d5a38")
            for _ in range(12):
                s = wide * 0.021
                tone = goods[k % len(goods)]
                gx, gy = bx + p.chance.uniform(0.015, 0.15) * wide, base - high * 0.39 - p.chance.random() * high * 0.05
                p.oval(gx, gy, s, s, mix(tone, "#ffffff", 0.12), mix(tone, "#2a1a24", 0.22))
        top, low = base - high * 1.30, base - high * 0.90
        stripes = 9
        for k in range(stripes):
            a0, a1 = -0.44 + 0.88 * k / stripes, -0.44 + 0.88 * (k + 1) / stripes
            b0, b1 = -0.56 + 1.12 * k / stripes, -0.56 + 1.12 * (k + 1) / stripes
            tone = colour if k % 2 == 0 else "#f6eedd"
            p.shape([(x + a0 * wide, top), (x + a1 * wide, top), (x + b1 * wide, low), (x + b0 * wide, low)], mix(tone, "#ffffff", 0.08), tone)
            p.oval(x + (b0 + b1) / 2 * wide, low, (b1 - b0) * wide / 2, wide * 0.042, mix(tone, "#2a1a24", 0.10))
    fruit = [["#c8442f", "#7fa046", "#e2a93b"], ["#8fb04e", "#5f8a3d", "#c9d08a"], ["#e0b15a", "#b9793b", "#d9c08a"], ["#7d4a77", "#c8442f", "#e2a93b"]]
    for k, (x, colour) in enumerate(((170, "#5d8a86"), (420, "#c9803f"), (860, "#a8483c"), (1110, "#56729a"))):
        stall(x, 560, 190, colour, fruit[k], 0.2)
    for k in range(13):
        x = 60 + k * 96 + p.chance.uniform(-26, 26)
        feet = 596 + p.chance.uniform(-8, 34)
        tall = 94 + (feet - 590) * 0.5
        p.shadow([(x - 4, feet - 3), (x + tall * 0.6, feet + 4), (x + tall * 0.6, feet + 10), (x - 4, feet + 4)], 0.3, 3, "#4b3a2b")
        person(p, x, feet, tall, coats[k % 8], ["#2b2f3d", "#4a4038"][k % 2], ["#d9a27e", "#8d5d43", "#e3b592"][k % 3], ["#3a2a24", "#a9793f", "#5d5a58", "#20191a"][k % 4], p.chance.uniform(-0.03, 0.03), skirt=k % 3 == 0)
    stall(250, 730, 330, "#a8483c", fruit[1], 0)
    stall(1040, 736, 340, "#4f7d6d", fruit[2], 0)
    for x, feet, tall, coat, skirt in ((610, 742, 176, "#405f86", True), (672, 738, 108, "#d6a445", False), (505, 716, 160, "#8c3f4f", False)):
        p.shadow([(x - 8, feet - 4), (x + tall * 0.6, feet + 6), (x + tall * 0.6, feet + 15), (x - 8, feet + 7)], 0.32, 4, "#4b3a2b")
        person(p, x, feet, tall, coat, skirt=skirt)
    p.shape([(636, 668), (672, 668), (668, 704), (640, 704)], "#b98d5d", "#8a6540")
    for x, y, s in ((330, 120, 17), (380, 150, 12), (880, 140, 14)):
        gull(p, x, y, s, "#ffffff")
    return p.finished(0.015)


def bicycles():
    p = Paper(1280, 800, 33)
    p.ramp(0, 520, [(0, "#7fa7bd"), (0.5, "#c6d6d4"), (0.85, "#f5deb8"), (1, "#f7cf9e")])
    p.clouds(0, 320, "#fdf6ea", 5, cover=0.0, strength=0.75, stretch=3.5, under="#c3c6cb")
    p.glow(1030, 430, 420, "#fff0c8", 0.65)
    p.oval(1030, 428, 36, 36, "#fffbe8")
    p.ridge(500, 20, 4, "#b3b9b4", "#ccc6b2", 360, 560)
    tower(p, 250, 540, 44, 210, "#9d9c98", "#6a7478", "#f0dcb8", 0.34)
    tower(p, 340, 540, 32, 140, "#9d9c98", "#6a7478", "#f0dcb8", 0.42)
    street(p, -20, 560, 542, 70, 14, "#f0dcb8", 0.36, 0.02, narrow=56)
    street(p, 760, 1300, 542, 50, 17, "#f3dcb4", 0.52, 0.0, narrow=44)
    p.water(540, 640, "#7f989b", "#e3cfae", 0.8, 0.5, 6, glint=0.4)
    p.box(-5, 590, 1285, 606, "#5c6266", "#454b52")
    for x in range(12, 1290, 21):
        p.line([(x, 600), (x, 668)], "#4d555b", 3)
    p.box(-5, 660, 1285, 690, "#a59c8d", "#8b8276", grain=0.08)
    p.ramp(688, 800, [(0, "#857f79"), (0.2, "#8f8880"), (1, "#67615d")], 0.05)
    for x in range(-40, 1300, 150):
        p.shape([(x, 770), (x + 80, 770), (x + 74, 777), (x - 6, 777)], "#ece3d0", alpha=0.9)
    for x in (120, 560, 1000):
        lamp(p, x, 662, 330, "#333b42", "#fff0c8", False)
    riders = [(170, 736, 36, "#b8452f", "#8d5d43", None), (440, 742, 39, "#2f6277", "#d9a27e", "#8a5a38"), (720, 734, 35, "#d6a445", "#e3b592", None), (975, 744, 40, "#5a7a5f", "#c98f6c", "#44536b"), (1190, 735, 35, "#7d5577", "#d9a27e", None)]
    for x, ground, size, coat, skin, bag in riders:
        p.shadow([(x - size * 3.6, ground - 3), (x + size * 2.2, ground - 3), (x + size * 1.6, ground + 13), (x - size * 4.4, ground + 13)], 0.38, 5, "#2a2730")
        bicycle(p, x, ground, size, "#262d36", coat, 1, skin, ["#3a2a24", "#a9793f", "#5d5a58", "#20191a"][int(x) % 4], bag)
    for x, y, s in ((620, 190, 22), (690, 230, 15), (860, 170, 13)):
        gull(p, x, y, s, "#ffffff")
    return p.finished(0.015)


def tram():
    p = Paper(1280, 800, 34)
    p.ramp(0, 470, [(0, "#34406f"), (0.5, "#76709a"), (0.85, "#dba294"), (1, "#f0bd94")])
    p.clouds(0, 330, "#e6a9a0", 2, cover=-0.05, strength=0.6, stretch=5, under="#5d5a86")
    street(p, -30, 1310, 560, 270, 42, "#8b7d9a", 0.26, 0.34, narrow=150, glass="#343a5c")
    p.box(-5, 556, 1285, 600, "#7b7183", "#6a6175", grain=0.07)
    p.ramp(598, 800, [(0, "#5f5a70"), (0.4, "#544f68"), (1, "#3a374f")], 0.07)
    for k in range(230):
        y = 604 + 190 * p.chance.random() ** 1.1
        s = 6 + (y - 598) * 0.07
        p.arc(p.chance.uniform(0, 1280), y, s, s * 0.4, 190, 350, "#3c3850", 1.4, 0.5)
    for y, wide in ((668, 3), (706, 4.5)):
        p.line([(-5, y), (1285, y)], "#c9bfc9", wide, 0.85)
        p.line([(-5, y + wide), (1285, y + wide)], "#2a273c", wide * 0.7, 0.7)
    p.line([(-5, 118), (640, 130), (1285, 112)], "#23233a", 2)
    x0, x1, top, low = 270, 1060, 330, 660
    p.shadow([(x0 - 10, low + 4), (x1 + 20, low + 4), (x1 + 40, low + 52), (x0 - 20, low + 52)], 0.6, 12, "#1a1830")
    for x in (x0 + 120, x0 + 190, x1 - 190, x1 - 120):
        p.oval(x, low + 10, 30, 30, "#23222f", "#14141d")
        p.oval(x, low + 10, 13, 13, "#6c6975")
    body = [(x0 + 26, top), (x1 - 26, top), (x1, top + 40), (x1 + 4, low - 20), (x1 - 12, low + 8), (x0 + 12, low + 8), (x0 - 4, low - 20), (x0, top + 40)]
    p.shape(body, "#c8493b", "#8f2c2a", grain=0.04)
    p.shape([(x0 + 2, top + 40), (x1 - 2, top + 40), (x1 + 2, top + 190), (x0 - 2, top + 190)], "#f2e3c2", "#e3cfa6", grain=0.03)
    p.shape([(x0 + 50, top - 22), (x1 - 50, top - 22), (x1 - 26, top + 4), (x0 + 26, top + 4)], "#4b4a58", "#37364a")
    p.line([(620, top - 22), (585, 210), (650, 128)], "#23233a", 4)
    p.line([(650, top - 22), (700, 210), (650, 128)], "#23233a", 4)
    p.line([(612, 126), (690, 126)], "#23233a", 5)
    spots = [(x0 + 22, 78), (x0 + 214, 98), (x0 + 322, 98), (x0 + 430, 98), (x1 - 104, 82)]
    for x, wide in spots:
        p.box(x, top + 56, x + wide, top + 176, "#ffe6a6", "#ffcf80", grain=0.02)
        p.glow(x + wide / 2, top + 116, 130, "#ffd48a", 0.20)
    for x in (x0 + 112, x1 - 212):
        p.box(x, top + 48, x + 90, low - 18, "#3a2c33", "#2a2029")
        for half in (6, 48):
            p.box(x + half, top + 58, x + half + 36, low - 60, "#ffe1a0", "#f3b96c")
    chance = np.random.default_rng(4)
    for x in (x0 + 246, x0 + 286, x0 + 352, x0 + 396, x0 + 462, x0 + 500, x0 + 60, x1 - 62):
        high = top + 116 + chance.uniform(-8, 8)
        coat = FACADES[chance.integers(len(FACADES))]
        p.shape([(x - 24, top + 176), (x - 18, high + 26), (x + 18, high + 26), (x + 24, top + 176)], mix(coat, "#3a2330", 0.5))
        p.oval(x, high + 8, 13, 16, ["#8d5d43", "#c98f6c", "#d9a27e"][int(chance.integers(3))])
        p.oval(x - 1, high, 14, 11, "#33241f")
    for x in (x0 + 214, x0 + 322, x0 + 430):
        p.box(x - 5, top + 50, x, top + 180, "#8f2c2a")
    p.line([(x0 + 2, top + 198), (x1 - 2, top + 198)], "#f2cf72", 3)
    p.box(x1 - 108, top + 14, x1 - 20, top + 36, "#24222d")
    for k in range(7):
        p.box(x1 - 100 + k * 11, top + 20, x1 - 93 + k * 11, top + 30, "#ffc25a")
    p.oval(x1 - 8, low - 44, 11, 13, "#fff3c9")
    p.glow(x1 + 20, low - 40, 190, "#ffe6a6", 0.65, 0.6)
    p.shape([(x1, low - 40), (1290, low - 10), (1290, low + 100), (x1 + 10, low + 10)], "#ffe6a6", alpha=0.14, blur=10)
    for x in (120, 1190):
        lamp(p, x, 612, 300, "#20203a", "#ffe2a0", True, 190, 0.6)
    for x, feet, tall, coat, skirt in ((150, 634, 172, "#405f86", True), (206, 630, 164, "#5a7a5f", False), (1130, 622, 150, "#d6a445", False)):
        p.shadow([(x - 30, feet - 3), (x + 40, feet - 3), (x + 30, feet + 10), (x - 40, feet + 10)], 0.5, 5, "#1a1830")
        person(p, x, feet, tall, mix(coat, "#2a2748", 0.3), "#20203a", skirt=skirt)
    for k in range(5):
        p.oval(660, 740 + k * 14, 330 - k * 20, 9, "#ffcf80", alpha=0.05, blur=8)
    return p.finished(0.01, edge=0.25)


def midwife():
    p = Paper(1280, 800, 35)
    p.ramp(0, 620, [(0, "#0f1c3d"), (0.6, "#27406e"), (1, "#4c6690")])
    p.stars(150, 0, 330)
    p.oval(985, 150, 58, 58, "#f8efd2", "#e9dcb4")
    for dx, dy, r in ((-18, -12, 12), (16, 10, 16), (-6, 22, 8), (22, -20, 7)):
        p.oval(985 + dx, 150 + dy, r, r * 0.9, "#d9caa0", alpha=0.6)
    p.glow(985, 150, 330, "#bcd0f2", 0.42)
    p.clouds(60, 300, "#5c7099", 6, cover=-0.06, strength=0.6, stretch=6)
    street(p, -30, 1310, 590, 250, 52, "#1d2f58", 0.62, 0.0, narrow=140, glass="#18264a")
    x, y = 391, 372
    p.box(x - 22, y - 30, x + 22, y + 30, "#ffdf9a", "#ffc266")
    p.line([(x, y - 30), (x, y + 30)], "#5d4a52", 2.5)
    p.line([(x - 22, y - 4), (x + 22, y - 4)], "#5d4a52", 2.5)
    p.glow(x, y, 210, "#ffbe6a", 0.55)
    p.box(-5, 586, 1285, 640, "#33456d", "#2b3c63", grain=0.08)
    p.ramp(638, 800, [(0, "#2d3d66"), (0.4, "#253459"), (1, "#141f40")], 0.08)
    for k in range(260):
        yy = 642 + 158 * p.chance.random()
        s = 7 + (yy - 638) * 0.08
        p.arc(p.chance.uniform(0, 1280), yy, s, s * 0.4, 190, 350, "#5470a3", 1.4, 0.35)
    lamp(p, 1090, 640, 330, "#0e1630", "#ffe6ae", True, 240, 0.6)
    p.oval(1090, 660, 210, 40, "#ffdf9f", alpha=0.16, blur=16)
    bx, ground = 640, 716
    p.shadow([(bx - 190, ground - 4), (bx + 150, ground - 4), (bx + 120, ground + 18), (bx - 240, ground + 18)], 0.55, 8, "#0a1228")
    p.shape([(bx + 120, ground - 150), (1010, ground - 30), (1010, ground + 50), (bx + 190, ground)], "#ffe6ae", alpha=0.20, blur=12)
    bicycle(p, bx, ground, 62, "#0d1530", "#8c3f4f", 1, "#d9a27e", "#33241f", "#c39a5e")
    p.line([(bx + 30, ground - 262), (bx - 60, ground - 252), (bx - 130, ground - 268)], "#d6a445", 13)
    p.oval(bx + 26, ground - 262, 22, 12, "#d6a445")
    p.oval(bx + 92, ground - 158, 9, 9, "#fff6d6")
    p.glow(bx + 96, ground - 158, 90, "#ffe6ae", 0.9)
    p.line([(bx - 112, ground - 162), (bx - 72, ground - 162)], "#f1e6cc", 4)
    cat = (232, 640)
    p.oval(cat[0], cat[1] - 16, 13, 18, "#0b1228")
    p.oval(cat[0] + 3, cat[1] - 38, 10, 9, "#0b1228")
    p.shape([(cat[0] - 5, cat[1] - 42), (cat[0] - 3, cat[1] - 56), (cat[0] + 3, cat[1] - 45)], "#0b1228")
    p.shape([(cat[0] + 4, cat[1] - 45), (cat[0] + 10, cat[1] - 56), (cat[0] + 12, cat[1] - 41)], "#0b1228")
    p.line([(cat[0] - 10, cat[1] - 4), (cat[0] - 32, cat[1] - 8), (cat[0] - 38, cat[1] - 26)], "#0b1228", 4.5)
    return p.finished(0.0, edge=0.28)


def solar_roof():
    p = Paper(1280, 800, 36)
    p.ramp(0, 430, [(0, "#5fa3c9"), (0.6, "#b9dbe0"), (1, "#f7ecc9")])
    p.clouds(10, 280, "#ffffff", 4, cover=0.0, strength=0.85, stretch=2.6, under="#c3d6e0")
    p.glow(960, 150, 430, "#fff6cf", 0.75)
    p.oval(960, 150, 46, 46, "#fffdf0")
    p.ridge(372, 22, 6, "#8fb3b0", "#a9c4b4", 380, 420)
    p.box(-5, 392, 1285, 470, "#7fb3bd", "#5f9aa8")
    for k in range(60):
        y = 396 + 60 * p.chance.random()
        x = p.chance.uniform(0, 1280)
        p.line([(x, y), (x + 40, y)], "#e9f5ee", 1.4, 0.5)
    for x, y, s, c in ((160, 432, 46, "#a8483c"), (330, 424, 34, "#2f6277"), (1130, 430, 44, "#3f6d56")):
        fishing_boat(p, x, y, s, c, dark=0.05)
    street(p, 430, 860, 452, 66, 23, "#e9e8d4", 0.22, 0, narrow=52)
    tower(p, 700, 456, 44, 190, "#d9c8ab", "#6f8079", "#e9efe4", 0.12)
    p.ramp(456, 800, [(0, "#b3a48a"), (0.3, "#8f8372"), (1, "#6d6459")], 0.06)
    # The long roof in perspective: ridge far and near, eaves near.
    a, b, c, d = (70, 470), (1240, 418), (1330, 720), (-60, 830)
    def on(u, v):
        top = (a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u)
        low = (d[0] + (c[0] - d[0]) * u, d[1] + (c[1] - d[1]) * u)
        return top[0] + (low[0] - top[0]) * v, top[1] + (low[1] - top[1]) * v
    p.shape([a, b, c, (1330, 810), (-60, 840)], "#c1694c", "#93452f", grain=0.07)
    for k in range(1, 30):
        v = (k / 30) ** 1.25
        for j in range(60):
            u = (j + (k % 2) * 0.5) / 60
            x, y = on(u, v)
            p.arc(x, y, 12, 7 + 4 * v, 20, 160, "#7c3725", 1.3, 0.5)
    for row in range(3):
        for column in range(11):
            if column in (3, 8) and row == 0:
                continue
            u0, u1 = 0.045 + column * 0.084, 0.045 + column * 0.084 + 0.076
            v0, v1 = 0.10 + row * 0.275, 0.10 + row * 0.275 + 0.245
            corners = [on(u0, v0), on(u1, v0), on(u1, v1), on(u0, v1)]
            p.shadow([(x + 7, y + 9) for x, y in corners], 0.5, 4, "#3a1a14")
            p.shape(corners, "#3f6390", "#1b3158", grain=0.03)
            shine = [on(u0 + 0.010, v0 + 0.01), on(u0 + 0.036, v0 + 0.01), on(u0 + 0.018, v1 - 0.01), on(u0 + 0.002, v1 - 0.06)]
            p.shape(shine, "#bfdcea", "#6f9cc4", alpha=0.30 + 0.12 * ((column * 5 + row * 3) % 3), grain=0)
            for k in range(1, 4):
                p.line([on(u0 + (u1 - u0) * k / 4, v0), on(u0 + (u1 - u0) * k / 4, v1)], "#9fb9d6", 1, 0.5)
            for k in range(1, 6):
                p.line([on(u0, v0 + (v1 - v0) * k / 6), on(u1, v0 + (v1 - v0) * k / 6)], "#9fb9d6", 1, 0.5)
            p.line(corners + [corners[0]], "#d9e0e4", 2.2)
    p.line([a, b], "#d98a68", 9)
    p.line([(a[0], a[1] - 4), (b[0], b[1] - 4)], "#e9ad8c", 3)
    for u in (0.29, 0.71):
        x, y = on(u + 0.038, 0.20)
        p.shape([(x - 44, y + 26), (x - 44, y - 24), (x, y - 66), (x + 44, y - 28), (x + 44, y + 22)], "#f0e4cb", "#d3c19d")
        p.shape([(x - 52, y - 18), (x, y - 76), (x + 52, y - 22), (x + 44, y - 24), (x, y - 62), (x - 44, y - 18)], "#93452f")
        p.box(x - 17, y - 26, x + 17, y + 12, "#4a6a86")
        p.line([(x, y - 26), (x, y + 12)], "#f0e4cb", 2)
    for x, y, s in ((236, 250, 24), (310, 215, 16), (560, 190, 13)):
        gull(p, x, y, s, "#ffffff")
    gx, gy = on(0.5, 0)
    p.oval(gx, gy - 17, 15, 9, "#ffffff", "#c9d0d4")
    p.oval(gx + 13, gy - 28, 7, 7, "#ffffff")
    p.shape([(gx + 18, gy - 29), (gx + 28, gy - 26), (gx + 18, gy - 25)], "#e0a548")
    p.shape([(gx - 26, gy - 16), (gx - 4, gy - 24), (gx + 4, gy - 14)], "#9aa7b0")
    for k in (-3, 4):
        p.line([(gx + k, gy - 9), (gx + k, gy)], "#e0a548", 2)
    return p.finished(0.015, grain=0.006, edge=0.12)
