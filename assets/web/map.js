// The map of a zone, composed on the CPU: for browsers without WebGPU.

import { chooseFiles, offerDrop } from "./files.js";

const canvas = document.getElementById("map-view");
const zones = document.getElementById("map-zone");
const status = document.getElementById("map-status");
const context = canvas.getContext("2d");

/** Most pixels of the screen for a pixel of the map. */
const MOST_SCALE = 16;

/** The picture of the shown zone; null before there is one. */
let picture = null;
/** Where the picture lies: its left upper corner and its scale, in pixels of the canvas. */
const view = { x: 0, y: 0, scale: 1 };
/** The fingers or buttons that are down, by their ids. */
const pointers = new Map();
/** Counts reads, so that an overtaken one shows nothing any more. */
let reads = 0;

/** Shows the map with a title, and advice why there is no more than it. */
export async function showMap(maps, title, advice) {
    document.getElementById("map-title").textContent = title;
    document.getElementById("map-advice").textContent = advice;
    document.getElementById("map").hidden = false;
    listen(maps);
    await list(maps, null);
    document.documentElement.dataset.state = "map";
}

/** Lists the zones at a path, or the island, and shows the first of them. */
async function list(maps, path) {
    const found = path === null ? [] : await maps.zones(path);
    if (path !== null && found.length === 0) {
        status.textContent = `${path.split("/").pop()}: no zone (.gtd) in it.`;
        return;
    }
    zones.replaceChildren(...found.map((zone) => new Option(zone.split("/").pop(), zone)), new Option("The island", ""));
    await read(maps, zones.value);
}

/** Reads a zone and shows its ground, then its objects. */
async function read(maps, path) {
    reads += 1;
    const own = reads;
    const name = path === "" ? "The island" : path.split("/").pop();
    delete document.documentElement.dataset.loaded;
    status.textContent = `${name}: reading the ground`;
    try {
        const map = await maps.read(path);
        if (own !== reads) {
            return;
        }
        await show(map);
        fit();
        status.textContent = `${name}: reading objects`;
        await map.add_objects();
        if (own !== reads) {
            return;
        }
        await show(map);
        draw();
        const lacks = map.missing === 0 ? "" : `; ${map.missing} files are missing`;
        status.textContent = `${name}: ${Math.round(map.extent_m)} m a side${lacks}. North is up.`;
        document.documentElement.dataset.loaded = name;
    } catch (error) {
        if (own === reads) {
            status.textContent = `${name}: ${error}`;
        }
    }
}

async function show(map) {
    const side = map.side_px;
    picture = await createImageBitmap(new ImageData(new Uint8ClampedArray(map.pixels()), side, side));
}

/** Shows all of the zone. */
function fit() {
    resize();
    if (picture !== null) {
        view.scale = Math.min(canvas.width, canvas.height) / picture.width;
        view.x = (canvas.width - picture.width * view.scale) / 2;
        view.y = (canvas.height - picture.height * view.scale) / 2;
    }
    draw();
}

function resize() {
    const ratio = window.devicePixelRatio;
    const [width, height] = [canvas.clientWidth * ratio, canvas.clientHeight * ratio].map(Math.round);
    if (canvas.width !== width || canvas.height !== height) {
        [canvas.width, canvas.height] = [width, height];
    }
}

function draw() {
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (picture === null) {
        return;
    }
    context.imageSmoothingEnabled = view.scale < 2;
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, view.x, view.y, picture.width * view.scale, picture.height * view.scale);
    canvas.dataset.view = [view.x, view.y, view.scale].map((value) => value.toFixed(3)).join(" ");
}

/** Moves the map; a part of it stays in sight. */
function move(x, y) {
    if (picture === null) {
        return;
    }
    const side = picture.width * view.scale;
    view.x = Math.min(Math.max(view.x + x, canvas.width / 2 - side), canvas.width / 2);
    view.y = Math.min(Math.max(view.y + y, canvas.height / 2 - side), canvas.height / 2);
    draw();
}

/** Enlarges the map around a point of the canvas. */
function zoom(factor, x, y) {
    if (picture === null) {
        return;
    }
    const least = Math.min(canvas.width, canvas.height) / picture.width / 2;
    const scale = Math.min(Math.max(view.scale * factor, least), MOST_SCALE);
    const by = scale / view.scale;
    view.scale = scale;
    move((x - view.x) * (1 - by), (y - view.y) * (1 - by));
}

/** A point of an event in pixels of the canvas. */
function pointOf(event) {
    const ratio = window.devicePixelRatio;
    return [event.offsetX * ratio, event.offsetY * ratio];
}

/** Middle of the pointers that are down, and their distance from it. */
function grip() {
    const points = [...pointers.values()];
    const mean = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
    const [x, y] = [mean(0), mean(1)];
    const spread = points.reduce((sum, point) => sum + Math.hypot(point[0] - x, point[1] - y), 0) / points.length;
    return { x, y, spread };
}

function listen(maps) {
    const choose = async (kind) => {
        const chosen = await chooseFiles(maps, kind);
        if (chosen !== null) {
            await list(maps, chosen);
        }
    };
    document.getElementById("map-folder").addEventListener("click", () => choose("folder"));
    document.getElementById("map-file").addEventListener("click", () => choose("file"));
    zones.addEventListener("change", () => read(maps, zones.value));
    window.addEventListener("drop", async (event) => {
        const path = await offerDrop(maps, event.dataTransfer);
        if (path !== null) {
            await list(maps, path);
        }
    });
    new ResizeObserver(() => {
        resize();
        move(0, 0);
    }).observe(canvas);
    canvas.addEventListener("wheel", (event) => {
        event.preventDefault();
        zoom(Math.exp(-event.deltaY / 400), ...pointOf(event));
    }, { passive: false });
    canvas.addEventListener("pointerdown", (event) => {
        canvas.setPointerCapture(event.pointerId);
        pointers.set(event.pointerId, pointOf(event));
    });
    canvas.addEventListener("pointermove", (event) => {
        if (!pointers.has(event.pointerId)) {
            return;
        }
        const before = grip();
        pointers.set(event.pointerId, pointOf(event));
        const after = grip();
        move(after.x - before.x, after.y - before.y);
        if (before.spread > 0 && after.spread > 0) {
            zoom(after.spread / before.spread, after.x, after.y);
        }
    });
    for (const end of ["pointerup", "pointercancel"]) {
        canvas.addEventListener(end, (event) => pointers.delete(event.pointerId));
    }
    canvas.addEventListener("keydown", (event) => {
        const step = canvas.height / 8;
        const middle = [canvas.width / 2, canvas.height / 2];
        const act = {
            "ArrowLeft": () => move(step, 0),
            "ArrowRight": () => move(-step, 0),
            "ArrowUp": () => move(0, step),
            "ArrowDown": () => move(0, -step),
            "+": () => zoom(1.25, ...middle),
            "-": () => zoom(0.8, ...middle),
            "0": fit,
        }[event.key];
        if (act !== undefined) {
            event.preventDefault();
            act();
        }
    });
}
