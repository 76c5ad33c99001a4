// Files of the user: names are listed at once, contents are opened one by one when the program needs them.

/** Offers a list of [path, opener] to the viewer; an opener returns a promise of a Blob. */
export function offer(viewer, list) {
    const openers = new Map(list);
    viewer.offer([...openers.keys()], (path) => openers.get(path)());
}

/** Offers a chosen folder (File System Access API), and keeps it for the next visit; resolves to its path. */
async function offerFolder(viewer, handle) {
    const name = await nameOf(handle);
    offer(viewer, await listFolder(name, handle));
    await keepFolder(name, handle);
    return `/${name}`;
}

/** Folders of the program itself. */
const OWN_FOLDERS = ["gtd-viewer", "compared"];
/** Folders that were offered, by the names that they have here. */
const offered = new Map();

/** The name that a folder has here: its own, with a number where another folder has it. */
async function nameOf(handle) {
    for (let number = 1; ; number += 1) {
        const name = number === 1 ? handle.name : `${handle.name} (${number})`;
        const known = offered.get(name) ?? (await keptFolder(name));
        const isFree = known === undefined || (await known.isSameEntry(handle));
        if (isFree && !OWN_FOLDERS.includes(name)) {
            offered.set(name, handle);
            return name;
        }
    }
}

/** Lists a folder below a name. */
export async function listFolder(name, handle) {
    const list = [];
    const folders = [[`/${name}`, handle]];
    while (folders.length > 0) {
        const [path, folder] = folders.pop();
        for await (const entry of folder.values()) {
            const below = `${path}/${entry.name}`;
            if (entry.kind === "directory") {
                folders.push([below, entry]);
            } else {
                list.push([below, () => entry.getFile()]);
            }
        }
    }
    return list;
}

/** Lists the files of an input; those of a folder have paths. */
function listInput(input, root) {
    return [...input.files].map((file) => [`${root}/${file.webkitRelativePath || file.name}`, async () => file]);
}

/**
 * Lets the user choose a "folder", a "file", or the "second file" of a comparison, which may have the name of the first one,
 * and offers it; resolves to its path, or to null.
 */
export async function chooseFiles(viewer, kind) {
    if (kind === "folder" && typeof window.showDirectoryPicker === "function") {
        try {
            const handle = await window.showDirectoryPicker({ id: "client" });
            return await offerFolder(viewer, handle);
        } catch (error) {
            if (error.name === "AbortError") {
                return null;
            }
            throw error;
        }
    }
    if (!navigator.userActivation.isActive) {
        throw new Error("the browser only shows its dialog after a click");
    }
    const input = document.getElementById(kind === "folder" ? "pick-folder" : "pick-file");
    const chosen = await new Promise((resolve) => {
        input.onchange = () => resolve(true);
        input.oncancel = () => resolve(false);
        input.value = "";
        input.click();
    });
    const list = chosen ? listInput(input, kind === "second file" ? "/compared" : "") : [];
    if (list.length === 0) {
        return null;
    }
    offer(viewer, list);
    return kind === "folder" ? `/${list[0][0].split("/")[1]}` : list[0][0];
}

/** Offers what was dropped; resolves to the path of the first of it, or to null. Must be called before the drop event ends. */
export async function offerDrop(viewer, data) {
    const items = [...data.items].map((item) => ({
        entry: item.webkitGetAsEntry(),
        // A handle, where the browser has it, opens the folder again at the next visit.
        handle: item.getAsFileSystemHandle?.().catch(() => null) ?? null,
    }));
    const paths = [];
    for (const { entry, handle } of items.filter((item) => item.entry !== null)) {
        const folder = await handle;
        paths.push(folder?.kind === "directory" ? await offerFolder(viewer, folder) : await offerEntry(viewer, entry));
    }
    return paths[0] ?? null;
}

/** Offers a dropped file or folder; resolves to its path. */
async function offerEntry(viewer, dropped) {
    const list = [];
    const folders = [];
    const take = (entry) => {
        if (entry.isDirectory) {
            folders.push(entry);
        } else {
            list.push([entry.fullPath, () => new Promise((resolve, reject) => entry.file(resolve, reject))]);
        }
    };
    take(dropped);
    while (folders.length > 0) {
        const reader = folders.pop().createReader();
        // A reader returns its entries in portions, the last one empty.
        for (;;) {
            const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
            if (portion.length === 0) {
                break;
            }
            portion.forEach(take);
        }
    }
    offer(viewer, list);
    return dropped.fullPath;
}

/** The browser's store of folder handles, by their names. */
function folders(mode, act) {
    return new Promise((resolve, reject) => {
        const opening = indexedDB.open("gtd-viewer", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("folders");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
            const request = act(opening.result.transaction("folders", mode).objectStore("folders"));
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        };
    });
}

/** Keeps the handle of a folder for the next visit. */
function keepFolder(name, handle) {
    // A browser in private mode keeps nothing.
    return folders("readwrite", (store) => store.put(handle, name)).catch(() => {});
}

/** The kept handle of a folder. */
export function keptFolder(name) {
    return folders("readonly", (store) => store.get(name)).catch(() => undefined);
}
