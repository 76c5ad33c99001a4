// Lines in the world: outlines of what is picked, a few pixels wide. Follows lib/globals.

struct LineInstance {
    // both ends relative to the eye
    @location(0) start: vec3f,
    @location(1) stop: vec3f,
    @location(2) color: vec4f,
}

struct LineOut {
    @builtin(position) clip: vec4f,
    @location(0) color: vec4f,
}

// Fraction of the distance by which lines are moved towards the eye, because they lie on the terrain that they outline.
const PULL: f32 = 0.997;
// The same from straight above, without perspective: only downwards, so that nothing moves aside.
const PULL_FLAT: vec3f = vec3f(1.0, 0.997, 1.0);
// closer parts are clipped, so that no end is behind the eye
const NEAREST: f32 = 0.05;

@vertex
fn vs_line(@builtin(vertex_index) vertex: u32, in: LineInstance) -> LineOut {
    let pull = select(vec3f(PULL), PULL_FLAT, globals.clip_from_eye[3][3] > 0.5);
    var a = globals.clip_from_eye * vec4f(in.start * pull, 1.0);
    var b = globals.clip_from_eye * vec4f(in.stop * pull, 1.0);
    let wa = a.w;
    let wb = b.w;
    var out: LineOut;
    out.color = in.color;
    if (max(wa, wb) < NEAREST) {
        // behind the eye: nothing
        out.clip = vec4f(2.0, 2.0, 0.0, 1.0);
        return out;
    }
    if (wa < NEAREST) {
        a = mix(a, b, (NEAREST - wa) / (wb - wa));
    }
    if (wb < NEAREST) {
        b = mix(b, a, (NEAREST - wb) / (wa - wb));
    }
    // half the width, as a fraction of the target's half width and height
    let half_width = globals.line_half_width;
    let along = (b.xy / b.w - a.xy / a.w) / half_width;
    let direction = select(vec2f(1.0, 0.0), normalize(along), dot(along, along) > 1e-12);
    let across = vec2f(-direction.y, direction.x);
    let at_b = vertex == 1u || vertex == 2u || vertex == 4u;
    let side = select(-1.0, 1.0, vertex == 2u || vertex >= 4u);
    let end = select(a, b, at_b);
    // corners are closed: lines are extended by half their width
    let reach = select(-direction, direction, at_b);
    out.clip = vec4f(end.xy + (across * side + reach) * half_width * end.w, end.zw);
    return out;
}

@fragment
fn fs_line(in: LineOut) -> @location(0) vec4f {
    return in.color;
}
