//! Colors and sizes of the dark and the light theme, both readable over any terrain.
//!
//! A color is a [`Tone`], with a value in each theme; the theme is set for the current frame ([`begin`]).

use std::cell::Cell;

use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Theme, vec2};

thread_local! {
    /// Whether the current frame uses the dark theme.
    static DARK: Cell<bool> = const { Cell::new(true) };
}

/// A color of the panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tone {
    dark: Color32,
    light: Color32,
}

impl Tone {
    pub(super) const fn new(dark: [u8; 3], light: [u8; 3]) -> Tone {
        let [[r, g, b], [lr, lg, lb]] = [dark, light];
        Tone { dark: Color32::from_rgb(r, g, b), light: Color32::from_rgb(lr, lg, lb) }
    }

    /// The color in the current theme.
    pub fn now(self) -> Color32 {
        if DARK.get() { self.dark } else { self.light }
    }

    pub(super) fn of(self, theme: Theme) -> Color32 {
        if theme == Theme::Dark { self.dark } else { self.light }
    }
}

impl From<Tone> for Color32 {
    fn from(tone: Tone) -> Color32 {
        tone.now()
    }
}

pub const ACCENT: Tone = Tone::new([112, 178, 255], [12, 84, 172]);
pub const DANGER: Tone = Tone::new([255, 142, 134], [166, 28, 22]);
/// Problems that do not prevent use.
pub const WARNING: Tone = Tone::new([245, 190, 92], [120, 70, 0]);
pub const TEXT: Tone = Tone::new([226, 230, 236], [26, 30, 36]);
/// Secondary text: names beside values, keys beside menu entries.
pub const WEAK: Tone = Tone::new([172, 179, 190], [70, 78, 90]);
/// Background of images and bytes.
pub const WELL: Tone = Tone::new([15, 17, 21], [255, 255, 255]);
/// Text on surfaces that are dark in both themes: labels in the picture.
pub const ON_DARK: Color32 = Color32::from_rgb(226, 230, 236);

/// Emphasis on surfaces that are dark in both themes.
pub const ACCENT_ON_DARK: Color32 = Color32::from_rgb(96, 168, 255);
/// De-emphasized text: bytes that are 0.
pub const FAINT_TEXT: Tone = Tone::new([140, 146, 156], [98, 104, 114]);

const PANEL: Tone = Tone::new([24, 27, 33], [244, 246, 248]);
const RAISED: Tone = Tone::new([38, 43, 52], [222, 227, 234]);
/// Boxes that must contrast with the panel.
pub const BOX: Tone = Tone::new([56, 63, 76], [200, 207, 217]);
const HOVERED: Tone = Tone::new([52, 60, 74], [206, 214, 225]);
const LINE: Tone = Tone::new([58, 65, 78], [188, 196, 207]);
const FAINT: Tone = Tone::new([30, 34, 41], [234, 237, 241]);
/// Background of a selection.
pub const SELECTED: Tone = Tone::new([28, 62, 108], [178, 210, 250]);
pub const ON_SELECTED: Tone = Tone::new([198, 222, 255], [8, 48, 104]);

/// Background of panels in a theme.
#[cfg(test)]
pub(super) fn panel_fill(theme: Theme) -> Color32 {
    PANEL.of(theme)
}

/// Sets the theme for the coming frame.
pub fn begin(ui: &egui::Ui) {
    DARK.set(ui.visuals().dark_mode);
}

/// Makes what is pressed as large as fingers need it.
pub fn enlarge_for_fingers(ctx: &egui::Context) {
    ctx.all_styles_mut(|style| {
        style.spacing.interact_size.y = 32.0;
        style.spacing.icon_width = 20.0;
        style.spacing.icon_width_inner = 12.0;
    });
}

/// Installs the program's themes; the dark one is shown first.
pub fn apply(ctx: &egui::Context) {
    ctx.set_theme(Theme::Dark);
    ctx.set_fonts(fonts());
    // egui's zoom keys would conflict with the user's.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    for theme in [Theme::Dark, Theme::Light] {
        ctx.style_mut_of(theme, |style| {
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
            style.spacing.scroll = scroll_bars();
            color(&mut style.visuals, theme);
        });
    }
}

/// Part of the text's color in the handle of a scroll bar at rest: a contrast of 3 to the panel.
const SCROLL_HANDLE: f32 = 0.5;

/// Scroll bars that are seen wherever there is more, also while the mouse is elsewhere.
fn scroll_bars() -> egui::style::ScrollStyle {
    egui::style::ScrollStyle {
        bar_width: 8.0,
        floating_width: 5.0,
        foreground_color: true,
        dormant_handle_opacity: SCROLL_HANDLE,
        active_handle_opacity: SCROLL_HANDLE,
        interact_handle_opacity: 0.8,
        ..egui::style::ScrollStyle::thin()
    }
}

/// egui's fonts; the monospaced one is also the fallback for missing glyphs such as arrows.
#[cfg(not(target_family = "wasm"))]
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

/// The font of a page until the monospaced one is fetched.
#[cfg(target_family = "wasm")]
fn fonts() -> egui::FontDefinitions {
    let mut fonts = egui::FontDefinitions::empty();
    let data = egui::FontData::from_static(epaint_default_fonts::UBUNTU_LIGHT);
    fonts.font_data.insert("Ubuntu-Light".to_owned(), data.into());
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.entry(family).or_default().push("Ubuntu-Light".to_owned());
    }
    fonts
}

fn color(visuals: &mut egui::Visuals, theme: Theme) {
    let of = |tone: Tone| tone.of(theme);
    visuals.panel_fill = of(PANEL);
    visuals.window_fill = of(PANEL);
    visuals.window_stroke = Stroke::new(1.0, of(LINE));
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.extreme_bg_color = of(WELL);
    visuals.faint_bg_color = of(FAINT);
    visuals.hyperlink_color = of(ACCENT);
    visuals.warn_fg_color = of(WARNING);
    visuals.error_fg_color = of(DANGER);
    visuals.selection.bg_fill = of(SELECTED);
    visuals.selection.stroke = Stroke::new(1.0, of(ON_SELECTED));
    visuals.weak_text_color = Some(of(WEAK));
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, of(TEXT));
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, of(LINE));
    for (widget, fill) in [
        (&mut widgets.inactive, RAISED),
        (&mut widgets.hovered, HOVERED),
        (&mut widgets.active, HOVERED),
        (&mut widgets.open, RAISED),
    ] {
        widget.weak_bg_fill = of(fill);
        // Check boxes are on the panel's own background, so they need more contrast than buttons.
        widget.bg_fill = of(if fill == RAISED { BOX } else { fill });
        widget.bg_stroke = Stroke::NONE;
        widget.fg_stroke = Stroke::new(1.0, of(TEXT));
        widget.corner_radius = CornerRadius::same(4);
        widget.expansion = 0.0;
    }
}

fn card_fill(dark: bool) -> Color32 {
    if dark { Color32::from_black_alpha(204) } else { Color32::from_white_alpha(226) }
}

/// The card behind text over the picture: dark enough to read over snow, or light enough over rock.
pub fn card() -> egui::Frame {
    egui::Frame::new().fill(card_fill(DARK.get())).corner_radius(6).inner_margin(Margin::symmetric(10, 8))
}

/// A notice card, edged with a color.
pub fn notice(edge: Tone) -> egui::Frame {
    egui::Frame::new()
        .fill(PANEL.now())
        .stroke(Stroke::new(1.0, edge.now().gamma_multiply(0.7)))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(12, 9))
}

/// The frame of a dock.
pub fn dock() -> egui::Frame {
    egui::Frame::new().fill(PANEL.now()).inner_margin(Margin { left: 10, right: 8, top: 6, bottom: 6 })
}

/// The frame of the tool strip.
pub fn strip() -> egui::Frame {
    egui::Frame::new().fill(PANEL.now()).inner_margin(Margin { left: 0, right: 0, top: 6, bottom: 6 })
}

/// The frame of a dialog.
pub fn dialog() -> egui::Frame {
    let shadow = egui::Shadow { offset: [0, 6], blur: 18, spread: 0, color: Color32::from_black_alpha(110) };
    egui::Frame::new().fill(PANEL.now()).stroke(Stroke::new(1.0, LINE.now())).corner_radius(8).shadow(shadow)
}

/// Fills the background of a card with controls.
pub fn fill_card(ui: &egui::Ui, rect: egui::Rect) {
    let stroke = Stroke::new(1.0, LINE.now());
    ui.painter().rect(rect, CornerRadius::same(6), PANEL.now(), stroke, egui::StrokeKind::Inside);
}

/// The frame of the menu bar.
pub fn bar() -> egui::Frame {
    egui::Frame::new().fill(PANEL.now()).inner_margin(Margin::symmetric(6, 2))
}

/// The frame of the status line.
pub fn status_line() -> egui::Frame {
    egui::Frame::new().fill(PANEL.now()).inner_margin(Margin::symmetric(12, 2))
}

/// The frame of a key in the help window.
pub fn key_cap() -> egui::Frame {
    egui::Frame::new()
        .fill(RAISED.now())
        .stroke(Stroke::new(1.0, LINE.now()))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(6, 1))
}

/// Highlight of a hovered item.
pub fn hover() -> Color32 {
    if DARK.get() { Color32::from_white_alpha(20) } else { Color32::from_black_alpha(20) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Relative luminance, 0 to 1, as defined by the W3C's guidelines.
    fn luminance(color: Color32) -> f32 {
        let [r, g, b, _] = color.to_array().map(|c| {
            let c = f32::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast of two colors, 1 to 21, as defined there.
    pub(in crate::ui) fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Least contrast of text that the guidelines ask for.
    pub(in crate::ui) const LEAST: f32 = 4.5;

    #[test]
    fn text_has_contrast_on_every_surface_in_both_themes() {
        for theme in [Theme::Dark, Theme::Light] {
            let check = |inks: &[Tone], grounds: &[Tone]| {
                for (ink, ground) in inks.iter().flat_map(|ink| grounds.iter().map(move |ground| (ink, ground))) {
                    let found = contrast(ink.of(theme), ground.of(theme));
                    assert!(found >= LEAST, "{ink:?} on {ground:?} in {theme:?}: {found:.1}");
                }
            };
            check(&[TEXT, WEAK, ACCENT, WARNING, DANGER], &[PANEL, RAISED, HOVERED, FAINT, WELL]);
            check(&[TEXT, WEAK, ON_SELECTED], &[SELECTED]);
            check(&[FAINT_TEXT], &[PANEL, FAINT, WELL]);
        }
    }

    #[test]
    fn scroll_bars_at_rest_are_seen_in_both_themes() {
        let bars = scroll_bars();
        assert!(bars.floating_width >= 4.0 && bars.dormant_handle_opacity == SCROLL_HANDLE);
        for theme in [Theme::Dark, Theme::Light] {
            let (ink, panel) = (TEXT.of(theme).to_array(), PANEL.of(theme));
            let behind = panel.to_array();
            let mixed: [u8; 3] = std::array::from_fn(|i| {
                (f32::from(ink[i]) * SCROLL_HANDLE + f32::from(behind[i]) * (1.0 - SCROLL_HANDLE)).round() as u8
            });
            let found = contrast(Color32::from_rgb(mixed[0], mixed[1], mixed[2]), panel);
            assert!(found >= 3.0, "{theme:?}: {found:.1}");
        }
    }

    #[test]
    fn text_on_cards_has_contrast_over_any_picture() {
        for (theme, worst) in [(Theme::Dark, 255.0), (Theme::Light, 0.0)] {
            let [r, g, b, alpha] = card_fill(theme == Theme::Dark).to_array().map(f32::from);
            // The fill is multiplied by its alpha.
            let behind = [r, g, b].map(|own| (own + worst * (1.0 - alpha / 255.0)).round() as u8);
            let behind = Color32::from_rgb(behind[0], behind[1], behind[2]);
            for ink in [TEXT, WEAK] {
                let found = contrast(ink.of(theme), behind);
                assert!(found >= LEAST, "{ink:?} on {behind:?} in {theme:?}: {found:.1}");
            }
        }
    }
}
