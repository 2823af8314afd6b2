"""Clips by daylight: the fog signal, the first ferry."""

import math

import numpy as np

import sound
from moving import W, Cutout, Fog, Water, backdrop, dot, ease, glow, lit, vignette

from figures import fishing_boat, gull, house, lamp, person, street, tower
from paint import mix
from sea import _holm_ferry


def _bridge(p):
    """Five arches that go from the left into the distance."""
    edge, spans = -60.0, [190, 150, 118, 92, 70]
    whole = sum(spans)
    for number, span in enumerate(spans):
        top, next_top, foot = 404 + number * 13, 404 + (number + 1) * 13, 566 - number * 5
        a, b, pier = edge, edge + span, span * 0.12
        middle, half = (a + b) / 2, span / 2 - pier
        for x in np.arange(a, b, 2.0):
            t = (x - a) / span
            pale = mix("#54606a", "#c3c9c8", 0.04 + (x + 60) / whole * 0.80)
            off = (x + 1 - middle) / half
            low = foot if abs(off) >= 1 else foot - 12 - math.sqrt(1 - off * off) * (foot - top) * 0.70
            deck = top + (next_top - top) * t
            p.box(x, deck + 1, x + 2.4, low, pale, grain=0.07)
            p.box(x, deck - 11 + number, x + 2.4, deck + 3, mix(pale, "#ffffff", 0.16), grain=0.05)
        edge = b
        for t in (0.4, 0.9) if number < 2 else (0.5,):
            lamp(p, a + span * t, top + (next_top - top) * t - 9, 60 - number * 9, mix("#3a444c", "#cfd2cd", number / 6), "#ffe9bb", True, 44 - number * 5, 0.4)
    for x, tall in ((70, 40), (84, 36), (232, 27)):
        person(p, x, 404 + 13 * (x + 60) / 170 - 8, tall, "#4f5963", "#414b54", "#8b8078", "#4c4f55")


class FogSignal:
    """The low F on the mole, and the fog that goes."""

    seconds, fps, poster, quality = 18, 12, 16.4, 32
    CALLS = (1.4, 6.4, 11.4)

    def __init__(self):
        self.sky = backdrop(41, self._sky)
        self.bridge = Cutout(42, _bridge)
        self.boat = Cutout(43, self._boat)
        self.mole = Cutout(44, self._mole)
        self.gulls = [Cutout(45 + k, lambda p, bend=bend: gull(p, 60, 60, 17, "#e9eef0", bend=bend), 120, 120) for k, bend in enumerate((-0.2, 0.02, 0.24, 0.02))]
        self.far = Fog(330, 620, "#dfe3e1", 51, 9, self.seconds)
        self.high = Fog(300, 560, "#e2e5e3", 64, 12, self.seconds, 1.0, 160)
        self.middle = Fog(440, 760, "#e4e6e2", 54, 16, self.seconds, 0.8, 190)
        self.near = Fog(560, 1060, "#d7dddc", 57, 26, self.seconds, 0.9, 240)
        self.water = Water(560, "#5f8089", "#d4d8d4", 60, self.seconds, 0.75, 0.3, 6, 10, 0.25, "#fff3da")
        self.shade = vignette(0.2)

    @staticmethod
    def _sky(p):
        p.ramp(0, 560, [(0, "#8fa9b8"), (0.4, "#c3cfd1"), (0.75, "#ecdcc3"), (1, "#eed6b8")])
        p.clouds(20, 330, "#f4efe6", 2, cover=0.02, strength=0.6, scale=90, under="#a9b7bf")
        p.glow(352, 300, 330, "#ffeccb", 0.7)
        p.oval(352, 292, 27, 27, "#fffaf0", alpha=0.95, blur=1)
        p.ridge(536, 24, 4, "#a9b9bb", "#c6cbc6", 260, 580)
        for x, high in ((470, 84), (412, 60)):
            tower(p, x, 562, 21, high, "#8f9ca2", "#7d8b92", "#e2dcd0", 0.35)
        street(p, 378, 550, 562, 36, 6, "#e0dbd0", 0.42, 0.06, narrow=27)

    @staticmethod
    def _boat(p):
        fishing_boat(p, 170, 716, 92, "#2d6277", dark=0.16, night="#53646c")
        for k in range(7):
            y = 724 + k * 7
            p.line([(170 - 74 + k * 5, y), (170 + 70 - k * 6, y + 1)], "#31454f", 2.4, 0.30 - k * 0.03)

    @staticmethod
    def _mole(p):
        p.shape([(250, 880), (330, 838), (560, 812), (560, 970), (215, 970)], "#525c62", "#333d45", grain=0.14)
        p.shape([(250, 880), (330, 838), (560, 812), (560, 830), (336, 856), (262, 890)], "#89938f", "#717d7f", grain=0.10)
        for k in range(16):
            x, y = 250 + (k * 83) % 300, 875 + (k * 37) % 80
            p.line([(x, y), (x + 34, y - 3)], "#262f36", 1.4, 0.35)
        # The hut of the signal, with its horn over the water.
        p.box(430, 690, 520, 826, "#e7e0d0", "#b9b4a8", grain=0.06)
        p.box(494, 690, 520, 826, "#3c4750", alpha=0.3)
        p.shape([(420, 694), (475, 648), (530, 694)], "#a3463a", "#7a342d")
        p.box(452, 752, 482, 824, "#41525c", "#33424b")
        p.box(444, 706, 486, 736, "#ffe3a0", "#f6c877")
        p.line([(465, 706), (465, 736)], "#41525c", 2)
        p.shape([(430, 712), (386, 694), (386, 746), (430, 728)], "#31404a", "#222e37")
        p.oval(386, 720, 7, 26, "#1b252d")
        p.line([(475, 648), (475, 604)], "#31404a", 3)
        person(p, 362, 846, 104, "#c98436", "#2b3540", "#d9a27e", "#2b3a52", 0.02, (0.26, 0.10))
        p.line([(392, 846), (392, 772)], "#31404a", 4)
        p.oval(392, 770, 5, 5, "#b8402f")

    def frame(self, t):
        thin = ease(t, 10.8, 16.5)
        frame = self.sky.copy()
        self._veil(frame, 0.34 * (1 - thin))
        self.far.on(frame, t, 0.9 - 0.65 * thin)
        self.bridge.on(frame)
        self._veil(frame, 0.36 * (1 - thin))
        self.high.on(frame, t, 0.96 - 0.8 * thin)
        self.middle.on(frame[:560], t, 1.0 - 0.8 * thin)
        for k, (x, y, speed) in enumerate(((150, 190, 13), (196, 222, 12), (104, 236, 14))):
            size = 0.8 - k * 0.14
            self.gulls[int(t * 4 + k) % 4].on(frame, x + speed * t - 60, y - t * 2 - 60, scale=size, alpha=0.35 + 0.6 * thin)
        self.water.on(frame, t)
        self.boat.on(frame, math.sin(t * 0.9) * 1.5, math.sin(t * 1.5) * 2.4, math.sin(t * 1.2) * 1.6, about=(170, 716))
        self.middle.on(frame, t, (0.55 - 0.45 * thin))
        for call in self.CALLS:
            since = t - call
            if 0 <= since < 3.6:
                for ring in range(3):
                    far = (since - ring * 0.35) * 150
                    if far > 4:
                        fade = (1 - since / 3.6) * 0.13 * ease(far, 0, 60)
                        lit(frame, lambda d, at, far=far: d.arc([at(386 - far, 720 - far * 0.8), at(386 + far, 720 + far * 0.8)], 110, 250, fill=255, width=int(5 + far / 16)), "#ffffff", fade, 9)
        self.mole.on(frame)
        loud = max(ease(t, call - 0.1, call + 0.3) * (1 - ease(t, call + 2.0, call + 3.0)) for call in self.CALLS)
        glow(frame, 465, 720, 120, "#ffd98a", 0.25 + 0.35 * loud)
        glow(frame, 475, 602, 46 + 30 * loud, "#ff9a6a", 0.25 + 0.6 * loud)
        dot(frame, 475, 602, 3.4, "#ffe0c8")
        self.near.on(frame, t, 0.62 - 0.5 * thin)
        return frame

    @staticmethod
    def _veil(frame, strength):
        frame += (np.array([0.86, 0.88, 0.87], np.float32) - frame) * strength

    def sound(self):
        track = sound.lapping(self.seconds, 3) * 0.55 + sound.wind(self.seconds, 9, 0.1) * 0.12
        low_f = 87.31
        for call in self.CALLS[:2]:
            sound.add(track, sound.brass(low_f, 2.6, 0.8, 0.16, 0.7, 1, 0.0), call, 1.3)
        # The band finds its way home to it.
        for note, (ratio, late, loud) in enumerate(((1, 0.0, 1.2), (2, 0.5, 0.7), (3, 1.0, 0.6), (4, 1.5, 0.5), (5.04, 2.0, 0.45), (6, 2.5, 0.4), (8, 3.0, 0.28))):
            sound.add(track, sound.brass(low_f * ratio, 6.2 - late, 0.75, 0.25, 1.4, note + 2), self.CALLS[2] + late, loud)
        sound.add(track, sound.bell(392, 4, 2), 4.4, 0.35)
        sound.add(track, sound.bell(392, 4, 2), 9.2, 0.35)
        sound.add(track, sound.gull(8), 14.0, 0.30)
        return sound.mastered(sound.room(track, 2.0, 0.35), fade=1.2)


class FirstFerry:
    """06:30: the first ferry leaves for Holm."""

    seconds, fps, poster, quality = 16, 15, 8.6, 34

    def __init__(self):
        self.sky = backdrop(71, self._sky)
        self.clouds = Cutout(72, self._clouds, W + 220, 430)
        self.land = Cutout(73, self._land)
        self.ferry = Cutout(74, lambda p: _holm_ferry(p, 330, 330), 700, 360, 0.62)
        self.pier = Cutout(75, self._pier)
        self.gulls = [Cutout(76 + k, lambda p, bend=bend: gull(p, 60, 60, 22, "#fff7ee", bend=bend), 120, 120) for k, bend in enumerate((-0.25, 0.0, 0.28, 0.0))]
        self.water = Water(520, "#235a6b", "#d9b59a", 80, self.seconds, 0.62, 0.2, 7, 22, 0.5, "#ffe9c4")
        self.shade = vignette(0.18)
        chance = np.random.default_rng(5)
        self.foam = chance.uniform(0, 1, (70, 4))
        self.puffs = chance.uniform(-1, 1, (60, 2))

    @staticmethod
    def _sky(p):
        p.ramp(0, 520, [(0, "#5f8fb3"), (0.35, "#9fc0cb"), (0.65, "#f0cfae"), (0.88, "#f6b98d"), (1, "#f3c7a0")])

    @staticmethod
    def _clouds(p):
        for x, y, wide in ((90, 150, 90), (150, 164, 120), (420, 96, 100), (500, 108, 140), (650, 220, 90), (330, 270, 120), (40, 300, 80)):
            for k in range(9):
                dx, dy = p.chance.uniform(-1, 1) * wide, p.chance.uniform(-1, 0.35) * wide * 0.12
                p.oval(x + dx, y + dy, wide * p.chance.uniform(0.2, 0.42), wide * p.chance.uniform(0.05, 0.10), "#fff3e2", "#e6b9a4", alpha=0.42, blur=4)

    @staticmethod
    def _land(p):
        p.ridge(492, 20, 6, "#8d93a6", "#b7a6a3", 300, 522)
        p.ridge(508, 16, 9, "#66768a", "#86828c", 200, 522, tilt=-26)
        for x, y in ((428, 500), (446, 498), (462, 501), (404, 503)):
            house(p, x, y + 4, 12, 10, "#f1ead9", "#a4553f", p.chance, "#dfcabb", 0.2, 0.4, 0, door=False)
        p.shape([(497, 504), (502, 462), (510, 462), (515, 504)], "#f4efe4", "#d8c4b6")
        p.box(500, 472, 512, 480, "#b8402f")
        p.oval(506, 459, 5, 5, "#ffe6a8")

    @staticmethod
    def _pier(p):
        p.shape([(-5, 842), (250, 826), (250, 842), (-5, 862)], "#7b5d4c", "#5d4438", grain=0.14)
        p.shape([(-5, 862), (250, 842), (250, 850), (-5, 874)], "#3b2c2a", grain=0.10)
        for x in (30, 110, 190, 242):
            p.box(x - 7, 846, x + 7, 965, "#4a3730", "#2b2326", grain=0.12)
        for x, tall, coat, arm in ((66, 118, "#b8452f", (0.20, -0.26)), (112, 78, "#d6a445", (0.2, -0.24)), (160, 112, "#405f86", None), (206, 116, "#5a7a5f", (0.22, -0.20))):
            person(p, x, 842 - x * 0.06, tall, coat, arm=arm)

    def frame(self, t):
        frame = self.sky.copy()
        rise = ease(t, 0, self.seconds * 1.1)
        sun = 480 - 92 * rise
        glow(frame, 190, sun, 360, "#ffe3b0", 0.55 + 0.2 * rise)
        dot(frame, 190, sun, 25, "#fff4d6", 0.96)
        self.clouds.on(frame, -t * 5)
        self.land.on(frame)
        pillar = np.exp(-((np.arange(W) - 190) / (60 + 20 * rise)) ** 2)[None, :] * 0.85 + 0.15
        self.water.on(frame, t, pillar)
        glow(frame, 190, 620, 300, "#ffdca8", 0.30, 1.0)
        x = -330 + 46 * t + 0.5 * t * t
        bob = math.sin(t * 1.9) * 1.6
        keel = 650 + bob
        left = x + 40
        self._mirrored(frame, t, int(x) + self.ferry.x, int(keel) + 1)
        self._wake(frame, t, left, keel)
        self.ferry.on(frame, x, 650 - 205 + bob, math.sin(t * 1.3) * 0.5)
        self._steam(frame, t, x + 158, 650 - 155 + bob)
        for k, (gx, gy, speed, drop) in enumerate(((60, 330, 26, 3), (10, 280, 30, -2), (120, 392, 23, 1), (-60, 240, 34, 2))):
            self.gulls[int(t * 5 + k * 1.7) % 4].on(frame, gx + speed * t - 60, gy + drop * t + math.sin(t * 1.1 + k) * 8 - 60, scale=0.9 - k * 0.13)
        self.pier.on(frame)
        return frame

    def _mirrored(self, frame, t, x, y):
        """She herself in the water, squeezed and broken by waves."""
        px = self.ferry.px[::-1][::2]
        rows = np.arange(px.shape[0])
        sway = np.sin(rows * 0.42 + t * 3.1) * (1 + rows * 0.07) + np.sin(rows * 0.19 - t * 2.0) * 2
        across = np.clip(np.arange(px.shape[1])[None, :] + sway[:, None], 0, px.shape[1] - 1).astype(np.int32)
        px = px[rows[:, None], across] * (0.62 * (1 - rows / len(rows)) ** 0.7)[:, None, None]
        x0, x1 = max(0, x), min(W, x + px.shape[1])
        if x1 > x0:
            part, under = px[:, x0 - x : x1 - x], frame[y : y + px.shape[0], x0:x1]
            under *= 1 - part[:, :, 3:]
            under += part[:, :, :3]

    def _wake(self, frame, t, left, keel):
        for far, side, size, when in self.foam:
            age = (t * 0.45 + when) % 1
            x, y = left + 20 - age * 420 - far * 30, keel + 8 + side * (6 + 26 * age) + math.sin(t * 2 + far * 9) * 1.5
            dot(frame, x, y, 1.2 + 2.6 * size * (1 - age), "#fbfff9", 0.6 * (1 - age))
        for k in range(26):
            y = keel + 9 + math.sin(k * 2.1 + t * 5) * 2
            dot(frame, left + 14 + k * 13, y, 2.0 + math.sin(k * 1.7 + t * 7) * 0.8, "#f4faf5", 0.7)

    def _steam(self, frame, t, x, y):
        for k, (a, b) in enumerate(self.puffs[:26]):
            age = (t * 0.22 + k / 26) % 1
            glow(frame, x - age * 150 + a * 10, y - age * 46 + b * 6, 8 + 26 * age, "#dfe3e2", 0.22 * (1 - age))

    def sound(self):
        t = sound.seconds(self.seconds)
        near = np.clip(1 - np.abs(t - 9) / 12, 0.15, 1)
        engine = sum(np.sin(2 * np.pi * f * t + f) / n for n, f in enumerate((41, 62, 82, 123, 164), 1)) * (0.75 + 0.25 * np.sin(2 * np.pi * 6.8 * t)) * 0.10 * near
        track = sound.surf(self.seconds, 4.2, 14) * 0.5 + engine + sound.hiss(self.seconds, 200, 900, 4) * near * 0.12
        for f, loud in ((146.8, 1.0), (185.0, 0.7), (220.0, 0.6)):
            sound.add(track, sound.brass(f, 1.9, 1.2, 0.08, 0.35, 3, 0.0), 1.6, loud)
            sound.add(track, sound.brass(f, 0.8, 1.2, 0.08, 0.3, 3, 0.0), 3.9, loud * 0.8)
        for at, seed in ((0.3, 2), (5.6, 3), (8.8, 6), (12.4, 9)):
            sound.add(track, sound.gull(seed), at, 0.55)
        return sound.mastered(sound.room(track, 1.2, 0.22))
