//! Sky of the demo zone over a day.
//!
//! Colors are `0xAARRGGBB`. The sea at the zone's border has the color of the fog under the light of the hour, so that
//! fog and light are chosen together: fog = light x the fog of noon, approximately.

use super::sky_paint::{PUFFS, WISPS};
use gtd_viewer::formats::n3sky::{SkyEvent, SkyEventKind, SkyFile};

/// Properties that change together at an hour.
struct Hour {
    name: &'static str,
    at_secs: u32,
    /// In real seconds; the game's clock runs ten times as fast.
    duration_secs: f32,
    sky: u32,
    fog: u32,
    /// Disk, glow, flare: color, and size in thousandths of the picture's width.
    sun: [(u32, u32); 3],
    /// Colors of both layers.
    clouds: [u32; 2],
    /// Sun and fill: diffuse, ambient.
    lights: [(u32, u32); 2],
    /// Light at the eye: weak, not visible on its own.
    eye_light: u32,
    stars: u32,
}

const fn at(hour: u32, minute: u32) -> u32 {
    (hour * 60 + minute) * 60
}

/// The hours of the day, in order.
const DAY: [Hour; 6] = [
    Hour {
        name: "Dawn",
        at_secs: at(4, 30),
        duration_secs: 420.0,
        sky: 0xff5a_729c,
        fog: 0xffd8_b49c,
        sun: [(0xffff_d8a0, 62), (0xffe0_8850, 420), (0xff60_3418, 900)],
        clouds: [0xc0ff_c8a8, 0xa0e8_a890],
        lights: [(0xffd0_a880, 0xff58_4c50), (0xffb8_a098, 0xff78_6c70)],
        eye_light: 0xff20_1c18,
        stars: 10,
    },
    Hour {
        name: "Morning",
        at_secs: at(6, 20),
        duration_secs: 400.0,
        sky: 0xff3e_7ac4,
        fog: 0xffb4_c8d4,
        sun: [(0xffff_fff0, 56), (0xffb0_a888, 330), (0xff30_2c20, 700)],
        clouds: [0xb0ff_ffff, 0x90f4_f8fc],
        lights: [(0xfff8_f4e8, 0xff30_3438), (0xffff_ffff, 0xff88_8888)],
        eye_light: 0xff10_1010,
        stars: 0,
    },
    Hour {
        name: "Golden hour",
        at_secs: at(16, 10),
        duration_secs: 400.0,
        sky: 0xff44_70ac,
        fog: 0xffd6_c0a4,
        sun: [(0xffff_e8b8, 62), (0xffd8_9860, 420), (0xff58_3820, 900)],
        clouds: [0xc0ff_e4c4, 0xa0f8_d0a8],
        lights: [(0xffe8_c498, 0xff58_5048), (0xffd8_c0a4, 0xff88_7868)],
        eye_light: 0xff20_1c18,
        stars: 0,
    },
    Hour {
        name: "Sunset",
        at_secs: at(17, 25),
        duration_secs: 300.0,
        sky: 0xff42_4c80,
        fog: 0xffd4_8c6c,
        sun: [(0xffff_a868, 70), (0xffe0_6c38, 520), (0xff60_2c14, 1000)],
        clouds: [0xd0f0_8868, 0xb0c0_7070],
        lights: [(0xffb4_8468, 0xff58_484c), (0xffac_8a80, 0xff80_6c70)],
        eye_light: 0xff20_1818,
        stars: 4,
    },
    Hour {
        name: "Dusk",
        at_secs: at(18, 50),
        duration_secs: 300.0,
        sky: 0xff1a_2448,
        fog: 0xff58_5878,
        sun: [(0xff00_0000, 70), (0xff00_0000, 520), (0xff00_0000, 1000)],
        clouds: [0xb050_4c6c, 0x9048_486c],
        lights: [(0xff40_4464, 0xff34_3848), (0xff58_5c80, 0xff48_4c60)],
        eye_light: 0xff18_1818,
        stars: 60,
    },
    Hour {
        name: "Night",
        at_secs: at(20, 0),
        duration_secs: 360.0,
        sky: 0xff0a_1430,
        fog: 0xff2c_3c5c,
        sun: [(0xff00_0000, 56), (0xff00_0000, 330), (0xff00_0000, 700)],
        clouds: [0x7038_4868, 0x6030_4060],
        lights: [(0xff30_4068, 0xff28_3040), (0xff48_5884, 0xff40_4c64)],
        eye_light: 0xff14_1820,
        stars: 180,
    },
];

/// The sky of the demo zone.
pub fn sky_file() -> SkyFile {
    let picture = |name: &str| format!("Misc\\Sky\\{name}").into_bytes();
    let mut events = Vec::new();
    for hour in &DAY {
        let mut add = |what: &str, kind, param1, param2| {
            events.push(SkyEvent {
                name: format!("{} {what}", hour.name).into_bytes(),
                kind,
                at_secs: hour.at_secs,
                param1,
                param2,
                duration_real_secs: hour.duration_secs,
            });
        };
        add("sky", SkyEventKind::Sky, hour.sky, 0);
        add("fog", SkyEventKind::Fog, hour.fog, 0);
        add("stars", SkyEventKind::Stars, hour.stars, 0);
        for (part, (color, size)) in hour.sun.into_iter().enumerate() {
            add("sun", SkyEventKind::Sun(part as u8), color, size);
        }
        for (layer, color) in hour.clouds.into_iter().enumerate() {
            add("clouds", SkyEventKind::Cloud(layer as u8), color, 0);
        }
        for (light, (diffuse, ambient)) in hour.lights.into_iter().enumerate() {
            add("light", SkyEventKind::Light(light as u8), diffuse, ambient);
        }
        add("light", SkyEventKind::Light(2), hour.eye_light, 0xff00_0000);
    }
    let textures = SkyEvent {
        name: b"Clouds".to_vec(),
        kind: SkyEventKind::CloudTextures,
        at_secs: 0,
        param1: 0,
        param2: 1,
        duration_real_secs: 0.0,
    };
    events.insert(0, textures);
    SkyFile {
        sun: ["isle_sun.bmp", "isle_glow.bmp", "isle_flare.bmp"].map(picture),
        // Six kinds, of which the day uses the first two.
        clouds: [WISPS, PUFFS, WISPS, WISPS, PUFFS, PUFFS].map(picture),
        moon: Vec::new(),
        events,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gtd_viewer::scene::day::SkyState;

    #[test]
    fn the_ground_is_bright_by_day_and_dark_and_blue_at_night() {
        let file = sky_file();
        assert_eq!(SkyFile::parse(&file.encode().expect("the demo zone is small")).unwrap(), file);
        let light = |hour: f32| SkyState::at(&file, hour * 3600.0, None).ground_light().to_array();
        for hour in [8.0, 10.0, 12.0, 14.0, 16.0] {
            assert_eq!(light(hour), [1.0; 3], "at {hour}");
        }
        let ([r, _, b], [evening_r, _, evening_b]) = (light(23.0), light(18.5));
        assert!(b < 0.72 && r < b * 0.65, "night {r} {b}");
        assert!(evening_r > evening_b * 1.15 && evening_r < 0.95, "evening {evening_r} {evening_b}");
        assert!(SkyState::at(&file, 82_800.0, None).stars > 150);
    }
}
