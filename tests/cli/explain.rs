//! The real binary with `explain`: fields in order, with offsets and values.

use crate::common;
use crate::common::{samples, test_zone};
use assert_cmd::Command;
use gtd_viewer::formats::gtd::{Gtd, Header};

fn explain(bytes: Vec<u8>) -> String {
    explain_with_code(bytes, 0)
}

fn explain_with_code(bytes: Vec<u8>, code: i32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    let run = command.args(["explain", "-"]).env_remove("NO_COLOR").write_stdin(bytes).assert().code(code);
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

/// The numbers at the beginning of lines.
fn offsets(text: &str) -> Vec<u64> {
    text.lines().filter_map(|line| line.split_whitespace().next()?.replace(',', "").parse().ok()).collect()
}

#[test]
fn every_layout_is_explained_in_order() {
    for (name, draft) in test_zone::layouts() {
        let text = explain(draft.encode().unwrap());
        let titles =
            ["HEADER", "MAP DATA", "PATCHES", "GRASS", "TEXTURES", "LIGHT MAPS", "RIVERS", "PONDS", "FINDINGS"];
        let places: Vec<usize> = titles.iter().map(|title| text.find(&format!("\n{title}")).expect(title)).collect();
        assert!(places.is_sorted(), "{name}: {places:?}");
        assert!(text.contains("river 1") && text.contains("pond 1"), "{name}");
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(longest < 260, "{name}: a line of {longest} characters");
    }
}

#[test]
fn single_fields_stand_with_offset_value_and_meaning() {
    let draft = test_zone::sample(Header::versioned(2, "sample"));
    let (bytes, text) = (draft.encode().unwrap(), explain(draft.encode().unwrap()));
    let gtd = Gtd::parse(bytes).unwrap();
    for run in gtd.field_map().runs().iter().filter(|run| run.record().is_none()) {
        let field = run.fields_at(0).next().unwrap();
        let line = text.lines().find(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.first().is_some_and(|word| word.replace(',', "") == run.offset.to_string())
        });
        let line = line.unwrap_or_else(|| panic!("no line for byte {}", run.offset));
        assert!(line.contains(run.name()) && line.contains(&field.value(gtd.bytes())), "{line}");
        assert!(line.contains(field.field.meaning), "{line}");
    }
}

#[test]
fn packed_bits_are_drawn_and_explained() {
    let text = explain(test_zone::sample(Header::versioned(1, "sample")).encode().unwrap());
    assert!(text.contains("unknown  tex2        tex1        dir2   dir1   full"), "{text}");
    assert!(text.contains("two layers, added: ") && text.contains("no tile here: last row or column"), "{text}");
}

#[test]
fn unusual_content_is_reported() {
    let mut draft = test_zone::sample(Header::versioned(7, "sample"));
    draft.trailing = vec![1, 2, 3];
    let text = explain_with_code(draft.encode().unwrap(), 1);
    assert!(
        text.contains("TRAILING BYTES")
            && text.contains("not covered")
            && text.contains("unknown-version")
            && text.contains("01 02 03"),
        "{text}"
    );
}

#[test]
fn a_file_that_cannot_be_read_fails_and_the_rest_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = test_zone::sample(Header::headerless()).encode().unwrap();
    std::fs::write(folder.path().join("cut.gtd"), &bytes[..100]).unwrap();
    std::fs::write(folder.path().join("good.gtd"), &bytes).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    let run = command.args(["explain", "cut.gtd", "good.gtd"]).current_dir(folder.path()).assert().code(1);
    assert!(String::from_utf8_lossy(&run.get_output().stdout).contains("good.gtd"));
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("cut.gtd"));
}

#[test]
fn real_files_are_told() {
    let Some(corpus) = common::corpus() else { return };
    for path in common::files_with_extension(&corpus.join("ko"), "gtd") {
        let text = explain(std::fs::read(&path).unwrap());
        assert!((80..600).contains(&text.lines().count()), "{}: {} lines", path.display(), text.lines().count());
    }
}

#[test]
fn every_kind_is_explained_by_its_content() {
    for (name, bytes) in samples::all() {
        let text = explain(bytes.clone());
        assert!(text.contains("Format: "), "{name}: {text}");
        assert!(!text.contains("not covered"), "{name}: {text}");
        assert!(offsets(&text).contains(&0), "{name}: no line for byte 0: {text}");
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(longest < 260, "{name}: a line of {longest} characters");
    }
}

#[test]
fn deciphered_tables_keep_the_offsets_of_the_file() {
    let text = explain(samples::table().encode().unwrap());
    assert!(text.contains("encrypted") && text.contains("column count") && text.contains("row 0"), "{text}");
}

#[test]
fn leftover_bytes_are_not_covered() {
    let folder = tempfile::tempdir().unwrap();
    let lights = samples::lights().encode().unwrap();
    let length = lights.len() as u64;
    std::fs::write(folder.path().join("long.glo"), [&lights[..], b"more"].concat()).unwrap();
    std::fs::write(folder.path().join("cut.glo"), &lights[..lights.len() - 2]).unwrap();
    std::fs::write(folder.path().join("lights.opd"), &lights).unwrap();
    std::fs::write(folder.path().join("what.txt"), b"no file of the game").unwrap();
    let run = |name: &str, code: i32| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
        let run = command.args(["explain", name]).current_dir(folder.path()).assert().code(code);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (text(&run.get_output().stdout), text(&run.get_output().stderr))
    };
    let (text, _) = run("long.glo", 1);
    assert!(text.contains("not covered: 4 bytes") && offsets(&text).last() == Some(&length), "{text}");
    let (text, error) = run("cut.glo", 1);
    assert!(text.contains("light 0") && text.contains("NOT READ") && text.contains("not covered"), "{text}");
    assert!(error.contains("cut.glo: lights, byte"), "{error}");
    assert!(run("lights.opd", 0).0.contains("point lights"), "content goes before the extension");
    assert!(run("what.txt", 1).1.contains(".glo"), "the known extensions are named");
}
