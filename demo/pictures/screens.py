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
