//! The panels without a window: text is looked for and clicked by what a screen reader is told.

mod compare;

use std::path::PathBuf;

use egui::accesskit::{Node, NodeId};
use egui::{Event, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2};

use super::*;
use crate::camera::{Mode, Pose, View};
use crate::input::{Action, BINDINGS, Digit, keys_of};
use crate::terrain::space::TileId;
use glam::DVec3;

/// What a test shows; [`Shown::model`] borrows from it.
pub(super) struct Shown {
    about: About,
    problems: Vec<Problem>,
    missing: Vec<Missing>,
    recent: Vec<PathBuf>,
    views: Vec<Digit>,
    bookmarks: Vec<String>,
    skies: Vec<String>,
    objects: Vec<Placed>,
    zones: Vec<ZoneRow>,
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
            zones: vec![],
        }
    }

    pub(super) fn full() -> Shown {
        let problem = |n: u32| Problem {
            title: format!("Cannot open broken{n}.gtd"),
            detail: "map data at byte 23: found 7 vertices, expected 2^k + 1".repeat(3),
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
                .map(|n| Missing { path: format!("dtex\\ground_{n}.gtt"), note: "not found".into() })
                .collect(),
            recent: vec![PathBuf::from("Zones/moradon.gtd"), PathBuf::from("Zones/arena.gtd")],
            views: vec![Digit::new(2).unwrap()],
            bookmarks: vec!["The bridge".into(), "A rather long name of a place on a hill".into()],
            skies: vec!["Karus".into(), "ElMorad".into()],
            objects: vec![Placed { name: "tree".into(), position: DVec3::new(130.0, 15.0, 330.0) }],
            zones: (0..40)
                .map(|n| ZoneRow {
                    path: PathBuf::from(format!("Zones/zone_{n}.gtd")),
                    stem: format!("zone_{n}"),
                    name: None,
                    ids: vec![n, n + 100],
                    map_size: (n != 3).then_some(513),
                    parts: vec![("tct", true), ("tlt", false)],
                })
                .collect(),
        }
    }

    pub(super) fn model(&self) -> Model<'_> {
        Model {
            zone: Some(ZoneInfo { name: "moradon", path: "Zones/moradon.gtd", map_size: 129, extent_m: 512.0 }),
            compare: None,
            pose: Pose::new(DVec3::new(100.0, 20.0, 300.0), 47.0, -12.0),
            mode: Mode::Free,
            cursor: Some(Cursor {
                position: DVec3::new(130.5, 4.25, 330.0),
                tile: TileId { x: 32, z: 82 },
                slope_deg: 3.5,
            }),
            frame: Frame {
                frame_ms: 4.2,
                patches_drawn: 87,
                patches_resident: 256,
                patches_total: 1256,
                draw_calls: 3,
                triangles: 9000,
            },
            progress: None,
            toast: None,
            problems: &self.problems,
            missing: &self.missing,
            recent: &self.recent,
            stored_views: &self.views,
            bookmarks: &self.bookmarks,
            view: View::new(
                Pose::new(DVec3::new(100.0, 20.0, 300.0), 47.0, -12.0),
                crate::camera::Lens::Perspective { fov_y_deg: 60.0 },
                [1280, 720],
            ),
            fov_y_deg: 60.0,
            drawing: Drawing::default(),
            skies: Skies { names: &self.skies, shown: Some(0), any: true, fixed_hour: None },
            objects: &self.objects,
            map: MapData::default(),
            zones: ZoneList { folder: "client", rows: &self.zones, reading: false, open: Some(1) },
            windows: Windows::default(),
            panels_hidden: false,
            full_screen: false,
            vsync: true,
            swap_up_down: false,
            dialog_open: false,
            about: &self.about,
            inspect: Inspect::default(),
        }
    }
}

/// A context that is run frame by frame.
pub(super) struct Screen {
    pub(super) ctx: egui::Context,
    size: egui::Vec2,
    scale: f32,
    time: f64,
    nodes: Vec<(NodeId, Node)>,
}

impl Screen {
    pub(super) fn new(width: f32, height: f32, scale: f32) -> Screen {
        let ctx = egui::Context::default();
        style::apply(&ctx);
        ctx.enable_accesskit();
        Screen { ctx, size: vec2(width, height), scale, time: 0.0, nodes: Vec::new() }
    }

    pub(super) fn frame(&mut self, model: &Model, events: Vec<Event>) -> Vec<Command> {
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
        let output = self.ctx.run_ui(input, |ui| commands.extend(show(ui, model)));
        let triangles = self.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
        assert!(
            triangles.iter().any(|t| matches!(&t.primitive, egui::epaint::Primitive::Mesh(m) if !m.is_empty()))
                || model.panels_hidden
        );
        self.nodes =
            output.platform_output.accesskit_update.as_ref().map(|update| update.nodes.clone()).unwrap_or_default();
        output.drop_without_applying_deltas();
        commands
    }

    /// A few frames without input, until layout and animations rest.
    pub(super) fn settle(&mut self, model: &Model) {
        for _ in 0..4 {
            assert_eq!(self.frame(model, vec![]), [], "without a click nothing is asked for");
        }
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        self.nodes.iter().filter_map(|(_, node)| node.label().or(node.value())).collect()
    }

    /// Where a text begins, in points.
    pub(super) fn find(&self, text: &str) -> Option<Rect> {
        let node = self
            .nodes
            .iter()
            .map(|(_, node)| node)
            .find(|node| [node.label(), node.value()].into_iter().flatten().any(|label| label.starts_with(text)))?;
        let b = node.bounds()?;
        Some(Rect::from_min_max(pos2(b.x0 as f32, b.y0 as f32), pos2(b.x1 as f32, b.y1 as f32)))
    }

    pub(super) fn click(&mut self, model: &Model, text: &str) -> Vec<Command> {
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

fn menu_click(menu: &str, entry: &str, shown: &Shown) -> Vec<Command> {
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    let model = shown.model();
    screen.settle(&model);
    assert_eq!(screen.click(&model, menu), []);
    let commands = screen.click(&model, entry);
    assert!(!screen.ctx.egui_wants_keyboard_input(), "a click leaves the keyboard to the camera");
    commands
}

#[test]
fn menus_give_the_commands_that_keys_give() {
    let shown = Shown::empty();
    assert_eq!(menu_click("File", "Open…", &shown), [Command::Do(Action::OpenFile)]);
    assert_eq!(menu_click("File", "Quit", &shown), [Command::Quit]);
    assert_eq!(menu_click("View", "Map view", &shown), [Command::Do(Action::MapView)]);
    assert_eq!(menu_click("View", "Full screen", &shown), [Command::Do(Action::FullScreen)]);
    assert_eq!(menu_click("View", "Wait for the screen", &shown), [Command::Vsync(false)]);
    assert_eq!(menu_click("Help", "Keys and mouse", &shown), [Command::Do(Action::Help)]);
    assert_eq!(menu_click("Help", "About", &shown), [Command::Show(Window::About, true)]);
}

#[test]
fn whatever_a_key_does_once_is_in_a_menu_with_its_key() {
    let shown = Shown::full();
    let model = shown.model();
    let mut texts = String::new();
    for menu in ["File", "View", "Inspect", "Help"] {
        let mut screen = Screen::new(1280.0, 720.0, 1.0);
        screen.settle(&model);
        screen.click(&model, menu);
        texts += &screen.texts().join("\n");
        texts += "\n";
    }
    for binding in BINDINGS.iter().filter(|binding| !binding.action.is_held()) {
        let keys = keys_of(binding.action, false).join(", ");
        assert!(texts.contains(&keys), "{:?} ({keys}) is in no menu:\n{texts}", binding.action);
    }
}

#[test]
fn recent_zones_open_from_their_list() {
    let shown = Shown::full();
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    let model = shown.model();
    screen.settle(&model);
    screen.click(&model, "File");
    screen.click(&model, "Open recent");
    assert_eq!(screen.click(&model, "arena.gtd"), [Command::Open(PathBuf::from("Zones/arena.gtd"))]);
}

#[test]
fn stored_views_can_be_gone_to_only_where_there_is_one() {
    let shown = Shown::full();
    let model = shown.model();
    let go = |entry: &str| {
        let mut screen = Screen::new(1280.0, 720.0, 1.0);
        screen.settle(&model);
        screen.click(&model, "View");
        screen.click(&model, "Go to a stored view");
        screen.click(&model, entry)
    };
    assert_eq!(go("View 2"), [Command::Do(Action::GoToView(Digit::new(2).unwrap()))]);
    assert_eq!(go("View 3"), []);
}

#[test]
fn problems_stay_until_they_are_dismissed() {
    let shown = Shown { problems: Shown::full().problems, ..Shown::empty() };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    let model = shown.model();
    screen.settle(&model);
    assert!(screen.find("Cannot open broken2.gtd").is_some());
    assert_eq!(screen.click(&model, "Dismiss"), [Command::Dismiss(0)]);
    assert!(
        matches!(&screen.click(&model, "Copy")[..], [Command::CopyText(text)] if text.contains("map data at byte 23"))
    );
}

#[test]
fn the_list_of_problems_grows_with_them() {
    let few = Shown { missing: Shown::full().missing, ..Shown::empty() };
    let more = Shown {
        problems: Shown::full().problems[..1].to_vec(),
        ..Shown { missing: Shown::full().missing, ..Shown::empty() }
    };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&few.model());
    screen.settle(&more.model());
    let list = screen.ctx.memory(|memory| memory.area_rect(egui::Id::unique("problems"))).expect("shown");
    for text in ["map data at byte 23", "94 files are missing"] {
        let rect = screen.find(text).expect(text);
        assert!(list.contains_rect(rect), "{text} at {rect} is cut off by {list}");
    }
}

#[test]
fn missing_files_are_counted_and_listed() {
    let shown = Shown { missing: Shown::full().missing, ..Shown::empty() };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    let mut model = shown.model();
    screen.settle(&model);
    assert!(screen.find("94 files are missing").is_some());
    assert_eq!(screen.click(&model, "Show"), [Command::Show(Window::Missing, true)]);
    model.windows.missing = true;
    screen.settle(&model);
    assert!(screen.find("dtex\\ground_0.gtt").is_some());
    assert!(
        matches!(&screen.click(&model, "Copy the list")[..], [Command::CopyText(text)] if text.lines().count() == 94)
    );
}

#[test]
fn the_overlay_tells_zone_place_and_numbers() {
    let shown = Shown::empty();
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&shown.model());
    for text in [
        "moradon",
        "129 × 129 vertices, 512 m",
        "100.0, 20.0, 300.0",
        "47° NE, -12°",
        "130.5, 4.2, 330.0",
        "32, 82 in patch 4, 10",
        "3.5°",
        "4.2 ms",
        "87 drawn / 256 resident / 1 256",
    ] {
        assert!(screen.find(text).is_some(), "{text} is not among {:?}", screen.texts());
    }
    let over_card = screen.find("moradon").unwrap().center();
    screen.frame(&shown.model(), vec![Event::PointerMoved(over_card)]);
    assert!(!screen.ctx.is_pointer_over_egui(), "the card takes no mouse");
    assert!(!screen.ctx.egui_wants_keyboard_input());
    let over_menu = screen.find("File").unwrap().center();
    screen.frame(&shown.model(), vec![Event::PointerMoved(over_menu)]);
    assert!(screen.ctx.is_pointer_over_egui());
}

#[test]
fn help_shows_the_bindings_in_force() {
    let shown = Shown::empty();
    let mut model = shown.model();
    model.windows.help = true;
    model.swap_up_down = true;
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    for binding in BINDINGS {
        assert!(screen.find(&binding.action.label()).is_some(), "{:?}", binding.action);
    }
    let (up, e) = (screen.find("Fly down").unwrap(), screen.nodes.iter().filter(|(_, n)| n.value() == Some("E")));
    let beside = |node: &Node| node.bounds().is_some_and(|b| (b.y0 as f32) < up.max.y && (b.y1 as f32) > up.min.y);
    assert!(e.into_iter().any(|(_, node)| beside(node)), "E stands beside what it does now");
}

#[test]
fn hidden_panels_hide_everything_but_what_is_wrong() {
    let shown = Shown { problems: Shown::full().problems, ..Shown::empty() };
    let mut model = shown.model();
    model.panels_hidden = true;
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert!(screen.find("File").is_none() && screen.find("moradon").is_none());
    assert!(screen.find("Cannot open broken1.gtd").is_some());
}

#[test]
fn progress_says_what_and_how_much() {
    let shown = Shown::empty();
    let mut model = shown.model();
    model.progress = Some(Progress { what: "Tile textures", done: 1200, total: 4920 });
    model.toast = Some("48 m/s");
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    for text in ["Tile textures", "1 200 / 4 920", "48 m/s"] {
        assert!(screen.find(text).is_some(), "{text}");
    }
    model.progress = Some(Progress { what: "Reading", done: 0, total: 0 });
    screen.settle(&model);
    assert!(screen.find("Reading").is_some());
}

#[test]
fn nothing_is_cut_off_in_small_and_dense_windows() {
    let shown = Shown::full();
    for (w, h, scale) in [(1280.0, 720.0, 1.0), (640.0, 400.0, 2.0), (960.0, 540.0, 2.0), (1920.0, 1080.0, 1.0)] {
        for map in [false, true] {
            let mut model = shown.model();
            model.windows = Windows { help: true, about: true, missing: true, ..Windows::default() };
            model.progress = Some(Progress { what: "Tile textures", done: 1, total: 2 });
            model.toast = Some("View 3 is stored");
            model.mode = if map { Mode::Map } else { Mode::Free };
            let mut screen = Screen::new(w, h, scale);
            screen.settle(&model);
            for text in [
                "File",
                "moradon",
                "Patches",
                "Cannot open broken1",
                "Tile textures",
                "View 3 is stored",
                "Keys and mouse",
                "About",
            ] {
                let rect = screen.find(text).unwrap_or_else(|| panic!("{text} at {w} x {h}"));
                let inside = Rect::from_min_size(Pos2::ZERO, screen.size).expand(0.5);
                assert!(inside.contains_rect(rect), "{text} at {rect} in {w} x {h}");
            }
        }
    }
}

#[test]
fn every_character_has_a_glyph() {
    let ctx = egui::Context::default();
    style::apply(&ctx);
    ctx.run_ui(RawInput::default(), |_| {}).drop_without_applying_deltas();
    let mut text = "…×°–/+()°".to_owned();
    for group in crate::input::help(false) {
        for line in group.lines {
            text.push_str(&line.keys.concat());
            text.push_str(&line.does);
        }
    }
    for family in [egui::FontFamily::Proportional, egui::FontFamily::Monospace] {
        let id = egui::FontId::new(13.0, family.clone());
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            assert!(ctx.fonts_mut(|fonts| fonts.has_glyphs(&id, &c.to_string())), "{c:?} in {family}");
        }
    }
}

#[test]
fn numbers_are_for_reading() {
    assert_eq!(overlay::grouped(0), "0");
    assert_eq!(overlay::grouped(1_234_567), "1 234 567");
    assert_eq!((overlay::compass(0.0), overlay::compass(359.0), overlay::compass(100.0)), ("N", "N", "E"));
    assert_eq!(menu::shortened("C:/games/knight", 8), "…/knight");
    assert_eq!(menu::shortened("Zones", 8), "Zones");
}

/// A screen with one panel open, at rest.
fn panel<'a>(shown: &'a Shown, window: Window) -> (Screen, Model<'a>) {
    let mut model = shown.model();
    model.windows.set(window, true);
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    (screen, model)
}

#[test]
fn layers_sky_and_time_are_chosen_in_their_panel() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let drawn = |entry: &str| {
        let (mut screen, model) = panel(&shown, Window::Drawing);
        let commands = screen.click(&model, entry);
        match commands[..] {
            [Command::Draw(drawing)] => drawing,
            _ => panic!("{entry}: {commands:?}"),
        }
    };
    assert_eq!(drawn("Water"), Drawing { water: false, ..Drawing::default() });
    assert_eq!(drawn("Relief"), Drawing { relief: true, ..Drawing::default() });
    assert_eq!(drawn("Classic"), Drawing { classic: true, ..Drawing::default() });
    assert_eq!(drawn("Full"), Drawing { full_detail: true, ..Drawing::default() });
    assert_eq!(drawn("Object names"), Drawing { objects: true, ..Drawing::default() });
    assert_eq!(drawn("Let the time run"), Drawing { time_runs: true, ..Drawing::default() });
    assert_eq!(drawn("Midnight"), Drawing { time_secs: 0, ..Drawing::default() });
    let (mut screen, model) = panel(&shown, Window::Drawing);
    screen.click(&model, "Karus");
    assert_eq!(screen.click(&model, "ElMorad"), [Command::ChooseSky(1)]);
}

#[test]
fn a_click_on_the_map_goes_there() {
    let shown = Shown::empty();
    let (mut screen, mut model) = panel(&shown, Window::Map);
    model.map.overview.zoom = 1.0;
    screen.settle(&model);
    let title = screen.find("Click: go there").expect("the map is open");
    let area = screen.ctx.memory(|memory| memory.area_rect(egui::Id::unique("Map"))).expect("shown");
    let at = pos2(area.center().x, (title.max.y + area.max.y) / 2.0);
    let press =
        |pressed| Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    screen.frame(&model, vec![Event::PointerMoved(at)]);
    screen.frame(&model, vec![press(true)]);
    let commands = screen.frame(&model, vec![press(false)]);
    let [Command::GoTo { east_m, north_m }] = commands[..] else { panic!("{commands:?}") };
    assert!((east_m - 256.0).abs() < 20.0 && (north_m - 256.0).abs() < 20.0, "{east_m}, {north_m}: the middle");
    let wheel = Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: vec2(0.0, 3.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    let commands = screen.frame(&model, vec![wheel]);
    assert!(matches!(commands[..], [Command::Overview(overview)] if overview.zoom > 1.0), "{commands:?}");
}

#[test]
fn places_and_zones_are_gone_to_from_their_lists() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let (mut screen, model) = panel(&shown, Window::Places);
    assert_eq!(screen.click(&model, "The bridge"), [Command::GoToBookmark(0)]);
    assert_eq!(screen.click(&model, "Add"), [Command::AddBookmark(String::new())]);
    let (mut screen, model) = panel(&shown, Window::Zones);
    assert_eq!(screen.click(&model, "zone_2"), [Command::Open(PathBuf::from("Zones/zone_2.gtd"))]);
    assert_eq!(screen.click(&model, "zone_3"), [], "it is no terrain");
    assert_eq!(screen.click(&model, "Next"), [Command::Do(Action::NextZone)]);
}

#[test]
fn panels_fit_small_and_dense_windows() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    for window in [Window::Drawing, Window::Map, Window::Places, Window::Zones] {
        for (w, h, scale) in [(640.0, 360.0, 2.0), (960.0, 540.0, 2.0), (1280.0, 720.0, 1.0)] {
            let mut model = shown.model();
            model.windows.set(window, true);
            let mut screen = Screen::new(w, h, scale);
            screen.settle(&model);
            let name = match window {
                Window::Drawing => "What is drawn",
                Window::Map => "Map",
                Window::Places => "Places",
                _ => "Zones",
            };
            let area = screen.ctx.memory(|memory| memory.area_rect(egui::Id::unique(name))).expect(name);
            assert!(Rect::from_min_size(Pos2::ZERO, screen.size).contains_rect(area), "{name} at {area} in {w} x {h}");
        }
    }
}
