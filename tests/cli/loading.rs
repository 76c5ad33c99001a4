//! The loader with valid, damaged, slow and missing files: events, error reports, and termination.

use crate::common::samples;
#[cfg(unix)]
use crate::common::skip;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::common::test_zone::TestZone;
use gtd_viewer::formats::gtd::{Draft, Header, MapRecord, PackedTile, Pond, TileTexture, WaterVertex};
use gtd_viewer::formats::ntf::{PixelFormat, Texture, write};
use gtd_viewer::load::DataForms;
use gtd_viewer::load::Load;
use gtd_viewer::load::LoadError;
use gtd_viewer::load::LoadEvent;
use gtd_viewer::load::LoadOptions;
use gtd_viewer::load::MissingFile;
use gtd_viewer::load::Request;
use gtd_viewer::load::Zone;
use gtd_viewer::load::ZoneSource;
use gtd_viewer::platform::Later;
use gtd_viewer::scene::raster::mip_image::{MipImage, ZoneImage};
use gtd_viewer::scene::raster::object_textures::MISSING;
use gtd_viewer::scene::raster::tile_image::TileEncoding;
use gtd_viewer::scene::{Objects, SceneUpdate, Water};
use gtd_viewer::zone::error::with_causes;

/// Time limit of a load in tests.
const PATIENCE: Duration = Duration::from_secs(60);

const FORMS: DataForms = DataForms { encoding: TileEncoding::Rgba8, picture_px: 512, object_bytes: None };

fn request(path: &Path) -> Request {
    Request { zone: ZoneSource::of(path), data: None, server: None, wanted: Default::default(), forms: FORMS.into() }
}

/// All events of a load.
#[derive(Default)]
struct Told {
    zone: Option<Arc<Zone>>,
    /// Textures of the table, with whether each is missing.
    textures: Vec<(u16, bool)>,
    ground: Vec<(ZoneImage, Arc<MipImage>)>,
    water: Option<Arc<Water>>,
    sky: bool,
    objects: Option<usize>,
    models: Option<Arc<Objects>>,
    missing: Vec<MissingFile>,
    failed: Option<LoadError>,
    done: bool,
}

impl Told {
    fn take(&mut self, event: LoadEvent) {
        assert!(!self.done && self.failed.is_none(), "an event after the last one");
        match event {
            LoadEvent::Opened(zone) => self.zone = Some(zone),
            LoadEvent::Update(update) => self.update(update),
            LoadEvent::Server(_) => {}
            LoadEvent::Missing(missing) => self.missing.push(missing),
            LoadEvent::Failed(error) => self.failed = Some(error),
            LoadEvent::Done => self.done = true,
        }
    }

    fn update(&mut self, update: SceneUpdate) {
        match update {
            SceneUpdate::TileTexture { indices, is_missing, .. } => {
                self.textures.extend(indices.iter().map(|index| (*index, is_missing)));
            }
            SceneUpdate::Image { which, image } => self.ground.push((which, image)),
            SceneUpdate::Water(water) => self.water = Some(water),
            SceneUpdate::Sky(_) => self.sky = true,
            SceneUpdate::Objects(objects) => self.objects = Some(objects.len()),
            SceneUpdate::ObjectModels(models) => self.models = Some(models),
            SceneUpdate::Terrain(_)
            | SceneUpdate::ColorPages(_)
            | SceneUpdate::Lights(_)
            | SceneUpdate::Collision(_)
            | SceneUpdate::GameMarks(_) => {}
        }
    }

    /// Textures of the table, sorted, with whether each is the placeholder.
    fn stand_ins(&self) -> Vec<(u16, bool)> {
        let mut told = self.textures.clone();
        told.sort_unstable();
        told
    }

    fn has(&self, which: ZoneImage) -> bool {
        self.ground.iter().any(|(found, _)| *found == which)
    }

    /// The reported reason for a file, by the end of its path.
    fn reason(&self, ending: &str) -> String {
        let path = |missing: &MissingFile| missing.path.to_string_lossy().to_lowercase().replace('\\', "/");
        let ends = |missing: &&MissingFile| path(missing).ends_with(ending);
        let found = self.missing.iter().find(ends);
        found.unwrap_or_else(|| panic!("{ending} is not among {:?}", self.missing)).reason()
    }
}

fn finish(mut load: Load) -> Told {
    let (mut told, started) = (Told::default(), Instant::now());
    loop {
        assert!(started.elapsed() < PATIENCE, "still {:?}", load.progress());
        match load.wait_for(Duration::from_secs(1)) {
            Err(_) => {}
            Ok(Some(event)) => told.take(event),
            Ok(None) => return told,
        }
    }
}

fn load(path: &Path) -> Told {
    finish(Load::start(request(path), || {}))
}

/// A texture of 128 x 128 texels of one color.
fn tile(color: u8) -> Texture {
    Texture::encode(&[color, 40, 90, 255].repeat(128 * 128), 128, 128, PixelFormat::Dxt1, true)
}

/// Writes a zone with one source file of each name; their folder exists, the files do not.
fn zone_of(folder: &Path, sources: &[&str], side: u32) -> PathBuf {
    std::fs::create_dir_all(folder.join("dtex")).unwrap();
    TestZone::with_sources(sources, side).write(folder)
}

#[test]
fn damaged_textures_become_placeholders_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["good.gtt", "cut.gtt", "small.gtt", "seven.gtt", "text.gtt", "empty.gtt", "folder.gtt", "gone.gtt"];
    let path = zone_of(folder.path(), &names, 9);
    let good = write::gtt(&[tile(1)]);
    let mut seven = good.clone();
    seven[7] = 7;
    let small = write::gtt(&[Texture::encode(&[9; 64 * 64 * 4], 64, 64, PixelFormat::Dxt1, true)]);
    let files = [&good[..], &good[..good.len() - 9], &small, &seven, b"no texture at all", b""];
    for (name, bytes) in names.iter().zip(files) {
        std::fs::write(folder.path().join("dtex").join(name), bytes).unwrap();
    }
    std::fs::create_dir(folder.path().join("dtex/folder.gtt")).unwrap();
    let told = load(&path);
    assert!(told.done && told.failed.is_none());
    assert_eq!(told.stand_ins(), (0..8).map(|index| (index, index > 0)).collect::<Vec<_>>());
    assert!(told.reason("dtex/cut.gtt").contains("the end of the file"), "{}", told.reason("dtex/cut.gtt"));
    assert!(told.reason("dtex/small.gtt").contains("64 x 64"));
    assert!(told.reason("dtex/seven.gtt").contains("version 7"));
    assert!(told.reason("dtex/text.gtt").contains("byte 0"), "{}", told.reason("dtex/text.gtt"));
    assert!(told.reason("dtex/empty.gtt").contains("no texture 0"));
    assert!(!told.reason("dtex/folder.gtt").is_empty());
    assert_eq!(told.reason("dtex/gone.gtt"), "not found");
    assert_eq!(told.missing.iter().filter(|missing| missing.name.contains("good")).count(), 0);
}

#[test]
fn the_textures_before_the_damage_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let path = TestZone::little().write(folder.path());
    let file = folder.path().join("DTex/Little_0.GTT");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2 + 99]).unwrap();
    let told = load(&path);
    assert!(told.done);
    assert_eq!(told.stand_ins(), (0..9).map(|index| (index, index > 3)).collect::<Vec<_>>());
    // reported once, not for each of the four
    let said = told.missing.iter().filter(|missing| missing.path.ends_with("DTex/Little_0.GTT")).count();
    assert_eq!((said, told.missing.len()), (1, 2), "{:?}", told.missing);
    assert!(told.reason("little_0.gtt").contains("byte "), "{:?}", told.missing);
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = zone_of(folder.path(), &["secret.gtt"], 9);
    let secret = folder.path().join("dtex/secret.gtt");
    std::fs::write(&secret, write::gtt(&[tile(1)])).unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&secret).is_ok() {
        skip("this user may read everything");
        return;
    }
    let told = load(&path);
    assert_eq!(told.stand_ins(), [(0, true)]);
    assert!(told.reason("secret.gtt").to_lowercase().contains("permission"));
}

#[test]
fn odd_tables_are_reported_and_drawn_with_placeholders() {
    let folder = tempfile::tempdir().unwrap();
    let mut zone = TestZone::little();
    let odd = [(-1, 0), (77, 0), (0, -3), (0, 99)].map(|(source, tile)| TileTexture { source, tile });
    zone.draft.textures.tiles.extend(odd);
    let path = zone.write(folder.path());
    let told = load(&path);
    assert!(told.done);
    // eight valid ones, one without its file, four without a source
    assert_eq!(told.stand_ins(), (0..13).map(|index| (index, index > 7)).collect::<Vec<_>>());
    assert_eq!(told.missing.len(), 4, "{:?}", told.missing);
    assert!(told.reason("dtex/gone_0.gtt").contains("not found"));
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_textures_holds_up_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..20).map(|i| format!("t{i}.gtt")).collect();
    let path = zone_of(folder.path(), &names.iter().map(String::as_str).collect::<Vec<_>>(), 9);
    let bytes = write::gtt(&[tile(1)]);
    for name in &names[1..] {
        std::fs::write(folder.path().join("dtex").join(name), &bytes).unwrap();
    }
    // Opening it would block until another program writes to it.
    let pipe = folder.path().join("dtex/t0.gtt");
    if !std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        skip("there is no mkfifo");
        return;
    }
    let told = finish(Load::start(request(&path), || {}));
    assert_eq!(told.stand_ins(), (0..20).map(|index| (index, index == 0)).collect::<Vec<_>>());
    assert!(told.reason("t0.gtt").contains("not a regular file, but a pipe"), "{:?}", told.missing);
}

/// A zone with more textures than the capacity of the queue.
fn zone_of_many(folder: &Path) -> PathBuf {
    let names: Vec<String> = (0..200).map(|i| format!("t{i}.gtt")).collect();
    let path = zone_of(folder, &names.iter().map(String::as_str).collect::<Vec<_>>(), 129);
    let bytes = write::gtt(&[tile(1)]);
    names.iter().for_each(|name| std::fs::write(folder.join("dtex").join(name), &bytes).unwrap());
    path
}

/// Starts a load; the strong count of the second value shows whether its threads still run.
fn watched(request: Request) -> (Load, Arc<()>) {
    let (token, watched) = (Arc::new(()), ());
    let kept = token.clone();
    let load = Load::start(request, move || {
        let _ = (&kept, watched);
    });
    (load, token)
}

fn ends_soon(token: &Arc<()>) {
    let started = Instant::now();
    while Arc::strong_count(token) > 1 {
        assert!(started.elapsed() < Duration::from_secs(10), "the threads of a dropped load still run");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_dropped_load_ends_its_threads_at_any_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = zone_of_many(folder.path());
    for events in [0, 1, 2, 40, 150, 199, 201] {
        let (mut load, token) = watched(request(&path));
        for _ in 0..events {
            load.wait().expect("more events");
        }
        if events == 2 {
            // the queue fills up, and the threads wait for room
            std::thread::sleep(Duration::from_millis(700));
        }
        drop(load);
        ends_soon(&token);
    }
}

#[test]
fn a_reader_that_does_not_read_bounds_the_memory_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (load, token) = watched(request(&zone_of_many(folder.path())));
    std::thread::sleep(Duration::from_millis(700));
    let queued = load.progress().done;
    assert!(queued < 190, "{queued} textures wait in a queue that holds fewer");
    let told = finish(load);
    assert_eq!((told.textures.len(), told.done), (200, true));
    ends_soon(&token);
}

#[test]
fn progress_only_grows_and_ends_complete() {
    let folder = tempfile::tempdir().unwrap();
    // large enough for a composed color map, whose cells are steps as well
    for side in [9, 129] {
        let path = zone_of(folder.path(), &["a.gtt", "b.gtt", "gone.gtt"], side);
        for name in ["a", "b"] {
            std::fs::write(folder.path().join(format!("dtex/{name}.gtt")), write::gtt(&[tile(3)])).unwrap();
        }
        let mut load = Load::start(request(&path), || {});
        let mut last = load.progress();
        let mut made = false;
        while let Some(event) = load.wait() {
            made |= matches!(event, LoadEvent::Update(SceneUpdate::Image { which: ZoneImage::ColorMap, .. }));
            let now = load.progress();
            assert!(now.done >= last.done && now.bytes >= last.bytes, "{last:?}, then {now:?}");
            assert!(last.total == 0 || now.total == last.total, "{last:?}, then {now:?}");
            last = now;
        }
        assert_eq!((last.done, made), (last.total, side == 129));
        assert!(last.total >= 3 && last.bytes > 0 && load.is_finished() && load.wait().is_none());
    }
}

/// Error message of a zone that cannot be opened.
fn failure(path: &Path) -> String {
    let told = load(path);
    assert!(told.zone.is_none() && !told.done && told.textures.is_empty());
    with_causes(&told.failed.expect("it fails"))
}

#[test]
fn zones_that_cannot_be_read_fail_with_path_and_reason() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("folder.gtd")).unwrap();
    std::fs::write(at("empty.gtd"), b"").unwrap();
    std::fs::write(at("picture.gtd"), b"\x89PNG\r\n\x1a\n and so on, for quite some bytes").unwrap();
    let whole = TestZone::little().draft.encode().unwrap();
    std::fs::write(at("cut.gtd"), &whole[..whole.len() / 2]).unwrap();
    for (name, reason) in [
        ("gone.gtd", "os error 2"),
        // Windows refuses access to a folder that is read as a file.
        ("folder.gtd", if cfg!(windows) { "os error 5" } else { "irectory" }),
        ("empty.gtd", "byte 0"),
        ("picture.gtd", "a PNG image"),
        ("cut.gtd", "map data, byte"),
    ] {
        let text = failure(&at(name));
        assert!(text.contains(name) && text.contains(reason), "{text}");
    }
}

/// A zone with all parts.
fn zone_with_parts(folder: &Path) -> PathBuf {
    let path = TestZone::little().write(folder);
    let mut draft = Draft::flat(Header::versioned(1, "little"), 65);
    let corner =
        |i: u32| WaterVertex::new([(i / 2 * 40) as f32, 1.0, (i % 2 * 40) as f32], [0.0, 1.0, 0.0], !0, [0.0; 2]);
    draft.ponds = vec![Pond::new(2, (0..4).map(corner).collect(), "little_water.dxt")];
    draft.records.fill(MapRecord::new(2.0, PackedTile::pack(true, 0, 0, 1023, 1023)));
    std::fs::write(&path, draft.encode().unwrap()).unwrap();
    for sub in ["Misc/Sky", "Misc/river"] {
        std::fs::create_dir_all(folder.join(sub)).unwrap();
    }
    let cell = |i: u8| Texture::encode(&[i * 60, 9, 9, 255].repeat(128 * 128), 128, 128, PixelFormat::Dxt1, true);
    let map = gtd_viewer::formats::ntf::tct::ColorMap::new((0..4).map(cell).collect()).unwrap();
    let shadow = gtd_viewer::formats::ntf::tlt::ShadowMap {
        x: 0,
        z: 1,
        texture: samples::texture(32, 32, PixelFormat::A4R4G4B4, true),
    };
    let shadows = gtd_viewer::formats::ntf::tlt::PatchShadows { x: 3, z: 5, maps: vec![shadow] };
    let water = samples::texture(64, 64, PixelFormat::Dxt1, true);
    let files: [(&str, Vec<u8>); 6] = [
        ("Zones/little.tct", write::tct(&map)),
        ("Zones/little.tlt", write::tlt(&gtd_viewer::formats::ntf::tlt::ShadowMaps::new(8, vec![shadows])).unwrap()),
        ("Zones/little.opd", samples::objects(true).encode().unwrap()),
        ("Misc/Sky/little.n3sky", gtd_viewer::scene::day::neutral_sky().encode().unwrap()),
        ("Misc/river/little_water.dxt", write::gtt([&water])),
        ("Misc/river/caust00.dxt", write::gtt([&water])),
    ];
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    path
}

#[test]
fn a_zone_with_all_its_parts_arrives_whole() {
    let folder = tempfile::tempdir().unwrap();
    let told = load(&zone_with_parts(folder.path()));
    assert!(told.done && told.has(ZoneImage::ColorMap) && told.has(ZoneImage::Shadows));
    assert_eq!((told.sky, told.objects), (true, Some(2)));
    let water = told.water.expect("a pond");
    assert_eq!((water.textures[0].width, water.caustics[0].width), (64, 64));
}

/// Ways of damaging a file.
fn breakages(bytes: &[u8]) -> [(&'static str, Vec<u8>); 4] {
    let mut counted = bytes.to_vec();
    counted[..4].fill(0xff);
    [
        ("cut", bytes[..bytes.len() - 3].to_vec()),
        ("empty", Vec::new()),
        ("another kind", b"RIFF, which is quite another kind of file".to_vec()),
        ("an absurd first number", counted),
    ]
}

#[test]
fn a_zone_opens_without_the_parts_that_are_broken() {
    let folder = tempfile::tempdir().unwrap();
    let path = zone_with_parts(folder.path());
    let parts =
        ["zones/little.tct", "zones/little.tlt", "zones/little.opd", "misc/sky/little.n3sky", "little_water.dxt"];
    let real = [
        "Zones/little.tct",
        "Zones/little.tlt",
        "Zones/little.opd",
        "Misc/Sky/little.n3sky",
        "Misc/river/little_water.dxt",
    ];
    for (part, real) in parts.iter().zip(real) {
        let file = folder.path().join(real);
        let whole = std::fs::read(&file).unwrap();
        for (way, broken) in breakages(&whole) {
            std::fs::write(&file, broken).unwrap();
            let told = load(&path);
            assert!(told.done && told.failed.is_none(), "{part}, {way}");
            let reason = told.reason(part);
            assert!(reason.contains("byte") || reason.contains("textures"), "{part}, {way}: {reason}");
            assert_eq!(
                told.missing.iter().filter(|missing| missing.reason() != "not found").count(),
                1,
                "{part}, {way}"
            );
            // a color map is composed if the stored one is damaged; the pond is there, in plain color
            assert!(told.has(ZoneImage::ColorMap));
            assert_eq!(told.has(ZoneImage::Shadows), !part.ends_with("tlt"), "{part}, {way}");
            assert_eq!(told.objects.is_some(), !part.ends_with("opd"), "{part}, {way}");
            assert_eq!(told.sky, !part.ends_with("n3sky"), "{part}, {way}");
            let water = told.water.expect("a pond");
            assert_eq!(water.textures[0].width, if part.ends_with("dxt") { 1 } else { 64 });
        }
        std::fs::write(&file, whole).unwrap();
    }
}

#[test]
fn a_color_map_of_another_zone_is_reported_and_composed_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = zone_with_parts(folder.path());
    std::fs::write(folder.path().join("Zones/little.tct"), write::gtt([&tile(1)])).unwrap();
    let told = load(&path);
    assert!(told.reason("little.tct").contains("1 x 1 cells") && told.has(ZoneImage::ColorMap));
    let small = write::tct(&samples::color_map(PixelFormat::Dxt1));
    std::fs::write(folder.path().join("Zones/little.tct"), small).unwrap();
    assert!(load(&path).reason("little.tct").contains("128 x 128"));
}

/// Adds the mesh and the texture of the objects of [`zone_with_parts`].
fn put_object_files(folder: &Path) {
    std::fs::create_dir_all(folder.join("Object")).unwrap();
    std::fs::write(folder.join("Object/Tree.n3pmesh"), samples::mesh().encode().unwrap()).unwrap();
    let texture = samples::texture(64, 64, PixelFormat::Dxt3, true);
    std::fs::write(folder.join("Object/TREE.DXT"), write::gtt([&texture])).unwrap();
}

#[test]
fn objects_are_boxes_without_their_files_and_those_are_watched() {
    let folder = tempfile::tempdir().unwrap();
    let path = zone_with_parts(folder.path());
    let bare = load(&path);
    let models = bare.models.expect("objects are drawn without their files");
    assert_eq!(models.meshes.iter().flatten().count(), 1, "a box");
    assert_eq!(models.textures.places, [MISSING]);
    let kind = &models.set.kinds[models.set.objects[0].kind];
    assert_eq!((models.set.objects.len(), kind.parts[0].textures.as_slice()), (2, &[None][..]));
    let uses = |zone: &Zone, name: &str| {
        let ends = |path: &PathBuf| path.to_string_lossy().to_lowercase().replace('\\', "/").ends_with(name);
        zone.files.used().iter().any(ends)
    };
    // A missing file that appears is loaded, so it is among the used ones as well.
    for name in ["object/tree.n3pmesh", "object/tree.dxt"] {
        assert!(uses(bare.zone.as_ref().unwrap(), name), "{name}");
    }
    put_object_files(folder.path());
    let whole = load(&path);
    let models = whole.models.unwrap();
    assert_eq!(models.meshes.len(), 1);
    assert_ne!(models.textures.places, [MISSING]);
    for name in ["zones/little.opd", "object/tree.n3pmesh", "object/tree.dxt"] {
        assert!(uses(whole.zone.as_ref().unwrap(), name), "{name}");
    }
}

#[test]
fn files_of_objects_count_in_the_progress() {
    let folder = tempfile::tempdir().unwrap();
    let path = zone_with_parts(folder.path());
    let totals = [false, true].map(|object_models| {
        let wanted = LoadOptions { object_models, ..LoadOptions::default() };
        let mut load = Load::start(Request { wanted, ..request(&path) }, || {});
        while load.wait_for(PATIENCE).unwrap().is_some() {}
        let progress = load.progress();
        assert_eq!(progress.done, progress.total, "all that was expected is done");
        progress.total
    });
    assert_eq!(totals[1] - totals[0], 2, "a mesh and a texture");
}

#[test]
fn textures_of_objects_lose_levels_to_fit_the_budget() {
    let folder = tempfile::tempdir().unwrap();
    let path = zone_with_parts(folder.path());
    put_object_files(folder.path());
    let models = |object_bytes| {
        let told =
            finish(Load::start(Request { forms: DataForms { object_bytes, ..FORMS }.into(), ..request(&path) }, || {}));
        told.models.unwrap()
    };
    let whole = models(None);
    let sides = |models: &Objects| models.textures.arrays[1..].iter().map(|array| array.width).collect::<Vec<_>>();
    assert_eq!((sides(&whole), whole.textures.halvings), (vec![64], 0));
    let least = models(Some(whole.textures.bytes() / 3));
    assert!(least.textures.halvings > 0 && sides(&least)[0] < 64, "{:?}", sides(&least));
    assert!(least.textures.bytes() <= whole.textures.bytes() / 3);
    assert_eq!(models(Some(1 << 20)).textures, whole.textures);
}

#[test]
fn a_zone_opens_before_its_data_forms_are_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = zone_with_parts(folder.path());
    let forms = Later::default();
    let mut load = Load::start(Request { forms: forms.clone(), ..request(&path) }, || {});
    let first = load.wait_for(PATIENCE).unwrap().unwrap();
    assert!(matches!(first, LoadEvent::Opened(_)));
    assert!(load.wait_for(Duration::from_millis(50)).is_err(), "its textures wait for their encoding");
    forms.provide(FORMS);
    let (told, known) = (finish(load), finish(Load::start(request(&path), || {})));
    assert!(told.done);
    assert_eq!(told.stand_ins(), known.stand_ins());
    // A load that is given up ends its thread, which holds the files.
    drop(Load::start(Request { forms: Later::default(), ..request(&path) }, || {}));
}
