// The breathing circle: grows with the in-breath, rests in a hold, shrinks with the out-breath.
const SMALL = 0.3;
const FULL = 1;
const WORDS = { in: "In", top_up: "A little more", hold: "Hold", out: "Out", rest: "Rest" };

const circle = document.getElementById("circle");
const word = document.getElementById("phase");
const still = matchMedia("(prefers-reduced-motion: reduce)");

let running = null;
let size = SMALL;

/** Begin a phase now; `seconds` long. `window.phases` is what a test reads. */
export function begin({ phase, seconds }) {
  const at = performance.now();
  const from = size;
  const to = phase === "in" || phase === "top_up" ? FULL : phase === "out" ? SMALL : from;
  running = { phase, seconds, at, from, to: phase === "in" ? FULL * 0.92 : to };
  (window.phases ||= []).push({ phase, seconds, at: performance.timeOrigin + at });
  requestAnimationFrame(draw);
}

/** Put the circle to rest. */
export function rest() {
  running = null;
  size = SMALL;
  paint(size);
  word.textContent = "";
}

function draw(now) {
  if (!running) return;
  const { phase, seconds, at, from, to } = running;
  const part = Math.min(1, Math.max(0, (now - at) / (seconds * 1000)));
  size = from + (to - from) * (1 - Math.cos(Math.PI * part)) / 2;
  paint(size);
  const left = Math.max(1, Math.ceil(seconds * (1 - part)));
  const told = still.matches ? `${WORDS[phase]} · ${left}` : WORDS[phase];
  if (word.textContent !== told) word.textContent = told;
  if (part < 1) requestAnimationFrame(draw);
  else if (now - at > seconds * 1000 + 1500) rest();
  else requestAnimationFrame(draw);
}

function paint(scale) {
  if (still.matches) return;
  circle.style.transform = `scale(${scale.toFixed(4)})`;
  circle.style.opacity = (0.25 + 0.5 * scale).toFixed(3);
}
