//! Local date and time, written `2004-05-31 10:00:01`.

use std::time::SystemTime;

const FORMAT: &str = "%Y-%m-%d %H:%M:%S";

/// The present time.
pub fn now() -> String {
    jiff::Zoned::now().strftime(FORMAT).to_string()
}

/// A time of the system. None if the calendar does not reach it.
pub fn of(time: SystemTime) -> Option<String> {
    Some(jiff::Zoned::try_from(time).ok()?.strftime(FORMAT).to_string())
}
