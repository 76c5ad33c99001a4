//! Colors of marks, shared by renderer, maps and panels.

use super::MarkKind;
use crate::scene::modes::palette::{from_hsv, lines};

/// Color of a kind of marks, R, G, B. Named areas have that of their event where they have one.
pub fn mark_color(kind: MarkKind) -> [u8; 3] {
    let [r, g, b, _] = match kind {
        MarkKind::Monster => lines::SPAWNS,
        MarkKind::Npc => [255, 226, 110, 255],
        MarkKind::Warp => lines::WARPS,
        MarkKind::BindPoint => [255, 255, 255, 255],
        MarkKind::Gate => [226, 168, 96, 255],
        MarkKind::Lever => [255, 208, 160, 255],
        MarkKind::EventObject => lines::ROLES,
        MarkKind::NamedArea => lines::AREAS,
        MarkKind::EventArea => lines::EVENTS,
        MarkKind::ResurrectionArea => lines::REGENE,
        MarkKind::StartArea => [160, 255, 120, 255],
        MarkKind::HomeArea => [255, 190, 240, 255],
        MarkKind::Room => [206, 160, 255, 255],
        MarkKind::SoundArea => lines::SOUNDS,
        MarkKind::Flag => lines::FLAGS,
    };
    [r, g, b]
}

/// Color of patrol paths.
pub fn path_color() -> [u8; 3] {
    [255, 196, 150]
}

/// Step of the hue from event to event, of 65536: keeps the numbers apart that the client names.
const HUE_STEP: i64 = 30_088;

/// Color of an event by its number. The client names 30 a safe zone for all, 31 and 32 those of Karus and El Morad.
pub fn event_color(id: i32) -> [u8; 3] {
    match id {
        30 => [92, 220, 118],
        31 => [240, 92, 76],
        32 => [92, 140, 250],
        _ => {
            let hue = (i64::from(id) * HUE_STEP).rem_euclid(65_536) as f32 / 65_536.0;
            let saturation = if id % 2 == 0 { 0.75 } else { 0.55 };
            from_hsv(hue, saturation, 0.95)
        }
    }
}

/// What the server's map and the slope say about a tile, in the overlay of blocked tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::VariantArray)]
pub enum TileClass {
    /// Blocked, and too steep for players.
    BlockedSteep,
    /// Blocked although it is not steep: by a body, mostly.
    BlockedFlat,
    /// Not blocked although it is too steep for players.
    FreeSteep,
}

impl TileClass {
    /// Its color, R, G, B.
    pub fn color(self) -> [u8; 3] {
        match self {
            TileClass::BlockedSteep => [150, 40, 60],
            TileClass::BlockedFlat => [236, 72, 80],
            TileClass::FreeSteep => [250, 200, 70],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray;

    #[test]
    fn kinds_of_an_overlay_and_events_of_the_client_are_told_apart() {
        let apart = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).map(|(a, b)| i32::from(a.abs_diff(b))).sum::<i32>();
        for (i, a) in MarkKind::VARIANTS.iter().enumerate() {
            for b in MarkKind::VARIANTS[i + 1..].iter().filter(|b| b.overlay() == a.overlay()) {
                assert!(apart(mark_color(*a), mark_color(*b)) > 60, "{a} {b}");
            }
        }
        let events = [30, 31, 32, 36, 38, 39, 42, 1001, 2001, 1021, 1022, 1031, 2031, 1131, 1231];
        for (i, a) in events.iter().enumerate() {
            assert!(events[i + 1..].iter().all(|b| apart(event_color(*a), event_color(*b)) > 40), "{a}");
        }
        assert_ne!(event_color(i32::MIN), event_color(i32::MAX));
    }
}
