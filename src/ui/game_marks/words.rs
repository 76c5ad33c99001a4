//! Marks in words: their names, what they do, and where they come from.

use std::fmt::Display;

use crate::formats::kernel::visible::{visible, visible_path};
use crate::scene::game_marks::{Destination, EventRow, GameMark, MarkDetail, MarkKind, MarkSource, Nation};
use crate::ui::text::{Texts, fill};

/// Numbers of events that mean the same in all zones, in the order of their names.
const EVENTS: [i32; 3] = [30, 31, 32];

/// The name of a mark, or what it is with its number.
pub fn title(text: &Texts, mark: &GameMark) -> String {
    if !mark.name.is_empty() {
        return visible(&mark.name).into_owned();
    }
    let known = EVENTS.iter().zip(text.game_marks.known_events);
    if let Some((id, name)) =
        known.into_iter().find(|(id, _)| mark.kind == MarkKind::EventArea && mark.event_id() == Some(**id))
    {
        return format!("{name} ({id})");
    }
    let kind = (text.mark_kind)(mark.kind);
    let number = if mark.kind == MarkKind::EventArea { mark.event_id() } else { mark.number() };
    number.or(mark.event_id()).map_or_else(|| kind.to_owned(), |number| format!("{kind} {number}"))
}

/// The label of a mark in the picture: its name, and how many characters there are.
pub fn label(text: &Texts, mark: &GameMark) -> String {
    let title = title(text, mark);
    match mark.count() {
        0 | 1 => title,
        count => format!("{title} × {}", text.numbers.count(count.into())),
    }
}

/// All that a search finds a mark by, in lower case.
pub fn searched(text: &Texts, mark: &GameMark) -> String {
    let mut all = format!("{} {}", title(text, mark), (text.mark_kind)(mark.kind));
    for detail in &mark.details {
        match detail {
            MarkDetail::Number(number) | MarkDetail::EventId(number) => all.push_str(&format!(" {number}")),
            MarkDetail::Destination(to) => all.push_str(&format!(" {} {}", to.name, to.zone_name)),
            _ => {}
        }
    }
    all.to_lowercase()
}

/// The second line of a mark in the list: kind, respawn time, targets.
pub fn summary(text: &Texts, mark: &GameMark) -> String {
    let words = &text.game_marks;
    let mut parts = vec![(text.mark_kind)(mark.kind).to_owned()];
    for detail in &mark.details {
        match detail {
            MarkDetail::RespawnSecs(secs) => parts.push(fill(words.respawn_short, &[("secs", &secs)])),
            MarkDetail::Level(level) => parts.push(fill(words.level_short, &[("level", &level)])),
            MarkDetail::EventRow(row) => parts.push(event_kind(text, row)),
            _ => {}
        }
    }
    let targets = mark.destinations().count() as u64;
    if targets > 0 {
        parts.push(text.counted(words.targets, targets));
    }
    parts.join(" · ")
}

/// Names and values of a mark's details, without its destinations.
pub fn rows(text: &Texts, mark: &GameMark) -> Vec<(&'static str, String)> {
    let words = &text.game_marks;
    let number = |value: &dyn Display| value.to_string();
    let mut rows = Vec::new();
    for detail in &mark.details {
        let row = match detail {
            MarkDetail::Number(value) => (words.number, number(value)),
            MarkDetail::Count(value) => (words.count, text.numbers.count(u64::from(*value))),
            MarkDetail::RespawnSecs(value) => (words.respawn, duration(text, *value)),
            MarkDetail::Level(value) => (words.level, number(value)),
            MarkDetail::EventId(value) => (words.event, number(value)),
            MarkDetail::Tiles(value) => (words.tiles, text.numbers.count(u64::from(*value))),
            MarkDetail::EventRow(row) => (words.effect, event_words(text, row)),
            MarkDetail::Script(line) => (words.script, visible(line).into_owned()),
            MarkDetail::Nation(nation) => (words.nation, nation_name(text, *nation)),
            MarkDetail::ObjectKind(value) => (words.object_kind, number(value)),
            MarkDetail::Status(value) => (words.status, number(value)),
            MarkDetail::OpensGate(value) => (words.opens_gate, number(value)),
            MarkDetail::WarpList(value) => (words.warp_list, number(value)),
            MarkDetail::Destination(_) => continue,
            MarkDetail::DirectionDeg(value) => {
                (words.direction, format!("{}°", text.numbers.decimal(f64::from(*value), 0)))
            }
            MarkDetail::RangeM([x, z]) => {
                let [x, z] = [x, z].map(|value| text.numbers.decimal(f64::from(*value), 0));
                (words.range, if x == z { format!("{x} m") } else { format!("{x} × {z} m") })
            }
            MarkDetail::RoomNumber(value) => (words.room, number(value)),
            MarkDetail::Field(name, value) => (*name, number(value)),
            MarkDetail::Sounds(files) => (words.sounds, visible(&files.join("\n")).into_owned()),
            MarkDetail::Texture(file) => (words.texture, visible(file).into_owned()),
        };
        rows.push(row);
    }
    rows.push((words.source, source(text, &mark.source)));
    rows
}

/// Where a mark is stored.
fn source(text: &Texts, source: &MarkSource) -> String {
    let file = visible_path(source.path().file_name().unwrap_or_default());
    match source {
        MarkSource::File { record, .. } => {
            fill(text.game_marks.in_file, &[("file", &file), ("record", &(u64::from(*record) + 1))])
        }
        MarkSource::Table { table, row, .. } => {
            fill(text.game_marks.in_table, &[("table", &visible(table)), ("row", row), ("file", &file)])
        }
    }
}

/// A destination in one line: its name, zone and place.
pub fn destination(text: &Texts, to: &Destination) -> String {
    let zone = match to.zone_name.is_empty() {
        true => fill(text.game_marks.zone, &[("number", &to.zone)]),
        false => format!("{} ({})", visible(&to.zone_name), to.zone),
    };
    let [x, z] = to.place_m.map(|value| text.numbers.decimal(value, 0));
    let place = format!("{zone}, {x}, {z}");
    if to.name.is_empty() { place } else { format!("{}: {place}", visible(&to.name)) }
}

/// Price, nation and radius of a destination, and the text before agreeing.
pub fn destination_values(text: &Texts, to: &Destination) -> String {
    let words = &text.game_marks;
    let mut parts = Vec::new();
    if to.price > 0 {
        parts.push(fill(words.price, &[("price", &text.numbers.count(to.price.into()))]));
    }
    parts.extend(to.nation.filter(|nation| *nation != Nation::All).map(|nation| nation_name(text, nation)));
    if to.radius_m > 0.0 {
        parts.push(fill(words.within, &[("meters", &text.numbers.decimal(to.radius_m.into(), 0))]));
    }
    if !to.text.is_empty() {
        parts.push(format!("“{}”", visible(&to.text)));
    }
    parts.join(" · ")
}

fn event_kind(text: &Texts, row: &EventRow) -> String {
    let kinds = text.game_marks.event_kinds;
    let known = usize::try_from(row.kind - 1).ok().and_then(|kind| kinds.get(kind).copied());
    known.map_or_else(|| fill(text.game_marks.event_kind, &[("number", &row.kind)]), str::to_owned)
}

/// What an event does, with its conditions and actions as stored.
fn event_words(text: &Texts, row: &EventRow) -> String {
    let scripts = row.conditions.iter().chain(&row.actions).map(|line| visible(line).into_owned());
    std::iter::once(event_kind(text, row)).chain(scripts).collect::<Vec<_>>().join("\n")
}

pub fn nation_name(text: &Texts, nation: Nation) -> String {
    match nation {
        Nation::All => text.game_marks.both_nations.to_owned(),
        Nation::Karus => "Karus".to_owned(),
        Nation::ElMorad => "El Morad".to_owned(),
        Nation::Other(number) => number.to_string(),
    }
}

/// Seconds in words: minutes and hours where they are whole.
fn duration(text: &Texts, secs: u32) -> String {
    let words = &text.game_marks;
    match secs {
        0 => fill(words.secs, &[("count", &0)]),
        _ if secs.is_multiple_of(3600) => fill(words.hours, &[("count", &(secs / 3600))]),
        _ if secs.is_multiple_of(60) => fill(words.minutes, &[("count", &(secs / 60))]),
        _ => fill(words.secs, &[("count", &secs)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::game_marks::MarkShape;
    use crate::ui::text::Language;

    fn mark(name: &str, kind: MarkKind, details: Vec<MarkDetail>) -> GameMark {
        let source = MarkSource::Table { path: "db/made-up.sql".into(), table: "K_NPCPOS".into(), row: 7 };
        GameMark { kind, name: name.into(), shape: MarkShape::Point([0.0; 2]), path: Vec::new(), details, source }
    }

    #[test]
    fn spawns_are_named_with_their_count_and_their_row() {
        let text = Language::English.texts();
        let worm = mark("Worm", MarkKind::Monster, vec![MarkDetail::Count(1200), MarkDetail::RespawnSecs(180)]);
        assert_eq!((title(text, &worm), label(text, &worm)), ("Worm".to_owned(), "Worm × 1,200".to_owned()));
        let rows = rows(text, &worm);
        assert!(rows.iter().any(|(_, value)| value == "3 min"), "{rows:?}");
        assert_eq!(rows.last().map(|(_, value)| value.as_str()), Some("Row 7 of K_NPCPOS, made-up.sql"));
    }

    #[test]
    fn marks_without_a_name_are_told_by_their_number_and_events_by_their_effect() {
        let text = Language::English.texts();
        let row = EventRow { kind: 2, conditions: Vec::new(), actions: vec!["5".into()] };
        let event = mark("", MarkKind::EventArea, vec![MarkDetail::EventId(1001), MarkDetail::EventRow(row)]);
        assert_eq!(title(text, &event), "Event tiles 1001");
        assert!(summary(text, &event).contains("Kills whoever enters"), "{}", summary(text, &event));
        assert_eq!(event_kind(text, &EventRow { kind: 9, ..EventRow::default() }), "Effect 9");
        assert_eq!(title(text, &mark("", MarkKind::Room, Vec::new())), "Room");
        let safe = mark("", MarkKind::EventArea, vec![MarkDetail::EventId(30)]);
        assert_eq!(title(text, &safe), "Safe zone (30)");
    }

    #[test]
    fn destinations_are_told_with_zone_price_and_nation() {
        let text = Language::English.texts();
        let to = Destination {
            name: "Harbor".into(),
            text: "Really?".into(),
            price: 5000,
            zone: 21,
            place_m: [816.0, 432.4],
            radius_m: 5.0,
            nation: Some(Nation::Karus),
            ..Destination::default()
        };
        assert_eq!(destination(text, &to), "Harbor: Zone 21, 816, 432");
        assert_eq!(destination_values(text, &to), "5,000 coins · Karus · within 5 m · “Really?”");
    }
}
