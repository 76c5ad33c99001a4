// Layers of marks on the map page of gtd-viewer: monsters, warps, areas and others, switched on in a list that is the
// legend; a click shows what a mark is, and a search lists marks and goes to them.
"use strict";

// Marks that a search lists.
const MOST_FOUND = 50;
const shownKinds = new Set();
const boxes = new Map();
let popupMark = null;

function beginLayers() {
  const list = document.getElementById("layers");
  list.hidden = MARKS.length === 0;
  const search = document.getElementById("search");
  search.oninput = () => showFound(search.value);
  search.onkeydown = event => {
    // The keys of the map are letters here.
    event.stopPropagation();
    if (event.key === "Escape") { search.value = ""; showFound(""); }
  };
  for (const layer of MARKS) {
    const label = document.createElement("label"), box = document.createElement("input"), swatch = document.createElement("i");
    box.type = "checkbox";
    box.dataset.kind = layer.kind;
    box.onchange = () => {
      if (box.checked) shownKinds.add(layer.kind); else shownKinds.delete(layer.kind);
      showPopup(null);
      redraw();
    };
    boxes.set(layer.kind, box);
    swatch.style.background = layer.color;
    label.append(box, swatch, ` ${layer.label} (${layer.marks.length})`);
    list.append(label);
  }
  let down = null;
  canvas.addEventListener("pointerdown", event => { down = [event.clientX, event.clientY]; });
  canvas.addEventListener("pointerup", event => {
    const still = down && Math.hypot(event.clientX - down[0], event.clientY - down[1]) < 4;
    down = null;
    if (still) { showPopup(markAt(event.clientX, event.clientY)); redraw(); }
  });
  window.addEventListener("keydown", event => { if (event.key === "Escape") { showPopup(null); redraw(); } });
}

const shownLayers = () => MARKS.filter(layer => shownKinds.has(layer.kind));

// Left, top, right, bottom on the screen; a point is as large as its dot.
function outline(mark) {
  if (mark.at) {
    const [x, y] = toScreen(...mark.at);
    return [x - 5, y - 5, x + 5, y + 5];
  }
  const [left, bottom] = toScreen(mark.rect[0], mark.rect[1]), [right, top] = toScreen(mark.rect[2], mark.rect[3]);
  // Small areas can be seen and clicked.
  const grow = side => Math.max(0, (6 - side) / 2), x = grow(right - left), y = grow(bottom - top);
  return [left - x, top - y, right + x, bottom + y];
}

function drawLayers() {
  const [w, h] = size();
  for (const layer of shownLayers()) {
    const labels = [];
    for (const mark of layer.marks) {
      pen.strokeStyle = pen.fillStyle = mark.color ?? layer.color;
      const [left, top, right, bottom] = outline(mark);
      if (mark.path) drawPath(mark.path);
      if (right < 0 || bottom < 0 || left > w || top > h) continue;
      pen.lineWidth = mark === popupMark ? 3 : 1.5;
      pen.beginPath();
      if (mark.at) pen.arc((left + right) / 2, (top + bottom) / 2, 4, 0, 2 * Math.PI);
      else pen.rect(left, top, right - left, bottom - top);
      pen.globalAlpha = mark.at ? 0.9 : 0.2;
      pen.fill();
      pen.globalAlpha = 1;
      pen.stroke();
      if (mark.name && (view.scale > 3 || right - left > 60)) labels.push([mark.name, (left + right) / 2, top - 4]);
    }
    pen.textAlign = "center";
    for (const [text, x, y] of labels) write(text, x, y);
    pen.textAlign = "start";
  }
}

function drawPath(path) {
  pen.lineWidth = 1;
  pen.beginPath();
  for (const place of path) pen.lineTo(...toScreen(...place));
  pen.stroke();
}

// The smallest mark at a place of the screen, so that none lies hidden below a larger one.
function markAt(px, py) {
  let best = null, least = Infinity;
  for (const layer of shownLayers()) for (const mark of layer.marks) {
    const [left, top, right, bottom] = outline(mark), area = (right - left) * (bottom - top);
    if (px >= left && px <= right && py >= top && py <= bottom && area < least) [best, least] = [mark, area];
  }
  return best;
}

function showPopup(mark) {
  popupMark = mark;
  const popup = document.getElementById("popup");
  popup.hidden = !mark;
  popup.replaceChildren();
  if (!mark) return;
  const title = document.createElement("b"), layer = MARKS.find(layer => layer.marks.includes(mark));
  title.textContent = mark.name || layer.label;
  popup.append(title);
  for (const [label, text] of [["Kind", layer.label], ...mark.lines]) {
    const line = document.createElement("div");
    line.textContent = `${label}: ${text}`;
    popup.append(line);
  }
}

// Marks with all words of a text in their name, kind or values, each with its layer.
function marksWith(text) {
  const words = text.toLowerCase().split(/\s+/).filter(word => word);
  const has = (layer, mark) => {
    const all = [mark.name, layer.label, ...mark.lines.map(([, value]) => value)].join("\n").toLowerCase();
    return words.every(word => all.includes(word));
  };
  return words.length ? MARKS.flatMap(layer => layer.marks.filter(mark => has(layer, mark)).map(mark => [layer, mark])) : [];
}

function showFound(text) {
  const list = document.getElementById("found"), all = marksWith(text);
  list.hidden = !text.trim();
  list.replaceChildren();
  for (const [layer, mark] of all.slice(0, MOST_FOUND)) {
    const button = document.createElement("button"), name = mark.name || mark.lines.map(([label, value]) => `${label} ${value}`)[0];
    button.textContent = name ? `${name} (${layer.label})` : layer.label;
    button.onclick = () => goTo(layer, mark);
    list.append(button);
  }
  const count = document.createElement("div");
  count.textContent = all.length === 1 ? "1 mark" : `${all.length} marks`;
  if (all.length > MOST_FOUND) count.textContent += `, of which ${MOST_FOUND} are listed`;
  list.append(count);
}

// Shows a mark in the middle of the screen, with its layer; the map is not made smaller for it.
function goTo(layer, mark) {
  boxes.get(layer.kind).checked = true;
  shownKinds.add(layer.kind);
  [view.x, view.z] = mark.at ?? [(mark.rect[0] + mark.rect[2]) / 2, (mark.rect[1] + mark.rect[3]) / 2];
  view.scale = Math.max(view.scale, fit() * 3);
  limit();
  showPopup(mark);
  redraw();
}
