//! Loading of a single model as a scene: the model on its stage.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::models::{Model, read_counted, read_placed};
use super::objects::drawn_objects;
use super::progress::LoadStep;
use super::worker::Outbox;
use super::{DataForms, LoadError, LoadEvent, LoadOptions, Request, Zone, color_map};
use crate::platform::time::Instant;
use crate::scene::model_stage::ModelStage;
use crate::scene::objects::{ObjectModels, ObjectSet, Outlines};
use crate::scene::raster::color_cells::ColorCells;
use crate::scene::raster::mip_image::ZoneImage;
use crate::scene::raster::tile_image::TileImage;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::normals::normal_image;
use crate::scene::{PlacedObject, SceneUpdate};
use crate::zone::ZoneFiles;

/// Place of a model.
#[derive(Clone, Copy, Debug)]
pub(super) enum ModelPlace<'a> {
    /// A file of its own.
    File(&'a Path),
    /// An object of the files' zone, by its number.
    Placed(usize),
}

/// Loads a model: opens its stage, then sends ground, sky and the model itself.
pub(super) async fn load(place: ModelPlace<'_>, files: ZoneFiles, request: &Request, outbox: &Outbox) {
    outbox.begin(LoadStep::Reading);
    let is_on_disk = request.zone.path().is_some();
    match open(place, files, is_on_disk, outbox).await {
        Ok((zone, model, stage)) => send(&zone, model, &stage, request, outbox).await,
        Err(error) => {
            outbox.send(LoadEvent::Failed(error));
        }
    }
}

async fn open(
    place: ModelPlace<'_>,
    files: ZoneFiles,
    is_on_disk: bool,
    outbox: &Outbox,
) -> Result<(Arc<Zone>, Model, ModelStage), LoadError> {
    let started = Instant::now();
    let count = |bytes| outbox.count_bytes(bytes);
    let model = match place {
        ModelPlace::File(path) => read_counted(path, &files, None, count).await?,
        ModelPlace::Placed(index) => read_placed(index, &files, count).await?,
    };
    let parse_ms = started.elapsed().as_secs_f64() * 1e3;
    let name = outbox.shared().zone.clone();
    let stage = ModelStage::new(&name, &model.file, &model.models);
    let zone = Zone {
        name,
        path: is_on_disk.then(|| model.path.clone()),
        ground: Arc::new(Terrain::new(stage.gtd.clone())),
        outlines: Outlines::default(),
        model: Some(stage.sphere),
        server_map: None,
        files: Arc::new(files),
        skies: Vec::new(),
        parse_ms,
        file_bytes: model.file_bytes,
        start: OnceLock::new(),
    };
    Ok((Arc::new(zone), model, stage))
}

async fn send(zone: &Arc<Zone>, model: Model, stage: &ModelStage, request: &Request, outbox: &Outbox) {
    if !outbox.send(LoadEvent::Opened(zone.clone())) {
        return;
    }
    for file in model.missing {
        outbox.send(LoadEvent::Missing(file));
    }
    outbox.update(SceneUpdate::Sky(Arc::new(ModelStage::sky())));
    let forms = request.forms.get().await;
    if request.wanted.normals {
        let image = normal_image(zone.ground.heights(), forms.picture_px, || outbox.is_canceled()).await;
        if let Some(image) = image {
            outbox.update(SceneUpdate::Image { which: ZoneImage::Normals, image: Arc::new(image) });
        }
    }
    send_ground(zone, request.wanted, forms, outbox).await;
    outbox.begin(LoadStep::Objects);
    if request.wanted.objects {
        let mut objects = PlacedObject::all(&stage.file);
        objects.iter_mut().for_each(|object| object.bytes = model.stored.clone());
        outbox.update(SceneUpdate::Objects(Arc::new(objects)));
    }
    if request.wanted.object_models {
        let models = ObjectModels { set: ObjectSet::new(&stage.file), ..model.models };
        let objects = drawn_objects(models, &stage.file, forms).await;
        outbox.update(SceneUpdate::ObjectModels(Arc::new(objects)));
    }
    outbox.shared().set_step(None);
    outbox.send(LoadEvent::Done);
}

/// The grid, near and far.
async fn send_ground(zone: &Zone, wanted: LoadOptions, forms: DataForms, outbox: &Outbox) {
    let texture = ModelStage::ground_texture();
    let image = Arc::new(TileImage::from_rgba8(&texture.decode_rgba8(0), forms.encoding));
    outbox.update(SceneUpdate::TileTexture { indices: Arc::new([0]), image, is_missing: false });
    if wanted.color_map {
        let made = ColorCells::made(zone.ground.clone(), &[Some(texture)], forms.picture_px);
        if let Some(cells) = made {
            color_map::send(cells, outbox).await;
        }
    }
}
