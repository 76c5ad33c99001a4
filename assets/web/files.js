// Files of the user: names are listed at once, contents are opened one by one when the program needs them.

/** Offers a list of [path, opener] to the viewer; an opener returns a promise of a Blob. */
export function offer(viewer, list) {
    const openers = new Map(list);
    viewer.offer([...openers.keys()], (path) => openers.get(path)());
}

/** Lists a chosen folder (File System Access API), below its own name. */
export async function listFolder(handle) {
    const list = [];
    const folders = [[`/${handle.name}`, handle]];
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
function listInput(input) {
    return [...input.files].map((file) => [`/${file.webkitRelativePath || file.name}`, async () => file]);
}

/** Lets the user choose a folder or a file, and offers it; resolves to its path, or to null. */
export async function chooseFiles(viewer, kind) {
    if (kind === "folder" && typeof window.showDirectoryPicker === "function") {
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

/** Lists what was dropped. Must be called before the drop event ends: its items are gone afterwards. */
export async function listDrop(data) {
    const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    // Handles, where the browser has them, open the folder again at the next visit.
    const promises = [...data.items].map((item) => item.getAsFileSystemHandle?.() ?? null);
    const list = [];
    const folders = [];
    const take = (entry) => {
        if (entry.isDirectory) {
            folders.push(entry);
        } else {
            list.push([entry.fullPath, () => new Promise((resolve, reject) => entry.file(resolve, reject))]);
        }
    };
    entries.forEach(take);
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
    const first = entries[0];
    const handles = (await Promise.all(promises)).filter((handle) => handle?.kind === "directory");
    return { list, path: first === undefined ? null : first.fullPath, handles };
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
export function keepFolder(handle) {
    // A browser in private mode keeps nothing.
    return folders("readwrite", (store) => store.put(handle, handle.name)).catch(() => {});
}

/** The kept handle of a folder. */
export function keptFolder(name) {
    return folders("readonly", (store) => store.get(name)).catch(() => undefined);
}
