//! Other data of the demo zone: named places as objects without parts, and its row in the zone table.

use super::island::{Island, highest};
use super::layout;
use super::relief;
use gtd_viewer::formats::opd::{Object, Placement};
use gtd_viewer::formats::tbl::{ColumnType, Table, TableValue};
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::zone::source::DEMO_NAME as NAME;

/// Type of an ordinary object.
const OBJECT: u32 = 0x041b;

/// The named places: objects without parts.
pub fn named_objects(island: &Island) -> Vec<Object> {
    named_places(island).into_iter().map(|place| object(island, place)).collect()
}

/// Names, and positions in meters.
fn named_places(island: &Island) -> Vec<(&'static str, f32, f32)> {
    let of_vertex = |(x, z): (f32, f32)| (x * TILE_M, z * TILE_M);
    let of_site = |site: layout::Site| (site.x_m, site.z_m);
    let (summit_x, summit_z) = highest(&island.ground);
    let line = &island.river_line.points;
    let last_dry = island.river_line.heights_m.iter().take_while(|height| **height > 0.3).count();
    let mouth = of_vertex(line[last_dry.min(line.len() - 1)]);
    let places = [
        ("Village square", layout::SQUARE),
        ("Landing place", of_site(layout::JETTY)),
        ("Lighthouse", of_site(layout::LIGHTHOUSE)),
        ("Windmill", of_site(layout::WINDMILL)),
        ("Village gate", island.gate().0),
        ("Meadow pond", (relief::POND.0 - 34.0, relief::POND.1)),
        ("Bridge", of_vertex(island.bridge[0])),
        ("River mouth", (mouth.0 - 14.0, mouth.1)),
        ("Spring", of_vertex(line[0])),
        ("Stone circle", layout::STONE_CIRCLE),
        ("Palm point", layout::PALM_POINT),
        ("Summit", of_vertex((summit_x as f32, summit_z as f32))),
    ];
    places.into_iter().map(|(name, (x, z))| (name, x, z)).collect()
}

fn object(island: &Island, (name, x_m, z_m): (&str, f32, f32)) -> Object {
    let height_m = island.ground.sample(x_m / TILE_M, z_m / TILE_M).max(0.0);
    let placement = Placement {
        name: name.into(),
        position_m: [x_m, height_m, z_m],
        rotation: [0.0, 0.0, 0.0, 1.0],
        scale: [1.0; 3],
        ..Placement::default()
    };
    Object { kind: OBJECT, placement, ..Object::default() }
}

/// The zone table, with the columns of client 1298 and one row.
pub fn zones_table() -> Table {
    use ColumnType::{F32, I32, Text, U32};
    let file = |ending: &str| TableValue::Text(format!("Zones\\{NAME}.{ending}").into());
    let none = || TableValue::Text(b"Reserved".to_vec());
    let number = TableValue::Number;
    let row = vec![
        (U32, number(1)),
        (Text, file("gtd")),
        (Text, TableValue::Text(b"Demo island".to_vec())),
        (Text, file("tct")),
        (Text, file("tlt")),
        (Text, file("opd")),
        (Text, none()),
        (Text, file("dxt")),
        (Text, TableValue::Text(format!("Misc\\Sky\\{NAME}.n3sky").into())),
        (I32, number(1)),
        // The sun moves.
        (I32, number(0)),
        (Text, file("glo")),
        (Text, none()),
        (I32, number(0)),
        (Text, none()),
        (F32, TableValue::F32(1.0)),
        (Text, none()),
        (U32, number(0)),
        (U32, number(0)),
        (U32, number(0)),
        (U32, number(0)),
        (Text, none()),
        (I32, number(0)),
        (Text, none()),
    ];
    let (columns, row) = row.into_iter().unzip();
    Table { columns, rows: vec![row] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gtd_viewer::demo::embedded;
    use gtd_viewer::formats::opd::OpdFile;
    use gtd_viewer::formats::zones_tbl;

    #[test]
    fn the_row_names_files_that_are_there() {
        let table = Table::parse(embedded::find("data\\zones.tbl").unwrap()).unwrap();
        let rows = zones_tbl::rows(&table);
        let [row] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((row.id, row.name.as_deref(), row.sun_hour), (1, Some("Demo island"), None));
        for path in [&row.gtd, &row.tct, &row.tlt, &row.opd, &row.glo, &row.minimap, &row.sky] {
            assert!(embedded::find(path.as_deref().unwrap()).is_some(), "{path:?}");
        }
    }

    #[test]
    fn named_places_stand_on_the_ground() {
        let file = OpdFile::parse(embedded::find("zones\\demo.opd").unwrap()).unwrap();
        let gtd = gtd_viewer::formats::gtd::Gtd::parse(embedded::zone()).unwrap();
        let named: Vec<&Object> = file.objects.iter().filter(|object| object.parts.is_empty()).collect();
        assert_eq!(named.len(), 12);
        for object in named {
            let at = object.position_m();
            let near = gtd.record((at.x / 4.0) as u32, (at.z / 4.0) as u32).height_m();
            assert!((at.y - near).abs() < 12.0 && at.y >= 0.0, "{} {at} {near}", object.name());
        }
    }
}
