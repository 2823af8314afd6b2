"""How is a picture painted? Paper, gradients, cut shapes, light, water and grain.

Coordinates are pixels of the finished picture; everything is painted at twice that size and reduced at the end, which
gives soft edges. Chance comes from a seed, so that a picture comes out the same every time.
"""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

TWICE = 2


def rgb(colour):
    """'#e8d5b0' or a triple, as three floats of 0..1."""
    if isinstance(colour, str):
        return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)], np.float32)
    return np.asarray(colour, np.float32)


def mix(a, b, t):
    return rgb(a) * (1 - t) + rgb(b) * t


def cloudy(height, width, scale, seed, octaves=4, stretch=1.0):
    """Smooth noise of about -1..1; `stretch` draws it out sideways."""
    chance = np.random.default_rng(seed)
    field, weight, total = np.zeros((height, width), np.float32), 1.0, 0.0
    for _ in range(octaves):
        rows, columns = max(2, int(height / scale) + 2), max(2, int(width / (scale * stretch)) + 2)
        coarse = chance.standard_normal((rows, columns)).astype(np.float32)
        field += weight * np.asarray(Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC))
        total += weight * weight
        weight, scale = weight * 0.55, max(2.0, scale / 2)
    return field / (math.sqrt(total) * 1.6)


class Paper:
    def __init__(self, width, height, seed):
        self.width, self.height, self.seed = width, height, seed
        self.w, self.h = width * TWICE, height * TWICE
        self.px = np.ones((self.h, self.w, 3), np.float32)
        self.chance = np.random.default_rng(seed)
        # The bristles of a wide brush: light and dark streaks that every cut shape is painted with.
        self.bristle = cloudy(self.h, self.w, 7, seed + 1, 3, 9) * 0.6 + cloudy(self.h, self.w, 120, seed + 2, 4, 2) * 0.8

    # Fields

    def ramp(self, top, bottom, stops, streak=0.02):
        """A gradient from line `top` to line `bottom` over the whole width; stops are (0..1, colour)."""
        a, b = max(0, int(top * TWICE)), min(self.h, int(bottom * TWICE))
        t = (np.arange(a, b) / TWICE - top) / max(1, bottom - top)
        places = [place for place, _ in stops]
        colours = np.stack([rgb(colour) for _, colour in stops])
        column = np.stack([np.interp(t, places, colours[:, channel]) for channel in range(3)], axis=1)
        self.px[a:b] = column[:, None, :] * (1 + streak * self.bristle[a:b, :, None])

    def _lay(self, mask, x, y, top, bottom, alpha, grain):
        """Lays a mask (array of 0..1 at painting size, its corner at x, y) on the paper in two colours."""
        height, width = mask.shape
        x0, y0, x1, y1 = max(0, x), max(0, y), min(self.w, x + width), min(self.h, y + height)
        if x1 <= x0 or y1 <= y0:
            return
        mask = mask[y0 - y : y1 - y, x0 - x : x1 - x, None] * alpha
        t = np.linspace(0, 1, height, dtype=np.float32)[y0 - y : y1 - y, None, None]
        colour = rgb(top) * (1 - t) + rgb(top if bottom is None else bottom) * t
        colour = colour * (1 + grain * self.bristle[y0:y1, x0:x1, None])
        under = self.px[y0:y1, x0:x1]
        under += (colour - under) * mask

    def _cut(self, draw_on, box, top, bottom, alpha, grain, blur):
        margin = int(blur * 3 * TWICE) + 2
        x, y = math.floor(box[0] * TWICE) - margin, math.floor(box[1] * TWICE) - margin
        width = math.ceil(box[2] * TWICE) + margin - x
        height = math.ceil(box[3] * TWICE) + margin - y
        if width <= 0 or height <= 0 or x > self.w or y > self.h or x + width < 0 or y + height < 0:
            return
        sheet = Image.new("L", (width, height), 0)
        draw_on(ImageDraw.Draw(sheet), lambda px, py: (px * TWICE - x, py * TWICE - y))
        if blur:
            sheet = sheet.filter(ImageFilter.GaussianBlur(blur * TWICE))
        self._lay(np.asarray(sheet, np.float32) / 255, x, y, top, bottom, alpha, grain)

    # Cut shapes

    def shape(self, points, top, bottom=None, alpha=1.0, grain=0.03, blur=0):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        self._cut(lambda d, at: d.polygon([at(*p) for p in points], fill=255),
                  (min(xs), min(ys), max(xs), max(ys)), top, bottom, alpha, grain, blur)

    def box(self, x0, y0, x1, y1, top, bottom=None, **how):
        self.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], top, bottom, **how)

    def oval(self, x, y, rx, ry, top, bottom=None, alpha=1.0, grain=0.03, blur=0):
        self._cut(lambda d, at: d.ellipse([at(x - rx, y - ry), at(x + rx, y + ry)], fill=255),
                  (x - rx, y - ry, x + rx, y + ry), top, bottom, alpha, grain, blur)

    def line(self, points, colour, width=1.0, alpha=1.0, blur=0):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        wide = max(1, round(width * TWICE))
        self._cut(lambda d, at: d.line([at(*p) for p in points], fill=255, width=wide, joint="curve"),
                  (min(xs) - width, min(ys) - width, max(xs) + width, max(ys) + width), colour, None, alpha, 0.02, blur)

    def arc(self, x, y, rx, ry, start, end, colour, width=1.0, alpha=1.0):
        self._cut(lambda d, at: d.arc([at(x - rx, y - ry), at(x + rx, y + ry)], start, end, fill=255,
                                      width=max(1, round(width * TWICE))),
                  (x - rx, y - ry, x + rx, y + ry), colour, None, alpha, 0.02, 0)

    def ridge(self, base, rise, seed, top, bottom, scale=260, to=None, tilt=0.0, alpha=1.0, rough=0.5):
        """A line of hills from edge to edge, filled down to line `to`."""
        xs = np.arange(-4, self.width + 8, 2.0)
        line = np.zeros_like(xs)
        weight, wide = 1.0, scale
        for octave in range(5):
            knots = np.random.default_rng(seed * 31 + octave).uniform(-1, 1, int(self.width / wide) + 4)
            at = (xs + 8) / wide
            left = at.astype(int)
            t = at - left
            t = t * t * (3 - 2 * t)
            line += weight * (knots[left] * (1 - t) + knots[left + 1] * t)
            weight, wide = weight * rough, wide / 2.1
        ys = base - line * rise - tilt * (xs / self.width - 0.5)
        to = self.height if to is None else to
        points = [(float(x), float(y)) for x, y in zip(xs, ys)]
        self.shape(points + [(self.width + 8, to), (-4, to)], top, bottom, alpha=alpha)
        return points

    # Light and air

    def glow(self, x, y, radius, colour, strength=0.6, flat=1.0, power=2.0):
        """Light that is added as on a screen, fading from (x, y)."""
        x0, x1 = max(0, int((x - radius) * TWICE)), min(self.w, int((x + radius) * TWICE))
        y0, y1 = max(0, int((y - radius * flat) * TWICE)), min(self.h, int((y + radius * flat) * TWICE))
        if x1 <= x0 or y1 <= y0:
            return
        down, across = np.ogrid[y0:y1, x0:x1]
        far = np.sqrt(((across / TWICE - x) / radius) ** 2 + ((down / TWICE - y) / (radius * flat)) ** 2)
        light = (np.clip(1 - far, 0, 1) ** power * strength)[:, :, None].astype(np.float32) * rgb(colour)
        part = self.px[y0:y1, x0:x1]
        part += light * (1 - np.clip(part, 0, 1))

    def mist(self, top, bottom, colour, strength=0.6, seed=0, ragged=0.35):
        """A bank of fog, densest in its middle."""
        a, b = max(0, int(top * TWICE)), min(self.h, int(bottom * TWICE))
        t = (np.arange(a, b) / TWICE - top) / (bottom - top)
        dense = np.sin(np.clip(t, 0, 1) * math.pi)[:, None]
        field = np.clip(dense * (1 + ragged * cloudy(b - a, self.w, 90, self.seed + seed, 4, 5)), 0, 1)
        self.px[a:b] += (rgb(colour) - self.px[a:b]) * (field * strength)[:, :, None].astype(np.float32)

    def clouds(self, top, bottom, colour, seed, cover=0.1, strength=0.8, scale=110, stretch=3.0, soft=0.45, under=None):
        """Clouds between two lines; `under` is the colour of their lower side."""
        a, b = max(0, int(top * TWICE)), min(self.h, int(bottom * TWICE))
        field = cloudy(b - a, self.w, scale * TWICE, self.seed + seed, 5, stretch)
        t = np.linspace(0, 1, b - a, dtype=np.float32)[:, None]
        thick = np.clip((field + cover) / soft, 0, 1) * np.clip(np.minimum(t, 1 - t) * 5, 0, 1) * strength
        paint = np.broadcast_to(rgb(colour), (b - a, self.w, 3))
        if under is not None:
            shift = int(16 * TWICE)
            lower = np.clip((field - np.roll(field, shift, axis=0)) * 1.6 + 0.45, 0, 1)[:, :, None]
            paint = rgb(under) * (1 - lower) + paint * lower
        self.px[a:b] += (paint - self.px[a:b]) * thick[:, :, None].astype(np.float32)

    def stars(self, count, top, bottom, colour="#fff6e0", seed=5, bright=0.9):
        chance = np.random.default_rng(self.seed + seed)
        for _ in range(count):
            x, y = chance.uniform(0, self.width), chance.uniform(top, bottom)
            size = 0.5 + chance.random() ** 6 * 1.7
            self.oval(x, y, size, size, colour, alpha=bright * chance.uniform(0.35, 1.0))
            if size > 1.5:
                self.glow(x, y, size * 7, colour, 0.35)

    def shadow(self, points, strength=0.35, blur=8, colour="#1d2233"):
        self.shape(points, colour, alpha=strength, grain=0, blur=blur)

    # Water

    def water(self, top, bottom, near_colour, far_colour, clear=0.75, murky=0.35, ripple=10.0, seed=7, squeeze=1.0, glint=0.0,
              glint_colour="#fff4d8"):
        """Water that mirrors what stands above line `top`: `clear` far away, `murky` at the viewer's feet."""
        a, b = int(top * TWICE), min(self.h, int(bottom * TWICE))
        rows, depth = b - a, np.linspace(0, 1, b - a, dtype=np.float32)[:, None]
        fine = cloudy(rows, self.w, 5 * TWICE, self.seed + seed, 3, 7)
        broad = cloudy(rows, self.w, 22 * TWICE, self.seed + seed + 1, 3, 8)
        wave = fine * (1 - depth) + broad * depth
        across = np.arange(self.w)[None, :] + wave * ripple * TWICE * (0.25 + depth)
        up = a - 1 - (np.arange(rows)[:, None] * squeeze + np.abs(wave) * ripple * TWICE * (0.3 + 1.6 * depth))
        across = np.clip(across, 0, self.w - 1).astype(np.int32)
        up = np.clip(up, 0, a - 1).astype(np.int32)
        mirrored = self.px[up, across]
        own = rgb(far_colour) * (1 - depth[:, :, None]) + rgb(near_colour) * depth[:, :, None]
        share = (clear * (1 - depth) + murky * depth)[:, :, None]
        out = own * (1 - share) + mirrored * share
        out *= (1 + 0.05 * wave)[:, :, None]
        if glint:
            spark = np.clip((wave - 0.75) * 2.2, 0, 1) * glint * (0.4 + 0.6 * (1 - depth))
            out += (rgb(glint_colour) - out) * spark[:, :, None]
        self.px[a:b] = out.astype(np.float32)

    # The end

    def finished(self, warmth=0.0, wobble=1.3, grain=0.013, edge=0.16):
        """Shaky hand, paper grain, darker corners; reduced to its real size."""
        down, across = np.mgrid[0 : self.h, 0 : self.w]
        shake_x = cloudy(self.h, self.w, 18, self.seed + 91, 2) * wobble
        shake_y = cloudy(self.h, self.w, 18, self.seed + 92, 2) * wobble
        px = self.px[np.clip(np.rint(down + shake_y), 0, self.h - 1).astype(np.int32),
                     np.clip(np.rint(across + shake_x), 0, self.w - 1).astype(np.int32)]
        picture = Image.fromarray((np.clip(px, 0, 1) * 255).astype(np.uint8))
        picture = picture.resize((self.width, self.height), Image.Resampling.LANCZOS)
        px = np.asarray(picture, np.float32) / 255
        tooth = cloudy(self.height, self.width, 3, self.seed + 93, 2) + 0.7 * cloudy(self.height, self.width, 14, self.seed + 94, 3, 3)
        px = px * (1 + grain * tooth[:, :, None])
        y, x = np.ogrid[-1 : 1 : self.height * 1j, -1 : 1 : self.width * 1j]
        px = px * (1 - edge * np.clip((x * x + y * y) / 2, 0, 1) ** 1.5)[:, :, None]
        px = px * np.array([1 + warmth, 1 + warmth * 0.3, 1 - warmth], np.float32)
        # Gouache is never quite black nor quite white.
        px = 0.025 + px * 0.965
        return Image.fromarray((np.clip(px, 0, 1) * 255 + 0.5).astype(np.uint8))
