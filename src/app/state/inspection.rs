//! Inspection of the open zone: picked tile, highlighted texture and bytes, and the images that panels show of them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use glam::DVec3;

use super::object_lines::Line;
use super::object_pick::ObjectPick;
use super::texture_tiles::{LitTiles, TextureTiles};
use crate::camera::Pose;
use crate::formats::gtd::TextureTable;
use crate::scene::SceneUpdate;
use crate::scene::objects::Moment;
use crate::scene::raster::mip_image::{MipImage, ZoneImage};
use crate::scene::raster::tile_image::TileImage;
use crate::scene::space::TileId;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::texture_uses::next_place;
use crate::scene::terrain::tile_facts::record_offset;
use crate::ui::{Inspect, InspectCommand, MissingTextures, OverTile, Pin, SelectHow, TextureHere};

/// Picked and highlighted items of the open zone.
#[derive(Default)]
pub struct Inspection {
    pinned: Option<Pin>,
    /// The selected objects. There are either some or a picked tile.
    pub objects: ObjectPick,
    highlight: Option<u16>,
    /// Where the tiles of textures are, and how many.
    pub texture_tiles: TextureTiles,
    bytes: Option<Range<u64>>,
    textures: Vec<Option<TextureHere>>,
    color_map: Option<Arc<MipImage>>,
    shadows: Option<Arc<MipImage>>,
    /// The tile that "next place" visited last.
    visited: Option<TileId>,
}

/// Position of the camera for a visited tile: height above it and distance south of it, meters.
const LOOK_FROM_M: [f64; 2] = [14.0, 16.0];
/// Distance of the camera from the middle of a visited object, in radii of the object; smallest share of the distance
/// from a tile.
const OBJECT_DISTANCE: f64 = 2.6;
const NEAREST: f64 = 0.2;
/// Colors of the outline of what is picked, and of the diagonal between a tile's triangles.
pub(super) const OUTLINE: [[u8; 4]; 2] = [[255, 214, 64, 255], [255, 214, 64, 110]];

impl Inspection {
    /// Keeps data of an update that the panels show.
    pub fn keep(&mut self, update: &SceneUpdate) {
        self.objects.keep(update);
        match update {
            SceneUpdate::TileTexture { indices, image, is_missing } => self.keep_texture(indices, image, *is_missing),
            SceneUpdate::Image { which: ZoneImage::ColorMap, image } => self.color_map = Some(image.clone()),
            SceneUpdate::Image { which: ZoneImage::Shadows, image } => self.shadows = Some(image.clone()),
            _ => {}
        }
    }

    fn keep_texture(&mut self, indices: &[u16], image: &Arc<TileImage>, missing: bool) {
        for index in indices {
            if let Some(slot) = self.textures.get_mut(usize::from(*index)) {
                *slot = Some(TextureHere { image: image.clone(), missing });
            }
        }
    }

    /// Outline of the picked tile, or boxes and marks of the selected objects at a moment: both ends of each line in world meters, and
    /// its color.
    pub fn lines(&self, ground: &Terrain, moment: Moment) -> Vec<Line> {
        let Some(Pin { tile, .. }) = self.pinned else { return self.objects.lines(moment) };
        let heights = ground.heights();
        let corner = |dx: u32, dz: u32| {
            let (x, z) = (tile.x + dx, tile.z + dz);
            DVec3::new(f64::from(x) * 4.0, f64::from(heights.at(x, z)), f64::from(z) * 4.0)
        };
        let [sw, se, nw, ne] = [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)];
        let split = if crate::scene::space::splits_along_sw_ne(tile.x, tile.z) { [sw, ne] } else { [se, nw] };
        let edges = [[sw, se], [se, ne], [ne, nw], [nw, sw]].map(|ends| (ends, OUTLINE[0]));
        edges.into_iter().chain([(split, OUTLINE[1])]).collect()
    }

    pub fn lit_tiles(&self) -> Option<&LitTiles> {
        self.texture_tiles.lit().filter(|_| self.highlight.is_some())
    }

    /// Whether the zone's shadows are loaded.
    pub fn has_shadows(&self) -> bool {
        self.shadows.is_some()
    }

    /// The texture whose tiles are highlighted.
    pub fn highlight(&self) -> Option<u16> {
        self.highlight
    }

    /// Resets the inspection for another zone. `again`: the same zone was reloaded, and items that still exist are
    /// kept.
    pub fn zone_opened(&mut self, ground: &Terrain, again: bool) {
        let mut old = std::mem::take(self);
        old.objects.zone_opened(again);
        self.objects = old.objects;
        let gtd = ground.gtd();
        self.textures = vec![None; gtd.textures().reachable().len()];
        if again {
            let exists = |pin: &Pin| pin.tile.x < gtd.tiles_per_side() && pin.tile.z < gtd.tiles_per_side();
            self.pinned = old.pinned.filter(exists);
            self.highlight = old.highlight.filter(|lit| usize::from(*lit) < gtd.textures().reachable().len());
            self.bytes = old.bytes.filter(|bytes| bytes.end <= gtd.bytes().len() as u64);
        }
    }

    /// Highlights the tiles of a texture, or none.
    fn light_up(&mut self, texture: Option<u16>) {
        self.highlight = texture;
        self.visited = None;
    }

    /// Highlights bytes of the shown file, or none.
    pub fn light_bytes(&mut self, bytes: Option<Range<u64>>) {
        self.bytes = bytes;
    }

    /// Clears the pick and all highlights.
    pub fn clear(&mut self) {
        self.unpin();
        self.bytes = None;
        self.light_up(None);
    }

    /// Whether something is picked or highlighted.
    pub fn is_marking(&self) -> bool {
        self.is_picked() || self.highlight.is_some() || self.bytes.is_some()
    }

    /// The picked tile and point.
    pub fn pinned(&self) -> Option<Pin> {
        self.pinned
    }

    /// The picked point, world meters.
    pub fn picked_point(&self) -> Option<DVec3> {
        self.pinned.map(|pin| pin.point).or(self.objects.point())
    }

    /// Whether a tile or an object is picked.
    pub fn is_picked(&self) -> bool {
        self.picked_point().is_some()
    }

    /// Ends the pick.
    pub fn unpin(&mut self) {
        self.pinned = None;
        self.objects.unpick();
    }

    /// Selects objects, instead of a tile or beside other objects; `clicked` is a point on the one to show.
    pub fn select_objects(&mut self, objects: &[usize], how: SelectHow, clicked: Option<DVec3>) {
        self.pinned = None;
        self.objects.select(objects, how, clicked);
    }

    /// Picks a tile, at a point on it.
    pub fn pin(&mut self, pin: Pin, ground: Option<&Terrain>) {
        self.objects.unpick();
        self.pinned = Some(pin);
        if let Some(ground) = ground {
            let offset = record_offset(ground, pin.tile);
            self.bytes = Some(offset..offset + 8);
        }
    }

    /// Applies a command. Returns a pose to fly to, if the command leads to one.
    pub fn apply(&mut self, command: InspectCommand, ground: Option<&Terrain>) -> Option<Pose> {
        match command {
            InspectCommand::Unpin => self.unpin(),
            InspectCommand::GoTo(tile) => {
                let point = middle_of(ground?, tile)?;
                self.pin(Pin { tile, point }, ground);
                return Some(view_of(point));
            }
            InspectCommand::Select { objects, how, fly } => {
                self.select_objects(&objects, how, None);
                return self.view_of_pick().filter(|_| fly);
            }
            InspectCommand::Mark(marks) => self.objects.mark(marks),
            InspectCommand::SearchZones | InspectCommand::CancelSearch => {}
            InspectCommand::ShowBytes(range) => self.light_bytes(Some(range)),
            InspectCommand::ShowFile(_) => self.light_bytes(None),
            InspectCommand::Highlight(texture) => self.light_up(texture),
            InspectCommand::NextPlace(texture) => {
                let ground = ground?;
                self.visited = next_place(ground.gtd(), texture, self.visited);
                return Some(view_of(middle_of(ground, self.visited?)?));
            }
        }
        None
    }

    /// A pose that shows the picked tile, or all selected objects.
    pub fn view_of_pick(&self) -> Option<Pose> {
        let of_object = |(middle, radius_m): (DVec3, f64)| {
            let [up, south] = LOOK_FROM_M;
            // Far enough for the sphere around it to fit into the picture.
            let scale = (radius_m * OBJECT_DISTANCE / up.hypot(south)).max(NEAREST);
            Pose::looking_at(middle + DVec3::new(0.0, up, -south) * scale, middle)
        };
        self.pinned.map(|pin| view_of(pin.point)).or_else(|| self.objects.sphere().map(of_object))
    }

    /// Texture files of the table that are missing, in whole or in part, and all that it uses; none if none is missing,
    /// or while textures are still being loaded.
    pub fn missing_textures(&self, table: &TextureTable) -> Option<MissingTextures> {
        if self.textures.iter().any(Option::is_none) {
            return None;
        }
        let mut sources = BTreeMap::new();
        for (entry, here) in table.reachable().iter().zip(&self.textures) {
            *sources.entry(entry.source).or_insert(false) |= here.as_ref().is_some_and(|here| here.missing);
        }
        let missing = sources.values().filter(|is_missing| **is_missing).count();
        (missing > 0).then_some(MissingTextures { missing, total: sources.len() })
    }

    /// Model of the panels, except the list of files and the other zones.
    pub fn model<'a>(&'a self, ground: Option<&'a Terrain>) -> Inspect<'a> {
        let over = |pin: Pin| {
            let tiles = ground.map_or(1, |ground| ground.gtd().tiles_per_side());
            OverTile::read(pin.tile, tiles, self.color_map.as_deref(), self.shadows.as_deref())
        };
        Inspect {
            ground,
            pinned: self.pinned,
            over: self.pinned.map(over).unwrap_or_default(),
            textures: &self.textures,
            uses: self.texture_tiles.uses(),
            highlight: self.highlight,
            bytes: self.bytes.clone(),
            ..self.objects.inspect()
        }
    }
}

/// A pose that shows a point from the south.
pub(super) fn view_of(point: DVec3) -> Pose {
    let [up, south] = LOOK_FROM_M;
    Pose::looking_at(point + DVec3::new(0.0, up, -south), point)
}

fn middle_of(ground: &Terrain, tile: TileId) -> Option<DVec3> {
    let (x, z) = (tile.x as f32 * 4.0 + 2.0, tile.z as f32 * 4.0 + 2.0);
    let y = ground.heights().interpolate(x, z)?;
    Some(DVec3::new(f64::from(x), f64::from(y), f64::from(z)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header};

    const REST: Moment = Moment { eye: DVec3::ZERO, secs: None, gates_open: false };

    fn ground(map_size: u32) -> Terrain {
        Terrain::new(Gtd::parse(Draft::flat(Header::versioned(1, "flat"), map_size).encode().unwrap()).unwrap())
    }

    #[test]
    fn a_picked_tile_shows_its_bytes_and_is_looked_at_from_the_south() {
        let (mut inspection, ground) = (Inspection::default(), ground(17));
        let tile = TileId { x: 3, z: 5 };
        let pose = inspection.apply(InspectCommand::GoTo(tile), Some(&ground)).expect("a view of it");
        assert_eq!((pose.eye.x, pose.eye.z), (14.0, 22.0 - LOOK_FROM_M[1]));
        assert_eq!(inspection.view_of_pick(), Some(pose));
        let model = inspection.model(Some(&ground));
        let offset = record_offset(&ground, tile);
        assert_eq!((model.pinned.map(|pin| pin.tile), model.bytes), (Some(tile), Some(offset..offset + 8)));
        assert_eq!(inspection.lines(&ground, REST).len(), 5, "four edges and the diagonal");
        inspection.clear();
        assert!(inspection.view_of_pick().is_none() && inspection.lines(&ground, REST).is_empty());
        assert_eq!(inspection.apply(InspectCommand::GoTo(TileId { x: 99, z: 0 }), Some(&ground)), None);
        assert_eq!(inspection.apply(InspectCommand::GoTo(tile), None), None, "without a zone");
    }

    #[test]
    fn reloading_keeps_what_still_exists_and_another_zone_does_not() {
        let (mut inspection, large, small) = (Inspection::default(), ground(33), ground(17));
        inspection.zone_opened(&large, false);
        inspection.apply(InspectCommand::GoTo(TileId { x: 20, z: 20 }), Some(&large));
        inspection.zone_opened(&large, true);
        assert!(inspection.view_of_pick().is_some());
        inspection.zone_opened(&small, true);
        assert!(inspection.view_of_pick().is_none(), "the smaller zone has no such tile");
        inspection.apply(InspectCommand::GoTo(TileId { x: 2, z: 2 }), Some(&small));
        inspection.zone_opened(&small, false);
        assert!(inspection.view_of_pick().is_none());
    }
}
