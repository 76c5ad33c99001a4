//! A full disk and a folder that cannot be written, for every command that writes: the reason is reported, the exit
//! code is 1, no partial file is left and existing files are kept.

#![cfg(unix)]

use crate::common::skip;
use std::path::Path;
use std::process::{Command, Output};

use gtd_viewer::formats::gtd::{Gtd, PatchBounds};
use gtd_viewer::test_zone;

/// All writing commands, with output in `out`. All outputs are larger than the limits below.
fn writers() -> Vec<Vec<&'static str>> {
    let mut writers = vec![
        "export heights a.gtd -o out/h.png",
        "export heights a.gtd -o out/h.tif",
        "export heights a.gtd -o out/h.csv",
        "export tiles a.gtd --value slope -o out/t.png",
        "export mesh a.gtd -o out/m.glb",
        "export mesh a.gtd -o out/m.obj --texture none",
        "export textures grass.gtt -o out/textures",
        "export textures grass.gtt -o out/sheet.png --sheet",
        "export web-map a.gtd -o out/map",
        "export splat a.gtd -o out/splat",
        "import heights a.gtd h.r32 -o out/i.gtd",
        "check --fix -o out/c.gtd odd.gtd",
        "diff a.gtd b.gtd -o out/d.png",
        "generate 257 -o out/g.gtd",
        "generate demo -o out/demo",
        "man -o out/man",
    ];
    if cfg!(feature = "render") {
        writers.push("render a.gtd -o out/r.png --size 320x240");
        writers.push("render a.gtd --map -o out/map.png");
    }
    writers.into_iter().map(|line| line.split(' ').collect()).collect()
}

/// A folder with inputs, and a folder `out`, readable by all users.
fn workplace() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let zone = test_zone::draft(129);
    write("a.gtd", &zone.encode().unwrap());
    let mut odd = zone.clone();
    odd.patch_bounds[0] = PatchBounds::new(1e6, 1.0);
    write("odd.gtd", &odd.encode().unwrap());
    let mut other = zone.clone();
    other.records.rotate_left(129 * 40);
    write("b.gtd", &other.encode().unwrap());
    let gtd = Gtd::parse(zone.encode().unwrap()).unwrap();
    write("h.r32", &gtd.records().iter().flat_map(|record| record.height_m().to_le_bytes()).collect::<Vec<u8>>());
    let textures = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/DTex/isle_grass_0.gtt");
    write("grass.gtt", &std::fs::read(textures).unwrap());
    std::fs::create_dir(folder.path().join("out")).unwrap();
    folder
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_gtd-viewer");

/// Runs the program through a shell script, in which `"$@"` is the program and its arguments.
fn run(folder: &Path, shell: &str, args: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", shell, "sh", PROGRAM]).args(args).current_dir(folder);
    command.env_remove("RUST_LOG").env_remove("DISPLAY").output().unwrap()
}

/// All files below a folder, including hidden ones.
fn files_below(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let paths = entries.flat_map(|entry| match entry.path() {
        path if path.is_dir() => files_below(&path),
        path => vec![path.display().to_string()],
    });
    paths.collect()
}

fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs a command that must fail for one of the reasons, and checks that no file is left.
fn assert_fails_cleanly(folder: &Path, shell: &str, args: &[&str], reasons: &[&str]) {
    let output = run(folder, shell, args);
    let told = told(&output);
    assert_eq!(output.status.code(), Some(1), "{args:?}: {told}");
    assert!(reasons.iter().any(|reason| told.contains(reason)), "{args:?}: {told}");
    assert!(!told.contains("panicked"), "{args:?}: {told}");
    let left = files_below(&folder.join("out"));
    assert!(left.is_empty(), "{args:?} left {left:?}");
}

#[test]
fn the_writers_write() {
    let folder = workplace();
    for args in writers() {
        let output = run(folder.path(), r#"exec "$@""#, &args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", told(&output));
    }
    let left = files_below(&folder.path().join("out"));
    assert!(left.iter().all(|name| !name.contains(".part")), "{left:?}");
}

/// A limit on the size of files fails like a full disk, in the middle of writing, and needs no privileges.
#[test]
fn a_file_that_cannot_be_written_to_its_end_is_not_left() {
    let folder = workplace();
    for args in writers() {
        assert_fails_cleanly(folder.path(), r#"trap '' XFSZ; ulimit -f 4; exec "$@""#, &args, &["File too large"]);
    }
}

#[test]
fn a_full_disk_keeps_existing_files() {
    let folder = workplace();
    let out = folder.path().join("out");
    std::fs::write(out.join("h.csv"), b"old").unwrap();
    let args = ["export", "heights", "a.gtd", "-o", "out/h.csv"];
    let output = run(folder.path(), r#"trap '' XFSZ; ulimit -f 4; exec "$@""#, &args);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert_eq!(std::fs::read(out.join("h.csv")).unwrap(), b"old");
    assert_eq!(files_below(&out).len(), 1);
}

/// A full file system of 16 KiB, if this system lets a test create one.
#[test]
fn a_full_file_system_is_reported() {
    let folder = workplace();
    let mounted = r#"mount -t tmpfs -o size=16k tmpfs out && "$@"; code=$?; find out -mindepth 1 | sed 's/^/left: /'; exit $code"#;
    let namespaces = [vec!["-m"], vec!["-U", "-r", "-m"]];
    let works = |options: &&Vec<&str>| {
        let script = "mount -t tmpfs -o size=16k tmpfs out";
        let tried =
            Command::new("unshare").args(*options).args(["sh", "-c", script]).current_dir(folder.path()).output();
        tried.is_ok_and(|output| output.status.success())
    };
    let Some(options) = namespaces.iter().find(works) else {
        skip("no file system can be made here");
        return;
    };
    for args in writers() {
        let mut command = Command::new("unshare");
        command.args(options).args(["sh", "-c", mounted, "sh", PROGRAM]).args(&args).current_dir(folder.path());
        let output = command.env_remove("DISPLAY").output().unwrap();
        let told = told(&output);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {told}");
        assert!(told.contains("No space left on device"), "{args:?}: {told}");
        assert!(!told.contains("left: "), "{args:?}: {told}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let folder = workplace();
    let out = folder.path().join("out");
    std::fs::set_permissions(&out, std::fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser can write anywhere, so this runs as another user.
    let mut shell = r#"exec "$@""#;
    if std::fs::write(out.join("probe"), b"").is_ok() {
        std::fs::remove_file(out.join("probe")).unwrap();
        shell = r#"exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@""#;
        let tried = run(folder.path(), shell, &["--version"]);
        if !tried.status.success() {
            skip(&format!("no other user can run the program: {}", told(&tried)));
            return;
        }
    }
    for args in writers() {
        assert_fails_cleanly(folder.path(), shell, &args, &["Permission denied", "Read-only file system"]);
    }
}

#[test]
fn a_device_without_memory_is_reported() {
    if !Path::new("/dev/full").exists() {
        skip("there is no /dev/full");
        return;
    }
    let folder = workplace();
    let output = run(folder.path(), r#"exec "$@""#, &["generate", "257", "-o", "/dev/full"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("No space left on device"), "{}", told(&output));
    // Printing fails in the same way, and is reported on standard error.
    let output = run(folder.path(), r#"exec "$@" >/dev/full"#, &["--stats", "a.gtd"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
}
