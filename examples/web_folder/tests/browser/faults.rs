//! What may go wrong while the page runs: a lost device, no memory, a page that nobody sees or that is loaded again.

use crate::page::{DESKTOP, Page};
use crate::pictures::difference;
use crate::setup::Setup;
use crate::{SAME_VIEW, VILLAGE};

/// Keeps the devices of the page in `devices`; each is lost as soon as it is there while `loseAll` is set.
const KEEP_DEVICES: &str = "const request = GPUAdapter.prototype.requestDevice;
    window.devices = [];
    GPUAdapter.prototype.requestDevice = async function (...asked) {
        const device = await request.apply(this, asked);
        window.devices.push(device);
        if (window.loseAll) { device.destroy(); }
        return device;
    };";

#[test]
fn a_lost_device_is_replaced_at_once_and_one_that_is_always_lost_ends_the_page() {
    let Some(setup) = Setup::find() else { return };
    let mut page = Page::open_with(&setup, DESKTOP, VILLAGE, KEEP_DEVICES);
    page.wait_for_zone("demo");
    page.press("KeyZ", 0);
    let before = page.picture_at_rest();
    for losses in 1..=2 {
        page.eval("delete document.documentElement.dataset.loaded; window.devices.at(-1).destroy()");
        page.wait_for("document.getElementById('said').textContent.includes('graphics')");
        page.wait_for_zone("demo");
        assert_eq!(page.eval("window.devices.length"), 1 + losses);
    }
    let after = page.picture_at_rest();
    assert!(difference(&before, &after) < SAME_VIEW, "{}", difference(&before, &after));
    page.keep_picture("device-lost-desktop");

    page.eval("window.loseAll = true; window.devices.at(-1).destroy()");
    let notice = page.wait_for_words("The viewer cannot go on");
    assert!(notice.contains("graphics") && notice.contains("reload the page") && !notice.contains("--"), "{notice}");
    page.keep_picture("device-always-lost-desktop");
    page.click_element("notice-map");
    page.wait_for_zone("island");
    page.wait_for_words(" m a side. North is up.");
    page.keep_picture("map-instead-desktop");
    assert_eq!(page.foreign_requests(), [""; 0]);
}

/// Keeps the memory of the program in `memory`.
const KEEP_MEMORY: &str = "for (const name of ['instantiate', 'instantiateStreaming']) {
        const original = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            const made = await original.apply(WebAssembly, given);
            window.memory = (made.instance ?? made).exports.memory;
            return made;
        };
    }";

#[test]
fn without_memory_the_page_says_so() {
    let Some(setup) = Setup::find() else { return };
    let scratch = tempfile::tempdir().expect("a folder");
    let (client, _) = setup.client(scratch.path());
    let mut page = Page::open_with(&setup, DESKTOP, "", KEEP_MEMORY);
    page.wait_for_zone("demo");
    // All that a page may have; nothing of it is used.
    page.eval("window.memory.grow(65536 - window.memory.buffer.byteLength / 65536)");
    page.drop_files(&[&client]);
    page.press("PageDown", 0);
    let notice = page.wait_for_words("The viewer has stopped");
    assert!(notice.contains("out of memory"), "{notice}");
    page.keep_picture("out-of-memory-desktop");
    assert_eq!(page.foreign_requests(), [""; 0]);
}

#[test]
fn a_hidden_page_goes_on_loading() {
    let Some(setup) = Setup::find() else { return };
    let scratch = tempfile::tempdir().expect("a folder");
    let (client, zone) = setup.client(scratch.path());
    let view = format!("#zone={zone}&camera=77,60,467,135,-35");
    let mut page = Page::open(&setup, DESKTOP, &view);
    page.wait_for_zone("demo");
    page.drop_files(&[&client]);
    page.hide();
    page.wait_for_zone(zone);
    page.show();
    page.keep_picture("hidden-while-loading-desktop");
    page.assert_sound();
}
