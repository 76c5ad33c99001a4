//! The window: creation at its last position, full screen, and grabbing the cursor.

use std::sync::Arc;

use winit::dpi::{LogicalSize, PhysicalPosition};
use winit::event_loop::ActiveEventLoop;
use winit::window::{CursorGrabMode, Fullscreen, Theme, Window, WindowAttributes};

use super::settings::WindowPlace;
use crate::ui::ThemeChoice;

/// Program name for windows and desktops.
pub const NAME: &str = "gtd-viewer";

/// Creates the window, invisible, at its last position if that is still on a screen.
///
/// # Errors
/// The system's error.
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
    let size =
        place.size_points.map_or_else(|| first_size(event_loop), |[width, height]| LogicalSize::new(width, height));
    attributes = attributes.with_inner_size(size);
    if let Some([x, y]) = place.position_px.filter(|&position| is_on_screen(event_loop, position)) {
        attributes = attributes.with_position(PhysicalPosition::new(x, y));
    }
    event_loop.create_window(named_for_desktop(attributes)).map(Arc::new)
}

/// Initial size of the window: comfortable, but no larger than the screen.
fn first_size(event_loop: &ActiveEventLoop) -> LogicalSize<f64> {
    const WANTED: LogicalSize<f64> = LogicalSize::new(1280.0, 720.0);
    let Some(monitor) = event_loop.primary_monitor().or_else(|| event_loop.available_monitors().next()) else {
        return WANTED;
    };
    let screen = monitor.size().to_logical::<f64>(monitor.scale_factor());
    let most = |side: f64, least: f64| if side == 0.0 { f64::INFINITY } else { side.max(least) };
    LogicalSize::new(WANTED.width.min(most(screen.width, 640.0)), WANTED.height.min(most(screen.height, 400.0)))
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

fn is_on_screen(event_loop: &ActiveEventLoop, [x, y]: [i32; 2]) -> bool {
    event_loop.available_monitors().any(|monitor| {
        let (corner, size) = (monitor.position(), monitor.size());
        let within = |at: i32, from: i32, length: u32| (from..from.saturating_add_unsigned(length)).contains(&at);
        // A little inside, so that the title bar can be grabbed.
        within(x.saturating_add(32), corner.x, size.width) && within(y.saturating_add(16), corner.y, size.height)
    })
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
