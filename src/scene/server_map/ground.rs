//! A server map as a terrain: its heights without textures.

use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, compute_bounds};
use crate::formats::kernel::{ErrorClass, FormatError};
use crate::formats::smd::ServerMap;

/// The ground of a server map as a zone of bare tiles, to be shown and walked on.
///
/// # Errors
/// The map has a size that no zone has.
pub fn ground_of(map: &ServerMap) -> Result<Gtd, FormatError> {
    let refused = |expected: &str| FormatError {
        class: ErrorClass::Unsupported,
        section: "heights",
        offset: 0,
        field: "map size",
        found: map.size.to_string(),
        expected: expected.into(),
    };
    if !map.size.checked_sub(1).is_some_and(|tiles| tiles.is_power_of_two() && tiles >= 8) {
        return Err(refused("a power of two and 1, 9 to 8,193, as in zones"));
    }
    let mut draft = Draft::flat(Header::headerless(), map.size);
    for (record, height_m) in draft.records.iter_mut().zip(&map.heights) {
        *record = MapRecord::new(*height_m, record.tile());
    }
    draft.patch_bounds = compute_bounds(&draft.records, map.size);
    Gtd::parse(draft.encode().map_err(|error| refused(&error.to_string()))?)
}

#[cfg(test)]
mod tests {
    use super::super::blocked::tests::flat_map;
    use super::*;

    #[test]
    fn the_ground_has_the_heights_of_the_map() {
        let mut map = flat_map();
        let at = map.index(3, 5).unwrap();
        map.heights[at] = -2.5;
        let gtd = ground_of(&map).unwrap();
        assert_eq!((gtd.map_size(), gtd.record(3, 5).height_m(), gtd.record(5, 3).height_m()), (9, -2.5, 0.0));
        let odd = ServerMap { size: 10, ..map };
        assert_eq!(ground_of(&odd).unwrap_err().found, "10");
    }
}
