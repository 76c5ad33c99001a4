//! The device of the window: opening, description, loss and recovery.

use std::sync::Arc;

use anyhow::Result;
use winit::event_loop::OwnedDisplayHandle;
use winit::window::Window;

use super::super::Options;
use super::super::surface::Surface;
use super::WindowRenderer;
use crate::render::world_picture::WorldPicture;
use crate::render::{Caps, DeviceNews, Gpu, GpuError, Quality, QualityRequest, Refusal, SceneView};
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

    /// Frees the resources of a device that must be replaced.
    pub fn release_device(&mut self) {
        self.comparison = None;
        self.gpu.release();
    }

    /// Switches to another device, with the terrain that was shown; textures must be loaded again.
    pub fn renew(&mut self, device: OpenDevice, options: &Options, ground: Option<&Arc<Terrain>>) {
        let (scene_view, format) = device.scene_view(self.quality, options);
        let OpenDevice { gpu, surface } = device;
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

/// What a device for a window is opened with.
pub struct DeviceRequest {
    pub display: OwnedDisplayHandle,
    pub window: Arc<Window>,
    /// Part of the adapter's name; none for the fastest one.
    pub adapter: Option<String>,
    /// Adapters that cannot draw.
    pub refused: Vec<Refusal>,
    pub vsync: bool,
    /// Takes what the device reports by itself.
    pub listener: Box<dyn Fn(DeviceNews) + Send + Sync>,
}

/// An open device, and the surface of the window that it draws to.
pub struct OpenDevice {
    pub(super) gpu: Gpu,
    pub(super) surface: Surface,
}

impl std::fmt::Debug for OpenDevice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OpenDevice({})", self.gpu.describe())
    }
}

/// Opens the requested adapter for a window.
///
/// # Errors
/// No adapter can draw to it.
pub async fn open(request: DeviceRequest) -> Result<OpenDevice> {
    let DeviceRequest { display, window, adapter, refused, vsync, listener } = request;
    let instance = Gpu::instance(Some(Box::new(move || Box::new(display.clone()))), &refused).await;
    let surface = match Surface::new(&instance, window, vsync) {
        Ok(surface) => surface,
        // Without any adapter there is no surface either; the reason is the better message.
        Err(_) if Gpu::list_adapters(&instance).await.is_empty() => {
            return Err(GpuError::NoAdapter { wanted: adapter, found: "none".to_owned() }.into());
        }
        Err(error) => return Err(error.context("no graphics card can draw to the window")),
    };
    let gpu = Gpu::open(instance, adapter.as_deref(), &refused, Some(surface.raw())).await?;
    gpu.listen(listener);
    Ok(OpenDevice { gpu, surface })
}

impl OpenDevice {
    /// An empty scene view for the surface, and the format in which it is drawn.
    pub(super) fn scene_view(&self, quality: QualityRequest, options: &Options) -> (SceneView, wgpu::TextureFormat) {
        let format = self.surface.format(&self.gpu);
        let mut scene_view = SceneView::new(&self.gpu, format, Quality::resolve(quality, &self.gpu.caps));
        scene_view.set_budget(&self.gpu.caps, options.budget_bytes);
        // The surface takes its size with the first frame: an old one on the same window is gone by then.
        (scene_view, format)
    }
}
