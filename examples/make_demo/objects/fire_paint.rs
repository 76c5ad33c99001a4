//! Pictures of flames, smoke and glow, frame by frame. All are periodic in time.

use super::sprite::Sprite;
use crate::canvas::{Color, blend, scaled};
use crate::patterns::repeating_fbm;
use gtd_viewer::test_zone::noise::smoothstep;

/// Frames of the flames and of the smoke.
pub const FRAMES: usize = 8;
pub const FRAMES_PER_SECOND: f32 = 10.0;

/// A frame of the flames on black, to be added to the picture.
pub fn flames(frame: usize) -> Sprite {
    let time = frame as f32 / FRAMES as f32;
    Sprite::from_fn(64, |u, v| {
        let height = 1.0 - v;
        // The noise rises by its period in a round of the frames.
        let rise = 3.0 * height - 3.0 * time;
        let lick = repeating_fbm(941, u * 4.0, -rise, [0, 3], 3, 0.5);
        let fine = repeating_fbm(942, u * 9.0, -rise * 2.0, [0, 6], 2, 0.5);
        let aside = (u - 0.5) + 0.16 * lick * height;
        let width = 0.34 * (1.0 - height).max(0.0).sqrt() * smoothstep(-0.12, 0.14, height);
        let body = smoothstep(1.15, 0.15, aside.abs() / width.max(0.01));
        let tongue = smoothstep(0.1, 0.5, 1.0 - height + 0.5 * lick + 0.2 * fine);
        let heat = body * tongue * smoothstep(1.0, 0.85, height) * smoothstep(0.0, 0.06, height);
        (flame_color(heat), 1.0)
    })
}

/// Black, red, orange, yellow, nearly white.
fn flame_color(heat: f32) -> Color {
    const COLORS: [(f32, Color); 5] = [
        (0.0, [0.0, 0.0, 0.0]),
        (0.3, [110.0, 22.0, 4.0]),
        (0.6, [236.0, 104.0, 18.0]),
        (0.85, [255.0, 196.0, 66.0]),
        (1.0, [255.0, 238.0, 170.0]),
    ];
    let next = COLORS.iter().position(|(at, _)| heat < *at).unwrap_or(COLORS.len() - 1).max(1);
    let ((from, below), (to, above)) = (COLORS[next - 1], COLORS[next]);
    blend(below, above, ((heat - from) / (to - from)).clamp(0.0, 1.0))
}

/// A frame of smoke: gray with a soft alpha, wider and thinner with height.
pub fn smoke(frame: usize) -> Sprite {
    let time = frame as f32 / FRAMES as f32;
    Sprite::from_fn(32, |u, v| {
        let height = 1.0 - v;
        let rise = 2.0 * height - 2.0 * time;
        let swirl = repeating_fbm(943, u * 3.0, -rise, [0, 2], 3, 0.55);
        let aside = (u - 0.5) + 0.12 * swirl * height;
        let width = 0.1 + 0.32 * height;
        let body = smoothstep(1.0, 0.0, aside.abs() / width);
        let fade = smoothstep(0.0, 0.15, height) * smoothstep(1.0, 0.35, height);
        let alpha = body * fade * (0.42 + 0.3 * swirl).clamp(0.0, 1.0);
        (scaled([150.0, 148.0, 146.0], 1.0 + 0.15 * swirl), alpha)
    })
}

/// A round glow on black, to be added to the picture.
pub fn glow() -> Sprite {
    Sprite::from_fn(32, |u, v| {
        let (x, y) = (u * 2.0 - 1.0, v * 2.0 - 1.0);
        let near = (1.0 - (x * x + y * y).sqrt()).max(0.0);
        (scaled([150.0, 104.0, 48.0], near * near * near), 1.0)
    })
}
