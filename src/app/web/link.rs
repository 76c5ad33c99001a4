//! Links to a view: the part of the page's address after `#`, in the words of the command line.
//!
//! `#zone=moradon&camera=1,2,3,4,5&mode=height&no-water` is `gtd-viewer moradon --camera=1,2,3,4,5 --mode=height
//! --no-water`. Who opens such a link needs the zone's files.

use crate::app::Options;
use crate::camera::ViewOptions;
use crate::load::ZoneSource;

/// A view that a link names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkedView {
    /// Name of the zone; none for the island.
    pub zone: Option<String>,
    pub view: ViewOptions,
}

/// The start of a page with such a link: the island, or nothing where a zone is named that must be offered first.
pub fn options(link: &str) -> Options {
    let LinkedView { zone, view } = read(link);
    let welcome = link.is_empty();
    let start = if zone.is_none() { Some(ZoneSource::Demo) } else { None };
    Options { zone: start, welcome, compare_with: None, view, budget_bytes: None, refused: Vec::new() }
}

/// Parses a link. What is not known is ignored.
pub fn read(link: &str) -> LinkedView {
    let mut linked = LinkedView::default();
    for part in link.trim_start_matches('#').split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').map_or((part, None), |(name, value)| (name, Some(decoded(value))));
        match (name, value) {
            ("zone", zone) => linked.zone = zone,
            (name, value) => {
                linked.view.read((name, value.as_deref()), || None);
            }
        }
    }
    linked
}

/// Writes a link, without `#`.
#[allow(dead_code, reason = "the command that copies a link follows")]
pub fn write(zone: Option<&str>, view: &ViewOptions) -> String {
    let zone = zone.map(|zone| format!("zone={}", encoded(zone)));
    let view = ViewOptions { data: None, server: None, ..view.clone() };
    let options = view.to_args().into_iter().map(|word| {
        let option = word.trim_start_matches("--").to_owned();
        match option.split_once('=') {
            Some((name, value)) => format!("{name}={}", encoded(value)),
            None => option,
        }
    });
    zone.into_iter().chain(options).collect::<Vec<_>>().join("&")
}

/// Escapes what has a meaning in an address.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~,:@/!$'()*;".contains(&byte);
    let escaped = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(escaped).collect()
}

/// Resolves escapes. Wrong ones are taken literally.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        bytes.extend_from_slice(rest[..at].as_bytes());
        let digits = rest.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match digits {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[at + 3..];
            }
            None => {
                bytes.push(b'%');
                rest = &rest[at + 1..];
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}
