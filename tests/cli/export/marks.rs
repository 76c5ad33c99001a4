//! Marks as tables and maps, with a made-up server for the demo island.

use std::path::Path;

use serde_json::Value;

use super::mesh_objects::island;
use super::program;
use crate::schema::assert_fits;

const ZONES: &str = "INSERT INTO [ZONE_INFO] ([ServerNo], [ZoneNo], [strZoneName], [InitX], [InitZ], [InitY], [Type], [RoomEvent], [bz]) VALUES\n\
    (1, 21, N'demo.smd', 0, 0, 0, 1, 0, N'Island'),\n(1, 2, N'coast.smd', 0, 0, 0, 1, 0, N'Coast')\n";
const OTHERS: &str = "INSERT [dbo].[K_NPCPOS] ([ZoneID], [NpcID], [ActType], [LeftX], [TopZ], [RightX], [BottomZ], [NumNPC], [RegTime], [DotCnt], [path]) VALUES (21, 5, 1, 300, 200, 260, 240, 4, 60, 2, N'0300020002600240')\r\n\
    INSERT [dbo].[K_NPCPOS] ([ZoneID], [NpcID], [ActType], [LeftX], [TopZ], [RightX], [BottomZ], [NumNPC], [RegTime], [DotCnt], [path]) VALUES (21, 6, 101, 10, 10, 12, 12, 1, 30, 0)\r\n\
    INSERT [dbo].[K_MONSTER] ([sSid], [strName]) VALUES (5, N'Gull, the \"loud\"')\r\n\
    INSERT [dbo].[START_POSITION] ([ZoneID], [sKarusX], [sKarusZ], [sElmoradX], [sElmoradZ], [bRangeX], [bRangeZ]) VALUES (21, 100, 110, 120, 130, 5, 6)\r\n";

/// The island, with a made-up server beside it whose second spawn is damaged. The folder's name differs from the
/// island's own `Server` by more than case, since Windows ignores case.
fn island_with_server() -> tempfile::TempDir {
    let folder = island();
    let server = folder.path().join("own server/db");
    std::fs::create_dir_all(&server).unwrap();
    std::fs::write(server.join("zones.SQL"), ZONES).unwrap();
    std::fs::write(server.join("others.sql"), [b"\xef\xbb\xbf", OTHERS.as_bytes()].concat()).unwrap();
    folder
}

fn lines(folder: &Path, options: &[&str]) -> Vec<String> {
    let args = [&["export", "marks", "Zones/demo.gtd", "-o", "marks.csv"], options].concat();
    program(folder, &args).assert().success();
    std::fs::read_to_string(folder.join("marks.csv")).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn a_table_has_the_marks_of_client_and_server() {
    let folder = island_with_server();
    let alone = lines(folder.path(), &[]);
    assert!(alone[0].starts_with("kind,name,number,x_m,y_m,z_m,"), "{}", alone[0]);
    assert!(alone.iter().any(|line| line.starts_with("lever,")), "the island's lever");
    assert!(alone.iter().all(|line| !line.starts_with("monster,")));
    let with = lines(folder.path(), &["--server", "own server"]);
    let monster = with.iter().find(|line| line.starts_with("monster,")).unwrap();
    assert!(
        monster.starts_with("monster,\"Gull, the \"\"loud\"\"\",5,280.0,,220.0,260.0,200.0,300.0,240.0,4,60,"),
        "{monster}"
    );
    assert!(monster.ends_with("300.0 200.0; 260.0 240.0,,others.sql,K_NPCPOS,1"), "{monster}");
    let spawns = lines(folder.path(), &["--server", "own server", "--kind", "spawns"]);
    assert_eq!(spawns.len(), 2, "the other spawn is damaged");
    let events = lines(folder.path(), &["--server", "own server/db", "--kind", "events"]);
    assert_eq!(events.iter().filter(|line| line.starts_with("start-area,")).count(), 2);
    assert!(events.iter().all(|line| !line.starts_with("lever,")));
}

#[test]
fn damaged_rows_are_named_with_their_line() {
    let folder = island_with_server();
    let args = ["export", "marks", "Zones/demo.gtd", "-o", "m.csv", "--server", "own server"];
    let output = program(folder.path(), &args).assert().success().get_output().clone();
    let messages = String::from_utf8(output.stderr).unwrap().replace('\\', "/");
    assert!(
        messages.contains("own server/db/others.sql:2: K_NPCPOS row left out: 10 values for 11 columns"),
        "{messages}"
    );
    let missing = ["export", "marks", "Zones/demo.gtd", "-o", "m.csv", "--server", "no such folder"];
    let output = program(folder.path(), &missing).assert().code(2).get_output().clone();
    assert!(String::from_utf8(output.stderr).unwrap().contains("no such folder or file"));
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let empty = ["export", "marks", "Zones/demo.gtd", "-o", "m.csv", "--server", "empty"];
    let output = program(folder.path(), &empty).assert().success().get_output().clone();
    assert!(String::from_utf8(output.stderr).unwrap().contains("no server maps, tables or rooms"));
}

#[test]
fn a_map_of_features_fits_its_schema() {
    let folder = island_with_server();
    let args = ["export", "marks", "Zones/demo.gtd", "-o", "marks.geojson", "--server", "own server"];
    program(folder.path(), &args).assert().success();
    let json: Value = serde_json::from_slice(&std::fs::read(folder.path().join("marks.geojson")).unwrap()).unwrap();
    assert_fits(&json, "marks");
    let features = json["features"].as_array().unwrap();
    let kinds = |kind: &str| features.iter().filter(|feature| feature["properties"]["kind"] == kind).count();
    assert_eq!([kinds("monster"), kinds("patrol-path"), kinds("start-area")], [1, 1, 2]);
}

#[test]
fn the_web_map_has_layers_of_marks() {
    let folder = island_with_server();
    let args = ["export", "web-map", "Zones/demo.gtd", "-o", "map", "--px-per-tile", "1", "--server", "own server"];
    program(folder.path(), &args).assert().success();
    let script = std::fs::read_to_string(folder.path().join("map/marks.js")).unwrap();
    let layers: Value =
        serde_json::from_str(script.trim().strip_prefix("const MARKS = ").unwrap().trim_end_matches(';')).unwrap();
    let monsters = layers.as_array().unwrap().iter().find(|layer| layer["kind"] == "monster").unwrap();
    assert_eq!((&monsters["label"], &monsters["marks"][0]["name"]), (&"Monsters".into(), &"Gull, the \"loud\"".into()));
    assert_eq!(monsters["marks"][0]["rect"], serde_json::json!([260.0, 200.0, 300.0, 240.0]));
    // Areas with an event have its color: 30, safe for all, is green.
    let areas = layers.as_array().unwrap().iter().find(|layer| layer["kind"] == "named-area").unwrap();
    let safe = |area: &&Value| area["lines"].as_array().unwrap().contains(&serde_json::json!(["Event", "30"]));
    let safe = areas["marks"].as_array().unwrap().iter().find(safe).unwrap();
    assert_eq!((&safe["color"], areas["color"] == safe["color"]), (&"#5cdc76".into(), false));
    assert!(folder.path().join("map/layers.js").exists());
}
