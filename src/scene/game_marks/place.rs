//! Where marks are: on the ground, on the floors of a dungeon, or where their file says.

use glam::{DVec2, DVec3};

use super::{FlatLine, GameMark, GameMarks, MarkKind, MarkShape};
use crate::scene::collision::Collision;
use crate::scene::terrain::Terrain;

/// Height of a mark's icon above its place, in meters.
pub const MAST_M: f64 = 4.0;
/// Height of lines above the ground in meters.
const RAISED_M: f64 = 0.3;
/// Longest piece of a line that follows the ground, in meters, and the maximum number of pieces of one line.
const PIECE_M: f64 = 4.0;
const MOST_PIECES: f64 = 512.0;
/// Maximum number of monsters by which dungeons are recognized.
const MOST_SAMPLES: usize = 500;

/// The ground on which marks stand.
#[derive(Clone, Copy)]
pub struct MarkGround<'a> {
    terrain: &'a Terrain,
    /// Bodies on which marks are, in a zone whose floors are bodies.
    floors: Option<&'a Collision>,
}

impl<'a> MarkGround<'a> {
    /// The ground of a zone, with the bodies that are its floors, if there are any.
    pub fn new(terrain: &'a Terrain, floors: Option<&'a Collision>) -> MarkGround<'a> {
        MarkGround { terrain, floors }
    }

    /// Whether the bodies of a zone are its floors, as in dungeons: most monsters are on one.
    pub fn has_floors(collision: &Collision, marks: &GameMarks) -> bool {
        let monsters = marks.marks.iter().filter(|mark| mark.kind == MarkKind::Monster && mark.shape.is_sound());
        let (mut on_body, mut on_ground) = (0, 0);
        for mark in monsters.take(MOST_SAMPLES) {
            let has_floor = collision.floor_m(mark.shape.middle().into(), f64::INFINITY, false).is_some();
            *if has_floor { &mut on_body } else { &mut on_ground } += 1;
        }
        on_body > on_ground
    }

    /// A place on the ground; beyond the border, at the height of the border.
    pub fn at(&self, [x, z]: [f64; 2]) -> DVec3 {
        let extent_m = self.terrain.gtd().extent_m();
        let [x_m, z_m] = [x, z].map(|value| (value as f32).clamp(0.0, extent_m));
        let ground_m = f64::from(self.terrain.heights().interpolate(x_m, z_m).unwrap_or_default());
        let floor_m = self.floors.and_then(|bodies| bodies.floor_m(DVec2::new(x, z), f64::INFINITY, false));
        DVec3::new(x, floor_m.map_or(ground_m, |floor_m| floor_m.max(ground_m)), z)
    }

    /// The middle of a mark: on the ground, or in space for a mark whose height is stored.
    pub fn place_of(&self, mark: &GameMark) -> DVec3 {
        match mark.shape {
            MarkShape::Place(at) => DVec3::from_array(at),
            MarkShape::Point(_) | MarkShape::Rect { .. } => self.at(mark.shape.middle()),
        }
    }

    /// A line along the ground, in pieces.
    pub fn along(&self, line: &FlatLine) -> impl Iterator<Item = [DVec3; 2]> + use<'a> {
        let ([from, to], ground) = (line.ends, *self);
        let length_m = (to[0] - from[0]).hypot(to[1] - from[1]);
        let pieces = (length_m / PIECE_M).ceil().clamp(1.0, MOST_PIECES);
        let end = move |piece: usize| {
            let t = piece as f64 / pieces;
            let at = [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * t);
            ground.at(at) + DVec3::Y * RAISED_M
        };
        (0..pieces as usize).map(move |piece| [end(piece), end(piece + 1)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile};

    #[test]
    fn lines_follow_the_ground_also_beyond_the_border() {
        let mut draft = Draft::flat(Header::versioned(1, "marks"), 17);
        let height = |i: usize| MapRecord::new((i / 17) as f32, PackedTile::default());
        draft.records.iter_mut().enumerate().for_each(|(i, record)| *record = height(i));
        let terrain = Terrain::new(Gtd::parse(draft.encode().unwrap()).unwrap());
        let ground = MarkGround::new(&terrain, None);
        let line = FlatLine { ends: [[8.0, 4.0], [18.0, 4.0]], rgb: [0; 3] };
        let pieces: Vec<[DVec3; 2]> = ground.along(&line).collect();
        assert_eq!(pieces.len(), 3);
        assert!(pieces.iter().flatten().all(|end| (end.y - end.x / 4.0 - RAISED_M).abs() < 1e-5), "{pieces:?}");
        assert_eq!(ground.at([-5.0, 500.0]), DVec3::new(-5.0, 0.0, 500.0));
        let endless = FlatLine { ends: [[0.0, 0.0], [1e6, 0.0]], rgb: [0; 3] };
        assert_eq!(ground.along(&endless).count(), MOST_PIECES as usize);
    }
}
