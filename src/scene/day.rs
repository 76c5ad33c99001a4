//! Sky state by time of day: colors, sun, clouds and the light on the terrain (formats sections 5.4 and 7).
//!
//! Times are seconds of the game's day, 0 at midnight; colors are red, green, blue from 0 to 1, gamma-encoded as
//! stored. World axes: X east, Y up, Z north.

use glam::Vec3;

use crate::formats::n3sky::{DAY_SECS, SkyEvent, SkyEventKind, SkyFile};
use crate::scene::lights::MATERIAL_AMBIENT;

/// Speed of the game's clock relative to real time: durations of changes are stored in real seconds.
pub const GAME_SECS_PER_REAL_SEC: f32 = 10.0;
/// Share of the second light that reaches level ground: the upward part of its direction (2, -3, 2), normalized.
const FILL_ON_LEVEL_GROUND: f32 = 0.727_606_9;

/// A directional light with its ambient part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SkyLight {
    /// Color of the directional part.
    pub diffuse: Vec3,
    /// Color of the ambient part.
    pub ambient: Vec3,
}

/// A layer of the sun: disk, glow or flare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SunPart {
    /// Color, added to the sky.
    pub color: Vec3,
    /// Diameter as a fraction of the picture's width.
    pub size: f32,
}

/// The sky at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct SkyState {
    /// Sky color at the zenith.
    pub sky: Vec3,
    /// Color of the fog and of the horizon.
    pub fog: Vec3,
    /// Number of stars at the moment.
    pub stars: u32,
    /// Disk, glow and flare of the sun.
    pub sun: [SunPart; 3],
    /// Color and opacity of the two cloud layers.
    pub clouds: [(Vec3, f32); 2],
    /// Indices of the cloud textures (0 to 5) of the two layers.
    pub cloud_textures: [usize; 2],
    /// The three lights: sun, fill, and one at the eye. `None` where the file has no light events.
    pub lights: Option<[SkyLight; 3]>,
    /// The sun's angle in degrees, 90 at its highest, 0 where it rises in the east.
    pub sun_angle_deg: f32,
}

impl SkyState {
    /// Evaluates the sky at a second of the day (taken modulo a day). With `sun_hour` the sun keeps its position of
    /// that hour, while colors follow the time.
    pub fn at(file: &SkyFile, secs: f32, sun_hour: Option<u32>) -> SkyState {
        let day = DAY_SECS as f32;
        let secs = if secs.is_finite() { secs.rem_euclid(day) } else { 0.0 };
        let at = |kind| moment(&file.events, kind, secs);
        let color = |kind, fallback: Vec3| at(kind).map_or(fallback, |moment| moment.color(|e| e.param1));
        let sun_part = |part| {
            let moment = at(SkyEventKind::Sun(part));
            moment.map_or(SunPart { color: Vec3::ZERO, size: 0.0 }, |moment| SunPart {
                color: moment.color(|e| e.param1),
                size: moment.mix(|e| e.param2 as f32 / 1000.0),
            })
        };
        let cloud = |layer| {
            let moment = at(SkyEventKind::Cloud(layer));
            moment.map_or((Vec3::ZERO, 0.0), |m| (m.color(|e| e.param1), m.mix(|e| (e.param1 >> 24) as f32 / 255.0)))
        };
        let textures = at(SkyEventKind::CloudTextures);
        let texture = |param: u32| (param as usize).min(5);
        let light = |light| {
            let moment = at(SkyEventKind::Light(light))?;
            Some(SkyLight { diffuse: moment.color(|e| e.param1), ambient: moment.color(|e| e.param2) })
        };
        let lights = light(0).map(|sun| {
            let dark = SkyLight { diffuse: Vec3::ZERO, ambient: Vec3::ZERO };
            [sun, light(1).unwrap_or(dark), light(2).unwrap_or(dark)]
        });
        SkyState {
            sky: color(SkyEventKind::Sky, NEUTRAL_SKY),
            fog: color(SkyEventKind::Fog, NEUTRAL_FOG),
            stars: at(SkyEventKind::Stars).map_or(0, |moment| moment.mix(|e| e.param1 as f32) as u32),
            sun: [sun_part(0), sun_part(1), sun_part(2)],
            clouds: [cloud(0), cloud(1)],
            cloud_textures: textures.map_or([0, 1], |m| [texture(m.event.param1), texture(m.event.param2)]),
            lights,
            sun_angle_deg: sun_angle_deg(secs, sun_hour),
        }
    }

    /// Unit vector towards the sun, in the plane of east and up.
    pub fn towards_sun(&self) -> Vec3 {
        let angle = self.sun_angle_deg.to_radians();
        Vec3::new(libm::cosf(angle), libm::sinf(angle), 0.0)
    }

    /// Direction of the first light, as in the client: close to the sun's path, but never on it.
    pub fn sun_light_direction(&self) -> Vec3 {
        let angle = self.sun_angle_deg.to_radians();
        Vec3::new(-libm::cosf(angle), -libm::sinf(angle), 1.0).normalize()
    }

    /// Color that terrain textures are multiplied with. All normals of the client point up, so it is one color for the
    /// whole zone. White by day, and without lights in the file.
    pub fn ground_light(&self) -> Vec3 {
        self.ground_light_unclamped().map_or(Vec3::ONE, |light| light.clamp(Vec3::ZERO, Vec3::ONE))
    }

    /// As [`SkyState::ground_light`], but not clamped to 1 and without the weak light at the eye.
    pub fn ground_light_unclamped(&self) -> Option<Vec3> {
        let [sun, fill, _] = self.lights?;
        let from_sun = (-self.sun_light_direction().y).max(0.0);
        Some(
            sun.diffuse * from_sun
                + fill.diffuse * FILL_ON_LEVEL_GROUND
                + (sun.ambient + fill.ambient) * MATERIAL_AMBIENT,
        )
    }
}

/// Sky and fog colors where no file provides them.
const NEUTRAL_SKY: Vec3 = Vec3::new(0.30, 0.50, 0.76);
const NEUTRAL_FOG: Vec3 = Vec3::new(0.74, 0.80, 0.84);

/// The sun's angle in degrees: a full turn a day, highest at noon (90), rising at 6 (0, in the east).
pub fn sun_angle_deg(secs: f32, sun_hour: Option<u32>) -> f32 {
    let turn = match sun_hour {
        Some(hour) => hour as f32 * 15.0,
        None => secs / DAY_SECS as f32 * 360.0,
    };
    (turn + 270.0).rem_euclid(360.0)
}

/// The events of one kind that apply at a moment.
struct Moment<'e> {
    event: &'e SkyEvent,
    before: &'e SkyEvent,
    /// Progress of the change, 0 to 1.
    progress: f32,
}

impl Moment<'_> {
    fn mix(&self, value: impl Fn(&SkyEvent) -> f32) -> f32 {
        let (from, to) = (value(self.before), value(self.event));
        from + (to - from) * self.progress
    }

    fn color(&self, argb: impl Fn(&SkyEvent) -> u32) -> Vec3 {
        rgb(argb(self.before)).lerp(rgb(argb(self.event)), self.progress)
    }
}

/// The last event of a kind at a moment and the one before it. The day wraps: before its first event, the last one of
/// the previous day applies.
fn moment(events: &[SkyEvent], kind: SkyEventKind, secs: f32) -> Option<Moment<'_>> {
    let mut of_kind: Vec<&SkyEvent> = events.iter().filter(|event| event.kind == kind).collect();
    of_kind.sort_by_key(|event| event.at_secs);
    let begun = of_kind.partition_point(|event| event.at_secs as f32 <= secs);
    let n = of_kind.len();
    let event = *of_kind.get((begun + n).checked_sub(1)? % n.max(1))?;
    let before = of_kind[(begun + 2 * n - 2) % n];
    let elapsed = (secs - event.at_secs as f32).rem_euclid(DAY_SECS as f32);
    let duration = event.duration_real_secs * GAME_SECS_PER_REAL_SEC;
    // A duration of 0 or less, or a NaN, is an immediate change.
    let progress = if duration > 0.0 { (elapsed / duration).clamp(0.0, 1.0) } else { 1.0 };
    Some(Moment { event, before, progress })
}

fn rgb(argb: u32) -> Vec3 {
    Vec3::new((argb >> 16 & 255) as f32, (argb >> 8 & 255) as f32, (argb & 255) as f32) / 255.0
}

/// Default sky of zones without one: clear, neutral, dark at night, with the client's day cycle.
pub fn neutral_sky() -> SkyFile {
    let mut events = Vec::new();
    let mut at = |hour: u32, real_secs: f32, colors: [u32; 6]| {
        let [sky, fog, sun, diffuse, ambient, fill] = colors;
        let values = [
            (SkyEventKind::Sky, sky, 0),
            (SkyEventKind::Fog, fog, 0),
            (SkyEventKind::Sun(0), sun, 60),
            (SkyEventKind::Sun(1), sun, 250),
            (SkyEventKind::Sun(2), 0xff00_0000, 0),
            (SkyEventKind::Light(0), diffuse, ambient),
            (SkyEventKind::Light(1), fill, ambient),
        ];
        events.extend(values.map(|(kind, param1, param2)| SkyEvent {
            name: Vec::new(),
            kind,
            at_secs: hour * 3600,
            param1,
            param2,
            duration_real_secs: real_secs,
        }));
    };
    at(5, 360.0, [0xff46_5a78, 0xffd0_a890, 0xffff_c890, 0xffb0_9880, 0xff40_4048, 0xff70_6868]);
    at(6, 180.0, [0xff4c_80c2, 0xffbc_ccd6, 0xffff_fff0, 0xffff_ffff, 0xff50_5050, 0xffff_ffff]);
    at(17, 360.0, [0xff50_4868, 0xffd0_8868, 0xffff_a060, 0xffb0_8068, 0xff48_4048, 0xff80_6860]);
    at(20, 360.0, [0xff10_1c30, 0xff30_4058, 0xff00_0000, 0xff48_5468, 0xff30_3848, 0xff50_6078]);
    SkyFile { events, ..SkyFile::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: SkyEventKind, at_secs: u32, param1: u32, duration_real_secs: f32) -> SkyEvent {
        SkyEvent { name: Vec::new(), kind, at_secs, param1, param2: 0, duration_real_secs }
    }

    fn sky_red(events: Vec<SkyEvent>, secs: f32) -> f32 {
        SkyState::at(&SkyFile { events, ..SkyFile::default() }, secs, None).sky.x
    }

    #[test]
    fn colors_change_over_ten_times_their_duration() {
        let sky = SkyEventKind::Sky;
        let day = || vec![event(sky, 1000, 0, 0.0), event(sky, 2000, 0x00ff_0000, 10.0)];
        assert_eq!(sky_red(day(), 1999.0), 0.0);
        assert_eq!(sky_red(day(), 2050.0), 0.5);
        assert_eq!(sky_red(day(), 2200.0), 1.0);
        // Before the first event of the day, the last one of the previous day applies.
        assert_eq!(sky_red(day(), 10.0), 1.0);
        assert_eq!(sky_red(day(), 86_400.0 + 1500.0), 0.0);
    }

    #[test]
    fn a_change_may_run_over_midnight() {
        let sky = SkyEventKind::Sky;
        let day = vec![event(sky, 1000, 0, 0.0), event(sky, 86_300, 0x00ff_0000, 20.0)];
        assert_eq!(sky_red(day, 0.0), 0.5);
    }

    #[test]
    fn unusual_files_and_times_are_harmless() {
        for secs in [f32::NAN, f32::INFINITY, -1.0, 1e30] {
            let state = SkyState::at(&SkyFile::default(), secs, None);
            assert_eq!((state.sky, state.ground_light()), (NEUTRAL_SKY, Vec3::ONE));
        }
        let odd = event(SkyEventKind::CloudTextures, 5, u32::MAX, f32::NAN);
        let file = SkyFile { events: vec![odd], ..SkyFile::default() };
        assert_eq!(SkyState::at(&file, 9.0, Some(7)).cloud_textures, [5, 0]);
    }

    #[test]
    fn the_sun_rises_in_the_east_and_is_highest_at_noon() {
        let state = |hour: f32, fixed| SkyState::at(&SkyFile::default(), hour * 3600.0, fixed).towards_sun();
        assert!(state(6.0, None).distance(Vec3::X) < 1e-5);
        assert!(state(12.0, None).distance(Vec3::Y) < 1e-5);
        assert!(state(18.0, None).distance(Vec3::NEG_X) < 1e-5);
        assert!(state(23.0, Some(12)).distance(Vec3::Y) < 1e-5);
        let noon = SkyState::at(&SkyFile::default(), 43_200.0, None).sun_light_direction();
        assert!((noon.y + 0.5_f32.sqrt()).abs() < 1e-5);
    }

    #[test]
    fn the_neutral_sky_is_bright_by_day_and_dark_by_night() {
        let sky = neutral_sky();
        let at = |hour: f32| SkyState::at(&sky, hour * 3600.0, None);
        assert_eq!(at(12.0).ground_light(), Vec3::ONE);
        assert_eq!(at(7.0).ground_light(), Vec3::ONE);
        let night = at(1.0);
        assert!(night.ground_light().max_element() < 0.7 && night.ground_light().min_element() > 0.2);
        assert!(night.sky.length() < 0.4 && at(12.0).sky.length() > 0.8);
        assert_eq!(SkyFile::parse(&sky.encode().unwrap()), Ok(sky));
    }
}
