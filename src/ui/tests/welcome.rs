//! Tests of the welcome.

use super::*;

fn welcome(shown: &Shown) -> (Screen, Model<'_>) {
    panel(shown, PanelId::Welcome)
}

#[test]
fn a_first_start_offers_a_folder_and_a_file() {
    let shown = Shown::empty();
    let (mut screen, model) = welcome(&shown);
    assert!(screen.find("Continue").is_none() && screen.find("Recent").is_none());
    assert_eq!(screen.click(&model, "Open a client folder…"), [PanelCommand::OpenFolder]);
    assert_eq!(screen.click(&model, "Open a file…"), [PanelCommand::Do(Action::OpenFile)]);
    assert_eq!(screen.click(&model, "Close Welcome"), [PanelCommand::Show(PanelId::Welcome, false)]);
}

#[test]
fn a_later_start_offers_the_last_zones() {
    let shown = Shown { recent: (0..9).map(|n| format!("client/zone_{n}.gtd").into()).collect(), ..Shown::empty() };
    let (mut screen, mut model) = welcome(&shown);
    assert!(screen.find("Continue").is_none() && screen.find("zone_1").is_some(), "a zone is open");
    model.zone = None;
    screen.settle(&model);
    let open = |n: usize| vec![PanelCommand::Open(shown.recent[n].clone())];
    assert_eq!(screen.click(&model, "Continue with zone_0"), open(0));
    assert_eq!(screen.click(&model, "zone_2"), open(2));
    assert!(screen.find("zone_3").is_some() && screen.find("zone_4").is_none());
}

#[test]
fn an_open_file_dialog_disables_the_others() {
    let shown = Shown::empty();
    let (mut screen, mut model) = welcome(&shown);
    model.dialog_open = true;
    assert_eq!(screen.click(&model, "Open a client folder…"), []);
    assert_eq!(screen.click(&model, "Open a file…"), []);
}

#[test]
fn keys_are_those_of_the_bindings() {
    let shown = Shown { bindings: Bindings::new(&Default::default(), true), ..Shown::empty() };
    let (screen, _) = welcome(&shown);
    let row = screen.find("Up and down").unwrap();
    let left_of = |key: &str| {
        let places = screen.all(key).into_iter();
        let in_row = places.filter(|at| (at.center().y - row.center().y).abs() < 6.0).map(|at| at.left());
        in_row.reduce(f32::min).unwrap()
    };
    assert!(left_of("Q") < left_of("E"), "Q is up");
}

#[test]
fn a_drop_is_mentioned_where_it_works() {
    let shown = Shown::empty();
    let (mut screen, mut model) = welcome(&shown);
    assert!(screen.find("or drop one here").is_some());
    model.can_drop = false;
    screen.settle(&model);
    assert!(screen.find("or drop one here").is_none());
}

#[test]
fn a_phone_is_shown_what_fingers_do() {
    let shown = Shown::empty();
    let mut model = shown.model();
    (model.touch, model.can_drop) = (true, false);
    model.open_panels.set(PanelId::Welcome, true);
    let mut screen = Screen::new(360.0, 740.0, 2.0);
    screen.settle(&model);
    assert!(screen.find("W").is_none_or(|key| key.width() > 100.0), "the title alone");
    for words in ["One finger", "Two fingers", "Pinch", "Tap", "Fly sideways, up and down", "Close Welcome"] {
        let at = screen.find(words).unwrap_or_else(|| panic!("{words}: not among {:?}", screen.texts()));
        assert!(at.left() > 8.0 && at.right() < 352.0 && at.bottom() < 740.0, "{words} at {at}");
    }
}
