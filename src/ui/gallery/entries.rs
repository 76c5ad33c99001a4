//! The zones of the gallery: search and sort order.

use std::cmp::Reverse;

use super::ZoneListRow;
use crate::load::ZoneSource;
use crate::ui::model::{Model, PanelCommand};
use crate::ui::text::Gallery as Texts;

/// Order of the zones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Name,
    /// The largest first.
    Size,
    /// The zone that was opened last first.
    Recent,
    /// By the number in the zone table; zones without one last.
    Number,
}

impl Sort {
    pub const ALL: [Sort; 4] = [Sort::Name, Sort::Size, Sort::Recent, Sort::Number];

    pub fn name(self, text: &Texts) -> &'static str {
        match self {
            Sort::Name => text.sort_by_name,
            Sort::Size => text.sort_by_size,
            Sort::Recent => text.sort_by_recent,
            Sort::Number => text.sort_by_number,
        }
    }
}

/// A zone of the gallery.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// A zone of the client, with its index in the list.
    Zone(usize, &'a ZoneListRow),
    /// The built-in zone.
    Island,
}

impl Entry<'_> {
    pub fn source(&self) -> ZoneSource {
        match self {
            Entry::Zone(_, row) => ZoneSource::of(&row.path),
            Entry::Island => ZoneSource::Demo,
        }
    }

    /// Whether it is this zone.
    pub fn is(&self, zone: &ZoneSource) -> bool {
        match self {
            Entry::Zone(_, row) => zone.path() == Some(&row.path),
            Entry::Island => *zone == ZoneSource::Demo,
        }
    }

    pub fn is_model(&self) -> bool {
        matches!(self, Entry::Zone(_, row) if row.is_model())
    }

    pub fn is_island(&self) -> bool {
        matches!(self, Entry::Island)
    }

    pub fn is_open(&self, model: &Model) -> bool {
        match self {
            Entry::Zone(index, _) => model.zones.open == Some(*index),
            Entry::Island => model.zones.island_open,
        }
    }

    /// The command that opens the zone or model; none for a file that is neither.
    pub fn open_command(&self) -> Option<PanelCommand> {
        match self {
            Entry::Zone(_, row) => row.can_open().then(|| PanelCommand::Open(row.path.clone())),
            Entry::Island => Some(PanelCommand::OpenIsland),
        }
    }

    /// Title: the name in the zone table, else that of the file.
    pub fn title<'b>(&'b self, text: &'b Texts) -> &'b str {
        match self {
            Entry::Zone(_, row) => row.title(),
            Entry::Island => text.island,
        }
    }
}

impl ZoneListRow {
    fn title(&self) -> &str {
        self.name.as_deref().filter(|name| !name.eq_ignore_ascii_case(&self.stem)).unwrap_or(&self.stem)
    }

    /// Whether all words of a search, in lower case, are in its name or its numbers.
    fn matches(&self, words: &[String]) -> bool {
        let stem = self.stem.to_lowercase();
        let name = self.name.as_deref().unwrap_or_default().to_lowercase();
        let is_id = |word: &str| word.parse().is_ok_and(|id| self.ids.contains(&id));
        words.iter().all(|word| stem.contains(word) || name.contains(word) || is_id(word))
    }
}

/// The zones that match a search, in order; the built-in one is the last.
pub fn entries<'a>(model: &Model<'a>, search: &str, sort: Sort) -> Vec<Entry<'a>> {
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let rows = model.zones.rows.iter().enumerate().filter(|(_, row)| words.is_empty() || row.matches(&words));
    let mut rows: Vec<(usize, &ZoneListRow)> = rows.collect();
    // Rows are listed by file name, which remains the order of equal ones.
    match sort {
        Sort::Name => rows.sort_by_cached_key(|(_, row)| row.title().to_lowercase()),
        Sort::Size => rows.sort_by_key(|(_, row)| Reverse(row.map_size)),
        Sort::Recent => {
            let place = |row: &ZoneListRow| model.recent.iter().position(|path| *path == row.path);
            rows.sort_by_key(|(_, row)| place(row).unwrap_or(usize::MAX));
        }
        Sort::Number => rows.sort_by_key(|(_, row)| row.ids.iter().min().copied().unwrap_or(u32::MAX)),
    }
    let island = model.text.gallery.island.to_lowercase();
    let is_island = words.iter().all(|word| island.contains(word) || ZoneSource::Demo.name().contains(word));
    let zones = rows.into_iter().map(|(index, row)| Entry::Zone(index, row));
    let is_island = is_island && !model.zones.shows_models();
    zones.chain(is_island.then_some(Entry::Island)).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn zones_are_found_by_name_and_number() {
        let row = ZoneListRow {
            path: PathBuf::from("Moradon.gtd"),
            stem: "Moradon".into(),
            name: Some("Moradon City".into()),
            ids: vec![21],
            map_size: Some(513),
            parts: vec![],
        };
        let matches = |search: &str| {
            let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
            row.matches(&words)
        };
        assert!(["", "mora", "MORA city", "21", " don "].into_iter().all(matches));
        assert!(!["2", "karus", "mora karus", "-21"].into_iter().any(matches));
        assert_eq!(row.title(), "Moradon City");
        assert_eq!(ZoneListRow { name: Some("MORADON".into()), ..row }.title(), "Moradon");
    }
}
