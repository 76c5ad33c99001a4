//! `render --map MAP.smd`: a server map from above, drawn on the CPU.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use super::args::{GlobalArgs, RenderArgs};
use super::ground::server_map_in;
use super::inputs::Input;
use super::render::software;
use super::{outputs, template};
use crate::export::OutputPlan;
use crate::export::options::map_side_px;
use crate::export::png::{self, Pixels};
use crate::formats::smd;
use crate::scene::raster::server_map::ServerMapPicture;

/// Pixels per side of a tile, unless given.
const PX_PER_TILE: u32 = 4;

/// Whether the file of the arguments is a server map, by its extension.
pub fn is_server_map(args: &RenderArgs) -> bool {
    let extension = args.file.as_deref().and_then(|file| file.extension()?.to_str());
    extension.is_some_and(|extension| smd::KIND.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// Draws the map and writes it.
///
/// # Errors
/// The file cannot be read, the map would be too large, or the output cannot be written.
pub fn run(args: &RenderArgs, global: &GlobalArgs, plan: &OutputPlan) -> Result<ExitCode> {
    let Some(file) = &args.file else { bail!("no server map is named") };
    let input = Input::from(file.clone());
    let bytes = input.read().with_context(|| input.name())?;
    let Some(map) = server_map_in(&input, &bytes) else { bail!("{}: is no server map", input.name()) };
    let map = map.with_context(|| input.name())?;
    let px_per_tile = args.px_per_tile.unwrap_or(PX_PER_TILE);
    map_side_px(map.size - 1, px_per_tile)?;
    let picture = ServerMapPicture::new(&map, px_per_tile);
    let side = picture.side_px();
    let text = [("Software", software()), ("Title", format!("{} from above, {px_per_tile} px per tile", input.name()))];
    template::make_folder(&args.output)?;
    png::write_rgb8::<anyhow::Error>(&args.output, Pixels::Repeating, [side, side], &text, |sink| {
        (0..map.size - 1).rev().try_for_each(|z| sink(&picture.rows(z)))?;
        Ok(())
    })?;
    outputs::report(global, plan, &format!("{side} x {side} pixels"))?;
    Ok(ExitCode::SUCCESS)
}
