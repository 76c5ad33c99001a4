//! Taking something out of the open zone: what there is to choose, and the card that tells how far it is.
//!
//! Owns the choices and their words; what they mean is the program's knowledge.

use egui::{Align, Button, Layout, ProgressBar, RichText, Ui};

use super::model::Command;
use super::style;

/// What a tile map tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileMap {
    /// The first layer's texture.
    Texture1,
    /// The second layer's texture.
    Texture2,
    /// How the first layer is turned.
    Direction1,
    /// How the second layer is turned.
    Direction2,
    /// Number of layers.
    Layers,
    /// Steepness in degrees.
    Slope,
    /// Strength of the shadow.
    Shadow,
    /// The grass mask.
    Grass,
}

/// What lies on an exported ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeshPicture {
    /// The tiles, composed into one picture.
    Baked,
    /// The colour map.
    ColourMap,
    /// Nothing.
    None,
}

/// In which form textures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextureForm {
    /// A PNG each.
    Png,
    /// A PNG for each level.
    PngLevels,
    /// As stored.
    Dds,
    /// All in one picture.
    Sheet,
}

/// What is taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    /// Heights, in the format of the file's ending.
    Heights,
    /// Heights for Unity.
    HeightsUnity,
    /// Heights for Unreal.
    HeightsUnreal,
    /// What is told of each tile.
    Tiles(TileMap),
    /// Weights of the texture families.
    Splat,
    /// Ground and water as a mesh.
    Mesh(MeshPicture),
    /// The zone's tile textures.
    Textures(TextureForm),
    /// A page with a map.
    WebMap,
}

/// File endings of a format, and its name.
pub type Endings = (&'static str, &'static [&'static str]);

impl ExportKind {
    /// A group of the menu, and what is in it.
    pub const GROUPS: [(&'static str, &'static [ExportKind]); 4] = [
        ("Heights", &[ExportKind::Heights, ExportKind::HeightsUnity, ExportKind::HeightsUnreal]),
        (
            "Tile maps",
            &[
                ExportKind::Tiles(TileMap::Texture1),
                ExportKind::Tiles(TileMap::Texture2),
                ExportKind::Tiles(TileMap::Direction1),
                ExportKind::Tiles(TileMap::Direction2),
                ExportKind::Tiles(TileMap::Layers),
                ExportKind::Tiles(TileMap::Slope),
                ExportKind::Tiles(TileMap::Shadow),
                ExportKind::Tiles(TileMap::Grass),
            ],
        ),
        (
            "Mesh",
            &[
                ExportKind::Mesh(MeshPicture::Baked),
                ExportKind::Mesh(MeshPicture::ColourMap),
                ExportKind::Mesh(MeshPicture::None),
            ],
        ),
        (
            "Textures",
            &[
                ExportKind::Textures(TextureForm::Png),
                ExportKind::Textures(TextureForm::PngLevels),
                ExportKind::Textures(TextureForm::Dds),
                ExportKind::Textures(TextureForm::Sheet),
            ],
        ),
    ];
    /// What stands in the menu by itself.
    pub const ALONE: [ExportKind; 2] = [ExportKind::Splat, ExportKind::WebMap];

    /// All of them.
    pub fn all() -> impl Iterator<Item = ExportKind> {
        ExportKind::GROUPS.into_iter().flat_map(|(_, kinds)| kinds.iter().copied()).chain(ExportKind::ALONE)
    }

    /// Its name in the menu and while it is made.
    pub fn label(self) -> &'static str {
        match self {
            ExportKind::Heights => "Heights",
            ExportKind::HeightsUnity => "Heights for Unity",
            ExportKind::HeightsUnreal => "Heights for Unreal",
            ExportKind::Tiles(TileMap::Texture1) => "First texture",
            ExportKind::Tiles(TileMap::Texture2) => "Second texture",
            ExportKind::Tiles(TileMap::Direction1) => "First direction",
            ExportKind::Tiles(TileMap::Direction2) => "Second direction",
            ExportKind::Tiles(TileMap::Layers) => "Number of layers",
            ExportKind::Tiles(TileMap::Slope) => "Slope",
            ExportKind::Tiles(TileMap::Shadow) => "Shadow",
            ExportKind::Tiles(TileMap::Grass) => "Grass mask",
            ExportKind::Splat => "Splat weights",
            ExportKind::Mesh(MeshPicture::Baked) => "Mesh with its tiles",
            ExportKind::Mesh(MeshPicture::ColourMap) => "Mesh with the colour map",
            ExportKind::Mesh(MeshPicture::None) => "Mesh without a picture",
            ExportKind::Textures(TextureForm::Png) => "Textures as PNG",
            ExportKind::Textures(TextureForm::PngLevels) => "Textures as PNG, all levels",
            ExportKind::Textures(TextureForm::Dds) => "Textures as DDS",
            ExportKind::Textures(TextureForm::Sheet) => "Contact sheet",
            ExportKind::WebMap => "Web map",
        }
    }

    /// A sentence about it.
    pub fn tip(self) -> &'static str {
        match self {
            ExportKind::Heights => {
                "A pixel a vertex: .png (16 bit), .tif, .exr, .r16, .r32 or .csv, by the file's ending"
            }
            ExportKind::HeightsUnity => "16-bit .raw of a size that Unity's terrain takes, the south first",
            ExportKind::HeightsUnreal => "16-bit .png of a size that Unreal's landscape takes",
            ExportKind::Tiles(TileMap::Texture1 | TileMap::Texture2) => {
                "A 16-bit .png, a pixel a tile: the texture's index"
            }
            ExportKind::Tiles(TileMap::Direction1 | TileMap::Direction2) => {
                "An 8-bit .png, a pixel a tile: how it is turned"
            }
            ExportKind::Tiles(TileMap::Layers) => "An 8-bit .png, a pixel a tile: how many textures lie on it",
            ExportKind::Tiles(TileMap::Slope) => "An 8-bit .png, a pixel a tile: its steepness in degrees",
            ExportKind::Tiles(TileMap::Shadow) => "An 8-bit .png, a pixel a tile: the strength of its shadow",
            ExportKind::Tiles(TileMap::Grass) => "An 8-bit .png, a pixel a tile: the file's grass mask",
            ExportKind::Splat => "A folder of 8-bit .png: how much of each family of textures lies on each tile",
            ExportKind::Mesh(MeshPicture::Baked) => {
                "Ground and water as .glb or .obj, with the tiles composed into one picture"
            }
            ExportKind::Mesh(MeshPicture::ColourMap) => "Ground and water as .glb or .obj, with the colour map on it",
            ExportKind::Mesh(MeshPicture::None) => "Ground and water as .glb or .obj, grey",
            ExportKind::Textures(TextureForm::Png) => "A folder with a .png for each tile texture, alpha kept",
            ExportKind::Textures(TextureForm::PngLevels) => "A folder with a .png for each level of each tile texture",
            ExportKind::Textures(TextureForm::Dds) => {
                "A folder with a .dds for each tile texture, without recompression"
            }
            ExportKind::Textures(TextureForm::Sheet) => "All tile textures in one .png",
            ExportKind::WebMap => "A folder with a page and the tiles of a map; opens in a browser without a server",
        }
    }

    /// Whether it becomes a folder, not a file.
    pub fn is_folder(self) -> bool {
        match self {
            ExportKind::Splat | ExportKind::WebMap => true,
            ExportKind::Textures(form) => form != TextureForm::Sheet,
            _ => false,
        }
    }

    /// The name that is proposed for it.
    pub fn name(self, zone: &str) -> String {
        let end = match self {
            ExportKind::Heights => "-heights.png",
            ExportKind::HeightsUnity => "-heights.raw",
            ExportKind::HeightsUnreal => "-heights-unreal.png",
            ExportKind::Tiles(TileMap::Texture1) => "-texture1.png",
            ExportKind::Tiles(TileMap::Texture2) => "-texture2.png",
            ExportKind::Tiles(TileMap::Direction1) => "-direction1.png",
            ExportKind::Tiles(TileMap::Direction2) => "-direction2.png",
            ExportKind::Tiles(TileMap::Layers) => "-layers.png",
            ExportKind::Tiles(TileMap::Slope) => "-slope.png",
            ExportKind::Tiles(TileMap::Shadow) => "-shadow.png",
            ExportKind::Tiles(TileMap::Grass) => "-grass.png",
            ExportKind::Splat => "-splat",
            ExportKind::Mesh(_) => ".glb",
            ExportKind::Textures(TextureForm::Sheet) => "-textures.png",
            ExportKind::Textures(_) => "-textures",
            ExportKind::WebMap => "-map",
        };
        format!("{zone}{end}")
    }

    /// The file formats that it can be written in, the proposed one first; none for folders.
    pub fn endings(self) -> &'static [Endings] {
        match self {
            ExportKind::Heights => &[
                ("PNG, 16 bit", &["png"]),
                ("TIFF, metres", &["tif", "tiff"]),
                ("OpenEXR, metres", &["exr"]),
                ("Raw, 16 bit", &["r16", "raw"]),
                ("Raw, metres", &["r32"]),
                ("Table", &["csv"]),
            ],
            ExportKind::HeightsUnity => &[("Raw, 16 bit", &["raw", "r16"]), ("PNG, 16 bit", &["png"])],
            ExportKind::HeightsUnreal => &[("PNG, 16 bit", &["png"]), ("Raw, 16 bit", &["r16", "raw"])],
            ExportKind::Tiles(_) | ExportKind::Textures(TextureForm::Sheet) => &[("PNG", &["png"])],
            ExportKind::Mesh(_) => &[("glTF, one file", &["glb"]), ("Wavefront OBJ", &["obj"])],
            ExportKind::Splat | ExportKind::WebMap | ExportKind::Textures(_) => &[],
        }
    }
}

/// What is being taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exporting<'a> {
    /// What.
    pub kind: ExportKind,
    /// What is done just now.
    pub doing: &'a str,
    /// How much of that is done, and how much there is; 0 where that is not known.
    pub part: (u64, u64),
    /// It was cancelled and comes to its end.
    pub stopping: bool,
}

/// What was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What; none for a screenshot.
    pub kind: Option<ExportKind>,
    /// Where it lies.
    pub path: String,
    /// What there is to tell of it.
    pub told: String,
}

/// Draws the menu.
pub(super) fn menu(ui: &mut Ui, open: bool, busy: bool, commands: &mut Vec<Command>) {
    ui.set_min_width(200.0);
    let mut entry = |ui: &mut Ui, kind: ExportKind| {
        let response = ui.add_enabled(open && !busy, Button::new(format!("{}…", kind.label())));
        let why = if busy { "Something is being exported already" } else { kind.tip() };
        if response.on_hover_text(kind.tip()).on_disabled_hover_text(why).clicked() {
            commands.push(Command::Export(kind));
        }
    };
    for (name, kinds) in ExportKind::GROUPS {
        egui::containers::menu::SubMenuButton::new(name).ui(ui, |ui| {
            ui.set_min_width(210.0);
            kinds.iter().for_each(|kind| entry(ui, *kind));
        });
    }
    ExportKind::ALONE.into_iter().for_each(|kind| entry(ui, kind));
}

/// Draws the card of what is being taken out, with the way to stop it.
pub(super) fn running(ui: &mut Ui, exporting: &Exporting, commands: &mut Vec<Command>) {
    style::notice(style::ACCENT).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(RichText::new(exporting.kind.label()).strong().color(style::ACCENT));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let button = ui.add_enabled(!exporting.stopping, Button::new("Cancel").small());
                let tip = "Stop; nothing half-written is left";
                if button.on_hover_text(tip).on_disabled_hover_text("It comes to its end").clicked() {
                    commands.push(Command::CancelExport);
                }
            });
        });
        let doing = if exporting.stopping { "Stopping" } else { exporting.doing };
        let (done, total) = exporting.part;
        let count = match total {
            0 => String::new(),
            _ => format!(" {} / {}", super::overlay::grouped(done), super::overlay::grouped(total)),
        };
        ui.label(RichText::new(format!("{doing}{count}")).small().color(style::WEAK));
        let part = if total == 0 { 0.0 } else { (done as f32 / total as f32).clamp(0.0, 1.0) };
        ui.add(ProgressBar::new(part).desired_height(5.0).fill(style::ACCENT.now()));
    });
}

/// Draws the card of what was taken out.
pub(super) fn written(ui: &mut Ui, index: usize, written: &Written, commands: &mut Vec<Command>) {
    style::notice(style::ACCENT).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if ui.add(Button::new("Close").small()).on_hover_text("Take this message away").clicked() {
                    commands.push(Command::DismissWritten(index));
                }
                if ui.add(Button::new("Copy path").small()).on_hover_text("Put the path on the clipboard").clicked() {
                    commands.push(Command::CopyText(written.path.clone()));
                }
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    let what = written.kind.map_or("Screenshot", ExportKind::label);
                    let title = RichText::new(format!("{what} written")).strong().color(style::ACCENT);
                    ui.add(egui::Label::new(title).wrap());
                });
            });
        });
        ui.add(egui::Label::new(RichText::new(&written.path).monospace().size(12.0)).wrap());
        if !written.told.is_empty() {
            ui.add(egui::Label::new(RichText::new(&written.told).small().color(style::WEAK)).wrap());
        }
    });
}
