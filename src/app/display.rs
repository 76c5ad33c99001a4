//! The choice between X11 and Wayland on Linux, and checks of what winit reads from the environment.

use std::os::unix::net::UnixStream;
use std::path::PathBuf;

use winit::event_loop::EventLoopBuilder;
use winit::platform::x11::EventLoopBuilderExtX11;

use super::UserEvent;

/// Range of scales that can be asked for.
const SCALE: [f64; 2] = [0.1, 20.0];

/// winit prefers Wayland wherever its variable is set. Where no compositor answers, X11 is used instead.
pub fn choose(builder: &mut EventLoopBuilder<UserEvent>) {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if set("WAYLAND_SOCKET").is_some() || set("DISPLAY").is_none() {
        return;
    }
    let Some(socket) = set("WAYLAND_DISPLAY").map(PathBuf::from) else { return };
    let socket = set("XDG_RUNTIME_DIR").map_or(socket.clone(), |folder| PathBuf::from(folder).join(&socket));
    if let Err(error) = UnixStream::connect(&socket) {
        log::warn!("no Wayland compositor answers at {} ({error}); using X11", socket.display());
        builder.with_x11();
    }
}

/// Checks a variable that makes winit panic.
///
/// # Errors
/// The variable, its value, and what is expected.
pub fn check_environment() -> anyhow::Result<()> {
    let variable = std::env::var_os("WINIT_X11_SCALE_FACTOR").unwrap_or_default();
    let text = variable.to_string_lossy();
    anyhow::ensure!(
        is_scale(&text),
        "WINIT_X11_SCALE_FACTOR is \"{}\", expected \"randr\" or a number from {} to {}",
        text.escape_debug(),
        SCALE[0],
        SCALE[1]
    );
    Ok(())
}

fn is_scale(text: &str) -> bool {
    let number = text.parse::<f64>();
    text.is_empty()
        || text.eq_ignore_ascii_case("randr")
        || number.is_ok_and(|scale| (SCALE[0]..=SCALE[1]).contains(&scale))
}

#[cfg(test)]
mod tests {
    use super::is_scale;

    #[test]
    fn scales_are_numbers_that_a_screen_can_have() {
        assert!(["", "1", "1.5", "RandR", "0.5"].into_iter().all(is_scale));
        assert!(!["0", "-1", "abc", "nan", "inf", "1e-320", "1e9", " 1", "1,5"].into_iter().any(is_scale));
    }
}
