//! Writing to standard output and error: optional colors, and a closed pipe that is not an error.
//!
//! Text goes out as a [`Page`] of lines, or as JSON. Names from files, and of files, may hold anything: a line spells out
//! what would act on the terminal, so that only the styles of this program reach it.

use std::fmt;
use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use super::values::ColorArg;
use crate::formats::kernel::visible::{is_hidden, push_escaped};

/// Text styles, possibly plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    enabled: bool,
}

/// Styles within a line, until [`Page::line`] writes the terminal's codes for them: noncharacters, which text never has
/// (Unicode 23.7). In a name they would only change its color.
const MARKS: [(char, &str); 5] =
    [(RESET, "\x1b[0m"), (BOLD, "\x1b[1m"), (DIM, "\x1b[2m"), (RED, "\x1b[1;31m"), (YELLOW, "\x1b[33m")];
const RESET: char = '\u{fdd0}';
const BOLD: char = '\u{fdd1}';
const DIM: char = '\u{fdd2}';
const RED: char = '\u{fdd3}';
const YELLOW: char = '\u{fdd4}';

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
        Style { enabled: color.wants_color(terminal && understands_escapes(), |name| std::env::var_os(name)) }
    }

    pub fn bold(self, text: &str) -> String {
        self.wrap(BOLD, text)
    }

    pub fn dim(self, text: &str) -> String {
        self.wrap(DIM, text)
    }

    pub fn red(self, text: &str) -> String {
        self.wrap(RED, text)
    }

    pub fn yellow(self, text: &str) -> String {
        self.wrap(YELLOW, text)
    }

    fn wrap(self, mark: char, text: &str) -> String {
        if self.enabled { format!("{mark}{text}{RESET}") } else { text.to_string() }
    }

    /// Appends text as it goes to the terminal: hidden characters spelled out, styles as codes.
    fn write(self, out: &mut String, text: &str) {
        for c in text.chars() {
            match MARKS.iter().find(|(mark, _)| self.enabled && *mark == c) {
                Some((_, code)) => out.push_str(code),
                None if is_hidden(c) => push_escaped(out, c),
                None => out.push(c),
            }
        }
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

/// Text output under construction.
#[derive(Clone, Debug)]
pub struct Page {
    text: String,
    style: Style,
}

impl Page {
    pub fn new(style: Style) -> Page {
        Page { text: String::new(), style }
    }

    pub fn style(&self) -> Style {
        self.style
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends a line, without blanks at its end. Control characters in it, line ends included, are spelled out.
    pub fn line(&mut self, text: &str) {
        self.style.write(&mut self.text, text.trim_end());
        self.text.push('\n');
    }

    /// Appends another page.
    pub fn append(&mut self, page: &Page) {
        self.text.push_str(&page.text);
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Prints a page. Returns whether the reader is still there: after a `false`, further output is pointless.
///
/// # Errors
/// The system's error, except for a closed pipe.
pub fn print(page: &Page) -> io::Result<bool> {
    print_verbatim(&page.text)
}

/// Prints a single line without styles, as [`print`] does.
///
/// # Errors
/// The system's error, except for a closed pipe.
#[cfg(windows)]
pub fn print_line(text: &str) -> io::Result<bool> {
    let mut page = Page::new(Style::PLAIN);
    page.line(text);
    print(&page)
}

/// Prints a value as JSON. Control characters and those that change the direction of text are escaped.
///
/// # Errors
/// The system's error, except for a closed pipe.
pub fn print_json(value: &impl Serialize) -> io::Result<bool> {
    print_verbatim(&json(value)?)
}

/// JSON text with a line end. `serde_json` escapes only what JSON demands.
fn json(value: &impl Serialize) -> io::Result<String> {
    let text = serde_json::to_string_pretty(value)?;
    let mut out = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        // Outside of strings JSON is ASCII, and within them serde_json has escaped all controls below DEL.
        match c {
            '\n' => out.push(c),
            c if is_hidden(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('\n');
    Ok(out)
}

/// Prints text of the program itself: help, scripts.
///
/// # Errors
/// The system's error, except for a closed pipe.
pub fn print_verbatim(text: &str) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        result => result.map(|()| true),
    }
}

/// Writes a line to standard error. A closed standard error is ignored.
pub fn complain(style: Style, label: &str, message: &str) {
    note(style, &format!("{} {message}", style.red(&format!("{label}:"))));
}

/// Writes a line without label to standard error. A closed standard error is ignored.
pub fn note(style: Style, text: &str) {
    let mut page = Page::new(style);
    page.line(text);
    let _ = io::stderr().lock().write_all(page.text.as_bytes());
}

/// A line of the log.
pub fn log_line(style: Style, record: &log::Record<'_>) -> Page {
    let level = format!("{:<5}", record.level());
    let level = match record.level() {
        log::Level::Error => style.red(&level),
        log::Level::Warn => style.yellow(&level),
        log::Level::Info | log::Level::Debug | log::Level::Trace => style.dim(&level),
    };
    let mut page = Page::new(style);
    page.line(&format!("[{level} {}] {}", record.target(), record.args()));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(style: Style, text: &str) -> String {
        let mut page = Page::new(style);
        page.line(text);
        page.to_string()
    }

    #[test]
    fn colors_only_where_wanted() {
        assert_eq!(Style::choose(ColorArg::Never, true), Style::PLAIN);
        assert_eq!(Style::choose(ColorArg::Auto, false), Style::PLAIN);
        let style = Style::choose(ColorArg::Always, false);
        assert_eq!(line(style, &style.bold("a")), "\x1b[1ma\x1b[0m\n");
        assert_eq!(line(Style::PLAIN, &Style::PLAIN.red("a")), "a\n");
    }

    #[test]
    fn only_styles_of_the_program_reach_the_terminal() {
        let style = Style { enabled: true };
        let name = "\x1b[31mred\x07\n\u{202e}gtd";
        let shown = r"\x1b[31mred\x07\n\u{202e}gtd";
        assert_eq!(
            line(style, &format!("{}: {name}", style.yellow(name))),
            format!("\x1b[33m{shown}\x1b[0m: {shown}\n")
        );
        assert_eq!(line(Style::PLAIN, "\u{fdd1}bold"), "\\u{fdd1}bold\n");
    }

    #[test]
    fn a_line_of_the_log_is_one_line() {
        let about = format_args!("a\n[ERROR b] \x1b[2J");
        let record = log::Record::builder().level(log::Level::Warn).target("gtd_viewer").args(about).build();
        assert_eq!(log_line(Style::PLAIN, &record).to_string(), "[WARN  gtd_viewer] a\\n[ERROR b] \\x1b[2J\n");
    }

    #[test]
    fn json_keeps_every_name_and_acts_on_no_terminal() {
        let name = "\x1b]52;\x07\n\x7f\u{9b}\u{202e}\u{2028}\u{e0041}\u{200b}가\\";
        let text = json(&[name]).unwrap();
        assert!(!text.chars().any(|c| c != '\n' && is_hidden(c)), "{text:?}");
        assert!(text.contains(r"\u001b]52;\u0007\n\u007f\u009b\u202e\u2028\udb40\udc41\u200b가\\"), "{text}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), [name]);
    }
}
