//! The event loop of a desktop: from the arguments to the exit code.

use anyhow::{Context, Result};
use winit::event_loop::{EventLoop, EventLoopProxy};

#[cfg(target_os = "linux")]
use super::display;
use super::{Options, UserEvent, handler, rescue, settings};
use crate::platform::signals;

/// Opens the window and returns the exit code when it is closed: that of a signal that asked for the end, else 0.
///
/// # Errors
/// A one-line message if there is no display, no adapter that can draw to it, or after a panic.
pub fn run(options: Options) -> Result<u8> {
    let event_loop = event_loop()?;
    let proxy: EventLoopProxy<UserEvent> = event_loop.create_proxy();
    let (end, store) = (proxy.clone(), settings::Store::of_user());
    let mut handler = handler::Handler::new(options, proxy, store);
    // If the event loop has ended by then, nothing is left to save.
    signals::take_next(move |code| drop(end.send_event(UserEvent::End(code))));
    let ended = rescue::catch(|| event_loop.run_app(&mut handler));
    signals::take_no_more();
    match ended {
        Ok(ended) => {
            handler.save_what_is_left();
            ended.context("the window system reported an error")?;
            handler.outcome()
        }
        Err(panic) => {
            let saved = rescue::catch(|| handler.save_after_panic()).is_ok();
            // Dropping what belongs to the window system after its end may crash.
            std::mem::forget(handler);
            let saved = if saved { "settings and view were saved" } else { "the last view was not saved" };
            anyhow::bail!("internal error: {panic}; {saved}")
        }
    }
}

fn event_loop() -> Result<EventLoop<UserEvent>> {
    let mut builder = EventLoop::<UserEvent>::with_user_event();
    #[cfg(target_os = "linux")]
    {
        display::check_environment()?;
        display::choose(&mut builder);
    }
    rescue::catch(|| builder.build())
        .map_err(|panic| anyhow::anyhow!("no display can be used: {panic}"))?
        .map_err(no_display)
}

fn no_display(error: winit::error::EventLoopError) -> anyhow::Error {
    let reason = match error {
        winit::error::EventLoopError::Os(error) => last_words(&error.to_string()),
        other => other.to_string(),
    };
    anyhow::anyhow!(
        "no display can be used here ({reason}); set DISPLAY or WAYLAND_DISPLAY, or draw a picture without a window: \
         gtd-viewer render FILE -o OUT.png"
    )
}

/// The message of a system error without the source location that winit puts before it (`os error at FILE:LINE:
/// reason`).
fn last_words(text: &str) -> String {
    let after_file = text.split_once(".rs:").map_or(text, |(_, rest)| rest);
    let reason = after_file.split_once(": ").map_or(after_file, |(_, reason)| reason);
    reason.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_reason_and_no_source_line() {
        assert_eq!(last_words("os error at /src/winit/mod.rs:788: no X: at all."), "no X: at all");
        assert_eq!(
            last_words("neither DISPLAY nor WAYLAND_DISPLAY is set."),
            "neither DISPLAY nor WAYLAND_DISPLAY is set"
        );
    }
}
