//! View settings: layers, quality, view mode and time of day.
//!
//! One struct serves the window, the settings file (serde), the command line and both renderers.
//! [`ViewSettings::OPTIONS`] is the only definition of the command-line form of a setting: [`ViewSettings::to_args`],
//! the parsing of pasted command lines and the arguments of clap all follow from it.

mod clock;
pub mod options;
mod table;
#[cfg(test)]
pub(crate) mod tests;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};
use strum::{Display, EnumMessage, EnumString, IntoStaticStr, VariantArray};

pub use self::clock::{format_clock, parse_clock};
use crate::scene::modes::{Overlays, ViewMode};

/// Seconds of a day.
pub const DAY_SECS: u32 = 86_400;

/// How tile textures are filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumMessage, EnumString, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "lowercase"))]
#[strum(serialize_all = "lowercase")]
pub enum Filter {
    /// Nearest texel.
    Nearest,
    /// Bilinear, one mip level.
    Bilinear,
    /// Bilinear, blended between two mip levels.
    Trilinear,
    /// Trilinear, up to 16 samples along the view direction.
    Anisotropic,
}

/// How ground and placed objects are lit. Baked shadows are a [`Layer`] of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumMessage, EnumString, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "lowercase"))]
#[strum(serialize_all = "lowercase")]
pub enum Lighting {
    /// Smooth light of the sun and of the zone's lamps.
    Sun,
    /// As in the game: five lamps at most, and brightness that depends on the scale of an object.
    Client,
    /// Textures as stored, at any time of day.
    None,
}

/// A part of the picture that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, EnumMessage, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Layer {
    /// Tile textures; the color map where a tile has no first layer.
    Tiles,
    /// Color map everywhere.
    Colormap,
    /// Baked shadows.
    Shadows,
    /// Rivers and ponds.
    Water,
    /// Placed objects: houses, trees, bridges.
    Objects,
    /// Grass (not drawn, as in the game).
    Grass,
    /// Sky.
    Sky,
    /// Fog.
    Fog,
    /// Shading by slope.
    Relief,
}

/// View settings of a zone. Copied command lines carry all that makes a difference to a picture without a window: not
/// [`ViewSettings::object_names`] and [`ViewSettings::time_runs`], and of the two switches of the objects the one that
/// the view mode uses.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(default))]
pub struct ViewSettings {
    /// Draw tile textures.
    pub tiles: bool,
    /// Draw the color map in place of distant tiles.
    pub color_map: bool,
    /// Draw baked shadows.
    pub shadows: bool,
    /// Draw rivers and ponds.
    pub water: bool,
    /// Draw placed objects, in view modes that show them ([`ViewMode::shows_objects`]).
    #[cfg_attr(feature = "serde", serde(rename = "object_meshes"))]
    pub objects: bool,
    /// Draw placed objects in the other view modes, over ground that is colored by data.
    pub objects_over_data: bool,
    /// Show gates and levers open.
    pub gates_open: bool,
    /// Draw the sky; off: the color of the fog everywhere.
    pub sky: bool,
    /// Fog that ends at the view distance, or far behind a zone that is visible to its horizon.
    pub fog: bool,
    /// Shade the terrain by slope.
    pub relief: bool,
    /// How ground and objects are lit; none for the default, see [`ViewSettings::lighting`].
    pub lighting: Option<Lighting>,
    /// Use the detail levels, far clip, fog, field of view, mip bias and (by default) lighting of the client.
    pub classic: bool,
    /// Draw every patch in full detail at any distance.
    pub full_detail: bool,
    /// Show names of placed objects, in the window only.
    #[cfg_attr(feature = "serde", serde(rename = "objects"))]
    pub object_names: bool,
    /// Let the time of day pass, in the window only.
    pub time_runs: bool,
    /// Keep the sun at the hour that the client's zone table fixes, if it does.
    pub fixed_hour: bool,
    /// Time of day in seconds, below [`DAY_SECS`]; command lines carry whole minutes.
    pub time_secs: u32,
    /// Texture filter; none for the best one of the adapter.
    #[cfg_attr(feature = "serde", serde(with = "auto_filter"))]
    pub filter: Option<Filter>,
    /// Samples per pixel: 1, 2 or 4; none for the default of the adapter.
    pub samples: Option<u32>,
    /// View distance in meters; none for no limit.
    pub view_distance_m: Option<f32>,
    /// Distance in meters to which placed objects are drawn; none for that of the terrain.
    pub object_distance_m: Option<f32>,
    /// Share of the small placed objects that are drawn, 0 to 1.
    pub object_density: f32,
    /// Coloring of the terrain.
    pub mode: ViewMode,
    /// Overlays on the terrain.
    pub overlays: Overlays,
    /// Height between contours in meters; none for the automatic step.
    pub contour_step_m: Option<f32>,
}

impl Default for ViewSettings {
    /// Noon, with everything but relief and object names.
    fn default() -> ViewSettings {
        ViewSettings {
            tiles: true,
            color_map: true,
            shadows: true,
            water: true,
            objects: true,
            objects_over_data: false,
            gates_open: false,
            sky: true,
            fog: true,
            relief: false,
            lighting: None,
            classic: false,
            full_detail: false,
            object_names: false,
            time_runs: false,
            fixed_hour: true,
            time_secs: DAY_SECS / 2,
            filter: None,
            samples: None,
            view_distance_m: None,
            object_distance_m: None,
            object_density: 1.0,
            mode: ViewMode::Textured,
            overlays: Overlays::default(),
            contour_step_m: None,
        }
    }
}

impl ViewSettings {
    /// Whether placed objects are drawn.
    pub fn draws_objects(mut self) -> bool {
        *self.objects_switch()
    }

    /// The switch of the placed objects in the view mode of these settings.
    pub fn objects_switch(&mut self) -> &mut bool {
        if self.mode.shows_objects() { &mut self.objects } else { &mut self.objects_over_data }
    }

    /// The switch of a layer; none for grass, which is not drawn. That of the objects depends on the view mode.
    pub fn layer_mut(&mut self, layer: Layer) -> Option<&mut bool> {
        match layer {
            Layer::Tiles => Some(&mut self.tiles),
            Layer::Colormap => Some(&mut self.color_map),
            Layer::Shadows => Some(&mut self.shadows),
            Layer::Water => Some(&mut self.water),
            Layer::Objects => Some(self.objects_switch()),
            Layer::Grass => None,
            Layer::Sky => Some(&mut self.sky),
            Layer::Fog => Some(&mut self.fog),
            Layer::Relief => Some(&mut self.relief),
        }
    }

    /// The layers that are on, in the order of [`Layer`].
    pub fn layers(mut self) -> Vec<Layer> {
        Layer::VARIANTS.iter().copied().filter(|layer| self.layer_mut(*layer).is_some_and(|on| *on)).collect()
    }

    /// The same settings with exactly these layers. Objects that are among them are drawn in every view mode.
    pub fn with_layers(mut self, layers: &[Layer]) -> ViewSettings {
        for layer in Layer::VARIANTS {
            if let Some(on) = self.layer_mut(*layer) {
                *on = layers.contains(layer);
            }
        }
        let objects = layers.contains(&Layer::Objects);
        ViewSettings { objects, objects_over_data: objects, ..self }
    }

    /// The lighting in use: the chosen one, or else that of the client with `classic` and the sun without.
    pub fn lighting(&self) -> Lighting {
        self.lighting.unwrap_or(if self.classic { Lighting::Client } else { Lighting::Sun })
    }

    /// Chooses a lighting; the default one is not stored, so it changes with `classic`.
    pub fn set_lighting(&mut self, lighting: Lighting) {
        self.lighting = None;
        if self.lighting() != lighting {
            self.lighting = Some(lighting);
        }
    }

    /// Clamps every number to its range, or drops it: settings files may be edited by hand.
    #[cfg(feature = "serde")]
    #[must_use]
    pub fn within_ranges(self) -> ViewSettings {
        const VIEW_DISTANCE_M: [f32; 2] = [1.0, 1e6];
        const CONTOUR_STEP_M: [f32; 2] = [0.1, 10_000.0];
        let clamp = |meters: Option<f32>, [low, high]: [f32; 2]| {
            meters.filter(|meters| meters.is_finite() && *meters > 0.0).map(|meters| meters.clamp(low, high))
        };
        ViewSettings {
            time_secs: if self.time_secs < DAY_SECS { self.time_secs } else { ViewSettings::default().time_secs },
            samples: self.samples.filter(|samples| [1, 2, 4].contains(samples)),
            view_distance_m: clamp(self.view_distance_m, VIEW_DISTANCE_M),
            object_distance_m: clamp(self.object_distance_m, VIEW_DISTANCE_M),
            object_density: if self.object_density.is_nan() { 1.0 } else { self.object_density.clamp(0.0, 1.0) },
            contour_step_m: clamp(self.contour_step_m, CONTOUR_STEP_M),
            ..self
        }
    }

    /// The part that is kept between runs: a zone opens at noon, with the time stopped.
    pub fn remembered(self) -> ViewSettings {
        let ViewSettings { time_runs, fixed_hour, time_secs, .. } = ViewSettings::default();
        ViewSettings { time_runs, fixed_hour, time_secs, ..self }
    }
}

/// Serde form of a filter: `auto` or its name.
#[cfg(feature = "serde")]
mod auto_filter {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Filter;

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum StoredFilter {
        Filter(Filter),
        Auto(Auto),
    }

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Auto {
        Auto,
    }

    #[allow(clippy::ref_option, reason = "serde's `with` passes the field by reference")]
    pub(super) fn serialize<S: Serializer>(filter: &Option<Filter>, serializer: S) -> Result<S::Ok, S::Error> {
        filter.map_or(StoredFilter::Auto(Auto::Auto), StoredFilter::Filter).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Filter>, D::Error> {
        Ok(match StoredFilter::deserialize(deserializer)? {
            StoredFilter::Filter(filter) => Some(filter),
            StoredFilter::Auto(_) => None,
        })
    }
}
