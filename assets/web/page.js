// The page around the viewer: starts it, and passes files, text and links to it.

import init, { MapMaker, Viewer } from "./gtd_viewer_web.js";
import { chooseFiles, keepFolder, keptFolder, listDrop, listFolder, offer } from "./files.js";
import { showMap } from "./map.js";

/** The document's element, whose attributes say what the page has reached. */
const root = document.documentElement;
const canvas = document.getElementById("view");
const loading = document.getElementById("loading");
const dropHint = document.getElementById("drop");

let viewer = null;

/** Covers the page with a message. */
function notice(title, text) {
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

/** A file of the island, which lies compressed beside the page. */
async function demoFile(path) {
    const url = new URL(`demo${path.slice("/gtd-viewer/demo".length)}.deflate`, import.meta.url);
    const response = await fetch(url);
    if (!response.ok) {
        throw new Error(`${url.pathname}: ${response.status} ${response.statusText}`);
    }
    return new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw"))).blob();
}

/** Offers a folder of an earlier visit again; the browser may ask the user, which it only does after a click or a key. */
async function restore(name) {
    const handle = await keptFolder(name);
    if (handle === undefined) {
        return false;
    }
    let permission = await handle.queryPermission();
    if (permission === "prompt" && navigator.userActivation.isActive) {
        permission = await handle.requestPermission();
    }
    if (permission !== "granted") {
        return false;
    }
    offer(viewer, await listFolder(handle));
    return true;
}

/** Takes notice of what has happened in the viewer. */
function happened(event, detail) {
    switch (event) {
        case "ready":
            loading.hidden = true;
            root.dataset.state = "ready";
            performance.mark("ready");
            break;
        case "loaded":
            root.dataset.loaded = detail;
            break;
        case "picked":
            root.dataset.picked = detail;
            break;
        case "said":
            document.getElementById("said").textContent = detail;
            break;
        case "title":
            document.title = detail;
            break;
        case "panicked":
            notice("The viewer has stopped", `This is a fault of the program: ${detail}`);
            break;
        case "failed":
            notice("The viewer cannot go on", detail);
            break;
    }
}

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
    window.addEventListener("drop", async (event) => {
        const { list, path, handles } = await listDrop(event.dataTransfer);
        offer(viewer, list);
        await Promise.all(handles.map(keepFolder));
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
