//! Loading of a zone's parts besides its tiles: stored color map, shadows, water, sky, objects.

use std::sync::Arc;

use super::game_marks;
use super::missing::{MissingFile, grouped};
use super::objects::{drawn_objects, read_models};
use super::pictures;
use super::progress::LoadStep;
use super::worker::Outbox;
use super::zone_images::shade;
use super::zone_textures::fitting;
use super::{DataForms, LoadEvent, LoadOptions, Zone};
use crate::formats::glo::GloFile;
use crate::formats::n3sky::SkyFile;
use crate::formats::ntf;
use crate::formats::ntf::tct::ColorMap;
use crate::formats::ntf::tlt::ShadowMaps;
use crate::formats::opd::OpdFile;
use crate::formats::opdsub::EffectsFile;
use crate::platform::pause;
use crate::scene::collision::Collision;
use crate::scene::lights::SceneLight;
use crate::scene::objects::ObjectSet;
use crate::scene::raster::color_cells::ColorCells;
use crate::scene::raster::mip_image::{MipImage, ZoneImage};
use crate::scene::raster::tile_image::TileEncoding;
use crate::scene::shadows::ShadowField;
use crate::scene::terrain::normals::{normal_image, with_shadows};
use crate::scene::water::{CAUSTIC_FRAMES, WaterMesh};
use crate::scene::{PlacedObject, SceneUpdate, Sky, Water};
use crate::server::Companions;
use crate::zone::ClientFile;
use crate::zone::parts::{FoundPart, Part, ZonePart};
use crate::zone::references::{caustic_path, sky_picture_path, water_path};

/// The stored color map of the zone, if it exists, has the right size and was requested.
pub async fn stored_colors(zone: &Zone, wanted: LoadOptions, forms: DataForms, outbox: &Outbox) -> Option<ColorCells> {
    if !wanted.color_map {
        return None;
    }
    PartsLoader { zone, outbox, limit_px: forms.picture_px }.stored_colors().await
}

/// Loads all other parts, the most visible first. The object file was read with the terrain. Returns the companions whose
/// marks were sent, for those of a server.
pub async fn load(
    zone: &Zone,
    objects: Part<OpdFile>,
    wanted: LoadOptions,
    forms: DataForms,
    outbox: &Outbox,
) -> Option<Companions> {
    let parts = PartsLoader { zone, outbox, limit_px: forms.picture_px };
    let normals = if wanted.normals { parts.normals().await } else { None };
    if wanted.sky {
        parts.sky().await;
    }
    if wanted.lights {
        parts.lights().await;
    }
    if wanted.color_map {
        parts.terrain_base().await;
    }
    if wanted.water {
        parts.water().await;
    }
    if wanted.shadows {
        // On a software renderer samples cost most of the time, and memory is plentiful.
        let normals = normals.filter(|_| forms.encoding == TileEncoding::Rgba8);
        parts.shadows(normals.as_deref()).await;
    }
    let companions = match wanted.game_marks && !outbox.is_canceled() {
        true => Some(game_marks::send_companions(zone, objects.as_ref().ok(), outbox).await),
        false => None,
    };
    if wanted.objects || wanted.object_models || wanted.collision {
        parts.objects(objects, wanted, forms).await;
    }
    companions
}

struct PartsLoader<'a> {
    zone: &'a Zone,
    outbox: &'a Outbox,
    limit_px: u32,
}

impl PartsLoader<'_> {
    async fn normals(&self) -> Option<Arc<MipImage>> {
        // a quarter of the memory of other images: slopes are smooth
        let limit_px = (self.limit_px / 2).max(1);
        let image = normal_image(self.zone.ground.heights(), limit_px, || self.outbox.is_canceled()).await?;
        let image = Arc::new(image);
        pause().await;
        self.outbox.update(SceneUpdate::Image { which: ZoneImage::Normals, image: image.clone() });
        Some(image)
    }

    async fn sky(&self) {
        self.outbox.begin(LoadStep::Sky);
        let Some(FoundPart { content: file, .. }) = self.part::<SkyFile>().await else { return };
        let sun = self.pictures(&file.sun).await;
        let clouds = self.pictures(&file.clouds).await;
        let sun_hour = self.zone.bundle().and_then(|bundle| bundle.sun_hour);
        self.outbox.update(SceneUpdate::Sky(Arc::new(Sky { file, sun, clouds, sun_hour })));
    }

    async fn lights(&self) {
        let Some(FoundPart { content: file, .. }) = self.part::<GloFile>().await else { return };
        self.outbox.update(SceneUpdate::Lights(Arc::new(SceneLight::from_file(&file))));
    }

    async fn water(&self) {
        let mesh = WaterMesh::new(self.zone.ground.gtd());
        if mesh.is_empty() {
            return;
        }
        self.outbox.begin(LoadStep::Water);
        let mut textures = Vec::with_capacity(mesh.textures.len());
        for name in &mesh.textures {
            // plain water color where a texture is missing
            let plain = || MipImage::plain([120, 150, 170, 255]);
            textures.push(self.dxt(&water_path(name)).await.unwrap_or_else(plain));
        }
        let mut caustics = Vec::new();
        for i in 0..CAUSTIC_FRAMES {
            caustics.extend(self.dxt(&caustic_path(i)).await);
            // without the first frame the others are not reported
            if caustics.is_empty() {
                break;
            }
        }
        let ground = &self.zone.ground;
        let walls = mesh.walls(&ground.heights(), ground.gtd().extent_m());
        let sea = mesh.sea(&ground.heights(), ground.gtd().extent_m(), &textures, &caustics);
        self.outbox.update(SceneUpdate::Water(Arc::new(Water { mesh, walls, sea, textures, caustics })));
    }

    async fn terrain_base(&self) {
        if self.outbox.is_canceled() {
            return;
        }
        let Some(bundle) = self.zone.files.bundle() else { return };
        let read = self.zone.files.read_part(&bundle.terrain_base).await;
        let Some(file) = self.found(read.map_err(MissingFile::part)) else { return };
        if let Some(picture) = self.decoded(file) {
            self.ground(ZoneImage::TerrainBase, picture);
        }
    }

    async fn stored_colors(&self) -> Option<ColorCells> {
        self.outbox.begin(LoadStep::ColorMap);
        let found = self.part::<ColorMap>().await?;
        let expected = self.zone.ground.gtd().tiles_per_side() / 32;
        let fits = fitting(found.content, found.path.clone(), expected);
        let map = fits.map_err(|error| self.missing(error)).ok()?;
        let cells = ColorCells::stored(map, self.limit_px);
        cells.map_err(|error| self.missing(MissingFile::at(found.path, error))).ok()
    }

    async fn shadows(&self, normals: Option<&MipImage>) {
        self.outbox.begin(LoadStep::Shadows);
        let Some(FoundPart { content: maps, .. }) = self.part::<ShadowMaps>().await else { return };
        if maps.map_count() > 0 {
            let extent_m = self.zone.ground.gtd().extent_m();
            let canceled = || self.outbox.is_canceled();
            let picture = shade(&ShadowField::new(&maps), extent_m, self.limit_px, canceled).await;
            let Some(picture) = picture else { return };
            pause().await;
            let both = match normals {
                Some(normals) => with_shadows(normals, &picture, canceled).await,
                None => None,
            };
            self.ground(ZoneImage::Shadows, picture);
            both.into_iter().for_each(|both| self.ground(ZoneImage::ShadedNormals, both));
        }
    }

    async fn objects(&self, read: Part<OpdFile>, wanted: LoadOptions, forms: DataForms) {
        self.outbox.begin(LoadStep::Objects);
        let Some(FoundPart { content: file, .. }) = self.taken(read) else { return };
        if wanted.objects {
            self.placed_objects(&file).await;
        }
        if wanted.object_models && !file.objects.is_empty() {
            let set = ObjectSet::new(&file);
            self.outbox.expect_files(set.meshes.len() + set.textures.len());
            let (models, missing) = read_models(set, &self.zone.files, |bytes| self.outbox.count_file(bytes)).await;
            grouped(missing).into_iter().for_each(|file| self.missing(file));
            pause().await;
            self.outbox.update(SceneUpdate::Collision(Arc::new(Collision::new(&file, &models.set, &models.meshes))));
            pause().await;
            let objects = drawn_objects(models, &file, forms).await;
            self.outbox.update(SceneUpdate::ObjectModels(Arc::new(objects)));
        } else if wanted.collision {
            let collision = Collision::new(&file, &ObjectSet::default(), &[]);
            self.outbox.update(SceneUpdate::Collision(Arc::new(collision)));
        }
    }

    async fn placed_objects(&self, file: &OpdFile) {
        let effects = if file.objects.is_empty() { None } else { self.part::<EffectsFile>().await };
        let effects = effects.map_or_else(EffectsFile::default, |found| found.content);
        self.outbox
            .update(SceneUpdate::Objects(Arc::new(PlacedObject::with_effects(PlacedObject::all(file), effects))));
    }

    fn ground(&self, which: ZoneImage, picture: MipImage) {
        self.outbox.update(SceneUpdate::Image { which, image: Arc::new(picture) });
    }

    fn missing(&self, missing: MissingFile) {
        self.outbox.send(LoadEvent::Missing(missing));
    }

    /// A part, if it exists and can be read.
    async fn part<P: ZonePart>(&self) -> Option<FoundPart<P>> {
        if self.outbox.is_canceled() {
            return None;
        }
        self.taken(self.zone.files.part::<P>(self.zone.ground.gtd()).await)
    }

    /// Counts a part that was read, or reports the error.
    fn taken<P>(&self, read: Part<P>) -> Option<FoundPart<P>> {
        let found = read.map_err(|error| MissingFile::part(error).map(|error| self.missing(error))).ok()?;
        self.outbox.count_bytes(found.file_bytes);
        Some(found)
    }

    /// Counts a file that was read, or reports the error.
    fn found(&self, read: Result<ClientFile, Option<MissingFile>>) -> Option<ClientFile> {
        let file = read.map_err(|error| error.map(|error| self.missing(error))).ok()?;
        self.outbox.count_bytes(file.bytes.len() as u64);
        Some(file)
    }

    async fn file(&self, name: &str) -> Option<ClientFile> {
        if self.outbox.is_canceled() {
            return None;
        }
        let read = self.zone.files.read(name).await;
        self.found(read.map_err(|error| Some(MissingFile::named(name, error))))
    }

    async fn dxt(&self, name: &str) -> Option<MipImage> {
        let ClientFile { path, bytes } = self.file(name).await?;
        let picture = match ntf::parse_dxt(&bytes) {
            Ok(texture) => pictures::of_texture(&texture, self.limit_px).map_err(|error| MissingFile::at(path, error)),
            Err(error) => Err(MissingFile::at(path, error)),
        };
        picture.map_err(|error| self.missing(error)).ok()
    }

    /// Images of the sky by their stored names, bmp or tga.
    async fn pictures<const N: usize>(&self, names: &[Vec<u8>; N]) -> [Option<MipImage>; N] {
        let mut pictures = [const { None }; N];
        for (picture, name) in pictures.iter_mut().zip(names) {
            let Some(path) = sky_picture_path(name) else { continue };
            *picture = self.file(&path).await.and_then(|file| self.decoded(file));
        }
        pictures
    }

    fn decoded(&self, file: ClientFile) -> Option<MipImage> {
        let decoded = pictures::decode(&file.bytes, pictures::format_of(&file.path));
        decoded.map_err(|error| self.missing(MissingFile::at(file.path, error))).ok()
    }
}
