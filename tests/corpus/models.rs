//! All single models of real clients: each is read and drawn, and damaged copies of some give errors.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gtd_viewer::load::LoadError;
use gtd_viewer::load::models::{MeshUsesCache, Model, ModelContent};
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::model_stage::ModelStage;
use gtd_viewer::scene::raster::model_picture::{ModelPictures, PictureAngle};
use gtd_viewer::zone::ZoneFiles;
use gtd_viewer::zone::client_files::DiskFiles;
use gtd_viewer::zone::source::is_model;

use crate::common;

fn models_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path if is_model(&path) => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path, uses: &MeshUsesCache) -> Result<Model, LoadError> {
    block_on(async {
        let files = ZoneFiles::around(Arc::new(DiskFiles), path, None).await;
        uses.read_model(path, &files).await
    })
}

#[test]
fn every_model_is_read_and_drawn() {
    let Some(folder) = common::corpus() else { return };
    let paths = models_below(&folder.join("ko"));
    assert!(paths.len() > 100, "{} models", paths.len());
    let uses = MeshUsesCache::default();
    let drawn: Vec<(PathBuf, bool, bool, bool)> = paths
        .iter()
        .map(|path| {
            let model = read(path, &uses).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
            let picture = ModelPictures::of_models(&model.models).kind(0, PictureAngle::default(), 24);
            let stage = ModelStage::new("m", &model.file, &model.models);
            assert!(stage.sphere.center.is_finite() && stage.sphere.radius_m.is_finite(), "{}", path.display());
            let is_mesh = matches!(model.content, ModelContent::Mesh(_));
            let has_texture = model.models.textures.iter().any(Option::is_some);
            (path.clone(), is_mesh, has_texture, picture.iter().skip(3).step_by(4).any(|alpha| *alpha > 0))
        })
        .collect();
    let meshes: Vec<_> = drawn.iter().filter(|(_, is_mesh, ..)| *is_mesh).collect();
    let textured = meshes.iter().filter(|(_, _, has_texture, _)| *has_texture).count();
    println!("{} meshes, {textured} with a texture, {} objects", meshes.len(), drawn.len() - meshes.len());
    assert!(textured * 10 > meshes.len() * 4, "{textured} of {}", meshes.len());
    let empty = drawn.iter().filter(|(.., is_drawn)| !is_drawn).map(|(path, ..)| path.display()).collect::<Vec<_>>();
    assert!(empty.len() * 20 < drawn.len(), "nothing to see: {empty:?}");
}

#[test]
fn damaged_models_give_errors() {
    let Some(folder) = common::corpus() else { return };
    let paths = models_below(&folder.join("ko/1298"));
    let temporary = tempfile::tempdir().unwrap();
    let mut outcomes: HashMap<bool, usize> = HashMap::new();
    for (index, path) in paths.iter().step_by(97).enumerate() {
        let bytes = common::read(path);
        for (cut, flipped) in [(0.3, None), (0.9, None), (1.0, Some(index * 7 + 5)), (1.0, Some(40))] {
            let mut damaged = bytes[..(bytes.len() as f64 * cut) as usize].to_vec();
            if let Some(byte) = flipped.and_then(|at| damaged.get_mut(at)) {
                *byte ^= 0xff;
            }
            let copy = temporary.path().join("copy").with_extension(path.extension().unwrap());
            std::fs::write(&copy, damaged).unwrap();
            let read = read(&copy, &MeshUsesCache::default());
            if let Ok(model) = &read {
                ModelPictures::of_models(&model.models).kind(0, PictureAngle::default(), 16);
                ModelStage::new("m", &model.file, &model.models);
            }
            *outcomes.entry(read.is_ok()).or_default() += 1;
        }
    }
    assert!(outcomes[&false] > 10, "{outcomes:?}");
}
