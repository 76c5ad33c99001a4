// Text labels in the world with a constant size on the screen: white with a dark rim. Follows lib/globals.

// distance from the middle of a stroke, in units of the glyph grid; painted by src/render/glyphs.rs
@group(1) @binding(0) var glyphs: texture_2d<f32>;
@group(1) @binding(1) var glyph_sampler: sampler;

// generated: CELL (size of a glyph's cell in units), GLYPH_COUNT, GLYPH_RANGE (the distance of texel value 1), UNIT_PT
// half the width of a stroke, and the extent of its rim
const STROKE: f32 = 0.44;
// the rim ends well within the range, or the edges of cells would show
const RIM: f32 = 1.12;
const NEAREST: f32 = 0.5;

struct GlyphInstance {
    // position of the label, relative to the eye
    @location(0) anchor: vec3f,
    // offset of the glyph's center to the right, in units
    @location(1) right: f32,
    @location(2) glyph: u32,
}

struct GlyphOut {
    @builtin(position) clip: vec4f,
    @location(0) uv: vec2f,
}

@vertex
fn vs_glyph(@builtin(vertex_index) vertex: u32, in: GlyphInstance) -> GlyphOut {
    var anchor = globals.clip_from_eye * vec4f(in.anchor, 1.0);
    // labels hidden by the terrain are left out on the CPU
    anchor.z = 0.999 * anchor.w;
    var out: GlyphOut;
    if (anchor.w < NEAREST) {
        out.clip = vec4f(2.0, 2.0, 0.0, 1.0);
        return out;
    }
    let corner = vec2f(f32(vertex == 1u || vertex == 2u || vertex == 4u), f32(vertex == 2u || vertex >= 4u));
    let units = vec2f(in.right, 0.0) + (corner - 0.5) * CELL;
    // half the width of a line is one point
    let point = globals.line_half_width;
    // whole pixels, for sharp strokes
    let pixel = point / globals.px_per_pt;
    let middle = round(anchor.xy / anchor.w / (2.0 * pixel)) * 2.0 * pixel;
    out.clip = vec4f((middle + units * UNIT_PT * 2.0 * point) * anchor.w, anchor.zw);
    out.uv = vec2f((f32(in.glyph) + corner.x) / f32(GLYPH_COUNT), 1.0 - corner.y);
    return out;
}

@fragment
fn fs_glyph(in: GlyphOut) -> @location(0) vec4f {
    let distance = textureSample(glyphs, glyph_sampler, in.uv).r * GLYPH_RANGE;
    let sharp = UNIT_PT * globals.px_per_pt;
    let core = saturate((STROKE - distance) * sharp + 0.5);
    let rim = saturate((RIM - distance) * sharp + 0.5) * 0.85;
    let opacity = max(core, rim);
    return vec4f(mix(vec3f(0.09, 0.07, 0.06), vec3f(1.0, 0.98, 0.94), core), opacity);
}
