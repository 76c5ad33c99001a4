//! Test zones of any size: hills with the demo's textures.
//!
//! A vertex depends on its position alone: a size always gives the same bytes, on every platform and with any number of
//! threads.

pub mod ground;
pub mod noise;
pub mod tiles;

use self::ground::{Corners, Ground};
use self::noise::{fbm, noise, ridged, smoothstep};
use self::tiles::{layers, texture_table};
use crate::formats::gtd::{Draft, Header, MapRecord, PackedTile};
use crate::platform::parallel::*;
use crate::scene::space::TILE_M;

/// Name of every test zone.
pub const NAME: &str = "hills";
/// Minimum and maximum number of vertices a side.
pub const SIZES: [u32; 2] = [17, 8193];

/// A zone of `map_size` vertices a side, 2^k + 1 within [`SIZES`].
pub fn draft(map_size: u32) -> Draft {
    let side = map_size as usize;
    let heights: Vec<f32> = (0..side * side).into_par_iter().map(|i| height_m(i / side, i % side)).collect();
    let grounds: Vec<Ground> = (0..side * side).into_par_iter().map(|i| ground_at(&heights, side, i)).collect();
    let mut draft = Draft::flat(Header::versioned(2, NAME), map_size);
    draft.records.par_iter_mut().enumerate().for_each(|(i, record)| {
        let (x, z) = (i / side, i % side);
        let tile = if x + 1 < side && z + 1 < side {
            let corners: Corners = [grounds[i], grounds[i + side], grounds[i + 1], grounds[i + side + 1]];
            layers(corners, (x as i32, z as i32), noise(97, x as f32 / 8.3, z as f32 / 8.3) > 0.55)
        } else {
            PackedTile::pack(true, 0, 0, PackedTile::NO_TEXTURE, PackedTile::NO_TEXTURE)
        };
        *record = MapRecord::new(heights[i], tile);
    });
    drop((heights, grounds));
    draft.refresh_bounds();
    draft.textures = texture_table();
    draft
}

fn height_m(x: usize, z: usize) -> f32 {
    let (x, z) = (x as f32 * TILE_M + 310.0, z as f32 * TILE_M + 170.0);
    let rolling = 22.0 + 26.0 * fbm(81, x / 620.0, z / 620.0, 3, 0.5);
    let range = smoothstep(0.0, 0.5, fbm(82, x / 2600.0, z / 2600.0, 2, 0.5));
    let peaks = if range > 0.0 { range * 210.0 * ridged(83, x / 560.0, z / 560.0, 5) } else { 0.0 };
    rolling + peaks + 3.5 * fbm(84, x / 64.0, z / 64.0, 3, 0.5)
}

fn ground_at(heights: &[f32], side: usize, index: usize) -> Ground {
    let (x, z) = (index / side, index % side);
    let at = |x: usize, z: usize| heights[x.min(side - 1) * side + z.min(side - 1)];
    let gx = (at(x + 1, z) - at(x.saturating_sub(1), z)) / (2.0 * TILE_M);
    let gz = (at(x, z + 1) - at(x, z.saturating_sub(1))) / (2.0 * TILE_M);
    let (height, slope, sun) = (heights[index], (gx * gx + gz * gz).sqrt(), gx * 0.88 + gz * 0.48);
    let (fx, fz) = (x as f32, z as f32);
    let broad = fbm(91, fx / 17.0, fz / 17.0, 2, 0.5);
    let jitter = noise(92, fx / 3.1, fz / 3.1);
    let sunny = sun > 0.05 * jitter;
    if height < 1.0 {
        return if height < -5.0 { Ground::Deep } else { Ground::Shallow };
    }
    if height < 3.5 + jitter {
        return Ground::Sand;
    }
    if height > 118.0 + 14.0 * broad && slope < 0.8 + 0.006 * (height - 118.0) {
        return if sunny { Ground::Snow } else { Ground::DarkSnow };
    }
    if slope > 0.62 + 0.12 * broad || height > 88.0 + 20.0 * broad {
        return if sunny { Ground::Rock } else { Ground::DarkRock };
    }
    match broad - 0.8 * sun + 0.12 * jitter {
        damp if damp > 0.28 => Ground::Forest,
        damp if damp < -0.25 => Ground::DryGrass,
        _ => Ground::Grass,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::Gtd;

    #[test]
    fn zones_are_valid_hilly_and_always_the_same() {
        for size in [17, 33, 129] {
            let bytes = draft(size).encode().unwrap();
            assert_eq!(bytes, draft(size).encode().unwrap());
            let gtd = Gtd::parse(bytes).unwrap();
            assert_eq!((gtd.map_size(), gtd.trailing().len()), (size, 0));
            let heights = gtd.records().iter().map(|record| record.height_m());
            let (low, high) = heights.fold((f32::MAX, f32::MIN), |(low, high), h| (low.min(h), high.max(h)));
            assert!(high - low > 1.0 && low > -60.0 && high < 400.0, "{size}: {low} {high}");
            let drawn = gtd.records().iter().filter(|record| gtd.layers_of(record.tile()).0.is_some()).count();
            assert_eq!(drawn, (size as usize - 1) * (size as usize - 1));
        }
    }

    #[test]
    fn sizes_give_the_bytes_that_they_always_gave() {
        let fnv1a = |bytes: &[u8]| {
            bytes
                .iter()
                .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
        };
        for (size, hash) in [
            (17, 0xc7b4_1329_6f1e_0fd5),
            (65, 0xb3f9_5411_1cf6_68b7),
            (129, 0x4a5f_aa9f_f7a1_89fb),
            (513, 0x7fd6_c815_ebe3_ee10),
        ] {
            assert_eq!(fnv1a(&draft(size).encode().unwrap()), hash, "{size}");
        }
    }
}
