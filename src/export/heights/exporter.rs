//! `export heights`: all heights of a zone as one file, with a sidecar.

use std::fmt;
use std::path::Path;

use super::format::{FILE_TYPES, HeightFormat};
use super::{EXPECTED, EXPECTED_BY_ENGINES, Engine, EngineSettings, HeightsSidecar, encode};
use crate::export::outputs::{Companion, companion_name};
use crate::export::{Estimate, ExportContext, ExportError, ExportSpec, ExportStep, Exporter, Output, Preset, Program};
use crate::formats::gtd::Gtd;

/// Index of the format that Blender and Godot's terrain tools read in meters.
const OPEN_EXR: usize = 2;

/// Heights, in the format that the output's extension names.
#[derive(clap::Args, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeightsExport {
    /// Write the orientation, sample format and size that a game engine expects
    #[arg(long = "for", value_enum, value_name = "ENGINE")]
    pub engine: Option<Engine>,
}

/// Report of a heights export.
#[derive(Clone, Debug, PartialEq)]
pub struct HeightsReport {
    /// Contents of the file's sidecar.
    pub sidecar: HeightsSidecar,
    /// Vertices a side of the zone.
    pub zone_size: u32,
    /// The engine for which the file is, if any.
    pub engine: Option<Engine>,
}

impl HeightsReport {
    /// Values for the engine's import dialog; none without an engine.
    pub fn engine_settings(&self) -> Option<EngineSettings> {
        let HeightsSidecar { size, spacing_m, offset_m, scale_m, .. } = self.sidecar;
        self.engine.map(|engine| EngineSettings { engine, size, spacing_m, offset_m, scale_m })
    }
}

impl Exporter for HeightsExport {
    const SPEC: ExportSpec = ExportSpec {
        name: "heights",
        about: "Heights, one pixel per vertex: .png, .tif, .exr, .r16, .r32 or .csv",
        examples: "\
Examples:
  gtd-viewer export heights moradon.gtd -o moradon.exr
  gtd-viewer export heights moradon.gtd -o moradon.raw --for unity
  gtd-viewer export heights -r Zones -o 'heights/{stem}.png'

The sidecar OUT.json holds offset, scale and orientation. Row 0 is the north edge, column 0 the west
edge; with --for unity, row 0 is the south edge.",
        reads_client_files: false,
        reads_server_files: false,
        has_objects: false,
        reads_server_map: false,
    };
    const PRESETS: &'static [Preset<HeightsExport>] = &[
        Preset::new(Program::Blender, HeightsExport { engine: None }).in_format(OPEN_EXR),
        Preset::in_menu(Program::Unity, HeightsExport { engine: Some(Engine::Unity) }),
        Preset::in_menu(Program::Unreal, HeightsExport { engine: Some(Engine::Unreal) }),
        Preset::new(Program::Godot, HeightsExport { engine: None }).in_format(OPEN_EXR),
        Preset::in_menu(Program::Other, HeightsExport { engine: None }),
    ];
    type Report = HeightsReport;

    fn output(&self) -> Output {
        match self.engine {
            None => Output::File { types: &FILE_TYPES, expected: EXPECTED },
            Some(engine) => Output::File { types: engine.file_types(), expected: EXPECTED_BY_ENGINES },
        }
    }

    fn companions(&self, output: &Path) -> Vec<Companion> {
        vec![Companion::sidecar(output)]
    }

    fn name_suffix(&self) -> &'static str {
        match self.engine {
            None => "-heights.png",
            Some(Engine::Unity) => "-heights.raw",
            Some(Engine::Unreal) => "-heights-unreal.png",
        }
    }

    fn estimate(&self, gtd: &Gtd, extension: &str) -> Estimate {
        let side = self.engine.map_or(gtd.map_size(), |engine| engine.legal_size(gtd.map_size()));
        let format = HeightFormat::from_path(&Path::new("heights").with_extension(extension));
        let bytes = format.map_or(0, |format| format.usual_bytes(u64::from(side) * u64::from(side)));
        Estimate { bytes, files: 2 }
    }

    fn run(&self, context: &ExportContext<'_>) -> Result<HeightsReport, ExportError> {
        let gtd = context.source.gtd()?;
        // A device may have any name.
        let usual = self.output().types().first().and_then(|usual| usual.extensions.first());
        let format = HeightFormat::from_path(context.output());
        let format = format.or_else(|| HeightFormat::from_path(&Path::new("usual").with_extension(usual?)));
        let format = format.ok_or(ExportError::Extension(EXPECTED))?;
        context.step(ExportStep::WritingHeights)?;
        let (mut sidecar, bytes) = encode(gtd, format, self.engine)?;
        sidecar.companion_of = companion_name(context.output());
        let description = serde_json::to_vec_pretty(&sidecar)?;
        context.write_output(&bytes, &[(Companion::sidecar(context.output()), &description)])?;
        Ok(HeightsReport { sidecar, zone_size: gtd.map_size(), engine: self.engine })
    }
}

impl fmt::Display for HeightsReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let HeightsSidecar { size, spacing_m, orientation, max_round_trip_error_m, .. } = &self.sidecar;
        write!(f, "{size} x {size} heights")?;
        if self.zone_size != *size {
            write!(f, " (resampled from {0} x {0}, spacing {spacing_m:.4} m)", self.zone_size)?;
        }
        write!(f, ", {orientation}; maximum round-trip error {} m", (max_round_trip_error_m * 1e6).round() / 1e6)?;
        if self.sidecar.not_finite > 0 {
            write!(f, "\n  {} heights are NaN or infinite", self.sidecar.not_finite)?;
        }
        match self.engine_settings() {
            Some(settings) => write!(f, "\n  {}", settings.to_string().replace('\n', "\n    ")),
            None => Ok(()),
        }
    }
}
