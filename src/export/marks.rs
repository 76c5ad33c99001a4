//! Marks of the game as a table or a map: monsters, NPCs, events, warps, gates and areas, from the client's own files and
//! those of a server.

mod fields;
mod geojson;
mod web;

use std::fmt;

use self::fields::{COLUMNS, csv_line, fields};
use super::{
    Estimate, ExportContext, ExportError, ExportOption, ExportSpec, ExportStep, Exporter, FileType, Output, Preset,
    Program,
};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::number::counted;
use crate::scene::game_marks::{GameMark, MarkKind};

pub(super) use self::web::script;

/// A table or map of marks.
#[derive(clap::Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarksExport {
    /// The marks to export
    #[arg(long, value_enum, value_name = "KIND", default_value_t)]
    pub kind: MarkChoice,
}

/// The marks of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum MarkChoice {
    /// All marks, also sound areas and flags
    #[default]
    All,
    /// Monsters and NPCs with their areas, numbers and patrol paths
    Spawns,
    /// Areas: named ones, event tiles with what they do, resurrection, start and home areas, rooms
    Events,
    /// Objects with a role: warps with their destinations, bind points, gates, levers
    ObjectEvents,
}

impl MarkChoice {
    /// Whether it takes a kind of mark.
    pub fn takes(self, kind: MarkKind) -> bool {
        match kind {
            MarkKind::Monster | MarkKind::Npc => matches!(self, MarkChoice::All | MarkChoice::Spawns),
            MarkKind::Warp | MarkKind::BindPoint | MarkKind::Gate | MarkKind::Lever | MarkKind::EventObject => {
                matches!(self, MarkChoice::All | MarkChoice::ObjectEvents)
            }
            MarkKind::SoundArea | MarkKind::Flag => self == MarkChoice::All,
            _ => matches!(self, MarkChoice::All | MarkChoice::Events),
        }
    }
}

/// Report of an export of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarksReport {
    /// Number of marks that were written.
    pub marks: usize,
    /// Number of marks that were left out: their places are no numbers, or far beyond any zone.
    pub left_out: usize,
}

impl Exporter for MarksExport {
    const SPEC: ExportSpec = ExportSpec {
        name: "marks",
        about: "Monsters, NPCs, events, warps, gates and areas in meters: .csv or .geojson; --server adds those of a server",
        examples: "Examples:\n  gtd-viewer export marks moradon.gtd --server Server -o moradon.geojson\n  \
            gtd-viewer export marks moradon.gtd --server Server --kind spawns -o spawns.csv\n\n\
            Meters: x east, z north, as in the game. Without --server there are the marks of the client's own files: named \
            areas, sound areas, flags, and objects with a role. UTF-8, fields with commas or quotes in quotes.",
        reads_client_files: true,
        reads_server_files: true,
        reads_server_map: false,
        has_objects: false,
    };
    const PRESETS: &'static [Preset<MarksExport>] =
        &[Preset::in_menu(Program::Other, MarksExport { kind: MarkChoice::All })];
    type Report = MarksReport;

    fn output(&self) -> Output {
        const CSV: FileType = FileType { name: "CSV", extensions: &["csv"] };
        const GEOJSON: FileType = FileType { name: "GeoJSON", extensions: &["geojson", "json"] };
        Output::File { types: &[CSV, GEOJSON], expected: "unknown extension; marks are written as .csv or .geojson" }
    }

    fn name_suffix(&self) -> &'static str {
        "-marks.csv"
    }

    fn options(&self) -> Vec<ExportOption> {
        vec![ExportOption::Marks(self.kind)]
    }

    fn set(&mut self, option: ExportOption) {
        if let ExportOption::Marks(kind) = option {
            self.kind = kind;
        }
    }

    fn estimate(&self, _gtd: &Gtd, extension: &str) -> Estimate {
        // The number of marks is not known here; a zone without a server has a few.
        let bytes = if extension == "csv" { 2_000 } else { 4_000 };
        Estimate { bytes, files: 1 }
    }

    fn run(&self, context: &ExportContext<'_>) -> Result<MarksReport, ExportError> {
        context.step(ExportStep::ReadingMarks)?;
        let marks = context.source.game_marks()?;
        let wanted: Vec<&GameMark> = marks.marks.iter().filter(|mark| self.kind.takes(mark.kind)).collect();
        let sound: Vec<&GameMark> = wanted.iter().copied().filter(|mark| mark.shape.is_sound()).collect();
        let is_table = context.output().extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        let text = if is_table { table(&sound) } else { geojson::text(&sound, &context.source.name())? };
        context.write_output(text.as_bytes(), &[])?;
        Ok(MarksReport { marks: sound.len(), left_out: wanted.len() - sound.len() })
    }
}

impl fmt::Display for MarksReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&counted(self.marks as u64, "mark", "marks"))?;
        match self.left_out {
            0 => Ok(()),
            left_out => write!(f, "; {left_out} with impossible places left out"),
        }
    }
}

fn table(marks: &[&GameMark]) -> String {
    let mut csv = COLUMNS.join(",");
    csv.push('\n');
    marks.iter().for_each(|mark| csv_line(&mut csv, &fields(mark)));
    csv
}

#[cfg(test)]
mod tests;
