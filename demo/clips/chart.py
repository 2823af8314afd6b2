"""A clip that draws a curve: how the Ansel rose."""

import math

import numpy as np

import sound
from moving import H, W, Cutout, Drift, Words, backdrop, dot, ease, glow, vignette

from figures import lamp, street, tower
from paint import rgb

# Hours since midnight of the evening before, and metres at the gauge.
GAUGE = ((18, 1.52), (19, 1.58), (20, 1.74), (21, 2.05), (22, 2.46), (23, 2.88), (24, 3.24), (25, 3.53), (26.33, 3.85), (27.1, 4.02), (28.08, 4.12), (29.2, 4.08), (30.4, 3.99), (31.67, 3.85), (33, 3.64))
WALL, PEAK = 3.85, 4.12


def level(hour):
    """A curve without corners through what was read."""
    at, metres = np.array(GAUGE).T
    fine = np.linspace(18, 33, 601)
    line = np.interp(fine, at, metres)
    soft = np.convolve(np.pad(line, 20, mode="edge"), np.hanning(41) / np.hanning(41).sum(), "valid")
    return float(np.interp(hour, fine, soft))


class HighWater:
    seconds, fps, poster, quality = 17, 12, 11.6, 33
    LEFT, RIGHT, TOP, FOOT = 76, 506, 232, 560

    def __init__(self):
        self.paper = backdrop(131, self._paper)
        self.town = Cutout(132, self._town)
        self.wave, self.fine = Drift(280, 40, 133, 22, self.seconds, 3, 6), Drift(280, 9, 134, 12, self.seconds, 2, 6)
        self.shade = vignette(0.10)
        ink, red, blue = "#1d2a36", "#b8402f", "#1f5f7c"
        self.title = Words("The night the snow\nmet the tide", 40, 56, size=46, colour=ink, spacing=1.04)
        self.small = Words("RIVER ANSEL AT THE SALT QUAY, METRES", 42, 168, "plain", 15, "#5b6670")
        self.axis = [Words(f"{metres}", 62, self.y(metres), "plain", 17, "#5b6670", anchor="rm") for metres in (2, 3, 4)]
        self.axis += [Words(name, self.x(hour), 578, "plain", 15, "#5b6670", anchor="ma") for hour, name in ((18.5, "18:00"), (21, "21:00"), (24, "midnight"), (27, "03:00"), (30, "06:00"))]
        self.wall = Words("QUAY WALL 3.85", self.LEFT + 8, self.y(WALL) - 9, "plain", 15, red, anchor="ls")
        # Where a line leads down to the words, and the words.
        self.marks = [
            (26.33, 446, Words("02:20\nover the quay", self.x(26.33) + 9, 432, "plain", 18, ink, 1.2)),
            (27.15, 366, Words("03:10\npump two stops", self.x(27.15) + 9, 352, "plain", 18, red, 1.2)),
            (28.08, 0, Words("4.12 m", self.x(28.08) + 4, self.y(PEAK) - 20, "headline", 40, blue, 1.0, "ms")),
        ]
        self.last = Words("91 households upstairs.\nNobody hurt.", 270, 380, "headline", 38, "#f7f2e6", 1.2, "ma")
        self.last_small = Words("BELOW THE WALL AGAIN AT 07:40", 270, 486, "plain", 15, "#cfe0e6", 1.0, "ma")

    def x(self, hour):
        return self.LEFT + (hour - 18) / 15 * (self.RIGHT - self.LEFT)

    def y(self, metres):
        return self.FOOT - (metres - 1.3) / 3.2 * (self.FOOT - self.TOP)

    @staticmethod
    def _paper(p):
        p.ramp(0, 960, [(0, "#f4ecdb"), (0.55, "#efe4cf"), (1, "#e2d8c4")], 0.012)

    @staticmethod
    def _town(p):
        tower(p, 150, 800, 30, 120, "#a9a29a", "#6b5a58", "#efe4cf", 0.3)
        street(p, -20, 330, 800, 62, 12, "#efe4cf", 0.12, 0.24, narrow=46)
        p.box(-5, 796, 340, 965, "#8b8378", "#5e574f", grain=0.10)
        p.box(-5, 792, 346, 802, "#6d665c", "#57514a")
        for k in range(18):
            x, y = (k * 71) % 330, 815 + (k * 41) % 120
            p.line([(x, y), (x + 38, y)], "#4b463f", 1.3, 0.4)
        lamp(p, 318, 794, 74, "#2e3338", "#ffe2a0", True, 50, 0.5)
        # The gauge on the wall.
        p.box(372, 760, 400, 965, "#f7f2e6", "#d8d0bd")
        for k in range(21):
            p.box(372, 766 + k * 10, 372 + (18 if k % 5 == 0 else 10), 769 + k * 10, "#b8402f" if k % 5 == 0 else "#252b33")

    def frame(self, t):
        frame = self.paper.copy()
        hour = 18 + 15 * min(1.0, max(0.0, (t - 1.8) / 10.4)) ** 0.9
        metres = level(hour)
        self.title.on(frame, ease(t, 0.2, 1.0))
        self.small.on(frame, ease(t, 0.7, 1.4))
        self._axes(frame, ease(t, 0.9, 1.9))
        self._river(frame, t, metres)
        self._curve(frame, hour, metres)
        for at, foot, words in self.marks:
            shown = ease(hour, at, at + 0.9)
            words.on(frame, shown)
            if shown and foot:
                x, y = int(self.x(at)), int(self.y(level(at)))
                frame[y : y + int((foot - y) * shown), x : x + 1] = rgb("#1d2a36")
            if shown:
                dot(frame, self.x(at), self.y(level(at)), 4 + 3 * (1 - shown), "#1d2a36", shown)
                dot(frame, self.x(at), self.y(level(at)), 2, "#f7f2e6", shown)
        end = ease(t, 13.0, 14.0)
        if end:
            frame += (rgb("#173f54") - frame) * 0.90 * end
            self.last.on(frame, ease(t, 13.6, 14.3))
            self.last_small.on(frame, ease(t, 14.6, 15.3))
        return frame

    def _axes(self, frame, shown):
        if not shown:
            return
        for metres in (2, 3, 4):
            y = int(self.y(metres))
            part = frame[y : y + 1, self.LEFT : int(self.LEFT + (self.RIGHT - self.LEFT) * shown)]
            part += (rgb("#a79f8f") - part) * 0.6
        y = int(self.y(WALL))
        for x in range(self.LEFT, int(self.LEFT + (self.RIGHT - self.LEFT) * shown), 11):
            frame[y - 1 : y + 1, x : x + 6] = rgb("#b8402f")
        for words in self.axis:
            words.on(frame, shown)
        self.wall.on(frame, shown)

    def _curve(self, frame, hour, metres):
        right = int(self.x(hour))
        heights = np.array([self.y(level(18 + 15 * (x - self.LEFT) / (self.RIGHT - self.LEFT))) for x in range(self.LEFT, right + 1)])
        if len(heights) < 2:
            return
        down = np.arange(self.TOP - 30, self.FOOT)[:, None]
        below = np.clip(down - heights[None, :], 0, 1) * (0.50 - 0.26 * (down - self.TOP) / (self.FOOT - self.TOP))
        part = frame[self.TOP - 30 : self.FOOT, self.LEFT : right + 1]
        part += (rgb("#3f86a3") - part) * below[:, :, None].astype(np.float32)
        wall = self.y(WALL)
        above = np.clip(down - heights[None, :], 0, 1) * np.clip(wall - down, 0, 1) * 0.55
        part += (rgb("#b8402f") - part) * above[:, :, None].astype(np.float32)
        slope = np.hypot(1, np.gradient(heights))
        line = np.clip(2.6 * slope[None, :] - np.abs(down - heights[None, :]) + 0.5, 0, 1)
        part += (rgb("#1f5f7c") - part) * line[:, :, None].astype(np.float32)
        glow(frame, right, self.y(metres), 22, "#ffffff", 0.5)
        dot(frame, right, self.y(metres), 6.5, "#1f5f7c")
        dot(frame, right, self.y(metres), 3, "#f7f2e6")

    def _river(self, frame, t, metres):
        """The quay below, with the water as high as the curve says."""
        self.town.on(frame)
        top = int(797 + (WALL - metres) * 74)
        rows = np.arange(top - 4, H)
        wave = self.wave.at(t)
        edge = top + 2.2 * np.sin(np.arange(W) * 0.035 + t * 2.1) + 1.4 * np.sin(np.arange(W) * 0.09 - t * 1.6)
        mask = np.clip(rows[:, None] - edge[None, :], 0, 1)
        depth = ((rows - top) / max(1, H - top))[:, None, None].clip(0, 1)
        own = rgb("#6fa0ad") * (1 - depth) + rgb("#1c4658") * depth
        shine = (wave[: len(rows)] * 0.10 + np.clip(self.fine.at(t)[: len(rows)] - 0.5, 0, 1) * 0.25)[:, :, None]
        part = frame[top - 4 : H]
        part += (np.clip(own + shine, 0, 1) - part) * (mask[:, :, None] * 0.86).astype(np.float32)
        foam = np.clip(1.4 - np.abs(rows[:, None] - edge[None, :]), 0, 1) * 0.7
        part += (rgb("#f4faf5") - part) * foam[:, :, None].astype(np.float32)

    def sound(self):
        t = sound.seconds(self.seconds)
        track = sound.hiss(self.seconds, 1200, 6000, 2) * 0.05 + sound.lapping(self.seconds, 5) * np.interp(t, [0, 8, 17], [0.15, 0.5, 0.3])
        rise = np.interp(t, [0, 1.8, 9.0, 12.2, 17], [0, 0.25, 1, 0.7, 0])
        for f in (65.4, 98.0, 130.8, 155.6):
            track += np.sin(2 * np.pi * f * (t + 0.0004 * np.sin(2 * t)) + f) * 0.055 * rise
        for hour in range(19, 34):
            at = 1.8 + 10.4 * ((hour - 18) / 15) ** (1 / 0.9)
            sound.add(track, sound.tick(1250, 0.05), at, 0.35)
        for hour, f in ((26.33, 392), (27.15, 311), (28.08, 523.3)):
            sound.add(track, sound.bell(f, 3, 3), 1.8 + 10.4 * ((hour - 18) / 15) ** (1 / 0.9), 0.7)
        sound.add(track, sound.pad((130.8, 164.8, 196.0, 261.6), 4.2, 1.2, 2.0), 12.8, 1.8)
        return sound.mastered(sound.room(track, 1.8, 0.35), fade=1.5)


assert math.isclose(max(metres for _, metres in GAUGE), PEAK)
