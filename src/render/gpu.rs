//! Device selection and capabilities.

use crate::platform::block_on;
use crate::render::uploads::Uploads;
use crate::scene::DataForms;
use crate::scene::raster::tile_image::TileEncoding;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use thiserror::Error;

/// GPU memory for terrain nodes without a budget, in bytes: 110,000 nodes.
pub const DEFAULT_NODE_BYTES: u64 = 64 << 20;

/// Number of frames and portions of uploads that a browser's device has not finished, from which on it is behind.
const MOST_UNFINISHED: u32 = 2;

/// An open device with its queue.
pub struct Gpu {
    /// Instance of adapter and device, also used to create surfaces.
    pub instance: wgpu::Instance,
    /// The adapter that was selected.
    pub adapter: wgpu::Adapter,
    /// The device, opened on the adapter.
    pub device: wgpu::Device,
    /// The only queue of the device.
    pub queue: wgpu::Queue,
    /// Capabilities that the program uses.
    pub caps: Caps,
    lost: Arc<AtomicBool>,
    full: Arc<AtomicBool>,
    /// The first error of a pipeline or a pass.
    fault: Arc<Mutex<Option<String>>>,
    /// Tests make this adapter refuse every pipeline.
    refuses_pipelines: bool,
    pub(super) uploads: Uploads,
    /// Number of frames and portions of uploads that the device has not finished, in a browser.
    unfinished: Arc<AtomicU32>,
    listener: Listener,
}

/// What a device reports by itself.
#[derive(Clone, Copy, Debug)]
pub enum DeviceNews {
    /// It is lost or full, or has refused something.
    Trouble,
    /// It was behind, and is no more.
    CaughtUp,
}

/// Takes what a device reports, once somebody listens.
type Listener = Arc<OnceLock<Box<dyn Fn(DeviceNews) + Send + Sync>>>;

/// An adapter that was found unable to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Name and kind of the adapter.
    pub adapter: String,
    /// Its first error.
    pub reason: String,
}

/// Capabilities of a device, as far as this program uses them.
#[derive(Clone, Debug)]
pub struct Caps {
    /// The adapter's name, as its driver gives it.
    pub adapter: String,
    /// Vulkan, Metal, Dx12 or Gl.
    pub backend: String,
    /// A software adapter: textures are uploaded decoded, and quality defaults are low.
    pub is_cpu: bool,
    /// BC1-3 textures can be sampled directly.
    pub block_compression: bool,
    /// Indirect draws may use a nonzero first instance, so that many nodes are one draw call.
    pub indirect: bool,
    /// Timestamp queries are supported.
    pub timestamps: bool,
    /// Maximum number of layers of an array texture.
    pub max_array_layers: u32,
    /// Longest side of a 2D texture in texels.
    pub max_texture_side_px: u32,
    /// Largest storage buffer binding in bytes.
    pub max_storage_bytes: u64,
    /// Maximum samples per pixel of the color format.
    pub max_samples: u32,
}

/// Reason why no device could be opened.
#[derive(Debug, Error)]
pub enum GpuError {
    /// No adapter can draw, or none with the requested name.
    #[error(
        "no usable graphics adapter{} (found: {found}); install a Vulkan driver (on Debian and Ubuntu, mesa-vulkan-drivers \
         renders on the CPU), or choose another adapter with --adapter",
        named(.wanted.as_ref())
    )]
    NoAdapter {
        /// The requested part of an adapter name.
        wanted: Option<String>,
        /// Names and kinds of the available adapters.
        found: String,
    },
    /// Every adapter has refused pipelines or passes.
    #[error(
        "no graphics adapter can draw: {}; update the graphics driver, or choose another backend with WGPU_BACKEND \
         (vulkan, dx12, metal, gl) or another adapter with --adapter",
        listed(.0)
    )]
    AllRefuse(Vec<Refusal>),
    /// The adapter could not open a device.
    #[error("cannot open graphics adapter {adapter}")]
    NoDevice {
        /// Name of the adapter.
        adapter: String,
        /// The error of the driver.
        source: wgpu::RequestDeviceError,
    },
}

fn named(wanted: Option<&String>) -> String {
    wanted.map(|name| format!(" whose name contains \"{name}\"")).unwrap_or_default()
}

fn listed(refused: &[Refusal]) -> String {
    refused.iter().map(|refusal| format!("{}: {}", refusal.adapter, refusal.reason)).collect::<Vec<_>>().join("; ")
}

impl Gpu {
    /// Creates an instance; with a display handle it also supports surfaces. Honors `WGPU_BACKEND`; otherwise GL is
    /// only tried where no other backend has an adapter or one was refused, because probing it takes up to half a
    /// second.
    #[allow(clippy::needless_pass_by_value, reason = "the closure is made for this call")]
    pub async fn instance(
        display: Option<Box<dyn Fn() -> Box<dyn wgpu::wgt::WgpuHasDisplayHandle>>>,
        refused: &[Refusal],
    ) -> wgpu::Instance {
        let make = |backends: Option<wgpu::Backends>| {
            let mut descriptor = match &display {
                Some(display) => wgpu::InstanceDescriptor::new_with_display_handle_from_env(display()),
                None => wgpu::InstanceDescriptor::new_without_display_handle_from_env(),
            };
            if let Some(backends) = backends {
                descriptor.backends = backends;
            }
            // indirect arguments are written on the CPU, never by a shader, so validating them on the GPU only costs
            // time
            descriptor.flags.remove(wgpu::InstanceFlags::VALIDATION_INDIRECT_CALL);
            wgpu::Instance::new(descriptor)
        };
        if cfg!(target_family = "wasm") || std::env::var_os("WGPU_BACKEND").is_some() || !refused.is_empty() {
            return make(None);
        }
        let modern = make(Some(wgpu::Backends::PRIMARY));
        let found = modern.enumerate_adapters(wgpu::Backends::all()).await;
        if found.is_empty() { make(None) } else { modern }
    }

    /// Opens the adapter whose name contains `wanted` (ignoring case), or the fastest one, that can draw to `surface`
    /// and was not refused.
    pub async fn open(
        instance: wgpu::Instance,
        wanted: Option<&str>,
        refused: &[Refusal],
        surface: Option<&wgpu::Surface<'_>>,
    ) -> Result<Gpu, GpuError> {
        let adapter = choose_adapter(&instance, wanted, refused, surface).await?;
        let features = adapter.features() & wanted_features();
        let request = adapter.request_device(&wgpu::DeviceDescriptor {
            label: Some("gtd-viewer device"),
            required_features: features,
            required_limits: adapter.limits(),
            experimental_features: wgpu::ExperimentalFeatures::disabled(),
            memory_hints: wgpu::MemoryHints::Performance,
            trace: wgpu::Trace::Off,
        });
        let (device, queue) =
            request.await.map_err(|source| GpuError::NoDevice { adapter: adapter.get_info().name, source })?;
        let listener = Listener::default();
        let lost = Arc::new(AtomicBool::new(false));
        let (flag, loss_listener) = (lost.clone(), listener.clone());
        device.set_device_lost_callback(move |reason, message| {
            if !flag.swap(true, Ordering::Relaxed) {
                log::error!("the graphics device was lost ({reason:?}): {message}");
                report(&loss_listener, DeviceNews::Trouble);
            }
        });
        let full = Arc::new(AtomicBool::new(false));
        let fault = Arc::new(Mutex::new(None));
        let (is_full, is_lost, first, error_listener) = (full.clone(), lost.clone(), fault.clone(), listener.clone());
        device.on_uncaptured_error(Arc::new(move |error| {
            if matches!(error, wgpu::Error::OutOfMemory { .. }) {
                log::error!("graphics: {error}");
                is_full.store(true, Ordering::Relaxed);
            } else if is_full.load(Ordering::Relaxed) || is_lost.load(Ordering::Relaxed) {
                return log::debug!("graphics, after memory ran out or the device was lost: {error}");
            } else {
                note(&first, &error);
            }
            report(&error_listener, DeviceNews::Trouble);
        }));
        let caps = Caps::read(&adapter, &device);
        let refuses_pipelines = refuses_for_test(&describe(&adapter.get_info()));
        Ok(Gpu {
            instance,
            adapter,
            device,
            queue,
            caps,
            lost,
            full,
            fault,
            refuses_pipelines,
            uploads: Uploads::default(),
            unfinished: Arc::default(),
            listener,
        })
    }

    /// Calls a function with what the device reports by itself. It is called in the middle of other calls, and must do no
    /// more than pass the news on.
    pub fn listen(&self, listener: impl Fn(DeviceNews) + Send + Sync + 'static) {
        if self.listener.set(Box::new(listener)).is_ok() && self.is_lost() {
            report(&self.listener, DeviceNews::Trouble);
        }
    }

    /// Opens a device for drawing without a window.
    pub fn headless(wanted: Option<&str>) -> Result<Gpu, GpuError> {
        Gpu::headless_except(wanted, &[])
    }

    /// Opens a device for drawing without a window, on an adapter that was not refused.
    pub fn headless_except(wanted: Option<&str>, refused: &[Refusal]) -> Result<Gpu, GpuError> {
        block_on(async { Gpu::open(Gpu::instance(None, refused).await, wanted, refused, None).await })
    }

    /// Name and kind of the adapter.
    pub fn describe(&self) -> String {
        describe(&self.adapter.get_info())
    }

    /// The first error of a pipeline or a pass since the last call: pictures are wrong.
    pub fn take_fault(&self) -> Option<String> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// A buffer with contents. Unlike wgpu's own function it does not panic on a device that is lost or full.
    pub(crate) fn buffer_of(&self, label: &str, contents: &[u8], usage: wgpu::BufferUsages) -> wgpu::Buffer {
        let step = wgpu::COPY_BUFFER_ALIGNMENT as usize;
        let mut bytes = contents.to_vec();
        bytes.resize(contents.len().next_multiple_of(step), 0);
        let buffer = self.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: bytes.len() as u64,
            usage: usage | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        self.write_buffer(&buffer, 0, &bytes);
        buffer
    }

    /// Whether a test wants this adapter to refuse every pipeline.
    pub(crate) fn refuses_pipelines(&self) -> bool {
        self.refuses_pipelines
    }

    /// Does something that may fail, such as configuring a surface. A failed allocation is also noted for
    /// [`Gpu::take_out_of_memory`].
    ///
    /// # Errors
    /// The first error that the device reported meanwhile.
    #[cfg(not(target_family = "wasm"))]
    pub fn attempt<T>(&self, act: impl FnOnce() -> T) -> Result<T, wgpu::Error> {
        let filters = [wgpu::ErrorFilter::Internal, wgpu::ErrorFilter::Validation, wgpu::ErrorFilter::OutOfMemory];
        let scopes = filters.map(|filter| self.device.push_error_scope(filter));
        let done = act();
        let errors = scopes.into_iter().rev().map(|scope| block_on(scope.pop()));
        match errors.flatten().reduce(|first, _| first) {
            None => Ok(done),
            Some(error) => {
                if matches!(error, wgpu::Error::OutOfMemory { .. }) {
                    self.full.store(true, Ordering::Relaxed);
                }
                Err(error)
            }
        }
    }

    /// Does something that may fail. A browser reports errors later: they are noted as those of other calls.
    #[cfg(target_family = "wasm")]
    pub fn attempt<T>(&self, act: impl FnOnce() -> T) -> Result<T, wgpu::Error> {
        Ok(act())
    }

    /// Notes the end of a frame or of a portion of uploads, for [`Gpu::is_busy`].
    pub fn note_work(&self) {
        if cfg!(target_family = "wasm") {
            let (unfinished, listener) = (self.unfinished.clone(), self.listener.clone());
            unfinished.fetch_add(1, Ordering::Relaxed);
            self.queue.on_submitted_work_done(move || {
                if unfinished.fetch_sub(1, Ordering::Relaxed) == MOST_UNFINISHED {
                    report(&listener, DeviceNews::CaughtUp);
                }
            });
        }
    }

    /// Whether the device of a browser is behind: it would make the page wait at some later call. Never elsewhere.
    pub fn is_busy(&self) -> bool {
        self.unfinished.load(Ordering::Relaxed) >= MOST_UNFINISHED && !self.is_lost()
    }

    /// Whether the device is lost, with all its resources.
    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// Destroys the device and all its resources.
    pub fn release(&self) {
        self.lost.store(true, Ordering::Relaxed);
        self.device.destroy();
        if let Err(error) = self.device.poll(wgpu::PollType::Poll) {
            log::debug!("the device that goes: {error}");
        }
    }

    /// Whether an allocation has failed since the last call: the resource is missing, and frames that use it are wrong.
    pub fn take_out_of_memory(&self) -> bool {
        self.full.swap(false, Ordering::Relaxed)
    }

    /// Simulates a failed allocation, for tests that cannot fill the device's memory.
    pub fn pretend_out_of_memory(&self) {
        self.full.store(true, Ordering::Relaxed);
    }

    /// Names and kinds of all adapters that can draw without a window, one per line.
    pub fn adapters() -> Vec<String> {
        block_on(async { Gpu::list_adapters(&Gpu::instance(None, &[]).await).await })
    }

    /// Names and kinds of all adapters, one per line.
    pub async fn list_adapters(instance: &wgpu::Instance) -> Vec<String> {
        let adapters = instance.enumerate_adapters(wgpu::Backends::all()).await;
        adapters.iter().map(|adapter| describe(&adapter.get_info())).collect()
    }
}

fn report(listener: &Listener, news: DeviceNews) {
    if let Some(listener) = listener.get() {
        listener(news);
    }
}

/// Keeps the first error, for whoever checks the picture.
fn note(first: &Mutex<Option<String>>, error: &wgpu::Error) {
    let mut first = first.lock().unwrap_or_else(PoisonError::into_inner);
    if first.is_none() {
        log::info!("graphics: {error}");
        let text = error.to_string();
        *first = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
    } else {
        log::debug!("graphics: {error}");
    }
}

/// Builds with debug assertions refuse the pipelines of adapters whose name contains `GTD_VIEWER_REFUSE`, for tests of
/// drivers that cannot compile the shaders.
fn refuses_for_test(adapter: &str) -> bool {
    let named = |part: String| !part.is_empty() && adapter.contains(&part);
    cfg!(debug_assertions) && std::env::var("GTD_VIEWER_REFUSE").is_ok_and(named)
}

/// Adapters without a preference: real ones first, then by backend as listed.
fn rank(info: &wgpu::AdapterInfo) -> u8 {
    match info.device_type {
        wgpu::DeviceType::DiscreteGpu => 0,
        wgpu::DeviceType::IntegratedGpu => 1,
        wgpu::DeviceType::VirtualGpu => 2,
        wgpu::DeviceType::Other => 3,
        wgpu::DeviceType::Cpu => 4,
    }
}

fn describe(info: &wgpu::AdapterInfo) -> String {
    format!("{} ({:?}, {:?}, {})", info.name, info.backend, info.device_type, info.driver_info)
}

async fn choose_adapter(
    instance: &wgpu::Instance,
    wanted: Option<&str>,
    refused: &[Refusal],
    surface: Option<&wgpu::Surface<'_>>,
) -> Result<wgpu::Adapter, GpuError> {
    if wanted.is_some() || !refused.is_empty() {
        let name = wanted.unwrap_or_default().to_lowercase();
        let mut adapters = instance.enumerate_adapters(wgpu::Backends::all()).await;
        if wanted.is_none() {
            adapters.sort_by_key(|adapter| rank(&adapter.get_info()));
        }
        let found = adapters
            .into_iter()
            .filter(|adapter| surface.is_none_or(|surface| adapter.is_surface_supported(surface)))
            .find(|adapter| {
                let described = describe(&adapter.get_info());
                described.to_lowercase().contains(&name) && refused.iter().all(|known| known.adapter != described)
            });
        return match found {
            Some(adapter) => Ok(adapter),
            None => Err(no_adapter(instance, wanted, refused).await),
        };
    }
    let request = instance.request_adapter(&wgpu::RequestAdapterOptions {
        power_preference: wgpu::PowerPreference::HighPerformance,
        force_fallback_adapter: false,
        compatible_surface: surface,
        apply_limit_buckets: false,
    });
    match request.await {
        Ok(adapter) => Ok(adapter),
        Err(_) => Err(no_adapter(instance, wanted, refused).await),
    }
}

/// Why there is no adapter.
async fn no_adapter(instance: &wgpu::Instance, wanted: Option<&str>, refused: &[Refusal]) -> GpuError {
    match refused {
        [] => {
            let found = Gpu::list_adapters(instance).await.join("; ");
            let found = if found.is_empty() { "none".to_owned() } else { found };
            GpuError::NoAdapter { wanted: wanted.map(str::to_owned), found }
        }
        refused => GpuError::AllRefuse(refused.to_vec()),
    }
}

fn wanted_features() -> wgpu::Features {
    wgpu::Features::TEXTURE_COMPRESSION_BC
        | wgpu::Features::INDIRECT_FIRST_INSTANCE
        | wgpu::Features::TIMESTAMP_QUERY
        | wgpu::Features::TIMESTAMP_QUERY_INSIDE_PASSES
        | wgpu::Features::POLYGON_MODE_LINE
}

impl Caps {
    /// Data forms of a zone for this device, within a budget of GPU memory.
    pub fn data_forms(&self, budget_bytes: Option<u64>) -> DataForms {
        DataForms {
            encoding: self.tile_encoding(),
            picture_px: self.ground_picture_px(budget_bytes),
            // a quarter of the budget, or no limit without one
            object_bytes: budget_bytes.map(|bytes| bytes / 4),
        }
    }

    /// Encoding of tile textures: BC1 blocks on a GPU that samples them, RGBA elsewhere. On a CPU adapter an RGBA
    /// sample costs two thirds of a BC1 one.
    pub fn tile_encoding(&self) -> TileEncoding {
        if self.block_compression && !self.is_cpu { TileEncoding::Bc1 } else { TileEncoding::Rgba8 }
    }

    /// Longest side of an image of the whole zone, in texels: a power of two within the limits of speed and of the
    /// device, such that the image with its mip levels takes at most a third of `budget_bytes`.
    pub fn ground_picture_px(&self, budget_bytes: Option<u64>) -> u32 {
        let most = if self.is_cpu { 2048 } else { 4096.min(self.max_texture_side_px) };
        let third = budget_bytes.unwrap_or(u64::MAX) / 3;
        // a texel is 4 bytes, and the further mip levels add a third
        let fits = |side: &u32| u64::from(*side).pow(2) * 16 / 3 <= third;
        (0..8).map(|halved| most >> halved).find(fits).unwrap_or(most >> 7).max(1)
    }

    /// Bytes for terrain nodes: a quarter of the budget, or the default without one.
    pub fn node_bytes(&self, budget_bytes: Option<u64>) -> u64 {
        budget_bytes.map_or(DEFAULT_NODE_BYTES, |bytes| (bytes / 4).min(DEFAULT_NODE_BYTES))
    }

    fn read(adapter: &wgpu::Adapter, device: &wgpu::Device) -> Caps {
        let info = adapter.get_info();
        let (features, limits) = (device.features(), device.limits());
        let flags = adapter.get_texture_format_features(wgpu::TextureFormat::Rgba8Unorm).flags;
        let indirect = features.contains(wgpu::Features::INDIRECT_FIRST_INSTANCE)
            && adapter.get_downlevel_capabilities().flags.contains(wgpu::DownlevelFlags::INDIRECT_EXECUTION);
        Caps {
            adapter: info.name,
            backend: format!("{:?}", info.backend),
            is_cpu: info.device_type == wgpu::DeviceType::Cpu,
            block_compression: features.contains(wgpu::Features::TEXTURE_COMPRESSION_BC),
            indirect,
            timestamps: features.contains(wgpu::Features::TIMESTAMP_QUERY),
            max_array_layers: limits.max_texture_array_layers,
            max_texture_side_px: limits.max_texture_dimension_2d,
            max_storage_bytes: limits.max_storage_buffer_binding_size,
            max_samples: if flags.sample_count_supported(4) { 4 } else { 1 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caps(is_cpu: bool) -> Caps {
        Caps {
            adapter: "test".into(),
            backend: "Vulkan".into(),
            is_cpu,
            block_compression: true,
            indirect: true,
            timestamps: false,
            max_array_layers: 2048,
            max_texture_side_px: 16384,
            max_storage_bytes: 128 << 20,
            max_samples: 4,
        }
    }

    #[test]
    fn a_budget_halves_pictures_until_they_fit_a_third_of_it() {
        assert_eq!(caps(false).ground_picture_px(None), 4096);
        assert_eq!(caps(true).ground_picture_px(None), 2048);
        for megabytes in [1, 8, 64, 300, 1000] {
            let budget = megabytes << 20;
            let side = u64::from(caps(false).ground_picture_px(Some(budget)));
            assert!(side * side * 16 / 3 <= budget / 3, "{megabytes} MB give {side}");
            assert!(caps(false).node_bytes(Some(budget)) <= budget / 4);
        }
    }
}
