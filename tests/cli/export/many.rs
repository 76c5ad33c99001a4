//! Exports of many files, name templates, and errors.

use gtd_viewer::formats::gtd::{Draft, Header};

use super::{program, test_zone};

#[test]
fn many_files_go_where_the_template_says_and_a_bad_one_stops_none() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("Zones/deep")).unwrap();
    for name in ["Zones/a.gtd", "Zones/b.GTD", "Zones/deep/a.gtd"] {
        std::fs::write(folder.path().join(name), test_zone::sample(Header::versioned(1, "a")).encode().unwrap())
            .unwrap();
    }
    std::fs::write(folder.path().join("Zones/broken.gtd"), b"no zone").unwrap();
    let args = ["export", "heights", "-r", "Zones", "-o", "out/{folder}/{stem}.r16"];
    let told = program(folder.path(), &args).assert().code(1).get_output().clone();
    for name in ["a", "b", "deep/a"] {
        let bytes = std::fs::read(folder.path().join(format!("out/Zones/{name}.r16"))).unwrap();
        assert_eq!(bytes.len(), 17 * 17 * 2);
    }
    let (out, err) = (String::from_utf8(told.stdout).unwrap(), String::from_utf8(told.stderr).unwrap());
    assert_eq!(out.lines().count(), 3, "{out}");
    assert!(err.contains("broken.gtd") && err.contains("4 files: 3 exported, 1 failed"), "{err}");
    assert!(!err.contains('\r'), "no bar where there is no terminal: {err:?}");
}

#[test]
fn invalid_combinations_are_wrong_usage_before_any_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.gtd", "b.gtd"] {
        std::fs::write(folder.path().join(name), test_zone::sample(Header::versioned(1, "a")).encode().unwrap())
            .unwrap();
    }
    let wrong = [
        (&["heights", "a.gtd", "-o", "a.jpg"][..], "heights are written as"),
        (&["heights", "a.gtd", "-o", "a"], "heights are written as"),
        (&["heights", "a.gtd", "-o", "a.exr", "--for", "unity"], "16-bit heights"),
        (&["tiles", "a.gtd", "-o", "a.jpg", "--value", "slope"], "tile images are written as .png"),
        (&["mesh", "a.gtd", "-o", "a.fbx"], "meshes are written as"),
        (&["textures", "a.gtd", "-o", "sheet.bmp", "--sheet"], "contact sheets are written as .png"),
        (&["heights", "a.gtd", "b.gtd", "-o", "a.png"], "both be written"),
        (&["heights", "a.gtd", "b.gtd", "-o", "{name}.png"], "unknown name {name}"),
        (&["web-map", "a.gtd", "-o", "map", "--px-per-tile", "5"], "expected 1, 2, 4"),
    ];
    for (args, reason) in wrong {
        let told = program(folder.path(), &[&["export"], args].concat()).assert().code(2).get_output().clone();
        let err = String::from_utf8(told.stderr).unwrap();
        assert!(err.contains(reason), "{args:?}: {err}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is written");
}

#[test]
fn the_smallest_zone_goes_through_everything() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.gtd"), Draft::flat(Header::headerless(), 9).encode().unwrap()).unwrap();
    let kinds: [&[&str]; 7] = [
        &["heights", "a.gtd", "-o", "h.png"],
        &["heights", "a.gtd", "-o", "u.raw", "--for", "unity"],
        &["heights", "a.gtd", "-o", "e.r16", "--for", "unreal"],
        &["tiles", "a.gtd", "-o", "s.png", "--value", "shadow"],
        &["splat", "a.gtd", "-o", "splat"],
        &["mesh", "a.gtd", "-o", "m.glb", "--tiles", "7,7,8,8"],
        &["web-map", "a.gtd", "-o", "map"],
    ];
    for args in kinds {
        program(folder.path(), &[&["export"], args].concat()).assert().success();
    }
    // It has no textures, and an export of nothing is a failure.
    for output in [&["-o", "t"][..], &["--sheet", "-o", "t.png"]] {
        program(folder.path(), &[&["export", "textures", "a.gtd"], output].concat()).assert().code(1);
    }
    assert!(!folder.path().join("t").exists() && !folder.path().join("t.png").exists());
}

/// Ctrl+C at any time leaves complete files or none.
#[cfg(unix)]
#[test]
fn interrupted_at_any_time_nothing_is_half_written() {
    use std::process::{Command, Stdio};
    use std::time::Duration;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.gtd"), Draft::flat(Header::headerless(), 1025).encode().unwrap()).unwrap();
    let kinds: [&[&str]; 3] = [
        &["heights", "a.gtd", "-o", "out.csv"],
        &["mesh", "a.gtd", "-o", "out.glb", "--px-per-tile", "4"],
        &["mesh", "a.gtd", "-o", "out.obj", "--px-per-tile", "4"],
    ];
    let mut interrupted = 0;
    for args in kinds {
        for wait_ms in [5, 40, 150, 400, 900] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"))
                .arg("export")
                .args(args)
                .current_dir(folder.path())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(Duration::from_millis(wait_ms));
            super::interrupt(&child);
            // Before the handler is installed the signal itself ends the program.
            interrupted += i32::from(!child.wait().unwrap().success());
            for entry in std::fs::read_dir(folder.path()).unwrap().flatten() {
                let path = entry.path();
                let text = path.display().to_string();
                assert!(!text.ends_with(".part"), "left over: {text}");
                if let Some(extension) = path.extension().filter(|_| text.contains("/out.")) {
                    let bytes = std::fs::read(&path).unwrap();
                    match extension.to_str().unwrap() {
                        "glb" => drop(gltf::Glb::from_slice(&bytes).unwrap()),
                        "csv" => assert!(bytes.ends_with(b"1024,1024,0\n")),
                        "obj" => assert_eq!(bytes.last(), Some(&b'\n')),
                        "png" => drop(image::load_from_memory(&bytes).unwrap()),
                        _ => {}
                    }
                    std::fs::remove_file(&path).unwrap();
                }
            }
        }
    }
    assert!(interrupted > 0, "nothing was interrupted");
}
