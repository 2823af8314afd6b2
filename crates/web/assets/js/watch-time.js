// She wished for no more than so many minutes.

// Without an answer it is asked again after this.
const AGAIN = 10_000;

/** When `left` milliseconds have passed, the server is asked whether it is time; `then` is given the end that it sends. */
export function untilTime(left, then) {
  const wait = (left) => setTimeout(ask, left);
  async function ask() {
    // Whoever was away for long begins anew.
    if (document.hidden && !document.pictureInPictureElement) return document.addEventListener("visibilitychange", ask, { once: true });
    const { parsed } = await import("./renew.js");
    const answer = await fetch("/watch").catch(() => null);
    const list = answer?.ok ? parsed(await answer.text()).querySelector("[data-watch]") : null;
    const pause = list?.querySelector(".clip-end[data-break]");
    if (pause) return then(document.adoptNode(pause));
    // In another tab she went on, or wishes for no breaks any more.
    if (!list) wait(AGAIN);
    else if (list.dataset.left) wait(Number(list.dataset.left));
  }
  wait(left);
}
