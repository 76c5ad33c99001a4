//! Opening a device for the window: at once, or in a browser later.

use std::sync::Arc;

use winit::event_loop::ActiveEventLoop;
use winit::window::Window;

use super::Handler;
use crate::app::UserEvent;
use crate::app::frame::{DeviceRequest, OpenDevice, open};
use crate::render::DeviceNews;

impl Handler {
    /// Opens a device for the window, which [`Handler::device_opened`] takes.
    pub(super) fn open_device(&mut self, event_loop: &ActiveEventLoop, window: Arc<Window>, vsync: bool) {
        let proxy = self.proxy.clone();
        let request = DeviceRequest {
            display: event_loop.owned_display_handle(),
            window,
            adapter: self.options.view.adapter.clone(),
            refused: self.options.refused.clone(),
            vsync,
            // After the end of the loop nobody draws.
            listener: Box::new(move |news| drop(proxy.send_event(UserEvent::DeviceNews(news)))),
        };
        #[cfg(not(target_family = "wasm"))]
        self.device_opened(event_loop, crate::platform::block_on(open(request)));
        #[cfg(target_family = "wasm")]
        self.open_later(request);
    }

    #[cfg(target_family = "wasm")]
    fn open_later(&self, request: DeviceRequest) {
        let proxy = self.proxy.clone();
        let opening = move || async move {
            let opened = open(request).await;
            let _ = proxy.send_event(UserEvent::Device(Box::new(opened)));
        };
        // A task of a page always starts.
        let _ = crate::platform::spawn("device", opening);
    }

    /// Takes what the device reports by itself.
    pub(super) fn device_news(&mut self, event_loop: &ActiveEventLoop, news: DeviceNews) {
        match news {
            DeviceNews::Trouble => self.redraw(),
            // Frames, which else take what waits, are not drawn in a hidden page.
            DeviceNews::CaughtUp if self.covered && std::mem::take(&mut self.postponed) => {
                self.take_loaded(event_loop);
                self.take_compared();
            }
            DeviceNews::CaughtUp => {}
        }
    }

    /// Takes the first device of the window, or the next one after a loss.
    pub(super) fn device_opened(&mut self, event_loop: &ActiveEventLoop, opened: anyhow::Result<OpenDevice>) {
        if self.stage.is_some() {
            return self.device_renewed(event_loop, opened);
        }
        match (opened, self.window.clone()) {
            (Ok(device), Some(window)) => self.begin_drawing(event_loop, window, device),
            (Err(error), _) => {
                self.outcome = Err(error);
                event_loop.exit();
            }
            (Ok(_), None) => {}
        }
    }
}
