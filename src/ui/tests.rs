//! Panel tests without a window: text is found and clicked through the accessibility tree.

mod compare;
mod drawing;
mod export;
mod gallery;
mod information;
mod keyboard;
mod map;
mod marks;
mod menu;
mod modes;
mod notices;
mod numbers;
mod object;
mod objects;
mod panels;
mod places;
mod points;
mod server_check;
mod snapshots;
mod status;
mod strip;
mod welcome;

use crate::scene::objects::{ObjectList, ObjectNumbers};
use crate::scene::view_settings::ViewSettings;
use std::path::PathBuf;

use egui::accesskit::{Node, NodeId};
use egui::{Event, Modifiers, PointerButton, Pos2, RawInput, Rect, Role, pos2, vec2};

use super::*;
use crate::camera::{CameraMode, Pose, View};
use crate::input::{Action, BINDINGS, Bindings, Digit};
use crate::load::ZoneSource;
use crate::scene::space::TileId;
use glam::DVec3;

/// Model data of a test; [`Shown::model`] borrows from it.
pub(super) struct Shown {
    about: About,
    problems: Vec<Problem>,
    missing: Vec<MissingEntry>,
    recent: Vec<PathBuf>,
    views: Vec<Digit>,
    bookmarks: Vec<String>,
    skies: Vec<String>,
    objects: Vec<ObjectLabel>,
    pub(super) hide: ObjectList,
    pub(super) hidden: ObjectNumbers,
    zones: Vec<ZoneListRow>,
    previews: Previews,
    pub(super) bindings: Bindings,
    pub(super) preferences: Preferences,
}

impl Shown {
    pub(super) fn empty() -> Shown {
        Shown {
            about: About::default(),
            problems: vec![],
            missing: vec![],
            recent: vec![],
            views: vec![],
            bookmarks: vec![],
            skies: vec![],
            objects: vec![],
            hide: ObjectList::default(),
            hidden: ObjectNumbers::default(),
            zones: vec![],
            previews: Previews::default(),
            bindings: Bindings::default(),
            preferences: Preferences::default(),
        }
    }

    pub(super) fn full() -> Shown {
        let problem = |n: u32| Problem {
            title: format!("Cannot open broken{n}.gtd"),
            detail: "map data at byte 23: found 7 vertices, expected 2^k + 1".repeat(3),
            advice: "Choose another .gtd file.".into(),
            again: None,
        };
        Shown {
            about: About {
                version: "0.1.0".into(),
                adapter: "A rather long name of an adapter (LLVM 15.0.6, 256 bits)".into(),
                backend: "Vulkan".into(),
                limits: "textures to 8192 px".into(),
            },
            problems: (1..4).map(problem).collect(),
            missing: (0..94)
                .map(|n| MissingEntry { path: format!("dtex\\ground_{n}.gtt"), note: "not found".into(), files: 1 })
                .collect(),
            recent: vec![PathBuf::from("Zones/moradon.gtd"), PathBuf::from("Zones/arena.gtd")],
            views: vec![Digit::new(2).unwrap()],
            bookmarks: vec!["The bridge".into(), "A rather long name of a place on a hill".into()],
            skies: vec!["Karus".into(), "ElMorad".into()],
            objects: vec![ObjectLabel { name: "tree".into(), position: DVec3::new(130.0, 15.0, 330.0), role: None }],
            hide: "plants,7".parse().unwrap(),
            hidden: (3..15).collect(),
            zones: (0..40)
                .map(|n| ZoneListRow {
                    path: PathBuf::from(format!("Zones/zone_{n}.gtd")),
                    stem: format!("zone_{n}"),
                    name: None,
                    ids: vec![n, n + 100],
                    map_size: (n != 3).then_some(513),
                    parts: vec![("tct", true), ("tlt", false)],
                })
                .collect(),
            previews: Previews::default(),
            bindings: Bindings::default(),
            preferences: Preferences::default(),
        }
    }

    pub(super) fn model(&self) -> Model<'_> {
        Model {
            text: Language::English.texts(),
            language: LanguageChoice::Auto,
            language_of_system: Language::English,
            zone: Some(ZoneInfo {
                name: "moradon",
                path: "Zones/moradon.gtd",
                map_size: 129,
                extent_m: 512.0,
                number: None,
            }),
            compare: None,
            pose: Pose::new(DVec3::new(100.0, 20.0, 300.0), 47.0, -12.0),
            mode: CameraMode::Free,
            walking: false,
            speed_mps: 40.0,
            cursor: Some(Cursor {
                position: DVec3::new(130.5, 4.25, 330.0),
                tile: TileId { x: 32, z: 82 },
                slope_deg: 3.5,
            }),
            frame: FrameNumbers {
                frame_ms: 4.2,
                nodes_drawn: 87,
                nodes_resident: 256,
                nodes_total: 1365,
                draw_calls: 3,
                triangles: 9000,
                objects: [41, 201, 12, 6100],
                waiting: [12, 3, 0],
                buffer_bytes: 13_000_000,
                texture_bytes: 54_800_000,
                patch_states: Some([900, 69, 200, 87]),
                gpu: Some(GpuTimes { world_ms: 3.5, parts_ms: Some([2.0, 0.5, 1.0]), panels_ms: Some(0.25) }),
            },
            frame_ms: &[4.0, 4.2, 9.0, 18.0, 40.0, 5.0, 4.2],
            frozen: true,
            tour_secs: None,
            progress: None,
            toast: None,
            problems: &self.problems,
            missing: &self.missing,
            missing_textures: None,
            recent: &self.recent,
            stored_views: &self.views,
            bookmarks: &self.bookmarks,
            view: View::new(
                Pose::new(DVec3::new(100.0, 20.0, 300.0), 47.0, -12.0),
                crate::camera::Lens::Perspective { fov_y_deg: 60.0 },
                [1280, 720],
            ),
            fov_y_deg: 60.0,
            drawing: ViewSettings::default(),
            skies: Skies { names: &self.skies, shown: Some(0), any: true, fixed_hour: None },
            objects: &self.objects,
            kind_list: KindList::default(),
            marks: MarksModel::default(),
            server_check: ServerCheck::default(),
            effects: &[],
            hidden: HiddenObjects { list: &self.hide, numbers: &self.hidden, in_category: [130, 2236, 0, 3] },
            map: MapModel::default(),
            zones: ZoneList { folder: "client", rows: &self.zones, open: Some(1), ..ZoneList::default() },
            previews: &self.previews,
            open_panels: OpenPanels::default(),
            panel_sizes: PanelSizes::default(),
            front_dock: PanelArea::Right,
            panels_hidden: false,
            full_screen: false,
            vsync: true,
            swap_up_down: false,
            bindings: &self.bindings,
            preferences: &self.preferences,
            waiting_for_key: None,
            settings_file: Some(std::path::Path::new("config/gtd-viewer/settings.json")),
            dialog_open: false,
            can_drop: true,
            touch: false,
            about: &self.about,
            exporting: None,
            export_dialog: export::dialog(crate::export::Program::Blender),
            written: &[],
            inspect: Inspect::default(),
            context_menu: None,
            measure: None,
            legend: LegendOf::default(),
        }
    }
}

/// An egui context that is run frame by frame.
pub(super) struct Screen {
    pub(super) ctx: egui::Context,
    size: egui::Vec2,
    /// What the panels leave to the picture.
    pub(super) picture: Rect,
    scale: f32,
    time: f64,
    nodes: Vec<(NodeId, Node)>,
    /// The node with the keyboard focus.
    focus: Option<NodeId>,
    /// The zones whose previews were asked for last.
    previews: Vec<ZoneSource>,
    /// The kinds whose pictures were asked for last.
    kinds_in_sight: Vec<usize>,
}

impl Screen {
    pub(super) fn new(width: f32, height: f32, scale: f32) -> Screen {
        let ctx = egui::Context::default();
        style::apply(&ctx);
        ctx.enable_accesskit();
        Screen {
            ctx,
            size: vec2(width, height),
            picture: Rect::NOTHING,
            scale,
            time: 0.0,
            nodes: Vec::new(),
            focus: None,
            previews: Vec::new(),
            kinds_in_sight: Vec::new(),
        }
    }

    pub(super) fn frame(&mut self, model: &Model, events: Vec<Event>) -> Vec<PanelCommand> {
        let mut commands = Vec::new();
        self.time += 0.1;
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        input.viewports.entry(egui::ViewportId::ROOT).or_default().native_pixels_per_point = Some(self.scale);
        let (picture, previews) = (&mut self.picture, &mut self.previews);
        let kinds_in_sight = &mut self.kinds_in_sight;
        let output = self.ctx.run_ui(input, |ui| {
            for command in show(ui, model) {
                match command {
                    PanelCommand::WantPreviews(zones) => *previews = zones,
                    PanelCommand::Objects(KindListCommand::WantPictures(kinds)) => *kinds_in_sight = kinds,
                    command => commands.push(command),
                }
            }
            *picture = ui.available_rect_before_wrap();
        });
        let triangles = self.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
        assert!(
            triangles.iter().any(|t| matches!(&t.primitive, egui::epaint::Primitive::Mesh(m) if !m.is_empty()))
                || model.panels_hidden
        );
        let update = output.platform_output.accesskit_update.as_ref();
        self.focus = update.map(|update| update.focus);
        self.nodes = update.map(|update| update.nodes.clone()).unwrap_or_default();
        output.drop_without_applying_deltas();
        commands
    }

    /// Runs frames without input, until layout and animations settle.
    pub(super) fn settle(&mut self, model: &Model) {
        for _ in 0..4 {
            assert_eq!(self.frame(model, vec![]), [], "without a click nothing is asked for");
        }
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        self.nodes.iter().filter_map(|(_, node)| node.label().or(node.value())).collect()
    }

    /// Places of all texts with this prefix, in points, from the top down.
    pub(super) fn all(&self, text: &str) -> Vec<Rect> {
        let begins = |node: &&Node| [node.label(), node.value()].into_iter().flatten().any(|own| own.starts_with(text));
        let rect = |b: egui::accesskit::Rect| {
            Rect::from_min_max(pos2(b.x0 as f32, b.y0 as f32), pos2(b.x1 as f32, b.y1 as f32))
        };
        let nodes = self.nodes.iter().map(|(_, node)| node).filter(begins);
        let mut found: Vec<Rect> = nodes.filter_map(|node| node.bounds().map(rect)).collect();
        found.sort_by(|a, b| (a.min.y, a.min.x).partial_cmp(&(b.min.y, b.min.x)).expect("places are numbers"));
        found
    }

    /// Place of the topmost text with this prefix, in points.
    pub(super) fn find(&self, text: &str) -> Option<Rect> {
        self.all(text).first().copied()
    }

    pub(super) fn click(&mut self, model: &Model, text: &str) -> Vec<PanelCommand> {
        let Some(rect) = self.find(text) else { panic!("{text:?} is not among {:?}", self.texts()) };
        let at = rect.center();
        let button = |pressed| Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        let mut commands = self.frame(model, vec![Event::PointerMoved(at)]);
        commands.extend(self.frame(model, vec![button(true)]));
        commands.extend(self.frame(model, vec![button(false)]));
        for _ in 0..3 {
            commands.extend(self.frame(model, vec![]));
        }
        commands
    }
}

/// A settled screen with one panel open. The view settings panel, in a window that shows all of it.
fn tall_panel(shown: &Shown) -> (Screen, Model<'_>) {
    let mut model = shown.model();
    model.open_panels.set(PanelId::Drawing, true);
    let mut screen = Screen::new(1280.0, 1600.0, 1.0);
    screen.settle(&model);
    (screen, model)
}

fn panel(shown: &Shown, window: PanelId) -> (Screen, Model<'_>) {
    let mut model = shown.model();
    model.open_panels.set(window, true);
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    (screen, model)
}
