//! Placed objects in the view modes that show all surfaces alike, against the colors of the CPU.

use crate::objects::{BLENDED, NORTH, Scene, Square, square_at};
use gtd_viewer::scene::modes::palette::{flat, overdraw, texel_density};
use gtd_viewer::scene::modes::{Overlays, ViewMode};

/// Color in the middle of the picture, where the squares are in front of the sky.
fn color(squares: &[Square], mode: ViewMode) -> Option<[u8; 3]> {
    let mut scene = Scene::new(squares)?;
    let in_mode = |options: &mut gtd_viewer::render::FrameOptions| {
        *options = options.in_mode(mode, Overlays::default(), None);
    };
    Some(scene.pixel_with(NORTH, [0, 0], in_mode))
}

fn assert_color(squares: &[Square], mode: ViewMode, expected: [u8; 3]) {
    let Some(actual) = color(squares, mode) else { return };
    let far = actual.iter().zip(expected).map(|(a, b)| a.abs_diff(b)).max();
    assert!(far <= Some(2), "{mode}: {actual:?} instead of {expected:?}");
}

#[test]
fn flat_shows_the_slope_of_triangles_without_textures() {
    assert_color(&[square_at(10.0, "red", 0)], ViewMode::Flat, flat([0.0, 0.0, -1.0]));
}

#[test]
fn overdraw_counts_what_is_drawn_and_not_what_is_hidden() {
    let far_and_near = |flags| [square_at(20.0, "red", flags), square_at(10.0, "red", flags)];
    let near_and_far = [square_at(10.0, "red", 0), square_at(20.0, "red", 0)];
    // Opaque parts are drawn from near to far, whatever their order in the file; blended ones from far to near.
    assert_color(&[], ViewMode::Overdraw, overdraw(0));
    assert_color(&far_and_near(0)[..1], ViewMode::Overdraw, overdraw(1));
    assert_color(&far_and_near(0), ViewMode::Overdraw, overdraw(1));
    assert_color(&near_and_far, ViewMode::Overdraw, overdraw(1));
    assert_color(&far_and_near(BLENDED), ViewMode::Overdraw, overdraw(2));
    let blended = [10.0, 12.0, 14.0].map(|north_m| square_at(north_m, "half-red", BLENDED));
    assert_color(&blended, ViewMode::Overdraw, overdraw(3));
}

#[test]
fn the_density_of_texels_is_that_on_the_surface_at_any_distance() {
    for north_m in [8.0, 30.0] {
        // 16 and 256 texels for 8 m.
        assert_color(&[square_at(north_m, "red", 0)], ViewMode::TexelDensity, texel_density(2.0));
        assert_color(&[square_at(north_m, "fine-red", 0)], ViewMode::TexelDensity, texel_density(32.0));
    }
}
