//! `diff`: changes between two versions of a zone, as JSON, text, and picture.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::file_args::DiffArgs;
use super::ground::{read_ground, read_zone};
use super::inputs::Input;
use super::output::{Style, print};
use super::{GlobalArgs, template};
use crate::diff::{Difference, compare, picture};
use crate::export::png;
use crate::formats::gtd::Gtd;
use crate::formats::kernel::number::grouped;
use crate::scene::raster::compose::Composer;

/// Pixels per tile side in the picture.
const PX_PER_TILE: u32 = 4;
/// Maximum number of texture files listed by name in text.
const LISTED: usize = 12;

/// Compares two zones. Differences are not a failure.
pub(super) fn run(global: &GlobalArgs, args: &DiffArgs) -> Result<ExitCode> {
    let [a, b] = [&args.a, &args.b].map(|path| Input::from(path.clone()));
    if a == Input::StandardInput && b == Input::StandardInput {
        return Err(super::WrongUsage("only one of the two zones can be read from standard input".into()).into());
    }
    if args.window {
        return show(args, &[a, b]);
    }
    let (old, new) = (read_zone(&a)?, read_zone(&b)?);
    let difference = compare(&old, &new);
    if let Some(output) = &args.output {
        draw(&difference, &b, &new, args.data.as_deref(), output)?;
    }
    let text = match args.json {
        true => serde_json::to_string_pretty(&as_json(&a, &b, &difference))? + "\n",
        false => as_text(&a, &b, &difference, Style::for_stdout(global.color)),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the window with both zones.
#[cfg(feature = "app")]
fn show(args: &DiffArgs, inputs: &[Input; 2]) -> Result<ExitCode> {
    if inputs.contains(&Input::StandardInput) {
        return Err(super::WrongUsage("--window needs files, not standard input".into()).into());
    }
    let view = crate::camera::ViewOptions { data: args.data.clone(), ..Default::default() };
    super::view::run_comparing(super::task::ViewTask { path: Some(args.a.clone()), view }, &args.b)
}

#[cfg(not(feature = "app"))]
fn show(_: &DiffArgs, _: &[Input; 2]) -> Result<ExitCode> {
    bail!("this build has no window; omit --window to print the differences")
}

fn draw(difference: &Difference, input: &Input, gtd: &Gtd, data: Option<&Path>, output: &Path) -> Result<()> {
    if difference.tiles.is_none() {
        let [a, b] = difference.map_size;
        bail!("the zones differ in size ({a} and {b} vertices per side), so -o cannot draw their changes on one map");
    }
    let files = read_ground(input, gtd, data);
    let (pictures, ground) = (files.pictures(PX_PER_TILE), files.ground());
    let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, &*ground);
    let side = composer.side_px();
    let text = [("Software", super::software()), ("Title", format!("changes in {}", input.name()))];
    template::make_folder(output)?;
    png::write_rgb8(output, [side, side], &text, |sink| picture::draw(difference, &composer, |rows| sink(rows)))?;
    Ok(())
}

fn as_json(a: &Input, b: &Input, difference: &Difference) -> Value {
    let heights = difference.heights.as_ref();
    let tiles = difference.tiles.as_ref();
    json!({
        "a": a.name(),
        "b": b.name(),
        "map_size": difference.map_size,
        "heights": heights.map(|heights| json!({ "changed": heights.changed.len(), "max_m": heights.max_m })),
        "tiles": tiles.map(|tiles| json!({ "changed": tiles.changed.len() })),
        "textures": { "added": difference.textures.added, "removed": difference.textures.removed },
        "rivers_changed": difference.rivers_changed,
        "ponds_changed": difference.ponds_changed,
    })
}

fn as_text(a: &Input, b: &Input, difference: &Difference, style: Style) -> String {
    let mut out = String::new();
    let mut line = |label: &str, text: &str| {
        let _ = writeln!(out, "  {} {text}", style.bold(&format!("{label:<9}")));
    };
    let [old, new] = difference.map_size;
    match (&difference.heights, &difference.tiles) {
        (Some(heights), Some(tiles)) => {
            let max = heights.max_m.map_or(" to or from NaN or infinity".into(), |max| format!(" by up to {max:.3} m"));
            line("Heights", &changed(heights.changed.len(), old * old, &format!("vertices changed{max}")));
            line("Tiles", &changed(tiles.changed.len(), (old - 1) * (old - 1), "tiles look different"));
        }
        _ => line("Size", &format!("{old} and {new} vertices per side; heights and tiles are not compared")),
    }
    let textures = &difference.textures;
    for (label, paths) in [("Added", &textures.added), ("Removed", &textures.removed)] {
        for (index, path) in paths.iter().take(LISTED).enumerate() {
            line(if index == 0 { label } else { "" }, path);
        }
        if paths.len() > LISTED {
            line("", &format!("... and {} more", paths.len() - LISTED));
        }
    }
    if textures.added.is_empty() && textures.removed.is_empty() {
        line("Textures", "same files");
    }
    let state = |differs: bool| if differs { "changed" } else { "unchanged" };
    line("Rivers", state(difference.rivers_changed));
    line("Ponds", state(difference.ponds_changed));
    let verdict = if difference.is_empty() { "  no visible changes" } else { "" };
    format!("{} -> {}{verdict}\n{out}", style.bold(&a.name()), style.bold(&b.name()))
}

fn changed(count: usize, of: u32, what: &str) -> String {
    match count {
        0 => "unchanged".into(),
        count => format!("{} of {} {what}", grouped(count as u64), grouped(of)),
    }
}
