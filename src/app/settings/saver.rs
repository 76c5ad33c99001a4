//! Saving on a thread: neither another window's lock nor a slow disk stops the event loop.

use super::store::SaveError;
use super::{Settings, Store};
use crate::platform::thread::{self, JoinHandle};

/// Saves the settings, one state at a time.
pub struct Saver {
    store: Store,
    running: Option<JoinHandle<Saved>>,
    /// There was a state to save while another one was being saved.
    again: bool,
}

/// The result of saving.
pub struct Saved {
    store: Store,
    /// The settings that were to be saved.
    pub sent: Settings,
    /// The settings in the file, which include changes of other windows, and a message if the file was damaged.
    pub result: Result<(Settings, Option<String>), SaveError>,
}

impl Saver {
    /// A saver that has nothing to do yet.
    pub fn new(store: Store) -> Saver {
        Saver { store, running: None, again: false }
    }

    /// Begins to save; `done` is called on another thread at the end. While a save is running, [`Saver::take`] asks
    /// for the newest state afterwards.
    pub fn save(&mut self, settings: &Settings, done: impl FnOnce() + Send + 'static) {
        if self.running.is_some() {
            self.again = true;
            return;
        }
        let (store, sent) = (self.store.clone(), settings.clone());
        let work = move || {
            let saved = save(store, sent);
            done();
            saved
        };
        match thread::spawn("save settings", work) {
            Ok(running) => self.running = Some(running),
            // They are saved at the end of the program.
            Err(error) => log::warn!("the settings are not saved yet: {error}"),
        }
    }

    /// Takes the result of a save, waiting for its end; and whether the newest state must be saved now.
    pub fn take(&mut self) -> (Option<Saved>, bool) {
        let saved = self.running.take().and_then(|running| running.join().ok());
        if let Some(saved) = &saved {
            self.store = saved.store.clone();
        }
        (saved, std::mem::take(&mut self.again))
    }

    /// Saves the last state of the program, after the result of a running save was taken.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(&mut self, settings: &Settings) -> Result<(), SaveError> {
        self.store.save(settings).map(|_| ())
    }
}

fn save(mut store: Store, sent: Settings) -> Saved {
    let result = store.save(&sent);
    Saved { store, sent, result }
}
