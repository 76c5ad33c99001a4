//! What the panels show and what they ask for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use egui::{Rect, vec2};
use glam::DVec3;
use serde::{Deserialize, Serialize};

use super::compare::{CompareCommand, ComparisonView};
use super::drawing::Skies;
use super::export::{Exporting, Written};
use super::inspect::{Inspect, InspectCommand};
use super::legend::LegendOf;
use super::map::{MapModel, Overview};
use super::markers::ObjectLabel;
use super::places::ZoneList;
use super::preferences::Preferences;
use super::statistics::GpuTimes;
use super::text::{Language, LanguageChoice, Texts};
use crate::camera::{CameraMode, Pose, View};
use crate::export::ExportKind;
use crate::input::{Action, Bindings, Chord, Digit};
use crate::load::LoadStep;
use crate::scene::space::TileId;
use crate::scene::view_settings::ViewSettings;

/// All that the panels read.
#[derive(Clone)]
pub struct Model<'a> {
    /// What the panels say, in the language that is shown.
    pub text: &'static Texts,
    /// The language that the user chose.
    pub language: LanguageChoice,
    /// The language that the system is set to.
    pub language_of_system: Language,
    /// The open zone, if there is one.
    pub zone: Option<ZoneInfo<'a>>,
    /// The zone that the open one is compared with, and what differs.
    pub compare: Option<ComparisonView<'a>>,
    /// Where the free camera is.
    pub pose: Pose,
    /// Free view or map view.
    pub mode: CameraMode,
    /// The free camera goes on foot.
    pub walking: bool,
    /// What is under the cursor, where that is ground.
    pub cursor: Option<Cursor>,
    /// Numbers of the last frame.
    pub frame: FrameNumbers,
    /// Milliseconds of the last frames, oldest first.
    pub frame_ms: &'a [f32],
    /// The ground is chosen for an eye that was left behind.
    pub frozen: bool,
    /// A fly-through is under way: seconds passed, and of all of it.
    pub tour_secs: Option<[f64; 2]>,
    /// What is being loaded, if anything is.
    pub progress: Option<LoadingStatus<'a>>,
    /// A short message about what just happened: the new speed, a view stored.
    pub toast: Option<&'a str>,
    /// What went wrong and was not dismissed yet, oldest first.
    pub problems: &'a [Problem],
    /// Files that the open zone names and that are not there.
    pub missing: &'a [MissingEntry],
    /// Zones opened lately, newest first.
    pub recent: &'a [PathBuf],
    /// The digits under which a view of this zone is stored.
    pub stored_views: &'a [Digit],
    /// Names of the zone's bookmarks.
    pub bookmarks: &'a [String],
    /// What the picture shows, and through which lens.
    pub view: View,
    /// The free camera's vertical field of view in degrees.
    pub fov_y_deg: f64,
    /// What is drawn of the zone.
    pub drawing: ViewSettings,
    /// The skies to choose from.
    pub skies: Skies<'a>,
    /// The objects that stand in the zone.
    pub objects: &'a [ObjectLabel],
    /// What the overview map is drawn with.
    pub map: MapModel<'a>,
    /// The zones of the client.
    pub zones: ZoneList<'a>,
    /// Which panels are open.
    pub open_panels: OpenPanels,
    /// Where the user put them.
    pub places: &'a PanelPlaces,
    /// Only the picture is wanted.
    pub panels_hidden: bool,
    /// The window covers the screen.
    pub full_screen: bool,
    /// Frames wait for the screen.
    pub vsync: bool,
    /// Q is up and E is down.
    pub swap_up_down: bool,
    /// What the keys do.
    pub bindings: &'a Bindings,
    /// What the user chose about the program itself.
    pub preferences: &'a Preferences,
    /// The action that waits for a key, and for which of its keys.
    pub waiting_for_key: Option<(Action, usize)>,
    /// Where all that is chosen is kept, if it is.
    pub settings_file: Option<&'a Path>,
    /// A file dialog is open.
    pub dialog_open: bool,
    /// What the help menu's "about" tells.
    pub about: &'a About,
    /// What is being taken out of the zone.
    pub exporting: Option<Exporting>,
    /// What was taken out and not dismissed yet.
    pub written: &'a [Written],
    /// What is looked at inside the zone.
    pub inspect: Inspect<'a>,
    /// What the legend of view mode and overlays tells.
    pub legend: LegendOf<'a>,
}

/// The open zone, as panels show it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoneInfo<'a> {
    /// Its name: the file's without ending.
    pub name: &'a str,
    /// Where its file lies, or what it is.
    pub path: &'a str,
    /// Vertices on its side.
    pub map_size: u32,
    /// Its side in meters.
    pub extent_m: f64,
}

/// The ground under the cursor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cursor {
    /// The point, world meters.
    pub position: DVec3,
    /// The tile it lies on.
    pub tile: TileId,
    /// How steep the ground is there, in degrees.
    pub slope_deg: f32,
}

/// Numbers of the last frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FrameNumbers {
    /// Milliseconds that the frame took.
    pub frame_ms: f64,
    /// Patches drawn, in GPU memory, and in the zone.
    pub patches_drawn: u32,
    /// Patches in GPU memory.
    pub patches_resident: u32,
    /// Patches of the zone.
    pub patches_total: u32,
    /// Draw calls of all passes.
    pub draw_calls: u32,
    /// Triangles of all draw calls.
    pub triangles: u64,
    /// What is awaited: nodes, pages of the color map, pictures.
    pub waiting: [u32; 3],
    /// Bytes of buffers on the GPU.
    pub buffer_bytes: u64,
    /// Bytes of textures on the GPU.
    pub texture_bytes: u64,
    /// With culling frozen: how many patches are in each [`PatchState`](crate::scene::terrain::patch_states::PatchState).
    pub patch_states: Option<[u32; 4]>,
    /// What the GPU worked, by its own clock, where it has one and the statistics are open.
    pub gpu: Option<GpuTimes>,
}

/// What is being loaded and how much of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoadingStatus<'a> {
    /// Name of the zone.
    pub zone: &'a str,
    /// What is being loaded.
    pub step: LoadStep,
    /// How many parts are done.
    pub done: u64,
    /// How many there are; 0 while that is not known.
    pub total: u64,
}

/// Something that went wrong; shown until it is dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What could not be done, in a few words.
    pub title: String,
    /// The error with its causes.
    pub detail: String,
}

/// A file that is named and not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingEntry {
    /// The path as the zone names it.
    pub path: String,
    /// Why, in a few words, or how it is drawn instead.
    pub note: String,
}

/// Version and graphics device, for the panel "about" and the diagnostics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The program's version: the package's.
    pub version: String,
    /// The adapter's name, as its driver gives it.
    pub adapter: String,
    /// The graphics system it draws by.
    pub backend: String,
    /// What the device can do, in one line.
    pub limits: String,
}

/// A panel, by what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PanelId {
    /// Keys and mouse movements, with what they do.
    Help,
    /// The program's version and the graphics device.
    About,
    /// The files that are not there.
    Missing,
    /// The settings of what is drawn.
    Drawing,
    /// The zone from above, small.
    Map,
    /// Bookmarks and stored views.
    Places,
    /// The list of zones.
    Zones,
    /// The bytes of the file.
    Bytes,
    /// The tile textures of the zone.
    Textures,
    /// The picked tile: open while one is picked.
    Tile,
    /// Two zones compared: open while they are.
    Comparison,
    /// Times, counts and memory of the frames.
    Statistics,
    /// Keys, mouse, quality, and how the panels look.
    Settings,
}

impl PanelId {
    /// Every panel, in the order in which those that are open are drawn.
    pub const ALL: [PanelId; 13] = [
        PanelId::Help,
        PanelId::About,
        PanelId::Missing,
        PanelId::Drawing,
        PanelId::Map,
        PanelId::Places,
        PanelId::Zones,
        PanelId::Bytes,
        PanelId::Textures,
        PanelId::Tile,
        PanelId::Comparison,
        PanelId::Statistics,
        PanelId::Settings,
    ];

    /// Its name in the settings.
    pub fn key(self) -> &'static str {
        match self {
            PanelId::Help => "help",
            PanelId::About => "about",
            PanelId::Missing => "missing",
            PanelId::Drawing => "drawing",
            PanelId::Map => "map",
            PanelId::Places => "places",
            PanelId::Zones => "zones",
            PanelId::Bytes => "bytes",
            PanelId::Textures => "textures",
            PanelId::Tile => "tile",
            PanelId::Comparison => "comparison",
            PanelId::Statistics => "statistics",
            PanelId::Settings => "settings",
        }
    }
}

/// Which panels are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenPanels(u16);

impl OpenPanels {
    /// Exactly these panels are open.
    pub fn of(panels: &[PanelId]) -> OpenPanels {
        let mut all = OpenPanels::default();
        panels.iter().for_each(|&panel| all.set(panel, true));
        all
    }

    /// Opens or closes a panel.
    pub fn set(&mut self, panel: PanelId, open: bool) {
        let bit = 1 << panel as u16;
        if open { self.0 |= bit } else { self.0 &= !bit }
    }

    /// Whether a panel is open.
    pub fn is_open(&self, panel: PanelId) -> bool {
        self.0 & (1 << panel as u16) != 0
    }

    /// Whether any is open.
    pub fn any(&self) -> bool {
        self.0 != 0
    }
}

/// Where the user put a panel, in points, and how large the room was then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelPlace {
    /// Left and upper edge from the room's, width and height.
    pub rect: [f32; 4],
    /// Width and height of the room.
    pub room: [f32; 2],
    /// It is rolled up into its title bar.
    pub rolled: bool,
}

impl PanelPlace {
    /// Of a panel that stands in a room.
    pub fn of(rect: Rect, room: Rect) -> PanelPlace {
        let at = rect.min - room.min;
        let rect = [at.x, at.y, rect.width(), rect.height()];
        PanelPlace { rect, room: [room.width(), room.height()], rolled: false }
    }

    /// The same place in a room that may have another size: a panel keeps its distance to the nearer edges.
    pub fn in_room(&self, room: Rect) -> Rect {
        let [left, top, width, height] = self.rect.map(|value| if value.is_finite() { value } else { 0.0 });
        let along = |low: f32, length: f32, was: f32, is: f32| {
            if low + length / 2.0 > was / 2.0 { is - (was - low) } else { low }
        };
        let at = vec2(along(left, width, self.room[0], room.width()), along(top, height, self.room[1], room.height()));
        Rect::from_min_size(room.min + at, vec2(width, height))
    }
}

/// Where the user put the panels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PanelPlaces {
    /// The place of each panel that was moved.
    pub chosen: BTreeMap<PanelId, PanelPlace>,
    /// How often the first places were asked for again.
    pub resets: u32,
}

impl PanelPlaces {
    /// Where the user put a panel, if ever.
    pub fn of(&self, panel: PanelId) -> Option<&PanelPlace> {
        self.chosen.get(&panel)
    }
}

/// What the user asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum PanelCommand {
    /// What a key does too.
    Do(Action),
    /// Something about comparing two zones.
    Compare(CompareCommand),
    /// Open a zone's file.
    Open(PathBuf),
    /// Forget the recent zones.
    ClearRecent,
    /// Open or close a panel.
    Show(PanelId, bool),
    /// The user put a panel there.
    Place(PanelId, PanelPlace),
    /// Put all panels where they first were.
    ResetPlaces,
    /// Take a problem off the list.
    Dismiss(usize),
    /// Take all problems off the list.
    DismissAll,
    /// Look inside the zone.
    Inspect(InspectCommand),
    /// Put a text on the clipboard.
    CopyText(String),
    /// Frames wait for the screen, or not.
    Vsync(bool),
    /// Exchange what Q and E do.
    SwapUpDown(bool),
    /// Choose this about the program itself.
    SetPreferences(Box<Preferences>),
    /// Wait for a key that is to do an action, in place of its key of a number; none: wait no more.
    WaitForKey(Option<(Action, usize)>),
    /// Bind an action to keys; none for its first ones.
    Bind(Action, Option<Vec<Chord>>),
    /// Give every action its first keys again.
    ResetKeys,
    /// Ask for the folder of screenshots.
    ChooseFolder,
    /// Say everything in this language.
    SetLanguage(LanguageChoice),
    /// Take something out of the zone.
    Export(ExportKind),
    /// Stop what is being taken out.
    CancelExport,
    /// Take a message about what was taken out away.
    DismissWritten(usize),
    /// Draw this of the zone.
    Draw(ViewSettings),
    /// See the zone under the sky of this number in the list.
    ChooseSky(usize),
    /// Show this on the overview map.
    Overview(Overview),
    /// Fly to a place on the ground, meters.
    GoTo {
        /// East of the zone's corner.
        east_m: f64,
        /// North of the zone's corner.
        north_m: f64,
    },
    /// Keep the view under a name.
    AddBookmark(String),
    /// Go to the bookmark of this number in the list.
    GoToBookmark(usize),
    /// Take the bookmark of this number off the list.
    RemoveBookmark(usize),
    /// Close the window and end the program.
    Quit,
}
