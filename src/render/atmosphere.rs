//! Atmosphere of a zone's sky by time of day.

use crate::formats::n3sky::SkyFile;
use crate::render::view::{Atmosphere, ObjectLight, SunDisk};
use crate::scene::day::SkyState;
use glam::Vec3;

/// Half the width of the client's picture as a tangent: 70 degrees of field of view, aspect ratio 4:3.
const CLIENT_HALF_WIDTH: f32 = 0.933_6;
/// Number of stars in the brightest nights.
const MANY_STARS: f32 = 200.0;

impl Atmosphere {
    /// Evaluates a sky at an hour of the day. With `sun_hour` the sun stays at its position of that hour.
    pub fn at(file: &SkyFile, hours: f32, sun_hour: Option<u32>) -> Atmosphere {
        let state = SkyState::at(file, hours * 3600.0, sun_hour);
        let (lights, ambient) = object_lights(&state);
        Atmosphere {
            lights,
            ambient,
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

/// Direction to the second light, before normalization (formats section 5.4).
const TOWARDS_FILL: Vec3 = Vec3::new(-2.0, 3.0, -2.0);
/// Materials of objects take half of the ambient colors.
const OBJECT_AMBIENT: f32 = 0.5;

/// Sun and fill light, and the ambient light of both; white light from all sides without lights in the file.
fn object_lights(state: &SkyState) -> ([ObjectLight; 2], Vec3) {
    let Some([sun, fill, _]) = state.lights else {
        let neutral = Atmosphere::default();
        return (neutral.lights, neutral.ambient);
    };
    let lights = [
        ObjectLight { towards: -state.sun_light_direction(), color: sun.diffuse },
        ObjectLight { towards: TOWARDS_FILL.normalize(), color: fill.diffuse },
    ];
    (lights, (sun.ambient + fill.ambient) * OBJECT_AMBIENT)
}
