//! Numbers in panels are written as in the language.

use super::super::compare::{ChangedGround, Changes, ComparisonState};
use super::*;
use crate::ui::inspect::tests::Opened;

/// The texts of panels with numbers above 999, without ids, coordinates and bytes.
fn texts_of(language: Language) -> Vec<String> {
    let opened = Opened::new();
    let mut shown = Shown::full();
    shown.problems.clear();
    // An example of it is a pair of coordinates.
    shown.preferences.server_command = "/zone {x},{z}".into();
    let missing = |files| MissingEntry { path: "a.gtt".into(), note: "not found".into(), files };
    shown.missing = [1, 1728].map(missing).to_vec();
    shown.zones.iter_mut().for_each(|zone| zone.map_size = zone.map_size.map(|_| 1025));
    let uses = vec![1729; opened.model(&shown).inspect.uses.len()];
    let changes = Changes {
        map_size: [1025; 2],
        ground: Some(ChangedGround { vertices: 12_345, most_m: Some(1234.5), tiles: 1729, patches: 1729, grass: 1729 }),
        texture_files: [1729, 1],
        places: compare::changes(1300).places,
        ..Changes::default()
    };
    let panels = [
        PanelId::Statistics,
        PanelId::Comparison,
        PanelId::Textures,
        PanelId::Zones,
        PanelId::Drawing,
        PanelId::Settings,
    ];
    let mut texts = Vec::new();
    for panel in panels {
        let mut model = opened.model(&shown);
        model.text = language.texts();
        model.zone =
            Some(ZoneInfo { name: "moradon", path: "moradon.gtd", map_size: 1025, extent_m: 4096.0, number: None });
        model.open_panels = OpenPanels::of(&[panel]);
        model.inspect.pinned = None;
        model.inspect.uses = &uses;
        model.inspect.highlight = (panel == PanelId::Textures).then_some(1);
        model.drawing.view_distance_m = Some(2048.0);
        model.frame.triangles = 9_876_543;
        model.frame.draw_calls = 1234;
        model.frame.waiting = [1234, 5678, 1];
        model.compare = (panel == PanelId::Comparison).then(|| {
            let missing = 1729;
            super::super::compare::ComparisonView { missing, ..compare::comparison(ComparisonState::Changes(&changes)) }
        });
        // Otherwise the status line shows the size of the zone.
        model.progress = (panel == PanelId::Statistics).then_some(LoadingStatus {
            zone: "",
            step: crate::load::LoadStep::TileTextures,
            done: 1200,
            total: 4920,
        });
        let mut screen = Screen::new(1920.0, 1080.0, 1.0);
        screen.settle(&model);
        texts.extend(screen.texts().into_iter().map(str::to_owned));
    }
    texts
}

/// Digits that are neither grouped nor short: four or more in a row.
fn is_ungrouped(text: &str) -> bool {
    let mut digits = 0;
    text.chars().any(|c| {
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
        digits > 3
    })
}

/// A digit, a space and three digits.
fn is_grouped_by_spaces(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(5).enumerate().any(|(at, five)| {
        let [a, b, rest @ ..] = five else { return false };
        let ends = bytes.get(at + 5).is_none_or(|next| !next.is_ascii_digit());
        a.is_ascii_digit() && *b == b' ' && rest.iter().all(u8::is_ascii_digit) && ends
    })
}

#[test]
fn numbers_above_999_are_grouped_by_the_languages_separator() {
    for (language, wanted) in [
        (
            Language::English,
            [
                "9,876,543",
                "1,234 nodes, 5,678 pages, 1 texture",
                "12,345 vertices changed, by up to 1,234.50 m",
                "1,729 tiles look different",
                "1,729 added, 1 removed",
                "Used by 1,729 tiles",
                "1,729 files missing",
                "2 / 1,300",
                "1,025 × 1,025 vertices, 4,096 m",
                "1,200 / 4,920",
                "13.0 MB",
            ],
        ),
        (
            Language::Turkish,
            [
                "9.876.543",
                "1.234 düğüm, 5.678 sayfa, 1 doku",
                "12.345 köşe değişmiş, en çok 1.234,50 m",
                "1.729 karo farklı görünüyor",
                "1.729 eklenmiş, 1 çıkarılmış",
                "1.729 karoda kullanılıyor",
                "1.729 dosya eksik",
                "2 / 1.300",
                "1.025 × 1.025 köşe, 4.096 m",
                "1.200 / 4.920",
                "13,0 MB",
            ],
        ),
    ] {
        let texts = texts_of(language);
        for wanted in wanted {
            let wanted =
                if language == Language::English { wanted.replace("2 / 1,300", "2 of 1,300") } else { wanted.into() };
            assert!(
                texts.iter().any(|text| text.contains(&wanted)),
                "{language:?}: {wanted:?} is not among {texts:#?}"
            );
        }
        for text in texts {
            // The names of the compared zones hold the version of their client.
            let text = text.replace("1298/moradon", "A").replace("1097/moradon", "B");
            assert!(!is_grouped_by_spaces(&text), "{language:?}: {text:?}");
            // Coordinates are written as the game writes them.
            let is_place = text.contains(" at ") || text.contains("karo: ");
            assert!(is_place || !is_ungrouped(&text), "{language:?}: {text:?}");
        }
    }
}
