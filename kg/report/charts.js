"use strict";
// The pictures: each function draws into an svg of a width and gives its height. `moves` are those that the filters leave.
const NS = "http://www.w3.org/2000/svg";
const { companies, people, moves: every, quotes, statuses } = JSON.parse(document.getElementById("data").textContent);
const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c7ae6"];  // Okabe and Ito's, 2008, told apart by all
const colour = (company) => (companies[company].community ? COLOURS[(companies[company].community - 1) % COLOURS.length] : "#8a94a0");
const make = (tag, attributes = {}, ...children) => {
  const made = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};
const counted = (n, one, many) => `${n} ${n === 1 ? one : many}`;
const persons = (moves) => new Set(moves.map((move) => move.person)).size;
const cut = (words, most) => (words.length > most ? words.slice(0, most - 1) + "…" : words);
const sum = (some) => some.reduce((a, b) => a + b, 0);

function mark(svg, className, words, moves, ...shapes) {
  const made = make("g", { class: "mark " + className, tabindex: 0, role: "button", "aria-label": words }, make("title", {}, words), ...shapes);
  made.addEventListener("click", () => show(words, moves));
  made.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(words, moves); } });
  svg.append(made);
  return made;
}

function pairs(moves, least) {
  const found = new Map();
  for (const move of moves) for (const from of move.to === null ? [] : move.left) {
    const key = from + " " + move.to;
    found.set(key, { from, to: move.to, moves: [...(found.get(key)?.moves || []), move] });
  }
  const some = [...found.values()].map((pair) => ({ ...pair, people: persons(pair.moves) })).filter((pair) => pair.people >= least);
  return some.sort((a, b) => b.people - a.people || a.from - b.from || a.to - b.to);
}
const told = (pair) => `${companies[pair.from].name} to ${companies[pair.to].name}: ${counted(pair.people, "person", "people")}`;
const weights = (some, side) => {
  const found = new Map();
  for (const pair of some) found.set(pair[side], (found.get(pair[side]) || 0) + pair.people);
  return [...found].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
};

function sankey(svg, width, moves, least) {
  const all = pairs(moves, least), some = all.slice(0, 40), wide = width < 560 ? 96 : 170, gap = 10, bar = 12;
  const columns = { from: weights(some, "from"), to: weights(some, "to") };
  const total = sum(some.map((pair) => pair.people)), unit = Math.max(5, Math.min(26, 560 / Math.max(total, 1)));
  const places = {};
  let high = 0;
  for (const [side, x] of [["from", wide], ["to", width - wide - bar]]) {
    let y = 4;
    places[side] = new Map();
    for (const [company, weight] of columns[side]) {
      const tall = Math.max(weight * unit, 3);
      places[side].set(company, { y, used: 0 });
      svg.append(make("rect", { x, y, width: bar, height: tall, rx: 2, fill: colour(company) }));
      const words = `${cut(companies[company].name, width < 560 ? 12 : 22)} ${weight}`;
      svg.append(make("text", { x: side === "from" ? x - 6 : x + bar + 6, y: y + tall / 2 + 4, "text-anchor": side === "from" ? "end" : "start" }, words));
      y += Math.max(tall, 12) + gap;
      high = Math.max(high, y);
    }
  }
  // The tenth below: a wholly straight band would have a box without a height, and tools take it for invisible.
  const order = [...some].sort((a, b) => places.to.get(a.to).y - places.to.get(b.to).y || places.from.get(a.from).y - places.from.get(b.from).y);
  for (const pair of order) {
    const a = places.from.get(pair.from), b = places.to.get(pair.to), tall = pair.people * unit;
    const y1 = a.y + a.used + tall / 2, y2 = b.y + b.used + tall / 2 + 0.1, x1 = wide + bar, x2 = width - wide - bar, half = (x1 + x2) / 2;
    a.used += tall; b.used += tall;
    const shape = make("path", { class: "shape", d: `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}`, stroke: colour(pair.from), "stroke-width": tall });
    mark(svg, "band", told(pair), pair.moves, shape).style.setProperty("--focus-width", tall + 3 + "px");
  }
  if (all.length > some.length) svg.append(make("text", { class: "quiet", x: 0, y: high + 12 }, `and ${all.length - some.length} smaller flows: in the tables below`));
  return some.length ? high + (all.length > some.length ? 18 : 0) : 0;
}

function matrix(svg, width, moves, least) {
  const some = pairs(moves, least), found = new Map(some.map((pair) => [pair.from + " " + pair.to, pair]));
  const columns = weights(some, "to").slice(0, width < 560 ? 6 : 12).map(([one]) => one);
  const rows = weights(some.filter((pair) => columns.includes(pair.to)), "from").slice(0, 12).map(([one]) => one);
  const left = width < 560 ? 96 : 170, top = 96, wide = Math.min(64, (width - left - 64) / Math.max(columns.length, 1)), tall = 28;
  const most = Math.max(1, ...some.map((pair) => pair.people));
  columns.forEach((to, x) => svg.append(make("text", { transform: `translate(${left + wide * (x + 0.5)} ${top - 6}) rotate(-50)` }, cut(companies[to].name, 14))));
  rows.forEach((from, y) => {
    svg.append(make("text", { x: left - 6, y: top + tall * y + 19, "text-anchor": "end" }, cut(companies[from].name, width < 560 ? 12 : 22)));
    columns.forEach((to, x) => {
      const pair = found.get(from + " " + to), spot = { x: left + wide * x + 1, y: top + tall * y + 1, width: wide - 2, height: tall - 2, rx: 3 };
      if (!pair) { svg.append(make("rect", { ...spot, style: "fill: rgba(var(--heat), .05)" })); return; }
      const share = 0.18 + 0.32 * (pair.people / most);  // never so dark that its number cannot be read
      mark(svg, "cell", told(pair), pair.moves, make("rect", { class: "shape", ...spot, style: `fill: rgba(var(--heat), ${share})` }),
        make("text", { x: spot.x + wide / 2 - 1, y: spot.y + 18, "text-anchor": "middle" }, pair.people));
    });
  });
  return rows.length ? top + tall * rows.length + 6 : 0;
}

function net(svg, width, moves, least) {
  const found = companies.map((_, company) => {
    const came = moves.filter((move) => move.came === company), gone = moves.filter((move) => move.left.includes(company));
    return { company, came: persons(came), gone: persons(gone), moves: [...came, ...gone.filter((move) => !came.includes(move))] };
  }).filter((one) => one.came + one.gone >= least && one.moves.length);
  const by = (one) => one.came - one.gone;
  found.sort((a, b) => by(b) - by(a) || b.came - a.came || a.company - b.company);
  const some = found.length > 24 ? [...found.slice(0, 12), ...found.slice(-12)] : found;
  const most = Math.max(1, ...some.map((one) => Math.abs(by(one)))), wide = width < 560 ? 104 : 180, middle = wide + (width - wide) / 2, unit = ((width - wide) / 2 - 30) / most;
  some.forEach((one, row) => {
    const value = by(one), y = row * 26 + 4, long = Math.max(Math.abs(value) * unit, 2), words = `${companies[one.company].name}: ${one.came} came, ${one.gone} left, net ${value}`;
    svg.append(make("text", { x: wide - 8, y: y + 15, "text-anchor": "end" }, cut(companies[one.company].name, width < 560 ? 13 : 24)));
    mark(svg, "bar", words, one.moves, make("rect", { class: "shape " + (value < 0 ? "less" : "more"), x: value < 0 ? middle - long : middle, y, width: long, height: 20, rx: 2 }),
      make("text", { x: value < 0 ? middle - long - 5 : middle + long + 5, y: y + 15, "text-anchor": value < 0 ? "end" : "start" }, value > 0 ? "+" + value : value < 0 ? "−" + -value : "0"));
  });
  svg.append(make("line", { class: "axis", x1: middle, x2: middle, y1: 0, y2: some.length * 26 + 4 }));
  return some.length ? some.length * 26 + 8 : 0;
}

function network(svg, width, moves, least) {
  const every = pairs(moves, least), largest = weights([...every.map((pair) => ({ end: pair.from, people: pair.people })), ...every.map((pair) => ({ end: pair.to, people: pair.people }))], "end").slice(0, width < 560 ? 20 : 48);
  const size = new Map(largest), some = every.filter((pair) => size.has(pair.from) && size.has(pair.to));
  // On a ring, a community together: no two names fall on one place, and the same graph looks the same.
  const ring = [...size.keys()].sort((a, b) => (companies[a].community ?? 1e9) - (companies[b].community ?? 1e9) || a - b);
  const high = Math.max(width < 560 ? 420 : 460, ring.length * 14), across = width / 2 - (width < 560 ? 112 : 190), down = high / 2 - 40;
  const turn = new Map(ring.map((company, number) => [company, ((number + 0.5) / ring.length) * 2 * Math.PI - Math.PI / 2]));
  const at = (company) => [width / 2 + Math.cos(turn.get(company)) * across, high / 2 + Math.sin(turn.get(company)) * down];
  for (const pair of some) {
    const [x1, y1] = at(pair.from), [x2, y2] = at(pair.to), mx = (x1 + x2) / 4 + width / 4, my = (y1 + y2) / 4 + high / 4;  // bent to the middle
    const shape = make("path", { class: "shape", d: `M${x1} ${y1}Q${mx} ${my} ${x2} ${y2}`, stroke: colour(pair.from), "stroke-width": 1.5 + 1.5 * Math.sqrt(pair.people) });
    const reach = make("path", { d: shape.getAttribute("d"), fill: "none", stroke: "transparent", "stroke-width": 12 });
    mark(svg, "band", told(pair), pair.moves, reach, shape);
  }
  for (const company of ring) {
    const [x, y] = at(company), r = 8 + 2.5 * Math.sqrt(size.get(company)), { name, community } = companies[company], side = Math.cos(turn.get(company));
    const own = new Set(some.filter((pair) => pair.from === company || pair.to === company).flatMap((pair) => pair.moves));
    const text = Math.abs(side) < 0.2 ? { x, y: y + (y < high / 2 ? -r - 5 : r + 14), "text-anchor": "middle" } : { x: x + Math.sign(side) * (r + 5), y: y + 4, "text-anchor": side > 0 ? "start" : "end" };
    mark(svg, "node", `${name}: community ${community ?? "none"}, ${counted(persons([...own]), "person", "people")} came or went`, [...own],
      make("circle", { class: "shape", cx: x, cy: y, r, fill: colour(company) }),
      make("text", { x, y: y + 4, "text-anchor": "middle", style: "fill: #000000; font-weight: 650" }, community ?? ""), make("text", text, cut(name, width < 560 ? 13 : 24)));
  }
  return ring.length ? high : 0;
}

function times(svg, width, moves, company) {
  const found = new Map();
  for (const move of moves) for (const [side, is] of [["came", move.came === company], ["gone", move.left.includes(company)]]) if (is) {
    const year = move.date?.slice(0, 4) || "undated", spot = found.get(year) || { came: [], gone: [] };
    spot[side].push(move); found.set(year, spot);
  }
  const years = [...found.keys()].sort(), step = Math.min(90, (width - 20) / Math.max(years.length, 1));
  const most = Math.max(1, ...[...found.values()].flatMap((one) => [persons(one.came), persons(one.gone)])), unit = Math.min(24, 90 / most), middle = 26 + most * unit;
  years.forEach((year, number) => {
    for (const [side, some] of Object.entries(found.get(year))) if (some.length) {
      const n = persons(some), tall = n * unit, x = 10 + step * number, y = side === "came" ? middle - tall - 1 : middle + 19;
      mark(svg, "column", `${year}: ${counted(n, "person", "people")} ${side === "came" ? "came" : "left"}`, some,
        make("rect", { class: "shape " + (side === "came" ? "more" : "less"), x, y, width: Math.max(step - 8, 6), height: tall, rx: 2 }),
        make("text", { x: x + step / 2 - 4, y: side === "came" ? y - 5 : y + tall + 14, "text-anchor": "middle" }, n));
    }
    svg.append(make("text", { class: "quiet", x: 10 + step * number + step / 2 - 4, y: middle + 14, "text-anchor": "middle" }, year));
  });
  return years.length ? middle * 2 + 10 : 0;
}

function life(svg, width, moves, person) {
  const own = moves.filter((move) => move.person === person), stints = people[person].stints;
  const days = [...own.map((move) => move.first), ...stints.flatMap((one) => [one.since, one.until])].filter(Boolean).map(Date.parse);
  const places = [...new Set([...stints.map((one) => one.company), ...own.flatMap((move) => [...move.from, move.to]).filter((one) => one !== null)])];
  const year = 365.25 * 864e5, left = width < 560 ? 104 : 190, [first, last] = days.length ? [Math.min(...days) - year / 2, Math.max(...days) + year / 2] : [0, 1];
  const x = (day) => left + ((Date.parse(day) - first) / (last - first)) * (width - left - 30), base = places.length * 34 + 8;
  for (let y = new Date(first).getUTCFullYear() + 1, n = Math.ceil((last - first) / year / (width < 560 ? 5 : 10)) || 1; days.length && Date.UTC(y, 0, 1) < last; y += n) {
    svg.append(make("line", { class: "axis", x1: x(`${y}-01-01`), x2: x(`${y}-01-01`), y1: 0, y2: base }), make("text", { class: "quiet", x: x(`${y}-01-01`), y: base + 14, "text-anchor": "middle" }, y));
  }
  places.forEach((company, row) => {
    const y = row * 34 + 8;
    svg.append(make("text", { x: left - 8, y: y + 16, "text-anchor": "end" }, cut(companies[company].name, width < 560 ? 13 : 25)));
    for (const one of stints) if (one.company === company && (one.since || one.until)) {
      const from = one.since ? x(one.since) : left, to = one.until ? x(one.until) : width - 20;
      const some = own.filter((move) => move.to === company || move.from.includes(company));
      mark(svg, "stint", `${companies[company].name}: ${one.since || "begin not known"} to ${one.until || (one.current ? "now" : "end not known")}${one.role ? ", " + one.role : ""}`, some,
        make("rect", { class: "shape", x: from, y: y + 3, width: Math.max(to - from, 3), height: 16, rx: 3, fill: colour(company), "fill-opacity": one.since && one.until ? 0.85 : 0.4 }));
    }
    for (const move of own) if ((move.to ?? move.from[0]) === company) {
      const shape = make("circle", { class: "shape " + (move.status === "completed" ? "solid" : "hollow"), cx: move.first ? x(move.first) : left + 8, cy: y + 11, r: 6 });
      mark(svg, "dot", `${move.kind} ${companies[company].name}, ${move.status}, ${move.date || "no date known"}`, [move], shape);
    }
  });
  return places.length ? base + 20 : 0;
}
