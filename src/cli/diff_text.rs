//! Output of `diff`: JSON, and text with a line for each part of the zone.

use std::fmt::Write;

use serde_json::{Value, json};

use super::diff_objects;
use super::inputs::Input;
use super::output::{Page, Style};
use crate::diff::{Difference, ObjectDifference, SectionDifference};
use crate::formats::gtd::Layout;
use crate::formats::kernel::number::{counted, grouped};

/// Maximum number of texture files listed by name in text.
const LISTED: usize = 12;

pub fn as_json(a: &Input, b: &Input, difference: &Difference, objects: Option<&ObjectDifference>) -> Value {
    let Difference { header, textures, .. } = difference;
    let section = |section: &SectionDifference| {
        json!({
            "section": section.id.name(),
            "bytes": section.bytes,
            "changed": section.changed,
            "offset": section.offset,
        })
    };
    json!({
        "a": a.name(),
        "b": b.name(),
        "identical": difference.is_identical(),
        "map_size": difference.map_size,
        "layout": header.layout.map(Layout::name),
        "version": header.layout.map(Layout::version),
        "name": header.name,
        "header_changed": header.changed,
        "heights": difference.heights.as_ref().map(|heights| {
            json!({ "changed": heights.changed.len(), "max_m": heights.max_m })
        }),
        "tiles": difference.tiles.as_ref().map(|tiles| {
            json!({ "changed": tiles.changed.len(), "stored_only": tiles.stored_only.len() })
        }),
        "patch_bounds": difference.patch_bounds.as_ref().map(|changed| json!({ "changed": changed.len() })),
        "grass": difference.grass.as_ref().map(|changed| json!({ "changed": changed.len() })),
        "grass_set": difference.grass_set,
        "grass_set_changed": difference.grass_set_changed(),
        "textures": {
            "added": textures.added,
            "removed": textures.removed,
            "table_changed": textures.table_changed,
        },
        "light_maps_changed": difference.light_maps_changed,
        "rivers_changed": difference.rivers_changed,
        "ponds_changed": difference.ponds_changed,
        "trailing_bytes": difference.trailing_bytes,
        "trailing_bytes_changed": difference.trailing_changed(),
        "sections": difference.sections.iter().map(section).collect::<Vec<_>>(),
        "objects": diff_objects::as_json(objects),
    })
}

/// The usual parts of a zone always have a line, the others if they differ. The last line has all bytes that differ.
pub fn as_text(
    a: &Input,
    b: &Input,
    difference: &Difference,
    objects: Option<&ObjectDifference>,
    style: Style,
) -> Page {
    let mut lines = Vec::new();
    header(difference, &mut lines);
    ground(difference, &mut lines);
    textures(difference, &mut lines);
    water(difference, &mut lines);
    lines.extend(objects.into_iter().flat_map(diff_objects::as_lines));
    let mut page = Page::new(style);
    page.line(&format!("{} -> {}{}", style.bold(&a.name()), style.bold(&b.name()), verdict(difference, objects)));
    for (label, text) in lines {
        page.line(&format!("  {} {text}", style.bold(&format!("{label:<10}"))));
    }
    page
}

fn verdict(difference: &Difference, objects: Option<&ObjectDifference>) -> &'static str {
    let same_objects = objects.is_none_or(ObjectDifference::is_empty);
    match (difference.is_identical(), difference.is_empty() && same_objects) {
        (true, true) => "  identical",
        (true, false) => "  identical terrain",
        (false, true) => "  no visible changes",
        (false, false) => "",
    }
}

/// Label and text.
type Line = (&'static str, String);

fn header(difference: &Difference, lines: &mut Vec<Line>) {
    let header = &difference.header;
    if !header.changed {
        return;
    }
    let layout = |layout: Layout| match layout.version() {
        Some(version) => format!("{} {version}", layout.name()),
        None => layout.name().to_owned(),
    };
    let name = |name: &Option<String>| name.as_ref().map_or("no name".into(), |name| format!("\"{name}\""));
    let ([old, new], [old_name, new_name]) = (header.layout, &header.name);
    let mut parts = Vec::new();
    if old != new {
        parts.push(format!("{} -> {}", layout(old), layout(new)));
    }
    if old_name != new_name {
        parts.push(format!("{} -> {}", name(old_name), name(new_name)));
    }
    let other = || "stored differently".to_owned();
    lines.push(("Header", if parts.is_empty() { other() } else { parts.join(", ") }));
}

fn ground(difference: &Difference, lines: &mut Vec<Line>) {
    let [old, new] = difference.map_size;
    match (&difference.heights, &difference.tiles) {
        (Some(heights), Some(tiles)) => {
            let max = heights.max_m.map_or(" to or from NaN or infinity".into(), |max| format!(" by up to {max:.3} m"));
            lines.push(("Heights", changed(heights.changed.len(), old * old, &format!("vertices changed{max}"))));
            let side = old - 1;
            let mut text = changed(tiles.changed.len(), side * side, "tiles look different");
            if !tiles.stored_only.is_empty() {
                let others = counted(tiles.stored_only.len() as u64, "record", "records");
                let _ = write!(text, "; {others} stored differently without a visible change");
            }
            lines.push(("Tiles", text));
        }
        _ => {
            let what = "heights, tiles, patch bounds and grass are not compared";
            lines.push(("Size", format!("{old} and {new} vertices per side; {what}")));
        }
    }
    if let Some(patches) = difference.patch_bounds.as_ref().filter(|patches| !patches.is_empty()) {
        let side = (old - 1) / 8;
        lines.push(("Bounds", changed(patches.len(), side * side, "patches have other bounds")));
    }
    let mut grass = difference.grass.as_ref().map(|grass| changed(grass.len(), old * old, "vertices changed"));
    if difference.grass_set_changed() {
        let [old, new] = &difference.grass_set;
        let set = format!("grass set \"{old}\" -> \"{new}\"");
        grass = Some(grass.map_or(set.clone(), |mask| format!("{mask}; {set}")));
    }
    lines.extend(grass.map(|text| ("Grass", text)));
}

fn textures(difference: &Difference, lines: &mut Vec<Line>) {
    let textures = &difference.textures;
    for (label, paths) in [("Added", &textures.added), ("Removed", &textures.removed)] {
        for (index, path) in paths.iter().take(LISTED).enumerate() {
            lines.push((if index == 0 { label } else { "" }, path.clone()));
        }
        if paths.len() > LISTED {
            lines.push(("", format!("... and {} more", paths.len() - LISTED)));
        }
    }
    if textures.added.is_empty() && textures.removed.is_empty() {
        let stored = if textures.table_changed { "; their list or the tile table is stored differently" } else { "" };
        lines.push(("Textures", format!("same files{stored}")));
    }
    if difference.light_maps_changed {
        lines.push(("Light maps", "changed".into()));
    }
}

fn water(difference: &Difference, lines: &mut Vec<Line>) {
    let state = |differs: bool| if differs { "changed" } else { "unchanged" };
    lines.push(("Rivers", state(difference.rivers_changed).into()));
    lines.push(("Ponds", state(difference.ponds_changed).into()));
    if difference.trailing_changed() {
        let [old, new] = difference.trailing_bytes.map(|bytes| bytes as u64);
        let text = match old == new {
            true => format!("{} after the last pond changed", counted(old, "byte", "bytes")),
            false => format!("{} -> {} after the last pond", grouped(old), counted(new, "byte", "bytes")),
        };
        lines.push(("Trailing", text));
    }
    if let Some(first) = difference.sections.first() {
        let parts: Vec<String> = difference.sections.iter().map(section).collect();
        let [old, new] = first.offset.map(grouped);
        let at = if old == new { old } else { format!("{old} and {new}") };
        lines.push(("Bytes", format!("{}; first difference at byte {at}", parts.join(", "))));
    }
}

fn section(section: &SectionDifference) -> String {
    let ([old, new], name) = (section.bytes.map(grouped), section.id.name());
    match section.changed {
        Some(changed) => format!("{name} {} of {old}", grouped(changed)),
        None => format!("{name} {old} -> {new}"),
    }
}

fn changed(count: usize, of: u32, what: &str) -> String {
    match count {
        0 => "unchanged".into(),
        count => format!("{} of {} {what}", grouped(count as u64), grouped(of)),
    }
}
