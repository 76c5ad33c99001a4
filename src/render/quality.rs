//! Rendering quality: the user's request, and the defaults of an adapter.

use crate::render::gpu::Caps;

pub use crate::scene::view_settings::Filter;
use crate::scene::view_settings::ViewSettings;

/// A requested quality; none means the default of the adapter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QualityRequest {
    /// Filter of tile textures.
    pub filter: Option<Filter>,
    /// Samples per pixel: 1, 2 or 4.
    pub msaa: Option<u32>,
}

impl From<&ViewSettings> for QualityRequest {
    fn from(settings: &ViewSettings) -> QualityRequest {
        QualityRequest { filter: settings.filter, msaa: settings.samples }
    }
}

/// Quality settings of frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quality {
    /// Filter of tile textures.
    pub filter: Filter,
    /// Samples per pixel, 1 for no multisampling.
    pub msaa: u32,
}

impl Quality {
    /// On a CPU adapter `auto` is trilinear and one sample (anisotropy takes seconds per frame there), elsewhere the
    /// best.
    pub fn resolve(request: QualityRequest, caps: &Caps) -> Quality {
        let filter = request.filter.unwrap_or(if caps.is_cpu { Filter::Trilinear } else { Filter::Anisotropic });
        let msaa = request.msaa.unwrap_or(if caps.is_cpu { 1 } else { 4 }).min(caps.max_samples);
        // of 1, 2 and 4 samples only 1 and 4 are guaranteed
        Quality { filter, msaa: if msaa >= 2 { 4.min(caps.max_samples) } else { 1 } }
    }
}
