//! The client's companions that mark places: whether they are about this zone. Files copied from another zone are common in real
//! clients (server section 3).

use super::ServerZone;
use crate::check::{Findings, code};
use crate::formats::ens::SoundArea;
use crate::formats::kernel::number::{counted, grouped};
use crate::formats::kernel::visible::{path_text, visible};
use crate::formats::tile_rect::TileRect;
use crate::server::companions::Companion;

pub(super) fn check(zone: &ServerZone<'_>, findings: &mut Findings) {
    let companions = zone.companions;
    if let Some(file) = &companions.areas {
        let areas = file.content.areas.iter().map(|area| Place::of(&area.rect, area.name()));
        outside(zone, file, ["named area", "named areas"], areas, findings);
    }
    if let Some(file) = &companions.event_rects {
        let areas = file.content.areas.iter().map(|area| Place::of(&area.rect, String::new()));
        outside(zone, file, ["event rectangle", "event rectangles"], areas, findings);
    }
    for file in &companions.flags {
        let flags = file.content.flags.iter().map(|flag| {
            let [x, _, z] = flag.placement.position_m.map(f64::from);
            Place { corners: [[x, z]; 2], name: flag.name() }
        });
        outside(zone, file, ["flag", "flags"], flags, findings);
    }
    if let Some(file) = &companions.sounds {
        let (known, junk): (Vec<&SoundArea>, Vec<&SoundArea>) =
            file.content.areas.iter().partition(|area| file.content.group_of(area).is_some());
        let areas = known.into_iter().map(|area| Place::of(&area.rect, String::new()));
        outside(zone, file, ["sound area", "sound areas"], areas, findings);
        if !junk.is_empty() {
            let count = counted(junk.len() as u64, "sound area is junk", "sound areas are junk");
            let message = format!("{count}, without a group or without tiles");
            findings.add(&code::ODD_COMPANION).beside("sounds", None).say(format!("{}: {message}", file_name(file)));
        }
    }
}

/// A place that a file marks.
struct Place {
    /// South-west and north-east corner (x, z) in meters.
    corners: [[f64; 2]; 2],
    name: String,
}

impl Place {
    fn of(rect: &TileRect, name: String) -> Place {
        Place { corners: rect.corners_m(), name }
    }
}

/// One finding for the places of a file that are not on the map.
fn outside<T>(
    zone: &ServerZone<'_>,
    file: &Companion<T>,
    [one, many]: [&str; 2],
    places: impl ExactSizeIterator<Item = Place>,
    findings: &mut Findings,
) {
    let (all, extent_m) = (places.len() as u64, f64::from(zone.gtd.extent_m()));
    let is_outside = |place: &Place| !place.corners.as_flattened().iter().all(|at| (0.0..=extent_m).contains(at));
    let outside: Vec<Place> = places.filter(is_outside).collect();
    let Some(first) = outside.first() else { return };
    let ([x, z], name) = (first.corners[0], visible(&first.name));
    let named = if name.is_empty() { String::new() } else { format!(" \"{name}\"") };
    let message = format!(
        "{}: {} of {} outside the map; the first is{named} at ({x:.0}, {z:.0}) m",
        file_name(file),
        grouped(outside.len() as u64),
        counted(all, one, many),
    );
    zone.located(findings.add(&code::ODD_COMPANION).beside("companions", None), [x, z]).say(message);
}

fn file_name<T>(file: &Companion<T>) -> String {
    file.path.file_name().map(path_text).unwrap_or_default()
}
