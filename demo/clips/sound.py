"""How does it sound? Wind, water, horns, bells and brass, computed. Arrays of floats at RATE, one channel."""

import numpy as np

RATE = 32_000


def seconds(length):
    return np.arange(int(length * RATE)) / RATE


def silence(length):
    return np.zeros(int(length * RATE))


def add(track, sound, at, loud=1.0):
    start = int(at * RATE)
    end = min(len(track), start + len(sound))
    if end > start:
        track[start:end] += sound[: end - start] * loud
    return track


def shaped(sound, low, high, slope=2.0):
    """Only what lies between two frequencies, falling off gently on both sides."""
    spectrum = np.fft.rfft(sound)
    f = np.fft.rfftfreq(len(sound), 1 / RATE)
    f[0] = 1e-3
    return np.fft.irfft(spectrum / (1 + (low / f) ** slope) / (1 + (f / high) ** slope), len(sound))


def hiss(length, low, high, seed, slope=2.0):
    sound = shaped(np.random.default_rng(seed).standard_normal(int(length * RATE)), low, high, slope)
    return sound / (np.std(sound) + 1e-9) * 0.2


def wander(length, every, seed, low=0.0, high=1.0):
    """A value that changes its mind every so many seconds."""
    knots = np.random.default_rng(seed).uniform(low, high, int(length / every) + 4)
    at = seconds(length) / every
    left, part = at.astype(int), at - at.astype(int)
    part = part * part * (3 - 2 * part)
    return knots[left] * (1 - part) + knots[left + 1] * part


def wind(length, seed, howl=0.5):
    body = hiss(length, 120, 500, seed) * wander(length, 1.7, seed + 1, 0.25, 1.0)
    whistle = hiss(length, 520, 760, seed + 2, 8) * wander(length, 1.1, seed + 3, 0.0, 1.0) ** 2
    return body + howl * whistle


def surf(length, every, seed, low=150, high=1800):
    t = seconds(length)
    swell = (0.5 + 0.5 * np.sin(2 * np.pi * t / every + np.sin(t * 0.7))) ** 2.2
    return hiss(length, low, high, seed, 1.6) * (0.12 + 0.88 * swell) + hiss(length, 60, 240, seed + 1) * 0.4


def lapping(length, seed):
    track, chance = hiss(length, 200, 900, seed) * 0.12, np.random.default_rng(seed)
    at = 0.2
    while at < length - 0.5:
        long = chance.uniform(0.2, 0.5)
        t = seconds(long)
        drop = hiss(long, 300, chance.uniform(700, 1600), int(at * 1000) + seed) * np.sin(np.pi * t / long) ** 2
        add(track, drop, at, chance.uniform(0.2, 0.7))
        at += chance.uniform(0.25, 0.9)
    return track


def envelope(t, length, attack, release):
    return np.clip(t / attack, 0, 1) ** 1.5 * np.clip((length - t) / release, 0, 1) ** 1.5


def brass(f, length, bright=1.0, attack=0.09, release=0.25, seed=0, vibrato=0.003):
    """A horn: the louder, the more of its upper partials are heard (Risset, 1965)."""
    t = seconds(length)
    loud = envelope(t, length, attack, release)
    chance = np.random.default_rng(seed)
    pitch = f * (1 + vibrato * np.sin(2 * np.pi * 5.1 * t + chance.uniform(0, 6)) * np.clip(t - 0.4, 0, 1) - 0.012 * np.exp(-t / 0.04))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    out = np.zeros_like(t)
    for n in range(1, 17):
        if n * f > RATE * 0.45:
            break
        out += np.sin(n * phase + chance.uniform(0, 6)) * loud ** (1 + 0.22 * n / bright) / n ** (1.1 / bright)
    return out * 0.16


def bell(f, length=4.0, seed=0):
    t = seconds(length)
    chance = np.random.default_rng(seed)
    partials = ((0.5, 0.5, 1.0), (1.0, 0.7, 0.8), (1.19, 0.5, 0.6), (1.5, 0.25, 0.5), (2.0, 0.6, 0.45), (2.6, 0.22, 0.3), (3.0, 0.18, 0.25), (4.1, 0.12, 0.15))
    out = sum(loud * np.sin(2 * np.pi * f * ratio * t + chance.uniform(0, 6)) * np.exp(-t / (length * long * 0.33)) for ratio, loud, long in partials)
    return out * np.clip(t / 0.004, 0, 1) * 0.18


def chime(f, length=2.5):
    t = seconds(length)
    return (np.sin(2 * np.pi * f * t) + 0.4 * np.sin(4 * np.pi * f * t) * np.exp(-t * 3)) * np.exp(-t * 2.2) * np.clip(t / 0.008, 0, 1) * 0.16


def pad(frequencies, length, attack=2.0, release=2.0):
    t = seconds(length)
    out = np.zeros_like(t)
    for f in frequencies:
        for off in (-0.0023, 0.0019):
            for n, loud in ((1, 1.0), (2, 0.35), (3, 0.12)):
                out += loud * np.sin(2 * np.pi * f * (1 + off) * n * t + f * n)
    return out * envelope(t, length, attack, release) * 0.045


def gull(seed):
    chance = np.random.default_rng(seed)
    track, at, base = silence(2.6), 0.0, chance.uniform(1350, 1700)
    for call in range(chance.integers(3, 6)):
        long = 0.34 - call * 0.03
        t = seconds(long)
        pitch = base * (0.82 + 0.3 * np.sin(np.pi * np.clip(t / long * 1.15, 0, 1)) ** 0.7 - 0.02 * call)
        phase = 2 * np.pi * np.cumsum(pitch) / RATE
        voice = sum(np.sin(n * phase) / n ** 0.8 for n in (1, 2, 3, 4)) * np.sin(np.pi * t / long) ** 0.8
        add(track, voice, at, 0.09)
        at += long + chance.uniform(0.05, 0.12)
    return track


def thunder(length, seed):
    t = seconds(length)
    roll = hiss(length, 30, 130, seed, 2.2) * wander(length, 0.4, seed + 1, 0.2, 1.0)
    crack = hiss(length, 80, 1200, seed + 2) * np.exp(-t / 0.25) * 0.5
    return (roll * np.exp(-t / (length * 0.4)) * 2.2 + crack) * np.clip(t / 0.03, 0, 1)


def tick(f=1900, long=0.05):
    t = seconds(long)
    return (np.sin(2 * np.pi * f * t) + hiss(long, 900, 6000, 3)) * np.exp(-t / 0.007) * 0.3


def room(sound, length=1.6, wet=0.3, seed=5):
    """In a place with walls: the echo of noise that fades."""
    t = seconds(length)
    echo = np.random.default_rng(seed).standard_normal(len(t)) * np.exp(-t / (length * 0.22))
    echo = shaped(echo, 150, 3200)
    echo /= np.sqrt(np.sum(echo**2))
    size = len(sound) + len(echo)
    return sound + wet * np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(echo, size), size)[: len(sound)]


def mastered(track, fade=0.6):
    """Soft ends, all films about as loud, and nothing that cracks."""
    t = seconds(len(track) / RATE)[: len(track)]
    track = track * np.clip(t / 0.15, 0, 1) * np.clip((len(track) / RATE - t) / fade, 0, 1)
    track = track / (np.sqrt(np.mean(track**2)) + 1e-9) * 0.14
    return np.tanh(track * 1.2) / 1.2
