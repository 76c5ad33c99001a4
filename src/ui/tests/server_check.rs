//! Tests of the panel with the findings about server data.

use super::*;
use crate::check::{Finding, code};
use crate::ui::{InspectCommand, ServerCheck, ServerCommand};

fn made_up() -> Vec<Finding> {
    let finding = |code, message: &str, tile: Option<[u32; 2]>| Finding {
        code,
        section: Some("K_NPCPOS"),
        offset: None,
        tile: tile.map(|[x, z]| TileId { x, z }),
        place_m: tile.map(|tile| tile.map(|at| f64::from(at) * 4.0 + 2.0)),
        message: message.to_owned(),
        count: 1,
    };
    let far =
        Finding { place_m: Some([4520.0, 372.0]), ..finding(&code::SPAWN_OUTSIDE_MAP, "Harbor master outside", None) };
    vec![
        far,
        finding(&code::STALE_EVENT_MAP, "3 tiles are free", Some([20, 30])),
        finding(&code::ROW_WITHOUT_TILES, "event 1003 has no tiles", None),
        finding(&code::SPAWN_ON_FLOOR, "Lighthouse keeper on a floor", Some([79, 91])),
    ]
}

/// The panel with these data.
pub(super) fn open<'a>(shown: &'a Shown, server_check: ServerCheck<'a>) -> Model<'a> {
    Model { server_check, open_panels: OpenPanels::of(&[PanelId::ServerCheck]), ..shown.model() }
}

#[test]
fn a_click_on_a_finding_flies_to_its_tile_or_place() {
    let (shown, findings) = (Shown::empty(), made_up());
    let pairing = Some("Server data: zone 1, demo.smd, by the zone table");
    let model = open(&shown, ServerCheck { pairing, findings: Some(&findings), is_chosen: true });
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    for text in ["Errors (1)", "Warnings (2)", "Infos (1)", "spawn-on-floor"] {
        assert!(screen.find(text).is_some(), "{text} is not among {:?}", screen.texts());
    }
    let go = PanelCommand::Inspect(InspectCommand::GoTo(TileId { x: 20, z: 30 }));
    assert_eq!(screen.click(&model, "3 tiles are free"), [go]);
    let go = PanelCommand::GoTo { east_m: 4520.0, north_m: 372.0 };
    assert_eq!(screen.click(&model, "Harbor master outside"), [go]);
    assert_eq!(screen.click(&model, "event 1003 has no tiles"), []);
}

#[test]
fn without_server_data_a_button_chooses_them() {
    let shown = Shown::empty();
    let model = open(&shown, ServerCheck::default());
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Server data…"), [PanelCommand::Server(ServerCommand::Choose)]);
    let nothing = ServerCheck { pairing: Some("Server data"), findings: Some(&[]), is_chosen: true };
    let model = open(&shown, nothing);
    screen.settle(&model);
    assert!(screen.find("Nothing found: the server's map and tables fit the zone.").is_some(), "{:?}", screen.texts());
}
