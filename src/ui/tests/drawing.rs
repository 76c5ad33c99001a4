//! The panel of what is drawn.

use super::*;

#[test]
fn layers_sky_and_time_are_chosen_in_their_panel() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let drawn = |entry: &str| {
        let (mut screen, model) = tall_panel(&shown);
        let commands = screen.click(&model, entry);
        match commands[..] {
            [Command::Draw(drawing)] => drawing,
            _ => panic!("{entry}: {commands:?}"),
        }
    };
    assert_eq!(drawn("Water"), Drawing { water: false, ..Drawing::default() });
    assert_eq!(drawn("Relief"), Drawing { relief: true, ..Drawing::default() });
    assert_eq!(drawn("Classic"), Drawing { classic: true, ..Drawing::default() });
    assert_eq!(drawn("Full"), Drawing { full_detail: true, ..Drawing::default() });
    assert_eq!(drawn("Object names"), Drawing { objects: true, ..Drawing::default() });
    assert_eq!(drawn("Let the time run"), Drawing { time_runs: true, ..Drawing::default() });
    assert_eq!(drawn("Midnight"), Drawing { time_secs: 0, ..Drawing::default() });
    let (mut screen, model) = tall_panel(&shown);
    screen.click(&model, "Karus");
    assert_eq!(screen.click(&model, "ElMorad"), [Command::ChooseSky(1)]);
}
