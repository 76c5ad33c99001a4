//! Numbers in messages: digits in groups of three, counts with their noun.

/// A number with a comma before each group of three digits: 1,729.
pub fn grouped(number: impl Into<u64>) -> String {
    group_digits(&number.into().to_string(), Some(','))
}

/// Digits with a separator before each group of three, if there is one.
pub fn group_digits(digits: &str, separator: Option<char>) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.extend(separator);
        }
        text.push(digit);
    }
    text
}

/// A grouped number and its noun, in the singular for 1.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped() {
        let texts = [0, 12, 123, 1_234, 12_345, 123_456, 1_234_567].map(|number: u64| grouped(number));
        assert_eq!(texts, ["0", "12", "123", "1,234", "12,345", "123,456", "1,234,567"]);
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(counted(1, "byte", "bytes"), "1 byte");
        assert_eq!(counted(0, "vertex", "vertices"), "0 vertices");
        assert_eq!(counted(1_729, "vertex", "vertices"), "1,729 vertices");
    }
}
