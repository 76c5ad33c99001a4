//! The binary's `check`: JSON, exit codes, many files, fixes, a closed pipe.

use std::path::Path;

use assert_cmd::Command;
use gtd_viewer::formats::gtd::PatchBounds;
use serde_json::Value;

use crate::common::test_zone::TestZone;

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    command.args(args).current_dir(folder).env_remove("RUST_LOG").env_remove("NO_COLOR");
    command
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("standard output is JSON")
}

/// A client with a valid zone, one with trailing bytes and wrong bounds, and a file that is not a zone.
fn client() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut world = TestZone::sound();
    world.write(folder.path());
    world.draft.trailing = vec![0; 3];
    world.draft.patch_bounds[2] = PatchBounds::new(0.0, 1.0);
    std::fs::write(folder.path().join("Zones/broken.gtd"), world.draft.encode().unwrap()).unwrap();
    std::fs::write(folder.path().join("Zones/cut.gtd"), b"no zone").unwrap();
    folder
}

#[test]
fn findings_as_json() {
    let folder = client();
    let run = program(folder.path(), &["check", "--json", "Zones/broken.gtd", "gone.gtd"]).assert().code(1);
    let reports = json(&run.get_output().stdout);
    assert_eq!((&reports[0]["path"], &reports[0]["errors"]), (&"Zones/broken.gtd".into(), &2.into()));
    let findings = reports[0]["findings"].as_array().unwrap();
    let bounds = findings.iter().find(|finding| finding["code"] == "patch-bounds").unwrap();
    assert_eq!((&bounds["severity"], &bounds["section"]), (&"error".into(), &"patches".into()));
    assert_eq!(bounds["tile"], serde_json::json!([0, 16]));
    assert!(bounds["offset"].is_u64() && bounds["message"].is_string());
    let name = findings.iter().find(|finding| finding["code"] == "name-differs").unwrap();
    assert_eq!((&name["severity"], &name["tile"]), (&"warning".into(), &Value::Null));
    assert_eq!(reports[1]["findings"][0]["code"], "unreadable-file");
    assert_eq!(reports[1]["errors"], 1);
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let folder = client();
    let run = program(folder.path(), &["check", "--json", "-r", "."]).assert().code(1);
    let reports = json(&run.get_output().stdout);
    let errors: Vec<u64> =
        reports.as_array().unwrap().iter().map(|report| report["errors"].as_u64().unwrap()).collect();
    assert_eq!(errors, [2, 1, 0]);
    let told = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(told.starts_with("3 files: 1 passed, 2 failed; 3 errors"), "{told}");
    program(folder.path(), &["check", "Zones/s*.gtd"]).assert().success();
}

#[test]
fn ignored_codes_are_left_out_and_decide_the_exit_code() {
    let folder = client();
    let ignore = ["check", "--ignore", "trailing-bytes,patch-bounds", "Zones/broken.gtd"];
    let run = program(folder.path(), &ignore).assert().success();
    let told = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    assert!(told.contains("name-differs") && !told.contains("trailing-bytes"), "{told}");
    program(folder.path(), &["check", "--ignore", "nonsense", "Zones/broken.gtd"]).assert().code(2);
    program(folder.path(), &["check"]).assert().code(2);
    program(folder.path(), &["check", "--fix", "Zones/broken.gtd"]).assert().code(2);
}

#[test]
fn infos_are_one_line_without_verbosity() {
    let folder = client();
    let mut world = TestZone::sound();
    world.stem = "notes".into();
    world.draft.grass_mask[9] = 4;
    world.draft.grass_set = gtd_viewer::formats::gtd::NameField::new("");
    world.write(folder.path());
    let told = |args: &[&str]| {
        let run = program(folder.path(), args).assert().success();
        String::from_utf8_lossy(&run.get_output().stdout).into_owned()
    };
    let short = told(&["check", "Zones/notes.gtd"]);
    assert!(short.contains("  info     grass-without-set, missing-part (5); list them with -v or --json\n"), "{short}");
    assert!(!short.contains("notes.tct") && short.contains("name-differs"), "{short}");
    let long = told(&["check", "-v", "Zones/notes.gtd"]);
    assert!(long.contains("Zones\\notes.tct not found") && !long.contains("list them"), "{long}");
    assert_eq!(told(&["check", "-q", "Zones/notes.gtd"]), "");
    let json: Value = serde_json::from_str(&told(&["check", "--json", "Zones/notes.gtd"])).unwrap();
    assert_eq!((&json[0]["errors"], &json[0]["warnings"], &json[0]["infos"]), (&0.into(), &1.into(), &6.into()));
}

#[test]
fn a_mended_copy_is_written_and_told_of() {
    let folder = client();
    let args = ["check", "--fix", "-o", "new/{stem}-mended.gtd", "Zones/broken.gtd"];
    let run = program(folder.path(), &args).assert().success();
    let told = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    assert!(told.contains("removed 3 bytes") && told.contains("recomputed the bounds of 1 patch"), "{told}");
    let mended = std::fs::read(folder.path().join("new/broken-mended.gtd")).unwrap();
    assert!(mended == std::fs::read(folder.path().join("Zones/sample.gtd")).unwrap());
    let two = ["check", "--fix", "-o", "one.gtd", "Zones/broken.gtd", "Zones/sample.gtd"];
    program(folder.path(), &two).assert().code(2);
    assert!(!folder.path().join("one.gtd").exists());
}

#[test]
fn standard_input_is_judged_by_itself() {
    let folder = client();
    let bytes = std::fs::read(folder.path().join("Zones/broken.gtd")).unwrap();
    let run = program(folder.path(), &["check", "--json", "-"]).write_stdin(bytes).assert().code(1);
    let reports = json(&run.get_output().stdout);
    let codes: Vec<&str> =
        reports[0]["findings"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["trailing-bytes", "patch-bounds"]);
}

#[test]
fn a_broken_zone_table_is_reported_once() {
    let folder = client();
    std::fs::write(folder.path().join("Data/Zones.tbl"), b"junk").unwrap();
    let run = program(folder.path(), &["check", "Zones/sample.gtd"]).assert().code(1);
    let output = run.get_output();
    let told = [&output.stdout[..], &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert!(told[0].contains("Zones.tbl: table columns") && !told[1].contains("Zones.tbl"), "{told:?}");
    let run = program(folder.path(), &["--stats", "Zones/sample.gtd"]).assert().success();
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("Zones.tbl: table columns"));
}

#[test]
fn the_codes_are_listed() {
    let run = program(Path::new("."), &["check", "--list"]).assert().success();
    let told = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    assert!(told.contains("dangling-texture") && told.contains("height-not-finite"), "{told}");
}
