"""Pictures of what people hold in their hands."""

from figures import person
from paint import Paper, mix


def phones():
    """A crowd of lit telephones before two shores, one red, one blue; between them a gap."""
    p = Paper(1280, 800, 97)
    p.ramp(0, 800, [(0, "#141c33"), (0.55, "#2c3557"), (1, "#171a2b")], 0.06)
    p.glow(190, 300, 560, "#d8574a", 0.42)
    p.glow(1100, 300, 560, "#4f86d9", 0.42)
    # Two skylines that look at each other.
    for left, step, heights, dark, light in (
        (0, 62, (210, 290, 180, 330, 240, 270, 160, 120), "#3a1f2b", "#ffb98f"),
        (790, 62, (120, 170, 260, 230, 340, 190, 300, 220), "#1d2a4c", "#bcd6ff"),
    ):
        for k, high in enumerate(heights):
            x = left + k * step
            p.shape([(x, 560), (x, 560 - high), (x + step - 8, 560 - high), (x + step - 8, 560)], dark, mix(dark, "#000000", 0.35), grain=0.05)
            for row in range(int(high / 34)):
                for column in range(2):
                    if p.chance.random() < 0.55:
                        wx, wy = x + 10 + column * 22, 560 - high + 14 + row * 34
                        p.shape([(wx, wy), (wx + 11, wy), (wx + 11, wy + 16), (wx, wy + 16)], light, alpha=0.75)
    p.ramp(556, 800, [(0, "#10131f"), (1, "#090b12")], 0.05)
    # Hands and telephones, held up by people who are only heads from behind.
    for k in range(11):
        x = 60 + k * 116 + p.chance.uniform(-16, 16)
        feet = 905 + p.chance.uniform(-20, 20)
        person(p, x, feet, 330, "#161a28", legs="#0c0e16", skin="#6b4a3c", hair="#0b0c12")
        shade = "#ff9d86" if x < 600 else "#9cc4ff"
        px, py, wide, high = x + 34, 470 + p.chance.uniform(-34, 34), 58, 108
        p.glow(px + wide / 2, py + high / 2, 120, shade, 0.55)
        frame = [(px - 5, py - 6), (px + wide + 5, py - 6), (px + wide + 5, py + high + 6), (px - 5, py + high + 6)]
        p.shape(frame, "#05060a", "#05060a")
        p.shape([(px, py), (px + wide, py), (px + wide, py + high), (px, py + high)], mix(shade, "#ffffff", 0.35), shade, grain=0.04)
        p.shape([(px + 22, py + 38), (px + 22, py + 68), (px + 44, py + 53)], "#ffffff", alpha=0.92)
        p.line([(px + 20, py + high + 6), (px + 8, py + high + 120)], "#4a352d", 17, 0.9)
    return p.finished(0.02, grain=0.006, edge=0.12)


def apart():
    """A square from above: people keep their distance, and thin lines say who met whom."""
    p = Paper(1200, 800, 61)
    p.ramp(0, 800, [(0, "#d9d2c0"), (0.5, "#cfc6b2"), (1, "#b9ae98")], 0.06)
    for k in range(15):
        p.line([(k * 86 - 20, 0), (k * 86 + 40, 800)], "#a89c86", 2, 0.4)
    for k in range(10):
        p.line([(0, k * 84), (1200, k * 84 + 26)], "#a89c86", 2, 0.4)
    spots = []
    for row in range(4):
        for column in range(6):
            spots.append((120 + column * 196 + (row % 2) * 70 + p.chance.uniform(-22, 22), 120 + row * 186 + p.chance.uniform(-22, 22)))
    for at, other in ((0, 7), (7, 8), (8, 15), (15, 20), (8, 3), (3, 10), (20, 13), (10, 17)):
        p.line([spots[at], spots[other]], "#b4442f", 5, 0.6)
    met = {0, 7, 8, 15, 20, 3, 10, 13, 17}
    for at, (x, y) in enumerate(spots):
        coat = ("#3f5f7d", "#6d7b4f", "#7a5470", "#4d5560", "#8a6a3c")[at % 5]
        p.oval(x + 26, y + 30, 46, 20, "#4a4234", alpha=0.35, blur=8)
        p.oval(x, y, 74, 74, "#b4442f" if at in met else "#f2ecdc", alpha=0.20 if at in met else 0.28)
        p.oval(x, y, 36, 23, coat, mix(coat, "#000000", 0.3), grain=0.06)
        p.oval(x, y - 3, 16, 16, ("#3a2a24", "#8a5a34", "#cdb08a", "#20202a")[at % 4])
    return p.finished(0.02, grain=0.006, edge=0.12)


def ledger():
    """An office at night: a tall cabinet of drawers, all open, all empty."""
    p = Paper(1200, 800, 71)
    p.ramp(0, 800, [(0, "#23323a"), (0.6, "#31454c"), (1, "#1a2327")], 0.05)
    p.glow(900, 130, 620, "#ffe3a6", 0.5)
    p.ramp(640, 800, [(0, "#54402f"), (1, "#35271d")], 0.08)
    p.box(130, 90, 830, 690, "#6f6a5c", "#4b473e", grain=0.06)
    for row in range(6):
        for column in range(4):
            x, y = 150 + column * 168, 108 + row * 95
            p.box(x, y, x + 152, y + 82, "#15191a", "#0b0d0e")
            out = 16 + int(p.chance.uniform(0, 22))
            p.shape([(x - 4, y + 40 + out), (x + 156, y + 40 + out), (x + 152, y + 82 + out), (x, y + 82 + out)], "#9a927d", "#77705f", grain=0.05)
            p.box(x + 54, y + 54 + out, x + 98, y + 64 + out, "#d8c9a0")
    p.line([(1010, 690), (1010, 330)], "#1c2225", 14)
    p.shape([(930, 330), (1090, 330), (1060, 240), (960, 240)], "#c9a54a", "#8f7330")
    p.glow(1010, 360, 260, "#ffe9b8", 0.55)
    for k in range(3):
        x, y = 900 + k * 74, 712 + (k % 2) * 26
        p.shape([(x, y), (x + 92, y - 12), (x + 104, y + 36), (x + 12, y + 48)], "#e9e2cf", "#cfc6ae", grain=0.03)
        for line in range(4):
            p.line([(x + 14, y + 8 + line * 9), (x + 82, y + line * 9)], "#8d8674", 2, 0.7)
    return p.finished(0.02, grain=0.006, edge=0.14)
