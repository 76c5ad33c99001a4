//! `explain`: reads the files and prints the explanations of [`crate::explain`].

mod page;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use super::file_args::ExplainArgs;
use super::inputs::Input;
use super::output::{Page, Style, complain, print};
use super::{FAILED, GlobalArgs, many};
use crate::explain;
use crate::formats::foreign;
use crate::formats::gtd::{self, Gtd};
use crate::formats::kernel::visible::path_text;
use crate::formats::kernel::{FieldMap, FormatError};
use crate::formats::kinds::{FileKind, KINDS};

/// Text about a file, and whether its fields cover it completely.
struct Explanation {
    page: Page,
    error: Option<FormatError>,
    is_covered: bool,
}

/// Explains all inputs; a failing one does not stop the rest.
pub(super) fn run(global: &GlobalArgs, args: &ExplainArgs) -> Result<ExitCode> {
    let style = Style::for_stdout(global.color);
    let inputs = args.files.expand(Some("name files of other kinds, for example DTex/*.gtt"));
    let explanations = many::for_each(global, &inputs, |input| explanation(input, style).with_context(|| input.name()));
    let mut failed = false;
    for (input, explanation) in inputs.iter().zip(explanations) {
        let error = match explanation {
            Ok(explanation) => {
                failed |= !explanation.is_covered;
                if !print(&explanation.page)? {
                    break;
                }
                explanation.error.map(|error| format!("{}: {error}", input.name()))
            }
            Err(error) => Some(format!("{error:#}")),
        };
        if let Some(error) = error {
            complain(Style::for_stderr(global.color), "error", &error);
            failed = true;
        }
    }
    Ok(if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

fn explanation(input: &Input, style: Style) -> Result<Explanation> {
    let bytes = input.read()?;
    let Some(kind) = FileKind::detect(&bytes, input.extension()) else {
        let known: Vec<String> =
            KINDS.iter().flat_map(|kind| kind.extensions).map(|known| format!(".{known}")).collect();
        let found = foreign::describe(&bytes, None).unwrap_or("an unknown file format".into());
        bail!("found {found}; supported extensions: {}", known.join(", "));
    };
    let name = input.name();
    if std::ptr::eq(kind, &raw const gtd::KIND) {
        let gtd = Gtd::parse(bytes)?;
        let stem = input.path().and_then(Path::file_stem).map(path_text);
        let page = page::of(&explain::terrain(&name, stem.as_deref(), &gtd), style);
        return Ok(Explanation { page, error: None, is_covered: is_covered(gtd.field_map()) });
    }
    let file = kind.map(bytes);
    let page = page::of(&explain::file(&name, &file), style);
    Ok(Explanation { page, is_covered: is_covered(&file.map), error: file.error })
}

fn is_covered(map: &FieldMap) -> bool {
    map.uncovered().next().is_none()
}
