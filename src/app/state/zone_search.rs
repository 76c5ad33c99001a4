//! The search for other zones with a texture or an object: what the client's zones use, read once per folder.

use std::path::{Path, PathBuf};

use super::zone_slot::absolute;
use crate::app::background_task::{BackgroundTask, SurveyJob};
use crate::load::{Surveyed, SurveyedZone};
use crate::platform::CancelToken;
use crate::ui::{OtherZones, ZoneSearch};

/// What the zones around the open one use, as far as they were read.
#[derive(Debug, Default)]
pub struct ZoneSearchState {
    /// File of the open zone.
    open: Option<PathBuf>,
    /// The running search or the last one.
    job: Option<SurveyJob>,
    search: ZoneSearch,
    zones: Vec<SurveyedZone>,
    unreadable: u64,
}

impl ZoneSearchState {
    /// Starts a search, unless one is running or complete. None without a zone on the disk. `data` is the client folder,
    /// if it is not the one that contains the zone.
    pub fn start(&mut self, data: Option<PathBuf>) -> Option<BackgroundTask> {
        let zone = self.open.clone().filter(|_| self.search == ZoneSearch::NotStarted)?;
        let job = SurveyJob { zone, data, cancel: CancelToken::default() };
        self.job = Some(job.clone());
        self.search = ZoneSearch::Running([0, 0]);
        Some(BackgroundTask::ZoneSurvey(job))
    }

    /// Cancels the search and drops its results.
    pub fn cancel(&mut self) {
        if let Some(job) = self.job.take() {
            job.cancel.cancel();
        }
        self.zones.clear();
        self.unreadable = 0;
        self.search = if self.open.is_some() { ZoneSearch::NotStarted } else { ZoneSearch::Unavailable };
    }

    /// Takes a zone of the running search.
    pub fn take(&mut self, job: &SurveyJob, surveyed: &Surveyed) {
        if self.job.as_ref() != Some(job) {
            return;
        }
        self.search = ZoneSearch::Running([surveyed.done as u64, surveyed.total as u64]);
        self.unreadable += u64::from(surveyed.zone.is_none());
        self.zones.extend(surveyed.zone.clone());
    }

    /// Takes the end of the running search.
    pub fn end(&mut self, job: &SurveyJob) {
        if self.job.as_ref() == Some(job) {
            self.search = ZoneSearch::Done(self.unreadable);
        }
    }

    /// Takes the file of the zone that was opened. Another zone of the same folder keeps the results; a zone that was read
    /// again may have other textures, so that everything is.
    pub fn zone_opened(&mut self, file: Option<&Path>, again: bool) {
        let file = file.map(absolute);
        let folder = |file: &Option<PathBuf>| file.as_deref().and_then(Path::parent).map(Path::to_owned);
        let same_folder = folder(&file) == folder(&self.open);
        self.open = file;
        if again || !same_folder || self.search == ZoneSearch::Unavailable {
            self.cancel();
        }
    }

    /// Model of the panel.
    pub fn model(&self) -> OtherZones<'_> {
        OtherZones { search: self.search, zones: &self.zones, open: self.open.as_deref() }
    }
}
