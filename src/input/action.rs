//! Actions of keys. Texts of menus and help for each action are in `ui::text`.

/// Action of a key. Held actions move the camera while the key is down, the others happen once.
///
/// The names of the variants are the keys of [`ChosenKeys`](super::ChosenKeys) in settings files: renaming a variant
/// loses the user's bindings of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr)]
pub enum Action {
    /// Held: fly in the view direction.
    Forward,
    /// Held: fly against the view direction.
    Back,
    /// Held: fly left.
    Left,
    /// Held: fly right.
    Right,
    /// Held: fly along the world's up axis.
    Up,
    /// Held: fly against the world's up axis.
    Down,
    /// Frame the whole zone.
    Home,
    /// Return to the start view.
    StartView,
    /// Switch between the free view and the map view.
    MapView,
    /// Switch between walking and flying.
    Walk,
    /// Go to a stored view.
    GoToView(Digit),
    /// Store the view under a digit.
    StoreView(Digit),
    /// Copy the view as a command line.
    CopyView,
    /// Save a screenshot without panels.
    Screenshot,
    /// Toggle the settings panel.
    Settings,
    /// Go to the view of a command line on the clipboard.
    PasteView,
    /// Toggle the overlay of contours.
    Contours,
    /// Toggle the overlay of triangle edges.
    Wireframe,
    /// Toggle the panel of view settings.
    DrawingPanel,
    /// Toggle the overview map.
    OverviewMap,
    /// Toggle the panel of bookmarks.
    Places,
    /// Toggle the list of objects.
    Objects,
    /// Toggle the list of zones.
    ZoneList,
    /// Open the next zone of the list.
    NextZone,
    /// Open the previous zone of the list.
    PreviousZone,
    /// Toggle the panel of statistics.
    Statistics,
    /// Freeze the eye for which terrain is selected, or release it.
    FreezeCulling,
    /// Fly through the stored views.
    FlyThrough,
    /// Copy the fly-through as a file for `render --path`.
    CopyFlyThrough,
    /// Copy diagnostics for a bug report.
    CopyDiagnostics,
    /// Open the menu of the picked point.
    PointMenu,
    /// Toggle the dialog that goes to coordinates, a tile, a byte or a name.
    GoTo,
    /// Start measuring a path on the ground, or end it.
    Measure,
    /// Remove the last point of the measured path.
    RemovePoint,
    /// Fly to the picked tile or object.
    LookAtPick,
    /// Hide the selected objects.
    HideObjects,
    /// Hide all objects but the selected ones.
    IsolateObjects,
    /// Show all objects again.
    ShowAllObjects,
    /// Choose a zone file and open it.
    OpenFile,
    /// Reload the zone's files, keeping the camera.
    Reload,
    /// Toggle full screen.
    FullScreen,
    /// Hide or show the panels.
    HidePanels,
    /// Toggle the help panel.
    Help,
    /// Release the mouse, end the tool, or close the dialog.
    Escape,
}

/// A digit key, 1 to 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digit(u8);

impl Digit {
    /// The digits 1 to 9.
    pub fn all() -> impl Iterator<Item = Digit> {
        (1..=9).map(Digit)
    }

    /// The digit of a number, if it is 1 to 9.
    pub fn new(number: u8) -> Option<Digit> {
        (1..=9).contains(&number).then_some(Digit(number))
    }

    /// The number, 1 to 9.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl Action {
    /// Its name in settings files, that of the key's variant.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// Whether the action lasts as long as its key is down.
    pub fn is_held(self) -> bool {
        use Action::{Back, Down, Forward, Left, Right, Up};
        matches!(self, Forward | Back | Left | Right | Up | Down)
    }
}
