//! Tests of the panel layout and usability: no overlaps, no clipped text, every control has a name and a tooltip.

use super::*;
use crate::load::LoadStep;
use crate::ui::inspect::tests::Opened;

/// Tested window sizes: points and scale.
const SIZES: [(f32, f32, f32); 5] =
    [(1280.0, 720.0, 1.0), (1920.0, 1080.0, 1.0), (960.0, 540.0, 2.0), (640.0, 360.0, 2.0), (420.0, 300.0, 1.0)];

fn rect_of(screen: &Screen, window: PanelId) -> Rect {
    let id = panel::id_of(window);
    screen.ctx.memory(|memory| memory.area_rect(id)).unwrap_or_else(|| panic!("{window:?} is open"))
}

fn all_open() -> OpenPanels {
    OpenPanels::of(&PanelId::ALL)
}

#[test]
fn no_panel_lies_on_another_in_windows_of_any_size() {
    let (opened, shown) = (Opened::new(), Shown::full());
    let changes = compare::changes(300);
    let comparison = compare::comparison(super::super::compare::ComparisonState::Changes(&changes));
    let model = Model { open_panels: all_open(), compare: Some(comparison), ..opened.model(&shown) };
    for (w, h, scale) in SIZES {
        let mut screen = Screen::new(w, h, scale);
        screen.settle(&model);
        let bounds = Rect::from_min_size(Pos2::ZERO, screen.size).expand(0.5);
        let cards = ["overlay", "problems"].map(egui::Id::unique);
        let cards = cards.map(|id| screen.ctx.memory(|memory| memory.area_rect(id)).expect("shown"));
        let panels = PanelId::ALL.map(|window| rect_of(&screen, window));
        for (i, rect) in panels.iter().enumerate() {
            assert!(bounds.contains_rect(*rect), "{:?} at {rect} in {w} x {h}", PanelId::ALL[i]);
            for other in panels[..i].iter().chain(cards.iter().filter(|_| h > 500.0)) {
                assert!(
                    !other.shrink(0.5).intersects(*rect),
                    "{:?} at {rect} on {other} in {w} x {h}",
                    PanelId::ALL[i]
                );
            }
        }
    }
}

#[test]
fn panels_keep_apart_while_the_window_changes_its_size() {
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    let model = Model {
        open_panels: OpenPanels::of(&[PanelId::Bytes, PanelId::Textures, PanelId::Map]),
        ..opened.model(&shown)
    };
    let mut screen = Screen::new(1920.0, 1080.0, 1.0);
    for step in 0..40 {
        screen.size = vec2(1920.0 - step as f32 * 34.0, 1080.0 - step as f32 * 19.0);
        screen.frame(&model, vec![]);
        screen.frame(&model, vec![]);
        let panels =
            [PanelId::Bytes, PanelId::Textures, PanelId::Map, PanelId::Tile].map(|window| rect_of(&screen, window));
        for (i, rect) in panels.iter().enumerate() {
            assert!(panels[..i].iter().all(|other| !other.shrink(0.5).intersects(*rect)), "{panels:?}");
        }
    }
}

#[test]
fn each_panel_alone_shows_all_it_has_at_its_width() {
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    let changes = compare::changes(300);
    for window in PanelId::ALL {
        for (w, h, scale) in SIZES {
            let mut model = opened.model(&shown);
            model.open_panels = OpenPanels::of(&[window]);
            model.inspect.highlight = Some(1);
            model.inspect.pinned = model.inspect.pinned.filter(|_| window == PanelId::Tile);
            let comparison = || compare::comparison(super::super::compare::ComparisonState::Changes(&changes));
            model.compare = (window == PanelId::Comparison).then(comparison);
            let mut screen = Screen::new(w, h, scale);
            screen.settle(&model);
            let rect = rect_of(&screen, window);
            assert!(rect.height() > 60.0, "{window:?} is rolled up in {w} x {h}");
            for (_, node) in &screen.nodes {
                let Some(at) = node.bounds().filter(|_| is_text(node)) else { continue };
                let at = Rect::from_min_max(pos2(at.x0 as f32, at.y0 as f32), pos2(at.x1 as f32, at.y1 as f32));
                // Items scrolled out below may be anywhere; visible ones must be visible to their right end.
                let seen = rect.contains(at.left_center()) && at.height() < 200.0;
                assert!(
                    !seen || at.right() <= rect.right() + 1.0,
                    "{window:?} at {rect} cuts {:?} at {at}",
                    name_of(node)
                );
            }
        }
    }
}

/// Text that must be completely visible, unlike rows of bytes, which scroll.
fn is_text(node: &Node) -> bool {
    matches!(node.role(), Role::Label | Role::Button | Role::CheckBox | Role::Link | Role::ComboBox)
        && !name_of(node).is_some_and(|name| name.starts_with("level ") || name.len() > 60)
}

fn name_of(node: &Node) -> Option<&str> {
    node.label().or(node.value()).filter(|name| !name.is_empty())
}

/// Items that can be clicked, dragged or typed into.
fn is_control(node: &Node) -> bool {
    matches!(
        node.role(),
        Role::Button
            | Role::CheckBox
            | Role::Slider
            | Role::SpinButton
            | Role::TextInput
            | Role::ComboBox
            | Role::Link
            | Role::TitleBar
            | Role::RadioButton
    )
}

/// The controls of a screen: center and name.
fn controls(screen: &Screen) -> Vec<(Pos2, String)> {
    let bounds = Rect::from_min_size(Pos2::ZERO, screen.size);
    let mut found = Vec::new();
    for (_, node) in screen.nodes.iter().filter(|(_, node)| is_control(node)) {
        let Some(at) = node.bounds() else { continue };
        let middle = pos2((at.x0 + at.x1) as f32 / 2.0, (at.y0 + at.y1) as f32 / 2.0);
        let name = name_of(node).unwrap_or_else(|| panic!("a {:?} at {middle} has no name", node.role()));
        if bounds.contains(middle) {
            found.push((middle, name.to_owned()));
        }
    }
    found
}

/// Whether a tooltip is visible.
fn has_tip(screen: &Screen) -> bool {
    let is_tip = |layer: &egui::LayerId| layer.order == egui::Order::Tooltip;
    screen.ctx.memory(|memory| memory.areas().visible_layer_ids().iter().any(is_tip))
}

/// Moves the mouse over every control and expects a tooltip.
fn all_have_tips(screen: &mut Screen, model: &Model, panel: Rect, what: &str) -> usize {
    screen.ctx.all_styles_mut(|style| style.interaction.tooltip_delay = 0.0);
    let mut without = Vec::new();
    // What scrolls out at the lower edge of a list cannot be pointed at.
    let edge = Rect::everything_below(panel.bottom() - if what == "File bytes" { 76.0 } else { 24.0 });
    let mut found: Vec<_> = controls(screen).into_iter().filter(|(at, _)| !edge.contains(*at)).collect();
    // The grid of textures ends in the middle of its panel: its first row is tested for all.
    let row =
        found.iter().filter(|(_, name)| name.starts_with("texture ")).map(|(at, _)| at.y).fold(f32::MAX, f32::min);
    found.retain(|(at, name)| !name.starts_with("texture ") || at.y <= row + 1.0);
    for (at, name) in &found {
        screen.frame(model, vec![Event::PointerMoved(*at)]);
        screen.frame(model, vec![]);
        screen.frame(model, vec![]);
        if !has_tip(screen) {
            without.push(name.clone());
        }
    }
    assert!(without.is_empty(), "{what}: no tooltip for {without:?}");
    found.len()
}

#[test]
fn every_control_has_a_name_and_a_tooltip() {
    let (opened, shown) = (Opened::new(), Shown::full());
    let changes = compare::changes(3);
    for window in PanelId::ALL {
        let mut model = opened.model(&shown);
        model.open_panels = OpenPanels::of(&[window]);
        model.inspect.highlight = (window == PanelId::Textures).then_some(1);
        model.inspect.bytes = (window == PanelId::Bytes).then_some(opened.record());
        model.inspect.pinned = model.inspect.pinned.filter(|_| window == PanelId::Tile);
        let comparison = || compare::comparison(super::super::compare::ComparisonState::Changes(&changes));
        model.compare = (window == PanelId::Comparison).then(comparison);
        let mut screen = Screen::new(1920.0, 1080.0, 1.0);
        screen.settle(&model);
        let panel = rect_of(&screen, window);
        let count = all_have_tips(&mut screen, &model, panel, (model.text.title)(window));
        assert!(count > 5, "{window:?}: {count} controls");
    }
}

#[test]
fn every_menu_entry_has_a_tooltip_with_its_key() {
    let (opened, shown) = (Opened::new(), Shown::full());
    let model = opened.model(&shown);
    for menu in ["File", "View", "Inspect", "Help"] {
        let opened = || {
            let mut screen = Screen::new(1280.0, 720.0, 1.0);
            screen.ctx.all_styles_mut(|style| style.interaction.tooltip_delay = 0.0);
            screen.frame(&model, vec![]);
            screen.click(&model, menu);
            screen
        };
        // Entries that open a further menu show what they do.
        let further = ["Open recent", "View mode", "Overlays", "Go to stored view", "Store current view", "Language"];
        let bar = 30.0;
        let entries = controls(&opened()).into_iter().filter(|(at, name)| at.y > bar && at.x < 400.0 && name != "Tile");
        for (at, name) in entries.filter(|(_, name)| !further.iter().any(|further| name.starts_with(further))) {
            let mut screen = opened();
            screen.frame(&model, vec![Event::PointerMoved(at)]);
            screen.frame(&model, vec![]);
            screen.frame(&model, vec![]);
            assert!(has_tip(&screen), "{menu}: no tooltip for {name}");
            if name.starts_with("Copy view") {
                let tip = tip_of(Action::CopyView);
                assert!(screen.find(&tip).is_some(), "{tip:?} is not among {:?}", screen.texts());
            }
        }
    }
}

fn tip_of(action: Action) -> String {
    format!("{} ({})", Language::English.texts().action_tip(action), Bindings::default().keys_of(action).join(", "))
}

fn drag(screen: &mut Screen, model: &Model, from: Pos2, to: Pos2) -> Vec<PanelCommand> {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let mut commands = screen.frame(model, vec![Event::PointerMoved(from)]);
    commands.extend(screen.frame(model, vec![button(from, true)]));
    commands.extend(screen.frame(model, vec![Event::PointerMoved(from.lerp(to, 0.5))]));
    commands.extend(screen.frame(model, vec![Event::PointerMoved(to)]));
    commands.extend(screen.frame(model, vec![button(to, false)]));
    commands.extend(screen.frame(model, vec![]));
    commands
}

#[test]
fn a_panel_is_moved_sized_rolled_up_and_closed() {
    let shown = Shown { problems: vec![], missing: vec![], ..Shown::full() };
    let (mut screen, model) = panel(&shown, PanelId::Map);
    let before = rect_of(&screen, PanelId::Map);
    let grip = before.left_top() + vec2(60.0, 14.0);
    let commands = drag(&mut screen, &model, grip, grip - vec2(200.0, 50.0));
    let moved = rect_of(&screen, PanelId::Map);
    assert_eq!((moved.min - before.min, moved.size()), (vec2(-200.0, -50.0), before.size()));
    let [PanelCommand::Place(PanelId::Map, place)] = commands[..] else { panic!("{commands:?}") };
    let room = Rect::from_min_max(pos2(0.0, screen.size.y - place.room[1]), screen.size.to_pos2());
    assert_eq!(place.in_room(room), moved);

    let corner = moved.right_bottom() - vec2(4.0, 4.0);
    drag(&mut screen, &model, corner, corner + vec2(50.0, 30.0));
    let sized = rect_of(&screen, PanelId::Map);
    assert_eq!((sized.min, sized.size() - moved.size()), (moved.min, vec2(50.0, 30.0)));

    let commands = screen.click(&model, "Collapse Map");
    assert!(matches!(commands[..], [PanelCommand::Place(PanelId::Map, place)] if place.rolled), "{commands:?}");
    assert!(screen.find("Whole zone").is_none() && rect_of(&screen, PanelId::Map).height() < 40.0);
    screen.click(&model, "Map (title)");
    assert_eq!(rect_of(&screen, PanelId::Map), sized);
    assert_eq!(screen.click(&model, "Close Map"), [PanelCommand::Show(PanelId::Map, false)]);
}

#[test]
fn panels_can_be_put_back() {
    let shown = Shown::empty();
    assert_eq!(menu::menu_click("View", "Reset panel layout", &shown), [PanelCommand::ResetPlaces]);
}

#[test]
fn the_window_says_what_it_shows_in_small_and_dense_windows() {
    let shown = Shown::full();
    for (w, h, scale) in SIZES {
        for map in [false, true] {
            let mut model = shown.model();
            model.open_panels = OpenPanels::of(&[PanelId::Help, PanelId::About, PanelId::Missing]);
            model.progress = Some(LoadingStatus { zone: "", step: LoadStep::TileTextures, done: 1, total: 2 });
            model.toast = Some("Stored view 3");
            model.mode = if map { CameraMode::Map } else { CameraMode::Free };
            let mut screen = Screen::new(w, h, scale);
            screen.settle(&model);
            for text in ["File", "moradon", "Tile", "Cannot open broken3", "94 files", "Stored view 3", "About"] {
                let rect = screen.find(text).unwrap_or_else(|| panic!("{text} at {w} x {h} in {:?}", screen.texts()));
                let bounds = Rect::from_min_size(Pos2::ZERO, screen.size).expand(0.5);
                assert!(bounds.contains_rect(rect), "{text} at {rect} in {w} x {h}");
            }
        }
    }
}

#[test]
fn the_panel_opened_or_clicked_last_is_in_front() {
    let shown = Shown::full();
    let (mut screen, mut model) = panel(&shown, PanelId::Map);
    model.open_panels.set(PanelId::Places, true);
    screen.settle(&model);
    assert_eq!(front_first(&screen.ctx), [PanelId::Places, PanelId::Map]);
    screen.click(&model, "Map of the zone");
    assert_eq!(front_first(&screen.ctx), [PanelId::Map, PanelId::Places]);
    model.open_panels.set(PanelId::Map, false);
    screen.settle(&model);
    assert_eq!(front_first(&screen.ctx), [PanelId::Places]);
}
