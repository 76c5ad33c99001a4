//! Colours and sizes: one dark look, readable over any ground.

use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Theme, vec2};

/// What is to be noticed: selection, progress.
pub const ACCENT: Color32 = Color32::from_rgb(96, 168, 255);
/// What went wrong.
pub const DANGER: Color32 = Color32::from_rgb(255, 112, 102);
/// What is not as it should be, but works.
pub const WARNING: Color32 = Color32::from_rgb(245, 190, 92);
/// Text to read.
pub const TEXT: Color32 = Color32::from_rgb(226, 230, 236);
/// Names beside values, keys beside menu entries.
pub const WEAK: Color32 = Color32::from_rgb(150, 158, 170);

const PANEL: Color32 = Color32::from_rgb(24, 27, 33);
const RAISED: Color32 = Color32::from_rgb(38, 43, 52);
const BOX: Color32 = Color32::from_rgb(56, 63, 76);
const HOVERED: Color32 = Color32::from_rgb(52, 60, 74);
const LINE: Color32 = Color32::from_rgb(58, 65, 78);

/// Gives a context the program's look.
pub fn apply(ctx: &egui::Context) {
    ctx.set_theme(Theme::Dark);
    ctx.set_fonts(fonts());
    ctx.style_mut_of(Theme::Dark, |style| {
        let font = |size| FontId::new(size, FontFamily::Proportional);
        style.text_styles = [
            (TextStyle::Small, font(11.0)),
            (TextStyle::Body, font(13.5)),
            (TextStyle::Button, font(13.5)),
            (TextStyle::Heading, font(17.0)),
            (TextStyle::Monospace, FontId::new(12.5, FontFamily::Monospace)),
        ]
        .into();
        style.spacing.item_spacing = vec2(8.0, 5.0);
        style.spacing.button_padding = vec2(8.0, 3.0);
        style.spacing.menu_margin = Margin::same(6);
        style.spacing.interact_size.y = 22.0;
        colour(&mut style.visuals);
    });
}

/// egui's fonts; the monospaced one also helps out with what the other lacks, arrows above all.
fn fonts() -> egui::FontDefinitions {
    let mut fonts = egui::FontDefinitions::default();
    let monospace = fonts.families.get(&FontFamily::Monospace).cloned().unwrap_or_default();
    let proportional = fonts.families.entry(FontFamily::Proportional).or_default();
    for name in monospace {
        if !proportional.contains(&name) {
            proportional.push(name);
        }
    }
    fonts
}

fn colour(visuals: &mut egui::Visuals) {
    visuals.panel_fill = PANEL;
    visuals.window_fill = PANEL;
    visuals.window_stroke = Stroke::new(1.0, LINE);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.extreme_bg_color = Color32::from_rgb(15, 17, 21);
    visuals.faint_bg_color = Color32::from_rgb(30, 34, 41);
    visuals.hyperlink_color = ACCENT;
    visuals.selection.bg_fill = Color32::from_rgb(42, 82, 134);
    visuals.selection.stroke = Stroke::new(1.0, Color32::from_rgb(198, 222, 255));
    visuals.weak_text_color = Some(WEAK);
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, TEXT);
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, LINE);
    for (widget, fill) in [
        (&mut widgets.inactive, RAISED),
        (&mut widgets.hovered, HOVERED),
        (&mut widgets.active, HOVERED),
        (&mut widgets.open, RAISED),
    ] {
        widget.weak_bg_fill = fill;
        // Boxes to tick lie on the panel itself: lighter than buttons, so that they are seen.
        widget.bg_fill = if fill == RAISED { BOX } else { fill };
        widget.bg_stroke = Stroke::NONE;
        widget.fg_stroke = Stroke::new(1.0, TEXT);
        widget.corner_radius = CornerRadius::same(4);
        widget.expansion = 0.0;
    }
}

/// The card that texts over the picture stand on: dark enough to read over snow.
pub fn card() -> egui::Frame {
    egui::Frame::new().fill(Color32::from_black_alpha(176)).corner_radius(6).inner_margin(Margin::symmetric(10, 8))
}

/// A card that reports something, edged with a colour.
pub fn notice(edge: Color32) -> egui::Frame {
    egui::Frame::new()
        .fill(PANEL)
        .stroke(Stroke::new(1.0, edge.gamma_multiply(0.7)))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(12, 9))
}

/// The frame of the menu bar.
pub fn bar() -> egui::Frame {
    egui::Frame::new().fill(PANEL).inner_margin(Margin::symmetric(6, 2))
}

/// The frame of a key in the help window.
pub fn key_cap() -> egui::Frame {
    egui::Frame::new()
        .fill(RAISED)
        .stroke(Stroke::new(1.0, LINE))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(6, 1))
}
