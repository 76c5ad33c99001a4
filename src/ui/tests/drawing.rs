//! Tests of the view settings panel.

use super::*;
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
