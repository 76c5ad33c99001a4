//! Icons of the tool strip: strokes on a grid of 24 x 24 units, y down. Drawn for this program, under its license.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2};

/// Side of the grid, and width of a stroke on it.
const GRID: f32 = 24.0;
const STROKE: f32 = 1.9;

#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::VariantArray)]
pub enum Icon {
    Pointer,
    Ruler,
    Walk,
    Map,
    Layers,
    Sun,
}

/// A part of an icon.
enum Mark {
    Line(&'static [[f32; 2]]),
    /// A line back to its start.
    Loop(&'static [[f32; 2]]),
    /// A center and a radius.
    Circle([f32; 2], f32),
}

use Mark::{Circle, Line, Loop};

impl Icon {
    fn marks(self) -> &'static [Mark] {
        match self {
            Icon::Pointer => &[Loop(&[
                [6.5, 3.2],
                [6.5, 18.2],
                [10.3, 14.6],
                [13.2, 20.8],
                [15.7, 19.6],
                [12.9, 13.6],
                [17.5, 13.6],
            ])],
            Icon::Ruler => &[
                Loop(&[[2.8, 15.6], [15.6, 2.8], [21.2, 8.4], [8.4, 21.2]]),
                Line(&[[6.0, 12.4], [8.0, 14.4]]),
                Line(&[[9.2, 9.2], [11.8, 11.8]]),
                Line(&[[12.4, 6.0], [14.4, 8.0]]),
            ],
            Icon::Walk => &[
                Circle([13.2, 4.2], 1.9),
                Line(&[[12.8, 8.4], [11.4, 14.2], [15.2, 17.0], [16.4, 21.4]]),
                Line(&[[11.4, 14.2], [10.2, 17.8], [7.0, 21.4]]),
                Line(&[[7.4, 13.2], [8.6, 9.8], [12.8, 8.4], [15.4, 11.6], [17.7, 12.2]]),
            ],
            Icon::Map => &[
                Loop(&[
                    [3.0, 6.4],
                    [9.0, 3.4],
                    [15.0, 6.4],
                    [21.0, 3.4],
                    [21.0, 17.6],
                    [15.0, 20.6],
                    [9.0, 17.6],
                    [3.0, 20.6],
                ]),
                Line(&[[9.0, 3.4], [9.0, 17.6]]),
                Line(&[[15.0, 6.4], [15.0, 20.6]]),
            ],
            Icon::Layers => &[
                Loop(&[[12.0, 2.8], [21.4, 7.8], [12.0, 12.8], [2.6, 7.8]]),
                Line(&[[2.6, 12.2], [12.0, 17.2], [21.4, 12.2]]),
                Line(&[[2.6, 16.6], [12.0, 21.6], [21.4, 16.6]]),
            ],
            Icon::Sun => &[
                Circle([12.0, 12.0], 4.2),
                Line(&[[12.0, 2.4], [12.0, 4.6]]),
                Line(&[[12.0, 19.4], [12.0, 21.6]]),
                Line(&[[2.4, 12.0], [4.6, 12.0]]),
                Line(&[[19.4, 12.0], [21.6, 12.0]]),
                Line(&[[5.2, 5.2], [6.8, 6.8]]),
                Line(&[[17.2, 17.2], [18.8, 18.8]]),
                Line(&[[5.2, 18.8], [6.8, 17.2]]),
                Line(&[[17.2, 6.8], [18.8, 5.2]]),
            ],
        }
    }

    /// Draws the icon into a square.
    pub fn paint(self, painter: &Painter, square: Rect, color: Color32) {
        let unit = square.width() / GRID;
        let at = |[x, y]: &[f32; 2]| pos2(square.left() + x * unit, square.top() + y * unit);
        let points = |line: &[[f32; 2]]| line.iter().map(at).collect::<Vec<Pos2>>();
        let stroke = Stroke::new(STROKE * unit, color);
        painter.extend(self.marks().iter().map(|mark| match mark {
            Line(line) => Shape::line(points(line), stroke),
            Loop(line) => Shape::closed_line(points(line), stroke),
            Circle(center, radius) => Shape::circle_stroke(at(center), radius * unit, stroke),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray;

    /// Corners of the smallest rectangle around a mark.
    fn bounds(mark: &Mark) -> [[f32; 2]; 2] {
        match mark {
            Line(line) | Loop(line) => {
                let of = |pick: fn(f32, f32) -> f32| {
                    line.iter().copied().reduce(|a, b| [pick(a[0], b[0]), pick(a[1], b[1])]).expect("a mark has points")
                };
                [of(f32::min), of(f32::max)]
            }
            Circle([x, y], radius) => [[x - radius, y - radius], [x + radius, y + radius]],
        }
    }

    #[test]
    fn icons_fill_their_square_and_stay_in_it() {
        for icon in Icon::VARIANTS {
            let all: Vec<[[f32; 2]; 2]> = icon.marks().iter().map(bounds).collect();
            for axis in [0, 1] {
                let low = all.iter().map(|[low, _]| low[axis]).fold(f32::MAX, f32::min);
                let high = all.iter().map(|[_, high]| high[axis]).fold(f32::MIN, f32::max);
                let margins = [low - STROKE / 2.0, GRID - high - STROKE / 2.0];
                assert!(margins.iter().all(|margin| (0.0..=6.5).contains(margin)), "{icon:?}: {margins:?}");
                assert!((margins[0] - margins[1]).abs() <= 1.0, "{icon:?} is centered: {margins:?}");
            }
        }
    }
}
