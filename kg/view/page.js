"use strict";
const { nodes, edges, legend } = JSON.parse(document.getElementById("graph").textContent);
const make = (tag, attributes = {}, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};
const html = (tag, className, ...children) => {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
};

// {{layout}}

// Drawing.
const world = document.getElementById("world"), picture = document.getElementById("picture");
const heads = make("defs");
for (const [type, colour] of [["other", "#b4bcc6"], ["FROM", "#c1666b"], ["TO", "#2a9d8f"], ["TALENT_FLOW", "#2f6fb7"], ["CONTRADICTS", "#d1495b"]]) {
  const marker = make("marker", { id: "head-" + type, viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, orient: "auto", markerUnits: "userSpaceOnUse" });
  if (type === "TALENT_FLOW") { marker.setAttribute("markerWidth", 16); marker.setAttribute("markerHeight", 16); }
  marker.append(make("path", { d: "M0 0L10 5L0 10z", fill: colour }));
  heads.append(marker);
}
picture.prepend(heads);
const pairs = new Map();
for (const edge of edges) {
  const key = [edge.source, edge.target].sort().join(" ");
  pairs.set(key, [...(pairs.get(key) || []), edge]);
}
pairs.forEach((bundle) => bundle.forEach((edge, index) => {
  const side = edge.source < edge.target ? 1 : -1;
  edge.bend = bundle.length > 1 ? side * (index - (bundle.length - 1) / 2) * 34 : edge.type === "TALENT_FLOW" ? 14 : 0;
}));

function shape({ label, r, half, high }) {
  if (label === "Company") return make("rect", { class: "shape", x: -half, y: -high, width: 2 * half, height: 2 * high, rx: 6 });
  if (label === "Article") return make("rect", { class: "shape", x: -r * 0.75, y: -r, width: r * 1.5, height: 2 * r, rx: 2 });
  if (label === "Post") return make("path", { class: "shape", d: `M0 ${-r}L${r} 0L0 ${r}L${-r} 0z` });
  return make("circle", { class: "shape", r });
}

for (const edge of edges) {
  edge.line = make("path", { class: "line" });
  edge.reach = make("path", { class: "reach" });
  edge.words = make("text", {}, edge.caption);
  if (edge.width) edge.line.style.strokeWidth = edge.width + "px";
  if (edge.arrow) edge.line.setAttribute("marker-end", `url(#head-${heads.querySelector("#head-" + edge.type) ? edge.type : "other"})`);
  edge.drawn = make("g", { class: "edge " + edge.type, "data-type": edge.type }, edge.line, edge.reach, edge.words);
  world.append(edge.drawn);
}
for (const node of nodes) {
  const top = node.boxed ? node.font * (0.35 - (node.lines.length - 1) * 0.58) : node.r + 12;
  const words = node.lines.map((line, index) => make("text", { y: top + node.font * 1.15 * index, "font-size": node.font }, line));
  node.drawn = make("g", { class: `node ${node.label} ${node.look}`, "data-key": node.key, tabindex: 0 }, shape(node), ...words);
  world.append(node.drawn);
}

function place() {
  for (const node of nodes) node.drawn.setAttribute("transform", `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`);
  for (const edge of edges) {
    const { a, b, bend } = edge;
    const far = Math.hypot(b.x - a.x, b.y - a.y) || 1, ux = (b.x - a.x) / far, uy = (b.y - a.y) / far;
    const mx = (a.x + b.x) / 2 - uy * bend, my = (a.y + b.y) / 2 + ux * bend;
    const from = clear(a, mx, my, 2), to = clear(b, mx, my, 5);
    const line = `M${from} Q${mx.toFixed(1)} ${my.toFixed(1)} ${to}`;
    edge.line.setAttribute("d", line); edge.reach.setAttribute("d", line);
    edge.words.setAttribute("x", ((a.x + b.x) / 4 + mx / 2).toFixed(1)); edge.words.setAttribute("y", ((a.y + b.y) / 4 + my / 2 + 3).toFixed(1));
  }
}

function clear(node, x, y, gap) {  // where an edge towards (x, y) leaves the shape, and the caption below it
  const dx = x - node.x, dy = y - node.y, far = Math.hypot(dx, dy) || 1;
  let edge = node.r;
  if (node.boxed) edge = Math.min((node.half * far) / Math.max(Math.abs(dx), 0.1), (node.high * far) / Math.max(Math.abs(dy), 0.1));
  else if (dy > 0 && Math.abs(dx / dy) * (node.r + 8) < node.half) {
    edge = Math.min(((node.r + 4 + node.lines.length * 12) * far) / dy, (node.half * far) / Math.max(Math.abs(dx), 0.1));
  }
  edge = Math.min(Math.max(edge, node.boxed ? 0 : node.r), far * (node.boxed ? 0.8 : 0.45));
  return `${(node.x + (dx / far) * (edge + gap)).toFixed(1)} ${(node.y + (dy / far) * (edge + gap)).toFixed(1)}`;
}

// Looking: the view, tooltips, the panel.
const view = { x: 0, y: 0, k: 1 };
const show = () => world.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.k})`);
function fit() {
  const xs = nodes.flatMap((node) => [node.x - node.wide, node.x + node.wide]);
  const ys = nodes.flatMap((node) => [node.y + node.low - node.tall, node.y + node.low + node.tall]);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margin = innerWidth > 700 ? legendBox.offsetWidth + 48 : 24;  // nothing lies under the legend
  const wide = innerWidth - margin - 24, high = innerHeight - 104;
  view.k = Math.min(wide / (right - left), high / (bottom - top), 1.6);
  view.x = margin + wide / 2 - (view.k * (left + right)) / 2; view.y = 84 + high / 2 - (view.k * (top + bottom)) / 2;
  show();
}

function told(thing, most) {
  const parts = [html("b", "name", thing.full), html("div", "facts", thing.facts.join(" · "))];
  for (const one of thing.said.slice(0, most)) {
    const cite = html("cite", "", [one.who, one.status, one.outlet, one.published].filter(Boolean).join(" · "));
    if (/^https?:/.test(one.url || "") && most === Infinity) {
      const link = html("a", "", "read the article");
      link.href = one.url; link.target = "_blank"; link.rel = "noopener noreferrer";
      cite.append(" · ", link);
    }
    parts.push(html("blockquote", "", one.quote, cite));
  }
  if (thing.said.length > most) parts.push(html("div", "facts", `and ${thing.said.length - most} more: click`));
  return parts;
}

const tip = document.getElementById("tip"), more = document.getElementById("more");
function near(thing) {
  return thing.a ? new Set([thing, thing.a, thing.b])
    : new Set([thing, ...edges.flatMap((edge) => (edge.a === thing || edge.b === thing ? [edge, edge.a, edge.b] : []))]);
}
for (const thing of [...edges, ...nodes]) {
  thing.drawn.addEventListener("pointermove", (event) => {
    if (!tip.hasChildNodes() || tip.of !== thing) { tip.replaceChildren(...told(thing, 2)); tip.of = thing; }
    tip.style.display = "block";
    tip.style.left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8) + "px";
    tip.style.top = Math.max(8, Math.min(event.clientY + 14, innerHeight - tip.offsetHeight - 8)) + "px";
  });
  thing.drawn.addEventListener("pointerenter", () => {
    const kept = near(thing);
    for (const other of [...edges, ...nodes]) other.drawn.classList.toggle("faded", !kept.has(other));
  });
  thing.drawn.addEventListener("pointerleave", () => {
    tip.style.display = "none";
    for (const other of [...edges, ...nodes]) other.drawn.classList.remove("faded");
  });
  thing.drawn.addEventListener("click", () => { if (!dragged) choose(thing); });
  thing.drawn.addEventListener("keydown", (event) => { if (event.key === "Enter") choose(thing); });
}
function choose(thing) {
  document.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
  if (!thing) { more.style.display = "none"; return; }
  thing.drawn.classList.add("chosen");
  const close = html("button", "", "×");
  close.setAttribute("aria-label", "Close"); close.onclick = () => choose(null);
  more.replaceChildren(close, ...told(thing, Infinity));
  more.style.display = "block";
}
addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });

let held = null, dragged = false;
picture.addEventListener("pointerdown", (event) => {
  const node = nodes.find((one) => one.drawn.contains(event.target));
  held = { node, x: event.clientX, y: event.clientY }; dragged = false;
});
addEventListener("pointermove", (event) => {
  if (!held) return;
  const dx = event.clientX - held.x, dy = event.clientY - held.y;
  Object.assign(held, { x: event.clientX, y: event.clientY });
  dragged ||= Math.abs(dx) + Math.abs(dy) > 2;
  if (held.node) { held.node.x += dx / view.k; held.node.y += dy / view.k; place(); } else { view.x += dx; view.y += dy; show(); }
});
addEventListener("pointerup", () => { held = null; });
picture.addEventListener("wheel", (event) => {
  event.preventDefault();
  const by = Math.exp(-event.deltaY * 0.0015), k = Math.min(Math.max(view.k * by, 0.05), 8);
  view.x = event.clientX - ((event.clientX - view.x) * k) / view.k; view.y = event.clientY - ((event.clientY - view.y) * k) / view.k;
  view.k = k; show();
}, { passive: false });
picture.addEventListener("dblclick", fit);
addEventListener("resize", fit);

for (const { label, look, words } of legend) {
  const sample = label.startsWith("edge ")
    ? make("g", { class: label }, make("path", { class: "line", d: "M-11 0L11 0", "stroke-width": 2 }))
    : make("g", { class: `node ${label} ${look}` }, shape({ label, r: 7, half: 9, high: 6 }));
  legendBox.append(html("div", "", make("svg", { viewBox: "-13 -9 26 18" }, sample), words));
}
place();
fit();
document.body.dataset.ready = "true";
