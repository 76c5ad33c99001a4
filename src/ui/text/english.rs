//! English, the reference language. All texts of the window, panel by panel.

use super::super::model::PanelId;
use super::list::{
    About, Bytes, Compare, Dialogs, Drawing, Export, Frame, Help, Map, Menu, Messages, Missing, Modes, Notices,
    Overlay, Places, Settings, Statistics, Textures, Tile,
};
use super::texts::{Named, Str, Texts, named};
use crate::export::heights::{Engine, HeightsExport};
use crate::export::mesh::{MeshExport, MeshTexture};
use crate::export::textures::{TextureFormat, TexturesExport};
use crate::export::tiles::{TileValue, TilesExport};
use crate::export::{ExportKind, ExportReport, ExportStep};
use crate::input::Action;
use crate::load::LoadStep;
use crate::scene::modes::{self, ViewMode};
use crate::scene::view_settings::Filter;

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
        light_up_none: named("Light up no texture", "Show all tiles in their own colors"),
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
    settings: Settings {
        general: named("General", "Panels, mouse and camera, screenshots"),
        quality: named("Quality", "How finely it is drawn, and with how much power"),
        keys: named("Keys", "Which key does what"),
        panels: "Panels",
        theme: named("Colors", "Colors of the panels"),
        dark: "Dark",
        light: "Light",
        system: "As the system",
        size: named("Size", "Size of panels and writing; 100 % is what the desktop has"),
        camera: "Mouse and camera",
        sensitivity: named("Mouse", "Degrees that the view turns for a pixel of the mouse"),
        fov: named("Field of view", "From the lower to the upper edge of the picture, in degrees"),
        invert: named("Look up by pulling down", "The mouse turns the view up and down the other way round"),
        screenshots: "Screenshots",
        shot_size: named("Picture size", "Sides of the picture over the window's"),
        folder: named("Folder", "Where screenshots go; empty: your pictures"),
        choose: "Choose…",
        usual: named("My pictures", "Put them where your pictures are"),
        kept: "Kept in",
        copy_path: named("Copy path", "Put the path on the clipboard"),
        not_kept: "Nowhere: there is no folder for settings.",
        presets: "How finely it is drawn",
        details: "Filter, samples and view distance one by one are in:",
        memory: named("Graphics memory", "The zone is brought to the graphics memory anew when this changes"),
        limit: "Use at most",
        power: "Power",
        saving: named(
            "Save power",
            "Nothing is drawn for moving water and clouds alone; without the keyboard at most 15 times a second",
        ),
        keys_about: "Click a key, then press the one to take its place; Esc leaves it. Keys count by their place on the keyboard.",
        reset_all: named("Reset all", "Give every action its first keys again"),
        reset_one: named("Reset", "Give this action its first keys again"),
        press: "press a key…",
        rebind: "Click, then press another key",
        add: "One more key",
        remove: named("Remove", "The key does nothing any more"),
        conflict: "{key} also: {action}",
        no_movement: "With Ctrl a key is a command, not a movement",
        preset: [
            named("Automatic", "What fits the adapter"),
            named("Low", "Smooth and frugal: bilinear, one sample, 600 m, 128 MB"),
            named("Medium", "Trilinear, one sample, 2 km, 512 MB"),
            named("High", "Anisotropic, four samples, to the horizon"),
        ],
    },
    about: About {
        what: "Viewer and toolbox for the terrain of Knight Online.",
        version: "Version",
        adapter: "Draws with",
        backend: "By way of",
        license: "License",
    },
    modes: Modes {
        heading: "View mode and overlays",
        mode: named("View mode", "What the ground is colored by"),
        overlays: "Overlays",
        step: named("Contours every", "Choose the height between contours; else it suits the zone"),
        second_in_corner: "The tile's north-eastern corner shows its second texture.",
        darker_is_shadow: "The darker, the stronger the baked shadow.",
        no_shadows: "The zone has no baked shadows.",
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
        every_meters: "every {step} m",
    },
    mode_name,
    overlay_name,
    statistics: Statistics {
        graph_tip: "Milliseconds of the last frames, the newest on the right; lines at 60 and 30 frames a second",
        frame: "Frame",
        last: "Median / 95 % / worst",
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
    overlay: Overlay {
        no_zone: "No zone is open",
        drop_hint: "Drop a .gtd file here, or File > Open",
        size: "{side} × {side} vertices, {extent}",
        eye: "Eye",
        looks: "Looks",
        view: "View",
        map_view: "map, north up",
        cursor: "Cursor",
        tile: "Tile",
        tile_in_patch: "{x}, {z} in patch {patch_x}, {patch_z}",
        slope: "Slope",
        frame: "Frame",
        patches: "Patches",
        patches_told: "{drawn} drawn / {resident} resident / {total}",
        compass: ["N", "NE", "E", "SE", "S", "SW", "W", "NW"],
        moves: "Moves",
        walking: "walking",
    },
    drawing: Drawing {
        layers: "Layers",
        tiles: named("Tiles", "Tile textures; without them the color map lies everywhere"),
        color_map: named("Color map", "Takes over where tiles are too far to be told apart"),
        shadows: named("Shadows", "The zone's baked shadows"),
        water: named("Water", "Rivers and ponds"),
        sky: named("Sky", "Gradient, sun and clouds"),
        fog: named("Fog", "By the client's formula, scaled to the view distance"),
        relief: named("Relief", "Shade the ground by its slope, which the client does not"),
        object_names: named("Object names", "Name the nearest of {count} placed objects in the picture"),
        detail: "Detail",
        automatic: named("Automatic", "Far ground is drawn with fewer triangles where that does not show"),
        full: named("Full", "Every tile, however far: slow in large zones"),
        classic: named(
            "Classic",
            "As the client drew it: three detail levels, 512 m of view, its field of view and sharp textures",
        ),
        quality: "Quality",
        filter: named("Filter", "How tile textures are filtered"),
        texture_filter: "Texture filter",
        samples: "Samples",
        samples_auto: named("auto", "One where a CPU draws, four elsewhere"),
        samples_one: named("1", "One a pixel: fast, with steps along edges"),
        samples_four: named("4", "Four a pixel: smooth edges"),
        view_distance: "View distance",
        limit: named("Limit the view distance", "Draw the ground only so far; else to the horizon"),
        distance_tip: "Meters from the eye; drag, or click and type",
        to_horizon: "to the horizon",
        time_of_day: named("Time of day", "Time of the zone's day"),
        no_time: "Without a sky there is no time of day.",
        stop_time: named("Stop the time", "Stop the time"),
        run_time: named("Let the time run", "Let a day pass in two minutes"),
        hours: ["Dawn", "Noon", "Dusk", "Midnight"],
        sun_fixed: named("Sun fixed at {hour}:00", "The client's table of zones fixes the sun of this zone"),
        own_sky: "the zone's own",
        sky_list: named("Sky", "See the zone under another sky of the client"),
        this_sky: "See the zone under this sky",
    },
    notices: Notices {
        dismiss: named("Dismiss", "Take this message off the list"),
        copy: named("Copy", "Copy the message"),
        dismiss_all: named("Dismiss all", "Empty the list"),
    },
    places: Places {
        no_zone: "No zone is open.",
        name: named("Name of this place", "A name for this view; Enter keeps it"),
        add: named("Add", "Keep this view under this name, for this zone"),
        remove: "Remove {name}",
        go: "Go to this place",
        none_kept: "No place of this zone is kept yet.",
        search: named("Search by name or number", "Words of a zone's name, or its number; Enter opens the first"),
        previous: "Previous",
        next: "Next",
        reading: "Reading the folder…",
        no_zones: "There are no zones here. Drop a client folder on the window, or open a zone.",
        found: "{found} of {count} zones in {folder}",
        no_terrain: "no terrain",
        part_there: "{part}: there",
        part_missing: "{part}: missing",
        cannot_be_read: "This file is no terrain that can be read",
    },
    map: Map {
        picture: "Map of the zone, north up",
        mouse: "Click: go there   Drag: move   Wheel: zoom",
        ground: named("Ground", "The zone's color map"),
        minimap: named("Game's minimap", "The picture that the game shows in its corner"),
        no_picture: "This zone has no such picture",
        whole: named("Whole zone", "Show the zone from edge to edge"),
        tile: "tile {x}, {z}",
    },
    compare: Compare {
        drag: "Drag: left of the line is A, right of it B",
        line: named("Wipe line", "Left of the line is A, right of it B"),
        being_read: "is being read",
        b_being_read: "B is being read",
        comparing: "Comparing…",
        missing: "{count} files that B names are not there",
        previous: named("Previous change", "Fly to the place before"),
        next: named("Next change", "Fly to the next place that differs"),
        places: "{count} places",
        at: "{at} of {count}",
        go: "Fly to this place",
        place_of_one: "{number}.  {tiles} tile at {x}, {z}",
        place: "{number}.  {tiles} tiles at {x}, {z}",
        sizes_differ: "A has {a} and B {b} vertices a side: heights and tiles are not compared. The picture still is.",
        heights: "Heights",
        moved: "{count} vertices moved, by up to {meters} m",
        moved_without_number: "{count} vertices moved, by no finite number",
        tiles: "Tiles",
        look_different: "{count} look different",
        texture_files: "Texture files",
        added_removed: "{added} added, {removed} removed",
        rivers: "Rivers",
        ponds: "Ponds",
        same: "the same",
        changed: "changed",
    },
    export: Export {
        entry: "{what}…",
        busy: "Something is being exported already",
        cancel: named("Cancel", "Stop; nothing half-written is left"),
        canceled_already: "It comes to its end",
        stopping: "Stopping",
        close: named("Close", "Take this message away"),
        copy_path: named("Copy path", "Put the path on the clipboard"),
        written: "{what} written",
        screenshot: "Screenshot",
    },
    bytes: Bytes {
        size: "{count} bytes",
        from: "from byte {offset}",
        record: "{count} bytes; click: light them up",
        choose: "Click a field or a byte",
        fly: named("Fly to it", "Pick this place in the world and fly there"),
        range: "bytes {first} to {last}",
        file: named("File", "Which of the zone's files is shown"),
        reading: "Reading the file",
        broken: "Cannot be read to its end",
        deciphered: "Enciphered; shown deciphered",
    },
    tile: Tile {
        title: "Tile {x}, {z}",
        fly: named("Fly there", "Look at this tile from near by (F)"),
        show_bytes: named("Show its bytes", "Open the bytes of the file at its record"),
        textures: ["First texture", "Second texture"],
        word: "Word {word} at byte {offset}",
        bit: "bit {low}",
        bits: "bits {low} to {high}",
        none: "none",
        lies: named("{texture}, as it lies", "As it lies on the tile, north up"),
        not_loaded: "not loaded yet",
        missing: "missing",
        texture: named("texture {index}", "Light up every tile that shows it"),
        orientation: [
            "unchanged",
            "rotated 90 degrees clockwise",
            "rotated 180 degrees",
            "rotated 90 degrees counter-clockwise",
            "mirrored left-right",
            "transposed",
            "mirrored top-bottom",
            "anti-transposed",
        ],
        no_source: "no source file",
        patch: "Patch",
        clicked: "Clicked",
        heights_north: "Heights N",
        heights_south: "Heights S",
        slopes: "Slopes",
        slopes_told: "{south}° S, {north}° N",
        full: "Full",
        full_textures: "1, its textures",
        full_color_map: "0, the color map",
        grass: "Grass",
        shadow: "Shadow",
        shadow_told: "{strength} of 255",
        color_map: "Color map",
        sphere: "Patch sphere",
        sphere_told: "y {y}, radius {radius} m",
    },
    textures: Textures {
        search: named("Search file or index", "Part of a file's name, or a texture's number"),
        all: named("All", "All textures of the zone's table"),
        used: named("Used", "Those that some tile shows"),
        unused: named("Unused", "Those that no tile shows"),
        missing: named("Missing", "Those whose file is not there, or cannot be read"),
        found: "{found} of {all} textures",
        cell: "texture {index}, {uses} tiles",
        cell_missing: "texture {index}, {uses} tiles, missing",
        cell_unused: "texture {index}, {uses} tiles, unused",
        word_missing: "missing",
        word_unused: "unused",
        hover: "texture {index}: {path} #{tile}",
        title: "Texture {index}: {path} #{tile}",
        title_missing: "Texture {index}: {path} #{tile} (missing, a stand-in is drawn)",
        shown_by: "shown by {count} tiles",
        next: named("Next place", "Fly to the next tile that shows it"),
        no_tile: "No tile shows it",
        light_up_none: named("Light up none", "Show all tiles in their own colors"),
        levels: "All levels, a texel a pixel",
        level: "level {level}",
    },
    messages: Messages {
        panels_hidden: "Panels are hidden: {key} shows them again",
        no_zone_list: "There is no list of zones here",
        place_of_number: "Place {number}",
        place_kept: "{name} is kept",
        bookmark_unreadable: "This bookmark cannot be read",
        no_view_to_paste: "There is no view on the clipboard",
        speed: "{speed} m/s",
        no_tile_picked: "No tile is picked: click one",
        no_view_stored: "No view is stored under {digit}",
        view_stored: "View {digit} is stored",
        view_copied: "The view is copied as a command line",
        diagnostics_copied: "Diagnostics are copied",
        culling_frozen: "Culling is frozen here: fly out of the view",
        culling_follows: "Culling follows the camera again",
        no_views: "No views are stored: {first} to {last} store one",
        fly_through_copied: "Copied: as a file it is what render --path reads",
        reading_again: "The files changed: reading them again",
        drop_to_open: "Drop it to open it",
        device_lost: "The graphics device was lost: drawn anew",
        memory_full: "The graphics memory is full",
        budget_lowered: "What is drawn was lowered to a budget of {megabytes} MB; --gpu-budget sets it from the start.",
        drawn_with_less: "The graphics memory is full: drawn anew with less",
        cannot_compare: "The zones cannot be compared",
        second_unopened: "The zone to compare with cannot be opened",
        zone_unopened: "The zone cannot be opened",
        zone_half_loaded: "The zone is not loaded to the end",
        sky_unreadable: "The sky cannot be read",
        minimap_unreadable: "The minimap cannot be read",
        no_such_sky: "There is no such sky",
        known_skies: "{wanted}; the client has: {known}",
        export_canceled: "{what}: canceled, nothing was written",
        export_failed: "{what} could not be exported",
        settings_unreadable: "The settings cannot be read",
        settings_unkept: "The settings cannot be kept",
        nothing_remembered: "Nothing will be remembered",
        no_home: "There is no home folder in which settings could be kept.",
        no_dialog: "No file dialog",
        no_open_dialog: "This system shows no file dialog (it needs a desktop portal or zenity). Drop a .gtd file on the window instead, or name it on the command line.",
        no_save_dialog: "This system shows no file dialog (it needs a desktop portal or zenity). The command line exports too: gtd-viewer export KIND FILE -o OUT.",
        dialog_gone: "The desktop portal, which shows file dialogs, ended before one was answered. Ask again.",
        walking: "Walking",
        flying: "Flying",
        no_ground: "There is no ground to walk on",
        screenshot_running: "A screenshot is being taken already",
        screenshot_waits: "The screenshot is taken when all is loaded",
        screenshot_percent: "Screenshot: {percent} %",
        no_screenshot: "No screenshot was taken",
        other_zone: "Another zone was opened meanwhile.",
        screenshot_unwritten: "The screenshot cannot be written",
        no_zone: "No zone is open",
    },
    dialogs: Dialogs {
        open_zone: "Open a zone",
        terrain: "Knight Online terrain",
        all_files: "All files",
        folder_for: "{what}: a folder to make {name} in",
    },
    title,
    load_step,
    filter,
    export_kind,
    export_group,
    export_step,
    export_report,
    action,
};

fn mode_name(mode: ViewMode) -> Named {
    match mode {
        ViewMode::Textured => named("Textured", "As the game draws it"),
        ViewMode::Height => named("Height", "By height, from the zone's lowest to its highest ground"),
        ViewMode::Slope => named("Slope", "By slope; what cannot be climbed is red"),
        ViewMode::Layer1 => named("First layer", "The first texture of each tile alone"),
        ViewMode::Layer2 => named("Second layer", "The second texture of each tile alone"),
        ViewMode::TextureIndex => named("Texture index", "A color for each tile texture"),
        ViewMode::Direction => named("Direction", "How the textures are turned and mirrored"),
        ViewMode::Layers => named("One or two layers", "Whether tiles have one texture or two"),
        ViewMode::Shadow => named("Shadows only", "The baked shadows on white ground"),
        ViewMode::Colormap => named("Color map only", "The picture that distant ground is drawn with, everywhere"),
        ViewMode::Detail => named("Detail levels", "How finely the ground is drawn at each place"),
    }
}

fn overlay_name(overlay: modes::Overlay) -> Named {
    use modes::Overlay as Over;
    match overlay {
        Over::Wireframe => named("Wireframe", "The edges of the triangles that are drawn"),
        Over::Tiles => named("Tile grid", "Borders of tiles, 4 m"),
        Over::Patches => named("Patch grid", "Borders of patches, 32 m"),
        Over::Spheres => named("Patch spheres", "The bounding spheres that the file stores for patches"),
        Over::Contours => named("Contours", "Lines of equal height, with labels"),
        Over::Grass => named("Grass mask", "Where the file lets grass grow"),
        Over::Objects => named("Placed objects", "A mark where each object stands"),
    }
}

fn title(window: PanelId) -> Str {
    match window {
        PanelId::Help => "Keys and mouse",
        PanelId::About => "About",
        PanelId::Missing => "Missing files",
        PanelId::Drawing => "What is drawn",
        PanelId::Map => "Map",
        PanelId::Places => "Places",
        PanelId::Zones => "Zones",
        PanelId::Bytes => "Bytes of the file",
        PanelId::Textures => "Tile textures",
        PanelId::Tile => "Tile",
        PanelId::Statistics => "Statistics",
        PanelId::Comparison => "Comparison",
        PanelId::Settings => "Settings",
    }
}

fn load_step(step: LoadStep) -> Str {
    match step {
        LoadStep::Reading => "reading",
        LoadStep::MeasuringGround => "measuring the ground",
        LoadStep::Sky => "sky",
        LoadStep::Water => "water",
        LoadStep::ColorMap => "color map",
        LoadStep::Shadows => "shadows",
        LoadStep::Objects => "objects",
        LoadStep::TileTextures => "tile textures",
        LoadStep::MakingColorMap => "making a color map from the tiles",
    }
}

fn filter(filter: Option<Filter>) -> Named {
    match filter {
        None => named("auto", "Trilinear where a CPU draws, anisotropic elsewhere"),
        Some(Filter::Nearest) => named("nearest", "Every texel a square: what the files hold"),
        Some(Filter::Bilinear) => named("bilinear", "Smooth, with an edge where the level changes"),
        Some(Filter::Trilinear) => named("trilinear", "Smooth, also from level to level"),
        Some(Filter::Anisotropic) => {
            named("anisotropic", "Sharp also at flat angles; seconds a frame where a CPU draws")
        }
    }
}

fn export_kind(kind: ExportKind) -> Named {
    match kind {
        ExportKind::Heights(HeightsExport { engine: None }) => {
            named("Heights", "A pixel a vertex: .png (16 bit), .tif, .exr, .r16, .r32 or .csv, by the file's ending")
        }
        ExportKind::Heights(HeightsExport { engine: Some(Engine::Unity) }) => {
            named("Heights for Unity", "16-bit .raw of a size that Unity's terrain takes, the south first")
        }
        ExportKind::Heights(HeightsExport { engine: Some(Engine::Unreal) }) => {
            named("Heights for Unreal", "16-bit .png of a size that Unreal's landscape takes")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Texture1 }) => {
            named("First texture", "A 16-bit .png, a pixel a tile: the texture's index")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Texture2 }) => {
            named("Second texture", "A 16-bit .png, a pixel a tile: the texture's index")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Direction1 }) => {
            named("First direction", "An 8-bit .png, a pixel a tile: how it is turned")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Direction2 }) => {
            named("Second direction", "An 8-bit .png, a pixel a tile: how it is turned")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Layers }) => {
            named("Number of layers", "An 8-bit .png, a pixel a tile: how many textures lie on it")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Slope }) => {
            named("Slope", "An 8-bit .png, a pixel a tile: its steepness in degrees")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Shadow }) => {
            named("Shadow", "An 8-bit .png, a pixel a tile: the strength of its shadow")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Grass }) => {
            named("Grass mask", "An 8-bit .png, a pixel a tile: the file's grass mask")
        }
        ExportKind::Splat(_) => {
            named("Splat weights", "A folder of 8-bit .png: how much of each family of textures lies on each tile")
        }
        ExportKind::Mesh(MeshExport { texture: MeshTexture::Baked, .. }) => {
            named("Mesh with its tiles", "Ground and water as .glb or .obj, with the tiles composed into one picture")
        }
        ExportKind::Mesh(MeshExport { texture: MeshTexture::ColorMap, .. }) => {
            named("Mesh with the color map", "Ground and water as .glb or .obj, with the color map on it")
        }
        ExportKind::Mesh(MeshExport { texture: MeshTexture::None, .. }) => {
            named("Mesh without a picture", "Ground and water as .glb or .obj, gray")
        }
        ExportKind::Textures(TexturesExport { sheet: true, .. }) => {
            named("Contact sheet", "All tile textures in one .png")
        }
        ExportKind::Textures(TexturesExport { format: TextureFormat::Dds, .. }) => {
            named("Textures as DDS", "A folder with a .dds for each tile texture, without recompression")
        }
        ExportKind::Textures(TexturesExport { mips: true, .. }) => {
            named("Textures as PNG, all levels", "A folder with a .png for each level of each tile texture")
        }
        ExportKind::Textures(TexturesExport { format: TextureFormat::Png, mips: false, .. }) => {
            named("Textures as PNG", "A folder with a .png for each tile texture, alpha kept")
        }
        ExportKind::WebMap(_) => {
            named("Web map", "A folder with a page and the tiles of a map; opens in a browser without a server")
        }
    }
}

/// The submenu of an export with several variants.
fn export_group(kind: ExportKind) -> Str {
    match kind {
        ExportKind::Heights(_) => "Heights",
        ExportKind::Tiles(_) => "Tile maps",
        ExportKind::Mesh(_) => "Mesh",
        ExportKind::Textures(_) => "Textures",
        ExportKind::Splat(_) | ExportKind::WebMap(_) => export_kind(kind).name,
    }
}

fn export_step(step: ExportStep) -> Str {
    match step {
        ExportStep::Beginning => "Beginning",
        ExportStep::ReadingTextures => "Reading textures",
        ExportStep::ReadingShadows => "Reading shadows",
        ExportStep::WritingHeights => "Writing heights",
        ExportStep::WritingTiles => "Writing tiles",
        ExportStep::WeighingTextures => "Weighing textures",
        ExportStep::ComposingPicture => "Composing the picture",
        ExportStep::BuildingMesh => "Building the mesh",
        ExportStep::WritingMesh => "Writing the mesh",
        ExportStep::LayingOutSheet => "Laying out the sheet",
        ExportStep::WritingTextures => "Writing textures",
        ExportStep::DrawingMap => "Drawing the map",
        ExportStep::Placing => "Putting it in its place",
    }
}

/// A line about what an export wrote.
fn export_report(report: &ExportReport) -> String {
    match report {
        ExportReport::Heights(report) => {
            let heights = &report.sidecar;
            let (size, orientation, error) = (heights.size, &heights.orientation, heights.max_round_trip_error_m);
            let mut text = format!("{size} x {size}, {orientation}; largest round-trip error {error} m");
            if size != report.zone_size {
                text.push_str(&format!("; resampled from {0} x {0}", report.zone_size));
            }
            heights.import_with.iter().for_each(|numbers| text.push_str(&format!("; import with {numbers}")));
            text
        }
        ExportReport::Tiles(tiles) => format!("{0} x {0} tiles, {1} values", tiles.size, tiles.legend.len()),
        ExportReport::Splat(report) => format!("{} families of textures", report.families),
        ExportReport::Mesh(mesh) => {
            format!("{} triangles of ground, {} of water", mesh.ground_triangles, mesh.water_triangles)
        }
        ExportReport::Textures(report) => match report.files {
            None => format!("{} textures on one sheet", report.textures),
            Some(files) => format!("{} textures in {files} files", report.textures),
        },
        ExportReport::WebMap(map) => format!("{} tiles, zoom 0 to {}; open index.html", map.tiles, map.zoom_max),
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
        Action::Settings => named("Settings", "Keys, mouse, quality, and how the panels look"),
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
        Action::CopyFlyThrough => named(
            "Copy the fly-through",
            "Put the way through the stored views on the clipboard, as the file that render --path reads",
        ),
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
