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
use super::{FAILED, GlobalArgs};
use crate::formats::kernel::number::{counted, grouped};
use crate::formats::kernel::visible::path_text;
use crate::formats::opd::OpdFile;
use crate::platform::{block_on, fs};
use crate::scene::objects::{ObjectKind, ObjectSet};
use crate::stats::objects::{ObjectFiles, ObjectStats, ObjectsStats};
use crate::zone::client_files::DiskFiles;
use crate::zone::{ClientCache, ClientFile, ZoneFiles};

const EXAMPLES: &str = "\
Examples:
  gtd-viewer objects Zones/moradon.gtd         kinds of objects, with their number and triangles
  gtd-viewer objects Zones/moradon.opd --list  every object
  gtd-viewer objects Zones/moradon.gtd --json  everything about every object";

/// `objects`: the placed objects of a zone.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = EXAMPLES)]
pub struct ObjectsArgs {
    /// Zone file (.gtd), or file of placed objects (.opd)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

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
    set: ObjectSet,
    stats: ObjectsStats,
}

/// Prints the placed objects of a file.
pub(super) fn run(global: &GlobalArgs, args: &ObjectsArgs) -> Result<ExitCode> {
    let objects = block_on(read(args));
    match &objects {
        Ok(Objects { stats, .. }) if args.json => print_json(stats)?,
        Ok(Objects { stats, .. }) if args.list => print(&list(stats))?,
        Ok(objects) => print(&by_kind(objects))?,
        Err(error) if args.json => {
            print_json(&Failure { file: file_name(&opd_name(&args.file)), error: format!("{error:#}") })?
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

async fn read(args: &ObjectsArgs) -> Result<Objects> {
    let data = args.data.as_deref();
    assert_no_folder(&args.file)?;
    let (files, file) = if is_zone(&args.file) {
        // A zone that does not exist must not be reported as one without objects.
        fs::metadata(&args.file).with_context(|| path_text(&args.file))?;
        let files = Input::from(args.file.clone()).zone_files(&ClientCache::on_disk(), data).await;
        files.log_table_error();
        let bundle = files.bundle().context("the zone has no objects")?;
        let file = files.read_part(&bundle.opd).await?;
        (files, file)
    } else {
        let files = ZoneFiles::around(Arc::new(DiskFiles), &args.file, data).await;
        let file = files.read_path(&args.file).await?;
        (files, file)
    };
    let ClientFile { path, bytes } = file;
    let (opd, trailing_bytes) = OpdFile::parse_start(&bytes).with_context(|| path_text(&path))?;
    let set = ObjectSet::new(&opd);
    let found = find(&files, &set).await;
    let stats = ObjectsStats::new(&file_name(&path), (&opd, trailing_bytes), &set, &found);
    Ok(Objects { set, stats })
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

fn by_kind(Objects { set, stats }: &Objects) -> Page {
    let mut page = heading(stats);
    let mut kinds: Vec<&ObjectKind> = set.kinds.iter().collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.objects.len()));
    page.line(&format!("{:>7}  {:>9}  {:>24}  kind", "objects", "triangles", "first at x, y, z (m)"));
    for kind in kinds {
        let Some(first) = kind.objects.first().map(|index| &stats.shapes[*index]) else { continue };
        page.line(&format!(
            "{:>7}  {:>9}  {:>24}  {}",
            grouped(kind.objects.len() as u64),
            grouped(first.triangles as u64),
            place(first),
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
            place(shape),
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

fn place(shape: &ObjectStats) -> String {
    let [x, y, z] = shape.position;
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
