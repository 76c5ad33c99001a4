//! Files named after what a zone names: names that are too long, that a file system refuses, or that differ in letter
//! case alone.

use std::collections::HashSet;
use std::path::Path;

use gtd_viewer::formats::gtd::{Header, Source};
use gtd_viewer::formats::ntf::{PixelFormat, Texture, write};
use serde_json::Value;

use super::{common, program, test_zone};

/// A zone whose three sources have these names.
fn zone(folder: &Path, sources: [&str; 3]) {
    let mut zone = test_zone::sample(Header::versioned(1, "a"));
    zone.textures.sources = sources.into_iter().map(Source::new).collect();
    std::fs::write(folder.join("a.gtd"), zone.encode().unwrap()).unwrap();
}

fn stdout(folder: &Path, args: &[&str]) -> String {
    String::from_utf8(program(folder, args).assert().success().get_output().stdout.clone()).unwrap()
}

#[test]
fn splat_maps_have_names_that_every_file_system_accepts() {
    let long = format!("dtex\\{}_1.gtt", "n".repeat(240));
    let korean = format!("dtex\\{}_1.gtt", "\u{ac00}".repeat(120));
    let cases = [
        ([&long, &korean, "dtex\\con_1.gtt"], 2),
        (["dtex\\a:b_1.gtt", "dtex\\a?b_1.gtt", "dtex\\A_b_1.gtt"], 2),
        (["..\\..\\x_1.gtt", "C:\\y.gtt", "/etc/.."], 0),
        (["dtex\\a\u{1b}[31m\n_1.gtt", "dtex\\nul.gtt", "dtex\\ends. .gtt"], 2),
    ];
    for (sources, changed) in cases {
        let folder = tempfile::tempdir().unwrap();
        zone(folder.path(), sources);
        let told = stdout(folder.path(), &["export", "splat", "a.gtd", "-o", "out"]);
        assert!(told.matches("written as").count() == changed && !told.contains('\u{1b}'), "{told:?}");
        let description: Value =
            serde_json::from_slice(&std::fs::read(folder.path().join("out/splat.json")).unwrap()).unwrap();
        let mut files = HashSet::new();
        let mut listed = HashSet::new();
        for family in description["families"].as_array().unwrap() {
            let file = family["file"].as_str().unwrap();
            assert!(file.len() <= 255 && folder.path().join("out").join(file).is_file(), "{file}");
            assert!(files.insert(file.to_lowercase()), "{file} twice");
            listed.extend(family["sources"].as_array().unwrap().iter().map(|source| source.as_str().unwrap()));
        }
        assert_eq!(listed, HashSet::from(sources), "each source is in a family");
        assert_eq!(common::files_with_extension(&folder.path().join("out"), "png").len(), files.len());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing outside of the folder");
    }
}

#[test]
fn textures_with_long_names_are_exported() {
    let folder = tempfile::tempdir().unwrap();
    let textures: Vec<Texture> =
        (0..2).map(|seed| Texture::encode(&[seed; 16 * 16 * 4], 16, 16, PixelFormat::A4R4G4B4, true)).collect();
    for name in ["n".repeat(251), "\u{ac00}".repeat(83)] {
        let name = format!("{name}.gtt");
        std::fs::write(folder.path().join(&name), write::gtt(&textures)).unwrap();
        let told = stdout(folder.path(), &["export", "textures", &name, "-o", "out", "--mips"]);
        assert_eq!(told.matches("written as").count(), 2, "{told}");
        assert_eq!(common::files_with_extension(&folder.path().join("out"), "png").len(), 6);
        std::fs::remove_dir_all(folder.path().join("out")).unwrap();
    }
}

#[test]
fn outputs_may_have_names_as_long_as_the_file_system_allows() {
    let folder = tempfile::tempdir().unwrap();
    zone(folder.path(), ["a", "b", "c"]);
    for name in ["n".repeat(246), "n".repeat(251), "\u{ac00}".repeat(83) + "x"] {
        let name = format!("{name}.r16");
        program(folder.path(), &["export", "heights", "a.gtd", "-o", &name]).assert().success();
        assert!(folder.path().join(&name).is_file());
        // The sidecar is found again, whatever its name.
        program(folder.path(), &["import", "heights", "a.gtd", &name, "-o", "b.gtd"]).assert().success();
        let sidecars = common::files_with_extension(folder.path(), "json");
        assert_eq!(sidecars.len(), 1);
        std::fs::remove_file(&sidecars[0]).unwrap();
        std::fs::remove_file(folder.path().join("b.gtd")).unwrap();
    }
    let folder_name = "n".repeat(255);
    program(folder.path(), &["export", "splat", "a.gtd", "-o", &folder_name]).assert().success();
    assert!(folder.path().join(folder_name).join("splat.json").is_file());
}

/// `{folder}` and `{stem}` do not lead out of the folder before them.
#[test]
fn placeholders_stay_below_the_output_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("s/src")).unwrap();
    std::fs::create_dir_all(folder.path().join("q")).unwrap();
    zone(&folder.path().join("s/src"), ["a", "b", "c"]);
    std::fs::copy(folder.path().join("s/src/a.gtd"), folder.path().join("s/...gtd")).unwrap();
    let root = folder.path().join("s");
    for (input, template, output) in [
        ("../s/src", "out/{folder}/{stem}.r16", "out/s/src/a.r16"),
        (root.join("src").to_str().unwrap(), "abs/{folder}/{stem}.r16", "abs"),
        ("../s/...gtd", "odd/{stem}/x.r16", "odd/_/x.r16"),
    ] {
        program(&folder.path().join("q"), &["export", "heights", "-r", input, "-o", template]).assert().success();
        assert!(folder.path().join("q").join(output).exists(), "{template}");
    }
    let mut outside = common::files_with_extension(folder.path(), "r16");
    outside.retain(|path| !path.starts_with(folder.path().join("q")));
    assert!(outside.is_empty(), "{outside:?}");
}
