//! Tests of the help panel, and of properties of all texts.

use super::*;
use crate::ui::text::Each;

#[test]
fn help_shows_the_bindings_in_force() {
    let shown = Shown { bindings: Bindings::new(&Default::default(), true), ..Shown::empty() };
    let mut model = shown.model();
    model.open_panels.set(PanelId::Help, true);
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    for binding in BINDINGS {
        assert!(screen.find(&model.text.action_name(binding.action)).is_some(), "{:?}", binding.action);
    }
    let (up, e) = (screen.find("Move down").unwrap(), screen.nodes.iter().filter(|(_, n)| n.value() == Some("E")));
    let beside = |node: &Node| node.bounds().is_some_and(|b| (b.y0 as f32) < up.max.y && (b.y1 as f32) > up.min.y);
    assert!(e.into_iter().any(|(_, node)| beside(node)), "E stands beside what it does now");
}

#[test]
fn every_character_has_a_glyph() {
    let ctx = egui::Context::default();
    style::apply(&ctx);
    ctx.run_ui(RawInput::default(), |_| {}).drop_without_applying_deltas();
    let mut text = "…×°–/+()°".to_owned();
    for texts in Language::ALL.map(Language::texts) {
        texts.each("", &mut |_, one| text.push_str(one));
    }
    for binding in BINDINGS {
        text.push_str(&Bindings::default().keys_of(binding.action).concat());
    }
    Language::ALL.into_iter().for_each(|language| text.push_str(language.own_name()));
    for family in [egui::FontFamily::Proportional, egui::FontFamily::Monospace] {
        let id = egui::FontId::new(13.0, family.clone());
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            assert!(ctx.fonts_mut(|fonts| fonts.has_glyphs(&id, &c.to_string())), "{c:?} in {family}");
        }
    }
}
