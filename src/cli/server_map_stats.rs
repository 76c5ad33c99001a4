//! `--stats` of server maps: text output.

use super::output::Page;
use crate::formats::kernel::number::{counted, grouped};
use crate::stats::server_map::{EventStats, ServerMapStats, WarpStats};

/// Width of the label column.
const LABEL: usize = 13;
/// Most warps and events that are listed.
const LISTED: usize = 20;

/// Appends the statistics of one server map.
pub fn write_stats(page: &mut Page, stats: &ServerMapStats) {
    let title = page.style().bold(&stats.path);
    page.line(&format!("{title}  {} bytes, {}", grouped(stats.bytes), stats.kind));
    let (vertices, [width, length]) = (stats.map_size, stats.extent_m);
    line(page, "Size", &format!("{width} x {length} m: {vertices} x {vertices} vertices, {} m apart", stats.unit_m));
    let heights = &stats.height_m;
    let text = match (heights.min, heights.max, heights.mean) {
        (Some(min), Some(max), Some(mean)) => format!("{min:.2} to {max:.2} m, mean {mean:.2} m"),
        _ => "none is finite".into(),
    };
    line(page, "Heights", &text);
    let collision = &stats.collision;
    let cells = format!("{} of {} cells", grouped(collision.filled_cells as u64), grouped(collision.cells as u64));
    let walls = format!("{} of invisible walls", grouped(collision.invisible as u64));
    line(page, "Collision", &format!("{}, {walls}; {cells}", count(collision.triangles, "triangle", "triangles")));
    let [blocked, free] = [stats.event_map.blocked, stats.event_map.free].map(|tiles| grouped(tiles as u64));
    let events = count(stats.event_map.events.len(), "event", "events");
    line(page, "Event map", &format!("{blocked} tiles blocked, {free} free; {events}"));
    listed(page, &stats.event_map.events, event);
    line(page, "Objects", &count(stats.object_events.len(), "object with a role", "objects with a role"));
    let areas = count(stats.regene_areas.len(), "resurrection area", "resurrection areas");
    match (stats.declared_warps, stats.warp_bytes) {
        (Some(declared), Some(bytes)) => {
            let fewer = if declared as usize == stats.warps.len() { String::new() } else { format!(" of {declared}") };
            let warps = format!("{}{fewer} of {bytes} bytes", count(stats.warps.len(), "warp", "warps"));
            line(page, "Places", &format!("{areas}, {warps}"));
        }
        _ => line(page, "Places", &format!("{areas}; the file ends before the warps")),
    }
    listed(page, &stats.warps, warp);
    if stats.trailing_bytes > 0 {
        line(page, "Trailing", &count(stats.trailing_bytes, "byte", "bytes"));
    }
}

fn listed<T>(page: &mut Page, items: &[T], text: impl Fn(&T) -> String) {
    for item in items.iter().take(LISTED) {
        line(page, "", &text(item));
    }
    if items.len() > LISTED {
        line(page, "", &format!("... and {} more", grouped((items.len() - LISTED) as u64)));
    }
}

fn event(stats: &EventStats) -> String {
    let [[west, east], [south, north]] = stats.within;
    let tiles = count(stats.tiles, "tile", "tiles");
    format!("{}: {tiles}, x {west} to {east}, z {south} to {north}", stats.event)
}

fn warp(stats: &WarpStats) -> String {
    let [x, _, z] = stats.target_m;
    let WarpStats { id, name, zone, price, .. } = stats;
    format!("{id}: \"{}\" to zone {zone} at {x:.0}, {z:.0} for {}", name.escape_debug(), grouped(u64::from(*price)))
}

fn count(count: usize, one: &str, many: &str) -> String {
    counted(count as u64, one, many)
}

fn line(page: &mut Page, label: &str, text: &str) {
    let label = page.style().bold(&format!("{label:<LABEL$}"));
    page.line(&format!("  {label} {text}"));
}
