// Small clips, made by ffmpeg, uploaded to an edition and published there as anybody would.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BINARY, serve, until } from "./stand.mjs";

const WEBVTT = "WEBVTT\n\n00:00.000 --> 00:02.500\nThe tide turns at noon,\n\n00:02.500 --> 00:05.000\nand the ferry goes with it.\n";
const PATTERNS = ["testsrc2", "smptebars", "rgbtestsrc", "yuvtestsrc", "testsrc"];

/** An upright clip of so many seconds with a tone: its path. */
export function film(folder, name, seconds, place = 0) {
  const path = join(folder, name);
  execFileSync("ffmpeg", ["-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", `${PATTERNS[place % PATTERNS.length]}=size=270x480:rate=25:duration=${seconds}`,
    "-f", "lavfi", "-i", `sine=frequency=${220 + 60 * place}:duration=${seconds}`,
    "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "48k", "-shortest", "-movflags", "+faststart", path]);
  return path;
}

/** Asks as somebody who edits here. */
async function editor(server) {
  const sent = await fetch(`${server.address}/sign-up`, { method: "POST", redirect: "manual", body: new URLSearchParams({ name: "Clara Clips", password: "a long way from home" }) });
  const cookie = sent.headers.get("set-cookie").split(";")[0];
  execFileSync(BINARY, ["editor", "add", "Clara Clips", "editor", "--data", server.data]);
  return (path, more = {}) => fetch(server.address + path, { redirect: "manual", ...more, headers: { cookie, ...more.headers } });
}

const between = (text, before, after) => text.split(before)[1]?.split(after)[0];

async function channels(ask, names) {
  for (const title of names) await ask("/studio", { method: "POST", body: new URLSearchParams({ title, about: "" }) });
  const page = await (await ask("/studio")).text();
  return new Map(names.map((name) => [name, page.match(new RegExp(`<option value="(\\d+)">${name}<`))[1]]));
}

async function publish(ask, channel, path, said) {
  const bytes = readFileSync(path);
  const tus = { "Tus-Resumable": "1.0.0" };
  const encoded = (text) => Buffer.from(text).toString("base64");
  const begun = await ask("/uploads", { method: "POST", headers: { ...tus, "Upload-Length": String(bytes.length), "Upload-Metadata": `filename ${encoded("clip.mp4")},channel ${encoded(channel)}` } });
  const upload = begun.headers.get("location");
  await ask(upload, { method: "PATCH", headers: { ...tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" }, body: bytes });
  const at = upload.replace("/uploads/", "/studio/");
  await until(async () => (await (await ask(`${at}/state`)).json()).state === "ready", 60_000);
  const captions = new FormData();
  captions.set("language", "en");
  captions.set("file", new Blob([WEBVTT]), "clip.vtt");
  await ask(`${at}/captions`, { method: "POST", body: captions });
  const page = await (await ask(at)).text();
  const fields = {
    do: said.unlisted ? "unlist" : "publish", base: between(page, 'name="base" value="', '"'), lead: between(page, 'name="lead" value="', '"'),
    headline: said.title, body: said.about ?? "", tags: (said.tags ?? []).join(", "), credit: said.credit ?? "", language: "en",
  };
  for (const name of ["synthetic", "adults"]) if (said[name]) fields[name] = "1";
  const out = await ask(at, { method: "POST", body: new URLSearchParams(fields) });
  if (out.status !== 303) throw new Error(`${said.title}: ${out.status} ${await out.text()}`);
  return said.unlisted ? null : Number(out.headers.get("location").split("/").pop());
}

/** A server with these clips alone, the first of them the newest: `each` gives what is said of one, and how many seconds it has. */
export async function serveClips(each, more = []) {
  const server = await serve(undefined, ["--no-demo", ...more]);
  const ask = await editor(server);
  const folder = mkdtempSync(join(tmpdir(), "caulbart-clips-"));
  const of = await channels(ask, [...new Set(each.map((said) => said.channel))]);
  const items = [];
  for (const [place, said] of [...each.entries()].reverse()) {
    items.unshift(await publish(ask, of.get(said.channel), film(folder, `clip-${place}.mp4`, said.seconds ?? 5, place), said));
  }
  const seen = each.filter((said) => !said.unlisted && !said.adults).length;
  await until(async () => (await (await fetch(`${server.address}/watch`)).text()).split("<video").length > seen);
  return { server, items };
}
