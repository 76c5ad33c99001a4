//! The program's icon: the island, as an SVG and as pixels.
//!
//! Owns the shapes. Units: fractions of the side, from the upper left corner.

use std::fmt::Write;

/// Sides of the PNGs in `assets/icons`, in pixels.
pub const SIZES: [u32; 7] = [16, 24, 32, 48, 64, 128, 256];
/// File name of the SVG.
pub const SVG_NAME: &str = "gtd-viewer.svg";
/// File name of the icon of Windows programs, in all [`SIZES`].
pub const ICO_NAME: &str = "gtd-viewer.ico";
/// Radius of the corners.
const CORNER: f32 = 0.18;

type Point = (f32, f32);

enum TileShape {
    Polygon(&'static [Point]),
    Circle(Point, f32),
}

/// Painted shapes with their colors, from back to front.
const PAINT: [(TileShape, [u8; 3]); 9] = [
    (TileShape::Polygon(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]), [0x4c, 0x90, 0xd2]),
    (TileShape::Circle((0.77, 0.25), 0.105), [0xff, 0xec, 0xb4]),
    (
        TileShape::Polygon(&[(0.06, 0.74), (0.26, 0.45), (0.42, 0.18), (0.56, 0.40), (0.66, 0.34), (0.94, 0.74)]),
        [0x96, 0x8c, 0x80],
    ),
    (
        TileShape::Polygon(&[
            (0.42, 0.18),
            (0.56, 0.40),
            (0.66, 0.34),
            (0.94, 0.74),
            (0.70, 0.74),
            (0.62, 0.52),
            (0.54, 0.62),
            (0.47, 0.42),
        ]),
        [0x66, 0x60, 0x60],
    ),
    (
        TileShape::Polygon(&[
            (0.42, 0.18),
            (0.315, 0.36),
            (0.36, 0.345),
            (0.40, 0.41),
            (0.445, 0.35),
            (0.49, 0.40),
            (0.525, 0.345),
        ]),
        [0xf4, 0xf8, 0xfb],
    ),
    (
        TileShape::Polygon(&[
            (0.0, 0.72),
            (0.18, 0.63),
            (0.38, 0.68),
            (0.62, 0.62),
            (1.0, 0.70),
            (1.0, 0.84),
            (0.0, 0.84),
        ]),
        [0x6c, 0x92, 0x40],
    ),
    (
        TileShape::Polygon(&[(0.0, 0.80), (0.30, 0.74), (0.62, 0.78), (1.0, 0.755), (1.0, 0.88), (0.0, 0.88)]),
        [0xe0, 0xc6, 0x94],
    ),
    (
        TileShape::Polygon(&[(0.0, 0.86), (0.34, 0.80), (0.66, 0.845), (1.0, 0.80), (1.0, 1.0), (0.0, 1.0)]),
        [0x58, 0xb0, 0xba],
    ),
    (
        TileShape::Polygon(&[(0.0, 0.93), (0.30, 0.885), (0.64, 0.92), (1.0, 0.87), (1.0, 1.0), (0.0, 1.0)]),
        [0x22, 0x6c, 0x96],
    ),
];

/// File name of the icon with `side` pixels a side.
pub fn png_name(side: u32) -> String {
    format!("gtd-viewer-{side}.png")
}

/// The icon as an SVG document.
pub fn svg() -> String {
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 256 256\">\n  <clipPath id=\"frame\"><rect width=\"256\" \
         height=\"256\" rx=\"46\"/></clipPath>\n  <g clip-path=\"url(#frame)\">\n",
    );
    let px = |fraction: f32| (fraction * 2560.0).round() / 10.0;
    for (shape, [r, g, b]) in &PAINT {
        let fill = format!("fill=\"#{r:02x}{g:02x}{b:02x}\"");
        let _ = match shape {
            TileShape::Polygon(points) => {
                let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y))).collect();
                writeln!(out, "    <polygon {fill} points=\"{}\"/>", points.join(" "))
            }
            TileShape::Circle((x, y), radius) => {
                writeln!(out, "    <circle {fill} cx=\"{}\" cy=\"{}\" r=\"{}\"/>", px(*x), px(*y), px(*radius))
            }
        };
    }
    out + "  </g>\n</svg>\n"
}

/// The icon as rows of red, green, blue, alpha from the top, `side` pixels a side.
pub fn rgba(side: u32) -> Vec<u8> {
    (0..side * side).flat_map(|i| pixel(i % side, i / side, side as f32)).collect()
}

/// The icon in all [`SIZES`] as the file that Windows programs carry. `png` returns the PNG file of a side: large
/// pictures are stored as such, the others as plain pixels, as resource compilers expect.
pub fn ico<E>(png: impl Fn(u32) -> Result<Vec<u8>, E>) -> Result<Vec<u8>, E> {
    const HEADER_BYTES: usize = 6;
    const ENTRY_BYTES: usize = 16;
    const SMALLEST_PNG: u32 = 128;
    let picture = |side| if side < SMALLEST_PNG { Ok(bitmap(side)) } else { png(side) };
    let pictures = SIZES.into_iter().map(|side| Ok((side, picture(side)?))).collect::<Result<Vec<_>, E>>()?;
    let mut file = [0u16, 1, pictures.len() as u16].map(u16::to_le_bytes).concat();
    let mut offset = HEADER_BYTES + ENTRY_BYTES * pictures.len();
    for (side, bytes) in &pictures {
        // A byte for each side: 256 is stored as 0.
        file.extend([*side as u8, *side as u8, 0, 0]);
        file.extend([1u16, 32].map(u16::to_le_bytes).concat());
        file.extend([bytes.len() as u32, offset as u32].map(u32::to_le_bytes).concat());
        offset += bytes.len();
    }
    file.extend(pictures.iter().flat_map(|(_, bytes)| bytes));
    Ok(file)
}

/// A BITMAPINFOHEADER, rows of blue, green, red, alpha from the bottom, and an empty mask of one bit per pixel.
fn bitmap(side: u32) -> Vec<u8> {
    const HEADER_BYTES: u32 = 40;
    let mask_bytes = side * side.div_ceil(32) * 4;
    // The height counts picture and mask.
    let mut bitmap = [HEADER_BYTES, side, side * 2].map(u32::to_le_bytes).concat();
    bitmap.extend([1u16, 32].map(u16::to_le_bytes).concat());
    bitmap.extend([0, side * side * 4 + mask_bytes, 0, 0, 0, 0].map(u32::to_le_bytes).concat());
    for row in rgba(side).chunks_exact(side as usize * 4).rev() {
        bitmap.extend(row.chunks_exact(4).flat_map(|pixel| [pixel[2], pixel[1], pixel[0], pixel[3]]));
    }
    bitmap.resize(bitmap.len() + mask_bytes as usize, 0);
    bitmap
}

/// The mean of 8 x 8 samples.
fn pixel(x: u32, y: u32, side: f32) -> [u8; 4] {
    const SAMPLES: u32 = 8;
    let at = |pixel: u32, sample: u32| (pixel as f32 + (sample as f32 + 0.5) / SAMPLES as f32) / side;
    let (mut sums, mut inside) = ([0u32; 3], 0u32);
    for sample in 0..SAMPLES * SAMPLES {
        let place = (at(x, sample % SAMPLES), at(y, sample / SAMPLES));
        if in_frame(place) {
            let top = PAINT.iter().rev().find(|(shape, _)| contains(shape, place));
            let color = top.map_or([0; 3], |(_, color)| *color);
            (0..3).for_each(|c| sums[c] += u32::from(color[c]));
            inside += 1;
        }
    }
    let mean = |sum: u32| ((sum + inside / 2) / inside.max(1)) as u8;
    [mean(sums[0]), mean(sums[1]), mean(sums[2]), (inside * 255 / (SAMPLES * SAMPLES)) as u8]
}

/// Whether a point is in the square with round corners.
fn in_frame((x, y): Point) -> bool {
    let beyond = |c: f32| (CORNER - c).max(c - (1.0 - CORNER)).max(0.0);
    let (dx, dy) = (beyond(x), beyond(y));
    dx * dx + dy * dy <= CORNER * CORNER
}

fn contains(shape: &TileShape, (x, y): Point) -> bool {
    match shape {
        TileShape::Circle((cx, cy), radius) => (x - cx) * (x - cx) + (y - cy) * (y - cy) <= radius * radius,
        TileShape::Polygon(points) => {
            // Number of polygon sides that a ray to the right crosses.
            let sides = points.iter().zip(points.iter().cycle().skip(1));
            let crossed = sides
                .filter(|((ax, ay), (bx, by))| (ay > &y) != (by > &y) && x < (bx - ax) * (y - ay) / (by - ay) + ax);
            crossed.count() % 2 == 1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_clear_and_the_peak_is_white() {
        let picture = rgba(64);
        let at = |x: usize, y: usize| <[u8; 4]>::try_from(&picture[(y * 64 + x) * 4..][..4]).unwrap();
        assert_eq!(at(0, 0)[3], 0);
        assert_eq!(at(26, 18), [0xf4, 0xf8, 0xfb, 255]);
        assert_eq!(at(32, 62), [0x22, 0x6c, 0x96, 255]);
    }

    /// Read back with the BMP reader of `image`: a BMP file is such a bitmap behind a header, without the mask.
    #[test]
    fn the_icon_of_windows_holds_all_sizes() {
        let ico = ico(|side| Ok::<_, ()>(format!("PNG {side}").into_bytes())).unwrap();
        let u32_at = |offset: usize| u32::from_le_bytes(ico[offset..offset + 4].try_into().unwrap());
        assert_eq!(ico[..6], [0, 0, 1, 0, SIZES.len() as u8, 0]);
        let mut end = 6 + 16 * SIZES.len() as u32;
        for (index, side) in SIZES.into_iter().enumerate() {
            let entry = 6 + 16 * index;
            let (bytes, offset) = (u32_at(entry + 8), u32_at(entry + 12));
            assert_eq!((u32::from(ico[entry]), offset), (side % 256, end));
            end = offset + bytes;
            let stored = &ico[offset as usize..end as usize];
            if side >= 128 {
                assert_eq!(stored, format!("PNG {side}").as_bytes());
                continue;
            }
            assert_eq!(stored[8..12], (side * 2).to_le_bytes());
            let mut bmp = [&b"BM"[..], &[bytes + 14, 0, 14 + 40].map(u32::to_le_bytes).concat(), stored].concat();
            bmp[14 + 8..14 + 12].copy_from_slice(&side.to_le_bytes());
            let read = image::load_from_memory_with_format(&bmp, image::ImageFormat::Bmp).unwrap().to_rgb8();
            let colors: Vec<u8> = rgba(side).chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
            assert_eq!(read.into_raw(), colors, "{side}");
        }
        assert_eq!(end as usize, ico.len());
    }
}
