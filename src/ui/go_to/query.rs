//! What a text in the "Go to" dialog asks for.

/// A place that a text asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Query<'a> {
    /// A place, meters east and north.
    Place([f64; 2]),
    /// A tile by its indices, east and north.
    Tile([u32; 2]),
    /// A byte of the terrain file by its offset.
    Byte(u64),
    /// An object or a saved place by its name, or a part of it.
    Name(&'a str),
}

/// A text that asks for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryError {
    /// Something else than two numbers.
    Place,
    /// `tile` without two whole numbers.
    Tile,
    /// `0x` without hexadecimal digits, or with too many.
    Byte,
}

/// The words before the indices of a tile, in the languages of the window.
const TILE_WORDS: [&str; 2] = ["tile", "karo"];

/// Reads a text: `461.5 218`, `tile 461,218`, `0x1ce54f`, or a name. Numbers may have a decimal point or comma.
pub fn parse(text: &str) -> Result<Query<'_>, QueryError> {
    let text = text.trim();
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return u64::from_str_radix(digits, 16).map(Query::Byte).map_err(|_| QueryError::Byte);
    }
    let (word, rest) = text.split_at(text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len()));
    if TILE_WORDS.contains(&word.to_lowercase().as_str()) && is_numeric(rest) {
        let indices = pair(rest).and_then(|pair| Some([pair[0].parse().ok()?, pair[1].parse().ok()?]));
        return indices.map(Query::Tile).ok_or(QueryError::Tile);
    }
    if text.is_empty() || !is_numeric(text) {
        return Ok(Query::Name(text));
    }
    let number = |text: &str| text.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite());
    let numbers = pair(text).and_then(|pair| Some([number(pair[0])?, number(pair[1])?]));
    numbers.map(Query::Place).ok_or(QueryError::Place)
}

/// Whether a text consists of numbers and what separates them.
fn is_numeric(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | ';' | '-' | '+'))
}

/// The two numbers of a text, separated by a space or a semicolon, with or without a comma, or by the only comma.
fn pair(text: &str) -> Option<[&str; 2]> {
    let is_gap = |c: char| c.is_whitespace() || c == ';';
    let words: Vec<&str> =
        text.split(is_gap).map(|word| word.trim_matches(',')).filter(|word| !word.is_empty()).collect();
    match words[..] {
        [first, second] => Some([first, second]),
        [both] => both.split_once(',').filter(|(_, second)| !second.contains(',')).map(|(x, z)| [x, z]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_two_numbers_however_they_are_separated() {
        for text in ["461.5 218", " 461.5, 218 ", "461.5,218", "461,5 218", "461,5; 218,0", "461.5\t218", "461.5 , 218"]
        {
            assert_eq!(parse(text), Ok(Query::Place([461.5, 218.0])), "{text:?}");
        }
        assert_eq!(parse("461,218"), Ok(Query::Place([461.0, 218.0])), "a comma alone separates");
        assert_eq!(parse("-3 +4"), Ok(Query::Place([-3.0, 4.0])), "also outside the zone");
        for text in ["461", "1 2 3", "1,2,3", "--1 2", "1.2.3 4", ",", "-", &format!("1 {}", "9".repeat(400))] {
            assert_eq!(parse(text), Err(QueryError::Place), "{text:?}");
        }
    }

    #[test]
    fn tiles_are_two_whole_numbers_after_the_word() {
        for text in ["tile 461,218", "Tile 461 218", "tile 461, 218", "karo 461;218", "KARO 461,218", "tile461,218"] {
            assert_eq!(parse(text), Ok(Query::Tile([461, 218])), "{text:?}");
        }
        for text in ["tile", "tile ", "tile 3", "tile 3,-1", "tile 3.5 1", "tile 1 2 3", "tile 99999999999 1"] {
            assert_eq!(parse(text), Err(QueryError::Tile), "{text:?}");
        }
    }

    #[test]
    fn bytes_are_hexadecimal() {
        assert_eq!(parse("0x1ce54f"), Ok(Query::Byte(0x1c_e54f)));
        assert_eq!(parse(" 0X1CE54F "), Ok(Query::Byte(0x1c_e54f)));
        for text in ["0x", "0xg", "0x1 2", "0x-1", "0x11112222333344445"] {
            assert_eq!(parse(text), Err(QueryError::Byte), "{text:?}");
        }
    }

    #[test]
    fn everything_else_is_a_name() {
        for text in ["", "gate", "tile_wall 2", "tiles 3", "2nd bridge", "Köprü", "0 gates", "tree-01"] {
            assert_eq!(parse(text), Ok(Query::Name(text)), "{text:?}");
        }
    }
}
