//! The card of a start without a zone: what the program is, how to open a zone, and how to fly.

use std::path::Path;

use egui::{
    Button, CornerRadius, Label, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, TextStyle, TextWrapMode,
    Ui, Vec2, WidgetInfo, WidgetText, pos2, vec2,
};

use super::help::{self, HelpLine};
use super::information::help_lines;
use super::menu::shortened;
use super::model::{Model, PanelCommand};
use super::preview;
use super::settings::heading;
use super::style;
use super::text::{Named, fill};
use super::tips::beside;
use crate::formats::kernel::visible::visible_path;
use crate::input::Action;
use crate::load::ZoneSource;

/// Number of recent zones on the card, with the one to continue with.
pub const ZONES: usize = 4;
/// Height of buttons, in points.
const BUTTON: f32 = 32.0;
/// Sides of the picture of the zone to continue with, and of other zones, in points.
const PICTURES: [f32; 2] = [52.0, 32.0];
/// Space between groups, in points.
const SPACE: f32 = 8.0;
/// Space between the edge of a zone's button and its picture, in points.
const MARGIN: f32 = 6.0;
/// Least width of the keys, and the gap to what they do.
const KEYS: Vec2 = vec2(130.0, 12.0);
/// Length of a folder's path, of which the end is shown.
const FOLDER_CHARS: usize = 44;

/// Draws the card's contents.
pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.welcome;
    ui.add(Label::new(text.about).wrap());
    ui.add_space(SPACE);
    let (last, others) = model.recent.split_first().map_or((None, &[][..]), |(last, others)| (Some(last), others));
    // The last zone may be open already.
    let last = last.filter(|_| model.zone.is_none_or(|zone| zone.path.is_empty()));
    if let Some(path) = last {
        let name = fill(text.resume.name, &[("zone", &zone_name(path))]);
        zone(ui, model, path, &name, true, commands);
    }
    open_buttons(ui, model, last.is_none(), commands);
    if model.can_drop {
        ui.vertical_centered(|ui| ui.label(RichText::new(text.drop).small().color(style::WEAK)));
    }
    if !others.is_empty() {
        ui.add_space(SPACE);
        heading(ui, text.recent);
        for path in others.iter().take(ZONES - 1) {
            zone(ui, model, path, &zone_name(path), false, commands);
        }
    }
    ui.add_space(SPACE);
    heading(ui, text.flying);
    how_to_fly(ui, model);
}

/// The button that most users want.
pub(super) fn primary(name: &str) -> Button<'_> {
    Button::new(RichText::new(name).color(style::ON_SELECTED)).fill(style::SELECTED)
}

/// The buttons of the file dialogs, side by side; the first one emphasized if nothing else is.
fn open_buttons(ui: &mut Ui, model: &Model, emphasized: bool, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.welcome;
    let width = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
    ui.horizontal(|ui| {
        let mut button = |button: Button, named: Named, command: PanelCommand| {
            let button = ui.add_enabled(!model.dialog_open, button.min_size(vec2(width, BUTTON)));
            if button.on_hover_text(named.tip).clicked() {
                commands.push(command);
            }
        };
        let folder = text.open_folder;
        let folder_button = if emphasized { primary(folder.name) } else { Button::new(folder.name) };
        button(folder_button, folder, PanelCommand::OpenFolder);
        button(Button::new(text.open_file.name), text.open_file, PanelCommand::Do(Action::OpenFile));
    });
}

/// Name of a zone: the stem of its file.
fn zone_name(path: &Path) -> String {
    ZoneSource::of(path).name()
}

/// A button that opens a recent zone, with its picture and folder.
fn zone(ui: &mut Ui, model: &Model, path: &Path, name: &str, primary: bool, commands: &mut Vec<PanelCommand>) {
    let side = PICTURES[usize::from(!primary)];
    // Pictures of zones without a background are aligned with the other lines.
    let (inset, margin) = if primary { (MARGIN, 2.0 * MARGIN) } else { (0.0, MARGIN) };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), side + margin), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    background(ui, rect.expand2(vec2(MARGIN - inset, 0.0)), &response, primary);
    let middle = rect.left_center() + vec2(inset + side / 2.0, 0.0);
    let square = Rect::from_center_size(middle, Vec2::splat(side));
    preview::paint(ui, model.previews.get(&ZoneSource::of(path)), square, 4);
    let color = if primary { style::ON_SELECTED } else { style::TEXT };
    let folder = path.parent().map(visible_path).unwrap_or_default();
    let lines =
        [RichText::new(name).color(color), RichText::new(shortened(&folder, FOLDER_CHARS)).small().color(style::WEAK)];
    text_lines(ui, rect.with_min_x(square.right() + 10.0), lines);
    if beside(response, &visible_path(path)).clicked() {
        commands.push(PanelCommand::Open(path.to_owned()));
    }
}

fn background(ui: &Ui, rect: Rect, response: &Response, primary: bool) {
    let corners = CornerRadius::same(6);
    if primary {
        ui.painter().rect_filled(rect, corners, style::SELECTED.now());
    }
    if response.hovered() {
        ui.painter().rect_filled(rect, corners, style::hover());
    }
    if response.has_focus() {
        let stroke = Stroke::new(1.0, style::ACCENT.now());
        ui.painter().rect_stroke(rect, corners, stroke, StrokeKind::Inside);
    }
}

/// Lines of text at the left of a room, centered vertically.
fn text_lines(ui: &Ui, room: Rect, lines: [RichText; 2]) {
    let layout = |line: RichText| {
        let wrap = Some(TextWrapMode::Truncate);
        WidgetText::from(line).into_galley(ui, wrap, room.width() - MARGIN, TextStyle::Body)
    };
    let lines = lines.map(layout);
    let height: f32 = lines.iter().map(|line| line.size().y).sum();
    let mut at = pos2(room.left(), room.center().y - height / 2.0);
    for line in lines {
        let below = line.size().y;
        ui.painter().galley(at, line, style::TEXT.now());
        at.y += below;
    }
}

/// How to fly: with fingers, or by the bindings in effect.
fn how_to_fly(ui: &mut Ui, model: &Model) {
    let (text, help) = (&model.text.welcome, &model.text.help);
    if model.touch {
        return help_lines(ui, "flying", help::fingers(model.text), KEYS);
    }
    let of = |actions: &[Action]| -> Vec<String> {
        actions.iter().filter_map(|action| model.bindings.keys_of(*action).into_iter().next()).collect()
    };
    let line = |keys, does: &str| HelpLine { keys, does: does.to_owned() };
    let lines = vec![
        line(of(&[Action::Forward, Action::Left, Action::Back, Action::Right]), text.fly),
        line(of(&[Action::Up, Action::Down]), text.up_and_down),
        line(vec![help.right_drag.to_owned()], text.look),
    ];
    help_lines(ui, "flying", lines.into_iter().filter(|line| !line.keys.is_empty()).collect(), KEYS);
}
