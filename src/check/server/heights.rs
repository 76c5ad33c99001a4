//! Whether the server's map was made for this version of the zone: its heights against the client's (server section 1.7).

use super::regions::regions;
use super::{MAP, ServerZone};
use crate::check::{Findings, code, small};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::number::{counted, grouped};
use crate::formats::smd::ServerMap;
use crate::scene::space::TILE_M;

/// Heights that differ by less are equal, in meters: maps were made from the same numbers.
const EQUAL_M: f32 = 0.01;

/// Heights of two maps of one size.
pub struct HeightsCompared {
    /// Vertices with different heights.
    pub different: Vec<[u32; 2]>,
    /// Number of all vertices.
    pub all: usize,
}

impl HeightsCompared {
    /// Below this share of equal heights, the map may be that of another zone. The right one has 62 % or more, but for one
    /// hall that was rebuilt; another zone's has 55 % at most, on flat ground.
    pub const DOUBTFUL: f64 = 0.6;

    /// Compares the heights; none where the sizes differ.
    pub fn new(gtd: &Gtd, map: &ServerMap) -> Option<HeightsCompared> {
        let side = gtd.map_size();
        if map.size != side {
            return None;
        }
        let records = gtd.records().iter().zip(&map.heights).enumerate();
        // NaN equals only itself.
        let is_same =
            |client: f32, server: f32| (client - server).abs() <= EQUAL_M || client.to_bits() == server.to_bits();
        let other = records.filter(|(_, (record, server))| !is_same(record.height_m(), **server));
        let different = other.map(|(index, _)| crate::check::column_and_row(index, side).into()).collect();
        Some(HeightsCompared { different, all: map.heights.len() })
    }

    /// Share of equal heights, 0 to 1.
    pub fn share(&self) -> f64 {
        1.0 - f64::from(small(self.different.len())) / f64::from(small(self.all.max(1)))
    }

    /// Whether another zone should be looked for that fits better.
    pub fn is_doubtful(&self) -> bool {
        self.share() < Self::DOUBTFUL
    }
}

pub(super) fn check(zone: &ServerZone<'_>, map: &ServerMap, findings: &mut Findings) {
    let (side, other) = (zone.gtd.map_size(), zone.better_zone);
    let other = other.map(|(name, share)| format!("; {} of its heights are those of {name}", percent(*share)));
    let other = other.unwrap_or_default();
    let Some(compared) = HeightsCompared::new(zone.gtd, map) else {
        let sizes = format!("it has {} x {} vertices, the zone {side} x {side}{other}", map.size, map.size);
        return findings.add(&code::MAP_OF_ANOTHER_ZONE).beside(MAP, None).say(sizes);
    };
    let share = percent(compared.share());
    if zone.better_zone.is_some() {
        let message = format!("{share} of its heights are those of this zone{other}");
        return findings.add(&code::MAP_OF_ANOTHER_ZONE).beside(MAP, None).say(message);
    }
    let difference = |[x, z]: [u32; 2]| {
        let client = zone.gtd.record(x, z).height_m();
        map.height_m(x, z).map_or(0.0, |server| (server - client).abs())
    };
    for region in regions(&compared.different) {
        let places = region.members.iter().filter_map(|number| compared.different.get(*number).copied());
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

/// A share as a percentage that is 100 only for all.
pub(super) fn percent(share: f64) -> String {
    let text = format!("{:.2} %", share * 100.0);
    if share < 1.0 && text == "100.00 %" { "99.99 %".to_owned() } else { text }
}

/// A count with "all" of them named.
pub(super) fn out_of(part: usize, all: usize, one: &str, many: &str) -> String {
    format!("{} of {}", grouped(part as u64), counted(all as u64, one, many))
}
