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
export function listInput(input) {
    return [...input.files].map((file) => [`/${file.webkitRelativePath || file.name}`, async () => file]);
}

/** Lists what was dropped. Must be called before the drop event ends: its items are gone afterwards. */
export async function listDrop(data) {
    const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
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
    return { list, path: first === undefined ? null : first.fullPath };
}
