//! The program's JSON matches `docs/schemas`, for zones of every layout, damaged files, and real ones.

use crate::common;
use crate::common::test_zone;
use std::path::Path;

use crate::schema::assert_fits;
use assert_cmd::Command;
use gtd_viewer::formats::gtd::{Draft, Header, MapRecord};
use serde_json::{Value, json};

fn output(folder: &Path, args: &[&str]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    let run = command.args(args).current_dir(folder).output().unwrap();
    serde_json::from_slice(&run.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}"))
}

/// Every layout, a truncated file, one without finite heights, one of another size.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    for (name, draft) in test_zone::layouts() {
        write(&format!("{name}.gtd"), &draft.encode().unwrap());
    }
    let bytes = test_zone::sample(Header::headerless()).encode().unwrap();
    write("cut.gtd", &bytes[..bytes.len() - 1]);
    let mut odd = Draft::flat(Header::headerless(), 9);
    odd.records.iter_mut().for_each(|record| *record = MapRecord::new(f32::NAN, record.tile()));
    odd.trailing = vec![1];
    write("odd.gtd", &odd.encode().unwrap());
    folder
}

#[test]
fn outputs_fit_their_schemas() {
    let folder = folder();
    assert_fits(&output(folder.path(), &["--stats", "--json", "-r", ".", "gone.gtd"]), "stats");
    assert_fits(&output(folder.path(), &["check", "--json", "-r", ".", "gone.gtd"]), "check");
    assert_fits(&output(folder.path(), &["check", "--json", "--fix", "-o", "new/{stem}.gtd", "odd.gtd"]), "check");
    assert_fits(&output(folder.path(), &["check", "--json", "--list"]), "check-list");
    for (a, b) in [("modern", "versioned-1"), ("odd", "odd"), ("headerless", "odd")] {
        let args = ["diff", "--json", &format!("{a}.gtd"), &format!("{b}.gtd")];
        assert_fits(&output(folder.path(), &args), "diff");
    }
}

#[test]
fn mismatches_with_the_schema_are_detected() {
    let faults = [json!([{ "path": "a" }]), json!({}), json!([{ "code": 1, "severity": "error", "meaning": "" }])];
    for fault in faults {
        assert!(std::panic::catch_unwind(|| assert_fits(&fault, "check-list")).is_err(), "{fault}");
    }
    assert_fits(&json!([{ "code": "a", "severity": "info", "meaning": "", "more": 1 }]), "check-list");
}

#[test]
fn real_outputs_fit_their_schemas() {
    let Some(corpus) = common::corpus() else { return };
    let ko = corpus.join("ko");
    assert_fits(&output(&ko, &["--stats", "--json", "-r", "."]), "stats");
    assert_fits(&output(&ko, &["check", "--json", "-r", "."]), "check");
    let args = ["diff", "--json", "1097/Zones/moradon.gtd", "1298/Zones/moradon.gtd"];
    assert_fits(&output(&ko, &args), "diff");
}
