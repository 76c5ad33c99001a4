//! Server maps as inputs of the binary: statistics, findings, a picture, differences from a zone, a new map.

use std::path::Path;

use assert_cmd::Command;
use gtd_viewer::formats::gtd::{Draft, Header, MapRecord};
use gtd_viewer::formats::opd::EventLinks;
use gtd_viewer::formats::smd::ServerMap;
use serde_json::{Value, json};

use crate::common::samples;
use crate::schema::assert_fits;

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    command.args(args).current_dir(folder).env_remove("RUST_LOG").env_remove("NO_COLOR");
    command
}

fn output(folder: &Path, args: &[&str]) -> Value {
    let run = program(folder, args).assert().success();
    serde_json::from_slice(&run.get_output().stdout).unwrap()
}

/// The zone of the sample map, with its objects; and the map.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: Vec<u8>| std::fs::write(folder.path().join(name), bytes).unwrap();
    let map = samples::server_map();
    let mut draft = Draft::flat(Header::headerless(), map.size);
    for (record, height_m) in draft.records.iter_mut().zip(&map.heights) {
        *record = MapRecord::new(*height_m, record.tile());
    }
    write("island.gtd", draft.encode().unwrap());
    let mut objects = samples::objects(true);
    for (object, event) in objects.objects.iter_mut().zip(&map.object_events) {
        object.placement.position_m = event.position_m;
        object.events = EventLinks {
            belongs_to: event.belong,
            event_id: event.id.into(),
            event_kind: event.kind.into(),
            npc_id: event.npc.into(),
            npc_status: event.status.into(),
        };
    }
    write("island.opd", objects.encode().unwrap());
    write("map.smd", map.encode().unwrap());
    folder
}

#[test]
fn statistics_and_findings_of_a_map() {
    let folder = folder();
    let stats = output(folder.path(), &["--stats", "--json", "map.smd", "island.gtd"]);
    assert_fits(&stats, "stats");
    let map = &stats[0];
    assert_eq!(
        (&map["kind"], &map["map_size"], &map["extent_m"]),
        (&json!("server map"), &json!(9), &json!([32.0, 32.0]))
    );
    let events =
        json!({ "blocked": 5, "free": 75, "events": [{ "event": 30, "tiles": 1, "within": [[1, 1], [2, 2]] }] });
    assert_eq!(map["event_map"], events);
    assert_eq!(map["collision"], json!({ "triangles": 1, "invisible": 0, "cells": 4, "filled_cells": 1 }));
    assert_eq!((&map["warps"][0]["name"], &map["warp_bytes"]), (&json!("Harbor"), &json!(320)));
    let text = program(folder.path(), &["--stats", "map.smd"]).assert().success();
    let text = String::from_utf8(text.get_output().stdout.clone()).unwrap();
    for part in ["server map", "9 x 9 vertices", "5 tiles blocked, 75 free; 1 event", "71: \"Harbor\" to zone 21"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let checked = output(folder.path(), &["check", "--json", "map.smd"]);
    assert_eq!((&checked[0]["errors"], &checked[0]["findings"]), (&json!(0), &json!([])));
    std::fs::write(folder.path().join("cut.smd"), [9, 0, 0, 0]).unwrap();
    program(folder.path(), &["check", "cut.smd"]).assert().code(1);
    program(folder.path(), &["--stats", "cut.smd"]).assert().code(1);
    program(folder.path(), &["check", "--fix", "-o", "new.gtd", "map.smd"]).assert().code(1);
    program(folder.path(), &["explain", "map.smd"]).assert().success();
}

#[test]
fn a_map_matches_its_zone_and_differs_from_a_changed_one() {
    let folder = folder();
    let same = output(folder.path(), &["diff", "--json", "island.gtd", "map.smd"]);
    assert_fits(&same, "diff");
    let expected = json!({
        "a": "island.gtd", "b": "map.smd", "identical": true, "map_size": [9, 9],
        "heights": { "changed": 0, "max_m": 0.0, "share": 1.0 },
        "collision": { "common": 1, "only_a": 0, "only_b": 0 },
        "events": { "rebuilt_blocked": 5, "blocked_differs": 0 },
        "object_events": { "common": 2, "only_a": 0, "only_b": 0 },
    });
    assert_eq!(same, expected);
    let mut map = samples::server_map();
    let at = map.index(2, 3).unwrap();
    map.heights[at] += 3.0;
    map.event_map[at] = 0;
    map.collision[0][0][1] += 0.5;
    map.object_events[1].npc = 9;
    std::fs::write(folder.path().join("other.smd"), map.encode().unwrap()).unwrap();
    let other = output(folder.path(), &["diff", "--json", "island.gtd", "other.smd", "-o", "other.png"]);
    assert_eq!((&other["heights"]["changed"], &other["heights"]["max_m"]), (&json!(1), &json!(3.0)));
    assert_eq!(other["collision"], json!({ "common": 0, "only_a": 1, "only_b": 1 }));
    assert_eq!(other["events"], json!({ "rebuilt_blocked": 5, "blocked_differs": 1 }));
    assert_eq!(other["object_events"], json!({ "common": 1, "only_a": 1, "only_b": 1 }));
    let picture = image::open(folder.path().join("other.png")).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (32, 32));
    std::fs::remove_file(folder.path().join("island.opd")).unwrap();
    let bare = output(folder.path(), &["diff", "--json", "island.gtd", "map.smd"]);
    assert_eq!((&bare["collision"], &bare["object_events"]), (&Value::Null, &Value::Null));
    program(folder.path(), &["diff", "map.smd", "island.gtd"]).assert().code(1);
    let text = program(folder.path(), &["diff", "island.gtd", "other.smd"]).assert().success();
    let text = String::from_utf8(text.get_output().stdout.clone()).unwrap();
    assert!(text.contains("1 of 81 vertices differ by more than 1 cm, by up to 3.000 m"), "{text}");
}

#[test]
fn a_map_is_rebuilt_from_its_zone() {
    let folder = folder();
    let args = ["export", "server-map", "island.gtd", "-o", "new.smd", "--from", "map.smd"];
    program(folder.path(), &args).assert().success();
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert!(read("new.smd") == read("map.smd"), "every byte");
    program(folder.path(), &["export", "server-map", "island.gtd", "-o", "bare.smd"]).assert().success();
    let bare = ServerMap::parse(&read("bare.smd")).unwrap();
    assert_eq!((bare.event_at(1, 2), bare.event_at(0, 4), bare.warps.len()), (Some(1), Some(0), 0));
    assert_eq!(bare.object_events, samples::server_map().object_events);
    // The older map is an input, so it is not replaced.
    let args = ["export", "server-map", "island.gtd", "-o", "map.smd", "--from", "map.smd"];
    assert!(!program(folder.path(), &args).output().unwrap().status.success());
    let args = ["export", "server-map", "island.gtd", "-o", "new.smd", "--from", "gone.smd"];
    let run = program(folder.path(), &args).assert().code(1);
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("gone.smd"));
}

#[cfg(feature = "render")]
#[test]
fn a_map_is_drawn_from_above() {
    let folder = folder();
    let args = ["render", "--map", "map.smd", "-o", "map.png", "--px-per-tile", "2"];
    program(folder.path(), &args).assert().success();
    let picture = image::open(folder.path().join("map.png")).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (16, 16));
}
