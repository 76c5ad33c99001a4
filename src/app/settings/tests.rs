mod damaged;

use super::*;
use crate::input::{Action, Bindings};
use crate::scene::modes::{Overlay, Overlays, ViewMode};
use crate::scene::view_settings::{Filter, Layer};
use glam::DVec3;
use serde_json::Value;
use strum::VariantArray;

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("deep").join("settings.json"));
    (folder, store)
}

#[test]
fn saved_settings_are_restored() {
    let (folder, mut store) = store();
    assert_eq!(store.load(), (Settings::default(), None), "nothing yet");
    let mut settings = Settings::default();
    settings.opened(Path::new("Zones/a.gtd"), "Zones/a.gtd");
    let pose = Pose::new(DVec3::new(1.5, 2.0, 3.0), 90.0, -10.0);
    let memory = settings.zone("Zones/a.gtd");
    memory.camera = Some(pose.to_string());
    memory.views.insert(3, pose.to_string());
    settings.window.size_points = Some([900.0, 600.5]);
    settings.drawing =
        ViewSettings { relief: true, samples: Some(4), view_distance_m: Some(300.0), ..ViewSettings::default() };
    let sizes = PanelSizes { left: Some(280.0), right: None, map: Some(200.0) };
    let panels = OpenPanels::of(&[PanelId::Map, PanelId::Bytes, PanelId::Help]);
    settings.panels = PanelMemory::of(panels, sizes);
    assert_eq!(settings.panels.restored(), OpenPanels::of(&[PanelId::Map, PanelId::Bytes]), "help is not kept");
    store.save(&settings).unwrap();
    let (mut back, complaint) = store.load();
    assert_eq!((&back, complaint), (&settings, None));
    let memory = back.zone("Zones/a.gtd");
    assert_eq!((memory.pose(), memory.digits()), (Some(pose), vec![Digit::new(3).unwrap()]));
    let left: Vec<_> = std::fs::read_dir(folder.path().join("deep")).unwrap().collect();
    assert_eq!(left.len(), 2, "only the lock is left beside it");
}

#[test]
fn two_windows_keep_what_each_of_them_added() {
    let (folder, mut first) = store();
    let mut second = Store::at(folder.path().join("deep").join("settings.json"));
    let ([mut a, mut b], bookmark) =
        ([first.load().0, second.load().0], |name: &str| Bookmark { name: name.into(), camera: "1,2,3,4,5".into() });
    a.opened(Path::new("a.gtd"), "a.gtd");
    a.zone("both").bookmarks.push(bookmark("gate"));
    first.save(&a).unwrap();
    b.opened(Path::new("b.gtd"), "b.gtd");
    b.zone("both").bookmarks.push(bookmark("mill"));
    b.zone("b").camera = Some("5,4,3,2,1".into());
    let (mut kept, _) = second.save(&b).unwrap();
    assert_eq!(kept.recent, [PathBuf::from("b.gtd"), PathBuf::from("a.gtd")]);
    let names: Vec<_> = kept.zone("both").bookmarks.iter().map(|bookmark| bookmark.name.clone()).collect();
    assert_eq!(names, ["mill", "gate"]);
    // A removal in the second window is not undone by it, but the first window still keeps its own entry.
    kept.zone("both").bookmarks.retain(|bookmark| bookmark.name != "gate");
    let (mut kept, _) = second.save(&kept).unwrap();
    assert_eq!(kept.zone("both").bookmarks.len(), 1);
    assert_eq!(kept.zone("b").camera.as_deref(), Some("5,4,3,2,1"));
    let (back, complaint) = second.load();
    assert_eq!((back.zones.len(), back.recent.len(), complaint), (4, 2, None));
}

#[test]
fn recent_zones_that_were_removed_stay_away() {
    let (folder, mut first) = store();
    let mut second = Store::at(folder.path().join("deep").join("settings.json"));
    let [mut a, mut b] = [first.load().0, second.load().0];
    a.opened(Path::new("a.gtd"), "a");
    let (mut a, _) = first.save(&a).unwrap();
    b.opened(Path::new("b.gtd"), "b");
    second.save(&b).unwrap();
    a.recent.clear();
    assert_eq!(first.save(&a).unwrap().0.recent, [PathBuf::from("b.gtd")], "of the other window it was not known");
}

#[test]
fn a_zone_is_recent_once_by_the_path_of_the_last_window() {
    let (folder, mut first) = store();
    let mut second = Store::at(folder.path().join("deep").join("settings.json"));
    let [mut a, mut b] = [first.load().0, second.load().0];
    a.opened(Path::new("/link/a.gtd"), "/real/a.gtd");
    a.opened(Path::new("/real/./a.gtd"), "/real/a.gtd");
    assert_eq!(a.recent, [PathBuf::from("/real/./a.gtd")]);
    first.save(&a).unwrap();
    b.opened(Path::new("/link/a.gtd"), "/real/a.gtd");
    let (kept, _) = second.save(&b).unwrap();
    assert_eq!(kept.recent, [PathBuf::from("/link/a.gtd")]);
    assert_eq!(kept.zones.len(), 1);
}

#[test]
fn a_save_waits_on_its_thread_and_changes_meanwhile_are_kept() {
    let (folder, store) = store();
    let mut other = Store::at(folder.path().join("deep").join("settings.json"));
    let mut of_other = other.load().0;
    of_other.zone("other").speed_mps = Some(1.0);
    other.save(&of_other).unwrap();
    let lock = std::fs::File::create(folder.path().join("deep/settings.lock")).unwrap();
    lock.lock().unwrap();
    let (mut saver, mut settings) = (Saver::new(store), Settings::default());
    settings.zone("first").speed_mps = Some(2.0);
    let (done, ended) = std::sync::mpsc::channel();
    saver.save(&settings, move || done.send(()).unwrap());
    settings.zone("meanwhile").speed_mps = Some(3.0);
    saver.save(&settings, || panic!("one at a time"));
    drop(lock);
    ended.recv().unwrap();
    let (saved, again) = saver.take();
    assert!(again, "the newest state is saved next");
    let Saved { sent, result, .. } = saved.unwrap();
    let mut settings = settings.with_changes(&sent, &result.unwrap().0);
    for key in ["other", "first", "meanwhile"] {
        assert!(settings.zones.iter().any(|zone| zone.key == key), "{key}");
    }
    settings.zone("last").speed_mps = Some(4.0);
    saver.finish(&settings).unwrap();
    assert_eq!(other.load().0.zones.len(), 4);
    assert!(matches!(saver.take(), (None, false)));
}

#[cfg(unix)]
#[test]
fn paths_that_are_not_unicode_are_saved_like_others() {
    use std::os::unix::ffi::OsStrExt;
    let path = |bytes: &[u8]| PathBuf::from(std::ffi::OsStr::from_bytes(bytes));
    let (folder, mut store) = store();
    let (mut settings, _) = store.load();
    for name in [b"/\xb0\xa1/a.gtd", b"/\xb0\xa2/a.gtd"] {
        settings.opened(&path(name), &saved_path::to_text(&path(name)));
    }
    settings.export_folder = Some(path(b"/\xb0\xa1"));
    settings.preferences.screenshot_folder = Some(path(b"/\xff"));
    settings.recent.push("/ordinary.gtd".into());
    store.save(&settings).unwrap();
    assert_eq!(store.load(), (settings.clone(), None));
    assert_eq!(settings.zones.len(), 2, "two names of the same length are two zones");
    let text = std::fs::read_to_string(folder.path().join("deep/settings.json")).unwrap();
    assert!(text.contains("\"file:///%B0%A1/a.gtd\"") && text.contains("\"/ordinary.gtd\""), "{text}");
}

#[test]
fn many_windows_at_once_leave_a_whole_file_with_everything() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.json");
    let windows: Vec<_> = (0..8)
        .map(|window| {
            let mut store = Store::at(file.clone());
            std::thread::spawn(move || {
                let (mut settings, _) = store.load();
                for round in 0..10 {
                    settings.zone(&format!("{window}-{round}")).speed_mps = Some(1.0);
                    settings = store.save(&settings).unwrap().0;
                }
            })
        })
        .collect();
    windows.into_iter().for_each(|window| window.join().unwrap());
    let (settings, complaint) = Store::at(file).load();
    assert_eq!((settings.zones.len(), complaint), (80, None));
}

#[test]
fn without_a_place_nothing_is_kept_and_nothing_fails() {
    let mut store = Store::nowhere();
    assert_eq!(store.file(), None);
    let (mut settings, complaint) = store.load();
    settings.opened(Path::new("a.gtd"), "a.gtd");
    assert_eq!((store.save(&settings).unwrap().0, complaint), (settings, None));
}

#[test]
fn a_folder_that_cannot_be_created_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), b"in the way").unwrap();
    let mut store = Store::at(folder.path().join("file").join("settings.json"));
    let told = crate::zone::error::with_causes(&store.save(&Settings::default()).unwrap_err());
    assert!(told.contains("settings.json: "), "{told}");
}

fn write(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let file = folder.path().join("deep").join("settings.json");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn fields_of_other_versions_stay() {
    let (folder, mut store) = store();
    let file = write(
        &folder,
        r#"{"later": 1, "keys": {"OfLater": ["KeyX"]}, "preferences": {"hat": "red"},
        "zones": [{"key": "a", "smell": 3, "views": {"1": "nonsense"}}, {"key": "b", "smell": 4}]}"#,
    );
    let (mut settings, complaint) = store.load();
    assert_eq!(complaint, None);
    assert!(settings.vsync);
    assert_eq!(settings.zone("a").digits(), []);
    settings.zone("a").views.clear();
    settings.preferences.scale = 1.5;
    store.save(&settings).unwrap();
    let value: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!((&value["later"], &value["preferences"]["hat"]), (&Value::from(1), &Value::from("red")));
    assert_eq!((&value["keys"]["OfLater"][0], &value["preferences"]["scale"]), (&"KeyX".into(), &1.5.into()));
    assert_eq!((&value["zones"][0]["smell"], &value["zones"][1]["smell"]), (&3.into(), &4.into()));
    assert_eq!(value["zones"][0]["views"], serde_json::json!({}), "what was taken away is gone");
}

/// As written by the first versions, every field with another value than the default.
const OF_FIRST_VERSIONS: &str = r#"{
    "window": {"size_points": [900.0, 600.5], "position_px": [10, -20], "maximized": true},
    "vsync": false, "swap_up_down": true, "language": "turkish",
    "keys": {"Forward": ["KeyI"], "Help": ["Ctrl+KeyL", "?"]},
    "recent": ["/zones/a.gtd"],
    "zones": [{"key": "/zones/a.gtd", "camera": "1,2,3,4,5", "speed_mps": 12.5, "views": {"3": "5,4,3,2,1"},
        "bookmarks": [{"name": "gate", "camera": "1,1,1,1,1"}]}],
    "export_folder": "/out",
    "drawing": {"tiles": false, "colour_map": false, "shadows": false, "water": false, "sky": false, "fog": false,
        "relief": true, "classic": true, "full_detail": true, "objects": true, "time_runs": true, "fixed_hour": false,
        "time_secs": 21600, "filter": "nearest", "samples": 4, "view_distance_m": 750.5, "mode": "texture-index",
        "overlays": {"wireframe": true, "tiles": false, "patches": false, "spheres": true, "contours": true,
            "grass": false, "objects": false}, "contour_step_m": 2.5},
    "panels": {"open": ["map", "drawing"],
        "places": {"map": {"rect": [1.0, 2.0, 300.0, 200.0], "room": [1280.0, 690.0], "rolled": true}}},
    "preferences": {"look_deg_per_px": 0.3, "invert_look": true, "fov_y_deg": 80.0, "walk_speed_mps": 9.0,
        "power_saving": true, "theme": "light", "scale": 1.5, "gpu_budget_mb": 100, "screenshot_scale": 2,
        "screenshot_folder": "/pictures"}}"#;

#[test]
fn files_of_the_first_versions_are_read_and_kept() {
    let (folder, mut store) = store();
    let file = write(&folder, OF_FIRST_VERSIONS);
    let (settings, complaint) = store.load();
    assert_eq!(complaint, None);
    let expected = ViewSettings {
        relief: true,
        classic: true,
        full_detail: true,
        object_names: true,
        time_runs: true,
        fixed_hour: false,
        time_secs: 21_600,
        filter: Some(Filter::Nearest),
        samples: Some(4),
        view_distance_m: Some(750.5),
        mode: ViewMode::TextureIndex,
        overlays: Overlays::from_iter([Overlay::Wireframe, Overlay::Spheres, Overlay::Contours]),
        contour_step_m: Some(2.5),
        objects_over_data: false,
        ..ViewSettings::default().with_layers(&[Layer::Objects])
    };
    assert_eq!(settings.drawing, ViewSettings { relief: true, ..expected });
    // Panels had places of their own then, which mean nothing now.
    assert_eq!(settings.panels.restored(), OpenPanels::of(&[PanelId::Map, PanelId::Drawing]));
    assert_eq!(settings.panels.sizes, PanelSizes::default());
    let bindings = Bindings::new(&settings.keys, settings.swap_up_down);
    assert_eq!(bindings.keys_of(Action::Forward), ["I"]);
    assert_eq!(bindings.keys_of(Action::Help), ["Ctrl+L", "?"]);
    // Every field is read: the output is the same except for renamed and new fields.
    store.save(&settings).unwrap();
    let text = OF_FIRST_VERSIONS.replace("colour_map", "color_map");
    let mut before: Value = serde_json::from_str(&text).unwrap();
    let mut after: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    for value in [&mut before, &mut after] {
        value["preferences"].as_object_mut().unwrap().remove("scale");
    }
    let new: [(&str, Value); 6] = [
        ("lighting", Value::Null),
        ("object_meshes", true.into()),
        ("objects_over_data", false.into()),
        ("object_distance_m", Value::Null),
        ("object_density", 1.0.into()),
        ("gates_open", false.into()),
    ];
    for (field, value) in new {
        assert_eq!(after["drawing"].as_object_mut().unwrap().remove(field), Some(value));
    }
    let of_objects = ["collision", "walls", "cells", "boxes", "lights", "effects"].map(str::to_owned);
    let of_marks = Overlay::VARIANTS.iter().filter(|overlay| overlay.shows_game_marks()).map(Overlay::to_string);
    for overlay in of_objects.into_iter().chain(of_marks) {
        assert_eq!(after["drawing"]["overlays"].as_object_mut().unwrap().remove(&overlay), Some(false.into()));
    }
    assert!(after["panels"].as_object_mut().unwrap().remove("sizes").is_some());
    let command = after["preferences"].as_object_mut().unwrap().remove("server_command");
    assert_eq!(command, Some("/zone {x} {z}".into()));
    assert_eq!(after["preferences"].as_object_mut().unwrap().remove("reduce_motion"), Some(false.into()));
    assert_eq!(after, before);
    assert_eq!(store.load(), (settings, None));
}

#[test]
fn recent_zones_are_few_and_each_is_there_once() {
    let mut settings = Settings::default();
    for i in 0..30 {
        settings.opened(Path::new(&format!("{i}.gtd")), &i.to_string());
    }
    settings.opened(Path::new("25.gtd"), "25");
    assert_eq!(settings.recent.len(), 12);
    assert_eq!(settings.recent[..2], [PathBuf::from("25.gtd"), PathBuf::from("29.gtd")]);
    for i in 0..300 {
        settings.zone(&i.to_string());
    }
    assert_eq!((settings.zones.len(), settings.zones[0].key.as_str()), (200, "299"));
}
