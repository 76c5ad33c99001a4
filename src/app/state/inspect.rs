//! Looking inside the zone: the picked tile, the texture and the bytes that are lit up, and what of the zone's
//! textures and pictures is kept for that.

use std::ops::Range;
use std::sync::Arc;

use glam::DVec3;

use super::State;
use crate::camera::Pose;
use crate::scene::SceneUpdate;
use crate::scene::raster::mip_image::{MipImage, ZoneImage};
use crate::scene::raster::placeholder::placeholder_rgba8;
use crate::scene::raster::tile_image::TileImage;
use crate::scene::space::TileId;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::texture_uses::{counts, lit_tiles, next_place};
use crate::scene::terrain::tile_facts::record_offset;
use crate::ui::{Inspect, InspectCommand, OverTile, PanelId, Pin, TextureHere};

/// What is looked at inside the open zone.
#[derive(Default)]
pub struct Inspection {
    pinned: Option<Pin>,
    highlight: Option<u16>,
    /// Where the tiles of that texture lie.
    lit_tiles: Option<Arc<MipImage>>,
    bytes: Option<Range<u64>>,
    textures: Vec<Option<TextureHere>>,
    /// Counted when the textures are first looked at.
    uses: Vec<u32>,
    color_map: Option<Arc<MipImage>>,
    shadows: Option<Arc<MipImage>>,
    placeholder: Option<Arc<TileImage>>,
    /// The place that "next place" went to.
    visited: Option<TileId>,
}

/// A tile is flown to from so far above and so far in the south of it, meters.
const LOOK_FROM_M: [f64; 2] = [14.0, 16.0];
/// Color of the picked tile's outline, and of the diagonal between its triangles.
const OUTLINE: [[u8; 4]; 2] = [[255, 214, 64, 255], [255, 214, 64, 110]];

impl Inspection {
    /// Keeps what the panels show of a loaded part.
    pub(super) fn keep(&mut self, update: &SceneUpdate) {
        match update {
            SceneUpdate::TileTexture { index, image } => self.keep_texture(*index as usize, image),
            SceneUpdate::Image { which: ZoneImage::ColorMap, image } => self.color_map = Some(image.clone()),
            SceneUpdate::Image { which: ZoneImage::Shadows, image } => self.shadows = Some(image.clone()),
            _ => {}
        }
    }

    fn keep_texture(&mut self, index: usize, image: &Arc<TileImage>) {
        let placeholder = self
            .placeholder
            .get_or_insert_with(|| Arc::new(TileImage::from_rgba8(&placeholder_rgba8(), image.encoding)))
            .clone();
        let missing = *image == placeholder;
        if let Some(slot) = self.textures.get_mut(index) {
            // One picture for all that are missing.
            let image = if missing { placeholder } else { image.clone() };
            *slot = Some(TextureHere { image, missing });
        }
    }

    /// The lines that outline the picked tile: both ends in world meters, and their color.
    pub fn lines(&self, ground: &Terrain) -> Vec<([DVec3; 2], [u8; 4])> {
        let Some(Pin { tile, .. }) = self.pinned else { return Vec::new() };
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

    /// Where the tiles lie that are lit up: their share of each place.
    pub fn lit_tiles(&self) -> Option<&Arc<MipImage>> {
        self.lit_tiles.as_ref()
    }

    /// Whether the zone's shadows have arrived.
    pub(super) fn has_shadows(&self) -> bool {
        self.shadows.is_some()
    }

    /// The texture whose tiles are lit up.
    pub fn highlight(&self) -> Option<u16> {
        self.highlight
    }
}

impl State {
    /// Another zone is shown: nothing of the old one is looked at any more. `again`: it is the same one, reloaded.
    pub(super) fn look_inside_anew(&mut self, ground: &Terrain, again: bool) {
        let old = std::mem::take(&mut self.inspection);
        let gtd = ground.gtd();
        self.inspection.textures = vec![None; gtd.textures().tiles.len()];
        if again {
            let is_in_zone = |pin: &Pin| pin.tile.x < gtd.tiles_per_side() && pin.tile.z < gtd.tiles_per_side();
            self.inspection.pinned = old.pinned.filter(is_in_zone);
            self.inspection.highlight = old.highlight.filter(|lit| usize::from(*lit) < gtd.textures().tiles.len());
            self.inspection.bytes = old.bytes.filter(|bytes| bytes.end <= gtd.bytes().len() as u64);
        }
        self.light_up(self.inspection.highlight);
        self.count_uses();
    }

    /// Lights up the tiles of a texture, or none.
    fn light_up(&mut self, texture: Option<u16>) {
        self.inspection.highlight = texture;
        self.inspection.visited = None;
        let ground = self.ground().filter(|_| texture.is_some()).cloned();
        self.inspection.lit_tiles =
            ground.zip(texture).map(|(ground, texture)| Arc::new(lit_tiles(ground.gtd(), texture)));
    }

    /// Nothing is picked or lit up.
    pub(super) fn let_go_inside(&mut self) {
        self.inspection.pinned = None;
        self.light_up(None);
        self.inspection.bytes = None;
    }

    /// Picks the tile under a click.
    pub(super) fn pin_at(&mut self, at_px: [f64; 2]) {
        if let Some(hit) = self.pick(at_px) {
            self.pin(Pin { tile: hit.tile, point: hit.position });
        }
    }

    fn pin(&mut self, pin: Pin) {
        self.inspection.pinned = Some(pin);
        if let Some(ground) = self.ground() {
            let offset = record_offset(ground, pin.tile);
            self.inspection.bytes = Some(offset..offset + 8);
        }
    }

    pub(super) fn inspect(&mut self, command: InspectCommand) {
        match command {
            InspectCommand::Unpin => self.inspection.pinned = None,
            InspectCommand::GoTo(tile) => {
                if let Some(point) = self.middle_of(tile) {
                    self.pin(Pin { tile, point });
                    self.look_at(point);
                }
            }
            InspectCommand::ShowBytes(range) => self.inspection.bytes = Some(range),
            InspectCommand::Highlight(texture) => self.light_up(texture),
            InspectCommand::NextPlace(texture) => {
                let Some(ground) = self.ground() else { return };
                self.inspection.visited = next_place(ground.gtd(), texture, self.inspection.visited);
                if let Some(point) = self.inspection.visited.and_then(|tile| self.middle_of(tile)) {
                    self.look_at(point);
                }
            }
        }
    }

    /// Flies to the picked tile.
    pub(super) fn look_at_pick(&mut self) {
        match self.inspection.pinned {
            Some(pin) => self.look_at(pin.point),
            None => self.say(self.text().messages.no_tile_picked),
        }
    }

    fn look_at(&mut self, point: DVec3) {
        let [up, south] = LOOK_FROM_M;
        self.rig.fly_to(Pose::looking_at(point + DVec3::new(0.0, up, -south), point));
    }

    fn middle_of(&self, tile: TileId) -> Option<DVec3> {
        let (x, z) = (tile.x as f32 * 4.0 + 2.0, tile.z as f32 * 4.0 + 2.0);
        let y = self.ground()?.heights().interpolate(x, z)?;
        Some(DVec3::new(f64::from(x), f64::from(y), f64::from(z)))
    }

    /// Counts the textures' uses, once, while they are looked at.
    pub(super) fn count_uses(&mut self) {
        if self.windows.is_open(PanelId::Textures)
            && self.inspection.uses.is_empty()
            && let Some(ground) = self.ground()
        {
            self.inspection.uses = counts(ground.gtd());
        }
    }

    /// What the panels that look inside show.
    pub(super) fn inspect_model(&self) -> Inspect<'_> {
        let ground = self.ground().map(Arc::as_ref);
        let inspection = &self.inspection;
        let over = |pin: Pin| {
            let tiles = ground.map_or(1, |ground| ground.gtd().tiles_per_side());
            OverTile::read(pin.tile, tiles, inspection.color_map.as_deref(), inspection.shadows.as_deref())
        };
        Inspect {
            ground,
            pinned: inspection.pinned,
            over: inspection.pinned.map(over).unwrap_or_default(),
            textures: &inspection.textures,
            uses: &inspection.uses,
            highlight: inspection.highlight,
            bytes: inspection.bytes.clone(),
        }
    }
}
