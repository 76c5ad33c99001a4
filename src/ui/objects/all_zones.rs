//! Objects of all zones of the client that match the search.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use egui::{Id, Rect, ScrollArea, Ui, pos2, vec2};

use super::{KindListCommand, rows, weak};
use crate::formats::kernel::visible::visible;
use crate::load::SurveyedZone;
use crate::scene::objects::catalog::{Found, KindOrder, ObjectTraits};
use crate::scene::objects::search::ObjectSearch;
use crate::ui::ZoneSearch;
use crate::ui::inspect::other_zones;
use crate::ui::model::{Model, PanelCommand};
use crate::ui::style;
use crate::ui::text::fill;

/// Height of a row in points.
const ROW: f32 = 34.0;
/// Height of the heading of a zone.
const HEADING: f32 = 24.0;

/// Results by zone, for one search.
#[derive(Clone, Debug, Default)]
struct CachedResults {
    search: ObjectSearch,
    /// By the address of the zone's catalog, which is kept alive with them.
    found: HashMap<usize, (Arc<crate::scene::objects::catalog::Catalog>, Arc<Found>)>,
}

/// A row of the list.
enum Row<'a> {
    Zone(&'a SurveyedZone, usize),
    /// A kind of a zone, with the number of its found objects and the first of them.
    Kind(&'a SurveyedZone, usize, [usize; 2]),
}

/// Draws the results, or how to get them.
pub fn show(ui: &mut Ui, model: &Model, search: &ObjectSearch, commands: &mut Vec<PanelCommand>) {
    let (text, other) = (model.text, &model.inspect.other_zones);
    if !other_zones::search(ui, text, text.kind_list.search_zones, other, commands) {
        return;
    }
    let found = results(ui, other.zones, search);
    let rows: Vec<Row> = other.zones.iter().zip(&found).flat_map(|(zone, found)| rows_of(zone, found)).collect();
    if rows.is_empty() && matches!(other.search, ZoneSearch::Done(_)) {
        weak(ui, text.kind_list.nothing_found);
    }
    other_zones::unreadable(ui, text, other);
    let height = |row: &Row| if matches!(row, Row::Zone(..)) { HEADING } else { ROW };
    let total: f32 = rows.iter().map(height).sum();
    ScrollArea::vertical().id_salt("objects of all zones").auto_shrink([false, false]).show_viewport(
        ui,
        |ui, sight| {
            ui.set_height(total);
            let (left_top, width, mut y) = (ui.min_rect().left_top(), ui.available_width(), 0.0);
            for row in &rows {
                let rect = Rect::from_min_size(pos2(left_top.x, left_top.y + y), vec2(width, height(row)));
                if y + height(row) > sight.top() && y < sight.bottom() {
                    match row {
                        Row::Zone(zone, count) => heading(ui, model, zone, *count, rect),
                        Row::Kind(zone, kind, found) => entry(ui, model, search, (zone, *kind, *found), rect, commands),
                    }
                }
                y += height(row);
            }
        },
    );
}

/// The result of each zone, kept until the search changes.
fn results(ui: &Ui, zones: &[SurveyedZone], search: &ObjectSearch) -> Vec<Arc<Found>> {
    let id = Id::unique("objects of all zones");
    let mut cached: CachedResults = ui.data_mut(|data| data.remove_temp(id)).unwrap_or_default();
    if cached.search != *search {
        cached = CachedResults { search: search.clone(), ..CachedResults::default() };
    }
    let known = std::mem::take(&mut cached.found);
    let mut found = Vec::with_capacity(zones.len());
    for zone in zones {
        let key = Arc::as_ptr(&zone.objects) as usize;
        let entry = known.get(&key).cloned().unwrap_or_else(|| {
            let found = zone.objects.find(search, ObjectTraits::default(), KindOrder::Count);
            (zone.objects.clone(), Arc::new(found))
        });
        found.push(entry.1.clone());
        cached.found.insert(key, entry);
    }
    ui.data_mut(|data| data.insert_temp(id, cached));
    found
}

fn rows_of<'a>(zone: &'a SurveyedZone, found: &Found) -> Vec<Row<'a>> {
    if found.kinds.is_empty() {
        return Vec::new();
    }
    let kinds = found
        .kinds
        .iter()
        .filter_map(|kind| Some(Row::Kind(zone, kind.kind, [kind.objects.len(), *kind.objects.first()?])));
    std::iter::once(Row::Zone(zone, found.count())).chain(kinds).collect()
}

fn heading(ui: &Ui, model: &Model, zone: &SurveyedZone, count: usize, rect: Rect) {
    let objects = model.text.counted(model.text.kind_list.objects, count as u64);
    let text = format!("{}: {objects}", zone.stem);
    let line = rows::Line { text, size: 13.5, tone: style::ACCENT };
    rows::line(ui, pos2(rect.left(), rect.bottom() - 11.0), rect.width(), &line);
}

/// A kind of a zone: name, number of objects, and the files that match. A click goes to its first object.
fn entry(
    ui: &mut Ui,
    model: &Model,
    search: &ObjectSearch,
    (zone, kind, [count, first]): (&SurveyedZone, usize, [usize; 2]),
    rect: Rect,
    commands: &mut Vec<PanelCommand>,
) {
    let text = &model.text.kind_list;
    let name = rows::shown_name(model, zone.objects.name_of_kind(kind));
    let files: Vec<String> =
        zone.objects.matching_files(kind, search).into_iter().map(|file| visible(file).into_owned()).collect();
    let count = model.text.numbers.count(count as u64);
    let label = format!("{name}, {count}");
    let row = rows::row(ui, rect, (&zone.path, kind), (&label, false));
    let taken = rows::at_right(ui, rect, rect.top() + 11.0, format!("× {count}"));
    let left = rect.left() + 12.0;
    let name = rows::Line { text: name, size: 12.5, tone: style::TEXT };
    rows::line(ui, pos2(left, rect.top() + 11.0), taken - 8.0 - left, &name);
    let shown = rows::Line { text: files.join(", "), size: 11.0, tone: style::WEAK };
    rows::line(ui, pos2(left, rect.top() + 25.0), rect.right() - 6.0 - left, &shown);
    if row.clicked() {
        let is_open = model.inspect.other_zones.open.is_some_and(|open: &Path| open == zone.path);
        let command = match is_open {
            true => super::go_to(first),
            false => PanelCommand::Objects(KindListCommand::GoToInZone(zone.path.clone(), first)),
        };
        commands.push(command);
    }
    row.on_hover_ui(|ui| {
        ui.label(fill(text.go_in_zone, &[("zone", &zone.stem)]));
        files.iter().for_each(|file| drop(ui.label(file)));
    });
}
