//! Scale of the window's screen as reported by events, and the correction of egui's input.
//!
//! On X11, winit 0.30 does not update `Window::scale_factor` when the scale of a screen changes, until a window manager
//! moves the window; egui-winit uses it for panels and cursor.

use winit::event::WindowEvent;
use winit::window::Window;

/// Scale of the window's screen: pixels per point, without the user's own scale.
#[derive(Clone, Copy, Debug)]
pub struct ScreenScale(f64);

impl ScreenScale {
    /// The scale at startup.
    pub fn of(window: &Window) -> ScreenScale {
        ScreenScale(window.scale_factor())
    }

    /// Pixels per point.
    pub fn get(self) -> f32 {
        self.0 as f32
    }

    /// Applies an event. A scale that is reported twice, as on X11 by the change and again by the next move, does not
    /// resize the window.
    pub fn follow(&mut self, window: &Window, event: &WindowEvent) {
        let WindowEvent::ScaleFactorChanged { scale_factor, inner_size_writer } = event else { return };
        let known = std::mem::replace(&mut self.0, *scale_factor);
        log::info!("the screen's scale was {known} and is {scale_factor}");
        if known == *scale_factor && inner_size_writer.clone().request_inner_size(window.inner_size()).is_err() {
            log::debug!("the window's size is decided already");
        }
    }

    /// Converts input from the window's own scale to this one.
    pub fn correct(self, window: &Window, input: &mut egui::RawInput) {
        rescale(input, (window.scale_factor() / self.0) as f32);
        let viewport = input.viewports.entry(input.viewport_id).or_default();
        viewport.native_pixels_per_point = Some(self.get());
    }
}

/// Scales all values in points.
fn rescale(input: &mut egui::RawInput, factor: f32) {
    if factor == 1.0 {
        return;
    }
    input.screen_rect = input.screen_rect.map(|rect| rect * factor);
    for event in &mut input.events {
        match event {
            egui::Event::PointerMoved(pos)
            | egui::Event::PointerButton { pos, .. }
            | egui::Event::MiddleClickPaste { pos, .. }
            | egui::Event::Touch { pos, .. } => *pos *= factor,
            egui::Event::MouseWheel { unit: egui::MouseWheelUnit::Point, delta, .. } => *delta *= factor,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rescale;
    use egui::{Event, Modifiers, MouseWheelUnit, PointerButton, RawInput, Rect, TouchPhase, pos2, vec2};

    /// A window of 2560 x 1440 pixels, measured at scale 1 and converted to 2.
    #[test]
    fn points_of_another_scale_are_brought_to_the_screens() {
        let moved = Event::PointerMoved(pos2(200.0, 100.0));
        let pressed = |pos| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::NONE,
        };
        let wheel = |unit, delta| Event::MouseWheel {
            unit,
            delta,
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        };
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(2560.0, 1440.0))),
            events: vec![
                moved,
                pressed(pos2(30.0, 8.0)),
                wheel(MouseWheelUnit::Point, vec2(0.0, 40.0)),
                wheel(MouseWheelUnit::Line, vec2(0.0, 3.0)),
            ],
            ..RawInput::default()
        };
        rescale(&mut input, 0.5);
        assert_eq!(input.screen_rect, Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 720.0))));
        let expected = [
            Event::PointerMoved(pos2(100.0, 50.0)),
            pressed(pos2(15.0, 4.0)),
            wheel(MouseWheelUnit::Point, vec2(0.0, 20.0)),
            // Lines do not depend on the scale.
            wheel(MouseWheelUnit::Line, vec2(0.0, 3.0)),
        ];
        assert_eq!(input.events, expected);
    }
}
