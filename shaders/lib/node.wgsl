// A terrain node: 9 x 9 heights and 8 x 8 cells, in a slot of the pool. Packed by src/scene/terrain/patch.rs. Vertices
// below SKIRT_FIRST are the corners of cells, four per cell; then follow those of skirts, SKIRT_EDGE per edge.

@group(1) @binding(0) var<storage, read> slots: array<u32>;

struct NodeInstance {
    @location(0) slot: u32,
    // south-west corner, meters, relative to the eye
    @location(1) origin: vec2f,
    // side of a cell in meters
    @location(2) cell_m: f32,
    // height of the skirt, meters
    @location(3) skirt_m: f32,
    // page of the color map: south-west corner relative to the eye, 1 / its side in meters, its layer
    @location(4) page: vec4f,
    // set of the point lights that reach it
    @location(5) lights: u32,
}

struct Cell {
    // position in cells within the node, 0..=8
    at: vec2u,
    // position within the cell, 0 or 1
    corner: vec2f,
    word: u32,
}

fn node_height(slot: u32, at: vec2u) -> f32 {
    return bitcast<f32>(slots[slot * NODE_WORDS + at.x * NODE_SIDE + at.y]);
}

// The corner of a cell at a vertex. Triangles are (0, 1, 2) and (2, 1, 3), so their shared edge is 1-2: the south-west
// to north-east diagonal if x + z is even, the other one if it is odd.
fn node_cell(slot: u32, vertex: u32) -> Cell {
    let word = slots[slot * NODE_WORDS + NODE_HEIGHTS + (vertex >> 2u)];
    let cell = vec2u(word & CELL_PLACE_MASK, (word >> CELL_Z) & CELL_PLACE_MASK);
    let high = (vertex >> 1u) & 1u;
    let low = vertex & 1u;
    let odd = vec2u(high, low);
    let even = vec2u(1u - low, high);
    let corner = select(even, odd, ((cell.x + cell.y) & 1u) == 1u);
    return Cell(cell + corner, vec2f(corner), word);
}

// Position relative to the eye.
fn node_position(node: NodeInstance, at: vec2u) -> vec3f {
    let xz = node.origin + vec2f(at) * node.cell_m;
    return vec3f(xz.x, node_height(node.slot, at) - globals.eye_m.y, xz.y);
}

// Whether a place, relative to the eye, is on the border of the zone.
fn is_on_border(from_eye: vec2f) -> bool {
    let place = from_eye + globals.eye_m.xz;
    let edge = min(place, vec2f(globals.zone_extent_m) - place);
    return min(edge.x, edge.y) < 0.5 * TILE_M;
}

// A vertex of a skirt: along one edge, at the terrain's height or below it and slightly outward. On the border of the
// zone a skirt would show from outside; there all levels have the same height, so it ends in a point.
fn skirt_position(node: NodeInstance, vertex: u32) -> vec3f {
    let edge = (vertex - SKIRT_FIRST) / SKIRT_EDGE;
    let step = (vertex - SKIRT_FIRST) % SKIRT_EDGE;
    return edge_position(node, edge, step >> 1u, (step & 1u) == 1u);
}

// A vertex on an edge, or of its skirt below it.
fn edge_position(node: NodeInstance, edge: u32, along: u32, is_below: bool) -> vec3f {
    let far = select(0u, NODE_SIDE - 1u, (edge & 1u) == 1u);
    let at = select(vec2u(along, far), vec2u(far, along), edge < 2u);
    var position = node_position(node, at);
    if (is_below && !is_on_border(position.xz)) {
        let sign = select(-1.0, 1.0, (edge & 1u) == 1u);
        let outward = select(vec2f(0.0, sign), vec2f(sign, 0.0), edge < 2u) * node.cell_m * 0.05;
        position += vec3f(outward.x, -node.skirt_m, outward.y);
    }
    return position;
}

// A vertex of a whole node: those of the grid, then the lower ones of the skirts, NODE_SIDE for each edge.
fn whole_position(node: NodeInstance, vertex: u32) -> vec3f {
    if (vertex < NODE_SIDE * NODE_SIDE) {
        return node_position(node, vec2u(vertex / NODE_SIDE, vertex % NODE_SIDE));
    }
    let lower = vertex - NODE_SIDE * NODE_SIDE;
    return edge_position(node, lower / NODE_SIDE, lower % NODE_SIDE, true);
}
