//! Arrays of records: count, ranges, and a few records.

use super::page::ExplainPage;
use super::{FileView, bits};
use crate::formats::gtd::{Gtd, MapRecord, fields};
use crate::formats::kernel::Run;
use crate::formats::kernel::number::{counted, grouped};

/// Maximum number of records of a list, such as source files, that are all listed; of a longer one the first and the
/// last few.
const LISTED: u32 = 12;

/// Writes an array; `prefix` precedes its name.
pub(super) fn write(page: &mut ExplainPage, file: &FileView<'_>, run: &Run, prefix: &str) {
    let order = run.record().map(|record| record.order).unwrap_or_default();
    let (count, stride) = (grouped(run.count), counted(run.stride, "byte", "bytes"));
    page.array(run.offset, &format!("{prefix}{count} x {} ({stride} each), {order}", run.name()));
    match (file.gtd, run.name()) {
        (Some(gtd), name) if name == fields::MAP_RECORD.name => vertices(page, gtd, run),
        (Some(gtd), name) if name == fields::PATCH_RECORD.name => patches(page, gtd, run),
        (Some(gtd), name) if name == fields::GRASS_RECORD.name => grass(page, gtd, run),
        (Some(gtd), name) if name == fields::WATER_VERTEX.name => water(page, gtd, run),
        _ => list(page, file, run),
    }
}

/// Meanings of a record's fields.
fn legend(page: &mut ExplainPage, run: &Run) {
    for field in run.fields() {
        page.drawn(&format!("{:<10} {:<14} {}", field.name, field.field_type.name(), field.meaning));
        for part in field.bits {
            let (low, high) = (part.low, part.low + part.width - 1);
            let place = if low == high { format!("bit {low}") } else { format!("bits {low}-{high}") };
            page.drawn(&format!("  {:<8} {place:<14} {}", part.name, part.meaning));
        }
    }
}

fn vertices(page: &mut ExplainPage, gtd: &Gtd, run: &Run) {
    legend(page, run);
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
        page.note(&format!("Heights: {} to {} m.{unedited}", low.height_m(), high.height_m()));
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
        vertex(page, gtd, run, index, why, drawn(index));
    }
}

fn vertex(page: &mut ExplainPage, gtd: &Gtd, run: &Run, index: usize, why: &str, has_tile: bool) {
    let (x, z) = run.square_index(index as u64).unwrap_or_default();
    let at = run.offset + index as u64 * run.stride;
    page.array(at, &format!("vertex {x},{z} at ({}, {}) m: {why}", x * 4, z * 4));
    for field in run.fields_at(index as u64) {
        page.drawn(&format!("{:<7} {}", field.field.name, field.value(gtd.bytes())));
        if !field.field.bits.is_empty() {
            bits::draw(gtd.bytes(), &field).iter().for_each(|line| page.drawn(&format!("        {line}")));
        }
    }
    let tile = if has_tile {
        bits::tile_text(gtd, gtd.records()[index].tile())
    } else {
        "no tile here: last row or column".into()
    };
    page.drawn(&format!("        {tile}"));
}

fn patches(page: &mut ExplainPage, gtd: &Gtd, run: &Run) {
    legend(page, run);
    let bounds = (0_u64..).zip(gtd.patch_bounds());
    let largest = bounds.max_by(|(_, a), (_, b)| a.radius_m().total_cmp(&b.radius_m())).map(|(index, _)| index);
    for (index, why) in [(Some(0), "first"), (largest, "largest radius")] {
        let Some(index) = index else { continue };
        let (x, z) = run.square_index(index).unwrap_or_default();
        let values: Vec<String> =
            run.fields_at(index).map(|field| format!("{} {} m", field.field.name, field.value(gtd.bytes()))).collect();
        page.array(run.offset + index * run.stride, &format!("patch {x},{z} ({why}): {}", values.join(", ")));
    }
}

fn grass(page: &mut ExplainPage, gtd: &Gtd, run: &Run) {
    legend(page, run);
    let mut counts = [0_u64; 256];
    gtd.grass_mask().iter().for_each(|mask| counts[usize::from(*mask)] += 1);
    let values: Vec<String> = (0..256)
        .filter(|mask| counts[*mask] > 0)
        .take(LISTED as usize)
        .map(|mask| format!("{} x {mask:#010b}", grouped(counts[mask])))
        .collect();
    page.note(&format!("Values: {}.", values.join(", ")));
}

fn water(page: &mut ExplainPage, gtd: &Gtd, run: &Run) {
    let first = run.fields_at(0).map(|field| format!("{} {}", field.field.name, field.value(gtd.bytes())));
    page.note(&format!("First vertex: {}.", first.collect::<Vec<_>>().join(", ")));
    let range = |name: &str| {
        let values = (0..run.count).filter_map(|index| {
            let field = run.fields_at(index).find(|field| field.field.name == name)?;
            field.value(gtd.bytes()).parse::<f32>().ok()
        });
        let (min, max) = values.fold((f32::INFINITY, f32::NEG_INFINITY), |(min, max), v| (min.min(v), max.max(v)));
        if min == max { format!("{name} {min}") } else { format!("{name} {min} to {max}") }
    };
    page.note(&format!("Range: {}, {}, {} m.", range("x"), range("y"), range("z")));
}

/// The first and last records, one line each.
fn list(page: &mut ExplainPage, file: &FileView<'_>, run: &Run) {
    legend(page, run);
    let skipped = if run.count > LISTED.into() { u64::from(LISTED) - 2..run.count - 2 } else { run.count..run.count };
    for index in (0..run.count).filter(|index| !skipped.contains(index)) {
        if index == skipped.end && !skipped.is_empty() {
            page.note(&format!("... {} more ...", grouped(skipped.end - skipped.start)));
        }
        let values: Vec<String> =
            run.fields_at(index).map(|field| format!("{} {}", field.field.name, field.value(file.content))).collect();
        page.array(run.offset + index * run.stride, &format!("{} {index}: {}", run.name(), values.join(", ")));
    }
}
