//! Writing to standard output and error: optional colors, and a closed pipe that is not an error.

use std::io::{self, IsTerminal, Write};

use super::values::ColorArg;

/// Text styles, possibly plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    enabled: bool,
}

impl Style {
    pub const PLAIN: Style = Style { enabled: false };

    /// The style for standard output.
    pub fn for_stdout(color: ColorArg) -> Style {
        Style::choose(color, io::stdout().is_terminal())
    }

    /// The style for standard error.
    pub fn for_stderr(color: ColorArg) -> Style {
        Style::choose(color, io::stderr().is_terminal())
    }

    fn choose(color: ColorArg, terminal: bool) -> Style {
        let enabled = match color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => {
                terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && understands_escapes()
            }
        };
        Style { enabled }
    }

    pub fn bold(self, text: &str) -> String {
        self.wrap("1", text)
    }

    pub fn dim(self, text: &str) -> String {
        self.wrap("2", text)
    }

    pub fn red(self, text: &str) -> String {
        self.wrap("1;31", text)
    }

    pub fn yellow(self, text: &str) -> String {
        self.wrap("33", text)
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.enabled { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }
}

/// Whether the terminal understands escape sequences. Windows consoles do only when asked to.
#[cfg(windows)]
pub fn understands_escapes() -> bool {
    anstyle_query::windows::enable_ansi_colors() != Some(false)
}

/// Whether the terminal understands escape sequences.
#[cfg(not(windows))]
pub fn understands_escapes() -> bool {
    true
}

/// Writes to standard output. Returns whether the reader is still there: after a `false`, further output is pointless.
///
/// # Errors
/// The system's error, except for a closed pipe.
pub fn print(text: &str) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        result => result.map(|()| true),
    }
}

/// Writes a line to standard error. A closed standard error is ignored.
pub fn complain(style: Style, label: &str, message: &str) {
    let _ = writeln!(io::stderr().lock(), "{} {message}", style.red(&format!("{label}:")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_only_where_wanted() {
        assert_eq!(Style::choose(ColorArg::Never, true), Style::PLAIN);
        assert_eq!(Style::choose(ColorArg::Auto, false), Style::PLAIN);
        assert_eq!(Style::choose(ColorArg::Always, false).bold("a"), "\x1b[1ma\x1b[0m");
        assert_eq!(Style::PLAIN.red("a"), "a");
    }
}
