//! A TIFF of one 32-bit float a pixel, little-endian, uncompressed, in one strip: what every GIS and editor reads.

/// Bytes of the header, before the pixels.
const HEADER: u32 = 8;

/// An entry of the directory: tag, type, count, value.
type Entry = (u16, u16, u32, u32);

const SHORT: u16 = 3;
const LONG: u16 = 4;

/// Encodes rows of `side` floats.
pub(super) fn encode(floats: &[f32], side: u32) -> Vec<u8> {
    let pixel_bytes = floats.len() as u32 * 4;
    let directory_at = HEADER + pixel_bytes;
    let entries: [Entry; 11] = [
        (256, LONG, 1, side),        // width
        (257, LONG, 1, side),        // height
        (258, SHORT, 1, 32),         // bits a sample
        (259, SHORT, 1, 1),          // not compressed
        (262, SHORT, 1, 1),          // more is brighter
        (273, LONG, 1, HEADER),      // where the strip begins
        (277, SHORT, 1, 1),          // samples a pixel
        (278, LONG, 1, side),        // rows in the strip
        (279, LONG, 1, pixel_bytes), // bytes of the strip
        (284, SHORT, 1, 1),          // all samples of a pixel together
        (339, SHORT, 1, 3),          // samples are floats
    ];
    let mut bytes = Vec::with_capacity(directory_at as usize + 6 + entries.len() * 12);
    bytes.extend(b"II");
    bytes.extend(42_u16.to_le_bytes());
    bytes.extend(directory_at.to_le_bytes());
    floats.iter().for_each(|value| bytes.extend(value.to_le_bytes()));
    bytes.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, count, value) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend(0_u32.to_le_bytes());
    bytes
}
