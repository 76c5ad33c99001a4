//! `diff ZONE MAP.smd`: a zone and a server map, as JSON, text, and picture.

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::diff::{picture_of, read_placed};
use super::file_args::DiffArgs;
use super::inputs::Input;
use super::output::{Page, Style, print, print_json};
use super::{GlobalArgs, outputs};
use crate::diff::ServerMapDifference;
use crate::diff::server_map::{Matches, compare, picture};
use crate::export::OutputPlan;
use crate::formats::gtd::Gtd;
use crate::formats::kernel::number::{counted, grouped};
use crate::formats::smd::ServerMap;
use crate::platform::block_on;
use crate::zone::ClientCache;

/// Compares a zone with a server map. Differences are not a failure.
pub(super) fn run(
    global: &GlobalArgs,
    args: &DiffArgs,
    [a, b]: [&Input; 2],
    (gtd, map): (&Gtd, &ServerMap),
    plan: Option<&OutputPlan>,
) -> Result<ExitCode> {
    let files = block_on(a.zone_files(&ClientCache::on_disk(), args.data.as_deref()));
    let difference = compare(gtd, read_placed(a, gtd, &files).as_ref(), map);
    if let Some(plan) = plan {
        if difference.heights.is_none() {
            let [zone, map] = difference.map_size;
            bail!("the zone has {zone} vertices per side, the server map {map}, so -o cannot draw both on one map");
        }
        picture_of(a, gtd, &files, plan, |composer, sink| picture::draw(&difference, composer, sink))?;
    }
    if args.json {
        print_json(&as_json(a, b, &difference))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut page = as_text(a, b, &difference, Style::for_stdout(global.color));
    if let Some(plan) = plan {
        page.append(&outputs::written(plan, "map of the differences"));
        picture::LEGEND.iter().for_each(|(_, meaning)| page.line(&format!("  {meaning}")));
        page.line(&format!("  {}", picture::OBJECT_LEGEND));
    }
    print(&page)?;
    Ok(ExitCode::SUCCESS)
}

fn as_json(a: &Input, b: &Input, difference: &ServerMapDifference) -> Value {
    json!({
        "a": a.name(),
        "b": b.name(),
        "identical": difference.is_same(),
        "map_size": difference.map_size,
        "heights": difference.heights.as_ref().map(|heights| {
            json!({ "changed": heights.changed.len(), "max_m": heights.max_m, "share": heights.share() })
        }),
        "collision": difference.collision.as_ref().map(counts),
        "events": {
            "rebuilt_blocked": difference.rebuilt_blocked,
            "blocked_differs": difference.blocked_differs.as_ref().map(Vec::len),
        },
        "object_events": difference.object_events.as_ref().map(counts),
    })
}

fn counts<T>(found: &Matches<T>) -> Value {
    json!({ "common": found.common, "only_a": found.only_a.len(), "only_b": found.only_b.len() })
}

fn as_text(a: &Input, b: &Input, difference: &ServerMapDifference, style: Style) -> Page {
    let mut page = Page::new(style);
    let verdict = if difference.is_same() { "  the server map matches the zone" } else { "" };
    page.line(&format!("{} -> {}{verdict}", style.bold(&a.name()), style.bold(&b.name())));
    let collision = difference.collision.as_ref();
    let objects = difference.object_events.as_ref();
    for (label, text) in [
        ("Heights", heights(difference)),
        ("Collision", matches(collision, "triangle", "triangles")),
        ("Blocked", blocked(difference)),
        ("Objects", matches(objects, "object with a role", "objects with a role")),
    ] {
        page.line(&format!("  {} {text}", style.bold(&format!("{label:<10}"))));
    }
    page
}

fn heights(difference: &ServerMapDifference) -> String {
    let Some(heights) = &difference.heights else {
        let [zone, map] = difference.map_size;
        return format!("not compared: {zone} vertices per side in the zone, {map} in the server map");
    };
    if heights.changed.is_empty() {
        return "unchanged".into();
    }
    let max = heights.max_m.map_or("to or from NaN or infinity".into(), |max| format!("by up to {max:.3} m"));
    let [changed, all] = [heights.changed.len(), heights.vertices].map(|count| grouped(count as u64));
    format!("{changed} of {all} vertices differ by more than 1 cm, {max}; {:.2} % are equal", heights.share() * 100.0)
}

fn matches<T>(found: Option<&Matches<T>>, one: &str, many: &str) -> String {
    let Some(found) = found else { return "not compared: the zone has no objects file".into() };
    let common = counted(found.common as u64, one, many);
    if found.is_same() {
        return format!("the same {common}");
    }
    let [a, b] = [found.only_a.len(), found.only_b.len()].map(|count| grouped(count as u64));
    format!("{common} in both, {a} only in the zone, {b} only in the server map")
}

fn blocked(difference: &ServerMapDifference) -> String {
    let rule = counted(difference.rebuilt_blocked as u64, "tile", "tiles");
    match &difference.blocked_differs {
        None => format!("not compared: the server map has no collision cells ({rule} blocked by slope)"),
        Some(tiles) if tiles.is_empty() => format!("{rule}, as the server map's heights and collision demand"),
        Some(tiles) => {
            let differing = counted(tiles.len() as u64, "stored tile differs", "stored tiles differ");
            format!("{rule} by the server map's heights and collision; {differing} from that")
        }
    }
}
