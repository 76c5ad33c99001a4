// The page around the viewer: starts it, and passes files, text and links to it.

import init, { MapMaker, Viewer } from "./gtd_viewer_web.js";
import { chooseFiles, keptFolder, listFolder, offer, offerDrop } from "./files.js";
import { showMap } from "./map.js";
import { listenToTyping, moveTyping } from "./typing.js";

/** The document's element, whose attributes say what the page has reached. */
const root = document.documentElement;
const canvas = document.getElementById("view");
const loading = document.getElementById("loading");
const dropHint = document.getElementById("drop");

let viewer = null;

/** Covers the page with a message. The first one stays: what follows a fault only follows from it. */
function notice(title, text) {
    if (root.dataset.state === "stopped") {
        return;
    }
    document.getElementById("notice-title").textContent = title;
    document.getElementById("notice-text").textContent = text;
    document.getElementById("notice").hidden = false;
    document.getElementById("notice-reload").focus();
    loading.hidden = true;
    root.dataset.state = "stopped";
}

document.getElementById("notice-reload").addEventListener("click", () => location.reload());
document.getElementById("notice-map").addEventListener("click", () => {
    location.search = "?map";
});

/** A file of the island. */
function demoFile(path) {
    return compressedFile(`demo${path.slice("/gtd-viewer/demo".length)}`);
}

/** The content of a file that lies compressed beside the page. */
async function compressedFile(name) {
    const url = new URL(`${name}.deflate`, import.meta.url);
    const response = await fetch(url);
    if (!response.ok) {
        throw new Error(`${url.pathname}: ${response.status} ${response.statusText}`);
    }
    return new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw"))).blob();
}

/** Folders that are being offered again, by name: promises of whether that succeeds. */
const restoring = new Map();
/** Names of the folders that the user does not want to open again. */
const declined = new Set();

/** Offers a folder of an earlier visit again; resolves to whether it could. */
function restore(name) {
    if (!restoring.has(name)) {
        restoring.set(name, offerAgain(name).finally(() => restoring.delete(name)));
    }
    return restoring.get(name);
}

async function offerAgain(name) {
    const handle = await keptFolder(name);
    if (handle === undefined) {
        return false;
    }
    let permission = await handle.queryPermission();
    if (permission === "prompt" && (navigator.userActivation.isActive || await wantsFolder(name))) {
        permission = await handle.requestPermission();
    }
    if (permission !== "granted") {
        return false;
    }
    offer(viewer, await listFolder(name, handle));
    return true;
}

/** The last question of those that are asked one after another. */
let asked = Promise.resolve();

/** Asks whether to open a folder again: the browser grants it only after a click. */
function wantsFolder(name) {
    asked = asked.then(() => ask(name));
    return asked;
}

async function ask(name) {
    if (declined.has(name)) {
        return false;
    }
    const card = document.getElementById("again");
    document.getElementById("again-text").textContent = `Open the folder “${name}” of your last visit?`;
    card.hidden = false;
    const open = await new Promise((resolve) => {
        document.getElementById("again-open").onclick = () => resolve(true);
        document.getElementById("again-no").onclick = () => resolve(false);
    });
    card.hidden = true;
    if (!open) {
        declined.add(name);
    }
    canvas.focus();
    return open;
}

/** Fetches the monospaced font, without which the first picture is drawn. */
async function fetchFont() {
    const file = await compressedFile("monospace.ttf");
    viewer.set_font(new Uint8Array(await file.arrayBuffer()));
}

/** Takes notice of what has happened in the viewer. */
function happened(event, detail) {
    switch (event) {
        case "ready":
            loading.hidden = true;
            root.dataset.state = "ready";
            performance.mark("ready");
            // Without it panels show the other font.
            fetchFont().catch(() => {});
            break;
        case "loaded":
            root.dataset.loaded = detail;
            break;
        case "picked":
            root.dataset.picked = detail;
            break;
        case "typing":
            moveTyping(detail);
            break;
        case "said":
            document.getElementById("said").textContent = detail;
            break;
        case "title":
            document.title = detail;
            break;
        case "panicked":
            notice(STOPPED, `This is a fault of the program: ${detail}`);
            break;
        case "failed":
            notice("The viewer cannot go on", `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`);
            break;
    }
}

/** Title of the notice after a fault. */
const STOPPED = "The viewer has stopped";

/** Stops the viewer after an error that leaves it in no sound state. */
function stopAfter(error) {
    const text = String(error?.message);
    // A panic has been reported before. Otherwise the program stops itself only where it gets no memory.
    if ((error instanceof WebAssembly.RuntimeError && /unreachable/i.test(text)) || /allocation failed/i.test(text)) {
        notice(STOPPED, "It ran out of memory: a page has at most 4 GB, and less where the computer has no more. Close other pages, or open a smaller zone; the desktop program has no such limit.");
    } else if (error instanceof WebAssembly.RuntimeError || /call stack|recursion/i.test(text)) {
        notice(STOPPED, `This is a fault of the program: ${text}`);
    }
}

window.addEventListener("error", (event) => stopAfter(event.error));
window.addEventListener("unhandledrejection", (event) => stopAfter(event.reason));

window.addEventListener("dragover", (event) => {
    event.preventDefault();
    dropHint.hidden = false;
});
window.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) {
        dropHint.hidden = true;
    }
});
window.addEventListener("drop", (event) => {
    event.preventDefault();
    dropHint.hidden = true;
});

/** Passes on what happens to the page. */
function listen() {
    listenToTyping(viewer);
    window.addEventListener("drop", async (event) => {
        const path = await offerDrop(viewer, event.dataTransfer);
        if (path !== null) {
            viewer.open(path);
        }
    });
    window.addEventListener("paste", (event) => {
        const text = event.clipboardData.getData("text/plain");
        if (text !== "") {
            viewer.paste(text);
        }
    });
    window.addEventListener("hashchange", () => viewer.show(location.hash));
    document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") {
            viewer.save();
        }
    });
}

// Keys that belong to the browser: the viewer must not take them.
window.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (event.key === "F5" || (command && ["v", "r", "l", "t", "w"].includes(event.key.toLowerCase()))) {
        event.stopImmediatePropagation();
    }
}, true);

/** Why the browser cannot draw with WebGPU, and what to do; null where it can. */
async function whyNoWebGpu() {
    if (!window.isSecureContext) {
        return "This page was opened by http from another computer. Browsers allow WebGPU only to pages that are opened by https, or from this computer.";
    }
    if (!("gpu" in navigator)) {
        return "The viewer draws with WebGPU. Chrome and Edge have it since version 113, Safari since 26, Firefox on Windows since 141. The desktop program needs none.";
    }
    if ((await navigator.gpu.requestAdapter()) === null) {
        return "The browser has WebGPU, but no graphics driver that it may use. Turn on hardware acceleration in its settings and update the graphics driver; chrome://gpu says what is missing. The desktop program also draws without a graphics card.";
    }
    return null;
}

/** Fetches and compiles the program, and shows how far it is. */
async function initWithProgress() {
    const bytes = Number(document.querySelector("script[data-module-bytes]").dataset.moduleBytes);
    const response = await fetch(new URL("gtd_viewer_web_bg.wasm", import.meta.url));
    if (!response.ok) {
        throw new Error(`the program could not be fetched: ${response.status} ${response.statusText}`);
    }
    const bar = document.getElementById("loading-progress");
    let fetched = 0;
    const count = new TransformStream({
        transform(part, controller) {
            fetched += part.byteLength;
            bar.value = fetched / bytes;
            controller.enqueue(part);
        },
    });
    const headers = { "Content-Type": "application/wasm" };
    await init({ module_or_path: new Response(response.body.pipeThrough(count), { headers }) });
    bar.removeAttribute("value");
    document.getElementById("loading-text").textContent = "Loading the island";
}

async function start() {
    const wantsMap = new URLSearchParams(location.search).has("map");
    const [reason] = await Promise.all([wantsMap ? null : whyNoWebGpu(), initWithProgress()]);
    if (wantsMap || reason !== null) {
        loading.hidden = true;
        canvas.hidden = true;
        const title = wantsMap ? "Map" : "No WebGPU: the map only";
        await showMap(new MapMaker({ demo: demoFile }), title, reason ?? "");
        return;
    }
    const choose = (kind) => chooseFiles(viewer, kind);
    viewer = new Viewer(canvas, { demo: demoFile, choose, restore, happened }, location.hash);
    listen();
    canvas.focus();
}

start().catch((error) => notice("The viewer has not started", String(error)));
