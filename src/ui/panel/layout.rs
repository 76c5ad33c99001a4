//! Panel layout without overlaps: a pure function of the room, the occupied areas, and the panels' requests.
//!
//! First come, first served: each panel gets the free place nearest to the requested one, smaller if necessary, but not
//! below its minimum. A panel without a place is rolled up into a bar; bars line up along the bottom of the room.
//! Points, y down.

use egui::{Rect, Vec2, pos2, vec2};

/// Gap between two panels, and between panels and the room's edges.
pub const GAP: f32 = 6.0;
/// Size of a rolled-up panel.
pub const BAR: Vec2 = vec2(150.0, 28.0);

/// Request of a panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaceRequest {
    pub rect: Rect,
    pub least: Vec2,
    /// Roll it up in any case.
    pub rolled: bool,
}

/// Position of a panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spot {
    /// Open, with title bar and contents.
    Open(Rect),
    /// Rolled up into a bar.
    Rolled(Rect),
}

impl Spot {
    /// The occupied part of the room.
    pub fn rect(&self) -> Rect {
        match self {
            Spot::Open(rect) | Spot::Rolled(rect) => *rect,
        }
    }

    /// Whether the contents are visible.
    pub fn is_open(&self) -> bool {
        matches!(self, Spot::Open(_))
    }
}

/// Finds a spot for each request, in order. `taken` areas stay free.
pub fn arrange(room: Rect, taken: &[Rect], requests: &[PlaceRequest]) -> Vec<Spot> {
    let room = room.shrink(GAP);
    let a_row = (((room.width() + GAP) / (BAR.x + GAP)).floor() as usize).max(1);
    for rows in 0..=requests.len() {
        let strip = rows as f32 * (BAR.y + GAP);
        let above = Rect::from_min_max(room.min, pos2(room.right(), (room.bottom() - strip).max(room.top())));
        let open = place_all(above, taken, requests);
        let rolled = open.iter().filter(|spot| spot.is_none()).count();
        if rolled <= rows * a_row || rows == requests.len() {
            return with_bars(room, &open, a_row);
        }
    }
    Vec::new()
}

fn place_all(room: Rect, taken: &[Rect], requests: &[PlaceRequest]) -> Vec<Option<Rect>> {
    let mut taken = taken.to_vec();
    let place = |request: &PlaceRequest| {
        let rect = if request.rolled { None } else { place(room, &taken, request) };
        taken.extend(rect);
        rect
    };
    requests.iter().map(place).collect()
}

/// Places bars for panels without a place, starting at the lower left.
fn with_bars(room: Rect, open: &[Option<Rect>], a_row: usize) -> Vec<Spot> {
    let mut bars = 0;
    let spot = |rect: &Option<Rect>| match rect {
        Some(rect) => Spot::Open(*rect),
        None => {
            let (column, row) = ((bars % a_row) as f32, (bars / a_row) as f32);
            bars += 1;
            let at = pos2(
                room.left() + column * (BAR.x + GAP),
                (room.bottom() - BAR.y - row * (BAR.y + GAP)).max(room.top()),
            );
            Spot::Rolled(Rect::from_min_size(at, BAR.min(room.size())))
        }
    };
    open.iter().map(spot).collect()
}

/// The free place nearest to the requested one, as large as possible.
fn place(room: Rect, taken: &[Rect], request: &PlaceRequest) -> Option<Rect> {
    const SIZES: [(f32, f32); 12] = [
        (1.0, 1.0),
        (1.0, 0.92),
        (1.0, 0.84),
        (1.0, 0.76),
        (0.85, 1.0),
        (0.85, 0.84),
        (1.0, 0.6),
        (0.7, 0.76),
        (0.7, 0.6),
        (0.85, 0.45),
        (0.5, 0.4),
        (0.0, 0.0),
    ];
    let best = request.rect.size().max(request.least).min(room.size());
    let mut tried = Vec2::ZERO;
    for (x, y) in SIZES {
        let size = (best * vec2(x, y)).max(request.least).min(room.size());
        if size == tried {
            continue;
        }
        tried = size;
        if size.x + 0.5 < request.least.x || size.y + 0.5 < request.least.y {
            return None;
        }
        if let Some(rect) = nearest_free(room, taken, request.rect, size) {
            return Some(rect);
        }
    }
    None
}

/// The free place of a size whose nearer corner is nearest to that of the requested rectangle.
fn nearest_free(room: Rect, taken: &[Rect], requested: Rect, size: Vec2) -> Option<Rect> {
    // A panel right of the room's center keeps its right edge when it shrinks; likewise below.
    let left = if requested.center().x > room.center().x { requested.right() - size.x } else { requested.left() };
    let top = if requested.center().y > room.center().y { requested.bottom() - size.y } else { requested.top() };
    let mut xs = vec![left, room.left(), room.right() - size.x];
    let mut ys = vec![top, room.top(), room.bottom() - size.y];
    for other in taken {
        xs.extend([other.right() + GAP, other.left() - GAP - size.x]);
        ys.extend([other.bottom() + GAP, other.top() - GAP - size.y]);
    }
    let into = |at: f32, low: f32, high: f32| at.clamp(low, high.max(low));
    let free = |rect: &Rect| taken.iter().all(|other| !other.expand(GAP - 0.5).intersects(*rect));
    let mut found: Option<(f32, Rect)> = None;
    for &x in &xs {
        for &y in &ys {
            let at = pos2(into(x, room.left(), room.right() - size.x), into(y, room.top(), room.bottom() - size.y));
            let rect = Rect::from_min_size(at, size);
            let distance = (at - pos2(left, top)).length_sq();
            if found.is_none_or(|(least, _)| distance < least) && free(&rect) {
                found = Some((distance, rect));
            }
        }
    }
    found.map(|(_, rect)| rect)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rect(x: f32, y: f32, w: f32, h: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(w, h))
    }

    fn apart(room: Rect, taken: &[Rect], spots: &[Spot]) {
        for (i, spot) in spots.iter().enumerate() {
            assert!(room.expand(0.1).contains_rect(spot.rect()), "{spot:?} in {room:?}");
            for other in taken.iter().copied().chain(spots[..i].iter().map(Spot::rect)) {
                assert!(!spot.is_open() || !other.shrink(0.1).intersects(spot.rect()), "{spot:?} on {other:?}");
            }
        }
    }

    #[test]
    fn wishes_that_do_not_meet_are_granted() {
        let room = rect(0.0, 30.0, 1280.0, 690.0);
        let requests = [rect(10.0, 40.0, 300.0, 200.0), rect(900.0, 300.0, 300.0, 300.0)];
        let least = vec2(100.0, 100.0);
        let spots = arrange(room, &[], &requests.map(|rect| PlaceRequest { rect, least, rolled: false }));
        assert_eq!(spots, requests.map(Spot::Open));
    }

    #[test]
    fn the_later_one_moves_aside_and_the_last_rolls_up() {
        let room = rect(0.0, 0.0, 640.0, 330.0);
        let request = PlaceRequest { rect: rect(300.0, 10.0, 320.0, 300.0), least: vec2(260.0, 150.0), rolled: false };
        let spots = arrange(room, &[], &[request; 4]);
        assert_eq!(spots[0].rect().right(), 620.0, "{spots:?}");
        apart(room, &[], &spots);
        assert!(spots[1].is_open() && !spots[3].is_open(), "{spots:?}");
    }

    #[test]
    fn requested_panels_are_rolled_up() {
        let room = rect(0.0, 0.0, 640.0, 330.0);
        let request = |rolled| PlaceRequest { rect: rect(0.0, 0.0, 9000.0, 9000.0), least: vec2(100.0, 100.0), rolled };
        let spots = arrange(room, &[], &[request(true), request(false)]);
        assert_eq!((spots[0].is_open(), spots[1].is_open()), (false, true));
        apart(room, &[], &spots);
    }

    proptest! {
        #[test]
        fn no_panel_lies_on_another(
            room in (320.0_f32..2600.0, 200.0_f32..1500.0),
            requests in prop::collection::vec(
                (-500.0_f32..3000.0, -500.0_f32..2000.0, 50.0_f32..1500.0, 50.0_f32..1500.0, any::<bool>()), 0..13),
            card in (60.0_f32..300.0, 40.0_f32..200.0),
        ) {
            let room = rect(0.0, 26.0, room.0, room.1);
            let taken = [rect(10.0, 36.0, card.0, card.1)];
            let requests: Vec<PlaceRequest> = requests
                .into_iter()
                .map(|(x, y, w, h, rolled)| PlaceRequest { rect: rect(x, y, w, h), least: vec2(220.0, 140.0), rolled })
                .collect();
            let spots = arrange(room, &taken, &requests);
            prop_assert_eq!(spots.len(), requests.len());
            apart(room, &taken, &spots);
        }
    }
}
