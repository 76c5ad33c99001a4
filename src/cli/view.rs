//! The window: from what was typed to what it opens with.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;

use super::args::ViewArgs;
use super::drawing;
use super::task::ViewTask;
use super::values::{DetailArg, LayerArg, MsaaArg, TimeArg};
use crate::app;
use crate::load::ZoneSource;
use crate::ui::{Drawing, FilterChoice};

/// Opens the window and returns when it is closed.
///
/// # Errors
/// No display or no adapter.
pub fn run(task: ViewTask) -> Result<ExitCode> {
    app::run(options(task))?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the window with two zones, the second wiped over the first.
///
/// # Errors
/// No display or no adapter.
pub fn run_comparing(task: ViewTask, with: &Path) -> Result<ExitCode> {
    app::run(app::Options { compare_with: Some(ZoneSource::of(with)), ..options(task) })?;
    Ok(ExitCode::SUCCESS)
}

fn options(task: ViewTask) -> app::Options {
    let ViewTask { path, view } = task;
    app::Options {
        zone: Some(ZoneSource::of_or_demo(path.as_deref())),
        compare_with: None,
        data: view.data.clone(),
        camera: view.camera,
        freeze: view.freeze,
        fov_y_deg: view.fov,
        adapter: view.adapter.clone(),
        budget_bytes: drawing::budget_bytes(&view),
        typed: typed(&view),
        drawing: names_a_view(&view).then(|| drawing_of(&view)),
        sky: view.sky.clone(),
    }
}

/// Whether any option says what the picture is to be: then it is that, whatever was chosen in the window last.
fn names_a_view(view: &ViewArgs) -> bool {
    let others = ViewArgs { data: None, adapter: None, gpu_budget: None, ..view.clone() };
    others != ViewArgs::default()
}

/// What is to be drawn.
fn drawing_of(view: &ViewArgs) -> Drawing {
    let shows = |layer| view.layers.as_ref().is_none_or(|layers| layers.contains(&layer));
    let time = view.time.unwrap_or(TimeArg::NOON);
    Drawing {
        tiles: shows(LayerArg::Tiles),
        color_map: shows(LayerArg::Colormap),
        shadows: shows(LayerArg::Shadows),
        water: shows(LayerArg::Water),
        sky: shows(LayerArg::Sky),
        fog: shows(LayerArg::Fog),
        relief: view.layers.as_ref().is_some_and(|layers| layers.contains(&LayerArg::Relief)),
        classic: view.classic,
        full_detail: view.detail == DetailArg::Full,
        time_secs: time.hour * 3600 + time.minute * 60,
        fixed_hour: !view.free_sun,
        filter: FilterChoice::of_name(&named(&view.filter)).unwrap_or_default(),
        samples: view.msaa.samples(),
        view_distance_m: view.view_distance.map(|meters| meters as f32),
        mode: view.mode.0,
        overlays: drawing::overlays(view),
        contour_step_m: view.contour_step.map(|meters| meters as f32),
        ..Drawing::default()
    }
}

/// A value as it is typed.
fn named<T: ValueEnum>(value: &T) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// The options that change the picture, written as they are typed; without camera and field of view.
fn typed(view: &ViewArgs) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = |name: &str, value: String| words.push(format!("--{name}={value}"));
    view.view_distance.into_iter().for_each(|meters| word("view-distance", meters.to_string()));
    if view.filter != Default::default() {
        word("filter", named(&view.filter));
    }
    if view.msaa != MsaaArg::default() {
        word("msaa", named(&view.msaa));
    }
    if view.detail != Default::default() {
        word("detail", named(&view.detail));
    }
    if let Some(layers) = &view.layers {
        word("layers", layers.iter().map(named).collect::<Vec<_>>().join(","));
    }
    if view.mode != Default::default() {
        word("mode", named(&view.mode));
    }
    if !view.overlay.is_empty() {
        word("overlay", view.overlay.iter().map(named).collect::<Vec<_>>().join(","));
    }
    view.contour_step.into_iter().for_each(|meters| word("contour-step", meters.to_string()));
    view.time.into_iter().for_each(|time| word("time", time.to_string()));
    view.gpu_budget.into_iter().for_each(|megabytes| word("gpu-budget", megabytes.to_string()));
    view.data.iter().for_each(|folder| word("data", folder.display().to_string()));
    if let Some(sky) = &view.sky {
        words.push(format!("--sky={sky}"));
    }
    if view.free_sun {
        words.push("--free-sun".to_owned());
    }
    if view.classic {
        words.push("--classic".to_owned());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Cli;
    use clap::Parser;

    #[test]
    fn window_and_pictures_draw_the_same() {
        let zone = crate::load::Zone {
            name: "demo".into(),
            path: None,
            ground: std::sync::Arc::new(crate::scene::terrain::Terrain::new(
                crate::formats::gtd::Gtd::parse(crate::demo::embedded::zone().to_vec()).unwrap(),
            )),
            files: std::sync::Arc::new(crate::zone::ZoneFiles::without_path(None)),
            skies: Vec::new(),
            parse_ms: 0.0,
            file_bytes: 0,
        };
        let cases: [&[&str]; 9] = [
            &[],
            &["--classic"],
            &["--layers=tiles,water"],
            &["--layers=colormap,sky,fog,relief", "--view-distance=300"],
            &["--detail=full", "--classic"],
            &["--classic", "--view-distance=800", "--layers=fog,shadows"],
            &["--mode=colormap", "--overlay=contours,grass", "--contour-step=2.5"],
            &["--mode=shadow", "--layers=tiles"],
            &["--mode=slope", "--overlay=wireframe,objects"],
        ];
        for case in cases {
            let args = ["gtd-viewer", "a.gtd"].iter().chain(case);
            let view = Cli::try_parse_from(args).unwrap().view;
            let window = app::frame_options(&drawing_of(&view), zone.ground.gtd().extent_m());
            assert_eq!(window, drawing::frame_options(&view, &zone), "{case:?}");
        }
    }

    #[test]
    fn what_is_written_is_what_was_typed() {
        let args = [
            "gtd-viewer",
            "a.gtd",
            "--view-distance=750.5",
            "--filter=nearest",
            "--msaa=4",
            "--detail=full",
            "--layers=tiles,water",
            "--mode=texture-index",
            "--overlay=contours,tiles",
            "--contour-step=2.5",
            "--time=06:30",
            "--gpu-budget=64",
            "--data=My Client",
            "--sky=Karus",
            "--free-sun",
            "--classic",
        ];
        let view = Cli::try_parse_from(args).unwrap().view;
        let words = typed(&view);
        assert_eq!(words, args[2..]);
        let again = Cli::try_parse_from(["gtd-viewer".to_owned(), "a.gtd".to_owned()].into_iter().chain(words));
        assert_eq!(again.unwrap().view, view);
        assert_eq!(typed(&ViewArgs::default()), Vec::<String>::new());
    }
}
