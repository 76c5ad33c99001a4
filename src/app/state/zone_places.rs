//! Stored views and bookmarks of the open zone, for panels and map.

use glam::DVec2;

use crate::app::settings::ZoneMemory;
use crate::camera::Pose;
use crate::formats::kernel::visible::visible;
use crate::input::Digit;

/// Names and positions of stored views and bookmarks.
#[derive(Debug, Default)]
pub struct ZonePlaces {
    /// Digits with a stored view.
    pub views: Vec<Digit>,
    /// Names of the bookmarks, in the order of creation.
    pub bookmarks: Vec<String>,
    /// Names and positions (east and north, meters) of both.
    pub marks: Vec<(String, DVec2)>,
}

impl ZonePlaces {
    /// The saved places of a zone. Those with an invalid pose have no mark.
    pub fn new(memory: &ZoneMemory) -> ZonePlaces {
        let views = memory.digits();
        let at = |pose: Pose| DVec2::new(pose.eye.x, pose.eye.z);
        let of_view = |digit: &Digit| Some((digit.number().to_string(), at(memory.view(*digit)?)));
        let bookmarks = memory.bookmarks.iter();
        let of_bookmarks = bookmarks
            .clone()
            .filter_map(|bookmark| Some((visible(&bookmark.name).into_owned(), at(bookmark.camera.parse().ok()?))));
        let marks = views.iter().filter_map(of_view).chain(of_bookmarks).collect();
        ZonePlaces { bookmarks: bookmarks.map(|bookmark| visible(&bookmark.name).into_owned()).collect(), views, marks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::settings::Bookmark;

    #[test]
    fn views_and_bookmarks_are_marked_where_they_can_be_read() {
        let bookmark = |name: &str, camera: &str| Bookmark { name: name.into(), camera: camera.into() };
        let memory = ZoneMemory {
            views: [(2, "10,5,20,0,0".to_owned()), (3, "damaged".to_owned())].into_iter().collect(),
            bookmarks: vec![bookmark("Gate", "1,2,3,4,5"), bookmark("Mill", "nowhere")],
            ..ZoneMemory::default()
        };
        let places = ZonePlaces::new(&memory);
        assert_eq!(places.views, [Digit::new(2).unwrap()]);
        assert_eq!(places.bookmarks, ["Gate", "Mill"]);
        let marks = [("2", DVec2::new(10.0, 20.0)), ("Gate", DVec2::new(1.0, 3.0))];
        assert_eq!(places.marks, marks.map(|(name, at)| (name.to_owned(), at)));
    }
}
