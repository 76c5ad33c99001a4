// The page around the viewer: starts it, and passes files, text and links to it.

import init, { Viewer } from "./gtd_viewer_web.js";
import { keepFolder, keptFolder, listDrop, listFolder, listInput, offer } from "./files.js";

const canvas = document.getElementById("view");
const dropHint = document.getElementById("drop");

let viewer = null;

/** Covers the page with a message. */
function notice(title, text) {
    document.getElementById("notice-title").textContent = title;
    document.getElementById("notice-text").textContent = text;
    document.getElementById("notice").hidden = false;
    document.documentElement.dataset.state = "stopped";
}

document.getElementById("notice-reload").addEventListener("click", () => location.reload());

/** A file of the island, which lies compressed beside the page. */
async function demoFile(path) {
    const response = await fetch(`demo${path.slice("/gtd-viewer/demo".length)}.deflate`);
    if (!response.ok) {
        throw new Error(`${path}: ${response.status}`);
    }
    return new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw"))).blob();
}

/** Lets the user choose; resolves to the path of what was chosen, or to null. */
async function choose(kind) {
    if (kind === "folder" && "showDirectoryPicker" in window) {
        try {
            const handle = await window.showDirectoryPicker({ id: "client" });
            offer(viewer, await listFolder(handle));
            await keepFolder(handle);
            return `/${handle.name}`;
        } catch (error) {
            if (error.name === "AbortError") {
                return null;
            }
            throw error;
        }
    }
    const input = document.getElementById(kind === "folder" ? "pick-folder" : "pick-file");
    const chosen = await new Promise((resolve) => {
        input.onchange = () => resolve(true);
        input.oncancel = () => resolve(false);
        input.value = "";
        input.click();
    });
    const list = chosen ? listInput(input) : [];
    if (list.length === 0) {
        return null;
    }
    offer(viewer, list);
    return kind === "folder" ? `/${list[0][0].split("/")[1]}` : list[0][0];
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
            document.documentElement.dataset.state = "ready";
            performance.mark("ready");
            break;
        case "loaded":
            document.documentElement.dataset.loaded = detail;
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
window.addEventListener("drop", async (event) => {
    event.preventDefault();
    dropHint.hidden = true;
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
        viewer?.save();
    }
});
// Keys that belong to the browser: the viewer must not take them.
window.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (event.key === "F5" || event.key === "F12" || (command && ["v", "r", "l", "t", "w"].includes(event.key.toLowerCase()))) {
        event.stopImmediatePropagation();
    }
}, true);

async function start() {
    if (!("gpu" in navigator) || (await navigator.gpu.requestAdapter()) === null) {
        notice("This browser has no WebGPU", "The viewer draws with WebGPU, which current versions of Chrome, Edge, Safari and Firefox have. Where it is there, a graphics driver may be missing or blocked.");
        return;
    }
    await init();
    viewer = new Viewer(canvas, { demo: demoFile, choose, restore, happened }, location.hash);
    window.viewer = viewer;
    canvas.focus();
}

start().catch((error) => notice("The viewer has not started", String(error)));
