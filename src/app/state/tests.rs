//! The state without a window and a GPU.

use std::time::Duration;

use super::*;
use crate::camera::CameraMode;
use crate::formats::gtd::{Draft, Header, MapRecord, PackedTile, Source, TileTexture};
use crate::formats::ntf::{PixelFormat, Texture};
use crate::input::pointer::Button;
use crate::input::{Action, Digit};
use crate::input::{Key, Modifiers};
use crate::load::DataForms;
use crate::load::Load;
use crate::load::LoadOptions;
use crate::load::Request;
use crate::scene::SceneUpdate;
use crate::scene::raster::tile_image::TileEncoding;
use crate::ui::PanelCommand;

/// A folder with a flat zone at 10 m, and a file that is not a zone.
struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Files {
        let folder = tempfile::tempdir().unwrap();
        for (name, height_m) in [("flat.gtd", 10.0), ("high.gtd", 300.0)] {
            let mut draft = Draft::flat(Header::versioned(1, "flat"), 65);
            let none = PackedTile::NO_TEXTURE;
            draft.records.fill(MapRecord::new(height_m, PackedTile::pack(true, 0, 0, none, none)));
            std::fs::write(folder.path().join(name), draft.encode().unwrap()).unwrap();
        }
        std::fs::write(folder.path().join("broken.gtd"), b"no zone").unwrap();
        Files { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Opens a file and handles all events of its load.
    fn open(&self, state: &mut State, name: &str) -> Vec<SceneUpdate> {
        let effects = state.apply(PanelCommand::Open(self.path(name)), 0.0);
        load(state, effects)
    }
}

/// Runs the only effect, a load, to its end.
#[allow(clippy::needless_pass_by_value, reason = "what a command returned is passed on")]
fn load(state: &mut State, effects: Vec<Effect>) -> Vec<SceneUpdate> {
    load_parts(state, &effects, LoadOptions::default())
}

/// Runs the only effect, a load of these parts, to its end.
pub(super) fn load_parts(state: &mut State, effects: &[Effect], wanted: LoadOptions) -> Vec<SceneUpdate> {
    let [Effect::Load { source, keep_camera }] = effects else { panic!("{effects:?}") };
    let request = Request {
        zone: source.clone(),
        data: state.client_folder_of(source),
        server: None,
        wanted,
        forms: DataForms::new(TileEncoding::Rgba8, 1024).into(),
    };
    state.loading_started(Load::start(request, || {}), source.clone(), *keep_camera);
    let mut uploads = Vec::new();
    while state.is_loading() {
        match state.take_loaded() {
            Some(Taken::Update(update)) => uploads.push(update),
            Some(Taken::Kept) => {}
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    }
    uploads
}

/// A dialog for a zone file, before any zone was opened.
pub(super) fn zone_dialog(purpose: DialogPurpose) -> DialogRequest {
    DialogRequest { purpose, folder: None, file_name: String::new() }
}

/// Begins a frame, in which a panel may be between cursor and picture.
fn look(state: &mut State, cursor_over_picture: bool) {
    let (picture, cursor_over_notices, pictures) = (state.session.picture, false, MapPictures::default());
    state.frame_begins(FrameStart { picture, cursor_over_picture, cursor_over_notices, pictures });
}

fn empty() -> State {
    State::new(Settings::default(), LaunchOptions::default())
}

pub(super) fn run(state: &mut State, from_secs: f64, secs: f64) {
    for i in 0..=(secs * 100.0) as u32 {
        state.advance(from_secs + f64::from(i) / 100.0);
    }
}

#[test]
fn a_zone_opens_at_its_start_view_and_goes_to_the_gpu() {
    let (files, mut state) = (Files::new(), empty());
    let uploads = files.open(&mut state, "flat.gtd");
    assert!(matches!(uploads[..], [SceneUpdate::Terrain(_), ..]));
    assert_eq!(state.title(), "flat – gtd-viewer");
    let pose = state.session.rig.pose();
    assert_eq!(state.zone.get().map(|open| open.start), Some(pose));
    assert!(pose.eye.y > 15.0 && pose.pitch_deg < 0.0, "{pose}: above the ground, and down to it");
    let model = state.model();
    assert_eq!(model.zone.map(|zone| (zone.name, zone.map_size, zone.extent_m)), Some(("flat", 65, 256.0)));
    assert_eq!(model.recent, [files.path("flat.gtd")]);
    assert_eq!(model.progress, None, "all is loaded");
}

/// Relative paths, links and doubled separators lead to one entry of the recent zones and one memory.
#[cfg(unix)]
#[test]
fn a_file_has_one_memory_whichever_way_its_path_is_spelled() {
    let (files, mut state) = (Files::new(), empty());
    std::os::unix::fs::symlink("flat.gtd", files.path("link.gtd")).unwrap();
    std::os::unix::fs::symlink(".", files.path("sub")).unwrap();
    files.open(&mut state, "flat.gtd");
    let digit = Digit::new(3).unwrap();
    state.store_view(digit);
    state.add_bookmark("gate");
    for name in ["./flat.gtd", "sub/flat.gtd", "sub/../sub//flat.gtd", "link.gtd", "sub/link.gtd"] {
        files.open(&mut state, name);
        assert_eq!(state.settings.zones.len(), 1, "{name}");
        assert_eq!(state.settings.recent.len(), 1, "{name}: {:?}", state.settings.recent);
        assert_eq!((state.model().stored_views, state.model().bookmarks), (&[digit][..], &["gate".to_owned()][..]));
        let line = format!("gtd-viewer '{}' --camera 1,2,3,4,5", files.path("flat.gtd").display());
        assert!(!matches!(state.paste_view(&line)[..], [Effect::Load { .. }]), "{name} is open already");
    }
    files.open(&mut state, "high.gtd");
    assert_eq!((state.settings.zones.len(), state.settings.recent.len()), (2, 2));
}

/// A folder as unzip leaves it, with a name in code page 949.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_whose_name_is_not_unicode_is_remembered() {
    use std::os::unix::ffi::OsStrExt;
    let (files, mut state) = (Files::new(), empty());
    let folder = files.folder.path().join(std::ffi::OsStr::from_bytes(b"\xb0\xa1"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(files.path("flat.gtd"), folder.join("flat.gtd")).unwrap();
    let effects = state.apply(PanelCommand::Open(folder.join("flat.gtd")), 0.0);
    load(&mut state, effects);
    state.store_view(Digit::new(3).unwrap());
    state.add_bookmark("gate");
    state.remember();
    let text = serde_json::to_string(&state.settings).unwrap();
    let mut later = State::new(serde_json::from_str(&text).unwrap(), LaunchOptions::default());
    let recent = later.model().recent[0].clone();
    assert_eq!(recent, folder.join("flat.gtd"));
    let effects = later.apply(PanelCommand::Open(recent), 0.0);
    load(&mut later, effects);
    assert_eq!((later.model().stored_views.len(), later.model().bookmarks.len()), (1, 1));
    assert_eq!(later.session.rig.pose(), state.session.rig.pose());
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_open_zone_open() {
    let (files, mut state) = (Files::new(), empty());
    files.open(&mut state, "flat.gtd");
    let pose = state.session.rig.pose();
    for name in ["broken.gtd", "absent.gtd"] {
        let uploads = files.open(&mut state, name);
        assert!(uploads.is_empty());
        let model = state.model();
        assert_eq!(model.zone.map(|zone| zone.name), Some("flat"));
        assert!(model.problems.last().unwrap().detail.contains(name), "{:?}", model.problems);
        assert_eq!(model.recent.len(), 1, "what cannot be read is not recent");
    }
    assert_eq!(state.session.rig.pose(), pose);
    assert_eq!(state.model().problems.len(), 2, "both stay until they are dismissed");
    state.apply(PanelCommand::Dismiss(0), 1.0);
    assert!(state.model().problems[0].detail.contains("absent.gtd"));
    state.apply(PanelCommand::Dismiss(7), 1.0);
    state.apply(PanelCommand::DismissAll, 1.0);
    assert!(state.model().problems.is_empty());
}

#[test]
fn keys_fly_and_nothing_of_a_short_press_is_lost() {
    let (files, mut state) = (Files::new(), empty());
    files.open(&mut state, "flat.gtd");
    state.session.rig.jump_to(Pose::new(DVec3::new(128.0, 50.0, 20.0), 0.0, 0.0));
    state.key_pressed(Key::W, false, 10.0);
    assert!(state.is_moving());
    // No frame in between, as on a slow adapter.
    state.key_released(Key::W, 10.5);
    run(&mut state, 10.5, 2.0);
    let eye = state.session.rig.pose().eye;
    assert!((eye.z - 40.0).abs() < 1e-6, "half a second north at 40 m/s: {eye}");
    assert!(!state.is_moving(), "an idle window draws nothing");
}

#[test]
fn losing_the_focus_stops_and_ctrl_commands_do_not_move() {
    let mut state = empty();
    state.key_pressed(Key::W, false, 1.0);
    state.focus_lost(1.1);
    run(&mut state, 1.1, 2.0);
    assert!(!state.is_moving());
    let ctrl = cfg!(not(target_os = "macos"));
    state.modifiers_changed(Modifiers { ctrl, logo: !ctrl, ..Modifiers::default() }, 4.0);
    let effects = state.key_pressed(Key::O, false, 4.0);
    assert_eq!(effects, [Effect::ShowDialog(zone_dialog(DialogPurpose::OpenZone))]);
    assert_eq!(state.session.rig.mode(), CameraMode::Free, "Ctrl+O is not O");
    assert_eq!(state.key_pressed(Key::O, false, 4.1), [], "one dialog at a time");
    assert!(!state.is_moving());
}

#[test]
fn views_are_stored_and_remembered_with_the_camera() {
    let (files, mut state) = (Files::new(), empty());
    files.open(&mut state, "flat.gtd");
    let three = Digit::new(3).unwrap();
    state.session.rig.jump_to(Pose::new(DVec3::new(100.123_456, 40.0, 90.0), 10.0, -5.0));
    assert_eq!(state.apply(PanelCommand::Do(Action::StoreView(three)), 1.0), [Effect::Save]);
    let stored = state.session.rig.pose();
    assert_eq!(state.model().stored_views, [three]);
    state.session.rig.jump_to(Pose::new(DVec3::new(30.0, 60.0, 30.0), 200.0, 0.0));
    state.apply(PanelCommand::Do(Action::GoToView(three)), 2.0);
    run(&mut state, 2.0, 1.0);
    assert_eq!(state.session.rig.pose(), stored, "exactly");
    state.session.rig.jump_to(Pose::new(DVec3::new(31.0, 61.0, 32.0), 200.0, 0.0));
    state.remember();

    let mut later = State::new(state.settings.clone(), LaunchOptions::default());
    files.open(&mut later, "flat.gtd");
    assert_eq!(later.session.rig.pose(), Pose::new(DVec3::new(31.0, 61.0, 32.0), 200.0, 0.0));
    assert_eq!(later.model().stored_views, [three]);
    let camera = Some(Pose::new(DVec3::new(1.0, 99.0, 1.0), 0.0, 0.0));
    let mut asked = State::new(
        state.settings.clone(),
        LaunchOptions { view: ViewOptions { camera, ..ViewOptions::default() }, ..LaunchOptions::default() },
    );
    files.open(&mut asked, "flat.gtd");
    assert_eq!(Some(asked.session.rig.pose()), camera, "what is asked for goes first");
}

#[test]
fn a_remembered_camera_is_never_under_the_ground() {
    let (files, mut state) = (Files::new(), empty());
    files.open(&mut state, "high.gtd");
    state.session.rig.jump_to(Pose::new(DVec3::new(50.0, 5.0, 50.0), 0.0, 0.0));
    state.remember();
    let mut later = State::new(state.settings.clone(), LaunchOptions::default());
    files.open(&mut later, "high.gtd");
    assert!(later.session.rig.pose().eye.y > 300.0);
}

#[test]
fn reloading_keeps_the_camera_and_another_zone_does_not() {
    let (files, mut state) = (Files::new(), empty());
    assert_eq!(state.apply(PanelCommand::Do(Action::Reload), 0.0), [], "nothing to reload");
    files.open(&mut state, "flat.gtd");
    let pose = Pose::new(DVec3::new(70.0, 80.0, 90.0), 1.0, 2.0);
    state.session.rig.jump_to(pose);
    let effects = state.apply(PanelCommand::Do(Action::Reload), 1.0);
    assert!(matches!(load(&mut state, effects)[..], [SceneUpdate::Terrain(_), ..]));
    assert_eq!(state.session.rig.pose(), pose);
    files.open(&mut state, "high.gtd");
    assert!(state.session.rig.pose().eye.y > 300.0, "above its ground");
    files.open(&mut state, "flat.gtd");
    assert_eq!(state.session.rig.pose(), pose, "back where one was");
}

#[test]
fn the_copied_view_is_a_command_line_that_gives_it_back() {
    let (files, mut state) = (Files::new(), empty());
    files.open(&mut state, "flat.gtd");
    state.session.rig.jump_to(Pose::new(DVec3::new(100.123_456_7, 40.0, 90.0), 10.000_04, -5.0));
    let effects = state.apply(PanelCommand::Do(Action::CopyView), 1.0);
    let [Effect::Copy(text)] = &effects[..] else { panic!("{effects:?}") };
    assert!(text.ends_with("--camera=100.123,40,90,10,-5"), "{text}");
    assert!(text.contains("flat.gtd"));
    assert_eq!(
        state.session.rig.pose(),
        text.rsplit('=').next().unwrap().parse().unwrap(),
        "the window shows the same"
    );
}

#[test]
fn a_double_click_flies_to_the_ground_and_any_key_cancels() {
    let (files, mut state) = (Files::new(), empty());
    files.open(&mut state, "flat.gtd");
    state.session.picture = PictureRect::of_window([800, 600]);
    state.session.rig.jump_to(Pose::new(DVec3::new(128.0, 110.0, 10.0), 0.0, -45.0));
    let double_click = |state: &mut State, now: f64| {
        state.cursor_moved([400.0, 300.0], 1.0);
        for i in 0..2 {
            state.button_pressed(Button::Left, now + f64::from(i) * 0.1);
            state.button_released(Button::Left, now + f64::from(i) * 0.1 + 0.05);
        }
    };
    look(&mut state, false);
    assert_eq!(state.model().cursor, None, "a panel is in the way");
    double_click(&mut state, 1.0);
    look(&mut state, true);
    let under = state.model().cursor.expect("the ground").position;
    assert!((under - DVec3::new(128.0, 10.0, 110.0)).length() < 1e-6, "{under}");
    run(&mut state, 1.2, 0.5);
    assert!((state.session.rig.pose().eye - under).length() < 81.0 && !state.is_moving());
    double_click(&mut state, 5.0);
    assert!(state.is_moving());
    state.key_pressed(Key::Other, false, 5.2);
    assert!(!state.is_moving());
}

#[test]
fn dragging_with_the_middle_button_keeps_the_point_under_the_cursor() {
    let (files, mut state) = (Files::new(), empty());
    files.open(&mut state, "flat.gtd");
    state.session.picture = PictureRect::of_window([800, 600]);
    state.session.rig.jump_to(Pose::new(DVec3::new(128.0, 110.0, 10.0), 0.0, -45.0));
    let began = [500.0, 350.0];
    let pivot = state.session.pick(state.ground().map(|ground| &**ground), began).unwrap().position;
    state.cursor_moved(began, 1.0);
    state.button_pressed(Button::Middle, 1.0);
    for i in 1..40 {
        state.cursor_moved([began[0] + f64::from(i) * 5.0, began[1]], 1.0);
    }
    let place = state.session.view().project(pivot).unwrap();
    let expected = crate::camera::view::ndc_of_pixel(began.into(), state.session.picture.size_px);
    assert!((place - expected).length() < 1e-6, "{place} for {expected}");
    assert!((state.session.rig.pose().yaw_deg - 46.8).abs() < 1e-6);
}

#[test]
fn the_wheel_shows_the_speed_for_two_seconds() {
    let mut state = empty();
    state.advance(1.0);
    state.wheel(1.0, 1.0);
    assert_eq!(state.model().toast, Some("48 m/s"));
    state.advance(1.0);
    state.advance(2.9);
    assert!(state.model().toast.is_some());
    assert_eq!(state.message_until_secs(), Some(3.0));
    state.advance(3.0);
    assert_eq!(state.model().toast, None);
}

#[test]
fn escape_closes_the_dialog_and_never_a_dock_or_the_program() {
    use ui::PanelId::{About, Drawing, Help, Map, Tile};
    let mut state = empty();
    for panel in [Drawing, Tile, Map, About, Help] {
        state.apply(PanelCommand::Show(panel, true), 0.0);
    }
    let escape = |state: &mut State| {
        assert_eq!(state.key_pressed(Key::Escape, false, 0.1), []);
        let panels = state.model().open_panels;
        ui::PanelId::ALL.into_iter().filter(|panel| panels.is_open(*panel)).collect::<Vec<_>>()
    };
    state.panels.hidden = true;
    assert_eq!(escape(&mut state), [Help, Drawing, Tile, Map], "hidden panels stay as they are");
    state.panels.hidden = false;
    assert_eq!(escape(&mut state), [Drawing, Tile, Map]);
    assert_eq!(escape(&mut state), [Drawing, Tile, Map]);
    assert_eq!(state.apply(PanelCommand::Quit, 0.3), [Effect::Quit]);
}

/// A state with a picked tile in the middle of a picture of 800 x 600.
fn picked(files: &Files) -> State {
    let mut state = empty();
    files.open(&mut state, "flat.gtd");
    state.session.picture = PictureRect::of_window([800, 600]);
    state.session.rig.jump_to(Pose::new(DVec3::new(128.0, 110.0, 10.0), 0.0, -45.0));
    state.cursor_moved([400.0, 300.0], 1.0);
    state.button_pressed(Button::Left, 1.0);
    state.button_released(Button::Left, 1.1);
    assert!(state.inspection().is_picked() && state.model().open_panels.is_open(ui::PanelId::Tile));
    state
}

#[test]
fn escape_releases_the_mouse_then_ends_the_pick_with_the_panel_that_it_opened() {
    let mut state = picked(&Files::new());
    state.apply(PanelCommand::Show(ui::PanelId::Map, true), 2.0);
    state.button_pressed(Button::Left, 3.0);
    state.key_pressed(Key::Escape, false, 3.1);
    assert!(!state.session.pointer.is_pressed() && state.inspection().is_picked());
    state.key_pressed(Key::Escape, false, 3.2);
    assert!(!state.inspection().is_picked());
    assert_eq!(state.model().open_panels, ui::OpenPanels::of(&[ui::PanelId::Map]));
}

#[test]
fn clicks_are_picked_in_a_picture_beside_a_dock_and_the_pick_stays_in_sight() {
    let mut state = picked(&Files::new());
    let picture = PictureRect { corner_px: [300, 20], size_px: [400, 560] };
    let under = |state: &State, at_px| state.session.pick(state.ground().map(AsRef::as_ref), at_px).expect("terrain");
    // At the right edge of the picture in the whole window.
    state.cursor_moved([740.0, 300.0], 1.0);
    state.button_pressed(Button::Left, 5.0);
    state.button_released(Button::Left, 5.1);
    let point = state.inspection().picked_point().expect("a pick");
    assert_eq!(under(&state, [740.0, 300.0]).position, point);
    let start = |picture| {
        let pictures = MapPictures::default();
        FrameStart { picture, cursor_over_picture: true, cursor_over_notices: false, pictures }
    };
    state.frame_begins(start(picture));
    let at = state.session.view().project(point).expect("in front");
    assert!(at.abs().max_element() < 1.0, "{at}");
    // A click there, in the window's pixels, picks the same point again.
    let at_px = [300.0 + (at.x + 1.0) / 2.0 * 400.0, 20.0 + (1.0 - at.y) / 2.0 * 560.0];
    assert!(under(&state, at_px).position.distance(point) < 0.01);
    let pose = state.session.rig.pose();
    state.frame_begins(start(PictureRect { size_px: [390, 560], ..picture }));
    assert_eq!(state.session.rig.pose(), pose, "no turn without need");
}

#[test]
fn a_double_click_flies_to_where_the_first_click_was() {
    let mut state = picked(&Files::new());
    let point = state.inspection().picked_point().expect("a pick");
    // The dock that the pick opened has moved the picture.
    state.session.picture = PictureRect { corner_px: [0, 0], size_px: [424, 600] };
    state.button_pressed(Button::Left, 1.2);
    state.button_released(Button::Left, 1.25);
    state.advance(2.0);
    let at = state.session.view().project(point).expect("in front");
    assert!(at.abs().max_element() < 0.05, "{at}");
}

#[test]
fn letters_without_a_font_are_reported_once() {
    let mut state = empty();
    state.no_font_for(&['\u{1f600}']);
    assert!(state.model().problems.is_empty(), "a picture is no letter");
    state.no_font_for(&['나', '이']);
    state.no_font_for(&['트']);
    let problems = state.model().problems;
    assert_eq!(problems.len(), 1);
    assert!(problems[0].detail.contains("U+B098, U+C774"), "{problems:?}");
}

#[test]
fn a_reload_into_a_smaller_zone_brings_the_eye_back_inside() {
    let (files, mut state) = (Files::new(), empty());
    let write = |side: u32| {
        std::fs::write(files.path("flat.gtd"), Draft::flat(Header::versioned(1, "flat"), side).encode().unwrap())
            .unwrap();
    };
    write(257);
    files.open(&mut state, "flat.gtd");
    let at = |x: f64, z: f64| Pose::new(DVec3::new(x, 50.0, z), 30.0, -20.0);
    // Inside both, and outside of the larger one on purpose.
    for pose in [at(100.0, 200.0), at(-40.0, 100.0)] {
        state.session.rig.jump_to(pose);
        write(65);
        let effects = state.files_changed();
        load(&mut state, effects);
        assert_eq!(state.session.rig.pose(), pose);
        write(257);
        let effects = state.files_changed();
        load(&mut state, effects);
    }
    state.session.rig.jump_to(at(900.0, 100.0));
    state.session.frozen = Some(at(800.0, 100.0));
    state.apply(PanelCommand::Do(Action::MapView), 0.0);
    write(65);
    let effects = state.files_changed();
    load(&mut state, effects);
    let eye = state.session.rig.pose().eye;
    assert!((0.0..=256.0).contains(&eye.x) && (0.0..=256.0).contains(&eye.z), "{eye}");
    assert_eq!((state.session.rig.mode(), state.session.frozen), (CameraMode::Map, None));
    assert_eq!(state.session.rig.extent.extent_m, 256.0);
    let middle = state.session.view().pose.eye;
    assert!(middle.x <= 256.0 && middle.z <= 256.0, "{middle}");
}

#[test]
fn the_files_to_watch_include_textures_and_missing_files() {
    let (files, mut state) = (Files::new(), empty());
    let mut draft = Draft::flat(Header::versioned(1, "flat"), 65);
    draft.textures.sources = vec![Source::new("dtex\\here.gtt"), Source::new("dtex\\gone.gtt")];
    draft.textures.tiles = vec![TileTexture { source: 0, tile: 0 }, TileTexture { source: 1, tile: 0 }];
    std::fs::write(files.path("textured.gtd"), draft.encode().unwrap()).unwrap();
    std::fs::create_dir(files.path("DTex")).unwrap();
    std::fs::write(files.path("DTex/Here.GTT"), b"no texture").unwrap();
    files.open(&mut state, "textured.gtd");
    let watched = state.files();
    for name in ["textured.gtd", "DTex/Here.GTT", "dtex/gone.gtt"] {
        assert!(watched.contains(&files.path(name)), "{name} is not among {watched:?}");
    }
}

#[test]
fn missing_textures_are_found_in_the_located_client_folder() {
    let (files, mut state) = (Files::new(), empty());
    let mut draft = Draft::flat(Header::versioned(1, "flat"), 65);
    draft.textures.sources = vec![Source::new("dtex\\here.gtt"), Source::new("dtex\\gone.gtt")];
    draft.textures.tiles = [(0, 0), (0, 0), (1, 0)].map(|(source, tile)| TileTexture { source, tile }).into();
    std::fs::write(files.path("textured.gtd"), draft.encode().unwrap()).unwrap();
    files.open(&mut state, "textured.gtd");
    let banner = |missing| Some(ui::MissingTextures { missing, total: 2 });
    assert_eq!(state.model().missing_textures, banner(2));
    state.apply(PanelCommand::DismissMissingTextures, 1.0);
    assert_eq!(state.model().missing_textures, None);

    let client = files.path("client");
    std::fs::create_dir_all(client.join("DTex")).unwrap();
    let texture = Texture::encode(&[9; 128 * 128 * 4], 128, 128, PixelFormat::Dxt1, true);
    std::fs::write(client.join("DTex/Here.gtt"), crate::formats::ntf::write::gtt([&texture])).unwrap();
    let effects = state.apply(PanelCommand::LocateClient, 2.0);
    assert!(matches!(&effects[..], [Effect::ShowDialog(DialogRequest { purpose: DialogPurpose::LocateClient, .. })]));
    let effects = state.dialog_answered(DialogResult::Chosen(client.clone()));
    load(&mut state, effects);
    assert_eq!(state.model().missing_textures, banner(1), "it says again what is still missing");

    files.open(&mut state, "flat.gtd");
    assert_eq!(state.client_folder(), None, "another zone has its own folder");
    files.open(&mut state, "textured.gtd");
    assert_eq!((state.client_folder(), state.model().missing_textures), (Some(client), banner(1)), "it is remembered");
}

#[test]
fn a_dialog_that_cannot_be_shown_says_so() {
    let mut state = empty();
    state.apply(PanelCommand::Do(Action::OpenFile), 0.0);
    assert!(state.model().dialog_open);
    assert_eq!(state.dialog_answered(DialogResult::Unavailable), []);
    assert!(state.model().problems[0].advice.contains("command line"));
    assert!(!state.model().dialog_open);
    assert_eq!(state.dialog_answered(DialogResult::Canceled), []);
    let chosen = state.dialog_answered(DialogResult::Chosen("a.gtd".into()));
    assert_eq!(chosen, [Effect::Load { source: ZoneSource::of(Path::new("a.gtd")), keep_camera: false }]);
}

#[test]
fn switches_are_kept() {
    let mut state = empty();
    assert_eq!(state.apply(PanelCommand::Vsync(false), 0.0), [Effect::Vsync(false), Effect::Save]);
    state.apply(PanelCommand::SwapUpDown(true), 0.0);
    assert!(!state.settings.vsync && state.settings.swap_up_down);
    state.key_pressed(Key::Q, false, 1.0);
    assert_eq!(state.session.key_state.move_input().up, 1.0);
    assert_eq!(state.apply(PanelCommand::Do(Action::FullScreen), 1.0), [Effect::FullScreen(true)]);
    assert_eq!(state.apply(PanelCommand::Do(Action::FullScreen), 1.0), [Effect::FullScreen(false)]);
}

#[test]
fn frozen_culling_is_part_of_the_command_line() {
    let files = Files::new();
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    files.open(&mut state, "flat.gtd");
    state.apply(PanelCommand::Do(Action::FreezeCulling), 0.0);
    let here = state.session.rig.pose();
    assert_eq!(state.session.frozen, Some(here));
    assert!(state.model().frozen && state.wants_gpu_times(), "the statistics tell the colors");
    state.session.rig.shift(DVec3::new(5.0, 0.0, 0.0));
    let copied = state.apply(PanelCommand::Do(Action::CopyView), 0.0);
    let [Effect::Copy(text)] = &copied[..] else { panic!("{copied:?}") };
    assert!(text.contains(&format!("--freeze={here}")), "{text}");
    state.apply(PanelCommand::Do(Action::FreezeCulling), 0.0);
    assert_eq!(state.session.frozen, None);
    state.paste_view(text);
    assert_eq!(state.session.frozen, Some(here), "a pasted command line brings it back");
    files.open(&mut state, "high.gtd");
    assert_eq!(state.session.frozen, None, "it belongs to its zone");
}

#[test]
fn stored_views_are_a_way_to_fly_and_to_copy() {
    let files = Files::new();
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    files.open(&mut state, "flat.gtd");
    assert_eq!(state.apply(PanelCommand::Do(Action::CopyFlyThrough), 0.0), [], "nothing is stored yet");
    let at = |x: f64, y: f64| Pose::new(DVec3::new(x, y, 50.0), 0.0, -10.0);
    // the second one lies below the terrain at 10 m
    for (digit, pose) in [(1, at(20.0, 30.0)), (4, at(120.0, 4.0))] {
        state.session.rig.jump_to(pose);
        state.apply(PanelCommand::Do(Action::StoreView(Digit::new(digit).unwrap())), 0.0);
    }
    let copied = state.apply(PanelCommand::Do(Action::CopyFlyThrough), 0.0);
    let [Effect::Copy(text)] = &copied[..] else { panic!("{copied:?}") };
    let (path, fps) = crate::camera::PathFile::read(text).unwrap();
    assert_eq!((path.secs(), fps, path.at(0.0).0), (8.0, 30.0, at(20.0, 30.0)));
    state.apply(PanelCommand::Do(Action::FlyThrough), 0.0);
    for i in 0..=45 {
        state.advance(f64::from(i) / 10.0);
        assert!(state.session.rig.pose().eye.y >= 11.0, "above the ground: {}", state.session.rig.pose());
    }
    assert!((state.session.rig.pose().eye.x - 120.0).abs() < 1e-9 && state.session.rig.tour_secs().is_some());
    state.advance(8.5);
    assert_eq!(state.session.rig.tour_secs().map(|[passed, _]| passed < 8.0), Some(true), "a pause is no flight");
    state.apply(PanelCommand::Do(Action::FlyThrough), 8.5);
    assert_eq!(state.session.rig.tour_secs(), None, "once more ends it");
}

#[test]
fn walking_and_flying_speeds_are_saved_separately() {
    let (files, mut state) = (Files::new(), empty());
    state.apply(PanelCommand::Do(Action::Walk), 0.0);
    assert!(!state.session.rig.is_walking(), "no zone, no ground");
    files.open(&mut state, "flat.gtd");
    // Without ground in the picture, it is that below the eye.
    state.session.rig.jump_to(Pose::new(DVec3::new(128.0, 110.0, 100.0), 0.0, 80.0));
    state.key_pressed(Key::G, false, 1.0);
    run(&mut state, 1.0, 1.0);
    assert_eq!(state.session.rig.pose(), Pose::new(DVec3::new(128.0, 11.7, 100.0), 0.0, 0.0), "level");
    assert!(state.model().walking && !state.is_moving());
    assert!(ui::diagnostics::text(&state.model(), [1, 1]).contains("\nmode: walking\n"));
    state.key_pressed(Key::W, false, 3.0);
    run(&mut state, 3.0, 2.0);
    state.key_released(Key::W, 5.0);
    run(&mut state, 5.0, 2.0);
    let eye = state.session.rig.pose().eye;
    assert!((eye - DVec3::new(128.0, 11.7, 112.0)).length() < 1e-6, "two seconds at 6 m/s: {eye}");
    state.wheel(1.0, 8.0);
    state.remember();
    let (walk, fly) = (state.settings.preferences.walk_speed_mps, state.settings.zones[0].speed_mps);
    assert!((walk - 7.2).abs() < 1e-9 && fly == Some(40.0), "{walk} {fly:?}");
    state.key_pressed(Key::G, false, 9.0);
    assert!(!state.model().walking);
}

#[test]
fn walking_says_for_some_seconds_what_red_means_and_how_to_fly_again() {
    let (files, mut state) = (Files::new(), empty());
    files.open(&mut state, "flat.gtd");
    state.session.rig.jump_to(Pose::new(DVec3::new(128.0, 60.0, 60.0), 0.0, -20.0));
    state.key_pressed(Key::G, false, 1.0);
    run(&mut state, 1.0, 1.0);
    let eye = state.session.rig.pose().eye;
    assert!(eye.z > 90.0 && (eye.y - 11.7).abs() < 1e-9, "ahead, where the picture shows ground: {eye}");
    run(&mut state, 2.0, 4.0);
    let toast = state.model().toast.expect("it is read in two seconds by few").to_owned();
    assert!(toast.contains("Red") && toast.contains("G or E"), "{toast}");
    run(&mut state, 6.0, 3.0);
    assert_eq!(state.model().toast, None);
}

#[test]
fn a_screenshot_is_ordered_with_what_opens_its_view() {
    let (files, mut state) = (Files::new(), empty());
    assert_eq!(state.key_pressed(Key::F12, false, 0.0), [], "no zone, no picture");
    files.open(&mut state, "flat.gtd");
    state.settings.preferences.screenshot_scale = 99;
    state.settings.preferences.screenshot_folder = Some("shots".into());
    let effects = state.key_pressed(Key::F12, false, 1.0);
    let [Effect::Screenshot(request)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((request.scale, request.picture_px()), (8, [10_240, 5_760]));
    assert_eq!((request.folder.as_path(), request.zone.as_str()), (Path::new("shots"), "flat"));
    let view = &request.texts.iter().find(|(keyword, _)| *keyword == "gtd-viewer:view").unwrap().1;
    assert!(view.contains("flat.gtd") && view.contains(&format!("--camera={}", state.session.rig.pose())), "{view}");
    state.screenshot_written(Ok("shots/1.png".into()));
    state.screenshot_written(Ok("shots/2.png".into()));
    let written: Vec<&Path> = state.model().written.iter().map(|written| written.path.as_path()).collect();
    assert_eq!(written, [Path::new("shots/2.png")], "only the last has a notice");
    let source = std::io::Error::other("the disk is full");
    let error = crate::export::png::PngError::Io { path: "shots/3.png".into(), source };
    state.screenshot_written(Err(error.into()));
    assert!(state.model().problems[0].detail.contains("full"));
}

/// A state with the flat zone, seen from the south; the ground is everywhere in the lower half of the picture.
fn over_flat_ground(files: &Files) -> State {
    let mut state = empty();
    files.open(&mut state, "flat.gtd");
    state.session.picture = PictureRect::of_window([800, 600]);
    state.session.rig.jump_to(Pose::new(DVec3::new(128.0, 110.0, 10.0), 0.0, -45.0));
    state
}

fn click(state: &mut State, button: Button, at_px: [f64; 2], now_secs: f64) {
    state.cursor_moved(at_px, 1.0);
    state.button_pressed(button, now_secs);
    state.button_released(button, now_secs + 0.05);
}

#[test]
fn clicks_measure_while_the_tool_is_on_and_escape_ends_it_before_anything_else() {
    let mut state = empty();
    state.key_pressed(Key::R, false, 0.0);
    assert!(state.model().measure.is_none() && state.model().toast.is_some(), "no zone, nothing to measure");
    let files = Files::new();
    let mut state = over_flat_ground(&files);
    click(&mut state, Button::Left, [400.0, 400.0], 1.0);
    assert!(state.inspection().is_picked());
    state.key_pressed(Key::R, false, 2.0);
    let pose = state.session.rig.pose();
    for (i, x) in [300.0, 500.0, 500.0].into_iter().enumerate() {
        click(&mut state, Button::Left, [x, 400.0], 3.0 + i as f64 * 0.1);
    }
    state.advance(5.0);
    assert_eq!(state.session.rig.pose(), pose, "a second click at the same place flies nowhere");
    let points = |state: &State| state.model().measure.map(|measure| (measure.path.corners().len(), measure.active));
    assert_eq!(points(&state), Some((2, true)));
    let on_ground = |lines: &[([DVec3; 2], [u8; 4])]| lines.iter().flat_map(|(ends, _)| ends).all(|end| end.y == 10.0);
    assert!(state.world_lines().len() > 5 && on_ground(&state.world_lines()));
    state.key_pressed(Key::Backspace, false, 6.0);
    assert_eq!(points(&state), Some((1, true)));
    click(&mut state, Button::Left, [450.0, 350.0], 7.0);
    state.apply(PanelCommand::Show(ui::PanelId::About, true), 8.0);
    let escape = |state: &mut State| assert_eq!(state.key_pressed(Key::Escape, false, 9.0), []);
    escape(&mut state);
    assert_eq!(points(&state), Some((2, false)), "the path stays");
    escape(&mut state);
    assert_eq!(points(&state), None);
    assert!(state.model().open_panels.is_open(ui::PanelId::About) && state.inspection().is_picked());
    escape(&mut state);
    escape(&mut state);
    assert!(!state.model().open_panels.is_open(ui::PanelId::About) && !state.inspection().is_picked());
    files.open(&mut state, "high.gtd");
    state.apply(PanelCommand::Measure(ui::MeasureCommand::From(glam::DVec2::new(9.0, 9.0))), 10.0);
    assert_eq!(points(&state), Some((1, true)));
    state.apply(PanelCommand::Measure(ui::MeasureCommand::Close), 11.0);
    assert_eq!(points(&state), None);
}

#[test]
fn the_map_is_measured_like_the_free_view() {
    let files = Files::new();
    let mut state = over_flat_ground(&files);
    state.apply(PanelCommand::Do(Action::MapView), 0.0);
    state.apply(PanelCommand::Do(Action::Measure), 0.0);
    let places = [[300.0, 300.0], [500.0, 300.0]];
    for (i, at_px) in places.into_iter().enumerate() {
        click(&mut state, Button::Left, at_px, 1.0 + i as f64);
    }
    let view = state.session.view();
    let crate::camera::Lens::Orthographic { height_m } = view.lens else { panic!("a map") };
    let length_m = state.model().measure.unwrap().path.length_m();
    assert!((length_m - height_m / 600.0 * 200.0).abs() < 1e-6, "{length_m} of {height_m}");
}

#[test]
fn a_right_click_opens_the_menu_of_its_point_and_a_right_drag_looks() {
    let files = Files::new();
    let mut state = over_flat_ground(&files);
    click(&mut state, Button::Right, [400.0, 300.0], 1.0);
    let menu = state.model().context_menu.expect("a menu");
    assert!((menu.pin.point - DVec3::new(128.0, 10.0, 110.0)).length() < 1e-6, "{menu:?}");
    assert_eq!((menu.at_px, menu.by_key), ([400.0, 300.0], false));
    assert!(!state.inspection().is_picked(), "it picks nothing");
    state.apply(PanelCommand::CloseContextMenu, 1.1);
    assert_eq!(state.model().context_menu, None);
    click(&mut state, Button::Right, [400.0, 1.0], 2.0);
    assert!(state.model().context_menu.is_none_or(|menu| menu.pin.point.y == 10.0), "the sky has none");
    state.apply(PanelCommand::CloseContextMenu, 2.1);
    let before = state.session.rig.pose();
    state.cursor_moved([400.0, 300.0], 1.0);
    state.button_pressed(Button::Right, 3.0);
    state.cursor_moved([420.0, 300.0], 1.0);
    state.button_released(Button::Right, 3.1);
    assert_eq!(state.model().context_menu, None);
    assert!((state.session.rig.pose().yaw_deg - before.yaw_deg - 2.4).abs() < 1e-9, "nothing of the way is lost");
}

#[test]
fn the_entries_of_a_points_menu_pick_save_and_look() {
    let files = Files::new();
    let mut state = over_flat_ground(&files);
    state.key_pressed(Key::ContextMenu, false, 0.5);
    let menu = state.model().context_menu.expect("the point in the middle");
    assert!(menu.by_key && (menu.pin.point - DVec3::new(128.0, 10.0, 110.0)).length() < 1e-6, "{menu:?}");
    let pin = menu.pin;
    state.apply(PanelCommand::AtPoint(pin, ui::PointCommand::Pick), 1.0);
    assert_eq!(state.model().inspect.pinned, Some(pin));
    assert!(state.model().open_panels.is_open(ui::PanelId::Tile));
    state.session.rig.turn(3.0);
    state.modifiers_changed(Modifiers { shift: true, ..Modifiers::default() }, 1.5);
    state.key_pressed(Key::F10, false, 1.5);
    let again = state.model().context_menu.expect("the picked point");
    assert!(again.pin == pin && again.serial > menu.serial && again.at_px != [400.0, 300.0], "{again:?}");
    assert_eq!(state.apply(PanelCommand::AtPoint(pin, ui::PointCommand::SavePlace), 2.0), [Effect::Save]);
    assert_eq!(state.model().bookmarks, ["Place at 128, 110"]);
    state.apply(PanelCommand::GoToBookmark(0), 3.0);
    run(&mut state, 3.0, 1.0);
    let at = state.session.view().project(pin.point).expect("in front");
    assert!(at.length() < 1e-6, "the saved place shows the point: {at}");
    state.apply(PanelCommand::AtPoint(pin, ui::PointCommand::LookFrom), 5.0);
    run(&mut state, 5.0, 1.0);
    let pose = state.session.rig.pose();
    assert_eq!((pose.eye, pose.pitch_deg), (pin.point + DVec3::Y * 1.7, 0.0));
}

#[test]
fn going_to_a_tile_picks_and_shows_it() {
    let files = Files::new();
    let mut state = over_flat_ground(&files);
    state.apply(PanelCommand::Do(Action::GoTo), 0.0);
    assert!(state.model().open_panels.is_open(ui::PanelId::GoTo));
    let tile = crate::scene::space::TileId { x: 9, z: 12 };
    state.apply(PanelCommand::Inspect(ui::InspectCommand::GoTo(tile)), 1.0);
    assert_eq!(state.model().inspect.pinned.map(|pin| pin.tile), Some(tile));
    assert!(state.model().open_panels.is_open(ui::PanelId::Tile));
    state.apply(PanelCommand::Show(ui::PanelId::Bytes, true), 2.0);
    state.apply(PanelCommand::Inspect(ui::InspectCommand::GoTo(tile)), 3.0);
    assert!(state.model().open_panels.is_open(ui::PanelId::Bytes), "the bytes show the tile as well");
}
