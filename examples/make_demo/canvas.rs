//! A seamless canvas of 128 x 128 pixels: the right side continues on the left, the bottom at the top.
//!
//! Units: pixels (1/32 m on the terrain), colors 0..255 and gamma-encoded as in the files. Row 0 is the top.

use super::patterns::Random;
use gtd_viewer::test_zone::noise::{mix, smoothstep};

/// Pixels a side.
pub const SIZE: usize = 128;

/// A color, 0..255 per channel; intermediate results may exceed that range.
pub type Color = [f32; 3];

/// Interpolates between two colors.
pub fn blend(a: Color, b: Color, t: f32) -> Color {
    [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)]
}

/// Scales the brightness of a color.
pub fn scaled(a: Color, by: f32) -> Color {
    a.map(|c| c * by)
}

/// A tile texture under construction.
#[derive(Clone)]
pub struct Canvas {
    /// Rows from the top.
    pub pixels: Vec<Color>,
}

impl Canvas {
    /// Computes each pixel from its column and row.
    pub fn from_fn(mut color: impl FnMut(f32, f32) -> Color) -> Canvas {
        Canvas { pixels: (0..SIZE * SIZE).map(|i| color((i % SIZE) as f32 + 0.5, (i / SIZE) as f32 + 0.5)).collect() }
    }

    fn at(&self, x: i32, y: i32) -> Color {
        let side = SIZE as i32;
        self.pixels[(y.rem_euclid(side) * side + x.rem_euclid(side)) as usize]
    }

    fn cover(&mut self, x: i32, y: i32, color: Color, strength: f32) {
        let side = SIZE as i32;
        let pixel = &mut self.pixels[(y.rem_euclid(side) * side + x.rem_euclid(side)) as usize];
        *pixel = blend(*pixel, color, strength);
    }

    /// Paints a soft round dab of the given radius.
    pub fn dab(&mut self, x: f32, y: f32, radius: f32, color: Color, strength: f32) {
        let reach = (radius + 1.0).floor() as i32;
        let (cx, cy) = (x.floor() as i32, y.floor() as i32);
        for py in cy - reach..=cy + reach {
            for px in cx - reach..=cx + reach {
                let (dx, dy) = (px as f32 + 0.5 - x, py as f32 + 0.5 - y);
                let inside = smoothstep(radius + 0.6, radius - 0.6, (dx * dx + dy * dy).sqrt());
                if inside > 0.0 {
                    self.cover(px, py, color, inside * strength);
                }
            }
        }
    }

    /// Paints a tapering stroke: a blade, a twig. It bends by `bend` pixels at its end and fades from one color to
    /// another.
    pub fn stroke(
        &mut self,
        from: (f32, f32),
        along: (f32, f32),
        length: f32,
        width: f32,
        bend: f32,
        colors: [Color; 2],
    ) {
        let steps = (length * 1.5).floor().max(1.0);
        let mut step = 0.0;
        while step <= steps {
            let t = step / steps;
            let (go, aside) = (t * length, bend * t * t);
            let (x, y) = (from.0 + along.0 * go - along.1 * aside, from.1 + along.1 * go + along.0 * aside);
            self.dab(x, y, width * (1.0 - 0.75 * t), blend(colors[0], colors[1], t), 0.55);
            step += 1.0;
        }
    }

    /// Box blur with a radius.
    fn blurred(&self, radius: i32) -> Canvas {
        let pass = |from: &Canvas, dx: i32, dy: i32| {
            let mut out = from.clone();
            for (i, pixel) in out.pixels.iter_mut().enumerate() {
                let (x, y) = ((i % SIZE) as i32, (i / SIZE) as i32);
                let mut sum = [0.0f32; 3];
                for d in -radius..=radius {
                    let c = from.at(x + dx * d, y + dy * d);
                    sum = [sum[0] + c[0], sum[1] + c[1], sum[2] + c[2]];
                }
                *pixel = scaled(sum, 1.0 / (2 * radius + 1) as f32);
            }
            out
        };
        pass(&pass(self, 1, 0), 0, 1)
    }

    /// The mean color.
    pub fn mean(&self) -> Color {
        let mut sum = [0.0f32; 3];
        for p in &self.pixels {
            sum = [sum[0] + p[0], sum[1] + p[1], sum[2] + p[2]];
        }
        scaled(sum, 1.0 / (SIZE * SIZE) as f32)
    }

    /// Removes low frequencies and sets the mean color, so that a field of such tiles shows no grid.
    pub fn evened(&self, mean: Color, strength: f32) -> Canvas {
        let broad = self.blurred(14);
        let own = broad.mean();
        let mut out = self.clone();
        for (pixel, low) in out.pixels.iter_mut().zip(&broad.pixels) {
            for c in 0..3 {
                pixel[c] += (own[c] - low[c]) * strength + mean[c] - own[c];
            }
        }
        out
    }

    /// Makes the four borders equal and mirror-symmetric, so that the tile is seamless beside itself and beside every
    /// tile with the same border, in any of the eight directions. Within `width` pixels of the border the pixels blend
    /// into those of `common`, folded along its axes and diagonals: it should be a fine grain, because larger features
    /// would show their mirror image. Both must have the mean color `mean`.
    pub fn bordered(&self, common: &Canvas, mean: Color, width: f32) -> Canvas {
        let mut out = self.clone();
        let fold = |c: usize| c.min(SIZE - 1 - c);
        for (i, pixel) in out.pixels.iter_mut().enumerate() {
            let (u, v) = (fold(i % SIZE), fold(i / SIZE));
            let (depth, along) = (u.min(v), u.max(v));
            let share = smoothstep(width, 0.0, depth as f32);
            let folded = common.pixels[depth * SIZE + along];
            // Blending two grains reduces their contrast: restore it.
            let keep = 1.0 / (share * share + (1.0 - share) * (1.0 - share)).sqrt();
            for c in 0..3 {
                let mixed = mix(pixel[c] - mean[c], folded[c] - mean[c], share);
                pixel[c] = mean[c] + mixed * keep;
            }
        }
        out
    }

    /// Converts to 8-bit colors.
    pub fn to_rgb8(&self) -> Vec<[u8; 3]> {
        self.pixels.iter().map(|p| p.map(|c| (c + 0.5).clamp(0.0, 255.0) as u8)).collect()
    }
}

/// A random direction: a point of the unit circle, found without trigonometry.
pub fn direction(random: &mut Random) -> (f32, f32) {
    loop {
        let (x, y) = (random.range(-1.0, 1.0), random.range(-1.0, 1.0));
        let square = x * x + y * y;
        if square > 0.05 && square <= 1.0 {
            let length = square.sqrt();
            return (x / length, y / length);
        }
    }
}

/// A random position on the canvas.
pub fn place(random: &mut Random) -> (f32, f32) {
    (random.range(0.0, SIZE as f32), random.range(0.0, SIZE as f32))
}
