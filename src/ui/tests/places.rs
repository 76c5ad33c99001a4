//! Tests of bookmarks.

use super::*;

#[test]
fn places_are_gone_to_from_their_list() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let (mut screen, model) = panel(&shown, PanelId::Places);
    assert_eq!(screen.click(&model, "The bridge"), [PanelCommand::GoToBookmark(0)]);
    assert_eq!(screen.click(&model, "Add"), [PanelCommand::AddBookmark(String::new())]);
}
