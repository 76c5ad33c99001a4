//! Maps of zones for a page without WebGPU.

use std::path::Path;

use gtd_viewer::app::web;
use gtd_viewer::load::{self, zones_at};
use gtd_viewer::zone::ZoneSource;
use gtd_viewer::zone::error::with_causes;
use js_sys::{Array, Function, JsString, Object};
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads zones of offered files.
#[wasm_bindgen]
pub struct MapMaker;

#[wasm_bindgen]
impl MapMaker {
    /// `page` has the function `demo(path)`, which returns a promise of a `Blob` with a file of the island.
    #[wasm_bindgen(constructor)]
    pub fn new(page: &Object) -> MapMaker {
        web::offer_island(page);
        MapMaker
    }

    /// Offers files by their paths; `open(path)` returns a promise of a `Blob`.
    pub fn offer(&self, paths: &Array, open: Function) {
        web::offer(paths, open);
    }

    /// Paths of the zones of a folder; the path of a zone is a single one.
    pub async fn zones(&self, path: String) -> Array {
        let zones = zones_at(Path::new(&path)).await;
        zones.iter().filter_map(ZoneSource::path).map(|path| JsString::from(&*path.to_string_lossy())).collect()
    }

    /// Reads a zone and draws its ground; the island without a path.
    pub async fn read(&self, path: String) -> Result<ZoneMap, String> {
        let zone = if path.is_empty() { ZoneSource::Demo } else { ZoneSource::of(Path::new(&path)) };
        load::ZoneMap::read(&zone).await.map(ZoneMap).map_err(|error| with_causes(&error))
    }
}

/// The map of a zone.
#[wasm_bindgen]
pub struct ZoneMap(load::ZoneMap);

#[wasm_bindgen]
impl ZoneMap {
    /// Draws the placed objects over the ground.
    pub async fn add_objects(&mut self) {
        self.0.add_objects().await;
    }

    /// Red, green, blue, alpha of each pixel, the northernmost row first.
    pub fn pixels(&self) -> Vec<u8> {
        self.0.picture.rgba.clone()
    }

    #[wasm_bindgen(getter)]
    pub fn side_px(&self) -> u32 {
        self.0.picture.size_px[0]
    }

    /// Side of the zone in meters.
    #[wasm_bindgen(getter)]
    pub fn extent_m(&self) -> f32 {
        self.0.extent_m
    }

    /// Number of files that could not be used.
    #[wasm_bindgen(getter)]
    pub fn missing(&self) -> u32 {
        u32::try_from(self.0.missing.len()).unwrap_or(u32::MAX)
    }
}
