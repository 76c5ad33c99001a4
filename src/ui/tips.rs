//! Tooltips of entries in menus and lists.

use egui::{RectAlign, Response, Tooltip};

/// Shows a tooltip beside an entry: below it, as egui's own, it would cover the next one.
pub(super) fn beside(response: Response, tip: &str) -> Response {
    const OTHERWISE: [RectAlign; 4] =
        [RectAlign::LEFT_START, RectAlign::BOTTOM_START, RectAlign::TOP_START, RectAlign::BOTTOM_END];
    let mut tooltip =
        if response.enabled() { Tooltip::for_enabled(&response) } else { Tooltip::for_disabled(&response) };
    tooltip.popup = tooltip.popup.align(RectAlign::RIGHT_START).align_alternatives(&OTHERWISE).gap(10.0);
    tooltip.show(|ui| ui.label(tip));
    response
}
