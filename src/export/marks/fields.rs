//! A mark as named values, for tables and maps.

use serde_json::{Map, Value, json};

use crate::export::objects::quoted;
use crate::formats::kernel::visible::path_text;
use crate::scene::game_marks::{Destination, EventRow, GameMark, MarkDetail, MarkShape, MarkSource, Nation};

/// The columns of a table. Every mark has all of them; those that say nothing are empty.
pub const COLUMNS: [&str; 31] = [
    "kind",
    "name",
    "number",
    "x_m",
    "y_m",
    "z_m",
    "x_min_m",
    "z_min_m",
    "x_max_m",
    "z_max_m",
    "count",
    "respawn_secs",
    "level",
    "direction_deg",
    "room",
    "event",
    "event_type",
    "conditions",
    "actions",
    "tiles",
    "nation",
    "object_type",
    "status",
    "opens_gate",
    "warp_list",
    "destinations",
    "path",
    "files",
    "source_file",
    "source_table",
    "source_record",
];

/// The values of a mark, in the order of the columns; null where it has none.
pub fn fields(mark: &GameMark) -> Map<String, Value> {
    let mut fields: Map<String, Value> = COLUMNS.iter().map(|column| ((*column).to_owned(), Value::Null)).collect();
    let mut set = |column: &str, value: Value| {
        debug_assert!(COLUMNS.contains(&column));
        fields.insert(column.to_owned(), value);
    };
    set("kind", json!(mark.kind.to_string()));
    set("name", json!(mark.name));
    let [x, z] = mark.shape.middle();
    set("x_m", json!(x));
    set("z_m", json!(z));
    match mark.shape {
        MarkShape::Rect { min, max } => {
            let corners = [("x_min_m", min[0]), ("z_min_m", min[1]), ("x_max_m", max[0]), ("z_max_m", max[1])];
            corners.into_iter().for_each(|(column, value)| set(column, json!(value)));
        }
        MarkShape::Place([_, y, _]) => set("y_m", json!(y)),
        MarkShape::Point(_) => {}
    }
    if !mark.path.is_empty() {
        set("path", json!(mark.path));
    }
    match &mark.source {
        MarkSource::File { path, record, .. } => {
            set("source_file", json!(path.file_name().map(path_text)));
            set("source_record", json!(record));
        }
        MarkSource::Table { path, table, row } => {
            set("source_file", json!(path.file_name().map(path_text)));
            set("source_table", json!(table));
            set("source_record", json!(row));
        }
    }
    let mut destinations = Vec::new();
    let mut scripts = Vec::new();
    for detail in &mark.details {
        match detail {
            MarkDetail::Number(number) => set("number", json!(number)),
            MarkDetail::Count(count) => set("count", json!(count)),
            MarkDetail::RespawnSecs(secs) => set("respawn_secs", json!(secs)),
            MarkDetail::Level(level) => set("level", json!(level)),
            MarkDetail::EventId(event) => set("event", json!(event)),
            MarkDetail::Tiles(tiles) => set("tiles", json!(tiles)),
            MarkDetail::EventRow(EventRow { kind, conditions, actions }) => {
                set("event_type", json!(kind));
                set("conditions", json!(conditions));
                set("actions", json!(actions));
            }
            MarkDetail::Script(script) => scripts.push(json!(script)),
            MarkDetail::Nation(nation) => set("nation", nation_value(*nation)),
            MarkDetail::ObjectKind(kind) => set("object_type", json!(kind)),
            MarkDetail::Status(status) => set("status", json!(status)),
            MarkDetail::OpensGate(gate) => set("opens_gate", json!(gate)),
            MarkDetail::WarpList(list) => set("warp_list", json!(list)),
            MarkDetail::Destination(to) => destinations.push(destination(to)),
            MarkDetail::DirectionDeg(deg) => set("direction_deg", json!(deg)),
            MarkDetail::RoomNumber(room) => set("room", json!(room)),
            MarkDetail::Sounds(files) => set("files", json!(files)),
            MarkDetail::Texture(file) => set("files", json!([file])),
            _ => {}
        }
    }
    if !scripts.is_empty() {
        set("actions", Value::Array(scripts));
    }
    if !destinations.is_empty() {
        set("destinations", Value::Array(destinations));
    }
    fields
}

fn nation_value(nation: Nation) -> Value {
    match nation {
        Nation::All => json!("all"),
        Nation::Karus => json!("karus"),
        Nation::ElMorad => json!("el-morad"),
        Nation::Other(number) => json!(number),
    }
}

fn destination(to: &Destination) -> Value {
    let [x, z] = to.place_m;
    json!({
        "number": to.number, "name": to.name, "zone": to.zone, "zone_name": to.zone_name, "x_m": x, "z_m": z,
        "price": to.price, "nation": to.nation.map(nation_value),
    })
}

/// Adds a line of a table.
pub fn csv_line(csv: &mut String, fields: &Map<String, Value>) {
    let texts: Vec<String> = fields.values().map(|value| quoted(&plain(value))).collect();
    csv.push_str(&texts.join(","));
    csv.push('\n');
}

/// A value as text: lists with semicolons, points and destinations with blanks.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(item).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

fn item(value: &Value) -> String {
    match value {
        Value::Array(point) => point.iter().map(plain).collect::<Vec<_>>().join(" "),
        Value::Object(to) => {
            let part = |key: &str| to.get(key).map(plain).unwrap_or_default();
            format!("zone {} at {} {} {}", part("zone"), part("x_m"), part("z_m"), part("name")).trim_end().to_owned()
        }
        other => plain(other),
    }
}
