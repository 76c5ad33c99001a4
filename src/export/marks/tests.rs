use std::ops::Range;

use super::*;
use crate::scene::game_marks::{Destination, MarkDetail, MarkShape, MarkSource, Nation};

fn mark(kind: MarkKind, name: &str, shape: MarkShape, details: Vec<MarkDetail>) -> GameMark {
    let source = MarkSource::File { path: "server/a.smd".into(), record: 3, bytes: Range::default() };
    GameMark { kind, name: name.into(), shape, path: Vec::new(), details, source }
}

fn marks() -> Vec<GameMark> {
    let table = MarkSource::Table { path: "sql/K_NPCPOS.sql".into(), table: "K_NPCPOS".into(), row: 7 };
    let spawn = mark(
        MarkKind::Monster,
        "Wolf, \"old\"",
        MarkShape::rect([10.0, 20.0], [30.0, 25.0]),
        vec![MarkDetail::Number(100), MarkDetail::Count(5), MarkDetail::RespawnSecs(60)],
    );
    let to = |zone, x, name: &str| Destination { zone, place_m: [x, 2.5], name: name.into(), ..Destination::default() };
    let destinations = [to(2, 1.0, "Coast"), to(3, 4.0, "")].map(|to| MarkDetail::Destination(Box::new(to)));
    let warp = [vec![MarkDetail::Nation(Nation::ElMorad), MarkDetail::WarpList(40)], destinations.to_vec()].concat();
    vec![
        GameMark { path: vec![[1.0, 2.0], [3.5, 4.0]], source: table, ..spawn },
        mark(MarkKind::Warp, "", MarkShape::Place([1.0, 2.0, 3.0]), warp),
        mark(MarkKind::Flag, "cloth", MarkShape::Point([5.0, 6.0]), vec![MarkDetail::Texture("red.dxt".into())]),
    ]
}

#[test]
fn a_line_has_a_field_per_column() {
    let marks = marks();
    let csv = table(&marks.iter().collect::<Vec<_>>());
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0].split(',').count(), COLUMNS.len());
    assert_eq!(
        lines[1],
        "monster,\"Wolf, \"\"old\"\"\",100,20.0,,22.5,10.0,20.0,30.0,25.0,5,60,,,,,,,,,,,,,,,1.0 2.0; 3.5 4.0,,K_NPCPOS.sql,K_NPCPOS,7"
    );
    assert_eq!(
        lines[2],
        "warp,,,1.0,2.0,3.0,,,,,,,,,,,,,,,el-morad,,,,40,zone 2 at 1.0 2.5 Coast; zone 3 at 4.0 2.5,,,a.smd,,3"
    );
    assert_eq!(lines.len(), 4);
}

#[test]
fn features_have_their_geometry_and_no_empty_properties() {
    let marks = marks();
    let json: serde_json::Value =
        serde_json::from_str(&geojson::text(&marks.iter().collect::<Vec<_>>(), "hills").unwrap()).unwrap();
    let features = json["features"].as_array().unwrap();
    let types: Vec<_> = features.iter().map(|feature| feature["geometry"]["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["Polygon", "LineString", "Point", "Point"]);
    assert_eq!(features[0]["geometry"]["coordinates"][0][2], serde_json::json!([30.0, 25.0]));
    assert_eq!(features[0]["properties"]["respawn_secs"], 60);
    assert_eq!(features[1]["properties"]["kind"], "patrol-path");
    assert_eq!(features[2]["geometry"]["coordinates"], serde_json::json!([1.0, 3.0, 2.0]), "east, north, up");
    assert_eq!(features[2]["properties"]["destinations"][0]["name"], "Coast");
    let properties = features[3]["properties"].as_object().unwrap();
    let keys: Vec<&str> = properties.keys().map(String::as_str).collect();
    assert_eq!(keys, ["kind", "name", "files", "source_file", "source_record"]);
}

#[test]
fn every_kind_of_mark_is_in_one_choice_besides_all() {
    use clap::ValueEnum;
    use strum::VariantArray;
    for kind in MarkKind::VARIANTS {
        let takes = MarkChoice::value_variants().iter().filter(|choice| choice.takes(*kind)).count();
        let expected = if matches!(kind, MarkKind::SoundArea | MarkKind::Flag) { 1 } else { 2 };
        assert_eq!(takes, expected, "{kind}");
    }
}
