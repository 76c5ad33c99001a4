//! Tests of view modes, overlays and their legend.

use super::*;
use crate::scene::modes::legend::{Legend, LegendKey};
use crate::scene::modes::{Overlay, Overlays, ViewMode};
use crate::scene::view_settings::ViewSettings;
use crate::ui::inspect::tests::Opened;
use strum::VariantArray;

fn menu_click(menu: &str, further: &str, entry: &str, shown: &Shown) -> Vec<PanelCommand> {
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    let model = shown.model();
    screen.settle(&model);
    screen.click(&model, menu);
    screen.click(&model, further);
    screen.click(&model, entry)
}

#[test]
fn modes_and_overlays_are_chosen_in_panel_and_menu() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let with = |mode, overlays| PanelCommand::Draw(ViewSettings { mode, overlays, ..ViewSettings::default() });
    let grass = Overlays::from_iter([Overlay::Grass]);
    let (mut screen, model) = tall_panel(&shown);
    assert_eq!(screen.click(&model, "Grass mask"), [with(ViewMode::Textured, grass)]);
    let (mut screen, model) = tall_panel(&shown);
    screen.click(&model, "Textured");
    assert_eq!(screen.click(&model, "First layer"), [with(ViewMode::Layer1, Overlays::default())]);
    assert_eq!(menu_click("View", "View mode", "Direction", &shown), [with(ViewMode::Direction, Overlays::default())]);
    assert_eq!(menu_click("View", "Overlays", "Grass mask", &shown), [with(ViewMode::Textured, grass)]);
}

#[test]
fn the_step_of_contours_is_chosen_where_they_are_shown() {
    let shown = Shown::full();
    let mut model = shown.model();
    model.open_panels.set(PanelId::Drawing, true);
    model.drawing.overlays.contours = true;
    model.legend.step_m = 5.0;
    let mut screen = Screen::new(1280.0, 1100.0, 1.0);
    screen.settle(&model);
    let chosen = ViewSettings { contour_step_m: Some(5.0), ..model.drawing };
    assert_eq!(screen.click(&model, "Contour interval"), [PanelCommand::Draw(chosen)]);
}

/// The texts of a window in a mode, with overlays.
fn told(mode: ViewMode, overlays: Overlays, counts: &[(LegendKey, u32)]) -> Vec<String> {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let legend = Legend::of(mode, [-47.0, 19.0], 3, counts);
    let mut model = opened.model(&shown);
    (model.drawing.mode, model.drawing.overlays) = (mode, overlays);
    model.legend =
        LegendOf { legend: Some(&legend), step_m: 2.5, shadows: true, grass: Some(&[(LegendKey::Grass(48), 1234)]) };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    screen.texts().into_iter().map(str::to_owned).collect()
}

#[test]
fn every_mode_and_overlay_has_a_legend() {
    let text = Language::English.texts();
    for mode in ViewMode::VARIANTS.iter().copied().filter(|mode| *mode != ViewMode::Textured) {
        let texts = told(mode, Overlays::default(), &[]);
        let name = (text.mode_name)(mode).name;
        assert!(texts.iter().any(|text| text == name), "{name} is not among {texts:?}");
    }
    for overlay in Overlay::VARIANTS.iter().copied() {
        let texts = told(ViewMode::Textured, Overlays::from_iter([overlay]), &[]);
        let name = (text.overlay_name)(overlay).name;
        assert!(texts.iter().any(|text| text == name), "{name} is not among {texts:?}");
    }
    let none = told(ViewMode::Textured, Overlays::default(), &[]);
    assert!(!none.iter().any(|text| text == "Textured"), "what the game shows needs no legend");
}

#[test]
fn walking_has_a_legend_of_its_own() {
    let shown = Shown::empty();
    let texts = |walking, mode| {
        let model = Model { mode, walking, ..shown.model() };
        let mut screen = Screen::new(1280.0, 720.0, 1.0);
        screen.settle(&model);
        screen.texts().into_iter().map(str::to_owned).collect::<Vec<String>>()
    };
    let walking = texts(true, CameraMode::Free);
    for wanted in ["Too steep to climb (over 40°)", "Water: can be waded", "G or E: fly again"] {
        assert!(walking.iter().any(|text| text == wanted), "{wanted} is not among {walking:?}");
    }
    for (is_walking, mode) in [(false, CameraMode::Free), (true, CameraMode::Map)] {
        assert!(!texts(is_walking, mode).iter().any(|text| text.contains("fly again")), "{is_walking} {mode:?}");
    }
}

#[test]
fn legends_tell_their_numbers() {
    let tells = |texts: &[String], wanted: &[&str]| {
        for wanted in wanted {
            assert!(texts.iter().any(|text| text == wanted), "{wanted} is not among {texts:?}");
        }
    };
    tells(&told(ViewMode::Height, Overlays::default(), &[]), &["-47 m", "-14 m", "19 m"]);
    tells(&told(ViewMode::Slope, Overlays::default(), &[]), &["0°", "40°", "90°"]);
    let counts = [(LegendKey::Texture(7), 12_345), (LegendKey::Texture(2), 6)];
    let texture = told(ViewMode::TextureIndex, Overlays::default(), &counts);
    tells(&texture, &["Texture 7", "12,345 tiles", "Texture 2", "6 tiles", "At the cursor:"]);
    tells(&told(ViewMode::Detail, Overlays::default(), &[]), &["Full detail", "1 vertex in 4"]);
    let over = told(ViewMode::Textured, Overlays::from_iter([Overlay::Contours, Overlay::Grass]), &[]);
    tells(&over, &["every 2.5 m", "Mask 48", "1,234 tiles"]);
}
