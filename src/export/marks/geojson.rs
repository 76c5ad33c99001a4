//! Marks as `GeoJSON` in world meters: x for the longitude, z for the latitude. Programs for maps show it as a plane.

use serde_json::{Map, Value, json};

use super::fields::fields;
use crate::export::ExportError;
use crate::scene::game_marks::{GameMark, MarkShape};

/// A feature for each mark, and one for each patrol path.
pub fn text(marks: &[&GameMark], zone: &str) -> Result<String, ExportError> {
    let features: Vec<Value> = marks.iter().flat_map(|mark| [Some(feature(mark)), path(mark)]).flatten().collect();
    let collection = json!({ "type": "FeatureCollection", "name": zone, "features": features });
    let mut text = serde_json::to_string_pretty(&collection)?;
    text.push('\n');
    Ok(text)
}

fn feature(mark: &GameMark) -> Value {
    let geometry = match mark.shape {
        MarkShape::Point([x, z]) => json!({ "type": "Point", "coordinates": [x, z] }),
        MarkShape::Place([x, y, z]) => json!({ "type": "Point", "coordinates": [x, z, y] }),
        MarkShape::Rect { min: [west, south], max: [east, north] } => {
            let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
            json!({ "type": "Polygon", "coordinates": [ring] })
        }
    };
    // Without what the geometry says.
    const PLACES: [&str; 8] = ["x_m", "y_m", "z_m", "x_min_m", "z_min_m", "x_max_m", "z_max_m", "path"];
    let is_other = |(column, value): &(String, Value)| !value.is_null() && !PLACES.contains(&column.as_str());
    let properties: Map<String, Value> = fields(mark).into_iter().filter(is_other).collect();
    json!({ "type": "Feature", "geometry": geometry, "properties": properties })
}

fn path(mark: &GameMark) -> Option<Value> {
    let line = json!({ "type": "LineString", "coordinates": mark.path });
    let properties = json!({ "kind": "patrol-path", "name": mark.name, "number": mark.number() });
    (mark.path.len() > 1).then(|| json!({ "type": "Feature", "geometry": line, "properties": properties }))
}
