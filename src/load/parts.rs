//! What belongs to a zone besides its tiles: stored color map, shadows, water, sky, objects.

use crate::formats::n3sky::SkyFile;
use crate::formats::ntf::{self, tlt};
use crate::formats::opd::OpdFile;
use crate::load::LoadEvent;
use crate::load::Request;
use crate::load::Zone;
use crate::load::pictures;
use crate::load::worker::Outbox;
use crate::load::zone_images::shade;
use crate::scene::raster::color_cells::ColorCells;
use crate::scene::raster::mip_image::{MipImage, ZoneImage};
use crate::scene::shadows::ShadowField;
use crate::scene::water::WaterMesh;
use crate::scene::{PlacedObject, SceneUpdate, Sky, Water};
use crate::zone::bundle::Bundle;
use crate::zone::bundle::PartFile;
use crate::zone::files::{Files, MissingFile};
use crate::zone::references::water_path;
use std::path::Path;
use std::sync::Arc;

/// Frames of the water's caustics.
const CAUSTIC_FRAMES: u32 = 32;

/// The zone's own color map, read and found to fit; none where there is none, or where it is not wanted.
pub fn stored_colors(zone: &Zone, files: &Files, request: &Request, outbox: &Outbox) -> Option<ColorCells> {
    let parts = Parts { zone, files, outbox, limit_px: request.picture_px };
    request.wanted.color_map.then(|| parts.stored_colors()).flatten()
}

/// Loads all other parts, what shows most first.
pub fn load(zone: &Zone, files: &Files, request: &Request, outbox: &Outbox) {
    let parts = Parts { zone, files, outbox, limit_px: request.picture_px };
    let wanted = request.wanted;
    if wanted.sky {
        parts.sky();
    }
    if wanted.color_map {
        parts.terrain_base();
    }
    if wanted.water {
        parts.water();
    }
    if wanted.shadows {
        parts.shadows();
    }
    if wanted.objects {
        parts.objects();
    }
}

struct Parts<'a> {
    zone: &'a Zone,
    files: &'a Files,
    outbox: &'a Outbox,
    limit_px: u32,
}

impl Parts<'_> {
    fn sky(&self) {
        self.outbox.say("sky");
        let Some((path, bytes)) = self.part(|bundle| &bundle.sky, "Misc\\Sky\\demo.n3sky") else { return };
        let Some(file) = self.parsed(&path, SkyFile::parse(&bytes)) else { return };
        let picture = |name: &Vec<u8>| self.picture(&crate::formats::kernel::text::decode_until_nul(name));
        let sun = file.sun.each_ref().map(picture);
        let clouds = file.clouds.each_ref().map(picture);
        let sky = Sky { sun, clouds, file, sun_hour: self.zone.bundle.as_ref().and_then(|bundle| bundle.sun_hour) };
        self.outbox.update(SceneUpdate::Sky(Arc::new(sky)));
    }

    fn water(&self) {
        let mesh = WaterMesh::new(self.zone.ground.gtd());
        if mesh.is_empty() {
            return;
        }
        self.outbox.say("water");
        // plain water color where a texture is missing
        let plain = MipImage::plain([120, 150, 170, 255]);
        let textures =
            mesh.textures.iter().map(|name| self.dxt(&water_path(name)).unwrap_or_else(|| plain.clone())).collect();
        let frame = |i| self.dxt(&water_path(&format!("caust{i:02}.dxt")));
        // without the first frame there is no use in naming the others
        let first = frame(0);
        let rest = first.is_some().then(|| (1..CAUSTIC_FRAMES).filter_map(frame)).into_iter().flatten();
        let caustics: Vec<_> = first.clone().into_iter().chain(rest).collect();
        self.outbox.update(SceneUpdate::Water(Arc::new(Water { mesh, textures, caustics })));
    }

    fn terrain_base(&self) {
        let Some((path, bytes)) = self.part(|bundle| &bundle.terrain_base, "Misc\\Terrain_Base.bmp") else { return };
        if let Some(picture) = self.decoded(&path, &bytes) {
            self.ground(ZoneImage::TerrainBase, picture);
        }
    }

    fn stored_colors(&self) -> Option<ColorCells> {
        self.outbox.say("color map");
        let (path, bytes) = self.part(|bundle| &bundle.tct, "Zones\\demo.tct")?;
        let map = self.parsed(&path, ntf::tct::parse(&bytes))?;
        let cells = self.zone.ground.gtd().tiles_per_side() / 32;
        if map.cells_per_side() != cells {
            let found = map.cells_per_side();
            self.missing(MissingFile::new(&path, format!("has {found} x {found} cells, the zone {cells} x {cells}")));
            return None;
        }
        self.parsed(&path, ColorCells::stored(map, self.limit_px))
    }

    fn shadows(&self) {
        self.outbox.say("shadows");
        let Some((path, bytes)) = self.part(|bundle| &bundle.tlt, "Zones\\demo.tlt") else { return };
        let gtd = self.zone.ground.gtd();
        let Some(maps) = self.parsed(&path, tlt::parse(&bytes, gtd.patches_per_side())) else { return };
        if maps.map_count() > 0 {
            let canceled = || self.outbox.is_canceled();
            let picture = shade(&ShadowField::new(&maps), gtd.extent_m(), self.limit_px, canceled);
            picture.into_iter().for_each(|picture| self.ground(ZoneImage::Shadows, picture));
        }
    }

    fn objects(&self) {
        self.outbox.say("objects");
        let Some((path, bytes)) = self.part(|bundle| &bundle.opd, "Zones\\demo.opd") else { return };
        let Some(file) = self.parsed(&path, OpdFile::parse(&bytes)) else { return };
        let placed = file.objects.iter().map(|object| PlacedObject {
            name: object.name(),
            position_m: object.position_m(),
            yaw_deg: object.yaw_deg(),
        });
        self.outbox.update(SceneUpdate::Objects(Arc::new(placed.collect())));
    }

    fn ground(&self, which: ZoneImage, picture: MipImage) {
        self.outbox.update(SceneUpdate::Image { which, image: Arc::new(picture) });
    }

    fn missing(&self, missing: MissingFile) {
        self.outbox.send(LoadEvent::Missing(missing));
    }

    /// A part's bytes, where the zone has it and it can be read.
    fn part(&self, which: impl Fn(&Bundle) -> &PartFile, built_in: &str) -> Option<(std::path::PathBuf, Vec<u8>)> {
        if self.outbox.is_canceled() {
            return None;
        }
        let part = self.zone.bundle.as_deref().map(which);
        match self.files.read_part(part, built_in)? {
            Ok((path, bytes)) => {
                self.outbox.count_bytes(bytes.len() as u64);
                Some((path, bytes))
            }
            Err(missing) => {
                self.missing(missing);
                None
            }
        }
    }

    fn parsed<T, E: std::fmt::Display>(&self, path: &Path, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.missing(MissingFile::new(path, error.to_string()))).ok()
    }

    fn file(&self, name: &str) -> Option<(std::path::PathBuf, Vec<u8>)> {
        if self.outbox.is_canceled() {
            return None;
        }
        match self.files.read(name) {
            Ok((path, bytes)) => {
                self.outbox.count_bytes(bytes.len() as u64);
                Some((path, bytes))
            }
            Err(missing) => {
                self.missing(missing);
                None
            }
        }
    }

    /// A texture of the client's own format.
    fn dxt(&self, name: &str) -> Option<MipImage> {
        let (path, bytes) = self.file(name)?;
        let texture = self.parsed(&path, ntf::parse_dxt(&bytes))?;
        self.parsed(&path, pictures::of_texture(&texture, self.limit_px))
    }

    /// A bmp or tga of the sky's; an empty name is none.
    fn picture(&self, name: &str) -> Option<MipImage> {
        if name.trim().is_empty() {
            return None;
        }
        let in_folder = if name.contains(['\\', '/']) { name.to_owned() } else { format!("Misc\\Sky\\{name}") };
        let (path, bytes) = self.file(&in_folder)?;
        self.decoded(&path, &bytes)
    }

    fn decoded(&self, path: &Path, bytes: &[u8]) -> Option<MipImage> {
        let format = image::ImageFormat::from_path(path).unwrap_or(image::ImageFormat::Tga);
        self.parsed(path, pictures::decode(bytes, format))
    }
}
