//! Signals that ask the program to end: Ctrl+C, `kill`, a closed terminal.

use std::io;
#[cfg(feature = "window")]
use std::sync::{Mutex, PoisonError};

/// Exit code of a program that was ended by Ctrl+C, by the convention of shells: 128 and the signal's number.
#[cfg(windows)]
const INTERRUPTED: u8 = 130;

/// Receives the next signal.
#[cfg(feature = "window")]
type Take = Box<dyn FnOnce(u8) + Send>;

#[cfg(feature = "window")]
static NEXT: Mutex<Option<Take>> = Mutex::new(None);

/// Hands the next signal to `take` instead, with its exit code, for a program that has something to save. A further
/// signal ends the program at once.
#[cfg(feature = "window")]
pub fn take_next(take: impl FnOnce(u8) + Send + 'static) {
    *NEXT.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(take));
}

/// Signals end the program again.
#[cfg(feature = "window")]
pub fn take_no_more() {
    *NEXT.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

/// Hands a signal to whoever takes it. False if nobody does.
fn is_taken(code: u8) -> bool {
    #[cfg(feature = "window")]
    {
        let next = NEXT.lock().unwrap_or_else(PoisonError::into_inner).take();
        next.map(|take| take(code)).is_some()
    }
    #[cfg(not(feature = "window"))]
    {
        let _ = code;
        false
    }
}

/// Calls `end` with the exit code that belongs to the signal, on a thread of its own, whenever a signal asks the
/// program to end: 130 for SIGINT (Ctrl+C), 143 for SIGTERM, 129 for SIGHUP; on Windows always 130.
///
/// SIGHUP stays ignored where the parent process ignores it, as `nohup` does. SIGINT does not: a script's shell ignores
/// it for whatever runs in the background, and sends it none the less when asked to.
///
/// # Errors
/// The system does not allow to handle signals.
#[cfg(unix)]
pub fn when_asked_to_end(mut end: impl FnMut(u8) + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let ignored = ignored_signals(&super::fs::read_to_string("/proc/self/status").unwrap_or_default());
    let hang_up = (ignored >> (SIGHUP - 1) & 1 == 0).then_some(SIGHUP);
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM].into_iter().chain(hang_up))?;
    super::thread::spawn("signals", move || {
        for signal in signals.forever() {
            let code = 128 | u8::try_from(signal).unwrap_or_default();
            if !is_taken(code) {
                end(code);
            }
        }
    })?;
    Ok(())
}

/// As on Unix, for the events of a console.
#[cfg(windows)]
pub fn when_asked_to_end(mut end: impl FnMut(u8) + Send + 'static) -> io::Result<()> {
    let handle = move || {
        if !is_taken(INTERRUPTED) {
            end(INTERRUPTED);
        }
    };
    ctrlc::set_handler(handle).map_err(io::Error::other)
}

/// The mask of ignored signals in the text of Linux' `/proc/self/status`; bit 0 is signal 1. None elsewhere.
#[cfg(unix)]
fn ignored_signals(status: &str) -> u64 {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn ignored_signals_are_read_from_the_status() {
        let status = "Name:\tsh\nSigBlk:\t0000000000000002\nSigIgn:\t0000000000001001\nSigCgt:\t0\n";
        assert_eq!(ignored_signals(status), 1 | 1 << 12, "SIGHUP and SIGPIPE");
        assert_eq!(ignored_signals(""), 0);
    }
}
