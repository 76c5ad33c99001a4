//! Table of the command-line options of view settings.

use strum::VariantArray;

use super::options::{BoxError, Name, Names, OptionSpec, Value, ValueError, names_of, to_args};
use super::{Filter, Layer, ViewSettings, format_clock, parse_clock};
use crate::scene::modes::{Overlay, Overlays, ViewMode};

const NO_VALUE: fn() -> Option<String> = || Some(String::new());

impl ViewSettings {
    /// Command-line options of these settings.
    pub const OPTIONS: &'static [OptionSpec<ViewSettings>] = &[
        OptionSpec {
            name: "view-distance",
            help: "How far the ground is drawn, in meters from the eye [default: to the horizon]",
            get: |view| view.view_distance_m.map(|meters| meters.to_string()),
            value: Value::Text("M", |view, text| {
                let meters = text.parse().ok().filter(|meters: &f32| meters.is_finite() && *meters > 0.0);
                view.view_distance_m = Some(meters.ok_or(ValueError::new("a number above 0"))?);
                Ok(())
            }),
        },
        OptionSpec {
            name: "filter",
            help: "Texture filter",
            get: |view| view.filter.map(|filter| filter.to_string()),
            value: Value::OneOf(Names { value_name: "FILTER", default: Some("auto"), all: filters }, |view, text| {
                view.filter = if text == "auto" { None } else { Some(text.parse()?) };
                Ok(())
            }),
        },
        OptionSpec {
            name: "msaa",
            help: "Samples a pixel",
            get: |view| view.samples.map(|samples| samples.to_string()),
            value: Value::OneOf(Names { value_name: "SAMPLES", default: Some("auto"), all: samples }, |view, text| {
                view.samples = match text {
                    "auto" => None,
                    _ => Some(text.parse().ok().filter(|n| [1, 2, 4].contains(n)).ok_or(ValueError::new("1, 2 or 4"))?),
                };
                Ok(())
            }),
        },
        OptionSpec {
            name: "detail",
            help: "Detail of distant ground",
            get: |view| view.full_detail.then(|| "full".to_owned()),
            value: Value::OneOf(Names { value_name: "DETAIL", default: Some("auto"), all: details }, |view, text| {
                view.full_detail = text == "full";
                Ok(())
            }),
        },
        OptionSpec {
            name: "layers",
            help: "What is drawn, of all that a zone has [default: all but relief; of a map: tiles]",
            get: layers,
            value: Value::ListOf(Names { value_name: "LIST", default: None, all: names_of::<Layer> }, |view, text| {
                *view = view.with_layers(&list(text, |name| Ok(name.parse::<Layer>()?))?);
                Ok(())
            }),
        },
        OptionSpec {
            name: "mode",
            help: "What the ground is colored by",
            get: |view| (view.mode != ViewMode::default()).then(|| view.mode.to_string()),
            value: Value::OneOf(
                Names { value_name: "MODE", default: Some("textured"), all: ViewMode::names },
                |view, text| {
                    view.mode = named(ViewMode::names, ViewMode::VARIANTS, text)?;
                    Ok(())
                },
            ),
        },
        OptionSpec {
            name: "overlay",
            help: "What lies over the ground, in any mode",
            get: |view| (!view.overlays.is_empty()).then(|| joined(view.overlays.iter())),
            value: Value::ListOf(Names { value_name: "LIST", default: None, all: Overlay::names }, |view, text| {
                let named = |name: &str| named(Overlay::names, Overlay::VARIANTS, name);
                view.overlays = Overlays::from_iter(list(text, named)?);
                Ok(())
            }),
        },
        OptionSpec {
            name: "contour-step",
            help: "Height between contours in meters [default: what suits the zone]",
            get: |view| view.contour_step_m.map(|meters| meters.to_string()),
            value: Value::Text("M", |view, text| {
                let meters = text.parse().ok().filter(|meters: &f32| (0.1..=10_000.0).contains(meters));
                view.contour_step_m = Some(meters.ok_or(ValueError::new("meters from 0.1 to 10000"))?);
                Ok(())
            }),
        },
        OptionSpec {
            name: "time",
            help: "Time of the zone's day [default: 12:00]",
            get: |view| {
                let noon = ViewSettings::default().time_secs;
                (view.time_secs / 60 != noon / 60).then(|| format_clock(view.time_secs))
            },
            value: Value::Text("HH:MM", |view, text| {
                view.time_secs = parse_clock(text)?;
                Ok(())
            }),
        },
        OptionSpec {
            name: "free-sun",
            help: "Let the sun move also where the client's table of zones fixes it",
            get: |view| if view.fixed_hour { None } else { NO_VALUE() },
            value: Value::Flag(|view| view.fixed_hour = false),
        },
        OptionSpec {
            name: "classic",
            help: "Draw as the client did: its detail levels, far clip, fog, field of view and mip bias",
            get: |view| if view.classic { NO_VALUE() } else { None },
            value: Value::Flag(|view| view.classic = true),
        },
    ];

    /// The options that turn the default settings into these: `--name=value` or `--name`, each one word.
    pub fn to_args(&self) -> Vec<String> {
        to_args(ViewSettings::OPTIONS, self)
    }
}

fn filters() -> Vec<Name> {
    let auto = Name::new("auto", "Trilinear on a CPU adapter, else anisotropic");
    [auto].into_iter().chain(names_of::<Filter>()).collect()
}

fn samples() -> Vec<Name> {
    let auto = Name::new("auto", "1 on a CPU adapter, else 4");
    vec![auto, Name::new("1", "One"), Name::new("2", "Two"), Name::new("4", "Four")]
}

fn details() -> Vec<Name> {
    let auto = Name::new("auto", "Less in the distance, without a visible difference");
    vec![auto, Name::new("full", "All of it everywhere")]
}

/// A list must not be empty: without any layer it is `grass`, which is not drawn.
fn layers(view: &ViewSettings) -> Option<String> {
    let shown = view.layers();
    let text = if shown.is_empty() { Layer::Grass.to_string() } else { joined(shown.iter()) };
    (shown != ViewSettings::default().layers()).then_some(text)
}

fn joined(names: impl Iterator<Item = impl ToString>) -> String {
    names.map(|name| name.to_string()).collect::<Vec<_>>().join(",")
}

fn list<E>(text: &str, one: impl Fn(&str) -> Result<E, BoxError>) -> Result<Vec<E>, BoxError> {
    text.split(',').map(one).collect()
}

/// The variant of a name or an alias; `names` and `variants` have the same order.
fn named<E: Copy>(names: fn() -> Vec<Name>, variants: &[E], text: &str) -> Result<E, BoxError> {
    let is_it = |name: &Name| name.name == text || name.aliases.contains(&text);
    let at = names().iter().position(is_it).ok_or(ValueError::new("one of the names in --help"))?;
    Ok(variants[at])
}
