"""Clips by night: the lighthouse in the storm, candles in the orchards, the quay that goes dark."""

import math

import numpy as np

import sound
from moving import H, W, Cutout, Drift, Water, backdrop, dot, ease, glow, lit, vignette

from figures import crown, gull, person, street, tower
from paint import cloudy, mix
from sea import _lighthouse


class Storm:
    """The light of Holm in the night in which the water came."""

    seconds, fps, poster, quality = 13, 12, 3.6, 35
    LAMP = (300, 268)
    FLASHES = (4.7, 9.6)
    SPRAY = (1.6, 5.9, 10.2)

    def __init__(self):
        self.sky = backdrop(91, self._sky, W + 120)
        self.light = Cutout(92, _lighthouse, 800, 1200, 0.78)
        self.waves = [Cutout(93 + k, lambda p, k=k: self._wave(p, k), W + 300, H + 40) for k in range(4)]
        self.shade = vignette(0.34)
        chance = np.random.default_rng(12)
        self.drops = chance.uniform(0, 1, (90, 2))
        self.spray = chance.normal(0, 1, (170, 3))

    @staticmethod
    def _sky(p):
        p.ramp(0, 700, [(0, "#131d2c"), (0.5, "#2a3c4c"), (0.85, "#4f6268"), (1, "#5f6f6e")])
        p.clouds(-60, 640, "#566873", 1, cover=0.22, strength=0.9, scale=120, under="#141d2a", stretch=2.0)
        p.box(-5, 640, 700, 965, "#3c545b", "#1a2d38")

    @staticmethod
    def _wave(p, k):
        y, rise = 668 + k * 70, 14 + k * 8
        crest = p.ridge(y, rise, 140 + k, mix("#5d7c82", "#2c4a56", k / 3), mix("#30505b", "#0c1d29", k / 3), 130 + 40 * k, rough=0.5)
        for x, yy in crest[:: 5 - k if k < 3 else 2]:
            if p.chance.random() < 0.34:
                size = p.chance.uniform(1.2, 4.2) * (0.7 + k * 0.35)
                p.oval(x, yy + p.chance.uniform(-1, 5), size * 2.1, size * 0.75, "#e6ece8", alpha=p.chance.uniform(0.35, 0.85))
        for _ in range(16):
            x, yy = crest[p.chance.integers(len(crest))]
            down = p.chance.uniform(10, 46)
            p.line([(x, yy + down), (x + 24, yy + down + 6), (x + 56, yy + down + 1)], "#bccbca", 1.8, 0.22)

    def frame(self, t):
        shift = int(t * 7)
        part = t * 7 - shift
        frame = self.sky[:, shift : shift + W] * (1 - part) + self.sky[:, shift + 1 : shift + 1 + W] * part
        frame = frame.astype(np.float32)
        flash = max(max(0, 1 - (t - at) / 0.35) * (0.55 + 0.45 * math.cos((t - at) * 40)) if 0 <= t - at < 0.35 else 0 for at in self.FLASHES)
        for number, at in enumerate(self.FLASHES):
            if 0 <= t - at < 0.3:
                self._bolt(frame, number, 1 - (t - at) / 0.3)
        frame += flash * 0.28
        self._beams(frame, t)
        for k in range(2):
            self._heave(frame, t, k)
        self.light.on(frame, 300 - 455 * 0.78, 268 - 294 * 0.78)
        facing = max(0.0, math.sin(2 * math.pi * t / 4.2)) ** 6
        glow(frame, *self.LAMP, 110, "#ffe3a0", 0.75)
        glow(frame, *self.LAMP, 210 + 190 * facing, "#fff0c4", 0.25 + 0.7 * facing)
        self._spray(frame, t)
        for k in range(2, 4):
            self._heave(frame, t, k)
        self._rain(frame, t)
        return frame

    def _heave(self, frame, t, k):
        pace = 1.25 - k * 0.1
        self.waves[k].on(frame, -150 + math.sin(t * pace + k * 1.9) * (24 + k * 9) - t * 4, math.sin(t * pace * 1.3 + k * 1.1) * (4 + k * 3.2))

    def _beams(self, frame, t):
        x, y = self.LAMP
        for half in (0, math.pi):
            turn = 2 * math.pi * t / 4.2 + half
            along, towards = math.cos(turn), math.sin(turn)
            reach, spread = 620 * along, 44 + 46 * abs(along) + 30 * max(0, towards)
            dip = -40 * towards
            strength = 0.34 * abs(along) ** 0.6 * (0.75 + 0.25 * towards)
            lit(frame, lambda d, at: d.polygon([at(x, y - 5), at(x + reach, y + dip - spread), at(x + reach, y + dip + spread), at(x, y + 5)], fill=200), "#ffe9b5", strength, 9)
            lit(frame, lambda d, at: d.polygon([at(x, y - 3), at(x + reach, y + dip - spread * 0.4), at(x + reach, y + dip + spread * 0.4), at(x, y + 3)], fill=200), "#fff3d0", strength * 0.7, 5)

    @staticmethod
    def _bolt(frame, number, strength):
        chance = np.random.default_rng(70 + number)
        x, points = (120, 470)[number], []
        for y in np.linspace(-10, 500 + 80 * number, 24):
            points.append((x, y + chance.uniform(-9, 9)))
            x += chance.choice((-1, 1)) * chance.uniform(4, 26)
        fork = [points[9]] + [(points[9][0] - 16 * k + chance.uniform(-7, 7), points[9][1] + 19 * k) for k in range(1, 8)]
        for line, wide, blur, share in ((points, 16, 14, 0.5), (points, 4, 0.8, 1.0), (fork, 2, 0.8, 0.7)):
            lit(frame, lambda d, at: d.line([at(*point) for point in line], fill=255, width=wide // 2), "#e8f0ff", strength * share, blur)

    def _spray(self, frame, t):
        for at in self.SPRAY:
            since = t - at
            if not 0 <= since < 1.7:
                continue
            glow(frame, 196, 690, 110, "#ffffff", 0.30 * (1 - since / 1.7))
            for a, b, c in self.spray:
                vx, vy = 20 + a * 46, -210 - abs(b) * 105
                x, y = 190 + a * 13 + vx * since, 716 + b * 5 + vy * since + 250 * since * since
                if y < 735:
                    dot(frame, x, y, 0.8 + abs(c) * 1.5 * (1 - since / 2.2), "#f3f6f3", 0.8 * (1 - since / 1.7))

    def _rain(self, frame, t):
        for a, b in self.drops:
            fall = (b + t * 1.15) % 1
            x, y = (a * 700 - fall * 150) % 560 - 10, fall * 900 - 20
            lit_line(frame, x, y, -4, 24, 0.10)

    def sound(self):
        track = sound.wind(self.seconds, 31, 0.7) * 0.95 + sound.surf(self.seconds, 4.3, 33, 90, 1500) * 1.1
        for at in self.SPRAY:
            burst = sound.hiss(1.6, 300, 5000, int(at * 10)) * np.exp(-sound.seconds(1.6) / 0.45)
            sound.add(track, burst, at - 0.05, 0.8)
        for number, at in enumerate(self.FLASHES):
            sound.add(track, sound.thunder(4.5, 40 + number), at + 0.7, 1.6)
        for k in range(4):
            sound.add(track, sound.bell(311, 2.6, 7), 0.9 + k * 3.3 + (0.3 if k % 2 else 0), 0.32)
        return sound.mastered(track, fade=1.0)


def lit_line(frame, x, y, dx, dy, strength):
    """A streak of rain."""
    steps = np.arange(int(dy))
    xs, ys = (x + dx * steps / dy).astype(int), (y + steps).astype(int)
    inside = (xs >= 0) & (xs < W - 1) & (ys >= 0) & (ys < H)
    frame[ys[inside], xs[inside]] += strength


class Candles:
    """The second night of frost in the orchards of Pennow."""

    seconds, fps, poster, quality = 15, 12, 11.0, 33

    def __init__(self):
        self.spots = self._spots()
        self.dark = backdrop(111, lambda p: self._orchard(p, False))
        self.warm = backdrop(111, lambda p: self._orchard(p, True))
        self.helper = Cutout(113, lambda p: person(p, 120, 230, 190, "#7a5a78", "#3d4268", "#d39468", "#b8553f", 0.04, (0.24, 0.20)), 260, 260)
        self.flame = Cutout(114, self._flame, 80, 120)
        self.mist = Drift(150, 60, 115, 8, self.seconds)
        self.shade = vignette(0.28)
        chance = np.random.default_rng(8)
        self.twinkle = np.column_stack([chance.uniform(0, W, 70), chance.uniform(10, 330, 70), chance.uniform(0, 6, 70)])
        self.sparks = chance.uniform(0, 1, (46, 4))
        # When each candle is lit: from the near ones to those far away.
        self.when = [0.8 + 7.4 * (1 - min(1, depth)) ** 0.8 + chance.uniform(-0.3, 0.3) for _, _, depth in self.flames()]
        self.pace = chance.uniform(5, 11, len(self.when))
        down = np.arange(H)[:, None, None]
        self.bands = [np.exp(-((down - y) / high) ** 2).astype(np.float32) for y, high, _ in self._rows()]

    @staticmethod
    def _spots():
        spots = []
        for k in range(10):
            depth = 1.0 / (0.62 + k * 0.48)
            for row in range(-3, 3):
                spots.append((438 + 330 * depth, W / 2 + (row * 300 + 150) * depth, depth))
        return sorted(spots)

    @staticmethod
    def _rows():
        for k in range(10):
            depth = 1.0 / (0.62 + k * 0.48)
            yield 438 + 330 * depth - 60 * depth, 110 * depth + 16, depth

    def flames(self):
        for y, x, depth in self.spots:
            for side in (-0.5, 0.5):
                at = x + side * 150 * depth, y + 8 * depth
                if y > 470 and -20 < at[0] < W + 20 and not any(self._hides(spot, at) for spot in self.spots):
                    yield *at, depth

    @staticmethod
    def _hides(spot, at):
        """Does a nearer crown stand before it?"""
        y, x, depth = spot
        size = 78 * depth
        return y > at[1] and math.hypot(x - at[0], (y - size * 1.22 - at[1] + size * 0.12) / 0.85) < size * 1.02

    @staticmethod
    def _flame(p):
        p.shape([(32, 104), (28, 84), (36, 56), (42, 30), (48, 58), (53, 84), (48, 104)], "#ffd27a", "#ff8f32", grain=0, blur=1.2)
        p.oval(40, 88, 7, 14, "#fff6d8", "#ffdf8f", grain=0, blur=1.5)

    def _orchard(self, p, warm):
        p.ramp(0, 460, [(0, "#0a1330"), (0.55, "#1a2a54"), (1, "#434d78")])
        p.stars(210, 0, 350)
        p.oval(420, 130, 26, 26, "#f7edd0")
        p.oval(409, 124, 24.5, 24.5, "#132148")
        p.glow(420, 130, 130, "#9fb4e6", 0.35)
        p.ridge(436, 34, 6, "#1d2a50", "#27335b", 240, 480)
        for x in (96, 110, 128, 140):
            p.box(x, 436, x + 4, 440, "#ffd98a")
        p.ramp(462, 960, [(0, "#28345a"), (0.3, "#1b2648"), (1, "#0a1128")], 0.08)
        chance = np.random.default_rng(4)
        for y, x, depth in self.spots:
            size = 78 * depth
            if y < 470 or not -140 < x < W + 140:
                continue
            p.shape([(x - size * 0.08, y), (x - size * 0.05, y - size * 0.8), (x + size * 0.05, y - size * 0.8), (x + size * 0.09, y)], "#7d5140" if warm else "#33262f", "#3a2a2e")
            for lean in (-0.5, 0.45):
                p.line([(x, y - size * 0.6), (x + size * lean, y - size * 1.15)], "#4a3436" if warm else "#2b2430", size * 0.05)
            crown(p, x, y - size * 1.22, size * 0.9, "#2d335e", "#a79cc0" if warm else "#6f76a8", chance, int(50 + 150 * depth), 0.78, 0.66)
            for _ in range(int(46 * depth) + 4):
                a, r = chance.uniform(0, math.pi), size * 0.82 * math.sqrt(chance.random())
                if warm:
                    p.oval(x + math.cos(a) * r, y - size * 1.2 + math.sin(a) * r * 0.74, size * 0.09, size * 0.07, "#ffc38f", alpha=0.5)
        for x, y, depth in self.flames():
            size = 78 * depth
            if warm:
                p.oval(x, y + size * 0.05, size * 0.62, size * 0.14, "#ffb35c", alpha=0.38, blur=max(1.5, size * 0.08))
            p.box(x - size * 0.085, y - size * 0.12, x + size * 0.085, y + size * 0.05, "#a3a6b2" if warm else "#4a4d62", "#3c3d50")

    def frame(self, t):
        share = np.zeros((H, 1, 1), np.float32)
        for (_, _, depth), band in zip(self._rows(), self.bands):
            begun = 0.8 + 7.4 * (1 - min(1, depth)) ** 0.8
            share = np.maximum(share, band * ease(t, begun, begun + 1.1) * (0.93 + 0.07 * math.sin(t * 6 + depth * 40)))
        frame = self.dark + (self.warm - self.dark) * np.clip(share * 1.15, 0, 1)
        for x, y, phase in self.twinkle:
            spark = max(0, math.sin(t * 1.7 + phase * 2)) ** 6
            if spark > 0.2:
                dot(frame, x, y, 0.9, "#fff6e0", 0.7 * spark)
        mist = np.clip(self.mist.at(t) * 0.5 + 0.4, 0, 1) * np.sin(np.linspace(0, math.pi, 150))[:, None] * 0.26
        part = frame[430:580]
        part += (np.array([0.52, 0.46, 0.55], np.float32) - part) * mist[:, :, None].astype(np.float32)
        for number, (x, y, depth) in enumerate(self.flames()):
            on = ease(t, self.when[number], self.when[number] + 0.5)
            if not on:
                continue
            size = 78 * depth
            flicker = 1 + 0.10 * math.sin(t * self.pace[number] + number) + 0.07 * math.sin(t * 13.7 + number * 2.1)
            glow(frame, x, y - size * 0.2, size * 1.25, "#ff9a3c", 0.44 * on * flicker)
            self.flame.on(frame, x - 40, y - size * 0.12 - 104, 5 * math.sin(t * 7 + number), size * 0.0052 * on * flicker, about=(40, 104))
        self._helper(frame, t)
        for a, b, c, d in self.sparks:
            age = (t * (0.10 + 0.09 * c) + b) % 1
            if t > 2 and age < 0.9:
                x, y = 60 + a * 420 + math.sin(age * 9 + d * 6) * 9, 800 - c * 190 - age * 250
                dot(frame, x, y, 0.8 + d * 0.7, "#ffbe6b", 0.75 * (1 - age) * ease(t, 2, 6))
        return frame

    def _helper(self, frame, t):
        """Somebody who goes up the middle row and lights them."""
        way = ease(t, -2.0, 11.0)
        depth = 1.25 * (0.26 / 1.25) ** way
        y, step = 438 + 330 * depth, abs(math.sin(t * 3.4)) * 3 * depth
        scale = depth * 0.78
        x = W / 2 - 30 * depth + math.sin(t * 0.8) * 8 * depth
        self.helper.on(frame, x - 120, y - step - 230, scale=scale, about=(120, 230))
        glow(frame, x + 50 * scale * 0.9, y - step - 122 * scale, 90 * scale, "#ffb35c", 0.6)
        dot(frame, x + 47 * scale, y - step - 124 * scale, max(1, 4 * scale), "#fff0bf", 0.95)

    def sound(self):
        track, chance = sound.wind(self.seconds, 51, 0.15) * 0.22, np.random.default_rng(9)
        for _ in range(150):
            at = chance.uniform(0.5, self.seconds - 0.3)
            pop = sound.hiss(0.03, 800, 6000, int(at * 1e4)) * np.exp(-sound.seconds(0.03) / 0.004)
            sound.add(track, pop, at, chance.uniform(0.1, 0.7) * min(1, at / 6))
        for at in (0.7, 2.7, 4.7):
            sound.add(track, sound.bell(262, 4.5, 4), at, 0.8)
        sound.add(track, sound.pad((130.8, 196.0, 261.6, 329.6), 9.5, 3.5, 3.0), 5.4, 1.5)
        for number, f in enumerate((523.3, 659.3, 784.0, 1046.5, 784.0, 659.3)):
            sound.add(track, sound.chime(f), 6.2 + number * 1.25, 0.55)
        return sound.mastered(sound.room(track, 2.4, 0.45), fade=1.5)


class Comet:
    """Two hundred and twelve lamps go out, and there it is."""

    seconds, fps, poster, quality = 17, 12, 14.6, 32
    QUAY = 706

    def __init__(self):
        self.lamps = [(-12 + k * 43.5, 2.6 + 0.52 * (12 - k)) for k in range(13)]
        self.sky = backdrop(121, self._sky)
        self.stars = [Cutout(122 + k, lambda p, k=k: p.stars(150 - 20 * k, 0, 610, seed=5 + k), W, H) for k in range(2)]
        self.tail = Cutout(125, self._tail)
        self.town = Cutout(126, self._town)
        self.people = Cutout(127, self._people)
        self.water = Water(self.QUAY, "#0d1b38", "#3c4a70", 130, self.seconds, 0.75, 0.35, 6, 8, 0.12, "#dfe8ff", 850)
        self.shade = vignette(0.3)

    @staticmethod
    def _sky(p):
        p.ramp(0, 706, [(0, "#060c22"), (0.45, "#13224e"), (0.78, "#2f4674"), (0.94, "#6d7590"), (1, "#a98f88")])
        haze = np.clip(cloudy(p.h, p.w, 260, 8, 5, 1.0) + 0.1, 0, 1)[:, :, None]
        p.px += haze * np.array([0.03, 0.04, 0.08], np.float32) * np.linspace(1, 0, p.h)[:, None, None]

    @staticmethod
    def _tail(p):
        hx, hy, chance = 214, 400, np.random.default_rng(3)
        for k in range(110):
            t = k / 109
            spread = 4 + 52 * t ** 1.15
            p.oval(hx + 235 * t + 18 * t * t, hy - 350 * t, spread * 0.8, spread, mix("#eaf2ff", "#7f9fd6", t), alpha=0.06 * (1 - t) ** 1.1, blur=4 + 9 * t, grain=0)
        for _ in range(36):
            a, long = chance.normal(0, 0.05), chance.uniform(0.35, 1.0)
            dx, dy = 235 * long, -350 * long
            p.line([(hx, hy), (hx + dx * math.cos(a) - dy * math.sin(a), hy + dx * math.sin(a) + dy * math.cos(a))], "#dfeaff", 1.3, 0.08, 1.6)
        p.glow(hx, hy, 95, "#dbe8ff", 0.8, power=2.6)
        p.glow(hx, hy, 30, "#ffffff", 1.0)
        p.oval(hx, hy, 5, 5, "#ffffff")

    def _town(self, p):
        p.ridge(690, 12, 5, "#232d50", "#2a3253", 220, 720)
        p.shape([(52, 706), (57, 640), (67, 640), (72, 706)], "#171d38")
        tower(p, 396, 706, 25, 92, "#222a4a", "#1a2040", lit=True)
        street(p, 250, 560, 706, 62, 9, "#172042", 0.74, 0.2, narrow=36, glass="#18213e")
        for x, _ in self.lamps:
            p.line([(x, 708), (x, 672)], "#0c1226", 2)
            p.shape([(x - 4, 672), (x + 4, 672), (x, 665)], "#0c1226")
        p.box(-5, 702, 545, 712, "#141b36", "#0c1228")

    @staticmethod
    def _people(p):
        p.shape([(-5, 846), (140, 828), (330, 838), (545, 812), (545, 965), (-5, 965)], "#0b1128", "#050918", grain=0.1)
        for _ in range(150):
            x, y = p.chance.uniform(0, W), 832 + p.chance.uniform(0, 26)
            p.line([(x, y + 8), (x + p.chance.uniform(-5, 5), y - p.chance.uniform(4, 16))], "#070c1e", 1.3)
        ink = "#060b1c"
        person(p, 196, 842, 142, ink, ink, ink, ink, 0.0, (0.30, -0.24), True)
        person(p, 144, 844, 122, ink, ink, ink, ink, -0.02, None, True)
        # The small telescope of the station.
        p.line([(300, 842), (322, 776), (346, 842)], ink, 3.4)
        p.line([(322, 776), (322, 840)], ink, 3)
        p.line([(282, 800), (362, 744)], ink, 11)
        p.line([(282, 800), (272, 808)], ink, 6)
        for x, tall in ((414, 104), (446, 70), (488, 112)):
            person(p, x, 834, tall, ink, ink, ink, ink, 0.01)

    def frame(self, t):
        dark = ease(t, 2.6, 9.4)
        seen = ease(t, 7.6, 12.6)
        frame = self.sky.copy()
        frame *= 1 - 0.16 * dark
        self.stars[0].on(frame, -t * 0.5, t * 0.35, alpha=0.25 + 0.75 * dark)
        self.stars[1].on(frame, -t * 0.5, t * 0.35, alpha=dark * (0.86 + 0.14 * math.sin(t * 3)))
        self.tail.on(frame, -t * 0.5, t * 0.35, alpha=seen)
        since = t - 13.2
        if 0 < since < 0.7:
            x, y = 470 - since * 420, 90 + since * 190
            lit(frame, lambda d, at: d.line([at(x, y), at(x + 70, y - 32)], fill=255, width=1), "#ffffff", math.sin(math.pi * since / 0.7), 1)
        # The light of the quay lies on the sky above it.
        on = [1 - ease(t, out, out + 0.25) for _, out in self.lamps]
        haze = sum(on) / len(on)
        down = np.clip((np.arange(self.QUAY) - 260) / (self.QUAY - 260), 0, 1)[:, None, None].astype(np.float32) ** 1.6
        frame[: self.QUAY] += down * haze * np.array([0.42, 0.29, 0.13], np.float32) * (1 - np.clip(frame[: self.QUAY], 0, 1))
        self.town.on(frame)
        glow(frame, 62, 636, 60 + 20 * max(0, math.sin(t * 1.5)) ** 8, "#ffe6a8", 0.65 + 0.3 * max(0, math.sin(t * 1.5)) ** 8)
        dot(frame, 62, 637, 3, "#fff3cf")
        for (x, _), bright in zip(self.lamps, on):
            glow(frame, x, 669, 64, "#ffd08a", 0.75 * bright)
            glow(frame, x, 690, 40, "#ffc47a", 0.4 * bright, 0.6)
            dot(frame, x, 669, 3.2, mix("#141a34", "#fff3cf", bright)) if 3 < x < W - 4 else None
        self.water.on(frame, t)
        self.people.on(frame)
        return frame

    def sound(self):
        track = sound.lapping(self.seconds, 21) * 0.35 + sound.wind(self.seconds, 61, 0.05) * 0.10
        hum = sum(np.sin(2 * np.pi * f * sound.seconds(self.seconds)) / n for n, f in enumerate((100, 200, 300), 1)) * 0.035
        lit_share = np.interp(sound.seconds(self.seconds), [0, 2.6, 9.0], [1, 1, 0])
        track += hum * lit_share
        for number, (_, out) in enumerate(sorted(self.lamps, key=lambda lamp: lamp[1])):
            sound.add(track, sound.tick(1500 + 40 * (number % 3), 0.06), out, 0.9)
        sound.add(track, sound.pad((110, 164.8, 220, 277.2, 329.6), 9.0, 3.5, 3.5), 7.6, 1.7)
        for number, f in enumerate((880, 659.3, 1108.7, 987.8, 1318.5, 880)):
            sound.add(track, sound.chime(f, 3), 8.8 + number * 1.2, 0.5)
        return sound.mastered(sound.room(track, 2.6, 0.5), fade=1.8)
