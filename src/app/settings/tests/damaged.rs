//! Settings files that are damaged, out of range, in another encoding, or no files at all.

use super::*;
use proptest::prelude::*;
use serde_json::json;

#[test]
fn broken_files_are_kept_aside_each_of_them() {
    let (folder, mut store) = store();
    for (n, broken) in ["{ broken", "", "[1, 2]", "\u{0}\u{0}\u{0}"].into_iter().enumerate() {
        let file = write(&folder, broken);
        let (settings, complaint) = store.load();
        assert_eq!(settings, Settings::default());
        let aside = format!("settings.json.broken-{}", n + 1);
        assert!(complaint.as_ref().unwrap().contains(&aside), "{complaint:?}");
        assert_eq!(std::fs::read_to_string(file.with_file_name(aside)).unwrap(), broken);
        assert_eq!(store.load().1, None, "it is told once");
        store.save(&settings).unwrap();
    }
}

#[test]
fn of_a_file_that_is_wrong_in_part_the_rest_is_read() {
    let (folder, mut store) = store();
    let text = r#"{"vsync": false, "drawing": {"filter": "of a later version"}, "preferences": {"scale": 2.0}}"#;
    let file = write(&folder, text);
    let (settings, complaint) = store.load();
    assert_eq!((settings.vsync, settings.preferences.scale, settings.drawing), (false, 2.0, ViewSettings::default()));
    assert!(complaint.as_ref().is_some_and(|told| told.contains("drawing")), "{complaint:?}");
    let aside = file.with_file_name("settings.json.broken-1");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), text, "nothing is lost");
    store.save(&settings).unwrap();
    assert_eq!(store.load(), (settings, None));
}

/// A zone with a camera, two views and two bookmarks.
fn zone(key: &str) -> Value {
    json!({"key": key, "camera": "1,2,3,4,5", "speed_mps": 12.5, "views": {"1": "1,1,1,1,1", "2": "2,2,2,2,2"},
        "bookmarks": [{"name": "gate", "camera": "3,3,3,3,3"}, {"name": "mill", "camera": "4,4,4,4,4"}]})
}

/// The settings of a JSON value, and the message about it.
fn loaded(value: &Value) -> (Settings, Option<String>) {
    let (folder, mut store) = store();
    write(&folder, &value.to_string());
    store.load()
}

#[test]
fn a_wrong_entry_loses_only_itself() {
    let sound = json!({"vsync": false, "keys": {"Help": ["KeyL"], "Back": ["KeyB", "KeyC"]}, "recent": ["/a", "/b"],
        "zones": [zone("a"), zone("b")], "panels": {"open": ["map", "drawing"]},
        "preferences": {"fov_y_deg": 80.0, "invert_look": true}, "window": {"size_points": [900.0, 600.0], "maximized": true}});
    let (expected, complaint) = loaded(&sound);
    assert_eq!(complaint, None);
    type Change = (&'static str, Value, fn(&mut Settings));
    let changes: &[Change] = &[
        ("/zones/0/bookmarks/0/camera", json!(7), |settings| settings.zones[0].bookmarks[0].camera.clear()),
        ("/zones/0/bookmarks/0", json!("gate"), |settings| drop(settings.zones[0].bookmarks.remove(0))),
        ("/zones/0/views/1", json!({"x": 1}), |settings| drop(settings.zones[0].views.remove(&1))),
        ("/zones/0/speed_mps", json!("fast"), |settings| settings.zones[0].speed_mps = None),
        ("/zones/0", json!(null), |settings| drop(settings.zones.remove(0))),
        ("/zones/1/camera", json!([1, 2]), |settings| settings.zones[1].camera = None),
        ("/keys/Help", json!("KeyL"), |settings| drop(settings.keys.remove("Help"))),
        ("/keys/Back/0", json!(1), |settings| drop(settings.keys.get_mut("Back").unwrap().remove(0))),
        ("/recent/0", json!(5), |settings| drop(settings.recent.remove(0))),
        ("/panels/open/0", json!({}), |settings| drop(settings.panels.open.remove(0))),
        ("/preferences/fov_y_deg", json!("wide"), |settings| settings.preferences.fov_y_deg = 60.0),
        ("/window/size_points/1", json!("high"), |settings| settings.window.size_points = None),
        ("/window", json!(5), |settings| settings.window = WindowPlace::default()),
    ];
    for (place, wrong, change) in changes {
        let (mut value, mut expected) = (sound.clone(), expected.clone());
        *value.pointer_mut(place).unwrap() = wrong.clone();
        change(&mut expected);
        let (settings, complaint) = loaded(&value);
        assert_eq!(settings, expected, "{place}");
        let complaint = complaint.expect(place);
        let told = place[1..].split('/').next().unwrap();
        assert!(complaint.contains(told) && complaint.matches("; ").count() == 1, "{complaint}");
    }
}

#[test]
fn a_view_whose_key_is_no_digit_leaves_the_other_views() {
    let (mut value, (expected, _)) = (json!({"zones": [zone("a")]}), loaded(&json!({"zones": [zone("a")]})));
    value["zones"][0]["views"]["first"] = json!("5,5,5,5,5");
    value["zones"][0]["views"]["300"] = json!("5,5,5,5,5");
    let (settings, complaint) = loaded(&value);
    assert_eq!(settings, expected);
    assert!(complaint.as_ref().is_some_and(|told| told.contains("zones[0].views: \"first\"")), "{complaint:?}");
}

#[test]
fn many_wrong_entries_are_told_in_a_few_words() {
    let zones: Vec<Value> = (0..500).map(|i| if i % 2 == 0 { json!(i) } else { zone(&i.to_string()) }).collect();
    let (settings, complaint) = loaded(&json!({"vsync": false, "zones": zones}));
    assert!(!settings.vsync, "the other sections stay");
    let complaint = complaint.unwrap();
    assert!(complaint.len() < 500 && complaint.contains("more"), "{complaint}");
}

#[test]
fn numbers_out_of_range_are_brought_into_it() {
    let text = r#"{"preferences": {"scale": 1e9, "fov_y_deg": -1e300, "look_deg_per_px": 0, "walk_speed_mps": 1e308,
        "gpu_budget_mb": 0, "screenshot_scale": 4000000000}, "window": {"size_points": [1e9, -5], "position_px":
        [2000000000, -2000000000]}, "drawing": {"time_secs": 4000000000, "samples": 3, "view_distance_m": 1e39,
        "contour_step_m": -1}, "panels": {"sizes": {"left": 1e30, "right": -5, "map": null}}, "zones": [{"key": "a", "speed_mps": -3, "camera": "1e300,-1e300,1,2,3",
        "views": {"4": "0,9e99,0,0,0"}, "bookmarks": [{"name": "far", "camera": "0,0,-1e12,0,0"}]}]}"#;
    let (folder, mut store) = store();
    write(&folder, text);
    let (settings, complaint) = store.load();
    assert_eq!(complaint, None, "nothing is lost, so nothing is told");
    let Settings { preferences, window, drawing, panels, zones, .. } = settings;
    assert_eq!((preferences.scale, preferences.fov_y_deg, preferences.look_deg_per_px), (3.0, 20.0, 0.01));
    assert_eq!((preferences.walk_speed_mps, preferences.gpu_budget_mb), (40.0, Some(16)));
    assert_eq!(preferences.screenshot_scale, 8);
    assert_eq!((window.size_points, window.position_px), (Some([16384.0, 64.0]), Some([100_000, -100_000])));
    assert_eq!((drawing.time_secs, drawing.samples), (43_200, None));
    assert_eq!((drawing.view_distance_m, drawing.contour_step_m), (None, None));
    assert_eq!(panels.sizes, PanelSizes { left: Some(16384.0), right: Some(1.0), map: None });
    let zone = &zones[0];
    assert_eq!((zone.speed_mps, zone.camera.as_deref()), (Some(0.01), Some("1000000,-1000000,1,2,3")));
    assert_eq!((zone.views[&4].as_str(), zone.bookmarks[0].camera.as_str()), ("0,1000000,0,0,0", "0,0,-1000000,0,0"));
}

#[test]
fn numbers_that_json_does_not_have_lose_only_themselves() {
    let (folder, mut store) = store();
    for number in ["NaN", "-Infinity", "1e999", "-1e999", "Infinity"] {
        let text =
            format!(r#"{{"preferences": {{"scale": {number}, "fov_y_deg": 80}}, "recent": ["/1e999 \\\" NaN"]}}"#);
        write(&folder, &text);
        let (settings, complaint) = store.load();
        assert_eq!((settings.preferences.scale, settings.preferences.fov_y_deg), (1.0, 80.0), "{number}");
        assert_eq!(settings.recent, [PathBuf::from("/1e999 \\\" NaN")], "{number}");
        assert!(complaint.is_some_and(|told| told.contains("preferences.scale")), "{number}");
    }
}

#[test]
fn files_of_other_editors_are_read() {
    let (folder, mut store) = store();
    let text = r#"{"recent": ["/\uac00.gtd", "/나이트.gtd"]}"#;
    let units =
        |bytes: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{text}").into_bytes();
    for bytes in [marked, units(u16::to_le_bytes), units(u16::to_be_bytes)] {
        std::fs::write(write(&folder, ""), bytes).unwrap();
        let (settings, complaint) = store.load();
        assert_eq!((complaint, settings.recent.len()), (None, 2));
        assert_eq!(settings.recent[1], PathBuf::from("/나이트.gtd"));
    }
    let file = write(&folder, "");
    std::fs::write(file, b"{\"vsync\": false, \"recent\": [\"/\xb0\xa1.gtd\"]}").unwrap();
    let (settings, complaint) = store.load();
    assert!(!settings.vsync && complaint.is_some_and(|told| told.contains("UTF-8")));
}

#[test]
fn absurd_files_are_refused_and_kept_aside() {
    let (folder, mut store) = store();
    for (n, text) in ["[".repeat(9 << 20), "[".repeat(1 << 20), "{\"a\":".repeat(1 << 19)].into_iter().enumerate() {
        let file = write(&folder, &text);
        let (settings, complaint) = store.load();
        assert_eq!(settings, Settings::default());
        let aside = format!("settings.json.broken-{}", n + 1);
        assert!(complaint.as_ref().is_some_and(|told| told.contains(&aside)), "{complaint:?}");
        assert_eq!(std::fs::metadata(file.with_file_name(aside)).unwrap().len(), text.len() as u64);
    }
    let file = write(&folder, "");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    let (_, complaint) = store.load();
    assert!(
        complaint.as_ref().is_some_and(|told| told.contains("a folder") && told.contains("broken-4")),
        "{complaint:?}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn devices_and_pipes_are_neither_read_nor_written() {
    let (folder, mut store) = store();
    let file = write(&folder, "");
    let pipe = |path: &Path| assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    // A lock that is a pipe would wait as well.
    pipe(&file.with_extension("lock"));
    for n in 1..=2 {
        std::fs::remove_file(&file).unwrap();
        if n == 1 {
            pipe(&file);
        } else {
            std::os::unix::fs::symlink("/dev/zero", &file).unwrap();
        }
        let (settings, complaint) = store.load();
        assert!(complaint.as_ref().is_some_and(|told| told.contains("device or pipe")), "{complaint:?}");
        assert!(file.with_file_name(format!("settings.json.broken-{n}")).symlink_metadata().is_ok());
        store.save(&settings).unwrap();
        assert_eq!(store.load(), (settings, None));
    }
}

#[test]
fn a_file_that_is_damaged_meanwhile_is_kept_aside_and_told() {
    let (folder, mut store) = store();
    let (settings, _) = store.load();
    let file = write(&folder, "{ broken");
    let (_, complaint) = store.save(&settings).unwrap();
    assert!(complaint.is_some_and(|told| told.contains("broken-1")));
    assert_eq!(std::fs::read_to_string(file.with_file_name("settings.json.broken-1")).unwrap(), "{ broken");
    assert_eq!(store.load(), (settings, None));
}

/// Values that do not belong into settings.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        prop_oneof![Just(json!(null)), Just(json!([])), Just(json!({})), Just(json!("")), Just(json!(true))],
        any::<f64>().prop_map(|number| json!(number)),
        any::<i64>().prop_map(|number| json!(number)),
        prop::sample::select(vec![0.0, -0.0, 1e9, -1e9, 1e39, 1e308, 5e-324, 0.5, 3.0])
            .prop_map(|number| json!(number)),
        prop::collection::vec(any::<f64>(), 0..5).prop_map(|numbers| json!(numbers)),
        "[0-9eE.,+-]{0,30}".prop_map(|text| json!(text)),
        any::<[f64; 5]>().prop_map(|numbers| json!(numbers.map(|number| number.to_string()).join(","))),
        any::<String>().prop_map(|text| json!(text)),
    ]
}

/// Replaces the n-th of all values by another one.
fn replace(value: &mut Value, nth: &mut usize, by: &Value) {
    if *nth == 0 {
        *value = by.clone();
    }
    *nth = nth.wrapping_sub(1);
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| replace(field, nth, by)),
        Value::Array(entries) => entries.iter_mut().for_each(|entry| replace(entry, nth, by)),
        _ => {}
    }
}

/// Uses settings as the window does.
fn use_them(settings: &Settings) {
    let mut state = crate::app::state::State::new(settings.clone(), crate::app::state::LaunchOptions::default());
    state.remember();
    let cameras = settings.zones.iter().flat_map(|zone| {
        let bookmarks = zone.bookmarks.iter().map(|bookmark| bookmark.camera.parse().ok());
        zone.digits().into_iter().map(|digit| zone.view(digit)).chain([zone.pose()]).chain(bookmarks)
    });
    for pose in cameras.flatten() {
        assert!(pose.eye.abs().max_element() <= 1e6, "{pose}");
    }
    let PanelSizes { left, right, map } = settings.panels.sizes;
    assert!([left, right, map].into_iter().flatten().all(|size| (1.0..=16384.0).contains(&size)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn settings_with_changed_values_are_within_their_ranges(changes in prop::collection::vec((0_usize..110, odd()), 1..6)) {
        let mut value: Value = serde_json::from_str(OF_FIRST_VERSIONS).unwrap();
        for (mut nth, by) in changes {
            replace(&mut value, &mut nth, &by);
        }
        let (settings, _) = loaded(&value);
        prop_assert_eq!(&settings.clone().within_ranges(), &settings);
        use_them(&settings);
        prop_assert_eq!(loaded(&serde_json::to_value(&settings).unwrap()), (settings, None));
    }

    #[test]
    fn files_with_changed_bytes_are_read_or_kept_aside(changes in prop::collection::vec((0_usize..1800, any::<u8>()), 1..8), cut in 0_usize..1900) {
        let mut bytes = OF_FIRST_VERSIONS.as_bytes().to_vec();
        bytes.truncate(cut.max(1));
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        let (folder, mut store) = store();
        let file = write(&folder, "");
        std::fs::write(&file, &bytes).unwrap();
        let (settings, complaint) = store.load();
        use_them(&settings);
        let aside = file.with_file_name("settings.json.broken-1");
        prop_assert_eq!(std::fs::read(&aside).ok(), complaint.is_some().then_some(bytes));
        store.save(&settings).unwrap();
        prop_assert_eq!(store.load(), (settings, None));
    }
}
