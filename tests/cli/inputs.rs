//! Inputs that are not there or not of the right kind: client folders, folders with and without `-r`, patterns.

use std::path::Path;

use assert_cmd::Command;
use gtd_viewer::formats::gtd::{Draft, Header};

/// A folder with a zone in `Zones`, an empty folder, one with a texture file only, and a text file.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["Zones", "empty/below", "DTex"] {
        std::fs::create_dir_all(folder.path().join(name)).unwrap();
    }
    let zone = Draft::flat(Header::versioned(2, "flat"), 17).encode().unwrap();
    std::fs::write(folder.path().join("Zones/flat.gtd"), zone).unwrap();
    std::fs::write(folder.path().join("DTex/a_0.gtt"), b"").unwrap();
    std::fs::write(folder.path().join("notes.txt"), b"").unwrap();
    folder
}

/// Exit code and standard error.
fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    let output = command.args(args).current_dir(folder).env_remove("RUST_LOG").env("NO_COLOR", "1").output().unwrap();
    (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Commands with `--data`, each with all it needs.
const WITH_DATA: &[&[&str]] = &[
    &["--stats", "Zones/flat.gtd"],
    &["--stats", "--json", "-"],
    &["check", "Zones/flat.gtd"],
    &["objects", "Zones/flat.gtd"],
    &["diff", "Zones/flat.gtd", "Zones/flat.gtd", "-o", "out.png"],
    &["diff", "Zones/flat.gtd", "Zones/flat.gtd", "--window"],
    &["export", "mesh", "Zones/flat.gtd", "-o", "out.glb"],
    &["export", "textures", "Zones/flat.gtd", "-o", "out"],
    &["export", "web-map", "Zones/flat.gtd", "-o", "out"],
    &["Zones/flat.gtd"],
    &[],
    #[cfg(feature = "render")]
    &["render", "Zones/flat.gtd", "-o", "out.png", "--size", "8x8"],
    #[cfg(feature = "render")]
    &["bench", "Zones/flat.gtd", "--frames", "1"],
];

#[test]
fn a_client_folder_that_is_none_is_wrong_usage_everywhere() {
    let folder = folder();
    let mut wrong = vec![("no/such/folder", "no such folder"), ("notes.txt", "not a folder")];
    if cfg!(unix) {
        #[cfg(unix)]
        std::os::unix::fs::symlink("gone", folder.path().join("link")).unwrap();
        wrong.push(("link", "no such folder"));
    }
    for command in WITH_DATA {
        for (data, reason) in &wrong {
            let args: Vec<&str> = command.iter().copied().chain(["--data", data]).collect();
            let (code, told) = run(folder.path(), &args);
            let expected = format!("--data {data}: {reason}");
            assert!(code == 2 && told.contains(&expected), "{args:?}: {code}, {told}");
            assert_eq!(told.matches(reason).count(), 1, "{told}");
        }
    }
    assert!(!folder.path().join("out").exists() && !folder.path().join("out.png").exists());
    assert_eq!(run(folder.path(), &["check", "Zones/flat.gtd", "--data", "empty", "-q"]), (0, String::new()));
}

#[test]
fn folders_without_zones_are_failures_that_say_so() {
    let folder = folder();
    let none = "no zones (.gtd) in this folder or below it";
    for (args, expected) in [
        (&["--stats", "-r", "empty"][..], "empty: no zones"),
        (&["explain", "-r", "DTex"], "name files of other kinds, for example DTex/*.gtt"),
        (&["export", "heights", "-r", "empty", "-o", "out/{stem}.r16"], "empty: no zones"),
        (&["export", "textures", "-r", "DTex", "-o", "out"], "name texture files, for example DTex/*.gtt"),
        (&["--stats", "-r", "Zones", "empty"], "empty: no zones"),
    ] {
        let (code, told) = run(folder.path(), args);
        assert!(code == 1 && told.contains(none) && told.contains(expected), "{args:?}: {code}, {told}");
    }
    let mut check = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    let output = check.args(["check", "-r", "empty", "Zones"]).current_dir(folder.path()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.code() == Some(1) && told.contains(none) && told.contains("flat.gtd"), "{told}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn folders_where_a_file_is_expected_are_failures_that_say_so() {
    let folder = folder();
    std::fs::write(folder.path().join("h.r16"), [0; 17 * 17 * 2]).unwrap();
    let many = "is a folder; name files in it, or use -r to read the zones (.gtd) in it";
    let one = "Zones: is a folder; name a zone file (.gtd) in it";
    for (args, expected) in [
        (&["--stats", "Zones"][..], many),
        (&["explain", "Zones"], many),
        (&["export", "heights", "Zones", "-o", "h.png"], many),
        (&["diff", "Zones", "Zones/flat.gtd"], one),
        (&["objects", "Zones"], one),
        (&["diff", "Zones/flat.gtd", "Zones"], one),
        (&["import", "heights", "Zones", "h.r16", "-o", "new.gtd"], one),
        #[cfg(feature = "render")]
        (&["render", "Zones", "-o", "out.png"], one),
        #[cfg(feature = "render")]
        (&["bench", "Zones"], one),
    ] {
        let (code, told) = run(folder.path(), args);
        assert!(code == 1 && told.contains(expected), "{args:?}: {code}, {told}");
    }
}

#[test]
fn patterns_that_match_nothing_are_failures_that_say_so() {
    let folder = folder();
    for args in [
        &["--stats", "Zones/*.opd"][..],
        &["explain", "-r", "[xyz]*.gtd"],
        &["export", "heights", "none/?.gtd", "-o", "out/{stem}.r16"],
    ] {
        let (code, told) = run(folder.path(), args);
        assert!(code == 1 && told.contains("no file matches this pattern"), "{args:?}: {code}, {told}");
    }
    let (code, told) = run(folder.path(), &["export", "heights", "gone.gtd", "-o", "out/h.r16"]);
    assert!(code == 1 && told.contains("gone.gtd: cannot read the file"), "{told}");
    assert!(!folder.path().join("out").exists(), "a folder for nothing");
}

/// With permissions where they apply; root may list every folder.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_fails_and_the_rest_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let set = |mode| std::fs::set_permissions(folder.path().join("empty/below"), std::fs::Permissions::from_mode(mode));
    set(0o000).unwrap();
    if std::fs::read_dir(folder.path().join("empty/below")).is_ok() {
        crate::common::skip("this user may list everything");
        return;
    }
    let (code, told) = run(folder.path(), &["--stats", "-r", "."]);
    set(0o755).unwrap();
    assert!(code == 1 && told.contains("empty/below: cannot list the folder"), "{told}");
    assert!(!told.contains("flat.gtd"), "{told}");
}
