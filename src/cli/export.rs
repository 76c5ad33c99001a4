//! `export` and `import`: data for other programs, and back.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow};

use super::export_args::{ExportCommand, ImportHeightsArgs, ImportKind};
use super::ground::{read_ground, read_objects, read_shadows, read_zone};
use super::inputs::Input;
use super::output::{Style, complain};
use super::{FAILED, GlobalArgs, exit_code_of, many, outputs, template};
use crate::export::atomic_file::AtomicFile;
use crate::export::heights::{import, sidecar_path};
use crate::export::partial;
use crate::export::staging::Existing;
use crate::export::{
    self, ExportContext, ExportError, ExportKind, ExportSource, ExportStep, Finished, Output, OutputPlan, ProgressSink,
};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::number::counted;
use crate::formats::kernel::visible::{path_text, visible_path};
use crate::platform::{CancelToken, block_on};
use crate::scene::objects::ObjectModels;
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::scene::shadows::ShadowField;
use crate::zone::{ClientCache, ZoneFiles};

/// Exports each input and prints what was written; a failing one does not stop the rest.
pub(super) fn run(global: &GlobalArgs, command: &ExportCommand) -> Result<ExitCode> {
    let output = &command.files.output;
    let reads_texture_files = matches!(command.kind, ExportKind::Textures(_));
    let hint = reads_texture_files.then_some("name texture files, for example DTex/*.gtt");
    let inputs = command.files.files.expand(hint);
    // Checked before any file is read.
    let plans = template::plans(output, &inputs, |path| command.kind.plan(path))?;
    let files = outputs::files_of(&inputs, command.data.as_deref());
    plans.iter().try_for_each(|plan| plan.check(&files)).map_err(outputs::refused)?;
    // A single file has its own progress bar; for several, only the number of files is shown.
    let bar = (inputs.len() == 1).then(|| many::Bar::new(global));
    let clients = ClientCache::on_disk();
    let results = many::for_each(global, &inputs, |input| {
        export(command, input, &clients, &command.kind.plan(&template::fill(output, input)), bar.as_ref())
    });
    drop(bar);
    partial::wait_if_interrupted();
    let (mut failed, mut code, total) = (0, ExitCode::SUCCESS, results.len());
    let errors = Style::for_stderr(global.color);
    for ((input, plan), result) in inputs.iter().zip(&plans).zip(results) {
        match result {
            Ok(finished) => outputs::report(global, plan, &describe(&finished))?,
            Err(error) => {
                complain(errors, "error", &format!("{}: {error:#}", input.name()));
                failed += 1;
                code = exit_code_of(&error);
            }
        }
    }
    many::summarize(global, total, &format!("{} exported, {failed} failed", total - failed));
    Ok(if failed > 1 { ExitCode::from(FAILED) } else { code })
}

/// Exports one input. Error messages do not contain its name.
fn export(
    command: &ExportCommand,
    input: &Input,
    clients: &ClientCache,
    plan: &OutputPlan,
    bar: Option<&many::Bar>,
) -> Result<Finished> {
    input.assert_exists()?;
    let output = plan.path();
    plan.check_place(command.files.force).map_err(outputs::refused)?;
    template::make_folder(output).with_context(|| path_text(output))?;
    let (data, gtd, files) = (command.data.as_deref(), OnceLock::new(), OnceLock::new());
    let source = InputSource { input, clients, data, gtd, files };
    let progress = BarProgress { bar, name: input.name() };
    // Ctrl+C ends the whole program, so this token is never canceled.
    let cancel = CancelToken::default();
    let context = ExportContext { source: &source, plan, folder: None, cancel: &cancel, progress: &progress };
    let existing = if command.files.force { Existing::Force } else { Existing::Replace };
    export::run(&command.kind, &context, existing).map_err(|error| match error {
        ExportError::Output(error) => outputs::refused(error),
        error => error.into(),
    })
}

/// Describes a finished export.
fn describe(finished: &Finished) -> String {
    let kept = if finished.is_merged { "\n  the other files in the folder are kept" } else { "" };
    format!("{}{kept}", finished.report)
}

/// An input of the command line, read on demand.
struct InputSource<'a> {
    input: &'a Input,
    clients: &'a ClientCache,
    data: Option<&'a Path>,
    gtd: OnceLock<Gtd>,
    files: OnceLock<ZoneFiles>,
}

impl InputSource<'_> {
    fn files(&self) -> &ZoneFiles {
        self.files.get_or_init(|| block_on(self.input.zone_files(self.clients, self.data)))
    }
}

impl ExportSource for InputSource<'_> {
    fn name(&self) -> String {
        self.input.path().and_then(Path::file_stem).map_or("zone".into(), visible_path)
    }

    fn file_name(&self) -> String {
        self.input.path().and_then(Path::file_name).map_or("-".into(), path_text)
    }

    fn gtd(&self) -> Result<&Gtd, ExportError> {
        if let Some(gtd) = self.gtd.get() {
            return Ok(gtd);
        }
        let bytes = self.input.read().map_err(ExportError::source)?;
        let gtd = self.input.parse(bytes).map_err(ExportError::source)?;
        Ok(self.gtd.get_or_init(|| gtd))
    }

    fn textures(&self) -> Result<ZoneTextures, ExportError> {
        Ok(read_ground(self.input, self.gtd()?, self.files()))
    }

    fn shadows(&self) -> Result<Option<ShadowField>, ExportError> {
        Ok(read_shadows(self.gtd()?, self.files()))
    }

    fn objects(&self) -> Result<Option<ObjectModels>, ExportError> {
        Ok(read_objects(self.input, self.gtd()?, self.files()))
    }

    fn files_read(&self) -> Vec<PathBuf> {
        self.files.get().map(ZoneFiles::files_read).unwrap_or_default()
    }

    fn texture_file(&self) -> Result<Option<(PathBuf, Vec<u8>)>, ExportError> {
        match self.input.path() {
            Some(path) if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gtd")) => {
                Ok(Some((path.to_owned(), self.input.read().map_err(ExportError::source)?)))
            }
            _ => Ok(None),
        }
    }
}

/// Shows progress as a bar, if there is one.
struct BarProgress<'a> {
    bar: Option<&'a many::Bar>,
    name: String,
}

impl ProgressSink for BarProgress<'_> {
    fn step(&self, _: ExportStep) {}

    fn progress(&self, done: usize, total: usize) {
        if let Some(bar) = self.bar {
            bar.show(done, total, &self.name);
        }
    }
}

pub(super) fn run_import(global: &GlobalArgs, kind: &ImportKind) -> Result<ExitCode> {
    let ImportKind::Heights(args) = kind;
    let input = Input::from(args.file.clone());
    let plan = OutputPlan::new(&args.output, Output::ZONE).or_standard_output();
    let mut files = outputs::files_of([&input], None);
    [args.image.clone(), sidecar_path(&args.image)].iter().for_each(|path| files.add(path));
    outputs::check(&plan, &files, args.force)?;
    let report = import_heights(args, &input)?;
    outputs::report(global, &plan, &report)?;
    Ok(ExitCode::SUCCESS)
}

fn import_heights(args: &ImportHeightsArgs, input: &Input) -> Result<String> {
    let gtd = read_zone(input)?;
    outputs::check_zone(&args.output, args.force, "an import of heights into this zone", |old| {
        old.is_version_of(&gtd, true)
    })
    .map_err(outputs::refused)?;
    let given = import::SampleScale { offset_m: args.offset, scale_m: args.scale };
    let image = path_text(&args.image);
    let mut grid = import::read(&args.image, given, &gtd).with_context(|| image.clone())?;
    let mut resampled = String::new();
    if args.resample && grid.side() != gtd.map_size() {
        let (from, to) = (grid.side(), gtd.map_size());
        resampled = format!(", resampled from {from} x {from} to {to} x {to}");
        grid = grid.resampled(to);
    }
    let new = import::with_heights(&gtd, &grid)
        .map_err(|error| anyhow!("{image}: {error}; use --resample to resample them"))?;
    let output = path_text(&args.output);
    template::make_folder(&args.output).with_context(|| output.clone())?;
    AtomicFile::write(&args.output, &new.bytes).with_context(|| output.clone())?;
    let heights = counted(new.changed_heights as u64, "height", "heights");
    let patches = counted(new.changed_patches as u64, "patch", "patches");
    Ok(format!("heights imported from {image}{resampled}; {heights} changed, bounds of {patches} recomputed"))
}
