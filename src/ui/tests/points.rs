//! Tests of what is done with points on the ground: measuring, the menu of a point, the dialog "Go to".

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use glam::DVec2;

use super::*;
use crate::formats::gtd::{Draft, Gtd, Header};
use crate::scene::terrain::Terrain;
use crate::scene::terrain::measure::MeasuredPath;
use crate::ui::inspect::tests::Opened;
use crate::ui::text::fill;

/// Panels of a model; collects their commands.
fn harness<'a>(model: &'a Model<'a>, size: egui::Vec2) -> Harness<'a, Vec<PanelCommand>> {
    let build = Harness::builder().with_size(size).with_context_setup(style::apply);
    let mut harness =
        build.build_ui_state(|ui, commands: &mut Vec<PanelCommand>| commands.extend(show(ui, model)), vec![]);
    harness.run_steps(4);
    harness
}

const WINDOW: egui::Vec2 = vec2(1280.0, 720.0);

fn clicked(harness: &mut Harness<'_, Vec<PanelCommand>>, label: &str) -> Vec<PanelCommand> {
    harness.state_mut().clear();
    harness.get_by_label(label).click();
    harness.run_steps(3);
    std::mem::take(harness.state_mut())
}

fn path(points: &[[f64; 2]]) -> MeasuredPath {
    let ground = Terrain::new(Gtd::parse(Draft::flat(Header::versioned(1, "flat"), 129).encode().unwrap()).unwrap());
    let points: Vec<DVec2> = points.iter().copied().map(DVec2::from).collect();
    MeasuredPath::new(&ground.heights(), &points)
}

#[test]
fn the_card_shows_a_measured_path_and_copies_it() {
    let (shown, path) = (Shown::empty(), path(&[[100.0, 300.0], [140.0, 300.0], [140.0, 330.0]]));
    for language in Language::ALL {
        let text = language.texts();
        let mut model = Model { text, ..shown.model() };
        model.measure = Some(MeasureModel { path: &path, active: true });
        let mut harness = harness(&model, WINDOW);
        let length = fill(
            text.measure.meters_and_tiles,
            &[("meters", &text.numbers.decimal(70.0, 1)), ("tiles", &text.numbers.decimal(17.5, 1))],
        );
        assert!(harness.query_by_label(&length).is_some(), "{length}");
        assert!(harness.query_by_label(text.measure.profile).is_some(), "a profile");
        let [PanelCommand::CopyText(copied)] = &clicked(&mut harness, text.measure.copy.name)[..] else {
            panic!("a text is copied")
        };
        assert!(
            copied.contains("70.0 m") && copied.ends_with("100.0 300.0 0.0\n140.0 300.0 0.0\n140.0 330.0 0.0\n"),
            "{copied}"
        );
        let remove = text.action_name(Action::RemovePoint);
        assert_eq!(clicked(&mut harness, &remove), [PanelCommand::Do(Action::RemovePoint)]);
        let title = text.action_name(Action::Measure);
        let close = fill(text.frame.button_of, &[("button", &text.frame.close), ("panel", &title)]);
        assert_eq!(clicked(&mut harness, &close), [PanelCommand::Measure(MeasureCommand::Close)]);
    }
}

#[test]
fn an_empty_measurement_says_what_to_do() {
    let (shown, none) = (Shown::empty(), path(&[]));
    let mut model = shown.model();
    model.measure = Some(MeasureModel { path: &none, active: true });
    let mut harness = harness(&model, WINDOW);
    assert!(harness.query_by_label_contains("first point").is_some());
    assert_eq!(clicked(&mut harness, "Copy"), [], "there is nothing to copy");
}

#[test]
fn the_card_fits_into_windows_of_any_size_in_both_languages() {
    let (shown, path) = (Shown::empty(), path(&[[0.5, 0.5], [511.0, 300.0], [140.0, 330.0]]));
    for (language, (w, h)) in Language::ALL
        .into_iter()
        .flat_map(|one| [(1280.0, 720.0), (640.0, 360.0), (420.0, 300.0)].map(|size| (one, size)))
    {
        let mut model = Model { text: language.texts(), ..shown.model() };
        model.measure = Some(MeasureModel { path: &path, active: true });
        let mut screen = Screen::new(w, h, 1.0);
        screen.settle(&model);
        let card = screen.ctx.memory(|memory| memory.area_rect(measure::id())).expect("the card is shown");
        assert!(
            screen.picture.expand(0.5).contains_rect(card),
            "{card} in {} of {w} x {h}, {language:?}",
            screen.picture
        );
        for text in [language.texts().measure.slope, language.texts().measure.copy.name] {
            let at = screen.all(text).into_iter().find(|at| card.contains_rect(*at));
            assert!(at.is_some(), "{text} in {card}, {language:?}");
        }
    }
}

/// The menu of the picked tile of the demo zone.
fn with_menu<'a>(opened: &'a Opened, shown: &'a Shown, by_key: bool) -> Model<'a> {
    let mut model = opened.model(shown);
    let pin = model.inspect.pinned.expect("a pick");
    model.context_menu = Some(ContextMenu { serial: 1, at_px: [500.0, 300.0], pin, by_key });
    model
}

#[test]
fn the_menu_of_a_point_offers_what_can_be_done_with_it() {
    let (opened, mut shown) = (Opened::new(), Shown::empty());
    shown.preferences.server_command = "+tele {x} {y} {z}".into();
    let model = with_menu(&opened, &shown, false);
    let pin = model.context_menu.unwrap().pin;
    let done = |label: &str| {
        let mut harness = harness(&model, WINDOW);
        let mut commands = {
            harness.state_mut().clear();
            harness.get_by_label_contains(label).click();
            harness.run_steps(3);
            std::mem::take(harness.state_mut())
        };
        let closed = commands.iter().filter(|command| **command == PanelCommand::CloseContextMenu).count();
        assert!(closed > 0, "{label} closes the menu");
        commands.retain(|command| *command != PanelCommand::CloseContextMenu);
        commands
    };
    assert_eq!(done("Copy coordinates"), [PanelCommand::CopyText("162.0 134.0".into())]);
    assert_eq!(done("Copy server command"), [PanelCommand::CopyText("+tele 162 3 134".into())]);
    let from = MeasureCommand::From(DVec2::new(162.0, 134.0));
    assert_eq!(done("Measure from here"), [PanelCommand::Measure(from)]);
    assert_eq!(done("Save place here"), [PanelCommand::AtPoint(pin, PointCommand::SavePlace)]);
    assert_eq!(done("Look from here"), [PanelCommand::AtPoint(pin, PointCommand::LookFrom)]);
    let pick = PanelCommand::AtPoint(pin, PointCommand::Pick);
    assert_eq!(done("Show bytes Tile"), [pick.clone(), PanelCommand::Show(PanelId::Bytes, true)]);
    let texture = done("Show texture");
    assert!(
        matches!(&texture[..], [first, PanelCommand::Inspect(InspectCommand::Highlight(Some(_))), PanelCommand::Show(PanelId::Textures, true)] if *first == pick),
        "{texture:?}"
    );
}

#[test]
fn keys_move_through_a_menu_that_a_key_opened_and_escape_closes_it() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let model = with_menu(&opened, &shown, true);
    let mut first = harness(&model, WINDOW);
    first.key_press(egui::Key::ArrowDown);
    first.run_steps(3);
    first.key_press(egui::Key::Enter);
    first.run_steps(3);
    let copied = PanelCommand::CopyText("/zone 162 134".into());
    assert!(first.state().contains(&copied), "the second entry: {:?}", first.state());
    let mut second = harness(&model, WINDOW);
    assert!(!second.state().contains(&PanelCommand::CloseContextMenu));
    second.key_press(egui::Key::Escape);
    second.run_steps(3);
    assert!(second.state().contains(&PanelCommand::CloseContextMenu) && !second.state().contains(&copied));
}

#[test]
fn what_is_typed_is_gone_to_by_keys_and_clicks() {
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    let mut model = opened.model(&shown);
    model.open_panels = OpenPanels::of(&[PanelId::GoTo]);
    let gone = |typed: &str, keys: &[egui::Key]| {
        let mut harness = harness(&model, WINDOW);
        harness.state_mut().clear();
        harness.event(Event::Text(typed.to_owned()));
        harness.run_steps(2);
        for key in keys {
            harness.key_press(*key);
            harness.run_steps(2);
        }
        std::mem::take(harness.state_mut())
    };
    let close = PanelCommand::Show(PanelId::GoTo, false);
    let enter = egui::Key::Enter;
    let place = PanelCommand::GoTo { east_m: 100.0, north_m: 50.0 };
    assert_eq!(gone("100 50", &[enter]), [place, close.clone()]);
    let tile = PanelCommand::Inspect(InspectCommand::GoTo(TileId { x: 40, z: 33 }));
    assert_eq!(gone("tile 40,33", &[enter]), [tile, close.clone()]);
    assert_eq!(gone("", &[egui::Key::ArrowDown, enter]), [PanelCommand::GoToBookmark(1), close.clone()]);
    assert_eq!(gone("", &[egui::Key::ArrowUp, enter]), [PanelCommand::GoToBookmark(0), close.clone()]);
    assert_eq!(gone("0xnothing", &[enter]), [], "it goes nowhere");
    assert_eq!(gone("100", &[egui::Key::Escape]), std::slice::from_ref(&close));
    let mut harness = harness(&model, WINDOW);
    harness.state_mut().clear();
    harness.event(Event::Text("100 999999".to_owned()));
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("outside the map").is_some(), "the reason is shown");
    let mut list = self::harness(&model, WINDOW);
    list.state_mut().clear();
    list.get_by_label_contains("The bridge").click();
    list.run_steps(3);
    assert_eq!(*list.state(), [PanelCommand::GoToBookmark(0), close]);
}
