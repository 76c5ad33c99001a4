//! `diff`: changes between two versions of a zone, as JSON, text, and picture.

use std::path::Path;
use std::process::ExitCode;

use super::diff_text::{as_json, as_text};
use super::file_args::DiffArgs;
use super::ground::{read_ground, read_zone};
use super::inputs::Input;
use super::output::{Style, print, print_json};
use super::{GlobalArgs, outputs, template};
use crate::diff::{Difference, compare, picture};
use crate::export::{Output, OutputPlan, png};
use crate::formats::gtd::Gtd;
use crate::platform::block_on;
use crate::scene::raster::compose::Composer;
use crate::zone::ClientCache;
use anyhow::{Result, bail};

/// Pixels per tile side in the picture.
const PX_PER_TILE: u32 = 4;

/// Compares two zones. Differences are not a failure.
pub(super) fn run(global: &GlobalArgs, args: &DiffArgs) -> Result<ExitCode> {
    let [a, b] = [&args.a, &args.b].map(|path| Input::from(path.clone()));
    if a == Input::StandardInput && b == Input::StandardInput {
        return Err(super::WrongUsage("only one of the two zones can be read from standard input".into()).into());
    }
    if args.window {
        return show(args, &[a, b]);
    }
    let plan = args.output.as_deref().map(|output| OutputPlan::new(output, Output::PICTURE));
    if let Some(plan) = &plan {
        outputs::check(plan, &outputs::files_of([&a, &b], args.data.as_deref()), false)?;
    }
    let (old, new) = (read_zone(&a)?, read_zone(&b)?);
    let difference = compare(&old, &new);
    if let Some(plan) = &plan {
        draw(&difference, &b, &new, args.data.as_deref(), plan)?;
    }
    if args.json {
        print_json(&as_json(&a, &b, &difference))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut page = as_text(&a, &b, &difference, Style::for_stdout(global.color));
    if let Some(plan) = &plan {
        page.append(&outputs::written(plan, "map of the changes"));
    }
    print(&page)?;
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

fn draw(difference: &Difference, input: &Input, gtd: &Gtd, data: Option<&Path>, plan: &OutputPlan) -> Result<()> {
    if difference.tiles.is_none() {
        let [a, b] = difference.map_size;
        bail!("the zones differ in size ({a} and {b} vertices per side), so -o cannot draw their changes on one map");
    }
    let files = block_on(input.zone_files(&ClientCache::on_disk(), data));
    let textures = read_ground(input, gtd, &files);
    plan.check_inputs(&files.files_read().into_iter().collect()).map_err(outputs::refused)?;
    let output = plan.path();
    let (pictures, ground) = (textures.pictures(PX_PER_TILE), textures.ground());
    let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, &*ground);
    let side = composer.side_px();
    let text = [("Software", super::software()), ("Title", format!("changes in {}", input.name()))];
    template::make_folder(output)?;
    png::write_rgb8(output, [side, side], &text, |sink| picture::draw(difference, &composer, |rows| sink(rows)))?;
    Ok(())
}
