//! Previews of zones for lists: read in the background, a few at a time, those in sight first.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::picture_queue::PictureQueue;
use crate::app::background_task::{BackgroundTask, ModelUses, PreviewJob};
use crate::app::map_store::MapFolder;
use crate::load::{ZonePreview, ZoneSource};
use crate::ui::{Preview, Previews};

/// Previews that are read at a time.
const AT_A_TIME: usize = 2;
/// Previews that are kept although they are out of sight; each has a picture of 256 KB.
const MOST: usize = 200;

/// The list that shows previews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PreviewUser {
    Gallery,
    Welcome,
}

/// Previews that are shown, read, or kept.
#[derive(Debug)]
pub struct ZonePreviews {
    /// Folder of drawn maps, if they are kept between runs.
    maps: Option<MapFolder>,
    /// What the previews of models have read of their client.
    uses: ModelUses,
    previews: Previews,
    /// Zones in sight, by list.
    wanted: BTreeMap<PreviewUser, Vec<ZoneSource>>,
    queue: PictureQueue<ZoneSource>,
}

impl Default for ZonePreviews {
    fn default() -> ZonePreviews {
        ZonePreviews::new(None)
    }
}

impl ZonePreviews {
    /// No previews yet; `maps` keeps the drawn maps between runs.
    pub fn new(maps: Option<MapFolder>) -> ZonePreviews {
        let queue = PictureQueue::new(AT_A_TIME, MOST);
        ZonePreviews { maps, uses: ModelUses::default(), previews: Previews::default(), wanted: BTreeMap::new(), queue }
    }

    /// The zones that a list shows now, in the order in which they are to be read; none for a list that is closed.
    pub fn want(&mut self, user: PreviewUser, zones: Vec<ZoneSource>) {
        self.wanted.insert(user, zones);
        let dropped = self.queue.want(self.wanted.values().flatten().cloned().collect());
        dropped.iter().for_each(|zone| self.previews.remove(zone));
    }

    /// The zones that a list shows.
    pub fn wanted(&self, user: PreviewUser) -> &[ZoneSource] {
        self.wanted.get(&user).map(Vec::as_slice).unwrap_or_default()
    }

    /// The zones whose previews are to be read now.
    pub fn next(&self) -> Vec<ZoneSource> {
        self.queue.next()
    }

    /// Starts reading a preview; `data` is the client folder, if it is not the one that contains the zone.
    pub fn start(&mut self, zone: ZoneSource, data: Option<PathBuf>) -> BackgroundTask {
        let (maps, uses) = (self.maps.clone(), self.uses.clone());
        let cancel = self.queue.start(zone.clone());
        BackgroundTask::Preview(PreviewJob { zone, data, maps, uses, cancel })
    }

    /// Takes the result of a task; that of a canceled one is dropped.
    pub fn take(&mut self, job: &PreviewJob, read: Result<Arc<ZonePreview>, String>) {
        if self.queue.take(&job.cancel) {
            self.previews.insert(job.zone.clone(), read.map_or_else(Preview::Failed, Preview::Ready));
        }
    }

    /// The files of a zone may have changed: its preview is read again when it is wanted.
    pub fn forget(&mut self, zone: &ZoneSource) {
        self.queue.forget(zone);
        self.previews.remove(zone);
    }

    /// The files of all zones may have changed.
    pub fn forget_all(&mut self) {
        self.queue.forget_all();
        self.previews = Previews::default();
        self.uses = ModelUses::default();
    }

    /// Model of the lists.
    pub fn model(&self) -> &Previews {
        &self.previews
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{FileCount, PreviewPicture, PreviewSize};

    fn zone(number: usize) -> ZoneSource {
        ZoneSource::File(format!("zone_{number}.gtd").into())
    }

    fn preview() -> Arc<ZonePreview> {
        let picture = PreviewPicture { size_px: [1, 1], rgba: vec![0; 4] };
        let (textures, objects) = (FileCount::default(), FileCount::default());
        Arc::new(ZonePreview { picture, size: PreviewSize::Zone(65), textures, objects })
    }

    /// Starts what may run, and returns the jobs.
    fn start(previews: &mut ZonePreviews) -> Vec<PreviewJob> {
        let next = previews.next().into_iter();
        let job = |zone| match previews.start(zone, None) {
            BackgroundTask::Preview(job) => job,
            other => panic!("{other:?}"),
        };
        next.map(job).collect()
    }

    fn zones(jobs: &[PreviewJob]) -> Vec<ZoneSource> {
        jobs.iter().map(|job| job.zone.clone()).collect()
    }

    #[test]
    fn a_few_are_read_at_a_time_those_in_sight_first() {
        let mut previews = ZonePreviews::default();
        previews.want(PreviewUser::Gallery, (0..5).map(zone).collect());
        let first = start(&mut previews);
        assert_eq!(zones(&first), [zone(0), zone(1)]);
        assert!(start(&mut previews).is_empty(), "others wait");
        // The list is scrolled meanwhile.
        previews.want(PreviewUser::Gallery, (3..8).map(zone).collect());
        previews.take(&first[0], Ok(preview()));
        previews.take(&first[1], Err("damaged".into()));
        assert!(matches!(previews.model().get(&zone(0)), Some(Preview::Ready(_))));
        assert!(matches!(previews.model().get(&zone(1)), Some(Preview::Failed(reason)) if reason == "damaged"));
        assert_eq!(zones(&start(&mut previews)), [zone(3), zone(4)]);
        previews.want(PreviewUser::Gallery, vec![zone(1), zone(0)]);
        assert!(start(&mut previews).is_empty(), "both are known");
    }

    #[test]
    fn a_closed_list_cancels_and_takes_no_late_result() {
        let mut previews = ZonePreviews::default();
        previews.want(PreviewUser::Gallery, vec![zone(0)]);
        let jobs = start(&mut previews);
        previews.want(PreviewUser::Gallery, Vec::new());
        assert!(jobs[0].cancel.is_canceled());
        previews.take(&jobs[0], Err("canceled".into()));
        assert!(previews.model().get(&zone(0)).is_none());
        previews.want(PreviewUser::Gallery, vec![zone(0)]);
        assert_eq!(zones(&start(&mut previews)), [zone(0)], "it is read when the list is open again");
    }

    #[test]
    fn what_was_in_sight_last_is_kept() {
        let mut previews = ZonePreviews::default();
        for number in 0..MOST + 20 {
            previews.want(PreviewUser::Gallery, vec![zone(number), zone(3)]);
            for job in start(&mut previews) {
                previews.take(&job, Ok(preview()));
            }
        }
        previews.want(PreviewUser::Gallery, vec![zone(3)]);
        assert_eq!(previews.model().count(), MOST);
        let kept = |number| previews.model().get(&zone(number)).is_some();
        assert_eq!([0, 3, 25, MOST + 19].map(kept), [false, true, true, true]);
    }

    #[test]
    fn a_changed_zone_is_read_again() {
        let mut previews = ZonePreviews::default();
        previews.want(PreviewUser::Gallery, vec![zone(0), zone(1)]);
        let jobs = start(&mut previews);
        previews.take(&jobs[0], Ok(preview()));
        previews.forget(&zone(0));
        previews.forget(&zone(1));
        assert!(jobs[1].cancel.is_canceled());
        let again = start(&mut previews);
        assert_eq!(zones(&again), [zone(0), zone(1)]);
        previews.take(&again[0], Ok(preview()));
        previews.forget_all();
        assert!(again[1].cancel.is_canceled());
        assert_eq!(zones(&start(&mut previews)), [zone(0), zone(1)]);
    }
}
