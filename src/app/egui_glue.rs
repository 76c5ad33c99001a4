//! egui integration: event input, running the panels, and a render pass for their triangles.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, EventLoopProxy};
use winit::keyboard::{KeyCode, PhysicalKey};
use winit::window::Window;

use super::UserEvent;
use super::fonts::SystemFonts;
use super::screen_scale::ScreenScale;
use super::window::{is_touched, title_theme};
use crate::render::Gpu;
use crate::scene::raster::mip_image::MipImage;
use crate::ui::{self, Preferences, ThemeChoice, style};

/// egui, its winit glue and its renderer.
pub struct Gui {
    ctx: egui::Context,
    /// Fonts of the system, for characters that egui's own ones lack.
    fonts: SystemFonts,
    events: egui_winit::State,
    painter: egui_wgpu::Renderer,
    triangles: Vec<egui::ClippedPrimitive>,
    /// Pixels per point of the last frame of panels.
    scale: f32,
    /// Pixels per point of the screen.
    screen: ScreenScale,
    /// Theme of the title bar.
    titled: Option<ThemeChoice>,
    /// Textures to free after the coming frame.
    leaving: Vec<egui::TextureId>,
    /// Cursor position by the latest event, in points; egui itself learns it only with the next frame.
    pointer: Option<egui::Pos2>,
    /// The area that no panel covers, in points.
    picture: egui::Rect,
    /// Where text is typed, as reported to the page.
    #[cfg(target_family = "wasm")]
    typing: Option<egui::Pos2>,
}

fn styled_context() -> egui::Context {
    let ctx = egui::Context::default();
    style::apply(&ctx);
    if is_touched() {
        style::enlarge_for_fingers(&ctx);
    }
    ctx
}

impl Gui {
    /// Sets up egui for a window that is not visible yet (a requirement of accesskit).
    pub fn new(
        window: &Window,
        event_loop: &ActiveEventLoop,
        proxy: EventLoopProxy<UserEvent>,
        gpu: &Gpu,
        format: wgpu::TextureFormat,
    ) -> Gui {
        let ctx = styled_context();
        let fonts = SystemFonts::new({
            let proxy = proxy.clone();
            // After the end of the loop no text is drawn.
            move || drop(proxy.send_event(UserEvent::Fonts))
        });
        fonts.install(&ctx);
        let mut events = egui_winit::State::new(
            ctx.clone(),
            egui::ViewportId::ROOT,
            window,
            Some(window.scale_factor() as f32),
            window.theme(),
            Some(gpu.caps.max_texture_side_px as usize),
        );
        events.init_accesskit(event_loop, window, proxy);
        let painter = painter(gpu, format);
        let (triangles, leaving) = (Vec::new(), Vec::new());
        let (screen, picture) = (ScreenScale::of(window), egui::Rect::EVERYTHING);
        Gui {
            ctx,
            fonts,
            events,
            painter,
            triangles,
            scale: 1.0,
            screen,
            titled: None,
            leaving,
            pointer: None,
            picture,
            #[cfg(target_family = "wasm")]
            typing: None,
        }
    }

    /// Switches to another device, without resources of the old one.
    pub fn renew(&mut self, window: &Window, gpu: &Gpu, format: wgpu::TextureFormat) {
        self.painter = painter(gpu, format);
        self.triangles.clear();
        self.leaving.clear();
        // A new context uploads its fonts again. Screen readers are bound to the adapter of the old glue, so that is
        // kept.
        let accesskit = self.events.accesskit.take();
        self.ctx = styled_context();
        self.fonts.install(&self.ctx);
        self.events = egui_winit::State::new(
            self.ctx.clone(),
            egui::ViewportId::ROOT,
            window,
            Some(self.screen.get()),
            window.theme(),
            Some(gpu.caps.max_texture_side_px as usize),
        );
        self.events.accesskit = accesskit;
    }

    /// Applies the user's choice of theme and scale.
    pub fn look(&mut self, window: &Window, chosen: &Preferences) {
        let wanted = match chosen.theme {
            ThemeChoice::Dark => egui::ThemePreference::Dark,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::System => egui::ThemePreference::System,
        };
        if self.ctx.options(|options| options.theme_preference) != wanted {
            self.ctx.set_theme(wanted);
        }
        // The window was created with the first theme.
        if self.titled.replace(chosen.theme).is_some_and(|before| before != chosen.theme) {
            window.set_theme(title_theme(chosen.theme));
        }
        if self.ctx.zoom_factor() != chosen.scale {
            self.ctx.set_zoom_factor(chosen.scale);
        }
    }

    /// Passes an event to the panels.
    pub fn event(&mut self, window: &Window, event: &WindowEvent) -> egui_winit::EventResponse {
        self.screen.follow(window, event);
        match event {
            WindowEvent::CursorMoved { position, .. } => {
                let scale = self.ctx.zoom_factor() * self.screen.get();
                self.pointer = Some(egui::pos2(position.x as f32 / scale, position.y as f32 / scale));
            }
            WindowEvent::Touch(touch) => {
                let scale = f64::from(self.ctx.zoom_factor() * self.screen.get());
                let at = touch.location;
                self.pointer = Some(egui::pos2((at.x / scale) as f32, (at.y / scale) as f32));
            }
            WindowEvent::CursorLeft { .. } => self.pointer = None,
            _ => {}
        }
        // Esc closes a menu, and then no panel.
        let closes_menu = is_escape(event) && egui::Popup::is_any_open(&self.ctx);
        let response = self.events.on_window_event(window, event);
        egui_winit::EventResponse { consumed: response.consumed || closes_menu, ..response }
    }

    /// Pixels per point of the window's screen.
    pub fn screen_scale(&self) -> f32 {
        self.screen.get()
    }

    /// Passes an event of a screen reader.
    pub fn access_event(&mut self, event: egui_winit::accesskit_winit::WindowEvent) {
        use egui_winit::accesskit_winit::WindowEvent;
        match event {
            WindowEvent::InitialTreeRequested => self.ctx.enable_accesskit(),
            WindowEvent::ActionRequested(request) => self.events.on_accesskit_action_request(request),
            WindowEvent::AccessibilityDeactivated => self.ctx.disable_accesskit(),
        }
    }

    /// Whether the panels receive the mouse, judged by the cursor position of the latest event: a click may arrive
    /// before the frame in which egui learns of the movement.
    pub fn wants_pointer(&self) -> bool {
        let over_panel = self.pointer.is_some_and(|at| match self.ctx.layer_id_at(at) {
            Some(layer) if layer.order != egui::Order::Background => true,
            _ => !self.picture.contains(at),
        });
        over_panel || self.ctx.egui_is_using_pointer()
    }

    /// Whether the panels receive a press of a mouse button: as [`Gui::wants_pointer`], and any press that closes a menu.
    pub fn wants_press(&self) -> bool {
        self.wants_pointer() || egui::Popup::is_any_open(&self.ctx)
    }

    /// Whether the cursor is over the notices.
    pub fn is_over_notices(&self) -> bool {
        let layer = self.pointer.and_then(|at| self.ctx.layer_id_at(at));
        layer.is_some_and(|layer| layer.id == ui::notices_id())
    }

    /// The area that no panel covers, in points.
    pub fn free_area(&self) -> egui::Rect {
        self.picture
    }

    /// Pixels per point of the latest frame of panels.
    pub fn pixels_per_point(&self) -> f32 {
        self.scale
    }

    /// Draws with the fonts that were found. Returns the characters that no font has, each once.
    pub fn fonts_found(&mut self) -> Vec<char> {
        self.fonts.install(&self.ctx);
        self.fonts.take_missing()
    }

    /// Copies a text to the clipboard.
    pub fn copy(&mut self, text: String) {
        #[cfg(target_family = "wasm")]
        crate::platform::clipboard::copy(&text);
        self.events.set_clipboard_text(text);
    }

    /// Whether a text field has the keyboard.
    #[cfg(target_family = "wasm")]
    pub fn wants_text(&self) -> bool {
        self.ctx.egui_wants_keyboard_input()
    }

    /// Pastes a text into the field that has the keyboard.
    #[cfg(target_family = "wasm")]
    pub fn paste(&mut self, text: String) {
        self.events.egui_input_mut().events.push(egui::Event::Paste(text));
    }

    /// Takes the monospaced font, which the page has fetched.
    #[cfg(target_family = "wasm")]
    pub fn set_monospaced_font(&mut self, bytes: Vec<u8>) {
        self.fonts.set_monospaced(bytes);
        self.fonts.install(&self.ctx);
    }

    /// Enters a text into the field that has the keyboard, or composes it there.
    #[cfg(target_family = "wasm")]
    pub fn type_text(&mut self, text: egui::ImeEvent) {
        self.events.egui_input_mut().events.push(egui::Event::Ime(text));
    }

    /// Reports to the page where text is typed, in points of the page.
    #[cfg(target_family = "wasm")]
    fn report_typing(&mut self, output: &egui::PlatformOutput) {
        let zoom = self.ctx.zoom_factor();
        let typing = output.ime.as_ref().map(|ime| (ime.cursor_rect.min * zoom).round());
        if typing != self.typing {
            let place = typing.map(|at| format!("{} {}", at.x, at.y));
            super::web::report("typing", &place.unwrap_or_default());
            self.typing = typing;
        }
    }

    /// Copies a picture to the clipboard with the next frame: four bytes per pixel, row 0 at the top.
    pub fn copy_picture(&self, size_px: [u32; 2], rgba: &[u8]) {
        let size = size_px.map(|side| side as usize);
        self.ctx.copy_image(egui::ColorImage::from_rgba_unmultiplied(size, rgba));
    }

    /// The text on the clipboard, if any.
    pub fn clipboard(&mut self) -> Option<String> {
        self.events.clipboard_text()
    }

    /// Registers an image for the panels: four bytes per texel, row 0 at the top.
    pub fn picture(&mut self, name: &str, size_px: [u32; 2], rgba: &[u8]) -> egui::TextureHandle {
        let image = egui::ColorImage::from_rgba_unmultiplied(size_px.map(|side| side as usize), rgba);
        self.ctx.load_texture(name, image, egui::TextureOptions::LINEAR)
    }

    /// As [`Gui::picture`], for texels that are multiplied by their alpha.
    pub fn layer_picture(&mut self, name: &str, size_px: [u32; 2], rgba: &[u8]) -> egui::TextureHandle {
        let image = egui::ColorImage::from_rgba_premultiplied(size_px.map(|side| side as usize), rgba);
        self.ctx.load_texture(name, image, egui::TextureOptions::LINEAR)
    }

    /// The highlight image of the overview map; `lit` holds the share of highlighted tiles in each texel.
    pub fn lit_picture(&mut self, lit: &MipImage) -> egui::TextureHandle {
        const LARGEST: u32 = 1024;
        let level = (0..lit.levels.len() - 1).find(|level| (lit.width >> level).max(lit.height >> level) <= LARGEST);
        let level = level.unwrap_or(lit.levels.len() - 1);
        let side = |full: u32| (full >> level).max(1) as usize;
        let texels = lit.levels[level].iter().map(|&share| {
            // A small share must be visible as well.
            egui::Color32::from_rgba_unmultiplied(255, 200, 40, share.saturating_mul(3))
        });
        let image = egui::ColorImage::new([side(lit.width), side(lit.height)], texels.collect());
        self.ctx.load_texture("lit tiles", image, egui::TextureOptions::NEAREST)
    }

    /// Runs the panels. Returns the delay after which they want to run again; none for not before the next event.
    pub fn run(&mut self, window: &Window, gpu: &Gpu, mut panels: impl FnMut(&mut egui::Ui)) -> Option<Duration> {
        let mut input = self.events.take_egui_input(window);
        self.screen.correct(window, &mut input);
        let mut picture = self.picture;
        let mut output = self.ctx.run_ui(input, |ui| {
            panels(ui);
            picture = ui.available_rect_before_wrap();
        });
        // What depends on the place of the picture follows with the next frame.
        let moved = std::mem::replace(&mut self.picture, picture) != picture;
        #[cfg(target_family = "wasm")]
        for command in &output.platform_output.commands {
            if let egui::OutputCommand::CopyText(text) = command {
                crate::platform::clipboard::copy(text);
            }
        }
        #[cfg(target_family = "wasm")]
        self.report_typing(&output.platform_output);
        self.events.handle_platform_output(window, output.platform_output);
        for (id, deltas) in std::mem::take(&mut output.textures_delta.set) {
            for delta in &deltas {
                self.painter.update_texture(&gpu.device, &gpu.queue, id, delta);
            }
        }
        self.leaving.extend(std::mem::take(&mut output.textures_delta.free));
        self.scale = output.pixels_per_point;
        self.triangles = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let delay = output.viewport_output.get(&egui::ViewportId::ROOT)?.repaint_delay;
        let delay = if moved { Duration::ZERO } else { delay };
        (delay < Duration::from_hours(1)).then_some(delay)
    }

    /// Draws the panels over the frame; does nothing if the device is lost.
    pub fn paint(
        &mut self,
        gpu: &Gpu,
        encoder: &mut wgpu::CommandEncoder,
        target: &wgpu::TextureView,
        size_px: [u32; 2],
        timing: Option<wgpu::RenderPassTimestampWrites>,
    ) {
        let screen = egui_wgpu::ScreenDescriptor { size_in_pixels: size_px, pixels_per_point: self.scale };
        if gpu.is_lost() || !self.send_triangles(gpu, encoder, &screen) {
            return;
        }
        let pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("panels"),
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: target,
                depth_slice: None,
                resolve_target: None,
                ops: wgpu::Operations { load: wgpu::LoadOp::Load, store: wgpu::StoreOp::Store },
            })],
            depth_stencil_attachment: None,
            timestamp_writes: timing,
            occlusion_query_set: None,
            multiview_mask: None,
        });
        self.painter.render(&mut pass.forget_lifetime(), &self.triangles, &screen);
        for id in self.leaving.drain(..) {
            self.painter.free_texture(&id);
        }
    }

    /// Uploads the triangles. False if the allocation failed: wgpu then treats the device as lost, and the renderer of
    /// egui panics. The renderer is created again with the next device, so its state does not matter.
    fn send_triangles(
        &mut self,
        gpu: &Gpu,
        encoder: &mut wgpu::CommandEncoder,
        screen: &egui_wgpu::ScreenDescriptor,
    ) -> bool {
        let (painter, triangles) = (&mut self.painter, &self.triangles);
        let send = || painter.update_buffers(&gpu.device, &gpu.queue, encoder, triangles, screen);
        match catch_unwind(AssertUnwindSafe(send)) {
            Ok(extra) => {
                debug_assert!(extra.is_empty(), "no panel draws on its own");
                true
            }
            Err(_) if gpu.is_lost() => {
                log::error!("the panels of this frame are left out: the graphics memory is full");
                false
            }
            Err(other) => resume_unwind(other),
        }
    }
}

/// Whether Esc is pressed.
fn is_escape(event: &WindowEvent) -> bool {
    let WindowEvent::KeyboardInput { event, .. } = event else { return false };
    event.state.is_pressed() && event.physical_key == PhysicalKey::Code(KeyCode::Escape)
}

fn painter(gpu: &Gpu, format: wgpu::TextureFormat) -> egui_wgpu::Renderer {
    egui_wgpu::Renderer::new(&gpu.device, format, egui_wgpu::RendererOptions::default())
}
