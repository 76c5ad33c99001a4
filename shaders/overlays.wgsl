// Grids, edges, contours, the grass mask and tints of marks, drawn in a second pass over the visible terrain. Follows lib/globals,
// lib/node and lib/palette, which has their colors.

// Switches of the pipeline variant.
override WIREFRAME: bool = false;
override TILES: bool = false;
override PATCHES: bool = false;
override CONTOURS: bool = false;
override GRASS: bool = false;
override GROUND_TINT: bool = false;
override FOG: bool = false;

@group(1) @binding(14) var crisp_sampler: sampler;
@group(1) @binding(16) var grass: texture_2d<f32>;
@group(1) @binding(18) var ground_tint: texture_2d<f32>;

// line widths in points
const THIN: f32 = 1.0;
const STRONG: f32 = 1.8;
// lines closer than this many of their widths begin to fade, and vanish at half of it
const DENSE: f32 = 9.0;
// generated: MAJOR (interval of major contours), PATCH_TILES
// contours are raised by this fraction of a step, so that level terrain at a line's height is not entirely line
const RAISED: f32 = 0.004;

struct OverlayOut {
    // the same depth as the terrain's, bit for bit
    @builtin(position) @invariant clip: vec4f,
    @location(0) from_eye: vec3f,
    // in cells within the node
    @location(1) at: vec2f,
    @location(2) @interpolate(flat) cell: vec2u,
    // sides of a cell in tiles
    @location(3) @interpolate(flat) cell_tiles: f32,
}

@vertex
fn vs_overlay(@builtin(vertex_index) vertex: u32, node: NodeInstance) -> OverlayOut {
    let cell = node_cell(node.slot, vertex);
    var out: OverlayOut;
    out.from_eye = node_position(node, cell.at);
    out.clip = globals.clip_from_eye * vec4f(out.from_eye, 1.0);
    out.at = vec2f(cell.at);
    out.cell = cell.at - vec2u(cell.corner);
    out.cell_tiles = node.cell_m / TILE_M;
    return out;
}

// Coverage of a pixel by a line at each whole number; `per_px` is the change of the value per pixel.
fn line_at(value: f32, per_px: f32, width: f32) -> f32 {
    let points = globals.px_per_pt;
    let step = max(per_px, 1e-6);
    let off_px = abs(fract(value + 0.5) - 0.5) / step;
    let cover = saturate(0.5 * width * points + 0.5 - off_px);
    return cover * smoothstep(0.5, 1.0, 1.0 / (step * DENSE * min(width, STRONG) * points));
}

fn grid(at: vec2f, dx: vec2f, dy: vec2f, width: f32) -> f32 {
    let per_px = sqrt(dx * dx + dy * dy);
    return max(line_at(at.x, per_px.x, width), line_at(at.y, per_px.y, width));
}

// The diagonal of a cell: from the south-west if x + z is even.
fn diagonal(in: OverlayOut, dx: vec2f, dy: vec2f) -> f32 {
    let place = in.at - vec2f(in.cell);
    let odd = ((in.cell.x + in.cell.y) & 1u) == 1u;
    let sign = select(-1.0, 1.0, odd);
    let per_px = length(vec2f(dx.x + sign * dx.y, dy.x + sign * dy.y));
    return line_at(place.x + sign * place.y, per_px, THIN);
}

// Premultiplied "over" operator.
fn over(below: vec4f, which: u32, cover: f32) -> vec4f {
    let color = textureLoad(palette, vec2u(which, LINE_ROW), 0);
    let opacity = color.a * cover;
    return below * (1.0 - opacity) + vec4f(color.rgb * opacity, opacity);
}

// A line with a dark or light rim of a point, visible on any terrain.
fn rimmed(below: vec4f, which: u32, rim: f32, core: f32) -> vec4f {
    return over(over(below, which + 1u, rim), which, core);
}

@fragment
fn fs_overlay(in: OverlayOut) -> @location(0) vec4f {
    let dx = dpdx(in.at);
    let dy = dpdy(in.at);
    var out = vec4f(0.0);
    if (GRASS) {
        let place = (in.from_eye.xz + globals.eye_m.xz) / globals.zone_extent_m;
        out = textureSample(grass, crisp_sampler, vec2f(place.x, 1.0 - place.y));
    }
    if (GROUND_TINT) {
        let place = (in.from_eye.xz + globals.eye_m.xz) / globals.zone_extent_m;
        let tint = textureSample(ground_tint, crisp_sampler, vec2f(place.x, 1.0 - place.y));
        out = tint + out * (1.0 - tint.a);
    }
    if (TILES) {
        out = over(out, LINE_TILES, grid(in.at * in.cell_tiles, dx * in.cell_tiles, dy * in.cell_tiles, THIN));
    }
    if (WIREFRAME) {
        let rim = grid(in.at, dx, dy, THIN + 2.0);
        out = rimmed(out, LINE_WIREFRAME, rim, max(grid(in.at, dx, dy, THIN), diagonal(in, dx, dy)));
    }
    if (PATCHES) {
        let part = in.cell_tiles / PATCH_TILES;
        let rim = grid(in.at * part, dx * part, dy * part, STRONG + 2.0);
        out = rimmed(out, LINE_PATCHES, rim, grid(in.at * part, dx * part, dy * part, STRONG));
    }
    if (CONTOURS) {
        let line = (in.from_eye.y + globals.eye_m.y) / globals.contour_step_m - RAISED;
        let per_px = length(vec2f(dpdx(in.from_eye.y), dpdy(in.from_eye.y))) / globals.contour_step_m;
        let minor = line_at(line, per_px, THIN);
        let major = line_at(line / MAJOR, per_px / MAJOR, STRONG);
        let rim = max(line_at(line, per_px, THIN + 2.0), line_at(line / MAJOR, per_px / MAJOR, STRONG + 2.0));
        out = rimmed(out, LINE_CONTOURS, rim, max(minor, major));
    }
    if (FOG) {
        let d = length(in.from_eye) * globals.fog_per_m;
        out *= exp(-d * d);
    }
    return out;
}
