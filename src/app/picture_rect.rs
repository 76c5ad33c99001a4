//! The part of the window that shows the world.

/// A rectangle in the window, pixels from its upper left corner. Has a side of at least one pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureRect {
    pub corner_px: [u32; 2],
    pub size_px: [u32; 2],
}

impl Default for PictureRect {
    fn default() -> PictureRect {
        PictureRect::of_window([1, 1])
    }
}

impl PictureRect {
    /// The whole window.
    pub fn of_window(size_px: [u32; 2]) -> PictureRect {
        PictureRect { corner_px: [0, 0], size_px: size_px.map(|side| side.max(1)) }
    }

    /// The part of a window of a size in pixels that lies within `area`, in points.
    pub fn of_area(area: egui::Rect, pixels_per_point: f32, window_px: [u32; 2]) -> PictureRect {
        let edges = |low: f32, high: f32, most: u32| {
            let most = most.max(1);
            let px = |at: f32| (at * pixels_per_point).round().clamp(0.0, most as f32) as u32;
            let low = px(low).min(most - 1);
            (low, px(high).max(low + 1) - low)
        };
        let (left, width) = edges(area.left(), area.right(), window_px[0]);
        let (top, height) = edges(area.top(), area.bottom(), window_px[1]);
        PictureRect { corner_px: [left, top], size_px: [width, height] }
    }

    /// A position in the window, relative to the upper left corner of the picture.
    pub fn within(&self, at_px: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|i: usize| at_px[i] - f64::from(self.corner_px[i]))
    }

    /// The center of the picture in the window.
    pub fn center_px(&self) -> [f64; 2] {
        [0, 1].map(|i: usize| f64::from(self.corner_px[i]) + f64::from(self.size_px[i]) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Rect, pos2};

    #[test]
    fn a_picture_lies_in_its_window_whatever_the_panels_leave() {
        let area = |left, top, right, bottom| Rect::from_min_max(pos2(left, top), pos2(right, bottom));
        let of = |area, scale| PictureRect::of_area(area, scale, [1280, 720]);
        let between = of(area(300.0, 26.0, 900.0, 340.0), 1.0);
        assert_eq!((between.corner_px, between.size_px), ([300, 26], [600, 314]));
        assert_eq!((between.within([310.0, 30.0]), between.center_px()), ([10.0, 4.0], [600.0, 183.0]));
        let dense = of(area(100.25, 13.0, 640.0, 360.0), 2.0);
        assert_eq!((dense.corner_px, dense.size_px), ([201, 26], [1079, 694]));
        assert_eq!(of(Rect::EVERYTHING, 1.0), PictureRect::of_window([1280, 720]), "before the first frame of panels");
        for nothing in [area(1280.0, 0.0, 1280.0, 720.0), area(700.0, 700.0, 600.0, 20.0), area(-9.0, -9.0, -5.0, -5.0)]
        {
            let PictureRect { corner_px, size_px } = of(nothing, 1.0);
            assert!(size_px.iter().all(|side| *side >= 1), "{nothing}");
            assert!(corner_px[0] + size_px[0] <= 1280 && corner_px[1] + size_px[1] <= 720, "{nothing}");
        }
        assert_eq!(PictureRect::of_area(Rect::EVERYTHING, 1.0, [0, 0]).size_px, [1, 1], "a minimized window");
    }
}
