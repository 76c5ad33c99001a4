//! Numbers for reading: digit groups and the decimal separator of a language.

use crate::formats::kernel::number::group_digits;

/// How a language writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    /// Between groups of three digits.
    group: Option<char>,
    decimal: char,
}

impl NumberFormat {
    /// 1,729 and 12.5.
    pub const ENGLISH: NumberFormat = NumberFormat { group: Some(','), decimal: '.' };
    /// 1.729 and 12,5.
    pub const TURKISH: NumberFormat = NumberFormat { group: Some('.'), decimal: ',' };
    /// 1729 and 12.5, for text that programs read, too.
    pub const PLAIN: NumberFormat = NumberFormat { group: None, decimal: '.' };

    /// A count, with its digits in groups.
    pub fn count(self, number: u64) -> String {
        self.localize(&number.to_string())
    }

    /// A value rounded to a number of decimal places; never `-0`.
    pub fn decimal(self, value: f64, places: usize) -> String {
        let plain = format!("{value:.places$}");
        let is_zero = plain.bytes().all(|byte| b"-0.".contains(&byte));
        self.localize(if is_zero { plain.trim_start_matches('-') } else { &plain })
    }

    /// A number as Rust writes it, with this format's separators. Anything but plain digits (`NaN`, `1e9`) is returned
    /// unchanged.
    pub fn localize(self, plain: &str) -> String {
        let (sign, rest) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
        let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
        if !whole.bytes().chain(fraction.unwrap_or_default().bytes()).all(|byte| byte.is_ascii_digit()) {
            return plain.to_owned();
        }
        let mut text = sign.to_owned() + &group_digits(whole, self.group);
        if let Some(fraction) = fraction {
            text.push(self.decimal);
            text.push_str(fraction);
        }
        text
    }

    /// A number that a user typed. A single separator that is not followed by exactly three digits is a decimal
    /// separator in every language.
    pub fn parse(self, text: &str) -> Option<f64> {
        let text: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '\u{2212}' { '-' } else { c }).collect();
        let separators: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
        let plain = match separators[..] {
            [(at, separator)] if separator == self.decimal || text.len() - at != 4 => {
                format!("{}.{}", &text[..at], &text[at + 1..])
            }
            _ => {
                let group = self.group.unwrap_or(',');
                text.replace(group, "").replace(self.decimal, ".")
            }
        };
        plain.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_language() {
        let english = [0, 12, 999, 1000, 12_345, 2_455_418].map(|number| NumberFormat::ENGLISH.count(number));
        assert_eq!(english, ["0", "12", "999", "1,000", "12,345", "2,455,418"]);
        assert_eq!(NumberFormat::TURKISH.count(1_234_567), "1.234.567");
        assert_eq!(NumberFormat::PLAIN.count(1_234_567), "1234567");
    }

    #[test]
    fn decimals_have_the_languages_separator() {
        assert_eq!(NumberFormat::ENGLISH.decimal(-1234.56, 1), "-1,234.6");
        assert_eq!(NumberFormat::TURKISH.decimal(12.5, 1), "12,5");
        assert_eq!(NumberFormat::TURKISH.decimal(1234.5, 2), "1.234,50");
        assert_eq!(NumberFormat::ENGLISH.decimal(-0.04, 1), "0.0");
        assert_eq!(NumberFormat::ENGLISH.decimal(f64::NAN, 1), "NaN");
        assert_eq!(NumberFormat::TURKISH.decimal(f64::NEG_INFINITY, 1), "-inf");
        assert_eq!(NumberFormat::TURKISH.localize("2.5"), "2,5");
    }

    #[test]
    fn formatted_numbers_can_be_read_with_either_decimal_separator() {
        for format in [NumberFormat::ENGLISH, NumberFormat::TURKISH, NumberFormat::PLAIN] {
            for value in [0.0, 0.12, -12.5, 999.0, 1729.0, 1_234_567.25] {
                assert_eq!(format.parse(&format.decimal(value, 2)), Some(value), "{value} in {format:?}");
            }
            assert_eq!(format.parse("12.5"), Some(12.5), "{format:?}");
            assert_eq!(format.parse("12,5"), Some(12.5), "{format:?}");
            assert_eq!(format.parse("a"), None, "{format:?}");
            assert_eq!(format.parse("inf"), None, "{format:?}");
        }
        assert_eq!(NumberFormat::TURKISH.parse("1.729"), Some(1729.0));
        assert_eq!(NumberFormat::ENGLISH.parse("1,729"), Some(1729.0));
    }
}
