//! What the window offers: presets for programs, options, and the choice of one.

use super::ExportKind;
use super::marks::MarkChoice;
use super::mesh::{MeshExport, MeshTexture};
use super::textures::TextureFormat;
use super::tiles::TileValue;

/// A program, or a use, that exports are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray)]
#[allow(missing_docs, reason = "each is its name")]
pub enum Program {
    Blender,
    Unity,
    Unreal,
    Godot,
    /// Pages and pictures for the web.
    Web,
    /// Any other program.
    Other,
}

/// What an export takes of the open zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportSubject {
    /// All that is not hidden.
    #[default]
    Zone,
    /// The selected objects.
    Selection,
    /// All objects with the parts of the one in the panel.
    Kind,
}

/// An export with the options that suit a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset<T> {
    /// The program.
    pub program: Program,
    /// The exporter with its options.
    pub export: T,
    /// Whether the menu has an entry for it. The dialog has all.
    pub in_menu: bool,
    /// Index of the file format among those of the output.
    pub format: usize,
    /// What it takes of the zone.
    pub subject: ExportSubject,
}

impl<T> Preset<T> {
    /// A preset with an entry in the menu.
    pub const fn in_menu(program: Program, export: T) -> Preset<T> {
        Preset { program, export, in_menu: true, format: 0, subject: ExportSubject::Zone }
    }

    /// A preset of the dialog.
    pub const fn new(program: Program, export: T) -> Preset<T> {
        Preset { program, export, in_menu: false, format: 0, subject: ExportSubject::Zone }
    }

    /// A preset for objects, with an entry in the menu while some are selected.
    pub const fn of(subject: ExportSubject, export: T) -> Preset<T> {
        Preset { program: Program::Other, export, in_menu: true, format: 0, subject }
    }
}

impl<T: Copy> Preset<T> {
    /// The same preset in another format, by its index among those of the output.
    pub const fn in_format(self, format: usize) -> Preset<T> {
        Preset { format, ..self }
    }

    /// The same preset of another type.
    pub(super) fn map<U>(&self, convert: fn(T) -> U) -> Preset<U> {
        let Preset { program, in_menu, format, subject, .. } = *self;
        Preset { program, export: convert(self.export), in_menu, format, subject }
    }
}

/// Export, program, options and file format, as chosen in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportChoice {
    /// The program that the export is for.
    pub program: Program,
    /// The export with its options.
    pub kind: ExportKind,
    /// Index of the file format among those of the output.
    format: usize,
    /// What it takes of the zone.
    pub subject: ExportSubject,
}

/// The whole zone for Blender.
impl Default for ExportChoice {
    fn default() -> ExportChoice {
        ExportChoice {
            program: Program::Blender,
            kind: ExportKind::Mesh(MeshExport::WHOLE),
            format: 0,
            subject: ExportSubject::Zone,
        }
    }
}

impl ExportChoice {
    /// A preset.
    pub fn new(preset: Preset<ExportKind>) -> ExportChoice {
        let Preset { program, export: kind, format, subject, .. } = preset;
        ExportChoice { program, kind, format, subject }
    }

    /// The presets of whole zones for a program, one of each exporter.
    pub fn presets_for(program: Program) -> impl Iterator<Item = Preset<ExportKind>> {
        ExportKind::presets()
            .into_iter()
            .filter(move |preset| preset.program == program && preset.subject == ExportSubject::Zone)
    }

    /// The choice for another program: of the same exporter if that has a preset for it, else its first preset.
    pub fn for_program(self, program: Program) -> ExportChoice {
        let same = |preset: &Preset<ExportKind>| preset.export.name() == self.kind.name();
        let preset = Self::presets_for(program).find(same).or_else(|| Self::presets_for(program).next());
        preset.map_or(self, ExportChoice::new)
    }

    /// The choice with another value of an option. A format that the new output lacks becomes its usual one.
    pub fn with(self, option: ExportOption) -> ExportChoice {
        let kind = self.kind.with(option);
        let format = if self.format < kind.output().types().len() { self.format } else { 0 };
        ExportChoice { kind, format, ..self }
    }

    /// The choice with another file format, by its index among those of the output.
    pub fn with_format(self, format: usize) -> ExportChoice {
        ExportChoice { format, ..self }
    }

    /// Index of the file format among those of the output.
    pub fn format(&self) -> usize {
        self.format
    }

    /// The usual extension of the format; empty for a folder.
    pub fn extension(&self) -> &'static str {
        let chosen = self.kind.output().types().get(self.format);
        chosen.and_then(|format| format.extensions.first()).copied().unwrap_or_default()
    }

    /// Proposed name of the output for a zone.
    pub fn file_name(&self, zone: &str) -> String {
        let usual = self.kind.file_name(zone);
        match (self.format, usual.rsplit_once('.')) {
            (1.., Some((stem, _))) => format!("{stem}.{}", self.extension()),
            _ => usual,
        }
    }
}

/// An option of an export with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportOption {
    /// What covers the terrain.
    MeshTexture(MeshTexture),
    /// Pixels per side of a tile.
    PxPerTile(u32),
    /// The property of the tiles.
    TileValue(TileValue),
    /// One picture of all textures instead of a folder.
    Sheet(bool),
    /// File format of textures.
    TextureFormat(TextureFormat),
    /// Smaller levels of textures as well.
    MipLevels(bool),
    /// The terrain.
    Ground(bool),
    /// Rivers and ponds.
    Water(bool),
    /// Placed objects.
    Objects(bool),
    /// The kinds of marks.
    Marks(MarkChoice),
}

impl ExportOption {
    /// The values from which one can choose; none for a switch.
    pub fn choices(self) -> Vec<ExportOption> {
        use clap::ValueEnum;
        match self {
            ExportOption::MeshTexture(_) => of_all(ExportOption::MeshTexture, MeshTexture::value_variants()),
            ExportOption::PxPerTile(_) => of_all(ExportOption::PxPerTile, &[1, 2, 4, 8, 16, 32, 64, 128]),
            ExportOption::TileValue(_) => of_all(ExportOption::TileValue, TileValue::value_variants()),
            ExportOption::TextureFormat(_) => of_all(ExportOption::TextureFormat, TextureFormat::value_variants()),
            ExportOption::Marks(_) => of_all(ExportOption::Marks, MarkChoice::value_variants()),
            ExportOption::Sheet(_)
            | ExportOption::MipLevels(_)
            | ExportOption::Ground(_)
            | ExportOption::Water(_)
            | ExportOption::Objects(_) => Vec::new(),
        }
    }

    /// The switch in its other position; none for a choice.
    pub fn switched(self) -> Option<ExportOption> {
        match self {
            ExportOption::Sheet(on) => Some(ExportOption::Sheet(!on)),
            ExportOption::MipLevels(on) => Some(ExportOption::MipLevels(!on)),
            ExportOption::Ground(on) => Some(ExportOption::Ground(!on)),
            ExportOption::Water(on) => Some(ExportOption::Water(!on)),
            ExportOption::Objects(on) => Some(ExportOption::Objects(!on)),
            _ => None,
        }
    }

    /// Whether a switch is on.
    pub fn is_on(self) -> bool {
        matches!(
            self,
            ExportOption::Sheet(true)
                | ExportOption::MipLevels(true)
                | ExportOption::Ground(true)
                | ExportOption::Water(true)
                | ExportOption::Objects(true)
        )
    }
}

fn of_all<T: Copy>(option: fn(T) -> ExportOption, values: &[T]) -> Vec<ExportOption> {
    values.iter().copied().map(option).collect()
}

/// Expected size of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    /// Bytes of all files.
    pub bytes: u64,
    /// Number of files, with companions.
    pub files: u64,
}

#[cfg(test)]
impl ExportKind {
    /// The presets with each value of each option, except sizes.
    pub fn variants() -> Vec<ExportKind> {
        let mut kinds: Vec<ExportKind> = Vec::new();
        for kind in ExportKind::presets().into_iter().map(|preset| preset.export) {
            let options = kind.options().into_iter().filter(|option| !matches!(option, ExportOption::PxPerTile(_)));
            let others = options.flat_map(|option| option.choices().into_iter().chain(option.switched()));
            for kind in [kind].into_iter().chain(others.map(|option| kind.with(option))) {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray;

    #[test]
    fn every_program_has_presets_and_the_menu_names_each_export() {
        for program in Program::VARIANTS {
            let names: Vec<_> = ExportChoice::presets_for(*program).map(|preset| preset.export.name()).collect();
            let mut once = names.clone();
            once.dedup();
            assert!(!names.is_empty() && names == once, "{program:?}: {names:?}");
        }
        for spec in ExportKind::SPECS {
            let listed =
                ExportKind::presets().into_iter().any(|preset| preset.in_menu && preset.export.name() == spec.name);
            assert!(listed, "{} is in no menu", spec.name);
        }
    }

    #[test]
    fn another_program_keeps_what_is_exported_where_it_can() {
        let first = |program| ExportChoice::new(ExportChoice::presets_for(program).next().unwrap());
        let heights = ExportChoice::presets_for(Program::Unity).find(|preset| preset.export.name() == "heights");
        let unity = ExportChoice::new(heights.unwrap());
        assert_eq!((unity.extension(), unity.file_name("z").as_str()), ("raw", "z-heights.raw"));
        let unreal = unity.for_program(Program::Unreal);
        assert_eq!((unreal.kind.name(), unreal.extension()), ("heights", "png"));
        assert_eq!(unreal.for_program(Program::Web), first(Program::Web), "no heights there");
    }

    #[test]
    fn options_and_formats_change_the_name_and_the_output() {
        let choice = |name: &str| {
            let preset = ExportChoice::presets_for(Program::Other).find(|preset| preset.export.name() == name);
            ExportChoice::new(preset.unwrap())
        };
        assert_eq!(choice("mesh").with_format(1).file_name("z"), "z.obj");
        let textures = choice("textures");
        assert_eq!((textures.extension(), textures.with(ExportOption::Sheet(true)).extension()), ("", "png"));
        let heights = choice("heights").with_format(3);
        assert_eq!(heights.with(ExportOption::Objects(true)), heights, "an option of another export");
        for preset in ExportKind::presets() {
            for option in preset.export.options() {
                let others = option.choices().into_iter().chain(option.switched());
                for other in others.filter(|other| *other != option) {
                    let kind = preset.export.with(other);
                    if kind == preset.export {
                        assert_eq!(other, ExportOption::Objects(false), "the only contents of a mesh stays");
                        continue;
                    }
                    assert_eq!(kind.with(option), preset.export, "{option:?} and back");
                }
            }
        }
    }
}
