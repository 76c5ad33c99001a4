//! `objects --find`: the objects of many zones whose names, or those of their files, match a search.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::inputs::Input;
use super::objects::{ObjectsArgs, open, place};
use super::output::{Page, Style, complain, print, print_json};
use super::stats::Failure;
use super::{FAILED, GlobalArgs, many};
use crate::formats::kernel::number::counted;
use crate::formats::kernel::visible::path_text;
use crate::formats::opd::OpdFile;
use crate::platform::block_on;
use crate::scene::objects::ObjectSet;
use crate::scene::objects::catalog::{Catalog, KindOrder, ObjectTraits};
use crate::scene::objects::search::ObjectSearch;
use crate::zone::ClientCache;
use crate::zone::error::PartError;

/// The found objects of a zone. Field names and order are those of the JSON.
#[derive(Serialize)]
struct ZoneMatches {
    /// The path as typed.
    path: String,
    /// Name of the file without extension.
    zone: String,
    /// The objects, in file order.
    objects: Vec<ObjectMatch>,
}

/// A found object.
#[derive(Serialize)]
struct ObjectMatch {
    /// Number in the file.
    index: usize,
    name: String,
    /// Position in meters; null where not finite.
    position: [f64; 3],
    /// Its mesh and texture files with a word of the search in their name.
    files: Vec<String>,
}

/// One entry of the JSON array.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry {
    Read(ZoneMatches),
    Failed(Failure),
}

/// Prints the objects of all inputs that match; a failing input does not stop the rest.
pub(super) fn run(global: &GlobalArgs, args: &ObjectsArgs, find: &str) -> Result<ExitCode> {
    let inputs = many::expand(args.files.iter().cloned().map(Input::from), args.recursive, None);
    let (clients, search) = (ClientCache::on_disk(), ObjectSearch::new(find));
    let entries =
        many::for_each(global, &inputs, |input| match block_on(read(input, args.data.as_deref(), &clients, &search)) {
            Ok(found) => Entry::Read(found),
            Err(error) => Entry::Failed(Failure::unreadable(input.name(), format!("{error:#}"))),
        });
    let (mut failed, errors) = (0, Style::for_stderr(global.color));
    for entry in &entries {
        if let Entry::Failed(failure) = entry {
            complain(errors, "error", &format!("{}: {}", failure.path, failure.error.message));
            failed += 1;
        }
    }
    if args.json {
        print_json(&entries)?
    } else {
        print(&table(&entries))?
    };
    if failed > 0 {
        many::summarize(global, entries.len(), &format!("{} read, {failed} failed", entries.len() - failed));
    }
    Ok(if failed > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// The matches of a zone; none for a zone without objects.
async fn read(input: &Input, data: Option<&Path>, clients: &ClientCache, search: &ObjectSearch) -> Result<ZoneMatches> {
    let path = match input {
        Input::Path(path) => path,
        Input::Nothing(_, reason) => return Err(reason.clone().into()),
        Input::StandardInput => bail!("standard input has no file of placed objects; name a file"),
    };
    let zone = path_text(path.file_stem().unwrap_or_default());
    let objects = match open(path, data, clients).await {
        Ok(Some((_, file))) => {
            let (opd, _) = OpdFile::parse_start(&file.bytes).with_context(|| path_text(&file.path))?;
            matches(&opd, search)
        }
        Ok(None) => Vec::new(),
        Err(error) if is_absent(&error) => Vec::new(),
        Err(error) => return Err(error),
    };
    Ok(ZoneMatches { path: input.name(), zone, objects })
}

/// Whether a zone has no objects at all.
fn is_absent(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(PartError::None | PartError::NotFound(_)))
}

fn matches(opd: &OpdFile, search: &ObjectSearch) -> Vec<ObjectMatch> {
    let catalog = Catalog::new(&ObjectSet::new(opd), &opd.objects, [opd.width_m, opd.length_m], None);
    let mut numbers: Vec<usize> = catalog.find(search, ObjectTraits::default(), KindOrder::Count).objects().collect();
    numbers.sort_unstable();
    let found = numbers.into_iter().map(|index| ObjectMatch {
        index,
        name: catalog.name(index).to_owned(),
        position: opd.objects[index].placement.position_m.map(f64::from),
        files: catalog.matching_files(catalog.objects[index].kind, search).into_iter().map(str::to_owned).collect(),
    });
    found.collect()
}

/// A line per object: zone, number, place, name, and the files that match.
fn table(entries: &[Entry]) -> Page {
    let mut page = Page::new(Style::PLAIN);
    let zones = || entries.iter().filter_map(|entry| if let Entry::Read(zone) = entry { Some(zone) } else { None });
    let found: Vec<(&str, &ObjectMatch)> =
        zones().flat_map(|zone| zone.objects.iter().map(|object| (zone.zone.as_str(), object))).collect();
    let width = |lengths: &mut dyn Iterator<Item = usize>, heading: &str| lengths.fold(heading.len(), usize::max);
    let zone_width = width(&mut found.iter().map(|(zone, _)| zone.chars().count()), "zone");
    let name_width = width(&mut found.iter().map(|(_, object)| object.name.chars().count()), "name");
    if !found.is_empty() {
        page.line(&format!(
            "{:zone_width$}  {:>6}  {:>24}  {:name_width$}  matching files",
            "zone", "index", "x, y, z (m)", "name"
        ));
    }
    for (zone, object) in &found {
        let (place, files) = (place(object.position), object.files.join(", "));
        page.line(&format!(
            "{zone:zone_width$}  {:>6}  {place:>24}  {:name_width$}  {files}",
            object.index, object.name
        ));
    }
    let with_objects = zones().filter(|zone| !zone.objects.is_empty()).count();
    page.line(&format!(
        "{} in {} of {}",
        counted(found.len() as u64, "object", "objects"),
        counted(with_objects as u64, "zone", "zones"),
        zones().count()
    ));
    page
}
