// Layout: springs along edges, repulsion between all, a weak pull to the middle. No chance in it: same file, same picture.
edges.forEach((edge) => { edge.a = nodes[edge.source]; edge.b = nodes[edge.target]; });
nodes.forEach((node, index) => {
  const angle = index * 2.399963, radius = 26 * Math.sqrt(index + 0.5);
  Object.assign(node, { x: radius * Math.cos(angle), y: radius * Math.sin(angle), vx: 0, vy: 0, degree: 0 });
  node.boxed = node.label === "Company";  // its name stands in it, everybody else's below
  node.font = node.boxed ? 6 + node.r * 0.55 : node.label === "Person" ? 11 : 10.5;
  node.lines = wrapped(node.caption, node.boxed ? 16 : 20);
  const half = Math.max(...node.lines.map((line) => measured(line, node.font, node.boxed))) / 2;
  node.half = node.boxed ? half + 9 : half;
  node.high = node.boxed ? node.lines.length * node.font * 0.58 + 7 : node.r;
  const caption = node.boxed ? 0 : 4 + 13 * node.lines.length;
  const margin = node.boxed ? 14 : 5;
  node.wide = Math.max(node.half, node.r) + margin;  // half of its box, whose middle is `low` below the node's
  node.tall = node.high + caption / 2 + margin;
  node.low = caption / 2;
});
edges.forEach((edge) => { edge.a.degree += 1; edge.b.degree += 1; });
const legendBox = document.getElementById("legend");
const wide = (innerWidth - 260) / Math.max(innerHeight - 104, 1);
const rounds = nodes.length > 800 ? 120 : 400;
for (let round = 0; round < rounds; round += 1) step(1 - round / rounds);
for (let round = 0; round < 80; round += 1) apart(0.6);

function step(heat) {
  const charge = 1500 * heat;
  for (let i = 0; i < nodes.length; i += 1) {
    const a = nodes[i];
    for (let j = i + 1; j < nodes.length; j += 1) {
      const b = nodes[j];
      const dx = b.x - a.x, dy = b.y - a.y, far = dx * dx + dy * dy + 1;
      if (far > 360000) continue;
      const push = charge / far, x = dx * push, y = dy * push;
      a.vx -= x; a.vy -= y; b.vx += x; b.vy += y;
    }
    a.vx -= a.x * 0.012 * heat; a.vy -= a.y * 0.012 * Math.max(wide, 0.5) * heat;
  }
  for (const { a, b, type } of edges) {
    if (a === b) continue;
    const dx = b.x - a.x, dy = b.y - a.y, far = Math.hypot(dx, dy) || 1;
    const rest = (a.boxed ? a.half : a.r) + (b.boxed ? b.half : b.r) + (type === "TALENT_FLOW" ? 120 : type === "EVIDENCED_BY" ? 95 : 55);
    const pull = ((far - rest) / far) * heat * 0.9 / Math.min(a.degree, b.degree);
    const share = b.degree / (a.degree + b.degree);
    a.vx += dx * pull * share; a.vy += dy * pull * share;
    b.vx -= dx * pull * (1 - share); b.vy -= dy * pull * (1 - share);
  }
  for (const node of nodes) {
    node.x += node.vx; node.y += node.vy; node.vx *= 0.6; node.vy *= 0.6;
  }
  apart(0.35);
}

function apart(strength) {  // boxes of shape and caption do not overlap: the shorter way out
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = i + 1; j < nodes.length; j += 1) {
      const a = nodes[i], b = nodes[j];
      const dx = b.x - a.x, dy = b.y + b.low - a.y - a.low;
      const x = a.wide + b.wide - Math.abs(dx), y = a.tall + b.tall - Math.abs(dy);
      if (x <= 0 || y <= 0) continue;
      if (x < y) { const push = Math.sign(dx || 1) * x * 0.5 * strength; a.x -= push; b.x += push; }
      else { const push = Math.sign(dy || 1) * y * 0.5 * strength; a.y -= push; b.y += push; }
    }
  }
}

function measured(text, size, bold) {
  measured.pen ??= document.createElement("canvas").getContext("2d");
  measured.pen.font = `${bold ? 650 : 400} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return measured.pen.measureText(text).width;
}

function wrapped(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    if (lines[last] && (lines[last] + " " + word).length > width) lines.push(word);
    else lines[last] = (lines[last] + " " + word).trim();
  }
  if (lines.length > 2) lines.splice(2, lines.length, lines[1] = lines[1].slice(0, width - 1) + "…"), lines.length = 2;
  return lines.map((line) => (line.length > width + 6 ? line.slice(0, width + 5) + "…" : line));
}
