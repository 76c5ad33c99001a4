//! Links to a view: the part of the page's address after `#`, in the words of the command line.
//!
//! `#zone=moradon&camera=1,2,3,4,5&mode=height&classic` is `gtd-viewer moradon --camera=1,2,3,4,5 --mode=height
//! --classic`. Who opens such a link needs the zone's files.

use std::path::Path;

use crate::camera::ViewOptions;

/// A view that a link names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkedView {
    /// Name of the zone; none for the island.
    pub zone: Option<String>,
    pub view: ViewOptions,
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

/// Parses an address with a link. None for any other text.
pub fn of_address(text: &str) -> Option<LinkedView> {
    let (page, link) = text.trim().split_once('#')?;
    let is_address = page.starts_with("http://") || page.starts_with("https://");
    (is_address && !link.contains(char::is_whitespace)).then(|| read(link))
}

/// Writes a link, without `#`: the zone by its name, a model by its file.
#[cfg_attr(not(target_family = "wasm"), allow(dead_code, reason = "a desktop copies command lines"))]
pub fn write(file: Option<&Path>, view: &ViewOptions) -> String {
    let zone = file.and_then(|file| {
        let is_zone = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gtd"));
        if is_zone { file.file_stem() } else { file.file_name() }
    });
    let zone = zone.map(|zone| format!("zone={}", encoded(&zone.to_string_lossy())));
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
#[cfg_attr(not(target_family = "wasm"), allow(dead_code, reason = "a desktop copies command lines"))]
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
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_as_it_was_written() {
        let mut view = ViewOptions { camera: "10,20,30,40,-5".parse().ok(), ..ViewOptions::default() };
        view.settings.water = false;
        view.sky = Some("Karus & 100%".to_owned());
        let link = write(Some(Path::new("/Client/zones/Moradon.GTD")), &view);
        assert!(link.starts_with("zone=Moradon&camera=10,20,30,40,-5") && !link.contains(' '), "{link}");
        let linked = read(&link);
        assert_eq!(linked.zone.as_deref(), Some("Moradon"));
        assert_eq!(linked.view.to_args(), view.to_args());
        assert_eq!(of_address(&format!(" https://example.org/viewer/#{link}\n")), Some(linked));
        assert_eq!(read(&write(None, &view)).zone, None, "the island");
        let model = read(&write(Some(Path::new("a/도끼.n3pmesh")), &ViewOptions::default()));
        assert_eq!(model.zone.as_deref(), Some("도끼.n3pmesh"));
    }

    #[test]
    fn other_texts_are_no_links_and_what_is_unknown_is_left_out() {
        for text in ["", "#zone=moradon", "gtd-viewer a.gtd --camera=1,2,3,4,5", "https://example.org", "http://a/#b c"]
        {
            assert_eq!(of_address(text), None, "{text}");
        }
        let odd = read("#zone=a%20b%zz&nonsense=3&camera=x&&classic");
        assert_eq!(odd.zone.as_deref(), Some("a b%zz"));
        assert!(odd.view.camera.is_none() && odd.view.settings.classic);
    }
}
