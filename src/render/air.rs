//! The air of a zone's sky at a time of day.

use crate::client::{SkyFile, SkyState};
use crate::render::view::{Air, SunPart};

/// Half the width of the client's picture as a tangent: 70 degrees of field of view, four to three.
const CLIENT_HALF_WIDTH: f32 = 0.933_6;
/// As many stars as the brightest nights have.
const MANY_STARS: f32 = 200.0;

impl Air {
    /// The air at an hour of the day, and which two of the sky's six cloud pictures show. With `sun_hour` the sun stands
    /// still.
    pub fn at(file: &SkyFile, hours: f32, sun_hour: Option<u32>) -> (Air, [usize; 2]) {
        let state = SkyState::at(file, hours * 3600.0, sun_hour);
        let air = Air {
            zenith: state.sky,
            fog: state.fog,
            light: state.ground_light(),
            stars: (state.stars as f32 / MANY_STARS).min(1.0),
            sun: Some(state.towards_sun()),
            sun_parts: state.sun.map(|part| SunPart { colour: part.colour, half_width: part.size * CLIENT_HALF_WIDTH }),
            clouds: state.clouds.map(|(colour, cover)| colour.extend(cover)),
        };
        (air, state.cloud_textures)
    }
}
