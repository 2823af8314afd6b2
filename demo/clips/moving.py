"""How does a painted picture move? Backdrops, cut-outs, drifting air, water and light, a frame at a time.

Everything is painted once, with the paper and brushes of `pictures/`; a frame lays what was painted over each other.
Frames are arrays of 960 × 540 × 3 floats of 0..1, times are seconds.
"""

import math
import pathlib
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "pictures"))

from paint import TWICE, Paper, cloudy, rgb  # noqa: E402

W, H = 540, 960
FONTS = pathlib.Path(__file__).parents[2] / "crates" / "pictures" / "fonts"


def ease(t, start, end):
    """0 before `start`, 1 after `end`, gently between."""
    t = min(1.0, max(0.0, (t - start) / (end - start)))
    return t * t * (3 - 2 * t)


# What is painted once


def reduced(paper, scale=1.0):
    """The hand that shakes, and the size of the screen."""
    down, across = np.mgrid[0 : paper.h, 0 : paper.w]
    shake_x = cloudy(paper.h, paper.w, 18, paper.seed + 91, 2) * 1.3
    shake_y = cloudy(paper.h, paper.w, 18, paper.seed + 92, 2) * 1.3
    px = paper.px[np.clip(np.rint(down + shake_y), 0, paper.h - 1).astype(np.int32),
                  np.clip(np.rint(across + shake_x), 0, paper.w - 1).astype(np.int32)]
    size = (round(paper.width * scale), round(paper.height * scale))
    planes = [Image.fromarray(np.clip(px[:, :, channel], 0, 1)).resize(size, Image.Resampling.BOX if scale == 1 else Image.Resampling.LANCZOS) for channel in range(3)]
    return np.clip(np.stack([np.asarray(plane) for plane in planes], axis=2), 0, 1).astype(np.float32)


def backdrop(seed, draw, width=W, height=H):
    paper = Paper(width, height, seed)
    draw(paper)
    return reduced(paper)


class Cutout:
    """What is painted on nothing: on black and on white, which tells how much of the ground shows through."""

    def __init__(self, seed, draw, width=W, height=H, scale=1.0):
        sheets = []
        for ground in (0.0, 1.0):
            paper = Paper(width, height, seed)
            paper.px[:] = ground
            draw(paper)
            sheets.append(reduced(paper, scale))
        black, white = sheets
        alpha = np.clip(1 - (white - black).mean(axis=2), 0, 1)
        alpha[alpha < 0.006] = 0
        rows, columns = np.where(alpha.max(axis=1) > 0)[0], np.where(alpha.max(axis=0) > 0)[0]
        y0, y1, x0, x1 = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        self.x, self.y = int(x0), int(y0)
        self.px = np.dstack([black * (alpha > 0)[:, :, None], alpha])[y0:y1, x0:x1].astype(np.float32)

    def on(self, frame, dx=0.0, dy=0.0, angle=0.0, scale=1.0, alpha=1.0, about=None):
        """Lays it on a frame, moved by pixels, turned by degrees and made smaller about a point (its own middle)."""
        px, (height, width) = self.px, self.px.shape[:2]
        x, y = self.x + dx, self.y + dy
        if angle or scale != 1:
            cx, cy = (width / 2, height / 2) if about is None else (about[0] - self.x, about[1] - self.y)
            turn = math.radians(angle)
            a, b = math.cos(turn) / scale, math.sin(turn) / scale
            image = Image.fromarray((np.clip(px, 0, 1) * 255 + 0.5).astype(np.uint8), "RGBA")
            margin = 0 if scale <= 1 and not angle else 6 + int(width * 0.05)
            fx, fy = x - math.floor(x), y - math.floor(y)
            ox, oy = cx + margin + fx, cy + margin + fy
            image = image.transform((width + 2 * margin + 1, height + 2 * margin + 1), Image.Transform.AFFINE,
                                    (a, b, cx - a * ox - b * oy, -b, a, cy + b * ox - a * oy), Image.Resampling.BICUBIC)
            px = np.asarray(image, np.float32) / 255
            x, y = math.floor(x) - margin, math.floor(y) - margin
        elif x != int(x) or y != int(y):
            fx, fy = x - math.floor(x), y - math.floor(y)
            wide = np.pad(px, ((1, 1), (1, 1), (0, 0)))
            rows = wide[1:] * (1 - fy) + wide[:-1] * fy
            px = rows[:, 1:] * (1 - fx) + rows[:, :-1] * fx
            x, y = math.floor(x), math.floor(y)
        x, y = int(x), int(y)
        height, width = px.shape[:2]
        x0, y0, x1, y1 = max(0, x), max(0, y), min(frame.shape[1], x + width), min(frame.shape[0], y + height)
        if x1 <= x0 or y1 <= y0:
            return
        part = px[y0 - y : y1 - y, x0 - x : x1 - x] * alpha
        under = frame[y0:y1, x0:x1]
        under *= 1 - part[:, :, 3:]
        under += part[:, :, :3]


# Air


class Drift:
    """A field of about -1..1 that passes from right to left, wide enough for `seconds` at `speed` pixels a second."""

    def __init__(self, height, scale, seed, speed, seconds, octaves=4, stretch=3.0):
        self.speed = speed
        self.field = cloudy(height, W + int(abs(speed) * seconds) + 4, scale, seed, octaves, stretch)

    def at(self, t):
        far = abs(self.speed) * t
        if self.speed < 0:
            far = self.field.shape[1] - W - 2 - far
        whole, part = int(far), far - int(far)
        return self.field[:, whole : whole + W] * (1 - part) + self.field[:, whole + 1 : whole + 1 + W] * part


class Fog:
    """A bank between two lines, densest in its middle."""

    def __init__(self, top, bottom, colour, seed, speed, seconds, ragged=0.6, scale=150):
        self.top, self.bottom, self.colour, self.ragged = top, bottom, rgb(colour), ragged
        self.a, self.b = Drift(bottom - top, scale, seed, speed, seconds), Drift(bottom - top, scale * 0.6, seed + 1, speed * 1.7, seconds)
        self.dense = np.sin(np.linspace(0, math.pi, bottom - top))[:, None] ** 0.8

    def on(self, frame, t, strength):
        top, bottom = max(0, self.top), min(frame.shape[0], self.bottom)
        rows = slice(top - self.top, bottom - self.top)
        field = self.a.at(t)[rows] * 0.7 + self.b.at(t)[rows] * 0.5
        alpha = np.clip(self.dense[rows] * (0.75 + self.ragged * field), 0, 1) * strength
        part = frame[top:bottom]
        part += (self.colour - part) * alpha[:, :, None].astype(np.float32)


def glow(frame, x, y, radius, colour, strength, flat=1.0, power=2.0):
    """Light that is added as on a screen."""
    if strength <= 0.004:
        return
    x0, x1 = max(0, int(x - radius)), min(frame.shape[1], int(x + radius) + 1)
    y0, y1 = max(0, int(y - radius * flat)), min(frame.shape[0], int(y + radius * flat) + 1)
    if x1 <= x0 or y1 <= y0:
        return
    down, across = np.ogrid[y0:y1, x0:x1]
    far = np.sqrt(((across - x) / radius) ** 2 + ((down - y) / (radius * flat)) ** 2)
    light = (np.clip(1 - far, 0, 1) ** power * strength)[:, :, None].astype(np.float32) * rgb(colour)
    part = frame[y0:y1, x0:x1]
    part += light * (1 - np.clip(part, 0, 1))


def lit(frame, draw, colour, strength, blur=0):
    """Adds light of a form that `draw` draws white on black, at half the size."""
    if strength <= 0.004:
        return
    sheet = Image.new("L", (W // 2, H // 2))
    draw(ImageDraw.Draw(sheet), lambda x, y: (x / 2, y / 2))
    if blur:
        sheet = sheet.filter(ImageFilter.GaussianBlur(blur / 2))
    light = np.asarray(sheet.resize((W, H), Image.Resampling.BILINEAR), np.float32)[:, :, None] / 255 * strength * rgb(colour)
    frame += light * (1 - np.clip(frame, 0, 1))


def dot(frame, x, y, radius, colour, alpha=1.0):
    """A soft dot, for what is small and many."""
    x0, x1, y0, y1 = int(x - radius - 1), int(x + radius + 2), int(y - radius - 1), int(y + radius + 2)
    if x0 < 0 or y0 < 0 or x1 > frame.shape[1] or y1 > frame.shape[0]:
        return
    down, across = np.ogrid[y0:y1, x0:x1]
    mask = np.clip(radius + 0.5 - np.hypot(across - x, down - y), 0, 1)[:, :, None].astype(np.float32) * alpha
    part = frame[y0:y1, x0:x1]
    part += (rgb(colour) - part) * mask


# Water


class Water:
    """Mirrors what stands above line `top`, in waves that pass."""

    def __init__(self, top, near, far, seed, seconds, clear=0.75, murky=0.35, ripple=7.0, speed=14.0, glint=0.0, glint_colour="#fff4d8", bottom=H):
        self.top, self.bottom, rows = top, bottom, bottom - top
        self.near, self.far, self.ripple = rgb(near), rgb(far), ripple
        self.depth = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
        self.share = (clear * (1 - self.depth) + murky * self.depth)[:, :, None]
        self.fine = Drift(rows, 6, seed, speed * 0.5, seconds, 3, 7), Drift(rows, 8, seed + 1, -speed * 0.35, seconds, 2, 7)
        self.broad = Drift(rows, 24, seed + 2, speed, seconds, 3, 8), Drift(rows, 30, seed + 3, -speed * 0.7, seconds, 2, 8)
        self.glint, self.glint_colour = glint, rgb(glint_colour)

    def on(self, frame, t, light=None):
        """`light` is where glints are: an array of 0..1 over the columns."""
        rows = self.bottom - self.top
        fine, broad = (a.at(t) * 0.7 + b.at(t) * 0.7 for a, b in (self.fine, self.broad))
        wave = fine * (1 - self.depth) + broad * self.depth
        across = np.arange(W)[None, :] + wave * self.ripple * (0.25 + self.depth)
        up = self.top - 1 - (np.arange(rows)[:, None] + np.abs(wave) * self.ripple * (0.3 + 1.6 * self.depth))
        mirrored = frame[np.clip(up, 0, self.top - 1).astype(np.int32), np.clip(across, 0, W - 1).astype(np.int32)]
        own = self.far * (1 - self.depth[:, :, None]) + self.near * self.depth[:, :, None]
        out = (own * (1 - self.share) + mirrored * self.share) * (1 + 0.06 * wave)[:, :, None]
        if self.glint:
            spark = np.clip((wave - 0.7) * 2.2, 0, 1) * self.glint * (0.35 + 0.65 * (1 - self.depth))
            if light is not None:
                spark = spark * light
            out += (self.glint_colour - out) * spark[:, :, None]
        frame[self.top : self.bottom] = out


# Words


def font(name, size):
    return ImageFont.truetype(str(FONTS / f"{name}.ttf"), size)


class Words:
    """Lines of text as a mask, drawn once."""

    def __init__(self, text, x, y, name="headline", size=40, colour="#1d2430", spacing=1.15, anchor="la"):
        sheet = Image.new("L", (W, H))
        draw, face = ImageDraw.Draw(sheet), font(name, size)
        for number, line in enumerate(text.split("\n")):
            draw.text((x, y + number * size * spacing), line, 255, face, anchor=anchor)
        self.mask, self.colour = np.asarray(sheet, np.float32)[:, :, None] / 255, rgb(colour)
        rows = np.where(self.mask.max(axis=(1, 2)) > 0)[0]
        self.rows = slice(rows[0], rows[-1] + 1)

    def on(self, frame, alpha=1.0):
        if alpha > 0:
            part = frame[self.rows]
            part += (self.colour - part) * self.mask[self.rows] * alpha


# The end


def vignette(edge):
    y, x = np.ogrid[-1 : 1 : H * 1j, -1 : 1 : W * 1j]
    return (1 - edge * np.clip((x * x + y * y) / 2, 0, 1) ** 1.5)[:, :, None].astype(np.float32)


def finished(frame, shade):
    """Darker corners; gouache is never quite black nor quite white."""
    return (np.clip(0.02 + np.clip(frame, 0, 1) * shade * 0.97, 0, 1) * 255 + 0.5).astype(np.uint8)


__all__ = ["TWICE", "W", "H", "Cutout", "Drift", "Fog", "Water", "Words", "backdrop", "dot", "ease", "finished", "glow", "lit", "vignette"]
