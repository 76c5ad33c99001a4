//! Files that enter the page and leave it: downloads, dialogs, comparisons.

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::page::{DESKTOP, Page};
use crate::pictures::detail;
use crate::setup::Setup;
use crate::{VILLAGE, find};

/// Places of menus and their entries in the window.
const FILE_MENU: [u32; 2] = [24, 13];
const OPEN_FOLDER: [u32; 2] = [99, 69];
const COMPARE_WITH: [u32; 2] = [81, 258];
const EXPORT_MENU: [u32; 2] = [270, 13];
const HEIGHTS_FOR_UNITY: [u32; 2] = [327, 69];
const TABLE_OF_OBJECTS: [u32; 2] = [321, 258];
/// In the dialog of exports.
const EXPORT_BUTTON: [u32; 2] = [489, 572];

#[test]
fn screenshots_and_exports_become_downloads() {
    let Some(setup) = Setup::find() else { return };
    let mut page = Page::open(&setup, DESKTOP, VILLAGE);
    page.wait_for_zone("demo");
    page.press("F12", 0);
    let (name, bytes) = page.take_download();
    assert!(name.starts_with("demo-") && name.ends_with(".png"), "{name}");
    let picture = image::load_from_memory(&bytes).expect("a picture").to_rgba8();
    assert!(detail(&picture) > 1.0, "{name} shows nothing");

    let (name, bytes) = export(&mut page, TABLE_OF_OBJECTS);
    let table = String::from_utf8(bytes).expect("a text");
    assert_eq!(name, "demo-objects.csv");
    assert!(table.starts_with("index,name,") && table.lines().count() > 100, "{}", &table[..200]);

    let (name, bytes) = export(&mut page, HEIGHTS_FOR_UNITY);
    assert_eq!(name, "demo-heights.zip");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut length_of = |name: &str| {
        let mut content = Vec::new();
        archive.by_name(name).and_then(|mut file| Ok(file.read_to_end(&mut content)?)).expect(name);
        content.len()
    };
    assert_eq!(length_of("demo-heights/demo-heights.raw"), 257 * 257 * 2);
    assert!(length_of("demo-heights/demo-heights.raw.json") > 0);
    assert_eq!(archive.len(), 2);
    page.assert_sound();
}

/// Exports by an entry of the menu and the dialog that it opens; name and bytes of the download.
fn export(page: &mut Page, entry: [u32; 2]) -> (String, Vec<u8>) {
    page.choose_in_menu(EXPORT_MENU, entry);
    page.wait_for_panel([880, 580]);
    page.click(EXPORT_BUTTON);
    page.take_download()
}

#[test]
fn a_folder_is_chosen_in_a_dialog_for_a_link_and_canceling_changes_nothing() {
    let Some(setup) = Setup::find() else { return };
    let scratch = tempfile::tempdir().expect("a folder");
    let (client, zone) = setup.island(scratch.path());
    let link = format!("#zone={zone}");
    let mut page = Page::open_with(&setup, DESKTOP, &link, "delete window.showDirectoryPicker;");
    page.wait_for_zone("demo");
    page.intercept_dialogs(true);
    page.choose_in_menu(FILE_MENU, OPEN_FOLDER);
    page.wait_for_dialog();
    page.intercept_dialogs(false);
    page.choose_in_menu(FILE_MENU, OPEN_FOLDER);

    page.choose(&client);
    page.wait_for_zone(zone);
    page.assert_sound();
}

#[test]
fn a_chosen_folder_opens_again_after_a_reload_and_where_the_browser_asks_after_a_click() {
    let Some(setup) = Setup::find() else { return };
    // The browser's own file system gives handles without a dialog, and without asking, unless it is made to ask.
    let script = "window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('client');
        const query = FileSystemHandle.prototype.queryPermission;
        FileSystemHandle.prototype.queryPermission = async function (...asked) {
            return localStorage.asks ? 'prompt' : query.apply(this, asked);
        };
        // Expressions of a test count as clicks; here only clicks do.
        window.clicked = false;
        addEventListener('click', () => { window.clicked = true; }, true);
        Object.defineProperty(navigator, 'userActivation', { get: () => ({ isActive: window.clicked }) });
        FileSystemHandle.prototype.requestPermission = async () => {
            if (!window.clicked) { throw new Error('no click'); }
            return 'granted';
        };";
    let mut page = Page::open_with(&setup, DESKTOP, "#zone=atoll", script);
    page.wait_for_zone("demo");
    page.eval(&COPY_ISLAND.replace("NAMES", &format!("{:?}", island_files())));
    page.choose_in_menu(FILE_MENU, OPEN_FOLDER);
    page.wait_for_zone("atoll");
    page.wait_until_stored("atoll");
    page.reload();
    page.wait_for("document.documentElement.dataset.state");
    // In the middle of loading.
    page.reload();
    page.wait_for_zone("atoll");

    page.eval("localStorage.asks = true");
    page.reload();
    page.wait_for_words("Open the folder “client” of your last visit?");
    page.wait_for_zone("demo");
    page.keep_picture("folder-again-desktop");
    page.click_element("again-open");
    page.wait_for_zone("atoll");
    assert_eq!(page.eval("document.getElementById('again').hidden"), true);
    page.assert_sound();
}

/// Copies the island's files, as a zone of another name, into the folder `client` of the browser's own file system.
const COPY_ISLAND: &str = "(async () => {
    const page = document.querySelector('script[data-module-bytes]').src;
    const root = await navigator.storage.getDirectory();
    for (const name of NAMES) {
        const { body } = await fetch(new URL(`demo/${name}.deflate`, page));
        const names = `client/${name.replace('/demo.', '/atoll.')}`.split('/');
        let folder = root;
        for (const part of names.slice(0, -1)) { folder = await folder.getDirectoryHandle(part, { create: true }); }
        const writable = await (await folder.getFileHandle(names.at(-1), { create: true })).createWritable();
        await body.pipeThrough(new DecompressionStream('deflate-raw')).pipeTo(writable);
    }
})()";

/// The island's files below `assets/demo`, with forward slashes.
fn island_files() -> Vec<String> {
    let island = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/demo");
    let (mut folders, mut names) = (vec![island.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => names.push(path.strip_prefix(&island).expect("below").to_string_lossy().replace('\\', "/")),
            }
        }
    }
    names
}

#[test]
fn a_second_file_of_the_same_name_is_compared_with_the_first() {
    let Some(setup) = Setup::find() else { return };
    let scratch = tempfile::tempdir().expect("a folder");
    let (client, zone) = setup.island(scratch.path());
    let file = find(&client, &format!("{zone}.gtd"));
    let other = scratch.path().join(format!("{zone}.gtd"));
    fs::copy(&file, &other).expect("a copy");
    let mut page = Page::open(&setup, DESKTOP, "");
    page.wait_for_zone("demo");
    page.intercept_dialogs(false);
    page.press("Escape", 0);
    page.hold("ControlLeft", crate::page::CONTROL);
    page.press("KeyO", crate::page::CONTROL);
    page.release("ControlLeft", 0);
    page.choose(&file);
    page.wait_for_zone(zone);
    page.choose_in_menu(FILE_MENU, COMPARE_WITH);
    page.choose(&other);
    page.wait_for(&format!("document.title.includes('{zone} ↔ compared/{zone}')"));
    page.picture_at_rest();
    page.keep_picture("compared-desktop");
    page.assert_sound();
}
