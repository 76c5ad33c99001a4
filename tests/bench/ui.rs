//! Benchmark of the panels: all of them open over a zone, run and tessellated, without a window or a GPU.
//!
//! `cargo bench --bench ui` uses the embedded zone; with GTD_VIEWER_CORPUS set, moradon. Prints the median and the 95th
//! percentile of many frames; the budget of a frame is 2 ms, in an optimized build.

use std::time::Instant;

use egui::{Event, RawInput, Rect, TextureId, pos2, vec2};
use glam::{DVec2, DVec3};
use gtd_viewer::camera::{CameraMode, Lens, Pose, View};
use gtd_viewer::input::{Bindings, Digit};
use gtd_viewer::load::DataForms;
use gtd_viewer::load::Load;
use gtd_viewer::load::LoadEvent;
use gtd_viewer::load::LoadOptions;
use gtd_viewer::load::Request;
use gtd_viewer::load::Zone;
use gtd_viewer::load::ZoneSource;
use gtd_viewer::scene::objects::ObjectSet;
use gtd_viewer::scene::objects::catalog::Catalog;
use gtd_viewer::scene::objects::{ObjectList, ObjectNumbers};
use gtd_viewer::scene::raster::tile_image::TileEncoding;
use gtd_viewer::scene::space::TileId;
use gtd_viewer::scene::terrain::texture_uses::counts;
use gtd_viewer::scene::view_settings::ViewSettings;
use gtd_viewer::scene::{PlacedObject, SceneUpdate};
use gtd_viewer::ui::compare::{ChangedGround, ChangedPlace, Changes, ComparisonState, ComparisonView, Side};
use gtd_viewer::ui::{
    About, Cursor, ExportDialog, FrameNumbers, HiddenObjects, Inspect, KindList, Language, LanguageChoice, LegendOf,
    MapModel, MissingEntry, Model, ObjectLabel, OpenPanels, Overview, PanelArea, PanelId, PanelSizes, Pin, Preferences,
    Previews, Skies, TextureHere, ZoneInfo, ZoneList, ZoneListRow, show, style,
};
use std::path::PathBuf;
use std::sync::Arc;

/// Budget in milliseconds per frame.
const MOST_MS: f64 = 2.0;
const FRAMES: usize = 600;

/// A zone in the form of the window's state.
struct Opened {
    zone: Arc<Zone>,
    textures: Vec<Option<TextureHere>>,
    objects: Vec<ObjectLabel>,
    catalog: Arc<Catalog>,
}

fn open() -> Opened {
    let corpus = std::env::var_os("GTD_VIEWER_CORPUS").map(PathBuf::from);
    let zone = corpus.map_or(ZoneSource::Demo, |corpus| ZoneSource::File(corpus.join("ko/1298/Zones/moradon.gtd")));
    let request = Request {
        zone,
        data: None,
        server: None,
        wanted: LoadOptions::default(),
        forms: DataForms::new(TileEncoding::Rgba8, 1024).into(),
    };
    let mut load = Load::start(request, || {});
    let (mut zone, mut textures, mut objects): (Option<Arc<Zone>>, _, _) = (None, Vec::new(), Vec::new());
    let mut catalog = Catalog::default();
    while let Some(event) = load.wait() {
        match event {
            LoadEvent::Opened(opened) => {
                textures = vec![None; opened.ground.gtd().textures().tiles.len()];
                zone = Some(opened);
            }
            LoadEvent::Update(SceneUpdate::TileTexture { indices, image, .. }) => {
                for index in indices.iter() {
                    textures[usize::from(*index)] = Some(TextureHere { image: image.clone(), missing: false });
                }
            }
            LoadEvent::Update(SceneUpdate::Objects(placed)) => {
                let stored = || placed.iter().map(|object| &object.stored);
                let extent_m = zone.as_ref().map_or(0.0, |zone| zone.ground.gtd().extent_m());
                catalog = Catalog::new(&ObjectSet::of(stored()), stored(), [extent_m; 2], None);
                let placed = placed.iter();
                let of = |o: &PlacedObject| ObjectLabel {
                    name: o.name.clone(),
                    position: o.position_m.as_dvec3(),
                    role: None,
                };
                objects = placed.map(of).collect();
            }
            LoadEvent::Failed(error) => panic!("{error}"),
            LoadEvent::Done => break,
            _ => {}
        }
    }
    Opened { zone: zone.expect("the loader opens the zone"), textures, objects, catalog: Arc::new(catalog) }
}

/// Missing textures, as many as a list shows.
fn missing() -> Vec<MissingEntry> {
    let entry = |n| MissingEntry { path: format!("dtex\\ground_{n}.gtt"), note: "not found".into(), files: 1 };
    (0..94).map(entry).collect()
}

#[allow(clippy::too_many_lines, reason = "one model with all its data")]
fn main() {
    // `cargo test --benches` runs this as well, with few frames.
    let frames = if std::env::args().any(|argument| argument == "--bench") { FRAMES } else { 3 };
    let opened = open();
    let ground = &opened.zone.ground;
    let gtd = ground.gtd();
    let (uses, extent_m) = (counts(gtd), f64::from(gtd.extent_m()));
    let tile = TileId { x: gtd.tiles_per_side() / 2, z: gtd.tiles_per_side() / 2 };
    let pose = Pose::new(DVec3::new(extent_m / 2.0, 40.0, extent_m / 3.0), 30.0, -20.0);
    let missing = missing();
    let rows: Vec<ZoneListRow> = (0..60).map(zone_row).collect();
    let drawn: Vec<[f32; 3]> = (0..256).map(|i| [(i % 16 * 32) as f32, (i / 16 * 32) as f32, 32.0]).collect();
    let names = ["Karus", "ElMorad", "BattleZone"].map(str::to_owned);
    let bookmarks: Vec<String> = (0..20).map(|n| format!("Place {n}")).collect();
    let marks: Vec<(String, DVec2)> = bookmarks.iter().map(|name| (name.clone(), DVec2::splat(100.0))).collect();
    let changes = changes(gtd.map_size());
    let previews = Previews::default();
    let (about, digits) = (About::default(), Digit::all().collect::<Vec<_>>());
    let (bindings, preferences) = (Bindings::default(), Preferences::default());
    let (hide, hidden) = (ObjectList::default(), ObjectNumbers::default());
    let model = Model {
        text: Language::English.texts(),
        language: LanguageChoice::Auto,
        language_of_system: Language::English,
        zone: Some(ZoneInfo {
            name: &opened.zone.name,
            path: "moradon.gtd",
            map_size: gtd.map_size(),
            extent_m,
            number: None,
        }),
        compare: Some(comparison(&changes)),
        pose,
        mode: CameraMode::Free,
        walking: false,
        speed_mps: 40.0,
        cursor: Some(Cursor { position: pose.eye, tile, slope_deg: 3.0 }),
        frame: FrameNumbers::default(),
        frame_ms: &[8.0; 240],
        frozen: false,
        tour_secs: None,
        progress: None,
        toast: None,
        problems: &[],
        missing: &missing,
        missing_textures: None,
        recent: &[],
        stored_views: &digits,
        bookmarks: &bookmarks,
        view: View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, [1920, 1080]),
        fov_y_deg: 60.0,
        drawing: ViewSettings { object_names: true, ..ViewSettings::default() },
        skies: Skies { names: &names, shown: Some(0), any: true, fixed_hour: None },
        objects: &opened.objects,
        kind_list: KindList::default(),
        marks: gtd_viewer::ui::MarksModel::default(),
        server_check: gtd_viewer::ui::ServerCheck::default(),
        effects: &[],
        hidden: HiddenObjects { list: &hide, numbers: &hidden, in_category: [130, 2236, 3, 3] },
        map: MapModel {
            overview: Overview { center_m: None, zoom: 1.0, minimap: false },
            color_map: Some(TextureId::User(1)),
            minimap: Some(TextureId::User(2)),
            drawn: &drawn,
            water: None,
            objects: None,
            places: &marks,
            lit: Some(TextureId::User(3)),
        },
        zones: ZoneList { folder: "client", rows: &rows, open: Some(1), ..ZoneList::default() },
        previews: &previews,
        open_panels: OpenPanels::of(&PanelId::ALL),
        panel_sizes: PanelSizes::default(),
        front_dock: PanelArea::Right,
        panels_hidden: false,
        full_screen: false,
        vsync: true,
        swap_up_down: false,
        bindings: &bindings,
        preferences: &preferences,
        waiting_for_key: None,
        settings_file: None,
        legend: LegendOf::default(),
        context_menu: None,
        measure: None,
        dialog_open: false,
        can_drop: true,
        touch: false,
        about: &about,
        exporting: None,
        export_dialog: ExportDialog::default(),
        written: &[],
        inspect: Inspect {
            ground: Some(ground),
            pinned: Some(Pin { tile, point: pose.eye }),
            over: Default::default(),
            textures: &opened.textures,
            uses: &uses,
            highlight: Some(1),
            bytes: Some(1000..1008),
            ..Inspect::default()
        },
    };
    report("all panels open", &model, frames, &[]);
    report_objects(&model, &opened.catalog, frames);
}

/// The list of objects, at rest and while its search is typed again and again.
fn report_objects(model: &Model, catalog: &Arc<Catalog>, frames: usize) {
    let model = Model {
        open_panels: OpenPanels::of(&[PanelId::Objects, PanelId::Tile]),
        kind_list: KindList { catalog: Some(catalog), ..KindList::default() },
        ..model.clone()
    };
    let count = catalog.objects.len();
    report(&format!("list of {count} objects"), &model, frames, &[]);
    let letters = ["o", "b", "j", "_", "t", "r", "e"].map(|letter| Event::Text(letter.to_owned()));
    report(&format!("search in {count} objects"), &model, frames, &letters);
}

fn changes(map_size: u32) -> Changes {
    Changes {
        map_size: [map_size; 2],
        ground: Some(ChangedGround { vertices: 12, most_m: Some(1.0), tiles: 300, ..ChangedGround::default() }),
        texture_files: [1, 2],
        rivers: true,
        places: (0..300).map(|n| ChangedPlace { tiles: n, middle_m: [f64::from(n), 100.0] }).collect(),
        ..Changes::default()
    }
}

fn comparison(changes: &Changes) -> ComparisonView<'_> {
    ComparisonView {
        a: Side { name: "a", path: "a.gtd" },
        b: Side { name: "b", path: "b.gtd" },
        state: ComparisonState::Changes(changes),
        at: Some(3),
        at_object: None,
        wipe: 500,
        missing: 0,
        shows_glow: true,
        glow: None,
    }
}

fn zone_row(n: u32) -> ZoneListRow {
    ZoneListRow {
        path: PathBuf::from(format!("Zones/zone_{n}.gtd")),
        stem: format!("zone_{n}"),
        name: None,
        ids: vec![n, n + 100],
        map_size: Some(513),
        parts: vec![("tct", true), ("tlt", false)],
    }
}

/// Runs frames in which the mouse moves over the panels, which are the most expensive ones.
fn report(what: &str, model: &Model, frames: usize, typed: &[Event]) {
    let ctx = egui::Context::default();
    style::apply(&ctx);
    let size = vec2(2560.0, 1440.0);
    let mut times = Vec::with_capacity(frames);
    let (mut vertices, mut shapes) = (0, 0);
    for frame in 0..frames + 20 {
        let at = pos2((frame * 37 % 2560) as f32, (frame * 23 % 1440) as f32);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, size)),
            time: Some(frame as f64 / 60.0),
            focused: true,
            events: [Event::PointerMoved(at)]
                .into_iter()
                .chain(typed.get(frame % typed.len().max(1)).cloned())
                .collect(),
            ..RawInput::default()
        };
        let began = Instant::now();
        let mut output = ctx.run_ui(input, |ui| drop(show(ui, model)));
        let triangles = ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let taken = began.elapsed().as_secs_f64() * 1e3;
        if frame >= 20 {
            times.push(taken);
        }
        shapes = triangles.len();
        vertices = triangles.iter().map(vertices_of).sum();
        output.drop_without_applying_deltas();
    }
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    let (median, p95) = (at(0.5), at(0.95));
    println!("{what}: median {median:.2} ms, 95 % under {p95:.2} ms a frame ({shapes} meshes, {vertices} vertices)");
    let is_checked = frames == FRAMES && !cfg!(debug_assertions);
    assert!(!is_checked || median < MOST_MS, "a frame has {MOST_MS} ms");
}

fn vertices_of(primitive: &egui::ClippedPrimitive) -> usize {
    match &primitive.primitive {
        egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
        egui::epaint::Primitive::Callback(_) => 0,
    }
}
