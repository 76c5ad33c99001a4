//! Notices: progress and short messages at the bottom, problems at the top right.

use egui::{Align, Align2, Area, Id, Layout, ProgressBar, RichText, ScrollArea, Ui, vec2};

use super::export;
use super::model::{LoadingStatus, MissingTextures, Model, PanelCommand, PanelId, Problem};
use super::panel::cards;
use super::style;
use super::text::{Texts, fill};

pub fn show(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    bottom(ui, model);
    let room = ui.available_rect_before_wrap();
    if !has_news(model) {
        return;
    }
    let width = (room.width() * 0.45).clamp(180.0, 360.0).min(room.width() - 2.0 * cards::GAP);
    let corner = cards::corner_of(ui.ctx(), id()).unwrap_or(Align2::RIGHT_TOP);
    Area::new(id())
        .order(egui::Order::Middle)
        .fade_in(false)
        .movable(false)
        .pivot(corner)
        .fixed_pos(corner.pos_in_rect(&room.shrink(cards::GAP)))
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            // Without the minimum height the list could not grow beyond its previous size.
            // Less than half, so that one of the corners leaves the picked point free.
            let height = room.height() * 0.42;
            let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
            let list = if another_came(ui, model) { list.vertical_scroll_offset(0.0) } else { list };
            list.auto_shrink([false, true]).show(ui, |ui| {
                if let Some(exporting) = &model.exporting {
                    export::running(ui, model.text, exporting, commands);
                }
                // The newest ones come first: those at the end may be scrolled out of sight.
                for (index, written) in model.written.iter().enumerate().rev() {
                    ui.push_id(("written", index), |ui| export::written(ui, model.text, index, written, commands));
                }
                problems(ui, model.text, model.problems, commands);
                if let Some(textures) = model.missing_textures {
                    missing_textures(ui, model, textures, commands);
                }
            });
        });
}

/// Whether there are more notices than in the last frame.
fn another_came(ui: &Ui, model: &Model) -> bool {
    let (id, count) = (id().with("count"), model.written.len() + model.problems.len());
    let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<usize>(id), count));
    count > before
}

/// Id of the problem list in egui's memory.
pub fn id() -> Id {
    Id::unique("problems")
}

/// Whether there are notices at the top right.
pub(super) fn has_news(model: &Model) -> bool {
    model.missing_textures.is_some()
        || !model.problems.is_empty()
        || model.exporting.is_some()
        || !model.written.is_empty()
}

/// Whether progress is shown in the status line: there is one, and something to look at meanwhile.
fn in_status_line(model: &Model) -> bool {
    !model.panels_hidden && model.zone.is_some()
}

/// Progress in one line, from the right.
pub(super) fn short_bar(ui: &mut Ui, text: &Texts, progress: LoadingStatus) {
    let what = what_of(text, progress);
    let width = (ui.available_width() * 0.4).clamp(40.0, 140.0);
    ui.add(ProgressBar::new(part_of(progress)).fill(style::ACCENT.now()).desired_height(6.0).desired_width(width));
    let count = if progress.total > 0 { format!("{what} {}", text.part(progress.done, progress.total)) } else { what };
    ui.add(egui::Label::new(RichText::new(count).small().color(style::WEAK)).truncate().selectable(false));
}

/// The step in words, with the zone's name before it is open.
fn what_of(text: &Texts, progress: LoadingStatus) -> String {
    let step = (text.load_step)(progress.step);
    if progress.step.is_before_opening() { format!("{}: {step}", progress.zone) } else { step.to_owned() }
}

fn part_of(progress: LoadingStatus) -> f32 {
    let part = if progress.total == 0 { 0.0 } else { progress.done as f32 / progress.total as f32 };
    part.clamp(0.0, 1.0)
}

/// Progress and the short message, at the bottom center, or at the top where they would cover the picked point. They
/// take no clicks.
fn bottom(ui: &Ui, model: &Model) {
    const EDGE: f32 = 16.0;
    const PROGRESS_HEIGHT: f32 = 58.0;
    const LOWER: f32 = 120.0;
    let room = ui.available_rect_before_wrap();
    let covers = cards::picked_point(ui, model).is_some_and(|at| at.y > room.bottom() - LOWER);
    let card = |id: &'static str, from_edge: f32, contents: &dyn Fn(&mut Ui)| {
        let (pivot, at) = match covers {
            true => (Align2::CENTER_TOP, room.center_top() + vec2(0.0, from_edge)),
            false => (Align2::CENTER_BOTTOM, room.center_bottom() - vec2(0.0, from_edge)),
        };
        Area::new(Id::unique(id))
            .order(egui::Order::Foreground)
            .interactable(false)
            .fade_in(false)
            .pivot(pivot)
            .fixed_pos(at)
            .show(ui.ctx(), |ui| {
                ui.style_mut().interaction.selectable_labels = false;
                style::card().show(ui, contents);
            });
    };
    if let Some(progress) = model.progress.filter(|_| !in_status_line(model)) {
        let width = (room.width() * 0.5).clamp(120.0, 380.0);
        card("progress", EDGE, &|ui| bar(ui, model.text, progress, width));
    }
    if let Some(toast) = model.toast {
        let above = if model.progress.is_some() && !in_status_line(model) { EDGE + PROGRESS_HEIGHT } else { EDGE };
        let width = room.width() - 4.0 * EDGE;
        card("toast", above, &|ui| {
            let (font, color) = (egui::FontId::proportional(15.0), ui.visuals().text_color());
            ui.add(egui::Label::new(ui.painter().layout(toast.to_owned(), font, color, width)));
        });
    }
}

fn bar(ui: &mut Ui, text: &Texts, progress: LoadingStatus, width: f32) {
    ui.set_width(width);
    ui.horizontal(|ui| {
        ui.add(egui::Label::new(what_of(text, progress)).truncate());
        if progress.total > 0 {
            let count = text.part(progress.done, progress.total);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(RichText::new(count).small().color(style::WEAK));
            });
        }
    });
    ui.add(ProgressBar::new(part_of(progress)).fill(style::ACCENT.now()).desired_height(6.0).desired_width(width));
}

fn problems(ui: &mut Ui, text: &Texts, problems: &[Problem], commands: &mut Vec<PanelCommand>) {
    for (index, problem) in problems.iter().enumerate().rev() {
        ui.push_id(index, |ui| problem_card(ui, text, index, problem, commands));
    }
    let all = text.notices.dismiss_all;
    if problems.len() > 1 && ui.button(all.name).on_hover_text(all.tip).clicked() {
        commands.push(PanelCommand::DismissAll);
    }
}

/// The banner about missing textures of the ground, with what helps.
fn missing_textures(ui: &mut Ui, model: &Model, textures: MissingTextures, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.notices;
    let [missing, total] = [textures.missing, textures.total].map(|count| model.text.numbers.count(count as u64));
    style::notice(style::WARNING).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if export::small_button(ui, text.dismiss) {
                    commands.push(PanelCommand::DismissMissingTextures);
                }
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    let title = fill(text.textures_missing, &[("missing", &missing), ("total", &total)]);
                    ui.add(egui::Label::new(RichText::new(title).strong().color(style::WARNING)).wrap());
                });
            });
        });
        ui.add(egui::Label::new(RichText::new(text.placeholder_colors).color(style::WEAK)).wrap());
        ui.horizontal_wrapped(|ui| {
            let locate = ui.add_enabled(!model.dialog_open, egui::Button::new(text.locate_client.name).small());
            if locate.on_hover_text(text.locate_client.tip).clicked() {
                commands.push(PanelCommand::LocateClient);
            }
            if export::small_button(ui, text.list_files) {
                commands.push(PanelCommand::Show(PanelId::Missing, true));
            }
        });
    });
}

/// What did not work, why, and what the user can do.
fn problem_card(ui: &mut Ui, text: &Texts, index: usize, problem: &Problem, commands: &mut Vec<PanelCommand>) {
    let text = &text.notices;
    style::notice(style::DANGER).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if export::small_button(ui, text.dismiss) {
                    commands.push(PanelCommand::Dismiss(index));
                }
                if export::small_button(ui, text.copy) {
                    commands.push(PanelCommand::CopyText(problem.to_text()));
                }
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    let title = RichText::new(&problem.title).strong().color(style::DANGER);
                    ui.add(egui::Label::new(title).wrap());
                });
            });
        });
        if !problem.detail.is_empty() {
            ui.add(egui::Label::new(RichText::new(&problem.detail).color(style::WEAK)).wrap());
        }
        ui.add(egui::Label::new(&problem.advice).wrap());
        if let Some(choice) = problem.again
            && export::small_button(ui, text.again)
        {
            commands.push(PanelCommand::ChooseExport(choice));
        }
    });
}
