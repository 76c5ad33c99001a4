//! English, the source of the other languages: all texts of the window, panel by panel.

mod marks;
mod server;

use super::super::model::PanelId;
use super::list::{
    About, Address, Bytes, Compare, ContextMenu, Dialogs, Drawing, Export, Frame, Gallery, GoTo, Help, Hidden,
    KindList, Map, Measure, Menu, Messages, Missing, Modes, Notices, Object, OtherZones, Places, Settings, SingleModel,
    Statistics, Status, Textures, Tile, Welcome,
};
use super::texts::{Named, Str, Texts, fault, named, plural};
use crate::export::heights::{Engine, HeightsExport};
use crate::export::marks::MarkChoice;
use crate::export::mesh::{MeshContents, MeshExport, MeshTexture};
use crate::export::textures::{TextureFormat, TexturesExport};
use crate::export::tiles::{TileValue, TilesExport};
use crate::export::{ExportKind, ExportOption, ExportReport, ExportStep, Program, Remedy};
use crate::input::Action;
use crate::load::LoadStep;
use crate::scene::modes::{self, ViewMode};
use crate::scene::number_format::NumberFormat;
use crate::scene::view_settings::{Filter, Lighting};

const NUMBERS: NumberFormat = NumberFormat::ENGLISH;

pub(super) static TEXTS: Texts = Texts {
    numbers: NUMBERS,
    menu: Menu {
        file: named("File", "Open, reload and compare zones"),
        view: named("View", "Panels, view modes, full screen"),
        camera: named("Camera", "Map view, walking, stored views"),
        inspect: named("Inspect", "Tile, bytes and textures"),
        export: named("Export", "Export to other programs"),
        help: named("Help", "Keys, missing files, about"),
        missing: "{count} missing",
        files_missing: plural("{count} file missing", "{count} files missing"),
        list_missing: plural(
            "{count} file that the zone refers to was not found. Click for details",
            "{count} files that the zone refers to were not found. Click for a list",
        ),
        open: "Open…",
        open_folder: named("Open a client folder…", "List the zones of an installed game"),
        open_recent: "Open recent",
        forget_recent: named("Clear recent", "Remove all entries from this list"),
        compare: named("Compare with…", "Compare this zone with another version, side by side"),
        quit: named("Quit", "Quit (your place is saved)"),
        arrange: named("Reset layout", "Give all panels their default size"),
        vsync: named("VSync", "Synchronize frames with the screen. Off: higher frame rate, possible tearing"),
        swap_up_down: named("Swap Q and E", "Use Q to move up and E to move down"),
        language: "Language",
        language_of_system: named(
            "System default ({language})",
            "Follow the language of the system where it is supported",
        ),
        language_tip: "Use this language",
        go_to_stored: "Go to stored view",
        store_this: "Store current view",
        view_of_digit: "View {digit}",
        view_is_replaced: "View {digit} (overwrite)",
        unpin: named("Deselect", "Remove the outline of the selected tile or object"),
        bytes: named("File bytes", "Show the file as a tree of fields and as hexadecimal bytes"),
        textures: named("Tile textures", "Show all tile textures of the zone, their use and missing files"),
        light_up_none: named("Clear highlight", "Stop highlighting tiles"),
        server_check: named("Server check", "List what does not fit between the zone and the server's map and tables"),
        game_marks: named(
            "Server data",
            "List monsters, warps, named areas and other marks of server and client files",
        ),
        missing_files: named(
            "Missing files ({count})",
            "Show the files that the zone refers to and that were not found",
        ),
        welcome: named("Welcome", "Show recent zones, and how to open one and to fly"),
        about: named("About", "Version, graphics card and license"),
    },
    frame: Frame {
        close: "Close",
        close_by_key: "Close ({key})",
        button_of: "{button} {panel}",
        resize: named("Edge", "Drag to resize, double-click for the default size"),
        left_dock: named("Left panel", "Show or hide the left panel: display, places, comparison"),
        right_dock: named("Right panel", "Show or hide the right panel: tile, textures, bytes, statistics"),
        tools: "Tools",
        select: named("Select", "Click to select an object or a tile"),
    },
    help: Help {
        flying: "Flying",
        mouse: "Mouse",
        keys: "Keys",
        faster: "5 times faster",
        slower: "10 times slower",
        go_to_view: "Go to stored view",
        store_view: "Store current view",
        right_click: "Right click",
        point_menu: "Menu of the point",
        right_drag: "Right drag",
        left_drag: "Left drag",
        look: "Look around; in map view: pan",
        middle_drag: "Middle drag",
        alt_drag: "Alt+Drag",
        orbit: "Orbit the point under the cursor",
        wheel: "Wheel",
        speed: "Flying speed; in map view: zoom",
        click: "Click",
        select: "Select an object or a tile",
        command_click: "{key}+click",
        add_object: "Add an object to the selection",
        alt_click: "Alt+click",
        select_ground: "Select the tile behind objects",
        double_click: "Double-click",
        fly_there: "Fly to the point under the cursor",
        drop_file: "Drop a file",
        open_it: "Open it",
        fingers: "Fingers",
        one_finger: "One finger",
        tap: "Tap",
        double_tap: "Double tap",
        fly_to_point: "Fly to the point",
        two_fingers: "Two fingers",
        fly_aside: "Fly sideways, up and down",
        pinch: "Pinch",
        fly_ahead: "Fly forward and back; in map view: zoom",
    },
    missing: Missing {
        about: "The zone refers to these files, but they were not found. Missing textures are drawn as placeholders.",
        copy: named("Copy list", "Copy the paths to the clipboard, one per line"),
    },
    welcome: Welcome {
        about: "Explore the zones of Knight Online: fly over them, inspect every tile and byte, and export them to \
                Blender, Unity or the web.",
        resume: named("Continue with {zone}", "Open the zone of the last time, where you left it"),
        open_folder: named("Open a client folder…", "List the zones of an installed game"),
        open_file: named("Open a file…", "Open a single .gtd file"),
        drop: "or drop one here",
        recent: "Recent zones",
        flying: "Flying",
        fly: "Fly",
        up_and_down: "Up and down",
        look: "Look around",
    },
    settings: Settings {
        general: named("General", "Panels, mouse and camera, screenshots"),
        quality: named("Quality", "Rendering quality, graphics memory and power saving"),
        keys: named("Keys", "Keyboard shortcuts"),
        panels: "Panels",
        theme: named("Theme", "Dark or light panels"),
        dark: "Dark",
        light: "Light",
        system: "System default",
        size: named("Interface scale", "Size of panels and text; 100% is the size set in the desktop"),
        camera: "Mouse and camera",
        sensitivity: named("Mouse sensitivity", "Degrees the view turns per pixel of mouse movement"),
        fov: named("Field of view", "Vertical field of view, in degrees"),
        invert: named("Invert vertical look", "Moving the mouse down looks up"),
        reduce_motion: named(
            "Reduce motion",
            "Go to other places without a flight, and keep the camera of the welcome still",
        ),
        screenshots: "Screenshots",
        shot_size: named("Resolution", "Width and height relative to the window"),
        folder: named("Folder", "Where screenshots are saved; your pictures folder if empty"),
        choose: "Choose…",
        usual: named("Pictures folder", "Save screenshots in your pictures folder"),
        server_command: named(
            "Server command",
            "The command that a right click on the ground copies: {x}, {y}, {z} are meters, {zone} is the zone's number",
        ),
        server_command_about: "Copied by a right click on the ground. Here: {example}",
        kept: "Settings file",
        copy_path: named("Copy path", "Copy the path to the clipboard"),
        not_kept: "Not saved: no settings folder was found.",
        presets: "Rendering quality",
        details: "Set filter, anti-aliasing and view distance separately in:",
        memory: named("Graphics memory", "Changing this reloads the zone into graphics memory"),
        limit: "Limit to … MB",
        limit_to: "Limit to",
        percent: "{percent}%",
        power: "Power",
        saving: named(
            "Power saving",
            "Do not animate water and clouds; limit to 15 frames per second while the window is in the background",
        ),
        keys_about: "Click a key, then press its replacement; Esc cancels. Keys are bound by position, whatever the layout.",
        reset_all: named("Reset all to defaults", "Restore the default keys of every action"),
        reset_one: named("Reset", "Restore the default keys of this action"),
        press: "Press a key…",
        rebind: "Click, then press a new key",
        add: "Add key",
        remove: named("Remove", "Remove this key from the action"),
        conflict: "{key} is also used by: {action}",
        no_movement: "Movement keys cannot be combined with Ctrl",
        preset: [
            named("Automatic", "Chosen for the graphics card"),
            named("Low", "Bilinear filter, no anti-aliasing, 600 m view distance, 128 MB of graphics memory"),
            named("Medium", "Trilinear filter, no anti-aliasing, 2 km view distance, 512 MB of graphics memory"),
            named("High", "Anisotropic filter, 4x anti-aliasing, unlimited view distance"),
        ],
    },
    about: About {
        what: "View, inspect and convert the terrain of Knight Online.",
        version: "Version",
        adapter: "Graphics card",
        backend: "API",
        license: "License",
    },
    modes: Modes {
        heading: "View mode and overlays",
        mode: named("View mode", "How the ground is colored"),
        overlays: "Overlays",
        step: named("Contour interval", "Set the height between contour lines; automatic if off"),
        second_in_corner: "The north-east corner of a tile shows its second texture.",
        darker_is_shadow: "Darker means a stronger baked shadow.",
        no_shadows: "This zone has no baked shadows.",
        climb_limit: "Slopes above 40° cannot be climbed.",
        walking: "Walking",
        too_steep: "Too steep to climb (over 40°)",
        water: "Water: can be waded",
        fly_again: "{key} or {up}: fly again",
        texture: "Texture {index}",
        layer_counts: ["No texture", "One texture", "Two textures"],
        full_detail: "Full detail",
        every_vertex: "1 vertex in {step}",
        grass_mask: "Mask {value}",
        drawn: plural("drawn {count} time", "drawn {count} times"),
        texels_per_m: "{count} texels per meter",
        no_grass: "The grass mask is empty.",
        nothing: "None",
        texture_found: "Found",
        texture_missing: "Missing",
        here: "At the cursor:",
        tiles: plural("{count} tile", "{count} tiles"),
        every_meters: "every {step} m",
        of_game_marks: "Of server and companion files",
    },
    mode_name,
    overlay_name,
    statistics: Statistics {
        graph_tip: "Frame times in milliseconds, newest on the right. The lines mark 60 and 30 frames per second",
        frame: "Frame",
        last: "Median / 95% / worst",
        gpu: "GPU",
        gpu_none: "GPU timing unavailable",
        gpu_world: "GPU, world",
        gpu_ground: "– ground",
        gpu_sky: "– sky",
        gpu_water: "– water, lines",
        gpu_panels: "GPU, panels",
        draw_calls: "Draw calls",
        triangles: "Triangles",
        nodes: "Nodes drawn / loaded / all",
        objects: "Objects / parts / calls / triangles",
        buffers: "GPU buffers",
        textures: "GPU textures",
        queue: "Loading",
        queue_empty: "nothing",
        queue_nodes: plural("{count} node", "{count} nodes"),
        queue_pages: plural("{count} page", "{count} pages"),
        queue_images: plural("{count} texture", "{count} textures"),
        drawn: "drawn",
        loading: "loading",
        resident: "loaded, not drawn",
        culled: "culled",
    },
    status: Status {
        no_zone: "No zone open",
        drop_hint: "Drop a .gtd file here or choose File > Open",
        size: "{side} × {side} vertices, {extent}",
        eye: "Camera",
        looks: "Heading",
        map_view: "Map view",
        meters_high: "{meters} high",
        cursor: "Cursor",
        tile: "Tile",
        slope: "Slope",
        speed: "Speed",
        walking: "Walking",
        compass: ["N", "NE", "E", "SE", "S", "SW", "W", "NW"],
    },
    drawing: Drawing {
        layers: "Layers",
        tiles: named("Tiles", "Tile textures. Off: the color map everywhere"),
        color_map: named("Color map", "Replaces tile textures in the distance"),
        shadows: named("Shadows", "The zone's baked shadows"),
        water: named("Water", "Rivers and ponds"),
        objects: named("Objects", "Houses, trees, bridges and other placed objects"),
        sky: named("Sky", "Gradient, sun and clouds"),
        fog: named("Fog", "The client's fog, scaled to the view distance"),
        relief: named("Relief", "Shade the ground by its slope (not in the game)"),
        object_names: named("Object names", "Label the nearest placed objects; this zone has {count}"),
        gates_open: named("Open gates", "Show gates open and levers moved, as after a player has used them"),
        lighting: "Lighting",
        detail: "Detail",
        automatic: named("Automatic", "Fewer triangles in the distance where the difference is not visible"),
        full: named("Full", "Every tile at any distance; slow in large zones"),
        classic: named(
            "Classic",
            "Like the game client: 3 detail levels, 512 m view distance, its field of view, texture sharpness and lighting",
        ),
        quality: "Quality",
        filter: named("Filter", "Texture filter for tiles"),
        texture_filter: "Texture filter",
        samples: "Anti-aliasing",
        samples_auto: named("Auto", "Off on software renderers, 4x on graphics cards"),
        samples_one: named("Off", "1 sample per pixel: fast, jagged edges"),
        samples_four: named("4x", "4 samples per pixel: smooth edges"),
        view_distance: "View distance",
        limit: named("Limit the view distance", "Do not draw ground beyond this distance"),
        object_distance: "Object distance",
        limit_objects: named("Limit the object distance", "Do not draw objects beyond this distance"),
        object_density: named(
            "Small objects",
            "Share of the small objects that are drawn. Large ones, such as houses, are always drawn",
        ),
        distance_tip: "Distance from the camera in meters; drag, or click to type",
        to_horizon: "Unlimited",
        time_of_day: named("Time of day", "Time of day in the zone"),
        sun_dial: named(
            "Sun dial",
            "Drag the sun, or use the arrow keys and the wheel. Noon is at the top, night below the line",
        ),
        no_time: "Time of day is unavailable without a sky.",
        stop_time: named("Pause time", "Pause the time of day"),
        run_time: named("Advance time", "Advance the time of day: one day in 2 minutes"),
        hours: ["Dawn", "Noon", "Dusk", "Midnight"],
        sun_fixed: named("Sun fixed at {hour}:00", "Zones.tbl fixes the sun in this zone"),
        own_sky: "Zone default",
        sky_list: named("Sky", "Use another sky of this client"),
        this_sky: "Use this sky",
    },
    hidden: Hidden {
        heading: "Shown objects",
        categories: [
            named("Trees", "Trees of this zone: {count}"),
            named("Plants", "Grass, reeds and bushes of this zone: {count}"),
            named("Effects", "Fires, smoke, fog and waterfalls of this zone: {count}"),
            named("Event objects", "Gates, levers, warps, bind points and others with a role in this zone: {count}"),
        ],
        count: plural("{count} object hidden", "{count} objects hidden"),
        show_all: named("Show all", "Show all objects again"),
        hide: named("Hide", "Hide this object; pictures and exports leave it out"),
        hide_kind: named("Hide kind", "Hide all objects with the same parts"),
        isolate: named("Isolate", "Hide all other objects"),
    },
    notices: Notices {
        dismiss: named("Dismiss", "Dismiss this message"),
        copy: named("Copy", "Copy this message"),
        again: named("Export again…", "Choose options and place again"),
        dismiss_all: named("Dismiss all", "Dismiss all messages"),
        textures_missing: "{missing} of {total} textures not found",
        placeholder_colors: "The ground is drawn in a color for each kind of texture.",
        locate_client: named(
            "Locate the client folder…",
            "Choose the game's folder, which contains DTex, and load the zone again",
        ),
        list_files: named("List", "List the missing files"),
    },
    places: Places {
        no_zone: "No zone open.",
        name: named("Place name", "Name for the current view; Enter saves it"),
        add: named("Add", "Save the current view of this zone under this name"),
        remove: "Remove {name}",
        go: "Go to this place",
        none_kept: "No saved places in this zone yet.",
    },
    gallery: Gallery {
        search: named("Search by name or number", "Zone name or number; arrow keys choose a zone, Enter opens it"),
        sort: named("Order", "Order of the zones"),
        sort_by_name: "By name",
        sort_by_size: "By size",
        sort_by_recent: "Recently opened",
        sort_by_number: "By number",
        previous: "Previous",
        next: "Next",
        folder: named("Client folder", "The client folder whose zones are shown"),
        open_island: named("Open the island", "Open the zone that is built into the program"),
        island: "Island",
        built_in: "Built into the program",
        reading: "Reading folder…",
        no_zones: "No zones yet",
        no_zones_in: "No zones in {folder}",
        no_zones_advice: "Open the folder of an installed game, or drop it on the window, to see its zones here.",
        nothing_found: "No zone matches “{search}”",
        models: "Models",
        no_model_found: "No model matches “{search}”",
        found: plural("{found} of {count} zone", "{found} of {count} zones"),
        models_found: plural("{found} of {count} model", "{found} of {count} models"),
        is_open: "Open",
        size: "{side} × {side} m",
        numbers: plural("Number {numbers}", "Numbers {numbers}"),
        textures_missing: plural("{missing} of {all} texture missing", "{missing} of {all} textures missing"),
        objects_missing: plural("{missing} of {all} object file missing", "{missing} of {all} object files missing"),
        files_missing: plural("{missing} of {all} file missing", "{missing} of {all} files missing"),
        no_terrain: "Not a terrain file",
        part_there: "{part}: found",
        part_missing: "{part}: missing",
        cannot_be_read: "Cannot be read",
        more: "Menu of {zone}",
        open: named("Open", "Open this zone"),
        open_model: named("Open", "Open this model"),
        compare: named("Compare with the open zone", "Show both zones side by side, with a list of the changes"),
    },
    map: Map {
        picture: "Map of the zone, north up",
        mouse: "Click: go there   Drag: pan   Wheel: zoom",
        ground: named("Ground", "The zone's color map"),
        minimap: named("Game minimap", "The minimap image from the game"),
        no_picture: "This zone has no minimap",
        whole: named("Whole zone", "Fit the whole zone"),
        tile: "tile {x}, {z}",
    },
    compare: Compare {
        drag: "Drag to compare: {a} on the left, {b} on the right",
        end: named("End comparison", "Show only the open zone again (Esc)"),
        line: named("Wipe line", "{a} is left of the line, {b} right of it"),
        glow: named(
            "Color changed tiles",
            "Tint the ground where the zones differ, by kind of change, also on the map",
        ),
        b_being_read: "Loading {name}",
        comparing: "Comparing…",
        missing: plural("{count} file of {name} not found", "{count} files of {name} not found"),
        previous: named("Previous change", "Fly to the previous change"),
        next: named("Next change", "Fly to the next change"),
        places: plural("{count} place", "{count} places"),
        at: "{at} of {count}",
        go: "Fly to this place",
        place: plural("{number}.  {tiles} tile at {x}, {z}", "{number}.  {tiles} tiles at {x}, {z}"),
        sizes_differ: "{a} has {a_side} vertices per side, {b} has {b_side}. Heights, tiles and grass cannot be compared; the wipe line still works.",
        heights: "Heights",
        moved: plural("{count} vertex changed, by {meters} m", "{count} vertices changed, by up to {meters} m"),
        moved_without_number: plural(
            "{count} vertex changed; its height is invalid",
            "{count} vertices changed; some heights are invalid",
        ),
        tiles: "Tiles",
        look_different: plural("{count} tile looks different", "{count} tiles look different"),
        grass: "Grass",
        grass_changed: plural("{count} vertex changed", "{count} vertices changed"),
        grass_set_changed: "other grass set",
        texture_files: "Texture files",
        added_removed: "{added} added, {removed} removed",
        rivers: "Rivers",
        ponds: "Ponds",
        other: "Other data",
        objects: "Objects",
        object_count: "{count} {kind}",
        object_kinds: ["added", "removed", "moved", "changed"],
        blocked: "Blocked tiles",
        blocked_count: "{a} against the rule",
        no_cells: "not compared: no collision cells",
        collision: "Collision",
        only_in: "{a} triangles only in A, {b} only in B",
        not_compared: "not compared: no objects file",
        object: "{kind}: {name} at {x}, {z}",
        go_object: "Fly to this object",
        header: "header",
        bounds: plural("bounds of {count} patch", "bounds of {count} patches"),
        light_maps: "light maps",
        trailing: "trailing bytes",
        unseen: "bytes without a visible effect",
        same: "unchanged",
        changed: "changed",
    },
    export: Export {
        entry: "{what} ({format})…",
        entry_for: "{what} for {program} ({format})…",
        folder: "folder",
        dialog: named("Export…", "Choose what, for which program, and options"),
        program: named("For", "The program that will read the files"),
        what: named("What", "The part of the zone to export"),
        options: named("Options", "Settings of this export"),
        no_options: "None",
        format: named("Format", "File format; the place is chosen in the next step"),
        about: "about {size}",
        files: plural("{count} file", "{count} files"),
        start: named("Choose place and export…", "Choose file or folder, then export"),
        leave: named("Cancel", "Close without exporting"),
        busy: "Another export is running",
        cancel: named("Cancel", "Stop the export; no partial files are left"),
        stopping: "Stopping…",
        close: named("Close", "Close this message"),
        copy_path: named("Copy path", "Copy the path to the clipboard"),
        show_in_folder: named("Show in folder", "Show it in the file manager"),
        open: named("Open", "Open it in the program that the system uses for it"),
        copy_picture: named("Copy picture", "Copy the picture to the clipboard, to paste it elsewhere"),
        this_model: named("This model", "The open model as a mesh with its textures"),
        selection: named("Selected objects", "The selected objects at their places, as a mesh with their textures"),
        same_kind: named(
            "All objects of this kind",
            "All objects with the parts of the one in the panel, at their places, as a mesh with their textures",
        ),
        object_file: named("This object as a file", "The object in the panel in the format of the game's editor"),
        copy_settings: named("Copy numbers", "Copy the import settings to the clipboard, one per line"),
        written: "Exported {what}",
        screenshot_written: "Saved screenshot",
    },
    bytes: Bytes {
        size: plural("{count} byte", "{count} bytes"),
        from: "from byte {offset}",
        record: plural("{count} byte; click to highlight", "{count} bytes; click to highlight"),
        choose: "Select a field or a byte",
        fly: named("Go to tile", "Select this tile and fly to it"),
        range: "bytes {first} to {last}",
        file: named("Zone file", "Choose one of the zone's files"),
        reading: "Reading file…",
        broken: "Only partly readable",
        deciphered: "Encrypted; shown decrypted",
    },
    address: Address {
        offset: "offset of {field}: byte {offset} of the file",
        first: "bytes before the first {record}: {parts}",
        stride: "bytes per {record}: {parts}",
        index: "index of this {record}",
        side: "records in each column, from south to north",
        x: "x of this {record}: its column, from the west",
        z: "z of this {record}: its place in the column, from the south",
        field: "bytes of the record before the field: {parts}",
    },
    tile: Tile {
        title: "Tile {x}, {z}",
        hint: "Click the terrain to see a tile's values.",
        fly: named("Go to tile", "Fly to this tile"),
        show_bytes: named("Show bytes", "Show this tile's record in the file bytes"),
        textures: ["First texture", "Second texture"],
        word: named(
            "Word of the tile",
            "32 bits of the file that say which textures the tile has and how they are placed",
        ),
        stored: named("Stored", "The four bytes of the word in the order of the file"),
        number: named(
            "Number",
            "Little-endian: the first byte is the lowest, so the number reads the bytes from last to first",
        ),
        bit: "bit {low}",
        bits: "bits {low} to {high}",
        none: "none",
        lies: named("{texture}, as placed", "As placed on the tile, north up"),
        not_loaded: "not loaded yet",
        missing: "missing",
        texture: named("texture {index}", "Highlight every tile that uses it"),
        orientation: [
            "unchanged",
            "rotated 90° clockwise",
            "rotated 180°",
            "rotated 90° counterclockwise",
            "mirrored left-right",
            "transposed",
            "mirrored top-bottom",
            "anti-transposed",
        ],
        no_source: "no source file",
        patch: "Patch",
        clicked: "Clicked",
        heights_north: "Heights, north",
        heights_south: "Heights, south",
        slopes: "Slopes",
        slopes_told: "{south}° S, {north}° N",
        full: "Full",
        full_textures: "yes (tile textures)",
        full_color_map: "no (color map)",
        grass: "Grass",
        shadow: "Shadow",
        shadow_told: "{strength} of 255",
        color_map: "Color map",
        sphere: "Patch sphere",
        sphere_told: "y {y} m, radius {radius} m",
    },
    go_to: GoTo {
        field: named(
            "x z, tile x,z, 0x… or a name",
            "Coordinates in meters, a tile, a byte of the file, or the name of a saved place or an object; Enter goes there",
        ),
        go: "Go there",
        no_places: "Type coordinates in meters (461.5 218), a tile (tile 461,218), a byte of the file (0x1ce54f), or \
                    the name of a saved place or an object.",
        no_name: "No saved place or object is named “{name}”.",
        not_a_place: "Coordinates are two numbers, x and z in meters: 461.5 218",
        not_a_tile: "A tile has two whole numbers: tile 461,218",
        not_a_byte: "A byte of the file is a hexadecimal number: 0x1ce54f",
        outside: "This place is outside the map, which reaches from 0 to {extent} m.",
        no_such_tile: "There is no such tile; the highest index is {last}.",
        no_such_byte: "The file is shorter; its last byte is {last}.",
        meters_high: "{height} m high",
        from_meters: "from {x}, {z} m",
        byte_of: "{offset}: {place}",
        no_tile: "no tile; shows the bytes",
        saved_place: "saved place",
        objects: plural("{count} object, {distance} m away", "{count} objects, nearest {distance} m away"),
    },
    context_menu: ContextMenu {
        title: "Point on the ground",
        copy_coordinates: named("Copy coordinates", "Copy x and z of this point in meters"),
        copy_command: named(
            "Copy server command",
            "Copy the command that goes to this point; its form is in the settings",
        ),
        measure_from: named("Measure from here", "Measure distance, height and slope from this point"),
        save_place: named("Save place here", "Save a view of this point under Places"),
        look_from: named("Look from here", "Fly to eye height above this point"),
        show_bytes: named("Show bytes", "Show the bytes of this tile"),
        show_texture: named("Show texture", "Show this texture of the tile, and where else it is used"),
    },
    measure: Measure {
        hint_first: "Click the ground to set the first point. {end} cancels.",
        hint: "Click to add a point. {remove} removes the last one, {end} ends.",
        distance: "Distance",
        meters_and_tiles: "{meters} m ({tiles} tiles)",
        along_ground: "Along the ground",
        rise: "Height difference",
        up_and_down: "{up} m up, {down} m down",
        slope: "Slope",
        steepest: "steepest {slope}°",
        outside: "outside the map",
        points: "Points (x, z, height in meters)",
        profile: "Height profile; red where it is too steep to climb",
        height_at: "{height} m at {distance} m",
        copy: named("Copy", "Copy the numbers and points as text"),
    },
    object: Object {
        hint: "Click an object to see what the zone stores for it. {key}+click adds further objects to the selection. Alt+click selects the ground behind it.",
        unnamed: "No name",
        number: "Object {index} of {count}",
        kind: "kind {number}",
        alike: plural("{count} other like it", "{count} others like it"),
        selected: plural("{count} object selected", "{count} objects selected"),
        other_kinds: plural("{count} other kind", "{count} other kinds"),
        link: named("{name}, object {index}", "Select this object"),
        frame: named("Go to object", "Fly to where the whole object is in the picture"),
        show_bytes: named("Show bytes", "Show this object's record in the file of placed objects"),
        role: "Role",
        roles: [
            "Bind point",
            "Gate with two leaves",
            "Gate that folds up",
            "Lever",
            "Flag",
            "Warp gate",
            "Barricade",
            "Removes the bind point",
            "Anvil",
            "Artifact",
        ],
        unknown: "Unknown ({number})",
        nation: "Nation",
        no_nation: "None",
        both_nations: "Both nations",
        event: "Event number",
        character: "Character",
        with_status: "{number}, status {status}",
        gate: "Opens",
        levers: "Levers",
        warp_list: "List of warps",
        position: "Position",
        rotation: "Rotation",
        turn: "{degrees}° clockwise from north",
        quaternion: "Quaternion",
        scale: "Scale",
        size: "Width, height, depth",
        bytes: "Bytes",
        range: "{size} from {first}",
        animation: "Animation",
        animated: "with keys",
        effect: "Effect",
        effect_file: "{file}, scale {size}",
        effect_offset: "Effect's offset",
        outline: named("Outline", "The outline of the object as it is seen; leaves have none"),
        bounds: named("Box", "The box around each selected object"),
        axes: named("Axes", "The object's own axes: x red, y green, z blue"),
        normals: named("Normals", "The normals at the vertices, as long as they are stored"),
        wireframe: named("Triangles", "The edges of the object's triangles"),
        level: named(
            "Level of detail",
            "The level whose triangles are outlined: 0 is full detail. The object itself is still drawn in the level that fits its distance",
        ),
        part: "Part {number}",
        triangles: plural("{count} triangle", "{count} triangles"),
        levels: named(
            "levels of detail: {counts}",
            "Triangles of the levels that the mesh stores, from full detail on; each has at most 60% of those before it",
        ),
        frames: plural("{count} frame, {fps} a second", "{count} frames, {fps} a second"),
        texels: "{width} × {height} texels",
        blending: ["opaque", "blended by opacity", "added to the picture", "added, behind it dimmed by opacity"],
        missing: "missing",
        none: "none",
        flags: [
            "blended",
            "without fog",
            "double sided",
            "faces the camera",
            "unfiltered",
            "sways in the wind",
            "unlit",
            "opacity of the material",
            "writes no depth",
            "texture not repeated",
            "never hidden",
        ],
    },
    single_model: SingleModel {
        back: named("Back to {zone}", "Return to the zone from which the model was opened, at the same view"),
        turntable: named("Turntable", "Turn the model slowly"),
        open: named("Open this model", "Show the mesh of this part alone"),
        open_object: named("Open alone", "Show this object alone, on a turntable"),
        no_such_mesh: "The mesh was not found",
        built_in: "The meshes of the island are built in. Save its files with “generate demo” to open them.",
    },
    kind_list: KindList {
        search: named(
            "Search objects",
            "Words in the name of an object, or in the names of its mesh and texture files; a part in quotes is one word. \
             ↑ and ↓ go to the previous and the next object",
        ),
        this_zone: named("This zone", "Objects of the open zone"),
        all_zones: named("All zones", "Objects of all zones of the client folder that match the search"),
        order: named("Order", "Order of the kinds: objects with the same parts are a kind"),
        orders: ["Most objects", "Most triangles of one", "Most triangles of all", "Largest", "Name"],
        traits: [
            named("Missing files", "Objects whose meshes or textures were not found or cannot be read"),
            named("Animated", "Objects with animation keys, or with several textures that take turns"),
            named("Blended", "Objects with parts that are mixed with what is behind them"),
            named("Event", "Objects with a role in the game: gates, levers, warp gates, bind points"),
            named("Outside the map", "Objects beyond the border of the zone"),
        ],
        previous: named("Previous", "Go to the previous object of the list"),
        next: named("Next", "Go to the next object of the list"),
        objects: plural("{count} object", "{count} objects"),
        kinds: plural("{count} kind", "{count} kinds"),
        position: "{position} of {count}",
        kind_tip: "Click: go to the next object of this kind. Ctrl+click: add all of them to the selection",
        open: "List the objects of {name}",
        close: "Hide the objects of {name}",
        select_all: named("Select all", "Select all listed objects of this kind"),
        used_by: named("Used by", "List the kinds that use this file"),
        loading: "Objects are loading.",
        no_objects: "This zone has no placed objects.",
        nothing_found: "No object matches.",
        search_zones: named(
            "Search all zones",
            "Read the objects of all zones of the client folder, in the background, and list those that match",
        ),
        go_in_zone: "Open {zone} at this object",
        not_on_disk: "{name} is not in the client folder",
    },
    game_marks: marks::TEXTS,
    server_check: server::TEXTS,
    mark_kind: marks::mark_kind,
    mark_kinds: marks::mark_kinds,
    textures: Textures {
        search: named("Search by file or index", "Part of a file name, or a texture index"),
        all: named("All", "All entries of the texture table"),
        used: named("Used", "Used by at least one tile"),
        unused: named("Unused", "Not used by any tile"),
        missing: named("Missing", "Textures whose file was not found or cannot be read"),
        found: plural("{found} of {all} texture", "{found} of {all} textures"),
        cell: plural("texture {index}, {uses} tile", "texture {index}, {uses} tiles"),
        cell_missing: plural("texture {index}, {uses} tile, missing", "texture {index}, {uses} tiles, missing"),
        cell_unused: "texture {index}, unused",
        cell_counting: "texture {index}, counting tiles…",
        counting: "Counting tiles…",
        word_missing: "missing",
        word_unused: "unused",
        hover: "texture {index}: {path} #{tile}",
        title: "Texture {index}: {path} #{tile}",
        title_missing: "Texture {index}: {path} #{tile} (missing, placeholder shown)",
        shown_by: plural("Used by {count} tile", "Used by {count} tiles"),
        next: named("Next tile", "Fly to the next tile that uses it"),
        no_tile: "Not used by any tile",
        light_up_none: named("Clear highlight", "Stop highlighting tiles"),
        levels: "Mip levels, 1:1",
        level: "level {level}",
        alpha: "Mip levels, 1:1. Transparent parts show a checkerboard; the ground is drawn opaque.",
        size: named("Size of the images", "Size of the images"),
        family: named(
            "Texture family",
            "Textures whose files differ in their number only: grass_0.gtt, grass_1.gtt. A file has eight textures, so that one kind of ground needs several files. Splat maps are exported by family.",
        ),
        all_families: "All families",
        no_family: "Without a file",
        families: plural("{count} family", "{count} families"),
        family_textures: plural("{count} texture", "{count} textures"),
        family_files: plural("{count} file", "{count} files"),
    },
    other_zones: OtherZones {
        title: named(
            "Other zones with this file",
            "Zones of the client folder whose texture table names the same file",
        ),
        search: named(
            "Search zones",
            "Read all zones of the client folder, in the background, and list those with this file",
        ),
        cancel: named("Cancel", "Stop reading zones"),
        unavailable: "This zone is not in a client folder.",
        none: "No other zone of the client folder uses it.",
        unreadable: plural("{count} zone cannot be read", "{count} zones cannot be read"),
        open: named("Open zone", "Open {zone} instead of this zone"),
        counts: "{picture} tiles with this texture, {file} with its file",
    },
    messages: Messages {
        panels_hidden: "Panels are hidden. Press {key} to show them",
        no_zone_list: "No other zones found",
        place_of_number: "Place {number}",
        place_kept: "Saved {name}",
        place_at: "Place at {x}, {z}",
        bookmark_unreadable: "This saved place is invalid",
        no_view_to_paste: "No view on the clipboard",
        link_waits: "The link leads to {zone}: open a client folder that has it",
        speed: "{speed} m/s",
        no_tile_picked: "Nothing selected. Click a tile or an object first",
        no_object_selected: "No object selected. Click one first",
        objects_hidden: plural("{count} object hidden. {key} shows all", "{count} objects hidden. {key} shows all"),
        all_objects_shown: "All objects are shown",
        no_view_stored: "No view stored under {digit}",
        view_stored: "Stored view {digit}",
        view_copied: if cfg!(target_family = "wasm") { "Copied link to view" } else { "Copied view as command line" },
        diagnostics_copied: "Copied diagnostics",
        culling_frozen: "Culling frozen. Fly away to see which patches are drawn",
        culling_follows: "Culling follows the camera",
        no_views: "No stored views. Press {first} to {last} to store one",
        fly_through_copied: "Copied camera path. Save it as a file for render --path",
        object_textures_reduced: "Textures of objects are smaller, to fit the limit of graphics memory",
        reading_again: "Files changed on disk, reloading",
        drop_to_open: "Drop to open",
        no_font: fault(
            "No font for some letters",
            "Install a font with them, such as Noto Sans CJK for Korean, Japanese and Chinese, and start again.",
        ),
        letters_without_font: "No installed font has {characters}: such letters are shown as boxes with their numbers in Unicode.",
        device_lost: "The graphics device was lost and has been restarted",
        memory_full: fault(
            "Graphics memory is full",
            "Close other programs that use the graphics card, then raise the limit in Settings > Quality or with --gpu-budget.",
        ),
        budget_lowered: "The memory limit was lowered to {megabytes} MB.",
        drawn_with_less: "Graphics memory is full; restarted with a lower limit",
        cannot_compare: fault("Cannot compare the zones", "Close other programs and compare again."),
        second_unopened: fault(
            "Cannot open {name} for the comparison",
            "Choose another .gtd file. gtd-viewer check FILE lists what is wrong in this one.",
        ),
        zone_unopened: fault(
            "Cannot open the zone",
            "Choose another .gtd file. gtd-viewer check FILE lists what is wrong in this one.",
        ),
        zone_half_loaded: fault(
            "Zone only partly loaded",
            "Correct or replace the file, then choose File > Reload files. The rest of the zone works.",
        ),
        sky_unreadable: fault("Cannot read the sky", "Choose another sky in the Display panel, or replace the file."),
        minimap_unreadable: fault("Cannot read the minimap", "Replace the file; the map shows the ground meanwhile."),
        no_such_sky: fault("Unknown sky", "Choose one of these in the Display panel."),
        known_skies: "There is no sky named {wanted}. This client has: {known}",
        export_canceled: "{what}: canceled, no files written",
        export_failed: "Cannot export {what}",
        adapter_refused: fault(
            "{adapter} cannot draw; trying another graphics adapter",
            "An update of the graphics driver may help.",
        ),
        not_drawn: fault(
            "The graphics driver cannot draw all of the picture",
            "An update of the graphics driver may help.",
        ),
        settings_unreadable: fault(
            "Cannot read the settings",
            "Nothing needs to be done: the readable part is used, and the old file stays beside the new one.",
        ),
        settings_unkept: fault(
            "Cannot save the settings",
            "Make the settings folder writable, or free some space on its disk.",
        ),
        nothing_remembered: fault(
            "Settings will not be saved",
            "Set the environment variable of your home folder, and start again.",
        ),
        no_home: "No home folder was found to save settings in.",
        dialog_closed: fault(
            "The file dialog closed unexpectedly",
            "The desktop portal, which shows file dialogs, stopped. Try again.",
        ),
        no_open_dialog: fault(
            "No file dialog available (needs a desktop portal or zenity)",
            "Drop a .gtd file on the window, or pass it on the command line.",
        ),
        no_save_dialog: fault(
            "No file dialog available (needs a desktop portal or zenity)",
            "Use the command line: gtd-viewer export KIND FILE -o OUT.",
        ),
        walking: "Walking. Red ground is too steep, walls and closed gates block the way. {key} or {up}: fly again",
        flying: "Flying",
        no_ground: "No ground here to walk on",
        screenshot_running: "A screenshot is already in progress",
        screenshot_waits: "The screenshot will be taken when everything is loaded",
        screenshot_percent: "Screenshot: {percent}%",
        no_screenshot: fault(
            "No screenshot taken",
            "Choose another folder or resolution in Settings > General, then take it again.",
        ),
        other_zone: "Another zone was opened in the meantime.",
        screenshot_unwritten: fault(
            "Cannot save the screenshot",
            "Choose a folder with free space that you may write to in Settings > General.",
        ),
        picture_copied: "Copied picture",
        picture_uncopied: fault("Cannot copy the picture", "Open the file and copy it from there."),
        not_shown_in_folder: fault("Cannot show the folder", "Copy the path and open it in your file manager."),
        not_opened: fault("Cannot open the file", "Copy the path and open it in a program for such files."),
        no_zone: "No zone open",
    },
    dialogs: Dialogs {
        open_zone: "Open a zone",
        open_folder: "Choose the folder of a client",
        compare_zone: "Choose a zone to compare with",
        screenshot_folder: "Choose a folder for screenshots",
        client_folder: "Choose the client folder, which contains DTex",
        terrain: "Knight Online terrain",
        models: "Knight Online models",
        all_files: "All files",
        folder_for: "{what}: choose a folder to create {name} in",
    },
    title,
    tab,
    load_step,
    filter,
    lighting,
    export_kind,
    export_group,
    program,
    export_option,
    option_value,
    export_step,
    remedy,
    export_report,
    action,
};

fn mode_name(mode: ViewMode) -> Named {
    match mode {
        ViewMode::Textured => named("Textured", "As in the game"),
        ViewMode::Height => named("Height", "By height, from the lowest to the highest ground"),
        ViewMode::Slope => named("Slope", "By slope; slopes that cannot be climbed are red"),
        ViewMode::Layer1 => named("First layer", "Only the first texture of each tile"),
        ViewMode::Layer2 => named("Second layer", "Only the second texture of each tile"),
        ViewMode::TextureIndex => named("Texture index", "A color for each tile texture"),
        ViewMode::MissingTextures => named("Missing textures", "Missing textures in magenta, found ones gray"),
        ViewMode::Direction => named("Direction", "How textures are rotated and mirrored"),
        ViewMode::Layers => named("Layer count", "Tiles with one texture or two"),
        ViewMode::Shadow => named("Shadows only", "The baked shadows on white ground"),
        ViewMode::Colormap => named("Color map only", "The color map everywhere"),
        ViewMode::Detail => named("Detail levels", "The level of detail drawn at each place"),
        ViewMode::Flat => named("Flat shading", "Plain surfaces, each triangle shaded by its slope"),
        ViewMode::Overdraw => named("Overdraw", "How often each pixel is drawn, by ground, water and objects"),
        ViewMode::TexelDensity => named("Texel density", "Texels per meter of the textures of ground and objects"),
    }
}

fn overlay_name(overlay: modes::Overlay) -> Named {
    use modes::Overlay as Over;
    match overlay {
        Over::Wireframe => named("Wireframe", "Edges of the drawn triangles"),
        Over::Tiles => named("Tile grid", "Tile borders, every 4 m"),
        Over::Patches => named("Patch grid", "Patch borders, every 32 m"),
        Over::Spheres => named("Patch spheres", "Bounding spheres of patches, as stored in the file"),
        Over::Contours => named("Contour lines", "Lines of equal height, with labels"),
        Over::Grass => named("Grass mask", "Where the file allows grass"),
        Over::Objects => {
            named("Placed objects", "A marker at each object; an icon for gates, levers, warps and other roles")
        }
        Over::Collision => named("Collision", "Bodies of objects, which block players; those of gates move with them"),
        Over::Walls => named(
            "Invisible walls",
            "Walls that block players and are not drawn in the game, as bands along the ground",
        ),
        Over::Cells => named(
            "Object cells",
            "Cells of 16 m in which the file lists objects and collision; weak ones list no object",
        ),
        Over::Boxes => named("Object boxes", "A box around each object"),
        Over::Lights => named("Point lights", "The zone's lamps with their range, in their colors"),
        Over::Effects => {
            named("Effect places", "Places of fires, smoke and other effects at objects; they are not drawn")
        }
        Over::Areas => named("Named areas", "Areas that the client names: safe zones, arenas, gates to other zones"),
        Over::Events => named("Event tiles", "Tiles of the server's map that trigger an event, by event"),
        Over::Blocked => named("Blocked tiles", "Tiles that the server blocks, against the slope that players climb"),
        Over::Spawns => named("Monsters and NPCs", "Spawns with name and count, and patrol paths"),
        Over::Warps => named("Warps and gates", "Warps with their targets, bind points, gates and their levers"),
        Over::Regene => named("Start areas", "Resurrection, start and home areas, and rooms"),
        Over::Sounds => named("Sound areas", "Areas with music or noises of their own"),
        Over::Flags => named("Flags", "Waving cloths"),
    }
}

fn tab(panel: PanelId) -> Str {
    match panel {
        PanelId::GameMarks => "Server",
        PanelId::ServerCheck => "Check",
        PanelId::Comparison => "Compare",
        _ => title(panel),
    }
}

fn title(window: PanelId) -> Str {
    match window {
        PanelId::Welcome => "Welcome to gtd-viewer",
        PanelId::Help => "Keys and mouse",
        PanelId::About => "About",
        PanelId::Missing => "Missing files",
        PanelId::Drawing => "Display",
        PanelId::Map => "Map",
        PanelId::Places => "Places",
        PanelId::Zones => "Zones",
        PanelId::GoTo => "Go to",
        PanelId::Bytes => "Bytes",
        PanelId::Textures => "Textures",
        PanelId::Tile => "Tile",
        PanelId::Object => "Object",
        PanelId::Statistics => "Statistics",
        PanelId::GameMarks => "Server data",
        PanelId::ServerCheck => "Server check",
        PanelId::Objects => "Objects",
        PanelId::Comparison => "Comparison",
        PanelId::Settings => "Settings",
        PanelId::Export => "Export",
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
        LoadStep::ServerData => "server data",
        LoadStep::TileTextures => "tile textures",
        LoadStep::MakingColorMap => "making a color map from the tiles",
    }
}

fn filter(filter: Option<Filter>) -> Named {
    match filter {
        None => named("Auto", "Trilinear on software renderers, anisotropic on graphics cards"),
        Some(Filter::Nearest) => named("Nearest", "Unfiltered texels, as stored in the files"),
        Some(Filter::Bilinear) => named("Bilinear", "Smooth, with visible mip level changes"),
        Some(Filter::Trilinear) => named("Trilinear", "Smooth, also between mip levels"),
        Some(Filter::Anisotropic) => named("Anisotropic", "Sharp at grazing angles; very slow on software renderers"),
    }
}

fn lighting(lighting: Lighting) -> Named {
    match lighting {
        Lighting::Sun => named("Sun", "Smooth light of sun, sky and the zone's lamps, by the slope of the ground"),
        Lighting::Client => named(
            "As in the game",
            "Flat light on the ground, at most five lamps; large objects are darker and small ones brighter",
        ),
        Lighting::None => named("None", "Textures as stored, at any time of day"),
    }
}

fn export_kind(kind: ExportKind) -> Named {
    match kind {
        ExportKind::Heights(HeightsExport { engine: None }) => {
            named("Heights", "One pixel per vertex: .png (16-bit), .tif, .exr, .r16, .r32 or .csv, chosen by extension")
        }
        ExportKind::Heights(HeightsExport { engine: Some(Engine::Unity) }) => {
            named("Heights for Unity", "16-bit .raw in a size for Unity terrains, south row first")
        }
        ExportKind::Heights(HeightsExport { engine: Some(Engine::Unreal) }) => {
            named("Heights for Unreal", "16-bit .png in a size for Unreal landscapes")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Texture1 }) => {
            named("First texture", "16-bit .png, one pixel per tile: texture index")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Texture2 }) => {
            named("Second texture", "16-bit .png, one pixel per tile: texture index")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Direction1 }) => {
            named("First direction", "8-bit .png, one pixel per tile: texture direction")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Direction2 }) => {
            named("Second direction", "8-bit .png, one pixel per tile: texture direction")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Layers }) => {
            named("Number of layers", "8-bit .png, one pixel per tile: number of layers")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Slope }) => {
            named("Slope", "8-bit .png, one pixel per tile: slope in degrees")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Shadow }) => {
            named("Shadow", "8-bit .png, one pixel per tile: shadow strength")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Grass }) => {
            named("Grass mask", "8-bit .png, one pixel per tile: grass mask")
        }
        ExportKind::Splat(_) => {
            named("Splat maps (blend weights)", "Folder of 8-bit .png: weight of each texture family per tile")
        }
        ExportKind::Mesh(MeshExport { contents: MeshContents { ground: false, .. }, .. }) => {
            named("Mesh of objects", "Placed objects as .glb or .obj, with their textures")
        }
        ExportKind::Mesh(MeshExport { texture: MeshTexture::Baked, .. }) => named(
            "Mesh with tile textures",
            "Ground, water and objects as .glb or .obj, tile textures baked into one image",
        ),
        ExportKind::Mesh(MeshExport { texture: MeshTexture::ColorMap, .. }) => named(
            "Mesh with color map",
            "Ground, water and objects as .glb or .obj, ground textured with the color map",
        ),
        ExportKind::Mesh(MeshExport { texture: MeshTexture::None, .. }) => {
            named("Mesh with bare ground", "Ground, water and objects as .glb or .obj, ground without texture")
        }
        ExportKind::Textures(TexturesExport { sheet: true, .. }) => {
            named("Contact sheet (one picture)", "All tile textures in one .png")
        }
        ExportKind::Textures(TexturesExport { format: TextureFormat::Dds, .. }) => {
            named("Textures as DDS", "Folder with one .dds per tile texture, not recompressed")
        }
        ExportKind::Textures(TexturesExport { mips: true, .. }) => {
            named("Textures as PNG, all mip levels", "Folder with one .png per mip level of each tile texture")
        }
        ExportKind::Textures(TexturesExport { format: TextureFormat::Png, mips: false, .. }) => {
            named("Textures as PNG", "Folder with one .png per tile texture, with alpha")
        }
        ExportKind::WebMap(_) => {
            named("Web map", "Folder with a page and map tiles; opens in a browser, no server needed")
        }
        ExportKind::Objects(_) => named("Table of objects", ".csv with a line per placed object"),
        ExportKind::Marks(_) => named("Game marks", ".csv or .geojson of monsters, events, warps and areas, in meters"),
        ExportKind::Shape(_) => named("Object file", ".n3shape of one placed object"),
        ExportKind::ServerMap(_) => named("Server map", ".smd with heights, collision and blocked tiles of the zone"),
    }
}

/// What an export writes, whatever its options.
fn export_group(kind: ExportKind) -> Named {
    match kind {
        ExportKind::Heights(_) => named("Heights", "The height of each vertex as a gray picture or a table"),
        ExportKind::Tiles(_) => named("Tile map", "One property of each tile as a picture with a legend"),
        ExportKind::Mesh(_) => named("Zone", "Ground, water and objects as meshes with their textures, in meters"),
        ExportKind::Textures(_) => {
            named("Textures", "The tile textures of the zone: a folder of files, or one picture")
        }
        ExportKind::Splat(_) => {
            named("Splat maps", "A picture of the weight of each texture family, to paint terrains")
        }
        ExportKind::WebMap(_) => named("Web map", "A page with a map to pan and zoom; it needs no server"),
        ExportKind::Marks(_) => named(
            "Game marks",
            "Monsters, NPCs, events, warps, gates and areas of the client and of the server data, in meters",
        ),
        ExportKind::Objects(_) => {
            named("Table of objects", "Number, name, place, rotation, scale and event of each placed object")
        }
        ExportKind::Shape(_) => named("Object file", "A placed object in the format of the game's editor"),
        ExportKind::ServerMap(_) => named("Server map", "Heights, collision and blocked tiles for the game's server"),
    }
}

fn program(program: Program) -> Str {
    match program {
        Program::Blender => "Blender",
        Program::Unity => "Unity",
        Program::Unreal => "Unreal",
        Program::Godot => "Godot",
        Program::Web => "Wiki, web",
        Program::Other => "Other programs",
    }
}

fn export_option(option: ExportOption) -> Named {
    match option {
        ExportOption::MeshTexture(_) => named("Texture", "What covers the ground"),
        ExportOption::PxPerTile(_) => named("Pixels per tile", "Pixels per side of a tile, which is 4 m wide"),
        ExportOption::TileValue(_) => named("Property", "The property of the tiles that the picture shows"),
        ExportOption::Sheet(_) => named("One picture", "A contact sheet of all textures, with a list of their places"),
        ExportOption::TextureFormat(_) => named("Format", "File format of the textures"),
        ExportOption::MipLevels(_) => named("Mip levels", "Write the smaller levels of each texture as well"),
        ExportOption::Ground(_) => named("Ground", "Include the terrain"),
        ExportOption::Water(_) => named("Water", "Include rivers, ponds and lava"),
        ExportOption::Marks(_) => named("Marks", "The kinds of marks that are written"),
        ExportOption::Objects(_) => named("Objects", "Include houses, trees and other placed objects"),
    }
}

fn option_value(option: ExportOption) -> Str {
    match option {
        ExportOption::MeshTexture(MeshTexture::Baked) => "Tile textures",
        ExportOption::MeshTexture(MeshTexture::ColorMap) => "Color map",
        ExportOption::MeshTexture(MeshTexture::None) => "None",
        ExportOption::PxPerTile(_) => "{px} px",
        ExportOption::TileValue(value) => export_kind(ExportKind::Tiles(TilesExport { value })).name,
        ExportOption::TextureFormat(TextureFormat::Png) => "PNG, with alpha",
        ExportOption::TextureFormat(TextureFormat::Dds) => "DDS, as stored",
        ExportOption::Marks(MarkChoice::All) => "All",
        ExportOption::Marks(MarkChoice::Spawns) => "Monsters and NPCs",
        ExportOption::Marks(MarkChoice::Events) => "Events and areas",
        ExportOption::Marks(MarkChoice::ObjectEvents) => "Warps, gates and other objects",
        ExportOption::Sheet(_)
        | ExportOption::MipLevels(_)
        | ExportOption::Ground(_)
        | ExportOption::Water(_)
        | ExportOption::Objects(_) => "",
    }
}

fn export_step(step: ExportStep) -> Str {
    match step {
        ExportStep::Beginning => "Starting",
        ExportStep::ReadingTextures => "Reading textures",
        ExportStep::ReadingShadows => "Reading shadows",
        ExportStep::ReadingObjects => "Reading objects",
        ExportStep::ReadingMarks => "Reading game marks",
        ExportStep::WritingHeights => "Writing heights",
        ExportStep::WritingTiles => "Writing tiles",
        ExportStep::WeighingTextures => "Computing blend weights",
        ExportStep::ComposingPicture => "Compositing textures",
        ExportStep::BuildingMesh => "Building mesh",
        ExportStep::WritingMesh => "Writing mesh",
        ExportStep::LayingOutSheet => "Laying out contact sheet",
        ExportStep::WritingTextures => "Writing textures",
        ExportStep::DrawingMap => "Drawing map",
        ExportStep::Placing => "Finishing",
    }
}

fn remedy(remedy: Remedy) -> Str {
    match remedy {
        Remedy::OtherFolder => "Choose an existing folder that you may write to, and close the file in other programs.",
        Remedy::FreeSpace => "Free some space on the disk, or choose a folder on another one.",
        Remedy::OtherName => "Choose another file name, or move the existing file away.",
        Remedy::OtherOptions => "Choose fewer pixels per tile, or another kind of export.",
        Remedy::FindTextures => {
            "Open the zone inside its client folder, beside which its textures are, or start with --data FOLDER."
        }
        Remedy::CheckFiles => "gtd-viewer check FILE lists what is wrong in the zone's files.",
        Remedy::TryAgain => "Try again; if it fails again, copy this message for a bug report.",
    }
}

/// A line about what an export wrote.
fn export_report(report: &ExportReport) -> String {
    match report {
        ExportReport::Heights(report) => {
            let heights = &report.sidecar;
            let (size, orientation, error) = (heights.size, &heights.orientation, heights.max_round_trip_error_m);
            let [size, zone_size] = [size, report.zone_size].map(|side| NUMBERS.count(u64::from(side)));
            let error = NUMBERS.localize(&error.to_string());
            let mut text = format!("{size} × {size}, {orientation}; maximum round-trip error {error} m");
            if size != zone_size {
                text.push_str(&format!("; resampled from {zone_size} × {zone_size}"));
            }
            text
        }
        ExportReport::Tiles(tiles) => format!(
            "{0} × {0} tiles, {1}",
            NUMBERS.count(u64::from(tiles.size)),
            counted(tiles.legend.len(), "value", "values")
        ),
        ExportReport::Splat(report) => {
            counted(report.families, "texture family", "texture families") + &renamed(report.renamed.len())
        }
        ExportReport::Mesh(mesh) => {
            let triangles = |count, what| format!("{} of {what}", counted(count, "triangle", "triangles"));
            let objects = mesh.objects.as_ref().map(|found| {
                let (objects, meshes) =
                    (counted(found.objects, "object", "objects"), counted(found.meshes, "mesh", "meshes"));
                format!("{objects} with {meshes} and {}", counted(found.textures, "texture", "textures"))
            });
            let parts = [
                mesh.ground_triangles.map(|count| triangles(count, "ground")),
                mesh.water_triangles.map(|count| triangles(count, "water")),
                objects,
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        ExportReport::Textures(report) => match report.files {
            None => format!("{} on one sheet", counted(report.textures, "texture", "textures")),
            Some(files) => {
                let textures = counted(report.textures, "texture", "textures");
                format!("{textures} in {}{}", counted(files, "file", "files"), renamed(report.renamed.len()))
            }
        },
        ExportReport::WebMap(map) => {
            format!("{}, zoom 0 to {}; open index.html", counted(map.tiles, "map tile", "map tiles"), map.zoom_max)
        }
        ExportReport::Marks(report) => counted(report.marks, "mark", "marks"),
        ExportReport::Objects(report) => counted(report.objects, "object", "objects"),
        ExportReport::Shape(report) => counted(report.parts, "part", "parts"),
        ExportReport::ServerMap(report) => {
            let blocked = counted(report.blocked, "blocked tile", "blocked tiles");
            format!("{}, {blocked}", counted(report.triangles, "collision triangle", "collision triangles"))
        }
    }
}

/// Number of names that were changed because a file system would refuse them.
fn renamed(names: usize) -> String {
    if names == 0 { String::new() } else { format!("; {} changed for the files", counted(names, "name", "names")) }
}

fn counted(count: usize, one: &str, other: &str) -> String {
    format!("{} {}", NUMBERS.count(count as u64), if count == 1 { one } else { other })
}

fn action(action: Action) -> Named {
    match action {
        Action::Forward => named("Move forward", "Move in the view direction"),
        Action::Back => named("Move backward", "Move backward"),
        Action::Left => named("Move left", "Move left"),
        Action::Right => named("Move right", "Move right"),
        Action::Up => named("Move up", "Move straight up"),
        Action::Down => named("Move down", "Move straight down"),
        Action::Home => named("Show whole zone", "Move back until the whole zone is visible"),
        Action::StartView => named("Start view", "Go back to the start view of the zone"),
        Action::MapView => named("Map view", "Look straight down, north up. Press again to return"),
        Action::Walk => named(
            "Walk",
            "Walk on the nearest dry ground in sight; slopes that cannot be climbed are red. Press again or move up to fly",
        ),
        Action::GoToView(_) => named("Go to view {digit}", "Fly to the view stored under {digit}"),
        Action::StoreView(_) => named("Store view {digit}", "Store the current view of this zone under {digit}"),
        Action::CopyView if cfg!(target_family = "wasm") => {
            named("Copy link to this view", "Copy a link that opens exactly this view")
        }
        Action::CopyView => named("Copy view as command line", "Copy the command line that opens exactly this view"),
        Action::Screenshot => named("Screenshot", "Save the view without panels as a PNG file"),
        Action::Settings => named("Settings", "Keys, mouse, quality and theme"),
        Action::PasteView => {
            named("Go to copied view", "Open the zone and view that the copied command line describes")
        }
        Action::Contours => named("Contour lines", "Lines of equal height, with labels"),
        Action::Wireframe => named("Wireframe", "Edges of the drawn triangles"),
        Action::DrawingPanel => named("Display", "Layers, detail, filter, time of day and sky"),
        Action::OverviewMap => named("Overview map", "The zone from above; click to go there"),
        Action::Places => named("Places", "Saved places of this zone"),
        Action::Objects => named("Objects", "List the objects of the zone by kind, with search and filters"),
        Action::ZoneList => named("Zone gallery", "The zones of this client as pictures, with search"),
        Action::NextZone => named("Next zone", "Open the next zone in the list"),
        Action::PreviousZone => named("Previous zone", "Open the previous zone in the list"),
        Action::Statistics => named("Statistics", "Frame times, draw calls, memory and loading"),
        Action::FreezeCulling => named(
            "Freeze culling",
            "Keep drawing only what is visible now while you fly on; patches are colored by state",
        ),
        Action::FlyThrough => named("Fly through stored views", "Fly from view 1 to view 9; any key stops"),
        Action::CopyFlyThrough => {
            named("Copy camera path", "Copy the path through the stored views, in the format of render --path")
        }
        Action::CopyDiagnostics => {
            named("Copy diagnostics", "Copy version, graphics card, view and selected tile for a bug report")
        }
        Action::PointMenu => {
            named("Menu of the point", "Copy, measure, save or show the selected point, or the one in the middle")
        }
        Action::GoTo => named("Go to…", "Go to coordinates, a tile, a byte of the file, a saved place or an object"),
        Action::Measure => named("Measure", "Measure distance, height and slope: click points on the ground"),
        Action::RemovePoint => named("Remove last point", "Remove the last point of the measured path"),
        Action::LookAtPick => named("Go to selection", "Fly to the selected tile or object"),
        Action::HideObjects => {
            named("Hide selected objects", "Hide the selected objects; pictures and exports leave them out")
        }
        Action::IsolateObjects => named("Isolate selected objects", "Hide all objects but the selected ones"),
        Action::ShowAllObjects => named("Show all objects", "Show all hidden objects again"),
        Action::OpenFile => named("Open file", "Open a .gtd file"),
        Action::Reload => named("Reload files", "Reload the zone's files; the camera stays"),
        Action::FullScreen => named("Full screen", "Switch between full screen and window"),
        Action::HidePanels => named("Hide panels", "Show only the view"),
        Action::Help => named("Help", "All keys and mouse controls"),
        Action::Escape => named(
            "Release mouse, end tool, clear",
            "Release the mouse, or end the tool, or close the dialog, or clear the selection, or end the comparison",
        ),
    }
}
