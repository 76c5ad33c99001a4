//! Tints of the ground: areas, event tiles and blocked tiles as one image of the zone, for renderer and maps.

use strum::VariantArray;

use super::colors::{TileClass, event_color, mark_color};
use super::{EventTiles, GameMark, GameMarks, MarkKind, MarkShape};
use crate::platform::parallel::*;
use crate::scene::modes::Overlays;
use crate::scene::modes::pictures::PICTURE_PX;
use crate::scene::raster::mip_image::{MipImage, Texel};
use crate::scene::space::TILE_M;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::walkable::is_tile_too_steep;

/// Opacities from 0 to 1: of areas, of event tiles, and of tiles in the overlay of blocked ones.
const AREA: f32 = 0.24;
const EVENT: f32 = 0.42;
const BLOCKED: f32 = 0.5;

/// What the server's map and the slope say about all tiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileClasses {
    side: usize,
    classes: Vec<Option<TileClass>>,
}

impl TileClasses {
    /// Compares the event map with the slope of the terrain.
    pub fn new(tiles: &EventTiles, terrain: &Terrain) -> TileClasses {
        let (heights, side) = (terrain.heights(), terrain.gtd().tiles_per_side());
        let class = |index: u32| {
            let (x, z) = (index / side, index % side);
            let is_blocked = tiles.at(x, z)? == 0;
            match (is_blocked, is_tile_too_steep(&heights, x, z)) {
                (true, true) => Some(TileClass::BlockedSteep),
                (true, false) => Some(TileClass::BlockedFlat),
                (false, true) => Some(TileClass::FreeSteep),
                (false, false) => None,
            }
        };
        TileClasses { side: side as usize, classes: (0..side * side).into_par_iter().map(class).collect() }
    }

    /// The class of a tile; none for free tiles that are not steep, and outside.
    pub fn at(&self, x: u32, z: u32) -> Option<TileClass> {
        *self.classes.get(x as usize * self.side + z as usize)?
    }

    /// Number of tiles by class, in the order of [`TileClass`].
    pub fn counts(&self) -> [u32; TileClass::VARIANTS.len()] {
        let mut counts = [0; TileClass::VARIANTS.len()];
        self.classes.iter().flatten().for_each(|class| counts[*class as usize] += 1);
        counts
    }
}

/// The tint of the ground under these overlays, as premultiplied colors with row 0 in the north; none where they tint
/// nothing. A texel is a tile; in very large zones, several.
pub fn tint(marks: &GameMarks, terrain: &Terrain, overlays: Overlays) -> Option<MipImage> {
    let tiles = marks.tiles.as_ref().filter(|_| overlays.events || overlays.blocked);
    let is_shown = |mark: &&GameMark| mark.kind.is_area() && overlays.has(mark.kind.overlay()) && mark.shape.is_sound();
    let areas: Vec<&GameMark> = marks.marks.iter().filter(is_shown).collect();
    if tiles.is_none() && areas.is_empty() {
        return None;
    }
    let side = terrain.gtd().tiles_per_side().max(1);
    let a_texel = side.div_ceil(PICTURE_PX).next_power_of_two();
    let texels = side.div_ceil(a_texel) as usize;
    let mut image = vec![[0_u8; 4]; texels * texels];
    if let Some(tiles) = tiles {
        let classes = overlays.blocked.then(|| TileClasses::new(tiles, terrain));
        image.par_iter_mut().enumerate().for_each(|(index, texel)| {
            let (x, z) = tile_of(index, texels, a_texel);
            if let Some(class) = classes.as_ref().and_then(|classes| classes.at(x, z)) {
                *texel = over(*texel, class.color(), BLOCKED);
            }
            if let Some(id) = tiles.event_at(x, z).filter(|_| overlays.events) {
                *texel = over(*texel, event_color(id.into()), EVENT);
            }
        });
    }
    for mark in areas {
        fill(&mut image, mark, texels, f64::from(TILE_M) * f64::from(a_texel));
    }
    let (bytes, width) = (image.as_flattened().to_vec(), texels as u32);
    Some(MipImage::new(width, width, Texel::Rgba8, bytes))
}

/// The tile that a texel shows.
fn tile_of(index: usize, texels: usize, a_texel: u32) -> (u32, u32) {
    let (row, column) = (index / texels, index % texels);
    (column as u32 * a_texel, (texels - 1 - row) as u32 * a_texel)
}

/// Tints the texels whose middle is in the rectangle of a mark.
fn fill(image: &mut [[u8; 4]], mark: &GameMark, texels: usize, texel_m: f64) {
    let MarkShape::Rect { min, max } = mark.shape else { return };
    let range = |axis: usize| {
        let first = (min[axis] / texel_m - 0.5).ceil().max(0.0) as usize;
        let end = ((max[axis] / texel_m - 0.5).ceil().max(0.0) as usize).min(texels);
        first.min(end)..end
    };
    let color = color_of(mark);
    for z in range(1) {
        let row = &mut image[(texels - 1 - z) * texels..][..texels];
        row[range(0)].iter_mut().for_each(|texel| *texel = over(*texel, color, AREA));
    }
}

/// The color of an area: that of its event, else of its kind.
pub(super) fn color_of(mark: &GameMark) -> [u8; 3] {
    let is_event = matches!(mark.kind, MarkKind::NamedArea | MarkKind::EventArea);
    mark.event_id().filter(|_| is_event).map_or_else(|| mark_color(mark.kind), event_color)
}

/// A premultiplied color under a tint.
fn over(below: [u8; 4], color: [u8; 3], opacity: f32) -> [u8; 4] {
    let [r, g, b] = color;
    let above = [r, g, b, 255].map(|channel| f32::from(channel) * opacity);
    std::array::from_fn(|i| (f32::from(below[i]) * (1.0 - opacity) + above[i] + 0.5) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile};
    use crate::scene::game_marks::{MarkDetail, MarkSource};
    use crate::scene::modes::Overlay;

    /// 16 x 16 tiles; the vertex (8, 8) is raised.
    fn terrain() -> Terrain {
        let mut draft = Draft::flat(Header::versioned(1, "marks"), 17);
        draft.records[8 * 17 + 8] = MapRecord::new(10.0, PackedTile::default());
        Terrain::new(Gtd::parse(draft.encode().unwrap()).unwrap())
    }

    fn marks() -> GameMarks {
        let mut ids = vec![1; 17 * 17];
        (ids[7 * 17 + 7], ids[3 * 17 + 4], ids[5]) = (0, 0, 30);
        let area = GameMark {
            kind: MarkKind::NamedArea,
            name: "safe".into(),
            shape: MarkShape::rect([8.0, 0.0], [16.0, 9.0]),
            path: Vec::new(),
            details: vec![MarkDetail::EventId(36)],
            source: MarkSource::File { path: "made-up.evtsub".into(), record: 0, bytes: 0..0 },
        };
        GameMarks { marks: vec![area], tiles: EventTiles::new(17, ids), zone_number: None }
    }

    fn texel(image: &MipImage, x: usize, z: usize) -> [u8; 4] {
        let at = ((15 - z) * 16 + x) * 4;
        image.levels[0][at..at + 4].try_into().unwrap()
    }

    #[test]
    fn each_overlay_tints_its_tiles() {
        let (terrain, marks) = (terrain(), marks());
        let of = |overlays: &[Overlay]| tint(&marks, &terrain, overlays.iter().copied().collect());
        assert!(of(&[]).is_none() && of(&[Overlay::Spawns]).is_none(), "nothing to tint");
        let tinted = |color, opacity| over([0; 4], color, opacity);
        let events = of(&[Overlay::Events]).unwrap();
        assert_eq!([texel(&events, 0, 5), texel(&events, 1, 5)], [tinted(event_color(30), EVENT), [0; 4]]);
        let blocked = of(&[Overlay::Blocked]).unwrap();
        let class = |class: TileClass| tinted(class.color(), BLOCKED);
        assert_eq!(texel(&blocked, 7, 7), class(TileClass::BlockedSteep));
        assert_eq!(texel(&blocked, 3, 4), class(TileClass::BlockedFlat));
        assert_eq!(texel(&blocked, 8, 8), class(TileClass::FreeSteep));
        assert_eq!([texel(&blocked, 1, 1), texel(&blocked, 0, 5)], [[0; 4]; 2]);
        let areas = of(&[Overlay::Areas]).unwrap();
        let count = (0..256).filter(|i| texel(&areas, i / 16, i % 16) == tinted(event_color(36), AREA)).count();
        assert_eq!((count, texel(&areas, 2, 0) != [0; 4], texel(&areas, 2, 2)), (4, true, [0; 4]));
        let classes = TileClasses::new(marks.tiles.as_ref().unwrap(), &terrain);
        assert_eq!(classes.counts(), [1, 1, 3]);
    }
}
