"""Pictures of the country around the town, by day and by night."""

import math

import numpy as np

from figures import crown, gull, house, person, tower
from paint import Paper, cloudy, mix


def mountain_lake():
    p = Paper(1280, 800, 21)
    p.ramp(0, 440, [(0, "#6f9fbe"), (0.55, "#b3cfd6"), (1, "#ecdcc4")])
    p.clouds(0, 260, "#ffffff", 2, cover=-0.03, strength=0.75, stretch=3.4, under="#b4c6d2")
    def peak(points, shade, lit, snow, seed):
        p.shape(points, lit, mix(lit, "#c9d6d2", 0.45), grain=0.05)
        top = min(points, key=lambda q: q[1])
        low = max(q[1] for q in points)
        right = [q for q in points if q[0] >= top[0]]
        p.shape([top] + right[1:] + [(top[0] - 30, low), (top[0] + 26, (top[1] + low) / 2), (top[0] - 8, top[1] * 0.7 + low * 0.3)], shade, mix(shade, "#c9d6d2", 0.35), alpha=0.85)
        chance = np.random.default_rng(seed)
        for k in range(34):
            t = chance.random() ** 1.3
            spread = (low - top[1]) * 0.52 * t
            x, y = top[0] + chance.uniform(-1, 1) * spread, top[1] + t * (low - top[1]) * 0.62
            long, wide = chance.uniform(18, 60) * (1.1 - t * 0.6), chance.uniform(5, 15) * (1.15 - t)
            lean = 0.55 if x > top[0] else -0.55
            p.shape([(x, y), (x + wide, y + 3), (x + lean * long + wide * 0.4, y + long), (x + lean * long - wide * 0.3, y + long * 0.86)], snow if x < top[0] else mix(snow, "#93abc2", 0.5), alpha=0.9)
        p.shape([(top[0], top[1] - 1), (top[0] + 40, top[1] + 46), (top[0] + 14, top[1] + 40), (top[0] - 6, top[1] + 66), (top[0] - 24, top[1] + 38), (top[0] - 46, top[1] + 54)], snow)
    peak([(520, 440), (700, 250), (780, 190), (830, 132), (905, 214), (980, 268), (1130, 440)], "#6f8aa3", "#a4b3bc", "#f7f6f1", 3)
    peak([(60, 440), (250, 262), (330, 190), (388, 150), (450, 232), (520, 285), (690, 440)], "#61809b", "#97aab6", "#f9f8f3", 4)
    peak([(880, 440), (1040, 286), (1130, 196), (1190, 170), (1300, 290), (1300, 440)], "#5d7c96", "#8fa4b0", "#f7f6f1", 5)
    p.mist(330, 460, "#e9e4d6", 0.55, 3)
    def firs(base, tall, seed, dark, light, x0, x1, rise):
        chance = np.random.default_rng(seed)
        spots = sorted((chance.uniform(x0, x1), chance.uniform(0.6, 1.2)) for _ in range(int((x1 - x0) / tall * 4.2)))
        for x, size in spots:
            slope = rise * ((x - x0) / (x1 - x0) if rise > 0 else (x1 - x) / (x1 - x0)) ** 1.6
            y, high = base - abs(slope), tall * size
            for tier in range(4):
                t = tier / 4
                w = high * (0.10 + 0.10 * tier)
                p.shape([(x, y - high * (1 - t * 0.75)), (x + w, y - high * (0.72 - t * 0.72)), (x - w, y - high * (0.72 - t * 0.72))], mix(light, dark, 0.25 + 0.2 * tier), dark)
        p.box(x0, base - 6, x1, base, dark, alpha=0.7, blur=2)
    p.shape([(-5, 446), (-5, 300), (180, 372), (420, 446)], "#3d5b51", "#2f4a45")
    p.shape([(1285, 446), (1285, 290), (1080, 376), (820, 446)], "#48675a", "#345049")
    firs(446, 52, 5, "#27423f", "#47695a", -20, 430, -140)
    firs(446, 46, 6, "#2c4a44", "#527462", 820, 1300, 150)
    firs(447, 30, 7, "#3b5b52", "#5d7f6b", 400, 840, 0)
    house(p, 640, 446, 44, 24, "#8a5f46", "#4c3a35", p.chance, "#dfe0d4", 0.05, 0.6, 0)
    p.water(447, 800, "#1d4656", "#8fb0b4", 0.92, 0.5, 4.5, glint=0.2)
    for x, y, wide in ((150, 590, 130), (470, 548, 90), (820, 610, 160), (1090, 560, 110), (620, 690, 190), (270, 720, 150)):
        floe = [(x + math.cos(a) * wide * (0.8 + 0.2 * math.sin(a * 3 + x)), y + math.sin(a) * wide * 0.11) for a in np.linspace(0, 2 * math.pi, 22)]
        p.shape([(a, b + 6) for a, b in floe], "#2d5f70", alpha=0.45, blur=2)
        p.shape(floe, "#f6f8f4", "#c6dbe0")
    for x, y, r in ((70, 790, 60), (170, 806, 70), (1180, 800, 80), (1080, 815, 60)):
        p.oval(x, y, r, r * 0.5, "#6f7570", "#3e4645", grain=0.12)
        p.oval(x - r * 0.1, y - r * 0.22, r * 0.72, r * 0.2, "#a3a69c", alpha=0.6, blur=3)
    return p.finished(0.0)


def heron():
    p = Paper(800, 1200, 22)
    p.ramp(0, 760, [(0, "#8fa9b5"), (0.4, "#d6cfbd"), (0.75, "#f3cf9f"), (1, "#f2b98a")])
    p.glow(250, 640, 480, "#fff0c4", 0.7)
    p.oval(250, 640, 52, 52, "#fff6da")
    p.ridge(735, 18, 4, "#b5a490", "#cdb594", 300, 780)
    for x in range(-20, 820, 17):
        crown(p, x, 716 + 10 * math.sin(x * 0.05), 24, "#a2957f", "#c0ae8d", p.chance, 10)
    p.mist(640, 790, "#f8dfb8", 0.7, 3)
    p.water(760, 1200, "#4f6b70", "#efc596", 0.8, 0.3, 7, glint=0.4, glint_colour="#fff0cf")
    def reed(x, base, tall, lean, colour, wide, plume=False):
        points = [(x + lean * t * t, base - tall * t) for t in np.linspace(0, 1, 12)]
        p.shape([(a - wide * (1 - k / 12), b) for k, (a, b) in enumerate(points)] + [(a + wide * (1 - k / 12), b) for k, (a, b) in reversed(list(enumerate(points)))], colour)
        if plume:
            tx, ty = points[-1]
            for k in range(12):
                p.oval(tx + lean * 0.03 * k + p.chance.uniform(-4, 4), ty + k * 5 - 20, 7, 9, mix("#8b6a4e", "#d9b98a", p.chance.random()), alpha=0.75)
    for _ in range(120):
        x = p.chance.uniform(-30, 830)
        if 300 < x < 640 and p.chance.random() < 0.75:
            continue
        reed(x, 830 + p.chance.uniform(-40, 30), p.chance.uniform(160, 420), p.chance.uniform(-30, 70), mix("#b59f72", "#8b8a62", p.chance.random()), 3, p.chance.random() < 0.3)
    # The heron: legs, body, neck drawn as an S, head.
    for k in range(4):
        p.arc(470, 986 + k * 2, 60 + k * 34, 8 + k * 5, 0, 360, "#f6dfb9", 1.6, 0.5 - k * 0.1)
    p.oval(476, 1010, 46, 120, "#3c4a55", alpha=0.22, blur=10)
    for a, b, c in (((452, 768), (462, 870), (452, 988)), ((492, 772), (484, 874), (498, 990))):
        p.line([a, b, c], "#6d5f4a", 7)
        p.oval(b[0], b[1], 6, 7, "#5e513f")
    body = [(402, 640), (452, 604), (510, 622), (560, 690), (604, 772), (640, 838), (586, 818), (540, 800), (470, 790), (416, 750), (392, 690)]
    p.shape(body, "#93a1ab", "#5c6b7a", grain=0.08)
    p.shape([(446, 622), (520, 640), (580, 730), (634, 836), (560, 790), (488, 742), (440, 690)], "#76879a", "#46556a", grain=0.10)
    for k in range(9):
        x, y = 470 + k * 15, 660 + k * 17
        p.line([(x, y), (x + 40, y + 46)], "#35435a" if k % 2 else "#a7b4bd", 3, 0.55)
    p.shape([(560, 770), (664, 874), (604, 838)], "#2c3546")
    neck = [(420, 690), (396, 640), (400, 596), (428, 560), (446, 520), (436, 474), (404, 446), (366, 436)]
    smooth = [(np.interp(t, np.linspace(0, 1, 8), [q[0] for q in neck]), np.interp(t, np.linspace(0, 1, 8), [q[1] for q in neck])) for t in np.linspace(0, 1, 60)]
    for k, (x, y) in enumerate(smooth):
        r = 30 - 17 * min(1, k / 30)
        p.oval(x, y, r, r, mix("#dfe0da", "#b9c0c2", k / 60), grain=0.03)
    for k, (x, y) in enumerate(smooth[8:46]):
        if k % 4 == 0:
            p.line([(x - 9, y - 3), (x - 6, y + 8)], "#2f3846", 3, 0.7)
    for k in range(8):
        p.line([(404 + k * 5, 700 + k * 3), (396 + k * 7, 790 + k * 5)], "#e9e6da", 4, 0.75)
    p.oval(372, 434, 38, 22, "#eceae2", "#c3c8c8")
    p.shape([(350, 420), (392, 414), (430, 436), (486, 474), (420, 448), (380, 434)], "#28313f")
    p.shape([(344, 426), (344, 448), (218, 462)], "#e0a548", "#b8782d")
    p.line([(344, 440), (226, 461)], "#8a5a22", 2)
    p.oval(358, 430, 5.5, 5.5, "#f3cf52")
    p.oval(357, 430, 2.8, 2.8, "#1b1b22")
    for _ in range(26):
        x = p.chance.uniform(-30, 830)
        if 250 < x < 690:
            continue
        reed(x, 1240, p.chance.uniform(380, 800), p.chance.uniform(-60, 90), mix("#4c5640", "#6f6b45", p.chance.random()), 6, p.chance.random() < 0.45)
    return p.finished(0.02, edge=0.2)


def rowing():
    p = Paper(1280, 800, 23)
    field = cloudy(p.h, p.w, 160, 4, 5, 2.5)[:, :, None]
    deep, light = np.array([0.20, 0.40, 0.44], np.float32), np.array([0.46, 0.64, 0.64], np.float32)
    p.px[:] = deep + (light - deep) * np.clip(field * 0.35 + 0.40, 0, 1)
    fine = cloudy(p.h, p.w, 10, 5, 3, 6)[:, :, None]
    p.px += 0.030 * fine
    # The banks run across the corners.
    for points, top, low in (([(-5, -5), (520, -5), (410, 40), (250, 64), (110, 130), (-5, 160)], "#87935f", "#5e7350"),
                             ([(1285, 805), (700, 805), (830, 764), (1000, 742), (1150, 676), (1285, 640)], "#7f8f5d", "#556b4c")):
        p.shadow([(a + 14, b + 16) for a, b in points], 0.35, 12, "#12323a")
        p.shape(points, "#cfbf93", "#b9a87c", grain=0.06)
        c = (-5, -5) if points[0][0] < 0 else (1285, 805)
        p.shape([(c[0] + (a - c[0]) * 0.93, c[1] + (b - c[1]) * 0.88) for a, b in points], top, low, grain=0.09)
    for x, y, r in ((60, 40, 46), (150, 22, 38), (250, 10, 34), (30, 100, 30), (360, -4, 28), (1240, 770, 50), (1150, 790, 40), (1050, 800, 36), (1260, 700, 34), (900, 806, 30)):
        p.oval(x + 12, y + 14, r, r, "#1d3a34", alpha=0.4, blur=6)
        crown(p, x, y, r, "#4d6a3e", "#a9b867", p.chance, 60, 1.0)
    # One boat on a slanting line; u runs along it, v across it.
    angle = -0.30
    cosine, sine = math.cos(angle), math.sin(angle)
    def at(u, v, x=650, y=420):
        return (x + u * cosine - v * sine, y + u * sine + v * cosine)
    for side in (-1, 1):
        wake = [at(330, side * 4)] + [at(330 - k * 44, side * (6 + k * 9.5)) for k in range(1, 26)]
        p.line(wake, "#e6f1ea", 5, 0.35, 3)
        p.line([(a, b + 3) for a, b in wake], "#eef6ef", 1.8, 0.6)
    p.shape([at(-340, -5), at(-340, 5), at(-940, 34), at(-940, -34)], "#dcebe4", alpha=0.30, blur=7)
    for side in (-1, 1):
        for stroke in range(1, 4):
            for seat in range(4):
                u = -190 + seat * 124 + (31 if side > 0 else -31) - stroke * 190
                x, y = at(u, side * (150 + stroke * 3))
                p.arc(x, y, 20 + stroke * 6, 15 + stroke * 4, 0, 360, "#eaf4ee", 2, 0.5 - stroke * 0.12)
                p.oval(x, y, 9, 7, "#dfeee8", alpha=0.35 - stroke * 0.06, blur=2)
    hull = [at(-345, 0), at(-280, -9), at(-120, -15), at(120, -15), at(280, -9), at(352, 0), at(280, 9), at(120, 15), at(-120, 15), at(-280, 9)]
    p.shadow([(a + 12, b + 22) for a, b in hull], 0.5, 7, "#0c2c33")
    p.shape(hull, "#f0dfb9", "#d8b67c", grain=0.04)
    p.shape([at(-255, -7), at(255, -7), at(280, 0), at(255, 7), at(-255, 7)], "#7e5a3a", grain=0.08)
    p.shape([at(300, -6), at(352, 0), at(300, 6)], "#b8402f")
    p.shape([at(-345, 0), at(-300, -6), at(-300, 6)], "#b8402f")
    coats = "#b8402f"
    for seat in range(8):
        side = 1 if seat % 2 else -1
        u = -205 + seat * 62
        tip, shaft = at(u - 44, side * 168), at(u + 8, side * 12)
        p.line([(shaft[0] + 10, shaft[1] + 18), (tip[0] + 6, tip[1] + 10)], "#0c2c33", 3, 0.35, 2)
        p.line([at(u - 10, side * 8), at(u - 8, side * 44), at(u + 20, side * 10)], "#cfd3d2", 1.6, 0.9)
        p.line([shaft, tip], "#ece7d8", 3)
        p.shape([at(u - 37, side * 142), at(u - 50, side * 178), at(u - 62, side * 174), at(u - 45, side * 139)], "#b8402f", "#8f2f25")
        x, y = at(u + 20, side * 8)
        p.line([at(u + 8, side * 4), at(u - 4, side * 25)], "#d9a27e", 6)
        p.line([at(u + 8, -side * 5), at(u - 2, side * 18)], "#d9a27e", 6)
        p.line([at(u + 2, 0), at(u - 22, -5)], "#d9a27e", 5)
        p.line([at(u + 2, 0), at(u - 22, 5)], "#d9a27e", 5)
        bx, by = at(u + 12, 0)
        p.oval(bx + 5, by + 8, 17, 15, "#3d2a1e", alpha=0.35, blur=3)
        p.oval(bx, by, 15, 16, coats, "#8f2f25")
        hx, hy = at(u + 15, 0)
        p.oval(hx, hy, 9.5, 9.5, ["#3a2a24", "#c79a5b", "#6e4329", "#24201f"][seat * 3 % 4])
    bx, by = at(-262, 0)
    p.oval(bx, by, 13, 14, "#2f4d73", "#22385a")
    hx, hy = at(-260, 0)
    p.oval(hx, hy, 9, 9, "#f0ead9")
    # Low mist over the upper water.
    p.mist(-120, 330, "#efeee0", 0.55, 5, 0.9)
    for x, y, s in ((980, 190, 22), (1040, 240, 17)):
        p.oval(x + 30, y + 70, s * 0.6, s * 0.25, "#12323a", alpha=0.3, blur=4)
        gull(p, x, y, s, "#ffffff")
    return p.finished(0.01)


def orchard():
    p = Paper(1280, 800, 24)
    p.ramp(0, 420, [(0, "#86b7d2"), (0.6, "#c5dde0"), (1, "#f1eedd")])
    p.clouds(0, 300, "#ffffff", 6, cover=0.0, strength=0.85, stretch=2.4, under="#c2d0da")
    p.ridge(330, 40, 4, "#a3bdb9", "#b9cdbf", 420, 420)
    p.ridge(372, 30, 8, "#84a684", "#a4bd92", 340, 460)
    tower(p, 880, 384, 20, 54, "#e8dfcc", "#8e5a48", "#dfe8dc", 0.15)
    for k, x in enumerate((820, 846, 902, 930, 956)):
        house(p, x, 388 + k % 2 * 3, 22, 15, "#eadfc9", "#a05c45", p.chance, "#dfe8dc", 0.15, 0, 0, door=False)
    p.ramp(398, 800, [(0, "#9dbb74"), (0.4, "#86aa5c"), (1, "#4f7a3f")], 0.06)
    trees = []
    vanish = (700, 372)
    for row in range(-4, 5):
        for k in range(9):
            depth = 1.0 / (0.62 + k * 0.52)
            x = vanish[0] + (row * 330 + 165) * depth
            y = vanish[1] + 300 * depth
            if -200 < x < 1480:
                trees.append((y, x, depth))
    for y, x, depth in sorted(trees):
        if y < 394:
            continue
        size = 92 * depth
        p.oval(x + size * 0.55, y + size * 0.05, size * 1.1, size * 0.20, "#2d4f33", alpha=0.40, blur=max(1, size * 0.06))
        p.shape([(x - size * 0.09, y), (x - size * 0.05, y - size * 0.8), (x + size * 0.05, y - size * 0.8), (x + size * 0.10, y)], "#5c4a3f", "#45362f")
        for lean in (-0.5, 0.45):
            p.line([(x, y - size * 0.6), (x + size * lean, y - size * 1.2)], "#5c4a3f", size * 0.06)
        far = 1 - min(1, depth * 1.3)
        crown(p, x, y - size * 1.28, size * 0.92, mix("#c98fa0", "#cdd6cf", far * 0.6), mix("#fffaf4", "#eef0e6", far * 0.4), p.chance, int(60 + 190 * depth), 0.8, 0.62)
        for _ in range(int(26 * depth)):
            p.oval(x + p.chance.normal(0, size * 0.7), y + p.chance.normal(size * 0.06, size * 0.08), 2.2, 1.3, "#fff3f1", alpha=0.8)
    for _ in range(240):
        x, y = p.chance.uniform(0, 1280), 800 - 130 * p.chance.random() ** 1.6
        p.line([(x, y), (x + p.chance.uniform(-4, 4), y - p.chance.uniform(6, 17))], mix("#3f6b35", "#a9c46c", p.chance.random()), 1.8, 0.8)
        if p.chance.random() < 0.22:
            p.oval(x, y - 12, 3, 3, ["#f6d55c", "#ffffff"][int(p.chance.random() * 2)])
    return p.finished(0.01, edge=0.12)


def frost_candles():
    p = Paper(1280, 800, 25)
    p.ramp(0, 420, [(0, "#0a1330"), (0.55, "#1b2c55"), (1, "#46507a")])
    p.stars(260, 0, 330)
    p.oval(1050, 120, 30, 30, "#f7edd0")
    p.oval(1038, 113, 28, 28, "#122046")
    p.glow(1050, 120, 150, "#9fb4e6", 0.35)
    p.ridge(372, 34, 6, "#1d2a50", "#27335b", 380, 440)
    for x in (250, 268, 290, 318):
        p.box(x, 372, x + 5, 377, "#ffd98a")
    p.ramp(400, 800, [(0, "#28345a"), (0.3, "#1c2748"), (1, "#0c1430")], 0.08)
    spots = []
    for row in range(-4, 5):
        for k in range(9):
            depth = 1.0 / (0.66 + k * 0.5)
            spots.append((372 + 290 * depth, 600 + (row * 330 + 165) * depth, depth, row))
    for y, x, depth, row in sorted(spots):
        if y < 404 or not -220 < x < 1500:
            continue
        size = 86 * depth
        p.shape([(x - size * 0.08, y), (x - size * 0.05, y - size * 0.8), (x + size * 0.05, y - size * 0.8), (x + size * 0.09, y)], "#5d3f35", "#3a2a2e")
        for lean in (-0.5, 0.45):
            p.line([(x, y - size * 0.6), (x + size * lean, y - size * 1.15)], "#3c2d35", size * 0.05)
        crown(p, x, y - size * 1.22, size * 0.88, "#2d335e", "#8d8cb8", p.chance, int(60 + 170 * depth), 0.78, 0.66)
        for _ in range(int(34 * depth)):
            a = p.chance.uniform(0, math.pi)
            r = size * 0.8 * math.sqrt(p.chance.random())
            p.oval(x + math.cos(a) * r, y - size * 1.2 + math.sin(a) * r * 0.72, size * 0.09, size * 0.07, "#ffc99a", alpha=0.40)
        for side in (-0.62, 0.62):
            cx, cy = x + side * size * 2.05, y + size * 0.05
            p.glow(cx, cy - size * 0.1, size * 1.15, "#ff9a3c", 0.40)
            p.oval(cx, cy + size * 0.05, size * 0.55, size * 0.13, "#ffb35c", alpha=0.35, blur=max(1.5, size * 0.07))
            p.box(cx - size * 0.085, cy - size * 0.12, cx + size * 0.085, cy + size * 0.05, "#a3a6b2", "#5a5a6b")
            p.shape([(cx - size * 0.065, cy - size * 0.12), (cx - size * 0.05, cy - size * 0.24), (cx + size * 0.015, cy - size * 0.44), (cx + size * 0.06, cy - size * 0.22), (cx + size * 0.065, cy - size * 0.12)], "#ffdf8f", "#ff9436", grain=0)
            p.oval(cx, cy - size * 0.19, size * 0.03, size * 0.06, "#fff8dc")
    p.mist(380, 520, "#7c6f86", 0.35, 4, 0.8)
    for x, y, tall, coat in ((560, 716, 150, "#6a5a78"), (622, 520, 66, "#5a4a62"), (588, 470, 40, "#4d4a66")):
        person(p, x, y, tall, coat, "#191d38", "#d39468", "#20203a", 0.08, (0.22, 0.24))
        p.glow(x + tall * 0.3, y - tall * 0.5, tall * 0.55, "#ffb35c", 0.5)
        p.oval(x + tall * 0.31, y - tall * 0.5, tall * 0.025, tall * 0.045, "#fff0bf")
    return p.finished(0.0, edge=0.25)


def comet():
    p = Paper(800, 1200, 26)
    p.ramp(0, 950, [(0, "#070d24"), (0.45, "#142452"), (0.75, "#34507c"), (0.92, "#8d8f9b"), (1, "#d8a985")])
    p.stars(420, 0, 800)
    haze = np.clip(cloudy(p.h, p.w, 300, 8, 5, 1.0) + 0.1, 0, 1)[:, :, None]
    p.px += haze * np.array([0.03, 0.04, 0.08], np.float32) * np.linspace(1, 0, p.h)[:, None, None]
    hx, hy = 300, 640
    chance = np.random.default_rng(3)
    for k in range(130):
        t = k / 129
        spread = 5 + 74 * t ** 1.15
        x, y = hx + 330 * t, hy - 520 * t
        p.oval(x + 26 * t * t, y, spread * 0.8, spread, mix("#eaf2ff", "#7f9fd6", t), alpha=0.055 * (1 - t) ** 1.1, blur=6 + 12 * t, grain=0)
    for k in range(46):
        a, long = chance.normal(0, 0.050), chance.uniform(0.35, 1.0)
        dx, dy = 330 * long, -520 * long
        p.line([(hx, hy), (hx + dx * math.cos(a) - dy * math.sin(a), hy + dx * math.sin(a) + dy * math.cos(a))], "#dfeaff", 1.5, 0.07, 2)
    p.glow(hx, hy, 130, "#dbe8ff", 0.75, power=2.6)
    p.glow(hx, hy, 40, "#ffffff", 1.0)
    p.oval(hx, hy, 7, 7, "#ffffff")
    p.ridge(905, 26, 5, "#2a3557", "#343b58", 300, 960)
    p.box(-5, 930, 805, 1010, "#5d6884", "#2c3a5e")
    for k in range(40):
        y = 934 + 70 * p.chance.random()
        x = p.chance.uniform(0, 800)
        p.line([(x, y), (x + 50, y)], "#d8b79b", 1.2, 0.35)
    p.line([(hx - 6, 940), (hx + 6, 1000)], "#dbe8ff", 10, 0.16, 6)
    p.shape([(120, 934), (126, 858), (138, 858), (144, 934)], "#171d38")
    p.oval(132, 854, 7, 6, "#ffe6a8")
    p.glow(132, 854, 60, "#ffe6a8", 0.8)
    p.shape([(-5, 1010), (120, 985), (300, 1000), (520, 968), (700, 975), (805, 950), (805, 1205), (-5, 1205)], "#0e1530", "#060a1c", grain=0.1)
    for _ in range(260):
        x = p.chance.uniform(0, 800)
        y = 990 + p.chance.uniform(0, 40)
        p.line([(x, y + 10), (x + p.chance.uniform(-7, 7), y - p.chance.uniform(6, 26))], "#0a1026", 1.6)
    person(p, 566, 1006, 150, "#080d20", "#080d20", "#080d20", "#080d20", -0.02, (-0.34, -0.22), True)
    person(p, 628, 1004, 96, "#080d20", "#080d20", "#080d20", "#080d20", -0.02)
    p.line([(590, 915), (612, 945)], "#080d20", 7)
    return p.finished(0.0, edge=0.25)


def dome():
    p = Paper(1200, 800, 27)
    p.ramp(0, 700, [(0, "#0b1230"), (0.5, "#1d3162"), (0.85, "#4f5f8c"), (1, "#a58c94")])
    # A band of the galaxy, aslant.
    down, across = np.mgrid[0 : p.h, 0 : p.w].astype(np.float32)
    along = (down - p.h * 0.45) + (across - p.w * 0.5) * 0.42
    band = np.exp(-(along / (p.h * 0.20)) ** 2) * np.clip(0.5 + cloudy(p.h, p.w, 220, 6, 5, 1.3) * 0.6, 0, 1.2)
    p.px += band[:, :, None] * np.array([0.17, 0.16, 0.24], np.float32)
    chance = np.random.default_rng(9)
    for _ in range(900):
        x = chance.uniform(0, 1200)
        y = 360 - (x - 600) * 0.42 + chance.normal(0, 90)
        p.oval(x, y, 0.8, 0.8, "#fff3e0", alpha=chance.uniform(0.15, 0.6))
    p.stars(330, 0, 620)
    p.ridge(640, 20, 3, "#2b3356", "#39385a", 320, 720)
    p.shape([(-5, 720), (180, 690), (420, 628), (620, 606), (830, 622), (1030, 676), (1205, 700), (1205, 805), (-5, 805)], "#141a36", "#080c1e", grain=0.12)
    x, base, r = 630, 622, 132
    p.box(x - r, base - 108, x + r, base + 12, "#c7c4c4", "#6f7189", grain=0.05)
    p.box(x + r * 0.35, base - 108, x + r, base + 12, "#20264a", alpha=0.45)
    for k in range(9):
        p.line([(x - r + k * r / 4, base - 108), (x - r + k * r / 4, base + 10)], "#3a3f5e", 1.2, 0.4)
    outline = [(x + math.cos(a) * r * 1.04, base - 108 - math.sin(a) * r * 1.0) for a in np.linspace(0, math.pi, 50)]
    p.shape(outline, "#e6e2dc", "#8e90a6", grain=0.05)
    p.shape([(x + math.cos(a) * r * 1.04, base - 108 - math.sin(a) * r) for a in np.linspace(0, 1.35, 30)] + [(x + r * 0.3, base - 108)], "#20264a", alpha=0.42)
    for k in (-0.62, -0.3, 0.62, 0.84):
        p.line([(x + k * r * math.cos(a), base - 108 - math.sin(a) * r * 0.995) for a in np.linspace(0, math.pi / 2, 20)], "#5a5d78", 1.4, 0.5)
    p.shape([(x - 34, base - 108), (x - 28, base - 108 - r * 0.96), (x + 20, base - 108 - r * 1.0), (x + 26, base - 108)], "#2a1a1c", "#8e4a30")
    p.glow(x - 4, base - 150, 120, "#ff9a5c", 0.5)
    p.shape([(x - 20, base - 120), (x + 14, base - 118), (x - 6, base - 108 - r * 1.12), (x - 34, base - 108 - r * 1.08)], "#d9d6d0", "#4b4a5c")
    p.oval(x - 20, base - 108 - r * 1.10, 15, 6, "#31364f")
    p.box(x - r * 1.06, base - 116, x + r * 1.06, base - 100, "#71728a", "#474a66")
    for k in (-0.8, -0.4, 0, 0.4, 0.8):
        p.oval(x + k * r, base - 99, 8, 8, "#2c3150")
    p.box(x - 92, base - 70, x - 52, base + 10, "#ffcf85", "#ff9f52")
    p.glow(x - 72, base - 30, 110, "#ffb35c", 0.7)
    p.shape([(x - 92, base + 8), (x - 52, base + 8), (x + 10, base + 70), (x - 190, base + 70)], "#ffb35c", alpha=0.20, blur=6)
    person(p, x - 72, base + 10, 66, "#131833", "#131833", "#131833", "#131833")
    for _ in range(300):
        gx = p.chance.uniform(0, 1200)
        gy = 720 - 112 * math.exp(-((gx - 640) / 330) ** 2) + p.chance.uniform(4, 60)
        p.line([(gx, gy + 6), (gx + p.chance.uniform(-6, 6), gy - p.chance.uniform(4, 17))], "#0b1026", 1.5)
    for fx in (90, 128, 170, 1080, 1128):
        for tier in range(4):
            w, y = 16 + tier * 8, 700 - 90 + tier * 26
            p.shape([(fx, y - 34), (fx + w, y + 10), (fx - w, y + 10)], "#0a0f24")
    return p.finished(0.0, edge=0.25)
