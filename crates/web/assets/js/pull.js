// Pulling a timeline down fetches it anew, where a finger is what one has.
import { renew } from "./renew.js";

// In pixels of the finger's way.
const ENOUGH = 110;

export function pull(main) {
  const sign = document.createElement("div");
  sign.className = "pull";
  sign.setAttribute("aria-hidden", "true");
  sign.textContent = "↓";
  sign.hidden = true;
  document.body.prepend(sign);
  document.documentElement.classList.add("pulls");
  let from = null;
  let far = 0;
  addEventListener("touchstart", (event) => {
    const other = event.touches.length > 1 || event.target.closest("dialog, input, .toast");
    from = scrollY > 0 || other ? null : event.touches[0].clientY;
    far = 0;
  }, { passive: true });
  addEventListener("touchmove", (event) => {
    if (from === null) return;
    far = Math.max(0, event.touches[0].clientY - from);
    sign.hidden = far < 10;
    sign.style.setProperty("--pulled", `${Math.min(far, ENOUGH * 1.3) / 2}px`);
    sign.classList.toggle("pulled", far >= ENOUGH);
  }, { passive: true });
  addEventListener("touchend", async () => {
    const enough = from !== null && far >= ENOUGH;
    from = null;
    if (enough) await renew(main, location.pathname + location.search).catch(() => {});
    sign.hidden = true;
  });
}
