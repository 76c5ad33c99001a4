//! Arrays of records: count, ranges, and a few records.

use super::{ExplainLine, FileView, Lines};
use crate::formats::gtd::{Gtd, MapRecord, PackedTile, fields};
use crate::formats::kernel::number::{counted, grouped};
use crate::formats::kernel::{FieldAt, Run};
use crate::scene::terrain::layers::Orientation;

/// Maximum number of records of a list, such as source files, that are all listed; of a longer one the first and the
/// last few.
const LISTED: u32 = 12;

/// Writes an array; `prefix` precedes its name.
pub(super) fn write(lines: &mut Lines, file: &FileView<'_>, run: &Run, prefix: &str) {
    lines.array(run.offset, &format!("{prefix}{}", title(run)));
    match (file.gtd, run.name()) {
        (Some(gtd), _) if is_vertices(run) => vertices(lines, file, gtd, run),
        (Some(gtd), name) if name == fields::PATCH_RECORD.name => patches(lines, gtd, run),
        (Some(gtd), name) if name == fields::GRASS_RECORD.name => grass(lines, gtd, run),
        (Some(gtd), name) if name == fields::WATER_VERTEX.name => water(lines, gtd, run),
        _ => list(lines, file, run),
    }
}

/// Number, name, size and order of an array's records.
pub(super) fn title(run: &Run) -> String {
    let order = run.record().map(|record| record.order).unwrap_or_default();
    let (count, stride) = (grouped(run.count), counted(run.stride, "byte", "bytes"));
    format!("{count} x {} ({stride} each), {order}", run.name())
}

/// Whether the records are vertices with their tiles.
pub(super) fn is_vertices(run: &Run) -> bool {
    run.name() == fields::MAP_RECORD.name
}

/// Meanings of a record's fields.
fn legend(lines: &mut Lines, run: &Run) {
    lines.0.extend(run.fields().iter().map(ExplainLine::Declaration));
}

fn vertices(lines: &mut Lines, file: &FileView<'_>, gtd: &Gtd, run: &Run) {
    legend(lines, run);
    let records = gtd.records();
    let finite = |record: &&MapRecord| record.height_m().is_finite();
    let by_height = |a: &(usize, &MapRecord), b: &(usize, &MapRecord)| a.1.height_m().total_cmp(&b.1.height_m());
    let known = || records.iter().enumerate().filter(|(_, record)| finite(record));
    let (lowest, highest) = (known().min_by(by_height), known().max_by(by_height));
    let unedited = records.iter().filter(|record| record.height_m() == f32::MIN_POSITIVE).count();
    if let (Some((_, low)), Some((_, high))) = (lowest, highest) {
        let unedited = match unedited {
            0 => String::new(),
            count => format!(" Never edited: {}.", counted(count as u64, "vertex", "vertices")),
        };
        lines.note(&format!("Heights: {} to {} m.{unedited}", low.height_m(), high.height_m()));
    }
    let size = gtd.map_size() as usize;
    let drawn = |index: usize| index / size < size - 1 && index % size < size - 1;
    let tile_with = |layers: (bool, bool)| {
        (0..records.len()).find(|index| {
            let (first, second) = gtd.layers_of(records[*index].tile());
            drawn(*index) && (first.is_some(), second.is_some()) == layers
        })
    };
    let examples = [
        ("first vertex, south-west corner", Some(0)),
        ("lowest vertex", lowest.map(|(index, _)| index)),
        ("highest vertex", highest.map(|(index, _)| index)),
        ("first tile with one layer", tile_with((true, false))),
        ("first tile with two layers", tile_with((true, true))),
        ("first tile without layers", tile_with((false, false))),
        ("last vertex, north-east corner", Some(records.len() - 1)),
    ];
    let mut listed = Vec::new();
    for (why, index) in examples {
        let Some(index) = index.filter(|index| !listed.contains(index)) else { continue };
        listed.push(index);
        vertex(lines, file, run, index, why);
    }
}

fn vertex(lines: &mut Lines, file: &FileView<'_>, run: &Run, index: usize, why: &str) {
    let at = run.offset + index as u64 * run.stride;
    let place = run.square_index(index as u64).unwrap_or_default();
    lines.array(at, &format!("{}: {why}", vertex_title(place)));
    for field in run.fields_at(index as u64) {
        lines.value(file.content, &field);
        if let Some(tile) = tile_remark(file, run, &field) {
            lines.remark(tile);
        }
    }
}

/// Indices and position of a vertex.
pub(super) fn vertex_title((x, z): (u32, u32)) -> String {
    format!("vertex {x},{z} at ({}, {}) m", x * 4, z * 4)
}

/// A tile in words, for the packed word of a vertex; none for other fields.
pub(super) fn tile_remark(file: &FileView<'_>, run: &Run, field: &FieldAt) -> Option<String> {
    let gtd = file.gtd.filter(|_| is_vertices(run) && !field.field.bits.is_empty())?;
    let (x, z) = run.square_index(field.index)?;
    let last = gtd.tiles_per_side();
    if x >= last || z >= last {
        return Some("no tile here: last row or column".into());
    }
    Some(tile_text(gtd, gtd.record(x, z).tile()))
}

/// The textures of a tile and their orientation.
fn tile_text(gtd: &Gtd, tile: PackedTile) -> String {
    let (first, second) = gtd.layers_of(tile);
    let layer = |texture: u16, direction: u8| {
        let entry = gtd.textures().tiles[usize::from(texture)];
        let path = gtd.textures().source_of(texture).map_or("(no source file)", |source| source.path.as_str());
        format!("{path} #{}, {}", entry.tile, Orientation::new(direction).describe())
    };
    match (first.filter(|_| tile.full()), second) {
        (Some(first), None) => format!("one layer: {}", layer(first, tile.dir1())),
        (Some(first), Some(second)) => {
            format!("two layers, added: {}; {}", layer(first, tile.dir1()), layer(second, tile.dir2()))
        }
        (None, _) => "shows the color map".into(),
    }
}

fn patches(lines: &mut Lines, gtd: &Gtd, run: &Run) {
    legend(lines, run);
    let bounds = (0_u64..).zip(gtd.patch_bounds());
    let largest = bounds.max_by(|(_, a), (_, b)| a.radius_m().total_cmp(&b.radius_m())).map(|(index, _)| index);
    for (index, why) in [(Some(0), "first"), (largest, "largest radius")] {
        let Some(index) = index else { continue };
        let (x, z) = run.square_index(index).unwrap_or_default();
        let values: Vec<String> =
            run.fields_at(index).map(|field| format!("{} {} m", field.field.name, field.value(gtd.bytes()))).collect();
        lines.array(run.offset + index * run.stride, &format!("patch {x},{z} ({why}): {}", values.join(", ")));
    }
}

fn grass(lines: &mut Lines, gtd: &Gtd, run: &Run) {
    legend(lines, run);
    let mut counts = [0_u64; 256];
    gtd.grass_mask().iter().for_each(|mask| counts[usize::from(*mask)] += 1);
    let values: Vec<String> = (0..256)
        .filter(|mask| counts[*mask] > 0)
        .take(LISTED as usize)
        .map(|mask| format!("{} x {mask:#010b}", grouped(counts[mask])))
        .collect();
    lines.note(&format!("Values: {}.", values.join(", ")));
}

fn water(lines: &mut Lines, gtd: &Gtd, run: &Run) {
    let first = run.fields_at(0).map(|field| format!("{} {}", field.field.name, field.value(gtd.bytes())));
    lines.note(&format!("First vertex: {}.", first.collect::<Vec<_>>().join(", ")));
    let range = |name: &str| {
        let values = (0..run.count).filter_map(|index| {
            let field = run.fields_at(index).find(|field| field.field.name == name)?;
            field.value(gtd.bytes()).parse::<f32>().ok()
        });
        let (min, max) = values.fold((f32::INFINITY, f32::NEG_INFINITY), |(min, max), v| (min.min(v), max.max(v)));
        if min == max { format!("{name} {min}") } else { format!("{name} {min} to {max}") }
    };
    lines.note(&format!("Range: {}, {}, {} m.", range("x"), range("y"), range("z")));
}

/// The first and last records, one line each.
fn list(lines: &mut Lines, file: &FileView<'_>, run: &Run) {
    legend(lines, run);
    let skipped = if run.count > LISTED.into() { u64::from(LISTED) - 2..run.count - 2 } else { run.count..run.count };
    for index in (0..run.count).filter(|index| !skipped.contains(index)) {
        if index == skipped.end && !skipped.is_empty() {
            lines.note(&format!("... {} more ...", grouped(skipped.end - skipped.start)));
        }
        let values: Vec<String> =
            run.fields_at(index).map(|field| format!("{} {}", field.field.name, field.value(file.content))).collect();
        lines.array(run.offset + index * run.stride, &format!("{} {index}: {}", run.name(), values.join(", ")));
    }
}
