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
    main.setAttribute("aria-busy", "true");
    const turn = ++latest;
    const still = () => turn === latest;
    timer = setTimeout(async () => {
      const address = `/?${new URLSearchParams(new FormData(form))}`;
      // Without an answer the button leads there as it does without a script.
      await renew(main, address, still).catch(() => { form.dataset.alone = ""; });
      if (still()) main.removeAttribute("aria-busy");
    }, PAUSE);
  });
  // What she moved before this ran, or her browser put back.
  for (const slider of form.querySelectorAll("input[type='range']")) {
    if (slider.value !== slider.defaultValue) slider.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
