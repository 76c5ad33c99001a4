//! Placeholder for missing tile textures: a pattern that cannot be mistaken for terrain.

/// Side of the placeholder in pixels, that of a tile texture.
pub const PLACEHOLDER_PX: u32 = 128;

const MAGENTA: [u8; 4] = [255, 0, 220, 255];
const DARK: [u8; 4] = [24, 0, 24, 255];
const WHITE: [u8; 4] = [255, 255, 255, 255];

/// The placeholder: a magenta and dark checker of 16 pixels with a white F, which shows the orientation of the tile. R,
/// G, B, A rows from the top, opaque.
pub fn placeholder_rgba8() -> Vec<u8> {
    let side = PLACEHOLDER_PX as usize;
    (0..side * side).flat_map(|i| pixel(i % side, i / side)).collect()
}

fn pixel(x: usize, y: usize) -> [u8; 4] {
    let stem = (44..56).contains(&x) && (28..100).contains(&y);
    let arms = (44..88).contains(&x) && (28..40).contains(&y) || (44..76).contains(&x) && (58..70).contains(&y);
    match (stem || arms, (x / 16 + y / 16).is_multiple_of(2)) {
        (true, _) => WHITE,
        (false, true) => MAGENTA,
        (false, false) => DARK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_opaque_and_unlike_itself_when_turned() {
        let rgba = placeholder_rgba8();
        assert_eq!(rgba.len(), 128 * 128 * 4);
        assert!(rgba.iter().skip(3).step_by(4).all(|alpha| *alpha == 255));
        let px = rgba.as_chunks::<4>().0;
        for direction in 1..8 {
            let (start, east, south) = crate::scene::terrain::layers::Orientation::new(direction).walk(128);
            let turned =
                (0..128 * 128).map(|i: isize| px[(start as isize + i / 128 * south + i % 128 * east) as usize]);
            assert!(turned.zip(px).any(|(a, b)| a != *b), "direction {direction}");
        }
    }
}
