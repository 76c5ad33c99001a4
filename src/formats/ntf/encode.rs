//! Texture encoder: for the demo zone, fixtures, and mip levels that files lack.

use std::sync::Arc;

use super::format::{PixelFormat, level_sizes};
use super::mips::halve;
use super::pixel::{encode_a1r5g5b5, encode_a4r4g4b4};
use super::record::RecordParts;
use super::texture::Texture;

/// Side of the 16-bit copy of large pictures without levels (section 2.3).
const WIDE_COPY_PX: usize = 256;

impl Texture {
    /// Encodes a picture of R, G, B, A rows from the top, with averaged levels if `mipmapped`, and with the 16-bit copy
    /// of real files. Premultiplied formats take premultiplied pictures.
    ///
    /// # Panics
    /// If the sides are not powers of two that the format allows, or `rgba` has another size.
    pub fn encode(rgba: &[u8], width: u32, height: u32, format: PixelFormat, mipmapped: bool) -> Texture {
        assert!(width.is_power_of_two() && height.is_power_of_two(), "sides of {width} x {height}");
        assert!(!(format.is_block() || mipmapped) || (width >= 4 && height >= 4), "sides of {width} x {height}");
        assert_eq!(rgba.len(), width as usize * height as usize * 4, "a picture of {width} x {height}");
        let mut pictures = vec![rgba.to_vec()];
        for (w, h) in level_sizes(width, height, true).take(if mipmapped { usize::MAX } else { 2 }) {
            let halved = halve(w, h, &pictures[pictures.len() - 1]).data;
            pictures.push(halved);
        }
        let mut bytes = Vec::new();
        for ((w, h), picture) in level_sizes(width, height, mipmapped).zip(&pictures) {
            bytes.extend(encode_level(format, w, h, picture));
        }
        let pixels = 0..bytes.len();
        append_copy(&mut bytes, &pictures, width, height, format, mipmapped);
        let copy = pixels.end..bytes.len();
        Texture::new(Arc::from(bytes), RecordParts { name: 0..0, pixels, copy, width, height, format, mipmapped })
    }
}

/// Encodes one level of R, G, B, A rows in a format; blocks at the edges may be partly used.
pub(super) fn encode_level(format: PixelFormat, width: u32, height: u32, rgba: &[u8]) -> Vec<u8> {
    let pixels = rgba.as_chunks::<4>().0.iter().copied();
    match format {
        PixelFormat::Dxt1 => compress(texpresso::Format::Bc1, width, height, rgba),
        PixelFormat::Dxt2 | PixelFormat::Dxt3 => compress(texpresso::Format::Bc2, width, height, rgba),
        PixelFormat::Dxt4 | PixelFormat::Dxt5 => compress(texpresso::Format::Bc3, width, height, rgba),
        PixelFormat::R8G8B8 => pixels.flat_map(|[r, g, b, _]| [b, g, r]).collect(),
        PixelFormat::A8R8G8B8 => pixels.flat_map(|[r, g, b, a]| [b, g, r, a]).collect(),
        PixelFormat::X8R8G8B8 => pixels.flat_map(|[r, g, b, _]| [b, g, r, 255]).collect(),
        PixelFormat::A1R5G5B5 => pixels.flat_map(encode_a1r5g5b5).collect(),
        PixelFormat::A4R4G4B4 => pixels.flat_map(encode_a4r4g4b4).collect(),
    }
}

fn compress(format: texpresso::Format, width: u32, height: u32, rgba: &[u8]) -> Vec<u8> {
    let (width, height) = (width as usize, height as usize);
    let mut blocks = vec![0; format.compressed_size(width, height)];
    let params = texpresso::Params { weights: texpresso::COLOUR_WEIGHTS_UNIFORM, ..Default::default() };
    format.compress(rgba, width, height, params, &mut blocks);
    blocks
}

/// Appends the 16-bit copy; `pictures` are successive halvings, starting with the picture itself.
fn append_copy(
    bytes: &mut Vec<u8>,
    pictures: &[Vec<u8>],
    width: u32,
    height: u32,
    format: PixelFormat,
    mipmapped: bool,
) {
    let start = bytes.len();
    let copy_format = format.small_copy();
    if format.is_block() {
        let sizes = level_sizes(width / 2, height / 2, true).take(if mipmapped { usize::MAX } else { 1 });
        let count = if mipmapped { sizes.count() } else { 1 };
        for picture in pictures.iter().skip(1).take(count) {
            bytes.extend(encode_level(copy_format, 0, 0, picture));
        }
    }
    let left = format.small_copy_bytes(width, height, mipmapped) - (bytes.len() - start);
    if left > 0 {
        bytes.extend(wide_copy(&pictures[0], width as usize, height as usize, copy_format));
    }
}

/// The picture at 256 x 256, nearest pixels, in 16 bits per pixel.
fn wide_copy(rgba: &[u8], width: usize, height: usize, format: PixelFormat) -> Vec<u8> {
    let px = rgba.as_chunks::<4>().0;
    let places = (0..WIDE_COPY_PX * WIDE_COPY_PX).map(|i| (i % WIDE_COPY_PX, i / WIDE_COPY_PX));
    let picture = places.flat_map(|(x, y)| px[y * height / WIDE_COPY_PX * width + x * width / WIDE_COPY_PX]);
    encode_level(format, 0, 0, &picture.collect::<Vec<u8>>())
}
