//! Pictures for lists: made in the background, a few at a time, those in sight first, and a bounded number kept.

use std::collections::VecDeque;

use crate::platform::CancelToken;

/// Which pictures are in sight, made, and kept; `K` names what a picture shows.
#[derive(Debug)]
pub struct PictureQueue<K> {
    /// Pictures that are made at a time.
    at_a_time: usize,
    /// Pictures that are kept although they are out of sight.
    most: usize,
    /// What has a picture; those that were in sight last are at the end.
    kept: VecDeque<K>,
    /// What is in sight, in the order in which the pictures are to be made.
    wanted: Vec<K>,
    running: Vec<(K, CancelToken)>,
}

impl<K: Clone + PartialEq> PictureQueue<K> {
    /// No pictures yet.
    pub fn new(at_a_time: usize, most: usize) -> PictureQueue<K> {
        PictureQueue { at_a_time, most, kept: VecDeque::new(), wanted: Vec::new(), running: Vec::new() }
    }

    /// Takes what is in sight now; nothing cancels all that is being made. Returns the pictures to drop.
    pub fn want(&mut self, wanted: Vec<K>) -> Vec<K> {
        if wanted.is_empty() {
            self.running.drain(..).for_each(|(_, cancel)| cancel.cancel());
        }
        let (seen, mut rest): (Vec<K>, Vec<K>) = self.kept.drain(..).partition(|key| wanted.contains(key));
        let surplus = (rest.len() + seen.len()).saturating_sub(self.most).min(rest.len());
        let dropped = rest.drain(..surplus).collect();
        self.kept = rest.into_iter().chain(seen).collect();
        self.wanted = wanted;
        dropped
    }

    /// What is in sight.
    pub fn wanted(&self) -> &[K] {
        &self.wanted
    }

    /// The pictures that are to be made now.
    pub fn next(&self) -> Vec<K> {
        let is_known = |key: &K| self.kept.contains(key) || self.running.iter().any(|(running, _)| running == key);
        let free = self.at_a_time.saturating_sub(self.running.len());
        let mut next = Vec::new();
        for key in self.wanted.iter().filter(|key| !is_known(key)) {
            // Two lists may show the same.
            if next.len() < free && !next.contains(key) {
                next.push(key.clone());
            }
        }
        next
    }

    /// Notes that a picture is being made. The token cancels it.
    pub fn start(&mut self, key: K) -> CancelToken {
        let cancel = CancelToken::default();
        self.running.push((key, cancel.clone()));
        cancel
    }

    /// Takes the end of the work that a token cancels; false for one that was canceled.
    pub fn take(&mut self, cancel: &CancelToken) -> bool {
        let Some(index) = self.running.iter().position(|(_, running)| running == cancel) else { return false };
        let (key, _) = self.running.swap_remove(index);
        self.kept.retain(|kept| *kept != key);
        self.kept.push_back(key);
        true
    }

    /// A picture is made again when it is wanted.
    pub fn forget(&mut self, key: &K) {
        self.running.extract_if(.., |(running, _)| running == key).for_each(|(_, cancel)| cancel.cancel());
        self.kept.retain(|kept| kept != key);
    }

    /// All pictures are made again when they are wanted.
    pub fn forget_all(&mut self) {
        self.running.drain(..).for_each(|(_, cancel)| cancel.cancel());
        self.kept.clear();
    }
}
