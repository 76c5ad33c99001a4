//! Comparison of two zones: the panel that lists the changes and leads to them, and the handle of the wipe line.
//!
//! A is the open zone, left of the line; B is the compared one, right of it. Stateless: user requests are returned as
//! [`CompareCommand`]s.

mod lists;

use std::fmt::Display;
use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Area, Color32, CursorIcon, Grid, Id, Pos2, ProgressBar, RichText, Sense, Slider, Ui, pos2, vec2};

use super::legend;
use super::model::PanelCommand;
use super::style;
use super::text::{Compare, Texts, fill};
use crate::scene::modes::palette::changes as colors;
use crate::scene::raster::mip_image::MipImage;

/// Wipe line position at which B is hidden: thousandths of the picture's width.
pub const WIPE_FULL: u16 = 1000;

/// Model of the panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComparisonView<'a> {
    pub a: Side<'a>,
    pub b: Side<'a>,
    /// Their difference, as far as it is known.
    pub state: ComparisonState<'a>,
    /// Index of the place that was visited last.
    pub at: Option<usize>,
    /// Index of the changed object that was visited last.
    pub at_object: Option<usize>,
    /// Position of the wipe line, in thousandths of the picture's width from the left.
    pub wipe: u16,
    /// Number of files that B refers to and that are missing.
    pub missing: usize,
    /// Changed tiles are tinted on the ground.
    pub shows_glow: bool,
    /// The tint of changed tiles, if it is shown, north up.
    pub glow: Option<&'a Arc<MipImage>>,
}

/// One of the two zones.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Side<'a> {
    /// Name, different from that of the other zone; empty while no zone is open.
    pub name: &'a str,
    /// Path of the file; empty for the built-in zone.
    pub path: &'a str,
}

/// State of the comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ComparisonState<'a> {
    /// One of the zones is being read.
    Loading {
        /// Loaded parts of B.
        done: u32,
        /// Total number of parts; 0 while unknown.
        total: u32,
    },
    /// Both zones are loaded and being compared.
    Comparing,
    Changes(&'a Changes),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Vertices a side of A and B: if they differ, heights and tiles are not compared.
    pub map_size: [u32; 2],
    /// Differences of the terrain, if it was compared.
    pub ground: Option<ChangedGround>,
    /// Numbers of added and removed texture files.
    pub texture_files: [usize; 2],
    /// Whether the rivers differ.
    pub rivers: bool,
    /// Whether the ponds differ.
    pub ponds: bool,
    /// Whether the grass sets have other names.
    pub grass_set: bool,
    /// Whether layout, version or name differ.
    pub header: bool,
    /// Whether the light maps differ.
    pub light_maps: bool,
    /// Whether the bytes after the last pond differ.
    pub trailing: bool,
    /// Whether any byte of the files differs.
    pub stored: bool,
    /// Places with changes, in the order in which they are visited.
    pub places: Vec<ChangedPlace>,
    /// Changes of the objects; none if a zone has no objects file, or before both are read.
    pub objects: Option<ChangedObjects>,
    /// Differences of a server map; none if B is a zone.
    pub server_map: Option<ServerMapChanges>,
}

/// Differences of a zone and a server map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerMapChanges {
    /// Number of tiles that are blocked or free against the rule; none without collision cells.
    pub blocked: Option<usize>,
    /// Numbers of collision triangles of A only and of B only; none without the zone's objects.
    pub collision: Option<[usize; 2]>,
}

/// Changes of the placed objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangedObjects {
    /// Numbers of added, removed, moved and changed objects.
    pub counts: [usize; 4],
    /// The changed objects.
    pub list: Vec<ChangedObject>,
}

/// A changed object.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedObject {
    /// Kind of change: index in [`ChangedObjects::counts`].
    pub kind: usize,
    pub name: String,
    /// Place on the ground, x and z in meters.
    pub place_m: [f32; 2],
}

/// Differences of the terrain.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChangedGround {
    pub vertices: usize,
    /// Largest height difference, meters; none if a height is not finite.
    pub most_m: Option<f64>,
    /// Number of tiles that look different.
    pub tiles: usize,
    /// Number of patches with other bounds.
    pub patches: usize,
    /// Number of vertices with other grass.
    pub grass: usize,
}

/// A group of nearby changed tiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangedPlace {
    pub tiles: u32,
    /// Center, x and z in meters.
    pub middle_m: [f64; 2],
}

/// Command of the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareCommand {
    /// Choose a zone to compare the open one with.
    Choose,
    /// Fly to the next place, wrapping to the first.
    Next,
    /// Fly to the previous place.
    Previous,
    /// Fly to the place with this index.
    Go(usize),
    /// Fly to the changed object with this index.
    GoToObject(usize),
    /// Move the wipe line, in thousandths of the picture's width from the left.
    Wipe(u16),
    /// Tint changed tiles on the ground, or no longer.
    ShowGlow(bool),
    Close,
}

/// The round handle in the middle of the wipe line, with the letters of both sides, and beside it their names.
pub(super) fn handle(ui: &Ui, text: &Texts, comparison: &ComparisonView, commands: &mut Vec<PanelCommand>) {
    const SIZE: egui::Vec2 = vec2(64.0, 34.0);
    const EDGE: f32 = 24.0;
    let words = &text.compare;
    let wipe = comparison.wipe;
    let picture = ui.available_rect_before_wrap();
    let x = picture.left() + picture.width() * f32::from(wipe) / f32::from(WIPE_FULL);
    // At the picture's edges a part of the handle remains to be grabbed.
    let shown = x.clamp(picture.left() + EDGE.min(picture.width() / 2.0), picture.right() - EDGE);
    names_beside(ui, comparison, pos2(shown, picture.center().y), SIZE.x / 2.0);
    Area::new(Id::unique("wipe handle"))
        .order(egui::Order::Middle)
        .fade_in(false)
        .movable(false)
        .constrain(false)
        .pivot(Align2::CENTER_CENTER)
        .fixed_pos(pos2(shown, picture.center().y))
        .show(ui.ctx(), |ui| {
            let (rect, response) = ui.allocate_exact_size(SIZE, Sense::drag());
            let edge = if response.hovered() || response.dragged() { style::ACCENT_ON_DARK } else { Color32::WHITE };
            let painter = ui.painter();
            painter.rect_filled(rect, 17.0, Color32::from_black_alpha(176));
            painter.rect_stroke(rect, 17.0, egui::Stroke::new(1.5, edge), egui::StrokeKind::Inside);
            painter.vline(rect.center().x, rect.y_range().shrink(8.0), egui::Stroke::new(1.5, edge));
            for (text, at) in [("A", -0.25), ("B", 0.25)] {
                let place = rect.center() + vec2(SIZE.x * at, 0.0);
                painter.text(place, Align2::CENTER_CENTER, text, egui::FontId::proportional(14.0), style::ON_DARK);
            }
            response.widget_info(|| egui::WidgetInfo::slider(true, f64::from(wipe), words.line.name));
            if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
                let part = (at.x - picture.left()) / picture.width().max(1.0);
                let to = (part.clamp(0.0, 1.0) * f32::from(WIPE_FULL)).round() as u16;
                commands.push(PanelCommand::Compare(CompareCommand::Wipe(to)));
            }
            let response = response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
            response.on_hover_text(named(words.drag, comparison));
        });
}

/// The names of both zones, on their sides of the handle. They take no clicks.
fn names_beside(ui: &Ui, comparison: &ComparisonView, handle: Pos2, half_width: f32) {
    const GAP: f32 = 6.0;
    const PADDING: egui::Vec2 = vec2(8.0, 4.0);
    let picture = ui.available_rect_before_wrap();
    let painter = ui.painter().with_clip_rect(picture);
    let sides = [
        (comparison.a.name, -1.0, handle.x - picture.left(), Align2::RIGHT_CENTER),
        (comparison.b.name, 1.0, picture.right() - handle.x, Align2::LEFT_CENTER),
    ];
    for (name, toward, room, anchor) in sides {
        let width = room - half_width - 2.0 * (GAP + PADDING.x);
        if name.is_empty() || width < 24.0 {
            continue;
        }
        let font = egui::FontId::proportional(13.0);
        let mut job = LayoutJob::simple_singleline(name.to_owned(), font, style::ON_DARK);
        job.wrap = TextWrapping::truncate_at_width(width);
        let galley = painter.layout_job(job);
        let at = handle + vec2(toward * (half_width + GAP), 0.0);
        let rect = anchor.anchor_size(at, galley.size() + 2.0 * PADDING);
        painter.rect_filled(rect, 5.0, Color32::from_black_alpha(176));
        painter.galley(rect.min + PADDING, galley, style::ON_DARK);
    }
}

/// A text with the names of both zones.
fn named(text: &str, comparison: &ComparisonView) -> String {
    fill(text, &[("a", &comparison.a.name), ("b", &comparison.b.name)])
}

/// Draws the panel's contents.
pub(super) fn contents(ui: &mut Ui, texts: &Texts, comparison: &ComparisonView, commands: &mut Vec<CompareCommand>) {
    let text = &texts.compare;
    for (letter, side) in [("A", comparison.a), ("B", comparison.b)] {
        ui.horizontal(|ui| {
            ui.label(RichText::new(letter).strong().color(style::ACCENT));
            ui.label(RichText::new(side.name).strong());
            let path = RichText::new(side.path).small().color(style::WEAK);
            ui.add(egui::Label::new(path).truncate()).on_hover_text(side.path);
        });
    }
    let mut wipe = comparison.wipe;
    ui.horizontal(|ui| {
        ui.label(RichText::new(text.line.name).color(style::WEAK));
        ui.spacing_mut().slider_width = 170.0;
        let slider = ui.add(Slider::new(&mut wipe, 0..=WIPE_FULL).show_value(false));
        slider.widget_info(|| egui::WidgetInfo::slider(true, f64::from(wipe), text.line.name));
        if slider.on_hover_text(named(text.line.tip, comparison)).changed() {
            commands.push(CompareCommand::Wipe(wipe));
        }
    });
    // Above the lists, so that they are in sight however long those are.
    ui.horizontal_wrapped(|ui| {
        if ui.button(text.end.name).on_hover_text(text.end.tip).clicked() {
            commands.push(CompareCommand::Close);
        }
        let mut shows_glow = comparison.shows_glow;
        if ui.checkbox(&mut shows_glow, text.glow.name).on_hover_text(text.glow.tip).changed() {
            commands.push(CompareCommand::ShowGlow(shows_glow));
        }
    });
    ui.separator();
    match comparison.state {
        ComparisonState::Loading { done, total } => {
            let part = if total == 0 { 0.0 } else { done as f32 / total as f32 };
            ui.add(ProgressBar::new(part).text(fill(text.b_being_read, &[("name", &comparison.b.name)])));
        }
        ComparisonState::Comparing => {
            ui.label(text.comparing);
        }
        ComparisonState::Changes(changes) => known(ui, texts, comparison, changes, commands),
    }
    if comparison.missing > 0 {
        let count = comparison.missing as u64;
        let values: [(&str, &dyn Display); 2] = [("count", &texts.numbers.count(count)), ("name", &comparison.b.name)];
        let text = fill(text.missing.form(count), &values);
        ui.label(RichText::new(text).small().color(style::WARNING));
    }
}

/// Names and values of the listed changes.
fn lines(texts: &Texts, changes: &Changes) -> Vec<(&'static str, String)> {
    let (text, numbers) = (&texts.compare, texts.numbers);
    let mut lines = Vec::new();
    let counted = |count: usize, told: String| if count == 0 { text.same.to_owned() } else { told };
    if let Some(ground) = changes.ground {
        let vertices = ground.vertices as u64;
        let moved = match ground.most_m {
            Some(most_m) => fill(
                text.moved.form(vertices),
                &[("count", &numbers.count(vertices)), ("meters", &numbers.decimal(most_m, 2))],
            ),
            None => texts.counted(text.moved_without_number, vertices),
        };
        lines.push((text.heights, counted(ground.vertices, moved)));
        if changes.server_map.is_none() {
            lines.push((text.tiles, counted(ground.tiles, texts.counted(text.look_different, ground.tiles as u64))));
        }
    }
    if let Some(map) = changes.server_map {
        let numbered = |text: &str, [a, b]: [usize; 2]| {
            fill(text, &[("a", &numbers.count(a as u64)), ("b", &numbers.count(b as u64))])
        };
        let blocked = map.blocked.map(|tiles| counted(tiles, numbered(text.blocked_count, [tiles, 0])));
        lines.push((text.blocked, blocked.unwrap_or_else(|| text.no_cells.to_owned())));
        let collision = map.collision.map(|[a, b]| counted(a + b, numbered(text.only_in, [a, b])));
        lines.push((text.collision, collision.unwrap_or_else(|| text.not_compared.to_owned())));
        lines.extend(changes.objects.as_ref().map(|objects| (text.objects, object_counts(texts, objects))));
        return lines;
    }
    lines.extend(grass(texts, changes).map(|told| (text.grass, told)));
    let [added, removed] = changes.texture_files;
    let files = fill(
        text.added_removed,
        &[("added", &numbers.count(added as u64)), ("removed", &numbers.count(removed as u64))],
    );
    lines.push((text.texture_files, counted(added + removed, files)));
    let told = |differs: bool| if differs { text.changed } else { text.same }.to_owned();
    lines.extend([(text.rivers, told(changes.rivers)), (text.ponds, told(changes.ponds))]);
    lines.extend(changes.objects.as_ref().map(|objects| (text.objects, object_counts(texts, objects))));
    lines.push((text.other, other(texts, changes)));
    lines
}

/// Colors on the ground of the tiles of a line; none if the line has no changed tiles.
fn glow_colors(text: &Compare, changes: &Changes, name: &str) -> Vec<[u8; 3]> {
    let (ground, map) = (changes.ground.unwrap_or_default(), changes.server_map.unwrap_or_default());
    let [zone, other] = map.collision.unwrap_or_default();
    let kinds = [
        (text.heights, ground.vertices, colors::HEIGHTS),
        (text.tiles, ground.tiles, colors::TILES),
        (text.grass, ground.grass, colors::GRASS),
        (text.other, ground.patches, colors::STORED),
        (text.blocked, map.blocked.unwrap_or_default(), colors::TILES),
        (text.collision, zone, colors::COLLISION[0]),
        (text.collision, other, colors::COLLISION[1]),
    ];
    kinds.into_iter().filter(|(of, count, _)| *of == name && *count > 0).map(|(.., color)| color).collect()
}

/// Numbers of objects by kind of change.
fn object_counts(texts: &Texts, objects: &ChangedObjects) -> String {
    let text = &texts.compare;
    let counts = objects.counts.iter().zip(text.object_kinds).filter(|(count, _)| **count > 0);
    let counts = counts.map(|(count, kind)| {
        fill(text.object_count, &[("count", &texts.numbers.count(*count as u64)), ("kind", &kind)])
    });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() { text.same.to_owned() } else { counts.join(", ") }
}

/// Names of the changed data that have no line of their own.
fn other(texts: &Texts, changes: &Changes) -> String {
    let text = &texts.compare;
    let patches = changes.ground.map_or(0, |ground| ground.patches as u64);
    let parts = [
        changes.header.then(|| text.header.to_owned()),
        (patches > 0).then(|| texts.counted(text.bounds, patches)),
        changes.light_maps.then(|| text.light_maps.to_owned()),
        changes.trailing.then(|| text.trailing.to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match (parts.is_empty(), changes.is_seen()) {
        (false, _) => parts.join(", "),
        (true, false) if changes.stored => text.unseen.to_owned(),
        (true, _) => text.same.to_owned(),
    }
}

impl Changes {
    /// Whether a line other than that of other data names a change.
    fn is_seen(&self) -> bool {
        let of_ground = |ground: ChangedGround| ground.vertices + ground.tiles + ground.grass > 0;
        let files = self.texture_files != [0, 0];
        self.map_size[0] != self.map_size[1]
            || self.ground.is_some_and(of_ground)
            || self.grass_set
            || files
            || self.rivers
            || self.ponds
            || self.objects.as_ref().is_some_and(|objects| !objects.list.is_empty())
    }
}

/// Changes of the grass: on the vertices, if they were compared, and of its set.
fn grass(texts: &Texts, changes: &Changes) -> Option<String> {
    let text = &texts.compare;
    let vertices = changes.ground.map(|ground| match ground.grass {
        0 => text.same.to_owned(),
        vertices => texts.counted(text.grass_changed, vertices as u64),
    });
    let set = changes.grass_set.then_some(text.grass_set_changed);
    let parts: Vec<&str> = vertices.as_deref().into_iter().chain(set).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn known(
    ui: &mut Ui,
    texts: &Texts,
    comparison: &ComparisonView,
    changes: &Changes,
    commands: &mut Vec<CompareCommand>,
) {
    let (text, numbers, at) = (&texts.compare, texts.numbers, comparison.at);
    let [a, b] = changes.map_size;
    if a != b {
        let [a_side, b_side] = [a, b].map(|side| numbers.count(u64::from(side)));
        let sides: [(&str, &dyn Display); 4] =
            [("a", &comparison.a.name), ("b", &comparison.b.name), ("a_side", &a_side), ("b_side", &b_side)];
        let warning = fill(text.sizes_differ, &sides);
        ui.label(RichText::new(warning).color(style::WARNING));
    }
    let row = ui.text_style_height(&egui::TextStyle::Body);
    Grid::new("changes").num_columns(2).spacing([10.0, 3.0]).min_row_height(row).show(ui, |ui| {
        for (name, value) in lines(texts, changes) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                ui.label(RichText::new(name).color(style::WEAK));
                if comparison.shows_glow {
                    glow_colors(text, changes, name).iter().for_each(|color| legend::square(ui, *color));
                }
            });
            ui.add(egui::Label::new(value).wrap());
            ui.end_row();
        }
    });
    if !changes.places.is_empty() {
        lists::places(ui, texts, (at, changes), commands);
    }
    if let Some(objects) = changes.objects.as_ref().filter(|objects| !objects.list.is_empty()) {
        lists::objects(ui, texts, (comparison.at_object, objects), commands);
    }
}
