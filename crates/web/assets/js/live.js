// A timeline that stands open is told how many stories are newer. It moves only when she says so.
import { renew } from "./renew.js";

// After an answer that was none; the browser itself tries again sooner where only the line was cut.
const LATER = 60_000;

export function live(main) {
  const news = main.querySelector(".news");
  let source = null;

  const close = () => {
    source?.close();
    source = null;
  };
  const open = () => {
    const page = main.querySelector("[data-newest]");
    // Tabs that nobody looks at hold no connection: a browser has six of them for a host.
    if (source || document.hidden || !page) return;
    source = new EventSource(`/live?newest=${page.dataset.newest}`);
    source.onmessage = ({ data }) => show(Number(data));
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      source = null;
      setTimeout(open, LATER);
    };
  };
  const show = (count) => {
    const button = news.querySelector("button") ?? news.appendChild(document.createElement("button"));
    button.className = "button";
    button.textContent = count === 1 ? news.dataset.one : news.dataset.many.replace("#", count);
    button.onclick = async () => {
      button.disabled = true;
      await renew(main, location.pathname + location.search).catch(() => location.reload());
      scrollTo({ top: 0 });
      main.querySelector(".headline a")?.focus({ preventScroll: true });
    };
  };

  main.addEventListener("renewed", () => {
    news.replaceChildren();
    close();
    open();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}
