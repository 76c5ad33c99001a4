//! `render --map`: a zone from above, written in strips so that a map may be larger than memory.
//!
//! The device draws the ground; objects are drawn over it on the CPU, also where they are below it, or alone on a
//! transparent background.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::args::{GlobalArgs, RenderArgs};
use crate::cli::drawing::HeadlessRenderer;
use crate::cli::render::{report_missing, software};
use crate::cli::{many, outputs};
use crate::export::options::map_side_px;
use crate::export::png::Pixels;
use crate::export::{OutputPlan, png};
use crate::load::{Zone, read_zone_objects};
use crate::platform::block_on;
use crate::render::FrameOptions;
use crate::render::picture::{MapPlan, draw_map, map_options};
use crate::scene::objects::{ObjectList, ObjectModels};
use crate::scene::raster::object_map::ObjectMap;
use crate::scene::view_settings::{Layer, Lighting, ViewSettings};

/// Side of the pieces in which the ground is drawn, in pixels: large enough to be fast, small enough for any device.
const MAP_PIECE_PX: u32 = 4096;
/// Pixels per side of a tile, unless given.
const PX_PER_TILE: u32 = 4;

/// Draws the map of a loaded zone and writes it.
///
/// # Errors
/// The map would be too large, drawing fails, or the output cannot be written.
pub fn draw(
    args: &RenderArgs,
    global: &GlobalArgs,
    headless: &mut HeadlessRenderer,
    zone: &Zone,
    settings: &ViewSettings,
    plan: &OutputPlan,
) -> Result<ExitCode> {
    let px_per_tile = args.px_per_tile.unwrap_or(PX_PER_TILE);
    let limit = headless.gpu.caps.max_texture_side_px.min(MAP_PIECE_PX);
    let pieces = MapPlan::new(zone.ground.gtd().tiles_per_side(), px_per_tile, limit);
    let side = map_side_px(pieces.tiles, px_per_tile)?;
    let mut options = map_options(px_per_tile).with_layers(settings);
    let lighting = settings.lighting.filter(|lighting| *lighting != Lighting::None);
    if let Some(lighting) = lighting {
        options = FrameOptions { lighting, atmosphere: headless.atmosphere(settings), ..options };
    }
    let lights = lighting.map(|lighting| options.atmosphere.surface_lights(lighting));
    let models = if options.objects { read_objects(zone, &args.view.hide) } else { ObjectModels::default() };
    let objects = ObjectMap::new(&models, zone.ground.gtd().extent_m().into(), side).lit_by(lights);
    let text = [("Software", software()), ("Title", format!("{} from above, {px_per_tile} px per tile", zone.name))];
    let bar = many::Bar::new(global);
    let done = |rows: u32| bar.show(rows as usize, side as usize, &zone.name);
    if options.objects && has_only_objects(settings) {
        png::write_rgba8::<anyhow::Error>(&args.output, [side, side], &text, |sink| {
            for top in (0..side).step_by(pieces.strip_px() as usize) {
                let bottom = (top + pieces.strip_px()).min(side);
                sink(&objects.rows(top..bottom))?;
                done(bottom);
            }
            Ok(())
        })?;
    } else {
        // Objects are left to the CPU.
        let ground = FrameOptions { objects: false, ..options };
        let mut top = 0;
        png::write_rgb8::<anyhow::Error>(&args.output, Pixels::Repeating, [side, side], &text, |sink| {
            draw_map(&headless.gpu, &mut headless.scene_view, &pieces, &ground, |rows| {
                let bottom = (top + pieces.strip_px()).min(side);
                objects.draw_over_rows(top..bottom, rows);
                sink(rows)?;
                top = bottom;
                done(bottom);
                Ok(())
            })
        })?;
    }
    outputs::report(global, plan, &format!("{side} x {side} pixels"))?;
    Ok(ExitCode::SUCCESS)
}

/// Whether nothing but objects is drawn, so that the background is transparent.
fn has_only_objects(settings: &ViewSettings) -> bool {
    settings.layers() == [Layer::Objects] && settings.overlays.is_empty()
}

/// The objects of a zone; no objects if it has none.
fn read_objects(zone: &Zone, hide: &ObjectList) -> ObjectModels {
    let (models, missing) = block_on(read_zone_objects(zone.ground.gtd(), &zone.files, hide));
    report_missing(&missing);
    models.unwrap_or_default()
}
