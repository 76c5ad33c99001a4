//! `objects`: the placed objects of a zone, by kind, one by one, or as JSON.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::Args;
use serde::Serialize;

use super::ground::assert_no_folder;
use super::inputs::Input;
use super::output::{Page, Style, complain, print, print_json};
use super::{FAILED, GlobalArgs, WrongUsage, object_search};
use crate::formats::kernel::number::{counted, grouped};
use crate::formats::kernel::visible::path_text;
use crate::formats::opd::OpdFile;
use crate::platform::{block_on, fs};
use crate::scene::objects::ObjectSet;
use crate::scene::objects::catalog::{Catalog, CatalogFiles, KindOrder, ObjectTraits};
use crate::scene::objects::search::ObjectSearch;
use crate::stats::objects::{ObjectFiles, ObjectsStats};
use crate::zone::client_files::DiskFiles;
use crate::zone::{ClientCache, ClientFile, ZoneFiles};

const EXAMPLES: &str = "\
Examples:
  gtd-viewer objects Zones/moradon.gtd         kinds of objects, with their number and triangles
  gtd-viewer objects Zones/moradon.opd --list  every object
  gtd-viewer objects Zones/moradon.gtd --json  everything about every object
  gtd-viewer objects -r Zones --find brantree  objects of all zones with this word in their name, mesh or textures
  gtd-viewer objects Zones/moradon.gtd --find 'tree \"3t_tr08.dxt\"'
                                               several words, and a whole name in quotes";

/// `objects`: the placed objects of a zone.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = EXAMPLES)]
pub struct ObjectsArgs {
    /// Zone file (.gtd), or file of placed objects (.opd); with --find several files, and patterns such as Zones/*.gtd
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// With --find: read all zones (.gtd) in folders and their subfolders, each real file once; links to folders above are not followed
    #[arg(short, long, requires = "find")]
    pub recursive: bool,

    /// Print the objects with all of these words in their name, or in the names of their mesh and texture files; a part in quotes is one word
    #[arg(long, value_name = "TEXT", conflicts_with = "list")]
    pub find: Option<String>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Print a line per object instead of a line per kind
    #[arg(long, conflicts_with = "json")]
    pub list: bool,

    /// Client folder, if the file is not in one
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
}

/// A file that cannot be read, in JSON form.
#[derive(Serialize)]
struct Failure {
    file: String,
    error: String,
}

/// The objects of a file with their meshes.
struct Objects {
    catalog: Catalog,
    stats: ObjectsStats,
}

/// Prints the placed objects of a file, or those of several files that match a search.
pub(super) fn run(global: &GlobalArgs, args: &ObjectsArgs) -> Result<ExitCode> {
    if let Some(find) = &args.find {
        return object_search::run(global, args, find);
    }
    let [file] = args.files.as_slice() else {
        return Err(WrongUsage("several files need --find; name one file to list its objects".to_owned()).into());
    };
    let objects = block_on(read(file, args.data.as_deref()));
    match &objects {
        Ok(Objects { stats, .. }) if args.json => print_json(stats)?,
        Ok(Objects { stats, .. }) if args.list => print(&list(stats))?,
        Ok(objects) => print(&by_kind(objects))?,
        Err(error) if args.json => {
            print_json(&Failure { file: file_name(&opd_name(file)), error: format!("{error:#}") })?
        }
        Err(_) => true,
    };
    let Err(error) = objects else { return Ok(ExitCode::SUCCESS) };
    complain(Style::for_stderr(global.color), "error", &format!("{error:#}"));
    Ok(ExitCode::from(FAILED))
}

/// Whether a file is a zone, which has its objects in another file.
fn is_zone(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gtd"))
}

/// The usual name of the objects of a zone.
fn opd_name(path: &Path) -> PathBuf {
    if is_zone(path) { path.with_extension("opd") } else { path.to_owned() }
}

fn file_name(path: &Path) -> String {
    path_text(path.file_name().unwrap_or(OsStr::new("-")))
}

/// The file of placed objects of a zone, or the file itself, with access to its client folder. None for a zone without
/// objects.
pub(super) async fn open(
    file: &Path,
    data: Option<&Path>,
    clients: &ClientCache,
) -> Result<Option<(ZoneFiles, ClientFile)>> {
    assert_no_folder(file)?;
    if !is_zone(file) {
        let files = ZoneFiles::around(Arc::new(DiskFiles), file, data).await;
        let file = files.read_path(file).await?;
        return Ok(Some((files, file)));
    }
    // A zone that does not exist must not be reported as one without objects.
    fs::metadata(file).with_context(|| path_text(file))?;
    let files = Input::from(file.to_owned()).zone_files(clients, data).await;
    files.log_table_error();
    let Some(bundle) = files.bundle() else { return Ok(None) };
    let file = files.read_part(&bundle.opd).await?;
    Ok(Some((files, file)))
}

async fn read(file: &Path, data: Option<&Path>) -> Result<Objects> {
    let opened = open(file, data, &ClientCache::on_disk()).await?;
    let (files, ClientFile { path, bytes }) = opened.context("the zone has no objects")?;
    let (opd, trailing_bytes) = OpdFile::parse_start(&bytes).with_context(|| path_text(&path))?;
    let set = ObjectSet::new(&opd);
    let found = find(&files, &set).await;
    let stats = ObjectsStats::new(&file_name(&path), (&opd, trailing_bytes), &set, &found);
    let has_texture = |texture: usize| found.has_texture.get(texture).copied().unwrap_or_default();
    let known = CatalogFiles { meshes: &found.meshes, has_texture: &has_texture };
    let catalog = Catalog::new(&set, &opd.objects, [opd.width_m, opd.length_m], Some(known));
    Ok(Objects { catalog, stats })
}

/// Reads the meshes, and looks for the textures. Malformed meshes are logged and count as missing.
pub(super) async fn find(files: &ZoneFiles, set: &ObjectSet) -> ObjectFiles {
    let mut found = ObjectFiles::default();
    for name in &set.meshes {
        let mesh = files.mesh(name).await;
        found.meshes.push(mesh.inspect_err(|error| log::info!("{}", crate::zone::error::with_causes(error))).ok());
    }
    for name in &set.textures {
        found.has_texture.push(files.contains(name).await);
    }
    found
}

fn by_kind(Objects { catalog, stats }: &Objects) -> Page {
    let mut page = heading(stats);
    let found = catalog.find(&ObjectSearch::default(), ObjectTraits::default(), KindOrder::Count);
    page.line(&format!("{:>7}  {:>9}  {:>24}  kind", "objects", "triangles", "first at x, y, z (m)"));
    for kind in &found.kinds {
        let Some(first) = kind.objects.first().map(|index| &stats.shapes[*index]) else { continue };
        page.line(&format!(
            "{:>7}  {:>9}  {:>24}  {}",
            grouped(kind.objects.len() as u64),
            grouped(catalog.kinds[kind.kind].triangles.unwrap_or(0) as u64),
            place(first.position),
            first.name
        ));
    }
    missing(&mut page, stats);
    page
}

fn list(stats: &ObjectsStats) -> Page {
    let mut page = heading(stats);
    page.line(&format!("{:>6}  {:>24}  {:>5}  {:>9}  name", "index", "x, y, z (m)", "parts", "triangles"));
    for shape in &stats.shapes {
        page.line(&format!(
            "{:>6}  {:>24}  {:>5}  {:>9}  {}",
            shape.index,
            place(shape.position),
            shape.parts.len(),
            grouped(shape.triangles as u64),
            shape.name
        ));
    }
    missing(&mut page, stats);
    page
}

fn heading(stats: &ObjectsStats) -> Page {
    let totals = &stats.totals;
    let count = |count: usize, one, many| counted(count as u64, one, many);
    let mut page = Page::new(Style::PLAIN);
    page.line(&format!(
        "{}: {}, {}, {}; {}, {}; {}",
        stats.file,
        count(totals.shapes, "object", "objects"),
        count(totals.parts, "part", "parts"),
        count(totals.triangles, "triangle", "triangles"),
        count(totals.meshes, "mesh", "meshes"),
        count(totals.textures, "texture", "textures"),
        count(totals.collision_faces, "collision triangle", "collision triangles"),
    ));
    page.line("");
    page
}

/// A position in meters.
pub(super) fn place([x, y, z]: [f64; 3]) -> String {
    format!("{x:.1}, {y:.1}, {z:.1}")
}

fn missing(page: &mut Page, stats: &ObjectsStats) {
    let names = &stats.totals.missing;
    if !names.is_empty() {
        page.line("");
        let count = counted(names.len() as u64, "missing or damaged file", "missing or damaged files");
        page.line(&format!("{count}:"));
        names.iter().for_each(|name| page.line(&format!("  {name}")));
    }
}
