//! Outlines of marks seen from above: rectangles, patrol paths, and borders of event tiles. Renderer and maps draw the
//! same lines.

use super::{EventTiles, GameMark, MarkKind, MarkShape};
use crate::scene::game_marks::tints::color_of;
use crate::scene::space::TILE_M;

use super::colors::path_color;

/// Maximum number of points of a patrol path that are drawn, and of lines around event tiles.
const MOST_POINTS: usize = 256;
const MOST_BORDERS: usize = 20_000;

/// A line seen from above: both ends, east and north in meters, and its color.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FlatLine {
    /// Both ends, east and north in meters.
    pub ends: [[f64; 2]; 2],
    /// Color, R, G, B.
    pub rgb: [u8; 3],
}

/// The color of a mark: of an area with an event that of the event, else that of its kind.
pub fn color_of_mark(mark: &GameMark) -> [u8; 3] {
    color_of(mark)
}

/// The rectangle of a mark, and its patrol path. Nothing for what cannot be drawn, and for event tiles, whose borders
/// come from [`event_borders`].
pub fn mark_outline(mark: &GameMark) -> Vec<FlatLine> {
    if !mark.shape.is_sound() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    if let (MarkShape::Rect { min, max }, false) = (mark.shape, mark.kind == MarkKind::EventArea) {
        let corners = [min, [max[0], min[1]], max, [min[0], max[1]]];
        let rgb = color_of(mark);
        lines.extend((0..4).map(|side| FlatLine { ends: [corners[side], corners[(side + 1) % 4]], rgb }));
    }
    let path: Vec<[f64; 2]> =
        mark.path.iter().copied().filter(|at| MarkShape::Point(*at).is_sound()).take(MOST_POINTS).collect();
    let step = |ends: &[[f64; 2]]| FlatLine { ends: [ends[0], ends[1]], rgb: path_color() };
    lines.extend(path.windows(2).map(step));
    lines
}

/// Lines between event tiles and tiles with another number, in the color of the event. Lines that continue each other
/// are one.
pub fn event_borders(tiles: &EventTiles) -> Vec<FlatLine> {
    let side = tiles.side();
    let mut lines = Vec::new();
    for east_west in [false, true] {
        for across in 0..=side {
            let number = |along: u32, beyond: bool| {
                let at = if beyond { Some(across) } else { across.checked_sub(1) }?;
                if east_west { tiles.event_at(along, at) } else { tiles.event_at(at, along) }
            };
            // The event whose border runs here: of the greater number where two meet.
            let border = |along: u32| {
                let (a, b) = (number(along, false), number(along, true));
                (a != b).then(|| a.max(b)).flatten()
            };
            let mut start = 0;
            while start < side {
                let id = border(start);
                let end = (start + 1..side).find(|along| border(*along) != id).unwrap_or(side);
                if let Some(id) = id {
                    let at = |along: u32| {
                        let [along, across] = [along, across].map(|tile| f64::from(tile) * f64::from(TILE_M));
                        if east_west { [along, across] } else { [across, along] }
                    };
                    lines.push(FlatLine { ends: [at(start), at(end)], rgb: super::event_color(id.into()) });
                }
                start = end;
            }
            if lines.len() >= MOST_BORDERS {
                lines.truncate(MOST_BORDERS);
                return lines;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::game_marks::{MarkSource, event_color};

    #[test]
    fn a_spawn_has_its_rectangle_and_its_path() {
        let mark = GameMark {
            kind: MarkKind::Monster,
            name: "worm".into(),
            shape: MarkShape::rect([2.0, 1.0], [6.0, 9.0]),
            path: vec![[0.0, 0.0], [f64::NAN, 0.0], [5.0, 0.0], [5.0, 5.0]],
            details: Vec::new(),
            source: MarkSource::Table { path: "made-up.sql".into(), table: "K_NPCPOS".into(), row: 1 },
        };
        let lines = mark_outline(&mark);
        assert_eq!(lines.len(), 4 + 2, "four sides, and the path without the damaged point");
        assert_eq!(lines[0].ends, [[2.0, 1.0], [6.0, 1.0]]);
        assert_eq!((lines[4].ends, lines[4].rgb), ([[0.0, 0.0], [5.0, 0.0]], path_color()));
        let damaged = GameMark { shape: MarkShape::Point([f64::INFINITY, 0.0]), ..mark };
        assert!(mark_outline(&damaged).is_empty());
    }

    #[test]
    fn borders_run_around_the_tiles_of_an_event() {
        let mut ids = vec![1; 16];
        // Tiles (1, 1) and (2, 1), and another event at (1, 2).
        (ids[5], ids[9], ids[6]) = (30, 30, 36);
        let tiles = EventTiles::new(4, ids).unwrap();
        let lines = event_borders(&tiles);
        let length = |id: i32| -> f64 {
            let of = lines.iter().filter(|line| line.rgb == event_color(id));
            of.map(|line| (line.ends[0][0] - line.ends[1][0]).abs() + (line.ends[0][1] - line.ends[1][1]).abs()).sum()
        };
        // 36 has its four sides, 30 its six sides but the shared one.
        assert_eq!([length(36), length(30)], [16.0, 20.0]);
        assert!(lines.contains(&FlatLine { ends: [[4.0, 4.0], [12.0, 4.0]], rgb: event_color(30) }), "{lines:?}");
        let id = |index: u32| if (index / 301).is_multiple_of(2) && (index % 301).is_multiple_of(2) { 30 } else { 1 };
        let everywhere = EventTiles::new(301, (0..301 * 301).map(id).collect()).unwrap();
        assert_eq!(event_borders(&everywhere).len(), MOST_BORDERS);
    }
}
