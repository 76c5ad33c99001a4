//! English: the language that the others are made from. All that the window says stands here, panel by panel.

use super::super::model::Window;
use super::texts::{About, Frame, Help, Menu, Missing, Modes, Named, Statistics, Str, Texts, named};
use crate::input::Action;
use crate::terrain::modes::{Overlay, ViewMode};

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
    modes: Modes {
        heading: "View mode and overlays",
        mode: named("View mode", "What the ground is coloured by"),
        overlays: "Overlays",
        step: named("Contours every", "Choose the height between contours; else it suits the zone"),
        second_in_corner: "The tile's north-eastern corner shows its second texture.",
        darker_is_shadow: "The darker, the stronger the baked shadow.",
        climb_limit: "Steeper than 40° cannot be climbed.",
        texture: "Texture {index}",
        directions: [
            "unchanged",
            "turned clockwise",
            "turned by half",
            "turned counter-clockwise",
            "mirrored left to right",
            "transposed",
            "mirrored top to bottom",
            "anti-transposed",
        ],
        layer_counts: ["No texture of its own", "One texture", "Two textures"],
        full_detail: "Full detail",
        every_vertex: "One vertex in {step}",
        grass_mask: "Mask {value}",
        no_grass: "The mask is empty: no grass anywhere.",
        nothing: "Nothing",
        here: "Here:",
        tiles: "{count} tiles",
        every_metres: "every {step} m",
    },
    mode,
    overlay,
    statistics: Statistics {
        graph_tip: "Milliseconds of the last frames, the newest on the right; lines at 60 and 30 frames a second",
        frame: "Frame",
        last: "Median / 95 % / worst",
        spread: "{median} / {p95} / {worst} ms",
        gpu: "GPU",
        gpu_none: "has no clock",
        gpu_world: "GPU, world",
        gpu_ground: "– ground",
        gpu_sky: "– sky",
        gpu_water: "– water, lines",
        gpu_panels: "GPU, panels",
        draw_calls: "Draw calls",
        triangles: "Triangles",
        patches: "Drawn / resident / all",
        patches_of: "{drawn} / {resident} / {total}",
        buffers: "GPU buffers",
        textures: "GPU textures",
        queue: "Awaited",
        queue_empty: "nothing",
        queue_of: "{nodes} nodes, {pages} pages, {pictures} pictures",
        drawn: "drawn",
        loading: "loading",
        resident: "in memory, not drawn",
        culled: "culled",
    },
    title,
    action,
};

fn mode(mode: ViewMode) -> Named {
    match mode {
        ViewMode::Textured => named("Textured", "As the game draws it"),
        ViewMode::Height => named("Height", "By height, from the zone's lowest to its highest ground"),
        ViewMode::Slope => named("Slope", "By slope; what cannot be climbed is red"),
        ViewMode::Layer1 => named("First layer", "The first texture of each tile alone"),
        ViewMode::Layer2 => named("Second layer", "The second texture of each tile alone"),
        ViewMode::TextureIndex => named("Texture index", "A colour for each tile texture"),
        ViewMode::Direction => named("Direction", "How the textures are turned and mirrored"),
        ViewMode::Layers => named("One or two layers", "Whether tiles have one texture or two"),
        ViewMode::Shadow => named("Shadows only", "The baked shadows on white ground"),
        ViewMode::Colormap => named("Colour map only", "The picture that distant ground is drawn with, everywhere"),
        ViewMode::Detail => named("Detail levels", "How finely the ground is drawn at each place"),
    }
}

fn overlay(overlay: Overlay) -> Named {
    match overlay {
        Overlay::Wireframe => named("Wireframe", "The edges of the triangles that are drawn"),
        Overlay::Tiles => named("Tile grid", "Borders of tiles, 4 m"),
        Overlay::Patches => named("Patch grid", "Borders of patches, 32 m"),
        Overlay::Spheres => named("Patch spheres", "The bounding spheres that the file stores for patches"),
        Overlay::Contours => named("Contours", "Lines of equal height, with labels"),
        Overlay::Grass => named("Grass mask", "Where the file lets grass grow"),
        Overlay::Objects => named("Placed objects", "A mark where each object stands"),
    }
}

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
        Window::Statistics => "Statistics",
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
        Action::GoToView(_) => named("Go to view {digit}", "Fly to the view that is stored under {digit}"),
        Action::StoreView(_) => named("Store view {digit}", "Keep this view under {digit}, for this zone"),
        Action::CopyView => named(
            "Copy the view as a command line",
            "Put the command line on the clipboard that opens exactly this view",
        ),
        Action::PasteView => {
            named("Go to the view on the clipboard", "Go to the view of a copied command line, in its zone")
        }
        Action::Contours => named("Contours", "Lines of equal height, with labels"),
        Action::Wireframe => named("Wireframe", "The edges of the triangles that are drawn"),
        Action::DrawingPanel => named("What is drawn", "Layers, detail, filter, time of day and sky"),
        Action::OverviewMap => named("Overview map", "The zone from above; a click goes there"),
        Action::Places => named("Places", "Stored views and named bookmarks of this zone"),
        Action::ZoneList => named("List of zones", "The client's zones, with a search"),
        Action::NextZone => named("Next zone", "Open the next zone of the list"),
        Action::PreviousZone => named("Previous zone", "Open the zone before this one in the list"),
        Action::Statistics => named("Statistics", "Times, draw calls, memory and what is awaited"),
        Action::FreezeCulling => named(
            "Freeze culling",
            "Leave the eye behind for which the ground is chosen, and see which patches that are",
        ),
        Action::FlyThrough => named("Fly through the stored views", "From view 1 to view 9; any key ends it"),
        Action::Screenshot => named("Screenshot", "Keep the picture without the panels as a PNG file"),
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
