//! `explain`: a zone file told in order, section by section, with its real offsets and values and what they mean.
//!
//! Owns the telling. The fields and their meanings are the parser's own table ([`crate::formats::gtd::fields`]), so that this
//! text cannot drift from what is read. Arrays are told by ranges and a few records ([`arrays`]), never in full.

mod arrays;
mod bits;
mod page;

use std::process::ExitCode;

use anyhow::Result;

use self::page::Page;
use super::file_args::ExplainArgs;
use super::ground::read_zone;
use super::inputs::Input;
use super::output::{Style, complain, print};
use super::stats_text::grouped;
use super::{FAILED, GlobalArgs, many};
use crate::check::{Subject, check};
use crate::formats::gtd::walk::{Owner, Run};
use crate::formats::gtd::{Gtd, Layout, Section, SectionId};

/// Rivers, ponds or light maps that are told field by field; the rest is counted.
const OWNERS_TOLD: u32 = 8;

/// Explains all inputs; one that fails does not stop the rest.
pub(super) fn run(global: &GlobalArgs, args: &ExplainArgs) -> Result<ExitCode> {
    let style = Style::for_stdout(global.color);
    let inputs = args.files.expand();
    let told = many::for_each(global, &inputs, |input| read_zone(input).map(|gtd| explain(input, &gtd, style)));
    let mut failed = false;
    for text in told {
        match text {
            Ok(text) => {
                if !print(&text)? {
                    break;
                }
            }
            Err(error) => {
                complain(Style::for_stderr(global.color), "error", &format!("{error:#}"));
                failed = true;
            }
        }
    }
    Ok(if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// The whole text about a file.
fn explain(input: &Input, gtd: &Gtd, style: Style) -> String {
    let mut page = Page::new(style);
    opening(&mut page, input, gtd);
    for section in gtd.sections() {
        tell_section(&mut page, gtd, section);
    }
    if !gtd.trailing().is_empty() {
        page.heading(
            "TRAILING BYTES",
            &span((gtd.bytes().len() - gtd.trailing().len()) as u64, gtd.bytes().len() as u64),
        );
        gtd.runs_of(SectionId::Trailing).iter().for_each(|run| tell_run(&mut page, gtd, run));
    }
    unusual(&mut page, input, gtd);
    page.finish()
}

fn opening(page: &mut Page, input: &Input, gtd: &Gtd) {
    let (extent, tiles) = (grouped(gtd.extent_m() as u64), gtd.tiles_per_side());
    page.heading(&input.name(), &format!("{} bytes", grouped(gtd.bytes().len() as u64)));
    page.text(&format!(
        "The terrain of a zone of {extent} x {extent} m: {tiles} x {tiles} tiles of 4 m, and {0} x {0} vertices at their \
         corners. {1} All numbers are little-endian. Positions are in meters: x east, y up, z north, and (0, 0) is the \
         south-western corner. Arrays over the ground are x outer: (0, 0), (0, 1), (0, 2) ... each column from the \
         south to the north, the columns from the west.",
        gtd.map_size(),
        layout_told(gtd.header().layout),
    ));
    page.text("Each line below: the byte at which a field begins, its name, type and value, and what it means.");
}

fn layout_told(layout: Layout) -> String {
    match layout {
        Layout::Headerless => "It has no header: clients up to 1097 wrote it so.".into(),
        Layout::Versioned { version } => {
            format!("It begins with version {version} and a name, as clients 1298 and 1299 write it.")
        }
        Layout::Modern => "It begins with an enciphered name, as later clients write it.".into(),
    }
}

/// What a section is there for.
fn purpose(id: SectionId) -> &'static str {
    match id {
        SectionId::Header => "Which build wrote the file, and what the zone is called.",
        SectionId::MapData => {
            "The ground: for each vertex its height, and how the tile to its north-east is covered. The records of the \
             last row and column have heights, but no tile."
        }
        SectionId::Patches => {
            "For each patch of 8 x 8 tiles the sphere that holds it, with which the client decides what can be seen. It \
             follows from the heights."
        }
        SectionId::Grass => "Which kinds of grass may grow where, and the name of the set that the kinds are from.",
        SectionId::Textures => {
            "The texture files that the zone uses, and its table of tile textures: each entry is one picture of a file. \
             The tiles above count in this table."
        }
        SectionId::LightMaps => "Light maps inside the file: the format has a place for them, known files have none.",
        SectionId::Rivers => "Flowing water: strips of four vertices a row, between two banks.",
        SectionId::Ponds => "Standing water: grids of vertices, level, often wider than their shore.",
        SectionId::Trailing => "",
    }
}

fn tell_section(page: &mut Page, gtd: &Gtd, section: &Section) {
    let title = section.id.name().to_uppercase();
    if section.bytes == 0 {
        page.heading(&title, &format!("none, at byte {}", grouped(section.offset)));
        return;
    }
    page.heading(&title, &span(section.offset, section.end()));
    page.text(purpose(section.id));
    let mut told = None;
    for run in gtd.runs_of(section.id) {
        if told != Some(run.owner) {
            told = Some(run.owner);
            page.owner(run.owner, OWNERS_TOLD);
        }
        if index_of(run.owner).is_none_or(|index| index < OWNERS_TOLD) {
            tell_run(page, gtd, run);
        }
    }
}

fn index_of(owner: Owner) -> Option<u32> {
    match owner {
        Owner::File => None,
        Owner::LightMap(index) | Owner::River(index) | Owner::Pond(index) => Some(index),
    }
}

fn tell_run(page: &mut Page, gtd: &Gtd, run: &Run) {
    if run.record.is_some() {
        arrays::tell(page, gtd, run);
    } else {
        run.fields_of(gtd, 0).for_each(|field| page.field(gtd, &field));
    }
}

fn span(start: u64, end: u64) -> String {
    format!("bytes {} to {} ({})", grouped(start), grouped(end.saturating_sub(1)), grouped(end - start))
}

/// What sets this file apart: the findings about it, nothing beside it looked at.
fn unusual(page: &mut Page, input: &Input, gtd: &Gtd) {
    let stem = input.path().and_then(std::path::Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
    let findings = check(&Subject { gtd, stem: stem.as_deref(), around: None }).into_list();
    page.heading("UNUSUAL IN THIS FILE", "");
    if findings.is_empty() {
        page.text("Nothing: every value is one that other files have as well.");
    }
    for finding in findings.iter().take(40) {
        page.item(&format!("{}: {} ({})", finding.code.name, finding.message, finding.code.meaning));
    }
    if findings.len() > 40 {
        page.item(&format!("and {} more; gtd-viewer check lists them", findings.len() - 40));
    }
}
