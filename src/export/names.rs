//! File names for names from inside a zone, which any file system accepts.
//!
//! A source may be named as long as its field allows, with characters that a file system refuses, as a device of
//! Windows, or as another source but for letter case.

use std::collections::HashSet;
use std::fmt;

/// Most bytes of a file name on common file systems.
pub const MAX_NAME_BYTES: usize = 255;

/// Names that Windows reserves for devices, also with an extension.
const RESERVED: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
/// Reserved with a digit after it.
const NUMBERED: [&str; 2] = ["COM", "LPT"];

/// A name that could not be a file name, and the file name in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    pub name: String,
    /// Without the extension.
    pub file: String,
}

/// File names for some names, no two of which differ in letter case alone.
#[derive(Clone, Debug, Default)]
pub struct FileNames {
    /// The file names without extension, in the order of the names.
    pub files: Vec<String>,
    /// Those names that are not their file's.
    pub renamed: Vec<Renamed>,
}

impl FileNames {
    /// A file name for each name, as close to it as possible. `rest` is the most bytes that are added to it.
    pub fn new<'a>(names: impl Iterator<Item = &'a str> + Clone, rest: usize) -> FileNames {
        let most = MAX_NAME_BYTES.saturating_sub(rest);
        let mut files = vec![String::new(); names.clone().count()];
        let mut taken = HashSet::new();
        // Names that can be kept come first, so that no changed one takes their place.
        for is_kept in [true, false] {
            for (name, file) in names.clone().zip(&mut files) {
                let first = portable(name, most);
                if (first == name) == is_kept {
                    *file = unused(&first, most, &mut taken);
                }
            }
        }
        let pairs = names.zip(&files).filter(|(name, file)| name != file);
        let renamed = pairs.map(|(name, file)| Renamed { name: name.to_owned(), file: file.clone() }).collect();
        FileNames { files, renamed }
    }
}

/// The name, or with the first number that makes it differ from those taken.
fn unused(name: &str, most: usize, taken: &mut HashSet<String>) -> String {
    let mut file = name.to_owned();
    let mut number = 1;
    while !taken.insert(file.to_lowercase()) {
        number += 1;
        let ending = format!("~{number}");
        file = format!("{}{ending}", shortened(name, most.saturating_sub(ending.len())));
    }
    file
}

/// Turns a name into one that any file system accepts, with at most `most` bytes.
pub fn portable(name: &str, most: usize) -> String {
    let name: String = name.chars().map(|c| if is_portable(c) { c } else { '_' }).collect();
    let name = name.trim_matches(['.', ' ']);
    let name = match name {
        "" => "unnamed".to_owned(),
        _ if is_reserved(name) => format!("_{name}"),
        _ => name.to_owned(),
    };
    shortened(&name, most).to_owned()
}

/// Letters and digits of any script, and the printable ASCII characters that all file systems allow.
fn is_portable(c: char) -> bool {
    c.is_alphanumeric() || c == ' ' || c.is_ascii_graphic() && !r#"<>:"/\|?*"#.contains(c)
}

fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    let is_digit =
        |rest: &str| matches!(rest.chars().next(), Some('0'..='9' | '¹' | '²' | '³')) && rest.chars().count() == 1;
    RESERVED.contains(&stem.as_str()) || NUMBERED.iter().any(|device| stem.strip_prefix(device).is_some_and(is_digit))
}

/// The longest beginning with at most `most` bytes that does not end in a dot or blank.
fn shortened(name: &str, most: usize) -> &str {
    name[..name.floor_char_boundary(most)].trim_end_matches(['.', ' '])
}

/// File name for the output of a zone, with room for a number.
pub fn proposed(zone: &str, suffix: &str) -> String {
    const NUMBER_BYTES: usize = 8;
    format!("{}{suffix}", portable(zone, MAX_NAME_BYTES - NUMBER_BYTES - suffix.len()))
}

/// Adds an ending to a file name, which is shortened to make room. Two long names stay different: a number that depends
/// on the whole name replaces the cut part.
pub fn with_ending(name: &str, ending: &str) -> String {
    if name.len() + ending.len() <= MAX_NAME_BYTES {
        return format!("{name}{ending}");
    }
    let number = format!("~{:08x}", fnv1a(name.as_bytes()));
    let most = MAX_NAME_BYTES.saturating_sub(number.len() + ending.len());
    format!("{}{number}{ending}", shortened(name, most))
}

/// FNV-1a, 32 bits: the same on every system and in every version.
fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Most changed names in a report.
const MOST_SHOWN: usize = 5;

/// The lines of a report about changed names.
pub struct RenamedLines<'a>(pub &'a [Renamed]);

impl fmt::Display for RenamedLines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Renamed { name, file } in self.0.iter().take(MOST_SHOWN) {
            write!(f, "\n  '{}' is no file name everywhere: written as '{file}'", name.escape_debug())?;
        }
        match self.0.len().saturating_sub(MOST_SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n  ... and {more} more names"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_file_system_refuses_are_changed() {
        let expected = [
            ("map_ka_nsnow01", "map_ka_nsnow01"),
            ("a+b (1) [2]", "a+b (1) [2]"),
            ("\u{d55c}\u{ae00}", "\u{d55c}\u{ae00}"),
            ("..", "unnamed"),
            ("", "unnamed"),
            (" a. . ", "a"),
            ("C:x", "C_x"),
            ("a/b\\c", "a_b_c"),
            ("a\n\u{1b}[m\u{202e}b", "a__[m_b"),
            ("con", "_con"),
            ("Nul.tar", "_Nul.tar"),
            ("COM1", "_COM1"),
            ("lpt\u{b9}", "_lpt\u{b9}"),
            ("com", "com"),
            ("com10", "com10"),
            ("console", "console"),
        ];
        for (name, file) in expected {
            assert_eq!(portable(name, MAX_NAME_BYTES), file, "{name:?}");
        }
        assert_eq!(portable("\u{d55c}\u{ae00}", 4), "\u{d55c}");
        assert_eq!(portable("abc. def", 5), "abc");
    }

    #[test]
    fn no_two_names_are_the_same_in_any_case() {
        let long = ["n".repeat(300), "n".repeat(400)];
        let names = ["Grass", "grass", "a:", "a?", "a_", "GRASS", "grass~2", &long[0], &long[1]];
        let FileNames { files, renamed } = FileNames::new(names.into_iter(), 4);
        assert_eq!(files[..7], ["Grass", "grass~2", "a_~2", "a_~3", "a_", "GRASS~3", "grass~2~2"]);
        assert_eq!([files[7].len(), files[8].len()], [251, 251]);
        assert!(files[7] != files[8] && files[8].ends_with("~2"));
        assert_eq!(renamed.len(), 7);
        let text = RenamedLines(&renamed).to_string();
        assert!(text.contains("'grass' is no") && text.ends_with("... and 2 more names"), "{text}");
    }

    #[test]
    fn a_proposed_name_is_no_path_and_leaves_room_for_a_number() {
        assert_eq!(proposed("moradon", "-map"), "moradon-map");
        assert_eq!(proposed("..\\..\\x", "-map"), "_.._x-map");
        assert_eq!(proposed(&"n".repeat(300), "-map").len(), 247);
    }

    #[test]
    fn an_ending_always_fits() {
        assert_eq!(with_ending("a.png", ".json"), "a.png.json");
        let long = ["n".repeat(250) + "1", "n".repeat(250) + "2"].map(|name| with_ending(&name, ".json"));
        assert!(long.iter().all(|name| name.len() == 255 && name.ends_with(".json")));
        assert_ne!(long[0], long[1]);
        let korean = with_ending(&"\u{d55c}".repeat(84), ".json");
        assert!(korean.len() <= 255 && korean.starts_with('\u{d55c}'), "{korean}");
    }
}
