// What is fetched of a clip: once more where something failed, and nothing of what is far away.

export function fetching(clip, video) {
  const told = clip.querySelector(".clip-failed");
  const sources = [...video.querySelectorAll("source")];
  // Where it was when it was let go of.
  let left = null;

  const fail = () => {
    video.pause();
    clip.setAttribute("data-broken", "");
    told.hidden = false;
  };
  // The last of its files cannot be had, or it breaks off while it plays.
  sources.at(-1).addEventListener("error", fail);
  video.addEventListener("error", fail);
  // It may have failed before this ran.
  if (video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) fail();

  video.addEventListener("waiting", () => clip.setAttribute("data-waiting", ""));
  for (const name of ["playing", "pause", "emptied"]) video.addEventListener(name, () => clip.removeAttribute("data-waiting"));

  const load = (from) => {
    clip.removeAttribute("data-broken");
    told.hidden = true;
    video.load();
    // Before anything has come, this says where it begins (HTML, 4.8.11.6: default playback start position).
    video.currentTime = from;
  };
  /** It may be seen next. */
  const near = () => {
    video.preload = "auto";
    if (left === null) return;
    video.prepend(...sources);
    load(left);
    left = null;
  };
  return {
    near,
    /** It is seen now. */
    here: () => {
      near();
      if (clip.hasAttribute("data-broken")) load(video.currentTime);
    },
    /** A line that is held open for nothing is one that somebody else needs. */
    far: () => {
      if (left !== null || video.preload === "none" || document.pictureInPictureElement === video) return;
      left = video.ended ? 0 : video.currentTime;
      for (const source of sources) source.remove();
      video.load();
    },
  };
}
