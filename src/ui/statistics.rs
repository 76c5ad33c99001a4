//! The statistics panel: frame times, draw statistics, memory, pending uploads, and patch states while culling is
//! frozen.

use egui::{Align2, Color32, FontId, Grid, Rect, RichText, Sense, Stroke, Ui, pos2, vec2};

use super::model::{FrameNumbers, Model, PanelCommand};
use super::style;
use super::text::Texts;
use crate::input::Action;
use crate::scene::number_format::NumberFormat;
use crate::scene::terrain::patch_states::PatchState;

/// GPU time of a frame in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GpuTimes {
    /// The whole world pass.
    pub world_ms: f64,
    /// Terrain, sky, then water and lines, if the device supports timestamps within a pass.
    pub parts_ms: Option<[f64; 3]>,
    pub panels_ms: Option<f64>,
}

/// Height of the graph in points.
const GRAPH: f32 = 72.0;
/// Minimum upper end of the graph, milliseconds.
const LEAST_MS: f32 = 20.0;
/// Lines of the graph: frame times at 60 and 30 frames per second, milliseconds.
const MARKS_MS: [f32; 2] = [1000.0 / 60.0, 1000.0 / 30.0];

pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    graph(ui, model.frame_ms, model.text);
    ui.add_space(4.0);
    ui.spacing_mut().interact_size.y = 0.0;
    Grid::new("statistics").num_columns(2).spacing([12.0, 3.0]).show(ui, |ui| {
        for (name, value) in rows(model) {
            ui.label(RichText::new(name).small().color(style::WEAK));
            ui.add(egui::Label::new(RichText::new(value).monospace()).wrap());
            ui.end_row();
        }
    });
    ui.reset_style();
    ui.add_space(6.0);
    frozen(ui, model, commands);
}

/// Frame times as bars, the newest on the right.
fn graph(ui: &mut Ui, ms: &[f32], text: &Texts) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), GRAPH), Sense::hover());
    response.on_hover_text(text.statistics.graph_tip);
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 3.0, ui.visuals().extreme_bg_color);
    // a single long frame may exceed the graph
    let top_ms = spread(ms).map_or(LEAST_MS, |[_, p95, _]| p95.max(LEAST_MS) * 1.4);
    let y = |ms: f32| rect.bottom() - (ms / top_ms).min(1.0) * rect.height();
    let width = rect.width() / ms.len().max(60) as f32;
    for (i, &frame_ms) in ms.iter().rev().enumerate() {
        let right = rect.right() - i as f32 * width;
        let bar = Rect::from_min_max(pos2(right - width.max(1.0), y(frame_ms)), pos2(right, rect.bottom()));
        painter.rect_filled(bar, 0.0, color(frame_ms));
    }
    // labels that would overlap are left out
    let apart = (y(MARKS_MS[0]) - y(MARKS_MS[1])).abs() > 14.0;
    for mark_ms in MARKS_MS.into_iter().filter(|&mark_ms| mark_ms < top_ms) {
        painter.hline(rect.x_range(), y(mark_ms), Stroke::new(1.0, style::WEAK.now().gamma_multiply(0.6)));
        let at = pos2(rect.left() + 4.0, y(mark_ms));
        let label = format!("{} ms", text.numbers.decimal(f64::from(mark_ms), 1));
        if apart || mark_ms == MARKS_MS[1] {
            painter.text(at, Align2::LEFT_BOTTOM, label, FontId::monospace(10.0), style::WEAK.now());
        }
    }
}

fn color(ms: f32) -> Color32 {
    if ms <= MARKS_MS[0] * 1.1 {
        style::ACCENT.now()
    } else if ms <= MARKS_MS[1] * 1.1 {
        style::WARNING.now()
    } else {
        style::DANGER.now()
    }
}

/// The panel's rows: name and value.
fn rows(model: &Model) -> Vec<(String, String)> {
    let (text, numbers, frame) = (&model.text.statistics, model.text.numbers, &model.frame);
    let mut rows = vec![(text.frame.to_owned(), format!("{} ms", numbers.decimal(frame.frame_ms, 1)))];
    if let Some([median, p95, worst]) = spread(model.frame_ms) {
        let [median, p95, worst] = [median, p95, worst].map(|ms| numbers.decimal(f64::from(ms), 1));
        rows.push((text.last.to_owned(), format!("{median} / {p95} / {worst} ms")));
    }
    rows.extend(gpu_rows(model));
    rows.push((text.draw_calls.to_owned(), numbers.count(u64::from(frame.draw_calls))));
    rows.push((text.triangles.to_owned(), numbers.count(frame.triangles)));
    rows.push((text.nodes.to_owned(), nodes(numbers, frame)));
    let objects = frame.objects.map(|count| numbers.count(count)).join(" / ");
    rows.push((text.objects.to_owned(), objects));
    let mb = |bytes: u64| format!("{} MB", numbers.decimal(bytes as f64 / 1e6, 1));
    rows.push((text.buffers.to_owned(), mb(frame.buffer_bytes)));
    rows.push((text.textures.to_owned(), mb(frame.texture_bytes)));
    let waiting = [text.queue_nodes, text.queue_pages, text.queue_images].into_iter().zip(frame.waiting);
    let waiting: Vec<String> = waiting
        .filter(|(_, count)| *count > 0)
        .map(|(text, count)| model.text.counted(text, u64::from(count)))
        .collect();
    let waiting = if waiting.is_empty() { text.queue_empty.to_owned() } else { waiting.join(", ") };
    rows.push((text.queue.to_owned(), waiting));
    rows
}

fn gpu_rows(model: &Model) -> Vec<(String, String)> {
    let text = &model.text.statistics;
    let Some(gpu) = &model.frame.gpu else { return vec![(text.gpu.to_owned(), text.gpu_none.to_owned())] };
    let ms = |ms: f64| format!("{} ms", model.text.numbers.decimal(ms, 2));
    let mut rows = vec![(text.gpu_world.to_owned(), ms(gpu.world_ms))];
    if let Some(parts) = gpu.parts_ms {
        let names = [text.gpu_ground, text.gpu_sky, text.gpu_water];
        rows.extend(names.map(str::to_owned).into_iter().zip(parts.map(ms)));
    }
    rows.extend(gpu.panels_ms.map(|panels_ms| (text.gpu_panels.to_owned(), ms(panels_ms))));
    rows
}

fn nodes(numbers: NumberFormat, frame: &FrameNumbers) -> String {
    let counts = [frame.nodes_drawn, frame.nodes_resident, frame.nodes_total].map(|n| numbers.count(u64::from(n)));
    counts.join(" / ")
}

/// Median, 95th percentile, and maximum, by nearest rank.
fn spread(ms: &[f32]) -> Option<[f32; 3]> {
    let mut sorted = ms.to_vec();
    sorted.sort_by(f32::total_cmp);
    let at = |share: f32| sorted[((share * sorted.len() as f32).ceil() as usize).clamp(1, sorted.len()) - 1];
    (!sorted.is_empty()).then(|| [at(0.5), at(0.95), at(1.0)])
}

/// Freeze switch, and the legend of patch states while culling is frozen.
fn frozen(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let mut on = model.frozen;
    let text = &model.text.statistics;
    ui.add_enabled_ui(model.zone.is_some(), |ui| {
        let tip = super::menu::tip_of(model.text, Action::FreezeCulling, model.bindings);
        if ui.checkbox(&mut on, model.text.action_name(Action::FreezeCulling)).on_hover_text(tip).changed() {
            commands.push(PanelCommand::Do(Action::FreezeCulling));
        }
    });
    let Some(counts) = model.frame.patch_states.filter(|_| model.frozen) else { return };
    Grid::new("patch states").num_columns(3).min_col_width(0.0).spacing([8.0, 3.0]).show(ui, |ui| {
        let names = [text.culled, text.resident, text.drawn, text.loading];
        for (state, name) in PatchState::ALL.into_iter().zip(names).rev() {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
            let [r, g, b, _] = state.rgba();
            ui.painter().rect_filled(rect, 2.0, Color32::from_rgb(r, g, b));
            ui.label(name);
            ui.label(RichText::new(model.text.numbers.count(u64::from(counts[state as usize]))).monospace());
            ui.end_row();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_is_by_nearest_rank() {
        let ms: Vec<f32> = (1..=100).rev().map(|i| i as f32).collect();
        assert_eq!(spread(&ms), Some([50.0, 95.0, 100.0]));
        assert_eq!(spread(&[3.0]), Some([3.0; 3]));
        assert_eq!(spread(&[]), None);
    }
}
