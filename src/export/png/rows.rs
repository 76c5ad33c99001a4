//! Encoding of a picture's rows on all cores.
//!
//! Rows are filtered and compressed in strips, each by one thread. A strip ends at a byte and begins with the knowledge
//! of the bytes before it, so that the strips together are one compressed stream, hardly larger than if it had been
//! made in one go. Where a strip ends depends on the picture alone: the file is the same on any number of cores.

use std::io::{self, Write};

use flate2::{Compress, Compression, FlushCompress, Status};
use png::EncodingError;
use simd_adler32::Adler32;

use super::filter::RowFilter;
use crate::platform::parallel::*;
use crate::platform::thread::available_cores;

/// Bytes of the rows of a strip, or one row.
const STRIP_BYTES: usize = 512 << 10;
/// Distance that the compression looks back.
const WINDOW_BYTES: usize = 32 << 10;
/// Start of a zlib stream with that window.
const ZLIB_HEADER: [u8; 2] = [0x78, 0x9c];

/// What the pixels are like, which decides how rows are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pixels {
    /// Texels, indices and weights, which repeat exactly.
    Repeating,
    /// Heights, which continue a slope.
    Sloping,
    /// A rendered view, which is to be written quickly.
    #[cfg_attr(not(feature = "render"), allow(dead_code, reason = "views are drawn on a GPU"))]
    View,
}

impl Pixels {
    /// Filter and level of compression. Ground without a filter is a third smaller than with one; level 9 finds single
    /// pixels that repeat, which is 2 to 8 % smaller than level 6.
    fn method(self) -> (RowFilter, u32) {
        match self {
            Pixels::Repeating => (RowFilter::Unchanged, 9),
            Pixels::Sloping => (RowFilter::Paeth, 6),
            Pixels::View => (RowFilter::Left, 3),
        }
    }
}

/// Encoder that rows are written into.
pub(super) struct RowEncoder<W: Write> {
    writer: png::Writer<W>,
    filter: RowFilter,
    level: u32,
    pixel_bytes: usize,
    strip_bytes: usize,
    /// Bytes that are collected before their strips are compressed.
    batch_bytes: usize,
    /// Bytes of the picture that have not been written yet.
    left: u64,
    /// Rows that have not been compressed yet.
    rows: Vec<u8>,
    /// The row above them.
    above: Vec<u8>,
    /// The end of what was compressed last.
    before: Vec<u8>,
    checksum: Adler32,
}

impl<W: Write> RowEncoder<W> {
    /// Writes what comes before the rows. `text` are pairs of keyword and text.
    pub fn begin(
        out: W,
        [width, height]: [u32; 2],
        (color, depth): (png::ColorType, png::BitDepth),
        pixels: Pixels,
        text: &[(&str, String)],
    ) -> Result<RowEncoder<W>, EncodingError> {
        let mut encoder = png::Encoder::new(out, width, height);
        encoder.set_color(color);
        encoder.set_depth(depth);
        for (keyword, value) in text {
            encoder.add_itxt_chunk((*keyword).to_owned(), value.clone())?;
        }
        let (filter, level) = pixels.method();
        let pixel_bytes = color.samples() * if depth == png::BitDepth::Sixteen { 2 } else { 1 };
        let row_bytes = width as usize * pixel_bytes;
        let strip_bytes = (STRIP_BYTES / row_bytes.max(1)).max(1) * row_bytes;
        Ok(RowEncoder {
            writer: encoder.write_header()?,
            filter,
            level,
            pixel_bytes,
            strip_bytes,
            batch_bytes: strip_bytes * available_cores() * 2,
            left: row_bytes as u64 * u64::from(height),
            rows: Vec::new(),
            above: vec![0; row_bytes],
            before: Vec::new(),
            checksum: Adler32::new(),
        })
    }

    /// Adds bytes of rows, from the top.
    pub fn write(&mut self, mut bytes: &[u8]) -> Result<(), EncodingError> {
        let left = self.left.checked_sub(bytes.len() as u64);
        self.left = left.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "too many rows"))?;
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(self.batch_bytes - self.rows.len()));
            self.rows.extend_from_slice(now);
            bytes = later;
            if self.rows.len() == self.batch_bytes && (self.left > 0 || !bytes.is_empty()) {
                self.compress(false)?;
            }
        }
        Ok(())
    }

    pub fn finish(mut self) -> Result<(), EncodingError> {
        if self.left > 0 {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "too few rows").into());
        }
        self.compress(true)?;
        self.writer.finish()
    }

    /// Compresses the collected rows and writes them.
    fn compress(&mut self, is_last: bool) -> Result<(), EncodingError> {
        let (rows, row_bytes) = (&self.rows, self.above.len());
        let strips: Vec<&[u8]> = rows.chunks(self.strip_bytes).collect();
        let filtered: Vec<Vec<u8>> = (0..strips.len())
            .into_par_iter()
            .map(|i| {
                let above = if i == 0 { &self.above } else { &strips[i - 1][strips[i - 1].len() - row_bytes..] };
                self.filter.apply(above, strips[i], self.pixel_bytes)
            })
            .collect();
        let compressed: Vec<io::Result<Vec<u8>>> = (0..strips.len())
            .into_par_iter()
            .map(|i| {
                let before = if i == 0 { &self.before } else { end(&filtered[i - 1]) };
                deflate(before, &filtered[i], self.level, is_last && i + 1 == strips.len())
            })
            .collect();
        let is_first = self.before.is_empty();
        for (i, (compressed, filtered)) in compressed.into_iter().zip(&filtered).enumerate() {
            self.checksum.write(filtered);
            let mut data = if is_first && i == 0 { ZLIB_HEADER.to_vec() } else { Vec::new() };
            data.append(&mut compressed?);
            if is_last && i + 1 == strips.len() {
                data.extend(self.checksum.finish().to_be_bytes());
            }
            self.writer.write_chunk(png::chunk::IDAT, &data)?;
        }
        self.before = filtered.last().map(|last| end(last).to_vec()).unwrap_or_default();
        self.above = rows[rows.len().saturating_sub(row_bytes)..].to_vec();
        self.rows.clear();
        Ok(())
    }
}

/// What the compression looks back on.
fn end(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.len().saturating_sub(WINDOW_BYTES)..]
}

/// Compresses a part of a stream. All but the last end at a byte, so that another can follow.
fn deflate(before: &[u8], bytes: &[u8], level: u32, is_last: bool) -> io::Result<Vec<u8>> {
    let mut stream = Compress::new(Compression::new(level), false);
    if !before.is_empty() {
        stream.set_dictionary(before).map_err(io::Error::other)?;
    }
    let flush = if is_last { FlushCompress::Finish } else { FlushCompress::Sync };
    let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
    let mut rest = bytes;
    loop {
        let before = stream.total_in();
        let status = stream.compress_vec(rest, &mut out, flush).map_err(io::Error::other)?;
        let taken = usize::try_from(stream.total_in() - before).unwrap_or(usize::MAX);
        rest = rest.get(taken..).unwrap_or_default();
        // The flush is complete if it did not fill the room that it had.
        if status == Status::StreamEnd || (!is_last && rest.is_empty() && out.len() < out.capacity()) {
            return Ok(out);
        }
        out.reserve(out.capacity());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMS: [(png::ColorType, png::BitDepth, usize); 4] = [
        (png::ColorType::Grayscale, png::BitDepth::Eight, 1),
        (png::ColorType::Grayscale, png::BitDepth::Sixteen, 2),
        (png::ColorType::Rgb, png::BitDepth::Eight, 3),
        (png::ColorType::Rgba, png::BitDepth::Eight, 4),
    ];
    const PIXELS: [Pixels; 3] = [Pixels::Repeating, Pixels::Sloping, Pixels::View];

    /// Slopes, repeated patterns and noise, one after the other.
    fn bytes(count: usize) -> Vec<u8> {
        let byte = |i: usize| match i / 50_000 % 3 {
            0 => (i / 7).to_le_bytes()[0],
            1 => [3, 200, 17, 90, 90][i % 5],
            _ => ((i * i) >> 5 ^ (i >> 3)).to_le_bytes()[0],
        };
        (0..count).map(byte).collect()
    }

    /// Encodes rows in `strip_rows` and a batch of `strips`, written in pieces of any length.
    fn encode(size: [u32; 2], form: usize, pixels: Pixels, strip_rows: usize, strips: usize) -> Vec<u8> {
        let (color, depth, pixel_bytes) = FORMS[form];
        let mut file = Vec::new();
        let text = [("Title", "rows".to_owned())];
        let mut encoder = RowEncoder::begin(&mut file, size, (color, depth), pixels, &text).unwrap();
        encoder.strip_bytes = strip_rows * size[0] as usize * pixel_bytes;
        encoder.batch_bytes = encoder.strip_bytes * strips;
        for piece in bytes(size[0] as usize * size[1] as usize * pixel_bytes).chunks(1009) {
            encoder.write(piece).unwrap();
        }
        encoder.finish().unwrap();
        file
    }

    fn decode(file: &[u8]) -> Vec<u8> {
        let mut reader = png::Decoder::new(io::Cursor::new(file)).read_info().unwrap();
        let mut decoded = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut decoded).unwrap();
        // The checksum of the stream is compared at its end.
        reader.finish().unwrap();
        decoded
    }

    #[test]
    fn pictures_decode_to_what_was_written() {
        for size in [[1, 1], [3, 200], [257, 61], [400, 300]] {
            for (form, pixels) in (0..FORMS.len()).flat_map(|form| PIXELS.map(|pixels| (form, pixels))) {
                let expected = bytes(size[0] as usize * size[1] as usize * FORMS[form].2);
                let file = encode(size, form, pixels, 7, 3);
                assert!(decode(&file) == expected, "{size:?} {form} {pixels:?}");
            }
        }
    }

    #[test]
    fn the_file_does_not_depend_on_the_number_of_cores() {
        for pixels in PIXELS {
            let [one, several, all] = [1, 5, 64].map(|strips| encode([300, 250], 2, pixels, 11, strips));
            assert!(one == several && one == all, "{pixels:?}");
        }
    }

    #[test]
    fn a_picture_in_strips_is_hardly_larger() {
        let sizes = [40, 1000].map(|rows| encode([400, 1000], 2, Pixels::Repeating, rows, 8).len());
        assert!(sizes[0] < sizes[1] * 102 / 100, "{sizes:?}");
    }

    #[test]
    fn rows_must_be_as_many_as_the_picture_has() {
        let begin = || {
            let form = (png::ColorType::Rgb, png::BitDepth::Eight);
            RowEncoder::begin(Vec::new(), [2, 2], form, Pixels::Repeating, &[]).unwrap()
        };
        let (mut short, mut long) = (begin(), begin());
        short.write(&[0; 11]).unwrap();
        assert!(short.finish().unwrap_err().to_string().contains("too few rows"));
        assert!(long.write(&[0; 13]).unwrap_err().to_string().contains("too many rows"));
    }
}
