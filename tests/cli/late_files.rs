//! Files that answer late, out of order and from another thread, as in a browser; or never.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

use gtd_viewer::load::{DataForms, Load, LoadEvent, LoadOptions, Request, ZoneSource};
use gtd_viewer::scene::SceneUpdate;
use gtd_viewer::scene::raster::tile_image::TileEncoding;
use gtd_viewer::zone::client_files::{Answer, ClientFiles, FileStart, MemoryFiles};

const PATIENCE: Duration = Duration::from_secs(60);

/// Opens once, from another thread.
#[derive(Default)]
struct Gate(Mutex<(bool, Option<Waker>)>);

impl Gate {
    fn open(&self) {
        let mut gate = self.0.lock().unwrap();
        gate.0 = true;
        gate.1.take().into_iter().for_each(Waker::wake);
    }

    async fn passed(&self) {
        std::future::poll_fn(|context| {
            let mut gate = self.0.lock().unwrap();
            gate.1 = Some(context.waker().clone());
            if gate.0 { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

/// The demo zone's files behind gates. One whose path ends with `never` stays closed.
struct LateFiles {
    files: MemoryFiles,
    never: Option<&'static str>,
    gates: Mutex<Sender<(usize, Arc<Gate>)>>,
    asked: AtomicUsize,
}

impl LateFiles {
    /// With a thread that opens the last of the waiting gates first; the flag reports whether that was ever out of
    /// order.
    fn new(never: Option<&'static str>) -> (Arc<LateFiles>, std::thread::JoinHandle<bool>) {
        let (gates, waiting) = channel();
        let opener = std::thread::spawn(move || open_last_first(&waiting));
        let files = MemoryFiles::demo();
        (Arc::new(LateFiles { files, never, gates: Mutex::new(gates), asked: AtomicUsize::new(0) }), opener)
    }

    async fn wait(&self, path: &Path) {
        let gate = Arc::new(Gate::default());
        let number = self.asked.fetch_add(1, Ordering::SeqCst);
        if self.never.is_none_or(|never| !path.ends_with(never)) {
            self.gates.lock().unwrap().send((number, gate.clone())).unwrap();
        }
        gate.passed().await;
    }
}

fn open_last_first(waiting: &Receiver<(usize, Arc<Gate>)>) -> bool {
    let mut out_of_order = false;
    while let Ok(first) = waiting.recv() {
        std::thread::sleep(Duration::from_millis(3));
        let mut gates: Vec<_> = std::iter::once(first).chain(waiting.try_iter()).collect();
        out_of_order |= gates.len() > 1;
        while let Some((_, gate)) = gates.pop() {
            gate.open();
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    out_of_order
}

impl ClientFiles for LateFiles {
    fn list<'a>(&'a self, folder: &'a Path) -> Answer<'a, io::Result<Vec<OsString>>> {
        Box::pin(async move {
            self.wait(folder).await;
            self.files.list(folder).await
        })
    }

    fn read<'a>(&'a self, path: &'a Path) -> Answer<'a, io::Result<Vec<u8>>> {
        Box::pin(async move {
            self.wait(path).await;
            self.files.read(path).await
        })
    }

    fn read_start<'a>(&'a self, path: &'a Path, bytes: usize) -> Answer<'a, io::Result<FileStart>> {
        Box::pin(async move {
            self.wait(path).await;
            self.files.read_start(path, bytes).await
        })
    }
}

fn request() -> Request {
    let zone = ZoneSource::File(PathBuf::from("Zones/demo.gtd"));
    Request {
        zone,
        data: None,
        server: None,
        wanted: LoadOptions::default(),
        forms: DataForms::new(TileEncoding::Bc1, 256).into(),
    }
}

/// Compared results of a load.
#[derive(Debug, Default, PartialEq)]
struct Brought {
    textures: Vec<u16>,
    images: usize,
    parts: usize,
    missing: Vec<String>,
    done: bool,
}

fn finish(mut load: Load) -> Brought {
    let (mut brought, began) = (Brought::default(), Instant::now());
    while !brought.done {
        assert!(began.elapsed() < PATIENCE, "still {:?} with {brought:?}", load.progress());
        match load.wait_for(Duration::from_millis(500)).ok().flatten() {
            Some(LoadEvent::Update(SceneUpdate::TileTexture { indices, .. })) => {
                brought.textures.extend(indices.iter());
            }
            Some(LoadEvent::Update(SceneUpdate::Image { .. })) => brought.images += 1,
            Some(LoadEvent::Update(_)) => brought.parts += 1,
            Some(LoadEvent::Missing(missing)) => brought.missing.push(missing.name),
            Some(LoadEvent::Failed(error)) => panic!("{error}"),
            Some(LoadEvent::Done) => brought.done = true,
            Some(LoadEvent::Opened(_) | LoadEvent::Server(_)) | None => {}
        }
    }
    brought.textures.sort_unstable();
    brought
}

#[test]
fn a_zone_loads_whole_from_files_that_answer_late_and_out_of_order() {
    let at_once = finish(Load::start_from(Arc::new(MemoryFiles::demo()), request(), || {}));
    let (files, opener) = LateFiles::new(None);
    let late = finish(Load::start_from(files, request(), || {}));
    assert_eq!(late, at_once);
    assert_eq!(late.textures, (0..56).collect::<Vec<_>>());
    let parts = "pages, water, sky, lights, objects, their bodies, their models, marks of the game";
    assert!(late.parts == 8 && late.missing.is_empty(), "{parts}: {late:?}");
    assert!(opener.join().unwrap(), "several files were asked for at the same time");
}

#[test]
fn a_file_that_never_answers_does_not_hold_up_a_cancellation() {
    for never in ["Zones", "Zones/demo.gtd", "Data/Zones.tbl", "Misc/Sky/demo.n3sky", "DTex/isle_rock_0.gtt"] {
        let (files, opener) = LateFiles::new(Some(never));
        let alive = Arc::new(());
        let kept = alive.clone();
        let mut load = Load::start_from(files, request(), move || drop(kept.clone()));
        // everything that does not depend on that file arrives, however long it takes on a busy machine
        let expected = match never {
            "DTex/isle_rock_0.gtt" => 48,
            "Misc/Sky/demo.n3sky" => 56,
            _ => 0,
        };
        let is_texture = |event: Option<LoadEvent>| {
            u32::from(matches!(event, Some(LoadEvent::Update(SceneUpdate::TileTexture { .. }))))
        };
        let mut textures = 0;
        while textures < expected {
            textures += is_texture(load.wait_for(Duration::from_secs(60)).expect("more textures"));
        }
        // and nothing else: the load waits
        while let Ok(event) = load.wait_for(Duration::from_millis(500)) {
            textures += is_texture(event);
            assert!(!load.is_finished(), "{never}");
        }
        assert_eq!(textures, expected, "{never}");
        drop(load);
        let began = Instant::now();
        while Arc::strong_count(&alive) > 1 {
            assert!(began.elapsed() < Duration::from_secs(10), "{never}: the threads of a dropped load still wait");
            std::thread::sleep(Duration::from_millis(5));
        }
        opener.join().unwrap();
    }
}
