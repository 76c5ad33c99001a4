//! `export` and `import`: what is taken out of zones for other programs, and brought back.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};

use super::export_args::{
    EngineArg, ExportKind, HeightsArgs, ImportHeightsArgs, ImportKind, InOutArgs, SplatArgs, TileValueArg, TilesArgs,
};
use super::ground::{read_ground, read_shadows, read_zone};
use super::inputs::Input;
use super::output::{Style, complain, print};
use super::{FAILED, GlobalArgs, many, template};
use crate::export::heights::{self, Engine, import};
use crate::export::splat;
use crate::export::tiles::{self, TileValue};
use crate::export::whole_file::WholeFile;

/// Takes out what is asked for.
pub(super) fn run(global: &GlobalArgs, kind: &ExportKind) -> Result<ExitCode> {
    match kind {
        ExportKind::Heights(args) => each(global, &args.files, |input, output| export_heights(args, input, output)),
        ExportKind::Tiles(args) => each(global, &args.files, |input, output| export_tiles(args, input, output)),
        ExportKind::Splat(args) => each(global, &args.files, |input, output| export_splat(args, input, output)),
    }
}

/// Brings back what is asked for.
pub(super) fn run_import(kind: &ImportKind) -> Result<ExitCode> {
    let ImportKind::Heights(args) = kind;
    let told = import_heights(args)?;
    print(&told)?;
    Ok(ExitCode::SUCCESS)
}

/// Does something for each input and prints the lines that it tells; one that fails does not stop the rest.
fn each(
    global: &GlobalArgs,
    args: &InOutArgs,
    work: impl Fn(&Input, &Path) -> Result<String> + Sync,
) -> Result<ExitCode> {
    let inputs = args.files.expand();
    template::assert_distinct(&args.output, &inputs)?;
    let results = many::for_each(global, &inputs, |input| {
        let output: PathBuf = template::fill(&args.output, input);
        template::make_folder(&output).with_context(|| output.display().to_string())?;
        work(input, &output)
    });
    let (mut failed, total) = (0, results.len());
    let errors = Style::for_stderr(global.color);
    for (input, result) in inputs.iter().zip(results) {
        match result {
            Ok(told) if !global.quiet => {
                print(&told)?;
            }
            Ok(_) => {}
            Err(error) => {
                let told = format!("{error:#}");
                let name = input.name();
                complain(errors, "error", &if told.starts_with(&name) { told } else { format!("{name}: {told}") });
                failed += 1;
            }
        }
    }
    many::summarize(global, total, &format!("{} exported, {failed} failed", total - failed));
    Ok(if failed > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

fn export_heights(args: &HeightsArgs, input: &Input, output: &Path) -> Result<String> {
    let gtd = read_zone(input)?;
    let engine = args.engine.map(|engine| match engine {
        EngineArg::Unity => Engine::Unity,
        EngineArg::Unreal => Engine::Unreal,
    });
    let sidecar = heights::write(&gtd, output, engine)?;
    let (size, error) = (sidecar.size, sidecar.max_round_trip_error_m);
    let resampled = match gtd.map_size() {
        old if old == size => String::new(),
        old => format!(" (resampled from {old} x {old}, {:.4} m apart)", sidecar.spacing_m),
    };
    let mut told = format!(
        "{}: {size} x {size} heights{resampled}, {}; largest round-trip error {error} m\n",
        output.display(),
        sidecar.orientation
    );
    if sidecar.not_finite > 0 {
        told.push_str(&format!("  {} heights are no finite numbers\n", sidecar.not_finite));
    }
    if let Some(numbers) = &sidecar.import_with {
        told.push_str(&format!("  import with {numbers}\n"));
    }
    Ok(told)
}

fn export_tiles(args: &TilesArgs, input: &Input, output: &Path) -> Result<String> {
    let gtd = read_zone(input)?;
    let value = match args.value {
        TileValueArg::Texture1 => TileValue::Texture1,
        TileValueArg::Texture2 => TileValue::Texture2,
        TileValueArg::Direction1 => TileValue::Direction1,
        TileValueArg::Direction2 => TileValue::Direction2,
        TileValueArg::Layers => TileValue::Layers,
        TileValueArg::Slope => TileValue::Slope,
        TileValueArg::Shadow => TileValue::Shadow,
        TileValueArg::Grass => TileValue::Grass,
    };
    let shadows = if value == TileValue::Shadow { read_shadows(input, &gtd, args.data.as_deref()) } else { None };
    let sidecar = tiles::write(&gtd, value, shadows.as_ref(), output).with_context(|| output.display().to_string())?;
    let (size, name, bits) = (sidecar.size, sidecar.value, sidecar.bits);
    Ok(format!("{}: {name} of {size} x {size} tiles, {bits} bits, {} values\n", output.display(), sidecar.legend.len()))
}

fn export_splat(args: &SplatArgs, input: &Input, output: &Path) -> Result<String> {
    let gtd = read_zone(input)?;
    let files = read_ground(input, &gtd, args.data.as_deref());
    let count = splat::write(&gtd, &files.pictures(4), output).with_context(|| output.display().to_string())?;
    let size = gtd.tiles_per_side();
    Ok(format!("{}: weights of {count} families, {size} x {size} tiles\n", output.display()))
}

fn import_heights(args: &ImportHeightsArgs) -> Result<String> {
    let gtd = read_zone(&Input::from(args.file.clone()))?;
    let given = import::Scale { offset_m: args.offset, scale_m: args.scale };
    let image = args.image.display();
    let mut grid = import::read(&args.image, given).map_err(|reason| anyhow!("{image}: {reason}"))?;
    let mut told = String::new();
    if args.resample && grid.side() != gtd.map_size() {
        let (from, to) = (grid.side(), gtd.map_size());
        told = format!(", resampled from {from} x {from} to {to} x {to}");
        grid = grid.resampled(to);
    }
    let bytes = import::with_heights(&gtd, &grid)
        .map_err(|reason| anyhow!("{image}: {reason}; --resample takes them all the same"))?;
    let output = args.output.display();
    template::make_folder(&args.output).with_context(|| output.to_string())?;
    WholeFile::write(&args.output, &bytes).with_context(|| output.to_string())?;
    Ok(format!("{output}: heights of {image}{told}, bounds of all patches computed anew\n"))
}
