// Filters, quotes, and pictures for elsewhere.
const at = (id) => document.getElementById(id);
const html = (tag, className, ...children) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
};
const byId = new Map(every.map((move) => [move.id, move]));

function show(title, moves) {
  at("evidence-title").textContent = title;
  const order = [...moves].sort((a, b) => (a.day || "~").localeCompare(b.day || "~") || a.person - b.person);
  at("said").replaceChildren(...order.map((move) => {
    const from = move.from.map((one) => companies[one].name).join(", "), to = move.to === null ? "" : companies[move.to].name;
    const facts = [move.status, move.date || "no date known", move.role, move.paid, counted(move.sources, "source", "independent sources")];
    const words = `${people[move.person].name}: ${move.kind} ${[from, to].filter(Boolean).join(" → ")}`;
    return html("article", "", html("h3", "", words), html("div", "quiet", facts.filter(Boolean).join(" · ")), ...quotes.slice(...move.quotes).map(quoted));
  }));
  if (!at("evidence").open) at("evidence").showModal();
  at("evidence").scrollTop = 0;
  at("evidence-title").focus();
}
function quoted(one) {
  const cite = html("cite", "", [one.speaker && "in the words of " + one.speaker, one.outlet, one.published].filter(Boolean).join(" · "));
  if (/^https?:/.test(one.url || "")) {
    const link = html("a", "", "read the article");
    link.href = one.url; link.target = "_blank"; link.rel = "noopener noreferrer";
    cite.append(" · ", link);
  }
  return html("blockquote", "", one.quote, cite);
}
at("close").onclick = () => at("evidence").close();
document.addEventListener("click", (event) => {
  const ids = event.target.dataset?.moves;
  if (ids) show(event.target.getAttribute("aria-label"), ids.split(" ").map((id) => byId.get(id)).filter(Boolean));
});

const option = (value, words) => { const made = html("option", "", words); made.value = value; return made; };
const alphabet = (list) => list.map((one, number) => [number, one.name]).sort((a, b) => (a[1] < b[1] ? -1 : 1));
const often = (list, moves, has) => list.map((_, one) => [one, moves.filter((move) => has(move, one)).length]).sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
for (const [number, name] of alphabet(companies)) { at("company").append(option(number, name)); at("one-company").append(option(number, name)); }
for (const [number, name] of alphabet(people)) at("one-person").append(option(number, name));
for (const status of ["completed", "planned", "attempted", "rumoured", "denied"].filter((one) => statuses.includes(one) || every.some((move) => move.status === one))) {
  const box = html("input", ""); box.type = "checkbox"; box.value = status; box.defaultChecked = box.checked = statuses.includes(status);
  at("statuses").append(html("label", "", box, status));
}
at("one-company").value = often(companies, every, (move, one) => move.came === one || move.left.includes(one)) ?? "";
const dates = (person) => new Set(every.filter((move) => move.person === person && move.date).map((move) => move.date)).size;
at("one-person").value = people.map((_, one) => one).sort((a, b) => dates(b) - dates(a) || a - b)[0] ?? "";

function chosen() {
  const company = at("company").value, [since, until] = [at("since").value, at("until").value];
  const wanted = [...at("statuses").querySelectorAll("input:checked")].map((box) => box.value);
  return every.filter((move) => wanted.includes(move.status)
    && (!company || move.from.includes(+company) || move.to === +company)
    && (!since || (move.day && move.day >= since)) && (!until || (move.day && move.day <= until)));
}

const CHARTS = [["sankey", sankey, () => least()], ["matrix", matrix, () => least()], ["net", net, () => least()], ["network", network, () => least()],
  ["times", times, () => +at("one-company").value], ["life", life, () => +at("one-person").value]];
const least = () => Math.max(1, +at("least").value || 1);

function draw() {
  const moves = chosen();
  at("count").textContent = `${counted(moves.length, "move", "moves")} of ${counted(persons(moves), "person", "people")}`;
  for (const [id, chart, value] of CHARTS) {
    const section = at(id), width = Math.max(280, section.clientWidth - 36), svg = make("svg", { role: "group", "aria-label": section.querySelector("h2").textContent });
    const high = companies.length && people.length ? chart(svg, width, id === "life" ? every.filter((move) => moves.includes(move) || move.person === value()) : moves, value()) : 0;
    svg.setAttribute("viewBox", `0 0 ${width} ${Math.max(high, 1)}`);
    section.querySelector("svg, .none")?.remove();
    section.append(high ? svg : html("p", "none quiet", "Nothing to draw with these filters."));
  }
}

// A picture by itself: what the style sheet says is written into its elements.
function alone(svg) {
  const copy = svg.cloneNode(true), [all, copies] = [svg.querySelectorAll("*"), copy.querySelectorAll("*")];
  all.forEach((one, number) => {
    const style = getComputedStyle(one);
    for (const name of ["fill", "stroke", "stroke-width", "stroke-opacity", "fill-opacity", "font-size", "font-family", "font-weight"]) copies[number].style.setProperty(name, style.getPropertyValue(name));
    for (const name of ["tabindex", "role", "aria-label"]) copies[number].removeAttribute(name);
  });
  const [, , width, high] = svg.getAttribute("viewBox").split(" ");
  copy.setAttribute("xmlns", NS); copy.setAttribute("width", width); copy.setAttribute("height", high);
  copy.prepend(make("rect", { width: "100%", height: "100%", fill: getComputedStyle(document.body).backgroundColor }));
  return new XMLSerializer().serializeToString(copy);
}
function save(name, address) {
  const link = html("a", ""); link.href = address; link.download = name; link.click();
}
function picture(id, kind) {
  const svg = at(id).querySelector("svg");
  if (!svg) return;
  const address = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(alone(svg));
  if (kind === "svg") { save(id + ".svg", address); return; }
  const image = new Image(), canvas = document.createElement("canvas");
  image.onload = () => {
    canvas.width = image.width * 2; canvas.height = image.height * 2;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    save(id + ".png", canvas.toDataURL("image/png"));
  };
  image.src = address;
}
for (const [id] of CHARTS) {
  const buttons = ["svg", "png"].map((kind) => {
    const made = html("button", "", kind.toUpperCase());
    made.type = "button"; made.onclick = () => picture(id, kind);
    made.setAttribute("aria-label", `Save ${at(id).querySelector("h2").textContent} as ${kind.toUpperCase()}`);
    return made;
  });
  at(id).prepend(html("div", "save", ...buttons));
}
at("filters").addEventListener("input", draw);
at("filters").addEventListener("reset", () => setTimeout(draw));
at("filters").addEventListener("submit", (event) => event.preventDefault());
for (const id of ["one-company", "one-person"]) at(id).addEventListener("input", draw);
let width = innerWidth;
addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; draw(); } });
draw();
document.body.dataset.ready = "";
