//! Heights back into a zone file: the reading of every format that is written, and the new file's bytes.

use std::io::Cursor;
use std::path::Path;

use super::{HeightFormat, HeightGrid, SOUTH_FIRST, Samples, Sidecar, sidecar_path};
use crate::formats::gtd::{Gtd, MAP_SIZE_MAX, SectionId, compute_bounds};
use image::{ImageFormat, ImageReader, Limits};

/// Memory for the samples of the largest zone, as floats of either size.
const MOST_BYTES: usize = MAP_SIZE_MAX as usize * MAP_SIZE_MAX as usize * 8;

/// How 16-bit samples stand for meters, and how rows lie.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scale {
    /// The height of the value 0, in meters.
    pub offset_m: Option<f64>,
    /// Meters that one step stands for.
    pub scale_m: Option<f64>,
}

/// Reads a file of heights. Offset, scale and orientation come from its sidecar, where it has one, unless they are given.
///
/// # Errors
/// In words: a file that cannot be read, an ending that means no format, samples that are no square, or integers
/// of which nobody tells what they stand for.
pub fn read(path: &Path, given: Scale) -> Result<HeightGrid, String> {
    let format = HeightFormat::of(path).ok_or("heights come from .png, .tif, .exr, .r16, .r32 or .csv")?;
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let beside = sidecar_path(path);
    let sidecar: Option<Sidecar> = match std::fs::read(&beside) {
        Ok(text) => Some(serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", beside.display()))?),
        Err(_) => None,
    };
    let mut samples = decode(format, &bytes)?;
    if format.is_integer() {
        let told = |value: Option<f64>, of: fn(&Sidecar) -> f64| value.or(sidecar.as_ref().map(of));
        let missing = "integers need the sidecar that export writes, or --offset and --scale in meters";
        samples.offset_m = told(given.offset_m, |sidecar| sidecar.offset_m).ok_or(missing)?;
        samples.scale_m = told(given.scale_m, |sidecar| sidecar.scale_m).ok_or(missing)?;
    }
    let heights_m = samples.heights_m();
    let side = heights_m.len().isqrt();
    let flipped = sidecar.is_some_and(|sidecar| sidecar.orientation == SOUTH_FIRST);
    let heights_m = match flipped && side > 0 {
        true => Samples { floats: heights_m, integers: Vec::new(), ..samples }.flipped(side as u32).floats,
        false => heights_m,
    };
    let count = heights_m.len();
    HeightGrid::new(side as u32, heights_m).ok_or_else(|| format!("{count} samples, which make no square"))
}

/// Reads samples from a file's bytes; integers are not yet told what they stand for.
///
/// # Errors
/// In words: bytes that are not of the format, or of more samples than the largest zone has.
pub fn decode(format: HeightFormat, bytes: &[u8]) -> Result<Samples, String> {
    let (mut integers, mut floats) = (Vec::new(), Vec::new());
    match format {
        HeightFormat::Png => integers = png(bytes)?,
        HeightFormat::R16 => integers = whole::<2>(bytes)?.iter().map(|value| u16::from_le_bytes(*value)).collect(),
        HeightFormat::R32 => floats = whole::<4>(bytes)?.iter().map(|value| f32::from_le_bytes(*value)).collect(),
        HeightFormat::Tiff => floats = tiff(bytes)?,
        HeightFormat::Exr => floats = exr(bytes)?,
        HeightFormat::Csv => floats = csv(bytes)?,
    }
    Ok(Samples { offset_m: 0.0, scale_m: 1.0, integers, floats })
}

fn whole<const N: usize>(bytes: &[u8]) -> Result<&[[u8; N]], String> {
    let (values, rest) = bytes.as_chunks::<N>();
    if rest.is_empty() { Ok(values) } else { Err(format!("{} bytes, no multiple of {N}", bytes.len())) }
}

/// A gray PNG of 16 bits; one of 8 bits is taken as its high byte.
fn png(bytes: &[u8]) -> Result<Vec<u16>, String> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MAP_SIZE_MAX), Some(MAP_SIZE_MAX));
    reader.limits(limits);
    let picture = reader.decode().map_err(|error| error.to_string())?;
    assert_square(picture.width(), picture.height())?;
    Ok(picture.into_luma16().into_raw())
}

fn assert_square(width: u32, height: u32) -> Result<(), String> {
    if width != height {
        return Err(format!("{width} x {height} samples, which make no square"));
    }
    if width > MAP_SIZE_MAX {
        return Err(format!("{width} x {width} samples, more than the largest zone's {MAP_SIZE_MAX} x {MAP_SIZE_MAX}"));
    }
    Ok(())
}

fn tiff(bytes: &[u8]) -> Result<Vec<f32>, String> {
    use tiff::decoder::{Decoder, DecodingResult, Limits};
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MOST_BYTES;
    limits.intermediate_buffer_size = MOST_BYTES;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(|error| error.to_string())?.with_limits(limits);
    let (width, height) = decoder.dimensions().map_err(|error| error.to_string())?;
    assert_square(width, height)?;
    let values = match decoder.read_image().map_err(|error| error.to_string())? {
        DecodingResult::F32(values) => values,
        DecodingResult::F64(values) => values.into_iter().map(|value| value as f32).collect(),
        _ => return Err("its samples are no floats".into()),
    };
    let count = width as usize * height as usize;
    if values.len() == count {
        Ok(values)
    } else {
        Err(format!("{} samples a pixel, expected 1", values.len() / count.max(1)))
    }
}

fn exr(bytes: &[u8]) -> Result<Vec<f32>, String> {
    use exr::meta::MetaData;
    use exr::prelude::*;
    // the reader takes memory for all that a header promises
    let promised = MetaData::read_from_buffered(Cursor::new(bytes), false).map_err(|error| error.to_string())?;
    for header in &promised.headers {
        assert_square(header.layer_size.width() as u32, header.layer_size.height() as u32)?;
        if header.channels.list.len() != 1 {
            return Err(format!("{} channels, expected 1", header.channels.list.len()));
        }
    }
    let image = read()
        .no_deep_data()
        .largest_resolution_level()
        .all_channels()
        .first_valid_layer()
        .all_attributes()
        .from_buffered(Cursor::new(bytes))
        .map_err(|error| error.to_string())?;
    let layer = image.layer_data;
    let [channel] = &layer.channel_data.list[..] else {
        return Err(format!("{} channels, expected 1", layer.channel_data.list.len()));
    };
    Ok(channel.sample_data.values_as_f32().collect())
}

/// Lines `x,z,height_m` in any order, each vertex once.
fn csv(bytes: &[u8]) -> Result<Vec<f32>, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut cells = Vec::new();
    for (index, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = || format!("line {}: expected x,z,height_m", index + 1);
        let parts: Vec<&str> = line.split(',').map(str::trim).collect();
        let [x, z, height_m] = parts[..] else { return Err(wrong()) };
        let (x, z, height_m) = (x.parse::<usize>(), z.parse::<usize>(), height_m.parse::<f32>());
        cells.push((x.map_err(|_| wrong())?, z.map_err(|_| wrong())?, height_m.map_err(|_| wrong())?));
    }
    let side = cells.len().isqrt();
    let mut rows = vec![None; side * side];
    for (x, z, height_m) in &cells {
        let outside = || format!("vertex {x},{z} of {} lines, which make {side} x {side}", cells.len());
        let row = side.checked_sub(1).and_then(|last| last.checked_sub(*z)).ok_or_else(outside)?;
        *rows.get_mut(row * side + x).filter(|_| *x < side).ok_or_else(outside)? = Some(*height_m);
    }
    rows.into_iter().collect::<Option<Vec<f32>>>().ok_or_else(|| "a vertex is missing, or told twice".into())
}

/// The zone's bytes with other heights and the patch bounds that follow from them; everything else as it was.
///
/// # Errors
/// Where the grid is not of the zone's size.
pub fn with_heights(gtd: &Gtd, grid: &HeightGrid) -> Result<Vec<u8>, String> {
    let size = gtd.map_size();
    if grid.side() != size {
        return Err(format!("{0} x {0} heights, but the zone has {size} x {size} vertices", grid.side()));
    }
    let mut bytes = gtd.bytes().to_vec();
    let start = |id: SectionId| {
        let section = gtd.sections().iter().find(|section| section.id == id);
        section.map_or(0, |section| section.offset as usize)
    };
    // The section begins with the number of vertices.
    let records_at = start(SectionId::MapData) + 4;
    for x in 0..size {
        for z in 0..size {
            let at = records_at + (x * size + z) as usize * 8;
            bytes[at..at + 4].copy_from_slice(&grid.at(x, z).to_le_bytes());
        }
    }
    let records: &[crate::formats::gtd::MapRecord] =
        bytemuck::cast_slice(&bytes[records_at..records_at + (size * size) as usize * 8]);
    let bounds = compute_bounds(records, size);
    let (at, bounds) = (start(SectionId::Patches), bytemuck::cast_slice::<_, u8>(&bounds));
    bytes[at..at + bounds.len()].copy_from_slice(bounds);
    Ok(bytes)
}
