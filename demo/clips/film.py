#!/usr/bin/env python3
"""Films the clips of the demo edition. Needs Pillow, numpy and FFmpeg.

    python3 demo/clips/film.py [--to FOLDER] [--still SECOND] [NAME…]

Without names it films all of them: NAME.mp4, a cover NAME.jpg and ten small frames side by side, NAME.strip.jpg.
With `--still` it paints one frame of each, as NAME.png.
"""

import argparse
import io
import pathlib
import subprocess
import tempfile
import wave

import numpy as np
from PIL import Image

from chart import HighWater
from harbour import FirstFerry, FogSignal
from moving import H, W, finished
from night import Candles, Comet, Storm
from sound import RATE

CLIPS = {
    "fog-signal": FogSignal,
    "high-water": HighWater,
    "storm-light": Storm,
    "first-ferry": FirstFerry,
    "candle-night": Candles,
    "lights-out": Comet,
}
LARGEST = 245_000
THUMBS = 10


def painted(scene, t):
    return finished(scene.frame(t), scene.shade)


def jpeg(picture, quality):
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=quality, optimize=True, progressive=True)
    return kept.getvalue()


def spoken(scene, to):
    """The sound as a WAV file; `None` for a silent film."""
    samples = np.clip(scene.sound() * 32767, -32768, 32767).astype("<i2")
    with wave.open(str(to), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def encode(frames, scene, wav, to, quality):
    """H.264 High and AAC, index first."""
    command = [
        "ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{W}x{H}", "-r", str(scene.fps), "-i", "-", "-i", str(wav),
        "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-c:v", "libx264", "-profile:v", "high", "-preset", "veryslow",
        "-tune", "animation", "-crf", str(quality), "-g", str(scene.fps * 5), "-x264-params", "aq-mode=3:aq-strength=1.1",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
        "-c:a", "aac", "-b:a", "32k", "-ac", "1", "-t", str(scene.seconds), "-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart", str(to),
    ]
    subprocess.run(command, input=frames, check=True)
    return to.stat().st_size


def film(name, folder, quality=None):
    scene = CLIPS[name]()
    pictures = [painted(scene, number / scene.fps) for number in range(scene.seconds * scene.fps)]
    raw = b"".join(picture.tobytes() for picture in pictures)
    to = folder / f"{name}.mp4"
    with tempfile.TemporaryDirectory() as work:
        wav = pathlib.Path(work) / "sound.wav"
        spoken(scene, wav)
        # As good as fits.
        for quality in [quality] if quality else range(scene.quality, 40):
            size = encode(raw, scene, wav, to, quality)
            if size <= LARGEST:
                break
    cover = Image.fromarray(pictures[int(scene.poster * scene.fps)])
    (folder / f"{name}.jpg").write_bytes(jpeg(cover, 80))
    strip = Image.new("RGB", (90 * THUMBS, 160))
    for thumb in range(THUMBS):
        strip.paste(Image.fromarray(pictures[thumb * len(pictures) // THUMBS]).resize((90, 160), Image.Resampling.LANCZOS), (90 * thumb, 0))
    (folder / f"{name}.strip.jpg").write_bytes(jpeg(strip, 72))
    print(f"{name}.mp4: {size} bytes at quality {quality}", flush=True)


def main():
    asked = argparse.ArgumentParser(description="Films the clips of the demo edition.")
    asked.add_argument("names", nargs="*")
    asked.add_argument("--to", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    asked.add_argument("--still", type=float, nargs="*")
    asked = asked.parse_args()
    for name in asked.names or CLIPS:
        if name not in CLIPS:
            raise SystemExit(f"There is no clip called {name}. There are: {', '.join(CLIPS)}.")
        if asked.still:
            scene = CLIPS[name]()
            for at in asked.still:
                Image.fromarray(painted(scene, at)).save(asked.to / f"{name}.{at:g}.png")
        else:
            film(name, asked.to)


if __name__ == "__main__":
    main()
