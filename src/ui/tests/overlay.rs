//! Tests of the statistics card.

use super::*;
use crate::ui::{menu, overlay};

#[test]
fn the_overlay_tells_zone_place_and_numbers() {
    let shown = Shown::empty();
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&shown.model());
    for text in [
        "moradon",
        "129 × 129 vertices, 512 m",
        "100, 300  20.0 m",
        "47° NE, -12°",
        "130, 330  4.2 m",
        "32, 82 in patch 4, 10",
        "3.5°",
        "4.2 ms",
        "87 drawn / 256 loaded / 1,365",
    ] {
        assert!(screen.find(text).is_some(), "{text} is not among {:?}", screen.texts());
    }
    let over_card = screen.find("moradon").unwrap().center();
    screen.frame(&shown.model(), vec![Event::PointerMoved(over_card)]);
    assert!(!screen.ctx.is_pointer_over_egui(), "the card takes no mouse");
    assert!(!screen.ctx.egui_wants_keyboard_input());
    let over_menu = screen.find("File").unwrap().center();
    screen.frame(&shown.model(), vec![Event::PointerMoved(over_menu)]);
    assert!(screen.ctx.is_pointer_over_egui());
}

#[test]
fn numbers_are_for_reading() {
    let compass = |yaw_deg| overlay::compass(Language::English.texts(), yaw_deg);
    assert_eq!((compass(0.0), compass(359.0), compass(100.0)), ("N", "N", "E"));
    assert_eq!(menu::shortened("C:/games/knight", 8), "…/knight");
    assert_eq!(menu::shortened("Zones", 8), "Zones");
}
