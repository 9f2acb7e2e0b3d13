// Shows what the companion tells; asks only this machine.
import { begin, rest } from "./circle.js";
import { figure } from "./chart.js";

const TURNS = 12;
const STATES = {
  asleep: "Asleep. Say: hey gut feeling", open: "Listening", hearing: "Hearing you", ours: "Speaking",
  breathing: "Breathing with you", muted: "Muted: I hear nothing", gone: "The companion has ended",
};
const KEYS = { Escape: "Escape", " ": " ", m: "m", M: "m" };
const by = (id) => document.getElementById(id);

const events = new EventSource("events");
events.addEventListener("state", ({ data }) => {
  const { state } = JSON.parse(data);
  by("state").textContent = STATES[state];
  if (state !== "breathing") rest();
});
events.addEventListener("cue", ({ data }) => begin(JSON.parse(data)));
events.addEventListener("stopped", rest);
events.addEventListener("turn", ({ data }) => {
  const { heard, speech, sources } = JSON.parse(data);
  if (heard !== null) caption("You", heard);
  if (speech) caption("Gut Feeling", speech);
  cite(sources);
  chart();
});
events.addEventListener("error", () => { by("state").textContent = STATES.gone; });

addEventListener("keydown", (event) => {
  const key = KEYS[event.key];
  const busy = event.target.closest("a, summary") && event.key === " ";
  if (!key || busy || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  fetch("key", { method: "POST", body: key });
});

function caption(who, words) {
  const row = document.createElement("li");
  row.append(Object.assign(document.createElement("span"), { className: "who", textContent: `${who}: ` }), words);
  by("said").append(row);
  while (by("said").children.length > TURNS) by("said").firstElementChild.remove();
}

function cite(sources) {
  if (!sources.length) return;
  by("sources").replaceChildren(...sources.map(({ citation, link, checked }) => {
    const row = document.createElement("li");
    const title = document.createElement(link ? "a" : "span");
    title.textContent = citation;
    if (link) Object.assign(title, { href: link, rel: "noreferrer noopener", target: "_blank" });
    row.append(title, Object.assign(document.createElement("small"), { textContent: checked }));
    return row;
  }));
  by("sources-box").hidden = false;
}

async function chart() {
  const { days, scales } = await (await fetch("diary")).json();
  by("diary").replaceChildren(...Object.entries(scales).map(([name, told]) => figure(name, days, told)));
  by("diary-box").hidden = !Object.keys(scales).length;
}

chart();
