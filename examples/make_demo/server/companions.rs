//! The client's files about areas: names, event rectangles, sounds.

use super::places::{areas, tiles};
use crate::layout::{LIGHTHOUSE, WINDMILL};
use gtd_viewer::formats::ens::{SoundArea, SoundGroup, SoundText, SoundsFile};
use gtd_viewer::formats::evtsub::{NamedArea, NamedAreas};
use gtd_viewer::formats::gev::{EventRect, GevFile};
use gtd_viewer::formats::tile_rect::TileRect;

pub fn named_areas() -> NamedAreas {
    NamedAreas { areas: areas().iter().map(|area| NamedArea::new(area.name, area.event, area.rect)).collect() }
}

/// The same rectangles, without names and numbers.
pub fn event_rects() -> GevFile {
    GevFile { areas: areas().iter().map(|area| EventRect { rect: area.rect, kind: 1 }).collect() }
}

/// Sounds of the shore, the mill and the heights. The demo has no sound files; the areas show where they would be heard.
pub fn sounds() -> SoundsFile {
    const VERSION: i32 = 2;
    let group = |id: i32, name: &str, effects: [&str; 2]| {
        let none = || SoundText::new("none");
        SoundGroup {
            name: SoundText::new(name),
            id,
            music: std::array::from_fn(|_| none()),
            music_times: [0.0; 4],
            effects: [SoundText::new(effects[0]), SoundText::new(effects[1]), none(), none()],
            effect_times: [0.0; 4],
        }
    };
    let area = |group: i32, rect: TileRect| SoundArea { version: VERSION, group, rect };
    let around = |x: f32, z: f32, out: f32| tiles([x - out, z - out], [x + out, z + out]);
    SoundsFile {
        version: VERSION,
        groups: vec![
            group(1, "Harbor", ["isle_waves.wav", "isle_gulls.wav"]),
            group(2, "Windmill", ["isle_mill.wav", "none"]),
            group(3, "Heights", ["isle_wind.wav", "none"]),
        ],
        areas: vec![
            area(1, tiles([400.0, 296.0], [560.0, 372.0])),
            area(1, around(LIGHTHOUSE.x_m, LIGHTHOUSE.z_m, 28.0)),
            area(2, around(WINDMILL.x_m, WINDMILL.z_m, 24.0)),
            area(3, tiles([520.0, 592.0], [680.0, 720.0])),
        ],
    }
}
