"""Who and what stands in the pictures? Houses, boats, birds, people, trees, lamps."""

import math

import numpy as np

from paint import mix

FACADES = ["#c9695a", "#d99a5b", "#e4c88c", "#7f9aa0", "#a9b49a", "#d8b7a0", "#8d6a72", "#5f7d8c", "#e3d6bd", "#b5564d"]


def house(p, x, base, wide, high, wall, roof, chance, air="#ffffff", far=0.0, lit=0.0, style=None, glass="#33414f", warm="#ffd98a", door=True):
    """A narrow gabled house; `far` fades it into the colour of the air, `lit` is the share of bright windows."""
    wall, roof, glass = mix(wall, air, far), mix(roof, air, far), mix(glass, air, far)
    style = chance.integers(0, 3) if style is None else style
    peak = wide * chance.uniform(0.5, 0.75)
    eaves = base - high
    if style == 0:
        gable = [(x, eaves), (x + wide / 2, eaves - peak), (x + wide, eaves)]
    elif style == 1:
        gable = [(x, eaves)]
        for step in range(4):
            gable += [(x + wide * step / 8, eaves - peak * (step + 1) / 4), (x + wide * (step + 1) / 8, eaves - peak * (step + 1) / 4)]
        gable += [(x + wide - px + x, py) for px, py in reversed(gable)]
    else:
        gable = [(x + wide * t, eaves - peak * math.sin(math.pi * t) ** 1.6 * (1.0 if abs(t - 0.5) > 0.12 else 1.12)) for t in np.linspace(0, 1, 25)]
    outline = gable + [(x + wide, base), (x, base)]
    if style == 0:
        over = wide * 0.05
        p.shape([(x - over, eaves + over), (x + wide / 2, eaves - peak - over * 2), (x + wide + over, eaves + over)], roof)
        p.shape(outline, mix(wall, "#ffffff", 0.08), mix(wall, "#2a2438", 0.10))
    else:
        p.shape([(a - 2, b - 3) if b < eaves + 1 else (a, b) for a, b in outline], roof)
        p.shape(outline, mix(wall, "#ffffff", 0.08), mix(wall, "#2a2438", 0.10))
    p.box(x + wide * 0.84, eaves, x + wide, base, mix(wall, "#251f33", 0.35), alpha=0.35)
    columns = max(2, int(wide / 26))
    rows = max(1, int(high / 42))
    pane_w, pane_h = wide / columns * 0.38, high / rows * 0.42
    for row in range(rows):
        for column in range(columns):
            wx = x + wide * (column + 0.5) / columns
            wy = eaves + high * (row + 0.42) / rows
            if door and row == rows - 1 and column == columns // 2:
                p.box(wx - pane_w * 0.7, wy - pane_h * 0.4, wx + pane_w * 0.7, base, mix(roof, "#1c1826", 0.35))
                continue
            bright = chance.random() < lit
            p.box(wx - pane_w * 0.62, wy - pane_h * 0.6, wx + pane_w * 0.62, wy + pane_h * 0.6, mix(wall, "#fff6e6", 0.55), alpha=0.8 * (1 - far))
            p.box(wx - pane_w / 2, wy - pane_h / 2, wx + pane_w / 2, wy + pane_h / 2, mix(warm, air, far * 0.4) if bright else glass)
            p.line([(wx, wy - pane_h / 2), (wx, wy + pane_h / 2)], mix(wall, "#fff6e6", 0.5), 0.9, alpha=0.7)
            if bright:
                p.glow(wx, wy, pane_h * 1.8, warm, 0.28)
    return eaves - peak


def street(p, x0, x1, base, high, seed, air="#ffffff", far=0.0, lit=0.0, facades=FACADES, roofs=("#6b4038", "#54454e", "#7d5042"), narrow=62, glass="#33414f", style=None):
    """A closed row of gabled houses from x0 to x1."""
    chance = np.random.default_rng(seed)
    x, last = x0, None
    while x < x1:
        wide = narrow * chance.uniform(0.8, 1.35)
        colour = facades[chance.integers(len(facades))]
        while colour == last:
            colour = facades[chance.integers(len(facades))]
        last = colour
        house(p, x, base, wide, high * chance.uniform(0.75, 1.2), colour, roofs[chance.integers(len(roofs))], chance, air, far, lit, style, glass)
        x += wide


def tower(p, x, base, wide, high, wall, roof, air="#ffffff", far=0.0, lit=False):
    """A church tower with a pointed helmet and a clock."""
    wall, roof = mix(wall, air, far), mix(roof, air, far)
    p.box(x - wide / 2, base - high, x + wide / 2, base, wall, mix(wall, "#2a2438", 0.12))
    p.box(x + wide * 0.22, base - high, x + wide / 2, base, mix(wall, "#251f33", 0.4), alpha=0.4)
    p.shape([(x - wide * 0.58, base - high), (x, base - high - wide * 2.1), (x + wide * 0.58, base - high)], roof, mix(roof, "#1c1826", 0.2))
    p.line([(x, base - high - wide * 2.1), (x, base - high - wide * 2.45)], roof, 1.6)
    p.oval(x, base - high + wide * 0.5, wide * 0.2, wide * 0.2, "#ffe3a0" if lit else mix("#f3e9d2", air, far))
    for row in (0.42, 0.66):
        p.box(x - wide * 0.09, base - high * (1 - row), x + wide * 0.09, base - high * (1 - row) + wide * 0.5, mix("#2f3640", air, far))


def gull(p, x, y, size, colour="#ffffff", alpha=0.95, bend=0.0):
    wing = [(-1, -0.25 - bend), (-0.55, -0.42), (-0.12, -0.05), (0.12, -0.05), (0.6, -0.46), (1, -0.2 + bend),
            (0.55, -0.28), (0.14, 0.12), (0, 0.2), (-0.14, 0.12), (-0.5, -0.26)]
    p.shape([(x + a * size, y + b * size) for a, b in wing], colour, alpha=alpha, grain=0)


def fishing_boat(p, x, base, size, hull="#2f5d73", trim="#e8d9b8", cabin="#efe6d2", dark=0.0, night="#131a2b", face=1):
    """A small cutter; `dark` turns it towards a silhouette."""
    def at(a, b):
        return (x + a * size * face, base + b * size)
    hull, trim, cabin = mix(hull, night, dark), mix(trim, night, dark), mix(cabin, night, dark)
    wood = mix("#5b4636", night, dark)
    p.line([at(0.18, -0.2), at(0.18, -1.55)], wood, size * 0.03)
    p.line([at(-0.62, -0.2), at(-0.62, -0.95)], wood, size * 0.022)
    for a, b in (((0.18, -1.5), (1.0, -0.33)), ((0.18, -1.5), (-0.95, -0.26)), ((0.18, -0.55), (0.66, -1.15)), ((0.18, -1.5), (0.66, -1.15))):
        p.line([at(*a), at(*b)], wood, max(0.8, size * 0.008), alpha=0.85)
    p.shape([at(-0.5, -0.6), at(-0.06, -0.6), at(-0.02, -0.15), at(-0.52, -0.15)], cabin, mix(cabin, "#27243a", 0.18))
    p.shape([at(-0.56, -0.66), at(0.0, -0.66), at(-0.02, -0.58), at(-0.54, -0.58)], wood)
    for a in (-0.44, -0.29, -0.14):
        p.shape([at(a, -0.52), at(a + 0.1, -0.52), at(a + 0.1, -0.38), at(a, -0.38)], mix("#2c3c4a", night, dark))
    p.shape([at(-1, -0.26), at(-0.5, -0.16), at(0.3, -0.16), at(1.08, -0.36), at(0.86, 0.06), at(-0.86, 0.06)], hull, mix(hull, "#10131f", 0.4))
    p.line([at(-1, -0.25), at(-0.5, -0.15), at(0.3, -0.15), at(1.08, -0.35)], trim, max(1.0, size * 0.035))
    p.shape([at(-0.93, -0.02), at(0.92, -0.04), at(0.86, 0.06), at(-0.86, 0.06)], mix("#93443a", night, dark))


def person(p, x, feet, tall, coat, legs="#2b2f3d", skin="#d9a27e", hair="#3a2a24", lean=0.0, arm=None, skirt=False):
    """Somebody seen from some way off. `arm` is where one hand reaches, in heights from the shoulder."""
    head = tall * 0.075
    neck = (x + lean * tall, feet - tall * 0.84)
    hip_y = feet - tall * (0.30 if skirt else 0.46)
    w = tall * 0.105
    p.line([(x - w * 0.45, hip_y), (x - w * 0.55, feet)], legs, tall * 0.07)
    p.line([(x + w * 0.45, hip_y), (x + w * 0.6, feet)], legs, tall * 0.07)
    flare = 1.5 if skirt else 1.0
    p.shape([(neck[0] - w * 1.05, neck[1] + tall * 0.03), (neck[0] + w * 1.05, neck[1] + tall * 0.03),
             (x + w * flare, hip_y + tall * 0.04), (x - w * flare, hip_y + tall * 0.04)], mix(coat, "#ffffff", 0.06), mix(coat, "#1d1b2b", 0.18))
    p.oval(neck[0], neck[1] + tall * 0.05, w * 1.05, tall * 0.05, mix(coat, "#ffffff", 0.06))
    if arm:
        shoulder = (neck[0] + math.copysign(w * 0.9, arm[0]), neck[1] + tall * 0.06)
        p.line([shoulder, (shoulder[0] + arm[0] * tall, shoulder[1] + arm[1] * tall)], mix(coat, "#1d1b2b", 0.1), tall * 0.055)
    else:
        for side in (-1, 1):
            p.line([(neck[0] + side * w, neck[1] + tall * 0.06), (x + side * w * 1.25, hip_y)], mix(coat, "#1d1b2b", 0.12), tall * 0.05)
    p.oval(neck[0], neck[1] - head * 0.7, head, head * 1.15, skin, mix(skin, "#6b3a3a", 0.2))
    p.oval(neck[0], neck[1] - head * 1.15, head * 1.04, head * 0.82, hair)


def crown(p, x, y, radius, dark, light, chance, dabs=60, flat=0.85, fine=1.0):
    """The crown of a leafy or blossoming tree, in dabs of two colours lit from the upper left."""
    for i in range(dabs):
        angle, far = chance.uniform(0, 2 * math.pi), math.sqrt(chance.random())
        dx, dy = math.cos(angle) * far * radius, math.sin(angle) * far * radius * flat
        bright = np.clip(0.5 - (dx * 0.5 + dy) / radius * 0.55 + chance.uniform(-0.22, 0.22), 0, 1) * (0.35 + 0.65 * i / dabs)
        size = radius * chance.uniform(0.10, 0.22) * fine
        p.oval(x + dx, y + dy, size, size * 0.82, mix(dark, light, bright), alpha=0.92, grain=0.05)


def lamp(p, x, base, high, colour="#27303a", light="#ffe2a0", on=True, reach=90, strength=0.6):
    p.line([(x, base), (x, base - high)], colour, max(1.6, high * 0.022))
    p.shape([(x - high * 0.05, base - high), (x + high * 0.05, base - high), (x + high * 0.035, base - high + high * 0.11), (x - high * 0.035, base - high + high * 0.11)],
            light if on else mix(colour, "#ffffff", 0.3))
    p.shape([(x - high * 0.065, base - high), (x, base - high * 1.05), (x + high * 0.065, base - high)], colour)
    if on:
        p.glow(x, base - high * 0.95, reach, light, strength)


def bicycle(p, x, ground, size, colour="#22303c", rider=None, face=1, skin="#d9a27e", hair="#33241f", bag=None):
    """A bicycle of wheel radius `size`, with a rider in a coat of that colour."""
    def at(a, b):
        return (x + a * size * face, ground - b * size)
    for a in (-1.35, 1.35):
        cx, cy = at(a, 1)
        p.arc(cx, cy, size, size, 0, 360, colour, max(1.4, size * 0.10))
        for k in range(6):
            t = k * math.pi / 6
            p.line([(cx - math.cos(t) * size * 0.93, cy - math.sin(t) * size * 0.93), (cx + math.cos(t) * size * 0.93, cy + math.sin(t) * size * 0.93)], colour, 0.6, alpha=0.4)
    frame = [((-1.35, 1), (-0.15, 0.95)), ((-0.15, 0.95), (0.95, 2.15)), ((-1.35, 1), (-0.5, 2.05)), ((-0.5, 2.05), (0.95, 2.15)),
             ((-0.15, 0.95), (-0.55, 2.35)), ((1.35, 1), (0.88, 2.65)), ((0.88, 2.65), (0.6, 2.78)), ((-0.82, 2.4), (-0.3, 2.4))]
    for a, b in frame:
        p.line([at(*a), at(*b)], colour, max(1.6, size * 0.13))
    if bag:
        p.shape([at(-1.85, 2.75), at(-0.95, 2.75), at(-0.98, 2.1), at(-1.82, 2.1)], bag, mix(bag, "#1d1b2b", 0.3))
    if rider:
        legs = mix(rider, "#161a28", 0.65)
        p.line([at(-0.5, 2.5), at(0.35, 2.0), at(0.05, 0.75)], legs, size * 0.42)
        p.line([at(-0.5, 2.5), at(0.1, 1.6), at(-0.35, 0.9)], mix(legs, "#000000", 0.15), size * 0.36)
        p.shape([at(-0.85, 2.4), at(-0.2, 2.35), at(0.42, 4.1), at(-0.1, 4.3), at(-0.5, 3.9)], mix(rider, "#ffffff", 0.08), mix(rider, "#1d1b2b", 0.2))
        p.line([at(0.12, 3.95), at(0.4, 3.2), at(0.72, 2.85)], mix(rider, "#1d1b2b", 0.12), size * 0.3)
        hx, hy = at(0.34, 4.72)
        p.oval(hx, hy, size * 0.40, size * 0.46, skin)
        p.oval(hx - size * 0.07 * face, hy - size * 0.14, size * 0.42, size * 0.36, hair)
