//! Pictures with alpha for leaves, needles and fire: strokes and dabs on a clear ground.
//!
//! Units: pixels from the left and from the top; colors 0..255, gamma-encoded as in the files; alpha 0..1.

use crate::canvas::{Color, blend};
use gtd_viewer::test_zone::noise::smoothstep;

/// A square picture with alpha.
#[derive(Clone)]
pub struct Sprite {
    side: usize,
    colors: Vec<Color>,
    alphas: Vec<f32>,
}

impl Sprite {
    /// A clear picture; where nothing is painted, its color is `ground`, which shows in blurred edges.
    pub fn clear(side: usize, ground: Color) -> Sprite {
        Sprite { side, colors: vec![ground; side * side], alphas: vec![0.0; side * side] }
    }

    /// Computes color and alpha of each pixel from the place of its center, 0..1 from the left and from the top.
    pub fn from_fn(side: usize, pixel: impl Fn(f32, f32) -> (Color, f32)) -> Sprite {
        let center = |i: usize| (i as f32 + 0.5) / side as f32;
        let (colors, alphas) = (0..side * side).map(|i| pixel(center(i % side), center(i / side))).unzip();
        Sprite { side, colors, alphas }
    }

    /// Paints a dab with a soft border of one pixel.
    pub fn dab(&mut self, x: f32, y: f32, radius: f32, color: Color) {
        let reach = radius + 1.0;
        let range = |at: f32| {
            let (from, to) = ((at - reach).floor().max(0.0), (at + reach).floor().min(self.side as f32 - 1.0));
            from as usize..(to + 1.0).max(0.0) as usize
        };
        for py in range(y) {
            for px in range(x) {
                let (dx, dy) = (px as f32 + 0.5 - x, py as f32 + 0.5 - y);
                let inside = smoothstep(radius + 0.5, radius - 0.5, (dx * dx + dy * dy).sqrt());
                if inside > 0.0 {
                    let index = py * self.side + px;
                    let share = if self.alphas[index] == 0.0 { 1.0 } else { inside };
                    self.colors[index] = blend(self.colors[index], color, share);
                    self.alphas[index] = self.alphas[index].max(inside);
                }
            }
        }
    }

    /// Paints a straight stroke whose width and color change from its start to its end.
    pub fn stroke(&mut self, [from, to]: [[f32; 2]; 2], widths: [f32; 2], colors: [Color; 2]) {
        let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        let steps = ((dx * dx + dy * dy).sqrt() * 1.6).floor().max(1.0);
        for step in 0..=steps as usize {
            let t = step as f32 / steps;
            let width = widths[0] + (widths[1] - widths[0]) * t;
            self.dab(from[0] + dx * t, from[1] + dy * t, width * 0.5, blend(colors[0], colors[1], t));
        }
    }

    /// R, G, B, A bytes by rows from the top.
    pub fn to_rgba8(&self) -> Vec<u8> {
        let byte = |value: f32| (value + 0.5).clamp(0.0, 255.0) as u8;
        let pixel =
            |(color, alpha): (&Color, &f32)| [byte(color[0]), byte(color[1]), byte(color[2]), byte(alpha * 255.0)];
        self.colors.iter().zip(&self.alphas).flat_map(pixel).collect()
    }

    /// Pixels a side.
    pub fn side(&self) -> u32 {
        self.side as u32
    }
}
