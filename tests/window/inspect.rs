//! End to end: a known tile is clicked in the real window and checked through the copied diagnostics.

use crate::common::corpus;
use crate::xvfb::Display;
use glam::DVec3;
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::opd::OpdFile;
use gtd_viewer::load::read_object_models;
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::Objects;
use gtd_viewer::scene::objects::{Moment, PickView, Ray};
use gtd_viewer::scene::raster::object_textures::ObjectTextures;
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::scene::terrain::pick::pick;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};
use std::path::Path;

/// Clicks the center of a tile and compares the diagnostics with the file.
fn click_and_read(zone: &Path, (x, z): (u32, u32)) {
    let gtd = Gtd::parse(std::fs::read(zone).expect("the zone")).expect("a zone");
    let record = gtd.record(x, z);
    // The midpoint of the tile's south-eastern side is on an edge; its inside is between two corners' heights.
    let heights = [(0, 0), (1, 1), (1, 0), (0, 1)].map(|(dx, dz)| gtd.record(x + dx, z + dz).height_m());
    let middle_m = if (x + z) % 2 == 0 { heights[0] + heights[1] } else { heights[2] + heights[3] } / 2.0;
    let at = DVec3::new(f64::from(x) * 4.0 + 2.0, f64::from(middle_m), f64::from(z) * 4.0 + 2.0);
    let pose = Pose::looking_at(at + DVec3::new(0.0, 30.0, -12.0), at);

    let Some(display) = Display::start() else { return };
    let camera = format!("--camera={pose}");
    let viewer = display.open(&[&zone.display().to_string(), &camera]);
    viewer.wait_for_picture("the ground", |picture| picture.colors() > 30);
    viewer.settled();
    let (width, height) = viewer.size();
    viewer.move_to((width as i32 / 2, height as i32 / 2));
    viewer.click("1", 1);
    let text = viewer.diagnostics_with("\ntile: ");

    let tile = record.tile();
    let expected = [
        format!("tile: {x}, {z}\n"),
        format!("word: {:#010x} at byte ", tile.0),
        format!("dir1 {}, dir2 {}, tex1 {}, tex2 {}\n", tile.dir1(), tile.dir2(), tile.tex1(), tile.tex2()),
        format!("Patch: {}, {}\n", x / 8, z / 8),
    ];
    for part in expected {
        assert!(text.contains(&part), "{part:?} is not in\n{text}");
    }
    let offset = text.lines().find_map(|line| line.strip_prefix("word: ")?.rsplit(' ').next()?.parse::<usize>().ok());
    let offset = offset.expect("where the word stands");
    assert_eq!(gtd.bytes()[offset..offset + 4], tile.0.to_le_bytes(), "the bytes at the place that is told");
    assert_eq!(viewer.close().code(), Some(0));
}

#[test]
fn a_tile_of_the_demo_is_read_back() {
    click_and_read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/Zones/demo.gtd"), (70, 61));
}

#[test]
fn a_tile_of_moradon_is_read_back() {
    let Some(corpus) = corpus() else { return };
    click_and_read(&corpus.join("ko/1298/Zones/moradon.gtd"), (44, 84));
}

/// An object in the picture: its number, and a pixel that shows it and nothing else nearby.
type Place = (usize, (i32, i32));

/// Places of two objects in a picture of the demo zone.
fn two_objects(pose: Pose, (width, height): (u32, u32)) -> [Place; 2] {
    let files = block_on(ZoneFiles::open(&ZoneSource::Demo, None));
    let gtd = Gtd::parse(block_on(files.read_terrain()).expect("the island")).expect("a zone");
    let opd = block_on(files.part::<OpdFile>(&gtd)).expect("its objects");
    let (models, _) = block_on(read_object_models(&opd.content, &files));
    let textures = ObjectTextures::new(&models.textures, &vec![false; models.textures.len()], false);
    let objects = Objects::new(models.set, models.meshes, textures);
    let (terrain, size_px) = (Terrain::new(gtd), [width, height]);
    let view = View::new(pose, Lens::Perspective { fov_y_deg: View::DEFAULT_FOV_DEG }, size_px);
    // At rest: what moves is no safe place to click.
    let picture = PickView::full_detail(Moment { eye: pose.eye, secs: None, gates_open: false });
    let object_at = |x: i32, y: i32| {
        let ray = view.ray_at_pixel(glam::DVec2::new(f64::from(x), f64::from(y)), size_px);
        let ground_m = pick(&terrain, ray.origin, ray.direction).map_or(f64::INFINITY, |hit| hit.distance_m);
        let ray = Ray { origin: ray.origin, direction: ray.direction };
        objects.ray(ray, &picture, |_| true).filter(|hit| hit.distance < ground_m).map(|hit| hit.object)
    };
    let pixels =
        (100..height as i32 - 100).step_by(20).flat_map(|y| (200..width as i32 - 200).step_by(20).map(move |x| (x, y)));
    let safe = pixels.filter_map(|(x, y)| {
        let object = object_at(x, y)?;
        let is_same = |dx: i32, dy: i32| object_at(x + dx * 8, y + dy * 8) == Some(object);
        [(-1, 0), (1, 0), (0, -1), (0, 1)].iter().all(|(dx, dy)| is_same(*dx, *dy)).then_some((object, (x, y)))
    });
    let safe: Vec<Place> = safe.collect();
    let first = *safe.first().expect("an object in the picture");
    [first, *safe.iter().find(|place| place.0 != first.0).expect("another object")]
}

#[test]
fn objects_are_selected_by_clicks() {
    // The village square of the island.
    let at = DVec3::new(430.0, 12.0, 300.0);
    let pose = Pose::looking_at(at + DVec3::new(0.0, 25.0, -50.0), at);
    let Some(display) = Display::start() else { return };
    let camera = format!("--camera={pose}");
    let viewer = display.open(&[concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/Zones/demo.gtd"), &camera]);
    viewer.wait_for_picture("the island", |picture| picture.colors() > 30);
    // Without panels the picture is the whole window.
    viewer.key("z");
    let (width, height) = viewer.size();
    viewer.diagnostics_with(&format!("\npicture: {width} x {height} px"));
    viewer.settled();
    let [(first, first_at), (second, second_at)] = two_objects(pose, (width, height));
    viewer.move_to(first_at);
    viewer.click("1", 1);
    let text = viewer.diagnostics_with("\nobject: ");
    assert!(text.contains(&format!("\nobject: {first} ")), "object {first} is not in\n{text}");

    display.xdotool(&["keydown", "ctrl"]);
    viewer.move_to(second_at);
    viewer.click("1", 1);
    display.xdotool(&["keyup", "ctrl"]);
    let text = viewer.diagnostics_with("\nselected objects: 2");
    assert!(text.contains(&format!("\nobject: {second} ")) && text.contains(&format!("({first}, {second})")), "{text}");

    display.xdotool(&["keydown", "alt"]);
    viewer.click("1", 1);
    display.xdotool(&["keyup", "alt"]);
    let text = viewer.diagnostics_with("\ntile: ");
    assert!(!text.contains("\nobject: "), "the ground behind it:\n{text}");
    assert_eq!(viewer.close().code(), Some(0));
}
