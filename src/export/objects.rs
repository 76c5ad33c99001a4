//! Placed objects as a table: CSV with a line per object.

use std::fmt::{self, Write};

use super::{
    Estimate, ExportContext, ExportError, ExportSpec, ExportStep, Exporter, FileType, Output, Preset, Program,
};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::number::counted;
use crate::formats::opd::Object;

/// The columns: number, name, type as stored, place, quaternion, scale, and role in the game.
const HEADER: &str = "index,name,type,x_m,y_m,z_m,rotation_x,rotation_y,rotation_z,rotation_w,scale_x,scale_y,scale_z,\
                      belong,event_id,event_type,npc_id,npc_status\n";

/// A table of placed objects.
#[derive(clap::Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectsExport {}

/// Report of an export of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectsReport {
    /// Number of lines without the header.
    pub objects: usize,
}

impl Exporter for ObjectsExport {
    const SPEC: ExportSpec = ExportSpec {
        name: "objects",
        about: "Placed objects as a table: .csv with number, name, place, rotation, scale and event",
        examples: "Examples:\n  gtd-viewer export objects moradon.gtd -o moradon.csv\n  \
            gtd-viewer export objects moradon.opd -o gates.csv --objects events\n\n\
            Meters: x east, y up, z north, as in the game. Rotations are quaternions. UTF-8, fields with commas or \
            quotes in quotes.",
        reads_client_files: true,
        reads_server_files: false,
        has_objects: true,
        reads_server_map: false,
    };
    const PRESETS: &'static [Preset<ObjectsExport>] = &[Preset::in_menu(Program::Other, ObjectsExport {})];
    type Report = ObjectsReport;

    fn output(&self) -> Output {
        const CSV: FileType = FileType { name: "CSV", extensions: &["csv"] };
        Output::File { types: &[CSV], expected: "unknown extension; tables of objects are written as .csv" }
    }

    fn name_suffix(&self) -> &'static str {
        "-objects.csv"
    }

    fn estimate(&self, gtd: &Gtd, _extension: &str) -> Estimate {
        // The number of objects is not known here: larger zones have more of them.
        Estimate { bytes: 2_000 * u64::from(gtd.tiles_per_side()), files: 1 }
    }

    fn run(&self, context: &ExportContext<'_>) -> Result<ObjectsReport, ExportError> {
        context.step(ExportStep::ReadingObjects)?;
        let stored = context.source.stored_objects()?.ok_or(ExportError::NoObjects)?;
        let mut csv = HEADER.to_owned();
        let mut objects = 0;
        for (index, object) in stored.wanted() {
            line(&mut csv, index, object);
            objects += 1;
        }
        if objects == 0 {
            return Err(ExportError::NoObjects);
        }
        context.write_output(csv.as_bytes(), &[])?;
        Ok(ObjectsReport { objects })
    }
}

impl fmt::Display for ObjectsReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&counted(self.objects as u64, "object", "objects"))
    }
}

fn line(csv: &mut String, index: usize, object: &Object) {
    let placement = &object.placement;
    // Writing to a String cannot fail.
    let _ = write!(csv, "{index},{},{}", quoted(&object.name()), object.kind);
    for value in placement.position_m.iter().chain(&placement.rotation).chain(&placement.scale) {
        let _ = write!(csv, ",{value}");
    }
    let events = object.events;
    for value in [events.belongs_to, events.event_id, events.event_kind, events.npc_id, events.npc_status] {
        let _ = write!(csv, ",{value}");
    }
    csv.push('\n');
}

/// A field, in quotes where its characters need them (RFC 4180).
pub(super) fn quoted(text: &str) -> String {
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::opd::{EventLinks, Placement};

    #[test]
    fn a_line_has_a_field_per_column() {
        let placement = Placement {
            name: b"a \"wall\", old".to_vec(),
            position_m: [1.5, f32::NAN, -3.0],
            rotation: [0.0, 0.0, 0.0, 1.0],
            scale: [1.0, 2.0, 1.0],
            ..Placement::default()
        };
        let events = EventLinks { belongs_to: 1, event_id: -2, event_kind: 3, npc_id: 4, npc_status: 5 };
        let mut csv = String::new();
        line(&mut csv, 7, &Object { kind: 0x141B, placement, events, ..Object::default() });
        assert_eq!(csv, "7,\"a \"\"wall\"\", old\",5147,1.5,NaN,-3,0,0,0,1,1,2,1,1,-2,3,4,5\n");
        assert_eq!(HEADER.split(',').count(), csv.split(',').count() - 1, "one comma is in quotes");
        assert_eq!(["plain", "a\nb", ""].map(quoted), ["plain", "\"a\nb\"", ""]);
    }
}
