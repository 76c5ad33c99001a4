//! Pipeline variants of the terrain: unused features are compiled out.

use crate::render::drawer::FrameContext;
use crate::render::pipeline::{Blend, switch};
use crate::render::terrain::TerrainResources;
use crate::render::terrain::draw_lists::{CellKind, Surface};
use crate::render::terrain::shading::shading_of;
use crate::scene::modes::ShadingMode;
use crate::scene::raster::mip_image::ZoneImage;

/// A variant, as override constants of shaders/terrain.wgsl.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TerrainVariant {
    kind: CellKind,
    fixed_level: bool,
    loading: bool,
    fog: bool,
    color_map: bool,
    pages: bool,
    relief: bool,
    point_lights: bool,
    sun_light: bool,
    shadows: bool,
    shaded_normals: bool,
    mip_bias: bool,
    highlight: bool,
    shading_mode: ShadingMode,
    frozen: bool,
    walk: bool,
    border: bool,
}

impl TerrainVariant {
    /// The variant that draws a surface in a frame.
    pub fn new(surface: Surface, terrain: &TerrainResources, frame: &FrameContext) -> TerrainVariant {
        let Surface { kind, has_lamps, is_border } = surface;
        let (options, mode) = (frame.options, frame.options.mode);
        let (has_map, has_image) = (terrain.shows_color_map(mode), terrain.images.has(ZoneImage::Mode(mode)));
        let takes_shadows = mode.is_natural() || mode.shows_shadows();
        let has_highlight = frame.markup.highlight.is_some();
        TerrainVariant {
            kind,
            fixed_level: options.fixed_level.is_some(),
            loading: kind.has_tiles() && !terrain.tiles.complete(),
            fog: frame.has_fog(),
            color_map: (has_map || has_image) && kind.has_color_map(),
            pages: has_map && kind.has_color_map() && terrain.has_pages(),
            relief: options.relief || (mode.wants_relief() && !frame.view.flat),
            point_lights: has_lamps,
            sun_light: options.has_sun(),
            shadows: options.shadows && takes_shadows && terrain.images.has(ZoneImage::Shadows),
            shaded_normals: options.has_sun() && terrain.images.has(ZoneImage::ShadedNormals),
            mip_bias: options.mip_bias,
            highlight: has_highlight && (kind.has_tiles() || terrain.images.has(ZoneImage::LitTiles)),
            // tiles near the eye are drawn while the image for the distance is loading
            shading_mode: shading_of(mode, has_image || kind.has_tiles()),
            frozen: options.frozen.is_some(),
            walk: options.walk,
            border: is_border,
        }
    }

    /// Vertex and fragment entry point.
    pub fn entry_points(&self) -> [&'static str; 2] {
        match self.kind {
            CellKind::Bare | CellKind::Far | CellKind::Whole => match (self.shading_mode, self.kind) {
                (ShadingMode::Textures, CellKind::Bare) => ["vs_bare", "fs_bare"],
                (ShadingMode::Textures | ShadingMode::ColorMap, CellKind::Whole) => ["vs_whole", "fs_far"],
                (ShadingMode::Textures | ShadingMode::ColorMap, _) => ["vs_far", "fs_far"],
                (_, CellKind::Whole) => ["vs_mode_whole", "fs_mode"],
                _ => ["vs_mode", "fs_mode"],
            },
            CellKind::One | CellKind::OneFading => ["vs_one", "fs_one"],
            CellKind::Two | CellKind::TwoFading => ["vs_two", "fs_two"],
        }
    }

    /// How fragments are mixed with the target.
    pub fn blend(&self) -> Blend {
        if self.shading_mode == ShadingMode::Overdraw { Blend::Add } else { Blend::Replace }
    }

    /// Values of the override constants.
    pub fn constants(&self) -> [(&'static str, f64); 16] {
        [
            ("FIXED_LEVEL", switch(self.fixed_level)),
            ("LOADING", switch(self.loading)),
            ("FOG", switch(self.fog)),
            ("COLOR_MAP", switch(self.color_map)),
            ("PAGES", switch(self.pages)),
            ("RELIEF", switch(self.relief)),
            ("POINT_LIGHTS", switch(self.point_lights)),
            ("SUN_LIGHT", switch(self.sun_light)),
            ("SHADOWS", switch(self.shadows)),
            ("SHADED_NORMALS", switch(self.shaded_normals)),
            ("MIP_BIAS", switch(self.mip_bias)),
            ("HIGHLIGHT", switch(self.highlight)),
            ("MODE", f64::from(self.shading_mode as u32)),
            ("FROZEN", switch(self.frozen)),
            ("WALK", switch(self.walk)),
            ("BORDER", switch(self.border)),
        ]
    }
}
