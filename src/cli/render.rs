//! `render`: a picture of a zone, without a window.

use crate::cli::args::{GlobalArgs, RenderArgs};
use crate::cli::drawing::{self, HeadlessRenderer};
use crate::cli::fly_through::FlyThrough;
use crate::cli::ground::assert_no_folder;
use crate::cli::values::SizeArg;
use crate::cli::{outputs, template};
use crate::cli::{render_map, render_server_map};
use crate::export::png::Pixels;
use crate::export::{InputFiles, Output, OutputPlan, png};
use crate::formats::kernel::visible::path_text;
use crate::load::{Load, LoadOptions, MissingFile};
use crate::render::FrameOptions;
use crate::render::picture::{Canvas, draw_view};
use crate::scene::view_settings::{Layer, ViewSettings};
use anyhow::{Result, ensure};
use std::path::Path;
use std::process::ExitCode;

pub fn run(args: &RenderArgs, global: &GlobalArgs) -> Result<ExitCode> {
    let plan = plan(args);
    outputs::check(&plan, &inputs(args), false)?;
    args.file.as_deref().map_or(Ok(()), assert_no_folder)?;
    if args.map && render_server_map::is_server_map(args) {
        return render_server_map::run(args, global, &plan);
    }
    let draw = |headless, load| draw(args, global, (headless, load), &plan);
    drawing::with_renderer(&args.view, args.file.as_deref(), wanted(args), draw)
}

/// The parts of the zone that the picture shows.
fn wanted(args: &RenderArgs) -> LoadOptions {
    let settings = settings(args);
    // Maps have no lamps, and draw their objects without the device. Their light is that of the sky.
    let mut wanted = LoadOptions::from(&settings);
    wanted.object_models &= !args.map || settings.overlays.boxes || settings.overlays.objects;
    wanted.lights &= !args.map || settings.overlays.lights;
    wanted.sky |= args.map && settings.lighting.is_some();
    wanted
}

fn draw(
    args: &RenderArgs,
    global: &GlobalArgs,
    (mut headless, load): (HeadlessRenderer, Load),
    plan: &OutputPlan,
) -> Result<ExitCode> {
    let fly_through = args.path.as_deref().map(|path| FlyThrough::open(path, &args.output)).transpose()?;
    let settings = settings(args);
    let (zone, loaded) = headless.finish(load)?;
    report_missing(&loaded.missing);
    plan.check_inputs(&zone.files.files_read().into_iter().collect()).map_err(outputs::refused)?;
    template::make_folder(&args.output)?;
    headless.choose_sky(&args.view, &loaded)?;
    let mut options = FrameOptions::new(&settings, zone.ground.gtd().extent_m());
    options.atmosphere = headless.atmosphere(&settings);
    let size = args.size.unwrap_or(SizeArg::DEFAULT);
    let size_px = [size.width_px, size.height_px];
    let limit = headless.gpu.caps.max_texture_side_px;
    ensure!(
        size_px[0] <= limit && size_px[1] <= limit,
        "--size is larger than this adapter supports ({limit} x {limit} pixels)"
    );
    options = options.chosen_for(drawing::frozen(&args.view, size_px));
    if let Some((fly_through, sink)) = fly_through {
        let frames = fly_through.render(sink, args, global, &mut headless, &zone, &options)?;
        outputs::report(global, plan, &format!("{frames} frames of {} x {} pixels", size_px[0], size_px[1]))?;
        return Ok(ExitCode::SUCCESS);
    }
    log::info!("drawing with {} ({})", headless.gpu.caps.adapter, headless.gpu.caps.backend);
    if args.map {
        return render_map::draw(args, global, &mut headless, &zone, &settings, plan);
    }
    let HeadlessRenderer { gpu, scene_view, .. } = &mut headless;
    let view = drawing::view(&args.view, &zone, size_px);
    let canvas = Canvas::new(gpu, size_px);
    let (rgb, stats) = draw_view(gpu, scene_view, &canvas, &view, &options)?;
    log::info!("{stats:?}");
    let text =
        [("Software", software()), ("Title", zone.name.clone()), ("Description", format!("--camera {}", view.pose))];
    png::write_rgb8::<anyhow::Error>(&args.output, Pixels::View, size_px, &text, |sink| Ok(sink(&rgb)?))?;
    outputs::report(global, plan, &format!("{} x {} pixels", size_px[0], size_px[1]))?;
    Ok(ExitCode::SUCCESS)
}

/// The picture, or the folder of frames; `-` is standard output, for frames without PNG.
fn plan(args: &RenderArgs) -> OutputPlan {
    let output = if args.path.is_some() { Output::Folder } else { Output::PICTURE };
    OutputPlan::new(&args.output, output).or_standard_output()
}

fn inputs(args: &RenderArgs) -> InputFiles {
    let sky = args.view.sky.as_deref().map(Path::new);
    [args.file.as_deref(), args.path.as_deref(), args.view.data.as_deref(), sky].into_iter().flatten().collect()
}

/// The view settings; a map shows only tiles, unless layers are given.
fn settings(args: &RenderArgs) -> ViewSettings {
    let settings = args.view.settings;
    if args.map && !args.view.layers_given { settings.with_layers(&[Layer::Tiles]) } else { settings }
}

pub fn software() -> String {
    format!("gtd-viewer {}", env!("CARGO_PKG_VERSION"))
}

/// Logs placeholders: the first few files by name, the rest by number.
pub fn report_missing(missing: &[MissingFile]) {
    const NAMED: usize = 5;
    for file in missing.iter().take(NAMED) {
        log::warn!("{}: {} ({}); drawing a placeholder", file.name, file.reason(), path_text(&file.path));
    }
    if missing.len() > NAMED {
        let more: u64 = missing.iter().skip(NAMED).map(|file| u64::from(file.files())).sum();
        log::warn!("... and {more} more files; list all with --stats");
    }
}
