//! PNG encoding row by row, so that a map may be larger than memory.

use crate::export::ExportError;
use crate::export::atomic_file::AtomicFile;
use crate::export::outputs::PNG_KEYWORD;
use crate::formats::kernel::visible::path_text;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Reason why a picture could not be written.
#[derive(Debug, Error)]
pub enum PngError {
    #[error("{}", path_text(path))]
    Io { path: PathBuf, source: io::Error },
    #[error("{}", path_text(path))]
    Encoding { path: PathBuf, source: png::EncodingError },
}

/// Writes an 8-bit RGB picture of the given size; `fill` writes its rows, from the top, into the sink. Text chunks are
/// (keyword, text) pairs.
pub fn write_rgb8<E: From<PngError>>(
    path: &Path,
    size_px: [u32; 2],
    text: &[(&str, String)],
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), PngError>) -> Result<(), E>,
) -> Result<(), E> {
    write_rows(path, png::ColorType::Rgb, size_px, text, fill)
}

/// As [`write_rgb8`], for 8-bit RGBA rows.
#[cfg(feature = "render")]
pub fn write_rgba8<E: From<PngError>>(
    path: &Path,
    size_px: [u32; 2],
    text: &[(&str, String)],
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), PngError>) -> Result<(), E>,
) -> Result<(), E> {
    write_rows(path, png::ColorType::Rgba, size_px, text, fill)
}

fn write_rows<E: From<PngError>>(
    path: &Path,
    color: png::ColorType,
    size_px: [u32; 2],
    text: &[(&str, String)],
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), PngError>) -> Result<(), E>,
) -> Result<(), E> {
    let io = |source| PngError::Io { path: path.to_owned(), source };
    let mut file = AtomicFile::create(path).map_err(io)?;
    encode_rows(&mut file, path, color, size_px, text, fill)?;
    Ok(file.finish().map_err(io)?)
}

/// As [`write_rgb8`], into a file that the caller finishes; errors contain its `path`.
#[cfg(feature = "render")]
pub fn encode_rgb8<E: From<PngError>>(
    file: &mut impl Write,
    path: &Path,
    size_px: [u32; 2],
    text: &[(&str, String)],
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), PngError>) -> Result<(), E>,
) -> Result<(), E> {
    encode_rows(file, path, png::ColorType::Rgb, size_px, text, fill)
}

fn encode_rows<E: From<PngError>>(
    file: &mut impl Write,
    path: &Path,
    color: png::ColorType,
    [width, height]: [u32; 2],
    text: &[(&str, String)],
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), PngError>) -> Result<(), E>,
) -> Result<(), E> {
    let io = |source| PngError::Io { path: path.to_owned(), source };
    let encoding = |source| PngError::Encoding { path: path.to_owned(), source };
    let mut encoder = png::Encoder::new(file, width, height);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    for (keyword, value) in text {
        encoder.add_itxt_chunk((*keyword).to_owned(), value.clone()).map_err(encoding)?;
    }
    let mut writer = encoder.write_header().map_err(encoding)?;
    let mut rows = writer.stream_writer().map_err(encoding)?;
    fill(&mut |bytes| rows.write_all(bytes).map_err(io))?;
    rows.finish().map_err(encoding)?;
    Ok(writer.finish().map_err(encoding)?)
}

/// Decodes a picture of at most `most_px` pixels: its size, and red, green, blue and alpha of each pixel from the top.
///
/// # Errors
/// The bytes are no such picture.
#[cfg(feature = "app")]
pub fn decode_rgba8(bytes: &[u8], most_px: u64) -> Result<([u32; 2], Vec<u8>), png::DecodingError> {
    let mut decoder = png::Decoder::new(io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info()?;
    let [width, height] = [reader.info().width, reader.info().height];
    let size = reader.output_buffer_size().filter(|_| u64::from(width) * u64::from(height) <= most_px);
    let mut pixels = vec![0; size.ok_or(png::DecodingError::LimitsExceeded)?];
    let frame = reader.next_frame(&mut pixels)?;
    let rgba = match frame.color_type {
        png::ColorType::GrayscaleAlpha => pixels.as_chunks().0.iter().flat_map(|[v, a]| [*v, *v, *v, *a]).collect(),
        _ => pixels,
    };
    Ok(([width, height], rgba))
}

/// Encodes a square gray picture of 16 bits.
pub(super) fn gray16(values: &[u16], side: u32) -> Result<Vec<u8>, png::EncodingError> {
    let samples: Vec<u8> = values.iter().flat_map(|value| value.to_be_bytes()).collect();
    encode([side, side], png::ColorType::Grayscale, png::BitDepth::Sixteen, &samples)
}

/// Encodes a square gray picture of 8 bits.
pub(super) fn gray8(values: &[u8], side: u32) -> Result<Vec<u8>, png::EncodingError> {
    encode([side, side], png::ColorType::Grayscale, png::BitDepth::Eight, values)
}

/// Encodes R, G, B rows from the top.
pub(super) fn rgb8(rgb: &[u8], size_px: [u32; 2]) -> Result<Vec<u8>, png::EncodingError> {
    encode(size_px, png::ColorType::Rgb, png::BitDepth::Eight, rgb)
}

/// Encodes R, G, B rows that `fill` writes, from the top, into the sink: only the encoded picture is in memory. A
/// companion of an output names it.
pub(super) fn rgb8_rows(
    [width, height]: [u32; 2],
    companion_of: Option<&str>,
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), ExportError>) -> Result<(), ExportError>,
) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    if let Some(output) = companion_of {
        encoder.add_itxt_chunk(PNG_KEYWORD.to_owned(), output.to_owned())?;
    }
    let mut writer = encoder.write_header()?;
    let mut rows = writer.stream_writer()?;
    fill(&mut |rgb| Ok(rows.write_all(rgb).map_err(png::EncodingError::from)?))?;
    rows.finish()?;
    writer.finish()?;
    Ok(bytes)
}

/// Encodes R, G, B, A rows from the top.
pub(super) fn rgba8(rgba: &[u8], size_px: [u32; 2]) -> Result<Vec<u8>, png::EncodingError> {
    encode(size_px, png::ColorType::Rgba, png::BitDepth::Eight, rgba)
}

fn encode(
    [width, height]: [u32; 2],
    color: png::ColorType,
    depth: png::BitDepth,
    samples: &[u8],
) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(depth);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(samples)?;
    writer.finish()?;
    Ok(bytes)
}
