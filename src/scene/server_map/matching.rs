//! Which zone a server map belongs to, by its heights (server section 1.7).

use crate::formats::gtd::Gtd;
use crate::formats::smd::ServerMap;
use crate::scene::space::TileId;

/// Largest difference of heights that count as the same, in meters.
pub const SAME_HEIGHT_M: f64 = 0.01;

/// Heights of a zone and of a server map.
#[derive(Clone, Debug, PartialEq)]
pub struct HeightMatch {
    /// Number of vertices.
    pub vertices: usize,
    /// The vertices whose heights differ by more than 1 cm, x outer.
    pub changed: Vec<TileId>,
    /// The largest finite difference in meters, also of vertices that count as the same; none if no difference is finite.
    pub max_m: Option<f64>,
}

impl HeightMatch {
    /// Share of equal heights from which a map is that of a zone. The right one has 62 % or more, but for one hall that was
    /// rebuilt; another zone's has 55 % at most, on flat ground.
    pub const LIKELY: f64 = 0.6;

    /// Compares heights in the order of both files, x outer; none if their numbers differ.
    pub fn between(gtd: &Gtd, heights: &[f32]) -> Option<HeightMatch> {
        if gtd.records().len() != heights.len() {
            return None;
        }
        let (mut changed, mut max_m): (Vec<TileId>, Option<f64>) = (Vec::new(), None);
        for (index, (record, height_m)) in gtd.records().iter().zip(heights).enumerate() {
            let by_m = (f64::from(record.height_m()) - f64::from(*height_m)).abs();
            let is_same = by_m <= SAME_HEIGHT_M || record.height_m().to_bits() == height_m.to_bits();
            if !is_same {
                changed.push(TileId::from_index(index, gtd.map_size()));
            }
            if by_m.is_finite() {
                max_m = Some(max_m.map_or(by_m, |max| max.max(by_m)));
            }
        }
        Some(HeightMatch { vertices: heights.len(), changed, max_m })
    }

    /// Share of vertices whose heights differ by at most 1 cm. A map belongs to the zone with the greatest share.
    pub fn share(&self) -> f64 {
        (self.vertices - self.changed.len()) as f64 / self.vertices.max(1) as f64
    }

    /// Whether enough heights are equal for a map of the zone.
    pub fn is_likely(&self) -> bool {
        self.share() >= Self::LIKELY
    }
}

/// A share as a percentage with some decimals: 100 % only for all.
pub fn percent(share: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", share * 100.0);
    match share < 1.0 && text.starts_with("100") {
        true => format!("99.{} %", "9".repeat(decimals)),
        false if share >= 1.0 => "100 %".to_owned(),
        false => format!("{text} %"),
    }
}

/// Compares the heights of a zone and of a server map; none if their sizes differ.
pub fn match_heights(gtd: &Gtd, map: &ServerMap) -> Option<HeightMatch> {
    (gtd.map_size() == map.size).then(|| HeightMatch::between(gtd, &map.heights))?
}

#[cfg(test)]
mod tests {
    use super::super::blocked::tests::flat_map;
    use super::*;
    use crate::formats::gtd::{Draft, Header, MapRecord};

    #[test]
    fn a_map_is_likely_from_six_tenths_on() {
        let with = |changed: usize| HeightMatch {
            vertices: 10,
            changed: (0..changed).map(|index| TileId::from_index(index, 9)).collect(),
            max_m: None,
        };
        assert_eq!([with(4).is_likely(), with(5).is_likely(), with(0).is_likely()], [true, false, true]);
    }

    #[test]
    fn only_all_heights_are_100_percent() {
        let texts = [(1.0, 2), (0.99999, 2), (0.9999, 1), (0.8134, 2), (0.8134, 1)].map(|(share, d)| percent(share, d));
        assert_eq!(texts, ["100 %", "99.99 %", "99.9 %", "81.34 %", "81.3 %"]);
    }

    #[test]
    fn a_centimeter_is_no_difference() {
        let mut draft = Draft::flat(Header::headerless(), 9);
        for (index, height_m) in [(10, 0.01), (11, 0.011), (12, -7.5), (13, f32::NAN)] {
            draft.records[index] = MapRecord::new(height_m, draft.records[index].tile());
        }
        let gtd = Gtd::parse(draft.encode().unwrap()).unwrap();
        let mut map = flat_map();
        map.heights = gtd.records().iter().map(|record| record.height_m()).collect();
        for index in [10, 11, 12] {
            map.heights[index] = 0.0;
        }
        let found = match_heights(&gtd, &map).unwrap();
        let places: Vec<_> = found.changed.iter().map(|place| (place.x, place.z)).collect();
        assert_eq!((places, found.max_m), (vec![(1, 2), (1, 3)], Some(7.5)), "the same NaN is no difference");
        assert!((found.share() - 79.0 / 81.0).abs() < 1e-12);
        map.heights[13] = 0.0;
        assert_eq!(match_heights(&gtd, &map).unwrap().changed.len(), 3);
        assert_eq!(match_heights(&gtd, &ServerMap { size: 17, ..map }), None);
    }
}
