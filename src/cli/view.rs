//! The window command: launch options from arguments.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use super::task::ViewTask;
use crate::app;
use crate::load::ZoneSource;

/// Opens the window and returns when it is closed.
///
/// # Errors
/// No display or no adapter.
pub fn run(task: ViewTask) -> Result<ExitCode> {
    Ok(ExitCode::from(app::run(options(task))?))
}

/// Opens the window with two zones, the second one wiped over the first.
///
/// # Errors
/// No display or no adapter.
pub fn run_comparing(task: ViewTask, with: &Path) -> Result<ExitCode> {
    let options = app::Options { compare_with: Some(ZoneSource::of(with)), ..options(task) };
    Ok(ExitCode::from(app::run(options)?))
}

fn options(task: ViewTask) -> app::Options {
    let ViewTask { path, view } = task;
    app::Options {
        zone: Some(ZoneSource::of_or_demo(path.as_deref())),
        welcome: path.is_none() && !view.name_a_view(),
        compare_with: None,
        budget_bytes: view.budget_bytes(),
        view,
        refused: Vec::new(),
    }
}
