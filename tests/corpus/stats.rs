//! `--stats --json` of every real file matches the golden results: each of their values must be equal.

use crate::common;
use std::path::Path;

use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::platform::block_on;
use gtd_viewer::stats::{PartsStats, Stats};
use gtd_viewer::zone::references::Need;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};
use serde_json::Value;

#[test]
fn stats_agree_with_the_golden_results() {
    let Some(corpus) = common::corpus() else { return };
    let golden = common::files_with_extension(&corpus.join("golden/stats"), "json");
    assert!(!golden.is_empty(), "no golden results below {}", corpus.display());
    for path in golden {
        let expected: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let (client, zone) = path.file_stem().unwrap().to_str().unwrap().split_once('-').unwrap();
        let file = corpus.join("ko").join(client).join("Zones").join(format!("{zone}.gtd"));
        let found = stats_of(&file);
        let mut differences = Vec::new();
        compare(&expected[0], &found, zone, &mut differences);
        assert!(differences.is_empty(), "{}:\n{}", path.display(), differences.join("\n"));
        assert_same_order(&expected[0], &found);
    }
}

#[test]
fn missing_files_are_listed() {
    let Some(corpus) = common::corpus() else { return };
    for (file, sources) in
        [("1097/Zones/karus_start.gtd", 94), ("modern/Zones/moradon.gtd", 62), ("1298/Zones/moradon.gtd", 0)]
    {
        let stats = stats_of(&corpus.join("ko").join(file));
        let missing = stats["missing"].as_array().unwrap();
        let textures = missing.iter().filter(|name| name.as_str().unwrap().starts_with("dtex\\"));
        assert_eq!(textures.count(), sources, "{file}");
    }
}

fn stats_of(file: &Path) -> Value {
    let gtd = Gtd::parse(std::fs::read(file).unwrap()).unwrap();
    let name = file.file_name().unwrap().to_str().unwrap();
    let files = block_on(ZoneFiles::open(&ZoneSource::of(file), None));
    let missing = block_on(files.not_found(&gtd)).map(|needs| needs.into_iter().map(Need::into_name).collect());
    let stats = Stats::new(name, &gtd, missing, PartsStats::default());
    // Through text, as readers of the program's output get it.
    serde_json::from_str(&serde_json::to_string(&stats).unwrap()).unwrap()
}

/// Every value in `expected` is in `found`; additional keys are allowed.
fn compare(expected: &Value, found: &Value, place: &str, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                compare(value, found.get(key).unwrap_or(&Value::Null), &format!("{place}.{key}"), differences);
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(expected, found, &format!("{place}[{index}]"), differences);
            }
        }
        _ if expected == found => {}
        _ => differences.push(format!("{place}: expected {expected}, found {found}")),
    }
}

/// The golden keys are in the same order.
fn assert_same_order(expected: &Value, found: &Value) {
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let (expected, mut found) = (keys(expected), keys(found));
    found.retain(|key| expected.contains(key));
    assert_eq!(found, expected);
}
