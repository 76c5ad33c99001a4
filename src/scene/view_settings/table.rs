//! Table of the command-line options of view settings.

use strum::VariantArray;

use super::options::{BoxError, Name, Names, OptionSpec, Value, ValueError, names_of, to_args};
use super::{Filter, Layer, Lighting, ViewSettings, format_clock, parse_clock};
use crate::scene::modes::{Overlay, Overlays, ViewMode};

const NO_VALUE: fn() -> Option<String> = || Some(String::new());

impl ViewSettings {
    /// Command-line options of these settings.
    pub const OPTIONS: &'static [OptionSpec<ViewSettings>] = &[
        OptionSpec {
            name: "view-distance",
            help: "Maximum horizontal view distance in meters [default: unlimited]",
            get: |view| view.view_distance_m.map(|meters| meters.to_string()),
            value: Value::Text("M", |view, text| {
                view.view_distance_m = Some(distance_m(text)?);
                Ok(())
            }),
        },
        OptionSpec {
            name: "object-distance",
            help: "Maximum horizontal distance of placed objects in meters [default: that of the ground]",
            get: |view| view.object_distance_m.map(|meters| meters.to_string()),
            value: Value::Text("M", |view, text| {
                view.object_distance_m = Some(distance_m(text)?);
                Ok(())
            }),
        },
        OptionSpec {
            name: "object-density",
            help: "Share of the small placed objects to draw, 0 to 1; large ones are always drawn [default: 1]",
            get: |view| (view.object_density != 1.0).then(|| view.object_density.to_string()),
            value: Value::Text("SHARE", |view, text| {
                let share = text.parse().ok().filter(|share: &f32| (0.0..=1.0).contains(share));
                view.object_density = share.ok_or(ValueError::new("a number from 0 to 1"))?;
                Ok(())
            }),
        },
        OptionSpec {
            name: "filter",
            help: "Texture filtering",
            get: |view| view.filter.map(|filter| filter.to_string()),
            value: Value::OneOf(Names { value_name: "FILTER", default: Some("auto"), all: filters }, |view, text| {
                view.filter = if text == "auto" { None } else { Some(text.parse()?) };
                Ok(())
            }),
        },
        OptionSpec {
            name: "msaa",
            help: "Multisample anti-aliasing, in samples per pixel",
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
            help: "Level of detail of distant terrain",
            get: |view| view.full_detail.then(|| "full".to_owned()),
            value: Value::OneOf(Names { value_name: "DETAIL", default: Some("auto"), all: details }, |view, text| {
                view.full_detail = text == "full";
                Ok(())
            }),
        },
        OptionSpec {
            name: "layers",
            help: "Parts of the scene to draw, separated by commas [default: all but relief, and no objects in modes that \
                   show data; with --map: tiles]",
            get: layers,
            value: Value::ListOf(Names { value_name: "LIST", default: None, all: names_of::<Layer> }, |view, text| {
                *view = view.with_layers(&list(text, |name| Ok(name.parse::<Layer>()?))?);
                Ok(())
            }),
        },
        OptionSpec {
            name: "lighting",
            help: "How ground and objects are lit [default: sun; with --classic: client; with --map: none]",
            get: |view| view.lighting.map(|lighting| lighting.to_string()),
            value: Value::OneOf(
                Names { value_name: "LIGHTING", default: None, all: names_of::<Lighting> },
                |view, text| {
                    view.lighting = Some(text.parse()?);
                    Ok(())
                },
            ),
        },
        OptionSpec {
            name: "gates",
            help: "State of gates and levers",
            get: |view| view.gates_open.then(|| "open".to_owned()),
            value: Value::OneOf(Names { value_name: "STATE", default: Some("closed"), all: gates }, |view, text| {
                view.gates_open = text == "open";
                Ok(())
            }),
        },
        OptionSpec {
            name: "mode",
            help: "View mode: how the ground is colored",
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
            help: "Overlays to draw over the ground, separated by commas",
            get: |view| (!view.overlays.is_empty()).then(|| joined(view.overlays.iter())),
            value: Value::ListOf(Names { value_name: "LIST", default: None, all: Overlay::names }, |view, text| {
                let named = |name: &str| named(Overlay::names, Overlay::VARIANTS, name);
                view.overlays = Overlays::from_iter(list(text, named)?);
                Ok(())
            }),
        },
        OptionSpec {
            name: "contour-step",
            help: "Contour interval in meters [default: chosen for the zone]",
            get: |view| view.contour_step_m.map(|meters| meters.to_string()),
            value: Value::Text("M", |view, text| {
                let meters = text.parse().ok().filter(|meters: &f32| (0.1..=10_000.0).contains(meters));
                view.contour_step_m = Some(meters.ok_or(ValueError::new("0.1 to 10,000 meters"))?);
                Ok(())
            }),
        },
        OptionSpec {
            name: "time",
            help: "Time of day in the zone [default: 12:00]",
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
            help: "Let the sun move even if the client's zone table fixes its hour",
            get: |view| if view.fixed_hour { None } else { NO_VALUE() },
            value: Value::Flag(|view| view.fixed_hour = false),
        },
        OptionSpec {
            name: "classic",
            help: "Render like the client: its levels of detail, far clip, fog, field of view, mip bias and lighting",
            get: |view| if view.classic { NO_VALUE() } else { None },
            value: Value::Flag(|view| view.classic = true),
        },
    ];

    /// The options that turn the default settings into these: `--name=value` or `--name`, each one word.
    pub fn to_args(&self) -> Vec<String> {
        to_args(ViewSettings::OPTIONS, self)
    }
}

fn distance_m(text: &str) -> Result<f32, ValueError> {
    let meters = text.parse().ok().filter(|meters: &f32| meters.is_finite() && *meters > 0.0);
    meters.ok_or(ValueError::new("a number of meters above 0"))
}

fn filters() -> Vec<Name> {
    let auto = Name::new("auto", "Trilinear on a software renderer, else anisotropic");
    [auto].into_iter().chain(names_of::<Filter>()).collect()
}

fn samples() -> Vec<Name> {
    let auto = Name::new("auto", "1 on a software renderer, else 4");
    vec![auto, Name::new("1", "Off"), Name::new("2", "2x"), Name::new("4", "4x")]
}

fn details() -> Vec<Name> {
    let auto = Name::new("auto", "Reduced with distance, without visible difference");
    vec![auto, Name::new("full", "Full detail everywhere")]
}

fn gates() -> Vec<Name> {
    vec![Name::new("closed", "Closed, levers upright"), Name::new("open", "Gates open, levers moved")]
}

/// A list must not be empty: without any layer it is `grass`, which is not drawn.
fn layers(view: &ViewSettings) -> Option<String> {
    let default = ViewSettings { mode: view.mode, ..ViewSettings::default() };
    let switches = |view: &ViewSettings| [view.objects, view.objects_over_data];
    let shown = view.layers();
    let text = if shown.is_empty() { Layer::Grass.to_string() } else { joined(shown.iter()) };
    (shown != default.layers() || switches(view) != switches(&default)).then_some(text)
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
    let at = names().iter().position(is_it).ok_or(ValueError::new("one of the names listed by --help"))?;
    Ok(variants[at])
}
