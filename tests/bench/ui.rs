//! Benchmark of the panels: all of them open over a zone, run and tessellated, without a window or a GPU.
//!
//! `cargo bench --bench ui` uses the embedded zone; with GTD_VIEWER_CORPUS set, moradon. Prints the median and the 95th
//! percentile of many frames; the budget of a frame is 2 ms.

use std::time::Instant;

use egui::{Event, RawInput, Rect, TextureId, pos2, vec2};
use glam::{DVec2, DVec3};
use gtd_viewer::camera::{CameraMode, Lens, Pose, View};
use gtd_viewer::input::{Bindings, Digit};
use gtd_viewer::load::Load;
use gtd_viewer::load::LoadEvent;
use gtd_viewer::load::LoadOptions;
use gtd_viewer::load::Request;
use gtd_viewer::load::Zone;
use gtd_viewer::load::ZoneSource;
use gtd_viewer::scene::raster::tile_image::TileEncoding;
use gtd_viewer::scene::space::TileId;
use gtd_viewer::scene::terrain::texture_uses::counts;
use gtd_viewer::scene::view_settings::ViewSettings;
use gtd_viewer::scene::{PlacedObject, SceneUpdate};
use gtd_viewer::ui::compare::{ChangedGround, ChangedPlace, Changes, ComparisonState, ComparisonView, Side};
use gtd_viewer::ui::{
    About, Cursor, ExportDialog, FrameNumbers, Inspect, Language, LanguageChoice, LegendOf, MapModel, MissingEntry,
    Model, ObjectLabel, OpenPanels, Overview, PanelArea, PanelId, PanelSizes, Pin, Preferences, Skies, TextureHere,
    ZoneInfo, ZoneList, ZoneListRow, show, style,
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
}

fn open() -> Opened {
    let corpus = std::env::var_os("GTD_VIEWER_CORPUS").map(PathBuf::from);
    let zone = corpus.map_or(ZoneSource::Demo, |corpus| ZoneSource::File(corpus.join("ko/1298/Zones/moradon.gtd")));
    let request = Request {
        zone,
        data: None,
        encoding: TileEncoding::Rgba8,
        wanted: LoadOptions::default(),
        picture_px: 1024,
        object_bytes: None,
    };
    let mut load = Load::start(request, || {});
    let (mut zone, mut textures, mut objects) = (None, Vec::new(), Vec::new());
    while let Some(event) = load.wait() {
        match event {
            LoadEvent::Opened(opened) => {
                textures = vec![None; opened.ground.gtd().textures().tiles.len()];
                zone = Some(opened);
            }
            LoadEvent::Update(SceneUpdate::TileTexture { indices, image }) => {
                for index in indices.iter() {
                    textures[usize::from(*index)] = Some(TextureHere { image: image.clone(), missing: false });
                }
            }
            LoadEvent::Update(SceneUpdate::Objects(placed)) => {
                let placed = placed.iter();
                let of = |o: &PlacedObject| ObjectLabel { name: o.name.clone(), position: o.position_m.as_dvec3() };
                objects = placed.map(of).collect();
            }
            LoadEvent::Failed(error) => panic!("{error}"),
            LoadEvent::Done => break,
            _ => {}
        }
    }
    Opened { zone: zone.expect("the loader opens the zone"), textures, objects }
}

fn main() {
    // `cargo test --benches` runs this as well, with few frames.
    let frames = if std::env::args().any(|argument| argument == "--bench") { FRAMES } else { 3 };
    let opened = open();
    let ground = &opened.zone.ground;
    let gtd = ground.gtd();
    let (uses, extent_m) = (counts(gtd), f64::from(gtd.extent_m()));
    let tile = TileId { x: gtd.tiles_per_side() / 2, z: gtd.tiles_per_side() / 2 };
    let pose = Pose::new(DVec3::new(extent_m / 2.0, 40.0, extent_m / 3.0), 30.0, -20.0);
    let missing: Vec<MissingEntry> = (0..94)
        .map(|n| MissingEntry { path: format!("dtex\\ground_{n}.gtt"), note: "not found".into(), files: 1 })
        .collect();
    let rows: Vec<ZoneListRow> = (0..60).map(zone_row).collect();
    let drawn: Vec<[f32; 3]> = (0..256).map(|i| [(i % 16 * 32) as f32, (i / 16 * 32) as f32, 32.0]).collect();
    let names = ["Karus", "ElMorad", "BattleZone"].map(str::to_owned);
    let bookmarks: Vec<String> = (0..20).map(|n| format!("Place {n}")).collect();
    let marks: Vec<(String, DVec2)> = bookmarks.iter().map(|name| (name.clone(), DVec2::splat(100.0))).collect();
    let changes = changes(gtd.map_size());
    let (about, digits) = (About::default(), Digit::all().collect::<Vec<_>>());
    let (bindings, preferences) = (Bindings::default(), Preferences::default());
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
        recent: &[],
        stored_views: &digits,
        bookmarks: &bookmarks,
        view: View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, [1920, 1080]),
        fov_y_deg: 60.0,
        drawing: ViewSettings { object_names: true, ..ViewSettings::default() },
        skies: Skies { names: &names, shown: Some(0), any: true, fixed_hour: None },
        objects: &opened.objects,
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
        zones: ZoneList { folder: "client", rows: &rows, reading: false, open: Some(1) },
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
            object: None,
            files: gtd_viewer::ui::FileChoice::default(),
            other_zones: Default::default(),
        },
    };
    report(&model, frames);
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
        wipe: 500,
        missing: 0,
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
fn report(model: &Model, frames: usize) {
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
            events: vec![Event::PointerMoved(at)],
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
    println!(
        "all panels open: median {median:.2} ms, 95 % under {p95:.2} ms a frame ({shapes} meshes, {vertices} vertices)"
    );
    assert!(frames < FRAMES || median < MOST_MS, "a frame has {MOST_MS} ms");
}

fn vertices_of(primitive: &egui::ClippedPrimitive) -> usize {
    match &primitive.primitive {
        egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
        egui::epaint::Primitive::Callback(_) => 0,
    }
}
