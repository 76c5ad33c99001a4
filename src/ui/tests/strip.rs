//! Tests of the tool strip.

use super::panels::SIZES;
use super::*;
use egui::Key;
use egui::accesskit::Toggled;

/// The buttons of the strip from the top: name, whether it is on, and place.
fn buttons(screen: &Screen) -> Vec<(String, bool, Rect)> {
    let (_, bar) = screen.nodes.iter().find(|(_, node)| node.role() == Role::Toolbar).expect("a strip");
    let node = |id: &NodeId| screen.nodes.iter().find(|(own, _)| own == id).map(|(_, node)| node);
    let mut found = Vec::new();
    let mut below = vec![bar];
    while let Some(one) = below.pop() {
        below.extend(one.children().iter().filter_map(node));
        if one.role() == Role::Button {
            let at = one.bounds().expect("a button has a place");
            let at = Rect::from_min_max(pos2(at.x0 as f32, at.y0 as f32), pos2(at.x1 as f32, at.y1 as f32));
            found.push((one.label().unwrap_or_default().to_owned(), one.toggled() == Some(Toggled::True), at));
        }
    }
    found.sort_by(|a, b| a.2.top().total_cmp(&b.2.top()));
    found
}

fn names(screen: &Screen) -> Vec<String> {
    buttons(screen).into_iter().map(|(name, ..)| name).collect()
}

#[test]
fn the_strip_is_beside_panels_and_picture_in_windows_of_any_size() {
    let shown = Shown { problems: vec![], ..Shown::full() };
    for ((w, h, scale), language) in SIZES.into_iter().flat_map(|size| Language::ALL.map(|one| (size, one))) {
        let mut model = Model { text: language.texts(), ..shown.model() };
        model.open_panels = OpenPanels::of(&[PanelId::Drawing, PanelId::Tile]);
        let mut screen = Screen::new(w, h, scale);
        screen.settle(&model);
        let strip = crate::ui::strip::width(w);
        if strip == 0.0 {
            assert!(w < 500.0 && screen.nodes.iter().all(|(_, node)| node.role() != Role::Toolbar));
            continue;
        }
        let room = Rect::from_min_max(pos2(0.0, screen.picture.top()), pos2(strip, screen.picture.bottom()));
        assert!(!room.intersects(screen.picture.shrink(0.5)), "{room} over {}", screen.picture);
        let buttons = buttons(&screen);
        assert_eq!(buttons.len(), 6, "{buttons:?}");
        for (i, (name, _, rect)) in buttons.iter().enumerate() {
            assert!(room.contains_rect(*rect) && !name.is_empty(), "{name} at {rect} of {room} in {w} x {h}");
            assert!(buttons[..i].iter().all(|(.., other)| !other.intersects(*rect)), "{name} covers another");
        }
        let close = screen.find(if language == Language::English { "Display" } else { "Görüntüleme" });
        assert!(close.is_some(), "the dock is open beside it");
    }
}

#[test]
fn tools_are_chosen_by_mouse_and_show_whether_they_are_on() {
    let shown = Shown::empty();
    let mut model = shown.model();
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert_eq!(names(&screen), ["Select", "Measure", "Walk", "Overview map", "Display", "Time of day"]);
    let on = |screen: &Screen| buttons(screen).into_iter().map(|(_, on, _)| on).collect::<Vec<_>>();
    assert_eq!(on(&screen), [true, false, false, false, false, false]);
    for (name, action) in [
        ("Measure", Action::Measure),
        ("Walk", Action::Walk),
        ("Overview map", Action::OverviewMap),
        ("Display", Action::DrawingPanel),
    ] {
        assert_eq!(screen.click(&model, name), [PanelCommand::Do(action)]);
    }
    model.walking = true;
    model.open_panels = OpenPanels::of(&[PanelId::Drawing, PanelId::Map]);
    screen.settle(&model);
    assert_eq!(on(&screen), [true, false, true, true, true, false]);
    model.panels_hidden = true;
    screen.settle(&model);
    assert!(screen.nodes.iter().all(|(_, node)| node.role() != Role::Toolbar), "hidden with the panels");
}

#[test]
fn select_ends_measuring() {
    let (shown, path) = (Shown::empty(), crate::scene::terrain::measure::MeasuredPath::default());
    let mut model = shown.model();
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Select"), [], "nothing else is being done");
    model.measure = Some(MeasureModel { path: &path, active: true });
    screen.settle(&model);
    let on: Vec<bool> = buttons(&screen).into_iter().map(|(_, on, _)| on).collect();
    assert_eq!(on[..2], [false, true]);
    assert_eq!(screen.click(&model, "Select"), [PanelCommand::Do(Action::Measure)]);
}

#[test]
fn tools_have_tooltips_with_their_key_beside_the_strip() {
    let shown = Shown::empty();
    let model = shown.model();
    for (index, text) in ["Select\n", "Measure (R)", "Walk (G)", "Overview map (M)", "Display (V)", "Time of day\n"]
        .into_iter()
        .enumerate()
    {
        let mut screen = Screen::new(1280.0, 720.0, 1.0);
        screen.ctx.all_styles_mut(|style| style.interaction.tooltip_delay = 0.0);
        screen.settle(&model);
        let (.., rect) = buttons(&screen).swap_remove(index);
        screen.frame(&model, vec![Event::PointerMoved(rect.center())]);
        screen.frame(&model, vec![]);
        screen.frame(&model, vec![]);
        let tip = screen.find(text).unwrap_or_else(|| panic!("{text:?} is not among {:?}", screen.texts()));
        assert!(tip.left() >= rect.right(), "{text} at {tip} covers the strip");
    }
}

#[test]
fn tools_are_reached_and_used_by_keyboard() {
    let shown = Shown::empty();
    let model = shown.model();
    let press = |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    let mut reached = Vec::new();
    for _ in 0..20 {
        screen.frame(&model, vec![press(Key::Tab)]);
        let focused = screen.ctx.memory(egui::Memory::focused).map(|id| id.accesskit_id());
        let node = screen.nodes.iter().find(|(id, _)| Some(*id) == focused).map(|(_, node)| node);
        if node
            .and_then(Node::label)
            .is_some_and(|label| ["Measure", "Walk", "Overview map", "Display"].contains(&label))
        {
            reached.extend(screen.frame(&model, vec![press(Key::Enter)]));
        }
    }
    let expected = [Action::Measure, Action::Walk, Action::OverviewMap, Action::DrawingPanel].map(PanelCommand::Do);
    assert_eq!(reached, expected);
}

#[test]
fn the_time_of_day_opens_beside_the_strip() {
    let shown = Shown::empty();
    let model = shown.model();
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert!(screen.find("Noon").is_none());
    assert_eq!(screen.click(&model, "Time of day"), []);
    let commands = screen.click(&model, "Midnight");
    assert!(matches!(commands[..], [PanelCommand::Draw(ViewSettings { time_secs: 0, .. })]), "{commands:?}");
    let on = buttons(&screen).into_iter().find(|(name, ..)| name == "Time of day");
    assert!(on.is_some_and(|(_, on, _)| on), "the popup stays open");
    screen.click(&model, "Time of day");
    assert!(screen.find("Midnight").is_none(), "a second click closes it");
}
