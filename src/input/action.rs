//! What a key can do: its name in menus and help, and a sentence about it.

/// What a key can do. Held actions move the camera while the key is down, the others happen once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Held: fly where the view looks.
    Forward,
    /// Held: fly backward.
    Back,
    /// Held: fly left.
    Left,
    /// Held: fly right.
    Right,
    /// Held: fly along the world's up.
    Up,
    /// Held: fly down.
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
    /// Store the view.
    StoreView(Digit),
    /// Copy the view as a command line.
    CopyView,
    /// Keep the picture without panels as a file.
    Screenshot,
    /// Go to the view of a command line on the clipboard.
    PasteView,
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
    /// Copy what helps to understand a report.
    CopyDiagnostics,
    /// Fly to the picked tile.
    LookAtPick,
    /// Open a file.
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
    /// All nine.
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
    /// Whether it lasts as long as its key is down.
    pub fn is_held(self) -> bool {
        use Action::{Back, Down, Forward, Left, Right, Up};
        matches!(self, Forward | Back | Left | Right | Up | Down)
    }

    /// What help and menus call it.
    pub fn label(self) -> String {
        let text = match self {
            Action::Forward => "Fly forward",
            Action::Back => "Fly backward",
            Action::Left => "Fly left",
            Action::Right => "Fly right",
            Action::Up => "Fly up",
            Action::Down => "Fly down",
            Action::Home => "Frame the zone",
            Action::StartView => "Start view",
            Action::MapView => "Map view",
            Action::Walk => "Walk",
            Action::GoToView(digit) => return format!("Go to view {}", digit.0),
            Action::StoreView(digit) => return format!("Store view {}", digit.0),
            Action::CopyView => "Copy the view as a command line",
            Action::Screenshot => "Screenshot",
            Action::PasteView => "Go to the view on the clipboard",
            Action::DrawingPanel => "What is drawn",
            Action::OverviewMap => "Overview map",
            Action::Places => "Places",
            Action::ZoneList => "List of zones",
            Action::NextZone => "Next zone",
            Action::PreviousZone => "Previous zone",
            Action::CopyDiagnostics => "Copy diagnostics",
            Action::LookAtPick => "Look at the picked tile",
            Action::OpenFile => "Open a file",
            Action::Reload => "Reload the files",
            Action::FullScreen => "Full screen",
            Action::HidePanels => "Hide the panels",
            Action::Help => "Help",
            Action::Escape => "Release the mouse, close what is open",
        };
        text.to_owned()
    }

    /// What it does, in a sentence: what a tooltip tells.
    pub fn tip(self) -> String {
        let text = match self {
            Action::Forward => "Fly where the view looks",
            Action::Back => "Fly backward",
            Action::Left => "Fly to the left",
            Action::Right => "Fly to the right",
            Action::Up => "Fly straight up",
            Action::Down => "Fly straight down",
            Action::Home => "See the whole zone from its edge",
            Action::StartView => "Go back to where the zone was seen first",
            Action::MapView => "Look straight down, north up; once more to fly again",
            Action::Walk => "Go on foot; slopes too steep to climb are red. Once more, or up, to fly again",
            Action::GoToView(digit) => return format!("Fly to the view that is stored under {}", digit.0),
            Action::StoreView(digit) => return format!("Keep this view under {}, for this zone", digit.0),
            Action::CopyView => "Put the command line on the clipboard that opens exactly this view",
            Action::Screenshot => "Keep the picture without the panels as a PNG file",
            Action::PasteView => "Go to the view of a copied command line, in its zone",
            Action::DrawingPanel => "Layers, detail, filter, time of day and sky",
            Action::OverviewMap => "The zone from above; a click goes there",
            Action::Places => "Stored views and named bookmarks of this zone",
            Action::ZoneList => "The client's zones, with a search",
            Action::NextZone => "Open the next zone of the list",
            Action::PreviousZone => "Open the zone before this one in the list",
            Action::CopyDiagnostics => "Put version, adapter, view and picked tile on the clipboard, for a report",
            Action::LookAtPick => "Fly to the tile that was clicked",
            Action::OpenFile => "Choose a zone's .gtd file",
            Action::Reload => "Read the zone's files again; the camera stays",
            Action::FullScreen => "Cover the screen, or a window again",
            Action::HidePanels => "Show nothing but the picture",
            Action::Help => "All keys, and what the mouse does",
            Action::Escape => "Let go of the mouse and close the panels",
        };
        text.to_owned()
    }
}
