// The controls: one set for whatever is on the screen. What she sets stays on this device.
const KEPT = "caulbart.watch";
// So often a clip comes again by itself: nobody may be there any more.
const ROUNDS = 3;
const STEP = 2;

const time = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function read() {
  try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; }
}

export function deck(root, words, { goOn, isOver, isHere, heard: onSound }) {
  // Captions follow the sound until she chooses.
  const wish = { sound: false, captions: null, speed: 1, end: "again", ...read() };
  const keep = () => {
    try { localStorage.setItem(KEPT, JSON.stringify(wish)); } catch { /* for this page */ }
  };
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [seek, told, thumb] = [find("seek"), find("time"), root.querySelector(".deck-thumb")];
  let video = null;
  let cue = null;
  let rounds = 0;
  let held = false;
  let drawn = 0;

  const sounds = () => (video ? !video.muted : wish.sound);
  const captioned = () => wish.captions ?? !sounds();
  const showCue = () => {
    if (!cue) return;
    const active = captioned() ? [...chosen()?.activeCues ?? []] : [];
    cue.replaceChildren(...active.map((each) => each.getCueAsHTML()));
    cue.hidden = active.length === 0;
  };
  const chosen = () => {
    const tracks = [...video?.textTracks ?? []];
    return tracks.find((each) => each.language === document.documentElement.lang) ?? tracks[0];
  };
  const show = () => {
    find("sound").setAttribute("aria-pressed", String(sounds()));
    find("captions").setAttribute("aria-pressed", String(captioned()));
    find("captions").hidden = !chosen();
    const paused = video?.paused ?? true;
    root.toggleAttribute("data-paused", paused);
    video?.closest(".clip").toggleAttribute("data-paused", paused);
    find("play").setAttribute("aria-label", paused ? words.play : words.pause);
  };
  const draw = () => {
    cancelAnimationFrame(drawn);
    if (!video) return;
    const long = video.duration || Number(video.closest(".clip").dataset.ms) / 1000;
    const part = long > 0 ? video.currentTime / long : 0;
    if (!held) seek.value = Math.round(part * 1000);
    seek.style.setProperty("--part", `${seek.value / 10}%`);
    seek.setAttribute("aria-valuetext", words.at.replace("#", time(video.currentTime)).replace("%", time(long)));
    told.textContent = `${time(video.currentTime)} / ${time(long)}`;
    if (!video.paused) drawn = requestAnimationFrame(draw);
  };
  const preview = () => {
    const { strip, thumbs } = video?.dataset ?? {};
    if (!strip || !(thumbs > 0)) return;
    const at = Math.min(Number(thumbs) - 1, Math.floor(seek.value / 1000 * thumbs));
    thumb.hidden = false;
    thumb.style.backgroundImage = `url(${strip})`;
    thumb.style.backgroundSize = `${thumbs * 100}% 100%`;
    thumb.style.backgroundPositionX = `${thumbs > 1 ? at / (thumbs - 1) * 100 : 0}%`;
    thumb.style.aspectRatio = `${video.videoWidth || 9} / ${video.videoHeight || 16}`;
    thumb.style.insetInlineStart = `clamp(2rem, ${seek.value / 10}%, calc(100% - 2rem))`;
  };
  const hush = () => { thumb.hidden = true; };

  async function play(loud = wish.sound) {
    if (!video) return;
    isHere(video);
    video.muted = !loud;
    video.playbackRate = wish.speed;
    try { await video.play(); } catch (failed) {
      // Browsers let nothing be heard before somebody touched the page.
      if (failed.name === "NotAllowedError" && loud) return play(false);
    }
  }
  const toggle = () => (video?.paused ? play() : video?.pause());
  const sound = () => {
    wish.sound = !sounds();
    if (video) {
      video.muted = !wish.sound;
      if (wish.sound) onSound(video);
    }
    keep();
    show();
    showCue();
  };
  const captions = () => {
    wish.captions = !captioned();
    keep();
    show();
    showCue();
  };
  const move = (seconds) => {
    if (video?.duration) video.currentTime = Math.min(Math.max(video.currentTime + seconds, 0), video.duration - 0.05);
    draw();
  };
  const ended = () => {
    if (wish.end === "on" || isOver()) return goOn();
    rounds += 1;
    if (wish.end === "again" && rounds < ROUNDS) {
      video.currentTime = 0;
      play();
    }
  };
  const heard = { play: () => { show(); draw(); }, pause: () => { show(); draw(); }, ended, seeked: draw, loadedmetadata: draw, volumechange: () => { show(); showCue(); } };

  /** Takes up another clip, or none. */
  function take(next) {
    if (video === next) return;
    if (video) {
      for (const [name, does] of Object.entries(heard)) video.removeEventListener(name, does);
      chosen()?.removeEventListener("cuechange", showCue);
      if (cue) cue.hidden = true;
      video.pause();
    }
    video = next;
    rounds = 0;
    root.hidden = !video;
    if (!video) return;
    video.muted = !wish.sound;
    cue = video.closest(".clip").querySelector(".clip-cue");
    for (const each of video.textTracks) each.mode = "disabled";
    const track = chosen();
    if (track) track.mode = "hidden";
    track?.addEventListener("cuechange", showCue);
    for (const [name, does] of Object.entries(heard)) video.addEventListener(name, does);
    find("pip").hidden = !document.pictureInPictureEnabled;
    show();
    draw();
    showCue();
  }

  find("play").addEventListener("click", toggle);
  find("sound").addEventListener("click", sound);
  find("captions").addEventListener("click", captions);
  find("keys").addEventListener("click", () => document.getElementById("keys").showModal());
  find("pip").addEventListener("click", () => {
    if (document.pictureInPictureElement) document.exitPictureInPicture();
    else video?.requestPictureInPicture().catch(() => {});
  });
  find("speed").value = String(wish.speed);
  find("speed").addEventListener("change", ({ target }) => {
    wish.speed = Number(target.value);
    if (video) video.playbackRate = wish.speed;
    keep();
  });
  find("end").value = wish.end;
  find("end").addEventListener("change", ({ target }) => {
    wish.end = target.value;
    keep();
  });
  seek.addEventListener("input", () => {
    held = true;
    if (video?.duration) video.currentTime = seek.value / 1000 * video.duration;
    preview();
    draw();
  });
  seek.addEventListener("change", () => { held = false; hush(); });
  seek.addEventListener("blur", hush);
  seek.addEventListener("pointerup", hush);
  return { take, play, toggle, sound, captions, move, STEP, playing: () => video };
}
