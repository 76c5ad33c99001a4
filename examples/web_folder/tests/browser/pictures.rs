//! Pictures of the page and of the program, compared loosely: another renderer, and other rounding.

use image::RgbaImage;

/// Mean difference of the channels of two pictures of the same size, 0 to 255.
pub fn difference(a: &RgbaImage, b: &RgbaImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions(), "pictures of different sizes");
    let sum: u64 = a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    mean(sum, a.as_raw().len())
}

/// Mean of how much each pixel differs from its right neighbor: 0 for a plain picture.
pub fn detail(picture: &RgbaImage) -> f64 {
    let rows = picture.rows().map(|row| {
        let pixels: Vec<_> = row.collect();
        let steps = pixels.windows(2).map(|pair| u64::from(pair[0].0[1].abs_diff(pair[1].0[1])));
        steps.sum::<u64>()
    });
    mean(rows.sum(), picture.pixels().len())
}

#[allow(clippy::cast_precision_loss, reason = "sums of pictures are far below 2^53")]
fn mean(sum: u64, count: usize) -> f64 {
    sum as f64 / count.max(1) as f64
}
