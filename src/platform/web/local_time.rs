//! Local date and time, written `2004-05-31 10:00:01`.

use std::time::{SystemTime, UNIX_EPOCH};

use js_sys::Date;

/// The present time.
pub fn now() -> String {
    written(&Date::new_0())
}

/// A time of the system. None before 1970.
pub fn of(time: SystemTime) -> Option<String> {
    let since_1970 = time.duration_since(UNIX_EPOCH).ok()?;
    Some(written(&Date::new(&(since_1970.as_secs_f64() * 1e3).into())))
}

fn written(date: &Date) -> String {
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    let (hours, minutes, seconds) = (date.get_hours(), date.get_minutes(), date.get_seconds());
    format!("{year:04}-{month:02}-{day:02} {hours:02}:{minutes:02}:{seconds:02}")
}
