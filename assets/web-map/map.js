// The map page of gtd-viewer: tiles, grid, contours and coordinates on one canvas, from files beside it.
// Places are the zone's own: metres, x east, z north, (0, 0) the south-western corner.
"use strict";

const canvas = document.getElementById("map"), pen = canvas.getContext("2d");
const TILE = 256, EXTENT = ZONE.extent_m;
// What is in the middle of the screen, and pixels (of the screen) a metre.
const view = { x: EXTENT / 2, z: EXTENT / 2, scale: 1 };
const images = new Map();
const heights = readHeights();
let pointer = null, queued = false;

function readHeights() {
  const text = atob(ZONE.heights.data), values = new Uint16Array(text.length / 2);
  for (let i = 0; i < values.length; i++) values[i] = text.charCodeAt(2 * i) | text.charCodeAt(2 * i + 1) << 8;
  return values;
}

// The height of a sample, rows from the south.
function sample(column, row) {
  const side = ZONE.heights.side;
  return ZONE.heights.offset_m + ZONE.heights.scale_m * heights[(side - 1 - row) * side + column];
}

function heightAt(x, z) {
  const last = ZONE.heights.side - 1, fx = x / EXTENT * last, fz = z / EXTENT * last;
  const column = Math.min(Math.floor(fx), last - 1), row = Math.min(Math.floor(fz), last - 1);
  const u = fx - column, v = fz - row;
  return (sample(column, row) * (1 - u) + sample(column + 1, row) * u) * (1 - v)
    + (sample(column, row + 1) * (1 - u) + sample(column + 1, row + 1) * u) * v;
}

const size = () => [canvas.clientWidth, canvas.clientHeight];
const toScreen = (x, z) => { const [w, h] = size(); return [w / 2 + (x - view.x) * view.scale, h / 2 - (z - view.z) * view.scale]; };
const toPlace = (px, py) => { const [w, h] = size(); return [view.x + (px - w / 2) / view.scale, view.z - (py - h / 2) / view.scale]; };
const fit = () => Math.min(...size()) / EXTENT * 0.95;
const most = () => Math.max(fit(), TILE * 2 ** ZONE.zoom_max / EXTENT * 8);

function limit() {
  view.scale = Math.max(fit() / 2, Math.min(most(), view.scale));
  view.x = Math.max(0, Math.min(EXTENT, view.x));
  view.z = Math.max(0, Math.min(EXTENT, view.z));
}

function redraw() {
  if (queued) return;
  queued = true;
  requestAnimationFrame(() => { queued = false; draw(); });
}

function image(zoom, column, row) {
  const name = `tiles/${zoom}/${column}/${row}.png`;
  if (!images.has(name)) {
    const picture = new Image();
    picture.onload = redraw;
    picture.src = name;
    images.set(name, picture);
  }
  const picture = images.get(name);
  return picture.complete && picture.naturalWidth > 0 ? picture : null;
}

function draw() {
  const ratio = window.devicePixelRatio || 1, [w, h] = size();
  canvas.width = Math.round(w * ratio);
  canvas.height = Math.round(h * ratio);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  const wanted = Math.log2(EXTENT * view.scale * ratio / TILE);
  const zoom = Math.max(0, Math.min(ZONE.zoom_max, Math.ceil(wanted - 0.25)));
  pen.imageSmoothingEnabled = wanted < ZONE.zoom_max + 1;
  pen.imageSmoothingQuality = "high";
  // Coarser levels stand in until the right one is there.
  for (let level = 0; level <= zoom; level++) if (level === 0 || level >= zoom - 2) drawLevel(level);
  if (document.getElementById("contours").checked) drawContours();
  if (document.getElementById("grid").checked) drawGrid();
  drawLayers();
  tell();
}

function drawLevel(zoom) {
  const count = 2 ** zoom, metres = EXTENT / count, [w, h] = size();
  const [west, north] = toPlace(0, 0), [east, south] = toPlace(w, h);
  const clamp = value => Math.max(0, Math.min(count - 1, Math.floor(value)));
  for (let column = clamp(west / metres); column <= clamp(east / metres); column++) {
    for (let row = clamp((EXTENT - north) / metres); row <= clamp((EXTENT - south) / metres); row++) {
      const picture = image(zoom, column, row);
      if (!picture) continue;
      const [left, top] = toScreen(column * metres, EXTENT - row * metres).map(Math.round);
      const [right, bottom] = toScreen((column + 1) * metres, EXTENT - (row + 1) * metres).map(Math.round);
      pen.drawImage(picture, left, top, right - left, bottom - top);
    }
  }
}

// A round step so that lines are at least so many pixels apart.
function step(pixels) {
  const least = pixels / view.scale;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map(factor => factor * power).find(value => value >= least);
}

function drawGrid() {
  const every = Math.max(1, step(90)), [left, top] = toScreen(0, EXTENT), [right, bottom] = toScreen(EXTENT, 0);
  pen.strokeStyle = "#ffffff59";
  pen.lineWidth = 1;
  pen.beginPath();
  const labels = [];
  for (let at = 0; at <= EXTENT; at += every) {
    const [px, py] = toScreen(at, at).map(value => Math.round(value) + 0.5);
    pen.moveTo(px, top); pen.lineTo(px, bottom);
    pen.moveTo(left, py); pen.lineTo(right, py);
    labels.push([`${at}`, px + 3, Math.min(bottom, size()[1]) - 4], [`${at}`, Math.max(left, 0) + 4, py - 3]);
  }
  pen.stroke();
  for (const [text, x, y] of labels) write(text, x, y);
}

// Metres between contours: about twenty lines over the whole map, more when it is magnified.
function contourStep() {
  const range = Math.max(0.5, ZONE.max_m - ZONE.min_m), magnified = Math.max(1, view.scale / fit());
  return Math.max(0.1, roundTo(range / 20 / magnified));
}

// Lines of equal height by marching squares over the samples that are seen; every fifth is strong and has its height.
function drawContours() {
  const last = ZONE.heights.side - 1, metres = EXTENT / last, [w, h] = size();
  const stride = Math.max(1, Math.floor(2 / (metres * view.scale))), every = contourStep();
  const [west, north] = toPlace(0, 0), [east, south] = toPlace(w, h);
  const clamp = value => Math.max(0, Math.min(last, Math.floor(value)));
  const path = new Path2D(), strong = new Path2D(), labels = new Map();
  for (let column = clamp(west / metres); column < clamp(east / metres + 1); column += stride) {
    for (let row = clamp(south / metres); row < clamp(north / metres + 1); row += stride) {
      const right = Math.min(column + stride, last), up = Math.min(row + stride, last);
      const corners = [[column, row], [right, row], [right, up], [column, up]].map(([c, r]) => [c * metres, r * metres, sample(c, r)]);
      const low = Math.min(...corners.map(c => c[2])), high = Math.max(...corners.map(c => c[2]));
      for (let level = Math.ceil(low / every); level * every < high; level++) {
        const ends = [];
        for (let i = 0; i < 4; i++) {
          const [a, b] = [corners[i], corners[(i + 1) % 4]], at = level * every;
          if ((a[2] < at) === (b[2] < at)) continue;
          const t = (at - a[2]) / (b[2] - a[2]);
          ends.push(toScreen(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t));
        }
        for (let i = 0; i + 1 < ends.length; i += 2) {
          const line = level % 5 === 0 ? strong : path;
          line.moveTo(...ends[i]);
          line.lineTo(...ends[i + 1]);
        }
        // One height in a square of the map, wherever the view is: labels stay while it moves.
        const square = [0, 1].map(axis => Math.floor(corners[0][axis] * view.scale / 180)).join();
        if (level % 5 === 0 && ends.length > 0 && !labels.has(square)) labels.set(square, [level * every, ...ends[0]]);
      }
    }
  }
  pen.strokeStyle = "#fff4d6";
  pen.globalAlpha = 0.45; pen.lineWidth = 0.8; pen.stroke(path);
  pen.globalAlpha = 0.85; pen.lineWidth = 1.3; pen.stroke(strong);
  pen.globalAlpha = 1;
  pen.textAlign = "center";
  for (const [height, x, y] of labels.values()) write(height.toFixed(every < 0.2 ? 1 : 0), x, y + 4);
  pen.textAlign = "start";
}

// A word on the map that can be read on any ground.
function write(text, x, y) {
  pen.font = "12px system-ui, sans-serif";
  pen.lineWidth = 3;
  pen.lineJoin = "round";
  pen.strokeStyle = "#14171acc";
  pen.strokeText(text, x, y);
  pen.fillStyle = "#fff";
  pen.fillText(text, x, y);
}

function roundTo(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  return [1, 2, 5, 10].map(factor => factor * power).find(value => value >= metres) || 1;
}

function tell() {
  const told = document.getElementById("place");
  const [x, z] = pointer ? toPlace(...pointer) : [view.x, view.z];
  if (x < 0 || z < 0 || x > EXTENT || z > EXTENT) { told.textContent = "outside the zone"; return; }
  const tile = value => Math.min(Math.floor(value / 4), EXTENT / 4 - 1);
  const contours = document.getElementById("contours").checked ? `   contours every ${+contourStep().toPrecision(2)} m` : "";
  told.textContent = `x ${x.toFixed(1)}  z ${z.toFixed(1)}  height ${heightAt(x, z).toFixed(2)} m  tile ${tile(x)}, ${tile(z)}${contours}`;
}

function zoomBy(factor, px, py) {
  const [x, z] = toPlace(px, py);
  view.scale *= factor;
  limit();
  const [newX, newZ] = toPlace(px, py);
  view.x += x - newX;
  view.z += z - newZ;
  limit();
  redraw();
}

function whole() {
  Object.assign(view, { x: EXTENT / 2, z: EXTENT / 2, scale: fit() });
  redraw();
}

// One finger or the mouse moves, two fingers also zoom.
const fingers = new Map();
canvas.addEventListener("pointerdown", event => {
  canvas.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, [event.clientX, event.clientY]);
  canvas.classList.add("dragging");
});
canvas.addEventListener("pointermove", event => {
  pointer = [event.clientX, event.clientY];
  const old = fingers.get(event.pointerId);
  if (!old) { tell(); return; }
  const other = [...fingers].find(([id]) => id !== event.pointerId);
  if (other) {
    const apart = ([x, y]) => Math.hypot(x - other[1][0], y - other[1][1]);
    zoomBy(apart(pointer) / Math.max(1, apart(old)), (pointer[0] + other[1][0]) / 2, (pointer[1] + other[1][1]) / 2);
  }
  const share = fingers.size;
  view.x -= (pointer[0] - old[0]) / view.scale / share;
  view.z += (pointer[1] - old[1]) / view.scale / share;
  fingers.set(event.pointerId, pointer);
  limit();
  redraw();
});
for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, event => {
  fingers.delete(event.pointerId);
  if (fingers.size === 0) canvas.classList.remove("dragging");
});
canvas.addEventListener("pointerleave", () => { pointer = null; tell(); });
canvas.addEventListener("wheel", event => {
  event.preventDefault();
  zoomBy(2 ** (-event.deltaY * (event.deltaMode === 1 ? 16 : 1) / 300), event.clientX, event.clientY);
}, { passive: false });
window.addEventListener("keydown", event => {
  const [w, h] = size(), by = 80 / view.scale;
  const moves = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, by], ArrowDown: [0, -by] };
  if (moves[event.key]) { view.x += moves[event.key][0]; view.z += moves[event.key][1]; limit(); redraw(); event.preventDefault(); }
  if (event.key === "+" || event.key === "=") zoomBy(1.5, w / 2, h / 2);
  if (event.key === "-") zoomBy(1 / 1.5, w / 2, h / 2);
  if (event.key === "0") whole();
});
document.getElementById("in").onclick = () => zoomBy(1.5, ...size().map(side => side / 2));
document.getElementById("out").onclick = () => zoomBy(1 / 1.5, ...size().map(side => side / 2));
document.getElementById("all").onclick = whole;
for (const id of ["grid", "contours"]) document.getElementById(id).onchange = redraw;
window.addEventListener("resize", () => { limit(); redraw(); });
document.getElementById("name").textContent = document.title = ZONE.name;
beginLayers();
whole();
