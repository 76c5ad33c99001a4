//! Ground kinds of the island's vertices, cleaned up so that two layers can draw nearly every tile.

use gtd_viewer::test_zone::ground::{Corners, Ground, drawable};

/// Ground kind of each vertex, x outer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Vertices a side.
    pub side: usize,
    /// Ground of vertex (x, z) at index `x * side + z`.
    pub grounds: Vec<Ground>,
}

impl Cover {
    /// Creates a cover from the ground of each vertex.
    pub fn from_fn(side: usize, mut ground: impl FnMut(usize, usize) -> Ground) -> Cover {
        Cover { side, grounds: (0..side * side).map(|i| ground(i / side, i % side)).collect() }
    }

    /// Ground of vertex (x, z).
    pub fn at(&self, x: usize, z: usize) -> Ground {
        self.grounds[x * self.side + z]
    }

    /// Corners of the tile whose south-west vertex is (x, z).
    pub fn corners(&self, x: usize, z: usize) -> Corners {
        [self.at(x, z), self.at(x + 1, z), self.at(x, z + 1), self.at(x + 1, z + 1)]
    }

    /// Removes specks: a vertex that differs from all four neighbors takes the ground of most of them.
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

    /// Changes single vertices wherever that reduces the number of tiles that two layers cannot draw. Places where
    /// three grounds meet remain: not all of them can be removed, and moving them would only stretch one ground along
    /// the others' border.
    pub fn tidied(mut self) -> Cover {
        loop {
            let mut changed = false;
            for x in 0..self.side - 1 {
                for z in 0..self.side - 1 {
                    changed |= self.tidy_tile(x, z);
                }
            }
            if !changed {
                return self;
            }
        }
    }

    /// Applies the change of one vertex of a tile that leaves the fewest faults around it, if that is an improvement;
    /// returns whether it was one.
    fn tidy_tile(&mut self, x: usize, z: usize) -> bool {
        let corners = self.corners(x, z);
        if drawable(corners) {
            return false;
        }
        let mut best: Option<((i32, u8), usize, Ground)> = None;
        for (corner, old) in corners.into_iter().enumerate() {
            let (vx, vz) = (x + corner % 2, z + corner / 2);
            let before = self.faults_round(vx, vz);
            for new in corners.into_iter().filter(|new| *new != old) {
                self.grounds[vx * self.side + vz] = new;
                let gain = before as i32 - self.faults_round(vx, vz) as i32;
                let merit = (gain, u8::MAX - importance(old));
                if gain > 0 && best.is_none_or(|(best, ..)| merit > best) {
                    best = Some((merit, vx * self.side + vz, new));
                }
            }
            self.grounds[vx * self.side + vz] = old;
        }
        if let Some((_, at, ground)) = best {
            self.grounds[at] = ground;
        }
        best.is_some()
    }

    /// Number of tiles around a vertex that cannot be drawn.
    fn faults_round(&self, x: usize, z: usize) -> usize {
        let (xs, zs) = (x.saturating_sub(1)..=x, z.saturating_sub(1)..=z);
        let tiles = xs.flat_map(|x| zs.clone().map(move |z| (x, z)));
        tiles.filter(|(x, z)| *x + 1 < self.side && *z + 1 < self.side && !drawable(self.corners(*x, *z))).count()
    }
}

/// Cost of changing a vertex of a ground: high if that would leave a gap in a line.
fn importance(ground: Ground) -> u8 {
    match ground {
        Ground::Grass => 0,
        Ground::DryGrass => 1,
        Ground::Alpine | Ground::Rock => 2,
        Ground::Forest => 3,
        Ground::DarkRock => 4,
        Ground::Dusted | Ground::Snow => 5,
        Ground::DarkSnow => 6,
        Ground::Sand => 7,
        Ground::Deep => 8,
        Ground::Shallow => 9,
        Ground::Path => 10,
    }
}

/// The most frequent ground; the first one on a tie.
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
    use gtd_viewer::test_zone::ground::simplified;
    use gtd_viewer::test_zone::noise::hash;

    #[test]
    fn tidying_leaves_few_faults_and_simplifying_none() {
        let faults = |cover: &Cover| {
            let tiles = (0..32 * 32).map(|i| (i / 32, i % 32));
            tiles.filter(|(x, z)| !drawable(cover.corners(*x, *z))).count()
        };
        for seed in 0..4 {
            let wild = Cover::from_fn(33, |x, z| {
                Ground::ALL[hash(seed, x as i32 / 3, z as i32 / 3) as usize % Ground::ALL.len()]
            });
            let tidy = wild.clone().tidied();
            assert!(faults(&tidy) < faults(&wild), "{} of {}", faults(&tidy), faults(&wild));
            for (x, z) in (0..32 * 32).map(|i| (i / 32, i % 32)) {
                let corners = tidy.corners(x, z);
                let simple = simplified(corners, |a, b| u32::from(a != b));
                assert!(drawable(simple) && (simple == corners || !drawable(corners)));
                assert!(simple.iter().all(|ground| corners.contains(ground)));
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
