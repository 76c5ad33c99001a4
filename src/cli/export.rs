//! `export` and `import`: data for other programs, and back.

use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};

use super::export_args::{ExportCommand, ImportHeightsArgs, ImportKind};
use super::export_source::{Clients, InputSource};
use super::ground::read_zone;
use super::inputs::Input;
use super::output::{Style, complain};
use super::{FAILED, GlobalArgs, exit_code_of, many, outputs, template};
use crate::export::atomic_file::AtomicFile;
use crate::export::heights::{import, sidecar_path};
use crate::export::partial;
use crate::export::staging::Existing;
use crate::export::{
    self, ExportContext, ExportError, ExportKind, ExportStep, Finished, Output, OutputPlan, ProgressSink,
};
use crate::formats::kernel::number::counted;
use crate::formats::kernel::visible::path_text;
use crate::platform::CancelToken;

/// Exports each input and prints what was written; a failing one does not stop the rest.
pub(super) fn run(global: &GlobalArgs, command: &ExportCommand) -> Result<ExitCode> {
    let output = &command.files.output;
    let reads_texture_files = matches!(command.kind, ExportKind::Textures(_));
    let hint = reads_texture_files.then_some("name texture files, for example DTex/*.gtt");
    let takes_models = matches!(command.kind, ExportKind::Mesh(_));
    let inputs = if takes_models { command.files.files.expand_models() } else { command.files.files.expand(hint) };
    // Checked before any file is read.
    let plans = template::plans(output, &inputs, |path| command.kind.plan(path))?;
    let mut files = outputs::files_of(&inputs, command.data.as_deref());
    command.server_map.iter().for_each(|path| files.add(path));
    command.server.iter().for_each(|server| files.add(server));
    plans.iter().try_for_each(|plan| plan.check(&files)).map_err(outputs::refused)?;
    // A single file has its own progress bar; for several, only the number of files is shown.
    let bar = (inputs.len() == 1).then(|| many::Bar::new(global));
    let clients = Clients::default();
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
    clients: &Clients,
    plan: &OutputPlan,
    bar: Option<&many::Bar>,
) -> Result<Finished> {
    input.assert_exists()?;
    let output = plan.path();
    plan.check_place(command.files.force).map_err(outputs::refused)?;
    template::make_folder(output).with_context(|| path_text(output))?;
    let source = InputSource::new(input, clients, command);
    let progress = BarProgress { bar, name: input.name() };
    // Ctrl+C ends the whole program, so this token is never canceled.
    let cancel = CancelToken::default();
    let existing = if command.files.force { Existing::Force } else { Existing::Replace };
    let context = ExportContext { source: &source, plan, existing, folder: None, cancel: &cancel, progress: &progress };
    export::run(&command.kind, &context).map_err(|error| match error {
        ExportError::Output(error) => outputs::refused(error),
        error => error.into(),
    })
}

/// Describes a finished export.
fn describe(finished: &Finished) -> String {
    let kept = if finished.is_merged { "\n  the other files in the folder are kept" } else { "" };
    format!("{}{kept}", finished.report)
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
