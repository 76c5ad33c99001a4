//! Names from files, and of files, as text for people: what would act on a terminal, or hide, is spelled out.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::Write;

/// Whether a character does something other than show itself: control characters, marks that change the direction of
/// text, line separators, characters without width, fillers that look like blanks, and noncharacters.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// Appends a hidden character as Rust spells it: `\n`, `\x1b`, `\u{202e}`.
pub fn push_escaped(text: &mut String, c: char) {
    // Writing to a String cannot fail.
    let _ = match c {
        '\n' | '\r' | '\t' => write!(text, "{}", c.escape_default()),
        '\0'..='\x7f' => write!(text, "\\x{:02x}", c as u32),
        _ => write!(text, "{}", c.escape_unicode()),
    };
}

/// The text with all hidden characters spelled out. A backslash stays one: paths are full of them.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_hidden(c) { push_escaped(&mut out, c) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// A path or file name without loss: bytes that are no text are spelled `\xb0`. Hidden characters are kept; where text
/// is printed or shown, [`visible`] spells them out.
pub fn path_text(path: impl AsRef<OsStr>) -> String {
    let mut text = String::new();
    for chunk in path.as_ref().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// A path or file name for the window: without loss, hidden characters spelled out.
pub fn visible_path(path: impl AsRef<OsStr>) -> String {
    visible(&path_text(path)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_or_hides_is_spelled_out() {
        let cases = [
            ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
            ("\x1b]52;c;YQ==\x1b\\", r"\x1b]52;c;YQ==\x1b\"),
            ("a\r\nb\tc\0\x7f", r"a\r\nb\tc\x00\x7f"),
            ("\u{80}\u{9b}31m\u{9f}", r"\u{80}\u{9b}31m\u{9f}"),
            ("\u{202e}dtg\u{2066}x\u{2069}\u{200e}\u{61c}", r"\u{202e}dtg\u{2066}x\u{2069}\u{200e}\u{61c}"),
            ("\u{2028}\u{2029}\u{85}", r"\u{2028}\u{2029}\u{85}"),
            (
                "\u{200b}\u{200d}\u{feff}\u{2060}\u{ad}\u{3164}\u{e0041}",
                r"\u{200b}\u{200d}\u{feff}\u{2060}\u{ad}\u{3164}\u{e0041}",
            ),
            ("\u{fdd1}\u{ffff}\u{10ffff}", r"\u{fdd1}\u{ffff}\u{10ffff}"),
        ];
        for (raw, shown) in cases {
            assert_eq!(visible(raw), shown);
            assert_eq!(visible(shown), shown, "what is visible stays");
        }
    }

    #[test]
    fn words_of_all_languages_stay() {
        for plain in
            ["", "dtex\\map_0.gtt", "모라돈.gtd", "Işık", "日本語", "עברית", "😀 é e\u{301}", "a\u{a0}b\u{3000}c"]
        {
            assert!(matches!(visible(plain), Cow::Borrowed(text) if text == plain), "{plain}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_are_shown_without_loss() {
        use std::os::unix::ffi::OsStrExt;
        let name = OsStr::from_bytes(b"\xb0\xa1/z\x1b.gtd\xff");
        assert_eq!(path_text(name), "\\xb0\\xa1/z\x1b.gtd\\xff");
        assert_eq!(visible_path(name), r"\xb0\xa1/z\x1b.gtd\xff");
        assert_eq!(path_text("가.gtd"), "가.gtd");
    }
}
