//! `diff`: changes between two versions of a zone, as JSON, text, and picture.

use std::process::ExitCode;

use super::diff_text::{as_json, as_text};
use super::file_args::DiffArgs;
use super::ground::{ZoneOrMap, read_ground, read_zone_or_map};
use super::inputs::Input;
use super::output::{Style, print, print_json};
use super::{GlobalArgs, outputs, template};
use crate::diff::{Difference, ObjectDifference, compare, compare_objects, picture};
use crate::export::png::{self, Pixels, PngError};
use crate::export::{Output, OutputPlan};
use crate::formats::gtd::Gtd;
use crate::formats::opd::OpdFile;
use crate::platform::block_on;
use crate::scene::raster::compose::Composer;
use crate::zone::error::{PartError, with_causes};
use crate::zone::{ClientCache, ZoneFiles};
use anyhow::{Result, bail};

/// Pixels per tile side in the picture.
const PX_PER_TILE: u32 = 4;

/// Compares two zones. Differences are not a failure.
pub(super) fn run(global: &GlobalArgs, args: &DiffArgs) -> Result<ExitCode> {
    let [a, b] = [&args.a, &args.b].map(|path| Input::from(path.clone()));
    if a == Input::StandardInput && b == Input::StandardInput {
        return Err(super::WrongUsage("only one of the two zones can be read from standard input".into()).into());
    }
    if args.window {
        return show(args, &[a, b]);
    }
    let plan = args.output.as_deref().map(|output| OutputPlan::new(output, Output::PICTURE));
    if let Some(plan) = &plan {
        outputs::check(plan, &outputs::files_of([&a, &b], args.data.as_deref()), false)?;
    }
    let (old, new) = match (read_zone_or_map(&a)?, read_zone_or_map(&b)?) {
        (ZoneOrMap::Zone(old), ZoneOrMap::Zone(new)) => (old, new),
        (ZoneOrMap::Zone(zone), ZoneOrMap::Map(map)) => {
            return super::diff_server_map::run(global, args, [&a, &b], (&*zone, &map), plan.as_ref());
        }
        (ZoneOrMap::Map(_), _) => {
            bail!("{}: is a server map; name the zone first: gtd-viewer diff ZONE.gtd MAP.smd", a.name())
        }
    };
    let difference = compare(&old, &new);
    let clients = ClientCache::on_disk();
    let [old_files, new_files] = [&a, &b].map(|input| block_on(input.zone_files(&clients, args.data.as_deref())));
    let objects = read_placed(&a, &old, &old_files).zip(read_placed(&b, &new, &new_files));
    let objects = objects.map(|(old, new)| compare_objects(&old.objects, &new.objects));
    if let Some(plan) = &plan {
        plan.check_inputs(&old_files.files_read().into_iter().collect()).map_err(outputs::refused)?;
        draw((&difference, objects.as_ref()), &b, &new, &new_files, plan)?;
    }
    if args.json {
        print_json(&as_json(&a, &b, &difference, objects.as_ref()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut page = as_text(&a, &b, &difference, objects.as_ref(), Style::for_stdout(global.color));
    if let Some(plan) = &plan {
        page.append(&outputs::written(plan, "map of the changes"));
        if objects.is_some_and(|objects| !objects.is_empty()) {
            page.line(
                "  objects: green added, red removed, turquoise moved (with a line from the old place), yellow changed",
            );
        }
    }
    print(&page)?;
    Ok(ExitCode::SUCCESS)
}

/// Reads the objects file of a zone; none if it has none, or if it cannot be read (which is logged).
pub(super) fn read_placed(input: &Input, gtd: &Gtd, files: &ZoneFiles) -> Option<OpdFile> {
    match block_on(files.part::<OpdFile>(gtd)) {
        Ok(found) => Some(found.content),
        Err(PartError::None | PartError::NotFound(_)) => None,
        Err(error) => {
            log::warn!("{}: {}; objects are not compared", input.name(), with_causes(&error));
            None
        }
    }
}

/// Opens the window with both zones.
#[cfg(feature = "app")]
fn show(args: &DiffArgs, inputs: &[Input; 2]) -> Result<ExitCode> {
    if inputs.contains(&Input::StandardInput) {
        return Err(super::WrongUsage("--window needs files, not standard input".into()).into());
    }
    let view = crate::camera::ViewOptions { data: args.data.clone(), ..Default::default() };
    super::view::run_comparing(super::task::ViewTask { path: Some(args.a.clone()), view }, &args.b)
}

#[cfg(not(feature = "app"))]
fn show(_: &DiffArgs, _: &[Input; 2]) -> Result<ExitCode> {
    bail!("this build has no window; omit --window to print the differences")
}

fn draw(
    (difference, objects): (&Difference, Option<&ObjectDifference>),
    input: &Input,
    gtd: &Gtd,
    files: &ZoneFiles,
    plan: &OutputPlan,
) -> Result<()> {
    if difference.tiles.is_none() {
        let [a, b] = difference.map_size;
        bail!("the zones differ in size ({a} and {b} vertices per side), so -o cannot draw their changes on one map");
    }
    picture_of(input, gtd, files, plan, |composer, sink| picture::draw(difference, objects, composer, sink))
}

/// Takes rows of a picture.
type Sink<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), PngError>;

/// Writes a picture that is drawn over the map of a zone.
pub(super) fn picture_of(
    input: &Input,
    gtd: &Gtd,
    files: &ZoneFiles,
    plan: &OutputPlan,
    draw: impl FnOnce(&Composer<'_>, Sink<'_>) -> Result<(), PngError>,
) -> Result<()> {
    let textures = read_ground(input, gtd, files);
    plan.check_inputs(&files.files_read().into_iter().collect()).map_err(outputs::refused)?;
    let output = plan.path();
    let (pictures, ground) = (textures.pictures(PX_PER_TILE), textures.ground());
    let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, &*ground);
    let side = composer.side_px();
    let text = [("Software", super::software()), ("Title", format!("changes in {}", input.name()))];
    template::make_folder(output)?;
    png::write_rgb8(output, Pixels::Repeating, [side, side], &text, |sink| draw(&composer, &mut |rows| sink(rows)))?;
    Ok(())
}
