//! What covers the ground: the families of textures, and which of them lies at each vertex.
//!
//! Invariant of [`Cover::tidied`]: the four corners of any tile have one or two grounds, never two that lie crosswise,
//! so that every tile can be drawn with two layers.

/// A family of ground textures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Ground {
    /// The sea floor far out.
    Deep,
    /// Wet sand under shallow water.
    Shallow,
    /// The beach.
    Sand,
    /// Yellowed grass on sunny slopes.
    DryGrass,
    /// The meadows.
    Grass,
    /// Moss and leaves in the shade.
    Forest,
    /// Trodden earth.
    Path,
    /// Stone in the light.
    Rock,
    /// Stone in the shade.
    DarkRock,
    /// Snow in the light.
    Snow,
    /// Snow in the shade.
    DarkSnow,
}

impl Ground {
    /// All families, in the order of their values.
    pub const ALL: [Ground; 11] = [
        Ground::Deep,
        Ground::Shallow,
        Ground::Sand,
        Ground::DryGrass,
        Ground::Grass,
        Ground::Forest,
        Ground::Path,
        Ground::Rock,
        Ground::DarkRock,
        Ground::Snow,
        Ground::DarkSnow,
    ];
}

/// The ground at each vertex, x outer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Vertices a side.
    pub side: usize,
    /// The ground at (x, z) stands at `x * side + z`.
    pub grounds: Vec<Ground>,
}

/// The vertices of a tile: south-west, south-east, north-west, north-east.
pub type Corners = [Ground; 4];

impl Cover {
    /// A cover from the ground of each vertex.
    pub fn from_fn(side: usize, mut ground: impl FnMut(usize, usize) -> Ground) -> Cover {
        Cover { side, grounds: (0..side * side).map(|i| ground(i / side, i % side)).collect() }
    }

    /// The ground at vertex (x, z).
    pub fn at(&self, x: usize, z: usize) -> Ground {
        self.grounds[x * self.side + z]
    }

    /// The corners of the tile whose south-west vertex is (x, z).
    pub fn corners(&self, x: usize, z: usize) -> Corners {
        [self.at(x, z), self.at(x + 1, z), self.at(x, z + 1), self.at(x + 1, z + 1)]
    }

    /// Drops specks: a vertex that none of its four neighbours agrees with takes the ground of most of them.
    pub fn without_specks(&self, keep: impl Fn(Ground) -> bool) -> Cover {
        let inside = 1..self.side.max(2) - 1;
        Cover::from_fn(self.side, |x, z| {
            let here = self.at(x, z);
            if keep(here) || !inside.contains(&x) || !inside.contains(&z) {
                return here;
            }
            let around = [self.at(x - 1, z), self.at(x + 1, z), self.at(x, z - 1), self.at(x, z + 1)];
            if around.contains(&here) { here } else { most_frequent(&around) }
        })
    }

    /// Changes single vertices until every tile can be drawn with two layers.
    pub fn tidied(mut self) -> Cover {
        // Some rounds towards what most corners are; then, as that might go on for ever, towards the lower value, which cannot.
        for round in 0.. {
            let mut changed = false;
            for x in 0..self.side - 1 {
                for z in 0..self.side - 1 {
                    changed |= self.tidy_tile(x, z, round >= 12);
                }
            }
            if !changed {
                break;
            }
        }
        self
    }

    /// Mends one tile; whether it had to.
    fn tidy_tile(&mut self, x: usize, z: usize, downward: bool) -> bool {
        let corners = self.corners(x, z);
        if drawable(corners) {
            return false;
        }
        let side = self.side;
        let at = |corner: usize| (x + corner % 2) * side + z + corner / 2;
        let lowest = corners.iter().copied().min().unwrap_or(Ground::Deep);
        let kept = if downward { lowest } else { most_frequent(&corners) };
        let odd = if crosswise(corners) {
            // One of the crossing pair, the rarer choice of the two diagonals made by the place alone.
            (0..4).find(|c| corners[*c] != kept)
        } else {
            // Of the grounds besides the kept one, the one that differs most from it goes first.
            (0..4).filter(|c| corners[*c] != kept).max_by_key(|c| (corners[*c] as i32 - kept as i32).abs())
        };
        if let Some(corner) = odd {
            self.grounds[at(corner)] = kept;
        }
        true
    }
}

/// Whether two layers suffice for these corners.
pub fn drawable(corners: Corners) -> bool {
    let first = corners[0];
    let other = corners.iter().copied().find(|c| *c != first).unwrap_or(first);
    corners.iter().all(|c| *c == first || *c == other) && !crosswise(corners)
}

fn crosswise([sw, se, nw, ne]: Corners) -> bool {
    sw == ne && se == nw && sw != se
}

/// The ground that occurs most often; of equals the first.
fn most_frequent(grounds: &[Ground]) -> Ground {
    let count = |g: Ground| grounds.iter().filter(|other| **other == g).count();
    let mut best = grounds[0];
    for ground in grounds {
        if count(*ground) > count(best) {
            best = *ground;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::noise::hash;

    #[test]
    fn any_cover_can_be_tidied() {
        for seed in 0..6 {
            let wild = Cover::from_fn(33, |x, z| Ground::ALL[hash(seed, x as i32, z as i32) as usize % 11]);
            let tidy = wild.tidied();
            for x in 0..32 {
                for z in 0..32 {
                    assert!(drawable(tidy.corners(x, z)), "{:?}", tidy.corners(x, z));
                }
            }
        }
    }

    #[test]
    fn a_tidy_cover_is_left_alone() {
        let halves = Cover::from_fn(17, |x, _| if x < 9 { Ground::Sand } else { Ground::Grass });
        assert_eq!(halves.clone().tidied(), halves);
        let mut speck = halves.clone();
        speck.grounds[3 * 17 + 3] = Ground::Snow;
        assert_eq!(speck.without_specks(|_| false), halves);
        assert_eq!(speck.without_specks(|g| g == Ground::Snow), speck);
    }
}
