//! Folders appear whole or not at all: ended by a signal, killed, written by two at once, over an earlier output.

#![cfg(unix)]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gtd_viewer::formats::gtd::{Draft, Header};

use super::{program, test_zone};

const MANIFEST: &str = ".gtd-viewer-export";

/// All files and folders below a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        names.extend(self::names(&entry.path()).into_iter().map(|below| format!("{name}/{below}")));
        names.push(name);
    }
    names.sort();
    names
}

/// A folder with a zone whose web map takes a while.
fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.gtd"), Draft::flat(Header::headerless(), 1025).encode().unwrap()).unwrap();
    folder
}

/// Starts the export of a web map, and returns once its first picture is being written.
fn begun(folder: &Path) -> Child {
    let child = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"))
        .args(["export", "web-map", "a.gtd", "-o", "map", "--px-per-tile", "8"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while !names(folder).iter().any(|name| name.contains("part/") && name.ends_with(".png")) {
        assert!(begun.elapsed() < Duration::from_secs(120), "nothing is written");
        std::thread::sleep(Duration::from_millis(2));
    }
    child
}

fn send(signal: &str, child: &Child) {
    let kill = format!("kill -{signal} {}", child.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().expect("sh runs").success());
}

#[test]
fn an_export_that_a_signal_ends_leaves_nothing() {
    let folder = workplace();
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let mut child = begun(folder.path());
        send(signal, &child);
        assert_eq!(child.wait().unwrap().code(), Some(code));
        assert_eq!(names(folder.path()), ["a.gtd"], "{signal}");
    }
}

#[test]
fn what_a_killed_export_leaves_is_hidden_and_removed_by_the_next_one() {
    let folder = workplace();
    let mut child = begun(folder.path());
    send("KILL", &child);
    child.wait().unwrap();
    let left = names(folder.path());
    assert!(left.len() > 1 && left.iter().all(|name| name.starts_with(".gtd-viewer-") || name == "a.gtd"), "{left:?}");
    // One that is running is left alone.
    let mut running = begun(folder.path());
    program(folder.path(), &["export", "heights", "a.gtd", "-o", "a.r16"]).assert().success();
    let parts = names(folder.path()).into_iter().filter(|name| name.ends_with(".part")).count();
    assert_eq!(parts, 1, "that of the running export");
    assert!(running.wait().unwrap().success());
    let left: Vec<String> = names(folder.path()).into_iter().filter(|name| !name.starts_with("map/")).collect();
    assert_eq!(left, ["a.gtd", "a.r16", "a.r16.json", "map"]);
}

#[test]
fn of_two_at_once_one_is_there_whole() {
    let folder = workplace();
    let mut both = [begun(folder.path()), begun(folder.path())];
    assert!(both.iter_mut().any(|child| child.wait().unwrap().success()));
    both.iter_mut().for_each(|child| drop(child.wait()));
    let manifest = std::fs::read_to_string(folder.path().join("map").join(MANIFEST)).unwrap();
    for line in manifest.lines().skip(1) {
        let (bytes, name) = line.split_once(' ').unwrap();
        assert_eq!(std::fs::metadata(folder.path().join("map").join(name)).unwrap().len().to_string(), bytes, "{name}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn only_an_earlier_output_of_the_same_input_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.gtd", "b.gtd"] {
        let zone = test_zone::sample(Header::versioned(1, "a"));
        std::fs::write(folder.path().join(name), zone.encode().unwrap()).unwrap();
    }
    let export = |kind: &str, zone: &str| program(folder.path(), &["export", kind, zone, "-o", "out/"]).assert();
    std::fs::create_dir(folder.path().join("out")).unwrap();
    export("splat", "a.gtd").success();
    export("splat", "a.gtd").success();
    let before = names(folder.path());
    for (kind, zone) in [("splat", "b.gtd"), ("web-map", "a.gtd"), ("textures", "a.gtd")] {
        let told = export(kind, zone).failure().get_output().clone();
        let told = String::from_utf8(told.stderr).unwrap();
        assert!(told.contains("out") && told.contains("'gtd-viewer export splat a.gtd'"), "{told}");
        assert_eq!(names(folder.path()), before);
    }
    std::fs::write(folder.path().join("out/old_family.png"), b"").unwrap();
    let told = export("splat", "a.gtd").code(1).get_output().clone();
    assert!(String::from_utf8(told.stderr).unwrap().contains("old_family.png"));
    assert!(folder.path().join("out/old_family.png").exists());
    // Files that are not from this program at all.
    std::fs::create_dir(folder.path().join("mine")).unwrap();
    std::fs::write(folder.path().join("mine/diary.txt"), b"x").unwrap();
    for args in [&["export", "web-map", "a.gtd", "-o", "mine"][..], &["generate", "demo", "-o", "mine"]] {
        let told = program(folder.path(), args).assert().code(1).get_output().clone();
        assert!(String::from_utf8(told.stderr).unwrap().contains("'diary.txt', which is not"));
        assert_eq!(names(&folder.path().join("mine")), ["diary.txt"]);
    }
}

#[test]
fn the_demo_replaces_itself_but_no_changed_file() {
    let folder = tempfile::tempdir().unwrap();
    let generate = || program(folder.path(), &["generate", "demo", "-o", "out"]).assert();
    generate().success();
    let before = names(folder.path());
    std::fs::remove_file(folder.path().join("out/Zones/demo.tlt")).unwrap();
    generate().success();
    assert_eq!(names(folder.path()), before);
    std::fs::write(folder.path().join("out/Zones/demo.gtd"), b"edited").unwrap();
    let told = generate().code(1).get_output().clone();
    assert!(String::from_utf8(told.stderr).unwrap().contains("demo.gtd"));
    assert_eq!(std::fs::read(folder.path().join("out/Zones/demo.gtd")).unwrap(), b"edited");
}

/// The folder that a user stays in must not be replaced by another one of the same name.
#[test]
fn the_working_directory_gets_the_files() {
    use std::os::unix::fs::MetadataExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("out")).unwrap();
    std::fs::write(folder.path().join("a.gtd"), test_zone::sample(Header::headerless()).encode().unwrap()).unwrap();
    let out = folder.path().join("out");
    let before = out.metadata().unwrap().ino();
    for _ in 0..2 {
        program(&out, &["export", "splat", "../a.gtd", "-o", "."]).assert().success();
        assert_eq!(out.metadata().unwrap().ino(), before);
        assert!(out.join("splat.json").exists());
        assert!(!names(folder.path()).iter().any(|name| name.contains(".part")));
    }
}
