//! `explain`: a file field by field, in order, with offsets, values and meanings.
//!
//! Responsible for the text output. Fields and meanings come from the parsers' own tables
//! ([`crate::formats::kernel::fields`]), so that they cannot diverge from what is read. Arrays are summarized by ranges
//! and a few records ([`arrays`]), long lists of similar groups by the first ones; content that only terrain has is in
//! [`terrain`].

mod arrays;
mod bits;
mod groups;
mod page;
mod terrain;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use self::page::ExplainPage;
use super::file_args::ExplainArgs;
use super::inputs::Input;
use super::output::{Page, Style, complain, print};
use super::{FAILED, GlobalArgs, many};
use crate::formats::foreign;
use crate::formats::gtd::{self, Gtd};
use crate::formats::kernel::number::{counted, grouped};
use crate::formats::kernel::{FieldMap, FormatError, Run, Section};
use crate::formats::kinds::{FileKind, KINDS, MappedFile};

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
    let explanations = many::for_each(global, &inputs, |input| explain(input, style).with_context(|| input.name()));
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

fn explain(input: &Input, style: Style) -> Result<Explanation> {
    let bytes = input.read()?;
    let Some(kind) = FileKind::detect(&bytes, input.extension()) else {
        let known: Vec<String> =
            KINDS.iter().flat_map(|kind| kind.extensions).map(|known| format!(".{known}")).collect();
        let found = foreign::describe(&bytes, None).unwrap_or("an unknown file format".into());
        bail!("found {found}; supported extensions: {}", known.join(", "));
    };
    let mut page = ExplainPage::new(style);
    if std::ptr::eq(kind, &raw const gtd::KIND) {
        let gtd = Gtd::parse(bytes)?;
        terrain::write(&mut page, input, &gtd);
        return Ok(Explanation { page: page.finish(), error: None, is_covered: is_covered(gtd.field_map()) });
    }
    let file = kind.map(bytes);
    write(&mut page, input, &file);
    Ok(Explanation { page: page.finish(), is_covered: is_covered(&file.map), error: file.error })
}

fn is_covered(map: &FieldMap) -> bool {
    map.uncovered().next().is_none()
}

/// The text about a file of any kind except terrain.
fn write(page: &mut ExplainPage, input: &Input, file: &MappedFile) {
    page.heading(&input.name(), &counted(file.content.len() as u64, "byte", "bytes"));
    page.text(&format!("Format: {}. {}", file.kind.name, file.kind.summary));
    if file.kind.is_enciphered {
        page.text("The file is encrypted; values are shown decrypted.");
    }
    opening(page);
    let view = FileView { content: &file.content, map: &file.map, gtd: None };
    for section in file.map.sections() {
        write_section(page, &view, section);
    }
    if let Some(error) = &file.error {
        page.heading("NOT READ", "");
        page.text(&format!("The rest of the file cannot be read: {error}."));
    }
    write_uncovered(page, &view);
}

/// A file's bytes and fields.
struct FileView<'a> {
    content: &'a [u8],
    map: &'a FieldMap,
    /// The zone, for terrain files.
    gtd: Option<&'a Gtd>,
}

fn opening(page: &mut ExplainPage) {
    page.text("Each line has the offset of a field in bytes, its name, type, value and meaning.");
}

fn write_section(page: &mut ExplainPage, file: &FileView<'_>, section: &Section) {
    let title = section.spec.name.to_uppercase();
    if section.bytes == 0 {
        page.heading(&title, &format!("empty, at byte {}", grouped(section.offset)));
        return;
    }
    page.heading(&title, &span(section.offset, section.end()));
    if !section.spec.purpose.is_empty() {
        page.text(section.spec.purpose);
    }
    groups::write(page, file, section);
}

fn write_run(page: &mut ExplainPage, file: &FileView<'_>, run: &Run, prefix: &str) {
    if run.record().is_some() {
        arrays::write(page, file, run, prefix);
    } else {
        run.fields_at(0).for_each(|field| page.field(file.content, &field, prefix));
    }
}

/// Bytes that no field of the format covers.
fn write_uncovered(page: &mut ExplainPage, file: &FileView<'_>) {
    let bytes: u64 = file.map.uncovered().map(Run::bytes).sum();
    if bytes == 0 {
        return;
    }
    page.heading("NOT COVERED", &counted(bytes, "byte", "bytes"));
    page.text("These bytes belong to no field of the format:");
    for run in file.map.uncovered() {
        page.array(run.offset, &format!("not covered: {}", counted(run.bytes(), "byte", "bytes")));
    }
}

fn span(start: u64, end: u64) -> String {
    format!("bytes {} to {} ({})", grouped(start), grouped(end.saturating_sub(1)), grouped(end - start))
}
