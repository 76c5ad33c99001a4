//! `export` and `import`: data for other programs, and back.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow};

use super::export_args::{ExportCommand, ImportHeightsArgs, ImportKind};
use super::ground::{read_ground, read_shadows, read_zone};
use super::inputs::Input;
use super::output::{Style, complain, print};
use super::{FAILED, GlobalArgs, WrongUsage, many, template};
use crate::export::atomic_file::AtomicFile;
use crate::export::heights::import;
use crate::export::partial;
use crate::export::staging::Existing;
use crate::export::{self, ExportContext, ExportError, ExportKind, ExportSource, ExportStep, Finished, ProgressSink};
use crate::formats::gtd::Gtd;
use crate::platform::CancelToken;
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::scene::shadows::ShadowField;

/// Exports each input and prints what was written; a failing one does not stop the rest.
pub(super) fn run(global: &GlobalArgs, command: &ExportCommand) -> Result<ExitCode> {
    let output = &command.files.output;
    // Checked before any file is read.
    command.kind.output().check(output).map_err(|error| WrongUsage(format!("{}: {error}", output.display())))?;
    let reads_texture_files = matches!(command.kind, ExportKind::Textures(_));
    let hint = reads_texture_files.then_some("name texture files, for example DTex/*.gtt");
    let inputs = command.files.files.expand(hint);
    template::assert_distinct(output, &inputs)?;
    // A single file has its own progress bar; for several, only the number of files is shown.
    let bar = (inputs.len() == 1).then(|| many::Bar::new(global));
    let results = many::for_each(global, &inputs, |input| {
        let output = template::fill(output, input);
        export(command, input, &output, bar.as_ref()).map(|finished| line(&output, &finished))
    });
    drop(bar);
    partial::wait_if_interrupted();
    let (mut failed, total) = (0, results.len());
    let errors = Style::for_stderr(global.color);
    for (input, result) in inputs.iter().zip(results) {
        match result {
            Ok(line) if !global.quiet => {
                print(&line)?;
            }
            Ok(_) => {}
            Err(error) => {
                complain(errors, "error", &format!("{}: {error:#}", input.name()));
                failed += 1;
            }
        }
    }
    many::summarize(global, total, &format!("{} exported, {failed} failed", total - failed));
    Ok(if failed > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// Exports one input. Error messages do not contain its name.
fn export(command: &ExportCommand, input: &Input, output: &Path, bar: Option<&many::Bar>) -> Result<Finished> {
    input.assert_exists()?;
    template::make_folder(output).with_context(|| output.display().to_string())?;
    let source = InputSource { input, data: command.data.as_deref(), gtd: OnceLock::new() };
    let progress = BarProgress { bar, name: input.name() };
    // Ctrl+C ends the whole program, so this token is never canceled.
    let cancel = CancelToken::default();
    let context = ExportContext { source: &source, output, folder: None, cancel: &cancel, progress: &progress };
    Ok(export::run(&command.kind, &context, Existing::Replace)?)
}

/// Reports a finished export.
fn line(output: &Path, finished: &Finished) -> String {
    let kept = if finished.is_merged { "\n  the other files in the folder are kept" } else { "" };
    format!("{}: {}{kept}\n", output.display(), finished.report)
}

/// An input of the command line, read on demand.
struct InputSource<'a> {
    input: &'a Input,
    data: Option<&'a Path>,
    gtd: OnceLock<Gtd>,
}

impl ExportSource for InputSource<'_> {
    fn name(&self) -> String {
        self.input.path().and_then(Path::file_stem).map_or("zone".into(), |stem| stem.to_string_lossy().into_owned())
    }

    fn file_name(&self) -> String {
        self.input.path().and_then(Path::file_name).map_or("-".into(), |name| name.to_string_lossy().into_owned())
    }

    fn gtd(&self) -> Result<&Gtd, ExportError> {
        if let Some(gtd) = self.gtd.get() {
            return Ok(gtd);
        }
        let bytes = self.input.read().map_err(ExportError::source)?;
        let gtd = Gtd::parse(bytes).map_err(ExportError::source)?;
        Ok(self.gtd.get_or_init(|| gtd))
    }

    fn textures(&self) -> Result<ZoneTextures, ExportError> {
        Ok(read_ground(self.input, self.gtd()?, self.data))
    }

    fn shadows(&self) -> Result<Option<ShadowField>, ExportError> {
        Ok(read_shadows(self.input, self.gtd()?, self.data))
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

pub(super) fn run_import(kind: &ImportKind) -> Result<ExitCode> {
    let ImportKind::Heights(args) = kind;
    print(&import_heights(args)?)?;
    Ok(ExitCode::SUCCESS)
}

fn import_heights(args: &ImportHeightsArgs) -> Result<String> {
    let gtd = read_zone(&Input::from(args.file.clone()))?;
    let given = import::SampleScale { offset_m: args.offset, scale_m: args.scale };
    let image = args.image.display();
    let mut grid = import::read(&args.image, given).with_context(|| image.to_string())?;
    let mut resampled = String::new();
    if args.resample && grid.side() != gtd.map_size() {
        let (from, to) = (grid.side(), gtd.map_size());
        resampled = format!(", resampled from {from} x {from} to {to} x {to}");
        grid = grid.resampled(to);
    }
    let bytes = import::with_heights(&gtd, &grid)
        .map_err(|error| anyhow!("{image}: {error}; use --resample to resample them"))?;
    let output = args.output.display();
    template::make_folder(&args.output).with_context(|| output.to_string())?;
    AtomicFile::write(&args.output, &bytes).with_context(|| output.to_string())?;
    Ok(format!("{output}: heights imported from {image}{resampled}; patch bounds recomputed\n"))
}
