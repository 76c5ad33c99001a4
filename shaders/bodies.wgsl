// Triangles of collision: see-through, with their edges. Follows lib/globals.

struct TriangleInstance {
    // corners in the world
    @location(0) a: vec3f,
    @location(1) b: vec3f,
    @location(2) c: vec3f,
    @location(3) color: vec4f,
}

struct TriangleOut {
    @builtin(position) clip: vec4f,
    @location(0) color: vec4f,
    // shares of the three corners
    @location(1) shares: vec3f,
}

// Fraction of the distance by which triangles are moved towards the eye, because bodies lie on what is drawn.
const PULL: f32 = 0.997;
// The same from straight above, without perspective: only downwards, so that nothing moves aside.
const PULL_FLAT: vec3f = vec3f(1.0, 0.997, 1.0);
// Width of an edge in pixels at a scale of 1; opacity of the faces compared with the edges.
const EDGE_PX: f32 = 1.3;
const FACE: f32 = 0.22;

@vertex
fn vs_triangle(@builtin(vertex_index) vertex: u32, in: TriangleInstance) -> TriangleOut {
    let corner = select(select(in.c, in.b, vertex == 1u), in.a, vertex == 0u);
    var out: TriangleOut;
    let pull = select(vec3f(PULL), PULL_FLAT, globals.clip_from_eye[3][3] > 0.5);
    out.clip = globals.clip_from_eye * vec4f((corner - globals.eye_m) * pull, 1.0);
    out.color = in.color;
    out.shares = vec3f(f32(vertex == 0u), f32(vertex == 1u), f32(vertex == 2u));
    return out;
}

@fragment
fn fs_triangle(in: TriangleOut) -> @location(0) vec4f {
    // Distances from the edges in pixels.
    let width = max(fwidth(in.shares), vec3f(1e-6));
    let from_edges = in.shares / width;
    let nearest = min(from_edges.x, min(from_edges.y, from_edges.z));
    let edge = 1.0 - smoothstep(0.0, EDGE_PX * globals.px_per_pt, nearest);
    // Edges of triangles of a few pixels would flicker: they fade into the face.
    let height = 1.0 / max(width.x, max(width.y, width.z));
    let clear = smoothstep(4.0, 14.0, height / globals.px_per_pt);
    return vec4f(in.color.rgb, in.color.a * mix(FACE, 1.0, edge * clear));
}
