//! Marks of changed objects on the picture of a difference: a disc for each, and a line from the old to the new place.
//!
//! Objects beyond the border are marked on it.

use super::objects::{ChangeKind, ObjectDifference};
use crate::scene::numbers::{floor_i64, round_u8};

/// Radius of a disc, and width of its dark edge, in pixels.
const DISC_PX: [f32; 2] = [3.5, 1.2];
/// Color of the edge.
const EDGE: [f32; 3] = [15.0, 15.0, 15.0];
/// Most moves that have lines; more would hide each other.
const MOST_LINES: usize = 4096;

/// Color of the marks of a kind of change: green, red, turquoise, yellow.
pub fn color(kind: ChangeKind) -> [u8; 3] {
    match kind {
        ChangeKind::Added => [120, 255, 60],
        ChangeKind::Removed => [255, 50, 60],
        ChangeKind::Moved => [60, 240, 240],
        ChangeKind::Changed => [255, 235, 50],
    }
}

/// Marks in the order in which they are drawn.
pub(super) struct Marks {
    side_px: u32,
    lines: Vec<[[f32; 2]; 2]>,
    discs: Vec<([f32; 2], ChangeKind)>,
}

impl Marks {
    /// Marks on a square picture of a zone of `extent_m` meters a side, row 0 in the north.
    pub(super) fn new(difference: &ObjectDifference, side_px: u32, extent_m: f32) -> Marks {
        let side = side_px as f32;
        let place = |position_m: [f32; 3]| -> Option<[f32; 2]> {
            let at = [position_m[0] / extent_m, 1.0 - position_m[2] / extent_m];
            at.iter().all(|at| at.is_finite()).then(|| at.map(|at| (at * side).clamp(0.0, side)))
        };
        let moves = difference.changes.iter().filter(|change| change.kind == ChangeKind::Moved);
        let lines = moves.filter_map(|change| Some([place(change.position_m[0]?)?, place(change.position_m[1]?)?]));
        let mut lines: Vec<_> = lines.collect();
        if lines.len() > MOST_LINES {
            lines.clear();
        }
        let discs = difference.changes.iter().filter_map(|change| Some((place(change.place_m())?, change.kind)));
        Marks { side_px, lines, discs: discs.collect() }
    }

    /// Draws what is in some rows of the picture, the first of which is `top`.
    pub(super) fn draw(&self, pixels: &mut [[u8; 3]], top: u32) {
        let mut rows = Rows { side_px: self.side_px, top: i64::from(top), pixels };
        self.lines.iter().for_each(|line| rows.line(*line, color(ChangeKind::Moved)));
        self.discs.iter().for_each(|(place, kind)| rows.disc(*place, color(*kind)));
    }
}

/// Some rows of a picture.
struct Rows<'a> {
    side_px: u32,
    top: i64,
    pixels: &'a mut [[u8; 3]],
}

impl Rows<'_> {
    fn height(&self) -> i64 {
        i64::try_from(self.pixels.len()).unwrap_or(i64::MAX) / i64::from(self.side_px.max(1))
    }

    fn pixel(&mut self, x: i64, y: i64) -> Option<&mut [u8; 3]> {
        let (column, row) = (u32::try_from(x).ok().filter(|x| *x < self.side_px)?, y - self.top);
        let row = usize::try_from(row).ok()?;
        self.pixels.get_mut(row * self.side_px as usize + column as usize)
    }

    fn blend(&mut self, (x, y): (i64, i64), color: [f32; 3], share: f32) {
        if let Some(pixel) = self.pixel(x, y) {
            *pixel = std::array::from_fn(|i| {
                let old = f32::from(pixel[i]);
                round_u8(old + (color[i] - old) * share)
            });
        }
    }

    fn disc(&mut self, [x, y]: [f32; 2], color: [u8; 3]) {
        let [radius, edge] = DISC_PX;
        let reach = radius + edge + 1.0;
        let (north, south) =
            (floor_i64(y - reach).max(self.top), floor_i64(y + reach).min(self.top + self.height() - 1));
        for row in north..=south {
            for column in floor_i64(x - reach)..=floor_i64(x + reach) {
                let (dx, dy) = (column as f32 + 0.5 - x, row as f32 + 0.5 - y);
                let distance = dx.hypot(dy);
                let covered = |radius: f32| (radius + 0.5 - distance).clamp(0.0, 1.0);
                self.blend((column, row), EDGE, covered(radius + edge));
                self.blend((column, row), color.map(f32::from), covered(radius));
            }
        }
    }

    /// A line of two pixels' width, of which only the part in these rows is walked along.
    fn line(&mut self, [from, to]: [[f32; 2]; 2], color: [u8; 3]) {
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let steps = dx.abs().max(dy.abs()).ceil().max(1.0);
        let share_at = |row: i64| if dy == 0.0 { None } else { Some((row as f32 - from[1]) / dy) };
        let (north, south) = (self.top - 1, self.top + self.height() + 1);
        let [first, last] = match (share_at(north), share_at(south)) {
            (Some(a), Some(b)) => [a.min(b).max(0.0), a.max(b).min(1.0)],
            _ if floor_i64(from[1]) < north || floor_i64(from[1]) > south => return,
            _ => [0.0, 1.0],
        };
        for step in floor_i64(first * steps)..=floor_i64(last * steps) {
            let share = step as f32 / steps;
            let (x, y) = (floor_i64(from[0] + dx * share), floor_i64(from[1] + dy * share));
            for (x, y) in [(x, y), (x + 1, y), (x, y + 1)] {
                self.blend((x, y), color.map(f32::from), 1.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::ObjectChange;

    fn change(kind: ChangeKind, from: [f32; 2], to: [f32; 2]) -> ObjectChange {
        let place = |[x, z]: [f32; 2]| [x, 0.0, z];
        let is_there = [kind != ChangeKind::Added, kind != ChangeKind::Removed];
        ObjectChange {
            kind,
            name: String::new(),
            index: is_there.map(|there| there.then_some(0)),
            position_m: [is_there[0].then(|| place(from)), is_there[1].then(|| place(to))],
            differs: Vec::new(),
        }
    }

    /// The picture of a zone of 100 m in strips of 16 rows.
    fn drawn(changes: Vec<ObjectChange>) -> impl Fn(f32, f32) -> [u8; 3] {
        let marks = Marks::new(&ObjectDifference { changes, ..ObjectDifference::default() }, 100, 100.0);
        let mut pixels = vec![[0; 3]; 100 * 100];
        for (top, rows) in (0..).step_by(16).zip(pixels.chunks_mut(1600)) {
            marks.draw(rows, top);
        }
        move |x: f32, z: f32| {
            let [x, z] = [x, z].map(|at| usize::try_from(floor_i64(at)).expect("a place in the picture"));
            pixels[(99 - z) * 100 + x]
        }
    }

    #[test]
    fn each_kind_is_marked_at_its_place() {
        let at = drawn(vec![
            change(ChangeKind::Added, [0.0; 2], [20.0, 30.0]),
            change(ChangeKind::Removed, [50.0, 16.0], [0.0; 2]),
            change(ChangeKind::Changed, [80.0, 84.0], [80.0, 84.0]),
        ]);
        assert_eq!((at(20.0, 30.0), at(50.0, 16.0)), (color(ChangeKind::Added), color(ChangeKind::Removed)));
        assert_eq!((at(80.0, 84.0), at(80.0, 90.0)), (color(ChangeKind::Changed), [0; 3]));
        assert_eq!(at(50.0, 18.0), color(ChangeKind::Removed), "across the edge of two strips");
    }

    #[test]
    fn moves_have_lines_and_places_outside_are_on_the_border() {
        for (from, to) in [([10.0, 10.0], [90.0, 50.0]), ([90.0, 50.0], [10.0, 10.0]), ([10.0, 30.0], [90.0, 30.0])] {
            let at = drawn(vec![change(ChangeKind::Moved, from, to)]);
            assert_eq!((at(to[0], to[1]), at(50.0, 29.5)), (color(ChangeKind::Moved), color(ChangeKind::Moved)));
            assert_eq!(at(50.0, 60.0), [0; 3]);
        }
        let at = drawn(vec![change(ChangeKind::Added, [0.0; 2], [-900.0, 50.0])]);
        assert_eq!(at(0.0, 50.0), color(ChangeKind::Added));
        let at = drawn(vec![
            change(ChangeKind::Added, [0.0; 2], [f32::NAN, 1e38]),
            change(ChangeKind::Moved, [1e38; 2], [-1e38; 2]),
        ]);
        assert_eq!(at(0.0, 0.0), color(ChangeKind::Moved));
    }
}
