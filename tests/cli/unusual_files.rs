//! Files that are no files: pipes, devices, sockets, links in circles. Nothing hangs, and every real zone is read once.
#![cfg(unix)]

use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use gtd_viewer::formats::gtd::{Draft, Header, Source, TileTexture};
use serde_json::Value;

use crate::common::test_zone::TestZone;

const BINARY: &str = env!("CARGO_BIN_EXE_gtd-viewer");
/// Against what never ends.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs the program, and kills it if it does not end.
fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(BINARY);
    command.args(args).current_dir(folder).env_remove("RUST_LOG");
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    finish(child, args)
}

fn finish(mut child: std::process::Child, args: &[&str]) -> Output {
    let began = Instant::now();
    // the outputs are short enough for the pipes
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{args:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.wait_with_output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn mkfifo(path: &Path) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn flat() -> Vec<u8> {
    Draft::flat(Header::headerless(), 17).encode().unwrap()
}

#[test]
fn zones_that_are_no_regular_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("a.gtd"), flat()).unwrap();
    mkfifo(&folder.join("p.gtd"));
    symlink("/dev/zero", folder.join("z.gtd")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("s.gtd")).unwrap();
    for (name, kind) in [("p.gtd", "a pipe"), ("z.gtd", "a device"), ("s.gtd", "a socket"), ("/dev/zero", "a device")] {
        for command in [&["--stats"][..], &["check"], &["explain"], &["diff", "a.gtd"]] {
            let args = [command, &[name]].concat();
            let output = run(folder, &args);
            let told = stderr(&output) + &String::from_utf8_lossy(&output.stdout);
            assert_eq!(output.status.code(), Some(1), "{args:?}: {told}");
            assert!(told.contains(&format!("not a regular file, but {kind}")), "{args:?}: {told}");
        }
    }
    mkfifo(&folder.join("h.r32"));
    let output = run(folder, &["import", "heights", "a.gtd", "h.r32", "-o", "b.gtd"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("h.r32: not a regular file, but a pipe"), "{}", stderr(&output));
    let output = run(folder, &["check", "-r", "--json", "."]);
    let reports: Value = serde_json::from_slice(&output.stdout).unwrap();
    let errors: Vec<_> =
        reports.as_array().unwrap().iter().map(|it| (it["path"].as_str(), it["errors"].as_u64())).collect();
    let expected = [("./a.gtd", 0), ("./p.gtd", 1), ("./s.gtd", 1), ("./z.gtd", 1)];
    assert_eq!(errors, expected.map(|(path, errors)| (Some(path), Some(errors))));
}

#[test]
fn companions_and_textures_that_are_no_regular_files_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = Draft::flat(Header::versioned(1, "a"), 17);
    draft.textures.sources = ["dtex\\pipe_0.gtt", "dtex\\zero_0.gtt"].map(Source::new).into();
    draft.textures.tiles = (0..2).map(|source| TileTexture { source, tile: 0 }).collect();
    TestZone::new("a", draft).write(folder.path());
    for name in
        ["DTex/pipe_0.gtt", "Zones/a.tct", "Zones/a.tlt", "Zones/a.opd", "Data/Zones.tbl", "Misc/Terrain_Base.bmp"]
    {
        mkfifo(&folder.path().join(name));
    }
    symlink("/dev/zero", folder.path().join("DTex/zero_0.gtt")).unwrap();
    for args in [
        &["--stats", "Zones/a.gtd"][..],
        &["check", "Zones/a.gtd"],
        &["export", "mesh", "Zones/a.gtd", "-o", "m.glb"],
        &["export", "tiles", "Zones/a.gtd", "--value", "shadow", "-o", "t.png"],
    ] {
        let output = run(folder.path(), args);
        let told = stderr(&output) + &String::from_utf8_lossy(&output.stdout);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}: {told}");
        if args[0] != "--stats" {
            assert!(told.contains("not a regular file"), "{args:?}: {told}");
        }
    }
}

#[test]
fn pipes_of_the_shell_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("a.gtd"), flat()).unwrap();
    if Command::new("bash").arg("--version").output().is_err() {
        return crate::common::skip("there is no bash");
    }
    let script = format!("'{BINARY}' --stats --json <(cat a.gtd) && cat a.gtd | '{BINARY}' --stats --json /dev/stdin");
    let output = Command::new("bash").args(["-c", &script]).current_dir(folder).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(text.matches("\"map_size\": 17").count(), 2, "{text}");
    let mut child = Command::new(BINARY);
    child.args(["--stats", "--json", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    child.stdin.take().unwrap().write_all(&flat()).unwrap();
    assert_eq!(finish(child, &["--stats", "-"]).status.code(), Some(0));
}

#[test]
fn links_in_circles_end_and_each_zone_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::create_dir_all(folder.join("p/drive_c/KO/Zones")).unwrap();
    std::fs::create_dir_all(folder.join("p/dosdevices")).unwrap();
    std::fs::write(folder.join("p/drive_c/KO/Zones/a.gtd"), flat()).unwrap();
    std::fs::write(folder.join("outside.gtd"), flat()).unwrap();
    symlink("../drive_c", folder.join("p/dosdevices/c:")).unwrap();
    symlink("/", folder.join("p/dosdevices/z:")).unwrap();
    for (name, target) in [("a", "."), ("b", "."), ("c", "..")] {
        symlink(target, folder.join("p/drive_c/KO").join(name)).unwrap();
    }
    for args in [&["p"][..], &["p", "p/drive_c", "p/dosdevices/c:"], &["p/dosdevices/c:/KO"]] {
        let output = run(folder, &[&["--stats", "--json", "-r"][..], args].concat());
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
        let stats: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(stats.as_array().unwrap().len(), 1, "{args:?}: {stats}");
    }
    for (pattern, count) in [("p/**/*.gtd", 1), ("**/*.gtd", 2), ("./**/a.g?d", 1), ("p/**/KO/Zones/*.gtd", 1)] {
        let output = run(folder, &["--stats", "--json", pattern]);
        assert_eq!(output.status.code(), Some(0), "{pattern}: {}", stderr(&output));
        let stats: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(stats.as_array().unwrap().len(), count, "{pattern}: {stats}");
    }
}
