//! The binary's `--stats`: output, exit codes, standard input, closed pipes.

use std::io::Read;
use std::process::{Command, Stdio};

use assert_cmd::Command as AssertCommand;
use gtd_viewer::formats::gtd::{Draft, Header};
use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_gtd-viewer");

fn program(args: &[&str]) -> AssertCommand {
    let mut command = AssertCommand::new(BINARY);
    command.args(args).env_remove("RUST_LOG").env_remove("NO_COLOR");
    command
}

fn zone() -> Vec<u8> {
    Draft::flat(Header::versioned(2, "flat"), 17).encode().unwrap()
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("standard output is JSON")
}

#[test]
fn stats_of_a_file_and_of_standard_input_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("flat.gtd"), zone()).unwrap();
    let named = program(&["--stats", "--json", "flat.gtd"]).current_dir(folder.path()).assert().success();
    let piped = program(&["--stats", "--json", "-"]).write_stdin(zone()).assert().success();
    let (mut named, mut piped) = (json(&named.get_output().stdout), json(&piped.get_output().stdout));
    assert_eq!((&named[0]["path"], &piped[0]["path"]), (&Value::from("flat.gtd"), &Value::from("-")));
    assert_eq!((&named[0]["missing"], &piped[0]["missing"]), (&Value::Array(vec![]), &Value::Null));
    for stats in [&mut named, &mut piped] {
        stats[0]["path"] = Value::Null;
        stats[0]["missing"] = Value::Null;
    }
    assert_eq!(named, piped);
    assert_eq!(named[0]["map_size"], 17);
    assert_eq!(named[0]["tiles"]["count"], 256);
}

#[test]
fn a_failing_file_is_reported_in_order_and_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = zone();
    std::fs::write(folder.path().join("cut.gtd"), &bytes[..bytes.len() - 2]).unwrap();
    std::fs::write(folder.path().join("good.gtd"), &bytes).unwrap();
    let args = ["--stats", "--json", "cut.gtd", "gone.gtd", "good.gtd"];
    let run = program(&args).current_dir(folder.path()).assert().code(1);
    let stats = json(&run.get_output().stdout);
    assert_eq!(stats[0]["path"], "cut.gtd");
    assert_eq!(stats[0]["error"]["section"], "ponds");
    assert_eq!(stats[0]["error"]["offset"], bytes.len() - 4);
    assert!(stats[0]["error"]["message"].as_str().unwrap().contains("expected 4 bytes"));
    assert_eq!(stats[1]["error"]["section"], Value::Null);
    assert_eq!(stats[2]["name"], "flat");
    let errors = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(errors.contains("cut.gtd: ponds, byte") && errors.contains("gone.gtd"), "{errors}");
}

#[test]
fn heights_that_are_no_numbers_are_counted_and_null() {
    let mut draft = Draft::flat(Header::headerless(), 9);
    let tile = draft.records[0].tile();
    draft.records.iter_mut().for_each(|record| *record = gtd_viewer::formats::gtd::MapRecord::new(f32::NAN, tile));
    let run = program(&["--stats", "--json", "-"]).write_stdin(draft.encode().unwrap()).assert().success();
    let height = &json(&run.get_output().stdout)[0]["height_m"];
    assert_eq!(height["not_finite"], 81);
    assert!(["min", "max", "mean"].iter().all(|key| height[key].is_null()));
}

#[test]
fn folders_need_recursion() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("Zones")).unwrap();
    std::fs::write(folder.path().join("Zones/flat.GTD"), zone()).unwrap();
    program(&["--stats", "."]).current_dir(folder.path()).assert().code(1);
    let run = program(&["--stats", "--json", "-r", "."]).current_dir(folder.path()).assert().success();
    let path = json(&run.get_output().stdout)[0]["path"].as_str().unwrap().to_string();
    assert!(path.ends_with("flat.GTD"), "{path}");
}

#[test]
fn text_has_colors_only_when_asked() {
    let text = |args: &[&str]| {
        let run = program(args).write_stdin(zone()).assert().success();
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    let plain = text(&["--stats", "-"]);
    assert!(plain.contains("versioned 2, named \"flat\"") && plain.contains("64 x 64 m"), "{plain}");
    assert!(!plain.contains('\x1b'));
    let colored = text(&["--stats", "--color", "always", "-"]);
    assert!(colored.contains("\x1b[1m"));
    assert_eq!(colored.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", ""), plain);
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for args in [&["--stats"][..], &["--json", "a"], &["--nonsense"], &["--stats", "--classic", "a"], &["-"]] {
        program(args).assert().code(2);
    }
    program(&["--help"]).assert().success();
    program(&["--version"]).assert().success();
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    // Enough output to fill the pipe, so that the program is still writing when its reader exits.
    let files: Vec<String> = (0..200).map(|index| format!("{index}.gtd")).collect();
    for file in &files {
        std::fs::write(folder.path().join(file), zone()).unwrap();
    }
    let mut child = Command::new(BINARY)
        .args(["--stats", "--json"])
        .args(&files)
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    let mut pipe = child.stdout.take().unwrap();
    pipe.read_exact(&mut first).unwrap();
    drop(pipe);
    let finished = child.wait_with_output().unwrap();
    assert!(finished.status.success(), "{:?}", finished.status);
    assert!(finished.stderr.is_empty(), "{}", String::from_utf8_lossy(&finished.stderr));
}

#[test]
fn textures_that_are_built_in_are_not_missed() {
    let folder = tempfile::tempdir().unwrap();
    let hills = folder.path().join("hills.gtd");
    program(&["generate", "17", "-o"]).arg(&hills).assert().success();
    let missing = |name: &str| {
        json(&program(&["--stats", "--json", name]).current_dir(&folder).output().unwrap().stdout)[0]["missing"].clone()
    };
    assert_eq!(missing("hills.gtd"), Value::Array(vec![]));
    let mut draft = Draft::from(&gtd_viewer::formats::gtd::Gtd::parse(std::fs::read(&hills).unwrap()).unwrap());
    draft.textures.sources[0] = gtd_viewer::formats::gtd::Source::new("dtex\\elsewhere_0.gtt");
    std::fs::write(folder.path().join("other.gtd"), draft.encode().unwrap()).unwrap();
    assert_eq!(missing("other.gtd"), Value::from(vec!["dtex\\elsewhere_0.gtt"]));
}

#[test]
fn the_version_contains_the_commit() {
    let output = program(&["--version"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let version = text.trim().strip_prefix("gtd-viewer ").unwrap();
    let (package, commit) = version.split_once(' ').unwrap_or((version, "(none)"));
    assert_eq!(package, env!("CARGO_PKG_VERSION"));
    let commit = commit.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap();
    assert!(commit == "none" || commit.len() >= 10, "{version}");
}
