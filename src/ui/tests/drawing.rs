//! Tests of the view settings panel.

use super::*;
use crate::formats::opd::EventLinks;
use crate::scene::modes::Overlay;
use crate::scene::objects::ObjectCategory;
use crate::scene::view_settings::{Lighting, ViewSettings};

#[test]
fn layers_sky_and_time_are_chosen_in_their_panel() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let drawn = |entry: &str| {
        let (mut screen, model) = tall_panel(&shown);
        let commands = screen.click(&model, entry);
        match commands[..] {
            [PanelCommand::Draw(drawing)] => drawing,
            _ => panic!("{entry}: {commands:?}"),
        }
    };
    assert_eq!(drawn("Water"), ViewSettings { water: false, ..ViewSettings::default() });
    assert_eq!(drawn("Relief"), ViewSettings { relief: true, ..ViewSettings::default() });
    let lit = |lighting| ViewSettings { lighting: Some(lighting), ..ViewSettings::default() };
    assert_eq!(drawn("As in the game"), lit(Lighting::Client));
    assert_eq!(drawn("None"), lit(Lighting::None));
    assert_eq!(drawn("Classic"), ViewSettings { classic: true, ..ViewSettings::default() });
    assert_eq!(drawn("Full"), ViewSettings { full_detail: true, ..ViewSettings::default() });
    assert_eq!(drawn("Object names"), ViewSettings { object_names: true, ..ViewSettings::default() });
    assert_eq!(drawn("Advance time"), ViewSettings { time_runs: true, ..ViewSettings::default() });
    assert_eq!(drawn("Midnight"), ViewSettings { time_secs: 0, ..ViewSettings::default() });
    let (mut screen, model) = tall_panel(&shown);
    screen.click(&model, "Karus");
    assert_eq!(screen.click(&model, "ElMorad"), [PanelCommand::ChooseSky(1)]);
}

#[test]
fn categories_are_hidden_and_all_objects_shown_again() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let hide = |category, on| [PanelCommand::Hide(HideCommand::Category(category, on))];
    let (mut screen, model) = tall_panel(&shown);
    assert_eq!(screen.click(&model, "Trees"), hide(ObjectCategory::Trees, true));
    assert_eq!(screen.click(&model, "Plants"), hide(ObjectCategory::Plants, false), "they are hidden");
    assert_eq!(screen.click(&model, "Effects"), [], "the zone has none");
    assert!(screen.find("12 objects hidden").is_some(), "{:?}", screen.texts());
    assert_eq!(screen.click(&model, "Show all"), [PanelCommand::Do(Action::ShowAllObjects)]);
}

#[test]
fn overlays_name_roles_and_effects_of_shown_objects() {
    let gate = EventLinks { event_kind: 1, event_id: 1100, ..EventLinks::default() };
    let position = DVec3::new(130.0, 15.0, 330.0);
    let object = |name: &str, role| ObjectLabel { name: name.into(), position, role };
    let objects = vec![object("tree", None), object("door", Some(gate))];
    let effects = [EffectLabel { object: 1, name: "fire_01".into(), position }];
    let labels = |overlays: &[Overlay], names: bool, hidden: &[usize]| {
        let shown = Shown { objects: objects.clone(), hidden: hidden.iter().copied().collect(), ..Shown::empty() };
        let drawing = ViewSettings {
            overlays: overlays.iter().copied().collect(),
            object_names: names,
            ..ViewSettings::default()
        };
        let model = Model { drawing, effects: &effects, ..shown.model() };
        crate::ui::markers::texts(&model)
    };
    assert_eq!(labels(&[], false, &[]), [""; 0]);
    assert_eq!(labels(&[Overlay::Objects, Overlay::Effects], false, &[]), ["Gate with two leaves 1100", "fire_01"]);
    assert_eq!(labels(&[Overlay::Objects], true, &[]), ["tree", "door · Gate with two leaves 1100"]);
    assert_eq!(labels(&[Overlay::Objects, Overlay::Effects], true, &[1]), ["tree"], "the hidden one has no labels");
}
