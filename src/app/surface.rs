//! The window's surface: format, size, and the handling of all its states.
//!
//! Blending works on gamma-encoded values, so the surface is drawn to through a non-sRGB view.

use std::sync::Arc;

use winit::window::Window;

use crate::render::Gpu;

/// The surface of a window.
pub struct Surface {
    surface: wgpu::Surface<'static>,
    config: Option<wgpu::SurfaceConfiguration>,
    window: Arc<Window>,
    vsync: bool,
    /// Number of configurations in a row that were refused.
    refusals: u32,
}

/// Number of refused configurations in a row after which the device counts as lost.
const MOST_REFUSALS: u32 = 20;

/// Result of acquiring a frame.
pub enum Acquired {
    /// A frame to draw to.
    Frame {
        texture: wgpu::SurfaceTexture,
        /// View of the frame, in [`Surface::format`].
        view: wgpu::TextureView,
        /// Size in pixels.
        size_px: [u32; 2],
    },
    /// No frame at the moment; try again soon.
    Later,
    /// The window is not visible; try again when it is shown, or after a while.
    Hidden,
}

impl Surface {
    /// Creates the surface of a window, before a device exists.
    ///
    /// # Errors
    /// The system's error.
    pub fn new(instance: &wgpu::Instance, window: Arc<Window>, vsync: bool) -> anyhow::Result<Surface> {
        let surface = instance.create_surface(window.clone())?;
        Ok(Surface { surface, config: None, window, vsync, refusals: 0 })
    }

    /// The wgpu surface, for choosing an adapter.
    pub fn raw(&self) -> &wgpu::Surface<'static> {
        &self.surface
    }

    /// Format in which frames are drawn: not sRGB, unless that cannot be avoided.
    pub fn format(&self, gpu: &Gpu) -> wgpu::TextureFormat {
        drawn_format(surface_format(&self.surface.get_capabilities(&gpu.adapter)), allows_views(gpu))
    }

    /// Applies the window's size. A size without area draws nothing.
    pub fn resize(&mut self, gpu: &Gpu) {
        let size = self.window.inner_size();
        if size.width == 0 || size.height == 0 {
            self.config = None;
            return;
        }
        let limit = gpu.caps.max_texture_side_px;
        let (width, height) = (size.width.min(limit), size.height.min(limit));
        let Some(mut config) = self.surface.get_default_config(&gpu.adapter, width, height) else {
            log::error!("the adapter cannot draw to this window any more");
            self.config = None;
            return;
        };
        config.format = surface_format(&self.surface.get_capabilities(&gpu.adapter));
        let drawn = drawn_format(config.format, allows_views(gpu));
        config.view_formats = if drawn == config.format { vec![] } else { vec![drawn] };
        config.present_mode = if self.vsync { wgpu::PresentMode::AutoVsync } else { wgpu::PresentMode::AutoNoVsync };
        config.desired_maximum_frame_latency = 2;
        self.config = None;
        match gpu.attempt(|| self.surface.configure(&gpu.device, &config)) {
            Ok(()) => {
                self.refusals = 0;
                self.config = Some(config);
            }
            Err(error) => {
                // Memory may be free again later, or after the recovery.
                log::warn!("the window's surface of {width} x {height} pixels was refused: {error}");
                self.refusals += 1;
                if self.refusals >= MOST_REFUSALS {
                    self.refusals = 0;
                    gpu.release();
                }
            }
        }
    }

    /// Whether a size was refused, rather than having no area.
    fn is_refused(&self) -> bool {
        self.refusals > 0
    }

    /// Whether vertical sync is on.
    pub fn vsync(&self) -> bool {
        self.vsync
    }

    /// Turns vertical sync on or off.
    pub fn set_vsync(&mut self, gpu: &Gpu, vsync: bool) {
        self.vsync = vsync;
        self.resize(gpu);
    }

    /// Acquires a frame. An outdated or lost surface is configured again, once.
    pub fn acquire(&mut self, gpu: &Gpu) -> Acquired {
        for _ in 0..2 {
            let size = self.window.inner_size();
            let fits = |config: &wgpu::SurfaceConfiguration| {
                let limit = gpu.caps.max_texture_side_px;
                (config.width, config.height) == (size.width.min(limit), size.height.min(limit))
            };
            if !self.config.as_ref().is_some_and(fits) {
                self.resize(gpu);
            }
            if self.config.is_none() {
                return if self.is_refused() || gpu.is_lost() { Acquired::Later } else { Acquired::Hidden };
            }
            let frame = gpu.attempt(|| self.surface.get_current_texture());
            match frame.unwrap_or(wgpu::CurrentSurfaceTexture::Validation) {
                // A suboptimal frame is drawn anyway; the next one follows after the new size is reported.
                wgpu::CurrentSurfaceTexture::Success(texture) | wgpu::CurrentSurfaceTexture::Suboptimal(texture) => {
                    return Self::frame(gpu, texture);
                }
                wgpu::CurrentSurfaceTexture::Timeout => return Acquired::Later,
                wgpu::CurrentSurfaceTexture::Occluded => return Acquired::Hidden,
                wgpu::CurrentSurfaceTexture::Outdated => self.resize(gpu),
                wgpu::CurrentSurfaceTexture::Lost if gpu.is_lost() => return Acquired::Later,
                wgpu::CurrentSurfaceTexture::Lost => self.renew(gpu),
                wgpu::CurrentSurfaceTexture::Validation => {
                    log::debug!("the window's surface was refused; trying again");
                    // A lost device is only detected by polling.
                    if let Err(error) = gpu.device.poll(wgpu::PollType::Poll) {
                        log::warn!("the graphics device: {error}");
                    }
                    if gpu.is_lost() {
                        return Acquired::Later;
                    }
                    self.resize(gpu);
                }
            }
        }
        Acquired::Later
    }

    fn frame(gpu: &Gpu, texture: wgpu::SurfaceTexture) -> Acquired {
        let view = texture.texture.create_view(&wgpu::TextureViewDescriptor {
            label: Some("window"),
            format: Some(drawn_format(texture.texture.format(), allows_views(gpu))),
            ..wgpu::TextureViewDescriptor::default()
        });
        let size_px = [texture.texture.width(), texture.texture.height()];
        Acquired::Frame { texture, view, size_px }
    }

    fn renew(&mut self, gpu: &Gpu) {
        match gpu.instance.create_surface(self.window.clone()) {
            Ok(surface) => self.surface = surface,
            Err(error) => log::error!("the window's surface was lost and cannot be made again: {error}"),
        }
        self.resize(gpu);
    }
}

/// Format of the surface: not sRGB if there is a choice.
fn surface_format(capabilities: &wgpu::SurfaceCapabilities) -> wgpu::TextureFormat {
    use wgpu::TextureFormat::{Bgra8Unorm, Bgra8UnormSrgb, Rgba8Unorm, Rgba8UnormSrgb};
    let wanted = [Bgra8Unorm, Rgba8Unorm, Bgra8UnormSrgb, Rgba8UnormSrgb];
    let found = wanted.into_iter().find(|format| capabilities.formats.contains(format));
    found.or(capabilities.formats.first().copied()).unwrap_or(Bgra8Unorm)
}

/// Format of the view for a surface format.
fn drawn_format(surface: wgpu::TextureFormat, views: bool) -> wgpu::TextureFormat {
    if views { surface.remove_srgb_suffix() } else { surface }
}

/// Whether a surface supports views in another format.
fn allows_views(gpu: &Gpu) -> bool {
    gpu.adapter.get_downlevel_capabilities().flags.contains(wgpu::DownlevelFlags::SURFACE_VIEW_FORMATS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wgpu::TextureFormat::{Bgra8Unorm, Bgra8UnormSrgb, Rgb10a2Unorm, Rgba8UnormSrgb};

    #[test]
    fn formats_that_blend_as_the_client_did_are_preferred() {
        let of = |formats: &[wgpu::TextureFormat]| {
            surface_format(&wgpu::SurfaceCapabilities { formats: formats.to_vec(), ..Default::default() })
        };
        assert_eq!(of(&[Bgra8UnormSrgb, Bgra8Unorm]), Bgra8Unorm);
        assert_eq!(of(&[Rgba8UnormSrgb]), Rgba8UnormSrgb);
        assert_eq!(of(&[Rgb10a2Unorm]), Rgb10a2Unorm);
        assert_eq!(drawn_format(Bgra8UnormSrgb, true), Bgra8Unorm);
        assert_eq!(drawn_format(Bgra8Unorm, true), Bgra8Unorm);
    }
}
