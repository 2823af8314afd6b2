"""Pictures of rooms, a table and a stage."""

import math

import numpy as np

from figures import person
from paint import Paper, mix


def bread():
    p = Paper(1200, 800, 41)
    p.ramp(0, 330, [(0, "#5f7468"), (0.6, "#7f9080"), (1, "#93a08a")], 0.05)
    p.glow(180, 60, 620, "#fff0c8", 0.45)
    for x in (96, 250):
        p.shape([(x, -10), (x + 130, -10), (x + 260, 330), (x + 110, 330)], "#fff4d6", alpha=0.16, blur=10)
    p.ramp(322, 800, [(0, "#b98a5c"), (0.35, "#a8774b"), (1, "#7d5535")], 0.10)
    for y, dark in ((396, 0.5), (500, 0.55), (640, 0.6)):
        p.line([(0, y), (420, y + 5), (820, y - 3), (1200, y + 3)], "#5e3e27", 3, dark)
    for k in range(60):
        y, x = p.chance.uniform(335, 790), p.chance.uniform(-50, 1150)
        p.line([(x, y), (x + 70, y + p.chance.uniform(-3, 3)), (x + 190, y + p.chance.uniform(-4, 4))], "#6d4a2f", 1.4, 0.25)
    # Blue cloth with stripes and folds.
    cloth = [(730, 800), (760, 690), (850, 640), (905, 560), (1010, 540), (1090, 500), (1205, 490), (1205, 805)]
    p.shadow([(a - 14, b + 12) for a, b in cloth], 0.4, 12, "#3a2416")
    p.shape(cloth, "#6f93b3", "#3d5f85", grain=0.05)
    for k in range(7):
        t = k / 6
        p.line([(760 + 60 * k, 800), (870 + 52 * k, 640 - 14 * k), (980 + 50 * k, 545 - 6 * k)], "#e9efe9", 4, 0.5)
    for a, b, c in (((830, 790), (900, 660), (980, 560)), ((980, 800), (1030, 680), (1130, 520)), ((1110, 800), (1150, 640), (1200, 560))):
        p.line([a, b, c], "#1f3a5c", 17, 0.25, 6)
        p.line([(a[0] + 20, a[1]), (b[0] + 18, b[1]), (c[0] + 10, c[1])], "#cfe0ea", 9, 0.28, 5)
    board = [(80, 560), (150, 470), (800, 452), (905, 548), (860, 640), (130, 662)]
    p.shadow([(a + 16, b + 30) for a, b in board], 0.5, 14, "#2f1c10")
    p.shape([(a, b + 20) for a, b in board], "#6b452a", "#4b2f1d", grain=0.12)
    p.shape(board, "#d9ae78", "#bd8c58", grain=0.12)
    for k in range(11):
        y = 482 + k * 16
        p.line([(140 - k * 3, y + 4), (480, y - 4 + k), (866 - abs(k - 5) * 6, y)], "#9c7045", 1.6, 0.45)
    def loaf(x, y, r, cuts):
        p.oval(x + r * 0.16, y + r * 0.42, r * 1.12, r * 0.42, "#3a2012", alpha=0.55, blur=12)
        p.oval(x, y, r, r * 0.76, "#8f5a30", "#4b2816", grain=0.10)
        for k in range(16):
            t = k / 15
            p.oval(x - r * 0.10 * t, y - r * 0.13 * t, r * (0.97 - 0.52 * t), r * (0.72 - 0.42 * t), mix("#7d4724", "#d99c58", t), alpha=0.14, blur=r * 0.05, grain=0.10)
        for angle, long, bow in cuts:
            points = []
            for t in np.linspace(-1, 1, 17):
                cx = x - r * 0.06 + math.cos(angle) * t * long * r - math.sin(angle) * bow * (1 - t * t) * r
                cy = y - r * 0.14 + (math.sin(angle) * t * long * r + math.cos(angle) * bow * (1 - t * t) * r) * 0.74
                points.append((cx, cy, 1 - t * t))
            wide = r * 0.075
            p.shape([(a, b - wide * q) for a, b, q in points] + [(a, b + wide * q) for a, b, q in reversed(points)], "#f1d7a4", "#d6a566", grain=0.08)
            p.line([(a, b + wide * q) for a, b, q in points], "#5e3318", 2.6, 0.75)
            p.line([(a, b - wide * q - 2) for a, b, q in points], "#e9b878", 3, 0.7)
        for _ in range(420):
            a, far = p.chance.uniform(0, 2 * math.pi), math.sqrt(p.chance.random())
            fx, fy = x - r * 0.05 + math.cos(a) * far * r * 0.8, y - r * 0.12 + math.sin(a) * far * r * 0.56
            s = p.chance.uniform(0.8, 3.2)
            p.oval(fx, fy, s, s * 0.8, "#fff6e4", alpha=p.chance.uniform(0.15, 0.7) * (1 - far * 0.5))
        p.oval(x - r * 0.34, y - r * 0.40, r * 0.36, r * 0.16, "#fff0cf", alpha=0.22, blur=12)
    cross = [(0.55, 0.62, 0.10), (-0.95, 0.50, -0.06)]
    loaf(610, 388, 150, [(0.2, 0.62, 0.10), (-1.25, 0.52, -0.06)])
    loaf(310, 430, 172, cross)
    loaf(560, 520, 158, [(-0.5, 0.66, 0.08), (-0.5, 0.52, 0.40), (-0.5, 0.50, -0.28)])
    for _ in range(500):
        x, y = p.chance.normal(470, 270), p.chance.normal(600, 70)
        s = p.chance.uniform(0.6, 2.4)
        p.oval(x, y, s, s * 0.7, "#fff6e4", alpha=p.chance.uniform(0.2, 0.7))
    # Ears of rye in front.
    for x, y, lean in ((90, 780, 0.65), (150, 800, 0.52), (200, 812, 0.40)):
        tip = (x + 250 * math.cos(lean), y - 250 * math.sin(lean) * 0.7)
        p.line([(x - 120, y + 60), tip], "#c79f55", 3.5)
        for k in range(15):
            t = 0.56 + k * 0.030
            gx, gy = x - 120 + (tip[0] - x + 120) * t, y + 60 + (tip[1] - y - 60) * t
            for side in (-1, 1):
                p.line([(gx, gy), (gx + 15, gy + side * 11 - 9)], "#e3bd6c", 6)
                p.line([(gx + 13, gy + side * 10 - 9), (gx + 44, gy + side * 20 - 26)], "#d9b566", 1.2, 0.8)
    return p.finished(0.02, edge=0.22)


def library():
    p = Paper(800, 1200, 42)
    p.ramp(0, 1200, [(0, "#4b3a38"), (0.6, "#5d463c"), (1, "#3d2c2a")], 0.05)
    # Window in the far wall.
    p.box(250, 90, 550, 860, "#8d705a", "#6d5344", grain=0.05)
    arch = [(310, 640), (310, 300)] + [(400 - math.cos(a) * 90, 300 - math.sin(a) * 118) for a in np.linspace(0, math.pi, 24)] + [(490, 640)]
    p.shape([(400 + (x - 400) * 1.14, 420 + (y - 420) * 1.05) for x, y in arch], "#e3cfa6")
    p.shape(arch, "#f7c98b", "#fdf0c8", grain=0.02)
    p.shape([(310, 640), (310, 560), (350, 536), (372, 560), (400, 520), (420, 552), (452, 530), (490, 566), (490, 640)], "#c98f78", "#d9a788")
    p.oval(436, 448, 26, 26, "#fffbe6")
    for x in (355, 400, 445):
        p.line([(x, 640), (x, 190)], "#6b4c38", 4)
    for y in (300, 385, 470, 555):
        p.line([(310, y), (490, y)], "#6b4c38", 4)
    p.box(296, 640, 504, 656, "#e3cfa6", "#b79a70")
    p.ramp(860, 1200, [(0, "#7b5538"), (1, "#3f2920")], 0.10)
    for k in range(-9, 10):
        p.line([(400 + k * 26, 860), (400 + k * 150, 1200)], "#33201a", 2.2, 0.55)
    p.shape([(300, 866), (500, 866), (600, 1200), (200, 1200)], "#8f3a34", "#6a2528", grain=0.06)
    for side in (0, 1):
        edge = [(300, 866), (200, 1200)] if side == 0 else [(500, 866), (600, 1200)]
        inner = [(a + (14 if side == 0 else -14) * (1 + (b - 866) / 260), b) for a, b in edge]
        p.line(inner, "#d9b071", 4, 0.8)
    tones = ["#9c3f37", "#2f5a66", "#c79a4a", "#4f6b4a", "#7a4a68", "#d9c6a0", "#39496b", "#a8653a", "#6d2f38", "#8a8f7a"]
    # Shelves run towards the window on both sides: t = 0 near, 1 far.
    def at(side, t, h):
        depth = 1 / (1 + t * 2.1)
        x = 400 + side * (150 + 330 * (depth - 0.3226) / 0.6774)
        floor = 860 + 470 * (depth - 0.3226) / 0.6774
        top = 150 - 330 * (depth - 0.3226) / 0.6774
        return x, floor + (top - floor) * h
    for side in (-1, 1):
        p.shape([at(side, 0, 0), at(side, 1, 0), at(side, 1, 1), at(side, 0, 1)], "#4b3026", "#2f1d18", grain=0.08)
        for shelf in range(9):
            h0, h1 = 0.04 + shelf * 0.106, 0.04 + shelf * 0.106 + 0.10
            t = 0.0
            while t < 0.985:
                step = p.chance.uniform(0.006, 0.015)
                bay = int(t * 5)
                if int((t + step) * 5) != bay:
                    t = (bay + 1) / 5 + 0.008
                    continue
                if p.chance.random() < 0.05:
                    t += step * 2
                    continue
                high = h0 + (h1 - h0) * p.chance.uniform(0.62, 0.92)
                tone = mix(tones[p.chance.integers(len(tones))], "#2a1a1c", 0.30)
                tone = mix(tone, "#f7c98b", 0.10 + 0.22 * t)
                a, b, c, d = at(side, t, h0 + 0.008), at(side, t + step * 0.9, h0 + 0.008), at(side, t + step * 0.9, high), at(side, t, high)
                p.shape([a, b, c, d], mix(tone, "#ffe3b0", 0.15), mix(tone, "#1d1216", 0.25))
                if p.chance.random() < 0.4:
                    m = h0 + (high - h0) * 0.72
                    p.line([at(side, t, m), at(side, t + step * 0.9, m)], "#e3c078", 1.4, 0.7)
                t += step
            p.shape([at(side, 0, h0 - 0.008), at(side, 1, h0 - 0.008), at(side, 1, h0 + 0.006), at(side, 0, h0 + 0.006)], "#8a6040", "#6a4630")
        for bay in range(6):
            t = bay / 5
            p.shape([at(side, t, 0), at(side, min(1, t + 0.014), 0), at(side, min(1, t + 0.014), 1), at(side, t, 1)], "#9c7048", "#5e3f2b", grain=0.08)
        p.shape([at(side, 0, 0.985), at(side, 1, 0.985), at(side, 1, 1.02), at(side, 0, 1.02)], "#b0834f")
    foot, head = (214, 1070), at(-1, 0.30, 0.74)
    for dx in (0, 44):
        p.line([(foot[0] + dx, foot[1] + dx * 0.2), (head[0] + dx * 0.72, head[1] + dx * 0.1)], "#c99a5e", 8)
    for k in range(1, 12):
        t = k / 12
        a = (foot[0] + (head[0] - foot[0]) * t, foot[1] + (head[1] - foot[1]) * t)
        p.line([a, (a[0] + 44 - 12 * t, a[1] + 6 - 4 * t)], "#a8763f", 6)
    p.shape([(318, 640), (484, 640), (640, 1180), (190, 1180)], "#ffe7b0", alpha=0.13, blur=26, grain=0)
    p.shape([(322, 250), (478, 250), (560, 900), (300, 930)], "#ffe7b0", alpha=0.10, blur=30, grain=0)
    p.glow(400, 420, 420, "#ffdf9f", 0.42)
    # A desk with a green lamp and a reader.
    person(p, 474, 936, 150, "#39496b", "#241a20", "#c98f6c", "#2a1d1c")
    p.box(330, 880, 500, 896, "#a8763f", "#7a5230")
    p.box(340, 896, 352, 968, "#5e3f2b")
    p.box(478, 896, 490, 968, "#5e3f2b")
    p.line([(372, 880), (372, 842)], "#c79a4a", 4)
    p.shape([(346, 846), (398, 846), (386, 822), (358, 822)], "#3f8a63", "#2a6146")
    p.glow(372, 862, 70, "#fff0b8", 0.7)
    p.shape([(404, 880), (430, 872), (456, 880), (430, 884)], "#fbf3dc")
    for _ in range(60):
        p.oval(p.chance.uniform(260, 560), p.chance.uniform(300, 1000), 1.4, 1.4, "#fff3d0", alpha=p.chance.uniform(0.2, 0.6))
    return p.finished(0.01, grain=0.006, edge=0.3)


def theatre():
    p = Paper(1280, 800, 43)
    p.ramp(0, 800, [(0, "#0b0d1c"), (0.6, "#151a30"), (1, "#0a0a14")], 0.04)
    p.ramp(520, 690, [(0, "#1a2038"), (0.5, "#33304a"), (1, "#4a3a3c")], 0.05)
    for k in range(-14, 15):
        p.line([(640 + k * 44, 520), (640 + k * 82, 690)], "#12121f", 2, 0.6)
    p.shape([(610, -20), (690, -20), (910, 600), (390, 600)], "#ffe9bd", alpha=0.20, blur=16, grain=0)
    p.shape([(626, -20), (674, -20), (820, 596), (480, 596)], "#fff2d2", alpha=0.17, blur=20, grain=0)
    p.oval(650, 602, 270, 44, "#ffdf9f", alpha=0.55, blur=14)
    p.oval(650, 602, 190, 28, "#fff0cc", alpha=0.5, blur=10)
    # Strips of painted waves.
    for k, y in enumerate((560, 584)):
        points = [(330 + t * 640, y + 9 * math.sin(t * 34 + k * 1.4)) for t in np.linspace(0, 1, 80)]
        p.shape(points + [(970, y + 26), (330, y + 26)], ["#37537d", "#436a94"][k], "#24365c", alpha=0.92)
    x, y = 650, 574
    p.oval(x + 10, y + 44, 190, 14, "#0d1020", alpha=0.6, blur=6)
    p.line([(x + 66, y - 46), (x + 190, y + 46)], "#c99a5e", 6)
    p.shape([(x + 176, y + 34), (x + 208, y + 64), (x + 196, y + 70), (x + 170, y + 44)], "#c99a5e")
    # An old woman with a shawl, sitting.
    p.shape([(x - 24, y - 104), (x + 14, y - 112), (x + 44, y - 60), (x + 58, y - 4), (x - 56, y - 4), (x - 50, y - 60)], "#5f7f9c", "#2f4668", grain=0.06)
    p.shape([(x - 34, y - 112), (x + 22, y - 118), (x + 48, y - 70), (x + 6, y - 56), (x - 44, y - 66)], "#b8523f", "#7d302c", grain=0.06)
    p.line([(x + 34, y - 76), (x + 68, y - 50)], "#7d302c", 15)
    p.oval(x + 70, y - 48, 8, 7, "#e3b592")
    p.oval(x - 2, y - 138, 23, 26, "#eec39d", "#c98f6c")
    p.oval(x - 8, y - 150, 25, 18, "#ece8e2")
    p.oval(x - 30, y - 146, 12, 12, "#ece8e2")
    hull = [(x - 178, y - 26), (x - 90, y - 8), (x + 90, y - 8), (x + 186, y - 30), (x + 140, y + 42), (x - 136, y + 42)]
    p.shape(hull, "#c78d52", "#7d4f2d", grain=0.10)
    for t in (0.35, 0.68):
        p.line([(x - 178 + 34 * t, y - 26 + 66 * t), (x - 90, y - 8 + 50 * t), (x + 90, y - 8 + 50 * t), (x + 186 - 40 * t, y - 30 + 70 * t)], "#5e3820", 2.5, 0.7)
    p.line([(x - 178, y - 26), (x - 90, y - 8), (x + 90, y - 8), (x + 186, y - 30)], "#f0c88a", 6)
    p.line([(x - 150, y - 24), (x - 150, y - 90)], "#5e4630", 4)
    p.oval(x - 150, y - 92, 9, 12, "#fff0bf")
    p.glow(x - 150, y - 92, 90, "#ffd98a", 0.8)
    # Curtains, in folds.
    for side in (-1, 1):
        for k in range(15):
            t = k / 14
            edge = 640 + side * 640
            x0 = edge - side * (20 + 330 * t)
            x1 = edge - side * (20 + 330 * (k + 1) / 14)
            low = [(edge - side * (20 + 250 * t), 700), (edge - side * (20 + 250 * (k + 1) / 14), 700)]
            bright = 0.28 + 0.42 * abs(math.sin(k * 1.9)) * (0.4 + 0.6 * t)
            tone = mix("#3a0d18", "#b03038", bright)
            p.shape([(x0 + side * 30, -10), (x1, -10), low[1], low[0]], tone, mix(tone, "#1d0810", 0.45), grain=0.05)
    for k in range(17):
        x0 = -20 + k * 80
        p.oval(x0 + 40, 20, 54, 84 + 10 * (k % 2), mix("#8f2430", "#b03038", (k % 3) / 2), "#4b0f1c", grain=0.05)
        p.arc(x0 + 40, 24, 50, 80 + 10 * (k % 2), 20, 160, "#e3b35c", 4, 0.9)
    p.box(-5, -5, 1285, 34, "#5e1622", "#7d1f2b")
    p.box(-5, 690, 1285, 712, "#6b4a30", "#3d2a20")
    for x in range(90, 1280, 122):
        p.oval(x, 694, 18, 8, "#ffe2a0")
        p.glow(x, 690, 60, "#ffd98a", 0.4)
    for row, (y, size, tone) in enumerate(((752, 30, "#191523"), (806, 40, "#0e0c16"))):
        for k in range(20):
            x = -30 + k * 71 + row * 34 + p.chance.uniform(-7, 7)
            p.oval(x, y - size * 0.3, size * 0.62, size * 0.78, tone)
            p.oval(x, y + size * 0.95, size * 1.22, size * 0.72, tone)
            p.arc(x, y - size * 0.3, size * 0.62, size * 0.78, 215, 325, "#a8763f", 1.8, 0.5)
    return p.finished(0.02, edge=0.25)


def choir():
    p = Paper(1280, 800, 44)
    p.ramp(0, 800, [(0, "#8d6f56"), (0.5, "#b08a66"), (1, "#7a573f")], 0.05)
    for k in range(5):
        x = 128 + k * 256
        arch = [(x - 96, 520), (x - 96, 250)] + [(x - math.cos(a) * 96, 250 - math.sin(a) * 130) for a in np.linspace(0, math.pi, 24)] + [(x + 96, 520)]
        p.shape([(x + (a - x) * 1.14, 300 + (b - 300) * 1.07) for a, b in arch], "#d9b98f", "#c09a6f", grain=0.05)
        p.shape(arch, "#5b4339", "#7a5a45", grain=0.05)
        window = [(x - 34, 430), (x - 34, 250)] + [(x - math.cos(a) * 34, 250 - math.sin(a) * 46) for a in np.linspace(0, math.pi, 14)] + [(x + 34, 430)]
        p.shape(window, "#f0c37d", "#fbe6b4", grain=0.02)
        p.line([(x, 430), (x, 204)], "#6b4c38", 3)
        for y in (270, 320, 370):
            p.line([(x - 34, y), (x + 34, y)], "#6b4c38", 2.5)
        p.glow(x, 320, 190, "#ffdf9f", 0.40)
        p.shape([(x - 30, 420), (x + 30, 420), (x + 190, 800), (x + 20, 800)], "#ffe7b0", alpha=0.10, blur=16, grain=0)
    gowns = ["#2f4a6b", "#5a2f46", "#27493f", "#6b3a30", "#3d3a5e", "#7a5a2c"]
    skins = ["#e3b592", "#d9a27e", "#8d5d43", "#c98f6c", "#6e4733", "#efcbaa"]
    hairs = ["#2a1d1c", "#8a5a2f", "#c9b48a", "#4b3026", "#d9d4cc", "#6e2f22"]
    for row, (base, size, count) in enumerate(((520, 66, 13), (590, 78, 12), (680, 92, 10))):
        far = (2 - row) * 0.16
        for k in range(count):
            x = (k + 0.5 + 0.25 * (row % 2)) * 1280 / count - 20 + p.chance.uniform(-8, 8)
            y = base + p.chance.uniform(-9, 7)
            gown = mix(gowns[p.chance.integers(6)], "#b08a66", far)
            skin, hair = mix(skins[p.chance.integers(6)], "#b08a66", far * 0.6), mix(hairs[p.chance.integers(6)], "#b08a66", far)
            p.shape([(x - size * 0.20, y - size * 0.1), (x + size * 0.20, y - size * 0.1), (x + size * 0.56, y + size * 0.16), (x + size * 0.66, y + size * 3), (x - size * 0.66, y + size * 3), (x - size * 0.56, y + size * 0.16)], mix(gown, "#ffffff", 0.08), mix(gown, "#120d14", 0.35), grain=0.05)
            long = p.chance.random() < 0.5
            if long:
                p.oval(x, y - size * 0.34, size * 0.36, size * 0.50, hair)
            p.box(x - size * 0.10, y - size * 0.2, x + size * 0.10, y + size * 0.02, mix(skin, "#6b3a3a", 0.25))
            p.oval(x, y - size * 0.42, size * 0.27, size * 0.34, skin, mix(skin, "#7a3f38", 0.22))
            p.oval(x, y - size * 0.66, size * 0.30, size * 0.20, hair)
            for side in (-1, 1):
                p.arc(x + side * size * 0.11, y - size * 0.44, size * 0.055, size * 0.04, 180, 360, "#2a1d1c", 1.8, 0.9)
            mouth = p.chance.uniform(0.05, 0.09)
            p.oval(x, y - size * 0.23, size * 0.065, size * mouth, "#6b2428")
            w = size * 0.40
            p.shape([(x - w, y + size * 0.30), (x, y + size * 0.40), (x, y + size * 0.92), (x - w * 1.08, y + size * 0.80)], "#2c2430", "#1a141c")
            p.shape([(x + w, y + size * 0.30), (x, y + size * 0.40), (x, y + size * 0.92), (x + w * 1.08, y + size * 0.80)], "#3a3040", "#221a26")
            p.shape([(x - w * 0.92, y + size * 0.29), (x, y + size * 0.36), (x + w * 0.92, y + size * 0.29), (x, y + size * 0.42)], "#fbf3dc")
            for side in (-1, 1):
                p.oval(x + side * w * 1.04, y + size * 0.66, size * 0.10, size * 0.09, skin)
    # The conductor from behind.
    p.shape([(560, 810), (566, 716), (604, 676), (676, 676), (714, 716), (720, 810)], "#1d1822", "#0f0c14", grain=0.05)
    p.line([(590, 704), (500, 676), (456, 606)], "#1d1822", 30)
    p.line([(690, 704), (776, 690), (812, 622)], "#1d1822", 30)
    p.oval(454, 598, 14, 15, "#d9a27e")
    p.oval(813, 614, 14, 15, "#d9a27e")
    p.line([(813, 612), (862, 548)], "#fbf3dc", 3)
    p.oval(640, 640, 34, 40, "#8a8a8e", "#5d5a60")
    p.oval(640, 614, 17, 14, "#8a8a8e")
    return p.finished(0.02, edge=0.28)


def solar_class():
    p = Paper(1200, 800, 45)
    p.ramp(0, 800, [(0, "#d9c9a3"), (0.6, "#e3d3ad"), (1, "#b99a70")], 0.03)
    p.box(60, 60, 260, 430, "#f6efdc")
    p.box(74, 74, 246, 416, "#9fcbdc", "#dceae0")
    p.line([(160, 74), (160, 416)], "#f6efdc", 8)
    p.line([(74, 240), (246, 240)], "#f6efdc", 8)
    p.oval(205, 130, 26, 26, "#fffbe0")
    p.glow(205, 130, 260, "#fff3c0", 0.5)
    p.shape([(74, 390), (120, 350), (160, 380), (200, 340), (246, 384), (246, 416), (74, 416)], "#8fb08a")
    p.shadow([(330, 70), (1130, 70), (1130, 456), (330, 456)], 0.35, 12, "#4b3a2b")
    p.box(312, 52, 1124, 452, "#a8763f", "#855a30", grain=0.08)
    p.box(328, 68, 1108, 436, "#33564c", "#28473f", grain=0.07)
    for k in range(16):
        x, y = p.chance.uniform(340, 960), p.chance.uniform(80, 420)
        p.oval(x, y, 90, 26, "#dfe8dd", alpha=0.05, blur=10)
    chalk, yellow = "#eef0e3", "#f3d56c"
    p.arc(430, 150, 40, 40, 0, 360, yellow, 5)
    for k in range(12):
        a = k * math.pi / 6
        p.line([(430 + math.cos(a) * 54, 150 + math.sin(a) * 54), (430 + math.cos(a) * 78, 150 + math.sin(a) * 78)], yellow, 4)
    p.line([(360, 400), (1070, 400)], chalk, 4)
    p.line([(600, 400), (600, 210), (632, 140), (664, 210), (664, 400)], chalk, 4.5)
    p.arc(632, 250, 13, 13, 0, 360, chalk, 3)
    for a, b in (((484, 166), (1010, 318)), ((484, 178), (860, 400))):
        for k in range(14):
            t0, t1 = k / 14, (k + 0.6) / 14
            p.line([(a[0] + (b[0] - a[0]) * t0, a[1] + (b[1] - a[1]) * t0), (a[0] + (b[0] - a[0]) * t1, a[1] + (b[1] - a[1]) * t1)], yellow, 3, 0.9)
    p.line([(800, 400), (800, 330), (920, 262), (1050, 330), (1050, 400)], chalk, 4.5)
    for k in range(4):
        u = k / 4
        a, b = (812 + 106 * u, 318 - 60 * u), (812 + 106 * (u + 0.2), 318 - 60 * (u + 0.2))
        p.shape([a, b, (b[0] + 8, b[1] + 16), (a[0] + 8, a[1] + 16)], "#9fc3e3", alpha=0.85)
    p.shape([(668, 396), (796, 396), (798, 334), (850, 304)], chalk, alpha=0.16)
    for k in range(9):
        p.line([(690 + k * 13, 394), (704 + k * 13, 380 - k * 5)], chalk, 2, 0.5)
    p.arc(484, 172, 90, 90, 16, 31, chalk, 3)
    p.box(540, 452, 640, 462, "#c99a5e")
    p.box(560, 446, 590, 454, "#fbf3dc")
    # Globe on the sill of the window.
    p.oval(160, 478, 46, 46, "#6fa6bd", "#3d6f8e")
    for dx, dy, rx, ry in ((-14, -12, 18, 14), (16, 10, 14, 18), (-6, 26, 14, 8)):
        p.oval(160 + dx, 478 + dy, rx, ry, "#9cb46a")
    p.arc(160, 478, 54, 54, 200, 430, "#855a30", 6)
    p.box(60, 530, 270, 548, "#f6efdc", "#cdb78d")
    p.shape([(140, 530), (180, 530), (172, 520), (148, 520)], "#855a30")
    coats = ["#b8452f", "#405f86", "#d6a445", "#5a7a5f", "#7d5577", "#2f6277", "#c07a4a", "#8c3f4f"]
    hairs = ["#2a1d1c", "#8a5a2f", "#d6b36a", "#4b3026", "#20191a", "#a34a2c", "#5d4030", "#33241f"]
    # The teacher at the board.
    person(p, 1010, 640, 330, "#6a5a7a", "#2b2f3d", "#d9a27e", "#5d5a58", -0.02, (-0.30, -0.10))
    p.shape([(-5, 640), (1205, 620), (1205, 805), (-5, 805)], "#a07a52", "#7a5738", alpha=0.55, blur=10)
    for row, (base, size, count, shift) in enumerate(((640, 74, 7, 0), (770, 102, 5, 40))):
        for k in range(count):
            x = 80 + shift + k * (1080 / count) + p.chance.uniform(-12, 12)
            pick = (k * 3 + row * 4) % 8
            coat, hair = coats[pick], hairs[(pick + row) % 8]
            p.shadow([(x - size, base + 6), (x + size * 1.1, base + 6), (x + size * 1.1, base + size * 2), (x - size, base + size * 2)], 0.28, 10, "#3a2416")
            p.shape([(x - size * 0.24, base - size * 0.10), (x + size * 0.24, base - size * 0.10), (x + size * 0.66, base + size * 0.20), (x + size * 0.80, base + size * 2.4), (x - size * 0.80, base + size * 2.4), (x - size * 0.66, base + size * 0.20)], mix(coat, "#ffffff", 0.08), mix(coat, "#1d1b2b", 0.25), grain=0.05)
            if row == 1 and k == 2 or row == 0 and k == 5:
                p.line([(x + size * 0.55, base + size * 0.35), (x + size * 0.85, base - size * 0.35), (x + size * 0.78, base - size * 1.05)], mix(coat, "#1d1b2b", 0.1), size * 0.24)
                p.oval(x + size * 0.78, base - size * 1.15, size * 0.13, size * 0.16, "#d9a27e")
            p.box(x - size * 0.13, base - size * 0.3, x + size * 0.13, base, "#c98f6c")
            p.oval(x, base - size * 0.54, size * 0.36, size * 0.42, hair, mix(hair, "#000000", 0.25))
            if k % 3 == 0:
                p.shape([(x - size * 0.34, base - size * 0.5), (x + size * 0.34, base - size * 0.5), (x + size * 0.30, base + size * 0.25), (x - size * 0.30, base + size * 0.25)], hair, mix(hair, "#000000", 0.25))
            elif k % 3 == 1:
                p.oval(x, base - size * 1.0, size * 0.17, size * 0.15, hair)
                p.box(x - size * 0.1, base - size * 0.9, x + size * 0.1, base - size * 0.84, coats[(pick + 3) % 8])
            for side in (-1, 1):
                if k % 3:
                    p.oval(x + side * size * 0.36, base - size * 0.46, size * 0.06, size * 0.09, "#c98f6c")
    return p.finished(0.01, edge=0.2)
