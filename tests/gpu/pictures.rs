//! Comparison of pictures.

use image::RgbImage;

/// Cameras of golden pictures, of the island and of [`crate::common::test_zone::TestZone::little`]: fixed, so that a
/// picture changes only with the drawing, and not with the choice of the start view.
#[cfg(feature = "render")]
pub const ISLAND_VIEW: &str = "208.36,44.964,304.36,45,-16.187";
/// The other one.
#[cfg(feature = "render")]
pub const LITTLE_VIEW: &str = "-15.64,50.586,16.36,45,-33.06";

/// Difference of two pictures.
#[derive(Debug)]
pub struct Difference {
    /// Mean absolute difference of all channels, of 255.
    pub mean: f64,
    /// Share of pixels in which any channel differs by more than the limit.
    pub share_beyond: f64,
    /// Largest difference of any channel.
    pub worst: u8,
}

/// Compares two pictures of the same size.
pub fn difference(a: &RgbImage, b: &RgbImage, limit: u8) -> Difference {
    assert_eq!(a.dimensions(), b.dimensions(), "pictures of different sizes");
    let (mut sum, mut beyond, mut worst) = (0u64, 0u64, 0u8);
    for (p, q) in a.pixels().zip(b.pixels()) {
        let by = p.0.iter().zip(q.0).map(|(a, b)| a.abs_diff(b));
        sum += by.clone().map(u64::from).sum::<u64>();
        let most = by.max().unwrap_or(0);
        beyond += u64::from(most > limit);
        worst = worst.max(most);
    }
    let pixels = f64::from(a.width()) * f64::from(a.height());
    Difference { mean: sum as f64 / (pixels * 3.0), share_beyond: beyond as f64 / pixels, worst }
}

/// Compares a picture with the golden one of its name, on the software driver; `GTD_VIEWER_BLESS` stores it instead.
#[cfg(feature = "render")]
pub fn hold_against_golden(caps: &gtd_viewer::render::Caps, name: &str, drawn: &RgbImage) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/golden").join(format!("{name}.png"));
    if std::env::var_os("GTD_VIEWER_BLESS").is_some() {
        drawn.save(&path).unwrap();
    }
    if !caps.is_cpu {
        println!("{name}: not compared, {} is not the software driver", caps.adapter);
        return;
    }
    let golden = image::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).into_rgb8();
    let apart = difference(&golden, drawn, 16);
    assert!(apart.mean <= 1.0 && apart.share_beyond <= 0.01, "{name}: {apart:?}");
}
