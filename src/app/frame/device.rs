//! The device of the window: opening, description, loss and recovery.

use std::sync::Arc;

use anyhow::Result;
use winit::window::Window;

use super::super::Options;
use super::super::surface::Surface;
use super::WindowRenderer;
use crate::render::world_picture::WorldPicture;
use crate::render::{Caps, Gpu, GpuError, Quality, QualityRequest, SceneView};
use crate::scene::SceneUpdate;
use crate::scene::terrain::Terrain;
use crate::ui;

/// After this number of frames every pipeline of the usual view was used.
const FRAMES_OF_ALL_PIPELINES: u32 = 30;

impl WindowRenderer {
    /// Description of the renderer for the about panel.
    pub fn about(&self) -> ui::About {
        ui::About {
            version: crate::VERSION.to_owned(),
            adapter: self.gpu.caps.adapter.clone(),
            backend: self.gpu.caps.backend.clone(),
            limits: limits_of(&self.gpu.caps),
        }
    }

    /// Whether the device is lost.
    pub fn is_lost(&self) -> bool {
        self.gpu.is_lost()
    }

    /// Whether an allocation on the device has failed since the last call.
    pub fn take_out_of_memory(&self) -> bool {
        self.gpu.take_out_of_memory()
    }

    /// What the device has refused since the last call: a pipeline or a pass.
    pub fn take_fault(&self) -> Option<String> {
        self.gpu.take_fault()
    }

    /// Name and backend of the adapter.
    pub fn adapter(&self) -> String {
        self.gpu.describe()
    }

    /// Whether this device has drawn a frame without a fault.
    pub fn has_drawn(&self) -> bool {
        self.frames_drawn > FRAMES_OF_ALL_PIPELINES
    }

    /// GPU memory in use, in bytes.
    pub fn gpu_bytes(&self) -> u64 {
        let memory = self.scene_view.memory();
        memory.buffers + memory.textures
    }

    /// Simulates the loss of the device by the driver.
    pub fn lose_device(&self) {
        self.gpu.device.destroy();
    }

    /// Simulates a failed allocation on the device.
    pub fn fill_memory(&self) {
        self.gpu.pretend_out_of_memory();
    }

    /// Opens a new device after a loss, with the terrain that was shown; textures must be loaded again. The resources
    /// of the old device are freed first.
    ///
    /// # Errors
    /// No adapter can draw to the window any more.
    pub fn renew(&mut self, options: &Options, ground: Option<&Arc<Terrain>>) -> Result<()> {
        self.comparison = None;
        self.gpu.release();
        let how = (self.quality, self.surface.vsync());
        let (gpu, surface, scene_view, format) = open(&self.display, &self.window, options, how)?;
        self.frames_drawn = 0;
        let sky = self.scene_view.scene().sky.clone();
        self.scene_view = scene_view;
        self.world_picture = WorldPicture::new(&gpu, format);
        self.surface = surface;
        self.gui.renew(&self.window, &gpu, format);
        self.gpu = gpu;
        let updates =
            ground.map(|ground| SceneUpdate::Terrain(ground.clone())).into_iter().chain(sky.map(SceneUpdate::Sky));
        updates.for_each(|update| self.scene_view.apply(&self.gpu, &update));
        self.clear_map();
        (self.lit, self.clock) = (None, None);
        Ok(())
    }
}

/// Capabilities of a device in one line.
fn limits_of(caps: &Caps) -> String {
    let yes = |on| if on { "yes" } else { "no" };
    format!(
        "textures to {} px, {} layers, storage buffers to {} bytes, {} samples, block compression {}, indirect draws \
         {}, timestamps {}, on a CPU {}",
        caps.max_texture_side_px,
        caps.max_array_layers,
        caps.max_storage_bytes,
        caps.max_samples,
        yes(caps.block_compression),
        yes(caps.indirect),
        yes(caps.timestamps),
        yes(caps.is_cpu)
    )
}

fn no_adapter(options: &Options) -> anyhow::Error {
    GpuError::NoAdapter { wanted: options.view.adapter.clone(), found: "none".to_owned() }.into()
}

pub(super) type Opened = (Gpu, Surface, SceneView, wgpu::TextureFormat);

/// Opens the requested adapter for a window.
///
/// # Errors
/// No adapter can draw to it.
pub(super) fn open(
    display: &winit::event_loop::OwnedDisplayHandle,
    window: &Arc<Window>,
    options: &Options,
    (quality, vsync): (QualityRequest, bool),
) -> Result<Opened> {
    let handle = display.clone();
    let instance = Gpu::instance(Some(Box::new(move || Box::new(handle.clone()))), &options.refused);
    let surface = Surface::new(&instance, window.clone(), vsync).map_err(|error| {
        // Without any adapter there is no surface either; the reason is the better message.
        let found = Gpu::list_adapters(&instance);
        if found.is_empty() { no_adapter(options) } else { error.context("no graphics card can draw to the window") }
    })?;
    let gpu = Gpu::open(instance, options.view.adapter.as_deref(), &options.refused, Some(surface.raw()))?;
    let format = surface.format(&gpu);
    let quality = Quality::resolve(quality, &gpu.caps);
    let mut scene_view = SceneView::new(&gpu, format, quality);
    scene_view.set_budget(&gpu.caps, options.budget_bytes);
    // The surface takes its size with the first frame: an old one on the same window is gone by then.
    Ok((gpu, surface, scene_view, format))
}
