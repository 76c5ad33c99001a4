//! Pool of node slots in GPU memory. `scene::terrain::stream` decides the assignment.

use crate::render::gpu::Gpu;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::nodes::NodeId;
use crate::scene::terrain::patch::{CellCounts, NODE_WORDS, NodeMesh, pack_node};
use crate::scene::terrain::stream::SlotPool;

/// Bytes of a slot.
const SLOT_BYTES: u64 = NODE_WORDS as u64 * 4;

/// The slots, their contents, and pending writes.
pub(super) struct Residency {
    /// The storage buffer of all slots.
    pub buffer: wgpu::Buffer,
    pool: SlotPool,
    counts: Vec<CellCounts>,
    /// Packed nodes not yet written, by slot.
    staged: Vec<(u32, Box<NodeMesh>)>,
}

impl Residency {
    /// Creates slots for the nodes of a zone, limited by `budget_bytes`.
    pub fn new(gpu: &Gpu, nodes: usize, budget_bytes: u64) -> Residency {
        let most = budget_bytes.min(gpu.caps.max_storage_bytes) / SLOT_BYTES;
        let slots = (nodes as u64).min(most).max(1) as u32;
        let buffer = gpu.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("node slots"),
            size: u64::from(slots) * SLOT_BYTES,
            usage: wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let counts = vec![CellCounts::default(); slots as usize];
        Residency { buffer, pool: SlotPool::new(nodes, slots), counts, staged: Vec::new() }
    }

    /// Whether the node with this index is resident.
    pub fn holds(&self, node: usize) -> bool {
        self.pool.slot(node).is_some()
    }

    /// Slot and cell counts of a resident node.
    pub fn slot(&self, node: usize) -> Option<(u32, CellCounts)> {
        self.pool.slot(node).map(|slot| (slot, self.counts[slot as usize]))
    }

    /// Marks a node as needed in this frame.
    pub fn touch(&mut self, node: usize, frame: u32) {
        self.pool.touch(node, frame);
    }

    /// Packs a node into a slot, if one is available. It counts as resident at once; [`Residency::flush`] writes it.
    pub fn load(&mut self, ground: &Terrain, id: NodeId, frame: u32) -> bool {
        let Some(slot) = self.pool.claim(ground.tree().index(id), frame) else { return false };
        let mesh = pack_node(ground.gtd(), ground.heights(), id);
        self.counts[slot as usize] = mesh.counts;
        self.staged.push((slot, Box::new(mesh)));
        true
    }

    /// Writes the packed nodes; neighboring slots in one copy.
    pub fn flush(&mut self, gpu: &Gpu) {
        self.staged.sort_by_key(|(slot, _)| *slot);
        let mut words: Vec<u32> = Vec::new();
        let mut first = 0;
        for (i, (slot, mesh)) in self.staged.iter().enumerate() {
            if words.is_empty() {
                first = *slot;
            }
            words.extend_from_slice(&mesh.words);
            let ends = self.staged.get(i + 1).is_none_or(|(next, _)| *next != slot + 1);
            if ends {
                gpu.write_buffer(&self.buffer, u64::from(first) * SLOT_BYTES, bytemuck::cast_slice(&words));
                words.clear();
            }
        }
        self.staged.clear();
    }

    /// Number of resident nodes.
    pub fn resident(&self) -> usize {
        self.pool.resident()
    }

    /// Bytes on the GPU.
    pub fn bytes(&self) -> u64 {
        self.pool.capacity() as u64 * SLOT_BYTES
    }
}
