//! Tests of the overview map.

use super::*;

#[test]
fn a_click_on_the_map_goes_there() {
    let shown = Shown::empty();
    let (mut screen, mut model) = panel(&shown, PanelId::Map);
    model.map.overview.zoom = 1.0;
    screen.settle(&model);
    let at = screen.find("Map of the zone").expect("the map is open").center();
    let press =
        |pressed| Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    screen.frame(&model, vec![Event::PointerMoved(at)]);
    screen.frame(&model, vec![press(true)]);
    let commands = screen.frame(&model, vec![press(false)]);
    let [PanelCommand::GoTo { east_m, north_m }] = commands[..] else { panic!("{commands:?}") };
    assert!((east_m - 256.0).abs() < 20.0 && (north_m - 256.0).abs() < 20.0, "{east_m}, {north_m}: the middle");
    let wheel = Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: vec2(0.0, 3.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    let commands = screen.frame(&model, vec![wheel]);
    assert!(matches!(commands[..], [PanelCommand::Overview(overview)] if overview.zoom > 1.0), "{commands:?}");
}
