//! Exports from the window: an [`ExportJob`] runs on a thread; its files appear together or not at all.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::export::staging::Existing;
use crate::export::{
    self, ExportContext, ExportError, ExportKind, ExportReport, ExportSource, ExportStep, ProgressSink, StoredObjects,
};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::visible::path_text;
use crate::formats::ntf::tlt::ShadowMaps;
use crate::formats::opd::OpdFile;
use crate::formats::smd::ServerMap;
use crate::load::models::{Model, read_model};
use crate::load::{ServerData, Zone, read_game_marks, read_zone_objects, read_zone_textures};
use crate::platform::{CancelToken, block_on};
use crate::scene::game_marks::GameMarks;
use crate::scene::objects::{ObjectChoice, ObjectList, ObjectModels};
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::scene::shadows::ShadowField;
use crate::zone::error::PartError;
use crate::zone::parts::ZonePart;

/// State of a running export, shared by the window and the thread.
#[derive(Debug, Default)]
pub struct RunningExport {
    cancel: CancelToken,
    step: Mutex<ExportStep>,
    done: AtomicUsize,
    total: AtomicUsize,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl RunningExport {
    pub fn current_step(&self) -> ExportStep {
        *lock(&self.step)
    }

    /// Completed and total parts of the step; 0 while the total is unknown.
    pub fn parts(&self) -> (u64, u64) {
        (self.done.load(Ordering::Relaxed) as u64, self.total.load(Ordering::Relaxed) as u64)
    }

    /// Whether the export was canceled.
    pub fn is_canceled(&self) -> bool {
        self.cancel.is_canceled()
    }

    pub fn cancel(&self) {
        self.cancel.cancel();
    }
}

impl ProgressSink for RunningExport {
    fn step(&self, step: ExportStep) {
        self.total.store(0, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        *lock(&self.step) = step;
    }

    fn progress(&self, done: usize, total: usize) {
        self.total.store(total, Ordering::Relaxed);
        self.done.fetch_max(done, Ordering::Relaxed);
    }
}

/// An export of the open zone.
#[derive(Clone)]
pub struct ExportJob {
    /// Kind and options of the export.
    pub kind: ExportKind,
    pub zone: Arc<Zone>,
    /// Placed objects to leave out.
    pub hide: ObjectList,
    /// The server's half of the zone.
    pub server: Option<Arc<ServerData>>,
    /// The file or folder to create.
    pub target: PathBuf,
    pub running: Arc<RunningExport>,
}

/// Result of an export. Partial files are removed unless it is `Written`.
#[derive(Debug)]
pub enum ExportOutcome {
    /// The path of the export, and a report.
    Written(PathBuf, ExportReport),
    Canceled,
    /// The reason of the failure.
    Failed(ExportError),
}

impl std::fmt::Debug for ExportJob {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:?} of {} to {}", self.kind, self.zone.name, path_text(&self.target))
    }
}

impl PartialEq for ExportJob {
    fn eq(&self, other: &ExportJob) -> bool {
        let is_same = self.kind == other.kind && self.target == other.target && self.hide == other.hide;
        is_same && Arc::ptr_eq(&self.zone, &other.zone)
    }
}

impl ExportJob {
    /// Runs the export in a page: what it reads is read before, since nothing waits for the browser meanwhile.
    #[cfg(target_family = "wasm")]
    pub async fn run_in_page(&self) -> ExportOutcome {
        let source = self.source();
        if let Err(error) = source.read_ahead(self.kind).await {
            return ExportOutcome::Failed(error);
        }
        self.outcome(self.write(&source))
    }

    /// Runs the export on the calling thread.
    pub fn run(&self) -> ExportOutcome {
        self.outcome(self.write(&self.source()))
    }

    fn outcome(&self, written: Result<(PathBuf, ExportReport), ExportError>) -> ExportOutcome {
        match written {
            Ok((path, report)) => ExportOutcome::Written(path, report),
            Err(_) if self.running.is_canceled() => ExportOutcome::Canceled,
            Err(error) => ExportOutcome::Failed(error),
        }
    }

    fn source(&self) -> LoadedZone<'_> {
        LoadedZone {
            zone: &self.zone,
            hide: &self.hide,
            server: self.server.as_deref(),
            stored: OnceLock::new(),
            model: OnceLock::new(),
            ahead: ReadAhead::default(),
        }
    }

    fn write(&self, source: &LoadedZone<'_>) -> Result<(PathBuf, ExportReport), ExportError> {
        let plan = self.kind.plan(&self.target);
        plan.check(&self.zone.path.iter().collect())?;
        plan.check_place(false)?;
        let (cancel, progress) = (&self.running.cancel, &*self.running);
        let existing = Existing::Number;
        let context = ExportContext { source, plan: &plan, existing, folder: None, cancel, progress };
        let finished = export::run(&self.kind, &context)?;
        Ok((finished.path, finished.report))
    }
}

/// The open zone and its files.
struct LoadedZone<'a> {
    zone: &'a Zone,
    hide: &'a ObjectList,
    server: Option<&'a ServerData>,
    stored: OnceLock<Option<StoredObjects>>,
    model: OnceLock<Model>,
    ahead: ReadAhead,
}

/// What a page has read before the export; empty elsewhere.
#[derive(Default)]
struct ReadAhead {
    textures: OnceLock<ZoneTextures>,
    shadows: OnceLock<Option<ShadowMaps>>,
    objects: OnceLock<Option<ObjectModels>>,
    marks: OnceLock<GameMarks>,
}

impl LoadedZone<'_> {
    /// The single model that is shown instead of a zone.
    fn model(&self) -> Result<Option<&Model>, ExportError> {
        let Some(path) = self.zone.path.as_ref().filter(|_| self.zone.model.is_some()) else { return Ok(None) };
        if self.model.get().is_none() {
            let model = block_on(read_model(path, &self.zone.files)).map_err(ExportError::source)?;
            self.model.get_or_init(|| model);
        }
        Ok(self.model.get())
    }

    fn read_stored(&self) -> Result<Option<OpdFile>, ExportError> {
        if let Some(model) = self.model()? {
            return Ok(Some(model.file.clone()));
        }
        block_on(self.optional_part::<OpdFile>())
    }

    /// A part that a zone may lack.
    async fn optional_part<P: ZonePart>(&self) -> Result<Option<P>, ExportError> {
        match self.zone.files.part::<P>(self.zone.ground.gtd()).await {
            Ok(found) => Ok(Some(found.content)),
            Err(PartError::None | PartError::NotFound(_)) => Ok(None),
            Err(error) => Err(ExportError::source(error)),
        }
    }

    fn keep_stored(&self, file: Option<OpdFile>) -> Option<&StoredObjects> {
        let choice = ObjectChoice { hide: self.hide.clone(), ..ObjectChoice::default() };
        self.stored.get_or_init(|| file.map(|file| StoredObjects::new(file, &choice))).as_ref()
    }

    async fn read_marks(&self) -> GameMarks {
        let folder = self.server.map(|server| &*server.folder);
        read_game_marks(&self.zone.files, self.zone.ground.gtd(), folder).await.0
    }

    /// Reads what an export of this kind may need.
    #[cfg(target_family = "wasm")]
    async fn read_ahead(&self, kind: ExportKind) -> Result<(), ExportError> {
        let (gtd, files) = (self.zone.ground.gtd(), &self.zone.files);
        if let Some(path) = self.zone.path.as_ref().filter(|_| self.zone.model.is_some()) {
            let model = read_model(path, files).await.map_err(ExportError::source)?;
            self.model.get_or_init(|| model);
            return Ok(());
        }
        use ExportKind::{Marks, Mesh, Objects, ServerMap, Shape, Splat, Textures, Tiles, WebMap};
        if matches!(kind, Mesh(_) | WebMap(_) | Splat(_) | Textures(_)) {
            let read = read_zone_textures(gtd, files).await.0;
            self.ahead.textures.get_or_init(|| read);
        }
        if matches!(kind, Tiles(_)) {
            let read = self.optional_part::<ShadowMaps>().await?;
            self.ahead.shadows.get_or_init(|| read);
        }
        if matches!(kind, Mesh(_) | WebMap(_)) {
            let read = read_zone_objects(gtd, files, self.hide).await.0;
            self.ahead.objects.get_or_init(|| read);
        }
        if matches!(kind, Mesh(_) | Objects(_) | Shape(_) | ServerMap(_)) {
            let read = self.optional_part::<OpdFile>().await?;
            self.keep_stored(read);
        }
        if matches!(kind, WebMap(_) | Marks(_)) {
            let read = self.read_marks().await;
            self.ahead.marks.get_or_init(|| read);
        }
        Ok(())
    }
}

impl ExportSource for LoadedZone<'_> {
    fn name(&self) -> String {
        self.zone.name.clone()
    }

    fn gtd(&self) -> Result<&Gtd, ExportError> {
        Ok(self.zone.ground.gtd())
    }

    fn textures(&self) -> Result<ZoneTextures, ExportError> {
        match self.ahead.textures.get() {
            Some(textures) => Ok(textures.clone()),
            None => Ok(block_on(read_zone_textures(self.gtd()?, &self.zone.files)).0),
        }
    }

    fn shadows(&self) -> Result<Option<ShadowField>, ExportError> {
        match self.ahead.shadows.get() {
            Some(maps) => Ok(maps.as_ref().map(ShadowField::new)),
            None => Ok(block_on(self.optional_part::<ShadowMaps>())?.as_ref().map(ShadowField::new)),
        }
    }

    fn objects(&self) -> Result<Option<ObjectModels>, ExportError> {
        if let Some(model) = self.model()? {
            return Ok(Some(model.models.clone()));
        }
        match self.ahead.objects.get() {
            Some(objects) => Ok(objects.clone()),
            None => Ok(block_on(read_zone_objects(self.gtd()?, &self.zone.files, self.hide)).0),
        }
    }

    fn stored_objects(&self) -> Result<Option<&StoredObjects>, ExportError> {
        if let Some(stored) = self.stored.get() {
            return Ok(stored.as_ref());
        }
        let file = self.read_stored()?;
        Ok(self.keep_stored(file))
    }

    fn game_marks(&self) -> Result<GameMarks, ExportError> {
        match self.ahead.marks.get() {
            Some(marks) => Ok(marks.clone()),
            None => Ok(block_on(self.read_marks())),
        }
    }

    /// The map of the zone's server data, if it has the zone's size.
    fn server_map(&self) -> Result<Option<&ServerMap>, ExportError> {
        let size = self.gtd()?.map_size();
        let map = self.server.and_then(|server| server.zone.map.as_ref()).map(|read| &*read.map);
        Ok(map.filter(|map| map.size == size))
    }

    fn has_terrain(&self) -> bool {
        self.zone.model.is_none()
    }

    fn files_read(&self) -> Vec<PathBuf> {
        self.zone.files.files_read()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::heights::HeightsExport;
    use crate::export::marks::{MarkChoice, MarksExport};
    use crate::export::server_map::ServerMapExport;
    use crate::export::web_map::WebMapExport;
    use crate::export::{ExportChoice, ExportSubject};
    use crate::load::DataForms;
    use crate::load::Load;
    use crate::load::LoadEvent;
    use crate::load::LoadOptions;
    use crate::load::Request;
    use crate::load::ZoneSource;
    use crate::scene::raster::tile_image::TileEncoding;
    use crate::ui::Language;
    use std::path::Path;

    fn demo() -> Arc<Zone> {
        open(ZoneSource::Demo)
    }

    fn open(zone: ZoneSource) -> Arc<Zone> {
        let wanted = LoadOptions::TILES_ONLY;
        let mut load = Load::start(
            Request { zone, data: None, server: None, wanted, forms: DataForms::new(TileEncoding::Rgba8, 64).into() },
            || {},
        );
        loop {
            if let Some(LoadEvent::Opened(zone)) = load.wait() {
                return zone;
            }
        }
    }

    fn job(zone: &Arc<Zone>, kind: ExportKind, folder: &Path) -> ExportJob {
        let target = folder.join(kind.file_name("demo"));
        ExportJob {
            kind,
            zone: zone.clone(),
            hide: ObjectList::default(),
            server: None,
            target,
            running: Arc::default(),
        }
    }

    /// The demo zone with its own server data.
    fn demo_with_server() -> (Arc<Zone>, Arc<ServerData>) {
        let wanted = LoadOptions { game_marks: true, ..LoadOptions::TILES_ONLY };
        let forms = DataForms::new(TileEncoding::Rgba8, 64).into();
        let mut load = Load::start(Request { zone: ZoneSource::Demo, data: None, server: None, wanted, forms }, || {});
        let (mut zone, mut server) = (None, None);
        while let Some(event) = load.wait() {
            match event {
                LoadEvent::Opened(opened) => zone = Some(opened),
                LoadEvent::Server(read) => server = Some(read),
                _ => {}
            }
        }
        (zone.expect("a zone"), server.expect("its server data"))
    }

    #[test]
    fn exports_of_the_demo_have_its_server_data() {
        let (zone, server) = demo_with_server();
        let folder = tempfile::tempdir().unwrap();
        let export = |kind: ExportKind| {
            let with_server = ExportJob { server: Some(server.clone()), ..job(&zone, kind, folder.path()) };
            let outcome = with_server.run();
            let ExportOutcome::Written(path, _) = outcome else { panic!("{kind:?}: {outcome:?}") };
            path
        };
        let marks = std::fs::read_to_string(export(ExportKind::Marks(MarksExport { kind: MarkChoice::All }))).unwrap();
        for kind in ["monster,", "npc,", "warp,", "event-area,", "resurrection-area,", "start-area,", "named-area,"] {
            assert!(marks.lines().any(|line| line.starts_with(kind)), "no {kind} in {marks}");
        }
        let script = export(ExportKind::WebMap(WebMapExport::DEFAULT)).join("marks.js");
        assert!(std::fs::read_to_string(script).unwrap().contains("\"monster\""));
        // The map is that of the server data: whole, with events and warps.
        let map = std::fs::read(export(ExportKind::ServerMap(ServerMapExport {}))).unwrap();
        assert!(map == crate::demo::embedded::find("Server/demo.smd").unwrap(), "every byte of the demo's own map");
    }

    fn all() -> impl Iterator<Item = ExportKind> {
        ExportKind::variants().into_iter()
    }

    fn heights() -> ExportKind {
        ExportKind::Heights(HeightsExport { engine: None })
    }

    #[test]
    fn every_kind_is_written_whole() {
        let zone = demo();
        for kind in all() {
            let folder = tempfile::tempdir().unwrap();
            let job = job(&zone, kind, folder.path());
            let ExportOutcome::Written(path, report) = job.run() else { panic!("{kind:?}: {:?}", job.run()) };
            assert_eq!(path, job.target);
            assert!(
                path.exists() && path.is_dir() == kind.output().is_folder() && !report.to_string().is_empty(),
                "{kind:?}"
            );
            for language in Language::ALL {
                assert!(!(language.texts().export_report)(&report).is_empty(), "{kind:?} in {language:?}");
            }
            let names: Vec<String> = std::fs::read_dir(folder.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
                .collect();
            assert!(names.iter().all(|name| !name.starts_with('.')), "{kind:?} leaves {names:?}");
        }
        for ending in ["tif", "exr", "r16", "r32", "csv"] {
            let folder = tempfile::tempdir().unwrap();
            let mut job = job(&zone, heights(), folder.path());
            job.target.set_extension(ending);
            assert!(matches!(job.run(), ExportOutcome::Written(..)), "{ending}");
        }
    }

    /// Bytes and number of the files of a folder, with those below it.
    fn size_of(folder: &Path) -> (u64, u64) {
        let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
        entries.fold((0, 0), |(bytes, files), entry| match entry.file_type().unwrap().is_dir() {
            true => {
                let below = size_of(&entry.path());
                (bytes + below.0, files + below.1)
            }
            false => (bytes + entry.metadata().unwrap().len(), files + 1),
        })
    }

    #[test]
    fn estimates_are_near_the_truth() {
        let zone = demo();
        let mut done = Vec::new();
        for choice in ExportKind::presets().into_iter().map(ExportChoice::new) {
            if choice.subject != ExportSubject::Zone || done.contains(&(choice.kind, choice.format())) {
                continue;
            }
            done.push((choice.kind, choice.format()));
            let folder = tempfile::tempdir().unwrap();
            let target = folder.path().join(choice.file_name("demo"));
            let job = ExportJob { target, ..job(&zone, choice.kind, folder.path()) };
            assert!(matches!(job.run(), ExportOutcome::Written(..)), "{choice:?}");
            let estimate = choice.kind.estimate(zone.ground.gtd(), choice.extension());
            let (bytes, files) = size_of(folder.path());
            let about = |truth: u64| truth / 3..=truth * 3;
            assert!(about(bytes).contains(&estimate.bytes), "{choice:?}: {estimate:?}, in truth {bytes} bytes");
            assert!(about(files).contains(&estimate.files), "{choice:?}: {estimate:?}, in truth {files} files");
        }
    }

    #[test]
    fn a_canceled_export_leaves_no_files() {
        let zone = demo();
        for kind in all() {
            let folder = tempfile::tempdir().unwrap();
            let job = job(&zone, kind, folder.path());
            job.running.cancel();
            assert!(matches!(job.run(), ExportOutcome::Canceled), "{kind:?}");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{kind:?}");
        }
    }

    #[test]
    fn canceling_while_files_are_written_leaves_nothing() {
        let (zone, folder) = (demo(), tempfile::tempdir().unwrap());
        let job = job(&zone, ExportKind::WebMap(WebMapExport::DEFAULT), folder.path());
        let running = job.running.clone();
        let work = std::thread::spawn(move || job.run());
        while running.current_step() != ExportStep::DrawingMap && !work.is_finished() {
            std::thread::yield_now();
        }
        running.cancel();
        assert!(matches!(work.join().unwrap(), ExportOutcome::Canceled));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn companions_of_others_are_kept() {
        let (zone, folder) = (demo(), tempfile::tempdir().unwrap());
        let job = job(&zone, heights(), folder.path());
        let sidecar = folder.path().join("demo-heights.png.json");
        std::fs::write(&sidecar, "somebody's work").unwrap();
        let ExportOutcome::Failed(error) = job.run() else { panic!("written") };
        assert!(error.to_string().contains("demo-heights.png.json exists"), "{error}");
        assert_eq!(std::fs::read_to_string(&sidecar).unwrap(), "somebody's work");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        std::fs::remove_file(&sidecar).unwrap();
        for _ in 0..2 {
            assert!(matches!(job.run(), ExportOutcome::Written(..)));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_open_zone_is_no_target() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.gtd");
        std::fs::write(&file, crate::demo::embedded::zone()).unwrap();
        let zone = open(ZoneSource::File(file.clone()));
        std::fs::hard_link(&file, folder.path().join("demo-heights.png")).unwrap();
        let ExportOutcome::Failed(error) = job(&zone, heights(), folder.path()).run() else { panic!("written") };
        assert!(error.to_string().contains("a.gtd"), "{error}");
        assert!(std::fs::read(&file).unwrap() == crate::demo::embedded::zone());
    }

    #[test]
    fn write_errors_are_reported() {
        let (zone, folder) = (demo(), tempfile::tempdir().unwrap());
        let missing = folder.path().join("not there");
        let ExportOutcome::Failed(error) = job(&zone, heights(), &missing).run() else { panic!("written") };
        assert!(error.to_string().contains("demo-heights.png"), "{error}");
        let mut job = job(&zone, heights(), folder.path());
        job.target.set_extension("docx");
        assert!(matches!(job.run(), ExportOutcome::Failed(error) if error.to_string().contains(".exr")));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
