//! View model of the panels and their commands.

use std::path::{Path, PathBuf};

use glam::DVec3;

use super::compare::{CompareCommand, ComparisonView};
use super::context_menu::{ContextMenu, PointCommand};
use super::drawing::Skies;
use super::export::{Exporting, Written};
use super::export_dialog::ExportDialog;
use super::gallery::ZoneList;
use super::game_marks::{MarkCommand, MarksModel};
use super::hidden::{HiddenObjects, HideCommand};
use super::inspect::{Inspect, InspectCommand, Pin};
use super::legend::LegendOf;
use super::map::{MapModel, Overview};
use super::markers::{EffectLabel, ObjectLabel};
use super::measure::{MeasureCommand, MeasureModel};
use super::objects::{KindList, KindListCommand};
use super::panel::{PanelArea, PanelSizes};
use super::preferences::Preferences;
use super::preview::Previews;
use super::server_check::{ServerCheck, ServerCommand};
use super::statistics::GpuTimes;
use super::text::{Language, LanguageChoice, Texts};
use crate::camera::{CameraMode, Pose, View};
use crate::export::ExportChoice;
use crate::input::{Action, Bindings, Chord, Digit};
use crate::load::{LoadStep, ZoneSource};
use crate::scene::space::TileId;
use crate::scene::view_settings::ViewSettings;

/// All data that the panels read.
#[derive(Clone)]
pub struct Model<'a> {
    /// Texts in the current language.
    pub text: &'static Texts,
    /// The user's choice of language.
    pub language: LanguageChoice,
    /// Language of the system.
    pub language_of_system: Language,
    /// The open zone, if any.
    pub zone: Option<ZoneInfo<'a>>,
    /// The comparison with another zone, if any.
    pub compare: Option<ComparisonView<'a>>,
    /// Pose of the free camera.
    pub pose: Pose,
    /// Free view or map view.
    pub mode: CameraMode,
    /// The free camera is walking.
    pub walking: bool,
    /// Speed of flying, or of walking, in meters per second.
    pub speed_mps: f64,
    /// The terrain under the cursor, if any.
    pub cursor: Option<Cursor>,
    /// Statistics of the last frame.
    pub frame: FrameNumbers,
    /// Recent frame times in milliseconds, oldest first.
    pub frame_ms: &'a [f32],
    pub frozen: bool,
    /// Elapsed and total seconds of a running fly-through.
    pub tour_secs: Option<[f64; 2]>,
    /// Loading progress, if anything is loading.
    pub progress: Option<LoadingStatus<'a>>,
    /// A short message about the last action: the new speed, a stored view.
    pub toast: Option<&'a str>,
    /// Problems that were not dismissed yet, oldest first.
    pub problems: &'a [Problem],
    /// Files that the open zone refers to and that are missing.
    pub missing: &'a [MissingEntry],
    /// Missing tile textures, until the user dismisses the banner.
    pub missing_textures: Option<MissingTextures>,
    /// Recent zones, newest first.
    pub recent: &'a [PathBuf],
    /// Digits with a stored view of this zone.
    pub stored_views: &'a [Digit],
    /// Names of the zone's bookmarks.
    pub bookmarks: &'a [String],
    /// View of the picture.
    pub view: View,
    /// The free camera's vertical field of view in degrees.
    pub fov_y_deg: f64,
    /// View settings in use.
    pub drawing: ViewSettings,
    pub skies: Skies<'a>,
    /// Placed objects of the zone.
    pub objects: &'a [ObjectLabel],
    /// Data of the objects panel.
    pub kind_list: KindList<'a>,
    /// Effects at the objects.
    pub effects: &'a [EffectLabel],
    /// What server and companion files place in the zone.
    pub marks: MarksModel<'a>,
    /// Findings about the server's half of the zone.
    pub server_check: ServerCheck<'a>,
    /// The objects that are not shown.
    pub hidden: HiddenObjects<'a>,
    /// Data of the overview map.
    pub map: MapModel<'a>,
    /// The zones of the client.
    pub zones: ZoneList<'a>,
    /// Pictures of zones.
    pub previews: &'a Previews,
    /// Which panels are open.
    pub open_panels: OpenPanels,
    /// Panel sizes set by the user.
    pub panel_sizes: PanelSizes,
    /// The dock that was opened last.
    pub front_dock: PanelArea,
    /// All panels are hidden.
    pub panels_hidden: bool,
    /// The window is in full screen.
    pub full_screen: bool,
    pub vsync: bool,
    /// Q is up and E is down.
    pub swap_up_down: bool,
    /// Key bindings in effect.
    pub bindings: &'a Bindings,
    /// Preferences of the user.
    pub preferences: &'a Preferences,
    /// The action whose key is being captured, and the index of the chord.
    pub waiting_for_key: Option<(Action, usize)>,
    /// Path of the settings file, if there is one.
    pub settings_file: Option<&'a Path>,
    /// A file dialog is open.
    pub dialog_open: bool,
    /// Files can be dropped on the window.
    pub can_drop: bool,
    /// The window is used with fingers: on a phone, say.
    pub touch: bool,
    /// Contents of the about panel.
    pub about: &'a About,
    pub exporting: Option<Exporting>,
    /// Data of the export dialog.
    pub export_dialog: ExportDialog,
    /// Finished exports that were not dismissed yet.
    pub written: &'a [Written],
    /// Data of the inspection panels.
    pub inspect: Inspect<'a>,
    /// The menu of a point, while it is open.
    pub context_menu: Option<ContextMenu>,
    /// The path that is being measured, or was.
    pub measure: Option<MeasureModel<'a>>,
    /// Data of the legend.
    pub legend: LegendOf<'a>,
}

impl Model<'_> {
    /// Number of missing files of the zone.
    pub(super) fn missing_files(&self) -> u64 {
        self.missing.iter().map(|entry| u64::from(entry.files)).sum()
    }
}

/// The open zone in the panels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoneInfo<'a> {
    /// Name: the file's without extension.
    pub name: &'a str,
    /// Path of the file, or a description.
    pub path: &'a str,
    /// Vertices a side.
    pub map_size: u32,
    /// Side in meters.
    pub extent_m: f64,
    /// Number in the zone table, if it is known.
    pub number: Option<u32>,
}

/// The terrain under the cursor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cursor {
    /// Point in world meters.
    pub position: DVec3,
    /// The tile at the point.
    pub tile: TileId,
    /// Slope of the terrain in degrees.
    pub slope_deg: f32,
}

/// Statistics of the last frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FrameNumbers {
    /// Frame time in milliseconds.
    pub frame_ms: f64,
    /// Drawn nodes of the detail quadtree: patches nearby, coarser nodes in the distance.
    pub nodes_drawn: u32,
    /// Nodes in GPU memory.
    pub nodes_resident: u32,
    /// Nodes of the zone, of all levels.
    pub nodes_total: u32,
    /// Draw calls of the world.
    pub draw_calls: u32,
    /// Triangles of all draw calls.
    pub triangles: u64,
    /// Drawn placed objects, their parts, draw calls and triangles.
    pub objects: [u64; 4],
    /// Pending uploads: nodes, pages of the color map, images.
    pub waiting: [u32; 3],
    /// Bytes of buffers on the GPU.
    pub buffer_bytes: u64,
    /// Bytes of textures on the GPU.
    pub texture_bytes: u64,
    /// Number of patches by [`PatchState`](crate::scene::terrain::patch_states::PatchState), while culling is frozen.
    pub patch_states: Option<[u32; 4]>,
    /// GPU times, if supported and the statistics panel is open.
    pub gpu: Option<GpuTimes>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoadingStatus<'a> {
    /// Name of the zone.
    pub zone: &'a str,
    pub step: LoadStep,
    pub done: u64,
    /// Total number of parts; 0 while unknown.
    pub total: u64,
}

/// An error message, shown until it is dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Short description of the failed action.
    pub title: String,
    /// The error with its causes; may be empty.
    pub detail: String,
    /// What the user can do about it.
    pub advice: String,
    /// The export that failed, to choose its options again.
    pub again: Option<ExportChoice>,
}

impl Problem {
    /// Title and detail in one line.
    pub fn reason(&self) -> String {
        if self.detail.is_empty() { self.title.clone() } else { format!("{}: {}", self.title, self.detail) }
    }

    /// The whole message, for the clipboard.
    pub fn to_text(&self) -> String {
        format!("{}\n{}", self.reason(), self.advice)
    }
}

/// Texture files of the ground that are missing, out of all that the zone uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingTextures {
    pub missing: usize,
    pub total: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingEntry {
    /// Path as stored in the zone.
    pub path: String,
    /// Short reason, or how it is drawn instead.
    pub note: String,
    /// Number of files that the entry stands for.
    pub files: u32,
}

/// Version and graphics device, for the about panel and diagnostics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    pub version: String,
    /// Name of the adapter, from its driver.
    pub adapter: String,
    pub backend: String,
    /// Capabilities of the device, in one line.
    pub limits: String,
}

/// A file or folder for another program of the desktop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DesktopRequest {
    /// Show it in the file manager.
    ShowInFolder(PathBuf),
    /// Open it in the system's program for such files.
    Open(PathBuf),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PanelId {
    /// The card of a start without a zone.
    Welcome,
    /// Functions of keys and mouse.
    Help,
    /// Program version and graphics device.
    About,
    /// Missing files of the zone.
    Missing,
    Drawing,
    Map,
    /// Bookmarks and stored views.
    Places,
    /// Goes to coordinates, a tile, a byte or a name.
    GoTo,
    /// The zone gallery.
    Zones,
    /// The bytes of a file.
    Bytes,
    /// The tile textures of the zone.
    Textures,
    /// The picked tile.
    Tile,
    /// The selected object.
    Object,
    /// The objects of the zone by kind.
    Objects,
    /// What server and companion files place in the zone.
    GameMarks,
    /// Findings about the server's half of the zone.
    ServerCheck,
    /// Comparison of two zones; only during a comparison.
    Comparison,
    /// Times, counts and memory of the frames.
    Statistics,
    /// Preferences: keys, mouse, quality, appearance.
    Settings,
    /// What to export, for which program.
    Export,
}

impl PanelId {
    /// All panels; those of a dock in the order of its tabs.
    pub const ALL: [PanelId; 20] = [
        PanelId::Welcome,
        PanelId::Help,
        PanelId::About,
        PanelId::Missing,
        PanelId::Zones,
        PanelId::GoTo,
        PanelId::Settings,
        PanelId::Export,
        PanelId::Drawing,
        PanelId::Objects,
        PanelId::GameMarks,
        PanelId::ServerCheck,
        PanelId::Places,
        PanelId::Comparison,
        PanelId::Tile,
        PanelId::Object,
        PanelId::Textures,
        PanelId::Bytes,
        PanelId::Statistics,
        PanelId::Map,
    ];

    /// The part of the window in which a panel is shown.
    pub fn area(self) -> PanelArea {
        match self {
            PanelId::Drawing
            | PanelId::Objects
            | PanelId::GameMarks
            | PanelId::ServerCheck
            | PanelId::Places
            | PanelId::Comparison => PanelArea::Left,
            PanelId::Tile | PanelId::Object | PanelId::Textures | PanelId::Bytes | PanelId::Statistics => {
                PanelArea::Right
            }
            PanelId::Map => PanelArea::Corner,
            PanelId::Welcome
            | PanelId::Help
            | PanelId::About
            | PanelId::Missing
            | PanelId::Zones
            | PanelId::GoTo
            | PanelId::Settings
            | PanelId::Export => PanelArea::Dialog,
        }
    }

    /// The panels of an area, in the order of their tabs.
    pub fn in_area(area: PanelArea) -> Vec<PanelId> {
        PanelId::ALL.into_iter().filter(|panel| panel.area() == area).collect()
    }

    /// Name in the settings file.
    pub fn key(self) -> &'static str {
        match self {
            PanelId::Welcome => "welcome",
            PanelId::Help => "help",
            PanelId::About => "about",
            PanelId::Missing => "missing",
            PanelId::Drawing => "drawing",
            PanelId::Map => "map",
            PanelId::Places => "places",
            PanelId::Zones => "zones",
            PanelId::GoTo => "go-to",
            PanelId::Bytes => "bytes",
            PanelId::Textures => "textures",
            PanelId::Tile => "tile",
            PanelId::Object => "object",
            PanelId::Objects => "objects",
            PanelId::GameMarks => "game-marks",
            PanelId::ServerCheck => "server-check",
            PanelId::Comparison => "comparison",
            PanelId::Statistics => "statistics",
            PanelId::Settings => "settings",
            PanelId::Export => "export",
        }
    }
}

/// The set of open panels: at most one in each area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenPanels(u32);

impl OpenPanels {
    /// The set of these panels; of several in one area, the last.
    pub fn of(panels: &[PanelId]) -> OpenPanels {
        let mut all = OpenPanels::default();
        panels.iter().for_each(|&panel| all.set(panel, true));
        all
    }

    /// Opens or closes a panel. Opening closes the one that was open in its area.
    pub fn set(&mut self, panel: PanelId, open: bool) {
        let bit = |panel: PanelId| 1_u32 << panel as u32;
        if open {
            self.0 =
                PanelId::in_area(panel.area()).into_iter().fold(self.0, |all, other| all & !bit(other)) | bit(panel);
        } else {
            self.0 &= !bit(panel);
        }
    }

    /// The open panel of an area.
    pub fn in_area(&self, area: PanelArea) -> Option<PanelId> {
        PanelId::in_area(area).into_iter().find(|panel| self.is_open(*panel))
    }

    /// Whether a panel is open.
    pub fn is_open(&self, panel: PanelId) -> bool {
        self.0 & (1 << panel as u32) != 0
    }
}

/// Command of the user.
#[derive(Clone, Debug, PartialEq)]
pub enum PanelCommand {
    /// An action that also has a key.
    Do(Action),
    /// A command of the comparison.
    Compare(CompareCommand),
    /// Open a zone file.
    Open(PathBuf),
    /// Open a mesh of the open zone as a single model, by the client's name for it.
    OpenMesh(String),
    /// Open an object of the open zone as a single model, by its number.
    OpenObject(usize),
    /// Return to the zone from which the single model was opened.
    LeaveModel,
    /// Switch the turntable of the single model.
    TurnModel(bool),
    /// Choose the folder of a client, whose zones are listed.
    OpenFolder,
    /// Open the built-in zone.
    OpenIsland,
    /// Compare the open zone with another.
    CompareWith(ZoneSource),
    /// The zones whose previews the gallery shows now.
    WantPreviews(Vec<ZoneSource>),
    /// Clear the list of recent zones.
    ClearRecent,
    /// Open or close a panel.
    Show(PanelId, bool),
    /// Open or close a dock.
    SwitchDock(PanelArea),
    /// Set the sizes of panels.
    Resize {
        sizes: PanelSizes,
        /// The mouse has let go of the edge: the sizes are to be saved.
        let_go: bool,
    },
    /// Reset all panels to their initial sizes.
    ResetLayout,
    Dismiss(usize),
    DismissAll,
    DismissMissingTextures,
    /// Choose the client folder of the open zone, and load it again.
    LocateClient,
    /// Do something with a point on the terrain.
    AtPoint(Pin, PointCommand),
    /// The menu of a point was closed.
    CloseContextMenu,
    /// A command of the measuring tool.
    Measure(MeasureCommand),
    /// A command of the inspection panels.
    Inspect(InspectCommand),
    /// A command of the objects panel.
    Objects(KindListCommand),
    /// Choose or forget the server folder of the open zone.
    Server(ServerCommand),
    /// A command about marks of server and companion files.
    Marks(MarkCommand),
    /// Copy a text to the clipboard.
    CopyText(String),
    /// Copy a picture file's contents to the clipboard.
    CopyPicture(PathBuf),
    /// Show a file or folder in another program of the desktop.
    Desktop(DesktopRequest),
    /// Turn vertical sync on or off.
    Vsync(bool),
    /// Exchange the keys Q and E.
    SwapUpDown(bool),
    SetPreferences(Box<Preferences>),
    /// Capture a key for an action, replacing its chord with an index; none stops the capture.
    WaitForKey(Option<(Action, usize)>),
    /// Bind an action to chords; none for the defaults.
    Bind(Action, Option<Vec<Chord>>),
    /// Reset all actions to their default keys.
    ResetKeys,
    /// Choose the folder of screenshots.
    ChooseFolder,
    SetLanguage(LanguageChoice),
    /// Choose an export in its dialog, which opens.
    ChooseExport(ExportChoice),
    /// Choose the place of an export of the zone, then start it.
    Export(ExportChoice),
    /// Cancel the running export.
    CancelExport,
    /// Dismiss a message about a finished export.
    DismissWritten(usize),
    /// Set the view settings.
    Draw(ViewSettings),
    /// Choose a sky by index.
    ChooseSky(usize),
    /// Set the visible part of the overview map.
    Overview(Overview),
    /// Fly to a place on the terrain, meters.
    GoTo {
        /// Meters east of the zone's corner.
        east_m: f64,
        /// Meters north of the zone's corner.
        north_m: f64,
    },
    /// Save the view as a bookmark.
    AddBookmark(String),
    /// Go to a bookmark by index.
    GoToBookmark(usize),
    /// Remove a bookmark by index.
    RemoveBookmark(usize),
    /// Hide or show objects.
    Hide(HideCommand),
    /// Close the window and end the program.
    Quit,
}
