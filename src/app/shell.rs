//! Words of a shell's command line: quoting and splitting.

use std::ffi::{OsStr, OsString};
use std::fmt::Write;

use crate::formats::kernel::visible::is_hidden;

/// The rules of quoting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// bash, zsh and other shells of Unix.
    Posix,
    /// Command prompt and PowerShell, whose programs split their command line themselves.
    Windows,
}

impl Shell {
    /// The rules of this system.
    pub const HERE: Shell = if cfg!(windows) { Shell::Windows } else { Shell::Posix };

    /// A word as it is typed: plain where it can be, else in quotes.
    pub fn quote(self, word: &OsStr) -> String {
        let plain = |c: char| c.is_alphanumeric() || "_./:=,+-@".contains(c) || (c == '\\' && self == Shell::Windows);
        match (self, word.to_str()) {
            (_, Some(text)) if !text.is_empty() && text.chars().all(plain) => text.to_owned(),
            (Shell::Windows, _) => quote_windows(&word.to_string_lossy()),
            (Shell::Posix, Some(text)) if !text.contains(is_hidden) => format!("'{}'", text.replace('\'', r"'\''")),
            (Shell::Posix, _) => quote_bytes(word),
        }
    }

    /// The words of a command line; none if a quotation does not end.
    pub fn split(self, text: &str) -> Option<Vec<OsString>> {
        match self {
            Shell::Posix => PosixWords::of(text),
            Shell::Windows => split_windows(text),
        }
    }
}

/// `$'...'`: bytes that are no text, and characters that act or hide, as octal numbers, which have a fixed length.
fn quote_bytes(word: &OsStr) -> String {
    let mut out = String::from("$'");
    for chunk in word.as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\'' | '\\' => out.extend(['\\', c]),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c if is_hidden(c) => octal(&mut out, c.encode_utf8(&mut [0; 4]).as_bytes()),
                c => out.push(c),
            }
        }
        octal(&mut out, chunk.invalid());
    }
    out + "'"
}

fn octal(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(out, "\\{byte:03o}");
    }
}

/// In double quotes; backslashes count double before a quotation mark and at the end.
fn quote_windows(text: &str) -> String {
    let mut out = String::from("\"");
    let mut backslashes = 0;
    for c in text.chars() {
        match c {
            '\\' => backslashes += 1,
            '"' => {
                out.push_str(&"\\".repeat(backslashes + 1));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        out.push(c);
    }
    out + &"\\".repeat(backslashes) + "\""
}

fn split_windows(text: &str) -> Option<Vec<OsString>> {
    let (mut words, mut word, mut quoted, mut backslashes) = (Vec::new(), None::<String>, false, 0_usize);
    for c in text.chars() {
        if c == '\\' {
            backslashes += 1;
            word.get_or_insert_default().push(c);
            continue;
        }
        let before = std::mem::take(&mut backslashes);
        match c {
            '"' => {
                let word = word.get_or_insert_default();
                word.truncate(word.len() - before.div_ceil(2));
                if before % 2 == 1 { word.push(c) } else { quoted = !quoted }
            }
            c if c.is_whitespace() && !quoted => words.extend(word.take().map(OsString::from)),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word.map(OsString::from));
    (!quoted).then_some(words)
}

/// Splitting by the rules of POSIX shells: blanks, backslashes, `'...'`, `"..."` and `$'...'`.
struct PosixWords<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    word: Option<Vec<u8>>,
    words: Vec<OsString>,
}

impl PosixWords<'_> {
    fn of(text: &str) -> Option<Vec<OsString>> {
        let mut words = PosixWords { rest: text.chars().peekable(), word: None, words: Vec::new() };
        while let Some(c) = words.rest.next() {
            match c {
                c if c.is_whitespace() => words.end_word(),
                '\'' => words.until_quote(|_| None)?,
                '"' => words.in_double_quotes()?,
                '$' if words.rest.next_if_eq(&'\'').is_some() => words.until_quote(PosixWords::escape)?,
                '\\' => {
                    let next = words.rest.next()?;
                    if next != '\n' {
                        words.push(next);
                    }
                }
                c => words.push(c),
            }
        }
        words.end_word();
        Some(words.words)
    }

    fn bytes(&mut self) -> &mut Vec<u8> {
        self.word.get_or_insert_default()
    }

    fn push(&mut self, c: char) {
        let mut bytes = [0; 4];
        let text = c.encode_utf8(&mut bytes).as_bytes().to_vec();
        self.bytes().extend(text);
    }

    fn end_word(&mut self) {
        self.words.extend(self.word.take().map(os_string));
    }

    /// The rest of `'...'`, in which `escape` reads what follows a backslash.
    fn until_quote(&mut self, escape: fn(&mut Self) -> Option<()>) -> Option<()> {
        self.bytes();
        loop {
            match self.rest.next()? {
                '\'' => return Some(()),
                '\\' if escape(self).is_some() => {}
                c => self.push(c),
            }
        }
    }

    /// What follows a backslash in `$'...'`.
    fn escape(&mut self) -> Option<()> {
        let byte = match *self.rest.peek()? {
            'n' => b'\n',
            'r' => b'\r',
            't' => b'\t',
            'e' => 0x1b,
            'a' => 7,
            'x' => {
                self.rest.next();
                let byte = self.number(16, 2);
                self.bytes().push(byte);
                return Some(());
            }
            '0'..='7' => {
                let byte = self.number(8, 3);
                self.bytes().push(byte);
                return Some(());
            }
            c => {
                self.rest.next();
                self.push(c);
                return Some(());
            }
        };
        self.rest.next();
        self.bytes().push(byte);
        Some(())
    }

    fn number(&mut self, radix: u32, most_digits: u32) -> u8 {
        let mut value = 0;
        for _ in 0..most_digits {
            let Some(digit) = self.rest.peek().and_then(|c| c.to_digit(radix)) else { break };
            value = value * radix + digit;
            self.rest.next();
        }
        value as u8
    }

    fn in_double_quotes(&mut self) -> Option<()> {
        self.bytes();
        loop {
            match self.rest.next()? {
                '"' => return Some(()),
                '\\' => {
                    let c = self.rest.next()?;
                    if !matches!(c, '$' | '`' | '"' | '\\') {
                        self.push('\\');
                    }
                    self.push(c);
                }
                c => self.push(c),
            }
        }
    }
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_plain_where_they_can_be() {
        for (shell, word, quoted) in [
            (Shell::Posix, "/Zones/가.gtd", "/Zones/가.gtd"),
            (Shell::Posix, "--camera=-1.5,20,300,90,-45", "--camera=-1.5,20,300,90,-45"),
            (Shell::Posix, "My Games/it's.gtd", r"'My Games/it'\''s.gtd'"),
            (Shell::Posix, "", "''"),
            (Shell::Posix, "50%\\x", r"'50%\x'"),
            (Shell::Posix, "a\n\x1b\u{202e}'\\b", r"$'a\n\033\342\200\256\'\\b'"),
            (Shell::Windows, r"C:\Zones\a.gtd", r"C:\Zones\a.gtd"),
            (Shell::Windows, r"C:\My Games\", r#""C:\My Games\\""#),
            (Shell::Windows, r#"a\"b"#, r#""a\\\"b""#),
            (Shell::Windows, "", "\"\""),
        ] {
            assert_eq!(shell.quote(OsStr::new(word)), quoted);
        }
    }

    #[test]
    fn quoted_words_are_split_again() {
        let words = [
            "gtd-viewer",
            "",
            " ",
            "a b",
            "it's",
            "$HOME",
            "`x`",
            "a\"b",
            "c\\d",
            "\\",
            "C:\\x y\\",
            "*?",
            "#",
            "~",
            "!",
            "a\tb\nc\r",
            "\x1b[31m7",
            "\u{202e}\u{9b}8",
            "가 나",
        ];
        for shell in [Shell::Posix, Shell::Windows] {
            let line: Vec<String> = words.iter().map(|word| shell.quote(OsStr::new(word))).collect();
            assert_eq!(shell.split(&line.join(" ")).unwrap(), words, "{shell:?}");
        }
    }

    #[test]
    fn words_that_users_type_are_split() {
        assert_eq!(
            Shell::Posix.split(r#"a\ b "c \"d\" \n" $'\x41\102\e' e''f"#).unwrap(),
            ["a b", "c \"d\" \\n", "AB\x1b", "ef"]
        );
        assert_eq!(
            Shell::Windows.split(r#""C:\a b\\" --data=C:\x\ "q""#).unwrap(),
            ["C:\\a b\\", "--data=C:\\x\\", "q"]
        );
        for open in ["'a", "\"a", "$'a", "a\\"] {
            assert_eq!(Shell::Posix.split(open), None, "{open}");
        }
        assert_eq!(Shell::Windows.split("\"a"), None);
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_kept() {
        use std::os::unix::ffi::OsStrExt;
        let name = OsStr::from_bytes(b"/\xb0\xa1 7/z.gtd");
        let quoted = Shell::Posix.quote(name);
        assert_eq!(quoted, r"$'/\260\241 7/z.gtd'");
        assert_eq!(Shell::Posix.split(&quoted).unwrap(), [name]);
        let echo = |word: &OsStr| {
            let script = format!("printf %s {}", Shell::Posix.quote(word));
            std::process::Command::new("bash").args(["-c", &script]).env_clear().output()
        };
        for word in [name, OsStr::new("it's \x1b[1m\u{202e}7\\n\n!$x"), OsStr::new("a b"), OsStr::new("-dash")] {
            match echo(word) {
                Ok(output) => assert_eq!(output.stdout, word.as_bytes()),
                Err(error) => println!("skipped: bash cannot be started: {error}"),
            }
        }
    }
}
