//! From what the user wants drawn to what the renderer is told, and to options of the command line.

use crate::render::{Filter, FrameOptions, QualityRequest};
use crate::scene::modes::{Overlay, Overlays, ViewMode};
use crate::scene::terrain::select::{CLASSIC_FAR_M, Detail, LodRules};
use crate::ui::{Drawing, FilterChoice};

/// How finely a drawing wants to be drawn.
pub fn quality(drawing: &Drawing) -> QualityRequest {
    let filter = match drawing.filter {
        FilterChoice::Auto => None,
        FilterChoice::Nearest => Some(Filter::Nearest),
        FilterChoice::Bilinear => Some(Filter::Bilinear),
        FilterChoice::Trilinear => Some(Filter::Trilinear),
        FilterChoice::Anisotropic => Some(Filter::Anisotropic),
    };
    QualityRequest { filter, msaa: drawing.samples }
}

/// How a zone of an extent in meters is drawn.
pub fn frame_options(drawing: &Drawing, extent_m: f32) -> FrameOptions {
    let far_m = if drawing.classic { CLASSIC_FAR_M } else { f32::INFINITY };
    let view_distance_m = drawing.view_distance_m.unwrap_or(far_m);
    let detail = match drawing {
        Drawing { full_detail: true, .. } => Detail::Full,
        Drawing { classic: true, .. } => Detail::Classic,
        // Where the color map is not wanted, tiles are drawn to the horizon.
        _ => Detail::Screen { tile_px: if drawing.color_map { 1.0 } else { 0.0 }, error_px: 1.0 },
    };
    let fog_per_m = FrameOptions::fog_to(FrameOptions::fog_end_m(view_distance_m, extent_m));
    let options = FrameOptions {
        lod: LodRules { detail, view_distance_m },
        tiles: drawing.tiles,
        color_map: drawing.color_map,
        shadows: drawing.shadows,
        water: drawing.water,
        sky: drawing.sky,
        relief: drawing.relief,
        mip_bias: drawing.classic,
        fog_per_m: if drawing.fog { fog_per_m } else { 0.0 },
        ..FrameOptions::default()
    };
    options.in_mode(drawing.mode, drawing.overlays, drawing.contour_step_m)
}

/// The options that a command line needs for a drawing, where it is not the default one.
pub fn words(drawing: &Drawing) -> Vec<String> {
    let (common, mut words) = (Drawing::default(), Vec::new());
    drawing.view_distance_m.into_iter().for_each(|meters| words.push(format!("--view-distance={meters}")));
    if drawing.filter != common.filter {
        words.push(format!("--filter={}", drawing.filter.name()));
    }
    drawing.samples.into_iter().for_each(|samples| words.push(format!("--msaa={samples}")));
    let layers = |drawing: &Drawing| {
        let all = [
            (drawing.tiles, "tiles"),
            (drawing.color_map, "colormap"),
            (drawing.shadows, "shadows"),
            (drawing.water, "water"),
            (drawing.sky, "sky"),
            (drawing.fog, "fog"),
            (drawing.relief, "relief"),
        ];
        all.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect::<Vec<_>>()
    };
    let shown = layers(drawing);
    if shown != layers(&common) {
        // A list must not be empty; there is no grass to be drawn.
        words.push(format!("--layers={}", if shown.is_empty() { "grass".to_owned() } else { shown.join(",") }));
    }
    if drawing.mode != common.mode {
        words.push(format!("--mode={}", drawing.mode.name()));
    }
    if !drawing.overlays.is_empty() {
        let names: Vec<&str> = drawing.overlays.iter().map(Overlay::name).collect();
        words.push(format!("--overlay={}", names.join(",")));
    }
    drawing.contour_step_m.into_iter().for_each(|meters| words.push(format!("--contour-step={meters}")));
    let minutes = drawing.time_secs / 60;
    if minutes != common.time_secs / 60 {
        words.push(format!("--time={:02}:{:02}", minutes / 60, minutes % 60));
    }
    if drawing.full_detail {
        words.push("--detail=full".to_owned());
    }
    if drawing.classic {
        words.push("--classic".to_owned());
    }
    if !drawing.fixed_hour {
        words.push("--free-sun".to_owned());
    }
    words
}

/// Whether an option is one of those that [`words`] writes.
pub fn is_word(option: &str) -> bool {
    let name = option.split('=').next().unwrap_or_default();
    const OPTIONS: [&str; 13] = [
        "--view-distance",
        "--filter",
        "--msaa",
        "--layers",
        "--mode",
        "--overlay",
        "--contour-step",
        "--time",
        "--detail",
        "--classic",
        "--free-sun",
        "--sky",
        "--freeze",
    ];
    OPTIONS.contains(&name)
}

/// Reads what [`words`] writes; other options are left to others.
pub fn of_words<'a>(options: impl IntoIterator<Item = &'a str>) -> Drawing {
    let mut drawing = Drawing::default();
    for option in options {
        match option.split_once('=').unwrap_or((option, "")) {
            ("--layers", names) => {
                let shows = |name| names.split(',').any(|shown| shown == name);
                drawing.tiles = shows("tiles");
                drawing.color_map = shows("colormap");
                drawing.shadows = shows("shadows");
                drawing.water = shows("water");
                drawing.sky = shows("sky");
                drawing.fog = shows("fog");
                drawing.relief = shows("relief");
            }
            ("--time", time) => {
                let minutes = time.split_once(':').and_then(|(hours, minutes)| {
                    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
                    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
                });
                drawing.time_secs = minutes.map_or(drawing.time_secs, |minutes| minutes * 60);
            }
            ("--detail", level) => drawing.full_detail = level == "full",
            ("--classic", _) => drawing.classic = true,
            ("--free-sun", _) => drawing.fixed_hour = false,
            ("--filter", name) => drawing.filter = FilterChoice::of_name(name).unwrap_or_default(),
            ("--msaa", samples) => drawing.samples = samples.parse().ok().filter(|samples| [1, 2, 4].contains(samples)),
            ("--mode", name) => drawing.mode = ViewMode::of_name(name).unwrap_or_default(),
            ("--overlay", names) => drawing.overlays = Overlays::of(names.split(',').filter_map(Overlay::of_name)),
            ("--contour-step", meters) => {
                let meters = meters.parse().ok();
                drawing.contour_step_m = meters.filter(|meters: &f32| (0.1..=10_000.0).contains(meters));
            }
            ("--view-distance", meters) => {
                let meters = meters.parse().ok();
                drawing.view_distance_m = meters.filter(|meters: &f32| meters.is_finite() && *meters > 0.0);
            }
            _ => {}
        }
    }
    drawing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_goes_round_through_its_options() {
        assert_eq!(words(&Drawing::default()), Vec::<String>::new());
        let none = Drawing {
            tiles: false,
            color_map: false,
            shadows: false,
            water: false,
            sky: false,
            fog: false,
            ..Drawing::default()
        };
        let some = Drawing { relief: true, time_secs: 6 * 3600 + 1800, full_detail: true, ..Drawing::default() };
        let fine = Drawing {
            filter: FilterChoice::Nearest,
            samples: Some(4),
            view_distance_m: Some(750.5),
            fixed_hour: false,
            ..Drawing::default()
        };
        let classic = Drawing { classic: true, water: false, ..Drawing::default() };
        let colored = Drawing {
            mode: ViewMode::TextureIndex,
            overlays: Overlays::of([Overlay::Contours, Overlay::Objects]),
            contour_step_m: Some(2.5),
            ..Drawing::default()
        };
        for drawing in [Drawing::default(), none, some, fine, classic, colored] {
            let words = words(&drawing);
            assert!(words.iter().all(|word| is_word(word)), "{words:?}");
            assert_eq!(of_words(words.iter().map(String::as_str)), drawing, "{words:?}");
        }
    }

    #[test]
    fn classic_sees_as_far_as_the_client() {
        let classic = frame_options(&Drawing { classic: true, ..Drawing::default() }, 2048.0);
        assert_eq!(classic.lod, LodRules { detail: Detail::Classic, view_distance_m: CLASSIC_FAR_M });
        assert_eq!(classic.fog_per_m, FrameOptions::fog_to(CLASSIC_FAR_M));
        let near = frame_options(&Drawing { view_distance_m: Some(300.0), ..Drawing::default() }, 2048.0);
        assert_eq!((near.lod.view_distance_m, near.fog_per_m), (300.0, FrameOptions::fog_to(300.0)));
    }
}
