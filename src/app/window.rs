//! The window: creation at its last position, full screen, and grabbing the cursor.

use std::sync::Arc;

#[cfg(not(target_family = "wasm"))]
use winit::dpi::LogicalSize;
use winit::dpi::PhysicalPosition;
use winit::event_loop::ActiveEventLoop;
use winit::monitor::MonitorHandle;
use winit::window::{CursorGrabMode, Fullscreen, Theme, Window, WindowAttributes};

use super::settings::WindowPlace;
use crate::ui::ThemeChoice;

/// Program name for windows and desktops.
pub const NAME: &str = "gtd-viewer";

/// The canvas of the page as the window; the page gives it its place and size.
///
/// # Errors
/// The browser's error.
#[cfg(target_family = "wasm")]
pub fn create(
    event_loop: &ActiveEventLoop,
    _place: &WindowPlace,
    _theme: ThemeChoice,
) -> Result<Arc<Window>, winit::error::OsError> {
    use winit::platform::web::WindowAttributesExtWebSys;
    let attributes = WindowAttributes::default().with_title(NAME).with_canvas(super::web::canvas());
    event_loop.create_window(attributes).map(Arc::new)
}

/// Creates the window, invisible, at its last position if that is still on a screen, and no larger than the screen.
///
/// # Errors
/// The system's error.
#[cfg(not(target_family = "wasm"))]
pub fn create(
    event_loop: &ActiveEventLoop,
    place: &WindowPlace,
    theme: ThemeChoice,
) -> Result<Arc<Window>, winit::error::OsError> {
    let mut attributes = WindowAttributes::default()
        .with_title(NAME)
        .with_theme(title_theme(theme))
        .with_visible(false)
        .with_maximized(place.maximized)
        .with_min_inner_size(LogicalSize::new(320.0, 240.0));
    // In points: on Wayland the screen of the window, and so its scale, is not known yet.
    let screens: Vec<Screen> = event_loop.available_monitors().map(|monitor| Screen::of(&monitor)).collect();
    let primary = event_loop.primary_monitor().map(|monitor| Screen::of(&monitor));
    let (size, position) = fitted(place, &screens, primary);
    attributes = attributes.with_inner_size(LogicalSize::new(size[0], size[1]));
    if let Some([x, y]) = position {
        attributes = attributes.with_position(PhysicalPosition::new(x, y));
    }
    event_loop.create_window(named_for_desktop(attributes)).map(Arc::new)
}

/// Shows the window. Some window managers maximize only a window that is shown.
pub fn show(window: &Window, place: &WindowPlace) {
    window.set_visible(true);
    if place.maximized {
        window.set_maximized(true);
    }
}

/// A screen in the desktop, in physical pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Screen {
    corner_px: [i32; 2],
    size_px: [u32; 2],
    /// Pixels per point.
    scale: f64,
}

impl Screen {
    fn of(monitor: &MonitorHandle) -> Screen {
        let (corner, size) = (monitor.position(), monitor.size());
        Screen { corner_px: [corner.x, corner.y], size_px: [size.width, size.height], scale: monitor.scale_factor() }
    }

    /// Whether a window with this corner is on the screen, a little inside, so that its title bar can be grabbed.
    fn holds(&self, corner_px: [i32; 2]) -> bool {
        const INSIDE_PX: [i32; 2] = [32, 16];
        [0, 1].iter().all(|&i| {
            let end = self.corner_px[i].saturating_add_unsigned(self.size_px[i]);
            (self.corner_px[i]..end).contains(&corner_px[i].saturating_add(INSIDE_PX[i]))
        })
    }
}

/// Size in points and position in pixels of the window: the saved ones, but on a screen and no larger than that.
fn fitted(place: &WindowPlace, screens: &[Screen], primary: Option<Screen>) -> ([f64; 2], Option<[i32; 2]>) {
    const WANTED: [f64; 2] = [1280.0, 720.0];
    const LEAST: [f64; 2] = [640.0, 400.0];
    let held = |corner: [i32; 2]| screens.iter().find(|screen| screen.holds(corner)).map(|screen| (corner, *screen));
    let last = place.position_px.and_then(held);
    let saved = place.size_points.unwrap_or(WANTED);
    let screen = last.map(|(_, screen)| screen).or(primary).or(screens.first().copied());
    let Some(screen) = screen.filter(|screen| !screen.size_px.contains(&0) && screen.scale > 0.0) else {
        return (saved, last.map(|(corner, _)| corner));
    };
    let size = [0, 1].map(|i: usize| saved[i].min((f64::from(screen.size_px[i]) / screen.scale).max(LEAST[i])));
    let into = |i: usize, at: i32| {
        let first = screen.corner_px[i];
        let last = first.saturating_add_unsigned(screen.size_px[i]).saturating_sub((size[i] * screen.scale) as i32);
        at.clamp(first, last.max(first))
    };
    // A window that was partly outside stays there, one that does not fit is moved.
    let moved = |[x, y]: [i32; 2]| if saved == size { [x, y] } else { [into(0, x), into(1, y)] };
    (size, last.map(|(corner, _)| moved(corner)))
}

/// Application id, by which desktops find the icon and group windows.
#[cfg(target_os = "linux")]
fn named_for_desktop(attributes: WindowAttributes) -> WindowAttributes {
    use winit::platform::{wayland, x11};
    let attributes = wayland::WindowAttributesExtWayland::with_name(attributes, NAME, "");
    x11::WindowAttributesExtX11::with_name(attributes, NAME, NAME)
}

/// The icon of the title bar and the one of the task bar, from the program's resources.
#[cfg(windows)]
fn named_for_desktop(attributes: WindowAttributes) -> WindowAttributes {
    use winit::dpi::PhysicalSize;
    use winit::platform::windows::{IconExtWindows, WindowAttributesExtWindows};
    use winit::window::Icon;
    /// The number that build.rs gives the icon.
    const ICON: u16 = 1;
    // Without a resource compiler the program has none.
    let icon = |side: u32| Icon::from_resource(ICON, Some(PhysicalSize::new(side, side))).ok();
    attributes.with_window_icon(icon(32)).with_taskbar_icon(icon(256))
}

#[cfg(not(any(target_os = "linux", windows)))]
fn named_for_desktop(attributes: WindowAttributes) -> WindowAttributes {
    attributes
}

/// Theme of the title bar, if the program can set it; none for the system's.
pub fn title_theme(theme: ThemeChoice) -> Option<Theme> {
    match theme {
        ThemeChoice::Dark => Some(Theme::Dark),
        ThemeChoice::Light => Some(Theme::Light),
        ThemeChoice::System => None,
    }
}

/// The position to save; the size is kept from before the window was maximized. `scale` is the screen's.
pub fn place_of(window: &Window, scale: f64, before: &WindowPlace) -> WindowPlace {
    let maximized = window.is_maximized();
    if maximized || window.fullscreen().is_some() || window.is_minimized() == Some(true) {
        return WindowPlace { maximized, ..*before };
    }
    let size = window.inner_size().to_logical::<f64>(scale);
    let position_px = window.outer_position().ok().map(|at| [at.x, at.y]);
    WindowPlace { size_points: Some([size.width, size.height]), position_px, maximized }
}

/// Whether files can be dropped on windows: winit reports none on Wayland.
#[cfg(target_os = "linux")]
pub fn can_drop(event_loop: &ActiveEventLoop) -> bool {
    !winit::platform::wayland::ActiveEventLoopExtWayland::is_wayland(event_loop)
}

/// Whether files can be dropped on windows: nothing is dropped with fingers.
#[cfg(not(target_os = "linux"))]
pub fn can_drop(_event_loop: &ActiveEventLoop) -> bool {
    !is_touched()
}

/// Whether windows are used with fingers.
#[cfg(target_family = "wasm")]
pub fn is_touched() -> bool {
    super::web::is_touched()
}

/// Whether windows are used with fingers: desktops have a mouse.
#[cfg(not(target_family = "wasm"))]
pub fn is_touched() -> bool {
    false
}

/// Turns full screen on or off.
pub fn set_full_screen(window: &Window, on: bool) {
    window.set_fullscreen(on.then_some(Fullscreen::Borderless(None)));
}

/// Mode of a cursor grab.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Grab {
    Free,
    /// The cursor is locked; movements arrive as device events.
    Locked,
    /// The cursor is hidden and confined, reset to the center near the edges, and finally moved back to its start.
    Confined {
        /// Start of the cursor, physical pixels.
        from_px: [f64; 2],
    },
}

/// Hides and grabs the cursor.
pub fn grab(window: &Window, at_px: [f64; 2]) -> Grab {
    window.set_cursor_visible(false);
    if window.set_cursor_grab(CursorGrabMode::Locked).is_ok() {
        return Grab::Locked;
    }
    if let Err(error) = window.set_cursor_grab(CursorGrabMode::Confined) {
        log::debug!("the cursor cannot be held: {error}");
    }
    Grab::Confined { from_px: at_px }
}

/// Releases the cursor. Returns its new position, if it was moved.
pub fn release(window: &Window, grab: Grab) -> Option<[f64; 2]> {
    if let Err(error) = window.set_cursor_grab(CursorGrabMode::None) {
        log::debug!("the cursor cannot be let go: {error}");
    }
    window.set_cursor_visible(true);
    match grab {
        Grab::Confined { from_px } => put_cursor(window, from_px),
        _ => None,
    }
}

/// Moves a confined cursor back to the center when it comes near an edge; returns its new position.
pub fn keep_off_edges(window: &Window, at_px: [f64; 2]) -> Option<[f64; 2]> {
    let size = window.inner_size();
    let sides = [f64::from(size.width), f64::from(size.height)];
    let near = at_px.iter().zip(sides).any(|(&at, side)| at < side * 0.05 || at > side * 0.95);
    if near { put_cursor(window, sides.map(|side| (side / 2.0).round())) } else { None }
}

fn put_cursor(window: &Window, to_px: [f64; 2]) -> Option<[f64; 2]> {
    window.set_cursor_position(PhysicalPosition::new(to_px[0], to_px[1])).ok().map(|()| to_px)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Screen = Screen { corner_px: [0, 0], size_px: [1280, 800], scale: 1.0 };
    const DENSE: Screen = Screen { corner_px: [1280, 0], size_px: [3840, 2160], scale: 2.0 };

    fn place(size: [f64; 2], position_px: Option<[i32; 2]>) -> WindowPlace {
        WindowPlace { size_points: Some(size), position_px, maximized: false }
    }

    #[test]
    fn a_window_fits_the_screen_it_was_on() {
        let fitted = |place: WindowPlace| fitted(&place, &[SMALL, DENSE], Some(SMALL));
        assert_eq!(fitted(WindowPlace::default()), ([1280.0, 720.0], None));
        assert_eq!(fitted(place([900.0, 600.0], Some([100, 50]))), ([900.0, 600.0], Some([100, 50])));
        assert_eq!(fitted(place([900.0, 600.0], Some([700, 700]))), ([900.0, 600.0], Some([700, 700])), "as left");
        assert_eq!(fitted(place([3840.0, 2100.0], Some([100, 50]))), ([1280.0, 800.0], Some([0, 0])));
        assert_eq!(fitted(place([1900.0, 1000.0], Some([1300, 20]))), ([1900.0, 1000.0], Some([1300, 20])));
        assert_eq!(fitted(place([3840.0, 700.0], Some([1300, 20]))), ([1920.0, 700.0], Some([1280, 20])));
        // The other screen is gone, or the position is no place at all.
        for position in [Some([9000, 50]), Some([-5000, -5000]), Some([i32::MAX, i32::MIN]), None] {
            assert_eq!(fitted(place([3840.0, 600.0], position)), ([1280.0, 600.0], None));
        }
    }

    #[test]
    fn without_a_known_screen_the_size_stays() {
        let saved = place([900.0, 600.0], Some([10, 20]));
        assert_eq!(fitted(&saved, &[], None), ([900.0, 600.0], None));
        let unknown = Screen { size_px: [0, 0], ..SMALL };
        assert_eq!(fitted(&saved, &[unknown], Some(unknown)), ([900.0, 600.0], None));
        let tiny = Screen { size_px: [320, 200], ..SMALL };
        assert_eq!(fitted(&saved, &[tiny], None).0, [640.0, 400.0], "panels need some room");
    }
}
