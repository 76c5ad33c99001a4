//! The server's map of a zone (`.smd`): heights and collision of the client's files, the rest of an older map.

use std::fmt;

use super::{
    Estimate, ExportContext, ExportError, ExportSpec, ExportStep, Exporter, FileType, Output, Preset, Program,
};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::number::{counted, grouped};
use crate::scene::server_map::{Rebuilt, rebuild};

/// The server's map of a zone.
#[derive(clap::Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerMapExport {}

/// Report of an export of a server map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerMapReport {
    /// Vertices a side.
    pub size: u32,
    /// Number of collision triangles.
    pub triangles: usize,
    /// Number of blocked tiles.
    pub blocked: usize,
    /// Number of objects with a role, resurrection areas and warps.
    pub objects: usize,
    /// Number of resurrection areas.
    pub areas: usize,
    pub warps: usize,
    /// What became of the older map; none without one.
    pub older: Option<OlderMap>,
}

/// What became of an older map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OlderMap {
    /// Number of its tiles with events.
    pub event_tiles: usize,
    /// Number of its tiles that were blocked or free against the rule.
    pub corrected_tiles: usize,
    /// Number of the zone's objects with a role that it lacks, and of its own that the zone lacks.
    pub other_objects: [usize; 2],
}

impl Exporter for ServerMapExport {
    const SPEC: ExportSpec = ExportSpec {
        name: "server-map",
        about: "Server's map of a zone: .smd with heights, collision and blocked tiles; --from OLD.smd adds events and warps",
        examples: "Examples:\n  gtd-viewer export server-map arena.gtd -o new/48.smd --from 48.smd\n  \
            gtd-viewer export server-map arena.gtd -o 48.smd\n\n\
            Heights, collision and blocked tiles come from the client's files. A tile is blocked if its corners differ by 10 m \
            or more, or if collision touches it. Event tiles, objects with a role, resurrection areas and warps come from \
            OLD.smd; without it the objects are those of the zone, and there are no events, areas or warps.",
        reads_client_files: true,
        reads_server_files: false,
        has_objects: false,
        reads_server_map: true,
    };
    const PRESETS: &'static [Preset<ServerMapExport>] = &[Preset::in_menu(Program::Other, ServerMapExport {})];
    type Report = ServerMapReport;

    fn output(&self) -> Output {
        const SMD: FileType = FileType { name: "Server map", extensions: &["smd"] };
        Output::File { types: &[SMD], expected: "unknown extension; server maps are written as .smd" }
    }

    fn name_suffix(&self) -> &'static str {
        ".smd"
    }

    fn estimate(&self, gtd: &Gtd, _extension: &str) -> Estimate {
        // Heights and events of the vertices; collision of real zones adds about the same again.
        Estimate { bytes: 12 * u64::from(gtd.map_size()) * u64::from(gtd.map_size()), files: 1 }
    }

    fn run(&self, context: &ExportContext<'_>) -> Result<ServerMapReport, ExportError> {
        context.step(ExportStep::ReadingObjects)?;
        let older = context.source.server_map()?;
        let stored = context.source.stored_objects()?;
        let rebuilt = rebuild(context.source.gtd()?, stored.map(|stored| &stored.file), older)?;
        context.write_output(&rebuilt.map.encode()?, &[])?;
        Ok(ServerMapReport::new(&rebuilt, older.is_some()))
    }
}

impl ServerMapReport {
    fn new(rebuilt: &Rebuilt, has_older: bool) -> ServerMapReport {
        let Rebuilt { map, event_tiles, corrected_tiles, other_objects } = rebuilt;
        let blocked = map.event_map.iter().filter(|event| **event == crate::formats::smd::BLOCKED).count();
        ServerMapReport {
            size: map.size,
            triangles: map.collision.len(),
            blocked,
            objects: map.object_events.len(),
            areas: map.regene_areas.len(),
            warps: map.warps.len(),
            older: has_older.then_some(OlderMap {
                event_tiles: *event_tiles,
                corrected_tiles: *corrected_tiles,
                other_objects: *other_objects,
            }),
        }
    }
}

impl fmt::Display for ServerMapReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |count: usize, one, many| counted(count as u64, one, many);
        let (size, blocked) = (self.size, count(self.blocked, "blocked tile", "blocked tiles"));
        write!(f, "{size} x {size} heights, {}, {blocked}", count(self.triangles, "triangle", "triangles"))?;
        let (objects, areas) = (self.objects, count(self.areas, "resurrection area", "resurrection areas"));
        write!(f, ", {}", count(objects, "object with a role", "objects with a role"))?;
        let Some(OlderMap { event_tiles, corrected_tiles, other_objects: [added, removed] }) = self.older else {
            return f.write_str("; no events, areas and warps (--from OLD.smd takes them over)");
        };
        let (warps, events) = (count(self.warps, "warp", "warps"), count(event_tiles, "event tile", "event tiles"));
        write!(f, ", {areas}, {warps}, {events}")?;
        if corrected_tiles > 0 {
            let tiles = count(corrected_tiles, "tile of the older map was", "tiles of the older map were");
            write!(f, "\n  {tiles} blocked or free against the rule, or with other heights or collision")?;
        }
        if added + removed > 0 {
            let [added, removed] = [added, removed].map(|count| grouped(count as u64));
            write!(
                f,
                "\n  objects are kept from the older map: {added} of the zone's are not in it, and {removed} of it are not in the zone"
            )?;
        }
        Ok(())
    }
}
