// Forms that wait for a connection: sent in their order, and done once, however often they are sent.
import { list } from "./events.js";

export const waiting = list("caulbart.forms", 200);
const answered = new Map();

/** The answer; `null` when there is no connection, and it goes out with the next one. */
export async function send(path, body, redirect = "follow") {
  const key = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  waiting.write([...waiting.read(), { key, path, body: String(body), redirect }]);
  await flush();
  const answer = answered.get(key) ?? null;
  answered.delete(key);
  return answer;
}

export const alone = (does) => (navigator.locks ? navigator.locks.request("caulbart.forms", does) : does());

/** Two tabs take turns: what the first has sent, the second no longer finds. */
export async function flush() {
  try {
    await alone(sendAll);
  } catch { /* stays for the next time */ }
}

async function sendAll() {
  for (let all = waiting.read(); all.length > 0; all = waiting.read()) {
    const [{ key, path, body, redirect }] = all;
    const answer = await fetch(path, { method: "POST", body: new URLSearchParams(body), redirect, keepalive: true, headers: { "Idempotency-Key": key } });
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    answered.set(key, answer);
    waiting.write(waiting.read().filter((each) => each.key !== key));
  }
}

addEventListener("online", flush);
