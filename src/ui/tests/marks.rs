//! Tests of the panel of marks, of their labels, and of their legend.

use std::sync::{Arc, LazyLock};

use super::*;
use crate::scene::game_marks::{
    Destination, EventTiles, GameMark, GameMarks, MarkDetail, MarkKind, MarkShape, MarkSource, Nation,
};
use crate::scene::modes::{Overlay, Overlays};
use crate::ui::{MarkCommand, MarksModel};

static MARKS: LazyLock<Arc<GameMarks>> = LazyLock::new(|| Arc::new(made_up()));
static HEADS: LazyLock<Vec<DVec3>> =
    LazyLock::new(|| (0..MARKS.marks.len()).map(|i| DVec3::new(110.0, 9.0, 310.0 + i as f64 * 10.0)).collect());

/// A few marks of several kinds.
fn made_up() -> GameMarks {
    let file = |record: u32| {
        let start = u64::from(record) * 24;
        MarkSource::File { path: "server/made-up.smd".into(), record, bytes: start..start + 24 }
    };
    let table = |row: u64| MarkSource::Table { path: "server/made-up.sql".into(), table: "K_NPCPOS".into(), row };
    let mark = |kind, name: &str, details: Vec<MarkDetail>, source: MarkSource| GameMark {
        kind,
        name: name.into(),
        shape: MarkShape::rect([100.0, 300.0], [120.0, 320.0]),
        path: Vec::new(),
        details,
        source,
    };
    let destination = |name: &str, zone: i32| Destination {
        number: Some(110),
        name: name.into(),
        text: "Travel there?".into(),
        price: 5000,
        zone,
        zone_name: "island".into(),
        place_m: [816.0, 432.0],
        radius_m: 5.0,
        nation: Some(Nation::Karus),
    };
    let targets = [destination("Harbor", 21), destination("Hills", 1)].map(Box::new).map(MarkDetail::Destination);
    let marks = vec![
        mark(
            MarkKind::Monster,
            "Worm",
            vec![MarkDetail::Number(100), MarkDetail::Count(5), MarkDetail::RespawnSecs(180)],
            table(1),
        ),
        mark(MarkKind::Monster, "Wolf", vec![MarkDetail::Number(101), MarkDetail::Count(12)], table(2)),
        mark(MarkKind::Npc, "Smith", vec![MarkDetail::Number(9001), MarkDetail::DirectionDeg(90.0)], table(3)),
        mark(
            MarkKind::Warp,
            "",
            [MarkDetail::Number(4011), MarkDetail::WarpList(11)].into_iter().chain(targets).collect(),
            file(0),
        ),
        mark(MarkKind::Gate, "", vec![MarkDetail::Number(1101), MarkDetail::Nation(Nation::ElMorad)], file(1)),
        mark(MarkKind::Lever, "", vec![MarkDetail::Number(2101), MarkDetail::OpensGate(1101)], file(2)),
        mark(MarkKind::NamedArea, "NO_PK", vec![MarkDetail::EventId(30)], file(3)),
        mark(MarkKind::EventArea, "", vec![MarkDetail::EventId(30), MarkDetail::Tiles(4240)], file(4)),
    ];
    GameMarks { marks, tiles: EventTiles::new(129, vec![1; 129 * 129]), zone_number: Some(21) }
}

/// The marks with one of them selected.
pub(super) fn model(selected: Option<usize>) -> MarksModel<'static> {
    MarksModel { marks: Some(&MARKS), heads: &HEADS, selected, classes: Some([12, 3456, 7]), ..MarksModel::default() }
}

fn panel(shown: &Shown, selected: Option<usize>) -> (Screen, Model<'_>) {
    let open_panels = OpenPanels::of(&[PanelId::GameMarks]);
    let model = Model { marks: model(selected), open_panels, ..shown.model() };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    (screen, model)
}

fn select(mark: usize) -> [PanelCommand; 1] {
    [PanelCommand::Marks(MarkCommand::Select { mark: Some(mark), fly: true })]
}

#[test]
fn a_click_on_a_row_selects_it_and_flies_there() {
    let shown = Shown::empty();
    let (mut screen, model) = panel(&shown, None);
    for text in ["8 marks", "Monsters 2", "Levers 1"] {
        assert!(screen.find(text).is_some(), "{text} is not among {:?}", screen.texts());
    }
    assert_eq!(screen.click(&model, "Wolf"), select(1));
    assert_eq!(screen.click(&model, "Lever 2101"), select(5));
}

#[test]
fn marks_are_searched_and_filtered() {
    let shown = Shown::empty();
    let (mut screen, model) = panel(&shown, None);
    screen.frame(&model, vec![Event::Text("harbor".to_owned())]);
    screen.settle(&model);
    assert!(screen.find("1 mark").is_some() && screen.find("Wolf").is_none(), "{:?}", screen.texts());
    let (mut screen, model) = panel(&shown, None);
    screen.click(&model, "Gates 1");
    screen.settle(&model);
    assert!(screen.find("1 mark").is_some() && screen.find("Gate 1101").is_some(), "{:?}", screen.texts());
    screen.click(&model, "All");
    screen.settle(&model);
    assert!(screen.find("8 marks").is_some());
}

#[test]
fn the_selected_mark_leads_to_its_targets_its_bytes_and_its_gate() {
    let shown = Shown::empty();
    let (mut screen, model) = panel(&shown, Some(3));
    let texts: Vec<String> = screen.texts().into_iter().map(str::to_owned).collect();
    for text in ["Harbor: island (21), 816, 432", "5,000 coins · Karus · within 5 m · “Travel there?”"] {
        assert!(texts.iter().any(|known| known == text), "{text} is not among {texts:?}");
    }
    let follow = PanelCommand::Marks(MarkCommand::Follow { zone: 21, place_m: [816.0, 432.0] });
    assert_eq!(screen.click(&model, "Go to target"), [follow]);
    assert_eq!(screen.click(&model, "Show bytes"), [PanelCommand::Marks(MarkCommand::ShowBytes(3))]);
    let (mut screen, model) = panel(&shown, Some(5));
    assert_eq!(screen.click(&model, "Gate 1101"), select(4));
    let (screen, _) = panel(&shown, Some(0));
    assert!(screen.find("Row 1 of K_NPCPOS, made-up.sql").is_some() && screen.find("Show bytes").is_none());
}

#[test]
fn labels_and_legends_follow_the_overlays() {
    let shown = Shown::empty();
    let mut model = Model { marks: model(None), ..shown.model() };
    assert!(crate::ui::markers::texts(&model).is_empty());
    let labels = |overlay: Overlay| {
        let mut model = model.clone();
        model.drawing.overlays = Overlays::from_iter([overlay]);
        crate::ui::markers::texts(&model)
    };
    assert_eq!(labels(Overlay::Spawns), ["Worm × 5", "Wolf × 12", "Smith"]);
    assert_eq!(labels(Overlay::Warps), ["Warp 4011", "Gate 1101", "Lever 2101"]);
    assert_eq!(labels(Overlay::Areas), ["NO_PK"]);
    model.marks.selected = Some(1);
    assert_eq!(crate::ui::markers::texts(&model), ["Wolf × 12"], "the selected one in any case");
    model.drawing.overlays = Overlays::from_iter([Overlay::Blocked, Overlay::Events, Overlay::Spawns]);
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    for text in ["Blocked, not too steep", "3,456", "Safe zone (30)", "4,240", "Monsters", "2"] {
        assert!(screen.find(text).is_some(), "{text} is not among {:?}", screen.texts());
    }
}

#[test]
fn without_marks_the_panel_says_where_they_come_from() {
    let shown = Shown::empty();
    let model = Model { open_panels: OpenPanels::of(&[PanelId::GameMarks]), ..shown.model() };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert!(screen.find(model.text.game_marks.none).is_some(), "{:?}", screen.texts());
}
