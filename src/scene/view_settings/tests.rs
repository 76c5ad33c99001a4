use proptest::prelude::*;

use super::*;
use crate::scene::modes::Overlay;

/// Any settings that command lines can express.
pub(crate) fn any_settings() -> impl Strategy<Value = ViewSettings> {
    let layers = prop::sample::subsequence(Layer::VARIANTS, 0..=Layer::VARIANTS.len());
    let overlays = prop::sample::subsequence(Overlay::VARIANTS, 0..=Overlay::VARIANTS.len());
    let filter = prop::option::of(prop::sample::select(Filter::VARIANTS));
    let samples = prop::option::of(prop::sample::select(vec![1u32, 2, 4]));
    let lighting = prop::option::of(prop::sample::select(Lighting::VARIANTS));
    let mode = prop::sample::select(ViewMode::VARIANTS);
    let meters = |range| prop::option::of(range);
    let numbers = (meters(0.01f32..100_000.0), meters(0.1f32..10_000.0), 0..24 * 60u32);
    let of_objects = (prop::option::of(0.01f32..100_000.0), 0.0f32..=1.0);
    (layers, overlays, (filter, samples, lighting), mode, (numbers, of_objects), any::<[bool; 4]>()).prop_map(
        |(layers, overlays, quality, mode, (numbers, of_objects), [classic, full_detail, fixed_hour, gates_open])| {
            let (filter, samples, lighting) = quality;
            let ((distance, step, minutes), (object_distance_m, object_density)) = (numbers, of_objects);
            ViewSettings {
                lighting,
                classic,
                full_detail,
                fixed_hour,
                gates_open,
                time_secs: minutes * 60,
                filter,
                samples,
                view_distance_m: distance,
                object_distance_m,
                object_density,
                mode,
                overlays: overlays.into_iter().collect(),
                contour_step_m: step,
                ..ViewSettings::default().with_layers(&layers)
            }
        },
    )
}

/// Each option with its value in the same word, or in the next one.
fn from_words(args: &[String], apart: bool) -> ViewSettings {
    let split = |arg: &String| {
        arg.trim_start_matches("--").split_once('=').map(|(name, value)| [name, value].map(str::to_owned))
    };
    let mut settings = ViewSettings::default();
    for arg in args {
        let [name, value] = split(arg).unwrap_or([arg.trim_start_matches("--").to_owned(), String::new()]);
        let (at_once, next) = if apart { (None, Some(value)) } else { (Some(value.as_str()), None) };
        assert!(
            options::read(ViewSettings::OPTIONS, &mut settings, (&name, at_once), || next.clone()).unwrap(),
            "{arg}"
        );
    }
    settings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 4 } else { 256 }))]

    #[test]
    fn settings_survive_pasted_options(settings in any_settings()) {
        let args = settings.to_args();
        prop_assert_eq!(from_words(&args, false), settings);
    }

    #[cfg(feature = "serde")]
    #[test]
    fn settings_survive_their_file(settings in any_settings()) {
        let json = serde_json::to_string(&settings).unwrap();
        prop_assert_eq!(serde_json::from_str::<ViewSettings>(&json).unwrap(), settings);
    }
}

#[test]
fn default_settings_need_no_options() {
    assert_eq!(ViewSettings::default().to_args(), Vec::<String>::new());
}

#[test]
fn options_are_written_in_one_form() {
    let settings = ViewSettings {
        view_distance_m: Some(750.5),
        object_distance_m: Some(300.0),
        object_density: 0.25,
        filter: Some(Filter::Nearest),
        samples: Some(4),
        full_detail: true,
        gates_open: true,
        mode: ViewMode::TextureIndex,
        overlays: Overlays::from_iter([Overlay::Contours, Overlay::Tiles]),
        contour_step_m: Some(2.5),
        time_secs: 6 * 3600 + 1800,
        lighting: Some(Lighting::None),
        fixed_hour: false,
        classic: true,
        ..ViewSettings::default().with_layers(&[Layer::Water, Layer::Tiles])
    };
    let args = [
        "--view-distance=750.5",
        "--object-distance=300",
        "--object-density=0.25",
        "--filter=nearest",
        "--msaa=4",
        "--detail=full",
        "--layers=tiles,water",
        "--lighting=none",
        "--gates=open",
        "--mode=texture-index",
        "--overlay=tiles,contours",
        "--contour-step=2.5",
        "--time=06:30",
        "--free-sun",
        "--classic",
    ];
    assert_eq!(settings.to_args(), args);
    let nothing = ViewSettings::default().with_layers(&[]);
    assert_eq!(nothing.to_args(), ["--layers=grass"]);
    let words: Vec<String> = args.iter().filter(|arg| arg.contains('=')).map(|arg| (*arg).to_owned()).collect();
    assert_eq!(from_words(&words, true), ViewSettings { fixed_hour: true, classic: false, ..settings });
}

#[test]
fn modes_that_show_data_draw_objects_only_where_a_layer_names_them() {
    let modes = |settings: ViewSettings| {
        let draws = |mode: &&ViewMode| ViewSettings { mode: **mode, ..settings }.draws_objects();
        ViewMode::VARIANTS.iter().filter(draws).copied().collect::<Vec<_>>()
    };
    let read = |layers: &str| from_words(&[format!("--layers={layers}")], false);
    let by_mode = modes(ViewSettings::default());
    assert!(by_mode.contains(&ViewMode::Textured) && by_mode.contains(&ViewMode::Colormap), "{by_mode:?}");
    assert!(!by_mode.contains(&ViewMode::Height) && !by_mode.contains(&ViewMode::Layer1), "{by_mode:?}");
    assert_eq!((modes(read("tiles,objects")).len(), modes(read("tiles")).len()), (ViewMode::VARIANTS.len(), 0));
}

#[test]
fn command_lines_keep_the_switch_of_objects_that_the_mode_uses() {
    for mode in ViewMode::VARIANTS {
        for (switches, water) in (0..8).map(|bits| ([bits & 1 != 0, bits & 2 != 0], bits & 4 != 0)) {
            let [objects, objects_over_data] = switches;
            let settings = ViewSettings { mode: *mode, objects, objects_over_data, water, ..ViewSettings::default() };
            let pasted = from_words(&settings.to_args(), false);
            assert_eq!((pasted.draws_objects(), pasted.layers()), (settings.draws_objects(), settings.layers()));
        }
    }
}

#[test]
fn wrong_values_are_refused() {
    let wrong = [
        ("view-distance", ["0", "-1", "nan", "inf", "far"].as_slice()),
        ("object-distance", &["0", "-1", "inf"]),
        ("object-density", &["1.01", "-0.1", "nan", "half"]),
        ("filter", &["sharp", ""]),
        ("msaa", &["3", "8", "0"]),
        ("layers", &["tiles,clouds", ""]),
        ("lighting", &["", "auto", "moon"]),
        ("mode", &["", "lit"]),
        ("overlay", &["grid"]),
        ("contour-step", &["0.05", "nan", "10001"]),
        ("time", &["25:00", "noon"]),
    ];
    for (name, values) in wrong {
        for value in values {
            let mut settings = ViewSettings::default();
            let read = options::read(ViewSettings::OPTIONS, &mut settings, (name, Some(value)), || None);
            assert!(read.is_err(), "--{name}={value}");
        }
    }
    assert!(!options::read(ViewSettings::OPTIONS, &mut ViewSettings::default(), ("fov", None), || None).unwrap());
}

#[test]
fn other_names_of_modes_are_read() {
    for (alias, mode) in [
        ("color-map", ViewMode::Colormap),
        ("colour-map", ViewMode::Colormap),
        ("texture", ViewMode::TextureIndex),
        ("layer-1", ViewMode::Layer1),
    ] {
        assert_eq!(from_words(&[format!("--mode={alias}")], false).mode, mode);
    }
}

#[test]
fn the_default_lighting_follows_classic_and_a_chosen_one_does_not() {
    let mut settings = ViewSettings::default();
    assert_eq!(settings.lighting(), Lighting::Sun);
    settings.classic = true;
    assert_eq!(settings.lighting(), Lighting::Client);
    settings.set_lighting(Lighting::Client);
    assert_eq!(settings.lighting, None, "the default is not stored");
    settings.set_lighting(Lighting::Sun);
    assert_eq!((settings.lighting, settings.lighting()), (Some(Lighting::Sun), Lighting::Sun));
}
