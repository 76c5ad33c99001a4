//! Triangles on the pixels of a square picture without perspective: which pixels they cover, and how their corners mix
//! there.

use std::ops::Range;

use glam::DVec2;

/// A triangle on a picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct PixelTriangle {
    /// Corners in pixels from the upper left corner of the picture: x to the right, y down.
    pub corners: [DVec2; 3],
    /// Heights of the corners above the picture in meters: the highest surface is seen.
    pub heights_m: [f64; 3],
    /// Texture coordinates of the corners.
    pub uv: [[f64; 2]; 3],
}

impl PixelTriangle {
    /// Area in square pixels.
    pub fn area_px(&self) -> f64 {
        let [a, b, c] = self.corners;
        ((b - a).perp_dot(c - a) / 2.0).abs()
    }

    /// Columns and rows of pixels whose centers may be inside, within a picture of a side.
    pub fn pixels(&self, side_px: u32) -> [Range<u32>; 2] {
        let range = |axis: usize| {
            let values = self.corners.map(|corner| corner[axis]);
            let least = values.into_iter().fold(f64::INFINITY, f64::min);
            let most = values.into_iter().fold(f64::NEG_INFINITY, f64::max);
            clamped((least - 0.5).ceil(), (most - 0.5).floor() + 1.0, side_px)
        };
        [range(0), range(1)]
    }

    /// Weights of the corners at a point; none outside.
    pub fn weights(&self, point: DVec2) -> Option<[f64; 3]> {
        let [a, b, c] = self.corners;
        let whole = (b - a).perp_dot(c - a);
        let weight = |from: DVec2, to: DVec2| (to - from).perp_dot(point - from) / whole;
        let weights = [weight(b, c), weight(c, a), weight(a, b)];
        weights.iter().all(|weight| *weight >= 0.0).then_some(weights)
    }

    /// The texture coordinates at a place with these weights of the corners.
    pub fn uv_at(&self, weights: [f64; 3]) -> [f64; 2] {
        [0, 1].map(|axis| mixed(self.uv.map(|uv| uv[axis]), weights))
    }

    /// The height in meters at a place with these weights of the corners.
    pub fn height_m_at(&self, weights: [f64; 3]) -> f32 {
        mixed(self.heights_m, weights) as f32
    }
}

fn mixed(values: [f64; 3], weights: [f64; 3]) -> f64 {
    (0..3).map(|corner| values[corner] * weights[corner]).sum()
}

/// A range of pixels within a picture of a side.
pub(super) fn clamped(from: f64, until: f64, side_px: u32) -> Range<u32> {
    let side = f64::from(side_px);
    // Casts after clamping; NaN becomes 0.
    from.clamp(0.0, side) as u32..until.clamp(0.0, side) as u32
}
