//! `export` and `import`: what is taken out of zones for other programs, and brought back.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, ensure};

use super::export_args::{
    EngineArg, ExportKind, HeightsArgs, ImportHeightsArgs, ImportKind, InOutArgs, MeshArgs, MeshTextureArg, SplatArgs,
    TextureFormatArg, TexturesArgs, TileValueArg, TilesArgs, TilesRange, WebMapArgs,
};
use super::ground::{read_ground, read_shadows, read_zone};
use super::inputs::Input;
use super::output::{Style, complain, print};
use super::{FAILED, GlobalArgs, WrongUsage, many, template};
use crate::export::Progress;
use crate::export::atomic_file::AtomicFile;
use crate::export::heights::{self, Engine, import};
use crate::export::mesh;
use crate::export::splat;
use crate::export::textures;
use crate::export::tiles::{self, TileValue};
use crate::export::web_map;

/// Takes out what is asked for.
pub(super) fn run(global: &GlobalArgs, kind: &ExportKind) -> Result<ExitCode> {
    assert_output(kind)?;
    match kind {
        ExportKind::Heights(args) => each(global, &args.files, |job| export_heights(args, job)),
        ExportKind::Tiles(args) => each(global, &args.files, |job| export_tiles(args, job)),
        ExportKind::Splat(args) => each(global, &args.files, |job| export_splat(args, job)),
        ExportKind::Mesh(args) => each(global, &args.files, |job| export_mesh(args, job)),
        ExportKind::Textures(args) => each(global, &args.files, |job| export_textures(args, job)),
        ExportKind::WebMap(args) => each(global, &args.files, |job| export_web_map(args, job)),
    }
}

/// Looks at the output's ending before any file is read.
fn assert_output(kind: &ExportKind) -> Result<(), WrongUsage> {
    const HEIGHTS: [&str; 8] = ["png", "tif", "tiff", "exr", "r16", "raw", "r32", "csv"];
    let (files, endings, what) = match kind {
        ExportKind::Heights(args) if args.engine.is_some() => {
            (&args.files, &["r16", "raw", "png"][..], "engines read heights of 16 bits: .r16, .raw or .png")
        }
        ExportKind::Heights(args) => (&args.files, &HEIGHTS[..], "heights go to .png, .tif, .exr, .r16, .r32 or .csv"),
        ExportKind::Tiles(args) => (&args.files, &["png"][..], "tiles go to .png"),
        ExportKind::Mesh(args) => (&args.files, &["glb", "obj"][..], "meshes go to .glb or .obj"),
        ExportKind::Textures(args) if args.sheet => (&args.files, &["png"][..], "a contact sheet goes to .png"),
        ExportKind::Splat(_) | ExportKind::Textures(_) | ExportKind::WebMap(_) => return Ok(()),
    };
    template::assert_ending(&files.output, endings, what)
}

/// One file to be exported.
struct Job<'a> {
    input: &'a Input,
    output: &'a Path,
    progress: Progress<'a>,
}

/// Brings back what is asked for.
pub(super) fn run_import(kind: &ImportKind) -> Result<ExitCode> {
    let ImportKind::Heights(args) = kind;
    let told = import_heights(args)?;
    print(&told)?;
    Ok(ExitCode::SUCCESS)
}

/// Does something for each input and prints the lines that it tells; one that fails does not stop the rest.
fn each(global: &GlobalArgs, args: &InOutArgs, work: impl Fn(Job<'_>) -> Result<String> + Sync) -> Result<ExitCode> {
    let inputs = args.files.expand();
    template::assert_distinct(&args.output, &inputs)?;
    // A single file has the bar for itself; of many only their number is shown.
    let bar = (inputs.len() == 1).then(|| many::Bar::new(global));
    let results = many::for_each(global, &inputs, |input| {
        let output: PathBuf = template::fill(&args.output, input);
        template::make_folder(&output).with_context(|| output.display().to_string())?;
        let name = input.name();
        let progress = |done: usize, total: usize| {
            if let Some(bar) = &bar {
                bar.show(done, total, &name);
            }
        };
        work(Job { input, output: &output, progress: &progress })
    });
    drop(bar);
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

fn export_heights(args: &HeightsArgs, Job { input, output, .. }: Job<'_>) -> Result<String> {
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

fn export_tiles(args: &TilesArgs, Job { input, output, .. }: Job<'_>) -> Result<String> {
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

fn export_splat(args: &SplatArgs, Job { input, output, .. }: Job<'_>) -> Result<String> {
    let gtd = read_zone(input)?;
    let files = read_ground(input, &gtd, args.data.as_deref());
    let count = splat::write(&gtd, &files.pictures(4), output).with_context(|| output.display().to_string())?;
    let size = gtd.tiles_per_side();
    Ok(format!("{}: weights of {count} families, {size} x {size} tiles\n", output.display()))
}

fn export_mesh(args: &MeshArgs, Job { input, output, progress }: Job<'_>) -> Result<String> {
    let gtd = read_zone(input)?;
    let side = gtd.tiles_per_side();
    let part = match args.tiles {
        None => mesh::Part::whole(&gtd),
        Some(TilesRange(tiles)) => {
            mesh::Part::of(&gtd, tiles).ok_or_else(|| anyhow!("--tiles reaches beyond the {side} x {side} tiles"))?
        }
    };
    let baking = match args.texture {
        MeshTextureArg::Baked => Some(mesh::Baking::Tiles(args.px_per_tile)),
        MeshTextureArg::ColorMap => Some(mesh::Baking::ColorMap),
        MeshTextureArg::None => None,
    };
    let baked = baking.map(|baking| {
        let files = read_ground(input, &gtd, args.data.as_deref());
        mesh::bake_telling(&gtd, &files, &part, baking, progress)
    });
    let textured = match &baked {
        Some((picture, px)) => format!(", a picture of {} x {} ({px} a tile)", picture.size_px[0], picture.size_px[1]),
        None => String::new(),
    };
    let scene = mesh::Scene {
        name: name_of(input),
        ground: mesh::ground(&gtd, &part),
        picture: baked.map(|(picture, _)| picture),
        water: mesh::water(&gtd, &part),
    };
    mesh::write(&scene, output).with_context(|| output.display().to_string())?;
    let (ground, water) = (scene.ground.indices.len() / 3, scene.water.map_or(0, |water| water.indices.len() / 3));
    Ok(format!("{}: {ground} triangles of ground, {water} of water{textured}\n", output.display()))
}

/// What a zone is called in what is made of it.
fn name_of(input: &Input) -> String {
    input.path().and_then(Path::file_stem).map_or("zone".into(), |stem| stem.to_string_lossy().into_owned())
}

fn export_web_map(args: &WebMapArgs, Job { input, output, progress }: Job<'_>) -> Result<String> {
    let gtd = read_zone(input)?;
    let files = read_ground(input, &gtd, args.data.as_deref());
    let shown = output.display();
    let map = web_map::write_telling(&gtd, &files, &name_of(input), args.px_per_tile, output, progress);
    let map = map.with_context(|| shown.to_string())?;
    let (tiles, zoom, px) = (map.tiles, map.zoom_max, map.px_per_tile);
    Ok(format!(
        "{shown}: {tiles} tiles, zoom 0 to {zoom} ({px} px a tile); open {}\n",
        output.join("index.html").display()
    ))
}

/// Longest side of a picture on a contact sheet, in pixels.
const SHEET_CELL_PX: u32 = 128;

fn export_textures(args: &TexturesArgs, Job { input, output, progress }: Job<'_>) -> Result<String> {
    let mut named = textures_of(input, args.data.as_deref())?;
    if let Some(index) = args.index {
        let count = named.len();
        named = named.into_iter().skip(index).take(1).collect();
        ensure!(!named.is_empty(), "--index {index}, but there are {count} textures, counted from 0");
    }
    let shown = output.display();
    if args.sheet {
        let (picture, told) = textures::sheet(&named, SHEET_CELL_PX).with_context(|| shown.to_string())?;
        let (beside, told) = (heights::sidecar_path(output), serde_json::to_vec_pretty(&told)?);
        AtomicFile::write_set(&[(output, &picture), (&beside, &told)]).with_context(|| shown.to_string())?;
        return Ok(format!("{shown}: {} textures on one sheet\n", named.len()));
    }
    let format = match args.format {
        TextureFormatArg::Png => textures::PictureFormat::Png { levels: args.mips },
        TextureFormatArg::Dds => textures::PictureFormat::Dds,
    };
    let files = textures::write_telling(&named, format, output, progress).with_context(|| shown.to_string())?;
    Ok(format!("{shown}: {} textures in {files} files\n", named.len()))
}

/// The textures of a file; of a zone those of its table.
fn textures_of(input: &Input, data: Option<&Path>) -> Result<Vec<textures::Named>> {
    let path = input.path().unwrap_or(Path::new("stdin.gtd"));
    if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gtd")) {
        let bytes = input.read().with_context(|| input.name())?;
        return textures::of_file(path, &bytes).with_context(|| input.name());
    }
    let gtd = read_zone(input)?;
    let files = read_ground(input, &gtd, data);
    Ok(textures::of_zone(&gtd, files.textures()))
}

fn import_heights(args: &ImportHeightsArgs) -> Result<String> {
    let gtd = read_zone(&Input::from(args.file.clone()))?;
    let given = import::Scale { offset_m: args.offset, scale_m: args.scale };
    let image = args.image.display();
    let mut grid = import::read(&args.image, given).with_context(|| image.to_string())?;
    let mut told = String::new();
    if args.resample && grid.side() != gtd.map_size() {
        let (from, to) = (grid.side(), gtd.map_size());
        told = format!(", resampled from {from} x {from} to {to} x {to}");
        grid = grid.resampled(to);
    }
    let bytes = import::with_heights(&gtd, &grid)
        .map_err(|error| anyhow!("{image}: {error}; --resample takes them all the same"))?;
    let output = args.output.display();
    template::make_folder(&args.output).with_context(|| output.to_string())?;
    AtomicFile::write(&args.output, &bytes).with_context(|| output.to_string())?;
    Ok(format!("{output}: heights of {image}{told}, bounds of all patches computed anew\n"))
}
