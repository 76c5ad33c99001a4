//! A square grid of numbers over the zone's vertices, x outer.

use gtd_viewer::test_zone::noise::mix;

/// A value for each of `side` x `side` vertices: element (x, z) is at index `x * side + z`.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Vertices a side.
    pub side: usize,
    /// Values, x outer.
    pub values: Vec<f32>,
}

impl Grid {
    /// Computes each value from the vertex's indices.
    pub fn from_fn(side: usize, mut value: impl FnMut(usize, usize) -> f32) -> Grid {
        let values = (0..side * side).map(|i| value(i / side, i % side)).collect();
        Grid { side, values }
    }

    /// The value at vertex (x, z).
    pub fn at(&self, x: usize, z: usize) -> f32 {
        self.values[x * self.side + z]
    }

    /// The value at (x, z), clamped to the grid.
    pub fn near(&self, x: i32, z: i32) -> f32 {
        let last = self.side as i32 - 1;
        self.at(x.clamp(0, last) as usize, z.clamp(0, last) as usize)
    }

    /// The interpolated value between vertices, in units of vertices; clamped at the border.
    pub fn sample(&self, x: f32, z: f32) -> f32 {
        let last = (self.side - 1) as f32;
        let (x, z) = (x.clamp(0.0, last), z.clamp(0.0, last));
        let (x0, z0) = (x.floor().min(last - 1.0), z.floor().min(last - 1.0));
        let (fx, fz) = (x - x0, z - z0);
        let (x0, z0) = (x0 as usize, z0 as usize);
        let south = mix(self.at(x0, z0), self.at(x0 + 1, z0), fx);
        let north = mix(self.at(x0, z0 + 1), self.at(x0 + 1, z0 + 1), fx);
        mix(south, north, fz)
    }

    /// Change of the value per vertex step, eastward and northward.
    pub fn gradient(&self, x: usize, z: usize) -> (f32, f32) {
        let (x, z) = (x as i32, z as i32);
        ((self.near(x + 1, z) - self.near(x - 1, z)) * 0.5, (self.near(x, z + 1) - self.near(x, z - 1)) * 0.5)
    }

    /// Box blur with a radius in vertices.
    pub fn blurred(&self, radius: i32) -> Grid {
        let count = (2 * radius + 1) as f32;
        let sum = |value: &dyn Fn(i32) -> f32| (-radius..=radius).map(value).sum::<f32>() / count;
        let rows = Grid::from_fn(self.side, |x, z| sum(&|d| self.near(x as i32, z as i32 + d)));
        Grid::from_fn(self.side, |x, z| sum(&|d| rows.near(x as i32 + d, z as i32)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_between_and_at_vertices() {
        let grid = Grid::from_fn(5, |x, z| x as f32 * 10.0 + z as f32);
        assert_eq!(grid.at(3, 2), 32.0);
        assert_eq!(grid.sample(3.0, 2.0), 32.0);
        assert_eq!(grid.sample(2.5, 1.5), 26.5);
        assert_eq!(grid.sample(9.0, -1.0), 40.0);
        assert_eq!(grid.gradient(2, 2), (10.0, 1.0));
        assert!((grid.blurred(1).at(2, 2) - 22.0).abs() < 1e-4);
    }
}
