//! Atmosphere of a zone's sky by time of day.

use crate::formats::n3sky::SkyFile;
use crate::render::view::{Atmosphere, SunDisk};
use crate::scene::day::SkyState;
use crate::scene::surface_light::SurfaceLights;
use glam::Vec3;

/// Half the width of the client's picture as a tangent: 70 degrees of field of view, aspect ratio 4:3.
const CLIENT_HALF_WIDTH: f32 = 0.933_6;
/// Number of stars in the brightest nights.
const MANY_STARS: f32 = 200.0;

impl Atmosphere {
    /// Evaluates a sky at an hour of the day. With `sun_hour` the sun stays at its position of that hour.
    pub fn at(file: &SkyFile, hours: f32, sun_hour: Option<u32>) -> Atmosphere {
        let state = SkyState::at(file, hours * 3600.0, sun_hour);
        let SurfaceLights { directional: lights, ambient, .. } = SurfaceLights::of_sky(&state);
        Atmosphere {
            lights,
            ambient,
            above_eye: state.lights.map_or([Vec3::ZERO; 2], |[.., above]| [above.diffuse, above.ambient]),
            zenith: state.sky,
            fog: state.fog,
            light: state.ground_light(),
            stars: (state.stars as f32 / MANY_STARS).min(1.0),
            sun: Some(state.towards_sun()),
            sun_parts: state.sun.map(|part| SunDisk { color: part.color, half_width: part.size * CLIENT_HALF_WIDTH }),
            clouds: state.clouds.map(|(color, cover)| color.extend(cover)),
            cloud_images: Some(state.cloud_textures),
        }
    }
}
