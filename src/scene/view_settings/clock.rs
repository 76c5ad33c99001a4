//! Times of day as `HH:MM`.

use super::DAY_SECS;
use super::options::ValueError;

/// Formats seconds of the day as `HH:MM`, rounded down to the minute.
pub fn format_clock(secs: u32) -> String {
    let minutes = secs % DAY_SECS / 60;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Parses `HH:MM` into seconds of the day.
///
/// # Errors
/// Any text but `00:00` to `23:59`; minutes have two digits.
pub fn parse_clock(text: &str) -> Result<u32, ValueError> {
    let error = ValueError::new("HH:MM from 00:00 to 23:59");
    let number = |text: &str| text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    let (hour, minute) = text.split_once(':').ok_or(error.clone())?;
    match (number(hour), number(minute)) {
        (Some(hour @ 0..24u32), Some(minutes @ 0..60u32)) if minute.len() == 2 => Ok((hour * 60 + minutes) * 60),
        _ => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        assert_eq!(parse_clock("12:00"), Ok(DAY_SECS / 2));
        assert_eq!(parse_clock("7:05"), Ok(7 * 3600 + 5 * 60));
        assert_eq!(parse_clock("23:59").map(format_clock), Ok("23:59".into()));
        for wrong in ["", "12", "24:00", "12:60", "12:5", "-1:00", "+1:00", "12:00:00", "noon"] {
            assert!(parse_clock(wrong).is_err(), "{wrong:?}");
        }
    }
}
