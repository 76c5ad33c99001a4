//! Taking something out of the open zone: what there is to choose, and the card that tells how far it is.
//!
//! Owns the choices; their words stand with the window's texts, what they mean is the program's knowledge.

use egui::{Align, Button, Layout, ProgressBar, RichText, Ui};

use super::model::Command;
use super::style;
use super::text::{Texts, fill};

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
    /// The color map.
    ColorMap,
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
    /// What is in each group of the menu: heights, tile maps, meshes, textures.
    pub const GROUPS: [&'static [ExportKind]; 4] = [
        &[ExportKind::Heights, ExportKind::HeightsUnity, ExportKind::HeightsUnreal],
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
        &[
            ExportKind::Mesh(MeshPicture::Baked),
            ExportKind::Mesh(MeshPicture::ColorMap),
            ExportKind::Mesh(MeshPicture::None),
        ],
        &[
            ExportKind::Textures(TextureForm::Png),
            ExportKind::Textures(TextureForm::PngLevels),
            ExportKind::Textures(TextureForm::Dds),
            ExportKind::Textures(TextureForm::Sheet),
        ],
    ];
    /// What stands in the menu by itself.
    pub const ALONE: [ExportKind; 2] = [ExportKind::Splat, ExportKind::WebMap];

    /// All of them.
    pub fn all() -> impl Iterator<Item = ExportKind> {
        ExportKind::GROUPS.into_iter().flatten().copied().chain(ExportKind::ALONE)
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
                ("TIFF, meters", &["tif", "tiff"]),
                ("OpenEXR, meters", &["exr"]),
                ("Raw, 16 bit", &["r16", "raw"]),
                ("Raw, meters", &["r32"]),
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

/// What an export does just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // The names say it.
pub enum ExportStep {
    #[default]
    Beginning,
    ReadingTextures,
    ReadingShadows,
    WritingHeights,
    WritingTiles,
    WeighingTextures,
    ComposingPicture,
    BuildingMesh,
    WritingMesh,
    LayingOutSheet,
    WritingTextures,
    DrawingMap,
    /// What is complete goes to where it was asked for.
    Placing,
}

impl ExportStep {
    /// All of them.
    pub const ALL: [ExportStep; 13] = [
        ExportStep::Beginning,
        ExportStep::ReadingTextures,
        ExportStep::ReadingShadows,
        ExportStep::WritingHeights,
        ExportStep::WritingTiles,
        ExportStep::WeighingTextures,
        ExportStep::ComposingPicture,
        ExportStep::BuildingMesh,
        ExportStep::WritingMesh,
        ExportStep::LayingOutSheet,
        ExportStep::WritingTextures,
        ExportStep::DrawingMap,
        ExportStep::Placing,
    ];
}

/// What is being taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exporting {
    /// What.
    pub kind: ExportKind,
    /// What is done just now.
    pub doing: ExportStep,
    /// How much of that is done, and how much there is; 0 where that is not known.
    pub part: (u64, u64),
    /// It was canceled and comes to its end.
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
pub(super) fn menu(ui: &mut Ui, text: &Texts, open: bool, busy: bool, commands: &mut Vec<Command>) {
    ui.set_min_width(200.0);
    let mut entry = |ui: &mut Ui, kind: ExportKind| {
        let named = (text.export_kind)(kind);
        let label = fill(text.export.entry, &[("what", &named.name)]);
        let response = ui.add_enabled(open && !busy, Button::new(label));
        let why = if busy { text.export.busy } else { named.tip };
        if response.on_hover_text(named.tip).on_disabled_hover_text(why).clicked() {
            commands.push(Command::Export(kind));
        }
    };
    let words = &text.export;
    let names = [words.heights, words.tile_maps, words.mesh, words.textures];
    for (name, kinds) in names.into_iter().zip(ExportKind::GROUPS) {
        egui::containers::menu::SubMenuButton::new(name).ui(ui, |ui| {
            ui.set_min_width(210.0);
            kinds.iter().for_each(|kind| entry(ui, *kind));
        });
    }
    ExportKind::ALONE.into_iter().for_each(|kind| entry(ui, kind));
}

/// Draws the card of what is being taken out, with the way to stop it.
pub(super) fn running(ui: &mut Ui, text: &Texts, exporting: &Exporting, commands: &mut Vec<Command>) {
    let words = &text.export;
    style::notice(style::ACCENT).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(RichText::new((text.export_kind)(exporting.kind).name).strong().color(style::ACCENT));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let button = ui.add_enabled(!exporting.stopping, Button::new(words.cancel.name).small());
                let why = words.canceled_already;
                if button.on_hover_text(words.cancel.tip).on_disabled_hover_text(why).clicked() {
                    commands.push(Command::CancelExport);
                }
            });
        });
        let doing = if exporting.stopping { words.stopping } else { (text.export_step)(exporting.doing) };
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
pub(super) fn written(ui: &mut Ui, text: &Texts, index: usize, written: &Written, commands: &mut Vec<Command>) {
    let words = &text.export;
    style::notice(style::ACCENT).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if ui.add(Button::new(words.close.name).small()).on_hover_text(words.close.tip).clicked() {
                    commands.push(Command::DismissWritten(index));
                }
                if ui.add(Button::new(words.copy_path.name).small()).on_hover_text(words.copy_path.tip).clicked() {
                    commands.push(Command::CopyText(written.path.clone()));
                }
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    let what = written.kind.map_or(words.screenshot, |kind| (text.export_kind)(kind).name);
                    let title = fill(words.written, &[("what", &what)]);
                    ui.add(egui::Label::new(RichText::new(title).strong().color(style::ACCENT)).wrap());
                });
            });
        });
        ui.add(egui::Label::new(RichText::new(&written.path).monospace().size(12.0)).wrap());
        if !written.told.is_empty() {
            ui.add(egui::Label::new(RichText::new(&written.told).small().color(style::WEAK)).wrap());
        }
    });
}
