//! Tests of the status line.

use super::*;
use crate::load::LoadStep;
use crate::ui::{menu, status};

#[test]
fn the_line_tells_cursor_speed_and_camera() {
    let shown = Shown::empty();
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&shown.model());
    for text in
        ["130, 330  4.2 m", "32, 82", "3.5°", "40 m/s", "100, 300  20.0 m", "47° NE, -12°", "129 × 129 vertices, 512 m"]
    {
        let rect = screen.find(text).unwrap_or_else(|| panic!("{text} is not among {:?}", screen.texts()));
        assert!(rect.top() > screen.picture.bottom() - 1.0, "{text} is below the picture");
    }
    assert!(screen.find("4.2 ms").is_none(), "frame times are in the statistics");
}

#[test]
fn hidden_objects_are_counted_beside_the_button_that_shows_them() {
    let shown = Shown { hidden: (0..1200).collect(), ..Shown::empty() };
    for (language, width) in Language::ALL.into_iter().flat_map(|language| [(language, 640.0), (language, 1280.0)]) {
        let model = Model { text: language.texts(), ..shown.model() };
        let mut screen = Screen::new(width, 720.0, 1.0);
        screen.settle(&model);
        let text = model.text.counted(model.text.hidden.count, 1200);
        let rect = screen.find(&text).unwrap_or_else(|| panic!("{text} is not among {:?}", screen.texts()));
        assert!(rect.top() > screen.picture.bottom() - 1.0, "{text} is below the picture");
        let show_all = [PanelCommand::Do(Action::ShowAllObjects)];
        assert_eq!(screen.click(&model, model.text.hidden.show_all.name), show_all, "{width} points");
    }
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&Shown::empty().model());
    assert!(screen.find("Show all").is_none());
}

#[test]
fn it_says_what_is_loading_and_shows_the_map_view() {
    let shown = Shown::empty();
    let mut model = shown.model();
    model.progress = Some(LoadingStatus { zone: "moradon", step: LoadStep::TileTextures, done: 1, total: 2 });
    model.mode = CameraMode::Map;
    model.view.lens = crate::camera::Lens::Orthographic { height_m: 2345.0 };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    let step = (model.text.load_step)(LoadStep::TileTextures);
    assert!(screen.find(step).is_some_and(|rect| rect.top() > screen.picture.bottom() - 1.0));
    assert!(screen.find("2,345 m high").is_some() && screen.find("40 m/s").is_none(), "{:?}", screen.texts());
}

#[test]
fn entries_fit_in_windows_of_any_width_and_stay_while_values_change() {
    let shown = Shown::empty();
    for language in Language::ALL {
        for width in [420.0, 640.0, 853.0, 1280.0, 1920.0] {
            let mut model = Model { text: language.texts(), ..shown.model() };
            let mut screen = Screen::new(width, 480.0, 1.0);
            screen.settle(&model);
            let place = |screen: &Screen, text: &str| screen.find(text);
            let slope = place(&screen, model.text.status.slope);
            let mut lines: Vec<Rect> =
                status::line(&model).iter().filter_map(|entry| place(&screen, &entry.value)).collect();
            lines.sort_by(|a, b| a.left().total_cmp(&b.left()));
            assert!(lines.windows(2).all(|pair| pair[0].right() <= pair[1].left()), "{lines:?}");
            assert!(!lines.is_empty() && lines.iter().all(|rect| rect.right() <= width), "{lines:?} of {width}");
            model.cursor = None;
            screen.settle(&model);
            assert_eq!(place(&screen, model.text.status.slope), slope);
        }
    }
}

#[test]
fn a_window_without_a_zone_says_how_to_open_one() {
    let shown = Shown::empty();
    let model = Model { zone: None, ..shown.model() };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert!(screen.find("No zone open").is_some(), "{:?}", screen.texts());
}

#[test]
fn numbers_are_for_reading() {
    let compass = |yaw_deg| status::compass(Language::English.texts(), yaw_deg);
    assert_eq!((compass(0.0), compass(359.0), compass(100.0)), ("N", "N", "E"));
    assert_eq!(menu::shortened("C:/games/knight", 8), "…/knight");
    assert_eq!(menu::shortened("Zones", 8), "Zones");
}
