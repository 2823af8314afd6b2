// Small clips, made by ffmpeg, taken in by an edition that nobody serves meanwhile.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BINARY, serve, until } from "./stand.mjs";

const TAKER = process.env.TAKE_CLIPS ?? join(dirname(BINARY), "examples/take_clips");
const ffmpeg = (...more) => execFileSync("ffmpeg", ["-loglevel", "error", "-y", ...more]);

const WEBVTT = "WEBVTT\n\n00:00.000 --> 00:02.500\nThe tide turns at noon,\n\n00:02.500 --> 00:05.000\nand the ferry goes with it.\n";

/** A clip of so many seconds with a tone, its cover, and a strip of one picture a second. */
function make(folder, name, pattern, seconds, tone) {
  const at = (end) => join(folder, `${name}${end}`);
  ffmpeg("-f", "lavfi", "-i", `${pattern}=size=270x480:rate=25:duration=${seconds}`, "-f", "lavfi", "-i", `sine=frequency=${tone}:duration=${seconds}`,
    "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-c:a", "aac", "-b:a", "48k", "-movflags", "+faststart", "-shortest", at(".mp4"));
  ffmpeg("-i", at(".mp4"), "-frames:v", "1", at(".jpg"));
  ffmpeg("-i", at(".mp4"), "-vf", `fps=1,scale=90:160,tile=${seconds}x1`, "-frames:v", "1", at("-strip.jpg"));
  writeFileSync(at(".vtt"), WEBVTT);
  return {
    file: at(".mp4"), poster: at(".jpg"), strip: at("-strip.jpg"), thumbs: seconds, captions: at(".vtt"),
    duration_ms: seconds * 1000, width: 270, height: 480,
  };
}

/** A server with the demo edition and these clips: `each` gives what is said of one. */
export async function serveClips(each, seconds = 5) {
  if (!existsSync(TAKER)) throw new Error(`there is no ${TAKER}: cargo build -p web --example take_clips`);
  const first = await serve();
  const data = await first.stop();
  const folder = mkdtempSync(join(tmpdir(), "caulbart-clips-"));
  const patterns = ["testsrc2", "smptebars", "rgbtestsrc", "yuvtestsrc", "testsrc"];
  const list = each.map((said, at) => ({ ...make(folder, `clip-${at}`, patterns[at % patterns.length], seconds, 220 + 60 * at), ...said }));
  writeFileSync(join(folder, "list.json"), JSON.stringify(list));
  const items = execFileSync(TAKER, [data, join(folder, "list.json")], { encoding: "utf8" }).trim().split("\n").map(Number);
  const server = await serve(data);
  await until(async () => (await (await fetch(`${server.address}/watch`)).text()).includes("<video"));
  return { server, items };
}
