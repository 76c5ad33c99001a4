//! Tests of bookmarks and the zone list.

use super::*;

#[test]
fn places_and_zones_are_gone_to_from_their_lists() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let (mut screen, model) = panel(&shown, PanelId::Places);
    assert_eq!(screen.click(&model, "The bridge"), [PanelCommand::GoToBookmark(0)]);
    assert_eq!(screen.click(&model, "Add"), [PanelCommand::AddBookmark(String::new())]);
    let (mut screen, model) = panel(&shown, PanelId::Zones);
    assert_eq!(screen.click(&model, "zone_2"), [PanelCommand::Open(PathBuf::from("Zones/zone_2.gtd"))]);
    assert_eq!(screen.click(&model, "zone_3"), [], "it is no terrain");
    assert_eq!(screen.click(&model, "Next"), [PanelCommand::Do(Action::NextZone)]);
}

#[test]
fn a_folder_without_zones_is_named() {
    let shown = Shown::empty();
    let (screen, _) = panel(&shown, PanelId::Zones);
    assert!(screen.find("No zones in client").is_some(), "{:?}", screen.texts());
}
