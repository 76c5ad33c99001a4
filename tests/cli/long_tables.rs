//! Zones whose texture table has far more entries than tiles can refer to, nearly all of them the same few pictures:
//! memory and work follow what can be drawn.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use gtd_viewer::formats::gtd::{Draft, Header, MapRecord, PackedTile, River, Source, TileTexture};
use gtd_viewer::load::{DataForms, Load, LoadEvent, LoadOptions, Request, ZoneSource};
use gtd_viewer::scene::SceneUpdate;
use gtd_viewer::scene::raster::tile_image::{TileEncoding, TileImage};

use crate::bad_input::{run, stderr};

/// Against what never ends; the work takes seconds in a debug build.
const PATIENCE: Duration = Duration::from_secs(120);

/// A flat zone with `entries` entries, which name the eight pictures of one file of the program by two spellings. Every
/// tile shows the last entry that it can name.
fn zone(entries: usize) -> Draft {
    let mut draft = Draft::flat(Header::versioned(1, "long"), 17);
    draft.textures.sources = ["dtex\\isle_rock_0.gtt", "DTEX\\Isle_Rock_0.gtt"].map(Source::new).into();
    let entry = |index: usize| TileTexture { source: (index / 8 % 2) as i16, tile: (index % 8) as i16 };
    draft.textures.tiles = (0..entries).map(entry).collect();
    let last = entries.min(1024) as u16 - 1;
    let tile = PackedTile::pack(true, 0, 0, last, if last == 1023 { last } else { 1023 });
    draft.records.iter_mut().for_each(|record| *record = MapRecord::new(0.0, tile));
    draft
}

fn load(draft: &Draft, folder: &Path) -> Vec<(Arc<[u16]>, Arc<TileImage>)> {
    let path = folder.join("long.gtd");
    std::fs::write(&path, draft.encode().unwrap()).unwrap();
    let mut load = Load::start(
        Request {
            zone: ZoneSource::of(&path),
            data: None,
            server: None,
            wanted: LoadOptions::default(),
            forms: DataForms::new(TileEncoding::Rgba8, 2048).into(),
        },
        || {},
    );
    let mut found = Vec::new();
    while let Some(event) = load.wait() {
        match event {
            LoadEvent::Update(SceneUpdate::TileTexture { indices, image, .. }) => found.push((indices, image)),
            LoadEvent::Failed(error) => panic!("{error}"),
            _ => {}
        }
    }
    found
}

#[test]
fn each_picture_is_loaded_once() {
    let folder = tempfile::tempdir().unwrap();
    for (entries, reachable) in [(8, 8), (16, 16), (1024, 1024), (1_000_000, 1024)] {
        let found = load(&zone(entries), folder.path());
        assert_eq!(found.len(), 8, "{entries} entries");
        let mut indices: Vec<u16> = found.iter().flat_map(|(indices, _)| indices.iter().copied()).collect();
        indices.sort_unstable();
        assert_eq!(indices, (0..reachable).collect::<Vec<u16>>(), "{entries} entries");
    }
}

#[test]
fn pictures_that_are_nowhere_are_not_loaded_a_million_times() {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = zone(1_000_000);
    for (index, entry) in draft.textures.tiles.iter_mut().enumerate() {
        *entry = TileTexture { source: 2 + (index % 9) as i16, tile: (index % 30_000) as i16 };
    }
    assert_eq!(load(&draft, folder.path()).len(), 1, "without a source all are the placeholder");
    for entry in &mut draft.textures.tiles {
        entry.source = 0;
    }
    assert!(load(&draft, folder.path()).len() <= 1024);
}

#[test]
fn commands_keep_to_their_memory() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("long.gtd"), zone(1_000_000).encode().unwrap()).unwrap();
    std::fs::write(folder.join("short.gtd"), zone(1024).encode().unwrap()).unwrap();
    for args in [
        &["--stats", "--json", "long.gtd"][..],
        &["check", "long.gtd", "--ignore", "dangling-texture"],
        &["explain", "long.gtd"],
        &["diff", "long.gtd", "short.gtd", "-o", "d.png"],
        &["export", "textures", "long.gtd", "--sheet", "-o", "s.png"],
        &["export", "textures", "long.gtd", "-o", "t"],
        &["export", "mesh", "long.gtd", "--px-per-tile", "128", "-o", "m.glb"],
        &["export", "splat", "long.gtd", "-o", "splat"],
        &["export", "web-map", "long.gtd", "--px-per-tile", "128", "-o", "web"],
    ] {
        let (output, began) = (run(folder, args), Instant::now());
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
        assert!(began.elapsed() < PATIENCE, "{args:?}");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        if args.contains(&"textures") {
            assert!(printed.contains("1024 textures"), "{printed}");
            assert!(printed.contains("998,976 further entries of the table left out"), "{printed}");
        }
    }
    assert_eq!(crate::common::files_with_extension(&folder.join("t"), "png").len(), 1024);
    // The last entry that a tile can name is drawn with its picture.
    let color = image::open(folder.join("web/tiles/0/0/0.png")).unwrap().into_rgb8().get_pixel(128, 128).0;
    assert_ne!(color, [110, 110, 104], "the neutral ground");
}

#[test]
fn a_sheet_of_countless_tiny_textures_is_refused_or_shrunk() {
    use gtd_viewer::formats::ntf::{PixelFormat, Texture, write};
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let texture = |side: u32| {
        let rgba = vec![200; (side * side * 4) as usize];
        Texture::encode(&rgba, side, side, PixelFormat::Dxt1, false)
    };
    let file = |tiny: usize| {
        let mut textures = vec![texture(4); tiny];
        textures.push(texture(128));
        write::gtt(&textures)
    };
    std::fs::write(folder.join("shrunk.gtt"), file(9_999)).unwrap();
    let output = run(folder, &["export", "textures", "shrunk.gtt", "--sheet", "-o", "a.png"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let [width, height] = image::image_dimensions(folder.join("a.png")).map(|(w, h)| [w, h]).unwrap();
    assert!(width <= 8192 && height <= 8192, "{width} x {height}");
    std::fs::write(folder.join("refused.gtt"), file(600_000)).unwrap();
    let output = run(folder, &["export", "textures", "refused.gtt", "--sheet", "-o", "b.png"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("600001 textures do not fit a contact sheet of at most 8192"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn thousands_of_empty_rivers_take_no_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = Draft::flat(Header::versioned(1, "rivers"), 17);
    // The stored number of indices is wrong, so that every river is a finding with its place.
    draft.rivers = vec![River { vertices: Vec::new(), index_count: 7, name_bytes: vec![0] }; 65_535];
    std::fs::write(folder.path().join("rivers.gtd"), draft.encode().unwrap()).unwrap();
    for command in [&["check", "--json"][..], &["explain"], &["--stats", "--json"]] {
        let began = Instant::now();
        let output = run(folder.path(), &[command, &["rivers.gtd"]].concat());
        assert_eq!(output.status.code(), Some(0), "{command:?}: {}", stderr(&output));
        assert!(began.elapsed() < PATIENCE, "{command:?}");
        if command[0] == "check" {
            let reports: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let findings = reports[0]["findings"].as_array().unwrap();
            let offsets: Vec<u64> = findings
                .iter()
                .filter(|finding| finding["code"] == "water-count" && finding["count"] == 1)
                .map(|finding| finding["offset"].as_u64().unwrap())
                .collect();
            // a river is 13 bytes here
            assert!(offsets.len() > 100 && offsets.windows(2).all(|pair| pair[1] - pair[0] == 13), "{offsets:?}");
        }
    }
}
