//! Glyphs of labels: strokes, stored as a distance field, so that they are sharp at any size.

/// Texels per unit of the stroke grid.
const UNIT_PX: u32 = 6;
/// Size of a glyph's cell in units, with a margin around its 4 x 7 units.
pub(crate) const CELL: [u32; 2] = [7, 10];
/// Units around the glyph within its cell.
const MARGIN: f32 = 1.5;
/// Distance from the middle of a stroke that the largest texel value represents, in units.
pub(crate) const RANGE: f32 = 1.5;
pub(crate) const GLYPH_COUNT: u32 = 12;

/// Distance between the centers of glyphs, in units.
pub(crate) const ADVANCE: f32 = 5.0;
/// Height of a glyph in units.
pub(crate) const HEIGHT: f32 = 7.0;
/// Screen points per unit.
pub(crate) const UNIT_PT: f32 = 1.45;

/// The glyph of a character of a number.
pub(crate) fn glyph_of(character: u8) -> u32 {
    match character {
        b'0'..=b'9' => u32::from(character - b'0'),
        b'-' => 10,
        _ => 11,
    }
}

/// A stroke; x to the right from 0 to 4, y down from 0 to 7.
enum Stroke {
    Line(&'static [[f32; 2]]),
    /// Center, half axes, and the start and end angle in degrees, clockwise from the right.
    Arc([f32; 2], [f32; 2], [f32; 2]),
}

use Stroke::{Arc, Line};

const GLYPHS: [&[Stroke]; GLYPH_COUNT as usize] = [
    &[Arc([2.0, 3.5], [1.7, 3.2], [0.0, 360.0])],
    &[Line(&[[0.7, 1.7], [2.3, 0.3], [2.3, 6.7]])],
    &[Arc([2.0, 1.95], [1.6, 1.65], [190.0, 395.0]), Line(&[[3.31, 2.9], [0.4, 6.7], [3.8, 6.7]])],
    &[Arc([1.9, 1.9], [1.5, 1.6], [200.0, 450.0]), Arc([1.9, 5.1], [1.7, 1.6], [270.0, 520.0])],
    &[Line(&[[3.0, 6.7], [3.0, 0.3], [0.3, 4.8], [3.9, 4.8]])],
    &[Line(&[[3.5, 0.3], [0.8, 0.3], [0.6, 3.2]]), Arc([1.9, 4.65], [1.75, 2.05], [225.0, 500.0])],
    &[Arc([2.0, 4.75], [1.65, 1.95], [0.0, 360.0]), Line(&[[3.2, 0.4], [1.4, 2.2], [0.42, 4.2]])],
    &[Line(&[[0.3, 0.3], [3.7, 0.3], [1.5, 6.7]])],
    &[Arc([2.0, 1.95], [1.4, 1.6], [0.0, 360.0]), Arc([2.0, 5.05], [1.7, 1.6], [0.0, 360.0])],
    &[Arc([2.0, 2.25], [1.65, 1.95], [0.0, 360.0]), Line(&[[0.8, 6.6], [2.6, 4.8], [3.58, 2.8]])],
    &[Line(&[[0.6, 3.7], [3.4, 3.7]])],
    &[Line(&[[2.0, 6.4], [2.0, 6.7]])],
];

/// All glyphs side by side: width and height in texels, and the distance from the nearest stroke for each texel.
pub(crate) fn atlas() -> ([u32; 2], Vec<u8>) {
    let [width, height] = [CELL[0] * UNIT_PX * GLYPH_COUNT, CELL[1] * UNIT_PX];
    let lines: Vec<Vec<[[f32; 2]; 2]>> = GLYPHS.iter().map(|strokes| lines_of(strokes)).collect();
    let texel = |x: u32, y: u32| {
        let glyph = x / (CELL[0] * UNIT_PX);
        let in_cell = x % (CELL[0] * UNIT_PX);
        let at = [in_cell, y].map(|px| (px as f32 + 0.5) / UNIT_PX as f32 - MARGIN);
        let nearest = lines[glyph as usize].iter().map(|line| distance(at, line)).fold(RANGE, f32::min);
        (nearest / RANGE * 255.0 + 0.5) as u8
    };
    ([width, height], (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| texel(x, y)).collect())
}

fn lines_of(strokes: &[Stroke]) -> Vec<[[f32; 2]; 2]> {
    let mut lines = Vec::new();
    for stroke in strokes {
        let points: Vec<[f32; 2]> = match stroke {
            Line(points) => points.to_vec(),
            Arc([x, y], [rx, ry], [from, to]) => {
                let angle = |i: u32| (from + (to - from) * i as f32 / 24.0).to_radians();
                (0..=24).map(|i| [x + rx * libm::cosf(angle(i)), y + ry * libm::sinf(angle(i))]).collect()
            }
        };
        lines.extend(points.windows(2).map(|pair| [pair[0], pair[1]]));
    }
    lines
}

/// Distance from a point to a line segment.
fn distance([x, y]: [f32; 2], [[x0, y0], [x1, y1]]: &[[f32; 2]; 2]) -> f32 {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let along = (((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy).max(1e-9)).clamp(0.0, 1.0);
    libm::hypotf(x - x0 - along * dx, y - y0 - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The glyph as dots, one per unit, where a stroke crosses the unit's center.
    fn dots(glyph: usize) -> String {
        let lines = lines_of(GLYPHS[glyph]);
        let row = |y: u32| -> String {
            let on = |x: u32| lines.iter().any(|line| distance([x as f32 * 0.5, y as f32 * 0.5 + 0.25], line) < 0.4);
            (0..9).map(|x| if on(x) { '#' } else { ' ' }).collect::<String>() + "\n"
        };
        (0..14).map(row).collect()
    }

    #[test]
    fn no_two_glyphs_are_alike_and_all_keep_their_margin() {
        let all: Vec<String> = (0..GLYPHS.len()).map(dots).collect();
        for (i, a) in all.iter().enumerate() {
            println!("{a}");
            assert!(a.contains('#'));
            assert!(all[i + 1..].iter().all(|b| a != b), "glyph {i}");
        }
        let ([width, height], texels) = atlas();
        assert_eq!(texels.len() as u32, width * height);
        let column = |x: u32| (0..height).map(move |y| (y * width + x) as usize);
        for cell in 0..GLYPH_COUNT {
            assert!(column(cell * CELL[0] * UNIT_PX).all(|at| texels[at] > 200), "cell {cell} reaches its edge");
        }
    }

    #[test]
    fn numbers_are_made_of_glyphs() {
        assert_eq!(b"-12.5".map(glyph_of), [10, 1, 2, 11, 5]);
    }
}
