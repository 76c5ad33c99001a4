//! Picture of the differences of a zone and a server map: the zone's map, faded, with glowing tiles.

use super::{ServerMapDifference, changed_objects, tiles};
use crate::diff::picture::{Glow, draw_glowing, glow_image};
use crate::scene::modes::palette::changes;
use crate::scene::raster::compose::Composer;
use crate::scene::raster::mip_image::MipImage;

/// Kinds of differences by importance, with their colors and meaning.
pub const LEGEND: [([u8; 3], &str); 4] = [
    (changes::HEIGHTS, "blue: other heights"),
    (changes::TILES, "orange: blocked or free against the rule"),
    (changes::COLLISION[0], "yellow: collision of the zone only"),
    (changes::COLLISION[1], "turquoise: collision of the server map only"),
];
/// Meaning of the discs.
pub const OBJECT_LEGEND: &str = "discs: objects with a role, green on the server only, red in the zone only";

/// Draws the picture and passes it to `sink` in strips of R, G, B rows from the north.
///
/// # Errors
/// Those of the sink.
pub fn draw<E>(
    difference: &ServerMapDifference,
    composer: &Composer<'_>,
    sink: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let glows = glows(difference, composer.tiles_per_side());
    draw_glowing(&glows, Some(&changed_objects(difference)), composer, sink)
}

/// The glow on the ground, as [`glow_on_ground`](crate::diff::picture::glow_on_ground) of two zones.
pub fn glow_on_ground(difference: &ServerMapDifference) -> Option<MipImage> {
    let side = difference.map_size[0].saturating_sub(1);
    difference.heights.as_ref()?;
    glow_image(&glows(difference, side), side)
}

fn glows(difference: &ServerMapDifference, side: u32) -> Vec<([f32; 3], Glow)> {
    let (heights, blocked, [zone, map]) = tiles(difference);
    let glow = |tiles: Vec<_>| Glow::new(side, tiles.into_iter());
    LEGEND.map(|(color, _)| color.map(f32::from)).into_iter().zip([heights, blocked, zone, map].map(glow)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::server_map::compare;
    use crate::formats::gtd::{Draft, Gtd, Header};
    use crate::formats::smd::{FREE, MapEnd, ServerMap};
    use crate::scene::raster::compose::{NeutralBase, TilePictures};
    use crate::scene::raster::placeholder::Placeholders;

    #[test]
    fn other_heights_and_blocked_tiles_glow() {
        let gtd = Gtd::parse(Draft::flat(Header::headerless(), 17).encode().unwrap()).unwrap();
        let mut map = ServerMap {
            size: 17,
            unit_m: 4.0,
            heights: gtd.records().iter().map(|record| record.height_m()).collect(),
            width_m: 64.0,
            length_m: 64.0,
            collision: Vec::new(),
            cells: vec![None; 16],
            object_events: Vec::new(),
            event_map: vec![FREE; 289],
            regene_areas: Vec::new(),
            warps: Vec::new(),
            end: MapEnd::after_warps(0),
            trailing: Vec::new(),
        };
        let [raised, blocked] = [map.index(3, 4).unwrap(), map.index(12, 12).unwrap()];
        map.heights[raised] = 5.0;
        map.event_map[blocked] = 0;
        let mut difference = compare(&gtd, None, &map);
        assert_eq!(difference.heights.as_ref().map(|heights| heights.changed.len()), Some(1));
        assert_eq!((difference.blocked_differs.clone(), difference.rebuilt_blocked), (None, 0), "no cells");
        difference.blocked_differs = Some(vec![crate::scene::space::TileId { x: 12, z: 12 }]);
        let pictures = TilePictures::new(&[], &Placeholders::default(), 4);
        let composer = Composer::new(gtd.records(), 17, &pictures, &NeutralBase);
        let mut rgb = Vec::new();
        draw(&difference, &composer, |rows| {
            rgb.extend_from_slice(rows);
            Ok::<(), ()>(())
        })
        .unwrap();
        let at = |x: usize, z: usize| &rgb[((63 - z * 4) * 64 + x * 4) * 3..][..3];
        assert!(at(3, 4)[2] > 190 && at(2, 3)[2] > 190 && at(3, 4)[0] < 90, "{:?}", at(3, 4));
        assert!(at(12, 12)[0] > 190 && at(12, 12)[2] < 60, "{:?}", at(12, 12));
        let places = super::super::changed_regions(&difference);
        assert_eq!(places.iter().map(|place| place.tiles).collect::<Vec<_>>(), [4, 1]);
    }
}
