//! The web map in a headless browser: opened from its folder, clicked, with a look at its picture. Skipped without
//! Chromium.

use std::path::Path;
use std::process::{Command, Stdio};

use gtd_viewer::formats::gtd::Header;

use super::{common, program, test_zone};

/// Simulates clicks, wheel and drag on the page; results are collected in a list.
const VISIT: &str = r#"<ol id="visit"></ol><script>
const told = what => { draw(); const item = document.createElement("li"); item.textContent = what + ": " + document.getElementById("place").textContent;
  document.getElementById("visit").append(item); };
const touch = (name, x, y) => canvas.dispatchEvent(new PointerEvent(name, { clientX: x, clientY: y, pointerId: 1, bubbles: true }));
canvas.setPointerCapture = () => {};
const later = (...steps) => { if (steps.length) setTimeout(() => { steps[0](); setTimeout(() => later(...steps.slice(1)), 100); }, 0); };
later(
  () => told("start"),
  () => document.getElementById("contours").click(),
  () => told("contours"),
  () => document.getElementById("grid").click(),
  () => told("scale " + view.scale.toFixed(4)),
  () => canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: -600, clientX: 400, clientY: 300, cancelable: true })),
  () => told("scale " + view.scale.toFixed(4)),
  () => { touch("pointerdown", 400, 300); touch("pointermove", 336, 300); touch("pointerup", 336, 300); touch("pointerleave", 0, 0); },
  () => told("dragged"),
);
</script>"#;

fn browser() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let runs = |name: &&str| {
        Command::new(name)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|s| s.success())
    };
    let found = names.into_iter().find(runs);
    if found.is_none() {
        common::skip("there is no Chromium here");
    }
    found
}

/// Opens a page; returns what it prints with the given option.
fn visit(browser: &str, page: &Path, option: &str) -> String {
    let profile = page.with_file_name("profile");
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
        .args([
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
            "--window-size=800,600",
            "--virtual-time-budget=4000",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(option)
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The mean color of a square.
fn mean(picture: &image::RgbImage, [left, top]: [u32; 2], side: u32) -> [f64; 3] {
    let places = (0..side * side).map(|i| picture.get_pixel(left + i % side, top + i / side).0);
    let sum = places.fold([0.0; 3], |sum, px| std::array::from_fn(|i| sum[i] + f64::from(px[i])));
    sum.map(|part| part / f64::from(side * side))
}

#[test]
fn a_browser_shows_the_map_and_it_can_be_moved() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.gtd"), test_zone::sample(Header::versioned(1, "a")).encode().unwrap())
        .unwrap();
    program(folder.path(), &["export", "web-map", "a.gtd", "-o", "map"]).assert().success();
    let map = folder.path().join("map");
    let picture = map.join("picture.png");
    visit(browser, &map.join("index.html"), &format!("--screenshot={}", picture.display()));
    let seen = image::open(&picture).unwrap().into_rgb8();
    let tile = image::open(map.join("tiles/0/0/0.png")).unwrap().into_rgb8();
    // The whole map is centered. Everything between the panels but the page's dark background is the map.
    let middle = seen.height() / 2;
    let is_map = |x: u32| seen.get_pixel(x, middle).0.iter().any(|part| *part > 60);
    let (Some(left), Some(right)) = ((0..seen.width()).find(|x| is_map(*x)), (0..seen.width()).rfind(|x| is_map(*x)))
    else {
        panic!("there is no map on the page")
    };
    let side = f64::from(right + 1 - left);
    assert!(side > 300.0 && (f64::from(left + right + 1) - f64::from(seen.width())).abs() < 3.0, "{left} to {right}");
    let top = (f64::from(seen.height()) - side) / 2.0;
    for (column, row) in (0..16).flat_map(|column| (0..16).map(move |row| (column, row))) {
        let tile_px = side / 16.0;
        let corner = [f64::from(left) + f64::from(column) * tile_px, top + f64::from(row) * tile_px];
        let shown = mean(&seen, corner.map(|at| at.round() as u32), tile_px as u32);
        let stored = mean(&tile, [column * 16, row * 16], 16);
        let apart = shown.iter().zip(stored).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(apart < 25.0, "tile {column}, {row}: {shown:?} is shown, {stored:?} is in the file");
    }
    let page = std::fs::read_to_string(map.join("index.html")).unwrap() + VISIT;
    std::fs::write(map.join("visited.html"), page).unwrap();
    let dom = visit(browser, &map.join("visited.html"), "--dump-dom");
    let told: Vec<&str> = dom.split("<li>").skip(1).filter_map(|item| item.split("</li>").next()).collect();
    let [start, contours, far, near, dragged] = told[..] else { panic!("{told:?} in {dom}") };
    assert!(start.starts_with("start: x 32.0  z 32.0  height "), "{start}");
    assert!(contours.contains("contours every "), "{contours}");
    // Zoomed in by two levels; a drag of 64 pixels to the west then moves the view by that distance to the east.
    let [far, near]: [f64; 2] =
        [far, near].map(|scale| scale.trim_start_matches("scale ").split(':').next().unwrap().parse().unwrap());
    assert!((near / far - 4.0).abs() < 0.01, "{far} to {near}");
    let x: f64 = dragged.trim_start_matches("dragged: x ").split(' ').next().unwrap().parse().unwrap();
    assert!(x > 32.0, "{dragged}");
}
