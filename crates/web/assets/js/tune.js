// Sliders: what they would change is shown in place, and kept only when she says so.
import { renew } from "./renew.js";

const PAUSE = 250;

export function tune(main) {
  const form = main.querySelector("form[data-tune]");
  if (!form) return;
  const steps = form.dataset.steps.split("|");
  let timer = 0;
  let latest = 0;
  form.addEventListener("input", (event) => {
    const slider = event.target;
    const says = steps[Number(slider.value)];
    slider.setAttribute("aria-valuetext", says);
    form.querySelector(`output[for="${slider.id}"]`).textContent = says;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const turn = ++latest;
      const address = `/?${new URLSearchParams(new FormData(form))}`;
      main.setAttribute("aria-busy", "true");
      // Without an answer the button leads there as it does without a script.
      await renew(main, address).catch(() => { form.dataset.alone = ""; });
      if (turn === latest) main.removeAttribute("aria-busy");
    }, PAUSE);
  });
}
