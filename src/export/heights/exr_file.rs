//! An OpenEXR file of one channel Y of 32-bit floats, scan lines, uncompressed.

/// Appends an attribute of the header.
fn attribute(bytes: &mut Vec<u8>, name: &str, kind: &str, value: &[u8]) {
    bytes.extend(name.as_bytes());
    bytes.push(0);
    bytes.extend(kind.as_bytes());
    bytes.push(0);
    bytes.extend((value.len() as u32).to_le_bytes());
    bytes.extend(value);
}

/// The list of channels: Y, float, every pixel.
fn channels() -> Vec<u8> {
    let mut list = Vec::from("Y\0");
    list.extend(2_i32.to_le_bytes()); // float
    list.extend([0; 4]); // gamma-encoded: no; reserved
    list.extend(1_i32.to_le_bytes()); // every column
    list.extend(1_i32.to_le_bytes()); // every row
    list.push(0);
    list
}

/// Encodes rows of `side` floats.
pub(super) fn encode(floats: &[f32], side: u32) -> Vec<u8> {
    let window: Vec<u8> = [0, 0, side - 1, side - 1].iter().flat_map(|value| value.to_le_bytes()).collect();
    let row_bytes = side * 4;
    let mut bytes = Vec::with_capacity(512 + floats.len() * 4 + side as usize * 16);
    bytes.extend(20_000_630_u32.to_le_bytes()); // magic
    bytes.extend(2_u32.to_le_bytes()); // version 2, one part, scan lines
    attribute(&mut bytes, "channels", "chlist", &channels());
    attribute(&mut bytes, "compression", "compression", &[0]);
    attribute(&mut bytes, "dataWindow", "box2i", &window);
    attribute(&mut bytes, "displayWindow", "box2i", &window);
    attribute(&mut bytes, "lineOrder", "lineOrder", &[0]);
    attribute(&mut bytes, "pixelAspectRatio", "float", &1.0_f32.to_le_bytes());
    attribute(&mut bytes, "screenWindowCenter", "v2f", &[0; 8]);
    attribute(&mut bytes, "screenWindowWidth", "float", &1.0_f32.to_le_bytes());
    bytes.push(0);
    let rows_at = bytes.len() as u64 + u64::from(side) * 8;
    for row in 0..u64::from(side) {
        bytes.extend((rows_at + row * (8 + u64::from(row_bytes))).to_le_bytes());
    }
    for (row, values) in floats.chunks_exact(side as usize).enumerate() {
        bytes.extend((row as u32).to_le_bytes());
        bytes.extend(row_bytes.to_le_bytes());
        values.iter().for_each(|value| bytes.extend(value.to_le_bytes()));
    }
    bytes
}
