//! What a key can do. The texts of menus and help for each action are in `ui::text`.

/// What a key can do. Held actions move the camera while the key is down, the others happen once.
///
/// The names of the variants are the keys of [`ChosenKeys`](super::ChosenKeys) in settings files: renaming one loses
/// what users have bound to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr)]
pub enum Action {
    /// Held: fly where the view looks.
    Forward,
    /// Held: fly away from where the view looks.
    Back,
    /// Held: fly to the view's left.
    Left,
    /// Held: fly to the view's right.
    Right,
    /// Held: fly along the world's up.
    Up,
    /// Held: fly against the world's up.
    Down,
    /// Frame the whole zone.
    Home,
    /// Go back to the start view.
    StartView,
    /// Change between the free view and the map view.
    MapView,
    /// Go on foot, or fly again.
    Walk,
    /// Go to a stored view.
    GoToView(Digit),
    /// Store the view under a digit.
    StoreView(Digit),
    /// Copy the view as a command line.
    CopyView,
    /// Keep the picture without panels as a file.
    Screenshot,
    /// The panel of settings on and off.
    Settings,
    /// Go to the view of a command line on the clipboard.
    PasteView,
    /// Contours on and off.
    Contours,
    /// Wireframe on and off.
    Wireframe,
    /// The panel of what is drawn, on and off.
    DrawingPanel,
    /// The overview map on and off.
    OverviewMap,
    /// The panel of bookmarks on and off.
    Places,
    /// The list of zones on and off.
    ZoneList,
    /// Open the next zone of the list.
    NextZone,
    /// Open the one before.
    PreviousZone,
    /// The panel of statistics on and off.
    Statistics,
    /// Leave the eye behind for which the ground is chosen, or take it along again.
    FreezeCulling,
    /// Fly through the stored views.
    FlyThrough,
    /// Copy that way as a file for `render --path`.
    CopyFlyThrough,
    /// Copy what helps to understand a report.
    CopyDiagnostics,
    /// Fly to the picked tile.
    LookAtPick,
    /// Ask for a zone's file and open it.
    OpenFile,
    /// Read the files again and keep the camera.
    Reload,
    /// Full screen on and off.
    FullScreen,
    /// Hide and show the panels.
    HidePanels,
    /// Help on and off.
    Help,
    /// Let go of the mouse, close what is open.
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

    /// Its number, 1 to 9.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl Action {
    /// Its name in settings files: that of the variant.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// Whether it lasts as long as its key is down.
    pub fn is_held(self) -> bool {
        use Action::{Back, Down, Forward, Left, Right, Up};
        matches!(self, Forward | Back | Left | Right | Up | Down)
    }
}
