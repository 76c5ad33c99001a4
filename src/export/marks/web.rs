//! Marks as layers of the web map: `marks.js` beside the page.

use serde_json::{Map, Value, json};
use strum::VariantArray;

use super::fields::{fields, plain};
use crate::scene::game_marks::{GameMark, GameMarks, MarkKind, MarkShape, color_of_mark, mark_color};

/// What a popup says of a mark, by the columns of tables, in this order.
const LINES: [(&str, &str); 18] = [
    ("number", "Number"),
    ("count", "How many"),
    ("respawn_secs", "Seconds until they come back"),
    ("level", "Level"),
    ("room", "Room"),
    ("event", "Event"),
    ("event_type", "Type of the event"),
    ("conditions", "Conditions"),
    ("actions", "Actions"),
    ("tiles", "Tiles"),
    ("nation", "Nation"),
    ("object_type", "Type of the object"),
    ("status", "Status"),
    ("opens_gate", "Opens gate"),
    ("warp_list", "List of warps"),
    ("destinations", "Leads to"),
    ("files", "Files"),
    ("source_file", "From"),
];

/// The script with the layers of a zone; without marks an empty list.
pub fn script(marks: &GameMarks) -> String {
    let layers: Vec<Value> = MarkKind::VARIANTS.iter().filter_map(|kind| layer(marks, *kind)).collect();
    format!("const MARKS = {};\n", Value::Array(layers))
}

fn layer(marks: &GameMarks, kind: MarkKind) -> Option<Value> {
    let of_kind = marks.marks.iter().filter(|mark| mark.kind == kind && mark.shape.is_sound());
    let of_kind: Vec<Value> = of_kind.map(item).collect();
    let color = css(mark_color(kind));
    (!of_kind.is_empty())
        .then(|| json!({ "kind": kind.to_string(), "label": label(kind), "color": color, "marks": of_kind }))
}

/// A color for the page.
fn css([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn item(mark: &GameMark) -> Value {
    let fields = fields(mark);
    let lines: Vec<Value> = LINES.iter().filter_map(|(column, label)| line(&fields, column, label)).collect();
    let mut item = json!({ "name": mark.name, "lines": lines });
    match mark.shape {
        MarkShape::Rect { min: [west, south], max: [east, north] } => item["rect"] = json!([west, south, east, north]),
        MarkShape::Point([x, z]) | MarkShape::Place([x, _, z]) => item["at"] = json!([x, z]),
    }
    let color = color_of_mark(mark);
    if color != mark_color(mark.kind) {
        item["color"] = json!(css(color));
    }
    if mark.path.len() > 1 {
        item["path"] = json!(mark.path);
    }
    item
}

fn line(fields: &Map<String, Value>, column: &str, label: &str) -> Option<Value> {
    let text = fields.get(column).map(plain).filter(|text| !text.is_empty())?;
    Some(json!([label, text]))
}

fn label(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Monster => "Monsters",
        MarkKind::Npc => "NPCs",
        MarkKind::Warp => "Warp gates",
        MarkKind::BindPoint => "Bind points",
        MarkKind::Gate => "Gates",
        MarkKind::Lever => "Levers",
        MarkKind::EventObject => "Other objects with a role",
        MarkKind::NamedArea => "Named areas",
        MarkKind::EventArea => "Event tiles",
        MarkKind::ResurrectionArea => "Resurrection areas",
        MarkKind::StartArea => "Start areas",
        MarkKind::HomeArea => "Home areas",
        MarkKind::Room => "Rooms",
        MarkKind::SoundArea => "Sound areas",
        MarkKind::Flag => "Flags",
    }
}
