//! The page in headless Chromium: what a visitor does, and what may go wrong. `script/test-web` builds what these tests
//! need and runs them; else each prints that it is skipped.

mod chromium;
mod faults;
mod files;
mod page;
mod pictures;
mod setup;
mod touch;

use std::fs;
use std::path::Path;

use image::RgbaImage;

use page::{DESKTOP, PHONE, Page};
use pictures::{detail, difference};
use setup::Setup;

/// Two renderers of the same view differ at most so much, as a mean of all channels.
const SAME_VIEW: f64 = 2.0;
/// Pictures of different views differ at least so much.
const OTHER_VIEW: f64 = 6.0;
/// A view of the island's village from above, without clouds, which move.
const VILLAGE: &str = "#camera=418,60,346,58,-35";

/// The picture of a link's view as the program draws it.
fn drawn_by_program(setup: &Setup, link: &str, zone: Option<&Path>) -> RgbaImage {
    let scratch = tempfile::tempdir().expect("a folder");
    let out = scratch.path().join("program.png");
    let mut arguments = vec!["render".to_owned()];
    arguments.extend(zone.map(|zone| zone.to_string_lossy().into_owned()));
    let options = link.trim_start_matches('#').split('&').filter(|option| !option.starts_with("zone="));
    arguments.extend(options.map(|option| format!("--{option}")));
    arguments.extend(["--size".into(), format!("{}x{}", DESKTOP.size[0], DESKTOP.size[1]), "-o".into()]);
    arguments.push(out.to_string_lossy().into_owned());
    setup.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    image::open(&out).expect("a picture").to_rgba8()
}

/// Opens the page with a view, without panels over the picture.
fn open_without_panels(setup: &Setup, link: &str) -> Page {
    let mut page = Page::open(setup, DESKTOP, link);
    page.wait_for_zone("demo");
    page.press("KeyZ", 0);
    page
}

#[test]
fn the_island_looks_as_in_the_program_and_nothing_is_asked_of_other_computers() {
    let Some(setup) = Setup::find() else { return };
    let mut page = Page::open(&setup, DESKTOP, VILLAGE);
    page.wait_for_zone("demo");
    page.keep_picture("island-desktop");
    page.press("KeyZ", 0);
    let shown = page.picture_at_rest();
    page.keep_picture("island-without-panels");
    let link = page.share_link();
    let found = difference(&shown, &drawn_by_program(&setup, &link, None));
    println!("difference to the program's picture: {found:.2}");
    assert!(found < SAME_VIEW, "{found} for {link}");
    page.assert_sound();
}

#[test]
fn a_dropped_client_folder_shows_the_zone_of_a_link_as_the_program_does() {
    let Some(setup) = Setup::find() else { return };
    let scratch = tempfile::tempdir().expect("a folder");
    let (client, zone) = setup.client(scratch.path());
    let view = format!("#zone={zone}&camera=77,60,467,135,-35");
    let mut page = Page::open(&setup, DESKTOP, &view);
    page.wait_for_zone("demo");
    page.drop_files(&[&client]);
    page.eval("delete document.documentElement.dataset.loaded");
    page.wait_for_zone(zone);
    page.keep_picture("client-desktop");
    page.press("KeyZ", 0);
    let shown = page.picture_at_rest();
    let link = page.share_link();
    assert_eq!(link, view);
    let file = find(&client, &format!("{zone}.gtd"));
    let found = difference(&shown, &drawn_by_program(&setup, &link, Some(&file)));
    println!("difference to the program's picture: {found:.2}");
    assert!(found < SAME_VIEW, "{found} for {link}");
    page.assert_sound();
}

/// A file below a folder by its name in any letter case.
fn find(folder: &Path, name: &str) -> std::path::PathBuf {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if entry.file_name().eq_ignore_ascii_case(name) {
                return entry.path();
            }
        }
    }
    panic!("{}: no {name}", folder.display());
}

#[test]
fn a_click_picks_a_point_and_keys_fly_and_a_link_leads_back() {
    let Some(setup) = Setup::find() else { return };
    let mut page = open_without_panels(&setup, VILLAGE);
    let start = page.share_link();
    let before = page.picture_at_rest();

    page.click([640, 520]);
    let picked = page.wait_for("document.documentElement.dataset.picked");
    let point: Vec<f64> = picked.as_str().unwrap_or_default().split(' ').filter_map(|word| word.parse().ok()).collect();
    // Below the camera, and before it.
    let is_near = |x: f64, z: f64| (x - 418.0).hypot(z - 346.0) < 120.0;
    assert!(matches!(point[..], [x, y, z] if is_near(x, z) && (-5.0..60.0).contains(&y)), "{picked}");
    page.keep_picture("picked-desktop");
    page.hold("KeyS", 0);
    page.wait_for_picture(|picture| difference(&before, picture) > OTHER_VIEW);
    page.release("KeyS", 0);
    let there = page.picture_at_rest();
    let away = page.share_link();
    assert_ne!(away, start);

    let mut other = open_without_panels(&setup, &away);
    assert_eq!(other.share_link(), away);
    let again = other.picture_at_rest();
    assert!(difference(&there, &again) < SAME_VIEW, "{}", difference(&there, &again));
    other.go_to(&start);
    other.wait_for_link(|link| link == start);
    page.assert_sound();
    other.assert_sound();
}

#[test]
fn a_broken_file_is_refused_with_its_reason_and_the_zone_stays() {
    let Some(setup) = Setup::find() else { return };
    let scratch = tempfile::tempdir().expect("a folder");
    let broken = scratch.path().join("broken.gtd");
    fs::write(&broken, [&[3, 0, 0, 0][..], b"map, and no more"].concat()).expect("a file");
    let mut page = Page::open(&setup, DESKTOP, VILLAGE);
    page.wait_for_zone("demo");
    page.drop_files(&[&broken]);
    let said = page.wait_for("document.getElementById('said').textContent");
    let said = said.as_str().unwrap_or_default();
    assert!(said.contains("broken.gtd") && said.contains("byte"), "{said}");
    page.keep_picture("broken-desktop");
    page.press("KeyZ", 0);
    assert!(detail(&page.picture_at_rest()) > 1.0, "the island is not shown any more");
    page.assert_sound();
}

#[test]
fn a_folder_of_twenty_thousand_files_is_listed_and_its_zone_opens() {
    let Some(setup) = Setup::find() else { return };
    let scratch = tempfile::tempdir().expect("a folder");
    let (client, zone) = setup.island(scratch.path());
    for folder in 0..20 {
        let folder = client.join(format!("Item{folder}"));
        fs::create_dir(&folder).expect("a folder");
        for file in 0..1000 {
            fs::write(folder.join(format!("{file}.dxt")), b"").expect("a file");
        }
    }
    let mut page = Page::open(&setup, DESKTOP, &format!("#zone={zone}"));
    page.wait_for_zone("demo");
    page.drop_files(&[&client]);
    page.wait_for_zone(zone);
    assert!(page.share_link().starts_with(&format!("#zone={zone}&")));
    page.assert_sound();
}

#[test]
fn settings_are_kept_over_a_reload() {
    let Some(setup) = Setup::find() else { return };
    let mut page = open_without_panels(&setup, "");
    page.picture_at_rest();
    page.wait_until_stored("\"vsync\"");
    page.press("F9", 0);
    page.wait_until_stored("\"contours\": true");
    page.reload();
    page.wait_for_zone("demo");
    let link = page.share_link();
    assert!(link.contains("contours"), "{link}");
    page.assert_sound();
}

#[test]
fn a_browser_without_webgpu_gets_advice_and_the_map() {
    let Some(setup) = Setup::find() else { return };
    let scratch = tempfile::tempdir().expect("a folder");
    let (client, zone) = setup.client(scratch.path());
    let mut page = Page::open_with(&setup, PHONE, "", "delete Navigator.prototype.gpu;");
    page.wait_for_zone("island");
    let said = page.wait_for_words("No WebGPU: the map only");
    assert!(said.contains("Chrome") && said.contains("Nothing is uploaded"), "{said}");
    page.keep_picture("map-island-phone");
    let all = page.picture();
    assert!(detail(&all) > 1.0, "no map is shown");

    let view = page.eval("document.getElementById('map-view').dataset.view");
    page.wheel([180, 450]);
    page.wait_for(&format!("document.getElementById('map-view').dataset.view !== {view}"));
    let view = page.eval("document.getElementById('map-view').dataset.view");
    page.drag([180, 450], [120, 500]);
    page.wait_for(&format!("document.getElementById('map-view').dataset.view !== {view}"));
    assert!(difference(&all, &page.picture()) > 1.0);

    page.drop_files(&[&find(&client, &format!("{zone}.gtd"))]);
    page.wait_for_zone(zone);
    page.drop_files(&[&client]);
    page.wait_for("document.getElementById('map-zone').value.split('/').length > 2");
    let options = page.eval("[...document.getElementById('map-zone').options].map((option) => option.text).join()");
    assert!(options.as_str().unwrap_or_default().to_lowercase().contains(zone), "{options}");
    let choose = format!(
        "{{ const zones = document.getElementById('map-zone');
            zones.value = [...zones.options].find((option) => option.text.toLowerCase().includes('{zone}')).value;
            zones.dispatchEvent(new Event('change')); }}"
    );
    page.eval(&choose);
    page.wait_for_zone(zone);
    page.wait_for_words(" m a side. North is up.");
    page.keep_picture("map-client-phone");

    let broken = scratch.path().join("broken.gtd");
    fs::write(&broken, b"no zone").expect("a file");
    page.drop_files(&[&broken]);
    page.wait_for_words("broken.gtd: not a zone file, or a damaged one");
    page.assert_sound();
}

#[test]
fn the_page_fits_a_phone() {
    let Some(setup) = Setup::find() else { return };
    let mut page = Page::open(&setup, PHONE, "");
    page.wait_for_zone("demo");
    assert_eq!(page.eval("[document.documentElement.scrollWidth, document.activeElement.id].join()"), "360,view");
    page.keep_picture("island-phone");
    assert!(detail(&page.picture()) > 1.0);
    page.assert_sound();
}

/// Figures of docs/performance.md: `script/web && PAGE=out/web script/test-web figures --ignored`.
#[test]
#[ignore = "measures, and judges nothing"]
fn figures() {
    let Some(setup) = Setup::find() else { return };
    let scratch = tempfile::tempdir().expect("a folder");
    let (client, zone) = setup.client(scratch.path());
    // The longest time between two frames, and the longest in which the page's thread does one thing, in milliseconds;
    // the module's memory.
    let script = "window.gap = window.task = 0;
        let last = performance.now();
        const frame = (now) => { window.gap = Math.max(window.gap, now - last); last = now; requestAnimationFrame(frame); };
        requestAnimationFrame(frame);
        const observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
            window.task = Math.max(window.task, entry.duration);
        }));
        observer.observe({ entryTypes: ['longtask'] });
        performance.setResourceTimingBufferSize(100000);
        const instantiate = WebAssembly.instantiateStreaming;
        WebAssembly.instantiateStreaming = async (...asked) => {
            const result = await instantiate.apply(WebAssembly, asked);
            window.memory = result.instance.exports.memory;
            return result;
        };";
    let longest =
        "`longest gap between frames ${Math.round(window.gap)} ms, longest task ${Math.round(window.task)} ms`";
    for zone in [zone, if zone == "moradon" { "karus_start" } else { zone }] {
        let mut page = Page::open_with(&setup, DESKTOP, &format!("#zone={zone}"), script);
        page.wait_for_zone("demo");
        let ready = page.eval("Math.round(performance.getEntriesByName('ready')[0].startTime)");
        let fetched = "performance.getEntriesByType('resource').filter((entry) => entry.responseEnd <
            performance.getEntriesByName('ready')[0].startTime).map((entry) => new URL(entry.name).pathname).join(' ')";
        println!("first picture {ready} ms after navigation; fetched before it: {}", page.eval(fetched));
        println!("island: {}", page.eval(longest));
        page.eval("window.gap = window.task = 0; window.begin = performance.now()");
        page.drop_files(&[&client]);
        page.wait_for_zone(zone);
        let loaded = page.eval("Math.round(performance.now() - window.begin)");
        println!("{zone}: loaded after {loaded} ms; {}", page.eval(longest));
        println!("memory: {} MB", page.eval("Math.round(window.memory.buffer.byteLength / 1e6)"));
        page.keep_picture(&format!("{zone}-figures"));
    }
}
