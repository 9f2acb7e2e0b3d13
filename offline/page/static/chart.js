// Four weeks of one scale: dots for days, a line for the median of seven, and the same as a table.
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 560;
const HEIGHT = 90;
const NAMES = { anxiety: "Anxiety (10 is worst)", gut: "Belly (10 is worst)", sleep: "Sleep (10 is best)",
  mood: "Mood (10 is best)", stress: "Stress (10 is worst)" };

/** Return a figure for a scale; `values` and `medians` hold numbers or null, one a day. */
export function figure(name, days, { values, medians }) {
  const box = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = NAMES[name] || name;
  box.append(caption, drawing(days, values, medians, NAMES[name] || name), table(days, values));
  return box;
}

function drawing(days, values, medians, title) {
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
  svg.append(Object.assign(element("title", {}), { textContent: `${title}, a table of the days follows` }));
  for (const level of [0, 5, 10]) {
    svg.append(element("line", { class: "grid", x1: 20, x2: WIDTH, y1: y(level), y2: y(level) }));
    svg.append(Object.assign(element("text", { x: 0, y: y(level) + 4 }), { textContent: level }));
  }
  let path = "";
  medians.forEach((value, at) => {
    if (value === null) return;
    path += `${path && medians[at - 1] !== null ? "L" : "M"}${x(at, days)} ${y(value)}`;
  });
  svg.append(element("path", { class: "median", d: path }));
  values.forEach((value, at) => {
    if (value !== null) svg.append(element("circle", { class: "day", cx: x(at, days), cy: y(value), r: 3 }));
  });
  return svg;
}

function table(days, values) {
  const details = document.createElement("details");
  details.append(Object.assign(document.createElement("summary"), { textContent: "As a table" }));
  const rows = document.createElement("table");
  days.forEach((day, at) => {
    if (values[at] === null) return;
    const row = rows.insertRow();
    row.append(Object.assign(document.createElement("th"), { textContent: day, scope: "row" }));
    row.insertCell().textContent = values[at];
  });
  details.append(rows);
  return details;
}

function x(at, days) { return 24 + (at * (WIDTH - 30)) / Math.max(1, days.length - 1); }
function y(value) { return HEIGHT - 10 - (value * (HEIGHT - 20)) / 10; }

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
