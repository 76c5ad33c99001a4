//! Whether the server's map was made for this version of the zone: its heights against the client's (server section 1.7).

use super::regions::regions;
use super::{MAP, ServerZone};
use crate::check::{Findings, code};
use crate::formats::kernel::number::counted;
use crate::formats::smd::ServerMap;
use crate::scene::server_map::{match_heights, percent};
use crate::scene::space::TILE_M;

/// Decimals of a share of heights: a hill of 100 vertices shows in a large zone.
const DECIMALS: usize = 2;

pub(super) fn check(zone: &ServerZone<'_>, map: &ServerMap, findings: &mut Findings) {
    let (side, other) = (zone.gtd.map_size(), zone.better_zone);
    let other =
        other.map(|(name, share)| format!("; {} of its heights are those of {name}", percent(*share, DECIMALS)));
    let other = other.unwrap_or_default();
    let Some(heights) = match_heights(zone.gtd, map) else {
        let sizes = format!("it has {} x {} vertices, the zone {side} x {side}{other}", map.size, map.size);
        return findings.add(&code::MAP_OF_ANOTHER_ZONE).beside(MAP, None).say(sizes);
    };
    let share = percent(heights.share(), DECIMALS);
    if zone.better_zone.is_some() {
        let message = format!("{share} of its heights are those of this zone{other}");
        return findings.add(&code::MAP_OF_ANOTHER_ZONE).beside(MAP, None).say(message);
    }
    let difference = |[x, z]: [u32; 2]| {
        let client = zone.gtd.record(x, z).height_m();
        map.height_m(x, z).map_or(0.0, |server| (server - client).abs())
    };
    let different: Vec<[u32; 2]> = heights.changed.iter().map(|vertex| [vertex.x, vertex.z]).collect();
    for region in regions(&different) {
        let places = region.members.iter().filter_map(|number| different.get(*number).copied());
        let most = places.max_by(|a, b| difference(*a).total_cmp(&difference(*b))).unwrap_or(region.min);
        let [west, south, east, north] =
            [region.min[0], region.min[1], region.max[0], region.max[1]].map(|vertex| vertex as f32 * TILE_M);
        let message = format!(
            "{share} of the heights are those of the zone; {}, x {west} to {east} m, z {south} to {north} m, differ by up to {:.2} m",
            counted(region.members.len() as u64, "height", "heights"),
            difference(most),
        );
        let place = most.map(|vertex| f64::from(vertex) * f64::from(TILE_M));
        zone.located(findings.add(&code::MAP_OF_ANOTHER_VERSION).beside(MAP, None), place).say(message);
    }
}
