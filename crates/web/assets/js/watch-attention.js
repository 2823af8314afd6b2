// How long was a clip really watched? It plays, it is not waiting for bytes, and its tab is looked at.
import { flush, report } from "./events.js";

// Whoever leaves within this has passed it by.
const PASSED_BY = 1000;
// Of long clips, so much is as good as all (`long_view` of KuaiRand, CIKM 2022).
const LONG = 18;
const WHOLE = 0.95;

export function attention(video, item, slot) {
  let spent = 0;
  let since = 0;
  let opened = false;
  let finished = false;
  const stop = () => {
    if (since) spent += performance.now() - since;
    since = 0;
  };
  const start = () => {
    if (!since && !video.paused && !document.hidden) since = performance.now();
  };
  for (const name of ["pause", "waiting", "seeking", "ended", "emptied"]) video.addEventListener(name, stop);
  for (const name of ["playing", "seeked"]) video.addEventListener(name, start);
  const seen = () => {
    let seconds = 0;
    for (let i = 0; i < video.played.length; i++) seconds += video.played.end(i) - video.played.start(i);
    return seconds;
  };
  /** It is left: what was watched is told, with its repetitions. */
  const settle = () => {
    stop();
    const dwell_ms = Math.round(spent);
    if (dwell_ms < PASSED_BY) return;
    const whole = video.duration > 0 && seen() >= Math.min(WHOLE * video.duration, LONG);
    if (!opened) report(item, "opened", { slot, dwell_ms: whole ? 0 : dwell_ms });
    opened = true;
    if (whole && !finished) report(item, "finished", { slot, dwell_ms });
    finished ||= whole;
  };
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return start();
    settle();
    flush();
  });
  addEventListener("pagehide", settle);
  return { settle, spent: () => spent + (since ? performance.now() - since : 0) };
}
