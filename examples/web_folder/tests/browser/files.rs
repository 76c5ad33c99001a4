//! Files that enter the page and leave it: downloads, dialogs, comparisons.

use std::fs;
use std::io::Read;

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
