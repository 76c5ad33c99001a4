//! Streaming policy: assignment of nodes to GPU slots, without a GPU.
//!
//! A fixed number of equal slots. Requested nodes get the free slots first, then those that were unused the longest; a
//! slot that was used in this frame is never evicted.

/// Assignment of nodes to slots. Nodes are named by their index in the tree.
pub struct SlotPool {
    slot_of: Vec<u32>,
    holder: Vec<u32>,
    used_in: Vec<u32>,
    free: Vec<u32>,
    /// Position of the clock hand from which `claim` searches a victim.
    hand: usize,
}

const NONE: u32 = u32::MAX;

impl SlotPool {
    /// A pool of `slots` empty slots for a tree of `nodes` nodes.
    pub fn new(nodes: usize, slots: u32) -> SlotPool {
        SlotPool {
            slot_of: vec![NONE; nodes],
            holder: vec![NONE; slots as usize],
            used_in: vec![0; slots as usize],
            free: (0..slots).rev().collect(),
            hand: 0,
        }
    }

    /// The slot of a resident node.
    pub fn slot(&self, node: usize) -> Option<u32> {
        Some(self.slot_of[node]).filter(|&slot| slot != NONE)
    }

    /// Number of resident nodes.
    pub fn resident(&self) -> usize {
        self.holder.len() - self.free.len()
    }

    /// Number of slots, free and used.
    pub fn capacity(&self) -> usize {
        self.holder.len()
    }

    /// Marks a resident node as used in a frame. Frames count up from 1.
    pub fn touch(&mut self, node: usize, frame: u32) {
        if let Some(slot) = self.slot(node) {
            self.used_in[slot as usize] = frame;
        }
    }

    /// Assigns a slot to a node that is not resident: a free one, or one unused in `frame`. None where every slot is in
    /// use.
    pub fn claim(&mut self, node: usize, frame: u32) -> Option<u32> {
        debug_assert!(self.slot(node).is_none());
        let slot = self.free.pop().or_else(|| self.evict(frame))?;
        self.slot_of[node] = slot;
        self.holder[slot as usize] = node as u32;
        self.used_in[slot as usize] = frame;
        Some(slot)
    }

    /// Second-chance clock: takes the first slot that was used neither in this frame nor in the one before.
    fn evict(&mut self, frame: u32) -> Option<u32> {
        for _ in 0..self.holder.len() {
            let slot = self.hand;
            self.hand = (self.hand + 1) % self.holder.len();
            if self.used_in[slot] + 1 < frame {
                self.slot_of[self.holder[slot] as usize] = NONE;
                return Some(slot as u32);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_in_use_are_never_taken() {
        let mut pool = SlotPool::new(10, 3);
        for node in 0..3 {
            assert!(pool.claim(node, 1).is_some());
        }
        assert_eq!(pool.claim(3, 1), None);
        pool.touch(0, 5);
        pool.touch(2, 5);
        let slot = pool.claim(3, 5).expect("node 1 has gone unused");
        assert_eq!((pool.slot(1), pool.slot(3), pool.resident()), (None, Some(slot), 3));
        assert_eq!(pool.claim(4, 5), None);
    }

    #[test]
    fn every_held_node_has_a_slot_of_its_own() {
        let mut pool = SlotPool::new(1000, 64);
        for frame in 1..200u32 {
            for node in (0..40).map(|i| (frame as usize * 7 + i * 3) % 1000) {
                if pool.slot(node).is_some() {
                    pool.touch(node, frame);
                } else {
                    pool.claim(node, frame);
                }
            }
            let mut seen = [false; 64];
            for node in 0..1000 {
                if let Some(slot) = pool.slot(node) {
                    assert!(!std::mem::replace(&mut seen[slot as usize], true));
                }
            }
        }
        assert_eq!(pool.resident(), 64);
    }
}
