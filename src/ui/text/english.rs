//! English: the language that the others are made from. All that the window says stands here, panel by panel.

use super::super::model::Window;
use super::texts::{About, Frame, Help, Menu, Missing, Named, Str, Texts, named};
use crate::input::Action;

/// English.
pub(super) static TEXTS: Texts = Texts {
    menu: Menu {
        file: named("File", "Open, reload, copy the view"),
        view: named("View", "Panels, views, full screen"),
        inspect: named("Inspect", "Tile, bytes and textures"),
        export: named("Export", "Heights, maps, meshes, textures"),
        help: named("Help", "Keys, missing files, about"),
        missing: "{count} missing",
        one_file_missing: "1 file is missing",
        files_missing: "{count} files are missing",
        list_one_missing: "1 file is named and not there: list them",
        list_missing: "{count} files are named and not there: list them",
        open: "Open…",
        open_recent: "Open recent",
        forget_recent: named("Forget these", "Empty this list"),
        compare: named("Compare with…", "See another version of the zone beside this one, and what differs"),
        quit: named("Quit", "End the program; where you are is kept"),
        arrange: named("Arrange the panels", "Put all panels where they first were"),
        vsync: named(
            "Wait for the screen (vsync)",
            "Frames wait for the screen: nothing tears; off, they come as fast as may be",
        ),
        swap_up_down: named("Q flies up, E down", "Exchange what Q and E do"),
        language: "Language",
        language_of_system: named(
            "As the system ({language})",
            "The language that the system is set to, if there is one for it",
        ),
        language_tip: "Show all panels in this language",
        go_to_stored: "Go to a stored view",
        store_this: "Store this view",
        view_of_digit: "View {digit}",
        view_is_replaced: "View {digit} (replaces)",
        unpin: named("Unpin the tile", "Close its panel and take its outline away"),
        bytes: named("Bytes of the file", "The file as a tree of its fields, and byte by byte"),
        textures: named("Tile textures", "All tile textures of the zone: which are used, where, and what is missing"),
        light_up_none: named("Light up no texture", "Show all tiles in their own colours"),
        missing_files: named("Missing files ({count})", "The files that the zone names and that are not there"),
        about: named("About", "Version, and what draws"),
    },
    frame: Frame {
        title_bar: "{panel} (title)",
        move_tip: "Drag to move; double click to roll it up",
        rolled_tip: "Click to open it again",
        roll_up: "Roll up",
        unroll: "Open",
        close: "Close",
        close_by_key: "Close ({key})",
        button_of: "{button} {panel}",
    },
    help: Help {
        flying: "Flying",
        mouse: "Mouse",
        keys: "Keys",
        faster: "Five times as fast",
        slower: "A tenth as fast",
        go_to_view: "Go to a stored view",
        store_view: "Store the view",
        right_drag: "Right drag",
        left_drag: "Left drag",
        look: "Look round; pan the map view",
        middle_drag: "Middle drag",
        alt_drag: "Alt+Drag",
        orbit: "Orbit the point under the cursor",
        wheel: "Wheel",
        speed: "Flying speed; zoom the map view",
        double_click: "Double click",
        fly_there: "Fly to the point under the cursor",
        drop_file: "Drop a file",
        open_it: "Open it",
    },
    missing: Missing {
        about: "The zone names these files, and they are not there. A stand-in is drawn in their place.",
        copy: named("Copy the list", "Put the paths on the clipboard, a line each"),
    },
    about: About {
        what: "Viewer and toolbox for the terrain of Knight Online.",
        version: "Version",
        adapter: "Draws with",
        backend: "By way of",
        licence: "Licence",
    },
    title,
    action,
};

fn title(window: Window) -> Str {
    match window {
        Window::Help => "Keys and mouse",
        Window::About => "About",
        Window::Missing => "Missing files",
        Window::Drawing => "What is drawn",
        Window::Map => "Map",
        Window::Places => "Places",
        Window::Zones => "Zones",
        Window::Bytes => "Bytes of the file",
        Window::Textures => "Tile textures",
        Window::Tile => "Tile",
        Window::Comparison => "Comparison",
    }
}

fn action(action: Action) -> Named {
    match action {
        Action::Forward => named("Fly forward", "Fly where the view looks"),
        Action::Back => named("Fly backward", "Fly backward"),
        Action::Left => named("Fly left", "Fly to the left"),
        Action::Right => named("Fly right", "Fly to the right"),
        Action::Up => named("Fly up", "Fly straight up"),
        Action::Down => named("Fly down", "Fly straight down"),
        Action::Home => named("Frame the zone", "See the whole zone from its edge"),
        Action::StartView => named("Start view", "Go back to where the zone was seen first"),
        Action::MapView => named("Map view", "Look straight down, north up; once more to fly again"),
        Action::Walk => named("Walk", "Go on foot; slopes too steep to climb are red. Once more, or up, to fly again"),
        Action::GoToView(_) => named("Go to view {digit}", "Fly to the view that is stored under {digit}"),
        Action::StoreView(_) => named("Store view {digit}", "Keep this view under {digit}, for this zone"),
        Action::CopyView => named(
            "Copy the view as a command line",
            "Put the command line on the clipboard that opens exactly this view",
        ),
        Action::Screenshot => named("Screenshot", "Keep the picture without the panels as a PNG file"),
        Action::PasteView => {
            named("Go to the view on the clipboard", "Go to the view of a copied command line, in its zone")
        }
        Action::DrawingPanel => named("What is drawn", "Layers, detail, filter, time of day and sky"),
        Action::OverviewMap => named("Overview map", "The zone from above; a click goes there"),
        Action::Places => named("Places", "Stored views and named bookmarks of this zone"),
        Action::ZoneList => named("List of zones", "The client's zones, with a search"),
        Action::NextZone => named("Next zone", "Open the next zone of the list"),
        Action::PreviousZone => named("Previous zone", "Open the zone before this one in the list"),
        Action::CopyDiagnostics => {
            named("Copy diagnostics", "Put version, adapter, view and picked tile on the clipboard, for a report")
        }
        Action::LookAtPick => named("Look at the picked tile", "Fly to the tile that was clicked"),
        Action::OpenFile => named("Open a file", "Choose a zone's .gtd file"),
        Action::Reload => named("Reload the files", "Read the zone's files again; the camera stays"),
        Action::FullScreen => named("Full screen", "Cover the screen, or a window again"),
        Action::HidePanels => named("Hide the panels", "Show nothing but the picture"),
        Action::Help => named("Help", "All keys, and what the mouse does"),
        Action::Escape => named("Release the mouse, close what is open", "Let go of the mouse and close the panels"),
    }
}
