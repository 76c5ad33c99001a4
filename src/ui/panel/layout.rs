//! Sizes and places of panels: pure functions of the room. Points, y down.

use egui::{Align2, Pos2, Rect, Vec2};
use serde::{Deserialize, Serialize};

/// Gap between a card and the edges of the picture.
pub const GAP: f32 = 8.0;
/// Smallest and initial width of the left dock.
const LEFT: [f32; 2] = [288.0, 310.0];
/// Smallest and initial width of the right dock: eight bytes per row of the hex view.
const RIGHT: [f32; 2] = [288.0, 376.0];
/// Smallest and initial side of the overview map, where the room is not narrower.
const MAP: [f32; 2] = [150.0, 310.0];
/// Largest part of the room for one dock, and for both.
const MOST: [f32; 2] = [0.46, 0.72];
/// In narrower rooms that are higher than wide, a dock lies below the picture.
const NARROW: f32 = 500.0;
/// Smallest distance between a card's edge and a point that it must not cover.
const CLEAR: f32 = 16.0;

/// A part of the window for panels. It shows one of its panels at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PanelArea {
    /// Beside the picture at the left: how the zone is shown.
    Left,
    /// Beside the picture at the right: what is in the zone.
    Right,
    /// In a corner of the picture.
    Corner,
    /// In the middle of the window, over the picture.
    Dialog,
}

/// Sizes set by the user, in points; none for the initial ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelSizes {
    /// Width of the left dock.
    pub left: Option<f32>,
    /// Width of the right dock.
    pub right: Option<f32>,
    /// Side of the overview map.
    pub map: Option<f32>,
}

impl PanelSizes {
    /// The size of an area that is set by the user; dialogs have none.
    pub fn of(&mut self, area: PanelArea) -> Option<&mut Option<f32>> {
        match area {
            PanelArea::Left => Some(&mut self.left),
            PanelArea::Right => Some(&mut self.right),
            PanelArea::Corner => Some(&mut self.map),
            PanelArea::Dialog => None,
        }
    }
}

/// Widths of the open docks in a room of a width. In a room that is too narrow for both, only the one in `front` has a
/// width.
pub fn dock_widths(room: f32, sizes: &PanelSizes, open: [bool; 2], front: PanelArea) -> [Option<f32>; 2] {
    let bounds = [LEFT, RIGHT];
    let width = |i: usize| {
        let [least, initial] = bounds[i];
        let chosen = [sizes.left, sizes.right][i].unwrap_or(initial);
        chosen.clamp(least, (room * MOST[0]).max(least)).min(room)
    };
    if open != [true, true] {
        return [0, 1].map(|i| open[i].then(|| width(i)));
    }
    let (widths, both) = ([width(0), width(1)], room * MOST[1]);
    let excess = widths[0] + widths[1] - both;
    if excess <= 0.0 {
        return widths.map(Some);
    }
    let spare = [0, 1].map(|i| widths[i] - bounds[i][0]);
    if excess > spare[0] + spare[1] {
        let front = usize::from(front != PanelArea::Left);
        return [0, 1].map(|i| (i == front).then_some(widths[i]));
    }
    let part = excess / (spare[0] + spare[1]);
    [0, 1].map(|i| Some(widths[i] - spare[i] * part))
}

/// Height of a dock below the picture, in a room that is too narrow for one beside it; none in other rooms.
pub fn height_below(room: Vec2) -> Option<f32> {
    (room.x < NARROW && room.y > room.x).then(|| (room.y * MOST[0]).round())
}

/// Side of the overview map in a room.
pub fn map_side(room: Vec2, sizes: &PanelSizes) -> f32 {
    let [least, initial] = MAP;
    // In one half of a narrow room, so that a point in the other half stays clear.
    let half = (room.x / 2.0 - GAP - CLEAR).max(1.0);
    let most = (room.x * MOST[0]).min(room.y * MOST[0]).max(least).min(half);
    sizes.map.unwrap_or(initial).clamp(least.min(most), most)
}

/// A card over the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Card {
    pub size: Vec2,
    /// Its corner of the picture, unless it would cover something.
    pub corner: Align2,
    /// Its corner in the last frame.
    pub last: Align2,
}

/// Corners for the cards of a picture, in order of precedence. No card covers `point`; a card keeps its last corner
/// while that is so, and stays clear of the cards before it where a corner is left.
pub fn card_corners(room: Rect, cards: &[Card], point: Option<Pos2>) -> Vec<Align2> {
    let mut taken: Vec<Rect> = Vec::new();
    let place = |card: &Card| {
        let rect = |corner: &Align2| card_rect(room, card.size, *corner);
        let Align2([x, y]) = card.corner;
        let (x_opposite, y_opposite) = (opposite(x), opposite(y));
        let candidates = [
            // Without a point a card returns to its own corner.
            if point.is_some() { card.last } else { card.corner },
            card.corner,
            Align2([x_opposite, y]),
            Align2([x, y_opposite]),
            Align2([x_opposite, y_opposite]),
        ];
        let uncovered = |corner: &Align2| point.is_none_or(|point| !rect(corner).expand(CLEAR).contains(point));
        let clear = |corner: &Align2| taken.iter().all(|other| !other.intersects(rect(corner)));
        let found = candidates.iter().find(|corner| uncovered(corner) && clear(corner));
        let corner = *found.or(candidates.iter().find(|corner| uncovered(corner))).unwrap_or(&card.corner);
        taken.push(rect(&corner));
        corner
    };
    cards.iter().map(place).collect()
}

/// The place of a card of a size in a corner of the picture.
pub fn card_rect(room: Rect, size: Vec2, corner: Align2) -> Rect {
    corner.align_size_within_rect(size, room.shrink(GAP))
}

fn opposite(align: egui::Align) -> egui::Align {
    match align {
        egui::Align::Min => egui::Align::Max,
        _ => egui::Align::Min,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};
    use proptest::prelude::*;

    const BOTH: [bool; 2] = [true, true];

    #[test]
    fn docks_have_the_size_that_the_user_set_where_it_fits() {
        let sizes = PanelSizes { left: Some(300.0), right: Some(500.0), map: None };
        let widths = |room, open, front| dock_widths(room, &sizes, open, front);
        assert_eq!(widths(1920.0, BOTH, PanelArea::Left), [Some(300.0), Some(500.0)]);
        assert_eq!(widths(1920.0, [true, false], PanelArea::Left), [Some(300.0), None]);
        assert_eq!(widths(1000.0, [false, true], PanelArea::Left), [None, Some(460.0)], "less than half of the room");
        let [left, right] = widths(853.0, BOTH, PanelArea::Left).map(|width| width.expect("both fit"));
        assert!(left >= LEFT[0] && right >= RIGHT[0] && left + right <= 853.0 * 0.72 + 0.1, "{left}, {right}");
        assert_eq!(widths(640.0, BOTH, PanelArea::Left), [Some(294.4), None], "the one in front");
        assert_eq!(widths(640.0, BOTH, PanelArea::Right), [None, Some(294.4)]);
    }

    #[test]
    fn a_dock_of_a_narrow_room_lies_below_the_picture() {
        assert_eq!(height_below(vec2(360.0, 700.0)), Some(322.0));
        assert_eq!(height_below(vec2(740.0, 320.0)), None);
        assert_eq!(height_below(vec2(1280.0, 680.0)), None);
        assert_eq!(height_below(vec2(320.0, 240.0)), None, "too low for two");
    }

    #[test]
    fn a_card_gives_way_to_a_point_and_comes_back() {
        let room = Rect::from_min_size(pos2(300.0, 26.0), vec2(900.0, 600.0));
        let own = Align2::RIGHT_BOTTOM;
        let corner =
            |last, point| card_corners(room, &[Card { size: vec2(280.0, 300.0), corner: own, last }], point)[0];
        let under = pos2(1100.0, 500.0);
        assert_eq!(corner(own, None), own);
        assert_eq!(corner(own, Some(pos2(500.0, 300.0))), own);
        assert_eq!(corner(own, Some(under)), Align2::LEFT_BOTTOM);
        assert_eq!(corner(Align2::LEFT_BOTTOM, Some(pos2(700.0, 100.0))), Align2::LEFT_BOTTOM, "it does not flicker");
        assert_eq!(corner(Align2::LEFT_BOTTOM, None), own);
    }

    proptest! {
        #[test]
        fn no_card_covers_the_point(
            room in (320.0_f32..2600.0, 240.0_f32..1500.0),
            at in (0.0_f32..1.0, 0.0_f32..1.0),
            sizes in prop::collection::vec((0.1_f32..0.45, 0.1_f32..0.45), 1..4),
        ) {
            let room = Rect::from_min_size(pos2(10.0, 26.0), vec2(room.0, room.1));
            let point = room.min + room.size() * vec2(at.0, at.1);
            let corners = [Align2::LEFT_TOP, Align2::RIGHT_BOTTOM, Align2::RIGHT_TOP];
            let cards: Vec<Card> = sizes
                .iter()
                .zip(corners)
                .map(|(part, corner)| Card { size: room.size() * vec2(part.0, part.1) - vec2(20.0, 20.0), corner, last: corner })
                .collect();
            for (card, corner) in cards.iter().zip(card_corners(room, &cards, Some(point))) {
                prop_assert!(!card_rect(room, card.size, corner).contains(point), "{card:?} at {corner:?} on {point}");
            }
        }

        #[test]
        fn docks_leave_room_for_the_picture(
            room in 300.0_f32..4000.0, left in 1.0_f32..5000.0, right in 1.0_f32..5000.0, open in any::<[bool; 2]>(),
        ) {
            let sizes = PanelSizes { left: Some(left), right: Some(right), map: None };
            for front in [PanelArea::Left, PanelArea::Right] {
                let widths = dock_widths(room, &sizes, open, front);
                let sum: f32 = widths.iter().flatten().sum();
                prop_assert!(sum <= (room * MOST[1]).max(RIGHT[0]) + 0.1, "{widths:?} of {room}");
                prop_assert_eq!(open[0] || open[1], sum > 0.0, "an open dock is seen");
            }
        }
    }
}
